//! A cell as words: for people, and for the cells of a spreadsheet.

use crate::reports::{self, Bar, Cell, Column, Missed, Role, Row, Segment, Series};
pub(super) use crate::text::one_line;
use crate::text::{is_harmful, wrap};
use crate::time::when::day_for_people;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A cell as people read it: UK dates, words for states.
pub(super) fn for_people<'c>(cell: &'c Cell) -> Cow<'c, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => one_line(text),
        Cell::Ref { label, .. } => one_line(label),
        Cell::Number(number) => number.to_string().into(),
        Cell::Flag(true) => "yes".into(),
        Cell::Flag(false) => "no".into(),
        Cell::Late { words, .. } => (&**words).into(),
        Cell::Day(day) => day_for_people(*day).into(),
        Cell::Due { when, .. } | Cell::When(when) => when.for_people().into(),
        Cell::State(state) => state.words().into(),
        Cell::Rag(rag) => rag.word().into(),
        Cell::List(items) => match &items[..] {
            [one] => one_line(one),
            // Sentences have commas of their own.
            several if is_long(several) => several.iter().map(|item| one_line(item)).collect::<Vec<_>>().join("; ").into(),
            several => several.iter().map(|item| one_line(item)).collect::<Vec<_>>().join(", ").into(),
        },
        Cell::Missed(dates) => one_line(&dates.in_words().join("; ")).into_owned().into(),
    }
}

/// What stands after the words of a cell: " (first of 2 dates)"; mostly nothing.
pub(super) fn aside(row: &Row, column: &Column) -> String {
    row.aside(column).map_or_else(String::new, |aside| format!(" ({})", for_people(&aside)))
}

/// A cell with what stands after it.
pub(super) fn with_aside<'c>(row: &Row, column: &Column, cell: &'c Cell) -> Cow<'c, str> {
    match (for_people(cell), aside(row, column)) {
        (words, aside) if aside.is_empty() => words,
        (words, aside) => format!("{words}{aside}").trim_start().to_owned().into(),
    }
}

/// Every way in which some format prints a cell as text, each on one line: by these a paper that comes back is compared.
pub fn printed_forms(cell: &Cell) -> Vec<String> {
    let mut forms = vec![for_people(cell).into_owned(), without_formula(for_machines(cell)).into_owned()];
    match cell {
        Cell::List(items) => {
            let items: Vec<Cow<str>> = items.iter().map(|item| one_line(item)).collect();
            forms.extend([items.join(" "), items.join("; ")]);
        }
        // A workbook holds the last day in time.
        Cell::Due { when, day, .. } => forms.extend([day_for_people(*day), when.to_string()]),
        _ => {}
    }
    forms.into_iter().map(|form| in_xml(&form).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// People read nothing in it.
pub(super) fn says_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) | Cell::Ref { label: text, .. } => text.is_empty(),
        Cell::List(items) => items.iter().all(|item| item.is_empty()) && items.len() < 2,
        Cell::Missed(dates) => dates.listed.is_empty(),
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
        Cell::Late { words, .. } => (&**words).into(),
        Cell::Day(day) | Cell::Due { day, .. } => day.to_string().into(),
        Cell::When(when) => when.to_string().into(),
        Cell::State(state) => state.id().into(),
        Cell::Rag(rag) => rag.word().into(),
        Cell::List(items) => items.join("; ").into(),
        Cell::Missed(dates) => {
            let date = |missed: &Missed| format!("{} {}", missed.day, missed.what);
            let more = (dates.more > 0).then(|| format!("and {} more", dates.more));
            dates.listed.iter().map(date).chain(more).collect::<Vec<_>>().join("; ").into()
        }
    }
}

/// What a row is called where the rows within it follow: by its first cell, and its second where both are texts, as in
/// "Child Death Overview Panel (panel)"; where the board stands first, it comes last here.
pub(super) fn heading(columns: &[Column], row: &Row) -> String {
    let shown = reports::shown(columns);
    let (boards, others): (Vec<&Column>, Vec<&Column>) = shown.iter().partition(|column| column.role == Role::Board);
    let named = |columns: &[&Column]| {
        let cells: Vec<Cell> = columns.iter().take(2).map(|column| row.cell(column)).collect();
        let is_objective = columns.first().is_some_and(|column| column.role == Role::ObjectiveRef);
        match &cells[..] {
            [reference, title @ Cell::Text(_)] if is_objective => format!("{} {}", for_people(reference), for_people(title)),
            [name @ Cell::Text(_), kind @ Cell::Text(_)] => format!("{} ({})", for_people(name), for_people(kind)),
            [name, ..] => for_people(name).into_owned(),
            [] => String::new(),
        }
    };
    let is_name = |column: &&Column| matches!(row.cell(column), Cell::Text(_) | Cell::Ref { .. });
    match boards.first() {
        Some(board) if others.first().is_some_and(is_name) => format!("{}, {}", named(&others), for_people(&row.cell(board))),
        _ => named(&shown),
    }
}

