//! How often recurring work comes round.

use chrono::{Datelike, Days, Months, NaiveDate};
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
    /// // A report every quarter, the first due on 30 June: the next two are due on 30 September and 31 December.
    /// let every = Every::parse("quarter").unwrap();
    /// let first = "2008-06-30".parse().unwrap();
    /// assert_eq!(every.nth_after(first, 1), "2008-09-30".parse().ok());
    /// assert_eq!(every.nth_after(first, 2), "2008-12-31".parse().ok());
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

    /// The day that lies `count` periods after a deadline: the last day of that period. Counted from the deadline each time, so
    /// that nothing drifts. The last day of a month stays at month ends (30 June, 30 September, 31 December); any other day
    /// keeps its number where the month has it, else takes the month's last (30 January, 28 February, 30 March).
    /// `None` for meetings and terms, and past the end of the calendar.
    pub fn nth_after(self, deadline: NaiveDate, count: u32) -> Option<NaiveDate> {
        match self {
            Every::Days(days) => deadline.checked_add_days(Days::new(u64::from(days) * u64::from(count))),
            Every::Months(months) => {
                // Where the month is shorter, this is its last day already.
                let day = deadline.checked_add_months(Months::new(months.checked_mul(count)?))?;
                if deadline.day() < u32::from(deadline.num_days_in_month()) {
                    return Some(day);
                }
                day.with_day(day.num_days_in_month().into())
            }
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

    /// The first deadlines that follow one, as days.
    fn after(deadline: &str, every: &str, count: u32) -> String {
        let (every, deadline) = (Every::parse(every).unwrap(), deadline.parse().unwrap());
        let days: Vec<_> = (1..=count).map(|n| every.nth_after(deadline, n).unwrap().to_string()).collect();
        days.join(" ")
    }

    #[test]
    fn a_deadline_on_the_last_day_of_its_month_stays_at_month_ends() {
        assert_eq!(after("2026-03-31", "quarter", 4), "2026-06-30 2026-09-30 2026-12-31 2027-03-31");
        assert_eq!(after("2026-06-30", "quarter", 3), "2026-09-30 2026-12-31 2027-03-31");
        assert_eq!(after("2026-02-28", "month", 3), "2026-03-31 2026-04-30 2026-05-31");
        assert_eq!(after("2026-01-31", "month", 3), "2026-02-28 2026-03-31 2026-04-30");
        assert_eq!(after("2024-02-29", "year", 4), "2025-02-28 2026-02-28 2027-02-28 2028-02-29");
        assert_eq!(after("2025-02-28", "year", 3), "2026-02-28 2027-02-28 2028-02-29");
    }

    #[test]
    fn any_other_deadline_keeps_its_day_where_the_month_has_it() {
        assert_eq!(after("2026-01-30", "month", 5), "2026-02-28 2026-03-30 2026-04-30 2026-05-30 2026-06-30");
        assert_eq!(after("2026-01-29", "month", 3), "2026-02-28 2026-03-29 2026-04-29");
        assert_eq!(after("2024-01-29", "month", 3), "2024-02-29 2024-03-29 2024-04-29");
        assert_eq!(after("2026-05-30", "quarter", 4), "2026-08-30 2026-11-30 2027-02-28 2027-05-30");
        assert_eq!(after("2024-02-28", "year", 4), "2025-02-28 2026-02-28 2027-02-28 2028-02-28");
    }

    #[test]
    fn weeks_are_counted_in_days() {
        assert_eq!(after("2024-02-20", "2 weeks", 2), "2024-03-05 2024-03-19");
        assert_eq!(after("2026-01-31", "day", 2), "2026-02-01 2026-02-02");
    }

    #[test]
    fn periods_end_with_the_calendar_and_are_none_of_meetings_and_terms() {
        let day = NaiveDate::from_ymd_opt(2008, 1, 31).unwrap();
        assert_eq!(Every::Months(1440).nth_after(day, u32::MAX), None);
        assert_eq!(Every::Days(840).nth_after(day, u32::MAX), None);
        assert_eq!((Every::Meeting.nth_after(day, 1), Every::Term.nth_after(day, 1)), (None, None));
    }
}
