//! One date as boards print it, or the part of one: a day, a month, a quarter, a year.

use super::super::when::When;
use super::figures::{three_numbers, two_numbers};
use super::known::{Kind, Unit};
use super::months::{after_month, day_of_month};
use super::quarters::{named_year, quarter, quarter_after, single_year_named};
use super::words::Words;
use chrono::Weekday;

/// A date as far as it is printed. What is missing may stand in the next date of a list: "June and July 2008".
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Form {
    Day { year: Option<i32>, month: Option<u32>, day: u32, weekday: Option<Weekday> },
    Month { year: Option<i32>, month: u32 },
    Quarter { year: Option<Span>, quarter: u32 },
    Year(i32),
    Financial(i32),
}

/// The year that a quarter is counted in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Span {
    Calendar(i32),
    Financial(i32),
}

/// Why words that look like a date cannot be read as one.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Fault {
    pub weight: Weight,
    pub reason: String,
}

/// How far a fault reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    /// The whole phrase is unclear.
    Hard,
    /// A month or a quarter without a year; inside brackets it is mere words.
    NoYear,
    /// Years such as "2008-09", which beside a clear date are often mere words.
    Mild,
}

pub(super) fn hard(reason: String) -> Fault {
    Fault { weight: Weight::Hard, reason }
}

pub(super) fn mild(reason: String) -> Fault {
    Fault { weight: Weight::Mild, reason }
}

pub(super) type Read = Result<Form, Fault>;

/// Reads the date that begins at token `at`; gives it with the place after its last token.
/// A bare number comes back as a day without a month: only what follows can show that it is one.
pub(super) fn date(words: &Words, at: usize) -> Option<(Read, usize)> {
    match words.kind(at) {
        Kind::Weekday(weekday) => {
            let skip = usize::from(matches!(words.kind(at + 1), Kind::Comma | Kind::Stop));
            let skip = skip + usize::from(words.kind(at + 1 + skip) == Kind::The);
            let (read, end) = date(words, at + 1 + skip)?;
            match read {
                Ok(Form::Day { year, month: Some(month), day, .. }) => {
                    Some((Ok(Form::Day { year, month: Some(month), day, weekday: Some(weekday) }), end))
                }
                Err(fault) if fault.weight == Weight::Hard => Some((Err(fault), end)),
                _ => None,
            }
        }
        Kind::Number => number(words, at).map(|found| weekday_after(words, found)),
        Kind::Month(month) => Some(weekday_after(words, after_month(words, at, month))),
        Kind::Q | Kind::Unit(Unit::Quarter) | Kind::Nth(_) => quarter(words, at),
        Kind::Financial | Kind::Calendar | Kind::Academic => named_year(words, at),
        _ => None,
    }
}

/// "30 June 2008 (Monday)": the weekday must fit here too.
fn weekday_after(words: &Words, found: (Read, usize)) -> (Read, usize) {
    let (Ok(Form::Day { year: Some(year), month, day, weekday: None }), end) = found else {
        return found;
    };
    let (at, after) = match (words.kind(end), words.kind(end + 2)) {
        (Kind::Open, Kind::Close) => (end + 1, end + 3),
        (Kind::Comma, _) => (end + 1, end + 2),
        _ => (end, end + 1),
    };
    match (words.kind(at), words.kind(after)) {
        (Kind::Weekday(_), Kind::Number | Kind::Month(_)) => found,
        (Kind::Weekday(weekday), _) => (Ok(Form::Day { year: Some(year), month, day, weekday: Some(weekday) }), after),
        _ => found,
    }
}

fn number(words: &Words, at: usize) -> Option<(Read, usize)> {
    if words.kind(at + 1) == Kind::Suffix && words.kind(at + 2) == Kind::Unit(Unit::Quarter) {
        return quarter(words, at);
    }
    if let Some(found) = three_numbers(words, at).or_else(|| day_of_month(words, at)) {
        return Some(found);
    }
    if let Some(found) = two_numbers(words, at, false) {
        return Some(quarter_after(words, at, found));
    }
    let token = words.number(at)?;
    if token.digits == 4 {
        // Of four figures outside the years of plans: a number of things.
        let read = Ok(Form::Year(year(words, at)?.ok()?));
        return Some(quarter_after(words, at, single_year_named(words, at, (read, at + 1))));
    }
    let end = at + 1 + usize::from(words.kind(at + 1) == Kind::Suffix);
    let day = Form::Day { year: None, month: None, day: token.value, weekday: None };
    (token.digits <= 2).then_some((Ok(day), end))
}

/// A year of two digits, always of this century, or of four.
pub(super) fn year(words: &Words, at: usize) -> Option<Result<i32, Fault>> {
    let token = words.number(at)?;
    match token.digits {
        2 => Some(Ok(2000 + token.value as i32)),
        4 => Some(match When::parse(words.slice(at, at + 1)) {
            Ok(_) => Ok(token.value as i32),
            Err(_) => Err(hard(format!("no plan is of the year {}", token.value))),
        }),
        _ => None,
    }
}

pub(super) fn no_year(words: &Words, from: usize, to: usize, weight: Weight) -> Fault {
    let quarter =
        matches!(words.kind(from), Kind::Q | Kind::Unit(_) | Kind::Nth(_)) || matches!(words.kind(to - 1), Kind::Unit(_));
    let example = if quarter { "as in \"Q2 2008\" or \"Q1 2008/09\"" } else { "as in \"June 2008\" or \"30 June 2008\"" };
    let reason = format!("{} has no year: write the year too, {example}", words.quote(from, to));
    Fault { weight, reason }
}

pub(super) fn unreadable(words: &Words, from: usize, to: usize) -> Fault {
    hard(format!("{} is not a date that can be read: write it as 30 June 2008", words.quote(from, to)))
}
