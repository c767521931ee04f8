//! Actions that are ongoing and have not started.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Status};

pub static RULE: Rule = Rule {
    id: "not-started-but-ongoing",
    severity: Severity::Warning,
    summary: "an action that is ongoing, but not started",
    why: "Work that goes on has begun. Where it has not, \"ongoing\" hides that nothing is being done, and no date ever shows it.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
ongoing = true
every = "quarter"
status = "not-started"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
ongoing = true
every = "quarter"
status = "in-progress"
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(_: &Plan, objective: &Objective, action: &Action, found: &mut Found) {
    const KEYS: [&str; 4] = ["from", "due", "when", "milestones"];
    let Some(status) = action.status.filter(|status| status.value == Status::NotStarted) else { return };
    if !objective.is_ongoing(action) {
        return;
    }
    // What is still to be set up, or starts on a day or with an event, goes on only from then.
    let is_to_come = objective.from_of(action).is_some()
        || objective.when_of(action).is_some()
        || !objective.due_of(action).is_empty()
        || action.milestones.iter().any(|milestone| milestone.due.is_some())
        || KEYS.iter().any(|key| action.unreadable(key));
    if is_to_come {
        return;
    }
    let message = format!("{} is ongoing, but its status is \"{}\"", action.called(), status.word());
    let fault = Diagnostic::new(RULE.id, status.span, message).label("not started");
    let fault = match action.ongoing.or(objective.ongoing) {
        Some(ongoing) => fault.related(ongoing.span, "ongoing here"),
        None => fault,
    };
    found.push(
        fault.help("make the status \"in-progress\"; or write when the work is to start (\"from\") or to be set up (\"due\")"),
    );
}
