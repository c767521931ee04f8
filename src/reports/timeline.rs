//! Every date of every action on a calendar: deadlines, milestones, reports owed and days of completion, the earliest first.

use super::actions::{Whose, section_with};
use super::columns::{Line, Stands};
use super::rows::add_board;
use super::{
    About, Audience, CalendarLine, Cell, Column, Inner, Needs, Note, Picture, Point, Report, ReportKind, Role, Row, Section,
    counted, notes,
};
use crate::query::{Answer, Boards, Found, board_name};
use crate::time::state::{Due, State, What};
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, Months, NaiveDate};

pub(super) static KIND: ReportKind = ReportKind {
    id: "timeline",
    also: "calendar",
    about: "actions and milestones on a calendar: what was done, what was missed, what comes in the next 12 months",
    needs: Needs::NOTHING,
    build,
};

fn last(as_at: NaiveDate) -> NaiveDate {
    as_at.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX)
}

/// So many reports missed on one action stand on the calendar, the newest; those before are only counted.
const MISSED: u32 = 60;

/// One date of an action.
struct Date<'a> {
    found: &'a Found<'a>,
    due: Due,
    stands: Stands<'a>,
    kind: &'static str,
    /// Of the date: closed where it has been met.
    state: State,
}

impl<'a> Date<'a> {
    fn line(&self) -> Line<'a> {
        Line { due: Some(self.due), stands: self.stands, ..Line::of(self.found, self.found.as_at) }
    }
}

fn kind(what: What) -> &'static str {
    match what {
        What::Deadline => "deadline",
        What::SetUp => "set-up",
        What::Milestone(_) => "milestone",
        What::Report => "report",
        What::Start => "start",
    }
}

/// Every date of an action: those not met, the milestones that were, and the day it was done; and how many reports were missed
/// before those listed.
fn dates<'a>(found: &'a Found<'a>, as_at: NaiveDate) -> (Vec<Date<'a>>, usize) {
    let unmet = found.unmet_until(last(as_at), MISSED);
    let open = unmet.dues.into_iter().map(|due| Date {
        found,
        due,
        stands: Stands::ForTheDate,
        kind: kind(due.what),
        state: match due.day {
            day if day >= as_at => {
                if found.verdict.due.is_some_and(|due| due.day == day) {
                    found.verdict.state
                } else {
                    State::Scheduled
                }
            }
            _ if due.what == What::Start => State::LateToStart,
            _ => State::Overdue,
        },
    });
    let held = found.verdict.due.filter(|_| found.verdict.state == State::OnHold).map(|due| Date {
        found,
        due,
        stands: Stands::ForTheDate,
        kind: kind(due.what),
        state: State::OnHold,
    });
    let steps = found.action.milestones.iter().enumerate().filter_map(|(index, step)| {
        let when = step.done?.when()?;
        let done = Some(when.last_day()).filter(|&done| done <= as_at)?;
        let due = Due { when, day: done, what: What::Milestone(index) };
        let stands = Stands::For(Some(step.text.map_or("", |text| text.value)));
        Some(Date { found, due, stands, kind: "milestone", state: State::Closed })
    });
    let done = found.done_on().map(|on| Date {
        found,
        due: Due { when: When::Day(on), day: on, what: What::Deadline },
        stands: Stands::For(None),
        kind: "completed",
        state: State::Closed,
    });
    (open.chain(held).chain(steps).chain(done).collect(), unmet.earlier_reports)
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let all = || answers.iter().flat_map(|answer| &answer.found);
    let mut calendar: Vec<Date> = Vec::new();
    let (mut absent, mut earlier) = (0, 0);
    for found in all() {
        let (dates, reports) = dates(found, about.as_at);
        absent += usize::from(dates.is_empty() && reports == 0);
        earlier += reports;
        calendar.extend(dates);
    }
    calendar.sort_by_key(|date| date.due.day);
    let title = format!("Timeline as at {}: {}", day_for_people(about.as_at), counted(calendar.len(), "date"));
    let mut notes = Vec::new();
    if earlier > 0 {
        let text = format!("Not on the calendar: {} owed before the {MISSED} last of an action", counted(earlier, "report"));
        notes.push(Note::new("earlier-reports", earlier, text));
    }
    if absent > 0 {
        let text = format!("Not on the calendar: {} with no date in this time", counted(absent, "action"));
        notes.push(Note::new("not-on-the-calendar", absent, text));
    }
    notes.extend(notes::not_judged(answers, notes::all(answers)));
    let picture = picture(&calendar, about.as_at, answers);
    let for_people = by_objective(&calendar, answers, picture);
    let lines = calendar.iter().map(Date::line).collect();
    let own = own(calendar);
    let section = section_with(lines, &PEOPLE, Whose::of(answers), &heads(), own);
    let nothing = "Nothing can be put on a calendar: no action has a date in this time.";
    let whole = Section { nothing: nothing.into(), audience: Audience::Machines, ..section };
    let mut report = Report { notes, ..Report::of("timeline", title, about, answers, whole) };
    report.sections.push(Section { nothing: nothing.into(), ..for_people });
    report
}

/// The columns of a date that people read.
const PEOPLE: [&str; 7] = ["due", "ref", "kind", "action", "what", "leads", "date_state"];

fn heads() -> [Column; 2] {
    [Column::new("kind", "Kind"), Column::new("date_state", "State of the date").with(Role::State)]
}

fn own<'a>(calendar: Vec<Date<'a>>) -> impl Fn(usize) -> Vec<Cell<'a>> {
    move |number| vec![Cell::Text(calendar[number].kind.into()), Cell::State(calendar[number].state)]
}

