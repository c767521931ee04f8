//! Reads Excel workbooks (.xlsx, .xls): the cells as they show, merged cells, hidden rows and the remarks hung on cells.
//!
//! A date in a cell is always a day to Excel, whatever is shown: "Jun-08" is the first of June. Its number format decides what a reader
//! sees, and that is what is kept.

use super::formulas::{CellPlace, Formulas, OF_TODAY, place_of};
use super::parcel::Parcel;
use super::table::{Cell, Paper, Part, Row, Table};
use super::xml;
use crate::time::when::When;
use calamine::{Data, DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xls, Xlsx};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{Cursor, Read};

/// How many cells a workbook may have. Registers of large boards have 20,000.
const MOST_CELLS: usize = 200_000;

/// How many rows, cells and values, empty ones included, the sheets of an .xlsx workbook may have. A sheet whose empty rows somebody
/// formatted down to the last one has a million.
const MOST_ELEMENTS: usize = 2_000_000;

/// How many elements the formats of a workbook's cells may have: Excel keeps 65,000 formats, each of a few.
const MOST_FORMATS: usize = 400_000;

/// How many rows the merged cells of a sheet may cover, each counted for itself; what lies beyond is read as not merged.
const MOST_MERGED: u32 = 50_000;
/// How many cells, empty ones included, the sheets of an .xls workbook may span: each takes 24 bytes before any is read.
const MOST_ROOM: usize = 2_000_000;

fn too_many() -> String {
    format!("it has more than {MOST_CELLS} cells; copy the table of actions into a new workbook")
}

/// What stands beside the cells of a sheet.
#[derive(Default)]
struct Beside {
    hidden_rows: HashSet<u32>,
    hidden_columns: Vec<(usize, usize)>,
    /// Cells that are worked out from the day on which the workbook is opened.
    of_today: HashSet<(u32, u32)>,
    /// Formulas whose value the file does not hold, as programs leave them.
    without_value: HashMap<(u32, u32), String>,
    comments: HashMap<(u32, u32), Vec<String>>,
}

/// Reads an .xlsx workbook. `parcel` is the same file, unpacked within limits.
///
/// # Errors
/// Says in plain words why it cannot be read.
pub fn read_xlsx(bytes: &[u8], parcel: &Parcel) -> Result<Paper, String> {
    // The package unpacks what the workbook leads to by itself, without limits: that must be among what was unpacked within them.
    let main = parcel.relations("").into_iter().find(|relation| relation.kind == "officeDocument").map(|relation| relation.path);
    let needed = parcel
        .relations(main.as_deref().unwrap_or("xl/workbook.xml"))
        .into_iter()
        .filter(|relation| ["worksheet", "sharedStrings", "styles"].contains(&&*relation.kind));
    if let Some(missing) = needed.map(|relation| relation.path).find(|path| parcel.part(path).is_none()) {
        return Err(in_words(&format!("a part of it, {missing}, is missing")));
    }
    check_elements(parcel, main.as_deref().unwrap_or("xl/workbook.xml"))?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| in_words(&error.to_string()))?;
    let paths = sheet_paths(parcel);
    let mut paper = Paper::default();
    let mut count = 0;
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let path = paths.get(&sheet.name);
        let beside = path.map(|path| beside(parcel, path)).unwrap_or_default();
        let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
        let mut reader = book.worksheet_cells_reader(&sheet.name).map_err(|error| in_words(&error.to_string()))?;
        let shows: Vec<Shows> = reader
            .styles()
            .iter()
            .map(|style| Shows::of(style.number_format.as_ref().map(|format| &*format.format_code)))
            .collect();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| in_words(&error.to_string()))? {
            let (row, column) = cell.get_position();
            let shows = shows.get(style).unwrap_or(&Shows::Plain);
            let made = match cell.get_value() {
                DataRef::Empty => None,
                value => shown(&Data::from(value.clone()), shows),
            };
            if let Some(made) = made {
                count += 1;
                if count > MOST_CELLS {
                    return Err(too_many());
                }
                rows.entry(row).or_default().insert(column, Cell { column: column as usize, ..made });
            }
        }
        paper.parts.push(Part::Table(table(sheet.name, sheet.visible != SheetVisible::Visible, rows, &merged, &beside)));
    }
    Ok(paper)
}

