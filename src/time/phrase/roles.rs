//! What the words before a date make of it: a deadline, a start, an end, or nothing certain.

use super::known::{Kind, Unit};
use super::words::Words;

/// What a date is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Due,
    Start,
    Until,
}

/// The words before a date, read backwards.
pub(super) struct Before {
    pub role: Role,
    /// A word such as "by", "in" or "from" shows that the date is meant as one.
    pub marked: bool,
    /// "by" or "no later than": it is a deadline beyond doubt.
    pub by: bool,
    /// "of June 2008": the date may only describe what stands before it.
    pub of: bool,
    /// "year end", "end of the year".
    pub year_end: bool,
}

/// Why the words before a date leave it open.
pub(super) struct Open {
    pub reason: String,
    /// The words name only a part of the date, as in "first week of".
    pub part: bool,
}

/// The small words right before a date: "by the end of".
struct Lead {
    /// The place of the first of them; the word before that decides.
    at: usize,
    ends: bool,
    of: bool,
    marked: bool,
    year: bool,
}

/// What the words before the date from `start` to `end` make of it.
pub(super) fn before(words: &Words, start: usize, end: usize) -> Result<Before, Open> {
    let lead = lead(words, start);
    let year_end = lead.year && lead.ends;
    if let Some((role, by)) = role(words, &lead) {
        return Ok(Before { role, marked: true, by, of: false, year_end });
    }
    match doubt(words, &lead, end).or_else(|| vague_time(words, &lead, end)) {
        Some(reason) => Err(Open { reason, part: false }),
        None => match part(words, &lead, end) {
            Some(reason) => Err(Open { reason, part: true }),
            None => Ok(Before { role: Role::Due, marked: lead.marked, by: false, of: lead.of, year_end }),
        },
    }
}

fn lead(words: &Words, start: usize) -> Lead {
    let mut lead = Lead { at: start, ends: false, of: false, marked: false, year: false };
    loop {
        let at = lead.at;
        match (words.back(at, 1), words.back(at, 2)) {
            (Kind::The | Kind::On | Kind::At, _) => {}
            (Kind::In | Kind::Within, _) => lead.marked = true,
            (Kind::Of, _) => lead.of = true,
            (Kind::End, _) => (lead.ends, lead.marked, lead.of) = (true, true, false),
            (Kind::Dash, Kind::Unit(_)) if lead.ends => {}
            (Kind::Dash, Kind::Mid) => {}
            (Kind::Dash, Kind::End) if words.touches(at) => {}
            (Kind::Colon | Kind::Dash | Kind::Comma, Kind::Finished) => {}
            (Kind::Colon | Kind::Dash, Kind::By | Kind::From | Kind::Start | Kind::Date) => {}
            (Kind::Date, Kind::Start | Kind::End) => {}
            (Kind::Stop, Kind::Around) => {}
            (Kind::Unit(Unit::Year), _) if is_single(words, at - 1) => lead.year = true,
            (Kind::Unit(Unit::Month), _) if is_single(words, at - 1) && !lead.ends => {}
            (Kind::Unit(Unit::Week | Unit::Month | Unit::Term), _) if lead.ends => {}
            _ => return lead,
        }
        lead.at -= 1;
    }
}

fn is_single(words: &Words, at: usize) -> bool {
    !words.slice(at, at + 1).ends_with(['s', 'S'])
}

