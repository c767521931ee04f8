//! Text that a terminal shows and does not obey.

use std::borrow::Cow;

/// Text as a terminal may be shown it: on one line, and with nothing in it that moves the cursor or turns the writing.
pub fn one_line(text: &str) -> Cow<'_, str> {
    // Most texts are plain, and are looked through many letters at a time; beyond ASCII few begin with these two bytes.
    const TOGETHER: usize = 16;
    let odd = |byte: u8| (byte < b' ') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2);
    let any_odd = |bytes: &[u8]| bytes.iter().fold(false, |any, &byte| any | odd(byte));
    let (chunks, rest) = text.as_bytes().as_chunks::<TOGETHER>();
    let looked = chunks.iter().map(|chunk| (any_odd(chunk), &chunk[..])).chain([(any_odd(rest), rest)]);
    let places = looked.enumerate().filter(|(_, (any, _))| *any).flat_map(|(number, (_, bytes))| {
        bytes.iter().enumerate().filter(|&(_, &byte)| odd(byte)).map(move |(at, _)| number * TOGETHER + at)
    });
    let mut out = String::new();
    let mut kept = 0;
    for at in places {
        let mut rest = text[at..].chars();
        let shown = match rest.next() {
            // It is one line end with what follows.
            Some('\r') if rest.as_str().starts_with('\n') => "",
            Some('\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') => " ",
            Some(c) if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[kept..at]);
        out.push_str(shown);
        kept = text.len() - rest.as_str().len();
    }
    if kept == 0 {
        return text.into();
    }
    out.push_str(&text[kept..]);
    out.into()
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
