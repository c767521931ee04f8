//! Numbers missing between the references of an objective.

use super::ref_sequence::{SequenceFault, find_sequence_faults};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;

pub static RULE: Rule = Rule {
    id: "ref-gap",
    severity: Severity::Warning,
    summary: "a number missing between the references of an objective",
    why: "Where 2.5 is followed by 2.7, a reader asks what became of 2.6. An action that was dropped or lost in the print is otherwise noticed \
          by nobody.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.3"
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
    // A plan without a period is a log that shows what is left.
    if plan.damaged || plan.period.is_none() && !plan.unread.contains(&"period") {
        return;
    }
    find_sequence_faults(plan, |objective, action, fault| {
        let SequenceFault::Gap { missing, many, previous } = fault else { return };
        let verb = if many { "are" } else { "is" };
        let fault =
            Diagnostic::new(RULE.id, action.highlight_span(), format!("{missing} {verb} missing before {}", action.called()));
        let fault = match previous {
            Some(previous) => fault.related(previous.span, "the reference before it"),
            None => fault.label("the first of its objective"),
        };
        let them = if many { "them" } else { "it" };
        found.push(fault.help(format!("put {them} in, or correct this reference")).about(objective.subject_of(action)));
    });
}
