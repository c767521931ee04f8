//! How often: "6 monthly", "three times a year", "every other month", and why some phrases are unclear about it.

use super::super::every::Every;
use super::tokens::Tokens;
use super::vocabulary::{TimeUnit, Word};

/// A frequency, or why it is unclear; and the token after it.
type FrequencyMatch = (Result<Every, String>, usize);

/// Reads the frequency that begins at token `at`.
pub(super) fn read_frequency(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    match tokens.word(at) {
        Word::Frequency(unit) => Some((once_in_one(tokens, at, at + 1, unit), at + 1)),
        Word::EveryYears(years) => Some((Ok(Every::Months(12 * years)), at + 1)),
        Word::Bi(unit) => Some((Err(two_meanings(tokens, at, at + 1, unit)), at + 1)),
        Word::BiPrefix | Word::TriPrefix | Word::Half => read_prefixed(tokens, at),
        Word::Number | Word::Count(_) => read_interval(tokens, at).or_else(|| read_counted(tokens, at)),
        Word::Unknown => read_interval(tokens, at),
        Word::Every => read_every(tokens, at),
        Word::Repeat(_) => read_repeat(tokens, at, at + 1),
        Word::Alternate if matches!(tokens.word(at + 1), Word::Weekday(_)) && !tokens.spells(at, "other") => {
            Some(read_every_weekday(tokens, at, at + 1, 2))
        }
        Word::Alternate => read_alternate(tokens, at, at + 1),
        Word::The => read_day_of_each(tokens, at),
        Word::Per => read_per(tokens, at),
        Word::A => read_a_unit(tokens, at),
        Word::Standing => read_standing_item(tokens, at),
        _ => None,
    }
}

/// Whether the frequency at `at` is part of a name, as in "the Yearly Training Programme".
pub(super) fn is_name(tokens: &Tokens, at: usize) -> bool {
    let capital = |at| tokens.text_between(at, at + 1).starts_with(|c: char| c.is_ascii_uppercase());
    let first = at == 0 || tokens.is_break(at - 1) || matches!(tokens.word_before(at, 1), Word::Task | Word::Stop | Word::Dash);
    looks_named(tokens, at) && !first && capital(at)
}

/// "Annual Report": at the beginning of a phrase it may be a name or not.
pub(super) fn looks_named(tokens: &Tokens, at: usize) -> bool {
    let capital = tokens.text_between(at + 1, at + 2).starts_with(|c: char| c.is_ascii_uppercase());
    let adjective = matches!(tokens.word(at), Word::Frequency(_)) && !tokens.spells(at, "annually");
    let noun = matches!(tokens.word(at + 1), Word::Unknown | Word::Unit(TimeUnit::Meeting) | Word::Label);
    adjective && noun && capital
}

/// "no longer monthly", "more than once a year", "up to twice a year"; but "not less than annually" says it.
pub(super) fn is_limited(tokens: &Tokens, at: usize) -> bool {
    match (tokens.word_before(at, 1), tokens.word_before(at, 2)) {
        (Word::Not, _) | (Word::To, Word::Up) => true,
        (Word::Than, _) => !(at >= 2 && tokens.spells(at - 2, "less") && tokens.word_before(at, 3) == Word::Not),
        (Word::Length, Word::Not) => true,
        _ => false,
    }
}

fn months(unit: TimeUnit) -> Option<u32> {
    match unit {
        TimeUnit::Month => Some(1),
        TimeUnit::Quarter => Some(3),
        TimeUnit::Year => Some(12),
        _ => None,
    }
}

fn days(unit: TimeUnit) -> Option<u32> {
    match unit {
        TimeUnit::Day => Some(1),
        TimeUnit::Week => Some(7),
        TimeUnit::Fortnight => Some(14),
        _ => None,
    }
}

