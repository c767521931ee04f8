//! An Excel workbook: of a paper its first page, then the sheets of the sections that have rows, each a table of Excel's own with real
//! dates, filters and a heading that stays in sight, and last a sheet that says what it is. The columns that people are not shown elsewhere
//! are folded away to the right.

mod chart;
mod page_one;
mod print;
mod sheets;

use super::cell_text::{self, for_people, in_xml, one_line};
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
    Format as Look, FormatAlign, FormatBorder, Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError,
};
use sheets::{Part, SheetOf};
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
/// The widest beside room to write in.
const WIDEST_IN_PACK: usize = 34;
const BLANK: usize = 40;
/// A text of no more letters stands on one line, however narrow its column.
const SHORT: usize = 18;
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
    let sheets = sheets::of(report);
    // What is asked for comes first: a person sees it when the workbook opens, and programs read the first sheet.
    if let Some(page) = &report.page_one {
        let names: Vec<&str> = sheets.iter().map(|sheet| &*sheet.name).chain([ABOUT]).collect();
        page_one::sheet(on_every_page(book.add_worksheet(), report), page, &names)?;
    }
    for of_part in &sheets {
        sheet(on_every_page(book.add_worksheet(), report).set_name(&of_part.name)?, of_part, &marks)?;
    }
    about(on_every_page(book.add_worksheet(), report), report, &sheets)?;
    book.save_to_buffer()
}

/// What is printed above and below every page of a sheet. Excel takes no more than 255 letters there, and `&` for the beginning of a code.
fn on_every_page<'s>(sheet: &'s mut Worksheet, report: &Report) -> &'s mut Worksheet {
    let words = |text: &str| wrap::shortened(&in_xml(text), 90).replace('&', "&&");
    let head = format!("&L{}", words(&report.running_head));
    sheet.set_header(head).set_footer(format!("&L&A · {}&RPage &P of &N", words(report.running_title()))).set_paper_size(9)
}

/// The sections, each of which has a sheet; before them that of all actions, where the report has one for workbooks.
fn sections<'r, 'a>(report: &'r Report<'a>) -> impl Iterator<Item = &'r Section<'a>> {
    report.all_actions.iter().chain(report.sections_for_workbooks())
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
fn about(sheet: &mut Worksheet, report: &Report, sheets: &[SheetOf]) -> Result<(), XlsxError> {
    sheet.set_name(ABOUT)?.set_column_width(0, 30)?.set_column_width(1, 100)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, cut(&one_line(&report.title)), &Look::new().set_bold().set_font_size(16))?;
    sheet.set_row_height(0, 24)?;
    let mut row = 2;
    let mut line = |sheet: &mut Worksheet, heading: &str, text: &str, leads_to: Option<&str>| -> Result<(), XlsxError> {
        match leads_to {
            Some(name) => sheet.write_url_with_text(row, 0, link(name), heading)?,
            None => sheet.write_string_with_format(row, 0, heading, &bold())?,
        };
        sheet.write_string_with_format(row, 1, cut(text), &wrapped())?;
        tall(sheet, row, (wrap::width(text) + 1).div_ceil(ABOUT_TEXT).max(wrap::width(heading).div_ceil(ABOUT_HEADING)))?;
        row += 1;
        Ok(())
    };
    line(sheet, "As at", &day_for_people(report.as_at), None)?;
    for fact in &report.facts {
        line(sheet, fact.heading, &one_line(&fact.text), None)?;
    }
    for of_part in sheets {
        let rows = reports::counted(of_part.rows(), "row");
        let shared = if of_part.counts_shared_twice() {
            "; an action with several leads stands in, or is counted for, each of them"
        } else {
            ""
        };
        let said = if of_part.rows() == 0 { one_line(&of_part.section.nothing).into_owned() } else { rows + shared };
        line(sheet, &format!("Sheet {}", of_part.name), &said, Some(&of_part.name))?;
    }
    // They have no sheet: it would be blank.
    for section in sections(report).filter(|section| section.rows.is_empty() && !section.heading.is_empty()) {
        line(sheet, &one_line(&section.heading), &one_line(&section.nothing), None)?;
    }
    for (state, count) in report.counts.iter().filter(|(_, count)| *count > 0) {
        line(sheet, &format!("Actions: {}", state.words()), &count.to_string(), None)?;
    }
    for (number, note) in report.notes.iter().enumerate() {
        line(sheet, if number == 0 { NOTES } else { "" }, &one_line(&note.text), None)?;
    }
    sheet.set_column_format(0, &wrapped())?;
    Ok(())
}