/// Whether two dates are of actions of one objective.
fn of_one_objective(one: &Date, other: &Date) -> bool {
    std::ptr::eq(one.found.objective, other.found.objective)
}

/// The dates of each objective that has any, in the order of the plans; within each the earliest first.
fn parted<'c, 'a>(calendar: &'c [Date<'a>]) -> Vec<Vec<&'c Date<'a>>> {
    let mut all: Vec<&Date> = calendar.iter().collect();
    all.sort_by(|one, other| {
        let place = |date: &Date<'a>| (date.found.file, date.found.objective.number);
        place(one).cmp(&place(other))
    });
    all.chunk_by(|one, other| of_one_objective(one, other)).map(<[&Date]>::to_vec).collect()
}

/// The objective that a date is of; `by_plan` with the plan before it.
fn name_of(date: &Date, by_plan: bool) -> String {
    let objective = date.found.objective;
    let name = format!("{} {}", objective.label(), objective.title.map_or("", |title| title.value));
    match by_plan {
        true => format!("{}: {}", date.found.plan_called(), name.trim()),
        false => name.trim().to_owned(),
    }
}

/// What the lines of an objective stand under in a picture, where no column says the board.
fn group_of(date: &Date, answers: &[Answer], boards: &Boards) -> String {
    let name = name_of(date, is_by_plan(answers, boards));
    if boards.are_several() { format!("{name}, {}", board_name(date.found.plan, date.found.file)) } else { name }
}

/// Whether names say the plan: of several boards with one plan each, the board says which.
fn is_by_plan(answers: &[Answer], boards: &Boards) -> bool {
    answers.len() > 1 && (boards.have_several_plans() || !boards.are_several())
}

/// The same dates within a row for each objective, that says how many are met, missed and to come.
fn by_objective<'a>(calendar: &[Date<'a>], answers: &[Answer], picture: Option<Picture>) -> Section<'a> {
    let boards = Boards::of(answers);
    let by_plan = is_by_plan(answers, &boards);
    let within = |dates: &[&Date<'a>]| -> Section<'a> {
        let own_dates: Vec<Date> = dates.iter().map(|date| Date { ..**date }).collect();
        section_with(dates.iter().map(|date| date.line()).collect(), &PEOPLE, Whose::of(answers), &heads(), own(own_dates))
    };
    let row = |dates: Vec<&Date<'a>>| {
        let count = |fits: fn(State) -> bool| Cell::count(dates.iter().filter(|date| fits(date.state)).count());
        let is_missed: fn(State) -> bool = |state| matches!(state, State::Overdue | State::LateToStart);
        let cells = vec![
            Cell::Text(name_of(dates[0], by_plan).into()),
            Cell::count(dates.len()),
            count(|state| state == State::Closed),
            count(is_missed),
            count(|state| !matches!(state, State::Overdue | State::LateToStart | State::Closed)),
            Cell::Text(board_name(dates[0].found.plan, dates[0].found.file)),
            Cell::List(vec![dates[0].found.plan.name.into()]),
        ];
        Row { inner: within(&dates).rows, ..Row::of_cells(cells) }
    };
    let mut columns = vec![
        Column::new("objective", "Objective"),
        Column::new("dates", "Dates"),
        Column::new("met", "Met"),
        Column::new("missed", "Missed"),
        Column::new("to_come", "To come"),
    ];
    add_board(&mut columns, &boards);
    let all: Vec<&Date> = calendar.iter().collect();
    Section {
        rows: parted(calendar).into_iter().map(row).collect(),
        inner: Some(Inner { id: "dates", columns: within(&all).columns }),
        audience: Audience::People,
        picture,
        ..Section::of(columns)
    }
}

fn month_of(day: NaiveDate) -> When {
    When::Month { year: day.year(), month: day.month() }
}

/// A line for each action, by objective; the months reach from that of the first date to that of the last, the day asked about among
/// them. Two actions of one reference are two.
fn picture(calendar: &[Date], as_at: NaiveDate, answers: &[Answer]) -> Option<Picture> {
    let boards = Boards::of(answers);
    let (first, last) = (calendar.first()?.due.day.min(as_at), calendar.last()?.due.day.max(as_at));
    let (from, to) = (month_of(first).first_day(), month_of(last).last_day());
    let is_step = |date: &Date| matches!(date.due.what, What::Milestone(_));
    let point = |date: &Date| Point {
        text: date.line().what().unwrap_or_default().into_owned(),
        start: match date.due.when {
            When::Day(_) => None,
            when => Some(when.first_day().max(from)),
        },
        day: date.due.day,
        state: date.state,
        milestone: is_step(date),
    };
    let mut lines: Vec<CalendarLine> = Vec::new();
    for dates in parted(calendar) {
        let mut actions: Vec<Vec<&Date>> = Vec::new();
        for date in &dates {
            match actions.iter_mut().find(|own| std::ptr::eq(own[0].found.action, date.found.action)) {
                Some(own) => own.push(date),
                None => actions.push(vec![date]),
            }
        }
        actions.sort_by_key(|own| own[0].found.action.number);
        for (number, own) in actions.iter().enumerate() {
            let found = own[0].found;
            lines.push(CalendarLine {
                group: (number == 0).then(|| group_of(own[0], answers, &boards)),
                label: found.label().into_owned(),
                text: found.action.action.map_or("", |words| words.value).to_owned(),
                points: own.iter().map(|date| point(date)).collect(),
            });
        }
    }
    Some(Picture::Timeline { title: "Dates on the calendar".into(), from, to, as_at, lines })
}
