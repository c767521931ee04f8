//! Moves of a deadline that do not say when they were agreed.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Moved, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "moved-without-day",
    severity: Severity::Advice,
    summary: "a moved date that does not say on which day it was agreed",
    why: "Without the day nobody can say whether the board let the action run late before it agreed, nor what the plan said at an earlier meeting: the \
          move counts for all days, past ones too.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-09"
moved = [{ from = "2008-06", to = "2008-09", because = "The printer closed" }]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-09"
moved = [{ from = "2008-06", to = "2008-09", on = 2008-06-11, because = "The printer closed" }]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let without = || action.moved.iter().filter(|moved| moved.on.is_none() && !plan.misread_within(moved.span));
    let Some(first) = without().next() else { return };
    let message = match (without().count(), action.moved.len()) {
        (1, 1) => format!("the move of {} does not say on which day it was agreed", action.called()),
        (1, all) => format!("1 of the {all} moves of {} does not say on which day it was agreed", action.called()),
        (several, all) if several == all => {
            format!("none of the {all} moves of {} says on which day it was agreed", action.called())
        }
        (several, all) => format!("{several} of the {all} moves of {} do not say on which day they were agreed", action.called()),
    };
    let place = |moved: &Moved| moved.to.map_or(moved.span, |to| to.span);
    let fault = Diagnostic::new(RULE.id, place(first), message).label("agreed when?");
    let fault = without().skip(1).fold(fault, |fault, moved| fault.related(place(moved), "and here"));
    found.push(fault.help("add \"on\" with the day of the meeting that agreed to it, as in on = 2008-06-11"));
}
