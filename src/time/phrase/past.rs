//! Words that tell what happened, or where an action came from: a date beside them is no deadline.
//!
//! "Started June 2008", "Policy dated 3 May 2016", "presented to the Board June 2008", "held over from the meeting of 3 May 2016".
//! "To be", "will be" and the like before such a word, or "by" before the date, speak of what is still to come.

use super::tokens::{Gap, Tokens};
use super::vocabulary::{TimeUnit, Word};

/// Verbs in the past that boards write in a date column.
const PAST: &[&str] = &[
    "started",
    "commenced",
    "begun",
    "began",
    "reviewed",
    "issued",
    "submitted",
    "published",
    "updated",
    "dated",
    "circulated",
    "launched",
    "held",
    "presented",
    "delivered",
    "approved",
    "signed",
    "ratified",
    "adopted",
    "implemented",
    "established",
    "introduced",
    "received",
    "closed",
    "undertaken",
    "undertook",
    "conducted",
    "produced",
    "developed",
    "drafted",
    "appointed",
    "raised",
    "considered",
    "discussed",
    "noted",
    "seen",
    "reported",
    "met",
    "sent",
    "logged",
    "recorded",
    "opened",
    "actual",
    "ended",
    "concluded",
    "finalised",
    "finalized",
    "written",
    "created",
    "added",
    "audited",
    "assessed",
    "distributed",
    "disseminated",
    "went",
    "took",
    "agreed",
    "revised",
    "amended",
    "convened",
    "shared",
    "escalated",
    "last",
    "previous",
    "minuted",
    "actioned",
    "confirmed",
    "passed",
    "obtained",
    "rolled",
    "trained",
    "withdrawn",
    "made",
    "taken",
    "given",
    "superseded",
    "cancelled",
    "paid",
    "carried",
];

/// Of these, the ones that stand before a noun as mere adjectives: "revised procedures June 2008".
const ADJECTIVES: &[&str] = &["revised", "updated", "agreed", "amended", "confirmed", "established", "last", "previous"];

/// Words in "-ed" that are no verbs in the past, or speak of what is to come.
const NOT_PAST: &[&str] = &[
    "ofsted",
    "exceed",
    "proceed",
    "succeed",
    "indeed",
    "speed",
    "hundred",
    "ahmed",
    "mohammed",
    "planned",
    "scheduled",
    "expected",
    "anticipated",
    "proposed",
    "intended",
    "projected",
    "required",
    "needed",
    "timetabled",
    "booked",
    "linked",
    "related",
    "based",
    "aimed",
    "looked",
    "targeted",
    "united",
    "limited",
    "forecasted",
    "estimated",
    "embed",
    "aged",
    "revisited",
    "red",
];

/// What happens on a day: "date of issue", "publication date".
const HAPPENINGS: &[&str] =
    &["issue", "approval", "publication", "adoption", "ratification", "origin", "version", "meeting", "entry"];

/// What stood how on a day: "progress at March 2014".
const STANDINGS: &[&str] = &["progress", "position", "status"];

/// Words before a verb that put it into the future, or make it a task.
const FUTURE: &[&str] =
    &["will", "shall", "must", "should", "needs", "need", "get", "have", "having", "ensure", "being", "until"];

/// Words that make a date one of the past.
pub(super) struct Past {
    /// The first of them.
    pub first: usize,
    /// They tell where an action came from, not what was done.
    pub source: bool,
}

/// The words before the date at `start` that make it one of the past.
pub(super) fn find_past(tokens: &Tokens, start: usize) -> Option<Past> {
    let done = find_label(tokens, start).or_else(|| find_verb(tokens, start)).map(|first| Past { first, source: false });
    done.or_else(|| find_source(tokens, start).map(|first| Past { first, source: true }))
}

