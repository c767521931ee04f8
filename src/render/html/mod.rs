//! One page of HTML that needs nothing beside itself: it is read on a screen or a phone, by light or dark, and printed.

mod page_one;
mod picture;
mod table;

use super::cell_text::{self, one_line};
use super::chunks;
use super::measure::{MeasuredSection, wide};
use super::pictures::{SHADES, state_bar};
use super::tone::{self, TONES};
use super::{Format, NOTES, Style};
use crate::reports::{Group, Layout, Note, Report, Row};
use crate::time::when::day_for_people;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};
use table::{around, beside, rows, target, words};

pub(super) static FORMAT: Format = Format {
    name: "html",
    ending: "html",
    about: "a page to read on a screen, to print and to send",
    unsupported: super::all_supported,
    binary: None,
    render,
};

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let alone = report.is_first_page_alone();
    let shown = if alone { Vec::new() } else { report.sections_for_people() };
    let sections: Vec<MeasuredSection> = shown.into_iter().map(MeasuredSection::of).collect();
    let (start, end) = split_before("</main>", page(report, wide(&sections)));
    out.write_all(start.as_bytes())?;
    sections.iter().try_for_each(|measured| section(measured, sections.len() == 1, &report.title, out))?;
    if !alone {
        let about = html! { @if report.page_one.is_some() { section id="about" { h2 { "About this paper" } (facts(report)) } } };
        out.write_all(about.into_string().as_bytes())?;
        out.write_all(notes(&report.notes).into_string().as_bytes())?;
    }
    out.write_all(end.as_bytes())
}

/// The two halves of a page or of an element, between which something long is written: on the whole it would stand in memory
/// several times. `end` is the last tag of its kind.
fn split_before(end: &str, markup: Markup) -> (String, String) {
    let mut start = markup.into_string();
    let end = start.split_off(start.rfind(end).unwrap_or(start.len()));
    (start, end)
}

/// The page without what stands in its middle.
fn page(report: &Report, wide: bool) -> Markup {
    let counts = state_bar(&report.counts).filter(|_| report.sections.iter().all(|section| !section.has_its_own_picture()));
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="lscb";
                title { (one_line(&report.title)) }
                style { (PreEscaped(style(wide, &report.running_head, report.running_title()))) }
            }
            body {
                @match &report.page_one {
                    Some(page) => (page_one::drawn(page)),
                    None => header {
                        h1 { (one_line(&report.title)) }
                        (facts(report))
                        @if let Some(picture) = &counts { (picture::drawn(picture, "counts")) }
                    },
                }
                @if !report.is_first_page_alone() { (contents(report)) }
                main {}
                footer { "As at " (day_for_people(report.as_at)) ". Made by lscb from the plan files." }
            }
        }
    }
}

fn facts(report: &Report) -> Markup {
    html! {
        @if !report.facts.is_empty() {
            dl class="facts" { @for fact in &report.facts { dt { (fact.heading) } dd dir="auto" { (one_line(&fact.text)) } } }
        }
    }
}

/// The sheet of styles, with every tone by its name.
fn style(wide: bool, head: &str, foot: &str) -> String {
    let mut out = include_str!("style.css").to_owned();
    let tones = |shade: fn(&tone::Tone) -> &str| -> String {
        TONES.iter().map(|tone| format!(".{} {{ --tone: #{} }}\n", tone.name, shade(tone))).collect()
    };
    out += &tones(|tone| tone.strong);
    for group in Group::ALL {
        out += &format!("svg .ink-{} {{ fill: #{} }}\n", tone::of_group(group).name, tone::ink_of(group));
    }
    let shades = |dark: bool| -> String {
        let shade = |past: bool, shade: usize| {
            let (ground, ink) = tone::of_grid(past, shade, dark);
            format!(".{} {{ --tone: #{ground}; --on: #{ink} }}\n", picture::name_of_shade(past, shade))
        };
        [true, false].into_iter().flat_map(|past| (1..=SHADES).map(move |number| shade(past, number))).collect()
    };
    out += &shades(false);
    out += &format!("@media screen and (prefers-color-scheme: dark) {{\n{}{}}}\n", tones(|tone| tone.bright), shades(true));
    if wide {
        out += "@page { size: A4 landscape }\n";
    }
    // What is on every printed page. No letter of a plan can end the string or the sheet of styles.
    let escaped = |text: &str| -> String {
        let letter = |c: char| if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("\\{:x} ", c as u32) };
        one_line(text).chars().map(letter).collect()
    };
    for (place, text) in [("top", head), ("bottom", foot)] {
        out += &format!("@page {{ @{place}-left {{ content: \"{}\"; font: 8pt sans-serif; color: #555 }} }}\n", escaped(text));
    }
    out
}

