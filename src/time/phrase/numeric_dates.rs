//! Dates all in figures: 30/06/2008, 2008-06-30, 06/2008, 2007/08, and the pairs that can mean several things.

use super::super::when::{MONTHS, When};
use super::by_period::Candidate;
use super::partial_date::{
    DateFault, DateResult, FaultScope, PartialDate, academic_year, hard, mild, no_year, read_year, unreadable,
};
use super::tokens::Tokens;
use super::vocabulary::{TimeUnit, Word};

/// 30/06/2008, 30.6.08, 30-06-2008, 2008-06-30: the day comes before the month unless the year comes first.
pub(super) fn read_three_numbers(tokens: &Tokens, at: usize) -> Option<(DateResult, usize)> {
    let mark = tokens.word(at + 1);
    let (a, b, c) = (tokens.number(at)?, tokens.number(at + 2)?, tokens.number(at + 4)?);
    if tokens.word(at + 3) != mark || !matches!(mark, Word::Slash | Word::Stop | Word::Dash) {
        return None;
    }
    let tight = (at + 1..at + 5).all(|at| tokens.touches(at));
    if mark != Word::Slash && !tight && c.digits != 4 {
        return None;
    }
    let end = at + 5;
    let runs_on = tokens.word(end) == mark && tokens.touches(end) && tokens.number(end + 1).is_some() && tokens.touches(end + 1);
    let (year_at, month, day) = match (a.digits, b.digits, c.digits) {
        (1 | 2, 1 | 2, 2 | 4) => (at + 4, b.value, a.value),
        (4, 1 | 2, 1 | 2) => (at, b.value, c.value),
        // The number of a paragraph, not a date.
        _ if mark == Word::Stop => return None,
        _ => return Some((Err(unreadable(tokens, at, end)), end)),
    };
    // "3/6/12 months"
    if c.digits == 2
        && matches!(tokens.word(end), Word::Unit(_) | Word::Frequency(_))
        && tokens.word(end) != Word::Unit(TimeUnit::Meeting)
    {
        let why = format!("{} may be lengths of time or a date: write the deadline", tokens.quote(at, end + 1));
        return Some((Err(hard(why)), end + 1));
    }
    if runs_on {
        return if mark == Word::Stop { None } else { Some((Err(unreadable(tokens, at, end + 2)), end + 2)) };
    }
    let year = match read_year(tokens, year_at)? {
        Ok(year) => year,
        Err(fault) => return Some((Err(fault), end)),
    };
    if year_at == at && mark == Word::Slash && month as i32 == (year + 1) % 100 && day == month + 1 {
        let why = format!("{} can mean a day or three years: write the deadline in words", tokens.quote(at, end));
        return Some((Err(hard(why)), end));
    }
    if !(1..=12).contains(&month) {
        let order = if year_at == at { "" } else { " (the day comes before the month)" };
        return Some((Err(hard(format!("{}: there is no month {month}{order}", tokens.quote(at, end)))), end));
    }
    Some((Ok(PartialDate::Day { year: Some(year), month: Some(month), day, weekday: None }), end))
}

/// Whether the number at `at` begins a date of its own in figures: 30/06/2008, 06/2008.
pub(super) fn is_longer_date(tokens: &Tokens, at: usize) -> bool {
    read_three_numbers(tokens, at).is_some()
        || matches!(read_two_numbers(tokens, at, false), Some((Ok(PartialDate::Month { .. }), _)))
}

