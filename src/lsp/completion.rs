//! What can be written at the cursor: keys by the table they stand in, the words a key can hold, people and groups, references,
//! dates that the timescale beside gives, rules; and the same for the configuration.

use super::cursor::{self, Cursor, Place, Slot};
use super::document::Places;
use super::protocol::*;
use super::workspace::{Workspace, is_configuration};
use super::{Answer, occurrences};
use crate::plan::keys::{self, Key, Section, ValueType};
use crate::plan::{Action, Objective, Plan};
use crate::rules::RULES;
use crate::text::{Span, one_line};
use crate::time::phrase;
use crate::time::when::When;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Kinds of proposals, by the numbers of the protocol.
const FIELD: u8 = 5;
const VALUE: u8 = 12;
const MODULE: u8 = 9;
const REFERENCE: u8 = 18;

/// Proposals of one kind that are offered.
const MOST: usize = 500;

/// One proposal.
struct Item {
    /// What is shown and, where nothing else is said, written.
    label: String,
    kind: u8,
    detail: String,
    about: String,
    /// What is written; with places to fill in where it is a snippet.
    text: String,
    is_snippet: bool,
}

impl Item {
    /// A word in quotation marks.
    fn quoted(label: &str, kind: u8, detail: &str) -> Item {
        Item {
            label: label.into(),
            kind,
            detail: detail.into(),
            about: String::new(),
            text: format!("\"{label}\""),
            is_snippet: false,
        }
    }

    /// Written as it is.
    fn plain(text: &str, detail: &str) -> Item {
        let (about, is_snippet) = (String::new(), false);
        Item { label: text.into(), kind: VALUE, detail: detail.into(), about, text: text.into(), is_snippet }
    }

    fn json(&self, number: usize, word: &str, range: Range) -> Value {
        // An editor compares what is typed, its quotation mark too, with this: so a person is found by the name as well.
        let mark = word.chars().next().filter(|mark| matches!(mark, '"' | '\'' | '[')).map(String::from).unwrap_or_default();
        let label = one_line(&self.label);
        let bare = label.trim_start_matches('[');
        let filter = format!("{}{bare} {}", if mark == "[" { &label[..label.len() - bare.len()] } else { &mark }, self.detail);
        let mut out = json!({
            "label": label,
            "kind": self.kind,
            "detail": one_line(&self.detail),
            "filterText": one_line(filter.trim_end()),
            "sortText": format!("{number:04}"),
            "textEdit": { "range": range, "newText": self.text },
            "insertTextFormat": if self.is_snippet { 2 } else { 1 },
        });
        if !self.about.is_empty() {
            out["documentation"] = one_line(&self.about).into();
        }
        out
    }
}

/// Everything that can be written at a place.
pub fn all(workspace: &Workspace, params: AtPosition, client: &Value) -> Answer {
    let uri = &params.text_document.uri;
    let document = workspace.document(uri).ok_or_else(|| occurrences::not_open(uri))?;
    let places = workspace.places(uri, &document.text);
    let offset = places.offset(params.position);
    let cursor = cursor::at(&document.text, offset);
    let snippets = client.pointer("/textDocument/completion/completionItem/snippetSupport").and_then(Value::as_bool);
    let name = workspace.name_of(uri);
    let items = match is_configuration(&name) {
        true => of_configuration(workspace, &cursor),
        false => {
            let of_plan = |plan: &Plan| of_plan(workspace, uri, plan, &cursor, offset, snippets == Some(true));
            workspace.with_plan(&name, &document.text, of_plan).unwrap_or_default()
        }
    };
    Ok(shown(&items, &cursor, &document.text, &places))
}

fn shown(items: &[Item], cursor: &Cursor, text: &str, places: &Places) -> Value {
    let word = cursor.word.of(text);
    // What is replaced is on one line, as the protocol wants it.
    let word_span = if word.contains(['\n', '\r']) { Span::new(cursor.word.end, cursor.word.end) } else { cursor.word };
    let range = places.range(word_span);
    let items: Vec<Value> = items.iter().take(MOST).enumerate().map(|(number, item)| item.json(number, word, range)).collect();
    json!({ "isIncomplete": false, "items": items })
}

