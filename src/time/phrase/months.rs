//! Dates whose month is a word: 30th June 2008, June 08, Jun-08, June 30, 2008.

use super::super::when::{MONTHS, When};
use super::by_period::Candidate;
use super::numeric_dates::is_longer_date;
use super::partial_date::{DateFault, DateResult, FaultScope, PartialDate, hard, no_year, read_year, unreadable};
use super::tokens::{Gap, Tokens};
use super::vocabulary::{TimeUnit, Word};
use chrono::Datelike;

/// 30 June, 30th of June 2008, 30-Jun-08.
pub(super) fn read_day_of_month(tokens: &Tokens, at: usize) -> Option<(DateResult, usize)> {
    let token = tokens.number(at).filter(|token| token.digits <= 3)?;
    let mut next = at + 1 + usize::from(tokens.word(at + 1) == Word::Suffix);
    if tokens.word(next) == Word::Unit(TimeUnit::Day) {
        next += 1;
    }
    match tokens.word(next) {
        Word::Of => next += 1 + usize::from(tokens.word(next + 1) == Word::The),
        Word::Dash | Word::Slash | Word::Stop if tokens.touches(next) && tokens.touches(next + 1) => next += 1,
        _ => {}
    }
    let Word::Month(month) = tokens.word(next) else { return None };
    if tokens.gap(next) == Gap::Line {
        let why = format!(
            "{} stands on the line above {}: write the whole date on one line",
            tokens.quote(at, at + 1),
            tokens.quote(next, next + 1)
        );
        return Some((Err(hard(why)), next + 1));
    }
    if token.digits > 2 {
        return Some((Err(unreadable(tokens, at, next + 1)), next + 1));
    }
    let day = token.value;
    let found = |year, end| Some((Ok(PartialDate::Day { year, month: Some(month), day, weekday: None }), end));
    let mut end = next + 1;
    if tokens.word(end) == Word::Stop && (tokens.touches(end + 1) || is_short(tokens, next)) {
        end += 1;
    }
    let apart = matches!(tokens.word(end), Word::Comma | Word::Of | Word::Slash | Word::Dash);
    let year_at = end + usize::from(apart);
    let Some(number) = tokens.number(year_at) else {
        return found(None, next + 1);
    };
    let before_month = tokens.is_month_next(year_at);
    if before_month && number.digits <= 2 {
        // "30 June, 3 July 2008", "30 June – 3 July 2008": the number is the next day.
        if apart || number.digits == 1 || tokens.gap(year_at) == Gap::Line {
            return found(None, next + 1);
        }
        let why = format!("{} can be a year or a day: write the years in full", tokens.quote(at, year_at + 2));
        return Some((Err(hard(why)), year_at + 1));
    }
    if apart && (is_longer_date(tokens, year_at) || (number.digits < 4 && tokens.is_quantity(year_at))) {
        return found(None, next + 1);
    }
    match read_year(tokens, year_at) {
        Some(Ok(_)) if pair_follows(tokens, year_at + 1) => Some((Err(month_and_pair(tokens, at, year_at + 3)), year_at + 3)),
        Some(Ok(year)) => found(Some(year), year_at + 1),
        Some(Err(fault)) => Some((Err(fault), year_at + 1)),
        None => Some((Err(no_year(tokens, at, next + 1, FaultScope::Hard)), next + 1)),
    }
}

