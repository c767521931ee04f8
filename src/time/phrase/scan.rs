//! One walk over a phrase: what is recognised is recorded, everything else is mere words.
//!
//! The walk is here; `date_context` reads dates, `events` events, `ambiguity` doubtful words, `labels` numbers that are no dates.

use super::super::{every::Every, period::Period};
use super::after_date::skip_without_end;
use super::facts::{Doubt, Facts, set_if_none};
use super::frequency::{count_days_within, is_day_within, is_limited, is_name, looks_named, read_frequency, several_times};
use super::scanner::Scanner;
use super::spelling::find_misspelt_month;
use super::tokens::{Tokens, quote};
use super::vocabulary::Word;

/// Walks over a phrase from its first token to its last.
pub(super) fn scan(tokens: &Tokens, period: Option<Period>) -> Facts {
    let mut scanner = Scanner::new(tokens, period);
    let mut at = 0;
    while at < tokens.len() {
        at = scanner.step(at).max(at + 1);
    }
    scanner.end_event(tokens.len());
    scanner.facts
}

impl Scanner<'_, '_> {
    /// Reads what begins at `at`; gives the token to go on with.
    fn step(&mut self, at: usize) -> usize {
        use Word::*;
        if self.tokens.is_break(at) {
            self.end_clause(at);
        }
        if self.is_verb_may(at) {
            return at + 1;
        }
        if let Some(end) = self.read_status(at).or_else(|| self.read_endless(at)) {
            return end;
        }
        match self.word(at) {
            And => {
                self.described_date = None;
                if self.word(at + 1) == By {
                    self.end_clause(at);
                }
                return at + 1;
            }
            Or => self.last_or = Some(at),
            Unknown if self.tokens.spells(at, "permitting") || self.tokens.spells(at, "allowing") => {
                return self.record_permitting(at);
            }
            Around if self.tokens.spells(at, "c") && self.word(at + 1) == Slash && self.tokens.spells(at + 2, "f") => {
                return self.pass_unknown(at);
            }
            Unknown if self.is_proviso(at) => return self.record_proviso(at),
            Unknown if read_frequency(self.tokens, at).is_some() => {}
            Unknown | OtherMark | Comma | Stop | Colon | Slash | Dash => return self.pass_unknown(at),
            Open => self.in_brackets = true,
            Close => self.in_brackets = false,
            Ongoing => return self.record_ongoing(at, at + 1),
            On if self.is_going_next(at) => return self.record_ongoing(at, at + 2 + usize::from(self.word(at + 1) == Dash)),
            Core if self.word(at + 1 + usize::from(self.word(at + 1) == Dash)) == Task => {
                self.end_event(at);
                self.facts.standing = true;
                return at + 2 + usize::from(self.word(at + 1) == Dash);
            }
            _ => {}
        }
        if let Some(end) = self.record_frequency(at) {
            return end;
        }
        if let Some(end) = self.read_dates(at) {
            return end;
        }
        if let Some(end) = self.begin_event(at) {
            return end;
        }
        self.record_doubt(at)
    }

    /// "provided that …", "providing …": where a condition can begin.
    fn is_proviso(&self, at: usize) -> bool {
        let word = self.tokens.spells(at, "provided") || self.tokens.spells(at, "providing");
        word && (self.tokens.spells(at + 1, "that") || at > 0 && (at == self.used_to || self.tokens.is_break(at - 1)))
            && matches!(self.word(at + 1), Word::Unknown)
    }

    /// A status in words: "In progress", "Not yet started", "On track".
    fn read_status(&mut self, at: usize) -> Option<usize> {
        const STATUSES: &[&[&str]] = &[
            &["in", "progress"],
            &["work", "in", "progress"],
            &["underway"],
            &["under", "way"],
            &["under", "review"],
            &["on", "track"],
            &["on", "target"],
            &["not", "started"],
            &["not", "yet", "started"],
            &["outstanding"],
            &["on", "hold"],
            &["partially"],
            &["partly"],
            &["green"],
            &["amber"],
            &["red"],
            &["awaiting"],
            &["nearly"],
        ];
        // The list is searched only for words that can begin a status.
        if !matches!(self.word(at), Word::Unknown | Word::In | Word::On | Word::Not) {
            return None;
        }
        let fits = |words: &&&[&str]| words.iter().enumerate().all(|(step, word)| self.tokens.spells(at + step, word));
        let end = at + STATUSES.iter().find(fits)?.len();
        // "Red" and "partly" are a status only in a clause of their own, or at its beginning.
        let plain = end > at + 1
            || ["awaiting", "outstanding", "underway"].iter().any(|word| self.tokens.spells(at, word))
            || self.tokens.is_break(end)
            || self.word(end) == Word::Finished;
        if !plain && self.tokens.clause_start(at) != at {
            return None;
        }
        let shown = self.quote(at, end);
        set_if_none(&mut self.facts.soft, || format!("{shown} says how it stands, not when it is due: write a month and a year"));
        set_if_none(&mut self.facts.status, || shown);
        Some(end)
    }

    /// "open ended", "until further notice", "no end date": it goes on.
    fn read_endless(&mut self, at: usize) -> Option<usize> {
        let end = skip_without_end(self.tokens, at)?;
        Some(self.record_ongoing(at, end))
    }

    /// "LSCB may review": the verb, not the month.
    fn is_verb_may(&self, at: usize) -> bool {
        let verb = self.word(at) == Word::Month(5) && self.tokens.text_between(at, at + 1) == "may";
        verb && self.tokens.word_before(at, 1) == Word::Unknown && self.word(at + 1) == Word::Unknown
    }

    /// "on going", "on-going".
    fn is_going_next(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(self.word(at + 1) == Word::Dash);
        self.word(next) == Word::Going
    }

