//! One value of a key: read by the shape it must have, or reported.

use super::Reader;
use super::date_slips::meant_date;
use super::spelling::{flag_fault, parse_truth, stands_under_heading};
use crate::diagnostic::{Diagnostic, Fix};
use crate::edit::Edit;
use crate::names::{letters, nearest};
use crate::plan::keys::{self, Key, ValueType, WhoKey};
use crate::plan::{Pointer, Rag, Text, Who};
use crate::text::one_of;
use crate::text::{Filler, filler, web};
use crate::text::{Span, Spanned};
use crate::time::every::Every;
use crate::time::phrase;
use crate::time::when::{NotADate, When};
use bumpalo::collections::Vec as List;
use chrono::NaiveDate;
use toml_spanner::{Item, Value};

const A_DATE: &str = "a date such as 2008-06-30, \"2008-06\", \"2008-Q2\", \"2008\" or \"2007/08\"";

/// What to do where "completed" only says that it is.
pub(super) const COMPLETED_WITHOUT_DAY: &str =
    "write the day it was completed; where that is not known, write status = \"complete\" instead";

impl<'a> Reader<'a, '_> {
    pub(super) fn text(&mut self, key: &Key, item: &Item) -> Option<Text<'a>> {
        match item.value() {
            Value::String(text) => Some(self.borrow(text, self.place(item.span()))),
            _ => {
                self.wrong_type(key, item, "a text in quotation marks");
                None
            }
        }
    }

    /// A list of texts; one alone will do.
    pub(super) fn texts(&mut self, slot: &mut &'a [Text<'a>], key: &Key, item: &Item) -> bool {
        self.list(slot, key, item, "a text or a list of texts", |reader, item| match item.value() {
            Value::String(_) => reader.text(key, item).map(Some),
            _ => Some(None),
        })
    }

    /// A list of values, or one alone; false when some of it could not be read. `one` returns `Some(None)` for a value of the
    /// wrong type, `None` for one it reported.
    pub(super) fn list<T>(
        &mut self,
        slot: &mut &'a [T],
        key: &Key,
        item: &Item,
        wanted: &str,
        mut one: impl FnMut(&mut Self, &Item) -> Option<Option<T>>,
    ) -> bool {
        let items = one_or_more(item);
        let mut out = List::with_capacity_in(items.len(), self.lists);
        let mut sound = true;
        for item in items {
            match one(self, item) {
                Some(Some(value)) => out.push(value),
                Some(None) => {
                    sound = false;
                    self.wrong_type(key, item, wanted);
                }
                None => sound = false,
            }
        }
        *slot = out.into_bump_slice();
        sound
    }

    pub(super) fn flag(&mut self, key: &Key, item: &Item) -> Option<Spanned<bool>> {
        match item.value() {
            Value::Boolean(&flag) => Some(Spanned::new(flag, self.place(item.span()))),
            _ => {
                let place = self.first_line(self.place(item.span()));
                match parse_truth(place.of(self.text)) {
                    Some((word, safe)) => drop(self.fault(flag_fault(key.name, place, word, safe))),
                    None => self.wrong_type(key, item, "true or false"),
                }
                None
            }
        }
    }

    /// A whole number from 0 to 100; one in quotation marks or with its sign is what was meant.
    pub(super) fn percent(&mut self, key: &Key, item: &Item) -> Option<Spanned<u8>> {
        const WANTED: &str = "a whole number from 0 to 100";
        let place = self.first_line(self.place(item.span()));
        let percent = |number: i64| u8::try_from(number).ok().filter(|percent| *percent <= 100);
        match item.value() {
            Value::Integer(number) => {
                let read = number.as_i64().and_then(percent);
                if read.is_none() {
                    let message = format!("\"{}\" must be {WANTED}", key.name);
                    let help = "write the number that is meant; what was printed is kept in \"status-as-printed\"";
                    self.fault(Diagnostic::new("unknown-value", place, message).help(help));
                }
                read.map(|percent| Spanned::new(percent, place))
            }
            Value::String(text) => {
                let fault = match percent_in_words(text) {
                    Some(percent) => {
                        let message = format!("\"{}\" must be {WANTED}, without quotation marks and sign", key.name);
                        Diagnostic::new("wrong-type", place, message).fix(format!("write {percent}"), place, percent.to_string())
                    }
                    None => no_percent(key, text, place, WANTED),
                };
                self.fault(fault);
                None
            }
            Value::Float(_) => {
                let written = place.of(self.text);
                let whole = written.split_once('.').filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0'));
                let fault = match whole.and_then(|(whole, _)| whole.parse().ok()).and_then(percent) {
                    Some(percent) => Diagnostic::new("wrong-type", place, format!("\"{}\" must be {WANTED}", key.name)).fix(
                        format!("write {percent}"),
                        place,
                        percent.to_string(),
                    ),
                    None => no_percent(key, written, place, WANTED),
                };
                self.fault(fault);
                None
            }
            _ => {
                self.wrong_type(key, item, WANTED);
                None
            }
        }
    }

    /// A date at any precision.
    pub(super) fn when(&mut self, key: &Key, item: &Item) -> Option<Spanned<When>> {
        let place = self.place(item.span());
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
            Value::Integer(number) if let Some(day) = number.as_i64().and_then(day_of_excel) => {
                let message = format!("\"{}\" must be {A_DATE}", key.name);
                let fault = Diagnostic::new("wrong-type", place, message).label("a day as Excel counts them?");
                self.fault(fault.suggest(format!("if that is meant, write {day}"), place, day.to_string()));
                None
            }
            Value::Integer(_) if let Some(meant) = meant_date(place.of(self.text)) => {
                let fault = Diagnostic::new("wrong-type", place, format!("\"{}\" must be {A_DATE}", key.name));
                self.fault(fault.suggest(meant.title(), place, meant.when.as_value()));
                None
            }
            Value::Boolean(true) if key.name == "completed" => {
                let fault = Diagnostic::new("wrong-type", place, format!("\"{}\" must be {A_DATE}", key.name));
                self.fault(fault.help(COMPLETED_WITHOUT_DAY));
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
        let place = self.place(item.span());
        match item.value() {
            Value::DateTime(moment) => {
                let date = moment.date().filter(|_| moment.time().is_none());
                let Some(date) = date else {
                    let fault =
                        Diagnostic::new("wrong-type", place, format!("\"{}\" must be {WANTED}, without a time of day", key.name));
                    // A change would throw the time of day away.
                    let is_midnight = place.of(self.text).trim_end_matches('Z').ends_with("00:00:00");
                    let fault = match moment.date() {
                        Some(date) if is_midnight => {
                            let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
                            fault.suggest(format!("write {day}"), place, day)
                        }
                        Some(date) => {
                            let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
                            fault.suggest(format!("write {day}, if the time can go"), place, day)
                        }
                        None => fault,
                    };
                    self.fault(fault);
                    return None;
                };
                // Most days are sound: only one that is not is put into words.
                if let Some(day) = When::day(date.year.into(), date.month.into(), date.day.into()) {
                    return Some(Spanned::new(day, place));
                }
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
        let meant = phrase::read_in(text, self.period);
        let fault = match why {
            NotADate::Impossible(why) => Diagnostic::new("bad-date", place, why),
            NotADate::Unknown => match meant.unclear.as_ref().filter(|why| why.starts_with("there is no")) {
                // As where it stands without quotation marks.
                Some(why) => {
                    let fault = Diagnostic::new("bad-date", place, why.clone());
                    self.fault(fault.help("write a day of the calendar, such as 2008-06-30"));
                    return;
                }
                None => Diagnostic::new("bad-date", place, format!("\"{text}\" is not a date that \"{}\" can hold", key.name)),
            },
        };
        if key.name == "completed" && parse_truth(text).is_some_and(|(word, _)| word == "true") {
            self.fault(fault.help(COMPLETED_WITHOUT_DAY));
            return;
        }
        let day_only = wanted.starts_with("a day");
        if let Some(words) = web::plain(text, ", ")
            && let Some(when) = only_date(&words).filter(|when| !day_only || matches!(when, When::Day(_)))
        {
            self.fault(fault.suggest(format!("write {}", when.as_value()), place, when.as_value()));
            return;
        }
        if let Some(day) = day_of_programs(text) {
            self.fault(fault.suggest(format!("write {day}"), place, day.to_string()));
            return;
        }
        if let Some(meant) = meant_date(text).filter(|meant| !day_only || matches!(meant.when, When::Day(_))) {
            let written = meant.when.as_value();
            self.fault(match meant.is_sure {
                true => fault.fix(meant.title(), place, written),
                false => fault.suggest(meant.title(), place, written),
            });
            return;
        }
        if is_no_date_yet(text) {
            self.fault(fault.help(self.no_date_yet(key, text, place)));
            return;
        }
        if let Some(days) = days_of_list(key.name, text) {
            let before = self.text[..place.start as usize].trim_end();
            let (title, written) = match before.ends_with('=') {
                true => ("write each day by itself, in a list", format!("[{days}]")),
                false => ("write each day by itself", days),
            };
            self.fault(fault.suggest(title, place, written));
            return;
        }
        let only_due = states_only_due(text, &meant);
        let fault = match &meant.due[..] {
            // Only the plan's period says of which year it is.
            [when]
                if meant.by_period
                    && phrase::states_only_dates(text, &meant.due)
                    && (!day_only || matches!(when, When::Day(_))) =>
            {
                fault.suggest(format!("if that is meant, write {}", when.as_value()), place, when.as_value())
            }
            [When::Day(day)] if only_due => fault.fix(format!("write {day}"), place, day.to_string()),
            [when] if only_due && !day_only => fault.fix(format!("write \"{when}\""), place, format!("\"{when}\"")),
            _ => match self.own_keys(key, place, &meant) {
                Some((title, span, text)) => fault.suggest(title, span, text),
                None => {
                    let why =
                        meant.unclear.clone().filter(|why| why.contains(" or ") && !why.starts_with("no date") && !day_only);
                    let fault = if let Some(why) = why { fault.label(why) } else { fault };
                    fault.help(match also_says(text, &meant, day_only) {
                        Some(help) => help,
                        None => match self.words_for_timescale(key, text, place) {
                            Some(line) => {
                                format!("write {line} in its place until the board says the date; \"due\" must be {wanted}")
                            }
                            None => format!("\"{}\" must be {wanted}", key.name),
                        },
                    })
                }
            },
        };
        self.fault(fault);
    }

    /// What to do about a date that is not known yet: words are kept, a mark without meaning goes.
    fn no_date_yet(&self, key: &Key, text: &str, place: Span) -> String {
        let has_words = text.contains(char::is_alphabetic);
        match self.words_for_timescale(key, text, place).filter(|_| has_words) {
            Some(line) => format!("write {line} in its place; add \"due\" once the date is known"),
            None => NO_DATE_YET.to_owned(),
        }
    }

    /// The line that keeps the words of a deadline that is no date, where an action has no such line yet.
    fn words_for_timescale(&self, key: &Key, text: &str, place: Span) -> Option<String> {
        const LONGEST: usize = 60;
        let start = self.text.get(..place.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
        let is_free = key.name == "due"
            && text.len() <= LONGEST
            && !text.contains(['"', '\\', '\n'])
            && self.damage.is_under_action(self.text, start)
            && !stands_under_heading(self.text, start, "timescale");
        is_free.then(|| format!("timescale = \"{}\"", text.trim()))
    }

    /// What to write for a timescale that stands as `due` on a line of its own: the keys its words belong to.
    fn own_keys(&self, key: &Key, place: Span, meant: &phrase::Reading) -> Option<(String, Span, String)> {
        let before = self.text.get(..place.start as usize)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let before = &before[start..];
        let alone = before.trim().strip_suffix('=').is_some_and(|name| name.trim() == key.name);
        let says_more = || !meant.is_only_timing() || !phrase::states_only_time(place.of(self.text));
        if key.name != "due" || !alone || says_more() {
            return None;
        }
        let due = match &meant.due[..] {
            [] => None,
            [one] => Some(one.as_value()),
            several => Some(format!("[{}]", several.iter().map(|when| when.as_value()).collect::<Vec<_>>().join(", "))),
        };
        let mut lines: Vec<String> = due.iter().map(|due| format!("due = {due}")).collect();
        if self.damage.is_under_action(self.text, start) {
            lines.extend(meant.from.map(|from| format!("from = {}", from.as_value())));
            lines.extend(meant.every.map(|every| format!("every = \"{every}\"")));
            lines.extend(meant.ongoing.then(|| "ongoing = true".to_owned()));
            lines.extend(meant.standing.then(|| "standing = true".to_owned()));
        } else if meant.every.is_some() || meant.ongoing || meant.standing || meant.from.is_some() {
            return None;
        }
        let stands_already = |line: &String| {
            let name = line.split(' ').next().unwrap_or("");
            name != "due" && stands_under_heading(self.text, start, name)
        };
        if lines.iter().any(stands_already) {
            return None;
        }
        let whole = Span::new((start + before.len() - before.trim_start().len()) as u32, place.end);
        (!lines.is_empty()).then(|| (format!("write {}", lines.join(" and ")), whole, lines.join("\n")))
    }

    pub(super) fn every(&mut self, key: &Key, item: &Item) -> Option<Spanned<Every>> {
        const WANTED: &str = "how often, such as \"month\", \"quarter\", \"6 months\", \"year\" or \"meeting\"";
        let Value::String(text) = item.value() else {
            self.wrong_type(key, item, WANTED);
            return None;
        };
        let place = self.place(item.span());
        if let Some(every) = Every::parse(text) {
            return Some(Spanned::new(every, place));
        }
        let fault = Diagnostic::new("unknown-value", place, format!("\"{text}\" does not say how often"));
        let meant = phrase::read(text);
        let only_every =
            meant.due.is_empty() && meant.from.is_none() && meant.when.is_none() && !meant.ongoing && !meant.standing;
        // "Yearly in March" says more than how often.
        let only_every = only_every && phrase::states_only_time(text) && says_only_how_often(text);
        if is_at_meetings(text) {
            self.fault(fault.suggest("write \"meeting\"", place, "\"meeting\""));
            return None;
        }
        let spelt = frequency_in_words(text);
        self.fault(match (meant.every.filter(|_| only_every).or(spelt), meant.unclear) {
            (Some(every), _) => fault.fix(format!("write \"{every}\""), place, format!("\"{every}\"")),
            (None, _) if let Some((help, why)) = of_two_frequencies(text) => fault.label(why).help(help),
            (None, why) => {
                let fault = if let Some(why) = why.filter(|why| why.contains(" or ")) { fault.label(why) } else { fault };
                match (misspelt_frequency(text), meant.every) {
                    (Some(every), _) => fault.suggest(format!("if that is meant, write \"{every}\""), place, format!("\"{every}\"")),
                    (None, Some(every)) => fault.help(format!(
                        "write every = \"{every}\", and keep the other words in \"timescale\"; from when on it is counted, \"from\" says"
                    )),
                    (None, None) => fault.help(format!(
                        "\"{}\" must be {WANTED}; words that do not say how often stand under \"timescale\" as printed, or under \
                         \"when\", as in when = \"as required\"",
                        key.name
                    )),
                }
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
        let place = self.place(item.span());
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
        let bare = letters(text);
        let colour = Rag::of_sign(text).map(Rag::word);
        let sure = words.iter().find(|word| letters(word) == bare || [synonym(&bare), colour].contains(&Some(**word)));
        if let Some(fix) = self.under_another_key(key, text, place) {
            self.fault(Diagnostic { fix: Some(fix), ..fault });
            return;
        }
        // A word of the board that is no slip for one of ours: which of them it means, only the board knows.
        let guess = match is_no_slip(&bare) || opposite(&bare) {
            true => None,
            // Boards write R, A and G.
            false if words.contains(&"amber") && bare.len() == 1 => words.iter().find(|word| word.starts_with(&*bare)).copied(),
            false => nearest(&spelt, words.iter().copied()).first().copied(),
        };
        self.fault(match (sure, guess) {
            (Some(word), _) => {
                let written = requoted(place.of(self.text), word);
                fault.label(format!("did you mean \"{word}\"?")).fix(format!("write \"{word}\""), place, written)
            }
            (None, Some(word)) => {
                let written = requoted(place.of(self.text), word);
                fault.label(format!("did you mean \"{word}\"?")).suggest(format!("write \"{word}\""), place, written)
            }
            (None, None) => fault.help(match one_within(text, words) {
                Some(word) => format!("if \"{word}\" is meant, write that alone, and keep the other words in \"remark\""),
                None if is_no_date_yet(text) || bare == "na" => {
                    format!("take the line out until it is known, or write {}", quoted(words))
                }
                None if key.name == "status" && self.key_line(place, "status").is_some() => {
                    let own = super::super::write::quoted(text.trim());
                    format!(
                        "write {}; where none of them fits, keep the board's own word: status-as-printed = {own}",
                        quoted(words)
                    )
                }
                None => format!("write {}", quoted(words)),
            }),
        });
    }

    /// Where the line of this key and its value begins; none where the key stands elsewhere, as in braces.
    fn key_line(&self, place: Span, name: &str) -> Option<usize> {
        let before = self.text.get(..place.start as usize)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let own = before[start..].trim().strip_suffix('=').is_some_and(|key| key.trim().eq_ignore_ascii_case(name));
        (own && self.damage.is_under_action(self.text, start)).then_some(start)
    }

    /// A share done or a colour in place of a status belongs under the key that holds it, where that does not stand there yet.
    fn under_another_key(&self, key: &Key, text: &str, place: Span) -> Option<Fix> {
        let start = self.key_line(place, "status").filter(|_| key.name == "status")?;
        let line = match (
            percent_in_words(text).filter(|_| text.contains(|c: char| !c.is_ascii_digit())),
            Rag::parse(&text.trim().to_lowercase()),
        ) {
            (Some(percent), _) => ("percent", format!("percent = {percent}")),
            (None, Some(rag)) => ("rag", format!("rag = \"{}\"", rag.word())),
            (None, None) => return None,
        };
        if stands_under_heading(self.text, start, line.0) {
            return None;
        }
        let before = &self.text[start..place.start as usize];
        let first = start + before.len() - before.trim_start().len();
        let edits = vec![Edit { span: Span::new(first as u32, place.end), text: line.1.clone() }];
        Some(Fix { title: format!("write {}", line.1), edits, safe: false })
    }

    pub(super) fn pointer(&mut self, key: &Key, item: &Item) -> Option<Pointer<'a>> {
        match item.value() {
            Value::String(text) => {
                let key = self.borrow(text, self.place(item.span()));
                Some(Pointer { key, target: self.meaning(key) })
            }
            _ => {
                self.wrong_type(key, item, "a text: the key of a person or group");
                None
            }
        }
    }

    pub(super) fn pointers(&mut self, slot: &mut &'a [Pointer<'a>], key: &Key, item: &Item) -> bool {
        self.list(slot, key, item, "a text or a list of texts: keys of people or groups", |reader, item| match item.value() {
            Value::String(_) => reader.pointer(key, item).map(Some),
            _ => Some(None),
        })
    }

    pub(super) fn whos(&mut self, slot: &mut &'a [Who<'a>], key: &Key, item: &Item) -> bool {
        self.list(slot, key, item, "the key of a person or group, or a list of keys", |reader, item| match item.value() {
            Value::String(_) => {
                reader.pointer(key, item).map(|who| Some(Who { extent: None, who, role: None, stands_for: None }))
            }
            Value::Table(table) => {
                let (mut who, mut role, mut stands_for) = (None, None, None);
                let (extent, _) = reader.keys(table, |reader, which: WhoKey, key, item| match which {
                    WhoKey::Who => set_if_some(&mut who, reader.pointer(key, item)),
                    WhoKey::As => set_if_some(&mut role, reader.text(key, item)),
                    WhoKey::For => set_if_some(&mut stands_for, reader.pointer(key, item)),
                });
                let extent = Some(&*reader.lists.alloc(extent));
                who.map(|who| Some(Who { extent, who, role, stands_for }))
            }
            _ => Some(None),
        })
    }
}

/// The values of a list, or the one alone.
pub(super) fn one_or_more<'i, 't>(item: &'i Item<'t>) -> &'i [Item<'t>] {
    match item.value() {
        Value::Array(array) => array.as_slice(),
        _ => std::slice::from_ref(item),
    }
}

/// Stores what was read, and says whether anything was.
pub(super) fn set_if_some<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    *slot = value;
    slot.is_some()
}

/// Other words in use for ours that can mean nothing else, letters alone.
fn synonym(word: &str) -> Option<&'static str> {
    Some(match word {
        "done" | "completed" | "finished" => "complete",
        "started" | "underway" | "wip" | "workinprogress" | "inhand" => "in-progress",
        "hold" => "on-hold",
        "todo" | "notyetstarted" | "yettostart" => "not-started",
        "carryforward" | "carriedover" | "rolledover" | "carriedfwd" | "carryfwd" | "cfwd" | "cf" => "carried-forward",
        "gray" => "grey",
        "all" => "everyone",
        "organisation" => "agency",
        _ => return None,
    })
}

