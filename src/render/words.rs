//! A cell as words: for people, and for the cells of a spreadsheet.

use crate::reports::Cell;
use crate::time::when::day_for_people;

/// A cell as people read it: UK dates, words for states.
pub(super) fn for_people(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => one_line(text),
        Cell::Ref { label, .. } => label.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(true) => "yes".into(),
        Cell::Flag(false) => "no".into(),
        Cell::Day(day) => day_for_people(*day),
        Cell::Due { when, .. } | Cell::When(when) => when.for_people(),
        Cell::State(state) => state.words().into(),
        Cell::List(items) => items.iter().map(|item| one_line(item)).collect::<Vec<_>>().join(", "),
    }
}

/// A cell as a machine reads it in plain text: ISO dates, ids, list items parted by semicolons.
pub(super) fn for_machines(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Ref { reference, .. } => reference.clone().unwrap_or_default(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Day(day) | Cell::Due { day, .. } => day.to_string(),
        Cell::When(when) => when.to_string(),
        Cell::State(state) => state.id().into(),
        Cell::List(items) => items.join("; "),
    }
}

/// What a spreadsheet would take for a formula begins with a quotation mark instead, and is then only text.
pub(super) fn harmless(text: String) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if text.parse::<f64>().is_err() => format!("'{text}"),
        _ => text,
    }
}

/// Text on one line: line ends become spaces, and invisible control characters are made visible.
pub(super) fn one_line(text: &str) -> String {
    if !text.contains(|c: char| c.is_control()) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheet_formulas_are_made_harmless() {
        for text in ["=1+1", "+cmd", "-x", "@sum"] {
            assert_eq!(harmless(text.into()), format!("'{text}"));
        }
        for text in ["-3", "1.10", "April – June", ""] {
            assert_eq!(harmless(text.into()), text);
        }
    }

    #[test]
    fn a_terminal_gets_no_control_characters() {
        assert_eq!(one_line("a\nb\u{1b}[31m"), "a b\u{fffd}[31m");
    }
}
