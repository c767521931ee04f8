//! An action found, and all that is shown of it beside what stands in the plan: each computed in one place, when it is asked for.

use super::answer::{label_of, plan_called};
use super::{CarriedOn, Named, Question};
use crate::names::same;
use crate::plan::{Action, Moved, Note, Objective, Plan, Rag, Status};
use crate::time::phrase;
use crate::time::state::{
    Due, Judgement, Says, Stage, State, Timing, Unjudged, Unmet, What, falling_due, judge, missed, unmet_until,
};
use crate::time::when::When;
use chrono::NaiveDate;
use std::borrow::Cow;

/// An action that matched, with its verdict as at the day asked about.
#[derive(Clone, Copy, Debug)]
pub struct Found<'p> {
    pub plan: &'p Plan<'p>,
    /// The file the plan was read from, as messages show it.
    pub file: &'p str,
    /// Another plan on hand, in another folder, has the name of this one.
    pub has_namesake: bool,
    pub objective: &'p Objective<'p>,
    pub action: &'p Action<'p>,
    pub verdict: Judgement,
    /// A later plan on hand carries it on, and since when it does.
    pub carried_on: Option<CarriedOn>,
    /// The day asked about: what is dated later has not happened yet.
    pub as_at: NaiveDate,
}

/// What an action says nothing of. What is written but cannot be read is not lacking.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Lacks {
    pub lead: bool,
    /// Neither outcome nor success measure.
    pub measure: bool,
    pub evidence: bool,
    /// No progress note by the day asked about.
    pub note: bool,
}

/// What an action is judged by, with what later plans on hand say of it.
pub(super) fn timing_of<'p>(
    plan: &'p Plan<'p>,
    objective: &Objective,
    action: &Action,
    carried_on: Option<CarriedOn>,
) -> Timing<'p> {
    let mut timing = plan.timing(objective, action);
    match carried_on {
        Some(CarriedOn::From(day)) => timing.carried_on = Some(day),
        Some(CarriedOn::Undated) if !timing.stage.is_closed() => timing.stage = Stage::Dropped,
        _ => {}
    }
    timing
}

/// What is called how, and who leads.
impl<'p> Found<'p> {
    /// The reference as printed.
    pub fn reference(&self) -> Option<&'p str> {
        self.action.reference.as_ref().map(|reference| reference.value)
    }

    /// What its plan is called beside others: its name; with its folders, where another plan on hand has the same.
    pub fn plan_called(&self) -> &'p str {
        plan_called(self.plan, self.file, self.has_namesake)
    }

    /// The reference, else the position in brackets, which show that it was never printed.
    pub fn label(&self) -> Cow<'p, str> {
        label_of(self.objective, self.action)
    }

    /// The position: "3/1" is the first action of objective 3.
    pub fn position(&self) -> String {
        self.objective.position_of(self.action)
    }

    /// The reference, else the position: what scripts name it by.
    pub fn reference_or_position(&self) -> Cow<'p, str> {
        self.reference().map_or_else(|| self.position().into(), Cow::Borrowed)
    }

    /// Who leads: people and groups; a person and the group they stand for both.
    pub fn leads(&self) -> Vec<Named<'p>> {
        Named::all(self.plan, self.objective.leads_of(self.action))
    }

    /// Who takes part, in the same way.
    pub fn with(&self) -> Vec<Named<'p>> {
        Named::all(self.plan, self.objective.with_of(self.action))
    }

    /// Who answers for it without doing it, in the same way.
    pub fn accountable(&self) -> Vec<Named<'p>> {
        Named::all(self.plan, self.objective.accountable_of(self.action))
    }

    /// Somebody leads.
    pub fn has_lead(&self) -> bool {
        !self.objective.leads_of(self.action).is_empty()
    }

    /// Its status as at the day asked about: the latest dated one, else its own.
    pub fn status(&self) -> Option<Status> {
        let own = self.action.status.map(|status| status.value);
        let dated = || self.action.progress.iter().filter(|note| note.on.is_some()).filter_map(|note| note.status);
        match self.verdict.says {
            Says::Nothing => None,
            Says::Status => own,
            Says::Note(index) => dated().nth(index).map(|status| status.value),
            Says::Completed => own.filter(|own| own.is_dropped()).or(Some(Status::Complete)),
            Says::Closed => own.filter(|own| own.is_closed()).or(Some(Status::Withdrawn)),
            Says::CarriedOn => Some(Status::CarriedForward),
        }
    }

    /// The plan records neither status nor note nor evidence, nor anything else of how it went, on any day.
    pub fn records_nothing(&self) -> bool {
        let action = self.action;
        let status = action.status.is_some() || action.status_as_printed.is_some() || action.rag.is_some();
        let days = action.completed.is_some() || action.closed.is_some() || action.set_up.is_some();
        let steps = action.milestones.iter().any(|step| step.done.is_some() || !step.evidence.is_empty());
        let noted = !action.progress.is_empty() || !action.evidence.is_empty() || action.percent.is_some();
        !(status || days || steps || noted)
    }

    /// What the board's own word for the status means, where the plan's `[statuses]` says so.
    pub fn status_meaning(&self) -> Option<&'p str> {
        let printed = self.action.status_as_printed?;
        self.plan.statuses.iter().find(|status| same(status.word.value, printed.value)).map(|status| status.means.value)
    }

    /// The colour the plan gives it.
    pub fn rag(&self) -> Option<Rag> {
        self.action.rag.map(|rag| rag.value)
    }
}

