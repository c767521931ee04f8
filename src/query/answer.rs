//! What comes back: each action found, with its verdict and what reports tell of it. Its texts and lists lie in a [`super::Store`],
//! so that a plan's text can go as soon as it has been asked.

use super::Question;
use crate::plan::{GroupKind, Rag, Status};
use crate::time::state::{Due, Judgement, State};
use crate::time::when::When;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::ops::Deref;

/// What one plan answered.
#[derive(Clone, Debug)]
pub struct Answer<'s> {
    pub plan: &'s PlanHead<'s>,
    /// Those of the plan, where something is told of it or the question asks for heads.
    pub objectives: &'s [ObjectiveHead<'s>],
    pub found: Vec<Found<'s>>,
    /// How many actions of each state match all filters but the state's, in the order of [`State::ALL`].
    pub counts: [usize; State::ALL.len()],
    /// The actions, of whatever state, that match all filters but the state's and whose plan has ended while they are open.
    pub left_open: usize,
    /// The actions that a listing by state must speak of apart.
    pub apart: Vec<Judged<'s>>,
    /// The actions that could be those asked for: led by a name that fits several groups.
    pub unsure: Vec<Unsure<'s>>,
    /// For each name of [`super::Filters::names`], whether this plan knows it.
    pub known: Vec<bool>,
}

impl<'s> Answer<'s> {
    /// With nothing found yet.
    pub(super) fn of(plan: &'s PlanHead<'s>, objectives: &'s [ObjectiveHead<'s>]) -> Answer<'s> {
        let counts = [0; State::ALL.len()];
        let (found, apart, unsure, known) = Default::default();
        Answer { plan, objectives, found, counts, left_open: 0, apart, unsure, known }
    }

    /// Counts an action that matches, of whatever state.
    pub(super) fn count(&mut self, verdict: &Judgement) {
        self.counts[verdict.state.index()] += 1;
        self.left_open += usize::from(verdict.plan_ended);
    }
}

/// An action led by a name that could mean a group asked for.
#[derive(Clone, Copy, Debug)]
pub struct Unsure<'s> {
    pub label: &'s str,
    /// The name as printed.
    pub led_by: &'s str,
}

/// What reports need of a plan.
#[derive(Debug)]
pub struct PlanHead<'s> {
    pub file: &'s str,
    pub name: &'s str,
    pub board: Option<&'s str>,
    pub title: Option<&'s str>,
    pub version: Option<&'s str>,
    /// The first and last day, both counted in.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// The board's meetings, the earliest first.
    pub meetings: &'s [NaiveDate],
    /// The earlier day asked about; `None` where none was asked for, or the board lists no meeting before the day.
    pub since: Option<NaiveDate>,
    /// What the colours mean to this board.
    pub legend: &'s [(Rag, &'s str)],
    /// The first meeting on or after the day asked about.
    pub next_meeting: Option<NaiveDate>,
    pub actions: usize,
    pub groups: &'s [GroupHead<'s>],
}

/// What reports need of a declared group.
#[derive(Debug)]
pub struct GroupHead<'s> {
    pub name: &'s str,
    pub kind: GroupKind,
    pub chair: Option<&'s str>,
    /// It is no longer there, or only a name for one of several others.
    pub remark: Option<&'s str>,
}

/// What reports need of an objective.
#[derive(Debug)]
pub struct ObjectiveHead<'s> {
    pub label: &'s str,
    pub title: Option<&'s str>,
    /// Leads printed for the objective that the print pairs with no action.
    pub unpaired_leads: &'s [Named<'s>],
    pub unpaired_timescales: &'s [&'s str],
}

/// A person or group by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named<'s> {
    pub name: &'s str,
    /// `None` for a person.
    pub kind: Option<GroupKind>,
    /// In what capacity, where the plan says; most names stand alone, and there are many of them.
    pub capacity: Option<&'s Capacity<'s>>,
}

/// In what capacity somebody leads.
#[derive(PartialEq, Eq, Debug, Default)]
pub struct Capacity<'s> {
    /// The role, or the words as printed.
    pub role: Option<&'s str>,
    /// The group a person stands for.
    pub stands_for: Option<&'s str>,
    /// Leads because they hold the role of this name, not by their own.
    pub by_role: Option<&'s str>,
}

impl Named<'_> {
    /// Leads because they hold a role, not by their own name.
    pub fn is_by_role(&self) -> bool {
        self.capacity.is_some_and(|capacity| capacity.by_role.is_some())
    }
}

