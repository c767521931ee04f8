//! Numbers that name something, as in "Section 11" and "Year 2", and are no dates.

use super::dates::read_date;
use super::facts::set_if_none;
use super::partial_date::PartialDate;
use super::scanner::Scanner;
use super::vocabulary::Word;

impl Scanner<'_, '_> {
    /// "Section 11", "Actions 3, 4 and 5", "Year 2": numbers that name something.
    pub(super) fn skip_label(&mut self, at: usize) -> usize {
        let mut end = at + 1;
        while let Some(after) = self.skip_number(at, end) {
            (end, self.used_to) = (after, after);
            let linked = matches!(self.word(end), Word::And | Word::Comma | Word::Dash | Word::Slash);
            if !linked || self.tokens.number(end + 1).is_none() {
                break;
            }
            end += 1;
        }
        self.used_to.max(at + 1)
    }

    /// The token after one number of a label, if it is no date: "11", "5.1".
    fn skip_number(&mut self, label: usize, at: usize) -> Option<usize> {
        self.tokens.number(at).filter(|number| number.digits <= 3 && (number.digits != 2 || number.value >= 10))?;
        let mut end = at + 1;
        while self.word(end) == Word::Stop
            && self.tokens.touches(end)
            && self.tokens.touches(end + 1)
            && self.tokens.number(end + 1).is_some()
        {
            end += 2;
        }
        let bare = read_date(self.tokens, at).is_none_or(|(read, _)| matches!(read, Ok(PartialDate::Day { month: None, .. })));
        let month = end + usize::from(self.word(end) == Word::Suffix);
        let whole_year = self.tokens.number(end - 1).is_some_and(|number| number.digits == 4);
        let doubtful = if end > at + 1 { !bare && !whole_year } else { matches!(self.word(month), Word::Month(_)) };
        let apart =
            self.tokens.word_before(at, 1) == Word::Comma && !self.tokens.text_between(label, label + 1).ends_with(['s', 'S']);
        if doubtful && !apart {
            let shown = self.quote(label, end + usize::from(matches!(self.word(month), Word::Month(_))));
            set_if_none(&mut self.facts.hard, || {
                format!("the number in {shown} may name something or be a date: write the date in words after a comma")
            });
        }
        bare.then_some(end)
    }
}