/// How it ended.
impl Found<'_> {
    /// Closed without being completed: withdrawn or carried forward.
    pub fn is_dropped(&self) -> bool {
        self.verdict.is_dropped()
    }

    /// Completed.
    pub fn is_done(&self) -> bool {
        self.verdict.is_done()
    }

    /// Open, with a date that the calendar judges it by.
    pub fn is_open_with_date(&self) -> bool {
        self.verdict.state != State::Closed && self.verdict.due.is_some()
    }

    /// The day it was completed, where it is and the plan says when: else the day of its last milestone.
    pub fn done_on(&self) -> Option<NaiveDate> {
        let completed = self.action.completed.map(|completed| completed.last_day());
        completed.or(self.verdict.closed_on).filter(|_| self.is_done())
    }

    /// Its state rests on a status that has no day: nobody can tell since when.
    pub fn is_undatable(&self) -> bool {
        self.verdict.closed_undated || self.status() == Some(Status::OnHold) && self.verdict.says == Says::Status
    }

    /// The day from which a status without a day is taken to close it; nothing where it is taken so for every day.
    pub fn closing_day(&self) -> Option<NaiveDate> {
        self.timing().latest_fact()
    }

    /// What it says nothing of.
    pub fn lacks(&self) -> Lacks {
        let Found { plan, objective, action, .. } = *self;
        let is_unread = |key: &&str| action.unread.iter().chain(objective.unread).any(|unread| unread == key);
        Lacks {
            lead: !self.has_lead() && !is_unread(&"lead"),
            measure: !plan.is_measured(objective, action),
            evidence: action.evidence.is_empty() && !action.unreadable("evidence"),
            note: self.notes().next().is_none() && !action.unreadable("progress"),
        }
    }
}

