//! Tables for the screen: they fit its width, and never cut a word.

mod fold;
mod grid;

pub use fold::wrapped;
pub(super) use fold::wrapped_after;

use super::words::{for_people, heading, one_line, says_nothing};
use super::{Format, Style, bars, pieces};
use crate::reports::{self, Cell, Column, Layout, Report, Row, Rows, Section};
use fold::wrap;
use grid::GAP;
use std::io::{self, Write};
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
        return cards(out, &section.columns, &section.rows, style);
    }
    let Some(inner) = &section.inner else { return table(out, &section.columns, &section.rows, style) };
    let rows = Rows::kept(pieces::rows(section));
    table(out, &section.columns, &rows, style)?;
    let rows: Vec<Row> = rows.iter().filter(|row| !row.inner.is_empty()).collect();
    pieces::write(
        &rows,
        |row| row.inner.len(),
        out,
        |row| {
            let mut out = Vec::new();
            writeln!(out, "\n{}", bold(&heading(&section.columns, row), style))?;
            table(&mut out, &inner.columns, &row.inner, style)?;
            Ok(out)
        },
    )
}

/// A table that fits; where it does not, each row stands by itself instead.
fn table(out: &mut dyn Write, columns: &[Column], rows: &Rows, style: Style) -> io::Result<()> {
    if grid::draw(out, columns, rows, style)? { Ok(()) } else { cards(out, columns, rows, style) }
}

/// Each row by itself.
fn cards(out: &mut dyn Write, columns: &[Column], rows: &Rows, style: Style) -> io::Result<()> {
    let shown = reports::shown(columns);
    let headings: Vec<&str> = shown.iter().map(|&index| columns[index].heading).collect();
    (0..rows.len()).try_for_each(|number| card(out, &headings, &rows.cells(number, &shown), style))
}

/// One row by itself: a line for each cell that is not empty.
fn card(out: &mut dyn Write, headings: &[&str], cells: &[Cell], style: Style) -> io::Result<()> {
    let lines = headings.iter().copied().zip(cells);
    let lines: Vec<(&str, &Cell)> = lines.filter(|(_, cell)| **cell != Cell::Number(0) && !says_nothing(cell)).collect();
    let margin = lines.iter().map(|(heading, _)| heading.width()).max().unwrap_or(0) + GAP;
    let indent = if margin + 20 > style.width { 2 } else { margin };
    writeln!(out)?;
    for (heading, cell) in lines {
        let first = format!("{heading}{}", " ".repeat(margin.saturating_sub(heading.width())));
        let items = match cell {
            Cell::List(items) if items.iter().any(|item| item.len() > 30) => items.iter().map(|item| one_line(item)).collect(),
            cell => vec![for_people(cell)],
        };
        for (number, item) in items.iter().enumerate() {
            let start = if number == 0 { first.clone() } else { " ".repeat(indent) };
            write!(out, "{}", wrap(item, &start, &" ".repeat(indent), style.width))?;
        }
    }
    Ok(())
}

fn bold(text: &str, style: Style) -> String {
    let bold = if style.colour { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    format!("{bold}{text}{bold:#}")
}
