//! Reads a board's printed timescale, or says plainly why it will not.
//!
//! A wrong date is far worse than an unclear one: whatever a careful person could read in two ways is unclear, and the
//! reason gives both.
//!
//! Each file imports only those above it: `vocabulary`, `tokens` (a phrase cut up); `by_period` (what only a plan's period
//! decides); `partial_date`, `numeric_dates`, `months`, `quarters`, `dates` (one date); `groups` (lists and stretches of time);
//! `frequency`, `spelling`; `past`, `roles`, `after_date` (the words beside a date); `facts` (what was recognised); `scanner`
//! (the state of the walk); `ambiguity`, `labels`, `events`, `date_context`; `scan` (the walk). The facts are held against each
//! other in `settle`, and the reading is drawn from them here; `in_words` tells it to people.

mod after_date;
mod ambiguity;
mod by_period;
mod date_context;
mod dates;
mod events;
mod facts;
mod frequency;
mod groups;
mod in_words;
mod labels;
mod months;
mod numeric_dates;
mod partial_date;
mod past;
mod quarters;
mod roles;
mod scan;
mod scanner;
mod settle;
mod spelling;
mod tokens;
mod vocabulary;

#[cfg(test)]
#[path = "phrase_tests.rs"]
mod tests;

use super::{every::Every, period::Period, when::When};
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use tokens::{Tokens, on_one_line};
use vocabulary::Word;

/// What a printed timescale was read to mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The work starts in this time.
    pub from: Option<When>,
    /// The deadlines in printed order, each at the precision printed and due on its last day.
    pub due: Vec<When>,
    /// How often the work comes round.
    pub every: Option<Every>,
    /// It goes on without an end ("ongoing").
    pub ongoing: bool,
    /// It is part of the board's core work ("CORE TASK").
    pub standing: bool,
    /// When it is looked at again; no deadline.
    pub review: Vec<When>,
    /// The event or condition that decides when, in the board's words; beside dates, these hold if it happens.
    pub when: Option<String>,
    /// Why it cannot be dated, for people. When there is a reason, `from`, `due` and `every` are empty.
    pub unclear: Option<String>,
    /// The parts of the phrase that speak of time and could not be read, in the board's words, beside those that could.
    pub unread: Vec<String>,
    /// Only the plan's period decides what the dates mean: they may be proposed, and are never certain.
    pub by_period: bool,
}

impl Reading {
    /// Why it cannot be dated, without what to write instead: that is of no use where the words were printed.
    pub fn why_unclear(&self) -> Option<&str> {
        let why = self.unclear.as_deref()?;
        // What is meant stands after the words that were printed, which are in quotation marks and may speak of writing themselves.
        let is_outside = |before: &&str| before.matches('"').count().is_multiple_of(2);
        Some(why.rsplit_once(": write ").map(|(before, _)| before).filter(is_outside).unwrap_or(why))
    }

    /// Whether it says deadlines and nothing else, so that a key for a date can hold it without losing a word.
    pub fn is_only_due(&self) -> bool {
        !self.due.is_empty() && Reading { due: Vec::new(), ..self.clone() } == Reading::default()
    }

    /// Whether it says deadlines, a start, how often, that it goes on or is core work, and nothing else: keys of an action hold all of
    /// it without losing a word.
    pub fn is_only_timing(&self) -> bool {
        let rest = Reading { due: Vec::new(), from: None, every: None, ongoing: false, standing: false, ..self.clone() };
        *self != rest && rest == Reading::default()
    }
}

/// A phrase of more characters than this is a paragraph, not a timescale.
const LONGEST_PHRASE: usize = 500;
/// How many phrases a thread remembers.
const MOST_REMEMBERED: usize = 4000;
/// A phrase of more bytes is not remembered: hardly one is printed twice.
const LONGEST_REMEMBERED: usize = 100;

