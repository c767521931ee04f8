//! References to actions, shared outcomes and earlier plans that lead nowhere.

use super::suppression::Subjects;
use super::{Check, Found, Rule, find};
use crate::diagnostic::{Diagnostic, Severity};
use crate::names::{as_written, nearest};
use crate::plan::{Action, Plan, Text};
use crate::text::one_of;
use foldhash::{HashSet, HashSetExt};
use std::borrow::Cow;

pub static RULE: Rule = Rule {
    id: "unknown-ref",
    severity: Severity::Error,
    summary: "a reference to an action or outcome that the plan does not have",
    why: "A reader who follows \"see 5.1\" to nothing cannot tell whether the action was dropped, renumbered or never written.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
see = ["1.7"]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
see = ["the training strategy"]
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

/// To guess which reference was meant, each of the plan's is compared; after so many comparisons nothing is guessed any more, so that
/// the time to check a plan full of wrong references does not grow with the square of its length.
const COMPARISONS: usize = 50_000;

fn check(plan: &Plan, found: &mut Found) {
    if !plan.damaged {
        let mut comparisons = COMPARISONS;
        let mut known = Known { plan, refs: None, places: None };
        for objective in plan.objectives {
            for see in objective.see.iter().filter(|see| leads_nowhere(see, &mut known)) {
                found.push(unknown(plan, see, &mut comparisons).about(objective.subject()));
            }
            for action in objective.actions {
                for see in action.see.iter().filter(|see| leads_nowhere(see, &mut known)) {
                    found.push(unknown(plan, see, &mut comparisons).about(objective.subject_of(action)));
                }
            }
        }
        outcomes(plan, found);
        let excusing =
            plan.allows.iter().filter(|allow| allow.rule.and_then(|rule| find(rule.value)).is_some_and(Rule::can_be_kept));
        let mut subjects = Subjects::of(plan);
        let mut comparisons = COMPARISONS;
        for name in excusing.flat_map(|allow| allow.refs).filter(|name| !subjects.has(name.value)) {
            found.push(unknown(plan, name, &mut comparisons));
        }
    }
    for (objective, action) in plan.actions() {
        if let Some(fault) = action.came_from.as_ref().and_then(|from| came_from(action, from)) {
            found.push(fault.about(objective.subject_of(action)));
        }
    }
}

/// Says that a reference leads nowhere, and which one may have been meant.
fn unknown(plan: &Plan, name: &Text, comparisons: &mut usize) -> Diagnostic {
    let written = name.value;
    let fault = Diagnostic::new(RULE.id, name.span, format!("no action of this plan has the reference \"{written}\""));
    let refs = || plan.actions().filter_map(|(_, action)| Some(action.reference.as_ref()?.value)).collect();
    with_guess(fault, written, refs, comparisons, "correct the reference, or take it out")
}

/// Asks whether one of the near ones was meant; where none is near, says what else to do.
fn with_guess<'c>(
    fault: Diagnostic,
    written: &str,
    known: impl FnOnce() -> Vec<&'c str>,
    comparisons: &mut usize,
    otherwise: &str,
) -> Diagnostic {
    let known = if *comparisons == 0 { Vec::new() } else { known() };
    *comparisons = comparisons.saturating_sub(known.len());
    let near: Vec<String> = nearest(written, known).into_iter().map(|near| format!("\"{near}\"")).collect();
    match &near[..] {
        [] => fault.help(otherwise),
        near => fault.help(format!("did you mean {}?", one_of(near))),
    }
}

fn leads_nowhere(see: &Text, known: &mut Known) -> bool {
    looks_like_a_ref(see.value) && !known.has(see.value)
}

/// What a reference can mean here, gathered when the first one is looked up: most plans refer to nothing.
struct Known<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The references of actions, and how objectives are called.
    refs: Option<HashSet<Cow<'p, str>>>,
    /// The places of actions: "3/1"; where references restart, each with its objective too: "B/1.".
    places: Option<HashSet<String>>,
}

impl<'p> Known<'p, '_> {
    fn has(&mut self, name: &str) -> bool {
        let plan: &'p Plan = self.plan;
        let refs = self.refs.get_or_insert_with(|| {
            let mut refs = HashSet::with_capacity(plan.actions().count() + plan.objectives.len());
            refs.extend(plan.actions().filter_map(|(_, action)| Some(as_written(action.reference.as_ref()?.value))));
            refs.extend(plan.objectives.iter().map(|objective| objective.label()));
            refs
        });
        refs.contains(name)
            || name.contains('/') && {
                let places = || {
                    let with_objective = plan.actions().filter_map(|(objective, action)| objective.ref_with_objective(action));
                    plan.actions().map(|(objective, action)| objective.position_of(action)).chain(with_objective).collect()
                };
                self.places.get_or_insert_with(places).contains(name)
            }
    }
}

