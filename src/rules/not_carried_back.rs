//! An action that came from an earlier plan which does not say so.

use super::summary::subject;
use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::path::Path;

pub static RULE: Rule = Rule {
    id: "not-carried-back",
    severity: Severity::Advice,
    summary: "an action carried on from an earlier plan that does not have it, or did not carry it forward",
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
            let Some(named) = plans.get(name) else { continue };
            // What a damaged plan has lost is not known.
            if named.iter().any(|summary| summary.damaged) {
                continue;
            }
            let earlier = read.entry(name).or_insert_with(|| Earlier::of(named));
            let is_plain = !reference.contains('/') && !named.iter().any(|summary| summary.refs_restart);
            if is_plain && earlier.carried.contains(reference) {
                continue;
            }
            let (file, meant) = (earlier.file, earlier.meanings(reference).to_vec());
            let fault = if let [one, other, ..] = &meant[..] {
                let message = format!("action {here} came from {reference} of {}, which could be {one} or {other}", file);
                Diagnostic::new(RULE.id, span, message)
                    .label("two actions of the earlier plan")
                    .help(format!("write \"{name}:{one}\" or \"{name}:{other}\""))
            } else if let [one] = &meant[..]
                && earlier.carried.contains(&**one)
            {
                continue;
            } else if !meant.is_empty() {
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
    /// What each reference and position means, by the name of the action. Gathered for the first reference that is not plainly
    /// carried forward: most are.
    meanings: Option<HashMap<String, Vec<String>>>,
}

impl<'c> Earlier<'c> {
    fn of(summaries: &'c [&'c PlanSummary]) -> Earlier<'c> {
        let carried = summaries.iter().flat_map(|summary| &summary.carried).map(|carried| &*carried.name).collect();
        let files = summaries.iter().map(|summary| &*summary.file);
        let file = files.min_by(|one, other| Path::new(one).cmp(Path::new(other))).unwrap_or_default();
        Earlier { summaries, file, carried, meanings: None }
    }

    /// The names of the actions that a reference or position means.
    fn meanings(&mut self, reference: &str) -> &[String] {
        let summaries = self.summaries;
        let meanings = self.meanings.get_or_insert_with(|| {
            let mut meanings: HashMap<String, Vec<String>> = HashMap::new();
            for summary in summaries {
                let mut under: HashMap<&str, Vec<&str>> = HashMap::new();
                summary.actions().for_each(|(objective, _, own)| under.entry(own).or_default().push(objective));
                for (objective, number, own) in summary.actions() {
                    let position = format!("{objective}/{number}");
                    let with_objective = format!("{objective}/{own}");
                    let is_shared = summary.refs_restart && under[own].iter().any(|other| *other != objective);
                    let name = match own {
                        "" => &position,
                        _ if is_shared => &with_objective,
                        own => &own.to_owned(),
                    };
                    let mut forms = vec![position.clone()];
                    forms.extend((!own.is_empty()).then(|| own.to_owned()));
                    forms.extend((!own.is_empty() && summary.refs_restart).then(|| with_objective.clone()));
                    for form in forms {
                        let meant = meanings.entry(form).or_default();
                        if !meant.contains(name) {
                            meant.push(name.clone());
                        }
                    }
                }
            }
            meanings
        });
        meanings.get(reference).map_or(&[], |meant| meant)
    }
}
