//! A row for each objective, priority or theme, with its actions.

use super::columns::Line;
use super::groups::shown_of;
use super::pictures::by_state;
use super::rows::add_board;
use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Picture, Report, ReportKind, Role, Row, Section, counted, notes};
use crate::plan::{Objective, Text};
use crate::query::{Answer, Boards, Found};
use crate::time::when::day_for_people;
use std::borrow::Cow;
use std::cmp::Reverse;

pub(super) static KIND: ReportKind = ReportKind {
    id: "objectives",
    also: "objective",
    about: "how each objective stands, action by action",
    needs: Needs::NOTHING,
    build,
};

/// An objective of a plan, with its actions and how many of them are in each state.
struct Of<'a> {
    answer: &'a Answer<'a>,
    objective: &'a Objective<'a>,
    actions: &'a [Found<'a>],
    tally: Tally,
}

/// Every objective of a plan. The actions found stand in the order of the objectives.
fn parted<'a>(answer: &'a Answer<'a>) -> impl Iterator<Item = Of<'a>> {
    let mut rest = &answer.found[..];
    answer.plan.objectives.iter().map(move |objective| {
        let own = rest.iter().take_while(|found| std::ptr::eq(found.objective, objective)).count();
        let (actions, others) = rest.split_at(own);
        rest = others;
        Of { answer, objective, actions, tally: Tally::of(actions.iter()) }
    })
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let objectives = objectives(answers, about);
    let inner = tally::inner(&["ref", "action", "leads", "due", "late_by", "state"], answers, &[]);
    let mut section = Section { inner: Some(inner), ..section_of(&objectives, answers) };
    for (row, of) in section.rows.iter_mut().zip(&objectives) {
        row.inner = of.actions.iter().map(|found| Row::of_action(Line::of(found, about.as_at), Vec::new())).collect();
    }
    let title =
        format!("Actions by objective as at {}: {}", day_for_people(about.as_at), counted(section.rows.len(), "objective"));
    // What is to come of it stands beside what is done and what is late; how the rest stands is in the bars and in the actions.
    let keep = ["plan", "board", "objective", "objective_title", "outcome", "measures", "all", "done", "overdue"];
    for column in &mut section.columns {
        column.people = column.people.filter(|_| keep.contains(&column.id));
    }
    Report { notes: notes::not_judged(answers, notes::all(answers)), ..Report::of("objectives", title, about, answers, section) }
}

/// A row for each objective, without the actions within, and its picture.
pub(super) fn section<'a>(answers: &'a [Answer<'a>], about: About) -> Section<'a> {
    section_of(&objectives(answers, about), answers)
}

/// The objectives with something open, those with most overdue first; of many boards only the first few.
pub(super) fn section_for_people<'a>(answers: &'a [Answer<'a>], about: About, most: Option<usize>) -> Option<Section<'a>> {
    let mut objectives = objectives(answers, about);
    let all = objectives.len();
    objectives.retain(|of| of.tally.open() > 0);
    objectives.sort_by_key(|of| (Reverse(of.tally.overdue()), Reverse(of.tally.open())));
    let heading = format!("By objective: {}, most overdue first", shown_of("with something open", objectives.len(), all, most));
    objectives.truncate(most.unwrap_or(usize::MAX));
    (!objectives.is_empty()).then(|| Section { heading, ..section_of(&objectives, answers) })
}

/// The objectives asked for.
fn objectives<'a>(answers: &'a [Answer<'a>], about: About) -> Vec<Of<'a>> {
    let all = answers.iter().flat_map(parted);
    all.filter(|of| !about.filtered || !of.actions.is_empty()).collect()
}

fn section_of<'a>(objectives: &[Of<'a>], answers: &[Answer]) -> Section<'a> {
    let several = answers.len() > 1;
    let boards = Boards::of(answers);
    // Of several boards with one plan each, the board says which.
    let by_plan = several && (boards.have_several_plans() || !boards.are_several());
    let mut columns = vec![
        Column { people: by_plan.then_some(0), ..Column::new("plan", "Plan").with(Role::Plan) },
        Column::new("objective", "Objective").with(Role::ObjectiveRef),
        Column::new("objective_title", "In words"),
    ];
    columns.extend(tally::COLUMNS);
    add_board(&mut columns, &boards);
    // In the paper there is no room for them.
    columns.extend([
        Column::new("outcome", "Outcome").with(Role::Detail),
        Column::new("measures", "How it is measured").with(Role::Detail),
        Column::new("all", "Actions").with(Role::Detail),
        Column::new("done", "Done").with(Role::Detail),
    ]);
    let by_id = |id: &str, people: usize, columns: &mut Vec<Column>| {
        columns.iter_mut().filter(|column| column.id == id).for_each(|column| column.people = Some(people));
    };
    // After the objective in words, before the figures.
    for (id, rank) in [("outcome", 2), ("measures", 2), ("all", 3), ("done", 3)] {
        by_id(id, rank, &mut columns);
    }
    for column in columns.iter_mut().filter(|column| tally::COLUMNS.iter().any(|figure| figure.id == column.id)) {
        column.people = Some(4);
    }
    let bar = |of: &Of| {
        let label = of.objective.label();
        let label = if several { format!("{}:{label}", of.answer.plan_called()) } else { label.into_owned() };
        by_state(label, &of.tally.states())
    };
    let picture =
        Picture::Bars { title: "Actions of each objective by state".into(), bars: objectives.iter().map(bar).collect() };
    let row = |of: &Of<'a>| {
        let title = of.objective.title.as_ref().map(|title| title.value);
        let first = [Cell::Text(of.answer.plan.name.into()), Cell::Text(of.objective.label()), Cell::text(title)];
        let texts = |texts: &'a [Text<'a>]| texts.iter().map(|text| Cow::Borrowed(text.value)).collect::<Vec<_>>();
        // The outcomes of the actions stand for that of an objective which gives none.
        let mut outcomes = texts(of.objective.outcomes);
        if outcomes.is_empty() {
            for outcome in of.actions.iter().filter_map(|found| found.plan.outcome_of(found.action)) {
                if !outcomes.iter().any(|known| known == outcome) {
                    outcomes.push(Cow::Borrowed(outcome));
                }
            }
        }
        let done = of.actions.iter().filter(|found| found.is_done()).count();
        let last = [
            Cell::Text(of.answer.board_name()),
            Cell::List(vec![of.answer.plan.name.into()]),
            Cell::List(outcomes),
            Cell::List(texts(of.objective.success)),
            Cell::count(of.actions.len()),
            Cell::count(done),
        ];
        Row::of_cells(first.into_iter().chain(of.tally.cells()).chain(last).collect())
    };
    let rows = objectives.iter().map(row).collect();
    let nothing = "No plan has an objective.".into();
    Section { rows, picture: Some(picture), nothing, ..Section::of(columns) }
}