/// A link to the beginning of a sheet.
fn link(name: &str) -> Url {
    Url::new(format!("internal:'{}'!A1", name.replace('\'', "''")))
}

/// A column of a sheet: of the rows, or of the rows within them.
struct SheetColumn<'r> {
    inner: bool,
    column: &'r Column,
    heading: String,
}

/// Columns, and whether each is of the rows within the rows.
type Placed<'r> = Vec<(bool, &'r Column)>;

/// The columns people are shown, then all others, from the number given beside them. Of a sheet of the rows within rows: first what the
/// rows are called, and none of the figures of the rows, which a sum would count again for each row within them.
fn sheet_columns<'r>(of_part: &SheetOf<'r, '_>) -> (Vec<SheetColumn<'r>>, usize) {
    let section = of_part.section;
    let outer = |column: &'r Column| (false, column);
    let within = |column: &'r Column| (true, column);
    let measured = MeasuredSection::of(section);
    let (shown, all): (Placed, Placed) = match of_part.part {
        Part::Rows => {
            let shown: Vec<&Column> = match section.rows.is_empty() {
                // Where there is no row, every heading says what could stand here.
                true => reports::shown(&section.columns),
                false => measured.columns.iter().map(|column| column.column).collect(),
            };
            (shown.into_iter().map(outer).collect(), section.columns.iter().map(outer).collect())
        }
        Part::Inner => {
            let names = cell_text::naming(&section.columns).into_iter().map(outer);
            let inner = section.inner.iter().flat_map(|inner| &inner.columns).map(within);
            (names.chain(measured.inner.iter().map(|column| within(column.column))).collect(), inner.collect())
        }
    };
    let rest = all.into_iter().filter(|(_, column)| !shown.iter().any(|(_, other)| std::ptr::eq(*column, *other)));
    // No heading twice, whatever the case: a reader could not tell them apart, and Excel takes no table that has one.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let columns = shown.iter().copied().chain(rest).map(|(inner, column)| {
        let more = std::iter::once(column.heading.to_owned()).chain(std::iter::once(format!("Action: {}", column.heading)));
        let mut wanted = more.chain((2..).map(|number| format!("{} {number}", column.heading)));
        let heading = wanted.find(|heading| !taken.contains(&heading.to_lowercase())).unwrap_or_default();
        taken.insert(heading.to_lowercase());
        SheetColumn { inner, column, heading }
    });
    let columns = columns.collect();
    (columns, shown.len())
}

