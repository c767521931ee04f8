//! Every kind in every format: the rows and figures that can be read in it are those of the report, to the letter.

use super::cell_text::{for_machines, for_people, one_line, with_aside, without_formula};
use super::measure::{MeasuredColumn, MeasuredSection};
use super::{FORMATS, Style};
use crate::plan;
use crate::query::{self, Question, Since, Window};
use crate::reports::{
    About, Cell, Column, Inner, Layout, Listing, Picture, REPORT_KINDS, Report, Return, Row, Section, actions, arrange, pack,
};
use crate::text::several_lines;
use crate::time::state::State;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::io::{Cursor, Read};

const STYLE: Style = Style { width: 160, colour: false };

/// Each plan with a day in its middle, and words that a format could stumble over.
fn plans() -> Vec<(&'static str, String, NaiveDate)> {
    let odd = include_str!("../../tests/suite/odd.toml");
    let odd = odd.replace("LONGTEXT", &"five thousand letters ".repeat(230)).replace("LONGWORD", &"w".repeat(5000));
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    vec![
        ("odd", odd, day(2026, 6, 30)),
        ("oldham-2008-09", include_str!("../../plans/oldham-2008-09.toml").into(), day(2008, 10, 1)),
        ("swindon-2007-08", include_str!("../../plans/swindon-2007-08.toml").into(), day(2007, 11, 20)),
        ("hammersmith-fulham-2008-09", include_str!("../../plans/hammersmith-fulham-2008-09.toml").into(), day(2008, 10, 1)),
        ("unnamed-scb-2009-10", include_str!("../../plans/unnamed-scb-2009-10.toml").into(), day(2009, 10, 1)),
        ("west-berkshire-2015-17", include_str!("../../plans/west-berkshire-2015-17.toml").into(), day(2016, 6, 30)),
    ]
}

/// Every report of some plans.
fn each_report(check: &mut dyn FnMut(&str, &Report)) {
    // A first page has no rows of its own: `the_first_page_says_the_same_in_every_format` in the suite looks at it.
    let check = &mut |name: &str, report: &Report| match report.page_one {
        Some(_) => check(name, &without_first_page(report)),
        None => check(name, report),
    };
    for (name, text, as_at) in plans() {
        let (file, arena) = (format!("plans/{name}.toml"), plan::Arena::new());
        let reading = plan::read(&file, &text, &arena);
        let question = Question { since: Some(Since::Day(as_at - chrono::Days::new(125))), ..Question::as_at(as_at) };
        let answers = [query::ask(&question, &file, &reading.plan, &query::Carried::default())];
        let about = About { as_at, soon: 31, filtered: false, left_out: 0, meetings: 2 };
        let grouped = Listing { group_by: Some("leads".into()), ..Listing::default() };
        let columns = ["ref", "evidence", "leads"].map(str::to_owned).to_vec();
        let chosen = Listing { columns, sort: Some(("due".into(), true)), group_by: None, limit: None };
        check(name, &actions::overdue(&answers, about));
        check(name, &actions::list(&answers, about, false));
        check(name, &arrange(actions::list(&answers, about, false), &grouped).unwrap());
        check(name, &arrange(actions::list(&answers, about, false), &chosen).unwrap());
        check(name, &actions::show(&answers, about));
        for kind in REPORT_KINDS {
            check(name, &(kind.build)(&answers, about));
            check(
                name,
                &pack((kind.build)(&answers, About { filtered: true, ..about }), "Zoë", "Any Town", false, &Return::default()),
            );
        }
        let window = Window::Until(as_at + chrono::Days::new(90));
        let answers =
            [query::ask(&Question { window: Some(window), ..question }, &file, &reading.plan, &query::Carried::default())];
        check(name, &actions::due(&answers, about, window, "by then"));
    }
}

