//! What has been overdue at several meetings of its board, the longest first.

use super::actions::{Whose, section_with};
use super::columns::Line;
use super::sight::Sight;
use super::{About, Cell, Column, Needs, Note, Report, ReportKind, Section, counted, notes};
use crate::query::{Answer, Found};
use crate::time::state::State;
use crate::time::when::day_for_people;
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) static KIND: ReportKind = ReportKind {
    id: "escalation",
    also: "escalate",
    about: "what has been overdue at several of its board's meetings (--meetings 2)",
    needs: Needs { meetings: true, ..Needs::NOTHING },
    build,
};

/// The board's meetings since an action fell due, that of the day itself counted in.
fn meetings(found: &Found, about: About) -> usize {
    let Some(due) = found.verdict.due else { return 0 };
    let meetings = found.plan.meetings.iter().map(|meeting| meeting.value);
    let held: BTreeSet<NaiveDate> = meetings.filter(|&meeting| meeting > due.day && meeting <= about.as_at).collect();
    held.len()
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let overdue = || answers.iter().flat_map(|answer| &answer.found).filter(|found| found.verdict.state == State::Overdue);
    let mut escalated: Vec<(&Found, usize)> =
        overdue().map(|found| (found, meetings(found, about))).filter(|(_, count)| *count >= about.meetings).collect();
    escalated.sort_by_key(|(found, count)| std::cmp::Reverse((*count, found.verdict.days)));
    let known = overdue().any(|found| !found.plan.meetings.is_empty()) || overdue().next().is_none();
    let title = match known {
        true => format!(
            "Escalation as at {}: {} overdue at {} or more",
            day_for_people(about.as_at),
            counted(escalated.len(), "action"),
            counted(about.meetings, "meeting")
        ),
        false => format!("Escalation as at {}: cannot be known, as no plan lists its meetings", day_for_people(about.as_at)),
    };
    let short = overdue().filter(|found| !found.plan.meetings.is_empty()).count()
        - escalated.iter().filter(|(found, _)| !found.plan.meetings.is_empty()).count();
    let mut notes = unknown(answers);
    if short > 0 {
        let text = format!("Overdue at fewer meetings than that: {}", counted(short, "action"));
        notes.push(Note::new("fewer-meetings", short, text));
    }
    notes.extend(notes::not_judged(answers, notes::all(answers)));
    let lines = escalated.iter().map(|(found, _)| Line::of(found, about.as_at)).collect();
    let own = move |number: usize| vec![Cell::count(escalated[number].1)];
    let people = ["meetings_overdue", "days_late", "due", "ref", "action", "leads", "moves", "note"];
    let section = section_with(lines, &people, Whose::of(answers), &[Column::new("meetings_overdue", "Meetings")], own);
    let nothing = match notes.iter().any(|note| note.id == "no-meetings") {
        true => "Nothing can be escalated: see below what cannot be judged.",
        false => &Sight::of(answers).nothing("Nothing has been overdue for so many meetings"),
    };
    Report { notes, ..Report::of("escalation", title, about, answers, Section { nothing: nothing.into(), ..section }) }
}

/// Plans that list no meetings: nobody can say at how many their actions were overdue.
fn unknown(answers: &[Answer]) -> Vec<Note> {
    let overdue = |answer: &Answer| answer.found.iter().filter(|found| found.verdict.state == State::Overdue).count();
    let silent = answers.iter().filter(|answer| answer.plan.meetings.is_empty() && overdue(answer) > 0);
    let note = |answer: &Answer| {
        let count = overdue(answer);
        let text = format!(
            "Cannot judge: {} lists no meetings, so at how many its {} came up is not known",
            answer.plan_called(),
            counted(count, "overdue action")
        );
        let found: Vec<&Found> = answer.found.iter().filter(|found| found.verdict.state == State::Overdue).collect();
        (answer.plan_called().to_owned(), notes::about_actions("no-meetings", &found, text))
    };
    notes::folded(silent.map(note), |plans, overdue, names| {
        format!(
            "Cannot judge: {plans} plans list no meetings, so at how many their {overdue} overdue actions \
             came up is not known: {names}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::{about, answers};

    #[test]
    fn a_meeting_counts_from_the_day_after_an_action_fell_due() {
        let plan = r#"
meetings = [2008-06-30, 2008-07-01, 2008-09-17, 2008-10-01, 2008-12-10]
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
due = "2008-06"
[[objective.action]]
ref = "1.2"
due = "2008-09"
"#;
        let answers = answers(plan, "2008-10-01");
        let counts: Vec<usize> = answers[0].found.iter().map(|found| meetings(found, about("2008-10-01"))).collect();
        assert_eq!(counts, [3, 1]);
        let report = build(&answers, about("2008-10-01"));
        assert_eq!(report.sections[0].rows.len(), 1);
        assert_eq!(report.notes[0].id, "fewer-meetings");
    }
}
