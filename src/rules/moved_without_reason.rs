//! Moved dates without a reason.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

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
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    for moved in action.agreed_moves() {
        let because = moved.because.as_ref();
        if because.is_some_and(|because| !because.trim().is_empty()) || because.is_none() && plan.misread_within(moved.span) {
            continue;
        }
        let to = moved.to.map_or_else(String::new, |to| format!(" to {}", to.for_people()));
        let message = format!("the deadline of {} was moved{to}, and nothing says why", action.called());
        let fault =
            Diagnostic::new(RULE.id, because.map_or(moved.span, |because| because.span), message).label("no reason is given");
        found.push(fault.help("add the reason as the board's minutes give it: because = \"...\""));
    }
}
