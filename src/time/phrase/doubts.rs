//! Words that leave a date open, or give none.

use super::known::{Kind, Unit};
use super::noted::keep;
use super::scan::Scan;

impl Scan<'_, '_> {
    /// Words that leave a date open or say nothing about one.
    pub(super) fn doubtful(&mut self, at: usize) -> usize {
        use Kind::*;
        let (next, later) = (self.kind(at + 1), self.kind(at + 2));
        let shown = |to: usize| self.words.quote(at, to);
        match self.kind(at) {
            Odd => {
                let reason = format!("{} leaves it uncertain: write the deadline", shown(at + 1));
                keep(&mut self.noted.against_dates, || reason);
            }
            Query => {
                let reason = format!("{} leaves it uncertain: write the deadline, or how often", shown(at + 1));
                self.noted.unsure = true;
                keep(&mut self.noted.hard, || reason);
            }
            Unconfirmed => {
                let reason = format!("{} says that it is not settled yet: write the deadline when it is known", shown(at + 1));
                self.noted.unsure = true;
                keep(&mut self.noted.hard, || reason);
            }
            To if next == Be && matches!(later, Confirmed | Agreed) => return self.not_settled(at),
            Maybe => {
                let reason = format!("{} is not certain: write the deadline", shown(at + 1));
                self.noted.unsure = true;
                keep(&mut self.noted.hard, || reason);
            }
            Moved if self.speaks_of_a_move(at) => {
                let forward = usize::from(self.words.is(at, "carried") || self.words.is(at, "rather"));
                let reason =
                    format!("{} speaks of an earlier time: write only the deadline that now holds", shown(at + 1 + forward));
                keep(&mut self.noted.against_dates, || reason);
            }
            Revised if matches!(next, From | To | Until | Date) => {
                let reason = format!("{} speaks of a change: write only the deadline that now holds", shown(at + 2));
                keep(&mut self.noted.against_dates, || reason);
            }
            Over(2..) | Count(_) | Number if matches!((self.kind(at), next), (Over(_), _) | (_, Times)) => {
                let end = at + 1 + usize::from(next == Times);
                let reason = format!("{} does not say when each is due: write the deadlines", shown(end));
                keep(&mut self.noted.against_dates, || reason);
            }
            Soon => return self.soon(at),
            Regularly => {
                let reason = format!("{} does not say how often: write \"monthly\", \"quarterly\" or the like", shown(at + 1));
                keep(&mut self.noted.regularly, || reason);
            }
            As | See if next == Above => {
                let reason = format!("{} points to another line: write the date here too", shown(at + 2));
                if !self.inside {
                    keep(&mut self.noted.hard, || reason);
                }
            }
            As if next == Agreed => {
                self.tied.get_or_insert(at);
                self.agreed(at, at + 2);
            }
            Season => return self.season(at),
            Start => self.begun = Some(at),
            Part if next == Of => self.quiet = true,
            Label | Unit(self::Unit::Year | self::Unit::Term | self::Unit::Week) | Part | Item | Task => return self.label(at),
            _ => self.vague(at),
        }
        at + 1
    }

    /// Words that give no date, which matters only when nothing else does.
    fn vague(&mut self, at: usize) {
        use Kind::*;
        let (next, back) = (self.kind(at + 1), self.words.back(at, 1));
        let shown = |from: usize, to: usize| self.words.quote(from, to);
        let reason = match self.kind(at) {
            Regular => format!("{} does not say how often: write \"monthly\", \"quarterly\" or the like", shown(at, at + 1)),
            Required if matches!(back, As | If | When) || at > 0 && self.words.is(at - 1, "where") => {
                format!("{} does not say when: write a month and a year, or how often", shown(at - 1, at + 1))
            }
            Agreed => return self.agreed(at, at + 1),
            Length if next == Unit(self::Unit::Term) => format!("{} gives no date: write a month and a year", shown(at, at + 2)),
            Length if next == Dash => format!("{} gives no date: write a month and a year", shown(at, at + 3)),
            Next => match (at + 1..at + 5).find(|&at| matches!(self.kind(at), Unit(_))) {
                Some(unit) => format!("{} depends on the day it was written: write the date itself", shown(at, unit + 1)),
                None => return,
            },
            Finished => format!("{} says that it is done, not when it was due: write the deadline", shown(at, at + 1)),
            Weekday(_) => format!("{} has no date: write the day, the month and the year", shown(at, at + 1)),
            In if matches!((next, self.kind(at + 2)), (Unit(self::Unit::Year), _) | (Dash, Unit(self::Unit::Year))) => {
                let end = at + 2 + usize::from(next == Dash);
                format!("{} does not say when in the year: write a month and a year", shown(at, end))
            }
            Half if matches!((next, self.kind(at + 2)), (Unit(self::Unit::Term), _) | (Dash, Unit(self::Unit::Term))) => {
                season(&shown(at, at + 2 + usize::from(next == Dash)))
            }
            End => match (at + 1..at + 5).find(|&at| !matches!(self.kind(at), Of | The | Financial | Academic | Calendar)) {
                Some(unit) if matches!(self.kind(unit), Unit(self::Unit::Year | self::Unit::Term)) => {
                    year_end(&shown(at, unit + 1))
                }
                _ => return,
            },
            _ => return,
        };
        keep(&mut self.noted.soft, || reason);
    }

