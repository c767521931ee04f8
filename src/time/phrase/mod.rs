//! Reads a board's printed timescale, or says plainly why it will not.
//!
//! A wrong date is far worse than an unclear one: whatever a careful person could read in two ways is unclear, and the
//! reason gives both.
//!
//! Each file imports only those above it: `vocabulary`, `tokens` (a phrase cut up); `partial_date`, `numeric_dates`, `months`,
//! `quarters`, `dates` (one date); `groups` (lists and stretches of time); `frequency`, `spelling`; `roles`, `after_date` (the
//! words beside a date); `facts` (what was recognised); `scanner` (the state of the walk); `ambiguity`, `labels`, `events`,
//! `date_context`; `scan` (the walk). The reading is drawn from the facts here.

mod after_date;
mod ambiguity;
mod date_context;
mod dates;
mod events;
mod facts;
mod frequency;
mod groups;
mod labels;
mod months;
mod numeric_dates;
mod partial_date;
mod quarters;
mod roles;
mod scan;
mod scanner;
mod spelling;
mod tokens;
mod vocabulary;

#[cfg(test)]
#[path = "phrase_tests.rs"]
mod tests;

use super::{every::Every, when::When};
use facts::{Facts, StatedDates};
use roles::Role;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use tokens::Tokens;
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
    /// The event or condition that decides when, in the board's words.
    pub when: Option<String>,
    /// Why it cannot be dated, for people. When there is a reason, `from`, `due` and `every` are empty.
    pub unclear: Option<String>,
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
    let mut reading = Reading::default();
    if phrase.len() > LONGEST_PHRASE && phrase.chars().nth(LONGEST_PHRASE).is_some() {
        reading.unclear = Some(format!("it is longer than {LONGEST_PHRASE} characters: write only the timescale"));
        return reading;
    }
    let tokens = Tokens::new(phrase);
    let mut facts = scan::scan(&tokens);
    reading.ongoing = facts.ongoing && !facts.unsure;
    reading.standing = facts.standing;
    let stated = match choose_dates(&mut facts) {
        Ok(stated) => stated,
        Err(reason) => {
            reading.unclear = Some(reason);
            return reading;
        }
    };
    if let Some(reason) = find_objection(&facts, &stated) {
        reading.unclear = Some(reason);
        return reading;
    }
    let dated = stated.from.is_some() || !stated.due.is_empty();
    reading.every = facts.every.take().map(|(every, _)| every).or(facts.named_every.filter(|_| !dated));
    reading.when = facts.event.take().filter(|_| !dated || facts.event_in_brackets);
    (reading.from, reading.due) = (stated.from, stated.due);
    let empty = !dated && reading.every.is_none() && reading.when.is_none() && !reading.ongoing && !reading.standing;
    if empty {
        reading.unclear = Some(facts.soft.take().or(facts.loose_year.take()).unwrap_or_else(|| nothing_recognised(&tokens)));
    }
    reading
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
        When::Month { .. } | When::Quarter { .. } | When::FinancialYear(_) => 2,
        When::Year(_) => 1,
    };
    states_only_time(phrase) && written <= dates.iter().map(parts).sum()
}

/// The same as [`read`], remembered by each thread: four rules and the answers ask for the same timescales, and boards print
/// the same few phrases again and again. A phrase remembered takes 16 ns, a phrase read 470 ns: means over the timescales of
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

fn nothing_recognised(tokens: &Tokens) -> String {
    let example = "write a month and a year, such as \"June 2008\", or how often, such as \"quarterly\"";
    match tokens.quote(0, tokens.len()) {
        shown if shown.chars().any(char::is_alphanumeric) => {
            format!("no date and no frequency can be seen in {shown}: {example}")
        }
        _ => format!("nothing is printed: {example}"),
    }
}