/// How it got here: what is dated after the day asked about is left out.
impl<'p> Found<'p> {
    /// The progress notes; one without a day counts as written by then.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = &'p Note<'p>> + use<'p> {
        let as_at = self.as_at;
        self.action.progress.iter().filter(move |note| note.on.is_none_or(|on| on.last_day() <= as_at))
    }

    /// The newest note that has a day, else the last of those that have none.
    pub fn newest_note(&self) -> Option<&'p Note<'p>> {
        let on = |note: &&Note| note.on.map(|on| on.last_day());
        self.notes().filter(|note| note.on.is_some()).max_by_key(on).or_else(|| self.notes().next_back())
    }

    /// How its dates were moved; a move without a day counts as agreed by then.
    pub fn moves(&self) -> impl Iterator<Item = &'p Moved<'p>> + use<'p> {
        let as_at = self.as_at;
        self.action.agreed_moves().filter(move |moved| moved.on.is_none_or(|on| on.last_day() <= as_at))
    }

    /// The dates asked for by the day asked about that the board did not agree to, or not yet.
    pub fn requests(&self) -> impl Iterator<Item = &'p Moved<'p>> + use<'p> {
        let as_at = self.as_at;
        let asked = self.action.moved.iter().filter(|moved| !moved.is_agreed());
        asked.filter(move |moved| moved.on.is_none_or(|on| on.last_day() <= as_at))
    }

    /// The dates asked for by the day asked about on which the board has not decided by then.
    pub fn open_requests(&self) -> impl Iterator<Item = When> + use<'p> {
        let as_at = self.as_at;
        let open = self.requests().filter(move |asked| asked.refused.is_none_or(|refused| refused.last_day() > as_at));
        open.filter_map(|asked| Some(asked.to?.value))
    }

    /// The latest note, move, milestone reached or completion.
    pub fn last_sign(&self) -> Option<NaiveDate> {
        let action = self.action;
        let reached = action.milestones.iter().filter_map(|milestone| milestone.done?.when());
        let signs = action
            .progress
            .iter()
            .filter_map(|note| note.on)
            .chain(action.moved.iter().filter_map(|moved| moved.on))
            .chain(action.completed)
            .map(|sign| sign.value);
        signs.chain(reached).map(When::last_day).filter(|&on| on <= self.as_at).max()
    }

    /// The colour of the last note before a day that gives one.
    pub fn rag_before(&self, day: NaiveDate) -> Option<Rag> {
        let coloured = self.action.progress.iter().filter_map(|note| Some((note.on?.last_day(), note.rag?.value)));
        coloured.filter(|(on, _)| *on < day).max_by_key(|(on, _)| *on).map(|(_, rag)| rag)
    }

    /// The verdict when another day began, before anything that is dated on it, with so many days ahead that count as due soon;
    /// nothing where it was not on the plan yet.
    pub fn judge_before(&self, day: NaiveDate, soon: u32) -> Option<Judgement> {
        let timing = self.timing().without_facts_of(day);
        timing.is_on_plan(day).then(|| judge(&timing, day, soon))
    }

    fn timing(&self) -> Timing<'p> {
        timing_of(self.plan, self.objective, self.action, self.carried_on)
    }
}

/// Its dates, and why it may have none.
impl<'p> Found<'p> {
    /// The dates not met that fall in some days, the first and last counted in. Closed or on hold: none.
    pub fn dates_within(&self, days: (NaiveDate, NaiveDate)) -> Vec<Due> {
        falling_due(&self.timing(), self.as_at, days)
    }

    /// What is not met, from the oldest missed to this day, counted in; of the missed reports the newest `most_missed` are listed,
    /// the others counted.
    pub fn unmet_until(&self, last: NaiveDate, most_missed: u32) -> Unmet {
        unmet_until(&self.timing(), self.as_at, last, most_missed)
    }

    /// The number, from 1, of one of its deadlines in the plan's list: a date keeps it when it is moved.
    pub fn deadline_number(&self, due: &Due) -> usize {
        let timing = self.timing();
        let mut dates = timing.due.clone();
        // As they stood on the day: a move agreed later has not happened yet.
        for undone in timing.moves.iter().rev().filter(|moved| moved.on.is_some_and(|on| on > self.as_at)) {
            if let Some(date) = dates.iter_mut().find(|date| **date == undone.to) {
                *date = undone.from;
            }
        }
        dates.iter().position(|date| *date == due.when).map_or(1, |index| index + 1)
    }

    /// The dates missed so far, the oldest first and no more than `most`.
    pub fn dates_missed(&self, most: usize) -> Vec<Due> {
        missed(&self.timing(), self.as_at, most)
    }

    /// Of a question asked as a whole, whether this is among what it wants.
    pub fn is_wanted(&self, question: &Question) -> bool {
        let falls_due = || question.window_of(self.plan).is_some_and(|days| !self.dates_within(days).is_empty());
        question.wants(self.verdict.state, falls_due)
    }

