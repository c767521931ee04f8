//! What the rules about printed timescales share: which words no key of the plan counts, and which of them promise work without
//! saying how often.

use super::deadlines::reading;
use crate::plan::{Action, Milestone, Objective, Plan, Text};
use crate::text::is_blank;
use crate::time::phrase::Reading;
use std::rc::Rc;

/// The reading of words that the plan's period leaves no doubt of and that do not only promise work from time to time.
pub(super) fn plain(plan: &Plan, words: &Text) -> Option<Rc<Reading>> {
    Some(reading(plan, words)).filter(|reading| reading.unclear.is_none() && !is_vague(words))
}

/// An action's own printed words, where no key says what they mean.
pub(super) fn unread_of<'p, 'a>(objective: &Objective, action: &'p Action<'a>) -> Option<&'p Text<'a>> {
    let words = action.timescale.as_ref().filter(|words| !is_blank(words))?;
    (objective.due.is_empty() && !says_when(action) && !misreads_when(action)).then_some(words)
}

/// The printed words of an objective, where no key says what they mean and some action depends on them.
pub(super) fn unread_of_objective<'p, 'a>(objective: &'p Objective<'a>) -> Option<&'p Text<'a>> {
    let words = objective.timescale.as_ref().filter(|words| !is_blank(words))?;
    let inherits = |action: &Action| action.timescale.is_none() && !says_when(action) && !misreads_when(action);
    let dated = objective.says_when() || objective.misreads_when();
    (!dated && objective.actions.iter().any(inherits)).then_some(words)
}

/// The printed words of a milestone without a deadline.
pub(super) fn unread_of_milestone<'p, 'a>(plan: &Plan, action: &Action, milestone: &'p Milestone<'a>) -> Option<&'p Text<'a>> {
    let words = milestone.timescale.as_ref().filter(|words| !is_blank(words))?;
    let known = milestone.due.is_some() || action.from.is_some() || plan.misread_within(milestone.span);
    (!known).then_some(words)
}

/// Some key of the action says when; a flag that is false says nothing.
pub(super) fn says_when(action: &Action) -> bool {
    !action.due.is_empty()
        || action.from.is_some()
        || action.every.is_some()
        || action.is_ongoing()
        || action.is_standing()
        || action.when.is_some()
        || action.milestones.iter().any(|milestone| milestone.due.is_some())
}

/// A key that would say when is written but cannot be read.
fn misreads_when(action: &Action) -> bool {
    const KEYS: [&str; 8] = ["timescale", "due", "from", "every", "ongoing", "standing", "when", "milestones"];
    action.unread.iter().any(|key| KEYS.contains(key))
}

/// Words that promise work from time to time, and nothing more.
pub(super) fn is_vague(words: &str) -> bool {
    const VAGUE: [&str; 22] = [
        "regular",
        "regularly",
        "on a regular basis",
        "at regular intervals",
        "periodic",
        "periodically",
        "as required",
        "as needed",
        "as necessary",
        "as appropriate",
        "when required",
        "when needed",
        "when necessary",
        "where required",
        "from time to time",
        "time to time",
        "as and when",
        "as and when required",
        "as and when needed",
        "as and when necessary",
        "frequent",
        "frequently",
    ];
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    words.len() <= 40 && VAGUE.contains(&&*parts.collect::<Vec<_>>().join(" ").to_ascii_lowercase())
}
