//! What the words before a date make of it: a deadline, a start, an end, or nothing certain.

use super::tokens::Tokens;
use super::vocabulary::{TimeUnit, Word};

/// What a date is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Due,
    Start,
    Until,
    /// When it is looked at again.
    Review,
}

/// What the words before a date say of it.
pub(super) struct DateClues {
    pub role: Role,
    /// A word such as "by", "in" or "from" shows that the date is meant as one.
    pub marked: bool,
    /// "by" or "no later than": it is a deadline beyond doubt.
    pub by: bool,
    /// "of June 2008": the date may only describe what stands before it.
    pub of: bool,
    /// "year end", "end of the year".
    pub year_end: bool,
    /// "end of June 2008".
    pub ends: bool,
}

/// Why the words before a date leave it open.
pub(super) struct OpenDate {
    pub reason: String,
    /// The words name only a part of the date, as in "first week of".
    pub is_part: bool,
}

/// The small words right before a date, read backwards: "the end of" in "by the end of".
struct Preposition {
    /// The first of them; the word before that decides.
    at: usize,
    ends: bool,
    of: bool,
    marked: bool,
    year: bool,
}

/// What the words before the date from `start` to `end` make of it.
pub(super) fn read_clues(tokens: &Tokens, start: usize, end: usize) -> Result<DateClues, OpenDate> {
    let preposition = read_preposition(tokens, start);
    let year_end = preposition.year && preposition.ends;
    let ends = preposition.ends;
    if is_review(tokens, preposition.at) {
        return Ok(DateClues { role: Role::Review, marked: true, by: false, of: false, year_end, ends });
    }
    if let Some((role, by)) = find_role(tokens, &preposition, end) {
        return Ok(DateClues { role, marked: true, by, of: false, year_end, ends });
    }
    match find_contradiction(tokens, &preposition, end).or_else(|| find_vague_time(tokens, &preposition, end)) {
        Some(reason) => Err(OpenDate { reason, is_part: false }),
        None => match find_part(tokens, &preposition, end) {
            Some(reason) => Err(OpenDate { reason, is_part: true }),
            None => Ok(DateClues { role: Role::Due, marked: preposition.marked, by: false, of: preposition.of, year_end, ends }),
        },
    }
}

fn read_preposition(tokens: &Tokens, start: usize) -> Preposition {
    let mut preposition = Preposition { at: start, ends: false, of: false, marked: false, year: false };
    loop {
        let at = preposition.at;
        match (tokens.word_before(at, 1), tokens.word_before(at, 2)) {
            (Word::The | Word::On | Word::At, _) => {}
            (Word::In | Word::Within, _) => preposition.marked = true,
            (Word::Of, _) => preposition.of = true,
            (Word::End, _) => (preposition.ends, preposition.marked, preposition.of) = (true, true, false),
            (Word::Dash, Word::Unit(_)) if preposition.ends => {}
            (Word::Dash, Word::Mid) => {}
            (Word::Dash, Word::End) if tokens.touches(at) => {}
            (Word::Colon | Word::Dash, Word::By | Word::From | Word::Start | Word::Date) => {}
            (Word::Date, Word::Start | Word::End) => {}
            (Word::Date, _) if is_due(tokens, at.saturating_sub(2)) || at >= 2 && tokens.spells(at - 2, "effective") => {}
            (Word::Colon | Word::Dash | Word::Date, _) if is_due(tokens, at.saturating_sub(2)) => {}
            (Word::Stop, Word::Around) => {}
            (Word::Unit(TimeUnit::Year), _) if is_single(tokens, at - 1) => preposition.year = true,
            (Word::Unit(TimeUnit::Month), _) if is_single(tokens, at - 1) && !preposition.ends => {}
            (Word::Unit(TimeUnit::Week | TimeUnit::Month | TimeUnit::Term), _) if preposition.ends => {}
            _ => return preposition,
        }
        preposition.at -= 1;
    }
}

/// "due June 2008", "Deadline: June 2008", "target date June 2008".
fn is_due(tokens: &Tokens, at: usize) -> bool {
    ["due", "deadline", "target"].iter().any(|word| tokens.spells(at, word))
}