/// Once in `count` units. The plan format counts no meetings and terms, and nothing beyond 120.
fn once_in(count: u32, unit: TimeUnit) -> Option<Every> {
    if !(1..=120).contains(&count) {
        return None;
    }
    match (unit, count) {
        (TimeUnit::Meeting, 1) => Some(Every::Meeting),
        (TimeUnit::Term, 1) => Some(Every::Term),
        _ => {
            days(unit).map(|days| Every::Days(days * count)).or_else(|| months(unit).map(|months| Every::Months(months * count)))
        }
    }
}

fn once_in_one(tokens: &Tokens, at: usize, end: usize, unit: TimeUnit) -> Result<Every, String> {
    once_in(1, unit).ok_or_else(|| not_judged(tokens, at, end))
}

fn not_judged(tokens: &Tokens, at: usize, end: usize) -> String {
    format!(
        "{} is not a frequency that can be judged: write it as \"monthly\", \"every 6 months\" or \"annually\"",
        tokens.quote(at, end)
    )
}

fn unit_name(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Fortnight => "fortnight",
        TimeUnit::Month => "month",
        TimeUnit::Quarter => "quarter",
        TimeUnit::Year => "year",
        TimeUnit::Term => "term",
        TimeUnit::Meeting => "meeting",
    }
}

fn two_meanings(tokens: &Tokens, at: usize, end: usize, unit: TimeUnit) -> String {
    let name = unit_name(unit);
    format!("{} can mean twice a {name} or every two {name}s: write the one that is meant", tokens.quote(at, end))
}

/// "bi- annually", "half-yearly", "half-termly".
fn read_prefixed(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    let next = at + 1 + usize::from(tokens.word(at + 1) == Word::Dash);
    let end = next + 1;
    let unit = match tokens.word(next) {
        Word::Frequency(unit) => unit,
        Word::Unit(unit) if tokens.word(at) == Word::Half && unit == TimeUnit::Term && per_before(tokens, at) => unit,
        _ => return None,
    };
    let read = match (tokens.word(at), unit) {
        (Word::Half, TimeUnit::Year) => Ok(Every::Months(6)),
        (Word::Half, _) => Err(no_fixed_length(tokens, at, end)),
        (Word::TriPrefix, unit) => {
            let name = unit_name(unit);
            let shown = tokens.quote(at, end);
            Err(format!("{shown} can mean three times a {name} or every three {name}s: write the one that is meant"))
        }
        _ => Err(two_meanings(tokens, at, end, unit)),
    };
    Some((read, end))
}

fn no_fixed_length(tokens: &Tokens, at: usize, end: usize) -> String {
    format!("{} has no fixed length: write it as \"every 6 weeks\" or give the dates themselves", tokens.quote(at, end))
}

fn per_before(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.word_before(at, 1), Word::Per | Word::Every | Word::A)
}

fn read_count(tokens: &Tokens, at: usize) -> Option<u32> {
    match tokens.word(at) {
        Word::Number => tokens.number(at).filter(|number| number.digits <= 3).map(|number| number.value),
        Word::Count(count) => Some(count),
        _ => None,
    }
}

