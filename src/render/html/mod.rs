//! One page of HTML that needs nothing beside itself: it is read on a screen or a phone, by light or dark, and printed.

mod page;
mod picture;
mod table;

use super::cell_text::{self, for_people, one_line};
use super::measure::{Sheet, wide};
use super::pictures::state_bar;
use super::tone::{self, TONES};
use super::{Format, NOTES, Style};
use crate::reports::{Layout, Note, Picture, Report, Row};
use crate::time::when::day_for_people;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use page::Later;
use std::io::{self, Write};
use table::{Table, Words, table, target};

pub(super) static FORMAT: Format = Format {
    name: "html",
    ending: "html",
    about: "a page to read on a screen, to print and to send",
    apart: super::nothing_apart,
    binary: None,
    render,
};

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let sheets: Vec<Sheet> = report.sections.iter().map(Sheet::of).collect();
    let counts = state_bar(&report.counts).filter(|_| report.sections.iter().all(|section| section.picture.is_none()));
    let mut later = Later::default();
    let page = page(report, &sheets, counts.as_ref(), &mut later);
    later.write(&page.into_string(), out)
}

fn page<'s>(report: &'s Report, sheets: &'s [Sheet<'s, '_>], counts: Option<&'s Picture>, later: &mut Later<'s>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="lscb";
                title { (one_line(&report.title)) }
                style { (PreEscaped(style(wide(sheets)))) }
            }
            body {
                header {
                    h1 { (one_line(&report.title)) }
                    @if !report.facts.is_empty() {
                        dl class="facts" {
                            @for fact in &report.facts { dt { (fact.heading) } dd dir="auto" { (one_line(&fact.text)) } }
                        }
                    }
                    @if let Some(picture) = counts { (picture::drawn(picture, "counts", later)) }
                }
                (contents(report))
                main {
                    @for sheet in sheets { (section(sheet, sheets.len() == 1, &report.title, later)) }
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

fn section<'s>(sheet: &'s Sheet<'s, '_>, alone: bool, title: &'s str, later: &mut Later<'s>) -> Markup {
    let section = sheet.section;
    let named = !section.heading.is_empty();
    let caption = one_line(if named { &section.heading } else { title });
    let body = html! {
        @if let Some(picture) = &section.picture { (picture::drawn(picture, section.id, later)) }
        @if section.rows.is_empty() {
            p class="nothing" { (one_line(&section.nothing)) }
        } @else if section.layout == Layout::Cards {
            div class="cards" { @for row in section.rows.iter() { (card(sheet, &row, named)) } }
        } @else {
            @let goes_on = section.inner.as_ref().map(|_| section.id);
            (table(Table { columns: &sheet.columns, rows: sheet.rows.clone(), goes_on }, &caption, later))
            @for (number, row) in sheet.parents() {
                @let name = cell_text::heading(&section.columns, &row);
                (heading(named, Some(&target(section.id, number)), &name))
                (table(Table { columns: &sheet.inner, rows: row.inner, goes_on: None }, &name, later))
            }
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
            dl { @for (column, cell) in lines { dt { (column.column.heading) } dd dir="auto" { (Words(column.column, cell)) } } }
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
