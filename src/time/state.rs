//! What an action is on a given day: one closed set of states, judged here and nowhere else.
//!
//! Facts dated after that day have not happened yet on it: a later note, a later completion and a later
//! move of the date are left out, so that the same file answers for every day. Where a plan closes an action without a day,
//! [`Timing::standing`] says since when it counts as closed.

use super::{every::Every, when::When};
use chrono::{Days, NaiveDate};
use std::ops::Range;

/// How many days before a deadline it counts as due soon, unless said otherwise.
pub const DUE_SOON_DAYS: u32 = 31;

/// What an action says about time, and what of its plan it is judged by.
#[derive(Clone, Default, Debug)]
pub struct Timing<'p> {
    /// The plan's first day and, where it has an end, its last one; both included.
    pub period: Option<(NaiveDate, Option<NaiveDate>)>,
    /// The board's meetings, the earliest first, each once: shared by all actions of a plan.
    pub meetings: &'p [NaiveDate],
    /// Deadlines: each is met up to its last day.
    pub due: Vec<When>,
    pub from: Option<When>,
    pub every: Option<Every>,
    pub ongoing: bool,
    pub standing: bool,
    /// An event decides (the plan format's `when`).
    pub event: bool,
    pub milestones: Vec<Step>,
    pub stage: Stage,
    pub completed: Option<NaiveDate>,
    /// The days of the progress notes, in any order. None of them pays a report.
    pub notes: Vec<NaiveDate>,
    /// How the deadline was moved, oldest first.
    pub moves: Vec<Move>,
    /// The day it was withdrawn or carried forward; of a month its last day.
    pub closed: Option<NaiveDate>,
    /// The stages that notes give it from their day on, in the order written.
    pub stages: Vec<(NaiveDate, Stage)>,
    /// The days of the notes that are the report owed, in the order written.
    pub reports: Vec<NaiveDate>,
    /// When it is looked at again.
    pub reviews: Vec<When>,
    /// The day it was put on the plan; of a month its last day.
    pub added: Option<NaiveDate>,
    /// The day what was to be set up was there; of a month its last day.
    pub set_up: Option<NaiveDate>,
    /// Something without a day says that it has begun.
    pub begun: bool,
    /// A later plan carries it on: from its first day on it is carried forward.
    pub carried_on: Option<NaiveDate>,
}

/// A milestone's deadline and the day it was reached.
#[derive(Clone, Copy, Default, Debug)]
pub struct Step {
    pub due: Option<When>,
    pub done: Option<NaiveDate>,
    /// Reached, on a day the plan does not say.
    pub done_undated: bool,
}

/// One deadline put off (or brought forward) from one date to another; `on` is the day this was agreed.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    pub from: When,
    pub to: When,
    pub on: Option<NaiveDate>,
}

/// What an action's status says about time.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Stage {
    /// No status, or "not started".
    #[default]
    Open,
    /// In progress or awaiting sign-off.
    Started,
    OnHold,
    Complete,
    /// Withdrawn or carried forward: closed without being completed.
    Dropped,
}

impl Stage {
    /// Nothing is left to be done.
    pub fn is_closed(self) -> bool {
        matches!(self, Stage::Complete | Stage::Dropped)
    }
}

/// What says in which stage an action is on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Says {
    /// Nothing that is dated by that day.
    Nothing,
    /// Its own status, which has no day.
    Status,
    /// The entry of this index in [`Timing::stages`].
    Note(usize),
    /// Its day of completion.
    Completed,
    /// The day it was closed.
    Closed,
    /// The later plan that carries it on.
    CarriedOn,
}

/// The stage of an action on a day, by the latest dated fact that gives one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    pub stage: Stage,
    pub says: Says,
    /// Since when, where that is known or taken to be so.
    pub since: Option<NaiveDate>,
}

/// Where an action stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    Overdue,
    LateToStart,
    DueSoon,
    Scheduled,
    OnHold,
    Ongoing,
    Event,
    Undated,
    Closed,
}

