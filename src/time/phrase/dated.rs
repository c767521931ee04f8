//! What the words around a date make of it.

use super::super::when::When;
use super::beside::{left_open, open_end, stray_number};
use super::dates::{Fault, Weight};
use super::doubts::season;
use super::groups::{Dates, group};
use super::known::Kind;
use super::noted::{Year, keep};
use super::roles::{Before, Role, before};
use super::scan::Scan;
use super::words::Gap;

/// A date, or several together, with what the words around make of it.
struct Placed {
    start: usize,
    end: usize,
    before: Before,
    role: Role,
    /// The place after the words that make it a start: "onwards".
    after: Option<usize>,
}

impl Scan<'_, '_> {
    /// Notes the dates that begin at `at`; gives the place after them.
    pub(super) fn dates(&mut self, at: usize) -> Option<usize> {
        let between = self.kind(at) == Kind::Between;
        let mut start = at + usize::from(between);
        while between && matches!(self.kind(start), Kind::The | Kind::End | Kind::Of) {
            start += 1;
        }
        let group = group(self.words, start, between)?;
        let (start, end) = (group.start, group.end);
        let end = match (group.weak, group.read) {
            (true, read) => self.years(start, end, read),
            (false, Ok(dates)) => self.place(start, end, dates, between),
            (false, Err(fault)) => {
                self.recognised(start);
                let mere_words = self.inside && fault.weight == Weight::NoYear;
                keep(if mere_words { &mut self.noted.soft } else { &mut self.noted.hard }, || fault.reason);
                end
            }
        };
        self.taken = end;
        Some(end)
    }

    fn place(&mut self, start: usize, end: usize, dates: Dates, between: bool) -> usize {
        self.recognised(start);
        match self.weigh(start, end, &dates, between) {
            Err(reason) => {
                keep(&mut self.noted.hard, || reason);
                end
            }
            Ok(placed) => {
                self.describes(&placed);
                self.stated().by |= placed.before.by;
                if placed.role == Role::Until {
                    let shown = self.quote(start - 1, end);
                    keep(&mut self.stated().until, || shown);
                }
                if !self.stated().add(dates, placed.role) {
                    keep(&mut self.noted.hard, || "it gives two starts: write only the one that counts".to_string());
                }
                placed.after.unwrap_or(end)
            }
        }
    }

    /// What the words around the dates make of them, or why they leave them open.
    fn weigh(&self, start: usize, end: usize, dates: &Dates, between: bool) -> Result<Placed, String> {
        let before = before(self.words, start, end).map_err(|open| self.tied_reason(start, end).unwrap_or(open.reason))?;
        let after = open_end(self.words, end, before.role == Role::Start);
        let role = if after.is_some() { Role::Start } else { before.role };
        let placed = Placed { start, end, before, role, after };
        let reason = stray_number(self.words, start, end, self.taken)
            .or_else(|| left_open(self.words, start, end))
            .or_else(|| self.tied_to_event(&placed))
            .or_else(|| self.either(start, end))
            .or_else(|| self.unfit(dates, &placed, between))
            .or_else(|| self.names_something(&placed));
        match reason {
            Some(reason) => Err(reason),
            None => Ok(placed),
        }
    }

    /// Whether other words run on after the date: "June 2007 audit findings".
    fn runs_into_words(&self, end: usize) -> bool {
        self.kind(end) == Kind::Plain && self.words.gap(end) != Gap::Line
    }

    /// "of the June 2007 conference", "June 2007 audit findings to be presented April 08".
    fn names_something(&self, placed: &Placed) -> Option<String> {
        let Placed { start, end, .. } = *placed;
        if let Some(first) = self.dated {
            let shown = self.quote(first, end);
            return Some(format!("{shown} may give one deadline or two: write only the deadlines, with a comma between"));
        }
        let of = placed.before.of || placed.before.role == Role::Start && self.follows_words(start);
        (of && self.runs_into_words(end)).then(|| {
            let shown = self.quote(start - 1, end + 1);
            format!("{shown} may name something of that date, not the deadline: write \"by\" before the deadline")
        })
    }

    /// Remembers a date that other words follow: beside another date it may be no deadline.
    fn describes(&mut self, placed: &Placed) {
        let Placed { start, end, .. } = *placed;
        let runs_on = self.runs_into_words(end);
        self.dated = runs_on.then_some(start);
        if runs_on && matches!(self.words.back(start, 1), Kind::The | Kind::For | Kind::At | Kind::On) {
            let shown = self.quote(start, end + 1);
            keep(&mut self.stated().describes, || shown);
        }
    }

