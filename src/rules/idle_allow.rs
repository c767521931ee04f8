//! An `allow` that has nothing left to excuse. Found when all other rules have run.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "idle-allow",
    severity: Severity::Warning,
    summary: "an \"allow\" that excuses nothing",
    why: "An \"allow\" says: the board really printed this. Once the fault is gone, the entry only hides the next one of its kind.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[allow]]
rule = "no-date"
ref = "1.1"
because = "the plan was printed without dates"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"

[[allow]]
rule = "no-date"
ref = "1.1"
because = "the plan was printed without dates"
"#,
    yields_to: &[],
    check: Check::Allow,
};
