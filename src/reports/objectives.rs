//! A row for each objective, priority or theme, with its actions.

use super::columns::Line;
use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Report, Row, Rows, Section, Shape, counted, notes};
use crate::query::{Answer, Found, ObjectiveHead};
use crate::time::when::day_for_people;

pub(super) static SHAPE: Shape = Shape {
    id: "objectives",
    also: "objective",
    about: "how each objective stands, action by action",
    needs: Needs::NOTHING,
    build,
};

fn build(answers: &[Answer], about: About) -> Report<'_> {
    let mut columns = vec![
        Column { people: (answers.len() > 1).then_some(0), ..Column::new("plan", "Plan") },
        Column::new("objective", "Objective"),
        Column::new("objective_title", "In words"),
    ];
    columns.extend(tally::COLUMNS);
    let (inner, chosen) = tally::inner(&["ref", "action", "leads", "due", "days_late", "state"]);
    let objectives: Vec<(&Answer, &ObjectiveHead, Vec<&Found>)> = answers
        .iter()
        .flat_map(|answer| {
            answer.plan.objectives.iter().map(move |head| {
                let actions = answer.found.iter().filter(|found| std::sync::Arc::ptr_eq(&found.objective, head));
                (answer, &**head, actions.collect())
            })
        })
        .collect();
    let count = objectives.len();
    let row = move |number: usize| {
        let (answer, head, actions): &(&Answer, &ObjectiveHead, Vec<&Found>) = &objectives[number];
        let first =
            [Cell::Text((&*answer.plan.name).into()), Cell::Text((&*head.label).into()), Cell::text(head.title.as_deref())];
        Row {
            cells: first.into_iter().chain(Tally::of(actions.iter().copied()).cells()).collect(),
            inner: actions.iter().map(|found| Line::of(found, about.as_at).cells(&chosen)).collect(),
        }
    };
    let title = format!("Actions by objective as at {}: {}", day_for_people(about.as_at), counted(count, "objective"));
    let section = Section {
        rows: Rows::new(count, row),
        inner: Some(inner),
        nothing: "No plan has an objective.".into(),
        ..Section::rows(columns)
    };
    Report {
        notes: notes::not_judged(answers, answers.iter().flat_map(|answer| &answer.found)),
        ..Report::of("objectives", title, about, answers, section)
    }
}