/// The one of these words that stands among others in a text, which do not turn it round.
fn one_within<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    const TURN: [&str; 6] = ["not", "no", "nearly", "almost", "partly", "un"];
    let within = crate::names::words(text);
    let mut known = words.iter().filter(|word| within.iter().any(|other| other == *word));
    let (Some(word), None) = (known.next(), known.next()) else { return None };
    (within.len() > 1 && !within.iter().any(|word| TURN.contains(&&**word))).then_some(*word)
}

/// Words of boards that may mean one of ours, or another: "closed" is complete, withdrawn or carried forward.
fn is_no_slip(word: &str) -> bool {
    ["closed", "open", "ongoing", "ontrack", "offtrack", "paused", "cancelled", "canceled", "dropped", "yellow"].contains(&word)
}

/// Words that look like one of ours and say its opposite.
fn opposite(word: &str) -> bool {
    const ENDED: [&str; 6] = ["complete", "completed", "finished", "done", "ended", "closed"];
    let rest = ["in", "un", "not", "non", "notyet", "nearly", "almost", "partly", "part", "partially", "semi"]
        .iter()
        .filter_map(|start| word.strip_prefix(start));
    let mut rest = rest.chain(word.strip_suffix("not"));
    rest.any(|rest| ENDED.contains(&rest))
}