/// The report with its sections alone.
fn without_first_page<'a>(report: &Report<'a>) -> Report<'a> {
    let sections = report.sections.iter().map(|section| Section {
        heading: section.heading.clone(),
        columns: section.columns.clone(),
        rows: section.rows.clone(),
        inner: section.inner.as_ref().map(|inner| Inner { id: inner.id, columns: inner.columns.clone() }),
        nothing: section.nothing.clone(),
        picture: section.picture.clone(),
        ..*section
    });
    Report {
        title: report.title.clone(),
        running_head: report.running_head.clone(),
        page_one: None,
        facts: report.facts.clone(),
        sections: sections.collect(),
        all_actions: None,
        counts: report.counts.clone(),
        notes: report.notes.clone(),
        ..*report
    }
}

fn cells<'a>(columns: &[Column], row: &Row<'a>) -> Vec<Cell<'a>> {
    columns.iter().map(|column| row.cell(column)).collect()
}

fn rendered(name: &str, report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    (super::find(name).unwrap().render)(report, STYLE, &mut out).unwrap();
    out
}

/// Words with single blanks between them.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

type Table = Vec<Vec<String>>;

/// The tables that people see of a report, in order, with the columns that say something.
fn tables(report: &Report) -> Vec<Table> {
    let mut tables = Vec::new();
    let shown = report.sections_for_people();
    for section in shown.into_iter().filter(|section| !section.rows.is_empty() && section.layout == Layout::Table) {
        let measured = MeasuredSection::of(section);
        let row = |row: &Row, columns: &[MeasuredColumn]| -> Vec<String> {
            let words = |column: &MeasuredColumn| {
                let cell = row.cell(column.column);
                let words = match &cell {
                    // Long ones are lists there.
                    Cell::List(items) => items.iter().map(|item| one_line(item)).collect::<Vec<_>>().join(", ").into(),
                    cell => with_aside(row, column.column, cell),
                };
                plain(&words.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
            };
            columns.iter().map(words).collect()
        };
        tables.push(section.rows.iter().map(|each| row(each, &measured.columns)).collect());
        let within = section.rows.iter().filter(|each| !each.inner.is_empty());
        tables.extend(within.map(|each| each.inner.iter().map(|within| row(within, &measured.inner)).collect::<Table>()));
        // What is left out says nothing.
        let said = |columns: &[Column], kept: &[MeasuredColumn], rows: &mut dyn Iterator<Item = &Row>| {
            let is_kept = |column: &&Column| kept.iter().any(|kept| std::ptr::eq(kept.column, *column));
            let left: Vec<&Column> = crate::reports::shown(columns).into_iter().filter(|column| !is_kept(column)).collect();
            for row in rows {
                assert!(left.iter().all(|column| matches!(for_people(&row.cell(column)).as_ref(), "" | "0")), "{row:?}");
            }
        };
        said(&section.columns, &measured.columns, &mut section.rows.iter());
        if let Some(inner) = &section.inner {
            said(&inner.columns, &measured.inner, &mut section.rows.iter().flat_map(|row| &row.inner));
        }
    }
    tables
}

/// A piece of a text in angle brackets, or between them.
#[derive(Debug)]
enum Piece<'t> {
    Tag(&'t str),
    Words(String),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').unwrap();
        let words = rest[..start].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        out.extend([Piece::Words(words), Piece::Tag(&rest[start + 1..end])]);
        rest = &rest[end + 1..];
    }
    out
}

