//! Tables for the screen: they fit its width, and never cut a word.

mod fold;
mod grid;

pub use fold::wrapped;
pub(super) use fold::wrapped_after;

use super::cell_text::{for_people, heading, one_line, says_nothing};
use super::{Format, Style, bars, chunks};
use crate::reports::{self, Cell, Column, Layout, Report, Row, Rows, Section};
use fold::wrap;
use grid::{GAP, Grid};
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

pub(super) static FORMAT: Format =
    Format { name: "table", ending: "", about: "a table for the screen", binary: None, apart: super::nothing_apart, render };

fn render(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", bold(&one_line(&report.title), style))?;
    let margin = report.facts.iter().map(|fact| fact.heading.width()).max().unwrap_or(0) + GAP;
    for fact in &report.facts {
        let first = format!("{}{}", fact.heading, " ".repeat(margin - fact.heading.width()));
        write!(out, "{}", wrap(&one_line(&fact.text), &first, &" ".repeat(margin), style.width))?;
    }
    for section in &report.sections {
        if !section.heading.is_empty() {
            writeln!(out, "\n{}", bold(&one_line(&section.heading), style))?;
        }
        self::section(section, style, out)?;
    }
    if !report.notes.is_empty() {
        writeln!(out)?;
    }
    for note in &report.notes {
        write!(out, "{}", wrap(&one_line(&note.text), "", "  ", style.width))?;
    }
    Ok(())
}

fn section(section: &Section, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if let Some(drawn) = section.picture.as_ref().and_then(|picture| bars::draw(picture, style.width)) {
        write!(out, "\n{drawn}")?;
    }
    if section.rows.is_empty() {
        return writeln!(out, "\n{}", one_line(&section.nothing));
    }
    if section.layout == Layout::Cards {
        return write(&[Table { heading: None, columns: &section.columns, rows: &section.rows, grid: None }], style, out);
    }
    let Some(inner) = &section.inner else {
        return write(&[Table::of(None, &section.columns, &section.rows, style)], style, out);
    };
    let rows = Rows::kept(chunks::rows(section));
    write(&[Table::of(None, &section.columns, &rows, style)], style, out)?;
    let rows: Vec<Row> = rows.iter().filter(|row| !row.inner.is_empty()).collect();
    chunks::batches(&rows, |row| row.inner.len()).try_for_each(|some| {
        let heading = |row| Some(heading(&section.columns, row));
        let tables = chunks::in_parallel(some, &|row| Table::of(heading(row), &inner.columns, &row.inner, style));
        write(&tables, style, out)
    })
}

/// A table whose words were measured. Where even its longest words do not fit, each row stands by itself.
struct Table<'r, 'a> {
    heading: Option<String>,
    columns: &'r [Column],
    rows: &'r Rows<'a>,
    grid: Option<Grid>,
}

impl<'r, 'a> Table<'r, 'a> {
    fn of(heading: Option<String>, columns: &'r [Column], rows: &'r Rows<'a>, style: Style) -> Self {
        Table { heading, columns, rows, grid: Grid::of(columns, rows, style) }
    }

    /// Some of its rows; what stands above them comes with the first.
    fn drawn(&self, piece: Range<usize>, style: Style) -> String {
        let mut out = String::new();
        if let Some(heading) = self.heading.as_ref().filter(|_| piece.start == 0) {
            out += &format!("\n{}\n", bold(heading, style));
        }
        match &self.grid {
            Some(grid) => grid.draw(&mut out, piece, style),
            None => self.cards(&mut out, piece, style),
        }
        out
    }

    fn cards(&self, out: &mut String, piece: Range<usize>, style: Style) {
        let shown = reports::shown(self.columns);
        let headings: Vec<&str> = shown.iter().map(|&index| self.columns[index].heading).collect();
        piece.for_each(|number| card(out, &headings, &self.rows.cells(number, &shown), style));
    }
}

/// Writes tables one after another.
fn write(tables: &[Table], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let pieces = tables.iter().flat_map(|table| chunks::pieces(table.rows.len(), chunks::ROWS).map(move |piece| (table, piece)));
    let pieces: Vec<(&Table, Range<usize>)> = pieces.collect();
    chunks::write(&pieces, |(_, piece)| piece.len(), out, |(table, piece)| Ok(table.drawn(piece.clone(), style).into_bytes()))
}

/// One row by itself: a line for each cell that is not empty.
fn card(out: &mut String, headings: &[&str], cells: &[Cell], style: Style) {
    let lines = headings.iter().copied().zip(cells);
    let lines: Vec<(&str, &Cell)> = lines.filter(|(_, cell)| **cell != Cell::Number(0) && !says_nothing(cell)).collect();
    let margin = lines.iter().map(|(heading, _)| heading.width()).max().unwrap_or(0) + GAP;
    let indent = if margin + 20 > style.width { 2 } else { margin };
    out.push('\n');
    for (heading, cell) in lines {
        let first = format!("{heading}{}", " ".repeat(margin.saturating_sub(heading.width())));
        let items = match cell {
            Cell::List(items) if items.iter().any(|item| item.len() > 30) => items.iter().map(|item| one_line(item)).collect(),
            cell => vec![for_people(cell)],
        };
        for (number, item) in items.iter().enumerate() {
            let start = if number == 0 { first.clone() } else { " ".repeat(indent) };
            *out += &wrap(item, &start, &" ".repeat(indent), style.width);
        }
    }
}

fn bold(text: &str, style: Style) -> String {
    let bold = if style.colour { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    format!("{bold}{text}{bold:#}")
}
