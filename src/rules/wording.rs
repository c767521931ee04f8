//! When two actions say the same.

use crate::plan::{Action, Objective};
use crate::text::filler;
use chrono::Datelike;

/// Shorter texts are headings rather than actions: "As above", "Annual report". Such a text is the same only where the date is too.
const WORDS: usize = 4;

/// A number that actions of the same words share, whatever their case and marks, and hardly any others; of a text of few words also
/// its deadlines. Nothing for a text that says nothing, and for a short one without a deadline.
pub(super) fn number_of(objective: &Objective, action: &Action) -> Option<u64> {
    let text = action.action.as_ref()?.value;
    let mut number = Fnv::default();
    let mut words = 0;
    let mut between = true;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if between {
                words += 1;
                number.add(u32::from(' '));
            }
            between = false;
            match c {
                c if c.is_ascii() => number.add(u32::from(c.to_ascii_lowercase())),
                c => c.to_lowercase().for_each(|letter| number.add(u32::from(letter))),
            }
        } else {
            between |= !is_apostrophe(c);
        }
    }
    if words < WORDS {
        let due = objective.due_of(action);
        if words == 0 || due.is_empty() || filler(text).is_some() {
            return None;
        }
        due.iter().for_each(|due| number.add(due.last_day().num_days_from_ce().unsigned_abs()));
    }
    Some(number.0)
}

/// The hash of Fowler, Noll and Vo (FNV-1a, 64 bits), over numbers instead of bytes.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x100_0000_01b3);
    }
}

/// An apostrophe inside a word parts no words.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// The words of a text in small letters, one space between them; marks are left out.
pub(super) fn normalized(text: &str) -> String {
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
            between |= !is_apostrophe(c);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};

    /// The number of an action with these words and a deadline.
    fn number(text: &str) -> Option<u64> {
        let text = format!("[[objective]]\n[[objective.action]]\ndue = \"2008-06\"\naction = '''{text}'''\n");
        let arena = Arena::new();
        let plan = plan::read("a.toml", &text, &arena).plan;
        plan.actions().next().and_then(|(objective, action)| number_of(objective, action))
    }

    #[test]
    fn case_spaces_and_marks_make_no_difference() {
        let plain = number("publish the agencies yearly calendar");
        assert!(plain.is_some());
        for same in [
            "Publish the agencies' yearly calendar",
            "publish  THE agencies yearly calendar.",
            "\u{201c}Publish\u{201d} the agencies\u{2019} yearly-calendar",
            " Publish the agencies\u{b4} yearly calendar",
        ] {
            assert_eq!(normalized(same), "publish the agencies yearly calendar", "{same}");
            assert_eq!(number(same), plain, "{same}");
        }
        assert_ne!(number("publish the agency s yearly calendar"), plain);
        assert_eq!(normalized("\u{c9}COLE d'\u{e9}t\u{e9}"), "\u{e9}cole d\u{e9}t\u{e9}");
        assert_eq!(number("\u{c9}cole d'\u{e9}t\u{e9}"), number("\u{c9}COLE D\u{2019}\u{c9}T\u{c9}"));
        assert_eq!(normalized(" - "), "");
        assert_eq!([number(" - "), number("As above"), number("TBC")], [None; 3]);
    }
}
