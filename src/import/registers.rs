//! Finds the tables of actions in a paper, and brings their rows together: over pages, repeated headings and several tables.

use super::columns::{self, Column, Meaning, NoHeading};
use super::endings;
use super::initials::Initials;
use super::table::{Cell, Paper, Part, Row, Table};
use super::titles::looks_like_objective;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Which tables are taken, and what their columns mean, where somebody says so.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The number of the one table to take, from 1.
    pub table: Option<usize>,
    /// The name of the one sheet to take.
    pub sheet: Option<String>,
    /// Headings, or numbers of columns from 1, with their meanings.
    pub columns: Vec<(String, Meaning)>,
    /// The same of an earlier draft: for each of its registers the number of the table in which it began.
    pub like: Vec<(usize, Vec<(String, Meaning)>)>,
}

/// A table of actions: columns with a meaning, and rows.
#[derive(Debug)]
pub struct Register {
    /// The number of the table it began in.
    pub table: usize,
    pub columns: Vec<Column>,
    pub entries: Vec<Entry>,
}

/// What stands in a register, in order.
#[derive(Debug)]
pub enum Entry {
    /// A title over the rows that follow: an objective. Where it stood beside the table and may be something else, it is not sure.
    Section {
        text: String,
        sure: bool,
    },
    Row(BodyRow),
    /// A row that is no action, and belongs to none.
    PassedOver {
        place: Place,
        /// Its cells.
        text: String,
        /// It may be an action for all that.
        look: bool,
    },
}

/// A row of a register: what stands under each of its columns.
#[derive(Debug)]
pub struct BodyRow {
    pub place: Place,
    /// A cell for each column of the register, empty ones as well.
    pub cells: Vec<Cell>,
    /// Cells under no heading.
    pub beyond: Vec<Cell>,
    /// A page or table began with it.
    pub after_break: bool,
    pub hidden: bool,
    /// It has the key by which lscb finds the row of a paper that it printed.
    pub is_keyed: bool,
    /// Comment lines about the row.
    pub notes: Vec<String>,
    /// What to look at, in plain words.
    pub doubts: Vec<String>,
}

/// Where something stands in a paper.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    /// From 1.
    pub table: usize,
    pub sheet: Option<String>,
    /// From 1; in text files the number of the line.
    pub row: usize,
    /// The heading of the column, or its number.
    pub column: Option<String>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.sheet {
            Some(sheet) => write!(f, "sheet \"{sheet}\"")?,
            None => write!(f, "table {}", self.table)?,
        }
        if self.row > 0 {
            write!(f, ", row {}", self.row)?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column \"{column}\"")?;
        }
        Ok(())
    }
}

/// A table of the paper, and what was made of it.
#[derive(Debug)]
pub struct Verdict {
    pub table: usize,
    pub sheet: Option<String>,
    pub rows: usize,
    pub taken: bool,
    /// The number of its heading's row, where it has one.
    pub heading: Option<usize>,
    /// Why it is not taken, or what is odd where it is.
    pub why: String,
}

/// What was found in a paper.
#[derive(Debug, Default)]
pub struct Found {
    pub registers: Vec<Register>,
    pub verdicts: Vec<Verdict>,
    /// The lines that stand before the first table that is taken, in order.
    pub front: Vec<String>,
    /// Every line of the paper outside the tables.
    pub lines: Vec<String>,
    /// What was noticed while finding them, in plain words.
    pub notes: Vec<String>,
    /// It counts its actions by groups: an action of several groups stands below each of them.
    pub is_by_groups: bool,
    /// What is said of columns that are hidden in the workbook.
    pub hidden: Vec<(Place, String)>,
}

/// A table of actions has no more columns than this.
const MOST_COLUMNS: usize = 256;
/// A heading stands in one of so many first rows of a table in which more than one cell is filled: above it a sheet may have a whole
/// page of titles and prose.
const HEADING_WITHIN: usize = 12;
/// A line beside the tables with more bytes is prose.
const LONGEST_TITLE: usize = 2_000;
/// The rows that are looked at for a heading, prose included.
const PROSE_WITHIN: usize = 300;

