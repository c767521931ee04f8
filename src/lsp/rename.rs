//! A person, group or shared outcome gets another key, wherever the plan names it.

use super::occurrences::{self, Occurrence, Subject};
use super::protocol::*;
use super::workspace::Workspace;
use super::{Answer, Refusal};
use crate::edit::{self, Edit};
use crate::plan::{Extent, Plan};
use crate::text::{Span, one_line};
use lsp_server::ErrorCode;
use serde_json::json;

/// What can be renamed at a place.
pub fn prepare(workspace: &Workspace, params: AtPosition) -> Answer {
    let uri = &params.text_document.uri;
    let document = workspace.document(uri).ok_or_else(|| occurrences::not_open(uri))?;
    let places = workspace.places(uri, &document.text);
    let offset = places.offset(params.position);
    let found = workspace.with_plan(&workspace.name_of(uri), &document.text, |plan| {
        let all = occurrences::all(plan);
        let here = occurrences::at(&all, offset).filter(|here| has_key(&here.subject))?;
        Some(json!({ "range": places.range(here.span), "placeholder": here.span.of(plan.text) }))
    });
    Ok(json!(found.flatten()))
}

/// The changes that give what is named at a place another key.
pub fn edits(workspace: &Workspace, params: Rename) -> Answer {
    let uri = &params.text_document.uri;
    let document = workspace.document(uri).ok_or_else(|| occurrences::not_open(uri))?;
    let (name, text) = (workspace.name_of(uri), &document.text);
    let places = workspace.places(uri, text);
    let offset = places.offset(params.position);
    let edits = workspace.with_plan(&name, text, |plan| renamed(plan, offset, params.new_name.trim()));
    let edits = edits.unwrap_or_else(|| Err("this plan cannot be read".into()));
    let edits = edits.map_err(|message| Refusal { code: ErrorCode::RequestFailed, message })?;
    // What is proposed is proved: the plan with it names the same people at the same places.
    let after = edit::apply(text, &edits).filter(|after| {
        let subjects = |text: &str| {
            workspace.with_plan(&name, text, |plan| {
                let named = occurrences::all(plan).into_iter().map(|one| (one.subject, one.declares));
                (named.collect::<Vec<_>>(), plan.damaged, plan.misread.len())
            })
        };
        subjects(text) == subjects(after)
    });
    if after.is_none() {
        let message = "this name is written in a way that cannot be changed everywhere at once; change it by hand".into();
        return Err(Refusal { code: ErrorCode::RequestFailed, message });
    }
    let edits: Vec<TextEdit> = edits.iter().map(|edit| places.edit(edit)).collect();
    Ok(json!({ "changes": { uri: edits } }))
}

/// It is named by a key that the board chose.
fn has_key(subject: &Subject) -> bool {
    matches!(subject, Subject::Who(_) | Subject::Outcome(_))
}

fn renamed(plan: &Plan, offset: u32, new: &str) -> Result<Vec<Edit>, String> {
    let all = occurrences::all(plan);
    let here = occurrences::at(&all, offset).filter(|here| has_key(&here.subject)).ok_or("there is no name here")?;
    if new.is_empty() || !new.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        return Err(format!("\"{}\" is no key: it may have letters, digits and hyphens", one_line(new)));
    }
    let people = plan.people.iter().map(|person| person.key.value);
    let groups = plan.groups.iter().map(|group| group.key.value);
    let mut taken: Vec<&str> = match here.subject {
        Subject::Outcome(_) => plan.outcomes.iter().map(|outcome| outcome.key.value).collect(),
        _ => people.chain(groups).collect(),
    };
    let old = key_of(plan, &here.subject).unwrap_or("");
    taken.retain(|key| *key != old);
    if taken.contains(&new) {
        return Err(format!("\"{new}\" is another one's key already"));
    }
    let mut spans: Vec<Span> = all.iter().filter(|one| one.subject == here.subject).map(|one| one.span).collect();
    spans.extend(keys_written_apart(plan, &all, &here.subject, old));
    spans.sort_unstable();
    spans.dedup();
    Ok(spans.into_iter().map(|span| Edit { span, text: new.to_owned() }).collect())
}

fn key_of<'p>(plan: &'p Plan, subject: &Subject) -> Option<&'p str> {
    match subject {
        Subject::Who(target) => Some(plan.key_of(*target)),
        Subject::Outcome(index) => plan.outcomes.get(*index).map(|outcome| outcome.key.value),
        _ => None,
    }
}

/// The other places of a key that is written in parts, as `sue.name = "Sue"` and `sue.role = "Chair"` on two lines.
fn keys_written_apart(plan: &Plan, all: &[Occurrence], subject: &Subject, key: &str) -> Vec<Span> {
    let declared = all.iter().filter(|one| one.declares && one.subject == *subject).map(|one| one.span);
    let declared: Vec<Span> = declared.collect();
    let tables = [&plan.tables.people, &plan.tables.groups, &plan.tables.outcomes];
    let parts = |extent: &Extent| -> Vec<Span> {
        let entries = extent.entries.iter().filter(|entry| entry.key(plan.text) == key);
        let first = |name: Span| {
            let quoted = name.of(plan.text).starts_with(['"', '\'']);
            let start = name.start + u32::from(quoted);
            Span::new(start, start + key.len() as u32)
        };
        entries.map(|entry| first(entry.name)).filter(|span| span.of(plan.text) == key).collect()
    };
    let holds_one = |spans: &Vec<Span>| spans.iter().any(|span| declared.contains(span));
    tables.into_iter().flatten().map(parts).filter(holds_one).flatten().collect()
}
