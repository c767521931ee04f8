//! A fix as lines taken away and lines put in.

use super::caret::Colours;
use super::view::{self, View};
use crate::edit::{self, Edit};
use crate::text::{Lines, Span};
use std::fmt::Write;

/// The most lines of one kind that are drawn together.
const MOST: usize = 12;

/// Neighbouring lines that a fix changes.
pub(super) struct Hunk<'a> {
    /// The line above, where it is needed to show where new lines go.
    above: Option<&'a str>,
    /// The number of the first line changed, before and after.
    old_number: usize,
    new_number: usize,
    old: Vec<&'a str>,
    new: Vec<String>,
}

/// The lines that the edits change; none when they cannot be made, or change nothing that is seen.
pub(super) fn hunks<'a>(text: &'a str, lines: &Lines, edits: &[Edit]) -> Vec<Hunk<'a>> {
    if edit::apply(text, edits).is_none() {
        return Vec::new();
    }
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let line_of = |offset: u32| lines.line(offset as usize);
    let mut hunks = Vec::new();
    // how many more lines there are above, once the earlier hunks are made
    let mut more = 0isize;
    for edits in edits.chunk_by(|one, next| line_of(next.span.start) <= line_of(one.span.end)) {
        let (first, last) = (line_of(edits[0].span.start), line_of(edits[edits.len() - 1].span.end));
        if let Some(hunk) = hunk(text, lines, first, last, edits, more) {
            more += hunk.new.len() as isize - hunk.old.len() as isize;
            hunks.push(hunk);
        }
    }
    hunks
}

fn hunk<'a>(text: &'a str, lines: &Lines, first: usize, last: usize, edits: &[&Edit], more: isize) -> Option<Hunk<'a>> {
    let (start, end) = (lines.range(first).start, lines.range(last).end);
    let moved = edits.iter().map(|edit| {
        let at = |offset: u32| (offset as usize - start) as u32;
        Edit { span: Span::new(at(edit.span.start), at(edit.span.end)), text: edit.text.clone() }
    });
    // an edit may end inside a line end
    let end = edits.iter().map(|edit| edit.span.end as usize).fold(end, usize::max);
    let new = edit::apply(&text[start..end], &moved.collect::<Vec<Edit>>())?;
    let mut old: Vec<&str> = (first..=last).map(|number| &text[lines.range(number)]).collect();
    let mut new: Vec<String> = new.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned()).collect();
    while old.last().is_some_and(|line| new.last().is_some_and(|last| last == line)) {
        old.pop();
        new.pop();
    }
    let same = old.iter().zip(&new).take_while(|(old, new)| *old == new).count();
    old.drain(..same);
    new.drain(..same);
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let old_number = first + same;
    let above = (old.is_empty() && old_number > 1).then(|| &text[lines.range(old_number - 1)]);
    Some(Hunk { above, old_number, new_number: old_number.saturating_add_signed(more), old, new })
}

impl Hunk<'_> {
    /// The largest line number drawn.
    pub(super) fn last_number(&self) -> usize {
        let last = |number: usize, count: usize| number + count.min(MOST).saturating_sub(1);
        last(self.old_number, self.old.len()).max(last(self.new_number, self.new.len()))
    }

    /// Adds the lines to a screen, each in at most `room` columns beside its number.
    pub(super) fn draw(&self, out: &mut String, gutter: usize, room: usize, colours: &Colours) {
        let Colours { gutter: number, added, removed, .. } = *colours;
        if let Some(above) = self.above {
            let view = View::new(above, 0, room);
            let _ = write!(out, "{number}{:>gutter$} |{number:#} {}", self.new_number - 1, view.text);
            end(out);
        }
        for (sign, paint, first, lines) in [
            ('-', removed, self.old_number, self.old.to_vec()),
            ('+', added, self.new_number, self.new.iter().map(String::as_str).collect::<Vec<&str>>()),
        ] {
            for (index, line) in lines.iter().take(MOST).enumerate() {
                let _ = write!(out, "{number}{:>gutter$}{number:#} {paint}{sign}{paint:#} ", first + index);
                self.line(out, index, line, room, paint);
                end(out);
            }
            if lines.len() > MOST {
                let more = lines.len() - MOST;
                let _ = writeln!(out, "{number}...{number:#} {paint}{sign}{paint:#} and {more} more");
            }
        }
    }

    /// Adds a line, what differs from its counterpart in colour.
    fn line(&self, out: &mut String, index: usize, line: &str, room: usize, paint: anstyle::Style) {
        let (from, changed) = match (self.old.get(index), self.new.get(index)) {
            (Some(old), Some(new)) => {
                let (before, after) = common(old, new);
                // both begin where both can be seen to differ
                let from = [*old, new].map(|line| view::start(line, before..line.len() - after, 0, room));
                (from[0].max(from[1]), before..line.len() - after)
            }
            _ => (0, 0..line.len()),
        };
        let view = View::new(line, from, room);
        let changed = view.range(changed);
        let (before, middle, after) = (&view.text[..changed.start], &view.text[changed.clone()], &view.text[changed.end..]);
        let _ = write!(out, "{before}{paint}{middle}{paint:#}{after}");
    }
}

