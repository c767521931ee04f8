//! A line for each plan of a paper of several: its version, the day it is compared with, and how it moved.

use super::super::{Cell, Column, Role, Row, Section};
use super::Earlier;
use crate::query::{Answer, Boards};
use crate::time::state::{Judgement, State};

pub(super) fn section<'a>(answers: &'a [Answer<'a>], earlier: &Earlier) -> Section<'a> {
    let mut columns = vec![
        Column::new("plan", "Plan").with(Role::Plan),
        Column::new("board", "Board").with(Role::Board),
        Column::new("version", "Version"),
        Column::new("since", "Compared with"),
        Column::new("actions", "Actions"),
        Column::new("done", "Done"),
        Column::new("done_before", "Done before"),
        Column::new("overdue", "Overdue"),
        Column::new("overdue_before", "Overdue before"),
        Column::new("undated", "No date"),
        Column::new("ongoing", "Ongoing"),
    ];
    // Machines get the plan first; people read the board first, where there are several, and the plan where that does not say which.
    let boards = Boards::of(answers);
    for (rank, column) in columns.iter_mut().enumerate() {
        column.people = match column.role {
            Role::Board => boards.are_several().then_some(0),
            Role::Plan => (boards.have_several_plans() || !boards.are_several()).then_some(1),
            _ => Some(rank),
        };
    }
    let rows = answers.iter().zip(&earlier.of_plans).map(|(answer, earlier)| row(answer, earlier.as_deref())).collect();
    Section { id: "plans", heading: "By plan".into(), rows, ..Section::of(columns) }
}

fn row<'a>(answer: &'a Answer<'a>, earlier: Option<&[Option<Judgement>]>) -> Row<'a> {
    let plan = answer.plan;
    let now = |fits: fn(&Judgement) -> bool| Cell::count(answer.found.iter().filter(|found| fits(&found.verdict)).count());
    let before = |fits: fn(&Judgement) -> bool| match earlier {
        Some(verdicts) => Cell::count(verdicts.iter().flatten().filter(|verdict| fits(verdict)).count()),
        None => Cell::Empty,
    };
    let is_done: fn(&Judgement) -> bool = |verdict| verdict.is_done();
    let overdue: fn(&Judgement) -> bool = |verdict| verdict.state == State::Overdue;
    Row::of_cells(vec![
        Cell::Text(plan.name.into()),
        Cell::Ref { reference: plan.board.map(|board| board.value), label: answer.board_name() },
        Cell::text(plan.version.map(|version| version.value)),
        answer.since.map_or(Cell::Empty, Cell::Day),
        Cell::count(answer.found.len()),
        now(is_done),
        before(is_done),
        now(overdue),
        before(overdue),
        now(|verdict| verdict.state == State::Undated),
        now(|verdict| verdict.state == State::Ongoing),
    ])
}
