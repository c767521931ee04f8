//! A row for each plan of each board: how much is open, overdue, ongoing, without a date or without a lead.

use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Note, Report, ReportKind, Role, Row, Section, counted, notes};
use crate::query::{Answer, Found};
use crate::time::state::State;
use crate::time::when::day_for_people;

pub(super) static KIND: ReportKind = ReportKind {
    id: "boards",
    also: "plans",
    about: "one line for each plan, for those who look over many boards",
    needs: Needs::NOTHING,
    build,
};

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let mut columns = vec![
        Column::hidden("plan", "Plan").with(Role::Plan),
        Column::new("board", "Board").with(Role::Board),
        Column::hidden("title", "Title"),
        Column::hidden("from", "From"),
        Column::new("to", "To"),
        Column::hidden("plan_ended", "Ended"),
        Column::new("actions", "All"),
    ];
    // A line of many boards has room for what cannot be told from the rest.
    let [open, states @ .., closed, _] = tally::COLUMNS;
    let narrow = |column: Column| Column { people: None, ..column };
    columns.extend([narrow(open)].into_iter().chain(states).chain([narrow(closed)]));
    columns.extend([
        Column::new("no_lead", "No lead"),
        Column::new("done", "Done"),
        Column::new("silent", "Silent 90 days"),
        Column::hidden("last_sign", "Last sign"),
        Column::hidden("done_percent", "Done %"),
        Column::hidden("version", "Version"),
        Column::hidden("undated_percent", "No date %"),
        Column::hidden("ongoing_percent", "Ongoing %"),
    ]);
    let unnamed = answers.iter().filter(|answer| answer.plan.board.is_none()).count();
    let mut notes = Vec::new();
    if unnamed > 0 {
        notes.push(Note::new("no-board", unnamed, format!("No board named: {}", counted(unnamed, "plan"))));
    }
    // A plan with nothing overdue may be one in which nothing has a date.
    notes.extend(notes::not_judged(answers, notes::all(answers)));
    let title = format!("Plans as at {}: {}", day_for_people(about.as_at), counted(answers.len(), "plan"));
    let section = Section {
        rows: answers.iter().map(|answer| row(answer, about)).collect(),
        nothing: "There is no plan.".into(),
        ..Section::of(columns)
    };
    Report { notes, ..Report::of("boards", title, about, answers, section) }
}

fn row<'a>(answer: &'a Answer<'a>, about: About) -> Row<'a> {
    let plan = &answer.plan;
    let [name, title, version] = [plan.board, plan.title, plan.version].map(|text| text.map(|text| text.value));
    let board = name.map_or_else(|| format!("(no board named) {}", title.unwrap_or(plan.name)).into(), Into::into);
    let (first_day, last_day) = (plan.period.map(|period| period.first_day()), plan.period.and_then(|period| period.last_day()));
    let percent = |part: usize| match answer.found.len() {
        0 => Cell::Empty,
        all => Cell::count((part * 100 + all / 2) / all),
    };
    let count = |state| answer.found.iter().filter(|found| found.verdict.state == state).count();
    let done = answer.found.iter().filter(|found| found.is_done()).count();
    let first = [
        Cell::Text(plan.name.into()),
        Cell::Ref { reference: name, label: board },
        Cell::text(title),
        first_day.map_or(Cell::Empty, Cell::Day),
        last_day.map_or(Cell::Empty, Cell::Day),
        last_day.map_or(Cell::Empty, |to| Cell::Flag(about.as_at > to)),
        Cell::count(answer.found.len()),
    ];
    let tally = Tally::of(answer.found.iter()).cells().take(tally::COLUMNS.len() - 1);
    let last = [
        Cell::count(answer.found.iter().filter(|found| !found.has_lead()).count()),
        Cell::count(done),
        Cell::count(answer.found.iter().filter(|found| is_silent(found, about)).count()),
        answer.found.iter().filter_map(Found::last_sign).max().map_or(Cell::Empty, Cell::Day),
        percent(done),
        Cell::text(version),
        percent(count(State::Undated)),
        percent(count(State::Ongoing)),
    ];
    Row::of_cells(first.into_iter().chain(tally).chain(last).collect())
}

/// An open action is silent when no note, completion of a step or move of its date is as young as this, in days.
const SILENT: i64 = 90;

fn is_silent(found: &Found, about: About) -> bool {
    let heard = found.last_sign().is_some_and(|on| (about.as_at - on).num_days() <= SILENT);
    found.verdict.state != State::Closed && !heard
}
