//! What a paper says of itself: the board, the title, the period; and the titles over its rows.

use crate::names;
use crate::time::when::When;

/// A title over some rows as its reference and its words: "Objective One – To monitor" is 1 and "To monitor".
pub fn titled(text: &str) -> (Option<String>, String) {
    let text = text.trim().trim_end_matches(':').trim();
    let clean = |rest: &str| rest.trim().trim_start_matches(['–', '-', '—', ':', '.', ')', ' ']).trim().to_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = words.iter().take(3).position(|word| {
        let word = word.to_lowercase();
        OBJECTIVE_WORDS.contains(&word.trim_end_matches([':', '.']).trim_end_matches('s'))
    });
    if let Some(at) = named
        && let Some(number) = words.get(at + 1)
    {
        let bare = number.trim_end_matches([':', '.', ')', '–', '-', ',']);
        // "Section 11" is one of the Children Act, wherever boards speak of it.
        let of_an_act =
            words[at].eq_ignore_ascii_case("section") && ["11", "17", "20", "31", "42", "47", "157", "175"].contains(&bare);
        if let Some(reference) = number_of(bare).filter(|_| !of_an_act) {
            // What stands after the number, in the text itself.
            let start = words[..=at + 1]
                .iter()
                .fold(0, |from, word| text[from..].find(word).map_or(from, |found| from + found + word.len()));
            return (Some(reference), clean(&text[start..]));
        }
    }
    let Some(first) = words.first() else { return (None, String::new()) };
    let bare = first.trim_end_matches(['.', ')', ':']);
    let digits =
        bare.split('.').all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let lettered = bare.len() == 1 && bare.chars().all(|c| c.is_ascii_uppercase()) && first.len() > 1;
    let rest = text[first.len()..].trim();
    let named = rest.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if (digits || lettered) && named && !MONTH_STARTS.iter().any(|month| rest.to_lowercase().starts_with(month)) {
        return (Some(bare.to_owned()), clean(rest));
    }
    (None, text.to_owned())
}

/// Words with which boards begin the title of an objective.
const OBJECTIVE_WORDS: &[&str] = &[
    "objective",
    "priority",
    "theme",
    "aim",
    "goal",
    "function",
    "ambition",
    "outcome",
    "section",
    "strand",
    "standard",
    "workstream",
    "part",
    "recommendation",
    "finding",
    "pledge",
    "commitment",
    "challenge",
    "area",
];

const MONTH_STARTS: &[&str] = &["jan", "feb", "mar", "apr", "may ", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a text reads like the title of an objective: "Objective One – To monitor", "Theme 3 - CSE", "2. Communication".
pub fn looks_like_objective(text: &str) -> bool {
    titled(text).0.is_some_and(|reference| reference.chars().count() <= 4)
}

/// A number in digits, letters or words: "3", "B", "one".
fn number_of(word: &str) -> Option<String> {
    const WORDS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if let Some(index) = WORDS.iter().position(|name| *name == word.to_lowercase()) {
        return Some((index + 1).to_string());
    }
    let plain = word.chars().all(|c| c.is_ascii_digit() || c == '.') && word.chars().any(|c| c.is_ascii_digit());
    let letter = word.chars().count() == 1 && word.chars().all(|c| c.is_ascii_uppercase());
    (plain || letter).then(|| word.trim_end_matches('.').to_owned())
}

/// A reference at the beginning of a cell that goes on with words: "1.1a Contribute to" is 1.1a and "Contribute to".
pub fn leading_ref(text: &str) -> (Option<String>, &str) {
    let Some((first, rest)) = text.split_once(char::is_whitespace) else { return (None, text) };
    let bare = first.trim_end_matches(['.', ')', ':']);
    let parts: Vec<&str> = bare.split('.').collect();
    let number = |part: &&str| {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        !digits.is_empty()
            && digits.len() <= 3
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && part.len() <= digits.len() + 1
    };
    let marked = parts.len() > 1 || first.len() > bare.len() || bare.ends_with(|c: char| c.is_ascii_lowercase());
    let named = rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '\'' | '‘' | '"' | '“'));
    let is_ref = parts.iter().all(number) && marked && named;
    if is_ref { (Some(bare.to_owned()), rest.trim()) } else { (None, text) }
}

/// What a paper says of itself.
#[derive(Debug, Default, PartialEq)]
pub struct Front {
    pub board: Option<String>,
    pub title: Option<String>,
    pub version: Option<String>,
    pub period: Option<(When, When)>,
    /// The period was taken from two years that follow each other, for a financial year.
    pub financial: bool,
}

