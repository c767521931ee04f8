//! A reference that is no number among numbered ones.

use super::ref_sequence::comma;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::plan::{Plan, Text};
use crate::text::is_blank;

pub static RULE: Rule = Rule {
    id: "odd-ref",
    severity: Severity::Warning,
    summary: "a reference that does not look like the others",
    why: "Minutes and later plans find an action by its number. One that does not look like a number among numbered ones is usually a slip of \
          the hand.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Ask staff what they need to learn"
outcome = "The calendar meets the need"
lead = "jo"
due = "2008-07"

[[objective.action]]
ref = "new"
action = "Report who took up the training"
outcome = "The board knows who is missing"
lead = "sam"
due = "2008-12"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Ask staff what they need to learn"
outcome = "The calendar meets the need"
lead = "jo"
due = "2008-07"

[[objective.action]]
ref = "1.3"
action = "Report who took up the training"
outcome = "The board knows who is missing"
lead = "sam"
due = "2008-12"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let objectives = || plan.objectives.iter().filter_map(|objective| objective.reference.as_ref());
    let of_objectives = References::of(objectives().collect());
    for objective in plan.objectives {
        found.extend(objective.reference.as_ref().and_then(|reference| odd(reference, &of_objectives, || objective.subject())));
    }
    let of_actions = References::of(plan.actions().filter_map(|(_, action)| action.reference.as_ref()).collect());
    for (objective, action) in plan.actions() {
        let subject = || objective.subject_of(action);
        found.extend(action.reference.as_ref().and_then(|reference| odd(reference, &of_actions, subject)));
    }
}

/// The references of all objectives, or of all actions, and how many of them are numbers or have a comma.
struct References<'p, 'a> {
    all: Vec<&'p Text<'a>>,
    numbers: usize,
    commas: usize,
}

impl<'p, 'a> References<'p, 'a> {
    fn of(all: Vec<&'p Text<'a>>) -> References<'p, 'a> {
        let count = |is: fn(&str) -> bool| all.iter().filter(|reference| is(reference.value)).count();
        let (numbers, commas) = (count(is_number), count(comma));
        References { all, numbers, commas }
    }
}

/// A reference that is no number, where at least two others are, and four of five.
fn odd(reference: &Text, others: &References, subject: impl Fn() -> Subject) -> Option<Diagnostic> {
    if is_number(reference.value) || is_blank(reference) {
        return None;
    }
    if comma(reference.value) && others.commas == 1 {
        let stop = reference.value.trim().replace(',', ".");
        let fault = Diagnostic::new(RULE.id, reference.span, format!("the reference \"{}\" has a comma in it", reference.value));
        if others.all.iter().any(|other| other.value.trim() == stop) {
            return Some(fault.help("write the printed number; another one reads so with a full stop").about(subject()));
        }
        return Some(fault.suggest(format!("write \"{stop}\""), reference.span, format!("\"{stop}\"")).about(subject()));
    }
    let (numbered, others) = (others.numbers, others.all.len() - 1);
    let message = format!("the reference \"{}\" does not look like the others, which are numbers", reference.value);
    (numbered >= 2 && numbered * 5 >= others * 4).then(|| {
        Diagnostic::new(RULE.id, reference.span, message)
            .help("write the printed number; leave \"ref\" out where none is printed")
            .about(subject())
    })
}

/// Figures, with dots and single letters between them: "3", "3.2", "3.2a", "A1".
fn is_number(text: &str) -> bool {
    let letters = |c: char| c.is_alphabetic();
    text.contains(|c: char| c.is_ascii_digit())
        && !comma(text)
        && !text.chars().zip(text.chars().skip(1)).any(|(one, next)| letters(one) && letters(next))
}

#[cfg(test)]
mod tests {
    use super::comma;

    #[test]
    fn a_comma_between_figures_is_a_slip_and_one_between_words_is_none() {
        for text in ["1,3", "1,3a", "2,1.4"] {
            assert!(comma(text), "{text}");
        }
        for text in ["1.3", "1.3, part", "a,b", "1,", ","] {
            assert!(!comma(text), "{text}");
        }
    }
}