/// An action with its verdict, and why: what the lines beside a report tell of it.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'s> {
    pub plan: &'s PlanHead<'s>,
    pub objective: &'s ObjectiveHead<'s>,
    pub reference: Option<&'s str>,
    /// Its number in its objective, from 1.
    pub number: usize,
    pub verdict: Judgement,
    /// Why the calendar cannot judge it, in a sentence without a full stop.
    pub reason: Option<&'s str>,
    /// The event that decides.
    pub when: Option<&'s str>,
    pub hold: Option<&'s (Option<&'s str>, Option<NaiveDate>)>,
}

/// An action that matched, with its verdict and what rows tell of it.
#[derive(Clone, Copy, Debug)]
pub struct Found<'s> {
    pub judged: Judged<'s>,
    pub action: Option<&'s str>,
    /// People and groups; a person and the group they stand for both.
    pub leads: &'s [Named<'s>],
    pub with: &'s [Named<'s>],
    pub timescale: Option<&'s str>,
    /// What the date of the verdict stands for, where it is not simply the action's deadline.
    pub what: Option<&'s str>,
    /// What falls due in the window asked about.
    pub falling: &'s [Falling<'s>],
    pub status: Option<Status>,
    pub rag: Option<Rag>,
    pub completed: Option<NaiveDate>,
    /// How often its date was moved.
    pub moves: usize,
    /// Its story, where some of it was asked for.
    pub detail: Option<&'s Detail<'s>>,
    /// How it got here and what lies ahead, where that was asked for.
    pub course: Option<&'s Course<'s>>,
}

impl<'s> Deref for Found<'s> {
    type Target = Judged<'s>;
    fn deref(&self) -> &Judged<'s> {
        &self.judged
    }
}

/// How an action got here and what lies ahead of it.
#[derive(Debug)]
pub struct Course<'s> {
    /// Where it stood on [`PlanHead::since`].
    pub earlier: Option<Stood>,
    /// The colour of the last note by then that gives one.
    pub earlier_rag: Option<Rag>,
    /// The latest note, move, milestone reached or completion by the day asked about.
    pub last_sign: Option<NaiveDate>,
    /// Every date that it has not met, from the oldest missed to the last day of [`super::Looking::ahead`]. Closed or on hold: none.
    pub dates: &'s [Falling<'s>],
    pub lacks: Lacks,
}

/// Where an action stood on a day: as much of the verdict as is told of an earlier one.
#[derive(Clone, Copy, Debug)]
pub struct Stood {
    pub state: State,
    pub owed: u32,
    pub plan_ended: bool,
}

impl From<Judgement> for Stood {
    fn from(verdict: Judgement) -> Stood {
        Stood { state: verdict.state, owed: verdict.owed, plan_ended: verdict.plan_ended }
    }
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
#[derive(Debug)]
pub struct Falling<'s> {
    pub due: Due,
    pub what: Option<&'s str>,
}

/// The story of an action: the parts asked for, and nothing for the others.
#[derive(Debug)]
pub struct Detail<'s> {
    pub outcome: Option<&'s str>,
    pub success: &'s [&'s str],
    pub milestones: &'s [Milestone<'s>],
    pub evidence: &'s [&'s str],
    pub moved: &'s [Moved<'s>],
    pub notes: &'s [Note<'s>],
    pub came_from: Option<&'s str>,
    pub see: &'s [&'s str],
    pub remark: Option<&'s str>,
}

#[derive(Debug)]
pub struct Milestone<'s> {
    pub text: &'s str,
    pub due: Option<When>,
    pub done: Option<NaiveDate>,
}

#[derive(Debug)]
pub struct Moved<'s> {
    pub from: Option<When>,
    pub to: Option<When>,
    pub on: Option<NaiveDate>,
    pub because: Option<&'s str>,
}

#[derive(Debug)]
pub struct Note<'s> {
    pub on: Option<NaiveDate>,
    pub text: &'s str,
    pub by: Option<&'s str>,
}

impl Found<'_> {
    /// Of a question asked as a whole, whether this is among what it wants.
    pub fn is_wanted(&self, question: &Question) -> bool {
        question.wants(self.verdict.state, !self.falling.is_empty())
    }
}

impl<'s> Judged<'s> {
    /// The reference, else the place in brackets that show it was never printed.
    pub fn label(&self) -> Cow<'s, str> {
        match self.reference {
            Some(reference) => reference.into(),
            None => format!("[{}]", self.place()).into(),
        }
    }

    /// The place: "3/1" is the first action of objective 3.
    pub fn place(&self) -> String {
        // Asked for with every row: joined without the machinery of a format.
        [self.objective.label, "/", &self.number.to_string()].concat()
    }
}
