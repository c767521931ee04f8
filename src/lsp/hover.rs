//! What is known of a place: how a timescale is read, who is behind a key, how an action stands today, what a rule or key means.

use super::cursor::{self, Place, Slot};
use super::occurrences::{self, Subject};
use super::protocol::*;
use super::workspace::Workspace;
use super::{Answer, completion};
use crate::plan::keys::{self, Section, ValueType};
use crate::plan::{Action, Objective, Plan, Target, Text};
use crate::query::{self, Carried, Found, Question};
use crate::rules;
use crate::text::{Span, one_line};
use crate::time::phrase;
use crate::time::when::day_for_people;
use serde_json::{Value, json};

/// What is known of a place, as text without markup: a plan's own words stand in it.
pub fn at(workspace: &Workspace, params: AtPosition) -> Answer {
    let uri = &params.text_document.uri;
    let document = workspace.document(uri).ok_or_else(|| occurrences::not_open(uri))?;
    let places = workspace.places(uri, &document.text);
    let offset = places.offset(params.position);
    let name = workspace.name_of(uri);
    if super::workspace::is_configuration(&name) {
        return Ok(of_configuration(workspace, &document.text, offset, &places));
    }
    let found = workspace.with_plan(&name, &document.text, |plan| look(workspace, uri, plan, offset));
    Ok(found.flatten().map_or(Value::Null, |(span, lines)| shown(&lines, places.range(span))))
}

fn shown(lines: &[String], range: Range) -> Value {
    let lines: Vec<String> = lines.iter().map(|line| one_line(line).into_owned()).collect();
    json!({ "contents": { "kind": "plaintext", "value": lines.join("\n") }, "range": range })
}

fn look(workspace: &Workspace, uri: &str, plan: &Plan, offset: u32) -> Option<(Span, Vec<String>)> {
    if let Some(printed) = timescales(plan).find(|printed| covers(printed.span, offset)) {
        return Some((printed.span, of_timescale(plan, printed.value)));
    }
    let occurrences = occurrences::all(plan);
    if let Some(here) = occurrences::at(&occurrences, offset) {
        let lines = match &here.subject {
            Subject::Who(target) => of_who(workspace, uri, plan, *target),
            Subject::Outcome(index) => vec![plan.outcomes[*index].text.to_string()],
            Subject::Objective(index) => of_objective(workspace, uri, plan, &plan.objectives[*index]),
            Subject::Action(index, number) => {
                let objective = &plan.objectives[*index];
                of_action(workspace, uri, plan, objective, &objective.actions[*number])
            }
            Subject::Elsewhere { plan, reference } => elsewhere(workspace, uri, plan, reference)?,
        };
        return Some((here.span, lines));
    }
    if let Some(rule) = plan.allows.iter().filter_map(|allow| allow.rule).find(|rule| covers(rule.span, offset)) {
        return Some((rule.span, of_rule(rules::find(rule.value)?)));
    }
    // On the words or the heading of an action.
    for objective in plan.objectives {
        for action in objective.actions {
            let words = action.action.map(|words| words.span);
            let header = action.extent.header;
            let here = words.into_iter().chain([header]).find(|span| covers(*span, offset) && span.end > span.start);
            if let Some(span) = here {
                return Some((span, of_action(workspace, uri, plan, objective, action)));
            }
        }
        let title = objective.title.map(|title| title.span);
        let here = title.into_iter().chain([objective.extent.header]).find(|span| covers(*span, offset) && span.end > span.start);
        if let Some(span) = here {
            return Some((span, of_objective(workspace, uri, plan, objective)));
        }
    }
    of_key(plan.text, offset)
}

fn covers(span: Span, offset: u32) -> bool {
    (span.start..=span.end).contains(&offset)
}

/// Every timescale as the board printed it.
fn timescales<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Text<'a>> {
    plan.objectives.iter().flat_map(|objective| {
        let unpaired = objective.unpaired.iter().flat_map(|unpaired| unpaired.timescales);
        let actions = objective.actions.iter().flat_map(|action| {
            let milestones = action.milestones.iter().filter_map(|milestone| milestone.timescale.as_ref());
            action.timescale.iter().chain(milestones)
        });
        objective.timescale.iter().chain(unpaired).chain(actions)
    })
}

