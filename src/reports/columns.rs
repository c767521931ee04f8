//! Every column an action can be shown with: its name for machines, its heading for people, and its cell.

use super::{Cell, Column, Missed, MissedDates, Role, counted};
use crate::plan::{Reached, Text};
use crate::query::{Found, Named, board_name};
use crate::text::Spanned;
use crate::time::state::{Due, State, What};
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, Days, NaiveDate};
use std::borrow::Cow;

/// A column of actions and how its cell is made.
#[derive(Debug)]
pub struct ActionColumn {
    pub id: &'static str,
    pub heading: &'static str,
    pub role: Role,
    cell: for<'a> fn(&Line<'a>) -> Cell<'a>,
}

/// What a row is about: an action, one of its dates, and the day asked about.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub found: &'a Found<'a>,
    pub due: Option<Due>,
    pub stands: Stands<'a>,
    pub as_at: NaiveDate,
}

/// What the date of a row stands for.
#[derive(Clone, Copy, Debug)]
pub enum Stands<'a> {
    /// As is told of the date that an action is judged by, with how many more are missed.
    Judged,
    /// As is told of such a date.
    ForTheDate,
    /// These words; where there are none, the action itself.
    For(Option<&'a str>),
}

impl<'a> Line<'a> {
    /// An action with the date it is judged by.
    pub fn of(found: &'a Found<'a>, as_at: NaiveDate) -> Line<'a> {
        Line { found, due: found.verdict.due, stands: Stands::Judged, as_at }
    }

    /// Another date of the action.
    pub fn with_date(self, due: Due) -> Line<'a> {
        Line { due: Some(due), stands: Stands::ForTheDate, ..self }
    }

    /// The same with the deadline of what is late to start.
    pub fn with_deadline(self) -> Line<'a> {
        self.found.verdict.deadline.map_or(self, |deadline| self.with_date(deadline))
    }

    /// How many days its date is late, where the action is overdue; how many days it is late to start.
    pub fn days_late(&self) -> Option<i64> {
        let of_the_action = self.found.verdict.days_late()?;
        if self.found.verdict.state == State::LateToStart {
            return Some(of_the_action);
        }
        self.due.map(|due| (self.as_at - due.day).num_days()).filter(|&days| days > 0)
    }

    /// The same in words that are no more precise than the date as printed.
    fn late_by<'c>(&self, days: i64) -> Cell<'c> {
        let due = self.as_at.checked_sub_days(Days::new(days.unsigned_abs())).unwrap_or(self.as_at);
        let is_day = self.due.is_none_or(|date| matches!(date.when, When::Day(_)) || date.day != due);
        Cell::Late { days, words: late_in_words(due, self.as_at, is_day) }
    }

    fn is_closed(&self) -> bool {
        self.found.verdict.state == State::Closed
    }

    /// What its date stands for, where it is not simply the action's deadline.
    pub fn what(&self) -> Option<Cow<'a, str>> {
        match self.stands {
            Stands::Judged => self.found.what_is_judged(),
            Stands::ForTheDate => self.found.what(&self.due?),
            Stands::For(words) => words.map(Cow::Borrowed),
        }
    }

    /// The cell of one column.
    pub fn cell(&self, column: &ActionColumn) -> Cell<'a> {
        (column.cell)(self)
    }
}

const fn column(id: &'static str, heading: &'static str, cell: for<'a> fn(&Line<'a>) -> Cell<'a>) -> ActionColumn {
    with(Role::Other, id, heading, cell)
}

const fn with(role: Role, id: &'static str, heading: &'static str, cell: for<'a> fn(&Line<'a>) -> Cell<'a>) -> ActionColumn {
    ActionColumn { id, heading, role, cell }
}

