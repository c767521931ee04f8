//! What the words on both sides of a date make of it: which dates of a phrase count, and as what.

use super::super::when::When;
use super::after_date::{find_stray_number, leaves_open, skip_open_end};
use super::ambiguity::season_reason;
use super::facts::{YearMention, set_if_none};
use super::groups::{Dates, read_group};
use super::partial_date::{DateFault, FaultScope};
use super::roles::{DateClues, Role, read_clues};
use super::scanner::Scanner;
use super::tokens::Gap;
use super::vocabulary::Word;

/// Where a date, or several together, stand, and what the words around make of them.
struct DateInContext {
    start: usize,
    end: usize,
    clues: DateClues,
    role: Role,
    /// The token after the words that make it a start: "onwards".
    after: Option<usize>,
}

impl Scanner<'_, '_> {
    /// Records the dates that begin at `at`; gives the token after them.
    pub(super) fn read_dates(&mut self, at: usize) -> Option<usize> {
        let between = self.word(at) == Word::Between;
        let mut start = at + usize::from(between);
        while between && matches!(self.word(start), Word::The | Word::End | Word::Of) {
            start += 1;
        }
        let group = read_group(self.tokens, start, between)?;
        let (start, end) = (group.start, group.end);
        let end = match (group.weak, group.read) {
            (true, read) => self.read_years(start, end, read),
            (false, Ok(dates)) => self.record_dates(start, end, dates, between),
            (false, Err(fault)) => {
                self.end_event(start);
                let mere_words = self.in_brackets && fault.scope == FaultScope::NoYear;
                set_if_none(if mere_words { &mut self.facts.soft } else { &mut self.facts.hard }, || fault.reason);
                end
            }
        };
        self.used_to = end;
        Some(end)
    }

    fn record_dates(&mut self, start: usize, end: usize, dates: Dates, between: bool) -> usize {
        self.end_event(start);
        match self.put_in_context(start, end, &dates, between) {
            Err(reason) => {
                set_if_none(&mut self.facts.hard, || reason);
                end
            }
            Ok(placed) => {
                self.note_described(&placed);
                self.stated().by |= placed.clues.by;
                if placed.role == Role::Until {
                    let shown = self.quote(start - 1, end);
                    set_if_none(&mut self.stated().until, || shown);
                }
                if !self.stated().add(dates, placed.role) {
                    set_if_none(&mut self.facts.hard, || "it gives two starts: write only the one that counts".to_string());
                }
                placed.after.unwrap_or(end)
            }
        }
    }

    /// What the words around the dates make of them, or why they leave them open.
    fn put_in_context(&self, start: usize, end: usize, dates: &Dates, between: bool) -> Result<DateInContext, String> {
        let clues = read_clues(self.tokens, start, end).map_err(|open| self.tied_reason(start, end).unwrap_or(open.reason))?;
        let after = skip_open_end(self.tokens, end, clues.role == Role::Start);
        let role = if after.is_some() { Role::Start } else { clues.role };
        let placed = DateInContext { start, end, clues, role, after };
        let reason = find_stray_number(self.tokens, start, end, self.used_to)
            .or_else(|| leaves_open(self.tokens, start, end))
            .or_else(|| self.tied_to_event(&placed))
            .or_else(|| self.find_alternative(start, end))
            .or_else(|| self.find_misfit(dates, &placed, between))
            .or_else(|| self.find_name(&placed));
        match reason {
            Some(reason) => Err(reason),
            None => Ok(placed),
        }
    }

    /// Whether other words run on after the date: "June 2007 audit findings".
    fn runs_into_words(&self, end: usize) -> bool {
        self.word(end) == Word::Unknown && self.tokens.gap(end) != Gap::Line
    }

    /// "of the June 2007 conference", "June 2007 audit findings to be presented April 08".
    fn find_name(&self, placed: &DateInContext) -> Option<String> {
        let DateInContext { start, end, .. } = *placed;
        if let Some(first) = self.described_date {
            let shown = self.quote(first, end);
            return Some(format!("{shown} may give one deadline or two: write only the deadlines, with a comma between"));
        }
        let of = placed.clues.of || placed.clues.role == Role::Start && self.follows_words(start);
        (of && self.runs_into_words(end)).then(|| {
            let shown = self.quote(start - 1, end + 1);
            format!("{shown} may name something of that date, not the deadline: write \"by\" before the deadline")
        })
    }

    /// Keeps a date that other words follow: beside another date it may be no deadline.
    fn note_described(&mut self, placed: &DateInContext) {
        let DateInContext { start, end, .. } = *placed;
        let runs_on = self.runs_into_words(end);
        self.described_date = runs_on.then_some(start);
        if runs_on && matches!(self.tokens.word_before(start, 1), Word::The | Word::For | Word::At | Word::On) {
            let shown = self.quote(start, end + 1);
            set_if_none(&mut self.stated().describes, || shown);
        }
    }

    /// A date in the same clause as "following" or "starts" most likely belongs to those words.
    fn tied_to_event(&self, placed: &DateInContext) -> Option<String> {
        let DateInContext { start, end, ref clues, .. } = *placed;
        if let Some(reason) = self.tied_reason(start, end) {
            return Some(reason);
        }
        let start_word = self.start_word.filter(|_| clues.role == Role::Due && !clues.by)?;
        let shown = self.quote(start_word, end);
        Some(format!("{shown} may be a start or a deadline: write \"from\" or \"by\" before the date"))
    }

