//! What every drawn picture is made of.

use super::tone::{self, Tone};
use crate::reports::{Bar, Part, Picture, Point};
use crate::time::state::State;
use chrono::{Datelike, Months, NaiveDate};

/// What the marks of a timeline mean.
pub(super) const LEGEND: &str = "A circle is the date of an action, a diamond that of a milestone.";

/// How many actions are in each state, as one bar; nothing where that would say nothing.
pub(super) fn state_bar(counts: &[(State, usize)]) -> Option<Picture> {
    let part = |&(state, count): &(State, usize)| Part { name: state.words().into(), state: Some(state), rag: None, count };
    let parts: Vec<Part> = counts.iter().filter(|(_, count)| *count > 0).map(part).collect();
    let all: usize = parts.iter().map(|part| part.count).sum();
    let label = format!("{all} actions");
    (parts.len() > 1)
        .then(|| Picture::Bars { title: "How the actions asked about stand".into(), bars: vec![Bar { label, parts }] })
}

/// The names of parts that are neither a state nor a colour, in the order met.
pub(super) fn series(bars: &[Bar]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for part in bars.iter().flat_map(|bar| &bar.parts).filter(|part| part.state.is_none() && part.rag.is_none()) {
        if !names.contains(&&*part.name) {
            names.push(&part.name);
        }
    }
    names
}

pub(super) fn tone_of(part: &Part, series: &[&str]) -> &'static Tone {
    let own = || tone::of_series(series.iter().position(|name| *name == part.name).unwrap_or(0));
    match (part.state, part.rag) {
        (Some(state), _) => tone::of_state(state),
        (_, Some(rag)) => tone::of_rag(rag.word()).unwrap_or_else(own),
        _ => own(),
    }
}

/// The sign of a point on a calendar.
pub(super) fn marks(point: &Point) -> &'static str {
    if point.milestone { "◆" } else { "●" }
}

/// The first days of the months between two days, or of longer stretches where those are more than `most`, each with its name.
pub(super) fn months(from: NaiveDate, to: NaiveDate, most: i32) -> Vec<(NaiveDate, String)> {
    let all = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32 + 1;
    let step = [1, 3, 6, 12, 60].into_iter().find(|step| all / step <= most).unwrap_or(120);
    let first = from.with_day(1).unwrap_or(from);
    let firsts = (0..all).step_by(step as usize).filter_map(|month| first.checked_add_months(Months::new(month as u32)));
    firsts.map(|day| (day.max(from), day.format(if step < 12 { "%b %y" } else { "%Y" }).to_string())).collect()
}
