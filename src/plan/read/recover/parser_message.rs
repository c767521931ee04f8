//! An error of the TOML parser in a board manager's words, at the place of the slip.

use super::super::date_slips::meant_date;
use super::super::spelling::{parse_truth, stands_under_heading};
use super::super::values::{
    COMPLETED_WITHOUT_DAY, NO_DATE_YET, also_says, day_of_programs, days_of_list, is_no_date_yet, only_date, states_only_due,
};
use super::lines::{Line, depth, headings, left_open, statement_end};
use super::soundness::is_sound;
use super::table_header;
use crate::diagnostic::{Diagnostic, Fix};
use crate::edit::Edit;
use crate::plan::keys::{self, ValueType};
use crate::plan::trade_words;
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
        ErrorKind::DuplicateKey { .. } => keep_all(text, error.first.unwrap_or(point), &[point]),
        ErrorKind::InvalidEscape(found) => {
            let before = text.get(..at.end as usize).unwrap_or("");
            let slash = before.rfind('\\').unwrap_or(at.start as usize) as u32;
            // What follows the backslash is named only where people can see it.
            let (end, what) = match found {
                '\n' | '\r' => (slash + 1, "\\ at the end of a line".to_owned()),
                _ if found.is_whitespace() || found.is_control() => (slash + 1, "\\ before a blank".to_owned()),
                _ => (at.end.max(slash), format!("\\{found}")),
            };
            fault(Span::new(slash, end), &format!("a text cannot hold {what}: a backslash begins a special character")).fix(
                "write two backslashes",
                Span::new(slash, slash),
                "\\",
            )
        }
        ErrorKind::InvalidHexEscape(_) | ErrorKind::InvalidEscapeValue(_) => {
            fault(point, "this special character cannot be read").help("type the character itself, or write two backslashes")
        }
        ErrorKind::InvalidCharInString(found) if found != '\n' && found != '\r' => {
            let fault = fault(point, &format!("a text cannot hold the invisible character U+{:04X}", found as u32));
            // All of them on the line: one left would be the next fault.
            let unseen = line.text.char_indices().filter(|(_, c)| c.is_control() && *c != '\t');
            let edit = |(at, c): (usize, char)| {
                let ends_line = matches!(c, '\u{b}' | '\u{c}');
                let start = (line.start + at) as u32;
                Edit { span: Span::new(start, start + c.len_utf8() as u32), text: if ends_line { " " } else { "" }.into() }
            };
            let edits: Vec<Edit> = unseen.map(edit).collect();
            match edits.is_empty() {
                true => fault.help("take it out; a tab is written \\t"),
                false => Diagnostic { fix: Some(Fix { title: "take it out".into(), edits, safe: false }), ..fault },
            }
        }
        _ => match line.statement() {
            Some((key, value)) => assignment(text, &line, key, value, point, error),
            None => {
                let words = if line.words().start < line.words().end { line.words() } else { point };
                no_key(words.of(text), words).unwrap_or_else(|| {
                    fault(words, "this line has no = sign")
                        .help("a line is a key, an = sign and a value, such as title = \"Business Plan\"; a remark begins with #")
                })
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

/// A line such as "Revised date: 12/12/2025", where no key of the format is meant.
fn no_key(line: &str, place: Span) -> Option<Diagnostic> {
    const MOVED: [&str; 7] = ["revised", "new", "original", "extended", "previous", "old", "moved"];
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || " -'\u{2019}&()%/?".contains(c))
        && name.split_whitespace().count() <= 4;
    let is_known = keys::SECTIONS
        .iter()
        .any(|section| section.key(&name.to_lowercase()).is_some() || !trade_words::meant(section, name).is_empty());
    if !is_name || is_known || value.trim().is_empty() || value.starts_with("//") {
        return None;
    }
    let fault = Diagnostic::new("syntax", place, format!("no key of a plan is called \"{name}\""));
    let of_moves = crate::names::words(name).iter().any(|word| MOVED.contains(&&**word)) && trade_words::is_judged(name);
    Some(fault.help(match of_moves {
        true => {
            "where the date was moved, write the new one as \"due\", and moved = [{ from = ..., to = ..., on = ..., because = \"...\" }] with \
             both, the day it was agreed and the reason"
        }
        false => "write it under the key of the format that holds it, or put # before it: then it is a remark",
    }))
}

/// A key that stands several times in one table: what is to be done, so that no word of any line is lost.
pub(super) fn keep_all(text: &str, first: Span, again: &[Span]) -> Diagnostic {
    let name = again[0].of(text).trim_matches(['"', '\'']);
    let times = match again.len() {
        1 => "twice".to_owned(),
        2 => "three times".to_owned(),
        more => format!("{} times", more + 1),
    };
    let fault = Diagnostic::new("repeated-key", again[0], format!("\"{name}\" stands {times} here")).related(first, "first here");
    let fault = again[1..].iter().fold(fault, |fault, place| fault.related(*place, "and here"));
    let (keep_one, all) = match again.len() {
        1 => ("keep one of the two".to_owned(), "both"),
        more => (format!("keep one of the {}", more + 1), "all"),
    };
    let lines: Vec<Line> = std::iter::once(&first).chain(again).map(|place| Line::at(text, place.start as usize)).collect();
    let Some(values) = values(text, &lines) else { return fault.help(keep_one) };
    let gone = |index: usize| {
        let end = values[index].end as usize;
        let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1) as u32;
        Edit { span: Span::new(lines[index].start as u32, end), text: String::new() }
    };
    let others_gone = || (1..values.len()).map(gone);
    let one = values[0];
    if values.iter().all(|value| value.of(text) == one.of(text)) {
        let title = match again.len() {
            1 => "take out the second line, as both say the same",
            _ => "take out the lines below the first, as all say the same",
        };
        return with_edits(fault, title, others_gone().collect());
    }
    let key = lines[0].statement().map_or("", |(key, _)| key);
    let value_type =
        table_header::section_above(text, lines[0].start).and_then(|section| section.key(key)).map(|key| key.value_type);
    let date = |value: &Span| When::parse(value.of(text).trim_matches('"')).ok();
    match value_type {
        Some(ValueType::Whens) if let Some(mut dates) = values.iter().map(date).collect::<Option<Vec<_>>>() => {
            dates.sort_by_key(|date| date.last_day());
            dates.dedup();
            let move_of = |pair: &[When]| format!("{{ from = {}, to = {} }}", pair[0].as_value(), pair[1].as_value());
            let moves = dates.windows(2).map(move_of).collect::<Vec<_>>().join(", ");
            let moved = format!("due = {} and moved = [{moves}]", dates[dates.len() - 1].as_value());
            let each = dates.iter().map(|date| date.as_value()).collect::<Vec<_>>().join(", ");
            let day = "with on = the day it was agreed and because = the reason in the same braces";
            match key {
                "due" => {
                    fault.help(format!("where the date was moved, write {moved}, {day}; where {all} hold, write due = [{each}]"))
                }
                _ => fault,
            }
        }
        Some(value_type) if value_type.is_list() || matches!(value_type, ValueType::Tables(_)) => {
            let inner = |value: &Span| match value.of(text).strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
                Some(inner) => inner.trim().trim_end_matches(',').trim_end().to_owned(),
                None => value.of(text).to_owned(),
            };
            let head = inner(&one);
            let mut tails: Vec<String> = Vec::new();
            for tail in values[1..].iter().map(inner).filter(|tail| !tail.is_empty() && *tail != head) {
                if !tails.contains(&tail) {
                    tails.push(tail);
                }
            }
            let tail = tails.join(", ");
            let comma = if head.is_empty() || tail.is_empty() { "" } else { ", " };
            if !is_sound(&format!("x = [{head}{comma}{tail}]\n")) || head.contains('#') || tail.contains('#') {
                return fault.help(format!("put the words of {all} into one list"));
            }
            let put_in = |at: usize, text: String| Edit { span: Span::new(at as u32, at as u32), text };
            let first_value = one.of(text);
            let mut edits = match first_value.starts_with('[') {
                true => {
                    let end = one.start as usize + 1 + first_value[1..].find(&*head).unwrap_or(0) + head.len();
                    vec![put_in(end, format!("{comma}{tail}"))]
                }
                false => vec![put_in(one.start as usize, "[".into()), put_in(one.end as usize, format!("{comma}{tail}]"))],
            };
            edits.extend(others_gone());
            with_edits(fault, &format!("put {all} into one list"), edits)
        }
        Some(ValueType::Text) if let Some(fix) = others_in_remark(text, &lines, &values, key) => {
            Diagnostic { fix: Some(fix), ..fault }
        }
        _ => fault.help(match again.len() {
            1 => format!("{keep_one}; if both are right, the words of the other belong under another key or in \"remark\""),
            _ => format!("{keep_one}; if more are right, the words of the others belong under another key or in \"remark\""),
        }),
    }
}

