//! An action without a reference.

use super::said_once::{Lack, Words};
use super::{Check, Found, Rule};
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
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let words = Words {
        none: "has a reference",
        some: "have no reference",
        help: "number them: give each a line such as ref = \"1.2\", in quotation marks, that no other action has",
    };
    let is_missing = |_: &Objective, action: &Action| {
        !action.is_bare_heading()
            && !action.unreadable("ref")
            && action.reference.as_ref().is_none_or(|reference| is_blank(reference))
    };
    Lack::on_open(RULE.id, plan, words, is_missing).report(plan, found, |objective, action| {
        let message = format!("the action at {} has no reference", objective.position_of(action));
        let label = if action.reference.is_some() { "empty" } else { "" };
        let fault = Diagnostic::new(RULE.id, action.highlight_span(), message).label(label);
        fault.help("add a line such as ref = \"1.2\", in quotation marks, that no other action has")
    });
}
