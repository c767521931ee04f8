//! What changed between two states of the plans: a row for each change, counts first. And the life of one action.

use super::columns::{self, Line};
use super::slippage::address;
use super::{About, Cell, Column, Fact, Note, Report, Role, Row, Section, counted, counts, notes, number_kept};
use crate::changes::{Change, Kind, Suggestion, Value};
use crate::names::key;
use crate::plan::Action;
use crate::query::{Answer, Found};
use crate::time::when::day_for_people;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// When a change was made, and by whom.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The author's day.
    pub on: NaiveDate,
    pub by: String,
    /// The id of the commit.
    pub commit: String,
}

/// A change as it is told.
#[derive(Debug)]
pub struct Told<'p> {
    pub change: Change<'p>,
    pub seen: Option<Seen>,
}

/// The columns of a change, before those of its action.
const COLUMNS: [Column; 16] = [
    Column::new("kind", "Change"),
    Column::hidden("plan", "Plan").with(Role::Plan),
    Column::hidden("board", "Board").with(Role::Board),
    Column::new("ref", "Ref").with(Role::Ref),
    Column::hidden("subject", "About"),
    Column::hidden("part", "Part"),
    Column::new("before", "Before"),
    Column::new("after", "After"),
    Column::hidden("before_as_written", "Before as written"),
    Column::hidden("after_as_written", "After as written"),
    Column::hidden("moved_times", "Moves"),
    Column::hidden("days_slipped", "Days slipped"),
    Column::new("because", "Reason"),
    Column::new("on", "On"),
    Column::new("by", "By"),
    Column::hidden("commit", "Commit"),
];

/// The columns of actions beside.
const OF_ACTIONS: [&str; 9] = ["objective", "action", "leads", "groups", "due", "state", "status", "rag", "file"];

fn section<'a>(rows: Vec<Row<'a>>, people: &[&str], nothing: &str) -> Section<'a> {
    let rank = |id: &str| people.iter().position(|shown| *shown == id);
    let mut columns: Vec<Column> = COLUMNS.into_iter().map(|column| Column { people: rank(column.id), ..column }).collect();
    columns.extend(columns::heads(&columns::chosen(&[], &OF_ACTIONS), people));
    number_kept(&mut columns);
    Section { rows, of_actions: true, nothing: nothing.into(), ..Section::of(columns) }
}

fn row<'a>(told: &Told, found: Option<&'a Found<'a>>, about: About) -> Row<'a> {
    let Told { change, seen } = told;
    let owned = |text: &str| Cow::Owned::<str>(text.to_owned());
    let text = |text: Option<&str>| Cell::text(text.filter(|text| !text.is_empty()).map(owned));
    let value = |value: &Value| match value {
        Value::Nothing => Cell::Empty,
        Value::Text(text) => Cell::Text(owned(text)),
        Value::Date(when) => Cell::told(*when),
        Value::List(list) => Cell::List(list.iter().map(|text| owned(text)).collect()),
    };
    let written = |value: &Value| if let Value::Date(when) = value { Cell::When(*when) } else { Cell::Empty };
    let plan = change.plan();
    let number = |number: Option<i64>| number.map_or(Cell::Empty, Cell::Number);
    let label = change.label();
    let subject = if change.action().is_some() { &*change.subject } else { &*label };
    let kept = vec![
        Cell::Ref { reference: Some(change.kind.id()), label: kind_in_words(change).into() },
        text(plan.map(|plan| plan.name)),
        text(plan.and_then(|plan| plan.board).map(|board| board.value)),
        match found {
            Some(found) => Cell::Ref { reference: found.reference(), label: label.clone().into() },
            None => text(Some(&*label).filter(|_| change.action().is_some())),
        },
        text(Some(subject)),
        text(Some(change.part)),
        value(&change.before),
        value(&change.after),
        written(&change.before),
        written(&change.after),
        number(change.moved.map(|moved| moved.times as i64)),
        number(change.moved.map(|moved| moved.days)),
        text(change.because),
        seen.as_ref().map_or(Cell::Empty, |seen| Cell::Day(seen.on)),
        text(seen.as_ref().map(|seen| &*seen.by)),
        text(seen.as_ref().map(|seen| &*seen.commit)),
    ];
    let line = found.map(|found| Line::of(found, about.as_at));
    Row { line, ..Row::of_cells(kept) }
}

/// "moved, 2 times, 5 months in all", "reworded (outcome)".
fn kind_in_words(change: &Change) -> String {
    let words = change.kind.words();
    match (change.kind, change.moved) {
        (Kind::Moved | Kind::BroughtForward, Some(moved)) if change.part == "due" => {
            let times =
                if moved.times > 1 { format!(" ({} times, {} in all)", moved.times, span(moved.days)) } else { String::new() };
            format!("{words}{times}")
        }
        (Kind::Reworded | Kind::Retimed | Kind::PlanChanged | Kind::ObjectiveChanged | Kind::PeopleChanged, _)
            if !change.part.is_empty() && change.part != "action" =>
        {
            format!("{words} ({})", change.part)
        }
        _ if change.part == "milestones" && matches!(change.kind, Kind::Moved | Kind::BroughtForward) => {
            format!("{words} (milestone: {})", change.subject)
        }
        (Kind::PlanAdded | Kind::PlanRemoved, _) if !change.subject.is_empty() => format!("{words} ({})", change.subject),
        _ => words.to_owned(),
    }
}

