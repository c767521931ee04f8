//! Words that leave a date open, or give none.

use super::facts::{Doubt, set_if_none};
use super::scanner::Scanner;
use super::vocabulary::{TimeUnit, Word};

impl Scanner<'_, '_> {
    /// Records the word at `at` if it leaves a date open or gives none; gives the token after it.
    pub(super) fn record_doubt(&mut self, at: usize) -> usize {
        use Word::*;
        let (next, second) = (self.word(at + 1), self.word(at + 2));
        let shown = |to: usize| self.tokens.quote(at, to);
        match self.word(at) {
            Inexact => {
                let reason = format!("{} leaves it uncertain: write the deadline", shown(at + 1));
                set_if_none(&mut self.facts.against_dates, || reason);
            }
            QuestionMark => {
                let reason = format!("{} leaves it uncertain: write the deadline, or how often", shown(at + 1));
                self.facts.unsure = true;
                set_if_none(&mut self.facts.hard, || reason);
            }
            Unconfirmed => {
                let reason = format!("{} says that it is not settled yet: write the deadline when it is known", shown(at + 1));
                self.facts.unsure = true;
                set_if_none(&mut self.facts.hard, || reason);
            }
            To if next == Be && matches!(second, Confirmed | Agreed) => return self.record_unsettled(at),
            Maybe => {
                let reason = format!("{} is not certain: write the deadline", shown(at + 1));
                self.facts.unsure = true;
                set_if_none(&mut self.facts.hard, || reason);
            }
            Moved if self.speaks_of_a_move(at) => {
                let forward = usize::from(
                    ["carried", "held", "brought", "rolled", "rather"].iter().any(|word| self.tokens.spells(at, word)),
                );
                let reason =
                    format!("{} speaks of an earlier time: write only the deadline that now holds", shown(at + 1 + forward));
                set_if_none(&mut self.facts.against_dates, || reason);
            }
            Revised
                if matches!(next, From | To | Until | Date)
                    || self.tokens.spells(at, "extended") && matches!(next, Edge | Close | Stop) =>
            {
                let reason = format!("{} speaks of a change: write only the deadline that now holds", shown(at + 2));
                set_if_none(&mut self.facts.against_dates, || reason);
            }
            Repeat(2..) | Count(_) | Number if matches!((self.word(at), next), (Repeat(_), _) | (_, Times)) => {
                let end = at + 1 + usize::from(next == Times);
                let reason = format!("{} does not say when each is due: write the deadlines", shown(end));
                set_if_none(&mut self.facts.against_dates, || reason);
            }
            Soon => return self.record_soon(at),
            Regularly => {
                let reason = format!("{} does not say how often: write \"monthly\", \"quarterly\" or the like", shown(at + 1));
                set_if_none(&mut self.facts.regularly, || Doubt { reason, span: (at, at + 1) });
            }
            See if self.tokens.spells(at, "ditto") => {
                let reason = format!("{} means the row above: write the date here too", shown(at + 1));
                set_if_none(&mut self.facts.hard, || reason);
            }
            As | See if next == Above => {
                let reason = format!("{} points to another line: write the date here too", shown(at + 2));
                if !self.in_brackets {
                    set_if_none(&mut self.facts.hard, || reason);
                }
            }
            As if next == Agreed => {
                self.tied_from.get_or_insert(at);
                self.record_agreed(at, at + 2);
            }
            Weekday(_) => {
                self.facts.unread.push((at, at + 1));
                self.record_vagueness(at);
            }
            Season => return self.record_season(at),
            Start => self.start_word = Some(at),
            Part if next == Of => self.skip_frequencies = true,
            Label | Unit(TimeUnit::Year | TimeUnit::Term | TimeUnit::Week) | Part | Item | Task => {
                let end = at + 1 + usize::from(next == Dash);
                if self.word(at) == Unit(TimeUnit::Year) && self.word(end) == End {
                    let reason = year_end_reason(&shown(end + 1));
                    set_if_none(&mut self.facts.soft, || reason);
                    // "year end (March 2016)" and "31 March 2016 (year end)" explain each other.
                    self.facts.season |= self.word(end + 1) == Open;
                    let explains = self.in_brackets && self.facts.outer.is_dated();
                    if !explains && matches!(self.word(end + 1), Edge | Stop | Comma | Close) {
                        self.facts.unread.push((at, end + 1));
                    }
                }
                return self.skip_label(at);
            }
            _ => self.record_vagueness(at),
        }
        at + 1
    }