/// Why an action has its state, in a sentence without a full stop; each says only what its verdict was made from.
fn why_judged(found: &Found) -> String {
    let verdict = &found.verdict;
    let date = verdict.due.map(|due| {
        let stands_for = found.what(&due).map(|what| format!("{what}: ")).unwrap_or_default();
        (stands_for, on_or_in(due.when))
    });
    let (what, due) = date.unwrap_or_default();
    match verdict.state {
        State::Overdue => format!("{what}due {due}, which has ended, and the plan does not say that it was done"),
        State::LateToStart => format!("to be started {due} at the latest, and the plan does not say that it was"),
        State::DueSoon | State::Scheduled => format!("{what}due {due}, which has not ended"),
        State::OnHold => "the plan says that it is on hold".into(),
        State::Ongoing => "ongoing, with no date left to miss".into(),
        State::Event => "it waits for an event, not a date".into(),
        State::Undated => found.reason().unwrap_or("no date is given".into()).into_owned(),
        State::Closed if verdict.is_done() => match verdict.closed_on {
            Some(on) => format!("done on {}", day_for_people(on)),
            None => "the plan says that it is done, and not on which day".into(),
        },
        State::Closed => match verdict.closed_on {
            Some(on) => format!("withdrawn or carried forward on {}", day_for_people(on)),
            None => "the plan says that it was withdrawn or carried forward".into(),
        },
    }
}

/// How long ago a date was missed: in days for so short a time that these are what counts, where the date is a day; else in whole
/// months, and in years where these are many. `due` is the last day in time.
fn late_in_words(due: NaiveDate, as_at: NaiveDate, is_day: bool) -> String {
    const DAYS: i64 = 61;
    const MONTHS: i32 = 24;
    let days = (as_at - due).num_days();
    if is_day && days < DAYS {
        return counted(days.unsigned_abs() as usize, "day");
    }
    // A month that has ended is a month ago when the next one has ended too.
    let from = if is_day { due } else { due.succ_opt().unwrap_or(due) };
    let months =
        (as_at.year() - from.year()) * 12 + as_at.month() as i32 - from.month() as i32 - i32::from(as_at.day() < from.day());
    match months {
        ..=0 => "under a month".into(),
        1..=MONTHS => counted(months as usize, "month"),
        _ if months % 12 == 0 => counted(months as usize / 12, "year"),
        _ => format!("over {}", counted(months as usize / 12, "year")),
    }
}

/// What the date of a row is, where it is not the one deadline of its action: read beside the date.
pub static KIND_OF_DATE: ActionColumn = column("kind_of_date", "Kind of date", |line| {
    let own = line.found.verdict.own_deadlines;
    let kind = |due: Due| match due.what {
        What::Deadline if own > 1 => Some(Cow::Owned(format!("one of {own} deadlines"))),
        What::Deadline => None,
        other => Some(other.word().into()),
    };
    line.due.and_then(kind).map_or(Cell::Empty, Cell::Text)
});

