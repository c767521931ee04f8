//! What reports ask of an action beside its verdict: whether and when it was done, and how its dates were moved.

use crate::plan::Status;
use crate::query::{Found, Moved};
use crate::time::state::State;
use crate::time::when::When;
use chrono::NaiveDate;

/// Closed without being completed: withdrawn or carried forward.
pub(super) fn is_dropped(found: &Found) -> bool {
    matches!(found.status, Some(Status::Withdrawn | Status::CarriedForward))
}

/// Completed, by its state on some day.
pub(super) fn is_done(found: &Found, state: State) -> bool {
    state == State::Closed && !is_dropped(found)
}

/// The day it was completed, where it is and the plan says when: else the day of its last milestone.
pub(super) fn done_on(found: &Found) -> Option<NaiveDate> {
    found.completed.or(found.verdict.closed_on).filter(|_| is_done(found, found.verdict.state))
}

/// Its state is known only from words that have no day: nobody can tell since when.
pub(super) fn is_undatable(found: &Found) -> bool {
    match found.status {
        Some(Status::OnHold | Status::Withdrawn | Status::CarriedForward) => true,
        Some(Status::Complete) => found.completed.is_none(),
        _ => false,
    }
}

/// How one deadline was moved, again and again: the moves in order, each from the date to which the one before it went.
pub(super) struct Chain<'a> {
    pub first: When,
    pub last: When,
    pub moves: Vec<&'a Moved<'a>>,
}

impl Chain<'_> {
    /// Days from the first date to the last; below zero where it was brought forward.
    pub(super) fn days(&self) -> i64 {
        (self.last.last_day() - self.first.last_day()).num_days()
    }
}

/// The deadlines of an action that were moved. A move without both its dates belongs to none.
pub(super) fn chains<'a>(found: &'a Found<'a>) -> Vec<Chain<'a>> {
    let mut chains: Vec<Chain> = Vec::new();
    for moved in found.detail.iter().flat_map(|story| story.moved) {
        let (Some(from), Some(to)) = (moved.from, moved.to) else { continue };
        match chains.iter_mut().find(|chain| chain.last == from) {
            Some(chain) => {
                chain.last = to;
                chain.moves.push(moved);
            }
            None => chains.push(Chain { first: from, last: to, moves: vec![moved] }),
        }
    }
    chains
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::answers;

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
        let answers = answers(plan, "2008-10-01");
        let found = &answers[0].found[0];
        let chains = chains(found);
        let told: Vec<(String, String, usize, i64)> = chains
            .iter()
            .map(|chain| (chain.first.to_string(), chain.last.to_string(), chain.moves.len(), chain.days()))
            .collect();
        assert_eq!(told, [("2008-06".into(), "2008-11".into(), 2, 153), ("2008-12".into(), "2009-02".into(), 1, 59)]);
        assert_eq!(found.moves, 3);
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
        let answers = answers(plan, "2008-10-01");
        let days: Vec<Option<String>> = answers[0].found.iter().map(|found| done_on(found).map(|day| day.to_string())).collect();
        assert_eq!(days, [None, Some("2008-05-09".into()), None, None]);
        let undatable: Vec<bool> = answers[0].found.iter().map(is_undatable).collect();
        assert_eq!(undatable, [true, false, true, false]);
    }
}
