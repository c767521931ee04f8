//! Faults of the TOML itself, in a board manager's words, and what they make of the lines around them.
//!
//! One slip of the hand must be one finding: what a broken line hides, and what it drags along, is not reported again.

use super::super::spelling::stands_under_heading;
use super::damage::{Damage, without};
use super::lines::{
    INVISIBLE, Line, conflicts, depth, enclosing_text, has_no_width, left_open, outside_texts, statement_end, unclosed_text,
    without_blanks,
};
use super::parser_message::{ParserError, explain_error, keep_all};
use super::repair_message::invisible_fault;
use super::statement::{CURLY, RepairedStatement, repair_statement};
use super::table_header::{self, MendedHeadings};
use super::table_row::may_be_pasted;
use crate::diagnostic::Diagnostic;
use crate::edit::Edit;
use crate::text::Span;
use foldhash::HashSet;
use std::ops::Range;
use toml_spanner::{Arena, ErrorKind, Table, parse_recoverable};

/// The parser stops after this many errors; it is then started again on what is left.
const ERRORS_A_ROUND: usize = 25;
/// A text with more broken lines than rounds times errors is no plan.
const ROUNDS: usize = 200;
/// So many bytes are parsed in all rounds together: a large text gets fewer rounds, so that each is answered in seconds.
const BYTES: usize = 96 << 20;

/// It names the encoding of a text; nobody sees it.
const BYTE_ORDER_MARK: char = '\u{feff}';

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
        mended.unsaid.iter().for_each(|(table, key)| damage.note_key(*table, key));
    }
    let most = (BYTES / text.len().max(1)).clamp(4, ROUNDS);
    let mut in_vain = HashSet::default();
    'rounds: for round in 1.. {
        let copy = damage.copy(text);
        let source = copy.as_deref().unwrap_or(text);
        let arena = Arena::new();
        let document = parse_recoverable(source, &arena);
        let errors = document.errors();
        // Between three quotation marks git's own are words, and no error.
        if round == 1 && (!errors.is_empty() || text.contains("<<<<<<<")) {
            let conflicts = report_conflicts(text, &mut damage, &mut faults);
            let first_versions = without(text, &damage.lines.iter().collect::<Vec<_>>());
            if report_unclosed_text(&first_versions, &mut damage, &mut faults) || conflicts {
                continue;
            }
        }
        // What the parser makes of such a line, and of those below it, means nothing.
        let errors: Vec<ParserError> =
            errors.iter().map(|error| ParserError::of(text, error, |place| damage.locate(place))).collect();
        if round == 1 && errors.len() >= ERRORS_A_ROUND && repair_statements(text, &mut damage, &mut faults) {
            continue;
        }
        if round < most && report_blank_starts(text, &errors, &mut damage, &mut faults) {
            continue;
        }
        let (known, lost) = (damage.lines.count_added(), damage.orphans.count_added());
        let (mut renamed, mut skipped) = (false, false);
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
            if let Some((repaired, lines)) = repair_at(text, error, &mut in_vain) {
                renamed |= take_repair(text, error, repaired, lines, round < most, &mut damage, &mut faults);
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
            if (skipped || damage.orphans.count_added() > lost) && round < most {
                break;
            }
        }
        let more = errors.len() >= ERRORS_A_ROUND && damage.lines.count_added() > known
            || damage.orphans.count_added() > lost
            || renamed
            || skipped;
        if !more || round == most {
            return then(Recovered { table: document.table(), source, damage, faults, more_faults: more });
        }
    }
    unreachable!("the last round returns")
}

/// Notes a statement with the slips that explain an error. Says whether its key alone is unknown, and can be read in another round.
fn take_repair(
    text: &str,
    error: &ParserError,
    mut repaired: RepairedStatement,
    mut lines: Range<u32>,
    reads_again: bool,
    damage: &mut Damage,
    faults: &mut Vec<Diagnostic>,
) -> bool {
    // The parser passes over all rows of a pasted table with the first.
    while let Some((mut below, end)) = pasted_below(text, lines.end as usize) {
        lines.end = end;
        repaired.faults.append(&mut below.faults);
        repaired.keys.append(&mut below.keys);
        repaired.only_key = None;
    }
    let RepairedStatement { faults: mut found, keys, only_key, .. } = repaired;
    // Nothing but its key is unknown: in quotation marks it can be read, and its value with it.
    if let Some(place) = only_key.filter(|_| reads_again && table_header::section_above(text, lines.start as usize).is_some())
        && !damage.hides(place.start)
    {
        return damage.quote_key(text, place);
    }
    if !found.iter().any(|fault| damage.hides(fault.primary.span.start)) {
        let table = damage.table_of(text, lines.start as usize);
        keys.iter().for_each(|key| damage.note_key(table, key));
        damage.note(text, lines, error.span.start);
        faults.append(&mut found);
    }
    false
}

