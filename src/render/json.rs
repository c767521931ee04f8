//! JSON for scripts: `lscb.report/1`. Fields are only ever added. Dates are ISO; what is not known is null.

use super::{Format, Style};
use crate::reports::{Cell, Column, Report};
use serde_json::{Map, Value, json};

pub(super) static FORMAT: Format = Format { name: "json", ending: "json", about: "JSON, for scripts", notes_apart: false, render };

fn render(report: &Report, _: Style) -> String {
    let rows = report.rows.iter().map(|row| {
        let mut object = object(&report.columns, &row.cells);
        if let Some(inner) = &report.inner {
            let rows = row.inner.iter().map(|cells| Value::Object(self::object(&inner.columns, cells)));
            let id = if object.contains_key(inner.id) { "rows" } else { inner.id };
            object.insert(id.to_owned(), rows.collect());
        }
        Value::Object(object)
    });
    let counts: Map<String, Value> = report.counts.iter().map(|(state, count)| (state.id().to_owned(), json!(count))).collect();
    let notes = report.notes.iter().map(|note| json!({ "about": note.id, "count": note.count, "text": note.text }));
    let document = json!({
        "schema": "lscb.report/1",
        "report": report.id,
        "as_at": report.as_at.to_string(),
        "title": report.title,
        "counts": counts,
        "notes": notes.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).expect("every value is plain JSON");
    text.push('\n');
    text
}

fn object(columns: &[Column], cells: &[Cell]) -> Map<String, Value> {
    columns.iter().zip(cells).map(|(column, cell)| (column.id.to_owned(), value(cell))).collect()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Ref { reference, .. } => json!(reference),
        Cell::Number(number) => json!(number),
        Cell::Flag(flag) => json!(flag),
        Cell::Day(day) | Cell::Due { day, .. } => json!(day.to_string()),
        Cell::When(when) => json!(when.to_string()),
        Cell::State(state) => json!(state.id()),
        Cell::List(items) => json!(items),
    }
}
