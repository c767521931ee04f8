//! A plan's outline for the editor's side bar, and what of it can be folded away.

use super::protocol::*;
use super::workspace::Workspace;
use super::{Answer, occurrences};
use crate::plan::{Extent, Objective, Plan, Text};
use crate::text::{Span, one_line};
use serde_json::{Value, json};

/// Kinds of symbols, by the numbers of the protocol: those that editors draw a fitting picture for.
const NAMESPACE: u8 = 3;
const OBJECT: u8 = 19;
const EVENT: u8 = 24;

/// People, groups, and the objectives with their actions.
pub fn symbols(workspace: &Workspace, params: OfDocument, client: &Value) -> Answer {
    let uri = &params.text_document.uri;
    let document = workspace.document(uri).ok_or_else(|| occurrences::not_open(uri))?;
    let places = workspace.places(uri, &document.text);
    let nested = client.pointer("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport").and_then(Value::as_bool);
    let found = workspace.with_plan(&workspace.name_of(uri), &document.text, |plan| {
        let symbols = tree(plan);
        match nested {
            Some(true) => symbols.iter().map(|symbol| symbol.nested(&places)).collect::<Vec<Value>>(),
            _ => symbols.iter().flat_map(|symbol| symbol.flat(uri, &places, "")).collect(),
        }
    });
    Ok(json!(found.unwrap_or_default()))
}

struct Symbol {
    name: String,
    detail: String,
    kind: u8,
    whole: Span,
    /// Within the whole.
    chosen: Span,
    children: Vec<Symbol>,
}

impl Symbol {
    fn new(name: &str, detail: &str, kind: u8, whole: Span, chosen: Span) -> Symbol {
        let name = one_line(name.trim()).into_owned();
        // An editor takes a symbol without a name for a fault.
        let name = if name.is_empty() { "(no name)".to_owned() } else { name };
        let whole = Span::new(whole.start.min(chosen.start), whole.end.max(chosen.end));
        Symbol { name, detail: one_line(detail).into_owned(), kind, whole, chosen, children: Vec::new() }
    }

    fn nested(&self, places: &super::document::Places) -> Value {
        let children: Vec<Value> = self.children.iter().map(|child| child.nested(places)).collect();
        json!({
            "name": self.name, "detail": self.detail, "kind": self.kind, "range": places.range(self.whole),
            "selectionRange": places.range(self.chosen), "children": children,
        })
    }

    fn flat(&self, uri: &str, places: &super::document::Places, container: &str) -> Vec<Value> {
        let location = Location { uri: uri.to_owned(), range: places.range(self.whole) };
        let own = json!({ "name": self.name, "kind": self.kind, "location": location, "containerName": container });
        let children = self.children.iter().flat_map(|child| child.flat(uri, places, &self.name));
        std::iter::once(own).chain(children).collect()
    }
}

fn tree(plan: &Plan) -> Vec<Symbol> {
    let mut out = Vec::new();
    let named = |key: &Text, name: &Text, kind| Symbol::new(name.value, key.value, kind, key.span, key.span);
    let mut list = |title: &str, children: Vec<Symbol>| {
        if let (Some(first), Some(last)) = (children.first(), children.last()) {
            let mut symbol = Symbol::new(title, "", NAMESPACE, Span::new(first.whole.start, last.whole.end), first.chosen);
            let end = children.iter().map(|child| child.whole.end).max().unwrap_or(symbol.whole.end);
            let start = children.iter().map(|child| child.whole.start).min().unwrap_or(symbol.whole.start);
            symbol.whole = Span::new(start, end);
            symbol.children = children;
            out.push(symbol);
        }
    };
    list("People", plan.people.iter().map(|person| named(&person.key, &person.name, OBJECT)).collect());
    list("Groups", plan.groups.iter().map(|group| named(&group.key, &group.name, OBJECT)).collect());
    let ends = |index: usize| plan.objectives.get(index + 1).map_or(end_of_objectives(plan), |next| next.span.start);
    for (index, objective) in plan.objectives.iter().enumerate() {
        let end = ends(index);
        let title = objective.title.as_ref().map_or("", |title| title.value);
        let whole = trimmed(plan.text, Span::new(objective.span.start, end.max(objective.span.end)));
        let mut symbol = Symbol::new(&format!("{} {title}", objective.label()), "", NAMESPACE, whole, objective.span);
        symbol.children = actions(plan, objective, end);
        out.push(symbol);
    }
    out
}

