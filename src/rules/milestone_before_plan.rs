//! Milestones that were past when the plan began.

use super::deadlines::{has_begun_before, in_or_on};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::time::when::day_for_people;

pub static RULE: Rule = Rule {
    id: "milestone-before-plan",
    severity: Severity::Warning,
    summary: "a milestone of work that began before the plan, past on its first day and not marked done",
    why: "Work that began earlier brings its milestones with it. One that is past and not marked done is overdue from the plan's first day: either it was \
          missed, or nobody wrote down that it was reached.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
from = "2007-09"
due = "2008-06"
milestones = [
  { text = "The venues are booked", due = "2008-02" },
  { text = "The calendar is printed", due = "2008-06" },
]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
from = "2007-09"
due = "2008-06"
milestones = [
  { text = "The venues are booked", due = "2008-05" },
  { text = "The calendar is printed", due = "2008-06" },
]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let Some(period) = plan.period else { return };
    let first = period.first_day();
    if action.is_closed() || !has_begun_before(action, first) {
        return;
    }
    let open = action.milestones.iter().filter(|milestone| milestone.done.is_none() && !plan.misread_within(milestone.span));
    for due in open.filter_map(|milestone| milestone.due).filter(|due| due.last_day() < first) {
        let begins = format!("before the plan begins on {}", day_for_people(first));
        let message =
            format!("a milestone of {} was due {}, {begins}, and is not marked done", action.called(), in_or_on(due.value));
        let fault = Diagnostic::new(RULE.id, due.span, message).label("past from the first day");
        found.push(
            fault.help("add \"done\" with the day on which it was reached, or give it the date that the board now expects"),
        );
    }
}