    /// A listing by state must not be silent about it: it is late to start or on hold, or the calendar cannot judge it.
    pub fn is_caveat(&self) -> bool {
        matches!(self.verdict.state, State::LateToStart | State::OnHold | State::Undated | State::Event)
            || self.verdict.unjudged.is_some()
            || self.verdict.review_missed.is_some()
    }

    /// What a date stands for, where it is not simply the action's only deadline.
    pub fn what(&self, due: &Due) -> Option<Cow<'p, str>> {
        let verdict = &self.verdict;
        let only = verdict.own_deadlines + verdict.milestones == 1;
        (due.what != What::Deadline || !only).then(|| self.stands_for(due, !only))
    }

    /// What a date stands for, in words; with how many of the milestones are done, if so wanted.
    pub fn stands_for(&self, due: &Due, with_count: bool) -> Cow<'p, str> {
        let verdict = &self.verdict;
        let counted = |words: &'p str| match (with_count, verdict.milestones) {
            (true, 1..) => format!("{words} ({} of {} done)", verdict.reached, verdict.milestones).into(),
            _ => Cow::Borrowed(words),
        };
        match due.what {
            What::Deadline if verdict.end.is_some_and(|end| due.day < end) => counted("deadline"),
            What::Deadline => counted("end"),
            What::SetUp | What::Report | What::Start => due.what.word().into(),
            What::Milestone(index) => {
                let text = self.action.milestones.get(index).and_then(|milestone| milestone.text.as_ref());
                counted(text.map_or("", |text| text.value))
            }
        }
    }

    /// What the date that it is judged by stands for, and how many more are missed.
    pub fn what_is_judged(&self) -> Option<Cow<'p, str>> {
        let verdict = &self.verdict;
        let due = verdict.due?;
        if verdict.state == State::Closed {
            // Nothing is due any more; but a date that was no deadline is not to be taken for one.
            return self.what(&due).filter(|_| matches!(due.what, What::Milestone(_)));
        }
        let reports = |owed: u32| format!("{owed} report{} owed", if owed == 1 { "" } else { "s" });
        let is_report = due.what == What::Report;
        let mut words: Vec<Cow<str>> = Vec::new();
        match verdict.owed {
            1.. if is_report => words.push(reports(verdict.owed).into()),
            _ => words.extend(self.what(&due)),
        }
        if verdict.state == State::Overdue {
            words.extend((!is_report && verdict.owed > 0).then(|| reports(verdict.owed).into()));
            let others = verdict.missed - verdict.owed - u32::from(!is_report);
            words.extend((others > 0).then(|| format!("{others} more date{} missed", if others == 1 { "" } else { "s" }).into()));
        }
        (!words.is_empty()).then(|| words.join("; ").into())
    }

    /// Why the calendar cannot judge it, in a sentence without a full stop: the words of its timescale that cannot be dated, or
    /// what the plan lacks. What would cure the file is not said: who reads a report does not write it.
    pub fn reason(&self) -> Option<Cow<'p, str>> {
        let Found { objective, action, .. } = *self;
        let unjudged = self.verdict.unjudged?;
        if unjudged != Unjudged::NoDate {
            return Some(unjudged.words().into());
        }
        if ["due", "every", "from", "timescale", "milestones"].iter().any(|key| action.unreadable(key)) {
            return Some("its date cannot be read".into());
        }
        Some(match objective.timescale_of(action) {
            Some(timescale) => match phrase::remembered(timescale.value).why_unclear() {
                Some(unclear) => format!("\"{}\": {unclear}", timescale.value).into(),
                None => format!("\"{}\" is printed, but the plan file gives no date for it", timescale.value).into(),
            },
            None if objective.unpaired.as_ref().is_some_and(|unpaired| !unpaired.timescales.is_empty()) => {
                format!("the timescales printed for objective {} do not line up with its actions", objective.label()).into()
            }
            None => unjudged.words().into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};
    use crate::query::{Carried, ask};

    /// Asks for something of each action of a plan as at 1 October 2008.
    fn of_each<T>(text: &str, of: impl Fn(&Found) -> T) -> Vec<T> {
        let arena = Arena::new();
        let reading = plan::read("a.toml", text, &arena);
        let question = Question::as_at("2008-10-01".parse().unwrap());
        ask(&question, "a.toml", &reading.plan, &Carried::default()).found.iter().map(of).collect()
    }

    #[test]
    fn what_was_withdrawn_is_not_done_and_the_last_milestone_says_when() {
        let plan = r#"
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
status = "withdrawn"
completed = 2008-05-01
[[objective.action]]
ref = "1.2"
due = "2008-06"
milestones = [{ text = "a", due = "2008-06", done = 2008-05-02 }, { text = "b", done = 2008-05-09 }]
[[objective.action]]
ref = "1.3"
status = "complete"
[[objective.action]]
ref = "1.4"
completed = 2008-11-01
"#;
        let days = of_each(plan, |found| found.done_on().map(|day| day.to_string()));
        assert_eq!(days, [None, Some("2008-05-09".into()), None, None]);
        assert_eq!(of_each(plan, |found| found.is_undatable()), [false, false, true, false]);
    }

    /// One action with these keys.
    fn action(keys: &str) -> String {
        format!(
            "[statuses]\n\"on track\" = \"no step is late\"\n[people]\njo = {{ name = \"Jo\" }}\n[[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"1.1\"\n{keys}\n"
        )
    }

    fn of_one<T>(keys: &str, of: impl Fn(&Found) -> T) -> T {
        of_each(&action(keys), of).pop().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Every key that records something of how it went, alone.
    #[test]
    fn whatever_is_recorded_it_records_something() {
        assert!(of_one("due = \"2008-06\"\nmilestones = [{ text = \"a\", due = \"2008-06\" }]", |found| found.records_nothing()));
        for recorded in [
            "status = \"in-progress\"",
            "status-as-printed = \"on track\"",
            "rag = \"green\"",
            "completed = 2008-05-01",
            "closed = 2008-05-01",
            "set-up = \"2008-05\"",
            "milestones = [{ text = \"a\", done = 2008-05-01 }]",
            "milestones = [{ text = \"a\", evidence = [\"minutes\"] }]",
            "progress = [{ note = \"Begun\" }]",
            "evidence = [\"minutes\"]",
            "percent = 40",
        ] {
            assert!(!of_one(recorded, |found| found.records_nothing()), "{recorded}");
        }
    }

    #[test]
    fn a_board_says_what_its_own_words_for_a_status_mean() {
        let meaning = |printed: &str| of_one(printed, |found| found.status_meaning().map(str::to_owned));
        assert_eq!(meaning("status-as-printed = \"On track\""), Some("no step is late".to_owned()));
        assert_eq!(meaning("status-as-printed = \"late\""), None);
        assert_eq!(meaning(""), None);
    }

    /// What is written, but cannot be read, is not lacking.
    #[test]
    fn a_lead_that_cannot_be_read_is_not_lacking() {
        assert!(of_one("", |found| found.lacks().lead));
        assert!(!of_one("lead = 5", |found| found.lacks().lead));
        assert!(of_one("evidence = 5", |found| found.lacks().lead));
        assert!(!of_one("lead = \"jo\"", |found| found.lacks().lead));
    }

    /// A refusal on the day asked about is a decision; one on the day after has not been made yet.
    #[test]
    fn a_date_asked_for_is_open_until_the_board_decides() {
        let asked = |keys: &str| format!("{{ from = \"2009-01\", because = \"no room\", agreed = false, {keys} }}");
        let moved = [
            asked("to = \"2009-02\", on = 2008-09-01"),
            asked("to = \"2009-03\", on = 2008-09-01, refused = 2008-09-30"),
            asked("to = \"2009-04\", on = 2008-09-01, refused = 2008-10-01"),
            asked("to = \"2009-05\", on = 2008-09-01, refused = 2008-10-02"),
            asked("to = \"2009-06\", on = 2008-10-02"),
        ];
        let keys = format!("due = \"2009-01\"\nmoved = [{}]", moved.join(", "));
        let open = of_one(&keys, |found| found.open_requests().map(|to| to.to_string()).collect::<Vec<_>>());
        assert_eq!(open, ["2009-02", "2009-05"]);
    }

    #[test]
    fn the_colour_before_a_day_is_that_of_the_last_note_before_it() {
        let keys =
            "progress = [{ on = 2008-07-01, note = \"a\", rag = \"green\" }, { on = 2008-09-10, note = \"b\", rag = \"red\" }]";
        let before = |until: &str| of_one(keys, |found| found.rag_before(day(until)));
        assert_eq!(before("2008-07-01"), None);
        assert_eq!(before("2008-07-02"), Some(Rag::Green));
        assert_eq!(before("2008-09-10"), Some(Rag::Green));
        assert_eq!(before("2008-09-11"), Some(Rag::Red));
    }

    /// A calendar knows a deadline by its number: it is the same before a move, on its day and after.
    #[test]
    fn a_deadline_keeps_its_number_when_it_is_moved() {
        let keys = "due = [\"2008-11\", \"2009-01\", \"2009-03\"]\nmoved = [\
                    { from = \"2009-02\", to = \"2009-03\", on = 2008-10-01, because = \"no room\" }, \
                    { from = \"2008-12\", to = \"2009-01\", on = 2008-10-10, because = \"no room\" }]";
        let numbers = of_one(keys, |found| {
            let dates = found.dates_within((day("2008-10-01"), day("2009-12-31")));
            dates.iter().map(|due| (due.when.to_string(), found.deadline_number(due))).collect::<Vec<_>>()
        });
        assert_eq!(numbers, [("2008-11".to_owned(), 1), ("2008-12".to_owned(), 2), ("2009-03".to_owned(), 3)]);
    }

    #[test]
    fn a_date_says_what_it_stands_for_where_that_is_not_plain() {
        let dates = |keys: &str| {
            of_one(keys, |found| {
                let dates = found.dates_within((day("2008-10-01"), day("2009-12-31")));
                dates.iter().map(|due| found.what(due).map(|what| what.to_string())).collect::<Vec<_>>()
            })
        };
        assert_eq!(dates("due = \"2009-01\""), [None]);
        assert_eq!(dates("due = [\"2008-11\", \"2009-01\"]"), [Some("deadline".to_owned()), Some("end".to_owned())]);
        let steps =
            "due = \"2009-01\"\nmilestones = [{ text = \"Draft\", due = \"2008-11\" }, { text = \"Plan\", done = 2008-05-01 }]";
        assert_eq!(dates(steps), [Some("Draft (1 of 2 done)".to_owned()), Some("end (1 of 2 done)".to_owned())]);
    }

    #[test]
    fn what_is_missed_beside_the_date_that_judges_is_counted() {
        let judged = |keys: &str| of_one(keys, |found| found.what_is_judged().map(|what| what.to_string()));
        assert_eq!(judged("due = \"2008-06\"").as_deref(), None);
        assert_eq!(judged("due = [\"2008-05\", \"2008-06\", \"2009-01\"]").as_deref(), Some("deadline; 1 more date missed"));
        assert_eq!(judged("due = [\"2008-05\", \"2008-06\", \"2008-07\"]").as_deref(), Some("deadline; 2 more dates missed"));
        assert_eq!(judged("every = \"quarter\"\nfrom = \"2008-01\"").as_deref(), Some("3 reports owed"));
        // The reports are told beside the date that judges, and instead of it where that is one of them.
        let set_up = |due: &str| judged(&format!("due = \"{due}\"\nevery = \"quarter\"\nfrom = \"2008-01\""));
        assert_eq!(set_up("2008-02").as_deref(), Some("to be set up; 3 reports owed"));
        assert_eq!(set_up("2008-06").as_deref(), Some("3 reports owed; 1 more date missed"));
        assert_eq!(judged("due = [\"2008-05\", \"2008-06\"]\nstatus = \"complete\"").as_deref(), None);
    }
}