/// The columns by which a row is called, in the order people are shown them: its board, and the first two others that are no figures.
pub(super) fn naming(columns: &[Column]) -> Vec<&Column> {
    let mut others = 0;
    let names = reports::shown(columns).into_iter().filter(|column| match column.role {
        Role::Board => true,
        Role::Count(_) => false,
        _ => {
            others += 1;
            others <= 2
        }
    });
    names.collect()
}

/// What a row is called that stands by itself: "3.3 Write the policy: overdue", as far as it shows these; where the board stands
/// first, it comes last here.
pub(super) fn card_title<'l, 'a: 'l>(lines: impl Iterator<Item = (Role, &'l Cell<'a>)>) -> String {
    let (mut name, mut state, mut board) = (String::new(), String::new(), String::new());
    for (at, (role, cell)) in lines.enumerate() {
        match role {
            Role::Board if at == 0 => board = format!(", {}", for_people(cell)),
            Role::Ref => name = format!("{} {name}", for_people(cell)),
            Role::Action => name += &for_people(cell),
            Role::State => state = format!(": {}", for_people(cell)),
            _ => {}
        }
    }
    if name.is_empty() { String::new() } else { name.trim().to_owned() + &state + &board }
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

/// Labels that stand below one another, shortened to their beginnings; where several would begin alike, to what is left without
/// their middles: of several boards, groups of one name differ at the end.
pub(super) fn told_apart<L: AsRef<str> + Ord>(
    labels: &[L],
    begun: impl Fn(&str) -> String,
    without_middle: impl Fn(&str) -> String,
) -> Vec<String> {
    let short: Vec<String> = labels.iter().map(|label| begun(label.as_ref())).collect();
    if short.iter().collect::<BTreeSet<_>>().len() == labels.iter().collect::<BTreeSet<_>>().len() {
        return short;
    }
    labels.iter().map(|label| without_middle(label.as_ref())).collect()
}

/// What a spreadsheet would take for a formula begins with a quotation mark instead, and is then only text. What stands before a
/// sign unseen (blanks, line ends, characters without a shape) is passed over, as programs that import the file may do; a
/// line end or a tab at the beginning is a danger by itself (OWASP, "CSV Injection"), and so are the full-width signs, which
/// some versions of Excel read as the others. A number is no formula.
pub(super) fn without_formula(text: Cow<str>) -> Cow<str> {
    let is_blank_or_unseen = |c: char| {
        let unseen = matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        ) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}')
            || matches!(c, '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
        unseen || c.is_whitespace() || is_harmful(c)
    };
    let seen = text.trim_start_matches(is_blank_or_unseen);
    let is_formula = seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !is_number(seen);
    let is_parted = text.starts_with(['\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
    if is_formula || is_parted { format!("'{text}").into() } else { text }
}

/// Digits with a sign before them, and all else that numbers are written with.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) && text.parse::<f64>().is_ok()
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
        let is_quoted = |text: &str| without_formula(text.into()) == format!("'{text}");
        for start in
            ["", " ", "\t", "\n", "\r\n", "\r", "\u{a0}", "\u{3000}", "\u{feff}", "\u{200b}", "\u{202e}", "\u{1b}", " \n\u{ad} "]
        {
            for text in ["=1+1", "+cmd", "-x", "@sum", "＝1+1", "＋cmd", "－x", "＠sum", "-inf", "+1+cmd|' /C calc'!A0", "=", "-"]
            {
                assert!(is_quoted(&format!("{start}{text}")), "{start:?} {text}");
            }
        }
        for text in ["\tx", "\nx", "\r\n", "\u{2028}x"] {
            assert!(is_quoted(text), "{text:?}");
        }
        for text in ["-3", "+44", "-1.5e3", " -3", "1.10", "April – June", "", " ", "x = 1", "\u{feff}x"] {
            assert_eq!(without_formula(text.into()), text);
        }
    }
}