impl State {
    /// All states, the most pressing first.
    pub const ALL: [State; 9] = [
        State::Overdue,
        State::LateToStart,
        State::DueSoon,
        State::Scheduled,
        State::OnHold,
        State::Ongoing,
        State::Event,
        State::Undated,
        State::Closed,
    ];

    /// Its index in [`State::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name in filters and in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            State::Overdue => "overdue",
            State::LateToStart => "late-to-start",
            State::DueSoon => "due-soon",
            State::Scheduled => "scheduled",
            State::OnHold => "on-hold",
            State::Ongoing => "ongoing",
            State::Event => "event",
            State::Undated => "undated",
            State::Closed => "closed",
        }
    }

    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            State::Overdue => "overdue",
            State::LateToStart => "late to start",
            State::DueSoon => "due soon",
            State::Scheduled => "scheduled",
            State::OnHold => "on hold",
            State::Ongoing => "ongoing",
            State::Event => "waits for an event",
            State::Undated => "no date",
            State::Closed => "closed",
        }
    }
}

/// What falls due: the words a listing puts beside the date.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum What {
    Deadline,
    /// The deadline for setting ongoing work up.
    SetUp,
    /// The milestone at this index.
    Milestone(usize),
    /// A report on recurring work.
    Report,
    /// The latest day to start.
    Start,
}

impl What {
    /// The word for it beside its date, as lists have it.
    pub fn word(self) -> &'static str {
        match self {
            What::Deadline => "deadline",
            What::SetUp => "to be set up",
            What::Milestone(_) => "milestone",
            What::Report => "report",
            What::Start => "to start",
        }
    }
}

/// Parts a date in a list from the brackets behind it, which say what it is where it is not the one deadline of its action: "April 2008
/// (milestone)", "June 2008 (one of 2 deadlines)". `None` where no such brackets stand there.
pub fn date_and_kind(text: &str) -> Option<(&str, &str)> {
    let (date, kind) = text.strip_suffix(')')?.rsplit_once('(')?;
    let of_several = kind.strip_prefix("one of ").and_then(|kind| kind.strip_suffix(" deadlines"));
    let is_kind = [What::SetUp, What::Milestone(0), What::Report, What::Start].iter().any(|what| what.word() == kind)
        || of_several.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    is_kind.then(|| (date.trim_end(), kind))
}

/// The date an action is judged by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// At the precision printed; a day for a report.
    pub when: When,
    /// The last day in time: late from the day after.
    pub day: NaiveDate,
    pub what: What,
}

/// Why the calendar cannot judge an action, or a part of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unjudged {
    /// Nothing in the plan gives it a date.
    NoDate,
    /// It is owed at every meeting, and the plan lists none.
    NoMeetings,
    /// It is owed at every meeting, and the plan lists none from the day on, though it still runs.
    NoLaterMeeting,
    /// It is owed every term, and plans do not say when terms end.
    Terms,
    /// It recurs from the plan's start, and the plan has no readable period.
    NoPeriod,
}

impl Unjudged {
    /// The reason, to follow "cannot judge:".
    pub fn words(self) -> &'static str {
        match self {
            Unjudged::NoDate => "no date is given",
            Unjudged::NoMeetings => "it is owed at every meeting, and the plan lists no meetings",
            Unjudged::NoLaterMeeting => "it is owed at every meeting, and the plan lists no later meeting",
            Unjudged::Terms => "it is owed every term, and the plan does not say when terms end",
            Unjudged::NoPeriod => "it is counted from the start of the plan, and the plan has no readable period",
        }
    }
}