fn of_plan(workspace: &Workspace, uri: &str, plan: &Plan, cursor: &Cursor, offset: u32, snippets: bool) -> Vec<Item> {
    let slot = Slot::at(&cursor.path);
    match (cursor.place, slot) {
        (Place::Heading, _) => headings(),
        (Place::Key, Some(Slot::Table(section))) => keys_of(section, cursor, plan, snippets),
        (Place::Key, Some(Slot::Value(ValueType::Whos | ValueType::WhoLists))) => keys_of(&keys::WHO, cursor, plan, snippets),
        (Place::Key, Some(Slot::Words(words))) => words
            .iter()
            .filter(|word| !cursor.present.iter().any(|present| present == *word))
            .map(|word| Item::plain(&format!("{word} = "), ""))
            .collect(),
        (Place::Value, Some(Slot::Value(value))) => values(workspace, uri, plan, cursor, offset, value),
        _ => Vec::new(),
    }
}

/// Every heading that a plan can have.
fn headings() -> Vec<Item> {
    fn add(section: &'static Section, path: &str, out: &mut Vec<Item>) {
        for key in keys::headings(section) {
            let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
            let text = match key.value_type {
                ValueType::Tables(_) => format!("[[{path}]]"),
                _ => format!("[{path}]"),
            };
            let (detail, about) = (key.about.to_owned(), String::new());
            out.push(Item { label: text.clone(), kind: MODULE, detail, about, text, is_snippet: false });
            if let ValueType::Table(inner) | ValueType::Tables(inner) = key.value_type {
                add(inner, &path, out);
            }
        }
    }
    let mut out = Vec::new();
    add(&keys::PLAN, "", &mut out);
    out
}

/// The keys of a section that do not stand there already.
fn keys_of(section: &'static Section, cursor: &Cursor, plan: &Plan, snippets: bool) -> Vec<Item> {
    let typed = cursor.word.of(plan.text);
    let is_followed = plan.text[cursor.word.end as usize..].trim_start_matches([' ', '\t']).starts_with('=');
    let absent = section.keys.iter().filter(|key| !cursor.present.iter().any(|present| present == key.name));
    absent.filter(|key| !key.name.is_empty() && !typed.contains('.')).map(|key| item_of(key, is_followed, snippets)).collect()
}

fn item_of(key: &Key, is_followed: bool, snippets: bool) -> Item {
    let name = key.name;
    let text = match key.value_type {
        _ if is_followed => name.to_owned(),
        ValueType::Table(_) | ValueType::Named(_) | ValueType::NamedTexts | ValueType::WordTexts(_) if snippets => {
            format!("{name} = {{ $0 }}")
        }
        ValueType::Text | ValueType::Texts | ValueType::Every | ValueType::Word(_) if snippets => format!("{name} = \"$0\""),
        ValueType::Pointer | ValueType::Pointers | ValueType::Whos if snippets => format!("{name} = \"$0\""),
        ValueType::Tables(_) if snippets => format!("{name} = [{{ $0 }}]"),
        _ => format!("{name} = "),
    };
    let is_snippet = text.contains("$0");
    Item { label: name.into(), kind: FIELD, detail: key.about.into(), about: example_of(key.value_type), text, is_snippet }
}

/// How a value is written.
pub(super) fn example_of(value: ValueType) -> String {
    match value {
        ValueType::Day => "a day: 2008-06-30".into(),
        ValueType::Days => "days: [2008-06-30, 2008-09-30]".into(),
        ValueType::When | ValueType::Whens => {
            "a date as precise as printed: 2008-06-30, \"2008-06\", \"2008-Q2\", \"2008\", \"2007/08\"".into()
        }
        ValueType::Word(words) => format!("one of {}", words.join(", ")),
        ValueType::Flag => "true, or left out".into(),
        ValueType::Table(section) | ValueType::Named(section) | ValueType::Tables(section) => section.example.into(),
        _ => String::new(),
    }
}

/// The objective and action in whose lines an offset lies.
pub(super) fn action_at<'p, 'a>(plan: &'p Plan<'a>, offset: u32) -> Option<(&'p Objective<'a>, Option<&'p Action<'a>>)> {
    let objective = plan.objectives.iter().rfind(|objective| objective.span.start <= offset)?;
    Some((objective, objective.actions.iter().rfind(|action| action.span.start <= offset)))
}

