//! Reports with a row for each action (or each date of it): overdue, due, list, show.

use super::columns::{self, COLUMNS, Line, MACHINE};
use super::sight::Sight;
use super::{About, Cell, Column, Layout, Note, Report, Role, Row, Section, counted, notes};
use crate::query::{Answer, Boards, Window};
use crate::time::when::day_for_people;

/// What is overdue, worst first.
pub fn overdue<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    overdue_by(answers, about, false)
}

/// The same with a row for each date that was missed.
pub fn overdue_by_date<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    overdue_by(answers, about, true)
}

fn overdue_by<'a>(answers: &'a [Answer<'a>], about: About, each_date: bool) -> Report<'a> {
    let mut lines: Vec<Line> = lines(answers, about).collect();
    let mut title = format!("Overdue as at {}: {}", day_for_people(about.as_at), Sight::of(answers).share(lines.len()));
    let mut not_listed = 0;
    if each_date {
        let missed: usize = lines.iter().map(|line| (line.found.verdict.missed as usize).max(1)).sum();
        lines = lines.into_iter().flat_map(dates_of).collect();
        title += &format!(", {}", counted(missed, "date"));
        not_listed = missed.saturating_sub(lines.len());
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.days_late()));
    let mut report =
        table("overdue", title, about, answers, lines, &["days_late", "due", "ref", "action", "leads", "what"], MACHINE);
    report.notes = notes::beside_overdue(answers, about);
    if not_listed > 0 {
        let text = format!("Not listed: {} missed after the {MOST_DATES} oldest of their action", counted(not_listed, "date"));
        report.notes.push(Note::new("dates-not-listed", not_listed, text));
    }
    report.sections[0].nothing = Sight::of(answers).nothing("Nothing is overdue");
    report
}

/// So many dates of one action have a line each: those of a report a day for a year.
const MOST_DATES: usize = 366;

/// A line for each date missed, up to [`MOST_DATES`]; of what has missed none, such as a late start, the line itself.
fn dates_of(line: Line) -> Vec<Line> {
    let missed = line.found.dates_missed(MOST_DATES);
    if missed.is_empty() { vec![line] } else { missed.into_iter().map(|due| line.with_date(due)).collect() }
}

