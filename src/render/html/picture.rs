//! Pictures inside the page: bars and timelines grow with it, and their words stay as large as other words; a timeline and a grid of
//! numbers move within their own box where the page is narrow.

use super::super::cell_text::{bar_in_words, one_line, segment_in_words};
use super::super::pictures::{LEGEND, key_of_grid, months, named_series, point_in_words, shade_of, states_of, tone_of, total};
use super::super::tone;
use crate::reports::{Bar, CalendarLine, Grid, Picture, Point, Segment};
use crate::text::wrap::width as letters;
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

/// A bar's segment is labelled with its number where it is at least this much of the whole width, in hundredths.
const ROOM: f64 = 3.0;

/// A letter on a bar takes at most this much of its width on a phone, in hundredths.
const LETTER: f64 = 2.2;

/// As many names of months have room side by side.
const MONTHS: i32 = 14;

pub(super) fn drawn(picture: &Picture, id: &str) -> Markup {
    match picture {
        Picture::Bars { title, bars } => drawn_bars(title, bars, id),
        Picture::Timeline { title, from, to, as_at, lines } => timeline(title, (*from, *to), *as_at, lines, id),
        Picture::Grid(grid) => drawn_grid(grid),
    }
}

fn drawn_bars(title: &str, bars: &[Bar], id: &str) -> Markup {
    let most = bars.iter().map(|bar| total(&bar.segments)).max().unwrap_or(0);
    if most == 0 {
        return html! {};
    }
    let named = named_series(bars);
    html! {
        figure class=[(bars.len() < 12).then_some("small")] {
            figcaption { (one_line(title)) }
            ul class={ "bars" @if bars.len() == 1 { " one" } } {
                @for (number, bar) in bars.iter().enumerate() {
                    li {
                        span class="label" dir="auto" { (one_line(&bar.label)) }
                        span class="bar" {
                            @if bar.segments.is_empty() {
                                span class="words" { "none" }
                            } @else {
                                (one_bar(bar, most, &named, &format!("{id}-bar-{}", number + 1)))
                            }
                            // What stands on the bar is not said twice.
                            @if bar.segments.iter().any(|segment| !has_room(segment, most)) {
                                span class="words" aria-hidden="true" {
                                    @for segment in &bar.segments {
                                        span class={ "key " (tone_of(segment.series, &named).name) } { (segment_in_words(segment)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Hundredths of the longest bar.
fn hundredths(count: usize, most: usize) -> f64 {
    count as f64 * 100.0 / most as f64
}

/// The words of a segment have room on it, on a phone too: so it is read without colours.
fn has_room(segment: &Segment, most: usize) -> bool {
    hundredths(segment.count, most) >= (letters(&segment_in_words(segment)) + 1) as f64 * LETTER
}

fn one_bar(bar: &Bar, most: usize, named: &[&str], id: &str) -> Markup {
    let hundredths = |count: usize| hundredths(count, most);
    // Each segment begins where the one before it ends.
    let starts = bar.segments.iter().scan(0, |end, segment| {
        *end += segment.count;
        Some(*end - segment.count)
    });
    html! {
        svg role="img" aria-labelledby={ (id) " " (id) "-words" } {
            title id=(id) { (one_line(&bar.label)) }
            desc id={ (id) "-words" } { (bar_in_words(bar)) }
            @for (segment, start) in bar.segments.iter().zip(starts) {
                @let (at, width) = (hundredths(start), hundredths(segment.count));
                rect class={ "fill " (tone_of(segment.series, named).name) } x={ (number(at)) "%" } width={ (number(width)) "%" } height="100%" {}
                @if width >= ROOM {
                    text class="on" x={ (number(at + width / 2.0)) "%" } y="50%" dy="0.35em" text-anchor="middle" {
                        @if has_room(segment, most) { (segment_in_words(segment)) } @else { (segment.count) }
                    }
                }
            }
        }
    }
}

/// A number of a drawing, not below nought: no more places than can be seen.
pub(super) fn number(number: f64) -> String {
    // Every digit of a fraction costs more than all the rest of a bar.
    let hundredths = (number * 100.0).round_ties_even() as u64;
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) if part % 10 == 0 => format!("{whole}.{}", part / 10),
        (whole, part) => format!("{whole}.{part:02}"),
    }
}

/// Where a day lies among the months of a calendar, which are equally wide, in hundredths of the whole; `share` is how much of the day
/// has gone.
fn place(day: NaiveDate, share: f64, (from, months): (NaiveDate, f64)) -> String {
    let whole = (day.year() - from.year()) * 12 + day.month0() as i32 - from.month0() as i32;
    let days = f64::from(When::Month { year: day.year(), month: day.month() }.last_day().day());
    let part = (f64::from(day.day0()) + share) / days;
    number(((f64::from(whole) + part) / months).clamp(0.0, 1.0) * 100.0)
}

/// A line for each action, whose words wrap; the months stand in the head of a table, so that print repeats them on each page.
fn timeline(title: &str, (from, to): (NaiveDate, NaiveDate), as_at: NaiveDate, lines: &[CalendarLine], id: &str) -> Markup {
    if lines.is_empty() || to <= from {
        return html! {};
    }
    let count = (to.year() - from.year()) * 12 + to.month0() as i32 - from.month0() as i32 + 1;
    let among = (from, f64::from(count));
    let today = place(as_at, 0.5, among);
    html! {
        figure class="timeline" {
            figcaption {
                (one_line(title)) ". " (LEGEND)
                span class="words" {
                    @for state in states_of(lines) { span class={ "key " (tone::of_state(state).name) } { (state.words()) } }
                }
            }
            section class="scroll" tabindex="0" aria-label=(one_line(title)) {
                div class="calendar" role="img" aria-labelledby={ (id) "-time-words" } style={ "--months:" (count) ";--today:" (today) "%" } {
                    div class="months" {
                        div class="row" {
                            div class="name" {}
                            div class="track" {
                                svg {
                                    desc id={ (id) "-time-words" } {
                                        (one_line(title)) ": from " (day_for_people(from)) " to " (day_for_people(to)) ", as at "
                                        (day_for_people(as_at)) ". The table below says the same in words."
                                    }
                                    @for (day, name) in months(from, to, MONTHS) {
                                        // A name that would go over the edge ends there.
                                        @if (day.year(), day.month()) == (to.year(), to.month()) {
                                            text class="soft" x="100%" y="1.1em" text-anchor="end" { (name) }
                                        } @else {
                                            text class="soft" x={ (place(day, 0.0, among)) "%" } dx="3" y="1.1em" { (name) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    div class="lines" {
                        @for line in lines {
                            @if let Some(group) = &line.group {
                                div class="row group" { div class="name" dir="auto" { (one_line(group)) } div class="track" {} }
                            }
                            div class="row" {
                                div class="name" dir="auto" { b { (one_line(&line.label)) } " " (one_line(&line.text)) }
                                div class="track" {
                                    svg { @for point in &line.points { (mark(point, among)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn mark(point: &Point, among: (NaiveDate, f64)) -> Markup {
    let tone = tone::of_state(point.state).name;
    let title = html! { title { (one_line(&point_in_words(point))) } };
    match point.start {
        Some(start) => {
            let end = place(point.day, 1.0, among);
            let (start, width) = (place(start, 0.0, among), |start: &str| {
                let parse = |text: &str| text.parse::<f64>().unwrap_or(0.0);
                number((parse(&end) - parse(start)).max(0.5))
            });
            let class = if point.milestone { "hollow" } else { "fill" };
            html! {
                rect class={ (class) " " (tone) } x={ (start) "%" } width={ (width(&start)) "%" } y="20%" height="60%" rx="2" { (title) }
            }
        }
        None if point.milestone => html! {
            svg class="mark" x={ (place(point.day, 0.5, among)) "%" } y="50%" {
                path class={ "fill " (tone) } d="M0 -6l6 6l-6 6l-6 -6z" { (title) }
            }
        },
        None => html! {
            circle class={ "fill " (tone) } cx={ (place(point.day, 0.5, among)) "%" } cy="50%" r="5" { (title) }
        },
    }
}

/// What the style sheet calls the shade of a number.
pub(super) fn name_of_shade(past: bool, shade: usize) -> String {
    format!("{}-{shade}", if past { "past" } else { "load" })
}

/// Numbers by row and column, the larger the stronger, past and to come apart.
fn drawn_grid(grid: &Grid) -> Markup {
    if grid.rows.is_empty() || grid.heads().next().is_none() {
        return html! {};
    }
    let most = grid.most();
    let group = |past: bool| if past { "missed" } else { "to come" };
    html! {
        figure class="grid" {
            figcaption {
                (one_line(&grid.title))
                span class="words" {
                    @for (past, shade, words) in key_of_grid(grid) { span class={ "key " (name_of_shade(past, shade)) } { (words) } }
                }
            }
            section class="scroll" tabindex="0" aria-label=(one_line(&grid.title)) {
                table {
                    caption { (one_line(&grid.title)) }
                    thead {
                        tr {
                            th scope="col" rowspan="2" { (grid.head) }
                            @for (past, heads) in [(true, &grid.past), (false, &grid.to_come)] {
                                @if !heads.is_empty() { th scope="colgroup" colspan=(heads.len()) class=[(!past).then_some("coming")] { (group(past)) } }
                            }
                        }
                        tr {
                            @for (number, head) in grid.heads().enumerate() {
                                th scope="col" class=[(number == grid.past.len()).then_some("coming")] { (head) }
                            }
                        }
                    }
                    tbody {
                        @for (name, counts) in &grid.rows {
                            tr {
                                th scope="row" dir="auto" { (one_line(name)) }
                                @for (number, count) in counts.iter().enumerate() {
                                    @let past = number < grid.past.len();
                                    @let shade = shade_of(*count, most);
                                    td class={ @if shade > 0 { "shaded " (name_of_shade(past, shade)) } @if number == grid.past.len() { " coming" } } {
                                        @if *count > 0 { (count) } @else { span class="nought" { "0" } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
