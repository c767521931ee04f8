//! A date that the calendar does not have, or that is not written as a date. The reader finds it; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "bad-date",
    severity: Severity::Error,
    summary: "a date that the calendar does not have, or that is not written as a date",
    why: "A deadline that cannot be read can never be overdue, so the action would slip unseen.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06-31"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = 2008-06-30
"#,
    yields_to: &[],
    check: Check::Reading,
};