    /// A date in the same clause as "following" or "starts" most likely belongs to those words.
    fn tied_to_event(&self, placed: &Placed) -> Option<String> {
        let Placed { start, end, ref before, .. } = *placed;
        if let Some(reason) = self.tied_reason(start, end) {
            return Some(reason);
        }
        let begun = self.begun.filter(|_| before.role == Role::Due && !before.by)?;
        let shown = self.quote(begun, end);
        Some(format!("{shown} may be a start or a deadline: write \"from\" or \"by\" before the date"))
    }

    /// "June 2008 and/or July 2008": an "or" anywhere between two dates leaves open which counts.
    fn either(&self, start: usize, end: usize) -> Option<String> {
        let or = self.or?;
        let other = self.noted.outer.is_dated() || self.noted.inner.is_dated() || self.noted.event.is_some();
        other.then(|| format!("{} leaves open which date counts: write only the deadline", self.quote(or.min(start), end)))
    }

    /// "feedback from the June 2008 conference", "since the June 2008 inspection": no start.
    fn follows_words(&self, start: usize) -> bool {
        let from = start - usize::from(self.words.back(start, 1) == Kind::The);
        self.words.back(from, 1) == Kind::From && (self.words.back(from, 2) == Kind::Plain || self.words.is(from - 1, "since"))
    }

    fn tied_reason(&self, start: usize, end: usize) -> Option<String> {
        let tied = self.tied?;
        let (date, whole) = (self.quote(start, end), self.quote(tied, end));
        Some(format!("{date} in {whole} may not be the deadline: write the deadline first, with a comma after it"))
    }

    /// Dates that do not fit the words around them.
    fn unfit(&self, dates: &Dates, placed: &Placed, between: bool) -> Option<String> {
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
    fn years(&mut self, start: usize, end: usize, read: Result<Dates, Fault>) -> usize {
        if self.kind(end) == Kind::Season {
            let reason = season(&self.quote(start, end + 1));
            keep(&mut self.stated().year_fault, || reason);
            return end + 1;
        }
        let own_line = self.stands_alone(start, end);
        let before = match before(self.words, start, end) {
            Err(open) if !open.part && self.ends_well(end) => {
                keep(&mut self.stated().year_fault, || open.reason);
                return end;
            }
            before => before.ok(),
        };
        let after = open_end(self.words, end, before.as_ref().is_some_and(|before| before.role == Role::Start));
        let ends_well = after.is_some() || own_line || self.ends_well(end);
        match before {
            Some(before) if ends_well && (before.marked || own_line || self.begins_well(start)) => {
                let role = if after.is_some() { Role::Start } else { before.role };
                self.place_years(&Placed { start, end, before, role, after }, own_line, read)
            }
            _ => {
                let loose = || {
                    let shown = self.words.quote(start, end);
                    format!("{shown} stands among other words and may not be the deadline: write \"by\" before the deadline")
                };
                keep(&mut self.noted.loose_year, || read.err().map_or_else(loose, |fault| fault.reason));
                end
            }
        }
    }

    /// On a line of its own.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let line = |at| at == 0 || self.words.gap(at) == Gap::Line;
        line(start) && (line(end) || self.kind(end) == Kind::Edge)
    }

    fn begins_well(&self, start: usize) -> bool {
        let before = self.words.back(start, 1);
        start == 0 || self.words.is_break(start - 1) || matches!(before, Kind::Ongoing | Kind::Going | Kind::Task)
    }

    fn ends_well(&self, end: usize) -> bool {
        use Kind::*;
        self.words.is_break(end) || matches!(self.kind(end), And | Ongoing | Stop | On | Query | Plus | Dash)
    }

    fn place_years(&mut self, placed: &Placed, own_line: bool, read: Result<Dates, Fault>) -> usize {
        let Placed { start, end, ref before, role, after } = *placed;
        self.recognised(start);
        let dates = match read {
            Ok(dates) => dates,
            Err(fault) => {
                let hard = fault.weight == Weight::Hard;
                keep(if hard { &mut self.noted.hard } else { &mut self.stated().year_fault }, || fault.reason);
                return end;
            }
        };
        let shown = self.quote(start, end);
        let year_end = before.year_end && dates.whens.iter().any(|when| matches!(when, When::Year(_)));
        let reason = left_open(self.words, start, end)
            .or_else(|| stray_number(self.words, start, end, self.taken))
            .or_else(|| self.tied_to_event(placed))
            .or_else(|| self.unfit(&dates, placed, false))
            .or_else(|| year_end.then(|| end_of_year(&shown)));
        let stated = self.stated();
        match reason {
            Some(reason) => keep(&mut stated.year_fault, || reason),
            None => {
                stated.by |= before.by;
                stated.years.push(Year { place: stated.due.len(), role, dates, own_line, shown });
            }
        }
        after.unwrap_or(end)
    }
}

fn end_of_year(year: &str) -> String {
    format!("the end of the year {year} can be 31 December or 31 March: write the month and year")
}