fn values(workspace: &Workspace, uri: &str, plan: &Plan, cursor: &Cursor, offset: u32, value: ValueType) -> Vec<Item> {
    let path: Vec<&str> = cursor.path.iter().map(String::as_str).collect();
    match (&path[..], value) {
        (_, ValueType::Flag) => vec![Item::plain("true", ""), Item::plain("false", "")],
        (_, ValueType::Word(words)) => words.iter().map(|word| Item::quoted(word, VALUE, "")).collect(),
        (_, ValueType::Pointer | ValueType::Pointers | ValueType::Whos | ValueType::WhoLists) => names(plan, &path),
        (["allow", "rule"], _) => {
            let kept = RULES.iter().filter(|rule| rule.can_be_kept());
            kept.map(|rule| Item { about: rule.why.into(), ..Item::quoted(rule.id, VALUE, rule.summary) }).collect()
        }
        (["allow", "ref"] | [.., "see"], _) => references(plan),
        ([.., "came-from"], _) => earlier_actions(workspace, uri),
        (["objective", "action", "outcome"], _) => {
            let shared = plan.outcomes.iter();
            shared.map(|shared| Item::quoted(shared.key.value, REFERENCE, shared.text.value)).collect()
        }
        (_, ValueType::Every) => {
            let printed = readings(plan, &path, offset).into_iter().filter_map(|reading| reading.every);
            let printed = printed.map(|every| Item::quoted(&every.to_string(), VALUE, "as the timescale says"));
            let usual = ["week", "month", "quarter", "6 months", "year", "meeting"];
            printed.chain(usual.iter().map(|every| Item::quoted(every, VALUE, ""))).collect()
        }
        (_, value) if value.is_date() => dates(workspace, plan, &path, offset, value),
        _ => Vec::new(),
    }
}

/// The people and groups that a key can mean.
fn names(plan: &Plan, path: &[&str]) -> Vec<Item> {
    let last = path.last().copied().unwrap_or("");
    let people = plan.people.iter().map(|person| {
        let role = person.role.as_ref().map_or(String::new(), |role| format!(", {}", role.value));
        Item {
            about: person.left.map_or(String::new(), |left| format!("left {}", left.for_people())),
            ..Item::quoted(person.key.value, REFERENCE, &format!("{}{role}", person.name.value))
        }
    });
    let groups = plan.groups.iter().map(|group| {
        let former = group.former.is_some_and(|former| former.value);
        Item {
            about: if former { "no longer exists".into() } else { String::new() },
            ..Item::quoted(group.key.value, REFERENCE, &format!("{} ({})", group.name.value, group.kind.word()))
        }
    });
    // Some keys name only people, some only groups.
    match last {
        "chair" | "held-by" | "by" => people.collect(),
        "could-be" | "now" | "for" => groups.collect(),
        _ => people.chain(groups).collect(),
    }
}

/// Every reference of the plan, with what it is about.
fn references(plan: &Plan) -> Vec<Item> {
    let mut out = Vec::new();
    for objective in plan.objectives {
        let title = objective.title.as_ref().map_or("", |title| title.value);
        out.extend(objective.reference.as_ref().map(|reference| Item::quoted(reference.value, REFERENCE, title)));
        for action in objective.actions {
            let words = action.action.as_ref().map_or("", |words| words.value);
            let name = action.reference.as_ref().map_or_else(|| objective.position_of(action), |own| own.to_string());
            out.push(Item::quoted(&name, REFERENCE, words));
        }
    }
    out
}

/// The actions of the plans beside, those carried forward first.
fn earlier_actions(workspace: &Workspace, uri: &str) -> Vec<Item> {
    let beside = workspace.plans_beside(uri);
    let named = |name: &str, reference: &str, detail| Item::quoted(&format!("{name}:{reference}"), REFERENCE, detail);
    let carried = beside.iter().flat_map(|(_, found)| {
        let summary = found.summary();
        summary.carried.iter().map(|carried| named(&summary.name, &carried.name, "carried forward"))
    });
    let others = beside.iter().flat_map(|(_, found)| {
        let summary = found.summary();
        let names = summary.actions().map(|(objective, number, reference)| match reference {
            "" => format!("{objective}/{number}"),
            own if summary.refs_restart => format!("{objective}/{own}"),
            own => own.to_owned(),
        });
        let is_carried = |name: &str| summary.carried.iter().any(|carried| *carried.name == *name);
        names.filter(move |name| !is_carried(name)).map(|name| named(&summary.name, &name, ""))
    });
    carried.chain(others).take(MOST).collect()
}