/// The words of a value say one or several deadlines, and nothing else.
pub(super) fn states_only_due(text: &str, meant: &phrase::Reading) -> bool {
    meant.is_only_due() && phrase::states_only_dates(text, &meant.due)
}

/// The one date that a text says, as a plan writes it or in words, where it says nothing else.
pub(super) fn only_date(text: &str) -> Option<When> {
    When::parse(text).ok().or_else(|| {
        let meant = phrase::read(text);
        let [when] = meant.due[..] else { return None };
        states_only_due(text, &meant).then_some(when)
    })
}

/// A day as spreadsheets and other programs write one: with midnight, with blanks around its hyphens, month first where the day cannot
/// be a month, or as a formula.
pub(super) fn day_of_programs(written: &str) -> Option<NaiveDate> {
    let bare = written.trim().trim_matches(['"', '\'']).trim();
    let midnight = [" 00:00:00", " 00:00", "T00:00:00", "T00:00:00Z", " 0:00"].iter().find_map(|time| bare.strip_suffix(time));
    if let Some(date) = midnight {
        return match only_date(date) {
            Some(When::Day(day)) => Some(day),
            _ => None,
        };
    }
    let formula = bare.trim_start_matches('=').strip_prefix("DATE(").and_then(|rest| rest.strip_suffix(')'));
    let signs = ['/', '-', ',', '\u{2013}', '\u{2012}'];
    let numbers: Vec<u32> = formula.unwrap_or(bare).split(signs).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let [one, two, three] = numbers[..] else { return None };
    match (formula.is_some() || one > 1900, bare.contains(" - ") || bare.contains(" \u{2013} "), bare.contains('/')) {
        (true, spaced, _) if spaced || formula.is_some() => NaiveDate::from_ymd_opt(one as i32, two, three),
        (false, _, true) if one <= 12 && two > 12 && three > 1900 => NaiveDate::from_ymd_opt(three as i32, one, two),
        _ => None,
    }
}

