//! Too many deadlines on one day.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;
use crate::time::when::{When, day_for_people};
use chrono::NaiveDate;
use foldhash::HashMap;
use std::cmp::Reverse;

pub static RULE: Rule = Rule {
    id: "bunching",
    severity: Severity::Advice,
    summary: "more than a third of the open deadlines on one day",
    why: "When everything is due at the end of the year, nothing can be overdue before it, and the board hears of all slippage at once.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Hold a training day in every district"
outcome = "Staff know how to raise a concern"
lead = "jo"
milestones = [
  { text = "Northgate", due = "2009-03" },
  { text = "Southgate", due = "2009-03" },
  { text = "Eastgate", due = "2009-03" },
  { text = "Westgate", due = "2009-03" },
  { text = "Hilltop", due = "2009-03" },
  { text = "Riverside", due = "2009-03" },
  { text = "Old Town", due = "2009-03-31" },
  { text = "New Town", due = "2008/09" },
]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Hold a training day in every district"
outcome = "Staff know how to raise a concern"
lead = "jo"
milestones = [
  { text = "Northgate", due = "2008-06" },
  { text = "Southgate", due = "2008-07" },
  { text = "Eastgate", due = "2008-09" },
  { text = "Westgate", due = "2008-10" },
  { text = "Hilltop", due = "2008-11" },
  { text = "Riverside", due = "2009-01" },
  { text = "Old Town", due = "2009-02" },
  { text = "New Town", due = "2009-03" },
]
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

/// Fewer on one day are no bunch.
const MANY: usize = 8;

fn check(plan: &Plan, found: &mut Found) {
    let Some(title) = &plan.title else { return };
    let mut days: HashMap<NaiveDate, usize> = HashMap::default();
    open_deadlines(plan).for_each(|due| *days.entry(due.last_day()).or_default() += 1);
    let all: usize = days.values().sum();
    let fullest = days.into_iter().map(|(day, count)| (count, Reverse(day))).max();
    let Some((count, Reverse(day))) = fullest else { return };
    if count < MANY || count * 3 <= all {
        return;
    }
    let which = if count == all { format!("all {all}") } else { format!("{count} of the {all}") };
    let fault = Diagnostic::new(RULE.id, title.span, format!("{which} open deadlines fall on one day, {}", day_for_people(day)));
    found.push(fault.help("spread them over the year, or give the longer ones milestones"));
}

/// Every deadline not met, an inherited one counted for each action.
fn open_deadlines(plan: &Plan) -> impl Iterator<Item = When> {
    let open = plan.actions().filter(|(_, action)| !action.is_closed());
    open.flat_map(|(objective, action)| {
        let steps = action.milestones.iter().filter(|milestone| milestone.done.is_none()).filter_map(|milestone| milestone.due);
        objective.due_of(action).iter().copied().chain(steps).map(|due| due.value)
    })
}
