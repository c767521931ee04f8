//! A value of the wrong kind. The reader finds it; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "wrong-type",
    severity: Severity::Error,
    summary: "a value of the wrong kind",
    why: "A reference without quotation marks is a number to the program, and 1.10 would become 1.1. Each key holds one kind of value.",
    wrong: r#"[[objective.action]]
ref = 1.1
action = "Publish the training calendar"
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
    yields_to: &[],
    check: Check::Reading,
};