/// Every column, in the order machines get them.
pub static COLUMNS: &[ActionColumn] = &[
    with(Role::Plan, "plan", "Plan", |line| text(line.found.plan.name)),
    with(Role::Board, "board", "Board", |line| board(line.found)),
    with(Role::Ref, "ref", "Ref", |line| Cell::Ref { reference: line.found.reference(), label: line.found.label() }),
    with(Role::Place, "place", "Place", |line| Cell::Text(line.found.position().into())),
    with(Role::ObjectiveRef, "objective", "Objective", |line| Cell::Text(line.found.objective.label())),
    with(Role::ObjectiveTitle, "objective_title", "Objective in words", |line| words(&line.found.objective.title)),
    with(Role::Action, "action", "Action", |line| words(&line.found.action.action)),
    with(Role::Lead, "leads", "Lead", |line| names(line.found.leads(), |named| named.by_role.is_none())),
    column("groups", "Group", |line| names(line.found.leads(), |named| named.kind.is_some())),
    column("with", "With", |line| names(line.found.with(), |named| named.by_role.is_none())),
    with(Role::Timescale, "timescale", "Timescale", |line| {
        Cell::text(line.found.objective.timescale_of(line.found.action).map(|words| words.value))
    }),
    with(Role::Due, "due", "Due", |line| {
        line.due.map_or(Cell::Empty, |due| Cell::Due {
            when: due.when,
            day: due.day,
            // What is closed does not fall due any more.
            what: (!line.is_closed()).then_some(due.what),
        })
    }),
    column("due_as_written", "Due as written", |line| line.due.map_or(Cell::Empty, |due| Cell::When(due.when))),
    column("days_late", "Days late", |line| number(line.days_late())),
    column("days_left", "Days left", |line| {
        let left = line.due.map(|due| (due.day - line.as_at).num_days());
        number(left.filter(|&days| days >= 0 && !line.is_closed()))
    }),
    with(Role::State, "state", "State", |line| Cell::State(line.found.verdict.state)),
    with(Role::What, "what", "What is due", |line| Cell::text(line.what())),
    column("owed", "Reports owed", |line| Cell::Number(line.found.verdict.owed.into())),
    column("reason", "Why not judged", |line| Cell::text(line.found.reason())),
    column("when", "Waits for", |line| words(&line.found.objective.when_of(line.found.action))),
    column("status", "Status", |line| Cell::text(line.found.status().map(|status| status.word()))),
    with(Role::Rag, "rag", "RAG", |line| line.found.rag().map_or(Cell::Empty, Cell::Rag)),
    column("plan_ended", "Plan ended", |line| Cell::Flag(line.found.verdict.plan_ended)),
    with(Role::Completed, "completed", "Completed", |line| {
        line.found.action.completed.map_or(Cell::Empty, |when| Cell::told(when.value))
    }),
    column("completed_late", "Days closed late", |line| number(line.found.verdict.completed_late)),
    with(Role::LastSign, "last_note", "Last note", |line| line.found.verdict.last_note.map_or(Cell::Empty, Cell::Day)),
    column("note_age", "Age of last note in days", |line| {
        number(line.found.verdict.last_note.map(|on| (line.as_at - on).num_days()))
    }),
    column("note", "Last note in words", last_words),
    column("moves", "Times moved", |line| match line.found.plan.records_moves {
        true => Cell::count(line.found.moves().count()),
        false => Cell::Empty,
    }),
    column("hold", "Why on hold", |line| hold(line.found)),
    column("outcome", "Outcome", |line| Cell::text(line.found.plan.outcome_of(line.found.action))),
    column("success", "Success measures", |line| list(line.found.action.success)),
    column("milestones", "Milestones", milestones),
    column("progress", "Progress", progress),
    column("moved", "Moved", moved),
    with(Role::Links, "evidence", "Evidence", |line| list(line.found.action.evidence)),
    column("came_from", "Came from", |line| words(&line.found.action.came_from)),
    with(Role::Links, "see", "See", |line| list(line.found.action.see)),
    column("remark", "Remark", |line| words(&line.found.action.remark)),
    column("file", "File", |line| text(line.found.file)),
    column("from", "Starts", |line| when(line.found.objective.from_of(line.found.action))),
    column("every", "Every", |line| Cell::text(line.found.objective.every_of(line.found.action).map(|every| every.to_string()))),
    column("ongoing", "Ongoing", |line| set(line.found.objective.is_ongoing(line.found.action))),
    column("standing", "Core work", |line| set(line.found.objective.is_standing(line.found.action))),
    column("review", "Review", review),
    column("reviews", "All reviews", |line| {
        Cell::List(line.found.objective.review_of(line.found.action).iter().map(|review| review.to_string().into()).collect())
    }),
    column("set_up", "Set up", |line| fact(line.found.action.set_up)),
    column("added", "Added", |line| fact(line.found.action.added)),
    column("closed", "Closed", |line| fact(line.found.action.closed)),
    column("status_as_printed", "Status as printed", |line| words(&line.found.action.status_as_printed)),
    column("status_meaning", "What that status means", |line| Cell::text(line.found.status_meaning())),
    column("percent", "Per cent done", |line| number(line.found.action.percent.map(|percent| percent.value.into()))),
    column("accountable", "Accountable", |line| names(line.found.accountable(), |named| named.by_role.is_none())),
    column("tags", "Tags", |line| {
        Cell::List(line.found.objective.tags_of(line.found.action).map(|tag| tag.value.into()).collect())
    }),
    column("label", "Label", |line| Cell::Text(line.found.label())),
    column("boards", "Boards", |line| list(line.found.plan.boards)),
    column("asked", "Date asked for", asked),
    column("missed", "Dates missed", dates_missed),
    column("milestones_done", "Milestones done", |line| {
        let verdict = &line.found.verdict;
        Cell::text((verdict.milestones > 0).then(|| format!("{} of {}", verdict.reached, verdict.milestones)))
    }),
    column("closed_on", "Closed on", |line| line.found.verdict.closed_on.map_or(Cell::Empty, Cell::Day)),
    column("review_missed", "Review missed", |line| line.found.verdict.review_missed.map_or(Cell::Empty, Cell::told)),
    column("last_recorded", "Last recorded", last_recorded),
    column("success_known", "How success will be known", success_known),
    column("judged", "Why it is judged so", |line| Cell::Text(why_judged(line.found).into())),
    column("late_by", "Late", |line| line.days_late().map_or(Cell::Empty, |days| line.late_by(days))),
];