    /// "within agreed timescales", "to agreed schedule".
    pub(super) fn agreed(&mut self, at: usize, end: usize) {
        let from = at - usize::from(matches!(self.words.back(at, 1), Kind::Within | Kind::To | Kind::As | Kind::By | Kind::In));
        let shown = self.quote(from, end + usize::from(self.kind(end) == Kind::Plain));
        keep(&mut self.noted.soft, || {
            format!("{shown} refers to a timescale that is not printed here: write a month and a year, or how often")
        });
    }

    fn not_settled(&mut self, at: usize) -> usize {
        let end = at + 3;
        let last = matches!(self.kind(end), Kind::Edge | Kind::Close | Kind::Stop | Kind::Comma);
        let reason = format!("{} says that it is not settled yet: write the deadline when it is known", self.quote(at, end));
        if last && !self.noted.outer.is_empty() {
            keep(&mut self.noted.hard, || reason);
        } else {
            keep(&mut self.noted.soft, || reason);
        }
        end
    }

    /// "carried out" is work done; "carried forward" is a move.
    fn speaks_of_a_move(&self, at: usize) -> bool {
        let next = |word| self.words.is(at + 1, word);
        match self.words.slice(at, at + 1) {
            word if word.eq_ignore_ascii_case("carried") => next("forward") || next("over"),
            word if word.eq_ignore_ascii_case("rather") => next("than"),
            _ => true,
        }
    }

    pub(super) fn soon(&mut self, at: usize) -> usize {
        let from = at - usize::from(self.words.back(at, 1) == Kind::As);
        let possible =
            self.kind(at + 1) == Kind::As && (self.words.is(at + 2, "possible") || self.words.is(at + 2, "practicable"));
        let end = at + 1 + 2 * usize::from(possible);
        let reason = format!("{} gives no date: write the day or the month it must be done by", self.quote(from, end));
        keep(&mut self.noted.soon, || reason);
        end
    }

    /// "Summer 2008", "autumn term 2008/09"; without a year a season beside a date is mere words.
    pub(super) fn season(&mut self, at: usize) -> usize {
        self.noted.season = true;
        let mut end = at + 1;
        while matches!(self.kind(end), Kind::Half | Kind::Unit(Unit::Term) | Kind::Of | Kind::Dash | Kind::Slash | Kind::Season) {
            end += 1;
        }
        let year = self.words.number(end).is_some_and(|number| matches!(number.digits, 2 | 4));
        if year && !matches!(self.kind(end + 1), Kind::Month(_) | Kind::Suffix) {
            let pair = self.kind(end + 1) == Kind::Slash && self.words.number(end + 2).is_some();
            end += 1 + 2 * usize::from(pair);
            let reason = season(&self.quote(at, end));
            keep(&mut self.stated().year_fault, || reason);
        } else {
            let reason = season(&self.quote(at, end));
            keep(&mut self.noted.soft, || reason);
        }
        self.taken = end;
        end
    }
}

pub(super) fn season(shown: &str) -> String {
    format!("{shown}: boards differ on when that ends, so write a month and a year")
}

pub(super) fn year_end(shown: &str) -> String {
    format!("{shown} can be a calendar, a financial or a school year's end: write a month and a year")
}
