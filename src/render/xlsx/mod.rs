//! An Excel workbook: a first sheet that says what it is, then a sheet for each section, with real dates, filters and a
//! heading that stays in sight. The columns that people are not shown elsewhere are folded away to the right.

mod chart;
mod page_one;

use super::cell_text::{for_people, in_xml, one_line};
use super::measure::MeasuredSection;
use super::tone::{self, Tone};
use super::{Format, NOTES, Style};
use crate::reports::marks::{self, Marks};
use crate::reports::{self, Answered, Cell, Column, Rag, Report, Role, Section};
use crate::text::wrap;
use crate::time::state::State;
use crate::time::when::{When, day_for_people};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationRule, DocProperties, ExcelDateTime,
    Format as Look, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeSet;
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "xlsx",
    ending: "xlsx",
    about: "an Excel workbook, to sort and to filter",
    unsupported: super::all_supported,
    binary: Some("an Excel file"),
    render,
};

/// The letters that a cell and a sheet's name can hold, and the rows of a sheet.
const CELL: usize = 32_767;
const NAME: usize = 31;
const ROWS: usize = 1_048_576;

/// The widest column, in letters, and one that is written into.
const WIDEST: usize = 60;
const BLANK: usize = 40;
const ANSWER: usize = 14;

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&workbook(report).map_err(io::Error::other)?)
}

fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new().set_title(one_line(&report.title)).set_author("lscb");
    let marks = Marks::of(report, sections(report));
    let properties = properties.set_creation_datetime(&report.as_at);
    let add = |properties: DocProperties, (name, value): &(String, String)| {
        properties.set_custom_property(name.as_str(), value.as_str())
    };
    book.set_properties(&marks.properties().iter().fold(properties, add));
    let names = names(report);
    // What is asked for comes first: a person sees it when the workbook opens, and programs read the first sheet.
    if let Some(page) = &report.page_one {
        page_one::sheet(book.add_worksheet(), page, &names)?;
    }
    for (section, name) in sections(report).zip(&names) {
        sheet(book.add_worksheet().set_name(name)?, section, &marks)?;
    }
    about(book.add_worksheet(), report, &names)?;
    book.save_to_buffer()
}

/// The sections, each of which has a sheet; before them that of all actions, where the report has one for workbooks.
fn sections<'r, 'a>(report: &'r Report<'a>) -> impl Iterator<Item = &'r Section<'a>> {
    report.all_actions.iter().chain(report.sections_for_workbooks())
}

/// A name for each sheet that Excel takes, and no name twice.
fn names(report: &Report) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::from([ABOUT.to_lowercase(), PAGE_ONE.to_lowercase(), "history".into()]);
    let name = |section: &Section| {
        // Without what is counted, so that a sheet keeps its name.
        let heading = section.heading.split(':').next().unwrap_or_default();
        let wanted = if heading.is_empty() { report.id } else { heading };
        let sound: String = one_line(wanted).chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
        let words = sound.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut letters = words.chars();
        let large = letters.next().map(|c| c.to_uppercase().chain(letters).collect::<String>()).unwrap_or("Rows".into());
        let numbered = (1..).map(|number| {
            let end = if number == 1 { String::new() } else { format!(" {number}") };
            let mut start = &*large;
            // Excel counts letters as UTF-16 does. A word goes as a whole, where there is more than one.
            while start.encode_utf16().count() + end.len() > NAME {
                let shorter = start.rfind(' ').or_else(|| start.char_indices().next_back().map(|(at, _)| at));
                start = &start[..shorter.unwrap_or(0)];
            }
            start.to_owned() + &end
        });
        let name = numbered.into_iter().find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
        taken.insert(name.to_lowercase());
        name
    };
    sections(report).map(name).collect()
}

const ABOUT: &str = "About";

/// The first sheet of a paper.
const PAGE_ONE: &str = "Page one";

/// Letters on a line of its two columns.
const ABOUT_HEADING: usize = 28;
const ABOUT_TEXT: usize = 95;

fn bold() -> Look {
    wrapped().set_bold()
}

fn wrapped() -> Look {
    Look::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// The last sheet: title, facts, how many actions are in each state, the sheets, notes.
fn about(sheet: &mut Worksheet, report: &Report, names: &[String]) -> Result<(), XlsxError> {
    sheet.set_name(ABOUT)?.set_paper_size(9).set_column_width(0, 30)?.set_column_width(1, 100)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&RPage &P of &N");
    sheet.write_string_with_format(0, 0, cut(&one_line(&report.title)), &Look::new().set_bold().set_font_size(16))?;
    let mut row = 2;
    let mut line = |sheet: &mut Worksheet, heading: &str, text: &str| -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, 0, heading, &bold())?;
        sheet.write_string_with_format(row, 1, cut(text), &wrapped())?;
        tall(sheet, row, (wrap::width(text) + 1).div_ceil(ABOUT_TEXT).max(wrap::width(heading).div_ceil(ABOUT_HEADING)))?;
        row += 1;
        Ok(())
    };
    line(sheet, "As at", &day_for_people(report.as_at))?;
    for fact in &report.facts {
        line(sheet, fact.heading, &one_line(&fact.text))?;
    }
    for (section, name) in sections(report).zip(names) {
        let rows = reports::counted(section.rows.len(), "row");
        let said = if section.rows.is_empty() { one_line(&section.nothing).into_owned() } else { rows };
        line(sheet, &format!("Sheet {name}"), &said)?;
    }
    for (state, count) in report.counts.iter().filter(|(_, count)| *count > 0) {
        line(sheet, &format!("Actions: {}", state.words()), &count.to_string())?;
    }
    for (number, note) in report.notes.iter().enumerate() {
        line(sheet, if number == 0 { NOTES } else { "" }, &one_line(&note.text))?;
    }
    sheet.set_column_format(0, &wrapped())?;
    Ok(())
}

