//! Texts that only keep a place free: "TBC", "n/a", "as above", a dash.

use super::trimmed;

/// What a text that says nothing consists of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filler {
    /// "TBC", "n/a", "various", "?".
    Word,
    /// "As above", "ditto".
    Above,
    /// "-", "–", "...": no letter at all.
    Dash,
}

const WORDS: [&str; 11] = [
    "tbc",
    "tba",
    "tbd",
    "tobeconfirmed",
    "tobeagreed",
    "tobeadvised",
    "tobedecided",
    "tobedetermined",
    "none",
    "notapplicable",
    "various",
];
/// Longer texts, in bytes, say something.
const LONGEST: usize = 24;
const ABOVE: [&str; 4] = ["asabove", "seeabove", "ditto", "sameasabove"];

/// Whether a text only keeps a place free, case, stops and spaces aside.
pub fn filler(text: &str) -> Option<Filler> {
    let text = trimmed(text);
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if !text.contains(char::is_alphanumeric) {
        return Some(if text.contains('?') { Filler::Word } else { Filler::Dash });
    }
    if !text.is_ascii() {
        return None;
    }
    let letters = || text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    let is = |word: &&str| letters().eq(word.bytes());
    if WORDS.iter().any(is) || is(&"na") && text.contains('/') {
        return Some(Filler::Word);
    }
    ABOVE.iter().any(is).then_some(Filler::Above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_that_say_nothing_are_fillers() {
        for text in ["TBC", "t.b.c.", "Tbd", "To be confirmed.", "n/a", "N / A", "none", "Various", "?", "??", "TBC?"] {
            assert_eq!(filler(text), Some(Filler::Word), "{text}");
        }
        for text in ["-", "--", "–", " . ", "…", "/", "\""] {
            assert_eq!(filler(text), Some(Filler::Dash), "{text}");
        }
        for text in ["As above.", "see above", "Ditto"] {
            assert_eq!(filler(text), Some(Filler::Above), "{text}");
        }
        for text in ["", "  ", "NA", "TBC Trust", "TBC by March 2009", "Various agencies", "日本", "Tbç", "As above and below"]
        {
            assert_eq!(filler(text), None, "{text}");
        }
    }
}