/// Two numbers with a mark between them: 2007/08, 07/08, 06/2008, 2008-06, and much that is doubtful.
/// `named` when the words "financial year" stand before them.
pub(super) fn read_two_numbers(tokens: &Tokens, at: usize, named: bool) -> Option<(DateResult, usize)> {
    let mark = tokens.word(at + 1);
    let (first, second) = (tokens.number(at)?, tokens.number(at + 2)?);
    if !matches!(mark, Word::Slash | Word::Stop | Word::Dash) {
        return None;
    }
    let tight = tokens.touches(at + 1) && tokens.touches(at + 2);
    if !tight && (mark == Word::Stop || tokens.is_month_next(at + 2)) {
        return None;
    }
    // "1-30 June 2008" and "6-8 weeks" are no pairs of years.
    if first.digits < 4 && tokens.is_month_next(at + 2) || tokens.word(at + 3) == Word::Suffix {
        return None;
    }
    let counted = match tokens.word(at + 3) {
        Word::Unit(unit) => !matches!(unit, TimeUnit::Quarter | TimeUnit::Year),
        Word::Frequency(_) => true,
        _ => false,
    };
    if counted && mark == Word::Dash && first.digits < 3 {
        return None;
    }
    let end = at + 3;
    let (a, b) = (first.value, second.value);
    if matches!((first.digits, second.digits), (1 | 2, 4)) {
        return (tight || mark == Word::Slash).then(|| (month_of_year(tokens, at, a), end));
    }
    if mark == Word::Stop {
        return None;
    }
    let follows = match (first.digits, second.digits) {
        (4, 4) => a.checked_add(1) == Some(b),
        (4, 2) | (2, 2) => (a + 1) % 100 == b,
        (4, 1) => (a + 1) % 10 == b,
        _ => return small_pair(tokens, at, mark, a, b),
    };
    if first.digits == 2 && a >= 50 && a != 99 && follows {
        return Some((
            Err(mild(format!("{} can be of this century or the last: write the years in full", tokens.quote(at, end)))),
            end,
        ));
    }
    if first.digits == 4
        && let Some(Err(fault)) = read_year(tokens, at)
    {
        return Some((Err(fault), end));
    }
    let start = if first.digits == 2 { 2000 + a as i32 } else { a as i32 };
    let (named, end) = match (tokens.word(end), tokens.word(end + 1)) {
        (Word::Financial, Word::Unit(TimeUnit::Year)) => (true, end + 2),
        (Word::Financial, _) if tokens.spells(end, "fy") => (true, end + 1),
        (Word::Unit(TimeUnit::Year), Word::End) => (named, end + 2),
        (Word::Academic, Word::Unit(TimeUnit::Year)) => return Some((Err(academic_year(tokens, at, end + 2)), end + 2)),
        _ => (named, end),
    };
    let century_turns = first.digits == 2 && a == 99;
    // "12/13" is December 2013 as well; "13/14" can only be a financial year.
    let month_too = first.digits == 2 && (1..=12).contains(&a);
    if follows && !century_turns && (named || mark == Word::Slash && !month_too) {
        return Some((Ok(PartialDate::Financial(start)), end));
    }
    if named {
        return Some((Err(not_following(tokens, at, at + 3, start)), end));
    }
    if follows && mark == Word::Slash && month_too {
        return Some((Err(year_or_month(tokens, at, a, b)), end));
    }
    let read = match (first.digits, second.digits) {
        (2, 2) => Err(short_pair(tokens, at, mark, a, b)),
        (4, 2) if mark == Word::Dash => long_pair(tokens, at, start, b, follows),
        _ if follows || (first.digits == 4 && second.digits == 4 && mark == Word::Dash) => {
            let last = if second.digits == 4 { b as i32 } else { start - start % 100 + b as i32 };
            Err(span_of_years(tokens, at).with(years(start, last)))
        }
        _ => Err(DateFault { scope: FaultScope::Mild, ..not_following(tokens, at, end, start) }),
    };
    Some((read, end))
}

/// 06/2008.
fn month_of_year(tokens: &Tokens, at: usize, month: u32) -> DateResult {
    let Some(year) = read_year(tokens, at + 2) else {
        return Err(unreadable(tokens, at, at + 3));
    };
    let year = year?;
    if (1..=12).contains(&month) {
        Ok(PartialDate::Month { year: Some(year), month })
    } else {
        Err(hard(format!("{}: there is no month {month}", tokens.quote(at, at + 3))))
    }
}

/// 2008-06 is a month; 2008-09 and 2008-11 may be years as well.
fn long_pair(tokens: &Tokens, at: usize, start: i32, second: u32, follows: bool) -> DateResult {
    let later = second as i32 > start % 100;
    match second {
        1..=12 if !follows && !later => Ok(PartialDate::Month { year: Some(start), month: second }),
        1..=12 if follows => Err(mild(format!(
            "{} can mean the financial year {start}/{second:02} or {} {start}: write \"{start}/{second:02}\" or \"{} {start}\"",
            tokens.quote(at, at + 3),
            MONTHS[second as usize - 1],
            MONTHS[second as usize - 1]
        ))
        .with([years(start, start + 1), vec![month(start, second)]].concat())),
        1..=12 => Err(mild(format!(
            "{} can mean {} {start} or the years {start} to {}: write the month in words, or the deadline",
            tokens.quote(at, at + 3),
            MONTHS[second as usize - 1],
            start - start % 100 + second as i32
        ))
        .with([years(start, start - start % 100 + second as i32), vec![month(start, second)]].concat())),
        _ => {
            let last = start - start % 100 + second as i32;
            Err(span_of_years(tokens, at).with(years(start, last)))
        }
    }
}

