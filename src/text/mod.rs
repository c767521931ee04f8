//! Text and its places: a `Span` of bytes, lines and columns, lists in words, lines of a screen, and what is never handed on raw.
//!
//! Knows no file, no TOML and no plan.

mod blob_id;
mod filler;
mod harmless;
mod lines;
mod listed;
pub mod web;
pub mod wrap;

pub use blob_id::{BlobIds, blob_ids};
pub use filler::{Filler, filler};
pub use harmless::{is_harmful, one_line, several_lines};
pub use lines::{Lines, Position};
pub use listed::{all_of, one_of};

use std::ops::{Deref, Range};

/// A stretch of a text in bytes of its UTF-8: from `start`, which is counted in, up to `end`, which is not. Both are at most 4 GiB,
/// and lie between two characters where the reader or a rule made them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// From `start` up to, not including, `end`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The same stretch as a range to index a text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same widened to whole characters of a text, and never beyond its end.
    pub fn of_characters(self, text: &str) -> Span {
        let start = text.floor_char_boundary(self.start as usize);
        Span::new(start as u32, text.ceil_char_boundary(self.end as usize).max(start) as u32)
    }

    /// The text it covers; empty where the text is shorter.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// Stretches, first to last: those that touch or overlap are one.
pub fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => merged.push(span),
        }
    }
    merged
}

/// The byte offset at which a part that was borrowed from a text starts in it; nothing where the part is a copy.
///
/// A reader that borrows a value from the file does not say from where, and to search for it could find an earlier text that
/// reads the same. Only addresses are compared and nothing is read through them: two texts that both exist overlap only where
/// one is a part of the other, so an offset inside the text is that of the part.
pub fn start_in(text: &str, part: &str) -> Option<usize> {
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    text.get(start..start.wrapping_add(part.len())).map(|_| start)
}

/// A text without the blanks around it: as [`str::trim`], but quick where there are none, as around most words of a plan. That
/// saves 4 % of the instructions of `check` (`cargo bench -- instructions`).
pub fn trimmed(text: &str) -> &str {
    let ink = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if ink(text.as_bytes().first()) && ink(text.as_bytes().last()) { text } else { text.trim() }
}

/// The same words, the first letter large.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The lines above that of an offset (bytes), the nearest first: as [`str::lines`] has them, whose way back takes several times as
/// long on lines as short as those of a plan.
pub fn lines_above(text: &str, offset: usize) -> impl Iterator<Item = &str> {
    let start_of = |end: usize| text.as_bytes()[..end].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut start = start_of(offset);
    std::iter::from_fn(move || {
        let end = start.checked_sub(1)?;
        start = start_of(end);
        let line = &text[start..end];
        Some(line.strip_suffix('\r').unwrap_or(line))
    })
}

/// An entry of a list with the comma that goes with it: the one behind it, else the one before it. `None` where the entry stands alone.
pub fn entry_with_comma(text: &str, entry: Span) -> Option<Span> {
    let (before, after) = (text.get(..entry.start as usize)?, text.get(entry.end as usize..)?);
    let rest = after.trim_start();
    if let Some(next) = rest.strip_prefix(',') {
        let next = if next.trim_start_matches([' ', '\t']).starts_with(['\r', '\n', '#']) {
            next
        } else {
            next.trim_start_matches([' ', '\t'])
        };
        return Some(Span::new(entry.start, (text.len() - next.len()) as u32));
    }
    let start = before.trim_end().strip_suffix(',').filter(|_| rest.starts_with(']'))?;
    Some(Span::new(start.len() as u32, entry.end))
}

/// Nothing but blanks.
pub fn is_blank(text: &str) -> bool {
    trimmed(text).is_empty()
}

/// A value with the place in its text that it was read from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Binds a value to its place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_above_are_those_of_the_text_backwards() {
        for text in ["", "a", "a\nb\r\n\nc", "\n\n", "é\r\n\u{a0}x\ny"] {
            for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
                assert!(lines_above(text, offset).eq(text[..start].lines().rev()), "{text:?} {offset}");
            }
        }
    }

    #[test]
    fn what_is_quick_for_most_texts_is_right_for_all() {
        for text in ["", " ", "a", " a", "a ", "1.1", "\u{a0}a\u{2003}", "\t\n", "é", "日 本"] {
            assert_eq!(trimmed(text), text.trim(), "{text:?}");
            assert_eq!(is_blank(text), text.trim().is_empty(), "{text:?}");
        }
    }

    #[test]
    fn a_part_borrowed_from_a_text_starts_where_it_stands() {
        let text = "ref = \"1.1\"".to_owned();
        assert_eq!(start_in(&text, &text[7..10]), Some(7));
        assert_eq!(start_in(&text, &text), Some(0));
        assert_eq!(start_in(&text, &text.clone()), None);
    }
}