/// The tables of a text in angle brackets: what its tags for a table, a row and a cell are called, which tables and rows count,
/// and what ends an item of a list.
fn tables_in(text: &str, [table, row, cell, item]: [&str; 4], counts: &dyn Fn(&str) -> bool) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    // The row at work, whether it counts, and the cell at work.
    let (mut cells, mut kept, mut words): (Vec<String>, bool, Option<String>) = (Vec::new(), true, None);
    let mut table_counts = true;
    for piece in pieces(text) {
        let Piece::Tag(tag) = piece else {
            let Piece::Words(text) = piece else { unreachable!() };
            words.iter_mut().for_each(|words| words.push_str(&text));
            continue;
        };
        let (name, opens) = (tag.trim_start_matches('/').split([' ', '/']).next().unwrap(), !tag.starts_with('/'));
        if opens && !counts(tag) {
            if tag.contains("tblStyle") { table_counts = false } else { kept = false }
        }
        match (name, opens) {
            (name, true) if name == table => {
                tables.push(Vec::new());
                table_counts = true;
            }
            (name, false) if name == table && !table_counts => {
                tables.pop();
            }
            (name, true) if name == row => (cells, kept) = (Vec::new(), true),
            (name, false) if name == row && kept => tables.last_mut().unwrap().push(std::mem::take(&mut cells)),
            (name, true) if cell.split(' ').any(|cell| cell == name) => words = Some(String::new()),
            (name, false) if cell.split(' ').any(|cell| cell == name) => {
                cells.push(plain(words.take().unwrap_or_default().trim_end_matches([',', ' '])));
            }
            (name, false) if name == item => words.iter_mut().for_each(|words| words.push_str(", ")),
            _ => {}
        }
    }
    tables
}

fn unzipped(bytes: Vec<u8>) -> HashMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = HashMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        assert_eq!(file.last_modified().map(|day| day.year()), Some(1980), "{name} tells when it was made");
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.insert(name, text);
    }
    files
}

/// The trailing comma of a list, and what a list may not have lost.
fn without_last_comma(tables: Vec<Table>) -> Vec<Table> {
    let cell = |text: String| text.trim_end_matches([',', ' ']).to_owned();
    let row = |row: Vec<String>| row.into_iter().map(cell).collect();
    tables.into_iter().map(|table| table.into_iter().map(row).collect()).collect()
}

fn html(report: &Report) -> Vec<Table> {
    let page = String::from_utf8(rendered("html", report)).unwrap();
    let scripts = pieces(&page).iter().filter(|piece| matches!(piece, Piece::Tag(tag) if tag.starts_with("script"))).count();
    assert_eq!(scripts, 0);
    assert!(!page.contains("http"), "the page names an address");
    // A grid of numbers is a picture.
    let mut parts = page.split("<figure class=\"grid\">");
    let first = parts.next().unwrap_or_default().to_owned();
    let page = parts.fold(first, |page, part| page + part.split_once("</figure>").map_or(part, |(_, rest)| rest));
    let tables = tables_in(&page, ["table", "tr", "td th", "li"], &|_| true);
    // The first row of each is its heading.
    tables.into_iter().map(|table| table[1..].to_vec()).collect()
}

fn docx(report: &Report) -> Vec<Table> {
    let files = unzipped(rendered("docx", report));
    let counts = |tag: &str| !(tag.contains("w:tblHeader") || tag.contains("tblStyle") && !tag.contains("\"Paper\""));
    tables_in(&files["word/document.xml"], ["w:tbl", "w:tr", "w:tc", "w:p"], &counts)
}

