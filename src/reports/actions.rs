//! Reports with a row for each action (or each date of it): overdue, due, list, show.

use super::columns::{self, ActionColumn, COLUMNS, Line, MACHINE};
use super::{About, Cell, Column, Inner, Layout, Report, Row, Rows, Section, counted, counts, notes};
use crate::query::{Answer, Falling};
use crate::time::state::State;
use crate::time::when::day_for_people;
use std::collections::HashMap;

/// How a list is to be laid out.
#[derive(Clone, Default, Debug)]
pub struct Listing {
    /// The columns asked for; empty for the usual ones.
    pub columns: Vec<&'static str>,
    /// The column to sort by, and whether from the largest; the printed order when left out.
    pub sort: Option<(&'static str, bool)>,
    /// The column to group by.
    pub group_by: Option<&'static str>,
}

/// What is overdue, worst first.
pub fn overdue(answers: &[Answer], about: About) -> Report<'_> {
    let mut lines: Vec<Line> = lines(answers, about).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.found.verdict.days_late()));
    let title = format!("Overdue as at {}: {}", day_for_people(about.as_at), of_open(lines.len(), answers));
    let mut report =
        table("overdue", title, about, answers, lines, &["days_late", "due", "ref", "action", "leads", "what"], MACHINE);
    report.notes = notes::beside_overdue(answers, about);
    report.sections[0].nothing = "Nothing is overdue.".into();
    report
}

/// What falls due in the window asked about, soonest first; `until` says how far it reaches.
pub fn due<'a>(answers: &'a [Answer], about: About, until: &str, to_meeting: bool) -> Report<'a> {
    let found = answers.iter().flat_map(|answer| &answer.found);
    let falling = found.flat_map(|found| {
        let line =
            |falling: &'a Falling| Line { due: Some(falling.due), what: falling.what.as_deref(), ..Line::of(found, about.as_at) };
        found.falling.iter().map(line)
    });
    let mut lines: Vec<Line> = falling.collect();
    lines.sort_by_key(|line| line.due.map(|due| due.day));
    let title = format!("Due as at {} {until}: {}", day_for_people(about.as_at), counted(lines.len(), "date"));
    let mut report = table("due", title, about, answers, lines, &["days_left", "due", "ref", "action", "leads", "what"], MACHINE);
    report.notes = notes::beside_due(answers, to_meeting);
    report.sections[0].nothing = "Nothing falls due.".into();
    report
}

/// Any actions, in the printed order unless told otherwise.
pub fn list<'a>(answers: &'a [Answer], about: About, by_state: bool, listing: &Listing) -> Report<'a> {
    let mut lines: Vec<Line> = lines(answers, about).collect();
    let title = format!("{} as at {}", counted(lines.len(), "action"), day_for_people(about.as_at));
    if let Some((column, reverse)) = listing.sort
        && let Some(column) = columns::find(column)
    {
        // Empty cells come last, whichever way round.
        let (mut filled, empty): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| !sort_key(line.cell(column)).0);
        filled.sort_by_cached_key(|line| sort_key(line.cell(column)));
        if reverse {
            filled.reverse();
        }
        lines = filled.into_iter().chain(empty).collect();
    }
    let usual = ["ref", "action", "leads", "due", "state"];
    let (people, machines): (&[&str], &[&str]) = match &listing.columns[..] {
        [] => (&usual, MACHINE),
        asked => (asked, asked),
    };
    let groups = listing.group_by.and_then(columns::find).map(|column| (column, groups(&lines, column)));
    let mut report = table("list", title, about, answers, lines, people, machines);
    if by_state {
        report.notes = notes::not_judged(answers, answers.iter().flat_map(|answer| &answer.apart));
    } else {
        report.notes = notes::not_judged(answers, answers.iter().flat_map(|answer| &answer.found));
    }
    report.sections[0].nothing = "No action matches.".into();
    if let Some((column, groups)) = groups {
        report.sections = report.sections.into_iter().map(|section| grouped(section, column, groups.clone())).collect();
    }
    report
}

impl Listing {
    /// It needs the whole story of each action.
    pub fn detail(&self) -> bool {
        let named = self.columns.iter().copied().chain(self.sort.map(|(column, _)| column)).chain(self.group_by);
        named.filter_map(columns::find).any(|column| column.detail)
    }
}

