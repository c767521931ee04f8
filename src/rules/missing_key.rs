//! A key that the plan cannot do without. The reader finds it; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "missing-key",
    severity: Severity::Error,
    summary: "a key that the plan cannot do without",
    why: "Without the plan's title nobody can say which plan it is; without a person's name no report can name them.",
    wrong: r#"board = "Anytown Safeguarding Children Partnership"
period = { from = 2008-04-01, to = 2009-03-31 }
"#,
    right: r#"board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
"#,
    yields_to: &[],
    check: Check::Reading,
};
