//! Actions with the same words under different references.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::text::filler;
use chrono::NaiveDate;
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

/// Shorter texts are headings rather than actions: "As above", "Annual report". Such a text is told only where the date is the same too.
const WORDS: usize = 4;

fn check(plan: &Plan, found: &mut Found) {
    // Only texts that share a sum are compared word by word: to normalize every text would take a third more instructions for all of
    // `check` (`cargo bench -- instructions`).
    let mut by_sum: HashMap<u32, Vec<(&Objective, &Action, &str)>> = HashMap::with_capacity(plan.actions().count());
    for (objective, action) in plan.actions() {
        if let Some(text) = &action.action {
            by_sum.entry(letter_sum(text)).or_default().push((objective, action, text.value));
        }
    }
    for alike in by_sum.into_values().filter(|alike| alike.len() > 1) {
        let mut first: HashMap<(String, Vec<NaiveDate>), (&Objective, &Action)> = HashMap::new();
        for (objective, action, text) in alike {
            let words = normalized(text);
            let is_short = words.split(' ').count() < WORDS;
            let dates: Vec<NaiveDate> = match is_short {
                true => objective.due_of(action).iter().map(|due| due.last_day()).collect(),
                false => Vec::new(),
            };
            if is_short && dates.is_empty() || filler(text).is_some() {
                continue;
            }
            match first.entry((words, dates)) {
                Entry::Vacant(entry) => drop(entry.insert((objective, action))),
                Entry::Occupied(entry) => {
                    let (home, first) = *entry.get();
                    found.extend(repeated(home, first, objective, action));
                }
            }
        }
    }
}

/// A number that texts of the same words share, whatever their case and marks; few others do.
fn letter_sum(text: &str) -> u32 {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| u32::from(byte.to_ascii_lowercase())).sum()
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

/// The words of a text in small letters, one space between them; marks are left out. An apostrophe inside a word parts no words.
fn normalized(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut between = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if between && !words.is_empty() {
                words.push(' ');
            }
            between = false;
            words.extend(c.to_lowercase());
        } else {
            between |= !matches!(c, '\'' | '\u{2019}');
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{letter_sum, normalized};

    #[test]
    fn case_spaces_and_marks_make_no_difference() {
        for same in [
            "Publish the agencies' yearly calendar",
            "publish  THE agencies yearly calendar.",
            "\u{201c}Publish\u{201d} the agencies\u{2019} yearly-calendar",
            " Publish the agencies\u{b4} yearly calendar",
        ] {
            assert_eq!(normalized(same), "publish the agencies yearly calendar", "{same}");
            assert_eq!(letter_sum(same), letter_sum("publish the agencies yearly calendar"), "{same}");
        }
        assert_eq!(normalized("\u{c9}COLE d'\u{e9}t\u{e9}"), "\u{e9}cole d\u{e9}t\u{e9}");
        assert_eq!(normalized(" - "), "");
    }
}
