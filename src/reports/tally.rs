//! The figures that reports by lead, group, objective and plan share.

use super::columns::{self, Context};
use super::{Cell, Column, Inner};
use crate::query::Found;
use crate::time::state::State;

/// How many actions are open, and how many in each state.
#[derive(Clone, Default, Debug)]
pub(super) struct Tally {
    counts: [usize; State::ALL.len()],
    /// Open in a plan that has ended.
    left_open: usize,
}

const fn column(id: &'static str, heading: &'static str) -> Column {
    Column { id, heading, people: true }
}

/// The columns of a tally.
pub(super) const COLUMNS: [Column; 11] = [
    column("open", "Open"),
    column("overdue", "Overdue"),
    column("late_to_start", "Late to start"),
    column("due_soon", "Due soon"),
    column("scheduled", "Later"),
    column("on_hold", "On hold"),
    column("ongoing", "Ongoing"),
    column("event", "Event"),
    column("undated", "No date"),
    column("closed", "Closed"),
    column("left_open", "Open in an ended plan"),
];

impl Tally {
    pub(super) fn add(&mut self, found: &Found) {
        self.counts[State::ALL.iter().position(|&state| state == found.verdict.state).unwrap_or(0)] += 1;
        self.left_open += usize::from(found.verdict.plan_ended);
    }

    pub(super) fn of<'f>(found: impl Iterator<Item = &'f Found>) -> Tally {
        let mut tally = Tally::default();
        found.for_each(|found| tally.add(found));
        tally
    }

    /// The cells of [`COLUMNS`].
    pub(super) fn cells(&self) -> impl Iterator<Item = Cell> + use<> {
        let [states @ .., closed] = self.counts;
        let open: usize = states.iter().sum();
        std::iter::once(open).chain(states).chain([closed, self.left_open]).map(Cell::count)
    }
}

/// The rows of actions within a row: these columns for people, a few more for machines.
pub(super) fn inner(people: &[&str]) -> (Inner, Vec<&'static columns::ActionColumn>) {
    let chosen = columns::chosen(people, &["plan", "board", "ref", "place", "objective", "action", "due", "days_late", "state", "status", "rag"]);
    let heads = chosen.iter().map(|column| column.head(people.contains(&column.id))).collect();
    (Inner { id: "actions", columns: heads }, chosen)
}

/// The cells of one action within a row.
pub(super) fn cells(found: &Found, chosen: &[&columns::ActionColumn], as_at: chrono::NaiveDate) -> Vec<Cell> {
    let context = Context { as_at };
    chosen.iter().map(|column| (column.cell)(found, found.verdict.due, &context)).collect()
}
