//! A row for each objective, priority or theme, with its actions.

use super::columns::Line;
use super::pictures::by_state;
use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Picture, Report, Row, Rows, Section, Shape, counted, notes};
use crate::query::{Answer, Found, ObjectiveHead};
use crate::time::when::day_for_people;
use std::sync::Arc;

pub(super) static SHAPE: Shape = Shape {
    id: "objectives",
    also: "objective",
    about: "how each objective stands, action by action",
    needs: Needs::NOTHING,
    build,
};

/// An objective of a plan, with its actions.
type Of<'a> = (&'a Answer, &'a ObjectiveHead, &'a [Found]);

/// Every objective of a plan. The actions found stand in the order of the objectives.
fn parted(answer: &Answer) -> impl Iterator<Item = Of<'_>> {
    let mut rest = &answer.found[..];
    answer.plan.objectives.iter().map(move |head| {
        let own = rest.iter().take_while(|found| Arc::ptr_eq(&found.objective, head)).count();
        let (actions, others) = rest.split_at(own);
        rest = others;
        (answer, &**head, actions)
    })
}

fn build(answers: &[Answer], about: About) -> Report<'_> {
    let mut columns = vec![
        Column { people: (answers.len() > 1).then_some(0), ..Column::new("plan", "Plan") },
        Column::new("objective", "Objective"),
        Column::new("objective_title", "In words"),
    ];
    columns.extend(tally::COLUMNS);
    let (inner, chosen) = tally::inner(&["ref", "action", "leads", "due", "days_late", "state"]);
    let objectives: Vec<Of> =
        answers.iter().flat_map(parted).filter(|(_, _, actions)| !about.filtered || !actions.is_empty()).collect();
    let count = objectives.len();
    let several = answers.len() > 1;
    let bar = |(answer, head, actions): &Of| {
        let label = if several { format!("{}:{}", answer.plan.name, head.label) } else { head.label.clone() };
        by_state(label, &Tally::of(actions.iter()).states())
    };
    let picture =
        Picture::Bars { title: "Actions of each objective by state".into(), bars: objectives.iter().map(bar).collect() };
    let objectives: Arc<[Of]> = objectives.into();
    let row = move |number: usize| {
        let (objectives, chosen) = (Arc::clone(&objectives), Arc::clone(&chosen));
        let (answer, head, actions) = &objectives[number];
        let first =
            [Cell::Text((&*answer.plan.name).into()), Cell::Text((&*head.label).into()), Cell::text(head.title.as_deref())];
        let cells = first.into_iter().chain(Tally::of(actions.iter()).cells()).collect();
        let count = actions.len();
        let line = move |index: usize| Line::of(&objectives[number].2[index], about.as_at);
        Row { cells, inner: Rows::listed(count, chosen, line, |_| Vec::new()) }
    };
    let title = format!("Actions by objective as at {}: {}", day_for_people(about.as_at), counted(count, "objective"));
    let section = Section {
        rows: Rows::new(count, row),
        inner: Some(inner),
        picture: Some(picture),
        nothing: "No plan has an objective.".into(),
        ..Section::rows(columns)
    };
    Report { notes: notes::not_judged(answers, notes::all(answers)), ..Report::of("objectives", title, about, answers, section) }
}
