//! Lines and columns of a text.

use std::cell::Cell;
use std::ops::Range;

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where each line of a text begins. Made only when a place is shown.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The place asked for last, and its column: the next is near it, however long the line.
    last: Cell<(usize, usize)>,
}

impl<'t> Lines<'t> {
    /// The line table of a text.
    pub fn new(text: &'t str) -> Lines<'t> {
        let after = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Lines { text, starts: std::iter::once(0).chain(after).collect(), last: Cell::new((0, 1)) }
    }

    /// The line (from 1) that holds a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The bytes of a line (from 1), its line end not counted in.
    pub fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line - 1).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).map_or(self.text.len(), |&next| next - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    /// The line and column of a byte offset. A byte order mark takes no column.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor(self.text, offset);
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let count = |range: Range<usize>| self.text[range].chars().filter(|&c| c != '\u{feff}').count();
        let column = match self.last.get() {
            (last, column) if (start..=offset).contains(&last) => column + count(last..offset),
            (last, column) if last > offset && last - offset < offset - start && self.line(last) == line => {
                column - count(offset..last)
            }
            _ => 1 + count(start..offset),
        };
        self.last.set((offset, column));
        Position { line, column }
    }

    /// How many lines the text has.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_know_every_line_end() {
        let text = "\u{feff}a = \"é\"\r\nb = 日本\n\nlast";
        let lines = Lines::new(text);
        let at = |needle: &str| {
            let Position { line, column } = lines.position(text.find(needle).unwrap());
            (line, column)
        };
        assert_eq!(at("a ="), (1, 1));
        assert_eq!(at("b ="), (2, 1));
        assert_eq!(at("本"), (2, 6));
        assert_eq!(at("last"), (4, 1));
        assert_eq!(&text[lines.range(1)], "\u{feff}a = \"é\"");
        assert_eq!(&text[lines.range(3)], "");
        assert_eq!(lines.position(text.len() + 5), Position { line: 4, column: 5 });
        assert_eq!(Lines::new("").position(0), Position { line: 1, column: 1 });
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
}