/// The rows of a section as data, each with the rows within it beside it, and the heads of both.
fn flat<'r, 'a>(section: &'r Section<'a>) -> (Vec<(bool, &'r Column)>, Vec<Vec<Cell<'a>>>) {
    let inner = section.inner.as_ref().map_or(&[][..], |inner| &inner.columns);
    let columns = section.columns.iter().map(|column| (false, column)).chain(inner.iter().map(|column| (true, column)));
    let mut rows = Vec::new();
    for row in &section.rows {
        let outer = cells(&section.columns, row);
        if row.inner.is_empty() {
            rows.push(outer.iter().cloned().chain(inner.iter().map(|_| Cell::Empty)).collect());
        }
        rows.extend(row.inner.iter().map(|within| outer.iter().cloned().chain(cells(inner, within)).collect::<Vec<Cell>>()));
    }
    (columns.collect(), rows)
}

fn separated(report: &Report, format: &str, separator: u8) {
    let bytes = rendered(format, report);
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(&bytes[..]);
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut records = reader.records();
    for section in report.sections_for_machines() {
        let (columns, rows) = flat(section);
        for cells in rows {
            let record = records.next().unwrap().unwrap();
            for ((inner, column), cell) in columns.iter().zip(&cells) {
                let twice = *inner && section.columns.iter().any(|other| other.id == column.id);
                let head = if twice { format!("action_{}", column.id) } else { column.id.to_owned() };
                let at = heads.iter().position(|other| *other == head).unwrap();
                let text = without_formula(for_machines(cell));
                let text = if separator == b'\t' { one_line(&text) } else { several_lines(&text) };
                assert_eq!(record[at], *text, "{format}: {head}");
            }
        }
    }
    assert!(records.next().is_none(), "{format}: a row too many");
}

fn json(report: &Report) {
    fn compare(columns: &[Column], row: &Row, object: &serde_json::Value) {
        for (column, cell) in columns.iter().map(|column| (column, row.cell(column))) {
            let value = match &object[column.id] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Array(items) => {
                    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
                    let item = |item: &serde_json::Value| match item {
                        serde_json::Value::Object(date) => format!("{} {}", text(&date["date"]), text(&date["what"])),
                        item => text(item),
                    };
                    items.iter().map(item).collect::<Vec<_>>().join("; ")
                }
                other => other.to_string(),
            };
            assert_eq!(value, for_machines(&cell), "json: {}", column.id);
        }
    }
    let document: serde_json::Value = serde_json::from_slice(&rendered("json", report)).unwrap();
    let sections = report.sections_for_machines();
    for (index, section) in sections.iter().enumerate() {
        let rows = if sections.len() == 1 { &document["rows"] } else { &document["sections"][index]["rows"] };
        assert_eq!(rows.as_array().unwrap().len(), section.rows.len());
        for (row, object) in section.rows.iter().zip(rows.as_array().unwrap()) {
            compare(&section.columns, row, object);
            if let Some(inner) = &section.inner {
                assert_eq!(object[inner.id].as_array().unwrap().len(), row.inner.len());
                row.inner
                    .iter()
                    .zip(object[inner.id].as_array().unwrap())
                    .for_each(|(within, object)| compare(&inner.columns, within, object));
            }
        }
    }
}

fn markdown(report: &Report) {
    let page = String::from_utf8(rendered("markdown", report)).unwrap();
    let mut lines = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| --- |") && *line != "| --- |");
    let shown = report.sections_for_people();
    for section in shown.into_iter().filter(|section| !section.rows.is_empty() && section.layout == Layout::Table) {
        if let Some(Picture::Grid(grid)) = &section.picture {
            assert_eq!(lines.by_ref().take(grid.rows.len() + 1).count(), grid.rows.len() + 1);
        }
        let mut compare = |columns: &[Column], rows: &[Row]| {
            lines.next().unwrap();
            for row in rows {
                let line = lines.next().unwrap().replace("\\|", "\u{1}");
                let read: Vec<String> = line.trim_matches('|').split(" | ").map(unescaped).collect();
                let shown = crate::reports::shown(columns);
                let ours: Vec<String> = shown.iter().map(|column| plain(&with_aside(row, column, &row.cell(column)))).collect();
                assert_eq!(read, ours);
            }
        };
        compare(&section.columns, &section.rows);
        for row in section.rows.iter().filter(|row| !row.inner.is_empty()) {
            compare(&section.inner.as_ref().unwrap().columns, &row.inner);
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => out.push(letters.next().unwrap_or(c)),
            // A link; the sign itself never stands alone.
            '<' => out.extend(letters.by_ref().take_while(|&c| c != '>')),
            c => out.push(c),
        }
    }
    let out = out.replace("&#8203;", "");
    plain(&out.replace('\u{1}', "|").replace("&lt;", "<").replace("&amp;", "&"))
}

/// More columns than any sheet has.
const MOST_COLUMNS: usize = 120;

