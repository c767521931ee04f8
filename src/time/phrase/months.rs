//! Dates whose month is a word: 30th June 2008, June 08, Jun-08, June 30, 2008.

use super::super::when::MONTHS;
use super::dates::{Fault, Form, Read, Weight, hard, no_year, unreadable, year};
use super::figures::{three_numbers, two_numbers};
use super::known::{Kind, Unit};
use super::words::{Gap, Words};

/// 30 June, 30th of June 2008, 30-Jun-08.
pub(super) fn day_of_month(words: &Words, at: usize) -> Option<(Read, usize)> {
    let token = words.number(at).filter(|token| token.digits <= 3)?;
    let mut next = at + 1 + usize::from(words.kind(at + 1) == Kind::Suffix);
    if words.kind(next) == Kind::Unit(Unit::Day) {
        next += 1;
    }
    match words.kind(next) {
        Kind::Of => next += 1 + usize::from(words.kind(next + 1) == Kind::The),
        Kind::Dash | Kind::Slash | Kind::Stop if words.touches(next) && words.touches(next + 1) => next += 1,
        _ => {}
    }
    let Kind::Month(month) = words.kind(next) else { return None };
    if words.gap(next) == Gap::Line {
        let why = format!(
            "{} stands on the line above {}: write the whole date on one line",
            words.quote(at, at + 1),
            words.quote(next, next + 1)
        );
        return Some((Err(hard(why)), next + 1));
    }
    if token.digits > 2 {
        return Some((Err(unreadable(words, at, next + 1)), next + 1));
    }
    let day = token.value;
    let found = |year, end| Some((Ok(Form::Day { year, month: Some(month), day, weekday: None }), end));
    let mut end = next + 1;
    if words.kind(end) == Kind::Stop && (words.touches(end + 1) || is_short(words, next)) {
        end += 1;
    }
    let apart = matches!(words.kind(end), Kind::Comma | Kind::Of | Kind::Slash | Kind::Dash);
    let year_at = end + usize::from(apart);
    let Some(number) = words.number(year_at) else {
        return found(None, next + 1);
    };
    let before_month = is_month_next(words, year_at);
    if before_month && number.digits <= 2 {
        // "30 June, 3 July 2008", "30 June – 3 July 2008": the number is the next day.
        if apart || number.digits == 1 || words.gap(year_at) == Gap::Line {
            return found(None, next + 1);
        }
        let why = format!("{} can be a year or a day: write the years in full", words.quote(at, year_at + 2));
        return Some((Err(hard(why)), year_at + 1));
    }
    if apart && (is_longer_date(words, year_at) || (number.digits < 4 && is_quantity(words, year_at))) {
        return found(None, next + 1);
    }
    match year(words, year_at) {
        Some(Ok(_)) if pair_follows(words, year_at + 1) => Some((Err(month_and_pair(words, at, year_at + 3)), year_at + 3)),
        Some(Ok(year)) => found(Some(year), year_at + 1),
        Some(Err(fault)) => Some((Err(fault), year_at + 1)),
        None => Some((Err(no_year(words, at, next + 1, Weight::Hard)), next + 1)),
    }
}

/// June, June 08, Jun-08, June, 2008, June 30th, 2008, June 30 2008.
pub(super) fn after_month(words: &Words, at: usize, month: u32) -> (Read, usize) {
    let bare = (Ok(Form::Month { year: None, month }), at + 1);
    let mut next = at + 1;
    if words.kind(next) == Kind::Stop && (words.touches(next + 1) || is_short(words, at)) {
        next += 1;
    }
    if words.kind(next) == Kind::The && words.kind(next + 2) == Kind::Suffix {
        next += 1;
    }
    let apart = matches!(words.kind(next), Kind::Dash | Kind::Slash | Kind::Comma | Kind::Of);
    let loose = apart && (words.kind(next) == Kind::Comma || words.is_break(next));
    let number_at = next + usize::from(apart);
    let Some(number) = words.number(number_at) else { return bare };
    let ordinal = words.kind(number_at + 1) == Kind::Suffix;
    let before_month = is_month_next(words, number_at);
    if apart && (is_longer_date(words, number_at) || (before_month && (loose || ordinal))) {
        return bare;
    }
    if loose && number.digits < 4 && is_quantity(words, number_at) {
        return bare;
    }
    let after = number_at + 1 + usize::from(ordinal);
    if ordinal || (number.digits <= 2 && number.value < 100 && four_digit_year(words, after).is_some()) {
        return day_after_month(words, at, month, number_at, after);
    }
    if before_month && words.gap(number_at + 1) != Gap::Line && number.digits == 2 && !clearly_years(words, number_at) {
        let why = format!("{} can be a year or a day: write the years in full", words.quote(at, number_at + 2));
        return (Err(hard(why)), number_at + 1);
    }
    match year(words, number_at) {
        Some(Ok(_)) if pair_follows(words, after) => (Err(month_and_pair(words, at, after + 2)), after + 2),
        Some(Ok(year)) if number.digits == 2 && is_month_end(month, number.value) => {
            (Err(day_or_year(words, at, after, month, year)), after)
        }
        Some(Ok(_)) if number.digits == 2 && number.value >= 10 && is_plural_next(words, after) => {
            let why = format!(
                "{} can be a year or a number of things: write the year in full, as in \"{} 2008\"",
                words.quote(at, after + 1),
                MONTHS[month as usize - 1]
            );
            (Err(hard(why)), after)
        }
        Some(Ok(year)) => (Ok(Form::Month { year: Some(year), month }), after),
        Some(Err(fault)) => (Err(fault), after),
        None => (Err(no_year(words, at, after, Weight::Hard)), after),
    }
}