/// June, June 08, Jun-08, June, 2008, June 30th, 2008, June 30 2008.
pub(super) fn read_month(tokens: &Tokens, at: usize, month: u32) -> (DateResult, usize) {
    let bare = (Ok(PartialDate::Month { year: None, month }), at + 1);
    let mut next = at + 1;
    let whole_year = tokens.number(next + 1).is_some_and(|year| year.digits == 4)
        && matches!(tokens.word(next + 2), Word::Edge | Word::Stop | Word::Comma | Word::Close);
    if tokens.word(next) == Word::Stop && (tokens.touches(next + 1) || is_short(tokens, at) || whole_year) {
        next += 1;
    }
    if tokens.word(next) == Word::The && tokens.word(next + 2) == Word::Suffix {
        next += 1;
    }
    let apart = matches!(tokens.word(next), Word::Dash | Word::Slash | Word::Comma | Word::Of);
    let loose = apart && (tokens.word(next) == Word::Comma || tokens.is_break(next));
    let number_at = next + usize::from(apart);
    let Some(number) = tokens.number(number_at) else { return bare };
    let ordinal = tokens.word(number_at + 1) == Word::Suffix;
    let before_month = tokens.is_month_next(number_at);
    if apart && (is_longer_date(tokens, number_at) || (before_month && (loose || ordinal))) {
        return bare;
    }
    if loose && number.digits < 4 && tokens.is_quantity(number_at) {
        return bare;
    }
    let after = number_at + 1 + usize::from(ordinal);
    if ordinal || (number.digits <= 2 && number.value < 100 && find_full_year(tokens, after).is_some()) {
        return read_day_after_month(tokens, at, month, number_at, after);
    }
    if before_month && tokens.gap(number_at + 1) != Gap::Line && number.digits == 2 && !clearly_years(tokens, number_at) {
        let why = format!("{} can be a year or a day: write the years in full", tokens.quote(at, number_at + 2));
        return (Err(hard(why)), number_at + 1);
    }
    match read_year(tokens, number_at) {
        Some(Ok(_)) if pair_follows(tokens, after) => (Err(month_and_pair(tokens, at, after + 2)), after + 2),
        Some(Ok(_)) if number.digits == 2 && number.value >= 10 && is_plural_next(tokens, after) => {
            let why = format!(
                "{} can be a year or a number of things: write the year in full, as in \"{} 2008\"",
                tokens.quote(at, after + 1),
                MONTHS[month as usize - 1]
            );
            (Err(hard(why)), after)
        }
        Some(Ok(year)) if number.digits == 2 && is_day(month, number.value) && !shows_year(tokens, at, number_at) => {
            (Err(day_or_year(tokens, at, after, month, year)), after)
        }
        Some(Ok(year)) => (Ok(PartialDate::Month { year: Some(year), month }), after),
        Some(Err(fault)) => (Err(fault), after),
        None => (Err(no_year(tokens, at, after, FaultScope::Hard)), after),
    }
}

/// "June 30 2008", "June 30th, 2008", and "June 30th", which has no year.
fn read_day_after_month(tokens: &Tokens, at: usize, month: u32, number_at: usize, after: usize) -> (DateResult, usize) {
    let (day, padded) =
        tokens.number(number_at).map_or((0, false), |number| (number.value, number.digits == 2 && number.value < 10));
    let ordinal = after > number_at + 1;
    let year_at = match find_full_year(tokens, after) {
        Some(year_at) => year_at,
        None => after + usize::from(tokens.word(after) == Word::Comma),
    };
    let whole = tokens.number(year_at).filter(|year| year.digits == 4 || year.digits == 2);
    if whole.is_none() || tokens.is_month_next(year_at) || (tokens.is_quantity(year_at) && whole.is_some_and(|y| y.digits == 2)) {
        return (Ok(PartialDate::Day { year: None, month: Some(month), day, weekday: None }), after);
    }
    if padded && !ordinal {
        let why = format!(
            "{} can mean one day of {} or two dates: write the day first, as in 30 June 2008, or \"and\" between the dates",
            tokens.quote(at, year_at + 1),
            MONTHS[month as usize - 1]
        );
        return (Err(hard(why)), year_at + 1);
    }
    match read_year(tokens, year_at) {
        Some(Ok(_)) if pair_follows(tokens, year_at + 1) => (Err(month_and_pair(tokens, at, year_at + 3)), year_at + 3),
        Some(Ok(year)) => (Ok(PartialDate::Day { year: Some(year), month: Some(month), day, weekday: None }), year_at + 1),
        Some(Err(fault)) => (Err(fault), year_at + 1),
        None => (Err(no_year(tokens, at, after, FaultScope::Hard)), after),
    }
}

