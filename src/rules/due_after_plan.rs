//! Deadlines after the plan's last day.

use super::deadlines::{each_deadline, in_or_on, with_year};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;
use crate::time::when::day_for_people;

pub static RULE: Rule = Rule {
    id: "due-after-plan",
    severity: Severity::Warning,
    summary: "a deadline after the plan's last day",
    why: "When the plan ends, such an action is still open and on nobody's list: the next plan has to take it over. Often only the year is mistyped.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2009-06"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    yields_to: &["timescale-disagrees", "moved-silent", "milestone-after-action", "text-disagrees"],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let Some(to) = plan.period.and_then(|period| period.to) else { return };
    let last = to.last_day();
    let ends = format!("after the plan ends on {}", day_for_people(last));
    each_deadline(plan, |due, owner| {
        if due.last_day() > last {
            // A span that begins inside the plan is due at its own end: "by the end of 2009".
            let date = if due.first_day() <= last { format!("by the end of {}", due.for_people()) } else { in_or_on(due.value) };
            let fault =
                Diagnostic::new(RULE.id, due.span, format!("{} {date}, {ends}", owner.is_due())).label("after the plan ends");
            let fault = fault.related(to.span, "the plan ends here").about(owner.subject());
            found.push(if owner.has_moved() {
                fault.help("carry the action forward into the next plan, or keep the date with an [[allow]] that says why")
            } else {
                with_year(plan, &owner, fault, due, -1)
            });
        }
    });
}
