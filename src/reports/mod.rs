//! In what shape: a report is a table of typed cells, built by a pure function from what a query found.
//!
//! Knows no format and no terminal. A shape is a file and a line in [`REPORTS`].

pub mod actions;
mod arrange;
mod boards;
pub mod columns;
mod escalation;
mod gaps;
mod groups;
mod leads;
mod monthly;
mod notes;
mod objectives;
mod packs;
mod pictures;
mod rows;
mod slippage;
mod tally;
#[cfg(test)]
mod testing;
mod timeline;
mod workload;

pub use crate::plan::Rag;
pub use arrange::{Listing, arrange};
pub use packs::pack;
pub use rows::{Row, Rows};

use crate::query::Answer;
use crate::time::state::{State, What};
use crate::time::when::When;
use chrono::NaiveDate;
use std::borrow::Cow;

/// A report as a value: what any format dresses.
#[derive(Debug)]
pub struct Report<'a> {
    /// The name in machine formats: "overdue", "leads", "monthly".
    pub id: &'static str,
    /// One line for people, with the day it is as at.
    pub title: String,
    pub as_at: NaiveDate,
    /// Lines under the title: which plans and versions, the time looked at, what was asked for. May be empty.
    pub facts: Vec<Fact>,
    /// One for the plain reports, several for papers; never none.
    pub sections: Vec<Section<'a>>,
    /// How many actions are in each state.
    pub counts: Vec<(State, usize)>,
    pub notes: Vec<Note>,
}

/// A line under the title.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// The name in machine formats.
    pub id: &'static str,
    /// "Plan", "Compared with".
    pub heading: &'static str,
    pub text: String,
}

/// A table of a report.
#[derive(Debug)]
pub struct Section<'a> {
    /// The name in machine formats: [`ROWS`] where the report is this one section, else "figures", "overdue", ...
    pub id: &'static str,
    /// For people; empty where the report is this one section.
    pub heading: String,
    pub columns: Vec<Column>,
    pub rows: Rows<'a>,
    /// The columns of the rows within rows, and what they are called in machine formats.
    pub inner: Option<Inner>,
    pub layout: Layout,
    /// What people read when there is no row.
    pub nothing: String,
    /// Drawn by the formats that can.
    pub picture: Option<Picture>,
}

/// The id of the section that is a whole report.
pub const ROWS: &str = "rows";

/// The id of the section that lists every action asked for.
const EVERYTHING: &str = "actions";

/// What a section shows at a glance. All of it can be read in the section's rows too.
#[derive(Clone, PartialEq, Debug)]
pub enum Picture {
    /// A bar for each label, made of parts.
    Bars { title: String, bars: Vec<Bar> },
    /// Actions and milestones on a calendar, with the day asked about marked. Both ends are counted in; no point lies outside them.
    Timeline { title: String, from: NaiveDate, to: NaiveDate, as_at: NaiveDate, points: Vec<Point> },
}

/// A bar, its parts in the order they are drawn. A part that counts nothing is left out.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    pub label: String,
    pub parts: Vec<Part>,
}

/// A part of a bar. Where it is neither a state nor a colour of the plan's, it is a series of its own, such as "before".
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// What people read in the legend: "overdue", "red", "before".
    pub name: Cow<'static, str>,
    pub state: Option<State>,
    pub rag: Option<Rag>,
    pub count: usize,
}

/// A day on a calendar, or a stretch of days that ends on it.
#[derive(Clone, PartialEq, Debug)]
pub struct Point {
    /// What the line is called: a reference.
    pub label: String,
    /// What it is about, in words.
    pub text: String,
    /// The first day, where the plan says when it begins.
    pub start: Option<NaiveDate>,
    pub day: NaiveDate,
    /// The state of the action, or of the date itself where it has been met: closed.
    pub state: State,
    pub milestone: bool,
}

impl<'a> Report<'a> {
    /// A report of one section, without notes yet.
    fn of(id: &'static str, title: String, about: About, answers: &[Answer], section: Section<'a>) -> Report<'a> {
        let sections = vec![section];
        Report { id, title, as_at: about.as_at, facts: Vec::new(), sections, counts: counts(answers), notes: Vec::new() }
    }

    /// Nothing matched: no section has a row.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|section| section.rows.is_empty())
    }
}

impl<'a> Section<'a> {
    /// The one section of a report, with no row in it yet.
    fn rows(columns: Vec<Column>) -> Section<'a> {
        let rows = Rows::none();
        let nothing = "There is nothing to show.".into();
        Section { id: ROWS, heading: String::new(), columns, rows, inner: None, layout: Layout::Table, nothing, picture: None }
    }
}

/// How people read the rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// As a table.
    Table,
    /// Each row by itself, a line for each cell that is not empty.
    Cards,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// The name in machine formats, never to change.
    pub id: &'static str,
    /// The heading for people.
    pub heading: &'static str,
    /// Its rank among the columns shown to people; machines get every column, in the order of the list.
    pub people: Option<usize>,
    /// It has nothing in it, and is shown nevertheless: people write there.
    pub blank: bool,
}

