//! Which characters are never handed on raw, and texts without them.
//!
//! A plan, a file's name or an argument may hold anything. What a terminal obeys, or what turns the writing round so that it
//! reads otherwise than it is, reaches neither a screen nor a file that is likely to be shown on one.

use std::borrow::Cow;

/// A control character (ESC, DEL, the second kind from U+0080 on, and the line ends and tabs, too), a separator of lines or
/// paragraphs, or one that sets the direction of writing ("Bidi_Control" of Unicode, and the disused ones that follow it).
pub fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
}

/// Text on one line, with nothing harmful in it: what parts lines or words is a blank, and all else that is harmful is shown as
/// U+FFFD.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_harmless(text) {
        return text.into();
    }
    text.replace("\r\n", "\n").chars().map(shown).collect::<String>().into()
}

/// The same, but with its line ends: LF and CR LF stay as they are, and a CR alone, which would have a terminal write over the
/// line, becomes LF.
pub fn several_lines(text: &str) -> Cow<'_, str> {
    if is_harmless(text) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        out.push(match character {
            '\r' if characters.peek() == Some(&'\n') => '\r',
            '\r' | '\n' => '\n',
            other => shown(other),
        });
    }
    out.into()
}

fn is_harmless(text: &str) -> bool {
    // Looks at many bytes at a time, and is all that most texts need.
    text.bytes().fold(true, |printable, byte| printable & matches!(byte, b' '..=b'~')) || !text.contains(is_harmful)
}

fn shown(character: char) -> char {
    match character {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        other if is_harmful(other) => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_in_a_line() {
        assert_eq!(one_line("a\r\nb\u{1b}[31m\u{202e}c\u{2069}\u{2028}d\u{9b}"), "a b\u{fffd}[31m\u{fffd}c\u{fffd} d\u{fffd}");
        assert_eq!(one_line("a\u{b}b\u{85}c\u{200f}d\u{61c}e\u{7f}"), "a b c\u{fffd}d\u{fffd}e\u{fffd}");
        assert!(matches!(one_line("– é 👩\u{200d}👧"), Cow::Borrowed(_)));
    }

    #[test]
    fn of_several_lines_only_the_line_ends_stay() {
        assert_eq!(several_lines("a\r\nb\nc\rd\t\u{1b}e\r\r\n"), "a\r\nb\nc\nd \u{fffd}e\n\r\n");
        assert!(matches!(several_lines("– é"), Cow::Borrowed(_)));
    }

    #[test]
    fn every_character_that_sets_the_direction_is_harmful_and_no_letter_is() {
        // The property "Bidi_Control" of PropList.txt of Unicode.
        for (first, last) in [(0x61c, 0x61c), (0x200e, 0x200f), (0x202a, 0x202e), (0x2066, 0x2069)] {
            assert!((first..=last).filter_map(char::from_u32).all(is_harmful), "{first:x}");
        }
        assert!(('\0'..=char::MAX).filter(|c| c.is_alphanumeric()).all(|c| !is_harmful(c)));
    }
}
