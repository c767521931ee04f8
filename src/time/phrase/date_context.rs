//! What the words on both sides of a date make of it: which dates of a phrase count, and as what.

use super::super::{every::Every, when::When};
use super::after_date::{OpenEnd, find_stray_number, leaves_open, read_open_end};
use super::ambiguity::season_reason;
use super::facts::{Doubt, YearMention, YearlessMention, set_if_none};
use super::groups::{DateGroup, Dates, read_group};
use super::partial_date::{DateFault, FaultScope};
use super::past::{Past, find_past};
use super::roles::{DateClues, Role, is_to_be_reviewed, read_clues};
use super::scanner::Scanner;
use super::tokens::Gap;
use super::vocabulary::{TimeUnit, Word};

/// Where a date, or several together, stand, and what the words around make of them.
struct DateInContext {
    start: usize,
    end: usize,
    clues: DateClues,
    role: Role,
    /// The words that make it a start: "onwards".
    after: Option<OpenEnd>,
}

impl Scanner<'_, '_> {
    /// Records the dates that begin at `at`; gives the token after them.
    pub(super) fn read_dates(&mut self, at: usize) -> Option<usize> {
        let decimals = at >= 2
            && self.word(at - 1) == Word::Stop
            && self.tokens.touches(at)
            && self.tokens.touches(at - 1)
            && self.tokens.number(at - 2).is_some_and(|whole| whole.digits < 3);
        // "V1.2 12/05/15": the second number of "1.2" begins no date.
        if decimals && self.tokens.number(at).is_some() && !self.tokens.is_month_next(at) && self.word(at + 1) == Word::Number {
            return Some(at + 1);
        }
        let between = self.word(at) == Word::Between;
        let mut start = at + usize::from(between);
        while between && matches!(self.word(start), Word::The | Word::End | Word::Of) {
            start += 1;
        }
        let group = read_group(self.tokens, start, between, self.period)?;
        let (start, end) = (group.start, group.end);
        if self.record_past(start, end, group.weak) {
            self.end_event(start);
            self.used_to = end;
            return Some(end);
        }
        // "Q1 (April to June 2015)": the brackets say when that is.
        if group.read.as_ref().is_err_and(|fault| fault.scope == FaultScope::NoYear) && self.is_explained(end) {
            self.facts.season = true;
            self.used_to = end;
            return Some(end);
        }
        self.record_yearless(&group);
        let yearless = !group.yearless.is_empty();
        let end = match (group.weak, group.read) {
            (true, read) => self.read_years(start, end, read),
            (false, Ok(dates)) => self.record_dates(start, end, dates, between, yearless),
            (false, Err(_)) if yearless => {
                self.end_event(start);
                end
            }
            (false, Err(fault)) => {
                self.end_event(start);
                let mere_words = self.in_brackets && fault.scope == FaultScope::NoYear;
                if mere_words {
                    self.facts.unread.push((start, end));
                }
                set_if_none(if mere_words { &mut self.facts.soft } else { &mut self.facts.hard }, || fault.reason);
                end
            }
        };
        self.used_to = end;
        Some(end)
    }

    /// Whether brackets follow that begin with a stretch of time.
    fn is_explained(&self, end: usize) -> bool {
        let first =
            (end + 1..end + 5).find(|&at| !matches!(self.word(at), Word::By | Word::The | Word::End | Word::Of | Word::In));
        let inside = || read_group(self.tokens, first?, false, None);
        self.word(end) == Word::Open && inside().is_some_and(|group| group.read.is_ok() && !group.weak)
    }

    /// Dates of what happened are no deadlines. Years beside such words are most often mere words.
    fn record_past(&mut self, start: usize, end: usize, years: bool) -> bool {
        let by = matches!(read_clues(self.tokens, start, end), Ok(DateClues { by: true, .. }));
        // What an event ties its date to has a reason of its own.
        if by || self.tied_from.is_some() {
            return false;
        }
        let Some(Past { first, source }) = find_past(self.tokens, start) else { return false };
        if years && !(self.ends_well(end) && first + 3 >= start) {
            return false;
        }
        let says =
            if source { "says where it comes from, not when it is due" } else { "may be when it was done or when it is due" };
        let reason = format!("{} {says}: write \"by\" before a deadline", self.quote(first, end));
        self.facts.past.push(Doubt { reason, span: (first, end) });
        true
    }

