//! One walk over a phrase: what is recognised is noted, everything else is mere words.
//!
//! The walk is here; what it does at a date is in `dated`, at an event in `events`, at a doubtful word in `doubts`.

use super::super::every::Every;
use super::known::Kind;
use super::noted::{Noted, Stated, keep};
use super::often::{is_limited, is_name, looks_named, often};
use super::spelling::misspelt;
use super::words::{Words, quote};

pub(super) fn scan(words: &Words) -> Noted {
    let mut scan = Scan {
        words,
        noted: Noted::default(),
        inside: false,
        taken: 0,
        tied: None,
        quiet: false,
        begun: None,
        dated: None,
        or: None,
        event: None,
    };
    let mut at = 0;
    while at < words.len() {
        at = scan.step(at).max(at + 1);
    }
    scan.end_event(words.len());
    scan.noted
}

pub(super) struct Scan<'w, 'a> {
    pub words: &'w Words<'a>,
    pub noted: Noted,
    /// In brackets.
    pub inside: bool,
    /// Tokens before this one are already part of something.
    pub taken: usize,
    /// Where an event began in this clause: a date in it is most likely the event's own.
    pub tied: Option<usize>,
    /// Frequencies in this clause describe something else: "as part of the annual programme".
    pub quiet: bool,
    /// A word such as "starts" in this clause.
    pub begun: Option<usize>,
    /// A date in this clause that other words follow: "June 2007 audit findings".
    pub dated: Option<usize>,
    /// The last "or".
    pub or: Option<usize>,
    /// Where an event began whose words are not yet at their end.
    pub event: Option<usize>,
}

impl Scan<'_, '_> {
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.words.kind(at)
    }

    pub(super) fn quote(&self, from: usize, to: usize) -> String {
        self.words.quote(from, to)
    }

    pub(super) fn stated(&mut self) -> &mut Stated {
        if self.inside { &mut self.noted.inner } else { &mut self.noted.outer }
    }

    pub(super) fn step(&mut self, at: usize) -> usize {
        use Kind::*;
        if self.words.is_break(at) {
            self.clause_ends(at);
        }
        if self.is_verb_may(at) {
            return at + 1;
        }
        match self.kind(at) {
            And => {
                self.dated = None;
                if self.kind(at + 1) == By {
                    self.clause_ends(at);
                }
                return at + 1;
            }
            Or => self.or = Some(at),
            Plain | Mark | Comma | Stop | Colon | Slash | Dash => return self.plain(at),
            Open => self.inside = true,
            Close => self.inside = false,
            Ongoing => return self.runs_on(at, at + 1),
            On if self.going(at) => return self.runs_on(at, at + 2 + usize::from(self.kind(at + 1) == Dash)),
            Core if self.kind(at + 1 + usize::from(self.kind(at + 1) == Dash)) == Task => {
                self.recognised(at);
                self.noted.standing = true;
                return at + 2 + usize::from(self.kind(at + 1) == Dash);
            }
            _ => {}
        }
        if let Some(end) = self.frequency(at) {
            return end;
        }
        if let Some(end) = self.dates(at) {
            return end;
        }
        if let Some(end) = self.event_begins(at) {
            return end;
        }
        self.doubtful(at)
    }

    /// "LSCB may review": the verb, not the month.
    fn is_verb_may(&self, at: usize) -> bool {
        let verb = self.kind(at) == Kind::Month(5) && self.words.slice(at, at + 1) == "may";
        verb && self.words.back(at, 1) == Kind::Plain && self.kind(at + 1) == Kind::Plain
    }

    fn clause_ends(&mut self, at: usize) {
        (self.tied, self.quiet, self.begun, self.dated) = (None, false, None, None);
        if matches!(self.kind(at), Kind::Open | Kind::Close) {
            self.end_event(at);
        }
    }

    /// Something was recognised at `at`: an event before it has come to its end.
    pub(super) fn recognised(&mut self, at: usize) {
        self.end_event(at);
    }

    pub(super) fn going(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(self.kind(at + 1) == Kind::Dash);
        self.kind(next) == Kind::Going
    }

    pub(super) fn runs_on(&mut self, at: usize, end: usize) -> usize {
        self.recognised(at);
        if self.words.back(at, 1) == Kind::Not {
            keep(&mut self.noted.soft, || "it only says what it is not: write a month and a year".to_string());
        } else {
            self.noted.ongoing = true;
        }
        end
    }

    /// A word the reader does not know, or a mark. Words that look like a misspelt month are not passed over.
    fn plain(&mut self, at: usize) -> usize {
        let year_follows = self.words.number(at + 1).is_some_and(|number| matches!(number.digits, 2 | 4));
        if self.kind(at) == Kind::Plain && year_follows && self.kind(at + 1) == Kind::Number {
            let word = self.words.slice(at, at + 1);
            if let Some(month) = misspelt(word) {
                let shown = self.quote(at, at + 2);
                keep(&mut self.noted.hard, || format!("{shown} is not a month that can be read: did the board mean {month}?"));
            }
        }
        if self.words.is(at, "n") && self.kind(at + 1) == Kind::Slash && self.kind(at + 2) == Kind::A {
            let shown = self.quote(at, at + 3);
            keep(&mut self.noted.soft, || format!("{shown} gives no date: write one, or leave the timescale out"));
            return at + 3;
        }
        at + 1
    }

    pub(super) fn frequency(&mut self, at: usize) -> Option<usize> {
        let (read, end) = often(self.words, at)?;
        if is_name(self.words, at) {
            let shown = self.quote(at, at + 2);
            keep(&mut self.noted.soft, || {
                format!("{shown} may be a name: write how often in small letters, or a month and a year")
            });
            return Some(end);
        }
        if self.quiet {
            return Some(end);
        }
        self.recognised(at);
        match read {
            Err(reason) => keep(&mut self.noted.hard, || reason),
            Ok(_) if is_limited(self.words, at) => {
                let shown = self.quote(at - 1, end);
                keep(&mut self.noted.hard, || format!("{shown} does not say how often: write it as \"quarterly\" or the like"));
            }
            Ok(every) if every == Every::Months(12) && looks_named(self.words, at) => {
                self.noted.named_every.get_or_insert(every);
            }
            Ok(every) => self.take_every(every, at, end),
        }
        Some(end)
    }

    fn take_every(&mut self, every: Every, at: usize, end: usize) {
        let shown = self.words.slice(at, end);
        match &self.noted.every {
            Some((first, words)) if *first != every => {
                let reason =
                    format!("{words} and {} are two frequencies: write one, or make each a separate action", quote(shown));
                keep(&mut self.noted.hard, || reason);
            }
            Some(_) => {}
            None => self.noted.every = Some((every, quote(shown))),
        }
    }
}
