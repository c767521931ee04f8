//! Printed columns that do not line up with the actions.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;
use crate::text::all_of;

pub static RULE: Rule = Rule {
    id: "unpaired",
    severity: Severity::Warning,
    summary: "printed timescales, leads or outcomes that are not matched to the actions",
    why: "Nobody can say which action they belong to, so nothing is dated by them and nobody is held to them. The board has to say what was meant.",
    wrong: r#"[[objective]]
ref = "1"
title = "Staff know how to keep children safe"
outcomes = ["Concerns are raised sooner"]
unpaired = { timescales = ["June 08", "September 08", "Ongoing"] }

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Run the training"
lead = "sam"
due = "2008-09"
"#,
    right: r#"[[objective]]
ref = "1"
title = "Staff know how to keep children safe"
outcomes = ["Concerns are raised sooner"]

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
lead = "jo"
timescale = "June 08"
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Run the training"
lead = "sam"
timescale = "September 08"
due = "2008-09"
ongoing = true
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    for objective in plan.objectives {
        let Some(unpaired) = &objective.unpaired else { continue };
        let columns =
            [(unpaired.timescales.len(), "timescale"), (unpaired.leads.len(), "lead"), (unpaired.outcomes.len(), "outcome")];
        let columns: Vec<String> =
            columns.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| counted(count, what)).collect();
        let actions = counted(objective.actions.len(), "action");
        let message = match &columns[..] {
            [] => format!("objective {} has an \"unpaired\" with nothing in it", objective.label()),
            columns => format!(
                "objective {} has {} for {actions}, and nothing shows which belongs to which",
                objective.label(),
                all_of(columns)
            ),
        };
        let fault = Diagnostic::new(RULE.id, unpaired.span, message).label("not matched to the actions");
        found.push(fault.help("ask the board, and move each entry to its action").about(objective.subject()));
    }
}

/// "1 timescale", "4 timescales".
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