/// Ends a row, without blanks at its end.
fn end(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}

/// How many bytes two lines have in common at their beginning, and at their end.
fn common(one: &str, other: &str) -> (usize, usize) {
    let same = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| {
        one.zip(other).take_while(|(one, other)| one == other).map(|(character, _)| character.len_utf8()).sum()
    };
    let before: usize = same(&mut one.chars(), &mut other.chars());
    let after = same(&mut one[before..].chars().rev(), &mut other[before..].chars().rev());
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(text: &str, edits: &[(&str, &str)], room: usize) -> String {
        let edits: Vec<Edit> = edits
            .iter()
            .map(|(words, new)| {
                let start = text.find(words).unwrap() as u32;
                Edit { span: Span::new(start, start + words.len() as u32), text: (*new).to_owned() }
            })
            .collect();
        let mut out = String::new();
        for hunk in hunks(text, &Lines::new(text), &edits) {
            hunk.draw(&mut out, hunk.last_number().to_string().len(), room, &Colours::new(false));
        }
        out
    }

    #[test]
    fn a_word_is_replaced_put_in_or_taken_out() {
        let text = "ref = \"1\"\nstatsu = \"on\"\n";
        assert_eq!(screen(text, &[("statsu", "status")], 80), "2 - statsu = \"on\"\n2 + status = \"on\"\n");
        let both = "1 - ref = \"1\"\n1 + ref = \"1.1\"\n2 - statsu = \"on\"\n2 +  = \"on\"\n";
        assert_eq!(screen(text, &[("statsu", ""), ("1\"", "1.1\"")], 80), both);
        assert_eq!(screen(text, &[("ref", "ref"), ("statsu", "statsu")], 80), "");
    }

    #[test]
    fn whole_lines_are_put_in_and_taken_out() {
        for end in ["\n", "\r\n"] {
            let text = ["a = 1", "b = 2", "c = 3", ""].join(end);
            assert_eq!(screen(&text, &[("b = 2", &format!("b = 2{end}bb = 22"))], 80), "2 | b = 2\n3 + bb = 22\n");
            assert_eq!(screen(&text, &[(&format!("b = 2{end}"), "")], 80), "2 - b = 2\n");
            assert_eq!(screen(&text, &[("a = 1", &format!("x = 0{end}a = 1"))], 80), "1 + x = 0\n");
            assert_eq!(screen(&text, &[(&format!("b = 2{end}c = 3"), "bc = 23")], 80), "2 - b = 2\n3 - c = 3\n2 + bc = 23\n");
            assert_eq!(
                screen(&text, &[(&format!("a = 1{end}"), ""), ("c = 3", "c = 4")], 80),
                "1 - a = 1\n3 - c = 3\n2 + c = 4\n"
            );
        }
        assert_eq!(screen("a = 1", &[("1", "1\n\n[b]\nc = 2")], 80), "1 | a = 1\n2 +\n3 + [b]\n4 + c = 2\n");
    }

    #[test]
    fn long_lines_are_cut_alike_round_the_change() {
        let text = format!("action = \"{}\"\nx", "word ".repeat(40) + "teh end" + &" word".repeat(40));
        assert_eq!(
            screen(&text, &[("teh", "the")], 30),
            "1 - …d word word teh end word wor…\n1 + …d word word the end word wor…\n"
        );
        assert_eq!(
            screen(&text, &[("teh ", "")], 30),
            "1 - …rd word word teh end word wo…\n1 + …rd word word end word word w…\n"
        );
    }

    #[test]
    fn long_hunks_are_shortened() {
        let lines: Vec<String> = (1..=20).map(|number| format!("a{number} = {number}\n")).collect();
        let text = lines.concat();
        let drawn = screen(&text, &[(&text[..], "b = 1\n")], 80);
        assert_eq!(drawn.lines().count(), MOST + 2);
        assert!(drawn.ends_with("12 - a12 = 12\n... - and 8 more\n 1 + b = 1\n"), "{drawn}");
    }

    #[test]
    fn edits_that_cannot_be_made_draw_nothing() {
        let edits = [Edit { span: Span::new(0, 2), text: "x".into() }, Edit { span: Span::new(1, 3), text: "y".into() }];
        assert!(hunks("abc", &Lines::new("abc"), &edits).is_empty());
    }

    #[test]
    fn what_differs_is_in_colour() {
        let text = "statsu = 1";
        let edits = [Edit { span: Span::new(0, 6), text: "status".into() }];
        let mut out = String::new();
        for hunk in hunks(text, &Lines::new(text), &edits) {
            hunk.draw(&mut out, 1, 80, &Colours::new(true));
        }
        assert!(out.contains("stat\u{1b}[91msu\u{1b}[0m = 1"), "{out:?}");
        assert!(out.contains("stat\u{1b}[92mus\u{1b}[0m = 1"), "{out:?}");
    }
}
