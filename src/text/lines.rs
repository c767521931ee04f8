//! Lines and columns of a text.

use std::cell::Cell;
use std::ops::Range;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A line and a column in it, both counted from 1. A byte order mark at the start of the text takes no column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    pub line: usize,
    /// In characters, as people count.
    pub column: usize,
    /// In units of UTF-16, as editors count by the Language Server Protocol (which counts from 0): a character beyond U+FFFF,
    /// such as an emoji, takes two.
    pub utf16_column: usize,
}

/// How much of a line there is before a place.
#[derive(Clone, Copy, Default)]
struct Width {
    characters: usize,
    utf16: usize,
}

/// Where each line of a text begins. Made only when a place is shown.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The byte offset asked for last, and how far it is from the start of its line: the next is near it, however long the line.
    last: Cell<(usize, Width)>,
    /// A byte order mark at the start of the text is a character like any other.
    counts_mark: bool,
}

impl<'t> Lines<'t> {
    /// The line table of a text.
    pub fn new(text: &'t str) -> Lines<'t> {
        let after = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Lines { text, starts: std::iter::once(0).chain(after).collect(), last: Cell::default(), counts_mark: false }
    }

    /// The line table of a text as an editor parts it: by the Language Server Protocol a carriage return alone ends a line, too. In
    /// a text that an editor sent, a byte order mark counts as any other character; from a file an editor takes it off.
    pub fn of_editor(text: &'t str, counts_mark: bool) -> Lines<'t> {
        let bytes = text.as_bytes();
        let ends_line = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let after = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends_line).map(|at| at + 1);
        Lines { text, starts: std::iter::once(0).chain(after).collect(), last: Cell::default(), counts_mark }
    }

    /// The line (from 1) that holds a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The bytes of a line (from 1), its line end not counted in. A line beyond the last is empty, at the end of the text.
    pub fn range(&self, line: usize) -> Range<usize> {
        let line = line.max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).map_or(self.text.len(), |&next| next - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    /// The line and column of a byte offset. An offset inside a character is that of the character, and one beyond the text its
    /// end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let width = match self.last.get() {
            (last, width) if (start..=offset).contains(&last) => width.plus(self.width(last..offset)),
            (last, width) if last > offset && last - offset < offset - start && self.line(last) == line => {
                width.minus(self.width(offset..last))
            }
            _ => self.width(start..offset),
        };
        self.last.set((offset, width));
        Position { line, column: 1 + width.characters, utf16_column: 1 + width.utf16 }
    }

    /// The byte offset of a line and a column in units of UTF-16, both counted from 1: that of the character there, whichever of
    /// its units is meant. A column beyond the line is its end, before the line end.
    pub fn offset_at(&self, line: usize, utf16_column: usize) -> usize {
        let Range { start, end } = self.range(line);
        let mut before = 0;
        for (at, c) in self.text[start..end].char_indices() {
            before += self.utf16_units(start + at, c);
            if before >= utf16_column {
                return start + at;
            }
        }
        end
    }

    fn width(&self, bytes: Range<usize>) -> Width {
        let mut width = Width::default();
        for (at, c) in self.text[bytes.clone()].char_indices() {
            // Wherever it stands, people see nothing of it.
            width.characters += usize::from(c != BYTE_ORDER_MARK);
            width.utf16 += self.utf16_units(bytes.start + at, c);
        }
        width
    }

    /// An editor takes the byte order mark off before it counts.
    fn utf16_units(&self, offset: usize, c: char) -> usize {
        if offset == 0 && c == BYTE_ORDER_MARK && !self.counts_mark { 0 } else { c.len_utf16() }
    }

    /// How many lines the text has.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

impl Width {
    fn plus(self, more: Width) -> Width {
        Width { characters: self.characters + more.characters, utf16: self.utf16 + more.utf16 }
    }

