//! Faults of the TOML itself, in a board manager's words, and what they make of the lines around them.
//!
//! One slip of the hand must be one finding: what a broken line hides, and what it drags along, is not reported again.

use super::super::spelling::stands_under_heading;
use super::damage::{Damage, without};
use super::lines::{Line, conflicts, depth, enclosing_text, left_open, statement_end, unclosed_text};
use super::parser_message::{ParserError, explain_error, keep_all};
use super::statement::{CURLY, RepairedStatement, repair_statement};
use super::table_header::{self, MendedHeadings};
use super::table_row::may_be_pasted;
use crate::diagnostic::Diagnostic;
use crate::text::Span;
use std::ops::Range;
use toml_spanner::{Arena, ErrorKind, Table, parse_recoverable};

/// The parser stops after this many errors; it is then started again on what is left.
const ERRORS_A_ROUND: usize = 25;
/// A text with more broken lines than rounds times errors is no plan.
const ROUNDS: usize = 200;
/// So many bytes are parsed in all rounds together: a large text gets fewer rounds, so that each is answered in seconds.
const BYTES: usize = 96 << 20;

/// So many broken texts over several lines are taken out one by one, each with another try at the rest.
const LONG_TEXTS: usize = 20;

/// A text parsed as far as it can be.
pub struct Recovered<'t> {
    pub table: &'t Table<'t>,
    /// What was parsed: the text itself, or a copy with its headings mended and the broken lines blanked out.
    pub source: &'t str,
    /// What could not be parsed, and the way from places of the source back to the text.
    pub damage: Damage,
    /// Every fault of the TOML itself, at its place in the text.
    pub faults: Vec<Diagnostic>,
    /// There are more of them: the parser was not started again.
    pub more_faults: bool,
}

/// Parses a text as far as it can be, with its headings as they were meant, and hands the outcome to `then`. The tree goes when
/// `then` returns.
pub fn parse<R>(text: &str, mended: Option<MendedHeadings>, then: impl FnOnce(Recovered) -> R) -> R {
    let mut faults: Vec<Diagnostic> = Vec::new();
    let mut damage = Damage::default();
    if let Some(mended) = mended {
        faults = mended.faults;
        damage.edits = mended.edits;
        damage.keys = mended.unsaid;
    }
    let most = (BYTES / text.len().max(1)).clamp(4, ROUNDS);
    'rounds: for round in 1.. {
        let copy = damage.copy(text);
        let source = copy.as_deref().unwrap_or(text);
        let arena = Arena::new();
        let document = parse_recoverable(source, &arena);
        let errors = document.errors();
        // Between three quotation marks git's own are words, and no error.
        if round == 1 && (!errors.is_empty() || text.contains("<<<<<<<")) {
            let conflicts = report_conflicts(text, &mut damage, &mut faults);
            let first_versions = without(text, &damage.lines);
            if report_unclosed_text(&first_versions, &mut damage, &mut faults) || conflicts {
                continue;
            }
        }
        let (known, lost) = (damage.lines.len(), damage.orphans.len());
        let (mut renamed, mut skipped) = (false, false);
        let errors: Vec<ParserError> = errors.iter().map(|error| ParserError::of(text, error, &damage)).collect();
        for (index, error) in errors.iter().enumerate() {
            // A key that stands there many times is one finding.
            let is_again = |other: &ParserError| {
                matches!((&other.kind, &error.kind), (ErrorKind::DuplicateKey { .. }, ErrorKind::DuplicateKey { .. }))
                    && other.first == error.first
            };
            let several = || errors[index..].iter().filter(|other| is_again(other));
            if matches!(error.kind, ErrorKind::DuplicateKey { .. })
                && several().nth(1).is_some()
                && !errors[..index].iter().any(is_again)
                && let Some(first) = error.first.filter(|_| !damage.hides(error.span.start))
            {
                let again: Vec<Span> = several().map(|other| other.span).collect();
                for place in &again {
                    let line = Line::at(text, place.start as usize).range();
                    let end = line.end.max(statement_end(text, line.end.min(place.start)));
                    damage.note(text, line.start..end, place.start);
                }
                faults.push(keep_all(text, first, &again));
                continue;
            }
            if let Some((repaired, lines)) = repair_at(text, error) {
                let mut repaired = repaired;
                let (mut lines, mut pasted) = (lines, Vec::new());
                // The parser passes over all rows of a pasted table with the first.
                while let Some((below, end)) = pasted_below(text, lines.end as usize) {
                    lines.end = end;
                    pasted.push(below);
                }
                for mut below in pasted {
                    repaired.faults.append(&mut below.faults);
                    repaired.keys.append(&mut below.keys);
                    repaired.only_key = None;
                }
                let RepairedStatement { faults: mut found, keys, only_key, .. } = repaired;
                // Nothing but its key is unknown: in quotation marks it can be read, and its value with it.
                if let Some(place) =
                    only_key.filter(|_| round < most && table_header::section_above(text, lines.start as usize).is_some())
                    && !damage.hides(place.start)
                {
                    renamed |= damage.quote_key(text, place);
                    continue;
                }
                if !found.iter().any(|fault| damage.hides(fault.primary.span.start)) {
                    let table = damage.table_of(text, lines.start as usize);
                    damage.keys.extend(keys.into_iter().map(|key| (table, key)));
                    damage.note(text, lines, error.span.start);
                    faults.append(&mut found);
                }
                continue;
            }
            if let Some((fault, lines)) = action_text_in_objective(text, error).filter(|_| round < most) {
                damage.note(text, lines.clone(), lines.start);
                faults.push(fault);
                continue 'rounds;
            }
            let (fault, lines) = explain_error(text, error);
            if damage.hides(fault.primary.span.start) {
                continue;
            }
            let lines = lines.start..lines.end.max(statement_end(text, lines.end.min(error.span.start)));
            // The parser gives up a text in three quotation marks at its first fault, and all that follows with it.
            let whole = is_in_text(error.kind).then(|| enclosing_text(text, error.span.start as usize)).flatten();
            if let Some(whole) = whole.filter(|_| round < LONG_TEXTS) {
                let first = Line::at(text, whole.start).range().start;
                damage.note(text, first..Line::at(text, whole.end).range().end, first);
                faults.push(fault);
                continue 'rounds;
            }
            // The parser gave up a line that is not broken, as it took it for a part of what was left open above: only without
            // that do later errors mean anything.
            skipped = error.span.start >= lines.end && (error.span.start as usize) < text.trim_end().len();
            damage.note(text, lines, error.span.start);
            faults.push(fault);
            // What stood under a lost heading has landed in another table.
            if (skipped || damage.orphans.len() > lost) && round < most {
                break;
            }
        }
        let more =
            errors.len() >= ERRORS_A_ROUND && damage.lines.len() > known || damage.orphans.len() > lost || renamed || skipped;
        if !more || round == most {
            return then(Recovered { table: document.table(), source, damage, faults, more_faults: more });
        }
    }
    unreachable!("the last round returns")
}

