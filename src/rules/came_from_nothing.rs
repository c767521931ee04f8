//! A `came-from` that leads to no action of the earlier plan, or could mean two.

use super::earlier_plans::{EarlierPlans, Origin};
use super::summary::subject;
use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub static RULE: Rule = Rule {
    id: "came-from-nothing",
    severity: Severity::Warning,
    summary: "an action that says it came from an action the earlier plan does not have, or from one of two",
    why: "The earlier action is not known to be carried on, so it stays open and overdue in its own plan: the same work is counted twice.",
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
action = "Publish the training calendar of the year"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
came-from = "anytown-2007-08:1.7"
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
            let Some((name, reference)) = from.source() else { continue };
            let here = &from.action;
            let fault = |message: String| Diagnostic::new(RULE.id, from.span, message);
            let fault = match plans.origin_of(summary, from) {
                Origin::Unknown | Origin::Action { .. } => continue,
                Origin::NearName { near } => {
                    let message = format!("action {here} came from the plan \"{name}\", and there is none of that name");
                    fault(message).label("no such plan").help(format!("did you mean \"{near}:{reference}\"?"))
                }
                Origin::NotEarlier { file } => {
                    let message = format!("action {here} came from {file}, which does not begin before this plan");
                    fault(message).label("not an earlier plan").help("name the earlier plan that had the action")
                }
                Origin::NoAction { file } => {
                    let message = format!("action {here} came from action {reference} of {file}, which has no such action");
                    fault(message).label("not in the earlier plan").help("correct the plan or the reference")
                }
                Origin::Ambiguous { file, one, other } => {
                    let message = format!("action {here} came from {reference} of {file}, which could be {one} or {other}");
                    let help = format!("write \"{name}:{one}\" or \"{name}:{other}\"");
                    fault(message).label("two actions of the earlier plan").help(help)
                }
            };
            found.push((index, fault.about(subject(here))));
        }
    }
    found
}
