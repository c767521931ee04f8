//! The figures that reports by lead, group, objective and plan share.

use super::columns;
use super::{Cell, Column, Inner};
use crate::query::Found;
use crate::time::state::State;
use std::sync::Arc;

/// How many actions are open, and how many in each state.
#[derive(Clone, Default, Debug)]
pub(super) struct Tally {
    counts: [usize; State::ALL.len()],
    /// Open in a plan that has ended.
    left_open: usize,
}

/// The columns of a tally.
pub(super) const COLUMNS: [Column; 11] = [
    Column::new("open", "Open"),
    Column::new("overdue", "Overdue"),
    Column::new("late_to_start", "Late to start"),
    Column::new("due_soon", "Due soon"),
    Column::new("scheduled", "Later"),
    Column::new("on_hold", "On hold"),
    Column::new("ongoing", "Ongoing"),
    Column::new("event", "Event"),
    Column::new("undated", "No date"),
    Column::new("closed", "Closed"),
    Column::new("left_open", "Open in an ended plan"),
];

impl Tally {
    pub(super) fn add(&mut self, found: &Found) {
        self.counts[found.verdict.state.index()] += 1;
        self.left_open += usize::from(found.verdict.plan_ended);
    }

    pub(super) fn of<'f>(found: impl Iterator<Item = &'f Found<'f>>) -> Tally {
        let mut tally = Tally::default();
        found.for_each(|found| tally.add(found));
        tally
    }

    /// How many actions are in each state, in the order of [`State::ALL`].
    pub(super) fn states(&self) -> [usize; State::ALL.len()] {
        self.counts
    }

    /// The cells of [`COLUMNS`].
    pub(super) fn cells<'a>(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let [states @ .., closed] = self.counts;
        let open: usize = states.iter().sum();
        std::iter::once(open).chain(states).chain([closed, self.left_open]).map(Cell::count)
    }
}

/// The rows of actions within a row: these columns for people, a few more for machines.
pub(super) fn inner(people: &[&str]) -> (Inner, Arc<[&'static columns::ActionColumn]>) {
    let chosen = columns::chosen(
        people,
        &["plan", "board", "ref", "place", "objective", "action", "due", "days_late", "state", "status", "rag"],
    );
    (Inner { id: "actions", columns: columns::heads(&chosen, people) }, chosen.into())
}
