//! What time has to know of an action, taken from the plan.

use super::{Action, Objective, Plan, Reached, Status};
use crate::time::state::{Move, Stage, Step, Timing};

impl Plan<'_> {
    /// What an action of this plan is judged by.
    pub fn timing(&self, objective: &Objective, action: &Action) -> Timing {
        // Only recurring work asks when the board meets.
        let meetings = self.meetings.iter().filter(|_| action.every.is_some());
        let moves = action
            .moved
            .iter()
            .filter_map(|moved| Some(Move { from: moved.from?.value, to: moved.to?.value, on: moved.on.map(|on| on.last_day()) }));
        let steps = action.milestones.iter();
        Timing {
            period: self.period.map(|period| period.days()),
            meetings: meetings.map(|meeting| meeting.value).collect(),
            due: objective.due_of(action).iter().map(|due| due.value).collect(),
            from: action.from.map(|from| from.value),
            every: action.every.map(|every| every.value),
            ongoing: action.is_ongoing(),
            standing: action.is_standing(),
            event: action.when.is_some(),
            milestones: steps
                .map(|step| Step {
                    due: step.due.map(|due| due.value),
                    done: step.done.and_then(|done| done.last_day()),
                    done_undated: step.done.is_some_and(|done| done.value == Reached::Undated),
                })
                .collect(),
            stage: match action.status.map(|status| status.value) {
                None | Some(Status::NotStarted) => Stage::Open,
                Some(Status::InProgress | Status::AwaitingSignOff) => Stage::Started,
                Some(Status::OnHold) => Stage::OnHold,
                Some(Status::Complete) => Stage::Complete,
                Some(Status::Withdrawn | Status::CarriedForward) => Stage::Dropped,
            },
            completed: action.completed.map(|completed| completed.last_day()),
            notes: action.progress.iter().filter_map(|note| note.on.map(|on| on.last_day())).collect(),
            moves: moves.collect(),
        }
    }
}
