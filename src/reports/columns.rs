//! Every column an action can be shown with: its name for machines, its heading for people, and its cell.

use super::{Cell, Column};
use crate::query::{Found, Named};
use crate::time::state::{Due, State};
use crate::time::when::day_for_people;

/// A column of actions and how its cell is made. `due` is the date the row is about.
#[derive(Debug)]
pub struct ActionColumn {
    pub id: &'static str,
    pub heading: &'static str,
    pub cell: fn(&Found, Option<Due>, &Context) -> Cell,
}

/// What a cell may have to know beside the action.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    pub as_at: chrono::NaiveDate,
}

const fn column(id: &'static str, heading: &'static str, cell: fn(&Found, Option<Due>, &Context) -> Cell) -> ActionColumn {
    ActionColumn { id, heading, cell }
}

/// Every column, in the order machines get them.
pub static COLUMNS: &[ActionColumn] = &[
    column("plan", "Plan", |found, _, _| Cell::Text(found.plan.name.clone())),
    column("board", "Board", |found, _, _| Cell::text(found.plan.board.clone())),
    column("ref", "Ref", |found, _, _| Cell::Ref { reference: found.reference.clone(), label: found.label() }),
    column("place", "Place", |found, _, _| Cell::Text(found.place.clone())),
    column("objective", "Objective", |found, _, _| Cell::Text(found.objective.label.clone())),
    column("objective_title", "Objective in words", |found, _, _| Cell::text(found.objective.title.clone())),
    column("action", "Action", |found, _, _| Cell::text(found.action.clone())),
    column("leads", "Lead", |found, _, _| Cell::List(names(found.leads.iter().filter(|named| named.by_role.is_none())))),
    column("groups", "Group", |found, _, _| Cell::List(names(found.leads.iter().filter(|named| named.kind.is_some())))),
    column("with", "With", |found, _, _| Cell::List(names(found.with.iter().filter(|named| named.by_role.is_none())))),
    column("timescale", "Timescale", |found, _, _| Cell::text(found.timescale.clone())),
    column("due", "Due", |_, due, _| due.map_or(Cell::Empty, |due| Cell::Due { when: due.when, day: due.day })),
    column("due_as_written", "Due as written", |_, due, _| due.map_or(Cell::Empty, |due| Cell::When(due.when))),
    column("days_late", "Days late", |found, _, _| found.verdict.days_late().map_or(Cell::Empty, Cell::Number)),
    column("days_left", "Days left", |_, due, context| match due.map(|due| (due.day - context.as_at).num_days()) {
        Some(days @ 0..) => Cell::Number(days),
        _ => Cell::Empty,
    }),
    column("state", "State", |found, _, _| Cell::State(found.verdict.state)),
    column("what", "What is due", |found, due, _| Cell::text(due.and_then(|due| found.what(&due)))),
    column("owed", "Reports owed", |found, _, _| Cell::Number(found.verdict.owed.into())),
    column("reason", "Why not judged", |found, _, _| Cell::text(found.reason.clone())),
    column("when", "Waits for", |found, _, _| Cell::text(found.when.clone())),
    column("status", "Status", |found, _, _| Cell::text(found.status.map(|status| status.word()))),
    column("rag", "RAG", |found, _, _| Cell::text(found.rag.map(|rag| rag.word()))),
    column("plan_ended", "Plan ended", |found, _, _| Cell::Flag(found.verdict.plan_ended)),
    column("completed", "Completed", |found, _, _| found.completed.map_or(Cell::Empty, Cell::Day)),
    column("completed_late", "Days completed late", |found, _, _| found.verdict.completed_late.map_or(Cell::Empty, Cell::Number)),
    column("last_note", "Last note", |found, _, _| found.verdict.last_note.map_or(Cell::Empty, Cell::Day)),
    column("note_age", "Age of last note in days", |found, _, context| {
        found.verdict.last_note.map_or(Cell::Empty, |on| Cell::Number((context.as_at - on).num_days()))
    }),
    column("moves", "Times moved", |found, _, _| Cell::count(found.moved.len())),
    column("hold", "On hold", |found, _, _| match &found.hold {
        Some((because, review)) => {
            let review = review.map(|review| format!("review {}", day_for_people(review)));
            Cell::Text(because.iter().cloned().chain(review).collect::<Vec<_>>().join("; "))
        }
        None => Cell::Empty,
    }),
    column("outcome", "Outcome", |found, _, _| Cell::text(found.outcome.clone())),
    column("success", "Success measures", |found, _, _| Cell::List(found.success.clone())),
    column("milestones", "Milestones", |found, _, context| Cell::List(milestones(found, context))),
    column("progress", "Progress", |found, _, _| Cell::List(progress(found))),
    column("moved", "Moved", |found, _, _| Cell::List(moved(found))),
    column("evidence", "Evidence", |found, _, _| Cell::List(found.evidence.clone())),
    column("came_from", "Came from", |found, _, _| Cell::text(found.came_from.clone())),
    column("see", "See", |found, _, _| Cell::List(found.see.clone())),
    column("remark", "Remark", |found, _, _| Cell::text(found.remark.clone())),
    column("file", "File", |found, _, _| Cell::Text(found.plan.file.clone())),
];

