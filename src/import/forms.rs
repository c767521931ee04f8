//! Turns tables whose headings stand in the first column, as forms have them ("Action | …", "Lead | …", "Deadline | …"), so that each
//! further column is a row of a table of actions.

use super::columns::{self, Meaning, meaning_of};
use super::table::{Cell, Row, Table};
use crate::names;

/// A form has no more rows than this, all forms of its table together.
const MOST_ROWS: usize = 1_000;
/// A form has no more actions beside each other than this.
const MOST_ACTIONS: usize = 60;
/// A heading has no more words than this.
const LONGEST_HEADING: usize = 8;

/// Words in the first column of the front sheet of a report, which is laid out like a form and asks for something too.
const OF_REPORTS: &[&str] =
    &["report", "meeting", "agenda", "author", "version", "committee", "presenter", "presented", "purpose"];
/// How the cells of a page that explains a form begin.
const OF_EXPLANATIONS: &[&str] =
    &["who", "when", "what", "how", "which", "enter", "insert", "please", "describe", "select", "state", "name", "date"];

/// A heading in the first column, and what stands beside it in each of the other columns.
struct Field<'t> {
    heading: &'t Cell,
    row: usize,
    values: Vec<Cell>,
    hidden: bool,
}

/// What a table of forms has, from its top.
enum Piece<'t> {
    Title(&'t Row),
    Form(Vec<Field<'t>>),
}

/// The heading that a cell is, where it is one of a table of actions.
fn heading_of(cell: &Cell) -> Option<Meaning> {
    let text = cell.text();
    let is_short = text.split_whitespace().count() <= LONGEST_HEADING;
    meaning_of(&text).filter(|(_, strength)| is_short && *strength >= 2).map(|(meaning, _)| meaning)
}

/// The table with its columns as rows. `None` where it is no table of forms, or where that is not certain.
pub fn turn(table: &Table, chosen: &[(String, Meaning)]) -> Option<Table> {
    let rows: Vec<&Row> = table.rows.iter().filter(|row| !row.is_empty()).take(MOST_ROWS + 1).collect();
    let first = rows.iter().flat_map(|row| row.filled()).map(|cell| cell.column).min()?;
    if !(3..=MOST_ROWS).contains(&rows.len()) || names_columns(&rows, chosen) {
        return None;
    }
    let is_heading = |cell: &Cell| cell.column == first && heading_of(cell).is_some();
    if rows.iter().flat_map(|row| row.filled()).filter(|cell| is_heading(cell)).count() < 3 {
        return None;
    }
    let starts: std::collections::BTreeSet<usize> =
        rows.iter().filter(|row| row.filled().count() > 1).flat_map(|row| row.filled().skip(1)).map(|cell| cell.column).collect();
    if starts.is_empty() || starts.len() > MOST_ACTIONS {
        return None;
    }
    let pieces = pieces(&rows, first, &starts.into_iter().collect::<Vec<_>>())?;
    let forms = || pieces.iter().filter_map(|piece| if let Piece::Form(fields) = piece { Some(fields) } else { None });
    if forms().next().is_none() || !forms().all(|fields| is_form(fields)) {
        return None;
    }
    let width = forms().map(Vec::len).max().unwrap_or(1);
    let mut turned = Table { sheet: table.sheet.clone(), hidden: table.hidden, ..Table::default() };
    for piece in &pieces {
        match piece {
            Piece::Title(row) => {
                let cells = row.filled().take(1).map(|cell| Cell { column: 0, span: width, ..cell.clone() }).collect();
                turned.rows.push(Row { number: row.number, cells, hidden: row.hidden, ..Row::default() });
            }
            Piece::Form(fields) => {
                let at = fields.first().map_or(0, |field| field.row);
                let headings = fields.iter().enumerate().map(|(column, field)| Cell {
                    column,
                    span: 1,
                    continued: false,
                    ..field.heading.clone()
                });
                let headings = Row { number: at, cells: headings.collect(), ..Row::default() };
                columns::heading(&headings, None, chosen).ok()?;
                turned.rows.push(headings);
                for action in 0..fields.first().map_or(0, |field| field.values.len()) {
                    let cells: Vec<Cell> = fields
                        .iter()
                        .enumerate()
                        .map(|(column, field)| Cell { column, span: 1, continued: false, ..field.values[action].clone() })
                        .filter(|cell| !cell.is_empty() || !cell.comments.is_empty())
                        .collect();
                    let hidden = fields.iter().any(|field| field.hidden);
                    turned.rows.push(Row { number: at, cells, hidden, ..Row::default() });
                }
            }
        }
    }
    Some(turned)
}

/// Below each heading stands another one: they are over nothing, but beside their cells, in pairs.
pub fn stands_beside_cells(heading: &[columns::Column], below: Option<&Row>) -> bool {
    let known = || heading.iter().filter(|column| column.meaning != Meaning::Ignore);
    let is_other = |column: &columns::Column| {
        let cell = below.and_then(|row| row.cell(column.from)).filter(|cell| cell.column == column.from && cell.span == 1);
        cell.and_then(heading_of).is_some_and(|meaning| meaning != column.meaning)
    };
    known().count() > 1 && known().all(is_other)
}

/// One of the first rows names the columns, as in any other table.
fn names_columns(rows: &[&Row], chosen: &[(String, Meaning)]) -> bool {
    rows.iter().take(12).any(|row| columns::heading(row, None, chosen).is_ok_and(|heading| heading.known >= 3))
}

/// The titles and forms of a table, where it has nothing else. `starts` are the columns in which cells beside the headings begin.
fn pieces<'t>(rows: &[&'t Row], first: usize, starts: &[usize]) -> Option<Vec<Piece<'t>>> {
    let mut pieces: Vec<Piece<'t>> = Vec::new();
    for row in rows {
        let values = |after: usize| -> Vec<Cell> {
            let value = |column: &usize| row.cell(*column).filter(|cell| cell.column >= after && !cell.continued).cloned();
            starts.iter().map(|column| value(column).unwrap_or_default()).collect()
        };
        let form = match pieces.last_mut() {
            Some(Piece::Form(fields)) => Some(fields),
            _ => None,
        };
        match row.filled().next().filter(|cell| cell.column == first) {
            Some(heading) if row.filled().nth(1).is_none() && heading_of(heading).is_none() => pieces.push(Piece::Title(row)),
            Some(heading) => {
                let end = heading.column + heading.span;
                let field = Field { heading, row: row.number, values: values(end), hidden: row.hidden };
                let begins = form
                    .as_ref()
                    .is_none_or(|fields| fields.first().is_none_or(|known| names::same(&known.heading.text(), &heading.text())));
                match form {
                    Some(fields) if !begins => fields.push(field),
                    _ => pieces.push(Piece::Form(vec![field])),
                }
            }
            // Beside no heading of its own, a row goes on with the one above.
            None => {
                let last = form?.last_mut()?;
                for (into, cell) in last.values.iter_mut().zip(values(first + 1)) {
                    into.lines.extend(cell.lines);
                    into.comments.extend(cell.comments);
                    into.day = None;
                }
            }
        }
    }
    Some(pieces)
}