/// Refuses an .xlsx workbook with more rows and cells than can be read in a short time, before one of them is.
fn check_elements(parcel: &Parcel, main: &str) -> Result<(), String> {
    let sheets = parcel.relations(main).into_iter().filter(|relation| relation.kind == "worksheet");
    let paths: HashSet<String> = sheets.map(|relation| relation.path).collect();
    let begun = |part: &[u8]| part.windows(2).filter(|two| two[0] == b'<' && two[1] != b'/').count();
    if paths.iter().filter_map(|path| parcel.part(path)).map(begun).sum::<usize>() > MOST_ELEMENTS {
        return Err(format!(
            "its sheets have more than {MOST_ELEMENTS} rows and cells, empty ones counted; copy the table of actions into a new workbook"
        ));
    }
    let styles = parcel.relations(main).into_iter().find(|relation| relation.kind == "styles");
    if styles.and_then(|relation| parcel.part(&relation.path)).is_some_and(|part| begun(part) > MOST_FORMATS) {
        return Err("it has more formats of cells than Excel can keep; copy the table of actions into a new workbook".into());
    }
    Ok(())
}

/// Reads an .xls workbook of Excel 97 to 2003.
///
/// # Errors
/// Says in plain words why it cannot be read.
pub fn read_xls(bytes: &[u8]) -> Result<Paper, String> {
    check_extent(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| in_words(&error.to_string()))?;
    let mut paper = Paper::default();
    let mut count = 0;
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let range = book.worksheet_range(&sheet.name).map_err(|error| in_words(&error.to_string()))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top + row as u32, left + column as u32);
            if let Some(cell) = shown(value, &Shows::Unknown) {
                count += 1;
                if count > MOST_CELLS {
                    return Err(too_many());
                }
                rows.entry(row).or_default().insert(column, Cell { column: column as usize, ..cell });
            }
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut formulas = Formulas::default();
        let written = book.worksheet_formula(&sheet.name).unwrap_or_default();
        let (top, left) = written.start().unwrap_or_default();
        for (row, column, formula) in written.used_cells() {
            formulas.add((top + row as u32, left + column as u32), formula);
        }
        let beside = Beside { of_today: formulas.of_today(), ..Beside::default() };
        paper.parts.push(Part::Table(table(sheet.name, hidden, rows, &merged, &beside)));
    }
    Ok(paper)
}

/// Refuses an .xls workbook whose cells would not fit into memory: the package makes room for every cell between the first and the last
/// that is filled, of every sheet, before one can be asked for.
fn check_extent(bytes: &[u8]) -> Result<(), String> {
    let damaged = |error: std::io::Error| in_words(&error.to_string());
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)).unwrap_or("/Workbook");
    let mut stream = Vec::new();
    file.open_stream(name).map_err(damaged)?.read_to_end(&mut stream).map_err(damaged)?;
    let number = |at: usize| stream.get(at..at + 2).map_or(0, |two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    // Of the sheet that is walked over: the first and the last row, the first and the last column, none included yet.
    let unseen = (usize::MAX, 0, usize::MAX, 0);
    let mut extent = unseen;
    let (mut at, mut room) = (0, 0_usize);
    while at + 4 <= stream.len() {
        let (kind, length, data) = (number(at), number(at + 2), at + 4);
        at = data + length;
        match kind {
            // A sheet or another part begins.
            0x0809 => extent = unseen,
            // Cells with something in them. One record of several has its last column at its end.
            0x0006 | 0x00d6 | 0x00fd | 0x0203 | 0x0204 | 0x0205 | 0x027e | 0x00bd => {
                let (row, first) = (number(data), number(data + 2));
                let last = if kind == 0x00bd { number((data + length).saturating_sub(2)) } else { first };
                extent = (extent.0.min(row), extent.1.max(row), extent.2.min(first), extent.3.max(last));
            }
            0x000a if extent != unseen => {
                room += (extent.1 + 1 - extent.0) * (extent.3 + 1).saturating_sub(extent.2);
                extent = unseen;
            }
            _ => {}
        }
        if room > MOST_ROOM {
            return Err(too_many());
        }
    }
    Ok(())
}

fn in_words(error: &str) -> String {
    let lower = error.to_lowercase();
    if lower.contains("password") || lower.contains("encrypt") {
        return super::parcel::PASSWORD.into();
    }
    format!("it is damaged or no workbook of Excel ({error}): open it in Excel or LibreOffice and save it anew as .xlsx")
}

