//! The same reference on two actions, or on two objectives.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::names::ref_key;
use crate::plan::{Action, Extent, Plan, Style, Text};
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
    let mut objectives: HashMap<Cow<str>, (Span, ())> = HashMap::with_capacity(plan.objectives.len());
    let mut actions: HashMap<Cow<str>, (Span, &Action)> = HashMap::with_capacity(plan.actions().count());
    for objective in plan.objectives {
        let again = repeated(&mut objectives, (&objective.reference, ()), "objective", || objective.subject());
        found.extend(again.map(|(fault, ())| fault));
        if plan.refs_restart {
            actions.clear();
        }
        for action in objective.actions {
            let again = repeated(&mut actions, (&action.reference, action), "action", || objective.subject_of(action));
            found.extend(again.map(|(fault, first)| match copy_of(plan, first, action) {
                Some(copy) => Diagnostic { help: None, ..fault }.suggest("take out the second, as both say the same", copy, ""),
                None => fault,
            }));
        }
    }
}

/// Remembers a reference and whose it is, or reports it when it is known already, with its first bearer.
fn repeated<'p, B: Copy>(
    known: &mut HashMap<Cow<'p, str>, (Span, B)>,
    (reference, own): (&'p Option<Text>, B),
    bearer: &str,
    subject: impl Fn() -> Subject,
) -> Option<(Diagnostic, B)> {
    let reference = reference.as_ref().filter(|reference| !is_blank(reference))?;
    let name = trimmed(reference);
    let (first, first_bearer) = *known.entry(ref_key(name)).or_insert((reference.span, own));
    (first != reference.span).then(|| {
        let fault = Diagnostic::new(RULE.id, reference.span, format!("another {bearer} already has the reference {name}"))
            .label("the same reference again")
            .related(first, format!("the first {name}"))
            .help(format!("give this {bearer} a reference of its own"));
        (fault.about(subject()), first_bearer)
    })
}

/// Where an action stands whose lines are those of another one, letter for letter, with the blank lines below it: a block that was
/// pasted twice.
fn copy_of(plan: &Plan, first: &Action, second: &Action) -> Option<Span> {
    let text = plan.text;
    let block = |action: &Action| {
        let Extent { header, body, style, .. } = action.extent;
        let rest = text.get(body.end as usize..)?;
        // Its parts with headings of their own are not in its lines.
        let next = rest.trim_start();
        let has_parts = next.trim_start_matches('[').trim_start().starts_with("objective.action.");
        let lines: Vec<&str> = body.of(text).lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let whole = Span::new(header.start, (text.len() - next.len()) as u32);
        (style == Style::Lines && !plan.damaged && !has_parts && !header.of(text).is_empty()).then_some((lines, whole))
    };
    let ((one, _), (other, whole)) = (block(first)?, block(second)?);
    (one == other).then_some(whole)
}