    /// Keeps months without a year: "April annually", "every 31 August".
    fn record_yearless(&mut self, group: &DateGroup) {
        let &DateGroup { start, end, ref yearless, ref read, .. } = group;
        let reason = match read {
            Ok(dates) => dates.doubt.clone(),
            Err(fault) => Some(fault.reason.clone()),
        };
        let Some(reason) = reason.filter(|_| !yearless.is_empty()) else { return };
        if self.follows_every(start) {
            self.facts.every.get_or_insert_with(|| (Every::Months(12), self.tokens.quote(start - 1, end)));
        }
        // "June 2008 (not July)"
        if self.in_brackets && self.tokens.word_before(start, 1) == Word::Not {
            set_if_none(&mut self.facts.soft, || reason);
            return;
        }
        let mut first = start;
        while matches!(self.tokens.word_before(first, 1), Word::From | Word::In | Word::On | Word::End | Word::Of | Word::The) {
            first -= 1;
        }
        self.facts.yearless.push(YearlessMention {
            months: yearless.clone(),
            doubt: Doubt { reason, span: (first, end) },
            decided: read.is_ok(),
            in_brackets: self.in_brackets,
        });
    }

    /// Whether a date is the end of what goes on: "Ongoing April 2006 – March 2009", "Ongoing throughout 2015/16", "Ongoing, to
    /// be completed by March 2016".
    fn bounds_ongoing(&self, start: usize, range: bool) -> bool {
        let ongoing = |at: usize| matches!(self.tokens.word_before(at, 1), Word::Ongoing | Word::Going);
        let the = start - usize::from(self.tokens.word_before(start, 1) == Word::The);
        let before = the.saturating_sub(1);
        let lasts = ["throughout", "during", "across"].iter().any(|word| self.tokens.spells(before, word));
        if range && (ongoing(start) || self.word(before) == Word::From && ongoing(before)) || lasts && ongoing(before) {
            return true;
        }
        let ends = |at: usize| {
            self.word(at) == Word::Finished
                || ["completion", "ends", "finishes", "expires"].iter().any(|word| self.tokens.spells(at, word))
                || self.word(at) == Word::End && self.tokens.word_before(at, 1) == Word::To
        };
        self.facts.ongoing && (self.tokens.clause_start(start)..start).any(ends)
    }

    fn follows_every(&self, start: usize) -> bool {
        self.tokens.word_before(start, 1) == Word::Every
    }

    fn record_dates(&mut self, start: usize, end: usize, dates: Dates, between: bool, yearless: bool) -> usize {
        self.end_event(start);
        // "Jan Smith", "May Day events": with a period, a name must not become a date.
        let marked = matches!(read_clues(self.tokens, start, end), Ok(DateClues { marked: true, .. }));
        let festival = matches!(self.word(end), Word::Unit(TimeUnit::Day) | Word::Season);
        if yearless && dates.doubt.is_some() && (festival || self.runs_into_words(end) && !marked) {
            let doubt = dates.doubt.unwrap_or_default();
            set_if_none(&mut self.facts.hard, || doubt);
            return end;
        }
        match self.put_in_context(start, end, &dates, between) {
            Err(reason) => {
                set_if_none(&mut self.facts.hard, || reason);
                end
            }
            Ok(placed) => {
                self.note_described(&placed);
                self.stated().by |= placed.clues.by;
                match &dates.doubt {
                    Some(doubt) => set_if_none(&mut self.facts.decided, || doubt.clone()),
                    None => self.facts.certain = true,
                }
                if placed.role == Role::Review {
                    self.facts.reviews.extend(dates.whens);
                    return placed.after.map_or(end, |after| after.end);
                }
                self.facts.ongoing |= placed.after.as_ref().is_some_and(|after| after.endless);
                self.facts.bounded |= self.bounds_ongoing(start, dates.range);
                if placed.role == Role::Until {
                    let shown = self.quote(start - 1, end);
                    set_if_none(&mut self.stated().until, || shown);
                }
                if !self.stated().add(dates, placed.role) {
                    set_if_none(&mut self.facts.hard, || "it gives two starts: write only the one that counts".to_string());
                }
                placed.after.map_or(end, |after| after.end)
            }
        }
    }

