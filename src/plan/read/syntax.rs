//! Faults of the TOML itself, in a board manager's words, and what they make of the lines around them.
//!
//! One slip of the hand must be one finding: what a broken line hides, and what it drags along, is not reported again.

use crate::diagnostic::Diagnostic;
use crate::plan::keys::Section;
use crate::source::Span;
use crate::time::phrase;
use crate::time::when::{NotADate, When};
use std::ops::Range;
use toml_spanner::{Arena, Error, ErrorKind, Table, parse_recoverable};

/// The parser stops after this many errors; it is then started again on what is left.
const ERRORS_A_ROUND: usize = 25;
/// A text with more broken lines than rounds times errors is no plan.
const ROUNDS: usize = 200;

/// The parts of a text that could not be parsed.
#[derive(Default)]
pub(super) struct Broken {
    /// Whole lines with an error in them.
    lines: Vec<Range<u32>>,
    /// From a broken heading to the next heading: what stands there has lost its table.
    orphans: Vec<Range<u32>>,
    /// Keys whose line is broken: the start of the table they stand in, and their name.
    keys: Vec<(u32, String)>,
    /// The headings that were lost, as written.
    headings: Vec<String>,
    /// The text was read with short names for its headings.
    pub(super) short: bool,
}

impl Broken {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Stands under a broken heading.
    pub(super) fn covers(&self, offset: u32) -> bool {
        self.orphans.iter().any(|range| range.contains(&offset))
    }

    /// Stands on a line with an error.
    pub(super) fn on_line_of(&self, offset: u32) -> bool {
        self.lines.iter().any(|range| range.contains(&offset)) || self.covers(offset)
    }

    /// A table was lost whose heading has this word in it.
    pub(super) fn lost_table(&self, word: &str) -> bool {
        self.headings.iter().any(|heading| heading.contains(word))
    }

    /// A broken line held this key, in whatever table.
    pub(super) fn lost_key(&self, name: &str) -> bool {
        self.keys.iter().any(|(_, key)| key == name)
    }

    /// The keys of a section that stand on broken lines of the table that starts here.
    pub(super) fn keys_within(&self, table: u32, section: &Section) -> Vec<&'static str> {
        let here = self.keys.iter().filter(|(start, _)| *start == table);
        here.filter_map(|(_, name)| section.key(name)).map(|key| key.name).collect()
    }
}

/// Parses a text as far as it can be, and hands on the tree, what is broken, and every syntax fault.
pub(super) fn parse<R>(text: &str, then: impl FnOnce(&Table, Broken, Vec<Diagnostic>) -> R) -> R {
    let mut faults: Vec<Diagnostic> = Vec::new();
    let mut broken = Broken::default();
    let mut copy: Option<String> = None;
    if let Some(found) = super::headings::mended(text) {
        faults = found.faults;
        copy = found.copy;
        broken.short = copy.is_some();
        broken.lines = found.lost;
    }
    let mut mended: Option<String> = copy.as_ref().map(|copy| without(copy, &broken.lines));
    if mended.is_none() && !broken.lines.is_empty() {
        mended = Some(without(text, &broken.lines));
    }
    for round in 1.. {
        let arena = Arena::new();
        let document = parse_recoverable(mended.as_deref().unwrap_or(text), &arena);
        let errors = document.errors();
        let (known, lost) = (broken.lines.len(), broken.orphans.len());
        for error in errors {
            if let Some((mut told, lines, key)) = slips(text, error) {
                if !told.iter().any(|fault| broken.on_line_of(fault.primary.span.start)) {
                    broken.keys.push((table_of(text, lines.start as usize), key));
                    note(text, &mut broken, lines, error.span().start);
                    faults.append(&mut told);
                }
                continue;
            }
            let (fault, lines) = explain(text, error);
            if broken.on_line_of(fault.primary.span.start) {
                continue;
            }
            let lines = lines.start..lines.end.max(statement_end(text, lines.end.min(error.span().start)));
            note(text, &mut broken, lines, error.span().start);
            faults.push(fault);
            // What stood under a lost heading has landed in another table: only without it do later errors mean anything.
            if broken.orphans.len() > lost && round < ROUNDS {
                break;
            }
        }
        let more = errors.len() >= ERRORS_A_ROUND && broken.lines.len() > known || broken.orphans.len() > lost;
        if !more || round == ROUNDS {
            return then(document.table(), broken, faults);
        }
        let gone: Vec<Range<u32>> = broken.lines.iter().chain(&broken.orphans).cloned().collect();
        mended = Some(without(copy.as_deref().unwrap_or(text), &gone));
    }
    unreachable!("the last round returns")
}

