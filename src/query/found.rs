//! An action found, and all that is shown of it beside what stands in the plan: each computed in one place, when it is asked for.

use super::answer::label_of;
use super::{Named, Question};
use crate::names::same;
use crate::plan::{Action, Moved, Note, Objective, Plan, Rag, Status};
use crate::time::phrase;
use crate::time::state::{Due, Judgement, State, Timing, Unjudged, Unmet, What, falling_due, judge, unmet_until};
use crate::time::when::When;
use chrono::NaiveDate;
use std::borrow::Cow;

/// An action that matched, with its verdict as at the day asked about.
#[derive(Clone, Copy, Debug)]
pub struct Found<'p> {
    pub plan: &'p Plan<'p>,
    /// The file the plan was read from, as messages show it.
    pub file: &'p str,
    pub objective: &'p Objective<'p>,
    pub action: &'p Action<'p>,
    pub verdict: Judgement,
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

/// How one deadline was moved, again and again: the moves in order, each from the date to which the one before it went.
#[derive(Clone, Debug)]
pub struct Chain<'p> {
    pub first: When,
    pub last: When,
    pub moves: Vec<&'p Moved<'p>>,
}

impl Chain<'_> {
    /// Days from the first date to the last; below zero where it was brought forward.
    pub fn days(&self) -> i64 {
        (self.last.last_day() - self.first.last_day()).num_days()
    }
}

/// What is called how, and who leads.
impl<'p> Found<'p> {
    /// The reference as printed.
    pub fn reference(&self) -> Option<&'p str> {
        self.action.reference.as_ref().map(|reference| reference.value)
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

    /// What the plan says of the state.
    pub fn status(&self) -> Option<Status> {
        self.action.status.map(|status| status.value)
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
        matches!(self.status(), Some(Status::Withdrawn | Status::CarriedForward))
    }

    /// Completed.
    pub fn is_done(&self) -> bool {
        self.is_done_in(self.verdict.state)
    }

    /// Open, with a date that the calendar judges it by.
    pub fn is_open_with_date(&self) -> bool {
        self.verdict.state != State::Closed && self.verdict.due.is_some()
    }

    /// Completed, by its state on some day.
    pub fn is_done_in(&self, state: State) -> bool {
        state == State::Closed && !self.is_dropped()
    }

    /// The day it was completed, where it is and the plan says when: else the day of its last milestone.
    pub fn done_on(&self) -> Option<NaiveDate> {
        let completed = self.action.completed.map(|completed| completed.last_day());
        completed.or(self.verdict.closed_on).filter(|_| self.is_done())
    }

    /// Its state is known only from words that have no day: nobody can tell since when.
    pub fn is_undatable(&self) -> bool {
        match self.status() {
            Some(Status::OnHold | Status::Withdrawn | Status::CarriedForward) => true,
            Some(Status::Complete) => self.action.completed.is_none(),
            _ => false,
        }
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

    /// The deadlines that were moved. A move without both its dates belongs to none.
    pub fn chains_of_moves(&self) -> Vec<Chain<'p>> {
        let mut chains: Vec<Chain> = Vec::new();
        for moved in self.moves() {
            let (Some(from), Some(to)) = (moved.from, moved.to) else { continue };
            match chains.iter_mut().find(|chain| chain.last == from.value) {
                Some(chain) => {
                    chain.last = to.value;
                    chain.moves.push(moved);
                }
                None => chains.push(Chain { first: from.value, last: to.value, moves: vec![moved] }),
            }
        }
        chains
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

    /// The verdict when another day began, before anything that is dated on it, with so many days ahead that count as due soon.
    pub fn judge_before(&self, day: NaiveDate, soon: u32) -> Judgement {
        judge(&self.timing().without_facts_of(day), day, soon)
    }

    fn timing(&self) -> Timing<'_> {
        self.plan.timing(self.objective, self.action)
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

    /// Of a question asked as a whole, whether this is among what it wants.
    pub fn is_wanted(&self, question: &Question) -> bool {
        let falls_due = || question.window_of(self.plan).is_some_and(|days| !self.dates_within(days).is_empty());
        question.wants(self.verdict.state, falls_due)
    }

    /// A listing by state must not be silent about it: it is late to start or on hold, or the calendar cannot judge it.
    pub fn is_caveat(&self) -> bool {
        matches!(self.verdict.state, State::LateToStart | State::OnHold | State::Undated | State::Event)
            || self.verdict.unjudged.is_some()
    }

    /// What a date stands for, where it is not simply the action's deadline.
    pub fn what(&self, due: &Due) -> Option<Cow<'p, str>> {
        let verdict = &self.verdict;
        Some(match due.what {
            What::Deadline if verdict.deadlines > 1 => format!("{} of {} done", verdict.met, verdict.deadlines).into(),
            What::Deadline => return None,
            What::SetUp => "to be set up".into(),
            What::Milestone(index) => {
                let text = self.action.milestones.get(index).and_then(|milestone| milestone.text.as_ref());
                let text = text.map_or("", |text| text.value);
                match verdict.deadlines {
                    1 => text.into(),
                    all => format!("{text} ({} of {all} done)", verdict.met).into(),
                }
            }
            // What is owed already is told with the oldest report, not with the next one.
            What::Report => match verdict.owed {
                _ if verdict.due != Some(*due) => "report".into(),
                0 => "report".into(),
                1 => "1 report owed".into(),
                owed => format!("{owed} reports owed").into(),
            },
            What::Start => "to start".into(),
        })
    }

    /// Why the calendar cannot judge it, in a sentence without a full stop: the words of its timescale that cannot be dated, or
    /// what the plan lacks.
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
            Some(timescale) => match &phrase::remembered(timescale.value).unclear {
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
    use crate::query::ask;

    /// Asks for something of each action of a plan as at 1 October 2008.
    fn of_each<T>(text: &str, of: impl Fn(&Found) -> T) -> Vec<T> {
        let arena = Arena::new();
        let reading = plan::read("a.toml", text, &arena);
        let question = Question::as_at("2008-10-01".parse().unwrap());
        ask(&question, "a.toml", &reading.plan).found.iter().map(of).collect()
    }

    #[test]
    fn moves_from_date_to_date_are_one_chain_and_later_ones_have_not_happened() {
        let plan = r#"
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
action = "A"
due = ["2008-11", "2009-02"]
moved = [
  { from = "2008-06", to = "2008-09", on = 2008-06-18 },
  { from = "2008-12", to = "2009-02" },
  { from = "2008-09", to = "2008-11", on = 2008-09-17, because = "late" },
  { from = "2008-11", to = "2010-01", on = 2009-09-17 },
]
"#;
        let chains = of_each(plan, |found| {
            let told = |chain: &Chain| (chain.first.to_string(), chain.last.to_string(), chain.moves.len(), chain.days());
            (found.chains_of_moves().iter().map(told).collect::<Vec<_>>(), found.moves().count())
        });
        let (told, moves) = &chains[0];
        assert_eq!(told[..], [("2008-06".into(), "2008-11".into(), 2, 153), ("2008-12".into(), "2009-02".into(), 1, 59)]);
        assert_eq!(*moves, 3);
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
        assert_eq!(of_each(plan, |found| found.is_undatable()), [true, false, true, false]);
    }
}
