//! The first sheet of a paper: its first page in cells, numbers as numbers, and links to the other sheets.

use super::super::cell_text::one_line;
use super::super::page_one::{Block, blocks};
use super::print::SMALLEST;
use super::{LINE, PAGE_ONE, cut, link, wrapped};
use crate::reports::PageOne;
use crate::text::wrap::width;
use rust_xlsxwriter::{Format as Look, FormatAlign, FormatBorder, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Letters on a line of the five columns.
const WIDTHS: [usize; 5] = [30, 46, 24, 16, 12];

/// Letters on a line over all columns.
const WHOLE: usize = 118;

/// Letters of the heading on such a line.
const HEADING: usize = 72;

/// Points of rows that a page holds at [`SMALLEST`] between its margins.
const PAGE: usize = 990;

/// The rows of the sheet that are higher than a line, in points, and those with which a part begins.
#[derive(Default)]
struct Rows {
    high: BTreeMap<u32, usize>,
    begin: Vec<u32>,
}

impl Rows {
    fn set(&mut self, sheet: &mut Worksheet, row: u32, points: usize) -> Result<(), XlsxError> {
        self.high.insert(row, points);
        sheet.set_row_height(row, points as f64)?;
        Ok(())
    }

    /// The rows before which a page ends, so that each part stands on one: `end` is the first row after all parts.
    fn breaks(&self, end: u32) -> Vec<u32> {
        let height = |from: u32, to: u32| (from..to).map(|row| self.high.get(&row).copied().unwrap_or(LINE)).sum::<usize>();
        let ends = self.begin.iter().skip(1).copied().chain([end]);
        let mut first = 0;
        let mut breaks = Vec::new();
        for (begin, end) in self.begin.iter().copied().zip(ends) {
            if height(first, end) > PAGE && begin > first {
                first = begin;
                breaks.push(begin);
            }
        }
        breaks
    }
}

pub(super) fn sheet(sheet: &mut Worksheet, page: &PageOne, names: &[&str]) -> Result<(), XlsxError> {
    // Between these margins all columns have room across A4. Excel heeds no break of a page where it has to fit a sheet itself.
    sheet.set_name(PAGE_ONE)?.set_print_scale(SMALLEST).set_margins(0.5, 0.5, 0.7, 0.6, 0.3, 0.3);
    let mut rows_of = Rows::default();
    sheet.set_screen_gridlines(false);
    for (column, width) in WIDTHS.into_iter().enumerate() {
        sheet.set_column_width(column as u16, width as f64)?;
    }
    let bold = || Look::new().set_bold();
    let mut row: u32 = 0;
    let whole = |sheet: &mut Worksheet, rows_of: &mut Rows, row: &mut u32, text: &str, look: &Look| -> Result<(), XlsxError> {
        sheet.merge_range(*row, 0, *row, WIDTHS.len() as u16 - 1, &cut(text), look)?;
        rows_of.set(sheet, *row, LINE * width(text).div_ceil(WHOLE).max(1))?;
        *row += 1;
        Ok(())
    };
    for line in page.cover.logo.iter().chain([&page.board]) {
        whole(sheet, &mut rows_of, &mut row, &one_line(line), &wrapped())?;
    }
    rows_of.set(sheet, row, 26 * width(&page.heading).div_ceil(HEADING).max(1))?;
    sheet.merge_range(
        row,
        0,
        row,
        WIDTHS.len() as u16 - 1,
        &cut(&one_line(&page.heading)),
        &wrapped().set_bold().set_font_size(17),
    )?;
    row += 1;
    let head = bold().set_border_bottom(FormatBorder::Thin).set_background_color("#EEF0F2");
    for block in blocks(page, 0) {
        rows_of.begin.push(row);
        match block {
            Block::Line(text) => whole(sheet, &mut rows_of, &mut row, &one_line(&text), &wrapped().set_font_color("#444444"))?,
            Block::Sentences(all) => {
                let all: Vec<String> = all.into_iter().map(|(strong, rest)| strong + &rest).collect();
                row += 1;
                let all = all.join(" ");
                let all_letters = width(&all);
                whole(sheet, &mut rows_of, &mut row, &one_line(&all), &wrapped().set_font_size(13))?;
                // Larger letters take more lines.
                rows_of.set(sheet, row - 1, 18 * all_letters.div_ceil(WHOLE * 11 / 14).max(1))?;
                row += 1;
            }
            Block::List { heading, items } => {
                row += 1;
                sheet.write_string_with_format(row, 0, heading, &bold().set_font_size(12))?;
                row += 1;
                for (number, (heading, text)) in items.iter().enumerate() {
                    whole(sheet, &mut rows_of, &mut row, &one_line(&format!("{}. {heading}: {text}", number + 1)), &wrapped())?;
                }
            }
            Block::Table { heading, heads, rows, note } => {
                row += 1;
                if !heading.is_empty() {
                    sheet.write_string_with_format(row, 0, &heading, &bold().set_font_size(12))?;
                    row += 1;
                }
                if heads.iter().any(|head| !head.is_empty()) {
                    for (column, text) in heads.iter().enumerate() {
                        sheet.write_string_with_format(row, column as u16, *text, &head)?;
                    }
                    row += 1;
                }
                for cells in &rows {
                    let mut lines = 1;
                    for (column, text) in cells.iter().enumerate() {
                        let text = one_line(text);
                        match text.parse::<u32>() {
                            Ok(number) if !heads[0].starts_with("Ref") || column > 0 => {
                                let look = Look::new().set_align(FormatAlign::Left).set_align(FormatAlign::Top);
                                let look = if heads[0].is_empty() { look.set_bold().set_font_size(16) } else { look };
                                sheet.write_number_with_format(row, column as u16, number, &look)?;
                            }
                            _ => {
                                sheet.write_string_with_format(row, column as u16, cut(&text), &wrapped())?;
                                lines = lines.max(width(&text).div_ceil(WIDTHS[column.min(WIDTHS.len() - 1)]));
                            }
                        }
                    }
                    let points = if heads[0].is_empty() { 24.max(LINE * lines) } else { LINE * lines };
                    rows_of.set(sheet, row, points)?;
                    row += 1;
                }
                if let Some(note) = note {
                    whole(sheet, &mut rows_of, &mut row, &note, &wrapped().set_font_color("#444444"))?;
                }
            }
        }
    }
    rows_of.begin.push(row);
    row += 1;
    sheet.write_string_with_format(row, 0, "The other sheets", &bold().set_font_size(12))?;
    for name in names {
        row += 1;
        sheet.write_url_with_text(row, 0, link(name), *name)?;
    }
    sheet.set_page_breaks(&rows_of.breaks(row + 1))?;
    Ok(())
}