fn of_timescale(plan: &Plan, printed: &str) -> Vec<String> {
    let reading = phrase::read_in(printed, plan.period.and_then(|period| period.days()));
    let parts = reading.in_words();
    if parts.is_empty() {
        return vec!["nothing of time can be read in these words".into()];
    }
    parts.iter().map(|(key, means)| format!("{key}: {means}")).collect()
}

/// The answer to what stands today; nothing where the day is not known.
fn with_answer<T>(
    workspace: &Workspace,
    uri: &str,
    plan: &Plan,
    work: impl FnOnce(&[Found], chrono::NaiveDate) -> T,
) -> Option<T> {
    let today = workspace.today()?;
    let soon = workspace.settings_of(uri).map_or_else(|| Question::as_at(today).soon, |settings| settings.soon);
    let question = Question { soon, ..Question::as_at(today) };
    // Texts of other plans are not kept: what a later one carries on is told by its own state here.
    let answer = query::ask(&question, "", plan, &Carried::default());
    Some(work(&answer.found, today))
}

/// The words of an action, who leads it, and its state as at today.
fn of_action(workspace: &Workspace, uri: &str, plan: &Plan, objective: &Objective, action: &Action) -> Vec<String> {
    let words = action.action.as_ref().map_or("(no words)", |words| words.value);
    let name = action.reference.as_ref().map_or_else(|| format!("[{}]", objective.position_of(action)), |own| own.to_string());
    let mut lines = vec![format!("{name}  {words}")];
    let leads: Vec<&str> = objective.leads_of(action).iter().map(|who| plan.name_of(&who.who)).collect();
    lines.push(if leads.is_empty() { "Nobody leads it".into() } else { format!("Led by {}", leads.join(", ")) });
    let state = with_answer(workspace, uri, plan, |found, today| {
        let found = found.iter().find(|found| std::ptr::eq(found.action, action))?;
        let late = found.verdict.days_late().map_or(String::new(), |days| format!(", {days} days late"));
        let due = found.verdict.due.map_or(String::new(), |due| format!(", due {}", due.when.for_people()));
        // Closed is complete, withdrawn or carried forward: the plan's own word says which.
        let status = found.status().filter(|status| status.is_closed());
        let state = status.map_or(found.verdict.state.words().to_owned(), |status| status.word().replace('-', " "));
        let why = found.verdict.unjudged.map_or(String::new(), |why| format!(": {}", why.words()));
        Some(format!("As at {}: {}{due}{late}{why}", day_for_people(today), state))
    });
    lines.extend(state.flatten());
    lines
}

fn of_objective(workspace: &Workspace, uri: &str, plan: &Plan, objective: &Objective) -> Vec<String> {
    let title = objective.title.as_ref().map_or("(no title)", |title| title.value);
    let mut lines = vec![format!("{}  {title}", objective.label())];
    let count = objective.actions.len();
    lines.push(if count == 1 { "1 action".into() } else { format!("{count} actions") });
    lines.extend(with_answer(workspace, uri, plan, |found, today| {
        let own = found.iter().filter(|found| std::ptr::eq(found.objective, objective));
        let late = own.filter(|found| found.verdict.days_late().is_some()).count();
        format!("As at {}: {late} overdue", day_for_people(today))
    }));
    lines
}

