//! A picture of bars as a chart of Excel's own, drawn from the cells of the sheet it stands on, so that it changes with them.

use super::super::cell_text::{for_people, one_line};
use super::super::pictures::{all_series, named_series, tone_of};
use super::SheetColumn;
use crate::reports::{Picture, Role, Section};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill,
    ChartType, Color, Worksheet, XlsxError,
};

/// More bars than this are no longer looked at one by one.
const MOST: usize = 40;

/// So many rows below the last one a chart begins.
pub(super) const BELOW: u32 = 2;

/// Pixels.
const WIDTH: u32 = 900;
const BAR: u32 = 30;
const AROUND: u32 = 110;

/// Draws the bars under the rows, where each row is a bar and each segment of it a cell; gives back how high the chart is, in pixels.
pub(super) fn under(
    sheet: &mut Worksheet,
    section: &Section,
    columns: &[SheetColumn],
    last: u32,
) -> Result<Option<u32>, XlsxError> {
    let Some(Picture::Bars { title, bars }) = &section.picture else { return Ok(None) };
    if bars.is_empty() || bars.len() > MOST || bars.len() != section.rows.len() {
        return Ok(None);
    }
    let is_label = |column: &SheetColumn| {
        let mut rows = section.rows.iter().zip(bars);
        !column.inner && rows.all(|(row, bar)| for_people(&row.cell(column.column)) == one_line(&bar.label))
    };
    let at = |fits: &dyn Fn(&SheetColumn) -> bool| columns.iter().position(fits).map(|at| at as u16);
    let Some(labels) = at(&is_label) else { return Ok(None) };
    let name = sheet.name();
    let all = all_series(bars);
    let named = named_series(bars);
    let mut chart = Chart::new(ChartType::BarStacked);
    for &series in &all {
        let Some(column) = at(&|column| column.column.role == Role::Count(series)) else { return Ok(None) };
        let tone = Color::from(format!("#{}", tone_of(series, &named).strong).as_str());
        let mut numbers = ChartDataLabel::new();
        // A nought is no part of a bar.
        numbers.show_value().set_num_format("0;;").set_position(ChartDataLabelPosition::Center);
        numbers.set_font(ChartFont::new().set_color("#FFFFFF"));
        let drawn = chart.add_series();
        drawn.set_name(series.name()).set_categories((&*name, 1, labels, last, labels));
        drawn.set_values((&*name, 1, column, last, column)).set_data_label(&numbers).set_gap(40);
        // Neighbours may be alike: a line of the page's colour parts them.
        let mut edge = ChartLine::new();
        edge.set_color("#FFFFFF").set_width(1.5);
        drawn.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(tone)).set_border(&edge));
    }
    if all.is_empty() {
        return Ok(None);
    }
    chart.title().set_name(title).set_font(ChartFont::new().set_size(12));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    // The first row is the uppermost bar; the numbers stand in the bars.
    chart.y_axis().set_reverse();
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    let height = AROUND + BAR * bars.len() as u32;
    chart.set_width(WIDTH).set_height(height).set_alt_text(format!("{title}, as in the rows above"));
    sheet.insert_chart(last + BELOW, 0, &chart)?;
    Ok(Some(height))
}
