//! A line for each of the board's own colours: what it means, and which actions have it.

use super::super::{Cell, Column, Role, Row, Section};
use super::figures::{COLOURS, means};
use crate::query::{Answer, Found};

pub(super) fn section<'a>(answers: &'a [Answer<'a>]) -> Section<'a> {
    let several = answers.len() > 1;
    let columns = vec![
        Column::new("rag", "Colour").with(Role::Rag),
        Column::new("rag_means", "What it means"),
        Column::new("actions", "Actions"),
        // Of several plans they are too many to be read.
        Column { people: (!several).then_some(0), ..Column::new("refs", "Which") },
    ];
    let mut actions: [Vec<&Found>; COLOURS.len()] = Default::default();
    let mut uncoloured: Vec<&Found> = Vec::new();
    for found in answers.iter().flat_map(|answer| &answer.found) {
        let colour = COLOURS.iter().position(|(rag, _)| Some(*rag) == found.rag());
        colour.map_or(&mut uncoloured, |colour| &mut actions[colour]).push(found);
    }
    let called = |found: &&'a Found<'a>| match several {
        true => format!("{}:{}", found.plan_called(), found.label()).into(),
        false => found.label(),
    };
    let row = |colour: Cell<'a>, means: Option<&'a str>, actions: &[&'a Found<'a>]| {
        let refs = Cell::List(actions.iter().map(called).collect());
        Row::of_cells(vec![colour, Cell::text(means), Cell::count(actions.len()), refs])
    };
    let coloured = COLOURS.iter().zip(&actions).filter(|(_, actions)| !actions.is_empty());
    let mut rows: Vec<Row> = coloured.map(|((rag, _), found)| row(Cell::Rag(*rag), means(answers, *rag), found)).collect();
    // That no action has a colour is said in words.
    if !rows.is_empty() && !uncoloured.is_empty() {
        rows.push(row(Cell::Text("no colour".into()), None, &uncoloured));
    }
    let nothing = "No action has a RAG colour.".into();
    Section { id: "rag", heading: "By RAG colour".into(), rows, nothing, ..Section::of(columns) }
}
