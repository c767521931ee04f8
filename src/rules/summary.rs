//! What the rules about several plans must remember of each one, when its text is gone.

use crate::plan::{Action, Plan, Status};
use crate::source::File;
use crate::text::{Span, trimmed};
use chrono::NaiveDate;

/// A plan in brief.
#[derive(Debug, Default)]
pub struct PlanSummary {
    /// The file, as messages show it.
    pub file: String,
    pub board: Option<String>,
    /// Its first and last day, both counted in, and where they stand.
    pub period: Option<(NaiveDate, NaiveDate)>,
    pub period_span: Span,
    /// Every reference it has, a line each: one text takes far less room than many, and most are never looked at.
    pub(super) refs: String,
    /// The references of the actions it carried forward, with their place.
    pub carried: Vec<(Box<str>, Span)>,
    /// Each `came-from`: the action's reference (or place), what it says, and where.
    pub came_from: Vec<(Box<str>, Box<str>, Span)>,
    /// Part of the file could not be read.
    pub damaged: bool,
}

impl PlanSummary {
    /// The brief of a plan read from `file`.
    pub fn of(file: &str, plan: &Plan) -> PlanSummary {
        let mut summary = PlanSummary {
            file: file.to_owned(),
            board: plan.board.as_ref().map(|board| board.to_string()),
            period: plan.period.map(|period| period.days()),
            period_span: plan.period.map_or(Span::default(), |period| period.span),
            damaged: plan.damaged,
            ..PlanSummary::default()
        };
        let length = |action: &Action| action.reference.map_or(0, |reference| trimmed(reference.value).len() + 1);
        summary.refs.reserve_exact(plan.actions().map(|(_, action)| length(action)).sum());
        for (objective, action) in plan.actions() {
            let reference = action.reference.as_ref().map(|reference| trimmed(reference));
            if let (Some(status), Some(reference)) = (action.status, &reference)
                && status.value == Status::CarriedForward
            {
                summary.carried.push((Box::from(*reference), action.place()));
            }
            if let Some(from) = &action.came_from {
                let here = reference.map_or_else(|| objective.place_of(action).into(), Box::from);
                summary.came_from.push((here, Box::from(from.value), from.span));
            }
            if let Some(reference) = reference {
                summary.refs += reference;
                summary.refs.push('\n');
            }
        }
        summary.carried.shrink_to_fit();
        summary.came_from.shrink_to_fit();
        summary
    }

    /// What other plans call it.
    pub fn name(&self) -> &str {
        File::stem(&self.file)
    }

    /// Every reference it has, without the spaces around it.
    pub fn refs(&self) -> impl Iterator<Item = &str> {
        self.refs.lines()
    }
}
