//! Actions that are a question.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

pub static RULE: Rule = Rule {
    id: "action-is-question",
    severity: Severity::Warning,
    summary: "an action that ends in a question mark",
    why: "A question left in the plan is a decision that nobody took: whoever leads the action does not know what is to be done, and it cannot be \
          signed off.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish a training calendar?"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    yields_to: &["placeholder"],
    check: Check::Action(check),
};

fn check(_: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let Some(text) = action.action.filter(|_| !action.is_closed()) else { return };
    // A question that is quoted, or in brackets, is a part of the action: ask "How safe are you?".
    if !text.trim_end().ends_with('?') {
        return;
    }
    let fault = Diagnostic::new(RULE.id, text.span, format!("{} is a question, not an action", action.called()));
    let help = "write what is to be done, as in \"Decide whether …\", or what was decided; keep the doubt in a \"remark\"";
    found.push(fault.label("ends in a question mark").help(help));
}