/// Of several sheets that are called after different years, the numbers of those of earlier ones, each with the name of the latest.
fn of_earlier_years<'p>(paper: &'p Paper, choice: &Choice) -> BTreeMap<usize, &'p str> {
    if choice.table.is_some() || choice.sheet.is_some() {
        return BTreeMap::new();
    }
    let is_register = |table: &Table| {
        let rows = table.rows.iter().zip(table.rows.iter().skip(1).map(Some).chain([None])).take(PROSE_WITHIN);
        !table.hidden
            && rows
                .into_iter()
                .any(|(row, below)| row.filled().nth(1).is_some() && columns::heading(row, below, &choice.columns).is_ok())
    };
    let dated = paper.tables().enumerate().filter_map(|(index, table)| {
        let name = table.sheet.as_deref()?;
        let (from, _) = period_of_name(name)?;
        is_register(table).then_some((from, index + 1, name))
    });
    let dated: Vec<(NaiveDate, usize, &str)> = dated.collect();
    let Some(&(latest, _, name)) = dated.iter().max_by_key(|(from, ..)| *from) else { return BTreeMap::new() };
    dated.iter().filter(|(from, ..)| *from < latest).map(|(_, number, _)| (*number, name)).collect()
}

/// The first and the last day that the name of a sheet tells: "2022-23", "Plan 2019".
fn period_of_name(name: &str) -> Option<(NaiveDate, NaiveDate)> {
    super::titles::period(name).map(|(from, to, _)| (from.first_day(), to.last_day()))
}

/// Finds the tables of actions.
pub fn find(paper: &Paper, choice: &Choice) -> Found {
    let mut found = Found::default();
    let earlier = of_earlier_years(paper, choice);
    let mut number = 0;
    let mut before: Vec<String> = Vec::new();
    for part in &paper.parts {
        match part {
            // What is longer is prose, and no title of anything.
            Part::Line(line) if line.len() > LONGEST_TITLE => before.push(String::new()),
            Part::Line(line) => {
                found.lines.push(line.clone());
                before.push(line.clone());
            }
            Part::Table(table) => {
                number += 1;
                if let Some(latest) = earlier.get(&number) {
                    found.verdicts.push(Verdict {
                        table: number,
                        sheet: table.sheet.clone(),
                        rows: table.filled_rows(),
                        taken: false,
                        heading: None,
                        why: format!("it is of an earlier year than \"{latest}\": --sheet takes it instead"),
                    });
                    continue;
                }
                let first = found.registers.is_empty();
                let turned = super::forms::turn(table, &choice.columns);
                take(turned.as_ref().map_or(table, |(turned, _)| turned), number, &before, choice, &mut found);
                if let (Some(verdict), Some((_, how))) = (found.verdicts.last_mut().filter(|verdict| verdict.taken), turned) {
                    verdict.rows = table.filled_rows();
                    verdict.why = how.into();
                }
                if first && !found.registers.is_empty() {
                    found.front = found.lines.clone();
                }
                before.clear();
                // "Aim 1" and its words, with a tab between, is a title over the table below.
                let text = || {
                    table
                        .rows
                        .iter()
                        .find(|row| !row.is_empty())
                        .map(|row| row.filled().map(Cell::text).collect::<Vec<_>>().join(" "))
                };
                let is_line =
                    table.sheet.is_none() && table.filled_rows() == 1 && found.verdicts.last().is_some_and(|last| !last.taken);
                before.extend(text().filter(|text| is_line && looks_like_objective(text) && text.len() <= LONGEST_TITLE));
            }
        }
    }
    found
}

