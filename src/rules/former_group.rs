//! A lead that is a group which no longer exists.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::plan::{Group, Plan, Pointer, Who};

pub static RULE: Rule = Rule {
    id: "former-group",
    severity: Severity::Warning,
    summary: "open work led by a group that no longer exists",
    why: "A plan often outlives the board's groups. What a dissolved group was to do is on no agenda, and nobody notices until it is overdue.",
    wrong: r#"[groups.seminars]
name = "Seminar Subgroup"
kind = "subgroup"
now = "training"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "seminars"
due = "2008-06"
"#,
    right: r#"[groups.seminars]
name = "Seminar Subgroup"
kind = "subgroup"
now = "training"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "training"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    if !plan.groups.iter().any(gone) {
        return;
    }
    for objective in plan.objectives {
        if objective.actions.iter().any(|action| action.lead.is_empty() && !action.is_closed()) {
            report_former(plan, objective.lead, || format!("objective {}", objective.label()), || objective.subject(), found);
        }
        for action in objective.actions.iter().filter(|action| !action.is_closed()) {
            report_former(plan, action.lead, || action.called(), || objective.subject_of(action), found);
        }
    }
}

/// The plan says that the group no longer exists, or which group has taken over its work. One whose name could mean several
/// groups is left to the rule about those.
fn gone(group: &Group) -> bool {
    (group.former.is_some_and(|former| former.value) || group.now.is_some()) && group.could_be.is_empty()
}

fn report_former(plan: &Plan, leads: &[Who], called: impl Fn() -> String, subject: impl Fn() -> Subject, found: &mut Found) {
    for pointer in leads.iter().flat_map(|lead| [Some(&lead.who), lead.stands_for.as_ref()]).flatten() {
        if let Some(group) = plan.group_of(pointer).filter(|group| gone(group)) {
            found.push(fault(plan, pointer, group, &called()).about(subject()));
        }
    }
}

fn fault(plan: &Plan, pointer: &Pointer, group: &Group, led: &str) -> Diagnostic {
    let name = &group.name.value;
    let Some(now) = &group.now else {
        let flag = group.former.map_or(group.name.span, |former| former.span);
        return Diagnostic::new(RULE.id, pointer.key.span, format!("{led} is led by {name}, which no longer exists"))
            .label("a former group")
            .related(flag, "said here")
            .help("name the group or person that has taken the work over");
    };
    let key = &now.key.value;
    Diagnostic::new(RULE.id, pointer.key.span, format!("{led} is led by {name}, whose work is now with {}", plan.name_of(now)))
        .label(format!("now \"{key}\""))
        .related(now.key.span, "said here")
        .suggest(format!("write \"{key}\""), pointer.key.span, format!("\"{key}\""))
}
