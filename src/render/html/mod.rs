//! One page of HTML that needs nothing beside itself: it is read on a screen or a phone, by light or dark, and printed.

mod picture;

use super::measure::{Kind, Measured, Sheet, wide};
use super::pictures::state_bar;
use super::tone::{self, TONES};
use super::words::{self, for_people, one_line};
use super::{Format, NOTES, Style, pieces};
use crate::reports::{Cell, Column, Layout, Note, Report, Row};
use crate::time::when::day_for_people;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "html",
    ending: "html",
    about: "a page to read on a screen, to print and to send",
    apart: super::nothing_apart,
    binary: None,
    render,
};

/// A text of more letters than this is a sentence, not a name.
const SENTENCE: usize = 60;

/// A word of more letters than this may be broken anywhere.
const WORD: usize = 24;

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(report).into_string().as_bytes())
}

fn page(report: &Report) -> Markup {
    let sheets: Vec<Sheet> = report.sections.iter().map(Sheet::of).collect();
    let drawn = report.sections.iter().any(|section| section.picture.is_some());
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="lscb";
                title { (one_line(&report.title)) }
                style { (PreEscaped(style(wide(&sheets)))) }
            }
            body {
                header {
                    h1 { (one_line(&report.title)) }
                    @if !report.facts.is_empty() {
                        dl class="facts" {
                            @for fact in &report.facts { dt { (fact.heading) } dd dir="auto" { (one_line(&fact.text)) } }
                        }
                    }
                    @if !drawn && let Some(picture) = state_bar(&report.counts) { (picture::drawn(&picture, "counts")) }
                }
                (contents(report))
                main {
                    @for sheet in &sheets { (section(sheet, sheets.len() == 1, &report.title)) }
                    (notes(&report.notes))
                }
                footer { "As at " (day_for_people(report.as_at)) ". Made by lscb from the plan files." }
            }
        }
    }
}

/// The sheet of styles, with every tone by its name.
fn style(wide: bool) -> String {
    let mut out = include_str!("style.css").to_owned();
    let tones = |shade: fn(&tone::Tone) -> &str| -> String {
        TONES.iter().map(|tone| format!(".{} {{ --tone: #{} }}\n", tone.name, shade(tone))).collect()
    };
    out += &tones(|tone| tone.strong);
    out += &format!("@media screen and (prefers-color-scheme: dark) {{\n{}}}\n", tones(|tone| tone.bright));
    if wide {
        out += "@page { size: A4 landscape }\n";
    }
    out
}

fn section(sheet: &Sheet, alone: bool, title: &str) -> Markup {
    let section = sheet.section;
    let named = !section.heading.is_empty();
    let caption = one_line(if named { &section.heading } else { title });
    let id = |number: usize| format!("{}-{}", section.id, number + 1);
    let body = html! {
        @if let Some(picture) = &section.picture { (picture::drawn(picture, section.id)) }
        @if section.rows.is_empty() {
            p class="nothing" { (one_line(&section.nothing)) }
        } @else if section.layout == Layout::Cards {
            div class="cards" { @for row in section.rows.iter() { (card(sheet, &row, named)) } }
        } @else if section.inner.is_none() {
            (table(&sheet.columns, section.rows.len(), &|number, shown| section.rows.cells(number, shown), &caption, &|_| None))
        } @else {
            @let rows = &sheet.nested;
            @let target = |number: usize| (!rows[number].inner.is_empty()).then(|| id(number));
            (table(&sheet.columns, rows.len(), &|number, shown| rows[number].picked(shown), &caption, &target))
            @for piece in pieces::each(rows.len(), pieces::GROUPS, |piece| html! {
                @for (number, row) in piece.clone().zip(&rows[piece]).filter(|(_, row)| !row.inner.is_empty()) {
                    @let name = words::heading(&section.columns, row);
                    (heading(named, Some(&id(number)), &name))
                    (table(&sheet.inner, row.inner.len(), &|number, shown| row.inner.cells(number, shown), &name, &|_| None))
                }
            }) { (piece) }
        }
    };
    if alone && !named {
        return body;
    }
    html! { section id=(section.id) { @if named { h2 { (one_line(&section.heading)) } } (body) } }
}

