//! How much of a text is read: a file made to do harm can want a hundred times its size in memory.

use super::lines::Line;
use crate::diagnostic::Diagnostic;
use crate::text::Span;

/// What a text may hold, in parts of tables. A table takes up to a kilobyte of memory and a part of a dotted key a tenth of that:
/// with so many the largest file stays within 200 MiB. That is some 20,000 actions with all their dates and notes.
const MOST: usize = 1_000_000;
const HEADING: usize = 10;

/// Where the text has more tables than are read: the start of that line; nothing for any text that people write.
///
/// Signs are counted wherever they stand, in texts and remarks as well: which of them the parser takes for tables only it knows,
/// and a broken line could hide the rest from a closer look.
pub fn end_of_readable(text: &str) -> Option<usize> {
    let mut parts = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let signs = line.bytes().map(|byte| match byte {
            b'{' => HEADING,
            b'.' | b'[' => 1,
            _ => 0,
        });
        let heading = if line.trim_start().starts_with('[') { HEADING } else { 0 };
        parts += heading + signs.sum::<usize>();
        if parts > MOST {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// The fault of a text that is read only up to this line.
pub fn unread_rest(text: &str, start: usize) -> Diagnostic {
    const SHOWN: usize = 40;
    let words = Line::at(text, start).words();
    let end = text.floor_char_boundary((words.end as usize).min(words.start as usize + SHOWN));
    let place = Span::new(words.start, (end as u32).max(words.start));
    let message = "this file has more headings and braces than a plan can have: from this line on nothing is read";
    Diagnostic::new("syntax", place, message).help("a plan of 20,000 actions can be read; part this one into several files")
}