fn take(table: &Table, number: usize, before: &[String], choice: &Choice, found: &mut Found) {
    let asked_for = choice.table.is_none_or(|asked| asked == number)
        && choice
            .sheet
            .as_ref()
            .is_none_or(|asked| table.sheet.as_ref().is_some_and(|sheet| crate::names::is_meant(sheet, asked)));
    let mut verdict = Verdict {
        table: number,
        sheet: table.sheet.clone(),
        rows: table.filled_rows(),
        taken: false,
        heading: None,
        why: String::new(),
    };
    let place = |row: &Row| Place { table: number, sheet: table.sheet.clone(), row: row.number, column: None };
    let filled: BTreeSet<usize> = table.rows.iter().flat_map(Row::filled).map(|cell| cell.column).collect();
    if filled.len() > MOST_COLUMNS {
        verdict.why = format!("it has more than {MOST_COLUMNS} columns");
        found.verdicts.push(verdict);
        return;
    }
    // As it was in the earlier paper, unless something else is said of it now.
    let like: &[(String, Meaning)] =
        choice.like.iter().rev().find(|(from, _)| *from <= number).map_or(&[], |(_, columns)| columns);
    let mut chosen = [like, &choice.columns].concat();
    let rows = &table.rows;
    let mut why_not = NoHeading::Words;
    let wide = |index: usize| rows.get(index).is_some_and(|row| row.filled().nth(1).is_some());
    // Over two rows the upper one may be a group alone.
    let likely = (0..rows.len().min(PROSE_WITHIN)).filter(|&index| wide(index) || wide(index + 1)).take(HEADING_WITHIN);
    let likely: Vec<usize> = likely.collect();
    let mut find_heading = |chosen: &[(String, Meaning)]| {
        likely.iter().find_map(|&index| match columns::heading(&rows[index], rows.get(index + 1), chosen) {
            Ok(heading) => match column_of_counts(&heading.columns, &rows[(index + heading.rows).min(rows.len())..], chosen) {
                None => Some((index, heading)),
                // Beside it may stand the actions themselves.
                Some(counts) => {
                    found.is_by_groups = true;
                    let without = [chosen, &[(counts, Meaning::Ignore)]].concat();
                    let other = columns::heading(&rows[index], rows.get(index + 1), &without);
                    why_not = NoHeading::Lacks("a column that says what is to be done: below \"Actions\" it counts them");
                    other.ok().map(|heading| (index, heading))
                }
            },
            Err(why) => {
                if why != NoHeading::Words {
                    why_not = why;
                }
                None
            }
        })
    };
    let mut start = find_heading(&chosen);
    let moved =
        start.as_ref().and_then(|(_, heading)| columns::moved(&heading.columns, like)).map(|column| column.heading.clone());
    if let Some(moved) = moved {
        // A deadline read by an old number may be any other date.
        chosen.clone_from(&choice.columns);
        start = find_heading(&chosen);
        found.notes.push(format!(
            "table {number}: its columns do not stand as in the earlier plan (\"{moved}\" stood elsewhere): read by their headings"
        ));
    }
    let beside = |(index, heading): &(usize, columns::Heading)| {
        super::forms::stands_beside_cells(&heading.columns, rows.get(index + heading.rows))
    };
    if start.as_ref().is_some_and(beside) {
        start = None;
        why_not = NoHeading::Lacks("headings over its columns: they stand beside its cells");
    }
    if !asked_for {
        verdict.why = "another one is asked for".into();
        found.verdicts.push(verdict);
        return;
    }
    let by_name = choice.table.is_some() || choice.sheet.is_some();
    if table.hidden && !by_name {
        verdict.why = "its sheet is hidden".into();
        found.verdicts.push(verdict);
        return;
    }
    let mut index;
    let mut lacks_lead = false;
    match start {
        Some((row, heading)) => {
            verdict.heading = Some(rows[row].number);
            section_before(before, found, number);
            // What stands alone in its row says of the paper what lines over a table do in a document.
            let alone = rows[..row].iter().filter(|row| row.filled().count() == 1);
            found.lines.extend(alone.flat_map(Row::filled).map(Cell::text));
            let pending: Vec<Entry> = rows[..row]
                .iter()
                .filter(|row| !row.is_empty())
                .map(|row| match row.filled().next().is_some_and(|cell| endings::is_label(&cell.text())) {
                    true => Entry::PassedOver { place: place(row), text: texts(row), look: false },
                    false => Entry::Section {
                        text: row.filled().map(Cell::text).collect::<Vec<_>>().join(" "),
                        sure: row.filled().count() == 1
                            && row.filled().all(|cell| looks_like_objective(&cell.text()) || !is_title(&cell.text())),
                    },
                })
                .collect();
            let mut columns = heading.columns;
            guess_unheaded(&mut columns, &rows[row + heading.rows..], &filled, &chosen);
            let numbers = columns::numbered(&columns);
            for (column, number) in columns.iter_mut().zip(numbers) {
                let is_meant = |said: &str| said == number.to_string() || crate::names::same(said, &column.heading);
                column.told = choice.columns.iter().any(|(said, _)| is_meant(said));
            }
            // What lscb prints as due was worked out: they are no words of the board's.
            let due = columns.iter_mut().find(|column| crate::names::same(&column.heading, "due"));
            if let Some(due) = due.filter(|due| due.meaning == Meaning::Timescale && rows.iter().any(is_keyed)) {
                due.meaning = Meaning::Due;
            }
            // The column of actions may be headed by the title of their objective.
            let titled = columns.iter().find(|column| column.meaning == Meaning::Action && looks_like_objective(&column.heading));
            let pending: Vec<Entry> = pending
                .into_iter()
                .chain(titled.map(|column| Entry::Section { text: column.heading.clone(), sure: true }))
                .collect();
            // Of lscb's own lists, those that people are not shown are hidden.
            if !rows.iter().any(is_keyed) {
                note_hidden_columns(table, &columns, &place(&rows[row]), found);
            }
            open(found, number, columns);
            if let Some(register) = found.registers.last_mut() {
                register.entries.extend(pending);
            }
            index = row + heading.rows;
        }
        None => {
            // A table without a heading goes on from the one before, where it has as many columns.
            let goes_on = found.registers.last().is_some_and(|register| {
                let width = register.columns.iter().map(|column| column.to).max().unwrap_or(0);
                let near = table.sheet.is_none() && before.len() <= 2 && found.verdicts.last().is_some_and(|last| last.taken);
                near && !begins_another(table, register)
                    && !matches!(why_not, NoHeading::Veto(_))
                    && table.width() <= width
                    && table.width() + 1 >= width
                    && width > 1
            });
            if !goes_on {
                verdict.why = match why_not {
                    NoHeading::Words if table.rows.iter().all(Row::is_empty) => "it is empty".into(),
                    NoHeading::Words => "it has no row with the headings of a table of actions".into(),
                    NoHeading::Veto(word) => {
                        format!("its headings speak of \"{word}\": a box to sign, a list of addresses or a log of changes")
                    }
                    NoHeading::OfRisks => "it is a register of risks with their scores, and has no deadlines".into(),
                    NoHeading::Lacks(what) => format!("it lacks {what}"),
                };
                found.verdicts.push(verdict);
                return;
            }
            verdict.why = "it has no heading of its own: read on from the table before it".into();
            lacks_lead = found.registers.last().is_some_and(|register| lacks_lead_column(table, &register.columns));
            section_before(before, found, number);
            index = 0;
        }
    }
    verdict.taken = true;
    // A number of a column names it in the first heading; in every other row it would make a heading of what stands there.
    let by_heading: Vec<(String, Meaning)> =
        chosen.iter().filter(|(heading, _)| heading.parse::<usize>().is_err()).cloned().collect();
    let mut after_break = true;
    // The row above is none of actions; where it only has labels, so are those below it.
    let (mut after_ending, mut below_labels) = (false, false);
    let mut has_begun = false;
    let heads = |row: &Row| columns::heading(row, None, &by_heading).is_ok_and(|heading| heading.known >= 3);
    // The number of the first row below all actions, up to the next heading.
    let end_of_actions = |from: usize, columns: &[Column]| {
        let is_action = |row: &Row| endings::is_action(row, columns) && endings::ending(row, columns, false, false).is_none();
        let until = (from..rows.len()).take_while(|index| !heads(&rows[*index]));
        until.filter(|index| is_action(&rows[*index])).last().map_or(from, |last| last + 1)
    };
    let mut below_actions = found.registers.last().map_or(0, |register| end_of_actions(index, &register.columns));
    while index < rows.len() {
        let row = &rows[index];
        // A sheet keeps no row in which nothing stands.
        after_break |= table.sheet.is_some() && index > 0 && row.number > rows[index - 1].number + 1;
        index += 1;
        if row.is_empty() && row.cells.iter().all(|cell| cell.comments.is_empty()) || is_ruled_line(row) {
            // In a sheet a blank row parts what a document has on two pages.
            after_break = true;
            continue;
        }
        let Some(register) = found.registers.last_mut() else { break };
        if is_repeated_heading(row, &register.columns) {
            after_break = true;
            (after_ending, below_labels) = (false, false);
            continue;
        }
        // So may a table of another kind: its rows are none of actions.
        if let Some(word) = columns::begins_other_kind(row) {
            let begins = |index: usize| {
                columns::heading(&rows[index], rows.get(index + 1), &by_heading).is_ok_and(|heading| heading.known >= 3)
            };
            let end = (index..rows.len()).find(|&index| begins(index)).unwrap_or(rows.len());
            // What stands right over it is its title.
            let above: Vec<String> = take_last_section(register)
                .into_iter()
                .filter_map(|entry| if let Entry::Section { text, .. } = entry { Some(text) } else { None })
                .collect();
            let title: String = above.iter().map(|text| format!("{text:?}, ")).collect();
            let above = above.into_iter().map(|text| (place(row), text));
            let whole = rows[index - 1..end].iter().filter(|row| !row.is_empty()).map(|row| (place(row), texts(row)));
            let passed = above.chain(whole).map(|(place, text)| Entry::PassedOver { place, text, look: false });
            register.entries.extend(passed.collect::<Vec<_>>());
            found.notes.push(format!("{}: {title}a table of another kind (\"{word}\"), not taken", place(row)));
            index = end;
            (after_break, after_ending, below_labels) = (true, false, false);
            continue;
        }
        // Boxes to sign and notes stand below the actions, and at the foot of each page.
        has_begun |= matches!(register.entries.last(), Some(Entry::Row(_)));
        if has_begun {
            let kind = endings::ending(row, &register.columns, index > below_actions, after_ending);
            below_labels &= !endings::begins_anew(row, &register.columns);
            if (kind.is_some() || below_labels) && !heads(row) {
                register.entries.push(Entry::PassedOver { place: place(row), text: texts(row), look: true });
                after_ending = true;
                below_labels |= kind == Some(endings::Ending::Head);
                continue;
            }
        }
        (after_ending, below_labels) = (false, false);
        // Another register may begin further down.
        if row.filled().all(|cell| cell.text().chars().count() <= 60)
            && let Ok(heading) = columns::heading(row, rows.get(index), &by_heading)
            && heading.known >= 3
        {
            let mut columns = heading.columns;
            guess_unheaded(&mut columns, &rows[index..], &filled, &[]);
            let pending = take_last_section(register);
            index += heading.rows - 1;
            below_actions = end_of_actions(index, &columns);
            found.registers.push(Register { table: number, columns, entries: pending });
            (after_break, has_begun, after_ending, below_labels) = (true, false, false, false);
            continue;
        }
        let next_is_heading = rows[index..].iter().find(|row| !row.is_empty()).is_some_and(|next| {
            is_repeated_heading(next, &register.columns)
                || columns::heading(next, None, &by_heading).is_ok_and(|heading| heading.known >= 3)
        });
        match section(row, &register.columns, table.width(), next_is_heading) {
            Some(text) => register.entries.push(Entry::Section { text, sure: true }),
            None => {
                let body = match lacks_lead {
                    true => body_row_without_lead(row, &register.columns, place(row), after_break),
                    false => body_row(row, &register.columns, place(row), after_break),
                };
                register.entries.push(Entry::Row(body));
                after_break = false;
            }
        }
    }
    found.verdicts.push(verdict);
}

