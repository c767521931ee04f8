//! Quarters, and years that are named: "Q1 2008/09", "second quarter of 2008", "financial year 2008-09".

use super::super::when::When;
use super::by_period::Candidate;
use super::numeric_dates::{is_longer_date, read_two_numbers};
use super::partial_date::{DateFault, DateResult, FaultScope, PartialDate, QuarterYear, academic_year, hard, read_year};
use super::tokens::Tokens;
use super::vocabulary::{TimeUnit, Word};

/// "FY 2008-09", "financial year 2008/09", "calendar year 2008", "academic year 2008/09".
pub(super) fn read_named_year(tokens: &Tokens, at: usize) -> Option<(DateResult, usize)> {
    let next = at + 1 + usize::from(tokens.word(at + 1) == Word::Unit(TimeUnit::Year));
    let number = tokens.number(next)?;
    match tokens.word(at) {
        Word::Financial => {
            if let Some((read, end)) = read_two_numbers(tokens, next, true) {
                return Some((read.map_err(|fault| hard(fault.reason)), end));
            }
            let year = if number.digits == 2 { number.value + 2000 } else { number.value };
            let fits = matches!(number.digits, 2 | 4);
            fits.then(|| (Err(which_financial_year(tokens, at, next + 1, year)), next + 1))
        }
        Word::Calendar if number.digits == 4 && next == at + 2 => {
            Some((read_year(tokens, next)?.map(PartialDate::Year), next + 1))
        }
        Word::Academic if next == at + 2 => {
            let end = read_two_numbers(tokens, next, true).map_or(next + 1, |(_, end)| end);
            Some((Err(academic_year(tokens, at, end)), end))
        }
        _ => None,
    }
}

fn which_financial_year(tokens: &Tokens, at: usize, end: usize, year: u32) -> DateFault {
    let before = year.saturating_sub(1);
    let short = |year: u32| year % 100;
    hard(format!(
        "{} can mean the financial year {before}/{:02} or {year}/{:02}: write both years",
        tokens.quote(at, end),
        short(year),
        short(year + 1)
    ))
    .with([year as i32 - 1, year as i32].map(|year| Candidate::Date(When::FinancialYear(year))))
}

/// "2008 financial year", "2008 academic year".
pub(super) fn name_single_year(tokens: &Tokens, at: usize, found: (DateResult, usize)) -> (DateResult, usize) {
    let (Ok(PartialDate::Year(year)), end) = found else { return found };
    match (tokens.word(end), tokens.word(end + 1)) {
        (Word::Financial, Word::Unit(TimeUnit::Year)) => (Err(which_financial_year(tokens, at, end + 2, year as u32)), end + 2),
        (Word::Academic, Word::Unit(TimeUnit::Year)) => (Err(academic_year(tokens, at, end + 2)), end + 2),
        _ => found,
    }
}

/// "2008 Q2", "2008-Q2", "2008/09 Q1": the year before the quarter.
pub(super) fn add_quarter(tokens: &Tokens, at: usize, found: (DateResult, usize)) -> (DateResult, usize) {
    let (read, end) = &found;
    let next = end + usize::from(tokens.word(*end) == Word::Dash && tokens.touches(end + 1));
    if tokens.word(next) != Word::Q {
        return found;
    }
    let span = match read {
        Ok(PartialDate::Year(year)) => QuarterYear::Calendar(*year),
        Ok(PartialDate::Financial(year)) => QuarterYear::Financial(*year),
        Err(fault) if fault.scope == FaultScope::Mild => match read_two_numbers(tokens, at, true) {
            Some((Ok(PartialDate::Financial(year)), _)) => QuarterYear::Financial(year),
            _ => return found,
        },
        _ => return found,
    };
    let Some((number, end)) = read_quarter_number(tokens, next) else {
        return found;
    };
    // "2008-Q2" is how plan files write a calendar quarter; "2008 Q2" is any board's print.
    let plan_form = tokens.touches(next) && tokens.touches(end - 1);
    match (check_quarter(tokens, at, end, number), span) {
        (Ok(quarter), QuarterYear::Calendar(year)) if !plan_form => (Err(which_quarter(tokens, at, end, year, quarter)), end),
        (Ok(quarter), _) => (Ok(PartialDate::Quarter { year: Some(span), quarter }), end),
        (Err(fault), _) => (Err(fault), end),
    }
}

