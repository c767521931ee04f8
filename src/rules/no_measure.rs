//! Actions that nobody can tell the success of.

use super::said_once::{Lack, Words};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;

pub static RULE: Rule = Rule {
    id: "no-measure",
    severity: Severity::Advice,
    summary: "an action with neither an outcome nor a measure of success",
    why: "Without them a board can say that an action is done, but not that it has changed anything for a child.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
lead = "jo"
due = "2008-06"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
success = ["Eight in ten places are booked by September"]
lead = "jo"
due = "2008-06"
"#,
    yields_to: &["placeholder"],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    if plan.damaged {
        return;
    }
    let without: Vec<_> = plan.actions().filter(|(objective, action)| !plan.is_measured(objective, action)).collect();
    let words = Words {
        none: "has an outcome or a measure of success",
        some: "have neither an outcome nor a measure of success",
        help: "give an objective \"outcomes\" or \"success\" for all its actions, or an action its own",
    };
    let lack = Lack { rule: RULE.id, without, all: plan.actions().count(), called: "actions", words };
    lack.report(plan, found, |_, action| {
        let message = format!("{} has neither an outcome nor a measure of success", action.called());
        let fault = Diagnostic::new(RULE.id, action.highlight_span(), message);
        fault.help("add \"outcome\" (what will be better) or \"success\" (how the board will know)")
    });
}
