//! An action that came from an earlier plan which does not say so.

use super::summary::subject;
use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::path::Path;

pub static RULE: Rule = Rule {
    id: "not-carried-back",
    severity: Severity::Warning,
    summary: "an action carried on from an earlier plan that does not have it, or did not carry it forward",
    why: "Carried-forward work changes its number and its words. Only when both plans agree can anyone see how long an action has been open, \
          and that it is not counted in two years.",
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
    let mut plans: HashMap<&str, Vec<&PlanSummary>> = HashMap::with_capacity(summaries.len());
    for &summary in summaries {
        plans.entry(&*summary.name).or_default().push(summary);
    }
    let mut read: HashMap<&str, Earlier> = HashMap::new();
    let mut found = Vec::new();
    for (index, summary) in summaries.iter().enumerate() {
        for from in &summary.came_from {
            let (here, span) = (&from.action, from.span);
            let Some((name, reference)) = from.source() else { continue };
            // A summary does not know the positions of actions ("3/1"), nor what a damaged plan has lost.
            let Some(named) = plans.get(name).filter(|_| !reference.contains('/')) else {
                continue;
            };
            if named.iter().any(|summary| summary.damaged) {
                continue;
            }
            let earlier = read.entry(name).or_insert_with(|| Earlier::of(named));
            let fault = if earlier.carried.contains(reference) {
                continue;
            } else if earlier.has(reference) {
                let message =
                    format!("action {here} came from action {reference} of {}, which is not carried forward there", earlier.file);
                Diagnostic::new(RULE.id, span, message)
                    .label("the earlier plan does not say so")
                    .help(format!("give action {reference} of {} the status \"carried-forward\"", earlier.file))
            } else {
                let message = format!("action {here} came from action {reference} of {}, which has no such action", earlier.file);
                Diagnostic::new(RULE.id, span, message).label("not in the earlier plan").help("correct the plan or the reference")
            };
            found.push((index, fault.about(subject(here))));
        }
    }
    found
}

/// What the plans of one name have.
struct Earlier<'c> {
    summaries: &'c [&'c PlanSummary],
    /// The file that messages name: the first by name, whatever the order of the plans.
    file: &'c str,
    carried: HashSet<&'c str>,
    /// Gathered for the first reference that is not carried forward: most are.
    refs: Option<HashSet<&'c str>>,
}

impl<'c> Earlier<'c> {
    fn of(summaries: &'c [&'c PlanSummary]) -> Earlier<'c> {
        let carried = summaries.iter().flat_map(|summary| &summary.carried).map(|(reference, _)| reference.trim()).collect();
        let files = summaries.iter().map(|summary| &*summary.file);
        let file = files.min_by(|one, other| Path::new(one).cmp(Path::new(other))).unwrap_or_default();
        Earlier { summaries, file, carried, refs: None }
    }

    fn has(&mut self, reference: &str) -> bool {
        let summaries = self.summaries;
        self.refs.get_or_insert_with(|| summaries.iter().flat_map(|summary| summary.refs()).collect()).contains(reference)
    }
}
