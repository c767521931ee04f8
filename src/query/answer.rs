//! What one plan answers.

use super::{Found, board_name};
use crate::plan::{Action, Objective, Plan};
use crate::time::state::State;
use chrono::NaiveDate;
use std::borrow::Cow;

/// What one plan answered. It borrows the plan.
#[derive(Clone, Debug)]
pub struct Answer<'p> {
    pub plan: &'p Plan<'p>,
    /// The file the plan was read from, as messages show it.
    pub file: &'p str,
    /// Another plan on hand, in another folder, has the name of this one.
    pub has_namesake: bool,
    /// The earlier day asked about; `None` where none was asked for, or the board lists no meeting before the day.
    pub since: Option<NaiveDate>,
    /// The first meeting on or after the day asked about.
    pub next_meeting: Option<NaiveDate>,
    /// The actions that are wanted, in the printed order.
    pub found: Vec<Found<'p>>,
    /// How many actions of each state match all filters but the state's, in the order of [`State::ALL`].
    pub counts: [usize; State::ALL.len()],
    /// The actions, of whatever state, that match all filters but the state's and whose plan has ended while they are open.
    pub left_open: usize,
    /// The actions that are not wanted, but that a listing by state must not be silent about: see [`Found::is_caveat`].
    pub caveats: Vec<Found<'p>>,
    /// The actions that could be those asked for: led by a name that fits several groups.
    pub unsure: Vec<Unsure<'p>>,
    /// Of all that matches but for its state: the actions that their plan closes without a day.
    pub closed_undated: Vec<Found<'p>>,
    /// Actions that match, and were put on the plan only after the day asked about.
    pub not_added: Vec<(&'p Objective<'p>, &'p Action<'p>)>,
    /// For each name of [`super::Filters::names`], whether this plan knows it.
    pub known: Vec<bool>,
}

impl<'p> Answer<'p> {
    /// With nothing found yet.
    pub(super) fn without_actions(plan: &'p Plan<'p>, file: &'p str) -> Answer<'p> {
        let counts = [0; State::ALL.len()];
        let (since, next_meeting) = (None, None);
        let (found, caveats, unsure, closed_undated, not_added, known) = Default::default();
        let has_namesake = false;
        Answer {
            plan,
            file,
            has_namesake,
            since,
            next_meeting,
            found,
            counts,
            left_open: 0,
            caveats,
            unsure,
            closed_undated,
            not_added,
            known,
        }
    }

    /// What its plan is called beside others: its name; with its folders, where another plan on hand has the same.
    pub fn plan_called(&self) -> &'p str {
        plan_called(self.plan, self.file, self.has_namesake)
    }

    /// What its board is called.
    pub fn board_name(&self) -> Cow<'p, str> {
        board_name(self.plan, self.file)
    }

    /// Counts an action that matches, of whatever state.
    pub(super) fn count(&mut self, found: &Found<'p>) {
        self.counts[found.verdict.state.index()] += 1;
        self.left_open += usize::from(found.verdict.plan_ended);
        self.closed_undated.extend(Some(*found).filter(|found| found.verdict.closed_undated));
    }
}

pub(super) fn plan_called<'p>(plan: &Plan<'p>, file: &'p str, has_namesake: bool) -> &'p str {
    if has_namesake { file.strip_suffix(".toml").unwrap_or(file) } else { plan.name }
}

/// An action led by a name that could mean a group asked for.
#[derive(Clone, Copy, Debug)]
pub struct Unsure<'p> {
    pub objective: &'p Objective<'p>,
    pub action: &'p Action<'p>,
    /// The name as printed.
    pub led_by: &'p str,
}

impl<'p> Unsure<'p> {
    /// The reference, else the position in brackets.
    pub fn label(&self) -> Cow<'p, str> {
        label_of(self.objective, self.action)
    }
}

/// The reference of an action, with its objective where another action has the same; else its position in brackets, which show that it was never printed.
pub fn label_of<'p>(objective: &Objective<'p>, action: &Action<'p>) -> Cow<'p, str> {
    match &action.reference {
        Some(_) => objective.name_of(action),
        None => format!("[{}]", objective.position_of(action)).into(),
    }
}
