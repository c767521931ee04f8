//! The first page of a paper: one sheet of A4 when it is printed.

use super::super::cell_text::{bar_in_words, one_line, shortened};
use super::super::page_one::{
    ACTION, BY_LEAD, BY_MONTH, LABEL, LEAD_NOTE, LONGEST, TO_SETTLE, by_objective, group_of, in_key, label_on, labels,
    longest_bar, longest_note, objectives_note,
};
use super::super::pictures::total;
use super::super::tone;
use super::picture::number;
use crate::reports::{Bar, PageOne, Segment, Share};
use maud::{Markup, html};

/// Letters that a bar of the whole width has room for, and that it has on a phone.
const LETTERS: usize = 104;
const LETTERS_ON_PHONE: usize = 44;

pub(super) fn drawn(page: &PageOne) -> Markup {
    html! {
        section class=(if page.alone { "page-one alone" } else { "page-one" }) aria-label="Page one" {
            header {
                @if let Some(logo) = &page.cover.logo { p class="logo" { (one_line(logo)) } }
                p class="board" { (one_line(&page.board)) }
                h1 { (one_line(&page.heading)) }
                ul class="cover" {
                    @for line in &page.standing { li { (one_line(line)) } }
                }
                ul class="cover" {
                    @for (place, words) in page.cover.places() { li { (place) ": " bdi { (one_line(&words)) } } }
                }
            }
            p class="message" { @for said in &page.message { b { (one_line(&said.strong)) } (one_line(&said.rest)) " " } }
            ul class="figures" {
                @for figure in &page.figures {
                    li { b { (figure.number()) } span { (figure.words) } @if !figure.beside.is_empty() { span { (figure.beside) } } }
                }
            }
            (groups(page))
            @if !page.to_settle.is_empty() {
                h2 { (TO_SETTLE) }
                ol class="settle" { @for line in &page.to_settle { li { b { (line.heading) ":" } " " bdi { (one_line(&line.text)) } } } }
            }
            @if !page.longest.is_empty() {
                div class="halves" {
                    div { (longest(page)) }
                    div {
                        h2 { (BY_MONTH) }
                        (counts(&page.by_month))
                        @if !page.by_lead.is_empty() {
                            h2 { (BY_LEAD) }
                            (shares(&page.by_lead, "lead"))
                            p class="small" { (LEAD_NOTE) }
                        }
                    }
                }
            }
            @if !page.by_objective.is_empty() {
                h2 { (by_objective(page)) }
                (shares(&page.by_objective, "objective"))
                @if let Some(note) = objectives_note(page) { p class="small" { (note) } }
            }
            p class="basis" { (one_line(&page.basis)) }
        }
    }
}

/// The open actions then and now, each part with its number and, where there is room, its words.
fn groups(page: &PageOne) -> Markup {
    let most = longest_bar(page.groups.iter());
    html! {
        @if most > 0 {
            ul class="parts then-and-now" {
                @for (at, bar) in page.groups.iter().enumerate() {
                    li {
                        span class="label" { (bar.label) }
                        (one_bar(bar, most, &format!("groups-{at}"), |segment, letters| label_on(segment, in_key(page, segment.series), letters)))
                    }
                }
            }
            ul class="key-of-parts" {
                @for (series, words) in &page.key {
                    @if let Some(group) = group_of(*series) {
                        li { span class={ "swatch " (tone::of_group(group).name) } {} (one_line(words)) }
                    }
                }
            }
        }
    }
}

fn longest(page: &PageOne) -> Markup {
    let several = page.longest.iter().any(|late| late.board.is_some());
    html! {
        h2 { (LONGEST) }
        table {
            thead { tr { th scope="col" { "Ref" } th scope="col" { "Action" } th scope="col" { "Lead" } th scope="col" class="date" { "Due" } } }
            tbody {
                @for late in &page.longest {
                    tr {
                        th scope="row" { (one_line(&late.reference)) }
                        td dir="auto" {
                            (shortened(&late.action, ACTION))
                            @if several && let Some(board) = &late.board { span class="small" { " " (one_line(board)) } }
                        }
                        td dir="auto" { (shortened(&late.leads, LABEL)) }
                        td class="date" { (late.due) }
                    }
                }
            }
        }
        @if let Some(note) = longest_note(page) { p class="small" { (note) } }
    }
}

/// Bars with their numbers after them.
fn counts(bars: &[Bar]) -> Markup {
    let most = longest_bar(bars.iter());
    html! {
        ul class="parts counts" {
            @for (at, bar) in bars.iter().enumerate() {
                li {
                    span class="label" { (one_line(&bar.label)) }
                    (one_bar(bar, most, &format!("month-{at}"), |_, _| String::new()))
                    span class="count" { (total(&bar.segments)) }
                }
            }
        }
    }
}

/// Bars with how many of how many.
fn shares(shares: &[Share], id: &str) -> Markup {
    let most = longest_bar(shares.iter().map(|share| &share.bar));
    html! {
        ul class={ "parts by-" (id) } {
            @for (at, (share, label)) in shares.iter().zip(labels(shares)).enumerate() {
                li {
                    span class="label" dir="auto" { (label) }
                    (one_bar(&share.bar, most, &format!("{id}-{at}"), |_, _| String::new()))
                    span class="count" { (share.words()) }
                }
            }
        }
    }
}

/// The parts stand apart by a white gap; the light ones have an outline.
fn one_bar(bar: &Bar, most: usize, id: &str, label: impl Fn(&Segment, usize) -> String) -> Markup {
    let hundredths = |count: usize| count as f64 * 100.0 / most as f64;
    let starts = bar.segments.iter().scan(0, |end, segment| {
        *end += segment.count;
        Some(*end - segment.count)
    });
    html! {
        svg role="img" aria-labelledby={ (id) "-name " (id) "-words" } {
            title id={ (id) "-name" } { (one_line(&bar.label)) }
            desc id={ (id) "-words" } { (bar_in_words(bar)) }
            @for (segment, start) in bar.segments.iter().zip(starts) {
                @if let Some(group) = group_of(segment.series) {
                    @let (at, width) = (hundredths(start), hundredths(segment.count));
                    @let [words, short] = [LETTERS, LETTERS_ON_PHONE].map(|letters| label(segment, letters * segment.count / most));
                    rect class={ "part " (tone::of_group(group).name) } x={ (number(at)) "%" } width={ (number(width)) "%" } height="100%" {}
                    @if tone::is_outlined(group) {
                        rect class="line" x={ (number(at)) "%" } width={ (number(width)) "%" } height="100%" {}
                    }
                    @let is_short = short != words;
                    @for (words, on) in [(&words, if is_short { " wide" } else { "" }), (&short, " narrow")].into_iter().take(1 + usize::from(is_short)) {
                        @if !words.is_empty() {
                            text class={ "ink-" (tone::of_group(group).name) (on) } x={ (number(at)) "%" } dx="6" y="50%" dy="0.35em" { (one_line(words)) }
                        }
                    }
                }
            }
        }
    }
}