/// Words after a date that say it was done then: "12/5/15: agreed at Board", "12/5/15 (completed)". Gives the token after them.
pub(super) fn find_past_after(tokens: &Tokens, end: usize) -> Option<usize> {
    let first = end + usize::from(matches!(tokens.word(end), Word::Dash | Word::Colon | Word::Open));
    // "12/5/15 Board agreed": who did it stands between.
    let at = (first..first + 3).find(|&at| tokens.word(at) != Word::Unknown || spells_any(tokens, at, PAST))?;
    if !is_past(tokens, at) || (at == end && tokens.gap(at) == Gap::Line) {
        return None;
    }
    let adjective = at == end && spells_any(tokens, at, ADJECTIVES) && tokens.word(at + 1) == Word::Unknown;
    let own = !adjective
        && !matches!(
            tokens.word(at + 1),
            Word::Frequency(_)
                | Word::Every
                | Word::Number
                | Word::Month(_)
                | Word::Colon
                | Word::Date
                | Word::Bi(_)
                | Word::BiPrefix
        );
    let by_date =
        tokens.word(at + 1) == Word::By && matches!(tokens.word(at + 2), Word::Number | Word::Month(_) | Word::The | Word::End);
    (own && !by_date && !spells_any(tokens, at, &["last", "previous", "made"])).then_some(at + 1)
}

fn spells_any(tokens: &Tokens, at: usize, words: &[&str]) -> bool {
    words.iter().any(|word| tokens.spells(at, word))
}

fn is_past(tokens: &Tokens, at: usize) -> bool {
    // Dates and small words are none of the verbs below: the list is searched for few tokens.
    if matches!(
        tokens.word(at),
        Word::Edge
            | Word::Number
            | Word::Suffix
            | Word::Month(_)
            | Word::Stop
            | Word::Comma
            | Word::Dash
            | Word::Ongoing
            | Word::By
    ) {
        return false;
    }
    // "Carried forward" is a move, which `ambiguity` tells.
    let moved = tokens.spells(at, "carried") && !tokens.spells(at + 1, "out");
    tokens.word(at) == Word::Finished || spells_any(tokens, at, PAST) && !moved
}

/// A word in "-ed" that is most likely a verb.
fn looks_past(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.text_between(at, at + 1);
    let ends = word.len() >= 5 && word.is_char_boundary(word.len() - 2) && word[word.len() - 2..].eq_ignore_ascii_case("ed");
    tokens.word(at) == Word::Unknown && ends && !spells_any(tokens, at, NOT_PAST)
}

fn is_future(tokens: &Tokens, at: usize) -> bool {
    let first = tokens.clause_start(at);
    (first..at).any(|at| tokens.word(at) == Word::Be || spells_any(tokens, at, FUTURE))
        || matches!(tokens.word_before(at, 1), Word::To | Word::Not)
}

/// Right before the date, marks and small words apart: "Issued: June 2008", "Revised (date) June 2008", "Publication date – June 2008".
fn find_label(tokens: &Tokens, start: usize) -> Option<usize> {
    let mut at = start;
    let mut dated = false;
    loop {
        match (tokens.word_before(at, 1), tokens.word_before(at, 2)) {
            (_, Word::Moved) if tokens.spells(at - 1, "out") => at -= 1,
            (Word::Colon | Word::Dash | Word::On | Word::In | Word::At | Word::The | Word::Weekday(_), _) => at -= 1,
            (Word::Comma, Word::Finished) => at -= 1,
            (Word::Date, _) if tokens.spells(at - 1, "date") => (at, dated) = (at - 1, true),
            (Word::Close, Word::Date) if tokens.word_before(at, 3) == Word::Open => (at, dated) = (at - 3, true),
            _ => break,
        }
    }
    let last = at.checked_sub(1)?;
    let happening = spells_any(tokens, last, HAPPENINGS)
        && (dated || tokens.word_before(last, 1) == Word::Of && tokens.word_before(last, 2) == Word::Date);
    let first = if dated || happening { tokens.clause_start(last) } else { last };
    let past = (is_past(tokens, last) || looks_past(tokens, last)) && !is_future(tokens, last);
    // "Last review: May 2019", "date of last review".
    let earlier = spells_any(tokens, last, &["review", "reviewed", "update", "revision", "meeting", "audit", "inspection"])
        && spells_any(tokens, last.saturating_sub(1), &["last", "latest", "previous"])
        && last > 0;
    let happening = happening || spells_any(tokens, last, &["ref", "reference"]);
    let standing = spells_any(tokens, last, STANDINGS) || tokens.spells(last, "update") && at < start;
    (past || happening || earlier || standing).then_some(if earlier { last - 1 } else { first })
}

