//! Timescales that promise work without saying how often.

use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "vague-frequency",
    severity: Severity::Warning,
    summary: "a timescale such as \"regularly\" or \"as required\" that does not say how often",
    why: "What is to be done regularly is never late. A board that wants to hear of it has to say how often.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Report on the training given"
outcome = "The board knows who has been trained"
lead = "jo"
timescale = "Regularly"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Report on the training given"
outcome = "The board knows who has been trained"
lead = "jo"
timescale = "Regularly"
every = "quarter"
"#,
    check: Check::Action(check),
};

fn check(_: &Plan, objective: &Objective, action: &Action, found: &mut Vec<Diagnostic>) {
    let Some(words) = &action.timescale else { return };
    if is_dated(objective, action) || action.is_closed() || !is_vague(words) {
        return;
    }
    let message = format!("the timescale of {} does not say how often", action.called());
    let fault = Diagnostic::new(RULE.id, words.span, message).label("how often?");
    let help = "write it as \"every\", such as \"month\", \"quarter\", \"6 months\" or \"meeting\", or give a \"due\"";
    found.push(fault.help(help));
}

/// Some key says more than the words, or is written but cannot be read. "Ongoing" says no more than "regularly".
fn is_dated(objective: &Objective, action: &Action) -> bool {
    const KEYS: [&str; 6] = ["every", "from", "when", "standing", "due", "milestones"];
    action.every.is_some()
        || action.from.is_some()
        || action.when.is_some()
        || action.is_standing()
        || !objective.due_of(action).is_empty()
        || action.milestones.iter().any(|milestone| milestone.due.is_some())
        || KEYS.iter().any(|key| action.unreadable(key))
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
pub(super) fn same_words(one: &str, other: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
    }
    let mut others = words(other);
    words(one).all(|word| others.next().is_some_and(|other| word.eq_ignore_ascii_case(other))) && others.next().is_none()
}