fn actions(plan: &Plan, objective: &Objective, end: u32) -> Vec<Symbol> {
    let starts = objective.actions.iter().skip(1).map(|action| action.span.start).chain([end]);
    objective
        .actions
        .iter()
        .zip(starts)
        .map(|(action, end)| {
            let words = action.action.as_ref().map_or("", |words| words.value);
            let reference =
                action.reference.as_ref().map_or_else(|| format!("[{}]", objective.position_of(action)), |own| own.to_string());
            let detail = action.status.map_or("", |status| status.value.word());
            let whole = trimmed(plan.text, Span::new(action.span.start, end.max(action.span.end)));
            Symbol::new(&format!("{reference} {words}"), detail, EVENT, whole, action.span)
        })
        .collect()
}

/// Where the last objective ends: before the first heading after it that is none of its own.
fn end_of_objectives(plan: &Plan) -> u32 {
    let last = plan.objectives.last().map_or(0, |objective| objective.span.start);
    let others = plan.allows.iter().map(|allow| allow.span.start);
    let tables = [&plan.tables.people, &plan.tables.groups, &plan.tables.outcomes, &plan.tables.rag];
    let others = others.chain(tables.into_iter().flatten().map(|extent: &Extent| extent.header.start));
    others.filter(|start| *start > last).min().unwrap_or(plan.text.len() as u32)
}

/// A stretch without the blank lines at its end.
fn trimmed(text: &str, span: Span) -> Span {
    Span::new(span.start, span.start + span.of(text).trim_end().len() as u32)
}

/// Each heading with the lines below it, up to the next of its rank.
pub fn foldings(workspace: &Workspace, params: OfDocument) -> Answer {
    let uri = &params.text_document.uri;
    let document = workspace.document(uri).ok_or_else(|| occurrences::not_open(uri))?;
    let text = &document.text;
    let places = workspace.places(uri, text);
    let headings = headings(text);
    let mut out = Vec::new();
    for (index, (start, path)) in headings.iter().enumerate() {
        let is_part = |other: &str| other.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('.'));
        let next = headings[index + 1..].iter().find(|(_, other)| !is_part(other));
        let end = next.map_or(text.len() as u32, |(start, _)| *start);
        let whole = trimmed(text, Span::new(*start, end));
        let (first, last) = (places.position(whole.start).line, places.position(whole.end).line);
        if last > first {
            out.push(json!({ "startLine": first, "endLine": last, "kind": "region" }));
        }
    }
    Ok(json!(out))
}

/// The lines that are headings, each with its path. Needs no plan: what is broken can be folded too.
fn headings(text: &str) -> Vec<(u32, String)> {
    let mut at = 0;
    let mut out = Vec::new();
    let mut open = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches('\u{feff}').trim();
        // Within a text over several lines nothing is a heading.
        for mark in ["\"\"\"", "'''"] {
            if words.matches(mark).count() % 2 == 1 && open.is_none_or(|open| open == mark) {
                open = if open.is_some() { None } else { Some(mark) };
            }
        }
        let path = words.split('#').next().unwrap_or("").trim();
        if open.is_none() && line.starts_with('[') && path.ends_with(']') && !path.contains([',', '"', '\'']) {
            out.push((at, path.trim_matches(['[', ']']).trim().to_owned()));
        }
        at += line.len() as u32;
    }
    out
}
