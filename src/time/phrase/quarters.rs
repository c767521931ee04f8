//! Quarters, and years that are named: "Q1 2008/09", "second quarter of 2008", "financial year 2008-09".

use super::dates::{Fault, Form, Read, Span, Weight, hard, year};
use super::figures::two_numbers;
use super::known::{Kind, Unit};
use super::months::{is_longer_date, is_month_next, is_quantity};
use super::words::Words;

/// "FY 2008-09", "financial year 2008/09", "calendar year 2008", "academic year 2008/09".
pub(super) fn named_year(words: &Words, at: usize) -> Option<(Read, usize)> {
    let next = at + 1 + usize::from(words.kind(at + 1) == Kind::Unit(Unit::Year));
    let number = words.number(next)?;
    match words.kind(at) {
        Kind::Financial => {
            if let Some((read, end)) = two_numbers(words, next, true) {
                return Some((read.map_err(|fault| hard(fault.reason)), end));
            }
            let year = if number.digits == 2 { number.value + 2000 } else { number.value };
            let fits = matches!(number.digits, 2 | 4);
            fits.then(|| (Err(which_financial_year(words, at, next + 1, year)), next + 1))
        }
        Kind::Calendar if number.digits == 4 && next == at + 2 => Some((year(words, next)?.map(Form::Year), next + 1)),
        Kind::Academic if next == at + 2 => {
            let end = two_numbers(words, next, true).map_or(next + 1, |(_, end)| end);
            Some((Err(academic(words, at, end)), end))
        }
        _ => None,
    }
}

fn which_financial_year(words: &Words, at: usize, end: usize, year: u32) -> Fault {
    let before = year.saturating_sub(1);
    let short = |year: u32| year % 100;
    hard(format!(
        "{} can mean the financial year {before}/{:02} or {year}/{:02}: write both years",
        words.quote(at, end),
        short(year),
        short(year + 1)
    ))
}

pub(super) fn academic(words: &Words, at: usize, end: usize) -> Fault {
    hard(format!("{}: boards differ on when such a year ends: write the month and year of the deadline", words.quote(at, end)))
}

/// "2008 financial year", "2008 academic year".
pub(super) fn single_year_named(words: &Words, at: usize, found: (Read, usize)) -> (Read, usize) {
    let (Ok(Form::Year(year)), end) = found else { return found };
    match (words.kind(end), words.kind(end + 1)) {
        (Kind::Financial, Kind::Unit(Unit::Year)) => (Err(which_financial_year(words, at, end + 2, year as u32)), end + 2),
        (Kind::Academic, Kind::Unit(Unit::Year)) => (Err(academic(words, at, end + 2)), end + 2),
        _ => found,
    }
}

/// "2008 Q2", "2008-Q2", "2008/09 Q1": the year before the quarter.
pub(super) fn quarter_after(words: &Words, at: usize, found: (Read, usize)) -> (Read, usize) {
    let (read, end) = &found;
    let next = end + usize::from(words.kind(*end) == Kind::Dash && words.touches(end + 1));
    if words.kind(next) != Kind::Q {
        return found;
    }
    let span = match read {
        Ok(Form::Year(year)) => Span::Calendar(*year),
        Ok(Form::Financial(year)) => Span::Financial(*year),
        Err(fault) if fault.weight == Weight::Mild => match two_numbers(words, at, true) {
            Some((Ok(Form::Financial(year)), _)) => Span::Financial(year),
            _ => return found,
        },
        _ => return found,
    };
    let Some((number, end)) = quarter_number(words, next) else {
        return found;
    };
    match whole_quarter(words, at, end, number) {
        Ok(quarter) => (Ok(Form::Quarter { year: Some(span), quarter }), end),
        Err(fault) => (Err(fault), end),
    }
}

/// "Q2", "quarter 3", "Qtr 4", "2nd quarter", "last quarter": the number and the place after it.
fn quarter_number(words: &Words, at: usize) -> Option<(u32, usize)> {
    match (words.kind(at), words.kind(at + 1), words.kind(at + 2)) {
        (Kind::Nth(number), Kind::Unit(Unit::Quarter), _) => Some((number, at + 2)),
        (Kind::Number, Kind::Suffix, Kind::Unit(Unit::Quarter)) => Some((words.number(at)?.value, at + 3)),
        (Kind::Q | Kind::Unit(Unit::Quarter), Kind::Number, _) => {
            let number = words.number(at + 1)?;
            (number.digits == 1).then_some((number.value, at + 2))
        }
        (Kind::Unit(Unit::Quarter), Kind::Count(number), _) => Some((number, at + 2)),
        _ => None,
    }
}

fn whole_quarter(words: &Words, at: usize, end: usize, number: u32) -> Result<u32, Fault> {
    match number {
        1..=4 => Ok(number),
        _ => Err(hard(format!("{}: there is no quarter {number}", words.quote(at, end)))),
    }
}

pub(super) fn quarter(words: &Words, at: usize) -> Option<(Read, usize)> {
    let (number, end) = quarter_number(words, at)?;
    let number = match whole_quarter(words, at, end, number) {
        Ok(number) => number,
        Err(fault) => return Some((Err(fault), end)),
    };
    let found = |year, end| Some((Ok(Form::Quarter { year, quarter: number }), end));
    let mut next = end;
    if matches!(words.kind(next), Kind::Of | Kind::In | Kind::Comma | Kind::Slash | Kind::Dash) {
        next += 1;
    }
    if words.kind(next) == Kind::The {
        next += 1;
    }
    if let Some((read, end)) = named_year(words, next) {
        return match read {
            Ok(Form::Financial(year)) => found(Some(Span::Financial(year)), end),
            Ok(Form::Year(year)) => found(Some(Span::Calendar(year)), end),
            _ => Some((read, end)),
        };
    }
    let Some(token) = words.number(next) else {
        return found(None, end);
    };
    if is_month_next(words, next) || is_longer_date(words, next) || (token.digits < 4 && is_quantity(words, next)) {
        return found(None, end);
    }
    if let Some((read, end)) = two_numbers(words, next, true) {
        return match read {
            Ok(Form::Financial(year)) => found(Some(Span::Financial(year)), end),
            Ok(_) => found(None, end),
            Err(fault) => Some((Err(hard(fault.reason)), end)),
        };
    }
    match year(words, next) {
        Some(Ok(year)) => found(Some(Span::Calendar(year)), next + 1),
        Some(Err(fault)) => Some((Err(fault), next + 1)),
        None => Some((Err(unreadable_quarter(words, at, next + 1)), next + 1)),
    }
}

fn unreadable_quarter(words: &Words, at: usize, end: usize) -> Fault {
    hard(format!("{} is not a quarter that can be read: write it as \"Q2 2008\" or \"Q1 2008/09\"", words.quote(at, end)))
}