/// Remembers what a fault on these lines breaks; the parser noticed it at `point`.
fn note(text: &str, broken: &mut Broken, lines: Range<u32>, point: u32) {
    let mut at = lines.start as usize;
    while at < lines.end as usize {
        let line = Line::at(text, at);
        if line.is_heading() && (lines.start as usize == line.start || point > line.words().start) {
            // The headings of its parts have nothing to stand under without it.
            let part = format!("{}.", heading_name(line.text));
            let end = headings(text, line.next()).find(|(_, heading)| !heading_name(heading).starts_with(&part));
            let end = end.map_or(text.len(), |(start, _)| start);
            broken.orphans.push(line.range().end..end as u32);
            broken.headings.push(line.text.to_owned());
        } else if let Some((key, _)) = line.statement() {
            broken.keys.push((table_of(text, line.start), key.to_owned()));
        }
        at = line.next();
    }
    broken.lines.push(lines);
}

/// The words of a heading, without its brackets.
fn heading_name(line: &str) -> &str {
    line.split('#').next().unwrap_or("").trim_matches(['\u{feff}', '[', ']', ' ', '\t', '\r', '\n'])
}

/// The headings from an offset on.
fn headings(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.get(from..).unwrap_or("").split_inclusive('\n').scan(from, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    lines.filter(|(_, line)| is_heading(line))
}

/// Where the heading starts that a line stands under; 0 above the first.
fn table_of(text: &str, start: usize) -> u32 {
    let above = text[..start].rmatch_indices('\n').map(|(at, _)| at + 1).chain([0]);
    above.map(|start| Line::at(text, start)).find(Line::is_heading).map_or(0, |line| line.words().start)
}

/// The line that starts here stands under a heading of an action.
pub(super) fn under_an_action(text: &str, start: usize) -> bool {
    let heading = Line::at(text, table_of(text, start) as usize);
    heading.is_heading() && heading.text.to_lowercase().contains("action") && !heading.text.contains("action.")
}

/// The text with some lines blanked out, every other byte in its place.
fn without(text: &str, lines: &[Range<u32>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in lines {
        let end = (range.end as usize).min(bytes.len());
        for byte in bytes[range.start as usize..end].iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// One line of a text, without its line end.
struct Line<'t> {
    start: usize,
    text: &'t str,
    /// Its length with its line end, at least one.
    whole: usize,
}

impl<'t> Line<'t> {
    /// The line that holds an offset; an offset on a line end belongs to the line that ends there.
    fn at(text: &'t str, offset: usize) -> Line<'t> {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        Line { start, text: text[start..end].trim_end_matches('\r'), whole: end + 1 - start }
    }

    /// Where the next line starts.
    fn next(&self) -> usize {
        self.start + self.whole
    }

    fn range(&self) -> Range<u32> {
        self.start as u32..(self.start + self.text.len().max(1)) as u32
    }

    fn is_heading(&self) -> bool {
        is_heading(self.text)
    }

    /// The key and where its value starts, for a line that reads `key = …`.
    fn statement(&self) -> Option<(&'t str, usize)> {
        let (key, _) = self.text.split_once('=')?;
        let key_words = key.trim_start_matches('\u{feff}').trim();
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
    fn words(&self) -> Span {
        let inner = self.text.trim_start_matches('\u{feff}').trim_start();
        let start = self.start + self.text.len() - inner.len();
        Span::new(start as u32, (start + inner.trim_end().len()) as u32)
    }
}

/// A heading such as `[people]` or `[[objective]]`, sound or broken; not a line of a list.
pub(super) fn is_heading(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}').trim_start();
    line.starts_with('[') && line.trim_start_matches(['[', ' ']).starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The slips that explain an error, the lines they break and the key of these lines.
fn slips(text: &str, error: &Error) -> Option<(Vec<Diagnostic>, Range<u32>, String)> {
    const FAR: usize = 200;
    let mut line = Line::at(text, error.span().start as usize);
    if line.is_heading() || matches!(error.kind(), ErrorKind::DuplicateKey { .. }) || left_open(text, &line).is_some() {
        return None;
    }
    for _ in 0..FAR {
        if line.is_heading() {
            return None;
        }
        if line.text.trim_start().starts_with(|c: char| c.is_alphabetic()) {
            let slips = super::slips::mended(text, line.start)?;
            let end = Line::at(text, slips.end).range().end;
            return Some((slips.faults, line.range().start..end, slips.key));
        }
        if line.start == 0 {
            return None;
        }
        line = Line::at(text, line.start - 1);
    }
    None
}

/// The fault in plain words, and the lines it breaks.
fn explain(text: &str, error: &Error) -> (Diagnostic, Range<u32>) {
    let at = error.span();
    let mut line = Line::at(text, at.start as usize);
    let point = Span::new(at.start.min(text.len() as u32), at.end.min(text.len() as u32));
    let fault = |span: Span, message: &str| Diagnostic::new("syntax", span, message);
    if let Some((opened, bracket)) = left_open(text, &line) {
        let place = opened.statement().map_or(opened.words(), |(_, value)| Span::new(value as u32, opened.words().end));
        let (what, close) = if bracket == '[' { ("list", ']') } else { ("group in braces", '}') };
        let message = format!("this {what} is not closed");
        let lines = opened.range().start..line.range().end;
        return (fault(place, &message).help(format!("close it with {close} after its last entry")), lines);
    }
    if line.is_heading() && !matches!(error.kind(), ErrorKind::MissingArrayComma | ErrorKind::UnclosedArray) {
        return (heading(text, &line, error), line.range());
    }
    if matches!(
        error.kind(),
        ErrorKind::MissingArrayComma
            | ErrorKind::UnclosedArray
            | ErrorKind::MissingInlineTableComma
            | ErrorKind::UnclosedInlineTable
    ) {
        let list = matches!(error.kind(), ErrorKind::MissingArrayComma | ErrorKind::UnclosedArray);
        let (what, bracket) = if list { ("list", "]") } else { ("group in braces", "}") };
        let at_end = at.start as usize >= text.trim_end().len();
        let ends_here = text.get(point.range()).is_none_or(|word| word.is_empty() || word.starts_with(['\n', '\r', '#']));
        if at_end || ends_here {
            while line.start > 0 && line.statement().is_none() {
                line = Line::at(text, line.start - 1);
            }
            let place = line.statement().map_or(line.words(), |(_, value)| Span::new(value as u32, line.words().end));
            let message = format!("this {what} is not closed");
            return (fault(place, &message).help(format!("close it with {bracket} after its last entry")), line.range());
        }
        let before = text[..at.start as usize].trim_end().len() as u32;
        let place = Span::new(at.start, word_end(text, at.start as usize));
        let fault = fault(place, &format!("a comma is missing before this entry of the {what}"));
        while line.start > 0 && line.statement().is_none() {
            line = Line::at(text, line.start - 1);
        }
        let lines = line.range().start..Line::at(text, at.start as usize).range().end;
        let range = lines.start as usize..text.len().min(statement_end(text, lines.end).max(lines.end) as usize);
        let (first, second) = (text.get(range.start..before as usize), text.get(before as usize..range.end));
        let reads = first.zip(second).is_some_and(|(first, second)| super::slips::sound(&format!("{first},{second}\n")));
        let fault = match reads {
            true => fault.suggest("put a comma between the two", Span::new(before, before), ","),
            false => Diagnostic::new("syntax", place, format!("this {what} cannot be read from here on"))
                .help("a quotation mark is missing, or one too many: every text has one at each end, and a comma stands between two texts"),
        };
        return (fault, lines);
    }
    let lines = line.range();
    let fault = match error.kind() {
        ErrorKind::DuplicateKey { first } => {
            let name = point.of(text).trim_matches(['"', '\'']);
            Diagnostic::new("repeated-key", point, format!("\"{name}\" stands twice here"))
                .related(Span::new(first.start, first.end), "first here")
                .help("keep one of the two")
        }
        ErrorKind::InvalidEscape(found) => {
            let slash = text[..at.end as usize].rfind('\\').unwrap_or(at.start as usize) as u32;
            fault(
                Span::new(slash, at.end.max(slash + 1)),
                &format!("a text cannot hold \\{found}: a backslash begins a special character"),
            )
            .fix("write two backslashes", Span::new(slash, slash), "\\")
        }
        ErrorKind::InvalidHexEscape(_) | ErrorKind::InvalidEscapeValue(_) => {
            fault(point, "this special character cannot be read").help("type the character itself, or write two backslashes")
        }
        ErrorKind::InvalidCharInString(found) if found != '\n' && found != '\r' => {
            fault(point, &format!("a text cannot hold the invisible character U+{:04X}", found as u32))
                .help("take it out; a tab is written \\t")
        }
        _ => match line.statement() {
            Some((key, value)) => assignment(text, &line, key, value, point, error),
            None => {
                let words = if line.words().start < line.words().end { line.words() } else { point };
                fault(words, "this line has no = sign")
                    .help("a line is a key, an = sign and a value, such as title = \"Business Plan\"; a remark begins with #")
            }
        },
    };
    (fault, lines)
}

/// The earlier line whose list or table is still open where this line begins anew, and the bracket it opened.
/// The parser notices only here that the bracket was never closed.
fn left_open<'t>(text: &'t str, line: &Line) -> Option<(Line<'t>, char)> {
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
fn statement_end(text: &str, offset: u32) -> u32 {
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
fn depth(text: &str, bracket: char) -> i32 {
    let close = if bracket == '[' { ']' } else { '}' };
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

/// A fault in the value of a line that reads `key = …`.
fn assignment(text: &str, line: &Line, key: &str, start: usize, point: Span, error: &Error) -> Diagnostic {
    let end = line.words().end.max(start as u32);
    let value = text.get(start..end as usize).unwrap_or("");
    let place = Span::new(start as u32, end);
    let fault = |span: Span, message: String| Diagnostic::new("syntax", span, message);
    if value.is_empty() || value.starts_with('#') {
        return fault(Span::new(line.words().start, start as u32), format!("\"{key}\" has no value"))
            .help("write a value after the = sign, or take the line out");
    }
    if value.starts_with(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
        let inner = value.trim_matches(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']);
        let fault = fault(place, "these quotation marks are curly; a plan needs straight ones".into());
        return match inner.contains(['"', '\\']) {
            true => fault.help("write \" at both ends"),
            false => fault.fix("write straight quotation marks", place, format!("\"{inner}\"")),
        };
    }
    let of_a_date = DATES.contains(&key) && !value.starts_with(['"', '\'', '[', '{']);
    if of_a_date
        || matches!(error.kind(), ErrorKind::InvalidDateTime(_))
        || When::parse(value).is_err_and(|why| why != NotADate::Unknown)
    {
        let value = value.split('#').next().unwrap_or(value).trim_end();
        if let Some(fault) = date(key, value, Span::new(place.start, place.start + value.len() as u32)) {
            return fault;
        }
    }
    if value.starts_with(['"', '\'']) {
        let quote = &value[..1];
        if matches!(error.kind(), ErrorKind::UnterminatedString(_) | ErrorKind::InvalidCharInString(_)) || value.len() == 1 {
            return fault(place, "the closing quotation mark is missing".into()).suggest(
                "close it at the end of the line",
                Span::new(end, end),
                quote,
            );
        }
        let rest = Span::new(point.start, end.max(point.end));
        return fault(rest, "something stands after the closing quotation mark".into())
            .help("a quotation mark inside a text is written \\\"; nothing may follow the text on its line but a remark that begins with #");
    }
    let plain = !value.contains(['"', '\\', '[', ']', '{', '}', '#']);
    let is_word = matches!(error.kind(), ErrorKind::UnquotedString) || value.starts_with(|c: char| c.is_alphabetic());
    if plain && (is_word || value.contains(' ')) {
        return fault(place, "a text must stand in quotation marks".into()).suggest(
            "put it in quotation marks",
            place,
            format!("\"{value}\""),
        );
    }
    let start = point.start.clamp(place.start, place.end);
    let rest = if start < end { Span::new(start, word_end(text, start as usize).min(end)) } else { place };
    fault(rest, format!("the value of \"{key}\" cannot be read from here on"))
        .help("a text stands in quotation marks, a list in [ ] with commas between its entries")
}

/// Keys that hold a date.
pub(super) const DATES: [&str; 10] = ["due", "from", "to", "completed", "done", "on", "left", "agreed", "review", "meetings"];

/// A value that was meant as a date: an impossible one, or one in a board's own words.
pub(super) fn date(key: &str, value: &str, place: Span) -> Option<Diagnostic> {
    if let Err(NotADate::Impossible(why)) = When::parse(value) {
        return Some(Diagnostic::new("bad-date", place, why).help("write a day of the calendar, such as 2008-06-30"));
    }
    let meant = phrase::read(value);
    if let Some(why) = meant.unclear.as_ref().filter(|why| why.starts_with("there is no")) {
        let fault = Diagnostic::new("bad-date", place, why.clone());
        return Some(fault.help("write a day of the calendar, such as 2008-06-30"));
    }
    if !DATES.contains(&key) {
        return Some(
            Diagnostic::new("bad-date", place, format!("{value} is not a day of the calendar")).help("write it as 2008-06-30"),
        );
    }
    let fault = Diagnostic::new("bad-date", place, format!("{value} is not a date as a plan writes it"));
    let only_due = meant.from.is_none() && meant.every.is_none() && !meant.ongoing && !meant.standing && meant.when.is_none();
    let day_only = ["completed", "done", "on", "left", "agreed", "review", "meetings"].contains(&key);
    Some(match &meant.due[..] {
        [When::Day(day)] if only_due => fault.fix(format!("write {day}"), place, day.to_string()),
        [when] if only_due && !day_only => fault.fix(format!("write \"{when}\""), place, format!("\"{when}\"")),
        [_, _, ..] if only_due && key == "due" => {
            let dates: Vec<String> = meant.due.iter().map(|when| super::values::written(*when)).collect();
            let list = format!("[{}]", dates.join(", "));
            fault.suggest(format!("write {list}"), place, list)
        }
        _ if day_only => fault.help("write the day as 2008-06-30, without quotation marks"),
        _ => fault.help("write a day as 2008-06-30 without quotation marks, a month as \"2008-06\" with them"),
    })
}

/// A fault in a heading.
fn heading(text: &str, line: &Line, error: &Error) -> Diagnostic {
    const LISTS: [&str; 5] = ["objective", "objective.action", "objective.action.progress", "objective.action.moved", "allow"];
    let place = line.words();
    let inner = place.of(text).split('#').next().unwrap_or("").trim().trim_matches(['[', ']', ' ']);
    let meant = if LISTS.contains(&inner) { format!("[[{inner}]]") } else { format!("[{inner}]") };
    let sound = inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let fault = |message: String| Diagnostic::new("syntax", place, message);
    let suggest = |fault: Diagnostic| match sound && meant != place.of(text) {
        true => fault.fix(format!("write {meant}"), place, meant.clone()),
        false => {
            fault.help("a heading stands alone on its line, in square brackets: [people] once, [[objective]] for each objective")
        }
    };
    match error.kind() {
        ErrorKind::DuplicateTable { first, .. } | ErrorKind::RedefineAsArray { first } => {
            let first = Span::new(first.start, first.end.min(Line::at(text, first.start as usize).range().end));
            let fault = Diagnostic::new("repeated-key", place, format!("the heading [{inner}] stands twice"));
            let fault = if first.start < first.end { fault.related(first, "first here") } else { fault };
            if LISTS.contains(&inner) { suggest(fault) } else { fault.help("put everything under one of the two") }
        }
        ErrorKind::DuplicateKey { first } | ErrorKind::DottedKeyInvalidType { first } => {
            Diagnostic::new("repeated-key", place, format!("\"{inner}\" is already used for something else"))
                .related(Span::new(first.start, first.end), "first here")
                .help("keep one of the two")
        }
        _ => suggest(fault("this heading cannot be read".into())),
    }
}

/// The end of the word that starts at an offset; never past its line.
fn word_end(text: &str, start: usize) -> u32 {
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
    (start + end.max(rest.chars().next().map_or(0, char::len_utf8))) as u32
}