/// Reads a printed timescale. Never fails: what it cannot date, it calls unclear.
///
/// ```
/// use lscb::time::{phrase, when::When};
///
/// let reading = phrase::read("by end of June 08, then ongoing");
/// assert_eq!(reading.due, [When::Month { year: 2008, month: 6 }]);
/// assert!(reading.ongoing);
///
/// // Two readings are worse than none: the reason names both, and nothing is dated.
/// let reading = phrase::read("bi-annually");
/// assert_eq!(reading.every, None);
/// assert_eq!(
///     reading.unclear.unwrap(),
///     "\"bi-annually\" can mean twice a year or every two years: write the one that is meant"
/// );
/// ```
pub fn read(phrase: &str) -> Reading {
    read_with(phrase, None)
}

/// The same for a plan whose first and last day are known, both included: they may decide what the phrase leaves open.
///
/// ```
/// use lscb::time::{period::Period, phrase, when::When};
///
/// let Period { from, to } = Period::parse("2012-10/2013-07").unwrap();
/// let reading = phrase::read_in("October", Some((from, to)));
/// assert_eq!(reading.due, [When::Month { year: 2012, month: 10 }]);
/// assert!(reading.by_period);
/// // Without a plan nothing decides of which year the October is.
/// assert!(phrase::read("October").unclear.is_some());
/// ```
pub fn read_in(phrase: &str, period: Option<(NaiveDate, NaiveDate)>) -> Reading {
    let reading = read_with(phrase, period.map(|(from, to)| Period { from, to }));
    // A period may date what is undated; it makes nothing unclear that was read without it.
    if period.is_some() && reading.unclear.is_some() { read_with(phrase, None) } else { reading }
}

fn read_with(phrase: &str, period: Option<Period>) -> Reading {
    let mut reading = Reading::default();
    if phrase.len() > LONGEST_PHRASE && phrase.chars().nth(LONGEST_PHRASE).is_some() {
        reading.unclear = Some(format!("it is longer than {LONGEST_PHRASE} characters: write only the timescale"));
        return reading;
    }
    if is_ditto(phrase) {
        reading.unclear = Some("ditto marks mean the row above: write the date here too".to_string());
        return reading;
    }
    let tokens = Tokens::new(phrase);
    let mut facts = scan::scan(&tokens, period);
    reading.ongoing = facts.ongoing && !facts.unsure;
    reading.standing = facts.standing;
    let stated = match settle::settle(&tokens, &mut facts) {
        Ok(stated) => stated,
        Err(reason) => {
            reading.unclear = Some(reason);
            return reading;
        }
    };
    let dated = stated.is_dated();
    // "Ongoing until March 2016" ends then: beside "ongoing", a deadline would be for setting it up.
    reading.ongoing &= stated.until.is_none() && !facts.bounded;
    reading.every = facts.every.take().map(|(every, _)| every).or(facts.named_every.filter(|_| !dated));
    reading.when = facts.event.take();
    reading.review = std::mem::take(&mut facts.reviews);
    reading.by_period = facts.decided.is_some();
    (reading.from, reading.due) = (stated.from, stated.due);
    let said = reading.from.is_some()
        || !reading.due.is_empty()
        || reading.every.is_some()
        || reading.when.is_some()
        || !reading.review.is_empty()
        || reading.ongoing
        || reading.standing;
    if said {
        reading.unread = unread_words(&tokens, facts.unread);
    } else {
        reading.by_period = false;
        reading.unclear = Some(facts.soft.take().or(facts.loose_year.take()).unwrap_or_else(|| nothing_recognised(&tokens)));
    }
    reading
}

/// The unread parts in the board's words and in printed order; parts that overlap are one.
fn unread_words(tokens: &Tokens, mut spans: Vec<(usize, usize)>) -> Vec<String> {
    spans.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (from, to) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    let words = merged.into_iter().map(|(from, to)| {
        let words = on_one_line(tokens.text_between(from, to));
        let words = words.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '-' | '–' | '(' | ')'));
        words.strip_suffix(" of").unwrap_or(words).trim().to_owned()
    });
    words.filter(|words| !words.is_empty()).collect()
}