/// The day that Excel means by a number, for days of plans of our time.
pub(super) fn day_of_excel(number: i64) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (36_000..60_000).contains(&number).then(|| first + chrono::Days::new(number as u64))
}

/// A share done as somebody says it: "50%", "50 per cent", "50% complete".
fn percent_in_words(text: &str) -> Option<u8> {
    let words = text.trim().to_lowercase().replace("per cent", "%").replace("percent", "%");
    let words = words.trim_end_matches(['.', ' ']);
    let words = ["complete", "completed", "done"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words).trim_end();
    let number = words.trim_end_matches('%').trim_end();
    let has_sign = words.ends_with('%') || words == text.trim();
    number.parse().ok().filter(|percent: &u8| has_sign && *percent <= 100 && number == percent.to_string())
}

/// A share that is no whole number: its words are kept beside the number that is nearest.
fn no_percent(key: &Key, written: &str, place: Span, wanted: &str) -> Diagnostic {
    let fault = Diagnostic::new("wrong-type", place, format!("\"{}\" must be {wanted}", key.name));
    let number: Option<f64> = written.trim().trim_end_matches('%').trim_end().replace(',', ".").parse().ok();
    match number {
        Some(part) if part > 0.0 && part < 1.0 => {
            let percent = (part * 100.0).round();
            fault.suggest(format!("if {percent} of 100 is meant, write {percent}"), place, percent.to_string())
        }
        Some(part) if part > 1.0 && part < 100.0 => {
            let (down, up) = (part.floor(), part.ceil());
            fault.help(format!("write {down} or {up}; what was printed is kept in status-as-printed = \"{}\"", written.trim()))
        }
        _ => fault.help("write the number alone; words are kept in \"status-as-printed\""),
    }
}

