//! Every column an action can be shown with: its name for machines, its heading for people, and its cell.

use super::{Cell, Column, Role};
use crate::query::{Detail, Found, Named, Told};
use crate::time::state::{Due, State};
use crate::time::when::{When, day_for_people};
use chrono::NaiveDate;

/// A column of actions and how its cell is made.
#[derive(Debug)]
pub struct ActionColumn {
    pub id: &'static str,
    pub heading: &'static str,
    pub role: Role,
    /// The part of an action's story that it shows, which must have been asked for (`Question::story`).
    pub told: Option<Told>,
    cell: for<'a> fn(&Line<'a>) -> Cell<'a>,
}

/// What a row is about: an action, one of its dates, and the day asked about.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub found: &'a Found<'a>,
    pub due: Option<Due>,
    pub what: Option<&'a str>,
    pub as_at: NaiveDate,
}

impl<'a> Line<'a> {
    /// An action with the date it is judged by.
    pub fn of(found: &'a Found<'a>, as_at: NaiveDate) -> Line<'a> {
        Line { found, due: found.verdict.due, what: found.what, as_at }
    }

    /// The cell of one column.
    pub fn cell(&self, column: &ActionColumn) -> Cell<'a> {
        (column.cell)(self)
    }
}

const fn column(id: &'static str, heading: &'static str, cell: for<'a> fn(&Line<'a>) -> Cell<'a>) -> ActionColumn {
    with(Role::Other, id, heading, cell)
}

const fn with(role: Role, id: &'static str, heading: &'static str, cell: for<'a> fn(&Line<'a>) -> Cell<'a>) -> ActionColumn {
    ActionColumn { id, heading, role, told: None, cell }
}

const fn told(part: Told, id: &'static str, heading: &'static str, cell: for<'a> fn(&Line<'a>) -> Cell<'a>) -> ActionColumn {
    ActionColumn { told: Some(part), ..column(id, heading, cell) }
}

/// Every column, in the order machines get them.
pub static COLUMNS: &[ActionColumn] = &[
    with(Role::Plan, "plan", "Plan", |line| text(line.found.plan.name)),
    with(Role::Board, "board", "Board", |line| Cell::text(line.found.plan.board)),
    with(Role::Ref, "ref", "Ref", |line| Cell::Ref { reference: line.found.reference, label: line.found.label() }),
    with(Role::Place, "place", "Place", |line| Cell::Text(line.found.place().into())),
    column("objective", "Objective", |line| text(line.found.objective.label)),
    with(Role::ObjectiveTitle, "objective_title", "Objective in words", |line| Cell::text(line.found.objective.title)),
    with(Role::Action, "action", "Action", |line| Cell::text(line.found.action)),
    with(Role::Lead, "leads", "Lead", |line| names(line.found.leads.iter().filter(|named| !named.is_by_role()))),
    column("groups", "Group", |line| names(line.found.leads.iter().filter(|named| named.kind.is_some()))),
    column("with", "With", |line| names(line.found.with.iter().filter(|named| !named.is_by_role()))),
    with(Role::Timescale, "timescale", "Timescale", |line| Cell::text(line.found.timescale)),
    with(Role::Due, "due", "Due", |line| {
        line.due.map_or(Cell::Empty, |due| Cell::Due { when: due.when, day: due.day, what: Some(due.what) })
    }),
    column("due_as_written", "Due as written", |line| line.due.map_or(Cell::Empty, |due| Cell::When(due.when))),
    column("days_late", "Days late", |line| number(line.found.verdict.days_late())),
    column("days_left", "Days left", |line| {
        number(line.due.map(|due| (due.day - line.as_at).num_days()).filter(|&days| days >= 0))
    }),
    with(Role::State, "state", "State", |line| Cell::State(line.found.verdict.state)),
    with(Role::What, "what", "What is due", |line| Cell::text(line.what)),
    column("owed", "Reports owed", |line| Cell::Number(line.found.verdict.owed.into())),
    column("reason", "Why not judged", |line| Cell::text(line.found.reason)),
    column("when", "Waits for", |line| Cell::text(line.found.when)),
    column("status", "Status", |line| Cell::text(line.found.status.map(|status| status.word()))),
    with(Role::Rag, "rag", "RAG", |line| line.found.rag.map_or(Cell::Empty, Cell::Rag)),
    column("plan_ended", "Plan ended", |line| Cell::Flag(line.found.verdict.plan_ended)),
    with(Role::Completed, "completed", "Completed", |line| line.found.completed.map_or(Cell::Empty, Cell::Day)),
    column("completed_late", "Days completed late", |line| number(line.found.verdict.completed_late)),
    column("last_note", "Last note", |line| line.found.verdict.last_note.map_or(Cell::Empty, Cell::Day)),
    column("note_age", "Age of last note in days", |line| {
        number(line.found.verdict.last_note.map(|on| (line.as_at - on).num_days()))
    }),
    told(Told::Notes, "note", "Last note in words", last_words),
    column("moves", "Times moved", |line| Cell::count(line.found.moves)),
    column("hold", "Why on hold", |line| hold(line.found)),
    told(Told::Outcome, "outcome", "Outcome", |line| Cell::text(story(line).and_then(|story| story.outcome))),
    told(Told::Success, "success", "Success measures", |line| list(story(line).map(|story| story.success))),
    told(Told::Milestones, "milestones", "Milestones", milestones),
    told(Told::Notes, "progress", "Progress", progress),
    told(Told::Moves, "moved", "Moved", moved),
    told(Told::Evidence, "evidence", "Evidence", |line| list(story(line).map(|story| story.evidence))),
    told(Told::CameFrom, "came_from", "Came from", |line| Cell::text(story(line).and_then(|story| story.came_from))),
    told(Told::See, "see", "See", |line| list(story(line).map(|story| story.see))),
    told(Told::Remark, "remark", "Remark", |line| Cell::text(story(line).and_then(|story| story.remark))),
    column("file", "File", |line| text(line.found.plan.file)),
];

