//! A date as far as it is printed, or why it cannot be read: what the readers of all kinds of dates give.

use super::super::when::When;
use super::by_period::Candidate;
use super::tokens::Tokens;
use super::vocabulary::Word;
use chrono::{Datelike, Weekday};

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

impl PartialDate {
    /// A whole date, as one that lacks nothing.
    pub(super) fn from_when(when: When) -> PartialDate {
        match when {
            When::Day(day) => {
                PartialDate::Day { year: Some(day.year()), month: Some(day.month()), day: day.day(), weekday: None }
            }
            When::Month { year, month } => PartialDate::Month { year: Some(year), month },
            When::Quarter { year, quarter } => PartialDate::Quarter { year: Some(QuarterYear::Calendar(year)), quarter },
            When::FinancialQuarter { year, quarter } => {
                PartialDate::Quarter { year: Some(QuarterYear::Financial(year)), quarter }
            }
            When::Year(year) => PartialDate::Year(year),
            When::FinancialYear(year) => PartialDate::Financial(year),
        }
    }
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
    /// What the words can mean: the plan's period may decide between them.
    pub candidates: Vec<Candidate>,
}

impl DateFault {
    pub(super) fn new(scope: FaultScope, reason: String) -> DateFault {
        DateFault { scope, reason, candidates: Vec::new() }
    }

    /// The same fault, which the plan's period can mend.
    pub(super) fn with(self, candidates: impl Into<Vec<Candidate>>) -> DateFault {
        DateFault { candidates: candidates.into(), ..self }
    }
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
    DateFault::new(FaultScope::Hard, reason)
}

/// A fault that counts only where no clear date stands beside it.
pub(super) fn mild(reason: String) -> DateFault {
    DateFault::new(FaultScope::Mild, reason)
}

pub(super) type DateResult = Result<PartialDate, DateFault>;

/// Years of two figures below this are of this century. Above, they are most likely of the last: "3 Aug 96" is not 2096.
const CENTURY_IN_DOUBT: u32 = 50;

/// A year of two digits, of this century, or of four.
pub(super) fn read_year(tokens: &Tokens, at: usize) -> Option<Result<i32, DateFault>> {
    let token = tokens.number(at)?;
    match token.digits {
        2 if token.value >= CENTURY_IN_DOUBT => {
            let year = token.value;
            let shown = tokens.quote(at, at + 1);
            Some(Err(hard(format!("{shown} can mean the year 19{year} or 20{year}: write the year in full"))))
        }
        2 => Some(Ok(2000 + token.value as i32)),
        4 => Some(match When::parse(tokens.text_between(at, at + 1)) {
            Ok(_) => Ok(token.value as i32),
            Err(_) => Err(hard(format!("no plan is of the year {}", token.value))),
        }),
        _ => None,
    }
}

/// The fault of a date without a year, or with a year of one, three or five figures as its last number.
pub(super) fn no_year(tokens: &Tokens, from: usize, to: usize, scope: FaultScope) -> DateFault {
    if let Some(year) = tokens.number(to - 1).filter(|year| to - from > 1 && (year.digits == 3 || year.digits > 4)) {
        let figures = match year.digits {
            3 => "three".to_owned(),
            5 => "five".to_owned(),
            digits => digits.to_string(),
        };
        let shown = tokens.quote(from, to);
        return hard(format!("the year in {shown} has {figures} figures: write it with four, as in \"June 2008\""));
    }
    let quarter =
        matches!(tokens.word(from), Word::Q | Word::Unit(_) | Word::Ordinal(_)) || matches!(tokens.word(to - 1), Word::Unit(_));
    let example = if quarter { "as in \"Q2 2008\" or \"Q1 2008/09\"" } else { "as in \"June 2008\" or \"30 June 2008\"" };
    let reason = format!("{} has no year: write the year too, {example}", tokens.quote(from, to));
    DateFault::new(scope, reason)
}

pub(super) fn unreadable(tokens: &Tokens, from: usize, to: usize) -> DateFault {
    hard(format!("{} is not a date that can be read: write it as 30 June 2008", tokens.quote(from, to)))
}

/// The fault of an academic year: boards differ on when it ends.
pub(super) fn academic_year(tokens: &Tokens, at: usize, end: usize) -> DateFault {
    hard(format!("{}: boards differ on when such a year ends: write the month and year of the deadline", tokens.quote(at, end)))
}