/// A length of time in the unit boards speak in: months from 28 days on.
fn span(days: i64) -> String {
    let months = (days.unsigned_abs() as f64 / 30.44).round() as usize;
    if days.unsigned_abs() >= 28 { counted(months.max(1), "month") } else { counted(days.unsigned_abs() as usize, "day") }
}

/// What git knows of the time since an earlier day of a paper, and the plans themselves cannot tell.
pub struct FromGit<'t, 'p> {
    pub told: &'t [Told<'p>],
    /// The actions that were asked for in the state before, by their [`address`].
    pub gone: HashSet<usize>,
    /// What the states before are called.
    pub since: String,
    /// The day of the first commit that is here.
    pub begins: NaiveDate,
    /// Older ones exist, but not here.
    pub is_shallow: bool,
}

impl FromGit<'_, '_> {
    /// Adds a section with it to a paper, and says since when git knows.
    pub fn add_to<'a>(&self, report: &mut Report<'a>, answers: &'a [Answer<'a>], about: About) {
        let by_action = by_action(answers);
        let is_here = |change: &Change| {
            change.plan().is_some_and(|plan| answers.iter().any(|answer| answer.plan.name == plan.name))
                || change.kind == Kind::PlanRemoved
        };
        let mut rows = Vec::new();
        let mut kinds: Vec<(Kind, usize)> = Vec::new();
        for told in self.told.iter().filter(|told| !is_told_by_plan(&told.change)) {
            let change = &told.change;
            let found = change.action().and_then(|action| by_action.get(&address(action.action)).copied());
            let is_shown = match (change.action(), change.old) {
                _ if found.is_some() => true,
                (Some(_), Some(old)) if change.new.is_none() => {
                    is_here(change) && (!about.filtered || self.gone.contains(&address(old.action)))
                }
                (Some(_), _) => false,
                (None, _) => !about.filtered && is_here(change),
            };
            if is_shown {
                rows.push(row(told, found, about));
                match kinds.iter_mut().find(|(kind, _)| *kind == change.kind) {
                    Some((_, count)) => *count += 1,
                    None => kinds.push((change.kind, 1)),
                }
            }
        }
        kinds.sort_unstable();
        let counted_kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {}", kind.words())).collect();
        let heading = format!("Seen by git alone: {}", counted(rows.len(), "change"));
        let mut people = vec!["kind", "ref", "action", "before", "after", "on", "by"];
        if answers.len() > 1 {
            people.push("plan");
        }
        let section =
            Section { id: "from-git", heading, ..section(rows, &people, "Git saw nothing that the plans do not tell.") };
        let place = report.sections.iter().position(|section| section.id == "moved").map_or(report.sections.len(), |at| at + 1);
        report.sections.insert(place, section);
        let text = if counted_kinds.is_empty() { "nothing more".to_owned() } else { counted_kinds.join(", ") };
        report.facts.push(Fact { id: "from-git", heading: "Seen by git alone", text });
        let older = if self.is_shallow { "; older history exists, but not in this copy of the repository" } else { "" };
        let text = format!(
            "From git, since {}: what was added, reworded, given to others or dropped, and dates that were changed without a word. Its history begins on {}{older}: what was before cannot be seen",
            self.since,
            day_for_people(self.begins)
        );
        report.notes.push(Note::new("from-git", self.told.len(), text));
    }
}

/// The plan itself tells of this change, with its day.
fn is_told_by_plan(change: &Change) -> bool {
    match change.kind {
        Kind::Added
        | Kind::Dated
        | Kind::DateRemoved
        | Kind::Retimed
        | Kind::Reassigned
        | Kind::Partners
        | Kind::NoteRemoved
        | Kind::EvidenceRemoved
        | Kind::MoveRemoved
        | Kind::MilestoneAdded
        | Kind::MilestoneRemoved
        | Kind::Reworded
        | Kind::Renumbered
        | Kind::OffPlan
        | Kind::Vanished
        | Kind::ObjectiveAdded
        | Kind::ObjectiveRemoved
        | Kind::ObjectiveChanged
        | Kind::PersonRenamed
        | Kind::GroupRenamed
        | Kind::PlanAdded
        | Kind::PlanRemoved
        | Kind::PlanRenamed => false,
        Kind::Moved | Kind::BroughtForward => {
            let to = if let Value::Date(to) = &change.after { Some(*to) } else { None };
            let tells = |action: &Action| action.agreed_moves().any(|moved| moved.to.map(|to| to.value) == to);
            change.part == "due" && change.new.is_some_and(|new| tells(new.action))
        }
        _ => true,
    }
}

