//! Comma-separated values for spreadsheets and scripts. Headers never change; dates are ISO; a row within a row
//! repeats the cells of the row it stands in.

use super::words::{for_machines, harmless, unparted};
use super::{Format, Style};
use crate::reports::{Cell, Report};
use std::borrow::Cow;
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "csv",
    ending: "csv",
    about: "comma-separated values, for spreadsheets and scripts",
    notes_apart: true,
    render,
};

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    separated(report, b',', out)
}

/// The rows with a separator between their cells, each line ended by LF.
pub(super) fn separated(report: &Report, separator: u8, out: &mut dyn Write) -> io::Result<()> {
    // A closed pipe must stay recognisable as one.
    write_all(report, separator, out).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

fn write_all(report: &Report, separator: u8, out: &mut dyn Write) -> csv::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
    let inner = report.inner.as_ref().map_or(&[][..], |inner| &inner.columns);
    let outer: Vec<&str> = report.columns.iter().map(|column| column.id).collect();
    let head = |id: &'static str| if outer.contains(&id) { Cow::Owned(format!("action_{id}")) } else { Cow::Borrowed(id) };
    let heads = inner.iter().map(|column| head(column.id));
    writer.write_record(outer.iter().map(|id| Cow::Borrowed(*id)).chain(heads).map(|id| id.into_owned()))?;
    let mut write = |cells: &mut dyn Iterator<Item = &Cell>| -> csv::Result<()> {
        for cell in cells {
            let text = for_machines(cell);
            let text = if separator == b'\t' { unparted(text) } else { text };
            writer.write_field(harmless(text).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)
    };
    for row in report.rows.iter() {
        if row.inner.is_empty() {
            write(&mut row.cells.iter().chain(inner.iter().map(|_| &Cell::Empty)))?;
        }
        for cells in &row.inner {
            write(&mut row.cells.iter().chain(cells))?;
        }
    }
    Ok(writer.flush()?)
}