    fn record_ongoing(&mut self, at: usize, end: usize) -> usize {
        self.end_event(at);
        if self.tokens.word_before(at, 1) == Word::Not {
            set_if_none(&mut self.facts.soft, || "it only says what it is not: write a month and a year".to_string());
        } else {
            self.facts.ongoing = true;
        }
        end
    }

    /// "Initially June 2014", "Initial deadline: June 2014", "Old: March 2014": another date may have taken its place since.
    fn names_a_first_date(&self, at: usize) -> bool {
        let spells = |at: usize, words: &[&str]| words.iter().any(|word| self.tokens.spells(at, word));
        let of_a_date = || {
            matches!(self.word(at + 1), Word::Date | Word::Colon) || spells(at + 1, &["deadline", "timescale", "target", "due"])
        };
        spells(at, &["initially"]) || spells(at, &["initial", "old", "first"]) && of_a_date()
    }

    /// A word the reader does not know, or a mark. Words that look like a misspelt month are not passed over.
    fn pass_unknown(&mut self, at: usize) -> usize {
        let year_follows = self.tokens.number(at + 1).is_some_and(|number| matches!(number.digits, 2 | 4));
        if self.word(at) == Word::Unknown && year_follows && self.word(at + 1) == Word::Number {
            let word = self.tokens.text_between(at, at + 1);
            if let Some(month) = find_misspelt_month(word) {
                let shown = self.quote(at, at + 2);
                set_if_none(&mut self.facts.hard, || {
                    format!("{shown} is not a month that can be read: did the board mean {month}?")
                });
            }
        }
        if self.names_a_first_date(at) {
            let shown = self.quote(at, at + 1);
            set_if_none(&mut self.facts.against_dates, || {
                format!("{shown} speaks of an earlier time: write only the deadline that now holds")
            });
        }
        let carried = self.tokens.spells(at, "c") || self.tokens.spells(at, "b");
        if carried && self.word(at + 1) == Word::Slash && self.tokens.spells(at + 2, "f") {
            let shown = self.quote(at, at + 3);
            set_if_none(&mut self.facts.against_dates, || {
                format!("{shown} speaks of an earlier time: write only the deadline that now holds")
            });
            return at + 3;
        }
        if self.tokens.spells(at, "n") && self.word(at + 1) == Word::Slash && self.word(at + 2) == Word::A {
            let shown = self.quote(at, at + 3);
            set_if_none(&mut self.facts.soft, || format!("{shown} gives no date: write one, or leave the timescale out"));
            return at + 3;
        }
        at + 1
    }

    fn record_frequency(&mut self, at: usize) -> Option<usize> {
        let (read, end) = read_frequency(self.tokens, at)?;
        if is_name(self.tokens, at) {
            let shown = self.quote(at, at + 2);
            set_if_none(&mut self.facts.soft, || {
                format!("{shown} may be a name: write how often in small letters, or a month and a year")
            });
            return Some(end);
        }
        if self.skip_frequencies {
            return Some(end);
        }
        self.end_event(at);
        let (end, several) = self.skip_days_within(at, end, &read);
        match read {
            Err(reason) => {
                set_if_none(&mut self.facts.frequency_fault, || Doubt { reason, span: (at, end) });
            }
            Ok(_) if several.is_some() => {
                let (from, to) = several.unwrap_or((at, end));
                let reason = several_times(self.tokens, from, to);
                set_if_none(&mut self.facts.frequency_fault, || Doubt { reason, span: (from, to) });
            }
            Ok(_) if is_limited(self.tokens, at) => {
                let shown = self.quote(at - 1, end);
                set_if_none(&mut self.facts.hard, || {
                    format!("{shown} does not say how often: write it as \"quarterly\" or the like")
                });
            }
            Ok(every) if every == Every::Months(12) && looks_named(self.tokens, at) => {
                self.facts.named_every.get_or_insert(every);
            }
            Ok(every) => self.record_every(every, at, end),
        }
        Some(end)
    }

    /// "1st and 3rd Tuesday each month", "first Monday of each month": the days within each month or week, before or after the
    /// frequency. Gives the token after them, and where they begin and end if there are several.
    fn skip_days_within(&mut self, at: usize, end: usize, read: &Result<Every, String>) -> (usize, Option<(usize, usize)>) {
        if !matches!(read, Ok(Every::Months(1..=11) | Every::Days(7..=28))) {
            return (end, None);
        }
        let mut first = at;
        while first > self.used_to.min(at) && is_day_within(self.tokens, first - 1) {
            first -= 1;
        }
        // "Monthly – 1st and 15th", "Weekly (Mondays and Thursdays)"
        let after = end + usize::from(matches!(self.word(end), Word::Dash | Word::Colon | Word::Open | Word::Comma));
        let mut last = after;
        while is_day_within(self.tokens, last) {
            last += 1;
        }
        for (from, to) in [(first, at), (after, last)] {
            match count_days_within(self.tokens, from, to) {
                0 => {}
                1 => {
                    // The frequency is right with one day in it; which day it is has no key.
                    self.facts.unread.push((from, to));
                    return (if from == after { to } else { end }, None);
                }
                _ => return (to.max(end), Some((from.min(at), to.max(end)))),
            }
        }
        (end, None)
    }

    fn record_every(&mut self, every: Every, at: usize, end: usize) {
        let shown = self.tokens.text_between(at, end);
        match &self.facts.every {
            Some((first, words)) if *first != every => {
                let reason =
                    format!("{words} and {} are two frequencies: write one, or make each a separate action", quote(shown));
                set_if_none(&mut self.facts.hard, || reason);
            }
            Some(_) => {}
            None => self.facts.every = Some((every, quote(shown))),
        }
    }
}
