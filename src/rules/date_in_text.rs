//! Dates that stand only in an action's words.

use super::added_lines::added;
use super::deadlines::written;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Text};
use crate::text::{Span, start_in};
use crate::time::phrase;
use chrono::NaiveDate;
use std::ops::Range;

pub static RULE: Rule = Rule {
    id: "date-in-text",
    severity: Severity::Warning,
    summary: "a date that stands only in an action's words",
    why: "A deadline hidden in a sentence is read by people and counted by nobody: the action is listed as undated and never becomes overdue.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar by June 2008"
outcome = "Staff know what they can book"
lead = "jo"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar by June 2008"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, objective: &Objective, action: &Action, found: &mut Found) {
    let Some((text, words)) = named(objective, action) else {
        return;
    };
    found.claim(RULE.id, action.highlight_span());
    let date = text.get(words.clone()).unwrap_or_default();
    let message = format!("{} names {date} in its words, but has no date that counts", action.called());
    let fault = Diagnostic::new(RULE.id, place(plan, text, words), message).label("counted by nothing");
    let fault = match meant(plan, action, text, date) {
        Some((line, place, lines)) => fault.suggest(format!("if this is the deadline, add {line}"), place, lines),
        None => fault.help("if this is the deadline, write it as \"due\""),
    };
    found.push(fault);
}

/// The date in the words of an open action that has none of its own, with its place in the words.
fn named<'p, 'a>(objective: &Objective, action: &'p Action<'a>) -> Option<(&'p Text<'a>, Range<usize>)> {
    const KEYS: [&str; 7] = ["due", "from", "every", "when", "milestones", "timescale", "action"];
    let text = action.action.as_ref()?;
    let dated = !action.due.is_empty()
        || action.from.is_some()
        || action.every.is_some()
        || action.when.is_some()
        || action.milestones.iter().any(|milestone| milestone.due.is_some())
        || objective.says_when()
        || action.unread.iter().chain(objective.unread).any(|key| KEYS.contains(key));
    // Printed words that are plain to read are the better date.
    let printed = || objective.timescale_of(action).map(|words| phrase::remembered(words));
    if dated || action.is_closed() || printed().is_some_and(|printed| printed.unclear.is_none() && !printed.due.is_empty()) {
        return None;
    }
    find(text).map(|words| (text, words))
}

/// The line that would count the date, where it goes, and as what.
fn meant(plan: &Plan, action: &Action, text: &Text, date: &str) -> Option<(String, Span, String)> {
    let reading = phrase::read(date);
    let [due] = reading.due[..] else { return None };
    let (first, last) = plan.period?.days()?;
    if due.last_day() < first || due.first_day() > last {
        return None;
    }
    let line = format!("due = {}", written(due));
    let (place, lines) = added(plan.text, &action.extent, text.span, std::slice::from_ref(&line))?;
    Some((line, place, lines))
}

/// The date's place in the file where the text stands there letter for letter, else that of the whole text.
fn place(plan: &Plan, text: &Text, words: Range<usize>) -> Span {
    match start_in(plan.text, text) {
        Some(start) => Span::new((start + words.start) as u32, (start + words.end) as u32),
        None => text.span,
    }
}

/// A piece of the text that can be a part of a date.
#[derive(Clone, Copy)]
enum Piece {
    /// A number, how many digits it has, and whether "st", "th" or the like follows.
    Number(u32, usize, bool),
    /// A month's name.
    Month,
    Word,
}

/// The first date in a text: a day ("30 June", "30/06/08") or a month with its year ("June 08"). A year or a financial
/// year alone names a document or a budget as often as a deadline.
fn find(text: &str) -> Option<Range<usize>> {
    // Every date has a number in it, and most texts have none.
    text.contains(|c: char| c.is_ascii_digit()).then_some(())?;
    let pieces: Vec<(Range<usize>, Piece)> = pieces(text).collect();
    (0..pieces.len()).find_map(|at| {
        let end = numeric(text, &pieces, at).or_else(|| named_month(text, &pieces, at))?;
        Some(pieces.get(at)?.0.start..pieces.get(end)?.0.end)
    })
}

/// Runs of letters and digits, with what they can be.
fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, Piece)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(char::is_alphanumeric)?;
        let rest = &text[start..];
        at = start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        Some((start..at, piece(&text[start..at])))
    })
}

fn piece(word: &str) -> Piece {
    if is_month(word) {
        return Piece::Month;
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, ending) = word.split_at(digits);
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|ordinal| ending.eq_ignore_ascii_case(ordinal));
    match number.parse() {
        Ok(number) if digits <= 4 && (ending.is_empty() || ordinal) => Piece::Number(number, digits, ordinal),
        _ => Piece::Word,
    }
}

/// A month's name or its short form. "may" and "march" are words as well, and need their capital.
fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let short = |month: &str| month.get(..3).is_some_and(|short| word.eq_ignore_ascii_case(short));
    let same = |month: &&str| {
        word.eq_ignore_ascii_case(month) || short(month) || *month == "september" && word.eq_ignore_ascii_case("sept")
    };
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    MONTHS.iter().position(same).is_some_and(|index| capital || !matches!(index, 2 | 4))
}

