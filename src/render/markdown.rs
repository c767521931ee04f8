//! Markdown, for a page in the repository or a message: the same columns as on the screen.

use super::cell_text::{for_people, one_line};
use super::{Format, Style};
use crate::reports::{self, Cell, Column, Layout, Report, Row, Section};
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "markdown",
    ending: "md",
    about: "Markdown, for pages and messages",
    binary: None,
    unsupported: super::all_supported,
    render,
};

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(report).as_bytes())
}

fn page(report: &Report) -> String {
    let mut out = format!("# {}\n", escape(&report.title));
    if !report.facts.is_empty() {
        out.push('\n');
    }
    for fact in &report.facts {
        out += &format!("- **{}:** {}\n", fact.heading, escape(&fact.text));
    }
    for section in &report.sections {
        if !section.heading.is_empty() {
            out += &format!("\n## {}\n", escape(&section.heading));
        }
        self::section(&mut out, section);
    }
    if !report.notes.is_empty() {
        out.push('\n');
    }
    for note in &report.notes {
        out += &format!("- {}\n", escape(&note.text));
    }
    out
}

fn section(out: &mut String, section: &Section) {
    match (section.layout, &section.inner) {
        _ if section.rows.is_empty() => *out += &format!("\n{}\n", escape(&section.nothing)),
        (Layout::Cards, _) => {
            for row in section.rows.iter() {
                out.push('\n');
                let cells = reports::shown(&section.columns).into_iter().map(|column| (column, row.cell(column)));
                for (column, cell) in cells.filter(|(_, cell)| *cell != Cell::Empty) {
                    let text = escape(&for_people(&cell));
                    if !text.is_empty() {
                        *out += &format!("- **{}:** {text}\n", column.heading);
                    }
                }
            }
        }
        (Layout::Table, inner) => {
            table(out, &section.columns, &section.rows);
            let deeper = if section.heading.is_empty() { "##" } else { "###" };
            for row in section.rows.iter().filter(|row| !row.inner.is_empty()) {
                let name = reports::shown(&section.columns).first().map(|column| escape(&for_people(&row.cell(column))));
                *out += &format!("\n{deeper} {}\n", name.unwrap_or_default());
                if let Some(inner) = inner {
                    table(out, &inner.columns, &row.inner);
                }
            }
        }
    }
}

fn table(out: &mut String, columns: &[Column], rows: &[Row]) {
    let shown = reports::shown(columns);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push('\n');
    *out += &line(shown.iter().map(|column| escape(column.heading)).collect());
    *out += &line(shown.iter().map(|_| "---".to_owned()).collect());
    for row in rows {
        *out += &line(shown.iter().map(|column| escape(&for_people(&row.cell(column)))).collect());
    }
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
