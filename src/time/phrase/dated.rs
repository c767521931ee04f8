//! What the words around a date make of it.

use super::super::when::When;
use super::dates::{Fault, Weight};
use super::doubts::season;
use super::groups::{Dates, Group, group};
use super::known::{Kind, Unit};
use super::noted::{Year, keep};
use super::roles::{self, Role};
use super::scan::Scan;
use super::words::{Gap, Words};

impl Scan<'_, '_> {
    pub(super) fn dates(&mut self, at: usize) -> Option<usize> {
        let between = self.kind(at) == Kind::Between;
        let mut start = at + usize::from(between);
        while between && matches!(self.kind(start), Kind::The | Kind::End | Kind::Of) {
            start += 1;
        }
        let group = match self.kind(start) {
            Kind::Number
            | Kind::Month(_)
            | Kind::Weekday(_)
            | Kind::Q
            | Kind::Nth(_)
            | Kind::Financial
            | Kind::Calendar
            | Kind::Academic => group(self.words, start, between)?,
            Kind::Unit(Unit::Quarter) => group(self.words, start, between)?,
            _ => return None,
        };
        let end = self.take(group, between);
        self.taken = end;
        Some(end)
    }

    /// Notes a group of dates with what the words around it make of it; gives the place after it.
    pub(super) fn take(&mut self, group: Group, between: bool) -> usize {
        let (start, end) = (group.start, group.end);
        if group.weak {
            return self.take_years(group);
        }
        self.recognised(start);
        let dates = match group.read {
            Ok(ref dates) => dates,
            Err(fault) if self.inside && fault.weight == Weight::NoYear => {
                keep(&mut self.noted.soft, || fault.reason);
                return end;
            }
            Err(fault) => {
                keep(&mut self.noted.hard, || fault.reason);
                return end;
            }
        };
        let before = match roles::before(self.words, start, end) {
            Ok(before) => before,
            Err(open) => {
                let reason = self.tied_reason(start, end).unwrap_or(open.reason);
                keep(&mut self.noted.hard, || reason);
                return end;
            }
        };
        let (mut role, after) = (before.role, roles::open_end(self.words, end, before.role == Role::Start));
        if after.is_some() {
            role = Role::Start;
        }
        let reason = roles::stray_number(self.words, start, end, self.taken)
            .or_else(|| roles::left_open(self.words, start, end))
            .or_else(|| self.tied_to_event(&before, start, end))
            .or_else(|| self.either(start, end))
            .or_else(|| self.unfit(dates, role, between, start, end));
        if let Some(reason) = reason {
            keep(&mut self.noted.hard, || reason);
            return end;
        }
        let follows = self.kind(end) == Kind::Plain && self.words.gap(end) != Gap::Line;
        if let Some(first) = self.dated {
            let shown = self.quote(first, end);
            keep(&mut self.noted.hard, || {
                format!("{shown} may give one deadline or two: write only the deadlines, with a comma between")
            });
            return end;
        }
        self.dated = follows.then_some(start);
        let describes = follows && (matches!(self.words.back(start, 1), Kind::The | Kind::For | Kind::At | Kind::On));
        if follows && (before.of || before.role == Role::Start && self.follows_words(start)) {
            let shown = self.quote(start - 1, end + 1);
            keep(&mut self.noted.hard, || {
                format!("{shown} may name something of that date, not the deadline: write \"by\" before the deadline")
            });
            return end;
        }
        if describes {
            let shown = self.quote(start, end + 1);
            keep(&mut self.stated().describes, || shown);
        }
        if role == Role::Until {
            let shown = self.quote(start - 1, end);
            keep(&mut self.stated().until, || shown);
        }
        self.stated().by |= before.by;
        if let Ok(dates) = group.read {
            self.note(dates, role);
        }
        after.unwrap_or(end)
    }

    pub(super) fn note(&mut self, dates: Dates, role: Role) {
        let clash = {
            let stated = self.stated();
            stated.places += 1;
            stated.ranges += usize::from(dates.range);
            let mut whens = dates.whens.into_iter();
            let mut clash = false;
            if (dates.range || role == Role::Start)
                && let Some(start) = whens.next()
            {
                clash = stated.from.is_some_and(|from| from != start);
                stated.from = Some(start);
            }
            stated.due.extend(whens);
            clash
        };
        if clash {
            keep(&mut self.noted.hard, || "it gives two starts: write only the one that counts".to_string());
        }
    }

    /// A date in the same clause as "following" or "starts" most likely belongs to those words.
    pub(super) fn tied_to_event(&self, before: &roles::Before, start: usize, end: usize) -> Option<String> {
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
        let dated = self.noted.outer.is_dated() || self.noted.inner.is_dated();
        dated.then(|| format!("{} leaves open which date counts: write only the deadline", self.quote(or.min(start), end)))
    }