/// A column of a sheet: of the rows, or of the rows within them.
struct SheetColumn<'r> {
    inner: bool,
    column: &'r Column,
    heading: String,
}

/// The columns people are shown, first those of the rows, then those of the rows within them; then all others, from the number
/// given beside them.
fn sheet_columns<'r>(section: &'r Section) -> (Vec<SheetColumn<'r>>, usize) {
    let measured = MeasuredSection::of(section);
    let outer = |column: &'r Column| (false, column);
    let within = |column: &'r Column| (true, column);
    let shown: Vec<(bool, &Column)> = match section.rows.is_empty() {
        // Where there is no row, every heading says what could stand here.
        true => reports::shown(&section.columns).into_iter().map(outer).collect(),
        false => {
            let inner = measured.inner.iter().map(|column| within(column.column));
            measured.columns.iter().map(|column| outer(column.column)).chain(inner).collect()
        }
    };
    let all = section.columns.iter().map(outer).chain(section.inner.iter().flat_map(|inner| &inner.columns).map(within));
    let rest = all.filter(|(_, column)| !shown.iter().any(|(_, other)| std::ptr::eq(*column, *other)));
    // No heading twice: a reader could not tell them apart.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let columns = shown.iter().copied().chain(rest).map(|(inner, column)| {
        let heading = match column.heading {
            heading if taken.contains(heading) => format!("Action: {heading}"),
            heading => heading.to_owned(),
        };
        taken.insert(heading.clone());
        SheetColumn { inner, column, heading }
    });
    let columns = columns.collect();
    (columns, shown.len())
}

fn sheet(sheet: &mut Worksheet, section: &Section, marks: &Marks) -> Result<(), XlsxError> {
    let (columns, shown) = sheet_columns(section);
    // Sorted and filtered with the rows, so that each keeps its own.
    let key_column = columns.len() as u16;
    let mut has_keys = false;
    let head = Look::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_indent(1)
        .set_background_color("#EEF0F2")
        .set_border_bottom(FormatBorder::Thin);
    let least = |column: &SheetColumn| match column.column.is_blank() {
        true if matches!(column.column.role, Role::Answer(_)) => ANSWER,
        true => BLANK,
        false => column.heading.split(' ').map(wrap::width).max().unwrap_or(0),
    };
    let mut widths: Vec<usize> = columns.iter().map(least).collect();
    for (position, column) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, position as u16, &column.heading, &head)?;
    }
    let looks = Looks::new();
    let mut next: usize = 1;
    for row in &section.rows {
        let alone = row.inner.is_empty().then_some(None);
        for inner in row.inner.iter().map(Some).chain(alone) {
            if next == ROWS {
                return Err(XlsxError::ParameterError(format!("{} has more rows than an Excel sheet can hold", sheet.name())));
            }
            let mut lines = 1;
            for (position, column) in columns.iter().enumerate() {
                if let Some(row) = if column.inner { inner } else { Some(row) } {
                    let wide = write(sheet, next as u32, position as u16, &row.cell(column.column), &looks)?;
                    widths[position] = widths[position].max(wide);
                    if position < shown {
                        lines = lines.max(wide.div_ceil(WIDEST - 4));
                    }
                }
            }
            if let Some(key) = inner.and_then(|inner| marks.key(inner)).or_else(|| marks.key(row)) {
                has_keys = true;
                sheet.write_string(next as u32, key_column, key.name())?;
            }
            tall(sheet, next as u32, lines)?;
            next += 1;
        }
    }
    let mut lines = 1;
    for (position, (width, column)) in widths.iter().zip(&columns).enumerate() {
        let width = (*width).clamp(6, WIDEST);
        sheet.set_column_width(position as u16, width as f64 + 3.0)?;
        if position < shown {
            lines = lines.max(wrap::width(&column.heading).div_ceil(width + 1));
        }
    }
    tall(sheet, 0, lines)?;
    if has_keys {
        sheet.write_string_with_format(0, key_column, marks::KEY_HEADING, &head)?.set_column_width(key_column, 22)?;
    }
    let all = columns.len() as u16 + u16::from(has_keys);
    if columns.len() > shown {
        sheet.group_columns_collapsed(shown as u16, all - 1)?;
    } else if has_keys {
        sheet.set_column_hidden(key_column)?;
    }
    let last = (next - 1) as u32;
    sheet.autofilter(0, 0, last, all.max(1) - 1)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&L&A&RPage &P of &N");
    colours(sheet, &columns, last)?;
    answers(sheet, &columns, last)?;
    chart::under(sheet, section, &columns, last)
}

