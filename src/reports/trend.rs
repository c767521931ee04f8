//! How many actions were in each state over time, by board.

use super::pictures::by_state;
use super::tally::{self, Tally};
use super::{About, Cell, Column, Fact, Needs, Picture, Report, ReportKind, Role, Row, Section, counted, notes};
use crate::names::{caseless, same, without_accents};
use crate::query::{Answer, Found};
use crate::time::state::judge;
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, NaiveDate};

pub(super) static KIND: ReportKind = ReportKind {
    id: "trend",
    also: "trends",
    about: "how many actions were in each state over time, by board",
    needs: Needs { git: true, ticks: true, ..Needs::NOTHING },
    build,
};

/// How often it is counted.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Every {
    #[default]
    Month,
    Quarter,
    /// On each board's meetings.
    Meeting,
}

/// On which days it is counted: from the first day to the last, both counted in. The first is that on which the earliest plan
/// starts where none is given.
#[derive(Clone, Copy, Debug)]
pub struct Ticks {
    pub every: Every,
    pub from: Option<NaiveDate>,
    pub to: NaiveDate,
}

/// So many days at most, the last of them: a picture of more shows nothing.
const MOST: usize = 240;

impl Ticks {
    /// The days for some plans, the earliest first: the last day of each month or quarter and the last day of all, or the days on
    /// which one of the boards met.
    pub fn days(&self, answers: &[Answer]) -> Vec<NaiveDate> {
        let starts = answers.iter().filter_map(|answer| starts(answer));
        let year_before = self.to.with_year(self.to.year() - 1).unwrap_or(self.to);
        let from = self.from.or_else(|| starts.min()).unwrap_or(year_before);
        let mut days: Vec<NaiveDate> = match self.every {
            Every::Meeting => answers.iter().flat_map(|answer| answer.plan.meetings).map(|meeting| meeting.value).collect(),
            every => {
                let mut days = vec![self.to];
                let (mut year, mut month) = (from.year(), from.month());
                while let Some(last) = (year <= self.to.year()).then(|| When::Month { year, month }.last_day()) {
                    if every == Every::Month || month % 3 == 0 {
                        days.push(last);
                    }
                    (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                }
                days
            }
        };
        days.retain(|day| (from..=self.to).contains(day));
        days.sort_unstable();
        days.dedup();
        days.split_off(days.len().saturating_sub(MOST))
    }
}

/// The day a plan starts.
fn starts(answer: &Answer) -> Option<NaiveDate> {
    answer.plan.period.map(|period| period.first_day())
}

/// How a board stood on a day.
#[derive(Clone)]
pub struct Point {
    board: String,
    plans: usize,
    day: NaiveDate,
    tally: Tally,
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    from_facts(answers, about, &Ticks { every: Every::Month, from: None, to: about.as_at })
}

/// Counted from the dates in the plans as they are: each day is judged by what was dated by then.
pub fn from_facts<'a>(answers: &'a [Answer<'a>], about: About, ticks: &Ticks) -> Report<'a> {
    let mut points = Vec::new();
    for day in ticks.days(answers) {
        let begun = answers.iter().filter(|answer| starts(answer).is_none_or(|start| start <= day));
        let met = begun.filter(|answer| ticks.every != Every::Meeting || meets(answer, day));
        for answer in met {
            let then = answer.found.iter().filter_map(|found| {
                let timing = found.plan.timing(found.objective, found.action);
                let is_there = timing.added.is_none_or(|added| added <= day);
                is_there.then(|| Found { verdict: judge(&timing, day, about.soon), as_at: day, ..*found })
            });
            add(&mut points, day, answer, &then.collect::<Vec<_>>());
        }
    }
    report(
        answers,
        about,
        points,
        "the dates in the plans as they are now; what does not say when it was put on a plan counts from its start on",
    )
}

/// Counts what the plans of each day answered as they stood on it.
pub fn count_states<'a>(ticks: &Ticks, states: impl Iterator<Item = (NaiveDate, Vec<Answer<'a>>)>) -> Vec<Point> {
    let mut points = Vec::new();
    for (day, of_day) in states {
        for answer in of_day.iter().filter(|answer| ticks.every != Every::Meeting || meets(answer, day)) {
            add(&mut points, day, answer, &answer.found);
        }
    }
    points
}

