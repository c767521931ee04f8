//! What every drawn picture is made of.

use super::tone::{self, Tone};
use crate::reports::{Bar, CalendarLine, Grid, Picture, Point, Segment, Series};
use crate::time::state::State;
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, Months, NaiveDate};

/// What the marks of a timeline mean.
pub(super) const LEGEND: &str = "A circle is due on that day, a bar in that month (or longer time); a diamond and an outlined bar are \
                                 milestones. The dashed line is the day of this paper.";

/// How many actions are in each state, as one bar; nothing where that would say nothing.
pub(super) fn state_bar(counts: &[(State, usize)]) -> Option<Picture> {
    let counted = counts.iter().filter(|(_, count)| *count > 0);
    let segments: Vec<Segment> = counted.map(|&(state, count)| Segment { series: Series::State(state), count }).collect();
    let bar = Bar { label: format!("{} actions", total(&segments)), segments };
    (bar.segments.len() > 1).then(|| Picture::Bars { title: "How the actions asked about stand".into(), bars: vec![bar] })
}

/// How many all segments of a bar count.
pub(super) fn total(segments: &[Segment]) -> usize {
    segments.iter().map(|segment| segment.count).sum()
}

/// The names of series that are no states, in the order met.
pub(super) fn named_series(bars: &[Bar]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for segment in bars.iter().flat_map(|bar| &bar.segments) {
        if let Series::Named(name) = segment.series
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// Every series of some bars: states in their order, then all others in the order met.
pub(super) fn all_series(bars: &[Bar]) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for segment in bars.iter().flat_map(|bar| &bar.segments) {
        if !all.contains(&segment.series) {
            all.push(segment.series);
        }
    }
    all.sort_by_key(|series| series.state());
    all
}

/// The tone of a series; `named` are those that are no states.
pub(super) fn tone_of(series: Series, named: &[&str]) -> &'static Tone {
    match series {
        Series::State(state) => tone::of_state(state),
        Series::Group(group) => tone::of_group(group),
        // What is missed is overdue, and what is to come is not, whatever else is counted beside them.
        Series::Named("missed") => tone::of_state(State::Overdue),
        Series::Named("to come") => tone::of_state(State::Scheduled),
        Series::Named(name) => tone::of_series(named.iter().position(|other| *other == name).unwrap_or(0)),
    }
}

/// The sign of a point on a calendar.
pub(super) fn marks(point: &Point) -> &'static str {
    match (point.milestone, point.start) {
        (true, _) => "◆",
        (false, Some(_)) => "■",
        (false, None) => "●",
    }
}

/// The states that the points of a calendar have, for its key.
pub(super) fn states_of(lines: &[CalendarLine]) -> Vec<State> {
    let any = |state: State| lines.iter().flat_map(|line| &line.points).any(|point| point.state == state);
    State::ALL.into_iter().filter(|state| any(*state)).collect()
}

/// A point in words: "due in March 2008: Evaluation received, overdue".
pub(super) fn point_in_words(point: &Point) -> String {
    let when = match point.start {
        // Of a month or longer: all of it, as it is not known on which day.
        Some(start) if (start.year(), start.month()) == (point.day.year(), point.day.month()) => {
            format!("in {}", When::Month { year: start.year(), month: start.month() }.for_people())
        }
        Some(start) => format!("{} to {}", day_for_people(start), day_for_people(point.day)),
        None => format!("on {}", day_for_people(point.day)),
    };
    let what = if point.text.is_empty() { String::new() } else { format!("{}, ", point.text) };
    match point.state {
        State::Closed => format!("{what}done {when}"),
        state => format!("{what}due {when}, {}", state.words()),
    }
}

/// How strong the shade of a number of a grid is, from 0 to [`SHADES`]: nought is not shaded, every other number is.
pub(super) fn shade_of(count: usize, most: usize) -> usize {
    if count == 0 || most == 0 { 0 } else { (count * SHADES).div_ceil(most).clamp(1, SHADES) }
}

/// The shades of numbers other than nought: no more than can differ by 3:1 from each other and from the page.
pub(super) const SHADES: usize = 2;

/// What each shade of a grid stands for, where the largest number is `most`: "1 to 4", "5 to 8".
pub(super) fn ranges_of_shades(most: usize) -> Vec<(usize, String)> {
    let range = |shade: usize| {
        let (first, last) = (most * (shade - 1) / SHADES + 1, most * shade / SHADES);
        let words = if first == last { first.to_string() } else { format!("{first} to {last}") };
        (first <= last).then_some((shade, words))
    };
    (1..=SHADES).filter_map(range).collect()
}

/// The key of a grid: for each side that it has, whether that is past, and what its shades stand for.
pub(super) fn key_of_grid(grid: &Grid) -> Vec<(bool, usize, String)> {
    let sides =
        [(true, &grid.past, "missed"), (false, &grid.to_come, "to come")].into_iter().filter(|(_, heads, _)| !heads.is_empty());
    let ranges = ranges_of_shades(grid.most());
    sides.flat_map(|(past, _, name)| ranges.iter().map(move |(shade, words)| (past, *shade, format!("{words} {name}")))).collect()
}

/// The first days of the months between two days, or of longer stretches where those are more than `most`, each with its name.
pub(super) fn months(from: NaiveDate, to: NaiveDate, most: i32) -> Vec<(NaiveDate, String)> {
    let all = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32 + 1;
    let step = [1, 3, 6, 12, 60].into_iter().find(|step| all / step <= most).unwrap_or(120);
    let first = from.with_day(1).unwrap_or(from);
    let firsts = (0..all).step_by(step as usize).filter_map(|month| first.checked_add_months(Months::new(month as u32)));
    firsts.map(|day| (day.max(from), day.format(if step < 12 { "%b %y" } else { "%Y" }).to_string())).collect()
}
