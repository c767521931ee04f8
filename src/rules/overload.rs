//! People who lead too much.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Plan, Target};

pub static RULE: Rule = Rule {
    id: "overload",
    severity: Severity::Advice,
    summary: "one person leads ten or more open actions, and over a third of them all",
    why: "When one person leads half the plan, one illness or one new post stops it. The others on the board only listen.",
    wrong: r#"[[objective]]
ref = "1"
title = "Staff know how to keep children safe"
outcomes = ["Concerns are raised sooner"]
lead = "jo"
action = [
  { ref = "1.1", action = "Train head teachers", due = "2008-05" },
  { ref = "1.2", action = "Train governors", due = "2008-06" },
  { ref = "1.3", action = "Train nurses", due = "2008-07" },
  { ref = "1.4", action = "Train midwives", due = "2008-08" },
  { ref = "1.5", action = "Train police officers", due = "2008-09" },
  { ref = "1.6", action = "Train housing officers", due = "2008-10" },
  { ref = "1.7", action = "Train youth workers", due = "2008-11" },
  { ref = "1.8", action = "Train childminders", due = "2008-12" },
  { ref = "1.9", action = "Train foster carers", due = "2009-01" },
  { ref = "1.10", action = "Train volunteers", due = "2009-02" },
]
"#,
    right: r#"[[objective]]
ref = "1"
title = "Staff know how to keep children safe"
outcomes = ["Concerns are raised sooner"]
lead = "training"
action = [
  { ref = "1.1", action = "Train head teachers", due = "2008-05" },
  { ref = "1.2", action = "Train governors", due = "2008-06" },
  { ref = "1.3", action = "Train nurses", due = "2008-07" },
  { ref = "1.4", action = "Train midwives", due = "2008-08" },
  { ref = "1.5", action = "Train police officers", due = "2008-09" },
  { ref = "1.6", action = "Train housing officers", due = "2008-10" },
  { ref = "1.7", action = "Train youth workers", due = "2008-11" },
  { ref = "1.8", action = "Train childminders", due = "2008-12" },
  { ref = "1.9", action = "Train foster carers", due = "2009-01" },
  { ref = "1.10", action = "Train volunteers", due = "2009-02" },
]
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

/// Fewer are no overload in any plan.
const MANY: usize = 10;

fn check(plan: &Plan, found: &mut Found) {
    // For each person the last open action counted, by its number from 1, and how many.
    let mut leads = vec![(0, 0); plan.people.len()];
    let mut open = 0;
    for (objective, action) in plan.actions().filter(|(_, action)| !action.is_closed()) {
        open += 1;
        let people = objective.leads_of(action);
        for who in people {
            // A person named twice leads once.
            if let Target::Person(person) = who.who.target
                && let Some((last, count)) = leads.get_mut(person)
                && *last != open
            {
                (*last, *count) = (open, *count + 1);
            }
        }
    }
    for (person, (_, count)) in plan.people.iter().zip(leads) {
        if count >= MANY && count * 3 > open {
            let which = if count == open { format!("all {open}") } else { format!("{count} of the {open}") };
            let fault = Diagnostic::new(RULE.id, person.name.span, format!("{} leads {which} open actions", person.name.value));
            found.push(fault.help("share some of them out, or name a second lead for the larger ones"));
        }
    }
}