fn sheet(sheet: &mut Worksheet, of_part: &SheetOf, marks: &Marks) -> Result<(), XlsxError> {
    let section = of_part.section;
    let (columns, shown) = sheet_columns(of_part);
    // Sorted and filtered with the rows, so that each keeps its own.
    let key_column = columns.len() as u16;
    let mut has_keys = false;
    let least = |column: &SheetColumn| match column.column.is_blank() {
        true if matches!(column.column.role, Role::Answer(_)) => ANSWER,
        true => BLANK,
        false => column.heading.split(' ').map(wrap::width).max().unwrap_or(0),
    };
    let is_answered = columns.iter().any(|column| matches!(column.column.role, Role::Answer(_)));
    let widest = if is_answered { WIDEST_IN_PACK } else { WIDEST };
    let least: Vec<usize> = columns.iter().map(least).collect();
    let mut widths = least.clone();
    // The cells that may take several lines, with how wide they are.
    let mut long: Vec<(u32, usize, usize)> = Vec::new();
    // Neither a text nor a day in any row: its heading stands where its numbers do.
    let mut of_numbers: Vec<bool> = columns.iter().map(|column| !column.column.is_blank()).collect();
    let looks = Looks::new();
    let mut next: usize = 1;
    for (row, inner) in of_part.lines() {
        if next == ROWS {
            return Err(XlsxError::ParameterError(format!("{} has more rows than an Excel sheet can hold", sheet.name())));
        }
        for (position, column) in columns.iter().enumerate() {
            if let Some(row) = if column.inner { inner } else { Some(row) } {
                let cell = row.cell(column.column);
                of_numbers[position] &= matches!(cell, Cell::Number(_) | Cell::Empty);
                let wide = write(sheet, next as u32, position as u16, &cell, &looks)?;
                widths[position] = widths[position].max(wide);
                if position < shown && wide > SHORT {
                    long.push((next as u32, position, wide));
                }
            }
        }
        if let Some(key) = inner.and_then(|inner| marks.key(inner)).or_else(|| marks.key(row)) {
            has_keys = true;
            sheet.write_string(next as u32, key_column, key.name())?;
        }
        next += 1;
    }
    widths.iter_mut().for_each(|width| *width = (*width).clamp(6, widest));
    let paper = print::fit(&mut widths[..shown], &least);
    // Of all rows, and of a heading of two lines.
    let mut points = LINE * (next + 1);
    for row in long.chunk_by(|one, other| one.0 == other.0) {
        // Words that go as a whole leave some of a line empty.
        let lines = row.iter().map(|(_, position, wide)| wide.div_ceil(widths[*position].saturating_sub(2).max(1)));
        let lines = lines.max().unwrap_or(1);
        points += LINE * lines.saturating_sub(1);
        tall(sheet, row[0].0, lines)?;
    }
    // The button of a filter stands at the foot of the heading, and would hide a number's heading on its only line.
    let mut lines = 2;
    for (position, (width, column)) in widths.iter().copied().zip(&columns).enumerate() {
        sheet.set_column_width(position as u16, (width + print::BESIDE) as f64)?;
        if position < shown {
            lines = lines.max(wrap::width(&column.heading).div_ceil(width + 1));
        }
    }
    tall(sheet, 0, lines)?;
    if has_keys {
        sheet.set_column_width(key_column, 22)?;
    }
    let all = columns.len() as u16 + u16::from(has_keys);
    if columns.len() > shown {
        sheet.group_columns_collapsed(shown as u16, all - 1)?;
    } else if has_keys {
        sheet.set_column_hidden(key_column)?;
    }
    let last = (next - 1) as u32;
    let keys = has_keys.then_some((marks::KEY_HEADING, false));
    let heads: Vec<(&str, bool)> =
        columns.iter().zip(of_numbers).map(|(column, numbers)| (&*column.heading, numbers)).chain(keys).collect();
    if last == 0 {
        for (at, (heading, numbers)) in heads.iter().enumerate() {
            sheet.write_string_with_format(0, at as u16, *heading, &head_look(*numbers))?;
        }
    } else {
        let headed =
            |(heading, numbers): &(&str, bool)| TableColumn::new().set_header(*heading).set_header_format(head_look(*numbers));
        let heads: Vec<TableColumn> = heads.iter().map(headed).collect();
        let table =
            Table::new().set_name(&of_part.table).set_style(TableStyle::Light1).set_banded_rows(false).set_columns(&heads);
        sheet.add_table(0, 0, last, all.max(1) - 1, &table)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let names = columns[..shown].iter().position(|column| column.column.role == Role::Ref).unwrap_or(0);
    print::set_up(sheet, paper, names as u16)?;
    colours(sheet, &columns, last)?;
    answers(sheet, &columns, last)?;
    if of_part.part == Part::Rows
        && let Some(height) = chart::under(sheet, section, &columns, last)?
    {
        print::keep_chart_whole(sheet, paper, &widths[..shown], points, (last + chart::BELOW, height))?;
    }
    Ok(())
}

/// How a heading looks: above texts and days, or above numbers.
fn head_look(numbers: bool) -> Look {
    let look = Look::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_indent(1);
    let look = look.set_align(if numbers { FormatAlign::Right } else { FormatAlign::Left });
    look.set_background_color("#EEF0F2").set_border_bottom(FormatBorder::Thin)
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
        sheet.set_print_gridlines(true);
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
            number: top().set_num_format("0").set_align(FormatAlign::Right).set_indent(1),
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

/// Points: how high a line is, and the highest that a row is made.
const LINE: usize = 15;
const TALLEST: usize = 400;

/// A row as tall as its lines: some programs do not see to that themselves.
fn tall(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
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
