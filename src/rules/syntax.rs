//! A line that cannot be read. The reader finds it; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "syntax",
    severity: Severity::Error,
    summary: "a line that cannot be read",
    why: "A plan is read line by line: a heading in square brackets, or a key, an = sign and a value. A line of any other form says nothing to \
          the program, and what stood on it would be missing from every report.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo
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
