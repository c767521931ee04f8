//! Actions with the same words under different references.

use super::{Check, Found, Rule, wording};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use foldhash::{HashMap, HashMapExt};
use std::collections::hash_map::Entry;

pub static RULE: Rule = Rule {
    id: "same-words",
    severity: Severity::Warning,
    summary: "two actions with the same words under different references",
    why: "Actions carried over or copied between objectives are counted twice, and each lead takes the other for the one who does it.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the yearly training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Publish the yearly training calendar."
outcome = "Agencies know what is on offer"
lead = "sam"
due = "2008-09"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the yearly training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Send the training calendar to every agency"
outcome = "Agencies know what is on offer"
lead = "sam"
due = "2008-09"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    // Only actions that share a number are compared word by word: to normalize every text would take a third more instructions for
    // all of `check` (`cargo bench -- instructions`).
    let mut by_number: HashMap<u64, Vec<(&Objective, &Action, &str)>> = HashMap::with_capacity(plan.actions().count());
    for (objective, action) in plan.actions() {
        if let (Some(text), Some(number)) = (&action.action, wording::number_of(objective, action)) {
            by_number.entry(number).or_default().push((objective, action, text.value));
        }
    }
    for alike in by_number.into_values().filter(|alike| alike.len() > 1) {
        let mut first: HashMap<String, (&Objective, &Action)> = HashMap::new();
        for (objective, action, text) in alike {
            match first.entry(wording::normalized(text)) {
                Entry::Vacant(entry) => drop(entry.insert((objective, action))),
                Entry::Occupied(entry) => {
                    let (home, first) = *entry.get();
                    found.extend(repeated(home, first, objective, action));
                }
            }
        }
    }
}

/// Says that an action repeats the words of another; the same reference twice is another rule's.
fn repeated(home: &Objective, first: &Action, objective: &Objective, action: &Action) -> Option<Diagnostic> {
    let (words, text) = (first.action.as_ref()?, action.action.as_ref()?);
    let reference = |action: &Action| action.reference.as_ref().map(|reference| reference.value.trim().to_owned());
    if reference(action).is_some_and(|same| reference(first) == Some(same)) {
        return None;
    }
    let name = |objective: &Objective, action: &Action| match &action.reference {
        Some(_) => action.called(),
        None => format!("action {}", objective.position_of(action)),
    };
    let message = format!("{} says the same as {}", name(objective, action), name(home, first));
    let fault = Diagnostic::new(RULE.id, text.span, message).label("the same words").related(words.span, "the first time");
    Some(fault.help("take one of them out, or say in their words how they differ").about(objective.subject_of(action)))
}
