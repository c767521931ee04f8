//! Actions on hold that do not say why or until when, and reasons for a hold that is none.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Hold, Objective, Plan, Status};
use crate::text::Span;

pub static RULE: Rule = Rule {
    id: "hold-without-reason",
    severity: Severity::Warning,
    summary: "an action on hold without a reason or a day to look at it again, or a \"hold\" without the status",
    why: "On hold has hidden serious items: they leave the overdue list, and nobody has to bring them back. A reason and a day for looking again \
          keep them in sight.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "on-hold"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "on-hold"
hold = { because = "The trainer's post is vacant", review = 2008-09-17 }
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let fault = match (action.status.filter(|status| status.value == Status::OnHold), action.hold) {
        (Some(status), hold) => unexplained(plan, action, status.span, hold),
        (None, Some(hold)) => not_on_hold(action, hold),
        (None, None) => return,
    };
    found.extend(fault);
}

/// On hold, with no reason, no day to look at it again, or neither.
fn unexplained(plan: &Plan, action: &Action, status: Span, hold: Option<&Hold>) -> Option<Diagnostic> {
    if action.unreadable("hold") || hold.is_some_and(|hold| plan.misread_within(hold.span)) {
        return None;
    }
    let because = hold.and_then(|hold| hold.because.as_ref());
    let missing = match (because.is_some_and(|because| !because.trim().is_empty()), hold.and_then(|hold| hold.review)) {
        (true, Some(_)) => return None,
        (false, None) => "nothing says why, or when it is looked at again",
        (false, Some(_)) => "nothing says why",
        (true, None) => "nothing says when it is looked at again",
    };
    let message = format!("{} is on hold, and {missing}", action.called());
    let fault = Diagnostic::new(RULE.id, hold.map_or(status, |hold| hold.span), message);
    Some(fault.help("write hold = { because = \"...\", review = 2008-11-01 }, with the board's reason and day"))
}

/// A "hold" on an action whose status is not "on-hold".
fn not_on_hold(action: &Action, hold: &Hold) -> Option<Diagnostic> {
    let status = match action.status {
        Some(status) => format!("its status is \"{}\"", status.word()),
        None if action.unreadable("status") => return None,
        None => "it has no status".to_owned(),
    };
    let message = format!("{} has a \"hold\", but {status}", action.called());
    let fault = Diagnostic::new(RULE.id, hold.span, message).label("not on hold");
    let fault = action.status.iter().fold(fault, |fault, status| fault.related(status.span, "the status"));
    Some(fault.help("make the status \"on-hold\", or take \"hold\" out and keep its reason as a progress note"))
}
