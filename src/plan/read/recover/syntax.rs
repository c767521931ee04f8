//! Faults of the TOML itself, in a board manager's words, and what they make of the lines around them.
//!
//! One slip of the hand must be one finding: what a broken line hides, and what it drags along, is not reported again.

use super::super::Arena;
use super::damage::Damage;
use super::lines::{Line, conflicts, left_open, statement_end, unclosed_text};
use super::parser_message::{Error, explain};
use super::table_header::Mended;
use crate::diagnostic::Diagnostic;
use crate::text::Span;
use std::ops::Range;
use toml_spanner::{ErrorKind, Table, parse_recoverable};

/// The parser stops after this many errors; it is then started again on what is left.
const ERRORS_A_ROUND: usize = 25;
/// A text with more broken lines than rounds times errors is no plan.
const ROUNDS: usize = 200;

/// Parses a text as far as it can be, its headings mended, and hands on the tree, what is broken, and every syntax fault.
pub(in crate::plan::read) fn parse<'a, R>(
    text: &'a str,
    arena: &'a Arena,
    mended: Option<Mended>,
    then: impl FnOnce(&Table<'a>, Damage, Vec<Diagnostic>) -> R,
) -> R {
    let mut faults: Vec<Diagnostic> = Vec::new();
    let mut broken = Damage::default();
    if let Some(mended) = mended {
        faults = mended.faults;
        broken.edits = mended.edits;
        broken.keys = mended.unsaid;
    }
    'rounds: for round in 1.. {
        let copy = broken.copy(text).map(|copy| &*arena.lists.alloc_str(&copy));
        let document = parse_recoverable(copy.unwrap_or(text), &arena.tree);
        let errors = document.errors();
        if round == 1 && !errors.is_empty() && undecided(text, &mut broken, &mut faults) | endless(text, &mut broken, &mut faults)
        {
            continue;
        }
        let (known, lost) = (broken.lines.len(), broken.orphans.len());
        for error in errors {
            let error = &Error::of(error, &broken.way);
            if let Some((mut told, lines, key)) = slips(text, error) {
                if !told.iter().any(|fault| broken.on_line_of(fault.primary.span.start)) {
                    broken.keys.push((broken.table_of(text, lines.start as usize), key));
                    broken.note(text, lines, error.span.start);
                    faults.append(&mut told);
                }
                continue;
            }
            if let Some((fault, lines)) = in_the_way(text, error).filter(|_| round < ROUNDS) {
                broken.note(text, lines.clone(), lines.start);
                faults.push(fault);
                continue 'rounds;
            }
            let (fault, lines) = explain(text, error);
            if broken.on_line_of(fault.primary.span.start) {
                continue;
            }
            let lines = lines.start..lines.end.max(statement_end(text, lines.end.min(error.span.start)));
            broken.note(text, lines, error.span.start);
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
    }
    unreachable!("the last round returns")
}

/// Reports where git left two versions of the same lines, and leaves the first to be read.
fn undecided(text: &str, broken: &mut Damage, faults: &mut Vec<Diagnostic>) -> bool {
    let conflicts = conflicts(text);
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
        broken.lines.extend(conflict.gone.iter().cloned());
    }
    !conflicts.is_empty()
}

/// A text under `action` in an objective: it keeps the objective's actions out until it is gone.
fn in_the_way(text: &str, error: &Error) -> Option<(Diagnostic, Range<u32>)> {
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
    Some((fault.suggest("write title", place, "title"), lines))
}

/// Reports a text in three quotation marks that swallows the rest of the file, and leaves the rest to be read.
fn endless(text: &str, broken: &mut Damage, faults: &mut Vec<Diagnostic>) -> bool {
    let Some((start, mark)) = unclosed_text(text) else { return false };
    let line = Line::at(text, start);
    let value = line.start + line.text.find(mark).unwrap_or(0);
    let place = Span::new(value as u32, line.words().end);
    let fault = Diagnostic::new(
        "syntax",
        place,
        "this text over several lines is not closed: three quotation marks are missing at its end",
    );
    faults.push(fault.help(format!("write {mark} after its last word")));
    // It ends at the latest where something else begins.
    let (mut end, mut at) = (line.range().end, line.next());
    while at < text.len() {
        let line = Line::at(text, at);
        if line.is_heading() || line.statement().is_some() {
            break;
        }
        (end, at) = (line.range().end, line.next());
    }
    broken.note(text, start as u32..end.min(text.len() as u32), start as u32);
    true
}

/// The slips that explain an error, the lines they break and the key of these lines.
fn slips(text: &str, error: &Error) -> Option<(Vec<Diagnostic>, Range<u32>, String)> {
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
        if words.starts_with(|c: char| c.is_alphabetic() || super::statement::CURLY.contains(&c))
            && words.contains(['=', ' ', ':'])
            || bullet
        {
            let slips = super::statement::mended(text, line.start)?;
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