fn card<'a>(sheet: &Sheet<'_, 'a>, row: &Row<'a>, named: bool) -> Markup {
    let lines: Vec<_> = sheet.card(row).collect();
    let title = lines.iter().find(|(column, _)| column.column.id == "ref").map(|(_, cell)| for_people(cell));
    html! {
        article class="card" {
            @if let Some(title) = title { (heading(named, None, &title)) }
            dl { @for (column, cell) in lines { dt { (column.column.heading) } dd dir="auto" { (words_of(column.column, cell)) } } }
        }
    }
}

fn heading(below: bool, id: Option<&str>, text: &str) -> Markup {
    if below {
        html! { h3 id=[id] { (text) } }
    } else {
        html! { h2 id=[id] { (text) } }
    }
}

/// Links to the sections of a paper that has several.
fn contents(report: &Report) -> Markup {
    let named = || report.sections.iter().filter(|section| !section.heading.is_empty());
    html! {
        @if named().count() > 1 {
            nav aria-label="Contents" { ul { @for section in named() { li { a href={ "#" (section.id) } { (one_line(&section.heading)) } } } } }
        }
    }
}

/// A table of so many rows; `cells` gives those of some columns in a row, and `target` where it goes on.
fn table<'a>(
    columns: &[Measured],
    rows: usize,
    cells: &(dyn Fn(usize, &[usize]) -> Vec<Cell<'a>> + Sync),
    caption: &str,
    target: &(dyn Fn(usize) -> Option<String> + Sync),
) -> Markup {
    let shown: Vec<usize> = columns.iter().map(|column| column.index).collect();
    let head = columns.iter().position(|column| column.column.id == "ref").unwrap_or(0);
    // A table of figures is read across; one of sentences is stacked where there is no room.
    let stacked = columns.iter().any(|column| column.full > SENTENCE);
    html! {
        section class="scroll" tabindex="0" aria-label=(caption) {
            table class=[stacked.then_some("stack")] {
                caption { (caption) }
                thead { tr { @for column in columns { th scope="col" class=[class(column)] { (column.column.heading) } } } }
                tbody {
                    @for piece in pieces::each(rows, pieces::ROWS, |piece| html! {
                        @for number in piece { (row(columns, head, &cells(number, &shown), target(number))) }
                    }) { (piece) }
                }
            }
        }
    }
}

/// A row of a table, headed by the cell of one column; it may go on elsewhere.
fn row(columns: &[Measured], head: usize, cells: &[Cell], target: Option<String>) -> Markup {
    html! {
        tr {
            @for (position, (column, cell)) in columns.iter().zip(cells).enumerate() {
                @let label = (!for_people(cell).is_empty()).then_some(column.column.heading);
                @if position == head {
                    th scope="row" class=[class(column)] data-head=[label] {
                        @match &target {
                            Some(id) => a href={ "#" (id) } { (words_of(column.column, cell)) },
                            None => (words_of(column.column, cell)),
                        }
                    }
                } @else {
                    td class=[class(column)] data-head=[label] { (words_of(column.column, cell)) }
                }
            }
        }
    }
}

fn class(column: &Measured) -> Option<&'static str> {
    match column.kind {
        _ if column.column.blank => Some("blank"),
        Kind::Number => Some("number"),
        Kind::Date => Some("date"),
        Kind::Text if column.word > WORD => Some("text long any"),
        Kind::Text if column.full > SENTENCE => Some("text long"),
        Kind::Text => Some("text"),
    }
}

/// A cell as people read it.
fn words_of(column: &Column, cell: &Cell) -> Markup {
    let text = for_people(cell);
    match cell {
        Cell::Day(day) | Cell::Due { day, .. } => html! { time datetime=(day) { (text) } },
        Cell::List(items) if words::is_long(items) => html! { ul { @for item in items { li dir="auto" { (one_line(item)) } } } },
        Cell::List(items) if items.len() > 1 => html! {
            @for (number, item) in items.iter().enumerate() { @if number > 0 { ", " } bdi { (one_line(item)) } }
        },
        Cell::Number(0) => html! { span class="nought" { (text) } },
        cell => match tone::of_cell(column, cell) {
            Some(tone) => html! { span class={ "chip " (tone.name) } { (text) } },
            None => html! { (text) },
        },
    }
}

fn notes(notes: &[Note]) -> Markup {
    if notes.is_empty() {
        return html! {};
    }
    html! {
        section class="notes" {
            h2 { (NOTES) }
            ul { @for note in notes { li dir="auto" { (one_line(&note.text)) } } }
        }
    }
}
