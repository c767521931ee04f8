//! The state of the walk over a phrase, which the readers of dates, events and doubtful words share.

use super::super::period::Period;
use super::facts::{Facts, StatedDates};
use super::tokens::{Tokens, on_one_line};
use super::vocabulary::Word;

/// The phrase, what was recognised so far, and what the words already passed say of those to come.
pub(super) struct Scanner<'w, 'a> {
    pub tokens: &'w Tokens<'a>,
    pub facts: Facts,
    /// The plan's period, where it is known.
    pub period: Option<Period>,
    /// In brackets.
    pub in_brackets: bool,
    /// Tokens before this one are already part of something.
    pub used_to: usize,
    /// Where an event began in this clause: a date in it is most likely the event's own.
    pub tied_from: Option<usize>,
    /// Frequencies in this clause describe something else: "as part of the annual programme".
    pub skip_frequencies: bool,
    /// A word such as "starts" in this clause.
    pub start_word: Option<usize>,
    /// A date in this clause that other words follow: "June 2007 audit findings".
    pub described_date: Option<usize>,
    /// The last "or".
    pub last_or: Option<usize>,
    /// Where an event began whose words are not yet at their end.
    pub open_event: Option<usize>,
}

impl<'w, 'a> Scanner<'w, 'a> {
    pub(super) fn new(tokens: &'w Tokens<'a>, period: Option<Period>) -> Self {
        Scanner {
            tokens,
            period,
            facts: Facts::default(),
            in_brackets: false,
            used_to: 0,
            tied_from: None,
            skip_frequencies: false,
            start_word: None,
            described_date: None,
            last_or: None,
            open_event: None,
        }
    }

    pub(super) fn word(&self, at: usize) -> Word {
        self.tokens.word(at)
    }

    pub(super) fn quote(&self, from: usize, to: usize) -> String {
        self.tokens.quote(from, to)
    }

    /// The dates stated in brackets or outside, wherever the walk is.
    pub(super) fn stated(&mut self) -> &mut StatedDates {
        if self.in_brackets { &mut self.facts.inner } else { &mut self.facts.outer }
    }

    /// Forgets what holds only within a clause, which ends at `at`.
    pub(super) fn end_clause(&mut self, at: usize) {
        (self.tied_from, self.skip_frequencies, self.start_word, self.described_date) = (None, false, None, None);
        if matches!(self.word(at), Word::Open | Word::Close) {
            self.end_event(at);
        }
    }

    /// The event whose words are being read, if any, ends before `at`.
    pub(super) fn end_event(&mut self, at: usize) {
        let Some(start) = self.open_event.take() else { return };
        let words = self.tokens.text_between(start, at).trim_end_matches(|c: char| !c.is_alphanumeric());
        let words = words.strip_suffix(" and").or(words.strip_suffix(" or")).unwrap_or(words);
        let words = on_one_line(words);
        if words.is_empty() {
            return;
        }
        if self.facts.event.is_none() {
            self.facts.event = Some(words);
            self.facts.event_in_brackets = self.in_brackets;
        } else if self.facts.event.as_ref() != Some(&words) {
            self.facts.unread.push((start, at));
        }
    }
}