/// Earlier in the same clause: "presented to the Board June 2008", "final report issued to schools June 2008".
fn find_verb(tokens: &Tokens, start: usize) -> Option<usize> {
    let first = tokens.clause_start(start);
    // "Reviewed annually in April" tells what is done again and again.
    if (first..start).any(|at| matches!(tokens.word(at), Word::Frequency(_) | Word::Every | Word::Bi(_))) {
        return None;
    }
    (first..start).rev().find(|&at| {
        let noun = matches!(tokens.word(at + 1), Word::Unknown | Word::Label | Word::Frequency(_) | Word::Item | Word::Task);
        let preposition = matches!(
            tokens.word(at + 1),
            Word::To | Word::At | Word::On | Word::In | Word::By | Word::From | Word::And | Word::Between
        ) || spells_any(tokens, at + 1, &["with", "via", "into", "through", "off", "out", "up", "back"]);
        let active = at == first && !spells_any(tokens, at, ADJECTIVES);
        let verb = if is_past(tokens, at) {
            !spells_any(tokens, at, &["last", "previous"]) && (preposition || (noun && active && !tokens.spells(at, "complete")))
                || matches!(tokens.word(at + 1), Word::The | Word::A) && active && !tokens.spells(at, "complete")
        } else {
            looks_past(tokens, at) && preposition
        };
        // "Revised to June 2008" is a change, which `ambiguity` tells.
        let verb = verb && !(tokens.word(at) == Word::Revised && matches!(tokens.word(at + 1), Word::To | Word::From));
        let adjective = matches!(tokens.word_before(at, 1), Word::A | Word::The | Word::Of) && !preposition;
        verb && !adjective && !is_future(tokens, at)
    })
}

/// Where an action came from, or the meeting that saw it: "from the meeting of 3 May 2016", "minutes of 3 May 2016", "Action from 3 May 2016".
fn find_source(tokens: &Tokens, start: usize) -> Option<usize> {
    let first = tokens.clause_start(start);
    if let Some(at) = (first..start).rev().find(|&at| spells_any(tokens, at, &["minutes", "minute"])) {
        let near = (at + 1..start).all(|at| !matches!(tokens.word(at), Word::Unknown | Word::To | Word::For));
        return near.then_some(at);
    }
    // "Version 2, June 2015": of a document.
    let back = start.saturating_sub(6);
    if let Some(at) = (back..start).rev().find(|&at| spells_any(tokens, at, &["version", "v", "ver"])) {
        let near = (at + 1..start)
            .all(|at| matches!(tokens.word(at), Word::Number | Word::Stop | Word::Comma | Word::Colon | Word::Dash));
        return near.then_some(at);
    }
    let from = (first..start).rev().find(|&at| tokens.spells(at, "from"))?;
    let meeting = (from + 1..start).any(|at| tokens.word(at) == Word::Unit(TimeUnit::Meeting));
    let body = from == first && (from + 1..start).any(|at| tokens.word(at) == Word::Unknown);
    let action = matches!(tokens.word_before(from, 1), Word::Label | Word::Item | Word::Task)
        || spells_any(tokens, from.saturating_sub(1), &["outstanding", "arising"]);
    (meeting || body || action).then_some(if action { from - 1 } else { from })
}
