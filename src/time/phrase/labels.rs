//! Numbers that name something, as in "Section 11" and "Year 2", and are no dates.

use super::dates::{Form, date};
use super::doubts::year_end;
use super::known::{Kind, Unit};
use super::noted::keep;
use super::scan::Scan;

impl Scan<'_, '_> {
    /// "Section 11", "Actions 3, 4 and 5", "Year 2": numbers that name something.
    pub(super) fn label(&mut self, at: usize) -> usize {
        if matches!(self.kind(at), Kind::Unit(Unit::Year)) {
            let end = at + 1 + usize::from(self.kind(at + 1) == Kind::Dash);
            if self.kind(end) == Kind::End {
                let reason = year_end(&self.quote(at, end + 1));
                keep(&mut self.noted.soft, || reason);
            }
        }
        let mut end = at + 1;
        while let Some(after) = self.numbered(at, end) {
            (end, self.taken) = (after, after);
            let linked = matches!(self.kind(end), Kind::And | Kind::Comma | Kind::Dash | Kind::Slash);
            if !linked || self.words.number(end + 1).is_none() {
                break;
            }
            end += 1;
        }
        self.taken.max(at + 1)
    }

    /// The place after one number of a label, if it is no date: "11", "5.1".
    fn numbered(&mut self, label: usize, at: usize) -> Option<usize> {
        self.words.number(at).filter(|number| number.digits <= 3 && (number.digits != 2 || number.value >= 10))?;
        let mut end = at + 1;
        while self.kind(end) == Kind::Stop
            && self.words.touches(end)
            && self.words.touches(end + 1)
            && self.words.number(end + 1).is_some()
        {
            end += 2;
        }
        let bare = date(self.words, at).is_none_or(|(read, _)| matches!(read, Ok(Form::Day { month: None, .. })));
        let month = end + usize::from(self.kind(end) == Kind::Suffix);
        let whole_year = self.words.number(end - 1).is_some_and(|number| number.digits == 4);
        let doubtful = if end > at + 1 { !bare && !whole_year } else { matches!(self.kind(month), Kind::Month(_)) };
        let apart = self.words.back(at, 1) == Kind::Comma && !self.words.slice(label, label + 1).ends_with(['s', 'S']);
        if doubtful && !apart {
            let shown = self.quote(label, end + usize::from(matches!(self.kind(month), Kind::Month(_))));
            keep(&mut self.noted.hard, || {
                format!("the number in {shown} may name something or be a date: write the date in words after a comma")
            });
        }
        bare.then_some(end)
    }
}
