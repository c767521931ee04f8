//! A row for each action that lacks something a board asks for, and what it lacks.

use super::actions::{Whose, section_with};
use super::columns::Line;
use super::lead_faults;
use super::{About, Audience, Cell, Column, Fact, Inner, Needs, Report, ReportKind, Row, Section, Source, counted};
use crate::query::{Answer, Found};
use crate::text::capital;
use crate::time::state::State;
use crate::time::when::day_for_people;
use std::cmp::Reverse;

pub(super) static KIND: ReportKind = ReportKind {
    id: "gaps",
    also: "gap",
    about: "what each action lacks: lead, date, measure of success, evidence, progress note",
    needs: Needs::NOTHING,
    build,
};

/// Something that can be missing.
struct Kind {
    /// The column, and its heading.
    id: &'static str,
    heading: &'static str,
    /// In the list of what an action lacks.
    word: &'static str,
    /// In the line of counts.
    counted: &'static str,
}

const fn kind(id: &'static str, heading: &'static str, word: &'static str, counted: &'static str) -> Kind {
    Kind { id, heading, word, counted }
}

/// The last ones came later, and stand behind the list.
const KINDS: [Kind; 8] = [
    kind("no_lead", "No lead", "lead", "Without a lead"),
    kind("no_date", "No date", "date", "No date to judge by"),
    kind("no_measure", "No measure", "measure", "No outcome or measure"),
    kind("no_evidence", "No evidence", "evidence", "Done without evidence"),
    kind("no_note", "No note", "note", "Open without a note"),
    kind("lead_gone", "Lead gone", "lead that is still there", "Lead is gone"),
    kind("lead_unclear", "Lead could be several", "one lead", "Lead could be several"),
    kind("lead_everyone", "Everyone leads", "lead that is not everyone", "Led by everyone"),
];

/// The kinds before the list of what is missing.
const FIRST: usize = 5;

type Missing = [bool; KINDS.len()];

/// Evidence is asked of what is done, a date, a note and a lead to turn to of what is open; of what was withdrawn or carried
/// forward, nothing.
fn missing(found: &Found) -> Missing {
    if found.is_dropped() {
        return [false; KINDS.len()];
    }
    let lacks = found.lacks();
    let open = found.verdict.state != State::Closed;
    [
        lacks.lead,
        found.verdict.state == State::Undated,
        lacks.measure,
        lacks.evidence && found.is_done(),
        lacks.note && open,
        open && (!lead_faults::gone_groups(found).is_empty() || !lead_faults::left(found, found.as_at).is_empty()),
        open && !lead_faults::unclear(found).is_empty(),
        open && !lead_faults::everyone(found).is_empty(),
    ]
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let all = || answers.iter().flat_map(|answer| &answer.found);
    let lacking: Vec<(&Found, Missing)> =
        all().map(|found| (found, missing(found))).filter(|(_, missing)| missing.contains(&true)).collect();
    let asked = counted(all().count(), "action");
    let title = format!("Gaps as at {}: {} of {asked} lack something", day_for_people(about.as_at), lacking.len());
    let facts = KINDS.iter().enumerate().filter_map(|(kind, Kind { id, counted: heading, .. })| {
        let count = lacking.iter().filter(|(_, missing)| missing[kind]).count();
        (count > 0).then(|| Fact { id, heading, text: format!("{count} of {asked}") })
    });
    let facts = facts.collect();
    let whose = Whose::of(answers);
    let lines = |lacking: &[(&'a Found<'a>, Missing)]| lacking.iter().map(|(found, _)| Line::of(found, about.as_at)).collect();
    let groups = by_missing(&lacking);
    let within = |group: &[(&'a Found<'a>, Missing)]| -> Section<'a> {
        section_with(lines(group), &["ref", "action", "leads", "due", "state"], whose, &[], |_| Vec::new())
    };
    let columns = vec![Column::new("missing", "Missing"), Column::new("actions", "Actions")];
    let rows = groups.iter().map(|group| {
        let cells = vec![Cell::Text(capital(&words(&group[0].1).join(", ")).into()), Cell::count(group.len())];
        Row { inner: within(group).rows, ..Row::of_cells(cells) }
    });
    let (rows, columns_within) = (rows.collect(), within(&lacking).columns);
    let nothing = "No action lacks anything that is asked for here.";
    let for_people = Section {
        rows,
        inner: Some(Inner { id: "actions", columns: columns_within }),
        audience: Audience::People,
        nothing: nothing.into(),
        ..Section::of(columns)
    };
    let mut heads: Vec<Column> = KINDS[..FIRST].iter().map(|kind| Column::hidden(kind.id, kind.heading)).collect();
    heads.push(Column::new("missing", "Missing"));
    let all_lines = lines(&lacking);
    let (later, own_rows): (Vec<Column>, Vec<Missing>) = (
        KINDS[FIRST..].iter().map(|kind| Column::hidden(kind.id, kind.heading)).collect(),
        lacking.iter().map(|(_, missing)| *missing).collect(),
    );
    let own = move |number: usize| {
        let missing: &Missing = &own_rows[number];
        let words = words(missing).into_iter().map(Into::into).collect();
        missing[..FIRST].iter().map(|&missing| Cell::Flag(missing)).chain([Cell::List(words)]).collect()
    };
    let section = section_with(all_lines, &["ref", "action", "leads", "state", "missing"], whose, &heads, own);
    let mut section = Section { nothing: nothing.into(), audience: Audience::Machines, ..section };
    add_late_flags(&mut section, later, &lacking);
    let mut report = Report { facts, ..Report::of("gaps", title, about, answers, section) };
    report.sections.push(for_people);
    report
}

