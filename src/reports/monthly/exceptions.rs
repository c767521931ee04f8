//! The exceptions of the paper, each list worst first.

use super::super::actions::{Whose, section_with};
use super::super::columns::Line;
use super::super::sight::Sight;
use super::super::slippage;
use super::super::{About, Cell, Column, Section, counted};
use crate::plan::{Moved, Rag};
use crate::query::{Answer, Found};
use crate::text::Spanned;
use crate::time::state::State;
use crate::time::when::When;
use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;

/// What the sections show and the figures count.
#[derive(Default)]
pub(super) struct Exceptions<'a> {
    pub overdue: Vec<Line<'a>>,
    pub late_to_start: Vec<Line<'a>>,
    /// Dates from the day asked about on, the soonest first.
    pub due: Vec<Line<'a>>,
    /// In the time looked at.
    pub completed: Vec<Line<'a>>,
    /// Moves agreed in the time looked at.
    pub moved: Vec<(Line<'a>, &'a Moved<'a>)>,
    pub on_hold: Vec<Line<'a>>,
    /// Done on a day that the plan does not give.
    pub done_undated: usize,
    /// Some plan says of some date that it was moved.
    pub records_moves: bool,
    /// Reviews that passed without a note since.
    pub reviews: Vec<Line<'a>>,
    /// Done, whenever that was, with nothing to show for it.
    pub no_evidence: Vec<Line<'a>>,
    /// Open and red by the board's own judgement, though not overdue.
    pub red: Vec<Line<'a>>,
    /// Not judged by the calendar, or only in part.
    pub not_judged: Vec<Line<'a>>,
}

impl<'a> Exceptions<'a> {
    pub(super) fn of(answers: &'a [Answer<'a>], about: About) -> Exceptions<'a> {
        let mut all = Exceptions::default();
        for answer in answers {
            answer.found.iter().for_each(|found| all.add(found, answer.since, about));
        }
        all.overdue.sort_by_key(|line| Reverse(line.found.verdict.days_late()));
        all.late_to_start.sort_by_key(|line| Reverse(line.found.verdict.days_late()));
        all.due.sort_by_key(|line| line.due.map(|due| due.day));
        all.completed.sort_by_key(|line| line.found.done_on());
        all.moved.sort_by_key(|(_, moved)| Reverse(days(moved)));
        all.on_hold.sort_by_key(|line| Reverse(line.found.verdict.days));
        all
    }

    fn add(&mut self, found: &'a Found<'a>, since: Option<NaiveDate>, about: About) {
        let line = Line::of(found, about.as_at);
        let lately = |day| since.is_some_and(|since| since <= day && day <= about.as_at);
        match found.verdict.state {
            State::Overdue => self.overdue.push(line),
            State::LateToStart => self.late_to_start.push(line),
            State::OnHold => self.on_hold.push(line),
            _ => {}
        }
        let dates = found.dates_within((about.as_at, super::last(about.as_at)));
        self.due.extend(dates.into_iter().map(|due| line.with_date(due)));
        if found.done_on().is_some_and(lately) {
            self.completed.push(line);
        }
        self.done_undated += usize::from(found.is_done() && found.done_on().is_none());
        self.records_moves |= found.plan.records_moves;
        if found.verdict.review_missed.is_some() {
            self.reviews.push(line);
        }
        let moves = found.moves().filter(|moved| moved.on.is_some_and(|on| lately(on.last_day())));
        self.moved.extend(moves.map(|moved| (line, moved)));
        if found.is_done() && found.lacks().evidence {
            self.no_evidence.push(line);
        }
        if found.rag() == Some(Rag::Red) && !matches!(found.verdict.state, State::Overdue | State::Closed) {
            self.red.push(line);
        }
        let unjudged = match found.verdict.state {
            State::Undated | State::Event => true,
            State::Closed => false,
            _ => found.verdict.unjudged.is_some(),
        };
        if unjudged {
            self.not_judged.push(line);
        }
    }

    /// How many dates of some of the actions fall due in a month.
    pub(super) fn due_in(&self, month: When, wanted: impl Fn(&Found) -> bool) -> usize {
        let due = self.due.iter().filter(|line| line.due.is_some_and(|due| month_of(due.day) == month));
        due.filter(|line| wanted(line.found)).count()
    }
}

fn month_of(day: NaiveDate) -> When {
    When::Month { year: day.year(), month: day.month() }
}

fn days(moved: &Moved) -> Option<i64> {
    Some((moved.to?.last_day() - moved.from?.last_day()).num_days())
}

/// The section with some of its columns for machines alone.
fn hidden<'a>(ids: &[&str], mut section: Section<'a>) -> Section<'a> {
    section.columns.iter_mut().filter(|column| ids.contains(&column.id)).for_each(|column| column.people = None);
    section
}