    /// "feedback from the June 2008 conference", "since the June 2008 inspection": no start.
    pub(super) fn follows_words(&self, start: usize) -> bool {
        let from = start - usize::from(self.words.back(start, 1) == Kind::The);
        self.words.back(from, 1) == Kind::From && (self.words.back(from, 2) == Kind::Plain || self.words.is(from - 1, "since"))
    }

    pub(super) fn tied_reason(&self, start: usize, end: usize) -> Option<String> {
        let (date, whole) = (self.quote(start, end), self.quote(self.tied?, end));
        Some(format!("{date} in {whole} may not be the deadline: write the deadline first, with a comma after it"))
    }

    /// Dates that do not fit the words around them.
    pub(super) fn unfit(&self, dates: &Dates, role: Role, between: bool, start: usize, end: usize) -> Option<String> {
        let shown = || self.quote(start, end);
        if between && !dates.range {
            return Some(format!("\"between\" needs a start and an end: write it as \"April to June 2008\", not {}", shown()));
        }
        let onwards = role == Role::Start && roles::open_end(self.words, end, true).is_some();
        if onwards && dates.whens.len() > 1 {
            return Some(format!("{} does not say from which date on: write only the start", shown()));
        }
        if role == Role::Start && dates.joined {
            return Some(format!(
                "{} can be one start or several: write \"from\" before a start and \"by\" before a deadline",
                shown()
            ));
        }
        if role == Role::Until && dates.whens.len() > 1 {
            return Some(format!("{} can be one end or several: write only the deadline", shown()));
        }
        None
    }

    /// Years are mere words in "the 2008/09 plan" and a deadline in "2008/09" or "by the end of 2008".
    pub(super) fn take_years(&mut self, group: Group) -> usize {
        let (start, end) = (group.start, group.end);
        if matches!(self.kind(end), Kind::Season) {
            let shown = self.quote(start, end + 1);
            let reason = season(&shown);
            keep(&mut self.stated().year_fault, || reason);
            return end + 1;
        }
        let before = roles::before(self.words, start, end);
        let after = roles::open_end(self.words, end, matches!(&before, Ok(before) if before.role == Role::Start));
        let own_line = self.words.gap(end) == Gap::Line || self.kind(end) == Kind::Edge;
        let own_line = own_line && (start == 0 || self.words.gap(start) == Gap::Line);
        let ends_well = after.is_some()
            || own_line
            || self.words.is_break(end)
            || matches!(
                self.kind(end),
                Kind::And | Kind::Ongoing | Kind::Stop | Kind::On | Kind::Query | Kind::Plus | Kind::Dash
            );
        let begins_well = |marked: bool| {
            marked
                || own_line
                || start == 0
                || self.words.is_break(start - 1)
                || matches!(self.words.back(start, 1), Kind::Ongoing | Kind::Task | Kind::Going)
        };
        let words = format_words(self.words, start, end);
        let reason = match (before, group.read) {
            (Err(open), _) if !open.part && ends_well => {
                keep(&mut self.stated().year_fault, || open.reason);
                return end;
            }
            (Ok(before), read) if ends_well && begins_well(before.marked) => {
                return self.take_placed_years(start, end, before, after, own_line, read);
            }
            (_, Err(fault)) => fault.reason,
            _ => words,
        };
        keep(&mut self.noted.loose_year, || reason);
        end
    }

    pub(super) fn take_placed_years(
        &mut self,
        start: usize,
        end: usize,
        before: roles::Before,
        after: Option<usize>,
        own_line: bool,
        read: Result<Dates, Fault>,
    ) -> usize {
        self.recognised(start);
        let shown = self.quote(start, end);
        let dates = match read {
            Ok(dates) => dates,
            Err(fault) if fault.weight == Weight::Hard => {
                keep(&mut self.noted.hard, || fault.reason);
                return end;
            }
            Err(fault) => {
                keep(&mut self.stated().year_fault, || fault.reason);
                return end;
            }
        };
        let role = if after.is_some() { Role::Start } else { before.role };
        let year_end = before.year_end && dates.whens.iter().any(|when| matches!(when, When::Year(_)));
        let reason = roles::left_open(self.words, start, end)
            .or_else(|| roles::stray_number(self.words, start, end, self.taken))
            .or_else(|| self.tied_to_event(&before, start, end))
            .or_else(|| self.unfit(&dates, role, false, start, end))
            .or_else(|| year_end.then(|| year_end_of(&shown)));
        if let Some(reason) = reason {
            keep(&mut self.stated().year_fault, || reason);
            return after.unwrap_or(end);
        }
        let by = before.by;
        let stated = self.stated();
        stated.by |= by;
        let place = stated.due.len();
        stated.years.push((place, Year { role, whens: dates, own_line, shown }));
        after.unwrap_or(end)
    }
}

fn year_end_of(year: &str) -> String {
    format!("the end of the year {year} can be 31 December or 31 March: write the month and year")
}

fn format_words(words: &Words, start: usize, end: usize) -> String {
    let shown = words.quote(start, end);
    format!("{shown} stands among other words and may not be the deadline: write \"by\" before the deadline")
}