/// The text says how often, and nothing else: "yearly in March" and "every Monday" say more, which no change may take away.
fn says_only_how_often(text: &str) -> bool {
    const WORDS: [&str; 62] = [
        "every",
        "each",
        "once",
        "twice",
        "a",
        "an",
        "per",
        "the",
        "at",
        "least",
        "on",
        "basis",
        "other",
        "second",
        "third",
        "fourth",
        "times",
        "time",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "nine",
        "twelve",
        "eighteen",
        "half",
        "day",
        "days",
        "daily",
        "week",
        "weeks",
        "weekly",
        "fortnight",
        "fortnightly",
        "month",
        "months",
        "monthly",
        "quarter",
        "quarters",
        "quarterly",
        "term",
        "terms",
        "termly",
        "year",
        "years",
        "yearly",
        "annual",
        "annually",
        "annum",
        "biennial",
        "biennially",
        "triennial",
        "triennially",
        "meeting",
        "meetings",
        "board",
        "school",
        "calendar",
        "academic",
        "report",
    ];
    let is_number =
        |word: &str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).bytes().all(|byte| byte.is_ascii_digit());
    crate::names::words(text)
        .iter()
        .all(|word| WORDS.contains(&&**word) || word.starts_with(|c: char| c.is_ascii_digit()) && is_number(word))
}

