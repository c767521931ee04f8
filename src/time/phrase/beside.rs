//! What stands right beside a date and makes it a start, or leaves it open.

use super::known::Kind;
use super::months::is_quantity;
use super::words::{Gap, Words};

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
    if let Some(number) =
        number_before(words, start).filter(|&number| number >= taken || (number + 1 == start && words.gap(start) != Gap::Line))
    {
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
    if clock || is_quantity(words, at) || words.gap(at) == Gap::Line && words.kind(at + 1) == Kind::Stop {
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
        // "No. 5 June"
        Kind::Stop if words.back(start, 2) == Kind::Not => true,
        Kind::Stop => words.touches(start) && words.touches(start - 1) && words.back(start, 2) == Kind::Plain,
        Kind::Plain => words.touches(start) || letter(start - 1) && words.back(start, 2) != Kind::Slash,
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
