//! What the rules about several plans must remember of each one, when its text is gone.

use crate::diagnostic::Subject;
use crate::names::{as_written, caseless};
use crate::plan::{Action, Plan, Status};
use crate::source::File;
use crate::text::{Span, trimmed};
use chrono::NaiveDate;

/// What the rules about several plans know of one. References are kept as [`as_written`], so that those that differ only in
/// their encoding meet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PlanSummary {
    /// The file, as messages show it.
    pub file: String,
    /// What other plans call it.
    pub name: String,
    pub board: Option<String>,
    /// Its first and last day, both counted in, and where they stand.
    pub period: Option<(NaiveDate, NaiveDate)>,
    pub period_span: Span,
    /// Every reference it has, a line each: `check` holds the summaries of thousands of plans, and one text for all references takes
    /// less memory than a list of them.
    pub(super) refs: String,
    /// The references of the actions it carried forward, with their place.
    pub carried: Vec<(Box<str>, Span)>,
    /// Each `came-from` of an action.
    pub came_from: Vec<CameFrom>,
    /// Part of the file could not be read.
    pub damaged: bool,
}

/// What an action says of where it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct CameFrom {
    /// The action's reference, or its position ("3/1") where it has none.
    pub action: Box<str>,
    /// The words as written: "anytown-2007-08:2.3".
    pub words: Box<str>,
    pub span: Span,
}

impl CameFrom {
    /// The name of the earlier plan, and the reference of the action there.
    pub fn source(&self) -> Option<(&str, &str)> {
        self.words.split_once(':').map(|(plan, reference)| (plan.trim(), reference.trim()))
    }
}

impl PlanSummary {
    /// The summary of a plan read from `file`.
    pub fn of(file: &str, plan: &Plan) -> PlanSummary {
        let mut summary = PlanSummary {
            file: file.to_owned(),
            name: as_written(File::stem(file)).into_owned(),
            board: plan.board.as_ref().map(|board| board.to_string()),
            period: plan.period.map(|period| period.days()),
            period_span: plan.period.map_or(Span::default(), |period| period.span),
            damaged: plan.damaged,
            ..PlanSummary::default()
        };
        let length = |action: &Action| action.reference.map_or(0, |reference| trimmed(reference.value).len() + 1);
        summary.refs.reserve_exact(plan.actions().map(|(_, action)| length(action)).sum());
        for (objective, action) in plan.actions() {
            let reference = action.reference.as_ref().map(|reference| as_written(trimmed(reference)));
            if let (Some(status), Some(reference)) = (action.status, &reference)
                && status.value == Status::CarriedForward
            {
                summary.carried.push((Box::from(&**reference), action.highlight_span()));
            }
            if let Some(from) = &action.came_from {
                let action = reference.as_deref().map_or_else(|| objective.position_of(action).into(), Box::from);
                summary.came_from.push(CameFrom { action, words: as_written(from.value).into(), span: from.span });
            }
            if let Some(reference) = reference {
                summary.refs += &reference;
                summary.refs.push('\n');
            }
        }
        summary.carried.shrink_to_fit();
        summary.came_from.shrink_to_fit();
        summary
    }

    /// The board's name as it is compared; `None` where the plan names none.
    pub fn board_key(&self) -> Option<String> {
        self.board.as_ref().map(|board| caseless(board.trim())).filter(|board| !board.is_empty())
    }

    /// Every reference it has, without the spaces around it.
    pub fn refs(&self) -> impl Iterator<Item = &str> {
        self.refs.lines()
    }
}

/// An action as a summary names it: by its reference, or by its position where it has none.
pub(super) fn subject(action: &str) -> Subject {
    Subject { reference: (!action.contains('/')).then(|| action.to_owned()), place: action.to_owned() }
}
