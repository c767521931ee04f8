//! The same reference on two actions, or on two objectives.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::names::ref_key;
use crate::plan::{Plan, Text};
use crate::text::{Span, is_blank, trimmed};
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;

pub static RULE: Rule = Rule {
    id: "duplicate-ref",
    severity: Severity::Error,
    summary: "the same reference on two actions, or on two objectives",
    why: "Minutes and reports name an action by its reference. When two share one, nobody can say which of them was done, moved or dropped.",
    wrong: r#"[[objective.action]]
ref = "1.1"
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
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Train all new foster carers"
outcome = "Foster carers know whom to tell"
lead = "sam"
due = "2008-09"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let mut objectives: HashMap<Cow<str>, Span> = HashMap::with_capacity(plan.objectives.len());
    let mut actions: HashMap<Cow<str>, Span> = HashMap::with_capacity(plan.actions().count());
    for objective in plan.objectives {
        repeated(&mut objectives, &objective.reference, "objective", || objective.subject(), found);
        if plan.refs_restart {
            actions.clear();
        }
        for action in objective.actions {
            repeated(&mut actions, &action.reference, "action", || objective.subject_of(action), found);
        }
    }
}

/// Remembers a reference, or reports it when it is known already.
fn repeated<'p>(
    known: &mut HashMap<Cow<'p, str>, Span>,
    reference: &'p Option<Text>,
    bearer: &str,
    subject: impl Fn() -> Subject,
    found: &mut Found,
) {
    let Some(reference) = reference.as_ref().filter(|reference| !is_blank(reference)) else {
        return;
    };
    let name = trimmed(reference);
    let first = *known.entry(ref_key(name)).or_insert(reference.span);
    if first != reference.span {
        let fault = Diagnostic::new(RULE.id, reference.span, format!("another {bearer} already has the reference {name}"))
            .label("the same reference again")
            .related(first, format!("the first {name}"))
            .help(format!("give this {bearer} a reference of its own"));
        found.push(fault.about(subject()));
    }
}