/// Frequencies that boards have a word of their own for, and that no timescale is read by.
fn frequency_in_words(text: &str) -> Option<Every> {
    Every::parse(match &*letters(text) {
        "fortnight" | "afortnight" | "everyfortnight" => "2 weeks",
        "halfyearly" | "halfyear" | "everyhalfyear" | "semiannually" | "semiannual" => "6 months",
        "annum" | "perannum" | "pa" | "annual" | "annualreview" => "year",
        "monthend" | "endofmonth" | "endofeachmonth" | "permonth" => "month",
        "perquarter" | "quarterend" | "endofeachquarter" => "quarter",
        "perterm" => "term",
        "perweek" => "week",
        _ => return None,
    })
}

/// Words for how often that can mean two things: what to write for each, and which they are. Nothing guesses which.
fn of_two_frequencies(text: &str) -> Option<(String, String)> {
    let word = letters(text);
    let (one, often, other) = match &*word {
        "bimonthly" => ("2 months", "twice a month", "2 weeks"),
        "biannually" | "biannual" | "biyearly" => ("2 years", "twice a year", "6 months"),
        "biweekly" => ("2 weeks", "twice a week", ""),
        _ => return None,
    };
    let text = text.trim();
    let why = format!("\"{text}\" can mean {often} or every {one}");
    let rare = format!("write every = \"{one}\" if it is every {one}");
    let help = match (other, often) {
        ("", _) => format!(
            "{rare}; twice a week cannot be judged: take the line out and write timescale = \"{text}\" and ongoing = true"
        ),
        (other, "twice a month") => format!("{rare}, every = \"{other}\" if it is {often}: the nearest that can be judged"),
        (other, _) => format!("{rare}, every = \"{other}\" if it is {often}"),
    };
    Some((help, why))
}