/// The verdict on one action, as at one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Judgement {
    pub state: State,
    /// Open although the last day of its plan has passed.
    pub plan_ended: bool,
    /// The earliest date not yet met. On hold: the one it would be judged by.
    /// Closed: its last deadline.
    pub due: Option<Due>,
    /// Late to start: the earliest deadline that is not met.
    pub deadline: Option<Due>,
    /// The day asked about minus [`Due::day`]: days late where positive, days left where not. Nothing where it is closed.
    pub days: Option<i64>,
    /// Reports owed by recurring work: one for each whole period that ended unpaid.
    pub owed: u32,
    /// The action's own deadlines, and the last day of the last of them: its end.
    pub own_deadlines: u32,
    pub end: Option<NaiveDate>,
    /// Milestones in all, and those reached.
    pub milestones: u32,
    pub reached: u32,
    /// Deadlines and milestones missed so far, and the reports owed.
    pub missed: u32,
    /// Its stage, and what says so.
    pub stage: Stage,
    pub says: Says,
    /// The day it closed, where that is known.
    pub closed_on: Option<NaiveDate>,
    /// Closed this many days after its last deadline.
    pub completed_late: Option<i64>,
    /// Its plan closes it without a day: that it is closed on the day asked about, or is not yet, rests on that.
    pub closed_undated: bool,
    /// The first review that has passed without a note since.
    pub review_missed: Option<When>,
    /// The newest progress note not later than the day.
    pub last_note: Option<NaiveDate>,
    /// What the calendar could not judge; with [`State::Undated`] this is all of it.
    pub unjudged: Option<Unjudged>,
}

impl Judgement {
    /// Closed without being completed: withdrawn or carried forward.
    pub fn is_dropped(&self) -> bool {
        self.state == State::Closed && self.stage == Stage::Dropped
    }

    /// Completed.
    pub fn is_done(&self) -> bool {
        self.state == State::Closed && self.stage != Stage::Dropped
    }

    /// Days late, where it is overdue or late to start.
    pub fn days_late(&self) -> Option<i64> {
        matches!(self.state, State::Overdue | State::LateToStart).then_some(self.days).flatten()
    }
}

/// A deadline with whether it has been met.
struct Deadline {
    due: Due,
    met: bool,
}

/// What an action owes, as known on a day.
struct Obligations<'p> {
    /// The action's own deadlines and its milestones', by date.
    deadlines: Vec<Deadline>,
    /// How many of them are the action's own, and the last day of the last of those.
    own_deadlines: usize,
    end: Option<NaiveDate>,
    reports: Reports<'p>,
    last_note: Option<NaiveDate>,
    unjudged: Option<Unjudged>,
}

/// The reports not delivered, as whole periods without a gap: counted, never listed, for a day's work over three centuries has
/// 100,000 of them.
#[derive(Default)]
struct Reports<'p> {
    every: Option<Every>,
    /// When the first period starts, and the meetings from then on.
    origin: NaiveDate,
    meetings: &'p [NaiveDate],
    /// The periods without a report, by their numbers from 0; the last of them ends on or after the last day asked about.
    unpaid: Range<u32>,
}

impl Reports<'_> {
    /// The report for a period that is not paid.
    fn due(&self, index: u32) -> Option<Due> {
        let (_, last) = period(self.every?, self.origin, self.meetings, index)?;
        Some(Due { when: When::Day(last), day: last, what: What::Report })
    }

    fn first(&self) -> Option<Due> {
        self.due(self.unpaid.start).filter(|_| !self.unpaid.is_empty())
    }

    /// The number of the first unpaid period that does not end before this day; that of the end where all do.
    fn from(&self, day: NaiveDate) -> u32 {
        first_that_not(self.unpaid.clone(), |index| self.due(index).is_some_and(|due| due.day < day))
    }

    /// Those from a number on that are due up to a day, counted in.
    fn until(&self, from: u32, last: NaiveDate) -> impl Iterator<Item = Due> {
        (from..self.unpaid.end).map_while(|index| self.due(index)).take_while(move |due| due.day <= last)
    }
}