/// The name of a column of a sheet, counted from 0.
fn letters(number: usize) -> String {
    let digit = |number: usize| char::from(b'A' + (number % 26) as u8);
    if number < 26 { digit(number).into() } else { [digit(number / 26 - 1), digit(number)].iter().collect() }
}

/// The cells of a sheet by their places.
fn sheet_cells(sheet: &str, strings: &[String]) -> HashMap<String, String> {
    assert!(!sheet.contains("<f>"), "a formula");
    let mut cells: HashMap<String, String> = HashMap::new();
    let (mut place, mut is_text, mut value) = (String::new(), false, false);
    for piece in pieces(sheet) {
        match piece {
            Piece::Tag(tag) if tag.starts_with("c ") => {
                place = tag.split("r=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
                is_text = tag.contains("t=\"s\"");
            }
            Piece::Tag("v") => value = true,
            Piece::Tag("/v") => value = false,
            Piece::Words(words) if value => {
                let text = if is_text { strings[words.parse::<usize>().unwrap()].clone() } else { words };
                cells.insert(place.clone(), text);
            }
            _ => {}
        }
    }
    cells
}

fn xlsx(report: &Report) {
    let files = unzipped(rendered("xlsx", report));
    let shared = &files["xl/sharedStrings.xml"];
    let strings: Vec<String> =
        tables_in(&format!("<t>{shared}</t>"), ["t0", "r0", "si", "-"], &|_| true).into_iter().flatten().flatten().collect();
    assert!(strings.is_empty());
    let mut strings: Vec<String> = Vec::new();
    for piece in pieces(shared) {
        match piece {
            Piece::Tag("si") => strings.push(String::new()),
            Piece::Words(words) => strings.iter_mut().last().into_iter().for_each(|text| text.push_str(&words)),
            _ => {}
        }
    }
    let sheets = files.iter().filter(|(path, _)| path.starts_with("xl/worksheets/sheet"));
    let sheets: Vec<HashMap<String, String>> = sheets.map(|(_, sheet)| sheet_cells(sheet, &strings)).collect();
    // A sheet of the rows, and one of the rows within them: every column stands in it, whole.
    for section in report.sections_for_workbooks().into_iter().filter(|section| !section.rows.is_empty()) {
        let within: Vec<&Row> = section.rows.iter().flat_map(|row| &row.inner).collect();
        let inner = section.inner.as_ref().filter(|_| !within.is_empty());
        let parts = std::iter::once((&section.columns, section.rows.iter().collect::<Vec<&Row>>()));
        for (columns, rows) in parts.chain(inner.map(|inner| (&inner.columns, within))) {
            let is_there = |column: &Column, sheet: &HashMap<String, String>| {
                let ours: Vec<String> = rows.iter().map(|row| value_in_sheet(&row.cell(column))).collect();
                (0..MOST_COLUMNS).any(|number| {
                    let cell = |row: usize| sheet.get(&format!("{}{row}", letters(number))).map_or("", String::as_str);
                    let head = cell(1).trim_start_matches("Action: ").trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit());
                    head == column.heading && (0..rows.len()).all(|row| plain(cell(row + 2)) == ours[row])
                })
            };
            let whole = sheets.iter().any(|sheet| columns.iter().all(|column| is_there(column, sheet)));
            let near =
                sheets.iter().map(|sheet| columns.iter().filter(|column| !is_there(column, sheet)).map(|column| column.id));
            let near = near.map(Vec::from_iter).min_by_key(Vec::len);
            assert!(whole, "xlsx, {}: no sheet has all columns of {:?}; the nearest lacks {near:?}", report.id, section.id);
        }
    }
}

