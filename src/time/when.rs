//! A date at the precision it was printed at.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A day, or a span of days that a board names as one date. Both ends of the span are included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum When {
    /// One day.
    Day(NaiveDate),
    /// A calendar month; `month` is 1 to 12.
    Month { year: i32, month: u32 },
    /// A calendar quarter; `quarter` is 1 (January to March) to 4.
    Quarter { year: i32, quarter: u32 },
    /// A calendar year.
    Year(i32),
    /// A UK financial year by the year it starts in: 2007 is 1 April 2007 to 31 March 2008. It ends with
    /// 31 March by the Interpretation Act 1978, schedule 1.
    FinancialYear(i32),
    /// A quarter of a UK financial year, by the year that starts in: quarter 1 of 2015 is April to June 2015, quarter 4 January to March 2016.
    FinancialQuarter { year: i32, quarter: u32 },
}

/// Why a text is not a date of the plan format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotADate {
    /// It has the form of a date, but the calendar has no such day, month or quarter.
    Impossible(String),
    /// It has none of the forms.
    Unknown,
}

/// Years a plan can sensibly speak of; anything else is a typing error.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl When {
    /// Reads a date of the plan format: `2008-06-30`, `2008-06`, `2008-Q2` (April to June 2008), `2008`, `2007/08`,
    /// `2008/09-Q1` (April to June 2008, the first quarter of that financial year).
    ///
    /// # Errors
    /// [`NotADate`] when the text has none of these forms, the calendar has no such date, or the year is not from 1900 to 2199.
    ///
    /// ```
    /// use lscb::time::when::{NotADate, When};
    ///
    /// let year_end = When::parse("2007/08").unwrap();
    /// assert_eq!(year_end.last_day().to_string(), "2008-03-31");
    /// assert_eq!(When::parse("2008-Q2").unwrap().for_people(), "April to June 2008");
    /// let Err(NotADate::Impossible(why)) = When::parse("2008-06-31") else { panic!() };
    /// assert_eq!(why, "there is no 31 June 2008: June 2008 has 30 days");
    /// ```
    pub fn parse(text: &str) -> Result<When, NotADate> {
        let (year, rest) = text.split_at_checked(4).ok_or(NotADate::Unknown)?;
        let year = digits(year).ok_or(NotADate::Unknown)? as i32;
        let check_year = |when: When| {
            if YEARS.contains(&year) { Ok(when) } else { Err(NotADate::Impossible(format!("no plan is of the year {year}"))) }
        };
        match rest.as_bytes() {
            [] => check_year(When::Year(year)),
            [b'-', b'Q' | b'q', q @ b'0'..=b'9'] => match q - b'0' {
                quarter @ 1..=4 => check_year(When::Quarter { year, quarter: quarter.into() }),
                quarter => Err(NotADate::Impossible(format!("there is no quarter {quarter}"))),
            },
            [b'/', pair @ .., b'-', b'Q' | b'q', q @ b'0'..=b'9'] => match (When::parse(&text[..5 + pair.len()]), q - b'0') {
                (Ok(When::FinancialYear(year)), quarter @ 1..=4) => Ok(When::FinancialQuarter { year, quarter: quarter.into() }),
                (Ok(When::FinancialYear(_)), quarter) => Err(NotADate::Impossible(format!("there is no quarter {quarter}"))),
                (Err(why), _) => Err(why),
                _ => Err(NotADate::Unknown),
            },
            [b'/', ..] => {
                let second = digits(&rest[1..]).ok_or(NotADate::Unknown)? as i32;
                let follows = match rest.len() {
                    3 => second == (year + 1) % 100,
                    5 => second == year + 1,
                    _ => return Err(NotADate::Unknown),
                };
                if follows {
                    check_year(When::FinancialYear(year))
                } else {
                    Err(NotADate::Impossible(format!("the year after {year} is {}", year + 1)))
                }
            }
            [b'-', ..] => {
                let mut parts = rest[1..].split('-');
                let month = parts.next().and_then(two_digits).ok_or(NotADate::Unknown)?;
                let day = parts.next().map(|day| two_digits(day).ok_or(NotADate::Unknown)).transpose()?;
                if parts.next().is_some() {
                    return Err(NotADate::Unknown);
                }
                if !(1..=12).contains(&month) {
                    return Err(NotADate::Impossible(format!("there is no month {month}")));
                }
                match day {
                    None => check_year(When::Month { year, month }),
                    Some(day) => match NaiveDate::from_ymd_opt(year, month, day) {
                        Some(day) => check_year(When::Day(day)),
                        None => Err(NotADate::Impossible(no_such_day(year, month, day))),
                    },
                }
            }
            _ => Err(NotADate::Unknown),
        }
    }

    /// A day of the calendar, of a year that plans can speak of.
    pub fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day).filter(|_| YEARS.contains(&year))
    }

    /// The same span as a calendar date, where it is a quarter of a financial year: those quarters are calendar quarters too.
    fn calendar(self) -> When {
        match self {
            When::FinancialQuarter { year, quarter: 4 } => When::Quarter { year: year + 1, quarter: 1 },
            When::FinancialQuarter { year, quarter } => When::Quarter { year, quarter: quarter + 1 },
            when => when,
        }
    }

    /// The first day it covers.
    pub fn first_day(self) -> NaiveDate {
        match self {
            When::Day(day) => day,
            When::Month { year, month } => start(year, month),
            When::Quarter { year, quarter } => start(year, quarter * 3 - 2),
            When::Year(year) => start(year, 1),
            When::FinancialYear(year) => start(year, 4),
            When::FinancialQuarter { .. } => self.calendar().first_day(),
        }
    }

    /// The last day it covers, which is the last day on which a deadline so written is met.
    pub fn last_day(self) -> NaiveDate {
        let after = match self {
            When::Day(day) => return day,
            When::Month { year, month: 12 } | When::Quarter { year, quarter: 4 } | When::Year(year) => start(year + 1, 1),
            When::Month { year, month } => start(year, month + 1),
            When::Quarter { year, quarter } => start(year, quarter * 3 + 1),
            When::FinancialYear(year) => start(year + 1, 4),
            When::FinancialQuarter { .. } => return self.calendar().last_day(),
        };
        after.pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// As a plan writes it: a day as it is, all else in quotation marks.
    pub fn as_value(self) -> String {
        match self {
            When::Day(day) => day.to_string(),
            when => format!("\"{when}\""),
        }
    }

    /// For people: "30 Jun 2008", "June 2008", "April to June 2008", "2008", "2007/08", "Q1 2008/09" (as boards print it).
    pub fn for_people(self) -> String {
        match self {
            When::Day(day) => day_for_people(day),
            When::Month { year, month } => format!("{} {year}", MONTHS[month as usize - 1]),
            When::Quarter { year, quarter } => {
                let first = quarter as usize * 3 - 3;
                format!("{} to {} {year}", MONTHS[first], MONTHS[first + 2])
            }
            When::Year(year) => year.to_string(),
            When::FinancialYear(year) => format!("{year}/{:02}", (year + 1) % 100),
            When::FinancialQuarter { year, quarter } => format!("Q{quarter} {year}/{:02}", (year + 1) % 100),
        }
    }
}

