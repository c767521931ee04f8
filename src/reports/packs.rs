//! A report as a pack for somebody: whose it is, and room for an update beside every action.

use super::{Cell, Column, EVERYTHING, Fact, Report, Row, Rows, Section, counted};

const UPDATE: Column = Column { people: Some(usize::MAX), blank: true, ..Column::new("update", "Update") };

/// The report of what somebody leads: named in its title, with an empty column to write into. Of a paper, it is the list of all
/// actions that has this column, and that comes first after the figures.
pub fn pack<'a>(mut report: Report<'a>, name: &str) -> Report<'a> {
    report.title = format!("{name}: {}", report.title);
    report.facts.insert(0, Fact { id: "for", heading: "For", text: name.to_owned() });
    if let Some(all) = report.sections.iter().position(|section| section.id == EVERYTHING) {
        let all = with_room(report.sections.remove(all));
        let heading = format!("Room for an update: {}", counted(all.rows.len(), "action"));
        report.sections.insert(1, Section { heading, ..all });
    } else {
        report.sections = report.sections.into_iter().map(with_room).collect();
    }
    report
}

/// Room beside each action: in the rows that are actions, else in the actions within the rows.
fn with_room(mut section: Section<'_>) -> Section<'_> {
    let is_of_actions = |columns: &[Column]| columns.iter().any(|column| column.id == "ref");
    if let Some(inner) = section.inner.as_mut().filter(|inner| is_of_actions(&inner.columns)) {
        inner.columns.push(UPDATE);
        changed(section, |row| {
            let inner = row.inner.clone();
            row.inner = Rows::new(inner.len(), move |number| Row::flat(with_empty(inner.row(number).cells)));
        })
    } else if section.inner.is_none() && section.rows.lines.is_some() {
        section.columns.push(UPDATE);
        changed(section, |row| row.cells = with_empty(std::mem::take(&mut row.cells)))
    } else {
        section
    }
}

fn with_empty(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.push(Cell::Empty);
    cells
}

/// The section with something done to each row.
fn changed(section: Section<'_>, change: fn(&mut Row)) -> Section<'_> {
    let all = section.rows;
    let rows = Rows::new(all.len(), move |number| {
        let mut row = all.row(number);
        change(&mut row);
        row
    });
    Section { rows, ..section }
}
