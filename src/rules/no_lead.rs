//! An action that nobody leads.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;

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
    for objective in plan.objectives.iter().filter(|objective| objective.lead.is_empty() && !objective.unread.contains(&"lead")) {
        let unpaired = objective.unpaired.as_ref().is_some_and(|unpaired| !unpaired.leads.is_empty());
        let help = if unpaired {
            "find out which of the leads under \"unpaired\" is meant, and add it as \"lead\""
        } else {
            "add a line such as lead = \"sue-harrison\", with the key of a person or group of this plan"
        };
        for action in objective.actions.iter().filter(|action| action.lead.is_empty() && !action.unreadable("lead")) {
            let fault = Diagnostic::new(RULE.id, action.highlight_span(), format!("nobody leads {}", action.called())).help(help);
            found.push(fault.about(objective.subject_of(action)));
        }
    }
}
