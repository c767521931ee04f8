//! Open actions that nothing dates.

use super::printed::says_when;
use super::said_once::{Lack, Words};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "no-date",
    severity: Severity::Warning,
    summary: "an open action that nothing dates",
    why: "An action without a date is never overdue and never on track: no report can say whether it is late, and members who ask for timescales \
          get no answer.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    yields_to: &["date-in-text"],
    check: Check::Plan(check),
};

const HELP: &str =
    "add \"due\"; or \"every\" for recurring work, \"ongoing = true\" for work that goes on, \"when\" for an event that decides";

fn check(plan: &Plan, found: &mut Found) {
    // Where a heading cannot be read, a date that its actions inherit may be lost with it.
    if plan.damaged {
        return;
    }
    let words =
        Words { none: "has a date, and nothing else says when", some: "have no date, and nothing else says when", help: HELP };
    Lack::on_open(RULE.id, plan, words, |objective, action| !action.is_bare_heading() && !is_dated(objective, action)).report(
        plan,
        found,
        |_, action| {
            let message = format!("{} has no date, and nothing else says when", action.called());
            Diagnostic::new(RULE.id, action.highlight_span(), message).help(HELP)
        },
    );
}

/// Some words or key of the action or its objective say when, or are written but cannot be read.
fn is_dated(objective: &Objective, action: &Action) -> bool {
    const KEYS: [&str; 8] = ["timescale", "due", "from", "every", "ongoing", "standing", "when", "milestones"];
    action.timescale.is_some()
        || says_when(action)
        || action.milestones.iter().any(|milestone| milestone.timescale.is_some())
        || objective.timescale.is_some()
        || objective.says_when()
        || action.unread.iter().chain(objective.unread).any(|key| KEYS.contains(key))
}