    /// What the words around the dates make of them, or why they leave them open.
    fn put_in_context(&self, start: usize, end: usize, dates: &Dates, between: bool) -> Result<DateInContext, String> {
        let clues = if self.follows_every(start) && dates.doubt.is_some() {
            DateClues { role: Role::Due, marked: true, by: false, of: false, year_end: false, ends: false }
        } else {
            read_clues(self.tokens, start, end).map_err(|open| self.tied_reason(start, end).unwrap_or(open.reason))?
        };
        let after = read_open_end(self.tokens, end, clues.role == Role::Start);
        let aside = self.facts.ongoing || self.facts.standing || self.in_brackets;
        let role = match clues.role {
            _ if after.is_some() => Role::Start,
            Role::Due if is_to_be_reviewed(self.tokens, start) && (aside || self.follows_a_deadline(start)) => Role::Review,
            role => role,
        };
        let placed = DateInContext { start, end, clues, role, after };
        let reason = find_stray_number(self.tokens, start, end, self.used_to)
            .or_else(|| self.leaves_open(&placed))
            .or_else(|| self.tied_to_event(&placed))
            .or_else(|| self.follows_status(&placed))
            .or_else(|| self.find_alternative(start, end))
            .or_else(|| self.find_misfit(dates, &placed, between))
            .or_else(|| self.find_name(&placed));
        match reason {
            Some(reason) => Err(reason),
            None => Ok(placed),
        }
    }

    /// "April 08, to be reviewed Sept 08": what was due first is looked at again, no other work is due then.
    fn follows_a_deadline(&self, start: usize) -> bool {
        let Some(reviewed) = (0..start).rev().find(|&at| self.tokens.spells(at, "reviewed")) else { return false };
        let mut first = reviewed;
        while matches!(self.tokens.word_before(first, 1), Word::Be | Word::To | Word::And | Word::Comma | Word::Stop) {
            first -= 1;
        }
        !self.facts.outer.due.is_empty() && matches!(self.tokens.word_before(first, 1), Word::Number | Word::Month(_))
    }

    /// Words after the date that leave it open, unless they were read as what makes it a start.
    fn leaves_open(&self, placed: &DateInContext) -> Option<String> {
        let by = placed.clues.by || placed.role == Role::Review;
        let open = placed.after.is_none() && !(by && matches!(self.word(placed.end), Word::Dash));
        open.then(|| leaves_open(self.tokens, placed.start, placed.end)).flatten()
    }

    /// "in progress – update to the board April 2018": the date of the next step is no deadline of the action.
    fn follows_status(&self, placed: &DateInContext) -> Option<String> {
        let DateInContext { start, end, ref clues, role, .. } = *placed;
        let sure = clues.by || role != Role::Due || self.tokens.word_before(start, 1) == Word::For;
        if matches!(self.tokens.word_before(start, 1), Word::Dash | Word::Slash | Word::Colon | Word::Comma)
            && !clues.by
            && matches!(self.tokens.word_before(start, 2), Word::Ongoing | Word::Going)
            && role == Role::Due
        {
            return Some(format!(
                "{} may be when it ends, when it is looked at again or when it is set up: write \"until\", \"review\" or \"by\" before the date",
                self.quote(start - 2, end)
            ));
        }
        let first = self.tokens.clause_start(start);
        let step = ["update", "updates", "progress", "feedback"].iter().any(|word| self.tokens.spells(first, word));
        if let Some(status) = self.facts.status.as_ref().filter(|_| !sure) {
            let date = self.quote(start, end);
            return Some(format!(
                "{status} is how it stands, and {date} may be when its next step is: write \"by\" before the deadline"
            ));
        }
        (step && self.facts.ongoing && first > 0 && !sure).then(|| {
            format!("{} may be only the next step of what goes on: write \"by\" before a deadline", self.quote(first, end))
        })
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
        let of_a_meeting = placed.clues.role == Role::Start && self.is_of_a_meeting(start, end);
        (of && self.runs_into_words(end) || of_a_meeting).then(|| {
            let shown = self.quote(start - 1, end + 1);
            format!("{shown} may name something of that date, not the deadline: write \"by\" before the deadline")
        })
    }

