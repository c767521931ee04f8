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

/// The letters that are compared first: few actions share them, and only those are compared to their end.
const BEGINNING: usize = 24;

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    let actions: Vec<(&Objective, &Action, &str)> =
        plan.actions().filter_map(|(objective, action)| Some((objective, action, &*action.action.as_ref()?.value))).collect();
    let begun = actions.iter().enumerate().map(|(index, (.., text))| (Sum::of(text, BEGINNING).value, index)).collect();
    alike(begun, |begin_alike| {
        let sums = begin_alike.iter().map(|&(_, index)| (Sum::of(actions[index].2, usize::MAX), index));
        let whole = sums.filter(|(sum, _)| sum.words >= WORDS).map(|(sum, index)| (sum.value, index)).collect();
        alike(whole, |same| {
            let Some((&(_, first), rest)) = same.split_first() else { return };
            let (home, first, _) = actions[first];
            found.extend(rest.iter().filter_map(|&(_, index)| again(home, first, actions[index].0, actions[index].1)));
        });
    });
}

/// Hands on each set of numbers of actions that share a sum, in the printed order.
fn alike(mut summed: Vec<(u64, usize)>, each: impl FnMut(&[(u64, usize)])) {
    summed.sort_unstable();
    summed.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1).for_each(each);
}

/// Says that an action repeats the words of another; the same reference twice is another rule's.
fn again(home: &Objective, first: &Action, objective: &Objective, action: &Action) -> Option<Diagnostic> {
    let (words, text) = (first.action.as_ref()?, action.action.as_ref()?);
    let reference = |action: &Action| action.reference.as_ref().map(|reference| reference.value.trim().to_owned());
    if !letters(words).eq(letters(text)) || reference(action).is_some_and(|same| reference(first) == Some(same)) {
        return None;
    }
    let name = |objective: &Objective, action: &Action| match &action.reference {
        Some(_) => action.called(),
        None => format!("action {}", objective.place_of(action)),
    };
    let message = format!("{} says the same as {}", name(objective, action), name(home, first));
    let fault = Diagnostic::new(RULE.id, text.span, message).label("the same words").related(words.span, "the first time");
    Some(fault.help("take one of them out, or say in their words how they differ").about(objective.subject_of(action)))
}

/// Plain letters in small, and digits; 0 for every other byte.
const SMALL: [u8; 256] = {
    let mut small = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            small[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

/// A number that texts of the same words share, and others seldom do.
#[derive(Default)]
struct Sum {
    value: u64,
    words: usize,
    letters: usize,
}

impl Sum {
    /// Of the first letters of a text, at most so many.
    fn of(text: &str, most: usize) -> Sum {
        let mut sum = Sum::default();
        if text.is_ascii() {
            // As `letters` does it, without a branch for each kind of byte: nearly every text comes this way.
            let mut between = true;
            for byte in text.bytes() {
                let small = SMALL[usize::from(byte)];
                let letter = small != 0;
                sum.add(small.into(), letter & between, letter);
                between = !letter & (between | (byte != b'\''));
                if sum.letters == most {
                    break;
                }
            }
        } else {
            let mut between = false;
            for letter in letters(text) {
                sum.add(letter.into(), between, letter != ' ');
                between = letter == ' ';
                if sum.letters == most {
                    break;
                }
            }
        }
        sum
    }

    /// Counts a letter, where it is one; `first` when a word starts with it.
    fn add(&mut self, letter: u64, first: bool, is_letter: bool) {
        let mixed = (letter | u64::from(first) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.value = if is_letter { self.value.rotate_left(7) ^ mixed } else { self.value };
        self.words += usize::from(first);
        self.letters += usize::from(is_letter);
    }
}

/// The letters and digits in small, each word after one space. An apostrophe inside a word is no gap.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let mut between = true;
    text.chars().flat_map(move |c| {
        let letter = c.is_alphanumeric();
        let space = (letter && between).then_some(' ');
        between = !letter && (between || !matches!(c, '\'' | '\u{2019}'));
        space.into_iter().chain(c.to_lowercase().filter(move |_| letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(text: &str) -> u64 {
        Sum::of(text, usize::MAX).value
    }

    #[test]
    fn case_spaces_and_marks_make_no_difference() {
        let text = "Publish the agencies' yearly calendar";
        for same in [
            "publish  THE agencies yearly calendar.",
            "\u{201c}Publish\u{201d} the agencies\u{2019} yearly-calendar",
            " Publish the agencies\u{b4} yearly calendar",
        ] {
            assert_eq!(sum(text), sum(same), "{same}");
            assert_eq!(Sum::of(text, 13).value, Sum::of(same, 13).value, "{same}");
            assert!(letters(text).eq(letters(same)));
        }
        assert_eq!(Sum::of(text, usize::MAX).words, 5);
        assert_ne!(sum(text), sum("Publish the agencies' yearly calendars"));
        assert_ne!(sum("a bc d e"), sum("ab c d e"));
    }

    #[test]
    fn the_same_beginning_is_not_the_same_words() {
        let text = "Publish the yearly calendar of training for all who work with children";
        let other = "Publish the yearly calendar of training for all who work with adults";
        assert_eq!(Sum::of(text, BEGINNING).value, Sum::of(other, BEGINNING).value);
        assert_ne!(sum(text), sum(other));
    }
}
