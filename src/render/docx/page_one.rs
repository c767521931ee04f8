//! The first page of a paper in Word: one upright sheet of A4, its bars as tables of shaded cells.

use super::super::cell_text::{in_xml, shortened};
use super::super::page_one::{
    ACTION, BY_LEAD, BY_MONTH, LABEL, LEAD_NOTE, LONGEST, TO_SETTLE, by_objective, group_of, in_key, label_on, labels,
    longest_bar, longest_note, objectives_note,
};
use super::super::pictures::total;
use super::super::tone;
use super::{ARRANGES, edges, key_of_colours, paragraph, run, shade, table_head};
use crate::reports::{Bar, Group, PageOne, Share};
use crate::text::wrap::width;
use maud::{Markup, html};

/// The steps in which a bar grows.
const STEPS: usize = 48;

/// Twentieths of a point: the height of a bar, what stands between two, and the width of a letter on a bar.
const HEIGHT: usize = 230;
const BETWEEN: usize = 30;
const LETTER: usize = 95;

pub(super) fn drawn(page: &PageOne, room: usize) -> Markup {
    let half = (room - 300) / 2;
    html! {
        @if let Some(logo) = &page.cover.logo { (paragraph("PageBoard", logo)) }
        (paragraph("PageBoard", &page.board))
        (paragraph("Title", &page.heading))
        (paragraph("PageSmall", &cover(page)))
        w:p {
            w:pPr { w:pStyle w:val="PageMessage" {} }
            @for said in &page.message {
                w:r { w:rPr { w:b {} } w:t xml:space="preserve" { (in_xml(&said.strong)) } }
                (run(&format!("{} ", said.rest)))
            }
        }
        (figures(page, room))
        (groups(page, room))
        @if !page.to_settle.is_empty() {
            (paragraph("PageHeading", TO_SETTLE))
            @for line in &page.to_settle {
                w:p {
                    w:pPr { w:pStyle w:val="PageNumber" {} }
                    w:r { w:rPr { w:b {} } w:t xml:space="preserve" { (line.heading) ": " } }
                    (run(&line.text))
                }
            }
        }
        @if !page.longest.is_empty() {
            w:tbl {
                (table_head("Facts", &[half, 300, half], "0", ARRANGES))
                w:tr {
                    w:tc { w:tcPr { w:tcW w:w=(half) w:type="dxa" {} } (paragraph("PageHeading", LONGEST)) (longest(page, half)) }
                    w:tc { w:tcPr { w:tcW w:w="300" w:type="dxa" {} } (paragraph("PageSmall", "")) }
                    w:tc {
                        w:tcPr { w:tcW w:w=(half) w:type="dxa" {} }
                        (paragraph("PageHeading", BY_MONTH))
                        (counts(&page.by_month, half))
                        @if page.by_lead.is_empty() { (paragraph("PageSmall", "")) } @else {
                            (paragraph("PageHeading", BY_LEAD))
                            (shares(BY_LEAD, &page.by_lead, half, half * 44 / 100))
                            (paragraph("PageSmall", LEAD_NOTE))
                        }
                    }
                }
            }
        }
        @if !page.by_objective.is_empty() {
            (paragraph("PageHeading", &by_objective(page)))
            (shares(&by_objective(page), &page.by_objective, room, room * 40 / 100))
            @if let Some(note) = objectives_note(page) { (paragraph("PageSmall", &note)) }
        }
        (paragraph("PageBasis", &page.basis))
    }
}

fn cover(page: &PageOne) -> String {
    let places = page.cover.places().map(|(place, words)| format!("{place}: {words}"));
    page.standing.iter().cloned().chain(places).collect::<Vec<_>>().join("   ·   ")
}

fn figures(page: &PageOne, room: usize) -> Markup {
    let widths = vec![room / page.figures.len().max(1); page.figures.len()];
    html! {
        w:tbl {
            (table_head("Figures", &widths, "0", ["The figures", "Each with what it counts"]))
            w:tr {
                @for (figure, width) in page.figures.iter().zip(&widths) {
                    w:tc {
                        w:tcPr { w:tcW w:w=(width) w:type="dxa" {} }
                        (paragraph("PageFigure", &figure.number()))
                        (paragraph("PageSmall", &figure.words))
                        (paragraph("PageSmall", &figure.beside))
                    }
                }
            }
        }
        (paragraph("AfterTable", ""))
    }
}

fn groups(page: &PageOne, room: usize) -> Markup {
    let most = longest_bar(page.groups.iter());
    let label = 1300;
    html! {
        @if most > 0 {
            (bars("The open actions, then and now", page.groups.iter().map(|bar| (bar.label.clone(), bar, String::new())), most, (room, label, 0), |bar, at, letters| {
                let segment = &bar.segments[at];
                label_on(segment, in_key(page, segment.series), letters)
            }))
            (key_of_colours(page.key.iter().filter_map(|(series, words)| Some((tone::of_group(group_of(*series)?).strong, words.clone())))))
        }
    }
}

