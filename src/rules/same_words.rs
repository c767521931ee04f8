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
    let mut sums: Vec<(u64, usize, &Objective, &Action)> = Vec::new();
    for (index, (objective, action)) in plan.actions().enumerate() {
        let sum = action.action.as_ref().and_then(|text| sum(text));
        sums.extend(sum.map(|sum| (sum, index, objective, action)));
    }
    sums.sort_unstable_by_key(|&(sum, index, ..)| (sum, index));
    for same in sums.chunk_by(|one, other| one.0 == other.0) {
        let Some((&(_, _, home, first), rest)) = same.split_first() else {
            continue;
        };
        for &(_, _, objective, action) in rest {
            found.extend(again(home, first, objective, action));
        }
    }
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

/// A number that texts of the same words share; `None` for a text of few words. Others seldom share it.
fn sum(text: &str) -> Option<u64> {
    let mut sum = Sum::default();
    if text.is_ascii() {
        // As `letters` does it, without a branch for each byte: nearly every text comes this way.
        let mut between = true;
        for byte in text.bytes() {
            let small = SMALL[usize::from(byte)];
            let letter = small != 0;
            sum.add(small.into(), letter & between, letter);
            between = !letter & (between | (byte != b'\''));
        }
    } else {
        let mut between = false;
        for letter in letters(text) {
            sum.add(letter.into(), between, letter != ' ');
            between = letter == ' ';
        }
    }
    (sum.words >= WORDS).then_some(sum.value)
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

#[derive(Default)]
struct Sum {
    value: u64,
    words: usize,
}

impl Sum {
    /// Counts a letter, where it is one; `first` when a word starts with it.
    fn add(&mut self, letter: u64, first: bool, is_letter: bool) {
        let mixed = (letter | u64::from(first) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.value = if is_letter { self.value.rotate_left(7) ^ mixed } else { self.value };
        self.words += usize::from(first);
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

    #[test]
    fn case_spaces_and_marks_make_no_difference() {
        let text = "Publish the agencies' yearly calendar";
        for same in [
            "publish  THE agencies yearly calendar.",
            "\u{201c}Publish\u{201d} the agencies\u{2019} yearly-calendar",
            " Publish the agencies\u{b4} yearly calendar",
        ] {
            assert_eq!(sum(text), sum(same), "{same}");
            assert!(letters(text).eq(letters(same)));
        }
        assert!(sum("Publish the yearly").is_none() && sum("").is_none() && sum(text).is_some());
        assert_ne!(sum(text), sum("Publish the agencies' yearly calendars"));
        assert_ne!(sum("a bc d e"), sum("ab c d e"));
    }
}
