//! A plan that names no board.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;

pub static RULE: Rule = Rule {
    id: "no-board",
    severity: Severity::Warning,
    summary: "a plan that names no board",
    why: "A plan is read by people outside the board, and beside the plans of other years and other boards. Without the board's name it \
          belongs to nobody, and no later plan can be told to carry it on.",
    wrong: r#"title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
"#,
    right: r#"board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    // An empty name is told as that.
    if !plan.boards.is_empty() || plan.damaged || plan.unread.contains(&"board") {
        return;
    }
    let title = plan.title.as_ref().map(|title| title.span);
    let place = title.or(plan.period.map(|period| period.span)).unwrap_or_default();
    let fault = Diagnostic::new(RULE.id, place, "the plan does not say whose it is: it names no board");
    found.push(fault.help("add a line such as board = \"Anytown Safeguarding Children Partnership\" at the top"));
}
