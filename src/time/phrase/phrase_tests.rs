//! The table of phrases, and what holds of every reading.

use super::{Every, Period, Reading, When, read, read_in, remembered};
use crate::time::when::MONTHS;
use arbtest::arbitrary::{Result, Unstructured};
use chrono::{Datelike, NaiveDate};

/// Phrases and how they are read: those of the five documents in `plans/` first, then what other boards write.
/// `⏎` stands for a new line, `␣` for a space that does not break.
const TABLE: &str = include_str!("phrases.txt");

/// Phrases that only the plan's period decides, each with the period, and how they are read in that plan.
const TABLE_IN_A_PLAN: &str = include_str!("phrases_in_a_plan.txt");

/// The phrases of the table, each with what it is read as.
fn table() -> impl Iterator<Item = (String, &'static str)> {
    let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let (phrase, reading) = row.split_once(" => ").unwrap_or_else(|| panic!("no \" => \" in {row:?}"));
        (phrase.trim_end().replace('⏎', "\n").replace('␣', "\u{a0}"), reading)
    })
}

/// A reading on one line: `from 2007-09`, `due 2008-06, ongoing`, `unclear: …`.
fn rendered(reading: &Reading) -> String {
    let mut parts = Vec::new();
    let due: Vec<String> = reading.due.iter().map(When::to_string).collect();
    parts.extend(reading.from.map(|from| format!("from {from}")));
    parts.extend((!due.is_empty()).then(|| format!("due {}", due.join(" & "))));
    parts.extend(reading.every.map(|every| format!("every {every}")));
    let review: Vec<String> = reading.review.iter().map(When::to_string).collect();
    parts.extend((!review.is_empty()).then(|| format!("review {}", review.join(" & "))));
    parts.extend(reading.ongoing.then(|| "ongoing".to_owned()));
    parts.extend(reading.standing.then(|| "standing".to_owned()));
    parts.extend(reading.when.as_ref().map(|when| format!("when {when}")));
    parts.extend(reading.by_period.then(|| "by the period".to_owned()));
    parts.extend(reading.unread.iter().map(|words| format!("unread {words}")));
    parts.extend(reading.unclear.as_ref().map(|why| format!("unclear: {why}")));
    parts.join(", ")
}

#[test]
fn words_beside_a_date_are_more_than_time() {
    for plain in ["June 2008", "by end of June 08", "30th June, 2008", "2008-06", "every 3 months", "Quarterly"] {
        assert!(super::states_only_time(plain), "{plain}");
    }
    for more in ["2008-06 if funded", "June 2008 (draft)", "approx June 2008", "roughly June", "early June 2008", "June 2008?"] {
        assert!(!super::states_only_time(more), "{more}");
    }
    let june = [When::Month { year: 2008, month: 6 }];
    assert!(super::states_only_dates("by June 2008", &june) && !super::states_only_dates("June 2008 12", &june));
}

