//! What the words before and after a date make of it: a deadline, a start, an end, or nothing certain.

use super::known::{Kind, Unit};
use super::words::{Gap, Words};

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
    /// "by" or "no later than": nothing before it can claim the date for itself.
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

pub(super) fn before(words: &Words, start: usize, end: usize) -> Result<Before, Open> {
    let mut at = start;
    let (mut ends, mut of, mut marked, mut year) = (false, false, false, false);
    loop {
        match (words.back(at, 1), words.back(at, 2)) {
            (Kind::The | Kind::On | Kind::At, _) => {}
            (Kind::In | Kind::Within, _) => marked = true,
            (Kind::Of, _) => of = true,
            (Kind::End, _) => (ends, marked, of) = (true, true, false),
            (Kind::Dash, Kind::Unit(_)) if ends => {}
            (Kind::Dash, Kind::End | Kind::Mid) if words.touches(at) => {}
            (Kind::Colon | Kind::Dash | Kind::Comma, Kind::Finished) => {}
            (Kind::Colon | Kind::Dash, Kind::By | Kind::From | Kind::Start | Kind::Date) => {}
            (Kind::Date, Kind::Start | Kind::End) => {}
            (Kind::Stop, Kind::Around) => {}
            (Kind::Unit(Unit::Year), _) if is_single(words, at - 1) => year = true,
            (Kind::Unit(Unit::Month), _) if is_single(words, at - 1) && !ends => {}
            (Kind::Unit(Unit::Week | Unit::Month | Unit::Term), _) if ends => {}
            _ => break,
        }
        at -= 1;
    }
    let shown = |steps: usize| words.quote(at.saturating_sub(steps), end);
    let open = |reason| Err(Open { reason, part: false });
    let year_end = year && ends;
    let found = |role, by| Ok(Before { role, marked: true, by, of: false, year_end });
    let due = Ok(Before { role: Role::Due, marked, by: false, of, year_end });
    match (words.back(at, 1), words.back(at, 2)) {
        (Kind::By, Kind::Start) => found(Role::Start, true),
        (Kind::By, _) => found(Role::Due, true),
        (Kind::From, _) => found(Role::Start, false),
        (Kind::As, _) if of => found(Role::Start, false),
        (Kind::As, _) => open(format!("{} says how things stood, not when they are due: write the deadline", shown(1))),
        (Kind::Start, Kind::Unit(Unit::Week)) => {
            open(format!("{} names a week by its first day: write the day of the deadline", shown(2)))
        }
        (Kind::Plain, Kind::Slash) if words.is(at - 1, "w") => found(Role::Due, false),
        (Kind::Start, _) if !of => found(Role::Start, false),
        (Kind::Start | Kind::Beginning | Kind::Mid, _) => open(format!(
            "{} does not say which day: write the last day that is meant, or the month alone if its end will do",
            shown(1)
        )),
        (Kind::Until, _) | (Kind::To, Kind::Up | Kind::Ongoing | Kind::Going | Kind::Often(_) | Kind::Unit(_) | Kind::Edge) => {
            found(Role::Until, false)
        }
        (Kind::Before, _) | (Kind::To | Kind::Of, Kind::Before) if ends => found(Role::Due, true),
        (Kind::Before, _) | (Kind::To, Kind::Before) => open(format!(
            "{} may or may not count the date itself: write the last day that is allowed, or \"by\" and a month",
            words.quote(at - if words.back(at, 1) == Kind::To { 2 } else { 1 }, end)
        )),
        (Kind::After, _) => open(format!("{} says what it comes after, not when it is due: write the deadline", shown(1))),
        (Kind::Than, Kind::Later) if words.back(at, 3) == Kind::Not => found(Role::Due, true),
        (Kind::Than, _) => open(format!("{} is not a deadline: write the last day that is allowed", shown(2))),
        (Kind::Not, _) => open(format!("{} says when it is not due: write the deadline", shown(1))),
        (Kind::Around, Kind::Slash) if words.is(at.saturating_sub(3), "w") => {
            open(format!("{} names a week by its first day: write the day of the deadline", shown(3)))
        }
        (Kind::Around, _) => open(format!("{} is not exact: write the deadline", shown(1))),
        (Kind::Odd | Kind::Query, _) => open(format!("{} is not certain: write the deadline", shown(1))),
        (Kind::Finished, Kind::Be) => due,
        (Kind::Finished, _) => {
            open(format!("{} may be when it was done or when it is due: write \"by\" before a deadline", shown(1)))
        }
        (Kind::Revised, _) | (Kind::To | Kind::Date, Kind::Revised) => {
            open(format!("{} speaks of a change: write only the deadline that now holds", shown(2)))
        }
        (Kind::Unit(Unit::Meeting | Unit::Quarter | Unit::Year), _) => due,
        (Kind::Unit(_) | Kind::Half | Kind::Part | Kind::Weekday(_) | Kind::Nth(_), _) if of || marked => Err(Open {
            reason: format!("{} is only a part of that time: write the last day that is meant", shown(1)),
            part: true,
        }),
        _ => due,
    }
}

fn is_single(words: &Words, at: usize) -> bool {
    !words.slice(at, at + 1).ends_with(['s', 'S'])
}

