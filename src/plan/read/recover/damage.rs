//! What a fault of the TOML makes of the lines around it, and where the copy that is parsed differs from the text.

use super::lines::{Line, heading_name, headings};
use crate::edit::Edit;
use crate::plan::keys::Section;
use crate::text::Span;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

/// Stretches of a text. Where they touch or overlap they are one.
#[derive(Default)]
pub(super) struct Stretches {
    /// Where each begins, and ends: a text made to do harm has a hundred thousand of them, and each is asked for as often.
    ends: BTreeMap<u32, u32>,
    added: usize,
}

impl Stretches {
    pub(super) fn add(&mut self, mut range: Range<u32>) {
        self.added += 1;
        while let Some((&start, &end)) = self.ends.range(..=range.end).next_back().filter(|(_, end)| **end >= range.start) {
            self.ends.remove(&start);
            range = start.min(range.start)..end.max(range.end);
        }
        self.ends.insert(range.start, range.end);
    }

    pub(super) fn contains(&self, offset: u32) -> bool {
        self.ends.range(..=offset).next_back().is_some_and(|(_, end)| offset < *end)
    }

    /// How many were added, be they one now or several.
    pub(super) fn count_added(&self) -> usize {
        self.added
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Range<u32>> {
        self.ends.iter().map(|(start, end)| *start..*end)
    }
}

/// The parts of a text that could not be parsed, and the way from the source that was parsed back to the text.
#[derive(Default)]
pub struct Damage {
    /// Whole lines with an error in them.
    pub(super) lines: Stretches,
    /// From a broken heading to the next heading: what stands there has lost its table.
    pub(super) orphans: Stretches,
    /// Keys whose line is broken, by the start of the table they stand in.
    keys: HashMap<u32, Vec<String>>,
    /// All of them.
    key_names: HashSet<String>,
    /// The headings that were lost, as written.
    headings: Vec<String>,
    /// Headings that were written out or put in for the copy that is parsed, and keys put in quotation marks, first to last.
    pub(super) edits: Vec<Edit>,
    /// Where the lines of the text begin that are headings, first to last; found when they are first asked for. To look for the one
    /// above each of very many broken lines would take time that grows with the square of their number.
    written: OnceLock<Vec<u32>>,
    pub(super) source_map: SourceMap,
}

impl Damage {
    /// Every line could be parsed, though perhaps with its heading mended.
    pub fn is_empty(&self) -> bool {
        self.lines.count_added() == 0
    }

    /// The place in the text of a place in the source. A heading that was mended stands for the whole of the one in the text,
    /// one that was put in for the empty stretch where it belongs.
    pub fn locate(&self, place: toml_spanner::Span) -> Span {
        self.source_map.to_text(place)
    }

    /// This offset of the text is on a broken line, or under a broken heading: what stands there is reported as broken, and
    /// nothing else is to be said of it.
    pub fn hides(&self, offset: u32) -> bool {
        self.lines.contains(offset) || self.is_orphan(offset)
    }

    /// The stretches of the text that it [hides](Damage::hides), in no order.
    pub fn hidden_spans(&self) -> impl ExactSizeIterator<Item = Span> {
        let spans: Vec<Span> =
            self.lines.iter().chain(self.orphans.iter()).map(|range| Span::new(range.start, range.end)).collect();
        spans.into_iter()
    }

    /// This offset of the text stands under a broken heading, so that nobody knows which table it belongs to.
    pub fn is_orphan(&self, offset: u32) -> bool {
        self.orphans.contains(offset)
    }

    /// A table was lost whose heading has this word in it.
    pub fn lost_table(&self, word: &str) -> bool {
        self.headings.iter().any(|heading| heading.contains(word))
    }

    /// A broken line held this key, in whatever table.
    pub fn lost_key(&self, name: &str) -> bool {
        self.key_names.contains(name)
    }