/// As the plan format writes it, and as machines read it: "2008-06-30", "2008-06", "2008-Q2", "2008", "2007/08", "2008/09-Q1".
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            When::Day(day) => write!(f, "{day}"),
            When::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            When::Quarter { year, quarter } => write!(f, "{year:04}-Q{quarter}"),
            When::Year(year) => write!(f, "{year:04}"),
            When::FinancialYear(year) => write!(f, "{year:04}/{:02}", (year + 1) % 100),
            When::FinancialQuarter { year, quarter } => write!(f, "{year:04}/{:02}-Q{quarter}", (year + 1) % 100),
        }
    }
}

/// A day as British readers write it: "30 Jun 2008".
pub fn day_for_people(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), &MONTHS[day.month0() as usize][..3], day.year())
}

/// Why a day is not in the calendar: "there is no 31 June 2008: June 2008 has 30 days".
pub(super) fn no_such_day(year: i32, month: u32, day: u32) -> String {
    let name = MONTHS[month as usize - 1];
    let last = When::Month { year, month }.last_day().day();
    format!("there is no {day} {name} {year}: {name} {year} has {last} days")
}

/// The months' names, January first.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn start(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MAX)
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2).then(|| digits(text)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_reads_prints_and_ends() {
        for (text, last, people) in [
            ("2008-06-30", "2008-06-30", "30 Jun 2008"),
            ("2008-02", "2008-02-29", "February 2008"),
            ("2008-Q2", "2008-06-30", "April to June 2008"),
            ("2008-Q4", "2008-12-31", "October to December 2008"),
            ("2015", "2015-12-31", "2015"),
            ("2007/08", "2008-03-31", "2007/08"),
            ("1999/00", "2000-03-31", "1999/00"),
            ("2015/16-Q1", "2015-06-30", "Q1 2015/16"),
            ("2015/16-Q3", "2015-12-31", "Q3 2015/16"),
            ("2015/16-Q4", "2016-03-31", "Q4 2015/16"),
        ] {
            let when = When::parse(text).unwrap();
            assert_eq!(when.to_string(), text);
            assert_eq!(when.last_day().to_string(), last);
            assert_eq!(when.for_people(), people);
            assert!(when.first_day() <= when.last_day());
        }
        assert_eq!(When::parse("2007/2008"), Ok(When::FinancialYear(2007)));
        assert_eq!(When::parse("2007/2008-q1"), Ok(When::FinancialQuarter { year: 2007, quarter: 1 }));
    }

    #[test]
    fn what_the_calendar_lacks_is_refused_in_words() {
        let why = |text| match When::parse(text) {
            Err(NotADate::Impossible(why)) => why,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(why("2008-02-30"), "there is no 30 February 2008: February 2008 has 29 days");
        assert_eq!(why("2008-13"), "there is no month 13");
        assert_eq!(why("2008-Q5"), "there is no quarter 5");
        assert_eq!(why("2007/09"), "the year after 2007 is 2008");
        assert_eq!(why("2007/09-Q1"), "the year after 2007 is 2008");
        assert_eq!(why("2007/08-Q5"), "there is no quarter 5");
        assert_eq!(why("0208-06"), "no plan is of the year 208");
        for text in [
            "",
            "June 08",
            "08-06",
            "2008-6",
            "2008-06-1",
            "2008-06-01-01",
            "2008 ",
            "20é8",
            "2008/",
            "2008/-Q1",
            "2007/08-Q",
            "2007/08-Q1-Q1",
            "2007/é8-Q1",
            "２００８",
        ] {
            assert_eq!(When::parse(text), Err(NotADate::Unknown), "{text}");
        }
    }
}