/// Days are counted from the last but one of 1899.
fn value_in_sheet(cell: &Cell) -> String {
    let text = match cell {
        Cell::Day(day) | Cell::Due { day, .. } => (*day - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days().to_string(),
        Cell::List(_) => for_machines(cell).into_owned(),
        cell => for_people(cell).into_owned(),
    };
    plain(&super::cell_text::in_xml(&text))
}

fn ics(report: &Report) {
    let text = String::from_utf8(rendered("ics", report)).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let text = text.replace("\r\n ", "").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    let value = |event: &str, key: &str| {
        let line = event.split("\r\n").find(|line| line.starts_with(key)).unwrap();
        line[key.len()..].trim_start_matches(";VALUE=DATE").trim_start_matches(':').to_owned()
    };
    let events: Vec<(String, String, String)> = text
        .split("BEGIN:VEVENT\r\n")
        .skip(1)
        .map(|event| (value(event, "DTSTART"), value(event, "SUMMARY"), value(event, "UID")))
        .collect();
    let mut uids: Vec<&String> = events.iter().map(|(_, _, uid)| uid).collect();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), events.len(), "two events of one name");
    assert_eq!(events.is_empty(), text.contains("BEGIN:VTIMEZONE"), "a calendar is never without a component");
    let mut unmet = events.clone();
    for section in report.sections_for_machines() {
        let (columns, rows) = flat(section);
        for row in rows {
            let find = |id: &str| columns.iter().rposition(|(_, column)| column.id == id).map(|at| &row[at]);
            let due = row.iter().find_map(|cell| if let Cell::Due { day, what: Some(_), .. } = cell { Some(*day) } else { None });
            let done = find("completed").is_some_and(|cell| *cell != Cell::Empty);
            let closed = done || row.contains(&Cell::State(State::Closed));
            let (Some(due), Some(label), false) = (due, find("ref"), closed) else { continue };
            let (day, label) = (due.format("%Y%m%d").to_string(), format!("{} ", for_people(label)));
            assert!(events.iter().any(|event| event.0 == day && event.1.starts_with(&label)), "ics: no {label} on {day}");
            unmet.retain(|event| !(event.0 == day && event.1.starts_with(&label)));
        }
    }
    assert!(unmet.is_empty(), "ics: {unmet:?} is no row");
}

/// On the screen each word stands somewhere: lines are broken, words are not.
fn table(report: &Report) {
    let screen = String::from_utf8(rendered("table", report)).unwrap();
    let words: std::collections::HashSet<&str> = screen.split_whitespace().collect();
    for cell in tables(report).iter().flatten().flatten() {
        for word in cell.split(' ').filter(|word| !word.is_empty()) {
            let there = words.contains(word)
                || words.contains(word.trim_end_matches(','))
                || words.contains(&*format!("{};", word.trim_end_matches(',')))
                // What stands after the action is in brackets, or under it.
                || screen.contains(word.trim_matches(['(', ')']))
                || word.split('-').all(|part| screen.contains(part))
                || word.contains('\u{fffd}');
            assert!(there, "table: {word} of {cell}\n{screen}");
        }
    }
}

/// What people read of a report that is no table: each card's words stand somewhere.
fn cards(report: &Report, page: &str, format: &str) {
    let words = plain(
        &pieces(&page.replace("</w:p>", " </w:p>"))
            .iter()
            .map(|piece| if let Piece::Words(words) = piece { words } else { "" })
            .collect::<String>(),
    );
    for section in report.sections.iter().filter(|section| section.layout == Layout::Cards) {
        let measured = MeasuredSection::of(section);
        for row in &section.rows {
            for (column, cell) in measured.card(row) {
                let items = match &cell {
                    Cell::List(items) => items.iter().map(|item| plain(&crate::text::one_line(item))).collect(),
                    Cell::Missed(dates) => dates.in_words().iter().map(|missed| plain(&crate::text::one_line(missed))).collect(),
                    cell => vec![plain(&for_people(cell))],
                };
                for item in items {
                    let item = item.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
                    let words = words.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
                    assert!(words.contains(&item), "{format}: {}: {item}", column.column.heading);
                }
            }
        }
    }
}