/// The frequency that is meant by a word with a slip of the hand.
fn misspelt_frequency(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 8] = [
        ("quarterly", "quarter"),
        ("monthly", "month"),
        ("annually", "year"),
        ("yearly", "year"),
        ("weekly", "week"),
        ("fortnightly", "2 weeks"),
        ("termly", "term"),
        ("quarter", "quarter"),
    ];
    let word = letters(text);
    WORDS.iter().find(|(known, _)| crate::names::is_one_edit(&word, known)).map(|(_, every)| *every)
}

/// Words for "at each meeting of the board".
fn is_at_meetings(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["each", "every", "at", "all", "the", "board", "boards", "full", "partnership", "meeting", "meetings", "regular"];
    let words: Vec<String> = crate::names::words(text);
    words.iter().any(|word| word.starts_with("meeting")) && words.iter().all(|word| WORDS.contains(&&**word))
}

/// Nothing, or words that only keep the place of a date free.
pub(super) fn is_no_date_yet(written: &str) -> bool {
    let written = written.trim_matches(['"', '\'', ' ']);
    written.is_empty() || matches!(filler(written), Some(Filler::Word | Filler::Dash))
}

/// What to do where there is no date yet.
pub(super) const NO_DATE_YET: &str = "take the line out until the date is known";

