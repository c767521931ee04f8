//! References to actions that do not exist.

use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::plan::{Plan, Text};

pub static RULE: Rule = Rule {
    id: "unknown-ref",
    severity: Severity::Error,
    summary: "a reference to an action that the plan does not have",
    why: "A reader who follows \"see 5.1\" to nothing cannot tell whether the action was dropped, renumbered or never written.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
see = ["1.7"]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
see = ["the training strategy"]
"#,
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    if plan.damaged {
        return;
    }
    for objective in &plan.objectives {
        let own = objective.see.iter().map(|see| (see, objective.subject()));
        let actions =
            objective.actions.iter().flat_map(|action| action.see.iter().map(|see| (see, objective.subject_of(action))));
        for (see, subject) in own.chain(actions).filter(|(see, _)| looks_like_a_ref(&see.value)) {
            if !exists(plan, &see.value) {
                found.push(fault(plan, see).about(subject));
            }
        }
    }
}

/// Says that a reference leads nowhere, and which one may have been meant.
pub(super) fn fault(plan: &Plan, name: &Text) -> Diagnostic {
    let written = name.value.as_ref();
    let fault = Diagnostic::new(RULE.id, name.span, format!("no action of this plan has the reference \"{written}\""));
    let refs = plan.actions().filter_map(|(_, action)| action.reference.as_ref()).map(|reference| &*reference.value);
    let near: Vec<String> = nearest(written, refs).into_iter().map(|near| format!("\"{near}\"")).collect();
    match &near[..] {
        [] => fault.help("correct the reference, or take it out"),
        near => fault.help(format!("did you mean {}?", crate::diagnostic::one_of(near))),
    }
}

fn exists(plan: &Plan, name: &str) -> bool {
    plan.actions().any(|(objective, action)| {
        action.reference.as_ref().is_some_and(|reference| reference.value == name)
            || name.contains('/') && objective.place_of(action) == name
    }) || plan.objectives.iter().any(|objective| objective.label() == name)
}

/// One short word with a digit in it and no colon: a reference of this plan, not a document's name or another plan's action.
fn looks_like_a_ref(text: &str) -> bool {
    text.len() <= 8
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'))
}
