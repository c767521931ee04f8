//! Reports with a row for each action (or each date of it): overdue, due, list, show.

use super::columns::{self, ActionColumn, COLUMNS, Context, MACHINE};
use super::{About, Cell, Inner, Layout, Report, Row, counted, counts, notes};
use crate::query::{Answer, Found};
use crate::time::state::{Due, State};
use crate::time::when::day_for_people;

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
pub fn overdue(answers: &[Answer], about: About) -> Report {
    let mut rows: Vec<(&Found, Option<Due>)> = rows(answers).collect();
    rows.sort_by_key(|(found, _)| std::cmp::Reverse(found.verdict.days_late()));
    let title = format!("Overdue as at {}: {}", day_for_people(about.as_at), of_open(rows.len(), answers));
    let mut report = table("overdue", title, about, answers, &rows, &["days_late", "due", "ref", "action", "leads", "what"], MACHINE);
    report.notes = notes::beside_overdue(answers, about);
    report.nothing = "Nothing is overdue.".into();
    report
}

/// What falls due in the window asked about, soonest first; `until` says how far it reaches.
pub fn due(answers: &[Answer], about: About, until: &str, to_meeting: bool) -> Report {
    let falling = answers.iter().flat_map(|answer| &answer.found).flat_map(|found| found.falling.iter().map(move |&due| (found, Some(due))));
    let mut rows: Vec<(&Found, Option<Due>)> = falling.collect();
    rows.sort_by_key(|(_, due)| due.map(|due| due.day));
    let dates = counted(rows.len(), "date");
    let title = format!("Due as at {} {until}: {dates}", day_for_people(about.as_at));
    let mut report = table("due", title, about, answers, &rows, &["days_left", "due", "ref", "action", "leads", "what"], MACHINE);
    report.notes = notes::beside_due(answers, to_meeting);
    report.nothing = "Nothing falls due.".into();
    report
}

/// Any actions, in the printed order unless told otherwise.
pub fn list(answers: &[Answer], about: About, by_state: bool, listing: &Listing) -> Report {
    let mut rows: Vec<(&Found, Option<Due>)> = rows(answers).collect();
    let title = format!("{} as at {}", counted(rows.len(), "action"), day_for_people(about.as_at));
    let context = Context { as_at: about.as_at };
    if let Some((column, reverse)) = listing.sort
        && let Some(column) = columns::find(column)
    {
        rows.sort_by_cached_key(|(found, due)| sort_key((column.cell)(found, *due, &context)));
        if reverse {
            rows.reverse();
        }
    }
    let usual = ["ref", "action", "leads", "due", "state"];
    let (people, machines): (&[&str], &[&str]) = match &listing.columns[..] {
        [] => (&usual, MACHINE),
        asked => (asked, asked),
    };
    let mut report = table("list", title, about, answers, &rows, people, machines);
    if by_state {
        report.notes = notes::not_judged(answers.iter().flat_map(|answer| &answer.apart));
    } else {
        report.notes = notes::not_judged(answers.iter().flat_map(|answer| &answer.found));
    }
    report.nothing = "No action matches.".into();
    match listing.group_by.and_then(columns::find) {
        Some(column) => grouped(report, &rows, column, &context),
        None => report,
    }
}

/// Everything about each action found.
pub fn show(answers: &[Answer], about: About) -> Report {
    let rows: Vec<(&Found, Option<Due>)> = rows(answers).collect();
    let all: Vec<&str> = COLUMNS.iter().map(|column| column.id).collect();
    let hidden = ["place", "due_as_written", "moves", "owed", "plan_ended", "groups"];
    let people: Vec<&str> = all.iter().copied().filter(|id| !hidden.contains(id)).collect();
    let title = format!("As at {}", day_for_people(about.as_at));
    let mut report = table("show", title, about, answers, &rows, &people, &all);
    report.layout = Layout::Cards;
    report.nothing = "No action matches.".into();
    report
}

fn rows(answers: &[Answer]) -> impl Iterator<Item = (&Found, Option<Due>)> {
    answers.iter().flat_map(|answer| &answer.found).map(|found| (found, found.verdict.due))
}

/// A report of actions with some columns for people and the rest for machines.
fn table(id: &'static str, title: String, about: About, answers: &[Answer], rows: &[(&Found, Option<Due>)], people: &[&str], machines: &[&str]) -> Report {
    let several_plans = answers.len() > 1;
    let mut people: Vec<&str> = people.to_vec();
    if several_plans && !people.contains(&"plan") && id != "show" && machines.contains(&"plan") {
        people.push("plan");
    }
    let chosen = columns::chosen(&people, machines);
    let context = Context { as_at: about.as_at };
    let row = |&(found, due): &(&Found, Option<Due>)| Row {
        cells: chosen.iter().map(|column| (column.cell)(found, due, &context)).collect(),
        inner: Vec::new(),
    };
    Report {
        id,
        title,
        as_at: about.as_at,
        columns: chosen.iter().map(|column| column.head(people.contains(&column.id))).collect(),
        rows: rows.iter().map(row).collect(),
        inner: None,
        counts: counts(answers),
        notes: Vec::new(),
        layout: Layout::Table,
        nothing: String::new(),
    }
}

/// The same rows, within one row for each value of a column; an action with several values stands under each.
fn grouped(report: Report, rows: &[(&Found, Option<Due>)], column: &'static ActionColumn, context: &Context) -> Report {
    let mut groups: Vec<Row> = Vec::new();
    for (row, (found, due)) in report.rows.iter().zip(rows) {
        let values = match (column.cell)(found, *due, context) {
            Cell::List(names) if names.is_empty() => vec![Cell::Empty],
            Cell::List(names) => names.into_iter().map(Cell::Text).collect(),
            cell => vec![cell],
        };
        for value in values {
            let value = if value == Cell::Empty { Cell::Text(format!("({})", none(column.id))) } else { value };
            match groups.iter_mut().find(|group| group.cells[0] == value) {
                Some(group) => group.inner.push(row.cells.clone()),
                None => groups.push(Row { cells: vec![value, Cell::Empty], inner: vec![row.cells.clone()] }),
            }
        }
    }
    for group in &mut groups {
        group.cells[1] = Cell::count(group.inner.len());
    }
    let count = super::Column { id: "actions", heading: "Actions", people: true };
    let inner = Inner { id: "list", columns: report.columns };
    Report { columns: vec![column.head(true), count], rows: groups, inner: Some(inner), ..report }
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
        Cell::State(state) => SortKey(false, State::ALL.iter().position(|&other| other == state).unwrap_or(0) as i64, String::new()),
        Cell::List(list) => SortKey(list.is_empty(), 0, list.join(", ").to_lowercase()),
    }
}