/// The columns machines get of a list of actions; all others are given when asked for.
pub const MACHINE: &[&str] = &[
    "plan", "board", "ref", "place", "objective", "objective_title", "action", "leads", "groups", "with", "timescale", "due", "due_as_written",
    "days_late", "state", "what", "owed", "reason", "status", "rag", "plan_ended", "completed", "last_note",
];

/// The column of a name.
pub fn find(id: &str) -> Option<&'static ActionColumn> {
    COLUMNS.iter().find(|column| column.id == id)
}

/// The columns of a report of actions: those for people, then those only machines get.
pub(super) fn chosen(people: &[&str], machines: &[&str]) -> Vec<&'static ActionColumn> {
    let rest = machines.iter().filter(|id| !people.contains(id));
    people.iter().chain(rest).filter_map(|id| find(id)).collect()
}

impl ActionColumn {
    pub(super) fn head(&self, people: bool) -> Column {
        Column { id: self.id, heading: self.heading, people }
    }
}

fn names<'n>(named: impl Iterator<Item = &'n Named>) -> Vec<String> {
    named.map(|named| named.name.clone()).collect()
}

fn milestones(found: &Found, context: &Context) -> Vec<String> {
    let steps = found.milestones.iter().map(|step| {
        let due = step.due.map(|due| format!(", due {}", due.for_people())).unwrap_or_default();
        let done = match step.done {
            Some(done) if done <= context.as_at => format!(", done {}", day_for_people(done)),
            _ if step.due.is_some_and(|due| due.last_day() < context.as_at) && found.verdict.state != State::Closed => ", overdue".into(),
            _ => String::new(),
        };
        format!("{}{due}{done}", step.text)
    });
    steps.collect()
}

fn progress(found: &Found) -> Vec<String> {
    let notes = found.notes.iter().map(|note| {
        let on = note.on.map_or("no day".to_owned(), day_for_people);
        let by = note.by.as_ref().map(|by| format!(" ({by})")).unwrap_or_default();
        format!("{on}{by}: {}", note.text)
    });
    notes.collect()
}

fn moved(found: &Found) -> Vec<String> {
    let moves = found.moved.iter().map(|moved| {
        let date = |when: Option<crate::time::when::When>| when.map_or("?".to_owned(), |when| when.for_people());
        let on = moved.on.map(|on| format!(" on {}", day_for_people(on))).unwrap_or_default();
        let because = moved.because.as_ref().map(|because| format!(": {because}")).unwrap_or_default();
        format!("from {} to {}{on}{because}", date(moved.from), date(moved.to))
    });
    moves.collect()
}
