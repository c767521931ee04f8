//! What only the plan's own period decides: "12/13", "October", "Q2 2015", "August 19".
//!
//! Words that can mean several dates carry all of them as candidates. A period decides only if exactly one of them lies
//! wholly in it; otherwise the words stay undated.

use super::super::{period::Period, when::When};
use chrono::Datelike;

/// One thing that words can mean.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Candidate {
    /// This date.
    Date(When),
    /// This month of any year.
    Month(u32),
    /// This day of any year, as month and day.
    Day(u32, u32),
    /// This quarter of any calendar year, or of any financial year.
    Quarter(u32),
    /// The years from the first to the last, calendar or financial: no date, but it rivals those that are.
    Years(i32, i32),
    /// A school year by the year it starts in: no date either.
    SchoolYear(i32),
}

/// The one date among the candidates that lies in the period.
pub(super) fn decide(candidates: &[Candidate], period: Option<Period>) -> Option<When> {
    let period = period?;
    let mut dates: Vec<When> = Vec::new();
    for candidate in candidates {
        match *candidate {
            Candidate::Years(first, last) if rivals(period, first, last) => return None,
            Candidate::SchoolYear(year) if covers_school_year(period, year) => return None,
            candidate => dates.extend(instances(candidate, period).filter(|&when| period.covers(when))),
        }
    }
    dates.dedup();
    match dates[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// The dates a candidate can stand for in the years of a period.
fn instances(candidate: Candidate, period: Period) -> impl Iterator<Item = When> {
    let years = period.from.year() - 1..=period.to.year();
    let exact = match candidate {
        Candidate::Date(when) => Some(when),
        _ => None,
    };
    let repeated = years.flat_map(move |year| match candidate {
        Candidate::Month(month) => vec![When::Month { year, month }],
        Candidate::Day(month, day) => When::day(year, month, day).map(When::Day).into_iter().collect(),
        Candidate::Quarter(quarter) => vec![When::Quarter { year, quarter }, When::FinancialQuarter { year, quarter }],
        _ => Vec::new(),
    });
    exact.into_iter().chain(repeated)
}

fn rivals(period: Period, first: i32, last: i32) -> bool {
    let calendar = period.covers(When::Year(first)) && period.covers(When::Year(last));
    calendar || period.covers(When::FinancialYear(first)) && period.covers(When::FinancialYear(last - 1)) && last - first > 1
}

/// A plan that runs by financial years counts no school years.
fn covers_school_year(period: Period, year: i32) -> bool {
    let financial = (period.from.month(), period.from.day()) == (4, 1) && (period.to.month(), period.to.day()) == (3, 31);
    let (first, last) = (When::Month { year, month: 9 }, When::Month { year: year + 1, month: 7 });
    !financial && period.covers(first) && period.covers(last)
}
