//! Actions that are complete and still running.

use super::completion::completed_at;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Rag};

pub static RULE: Rule = Rule {
    id: "complete-but-running",
    severity: Severity::Warning,
    summary: "a complete action that is ongoing as well, or still rated red",
    why: "Work that goes on is not complete, and what is complete is no longer at risk: one of the two is left over from an earlier version, and each \
          report counts another one.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
ongoing = true
due = "2008-06"
status = "complete"
completed = 2008-06-20
evidence = ["The calendar, June 2008"]
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
    let Some(complete) = completed_at(action) else { return };
    let running = action.ongoing.filter(|flag| flag.value).map(|flag| (flag.span, "ongoing as well"));
    let standing = action.standing.filter(|flag| flag.value).map(|flag| (flag.span, "core work that never ends as well"));
    let red = action.rag.filter(|rag| rag.value == Rag::Red).map(|rag| (rag.span, "still rated red"));
    let mut said = [running, standing, red].into_iter().flatten();
    let Some((place, what)) = said.next() else { return };
    let fault = Diagnostic::new(RULE.id, place, format!("{} is complete, and {what}", action.called()));
    let fault = fault.label("not complete by this").related(complete, "complete here");
    let help = match what {
        "still rated red" => "take the colour out, or reopen the action; a progress note can keep the last colour",
        _ => {
            "where it goes on, take the status out and record what was reached in a progress note; where it is done, take this line out"
        }
    };
    found.push(said.fold(fault, |fault, (place, what)| fault.related(place, what)).help(help));
}
