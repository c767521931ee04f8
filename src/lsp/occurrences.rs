//! Where a plan names its people, groups, shared outcomes, objectives and actions: where each is declared, and where it is meant.

use super::protocol::*;
use super::workspace::Workspace;
use super::{Answer, Refusal};
use crate::names::same_ref;
use crate::plan::{Action, Objective, Plan, Pointer, Target, Text, Who};
use crate::text::Span;
use serde_json::{Value, json};

/// What is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A person or group.
    Who(Target),
    /// A shared outcome, by its place in the plan's list.
    Outcome(usize),
    /// An objective, by its place.
    Objective(usize),
    /// An action, by its objective's place and its own in that.
    Action(usize, usize),
    /// An action of another plan.
    Elsewhere { plan: String, reference: String },
}

/// One place where something is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// Without quotation marks.
    pub span: Span,
    pub subject: Subject,
    /// It is declared here.
    pub declares: bool,
}

/// Every place of a plan where something is named, in the order of the text.
pub fn all(plan: &Plan) -> Vec<Occurrence> {
    let mut out = Collector { plan, out: Vec::new() };
    for (index, person) in plan.people.iter().enumerate() {
        out.declare(&person.key, Subject::Who(Target::Person(index)));
    }
    for (index, group) in plan.groups.iter().enumerate() {
        out.declare(&group.key, Subject::Who(Target::Group(index)));
        let pointers = group.chair.iter().chain(group.held_by).chain(group.could_be).chain(&group.now);
        pointers.for_each(|pointer| out.pointer(pointer));
    }
    for (index, outcome) in plan.outcomes.iter().enumerate() {
        out.declare(&outcome.key, Subject::Outcome(index));
    }
    for (index, objective) in plan.objectives.iter().enumerate() {
        if let Some(reference) = &objective.reference {
            out.declare(reference, Subject::Objective(index));
        }
        let unpaired = objective.unpaired.iter().flat_map(|unpaired| unpaired.leads.iter().copied().flatten());
        objective.lead.iter().chain(objective.with).chain(unpaired).for_each(|who| out.who(who));
        objective.see.iter().for_each(|see| out.reference(see));
        for (number, action) in objective.actions.iter().enumerate() {
            out.action(action, Subject::Action(index, number));
        }
    }
    for allow in plan.allows {
        allow.refs.iter().for_each(|reference| out.reference(reference));
    }
    out.out.sort_by_key(|occurrence| occurrence.span);
    out.out
}

struct Collector<'p, 'a> {
    plan: &'p Plan<'a>,
    out: Vec<Occurrence>,
}

impl Collector<'_, '_> {
    fn push(&mut self, text: &Text, subject: Subject, declares: bool) {
        self.out.push(Occurrence { span: unquoted(self.plan.text, text.span), subject, declares });
    }

    fn declare(&mut self, text: &Text, subject: Subject) {
        self.push(text, subject, true);
    }

    fn pointer(&mut self, pointer: &Pointer) {
        if pointer.target != Target::Unknown {
            self.push(&pointer.key, Subject::Who(pointer.target), false);
        }
    }

    fn who(&mut self, who: &Who) {
        self.pointer(&who.who);
        who.stands_for.iter().for_each(|pointer| self.pointer(pointer));
    }

    /// A text that may be the reference or place of an action or objective.
    fn reference(&mut self, text: &Text) {
        if let Some(subject) = called(self.plan, text.value) {
            self.push(text, subject, false);
        }
    }

    fn action(&mut self, action: &Action, subject: Subject) {
        if let Some(reference) = &action.reference {
            self.declare(reference, subject);
        }
        action.lead.iter().chain(action.with).for_each(|who| self.who(who));
        action.progress.iter().filter_map(|note| note.by.as_ref()).for_each(|by| self.pointer(by));
        action.see.iter().for_each(|see| self.reference(see));
        if let Some(outcome) = &action.outcome {
            let shared = self.plan.outcomes.iter().position(|shared| shared.key.value == outcome.value);
            if let Some(index) = shared {
                self.push(outcome, Subject::Outcome(index), false);
            }
        }
        if let Some((from, (plan, reference))) =
            action.came_from.as_ref().and_then(|from| Some((from, from.value.split_once(':')?)))
        {
            let subject = Subject::Elsewhere { plan: plan.trim().to_owned(), reference: reference.trim().to_owned() };
            self.push(from, subject, false);
        }
    }
}

/// The action or objective of a reference or place.
pub fn called(plan: &Plan, name: &str) -> Option<Subject> {
    let mut actions = plan.objectives.iter().enumerate().flat_map(|(index, objective)| {
        let actions = objective.actions.iter().enumerate();
        actions.map(move |(number, action)| (Subject::Action(index, number), objective, action))
    });
    let is_called = |objective: &Objective, action: &Action| match &action.reference {
        Some(reference) => same_ref(reference.value, name),
        None => objective.position_of(action) == name,
    };
    let action = actions.find(|(_, objective, action)| is_called(objective, action)).map(|(subject, ..)| subject);
    action.or_else(|| {
        let has_name = |objective: &Objective| objective.reference.as_ref().is_some_and(|own| same_ref(own.value, name));
        plan.objectives.iter().position(has_name).map(Subject::Objective)
    })
}