/// A review under its own label: "Next review: May 2019", "Review date – May 2019", "to be reviewed by May 2019". A review
/// that is only part of the work, as in "policy review May 2019", is due like any other.
fn is_review(tokens: &Tokens, start: usize) -> bool {
    let mut at = start;
    let mut labelled = false;
    loop {
        match tokens.word_before(at, 1) {
            Word::By | Word::On | Word::At | Word::In | Word::The | Word::From => {}
            Word::Colon | Word::Dash => labelled = true,
            Word::Date if tokens.spells(at - 1, "date") => labelled = true,
            Word::Unknown if tokens.spells(at - 1, "due") || tokens.spells(at - 1, "is") => {}
            _ => break,
        }
        at -= 1;
    }
    let Some(last) = at.checked_sub(1) else { return false };
    if !["review", "reviews", "rev"].iter().any(|word| tokens.spells(last, word)) {
        return false;
    }
    let dated = tokens.word(last + 1) == Word::Date
        || tokens.word_before(last, 1) == Word::Of && tokens.word_before(last, 2) == Word::Date;
    let own = match tokens.word_before(last, 1) {
        // "LSCB may review in June": the verb.
        Word::Month(5) if last > 0 && tokens.text_between(last - 1, last) == "may" => false,
        Word::Edge | Word::Next | Word::For | Word::Frequency(_) | Word::Ongoing | Word::Number | Word::Month(_) => true,
        Word::And => matches!(tokens.word_before(last, 2), Word::Ongoing | Word::Number | Word::Month(_)),
        _ => ["with", "then", "further", "formal", "under"].iter().any(|word| last > 0 && tokens.spells(last - 1, word)),
    };
    let under = last > 0 && tokens.spells(last - 1, "under");
    !under && (own || dated || tokens.is_break(last.saturating_sub(1)) || labelled && tokens.word(last + 1) == Word::Colon)
}

/// "to be reviewed by March 2016": beside what goes on it is a review; alone it is work that is due.
pub(super) fn is_to_be_reviewed(tokens: &Tokens, start: usize) -> bool {
    let mut at = start;
    while matches!(tokens.word_before(at, 1), Word::By | Word::On | Word::At | Word::In | Word::The | Word::End | Word::Of) {
        at -= 1;
    }
    at > 0 && tokens.spells(at - 1, "reviewed") && tokens.word_before(at, 2) == Word::Be
}

fn is_single(tokens: &Tokens, at: usize) -> bool {
    !tokens.text_between(at, at + 1).ends_with(['s', 'S'])
}

/// What the date is for where a word says it, and whether that word is "by" or the like.
fn find_role(tokens: &Tokens, preposition: &Preposition, end: usize) -> Option<(Role, bool)> {
    match (tokens.word_before(preposition.at, 1), tokens.word_before(preposition.at, 2)) {
        (Word::By, Word::Start) => Some((Role::Start, true)),
        (Word::By, _) => Some((Role::Due, true)),
        (Word::Unknown | Word::Label, _) if is_due(tokens, preposition.at - 1) => Some((Role::Due, true)),
        (Word::From, _) => Some((Role::Start, false)),
        (Word::Unknown, _) if tokens.spells(preposition.at - 1, "effective") || tokens.spells(preposition.at - 1, "wef") => {
            Some((Role::Start, false))
        }
        // "w.e.f."
        (Word::Stop, Word::Unknown)
            if preposition.at >= 4 && tokens.spells(preposition.at - 2, "f") && tokens.spells(preposition.at - 4, "e") =>
        {
            Some((Role::Start, false))
        }
        (Word::As, _) if preposition.of => Some((Role::Start, false)),
        (Word::Start, before) if !preposition.of && before != Word::Unit(TimeUnit::Week) => Some((Role::Start, false)),
        // "To June 2008 Board" says where it goes.
        (Word::To, Word::Edge) if tokens.word(end) == Word::Unknown => None,
        (Word::Until | Word::Through, _)
        | (Word::To, Word::Through)
        | (Word::To, Word::Up | Word::Ongoing | Word::Going | Word::Frequency(_) | Word::Unit(_) | Word::Edge) => {
            Some((Role::Until, false))
        }
        (Word::Before, Word::Not) => None,
        (Word::Before, _) | (Word::To | Word::Of, Word::Before) if preposition.ends => Some((Role::Due, true)),
        (Word::Than, Word::Later) if tokens.word_before(preposition.at, 3) == Word::Not => Some((Role::Due, true)),
        _ => None,
    }
}

