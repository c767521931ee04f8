//! What a meeting decides, as changes of a plan: each act knows which keys it changes and says in one sentence what it did.
//!
//! Knows no file, no clock and no output: the day is an argument, and the changes are collected by [`PlanChange`].

pub mod add;
pub mod assign;
pub mod leaver;
pub mod names;
pub mod progress;
pub mod rename;
pub mod reschedule;
pub mod rollover;
pub mod set;
pub mod status;

use crate::plan::change::{PlanChange, Table};
use crate::plan::write::Value;
use crate::plan::{Action, Objective, Plan};
use crate::time::phrase;
use crate::time::when::{NotADate, When};

/// An action that something is done to.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'p> {
    pub plan: &'p Plan<'p>,
    pub objective: &'p Objective<'p>,
    pub action: &'p Action<'p>,
}

impl Subject<'_> {
    /// How the sentence calls it: by its reference, with its objective where that is needed; by its place where it has none, or the
    /// board printed it twice.
    pub fn name(&self) -> String {
        let name = self.objective.name_of(self.action);
        let others = self.plan.actions().filter(|(objective, action)| crate::names::same_ref(&objective.name_of(action), &name));
        if others.count() > 1 { self.objective.position_of(self.action) } else { name.into_owned() }
    }
}

/// What was done, for whoever reads it back to the board.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Done {
    /// One sentence without a full stop.
    pub sentence: String,
    /// What is worth a thought about it.
    pub notes: Vec<String>,
}

impl Done {
    /// A sentence about an action.
    fn of(subject: &Subject, words: impl std::fmt::Display) -> Done {
        Done { sentence: format!("{}: {words}", subject.name()), notes: Vec::new() }
    }
}

/// What became of an act: what it did, or why it cannot be done, in one sentence.
pub type Outcome = Result<Done, String>;

/// Reads one date as a person writes it: in the form of the plan, or in words that say one date and nothing else.
///
/// # Errors
/// What to write instead.
pub fn date(words: &str) -> Result<When, String> {
    match When::parse(words.trim()) {
        Ok(when) => return Ok(when),
        Err(NotADate::Impossible(why)) => return Err(why),
        Err(NotADate::Unknown) => {}
    }
    let reading = phrase::read(words);
    match &reading.due[..] {
        [when] if reading.is_only_due() => Ok(*when),
        [_, _, ..] => Err(format!("\"{words}\" is more than one date; give one")),
        _ => Err(match reading.unclear.filter(|_| words.contains(|c: char| c.is_ascii_digit())) {
            Some(why) => why,
            None => format!("\"{words}\" is no date; write a day as 2008-09-30 or a month as \"September 2008\""),
        }),
    }
}

/// A note of a day as it is written into a plan.
fn note_of(on: When, words: &str) -> Vec<(&'static str, Value)> {
    vec![("on", on.into()), ("note", words.into())]
}

/// "… was said" of a day, for a sentence.
fn quoted(words: &str) -> String {
    format!("\"{}\"", crate::text::one_line(words))
}

/// Gives an action a status that differs from the one it has.
fn set_status<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, status: crate::plan::Status) {
    if subject.action.status.is_none_or(|old| old.value != status) {
        change.set(subject.action, "status", status.word());
    }
}

/// What an action inherits of when it is due becomes its own: the first key of its own that says when ends all of that. `except` is
/// what the act gives it anyway.
fn keep_inherited<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, except: &[&str]) {
    let Subject { plan, objective, action } = subject;
    if action.says_when() || !objective.says_when() {
        return;
    }
    let table = Table::from(objective);
    for key in ["due", "from", "every", "ongoing", "standing", "when", "review"] {
        let own = key == "review" && !action.review.is_empty() || except.contains(&key);
        let mut written: Vec<Value> =
            table.written(plan.text, key).into_iter().map(|words| Value::AsWritten(words.to_owned())).collect();
        match written.len() {
            _ if own => {}
            0 => {}
            1 if !table.is_list(plan.text, key) => change.set(action, key, written.remove(0)),
            _ => change.set(action, key, Value::List(written)),
        }
    }
}

/// "complete since 11 Jul 2008", "withdrawn".
fn closed_words(subject: Subject) -> String {
    let action = subject.action;
    let status = action.status.map_or("complete".to_owned(), |status| status.value.word().replace('-', " "));
    match action.completed.or(action.closed) {
        Some(day) => format!("{status} since {}", day.for_people()),
        None => status,
    }
}