#[test]
fn every_phrase_of_the_table_is_read_as_it_says() {
    let mut wrong = String::new();
    for (phrase, expected) in table() {
        let got = rendered(&read(&phrase));
        if got != expected {
            wrong += &format!("\n{phrase:?}\n  expected {expected}\n  read as  {got}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a reading comes to, without its reasons and without the words that are left: as `phrases_of_other_boards.txt` has it.
fn in_short(reading: &Reading) -> String {
    if reading.unclear.is_some() {
        return "unclear".to_owned();
    }
    let unread = if reading.unread.is_empty() { "" } else { ", unread" };
    rendered(&Reading { unread: Vec::new(), ..reading.clone() }) + unread
}

#[test]
fn phrases_of_other_boards_are_read_as_a_careful_reader_does() {
    const TABLE: &str = include_str!("phrases_of_other_boards.txt");
    let mut wrong = String::new();
    let mut count = 0;
    for row in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (phrase, expected) = row.split_once(" => ").unwrap_or_else(|| panic!("no \" => \" in {row:?}"));
        let got = in_short(&read(phrase.trim_end()));
        if got != expected {
            wrong += &format!("\n{phrase:?}\n  expected {expected}\n  read as  {got}\n");
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 300, "{count} phrases");
}

#[test]
fn the_period_of_a_plan_decides_as_the_table_says() {
    let rows = TABLE_IN_A_PLAN.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for row in rows {
        let (period, row) = row.split_once(" | ").unwrap_or_else(|| panic!("no \" | \" in {row:?}"));
        let (phrase, expected) = row.split_once(" => ").unwrap_or_else(|| panic!("no \" => \" in {row:?}"));
        let Period { from, to } = Period::parse(period).unwrap();
        let phrase = phrase.trim_end().replace('⏎', "\n");
        assert_eq!(rendered(&read_in(&phrase, Some((from, to)))), expected, "{phrase:?} in {period}");
        // What needs the period is dated in no other way.
        assert!(!read(&phrase).by_period);
    }
}

#[test]
fn only_deadlines_alone_fit_a_key_for_a_date() {
    assert!(read("June 2008 & March 2009").is_only_due());
    for more in [
        "March 2007 and bi-annually",
        "June 2008, review March 2009",
        "June 2008 (subject to funding)",
        "June 08 Ongoing",
        "June",
    ] {
        assert!(!read(more).is_only_due(), "{more}");
    }
    let period = Period::parse("2008/09").map(|period| (period.from, period.to)).ok();
    assert!(!read_in("June", period).is_only_due());
}

#[test]
fn a_phrase_is_kept_as_given_and_a_paragraph_is_none() {
    assert_eq!(*remembered("June 08"), read("June 08"));
    assert_eq!(remembered("June 08"), remembered("June 08"));
    let long = "June 2008 ".repeat(51);
    assert_eq!(rendered(&read(&long)), "unclear: it is longer than 500 characters: write only the timescale");
    let longest = format!("{} June 2008", "é".repeat(490));
    assert_eq!(read(&longest).due, [When::Month { year: 2008, month: 6 }]);
}

/// What holds of every reading, whatever the phrase.
fn check(phrase: &str) {
    let reading = read(phrase);
    let nothing = reading.from.is_none() && reading.due.is_empty() && reading.every.is_none();
    if reading.unclear.is_some() {
        assert!(nothing, "unclear, and yet dated: {reading:?}");
    } else {
        let said = !nothing || reading.ongoing || reading.standing || reading.when.is_some() || !reading.review.is_empty();
        assert!(said, "neither read nor unclear: {reading:?}");
    }
    for when in reading.from.iter().chain(&reading.due).chain(&reading.review) {
        assert!(is_printed(*when, phrase), "{when} is not printed: {reading:?}");
    }
    if let Some(from) = reading.from {
        assert!(reading.due.iter().all(|due| due.last_day() >= from.first_day()), "due before it starts: {reading:?}");
    }
    assert!(!reading.by_period, "there is no period: {reading:?}");
    for words in &reading.unread {
        let once = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(once(phrase).contains(words), "{words:?} is not printed: {reading:?}");
    }
    // A period may date what is undated; it never changes a date that needs none.
    let period = Period::parse("2008/09").map(|period| (period.from, period.to)).ok();
    let decided = read_in(phrase, period);
    if !decided.by_period && reading.unclear.is_none() {
        assert_eq!((&decided.from, &decided.due), (&reading.from, &reading.due), "{phrase:?}");
    }
    if decided.by_period {
        for when in decided.from.iter().chain(&decided.due).chain(&decided.review) {
            let (first, last) = (when.first_day(), when.last_day());
            let inside = period.is_some_and(|(from, to)| from <= last && first <= to) || is_printed(*when, phrase);
            assert!(
                inside && is_month_printed(*when, phrase),
                "{when} is neither printed nor in the plan: {phrase:?} {decided:?}"
            );
        }
    }
}

/// Whether the month, if there is one, and the day stand in the phrase; the year may be the plan's.
fn is_month_printed(when: When, phrase: &str) -> bool {
    (2007..=2010).any(|year| {
        let printed = format!("{phrase} {year}");
        is_printed(when, &printed)
    }) || is_printed(when, phrase)
}

/// Whether the year, the month and the day of a date all stand in the phrase, as words or figures.
fn is_printed(when: When, phrase: &str) -> bool {
    let small = phrase.to_lowercase();
    let figures: Vec<&str> = small.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let has = |number: i32| figures.iter().any(|run| run.parse() == Ok(number));
    let year = |year: i32| has(year) || (year >= 2000 && has(year - 2000));
    let month = |month: u32| has(month as i32) || small.contains(&MONTHS[month as usize - 1].to_lowercase()[..3]);
    match when {
        When::Day(day) => year(day.year()) && month(day.month()) && has(day.day() as i32),
        When::Month { year: y, month: m } => year(y) && month(m),
        // A quarter may have been printed as one of a financial year.
        When::Quarter { year: y, .. } => year(y) || year(y - 1),
        When::FinancialQuarter { year: y, .. } => year(y) || year(y + 1),
        When::Year(y) | When::FinancialYear(y) => year(y),
    }
}

#[test]
fn any_text_is_read_or_unclear() {
    arbtest::arbtest(|u| {
        check(u.arbitrary::<&str>()?);
        let letters =
            ['0', '1', '2', '8', '9', '/', '-', '.', ',', ' ', '\n', '(', ')', '&', 'Q', 'J', 'u', 'n', 'e', '–', '’', 'é'];
        let length = u.int_in_range(0..=40)?;
        let text = (0..length).map(|_| u.choose(&letters).copied()).collect::<Result<String>>()?;
        check(&text);
        Ok(())
    });
}

#[test]
fn phrases_cut_up_and_joined_are_read_or_unclear() {
    let phrases: Vec<String> = table().map(|(phrase, _)| phrase).collect();
    let words: Vec<&str> = phrases.iter().flat_map(|phrase| phrase.split(' ')).collect();
    arbtest::arbtest(|u| {
        let mut text = String::new();
        for _ in 0..u.int_in_range(1..=7)? {
            text += u.choose(&words)?;
            text += *u.choose(&[" ", " ", " ", "", "\n", ", ", ". ", " (", ") ", " and ", " to ", " – ", "/", "-"])?;
        }
        check(&text);
        let (first, second) = (u.choose(&phrases)?, u.choose(&phrases)?);
        let half = |u: &mut Unstructured, text: &str| -> Result<String> {
            let cut = u.int_in_range(0..=text.chars().count())?;
            Ok(text.chars().take(cut).collect())
        };
        check(&(half(u, first)? + second));
        check(&format!("{first} {}", half(u, second)?));
        Ok(())
    });
}

/// Why a phrase cannot be dated goes into papers, whose readers write no plan: what to write instead is parted from it.
#[test]
fn why_a_phrase_is_unclear_is_told_without_what_to_write() {
    for phrase in table().filter(|(_, reading)| reading.contains("unclear: ")).map(|(phrase, _)| phrase) {
        let reading = read(&phrase);
        let (Some(whole), Some(why)) = (&reading.unclear, reading.why_unclear()) else { continue };
        assert!(!why.is_empty() && !why.contains("write "), "{phrase}: {why}");
        assert!(whole == why || whole.strip_prefix(why).is_some_and(|cure| cure.starts_with(": write ")), "{phrase}: {whole}");
    }
    // The board's own words stay whole.
    let kept = Reading { unclear: Some("\"Task: write up\" leads nowhere".into()), ..Reading::default() };
    assert_eq!(kept.why_unclear(), Some("\"Task: write up\" leads nowhere"));
}

/// Words that say nothing of time.
const NEUTRAL: [&str; 8] = ["Report", "LSCB", "Action:", "Policy", "the Board", "JS -", "•", "Training subgroup"];

#[test]
fn words_that_say_nothing_date_no_undated_phrase() {
    let undated: Vec<String> = table().filter(|(_, reading)| reading.starts_with("unclear")).map(|(phrase, _)| phrase).collect();
    arbtest::arbtest(|u| {
        let (phrase, word) = (u.choose(&undated)?, u.choose(&NEUTRAL)?);
        // Words after an open dash say what it leads to.
        let after = if phrase.ends_with(['–', '→']) { "" } else { word };
        for phrase in
            [format!("{word} {phrase}"), format!("{phrase} {after}"), format!("{phrase}. {after}"), format!("({phrase})")]
        {
            let reading = read(&phrase);
            let dated = reading.from.is_some() || !reading.due.is_empty() || !reading.review.is_empty();
            assert!(!dated, "{phrase:?}: {reading:?}");
        }
        Ok(())
    });
}

/// Parts that speak of time, and the words of each that must not vanish.
const PARTS: [&str; 14] = [
    "bi-annually",
    "twice a month",
    "regularly",
    "1st and 3rd Tuesday each month",
    "for 6 months",
    "until the inspection",
    "subject to funding",
    "following the inspection",
    "if staff are available",
    "TBC",
    "monthly",
    "Easter 2009",
    "Fridays",
    "within 3 months",
];

#[test]
fn no_part_that_speaks_of_time_vanishes_behind_a_date() {
    let dated: Vec<(String, Reading)> = table().map(|(phrase, _)| (phrase.clone(), read(&phrase))).collect();
    let dated: Vec<&(String, Reading)> =
        dated.iter().filter(|(_, reading)| !reading.due.is_empty() && reading.unread.is_empty()).collect();
    arbtest::arbtest(|u| {
        let ((phrase, alone), part) = (u.choose(&dated)?, u.choose(&PARTS)?);
        if phrase.to_lowercase().contains(&part.to_lowercase()) {
            return Ok(());
        }
        for phrase in [format!("{phrase}, {part}"), format!("{phrase} and {part}"), format!("{phrase} ({part})")] {
            let reading = read(&phrase);
            assert!(reading.unclear.is_some() || reading != *alone, "{part:?} vanishes: {phrase:?} {reading:?}");
        }
        Ok(())
    });
}

fn any_day(u: &mut Unstructured) -> Result<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    // Up to 2049: two figures above that can be a year of the last century.
    Ok(first + chrono::Days::new(u.int_in_range(0..=18_261)?))
}

fn ordinal(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// One day in every style that British boards print, the day before the month.
fn styles(year: i32, month: u32, day: u32, weekday: &str) -> Vec<String> {
    let name = MONTHS[month as usize - 1];
    let (short, th, yy) = (&name[..3], ordinal(day), year % 100);
    vec![
        format!("{day} {name} {year}"),
        format!("{day}{th} {name} {year}"),
        format!("the {day}{th} of {name} {year}"),
        format!("{day}{th} {name}, {year}"),
        format!("{day} {short} {yy:02}"),
        format!("{day} {short}. {year}"),
        format!("{day:02} {name} '{yy:02}"),
        format!("{day}-{short}-{yy:02}"),
        format!("{day:02}-{short}-{year}"),
        format!("{day:02}/{month:02}/{year}"),
        format!("{day:02}/{month:02}/{yy:02}"),
        format!("{day}/{month}/{year}"),
        format!("{day}/{month}/{yy:02}"),
        format!("{day:02}.{month:02}.{year}"),
        format!("{day}.{month}.{yy:02}"),
        format!("{day:02}-{month:02}-{year}"),
        format!("{day:02}-{month:02}-{yy:02}"),
        format!("{year}-{month:02}-{day:02}"),
        format!("{weekday}{day} {name} {year}"),
        format!("{weekday}{day:02}/{month:02}/{year}"),
        format!("{name} {day}, {year}"),
        format!("{name} {day}{th} {year}"),
        format!("{} {day} {year}", name.to_uppercase()),
    ]
}

/// Words that change nothing of the deadline they stand around.
const AROUND: [(&str, &str); 9] = [
    ("", ""),
    ("by ", "."),
    ("By the end of ", ""),
    ("no later than ", ""),
    ("Process in place by ", ""),
    ("LSCB to agree protocol ", "."),
    ("  ", "\n"),
    ("“", "”"),
    ("due ", " (subject to funding)"),
];

#[test]
fn a_day_reads_back_from_every_style() {
    arbtest::arbtest(|u| {
        let day = any_day(u)?;
        let (before, after) = *u.choose(&AROUND)?;
        for style in styles(day.year(), day.month(), day.day(), &day.format("%A ").to_string()) {
            // "June 08 2009" is one day or two dates, and says so.
            let in_doubt = style.starts_with(|c: char| c.is_ascii_alphabetic()) && style.contains(" 0");
            let phrase = format!("{before}{style}{after}");
            let reading = read(&phrase);
            if !in_doubt {
                assert_eq!((reading.from, &reading.due[..]), (None, &[When::Day(day)][..]), "{reading:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn an_impossible_day_is_unclear_in_every_style() {
    arbtest::arbtest(|u| {
        let (year, month) = (u.int_in_range(2000..=2099)?, u.int_in_range(1..=12)?);
        let last = When::Month { year, month }.last_day().day();
        let day = *u.choose(&[0, last + 1, 32, 33, 40, 75, 99])?;
        let (before, after) = *u.choose(&AROUND)?;
        for style in styles(year, month, day, "Monday ") {
            let reading = format!("{before}{style}{after}");
            assert!(read(&reading).unclear.is_some(), "{:?}", read(&reading));
        }
        Ok(())
    });
}

/// Words that leave the date after them open, however it is printed.
const OPEN: [&str; 22] = [
    "mid",
    "mid-",
    "early",
    "late",
    "beginning of",
    "start of",
    "before",
    "prior to",
    "after",
    "following",
    "around",
    "approx.",
    "c.",
    "not",
    "no earlier than",
    "until",
    "first week of",
    "week commencing",
    "w/c",
    "completed",
    "was",
    "possibly",
];

#[test]
fn words_that_leave_a_date_open_make_it_unclear_in_every_style() {
    arbtest::arbtest(|u| {
        let day = any_day(u)?;
        let mut dates = styles(day.year(), day.month(), day.day(), &day.format("%A ").to_string());
        let name = MONTHS[day.month0() as usize];
        dates.extend([format!("{name} {}", day.year()), format!("{} '{:02}", &name[..3], day.year() % 100)]);
        let (before, after) = *u.choose(&[("", ""), ("Report to Board ", "."), ("by ", " at LSCB"), ("April 08, ", "")])?;
        for date in dates {
            let phrase = format!("{before}{} {date}{after}", u.choose(&OPEN)?);
            assert!(read(&phrase).unclear.is_some(), "{:?}", read(&phrase));
        }
        Ok(())
    });
}

#[test]
fn a_month_reads_back_from_every_style() {
    arbtest::arbtest(|u| {
        let (year, month): (i32, u32) = (u.int_in_range(2000..=2049)?, u.int_in_range(1..=12)?);
        let name = MONTHS[month as usize - 1];
        let (short, yy) = (&name[..3], year % 100);
        let when = When::Month { year, month };
        let (before, after) = *u.choose(&AROUND)?;
        for style in
            [format!("{name} {year}"), format!("{short} {year}"), format!("{name}, {year}"), format!("{month:02}/{year}")]
        {
            let phrase = format!("{before}{style}{after}");
            assert_eq!(read(&phrase).due, [when], "{:?}", read(&phrase));
        }
        for style in
            [format!("{name} {yy:02}"), format!("{short}-{yy:02}"), format!("{short} '{yy:02}"), format!("{short}. {yy:02}")]
        {
            let phrase = format!("{before}{style}{after}");
            let reading = read(&phrase);
            // "June 30" and "June 12" may be days; only the year in full, an apostrophe or a hyphen says otherwise.
            let like_a_day = (10..=31).contains(&yy);
            assert!(reading.due == [when] || (like_a_day && reading.unclear.is_some()), "{reading:?}");
        }
        Ok(())
    });
}

#[test]
fn frequencies_read_back() {
    for count in 2..=60 {
        for (unit, every) in
            [("months", Every::Months(count)), ("weeks", Every::Days(count * 7)), ("years", Every::Months(count * 12))]
        {
            let phrase = format!("every {count} {unit}");
            assert_eq!(read(&phrase).every, Some(every), "{phrase}");
        }
        assert_eq!(read(&format!("{count}-monthly")).every, Some(Every::Months(count)));
    }
}
