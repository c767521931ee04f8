//! Rows that lost the line breaks in their cells: several actions, their leads and their measures each run together in one line.

use super::columns::{Column, Meaning};
use super::people;
use super::registers::BodyRow;
use super::table::{Cell, Line, Mark};
use super::titles::leading_ref;

/// Words with which boards begin an action, and seldom anything else.
const VERBS: &[&str] = &[
    "Agree",
    "Analyse",
    "Appoint",
    "Arrange",
    "Assess",
    "Audit",
    "Brief",
    "Build",
    "Carry",
    "Circulate",
    "Commission",
    "Complete",
    "Conduct",
    "Consider",
    "Consult",
    "Continue",
    "Convene",
    "Create",
    "Deliver",
    "Design",
    "Develop",
    "Devise",
    "Disseminate",
    "Distribute",
    "Draft",
    "Embed",
    "Ensure",
    "Establish",
    "Evaluate",
    "Explore",
    "Finalise",
    "Hold",
    "Identify",
    "Implement",
    "Improve",
    "Increase",
    "Introduce",
    "Invite",
    "Launch",
    "Maintain",
    "Map",
    "Monitor",
    "Negotiate",
    "Organise",
    "Pilot",
    "Prepare",
    "Present",
    "Produce",
    "Promote",
    "Propose",
    "Provide",
    "Publish",
    "Raise",
    "Recruit",
    "Refresh",
    "Report",
    "Respond",
    "Review",
    "Revise",
    "Run",
    "Scope",
    "Seek",
    "Set",
    "Share",
    "Strengthen",
    "Support",
    "Train",
    "Undertake",
    "Update",
    "Work",
    "Write",
];

/// Parts a row whose lead stands twice or more in a row, "CDOP CDOP", where its action has as many beginnings. What to look at is
/// given back.
pub fn part(row: &mut BodyRow, columns: &[Column]) -> Option<String> {
    let at = |meaning: Meaning| columns.iter().position(|column| column.meaning == meaning);
    let (action, lead) = (at(Meaning::Action)?, at(Meaning::Lead)?);
    if at(Meaning::Ref).is_some_and(|reference| !row.cells[reference].is_empty()) {
        return None;
    }
    // What has a number of its own is one action.
    if leading_ref(&row.cells[action].text()).0.is_some() {
        return None;
    }
    let leads = repeated_names(only_line(&row.cells[lead])?)?;
    let actions = parts(only_line(&row.cells[action])?, |word| VERBS.contains(&word));
    if actions.len() != leads.len() {
        return None;
    }
    let count = actions.len();
    set_lines(&mut row.cells[action], actions);
    set_lines(&mut row.cells[lead], leads);
    for (column, cell) in columns.iter().zip(&mut row.cells) {
        let is_list = matches!(column.meaning, Meaning::Success | Meaning::Outcome | Meaning::Evidence);
        let Some(text) = only_line(cell).filter(|_| is_list) else { continue };
        let texts = parts(text, begins_a_sentence);
        if texts.len() == count {
            set_lines(cell, texts);
        }
    }
    Some(format!("{count} actions are run together in one cell: they are parted as its leads are"))
}

fn only_line(cell: &Cell) -> Option<&str> {
    match &cell.lines[..] {
        [line] if matches!(line.mark, Mark::None | Mark::Bullet) => Some(&line.text),
        _ => None,
    }
}

fn set_lines(cell: &mut Cell, texts: Vec<String>) {
    cell.lines = texts.into_iter().map(|text| Line { text, ..Line::default() }).collect();
}

/// A capital letter before small ones: short forms stand anywhere in a sentence.
fn begins_a_sentence(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// A text cut before each word that begins a part, unless the word before it goes on.
fn parts(text: &str, begins: impl Fn(&str) -> bool) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match parts.last_mut() {
            Some(last) if !begins(word.trim_end_matches([',', '.', ';', ':'])) || people::goes_on(last) => {
                last.push(' ');
                last.push_str(word);
            }
            _ => parts.push(word.to_owned()),
        }
    }
    parts
}

/// The parts of a line in which a name is followed by itself: "PCT/CDOP CDOP" is "PCT/CDOP" and "CDOP".
fn repeated_names(text: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 24 {
        return None;
    }
    let last_name = |word: &str| word.rsplit(['/', '&', ',']).next().unwrap_or_default().to_lowercase();
    let first_name = |word: &str| word.split(['/', '&', ',']).next().unwrap_or_default().to_lowercase();
    let is_cut = |at: usize| {
        (1..=at.min(words.len() - at)).any(|length| {
            let (before, after) = (&words[at - length..at], &words[at..at + length]);
            let inner = |words: &[&str]| words.join(" ").to_lowercase();
            match length {
                1 => last_name(before[0]).len() > 1 && last_name(before[0]) == first_name(after[0]),
                _ => inner(before) == inner(after),
            }
        })
    };
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, word) in words.iter().enumerate() {
        if at > 0 && is_cut(at) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(word);
        }
    }
    (parts.len() > 1).then(|| parts.iter().map(|part| part.join(" ")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_follows_itself_begins_anew() {
        let parts = |text| repeated_names(text).map(|parts| parts.join("|"));
        for (text, parted) in [
            ("QAG QAG QAG", Some("QAG|QAG|QAG")),
            ("Police/QAG QAG", Some("Police/QAG|QAG")),
            ("Ann Lee Ann Lee", Some("Ann Lee|Ann Lee")),
            ("Ann Lee, Ann Moss", None),
            ("QAG", None),
            ("Head of Service and Head of Learning", None),
        ] {
            assert_eq!(parts(text).as_deref(), parted, "{text}");
        }
    }

    #[test]
    fn actions_are_parted_at_their_verbs() {
        let parts = |text| parts(text, |word| VERBS.contains(&word)).join("|");
        assert_eq!(
            parts("Review the rota for Ofsted Publish it and Report on take up to SCB"),
            "Review the rota for Ofsted|Publish it and Report on take up to SCB"
        );
    }
}