/// What the date is for where a word says it, and whether that word is "by" or the like.
fn role(words: &Words, lead: &Lead) -> Option<(Role, bool)> {
    match (words.back(lead.at, 1), words.back(lead.at, 2)) {
        (Kind::By, Kind::Start) => Some((Role::Start, true)),
        (Kind::By, _) => Some((Role::Due, true)),
        (Kind::From, _) => Some((Role::Start, false)),
        (Kind::As, _) if lead.of => Some((Role::Start, false)),
        (Kind::Start, before) if !lead.of && before != Kind::Unit(Unit::Week) => Some((Role::Start, false)),
        (Kind::Until, _) | (Kind::To, Kind::Up | Kind::Ongoing | Kind::Going | Kind::Often(_) | Kind::Unit(_) | Kind::Edge) => {
            Some((Role::Until, false))
        }
        (Kind::Before, Kind::Not) => None,
        (Kind::Before, _) | (Kind::To | Kind::Of, Kind::Before) if lead.ends => Some((Role::Due, true)),
        (Kind::Than, Kind::Later) if words.back(lead.at, 3) == Kind::Not => Some((Role::Due, true)),
        _ => None,
    }
}

/// Words that say something else of the date than that it is the deadline.
fn doubt(words: &Words, lead: &Lead, end: usize) -> Option<String> {
    let at = lead.at;
    let shown = |steps: usize| words.quote(at.saturating_sub(steps), end);
    Some(match (words.back(at, 1), words.back(at, 2)) {
        (Kind::As, _) => format!("{} says how things stood, not when they are due: write the deadline", shown(1)),
        (Kind::Before, Kind::Not) => format!("{} says when it is not due: write the deadline", shown(2)),
        (Kind::Before, _) => may_count_the_date(&shown(1)),
        (Kind::To, Kind::Before) => may_count_the_date(&shown(2)),
        (Kind::After, _) => format!("{} says what it comes after, not when it is due: write the deadline", shown(1)),
        (Kind::Than, _) => format!("{} is not a deadline: write the last day that is allowed", shown(2)),
        (Kind::Not, _) => format!("{} says when it is not due: write the deadline", shown(1)),
        (Kind::Every, _) => format!("{} comes only once: write how often, or the deadlines", shown(1)),
        (Kind::Finished, before) if before != Kind::Be => {
            format!("{} may be when it was done or when it is due: write \"by\" before a deadline", shown(1))
        }
        (Kind::Revised, _) | (Kind::To | Kind::Date, Kind::Revised) => {
            format!("{} speaks of a change: write only the deadline that now holds", shown(2))
        }
        _ => return None,
    })
}

fn may_count_the_date(shown: &str) -> String {
    format!("{shown} may or may not count the date itself: write the last day that is allowed, or \"by\" and a month")
}

/// "mid June 2008", "around June 2008", "week commencing 30 June 2008".
fn vague_time(words: &Words, lead: &Lead, end: usize) -> Option<String> {
    let at = lead.at;
    let shown = |steps: usize| words.quote(at.saturating_sub(steps), end);
    let week = |steps| format!("{} names a week by its first day: write the day of the deadline", shown(steps));
    Some(match (words.back(at, 1), words.back(at, 2)) {
        (Kind::Start, Kind::Unit(Unit::Week)) => week(2),
        (Kind::Around, Kind::Slash) if at >= 3 && words.is(at - 3, "w") => week(3),
        (Kind::Start | Kind::Beginning | Kind::Mid, _) => format!(
            "{} does not say which day: write the last day that is meant, or the month alone if its end will do",
            shown(1)
        ),
        (Kind::Around, _) => format!("{} is not exact: write the deadline", shown(1)),
        (Kind::Odd | Kind::Query, _) => format!("{} is not certain: write the deadline", shown(1)),
        _ => return None,
    })
}

/// "first week of June 2008", "last Friday of June 2008".
fn part(words: &Words, lead: &Lead, end: usize) -> Option<String> {
    let at = lead.at;
    match words.back(at, 1) {
        Kind::Unit(Unit::Meeting | Unit::Quarter | Unit::Year) => return None,
        Kind::Unit(_) | Kind::Half | Kind::Part | Kind::Weekday(_) | Kind::Nth(_) if lead.of || lead.marked => {}
        _ => return None,
    }
    let first = at - 1 - usize::from(matches!(words.back(at, 2), Kind::Nth(_)));
    Some(format!("{} is only a part of that time: write the last day that is meant", words.quote(first, end)))
}
