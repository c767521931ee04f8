//! Pictures on the screen, drawn with signs: each series has a sign of its own, so that no colour is needed.

use super::cell_text::{one_line, told_apart};
use super::pictures::{states_of, total};
use crate::reports::{Bar, CalendarLine, Grid, Picture, Series};
use crate::text::wrap::{self, cut, wrapped_after};
use crate::time::state::State;
use chrono::{Datelike, NaiveDate};

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
        Picture::Timeline { from, to, as_at, lines, .. } => draw_calendar(*from, *to, *as_at, lines, width),
        Picture::Grid(grid) => draw_grid(grid, width),
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
    let labels = labels(bars);
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

/// A line for each action, a sign for each month in which it has a date; the most pressing date counts. Each objective has a line before
/// those of its actions.
fn draw_calendar(from: NaiveDate, to: NaiveDate, as_at: NaiveDate, lines: &[CalendarLine], width: usize) -> Option<String> {
    let month = |day: NaiveDate| (day.year() - from.year()) * 12 + day.month0() as i32 - from.month0() as i32;
    let months = usize::try_from(month(to) + 1).ok()?;
    let labels: Vec<String> = lines.iter().map(|line| cut(&one_line(&line.label), LABEL)).collect();
    let margin = labels.iter().map(|label| wrap::width(label)).max().unwrap_or(0) + 2;
    let each = [3, 2, 1].into_iter().find(|each| margin + months * each <= width)?;
    if lines.len() > MOST_LINES || lines.is_empty() {
        return None;
    }
    let initial = |number: usize| b"JFMAMJJASOND"[(from.month0() as usize + number) % 12] as char;
    let row = |signs: &mut dyn Iterator<Item = char>| {
        signs.map(|sign| format!("{sign:<each$}")).collect::<String>().trim_end().to_owned()
    };
    let margin_of = |text: &str| format!("{}{text}\n", " ".repeat(margin));
    let begin = (0..months).filter(|number| *number == 0 || (from.month0() as usize + number).is_multiple_of(12));
    let begin: Vec<(usize, String)> =
        begin.map(|number| (number * each, (from.year() + (from.month0() as i32 + number as i32) / 12).to_string())).collect();
    // A year of which only the last month is shown makes room for the next one.
    let has_room = |number: usize| begin.get(number + 1).is_none_or(|(next, _)| begin[number].0 + begin[number].1.len() < *next);
    let shown = begin.iter().enumerate().filter(|(number, _)| has_room(*number));
    let years = shown.fold(String::new(), |text, (_, (at, year))| format!("{text:at$}{year}"));
    let mut out = margin_of(&years) + &margin_of(&row(&mut (0..months).map(initial)));
    let now = usize::try_from(month(as_at)).ok();
    out += &margin_of(&row(&mut (0..months).map(|number| if Some(number) == now { 'v' } else { ' ' })));
    for (line, label) in lines.iter().zip(&labels) {
        if let Some(group) = &line.group {
            out += &wrapped_after(&one_line(group), "", "  ", width);
        }
        let mut cells: Vec<Option<State>> = vec![None; months];
        for point in &line.points {
            if let Some(cell) = usize::try_from(month(point.day)).ok().and_then(|number| cells.get_mut(number)) {
                *cell = Some(cell.map_or(point.state, |state| state.min(point.state)));
            }
        }
        let signs = row(&mut cells.iter().map(|cell| cell.map_or(' ', sign)));
        out += format!("{}  {signs}", padded(label, margin - 2)).trim_end();
        out.push('\n');
    }
    let names = states_of(lines).into_iter().map(|state| (sign(state), state.words())).chain([('v', "this month")]);
    Some(out + &legend(names, margin, width))
}

/// Numbers by row and column; what is to come stands behind a line.
fn draw_grid(grid: &Grid, width: usize) -> Option<String> {
    // "Mar 08": the letter of the month, and the year where it begins.
    let heads: Vec<(&str, &str)> = grid.heads().map(|head| head.split_once(' ').unwrap_or((head, ""))).collect();
    let each = grid.most().to_string().len().max(1) + 2;
    let parting = if grid.past.is_empty() { "" } else { " |" };
    let room = width.checked_sub(heads.len() * each + parting.len() + 1).filter(|&room| room >= LEAST / 2)?;
    let longest = grid.rows.iter().map(|(label, _)| wrap::width(&one_line(label))).max().unwrap_or(0);
    let margin = longest.max(grid.head.len()).min(room);
    let line = |label: &str, cells: &mut dyn Iterator<Item = String>| {
        let mut text = String::new();
        for (number, cell) in cells.enumerate() {
            if number == grid.past.len() {
                text += parting;
            }
            text += &format!("{cell:>each$}");
        }
        let label: Vec<String> = wrapped_after(&one_line(label), "", "", margin).lines().map(str::to_owned).collect();
        let first = label.first().map_or("", String::as_str);
        let rest: String = label.iter().skip(1).map(|line| format!("{line}\n")).collect();
        format!("{}{}\n{rest}", padded(first, margin), text.trim_end())
    };
    let years = heads.iter().enumerate().map(|(number, (_, year))| match number {
        0 => (*year).to_owned(),
        number if heads[number - 1].1 != *year || number == grid.past.len() => (*year).to_owned(),
        _ => String::new(),
    });
    let mut out = line("", &mut years.collect::<Vec<_>>().into_iter());
    out += &line(grid.head, &mut heads.iter().map(|(month, _)| month.chars().take(1).collect()));
    for (label, counts) in &grid.rows {
        let shown = |count: &usize| if *count == 0 { "·".to_owned() } else { count.to_string() };
        out += &line(label, &mut counts.iter().map(shown));
    }
    let key = match (grid.past.is_empty(), grid.to_come.is_empty()) {
        (false, false) => "before the line: missed; after it: to come",
        (false, true) => "all of it missed",
        _ => "all of it to come",
    };
    Some(format!("{out}{}({key})\n", " ".repeat(margin + 1)))
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

/// What stands before each bar. A label that is too long ends in dots, which any console has.
fn labels(bars: &[Bar]) -> Vec<String> {
    let whole: Vec<_> = bars.iter().map(|bar| one_line(&bar.label)).collect();
    told_apart(&whole, |label| cut(label, LABEL), |label| wrap::shortened_inside(label, LABEL, "..."))
}
