//! Events and conditions: "within six months of the review", "subject to funding".

use super::dates::read_date;
use super::facts::set_if_none;
use super::frequency::read_frequency;
use super::partial_date::PartialDate;
use super::scanner::Scanner;
use super::tokens::Gap;
use super::vocabulary::{TimeUnit, Word};

impl Scanner<'_, '_> {
    /// Records the event or the length of time that begins at `at`; gives the token after its first words.
    pub(super) fn begin_event(&mut self, at: usize) -> Option<usize> {
        use Word::*;
        let (next, second) = (self.word(at + 1), self.word(at + 2));
        let last = matches!(next, Edge | Stop | Colon | Comma | Close);
        let end = match self.word(at) {
            Before | After if self.is_date_next(at + 1) => return None,
            When | Upon | Pending if !last => at + 1,
            // "until complete", "until the inspection": an end without a date.
            Until
                if !last
                    && !self.is_date_next(at + 1)
                    && !matches!(next, Season | Date | Start | Mid | Before | After | Around) =>
            {
                at + 1
            }
            If if !last && !matches!((next, second), (Required, _)) => at + 1,
            After if !last && self.tokens.word_before(at, 1) != The && next != Up => at + 1,
            Before if !last && (self.tokens.spells(at, "before") || matches!(next, To | Of)) => at + 1,
            Subject if next == To => at + 2,
            In if next == Response => at + 2,
            On if next == Moment || next == The && second == Moment => at + 2,
            As if next == And && matches!(second, When) => at + 3,
            As => self.as_it_arises(at)?,
            Repeat(1) if matches!(next, Unknown | The | A | Agreed | Confirmed | Finished | Label) => at + 1,
            For | At | In | On
                if next == Every && read_frequency(self.tokens, at + 1).is_none() && self.word(at + 2) == Unknown =>
            {
                at + 2
            }
            Within => return self.read_within(at),
            Number | Count(_) => return self.read_length(at),
            _ => return None,
        };
        self.start_event(at, end);
        Some(end)
    }

    /// "website permitting", "if funding allows": the words before "permitting" are the condition.
    pub(super) fn record_permitting(&mut self, at: usize) -> usize {
        let mut first = at;
        while first > self.used_to && self.word(first - 1) == Word::Unknown && self.tokens.gap(first) != Gap::Line {
            first -= 1;
        }
        self.open_event = (first < at).then_some(first).or(self.open_event);
        self.end_event(at + 1);
        self.used_to = at + 1;
        at + 1
    }

    /// "provided that funding is secured", right after a date or a comma.
    pub(super) fn record_proviso(&mut self, at: usize) -> usize {
        self.start_event(at, at + 1);
        at + 1
    }

    /// An event's words begin here, or at the length of time just before: "two weeks after the review".
    fn start_event(&mut self, at: usize, end: usize) {
        self.tied_from.get_or_insert(at);
        self.skip_frequencies = true;
        let soon = at > 0 && self.tokens.word_before(at, 1) == Word::Soon && !self.tokens.spells(at - 1, "soon");
        if soon {
            self.facts.soon = None;
        }
        self.facts.event_or |= self.tokens.word_before(at, 1) == Word::Or;
        if self.open_event.is_none() {
            self.open_event = Some(at - usize::from(soon));
        }
        self.used_to = end;
    }

    /// "before the end of June 2008": no event but a date, which `date_context` reads.
    fn is_date_next(&self, at: usize) -> bool {
        let first = (at..at + 4).find(|&at| !matches!(self.word(at), Word::The | Word::End | Word::Of | Word::To));
        first
            .and_then(|at| read_date(self.tokens, at))
            .is_some_and(|(read, _)| !matches!(read, Ok(PartialDate::Day { month: None, .. })))
    }

    /// "as opportunities arise".
    fn as_it_arises(&self, at: usize) -> Option<usize> {
        (at + 2..at + 5).find(|&at| self.word(at) == Word::Arise).map(|at| at + 1)
    }

    /// "within six months of the review" waits for an event; "within six months" does not say from when.
    fn read_within(&mut self, at: usize) -> Option<usize> {
        if !matches!(self.word(at + 1), Word::Number | Word::Count(_) | Word::A) {
            return None;
        }
        let end = self.find_length_end(at + 1)?;
        if matches!(self.word(end), Word::Of | Word::From | Word::After) && self.word(end + 1) != Word::Edge {
            self.start_event(at, end + 1);
            return Some(end + 1);
        }
        let shown = self.quote(at, end);
        self.facts.unread.push((at, end));
        set_if_none(&mut self.facts.soft, || format!("{shown} does not say from when: write the deadline"));
        Some(end)
    }

    /// "six weeks after the review"; alone, "six weeks" is no date.
    fn read_length(&mut self, at: usize) -> Option<usize> {
        let end = self.find_length_end(at)?;
        if matches!(self.word(end), Word::From | Word::After | Word::Before) && self.word(end + 1) != Word::Edge {
            self.start_event(at, end + 1);
            return Some(end + 1);
        }
        let shown = self.quote(at, end);
        // "first six months of the pilot" describes something; "for 6 months" says how long.
        if self.word(end) != Word::Of && self.open_event.is_none() {
            let first = at - usize::from(self.tokens.word_before(at, 1) == Word::For);
            self.facts.unread.push((first, end));
        }
        set_if_none(&mut self.facts.soft, || format!("{shown} is a length of time, not a date: write the deadline"));
        Some(end)
    }

    /// The token after "six months", "10 working days".
    fn find_length_end(&self, at: usize) -> Option<usize> {
        let first = at + 1 + usize::from(self.word(at + 1) == Word::Dash);
        let unit = (first..first + 3).find(|&at| !matches!(self.word(at), Word::Unknown | Word::Academic | Word::Calendar))?;
        let fits = matches!(self.word(unit), Word::Unit(unit) if unit != TimeUnit::Meeting);
        (fits && (self.tokens.number(at).is_none_or(|number| number.digits < 4))).then_some(unit + 1)
    }
}
