//! The lines of a plan's text, looked at without a parser: statements, headings, and lists left open.

use crate::text::Span;
use std::ops::Range;

/// Characters that nobody sees and no parser takes for a space.
pub(super) const INVISIBLE: [char; 20] = [
    '\u{a0}', '\u{202f}', '\u{2007}', '\u{200b}', '\u{feff}', '\u{2060}', '\u{ad}', '\u{200e}', '\u{200f}', '\u{2028}',
    '\u{2029}', '\u{b}', '\u{c}', '\u{2002}', '\u{2003}', '\u{2008}', '\u{2009}', '\u{200a}', '\u{3000}', '\u{fffc}',
];

/// Of these, one that parts no words.
pub(super) fn has_no_width(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{200e}' | '\u{200f}' | '\u{fffc}')
}

/// A line from its first character on that can be seen.
pub(super) fn without_blanks(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || INVISIBLE.contains(&c))
}

/// One line of a text, without its line end.
pub(super) struct Line<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
    /// Its length with its line end, at least one.
    whole: usize,
}

impl<'t> Line<'t> {
    /// The line that holds an offset; an offset on a line end belongs to the line that ends there.
    pub(super) fn at(text: &'t str, offset: usize) -> Line<'t> {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        Line { start, text: text[start..end].trim_end_matches('\r'), whole: end + 1 - start }
    }

    /// A line that starts here, perhaps with its line end.
    pub(super) fn new(start: usize, line: &'t str) -> Line<'t> {
        Line { start, text: line.trim_end_matches('\n').trim_end_matches('\r'), whole: line.len().max(1) }
    }

    /// Where the next line starts.
    pub(super) fn next(&self) -> usize {
        self.start + self.whole
    }

    pub(super) fn range(&self) -> Range<u32> {
        self.start as u32..(self.start + self.text.len().max(1)) as u32
    }

    pub(super) fn is_heading(&self) -> bool {
        is_heading(self.text)
    }

    /// The key and where its value starts, for a line that reads `key = …`.
    pub(super) fn statement(&self) -> Option<(&'t str, usize)> {
        let key = &self.text[..self.text.find('=')?];
        let key_words = without_blanks(key).trim_end();
        let name = match key_words.as_bytes() {
            [open @ (b'"' | b'\''), .., close] if open == close => &key_words[1..key_words.len() - 1],
            _ => key_words,
        };
        let sound = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let after = self.start + key.len() + 1;
        let value = &self.text[key.len() + 1..];
        sound.then(|| (name, after + value.len() - value.trim_start().len()))
    }

    /// The words of the line, without the spaces around them.
    pub(super) fn words(&self) -> Span {
        let inner = without_blanks(self.text);
        let start = self.start + self.text.len() - inner.len();
        Span::new(start as u32, (start + inner.trim_end().len()) as u32)
    }
}

/// A heading such as `[people]` or `[[objective]]`, sound or broken; not a line of a list.
pub(super) fn is_heading(line: &str) -> bool {
    // Most lines begin with the letter of a key.
    if line.as_bytes().first().is_none_or(u8::is_ascii_alphabetic) || !line.contains(['[', '\u{ff3b}']) {
        return false;
    }
    let line = without_mark(without_blanks(line))
        .trim_start_matches(['\\', '*', '_', '`'])
        .replacen('\u{ff3b}', "[", 2)
        .replace("[\\[", "[[");
    line.starts_with('[') && line.trim_start_matches(['[', ' ']).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A line that begins with a bullet, a number or a quotation mark before double brackets, from the brackets on; any other as it is.
pub(super) fn without_mark(line: &str) -> &str {
    let Some((mark, rest)) = line.split_once("[[") else { return line };
    let is_mark = |mark: &str| {
        ["-", ">", "\"", "'", "\u{2022}", "\u{2013}", "\u{201c}", "+"].contains(&mark)
            || mark
                .strip_suffix(['.', ')'])
                .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if is_mark(mark.trim()) { &line[line.len() - rest.len() - 2..] } else { line }
}

/// The words of a heading, without its brackets.
pub(super) fn heading_name(line: &str) -> &str {
    line.split('#')
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| matches!(c, '[' | ']' | ' ' | '\t' | '\r' | '\n') || INVISIBLE.contains(&c))
}

/// The headings from an offset on.
pub(super) fn headings(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.get(from..).unwrap_or("").split_inclusive('\n').scan(from, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    lines.filter(|(_, line)| is_heading(line))
}

/// The earlier line whose list or table is still open where this line begins anew, and the bracket it opened.
/// The parser notices only here that the bracket was never closed.
pub(super) fn left_open<'t>(text: &'t str, line: &Line) -> Option<(Line<'t>, char)> {
    const FAR: usize = 200;
    let at_end = line.start >= text.trim_end().len();
    if line.start == 0 || !at_end && !line.is_heading() && line.statement().is_none() {
        return None;
    }
    let mut earlier = Line::at(text, line.start - 1);
    for _ in 0..FAR {
        if earlier.is_heading() {
            return None;
        }
        if let Some((_, value)) = earlier.statement() {
            let bracket = text.get(value..)?.chars().next().filter(|first| ['[', '{'].contains(first))?;
            return (depth(text.get(value..line.start)?, bracket) > 0).then_some((earlier, bracket));
        }
        if earlier.start == 0 {
            return None;
        }
        earlier = Line::at(text, earlier.start - 1);
    }
    None
}

/// Where the statement ends that begins on the line of an offset: further down where it opens a list or table.
pub(super) fn statement_end(text: &str, offset: u32) -> u32 {
    const FAR: usize = 500;
    let here = Line::at(text, offset as usize);
    let mut first = Line::at(text, offset as usize);
    let begins = |line: &Line| line.statement().is_some();
    for _ in 0..FAR {
        if first.is_heading() || first.start == 0 && !begins(&first) {
            return here.range().end;
        }
        if begins(&first) {
            break;
        }
        first = Line::at(text, first.start - 1);
    }
    let (mut lists, mut tables) = (depth(first.text, '['), depth(first.text, '{'));
    let (mut end, mut at) = (first.range().end, first.next());
    for _ in 0..FAR {
        let line = Line::at(text, at);
        let anew = line.is_heading() || begins(&line);
        if lists <= 0 && tables <= 0 || at >= text.len() || anew {
            break;
        }
        lists += depth(line.text, '[');
        tables += depth(line.text, '{');
        (end, at) = (line.range().end, line.next());
    }
    end.max(here.range().end)
}

/// How many brackets of a kind a stretch opens and does not close; those in texts and remarks do not count.
pub(super) fn depth(text: &str, bracket: char) -> i32 {
    let close = if bracket == '[' { ']' } else { '}' };
    // Most values are texts without brackets.
    if !text.contains([bracket, close]) {
        return 0;
    }
    let mut depth = 0;
    for line in text.lines() {
        let mut quote = None;
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (quote, c) {
                (Some('"'), '\\') => drop(chars.next()),
                (Some(open), c) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, '#') => break,
                (None, c) if c == bracket => depth += 1,
                (None, c) if c == close => depth -= 1,
                _ => {}
            }
        }
    }
    depth
}

/// Where three quotation marks stand, first to last, and which.
fn triples(text: &str) -> Vec<(usize, &str)> {
    let of = |mark: &'static str| text.match_indices(mark);
    let mut all: Vec<(usize, &str)> = of("\"\"\"").chain(of("'''")).collect();
    all.sort_unstable();
    all
}

/// The text in three quotation marks that an offset stands in, with its marks; none where it stands in no such text, or that is
/// never closed.
pub(super) fn enclosing_text(text: &str, offset: usize) -> Option<Range<usize>> {
    let mut triples = triples(text).into_iter();
    while let Some((start, mark)) = triples.next().filter(|(start, _)| *start < offset) {
        let end = triples.find(|(_, other)| *other == mark)?.0 + mark.len();
        if offset < end {
            return Some(start..end);
        }
    }
    None
}

/// Each line that is no part of a text over several lines (in three quotation marks), with its start.
pub(super) fn outside_texts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let (mut at, mut inside) = (0, false);
    let mut triples = triples(text).into_iter().peekable();
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let marks = std::iter::from_fn(|| triples.next_if(|(place, _)| *place < at)).count();
        let was_inside = inside;
        inside ^= marks % 2 == 1;
        (!was_inside && (marks == 0 || line.contains('='))).then_some((start, line))
    })
}

