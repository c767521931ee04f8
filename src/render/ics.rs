//! A calendar: each date that falls due is an event of a whole day. Its name in the calendar stays the same from one
//! report to the next, so that a date that was moved is moved there too.

use super::cell_text::{for_people, one_line, shortened};
use super::{Format, Style};
use crate::reports::{Cell, Column, Report, Role, Row};
use crate::time::state::{State, What};
use crate::time::when::day_for_people;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) static FORMAT: Format =
    Format { name: "ics", ending: "ics", about: "a calendar of the dates that fall due", unsupported, binary: None, render };

/// More letters of an action than this do not help in a calendar.
const LETTERS: usize = 90;

/// The last day of 1999, from which on days are counted.
const FIRST: i32 = 730_119;

/// More references than this are only counted.
const NAMED: usize = 12;

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let title = text(&report.title);
    for (key, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//lscb//lscb//EN"), ("CALSCALE", "GREGORIAN")] {
        line(out, key, value)?;
    }
    for (key, value) in [("METHOD", "PUBLISH"), ("NAME", &title), ("X-WR-CALNAME", &title)] {
        line(out, key, value)?;
    }
    let gathered = gathered(report);
    if gathered.dates.is_empty() {
        nothing(out)?;
    }
    // A calendar of several boards names the board of each event.
    let several = gathered.dates.iter().any(|dated| dated.board != gathered.dates[0].board);
    for (uid, dated) in gathered.events() {
        // The day on which an event ends is the first that is no longer a part of it.
        let end = dated.day.succ_opt().unwrap_or(dated.day);
        line(out, "BEGIN", "VEVENT")?;
        line(out, "UID", &format!("{uid}@lscb"))?;
        // A calendar takes the later of two events of one name; a plan that is asked about on a later day is the later one.
        line(out, "SEQUENCE", &(report.as_at.num_days_from_ce() - FIRST).max(0).to_string())?;
        line(out, "DTSTAMP", &format!("{}T000000Z", report.as_at.format("%Y%m%d")))?;
        line(out, "DTSTART;VALUE=DATE", &dated.day.format("%Y%m%d").to_string())?;
        line(out, "DTEND;VALUE=DATE", &end.format("%Y%m%d").to_string())?;
        let summary = if several { format!("{}: {}", dated.board, dated.summary) } else { dated.summary.clone() };
        line(out, "SUMMARY", &text(&summary))?;
        let lines: Vec<String> = dated.description.iter().map(|line| text(line)).collect();
        line(out, "DESCRIPTION", &lines.join("\\n"))?;
        line(out, "CATEGORIES", category(dated.what))?;
        line(out, "TRANSP", "TRANSPARENT")?;
        line(out, "END", "VEVENT")?;
    }
    line(out, "END", "VCALENDAR")
}

/// RFC 5545 wants something in every calendar. A time zone is something, and puts nothing on any day.
fn nothing(out: &mut dyn Write) -> io::Result<()> {
    line(out, "BEGIN", "VTIMEZONE")?;
    line(out, "TZID", "Etc/UTC")?;
    line(out, "BEGIN", "STANDARD")?;
    line(out, "DTSTART", "19700101T000000")?;
    line(out, "TZOFFSETFROM", "+0000")?;
    line(out, "TZOFFSETTO", "+0000")?;
    line(out, "END", "STANDARD")?;
    line(out, "END", "VTIMEZONE")
}

/// A line of RFC 5545: after 75 bytes it goes on in the next, which begins with a blank. No letter is cut.
fn line(out: &mut dyn Write, key: &str, value: &str) -> io::Result<()> {
    const MOST: usize = 75;
    let whole = format!("{key}:{value}");
    let mut length = 0;
    for letter in whole.chars() {
        if length + letter.len_utf8() > MOST {
            out.write_all(b"\r\n ")?;
            length = 1;
        }
        write!(out, "{letter}")?;
        length += letter.len_utf8();
    }
    out.write_all(b"\r\n")
}

