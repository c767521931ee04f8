//! Words that tell what happened, or where an action came from: a date beside them is no deadline.
//!
//! "Started June 2008", "Policy dated 3 May 2016", "presented to the Board June 2008", "held over from the meeting of 3 May 2016".
//! "To be", "will be" and the like before such a word, or "by" before the date, speak of what is still to come.

use super::tokens::{Gap, Tokens};
use super::vocabulary::{TimeUnit, Word};

/// Verbs in the past that boards write in a date column.
const PAST: &[&str] = &[
    "started", "commenced", "begun", "began", "reviewed", "issued", "submitted", "published", "updated", "dated", "circulated",
    "launched", "held", "presented", "delivered", "approved", "signed", "ratified", "adopted", "implemented", "established",
    "introduced", "received", "closed", "undertaken", "undertook", "conducted", "produced", "developed", "drafted", "appointed",
    "raised", "considered", "discussed", "noted", "seen", "reported", "met", "sent", "logged", "recorded", "opened", "actual",
    "ended", "concluded", "finalised", "finalized", "written", "created", "added", "audited", "assessed", "distributed",
    "disseminated", "went", "took", "agreed", "revised", "amended", "convened", "shared", "escalated", "last", "latest",
    "previous", "minuted", "actioned", "confirmed", "passed", "obtained", "rolled", "trained",
];

/// Of these, the ones that stand before a noun as mere adjectives: "revised procedures June 2008".
const ADJECTIVES: &[&str] = &["revised", "updated", "agreed", "amended", "confirmed", "established", "last", "latest", "previous"];

/// Words in "-ed" that are no verbs in the past, or speak of what is to come.
const NOT_PAST: &[&str] = &[
    "ofsted", "exceed", "proceed", "succeed", "indeed", "speed", "hundred", "ahmed", "mohammed", "planned", "scheduled", "expected",
    "anticipated", "proposed", "intended", "projected", "required", "needed", "timetabled", "booked", "linked", "related", "based",
    "aimed", "looked", "targeted", "united", "limited", "forecasted", "estimated", "embed", "aged", "revisited", "red",
];

/// What happens on a day: "date of issue", "publication date".
const HAPPENINGS: &[&str] = &["issue", "approval", "publication", "adoption", "ratification", "origin", "version", "meeting", "entry"];

/// Words before a verb that put it into the future, or make it a task.
const FUTURE: &[&str] = &["will", "shall", "must", "should", "needs", "need", "get", "have", "having", "ensure", "being", "until"];

/// Where the words that make the date at `start` one of the past begin, if there are such words.
pub(super) fn find_past(tokens: &Tokens, start: usize) -> Option<usize> {
    find_label(tokens, start).or_else(|| find_verb(tokens, start)).or_else(|| find_source(tokens, start))
}

fn spells_any(tokens: &Tokens, at: usize, words: &[&str]) -> bool {
    words.iter().any(|word| tokens.spells(at, word))
}

fn is_past(tokens: &Tokens, at: usize) -> bool {
    tokens.word(at) == Word::Finished || spells_any(tokens, at, PAST)
}

/// A word in "-ed" that is most likely a verb.
fn looks_past(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.text_between(at, at + 1);
    let ends = word.len() >= 5 && word.is_char_boundary(word.len() - 2) && word[word.len() - 2..].eq_ignore_ascii_case("ed");
    tokens.word(at) == Word::Unknown && ends && !spells_any(tokens, at, NOT_PAST)
}

fn is_future(tokens: &Tokens, at: usize) -> bool {
    let first = clause_start(tokens, at);
    (first..at).any(|at| tokens.word(at) == Word::Be || spells_any(tokens, at, FUTURE)) || tokens.word_before(at, 1) == Word::To
}

fn clause_start(tokens: &Tokens, at: usize) -> usize {
    let mut first = at;
    while first > 0 && !tokens.is_break(first - 1) && tokens.gap(first) != Gap::Line {
        first -= 1;
    }
    first
}

/// Right before the date, marks and small words apart: "Issued: June 2008", "Revised (date) June 2008", "Publication date – June 2008".
fn find_label(tokens: &Tokens, start: usize) -> Option<usize> {
    let mut at = start;
    let mut dated = false;
    loop {
        match (tokens.word_before(at, 1), tokens.word_before(at, 2)) {
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
    let first = if dated || happening { clause_start(tokens, last) } else { last };
    let past = (is_past(tokens, last) || looks_past(tokens, last)) && !is_future(tokens, last);
    // "Last review: May 2019", "date of last review".
    let earlier = spells_any(tokens, last, &["review", "reviewed", "update", "revision", "meeting", "audit", "inspection"])
        && spells_any(tokens, last.saturating_sub(1), &["last", "latest", "previous"])
        && last > 0;
    (past || happening || earlier).then_some(if earlier { last - 1 } else { first })
}

/// Earlier in the same clause: "presented to the Board June 2008", "final report issued to schools June 2008".
fn find_verb(tokens: &Tokens, start: usize) -> Option<usize> {
    let first = clause_start(tokens, start);
    // "Reviewed annually in April" tells what is done again and again.
    if (first..start).any(|at| matches!(tokens.word(at), Word::Frequency(_) | Word::Every | Word::Bi(_))) {
        return None;
    }
    (first..start).rev().find(|&at| {
        let noun = matches!(tokens.word(at + 1), Word::Unknown | Word::Label | Word::Frequency(_) | Word::Item | Word::Task);
        let preposition =
            matches!(tokens.word(at + 1), Word::To | Word::At | Word::On | Word::In | Word::By | Word::From | Word::And)
                || spells_any(tokens, at + 1, &["with", "and", "via", "into", "through"]);
        let active = at == first && !spells_any(tokens, at, ADJECTIVES);
        let verb = if is_past(tokens, at) {
            !spells_any(tokens, at, &["last", "latest", "previous"]) && (preposition || (noun && active && !tokens.spells(at, "complete")))
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
    let first = clause_start(tokens, start);
    if let Some(at) = (first..start).rev().find(|&at| spells_any(tokens, at, &["minutes", "minute"])) {
        let near = (at + 1..start).all(|at| !matches!(tokens.word(at), Word::Unknown | Word::To | Word::For));
        return near.then_some(at);
    }
    let from = (first..start).rev().find(|&at| tokens.spells(at, "from"))?;
    let meeting = (from + 1..start).any(|at| tokens.word(at) == Word::Unit(TimeUnit::Meeting));
    let body = from == first && (from + 1..start).any(|at| tokens.word(at) == Word::Unknown);
    let action = matches!(tokens.word_before(from, 1), Word::Label | Word::Item | Word::Task)
        || spells_any(tokens, from.saturating_sub(1), &["outstanding", "arising"]);
    (meeting || body || action).then_some(if action { from - 1 } else { from })
}
