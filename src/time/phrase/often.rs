//! How often: "6 monthly", "three times a year", "every other month", and what says it doubtfully.

use super::super::every::Every;
use super::known::{Kind, Unit};
use super::words::Words;

/// A frequency, or why it cannot be told; and the place after its last token.
type Found = (Result<Every, String>, usize);

/// Reads the frequency that begins at token `at`.
pub(super) fn often(words: &Words, at: usize) -> Option<Found> {
    match words.kind(at) {
        Kind::Often(unit) => Some((single(words, at, at + 1, unit), at + 1)),
        Kind::EveryYears(years) => Some((Ok(Every::Months(12 * years)), at + 1)),
        Kind::Bi(unit) => Some((Err(twofold(words, at, at + 1, unit)), at + 1)),
        Kind::BiPrefix | Kind::TriPrefix | Kind::Half => prefixed(words, at),
        Kind::Number | Kind::Count(_) => counted(words, at),
        Kind::Every => every(words, at),
        Kind::Over(_) => over(words, at, at + 1),
        Kind::Alternate => alternate(words, at, at + 1),
        Kind::Per => per(words, at),
        Kind::A => a_unit(words, at),
        Kind::Standing => standing_item(words, at),
        _ => None,
    }
}

/// Whether the frequency at `at` is part of a name, as in "the Yearly Training Programme".
pub(super) fn is_name(words: &Words, at: usize) -> bool {
    let capital = |at| words.slice(at, at + 1).starts_with(|c: char| c.is_ascii_uppercase());
    let first = at == 0 || words.is_break(at - 1) || matches!(words.back(at, 1), Kind::Task | Kind::Stop | Kind::Dash);
    looks_named(words, at) && !first && capital(at)
}

/// "Annual Report": at the beginning of a phrase it may be a name or not.
pub(super) fn looks_named(words: &Words, at: usize) -> bool {
    let capital = words.slice(at + 1, at + 2).starts_with(|c: char| c.is_ascii_uppercase());
    let adjective = matches!(words.kind(at), Kind::Often(_)) && !words.is(at, "annually");
    let noun = matches!(words.kind(at + 1), Kind::Plain | Kind::Unit(Unit::Meeting) | Kind::Label);
    adjective && noun && capital
}

/// "no longer monthly", "more than once a year", "up to twice a year"; but "not less than annually" says it.
pub(super) fn is_limited(words: &Words, at: usize) -> bool {
    match (words.back(at, 1), words.back(at, 2)) {
        (Kind::Not, _) | (Kind::To, Kind::Up) => true,
        (Kind::Than, _) => !(at >= 2 && words.is(at - 2, "less") && words.back(at, 3) == Kind::Not),
        (Kind::Length, Kind::Not) => true,
        _ => false,
    }
}

fn months(unit: Unit) -> Option<u32> {
    match unit {
        Unit::Month => Some(1),
        Unit::Quarter => Some(3),
        Unit::Year => Some(12),
        _ => None,
    }
}

fn days(unit: Unit) -> Option<u32> {
    match unit {
        Unit::Day => Some(1),
        Unit::Week => Some(7),
        Unit::Fortnight => Some(14),
        _ => None,
    }
}

/// Once in `count` units. The plan format counts no meetings and terms, and nothing beyond 120.
fn once_in(count: u32, unit: Unit) -> Option<Every> {
    if !(1..=120).contains(&count) {
        return None;
    }
    match (unit, count) {
        (Unit::Meeting, 1) => Some(Every::Meeting),
        (Unit::Term, 1) => Some(Every::Term),
        _ => {
            days(unit).map(|days| Every::Days(days * count)).or_else(|| months(unit).map(|months| Every::Months(months * count)))
        }
    }
}

fn single(words: &Words, at: usize, end: usize, unit: Unit) -> Result<Every, String> {
    once_in(1, unit).ok_or_else(|| not_told(words, at, end))
}

fn not_told(words: &Words, at: usize, end: usize) -> String {
    format!(
        "{} is not a frequency that can be judged: write it as \"monthly\", \"every 6 months\" or \"annually\"",
        words.quote(at, end)
    )
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Fortnight => "fortnight",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year => "year",
        Unit::Term => "term",
        Unit::Meeting => "meeting",
    }
}

fn twofold(words: &Words, at: usize, end: usize, unit: Unit) -> String {
    let name = unit_name(unit);
    format!("{} can mean twice a {name} or every two {name}s: write the one that is meant", words.quote(at, end))
}

