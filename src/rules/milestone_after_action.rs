//! Milestones due after the action they belong to.

use super::deadlines::{due_differs, in_or_on, milestone_differs};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::text::Spanned;
use crate::time::when::When;

pub static RULE: Rule = Rule {
    id: "milestone-after-action",
    severity: Severity::Warning,
    summary: "a milestone due after the last deadline of its action",
    why: "A step on the way cannot come after the end of the way. Whoever reads only the action's own deadline is told the wrong date.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-09"
milestones = [
  { text = "The venues are booked", due = "2008-06" },
  { text = "The calendar is printed", due = "2008-12" },
]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-12"
milestones = [
  { text = "The venues are booked", due = "2008-06" },
  { text = "The calendar is printed", due = "2008-12" },
]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    if action.milestones.is_empty() {
        return;
    }
    let Some(last) = last_deadline(plan, action) else { return };
    // A date that is not the printed one is a slip of its own.
    let printed = action.milestones.iter().filter(|milestone| !milestone_differs(plan, action, milestone));
    let late = printed.filter_map(|milestone| milestone.due).filter(|due| due.last_day() > last.last_day());
    let mut late = late.inspect(|due| found.claim(RULE.id, due.span));
    let Some(first) = late.next() else { return };
    let called = action.called();
    let own = format!("after {called} itself is due {}", in_or_on(last.value));
    let fault = Diagnostic::new(RULE.id, first.span, format!("a milestone of {called} is due {}, {own}", in_or_on(first.value)));
    let fault = fault.label("after the action's own deadline").related(last.span, "the action's last deadline");
    // All are claimed; nobody looks at more.
    const MORE: usize = 20;
    let fault = late.enumerate().fold(fault, |fault, (index, due)| match index {
        0..MORE => fault.related(due.span, "this one too"),
        _ => fault,
    });
    found.push(fault.help("correct the milestone, or give the action the later date"));
}

/// The day nothing of the action can be due after. The deadline of work that goes on is only for setting it up.
fn last_deadline(plan: &Plan, action: &Action) -> Option<Spanned<When>> {
    let goes_on = action.is_ongoing() || action.is_standing() || action.every.is_some();
    let last = action.due.iter().max_by_key(|due| due.last_day()).filter(|_| !goes_on && !action.unreadable("due"));
    last.copied().filter(|_| !due_differs(plan, action))
}
