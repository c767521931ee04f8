//! Where each table of a plan begins and ends in the text, and where each of its keys and values stands.

use crate::text::Span;

/// A table as it stands in the text. With it a key can be found, changed and taken out, and a line put in, without a look at
/// the rest of the file.
///
/// What stands on a broken line is in no extent: the key is among the `unread` of its table, and [`Plan::damaged`] is set.
///
/// [`Plan::damaged`]: super::Plan::damaged
#[derive(Clone, Copy, Default, Debug)]
pub struct Extent<'a> {
    pub style: Style,
    /// The line of the heading, its brackets and remark counted in and its line end not; empty where there is none.
    pub header: Span,
    /// From the end of the header to the end of the last entry, with what belongs to it on its line. Where the style is
    /// [`Style::Lines`], an entry added here on a line of its own belongs to the table; under [`Style::Braces`] one added after
    /// a comma does. Parts of the table with a heading of their own are not in it.
    pub body: Span,
    /// Each `key = value` of the body, in the order of the text.
    pub entries: &'a [Entry],
}

/// How a table is written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Style {
    /// Not at all: only parts of it have a heading (`[people.jo]` without `[people]`), or a single value stands for it.
    #[default]
    Unwritten,
    /// A line for each entry, below a heading or at the top of the file.
    Lines,
    /// `{ key = value }`.
    Braces,
    /// `table.key = value` among the entries of the table around it. The body may have entries of that table between its own.
    Dotted,
}

/// One `key = value` of a table. It knows only places: a plan has as many of these as lines, and many plans are kept at once.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The key as written, in quotation marks or with all its parts.
    pub name: Span,
    /// The whole value as written: a text with its quotation marks, a list or table with its brackets.
    pub value: Span,
}

impl Entry {
    /// The key, without quotation marks; of a dotted key the first part. Special characters stand in it as they are written.
    pub fn key(self, text: &str) -> &str {
        let name = self.name.of(text);
        match name.chars().next() {
            Some(quote @ ('"' | '\'')) => name[1..].split(quote).next().unwrap_or(""),
            _ => name.split('.').next().unwrap_or("").trim_end(),
        }
    }
}

impl Extent<'_> {
    /// A heading of its own, and not one key below it; parts with headings of their own are not looked at.
    pub fn is_bare_heading(&self) -> bool {
        self.style == Style::Lines && self.header.start < self.header.end && self.entries.is_empty()
    }

    /// The entry of a key in the text of the plan, whether the format knows it or not; of a dotted key the first.
    pub fn entry(&self, text: &str, key: &str) -> Option<Entry> {
        self.entries.iter().copied().find(|entry| entry.key(text) == key)
    }
}