/// Everything about each action found.
pub fn show(answers: &[Answer], about: About) -> Report<'_> {
    let lines: Vec<Line> = lines(answers, about).collect();
    let all: Vec<&str> = COLUMNS.iter().map(|column| column.id).collect();
    let hidden = ["place", "due_as_written", "moves", "owed", "plan_ended", "groups"];
    let people: Vec<&str> = all.iter().copied().filter(|id| !hidden.contains(id)).collect();
    let title = format!("As at {}", day_for_people(about.as_at));
    let mut report = table("show", title, about, answers, lines, &people, &all);
    report.sections[0].layout = Layout::Cards;
    report.sections[0].nothing = "No action matches.".into();
    report
}

fn lines(answers: &[Answer], about: About) -> impl Iterator<Item = Line<'_>> {
    answers.iter().flat_map(|answer| &answer.found).map(move |found| Line::of(found, about.as_at))
}

/// A report of actions with some columns for people and the rest for machines.
fn table<'a>(
    id: &'static str,
    title: String,
    about: About,
    answers: &[Answer],
    lines: Vec<Line<'a>>,
    people: &[&str],
    machines: &[&str],
) -> Report<'a> {
    let several_plans = answers.len() > 1;
    let mut people: Vec<&str> = people.to_vec();
    if several_plans && !people.contains(&"plan") && id != "show" && machines.contains(&"plan") {
        people.push("plan");
    }
    let chosen = columns::chosen(&people, machines);
    let heads = columns::heads(&chosen, &people);
    let rows = Rows::new(lines.len(), move |number| Row::flat(lines[number].cells(&chosen)));
    Report::of(id, title, about, answers, Section { rows, ..Section::rows(heads) })
}

/// A value of a column, and the numbers of the lines that have it.
type Group<'a> = (Cell<'a>, Vec<usize>);

/// The lines by the values of a column, in the order met; a line with several values stands under each.
fn groups<'a>(lines: &[Line<'a>], column: &'static ActionColumn) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<Cell, usize> = HashMap::new();
    for (number, line) in lines.iter().enumerate() {
        let values = match line.cell(column) {
            Cell::List(names) if names.is_empty() => vec![Cell::Empty],
            Cell::List(names) => names.into_iter().map(Cell::Text).collect(),
            cell => vec![cell],
        };
        for value in values {
            let value = if value == Cell::Empty { Cell::Text(format!("({})", none(column.id)).into()) } else { value };
            let group = *known.entry(value.clone()).or_insert(groups.len());
            if group == groups.len() {
                groups.push((value, Vec::new()));
            }
            groups[group].1.push(number);
        }
    }
    groups
}

/// The same rows, within one row for each group.
fn grouped<'a>(section: Section<'a>, column: &'static ActionColumn, groups: Vec<Group<'a>>) -> Section<'a> {
    let count = Column::new("actions", "Actions");
    let inner = Inner { id: "rows", columns: section.columns };
    let all = section.rows;
    let rows = Rows::new(groups.len(), move |number| {
        let (value, lines) = &groups[number];
        Row {
            cells: vec![value.clone(), Cell::count(lines.len())],
            inner: lines.iter().map(|&line| all.row(line).cells).collect(),
        }
    });
    Section { columns: vec![Column::new(column.id, column.heading), count], rows, inner: Some(inner), ..section }
}

fn none(column: &str) -> &'static str {
    match column {
        "leads" => "no lead",
        "due" => "no date",
        _ => "none",
    }
}

/// "27 of 57 open actions".
fn of_open(count: usize, answers: &[Answer]) -> String {
    let open: usize = counts(answers).iter().filter(|(state, _)| *state != State::Closed).map(|(_, count)| count).sum();
    format!("{count} of {}", counted(open, "open action"))
}

/// A cell as something to sort by; empty cells come last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey(bool, i64, String);

fn sort_key(cell: Cell) -> SortKey {
    use chrono::Datelike;
    match cell {
        Cell::Empty => SortKey(true, 0, String::new()),
        Cell::Text(text) | Cell::Ref { label: text, .. } => SortKey(false, 0, text.to_lowercase()),
        Cell::Number(number) => SortKey(false, number, String::new()),
        Cell::Flag(flag) => SortKey(false, flag.into(), String::new()),
        Cell::Day(day) | Cell::Due { day, .. } => SortKey(false, day.num_days_from_ce().into(), String::new()),
        Cell::When(when) => SortKey(false, when.last_day().num_days_from_ce().into(), String::new()),
        Cell::State(state) => SortKey(false, state.index() as i64, String::new()),
        Cell::List(list) => SortKey(list.is_empty(), 0, list.join(", ").to_lowercase()),
    }
}
