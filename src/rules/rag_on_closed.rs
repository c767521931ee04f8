//! Colours on actions that have been given up or handed on.

use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Plan, Rag, Status};

pub static RULE: Rule = Rule {
    id: "rag-on-closed",
    severity: Severity::Warning,
    summary: "a red, amber or green action that is withdrawn or carried forward",
    why: "A colour says how work is going, and this work is no longer going on here. Left in place it is counted among the reds or the greens.",
    wrong: r#"[rag]
amber = "up to a month late"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "withdrawn"
rag = "amber"
"#,
    right: r#"[rag]
amber = "up to a month late"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "withdrawn"
"#,
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    for (objective, action) in plan.actions() {
        let (Some(rag), Some(status)) = (action.rag, action.status) else {
            continue;
        };
        let gone = match status.value {
            Status::Withdrawn => "withdrawn",
            Status::CarriedForward => "carried forward",
            _ => continue,
        };
        if !matches!(rag.value, Rag::Red | Rag::Amber | Rag::Green) {
            continue;
        }
        let message = format!("{} is {gone}, but is still rated {}", action.called(), rag.word());
        let fault = Diagnostic::new(RULE.id, rag.span, message)
            .label("still counted in this colour")
            .related(status.span, format!("{gone} here"));
        found.push(fault.help("take the colour out; a progress note can keep the last one").about(objective.subject_of(action)));
    }
}
