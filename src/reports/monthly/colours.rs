//! A line for each of the board's own colours: what it means, and which actions have it.

use super::super::{Cell, Column, Rows, Section};
use super::figures::{COLOURS, means};
use crate::query::{Answer, Found};

pub(super) fn section<'a>(answers: &'a [Answer<'a>]) -> Section<'a> {
    let several = answers.len() > 1;
    let columns = vec![
        Column::new("rag", "Colour"),
        Column::new("rag_means", "What it means"),
        Column::new("actions", "Actions"),
        // Of several plans they are too many to be read.
        Column { people: (!several).then_some(0), ..Column::new("refs", "Which") },
    ];
    let coloured = COLOURS.iter().map(|(rag, _)| (rag.word(), means(answers, *rag), Vec::new()));
    let mut lines: Vec<(&str, Option<&str>, Vec<&Found>)> = coloured.chain([("no colour", None, Vec::new())]).collect();
    for found in answers.iter().flat_map(|answer| &answer.found) {
        let place = COLOURS.iter().position(|(rag, _)| Some(*rag) == found.rag()).unwrap_or(COLOURS.len());
        lines[place].2.push(found);
    }
    lines.retain(|(.., actions)| !actions.is_empty());
    // That no action has a colour is said in words.
    let count = if lines.iter().all(|(word, ..)| *word == "no colour") { 0 } else { lines.len() };
    let called = move |found: &&'a Found<'a>| match several {
        true => format!("{}:{}", found.plan.name, found.label()).into(),
        false => found.label(),
    };
    let rows = Rows::by_cell(count, columns.len(), move |number, column| {
        let (word, means, actions) = &lines[number];
        match column {
            0 => Cell::Text((*word).into()),
            1 => Cell::text(*means),
            2 => Cell::count(actions.len()),
            _ => Cell::List(actions.iter().map(called).collect()),
        }
    });
    let nothing = "No action has a RAG colour.".into();
    Section { id: "rag", heading: "By RAG colour".into(), rows, nothing, ..Section::rows(columns) }
}
