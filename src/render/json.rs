//! JSON for scripts: `lscb.report/1`. Fields are only ever added. Dates are ISO; what is not known is null.

use super::chunks::{self, Chunk};
use super::harmless_json::write_at_depth;
use super::{Format, Style};
use crate::reports::{
    Bar, Cell, Column, Fact, Group, KeyFigure, LongOverdue, Missed, Note, PageOne, Report, Row, Section, Segment, Sentence,
    Series, Share, ToSettle,
};
use serde::ser::SerializeStruct;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

pub(super) static FORMAT: Format =
    Format { name: "json", ending: "json", about: "JSON, for scripts", binary: None, unsupported: super::all_supported, render };

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    match &report.sections_for_machines()[..] {
        [one] => {
            open(out, &ReportHead(report), 0, "rows")?;
            rows(out, one, 1)?;
        }
        several => {
            open(out, &ReportHead(report), 0, "sections")?;
            out.write_all(b"[")?;
            for (number, section) in several.iter().enumerate() {
                begin(out, number, 2)?;
                open(out, &SectionHead(section), 2, "rows")?;
                rows(out, section, 3)?;
                line(out, "}", 2)?;
            }
            line(out, "]", 1)?;
        }
    }
    line(out, "}", 0)?;
    writeln!(out)
}

/// Writes the rows of a section as a list that stands so deep in the document.
fn rows(out: &mut dyn Write, section: &Section, depth: usize) -> io::Result<()> {
    out.write_all(b"[")?;
    match &section.inner {
        None => chunks::write(&chunks::of_rows(&section.rows), out, |chunk| {
            let mut out = Vec::new();
            objects(&mut out, &section.columns, chunk, depth + 1)?;
            Ok(out)
        })?,
        Some(inner) => chunks::write(&chunks::of_inner(&section.rows), out, |chunk| {
            let mut out = Vec::new();
            if let Some((number, row)) = chunk.parent.filter(|_| chunk.is_first()) {
                begin(&mut out, number, depth + 1)?;
                open(&mut out, &Object { columns: &section.columns, row }, depth + 1, inner.id)?;
                out.write_all(b"[")?;
            }
            objects(&mut out, &inner.columns, chunk, depth + 3)?;
            if chunk.is_last() {
                end_list(&mut out, chunk.rows, depth + 2)?;
                line(&mut out, "}", depth + 1)?;
            }
            Ok(out)
        })?,
    }
    end_list(out, &section.rows, depth)
}

/// Closes a list of rows; an empty one on the line where it began.
fn end_list(out: &mut dyn Write, rows: &[Row], depth: usize) -> io::Result<()> {
    if rows.is_empty() { out.write_all(b"]") } else { line(out, "]", depth) }
}

/// Some rows as objects of a list, so deep in the document.
fn objects(out: &mut Vec<u8>, columns: &[Column], chunk: &Chunk, depth: usize) -> io::Result<()> {
    chunk.rows.iter().enumerate().try_for_each(|(number, row)| {
        begin(out, chunk.start + number, depth)?;
        write_at_depth(out, &Object { columns, row }, depth)
    })
}

/// Writes an object with a last field whose value is still to come, and the closing brace after it.
fn open(out: &mut dyn Write, object: &impl Serialize, depth: usize, last: &str) -> io::Result<()> {
    let mut text = Vec::new();
    write_at_depth(&mut text, object, depth)?;
    text.truncate(text.trim_ascii_end().len() - 1);
    out.write_all(text.trim_ascii_end())?;
    begin(out, 1, depth + 1)?;
    write!(out, "\"{last}\": ")
}

/// Begins the line of an entry, after a comma where it is not the first.
fn begin(out: &mut dyn Write, number: usize, depth: usize) -> io::Result<()> {
    if number > 0 {
        out.write_all(b",")?;
    }
    line(out, "", depth)
}

/// A new line, so deep in the document, that begins with this.
fn line(out: &mut dyn Write, start: &str, depth: usize) -> io::Result<()> {
    write!(out, "\n{}{start}", "  ".repeat(depth))
}

/// The report without its rows, which come last.
struct ReportHead<'r, 'a>(&'r Report<'a>);

impl Serialize for ReportHead<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", "lscb.report/1")?;
        map.serialize_entry("report", report.id)?;
        map.serialize_entry("as_at", &report.as_at.to_string())?;
        map.serialize_entry("title", &report.title)?;
        map.serialize_entry("facts", &report.facts.iter().map(FactFields).collect::<Vec<_>>())?;
        map.serialize_entry("counts", &StateCounts(report))?;
        map.serialize_entry("notes", &report.notes.iter().map(NoteFields).collect::<Vec<_>>())?;
        if let Some(page) = &report.page_one {
            map.serialize_entry("page_one", &PageFields(page))?;
        }
        map.end()
    }
}

/// The first page of a paper.
struct PageFields<'r>(&'r PageOne);

