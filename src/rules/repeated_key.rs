//! A key or heading that stands twice. The reader finds it; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "repeated-key",
    severity: Severity::Error,
    summary: "a key or heading that stands twice",
    why: "When an action has two dates or two leads under the same key, nobody can say which of them holds.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
due = "2008-07"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = ["2008-06", "2008-07"]
"#,
    yields_to: &[],
    check: Check::Reading,
};