/// "June 30 2008", "June 30th, 2008", and "June 30th", which has no year.
fn day_after_month(words: &Words, at: usize, month: u32, number_at: usize, after: usize) -> (Read, usize) {
    let (day, padded) =
        words.number(number_at).map_or((0, false), |number| (number.value, number.digits == 2 && number.value < 10));
    let ordinal = after > number_at + 1;
    let year_at = match four_digit_year(words, after) {
        Some(year_at) => year_at,
        None => after + usize::from(words.kind(after) == Kind::Comma),
    };
    let whole = words.number(year_at).filter(|year| year.digits == 4 || year.digits == 2);
    if whole.is_none() || is_month_next(words, year_at) || (is_quantity(words, year_at) && whole.is_some_and(|y| y.digits == 2)) {
        return (Ok(Form::Day { year: None, month: Some(month), day, weekday: None }), after);
    }
    if padded && !ordinal {
        let why = format!(
            "{} can mean one day of {} or two dates: write the day first, as in 30 June 2008, or \"and\" between the dates",
            words.quote(at, year_at + 1),
            MONTHS[month as usize - 1]
        );
        return (Err(hard(why)), year_at + 1);
    }
    match year(words, year_at) {
        Some(Ok(_)) if pair_follows(words, year_at + 1) => (Err(month_and_pair(words, at, year_at + 3)), year_at + 3),
        Some(Ok(year)) => (Ok(Form::Day { year: Some(year), month: Some(month), day, weekday: None }), year_at + 1),
        Some(Err(fault)) => (Err(fault), year_at + 1),
        None => (Err(no_year(words, at, after, Weight::Hard)), after),
    }
}

/// The place of a whole year at `at`, or after a comma, on the same line.
fn four_digit_year(words: &Words, at: usize) -> Option<usize> {
    let at = at + usize::from(words.kind(at) == Kind::Comma);
    let found = words.number(at).is_some_and(|number| number.digits == 4) && words.gap(at) != Gap::Line;
    (found && !pair_follows(words, at + 1) && !is_longer_date(words, at) && !words.touches(at)).then_some(at)
}

/// "September 07 December 07": both numbers are written as years are, so neither is a day.
fn clearly_years(words: &Words, number_at: usize) -> bool {
    let padded = |at| words.number(at).is_some_and(|number| number.digits == 2 && number.value < 10);
    padded(number_at)
        && words.number(number_at + 2).is_some_and(|next| next.digits == 2)
        && words.kind(number_at + 3) != Kind::Suffix
}

/// "June 30": in words, most would see the last day of the month, not the year 2030.
fn is_month_end(month: u32, number: u32) -> bool {
    (30..=31).contains(&number) || (month == 2 && (28..=29).contains(&number))
}

fn day_or_year(words: &Words, at: usize, end: usize, month: u32, year: i32) -> Fault {
    let name = MONTHS[month as usize - 1];
    let day = year - 2000;
    hard(format!("{} can mean the month {name} {year} or the day {day} {name}: write the year in full", words.quote(at, end)))
}

fn month_and_pair(words: &Words, at: usize, end: usize) -> Fault {
    hard(format!("{} names a month of two years: write the month with its own year", words.quote(at, end)))
}

/// "Sept." and the like, where a stop after the month says nothing.
fn is_short(words: &Words, at: usize) -> bool {
    words.slice(at, at + 1).len() <= 4
}

/// Whether the number at `at` is the day of the month named next.
pub(super) fn is_month_next(words: &Words, at: usize) -> bool {
    let next = at + 1 + usize::from(words.kind(at + 1) == Kind::Suffix);
    let next = next + usize::from(words.kind(next) == Kind::Of);
    matches!(words.kind(next), Kind::Month(_))
}

/// Whether the number at `at` begins a date of its own in figures: 30/06/2008, 06/2008.
pub(super) fn is_longer_date(words: &Words, at: usize) -> bool {
    three_numbers(words, at).is_some() || matches!(two_numbers(words, at, false), Some((Ok(Form::Month { .. }), _)))
}

/// Whether the number at `at` counts what follows it: "3 reports", "6 monthly".
pub(super) fn is_quantity(words: &Words, at: usize) -> bool {
    use Kind::*;
    let next = at + 1 + usize::from(words.kind(at + 1) == Dash);
    matches!(words.kind(next), Plain | Often(_) | Unit(_) | Times | Every | Label | Part | Item | Alternate | Regular)
}

fn is_plural_next(words: &Words, at: usize) -> bool {
    let next = words.slice(at, at + 1);
    words.kind(at) == Kind::Plain && next.len() > 3 && next.ends_with(['s', 'S'])
}

/// Whether "/09" or "-09" follows, so that what stands before it is the first of a pair of years.
fn pair_follows(words: &Words, at: usize) -> bool {
    if !matches!(words.kind(at), Kind::Slash | Kind::Dash) || words.number(at + 1).is_none() {
        return false;
    }
    let loose = words.is_break(at) && is_quantity(words, at + 1);
    let more = matches!(words.kind(at + 2), Kind::Slash | Kind::Stop | Kind::Dash) && words.number(at + 3).is_some();
    !(is_month_next(words, at + 1) || words.kind(at + 2) == Kind::Suffix || loose || more)
}