/// Texts that stand under one key where only one may: the words of all but the first as a remark, where none stands yet.
fn others_in_remark(text: &str, lines: &[Line], values: &[Span], key: &str) -> Option<Fix> {
    let section = table_header::section_above(text, lines[0].start)?;
    if key == "ref" || section.key("remark").is_none() || stands_under_heading(text, lines[0].start, "remark") {
        return None;
    }
    let words = |value: &Span| value.of(text).strip_prefix('"')?.strip_suffix('"').filter(|words| !words.starts_with('"'));
    let others: Vec<&str> = values[1..].iter().map(words).collect::<Option<_>>()?;
    let mut edits: Vec<Edit> = Vec::new();
    for (index, (line, value)) in lines.iter().zip(values).enumerate().skip(1) {
        let (start, end) = (line.start as u32, value.end);
        let rest = text[end as usize..].find('\n').map_or(text.len(), |at| end as usize + at + 1) as u32;
        edits.push(match index {
            1 => Edit { span: Span::new(start, end), text: format!("remark = \"{}\"", others.join("; ")) },
            _ => Edit { span: Span::new(start, rest), text: String::new() },
        });
    }
    let title = match others.len() {
        1 => "keep the first, and the words of the other as a remark",
        _ => "keep the first, and the words of the others as a remark",
    };
    Some(Fix { title: title.into(), edits, safe: false })
}

