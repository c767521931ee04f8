//! What the rules about several plans must remember of each one, when its text is gone.

use super::wording;
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
    /// The references of its actions, a line each (an empty one for an action without), below a line for each objective: a tab and
    /// what its places begin with. `check` holds the summaries of thousands of plans, and one text for all references takes
    /// less memory than a list of them.
    pub(super) refs: String,
    /// References stand under several objectives: one is unique only with its objective.
    pub refs_restart: bool,
    /// What each of its actions says, in their order.
    pub(super) wordings: Vec<Wording>,
    /// The actions it carried forward.
    pub carried: Vec<Carried>,
    /// Each `came-from` of an action.
    pub came_from: Vec<CameFrom>,
    /// Part of the file could not be read.
    pub damaged: bool,
}

/// What an action says, to be held against another plan's.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Wording {
    /// The number of its words, see [`wording::number_of`]; nothing where it is closed or says too little.
    pub number: Option<u64>,
    /// It names the action of an earlier plan.
    pub came_from: bool,
    pub span: Span,
}

/// An action that a plan carried forward.
#[derive(Clone, PartialEq, Debug)]
pub struct Carried {
    /// Its reference, with its objective where another action has the same; its position where it has none.
    pub name: Box<str>,
    /// Its position: "3/1".
    pub position: Box<str>,
    pub span: Span,
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
            period: plan.period.and_then(|period| period.days()),
            period_span: plan.period.map_or(Span::default(), |period| period.span),
            damaged: plan.damaged,
            refs_restart: plan.refs_restart,
            ..PlanSummary::default()
        };
        let length = |action: &Action| action.reference.map_or(1, |reference| trimmed(reference.value).len() + 1);
        let actions: usize = plan.actions().map(|(_, action)| length(action)).sum();
        summary.refs.reserve_exact(actions + plan.objectives.iter().map(|objective| objective.place.len() + 2).sum::<usize>());
        summary.wordings.reserve_exact(plan.actions().count());
        for objective in plan.objectives {
            summary.refs.push('\t');
            summary.refs.extend(as_written(objective.place).lines().next());
            summary.refs.push('\n');
            for action in objective.actions {
                let number = (!action.is_closed()).then(|| wording::number_of(objective, action)).flatten();
                let (came_from, span) = (action.came_from.is_some(), action.highlight_span());
                summary.wordings.push(Wording { number, came_from, span });
                let name = || -> Box<str> { as_written(trimmed(&objective.name_of(action))).into() };
                if action.status.is_some_and(|status| status.value == Status::CarriedForward) {
                    let position = as_written(&objective.position_of(action)).into();
                    summary.carried.push(Carried { name: name(), position, span: action.highlight_span() });
                }
                if let Some(from) = &action.came_from {
                    summary.came_from.push(CameFrom { action: name(), words: as_written(from.value).into(), span: from.span });
                }
                let reference = action.reference.as_ref().map_or("", |reference| trimmed(reference));
                // No reference has a line end in it that its plan shows; one that has is not looked up.
                summary.refs.extend(as_written(reference).lines().next());
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

    /// How its action of this number, from 0, is named, and its position.
    pub(super) fn name_of(&self, number: usize) -> (String, String) {
        let Some((objective, of_objective, own)) = self.actions().nth(number) else { return <(String, String)>::default() };
        let position = format!("{objective}/{of_objective}");
        let is_shared = || self.actions().any(|(other, _, reference)| reference == own && other != objective);
        let name = match own {
            "" => position.clone(),
            own if self.refs_restart && is_shared() => format!("{objective}/{own}"),
            own => own.to_owned(),
        };
        (name, position)
    }

    /// Each of its actions: what its place begins with, its number in its objective, and its reference, which may be empty.
    pub fn actions(&self) -> impl Iterator<Item = (&str, usize, &str)> {
        let mut objective = ("", 0);
        self.refs.lines().filter_map(move |line| match line.strip_prefix('\t') {
            Some(place) => {
                objective = (place, 0);
                None
            }
            None => {
                objective.1 += 1;
                Some((objective.0, objective.1, line))
            }
        })
    }
}

/// An action as a summary names it: by its reference, or by its position where it has none.
pub(super) fn subject(action: &str) -> Subject {
    Subject { reference: (!action.contains('/')).then(|| action.to_owned()), place: action.to_owned() }
}