/// Which changes there are between two states. `between` says which, `answers` hold the actions that were asked for, in the state
/// they are in after the change, or were before it. A change that is about no action is shown where all was asked for.
pub fn report<'a>(
    answers: &'a [Answer<'a>],
    about: About,
    told: &[Told],
    suggestions: &[Suggestion],
    between: &[Fact; 2],
) -> Report<'a> {
    let by_action = by_action(answers);
    let found = |told: &Told| {
        let action = told.change.action()?;
        by_action.get(&std::ptr::from_ref(action.action).addr()).copied()
    };
    let shown: Vec<(&Told, Option<&'a Found<'a>>)> = told
        .iter()
        .map(|told| (told, found(told)))
        .filter(|(told, found)| found.is_some() || told.change.action().is_none() && !about.filtered)
        .collect();
    let mut actions: Vec<usize> =
        shown.iter().filter_map(|(_, found)| Some(std::ptr::from_ref(found.as_ref()?.action).addr())).collect();
    actions.sort_unstable();
    actions.dedup();
    let title = format!(
        "Changes from {} to {}: {}",
        between[0].text,
        between[1].text,
        match shown.len() {
            0 => "none".to_owned(),
            all => format!("{} of {}", counted(all, "change"), counted(actions.len(), "action")),
        }
    );
    let count = |kind: Kind| shown.iter().filter(|(told, _)| told.change.kind == kind).count();
    let by_kind = Kind::ALL.iter().map(|&kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
    let by_kind: Vec<String> = by_kind.map(|(kind, count)| format!("{count} {}", kind.words())).collect();
    let counted_kinds = if by_kind.is_empty() { "nothing".to_owned() } else { by_kind.join(", ") };
    let rows = shown.iter().map(|(told, found)| row(told, *found, about)).collect();
    let several = answers.len() > 1;
    let mut people = vec!["kind", "ref", "action", "before", "after", "because", "on", "by"];
    if several {
        people.push("plan");
    }
    let section = section(rows, &people, "Nothing changed.");
    let mut report = Report::of("changes", title, about, answers, section);
    report.facts = vec![Fact { id: "changes", heading: "Changed", text: counted_kinds }];
    report.notes = warnings(&shown, suggestions, several);
    report
}

fn by_action<'a>(answers: &'a [Answer<'a>]) -> HashMap<usize, &'a Found<'a>> {
    answers.iter().flat_map(|answer| &answer.found).map(|found| (address(found.action), found)).collect()
}

/// The line about actions that are gone without a trace, where there are any.
pub fn gone_without_a_trace(gone: &[&Found], several: bool) -> Option<Note> {
    let named = notes::named(gone, several);
    let text = format!("Gone without a trace: {}{named}, neither closed nor carried on", counted(gone.len(), "action"));
    (!gone.is_empty()).then(|| notes::about_actions("vanished", gone, text))
}

/// What is gone without a trace, and what it may have become.
fn warnings(shown: &[(&Told, Option<&Found>)], suggestions: &[Suggestion], several: bool) -> Vec<Note> {
    let gone: Vec<&Found> =
        shown.iter().filter(|(told, _)| told.change.kind == Kind::Vanished).filter_map(|(_, found)| *found).collect();
    let mut notes: Vec<Note> = gone_without_a_trace(&gone, several).into_iter().collect();
    for Suggestion { gone: old, new } in suggestions {
        if gone.iter().any(|found| old.is(found.action)) {
            let text = format!("{} gone, {} new with like words: renumbered?", old.label(), new.label());
            notes.push(Note::new("like-words", 1, text));
        }
    }
    notes
}

/// The life of an action: each change with its day and who made it, the oldest first.
pub fn history<'a>(answers: &'a [Answer<'a>], about: About, told: &[Told], called: &str, begins: Option<&str>) -> Report<'a> {
    let by_action = by_action(answers);
    let found = |told: &Told| {
        let action = told.change.action()?;
        by_action.get(&std::ptr::from_ref(action.action).addr()).copied()
    };
    let rows = told.iter().map(|told| row(told, found(told), about)).collect();
    let mut people = vec!["on", "by", "kind", "ref", "before", "after", "because"];
    // One reference may be an action of each of several boards.
    let boards: HashSet<Option<String>> =
        told.iter().filter_map(|told| told.change.plan()).map(|plan| plan.board.map(|board| key(board.value))).collect();
    if boards.len() > 1 {
        people.insert(0, "board");
    } else if answers.iter().filter(|answer| !answer.found.is_empty()).count() > 1 {
        // Two plans of one board may have the reference too.
        people.insert(0, "plan");
    }
    let section = section(rows, &people, "Nothing is known of how it came to be.");
    let title = format!("History of {called} as at {}: {}", day_for_people(about.as_at), counted(told.len(), "change"));
    let mut report = Report::of("history", title, about, answers, section);
    report.counts = counts(answers);
    report.notes.extend(begins.map(|text| Note::new("begins", 0, text)));
    report
}