/// A fault within the words of a text.
fn is_in_text(kind: ErrorKind) -> bool {
    use ErrorKind::{InvalidCharInString, InvalidEscape, InvalidEscapeValue, InvalidHexEscape};
    matches!(kind, InvalidEscape(_) | InvalidHexEscape(_) | InvalidEscapeValue(_) | InvalidCharInString(_))
}

/// Reports where git left two versions of the same lines, and leaves the first to be read.
fn report_conflicts(text: &str, damage: &mut Damage, faults: &mut Vec<Diagnostic>) -> bool {
    // Marks below a text that is not closed are none of its words.
    let closed = unclosed_text(text).map(|(start, mark)| {
        let at = start + text[start..].find(mark).unwrap_or(0);
        format!("{}   {}", &text[..at], &text[at + mark.len()..])
    });
    let conflicts = conflicts(closed.as_deref().unwrap_or(text));
    for conflict in &conflicts {
        let first = Line::at(text, conflict.whole.start as usize).words();
        let several = conflict.whole.end > first.end;
        let (message, help) = if several {
            let last = Line::at(text, conflict.whole.end as usize).words();
            let keep = format!(
                "keep one of the two, above or below the line =======, and take out the other with the lines {}, ======= and {}",
                first.of(text),
                last.of(text)
            );
            ("two versions of these lines stand in the file: git could not choose between them", keep)
        } else {
            (
                "git left this line here where it could not choose between two versions",
                "take it out, and look whether the lines around it are right".to_owned(),
            )
        };
        let fault = Diagnostic::new("syntax", Span::new(first.start, first.end), message).help(help);
        faults.push(if several { fault.label("from here; until one is chosen, the first version is read") } else { fault });
        damage.lines.extend(conflict.gone.iter().cloned());
    }
    !conflicts.is_empty()
}

