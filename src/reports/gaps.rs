//! A row for each action that lacks something a board asks for, and what it lacks.

use super::actions::{Whose, section_with};
use super::columns::Line;
use super::{About, Cell, Column, Needs, Note, Report, ReportKind, Section, counted};
use crate::query::{Answer, Found};
use crate::time::state::State;
use crate::time::when::day_for_people;

pub(super) static KIND: ReportKind = ReportKind {
    id: "gaps",
    also: "gap",
    about: "what each action lacks: lead, date, measure of success, evidence, progress note",
    needs: Needs::NOTHING,
    build,
};

/// What can be missing: the column, its heading, the word in the list, and the words of the line below.
const KINDS: [(&str, &str, &str, &str); 5] = [
    ("no_lead", "No lead", "lead", "No lead"),
    ("no_date", "No date", "date", "No date that can be judged"),
    ("no_measure", "No measure", "measure", "Neither an outcome nor a measure of success"),
    ("no_evidence", "No evidence", "evidence", "Done without evidence"),
    ("no_note", "No note", "note", "Open without a progress note"),
];

/// Evidence is asked of what is done, a date and a note of what is open; of what was withdrawn or carried forward, nothing.
fn missing(found: &Found) -> [bool; KINDS.len()] {
    if found.is_dropped() {
        return [false; 5];
    }
    let lacks = found.lacks();
    let open = found.verdict.state != State::Closed;
    [lacks.lead, found.verdict.state == State::Undated, lacks.measure, lacks.evidence && found.is_done(), lacks.note && open]
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let all = || answers.iter().flat_map(|answer| &answer.found);
    let lacking: Vec<(&Found, [bool; 5])> =
        all().map(|found| (found, missing(found))).filter(|(_, missing)| missing.contains(&true)).collect();
    let title = format!(
        "Gaps as at {}: {} of {} lack something",
        day_for_people(about.as_at),
        lacking.len(),
        counted(all().count(), "action")
    );
    let notes = KINDS.iter().enumerate().filter_map(|(kind, (id, _, _, words))| {
        let count = lacking.iter().filter(|(_, missing)| missing[kind]).count();
        (count > 0).then(|| Note::new(id, count, format!("{words}: {}", counted(count, "action"))))
    });
    let notes = notes.collect();
    let lines = lacking.iter().map(|(found, _)| Line::of(found, about.as_at)).collect();
    let mut heads: Vec<Column> = KINDS.iter().map(|(id, heading, ..)| Column::hidden(id, heading)).collect();
    heads.push(Column::new("missing", "Missing"));
    let own = move |number: usize| {
        let missing = &lacking[number].1;
        let words = KINDS.iter().zip(missing).filter(|(_, missing)| **missing).map(|((_, _, word, _), _)| (*word).into());
        missing.iter().map(|&missing| Cell::Flag(missing)).chain([Cell::List(words.collect())]).collect()
    };
    let section = section_with(lines, &["ref", "action", "leads", "state", "missing"], Whose::of(answers), &heads, own);
    let section = Section { nothing: "No action lacks anything that is asked for here.".into(), ..section };
    Report { notes, ..Report::of("gaps", title, about, answers, section) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::answers;

    #[test]
    fn what_cannot_be_read_is_not_missing_and_what_is_dropped_lacks_nothing() {
        let plan = r#"
[people]
jo = { name = "Jo" }
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
status = "withdrawn"
[[objective.action]]
ref = "1.2"
lead = 7
outcome = 7
progress = 7
due = "2008-06"
[[objective.action]]
ref = "1.3"
lead = "jo"
success = ["x"]
status = "complete"
[[objective.action]]
ref = "1.4"
lead = "jo"
success = ["x"]
progress = [{ on = 2009-06-01, note = "later" }]
"#;
        let answers = answers(plan, "2008-10-01");
        let all: Vec<[bool; 5]> = answers[0].found.iter().map(missing).collect();
        assert_eq!(all[0], [false; 5]);
        assert_eq!(all[1], [false; 5]);
        assert_eq!(all[2], [false, false, false, true, false]);
        assert_eq!(all[3], [false, true, false, false, true]);
    }
}
