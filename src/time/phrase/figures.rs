//! Dates all in figures: 30/06/2008, 2008-06-30, 06/2008, 2007/08, and the pairs that can mean several things.

use super::super::when::MONTHS;
use super::dates::{Fault, Form, Read, Weight, hard, mild, no_year, unreadable, year};
use super::known::{Kind, Unit};
use super::months::is_month_next;
use super::quarters::academic;
use super::words::Words;

/// 30/06/2008, 30.6.08, 30-06-2008, 2008-06-30: the day comes before the month unless the year comes first.
pub(super) fn three_numbers(words: &Words, at: usize) -> Option<(Read, usize)> {
    let mark = words.kind(at + 1);
    let (a, b, c) = (words.number(at)?, words.number(at + 2)?, words.number(at + 4)?);
    if words.kind(at + 3) != mark || !matches!(mark, Kind::Slash | Kind::Stop | Kind::Dash) {
        return None;
    }
    let tight = (at + 1..at + 5).all(|at| words.touches(at));
    if mark != Kind::Slash && !tight && c.digits != 4 {
        return None;
    }
    let end = at + 5;
    let runs_on = words.kind(end) == mark && words.touches(end) && words.number(end + 1).is_some() && words.touches(end + 1);
    let (year_at, month, day) = match (a.digits, b.digits, c.digits) {
        (1 | 2, 1 | 2, 2 | 4) => (at + 4, b.value, a.value),
        (4, 1 | 2, 1 | 2) => (at, b.value, c.value),
        // The number of a paragraph, not a date.
        _ if mark == Kind::Stop => return None,
        _ => return Some((Err(unreadable(words, at, end)), end)),
    };
    if runs_on {
        return if mark == Kind::Stop { None } else { Some((Err(unreadable(words, at, end + 2)), end + 2)) };
    }
    let year = match year(words, year_at)? {
        Ok(year) => year,
        Err(fault) => return Some((Err(fault), end)),
    };
    if year_at == at && mark == Kind::Slash && month as i32 == (year + 1) % 100 && day == month + 1 {
        let why = format!("{} can mean a day or three years: write the deadline in words", words.quote(at, end));
        return Some((Err(hard(why)), end));
    }
    if !(1..=12).contains(&month) {
        let order = if year_at == at { "" } else { " (the day comes before the month)" };
        return Some((Err(hard(format!("{}: there is no month {month}{order}", words.quote(at, end)))), end));
    }
    Some((Ok(Form::Day { year: Some(year), month: Some(month), day, weekday: None }), end))
}

/// Two numbers with a mark between them: 2007/08, 07/08, 06/2008, 2008-06, and much that is doubtful.
/// `named` when the words "financial year" stand before them.
pub(super) fn two_numbers(words: &Words, at: usize, named: bool) -> Option<(Read, usize)> {
    let mark = words.kind(at + 1);
    let (first, second) = (words.number(at)?, words.number(at + 2)?);
    if !matches!(mark, Kind::Slash | Kind::Stop | Kind::Dash) {
        return None;
    }
    let tight = words.touches(at + 1) && words.touches(at + 2);
    if !tight && (mark == Kind::Stop || is_month_next(words, at + 2)) {
        return None;
    }
    // "1-30 June 2008" and "6-8 weeks" are no pairs of years.
    if first.digits < 4 && is_month_next(words, at + 2) || words.kind(at + 3) == Kind::Suffix {
        return None;
    }
    let counted = match words.kind(at + 3) {
        Kind::Unit(unit) => !matches!(unit, Unit::Quarter | Unit::Year),
        Kind::Often(_) => true,
        _ => false,
    };
    if counted && mark == Kind::Dash && first.digits < 3 {
        return None;
    }
    let end = at + 3;
    let (a, b) = (first.value, second.value);
    if matches!((first.digits, second.digits), (1 | 2, 4)) {
        return (tight || mark == Kind::Slash).then(|| (month_of_year(words, at, a), end));
    }
    if mark == Kind::Stop {
        return None;
    }
    let follows = match (first.digits, second.digits) {
        (4, 4) => a.checked_add(1) == Some(b),
        (4, 2) | (2, 2) => (a + 1) % 100 == b,
        (4, 1) => (a + 1) % 10 == b,
        _ => return small_pair(words, at, mark, a, b),
    };
    if first.digits == 4
        && let Some(Err(fault)) = year(words, at)
    {
        return Some((Err(fault), end));
    }
    let start = if first.digits == 2 { 2000 + a as i32 } else { a as i32 };
    let (named, end) = match (words.kind(end), words.kind(end + 1)) {
        (Kind::Financial, Kind::Unit(Unit::Year)) => (true, end + 2),
        (Kind::Unit(Unit::Year), Kind::End) => (named, end + 2),
        (Kind::Academic, Kind::Unit(Unit::Year)) => return Some((Err(academic(words, at, end + 2)), end + 2)),
        _ => (named, end),
    };
    let century_turns = first.digits == 2 && a == 99;
    if follows && !century_turns && (named || mark == Kind::Slash) {
        return Some((Ok(Form::Financial(start)), end));
    }
    if named {
        return Some((Err(not_following(words, at, at + 3, start)), end));
    }
    let read = match (first.digits, second.digits) {
        (2, 2) => Err(short_pair(words, at, mark, a, b)),
        (4, 2) if mark == Kind::Dash => long_pair(words, at, start, b, follows),
        _ if follows || (first.digits == 4 && second.digits == 4 && mark == Kind::Dash) => Err(span_of_years(words, at)),
        _ => Err(Fault { weight: Weight::Mild, ..not_following(words, at, end, start) }),
    };
    Some((read, end))
}

