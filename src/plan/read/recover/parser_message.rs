//! An error of the TOML parser in a board manager's words, at the place of the slip.

use super::super::values::{also_says, states_only_due};
use super::lines::{Line, depth, headings, left_open, statement_end};
use super::soundness::is_sound;
use super::table_header;
use crate::diagnostic::{Diagnostic, Fix};
use crate::edit::Edit;
use crate::plan::keys::{self, ValueType};
use crate::text::Span;
use crate::time::phrase;
use crate::time::when::{NotADate, When};
use std::ops::Range;
use toml_spanner::ErrorKind;

/// An error of the parser, with its places in the text.
pub(super) struct ParserError<'e> {
    pub(super) kind: ErrorKind<'e>,
    pub(super) span: Span,
    /// Where it stood first, for what stands twice.
    pub(super) first: Option<Span>,
}

impl<'e> ParserError<'e> {
    /// The parser counts bytes: it tells of one in the middle of a character, too.
    /// `locate` leads from a place of what was parsed to that of the text.
    pub(super) fn of(text: &str, error: &'e toml_spanner::Error, locate: impl Fn(toml_spanner::Span) -> Span) -> ParserError<'e> {
        let first = match error.kind() {
            ErrorKind::DuplicateTable { first, .. }
            | ErrorKind::RedefineAsArray { first }
            | ErrorKind::DuplicateKey { first }
            | ErrorKind::DottedKeyInvalidType { first } => Some(locate(first)),
            _ => None,
        };
        let first = first.map(|first: Span| first.of_characters(text));
        ParserError { kind: error.kind(), span: locate(error.span()).of_characters(text), first }
    }
}

/// The fault in plain words, and the lines it breaks.
pub(super) fn explain_error(text: &str, error: &ParserError) -> (Diagnostic, Range<u32>) {
    // The parser counts bytes: its place may lie within a character.
    let (start, end) = (text.floor_char_boundary(error.span.start as usize), text.ceil_char_boundary(error.span.end as usize));
    let at = Span::new(start as u32, end as u32);
    let mut line = Line::at(text, at.start as usize);
    let point = at;
    let fault = |span: Span, message: &str| Diagnostic::new("syntax", span, message);
    if let Some((opened, bracket)) = left_open(text, &line) {
        let place = opened.statement().map_or(opened.words(), |(_, value)| Span::new(value as u32, opened.words().end));
        let (what, close) = if bracket == '[' { ("list", ']') } else { ("group in braces", '}') };
        let message = format!("this {what} is not closed");
        // The line that begins anew is not broken.
        let at_end = line.start >= text.trim_end().len();
        let lines = opened.range().start..if at_end { line.range().end } else { (line.start as u32).saturating_sub(1) };
        return (closed(text, &opened, line.start, close, fault(place, &message)), lines);
    }
    if line.is_heading() && !matches!(error.kind, ErrorKind::MissingArrayComma | ErrorKind::UnclosedArray) {
        return (heading(text, &line, error), line.range());
    }
    if matches!(
        error.kind,
        ErrorKind::MissingArrayComma
            | ErrorKind::UnclosedArray
            | ErrorKind::MissingInlineTableComma
            | ErrorKind::UnclosedInlineTable
    ) {
        let list = matches!(error.kind, ErrorKind::MissingArrayComma | ErrorKind::UnclosedArray);
        let what = if list { "list" } else { "group in braces" };
        let at_end = at.start as usize >= text.trim_end().len();
        let ends_here = text.get(point.range()).is_none_or(|word| word.is_empty() || word.starts_with(['\n', '\r', '#']));
        if at_end || ends_here {
            while line.start > 0 && line.statement().is_none() {
                line = Line::at(text, line.start - 1);
            }
            let place = line.statement().map_or(line.words(), |(_, value)| Span::new(value as u32, line.words().end));
            let message = format!("this {what} is not closed");
            let end = if at_end { text.len() } else { line.range().end as usize };
            let close = if list { ']' } else { '}' };
            return (closed(text, &line, end, close, fault(place, &message)), line.range());
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
        let reads = first.zip(second).is_some_and(|(first, second)| is_sound(&format!("{first},{second}\n")));
        let fault = match reads {
            true => fault.suggest("put a comma between the two", Span::new(before, before), ","),
            false => Diagnostic::new("syntax", place, format!("this {what} cannot be read from here on"))
                .help("a quotation mark is missing, or one too many: every text has one at each end, and a comma stands between two texts"),
        };
        return (fault, lines);
    }
    let lines = line.range();
    let fault = match error.kind {
        ErrorKind::DuplicateKey { .. } => {
            let name = point.of(text).trim_matches(['"', '\'']);
            let first = error.first.unwrap_or(point);
            let fault =
                Diagnostic::new("repeated-key", point, format!("\"{name}\" stands twice here")).related(first, "first here");
            keep_both(text, first, point, fault)
        }
        ErrorKind::InvalidEscape(found) => {
            let before = text.get(..at.end as usize).unwrap_or("");
            let slash = before.rfind('\\').unwrap_or(at.start as usize) as u32;
            fault(
                Span::new(slash, at.end.max(slash)),
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

/// A list or a group in braces that is not closed before `end`: closed after its last word, where it can be read then.
fn closed(text: &str, opened: &Line, end: usize, close: char, fault: Diagnostic) -> Diagnostic {
    let help = format!("close it with {close} after its last entry");
    let statement = text.get(opened.start..end).unwrap_or("").trim_end();
    // A remark at the end would hold the bracket.
    let last = statement.lines().last().unwrap_or("");
    let at = opened.start + statement.len();
    let is_remark = last.contains('#') || depth(statement, if close == ']' { '{' } else { '[' }) > 0;
    let mended = format!("{}{close}\n", statement.trim_start_matches('\u{feff}'));
    match !is_remark && is_sound(&mended) {
        true => {
            let written = if close == '}' { " }".to_owned() } else { close.to_string() };
            fault.suggest(help, Span::new(at as u32, at as u32), written)
        }
        false => fault.help(help),
    }
}

/// What is to be done about a key that stands twice, so that no word of either line is lost.
fn keep_both(text: &str, first: Span, second: Span, fault: Diagnostic) -> Diagnostic {
    let lines = [first, second].map(|place| Line::at(text, place.start as usize));
    let Some([one, other]) = values(text, &lines) else { return fault.help("keep one of the two") };
    let end = text[other.end as usize..].find('\n').map_or(text.len(), |at| other.end as usize + at + 1) as u32;
    let gone = Edit { span: Span::new(lines[1].start as u32, end), text: String::new() };
    let (first_value, second_value) = (one.of(text), other.of(text));
    if first_value == second_value {
        return with_edits(fault, "take out the second line, as both say the same", vec![gone]);
    }
    let key = lines[0].statement().map_or("", |(key, _)| key);
    let value_type =
        table_header::section_above(text, lines[0].start).and_then(|section| section.key(key)).map(|key| key.value_type);
    let dates = |value: &str| When::parse(value.trim_matches('"')).ok();
    match value_type {
        Some(ValueType::Whens) if let (Some(from), Some(to)) = (dates(first_value), dates(second_value)) => {
            let (from, to) = if from.last_day() > to.last_day() { (to, from) } else { (from, to) };
            let moved = format!("due = {} and moved = [{{ from = {}, to = {} }}]", to.as_value(), from.as_value(), to.as_value());
            let both = format!("due = [{}, {}]", from.as_value(), to.as_value());
            let day = "with on = the day it was agreed and because = the reason in the same braces";
            match key {
                "due" => fault.help(format!("where the date was moved, write {moved}, {day}; where both hold, write {both}")),
                _ => fault,
            }
        }
        Some(value_type) if value_type.is_list() || matches!(value_type, ValueType::Tables(_)) => {
            let inner = |value: &str| match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
                Some(inner) => inner.trim().trim_end_matches(',').trim_end().to_owned(),
                None => value.to_owned(),
            };
            let (head, tail) = (inner(first_value), inner(second_value));
            let comma = if head.is_empty() || tail.is_empty() { "" } else { ", " };
            if !is_sound(&format!("x = [{head}{comma}{tail}]\n")) || head.contains('#') || tail.contains('#') {
                return fault.help("put the words of both into one list");
            }
            let put_in = |at: usize, text: String| Edit { span: Span::new(at as u32, at as u32), text };
            let mut edits = match first_value.starts_with('[') {
                true => {
                    let end = one.start as usize + 1 + first_value[1..].find(&*head).unwrap_or(0) + head.len();
                    vec![put_in(end, format!("{comma}{tail}"))]
                }
                false => vec![put_in(one.start as usize, "[".into()), put_in(one.end as usize, format!("{comma}{tail}]"))],
            };
            edits.push(gone);
            with_edits(fault, "put both into one list", edits)
        }
        _ => {
            fault.help("keep one of the two; if both are right, the words of the other belong under another key or in \"remark\"")
        }
    }
}

fn with_edits(fault: Diagnostic, title: &str, edits: Vec<Edit>) -> Diagnostic {
    Diagnostic { fix: Some(Fix { title: title.into(), edits, safe: false }), ..fault }
}

/// Where the values of two statements stand, each without a remark after it.
fn values(text: &str, lines: &[Line; 2]) -> Option<[Span; 2]> {
    let value = |line: &Line| {
        let (_, start) = line.statement()?;
        let end = statement_end(text, line.range().start) as usize;
        let value = text.get(start..end)?.trim_end();
        (!value.is_empty()
            && is_sound(&format!("x = {value}\n"))
            && is_sound(&format!("x = [{value}\n]\n"))
            && is_sound(&format!("x = [{value}]\n")))
        .then(|| Span::new(start as u32, (start + value.len()) as u32))
    };
    Some([value(&lines[0])?, value(&lines[1])?])
}

/// A fault in the value of a line that reads `key = …`.
fn assignment(text: &str, line: &Line, key: &str, start: usize, point: Span, error: &ParserError) -> Diagnostic {
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
    let of_a_date = keys::holds(key, ValueType::is_date) && !value.starts_with(['"', '\'', '[', '{']);
    if of_a_date
        || matches!(error.kind, ErrorKind::InvalidDateTime(_))
        || When::parse(value).is_err_and(|why| why != NotADate::Unknown)
    {
        let value = value.split('#').next().unwrap_or(value).trim_end();
        if let Some(fault) = date_fault(key, value, Span::new(place.start, place.start + value.len() as u32)) {
            return fault;
        }
    }
    if value.starts_with(['"', '\'']) {
        let quote = &value[..1];
        if matches!(error.kind, ErrorKind::UnterminatedString(_) | ErrorKind::InvalidCharInString(_)) || value.len() == 1 {
            let fault = fault(place, "the closing quotation mark is missing".into());
            return match is_sound(&format!("x = {value}{quote}\n")) {
                true => fault.suggest("close it at the end of the line", Span::new(end, end), quote),
                false => fault.help("write a quotation mark after the last word of the text"),
            };
        }
        let rest = Span::new(point.start, end.max(point.end));
        return fault(rest, "something stands after the closing quotation mark".into())
            .help("a quotation mark inside a text is written \\\"; nothing may follow the text on its line but a remark that begins with #");
    }
    let plain = !value.contains(['"', '\\', '[', ']', '{', '}', '#']) && !value.starts_with("<<<");
    let is_word = matches!(error.kind, ErrorKind::UnquotedString) || value.starts_with(|c: char| c.is_alphabetic());
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

/// A value that was meant as a date: an impossible one, or one in a board's own words.
pub(super) fn date_fault(key: &str, value: &str, place: Span) -> Option<Diagnostic> {
    if let Err(NotADate::Impossible(why)) = When::parse(value) {
        return Some(Diagnostic::new("bad-date", place, why).help("write a day of the calendar, such as 2008-06-30"));
    }
    let meant = phrase::read(value);
    if let Some(why) = meant.unclear.as_ref().filter(|why| why.starts_with("there is no")) {
        let fault = Diagnostic::new("bad-date", place, why.clone());
        return Some(fault.help("write a day of the calendar, such as 2008-06-30"));
    }
    if !keys::holds(key, ValueType::is_date) {
        return Some(
            Diagnostic::new("bad-date", place, format!("{value} is not a day of the calendar")).help("write it as 2008-06-30"),
        );
    }
    let fault = Diagnostic::new("bad-date", place, format!("{value} is not a date as a plan writes it"));
    let only_due = states_only_due(value, &meant);
    let day_only = keys::holds(key, ValueType::is_day);
    Some(match &meant.due[..] {
        [When::Day(day)] if only_due => fault.fix(format!("write {day}"), place, day.to_string()),
        [when] if only_due && !day_only => fault.fix(format!("write \"{when}\""), place, format!("\"{when}\"")),
        [_, _, ..] if only_due && keys::holds(key, |value| matches!(value, ValueType::Whens)) => {
            let dates: Vec<String> = meant.due.iter().map(|when| when.as_value()).collect();
            let list = format!("[{}]", dates.join(", "));
            fault.suggest(format!("write {list}"), place, list)
        }
        _ if also_says(value, &meant, day_only).is_some() => fault.help(also_says(value, &meant, day_only).unwrap_or_default()),
        _ if meant.unclear.as_ref().is_some_and(|why| why.contains(" or ") && !why.starts_with("no date")) => {
            let fault = fault.label(meant.unclear.unwrap_or_default());
            fault.help("write a day as 2008-06-30 without quotation marks, a month as \"2008-06\" with them")
        }
        _ if day_only => fault.help("write the day as 2008-06-30, without quotation marks"),
        _ => fault.help("write a day as 2008-06-30 without quotation marks, a month as \"2008-06\" with them"),
    })
}

/// A fault in a heading.
fn heading(text: &str, line: &Line, error: &ParserError) -> Diagnostic {
    let place = line.words();
    let inner = place.of(text).split('#').next().unwrap_or("").trim().trim_matches(['[', ']', ' ']);
    let is_list = matches!(keys::at_path(&inner.split('.').collect::<Vec<_>>()), Some(ValueType::Tables(_)));
    let meant = if is_list { format!("[[{inner}]]") } else { format!("[{inner}]") };
    let sound = inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')) && is_sound(&meant);
    let fault = |message: String| Diagnostic::new("syntax", place, message);
    let suggest = |fault: Diagnostic| match sound && meant != place.of(text) {
        true => fault.fix(format!("write {meant}"), place, meant.clone()),
        false => {
            fault.help("a heading stands alone on its line, in square brackets: [people] once, [[objective]] for each objective")
        }
    };
    match error.kind {
        ErrorKind::DuplicateTable { .. } | ErrorKind::RedefineAsArray { .. } => {
            let first = error.first.unwrap_or(place);
            let first = Span::new(first.start, first.end.min(Line::at(text, first.start as usize).range().end));
            let fault = Diagnostic::new("repeated-key", place, format!("the heading [{inner}] stands twice"));
            let fault = if first.start < first.end { fault.related(first, "first here") } else { fault };
            // Without another heading between the two, what stands below the second goes on where it is.
            let between = headings(text, Line::at(text, first.start as usize).next()).next();
            let alone = between.is_some_and(|(start, _)| start == line.start) && !line.text.contains('#');
            if is_list {
                suggest(fault)
            } else if alone {
                let whole = Span::new(line.start as u32, line.next().min(text.len()) as u32);
                fault.suggest("take out this heading", whole, "")
            } else {
                fault.help("put everything under one of the two")
            }
        }
        ErrorKind::DuplicateKey { .. } | ErrorKind::DottedKeyInvalidType { .. } => {
            Diagnostic::new("repeated-key", place, format!("\"{inner}\" is already used for something else"))
                .related(error.first.unwrap_or(place), "first here")
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
