//! Comma-separated values for spreadsheets and scripts. Headers never change; dates are ISO; a row within a row
//! repeats the cells of the row it stands in.

use super::words::{for_machines, harmless};
use super::{Format, Style};
use crate::reports::{Cell, Report};

pub(super) static FORMAT: Format =
    Format { name: "csv", ending: "csv", about: "comma-separated values, for spreadsheets and scripts", notes_apart: true, render };

fn render(report: &Report, _: Style) -> String {
    separated(report, b',')
}

/// The rows with a separator between their cells, each line ended by LF.
pub(super) fn separated(report: &Report, separator: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(Vec::new());
    let mut write = |cells: Vec<String>| writer.write_record(cells).expect("memory takes every row");
    let inner = report.inner.as_ref().map_or(&[][..], |inner| &inner.columns);
    let outer_ids: Vec<&str> = report.columns.iter().map(|column| column.id).collect();
    let head = |id: &str| if outer_ids.contains(&id) { format!("action_{id}") } else { id.to_owned() };
    write(outer_ids.iter().map(|id| (*id).to_owned()).chain(inner.iter().map(|column| head(column.id))).collect());
    let text = |cells: &[Cell]| cells.iter().map(|cell| harmless(for_machines(cell))).collect::<Vec<_>>();
    for row in &report.rows {
        let outer = text(&row.cells);
        if row.inner.is_empty() {
            write(outer.iter().cloned().chain(inner.iter().map(|_| String::new())).collect());
        }
        for cells in &row.inner {
            write(outer.iter().cloned().chain(text(cells)).collect());
        }
    }
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("every cell is text")
}
