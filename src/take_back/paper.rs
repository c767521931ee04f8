//! A paper that came back: its rows by what they are about, their cells by what the columns hold.

use crate::import::{Cell, Paper, Part, Row, Table};
use crate::names::{letters, same};
use crate::reports::columns::{self, COLUMNS};
use crate::reports::marks::{self, KEY_HEADING, RowKey, property};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What a paper says of itself and what stands in its rows.
#[derive(Debug, Default)]
pub struct Returned {
    /// The file, as messages show it.
    pub name: String,
    /// The day it was printed as at; none in a file that has no properties.
    pub as_at: Option<NaiveDate>,
    /// In the order of their numbers in the keys.
    pub plans: Vec<PrintedFrom>,
    /// The rows that were printed, where the paper lists them.
    pub printed: BTreeSet<RowKey>,
    pub rows: Vec<ReturnedRow>,
    /// The lines beside the tables.
    pub lines: Vec<String>,
    /// What was noticed while reading, in plain words.
    pub notes: Vec<String>,
}

/// A plan that a paper was printed from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PrintedFrom {
    pub plan: String,
    /// The ids of its text in git, one of either kind; only hexadecimal digits.
    pub ids: Vec<String>,
}

/// A row about an action, or about what may be a new one.
#[derive(Debug)]
pub struct ReturnedRow {
    /// "table 2, row 7", "sheet \"List\", row 7".
    pub place: String,
    pub key: Option<RowKey>,
    pub cells: Vec<ReturnedCell>,
    /// What somebody hung on its cells as remarks of Word or Excel.
    pub remarks: Vec<String>,
}

/// A cell below a heading; it may be empty.
#[derive(Clone, Debug)]
pub struct ReturnedCell {
    pub heading: String,
    pub holds: Holds,
    /// Its paragraphs.
    pub lines: Vec<String>,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// The column of actions of this id.
    Action(&'static str),
    /// What people write into the room that they are given.
    Room(Room),
    /// What is counted or worded for the report.
    Other,
    /// A column that lscb did not print.
    Unknown,
}

/// What is asked for in the room to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    Note,
    OnTrack,
    DoneOn,
    /// A new date, with the reason after it or in a column of its own.
    NewDate,
    Why,
    Evidence,
    Status,
    Rag,
    /// Several of these in one cell: each line says by its first word which.
    Any,
}

impl Room {
    /// By the words of a heading: "Done on", "New date and why".
    fn of(heading: &str) -> Room {
        let words = heading.to_lowercase();
        let has = |some: &[&str]| some.iter().any(|word| words.contains(word));
        let all = [
            (has(&["on track", "on course"]), Room::OnTrack),
            (has(&["done", "completed", "complete on", "finished"]), Room::DoneOn),
            (has(&["new date", "revised date", "new deadline", "new due", "date and why", "moved to"]), Room::NewDate),
            (has(&["evidence"]), Room::Evidence),
            (has(&["rag", "colour"]) && !has(&["paragraph", "encourag"]), Room::Rag),
            (has(&["status"]), Room::Status),
        ];
        let meant: Vec<Room> = all.into_iter().filter(|(is, _)| *is).map(|(_, room)| room).collect();
        match &meant[..] {
            [one] => *one,
            [] if has(&["why", "reason"]) => Room::Why,
            [] => Room::Note,
            _ => Room::Any,
        }
    }

    /// The same, for a heading that somebody else wrote: only where it is beyond doubt.
    fn of_own(heading: &str) -> Option<Room> {
        let known = ["update", "comment", "note", "new date", "done on", "date done", "on track", "reason", "why", "evidence"];
        let words = heading.to_lowercase();
        known.iter().any(|known| words.starts_with(known)).then(|| Room::of(heading))
    }
}

impl ReturnedCell {
    /// All of it on one line.
    pub fn text(&self) -> String {
        normal(&self.lines.join(" "))
    }
}

impl Returned {
    /// The plans that its rows name in a column of their own, as those of a list do, which can keep no properties.
    pub fn plans_of_rows(&self) -> Vec<PrintedFrom> {
        let mut plans: Vec<PrintedFrom> = Vec::new();
        for plan in self.rows.iter().filter_map(|row| row.text("plan")).filter(|name| !name.is_empty()) {
            if !plans.iter().any(|known| same(&known.plan, &plan)) {
                plans.push(PrintedFrom { plan, ids: Vec::new() });
            }
        }
        plans
    }
}

impl ReturnedRow {
    /// The text of the column of actions of this id; none where the paper has no such column.
    pub fn text(&self, id: &str) -> Option<String> {
        let is_meant = |cell: &&ReturnedCell| matches!(cell.holds, Holds::Action(other) if other == id);
        self.cells.iter().find(is_meant).map(ReturnedCell::text)
    }
}