/// The token of a four-digit year at `at`, or after a comma, on the same line.
fn find_full_year(tokens: &Tokens, at: usize) -> Option<usize> {
    let at = at + usize::from(tokens.word(at) == Word::Comma);
    let found = tokens.number(at).is_some_and(|number| number.digits == 4) && tokens.gap(at) != Gap::Line;
    (found && !pair_follows(tokens, at + 1) && !is_longer_date(tokens, at) && !tokens.touches(at)).then_some(at)
}

/// "September 07 December 07": both numbers are written as years are, so neither is a day.
fn clearly_years(tokens: &Tokens, number_at: usize) -> bool {
    let padded = |at| tokens.number(at).is_some_and(|number| number.digits == 2 && number.value < 10);
    padded(number_at)
        && tokens.number(number_at + 2).is_some_and(|next| next.digits == 2)
        && tokens.word(number_at + 3) != Word::Suffix
}

/// "August 19", "June 30": a day of that month as well as a year; "June 08" is written as years are.
fn is_day(month: u32, number: u32) -> bool {
    let last = When::Month { year: 2000, month }.last_day().day();
    (10..=last).contains(&number)
}

/// What shows that two figures after a month are its year: "Jun '12", "Jun-12", "in June 12", "by the end of June 12", and
/// other months in the phrase whose years are written so: "June 09, June 10".
fn shows_year(tokens: &Tokens, at: usize, number_at: usize) -> bool {
    let printed = tokens.text_between(at, number_at + 1);
    let joined = number_at == at + 2 && tokens.touches(at + 1) && tokens.touches(number_at);
    let of_end =
        tokens.word_before(at, 1) == Word::Of && matches!(tokens.word_before(at, 2), Word::End | Word::Unit(TimeUnit::Month));
    let before = match tokens.word_before(at, 1) {
        Word::End => true,
        Word::Dash => tokens.word_before(at, 2) == Word::End,
        Word::In => !matches!(tokens.word(number_at + 1), Word::Unknown | Word::Suffix),
        _ => of_end,
    };
    printed.contains(['\'', '’', '‘', '`', '´', '′']) || joined || before || tokens.shows_short_years()
}

fn day_or_year(tokens: &Tokens, at: usize, end: usize, month: u32, year: i32) -> DateFault {
    let name = MONTHS[month as usize - 1];
    let day = (year - 2000) as u32;
    hard(format!("{} can mean the month {name} {year} or the day {day} {name}: write the year in full", tokens.quote(at, end)))
        .with([Candidate::Date(When::Month { year, month }), Candidate::Day(month, day)])
}

fn month_and_pair(tokens: &Tokens, at: usize, end: usize) -> DateFault {
    hard(format!("{} names a month of two years: write the month with its own year", tokens.quote(at, end)))
}

/// "Sept." and the like, where a stop after the month says nothing.
fn is_short(tokens: &Tokens, at: usize) -> bool {
    tokens.text_between(at, at + 1).len() <= 4
}

fn is_plural_next(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.text_between(at, at + 1);
    tokens.word(at) == Word::Unknown && next.len() > 3 && next.ends_with(['s', 'S'])
}

/// Whether "/09" or "-09" follows, so that what stands before it is the first of a pair of years.
fn pair_follows(tokens: &Tokens, at: usize) -> bool {
    if !matches!(tokens.word(at), Word::Slash | Word::Dash) || tokens.number(at + 1).is_none() {
        return false;
    }
    let loose = tokens.is_break(at) && tokens.is_quantity(at + 1);
    let more = matches!(tokens.word(at + 2), Word::Slash | Word::Stop | Word::Dash) && tokens.number(at + 3).is_some();
    !(tokens.is_month_next(at + 1) || tokens.word(at + 2) == Word::Suffix || loose || more)
}
