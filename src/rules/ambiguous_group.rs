//! A name that could mean several groups.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::plan::{Group, Plan, Pointer, Who};
use crate::text::one_of;

pub static RULE: Rule = Rule {
    id: "ambiguous-group",
    severity: Severity::Warning,
    summary: "a lead or participant that could be any of several groups",
    why: "When three groups are all called Focus Group, each of them can take the action for another's. Nobody is asked for it, and it is \
          missing from the list of the group that owes it.",
    wrong: r#"[groups.faith]
name = "Faith Focus Group"

[groups.focus-group]
name = "Focus Group"
could-be = ["faith", "training"]

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "focus-group"
due = "2008-06"
"#,
    right: r#"[groups.faith]
name = "Faith Focus Group"

[groups.focus-group]
name = "Focus Group"
could-be = ["faith", "training"]

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "faith"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    if plan.groups.iter().all(|group| group.could_be.is_empty()) {
        return;
    }
    for objective in plan.objectives {
        let called = || format!("objective {}", objective.label());
        report_ambiguous(plan, objective.lead, "is led by", called, || objective.subject(), found);
        report_ambiguous(plan, objective.with, "is done with", called, || objective.subject(), found);
        for action in objective.actions {
            report_ambiguous(plan, action.lead, "is led by", || action.called(), || objective.subject_of(action), found);
            report_ambiguous(plan, action.with, "is done with", || action.called(), || objective.subject_of(action), found);
        }
    }
}

fn report_ambiguous(
    plan: &Plan,
    whos: &[Who],
    verb: &str,
    called: impl Fn() -> String,
    subject: impl Fn() -> Subject,
    found: &mut Found,
) {
    for pointer in whos.iter().flat_map(|who| [Some(&who.who), who.stands_for.as_ref()]).flatten() {
        if let Some(group) = plan.group_of(pointer).filter(|group| !group.could_be.is_empty()) {
            found.push(fault(plan, pointer, group, &format!("{} {verb}", called())).about(subject()));
        }
    }
}

fn fault(plan: &Plan, pointer: &Pointer, group: &Group, led: &str) -> Diagnostic {
    let names: Vec<&str> = group.could_be.iter().map(|group| plan.name_of(group)).collect();
    let keys: Vec<String> = group.could_be.iter().map(|group| format!("\"{}\"", group.key.value)).collect();
    let message = format!("{led} {}, which could be {}", group.name.value, one_of(&names));
    Diagnostic::new(RULE.id, pointer.key.span, message)
        .label("which of them?")
        .related(group.name.span, "the plan says here what it could be")
        .help(format!("ask which is meant, and write {}", one_of(&keys)))
}
