//! What stands right after a date, or is written onto it, and makes it a start or leaves it open.

use super::dates::read_date;
use super::frequency::read_frequency;
use super::past::find_past_after;
use super::tokens::{Gap, Tokens};
use super::vocabulary::Word;

/// What follows a date and makes it a start.
pub(super) struct OpenEnd {
    /// The token after it.
    pub end: usize,
    /// It says that there is no end: "onwards", "to date". "From June 2008 on" only places the start.
    pub endless: bool,
}

/// Reads what follows a date and makes it a start: "onwards", "to date", "– ongoing", "until further notice".
pub(super) fn read_open_end(tokens: &Tokens, end: usize, starts: bool) -> Option<OpenEnd> {
    let at = end + usize::from(matches!(tokens.word(end), Word::Comma | Word::And | Word::Dash));
    let at = at + usize::from(at > end && tokens.word(at) == Word::Dash);
    // A dash, "to" or "until" leads to the end, so that these words say there is none. Beside a date, "ongoing" says what
    // follows a deadline: "June 08 Ongoing".
    let leads = tokens.word(end) == Word::Dash || matches!(tokens.word(at), Word::To | Word::Until);
    let words_at = at + usize::from(matches!(tokens.word(at), Word::To | Word::Until));
    if leads && let Some(end) = skip_endless(tokens, words_at) {
        return Some(OpenEnd { end, endless: true });
    }
    // "Sept 2015 – monthly": from then on.
    if tokens.word(end) == Word::Dash && tokens.is_break(end) && read_frequency(tokens, end + 1).is_some() {
        return Some(OpenEnd { end, endless: false });
    }
    if let Some(end) = skip_start_word(tokens, end) {
        return Some(OpenEnd { end, endless: false });
    }
    if let Some(after) = skip_without_end(tokens, at) {
        return Some(OpenEnd { end: after, endless: true });
    }
    match (tokens.word(at), tokens.word(at + 1)) {
        (Word::Onwards, _) => Some(OpenEnd { end: at + 1, endless: true }),
        (Word::On, next) if starts && at == end && matches!(next, Word::Edge | Word::Stop | Word::Comma | Word::Close) => {
            Some(OpenEnd { end: at + 1, endless: false })
        }
        _ => None,
    }
}

/// "April 2016 start", "April 2016 (commencement)".
fn skip_start_word(tokens: &Tokens, end: usize) -> Option<usize> {
    let open = usize::from(tokens.word(end) == Word::Open);
    let at = end + open;
    let starts = ["start", "starts", "commencement", "commences"].iter().any(|word| tokens.spells(at, word));
    let last =
        if open == 1 { tokens.word(at + 1) == Word::Close } else { tokens.word(at + 1) == Word::Edge || tokens.is_break(at + 1) };
    // "June 08 Start: Sept 08": the word belongs to what follows.
    (starts && last && tokens.word(at + 1) != Word::Colon && tokens.gap(at) != Gap::Line).then_some(at + 1 + open)
}

/// Words for an end that has no day, after a dash or "to": "ongoing", "present", "date", "open ended".
fn skip_endless(tokens: &Tokens, at: usize) -> Option<usize> {
    let last = |end: usize| {
        matches!(
            tokens.word(end),
            Word::Edge | Word::Stop | Word::Comma | Word::Colon | Word::Close | Word::Open | Word::Dash | Word::OtherMark
        )
    };
    let spells = |word| tokens.spells(at, word);
    match tokens.word(at) {
        Word::Ongoing | Word::Onwards => Some(at + 1),
        Word::On if tokens.word(at + 1 + usize::from(tokens.word(at + 1) == Word::Dash)) == Word::Going => {
            Some(at + 2 + usize::from(tokens.word(at + 1) == Word::Dash))
        }
        Word::On if last(at + 1) => Some(at + 1),
        Word::The if tokens.word(at + 1) == Word::Date && last(at + 2) => Some(at + 2),
        // "June 2008 to present to the Board" has a verb.
        Word::Date if last(at + 1) => Some(at + 1),
        Word::Unknown if ["current", "now", "today"].iter().any(|word| spells(word)) && last(at + 1) => Some(at + 1),
        _ if spells("further") && tokens.spells(at + 1, "notice") => Some(at + 2),
        _ => skip_without_end(tokens, at),
    }
}

