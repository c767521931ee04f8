//! Complete actions that do not say since when.

use super::said_once::{Lack, Words};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Plan, Status};

pub static RULE: Rule = Rule {
    id: "complete-without-day",
    severity: Severity::Advice,
    summary: "a complete action without the day on which it was completed",
    why: "Nobody can say whether it was done in time, nor how the plan stood at an earlier meeting: without a day the action is taken as complete since \
          its last note, or for all time.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "complete"
evidence = ["The calendar, June 2008"]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "complete"
completed = 2008-06-20
evidence = ["The calendar, June 2008"]
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let complete = || plan.actions().filter(|(_, action)| action.status.is_some_and(|status| status.value == Status::Complete));
    let words = Words {
        none: "has the day on which it was completed",
        some: "do not have the day on which they were completed",
        help: HELP,
    };
    let without = complete().filter(|(_, action)| !is_dated(action)).collect();
    let lack = Lack { rule: RULE.id, without, all: complete().count(), called: "complete actions", words };
    lack.report(plan, found, |_, action| {
        let message = format!("{} is complete, but not since which day", action.called());
        Diagnostic::new(RULE.id, action.highlight_span(), message).help(HELP)
    });
}

const HELP: &str = "add the day, as in completed = 2008-06-20; a month will do where the day is not known";

/// The day is there, as a note's too, or is written and cannot be read.
fn is_dated(action: &Action) -> bool {
    let noted = action
        .progress
        .iter()
        .any(|note| note.on.is_some() && note.status.is_some_and(|status| status.value == Status::Complete));
    action.completed.is_some() || noted || ["completed", "progress"].iter().any(|key| action.unreadable(key))
}