fn with_edits(fault: Diagnostic, title: &str, edits: Vec<Edit>) -> Diagnostic {
    Diagnostic { fix: Some(Fix { title: title.into(), edits, safe: false }), ..fault }
}

/// Where the values of these statements stand, each without a remark after it.
fn values(text: &str, lines: &[Line]) -> Option<Vec<Span>> {
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
    lines.iter().map(value).collect()
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
        if let Some(fault) = date_fault(key, value, Span::new(place.start, place.start + value.len() as u32), false) {
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
pub(super) fn date_fault(key: &str, value: &str, place: Span, in_list: bool) -> Option<Diagnostic> {
    let meant_by_program = (keys::holds(key, ValueType::is_date) && When::parse(value).is_err())
        .then(|| meant_date(value))
        .flatten()
        .filter(|meant| !keys::holds(key, ValueType::is_day) || matches!(meant.when, When::Day(_)));
    if let Some(meant) = meant_by_program {
        let fault = Diagnostic::new("bad-date", place, format!("{value} is not a date as a plan writes it"));
        let written = meant.when.as_value();
        return Some(match meant.is_sure {
            true => fault.fix(meant.title(), place, written),
            false => fault.suggest(meant.title(), place, written),
        });
    }
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
    if let Some(days) = days_of_list(key, value) {
        return Some(match in_list {
            true => fault.suggest("write each day by itself", place, days),
            false => fault.suggest("write each day by itself, in a list", place, format!("[{days}]")),
        });
    }
    if let Some(day) = day_of_programs(value) {
        return Some(fault.suggest(format!("write {day}"), place, day.to_string()));
    }
    if let Some((from, to)) = struck_through(value) {
        let (from, to) = (from.as_value(), to.as_value());
        return Some(fault.help(format!(
            "write {key} = {to} and moved = [{{ from = {from}, to = {to} }}], with on = the day it was agreed and because = the \
             reason in the same braces"
        )));
    }
    if is_no_date_yet(value) {
        return Some(fault.help(NO_DATE_YET));
    }
    if key == "completed" && parse_truth(value).is_some_and(|(word, _)| word == "true") {
        return Some(fault.help(COMPLETED_WITHOUT_DAY));
    }
    let only_due = states_only_due(value, &meant);
    // "review" of a hold is a day, of an action any date.
    let day_only = keys::holds(key, ValueType::is_day) && !keys::holds(key, |value| value.is_date() && !value.is_day());
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

/// A date that was struck through, and the one that stands beside it.
fn struck_through(value: &str) -> Option<(When, When)> {
    let mut parts = value.split("~~");
    let (before, struck, after) = (parts.next()?, parts.next()?, parts.next()?);
    let date = |text: &str| only_date(text.trim().trim_matches(['"', '\'']).trim());
    let kept = if before.trim().trim_matches('"').is_empty() { after } else { before };
    Some((date(struck)?, date(kept)?)).filter(|_| parts.next().is_none())
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
    // Words after a sound heading become a remark.
    let words = place.of(text);
    let closed = words.rfind(']').map_or(0, |at| at + 1);
    let (written, after) = words.split_at(closed);
    if !after.trim().is_empty() && !after.contains(['=', '"', '[']) && is_sound(&format!("{written}\n")) {
        let at = place.start + (words.len() - after.trim_start().len()) as u32;
        let rest = Span::new(at, place.end);
        let fault = Diagnostic::new("syntax", rest, "nothing may follow a heading on its line but a remark that begins with #");
        return fault.suggest("put # before it, so that it is a remark", Span::new(at, at), "# ");
    }
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
