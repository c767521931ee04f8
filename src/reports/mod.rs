//! What is reported: a report is a table of typed cells, built by a pure function from what a query found.
//!
//! Knows no format and no terminal. A kind of report is a file and a line in [`REPORT_KINDS`].

pub mod actions;
mod arrange;
mod boards;
pub mod changes;
pub mod columns;
mod escalation;
mod gaps;
mod groups;
mod lasting_name;
mod lead_faults;
mod leads;
pub mod marks;
mod monthly;
mod notes;
mod objectives;
mod packs;
mod page_one;
mod pictures;
mod reading;
mod rows;
mod sight;
pub mod slippage;
mod tags;
mod tally;
#[cfg(test)]
mod testing;
mod timeline;
pub mod trend;
mod workload;

pub use crate::plan::Rag;
pub use arrange::{Listing, arrange};
pub use packs::{Answered, Return, of_board, pack};
pub use page_one::{Cover, Group, KeyFigure, LongOverdue, PageOne, Part, Sentence, Share, ToSettle};
pub use reading::{PartlyRead, tell_reading};
pub use rows::{Column, Row, Source, shown};

use crate::query::{Answer, Boards};
use crate::time::state::{State, What};
use crate::time::when::When;
use chrono::NaiveDate;
use rows::number_kept;
use std::borrow::Cow;

/// A report as a value: what any format renders.
#[derive(Debug)]
pub struct Report<'a> {
    /// The name in machine formats: "overdue", "leads", "monthly".
    pub id: &'static str,
    /// One line for people, with the day it is as at.
    pub title: String,
    pub as_at: NaiveDate,
    /// What stands at the head of every page: the board and its plan, or how many boards.
    pub running_head: String,
    /// What is read first, where the report is a paper.
    pub page_one: Option<Box<PageOne>>,
    /// Lines under the title: which plans and versions, the time looked at, what was asked for. May be empty.
    pub facts: Vec<Fact>,
    /// One for the plain reports, several for papers; never none.
    pub sections: Vec<Section<'a>>,
    /// Every action in one row, for workbooks, where no section has them so.
    pub all_actions: Option<Section<'a>>,
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
#[derive(Clone, Debug)]
pub struct Section<'a> {
    /// The name in machine formats: [`ROWS`] where the report is this one section, else "figures", "overdue", ...
    pub id: &'static str,
    /// Whom it is for: what people need in groups, in part or with totals, machines get whole and row by row.
    pub audience: Audience,
    /// For people; empty where the report is this one section.
    pub heading: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row<'a>>,
    /// The columns shown are those that somebody asked for.
    pub columns_chosen: bool,
    /// Each row is about an action: any column of actions can be asked for, beside those shown.
    pub of_actions: bool,
    /// The columns of the rows within rows.
    pub inner: Option<Inner>,
    pub layout: Layout,
    /// What people read when there is no row.
    pub nothing: String,
    /// Drawn by the formats that can.
    pub picture: Option<Picture>,
}

/// Whom a section is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    Everyone,
    /// Shown on pages and screens; formats of rows have the same facts in a section for machines.
    People,
    /// Every row, for JSON, CSV and workbooks; people are shown the same facts in another way.
    Machines,
}

/// The id of the section that is a whole report.
pub const ROWS: &str = "rows";

/// The id of the section of all figures of a paper.
const FIGURES: &str = "figures";

/// The id of the section that lists every action asked for.
const EVERYTHING: &str = "actions";

/// What a section shows at a glance. All of it can be read in the section's rows too.
#[derive(Clone, PartialEq, Debug)]
pub enum Picture {
    /// A bar for each label.
    Bars { title: String, bars: Vec<Bar> },
    /// Actions and milestones on a calendar of whole months, with the day asked about marked. Both ends are counted in; no point lies
    /// outside them.
    Timeline { title: String, from: NaiveDate, to: NaiveDate, as_at: NaiveDate, lines: Vec<CalendarLine> },
    /// Numbers by row and column, the larger the darker.
    Grid(Grid),
}

/// How many of what each row has in each column.
#[derive(Clone, PartialEq, Debug)]
pub struct Grid {
    pub title: String,
    /// What the rows are: "Lead".
    pub head: &'static str,
    /// The columns of what is past, then of what is to come, each with its heading.
    pub past: Vec<String>,
    pub to_come: Vec<String>,
    pub rows: Vec<(String, Vec<usize>)>,
}

impl Grid {
    pub fn heads(&self) -> impl Iterator<Item = &str> {
        self.past.iter().chain(&self.to_come).map(String::as_str)
    }

    /// The largest number.
    pub fn most(&self) -> usize {
        self.rows.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or(0)
    }
}

/// An action on a calendar.
#[derive(Clone, PartialEq, Debug)]
pub struct CalendarLine {
    /// Where this is the first line of a group: its heading.
    pub group: Option<String>,
    /// A reference.
    pub label: String,
    /// The action in words.
    pub text: String,
    /// In the order of their days.
    pub points: Vec<Point>,
}

