//! Pictures as tables of shaded cells, with their numbers and words beside them.

use super::super::pictures::{LEGEND, all_series, key_of_grid, marks, months, named_series, shade_of, states_of, tone_of, total};
use super::super::tone;
use super::{
    BROAD, LETTER, NARROW, after_table, edges, edges_apart, key_of_colours, lines_of, paragraph, shade, table_head, whole_row,
};
use crate::reports::{Bar, CalendarLine, Grid, Picture, Segment};
use crate::text::wrap::width;
use chrono::NaiveDate;
use maud::{Markup, html};

/// As many months have room side by side.
const MONTHS: i32 = 26;

/// The steps in which a bar grows.
const STEPS: usize = 60;

pub(super) fn drawn(picture: &Picture, room: usize) -> Markup {
    match picture {
        Picture::Bars { title, bars } => drawn_bars(title, bars, room),
        Picture::Timeline { title, from, to, lines, .. } => timeline(title, *from, *to, lines, room),
        Picture::Grid(grid) => drawn_grid(grid, room),
    }
}

fn drawn_bars(title: &str, bars: &[Bar], room: usize) -> Markup {
    let most = bars.iter().map(|bar| total(&bar.segments)).max().unwrap_or(0);
    if most == 0 {
        return html! {};
    }
    let named = named_series(bars);
    let longest = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0);
    let (label, words) = ((longest * LETTER + 300).min(room * 28 / 100), room * 27 / 100);
    let step = (room - label - words) / STEPS;
    let widths: Vec<usize> = std::iter::once(label).chain([step; STEPS]).chain([words]).collect();
    html! {
        (paragraph("Caption", title))
        (key_of_colours(all_series(bars).into_iter().map(|series| (tone_of(series, &named).strong, series.name().to_owned()))))
        w:tbl {
            (table_head("Picture", &widths, "0", [title, "Bars of shaded cells, each with its name before it and its numbers in words after it"]))
            @for bar in bars {
                @let cells = steps_of(bar, most, STEPS);
                @let rest = STEPS - cells.iter().map(|(_, steps)| steps).sum::<usize>();
                w:tr {
                    (words_cell(label, "BarLabel", &bar.label))
                    @for (number, steps) in cells {
                        @let segment = &bar.segments[number];
                        w:tc {
                            w:tcPr {
                                w:tcW w:w=(steps * step) w:type="dxa" {}
                                w:gridSpan w:val=(steps) {}
                                (edges("FFFFFF"))
                                (shade(tone_of(segment.series, &named).strong))
                                (to_the_edge())
                                w:vAlign w:val="center" {}
                            }
                            w:p {
                                w:pPr { w:pStyle w:val="BarText" {} }
                                @if steps > 1 { w:r { w:rPr { w:color w:val="FFFFFF" {} } w:t { (segment.count) } } }
                            }
                        }
                    }
                    @if rest > 0 {
                        w:tc {
                            w:tcPr { w:tcW w:w=(rest * step) w:type="dxa" {} w:gridSpan w:val=(rest) {} }
                            w:p { w:pPr { w:pStyle w:val="BarText" {} } }
                        }
                    }
                    (words_cell(words, "BarLabel", &super::super::cell_text::bar_in_words(bar)))
                }
            }
        }
        (after_table())
    }
}

fn words_cell(width: usize, style: &str, text: &str) -> Markup {
    html! {
        w:tc {
            w:tcPr { w:tcW w:w=(width) w:type="dxa" {} w:vAlign w:val="center" {} }
            (paragraph(style, text))
        }
    }
}

/// A cell without margins: where it is narrow, its words need all of it.
fn to_the_edge() -> Markup {
    html! { w:tcMar { w:left w:w="0" w:type="dxa" {} w:right w:w="0" w:type="dxa" {} } }
}

/// The segments of a bar by number, with the steps each takes of so many: at least one.
pub(super) fn steps_of(bar: &Bar, most: usize, whole: usize) -> Vec<(usize, usize)> {
    let steps = |(number, segment): (usize, &Segment)| (number, (segment.count * whole / most).max(1));
    let mut cells: Vec<(usize, usize)> = bar.segments.iter().enumerate().map(steps).collect();
    while cells.iter().map(|(_, steps)| steps).sum::<usize>() > whole {
        match cells.iter_mut().max_by_key(|(_, steps)| *steps) {
            Some((_, steps)) if *steps > 1 => *steps -= 1,
            _ => {
                cells.truncate(whole);
                break;
            }
        }
    }
    cells
}

