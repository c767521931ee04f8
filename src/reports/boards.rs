//! A row for each plan of each board: how much is open, overdue, ongoing, without a date or without a lead.

use super::tally::{self, Tally};
use super::{About, Cell, Column, Layout, Note, Report, Row, Shape, counted, counts};
use crate::query::Answer;
use crate::time::when::day_for_people;

pub(super) static SHAPE: Shape = Shape { id: "boards", also: "plans", about: "one line for each plan, for those who look over many boards", build };

fn build(answers: &[Answer], about: About) -> Report {
    let column = |id, heading, people| Column { id, heading, people };
    let mut columns = vec![
        column("plan", "Plan", true),
        column("board", "Board", true),
        column("title", "Title", false),
        column("from", "From", false),
        column("to", "To", true),
        column("plan_ended", "Ended", true),
        column("actions", "Actions", true),
    ];
    columns.extend(tally::COLUMNS.into_iter().filter(|column| column.id != "left_open"));
    columns.extend([column("no_lead", "No lead", true), column("undated_percent", "No date %", false), column("ongoing_percent", "Ongoing %", false)]);
    let row = |answer: &Answer| {
        let plan = &answer.plan;
        let tally = Tally::of(answer.found.iter()).cells();
        let percent = |part: usize| match answer.found.len() {
            0 => Cell::Empty,
            all => Cell::count((part * 100 + all / 2) / all),
        };
        let state = |state| answer.found.iter().filter(|found| found.verdict.state == state).count();
        let first = [
            Cell::Text(plan.name.clone()),
            Cell::text(plan.board.clone()),
            Cell::text(plan.title.clone()),
            plan.period.map_or(Cell::Empty, |(from, _)| Cell::Day(from)),
            plan.period.map_or(Cell::Empty, |(_, to)| Cell::Day(to)),
            plan.period.map_or(Cell::Empty, |(_, to)| Cell::Flag(about.as_at > to)),
            Cell::count(answer.found.len()),
        ];
        let last = [
            Cell::count(answer.found.iter().filter(|found| found.leads.is_empty()).count()),
            percent(state(crate::time::state::State::Undated)),
            percent(state(crate::time::state::State::Ongoing)),
        ];
        let tally = tally.take(tally::COLUMNS.len() - 1);
        Row { cells: first.into_iter().chain(tally).chain(last).collect(), inner: Vec::new() }
    };
    let unnamed = answers.iter().filter(|answer| answer.plan.board.is_none()).count();
    let mut notes = Vec::new();
    if unnamed > 0 {
        notes.push(Note { id: "no-board", count: unnamed, text: format!("No board named: {}", counted(unnamed, "plan")) });
    }
    Report {
        id: "boards",
        title: format!("Plans as at {}: {}", day_for_people(about.as_at), counted(answers.len(), "plan")),
        as_at: about.as_at,
        columns,
        rows: answers.iter().map(row).collect(),
        inner: None,
        counts: counts(answers),
        notes,
        layout: Layout::Table,
        nothing: "There is no plan.".into(),
    }
}
