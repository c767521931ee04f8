//! An action that everyone leads, and so nobody in particular.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::plan::{GroupKind, Plan, Who};
use crate::text::all_of;

pub static RULE: Rule = Rule {
    id: "lead-everyone",
    severity: Severity::Warning,
    summary: "an action that everyone leads, and so nobody in particular",
    why: "What all members are to do, each leaves to the others. One name beside \"all members\" is enough to know whom to ask.",
    wrong: r#"[groups.members]
name = "All members"
kind = "everyone"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "members"
due = "2008-06"
"#,
    right: r#"[groups.members]
name = "All members"
kind = "everyone"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = ["jo", "members"]
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    if plan.groups.iter().all(|group| group.kind != GroupKind::Everyone) {
        return;
    }
    for objective in plan.objectives {
        let inherited = objective.actions.iter().any(|action| action.lead.is_empty() && !action.unreadable("lead"));
        if inherited && !objective.unread.contains(&"lead") && all_everyone(plan, objective.lead) {
            found.push(fault(plan, objective.lead, &format!("objective {}", objective.label()), objective.subject()));
        }
        for action in objective.actions {
            if all_everyone(plan, action.lead) && !action.unreadable("lead") {
                found.push(fault(plan, action.lead, &action.called(), objective.subject_of(action)));
            }
        }
    }
}

/// There are leads, and each of them is everyone.
fn all_everyone(plan: &Plan, leads: &[Who]) -> bool {
    let everyone = |pointer| plan.group_of(pointer).is_some_and(|group| group.kind == GroupKind::Everyone);
    !leads.is_empty() && leads.iter().all(|lead| everyone(&lead.who) && lead.stands_for.as_ref().is_none_or(everyone))
}

fn fault(plan: &Plan, leads: &[Who], led: &str, subject: Subject) -> Diagnostic {
    let names: Vec<&str> = leads.iter().map(|lead| plan.name_of(&lead.who)).collect();
    Diagnostic::new(RULE.id, leads[0].who.key.span, format!("{led} is led by \"{}\": nobody in particular", all_of(&names)))
        .label("everyone")
        .help("add the person or group that answers for it, as in lead = [\"sue-harrison\", \"members\"]")
        .about(subject)
}
