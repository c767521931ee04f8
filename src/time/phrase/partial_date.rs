//! A date as far as it is printed, or why it cannot be read: what the readers of all kinds of dates give.

use super::super::when::When;
use super::tokens::Tokens;
use super::vocabulary::Word;
use chrono::Weekday;

/// A date as far as it is printed. What is missing may stand in the next date of a list: "June and July 2008".
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum PartialDate {
    /// A bare number is a day without a month.
    Day {
        year: Option<i32>,
        month: Option<u32>,
        day: u32,
        weekday: Option<Weekday>,
    },
    Month {
        year: Option<i32>,
        month: u32,
    },
    Quarter {
        year: Option<QuarterYear>,
        quarter: u32,
    },
    Year(i32),
    /// By the year it starts in.
    Financial(i32),
}

/// The year that a quarter is counted in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum QuarterYear {
    Calendar(i32),
    Financial(i32),
}

/// Why words that look like a date cannot be read as one.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct DateFault {
    pub scope: FaultScope,
    pub reason: String,
}

/// How far a fault reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FaultScope {
    /// The whole phrase is unclear.
    Hard,
    /// A month or a quarter without a year; inside brackets it is mere words.
    NoYear,
    /// Years such as "2008-09", which beside a clear date are often mere words.
    Mild,
}

/// A fault that makes the whole phrase unclear.
pub(super) fn hard(reason: String) -> DateFault {
    DateFault { scope: FaultScope::Hard, reason }
}

/// A fault that counts only where no clear date stands beside it.
pub(super) fn mild(reason: String) -> DateFault {
    DateFault { scope: FaultScope::Mild, reason }
}

pub(super) type DateResult = Result<PartialDate, DateFault>;

/// A year of two digits, always of this century, or of four.
pub(super) fn read_year(tokens: &Tokens, at: usize) -> Option<Result<i32, DateFault>> {
    let token = tokens.number(at)?;
    match token.digits {
        2 => Some(Ok(2000 + token.value as i32)),
        4 => Some(match When::parse(tokens.text_between(at, at + 1)) {
            Ok(_) => Ok(token.value as i32),
            Err(_) => Err(hard(format!("no plan is of the year {}", token.value))),
        }),
        _ => None,
    }
}

/// The fault of a date without a year.
pub(super) fn no_year(tokens: &Tokens, from: usize, to: usize, scope: FaultScope) -> DateFault {
    let quarter =
        matches!(tokens.word(from), Word::Q | Word::Unit(_) | Word::Ordinal(_)) || matches!(tokens.word(to - 1), Word::Unit(_));
    let example = if quarter { "as in \"Q2 2008\" or \"Q1 2008/09\"" } else { "as in \"June 2008\" or \"30 June 2008\"" };
    let reason = format!("{} has no year: write the year too, {example}", tokens.quote(from, to));
    DateFault { scope, reason }
}

pub(super) fn unreadable(tokens: &Tokens, from: usize, to: usize) -> DateFault {
    hard(format!("{} is not a date that can be read: write it as 30 June 2008", tokens.quote(from, to)))
}

/// The fault of an academic year: boards differ on when it ends.
pub(super) fn academic_year(tokens: &Tokens, at: usize, end: usize) -> DateFault {
    hard(format!("{}: boards differ on when such a year ends: write the month and year of the deadline", tokens.quote(at, end)))
}