/// The first number of a range for which something does not hold that holds for all before it; the end where it holds for all.
fn first_that_not(range: Range<u32>, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        match holds(middle) {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low
}

impl<'p> Timing<'p> {
    /// It is never done with for good: a deadline is only for setting it up.
    fn is_continuing(&self) -> bool {
        self.ongoing || self.standing || self.every.is_some()
    }

    /// All that is known on `day`, with the reports of periods that end up to the first one on or after `until`.
    fn obligations(&self, day: NaiveDate, until: NaiveDate) -> Obligations<'p> {
        let mut notes: Vec<NaiveDate> = self.notes.iter().copied().filter(|&on| on <= day).collect();
        notes.sort_unstable();
        let mut reports: Vec<NaiveDate> = self.reports.iter().copied().filter(|&on| on <= day).collect();
        reports.sort_unstable();
        let mut deadlines = deadlines_as_at(self, day);
        let mut unused = reports.as_slice();
        if self.is_continuing() {
            settle_set_up(&mut deadlines, self, day, &mut unused);
        }
        let own_deadlines = deadlines.len();
        let end = deadlines.last().map(|deadline| deadline.due.day);
        let first = deadlines.first().map(|deadline| deadline.due.day);
        deadlines.extend(self.milestones.iter().enumerate().filter_map(|(index, step)| {
            let when = step.due?;
            let due = Due { when, day: when.last_day(), what: What::Milestone(index) };
            Some(Deadline { due, met: step.reached(day) })
        }));
        deadlines.sort_by_key(|deadline| deadline.due.day);
        let (reports, unjudged) = outstanding_reports(self, first, until, unused);
        Obligations { deadlines, own_deadlines, end, reports, last_note: notes.last().copied(), unjudged }
    }

    /// It was put on the plan by then.
    pub fn is_on_plan(&self, day: NaiveDate) -> bool {
        self.added.is_none_or(|added| added <= day)
    }

    /// The latest dated note, move, milestone or the like: a closing status without a day counts from it on.
    pub fn latest_fact(&self) -> Option<NaiveDate> {
        let moves = self.moves.iter().filter_map(|moved| moved.on);
        let reached = self.milestones.iter().filter_map(|step| step.done);
        let facts = self.notes.iter().copied().chain(moves).chain(reached);
        facts.chain(self.set_up).chain(self.completed).chain(self.closed).max()
    }

    /// Its own status closes it, and nothing says on which day.
    pub fn is_closed_undated(&self) -> bool {
        let by_note = || self.stages.iter().max_by_key(|(on, _)| *on).is_some_and(|(_, stage)| *stage == self.stage);
        let by_later_plan = self.stage == Stage::Dropped && self.carried_on.is_some();
        self.stage.is_closed() && self.completed.is_none() && self.closed.is_none() && !by_later_plan && !by_note()
    }

    /// The stage as at a day: that of the latest dated fact that gives one. A closing status without a day counts from the latest
    /// dated fact on; where there is none, and where a status closes nothing, it is taken as it stands for every day. Where there
    /// are dated ones, nothing is known of the days before the first.
    pub fn standing(&self, day: NaiveDate) -> Standing {
        let own = Standing { stage: self.stage, says: Says::Status, since: None };
        // What ends it without completing it is told by the status: the day may stand under either key.
        let dropped = self.stage == Stage::Dropped;
        let ended = |other: Stage| if dropped { Stage::Dropped } else { other };
        let of_notes = self.stages.iter().enumerate().map(|(index, &(on, stage))| (on, stage, Says::Note(index)));
        let mut dated: Vec<(NaiveDate, Stage, Says)> = of_notes.collect();
        dated.extend(self.completed.map(|on| (on, ended(Stage::Complete), Says::Completed)));
        let complete = self.stage == Stage::Complete;
        dated.extend(self.closed.map(|on| (on, if complete { Stage::Complete } else { Stage::Dropped }, Says::Closed)));
        if self.is_closed_undated() {
            match self.latest_fact() {
                Some(on) => dated.push((on, self.stage, Says::Status)),
                None => return self.carried_on_by(day).unwrap_or(own),
            }
        }
        let has_dated = !dated.is_empty() || dropped && self.carried_on.is_some();
        dated.retain(|&(on, ..)| on <= day);
        dated.sort_by_key(|&(on, ..)| on);
        let standing = match dated.last() {
            // The action's own keys contradict each other: it is not taken for closed.
            Some((_, _, Says::Completed | Says::Closed)) if matches!(self.stage, Stage::Started | Stage::OnHold) => own,
            Some(&(_, stage, says)) => {
                let since = dated.iter().rev().take_while(|(_, other, _)| *other == stage).last();
                Standing { stage, says, since: since.map(|&(on, ..)| on) }
            }
            None if has_dated => Standing { stage: Stage::Open, says: Says::Nothing, since: None },
            None => own,
        };
        match standing.stage.is_closed() {
            true => standing,
            false => self.carried_on_by(day).unwrap_or(standing),
        }
    }

    fn carried_on_by(&self, day: NaiveDate) -> Option<Standing> {
        let on = self.carried_on.filter(|&on| on <= day)?;
        Some(Standing { stage: Stage::Dropped, says: Says::CarriedOn, since: Some(on) })
    }

    /// The latest day to start, of work that nothing by `day` says has begun. A start before the first day of the plan is history.
    fn start(&self, day: NaiveDate) -> Option<Due> {
        let when = self.from.filter(|_| self.every.is_none())?;
        let due = Due { when, day: when.last_day(), what: What::Start };
        let is_history = self.period.is_some_and(|(first, _)| due.day < first) || self.standing && due.day < day;
        let noted = self.notes.iter().chain(&self.set_up).any(|&on| on <= day);
        let reached = || self.milestones.iter().any(|step| step.reached(day));
        let in_stage = || {
            let dated = self.stages.iter().any(|&(on, stage)| on <= day && stage != Stage::Open);
            dated || !matches!(self.standing(day).stage, Stage::Open | Stage::OnHold)
        };
        (!is_history && !self.begun && !noted && !reached() && !in_stage()).then_some(due)
    }

    /// The first review that passed before `day` without a note on its first day or later.
    fn review_missed(&self, day: NaiveDate) -> Option<When> {
        let last_note = self.notes.iter().copied().filter(|&on| on <= day).max();
        let missed = self.reviews.iter().copied().filter(|review| review.last_day() < day);
        missed.filter(|review| last_note.is_none_or(|on| on < review.first_day())).min_by_key(|review| review.last_day())
    }

    /// The day it closed, if it is closed on `day`: `Some(None)` when that is not known.
    fn closed_on(&self, day: NaiveDate, deadlines: &[Deadline]) -> Option<Option<NaiveDate>> {
        let standing = self.standing(day);
        if standing.stage.is_closed() {
            return Some(standing.since);
        }
        let all_reached = !self.milestones.is_empty() && self.milestones.iter().all(|step| step.reached(day));
        // A deadline of the action's own that lies after all its milestones is for something they do not cover.
        let last = |milestones: bool| {
            let of_both = deadlines.iter().filter(|deadline| matches!(deadline.due.what, What::Milestone(_)) == milestones);
            of_both.map(|deadline| deadline.due.day).max()
        };
        let covered = last(false) <= last(true);
        let by_milestones = all_reached && covered && !self.is_continuing() && standing.stage != Stage::OnHold;
        by_milestones.then(|| self.milestones.iter().filter_map(|step| step.done).max())
    }
}