/// "6 monthly", "six-monthly", "3 times a year", and "6-8 weekly", which is two readings.
fn read_counted(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    let number = read_count(tokens, at)?;
    if tokens.word(at + 1) == Word::Times || tokens.spells(at + 1, "x") {
        return read_repeat(tokens, at, at + 2);
    }
    if let (Word::Dash | Word::To | Word::Slash | Word::Or | Word::And | Word::Comma, Some(_)) =
        (tokens.word(at + 1), read_count(tokens, at + 2))
    {
        let last = at + 3 + usize::from(tokens.word(at + 3) == Word::Dash);
        // "30/09 annually" is a day of each year.
        if tokens.word(at + 1) == Word::Slash && tokens.word(last) == Word::Frequency(TimeUnit::Year) && number > 12 {
            return None;
        }
        return matches!(tokens.word(last), Word::Frequency(_)).then(|| {
            let shown = tokens.quote(at, last + 1);
            (
                Err(format!("{shown} gives two frequencies: write the longest time that may pass, as in \"every 8 weeks\"")),
                last + 1,
            )
        });
    }
    let next = at + 1 + usize::from(tokens.word(at + 1) == Word::Dash);
    let Word::Frequency(unit) = tokens.word(next) else { return None };
    let end = next + 1;
    let usual = unit == TimeUnit::Month && matches!(number, 3 | 6 | 18) || is_interval(tokens, end);
    let things = next == at + 1
        && tokens.word(end) == Word::Unknown
        && tokens.text_between(end, end + 1).ends_with('s')
        && !tokens.spells(end, "basis");
    let adjective = tokens.spells(next, "annual") || tokens.spells(next, "annually");
    if adjective || (things && !usual) {
        let shown = tokens.quote(at, end + usize::from(things));
        let name = unit_name(unit);
        return Some((
            Err(format!("{shown} can mean {number} each {name} or one every {number} {name}s: write the one that is meant")),
            end,
        ));
    }
    Some((once_in(number, unit).ok_or_else(|| not_judged(tokens, at, end)), end))
}

/// "intervals", "cycle": a count before it tells how long one of them is.
fn is_interval(tokens: &Tokens, at: usize) -> bool {
    ["interval", "intervals", "cycle", "cycles"].iter().any(|word| tokens.spells(at, word))
}

/// "three-month intervals", "intervals of 6 months".
fn read_interval(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    if is_interval(tokens, at) && tokens.word(at + 1) == Word::Of {
        let number = read_count(tokens, at + 2)?;
        let Word::Unit(unit) = tokens.word(at + 3) else { return None };
        return Some((once_in(number, unit).ok_or_else(|| not_judged(tokens, at, at + 4)), at + 4));
    }
    let number = read_count(tokens, at)?;
    let unit_at = at + 1 + usize::from(tokens.word(at + 1) == Word::Dash);
    let Word::Unit(unit) = tokens.word(unit_at) else { return None };
    let end = unit_at + 2;
    is_interval(tokens, unit_at + 1).then(|| (once_in(number, unit).ok_or_else(|| not_judged(tokens, at, end)), end))
}

/// "every Monday" is every week; "every Monday and Thursday" is twice in one.
fn read_every_weekday(tokens: &Tokens, at: usize, weekday_at: usize, weeks: u32) -> FrequencyMatch {
    let (joined, end) = (weekday_at + 1, weekday_at + 3);
    let several = matches!(tokens.word(joined), Word::And | Word::Comma | Word::Slash | Word::Plus)
        && matches!(tokens.word(joined + 1), Word::Weekday(_));
    if several {
        return (Err(several_times(tokens, at, end)), end);
    }
    (Ok(Every::Days(7 * weeks)), joined)
}

/// "last Friday of the month", "15th of the month".
fn read_day_of_each(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    let day = matches!(tokens.word_before(at, 2), Word::Weekday(_) | Word::Suffix | Word::Unit(TimeUnit::Day))
        && tokens.word_before(at, 1) == Word::Of;
    let Word::Unit(unit @ (TimeUnit::Month | TimeUnit::Quarter)) = tokens.word(at + 1) else { return None };
    let whole = matches!(tokens.word(at + 2), Word::Edge | Word::Stop | Word::Comma | Word::Close | Word::Colon);
    (day && whole).then(|| (once_in_one(tokens, at, at + 2, unit), at + 2))
}

pub(super) fn several_times(tokens: &Tokens, from: usize, to: usize) -> String {
    format!(
        "{} comes more than once in that time, which no single frequency says: write the dates, or how long at most lies between two",
        tokens.quote(from, to)
    )
}

