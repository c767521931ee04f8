//! A report as a pack for somebody: whose it is, and room for an update beside every action.

use super::{Cell, Column, Fact, Report, Rows, Section};

const UPDATE: Column = Column { people: Some(usize::MAX), ..Column::new("update", "Update") };

/// The report of what somebody leads: named in its title, with an empty column to write into.
pub fn pack<'a>(mut report: Report<'a>, name: &str) -> Report<'a> {
    report.title = format!("{name}: {}", report.title);
    report.facts.insert(0, Fact { id: "for", heading: "For", text: name.to_owned() });
    report.sections = report.sections.into_iter().map(with_room).collect();
    report
}

/// Room beside each action: in the rows that are actions, else in the actions within the rows.
fn with_room(mut section: Section<'_>) -> Section<'_> {
    let is_of_actions = |columns: &[Column]| columns.iter().any(|column| column.id == "ref");
    if let Some(inner) = section.inner.as_mut().filter(|inner| is_of_actions(&inner.columns)) {
        inner.columns.push(UPDATE);
        let all = section.rows;
        section.rows = Rows::new(all.len(), move |number| {
            let mut row = all.row(number);
            row.inner.iter_mut().for_each(|cells| cells.push(Cell::Empty));
            row
        });
    } else if section.inner.is_none() && section.rows.lines.is_some() {
        section.columns.push(UPDATE);
        let all = section.rows;
        section.rows = Rows::new(all.len(), move |number| {
            let mut row = all.row(number);
            row.cells.push(Cell::Empty);
            row
        });
    }
    section
}
