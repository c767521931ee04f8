//! How often recurring work comes round.

use chrono::{Days, Months, NaiveDate};
use std::fmt;

/// The length of one period of recurring work.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Every {
    /// So many days; a week is seven.
    Days(u32),
    /// So many calendar months; a quarter is three, a year twelve.
    Months(u32),
    /// From one meeting of the board to the next.
    Meeting,
    /// A school term. Plans do not say when terms end, so nothing is judged by it.
    Term,
}

impl Every {
    /// Reads a frequency of the plan format: `week`, `month`, `quarter`, `year`, `6 months`, `2 weeks`,
    /// `meeting`, `term`. `None` for anything else, and for numbers outside 1 to 120.
    ///
    /// ```
    /// use lscb::time::every::Every;
    ///
    /// // A report every quarter of a plan that starts on 1 April: the second is for July to September.
    /// let every = Every::parse("quarter").unwrap();
    /// let plan_start = "2008-04-01".parse().unwrap();
    /// assert_eq!(every.start(plan_start, 1), "2008-07-01".parse().ok());
    /// assert_eq!(every.start(plan_start, 2), "2008-10-01".parse().ok());
    /// assert_eq!(Every::parse("6 months").unwrap().to_string(), "6 months");
    /// ```
    pub fn parse(text: &str) -> Option<Every> {
        let (count, unit) = match text.split_once(' ') {
            Some((count, unit)) => {
                (count.parse().ok().filter(|n| (1..=120).contains(n))?, unit.strip_suffix('s').unwrap_or(unit))
            }
            None => (1, text),
        };
        match unit {
            "day" => Some(Every::Days(count)),
            "week" => Some(Every::Days(count * 7)),
            "month" => Some(Every::Months(count)),
            "quarter" => Some(Every::Months(count * 3)),
            "year" => Some(Every::Months(count * 12)),
            "meeting" if count == 1 => Some(Every::Meeting),
            "term" if count == 1 => Some(Every::Term),
            _ => None,
        }
    }

    /// The first day of period `index`, counted from 0, period 0 starting on `origin`. Counted from the origin each time, so
    /// that a period that starts on the 31st does not drift to the 28th after February. `None` for meetings and terms, and at the end of the calendar.
    pub fn start(self, origin: NaiveDate, index: u32) -> Option<NaiveDate> {
        match self {
            Every::Days(days) => origin.checked_add_days(Days::new(u64::from(days) * u64::from(index))),
            Every::Months(months) => origin.checked_add_months(Months::new(months.checked_mul(index)?)),
            Every::Meeting | Every::Term => None,
        }
    }
}

/// As the plan format writes it, in the largest unit that fits: `6 months`, `quarter`, `2 weeks`.
impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match *self {
            Every::Days(days) if days % 7 == 0 => (days / 7, "week"),
            Every::Days(days) => (days, "day"),
            Every::Months(months) if months % 12 == 0 => (months / 12, "year"),
            Every::Months(3) => (1, "quarter"),
            Every::Months(months) => (months, "month"),
            Every::Meeting => (1, "meeting"),
            Every::Term => (1, "term"),
        };
        match count {
            1 => f.write_str(unit),
            _ => write!(f, "{count} {unit}s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_read_and_print() {
        for text in ["day", "week", "2 weeks", "month", "6 months", "quarter", "year", "3 years", "meeting", "term"] {
            assert_eq!(Every::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Every::parse("2 quarters").unwrap().to_string(), "6 months");
        for text in ["", "bi-annually", "0 months", "1000 years", "2 meetings", "six months", "months 6"] {
            assert_eq!(Every::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_calendar_months() {
        let origin = NaiveDate::from_ymd_opt(2008, 1, 31).unwrap();
        let starts: Vec<_> = (0..4).map(|i| Every::Months(1).start(origin, i).unwrap().to_string()).collect();
        assert_eq!(starts, ["2008-01-31", "2008-02-29", "2008-03-31", "2008-04-30"]);
    }
}
