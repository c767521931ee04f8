//! Events and conditions: "within six months of the review", "subject to funding".

use super::dates::{Form, date};
use super::known::{Kind, Unit};
use super::noted::keep;
use super::often::often;
use super::scan::Scan;

impl Scan<'_, '_> {
    pub(super) fn event_begins(&mut self, at: usize) -> Option<usize> {
        use Kind::*;
        let (next, later) = (self.kind(at + 1), self.kind(at + 2));
        let last = matches!(next, Edge | Stop | Colon | Comma | Close);
        let end = match self.kind(at) {
            Before | After if self.dates_follow(at + 1) => return None,
            When | Upon | Pending if !last => at + 1,
            If if !last && !matches!((next, later), (Required, _)) => at + 1,
            After if !last && self.words.back(at, 1) != The && next != Up => at + 1,
            Before if !last && (self.words.is(at, "before") || matches!(next, To | Of)) => at + 1,
            Subject if next == To => at + 2,
            In if next == Response => at + 2,
            On if next == Moment || next == The && later == Moment => at + 2,
            As if next == And && matches!(later, When) => at + 3,
            As => self.as_it_arises(at)?,
            Over(1) if matches!(next, Plain | The | A | Agreed | Confirmed | Finished | Label) => at + 1,
            For | At | In | On if next == Every && often(self.words, at + 1).is_none() && self.kind(at + 2) == Plain => at + 2,
            Within => return self.within(at),
            Number | Count(_) => return self.length(at),
            _ => return None,
        };
        self.event_from(at, end);
        Some(end)
    }

    /// An event's words begin here, or at the length of time just before: "two weeks after the review".
    fn event_from(&mut self, at: usize, end: usize) {
        self.tied.get_or_insert(at);
        self.quiet = true;
        let soon = at > 0 && self.words.back(at, 1) == Kind::Soon && !self.words.is(at - 1, "soon");
        if soon {
            self.noted.soon = None;
        }
        self.noted.event_or |= self.words.back(at, 1) == Kind::Or;
        if self.event.is_none() && self.noted.event.is_none() {
            self.event = Some(at - usize::from(soon));
        }
        self.taken = end;
    }

    pub(super) fn end_event(&mut self, at: usize) {
        let Some(start) = self.event.take() else { return };
        let words = self.words.slice(start, at).trim_end_matches(|c: char| !c.is_alphanumeric());
        let words = words.strip_suffix(" and").or(words.strip_suffix(" or")).unwrap_or(words);
        if self.noted.event.is_none() && !words.is_empty() {
            self.noted.event = Some(one_line(words));
            self.noted.event_in_brackets = self.inside;
        }
    }

    /// "before the end of June 2008": no event but a date, which its own words weigh.
    fn dates_follow(&self, at: usize) -> bool {
        let first = (at..at + 4).find(|&at| !matches!(self.kind(at), Kind::The | Kind::End | Kind::Of | Kind::To));
        first.and_then(|at| date(self.words, at)).is_some_and(|(read, _)| !matches!(read, Ok(Form::Day { month: None, .. })))
    }

    /// "as opportunities arise".
    fn as_it_arises(&self, at: usize) -> Option<usize> {
        (at + 2..at + 5).find(|&at| self.kind(at) == Kind::Arise).map(|at| at + 1)
    }

    /// "within six months of the review" waits for an event; "within six months" does not say from when.
    pub(super) fn within(&mut self, at: usize) -> Option<usize> {
        if !matches!(self.kind(at + 1), Kind::Number | Kind::Count(_) | Kind::A) {
            return None;
        }
        let end = self.length_end(at + 1)?;
        if matches!(self.kind(end), Kind::Of | Kind::From | Kind::After) && self.kind(end + 1) != Kind::Edge {
            self.event_from(at, end + 1);
            return Some(end + 1);
        }
        let shown = self.quote(at, end);
        keep(&mut self.noted.soft, || format!("{shown} does not say from when: write the deadline"));
        Some(end)
    }

    /// "six weeks after the review"; alone, "six weeks" is no date.
    pub(super) fn length(&mut self, at: usize) -> Option<usize> {
        let end = self.length_end(at)?;
        if matches!(self.kind(end), Kind::From | Kind::After | Kind::Before) && self.kind(end + 1) != Kind::Edge {
            self.event_from(at, end + 1);
            return Some(end + 1);
        }
        let shown = self.quote(at, end);
        keep(&mut self.noted.soft, || format!("{shown} is a length of time, not a date: write the deadline"));
        Some(end)
    }

    /// The place after "six months", "10 working days".
    fn length_end(&self, at: usize) -> Option<usize> {
        let first = at + 1 + usize::from(self.kind(at + 1) == Kind::Dash);
        let unit = (first..first + 3).find(|&at| !matches!(self.kind(at), Kind::Plain | Kind::Academic | Kind::Calendar))?;
        let fits = matches!(self.kind(unit), Kind::Unit(unit) if unit != Unit::Meeting);
        (fits && (self.words.number(at).is_none_or(|number| number.digits < 4))).then_some(unit + 1)
    }
}

fn one_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
