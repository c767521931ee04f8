//! All that an action says in words: what a search for words looks through.

use crate::plan::{Action, Objective, Plan, Pointer, Text, Who};

/// Every text of an action, the names of all whom it names counted in, each by itself.
pub(super) fn words_of<'s>(plan: &'s Plan, objective: &'s Objective, action: &'s Action) -> impl Iterator<Item = &'s str> {
    let single = [&action.reference, &action.action, &action.remark, &action.when, &action.came_from, &action.status_as_printed];
    let timescale = objective.timescale_of(action).into_iter().chain(objective.tags_of(action));
    let lists = [action.success, action.evidence, action.see].into_iter().flatten();
    let notes = action.progress.iter().filter_map(|note| note.note.as_ref());
    let steps = action
        .milestones
        .iter()
        .flat_map(|step| step.text.iter().chain(&step.timescale).chain(&step.remark).chain(step.evidence));
    let reasons = action.moved.iter().filter_map(|moved| moved.because.as_ref());
    let hold = action.hold.iter().filter_map(|hold| hold.because.as_ref());
    let texts = single.into_iter().flatten().chain(timescale).chain(lists).chain(notes).chain(steps).chain(reasons).chain(hold);
    texts.map(value).chain(plan.outcome_of(action)).chain(names_of(plan, objective, action))
}

fn value<'s>(text: &'s Text) -> &'s str {
    text.value
}

/// The names and roles of all whom an action names, as the plan writes them.
fn names_of<'s>(plan: &'s Plan, objective: &'s Objective, action: &'s Action) -> impl Iterator<Item = &'s str> {
    let steps = action.milestones.iter().flat_map(|step| step.lead);
    let own = objective.leads_of(action).iter().chain(objective.with_of(action)).chain(objective.accountable_of(action));
    let whos = own.chain(steps);
    let of_who = |who: &'s Who| {
        let pointers = std::iter::once(&who.who).chain(&who.stands_for);
        pointers.map(|pointer| plan.name_of(pointer)).chain(who.role.as_ref().map(value))
    };
    let by = action.progress.iter().filter_map(|note| note.by.as_ref());
    whos.flat_map(of_who).chain(by.map(|pointer: &'s Pointer| plan.name_of(pointer)))
}
