//! Colours on actions that have been given up or handed on.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Rag, Status};

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
    yields_to: &[],
    check: Check::Action(check),
};

fn check(_: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let (Some(rag), Some(status)) = (action.rag, action.status) else {
        return;
    };
    let gone = match status.value {
        Status::Withdrawn => "withdrawn",
        Status::CarriedForward => "carried forward",
        _ => return,
    };
    if !matches!(rag.value, Rag::Red | Rag::Amber | Rag::Green) {
        return;
    }
    let message = format!("{} is {gone}, but is still rated {}", action.called(), rag.word());
    let fault = Diagnostic::new(RULE.id, rag.span, message)
        .label("still counted in this colour")
        .related(status.span, format!("{gone} here"));
    found.push(fault.help("take the colour out; a progress note can keep the last one"));
}
