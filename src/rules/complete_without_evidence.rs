//! Complete actions with nothing to show for it.

use super::completion::completed_at;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "complete-without-evidence",
    severity: Severity::Warning,
    summary: "a complete action without evidence",
    why: "Inspectors ask what shows that it is done. An action that is signed off without evidence has to be believed.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "complete"
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
evidence = ["The calendar, sent to all agencies on 20 June 2008"]
"#,
    yields_to: &["complete-with-open-milestones"],
    check: Check::Action(check),
};

fn check(_: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let Some(place) = completed_at(action) else { return };
    if !action.evidence.is_empty() || action.unreadable("evidence") {
        return;
    }
    let message = format!("{} is complete, but has no evidence", action.called());
    let help = "add what shows that it is done: evidence = [\"...\"], in words or as the path of a file";
    found.push(Diagnostic::new(RULE.id, place, message).label("nothing shows it").help(help));
}
