//! A row for each objective, priority or theme, with its actions.

use super::columns::Line;
use super::tally::{self, Tally};
use super::{About, Cell, Column, Layout, Report, Row, Shape, counted, counts, notes};
use crate::query::{Answer, Found};
use crate::time::when::day_for_people;

pub(super) static SHAPE: Shape =
    Shape { id: "objectives", also: "objective", about: "how each objective stands, action by action", build };

fn build(answers: &[Answer], about: About) -> Report<'_> {
    let mut columns = vec![
        Column { people: (answers.len() > 1).then_some(0), ..Column::new("plan", "Plan") },
        Column::new("objective", "Objective"),
        Column::new("objective_title", "In words"),
    ];
    columns.extend(tally::COLUMNS);
    let (inner, chosen) = tally::inner(&["ref", "action", "leads", "due", "days_late", "state"]);
    let mut rows = Vec::new();
    for answer in answers {
        for head in &answer.plan.objectives {
            let actions: Vec<&Found> =
                answer.found.iter().filter(|found| std::sync::Arc::ptr_eq(&found.objective, head)).collect();
            let first =
                [Cell::Text((&*answer.plan.name).into()), Cell::Text((&*head.label).into()), Cell::text(head.title.as_deref())];
            rows.push(Row {
                cells: first.into_iter().chain(Tally::of(actions.iter().copied()).cells()).collect(),
                inner: actions.iter().map(|found| Line::of(found, about.as_at).cells(&chosen)).collect(),
            });
        }
    }
    Report {
        id: "objectives",
        title: format!("Actions by objective as at {}: {}", day_for_people(about.as_at), counted(rows.len(), "objective")),
        as_at: about.as_at,
        columns,
        rows,
        inner: Some(inner),
        counts: counts(answers),
        notes: notes::not_judged(answers, answers.iter().flat_map(|answer| &answer.found)),
        layout: Layout::Table,
        nothing: "No plan has an objective.".into(),
    }
}