/// A person or group: the name, what they are, and what they lead.
fn of_who(workspace: &Workspace, uri: &str, plan: &Plan, target: Target) -> Vec<String> {
    let mut lines = Vec::new();
    match target {
        Target::Person(index) => {
            let person = &plan.people[index];
            lines.push(person.name.to_string());
            lines.extend(person.role.map(|role| role.to_string()));
            lines.extend(person.left.map(|left| format!("left {}", left.for_people())));
        }
        Target::Group(index) => {
            let group = &plan.groups[index];
            lines.push(format!("{} ({})", group.name.value, group.kind.word()));
            lines.extend(group.chair.as_ref().map(|chair| format!("chaired by {}", plan.name_of(chair))));
            let several = |what: &str, of: &[crate::plan::Pointer]| {
                let names: Vec<&str> = of.iter().map(|pointer| plan.name_of(pointer)).collect();
                (!names.is_empty()).then(|| format!("{what} {}", names.join(", ")))
            };
            lines.extend(several("held by", group.held_by));
            lines.extend(several("could be", group.could_be));
            lines.extend(group.former.filter(|former| former.value).map(|_| "no longer exists".to_owned()));
            lines.extend(group.now.as_ref().map(|now| format!("its work went to {}", plan.name_of(now))));
        }
        Target::Unknown => {}
    }
    let leads = |objective: &Objective, action: &Action| objective.leads_of(action).iter().any(|who| who.who.target == target);
    let led = plan.actions().filter(|(objective, action)| leads(objective, action)).count();
    let late = with_answer(workspace, uri, plan, |found, today| {
        let own = found.iter().filter(|found| leads(found.objective, found.action));
        let late = own.filter(|found| found.verdict.days_late().is_some()).count();
        format!(", {late} of them overdue as at {}", day_for_people(today))
    });
    lines.push(format!(
        "leads {led} {}{}",
        if led == 1 { "action" } else { "actions" },
        late.filter(|_| led > 0).unwrap_or_default()
    ));
    lines
}

/// The action of an earlier plan that one carries on.
fn elsewhere(workspace: &Workspace, uri: &str, name: &str, reference: &str) -> Option<Vec<String>> {
    let beside = workspace.plans_beside(uri);
    let other = beside.iter().find(|(_, found)| found.summary().name == crate::names::as_written(name));
    let Some((other, _)) = other else { return Some(vec![format!("no plan called {name} is in this folder")]) };
    let text = workspace.text_of(other)?;
    workspace.with_plan(&workspace.name_of(other), &text, |plan| {
        let Some(Subject::Action(index, number)) = occurrences::called(plan, reference) else {
            return vec![format!("{name} has no action {reference}")];
        };
        let objective = &plan.objectives[index];
        let mut lines = vec![name.to_owned()];
        lines.extend(of_action(workspace, other, plan, objective, &objective.actions[number]));
        lines
    })
}

fn of_rule(rule: &rules::Rule) -> Vec<String> {
    vec![format!("{}: {}", rule.id, rule.summary), rule.why.to_owned()]
}

/// What a key of the format holds.
fn of_key(text: &str, offset: u32) -> Option<(Span, Vec<String>)> {
    let cursor = cursor::at(text, offset);
    if cursor.place != Place::Key {
        return None;
    }
    let section: &Section = match Slot::at(&cursor.path)? {
        Slot::Table(section) => section,
        Slot::Value(ValueType::Whos | ValueType::WhoLists) => &keys::WHO,
        _ => return None,
    };
    let key = section.key(cursor.word.of(text))?;
    let example = completion::example_of(key.value_type);
    let lines = [key.about.to_owned(), example].into_iter().filter(|line| !line.is_empty());
    Some((cursor.word, lines.collect()))
}

/// In a configuration: a rule whose level is set, or a key.
fn of_configuration(workspace: &Workspace, text: &str, offset: u32, places: &super::document::Places) -> Value {
    let cursor = cursor::at(text, offset);
    let word = cursor.word.of(text);
    let words = workspace.configuration_words();
    let path: Vec<&str> = cursor.path.iter().map(String::as_str).collect();
    let of_key = |known: &[(String, String)]| known.iter().find(|(key, _)| key == word).map(|(_, about)| vec![about.clone()]);
    let lines = match (cursor.place, &path[..]) {
        (Place::Key, []) => of_key(&words.keys),
        (Place::Key, ["levels"]) => rules::find(word).map(of_rule),
        (Place::Key, ["report", _]) => of_key(&words.report_keys),
        _ => None,
    };
    lines.map_or(Value::Null, |lines| shown(&lines, places.range(cursor.word)))
}
