//! Whether a board can tell that an action has changed something.

use super::{Action, Objective, Plan};
use crate::text::{Filler, filler, is_blank};

impl Objective<'_> {
    /// It has an outcome or a measure of success for all its actions; outcomes under "unpaired" count as well. "TBC" counts as none.
    pub fn has_measure(&self) -> bool {
        let unpaired = self.unpaired.iter().flat_map(|unpaired| unpaired.outcomes);
        self.outcomes.iter().chain(self.success).chain(unpaired).any(|text| says_something(text))
    }
}

impl Plan<'_> {
    /// An action or its objective has an outcome or a measure of success. What was written and cannot be read is no gap.
    pub fn is_measured(&self, objective: &Objective, action: &Action) -> bool {
        const KEYS: [&str; 3] = ["outcome", "outcomes", "success"];
        objective.has_measure()
            || self.outcome_of(action).is_some_and(says_something)
            || action.success.iter().any(|text| says_something(text))
            || action.unread.iter().chain(objective.unread).any(|key| KEYS.contains(key))
    }
}

/// "As above" means the outcome of another row.
fn says_something(text: &str) -> bool {
    !is_blank(text) && filler(text).is_none_or(|filler| filler == Filler::Above)
}
