//! A word that is not one of those a key may hold. The reader finds it; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "unknown-value",
    severity: Severity::Error,
    summary: "a word that is not one of those a key may hold",
    why: "Reports count actions by status and colour. A word of one's own is counted nowhere.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "in progress"
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