/// The sections in the order of the paper.
pub(super) fn sections<'a>(
    answers: &'a [Answer<'a>],
    about: About,
    sight: Sight,
    exceptions: Exceptions<'a>,
) -> Vec<Section<'a>> {
    let whose = Whose::of(answers);
    let compared = answers.iter().any(|answer| answer.since.is_some());
    // That there is nothing cannot be said of the plans when only a part of them was asked for.
    let told = |text: String| if about.filtered && !sight.is_blind() { "None of these actions.".to_owned() } else { text };
    let section = |id: &'static str, heading: String, lines: Vec<Line<'a>>, people: &[&'static str], nothing: String| Section {
        id,
        heading,
        nothing,
        ..section_with(lines, people, whose, &[], |_| Vec::new())
    };
    let titled = |words: &str, count: usize, what: &str| format!("{words}: {}", counted(count, what));
    let judged = |words: &str, count: usize, what: &str| match sight.is_blind() {
        true => format!("{words}: cannot be judged"),
        false => titled(words, count, what),
    };
    let in_time = |words: &str, count: usize, what: &str| match compared {
        true => titled(words, count, what),
        false => format!("{words}: not known"),
    };
    let lately = |words: &str| match compared {
        true => told(format!("{words} in the time looked at.")),
        false => "Not known: there is no earlier day to look from.".to_owned(),
    };
    let Exceptions {
        reviews,
        done_undated,
        records_moves,
        overdue,
        late_to_start,
        due,
        completed,
        moved,
        on_hold,
        no_evidence,
        red,
        not_judged,
        ..
    } = exceptions;
    let months: Vec<Option<When>> = due.iter().map(|line| line.due.map(|due| month_of(due.day))).collect();
    let ahead = format!("up to the end of {}", super::month(about.as_at, super::AHEAD - 1).for_people());
    let completed_known = done_undated == 0 || !completed.is_empty();
    let done: Vec<Option<NaiveDate>> = completed.iter().map(|line| line.found.done_on()).collect();
    let (moved_lines, moves): (Vec<Line>, Vec<&Moved>) = moved.into_iter().unzip();
    vec![
        section(
            "overdue",
            judged("Overdue", overdue.len(), "action"),
            overdue,
            &["late_by", "due", "ref", "action", "leads", "what", "moves", "last_note", "note"],
            sight.nothing("Nothing is overdue"),
        ),
        section(
            "late-to-start",
            judged("Late to start", late_to_start.len(), "action"),
            late_to_start,
            &["late_by", "due", "ref", "action", "leads"],
            sight.nothing("Nothing is late to start"),
        ),
        Section {
            id: "due",
            heading: judged(&format!("Due {ahead}"), due.len(), "date"),
            nothing: told(sight.nothing(&format!("Nothing falls due {ahead}"))),
            // Days would be more precise than a month that is due; the month is in the date.
            ..hidden(
                &["due_month", "days_left"],
                section_with(
                    due,
                    &["due_month", "days_left", "due", "ref", "action", "leads", "what"],
                    whose,
                    &[Column::new("due_month", "Month")],
                    move |number| vec![months[number].map_or(Cell::Empty, Cell::When)],
                ),
            )
        },
        Section {
            id: "completed",
            heading: match completed_known {
                true => in_time("Completed", completed.len(), "action"),
                false => "Completed: not known, as the plan gives no day of completion".into(),
            },
            nothing: match completed_known {
                true => lately("Nothing was completed"),
                false => format!("Not known: {} done on a day the plan does not give.", counted(done_undated, "action")),
            },
            ..section_with(
                completed,
                &["done_on", "ref", "action", "leads", "completed_late", "evidence"],
                whose,
                &[Column::new("done_on", "Completed on")],
                move |number| vec![done[number].map_or(Cell::Empty, Cell::Day)],
            )
        },
        Section {
            id: "moved",
            heading: match records_moves {
                true => in_time("Moved", moves.len(), "move"),
                false => "Moved: not known, as no plan records that a date was moved".into(),
            },
            nothing: match records_moves {
                true => lately("No date was moved"),
                false => "Not known: no plan records that a date was moved.".into(),
            },
            ..hidden(
                &["days_moved"],
                section_with(
                    moved_lines,
                    &["days_moved", "moved_from", "moved_to", "ref", "action", "leads", "moves", "reason_moved"],
                    whose,
                    &[
                        Column::new("moved_from", "From"),
                        Column::new("moved_to", "To"),
                        Column::new("days_moved", "Days"),
                        Column::new("reason_moved", "Why"),
                    ],
                    move |number| {
                        let moved = moves[number];
                        let date = |when: Option<Spanned<When>>| when.map_or(Cell::Empty, |when| Cell::told(when.value));
                        vec![
                            date(moved.from),
                            date(moved.to),
                            days(moved).map_or(Cell::Empty, Cell::Number),
                            Cell::Text(slippage::reason(moved).into()),
                        ]
                    },
                ),
            )
        },
        section(
            "on-hold",
            titled("On hold", on_hold.len(), "action"),
            on_hold,
            &["ref", "action", "leads", "due", "hold"],
            "Nothing is on hold.".into(),
        ),
        section(
            "review-missed",
            titled("Review missed", reviews.len(), "action"),
            reviews,
            &["review_missed", "ref", "action", "leads", "state", "last_note"],
            "No review was missed.".into(),
        ),
        section(
            "no-evidence",
            titled("Done without evidence", no_evidence.len(), "action"),
            no_evidence,
            &["ref", "action", "leads", "completed"],
            "Nothing is done without evidence.".into(),
        ),
        section(
            "red",
            titled("Red and not overdue", red.len(), "action"),
            red,
            &["ref", "action", "leads", "due", "state", "note"],
            "No action that is not overdue is red.".into(),
        ),
        section(
            "not-judged",
            titled("Not judged by the calendar", not_judged.len(), "action"),
            not_judged,
            &["ref", "action", "leads", "state", "reason", "when"],
            "Every open action can be judged.".into(),
        ),
    ]
}