/// Words for days within a month or a week, and what joins them: "1st and 3rd Tuesday", "the first Monday of".
pub(super) fn is_day_within(tokens: &Tokens, at: usize) -> bool {
    use Word::*;
    match tokens.word(at) {
        Suffix
        | Weekday(_)
        | Ordinal(_)
        | And
        | Comma
        | Slash
        | Plus
        | Of
        | The
        | On
        | By
        | Unit(TimeUnit::Week | TimeUnit::Day) => true,
        Number => tokens.number(at).is_some_and(|number| number.digits <= 2) && !tokens.is_month_next(at),
        _ => false,
    }
}

/// How many days within a month or a week these words name: numbered ones, or else weekdays.
pub(super) fn count_days_within(tokens: &Tokens, from: usize, to: usize) -> usize {
    let count = |fits: fn(Word) -> bool| (from..to).filter(|&at| fits(tokens.word(at))).count();
    let numbered = count(|word| matches!(word, Word::Number | Word::Ordinal(_)));
    let weekdays = count(|word| matches!(word, Word::Weekday(_)));
    let dated = count(|word| matches!(word, Word::Suffix | Word::Ordinal(_) | Word::Weekday(_))) > 0;
    // "3 monthly" and "2 days each month" count; only "1st", "first" or a weekday names a day.
    if dated { numbered.max(weekdays) } else { 0 }
}

/// "every six months", "every other month", "each Board meeting".
fn read_every(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    let next = at + 1;
    if let Some(number) = read_count(tokens, next) {
        if matches!(tokens.word(next + 1), Word::Dash | Word::To | Word::Or) && read_count(tokens, next + 2).is_some() {
            let end = next + 3 + usize::from(matches!(tokens.word(next + 3), Word::Unit(_)));
            let shown = tokens.quote(at, end);
            return Some((Err(format!("{shown} gives two frequencies: write the longest time that may pass")), end));
        }
        let unit_at = next + 1 + usize::from(tokens.word(next + 1) == Word::Dash);
        let (Word::Unit(unit) | Word::Frequency(unit)) = tokens.word(unit_at) else {
            return None;
        };
        return Some((once_in(number, unit).ok_or_else(|| not_judged(tokens, at, unit_at + 1)), unit_at + 1));
    }
    if matches!(tokens.word(next), Word::Weekday(_)) {
        return Some(read_every_weekday(tokens, at, next, 1));
    }
    if tokens.word(next) == Word::Alternate && matches!(tokens.word(next + 1), Word::Weekday(_)) {
        return Some(read_every_weekday(tokens, at, next + 1, 2));
    }
    let plain_year = matches!(tokens.word(next), Word::Financial | Word::Academic | Word::Calendar);
    let next = next + usize::from(plain_year && matches!(tokens.word(next + 1), Word::Unit(_)));
    match tokens.word(next) {
        Word::Unit(unit) => {
            // "two meetings each month"
            let start = counted_before(tokens, at);
            let times = start.and_then(|start| read_count(tokens, start)).unwrap_or(1);
            let read = if times == 1 { once_in(1, unit) } else { divide_unit(times, unit) };
            Some((read.ok_or_else(|| not_judged(tokens, start.unwrap_or(at), next + 1)), next + 1))
        }
        Word::Alternate => read_alternate(tokens, at, next + 1),
        Word::Ordinal(number) if !tokens.spells(next, "last") && !tokens.spells(next, "final") => {
            let Word::Unit(unit) = tokens.word(next + 1) else { return None };
            Some((once_in(number, unit).ok_or_else(|| not_judged(tokens, at, next + 2)), next + 2))
        }
        Word::Half => {
            let unit_at = next + 1 + usize::from(tokens.word(next + 1) == Word::Dash);
            match tokens.word(unit_at) {
                Word::Unit(TimeUnit::Year) => Some((Ok(Every::Months(6)), unit_at + 1)),
                Word::Unit(_) => Some((Err(no_fixed_length(tokens, at, unit_at + 1)), unit_at + 1)),
                _ => None,
            }
        }
        _ => read_meeting(tokens, next),
    }
}