    /// "June 2008 and/or July 2008": an "or" anywhere between two dates leaves open which counts.
    fn find_alternative(&self, start: usize, end: usize) -> Option<String> {
        let or = self.last_or?;
        let other = self.facts.outer.is_dated() || self.facts.inner.is_dated() || self.facts.event.is_some();
        other.then(|| format!("{} leaves open which date counts: write only the deadline", self.quote(or.min(start), end)))
    }

    /// "feedback from the June 2008 conference", "since the June 2008 inspection": no start.
    fn follows_words(&self, start: usize) -> bool {
        let from = start - usize::from(self.tokens.word_before(start, 1) == Word::The);
        self.tokens.word_before(from, 1) == Word::From
            && (self.tokens.word_before(from, 2) == Word::Unknown || self.tokens.spells(from - 1, "since"))
    }

    fn tied_reason(&self, start: usize, end: usize) -> Option<String> {
        let tied_from = self.tied_from?;
        let (date, whole) = (self.quote(start, end), self.quote(tied_from, end));
        Some(format!("{date} in {whole} may not be the deadline: write the deadline first, with a comma after it"))
    }

    /// Dates that do not fit the words around them.
    fn find_misfit(&self, dates: &Dates, placed: &DateInContext, between: bool) -> Option<String> {
        let shown = || self.quote(placed.start, placed.end);
        let several = dates.whens.len() > 1;
        Some(match placed.role {
            _ if between && !dates.range => {
                format!("\"between\" needs a start and an end: write it as \"April to June 2008\", not {}", shown())
            }
            Role::Start if several && placed.after.is_some() => {
                format!("{} does not say from which date on: write only the start", shown())
            }
            Role::Start if dates.joined => {
                format!("{} can be one start or several: write \"from\" before a start and \"by\" before a deadline", shown())
            }
            Role::Until if several => format!("{} can be one end or several: write only the deadline", shown()),
            _ => return None,
        })
    }

    /// Years are mere words in "the 2008/09 plan" and a deadline in "2008/09" or "by the end of 2008".
    fn read_years(&mut self, start: usize, end: usize, read: Result<Dates, DateFault>) -> usize {
        if self.word(end) == Word::Season {
            let reason = season_reason(&self.quote(start, end + 1));
            set_if_none(&mut self.stated().year_fault, || reason);
            return end + 1;
        }
        let own_line = self.stands_alone(start, end);
        let clues = match read_clues(self.tokens, start, end) {
            Err(open) if !open.is_part && self.ends_well(end) => {
                set_if_none(&mut self.stated().year_fault, || open.reason);
                return end;
            }
            clues => clues.ok(),
        };
        let after = skip_open_end(self.tokens, end, clues.as_ref().is_some_and(|clues| clues.role == Role::Start));
        let ends_well = after.is_some() || own_line || self.ends_well(end);
        match clues {
            Some(clues) if ends_well && (clues.marked || own_line || self.begins_well(start)) => {
                let role = if after.is_some() { Role::Start } else { clues.role };
                self.record_years(&DateInContext { start, end, clues, role, after }, own_line, read)
            }
            _ => {
                let loose = || {
                    let shown = self.tokens.quote(start, end);
                    format!("{shown} stands among other words and may not be the deadline: write \"by\" before the deadline")
                };
                set_if_none(&mut self.facts.loose_year, || read.err().map_or_else(loose, |fault| fault.reason));
                end
            }
        }
    }

    /// On a line of its own.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let line = |at| at == 0 || self.tokens.gap(at) == Gap::Line;
        line(start) && (line(end) || self.word(end) == Word::Edge)
    }

    fn begins_well(&self, start: usize) -> bool {
        let before = self.tokens.word_before(start, 1);
        start == 0 || self.tokens.is_break(start - 1) || matches!(before, Word::Ongoing | Word::Going | Word::Task)
    }

    fn ends_well(&self, end: usize) -> bool {
        use Word::*;
        self.tokens.is_break(end) || matches!(self.word(end), And | Ongoing | Stop | On | QuestionMark | Plus | Dash)
    }

    /// Records years that stand where a deadline would.
    fn record_years(&mut self, placed: &DateInContext, own_line: bool, read: Result<Dates, DateFault>) -> usize {
        let DateInContext { start, end, ref clues, role, after } = *placed;
        self.end_event(start);
        let dates = match read {
            Ok(dates) => dates,
            Err(fault) => {
                let hard = fault.scope == FaultScope::Hard;
                set_if_none(if hard { &mut self.facts.hard } else { &mut self.stated().year_fault }, || fault.reason);
                return end;
            }
        };
        let shown = self.quote(start, end);
        let year_end = clues.year_end && dates.whens.iter().any(|when| matches!(when, When::Year(_)));
        let reason = leaves_open(self.tokens, start, end)
            .or_else(|| find_stray_number(self.tokens, start, end, self.used_to))
            .or_else(|| self.tied_to_event(placed))
            .or_else(|| self.find_misfit(&dates, placed, false))
            .or_else(|| year_end.then(|| end_of_year(&shown)));
        let stated = self.stated();
        match reason {
            Some(reason) => set_if_none(&mut stated.year_fault, || reason),
            None => {
                stated.by |= clues.by;
                stated.years.push(YearMention { position: stated.due.len(), role, dates, own_line, shown });
            }
        }
        after.unwrap_or(end)
    }
}

fn end_of_year(year: &str) -> String {
    format!("the end of the year {year} can be 31 December or 31 March: write the month and year")
}
