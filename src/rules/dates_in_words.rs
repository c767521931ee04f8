//! Finds the dates in the words of an action.

use crate::plan::{Plan, Text};
use crate::text::{Span, start_in};
use crate::time::when::MONTHS;
use chrono::NaiveDate;
use std::ops::Range;

/// The date's place in the file where the text stands there letter for letter, else that of the whole text.
pub(super) fn place(plan: &Plan, text: &Text, words: Range<usize>) -> Span {
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

/// Every date in a text, first to last: a day ("30 June", "30/06/08") or a month with its year ("June 08"). A year or a financial
/// year alone names a document or a budget as often as a deadline.
pub(super) fn dates(text: &str) -> impl Iterator<Item = Range<usize>> {
    // Every date has a number in it, and most texts have none.
    let has_numbers = text.contains(|c: char| c.is_ascii_digit());
    let pieces: Vec<(Range<usize>, Piece)> = if has_numbers { pieces(text).collect() } else { Vec::new() };
    let mut next = 0;
    std::iter::from_fn(move || {
        (next..pieces.len()).find_map(|at| {
            let end = numeric(text, &pieces, at).or_else(|| named_month(text, &pieces, at))?;
            next = end + 1;
            Some(pieces.get(at)?.0.start..pieces.get(end)?.0.end)
        })
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
    let short = |month: &str| month.get(..3).is_some_and(|short| word.eq_ignore_ascii_case(short));
    let same = |month: &&str| {
        word.eq_ignore_ascii_case(month) || short(month) || *month == "September" && word.eq_ignore_ascii_case("sept")
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
            if year(month + 1).is_some() {
                return Some(month + 1);
            }
            let Piece::Number(_, _, ordinal) = pieces.get(at)?.1 else { return None };
            (ordinal || of || !counts(text, pieces, at, month)).then_some(month)
        }
        _ => None,
    }
}

/// The number may count what the month only describes: "hold 3 May Day events", "run 2 June workshops".
fn counts(text: &str, pieces: &[(Range<usize>, Piece)], at: usize, month: usize) -> bool {
    const BEFORE: [&str; 17] = [
        "by", "on", "before", "from", "until", "till", "to", "the", "and", "after", "since", "at", "between", "due", "date",
        "than", "or",
    ];
    const AFTER: [&str; 14] =
        ["to", "and", "for", "at", "in", "with", "then", "or", "by", "on", "from", "until", "each", "every"];
    let word = |index: usize| match pieces.get(index) {
        Some((range, Piece::Word)) => Some(&text[range.clone()]),
        _ => None,
    };
    let is_one_of = |words: &[&str], word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    // What follows closely: "May Day", "June workshops"; not "30 June, the"
    let close = pieces.get(month + 1).is_some_and(|(next, _)| text[pieces[month].0.end..next.start].trim().is_empty());
    let Some(after) = word(month + 1).filter(|_| close) else { return false };
    let begins_a_date = at.checked_sub(1).and_then(word).is_some_and(|before| is_one_of(&BEFORE, before));
    after.eq_ignore_ascii_case("day") || !begins_a_date && !is_one_of(&AFTER, after)
}

fn month_at(pieces: &[(Range<usize>, Piece)], index: usize) -> Option<usize> {
    matches!(pieces.get(index), Some((_, Piece::Month))).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::dates;

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
            ("hold 2 May Day events by 1 June", "1 June"),
            ("send the return 30 June to the board", "30 June"),
            ("on 3 June workshops are held", "3 June"),
            ("日本 June 2008", "June 2008"),
        ] {
            assert_eq!(dates(text).next().map(|range| &text[range]), Some(date), "{text}");
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
            "Hold 3 May Day events",
            "Run 2 June workshops",
            "mark 1 May Day",
            "finish in March. 12 staff follow",
            "3 year rolling budget from 2007",
            "30/02/08",
            "by the end of June",
            "99999999999999999999 June",
            "call 0208 06 30",
            "",
        ] {
            assert_eq!(dates(text).next().map(|range| &text[range]), None, "{text}");
        }
    }
}