/// "LSCB Board meeting" after "each": up to three names before the word.
fn read_meeting(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    let last = (at..at + 4).find(|&at| !matches!(tokens.word(at), Word::Unknown | Word::And | Word::Label))?;
    (tokens.word(last) == Word::Unit(TimeUnit::Meeting)).then_some((Ok(Every::Meeting), last + 1))
}

/// "every other month", "alternate years".
fn read_alternate(tokens: &Tokens, at: usize, unit_at: usize) -> Option<FrequencyMatch> {
    let Word::Unit(unit) = tokens.word(unit_at) else { return None };
    if tokens.spells(at, "other") {
        return None;
    }
    Some((once_in(2, unit).ok_or_else(|| not_judged(tokens, at, unit_at + 1)), unit_at + 1))
}

/// "twice yearly", "three times a year", "once every two years": `next` is the token after the count.
fn read_repeat(tokens: &Tokens, at: usize, next: usize) -> Option<FrequencyMatch> {
    let times = match tokens.word(at) {
        Word::Repeat(times) => times,
        _ => read_count(tokens, at)?,
    };
    let unit_at = match tokens.word(next) {
        Word::Every if times == 1 => return read_every(tokens, next),
        Word::A | Word::Per | Word::Every => next + 1,
        Word::In if matches!(tokens.word(next + 1), Word::A | Word::Every) => next + 2,
        _ => next,
    };
    let unit = match tokens.word(unit_at) {
        Word::Frequency(unit) => unit,
        Word::Unit(unit) if unit_at > next => unit,
        _ => return None,
    };
    let end = unit_at + 1;
    Some((divide_unit(times, unit).ok_or_else(|| not_judged(tokens, at, end)), end))
}

/// So many times in one unit: three times a year is every four months.
fn divide_unit(times: u32, unit: TimeUnit) -> Option<Every> {
    if times == 1 {
        return once_in(1, unit);
    }
    let months = months(unit)?;
    (times > 0 && months % times == 0).then(|| Every::Months(months / times))
}

/// "per annum", and "4 reports per year", which is four times.
fn read_per(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    let Word::Unit(unit) = tokens.word(at + 1) else { return None };
    let end = at + 2;
    let start = counted_before(tokens, at);
    let times = start.and_then(|start| read_count(tokens, start)).unwrap_or(1);
    Some((divide_unit(times, unit).ok_or_else(|| not_judged(tokens, start.unwrap_or(at), end)), end))
}

/// "4 reports a year"; "a year" without a number says nothing.
fn read_a_unit(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    let Word::Unit(unit) = tokens.word(at + 1) else { return None };
    let start = counted_before(tokens, at)?;
    let times = read_count(tokens, start)?;
    Some((divide_unit(times, unit).ok_or_else(|| not_judged(tokens, start, at + 2)), at + 2))
}

/// The number before "reports per year", at most two words back.
fn counted_before(tokens: &Tokens, at: usize) -> Option<usize> {
    (1..=3).filter_map(|steps| at.checked_sub(steps)).find_map(|back| match tokens.word(back) {
        // "Section 11 audit each year", "Q3 each year", "30/6 each year": no number of times.
        Word::Number | Word::Count(_)
            if matches!(tokens.word_before(back, 1), Word::Label | Word::Q | Word::Unit(_) | Word::Month(_) | Word::Number)
                || tokens.touches(back) && matches!(tokens.word_before(back, 1), Word::Slash | Word::Dash | Word::Stop) =>
        {
            Some(None)
        }
        Word::Number | Word::Count(_) => Some(Some(back)),
        Word::Unknown | Word::Regular | Word::Weekday(_) => None,
        Word::Unit(TimeUnit::Meeting) => None,
        _ => Some(None),
    })?
}

/// "Standing agenda item": at every meeting.
fn read_standing_item(tokens: &Tokens, at: usize) -> Option<FrequencyMatch> {
    let item = at + 1 + usize::from(tokens.word(at + 1) == Word::Agenda);
    (tokens.word(item) == Word::Item).then_some((Ok(Every::Meeting), item + 1))
}
