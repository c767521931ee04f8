//! A table that fits the screen: its cells are measured, then drawn.
//!
//! The package comfy-table, which draws the program's short lists, cannot draw these as they are: where a file's name goes on in
//! the next line, it drops the hyphen at which the name was parted; a word longer than its column it cuts; and `overdue` of 2,000
//! plans, 12,465 rows of 7 columns, takes it 0.5 seconds and 108 MiB on one core, three times as long as the whole command.

use super::super::cell_text::{for_people, with_aside};
use super::super::measure::widths;
use super::super::{Style, chunks};
use crate::reports::{self, Cell, Column, Rag, Role, Row};
use crate::text::wrap::{self, longest_part, width};
use crate::time::state::State;
use anstyle::AnsiColor;
use std::borrow::Cow;
use std::io::{self, Write};

/// Blank columns between two columns of a table.
pub(super) const GAP: usize = 2;

/// The columns of a table as they are laid out.
pub(super) struct Grid<'r> {
    columns: Vec<GridColumn<'r>>,
    colour: bool,
}

/// A cell in words, how they look, and what stands under it, soft.
struct Drawn<'c> {
    words: Cow<'c, str>,
    look: anstyle::Style,
    under: String,
}

struct GridColumn<'r> {
    column: &'r Column,
    width: usize,
    /// Its cells stand to the right.
    right: bool,
    /// Who leads, where that has no column of its own.
    lead: Option<&'r Column>,
}

/// An action of fewer letters a line would be hard to read: who leads then stands under it.
const ACTION: usize = 38;