/// Says which of the columns that are taken are hidden.
fn note_hidden_columns(table: &Table, columns: &[Column], place: &Place, found: &mut Found) {
    let is_hidden = |column: &&Column| table.hidden_columns.iter().any(|(from, to)| *from <= column.from && column.from < *to);
    for column in columns.iter().filter(is_hidden) {
        let named = if column.heading.is_empty() { format!("{}", column.from + 1) } else { format!("\"{}\"", column.heading) };
        let message = format!("the column {named} is hidden in the workbook, and is read as \"{}\"", column.meaning.word());
        found.hidden.push((Place { row: 0, ..place.clone() }, message));
    }
}

/// Opens a register, or goes on with the last one where it has the same headings.
fn open(found: &mut Found, number: usize, columns: Vec<Column>) {
    let same = found.registers.last().is_some_and(|last| {
        last.columns.len() == columns.len()
            && last
                .columns
                .iter()
                .zip(&columns)
                .all(|(one, other)| crate::names::same(&one.heading, &other.heading) && one.from == other.from)
    });
    if !same {
        let pending = found.registers.last_mut().map(take_last_section).unwrap_or_default();
        found.registers.push(Register { table: number, columns, entries: pending });
    }
}

/// A title that stands last in a register belongs to the one that begins below it.
fn take_last_section(register: &mut Register) -> Vec<Entry> {
    let mut taken = Vec::new();
    while let Some(Entry::Section { .. }) = register.entries.last() {
        taken.extend(register.entries.pop());
    }
    taken.reverse();
    taken
}