/// Writes a section, whose rows are few and large in some reports, and a hundred thousand in others.
fn section(measured: &MeasuredSection, alone: bool, title: &str, out: &mut dyn Write) -> io::Result<()> {
    let section = measured.section;
    let named = !section.heading.is_empty();
    let caption = one_line(if named { &section.heading } else { title });
    let (start, end) = match alone && !named {
        true => (String::new(), String::new()),
        false => {
            split_before("</section>", html! { section id=(section.id) { @if named { h2 { (one_line(&section.heading)) } } } })
        }
    };
    out.write_all(start.as_bytes())?;
    let before = html! {
        @if let Some(picture) = &section.picture { (picture::drawn(picture, section.id)) }
        @if section.rows.is_empty() {
            p class="nothing" { (one_line(&section.nothing)) }
        } @else if section.layout == Layout::Cards {
            div class="cards" { @for row in &section.rows { (card(measured, row, named)) } }
        }
    };
    out.write_all(before.into_string().as_bytes())?;
    if section.layout == Layout::Table && !section.rows.is_empty() {
        tables(measured, named, &caption, out)?;
    }
    out.write_all(end.as_bytes())
}

/// The table of a section, and a table for each of its rows that holds rows.
fn tables(measured: &MeasuredSection, named: bool, caption: &str, out: &mut dyn Write) -> io::Result<()> {
    let section = measured.section;
    let goes_on = section.inner.as_ref().map(|_| section.id);
    let (start, end) = around(&measured.columns, caption);
    out.write_all(start.as_bytes())?;
    chunks::write(&chunks::of_rows(&section.rows), out, |chunk| {
        Ok(rows(&measured.columns, chunk, goes_on).into_string().into_bytes())
    })?;
    out.write_all(end.as_bytes())?;
    if section.inner.is_none() {
        return Ok(());
    }
    chunks::write(&chunks::of_inner(&section.rows), out, |chunk| {
        let Some((number, parent)) = chunk.parent.filter(|_| !chunk.rows.is_empty()) else { return Ok(Vec::new()) };
        let name = cell_text::heading(&section.columns, parent);
        let (start, end) = around(&measured.inner, &name);
        let mut text = String::new();
        if chunk.is_first() {
            text += &heading(named, Some(&target(section.id, number)), &name).into_string();
            text += &start;
        }
        text += &rows(&measured.inner, chunk, None).into_string();
        if chunk.is_last() {
            text += &end;
        }
        Ok(text.into_bytes())
    })
}

fn card<'a>(measured: &MeasuredSection<'_, 'a>, row: &Row<'a>, named: bool) -> Markup {
    let lines = measured.card(row);
    // Of one action the title of the page says it.
    let is_one = measured.section.rows.len() == 1;
    let title = cell_text::card_title(lines.iter().map(|(column, cell)| (column.column.role, cell)));
    html! {
        article class="card" {
            @if !title.is_empty() && !is_one { (heading(named, None, &title)) }
            dl { @for (column, cell) in &lines { dt { (column.column.heading) } dd dir="auto" { (words(cell)) (beside(&cell_text::aside(row, column.column))) } } }
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
    let sections = report.sections_for_people();
    let named = || sections.iter().filter(|section| !section.heading.is_empty());
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