/// A place where git left two versions of the same lines, and did not choose between them.
pub(super) struct MergeConflict {
    /// From the first of its marks to the last; the mark alone where the others are gone.
    pub(super) whole: Span,
    /// The marks, and every version but the first.
    pub(super) gone: Vec<Range<u32>>,
}

/// The places that git left undecided.
pub(super) fn conflicts(text: &str) -> Vec<MergeConflict> {
    /// A text with more of them is no plan.
    const MOST: usize = 100;
    const SIGNS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    if !SIGNS.iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let mut out = whole_conflicts(text);
    let in_whole = out.iter().map(|conflict| conflict.whole).collect::<Vec<_>>();
    let mut begun: Option<(Range<u32>, Option<u32>)> = None;
    for (start, line) in outside_texts(text) {
        let words = line.trim_end();
        let mark = |sign: &str| is_conflict_mark(words, sign);
        let here = start as u32..(start + words.len()) as u32;
        // They stand one after the other: the last that begins before the line alone can hold it.
        let before = in_whole.partition_point(|whole| whole.range().start <= start);
        if before.checked_sub(1).is_some_and(|last| in_whole[last].range().contains(&start)) {
            continue;
        }
        let alone = |here: Range<u32>| MergeConflict { whole: Span::new(here.start, here.end), gone: vec![here] };
        if mark("<<<<<<<") {
            out.extend(begun.replace((here, None)).map(|(opened, _)| alone(opened)));
        } else if mark("|||||||") || mark("=======") {
            match &mut begun {
                Some((_, second)) => *second = second.or(Some(here.start)),
                None => out.push(alone(here)),
            }
        } else if mark(">>>>>>>") {
            match begun.take() {
                Some((opened, second)) => {
                    let whole = Span::new(opened.start, here.end);
                    out.push(MergeConflict { whole, gone: vec![opened, second.unwrap_or(here.start)..here.end] });
                }
                None => out.push(alone(here)),
            }
        }
    }
    out.sort_by_key(|conflict| conflict.whole);
    out.truncate(MOST);
    out.extend(begun.map(|(opened, _)| MergeConflict { whole: Span::new(opened.start, opened.end), gone: vec![opened] }));
    out
}