/// Words that say something else of the date than that it is the deadline.
fn find_contradiction(tokens: &Tokens, preposition: &Preposition, end: usize) -> Option<String> {
    let at = preposition.at;
    let shown = |steps: usize| tokens.quote(at.saturating_sub(steps), end);
    Some(match (tokens.word_before(at, 1), tokens.word_before(at, 2)) {
        (Word::As, _) => format!("{} says how things stood, not when they are due: write the deadline", shown(1)),
        (Word::Before, Word::Not) => format!("{} says when it is not due: write the deadline", shown(2)),
        (Word::Before, _) => may_count_the_date(&shown(1)),
        (Word::To, Word::Before) => may_count_the_date(&shown(2)),
        // "Post April 2016"; "in post April 2016" speaks of a job.
        (Word::Unknown, _)
            if (tokens.spells(at - 1, "post") || tokens.spells(at - 1, "pre"))
                && !matches!(tokens.word_before(at, 2), Word::In | Word::A | Word::The | Word::To) =>
        {
            format!("{} says what it comes before or after, not when it is due: write the deadline", shown(1))
        }
        (Word::After, _) => format!("{} says what it comes after, not when it is due: write the deadline", shown(1)),
        (Word::Than, _) => format!("{} is not a deadline: write the last day that is allowed", shown(2)),
        (Word::Not, _) => format!("{} says when it is not due: write the deadline", shown(1)),
        (Word::Every, _) => format!("{} comes only once: write how often, or the deadlines", shown(1)),
        (Word::Revised, _) | (Word::To | Word::Date, Word::Revised) => {
            format!("{} speaks of a change: write only the deadline that now holds", shown(2))
        }
        _ => return None,
    })
}

fn may_count_the_date(shown: &str) -> String {
    format!("{shown} may or may not count the date itself: write the last day that is allowed, or \"by\" and a month")
}

/// "mid June 2008", "around June 2008", "week commencing 30 June 2008".
fn find_vague_time(tokens: &Tokens, preposition: &Preposition, end: usize) -> Option<String> {
    let at = preposition.at;
    let shown = |steps: usize| tokens.quote(at.saturating_sub(steps), end);
    let week = |steps| format!("{} names a week by its first day: write the day of the deadline", shown(steps));
    Some(match (tokens.word_before(at, 1), tokens.word_before(at, 2)) {
        (Word::Start, Word::Unit(TimeUnit::Week)) => week(2),
        (Word::Around, Word::Slash) if at >= 3 && tokens.spells(at - 3, "w") => week(3),
        (Word::Unknown, Word::Slash) if at >= 3 && tokens.spells(at - 3, "w") && tokens.spells(at - 1, "b") => week(3),
        (Word::Unknown, _) if ["wc", "wb", "wk"].iter().any(|short| tokens.spells(at - 1, short)) => week(1),
        (Word::Start | Word::Beginning | Word::Mid, _) => format!(
            "{} does not say which day: write the last day that is meant, or the month alone if its end will do",
            shown(1)
        ),
        (Word::Around, _) => format!("{} is not exact: write the deadline", shown(1)),
        (Word::Inexact | Word::QuestionMark, _) => format!("{} is not certain: write the deadline", shown(1)),
        _ => return None,
    })
}

/// "first week of June 2008", "last Friday of June 2008".
fn find_part(tokens: &Tokens, preposition: &Preposition, end: usize) -> Option<String> {
    let at = preposition.at;
    match tokens.word_before(at, 1) {
        Word::Unit(TimeUnit::Meeting | TimeUnit::Quarter | TimeUnit::Year) => return None,
        Word::Unit(_) | Word::Half | Word::Part | Word::Weekday(_) | Word::Ordinal(_) if preposition.of || preposition.marked => {
        }
        _ => return None,
    }
    let first = at - 1 - usize::from(matches!(tokens.word_before(at, 2), Word::Ordinal(_)));
    Some(format!("{} is only a part of that time: write the last day that is meant", tokens.quote(first, end)))
}