fn table(
    name: String,
    hidden: bool,
    mut rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    merged: &[Dimensions],
    beside: &Beside,
) -> Table {
    let last = rows.keys().next_back().copied().unwrap_or(0);
    let mut left = MOST_MERGED;
    for merge in merged {
        let span = (merge.end.1.saturating_sub(merge.start.1) as usize).min(1000) + 1;
        let Some(first) = rows.get_mut(&merge.start.0).and_then(|row| row.get_mut(&merge.start.1)) else { continue };
        first.span = span;
        for row in merge.start.0..=merge.end.0.min(last) {
            if left == 0 {
                break;
            }
            left -= 1;
            let cells = rows.entry(row).or_default();
            cells.retain(|column, _| {
                !(merge.start.1..=merge.end.1).contains(column) || row == merge.start.0 && *column == merge.start.1
            });
            if row > merge.start.0 {
                cells.insert(merge.start.1, Cell { column: merge.start.1 as usize, span, continued: true, ..Cell::default() });
            }
        }
    }
    for cell in &beside.of_today {
        if let Some(found) = rows.get_mut(&cell.0).and_then(|row| row.get_mut(&cell.1)) {
            found.doubt = Some(OF_TODAY.into());
        }
    }
    for ((row, column), formula) in &beside.without_value {
        let empty = || Cell { column: *column as usize, span: 1, ..Cell::default() };
        let cell = rows.entry(*row).or_default().entry(*column).or_insert_with(empty);
        if cell.is_empty() {
            cell.comments.push(format!("its value is not in the file, only how it is worked out: ={formula}"));
        }
    }
    for ((row, column), comments) in &beside.comments {
        // A remark may hang on an empty cell.
        let empty = || Cell { column: *column as usize, span: 1, ..Cell::default() };
        rows.entry(*row).or_default().entry(*column).or_insert_with(empty).comments.extend(comments.iter().cloned());
    }
    let rows = rows.into_iter().map(|(row, cells)| Row {
        number: row as usize + 1,
        cells: cells.into_values().collect(),
        hidden: beside.hidden_rows.contains(&row),
        ..Row::default()
    });
    Table { sheet: Some(name), hidden, hidden_columns: beside.hidden_columns.clone(), rows: rows.collect() }
}

/// What a number format shows of a number.
#[derive(Clone, PartialEq, Debug)]
enum Shows {
    /// Numbers as they are.
    Plain,
    /// So many decimals, and a percent sign after them or not.
    Decimals(usize, bool),
    /// Day, month and year, or those of them that it has.
    Date { day: bool, month: bool, year: bool },
    /// The file does not say.
    Unknown,
}

impl Shows {
    fn of(code: Option<&str>) -> Shows {
        let Some(code) = code else { return Shows::Plain };
        let mut bare = String::new();
        let mut letters = code.split(';').next().unwrap_or_default().chars();
        // Words in quotes, in brackets and after a backslash are no part of the format.
        while let Some(letter) = letters.next() {
            match letter {
                '"' => drop(letters.by_ref().find(|&end| end == '"')),
                '[' => drop(letters.by_ref().find(|&end| end == ']')),
                '\\' | '_' | '*' => drop(letters.next()),
                letter => bare.extend(letter.to_lowercase()),
            }
        }
        if bare.contains("general") || bare.is_empty() || bare == "@" {
            return Shows::Plain;
        }
        let time = bare.contains(['h', 's']);
        if bare.contains(['d', 'y']) || bare.contains('m') && !time {
            return Shows::Date { day: bare.contains('d'), month: bare.contains('m'), year: bare.contains('y') };
        }
        if bare.contains(['0', '#']) {
            let decimals = bare.split_once('.').map_or(0, |(_, after)| after.chars().take_while(|c| *c == '0').count());
            return Shows::Decimals(decimals, bare.contains('%'));
        }
        Shows::Plain
    }
}

/// A value as its cell shows it.
fn shown(value: &Data, shows: &Shows) -> Option<Cell> {
    match value {
        Data::Empty => None,
        Data::String(text) => super::html::cell(0, text),
        Data::Bool(truth) => Cell::of(0, if *truth { "TRUE" } else { "FALSE" }),
        Data::Error(error) => Cell::of(0, &error.to_string()),
        Data::Int(number) => number_cell(*number as f64, shows),
        Data::Float(number) => number_cell(*number, shows),
        Data::DateTime(date) if date.is_datetime() => date_cell(date.to_ymd_hms_milli(), date.as_f64(), shows),
        Data::DateTime(span) => number_cell(span.as_f64(), &Shows::Plain),
        Data::DateTimeIso(text) => {
            let mut cell = Cell::of(0, text)?;
            cell.day = text.split('T').next().filter(|day| When::parse(day).is_ok()).map(str::to_owned);
            Some(cell)
        }
        Data::DurationIso(text) => Cell::of(0, text),
        // Later versions of the package may know more kinds of values.
        #[allow(unreachable_patterns)]
        other => Cell::of(0, &other.to_string()),
    }
}