/// The timescale beside a date, as it is read: that of the milestone, else of the action, else of the objective.
fn readings(plan: &Plan, path: &[&str], offset: u32) -> Vec<phrase::Reading> {
    let Some((objective, action)) = action_at(plan, offset) else { return Vec::new() };
    let of_milestone = || {
        let mut milestones = action?.milestones.iter();
        milestones.rfind(|milestone| milestone.span.start <= offset)?.timescale
    };
    let printed = match path {
        [.., "milestones", _] => of_milestone(),
        ["objective", "action", ..] => action.and_then(|action| action.timescale).or(objective.timescale),
        ["objective", ..] => objective.timescale,
        _ => None,
    };
    let period = plan.period.and_then(|period| period.days());
    printed.iter().map(|printed| phrase::read_in(printed.value, period)).collect()
}

/// Dates that are likely at a key.
fn dates(workspace: &Workspace, plan: &Plan, path: &[&str], offset: u32, value: ValueType) -> Vec<Item> {
    let written = |when: When, why: &str| {
        let fits = !value.is_day() || matches!(when, When::Day(_));
        fits.then(|| Item::plain(&when.as_value(), &format!("{}, {why}", when.for_people())))
    };
    let day = |day: NaiveDate, why: &str| written(When::Day(day), why);
    let mut out: Vec<Option<Item>> = Vec::new();
    let last = path.last().copied().unwrap_or("");
    for reading in readings(plan, path, offset) {
        let why = if reading.by_period { "perhaps, as the plan's period may mean it" } else { "as the timescale says" };
        let dates: Vec<When> = match last {
            "due" => reading.due,
            "from" => reading.from.into_iter().collect(),
            "review" => reading.review,
            _ => Vec::new(),
        };
        out.extend(dates.into_iter().map(|date| written(date, why)));
    }
    let is_past = ["completed", "done", "on", "agreed", "left"].contains(&last);
    if is_past || last == "review" {
        out.extend(workspace.today().map(|today| day(today, "today")));
    }
    if is_past || ["due", "review"].contains(&last) {
        out.extend(plan.meetings.iter().rev().map(|meeting| day(meeting.value, "a meeting of the board")));
    }
    if let Some((from, to)) = plan.period.and_then(|period| period.days()) {
        match last {
            "due" | "to" => out.push(day(to, "the plan's last day")),
            "from" => out.push(day(from, "the plan's first day")),
            _ => {}
        }
    }
    let mut out: Vec<Item> = out.into_iter().flatten().collect();
    let mut seen = Vec::new();
    out.retain(|item| {
        !seen.contains(&item.text) && {
            seen.push(item.text.clone());
            true
        }
    });
    out
}

/// What can be written in a configuration.
fn of_configuration(workspace: &Workspace, cursor: &Cursor) -> Vec<Item> {
    let words = workspace.configuration_words();
    let path: Vec<&str> = cursor.path.iter().map(String::as_str).collect();
    let keys = |known: &[(String, String)]| -> Vec<Item> {
        let absent = known.iter().filter(|(key, _)| !cursor.present.contains(key));
        absent.map(|(key, about)| Item { label: key.clone(), kind: FIELD, ..Item::plain(&format!("{key} = "), about) }).collect()
    };
    match (cursor.place, &path[..]) {
        (Place::Heading, _) => {
            let heading = |text: &str, about: &str| Item { kind: MODULE, ..Item::plain(text, about) };
            vec![
                heading("[levels]", "what each rule's findings weigh"),
                heading("[report.name]", "a report by a name of your own"),
            ]
        }
        (Place::Key, []) => keys(&words.keys),
        (Place::Key, ["levels"]) => {
            let known: Vec<(String, String)> = RULES.iter().map(|rule| (rule.id.to_owned(), rule.summary.to_owned())).collect();
            keys(&known)
        }
        (Place::Value, ["levels", _]) => words.levels.iter().map(|level| Item::quoted(level, VALUE, "")).collect(),
        (Place::Key, ["report", _]) => keys(&words.report_keys),
        (Place::Value, ["report", _, "shape"]) => {
            words.shapes.iter().map(|(shape, about)| Item::quoted(shape, VALUE, about)).collect()
        }
        _ => Vec::new(),
    }
}