/// The dates that count: those outside brackets, or if there are none, those inside.
fn choose_dates(facts: &mut Facts) -> Result<StatedDates, String> {
    if let Some(reason) = facts.hard.take() {
        return Err(reason);
    }
    let (mut outer, mut inner) = (std::mem::take(&mut facts.outer), std::mem::take(&mut facts.inner));
    if inner.is_dated() && (outer.is_dated() || !outer.years.is_empty()) {
        let same = inner.from.is_none_or(|from| outer.from == Some(from)) && inner.due.iter().all(|due| outer.due.contains(due));
        if !same {
            let other = inner.due.first().copied().or(inner.from).map_or_else(String::new, When::for_people);
            return Err(format!("the brackets give another date, {other}: write every deadline outside brackets"));
        }
    }
    if inner.is_dated() && !outer.is_dated() {
        // "Ongoing (review March 2009)" says what is due; "guidance (March 2009)" may only say of when it is.
        let explains = facts.ongoing || facts.standing || facts.every.is_some() || facts.season || inner.by;
        if !explains || (facts.event.is_some() && !inner.by) {
            return Err(
                "only the brackets give a date, and it may not be the deadline: write the deadline outside them".to_string()
            );
        }
        // A season or a doubtful year outside is explained by a clear date in brackets.
        outer.year_fault = None;
        inner.years.clear();
        inner.year_fault = None;
        return Ok(inner);
    }
    if let Some(reason) = outer.year_fault.take() {
        return Err(reason);
    }
    if outer.is_empty() {
        if let Some(reason) = inner.year_fault.take() {
            facts.soft.get_or_insert(reason);
        }
        return Ok(outer);
    }
    insert_years(facts, &mut outer)?;
    Ok(outer)
}

/// Years that stand where a deadline would: alone they count, beside other dates only on a line of their own.
fn insert_years(facts: &Facts, stated: &mut StatedDates) -> Result<(), String> {
    let years = std::mem::take(&mut stated.years);
    let (dated, known) = (stated.is_dated(), stated.due.len());
    for year in years {
        if dated && !year.own_line {
            return Err(format!(
                "{} and the other date can be one deadline or two: write only the deadlines, each on its own line",
                year.shown
            ));
        }
        if let Some((every, words)) = &facts.every
            && year.role == Role::Due
            && *every != Every::Meeting
        {
            return Err(format!(
                "{} can be the time in which {words} work is done, or a deadline: write \"from\" before a start, or \"by\" before a deadline",
                year.shown
            ));
        }
        if year.role == Role::Until {
            stated.until = Some(year.shown);
        }
        // The years inserted before have moved the others on.
        let position = year.position + stated.due.len() - known;
        if !stated.insert(position, year.dates, year.role) {
            return Err("it gives two starts: write only the one that counts".to_string());
        }
    }
    Ok(())
}

/// Why what was recognised cannot be used, if so.
fn find_objection(facts: &Facts, stated: &StatedDates) -> Option<String> {
    let dated = stated.is_dated();
    let judged = dated || facts.every.is_some() || facts.named_every.is_some();
    if judged && let Some(reason) = &facts.against_dates {
        return Some(reason.clone());
    }
    if let Some(reason) = &facts.soon
        && !(dated && stated.by)
    {
        return Some(reason.clone());
    }
    let running = facts.ongoing || facts.standing;
    if let Some(reason) = &facts.regularly
        && facts.every.is_none()
        && (dated || !running)
    {
        return Some(reason.clone());
    }
    if !dated {
        // "Annual report 2008": how often, or which report?
        return facts.loose_year.clone().filter(|_| facts.every.is_some() || facts.named_every.is_some());
    }
    if facts.event_or {
        return Some("an event may come instead of the date: write the one that decides".to_string());
    }
    if let Some(words) = &stated.describes
        && stated.mentions > 1
    {
        return Some(format!("{words} may not be a deadline like the other date: write only the deadlines"));
    }
    if stated.ranges > 0 && stated.mentions > 1 {
        return Some("it gives a stretch of time and another date: write only the deadlines".to_string());
    }
    find_conflict(facts, stated)
}

/// Dates that do not fit each other, or what else the phrase says.
fn find_conflict(facts: &Facts, stated: &StatedDates) -> Option<String> {
    if let Some((_, words)) = &facts.every
        && (stated.until.is_some() || stated.ranges > 0)
    {
        return Some(format!(
            "the end that is given may be when the {words} work stops or when it is due: write how often, with \"from\" and its start"
        ));
    }
    if let Some(words) = stated.until.as_ref().filter(|_| !facts.ongoing) {
        return Some(format!("{words} says when it ends, not when it is due: write \"by\" before a deadline"));
    }
    let from = stated.from?;
    let early = stated.due.iter().find(|due| due.last_day() < from.first_day())?;
    Some(format!(
        "it is due {} but starts {}: write the start and the deadline that are meant",
        early.for_people(),
        from.for_people()
    ))
}