/// The first row of a table holds a heading of the register before, among others that are not: it is the heading of another table.
fn begins_another(table: &Table, register: &Register) -> bool {
    let first = table.rows.iter().find(|row| !row.is_empty());
    first.is_some_and(|row| {
        row.filled().any(|cell| {
            let text = cell.text();
            register.columns.iter().any(|column| !column.heading.is_empty() && crate::names::same(&column.heading, &text))
        })
    })
}

/// A line that names the paper, not a part of it.
fn is_title(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["plan", "board", "partnership", "tracker", "log", "register", "minutes", "programme"].iter().any(|word| lower.contains(word))
}

/// The line that stands right over a table, as a title.
fn section_before(before: &[String], found: &mut Found, number: usize) {
    let Some(line) = before.last().filter(|line| !endings::is_label(line) && !Initials::are_explained_in(line)) else { return };
    let sure = looks_like_objective(line);
    let short = line.chars().count() <= 80 && !line.ends_with(['.', ':', ';', ',']);
    let title_of_paper = found.registers.is_empty() && !sure && is_title(line);
    if !(sure && line.chars().count() <= 600 || short && !title_of_paper) {
        return;
    }
    let entry = Entry::Section { text: line.clone(), sure };
    match found.registers.last_mut() {
        Some(register) => register.entries.push(entry),
        None => found.registers.push(Register { table: number, columns: Vec::new(), entries: vec![entry] }),
    }
}

