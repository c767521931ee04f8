//! Printed timescales that no careful person would date.

use super::deadlines::reading;
use super::printed::{is_vague, unread_of, unread_of_milestone, unread_of_objective};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::plan::{Plan, Text};

pub static RULE: Rule = Rule {
    id: "unclear-timescale",
    severity: Severity::Warning,
    summary: "a printed timescale that cannot be dated, and no date beside it",
    why: "Where the words can be read in two ways, each reader has another deadline in mind, and the action is never late for anybody. A wrong \
          date would be worse, so nothing is guessed.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Report on the training given"
outcome = "The board knows who has been trained"
lead = "jo"
timescale = "Bi-annually"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Report on the training given"
outcome = "The board knows who has been trained"
lead = "jo"
timescale = "Bi-annually"
every = "6 months"
"#,
    yields_to: &["placeholder"],
    check: Check::Plan(check),
};

const HELP: &str =
    "ask what was meant, and write it beside the printed words as \"due\", \"from\", \"every\", \"ongoing\" or \"when\"";

fn check(plan: &Plan, found: &mut Found) {
    for objective in plan.objectives {
        if let Some(words) = unread_of_objective(objective) {
            let whose = || format!("objective {}", objective.label());
            found.extend(unclear(plan, words, whose, || objective.subject()));
        }
        for action in objective.actions.iter().filter(|action| !action.is_closed()) {
            let subject = || objective.subject_of(action);
            if let Some(words) = unread_of(objective, action) {
                found.extend(unclear(plan, words, || action.called(), subject));
            }
            for milestone in action.milestones.iter().filter(|milestone| milestone.done.is_none()) {
                if let Some(words) = unread_of_milestone(plan, action, milestone) {
                    found.extend(unclear(plan, words, || format!("a milestone of {}", action.called()), subject));
                }
            }
        }
    }
}

fn unclear(plan: &Plan, words: &Text, whose: impl Fn() -> String, subject: impl Fn() -> Subject) -> Option<Diagnostic> {
    let reading = reading(plan, words);
    let why = reading.why_unclear().filter(|_| !is_vague(words))?;
    let message = format!("the timescale of {} cannot be dated: {why}", whose());
    Some(Diagnostic::new(RULE.id, words.span, message).label("not dated").help(HELP).about(subject()))
}
