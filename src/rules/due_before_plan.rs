//! Deadlines that were over before the plan began.

use super::deadlines::{Owner, each_deadline, has_begun_before, in_or_on, with_year};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;
use crate::time::when::day_for_people;

pub static RULE: Rule = Rule {
    id: "due-before-plan",
    severity: Severity::Warning,
    summary: "a deadline that was over before the plan began",
    why: "A target year is easily mistyped, and nobody sees it: the action is overdue from the plan's first day, or hides among the old ones. \
          Where the board really printed such a date, say so in an [[allow]].",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-03"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2009-03"
"#,
    yields_to: &["timescale-disagrees", "moved-silent", "milestone-after-action", "text-disagrees"],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let Some(period) = plan.period else { return };
    let first = period.first_day();
    let begins = format!("before the plan begins on {}", day_for_people(first));
    each_deadline(plan, |due, owner| {
        // A milestone that was reached is history; of work that began before the plan another rule says it.
        let is_told =
            matches!(owner, Owner::Milestone(_, action, step) if step.done.is_some() || has_begun_before(action, first));
        if due.last_day() < first && !is_told {
            let message = format!("{} {}, {begins}", owner.is_due(), in_or_on(due.value));
            let fault = Diagnostic::new(RULE.id, due.span, message).label("over before the plan begins");
            let fault = fault.related(period.from.span, "the plan begins here").about(owner.subject());
            found.push(with_year(plan, &owner, fault, due, 1));
        }
    });
}