    /// Records a word that gives no date, which matters only when nothing else does.
    fn record_vagueness(&mut self, at: usize) {
        use Word::*;
        let (next, back) = (self.word(at + 1), self.tokens.word_before(at, 1));
        let shown = |from: usize, to: usize| self.tokens.quote(from, to);
        let reason = match self.word(at) {
            Regular => format!("{} does not say how often: write \"monthly\", \"quarterly\" or the like", shown(at, at + 1)),
            Required if matches!(back, As | If | When) || at > 0 && self.tokens.spells(at - 1, "where") => {
                format!("{} does not say when: write a month and a year, or how often", shown(at - 1, at + 1))
            }
            Agreed => return self.record_agreed(at, at + 1),
            Length if next == Unit(TimeUnit::Term) => format!("{} gives no date: write a month and a year", shown(at, at + 2)),
            Length if next == Dash => format!("{} gives no date: write a month and a year", shown(at, at + 3)),
            Next => match (at + 1..at + 5).find(|&at| matches!(self.word(at), Unit(_))) {
                Some(unit) => format!("{} depends on the day it was written: write the date itself", shown(at, unit + 1)),
                None => return,
            },
            Finished => format!("{} says that it is done, not when it was due: write the deadline", shown(at, at + 1)),
            Weekday(_) => format!("{} has no date: write the day, the month and the year", shown(at, at + 1)),
            In if matches!((next, self.word(at + 2)), (Unit(TimeUnit::Year), _) | (Dash, Unit(TimeUnit::Year))) => {
                let end = at + 2 + usize::from(next == Dash);
                format!("{} does not say when in the year: write a month and a year", shown(at, end))
            }
            Half if matches!((next, self.word(at + 2)), (Unit(TimeUnit::Term), _) | (Dash, Unit(TimeUnit::Term))) => {
                season_reason(&shown(at, at + 2 + usize::from(next == Dash)))
            }
            End => match (at + 1..at + 5).find(|&at| !matches!(self.word(at), Of | The | Financial | Academic | Calendar)) {
                Some(unit) if (at..unit).any(|at| self.word(at) == Financial) && self.word(unit) == Unit(TimeUnit::Year) => {
                    format!("{} does not say of which year: write it as \"31 March 2009\"", shown(at, unit + 1))
                }
                Some(unit) if matches!(self.word(unit), Unit(TimeUnit::Year | TimeUnit::Term)) => {
                    self.facts.season |= self.word(unit + 1) == Open;
                    year_end_reason(&shown(at, unit + 1))
                }
                _ => return,
            },
            _ => return,
        };
        set_if_none(&mut self.facts.soft, || reason);
    }

    /// "within agreed timescales", "to agreed schedule".
    fn record_agreed(&mut self, at: usize, end: usize) {
        let from =
            at - usize::from(matches!(self.tokens.word_before(at, 1), Word::Within | Word::To | Word::As | Word::By | Word::In));
        let shown = self.quote(from, end + usize::from(self.word(end) == Word::Unknown));
        set_if_none(&mut self.facts.soft, || {
            format!("{shown} refers to a timescale that is not printed here: write a month and a year, or how often")
        });
    }

    /// "to be confirmed": after a date it may speak of that date.
    fn record_unsettled(&mut self, at: usize) -> usize {
        let end = at + 3;
        let dated =
            self.word(end) == Word::By && matches!(self.word(end + 1), Word::Number | Word::Month(_) | Word::End | Word::The);
        let reason = format!("{} says that it is not settled yet: write the deadline when it is known", self.quote(at, end));
        if !dated && !self.facts.outer.is_empty() {
            set_if_none(&mut self.facts.hard, || reason);
        } else {
            set_if_none(&mut self.facts.soft, || reason);
        }
        end
    }

    /// "carried out" is work done; "carried forward" is a move.
    fn speaks_of_a_move(&self, at: usize) -> bool {
        let next = |word| self.tokens.spells(at + 1, word);
        match self.tokens.text_between(at, at + 1) {
            word if ["carried", "held", "brought", "rolled"].iter().any(|moved| word.eq_ignore_ascii_case(moved)) => {
                next("forward") || next("over")
            }
            word if word.eq_ignore_ascii_case("rather") => next("than"),
            _ => true,
        }
    }

    /// "asap", "as soon as possible".
    fn record_soon(&mut self, at: usize) -> usize {
        let from = at - usize::from(self.tokens.word_before(at, 1) == Word::As);
        let possible = self.word(at + 1) == Word::As
            && (self.tokens.spells(at + 2, "possible") || self.tokens.spells(at + 2, "practicable"));
        let end = at + 1 + 2 * usize::from(possible);
        let reason = format!("{} gives no date: write the day or the month it must be done by", self.quote(from, end));
        set_if_none(&mut self.facts.soon, || reason);
        end
    }

    /// "Summer 2008", "autumn term 2008/09"; without a year a season beside a date is mere words.
    fn record_season(&mut self, at: usize) -> usize {
        self.facts.season = true;
        let mut end = at + 1;
        while matches!(
            self.word(end),
            Word::Half | Word::Unit(TimeUnit::Term) | Word::Of | Word::Dash | Word::Slash | Word::Season
        ) {
            end += 1;
        }
        let year = self.tokens.number(end).is_some_and(|number| matches!(number.digits, 2 | 4));
        if year && !matches!(self.word(end + 1), Word::Month(_) | Word::Suffix) {
            let pair = self.word(end + 1) == Word::Slash && self.tokens.number(end + 2).is_some();
            end += 1 + 2 * usize::from(pair);
            let reason = season_reason(&self.quote(at, end));
            set_if_none(&mut self.stated().year_fault, || reason);
            // Brackets with a date explain a season before them, never one after them.
            if self.in_brackets || self.facts.inner.is_dated() {
                self.facts.unread.push((at, end));
            }
        } else {
            let reason = season_reason(&self.quote(at, end));
            set_if_none(&mut self.facts.soft, || reason);
            // "Spring conference", "Summer term (July 2008)": described or explained by what follows.
            if !matches!(self.word(end), Word::Unknown | Word::Open | Word::Colon) {
                self.facts.unread.push((at, end));
            }
        }
        self.used_to = end;
        end
    }
}

pub(super) fn season_reason(shown: &str) -> String {
    format!("boards differ on when {shown} ends: write a month and a year")
}

fn year_end_reason(shown: &str) -> String {
    format!("{shown} can be a calendar, a financial or a school year's end: write a month and a year")
}
