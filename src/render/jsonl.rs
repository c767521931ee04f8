//! JSON, one action a line: the row of `lscb.report/1` with what a line needs to stand alone. Any engine that reads such lines can
//! take together what thousands of boards export.

use super::harmless_json;
use super::json::serialize_cell;
use super::{Format, Style, chunks};
use crate::reports::{Column, Report, Row};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "jsonl",
    ending: "jsonl",
    about: "JSON, one action a line, for databases",
    binary: None,
    unsupported: super::notes_unsupported,
    render,
};

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    for section in report.sections_for_machines() {
        let (pieces, columns) = match &section.inner {
            None => (chunks::of_rows(&section.rows), &section.columns),
            Some(inner) => (chunks::of_inner(&section.rows), &inner.columns),
        };
        chunks::write(&pieces, out, |chunk| {
            let mut lines = Vec::new();
            for row in chunk.rows {
                harmless_json::write(&mut lines, &ActionLine { report, columns, row })?;
                lines.push(b'\n');
            }
            Ok(lines)
        })?;
    }
    Ok(())
}

/// A row with the fields of its report that it needs by itself, and its file.
struct ActionLine<'r, 'a> {
    report: &'r Report<'a>,
    columns: &'r [Column],
    row: &'r Row<'a>,
}

impl Serialize for ActionLine<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", "lscb.report/1")?;
        map.serialize_entry("report", self.report.id)?;
        map.serialize_entry("as_at", &self.report.as_at.to_string())?;
        for column in self.columns {
            serialize_cell(&mut map, column.id, self.row.cell(column))?;
        }
        if let Some(line) = self.row.line.filter(|_| !self.columns.iter().any(|column| column.id == "file")) {
            map.serialize_entry("file", line.found.file)?;
        }
        map.end()
    }
}