impl<'p> Timing<'p> {
    /// What was known when `day` began: what is dated on it is put off to the day after. A meeting's decisions are dated on it, and
    /// its paper went out before.
    ///
    /// Every day of a fact has to be put off, so that each field is named here.
    pub fn without_facts_of(mut self, day: NaiveDate) -> Timing<'p> {
        let put_off = |on: &mut NaiveDate| {
            if *on == day {
                *on = on.succ_opt().unwrap_or(*on);
            }
        };
        let Timing {
            milestones,
            completed,
            notes,
            moves,
            closed,
            stages,
            reports,
            added,
            set_up,
            carried_on,
            // What is not a fact with a day: how the plan is made, and what it plans.
            period: _,
            meetings: _,
            due: _,
            from: _,
            every: _,
            ongoing: _,
            standing: _,
            event: _,
            stage: _,
            reviews: _,
            begun: _,
        } = &mut self;
        let steps = milestones.iter_mut().filter_map(|step| step.done.as_mut());
        let moves = moves.iter_mut().filter_map(|moved| moved.on.as_mut());
        let stages = stages.iter_mut().map(|(on, _)| on);
        let single = [completed, closed, added, set_up, carried_on].into_iter().flatten();
        steps.chain(moves).chain(stages).chain(notes).chain(reports).chain(single).for_each(put_off);
        self
    }
}

