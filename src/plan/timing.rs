//! What time has to know of an action, taken from the plan.

use super::{Action, Objective, Plan, Status};
use crate::time::state::{Move, Stage, Step, Timing};

impl Plan<'_> {
    /// What an action of this plan is judged by.
    pub fn timing(&self, objective: &Objective, action: &Action) -> Timing<'_> {
        let moves = action
            .moved
            .iter()
            .filter_map(|moved| Some(Move { from: moved.from?.value, to: moved.to?.value, on: moved.on.map(|on| on.value) }));
        let steps = action.milestones.iter();
        Timing {
            period: self.period.map(|period| period.days()),
            meetings: self.meeting_days,
            due: objective.due_of(action).iter().map(|due| due.value).collect(),
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
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{Arena, read};

    #[test]
    fn meetings_are_judged_by_in_any_order_and_each_once() {
        let text = "meetings = [2008-12-10, 2008-06-18, 2008-06-18, 2008-09-17]\n[[objective]]\n[[objective.action]]\nevery = \"meeting\"\n";
        let arena = Arena::new();
        let plan = read("plan.toml", text, &arena).plan;
        let objective = &plan.objectives[0];
        let days: Vec<String> = plan.timing(objective, &objective.actions[0]).meetings.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2008-06-18", "2008-09-17", "2008-12-10"]);
    }
}
