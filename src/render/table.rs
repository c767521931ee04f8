//! Tables for the screen: they fit its width, and never cut a word.

use super::words::{for_people, one_line};
use super::{Format, Style};
use crate::reports::{self, Cell, Column, Layout, Report, Row};
use crate::time::state::State;
use comfy_table::{Attribute, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use std::borrow::Cow;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The column whose names may be broken at their hyphens, and the invisible mark that says where.
const FILE_NAME: &str = "plan";
const BREAK: char = '\u{200b}';

/// Rows laid out at once.
const PIECE: usize = 500;

/// Blank columns between two columns of a table.
const GAP: usize = 2;

pub(super) static FORMAT: Format =
    Format { name: "table", ending: "", about: "a table for the screen", notes_apart: false, render };

/// The columns of the terminal that standard output is, if it is one.
pub fn terminal_width() -> Option<usize> {
    Table::new().width().map(usize::from)
}

fn render(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(screen(report, style).as_bytes())
}

fn screen(report: &Report, style: Style) -> String {
    let mut out = format!("{}\n", bold(&one_line(&report.title), style));
    if report.rows.is_empty() {
        out += &format!("\n{}\n", one_line(&report.nothing));
    } else if report.layout == Layout::Cards {
        report.rows.iter().for_each(|row| card(&mut out, &report.columns, &row.cells, style));
    } else {
        table(&mut out, &report.columns, &report.rows.iter().map(|row| &row.cells[..]).collect::<Vec<_>>(), style);
        if let Some(inner) = &report.inner {
            for row in report.rows.iter().filter(|row| !row.inner.is_empty()) {
                out += &format!("\n{}\n", bold(&heading(&report.columns, row), style));
                table(&mut out, &inner.columns, &row.inner.iter().map(|cells| &cells[..]).collect::<Vec<_>>(), style);
            }
        }
    }
    if !report.notes.is_empty() {
        out.push('\n');
    }
    for note in &report.notes {
        wrap(&mut out, &one_line(&note.text), "", "  ", style.width);
    }
    out
}

/// The first text of a row, and its second where it is one too: "Child Death Overview Panel (panel)".
fn heading(columns: &[Column], row: &Row) -> String {
    let cells = reports::shown(columns).into_iter().map(|index| &row.cells[index]);
    let texts: Vec<Cow<str>> = cells.map_while(|cell| matches!(cell, Cell::Text(_)).then(|| for_people(cell))).take(2).collect();
    match &texts[..] {
        [name, kind] => format!("{name} ({kind})"),
        texts => texts.join(" "),
    }
}

/// A table that fits; where even its longest words do not fit, each row stands by itself instead.
fn table(out: &mut String, columns: &[Column], rows: &[&[Cell]], style: Style) {
    let used = |index: usize| rows.iter().any(|cells| cells[index] != Cell::Empty && !for_people(&cells[index]).is_empty());
    let all_zero = |index: usize| rows.iter().all(|cells| cells[index] == Cell::Number(0));
    let shown: Vec<usize> = reports::shown(columns).into_iter().filter(|&index| used(index) && !all_zero(index)).collect();
    let longest_word = |index: usize, tight: bool| {
        let words = rows.iter().map(|cells| words_width(columns[index].id, &cells[index], tight));
        words.chain([columns[index].heading.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)]).max().unwrap_or(0)
    };
    let least = |tight: bool| shown.iter().map(|&index| longest_word(index, tight)).collect::<Vec<usize>>();
    let fits = |least: &Vec<usize>| least.iter().map(|width| width + GAP).sum::<usize>() <= style.width;
    let least = Some(least(false)).filter(fits).unwrap_or_else(|| least(true));
    out.push('\n');
    if !fits(&least) {
        rows.iter().for_each(|cells| card(out, columns, cells, style));
        return;
    }
    let full: Vec<usize> = shown
        .iter()
        .map(|&index| {
            rows.iter().map(|cells| for_people(&cells[index]).width()).chain([columns[index].heading.width()]).max().unwrap_or(0)
        })
        .collect();
    let widths = widths(&least, &full, style.width.saturating_sub(GAP * shown.len()));
    let numbers = |index: usize| rows.iter().all(|cells| matches!(cells[index], Cell::Number(_) | Cell::Empty));
    let parts: Vec<Part> = shown.iter().zip(widths).map(|(&index, width)| Part { index, width, right: numbers(index) }).collect();
    // Piece by piece: a long table laid out at once would take many times its own memory.
    for (number, rows) in rows.chunks(PIECE).enumerate() {
        piece(out, columns, rows, &parts, number == 0, style);
    }
}

/// A column as laid out: its number, its width, and whether it stands to the right.
struct Part {
    index: usize,
    width: usize,
    right: bool,
}