/// Reads the lines before the table.
pub fn front(lines: &[String]) -> Front {
    let mut front = Front::default();
    let short =
        |line: &&String| line.chars().count() <= 120 && !line.trim_end().ends_with('.') && !line.trim_end().ends_with(':');
    let lines: Vec<&String> = lines.iter().filter(short).take(60).collect();
    front.board = lines.iter().find_map(|line| board(line));
    let title = lines
        .iter()
        .position(|line| names::words(line).iter().any(|word| ["plan", "workplan", "tracker", "programme"].contains(&&**word)));
    if let Some(at) = title {
        let mut title = lines[at].trim().to_owned();
        // A title over two lines has its years in the second.
        if period(&title).is_none()
            && let Some(next) = lines.get(at + 1).filter(|next| next.chars().count() <= 40 && period(next).is_some())
        {
            title = format!("{title} {}", next.trim());
        }
        // What a title says of its version stands apart.
        // As long in small letters as in large ones, so that a place in it is one of the title.
        let small = title.to_ascii_lowercase();
        if let Some(at) = ["– updated", "- updated", ", updated", "(updated"].iter().find_map(|mark| small.find(mark)) {
            front.version = title.get(at..).map(|version| version.trim_matches(['–', '-', ',', '(', ')', ' ']).to_owned());
            title.truncate(at);
            title.truncate(title.trim_end().len());
        }
        front.title = Some(title);
    }
    let of_title = front.title.as_deref().and_then(period);
    if let Some((from, to, financial)) = of_title.or_else(|| lines.iter().take(12).find_map(|line| period(line))) {
        (front.period, front.financial) = (Some((from, to)), financial);
    }
    let version = |line: &&&String| {
        let lower = line.to_lowercase();
        (lower.starts_with("version") || lower.starts_with("updated")) && line.chars().any(|c| c.is_ascii_digit())
    };
    front.version = front.version.or_else(|| lines.iter().find(version).map(|line| line.trim().to_owned()));
    front
}

/// The board that a line names: "Oldham Local Safeguarding Children Board".
fn board(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let from = lower.find("safeguarding")?;
    let mut body =
        ["partnership", "board"].iter().filter_map(|body| lower[from..].find(body).map(|at| from + at + body.len())).min()?;
    // "Safeguarding Adults Partnership Board" is one name.
    if lower[body..].starts_with(" board") {
        body += " board".len();
    }
    let name = line.get(..body)?.trim();
    let words = name.split_whitespace().count();
    let starts = name.starts_with(|c: char| c.is_uppercase());
    (starts && (3..=12).contains(&words) && !name.starts_with("In ") && !name.contains(',')).then(|| name.to_owned())
}

