//! Timescales that promise work without saying how often.

use super::printed::is_vague;
use super::{Check, Found, Rule};
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
    yields_to: &[],
    check: Check::Action(check),
};

fn check(_: &Plan, objective: &Objective, action: &Action, found: &mut Found) {
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
        || objective.every_of(action).is_some()
        || action.milestones.iter().any(|milestone| milestone.due.is_some())
        || KEYS.iter().any(|key| action.unreadable(key))
}