/// A bar, its segments in the order they are drawn. A segment that counts nothing is left out.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    pub label: String,
    pub segments: Vec<Segment>,
}

/// A segment of a bar: how many of a series it stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    pub series: Series,
    pub count: usize,
}

/// What the segments of one colour count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Series {
    /// Actions in a state.
    State(State),
    /// Open actions in one of the groups of a first page.
    Group(Group),
    /// Something else, called so in the plural: "deadlines".
    Named(&'static str),
}

impl Series {
    /// What people read in the legend: "overdue", "deadlines".
    pub fn name(self) -> &'static str {
        match self {
            Series::State(state) => state.words(),
            Series::Group(group) => group.name(),
            Series::Named(name) => name,
        }
    }

    pub fn state(self) -> Option<State> {
        match self {
            Series::State(state) => Some(state),
            Series::Group(_) | Series::Named(_) => None,
        }
    }
}

/// A date on a calendar.
#[derive(Clone, PartialEq, Debug)]
pub struct Point {
    /// What falls due, in words, where that is not simply the action.
    pub text: String,
    /// The first day of the date, where it is a month or longer: something is due in it, on no day that is known.
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
        Report {
            id,
            title,
            as_at: about.as_at,
            running_head: running_head(answers),
            page_one: None,
            facts: Vec::new(),
            sections,
            all_actions: None,
            counts: counts(answers),
            notes: Vec::new(),
        }
    }

    /// What stands at the foot of every page.
    pub fn running_title(&self) -> &str {
        self.page_one.as_ref().map_or(&self.title, |page| &page.running)
    }

    /// People are shown its first page alone.
    pub fn is_first_page_alone(&self) -> bool {
        self.page_one.as_ref().is_some_and(|page| page.alone)
    }

    /// The sections in the order that people read them: behind a first page all figures come last.
    pub fn sections_for_people(&self) -> Vec<&Section<'a>> {
        self.figures_last(Audience::Machines)
    }

    /// The sections as a workbook has them: all rows, in the order that people read them.
    pub fn sections_for_workbooks(&self) -> Vec<&Section<'a>> {
        self.figures_last(Audience::People)
    }

    /// The sections of formats that machines read, in the order they always had.
    pub fn sections_for_machines(&self) -> Vec<&Section<'a>> {
        self.sections.iter().filter(|section| section.audience != Audience::People).collect()
    }

    fn figures_last(&self, without: Audience) -> Vec<&Section<'a>> {
        let is_last = |section: &&Section| self.page_one.is_some() && section.id == FIGURES;
        let all = self.sections.iter().filter(|section| section.audience != without);
        let (last, first): (Vec<&Section>, Vec<&Section>) = all.partition(is_last);
        first.into_iter().chain(last).collect()
    }

    /// Cuts a paper to its first page; formats of rows alone keep its figures.
    pub fn keep_first_page(&mut self) {
        if let Some(page) = &mut self.page_one {
            page.alone = true;
            self.sections.retain(|section| section.id == FIGURES);
            self.all_actions = None;
        }
    }

    /// Nothing matched: no section has a row.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|section| section.rows.is_empty())
    }
}

impl<'a> Section<'a> {
    /// It shows at a glance what is to be seen, or is to be answered: a bar of all states beside it would only take room.
    pub fn has_its_own_picture(&self) -> bool {
        self.picture.is_some() || self.columns.iter().any(|column| matches!(column.role, Role::Answer(_)))
    }

    /// The one section of a report, with no row in it yet.
    fn of(mut columns: Vec<Column>) -> Section<'a> {
        number_kept(&mut columns);
        Section {
            id: ROWS,
            audience: Audience::Everyone,
            heading: String::new(),
            columns,
            rows: Vec::new(),
            columns_chosen: false,
            of_actions: false,
            inner: None,
            layout: Layout::Table,
            nothing: "There is nothing to show.".into(),
            picture: None,
        }
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

/// What the cells of a column are to a format: none asks for a column by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// The reference of an action: what its row is called.
    Ref,
    /// Its place, "3/1", which it has where no reference was printed too.
    Place,
    /// The name of a plan's file.
    Plan,
    Board,
    ObjectiveRef,
    ObjectiveTitle,
    /// An action in words.
    Action,
    /// Who leads.
    Lead,
    Timescale,
    Due,
    /// What a date stands for.
    What,
    State,
    /// The board's own red, amber or green.
    Rag,
    Completed,
    /// The latest day on which something was heard; empty where nothing ever was.
    LastSign,
    /// Where something can be looked up: the only texts of a plan whose addresses may become links.
    Links,
    /// Room in which people answer.
    Answer(Answered),
    /// A number that a picture draws as segments of this series.
    Count(Series),
    /// What a paper leaves out where a row stands for many actions.
    Detail,
    Other,
}

#[derive(Clone, Debug)]
pub struct Inner {
    /// What the rows within a row are called in machine formats.
    pub id: &'static str,
    pub columns: Vec<Column>,
}

