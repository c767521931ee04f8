//! Keys of the plan that stand below a heading. The reader finds them; here are the words.

use super::{Check, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    id: "key-below-heading",
    severity: Severity::Error,
    summary: "a key of the plan that stands below a heading it does not belong to",
    why: "What stands below a heading belongs to it. The plan's meetings below [people] are read as a person, and nothing is ever due at a meeting.",
    wrong: r#"board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }

[people]
jo = { name = "Jo Bloggs" }
meetings = [2008-06-11, 2008-09-10, 2008-12-10, 2009-03-11]

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
every = "meeting"
"#,
    right: r#"board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-06-11, 2008-09-10, 2008-12-10, 2009-03-11]

[people]
jo = { name = "Jo Bloggs" }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
every = "meeting"
"#,
    yields_to: &[],
    check: Check::Reading,
};
