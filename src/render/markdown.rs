//! Markdown, for a page in the repository or a message: the same columns as on the screen.

use super::words::for_people;
use super::{Format, Style};
use crate::reports::{Cell, Column, Layout, Report};

pub(super) static FORMAT: Format = Format { name: "markdown", ending: "md", about: "Markdown, for pages and messages", notes_apart: false, render };

fn render(report: &Report, _: Style) -> String {
    let mut out = format!("# {}\n", escape(&report.title));
    match (report.layout, &report.inner) {
        _ if report.rows.is_empty() => out += &format!("\n{}\n", escape(&report.nothing)),
        (Layout::Cards, _) => {
            for row in &report.rows {
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
            table(&mut out, &report.columns, report.rows.iter().map(|row| &row.cells[..]));
            for row in report.rows.iter().filter(|row| !row.inner.is_empty()) {
                let names: Vec<String> = shown(&report.columns, &row.cells).take(1).map(|(_, cell)| escape(&for_people(cell))).collect();
                out += &format!("\n## {}\n", names.join(" "));
                if let Some(inner) = inner {
                    table(&mut out, &inner.columns, row.inner.iter().map(|cells| &cells[..]));
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

fn table<'r>(out: &mut String, columns: &[Column], rows: impl Iterator<Item = &'r [Cell]>) {
    let heads: Vec<&Column> = columns.iter().filter(|column| column.people).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push('\n');
    *out += &line(heads.iter().map(|column| escape(column.heading)).collect());
    *out += &line(heads.iter().map(|_| "---".to_owned()).collect());
    for cells in rows {
        *out += &line(shown(columns, cells).map(|(_, cell)| escape(&for_people(cell))).collect());
    }
}

fn shown<'r>(columns: &'r [Column], cells: &'r [Cell]) -> impl Iterator<Item = (&'r Column, &'r Cell)> {
    columns.iter().zip(cells).filter(|(column, _)| column.people)
}

/// Text that Markdown leaves as it is.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
