//! A row for each plan of each board: how much is open, overdue, ongoing, without a date or without a lead.

use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Note, Report, Row, Rows, Section, Shape, counted};
use crate::query::Answer;
use crate::time::state::State;
use crate::time::when::day_for_people;

pub(super) static SHAPE: Shape = Shape {
    id: "boards",
    also: "plans",
    about: "one line for each plan, for those who look over many boards",
    needs: Needs::NOTHING,
    build,
};

fn build(answers: &[Answer], about: About) -> Report<'_> {
    let mut columns = vec![
        Column::hidden("plan", "Plan"),
        Column::new("board", "Board"),
        Column::hidden("title", "Title"),
        Column::hidden("from", "From"),
        Column::new("to", "To"),
        Column::hidden("plan_ended", "Ended"),
        Column::new("actions", "Actions"),
    ];
    columns.extend(tally::COLUMNS.into_iter().filter(|column| column.id != "left_open"));
    columns.extend([
        Column::new("no_lead", "No lead"),
        Column::hidden("undated_percent", "No date %"),
        Column::hidden("ongoing_percent", "Ongoing %"),
    ]);
    let unnamed = answers.iter().filter(|answer| answer.plan.board.is_none()).count();
    let mut notes = Vec::new();
    if unnamed > 0 {
        notes.push(Note {
            id: "no-board",
            count: unnamed,
            text: format!("No board named: {}", counted(unnamed, "plan")),
            actions: Vec::new(),
        });
    }
    let title = format!("Plans as at {}: {}", day_for_people(about.as_at), counted(answers.len(), "plan"));
    let section = Section {
        rows: Rows::new(answers.len(), move |number| row(&answers[number], about)),
        nothing: "There is no plan.".into(),
        ..Section::rows(columns)
    };
    Report { notes, ..Report::of("boards", title, about, answers, section) }
}

fn row(answer: &Answer, about: About) -> Row<'_> {
    let plan = &answer.plan;
    let board = plan.board.clone().unwrap_or_else(|| format!("(no board named) {}", plan.title.as_deref().unwrap_or(&plan.name)));
    let percent = |part: usize| match answer.found.len() {
        0 => Cell::Empty,
        all => Cell::count((part * 100 + all / 2) / all),
    };
    let count = |state| answer.found.iter().filter(|found| found.verdict.state == state).count();
    let first = [
        Cell::Text((&*plan.name).into()),
        Cell::Ref { reference: plan.board.as_deref(), label: board.into() },
        Cell::text(plan.title.as_deref()),
        plan.period.map_or(Cell::Empty, |(from, _)| Cell::Day(from)),
        plan.period.map_or(Cell::Empty, |(_, to)| Cell::Day(to)),
        plan.period.map_or(Cell::Empty, |(_, to)| Cell::Flag(about.as_at > to)),
        Cell::count(answer.found.len()),
    ];
    let tally = Tally::of(answer.found.iter()).cells().take(tally::COLUMNS.len() - 1);
    let last = [
        Cell::count(answer.found.iter().filter(|found| found.leads.is_empty()).count()),
        percent(count(State::Undated)),
        percent(count(State::Ongoing)),
    ];
    Row::flat(first.into_iter().chain(tally).chain(last).collect())
}