/// "bi- annually", "half-yearly", "half-termly".
fn prefixed(words: &Words, at: usize) -> Option<Found> {
    let next = at + 1 + usize::from(words.kind(at + 1) == Kind::Dash);
    let end = next + 1;
    let unit = match words.kind(next) {
        Kind::Often(unit) => unit,
        Kind::Unit(unit) if words.kind(at) == Kind::Half && unit == Unit::Term && per_before(words, at) => unit,
        _ => return None,
    };
    let read = match (words.kind(at), unit) {
        (Kind::Half, Unit::Year) => Ok(Every::Months(6)),
        (Kind::Half, _) => Err(half(words, at, end)),
        (Kind::TriPrefix, unit) => {
            let name = unit_name(unit);
            let shown = words.quote(at, end);
            Err(format!("{shown} can mean three times a {name} or every three {name}s: write the one that is meant"))
        }
        _ => Err(twofold(words, at, end, unit)),
    };
    Some((read, end))
}

fn half(words: &Words, at: usize, end: usize) -> String {
    format!("{} has no fixed length: write it as \"every 6 weeks\" or give the dates themselves", words.quote(at, end))
}

fn per_before(words: &Words, at: usize) -> bool {
    matches!(words.back(at, 1), Kind::Per | Kind::Every | Kind::A)
}

fn count(words: &Words, at: usize) -> Option<u32> {
    match words.kind(at) {
        Kind::Number => words.number(at).filter(|number| number.digits <= 3).map(|number| number.value),
        Kind::Count(count) => Some(count),
        _ => None,
    }
}

/// "6 monthly", "six-monthly", "3 times a year", and "6-8 weekly", which is two readings.
fn counted(words: &Words, at: usize) -> Option<Found> {
    let number = count(words, at)?;
    if words.kind(at + 1) == Kind::Times || words.is(at + 1, "x") {
        return over(words, at, at + 2);
    }
    if let (Kind::Dash | Kind::To | Kind::Slash | Kind::Or | Kind::And | Kind::Comma, Some(_)) =
        (words.kind(at + 1), count(words, at + 2))
    {
        let last = at + 3 + usize::from(words.kind(at + 3) == Kind::Dash);
        return matches!(words.kind(last), Kind::Often(_)).then(|| {
            let shown = words.quote(at, last + 1);
            (
                Err(format!("{shown} gives two frequencies: write the longest time that may pass, as in \"every 8 weeks\"")),
                last + 1,
            )
        });
    }
    let next = at + 1 + usize::from(words.kind(at + 1) == Kind::Dash);
    let Kind::Often(unit) = words.kind(next) else { return None };
    let end = next + 1;
    let usual = unit == Unit::Month && matches!(number, 3 | 6 | 18);
    let things =
        next == at + 1 && words.kind(end) == Kind::Plain && words.slice(end, end + 1).ends_with('s') && !words.is(end, "basis");
    let adjective = words.is(next, "annual") || words.is(next, "annually");
    if adjective || (things && !usual) {
        let shown = words.quote(at, end + usize::from(things));
        let name = unit_name(unit);
        return Some((
            Err(format!("{shown} can mean {number} each {name} or one every {number} {name}s: write the one that is meant")),
            end,
        ));
    }
    Some((once_in(number, unit).ok_or_else(|| not_told(words, at, end)), end))
}

/// "every six months", "every other month", "each Board meeting".
fn every(words: &Words, at: usize) -> Option<Found> {
    let next = at + 1;
    if let Some(number) = count(words, next) {
        if matches!(words.kind(next + 1), Kind::Dash | Kind::To | Kind::Or) && count(words, next + 2).is_some() {
            let end = next + 3 + usize::from(matches!(words.kind(next + 3), Kind::Unit(_)));
            let shown = words.quote(at, end);
            return Some((Err(format!("{shown} gives two frequencies: write the longest time that may pass")), end));
        }
        let unit_at = next + 1 + usize::from(words.kind(next + 1) == Kind::Dash);
        let (Kind::Unit(unit) | Kind::Often(unit)) = words.kind(unit_at) else {
            return None;
        };
        return Some((once_in(number, unit).ok_or_else(|| not_told(words, at, unit_at + 1)), unit_at + 1));
    }
    let plain_year = matches!(words.kind(next), Kind::Financial | Kind::Academic | Kind::Calendar);
    let next = next + usize::from(plain_year && matches!(words.kind(next + 1), Kind::Unit(_)));
    match words.kind(next) {
        Kind::Unit(unit) => Some((single(words, at, next + 1, unit), next + 1)),
        Kind::Alternate => alternate(words, at, next + 1),
        Kind::Nth(number) if !words.is(next, "last") && !words.is(next, "final") => {
            let Kind::Unit(unit) = words.kind(next + 1) else { return None };
            Some((once_in(number, unit).ok_or_else(|| not_told(words, at, next + 2)), next + 2))
        }
        Kind::Half => {
            let unit_at = next + 1 + usize::from(words.kind(next + 1) == Kind::Dash);
            match words.kind(unit_at) {
                Kind::Unit(Unit::Year) => Some((Ok(Every::Months(6)), unit_at + 1)),
                Kind::Unit(_) => Some((Err(half(words, at, unit_at + 1)), unit_at + 1)),
                _ => None,
            }
        }
        _ => meeting(words, next),
    }
}