/// Outcomes that look like a key of `[outcomes]` and are none.
fn outcomes(plan: &Plan, found: &mut Found) {
    if plan.unread.contains(&"outcomes") {
        return;
    }
    let known: HashSet<&str> = plan.outcomes.iter().map(|outcome| outcome.key.value).collect();
    let keys = || plan.outcomes.iter().map(|outcome| outcome.key.value).collect();
    let mut comparisons = COMPARISONS;
    for (objective, action) in plan.actions() {
        let Some(outcome) = action.outcome.as_ref().filter(|outcome| looks_like_a_ref(outcome.value)) else {
            continue;
        };
        let key = outcome.value;
        if !known.contains(key) {
            let message = format!("{} has the outcome \"{key}\", but no shared outcome has that name", action.called());
            let fault = Diagnostic::new(RULE.id, outcome.span, message).label("not declared under [outcomes]");
            let otherwise = "write the outcome in words, or declare it at the top, under [outcomes]";
            found.push(with_guess(fault, key, keys, &mut comparisons, otherwise).about(objective.subject_of(action)));
        }
    }
}

/// Says that a `came-from` does not name a plan and a reference of it.
fn came_from(action: &Action, from: &Text) -> Option<Diagnostic> {
    let written = from.value;
    let (plan, reference) = written.split_once(':').map_or(("", ""), |(plan, reference)| (plan.trim(), reference.trim()));
    let named = !plan.is_empty() && !reference.is_empty() && !plan.contains(['/', '\\']);
    let bare = plan.strip_suffix(".toml");
    if named && bare.is_none() {
        return None;
    }
    let message = format!("{} came from \"{written}\", which does not name a plan and an action of it", action.called());
    let fault = Diagnostic::new(RULE.id, from.span, message);
    match bare.filter(|bare| named && !bare.is_empty() && !written.contains(['"', '\\']) && !written.contains(char::is_control)) {
        Some(bare) => {
            let meant = format!("\"{bare}:{reference}\"");
            Some(fault.label("a plan is named without \".toml\"").fix(format!("write {meant}"), from.span, meant))
        }
        None => Some(
            fault.help("write the earlier plan's file name without .toml, a colon and the reference: \"anytown-2007-08:2.3\""),
        ),
    }
}

/// One short word with a digit in it and no colon: a reference of this plan, not a document's name or another plan's action.
fn looks_like_a_ref(text: &str) -> bool {
    text.len() <= 8
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn outcomes_and_earlier_plans_must_lead_somewhere() {
        let said = |entry: &str| {
            let text =
                format!("[outcomes]\n\"1.1\" = \"Staff know\"\n[[objective]]\n[[objective.action]]\nref = \"1\"\n{entry}\n");
            let arena = crate::plan::Arena::new();
            let reading = crate::plan::read("plan.toml", &text, &arena);
            let mut found = crate::rules::Found::default();
            super::check(&reading.plan, &mut found);
            let told = |finding: crate::diagnostic::Diagnostic| {
                let then = finding.fix.map(|fix| fix.title).or(finding.help).unwrap_or_default();
                format!("{} / {then}", finding.message)
            };
            found.findings.into_iter().map(told).collect::<Vec<_>>().join("; ")
        };
        let lost = "action 1 has the outcome \"1.2\", but no shared outcome has that name / did you mean \"1.1\"?";
        assert_eq!(said("outcome = \"1.2\""), lost);
        assert_eq!(said("outcome = \"1.1\""), "");
        assert_eq!(said("outcome = \"95 % are trained\""), "");
        assert_eq!(said("came-from = \"anytown-2007-08:2.3\""), "");
        let form = "write the earlier plan's file name without .toml, a colon and the reference: \"anytown-2007-08:2.3\"";
        for wrong in ["2.3", "anytown-2007-08", "anytown:", ":2.3", "plans/anytown:2.3", "plans/anytown.toml:2.3", ".toml:2.3"] {
            let says = format!("action 1 came from \"{wrong}\", which does not name a plan and an action of it / {form}");
            assert_eq!(said(&format!("came-from = \"{wrong}\"")), says);
        }
        assert!(said("came-from = \"anytown.toml:2.3\"").ends_with("/ write \"anytown:2.3\""));
    }
}
