//! Objectives without actions.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;

pub static RULE: Rule = Rule {
    id: "empty-objective",
    severity: Severity::Warning,
    summary: "an objective without actions",
    why: "A priority that nobody has to do anything about stays a wish. Often its actions slipped under the next heading.",
    wrong: r#"[[objective]]
ref = "1"
title = "Staff know how to keep children safe"
"#,
    right: r#"[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
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
    if plan.damaged {
        return;
    }
    for objective in plan.objectives {
        if objective.is_bare_heading() || !objective.actions.is_empty() || objective.unread.contains(&"action") {
            continue;
        }
        let words = objective.reference.as_ref().or(objective.title.as_ref());
        let place = words.map_or(objective.span, |words| words.span);
        let fault = Diagnostic::new(RULE.id, place, format!("objective {} has no actions", objective.label()));
        found.push(
            fault
                .help("add its actions below it, each under [[objective.action]], or say in a \"remark\" where they are")
                .about(objective.subject()),
        );
    }
}
