//! An action that came from an earlier plan which does not say so.

use super::earlier_plans::{EarlierPlans, Origin};
use super::summary::subject;
use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub static RULE: Rule = Rule {
    id: "not-carried-back",
    severity: Severity::Advice,
    summary: "an action carried on from an earlier plan that did not carry it forward",
    why: "Carried-forward work changes its number and its words. Only when both plans agree can anyone see how long an action has been open, \
          and that it is not counted in two years: reports take what a later plan carries on for carried forward, whatever its own plan says.",
    wrong: r#"# anytown-2007-08.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2007-2008"
period = { from = 2007-04-01, to = 2008-03-31 }
people = { jo = { name = "Jo Bloggs" } }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-03"
status = "in-progress"

# anytown-2008-09.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
people = { jo = { name = "Jo Bloggs" } }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
came-from = "anytown-2007-08:1.1"
"#,
    right: r#"# anytown-2007-08.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2007-2008"
period = { from = 2007-04-01, to = 2008-03-31 }
people = { jo = { name = "Jo Bloggs" } }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-03"
status = "carried-forward"

# anytown-2008-09.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
people = { jo = { name = "Jo Bloggs" } }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
came-from = "anytown-2007-08:1.1"
"#,
    yields_to: &[],
    check: Check::Plans(check),
};

fn check(summaries: &[&PlanSummary]) -> Vec<(usize, Diagnostic)> {
    let mut plans = EarlierPlans::among(summaries);
    let mut found = Vec::new();
    for (index, summary) in summaries.iter().enumerate() {
        for from in &summary.came_from {
            if let Some((_, reference)) = from.source()
                && let Origin::Action { file, is_carried: false } = plans.origin_of(summary, from)
            {
                let here = &from.action;
                let message = format!("action {here} came from action {reference} of {file}, which is not carried forward there");
                let fault = Diagnostic::new(RULE.id, from.span, message)
                    .label("the earlier plan does not say so")
                    .help(format!("give action {reference} of {file} the status \"carried-forward\""));
                found.push((index, fault.about(subject(here))));
            }
        }
    }
    found
}
