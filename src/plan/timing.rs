//! What time has to know of an action, taken from the plan.

use super::{Action, Objective, Plan, Status};
use crate::time::state::{Due, Judgement, Move, Stage, Step, Timing, falling_due, judge};
use crate::time::when::When;
use chrono::NaiveDate;

impl Plan<'_> {
    /// Where an action of this plan stands on a day; `soon` is in days.
    pub fn judge(&self, objective: &Objective, action: &Action, day: NaiveDate, soon: u32) -> Judgement {
        self.timing(objective, action, |timing| judge(timing, day, soon))
    }

    /// What an open action owes between two days, both counted in, as known on `day`.
    pub fn falling_due(
        &self,
        objective: &Objective,
        action: &Action,
        day: NaiveDate,
        window: (NaiveDate, NaiveDate),
    ) -> Vec<Due> {
        self.timing(objective, action, |timing| falling_due(timing, day, window))
    }

    fn timing<R>(&self, objective: &Objective, action: &Action, judge: impl FnOnce(&Timing) -> R) -> R {
        let due: Vec<When> = objective.due_of(action).iter().map(|due| due.value).collect();
        let meetings: Vec<NaiveDate> = match action.every {
            Some(_) => self.meetings.iter().map(|meeting| meeting.value).collect(),
            None => Vec::new(),
        };
        let moves = action
            .moved
            .iter()
            .filter_map(|moved| Some(Move { from: moved.from?.value, to: moved.to?.value, on: moved.on.map(|on| on.value) }));
        let steps = action.milestones.iter();
        let timing = Timing {
            period: self.period.map(|period| period.days()),
            meetings: &meetings,
            due: &due,
            from: action.from.map(|from| from.value),
            every: action.every.map(|every| every.value),
            ongoing: action.is_ongoing(),
            standing: action.is_standing(),
            event: action.when.is_some(),
            milestones: steps
                .map(|step| Step { due: step.due.map(|due| due.value), done: step.done.map(|done| done.value) })
                .collect(),
            stage: match action.status.map(|status| status.value) {
                None | Some(Status::NotStarted) => Stage::Open,
                Some(Status::InProgress | Status::AwaitingSignOff) => Stage::Started,
                Some(Status::OnHold) => Stage::OnHold,
                Some(Status::Complete) => Stage::Complete,
                Some(Status::Withdrawn | Status::CarriedForward) => Stage::Dropped,
            },
            completed: action.completed.map(|completed| completed.value),
            notes: action.progress.iter().filter_map(|note| note.on.map(|on| on.value)).collect(),
            moves: moves.collect(),
        };
        judge(&timing)
    }
}
