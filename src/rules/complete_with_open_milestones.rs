//! Complete actions with milestones that were never reached.

use super::completion::completed_at;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "complete-with-open-milestones",
    severity: Severity::Warning,
    summary: "a complete action with a milestone that has no day on which it was reached",
    why: "Work is signed off while a part of it is not shown to be done. Either the part was forgotten, or its day was.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
milestones = [
  { text = "The calendar is printed", due = "2008-06", done = 2008-06-20 },
  { text = "Every agency has it", due = "2008-07" },
]
status = "complete"
completed = 2008-07-28
evidence = ["The calendar, July 2008"]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
milestones = [
  { text = "The calendar is printed", due = "2008-06", done = 2008-06-20 },
  { text = "Every agency has it", due = "2008-07", done = 2008-07-28 },
]
status = "complete"
completed = 2008-07-28
evidence = ["The calendar, July 2008"]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let Some(place) = completed_at(action) else { return };
    let open = || action.milestones.iter().filter(|milestone| milestone.done.is_none());
    if open().next().is_some() {
        found.claim(RULE.id, place);
    }
    if open().any(|milestone| plan.misread_within(milestone.span)) {
        return;
    }
    let message = match (open().count(), action.milestones.len()) {
        (0, _) => return,
        (_, 1) => format!("{} is complete, but its milestone has no day on which it was reached", action.called()),
        (open, all) if open == all => {
            format!("{} is complete, but none of its {all} milestones has a day on which it was reached", action.called())
        }
        (1, all) => {
            format!("{} is complete, but 1 of its {all} milestones has no day on which it was reached", action.called())
        }
        (open, all) => {
            format!("{} is complete, but {open} of its {all} milestones have no day on which they were reached", action.called())
        }
    };
    let fault = Diagnostic::new(RULE.id, place, message)
        .help("add \"done\" with the day to each milestone that was reached, or reopen the action");
    let fault = open().fold(fault, |fault, milestone| {
        fault.related(milestone.text.as_ref().map_or(milestone.span, |text| text.span), "not reached")
    });
    found.push(fault);
}