fn timeline(title: &str, from: NaiveDate, to: NaiveDate, lines: &[CalendarLine], room: usize) -> Markup {
    if lines.is_empty() || to <= from {
        return html! {};
    }
    let months = months(from, to, MONTHS);
    let label = room * 36 / 100;
    let cell = (room - label) / months.len();
    let widths: Vec<usize> = std::iter::once(label).chain(months.iter().map(|_| cell)).collect();
    let place = |day: NaiveDate| months.iter().rposition(|(first, _)| *first <= day).unwrap_or(0);
    // Of several dates in one place the most pressing is drawn.
    let at = |line: &CalendarLine, number: usize| {
        let own = line.points.iter().filter(|point| place(point.day) == number);
        own.min_by_key(|point| point.state).cloned()
    };
    html! {
        (paragraph("Caption", &format!("{title}. {LEGEND}")))
        (key_of_colours(states_of(lines).into_iter().map(|state| (tone::of_state(state).strong, state.words().to_owned()))))
        w:tbl {
            (table_head("Picture", &widths, "0", [title, "A row for each date, marked in its month; the table below says the same in words"]))
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                (words_cell(label, "TableText", ""))
                @for (_, name) in &months { w:tc { w:tcPr { w:tcW w:w=(cell) w:type="dxa" {} } (paragraph("BarText", name)) } }
            }
            @for (number, line) in lines.iter().enumerate() {
                @if let Some(group) = &line.group {
                    w:tr {
                        (whole_row(number, lines_of(group, room)))
                        w:tc {
                            w:tcPr { w:tcW w:w=(widths.iter().sum::<usize>()) w:type="dxa" {} w:gridSpan w:val=(widths.len()) {} }
                            (paragraph("TableHeading", group))
                        }
                    }
                }
                @let name = format!("{} {}", line.label, line.text);
                w:tr {
                    (whole_row(number, lines_of(&name, label)))
                    (words_cell(label, "TableText", &name))
                    @for number in 0..months.len() {
                        @let point = at(line, number);
                        w:tc {
                            w:tcPr {
                                w:tcW w:w=(cell) w:type="dxa" {}
                                @if let Some(point) = &point { (shade(tone::of_state(point.state).strong)) }
                            }
                            w:p {
                                w:pPr { w:pStyle w:val="BarText" {} }
                                @if let Some(point) = &point { w:r { w:rPr { w:color w:val="FFFFFF" {} } w:t { (marks(point)) } } }
                            }
                        }
                    }
                }
            }
        }
        (after_table())
    }
}

/// Numbers by row and column, the larger the darker. White lines part the cells, and a broad one what is past from what is to come.
fn drawn_grid(grid: &Grid, room: usize) -> Markup {
    let heads: Vec<&str> = grid.heads().collect();
    if heads.is_empty() || grid.rows.is_empty() {
        return html! {};
    }
    let label = room * 30 / 100;
    let cell = (room - label) / heads.len();
    let widths: Vec<usize> = std::iter::once(label).chain(heads.iter().map(|_| cell)).collect();
    let most = grid.most();
    html! {
        (paragraph("Caption", &grid.title))
        (key_of_colours(key_of_grid(grid).into_iter().map(|(past, shade, words)| (tone::of_grid(past, shade, false).0, words))))
        w:tbl {
            (table_head("Picture", &widths, "0", [&grid.title, "A row for each, a column for each month; the more in it, the darker the cell"]))
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                (words_cell(label, "TableText", ""))
                @for (heads, name) in [(&grid.past, "missed"), (&grid.to_come, "to come")] {
                    @if !heads.is_empty() {
                        w:tc {
                            w:tcPr { w:tcW w:w=(heads.len() * cell) w:type="dxa" {} w:gridSpan w:val=(heads.len()) {} }
                            (paragraph("BarText", name))
                        }
                    }
                }
            }
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                (words_cell(label, "TableText", grid.head))
                @for head in &heads { w:tc { w:tcPr { w:tcW w:w=(cell) w:type="dxa" {} (to_the_edge()) } (paragraph("BarText", head)) } }
            }
            @for (number, (name, counts)) in grid.rows.iter().enumerate() {
                w:tr {
                    (whole_row(number, lines_of(name, label)))
                    (words_cell(label, "TableText", name))
                    @for (number, count) in counts.iter().enumerate() {
                        @let shade_of = shade_of(*count, most);
                        @let (ground, ink) = tone::of_grid(number < grid.past.len(), shade_of, false);
                        w:tc {
                            w:tcPr {
                                w:tcW w:w=(cell) w:type="dxa" {}
                                (edges_apart("FFFFFF", if number == grid.past.len() && number > 0 { BROAD } else { NARROW }))
                                @if shade_of > 0 { (shade(ground)) }
                                (to_the_edge())
                            }
                            w:p {
                                w:pPr { w:pStyle w:val="BarText" {} }
                                @if *count > 0 {
                                    w:r { w:rPr { w:color w:val=(ink) {} } w:t { (count) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        (after_table())
    }
}