impl Column {
    /// A column for people and machines, in the order of the list.
    const fn new(id: &'static str, heading: &'static str) -> Column {
        Column { id, heading, people: Some(0), blank: false }
    }

    /// A column for machines alone.
    const fn hidden(id: &'static str, heading: &'static str) -> Column {
        Column { people: None, ..Column::new(id, heading) }
    }
}

/// The numbers of the columns that people are shown, in the order they are shown them.
pub fn shown(columns: &[Column]) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..columns.len()).filter(|&index| columns[index].people.is_some()).collect();
    shown.sort_by_key(|&index| columns[index].people);
    shown
}

#[derive(Debug)]
pub struct Inner {
    pub id: &'static str,
    pub columns: Vec<Column>,
}

/// One fact of a row. Its words are borrowed from what was found.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    /// An action's reference. People read its place in brackets where it has none; machines get nothing.
    Ref {
        reference: Option<&'a str>,
        label: Cow<'a, str>,
    },
    Number(i64),
    Flag(bool),
    Day(NaiveDate),
    /// A deadline: people read it at the precision printed, machines get the last day in time.
    Due {
        when: When,
        day: NaiveDate,
        /// What falls due; nothing for a date that is only told, such as one that was moved since.
        what: Option<What>,
    },
    /// A date at the precision printed, for people and machines alike.
    When(When),
    State(State),
    List(Vec<Cow<'a, str>>),
}

impl<'a> Cell<'a> {
    /// Text, or nothing.
    pub fn text(text: Option<impl Into<Cow<'a, str>>>) -> Cell<'a> {
        text.map_or(Cell::Empty, |text| Cell::Text(text.into()))
    }

    /// A deadline that is told, and does not fall due.
    pub fn told(when: When) -> Cell<'a> {
        Cell::Due { when, day: when.last_day(), what: None }
    }

    /// A count.
    pub fn count(count: usize) -> Cell<'a> {
        Cell::Number(count as i64)
    }
}

/// A line under a report: what it does not show, or cannot judge.
#[derive(Clone, PartialEq, Debug)]
pub struct Note {
    /// The name in machine formats.
    pub id: &'static str,
    /// How many actions it is about.
    pub count: usize,
    pub text: String,
    /// The actions, as PLAN:REF, where they are not too many to name.
    pub actions: Vec<String>,
    /// The lines that it stands for, where it stands for many.
    pub lines: Vec<Note>,
}

impl Note {
    /// A line that names no action to machines.
    fn new(id: &'static str, count: usize, text: impl Into<String>) -> Note {
        Note { id, count, text: text.into(), actions: Vec::new(), lines: Vec::new() }
    }
}

/// What a shape is told beside the answers.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub as_at: NaiveDate,
    /// Days ahead that count as due soon.
    pub soon: u32,
    /// Only a part of the plans was asked for: what has no action in it is left out.
    pub filtered: bool,
    /// How many meetings an action must have been overdue at to be escalated.
    pub meetings: usize,
}

impl About {
    /// The same for a part of the plans.
    pub fn of_a_part(self) -> About {
        About { filtered: true, ..self }
    }
}

/// A named shape.
#[derive(Debug)]
pub struct Shape {
    pub id: &'static str,
    /// Another name it goes by; may be empty.
    pub also: &'static str,
    pub about: &'static str,
    pub needs: Needs,
    pub build: for<'a> fn(&'a [Answer<'a>], About) -> Report<'a>,
}

/// What can be said to a shape beside the day.
#[derive(Clone, Copy, Debug)]
pub struct Needs {
    /// An earlier day to compare with.
    pub since: bool,
    /// From how many meetings on it counts.
    pub meetings: bool,
}

impl Needs {
    const NOTHING: Needs = Needs { since: false, meetings: false };
}

/// The shapes of `lscb report`.
pub static REPORTS: &[&Shape] = &[
    &monthly::SHAPE,
    &leads::SHAPE,
    &groups::SHAPE,
    &objectives::SHAPE,
    &boards::SHAPE,
    &slippage::SHAPE,
    &gaps::SHAPE,
    &workload::SHAPE,
    &timeline::SHAPE,
    &escalation::SHAPE,
];

/// The shape of a name.
pub fn find(name: &str) -> Option<&'static Shape> {
    REPORTS.iter().copied().find(|shape| shape.id == name || !name.is_empty() && shape.also == name)
}

/// How many actions are in each state, over all answers.
fn counts(answers: &[Answer]) -> Vec<(State, usize)> {
    let sum = |index: usize| answers.iter().map(|answer| answer.counts[index]).sum();
    State::ALL.iter().enumerate().map(|(index, &state)| (state, sum(index))).collect()
}

/// "1 action", "3 actions".
pub(crate) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
