//! How much of what is open the calendar can judge: one count and one word for every report of a day.

use super::counted;
use crate::query::{Answer, Found};
use crate::time::state::{Judgement, State};

/// How many open actions cannot be judged by a date, of how many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight {
    pub cannot: usize,
    pub open: usize,
}

/// It is open, and no date decides about it.
pub(super) fn is_unjudged(verdict: &Judgement) -> bool {
    let Judgement { state, due, unjudged, .. } = *verdict;
    matches!(state, State::Undated | State::Event) || state != State::Closed && due.is_none() && unjudged.is_some()
}

impl Sight {
    /// Of all that matches, whatever its state: what is not listed by its state is counted among the caveats.
    pub(super) fn of(answers: &[Answer]) -> Sight {
        let cannot = |found: &&Found| is_unjudged(&found.verdict);
        let all = answers.iter().flat_map(|answer| answer.found.iter().chain(&answer.caveats));
        let open = |answer: &Answer| answer.counts.iter().sum::<usize>() - answer.counts[State::Closed.index()];
        Sight { cannot: all.filter(cannot).count(), open: answers.iter().map(open).sum() }
    }

    /// None of the open actions, though there are some.
    pub(super) fn is_blind(self) -> bool {
        self.open > 0 && self.cannot == self.open
    }

    /// "27 of 57 open actions, 3 not judged". What cannot be judged is never called on time.
    pub(super) fn share(self, count: usize) -> String {
        let Sight { cannot, open } = self;
        match cannot {
            _ if self.is_blind() => format!("nothing could be judged ({})", counted(open, "open action")),
            0 => format!("{count} of {}", counted(open, "open action")),
            _ => format!("{count} of {}, {cannot} not judged", counted(open, "open action")),
        }
    }

    /// What stands where no row is: that nothing is late can be said only of what could be judged.
    pub(super) fn nothing(self, words: &str) -> String {
        let Sight { cannot, open } = self;
        match cannot {
            _ if self.is_blind() => {
                format!("Nothing could be judged: none of the {} has a date to judge it by.", counted(open, "open action"))
            }
            0 => format!("{words}."),
            _ => format!("{words}, as far as can be judged; {} could not be.", counted(cannot, "open action")),
        }
    }
}