/// The columns that came later, after all others.
fn add_late_flags(section: &mut Section, columns: Vec<Column>, lacking: &[(&Found, Missing)]) {
    let kept = FIRST + 1;
    section.columns.extend((kept..).zip(columns).map(|(at, column)| Column { source: Source::Kept(at), ..column }));
    for (row, (_, missing)) in section.rows.iter_mut().zip(lacking) {
        row.kept.extend(missing[FIRST..].iter().map(|&missing| Cell::Flag(missing)));
    }
}

/// The actions that lack the same, those that lack most first.
fn by_missing<'f>(lacking: &[(&'f Found<'f>, Missing)]) -> Vec<Vec<(&'f Found<'f>, Missing)>> {
    let mut groups: Vec<Vec<(&Found, Missing)>> = Vec::new();
    for &(found, missing) in lacking {
        match groups.iter_mut().find(|group| group[0].1 == missing) {
            Some(group) => group.push((found, missing)),
            None => groups.push(vec![(found, missing)]),
        }
    }
    let count = |missing: &Missing| missing.iter().filter(|missing| **missing).count();
    groups.sort_by_key(|group| (Reverse(count(&group[0].1)), Reverse(group.len())));
    groups
}

/// The words of what is missing.
fn words(missing: &Missing) -> Vec<&'static str> {
    KINDS.iter().zip(missing).filter(|(_, missing)| **missing).map(|(kind, _)| kind.word).collect()
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
pat = { name = "Pat", left = 2008-05-31 }
lee = { name = "Lee", left = 2008-12-31 }
[groups]
old = { name = "Training", kind = "subgroup", former = true }
one = { name = "One", kind = "focus-group" }
two = { name = "Two", kind = "focus-group" }
any = { name = "Focus Group", kind = "focus-group", could-be = ["one", "two"] }
all = { name = "Members", kind = "everyone" }
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
[[objective.action]]
lead = "old"
success = ["x"]
due = "2009"
progress = [{ on = 2008-06-01, note = "x" }]
[[objective.action]]
lead = "pat"
success = ["x"]
due = "2009"
progress = [{ on = 2008-06-01, note = "x" }]
[[objective.action]]
lead = "any"
success = ["x"]
due = "2009"
progress = [{ on = 2008-06-01, note = "x" }]
[[objective.action]]
lead = "all"
success = ["x"]
due = "2009"
progress = [{ on = 2008-06-01, note = "x" }]
[[objective.action]]
lead = "lee"
success = ["x"]
due = "2009"
progress = [{ on = 2008-06-01, note = "x" }]
[[objective.action]]
lead = "old"
success = ["x"]
status = "complete"
"#;
        let answers = answers(plan, "2008-10-01");
        let all: Vec<Missing> = answers[0].found.iter().map(missing).collect();
        let lacks = |kinds: &[usize]| -> Missing { std::array::from_fn(|kind| kinds.contains(&kind)) };
        assert_eq!(all[..4], [lacks(&[]), lacks(&[]), lacks(&[3]), lacks(&[1, 4])]);
        // A lead that is nobody to turn to; of what is closed it does not matter.
        assert_eq!(all[4..], [lacks(&[5]), lacks(&[5]), lacks(&[6]), lacks(&[7]), lacks(&[]), lacks(&[3])]);
    }

    #[test]
    fn each_action_stands_once_under_what_it_lacks_and_the_counts_are_those_of_the_rows() {
        let plan = "[[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"1.1\"\n[[objective.action]]\nref = \"1.2\"\ndue = \"2009\"\n\
                    [[objective.action]]\nref = \"1.3\"\n";
        let answers = answers(plan, "2008-10-01");
        let report = build(&answers, crate::reports::testing::about("2008-10-01"));
        let people = report.sections_for_people();
        let groups: Vec<(String, usize)> =
            people[0].rows.iter().map(|row| (format!("{:?}", row.kept[1]), row.inner.len())).collect();
        assert_eq!(groups, [("Number(2)".to_owned(), 2), ("Number(1)".to_owned(), 1)]);
        assert_eq!(report.sections_for_machines()[0].rows.len(), 3);
        let facts: Vec<&str> = report.facts.iter().map(|fact| &*fact.text).collect();
        assert_eq!(facts, ["3 of 3 actions", "2 of 3 actions", "3 of 3 actions", "3 of 3 actions"]);
    }
}