fn number_cell(number: f64, shows: &Shows) -> Option<Cell> {
    let text = match shows {
        Shows::Decimals(decimals, false) => format!("{number:.decimals$}"),
        Shows::Decimals(decimals, true) => format!("{:.decimals$}%", number * 100.0),
        _ => format!("{number}"),
    };
    let mut cell = Cell::of(0, &text)?;
    if !matches!(shows, Shows::Decimals(..)) {
        cell.doubt = super::number_doubt(&text);
    }
    Some(cell)
}

fn date_cell((year, month, day, ..): (u16, u8, u8, u8, u8, u8, u16), serial: f64, shows: &Shows) -> Option<Cell> {
    let year = i32::from(year);
    let Some(date) = When::day(year, month.into(), day.into()).filter(|_| serial >= 1.0) else {
        // A time of day, or no day of the calendar.
        return number_cell(serial, &Shows::Plain);
    };
    let whole = When::Day(date).for_people();
    let month_of = When::Month { year, month: month.into() }.for_people();
    let month_name = month_of.split(' ').next().unwrap_or_default().to_owned();
    let (text, exact, doubt) = match shows {
        Shows::Date { day: true, month: true, year: true } | Shows::Plain | Shows::Decimals(..) => (whole, true, None),
        Shows::Date { day: true, .. } => (
            format!("{day} {month_name}"),
            false,
            Some(format!("the cell shows no year, and Excel holds {whole}: it may be the year in which it was typed")),
        ),
        Shows::Date { month: true, year: true, .. } => (month_of, false, None),
        Shows::Date { month: true, .. } => {
            (month_name, false, Some(format!("the cell shows only a month, and Excel holds {whole}")))
        }
        Shows::Date { .. } => (year.to_string(), false, None),
        Shows::Unknown if day == 1 => {
            (whole.clone(), true, Some(format!("Excel holds {whole}, which may be shown as {month_of}: look at the cell")))
        }
        Shows::Unknown => (whole, true, None),
    };
    let mut cell = Cell::of(0, &text)?;
    cell.day = exact.then(|| date.to_string());
    cell.doubt = doubt;
    Some(cell)
}

/// The part of each sheet, by the sheet's name.
fn sheet_paths(parcel: &Parcel) -> HashMap<String, String> {
    let main = parcel.relations("").into_iter().find(|relation| relation.kind == "officeDocument").map(|relation| relation.path);
    let Some(main) = main else { return HashMap::new() };
    let Some(book) = parcel.part(&main).and_then(|bytes| xml::parse(bytes).ok()) else { return HashMap::new() };
    let relations: HashMap<String, String> =
        parcel.relations(&main).into_iter().map(|relation| (relation.id, relation.path)).collect();
    let sheets = book.child("sheets").map(|sheets| sheets.elements().collect::<Vec<_>>()).unwrap_or_default();
    let path =
        |sheet: &&xml::Element| Some((sheet.attribute("name")?.to_owned(), relations.get(sheet.attribute("id")?)?.clone()));
    sheets.iter().filter_map(path).collect()
}

