//! A line for each of the board's own colours: what it means, and which actions have it.

use super::super::{Cell, Column, Rag, Row, Rows, Section};
use super::figures::{COLOURS, means};
use crate::query::{Answer, Found};

pub(super) fn section<'a>(answers: &'a [Answer]) -> Section<'a> {
    let several = answers.len() > 1;
    let columns = vec![
        Column::new("rag", "Colour"),
        Column::new("rag_means", "What it means"),
        Column::new("actions", "Actions"),
        // Of several plans they are too many to be read.
        Column { people: (!several).then_some(0), ..Column::new("refs", "Which") },
    ];
    let all = || answers.iter().flat_map(|answer| &answer.found);
    let of = |rag: Option<Rag>| all().filter(|found| found.rag == rag).collect::<Vec<&Found>>();
    let coloured = COLOURS.iter().map(|(rag, _)| (rag.word(), means(answers, *rag), of(Some(*rag))));
    let lines = coloured.chain([("no colour", None, of(None))]).filter(|(.., actions)| !actions.is_empty());
    let lines: Vec<(&str, Option<&str>, Vec<&Found>)> = lines.collect();
    // That no action has a colour is said in words.
    let count = if lines.iter().all(|(word, ..)| *word == "no colour") { 0 } else { lines.len() };
    let row = move |number: usize| {
        let (word, means, actions) = &lines[number];
        let called = |found: &&'a Found| match several {
            true => format!("{}:{}", found.plan.name, found.label()).into(),
            false => found.label(),
        };
        Row::flat(vec![
            Cell::Text((*word).into()),
            Cell::text(*means),
            Cell::count(actions.len()),
            Cell::List(actions.iter().map(called).collect()),
        ])
    };
    let nothing = "No action has a RAG colour.".into();
    Section { id: "rag", heading: "By RAG colour".into(), rows: Rows::new(count, row), nothing, ..Section::rows(columns) }
}
