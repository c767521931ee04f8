//! A report as a pack for somebody: whose it is, and room for an update beside every action.

use super::{Column, EVERYTHING, Fact, Report, Role, Section, Source, counted};

const UPDATE: Column = Column { people: Some(usize::MAX), source: Source::Blank, ..Column::new("update", "Update") };

/// The report of one board, named in its title.
pub fn of_board<'a>(mut report: Report<'a>, board: &str) -> Report<'a> {
    report.title = format!("{board}: {}", report.title);
    if !report.facts.iter().any(|fact| fact.id == "board") {
        report.facts.insert(0, Fact { id: "board", heading: "Board", text: board.to_owned() });
    }
    report
}

/// The report of what somebody leads: named in its title, with an empty column to write into. Of a paper, it is the list of all
/// actions that has this column, and that comes first after the figures. Where several boards were asked about, the board is
/// named too.
pub fn pack<'a>(mut report: Report<'a>, name: &str, board: Option<&str>) -> Report<'a> {
    report.title = match board {
        Some(board) => format!("{name}, {board}: {}", report.title),
        None => format!("{name}: {}", report.title),
    };
    if let Some(board) = board.filter(|_| !report.facts.iter().any(|fact| fact.id == "board")) {
        report.facts.insert(0, Fact { id: "board", heading: "Board", text: board.to_owned() });
    }
    report.facts.insert(0, Fact { id: "for", heading: "For", text: name.to_owned() });
    if let Some(all) = report.sections.iter().position(|section| section.id == EVERYTHING) {
        let mut all = report.sections.remove(all);
        add_room(&mut all);
        all.heading = format!("Room for an update: {}", counted(all.rows.len(), "action"));
        report.sections.insert(1, all);
    } else {
        report.sections.iter_mut().for_each(add_room);
    }
    report
}

/// Room beside each action: in the rows that are actions, else in the actions within the rows.
fn add_room(section: &mut Section) {
    match &mut section.inner {
        Some(inner) if inner.columns.iter().any(|column| column.role == Role::Ref) => inner.columns.push(UPDATE),
        None if section.of_actions => section.columns.push(UPDATE),
        _ => {}
    }
}