/// A text under `action` in an objective: it keeps the objective's actions out until it is gone.
fn action_text_in_objective(text: &str, error: &ParserError) -> Option<(Diagnostic, Range<u32>)> {
    let first = Line::at(text, error.first?.start as usize);
    let heading = Line::at(text, error.span.start as usize);
    let place = Span::new(first.words().start, first.words().start + "action".len() as u32);
    if !heading.is_heading() || first.is_heading() || first.statement()?.0 != "action" || place.of(text) != "action" {
        return None;
    }
    let fault = Diagnostic::new(
        "wrong-type",
        place,
        "the words of an objective are its \"title\"; its actions have headings of their own",
    );
    let lines = first.range().start..statement_end(text, first.range().end);
    let has_title = stands_under_heading(text, first.start, "title");
    let fault = match has_title {
        true => fault.help("a title stands here already: write [[objective.action]] above what is to be done"),
        false => fault.suggest("write title", place, "title"),
    };
    Some((fault, lines))
}

/// Reports a text in three quotation marks that swallows the rest of the file, and leaves the rest to be read.
fn report_unclosed_text(text: &str, damage: &mut Damage, faults: &mut Vec<Diagnostic>) -> bool {
    let Some((start, mark)) = unclosed_text(text) else { return false };
    let line = Line::at(text, start);
    let value = line.start + line.text.find(mark).unwrap_or(0);
    let place = Span::new(value as u32, line.words().end);
    let fault = Diagnostic::new(
        "syntax",
        place,
        "this text over several lines is not closed: three quotation marks are missing at its end",
    );
    // It ends at the latest where something else begins.
    let (mut end, mut at) = (line.range().end, line.next());
    while at < text.len() {
        let line = Line::at(text, at);
        if line.is_heading() || line.statement().is_some() {
            break;
        }
        (end, at) = (line.range().end, line.next());
    }
    let help = format!("write {mark} after its last word");
    let statement = text[start..(end as usize).min(text.len())].trim_end();
    let last = (start + statement.len()) as u32;
    let is_mended = super::is_sound(&format!("{}{mark}\n", statement.trim_start_matches('\u{feff}')));
    faults.push(match is_mended {
        true => fault.suggest(help, Span::new(last, last), mark),
        false => fault.help(help),
    });
    damage.note(text, start as u32..end.min(text.len() as u32), start as u32);
    true
}

/// The next row of a table, where one ends here that was repaired; and where it ends.
fn pasted_below(text: &str, end: usize) -> Option<(RepairedStatement, u32)> {
    let line = Line::at(text, end);
    let next = Line::at(text, line.next());
    let is_row = |line: &Line| line.text.trim_start().starts_with('|');
    if !is_row(&line) || !is_row(&next) || next.start <= line.start {
        return None;
    }
    let repaired = repair_statement(text, next.start)?;
    let end = Line::at(text, repaired.end).range().end;
    Some((repaired, end))
}

/// The line whose list is still open where a line stands that begins nothing.
fn open_list_above<'t>(text: &'t str, line: &Line) -> Option<Line<'t>> {
    const FAR: usize = 60;
    if line.statement().is_some() {
        return None;
    }
    let mut start = line.start;
    for _ in 0..FAR {
        let above = Line::at(text, start.checked_sub(1)?);
        if above.is_heading() || above.text.trim().is_empty() {
            return None;
        }
        if let Some((_, value)) = above.statement() {
            return (text[value..].starts_with('[') && depth(&text[value..line.start], '[') > 0).then_some(above);
        }
        start = above.start;
    }
    None
}

/// The statement with the slips that explain an error, and the lines they break.
fn repair_at(text: &str, error: &ParserError) -> Option<(RepairedStatement, Range<u32>)> {
    const FAR: usize = 200;
    let mut line = Line::at(text, error.span.start as usize);
    if line.is_heading() || matches!(error.kind, ErrorKind::DuplicateKey { .. }) || left_open(text, &line).is_some() {
        return None;
    }
    for _ in 0..FAR {
        if line.is_heading() {
            return None;
        }
        let words = line.text.trim_start();
        let bullet = words.split_once(' ').is_some_and(|(bullet, rest)| bullet.chars().count() == 1 && rest.contains('='));
        if may_be_pasted(words)
            && !bullet
            && open_list_above(text, &line).is_none()
            && let Some(repaired) = repair_statement(text, line.start)
        {
            let end = Line::at(text, repaired.end).range().end;
            return Some((repaired, line.range().start..end));
        }
        if words.starts_with(|c: char| c.is_alphabetic() || c == '%' || CURLY.contains(&c))
            && words.contains(['=', ' ', ':', '\t', ','])
            || bullet
        {
            let begins = |line: &Line| {
                let repaired = repair_statement(text, line.start)?;
                let end = Line::at(text, repaired.end).range().end;
                Some((repaired, line.range().start..end))
            };
            // A line without an = sign may be an entry of the list that is open above it.
            return begins(&line).or_else(|| begins(&open_list_above(text, &line)?));
        }
        if line.start == 0 {
            return None;
        }
        line = Line::at(text, line.start - 1);
    }
    None
}