/// Some rows of a table, the first of them with the headings above.
fn piece(out: &mut String, columns: &[Column], rows: &[&[Cell]], parts: &[Part], first: bool, style: Style) {
    let mut table = Table::new();
    table
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill('-').junction('-')))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(style.width.min(u16::MAX.into()) as u16)
        .force_no_tty();
    if style.colour {
        table.enforce_styling();
    }
    if first {
        let heading = |part: &Part| comfy_table::Cell::new(columns[part.index].heading).add_attribute(Attribute::Bold);
        table.set_header(parts.iter().map(heading));
    }
    for cells in rows {
        table.add_row(parts.iter().map(|part| coloured(&cells[part.index], columns[part.index].id)));
    }
    for (position, part) in parts.iter().enumerate() {
        if let Some(column) = table.column_mut(position) {
            // The table puts one blank between columns by itself.
            column.set_padding((0, GAP as u16 - 1));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed((part.width + GAP - 1) as u16)));
            if columns[part.index].id == FILE_NAME {
                column.set_delimiter(BREAK);
            }
            if part.right {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    for line in table.lines() {
        out.push_str(line.replace(BREAK, "").trim_end());
        out.push('\n');
    }
}

/// Shares out `room` columns: each gets at least its longest word, no more than its longest cell, and what is left
/// goes to those that want it, by the square root of what they want, so that a long text does not starve a shorter one.
fn widths(least: &[usize], full: &[usize], room: usize) -> Vec<usize> {
    let mut widths = least.to_vec();
    let want = |widths: &[usize], index: usize| full[index].saturating_sub(widths[index]);
    loop {
        let left = room.saturating_sub(widths.iter().sum());
        let wanting: Vec<usize> = (0..widths.len()).filter(|&index| want(&widths, index) > 0).collect();
        if left == 0 || wanting.is_empty() {
            return widths;
        }
        let roots: usize = wanting.iter().map(|&index| full[index].isqrt().max(1)).sum();
        let before = widths.clone();
        for &index in &wanting {
            let share = (left * full[index].isqrt().max(1) / roots).max(1);
            let spare = room.saturating_sub(widths.iter().sum());
            widths[index] += share.min(want(&widths, index)).min(spare);
        }
        if widths == before {
            return widths;
        }
    }
}

/// The width that must not be cut: the longest word, and the whole of a date or a reference unless room is tight. The
/// name of a plan's file may go on at its hyphens.
fn words_width(id: &str, cell: &Cell, tight: bool) -> usize {
    let text = for_people(cell);
    let word = |between: char| text.split(between).map(UnicodeWidthStr::width).max().unwrap_or(0);
    match cell {
        Cell::Text(_) if id == FILE_NAME => word('-') + 1,
        Cell::Text(_) | Cell::List(_) | Cell::State(_) | Cell::Ref { .. } => word(' '),
        Cell::Day(_) | Cell::Due { .. } | Cell::When(_) if tight => word(' '),
        _ => text.width(),
    }
}

fn coloured(cell: &Cell, id: &str) -> comfy_table::Cell {
    let drawn = match id {
        FILE_NAME => comfy_table::Cell::new(for_people(cell).replace('-', &format!("-{BREAK}"))),
        _ => comfy_table::Cell::new(&*for_people(cell)),
    };
    match cell {
        Cell::State(State::Overdue | State::LateToStart) => drawn.fg(Color::Red),
        Cell::State(State::DueSoon) => drawn.fg(Color::Yellow),
        Cell::State(State::Closed) => drawn.fg(Color::Green),
        Cell::Text(text) if text == "red" => drawn.fg(Color::Red),
        Cell::Text(text) if text == "amber" => drawn.fg(Color::Yellow),
        Cell::Text(text) if text == "green" => drawn.fg(Color::Green),
        _ => drawn,
    }
}

/// One row by itself: a line for each cell that is not empty.
fn card(out: &mut String, columns: &[Column], cells: &[Cell], style: Style) {
    let lines = reports::shown(columns).into_iter().map(|index| (columns[index].heading, &cells[index]));
    let lines: Vec<(&str, &Cell)> = lines.filter(|(_, cell)| **cell != Cell::Number(0) && !for_people(cell).is_empty()).collect();
    let margin = lines.iter().map(|(heading, _)| heading.width()).max().unwrap_or(0) + 2;
    let indent = if margin + 20 > style.width { 2 } else { margin };
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
    for (heading, cell) in lines {
        let first = format!("{heading}{}", " ".repeat(margin.saturating_sub(heading.width())));
        let items = match cell {
            Cell::List(items) if items.iter().any(|item| item.len() > 30) => items.iter().map(|item| one_line(item)).collect(),
            cell => vec![for_people(cell)],
        };
        for (number, item) in items.iter().enumerate() {
            let start = if number == 0 { first.clone() } else { " ".repeat(indent) };
            wrap(out, item, &start, &" ".repeat(indent), style.width);
        }
    }
}

/// A paragraph in lines of at most `width` columns.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    wrap(&mut out, text, "", "", width);
    out
}

/// Words of a text in lines of at most `width` columns; a word that is longer stands on a line of its own, uncut.
fn wrap(out: &mut String, text: &str, first: &str, then: &str, width: usize) {
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let gap = usize::from(!empty);
        if !empty && line.width() + gap + word.width() > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line = then.to_owned();
        } else if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

fn bold(text: &str, style: Style) -> String {
    let bold = if style.colour { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    format!("{bold}{text}{bold:#}")
}