/// The title in a row that has nothing else, where it is one.
fn section(row: &Row, columns: &[Column], width: usize, next_is_heading: bool) -> Option<String> {
    let filled: Vec<&Cell> = row.filled().collect();
    let column_of = |cell: &Cell| columns.iter().find(|column| (column.from..column.to).contains(&cell.column));
    let first_meaning = |cell: &Cell| column_of(cell).map(|column| column.meaning);
    let others_continue = row.cells.iter().any(|cell| cell.continued);
    match filled[..] {
        [only] if !others_continue => {
            let text = only.text();
            let spans = only.span >= width.max(2) && width > 1 || only.span > 1 && only.span + 1 >= width;
            let first = columns.first().is_none_or(|column| only.column < column.to);
            // Bullets are actions, wherever they stand.
            let listed = only.lines.iter().any(|line| line.mark == super::table::Mark::Bullet);
            let bold = only.lines.iter().all(|line| line.bold);
            let is_action = first_meaning(only).is_none_or(|meaning| matches!(meaning, Meaning::Action | Meaning::Objective));
            let told = spans || first && !listed && (next_is_heading || bold || looks_like_objective(&text) || !is_action);
            (told && !listed && (spans || !columns::is_ref(&text))).then_some(text)
        }
        // "7" and "Other activities" beside it, where actions have longer numbers.
        [number, title] if !others_continue => {
            let bare = columns::is_ref(&number.text()) && !number.text().contains('.');
            let first = number.column == columns.first().map_or(0, |column| column.from);
            let numbers =
                first_meaning(number) != Some(Meaning::Ref) || title.span > 1 || title.lines.iter().all(|line| line.bold);
            let short =
                title.text().chars().count() <= 150 && title.lines.iter().all(|line| line.mark != super::table::Mark::Bullet);
            (bare && first && numbers && short && title.column > number.column)
                .then(|| format!("{} {}", number.text(), title.text()))
        }
        _ => None,
    }
}

