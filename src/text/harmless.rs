//! Text that a terminal shows and does not obey.

use std::borrow::Cow;

/// Text as a terminal may be shown it: on one line, and with nothing in it that moves the cursor or turns the writing.
pub fn one_line(text: &str) -> Cow<'_, str> {
    // Looks at many bytes at a time, and is all that most texts need.
    if text.bytes().fold(true, |printable, byte| printable & matches!(byte, b' '..=b'~')) {
        return text.into();
    }
    let is_harmful = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(is_harmful) {
        return text.into();
    }
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        c if is_harmful(c) => '\u{fffd}',
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(shown).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_in_a_line() {
        assert_eq!(one_line("a\r\nb\u{1b}[31m\u{202e}c\u{2069}\u{2028}d\u{9b}"), "a b\u{fffd}[31m\u{fffd}c\u{fffd} d\u{fffd}");
        assert!(matches!(one_line("– é"), Cow::Borrowed(_)));
    }
}