/// The columns machines get of a list of actions; all others are given when asked for.
pub const MACHINE: &[&str] = &[
    "plan",
    "board",
    "ref",
    "place",
    "objective",
    "objective_title",
    "action",
    "leads",
    "groups",
    "with",
    "timescale",
    "due",
    "due_as_written",
    "days_late",
    "state",
    "what",
    "owed",
    "reason",
    "status",
    "rag",
    "plan_ended",
    "completed",
    "last_note",
];

/// The column of a name.
pub fn find(id: &str) -> Option<&'static ActionColumn> {
    COLUMNS.iter().find(|column| column.id == id)
}

/// The columns of a report of actions, in the order machines get them: theirs, then those that only people are shown.
pub(super) fn chosen(people: &[&str], machines: &[&str]) -> Vec<&'static ActionColumn> {
    let rest = people.iter().filter(|id| !machines.contains(id));
    machines.iter().chain(rest).filter_map(|id| find(id)).collect()
}

/// Their heads; `people` gives the columns shown to people, in order.
pub(super) fn heads(chosen: &[&'static ActionColumn], people: &[&str]) -> Vec<Column> {
    let rank = |id| people.iter().position(|shown| *shown == id);
    chosen.iter().map(|column| Column { people: rank(column.id), ..Column::of_actions(column) }).collect()
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(text.into())
}

fn number<'a>(number: Option<i64>) -> Cell<'a> {
    number.map_or(Cell::Empty, Cell::Number)
}

fn list<'a>(list: Option<&[&'a str]>) -> Cell<'a> {
    Cell::List(list.into_iter().flatten().map(|&text| text.into()).collect())
}

fn names<'a>(named: impl Iterator<Item = &'a Named<'a>>) -> Cell<'a> {
    Cell::List(named.map(|named| named.name.into()).collect())
}

fn story<'a>(line: &Line<'a>) -> Option<&'a Detail<'a>> {
    line.found.detail
}

fn hold<'a>(found: &'a Found<'a>) -> Cell<'a> {
    let Some(&(because, review)) = found.hold else { return Cell::Empty };
    let review = review.map(|review| format!("review {}", day_for_people(review)));
    let parts: Vec<&str> = because.into_iter().chain(review.as_deref()).collect();
    Cell::Text(parts.join("; ").into())
}

fn milestones<'a>(line: &Line<'a>) -> Cell<'a> {
    let open = line.found.verdict.state != State::Closed;
    let steps = story(line).into_iter().flat_map(|story| story.milestones).map(|step| {
        let due = step.due.map(|due| format!(", due {}", due.for_people())).unwrap_or_default();
        let done = match step.done {
            Some(done) if done <= line.as_at => format!(", done {}", day_for_people(done)),
            _ if open && step.due.is_some_and(|due| due.last_day() < line.as_at) => ", overdue".into(),
            _ => String::new(),
        };
        format!("{}{due}{done}", step.text).into()
    });
    Cell::List(steps.collect())
}

fn progress<'a>(line: &Line<'a>) -> Cell<'a> {
    let notes = story(line).into_iter().flat_map(|story| story.notes).map(|note| {
        let on = note.on.map_or("no day".to_owned(), day_for_people);
        let by = note.by.map(|by| format!(" ({by})")).unwrap_or_default();
        format!("{on}{by}: {}", note.text).into()
    });
    Cell::List(notes.collect())
}

/// The newest note that has a day, else the last of those that have none.
fn last_words<'a>(line: &Line<'a>) -> Cell<'a> {
    let notes = || story(line).into_iter().flat_map(|story| story.notes);
    let newest = notes().filter(|note| note.on.is_some()).max_by_key(|note| note.on).or_else(|| notes().last());
    newest.map_or(Cell::Empty, |note| text(note.text))
}

fn moved<'a>(line: &Line<'a>) -> Cell<'a> {
    let date = |when: Option<When>| when.map_or("?".to_owned(), |when| when.for_people());
    let moves = story(line).into_iter().flat_map(|story| story.moved).map(|moved| {
        let on = moved.on.map(|on| format!(" on {}", day_for_people(on))).unwrap_or_default();
        let because = moved.because.map(|because| format!(": {because}")).unwrap_or_default();
        format!("from {} to {}{on}{because}", date(moved.from), date(moved.to)).into()
    });
    Cell::List(moves.collect())
}
