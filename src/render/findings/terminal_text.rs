//! Characters as they are shown beside what is found in them: none that is harmful, hides, or is wider here than there.
//!
//! A plan may hold any character, and a finding quotes it to the column. What is quoted comes through here: each harmful
//! character takes the column that is counted for it, and one of ASCII is shown by its own picture, so that it can be found.

use crate::text::{is_harmful, wrap};
use unicode_width::UnicodeWidthChar;

/// The columns of a tab.
const TAB: &str = "    ";

/// The character shown for another, itself for most. `None` for those that only change the look of a neighbour:
/// terminals disagree on the width of what they make.
fn picture(character: char) -> Option<char> {
    match character {
        // byte order mark, joiners, text or emoji style, skin tones
        '\u{feff}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + character as u32),
        '\u{7f}' => Some('\u{2421}'),
        harmful if is_harmful(harmful) => Some('\u{fffd}'),
        // not harmful, but invisible: a finding is often about just that
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' => Some('\u{fffd}'),
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        other => Some(other),
    }
}

/// How many columns a character takes when shown.
pub(super) fn columns(character: char) -> usize {
    match character {
        '\t' => TAB.len(),
        other => picture(other).map_or(0, |shown| shown.width().unwrap_or(1)),
    }
}

/// How many columns a text takes when shown, counted no farther than just beyond `most`.
pub(super) fn width(text: &str, most: usize) -> usize {
    let mut sum = 0;
    for character in text.chars() {
        sum += columns(character);
        if sum > most {
            break;
        }
    }
    sum
}

/// Adds a character as it is shown in a line of a file.
pub(super) fn show(character: char, out: &mut String) {
    match character {
        '\t' => out.push_str(TAB),
        other => out.extend(picture(other)),
    }
}

/// A sentence as it is shown: in one line, with nothing in it that a terminal would obey.
pub(super) fn sentence(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(['\n', '\r', '\t']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        word.chars().for_each(|character| show(character, &mut out));
    }
    out
}

/// A sentence, made fit to be shown, in lines of at most `room` columns, a longer word alone in its line. `used` columns of the
/// first line are taken, and all others begin with `indent` spaces.
pub(super) fn wrap(text: &str, room: usize, used: usize, indent: usize) -> String {
    let lines = wrap::lines(text, ' ', room.saturating_sub(used), room.saturating_sub(indent));
    lines.join(&format!("\n{}", " ".repeat(indent)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn nothing_shown_is_obeyed_by_a_terminal() {
        assert_eq!(
            sentence("no \"\u{1b}[31m\u{9b}2J\" here\r\n::error::\u{202e}x"),
            "no \"␛[31m\u{fffd}2J\" here ::error::\u{fffd}x"
        );
        assert_eq!(sentence("\n\n"), "");
    }

    #[test]
    fn columns_are_those_of_what_is_shown() {
        for text in [
            "e\u{301}té",
            "日本語",
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}",
            "👍🏽",
            "🇬🇧",
            "1\u{fe0f}\u{20e3}",
            "\u{feff}a\u{200b}b",
            "\t|\u{0}",
        ] {
            let mut shown = String::new();
            text.chars().for_each(|character| show(character, &mut shown));
            assert_eq!(width(text, 99), shown.width(), "{text:?} shown as {shown:?}");
        }
    }

    #[test]
    fn words_are_wrapped_and_never_cut() {
        assert_eq!(wrap("one two three", 12, 4, 2), "one two\n  three");
        assert_eq!(wrap("a b c d e f g", 8, 5, 2), "a b\n  c d e\n  f g");
        assert_eq!(wrap("safeguarding-children a", 8, 4, 2), "safeguarding-children\n  a");
        assert_eq!(wrap("日本 日本", 8, 0, 1), "日本\n 日本");
        assert_eq!(wrap("", 8, 0, 1), "");
    }
}
