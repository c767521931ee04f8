//! Moved dates without a reason.

use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;
use crate::source::Span;

pub static RULE: Rule = Rule {
    id: "moved-without-reason",
    severity: Severity::Warning,
    summary: "a moved date that does not say why it was moved",
    why: "A board that grants an extension has to say why, or the next one is asked for with the same words.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-09"
moved = [{ from = "2008-06", to = "2008-09", on = 2008-06-18 }]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-09"
moved = [{ from = "2008-06", to = "2008-09", on = 2008-06-18, because = "The venues were not settled" }]
"#,
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    let misread = Misread::of(found);
    for (objective, action) in plan.actions() {
        for moved in action.moved {
            let because = moved.because.as_ref();
            if because.is_some_and(|because| !because.trim().is_empty()) || because.is_none() && misread.within(moved.span) {
                continue;
            }
            let to = moved.to.map_or_else(String::new, |to| format!(" to {}", to.for_people()));
            let message = format!("the deadline of {} was moved{to}, and nothing says why", action.called());
            let fault =
                Diagnostic::new(RULE.id, because.map_or(moved.span, |because| because.span), message).label("no reason is given");
            found.push(
                fault
                    .help("add the reason as the board's minutes give it: because = \"...\"")
                    .about(objective.subject_of(action)),
            );
        }
    }
}

/// Where the reader met a value it could not take: what is missing there is no gap in the plan.
pub(super) struct Misread(Vec<u32>);

impl Misread {
    /// Taken from the reader's findings, which stand before those of the rules.
    pub(super) fn of(found: &[Diagnostic]) -> Misread {
        const READING: [&str; 6] = ["bad-date", "wrong-type", "unknown-key", "unknown-value", "repeated-key", "syntax"];
        let mut places: Vec<u32> =
            found.iter().filter(|fault| READING.contains(&fault.rule)).map(|fault| fault.primary.span.start).collect();
        places.sort_unstable();
        Misread(places)
    }

    /// Some of them stand inside this stretch.
    pub(super) fn within(&self, span: Span) -> bool {
        let first = self.0.partition_point(|&place| place < span.start);
        self.0.get(first).is_some_and(|&place| place < span.end)
    }
}