/// 06/2008.
fn month_of_year(words: &Words, at: usize, month: u32) -> Read {
    let Some(year) = year(words, at + 2) else {
        return Err(unreadable(words, at, at + 3));
    };
    let year = year?;
    if (1..=12).contains(&month) {
        Ok(Form::Month { year: Some(year), month })
    } else {
        Err(hard(format!("{}: there is no month {month}", words.quote(at, at + 3))))
    }
}

/// 2008-06 is a month; 2008-09 and 2008-11 may be years as well.
fn long_pair(words: &Words, at: usize, start: i32, second: u32, follows: bool) -> Read {
    let later = second as i32 > start % 100;
    match second {
        1..=12 if !follows && !later => Ok(Form::Month { year: Some(start), month: second }),
        1..=12 if follows => Err(mild(format!(
            "{} can mean the financial year {start}/{second:02} or {} {start}: write \"{start}/{second:02}\" or \"{} {start}\"",
            words.quote(at, at + 3),
            MONTHS[second as usize - 1],
            MONTHS[second as usize - 1]
        ))),
        1..=12 => Err(mild(format!(
            "{} can mean {} {start} or the years {start} to {}: write the month in words, or the deadline",
            words.quote(at, at + 3),
            MONTHS[second as usize - 1],
            start - start % 100 + second as i32
        ))),
        _ => Err(span_of_years(words, at)),
    }
}

fn span_of_years(words: &Words, at: usize) -> Fault {
    mild(format!(
        "{} can mean calendar years or financial years: write the deadline, or a financial year as \"2008/09\"",
        words.quote(at, at + 3)
    ))
}

fn not_following(words: &Words, at: usize, end: usize, start: i32) -> Fault {
    hard(format!("{} is not a financial year: the year after {start} is {}", words.quote(at, end), start + 1))
}

/// Two pairs of figures that are no financial year: 06/08, 30/06, 08-09.
fn short_pair(words: &Words, at: usize, mark: Kind, a: u32, b: u32) -> Fault {
    let shown = words.quote(at, at + 3);
    let month = |number: u32| number.checked_sub(1).and_then(|index| MONTHS.get(index as usize));
    let weight = if mark == Kind::Slash { Weight::Hard } else { Weight::Mild };
    let reason = match (month(a), month(b)) {
        (_, Some(second)) if mark == Kind::Dash && (a + 1) % 100 == b => {
            format!("{shown} can mean the financial year 20{a:02}/{b:02} or {second} 20{a:02}: write the one that is meant")
        }
        (Some(first), Some(second)) => {
            format!("{shown} can mean {first} 20{b:02} or {a} {second}: write the month in words and the year in full")
        }
        (Some(first), None) if (1..=31).contains(&b) => {
            format!("{shown} can mean {first} 20{b:02} or {b} {first}: write the month in words and the year in full")
        }
        (None, Some(second)) if (1..=31).contains(&a) => {
            format!("{shown} has no year: write the year too, as in \"{a} {second} 2008\"")
        }
        _ => {
            return mild(format!("{shown} is not a date that can be read: write the month in words and the year in full"));
        }
    };
    Fault { weight, reason }
}

/// "30/6", "1/2": a day and a month without a year, or a share.
fn small_pair(words: &Words, at: usize, mark: Kind, a: u32, b: u32) -> Option<(Read, usize)> {
    let fits = mark == Kind::Slash && (1..=31).contains(&a) && (1..=12).contains(&b) && (a, b) != (24, 7);
    let weight = if a > 12 { Weight::Hard } else { Weight::Mild };
    fits.then(|| (Err(no_year(words, at, at + 3, weight)), at + 3))
}