impl Step {
    fn reached(&self, day: NaiveDate) -> bool {
        self.done_undated || self.done.is_some_and(|done| done <= day)
    }
}

/// What is not met of an open action up to a day.
#[derive(Clone, Default, Debug)]
pub struct Unmet {
    /// Dates, the earliest first.
    pub dues: Vec<Due>,
    /// Reports that fell due before those that are listed.
    pub earlier_reports: usize,
}

/// Every deadline and report of an open action that falls due between two days, both included, as known on `day`.
/// Work that is closed or on hold owes nothing.
pub fn falling_due(timing: &Timing, day: NaiveDate, days: (NaiveDate, NaiveDate)) -> Vec<Due> {
    unmet_within(timing, day, days, u32::MAX).dues
}

/// The same of all that is not met up to `last`, however long it was missed; of the missed reports on recurring work the newest
/// `most_missed` are listed, the others counted: a report a day is missed 100,000 times in three centuries.
pub fn unmet_until(timing: &Timing, day: NaiveDate, last: NaiveDate, most_missed: u32) -> Unmet {
    unmet_within(timing, day, (NaiveDate::MIN, last), most_missed)
}

/// Whether any date of an action lies between two days, both included, that is not met as known on `day`: a deadline, a milestone,
/// a report or a start. Work on hold keeps its dates.
pub fn has_open_date(timing: &Timing, day: NaiveDate, (first, last): (NaiveDate, NaiveDate)) -> bool {
    let owed = timing.obligations(day, last);
    if timing.closed_on(day, &owed.deadlines).is_some() {
        return false;
    }
    let mut dates = owed.deadlines.iter().filter(|deadline| !deadline.met).map(|deadline| deadline.due).chain(timing.start(day));
    dates.any(|due| (first..=last).contains(&due.day)) || owed.reports.until(owed.reports.from(first), last).next().is_some()
}

/// The deadlines, milestones and reports that were missed before `day`, the oldest first and no more than `most`. Work that is
/// closed or on hold has missed none.
pub fn missed(timing: &Timing, day: NaiveDate, most: usize) -> Vec<Due> {
    let owed = timing.obligations(day, day);
    if timing.standing(day).stage == Stage::OnHold || timing.closed_on(day, &owed.deadlines).is_some() {
        return Vec::new();
    }
    let deadlines = owed.deadlines.iter().filter(|deadline| !deadline.met && deadline.due.day < day).map(|deadline| deadline.due);
    let reports = owed.reports.until(owed.reports.unpaid.start, day).take_while(|due| due.day < day).take(most);
    let mut missed: Vec<Due> = deadlines.chain(reports).collect();
    missed.sort_by_key(|due| due.day);
    missed.truncate(most);
    missed
}

fn unmet_within(timing: &Timing, day: NaiveDate, (first, last): (NaiveDate, NaiveDate), most_missed: u32) -> Unmet {
    let owed = timing.obligations(day, last);
    if timing.standing(day).stage == Stage::OnHold || timing.closed_on(day, &owed.deadlines).is_some() {
        return Unmet::default();
    }
    let deadlines = owed.deadlines.iter().filter(|deadline| !deadline.met).map(|deadline| deadline.due);
    let start = timing.start(day);
    let oldest = owed.reports.from(first);
    let from = oldest.max(owed.reports.from(day).saturating_sub(most_missed));
    let reports = owed.reports.until(from, last);
    let mut dues: Vec<Due> = deadlines.chain(start).filter(|due| (first..=last).contains(&due.day)).chain(reports).collect();
    dues.sort_by_key(|due| due.day);
    Unmet { dues, earlier_reports: (from - oldest) as usize }
}