/// Whether every word of a phrase belongs to dates or frequencies, so that what [`read`] finds is all it says: "by the end of June
/// 2008" does, "June 2008 if funded", "June 2008 (draft)" and "roughly June" do not.
pub fn states_only_time(phrase: &str) -> bool {
    let tokens = Tokens::new(phrase);
    (0..tokens.len()).all(|index| tokens.word(index).is_part_of_time())
}

/// Whether a phrase states these dates and nothing else: [`states_only_time`], and it has no more numbers and months than they need.
pub fn states_only_dates(phrase: &str, dates: &[When]) -> bool {
    let tokens = Tokens::new(phrase);
    let written = (0..tokens.len()).filter(|&index| matches!(tokens.word(index), Word::Number | Word::Month(_))).count();
    let parts = |when: &When| match when {
        When::Day(_) => 3,
        When::FinancialQuarter { .. } => 3,
        When::Month { .. } | When::Quarter { .. } | When::FinancialYear(_) => 2,
        When::Year(_) => 1,
    };
    states_only_time(phrase) && written <= dates.iter().map(parts).sum()
}

/// The same as [`read`], remembered by each thread: four rules and the answers ask for the same timescales, and boards print
/// the same few phrases again and again. A phrase remembered takes 17 ns, a phrase read 1,400 ns: means over the timescales of
/// `plans/` and `examples/`, each asked for 300 times in a loop, in a release build.
pub fn remembered(phrase: &str) -> Rc<Reading> {
    thread_local! {
        static READINGS: RefCell<HashMap<Box<str>, Rc<Reading>>> = RefCell::default();
    }
    READINGS.with_borrow_mut(|readings| {
        if let Some(reading) = readings.get(phrase) {
            return Rc::clone(reading);
        }
        let reading = Rc::new(read(phrase));
        if readings.len() < MOST_REMEMBERED && phrase.len() <= LONGEST_REMEMBERED {
            readings.insert(phrase.into(), Rc::clone(&reading));
        }
        reading
    })
}

/// The same as [`read_in`], remembered by each thread for the last period asked with. Only phrases that are unclear without a period, or
/// have unread parts, are read with it.
pub fn remembered_in(phrase: &str, period: Option<(NaiveDate, NaiveDate)>) -> Rc<Reading> {
    type ByPeriod = (Option<(NaiveDate, NaiveDate)>, HashMap<Box<str>, Rc<Reading>>);
    thread_local! {
        static READINGS: RefCell<ByPeriod> = RefCell::default();
    }
    let plain = remembered(phrase);
    if period.is_none() || plain.unclear.is_none() && plain.unread.is_empty() {
        return plain;
    }
    READINGS.with_borrow_mut(|(asked, readings)| {
        if *asked != period {
            *asked = period;
            readings.clear();
        }
        if let Some(reading) = readings.get(phrase) {
            return Rc::clone(reading);
        }
        let reading = Rc::new(read_in(phrase, period));
        if readings.len() < MOST_REMEMBERED && phrase.len() <= LONGEST_REMEMBERED {
            readings.insert(phrase.into(), Rc::clone(&reading));
        }
        reading
    })
}

/// Ditto marks, and nothing else: the tokens hold no quotation marks.
fn is_ditto(phrase: &str) -> bool {
    let marks = phrase.chars().filter(|mark| matches!(mark, '"' | '”' | '“' | '„' | '〃' | '″')).count();
    let single = phrase.chars().filter(|mark| matches!(mark, '\'' | '’' | '‘' | ',')).count();
    let others = phrase
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '"' | '”' | '“' | '„' | '〃' | '″' | '\'' | '’' | '‘' | ',' | '-' | '–'));
    others && (marks > 0 || single == 2) || matches!(phrase.trim().to_ascii_lowercase().as_str(), "do" | "do." | "-do-")
}

fn nothing_recognised(tokens: &Tokens) -> String {
    let example = "write a month and a year, such as \"June 2008\", or how often, such as \"quarterly\"";
    match tokens.quote(0, tokens.len()) {
        shown if shown.chars().any(char::is_alphanumeric) => {
            format!("no date and no frequency can be seen in {shown}: {example}")
        }
        _ => format!("nothing is printed: {example}"),
    }
}