    /// The keys of a section that stand on broken lines of the table that starts at this offset of the text.
    pub fn lost_keys(&self, table: u32, section: &'static Section) -> impl Iterator<Item = &'static str> {
        self.keys.get(&table).into_iter().flatten().filter_map(|name| section.key(name)).map(|key| key.name)
    }

    /// Remembers a key whose line is broken, or that a heading in its place keeps from being missed.
    pub(super) fn note_key(&mut self, table: u32, key: &str) {
        self.keys.entry(table).or_default().push(key.to_owned());
        self.key_names.insert(key.to_owned());
    }

    /// The line that starts at this offset of the text stands under a heading of an action.
    pub fn is_under_action(&self, text: &str, start: usize) -> bool {
        let heading = self.heading_above(text, start).map(|(_, heading)| heading.to_lowercase());
        heading.is_some_and(|heading| heading.contains("action") && !heading.contains("action."))
    }

    /// Has a key that the parser cannot read stand in quotation marks in the copy that is parsed. False where it does so already.
    pub(super) fn quote_key(&mut self, text: &str, place: Span) -> bool {
        self.replace(Edit { span: place, text: format!("\"{}\"", place.of(text)) })
    }

    /// Has something else stand in a place of the copy that is parsed. False where it does so already.
    pub(super) fn replace(&mut self, edit: Edit) -> bool {
        let at = self.edits.partition_point(|known| known.span.start < edit.span.start);
        let is_known = self.edits.get(at).is_some_and(|known| known.span == edit.span);
        if !is_known {
            self.edits.insert(at, edit);
        }
        !is_known
    }

    /// Remembers what a fault on these lines breaks; the parser noticed it at `point`.
    pub(super) fn note(&mut self, text: &str, lines: Range<u32>, point: u32) {
        let mut at = lines.start as usize;
        while at < lines.end as usize {
            let line = Line::at(text, at);
            if line.is_heading() && (lines.start as usize == line.start || point > line.words().start) {
                // The headings of its parts have nothing to stand under without it.
                let part = format!("{}.", heading_name(line.text));
                let end = headings(text, line.next()).find(|(_, heading)| !heading_name(heading).starts_with(&part));
                let end = end.map_or(text.len(), |(start, _)| start) as u32;
                let after = self.edits.partition_point(|edit| (edit.span.start as usize) < line.next());
                let put_in = self.edits[after..].iter().find(|edit| is_of_heading(edit)).map(|edit| edit.span.start);
                self.orphans.add(line.range().end..put_in.map_or(end, |start| end.min(start)));
                self.headings.push(line.text.to_owned());
            } else if let Some((key, _)) = line.statement() {
                self.note_key(self.table_of(text, line.start), key);
            }
            at = line.next();
        }
        self.lines.add(lines);
    }

    /// Where the heading starts that a line stands under, or was put in; 0 above the first.
    pub(super) fn table_of(&self, text: &str, start: usize) -> u32 {
        self.heading_above(text, start).map_or(0, |(start, _)| start)
    }

    /// The heading that a line stands under, and where it starts.
    fn heading_above<'t>(&'t self, text: &'t str, start: usize) -> Option<(u32, &'t str)> {
        let all = self.written.get_or_init(|| headings(text, 0).map(|(start, _)| start as u32).collect());
        let above = all[..all.partition_point(|heading| *heading as usize <= start)].last();
        let written = above.map(|heading| Line::at(text, *heading as usize)).map(|line| (line.words().start, line.text));
        let before = self.edits.partition_point(|edit| edit.span.start as usize <= start);
        let put_in = self.edits[..before].iter().rfind(|edit| is_of_heading(edit));
        let put_in = put_in.map(|edit| (edit.span.start, edit.text.lines().last().unwrap_or("")));
        if written.map(|(start, _)| start) > put_in.map(|(start, _)| start) { written } else { put_in }
    }

    /// The copy to parse: the text without what is broken, and with the headings that were meant. Nothing where the text
    /// itself will do.
    pub(super) fn copy(&mut self, text: &str) -> Option<String> {
        let gone: Vec<Range<u32>> = self.lines.iter().chain(self.orphans.iter()).collect();
        if gone.is_empty() && self.edits.is_empty() {
            return None;
        }
        let copy = without(text, &gone);
        // What is blanked out has no heading any more.
        let kept = self.edits.iter().filter(|edit| !Line::at(&copy, edit.span.start as usize).text.trim_ascii().is_empty());
        let (copy, source_map) = SourceMap::apply(&copy, kept);
        self.source_map = source_map;
        Some(copy)
    }
}

/// The change writes out or puts in a heading.
fn is_of_heading(edit: &Edit) -> bool {
    edit.text.contains('[')
}

/// The text with some lines blanked out, every other byte in its place.
pub(super) fn without(text: &str, lines: &[Range<u32>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in lines {
        let end = (range.end as usize).min(bytes.len());
        for byte in bytes[range.start as usize..end].iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The source_map from a place in the copy back to the text.
#[derive(Default)]
pub(super) struct SourceMap {
    /// For each change where it stands in the copy, and what it stands for in the text.
    steps: Vec<(Span, Span)>,
}

impl SourceMap {
    /// The text with these changes, first to last, and the source_map back.
    fn apply<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> (String, SourceMap) {
        let (mut copy, mut done, mut steps) = (String::with_capacity(text.len() + 100), 0, Vec::new());
        for edit in edits.filter(|edit| text.get(edit.span.range()).is_some()) {
            if (edit.span.start as usize) < done {
                continue;
            }
            copy.push_str(&text[done..edit.span.start as usize]);
            let start = copy.len() as u32;
            copy.push_str(&edit.text);
            steps.push((Span::new(start, copy.len() as u32), edit.span));
            done = edit.span.end as usize;
        }
        copy.push_str(&text[done..]);
        (copy, SourceMap { steps })
    }

    /// The place in the text; a change stands for the whole of what it changes.
    fn to_text(&self, place: toml_spanner::Span) -> Span {
        // Most plans are parsed as they are.
        if self.steps.is_empty() {
            return Span::new(place.start, place.end);
        }
        let start = self.one(place.start, |put_in| put_in.start);
        Span::new(start, self.one(place.end, |put_in| put_in.end).max(start))
    }

    fn one(&self, offset: u32, inside: impl Fn(Span) -> u32) -> u32 {
        let before = self.steps.partition_point(|(copy, _)| copy.start <= offset);
        match self.steps[..before].last() {
            None => offset,
            Some((copy, text)) if offset < copy.end => inside(*text),
            Some((copy, text)) => text.end + (offset - copy.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_a_copy_leads_back_to_its_place_in_the_text() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.into() };
        let (copy, source_map) = SourceMap::apply("a [x]\nb\n", [edit(2, 5, "[[x.y]]"), edit(6, 6, "[z]\n")].iter());
        assert_eq!(copy, "a [[x.y]]\n[z]\nb\n");
        let back = |start, end| source_map.to_text(toml_spanner::Span::new(start, end));
        assert_eq!(back(0, 1), Span::new(0, 1));
        assert_eq!(back(2, 9), Span::new(2, 5));
        assert_eq!(back(4, 5), Span::new(2, 5));
        assert_eq!(back(10, 16), Span::new(6, 8));
        assert_eq!(back(14, 15), Span::new(6, 7));
    }
}