/// What falls due in a window, soonest first; `until` says how far it reaches.
pub fn due<'a>(answers: &'a [Answer<'a>], about: About, window: Window, until: &str) -> Report<'a> {
    let dates = answers.iter().filter_map(|answer| Some((answer, window.days(about.as_at, answer.plan)?)));
    let dates = dates.flat_map(|(answer, days)| {
        answer.found.iter().flat_map(move |found| {
            found.dates_within(days).into_iter().map(move |due| Line::of(found, about.as_at).with_date(due))
        })
    });
    let mut lines: Vec<Line> = dates.collect();
    lines.sort_by_key(|line| line.due.map(|due| due.day));
    let title = format!("Due as at {} {until}: {}", day_for_people(about.as_at), counted(lines.len(), "date"));
    let mut report = table("due", title, about, answers, lines, &["days_left", "due", "ref", "action", "leads", "what"], MACHINE);
    report.notes = notes::beside_due(answers, window == Window::NextMeeting);
    report.sections[0].nothing = Sight::of(answers).nothing("Nothing falls due");
    report
}

/// Any actions, in the printed order.
pub fn list<'a>(answers: &'a [Answer<'a>], about: About, by_state: bool) -> Report<'a> {
    let lines: Vec<Line> = lines(answers, about).map(Line::with_deadline).collect();
    let title = format!("{} as at {}", counted(lines.len(), "action"), day_for_people(about.as_at));
    let shown = ["ref", "action", "leads", "timescale", "due", "state"];
    let mut report = table("list", title, about, answers, lines, &shown, MACHINE);
    // The date of an action may be that of a milestone or a report: who reads it, or imports the list, must not take it for the deadline.
    let dates = report.sections[0].columns.iter_mut().filter(|column| ["due", "due_as_written"].contains(&column.id));
    dates.for_each(|column| column.aside = Some(&columns::KIND_OF_DATE));
    report.notes = match by_state {
        true => notes::not_judged(answers, answers.iter().flat_map(|answer| &answer.caveats)),
        false => notes::not_judged(answers, notes::all(answers)),
    };
    report.sections[0].nothing = "No action matches.".into();
    report
}

/// Everything about each action found.
pub fn show<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let lines: Vec<Line> = lines(answers, about).collect();
    let all: Vec<&str> = COLUMNS.iter().map(|column| column.id).collect();
    let hidden = [
        "place",
        "due_as_written",
        "moves",
        "owed",
        "plan_ended",
        "groups",
        "note",
        "reviews",
        "boards",
        "label",
        "last_recorded",
        "success_known",
        // In words that are no more precise than the date.
        "days_late",
    ];
    let hidden = |id: &str| hidden.contains(&id);
    let mut people: Vec<&str> = all.iter().copied().filter(|id| !hidden(id) && !is_late_column(id)).collect();
    // Machines get these last, as they came last; people read them beside what they belong to.
    for (id, after) in BESIDE {
        let place = people.iter().position(|other| other == after).map_or(people.len(), |place| place + 1);
        people.insert(place, id);
    }
    // What it is, how it stands and why come first, and what the board remarks.
    const FIRST: [&str; 6] = ["ref", "action", "state", "judged", "late_by", "remark"];
    people.retain(|id| !FIRST.contains(id));
    people.splice(0..0, FIRST);
    // Of several boards with actions of one reference each, the board comes first, as in every table.
    if Boards::of(answers).are_several() {
        people.retain(|id| *id != "board");
        people.insert(0, "board");
    }
    let title = match &lines[..] {
        [only] => {
            let words = only.found.action.action.map_or("", |words| words.value);
            let name = format!("{} {words}", only.found.label());
            format!("{}: {}, as at {}", name.trim(), only.found.verdict.state.words(), day_for_people(about.as_at))
        }
        several => format!("{} as at {}", counted(several.len(), "action"), day_for_people(about.as_at)),
    };
    let mut report = table("show", title, about, answers, lines, &people, &all);
    report.sections[0].layout = Layout::Cards;
    report.sections[0].nothing = "No action matches.".into();
    report
}

/// Columns that machines get after all others, each with the column that people read it after.
const BESIDE: &[(&str, &str)] = &[
    ("accountable", "with"),
    ("tags", "accountable"),
    ("from", "timescale"),
    ("every", "due"),
    ("ongoing", "every"),
    ("standing", "ongoing"),
    ("review", "when"),
    ("set_up", "review"),
    ("status_as_printed", "status"),
    ("status_meaning", "status_as_printed"),
    ("percent", "rag"),
    ("added", "plan_ended"),
    ("closed", "completed"),
    ("asked", "moved"),
    ("missed", "what"),
    ("milestones_done", "outcome"),
    ("closed_on", "completed"),
    ("review_missed", "review"),
];

fn is_late_column(id: &str) -> bool {
    BESIDE.iter().any(|(late, _)| *late == id)
}

fn lines<'a>(answers: &'a [Answer<'a>], about: About) -> impl Iterator<Item = Line<'a>> {
    answers.iter().flat_map(|answer| &answer.found).map(move |found| Line::of(found, about.as_at))
}

/// A report of actions with some columns for people and the rest for machines.
fn table<'a>(
    id: &'static str,
    title: String,
    about: About,
    answers: &[Answer],
    lines: Vec<Line<'a>>,
    people: &[&str],
    machines: &[&str],
) -> Report<'a> {
    let section = match id {
        "show" => section(lines, people, machines, Whose::NOBODY, &[], |_| Vec::new()),
        _ => with_what_beside_action(section(lines, people, machines, Whose::of(answers), &[], |_| Vec::new())),
    };
    Report::of(id, title, about, answers, section)
}

