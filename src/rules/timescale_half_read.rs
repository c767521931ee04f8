//! Printed timescales of which only a part is counted.

use super::deadlines::reading;
use super::printed::{is_vague, says_when};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Text};
use crate::text::all_of;

pub static RULE: Rule = Rule {
    id: "timescale-half-read",
    severity: Severity::Warning,
    summary: "a printed timescale of which a part is neither read nor counted",
    why: "The date beside it looks like all that was agreed. What else the words ask for, a report twice a year or a second date, is never owed and never \
          late.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
timescale = "June 2008 and bi-annually"
due = "2008-06"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
timescale = "June 2008 and bi-annually"
due = "2008-06"
every = "6 months"
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, objective: &Objective, action: &Action, found: &mut Found) {
    const KEYS: [&str; 6] = ["every", "ongoing", "standing", "when", "review", "remark"];
    // What nothing counts at all is told as a whole.
    if action.is_closed() || !says_when(action) && !objective.says_when() {
        return;
    }
    let says_the_rest = objective.every_of(action).is_some()
        || objective.is_ongoing(action)
        || objective.is_standing(action)
        || objective.when_of(action).is_some()
        || !objective.review_of(action).is_empty()
        || action.remark.is_some()
        || KEYS.iter().any(|key| action.unreadable(key));
    if let Some(words) = action.timescale.as_ref().filter(|_| !says_the_rest) {
        found.extend(half_read(plan, words, || action.called()));
    }
    let steps = action.milestones.iter().filter(|milestone| milestone.due.is_some() && !says_the_rest);
    for words in steps.filter_map(|milestone| milestone.timescale.as_ref()) {
        found.extend(half_read(plan, words, || format!("a milestone of {}", action.called())));
    }
}

fn half_read(plan: &Plan, words: &Text, called: impl Fn() -> String) -> Option<Diagnostic> {
    let printed = reading(plan, words);
    if printed.unread.is_empty() || printed.unclear.is_some() || is_vague(words) {
        return None;
    }
    let parts = all_of(&printed.unread.iter().map(|part| format!("\"{part}\"")).collect::<Vec<_>>());
    let message = format!("the timescale of {} also says {parts}, which cannot be read, and nothing counts it", called());
    let help = "write what it means beside it: \"every\", \"ongoing\", \"when\" or a further date; or say in a \"remark\" why it counts for nothing";
    Some(Diagnostic::new(RULE.id, words.span, message).label("only a part of this is counted").help(help))
}
