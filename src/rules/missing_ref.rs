//! An action without a reference.

use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::text::is_blank;

pub static RULE: Rule = Rule {
    id: "missing-ref",
    severity: Severity::Warning,
    summary: "an action without a reference",
    why: "An action that cannot be named cannot be minuted, chased or carried forward. Its place in the list is no name: it changes with \
          every action put in before it.",
    wrong: r#"[[objective.action]]
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    check: Check::Action(check),
};

fn check(_: &Plan, objective: &Objective, action: &Action, found: &mut Vec<Diagnostic>) {
    let (place, label) = match &action.reference {
        _ if action.unreadable("ref") => return,
        Some(reference) if !is_blank(reference) => return,
        Some(reference) => (reference.span, "empty"),
        None => (action.place(), ""),
    };
    let message = format!("the action at {} has no reference", objective.place_of(action));
    let fault = Diagnostic::new(RULE.id, place, message).label(label);
    found.push(fault.help("add a line such as ref = \"1.2\", in quotation marks, that no other action has"));
}
