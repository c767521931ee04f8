//! How a sheet is printed, so that it can be read: nothing smaller than eight points. Long texts are wrapped in narrower columns until the
//! sheet fits the width of A4 across, or of A3; a sheet that fits neither is printed on several pages side by side, each with the columns
//! that say what its rows are about.

use rust_xlsxwriter::{Worksheet, XlsxError};

/// Letters are 11 points high on the screen: printed at so many hundredths they are 8.
pub(super) const SMALLEST: u16 = 73;

/// Pixels that have room across A4 and across A3, in landscape with the margins that Excel takes, at [`SMALLEST`]; a little is left over,
/// as programs round the widths of columns.
const A4: usize = 1210;
const A3: usize = 1820;

/// The numbers that Excel has for them.
const A4_PAPER: u8 = 9;
const A3_PAPER: u8 = 8;

/// A column of text is not made narrower than so many letters, where it was wider.
const NARROWEST: usize = 22;

/// What stands left and right of the letters of a column, in letters.
pub(super) const BESIDE: usize = 3;

/// On what a sheet is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Paper {
    A4,
    A3,
    /// A4, as many pages side by side as are needed.
    SideBySide,
}

/// Makes the widest of the columns narrower, all in letters, until they fit a paper. `least` is what each needs for its headings.
pub(super) fn fit(widths: &mut [usize], least: &[usize]) -> Paper {
    let floor = |at: usize| NARROWEST.max(least[at]);
    for (room, paper) in [(A4, Paper::A4), (A3, Paper::A3)] {
        let mut fitted = widths.to_vec();
        while pixels(&fitted) > room {
            let widest = (0..fitted.len()).filter(|&at| fitted[at] > floor(at)).max_by_key(|&at| (fitted[at], usize::MAX - at));
            let Some(widest) = widest else { break };
            fitted[widest] -= 1;
        }
        if pixels(&fitted) <= room {
            widths.copy_from_slice(&fitted);
            return paper;
        }
    }
    Paper::SideBySide
}

/// How wide the columns are on the screen: a letter has seven pixels, and each column five more.
fn pixels(widths: &[usize]) -> usize {
    widths.iter().map(|width| (width + BESIDE) * 7 + 5).sum()
}

/// Sets the sheet up for a paper; the columns up to `names` say what a row is about.
pub(super) fn set_up(sheet: &mut Worksheet, paper: Paper, names: u16) -> Result<(), XlsxError> {
    sheet.set_landscape().set_repeat_rows(0, 0)?;
    match paper {
        Paper::A4 => sheet.set_paper_size(A4_PAPER).set_print_fit_to_pages(1, 0),
        Paper::A3 => sheet.set_paper_size(A3_PAPER).set_print_fit_to_pages(1, 0),
        Paper::SideBySide => sheet.set_paper_size(A4_PAPER).set_print_scale(SMALLEST).set_repeat_columns(0, names)?,
    };
    Ok(())
}

/// Points of rows that a page across holds at the scale of a hundred: of A4, and of A3.
const HIGH_A4: usize = 480;
const HIGH_A3: usize = 725;

/// Puts a chart of so many pixels, which begins with a row, on a page of its own where the page that the rows of so many points end on has
/// no room for it: a bar that goes over the edge of a page is none. Excel heeds that only where it is told the scale.
pub(super) fn keep_chart_whole(
    sheet: &mut Worksheet,
    paper: Paper,
    widths: &[usize],
    points: usize,
    chart: (u32, u32),
) -> Result<(), XlsxError> {
    let (begins, height) = chart;
    let (room, high) = if paper == Paper::A3 { (A3, HIGH_A3) } else { (A4, HIGH_A4) };
    let scale = (usize::from(SMALLEST) * room / pixels(widths).max(1)).clamp(usize::from(SMALLEST), 100);
    if paper != Paper::SideBySide {
        sheet.set_print_scale(scale as u16);
    }
    if points + height as usize * 3 / 4 > high * 100 / scale {
        sheet.set_page_breaks(&[begins])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_give_way_and_what_fits_nowhere_is_printed_side_by_side() {
        let mut narrow = [8, 60, 12];
        assert_eq!((fit(&mut narrow, &[6; 3]), narrow), (Paper::A4, [8, 60, 12]));
        let mut wide = [8, 60, 60, 60, 12];
        assert_eq!(fit(&mut wide, &[6; 5]), Paper::A4);
        assert!(wide[0] == 8 && wide[4] == 12 && wide[1] < 60 && wide[1].abs_diff(wide[3]) <= 1, "{wide:?}");
        assert!(pixels(&wide) <= A4 && wide.iter().all(|width| *width >= 8));
        let mut many = [30; 9];
        assert_eq!(fit(&mut many, &[6; 9]), Paper::A3);
        let mut most = [30; 20];
        assert_eq!((fit(&mut most, &[6; 20]), most), (Paper::SideBySide, [30; 20]));
        // A long word of a heading stays whole.
        let mut headed = [60, 60, 60];
        fit(&mut headed, &[55, 6, 6]);
        assert!(headed[0] >= 55, "{headed:?}");
    }
}