/// All cells of a row, and what hangs on them as remarks.
fn texts(row: &Row) -> String {
    let remarks = row.cells.iter().flat_map(|cell| &cell.comments).map(|comment| format!("remark: {comment}"));
    row.filled().map(Cell::text).chain(remarks).collect::<Vec<_>>().join(" | ")
}

/// The row only draws a line, as text versions of tables do.
fn is_ruled_line(row: &Row) -> bool {
    let mut filled = row.filled().peekable();
    filled.peek().is_some() && filled.all(|cell| cell.text().chars().all(|c| matches!(c, '-' | '–' | '—' | '_' | '=' | ' ')))
}

/// The heading of a column of actions below which nothing but their numbers stand: they are counted, as in a sum by groups.
fn column_of_counts(columns: &[Column], below: &[Row], chosen: &[(String, Meaning)]) -> Option<String> {
    let actions = columns.iter().find(|column| column.meaning == Meaning::Action)?;
    if chosen.iter().any(|(heading, _)| crate::names::same(heading, &actions.heading) || heading.parse::<usize>().is_ok()) {
        return None;
    }
    let mut cells = below.iter().filter_map(|row| row.cell(actions.from)).filter(|cell| !cell.is_empty()).peekable();
    let is_count = |cell: &super::table::Cell| {
        let text = cell.text();
        text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    (cells.peek().is_some() && cells.all(is_count)).then(|| actions.heading.clone())
}

fn is_repeated_heading(row: &Row, columns: &[Column]) -> bool {
    let headed: Vec<&Column> = columns.iter().filter(|column| !column.heading.is_empty()).collect();
    let alike = |column: &&&Column| {
        row.cell(column.from).is_some_and(|cell| {
            let text = cell.text();
            crate::names::same(&text, &column.heading) || !text.is_empty() && column.heading.starts_with(&text) && text.len() > 3
        })
    };
    !headed.is_empty() && headed.iter().filter(alike).count() * 4 >= headed.len() * 3
}

/// Whether lscb printed the row.
fn is_keyed(row: &Row) -> bool {
    row.bookmarks.iter().any(|name| name.starts_with("lscb_"))
}

fn body_row(row: &Row, columns: &[Column], place: Place, after_break: bool) -> BodyRow {
    let mut cells: Vec<Cell> = columns.iter().map(|column| Cell { column: column.from, span: 1, ..Cell::default() }).collect();
    let mut beyond = Vec::new();
    for cell in &row.cells {
        let Some(index) = columns.iter().position(|column| (column.from..column.to).contains(&cell.column)) else {
            if !cell.is_empty() {
                beyond.push(cell.clone());
            }
            continue;
        };
        let into = &mut cells[index];
        // Two cells may stand under one heading.
        into.lines.extend(cell.lines.iter().cloned());
        into.comments.extend(cell.comments.iter().cloned());
        into.continued |= cell.continued;
        into.doubt = into.doubt.take().or_else(|| cell.doubt.clone());
        into.day = into.day.take().or_else(|| cell.day.clone());
    }
    let (is_keyed, doubts) = (is_keyed(row), row.doubts.clone());
    BodyRow { place, cells, beyond, after_break, hidden: row.hidden, is_keyed, notes: Vec::new(), doubts }
}

/// A part of a table on a new page that has one column less than the headings above it, and words that go on where leads would stand:
/// it is the column of leads that is gone.
fn lacks_lead_column(table: &Table, columns: &[Column]) -> bool {
    let width = columns.iter().map(|column| column.to).max().unwrap_or(0);
    let Some(lead) = columns.iter().find(|column| column.meaning == Meaning::Lead) else { return false };
    let mut cells = table.rows.iter().filter_map(|row| row.cell(lead.from)).filter(|cell| !cell.is_empty()).peekable();
    let goes_on = |cell: &Cell| cell.text().starts_with(char::is_lowercase);
    table.width() + 1 == width && lead.to < width && lead.to == lead.from + 1 && cells.peek().is_some() && cells.all(goes_on)
}

/// A row of a table from which the column of leads is gone.
fn body_row_without_lead(row: &Row, columns: &[Column], place: Place, after_break: bool) -> BodyRow {
    let Some(lead) = columns.iter().find(|column| column.meaning == Meaning::Lead) else {
        return body_row(row, columns, place, after_break);
    };
    let moved = |cell: &Cell| Cell { column: cell.column + usize::from(cell.column >= lead.from), ..cell.clone() };
    let cells = row.cells.iter().map(moved).collect();
    let whole = Row { number: row.number, cells, hidden: row.hidden, bookmarks: row.bookmarks.clone(), ..Row::default() };
    let mut body = body_row(&whole, columns, place, after_break);
    body.doubts.push(format!(
        "the row has a cell less than the headings above it: read as having none under \"{}\", and no lead is taken for it",
        lead.heading
    ));
    body
}

/// How much something matters, in the words of trackers.
const GRADES: &[&str] = &[
    "high",
    "medium",
    "med",
    "low",
    "very",
    "urgent",
    "critical",
    "essential",
    "desirable",
    "important",
    "must",
    "should",
    "could",
    "priority",
    "normal",
    "standard",
    "routine",
    "immediate",
    "top",
    "lower",
    "higher",
    "none",
    "na",
    "tbc",
    "level",
    "grade",
    "red",
    "amber",
    "green",
    "and",
    "or",
    "to",
    "ii",
    "iii",
    "iv",
    "vi",
];

/// Gives a meaning to columns without a heading: one of references by what stands in it. A column that no heading covers is added.
fn guess_unheaded(columns: &mut Vec<Column>, rows: &[Row], filled: &BTreeSet<usize>, chosen: &[(String, Meaning)]) {
    for &at in filled {
        if !columns.iter().any(|column| (column.from..column.to).contains(&at)) {
            columns.push(Column {
                from: at,
                to: at + 1,
                heading: String::new(),
                meaning: Meaning::Ignore,
                guessed: false,
                told: false,
            });
        }
    }
    columns.sort_by_key(|column| column.from);
    let has = |columns: &[Column], meaning: Meaning| columns.iter().any(|column| column.meaning == meaning);
    let numbers = columns::numbered(columns);
    for index in 0..columns.len() {
        if !columns[index].heading.is_empty() || columns[index].meaning != Meaning::Ignore {
            continue;
        }
        let said = chosen.iter().rev().find(|(number, _)| *number == numbers[index].to_string());
        if let Some((_, meaning)) = said {
            columns[index].meaning = *meaning;
            continue;
        }
        let from = columns[index].from;
        let cells: Vec<&Cell> = rows.iter().filter_map(|row| row.cell(from)).filter(|cell| !cell.is_empty()).collect();
        let refs = cells.iter().filter(|cell| columns::is_ref(&cell.text())).count();
        let long = cells.iter().filter(|cell| cell.text().chars().count() > 30).count();
        let meaning = if !has(columns, Meaning::Ref) && refs > 0 && refs * 2 >= cells.len() {
            Meaning::Ref
        } else if !has(columns, Meaning::Objective) && !cells.is_empty() && index == 0 && cells.len() * 2 > long {
            Meaning::Objective
        } else {
            continue;
        };
        (columns[index].meaning, columns[index].guessed) = (meaning, true);
    }
    // Programs call the state of a task its progress.
    if !has(columns, Meaning::Status) {
        for column in columns.iter_mut().filter(|column| column.meaning == Meaning::Progress) {
            let mut cells = rows.iter().filter_map(|row| row.cell(column.from)).filter(|cell| !cell.is_empty()).peekable();
            if cells.peek().is_some() && cells.all(|cell| super::build::status(&cell.text()).is_some()) {
                column.meaning = Meaning::Status;
                break;
            }
        }
    }
    // "Priority" may be a title or only "high", "low", "2".
    for index in 0..columns.len() {
        let heading = crate::names::words(&columns[index].heading).join(" ");
        if ["priority", "priorities"].contains(&&*heading) {
            let from = columns[index].from;
            let says_more = |cell: &Cell| {
                let words = crate::names::words(&cell.text());
                words
                    .iter()
                    .any(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic) && !GRADES.contains(&&**word))
            };
            let words = rows.iter().filter_map(|row| row.cell(from)).filter(|cell| says_more(cell)).count();
            if words > 0 && !has(columns, Meaning::Objective) {
                columns[index].meaning = Meaning::Objective;
            }
        }
    }
}
