//! Pictures on the screen, drawn with signs: each series has a sign of its own, so that no colour is needed.

use super::cell_text::one_line;
use super::pictures::total;
use crate::reports::{Bar, Picture, Point, Series};
use crate::text::wrap::{self, cut, wrapped_after};
use crate::time::state::State;
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// A picture needs so many columns for itself, beside its labels.
const LEAST: usize = 24;
/// Longer pictures are left to the table below them, which says the same.
const MOST_LINES: usize = 60;
/// The widest a label is drawn.
const LABEL: usize = 30;

/// The signs of series that are no states, in the order met.
const SERIES: [char; 6] = ['█', '▒', '░', '+', '=', '~'];

fn sign(state: State) -> char {
    match state {
        State::Overdue => '█',
        State::LateToStart => '▓',
        State::DueSoon => '▒',
        State::Scheduled => '░',
        State::OnHold => '=',
        State::Ongoing => '~',
        State::Event => '?',
        State::Undated => '·',
        State::Closed => '+',
    }
}

/// The picture in lines of at most `width` columns; nothing where there is no room for it.
pub(super) fn draw(picture: &Picture, width: usize) -> Option<String> {
    match picture {
        Picture::Bars { bars, .. } => draw_bars(bars, width),
        Picture::Timeline { from, to, as_at, points, .. } => draw_calendar(*from, *to, *as_at, points, width),
    }
}

fn draw_bars(bars: &[Bar], width: usize) -> Option<String> {
    let mut signs: Vec<(Series, char)> = Vec::new();
    for segment in bars.iter().flat_map(|bar| &bar.segments) {
        if !signs.iter().any(|(series, _)| *series == segment.series) {
            let own = SERIES[signs.len() % SERIES.len()];
            signs.push((segment.series, segment.series.state().map_or(own, sign)));
        }
    }
    // Series keep the order they are met in.
    signs.sort_by_key(|(series, _)| series.state());
    let sign = |series: Series| signs.iter().find(|(other, _)| *other == series).map_or('#', |(_, sign)| *sign);
    let total = |bar: &Bar| total(&bar.segments);
    let most = bars.iter().map(total).max().filter(|&most| most > 0)?;
    let labels: Vec<String> = bars.iter().map(|bar| short(&bar.label)).collect();
    let margin = labels.iter().map(|label| wrap::width(label)).max().unwrap_or(0) + 2;
    let number = most.to_string().len();
    let room = width.checked_sub(margin + number + 1).filter(|&room| room >= LEAST && bars.len() <= MOST_LINES)?.min(60);
    let mut out = String::new();
    for (bar, label) in bars.iter().zip(&labels) {
        let mut drawn = String::new();
        let (mut sum, mut at) = (0, 0);
        for segment in &bar.segments {
            sum += segment.count;
            // One sign for each where there is room; else by measure, but never less than one.
            let end = if most <= room { sum } else { (sum * room / most).max(at + 1) };
            drawn.extend(std::iter::repeat_n(sign(segment.series), end - at));
            at = end;
        }
        out += &format!("{}  {drawn}{}{}\n", padded(label, margin - 2), if at > 0 { " " } else { "" }, total(bar));
    }
    Some(out + &legend(signs.iter().map(|(series, sign)| (*sign, series.name())), margin, width))
}

/// A line for each action, a sign for each month in which it has a date; the most pressing date counts.
fn draw_calendar(from: NaiveDate, to: NaiveDate, as_at: NaiveDate, points: &[Point], width: usize) -> Option<String> {
    let month = |day: NaiveDate| (day.year() - from.year()) * 12 + day.month0() as i32 - from.month0() as i32;
    let months = usize::try_from(month(to) + 1).ok()?;
    let mut lines: Vec<(&str, Vec<Option<State>>)> = Vec::new();
    let mut index = HashMap::new();
    for point in points {
        let line = *index.entry(&*point.label).or_insert_with(|| {
            lines.push((&*point.label, vec![None; months]));
            lines.len() - 1
        });
        let cell = lines[line].1.get_mut(usize::try_from(month(point.day)).ok()?)?;
        *cell = Some(cell.map_or(point.state, |state| state.min(point.state)));
    }
    let labels: Vec<String> = lines.iter().map(|(label, _)| short(label)).collect();
    let margin = labels.iter().map(|label| wrap::width(label)).max().unwrap_or(0) + 2;
    let each = [3, 2, 1].into_iter().find(|each| margin + months * each <= width)?;
    if lines.len() > MOST_LINES || lines.is_empty() {
        return None;
    }
    let initial = |number: usize| b"JFMAMJJASOND"[(from.month0() as usize + number) % 12] as char;
    let row = |signs: &mut dyn Iterator<Item = char>| {
        signs.map(|sign| format!("{sign:<each$}")).collect::<String>().trim_end().to_owned()
    };
    let mut out = format!("{}{}\n", " ".repeat(margin), row(&mut (0..months).map(initial)));
    let now = usize::try_from(month(as_at)).ok();
    out +=
        &format!("{}{}\n", " ".repeat(margin), row(&mut (0..months).map(|number| if Some(number) == now { 'v' } else { ' ' })));
    for ((_, cells), label) in lines.iter().zip(&labels) {
        let signs = row(&mut cells.iter().map(|cell| cell.map_or(' ', sign)));
        out += &format!("{}  {signs}\n", padded(label, margin - 2));
    }
    let used = State::ALL.into_iter().filter(|state| points.iter().any(|point| point.state == *state));
    let names = used.map(|state| (sign(state), state.words())).chain([('v', "this month")]);
    Some(out + &legend(names, margin, width))
}

/// What each sign stands for; a sign is not parted from its words.
fn legend<'n>(names: impl Iterator<Item = (char, &'n str)>, margin: usize, width: usize) -> String {
    // Takes a column, and is no blank.
    const TIE: &str = "\u{1}";
    let entries: Vec<String> = names.map(|(sign, name)| format!("{sign} {name}").replace(' ', TIE)).collect();
    let margin = " ".repeat(margin);
    wrapped_after(&entries.join(&format!("{TIE}{TIE} ")), &margin, &margin, width)
        .replace(TIE, " ")
        .replace(" \n", "\n")
        .replace(" \n", "\n")
}

fn padded(label: &str, width: usize) -> String {
    format!("{label}{}", " ".repeat(width.saturating_sub(wrap::width(label))))
}

/// A label that is too long ends in dots.
fn short(label: &str) -> String {
    cut(&one_line(label), LABEL)
}
