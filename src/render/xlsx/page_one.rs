//! The first sheet of a paper: its first page in cells, numbers as numbers, and links to the other sheets.

use super::super::cell_text::one_line;
use super::super::page_one::{Block, blocks};
use super::{PAGE_ONE, cut, link, tall, wrapped};
use crate::reports::PageOne;
use crate::text::wrap::width;
use rust_xlsxwriter::{Format as Look, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Letters on a line of the five columns.
const WIDTHS: [usize; 5] = [34, 58, 34, 22, 16];

/// Letters on a line over all columns.
const LINE: usize = 150;

pub(super) fn sheet(sheet: &mut Worksheet, page: &PageOne, names: &[&str]) -> Result<(), XlsxError> {
    sheet.set_name(PAGE_ONE)?.set_print_fit_to_pages(1, 1);
    sheet.set_screen_gridlines(false);
    for (column, width) in WIDTHS.into_iter().enumerate() {
        sheet.set_column_width(column as u16, width as f64)?;
    }
    let bold = || Look::new().set_bold();
    let mut row: u32 = 0;
    let whole = |sheet: &mut Worksheet, row: &mut u32, text: &str, look: &Look| -> Result<(), XlsxError> {
        sheet.merge_range(*row, 0, *row, WIDTHS.len() as u16 - 1, &cut(text), look)?;
        tall(sheet, *row, width(text).div_ceil(LINE).max(1))?;
        *row += 1;
        Ok(())
    };
    for line in page.cover.logo.iter().chain([&page.board]) {
        whole(sheet, &mut row, &one_line(line), &wrapped())?;
    }
    sheet.set_row_height(row, 26)?;
    sheet.write_string_with_format(row, 0, cut(&one_line(&page.heading)), &bold().set_font_size(17))?;
    row += 1;
    let head = bold().set_border_bottom(FormatBorder::Thin).set_background_color("#EEF0F2");
    for block in blocks(page, 0) {
        match block {
            Block::Line(text) => whole(sheet, &mut row, &one_line(&text), &wrapped().set_font_color("#444444"))?,
            Block::Sentences(all) => {
                let all: Vec<String> = all.into_iter().map(|(strong, rest)| strong + &rest).collect();
                row += 1;
                whole(sheet, &mut row, &one_line(&all.join(" ")), &wrapped().set_font_size(13))?;
                // Larger letters take more lines.
                sheet.set_row_height(row - 1, 36)?;
                row += 1;
            }
            Block::List { heading, items } => {
                row += 1;
                sheet.write_string_with_format(row, 0, heading, &bold().set_font_size(12))?;
                row += 1;
                for (number, (heading, text)) in items.iter().enumerate() {
                    whole(sheet, &mut row, &one_line(&format!("{}. {heading}: {text}", number + 1)), &wrapped())?;
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
                                lines = lines.max((width(&text) + 1).div_ceil(WIDTHS[column.min(WIDTHS.len() - 1)]));
                            }
                        }
                    }
                    if heads[0].is_empty() {
                        sheet.set_row_height(row, 24)?;
                    } else {
                        tall(sheet, row, lines)?;
                    }
                    row += 1;
                }
                if let Some(note) = note {
                    whole(sheet, &mut row, &note, &wrapped().set_font_color("#444444"))?;
                }
            }
        }
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "The other sheets", &bold().set_font_size(12))?;
    for name in names {
        row += 1;
        sheet.write_url_with_text(row, 0, link(name), *name)?;
    }
    Ok(())
}
