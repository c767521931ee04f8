//! What shapes ask of an action beside its verdict: whether and when it was done, and how its dates were moved.

use crate::plan::Status;
use crate::query::{Found, Moved};
use crate::time::state::{Judgement, State};
use crate::time::when::When;
use chrono::NaiveDate;

/// Closed without being completed: withdrawn or carried forward.
pub(super) fn is_dropped(found: &Found) -> bool {
    matches!(found.status, Some(Status::Withdrawn | Status::CarriedForward))
}

/// Completed, by the verdict of some day.
pub(super) fn is_done(found: &Found, verdict: &Judgement) -> bool {
    verdict.state == State::Closed && !is_dropped(found)
}

/// The day it was completed, where it is and the plan says when: else the day of its last milestone.
pub(super) fn done_on(found: &Found) -> Option<NaiveDate> {
    if !is_done(found, &found.verdict) {
        return None;
    }
    let by_milestones = || {
        found
            .detail
            .as_ref()
            .filter(|_| found.status != Some(Status::Complete))?
            .milestones
            .iter()
            .filter_map(|step| step.done)
            .max()
    };
    found.completed.or_else(by_milestones)
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
    pub moves: Vec<&'a Moved>,
}

impl Chain<'_> {
    /// Days from the first date to the last; below zero where it was brought forward.
    pub(super) fn days(&self) -> i64 {
        (self.last.last_day() - self.first.last_day()).num_days()
    }
}

/// The deadlines of an action that were moved. A move without both its dates belongs to none.
pub(super) fn chains(found: &Found) -> Vec<Chain<'_>> {
    let mut chains: Vec<Chain> = Vec::new();
    for moved in found.detail.iter().flat_map(|story| &story.moved) {
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
