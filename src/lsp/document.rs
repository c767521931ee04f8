//! A text as an editor holds it, and its places as the editor counts them.

use super::protocol::{Change, Position, Range, TextEdit};
use crate::edit::Edit;
use crate::text::{Lines, Span};

/// The units in which the editor counts columns.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// What every editor knows.
    #[default]
    Utf16,
}

/// A text that is open in the editor.
#[derive(Debug)]
pub struct Document {
    /// Its address, letter for letter as the editor gave it.
    pub uri: String,
    pub version: Option<i64>,
    pub text: String,
}

impl Document {
    /// Makes one change after the other, each in the text that the one before it left. A place beyond a line is its end, one beyond
    /// the text the end of that.
    pub fn change(&mut self, changes: Vec<Change>, encoding: Encoding) {
        for change in changes {
            match change.range {
                None => self.text = change.text,
                Some(range) => {
                    let span = Places::of_open(&self.text, encoding).span(range);
                    self.text.replace_range(span.range(), &change.text);
                }
            }
        }
    }
}

/// The places of a text, as the editor counts them.
pub struct Places<'t> {
    text: &'t str,
    lines: Lines<'t>,
    encoding: Encoding,
    /// How many units a byte order mark takes that the editor does not see.
    unseen: u32,
}

impl<'t> Places<'t> {
    /// Those of a text that the editor sent: it is counted as it stands.
    pub fn of_open(text: &'t str, encoding: Encoding) -> Places<'t> {
        Places { text, lines: Lines::of_editor(text, true), encoding, unseen: 0 }
    }

    /// Those of a file: an editor takes off its byte order mark.
    pub fn of_file(text: &'t str, encoding: Encoding) -> Places<'t> {
        let unseen = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() as u32 } else { 0 };
        Places { text, lines: Lines::of_editor(text, false), encoding, unseen }
    }

    /// The place of a byte offset. Between the CR and the LF of a line end no place is: there it is the end of the line.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.lines.range(self.lines.line(offset as usize)).end as u32);
        let at = self.lines.position(offset as usize);
        let line = at.line as u32 - 1;
        let character = match self.encoding {
            Encoding::Utf16 => at.utf16_column as u32 - 1,
            Encoding::Utf8 => {
                let start = self.lines.range(at.line).start as u32;
                let column = self.text.floor_char_boundary(offset as usize) as u32 - start;
                if line == 0 { column.saturating_sub(self.unseen) } else { column }
            }
        };
        Position { line, character }
    }

    /// The byte offset of a place.
    pub fn offset(&self, place: Position) -> u32 {
        let line = (place.line as usize).saturating_add(1);
        match self.encoding {
            Encoding::Utf16 => self.lines.offset_at(line, (place.character as usize).saturating_add(1)) as u32,
            Encoding::Utf8 => {
                let range = self.lines.range(line);
                let unseen = if line == 1 { self.unseen } else { 0 };
                let column = place.character.saturating_add(unseen) as usize;
                self.text.floor_char_boundary(range.start.saturating_add(column).min(range.end)) as u32
            }
        }
    }

    /// A stretch as the editor counts it.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The bytes of a stretch; one that ends before it begins is empty.
    pub fn span(&self, range: Range) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }

    /// A change as the editor makes it.
    pub fn edit(&self, edit: &Edit) -> TextEdit {
        TextEdit { range: self.range(edit.span), new_text: edit.text.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An editor that holds its text as the protocol says: parted into lines, each a list of units.
    fn edited(text: &str, range: Range, new: &str, encoding: Encoding) -> String {
        let mut lines: Vec<(String, &str)> = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['\n', '\r']) {
            let length = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
            lines.push((rest[..at].to_owned(), &rest[at..at + length]));
            rest = &rest[at + length..];
        }
        lines.push((rest.to_owned(), ""));
        let offset = |place: Position| -> usize {
            let line = place.line as usize;
            let before: usize = lines.iter().take(line).map(|(line, end)| line.len() + end.len()).sum();
            let Some((line, _)) = lines.get(line) else { return text.len() };
            let units = |c: char| if encoding == Encoding::Utf8 { c.len_utf8() } else { c.len_utf16() };
            let mut passed = 0;
            before
                + line
                    .chars()
                    .take_while(|&c| {
                        passed += units(c);
                        passed <= place.character as usize
                    })
                    .map(char::len_utf8)
                    .sum::<usize>()
        };
        let (start, end) = (offset(range.start), offset(range.end));
        format!("{}{new}{}", &text[..start], &text[end.max(start)..])
    }

    #[test]
    fn a_text_stays_in_step_with_the_editor_whatever_is_typed() {
        const PARTS: [&str; 12] =
            ["a", "é", "e\u{301}", "日", "👍", "\u{feff}", "\n", "\r\n", "\r", "\"", " = ", "[[objective]]"];
        arbtest::arbtest(|u| {
            let encoding = if u.arbitrary()? { Encoding::Utf8 } else { Encoding::Utf16 };
            let mut document = Document { uri: String::new(), version: None, text: String::new() };
            for _ in 0..u.int_in_range(1..=12)? {
                let mut place = || -> arbtest::arbitrary::Result<Position> {
                    Ok(Position { line: u.int_in_range(0..=4)?, character: u.int_in_range(0..=9)? })
                };
                let (one, other) = (place()?, place()?);
                let range = Range { start: one.min(other), end: one.max(other) };
                let text = u.choose(&PARTS)?.repeat(u.int_in_range(0..=3)?);
                let expected = edited(&document.text, range, &text, encoding);
                document.change(vec![Change { range: Some(range), text }], encoding);
                assert_eq!(document.text, expected);
            }
            Ok(())
        });
    }

    #[test]
    fn every_place_of_a_file_comes_back() {
        let text = "\u{feff}a = \"é👍\"\r\nb\r\n";
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for places in [Places::of_file(text, encoding), Places::of_open(text, encoding)] {
                for needle in ["a", "é", "👍", "\"\r", "b"] {
                    let offset = text.find(needle).unwrap() as u32;
                    assert_eq!(places.offset(places.position(offset)), offset, "{needle} {encoding:?}");
                }
            }
            let between = text.find('\n').unwrap() as u32;
            assert_eq!(Places::of_file(text, encoding).offset(Places::of_file(text, encoding).position(between)), between - 1);
            let shown = Places::of_file(text, encoding).position(text.find('a').unwrap() as u32);
            assert_eq!(shown, Position { line: 0, character: 0 });
        }
    }
}
