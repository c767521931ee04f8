//! Actions with a day of completion and a status that denies it.

use super::deadlines::in_or_on;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Status};

pub static RULE: Rule = Rule {
    id: "status-contradicts-completed",
    severity: Severity::Error,
    summary: "an action with a day of completion and a status that is not complete",
    why: "One of the two is wrong, and every figure in the board's paper depends on which: the action is counted as open by its status and as \
          done by its date.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "in-progress"
completed = 2008-06-20
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "complete"
completed = 2008-06-20
evidence = ["The calendar, June 2008"]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(_: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let (Some(completed), Some(status)) = (action.completed, action.status) else {
        return;
    };
    if status.value == Status::Complete {
        return;
    }
    let day = in_or_on(completed.value);
    let message = format!("{} was completed {day}, but its status is \"{}\"", action.called(), status.word());
    let fault = Diagnostic::new(RULE.id, status.span, message).label("not complete").related(completed.span, "completed here");
    let help = "make the status \"complete\", or take \"completed\" out";
    found.push(fault.help(help));
}
