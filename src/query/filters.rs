//! Whether an action is one of those asked for.

use super::{Asked, Filters};
use crate::names::{contains, is_meant, same_ref};
use crate::plan::{Action, Group, Objective, Plan, Pointer, Target, Who};
use crate::time::state::{Judgement, State};

/// The filters that look at the date an action is judged by.
pub(super) fn in_time(filters: &Filters, verdict: &Judgement) -> bool {
    let due = verdict.due.map(|due| due.day);
    filters.due_by.is_none_or(|by| due.is_some_and(|due| due <= by))
        && filters.due_from.is_none_or(|from| due.is_some_and(|due| due >= from))
        && (!filters.no_date || verdict.state == State::Undated)
}

/// The filters that look at the action alone.
pub(super) fn plain(plan: &Plan, filters: &Filters, objective: &Objective, action: &Action, leads: &[Who]) -> bool {
    let any = |list: &[String], of: &dyn Fn(&str) -> bool| list.is_empty() || list.iter().any(|name| of(name));
    any(&filters.objective, &|name| is_objective(objective, name))
        && any(&filters.reference, &|name| is_reference(objective, action, name))
        && (filters.status.is_empty() || action.status.is_some_and(|status| filters.status.contains(&status.value)))
        && (filters.rag.is_empty() || action.rag.is_some_and(|rag| filters.rag.contains(&rag.value)))
        && any(&filters.text, &|text| mentions(plan, action, text))
        && (!filters.no_lead || leads.is_empty())
}

pub(super) fn is_board(plan: &Plan, name: &str) -> bool {
    plan.board.as_ref().is_some_and(|board| contains(board, name))
}

fn is_objective(objective: &Objective, name: &str) -> bool {
    is_meant(&objective.label(), name) || objective.title.as_ref().is_some_and(|title| is_meant(title, name))
}

fn is_reference(objective: &Objective, action: &Action, name: &str) -> bool {
    let name = name.trim_start_matches('[').trim_end_matches(']');
    match &action.reference {
        Some(reference) if same_ref(reference, name) => true,
        _ => name.contains('/') && objective.position_of(action) == name,
    }
}

/// Whether any of an action's words hold a text.
fn mentions(plan: &Plan, action: &Action, text: &str) -> bool {
    let single = [&action.action, &action.timescale, &action.remark, &action.when];
    let outcome = plan.outcome_of(action).is_some_and(|outcome| contains(outcome, text));
    let lists = action.success.iter().chain(action.evidence);
    let notes = action.progress.iter().filter_map(|note| note.note.as_ref());
    let steps = action.milestones.iter().filter_map(|milestone| milestone.text.as_ref());
    let mut all = single.into_iter().flatten().chain(lists).chain(notes).chain(steps);
    outcome || all.any(|words| contains(words, text))
}

/// Whether a plan knows a name that a filter asks for.
pub(super) fn knows(plan: &Plan, asked: Asked, name: &str) -> bool {
    let role = |who: &Who| who.role.as_ref().is_some_and(|role| is_meant(role, name));
    match asked {
        Asked::Board => is_board(plan, name),
        Asked::Plan => is_meant(plan.name, name),
        Asked::Lead | Asked::Who => {
            !plan.asked_for(name).is_empty()
                || plan.actions().any(|(objective, action)| objective.leads_of(action).iter().any(role))
        }
        Asked::Group => plan.asked_for(name).iter().any(|target| matches!(target, Target::Group(_))),
        Asked::Objective => plan.objectives.iter().any(|objective| is_objective(objective, name)),
        Asked::Reference => plan.actions().any(|(objective, action)| is_reference(objective, action, name)),
    }
}

/// The names a plan offers where one asked for is unknown.
pub fn candidates(plan: &Plan, asked: Asked) -> Vec<String> {
    let groups = || plan.groups.iter().map(|group| group.name.to_string());
    match asked {
        Asked::Board => plan.board.iter().map(|board| board.to_string()).collect(),
        Asked::Plan => vec![plan.name.to_owned()],
        // The first of the names is the key, which people do not ask by.
        Asked::Lead | Asked::Who => {
            plan.people.iter().flat_map(|person| person.names().skip(1).map(str::to_owned)).chain(groups()).collect()
        }
        Asked::Group => plan.groups.iter().flat_map(|group| group.names().skip(1).map(str::to_owned)).collect(),
        Asked::Objective => plan.objectives.iter().map(|objective| objective.label().into_owned()).collect(),
        Asked::Reference => {
            plan.actions().filter_map(|(_, action)| action.reference.as_ref()).map(|reference| reference.to_string()).collect()
        }
    }
}

/// The people and groups that the names of one filter mean in one plan.
pub(super) struct Wanted<'n> {
    names: &'n [String],
    targets: Vec<Target>,
}

impl<'n> Wanted<'n> {
    pub(super) fn new(plan: &Plan, names: &'n [String], fits: fn(&Target) -> bool) -> Wanted<'n> {
        Wanted { names, targets: names.iter().flat_map(|name| plan.asked_for(name)).filter(fits).collect() }
    }

    /// The ambiguous group among some leads that could be one asked for.
    pub(super) fn could_be<'p, 'a>(&self, plan: &'p Plan<'a>, whos: &[Who]) -> Option<&'p Group<'a>> {
        let groups = whos.iter().flat_map(|who| {
            plan.group_of(&who.who).into_iter().chain(who.stands_for.as_ref().and_then(|group| plan.group_of(group)))
        });
        let mut groups = groups.filter(|group| group.could_be.iter().any(|pointer| self.targets.contains(&pointer.target)));
        groups.next()
    }

    pub(super) fn any<'w, 'a: 'w>(&self, plan: &Plan, mut whos: impl Iterator<Item = &'w Who<'a>>) -> bool {
        self.names.is_empty()
            || whos.any(|who| {
                let named = |pointer: &Pointer| {
                    self.targets.contains(&pointer.target)
                        || plan
                            .group_of(pointer)
                            .is_some_and(|role| role.held_by.iter().any(|holder| self.targets.contains(&holder.target)))
                };
                named(&who.who)
                    || who.stands_for.as_ref().is_some_and(named)
                    || who.role.as_ref().is_some_and(|role| self.names.iter().any(|name| is_meant(role, name)))
            })
    }
}
