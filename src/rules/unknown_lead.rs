//! A lead, participant or group that the plan declares nowhere. The reader finds it; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "unknown-lead",
    severity: Severity::Error,
    summary: "a lead, participant or group that the plan declares nowhere",
    why: "An action under a misspelt name is missing from the list of the person who owes it.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jon"
due = "2008-06"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Reading,
};