/// With one blank between its words.
pub fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes sense of a paper as it was read.
pub fn returned(name: &str, paper: Paper) -> Returned {
    let value = |key: &str| paper.properties.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
    let series =
        |prefix: &str| (1..).map_while(|number| value(&format!("{prefix}{number}"))).map(str::to_owned).collect::<Vec<String>>();
    let is_id = |id: &&str| matches!(id.len(), 40 | 64) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let plans = series(property::PLAN).into_iter().enumerate().map(|(index, plan)| {
        let ids = ["sha1", "sha256"].iter().filter_map(|kind| value(&format!("{}{}-{kind}", property::PLAN, index + 1)));
        PrintedFrom { plan, ids: ids.filter(is_id).map(str::to_lowercase).collect() }
    });
    let printed = series(property::ROWS)
        .iter()
        .flat_map(|list| list.split(' '))
        .filter_map(|key| RowKey::parse(&format!("{}{key}", marks::ROW)).map(RowKey::without_date))
        .collect();
    let said: Vec<(String, String)> = series(property::COLUMN)
        .iter()
        .filter_map(|column| column.split_once('|').map(|(holds, heading)| (holds.to_owned(), letters(heading))))
        .collect();
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let headings = match said.is_empty() && ["csv", "tsv"].contains(&&*ending) {
        true => Headings::Ids,
        false => Headings::Said(said),
    };
    let mut found = Returned {
        name: name.to_owned(),
        as_at: value(property::AS_AT).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()),
        plans: plans.collect(),
        printed,
        rows: Vec::new(),
        lines: Vec::new(),
        notes: paper.notes,
    };
    let lines = paper.parts.iter().filter_map(|part| if let Part::Line(line) = part { Some(normal(line)) } else { None });
    found.lines = lines.collect();
    let has_keys = |table: &Table| table.rows.iter().any(|row| key(row).is_some());
    // Beside tables that name their rows, one that does not is told from the plan in other words, as the figures of page one are.
    let any_keys = paper.parts.iter().any(|part| matches!(part, Part::Table(table) if has_keys(table)));
    let mut number = 0;
    for part in &paper.parts {
        let Part::Table(table) = part else { continue };
        number += 1;
        if any_keys && !has_keys(table) {
            continue;
        }
        let place = table.sheet.as_ref().map_or_else(|| format!("table {number}"), |sheet| format!("sheet \"{sheet}\""));
        found.rows.extend(rows(table, &place, &headings));
    }
    found
}

/// What lscb says of the columns that it printed.
enum Headings {
    /// What each holds, and its heading in letters alone.
    Said(Vec<(String, String)>),
    /// The file has nothing but names for machines.
    Ids,
}

/// What the columns of a table hold, by their headings.
fn columns_of(row: &Row, headings: &Headings) -> Vec<(usize, String, Holds)> {
    let filled: Vec<(usize, String)> = row.filled().map(|cell| (cell.column, normal(&cell.text()))).collect();
    let known = |heading: &str| -> Vec<&str> {
        let Headings::Said(all) = headings else { return Vec::new() };
        let meant = letters(heading);
        all.iter().filter(|(_, known)| *known == meant).map(|(holds, _)| &**holds).collect()
    };
    // A workbook has the columns of rows and those of the rows within them side by side; a document has them in tables of their own.
    let has_outer = filled.iter().any(|(_, heading)| {
        let known = known(heading);
        !known.is_empty() && known.iter().all(|holds| *holds == marks::OTHER)
    });
    let column = |(column, heading): (usize, String)| {
        let (bare, is_inner) = heading.strip_prefix("Action: ").map_or((&*heading, false), |bare| (bare, true));
        let mut known = known(bare);
        if known.iter().any(|holds| *holds != marks::OTHER) && (is_inner || !has_outer) {
            known.retain(|holds| *holds != marks::OTHER);
        }
        let holds = holds(bare, &known, matches!(headings, Headings::Ids));
        (column, heading, holds)
    };
    filled.into_iter().map(column).collect()
}