/// The period that a line names, and whether it was taken for a financial year without the print saying so.
pub fn period(line: &str) -> Option<(When, When, bool)> {
    let months = crate::time::when::MONTHS;
    let words: Vec<String> = line
        .replace(['–', '—'], "-")
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let month = |word: &str| {
        let word = word.to_lowercase();
        months.iter().position(|name| word.len() >= 3 && name.to_lowercase().starts_with(&word)).map(|index| index as u32 + 1)
    };
    let year = |word: &str| word.parse::<i32>().ok().filter(|year| word.len() == 4 && (1990..2100).contains(year));
    // "April 2007 to March 2008".
    let dated: Vec<When> =
        words.windows(2).filter_map(|pair| Some(When::Month { year: year(&pair[1])?, month: month(&pair[0])? })).collect();
    if let [from, to, ..] = dated[..] {
        return (from.first_day() < to.last_day()).then_some((from, to, false));
    }
    // Two years, in one word or with a sign or "to" between.
    let pairs = words.iter().filter_map(|word| {
        word.split_once(['/', '-']).map(|(first, last)| (first.to_owned(), last.to_owned(), word.contains('/')))
    });
    let apart = words
        .windows(3)
        .filter(|three| ["-", "/", "to"].contains(&&*three[1]))
        .map(|three| (three[0].clone(), three[2].clone(), three[1] == "/"));
    for (first, last, slash) in pairs.chain(apart) {
        let Some(from) = year(&first) else { continue };
        let to = match last.len() {
            2 => last.parse::<i32>().ok().map(|short| from / 100 * 100 + short),
            4 => year(&last),
            _ => None,
        };
        match to {
            Some(to) if to == from + 1 => {
                let (first, last) = (When::day(from, 4, 1)?, When::day(to, 3, 31)?);
                return Some((When::Day(first), When::Day(last), !slash));
            }
            Some(to) if to > from && to < from + 12 => return Some((When::Year(from), When::Year(to), true)),
            _ => {}
        }
    }
    // "Minutes of 12 March 2024" tell a day, not the year of a plan.
    let is_day = |word: &str| {
        let figures: String = word.chars().take_while(char::is_ascii_digit).collect();
        let rest = &word[figures.len()..];
        ["", "st", "nd", "rd", "th"].contains(&rest) && figures.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    if words.windows(3).any(|three| is_day(&three[0]) && month(&three[1]).is_some() && year(&three[2]).is_some()) {
        return None;
    }
    let years: Vec<i32> = words.iter().filter_map(|word| year(word)).collect();
    match years[..] {
        [only] => Some((When::Year(only), When::Year(only), false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_parted_from_their_numbers() {
        for (text, reference, title) in [
            ("Objective One – To Monitor and Evaluate", Some("1"), "To Monitor and Evaluate"),
            ("Theme 1 Early Help", Some("1"), "Early Help"),
            ("Theme 3 - Child Sexual Exploitation (CSE)", Some("3"), "Child Sexual Exploitation (CSE)"),
            ("1 Policies & Procedures Function:", Some("1"), "Policies & Procedures Function"),
            ("2. Develop multi-agency approaches", Some("2"), "Develop multi-agency approaches"),
            ("Priority B: Neglect", Some("B"), "Neglect"),
            ("Laming report/ government response", None, "Laming report/ government response"),
            ("30 June 2008", None, "30 June 2008"),
            ("Objective four – To ensure", Some("4"), "To ensure"),
        ] {
            assert_eq!(titled(text), (reference.map(str::to_owned), title.to_owned()), "{text}");
        }
    }

    #[test]
    fn references_before_words_are_seen() {
        for (text, reference) in [
            ("1.1a Contribute to the work", Some("1.1a")),
            ("6.1. Timely completion", Some("6.1")),
            ("12.1 Complete it", Some("12.1")),
            ("3) Do it", Some("3")),
            ("1st Draft of procedures", None),
            ("6 monthly report", None),
            ("2008 Plan", None),
        ] {
            assert_eq!(leading_ref(text).0.as_deref(), reference, "{text}");
        }
    }

    #[test]
    fn a_paper_says_which_plan_it_is() {
        let lines = |lines: &[&str]| front(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        let oldham =
            lines(&["Oldham Local Safeguarding Children Board", "Business Plan", "2008-2009", "This is prose about the plan."]);
        assert_eq!(oldham.board.as_deref(), Some("Oldham Local Safeguarding Children Board"));
        assert_eq!(oldham.title.as_deref(), Some("Business Plan 2008-2009"));
        assert_eq!(oldham.period.map(|(from, to)| format!("{from} {to}")), Some("2008-04-01 2009-03-31".into()));
        let swindon = lines(&["Work Plan", "April 2007 to March 2008", "Swindon Local Safeguarding Children Board"]);
        assert_eq!(swindon.period.map(|(from, to)| format!("{from} {to}")), Some("2007-04 2008-03".into()));
        let berkshire = lines(&[
            "West Berkshire Local Safeguarding Children Board",
            "BUSINESS PLAN 2015 – 2017",
            "Version 3 – November 2014",
        ]);
        assert_eq!(berkshire.period.map(|(from, to)| format!("{from} {to}")), Some("2015 2017".into()));
        assert_eq!(berkshire.version.as_deref(), Some("Version 3 – November 2014"));
        let unnamed = lines(&["Business Plan 2009/10", "The Safeguarding Children Board (SCB) has agreed a number of areas."]);
        assert_eq!((unnamed.board, unnamed.financial), (None, false));
        // The kelvin sign and the dotted I are of other lengths in small letters.
        let foreign =
            lines(&["İİ\u{212a}\u{212a} Business Plan 2009/10 – updated June 2009", "\u{212a}ent Safeguarding Children Board"]);
        assert_eq!(foreign.title.as_deref(), Some("İİ\u{212a}\u{212a} Business Plan 2009/10"));
        assert_eq!(foreign.board.as_deref(), Some("\u{212a}ent Safeguarding Children Board"));
    }
}
