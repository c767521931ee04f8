//! Markdown, for a page in the repository or a message: the same columns as on the screen.

use super::words::{for_people, one_line};
use super::{Format, Style};
use crate::reports::{self, Cell, Column, Layout, Report};
use std::io::{self, Write};

pub(super) static FORMAT: Format =
    Format { name: "markdown", ending: "md", about: "Markdown, for pages and messages", notes_apart: false, render };

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(report).as_bytes())
}

fn page(report: &Report) -> String {
    let mut out = format!("# {}\n", escape(&report.title));
    match (report.layout, &report.inner) {
        _ if report.rows.is_empty() => out += &format!("\n{}\n", escape(&report.nothing)),
        (Layout::Cards, _) => {
            for row in report.rows.iter() {
                out.push('\n');
                for (column, cell) in shown(&report.columns, &row.cells).filter(|(_, cell)| **cell != Cell::Empty) {
                    let text = escape(&for_people(cell));
                    if !text.is_empty() {
                        out += &format!("- **{}:** {text}\n", column.heading);
                    }
                }
            }
        }
        (Layout::Table, inner) => {
            table(&mut out, &report.columns, report.rows.iter().map(|row| row.cells));
            for row in report.rows.iter().filter(|row| !row.inner.is_empty()) {
                let names: Vec<String> =
                    shown(&report.columns, &row.cells).take(1).map(|(_, cell)| escape(&for_people(cell))).collect();
                out += &format!("\n## {}\n", names.join(" "));
                if let Some(inner) = inner {
                    table(&mut out, &inner.columns, row.inner.into_iter());
                }
            }
        }
    }
    if !report.notes.is_empty() {
        out.push('\n');
    }
    for note in &report.notes {
        out += &format!("- {}\n", escape(&note.text));
    }
    out
}

fn table<'a>(out: &mut String, columns: &[Column], rows: impl Iterator<Item = Vec<Cell<'a>>>) {
    let heads: Vec<&Column> = reports::shown(columns).into_iter().map(|index| &columns[index]).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push('\n');
    *out += &line(heads.iter().map(|column| escape(column.heading)).collect());
    *out += &line(heads.iter().map(|_| "---".to_owned()).collect());
    for cells in rows {
        *out += &line(shown(columns, &cells).map(|(_, cell)| escape(&for_people(cell))).collect());
    }
}

fn shown<'r, 'a>(columns: &'r [Column], cells: &'r [Cell<'a>]) -> impl Iterator<Item = (&'r Column, &'r Cell<'a>)> {
    reports::shown(columns).into_iter().map(|index| (&columns[index], &cells[index]))
}

/// Text on one line that Markdown leaves as it is.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