/// "open ended", "no end date", "until further notice".
pub(super) fn skip_without_end(tokens: &Tokens, at: usize) -> Option<usize> {
    if tokens.spells(at, "open") {
        let ended = at + 1 + usize::from(tokens.word(at + 1) == Word::Dash);
        return (tokens.spells(ended, "ended") || tokens.spells(ended, "end")).then_some(ended + 1);
    }
    if tokens.word(at) == Word::Until && tokens.spells(at + 1, "further") && tokens.spells(at + 2, "notice") {
        return Some(at + 3);
    }
    let with = at + usize::from(tokens.spells(at, "with"));
    if tokens.spells(with, "no") {
        let end =
            with + 1 + usize::from(["fixed", "set", "specified", "specific"].iter().any(|word| tokens.spells(with + 1, word)));
        return (tokens.word(end) == Word::End).then(|| end + 1 + usize::from(tokens.word(end + 1) == Word::Date));
    }
    None
}

/// What may stand behind a dash after a deadline: what is due then, or for whom. Other words may say that the work goes on
/// until something: "Apr 06 – completion of the programme".
const DUE_BEHIND_DASH: &[&str] = &[
    "draft",
    "final",
    "first",
    "second",
    "interim",
    "report",
    "reports",
    "board",
    "lscb",
    "lsab",
    "lscp",
    "executive",
    "exec",
    "cabinet",
    "committee",
    "conference",
    "launch",
    "review",
    "reviewed",
];

/// Words after a date that leave it open: "June 2008?", "June 2008 and beyond", "June 2008 –".
pub(super) fn leaves_open(tokens: &Tokens, start: usize, end: usize) -> Option<String> {
    let shown = |to: usize| tokens.quote(start, to);
    let at = end + usize::from(matches!(tokens.word(end), Word::And | Word::Comma | Word::Or));
    let behind = tokens.word(end) == Word::Dash && tokens.is_break(end);
    let words = tokens.word(end + 1) == Word::Unknown && !DUE_BEHIND_DASH.iter().any(|word| tokens.spells(end + 1, word));
    if behind && (words || matches!(tokens.word(end + 1), Word::Moment | Word::End)) {
        return Some(format!(
            "{} may be a start, a deadline or when something was done: write \"from\" or \"by\" before the date",
            shown(end + 2)
        ));
    }
    let done = end + usize::from(matches!(tokens.word(end), Word::Dash | Word::Comma | Word::Colon));
    if let Some(to) = find_past_after(tokens, end) {
        return Some(format!("{} may be when it was done or when it is due: write only the deadline", shown(to)));
    }
    let own_date = (done + 1..done + 4)
        .find(|&at| !matches!(tokens.word(at), Word::Colon | Word::Dash | Word::On | Word::In))
        .is_some_and(|at| read_date(tokens, at).is_some());
    if tokens.word(done) == Word::Finished && !own_date {
        return Some(format!("{} may be when it was done or when it is due: write only the deadline", shown(done + 1)));
    }
    match (tokens.word(end), tokens.word(at)) {
        (Word::QuestionMark | Word::Inexact, _) => Some(format!("{} is not certain: write the deadline", shown(end + 1))),
        (Word::Plus, _) => Some(format!("{} has no end: write \"from\" before a start, or the deadline", shown(end + 1))),
        (Word::Dash, _) if matches!(tokens.word(end + 1), Word::Edge | Word::Close | Word::Stop | Word::OtherMark) => {
            Some(format!("{} has nothing after its dash: write \"from\" before a start, or the deadline", shown(end + 1)))
        }
        (_, Word::Beyond) if tokens.spells(at, "beyond") => {
            Some(format!("{} has no end: write \"from\" before a start, or the deadline", shown(at + 1)))
        }
        (Word::Or, next) if !matches!(next, Word::Earliest | Word::Before) => {
            Some(format!("{} leaves it open: write the deadline", shown(at + 1)))
        }
        (Word::At, _) if tokens.word(end + 1) == Word::The && tokens.spells(end + 2, "earliest") => {
            Some(format!("{} is not a deadline: write the last day that is allowed", shown(end + 3)))
        }
        _ => None,
    }
}

