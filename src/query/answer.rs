//! What comes back: each action found, with its verdict and what reports tell of it. All of it is owned, so that a plan's
//! text can go as soon as it has been asked.

use super::Question;
use crate::plan::{Kind, Rag, Status};
use crate::time::state::{Due, Judgement, State};
use crate::time::when::When;
use chrono::NaiveDate;
use std::ops::Deref;
use std::sync::Arc;

/// What one plan answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub plan: Arc<PlanHead>,
    pub found: Vec<Found>,
    /// How many actions of each state match all filters but the state's, in the order of [`State::ALL`].
    pub counts: [usize; State::ALL.len()],
    /// The actions, of whatever state, that match all filters but the state's and whose plan has ended while they are open.
    pub left_open: usize,
    /// The actions that a listing by state must speak of apart.
    pub apart: Vec<Judged>,
    /// The actions that could be those asked for: led by a name that fits several groups.
    pub unsure: Vec<Unsure>,
    /// For each name of [`super::Filters::names`], whether this plan knows it.
    pub known: Vec<bool>,
}

impl Answer {
    /// With nothing found yet.
    pub(super) fn of(plan: Arc<PlanHead>) -> Answer {
        let counts = [0; State::ALL.len()];
        Answer { plan, found: Vec::new(), counts, left_open: 0, apart: Vec::new(), unsure: Vec::new(), known: Vec::new() }
    }

    /// Counts an action that matches, of whatever state.
    pub(super) fn count(&mut self, verdict: &Judgement) {
        self.counts[verdict.state.index()] += 1;
        self.left_open += usize::from(verdict.plan_ended);
    }
}

/// An action led by a name that could mean a group asked for.
#[derive(Clone, Debug)]
pub struct Unsure {
    pub label: String,
    /// The name as printed.
    pub led_by: String,
}

/// What reports need of a plan.
#[derive(Default, Debug)]
pub struct PlanHead {
    pub file: String,
    pub name: String,
    pub board: Option<String>,
    pub title: Option<String>,
    pub version: Option<String>,
    /// The first and last day, both counted in.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// The board's meetings, the earliest first.
    pub meetings: Vec<NaiveDate>,
    /// The earlier day asked about; `None` where none was asked for, or the board lists no meeting before the day.
    pub since: Option<NaiveDate>,
    /// What the colours mean to this board.
    pub legend: Vec<(Rag, String)>,
    /// The first meeting on or after the day asked about.
    pub next_meeting: Option<NaiveDate>,
    pub actions: usize,
    pub groups: Vec<GroupHead>,
    pub objectives: Vec<Arc<ObjectiveHead>>,
}

/// What reports need of a declared group.
#[derive(Debug)]
pub struct GroupHead {
    pub name: String,
    pub kind: Kind,
    pub chair: Option<String>,
    /// It is no longer there, or only a name for one of several others.
    pub remark: Option<String>,
}

/// What reports need of an objective.
#[derive(Debug)]
pub struct ObjectiveHead {
    pub label: String,
    pub title: Option<String>,
    /// Leads printed for the objective that the print pairs with no action.
    pub unpaired_leads: Vec<Named>,
    pub unpaired_timescales: Vec<String>,
}

/// A person or group by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub name: Arc<str>,
    /// `None` for a person.
    pub kind: Option<Kind>,
    /// In what capacity, where the plan says; most names stand alone, and there are many of them.
    pub(super) capacity: Option<Box<Capacity>>,
}

/// In what capacity somebody leads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Capacity {
    /// The role, or the words as printed.
    pub role: Option<Box<str>>,
    /// The group a person stands for.
    pub stands_for: Option<Arc<str>>,
    /// Leads because they hold the role of this name, not by their own.
    pub by_role: Option<Arc<str>>,
}

impl Named {
    pub fn capacity(&self) -> Option<&Capacity> {
        self.capacity.as_deref()
    }

    /// Leads because they hold a role, not by their own name.
    pub fn is_by_role(&self) -> bool {
        self.capacity().is_some_and(|capacity| capacity.by_role.is_some())
    }
}