    /// "From June 2014 Board": it came from there, and says nothing of when it starts.
    fn is_of_a_meeting(&self, start: usize, end: usize) -> bool {
        const MEETINGS: [&str; 12] = [
            "board",
            "lscb",
            "lsab",
            "lscp",
            "executive",
            "exec",
            "committee",
            "audit",
            "inspection",
            "conference",
            "workshop",
            "minutes",
        ];
        let from = start - usize::from(self.tokens.word_before(start, 1) == Word::The);
        let meets = self.word(end) == Word::Unit(TimeUnit::Meeting) || MEETINGS.iter().any(|word| self.tokens.spells(end, word));
        let first = self.tokens.clause_start(start);
        first + 1 == from && self.word(first) == Word::From && self.tokens.gap(end) != Gap::Line && meets
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
        let start_word = self.start_word.filter(|_| clues.role == Role::Due && !clues.by && !clues.ends)?;
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
            Role::Review if dates.range => {
                format!("{} can be one review or several: write the days of the reviews", shown())
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
        let after = read_open_end(self.tokens, end, clues.as_ref().is_some_and(|clues| clues.role == Role::Start));
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
        // "for the financial year 2012/13", "over the financial year", "in the course of 2012/13"
        let first = self.tokens.clause_start(start);
        let leads = |at: usize| {
            matches!(self.word(at), Word::For | Word::In | Word::The | Word::Of)
                || self.tokens.spells(at, "over")
                || self.tokens.spells(at, "course")
        };
        let spans = (first..start).all(leads)
            && (self.word(start) == Word::Financial || self.tokens.spells(start.saturating_sub(2), "course"));
        let whole = start == 1 && self.word(0) == Word::For;
        spans
            || whole
            || start == 0
            || self.tokens.is_break(start - 1)
            || matches!(before, Word::Ongoing | Word::Going | Word::Task)
    }

    fn ends_well(&self, end: usize) -> bool {
        use Word::*;
        self.tokens.is_break(end) || matches!(self.word(end), And | Ongoing | Stop | On | QuestionMark | Plus | Dash)
    }

    /// Records years that stand where a deadline would.
    fn record_years(&mut self, placed: &DateInContext, own_line: bool, read: Result<Dates, DateFault>) -> usize {
        let DateInContext { start, end, ref clues, role, ref after } = *placed;
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
        let reason = self
            .leaves_open(placed)
            .or_else(|| find_stray_number(self.tokens, start, end, self.used_to))
            .or_else(|| self.tied_to_event(placed))
            .or_else(|| self.follows_status(placed))
            .or_else(|| self.find_misfit(&dates, placed, false))
            .or_else(|| year_end.then(|| end_of_year(&shown)));
        let next = after.as_ref().map_or(end, |after| after.end);
        if reason.is_none() {
            match &dates.doubt {
                Some(doubt) => set_if_none(&mut self.facts.decided, || doubt.clone()),
                None => self.facts.certain = true,
            }
            if role == Role::Review {
                self.facts.reviews.extend(dates.whens);
                return next;
            }
            self.facts.ongoing |= after.as_ref().is_some_and(|after| after.endless);
            self.facts.bounded |= self.bounds_ongoing(start, dates.range);
        }
        let stated = self.stated();
        match reason {
            Some(reason) => set_if_none(&mut stated.year_fault, || reason),
            None => {
                stated.by |= clues.by;
                stated.years.push(YearMention { position: stated.due.len(), role, dates, own_line, shown });
            }
        }
        next
    }
}

fn end_of_year(year: &str) -> String {
    format!("the end of the year {year} can be 31 December or 31 March: write the month and year")
}
