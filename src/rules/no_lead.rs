//! An action that nobody leads.

use super::said_once::{Lack, Words};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "no-lead",
    severity: Severity::Warning,
    summary: "an action that nobody leads",
    why: "Work that is recorded but not owned drifts from meeting to meeting: there is nobody to ask, and it stands on nobody's list.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
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
        none: "has a lead",
        some: "have no lead",
        help: "add a line such as lead = \"sue-harrison\" to each, or one to an objective for all its actions",
    };
    let is_unled = |objective: &Objective, action: &Action| {
        let inherited = !objective.lead.is_empty() || objective.unread.contains(&"lead");
        !inherited && !action.is_bare_heading() && action.lead.is_empty() && !action.unreadable("lead")
    };
    Lack::on_open(RULE.id, plan, words, is_unled).report(plan, found, |objective, action| {
        let unpaired = objective.unpaired.as_ref().is_some_and(|unpaired| !unpaired.leads.is_empty());
        let help = if unpaired {
            "find out which of the leads under \"unpaired\" is meant, and add it as \"lead\""
        } else {
            "add a line such as lead = \"sue-harrison\", with the key of a person or group of this plan"
        };
        Diagnostic::new(RULE.id, action.highlight_span(), format!("nobody leads {}", action.called())).help(help)
    });
}