/// Several days in one value of a key that holds a list of days, as a plan writes them; none where it says anything else.
pub(super) fn days_of_list(key: &str, written: &str) -> Option<String> {
    if !keys::holds(key, |value| matches!(value, ValueType::Days)) {
        return None;
    }
    let day = |part: &str| {
        let part = part.trim().trim_matches(['"', '\'']).trim();
        let meant = phrase::read(part);
        let [When::Day(read)] = meant.due[..] else {
            return match When::parse(part) {
                Ok(When::Day(day)) => Some(day.to_string()),
                _ => None,
            };
        };
        states_only_due(part, &meant).then(|| read.to_string())
    };
    let days = |parts: Vec<&str>| {
        let days: Option<Vec<String>> = parts.into_iter().map(day).collect();
        days.filter(|days| days.len() > 1).map(|days| days.join(", "))
    };
    let text = written.replace(" and ", ";").replace('&', ";");
    // A comma may stand within a day, too: "Wednesday, 18 June 2025".
    let in_lists = || days(text.split([';', '\n']).filter(|part| !part.trim().is_empty()).collect());
    days(text.split([',', ';', '\n']).filter(|part| !part.trim().is_empty()).collect()).or_else(in_lists)
}

/// What to do about a date with other words beside it: no change keeps them, as only a person can say where they belong.
pub(super) fn also_says(text: &str, meant: &phrase::Reading, day_only: bool) -> Option<String> {
    let date = match meant.due[..] {
        [When::Day(day)] => day.to_string(),
        [when] if !day_only => when.as_value(),
        _ => return None,
    };
    (!phrase::states_only_dates(text, &meant.due))
        .then(|| format!("write {date}, and keep the other words: in \"timescale\" or \"remark\""))
}

fn quoted(words: &[&str]) -> String {
    one_of(&words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>())
}

/// A word in the kind of quotation marks that stood there.
fn requoted(written: &str, word: &str) -> String {
    if written.starts_with(['"', '\'']) { format!("\"{word}\"") } else { word.to_owned() }
}