/// Of a text that is broken all over, every statement whose slips explain it: the text is parsed in short stretches, each from where
/// the parser stopped in the one before, so that the time does not grow with the square of the slips. All else is left to a look at
/// the whole. Says whether there was one.
fn repair_statements(text: &str, damage: &mut Damage, faults: &mut Vec<Diagnostic>) -> bool {
    /// Long enough for the errors that the parser tells of lines that people write.
    const STRETCH: usize = 8 << 10;
    /// So many are repaired in one reading, and so many errors are looked at in vain.
    const MOST: usize = 20_000;
    const MOST_IN_VAIN: usize = 2_000;
    const FAR: usize = 200;
    /// An action stands in an objective.
    const ABOVE: &str = "[[objective]]\n";
    let lines: Vec<usize> = outside_texts(text).map(|(start, _)| start).collect();
    let next_line = |offset: usize| lines.get(lines.partition_point(|start| *start < offset)).copied().unwrap_or(text.len());
    let (mut from, mut repaired, mut in_vain) = (0, 0, 0);
    let mut tried = HashSet::default();
    while from < text.len() && repaired < MOST && in_vain < MOST_IN_VAIN {
        // A stretch ends before a heading, where there is one near.
        let after = lines.get(lines.partition_point(|start| *start < from + STRETCH)..).unwrap_or_default();
        let heading = after.iter().take(FAR).find(|start| Line::at(text, **start).is_heading());
        let end = heading.or(after.get(FAR)).copied().unwrap_or(text.len());
        let above = if from == 0 { "" } else { ABOVE };
        let stretch = format!("{above}{}", &text[from..end]);
        let arena = Arena::new();
        let document = parse_recoverable(&stretch, &arena);
        let errors = document.errors();
        let mut done = from;
        for error in errors {
            let locate = |place: toml_spanner::Span| {
                let of_text = |offset: u32| (offset as usize + from).saturating_sub(above.len()) as u32;
                Span::new(of_text(place.start), of_text(place.end))
            };
            let error = ParserError::of(text, error, locate);
            done = done.max(error.span.start as usize);
            let found =
                repair_at(text, &error, &mut tried).filter(|(_, place)| lines.binary_search(&(place.start as usize)).is_ok());
            match found {
                Some((statement, place)) => {
                    done = done.max(place.end as usize);
                    take_repair(text, &error, statement, place, true, damage, faults);
                    repaired += 1;
                }
                None => in_vain += 1,
            }
        }
        from = if errors.len() < ERRORS_A_ROUND { end } else { next_line(done + 1) };
    }
    repaired > 0
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
        conflict.gone.iter().for_each(|lines| damage.lines.add(lines.clone()));
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

/// Reports lines that begin with invisible characters, and has them read without; says whether there was one.
fn report_blank_starts(text: &str, errors: &[ParserError], damage: &mut Damage, faults: &mut Vec<Diagnostic>) -> bool {
    let known = damage.edits.len();
    for error in errors {
        let line = Line::at(text, error.span.start as usize);
        let words = without_blanks(line.text);
        let is_whole = words.is_empty() || words.starts_with('#') || line.is_heading() || line.statement().is_some();
        // The mark of the encoding may stand before all else, once.
        let start =
            line.start + if line.start == 0 && text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let end = line.start + line.text.len() - words.len();
        let blanks = &text[start.min(end)..end];
        let (Some(first), Some(last)) = (blanks.find(INVISIBLE), blanks.rfind(INVISIBLE)) else { continue };
        if !is_whole || !(start..=end).contains(&(error.span.start as usize)) {
            continue;
        }
        let last = last + blanks[last..].chars().next().map_or(0, char::len_utf8);
        let place = Span::new((start + first) as u32, (start + last) as u32);
        // What has a width stays a space.
        let spaces = " ".repeat(place.of(text).chars().filter(|c| !has_no_width(*c)).count());
        let fault = blank_start_fault(text, place, &spaces);
        if damage.replace(Edit { span: place, text: spaces }) {
            faults.push(fault);
        }
    }
    damage.edits.len() > known
}

/// What is said of invisible characters at the start of a line, in place of which spaces are to stand.
fn blank_start_fault(text: &str, place: Span, spaces: &str) -> Diagnostic {
    let marks = text.chars().take_while(|&c| c == BYTE_ORDER_MARK).count();
    if marks < 2 || place.start as usize > BYTE_ORDER_MARK.len_utf8() {
        return invisible_fault(text, place, spaces);
    }
    let many = if marks == 2 { "two byte order marks".to_owned() } else { format!("{marks} byte order marks") };
    let message = format!("the file begins with {many}: of this invisible mark, which some programs set, one is the most");
    Diagnostic::new("syntax", place, message).fix("take out all but the first", place, spaces)
}

/// The statement with the slips that explain an error, and the lines they break.
/// Lines are looked at once, whatever number of errors leads to them: those looked at in vain are kept.
fn repair_at(text: &str, error: &ParserError, in_vain: &mut HashSet<usize>) -> Option<(RepairedStatement, Range<u32>)> {
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
        let is_bullet = |sign: &str| sign.chars().count() == 1 || sign.len() < 5 && sign.ends_with(')');
        let bullet = words.split_once([' ', '\t']).is_some_and(|(bullet, rest)| is_bullet(bullet) && rest.contains(['=', ':']));
        if may_be_pasted(words)
            && !bullet
            && in_vain.insert(line.start)
            && open_list_above(text, &line).is_none()
            && let Some(repaired) = repair_statement(text, line.start)
        {
            in_vain.remove(&line.start);
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
