//! Every date of every action on a calendar: deadlines, milestones, reports owed and days of completion, the earliest first.

use super::actions::{Whose, section_with};
use super::columns::{Line, Stands};
use super::{About, Cell, Column, Needs, Note, Picture, Point, Report, ReportKind, Role, Section, counted, notes};
use crate::query::{Answer, Found};
use crate::time::state::{Due, State, What};
use crate::time::when::{When, day_for_people};
use chrono::{Months, NaiveDate};

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
    let picture = picture(&calendar, about.as_at, answers.len() > 1);
    let lines = calendar.iter().map(Date::line).collect();
    let heads = [Column::new("kind", "Kind"), Column::new("date_state", "State of the date").with(Role::State)];
    let own = move |number: usize| vec![Cell::Text(calendar[number].kind.into()), Cell::State(calendar[number].state)];
    let section =
        section_with(lines, &["due", "ref", "kind", "action", "what", "leads", "date_state"], Whose::of(answers), &heads, own);
    let nothing = "Nothing can be put on a calendar: no action has a date in this time.".into();
    Report { notes, ..Report::of("timeline", title, about, answers, Section { nothing, picture, ..section }) }
}

/// The same dates as points; the days reach from the first of them to the last, the day asked about among them.
fn picture(calendar: &[Date], as_at: NaiveDate, several: bool) -> Option<Picture> {
    let (first, last) = (calendar.first()?.due.day.min(as_at), calendar.last()?.due.day.max(as_at));
    let is_step = |date: &Date| matches!(date.due.what, What::Milestone(_));
    let point = |date: &Date| Point {
        label: if several {
            format!("{}:{}", date.found.plan_called(), date.found.label())
        } else {
            date.found.label().into_owned()
        },
        text: match date.line().what().filter(|_| is_step(date)) {
            Some(step) => step.into_owned(),
            None => date.found.action.action.map_or("", |words| words.value).to_owned(),
        },
        start: match date.due.when {
            When::Day(_) => None,
            when => Some(when.first_day().max(first)),
        },
        day: date.due.day,
        state: date.state,
        milestone: is_step(date),
    };
    let points = calendar.iter().map(point).collect();
    Some(Picture::Timeline { title: "Dates on the calendar".into(), from: first, to: last, as_at, points })
}
