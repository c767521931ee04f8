//! Colours that the plan does not explain.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Plan, Rag};

pub static RULE: Rule = Rule {
    id: "rag-without-legend",
    severity: Severity::Warning,
    summary: "a colour that the plan's [rag] does not explain",
    why: "Amber is a month late to one board and a worried lead to another; blue is complete to most and not started to some. A colour means \
          something only where the plan says what.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
rag = "amber"
"#,
    right: r#"[rag]
amber = "up to a month late"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
rag = "amber"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    if plan.damaged || plan.unread.contains(&"rag") {
        return;
    }
    let mut known: Vec<Rag> = plan.rag.iter().map(|legend| legend.rag.value).collect();
    for (objective, action) in plan.actions() {
        for rag in action.rag.into_iter().chain(action.progress.iter().filter_map(|note| note.rag)) {
            if known.contains(&rag.value) {
                continue;
            }
            known.push(rag.value);
            let colour = rag.word();
            let message = format!("{} is rated {colour}, but the plan does not say what {colour} means", action.called());
            let fault = Diagnostic::new(RULE.id, rag.span, message).label("not explained");
            let help = format!("add it under [rag] at the top of the file: {colour} = \"...\"");
            found.push(fault.help(help).about(objective.subject_of(action)));
        }
    }
}
