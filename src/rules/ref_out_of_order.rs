//! A reference that is lower than the one before it, or that belongs under another objective.

use super::ref_sequence::{Slip, number, walk};
use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "ref-out-of-order",
    severity: Severity::Warning,
    summary: "a reference lower than the one before it, or of another objective",
    why: "People look an action up by counting on. One that stands elsewhere in the plan is taken for dropped, and a reference of another \
          objective is often a slip of the hand.",
    wrong: r#"[[objective.action]]
ref = "1.2"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.1"
action = "Train all new foster carers"
outcome = "Foster carers know whom to tell"
lead = "sam"
due = "2008-09"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Train all new foster carers"
outcome = "Foster carers know whom to tell"
lead = "sam"
due = "2008-09"

[[objective.action]]
ref = "1.2"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    let mut strays: Vec<(&Objective, Vec<&Action>)> = Vec::new();
    walk(plan, |objective, action, slip| match slip {
        Slip::Gap { .. } => {}
        Slip::Back { previous } => {
            let fault = Diagnostic::new(
                RULE.id,
                action.highlight_span(),
                format!("{} stands after action {}", action.called(), previous.trim()),
            );
            let fault = fault.label("lower than the one before it").related(previous.span, "the reference before it");
            found.push(
                fault
                    .help("put the actions in the order of their references, or correct the reference")
                    .about(objective.subject_of(action)),
            );
        }
        Slip::Elsewhere => match strays.last_mut() {
            Some((last, actions)) if last.number == objective.number => actions.push(action),
            _ => strays.push((objective, vec![action])),
        },
    });
    for (objective, actions) in strays {
        strayed(objective, &actions, found);
    }
}

/// Each action whose reference begins with another number than its objective's; where all do, the objective.
fn strayed(objective: &Objective, actions: &[&Action], found: &mut Vec<Diagnostic>) {
    let Some(own) = &objective.reference else { return };
    let referenced = objective.actions.iter().filter_map(|action| action.reference.as_ref());
    let first = |text: &str| number(text).map(|(number, _)| number);
    let mut others = referenced.clone().map(|reference| first(reference));
    let same = others.next().is_some_and(|other| others.all(|next| next == other));
    if actions.len() > 1 && same && actions.len() == referenced.count() {
        let message = format!("objective {} holds actions whose references begin with another number", objective.label());
        let fault = Diagnostic::new(RULE.id, own.span, message).related(actions[0].highlight_span(), "the first of them");
        found.push(fault.help("correct the reference of the objective, or those of its actions").about(objective.subject()));
        return;
    }
    for action in actions {
        let message = format!("{} stands under objective {}", action.called(), objective.label());
        let fault = Diagnostic::new(RULE.id, action.highlight_span(), message)
            .label("begins with another number")
            .related(own.span, "its objective");
        found.push(
            fault.help("correct the reference, or put the action under its own objective").about(objective.subject_of(action)),
        );
    }
}