/// What is due is read with the action, not in a column of its own.
fn with_what_beside_action(mut section: Section) -> Section {
    let shown = |role: Role| move |column: &&mut Column| column.role == role && column.people.is_some();
    let what = section.columns.iter_mut().find(shown(Role::What)).map(|column| column.people.take());
    if what.is_some() {
        section.columns.iter_mut().filter(shown(Role::Action)).for_each(|column| column.aside = columns::find("what"));
    }
    section
}

/// What people must read in every row to know whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whose {
    board: bool,
    plan: bool,
}

impl Whose {
    /// It is said elsewhere.
    const NOBODY: Whose = Whose { board: false, plan: false };

    /// Of several boards the board; where one has several plans, the plan too.
    pub(super) fn of(answers: &[Answer]) -> Whose {
        let boards = Boards::of(answers);
        Whose { board: boards.are_several(), plan: boards.have_several_plans() }
    }
}

/// A section of actions; after their columns come `heads` of its own, whose cells `own` makes for the line of a number. Of several
/// boards the board comes first; the plan comes last where it is shown, and before it the colour where any action has one.
fn section<'a>(
    lines: Vec<Line<'a>>,
    people: &[&str],
    machines: &[&str],
    whose: Whose,
    heads: &[Column],
    own: impl Fn(usize) -> Vec<Cell<'a>>,
) -> Section<'a> {
    let mut shown: Vec<&str> = people.to_vec();
    let mut add = |id: &'static str, wanted: bool, at: fn(&[&str]) -> usize| {
        if wanted && !shown.contains(&id) && machines.contains(&id) {
            shown.insert(at(&shown), id);
        }
    };
    add("rag", lines.iter().any(|line| line.found.rag().is_some()), |shown| shown.len());
    add("board", whose.board, |_| 0);
    add("plan", whose.plan, |shown| shown.len());
    // When it starts and what its date depends on are shown wherever the date is, unless the board's own words say it beside them.
    if let Some(due) = shown.iter().position(|id| *id == "due").filter(|_| machines.contains(&"from")) {
        let is_told =
            |line: &Line| shown.contains(&"timescale") && line.found.objective.timescale_of(line.found.action).is_some();
        let any = |has: fn(&Line) -> bool| lines.iter().any(|line| has(line) && !is_told(line));
        let starts = any(|line| line.found.objective.from_of(line.found.action).is_some());
        let waits = any(|line| line.found.objective.when_of(line.found.action).is_some());
        let beside = [("from", starts), ("when", waits)].into_iter().filter(|(id, wanted)| *wanted && !people.contains(id));
        let beside: Vec<&str> = beside.map(|(id, _)| id).collect();
        shown.splice(due + 1..due + 1, beside);
    }
    let columns = columns::heads(&columns::chosen(&shown, machines), &shown);
    let (last, mut columns): (Vec<Column>, Vec<Column>) =
        columns.into_iter().partition(|column| columns::LAST.contains(&column.id));
    let rank = |id: &str| people.contains(&id).then(|| shown.iter().position(|other| *other == id)).flatten();
    columns.extend(heads.iter().map(|head| Column { people: rank(head.id), ..*head }));
    columns.extend(last);
    let rows = lines.into_iter().enumerate().map(|(number, line)| Row::of_action(line, own(number))).collect();
    Section { rows, of_actions: true, ..Section::of(columns) }
}

/// The same with all columns that machines get of a list of actions. The columns for people name both kinds, in the order they
/// are shown.
pub(super) fn section_with<'a>(
    lines: Vec<Line<'a>>,
    people: &[&'static str],
    whose: Whose,
    heads: &[Column],
    own: impl Fn(usize) -> Vec<Cell<'a>>,
) -> Section<'a> {
    let others = people.iter().filter(|id| !MACHINE.contains(id) && !heads.iter().any(|head| head.id == **id));
    let machines: Vec<&str> = MACHINE.iter().chain(others).copied().collect();
    with_what_beside_action(section(lines, people, &machines, whose, heads, own))
}
