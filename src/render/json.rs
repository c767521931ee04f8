//! JSON for scripts: `lscb.report/1`. Fields are only ever added. Dates are ISO; what is not known is null.

use super::{Format, Style};
use crate::reports::{self, Cell, Column, Fact, Inner, Note, Report, Row, Section};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::io::{self, Write};

pub(super) static FORMAT: Format =
    Format { name: "json", ending: "json", about: "JSON, for scripts", binary: None, apart: super::nothing_apart, render };

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document(report))?;
    writeln!(out)
}

/// The report as it is written, row by row.
struct Document<'r, 'a>(&'r Report<'a>);

impl Serialize for Document<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", "lscb.report/1")?;
        map.serialize_entry("report", report.id)?;
        map.serialize_entry("as_at", &report.as_at.to_string())?;
        map.serialize_entry("title", &report.title)?;
        map.serialize_entry("facts", &report.facts.iter().map(Told).collect::<Vec<_>>())?;
        map.serialize_entry("counts", &Counts(report))?;
        map.serialize_entry("notes", &report.notes.iter().map(Line).collect::<Vec<_>>())?;
        match &report.sections[..] {
            [one] => map.serialize_entry("rows", &Rows(one))?,
            several => map.serialize_entry("sections", &several.iter().map(Part).collect::<Vec<_>>())?,
        }
        map.end()
    }
}

struct Told<'r>(&'r Fact);

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("about", self.0.id)?;
        map.serialize_entry("heading", self.0.heading)?;
        map.serialize_entry("text", &self.0.text)?;
        map.end()
    }
}

/// A section of several.
struct Part<'r, 'a>(&'r Section<'a>);

impl Serialize for Part<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("id", self.0.id)?;
        map.serialize_entry("heading", &self.0.heading)?;
        map.serialize_entry("rows", &Rows(self.0))?;
        map.end()
    }
}

struct Rows<'r, 'a>(&'r Section<'a>);

impl Serialize for Rows<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.0.rows.len()))?;
        for row in self.0.rows.iter() {
            rows.serialize_element(&Object::of(self.0, &row))?;
        }
        rows.end()
    }
}

struct Counts<'r, 'a>(&'r Report<'a>);

impl Serialize for Counts<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.counts.iter().map(|(state, count)| (state.id(), count)))
    }
}

struct Line<'r>(&'r Note);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("about", self.0.id)?;
        map.serialize_entry("count", &self.0.count)?;
        map.serialize_entry("text", &self.0.text)?;
        map.serialize_entry("actions", &self.0.actions)?;
        map.serialize_entry("lines", &self.0.lines.iter().map(Line).collect::<Vec<_>>())?;
        map.end()
    }
}

/// A row: a field for each column, and the rows within it.
struct Object<'r, 'a> {
    columns: &'r [Column],
    cells: &'r [Cell<'a>],
    inner: Option<(&'r Inner, &'r reports::Rows<'a>)>,
}

impl<'r, 'a> Object<'r, 'a> {
    fn of(section: &'r Section<'a>, row: &'r Row<'a>) -> Self {
        Object { columns: &section.columns, cells: &row.cells, inner: section.inner.as_ref().map(|inner| (inner, &row.inner)) }
    }
}

impl Serialize for Object<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(column.id, &Value(cell))?;
        }
        if let Some((inner, rows)) = self.inner {
            map.serialize_entry(inner.id, &Deeper(inner, rows))?;
        }
        map.end()
    }
}

/// The rows within a row.
struct Deeper<'r, 'a>(&'r Inner, &'r reports::Rows<'a>);

impl Serialize for Deeper<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.1.len()))?;
        for row in self.1.iter() {
            rows.serialize_element(&Object { columns: &self.0.columns, cells: &row.cells, inner: None })?;
        }
        rows.end()
    }
}

struct Value<'r, 'a>(&'r Cell<'a>);

impl Serialize for Value<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Ref { reference, .. } => reference.serialize(serializer),
            Cell::Number(number) => serializer.serialize_i64(*number),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
            Cell::Day(day) | Cell::Due { day, .. } => serializer.collect_str(day),
            Cell::When(when) => serializer.collect_str(when),
            Cell::State(state) => serializer.serialize_str(state.id()),
            Cell::List(items) => serializer.collect_seq(items),
        }
    }
}
