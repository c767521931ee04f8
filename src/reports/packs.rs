//! A report as a pack for somebody: whose it is, by when and to whom it comes back, and room to answer beside every action.

use super::{Column, EVERYTHING, Fact, Report, Role, Section, Source, columns, counted};
use crate::time::when::day_for_people;

/// What an answer is, so that a format can help to write it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answered {
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
    /// A day or a month, as a plan may have it.
    Date,
    Words,
}

/// The room to answer in: one heading an answer, the same in every format, as papers are read back by these words.
static ANSWERS: [(&str, &str, Answered); 5] = [
    ("answer_done_on", "Done on", Answered::Day),
    ("answer_on_track", "On track?", Answered::YesNo),
    ("answer_new_date", "New date", Answered::Date),
    ("answer_why", "Why", Answered::Words),
    ("answer_evidence", "Evidence", Answered::Words),
];

/// What a pack tells of each action before the room to answer.
const TOLD: [&str; 5] = ["ref", "action", "due", "last_recorded", "success_known"];

/// The room that packs had before, kept for those who read their rows by its name.
const UPDATE: Column = Column { people: None, source: Source::Blank, ..Column::new("update", "Update") };

/// By when a pack is to come back, and to whom; where nothing is given, a line to write on.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Return {
    pub by: Option<String>,
    pub to: Option<String>,
}

impl Return {
    fn words(&self) -> String {
        let [by, to] = [&self.by, &self.to].map(|words| words.as_deref().unwrap_or("____________"));
        format!("by {by} to {to}")
    }
}

/// The report of one board, named in its title.
pub fn of_board<'a>(mut report: Report<'a>, board: &str) -> Report<'a> {
    report.title = format!("{board}: {}", report.title);
    if !report.facts.iter().any(|fact| fact.id == "board") {
        report.facts.insert(0, Fact { id: "board", heading: "Board", text: board.to_owned() });
    }
    report
}

/// The report of what somebody leads, with room to answer. Of a paper it is one table, each action once. The board is named; in the
/// title too, where several boards were asked about.
pub fn pack<'a>(mut report: Report<'a>, name: &str, board: &str, several: bool, comes_back: &Return) -> Report<'a> {
    let all = report.sections.iter().position(|section| section.id == EVERYTHING);
    let mut facts = vec![
        Fact { id: "for", heading: "For", text: name.to_owned() },
        Fact { id: "board", heading: "Board", text: board.to_owned() },
        Fact { id: "return", heading: "Please return", text: comes_back.words() },
    ];
    if let Some(all) = all.filter(|_| report.page_one.is_some()) {
        let mut all = report.sections.swap_remove(all);
        all.heading = String::new();
        report.title = format!("{} to update, as at {}", counted(all.rows.len(), "action"), day_for_people(report.as_at));
        report.sections = vec![all];
        (report.page_one, report.all_actions) = (None, None);
        // What the paper says of its earlier day, and of others.
        let of_paper = [
            "earlier-day",
            "not-compared",
            "taken-as-now",
            "moved-without-a-day",
            "accountable",
            "leads-in-several-boards",
            "from-git",
        ];
        report.notes.retain(|note| !of_paper.contains(&note.id));
        // Here each action has one row.
        for note in report.notes.iter_mut().filter(|note| note.id == "shared-leads") {
            let have = if note.count == 1 { "has other leads too, and is" } else { "have other leads too, and are" };
            note.text = format!("Led together: {} {have} in the pack of each", counted(note.count, "action"));
        }
        report.facts.retain(|fact| fact.id == "plan" || fact.id == "asked");
    }
    report.title = match several {
        true => format!("{name}, {board}: {}", report.title),
        false => format!("{name}: {}", report.title),
    };
    report.facts.retain(|fact| fact.id != "board");
    facts.append(&mut report.facts);
    report.facts = facts;
    report.sections.iter_mut().for_each(add_room);
    report
}

/// Room beside each action: in the rows that are actions, else in the actions within the rows.
fn add_room(section: &mut Section) {
    let rooms = ANSWERS.iter().zip(0..).map(|(&(id, heading, answered), number)| Column {
        people: Some(usize::MAX - ANSWERS.len() + number),
        source: Source::Blank,
        ..Column::new(id, heading).with(Role::Answer(answered))
    });
    match &mut section.inner {
        Some(inner) if inner.columns.iter().any(|column| column.role == Role::Ref) => {
            inner.columns.push(UPDATE);
            inner.columns.extend(rooms);
        }
        None if section.of_actions => {
            if !section.columns_chosen {
                tell(&mut section.columns);
            }
            section.columns.push(UPDATE);
            section.columns.extend(rooms);
        }
        _ => {}
    }
}

/// Shows people what a pack tells and nothing else: the sheet stays upright, and has room to write.
fn tell(all: &mut Vec<Column>) {
    all.iter_mut().for_each(|column| column.people = None);
    for (rank, id) in TOLD.into_iter().enumerate() {
        match all.iter_mut().find(|column| column.id == id) {
            Some(column) => column.people = Some(rank),
            None => {
                all.extend(columns::find(id).map(|column| Column { people: Some(rank), ..Column::of_actions(column) }));
            }
        }
    }
}
