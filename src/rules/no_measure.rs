//! Actions that nobody can tell the success of.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

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
    yields_to: &[],
    check: Check::Plan(check),
};

/// Fewer than this are each named.
const MANY: usize = 3;

fn check(plan: &Plan, found: &mut Found) {
    if plan.damaged {
        return;
    }
    let without = || plan.actions().filter(|(objective, action)| !is_measured(objective, action));
    let (count, all) = (without().count(), plan.actions().count());
    if let Some(title) = &plan.title
        && count >= MANY
        && count * 2 > all
    {
        let which = if count == all {
            format!("none of the plan's {all} actions has")
        } else {
            format!("{count} of the plan's {all} actions have")
        };
        let nor = if count == all { "an outcome or a measure of success" } else { "neither an outcome nor a measure of success" };
        let fault = Diagnostic::new(RULE.id, title.span, format!("{which} {nor}"));
        found.push(fault.help("give an objective \"outcomes\" or \"success\" for all its actions, or an action its own"));
        return;
    }
    for (objective, action) in without() {
        let message = format!("{} has neither an outcome nor a measure of success", action.called());
        let fault = Diagnostic::new(RULE.id, action.highlight_span(), message);
        let help = "add \"outcome\" (what will be better) or \"success\" (how the board will know)";
        found.push(fault.help(help).about(objective.subject_of(action)));
    }
}

/// Outcomes under "unpaired" count as well.
fn is_measured(objective: &Objective, action: &Action) -> bool {
    action.outcome.is_some()
        || !action.success.is_empty()
        || !objective.outcomes.is_empty()
        || !objective.success.is_empty()
        || objective.unpaired.as_ref().is_some_and(|unpaired| !unpaired.outcomes.is_empty())
        || ["outcome", "success"].iter().any(|key| action.unreadable(key))
        || ["outcomes", "success"].iter().any(|key| objective.unread.contains(key))
}
