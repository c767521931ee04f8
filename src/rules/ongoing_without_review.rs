//! Ongoing actions that never come up again.

use super::deadlines::comes_up;
use super::printed::is_vague;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::time::phrase;

pub static RULE: Rule = Rule {
    id: "ongoing-without-review",
    severity: Severity::Advice,
    summary: "an ongoing action with no date, frequency or note to review it by",
    why: "Work slips under \"ongoing\". With no deadline, no report owed and no note, nothing ever brings it back before the board.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Keep the training calendar up to date"
outcome = "Staff know what they can book"
lead = "jo"
ongoing = true
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Keep the training calendar up to date"
outcome = "Staff know what they can book"
lead = "jo"
every = "6 months"
ongoing = true
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(_: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let Some(ongoing) = action.ongoing.filter(|ongoing| ongoing.value && !comes_up(action) && !printed(action)) else {
        return;
    };
    let message = format!("{} is ongoing, and nothing brings it up for review", action.called());
    let fault = Diagnostic::new(RULE.id, ongoing.span, message).label("until when, or how often?");
    let help = "add \"every\" for a report now and then, or a milestone for what is to be reached";
    found.push(fault.help(help));
}

/// The printed words say when or how often, or try to: other rules say that they are not counted.
fn printed(action: &Action) -> bool {
    action.timescale.as_ref().is_some_and(|words| {
        let printed = phrase::remembered(words);
        let dated = printed.from.is_some() || !printed.due.is_empty() || printed.every.is_some();
        dated || is_vague(words)
    })
}
