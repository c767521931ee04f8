//! What can be asked of plans.

use crate::plan::{Rag, Status};
use crate::time::state::State;
use crate::time::when::day_for_people;
use chrono::NaiveDate;

/// What is asked, of every plan alike.
#[derive(Clone, Debug)]
pub struct Question {
    pub as_at: NaiveDate,
    /// Days ahead, both ends counted in, that count as due soon.
    pub soon: u32,
    pub filters: Filters,
    /// Asks for what falls due in a window instead of for states.
    pub window: Option<Window>,
    /// Asks for these parts of the story of each action found, beside what every list shows.
    pub story: Vec<Told>,
    /// Asks for the groups of a plan, and for its objectives even where nothing is found in it.
    pub heads: bool,
    /// Asks how each action got here and what lies ahead of it.
    pub course: Option<Looking>,
    /// Finds what matches but for its state and the window too, so that all of it can be parted into packs.
    pub whole: bool,
}

impl Question {
    /// Whether what matches is wanted: by its state, and by whether a date of it falls in the window.
    pub fn wants(&self, state: State, falls_due: bool) -> bool {
        let of_states = &self.filters.state;
        (of_states.is_empty() || of_states.contains(&state)) && (self.window.is_none() || falls_due)
    }
}

/// A part of the story of an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    Outcome,
    Success,
    Milestones,
    Evidence,
    Moves,
    Notes,
    CameFrom,
    See,
    Remark,
}

impl Told {
    /// The whole story.
    pub const ALL: [Told; 9] = [
        Told::Outcome,
        Told::Success,
        Told::Milestones,
        Told::Evidence,
        Told::Moves,
        Told::Notes,
        Told::CameFrom,
        Told::See,
        Told::Remark,
    ];
}

/// How far to look back and ahead.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Looking {
    pub since: Option<Since>,
    /// The last day of the dates ahead, counted in.
    pub ahead: Option<NaiveDate>,
}

/// An earlier day to compare with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    Day(NaiveDate),
    /// Each board's last meeting before the day asked about.
    LastMeeting,
}

/// The days in which something falls due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Window {
    /// From the day asked about up to this day, counted in.
    Until(NaiveDate),
    /// Up to the next meeting of each board, counted in.
    NextMeeting,
}

/// Each list is an "or"; the lists together are an "and". An empty list asks nothing.
#[derive(Clone, Default, Debug)]
pub struct Filters {
    pub board: Vec<String>,
    pub plan: Vec<String>,
    pub lead: Vec<String>,
    pub group: Vec<String>,
    pub who: Vec<String>,
    pub objective: Vec<String>,
    pub reference: Vec<String>,
    pub status: Vec<Status>,
    pub rag: Vec<Rag>,
    pub state: Vec<State>,
    pub due_by: Option<NaiveDate>,
    pub due_from: Option<NaiveDate>,
    pub text: Vec<String>,
    pub no_lead: bool,
    pub no_date: bool,
}

/// The kinds of names a filter can ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    Board,
    Plan,
    Lead,
    Group,
    Who,
    Objective,
    Reference,
}

impl Asked {
    /// What a message calls it.
    pub fn words(self) -> &'static str {
        match self {
            Asked::Board => "board",
            Asked::Plan => "plan",
            Asked::Lead => "lead",
            Asked::Group => "group",
            Asked::Who => "person or group",
            Asked::Objective => "objective",
            Asked::Reference => "reference",
        }
    }
}

impl Filters {
    /// Asks for a part of the plans only.
    pub fn any(&self) -> bool {
        self.names().next().is_some()
            || !(self.status.is_empty() && self.rag.is_empty() && self.state.is_empty() && self.text.is_empty())
            || self.due_by.is_some()
            || self.due_from.is_some()
            || self.no_lead
            || self.no_date
    }

    /// What is asked for, in words: "lead Sue Harrison or Chris Howard; state overdue".
    pub fn words(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut list = |of: &str, names: Vec<&str>| {
            if !names.is_empty() {
                parts.push(format!("{of} {}", names.join(" or ")));
            }
        };
        for asked in [Asked::Board, Asked::Plan, Asked::Lead, Asked::Group, Asked::Who, Asked::Objective, Asked::Reference] {
            list(asked.words(), self.names().filter(|(other, _)| *other == asked).map(|(_, name)| name).collect());
        }
        list("status", self.status.iter().map(|status| status.word()).collect());
        list("RAG", self.rag.iter().map(|rag| rag.word()).collect());
        list("state", self.state.iter().map(|state| state.words()).collect());
        list("with the words", self.text.iter().map(|text| &**text).collect());
        parts.extend(self.due_from.map(|day| format!("due on {} or after", day_for_people(day))));
        parts.extend(self.due_by.map(|day| format!("due by {}", day_for_people(day))));
        parts.extend(self.no_lead.then(|| "without a lead".to_owned()));
        parts.extend(self.no_date.then(|| "without a date".to_owned()));
        parts.join("; ")
    }

    /// Every name asked for, with what it is to name.
    pub fn names(&self) -> impl Iterator<Item = (Asked, &str)> {
        let lists = [
            (Asked::Board, &self.board),
            (Asked::Plan, &self.plan),
            (Asked::Lead, &self.lead),
            (Asked::Group, &self.group),
            (Asked::Who, &self.who),
            (Asked::Objective, &self.objective),
            (Asked::Reference, &self.reference),
        ];
        lists.into_iter().flat_map(|(asked, list)| list.iter().map(move |name| (asked, &**name)))
    }
}