impl Serialize for PageFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let page = self.0;
        let of_bar = |bar: &Bar| -> Value {
            let group = |segment: &Segment| (group_id(segment.series).to_owned(), segment.count.into());
            let counts: Map<String, Value> = bar.segments.iter().map(group).collect();
            json!({ "label": bar.label, "counts": counts })
        };
        let of_share = |share: &Share| {
            let mut bar = of_bar(&share.bar);
            bar["past"] = share.past.into();
            bar["of"] = share.of.into();
            bar
        };
        let cover = &page.cover;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("board", &page.board)?;
        map.serialize_entry("heading", &page.heading)?;
        map.serialize_entry("standing", &page.standing)?;
        map.serialize_entry(
            "cover",
            &json!({
                "logo": cover.logo,
                "meeting": cover.meeting,
                "item": cover.item,
                "purpose": cover.purpose,
                "author": cover.author,
            }),
        )?;
        let sentence = |said: &Sentence| json!({ "about": said.id, "text": format!("{}{}", said.strong, said.rest) });
        map.serialize_entry("message", &page.message.iter().map(sentence).collect::<Vec<_>>())?;
        let figure = |figure: &KeyFigure| json!({ "figure": figure.id, "count": figure.count, "words": figure.words, "beside": figure.beside });
        map.serialize_entry("figures", &page.figures.iter().map(figure).collect::<Vec<_>>())?;
        map.serialize_entry("groups", &page.groups.iter().map(of_bar).collect::<Vec<_>>())?;
        let key = |(series, words): &(Series, String)| json!({ "group": group_id(*series), "words": words });
        map.serialize_entry("key", &page.key.iter().map(key).collect::<Vec<_>>())?;
        let line = |line: &ToSettle| json!({ "about": line.id, "heading": line.heading, "text": line.text });
        map.serialize_entry("to_settle", &page.to_settle.iter().map(line).collect::<Vec<_>>())?;
        let late = |late: &LongOverdue| json!({ "ref": late.reference, "action": late.action, "leads": late.leads, "board": late.board, "due": late.due });
        map.serialize_entry("longest", &page.longest.iter().map(late).collect::<Vec<_>>())?;
        map.serialize_entry("by_month", &page.by_month.iter().map(of_bar).collect::<Vec<_>>())?;
        map.serialize_entry("by_lead", &page.by_lead.iter().map(of_share).collect::<Vec<_>>())?;
        map.serialize_entry("parted_by", page.parted_by)?;
        map.serialize_entry("by_objective", &page.by_objective.iter().map(of_share).collect::<Vec<_>>())?;
        map.serialize_entry("basis", &page.basis)?;
        let part = page.part.map(|part| json!({ "actions": part.actions, "of": part.of, "plans_left_out": part.plans_left_out }));
        map.serialize_entry("part", &part)?;
        map.end()
    }
}

/// The name of a group of the first page for machines.
fn group_id(series: Series) -> &'static str {
    match series {
        Series::Group(Group::Past) => "past",
        Series::Group(Group::Soon) => "soon",
        Series::Group(Group::Later) => "later",
        Series::Group(Group::Ongoing) => "ongoing",
        Series::Group(Group::Unjudged) => "cannot_be_judged",
        series => series.name(),
    }
}

struct FactFields<'r>(&'r Fact);

impl Serialize for FactFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("about", self.0.id)?;
        map.serialize_entry("heading", self.0.heading)?;
        map.serialize_entry("text", &self.0.text)?;
        map.end()
    }
}

/// A section of several, without its rows.
struct SectionHead<'r, 'a>(&'r Section<'a>);

impl Serialize for SectionHead<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", self.0.id)?;
        map.serialize_entry("heading", &self.0.heading)?;
        map.end()
    }
}

struct StateCounts<'r, 'a>(&'r Report<'a>);

impl Serialize for StateCounts<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.counts.iter().map(|(state, count)| (state.id(), count)))
    }
}

struct NoteFields<'r>(&'r Note);

impl Serialize for NoteFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("about", self.0.id)?;
        map.serialize_entry("count", &self.0.count)?;
        map.serialize_entry("text", &self.0.text)?;
        map.serialize_entry("actions", &self.0.actions)?;
        map.serialize_entry("lines", &self.0.lines.iter().map(NoteFields).collect::<Vec<_>>())?;
        map.end()
    }
}

/// A row: a field for each column.
struct Object<'r, 'a> {
    columns: &'r [Column],
    row: &'r Row<'a>,
}

impl Serialize for Object<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for column in self.columns {
            serialize_cell(&mut map, column.id, self.row.cell(column))?;
        }
        map.end()
    }
}

/// A cell as a field; where only a part of a list is listed, another says how many are not.
pub(super) fn serialize_cell<M: SerializeMap>(map: &mut M, id: &str, cell: Cell) -> Result<(), M::Error> {
    let omitted = if let Cell::Missed(dates) = &cell { dates.more } else { 0 };
    map.serialize_entry(id, &CellValue(cell))?;
    if omitted > 0 { map.serialize_entry(&format!("{id}_omitted"), &omitted) } else { Ok(()) }
}

/// A cell as a value.
struct CellValue<'a>(Cell<'a>);

impl Serialize for CellValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Cell::Empty => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Ref { reference, .. } => reference.serialize(serializer),
            Cell::Number(number) => serializer.serialize_i64(*number),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
            Cell::Late { words, .. } => serializer.serialize_str(words),
            Cell::Day(day) | Cell::Due { day, .. } => serializer.collect_str(day),
            Cell::When(when) => serializer.collect_str(when),
            Cell::State(state) => serializer.serialize_str(state.id()),
            Cell::Rag(rag) => serializer.serialize_str(rag.word()),
            Cell::List(items) => serializer.collect_seq(items),
            Cell::Missed(dates) => serializer.collect_seq(dates.listed.iter().map(MissedDate)),
        }
    }
}

struct MissedDate<'d>(&'d Missed<'d>);

impl Serialize for MissedDate<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut date = serializer.serialize_struct("MissedDate", 3)?;
        date.serialize_field("date", &self.0.day.to_string())?;
        date.serialize_field("days_late", &self.0.days_late)?;
        date.serialize_field("what", &self.0.what)?;
        date.end()
    }
}
