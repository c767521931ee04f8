//! One value of a key: read by the shape it must have, or reported.

use super::{Reader, span};
use crate::diagnostic::{Diagnostic, nearest, one_of, slip_of};
use crate::plan::keys::{self, Key};
use crate::plan::{Pointer, Target, Text, Who};
use crate::source::{Span, Spanned};
use crate::time::every::Every;
use crate::time::phrase;
use crate::time::when::{NotADate, When};
use chrono::NaiveDate;
use toml_spanner::{Item, Value};

const A_DATE: &str = "a date such as 2008-06-30, \"2008-06\", \"2008-Q2\", \"2008\" or \"2007/08\"";

impl<'a> Reader<'a> {
    pub(super) fn text(&mut self, key: &Key, item: &Item) -> Option<Text<'a>> {
        match item.value() {
            Value::String(text) => Some(self.borrow(text, span(item.span()))),
            _ => {
                self.wrong_type(key, item, "a text in quotation marks");
                None
            }
        }
    }

    /// A list of texts; one alone will do. The flag is false when some of it could not be read.
    pub(super) fn texts(&mut self, key: &Key, item: &Item) -> (Vec<Text<'a>>, bool) {
        self.list(key, item, "a text or a list of texts", |reader, item| match item.value() {
            Value::String(_) => reader.text(key, item).map(Some),
            _ => Some(None),
        })
    }

    /// A list of values, or one alone. `one` returns `Some(None)` for a value of the wrong type, `None` for one it reported.
    pub(super) fn list<'d, T>(
        &mut self,
        key: &Key,
        item: &Item<'d>,
        wanted: &str,
        mut one: impl FnMut(&mut Self, &Item<'d>) -> Option<Option<T>>,
    ) -> (Vec<T>, bool) {
        let mut out = Vec::new();
        let mut sound = true;
        let mut take = |reader: &mut Self, item: &Item<'d>| match one(reader, item) {
            Some(Some(value)) => out.push(value),
            Some(None) => {
                sound = false;
                reader.wrong_type(key, item, wanted);
            }
            None => sound = false,
        };
        match item.value() {
            Value::Array(array) => array.iter().for_each(|item| take(self, item)),
            _ => take(self, item),
        }
        (out, sound)
    }

    pub(super) fn flag(&mut self, key: &Key, item: &Item) -> Option<Spanned<bool>> {
        match item.value() {
            Value::Boolean(&flag) => Some(Spanned::new(flag, span(item.span()))),
            Value::String(&text) if ["true", "false"].contains(&text) => {
                let place = span(item.span());
                let message = format!("\"{}\" must be true or false, without quotation marks", key.name);
                self.fault(Diagnostic::new("wrong-type", place, message).fix(format!("write {text}"), place, text));
                None
            }
            _ => {
                self.wrong_type(key, item, "true or false");
                None
            }
        }
    }

    /// A date at any precision.
    pub(super) fn when(&mut self, key: &Key, item: &Item) -> Option<Spanned<When>> {
        let place = span(item.span());
        match item.value() {
            Value::DateTime(_) => self.day(key, item).map(|day| Spanned::new(When::Day(day.value), place)),
            Value::String(text) => match When::parse(text) {
                Ok(when) => Some(Spanned::new(when, place)),
                Err(why) => {
                    self.bad_date(key, text, place, why, A_DATE);
                    None
                }
            },
            Value::Integer(number) if number.as_i64().is_some_and(|year| (1900..2200).contains(&year)) => {
                let message = format!("\"{}\" must be {A_DATE}", key.name);
                let written = format!("\"{}\"", place.of(self.text));
                self.fault(Diagnostic::new("wrong-type", place, message).fix("put the year in quotation marks", place, written));
                None
            }
            _ => {
                self.wrong_type(key, item, A_DATE);
                None
            }
        }
    }

    /// A day of the calendar.
    pub(super) fn day(&mut self, key: &Key, item: &Item) -> Option<Spanned<NaiveDate>> {
        const WANTED: &str = "a day such as 2008-06-30";
        let place = span(item.span());
        match item.value() {
            Value::DateTime(moment) => {
                let date = moment.date().filter(|_| moment.time().is_none());
                let Some(date) = date else {
                    let fault =
                        Diagnostic::new("wrong-type", place, format!("\"{}\" must be {WANTED}, without a time of day", key.name));
                    let fault = match moment.date() {
                        Some(date) => {
                            let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
                            fault.suggest(format!("write {day}"), place, day)
                        }
                        None => fault,
                    };
                    self.fault(fault);
                    return None;
                };
                let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
                match When::parse(&day) {
                    Ok(When::Day(day)) => Some(Spanned::new(day, place)),
                    Ok(_) => None,
                    Err(why) => {
                        self.bad_date(key, &day, place, why, WANTED);
                        None
                    }
                }
            }
            Value::String(text) => match When::parse(text) {
                Ok(When::Day(day)) => Some(Spanned::new(day, place)),
                Ok(_) => {
                    let message = format!("\"{}\" needs the day: \"{text}\" is not one day", key.name);
                    self.fault(Diagnostic::new("bad-date", place, message).help("write the day as 2008-06-30"));
                    None
                }
                Err(why) => {
                    self.bad_date(key, text, place, why, WANTED);
                    None
                }
            },
            _ => {
                self.wrong_type(key, item, WANTED);
                None
            }
        }
    }

    /// Reports a date that is none, with the one that was meant where the words leave no doubt.
    pub(super) fn bad_date(&mut self, key: &Key, text: &str, place: Span, why: NotADate, wanted: &str) {
        let meant = phrase::read(text);
        let fault = match why {
            NotADate::Impossible(why) => Diagnostic::new("bad-date", place, why),
            NotADate::Unknown => {
                Diagnostic::new("bad-date", place, format!("\"{text}\" is not a date that \"{}\" can hold", key.name))
            }
        };
        let day_only = wanted.starts_with("a day");
        let only_due = meant.from.is_none() && meant.every.is_none() && !meant.ongoing && !meant.standing && meant.when.is_none();
        let fault = match &meant.due[..] {
            [When::Day(day)] if only_due => fault.fix(format!("write {day}"), place, day.to_string()),
            [when] if only_due && !day_only => fault.fix(format!("write \"{when}\""), place, format!("\"{when}\"")),
            _ => fault.help(format!("\"{}\" must be {wanted}", key.name)),
        };
        self.fault(fault);
    }

    pub(super) fn every(&mut self, key: &Key, item: &Item) -> Option<Spanned<Every>> {
        const WANTED: &str = "how often, such as \"month\", \"quarter\", \"6 months\", \"year\" or \"meeting\"";
        let Value::String(text) = item.value() else {
            self.wrong_type(key, item, WANTED);
            return None;
        };
        let place = span(item.span());
        if let Some(every) = Every::parse(text) {
            return Some(Spanned::new(every, place));
        }
        let fault = Diagnostic::new("unknown-value", place, format!("\"{text}\" does not say how often"));
        let meant = phrase::read(text);
        self.fault(match (meant.every, meant.unclear) {
            (Some(every), _) => fault.fix(format!("write \"{every}\""), place, format!("\"{every}\"")),
            (None, why) => {
                let fault = if let Some(why) = why.filter(|why| why.contains(" or ")) { fault.label(why) } else { fault };
                fault.help(format!("\"{}\" must be {WANTED}", key.name))
            }
        });
        None
    }

    /// One of a closed set of words.
    pub(super) fn word<T>(
        &mut self,
        key: &Key,
        item: &Item,
        words: &'static [&'static str],
        parse: fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let Value::String(text) = item.value() else {
            self.wrong_type(key, item, &format!("a text: {}", quoted(words)));
            return None;
        };
        let place = span(item.span());
        match parse(text) {
            Some(value) => Some(Spanned::new(value, place)),
            None => {
                self.unknown_word(key, text, place, words);
                None
            }
        }
    }

    /// Reports a word outside a closed set, with the nearest one inside it.
    pub(super) fn unknown_word(&mut self, key: &Key, text: &str, place: Span, words: &'static [&'static str]) {
        let fault = Diagnostic::new("unknown-value", place, format!("\"{text}\" is not a word that \"{}\" knows", key.name));
        let spelt = text.trim().to_lowercase().replace([' ', '_'], "-");
        let same_but_spelt = words.iter().find(|word| **word == spelt || Some(**word) == synonym(&spelt));
        let sure = same_but_spelt.copied().or_else(|| slip_of(&spelt, words.iter().copied()));
        self.fault(match (sure, nearest(&spelt, words.iter().copied()).as_slice()) {
            (Some(word), _) => {
                let written = requoted(place.of(self.text), word);
                fault.label(format!("did you mean \"{word}\"?")).fix(format!("write \"{word}\""), place, written)
            }
            (None, [word, ..]) => {
                let written = requoted(place.of(self.text), word);
                fault.label(format!("did you mean \"{word}\"?")).suggest(format!("write \"{word}\""), place, written)
            }
            (None, []) => fault.help(format!("write {}", quoted(words))),
        });
    }

    pub(super) fn pointer(&mut self, key: &Key, item: &Item) -> Option<Pointer<'a>> {
        match item.value() {
            Value::String(text) => Some(Pointer { key: self.borrow(text, span(item.span())), target: Target::Unknown }),
            _ => {
                self.wrong_type(key, item, "a text: the key of a person or group");
                None
            }
        }
    }

    pub(super) fn pointers(&mut self, key: &Key, item: &Item) -> (Vec<Pointer<'a>>, bool) {
        self.list(key, item, "a text or a list of texts: keys of people or groups", |reader, item| match item.value() {
            Value::String(_) => reader.pointer(key, item).map(Some),
            _ => Some(None),
        })
    }

    pub(super) fn whos(&mut self, key: &Key, item: &Item) -> (Vec<Who<'a>>, bool) {
        self.list(key, item, "the key of a person or group, or a list of keys", |reader, item| match item.value() {
            Value::String(_) => reader.pointer(key, item).map(|who| Some(Who { who, role: None, stands_for: None })),
            Value::Table(table) => {
                let (mut who, mut role, mut stands_for) = (None, None, None);
                reader.keys(&keys::WHO, table, |reader, key, _, item| match key.name {
                    "who" => put(&mut who, reader.pointer(key, item)),
                    "as" => put(&mut role, reader.text(key, item)),
                    _ => put(&mut stands_for, reader.pointer(key, item)),
                });
                who.map(|who| Some(Who { who, role, stands_for }))
            }
            _ => Some(None),
        })
    }
}

/// Stores what was read, and says whether anything was.
pub(super) fn put<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    *slot = value;
    slot.is_some()
}

/// Other words in use for ours.
fn synonym(word: &str) -> Option<&'static str> {
    Some(match word {
        "done" | "completed" | "finished" | "closed" => "complete",
        "started" | "ongoing" | "on-going" | "on-track" | "underway" => "in-progress",
        "paused" | "hold" | "suspended" => "on-hold",
        "notstarted" | "to-do" | "open" => "not-started",
        "cancelled" | "canceled" | "dropped" => "withdrawn",
        "carry-forward" | "carried-over" | "rolled-over" => "carried-forward",
        "yellow" | "orange" => "amber",
        "gray" => "grey",
        "sub-group" => "subgroup",
        "all" => "everyone",
        "post" => "role",
        "organisation" => "agency",
        _ => return None,
    })
}

fn quoted(words: &[&str]) -> String {
    one_of(&words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>())
}

/// A word in the kind of quotation marks that stood there.
fn requoted(written: &str, word: &str) -> String {
    if written.starts_with(['"', '\'']) { format!("\"{word}\"") } else { word.to_owned() }
}