/// The columns machines get of a list of actions; all others are given when asked for.
pub const MACHINE: &[&str] = &[
    "plan",
    "board",
    "ref",
    "place",
    "objective",
    "objective_title",
    "action",
    "leads",
    "groups",
    "with",
    "timescale",
    "due",
    "due_as_written",
    "days_late",
    "state",
    "what",
    "owed",
    "reason",
    "status",
    "rag",
    "plan_ended",
    "completed",
    "last_note",
    "label",
    "boards",
    "missed",
    "closed_on",
    "completed_late",
    "from",
    "when",
];

/// Of these, those that come after all others of a table, its own included: who reads a table by the number of its columns finds the
/// older ones where they were.
pub(super) const LAST: &[&str] = &["label", "boards", "missed", "closed_on", "completed_late", "from", "when", "late_by"];

/// The column of a name.
pub fn find(id: &str) -> Option<&'static ActionColumn> {
    COLUMNS.iter().find(|column| column.id == id)
}

/// The columns of a report of actions, in the order machines get them: theirs, then those that only people are shown.
pub(super) fn chosen(people: &[&str], machines: &[&str]) -> Vec<&'static ActionColumn> {
    let rest = people.iter().filter(|id| !machines.contains(id));
    machines.iter().chain(rest).filter_map(|id| find(id)).collect()
}

/// Their heads; `people` gives the columns shown to people, in order.
pub(super) fn heads(chosen: &[&'static ActionColumn], people: &[&str]) -> Vec<Column> {
    let rank = |id| people.iter().position(|shown| *shown == id);
    chosen.iter().map(|column| Column { people: rank(column.id), ..Column::of_actions(column) }).collect()
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(text.into())
}

/// The board's name; where the plan names none, people read its file and machines get nothing.
pub(super) fn board<'a>(found: &Found<'a>) -> Cell<'a> {
    let reference = found.plan.board.map(|board| board.value);
    Cell::Ref { reference, label: board_name(found.plan, found.file) }
}

fn when<'a>(when: Option<Spanned<When>>) -> Cell<'a> {
    when.map_or(Cell::Empty, |when| Cell::When(when.value))
}

/// A date on which something happened: people read it as printed, machines get its last day.
fn fact<'a>(when: Option<Spanned<When>>) -> Cell<'a> {
    when.map_or(Cell::Empty, |when| Cell::told(when.value))
}

/// A flag that says something only where it is set.
fn set<'a>(flag: bool) -> Cell<'a> {
    if flag { Cell::Flag(true) } else { Cell::Empty }
}

/// The first review on or after the day asked about, else the last before it.
fn review<'a>(line: &Line<'a>) -> Cell<'a> {
    let reviews = || line.found.objective.review_of(line.found.action).iter().map(|review| review.value);
    let next = reviews().filter(|review| review.last_day() >= line.as_at).min_by_key(|review| review.last_day());
    next.or_else(|| reviews().max_by_key(|review| review.last_day())).map_or(Cell::Empty, Cell::When)
}

