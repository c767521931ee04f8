//! Deadlines moved more than once.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Moved, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "moved-twice",
    severity: Severity::Warning,
    summary: "an open action whose deadline has been moved more than once",
    why: "Extensions are asked for again and again, and each seems small. At the second one the board should ask whether the action can be done \
          at all as it stands.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-12"
moved = [
  { from = "2008-06", to = "2008-09", on = 2008-06-18, because = "The venues were not settled" },
  { from = "2008-09", to = "2008-12", on = 2008-09-17, because = "The trainer was ill" },
]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-09"
moved = [{ from = "2008-06", to = "2008-09", on = 2008-06-18, because = "The venues were not settled" }]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(_: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let moves: Vec<&Moved> = action.agreed_moves().collect();
    let [first, .., last] = moves[..] else { return };
    if action.is_closed() {
        return;
    }
    let times = match moves.len() {
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    };
    let far = match (first.from, last.to) {
        (Some(from), Some(to)) => format!(", from {} to {}", from.for_people(), to.for_people()),
        _ => String::new(),
    };
    let message = format!("the deadline of {} has been moved {times}{far}", action.called());
    let fault = Diagnostic::new(RULE.id, last.to.map_or(last.span, |to| to.span), message).label("the newest date");
    let fault = fault.related(first.from.map_or(first.span, |from| from.span), "the first date");
    let help =
        "ask whether the action can be done as it stands; if the new date will hold, keep it with an [[allow]] that says why";
    found.push(fault.help(help));
}
