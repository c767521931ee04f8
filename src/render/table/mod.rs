//! Tables for the screen: they fit its width, and never cut a word.

mod grid;

use super::cell_text::{card_title, heading, one_line, says_nothing, with_aside};
use super::page_one::{self, Block};
use super::{Format, Style, bars, chunks};
use crate::reports::{self, Cell, Column, Layout, PageOne, Report, Row, Section};
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
    if let Some(page) = &report.page_one {
        first_page(page, style, out)?;
        if page.alone {
            return Ok(());
        }
        writeln!(out, "\n{}", bold("About this paper", style))?;
    } else {
        write!(out, "{}", heading_line(&one_line(&report.title), style))?;
    }
    let margin = report.facts.iter().map(|fact| width(fact.heading)).max().unwrap_or(0) + GAP;
    for fact in &report.facts {
        let first = format!("{}{}", fact.heading, " ".repeat(margin - width(fact.heading)));
        write!(out, "{}", wrapped_after(&one_line(&fact.text), &first, &" ".repeat(margin), style.width))?;
    }
    for section in report.sections_for_people() {
        if !section.heading.is_empty() {
            write!(out, "\n{}", heading_line(&one_line(&section.heading), style))?;
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

/// The first page of a paper: its words, and small tables whose bars are drawn with letters.
fn first_page(page: &PageOne, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let say = |text: &str, then: &str| wrapped_after(&one_line(text), "", then, style.width);
    for line in page.cover.logo.iter().chain([&page.board]) {
        write!(out, "{}", say(line, "  "))?;
    }
    write!(out, "{}", heading_line(&one_line(&page.heading), style))?;
    for block in page_one::blocks(page, (style.width / 4).clamp(8, 30)) {
        match block {
            Block::Line(text) => write!(out, "{}", say(&text, "  "))?,
            Block::Sentences(all) => {
                let all: Vec<String> = all.into_iter().map(|(strong, rest)| strong + &rest).collect();
                write!(out, "\n{}", say(&all.join(" "), ""))?;
            }
            Block::List { heading, items } => {
                writeln!(out, "\n{}\n", bold(heading, style))?;
                for (number, (heading, text)) in items.iter().enumerate() {
                    let start = format!("{:>2}. ", number + 1);
                    write!(out, "{}", wrapped_after(&one_line(&format!("{heading}: {text}")), &start, "    ", style.width))?;
                }
            }
            Block::Table { heading, heads, rows, note } => {
                writeln!(out)?;
                if !heading.is_empty() {
                    writeln!(out, "{}", heading_line(&heading, style))?;
                }
                small_table(&heads, &rows, style, out)?;
                if heads.contains(&"Open actions") {
                    write!(out, "{}", say(&page_one::key_of_signs(page), "  "))?;
                }
                note.iter().try_for_each(|note| write!(out, "{}", say(note, "  ")))?;
                if heads.first() == Some(&"Objective") || heads.first() == Some(&"Board") && heads.len() == 3 {
                    writeln!(out)?;
                }
            }
        }
    }
    Ok(())
}

/// A small table: its columns are as wide as their cells, the widest takes what is left and wraps.
fn small_table(heads: &[&str], rows: &[Vec<String>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| width(&one_line(cell)));
        cells.chain(heads.get(column).map(|head| width(head))).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..heads.len()).map(widest).collect();
    let room = style.width.saturating_sub(GAP * heads.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(most) if *most > 8 => *most -= 1,
            _ => break,
        }
    }
    let mut write_row = |cells: Vec<&str>| -> io::Result<()> {
        let columns: Vec<Vec<String>> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| wrapped_after(&one_line(cell), "", "", *width).lines().map(str::to_owned).collect())
            .collect();
        for line in 0..columns.iter().map(Vec::len).max().unwrap_or(0) {
            let mut text = String::new();
            for (column, most) in columns.iter().zip(&widths) {
                let cell = column.get(line).map_or("", String::as_str);
                text += &format!("{cell}{}", " ".repeat((most + GAP).saturating_sub(width(cell))));
            }
            writeln!(out, "{}", text.trim_end())?;
        }
        Ok(())
    };
    if heads.iter().any(|head| !head.is_empty()) {
        write_row(heads.to_vec())?;
    }
    rows.iter().try_for_each(|row| write_row(row.iter().map(String::as_str).collect()))
}