/// Counted from the plans as they stood on each day.
pub fn from_states<'a>(answers: &'a [Answer<'a>], about: About, points: &[Point], begins: Option<&str>) -> Report<'a> {
    let mut report = report(answers, about, points.to_vec(), "the plans as they stood in git at the end of each day");
    report.notes.extend(begins.map(|text| super::Note::new("begins", 0, text)));
    report
}

fn meets(answer: &Answer, day: NaiveDate) -> bool {
    answer.plan.meetings.iter().any(|meeting| meeting.value == day)
}

fn add(points: &mut Vec<Point>, day: NaiveDate, answer: &Answer, found: &[Found]) {
    let board = answer.board_name().into_owned();
    let at = points.iter().rposition(|point| point.day == day && same(&point.board, &board));
    let at = at.unwrap_or_else(|| {
        points.push(Point { board, plans: 0, day, tally: Tally::default() });
        points.len() - 1
    });
    points[at].plans += 1;
    found.iter().for_each(|found| points[at].tally.add(found));
}

fn report<'a>(answers: &'a [Answer<'a>], about: About, mut points: Vec<Point>, counted_from: &str) -> Report<'a> {
    let mut columns =
        vec![Column::new("board", "Board").with(Role::Board), Column::new("day", "As at"), Column::hidden("plans", "Plans")];
    columns.extend(tally::COLUMNS);
    points.sort_by_cached_key(|point| (without_accents(&caseless(&point.board)), point.board.clone(), point.day));
    let mut days: Vec<NaiveDate> = points.iter().map(|point| point.day).collect();
    days.sort_unstable();
    days.dedup();
    let bars = days.iter().map(|day| {
        let mut counts = [0; crate::time::state::State::ALL.len()];
        for point in points.iter().filter(|point| point.day == *day) {
            counts.iter_mut().zip(point.tally.states()).for_each(|(sum, count)| *sum += count);
        }
        by_state(day_for_people(*day), &counts)
    });
    let picture = Picture::Bars { title: "Actions by state over time".into(), bars: bars.collect() };
    let row = |point: &Point| {
        let head = [Cell::Text(point.board.clone().into()), Cell::Day(point.day), Cell::count(point.plans)];
        Row::of_cells(head.into_iter().chain(point.tally.cells()).collect())
    };
    let section = Section {
        rows: points.iter().map(row).collect(),
        picture: (!days.is_empty()).then_some(picture),
        nothing: "No plan had begun on any of these days.".into(),
        ..Section::of(columns)
    };
    let title = format!("Trend as at {}: {}", day_for_people(about.as_at), counted(days.len(), "day"));
    let mut report = Report::of("trend", title, about, answers, section);
    report.facts = vec![Fact { id: "counted-from", heading: "Counted from", text: counted_from.to_owned() }];
    report.notes = notes::not_judged(answers, notes::all(answers));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::{about, answers};

    const PLAN: &str = r#"
board = "Any Town"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-06-18, 2008-09-17]
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
due = "2008-05"
completed = 2008-07-10
[[objective.action]]
ref = "1.2"
due = "2009-02"
"#;

    fn rows(every: Every, from: Option<&str>, to: &str) -> Vec<String> {
        let answers = answers(PLAN, "2008-10-01");
        let ticks = Ticks { every, from: from.map(|day| day.parse().unwrap()), to: to.parse().unwrap() };
        let report = from_facts(&answers, about("2008-10-01"), &ticks);
        let cell = |row: &Row, id: &str| {
            let column = report.sections[0].columns.iter().find(|column| column.id == id).unwrap();
            match row.cell(column) {
                Cell::Day(day) => day.to_string(),
                Cell::Number(number) => number.to_string(),
                other => panic!("{other:?}"),
            }
        };
        let ids = ["day", "overdue", "closed", "open"];
        report.sections[0].rows.iter().map(|row| ids.map(|id| cell(row, id)).join(" ")).collect()
    }

    #[test]
    fn each_day_is_judged_by_what_was_dated_by_then() {
        assert_eq!(
            rows(Every::Month, None, "2008-08-15"),
            ["2008-04-30 0 0 2", "2008-05-31 0 0 2", "2008-06-30 1 0 2", "2008-07-31 0 1 1", "2008-08-15 0 1 1"]
        );
        assert_eq!(rows(Every::Quarter, Some("2008-06-30"), "2008-09-30"), ["2008-06-30 1 0 2", "2008-09-30 0 1 1"]);
        assert_eq!(rows(Every::Meeting, None, "2008-10-01"), ["2008-06-18 1 0 2", "2008-09-17 0 1 1"]);
    }
}
