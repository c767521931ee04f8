//! A cell as words: for people, and for the cells of a spreadsheet.

use crate::reports::{self, Bar, Cell, Column, Row, Segment, Series};
pub(super) use crate::text::one_line;
use crate::text::wrap;
use crate::time::when::day_for_people;
use std::borrow::Cow;

/// A cell as people read it: UK dates, words for states.
pub(super) fn for_people<'c>(cell: &'c Cell) -> Cow<'c, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => one_line(text),
        Cell::Ref { label, .. } => one_line(label),
        Cell::Number(number) => number.to_string().into(),
        Cell::Flag(true) => "yes".into(),
        Cell::Flag(false) => "no".into(),
        Cell::Day(day) => day_for_people(*day).into(),
        Cell::Due { when, .. } | Cell::When(when) => when.for_people().into(),
        Cell::State(state) => state.words().into(),
        Cell::Rag(rag) => rag.word().into(),
        Cell::List(items) => match &items[..] {
            [one] => one_line(one),
            several => several.iter().map(|item| one_line(item)).collect::<Vec<_>>().join(", ").into(),
        },
    }
}

/// People read nothing in it.
pub(super) fn says_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) | Cell::Ref { label: text, .. } => text.is_empty(),
        Cell::List(items) => items.iter().all(|item| item.is_empty()) && items.len() < 2,
        _ => false,
    }
}

/// A cell as a machine reads it in plain text: ISO dates, ids, list items parted by semicolons.
pub(super) fn for_machines<'c>(cell: &'c Cell) -> Cow<'c, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => (&**text).into(),
        Cell::Ref { reference, .. } => reference.unwrap_or_default().into(),
        Cell::Number(number) => number.to_string().into(),
        Cell::Flag(flag) => flag.to_string().into(),
        Cell::Day(day) | Cell::Due { day, .. } => day.to_string().into(),
        Cell::When(when) => when.to_string().into(),
        Cell::State(state) => state.id().into(),
        Cell::Rag(rag) => rag.word().into(),
        Cell::List(items) => items.join("; ").into(),
    }
}

/// What a row is called where the rows within it follow: by its first cell, and its second where both are texts, as in
/// "Child Death Overview Panel (panel)".
pub(super) fn heading(columns: &[Column], row: &Row) -> String {
    let cells: Vec<Cell> = reports::shown(columns).into_iter().take(2).map(|column| row.cell(column)).collect();
    match &cells[..] {
        [name @ Cell::Text(_), kind @ Cell::Text(_)] => format!("{} ({})", for_people(name), for_people(kind)),
        [name, ..] => for_people(name).into_owned(),
        [] => String::new(),
    }
}

/// Text on one line that XML can hold.
pub(super) fn in_xml(text: &str) -> Cow<'_, str> {
    let text = one_line(text);
    if text.contains(['\u{fffe}', '\u{ffff}']) { text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}").into() } else { text }
}

/// Items that read better on lines of their own: several sentences, not names.
pub(super) fn is_long(items: &[Cow<str>]) -> bool {
    items.len() > 1 && items.iter().any(|item| item.chars().count() > 60)
}

/// The segments of a bar in words: "29 overdue, 2 due soon".
pub(super) fn bar_in_words(bar: &Bar) -> String {
    let words: Vec<String> = bar.segments.iter().map(segment_in_words).collect();
    if words.is_empty() { "none".into() } else { words.join(", ") }
}

/// "3 overdue", "2 deadlines", "1 deadline": what is no state has a name in the plural.
pub(super) fn segment_in_words(Segment { series, count }: &Segment) -> String {
    match series {
        Series::Named(name) if *count == 1 => format!("1 {}", name.strip_suffix('s').unwrap_or(name)),
        series => format!("{count} {}", series.name()),
    }
}

/// The beginning of a text on one line, of at most so many letters.
pub(super) fn shortened(text: &str, letters: usize) -> String {
    wrap::shortened(&one_line(text), letters)
}

/// Text without a tab or a line end of any kind, for tools that split there.
pub(super) fn unparted(text: &str) -> Cow<'_, str> {
    let parts = |c| matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if text.contains(parts) { text.replace("\r\n", " ").replace(parts, " ").into() } else { text.into() }
}

/// What a spreadsheet would take for a formula begins with a quotation mark instead, and is then only text.
pub(super) fn without_formula(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if text.parse::<f64>().is_err() => format!("'{text}").into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_nothing_where_its_words_are_none() {
        let texts = ["", "\r\n", "\u{0}", "a"];
        let lists = texts.map(|text| Cell::List(vec![text.into()]));
        let cells = texts.map(|text| Cell::Text(text.into())).into_iter().chain(lists);
        let others = [Cell::Empty, Cell::List(Vec::new()), Cell::List(vec!["".into(), "".into()]), Cell::Number(0)];
        for cell in cells.chain(others) {
            assert_eq!(says_nothing(&cell), for_people(&cell).is_empty(), "{cell:?}");
        }
    }

    #[test]
    fn spreadsheet_formulas_are_made_harmless() {
        for text in ["=1+1", "+cmd", "-x", "@sum"] {
            assert_eq!(without_formula(text), format!("'{text}"));
        }
        for text in ["-3", "1.10", "April – June", ""] {
            assert_eq!(without_formula(text), text);
        }
    }
    #[test]
    fn a_cell_of_tab_separated_values_is_one_cell_of_one_line() {
        assert_eq!(unparted("a\tb\r\nc\rd\n\u{2028}e"), "a b c d  e");
        assert_eq!(unparted("June 08"), "June 08");
    }
}
