//! The extent of a table, from the tree of the parser.

use super::Reader;
use crate::plan::{Entry, Extent, Style};
use crate::text::Span;
use bumpalo::collections::Vec as List;
use toml_spanner::{ArrayStyle, Item, Table, TableStyle, Value};

/// No key of a plan has more parts; one with a million of them would be followed until the stack ends.
const DEEPEST: usize = 32;

impl<'a> Reader<'a, '_> {
    /// Where a table stands and what stands in it.
    pub(super) fn extent(&self, table: &Table) -> Extent<'a> {
        self.extent_until(table, u32::MAX)
    }

    /// The extent of the top of the file, which has no heading. It ends at the first one: to the parser, what stands under a
    /// heading that it cannot read belongs to the top again.
    pub(super) fn top_extent(&self, table: &Table) -> Extent<'a> {
        let headings = table.iter().filter(|(_, item)| has_heading(item)).map(|(_, item)| self.place(item.span()).start);
        let top = self.extent_until(table, headings.min().unwrap_or(u32::MAX));
        let start = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() as u32 } else { 0 };
        Extent { style: Style::Lines, header: Span::new(start, start), body: Span::new(start, top.body.end.max(start)), ..top }
    }

    fn extent_until(&self, table: &Table, limit: u32) -> Extent<'a> {
        let mut entries = List::with_capacity_in(table.len(), self.lists);
        self.collect_entries(table, &mut Vec::new(), &mut entries);
        // The parts of a dotted key may stand apart; all else is in order.
        if !entries.is_sorted_by_key(|entry| entry.name) {
            entries.sort_unstable_by_key(|entry| entry.name);
        }
        let entries: &[_] = entries.into_bump_slice();
        let entries = &entries[..entries.partition_point(|entry| entry.name.start < limit)];
        let style = match table.style() {
            TableStyle::Header => Style::Lines,
            TableStyle::Inline => Style::Braces,
            TableStyle::Dotted => Style::Dotted,
            TableStyle::Implicit => Style::Unwritten,
        };
        let start = self.place(table.span()).start;
        let header = match style {
            Style::Lines => self.header(table),
            _ => Span::new(start, start),
        };
        let body_start = match style {
            Style::Braces => start + 1,
            Style::Dotted => entries.first().map_or(start, |first| first.name.start),
            _ => header.end,
        };
        let body_end = match entries.last() {
            Some(last) if style == Style::Braces => last.value.end,
            Some(last) => self.end_of_line(last.value.end),
            None => body_start,
        };
        Extent { style, header, body: Span::new(body_start, body_end.max(body_start)), entries }
    }

    /// The entries of a table; `path` leads to it from the table in whose body they stand, for dotted keys.
    fn collect_entries<'t>(&self, table: &Table<'t>, path: &mut Vec<&'t str>, entries: &mut List<'a, Entry>) {
        for (key, item) in table.iter() {
            let name = self.place(key.span);
            if self.damage.is_orphan(name.start) {
                continue;
            }
            match item.value() {
                Value::Table(part) if part.style() == TableStyle::Dotted && path.len() < DEEPEST => {
                    path.push(key.name);
                    self.collect_entries(part, path, entries);
                    path.pop();
                }
                _ if has_heading(item) => {}
                _ => {
                    let name = Span::new(start_of_dotted(self.text, name.start, path), name.end);
                    entries.push(Entry { name, value: self.place(item.span()) });
                }
            }
        }
    }

    /// The first line of a table with a heading, found in the source: in the text the heading may be a broken one.
    fn header(&self, table: &Table) -> Span {
        let span = table.span();
        let line = self.source[span.start as usize..].lines().next().unwrap_or("");
        self.place(toml_spanner::Span::new(span.start, span.start + line.len() as u32))
    }

    /// The end of the line of an offset, where nothing but a remark follows; else the offset.
    fn end_of_line(&self, offset: u32) -> u32 {
        let rest = self.text[offset as usize..].lines().next().unwrap_or("");
        let is_remark = rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
        if is_remark { offset + rest.trim_end().len() as u32 } else { offset }
    }
}

/// A table, or a list of tables, whose place is given by a heading of its own or of its parts.
pub(super) fn has_heading(item: &Item) -> bool {
    match item.value() {
        Value::Table(table) => matches!(table.style(), TableStyle::Header | TableStyle::Implicit),
        Value::Array(array) => array.style() == ArrayStyle::Header,
        _ => false,
    }
}

/// Where a dotted key begins whose last part begins at an offset: the parser tells only where each part stands for the first time.
fn start_of_dotted(text: &str, last: u32, path: &[&str]) -> u32 {
    let mut start = last as usize;
    for part in path.iter().rev() {
        let before = text[..start].trim_end().strip_suffix('.').map(str::trim_end);
        let spellings = [part.to_string(), format!("\"{part}\""), format!("'{part}'")];
        let Some(before) = before.and_then(|before| spellings.iter().find_map(|spelling| before.strip_suffix(spelling.as_str())))
        else {
            break;
        };
        start = before.len();
    }
    start as u32
}