/// An action with its verdict, and why: what the lines beside a report tell of it.
#[derive(Clone, Debug)]
pub struct Judged {
    pub plan: Arc<PlanHead>,
    pub objective: Arc<ObjectiveHead>,
    pub reference: Option<Box<str>>,
    /// Its number in its objective, from 1.
    pub number: usize,
    pub verdict: Judgement,
    /// Why the calendar cannot judge it, in a sentence without a full stop.
    pub reason: Option<Box<str>>,
    /// The event that decides.
    pub when: Option<Box<str>>,
    pub hold: Option<Box<(Option<String>, Option<NaiveDate>)>>,
}

/// An action that matched, with its verdict and what rows tell of it.
#[derive(Clone, Debug)]
pub struct Found {
    pub judged: Judged,
    pub action: Option<Box<str>>,
    /// People and groups; a person and the group they stand for both.
    pub leads: Box<[Named]>,
    pub with: Box<[Named]>,
    pub timescale: Option<Box<str>>,
    /// What the date of the verdict stands for, where it is not simply the action's deadline.
    pub what: Option<Box<str>>,
    /// What falls due in the window asked about.
    pub falling: Box<[Falling]>,
    pub status: Option<Status>,
    pub rag: Option<Rag>,
    pub completed: Option<NaiveDate>,
    /// How often its date was moved.
    pub moves: usize,
    /// The whole story, where it was asked for.
    pub detail: Option<Box<Detail>>,
    /// How it got here and what lies ahead, where that was asked for.
    pub course: Option<Box<Course>>,
}

impl Deref for Found {
    type Target = Judged;
    fn deref(&self) -> &Judged {
        &self.judged
    }
}

/// How an action got here and what lies ahead of it.
#[derive(Clone, Debug)]
pub struct Course {
    /// The verdict as at [`PlanHead::since`].
    pub earlier: Option<Judgement>,
    /// The colour of the last note by then that gives one.
    pub earlier_rag: Option<Rag>,
    /// The latest note, move, milestone reached or completion by the day asked about.
    pub last_sign: Option<NaiveDate>,
    /// Every date that it has not met, from the oldest missed to the last day of [`super::Looking::ahead`]. Closed or on hold: none.
    pub dates: Vec<Falling>,
    pub lacks: Lacks,
}

/// What an action says nothing of. What is written but cannot be read is not lacking.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Lacks {
    pub lead: bool,
    /// Neither outcome nor success measure.
    pub measure: bool,
    pub evidence: bool,
    /// No progress note by the day asked about.
    pub note: bool,
}

/// A date that falls due, and what it stands for.
#[derive(Clone, Debug)]
pub struct Falling {
    pub due: Due,
    pub what: Option<Box<str>>,
}

/// What only some questions need to know of an action.
#[derive(Clone, Debug)]
pub struct Detail {
    pub outcome: Option<String>,
    pub success: Vec<String>,
    pub milestones: Vec<Milestone>,
    pub evidence: Vec<String>,
    pub moved: Vec<Moved>,
    pub notes: Vec<Note>,
    pub came_from: Option<String>,
    pub see: Vec<String>,
    pub remark: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Milestone {
    pub text: String,
    pub due: Option<When>,
    pub done: Option<NaiveDate>,
}

#[derive(Clone, Debug)]
pub struct Moved {
    pub from: Option<When>,
    pub to: Option<When>,
    pub on: Option<NaiveDate>,
    pub because: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Note {
    pub on: Option<NaiveDate>,
    pub text: String,
    pub by: Option<String>,
}

impl Found {
    /// Of a question asked as a whole, whether this is among what it wants.
    pub fn is_wanted(&self, question: &Question) -> bool {
        question.wants(self.verdict.state, !self.falling.is_empty())
    }
}

impl Judged {
    /// The reference, else the place in brackets that show it was never printed.
    pub fn label(&self) -> std::borrow::Cow<'_, str> {
        match &self.reference {
            Some(reference) => (&**reference).into(),
            None => format!("[{}]", self.place()).into(),
        }
    }

    /// The place: "3/1" is the first action of objective 3.
    pub fn place(&self) -> String {
        // Asked for with every row: joined without the machinery of a format.
        [&*self.objective.label, "/", &self.number.to_string()].concat()
    }
}