/// A line for each row, or each row within one, with its reference.
fn jsonl(report: &Report) {
    let text = String::from_utf8(rendered("jsonl", report)).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let rows = report.sections_for_machines().into_iter().flat_map(|section| {
        let columns = section.inner.as_ref().map_or(&section.columns, |inner| &inner.columns);
        let rows: Vec<&Row> = match section.inner {
            Some(_) => section.rows.iter().flat_map(|row| &row.inner).collect(),
            None => section.rows.iter().collect(),
        };
        rows.into_iter().map(move |row| (columns, row))
    });
    let rows: Vec<(&Vec<Column>, &Row)> = rows.collect();
    assert_eq!(lines.len(), rows.len(), "{}: jsonl", report.id);
    for (line, (columns, row)) in lines.iter().zip(rows) {
        assert!(columns.iter().all(|column| line.get(column.id).is_some()), "{}: jsonl: {line}", report.id);
        for column in columns {
            if let Cell::Number(number) = row.cell(column) {
                assert_eq!(line[column.id], number, "{}: jsonl: {}", report.id, column.id);
            }
        }
    }
}

/// Names the first cell that differs.
fn same(read: &[Table], ours: &[Table], what: &str) {
    assert_eq!(read.len(), ours.len(), "{what}: tables");
    for (read, ours) in read.iter().zip(ours) {
        assert_eq!(read.len(), ours.len(), "{what}: rows");
        for (read, ours) in read.iter().flatten().zip(ours.iter().flatten()) {
            assert_eq!(read, ours, "{what}");
        }
        assert!(read == ours, "{what}: cells");
    }
}

#[test]
fn every_report_has_the_same_rows_in_every_format() {
    each_report(&mut |plan, report| {
        let name = format!("{plan}, {}", report.id);
        let tables = without_last_comma(tables(report));
        let safe = |table: &Table| -> Table {
            table.iter().map(|row| row.iter().map(|cell| cell.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")).collect()).collect()
        };
        let shown = report.sections.iter().any(|section| section.layout == Layout::Cards);
        if shown {
            cards(report, &String::from_utf8(rendered("html", report)).unwrap(), "html");
            cards(report, &unzipped(rendered("docx", report))["word/document.xml"], "docx");
        } else {
            let read: Vec<Table> = without_last_comma(html(report)).iter().map(safe).collect();
            same(&read, &tables, &format!("{name}: html"));
            same(&without_last_comma(docx(report)), &tables, &format!("{name}: docx"));
        }
        separated(report, "csv", b',');
        separated(report, "tsv", b'\t');
        json(report);
        jsonl(report);
        markdown(report);
        table(report);
        xlsx(report);
        ics(report);
    });
    // Whoever adds a format adds its reader.
    assert_eq!(FORMATS.len(), 10);
}

#[test]
fn notes_and_facts_are_in_every_format_or_told_beside_it() {
    each_report(&mut |plan, report| {
        for format in FORMATS {
            let bytes = rendered(format.name, report);
            let text = match format.name {
                "docx" => unzipped(bytes)["word/document.xml"].clone(),
                "xlsx" => unzipped(bytes)["xl/sharedStrings.xml"].clone(),
                _ => String::from_utf8(bytes).unwrap(),
            };
            // Wherever lines are broken, letters and digits are the same.
            let bare = |text: &str| -> String {
                let text = text
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&")
                    .replace("\\n", " ");
                text.chars().filter(|c| c.is_alphanumeric()).collect()
            };
            let told = bare(&text) + &(format.unsupported)(report).iter().map(|line| bare(line)).collect::<String>();
            for note in &report.notes {
                assert!(told.contains(&bare(&note.text)), "{plan}, {}, {}: {}", report.id, format.name, note.text);
            }
        }
    });
}

#[test]
fn the_same_report_is_the_same_to_the_byte() {
    for format in FORMATS {
        let mut first: Vec<Vec<u8>> = Vec::new();
        each_report(&mut |_, report| first.push(rendered(format.name, report)));
        let mut again = first.into_iter();
        each_report(&mut |plan, report| {
            assert!(again.next().unwrap() == rendered(format.name, report), "{plan}, {}, {}", report.id, format.name);
        });
    }
}