/// What a column holds; `known` is what the paper says of it.
fn holds(heading: &str, known: &[&str], by_id: bool) -> Holds {
    if known.contains(&marks::ROOM) {
        return Holds::Room(Room::of(heading));
    }
    if known.contains(&marks::OTHER) {
        return Holds::Other;
    }
    if by_id {
        let is_id = !heading.is_empty() && heading.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        return match (columns::find(heading), Room::of_own(heading)) {
            (Some(column), _) => Holds::Action(column.id),
            (None, Some(room)) => Holds::Room(room),
            (None, None) if is_id => Holds::Other,
            (None, None) => Holds::Unknown,
        };
    }
    let meant = letters(heading);
    let said = known.iter().find_map(|id| columns::find(id));
    let column = said.or_else(|| COLUMNS.iter().find(|column| letters(column.heading) == meant || letters(column.id) == meant));
    match column {
        Some(column) => Holds::Action(column.id),
        None if meant == letters(KEY_HEADING) || meant == "section" => Holds::Other,
        None => Room::of_own(heading).map_or(Holds::Unknown, Holds::Room),
    }
}

fn key(row: &Row) -> Option<RowKey> {
    row.bookmarks.iter().find_map(|name| RowKey::parse(name))
}

fn lines(cell: Option<&Cell>) -> Vec<String> {
    let lines = cell.into_iter().flat_map(|cell| &cell.lines).flat_map(|line| line.text.lines().map(normal).collect::<Vec<_>>());
    lines.filter(|line| !line.is_empty()).collect()
}

fn remarks(row: &Row) -> Vec<String> {
    row.cells.iter().flat_map(|cell| &cell.comments).map(|remark| normal(remark)).filter(|remark| !remark.is_empty()).collect()
}

/// The rows of a table that has a heading of lscb's; of another table, none.
fn rows(table: &Table, place: &str, headings: &Headings) -> Vec<ReturnedRow> {
    const HEADING_BY: usize = 30;
    let columns_of = |row: &Row| columns_of(row, headings);
    // A heading names an action in one of these ways, and something beside it.
    let is_heading = |columns: &[(usize, String, Holds)]| {
        let names = |(_, _, holds): &(usize, String, Holds)| matches!(holds, Holds::Action("ref" | "label" | "place"));
        columns.iter().any(names) && columns.iter().filter(|(.., holds)| *holds != Holds::Unknown).count() > 1
    };
    let heading = table.rows.iter().take(HEADING_BY).position(|row| is_heading(&columns_of(row)));
    let Some(heading) = heading else { return card(table, place, headings).into_iter().collect() };
    let columns = columns_of(&table.rows[heading]);
    let below = &table.rows[heading + 1..];
    let row = |row: &Row| {
        // The heading that a program repeats, or somebody copied, is no row.
        let is_repeated = key(row).is_none()
            && is_heading(&columns_of(row))
            && columns.iter().all(|(column, heading, _)| row.cell(*column).is_none_or(|cell| normal(&cell.text()) == *heading));
        if is_repeated || row.is_empty() {
            return None;
        }
        let cells = columns.iter().map(|(column, heading, holds)| ReturnedCell {
            heading: heading.clone(),
            holds: *holds,
            lines: lines(row.cell(*column)),
        });
        let place = format!("{place}, row {}", row.number);
        Some(ReturnedRow { place, key: key(row), cells: cells.collect(), remarks: remarks(row) })
    };
    below.iter().filter_map(row).collect()
}

/// An action by itself: its headings stand in the first column.
fn card(table: &Table, place: &str, headings: &Headings) -> Option<ReturnedRow> {
    let key = table.rows.iter().find_map(key)?;
    let cells = table.rows.iter().filter_map(|row| {
        let heading = normal(&row.cell(0)?.text());
        let holds = match headings {
            Headings::Said(all) => {
                let meant = letters(&heading);
                let known: Vec<&str> = all.iter().filter(|(_, known)| *known == meant).map(|(holds, _)| &**holds).collect();
                holds(&heading, &known, false)
            }
            Headings::Ids => Holds::Other,
        };
        Some(ReturnedCell { heading, holds, lines: lines(row.cell(1)) })
    });
    let remarks = table.rows.iter().flat_map(remarks).collect();
    Some(ReturnedRow { place: place.to_owned(), key: Some(key), cells: cells.collect(), remarks })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_what_is_asked_for() {
        for (heading, room) in [
            ("Update", Room::Note),
            ("Done on", Room::DoneOn),
            ("On track?", Room::OnTrack),
            ("New date and why", Room::NewDate),
            ("New date", Room::NewDate),
            ("Why", Room::Why),
            ("Evidence", Room::Evidence),
            ("RAG", Room::Rag),
            ("Done on, on track, or new date and why", Room::Any),
            ("Progress this quarter", Room::Note),
        ] {
            assert_eq!(Room::of(heading), room, "{heading}");
        }
        assert_eq!(Room::of_own("Update from the lead"), Some(Room::Note));
        assert_eq!(Room::of_own("Budget"), None);
    }
}