/// Git's three marks one after the other, whatever stands around them: also within a text over several lines, where one version
/// may open what the other closes.
fn whole_conflicts(text: &str) -> Vec<MergeConflict> {
    let mut out = Vec::new();
    let mut begun: Option<(Range<u32>, Option<u32>)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let here = at as u32..(at + words.len()) as u32;
        at += line.len();
        if is_conflict_mark(words, "<<<<<<<") {
            begun = Some((here, None));
        } else if is_conflict_mark(words, "|||||||") || is_conflict_mark(words, "=======") {
            begun = begun.map(|(opened, second)| (opened, second.or(Some(here.start))));
        } else if is_conflict_mark(words, ">>>>>>>")
            && let Some((opened, Some(second))) = begun.take()
        {
            out.push(MergeConflict { whole: Span::new(opened.start, here.end), gone: vec![opened, second..here.end] });
        }
    }
    out
}

/// Git puts the name of a version after the mark, or nothing.
fn is_conflict_mark(words: &str, sign: &str) -> bool {
    words.strip_prefix(sign).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Where the line starts whose text in three quotation marks is never closed, or only past a heading; and its marks.
pub(super) fn unclosed_text(text: &str) -> Option<(usize, &'static str)> {
    let (mut at, mut open) = (0, None);
    let mut triples = triples(text).into_iter().peekable();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let here: Vec<&str> = std::iter::from_fn(|| triples.next_if(|(place, _)| *place < at)).map(|(_, mark)| mark).collect();
        let count = |mark: &str| here.iter().filter(|here| **here == mark).count();
        match open {
            Some((_, mark)) if count(mark) > 0 => open = None,
            Some(_) if line.starts_with("[[objective") => return open,
            Some(_) => {}
            None => {
                let mark = ["\"\"\"", "'''"].into_iter().find(|mark| count(mark) > 0);
                open = mark.filter(|mark| count(mark) == 1 && line.contains('=')).map(|mark| (start, mark));
            }
        }
    }
    open
}
