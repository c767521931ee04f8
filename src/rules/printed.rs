//! What the rules about printed timescales share: which words no key of the plan counts, and which of them promise work without
//! saying how often.

use super::deadlines::clear;
use crate::plan::{Action, Milestone, Objective, Plan, Text};
use crate::text::is_blank;
use crate::time::phrase::Reading;
use std::rc::Rc;

/// The reading of words that leave no doubt and do not only promise work from time to time.
pub(super) fn plain(words: &Text) -> Option<Rc<Reading>> {
    clear(words).filter(|_| !is_vague(words))
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
    let dated = !objective.due.is_empty() || objective.unread.contains(&"due");
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
    let Some(first) = words.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()) else { return false };
    let mut near = VAGUE.iter().filter(|vague| vague.starts_with(first));
    words.len() <= 40 && near.any(|vague| same_words(words, vague))
}

/// The same words, whatever the case and the marks around them.
fn same_words(one: &str, other: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
    }
    let mut others = words(other);
    words(one).all(|word| others.next().is_some_and(|other| word.eq_ignore_ascii_case(other))) && others.next().is_none()
}
