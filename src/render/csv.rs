//! Comma-separated values for spreadsheets and scripts. Headers never change; dates are ISO; a row within a row
//! repeats the cells of the row it stands in. Several sections share one header: the first column says which each line is of.

use super::cell_text::{for_machines, one_line, without_formula};
use super::{Format, Style, chunks};
use crate::reports::{Cell, Column, Report, Row, Section};
use crate::text::several_lines;
use std::borrow::Cow;
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "csv",
    ending: "csv",
    about: "comma-separated values, for spreadsheets and scripts",
    binary: None,
    unsupported: super::notes_unsupported,
    render,
};

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    separated(report, b',', out)
}

/// The rows with a separator between their cells, each line ended by LF.
pub(super) fn separated(report: &Report, separator: u8, out: &mut dyn Write) -> io::Result<()> {
    let sections = report.sections_for_machines();
    let several = sections.len() > 1;
    let heads: Vec<Vec<Cow<str>>> = sections.iter().map(|section| heads(section)).collect();
    let mut all: Vec<&str> = Vec::new();
    for head in heads.iter().flatten() {
        if !several || !all.contains(&&**head) {
            all.push(head);
        }
    }
    out.write_all(&lines(separator, |writer| {
        writer.write_record(several.then_some("section").into_iter().chain(all.iter().copied()))
    })?)?;
    for (section, heads) in sections.into_iter().zip(&heads) {
        // Where each cell of the section stands in the line.
        let places: Vec<Option<usize>> = match several {
            true => all.iter().map(|id| heads.iter().position(|head| head == id)).collect(),
            false => (0..all.len()).map(Some).collect(),
        };
        let inner = section.inner.as_ref().map_or(&[][..], |inner| &inner.columns);
        let write = |writer: &mut LineWriter, outer: &[Cell], within: Option<&Row>| {
            if several {
                writer.write_field(section.id)?;
            }
            for place in &places {
                let cell = match *place {
                    Some(place) if place < outer.len() => Cow::Borrowed(&outer[place]),
                    Some(place) => Cow::Owned(within.map_or(Cell::Empty, |row| row.cell(&inner[place - outer.len()]))),
                    None => Cow::Owned(Cell::Empty),
                };
                let text = without_formula(for_machines(&cell));
                // Tools that read tab-separated values take every line end for that of a row.
                let harmless = if separator == b'\t' { one_line(&text) } else { several_lines(&text) };
                writer.write_field(harmless.as_bytes())?;
            }
            writer.write_record(None::<&[u8]>)
        };
        let chunks = if section.inner.is_some() { chunks::of_inner(&section.rows) } else { chunks::of_rows(&section.rows) };
        let outer = |row| cells(&section.columns, row);
        chunks::write(&chunks, out, |chunk| {
            lines(separator, |writer| match chunk.parent {
                None => chunk.rows.iter().try_for_each(|row| write(writer, &outer(row), None)),
                // A row without rows in it has a line of its own.
                Some((_, parent)) if chunk.rows.is_empty() => write(writer, &outer(parent), None),
                Some((_, parent)) => {
                    let outer = outer(parent);
                    chunk.rows.iter().try_for_each(|row| write(writer, &outer, Some(row)))
                }
            })
        })?;
    }
    Ok(())
}

fn cells<'a>(columns: &[Column], row: &Row<'a>) -> Vec<Cell<'a>> {
    columns.iter().map(|column| row.cell(column)).collect()
}

type LineWriter = csv::Writer<Vec<u8>>;

/// Some lines of a file.
fn lines(separator: u8, write: impl FnOnce(&mut LineWriter) -> csv::Result<()>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    write(&mut writer)?;
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// The heads of a section's columns and of the rows within its rows; one that both have is told apart.
fn heads<'r>(section: &'r Section) -> Vec<Cow<'r, str>> {
    let outer: Vec<&str> = section.columns.iter().map(|column| column.id).collect();
    let inner = section.inner.iter().flat_map(|inner| &inner.columns).map(|column| column.id);
    let inner = inner.map(|id| if outer.contains(&id) { format!("action_{id}").into() } else { Cow::Borrowed(id) });
    outer.iter().map(|&id| Cow::Borrowed(id)).chain(inner).collect()
}
