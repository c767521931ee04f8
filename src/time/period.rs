//! The time a plan covers, as it is written for flags, for a plan carried on into the next year and for an import.

use super::when::{NotADate, When};
use chrono::NaiveDate;

/// A stretch of days; both ends are included, and `from` is never after `to`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Period {
    /// Reads a period: a financial year `2009/10`, a calendar year `2009`, or FROM/TO, each a month or a day, as `2012-10/2013-07`.
    ///
    /// # Errors
    /// Says for people what to write instead. `2009-10` is October 2009 in every other place, so that nobody is understood
    /// wrongly it is refused with the two ways to write what may be meant.
    ///
    /// ```
    /// use lscb::time::period::Period;
    ///
    /// let school_year = Period::parse("2012-10/2013-07").unwrap();
    /// assert_eq!((school_year.from.to_string(), school_year.to.to_string()), ("2012-10-01".into(), "2013-07-31".into()));
    /// assert_eq!(Period::parse("2009/10").unwrap().to.to_string(), "2010-03-31");
    /// assert_eq!(
    ///     Period::parse("2009-10").unwrap_err(),
    ///     "\"2009-10\" is October 2009: write \"2009/10\" for the financial year, or \"2009-10/2009-10\" for that month"
    /// );
    /// ```
    pub fn parse(text: &str) -> Result<Period, String> {
        let text = text.trim();
        match When::parse(text) {
            Ok(when @ (When::FinancialYear(_) | When::Year(_))) => Ok(Period { from: when.first_day(), to: when.last_day() }),
            Ok(When::Month { .. }) => Err(month_or_year(text)),
            Ok(when @ When::Day(_)) => {
                Err(format!("\"{text}\" is one day: write the first and the last, as in \"{when}/{when}\""))
            }
            Ok(when) => {
                Err(format!("\"{text}\" is {}: write the first and the last month, as in \"2012-10/2013-07\"", when.for_people()))
            }
            Err(NotADate::Impossible(_)) if follows(text).is_some() => {
                let written = follows(text).unwrap_or_default();
                Err(format!(
                    "\"{text}\" is no period: write \"{written}\" for the financial year, or the first and the last month as \"2012-10/2013-07\""
                ))
            }
            Err(why) => match text.split_once('/') {
                Some((from, to)) if text.len() > 9 => Period::between(text, from.trim(), to.trim()),
                _ => Err(match why {
                    NotADate::Impossible(why) => format!("\"{text}\" is no period: {why}"),
                    NotADate::Unknown => not_a_period(text),
                }),
            },
        }
    }

    fn between(text: &str, from: &str, to: &str) -> Result<Period, String> {
        let end = |end: &str| match When::parse(end) {
            Ok(when @ (When::Day(_) | When::Month { .. })) => Ok(when),
            Err(NotADate::Impossible(why)) => Err(format!("\"{text}\" is no period: {why}")),
            _ => Err(not_a_period(text)),
        };
        let (from, to) = (end(from)?.first_day(), end(to)?.last_day());
        if from > to {
            return Err(format!("\"{text}\" ends before it begins: write the first month before the last"));
        }
        Ok(Period { from, to })
    }

    /// Whether all days of the date are in the period.
    pub fn covers(self, when: When) -> bool {
        self.from <= when.first_day() && when.last_day() <= self.to
    }
}

fn not_a_period(text: &str) -> String {
    format!(
        "\"{text}\" is no period: write a financial year as \"2009/10\", a year as \"2009\", or the first and the last month as \"2012-10/2013-07\""
    )
}

/// "2012/13" for "2012-13": two years that follow each other, joined by a hyphen.
fn follows(text: &str) -> Option<String> {
    let written = text.replacen('-', "/", 1);
    matches!(When::parse(&written), Ok(When::FinancialYear(_))).then_some(written)
}

fn month_or_year(text: &str) -> String {
    let month = When::parse(text).map_or_else(|_| text.to_owned(), When::for_people);
    match follows(text) {
        Some(written) => {
            format!("\"{text}\" is {month}: write \"{written}\" for the financial year, or \"{text}/{text}\" for that month")
        }
        None => format!("\"{text}\" is one month: write the first and the last, as in \"{text}/{text}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_written_one_way() {
        for (text, from, to) in [
            ("2009/10", "2009-04-01", "2010-03-31"),
            ("2009/2010", "2009-04-01", "2010-03-31"),
            ("2009", "2009-01-01", "2009-12-31"),
            ("2012-10/2013-07", "2012-10-01", "2013-07-31"),
            ("2012-10-15/2013-02", "2012-10-15", "2013-02-28"),
            ("2009-10/2009-10", "2009-10-01", "2009-10-31"),
            ("2008-04-01/2008-04-01", "2008-04-01", "2008-04-01"),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!((period.from.to_string(), period.to.to_string()), (from.to_owned(), to.to_owned()), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_what_to_write() {
        for (text, why) in [
            ("2009-10", "write \"2009/10\" for the financial year, or \"2009-10/2009-10\" for that month"),
            ("2012-13", "write \"2012/13\" for the financial year"),
            ("2009-03", "is one month: write the first and the last, as in \"2009-03/2009-03\""),
            ("2009/12", "the year after 2009 is 2010"),
            ("2009-Q1", "January to March 2009"),
            ("2013-07/2012-10", "ends before it begins"),
            ("2012-10/2013-13", "there is no month 13"),
            ("2008-06-31/2009-03", "there is no 31 June 2008"),
            ("2009-04-01", "is one day"),
            ("2009/10/2010/11", "write a financial year as \"2009/10\""),
            ("09/10", "write a financial year as \"2009/10\""),
            ("é", "is no period"),
            ("", "is no period"),
        ] {
            let refused = Period::parse(text).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }
}