/// Text on one line, with the signs that part values made plain.
fn text(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// What no event can hold: the notes, and the actions without a date.
fn unsupported(report: &Report) -> Vec<String> {
    let gathered = gathered(report);
    let mut told: Vec<String> = report.notes.iter().map(|note| note.text.clone()).collect();
    let dated: Vec<&ActionKey> = gathered.dates.iter().map(|dated| &dated.action).collect();
    let undated: BTreeMap<&ActionKey, &String> =
        gathered.undated.iter().filter(|(action, _)| !dated.contains(&action)).map(|(action, label)| (action, label)).collect();
    if gathered.dates.is_empty() {
        told.push("The calendar is empty, as no date falls due in this report".into());
    } else if !undated.is_empty() {
        // Of several plans one reference is no name.
        let mut plans = gathered.dates.iter().map(|dated| &dated.action[0]).chain(undated.keys().map(|key| &key[0]));
        let first = plans.next();
        let several = plans.any(|plan| Some(plan) != first);
        let label =
            |(key, label): (&&ActionKey, &&String)| if several { format!("{}:{label}", key[0]) } else { label.to_string() };
        let labels: Vec<String> = undated.iter().map(label).collect();
        let names = if labels.len() > NAMED { String::new() } else { format!(" ({})", labels.join(", ")) };
        let count = crate::reports::counted(labels.len(), "action");
        told.push(format!("Not in the calendar: {count} for which no date falls due{names}"));
    }
    told
}

/// What tells an action from all others: its plan, its place and its words, as two plans may bear one name.
type ActionKey = [String; 3];

/// A date that falls due.
struct Dated {
    action: ActionKey,
    day: NaiveDate,
    what: What,
    /// What calendars know the event by.
    uid: String,
    board: String,
    summary: String,
    description: Vec<String>,
}

/// The dates of a report, and its open actions that have none in their row, each with what people call it.
#[derive(Default)]
struct Gathered {
    dates: Vec<Dated>,
    undated: Vec<(ActionKey, String)>,
}

impl Gathered {
    /// The events by their lasting names. A date that stands in several rows is one event.
    fn events(&self) -> BTreeMap<&str, &Dated> {
        let mut events: BTreeMap<&str, &Dated> = BTreeMap::new();
        for dated in &self.dates {
            // Of several rows, the one that says most.
            match events.get(&*dated.uid) {
                Some(other) if other.summary.len() >= dated.summary.len() => {}
                _ => drop(events.insert(&dated.uid, dated)),
            }
        }
        events
    }
}

fn gathered(report: &Report) -> Gathered {
    let mut gathered = Gathered::default();
    for section in report.sections_for_machines() {
        for row in &section.rows {
            gathered.add(&section.columns, row, report.as_at);
            if let Some(inner) = &section.inner {
                row.inner.iter().for_each(|row| gathered.add(&inner.columns, row, report.as_at));
            }
        }
    }
    gathered
}

impl Gathered {
    fn add(&mut self, columns: &[Column], row: &Row, as_at: NaiveDate) {
        let column = |role: Role| columns.iter().find(|column| column.role == role);
        let find = |role: Role| column(role).map(|column| row.cell(column)).filter(|cell| *cell != Cell::Empty);
        let text = |role: Role| find(role).map(|cell| for_people(&cell).into_owned()).unwrap_or_default();
        let cells = || columns.iter().map(|column| row.cell(column));
        let closed = find(Role::Completed).is_some() || cells().any(|cell| cell == Cell::State(State::Closed));
        let Some(label) = find(Role::Ref).or_else(|| find(Role::Place)).filter(|_| !closed) else { return };
        let label = for_people(&label).into_owned();
        let (plan, place) = (text(Role::Plan), if find(Role::Place).is_some() { text(Role::Place) } else { label.clone() });
        let falling = cells().find_map(|cell| match cell {
            Cell::Due { when, day, what: Some(what) } => Some((when, day, what)),
            _ => None,
        });
        let Some((when, day, what)) = falling else {
            self.undated.push(([plan, place, text(Role::Action)], label));
            return;
        };
        let Some(uid) = row.line.and_then(|line| line.lasting_name()) else { return };
        let words = match what {
            What::Deadline => "due".to_owned(),
            What::SetUp => "to be set up".to_owned(),
            What::Milestone(_) => format!("milestone: {}", shortened(&text(Role::What), LETTERS)),
            What::Report => "report due".to_owned(),
            What::Start => "to start".to_owned(),
        };
        let lead = match text(Role::Lead) {
            leads if !leads.is_empty() => format!("; lead {}", shortened(&leads, LETTERS)),
            _ if column(Role::Lead).is_some() => "; no lead".to_owned(),
            _ => String::new(),
        };
        let said = [Role::Action, Role::Lead, Role::What, Role::ObjectiveTitle, Role::Timescale, Role::Plan, Role::Board];
        let story = said.into_iter().filter_map(|role| {
            let words = text(role);
            (!words.is_empty()).then(|| format!("{}: {words}", column(role).map_or("", |column| column.heading)))
        });
        let told =
            [format!("Due: {}", when.for_people())].into_iter().chain(story).chain([format!("As at {}", day_for_people(as_at))]);
        self.dates.push(Dated {
            uid,
            board: text(Role::Board),
            action: [plan, place, text(Role::Action)],
            day,
            what,
            summary: format!("{label} {} ({words}{lead})", shortened(&text(Role::Action), LETTERS)),
            description: told.collect(),
        });
    }
}

fn category(what: What) -> &'static str {
    match what {
        What::Deadline | What::SetUp => "Deadline",
        What::Milestone(_) => "Milestone",
        What::Report => "Report",
        What::Start => "Start",
    }
}