/// A stretch without the quotation marks around it.
pub fn unquoted(text: &str, span: Span) -> Span {
    let whole = span.of(text);
    for mark in ["\"\"\"", "'''", "\"", "'"] {
        if whole.len() >= 2 * mark.len() && whole.starts_with(mark) && whole.ends_with(mark) {
            let length = mark.len() as u32;
            return Span::new(span.start + length, span.end - length);
        }
    }
    span
}

/// What is named at an offset.
pub fn at(occurrences: &[Occurrence], offset: u32) -> Option<&Occurrence> {
    occurrences.iter().find(|occurrence| (occurrence.span.start..=occurrence.span.end).contains(&offset))
}

/// Reads the plan of a document, and does something with what is named at a place.
fn with_subject<T>(
    workspace: &Workspace,
    uri: &str,
    position: Position,
    work: impl FnOnce(&Plan, &[Occurrence], &Occurrence) -> T,
) -> Option<T> {
    let document = workspace.document(uri)?;
    let offset = workspace.places(uri, &document.text).offset(position);
    workspace.with_plan(&workspace.name_of(uri), &document.text, |plan| {
        let occurrences = all(plan);
        let here = at(&occurrences, offset)?.clone();
        Some(work(plan, &occurrences, &here))
    })?
}

/// Where what is named at the cursor is declared, in this plan or in another.
pub fn definition(workspace: &Workspace, params: AtPosition) -> Answer {
    let uri = &params.text_document.uri;
    let found = with_subject(workspace, uri, params.position, |plan, occurrences, here| match &here.subject {
        Subject::Elsewhere { plan, reference } => elsewhere(workspace, uri, plan, reference),
        subject => {
            let declared = occurrences.iter().find(|occurrence| occurrence.declares && occurrence.subject == *subject);
            let span = declared.map_or_else(|| span_of(plan, subject), |declared| Some(declared.span))?;
            Some(Location { uri: uri.clone(), range: workspace.places(uri, plan.text).range(span) })
        }
    });
    Ok(json!(found.flatten()))
}

/// The first line of an action or objective without a reference.
fn span_of(plan: &Plan, subject: &Subject) -> Option<Span> {
    match subject {
        Subject::Objective(index) => plan.objectives.get(*index).map(|objective| objective.span),
        Subject::Action(index, number) => plan.objectives.get(*index)?.actions.get(*number).map(Action::highlight_span),
        _ => None,
    }
}

/// An action of another plan.
fn elsewhere(workspace: &Workspace, uri: &str, plan: &str, reference: &str) -> Option<Location> {
    let beside = workspace.plans_beside(uri);
    let (other, _) = beside.iter().find(|(_, found)| found.summary().name == crate::names::as_written(plan))?;
    let text = workspace.text_of(other)?;
    workspace.with_plan(&workspace.name_of(other), &text, |plan| {
        let span = span_of(plan, &called(plan, reference)?)?;
        Some(Location { uri: other.clone(), range: workspace.places(other, &text).range(unquoted(&text, span)) })
    })?
}

/// Every place where what is named at the cursor is meant, in the plans that carry an action on, too.
pub fn references(workspace: &Workspace, params: References) -> Answer {
    let uri = &params.text_document.uri;
    let found = with_subject(workspace, uri, params.position, |plan, occurrences, here| {
        let places = workspace.places(uri, plan.text);
        let is_wanted = |one: &&Occurrence| one.subject == here.subject && (!one.declares || params.context.include_declaration);
        let own = occurrences.iter().filter(is_wanted);
        let mut out: Vec<Location> = own.map(|one| Location { uri: uri.clone(), range: places.range(one.span) }).collect();
        if let Subject::Action(index, number) = here.subject
            && let Some(reference) = &plan.objectives[index].actions[number].reference
        {
            for (other, found) in workspace.plans_beside(uri) {
                let came_from = found.summary().came_from.iter().filter(|from| {
                    from.source().is_some_and(|(name, from)| name == plan.name && same_ref(from, reference.value))
                });
                let spans: Vec<Span> = came_from.map(|from| from.span).collect();
                let Some(text) = Some(&spans).filter(|spans| !spans.is_empty()).and_then(|_| workspace.text_of(&other)) else {
                    continue;
                };
                let places = workspace.places(&other, &text);
                out.extend(spans.iter().map(|span| Location { uri: other.clone(), range: places.range(unquoted(&text, *span)) }));
            }
        }
        out
    });
    Ok(json!(found.unwrap_or_default()))
}

/// Every place of this text where the same is named.
pub fn highlights(workspace: &Workspace, params: AtPosition) -> Answer {
    let uri = &params.text_document.uri;
    let found = with_subject(workspace, uri, params.position, |plan, occurrences, here| {
        let places = workspace.places(uri, plan.text);
        let same = occurrences.iter().filter(|one| one.subject == here.subject);
        // The kinds of the protocol: 3 where it is declared, 2 where it is meant.
        same.map(|one| json!({ "range": places.range(one.span), "kind": if one.declares { 3 } else { 2 } }))
            .collect::<Vec<Value>>()
    });
    Ok(json!(found.unwrap_or_default()))
}

/// That a text is not open is no fault of the editor's user.
pub fn not_open(uri: &str) -> Refusal {
    Refusal { code: lsp_server::ErrorCode::InvalidParams, message: format!("{uri} is not open") }
}
