//! Turns tables whose headings stand in the first column, as forms have them ("Action | …", "Lead | …", "Deadline | …"), so that each
//! further column is a row of a table of actions; and forms of one action with headings beside their cells ("Ref | 1.1 | Lead | Jo Bell").

use super::columns::{self, Meaning, meaning_of};
use super::table::{Cell, Row, Table};
use crate::names;
use std::collections::{BTreeMap, BTreeSet};

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

/// The table with its columns as rows, and how it was read. `None` where it is no table of forms, or where that is not certain.
pub fn turn(table: &Table, chosen: &[(String, Meaning)]) -> Option<(Table, &'static str)> {
    let rows: Vec<&Row> = table.rows.iter().filter(|row| !row.is_empty()).take(MOST_ROWS + 1).collect();
    let first = rows.iter().flat_map(|row| row.filled()).map(|cell| cell.column).min()?;
    if rows.len() > MOST_ROWS {
        return None;
    }
    let below = || one_below_the_other(&rows, first, chosen).and_then(|pieces| turned(table, &pieces, chosen));
    if let Some(turned) = below() {
        return Some((turned, "its headings stand in its first column: each column beside them is read as an action"));
    }
    let turned = side_by_side(&rows, first).and_then(|pieces| turned(table, &pieces, chosen))?;
    Some((turned, "its headings stand beside their cells, as in a form: each form is read as an action"))
}

/// The forms of a table whose headings all stand in its first column.
fn one_below_the_other<'t>(rows: &[&'t Row], first: usize, chosen: &[(String, Meaning)]) -> Option<Vec<Piece<'t>>> {
    if rows.len() < 3 || names_columns(rows, chosen) {
        return None;
    }
    let is_heading = |cell: &Cell| cell.column == first && heading_of(cell).is_some();
    if rows.iter().flat_map(|row| row.filled()).filter(|cell| is_heading(cell)).count() < 3 {
        return None;
    }
    let starts: BTreeSet<usize> =
        rows.iter().filter(|row| row.filled().count() > 1).flat_map(|row| row.filled().skip(1)).map(|cell| cell.column).collect();
    if starts.is_empty() || starts.len() > MOST_ACTIONS {
        return None;
    }
    pieces(rows, first, &starts.into_iter().collect::<Vec<_>>())
}

/// The forms of a table in which headings and what stands beside them take turns, two or more pairs in a row. Every cell must be one of a
/// pair, and every column holds either headings or what they ask for.
fn side_by_side<'t>(rows: &[&'t Row], first: usize) -> Option<Vec<Piece<'t>>> {
    const LONGEST_LABEL: usize = 4;
    // In a row that names columns, headings stand side by side.
    let names_columns = |row: &&Row| row.filled().nth(2).is_some() && row.filled().all(|cell| heading_of(cell).is_some());
    if rows.len() < 2 || rows.iter().any(names_columns) {
        return None;
    }
    let is_title = |row: &Row| {
        let says_more = |cell: &Cell| heading_of(cell).is_none() || super::titles::looks_like_objective(&cell.text());
        row.filled().nth(1).is_none() && row.filled().all(says_more)
    };
    // Of the cells of a column, how many there are, and how many are headings; a word beside one may be the name of a heading too.
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for cell in rows.iter().filter(|row| !is_title(row)).flat_map(|row| row.filled()) {
        let count = counts.entry(cell.column).or_default();
        *count = (count.0 + 1, count.1 + usize::from(heading_of(cell).is_some()));
    }
    let headed: BTreeSet<usize> =
        counts.iter().filter(|(_, (all, headings))| headings * 2 >= *all).map(|(column, _)| *column).chain([first]).collect();
    if headed.len() < 2 || headed.iter().any(|column| headed.contains(&(column + 1))) {
        return None;
    }
    let is_label = |cell: &Cell| {
        let text = cell.text();
        text.split_whitespace().count() <= LONGEST_LABEL && !text.chars().any(|c| c.is_ascii_digit())
    };
    let mut pieces: Vec<Piece<'t>> = Vec::new();
    for row in rows {
        if is_title(row) {
            pieces.push(Piece::Title(row));
            continue;
        }
        let mut after_heading = false;
        for cell in row.filled() {
            if headed.contains(&cell.column) {
                if heading_of(cell).is_none() && !is_label(cell) {
                    return None;
                }
                let field = Field { heading: cell, row: row.number, values: vec![Cell::default()], hidden: row.hidden };
                let is_known = |known: &Field<'_>| names::same(&known.heading.text(), &cell.text());
                match pieces.last_mut() {
                    Some(Piece::Form(fields)) if !fields.iter().any(is_known) => fields.push(field),
                    _ => pieces.push(Piece::Form(vec![field])),
                }
                after_heading = true;
            } else {
                let Some(Piece::Form(fields)) = pieces.last_mut().filter(|_| after_heading) else { return None };
                fields.last_mut()?.values = vec![cell.clone()];
                after_heading = false;
            }
        }
    }
    Some(pieces)
}

/// The table of actions that forms make, where all of them are forms of actions.
fn turned(table: &Table, pieces: &[Piece<'_>], chosen: &[(String, Meaning)]) -> Option<Table> {
    let forms = || pieces.iter().filter_map(|piece| if let Piece::Form(fields) = piece { Some(fields) } else { None });
    if forms().next().is_none() || !forms().all(|fields| is_form(fields)) {
        return None;
    }
    let width = forms().map(Vec::len).max().unwrap_or(1);
    let mut turned = Table { sheet: table.sheet.clone(), hidden: table.hidden, ..Table::default() };
    for piece in pieces {
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
    let others = known().filter(|column| is_other(column)).count();
    others > 1 && others * 2 > known().count()
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