/// Helps to answer: a list to choose from, and days that are days.
fn answers(sheet: &mut Worksheet, columns: &[SheetColumn], last: u32) -> Result<(), XlsxError> {
    for (at, column) in columns.iter().enumerate() {
        let Role::Answer(answered) = column.column.role else { continue };
        let check = match answered {
            Answered::YesNo => DataValidation::new().allow_list_strings(&["yes", "no"])?,
            Answered::Day => DataValidation::new()
                .allow_date(DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(1990, 1, 1)?))
                .set_error_title("Not a day")?
                .set_error_message("Write the day as 30 Sep 2008.")?,
            Answered::Date => DataValidation::new().set_input_message("A day or a month, such as September 2008")?,
            Answered::Words => continue,
        };
        if last > 0 {
            sheet.add_data_validation(1, at as u16, last, at as u16, &check)?;
        }
    }
    if columns.iter().any(|column| matches!(column.column.role, Role::Answer(_))) {
        sheet.set_portrait();
    }
    Ok(())
}

/// How cells look.
struct Looks {
    text: Look,
    number: Look,
    day: Look,
    month: Look,
}

impl Looks {
    fn new() -> Looks {
        let top = || Look::new().set_align(FormatAlign::Top);
        Looks {
            text: wrapped().set_align(FormatAlign::Left).set_indent(1),
            number: top().set_num_format("0"),
            day: top().set_num_format("dd mmm yyyy").set_align(FormatAlign::Left).set_indent(1),
            month: top().set_num_format("mmmm yyyy").set_align(FormatAlign::Left).set_indent(1),
        }
    }
}

/// Writes a cell, and gives back how many letters wide it wants to be.
fn write(sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell, looks: &Looks) -> Result<usize, XlsxError> {
    let text = for_people(cell);
    let text = match cell {
        Cell::Empty => return Ok(0),
        Cell::Number(number) => {
            sheet.write_number_with_format(row, at, *number as f64, &looks.number)?;
            return Ok(text.len());
        }
        Cell::Day(day) => {
            sheet.write_datetime_with_format(row, at, day, &looks.day)?;
            return Ok(text.len());
        }
        // The last day in time, as it is sorted and filtered by; shown as precisely as it was printed.
        Cell::Due { when, day, .. } => {
            let look = if matches!(when, When::Month { .. }) { &looks.month } else { &looks.day };
            sheet.write_datetime_with_format(row, at, day, look)?;
            return Ok(text.len().min(14));
        }
        Cell::List(items) => items.iter().map(|item| one_line(item)).collect::<Vec<_>>().join("; ").into(),
        _ => text,
    };
    if !text.is_empty() {
        sheet.write_string_with_format(row, at, cut(&text), &looks.text)?;
    }
    Ok(wrap::width(&text))
}

/// A row as tall as its lines: some programs do not see to that themselves.
fn tall(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    const LINE: usize = 15;
    const TALLEST: usize = 400;
    if lines > 1 {
        sheet.set_row_height(row, (lines * LINE).min(TALLEST) as f64)?;
    }
    Ok(())
}

/// Text as long as a cell can hold, and said so where it is cut.
fn cut(text: &str) -> String {
    let text = &*in_xml(text);
    if text.encode_utf16().count() <= CELL {
        return text.to_owned();
    }
    let end = " ... (cut: Excel holds no more in a cell)";
    let mut out = String::new();
    let mut room = CELL - end.len();
    for c in text.chars() {
        let Some(left) = room.checked_sub(c.len_utf16()) else { break };
        room = left;
        out.push(c);
    }
    out + end
}

/// States and the board's own colours on their ground; the word stands in the cell.
fn colours(sheet: &mut Worksheet, columns: &[SheetColumn], last: u32) -> Result<(), XlsxError> {
    if last == 0 {
        return Ok(());
    }
    let states = || State::ALL.iter().map(|&state| (state.words(), tone::of_state(state))).collect::<Vec<(&str, &Tone)>>();
    let rags = || [Rag::Red, Rag::Amber, Rag::Green, Rag::Blue, Rag::Grey].map(|rag| (rag.word(), tone::of_rag(rag))).to_vec();
    for (position, column) in columns.iter().enumerate() {
        let words: Vec<(&str, &Tone)> = match column.column.role {
            Role::Rag => rags(),
            Role::State => states(),
            _ => continue,
        };
        for (word, tone) in words {
            let look = Look::new()
                .set_background_color(format!("#{}", tone.pale).as_str())
                .set_font_color(format!("#{}", tone.strong).as_str());
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word)).set_format(look);
            sheet.add_conditional_format(1, position as u16, last, position as u16, &rule)?;
        }
    }
    Ok(())
}