/// The hidden rows of a sheet, and the remarks on its cells: the package that reads the cells knows of neither.
fn beside(parcel: &Parcel, path: &str) -> Beside {
    let mut beside = Beside::default();
    let text = parcel.part(path).map(xml::decoded).unwrap_or_default();
    let mut reader = Reader::from_str(&text);
    let mut next = 0_u32;
    // The cell that is walked over, its formula, whether it has a value; and the number of each formula that several cells share.
    let (mut place, mut formula, mut in_formula, mut has_value) = (None::<CellPlace>, None::<String>, false, false);
    let (mut formulas, mut shared) = (Formulas::default(), HashMap::<String, CellPlace>::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "col" => {
                let number = |name: &str| xml::attribute(&start, name).and_then(|number| number.parse::<usize>().ok());
                let is_hidden = xml::attribute(&start, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true");
                if let (true, Some(first), Some(last)) = (is_hidden, number("min"), number("max")) {
                    beside.hidden_columns.push((first.saturating_sub(1), last));
                }
            }
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "row" => {
                let number =
                    xml::attribute(&start, "r").and_then(|row| row.parse::<u32>().ok()).map_or(next, |row| row.saturating_sub(1));
                next = number.saturating_add(1);
                if xml::attribute(&start, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true") {
                    beside.hidden_rows.insert(number);
                }
            }
            Event::Start(start) if start.local_name().as_ref() == "c" => {
                place = xml::attribute(&start, "r").and_then(|place| place_of(&place));
                // Words are words even where a formula makes none.
                (formula, in_formula, has_value) = (None, false, xml::attribute(&start, "t").is_some_and(|kind| kind == "str"));
            }
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "f" => {
                if let (Some(number), Some(place)) = (xml::attribute(&start, "si"), place) {
                    let first = *shared.entry(number.to_string()).or_insert(place);
                    if first != place {
                        formulas.add_shared(place, first);
                    }
                }
                (formula, in_formula) = (Some(String::new()), true);
            }
            Event::Text(text) if in_formula => {
                formula.get_or_insert_default().push_str(&text.xml10_content());
            }
            Event::End(end) if end.local_name().as_ref() == "f" => {
                in_formula = false;
                if let (Some(place), Some(formula)) = (place, &formula) {
                    formulas.add(place, formula);
                }
            }
            Event::Start(start) if start.local_name().as_ref() == "v" => in_formula = false,
            Event::Text(text) if formula.is_some() && !text.xml10_content().trim().is_empty() => has_value = true,
            Event::End(end) if end.local_name().as_ref() == "c" => {
                if let (Some(place), Some(formula), false) = (place.take(), formula.take(), has_value) {
                    beside.without_value.insert(place, formula);
                }
            }
            Event::End(end) if end.local_name().as_ref() == "sheetData" => break,
            Event::Eof => break,
            _ => {}
        }
    }
    beside.of_today = formulas.of_today();
    for relation in parcel.relations(path).iter().filter(|relation| relation.kind == "comments") {
        let Some(part) = parcel.part(&relation.path).and_then(|bytes| xml::parse(bytes).ok()) else { continue };
        let authors: Vec<String> =
            part.child("authors").map(|authors| authors.elements().map(xml::Element::text).collect()).unwrap_or_default();
        let mut comments = Vec::new();
        part.descendants("comment", &mut comments);
        for comment in comments {
            let Some(place) = comment.attribute("ref").and_then(place_of) else { continue };
            let mut texts = Vec::new();
            comment.descendants("t", &mut texts);
            let text = texts.iter().map(|text| text.text()).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
            // Newer comments leave a copy for older programs, after a sentence about it.
            let text =
                text.rsplit_once("Comment: ").filter(|_| text.starts_with("[Threaded comment]")).map_or(&*text, |(_, own)| own);
            let author = comment.attribute("authorId").and_then(|id| authors.get(id.parse::<usize>().ok()?));
            let named = author.filter(|author| !author.is_empty() && !author.starts_with("tc=") && !text.starts_with(&**author));
            let text = named.map_or_else(|| text.to_owned(), |author| format!("{author}: {text}"));
            if !text.is_empty() {
                beside.comments.entry(place).or_default().push(text);
            }
        }
    }
    beside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_format_says_what_of_a_date_is_shown() {
        let date = |day, month, year| Shows::Date { day, month, year };
        for (code, shows) in [
            ("mm-dd-yy", date(true, true, true)),
            ("d/m/yyyy;@", date(true, true, true)),
            ("mmm-yy", date(false, true, true)),
            ("[$-809]mmmm\\ yyyy", date(false, true, true)),
            ("d-mmm", date(true, true, false)),
            ("yyyy", date(false, false, true)),
            ("General", Shows::Plain),
            ("0.00", Shows::Decimals(2, false)),
            ("0%", Shows::Decimals(0, true)),
            ("\"day \"0", Shows::Decimals(0, false)),
            ("h:mm", Shows::Plain),
        ] {
            assert_eq!(Shows::of(Some(code)), shows, "{code}");
        }
    }

    #[test]
    fn a_date_is_kept_as_it_shows() {
        let cell = |shows: Shows| {
            let cell = date_cell((2008, 6, 1, 0, 0, 0, 0), 39600.0, &shows).unwrap();
            (cell.text(), cell.day, cell.doubt.is_some())
        };
        assert_eq!(cell(Shows::Date { day: false, month: true, year: true }), ("June 2008".into(), None, false));
        assert_eq!(
            cell(Shows::Date { day: true, month: true, year: true }),
            ("1 Jun 2008".into(), Some("2008-06-01".into()), false)
        );
        assert_eq!(cell(Shows::Date { day: true, month: true, year: false }), ("1 June".into(), None, true));
        assert_eq!(cell(Shows::Unknown), ("1 Jun 2008".into(), Some("2008-06-01".into()), true));
    }
}
