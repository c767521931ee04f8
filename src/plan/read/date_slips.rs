//! Dates as other programs, keyboards and hands write them: what was meant, and how sure that is.

use super::values::{day_of_excel, day_of_programs, only_date};
use crate::names::{slip_of, without_style};
use crate::time::when::{MONTHS, When};
use chrono::{Datelike, NaiveDate};

/// A date that was meant by a value that is none.
pub(super) struct MeantDate {
    pub when: When,
    /// Nothing else can be meant.
    pub is_sure: bool,
    /// The value has a time of day, which no date of a plan keeps.
    pub loses_time: bool,
}

impl MeantDate {
    fn guess(when: When) -> MeantDate {
        MeantDate { when, is_sure: false, loses_time: false }
    }

    /// What to do, in words.
    pub fn title(&self) -> String {
        let written = self.when.as_value();
        match (self.is_sure, self.loses_time) {
            (true, _) => format!("write {written}"),
            (false, true) => format!("write {written}, if the time can go"),
            (false, false) => format!("if that is meant, write {written}"),
        }
    }
}

/// Longer values are no dates.
const LONGEST: usize = 80;

/// The date that is meant by a value, its quotation marks aside; none where it says anything else, or where it may mean several.
pub(super) fn meant_date(written: &str) -> Option<MeantDate> {
    if written.len() > LONGEST {
        return None;
    }
    let text = plain(written);
    let bare = text.trim().trim_matches(['"', '\'']).trim();
    if text != written
        && let Some(when) = read(bare)
    {
        return Some(MeantDate { when, is_sure: true, loses_time: false });
    }
    // Of midnight and of formulas nothing is lost.
    if day_of_programs(bare).is_some() {
        return None;
    }
    numbers_alone(bare)
        .or_else(|| month_of_numbers(bare))
        .map(MeantDate::guess)
        .or_else(|| weekday_behind(bare).map(|day| MeantDate { when: When::Day(day), is_sure: true, loses_time: false }))
        .or_else(|| without_time(bare).map(|day| MeantDate { when: When::Day(day), is_sure: false, loses_time: true }))
        .or_else(|| misspelt_month(bare).map(MeantDate::guess))
}

/// The one date that a text says, and nothing else.
fn read(text: &str) -> Option<When> {
    only_date(text).or_else(|| day_of_programs(text).map(When::Day))
}

fn read_day(text: &str) -> Option<NaiveDate> {
    match read(text)? {
        When::Day(day) => Some(day),
        _ => None,
    }
}

/// Raised letters as a word processor makes them, in line; and nothing that has no shape.
fn plain(text: &str) -> String {
    let is_unseen =
        |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}');
    without_style(&text.chars().filter(|c| !is_unseen(c)).collect::<String>())
}

/// A day as one number: 20250930, or as Excel counts days.
fn numbers_alone(text: &str) -> Option<When> {
    let number: u32 = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    match text.len() {
        8 => NaiveDate::from_ymd_opt((number / 10_000) as i32, number / 100 % 100, number % 100)
            .filter(|day| (1900..2200).contains(&day.year()))
            .map(When::Day),
        5 => day_of_excel(number.into()).map(When::Day),
        _ => None,
    }
}

/// 2025-9 and 2025/09: a year and what can be its month, and is not the year after it.
fn month_of_numbers(text: &str) -> Option<When> {
    let (year, month) = text.split_once(['-', '/', '.'])?;
    let is_year = year.len() == 4 && (1..=2).contains(&month.len());
    let (year, month) = (year.parse::<i32>().ok().filter(|_| is_year)?, month.parse::<u32>().ok()?);
    let is_month = (1..=12).contains(&month) && i32::try_from(month).ok()? != (year + 1) % 100;
    is_month.then_some(When::Month { year, month })
}

/// "30 Sep 2025 (Tue)": the weekday is that of the day.
fn weekday_behind(text: &str) -> Option<NaiveDate> {
    let (date, weekday) = text.strip_suffix(')')?.rsplit_once('(')?;
    let day = read_day(date.trim())?;
    let weekday: chrono::Weekday = weekday.trim().trim_end_matches('.').parse().ok()?;
    (day.weekday() == weekday).then_some(day)
}

/// A day with a time of day behind it: "12 September 2025 at 2pm", "2025-09-12T10:00:00Z".
fn without_time(text: &str) -> Option<NaiveDate> {
    const WORDS: [&str; 13] = ["at", "from", "to", "until", "till", "am", "pm", "hrs", "hours", "noon", "midday", "@", "-"];
    let is_clock = |word: &str| {
        let word = word.to_lowercase();
        let bare = ["am", "pm", "hrs", "h", "z", "gmt", "bst"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
        let parts: Vec<&str> = bare.split([':', '.']).collect();
        let digits = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        // A number alone may be a day or a year.
        (parts.len() > 1 || bare.len() < word.len()) && parts.len() <= 4 && parts.iter().all(digits)
    };
    let is_time = |rest: &str| {
        let mut words = rest.split([' ', ',', '-', '\u{2013}', '(', ')']).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && words.all(|word| WORDS.contains(&&*word.to_lowercase()) || is_clock(word))
    };
    let has_clock =
        |rest: &str| rest.split([' ', ',', '-', '\u{2013}']).any(|word| is_clock(word) || ["noon", "midday"].contains(&word));
    let starts = text.char_indices().filter(|(_, c)| matches!(c, ' ' | ',' | 'T'));
    let mut days = starts.filter_map(|(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        if c == 'T' && !text[..at].ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        (is_time(rest) && has_clock(rest)).then(|| read_day(text[..at].trim_end_matches([' ', ',']))).flatten()
    });
    days.next()
}

/// A month with a slip of the hand in it.
fn misspelt_month(text: &str) -> Option<When> {
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 4);
    let word =
        words.next().filter(|word| words.next().is_none() && !MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word)))?;
    read(&text.replacen(word, slip_of(word, MONTHS)?, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_programs_are_read_and_other_words_are_not() {
        for (text, value, is_sure, loses_time) in [
            ("20250930", "2025-09-30", false, false),
            ("45930", "2025-09-30", false, false),
            ("2025-9", "\"2025-09\"", false, false),
            ("2025/09", "\"2025-09\"", false, false),
            ("30\u{1d57}\u{2b0} September 2025", "2025-09-30", true, false),
            ("\u{200e}30/09/2025", "2025-09-30", true, false),
            ("30 Sep 2025 (Tue)", "2025-09-30", true, false),
            ("30 Septmber 2025", "2025-09-30", false, false),
            ("12 September 2025 at 2pm", "2025-09-12", false, true),
            ("Wednesday 18 June 2025 10am-12pm", "2025-06-18", false, true),
            ("17 December 2025, 14:00", "2025-12-17", false, true),
            ("2025-09-12T10:00:00.000Z", "2025-09-12", false, true),
            ("30/09/2025 10:30", "2025-09-30", false, true),
        ] {
            let meant = meant_date(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((meant.when.as_value().as_str(), meant.is_sure, meant.loses_time), (value, is_sure, loses_time), "{text}");
        }
        // The weekday of another day; a year and the next; no date at all.
        for text in
            ["30 Sep 2025 (Mon)", "2025/26", "2025-13", "20251340", "TBC", "Sep 25", "12 at 2pm", "2pm", "30 Sep 2025 2026", ""]
        {
            assert!(meant_date(text).is_none(), "{text}");
        }
    }
}