fn month(year: i32, month: u32) -> Candidate {
    Candidate::Date(When::Month { year, month })
}

/// What years from the first to the last can mean: those that follow each other are most likely one financial year.
fn years(first: i32, last: i32) -> Vec<Candidate> {
    let mut candidates = vec![Candidate::Years(first, last)];
    if last == first + 1 {
        candidates.extend([Candidate::SchoolYear(first), Candidate::Date(When::FinancialYear(first))]);
    }
    candidates
}

/// "08/09": a financial year, or a month of a year.
fn year_or_month(tokens: &Tokens, at: usize, a: u32, b: u32) -> DateFault {
    let shown = tokens.quote(at, at + 3);
    mild(format!(
        "{shown} can mean the financial year 20{a:02}/{b:02} or {} 20{b:02}: write the one that is meant, as \"20{a:02}/{b:02}\" or \"{} 20{b:02}\"",
        MONTHS[a as usize - 1],
        MONTHS[a as usize - 1]
    ))
    .with([Candidate::Date(When::FinancialYear(2000 + a as i32)), month(2000 + b as i32, a)])
}

fn span_of_years(tokens: &Tokens, at: usize) -> DateFault {
    mild(format!(
        "{} can mean calendar years or financial years: write the deadline, or a financial year as \"2008/09\"",
        tokens.quote(at, at + 3)
    ))
}

fn not_following(tokens: &Tokens, at: usize, end: usize, start: i32) -> DateFault {
    hard(format!("{} is not a financial year: the year after {start} is {}", tokens.quote(at, end), start + 1))
}

/// Two pairs of figures that are no financial year: 06/08, 30/06, 08-09.
fn short_pair(tokens: &Tokens, at: usize, mark: Word, a: u32, b: u32) -> DateFault {
    let shown = tokens.quote(at, at + 3);
    let name = |number: u32| number.checked_sub(1).and_then(|index| MONTHS.get(index as usize));
    let (year_a, year_b) = (2000 + a as i32, 2000 + b as i32);
    let mut candidates = Vec::new();
    candidates.extend(name(a).map(|_| month(year_b, a)));
    candidates.extend(name(b).filter(|_| (1..=31).contains(&a)).map(|_| Candidate::Day(b, a)));
    candidates.extend(name(a).filter(|_| b > 12 && b <= 31).map(|_| Candidate::Day(a, b)));
    if mark == Word::Dash && (a + 1) % 100 == b {
        candidates.extend([Candidate::Date(When::FinancialYear(year_a)), Candidate::SchoolYear(year_a)]);
        candidates.extend(name(b).map(|_| month(year_a, b)));
    }
    let scope = if mark == Word::Slash { FaultScope::Hard } else { FaultScope::Mild };
    let reason = match (name(a), name(b)) {
        (_, Some(second)) if mark == Word::Dash && (a + 1) % 100 == b => {
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
            let reason = format!("{shown} is not a date that can be read: write the month in words and the year in full");
            return mild(reason).with(candidates);
        }
    };
    DateFault::new(scope, reason).with(candidates)
}

/// "30/6", "1/2": a day and a month without a year, or a share.
fn small_pair(tokens: &Tokens, at: usize, mark: Word, a: u32, b: u32) -> Option<(DateResult, usize)> {
    let fits = mark == Word::Slash && (1..=31).contains(&a) && (1..=12).contains(&b) && (a, b) != (24, 7);
    let scope = if a > 12 { FaultScope::Hard } else { FaultScope::Mild };
    let candidates = if a > 12 { vec![Candidate::Day(b, a)] } else { Vec::new() };
    fits.then(|| (Err(no_year(tokens, at, at + 3, scope).with(candidates)), at + 3))
}