fn section(section: &Section, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if let Some(drawn) = section.picture.as_ref().and_then(|picture| bars::draw(picture, style.width)) {
        write!(out, "\n{drawn}")?;
    }
    if section.rows.is_empty() {
        return write!(out, "\n{}", wrapped_after(&one_line(&section.nothing), "", "", style.width));
    }
    if section.layout == Layout::Cards {
        return cards(&section.columns, &section.rows, section.rows.len() > 1, style, out);
    }
    table(&section.columns, &section.rows, style, out)?;
    let Some(inner) = &section.inner else { return Ok(()) };
    let parents: Vec<&Row> = section.rows.iter().filter(|row| !row.inner.is_empty()).collect();
    chunks::write(&parents, out, |row| {
        let mut out = Vec::new();
        write!(out, "\n{}", heading_line(&heading(&section.columns, row), style))?;
        table(&inner.columns, &row.inner, style, &mut out)?;
        Ok(out)
    })
}

/// A table; where even its longest words do not fit, each row stands by itself.
fn table(columns: &[Column], rows: &[Row], style: Style, out: &mut dyn Write) -> io::Result<()> {
    match Grid::of(columns, rows, style) {
        Some(grid) => grid.write(rows, out),
        None => cards(columns, rows, false, style, out),
    }
}

/// Each row by itself.
fn cards(columns: &[Column], rows: &[Row], titled: bool, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let shown = reports::shown(columns);
    chunks::write(&chunks::of_rows(rows), out, |chunk| {
        let mut text = String::new();
        chunk.rows.iter().for_each(|row| card(&mut text, &shown, row, titled, style));
        Ok(text.into_bytes())
    })
}

/// One row by itself: a line for each cell that is not empty.
fn card(out: &mut String, shown: &[&Column], row: &Row, titled: bool, style: Style) {
    let lines = shown.iter().map(|column| (*column, row.cell(column)));
    let lines: Vec<(&Column, Cell)> = lines.filter(|(_, cell)| *cell != Cell::Number(0) && !says_nothing(cell)).collect();
    let margin = lines.iter().map(|(column, _)| width(column.heading)).max().unwrap_or(0) + GAP;
    let indent = if margin + 20 > style.width { 2 } else { margin };
    out.push('\n');
    let title = card_title(
        shown.iter().map(|column| (column.role, row.cell(column))).collect::<Vec<_>>().iter().map(|(role, cell)| (*role, cell)),
    );
    if titled && !title.is_empty() {
        *out += &heading_line(&title, style);
    }
    for (column, cell) in &lines {
        let heading = column.heading;
        let first = format!("{heading}{}", " ".repeat(margin.saturating_sub(width(heading))));
        let items = match cell {
            Cell::List(items) if items.iter().any(|item| item.len() > 30) => items.iter().map(|item| one_line(item)).collect(),
            Cell::Missed(dates) => dates.in_words().iter().map(|missed| one_line(missed).into_owned().into()).collect(),
            cell => vec![with_aside(row, column, cell)],
        };
        for (number, item) in items.iter().enumerate() {
            let start = if number == 0 { first.clone() } else { " ".repeat(indent) };
            *out += &wrapped_after(item, &start, &" ".repeat(indent), style.width);
        }
    }
}

/// A heading, on as many lines as it needs.
fn heading_line(text: &str, style: Style) -> String {
    format!("{}\n", bold(wrapped_after(text, "", "  ", style.width).trim_end_matches('\n'), style))
}

fn bold(text: &str, style: Style) -> String {
    let bold = if style.colour { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    format!("{bold}{text}{bold:#}")
}
