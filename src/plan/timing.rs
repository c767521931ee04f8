//! What time has to know of an action, taken from the plan.

use super::{Action, Objective, Plan, Reached, Status};
use crate::time::state::{Move, Stage, Step, Timing};

impl Plan<'_> {
    /// What an action of this plan is judged by.
    pub fn timing(&self, objective: &Objective, action: &Action) -> Timing<'_> {
        let every = objective.every_of(action);
        let moves = action.agreed_moves().filter_map(|moved| {
            Some(Move { from: moved.from?.value, to: moved.to?.value, on: moved.on.map(|on| on.last_day()) })
        });
        let steps = action.milestones.iter();
        let notes = || action.progress.iter();
        Timing {
            period: self.period.map(|period| (period.first_day(), period.last_day())),
            meetings: self.meeting_days,
            due: objective.due_of(action).iter().map(|due| due.value).collect(),
            from: objective.from_of(action).map(|from| from.value),
            every: every.map(|every| every.value),
            ongoing: objective.is_ongoing(action),
            standing: objective.is_standing(action),
            event: objective.when_of(action).is_some(),
            milestones: steps
                .map(|step| Step {
                    due: step.due.map(|due| due.value),
                    done: step.done.and_then(|done| done.last_day()),
                    done_undated: step.done.is_some_and(|done| done.value == Reached::Undated),
                })
                .collect(),
            stage: action.status.map_or(Stage::Open, |status| stage(status.value)),
            completed: action.completed.map(|completed| completed.last_day()),
            notes: action.progress.iter().filter_map(|note| note.on.map(|on| on.last_day())).collect(),
            moves: moves.collect(),
            closed: action.closed.map(|closed| closed.last_day()),
            stages: notes().filter_map(|note| Some((note.on?.last_day(), stage(note.status?.value)))).collect(),
            reports: notes()
                .filter(|note| note.report.is_some_and(|flag| flag.value))
                .filter_map(|note| note.on)
                .map(|on| on.last_day())
                .collect(),
            reviews: objective.review_of(action).iter().map(|review| review.value).collect(),
            added: action.added.map(|added| added.last_day()),
            set_up: action.set_up.map(|set_up| set_up.last_day()),
            begun: !action.evidence.is_empty() || action.percent.is_some_and(|percent| percent.value > 0),
            carried_on: None,
        }
    }
}

/// What a status says about time.
fn stage(status: Status) -> Stage {
    match status {
        Status::NotStarted => Stage::Open,
        Status::InProgress | Status::AwaitingSignOff => Stage::Started,
        Status::OnHold => Stage::OnHold,
        Status::Complete => Stage::Complete,
        Status::Withdrawn | Status::CarriedForward => Stage::Dropped,
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
