//! What can be asked of plans.

use super::Filters;
use crate::plan::Plan;
use crate::time::state::{DUE_SOON_DAYS, State};
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
    /// An earlier day to compare with: what is dated on it or later is new.
    pub since: Option<Since>,
    /// Finds what matches but for its state and the window too, so that all of it can be parted into packs.
    pub whole: bool,
}

impl Question {
    /// Every action, as at a day.
    pub fn as_at(day: NaiveDate) -> Question {
        let filters = Filters::default();
        Question { as_at: day, soon: DUE_SOON_DAYS, filters, window: None, since: None, whole: false }
    }

    /// Whether what matches is wanted: by its state, and by whether a date of it falls in the window.
    pub(super) fn wants(&self, state: State, falls_due: impl FnOnce() -> bool) -> bool {
        self.filters.fit_state(state) && (self.window.is_none() || falls_due())
    }

    /// The first and last day of the window, both counted in; none where none is asked for, or the board lists no next meeting.
    pub(super) fn window_of(&self, plan: &Plan) -> Option<(NaiveDate, NaiveDate)> {
        self.window?.days(self.as_at, plan)
    }

    /// The earlier day to compare a plan with.
    pub(super) fn since_of(&self, plan: &Plan) -> Option<NaiveDate> {
        match self.since? {
            Since::Day(day) => Some(day),
            Since::LastMeeting => last_meeting(plan, self.as_at),
        }
    }
}

/// An earlier day to compare with, itself counted in: what a meeting decides is dated on it, and its paper went out before.
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

impl Window {
    /// The first and last day, both counted in; none where it reaches to a meeting, and the board lists none.
    pub fn days(self, as_at: NaiveDate, plan: &Plan) -> Option<(NaiveDate, NaiveDate)> {
        let last = match self {
            Window::Until(last) => last,
            Window::NextMeeting => next_meeting(plan, as_at)?,
        };
        Some((as_at, last))
    }
}

/// The last meeting before a day.
pub fn last_meeting(plan: &Plan, day: NaiveDate) -> Option<NaiveDate> {
    plan.meetings.iter().map(|meeting| meeting.value).filter(|&meeting| meeting < day).max()
}

/// The first meeting on a day or after it.
pub(super) fn next_meeting(plan: &Plan, day: NaiveDate) -> Option<NaiveDate> {
    plan.meetings.iter().map(|meeting| meeting.value).filter(|&meeting| meeting >= day).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};

    /// A meeting on the day itself is the next one, and not the last.
    #[test]
    fn a_meeting_on_the_day_is_the_next_one() {
        let arena = Arena::new();
        let plan = plan::read("a.toml", "meetings = [2008-12-01, 2008-09-10, 2008-10-15]", &arena).plan;
        let day = |text: &str| text.parse().unwrap();
        let around =
            |text: &str| [last_meeting(&plan, day(text)), next_meeting(&plan, day(text))].map(|on| on.map(|on| on.to_string()));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(around("2008-09-09"), [None, some("2008-09-10")]);
        assert_eq!(around("2008-09-10"), [None, some("2008-09-10")]);
        assert_eq!(around("2008-09-11"), [some("2008-09-10"), some("2008-10-15")]);
        assert_eq!(around("2008-12-02"), [some("2008-12-01"), None]);
    }
}
