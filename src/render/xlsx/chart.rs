//! A picture of bars as a chart of Excel's own, drawn from the cells of the sheet it stands on, so that it changes with them.

use super::super::cell_text::{for_people, one_line};
use super::super::pictures::{series, tone_of};
use super::Place;
use crate::reports::{Part, Picture, Section};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartLegendPosition, ChartSolidFill, ChartType, Color, Worksheet,
    XlsxError,
};

/// More bars than this are no longer looked at one by one.
const MOST: usize = 40;

/// Pixels.
const WIDTH: u32 = 900;
const BAR: u32 = 30;
const AROUND: u32 = 110;

/// Draws the bars under the rows, where each row is a bar and each part of it a cell.
pub(super) fn under(sheet: &mut Worksheet, section: &Section, places: &[Place], last: u32) -> Result<(), XlsxError> {
    let Some(Picture::Bars { title, bars }) = &section.picture else { return Ok(()) };
    if bars.is_empty() || bars.len() > MOST || section.inner.is_some() || bars.len() != section.rows.len() {
        return Ok(());
    }
    let is_label = |place: &&Place| {
        section
            .rows
            .iter()
            .zip(bars)
            .all(|(row, bar)| row.cells.get(place.index).is_some_and(|cell| for_people(cell) == one_line(&bar.label)))
    };
    let at = |fits: &dyn Fn(&&Place) -> bool| places.iter().position(|place| fits(&place)).map(|at| at as u16);
    let Some(labels) = at(&|place| is_label(place)) else { return Ok(()) };
    let name = sheet.name();
    let mut parts: Vec<&Part> = Vec::new();
    for part in bars.iter().flat_map(|bar| &bar.parts) {
        if !parts.iter().any(|other| other.name == part.name) {
            parts.push(part);
        }
    }
    parts.sort_by_key(|part| part.state);
    let own = series(bars);
    let mut chart = Chart::new(ChartType::BarStacked);
    for part in &parts {
        let id = part.state.map_or_else(|| part.name.to_string(), |state| state.id().replace('-', "_"));
        let Some(column) = at(&|place| place.column.id == id) else { return Ok(()) };
        let tone = Color::from(format!("#{}", tone_of(part, &own).strong).as_str());
        let mut numbers = ChartDataLabel::new();
        // A nought is no part of a bar.
        numbers.show_value().set_num_format("0;;").set_position(ChartDataLabelPosition::Center);
        numbers.set_font(ChartFont::new().set_color("#FFFFFF"));
        let drawn = chart.add_series();
        drawn.set_name(&*part.name).set_categories((&*name, 1, labels, last, labels));
        drawn.set_values((&*name, 1, column, last, column)).set_data_label(&numbers).set_gap(40);
        drawn.set_format(ChartSolidFill::new().set_color(tone));
    }
    if parts.is_empty() {
        return Ok(());
    }
    chart.title().set_name(title).set_font(ChartFont::new().set_size(12));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    // The first row is the uppermost bar; the numbers stand in the bars.
    chart.y_axis().set_reverse();
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    chart.set_width(WIDTH).set_height(AROUND + BAR * bars.len() as u32).set_alt_text(format!("{title}, as in the rows above"));
    sheet.insert_chart(last + 2, 0, &chart)?;
    Ok(())
}