/// The headings are those of an action, and what stands beside them are neither more headings nor words that explain them.
fn is_form(fields: &[Field<'_>]) -> bool {
    let mut meanings: Vec<Meaning> = fields.iter().filter_map(|field| heading_of(field.heading)).collect();
    let known = meanings.len();
    meanings.sort();
    meanings.dedup();
    let of_report = fields.iter().flat_map(|field| names::words(&field.heading.text())).any(|word| OF_REPORTS.contains(&&*word));
    let values = || fields.iter().flat_map(|field| field.values.iter().map(move |value| (field, value)));
    let explains = |value: &Cell| {
        names::words(&value.text()).first().is_some_and(|word| OF_EXPLANATIONS.contains(&&**word)) || value.text().ends_with('?')
    };
    let explained = values().filter(|(_, value)| explains(value)).count();
    let is_heading = |field: &Field<'_>, value: &Cell| {
        let own = heading_of(field.heading);
        let is_short = value.text().split_whitespace().count() <= 3;
        is_short
            && heading_of(value).is_some_and(|meaning| {
                Some(meaning) != own && matches!(meaning, Meaning::Action | Meaning::Lead | Meaning::Timescale)
            })
    };
    meanings.contains(&Meaning::Action)
        && meanings.len() >= 3
        && known * 2 >= fields.len()
        && !of_report
        && explained < 2
        && !values().any(|(field, value)| is_heading(field, value))
}