impl Inner {
    fn new(id: &'static str, mut columns: Vec<Column>) -> Inner {
        number_kept(&mut columns);
        Inner { id, columns }
    }
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
    /// How late something is, in words that are no more precise than its date; sorted by the days.
    Late {
        days: i64,
        words: String,
    },
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
    /// The board's own colour for an action.
    Rag(Rag),
    List(Vec<Cow<'a, str>>),
    /// Dates that were missed: machines get a record of each.
    Missed(MissedDates<'a>),
}

/// Dates that were missed, the oldest first, of which only so many are listed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct MissedDates<'a> {
    pub listed: Vec<Missed<'a>>,
    /// How many later ones are not listed.
    pub more: usize,
}

impl MissedDates<'_> {
    /// Each that is listed, in words, and how many more there are.
    pub fn in_words(&self) -> Vec<String> {
        let more = (self.more > 0).then(|| format!("and {} more", counted(self.more, "date")));
        self.listed.iter().map(Missed::in_words).chain(more).collect()
    }
}

/// A date that was missed.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Missed<'a> {
    pub when: When,
    /// The last day in time.
    pub day: NaiveDate,
    pub days_late: i64,
    /// What it stands for: "end", a milestone in words, "report".
    pub what: Cow<'a, str>,
}

impl Missed<'_> {
    /// "July 2012, 97 days late: Evaluation received".
    pub fn in_words(&self) -> String {
        format!("{}, {} late: {}", self.when.for_people(), counted(self.days_late as usize, "day"), self.what)
    }
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

/// What a report is told beside the answers.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub as_at: NaiveDate,
    /// Days ahead that count as due soon.
    pub soon: u32,
    /// Only a part of the plans was asked for: what has no action in it is left out.
    pub filtered: bool,
    /// Plans that a filter by board or plan leaves out: no answer speaks of them.
    pub left_out: usize,
    /// How many meetings an action must have been overdue at to be escalated.
    pub meetings: usize,
}

impl About {
    /// The same for a part of the plans.
    pub fn of_a_part(self) -> About {
        About { filtered: true, ..self }
    }
}

/// A kind of report, by its name.
#[derive(Debug)]
pub struct ReportKind {
    pub id: &'static str,
    /// Another name it goes by; may be empty.
    pub also: &'static str,
    pub about: &'static str,
    pub needs: Needs,
    pub build: for<'a> fn(&'a [Answer<'a>], About) -> Report<'a>,
}

/// What can be said to a report beside the day.
#[derive(Clone, Copy, Debug)]
pub struct Needs {
    /// An earlier day to compare with.
    pub since: bool,
    /// From how many meetings on it counts.
    pub meetings: bool,
    /// It can count what only git saw too.
    pub git: bool,
    /// On which days it is counted.
    pub ticks: bool,
    /// What its cover says, and whether its first page is all that is wanted.
    pub cover: bool,
}

impl Needs {
    const NOTHING: Needs = Needs { since: false, meetings: false, git: false, ticks: false, cover: false };
}

/// The reports of `lscb report`.
pub static REPORT_KINDS: &[&ReportKind] = &[
    &monthly::KIND,
    &leads::KIND,
    &groups::KIND,
    &objectives::KIND,
    &boards::KIND,
    &slippage::KIND,
    &gaps::KIND,
    &workload::KIND,
    &timeline::KIND,
    &trend::KIND,
    &escalation::KIND,
    &tags::KIND,
];

/// The kind of a name.
pub fn find(name: &str) -> Option<&'static ReportKind> {
    REPORT_KINDS.iter().copied().find(|kind| kind.id == name || !name.is_empty() && kind.also == name)
}

/// Adds to a report what every answer says of what it rests on.
pub fn with_basis<'a>(mut report: Report<'a>, answers: &[Answer]) -> Report<'a> {
    let (first, last) = notes::basis(answers);
    // What falls due is not overdue.
    if let Some(note) = first.filter(|_| report.id != "due") {
        if report.id != "show" && note.count == notes::all(answers).filter(|found| found.verdict.state == State::Overdue).count()
        {
            report.title += "; nothing recorded of any overdue";
        }
        report.notes.insert(0, note);
    }
    report.notes.extend(last);
    report
}

/// The board and its plan, or how many boards.
fn running_head(answers: &[Answer]) -> String {
    let plan = match answers {
        [only] => only.plan.title.map(|title| title.value).or(Some(only.plan.name)),
        _ => None,
    };
    let words = [Some(whose(answers)), plan.map(str::to_owned)].into_iter().flatten();
    words.filter(|words| !words.is_empty()).collect::<Vec<String>>().join(" · ")
}

/// Whose the plans are: a board, or how many boards.
fn whose(answers: &[Answer]) -> String {
    let boards = Boards::of(answers);
    match (answers, boards.count()) {
        ([], _) => String::new(),
        ([only], _) if only.plan.board.is_none() => "Board not named in the plan".into(),
        (_, 1) => boards.name(0, answers).into_owned(),
        (_, count) => counted(count, "board"),
    }
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