/// A number left beside a date that may belong to it: "June 08 & 09", "3 – June 08".
pub(super) fn find_stray_number(tokens: &Tokens, start: usize, end: usize, used_to: usize) -> Option<String> {
    let reason = |from, to| {
        let shown = tokens.quote(from, to);
        Some(format!("the number beside the date in {shown} can be read in two ways: write each date in full"))
    };
    if let Some(number) = find_number_before(tokens, start)
        .filter(|&number| number >= used_to || (number + 1 == start && tokens.gap(start) != Gap::Line))
    {
        return reason(number, end);
    }
    if is_part_of_other(tokens, start) {
        return reason(start - 1, end);
    }
    let linked =
        |at| matches!(tokens.word(at), Word::And | Word::Slash | Word::Dash | Word::Comma | Word::To | Word::Or | Word::Plus);
    let mut at = end;
    while at < end + 2 && linked(at) {
        at += 1;
    }
    let number = tokens.number(at)?;
    // "June 08, 09 audit": written as years are, it counts nothing.
    let padded = number.digits == 2 && number.value < 10;
    // "14:30" and "10.30" after a day are the time of day.
    let clock =
        matches!(tokens.word(at + 1), Word::Colon | Word::Stop) && tokens.touches(at + 1) && tokens.number(at + 2).is_some();
    if clock || tokens.is_quantity(at) && !padded || tokens.gap(at) == Gap::Line && tokens.word(at + 1) == Word::Stop {
        return None;
    }
    reason(start, at + 1)
}

/// "£10 June", "U18 June", "s.11 June": the number belongs to what stands before it.
fn is_part_of_other(tokens: &Tokens, start: usize) -> bool {
    if tokens.number(start).is_none() || start == 0 {
        return false;
    }
    let letter = |at| tokens.word(at) == Word::Unknown && tokens.text_between(at, at + 1).len() == 1;
    match tokens.word(start - 1) {
        Word::Dash | Word::Slash | Word::Comma | Word::Colon | Word::Open | Word::Close | Word::And | Word::Plus => false,
        // "No. 5 June"
        Word::Stop if tokens.word_before(start, 2) == Word::Not => true,
        Word::Stop => tokens.touches(start) && tokens.touches(start - 1) && tokens.word_before(start, 2) == Word::Unknown,
        Word::Unknown => tokens.touches(start) || letter(start - 1) && tokens.word_before(start, 2) != Word::Slash,
        _ => tokens.touches(start),
    }
}

/// A number before the date that may belong to it.
fn find_number_before(tokens: &Tokens, start: usize) -> Option<usize> {
    let last = start.checked_sub(1)?;
    let linked = match tokens.word(last) {
        Word::And | Word::Slash | Word::Dash | Word::Comma | Word::To | Word::Or | Word::Plus => true,
        Word::Stop => {
            let year = tokens.number(start).is_some_and(|number| number.digits == 4);
            tokens.touches(last) && tokens.touches(start) || matches!(tokens.word(start), Word::Month(_)) || year
        }
        // "30ieme June 2008": what is written onto the number hides the day.
        Word::Unknown => tokens.touches(last) && !tokens.spells(last, "am") && !tokens.spells(last, "pm"),
        Word::Number | Word::Suffix => return Some(last),
        _ => false,
    };
    let at = last.checked_sub(1).filter(|_| linked)?;
    let at = if tokens.word(at) == Word::Suffix { at.checked_sub(1)? } else { at };
    tokens.number(at).map(|_| at)
}