/// "30/06/08", "30.06.2008", "2008-06-30": the index of the last piece.
fn numeric(text: &str, pieces: &[(Range<usize>, Piece)], at: usize) -> Option<usize> {
    let [
        (a, Piece::Number(first, first_long, false)),
        (b, Piece::Number(second, second_long, false)),
        (c, Piece::Number(third, third_long, false)),
    ] = pieces.get(at..at + 3)?
    else {
        return None;
    };
    let mark = &text[a.end..b.start];
    let alone = |around: Option<&str>| around.is_none_or(|around| !around.starts_with(mark) || around == ".");
    let before = at.checked_sub(1).and_then(|index| pieces.get(index)).map(|(range, _)| &text[range.end..a.start]);
    let after = pieces.get(at + 3).map(|(range, _)| &text[c.end..range.start]);
    if !matches!(mark, "/" | "." | "-") || &text[b.end..c.start] != mark || !alone(before) || !alone(after) {
        return None;
    }
    let (year, day) = match (first_long, second_long, third_long) {
        (4, 2, 2) if mark == "-" => (*first, *third),
        (1 | 2, 1 | 2, 4) => (*third, *first),
        // Numbers with full stops number the parts of a document, too.
        (1 | 2, 1 | 2, 2) if mark == "/" || *first > 12 || (*first_long, *second_long) == (2, 2) => (2000 + third, *first),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, *second, day).filter(|_| (1990..2200).contains(&year)).map(|_| at + 2)
}

/// "June 08", "30 June", "June 30th, 2008": the index of the last piece.
fn named_month(text: &str, pieces: &[(Range<usize>, Piece)], at: usize) -> Option<usize> {
    let between = |index: usize| Some(&text[pieces.get(index)?.0.end..pieces.get(index + 1)?.0.start]);
    // A full stop belongs to a short form, or ends the sentence and the date.
    let short = |index: usize| pieces.get(index).is_some_and(|(range, _)| range.len() <= 4);
    let near = |index: usize| {
        between(index).is_some_and(|between| {
            let apart = between.contains(['(', ')', ';', ':', '/', '&', '+']) || between.contains('.') && !short(index);
            between.len() <= 4 && !apart
        })
    };
    let number = |index: usize| match pieces.get(index) {
        Some((_, Piece::Number(number, digits, ordinal))) if near(index - 1) => Some((*number, *digits, *ordinal)),
        _ => None,
    };
    let year = |index: usize| {
        number(index).filter(|&(year, digits, ordinal)| !ordinal && (digits == 2 || digits == 4 && (1990..2200).contains(&year)))
    };
    match pieces.get(at)?.1 {
        Piece::Month => match (number(at + 1), year(at + 2)) {
            (Some((day, _, _)), Some((_, 4, _))) if (1..=31).contains(&day) => Some(at + 2),
            (Some((day, _, true)), year) if (1..=31).contains(&day) => Some(if year.is_some() { at + 2 } else { at + 1 }),
            _ => year(at + 1).map(|_| at + 1),
        },
        Piece::Number(day, 1 | 2, _) if (1..=31).contains(&day) => {
            let of = matches!(pieces.get(at + 1), Some((range, Piece::Word)) if &text[range.clone()] == "of");
            let month = if of { at + 2 } else { at + 1 };
            let month = month_at(pieces, month).filter(|&month| near(at) && near(month - 1))?;
            Some(if year(month + 1).is_some() { month + 1 } else { month })
        }
        _ => None,
    }
}

fn month_at(pieces: &[(Range<usize>, Piece)], index: usize) -> Option<usize> {
    matches!(pieces.get(index), Some((_, Piece::Month))).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn months_with_a_year_and_days_are_dates() {
        for (text, date) in [
            ("Publish it by June 2008", "June 2008"),
            ("Approve the strategy (April 2009) and use it", "April 2009"),
            ("Answer the guidance (Dec 09)", "Dec 09"),
            ("by Sept. 08.", "Sept. 08"),
            ("by Jun-08", "Jun-08"),
            ("by June \u{2019}08", "June \u{2019}08"),
            ("by 30/06/08", "30/06/08"),
            ("by 30.06.2008.", "30.06.2008"),
            ("a baseline of 27 @ 31.3.09", "31.3.09"),
            ("on 2008-06-30", "2008-06-30"),
            ("by the 30th of June", "30th of June"),
            ("by 30 June 2008", "30 June 2008"),
            ("June 30th, 2008", "June 30th, 2008"),
            ("by June 15th", "June 15th"),
            ("hold 2 events by 1 May", "1 May"),
            ("日本 June 2008", "June 2008"),
        ] {
            assert_eq!(find(text).map(|range| &text[range]), Some(date), "{text}");
        }
    }

    #[test]
    fn years_numbers_and_other_words_are_not() {
        for text in [
            "Working Together 2006",
            "the 2008/09 budget",
            "Children Act 2004, Section 11",
            "the work plan for 08/09",
            "step 1.2.8 and 1.2.3.4",
            "it may 2 or 3 times",
            "24/7/365",
            "part 4, march 08 staff",
            "Section 11 (March)",
            "finish in March. 12 staff follow",
            "3 year rolling budget from 2007",
            "30/02/08",
            "by the end of June",
            "99999999999999999999 June",
            "call 0208 06 30",
            "",
        ] {
            assert_eq!(find(text).map(|range| &text[range]), None, "{text}");
        }
    }
}