fn longest(page: &PageOne, room: usize) -> Markup {
    let widths = [room * 15 / 100, room * 38 / 100, room * 26 / 100, room * 21 / 100];
    let several = page.longest.iter().any(|late| late.board.is_some());
    let cell =
        |width: usize, text: &str| html! { w:tc { w:tcPr { w:tcW w:w=(width) w:type="dxa" {} } (paragraph("PageSmall", text)) } };
    html! {
        w:tbl {
            (table_head("Paper", &widths, "1", [LONGEST, "The actions longest past their date, with who leads them"]))
            w:tr { w:trPr { w:cantSplit {} w:tblHeader {} } @for (head, width) in ["Ref", "Action", "Lead", "Due"].into_iter().zip(widths) { (cell(width, head)) } }
            @for late in &page.longest {
                @let board = late.board.as_ref().filter(|_| several).map(|board| format!(" ({board})")).unwrap_or_default();
                w:tr {
                    (cell(widths[0], &late.reference))
                    (cell(widths[1], &format!("{}{board}", shortened(&late.action, ACTION))))
                    (cell(widths[2], &shortened(&late.leads, LABEL)))
                    (cell(widths[3], &late.due))
                }
            }
        }
        (paragraph("PageSmall", &longest_note(page).unwrap_or_default()))
    }
}

fn counts(all: &[Bar], room: usize) -> Markup {
    let rows = all.iter().map(|bar| (bar.label.clone(), bar, total(&bar.segments).to_string()));
    bars(BY_MONTH, rows, longest_bar(all.iter()), (room, room * 34 / 100, 500), |_, _, _| String::new())
}

fn shares(caption: &str, all: &[Share], room: usize, label: usize) -> Markup {
    let rows = all.iter().zip(labels(all)).map(|(share, label)| (label, &share.bar, share.words()));
    bars(caption, rows, longest_bar(all.iter().map(|share| &share.bar)), (room, label, 900), |_, _, _| String::new())
}

/// A row for each bar: its label, its parts, and words after them. `widths` are those of the table, the labels and the words.
fn bars<'b>(
    caption: &str,
    rows: impl Iterator<Item = (String, &'b Bar, String)>,
    most: usize,
    (room, label, words): (usize, usize, usize),
    on: impl Fn(&Bar, usize, usize) -> String,
) -> Markup {
    let step = (room - label - words) / STEPS;
    let widths: Vec<usize> = [label].into_iter().chain([step; STEPS]).chain((words > 0).then_some(words)).collect();
    // The outlines of two bars would be one line.
    let gap = html! {
        w:tr {
            w:trPr { w:cantSplit {} w:trHeight w:val=(BETWEEN) w:hRule="exact" {} }
            w:tc {
                w:tcPr { w:tcW w:w=(widths.iter().sum::<usize>()) w:type="dxa" {} w:gridSpan w:val=(widths.len()) {} }
                w:p { w:pPr { w:pStyle w:val="PageSmall" {} w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact" {} } }
            }
        }
    };
    html! {
        w:tbl {
            (table_head("Parts", &widths, "0", [caption, "Bars of shaded cells, each with its name before it"]))
            @for (number, (name, bar, after)) in rows.enumerate() {
                @if number > 0 { (gap) }
                @let cells = super::picture::steps_of(bar, most, STEPS);
                @let rest = STEPS - cells.iter().map(|(_, steps)| steps).sum::<usize>();
                w:tr {
                    w:trPr { w:cantSplit {} w:trHeight w:val=(HEIGHT) w:hRule="atLeast" {} }
                    w:tc { w:tcPr { w:tcW w:w=(label) w:type="dxa" {} w:vAlign w:val="center" {} } (paragraph("PageSmall", &name)) }
                    @for (at, steps) in cells {
                        @let group = group_of(bar.segments[at].series).unwrap_or(Group::Past);
                        @let edge = if tone::is_outlined(group) { tone::OUTLINE } else { "FFFFFF" };
                        @let text = on(bar, at, steps * step / LETTER);
                        w:tc {
                            w:tcPr {
                                w:tcW w:w=(steps * step) w:type="dxa" {}
                                w:gridSpan w:val=(steps) {}
                                (edges(edge))
                                (shade(tone::of_group(group).strong))
                                w:tcMar { w:left w:w="30" w:type="dxa" {} w:right w:w="0" w:type="dxa" {} }
                                w:vAlign w:val="center" {}
                            }
                            w:p {
                                w:pPr { w:pStyle w:val="PageSmall" {} }
                                @if width(&text) > 0 { w:r { w:rPr { w:color w:val=(tone::ink_of(group)) {} } w:t { (in_xml(&text)) } } }
                            }
                        }
                    }
                    @if rest > 0 {
                        w:tc { w:tcPr { w:tcW w:w=(rest * step) w:type="dxa" {} w:gridSpan w:val=(rest) {} } (paragraph("PageSmall", "")) }
                    }
                    @if words > 0 {
                        w:tc { w:tcPr { w:tcW w:w=(words) w:type="dxa" {} w:tcMar { w:left w:w="90" w:type="dxa" {} } w:vAlign w:val="center" {} } (paragraph("PageSmall", &after)) }
                    }
                }
            }
        }
    }
}
