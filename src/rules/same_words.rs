//! Actions with the same words under different references.

use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};

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
    check: Check::Plan(check),
};

/// Shorter texts are headings rather than actions: "As above", "Annual report".
const WORDS: usize = 4;

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    let actions: Vec<(&Objective, &Action, &str)> =
        plan.actions().filter_map(|(objective, action)| Some((objective, action, action.action.as_ref()?.value))).collect();
    let by_weight: Vec<(u16, usize)> = actions.iter().enumerate().map(|(index, (.., text))| (weight(text), index)).collect();
    if !any_twice(by_weight.iter().map(|(weight, _)| *weight)) {
        return;
    }
    alike(by_weight, |as_heavy| {
        let sums = as_heavy.iter().map(|&(_, index)| (Sum::of(actions[index].2), index));
        let whole = sums.filter(|(sum, _)| sum.words >= WORDS).map(|(sum, index)| (sum.value, index)).collect();
        alike(whole, |same| {
            let Some((&(_, first), rest)) = same.split_first() else { return };
            let (home, first, _) = actions[first];
            found.extend(rest.iter().filter_map(|&(_, index)| again(home, first, actions[index].0, actions[index].1)));
        });
    });
}

/// Whether one of them stands there twice: in most plans, none does.
fn any_twice(weights: impl Iterator<Item = u16>) -> bool {
    let mut seen = [0u64; 1 << 10];
    let mut weights = weights.map(|weight| (usize::from(weight / 64), 1 << (weight % 64)));
    weights.any(|(place, bit)| {
        let again = seen[place] & bit != 0;
        seen[place] |= bit;
        again
    })
}

/// Hands on each set of numbers of actions that share a sum, in the printed order.
fn alike<S: Ord>(mut summed: Vec<(S, usize)>, each: impl FnMut(&[(S, usize)])) {
    summed.sort_unstable();
    summed.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1).for_each(each);
}

/// Says that an action repeats the words of another; the same reference twice is another rule's.
fn again(home: &Objective, first: &Action, objective: &Objective, action: &Action) -> Option<Diagnostic> {
    let (words, text) = (first.action.as_ref()?, action.action.as_ref()?);
    let reference = |action: &Action| action.reference.as_ref().map(|reference| reference.value.trim().to_owned());
    if spelt(words) != spelt(text) || reference(action).is_some_and(|same| reference(first) == Some(same)) {
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

/// A number that texts with the same plain letters share, in whatever order: few others do, and it is quickly found.
fn weight(text: &str) -> u16 {
    // Without a branch and in a small number, so that many bytes are added at once.
    let small = |byte: u8| {
        let small = byte | 0x20;
        let plain = (small.wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10);
        u16::from(small & 0u8.wrapping_sub(plain.into()))
    };
    text.as_bytes().iter().fold(0, |sum, &byte| sum.wrapping_add(small(byte)))
}

/// A number that texts of the same words share, and others seldom do, and how many words there are.
#[derive(Default)]
struct Sum {
    value: u64,
    words: usize,
}

impl Sum {
    fn of(text: &str) -> Sum {
        let mut sum = Sum::default();
        letters(text, |letter| {
            sum.value = (sum.value.rotate_left(7) ^ u64::from(letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            sum.words += usize::from(letter == ' ');
        });
        sum
    }
}

/// Hands on the letters and digits in small, each word after one space. An apostrophe inside a word is no gap.
fn letters(text: &str, mut each: impl FnMut(char)) {
    let mut between = true;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            between |= !matches!(c, '\'' | '\u{2019}');
            continue;
        }
        if between {
            each(' ');
        }
        between = false;
        match c.is_ascii() {
            true => each(c.to_ascii_lowercase()),
            false => c.to_lowercase().for_each(&mut each),
        }
    }
}

/// The same as one text.
fn spelt(text: &str) -> String {
    let mut spelt = String::with_capacity(text.len() + 1);
    letters(text, |letter| spelt.push(letter));
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_and_marks_make_no_difference() {
        let text = "Publish the agencies' yearly calendar";
        for same in [
            "publish  THE agencies yearly calendar.",
            "\u{201c}Publish\u{201d} the agencies\u{2019} yearly-calendar",
            " Publish the agencies\u{b4} yearly calendar",
        ] {
            assert_eq!(Sum::of(text).value, Sum::of(same).value, "{same}");
            assert_eq!(weight(text), weight(same), "{same}");
            assert_eq!(spelt(text), spelt(same));
        }
        assert_eq!(Sum::of(text).words, 5);
        assert_ne!(Sum::of(text).value, Sum::of("Publish the agencies' yearly calendars").value);
        assert_ne!(Sum::of("a bc d e").value, Sum::of("ab c d e").value);
    }

    #[test]
    fn a_weight_is_seen_twice_or_not() {
        let twice = |weights: &[u16]| any_twice(weights.iter().copied());
        assert!(twice(&[7, 65_535, 0, 65_535]) && twice(&[0, 0]) && twice(&[64, 1, 64]));
        assert!(!twice(&[]) && !twice(&[0, 64, 128, 1, 65_535, 32_767]));
    }

    #[test]
    fn the_same_letters_are_not_the_same_words() {
        let (text, other) = ("Train staff to see the signs", "Train staff to see the sings");
        assert_eq!(weight(text), weight(other));
        assert_ne!(Sum::of(text).value, Sum::of(other).value);
        assert_ne!(weight(text), weight("Train staff to see a sign"));
        assert_eq!(weight(&text.repeat(100)), weight(&format!(" {}", other.repeat(100).to_uppercase())));
    }
}
