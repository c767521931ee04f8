//! An action that came from an earlier plan which does not say so.

use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::names::as_written;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::borrow::Cow;

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
    check: Check::Shelf(check),
};

fn check(summaries: &[&PlanSummary]) -> Vec<(usize, Diagnostic)> {
    let mut plans: HashMap<Cow<str>, Vec<&PlanSummary>> = HashMap::with_capacity(summaries.len());
    for &card in summaries {
        plans.entry(as_written(card.name())).or_default().push(card);
    }
    let mut read: HashMap<Cow<str>, Earlier> = HashMap::new();
    let mut found = Vec::new();
    for (index, card) in summaries.iter().enumerate() {
        for (here, from, span) in &card.came_from {
            let Some((name, reference)) = split(from) else { continue };
            // A card does not know the places of actions ("3/1"), nor what a damaged plan has lost.
            let Some(named) = plans.get(&as_written(name)).filter(|_| !reference.contains('/')) else {
                continue;
            };
            if named.iter().any(|card| card.damaged) {
                continue;
            }
            let earlier = read.entry(as_written(name)).or_insert_with(|| Earlier::of(named));
            let fault = if earlier.carried.contains(&as_written(reference)) {
                continue;
            } else if earlier.has(reference) {
                let message =
                    format!("action {here} came from action {reference} of {}, which is not carried forward there", earlier.file);
                Diagnostic::new(RULE.id, *span, message)
                    .label("the earlier plan does not say so")
                    .help(format!("give action {reference} of {} the status \"carried-forward\"", earlier.file))
            } else {
                let message = format!("action {here} came from action {reference} of {}, which has no such action", earlier.file);
                Diagnostic::new(RULE.id, *span, message)
                    .label("not in the earlier plan")
                    .help("correct the plan or the reference")
            };
            found.push((index, fault.about(subject(here))));
        }
    }
    found
}

/// The plan and the reference that a `came-from` names.
pub(super) fn split(from: &str) -> Option<(&str, &str)> {
    from.split_once(':').map(|(plan, reference)| (plan.trim(), reference.trim()))
}

/// What the plans of one name have.
struct Earlier<'c> {
    summaries: &'c [&'c PlanSummary],
    file: &'c str,
    carried: HashSet<Cow<'c, str>>,
    /// Gathered for the first reference that is not carried forward: most are.
    refs: Option<HashSet<Cow<'c, str>>>,
}

impl<'c> Earlier<'c> {
    fn of(summaries: &'c [&'c PlanSummary]) -> Earlier<'c> {
        let carried =
            summaries.iter().flat_map(|card| &card.carried).map(|(reference, _)| as_written(reference.trim())).collect();
        Earlier { summaries, file: summaries.first().map_or("", |card| &card.file), carried, refs: None }
    }

    fn has(&mut self, reference: &str) -> bool {
        let summaries = self.summaries;
        self.refs
            .get_or_insert_with(|| summaries.iter().flat_map(|card| card.refs().map(as_written)).collect())
            .contains(&as_written(reference))
    }
}

/// An action as a card names it: by its reference, or by its place where it has none.
pub(super) fn subject(here: &str) -> Subject {
    Subject { reference: (!here.contains('/')).then(|| here.to_owned()), place: here.to_owned() }
}