/// Judges an action as at `day`. A deadline counts as due soon from `soon` days before its last day up to that day, both
/// included; it is overdue from the day after.
///
/// ```
/// use lscb::time::state::{DUE_SOON_DAYS, State, Timing, judge};
/// use lscb::time::when::When;
///
/// let train_chairs = Timing { due: vec![When::Month { year: 2008, month: 6 }], ..Timing::default() };
/// let as_at = |day: &str| judge(&train_chairs, day.parse().unwrap(), DUE_SOON_DAYS);
/// assert_eq!(as_at("2008-06-30").state, State::DueSoon);
/// assert_eq!(as_at("2008-07-14").state, State::Overdue);
/// assert_eq!(as_at("2008-07-14").days_late(), Some(14));
/// ```
pub fn judge(timing: &Timing, day: NaiveDate, soon: u32) -> Judgement {
    let Obligations { deadlines, own_deadlines, end, reports, last_note, unjudged } = timing.obligations(day, day);
    let owed = reports.from(day) - reports.unpaid.start;
    let standing = timing.standing(day);
    let mut verdict = Judgement {
        state: State::Undated,
        plan_ended: timing.period.and_then(|(_, to)| to).is_some_and(|to| day > to),
        due: None,
        deadline: None,
        days: None,
        owed,
        own_deadlines: own_deadlines as u32,
        end,
        milestones: timing.milestones.len() as u32,
        reached: timing.milestones.iter().filter(|step| step.reached(day)).count() as u32,
        missed: deadlines.iter().filter(|d| !d.met && d.due.day < day).count() as u32 + owed,
        stage: standing.stage,
        says: standing.says,
        closed_on: None,
        completed_late: None,
        closed_undated: timing.is_closed_undated(),
        review_missed: timing.review_missed(day),
        last_note,
        unjudged,
    };

    if let Some(on) = timing.closed_on(day, &deadlines) {
        verdict.closed_on = on;
        verdict.due = deadlines.last().map(|deadline| deadline.due);
        verdict.completed_late = on.zip(verdict.due).map(|(on, due)| (on - due.day).num_days()).filter(|&days| days > 0);
        verdict.review_missed = None;
        verdict.closed_undated |=
            on.is_none() || !standing.stage.is_closed() && timing.milestones.iter().any(|step| step.done_undated);
        verdict.state = State::Closed;
        verdict.plan_ended = false;
        verdict.missed = 0;
        verdict.owed = 0;
        return verdict;
    }

    let earliest = deadlines.iter().find(|deadline| !deadline.met).map(|deadline| deadline.due);
    let judged_by = match (earliest, reports.first()) {
        (Some(deadline), Some(report)) if report.day < deadline.day => Some(report),
        (deadline, report) => deadline.or(report),
    };
    let start = timing.start(day);
    // A start that has passed is late, unless a deadline has passed too, which is worse.
    let late_to_start = start.filter(|start| start.day < day && judged_by.is_none_or(|due| due.day >= day));
    verdict.due = late_to_start.or(judged_by).or(start);
    verdict.deadline = judged_by.filter(|_| late_to_start.is_some());
    verdict.days = verdict.due.map(|due| (day - due.day).num_days());
    verdict.state = match (verdict.due, verdict.days) {
        (Some(due), Some(days)) => match (due.what, days) {
            (What::Start, 1..) => State::LateToStart,
            (_, 1..) => State::Overdue,
            _ if -days <= i64::from(soon) => State::DueSoon,
            _ => State::Scheduled,
        },
        _ if timing.event => State::Event,
        _ if timing.is_continuing() && verdict.unjudged.is_none()
            || timing.ongoing
            || timing.standing
            || timing.from.is_some() =>
        {
            State::Ongoing
        }
        _ => {
            verdict.unjudged = verdict.unjudged.or(Some(Unjudged::NoDate));
            State::Undated
        }
    };
    if standing.stage == Stage::OnHold {
        verdict.state = State::OnHold;
    }
    verdict
}

