//! Tables for the screen: they fit its width, and never cut a word.

mod grid;

use super::cell_text::{for_people, heading, one_line, says_nothing};
use super::{Format, Style, bars, chunks};
use crate::reports::{self, Cell, Column, Layout, Report, Row, Section};
use crate::text::wrap::{width, wrapped_after};
use grid::{GAP, Grid};
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "table",
    ending: "",
    about: "a table for the screen",
    binary: None,
    unsupported: super::all_supported,
    render,
};

fn render(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let title = wrapped_after(&one_line(&report.title), "", "  ", style.width);
    writeln!(out, "{}", bold(title.trim_end_matches('\n'), style))?;
    let margin = report.facts.iter().map(|fact| width(fact.heading)).max().unwrap_or(0) + GAP;
    for fact in &report.facts {
        let first = format!("{}{}", fact.heading, " ".repeat(margin - width(fact.heading)));
        write!(out, "{}", wrapped_after(&one_line(&fact.text), &first, &" ".repeat(margin), style.width))?;
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
        write!(out, "{}", wrapped_after(&one_line(&note.text), "", "  ", style.width))?;
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
        return cards(&section.columns, &section.rows, style, out);
    }
    table(&section.columns, &section.rows, style, out)?;
    let Some(inner) = &section.inner else { return Ok(()) };
    let parents: Vec<&Row> = section.rows.iter().filter(|row| !row.inner.is_empty()).collect();
    chunks::write(&parents, out, |row| {
        let mut out = Vec::new();
        writeln!(out, "\n{}", bold(&heading(&section.columns, row), style))?;
        table(&inner.columns, &row.inner, style, &mut out)?;
        Ok(out)
    })
}

/// A table; where even its longest words do not fit, each row stands by itself.
fn table(columns: &[Column], rows: &[Row], style: Style, out: &mut dyn Write) -> io::Result<()> {
    match Grid::of(columns, rows, style) {
        Some(grid) => grid.write(rows, out),
        None => cards(columns, rows, style, out),
    }
}

/// Each row by itself.
fn cards(columns: &[Column], rows: &[Row], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let shown = reports::shown(columns);
    chunks::write(&chunks::of_rows(rows), out, |chunk| {
        let mut text = String::new();
        chunk.rows.iter().for_each(|row| card(&mut text, &shown, row, style));
        Ok(text.into_bytes())
    })
}

/// One row by itself: a line for each cell that is not empty.
fn card(out: &mut String, shown: &[&Column], row: &Row, style: Style) {
    let lines = shown.iter().map(|column| (column.heading, row.cell(column)));
    let lines: Vec<(&str, Cell)> = lines.filter(|(_, cell)| *cell != Cell::Number(0) && !says_nothing(cell)).collect();
    let margin = lines.iter().map(|(heading, _)| width(heading)).max().unwrap_or(0) + GAP;
    let indent = if margin + 20 > style.width { 2 } else { margin };
    out.push('\n');
    for (heading, cell) in &lines {
        let first = format!("{heading}{}", " ".repeat(margin.saturating_sub(width(heading))));
        let items = match cell {
            Cell::List(items) if items.iter().any(|item| item.len() > 30) => items.iter().map(|item| one_line(item)).collect(),
            Cell::Missed(dates) => dates.iter().map(|missed| one_line(&missed.in_words()).into_owned().into()).collect(),
            cell => vec![for_people(cell)],
        };
        for (number, item) in items.iter().enumerate() {
            let start = if number == 0 { first.clone() } else { " ".repeat(indent) };
            *out += &wrapped_after(item, &start, &" ".repeat(indent), style.width);
        }
    }
}

fn bold(text: &str, style: Style) -> String {
    let bold = if style.colour { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    format!("{bold}{text}{bold:#}")
}