    fn minus(self, less: Width) -> Width {
        Width { characters: self.characters - less.characters, utf16: self.utf16 - less.utf16 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_know_every_line_end() {
        let text = "\u{feff}a = \"é\"\r\nb = 日本\n\nlast";
        let lines = Lines::new(text);
        let at = |needle: &str| {
            let Position { line, column, .. } = lines.position(text.find(needle).unwrap());
            (line, column)
        };
        assert_eq!(at("a ="), (1, 1));
        assert_eq!(at("b ="), (2, 1));
        assert_eq!(at("本"), (2, 6));
        assert_eq!(at("last"), (4, 1));
        assert_eq!(&text[lines.range(1)], "\u{feff}a = \"é\"");
        assert_eq!(&text[lines.range(3)], "");
        assert_eq!(lines.position(text.len() + 5), Position { line: 4, column: 5, utf16_column: 5 });
        assert_eq!(Lines::new("").position(0), Position { line: 1, column: 1, utf16_column: 1 });
    }

    #[test]
    fn a_place_is_the_same_in_whatever_order_it_is_asked_for() {
        let text = format!("\u{feff}x = [{}]\ny = \"é\"\n", "\"né\", ".repeat(50));
        let places: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let alone: Vec<Position> = places.iter().map(|&at| Lines::new(&text).position(at)).collect();
        let lines = Lines::new(&text);
        for step in [1, 7, 101, places.len() - 1] {
            for turn in 0..places.len() {
                let index = turn * step % places.len();
                assert_eq!(lines.position(places[index]), alone[index], "step {step}, byte {}", places[index]);
            }
        }
    }

    #[test]
    fn editors_count_an_emoji_twice_and_people_once() {
        let text = "\u{feff}a = \"👍🏽 e\u{301}\"\r\nb";
        let lines = Lines::new(text);
        let after = lines.position(text.find(" e").unwrap());
        assert_eq!(after, Position { line: 1, column: 8, utf16_column: 10 });
        assert_eq!(&text[lines.offset_at(1, 10)..], " e\u{301}\"\r\nb");
        // In the middle of the first emoji.
        assert_eq!(&text[lines.offset_at(1, 7)..lines.offset_at(1, 8)], "👍");
        assert_eq!(&text[lines.offset_at(1, 99)..], "\r\nb");
        assert_eq!(&text[lines.offset_at(1, 1)..lines.offset_at(1, 2)], "a");
        assert_eq!((lines.offset_at(2, 1), lines.offset_at(3, 1), lines.offset_at(0, 0)), (text.len() - 1, text.len(), 0));
    }

    #[test]
    fn an_editor_ends_a_line_at_a_carriage_return_alone_and_counts_the_mark_it_sent() {
        let text = "\u{feff}a\rb\r\nc\n\r\r\nd";
        let lines = Lines::of_editor(text, true);
        let parts: Vec<&str> = (1..=lines.count()).map(|line| &text[lines.range(line)]).collect();
        assert_eq!(parts, ["\u{feff}a", "b", "c", "", "", "d"]);
        assert_eq!(lines.position(text.find('a').unwrap()).utf16_column, 2);
        assert_eq!(lines.offset_at(1, 2), 3);
        assert_eq!(Lines::of_editor(text, false).position(3).utf16_column, 1);
        assert_eq!(lines.position(text.find('d').unwrap()), Position { line: 6, column: 1, utf16_column: 1 });
    }

    #[test]
    fn a_place_given_to_an_editor_comes_back_as_the_same() {
        const PARTS: [&str; 12] = ["a", "é", "e\u{301}", "日", "👍", "👍🏽", "\u{feff}", "\n", "\r\n", "\r", "", " = "];
        arbtest::arbtest(|u| {
            let mut text = String::new();
            for _ in 0..u.int_in_range(0..=20)? {
                text += u.choose(&PARTS)?;
            }
            let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
            let lines = Lines::new(&text);
            for offset in 0..=text.len() {
                let at = lines.position(offset);
                let Range { start, end } = lines.range(at.line);
                let whole = text.floor_char_boundary(offset);
                let before = &text[start.max(mark)..whole.max(start).max(mark)];
                assert_eq!(at.utf16_column, 1 + before.encode_utf16().count(), "{text:?} {offset}");
                assert_eq!(lines.offset_at(at.line, at.utf16_column), whole.max(mark).min(end), "{text:?} {offset}");
            }
            for (line, column) in (1..=lines.count()).flat_map(|line| (1..30).map(move |column| (line, column))) {
                let at = lines.position(lines.offset_at(line, column));
                let Range { start, end } = lines.range(line);
                let length = text[start.max(mark)..end].encode_utf16().count();
                assert_eq!(at.line, line);
                assert!(at.utf16_column <= column, "{text:?} {line}:{column}");
                assert!(at.utf16_column + 1 >= column.min(length + 1), "{text:?} {line}:{column}");
            }
            Ok(())
        });
    }
}