/// "LSCB Board meeting" after "each": up to three names before the word.
fn meeting(words: &Words, at: usize) -> Option<Found> {
    let last = (at..at + 4).find(|&at| !matches!(words.kind(at), Kind::Plain | Kind::And | Kind::Label))?;
    (words.kind(last) == Kind::Unit(Unit::Meeting)).then_some((Ok(Every::Meeting), last + 1))
}

/// "every other month", "alternate years".
fn alternate(words: &Words, at: usize, unit_at: usize) -> Option<Found> {
    let Kind::Unit(unit) = words.kind(unit_at) else { return None };
    if words.is(at, "other") {
        return None;
    }
    Some((once_in(2, unit).ok_or_else(|| not_told(words, at, unit_at + 1)), unit_at + 1))
}

/// "twice yearly", "three times a year", "once every two years": `next` is the place after the count.
fn over(words: &Words, at: usize, next: usize) -> Option<Found> {
    let times = match words.kind(at) {
        Kind::Over(times) => times,
        _ => count(words, at)?,
    };
    let unit_at = match words.kind(next) {
        Kind::Every if times == 1 => return every(words, next),
        Kind::A | Kind::Per | Kind::Every => next + 1,
        Kind::In if matches!(words.kind(next + 1), Kind::A | Kind::Every) => next + 2,
        _ => next,
    };
    let unit = match words.kind(unit_at) {
        Kind::Often(unit) => unit,
        Kind::Unit(unit) if unit_at > next => unit,
        _ => return None,
    };
    let end = unit_at + 1;
    Some((shared_out(times, unit).ok_or_else(|| not_told(words, at, end)), end))
}

/// So many times in one unit: three times a year is every four months.
fn shared_out(times: u32, unit: Unit) -> Option<Every> {
    if times == 1 {
        return once_in(1, unit);
    }
    let months = months(unit)?;
    (times > 0 && months % times == 0).then(|| Every::Months(months / times))
}

/// "per annum", and "4 reports per year", which is four times.
fn per(words: &Words, at: usize) -> Option<Found> {
    let Kind::Unit(unit) = words.kind(at + 1) else { return None };
    let end = at + 2;
    let start = counted_before(words, at);
    let times = start.and_then(|start| count(words, start)).unwrap_or(1);
    Some((shared_out(times, unit).ok_or_else(|| not_told(words, start.unwrap_or(at), end)), end))
}

/// "4 reports a year"; "a year" without a number says nothing.
fn a_unit(words: &Words, at: usize) -> Option<Found> {
    let Kind::Unit(unit) = words.kind(at + 1) else { return None };
    let start = counted_before(words, at)?;
    let times = count(words, start)?;
    Some((shared_out(times, unit).ok_or_else(|| not_told(words, start, at + 2)), at + 2))
}

/// The number before "reports per year", at most two words back.
fn counted_before(words: &Words, at: usize) -> Option<usize> {
    (1..=3).filter_map(|steps| at.checked_sub(steps)).find_map(|back| match words.kind(back) {
        Kind::Number | Kind::Count(_) => Some(Some(back)),
        Kind::Plain | Kind::Regular => None,
        Kind::Unit(Unit::Meeting) => None,
        _ => Some(None),
    })?
}

/// "Standing agenda item": at every meeting.
fn standing_item(words: &Words, at: usize) -> Option<Found> {
    let item = at + 1 + usize::from(words.kind(at + 1) == Kind::Agenda);
    (words.kind(item) == Kind::Item).then_some((Ok(Every::Meeting), item + 1))
}