fn number<'a>(number: Option<i64>) -> Cell<'a> {
    number.map_or(Cell::Empty, Cell::Number)
}

/// Words of the plan, where it has them.
fn words<'a>(words: &Option<Text<'a>>) -> Cell<'a> {
    Cell::text(words.map(|words| words.value))
}

fn list<'a>(list: &[Text<'a>]) -> Cell<'a> {
    Cell::List(list.iter().map(|text| text.value.into()).collect())
}

fn names<'a>(named: Vec<Named<'a>>, shown: fn(&Named) -> bool) -> Cell<'a> {
    Cell::List(named.into_iter().filter(shown).map(|named| named.name.into()).collect())
}

fn hold<'a>(found: &'a Found<'a>) -> Cell<'a> {
    let Some(hold) = found.action.hold else { return Cell::Empty };
    let because = hold.because.map(|because| because.value);
    let review = hold.review.map(|review| format!("review {}", day_for_people(review.value)));
    let parts: Vec<&str> = because.into_iter().chain(review.as_deref()).collect();
    Cell::Text(parts.join("; ").into())
}

fn milestones<'a>(line: &Line<'a>) -> Cell<'a> {
    let open = line.found.verdict.state != State::Closed;
    let steps = line.found.action.milestones.iter().map(|step| {
        let text = step.text.map_or("", |text| text.value);
        let due = step.due.map(|due| format!(", due {}", due.for_people())).unwrap_or_default();
        let done = match step.done {
            Some(Spanned { value: Reached::Undated, .. }) => ", done".into(),
            Some(Spanned { value: Reached::On(done), .. }) if done.last_day() <= line.as_at => {
                format!(", done {}", done.for_people())
            }
            _ if open && step.due.is_some_and(|due| due.last_day() < line.as_at) => ", overdue".into(),
            _ => String::new(),
        };
        let plan = line.found.plan;
        let leads = step.lead.iter().map(|who| plan.name_of(&who.who).to_owned());
        let rag = step.rag.map(|rag| rag.word().to_owned());
        let evidence = step.evidence.iter().map(|evidence| format!("evidence: {}", evidence.value));
        let remark = step.remark.map(|remark| format!("remark: {}", remark.value));
        let details: Vec<String> = leads.chain(rag).chain(evidence).chain(remark).collect();
        let details = if details.is_empty() { String::new() } else { format!(" ({})", details.join("; ")) };
        format!("{text}{due}{done}{details}").into()
    });
    Cell::List(steps.collect())
}

fn progress<'a>(line: &Line<'a>) -> Cell<'a> {
    let notes = line.found.notes().map(|note| {
        let on = note.on.map_or("no day".to_owned(), |on| on.for_people());
        let by = note.by.as_ref().map(|by| line.found.plan.name_of(by));
        let report = note.report.filter(|flag| flag.value).map(|_| "report");
        let status = note.status.map(|status| status.word());
        let details: Vec<&str> = by.into_iter().chain(report).chain(status).collect();
        let by = if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
        format!("{on}{by}: {}", note.note.map_or("", |note| note.value)).into()
    });
    Cell::List(notes.collect())
}

fn last_words<'a>(line: &Line<'a>) -> Cell<'a> {
    line.found.newest_note().map_or(Cell::Empty, |note| text(note.note.map_or("", |note| note.value)))
}

/// What was recorded last, with its day: a note, else a status or a completion; "nothing" is an answer too.
fn last_recorded<'a>(line: &Line<'a>) -> Cell<'a> {
    let found = line.found;
    if let Some(note) = found.newest_note() {
        let on = note.on.map_or(String::new(), |on| format!("{}: ", on.for_people()));
        return Cell::Text(format!("{on}{}", note.note.map_or("", |note| note.value)).into());
    }
    let printed = found.action.status_as_printed.map(|status| status.value);
    let completed = found.done_on().map(|on| format!("done on {}", day_for_people(on)));
    let said = completed.or_else(|| printed.or(found.status().map(|status| status.word())).map(str::to_owned));
    Cell::Text(said.map_or("nothing".into(), Into::into))
}

