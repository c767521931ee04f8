//! Pictures as SVG inside the page. Bars grow with the page and their words stay as large as other words; a timeline
//! keeps its shape, and moves within its own box where the page is narrow.

use super::super::cell_text::{bar_in_words, one_line, segment_in_words, shortened};
use super::super::pictures::{LEGEND, months, named_series, tone_of, total};
use super::super::tone;
use crate::reports::{Bar, Picture, Point};
use crate::time::state::State;
use crate::time::when::day_for_people;
use chrono::NaiveDate;
use maud::{Markup, html};

/// A bar's segment is labelled with its number where it is at least this much of the whole width, in hundredths.
const ROOM: f64 = 3.0;

/// The shape of a timeline, in its own units: a letter is about 6.4 wide.
const WIDTH: f64 = 1000.0;
const LABELS: f64 = 330.0;
const LABEL_LETTERS: usize = 48;
const ROW: f64 = 20.0;
const TOP: f64 = 26.0;

/// As many names of months have room side by side.
const MONTHS: i32 = 14;

pub(super) fn drawn(picture: &Picture, id: &str) -> Markup {
    match picture {
        Picture::Bars { title, bars } => drawn_bars(title, bars, id),
        Picture::Timeline { title, from, to, as_at, points } => timeline(title, (*from, *to), *as_at, points, id),
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
                            (one_bar(bar, most, &named, &format!("{id}-bar-{}", number + 1)))
                            span class="words" aria-hidden="true" {
                                @for segment in &bar.segments {
                                    span class={ "key " (tone_of(segment.series, &named).name) } { (segment_in_words(segment)) }
                                }
                                @if bar.segments.is_empty() { "none" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn one_bar(bar: &Bar, most: usize, named: &[&str], id: &str) -> Markup {
    let hundredths = |count: usize| count as f64 * 100.0 / most as f64;
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
                    text class="on" x={ (number(at + width / 2.0)) "%" } y="50%" dy="0.35em" text-anchor="middle" { (segment.count) }
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

fn timeline(title: &str, (from, to): (NaiveDate, NaiveDate), as_at: NaiveDate, points: &[Point], id: &str) -> Markup {
    if points.is_empty() || to <= from {
        return html! {};
    }
    let days = (to - from).num_days() as f64;
    let x = |day: NaiveDate| {
        let share = (day - from).num_days() as f64 / days;
        LABELS + share.clamp(0.0, 1.0) * (WIDTH - LABELS - 12.0)
    };
    let height = TOP + ROW * points.len() as f64 + 8.0;
    let middle = |row: usize| TOP + ROW * (row as f64 + 0.5);
    let rows = points.iter().enumerate();
    html! {
        figure class="timeline" {
            figcaption { (one_line(title)) ". " (LEGEND) " Filled: the day has passed." }
            section class="scroll" tabindex="0" aria-label=(one_line(title)) {
                svg role="img" viewBox={ "0 0 " (number(WIDTH)) " " (number(height)) } aria-labelledby={ (id) "-time " (id) "-time-words" } {
                    title id={ (id) "-time" } { (one_line(title)) }
                    desc id={ (id) "-time-words" } {
                        "From " (day_for_people(from)) " to " (day_for_people(to)) ", as at " (day_for_people(as_at)) ". The table below says the same in words."
                    }
                    @for (day, name) in months(from, to, MONTHS) {
                        line class="grid" x1=(number(x(day))) x2=(number(x(day))) y1=(number(TOP - 6.0)) y2=(number(height)) {}
                        text class="soft" x=(number(x(day) + 3.0)) y="14" { (name) }
                    }
                    @for (row, point) in rows {
                        @let y = middle(row);
                        @let tone = tone::of_state(point.state).name;
                        g class=(tone) {
                            text x="0" y=(number(y)) dy="0.35em" { (shortened(&format!("{} {}", point.label, point.text), LABEL_LETTERS)) }
                            @if let Some(start) = point.start {
                                line class="span" x1=(number(x(start))) x2=(number(x(point.day))) y1=(number(y)) y2=(number(y)) {}
                            }
                            (mark(point, x(point.day), y, as_at))
                        }
                    }
                    @if from <= as_at && as_at <= to {
                        line class="today" x1=(number(x(as_at))) x2=(number(x(as_at))) y1=(number(TOP - 6.0)) y2=(number(height)) {}
                    }
                }
            }
        }
    }
}

fn mark(point: &Point, x: f64, y: f64, as_at: NaiveDate) -> Markup {
    let class = if point.day < as_at || point.state == State::Closed { "fill" } else { "hollow" };
    let words = format!("{}: {}, {}, {}", point.label, point.text, day_for_people(point.day), point.state.words());
    html! {
        @if point.milestone {
            path class=(class) d={ "M" (number(x)) " " (number(y - 6.0)) "l6 6l-6 6l-6 -6z" } { title { (one_line(&words)) } }
        } @else {
            circle class=(class) cx=(number(x)) cy=(number(y)) r="5" { title { (one_line(&words)) } }
        }
    }
}
