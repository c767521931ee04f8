//! Reads one date as boards print it, or the part of one: a day, a month, a quarter, a year.

use super::months::{read_day_of_month, read_month};
use super::numeric_dates::{read_three_numbers, read_two_numbers};
use super::partial_date::{DateResult, FaultScope, PartialDate, hard, read_year};
use super::quarters::{add_quarter, name_single_year, read_named_year, read_quarter};
use super::tokens::Tokens;
use super::vocabulary::{TimeUnit, Word};

/// Reads the date that begins at token `at`; gives it with the token after it.
/// A bare number comes back as a day without a month: only what follows can show that it is one.
pub(super) fn read_date(tokens: &Tokens, at: usize) -> Option<(DateResult, usize)> {
    match tokens.word(at) {
        Word::Weekday(weekday) => {
            let skip = usize::from(matches!(tokens.word(at + 1), Word::Comma | Word::Stop));
            let skip = skip + usize::from(tokens.word(at + 1 + skip) == Word::The);
            let (read, end) = read_date(tokens, at + 1 + skip)?;
            match read {
                Ok(PartialDate::Day { weekday: Some(other), .. }) if other != weekday => {
                    let why = format!("{} names two days of the week: write the day that is meant", tokens.quote(at, end));
                    Some((Err(hard(why)), end))
                }
                Ok(PartialDate::Day { year, month: Some(month), day, .. }) => {
                    Some((Ok(PartialDate::Day { year, month: Some(month), day, weekday: Some(weekday) }), end))
                }
                Err(fault) if fault.scope == FaultScope::Hard => Some((Err(fault), end)),
                _ => None,
            }
        }
        Word::Number => read_number(tokens, at).map(|found| add_weekday(tokens, found)),
        Word::Month(month) => Some(add_weekday(tokens, read_month(tokens, at, month))),
        Word::Q | Word::Unit(TimeUnit::Quarter) | Word::Ordinal(_) => read_quarter(tokens, at),
        Word::Financial => read_named_year(tokens, at).map(|found| add_quarter(tokens, at, found)),
        Word::Calendar | Word::Academic => read_named_year(tokens, at),
        _ => None,
    }
}

/// "30 June 2008 (Monday)": the weekday must fit here too.
fn add_weekday(tokens: &Tokens, found: (DateResult, usize)) -> (DateResult, usize) {
    let (Ok(PartialDate::Day { year: Some(year), month, day, weekday: None }), end) = found else {
        return found;
    };
    let (at, after) = match (tokens.word(end), tokens.word(end + 2)) {
        (Word::Open, Word::Close) => (end + 1, end + 3),
        (Word::Comma, _) => (end + 1, end + 2),
        _ => (end, end + 1),
    };
    // "Fridays" are no day.
    if tokens.text_between(at, at + 1).ends_with(['s', 'S'])
        && !tokens.spells(at, "tues")
        && !tokens.spells(at, "weds")
        && !tokens.spells(at, "thurs")
    {
        return found;
    }
    match (tokens.word(at), tokens.word(after)) {
        (Word::Weekday(_), Word::Number | Word::Month(_)) => found,
        (Word::Weekday(weekday), _) => (Ok(PartialDate::Day { year: Some(year), month, day, weekday: Some(weekday) }), after),
        _ => found,
    }
}

fn read_number(tokens: &Tokens, at: usize) -> Option<(DateResult, usize)> {
    if tokens.word(at + 1) == Word::Suffix && matches!(tokens.word(at + 2), Word::Unit(TimeUnit::Quarter) | Word::Q) {
        return read_quarter(tokens, at);
    }
    if let Some(found) = read_three_numbers(tokens, at).or_else(|| read_day_of_month(tokens, at)) {
        return Some(found);
    }
    if let Some(found) = read_two_numbers(tokens, at, false) {
        return Some(add_quarter(tokens, at, found));
    }
    let token = tokens.number(at)?;
    if token.digits == 4 {
        // Of four figures outside the years of plans: a number of things.
        let read = Ok(PartialDate::Year(read_year(tokens, at)?.ok()?));
        return Some(add_quarter(tokens, at, name_single_year(tokens, at, (read, at + 1))));
    }
    let end = at + 1 + usize::from(tokens.word(at + 1) == Word::Suffix);
    let day = PartialDate::Day { year: None, month: None, day: token.value, weekday: None };
    (token.digits <= 2).then_some((Ok(day), end))
}