/// The outcome and the measures of success, in one text.
fn success_known<'a>(line: &Line<'a>) -> Cell<'a> {
    let outcome = line.found.plan.outcome_of(line.found.action);
    let measures = line.found.action.success.iter().map(|measure| measure.value);
    let all: Vec<&str> = outcome.into_iter().chain(measures).collect();
    Cell::text((!all.is_empty()).then(|| all.join("; ")))
}

/// A date within a sentence: "on 2 Oct 2008", "in October 2008".
fn on_or_in(when: When) -> String {
    let word = if matches!(when, When::Day(_)) { "on" } else { "in" };
    format!("{word} {}", when.for_people())
}

/// More missed dates of one action than this are only counted: a report a day is missed 100,000 times in three centuries.
const MOST_MISSED: usize = 60;

fn dates_missed<'a>(line: &Line<'a>) -> Cell<'a> {
    let found = line.found;
    if found.verdict.state != State::Overdue {
        return Cell::Missed(MissedDates::default());
    }
    let missed = found.dates_missed(MOST_MISSED).into_iter().map(|due| Missed {
        when: due.when,
        day: due.day,
        days_late: (line.as_at - due.day).num_days(),
        what: found.stands_for(&due, false),
    });
    let listed: Vec<Missed> = missed.collect();
    let more = (found.verdict.missed as usize).saturating_sub(listed.len());
    Cell::Missed(MissedDates { listed, more })
}

fn date_or_gap(when: Option<Spanned<When>>) -> String {
    when.map_or("?".to_owned(), |when| when.for_people())
}

fn moved<'a>(line: &Line<'a>) -> Cell<'a> {
    let moves = line.found.moves().map(|moved| {
        let on = moved.on.map(|on| format!(" {}", on_or_in(on.value))).unwrap_or_default();
        let because = moved.because.map(|because| format!(": {}", because.value)).unwrap_or_default();
        format!("from {} to {}{on}{because}", date_or_gap(moved.from), date_or_gap(moved.to)).into()
    });
    Cell::List(moves.collect())
}

/// The dates that the board was asked for and did not grant, or not yet.
fn asked<'a>(line: &Line<'a>) -> Cell<'a> {
    let requests = line.found.requests().map(|asked| {
        let on = asked.on.map(|on| format!(" {}", on_or_in(on.value))).unwrap_or_default();
        let refused = asked.refused.filter(|refused| refused.last_day() <= line.as_at);
        let refused = refused.map(|refused| format!(", refused {}", on_or_in(refused.value))).unwrap_or_default();
        let because = asked.because.map(|because| format!(": {}", because.value)).unwrap_or_default();
        format!("extension to {} asked for{on}{refused}{because}", date_or_gap(asked.to)).into()
    });
    Cell::List(requests.collect())
}

#[cfg(test)]
mod tests {
    use super::late_in_words;

    #[test]
    fn how_late_is_told_no_more_precisely_than_the_date() {
        for (due, as_at, is_day, words) in [
            // "March 2008".
            ("2008-03-31", "2008-10-01", false, "6 months"),
            ("2008-03-31", "2008-09-30", false, "5 months"),
            ("2008-09-30", "2008-10-01", false, "under a month"),
            ("2008-08-31", "2008-10-01", false, "1 month"),
            ("2008-09-30", "2008-10-01", true, "1 day"),
            ("2008-08-02", "2008-10-01", true, "60 days"),
            ("2008-08-01", "2008-10-01", true, "2 months"),
            ("2006-09-30", "2008-10-01", false, "24 months"),
            ("2005-09-30", "2008-10-01", false, "3 years"),
            ("2005-08-31", "2008-10-01", false, "over 3 years"),
        ] {
            assert_eq!(late_in_words(due.parse().unwrap(), as_at.parse().unwrap(), is_day), words, "{due} {as_at}");
        }
    }
}