/// What follows a date and makes it a start: "onwards", "to date". Gives the place after it.
pub(super) fn open_end(words: &Words, end: usize, starts: bool) -> Option<usize> {
    let at = end + usize::from(matches!(words.kind(end), Kind::Comma | Kind::And | Kind::Dash));
    match (words.kind(at), words.kind(at + 1)) {
        (Kind::Onwards, _) => Some(at + 1),
        (Kind::To | Kind::Until, Kind::Date) if words.kind(at + 2) != Kind::Be => Some(at + 2),
        (Kind::To, Kind::Ongoing) => Some(at + 1),
        (Kind::On, next) if starts && at == end && matches!(next, Kind::Edge | Kind::Stop | Kind::Comma | Kind::Close) => {
            Some(at + 1)
        }
        _ => None,
    }
}

/// Words after a date that leave it open: "June 2008?", "June 2008 and beyond", "June 2008 –".
pub(super) fn left_open(words: &Words, start: usize, end: usize) -> Option<String> {
    let shown = |to: usize| words.quote(start, to);
    let at = end + usize::from(matches!(words.kind(end), Kind::And | Kind::Comma | Kind::Or));
    let done = end + usize::from(matches!(words.kind(end), Kind::Dash | Kind::Comma | Kind::Colon));
    if words.kind(done) == Kind::Finished {
        return Some(format!("{} may be when it was done or when it is due: write only the deadline", shown(done + 1)));
    }
    match (words.kind(end), words.kind(at)) {
        (Kind::Query | Kind::Odd, _) => Some(format!("{} is not certain: write the deadline", shown(end + 1))),
        (Kind::Plus, _) => Some(format!("{} has no end: write \"from\" before a start, or the deadline", shown(end + 1))),
        (Kind::Dash, _) if matches!(words.kind(end + 1), Kind::Edge | Kind::Close | Kind::Stop) => {
            Some(format!("{} has nothing after its dash: write \"from\" before a start, or the deadline", shown(end + 1)))
        }
        (_, Kind::Beyond) if words.is(at, "beyond") => {
            Some(format!("{} has no end: write \"from\" before a start, or the deadline", shown(at + 1)))
        }
        (Kind::Or, next) if !matches!(next, Kind::Earliest | Kind::Before) => {
            Some(format!("{} leaves it open: write the deadline", shown(at + 1)))
        }
        (Kind::At, _) if words.kind(end + 1) == Kind::The && words.is(end + 2, "earliest") => {
            Some(format!("{} is not a deadline: write the last day that is allowed", shown(end + 3)))
        }
        _ => None,
    }
}

/// A number left beside a date that may belong to it: "June 08 & 09", "3 – June 08".
pub(super) fn stray_number(words: &Words, start: usize, end: usize, taken: usize) -> Option<String> {
    let say = |from, to| {
        let shown = words.quote(from, to);
        Some(format!("the number beside the date in {shown} can be read in two ways: write each date in full"))
    };
    if let Some(number) = number_before(words, start).filter(|&number| number >= taken) {
        return say(number, end);
    }
    if is_written_on(words, start) {
        return say(start - 1, end);
    }
    let linked =
        |at| matches!(words.kind(at), Kind::And | Kind::Slash | Kind::Dash | Kind::Comma | Kind::To | Kind::Or | Kind::Plus);
    let mut at = end;
    while at < end + 2 && linked(at) {
        at += 1;
    }
    words.number(at)?;
    // "14:30" and "10.30" after a day are the time of day.
    let clock = matches!(words.kind(at + 1), Kind::Colon | Kind::Stop) && words.touches(at + 1) && words.number(at + 2).is_some();
    if clock || super::months::is_quantity(words, at) || words.gap(at) == Gap::Line && words.kind(at + 1) == Kind::Stop {
        return None;
    }
    say(start, at + 1)
}

/// "£10 June", "U18 June", "s.11 June": the number belongs to what stands before it.
fn is_written_on(words: &Words, start: usize) -> bool {
    if words.number(start).is_none() || start == 0 {
        return false;
    }
    let letter = |at| words.kind(at) == Kind::Plain && words.slice(at, at + 1).len() == 1;
    match words.kind(start - 1) {
        Kind::Dash | Kind::Slash | Kind::Comma | Kind::Colon | Kind::Open | Kind::Close | Kind::And | Kind::Plus => false,
        Kind::Stop => words.touches(start) && words.touches(start - 1) && words.back(start, 2) == Kind::Plain,
        Kind::Plain => words.touches(start) || letter(start - 1),
        _ => words.touches(start),
    }
}

fn number_before(words: &Words, start: usize) -> Option<usize> {
    let last = start.checked_sub(1)?;
    let linked = match words.kind(last) {
        Kind::And | Kind::Slash | Kind::Dash | Kind::Comma | Kind::To | Kind::Or | Kind::Plus => true,
        Kind::Stop => {
            let year = words.number(start).is_some_and(|number| number.digits == 4);
            words.touches(last) && words.touches(start) || matches!(words.kind(start), Kind::Month(_)) || year
        }
        // "30ieme June 2008": what is written onto the number hides the day.
        Kind::Plain => words.touches(last) && !words.is(last, "am") && !words.is(last, "pm"),
        Kind::Number | Kind::Suffix => return Some(last),
        _ => false,
    };
    let at = last.checked_sub(1).filter(|_| linked)?;
    let at = if words.kind(at) == Kind::Suffix { at.checked_sub(1)? } else { at };
    words.number(at).map(|_| at)
}
