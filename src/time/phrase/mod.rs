//! Reads a board's printed timescale, or says plainly why it will not.
//!
//! A wrong date is far worse than an unclear one: whatever a careful person could read in two ways is unclear, and the
//! reason gives both. The commonest phrases are read by `plain`. Of all others the words are cut by `words`, single dates
//! read by `dates`, lists and stretches of time by `groups`, frequencies by `often`; `roles` weighs what stands around a
//! date, `scan` walks the phrase once, and the reading is drawn from all it noted here.

mod beside;
mod dated;
mod dates;
mod doubts;
mod events;
mod figures;
mod groups;
mod known;
mod labels;
mod months;
mod noted;
mod often;
mod plain;
mod quarters;
mod roles;
mod scan;
mod spelling;
mod words;

#[cfg(test)]
#[path = "phrase_tests.rs"]
mod tests;

use super::{every::Every, when::When};
use foldhash::HashMap;
use noted::{Noted, Stated};
use roles::Role;
use std::cell::RefCell;
use std::rc::Rc;
use words::Words;

/// What a printed timescale was read to mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The work starts here.
    pub from: Option<When>,
    /// The deadlines in printed order, each as precise as it was printed.
    pub due: Vec<When>,
    /// How often the work comes round.
    pub every: Option<Every>,
    /// It goes on.
    pub ongoing: bool,
    /// It is part of the board's core work ("CORE TASK").
    pub standing: bool,
    /// An event or a condition that decides, in the board's words.
    pub when: Option<String>,
    /// Why it will not be dated. When there is a reason, `from`, `due` and `every` are empty.
    pub unclear: Option<String>,
}

/// A phrase of more characters than this is a paragraph, not a timescale.
const LONGEST: usize = 500;
/// How many phrases a thread remembers, and how many bytes they may have: few that are longer are printed twice.
const REMEMBERED: usize = 4000;
const SHORT: usize = 100;

/// Reads a printed timescale such as "June 08 Ongoing". Never fails: what it cannot date, it calls unclear.
pub fn read(phrase: &str) -> Reading {
    match plain::date(phrase) {
        Some(date) => Reading { due: vec![date], ..Reading::default() },
        None => read_closely(phrase),
    }
}

fn read_closely(phrase: &str) -> Reading {
    let mut reading = Reading::default();
    if phrase.len() > LONGEST && phrase.chars().nth(LONGEST).is_some() {
        reading.unclear = Some(format!("it is longer than {LONGEST} characters: write only the timescale"));
        return reading;
    }
    let words = Words::new(phrase);
    let mut noted = scan::scan(&words);
    reading.ongoing = noted.ongoing && !noted.unsure;
    reading.standing = noted.standing;
    let stated = match which_dates(&mut noted) {
        Ok(stated) => stated,
        Err(reason) => {
            reading.unclear = Some(reason);
            return reading;
        }
    };
    if let Some(reason) = objection(&noted, &stated) {
        reading.unclear = Some(reason);
        return reading;
    }
    let dated = stated.from.is_some() || !stated.due.is_empty();
    reading.every = noted.every.take().map(|(every, _)| every).or(noted.named_every.filter(|_| !dated));
    reading.when = noted.event.take().filter(|_| !dated || noted.event_in_brackets);
    (reading.from, reading.due) = (stated.from, stated.due);
    let empty = !dated && reading.every.is_none() && reading.when.is_none() && !reading.ongoing && !reading.standing;
    if empty {
        reading.unclear = Some(noted.soft.take().or(noted.loose_year.take()).unwrap_or_else(|| nothing_recognised(&words)));
    }
    reading
}

/// The same, remembered: boards print the same few phrases again and again, and finding one is quicker than reading it.
pub fn remembered(phrase: &str) -> Rc<Reading> {
    thread_local! {
        static KNOWN: RefCell<HashMap<Box<str>, Rc<Reading>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(reading) = known.get(phrase) {
            return Rc::clone(reading);
        }
        let reading = Rc::new(read(phrase));
        if known.len() < REMEMBERED && phrase.len() <= SHORT {
            known.insert(phrase.into(), Rc::clone(&reading));
        }
        reading
    })
}