/// The action's own deadlines as they stood on `day`: a move agreed later has not happened yet.
fn deadlines_as_at(timing: &Timing, day: NaiveDate) -> Vec<Deadline> {
    let what = if timing.is_continuing() { What::SetUp } else { What::Deadline };
    let deadline = |when: When| Deadline { due: Due { when, day: when.last_day(), what }, met: false };
    let mut deadlines: Vec<Deadline> = timing.due.iter().map(|&when| deadline(when)).collect();
    for undone in timing.moves.iter().rev().filter(|moved| moved.on.is_some_and(|on| on > day)) {
        if let Some(moved) = deadlines.iter_mut().find(|deadline| deadline.due.when == undone.to) {
            *moved = deadline(undone.from);
        }
    }
    deadlines.sort_by_key(|deadline| deadline.due.day);
    deadlines
}

/// Marks deadlines for setting up as met: where the plan says when that was done, by a milestone of that very date, and of
/// recurring work, whose first deadline is its first report, by the earliest report not yet used.
fn settle_set_up(deadlines: &mut [Deadline], timing: &Timing, day: NaiveDate, unused: &mut &[NaiveDate]) {
    let is_set_up = timing.set_up.is_some_and(|on| on <= day);
    for deadline in deadlines {
        let of_its_date = |step: &Step| step.due.is_some_and(|due| due.last_day() == deadline.due.day);
        deadline.met = is_set_up || timing.milestones.iter().any(|step| of_its_date(step) && step.reached(day));
        if let ([_, rest @ ..], false, true) = (&*unused, deadline.met, timing.every.is_some()) {
            *unused = rest;
            deadline.met = true;
        }
    }
}

/// The reports not delivered, up to the first whose period ends on or after `until`.
///
/// A report is owed for every whole period up to the plan's end. Periods are paid in order, each by the earliest
/// unused report dated on or after its start: so from the first period that is not paid on, none is.
fn outstanding_reports<'p>(
    timing: &Timing<'p>,
    first_deadline: Option<NaiveDate>,
    until: NaiveDate,
    mut delivered: &[NaiveDate],
) -> (Reports<'p>, Option<Unjudged>) {
    let Some(every) = timing.every else { return (Reports::default(), None) };
    let after_first = first_deadline.and_then(|first| first.checked_add_days(Days::new(1)));
    let Some(origin) = timing.from.map(When::first_day).or(after_first).or(timing.period.map(|(from, _)| from)) else {
        return (Reports::default(), Some(Unjudged::NoPeriod));
    };
    let end = timing.period.and_then(|(_, to)| to).unwrap_or(NaiveDate::MAX);
    let meetings = &timing.meetings[timing.meetings.partition_point(|&meeting| meeting < origin)..];
    let unjudged = match every {
        Every::Term => Some(Unjudged::Terms),
        Every::Meeting if timing.meetings.is_empty() => Some(Unjudged::NoMeetings),
        Every::Meeting if meetings.last().is_none_or(|&last| last < until) && until <= end => Some(Unjudged::NoLaterMeeting),
        _ => None,
    };
    let whole = |index: u32| period(every, origin, meetings, index).filter(|&(_, last)| last <= end);
    let mut paid = 0;
    while let Some((start, _)) = whole(paid).filter(|_| !delivered.is_empty()) {
        delivered = &delivered[delivered.partition_point(|&on| on < start)..];
        let [_, rest @ ..] = delivered else { break };
        delivered = rest;
        paid += 1;
    }
    let goes_on = |index: u32| whole(index).is_some_and(|(_, last)| last < until);
    let last = first_that_not(paid..u32::MAX, goes_on);
    let unpaid = paid..last + u32::from(whole(last).is_some());
    (Reports { every: Some(every), origin, meetings, unpaid }, unjudged)
}

/// The first and last day of period `index`, the first one starting on `origin`. Each ends whole periods after the day before
/// that: after the deadline, where there is one.
fn period(every: Every, origin: NaiveDate, meetings: &[NaiveDate], index: u32) -> Option<(NaiveDate, NaiveDate)> {
    let (before, last) = if every == Every::Meeting {
        let before = index.checked_sub(1).map_or(origin.pred_opt(), |index| meetings.get(index as usize).copied());
        (before?, *meetings.get(index as usize)?)
    } else {
        let deadline = origin.pred_opt()?;
        (every.nth_after(deadline, index)?, every.nth_after(deadline, index.checked_add(1)?)?)
    };
    Some((before.succ_opt()?, last))
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