impl<'r> Grid<'r> {
    /// Nothing where even the longest words do not fit.
    pub(super) fn of(columns: &'r [Column], rows: &[Row], style: Style) -> Option<Grid<'r>> {
        let shown = reports::shown(columns);
        let headings = || shown.iter().map(|column| Need::of_heading(column)).collect::<Vec<Need>>();
        let chunks = chunks::of_rows(rows);
        let needs = chunks::map(&chunks, |chunk| {
            let mut needs = headings();
            for row in chunk.rows {
                shown.iter().zip(&mut needs).for_each(|(column, need)| need.add(row, column));
            }
            needs
        });
        let needs = needs.iter().fold(headings(), |mut all, needs| {
            all.iter_mut().zip(needs).for_each(|(need, other)| need.join(other));
            all
        });
        let mut needed: Vec<(&Column, Need)> =
            shown.into_iter().zip(needs).filter(|(column, need)| column.asked || need.used && !need.all_zero).collect();
        let place = |needed: &[(&Column, Need)], role: Role| needed.iter().position(|(column, _)| column.role == role);
        let mut grid = Grid::fitted(&needed, style);
        let (action, lead) = (place(&needed, Role::Action), place(&needed, Role::Lead));
        if let (Some(action), Some(lead)) = (action, lead) {
            let room = grid.as_ref().map_or(0, |grid| grid.columns[action].width);
            if room < ACTION.min(needed[action].1.full) {
                let (lead, need) = needed.remove(lead);
                let action = place(&needed, Role::Action).unwrap_or(0);
                needed[action].1.least = needed[action].1.least.max(need.least);
                needed[action].1.least_tight = needed[action].1.least_tight.max(need.least_tight);
                grid = Grid::fitted(&needed, style);
                grid.iter_mut().for_each(|grid| grid.columns[action].lead = Some(lead));
            }
        }
        grid
    }

    /// The columns as wide as there is room.
    fn fitted(needed: &[(&'r Column, Need)], style: Style) -> Option<Grid<'r>> {
        let fits = |least: &Vec<usize>| least.iter().map(|width| width + GAP).sum::<usize>() <= style.width;
        let least = needed.iter().map(|(_, need)| need.least).collect();
        let least = Some(least).filter(fits).unwrap_or_else(|| needed.iter().map(|(_, need)| need.least_tight).collect());
        if !fits(&least) {
            return None;
        }
        let full: Vec<usize> = needed.iter().map(|(_, need)| need.full).collect();
        let widths = widths(&least, &full, style.width.saturating_sub(GAP * needed.len()));
        let columns = needed.iter().zip(widths);
        let columns = columns.map(|((column, need), width)| GridColumn { column, width, right: need.numbers, lead: None });
        Some(Grid { columns: columns.collect(), colour: style.colour })
    }

    pub(super) fn write(&self, rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
        let mut heads = b"\n".to_vec();
        let bold = anstyle::Style::new().bold();
        let head = |column: &GridColumn| match column.lead {
            Some(lead) => format!("{}, {}", column.column.heading, lead.heading.to_lowercase()).into(),
            None => column.column.heading.into(),
        };
        let drawn = |column| Drawn { words: head(column), look: bold, under: String::new() };
        let texts: Vec<Drawn> = self.columns.iter().map(drawn).collect();
        self.draw(&mut heads, &texts);
        out.write_all(&heads)?;
        let wide: usize = self.columns.iter().map(|column| column.width + GAP).sum();
        writeln!(out, "{}", "-".repeat(wide.saturating_sub(1)))?;
        chunks::write(&chunks::of_rows(rows), out, |chunk| {
            let mut text = Vec::new();
            for row in chunk.rows {
                let cells: Vec<Cell> = self.columns.iter().map(|column| row.cell(column.column)).collect();
                let look = |cell| colour(cell).map_or_else(anstyle::Style::new, AnsiColor::on_default);
                let drawn = |(column, cell)| self.drawn(row, column, cell, look(cell));
                let texts: Vec<Drawn> = self.columns.iter().zip(&cells).map(drawn).collect();
                self.draw(&mut text, &texts);
            }
            Ok(text)
        })
    }

    fn drawn<'c>(&self, row: &Row, column: &GridColumn, cell: &'c Cell, look: anstyle::Style) -> Drawn<'c> {
        let Some(lead) = column.lead else {
            return Drawn { words: with_aside(row, column.column, cell), look, under: String::new() };
        };
        let leads = for_people(&row.cell(lead)).into_owned();
        let leads = if leads.is_empty() { leads } else { format!("{}: {leads}", lead.heading) };
        let what = row.aside(column.column).map_or_else(String::new, |aside| for_people(&aside).into_owned());
        let under: Vec<String> = [leads, what].into_iter().filter(|text| !text.is_empty()).collect();
        Drawn { words: for_people(cell), look, under: under.join("; ") }
    }

    /// Draws one row: as many lines of the screen as its longest cell needs.
    fn draw(&self, out: &mut Vec<u8>, texts: &[Drawn]) {
        let soft = anstyle::Style::new().dimmed();
        let lines = self.columns.iter().zip(texts);
        let lines: Vec<Vec<(&str, anstyle::Style)>> = lines
            .map(|(column, drawn)| {
                let part = |text, look| {
                    wrap::lines(text, mark(column.column), column.width, column.width).into_iter().map(move |line| (line, look))
                };
                let under = Some(&*drawn.under).filter(|under| !under.is_empty());
                part(drawn.words.trim_end(), drawn.look).chain(under.into_iter().flat_map(|under| part(under, soft))).collect()
            })
            .collect();
        for number in 0..lines.iter().map(Vec::len).max().unwrap_or(0) {
            // Blanks wait for the next words: none stands at the end of a line.
            let mut waiting = 0;
            for (column, lines) in self.columns.iter().zip(&lines) {
                let (line, look) = lines.get(number).map_or(("", anstyle::Style::new()), |(line, look)| (line.trim_end(), *look));
                let blank = column.width.saturating_sub(width(line));
                let (before, after) = if column.right { (blank, 0) } else { (0, blank) };
                waiting += before;
                if !line.is_empty() {
                    out.resize(out.len() + waiting, b' ');
                    match self.colour && look != anstyle::Style::new() {
                        true => out.extend_from_slice(format!("{look}{line}{look:#}").as_bytes()),
                        false => out.extend_from_slice(line.as_bytes()),
                    }
                    waiting = 0;
                }
                waiting += after + GAP;
            }
            out.push(b'\n');
        }
    }
}

/// What the cells of a column need.
struct Need {
    /// Some cell is not empty.
    used: bool,
    all_zero: bool,
    /// Nothing but numbers.
    numbers: bool,
    /// The width that must not be cut, where there is room and where it is tight.
    least: usize,
    least_tight: usize,
    /// The width of the longest cell.
    full: usize,
}

impl Need {
    fn of_heading(column: &Column) -> Need {
        /// The width of a column that is written into.
        const BLANK: usize = 24;
        let word = longest_part(column.heading, ' ');
        let full = if column.is_blank() { BLANK } else { width(column.heading) };
        Need { used: column.is_blank(), all_zero: true, numbers: !column.is_blank(), least: word, least_tight: word, full }
    }

    /// With what a cell needs: a date or a number is not cut unless room is tight.
    fn add(&mut self, row: &Row, column: &Column) {
        let cell = &row.cell(column);
        let text = with_aside(row, column, cell);
        let full = width(&text);
        self.used |= !text.is_empty();
        self.all_zero &= *cell == Cell::Number(0);
        self.numbers &= matches!(cell, Cell::Number(_) | Cell::Empty);
        self.full = self.full.max(full);
        // No part of a text is longer than it.
        if full > self.least_tight {
            let longest = longest_part(&text, mark(column));
            let (least, least_tight) = match cell {
                Cell::Text(_) | Cell::List(_) | Cell::Missed(_) | Cell::State(_) | Cell::Rag(_) | Cell::Ref { .. } => {
                    (longest, longest)
                }
                // What stands beside a date may go below it.
                Cell::Day(_) | Cell::Due { .. } | Cell::When(_) | Cell::Late { .. } => {
                    (longest.max(width(&for_people(cell))), longest)
                }
                Cell::Empty | Cell::Number(_) | Cell::Flag(_) => (full, full),
            };
            self.least = self.least.max(least);
            self.least_tight = self.least_tight.max(least_tight);
        }
    }

    /// With what other cells of the column need.
    fn join(&mut self, other: &Need) {
        self.used |= other.used;
        self.all_zero &= other.all_zero;
        self.numbers &= other.numbers;
        self.least = self.least.max(other.least);
        self.least_tight = self.least_tight.max(other.least_tight);
        self.full = self.full.max(other.full);
    }
}

/// What a text may be parted after: a blank, or a hyphen in the name of a plan's file.
fn mark(column: &Column) -> char {
    if column.role == Role::Plan { '-' } else { ' ' }
}

/// The colour of a cell: never alone, always with a word.
fn colour(cell: &Cell) -> Option<AnsiColor> {
    match cell {
        Cell::State(State::Overdue | State::LateToStart) | Cell::Rag(Rag::Red) => Some(AnsiColor::Red),
        Cell::State(State::DueSoon) | Cell::Rag(Rag::Amber) => Some(AnsiColor::Yellow),
        Cell::State(State::Closed) | Cell::Rag(Rag::Green) => Some(AnsiColor::Green),
        _ => None,
    }
}
