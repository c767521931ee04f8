//! The figures that reports by lead, group, objective and plan share.

use super::columns;
use super::{Cell, Column, Inner, Role, Series};
use crate::query::{Answer, Found};
use crate::time::state::State;

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
    state("overdue", "Overdue", State::Overdue),
    state("late_to_start", "Late to start", State::LateToStart),
    state("due_soon", "Due soon", State::DueSoon),
    state("scheduled", "Later", State::Scheduled),
    state("on_hold", "On hold", State::OnHold),
    state("ongoing", "Ongoing", State::Ongoing),
    state("event", "Event", State::Event),
    state("undated", "No date", State::Undated),
    state("closed", "Closed", State::Closed),
    Column::new("left_open", "Open in an ended plan"),
];

const fn state(id: &'static str, heading: &'static str, state: State) -> Column {
    Column::new(id, heading).with(Role::Count(Series::State(state)))
}

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

    pub(super) fn open(&self) -> usize {
        self.counts.iter().sum::<usize>() - self.counts[State::Closed.index()]
    }

    pub(super) fn overdue(&self) -> usize {
        self.counts[State::Overdue.index()]
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

/// The columns of the actions within a row, these for people and a few more for machines, then its own. People read the colours
/// where an action has one.
pub(super) fn inner(people: &[&'static str], answers: &[Answer], own: &[Column]) -> Inner {
    let machines = ["plan", "board", "ref", "place", "objective", "action", "due", "days_late", "state", "status", "rag"];
    let mut shown = people.to_vec();
    if answers.iter().flat_map(|answer| &answer.found).any(|found| found.rag().is_some()) {
        shown.push("rag");
    }
    let columns = columns::heads(&columns::chosen(&shown, &machines), &shown);
    let last = shown.len();
    // What came later stands behind the columns that were there before, for those who read them by number.
    let (late, mut columns): (Vec<Column>, Vec<Column>) =
        columns.into_iter().partition(|column| columns::LAST.contains(&column.id));
    columns.extend(own.iter().map(|column| Column { people: column.people.map(|_| last), ..*column }));
    columns.extend(late);
    Inner::new("actions", columns)
}
