//! Texts in lines of the screen: parted at blanks, and never within a word.

use super::super::measure::width;
use unicode_width::UnicodeWidthStr;

/// A paragraph in lines of at most `width` columns.
pub fn wrapped(text: &str, width: usize) -> String {
    wrap(text, "", "", width)
}

/// The same, each line after so many blank columns.
pub(in crate::render) fn wrapped_after(text: &str, blanks: usize, width: usize) -> String {
    wrap(text, &" ".repeat(blanks), &" ".repeat(blanks), width)
}

/// Words of a text in lines of at most `width` columns, with what the first begins with and what the others do; a word that is
/// longer stands on a line of its own, uncut.
pub(super) fn wrap(text: &str, first: &str, then: &str, width: usize) -> String {
    let mut out = String::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let gap = usize::from(!empty);
        if !empty && line.width() + gap + word.width() > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line = then.to_owned();
        } else if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

/// A text that is taken line by line.
#[derive(Clone, Copy)]
pub(super) struct Folding<'t> {
    rest: &'t str,
    /// The columns of the rest, while none of it was taken.
    width: Option<usize>,
    /// A byte is a column.
    plain: bool,
}

impl<'t> Folding<'t> {
    /// A text of so many columns.
    pub(super) fn of(text: &'t str, width: usize, plain: bool) -> Folding<'t> {
        let rest = text.trim_end();
        Folding { rest, width: Some(width).filter(|_| rest.len() == text.len()), plain }
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next line, of at most `most` columns, and its width; what has no `mark` to be parted after is not cut.
    pub(super) fn line(&mut self, mark: u8, most: usize) -> (&'t str, usize) {
        let known = self.width.take();
        let Some(end) = self.end(mark, most, known) else {
            let line = std::mem::take(&mut self.rest);
            return (line, known.unwrap_or_else(|| width(line)));
        };
        let line = self.rest[..end].trim_end();
        self.rest = &self.rest[end..];
        (line, if self.plain { line.len() } else { width(line) })
    }

    /// Where the line ends, when there is more than it.
    fn end(&self, mark: u8, most: usize, known: Option<usize>) -> Option<usize> {
        let text = self.rest;
        if known.map_or(self.plain && text.len() <= most, |width| width <= most) {
            return None;
        }
        if self.plain {
            // A blank at the end of a line takes no column.
            let room = if mark == b' ' { most + 1 } else { most };
            let bytes = text.as_bytes();
            let after = |place: Option<usize>| place.map(|at| at + 1).filter(|&end| end < text.len());
            return after(memchr::memrchr(mark, &bytes[..room.min(text.len())])).or_else(|| after(memchr::memchr(mark, bytes)));
        }
        let (mut end, mut used) = (0, 0);
        for next in memchr::memchr_iter(mark, text.as_bytes()).map(|at| at + 1).chain([text.len()]) {
            let part = &text[end..next];
            let (word, blanks) = part.split_at(part.trim_end().len());
            used += width(word);
            if used > most && end > 0 && !part.is_empty() {
                return Some(end);
            }
            end = next;
            used += width(blanks);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_text_loses_no_word_and_fits_where_it_can_be_parted() {
        arbtest::arbtest(|u| {
            let words: Vec<&str> = (0..u.int_in_range(0..=9)?)
                .map(|_| u.choose(&["a", "of", "plan-a-b", "safeguarding", "–", "日本", "é", ""]).copied())
                .collect::<Result<_, _>>()?;
            let (text, most) = (words.join(" "), u.int_in_range(1..=14)?);
            for mark in [b' ', b'-'] {
                let mut folding = Folding::of(&text, width(&text), text.is_ascii());
                let mut lines = vec![folding.line(mark, most)];
                while !folding.is_done() {
                    lines.push(folding.line(mark, most));
                }
                let bare = |text: &str| text.split(' ').collect::<String>();
                assert_eq!(bare(&lines.iter().map(|(line, _)| *line).collect::<String>()), bare(&text), "{text:?} {most}");
                let mark = char::from(mark);
                for (line, wide) in lines {
                    let parted = line.trim_matches(mark).contains(mark);
                    assert!(wide <= most || !parted, "{line:?} of {text:?}, {most}");
                    assert_eq!(wide, width(line), "{line:?} of {text:?}");
                }
            }
            Ok(())
        });
    }
}