/// "Q2 2015": boards count quarters in financial years too, and name those by their first year or their last.
fn which_quarter(tokens: &Tokens, at: usize, end: usize, year: i32, quarter: u32) -> DateFault {
    let calendar = When::Quarter { year, quarter };
    let [first, last] = [year, year - 1].map(|year| When::FinancialQuarter { year, quarter });
    let span = |when: When| match when {
        When::FinancialQuarter { quarter: 4, year } => When::Quarter { year: year + 1, quarter: 1 }.for_people(),
        When::FinancialQuarter { quarter, year } => When::Quarter { year, quarter: quarter + 1 }.for_people(),
        when => when.for_people(),
    };
    let printed = first.for_people();
    hard(format!(
        "{} can mean {} or, counted in financial years, {}: write the months, or \"{printed}\"",
        tokens.quote(at, end),
        span(calendar),
        span(first)
    ))
    .with([calendar, first, last].map(Candidate::Date))
}

/// "Q2", "quarter 3", "Qtr. 4", "2nd quarter", "3rd Q", "last quarter": the number and the token after it.
fn read_quarter_number(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    let stopped = matches!(tokens.word(at), Word::Q | Word::Unit(TimeUnit::Quarter)) && tokens.word(at + 1) == Word::Stop;
    let next = at + 1 + usize::from(stopped);
    match (tokens.word(at), tokens.word(next), tokens.word(next + 1)) {
        (Word::Ordinal(number), Word::Unit(TimeUnit::Quarter) | Word::Q, _) => Some((number, next + 1)),
        (Word::Number, Word::Suffix, Word::Unit(TimeUnit::Quarter) | Word::Q) => Some((tokens.number(at)?.value, next + 2)),
        (Word::Q | Word::Unit(TimeUnit::Quarter), Word::Number, _) => {
            let number = tokens.number(next)?;
            (number.digits == 1).then_some((number.value, next + 1))
        }
        (Word::Unit(TimeUnit::Quarter), Word::Count(number), _) => Some((number, next + 1)),
        _ => None,
    }
}

fn check_quarter(tokens: &Tokens, at: usize, end: usize, number: u32) -> Result<u32, DateFault> {
    match number {
        1..=4 => Ok(number),
        _ => Err(hard(format!("{}: there is no quarter {number}", tokens.quote(at, end)))),
    }
}

pub(super) fn read_quarter(tokens: &Tokens, at: usize) -> Option<(DateResult, usize)> {
    let (number, end) = read_quarter_number(tokens, at)?;
    let number = match check_quarter(tokens, at, end, number) {
        Ok(number) => number,
        Err(fault) => return Some((Err(fault), end)),
    };
    let found = |year, end| Some((Ok(PartialDate::Quarter { year, quarter: number }), end));
    let mut next = end;
    // "Quarter 4 (2014/15)"
    if tokens.word(next) == Word::Open
        && let Some((Ok(PartialDate::Financial(year)), close)) = read_two_numbers(tokens, next + 1, true)
        && tokens.word(close) == Word::Close
    {
        return found(Some(QuarterYear::Financial(year)), close + 1);
    }
    if matches!(tokens.word(next), Word::Of | Word::In | Word::Comma | Word::Slash | Word::Dash) {
        next += 1;
    }
    if tokens.word(next) == Word::The {
        next += 1;
    }
    if let Some((read, end)) = read_named_year(tokens, next) {
        return match read {
            Ok(PartialDate::Financial(year)) => found(Some(QuarterYear::Financial(year)), end),
            Ok(PartialDate::Year(year)) => found(Some(QuarterYear::Calendar(year)), end),
            _ => Some((read, end)),
        };
    }
    let Some(token) = tokens.number(next) else {
        return found(None, end);
    };
    if tokens.is_month_next(next) || is_longer_date(tokens, next) || (token.digits < 4 && tokens.is_quantity(next)) {
        return found(None, end);
    }
    if let Some((read, end)) = read_two_numbers(tokens, next, true) {
        return match read {
            Ok(PartialDate::Financial(year)) => found(Some(QuarterYear::Financial(year)), end),
            Ok(_) => found(None, end),
            Err(fault) => Some((Err(hard(fault.reason)), end)),
        };
    }
    match read_year(tokens, next) {
        Some(Ok(year)) => Some((Err(which_quarter(tokens, at, next + 1, year, number)), next + 1)),
        Some(Err(fault)) => Some((Err(fault), next + 1)),
        None => Some((Err(unreadable_quarter(tokens, at, next + 1)), next + 1)),
    }
}

fn unreadable_quarter(tokens: &Tokens, at: usize, end: usize) -> DateFault {
    hard(format!("{} is not a quarter that can be read: write it as \"Q2 2008\" or \"Q1 2008/09\"", tokens.quote(at, end)))
}