fn nothing_recognised(words: &Words) -> String {
    let example = "write a month and a year, such as \"June 2008\", or how often, such as \"quarterly\"";
    match words::quote(words.slice(0, words.len())) {
        shown if shown.chars().any(char::is_alphanumeric) => {
            format!("no date and no frequency can be seen in {shown}: {example}")
        }
        _ => format!("nothing is printed: {example}"),
    }
}

/// The dates that count: those outside brackets, or if there are none, those inside.
fn which_dates(noted: &mut Noted) -> Result<Stated, String> {
    if let Some(reason) = noted.hard.take() {
        return Err(reason);
    }
    let (mut outer, mut inner) = (std::mem::take(&mut noted.outer), std::mem::take(&mut noted.inner));
    if inner.is_dated() && (outer.is_dated() || !outer.years.is_empty()) {
        let same = inner.from.is_none_or(|from| outer.from == Some(from)) && inner.due.iter().all(|due| outer.due.contains(due));
        if !same {
            let other = inner.due.first().copied().or(inner.from).map_or_else(String::new, When::for_people);
            return Err(format!("the brackets give another date, {other}: write every deadline outside brackets"));
        }
    }
    if inner.is_dated() && !outer.is_dated() {
        // "Ongoing (review March 2009)" says what is due; "guidance (March 2009)" may only say of when it is.
        let explains = noted.ongoing || noted.standing || noted.every.is_some() || noted.season || inner.by;
        if !explains || (noted.event.is_some() && !inner.by) {
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
            noted.soft.get_or_insert(reason);
        }
        return Ok(outer);
    }
    place_years(noted, &mut outer)?;
    Ok(outer)
}

/// Years that stand where a deadline would: alone they count, beside other dates only on a line of their own.
fn place_years(noted: &Noted, stated: &mut Stated) -> Result<(), String> {
    let years = std::mem::take(&mut stated.years);
    let (dated, known) = (stated.is_dated(), stated.due.len());
    for year in years {
        if dated && !year.own_line {
            return Err(format!(
                "{} and the other date can be one deadline or two: write only the deadlines, each on its own line",
                year.shown
            ));
        }
        if let Some((every, words)) = &noted.every
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
        // Years placed before have moved the others on.
        let place = year.place + stated.due.len() - known;
        if !stated.insert(place, year.dates, year.role) {
            return Err("it gives two starts: write only the one that counts".to_string());
        }
    }
    Ok(())
}

/// Why what was noted cannot be used, if so.
fn objection(noted: &Noted, stated: &Stated) -> Option<String> {
    let dated = stated.is_dated();
    let judged = dated || noted.every.is_some() || noted.named_every.is_some();
    if judged && let Some(reason) = &noted.against_dates {
        return Some(reason.clone());
    }
    if let Some(reason) = &noted.soon
        && !(dated && stated.by)
    {
        return Some(reason.clone());
    }
    let running = noted.ongoing || noted.standing;
    if let Some(reason) = &noted.regularly
        && noted.every.is_none()
        && (dated || !running)
    {
        return Some(reason.clone());
    }
    if !dated {
        // "Annual report 2008": how often, or which report?
        return noted.loose_year.clone().filter(|_| noted.every.is_some() || noted.named_every.is_some());
    }
    if noted.event_or {
        return Some("an event may come instead of the date: write the one that decides".to_string());
    }
    if let Some(words) = &stated.describes
        && stated.places > 1
    {
        return Some(format!("{words} may not be a deadline like the other date: write only the deadlines"));
    }
    if stated.ranges > 0 && stated.places > 1 {
        return Some("it gives a stretch of time and another date: write only the deadlines".to_string());
    }
    unfit_together(noted, stated)
}

/// Dates that do not fit each other, or what else the phrase says.
fn unfit_together(noted: &Noted, stated: &Stated) -> Option<String> {
    if let Some((_, words)) = &noted.every
        && (stated.until.is_some() || stated.ranges > 0)
    {
        return Some(format!(
            "the end that is given may be when the {words} work stops or when it is due: write how often, with \"from\" and its start"
        ));
    }
    if let Some(words) = stated.until.as_ref().filter(|_| !noted.ongoing) {
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
