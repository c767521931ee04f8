//! A key that the plan format does not have. The reader finds it; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    summary: "a key that the plan format does not have",
    why: "A misspelt key is a lost fact: the status under \"statsu\" reaches no report.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
statsu = "in-progress"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "in-progress"
"#,
    yields_to: &[],
    check: Check::Reading,
};
