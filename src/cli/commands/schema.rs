//! `lscb schema`: the format of a plan as a JSON schema, for editors.

use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::plan::keys::{self, Section, ValueType};
use serde_json::{Map, Value, json};

/// The plan format as a JSON Schema, for editors
#[derive(clap::Args, Debug)]
pub struct Args {}

pub(super) fn run(_: Args) -> anyhow::Result<ExitStatus> {
    output::data(&text()?)?;
    Ok(ExitStatus::Success)
}

/// The schema as `plans/plan.schema.json` holds it.
pub(super) fn text() -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&schema())? + "\n")
}

/// Draft 7, which every editor's TOML support reads.
fn schema() -> Value {
    let mut root = object(&keys::PLAN);
    let head = [
        ("$schema", json!("http://json-schema.org/draft-07/schema#")),
        ("title", json!("A safeguarding board's business plan")),
        ("description", json!("One board's plan for one period, as lscb reads it.")),
    ];
    let definitions: Map<String, Value> = keys::SECTIONS
        .iter()
        .filter(|section| section.name != keys::PLAN.name)
        .map(|section| (id(section), object(section)))
        .collect();
    if let Value::Object(map) = &mut root {
        let mut whole: Map<String, Value> = head.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        whole.append(map);
        whole.insert("definitions".into(), Value::Object(definitions));
        return Value::Object(whole);
    }
    root
}

fn object(section: &Section) -> Value {
    let properties: Map<String, Value> = section
        .keys
        .iter()
        .map(|key| {
            let mut value = value(key.value_type);
            if let Value::Object(map) = &mut value {
                // A reference allows nothing beside it in draft 7, so it stands one level down.
                if map.contains_key("$ref") {
                    value = json!({ "description": key.about, "allOf": [value] });
                } else {
                    map.insert("description".into(), json!(key.about));
                }
            }
            (key.name.to_owned(), value)
        })
        .collect();
    let needed: Vec<&str> = section.keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    let mut object = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !needed.is_empty() {
        object["required"] = json!(needed);
    }
    object
}

fn value(value: ValueType) -> Value {
    let text = || json!({ "type": "string" });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let one_or_list = |items: Value| json!({ "anyOf": [items, list(items.clone())] });
    match value {
        ValueType::Text | ValueType::Pointer => text(),
        ValueType::Texts | ValueType::Pointers => one_or_list(text()),
        ValueType::Day => day(),
        ValueType::Days => one_or_list(day()),
        ValueType::When => when(),
        ValueType::WhenOrTrue => json!({ "anyOf": [when(), { "type": "boolean" }] }),
        ValueType::Whens => one_or_list(when()),
        ValueType::Every => json!({ "type": "string", "pattern": EVERY }),
        ValueType::Percent => json!({ "type": "integer", "minimum": 0, "maximum": 100 }),
        ValueType::Flag => json!({ "type": "boolean" }),
        ValueType::Word(words) => json!({ "type": "string", "enum": words }),
        ValueType::Whos => one_or_list(json!({ "anyOf": [text(), reference(&keys::WHO)] })),
        ValueType::WhoLists => list(self::value(ValueType::Whos)),
        ValueType::Table(section) => reference(section),
        ValueType::Tables(section) => one_or_list(reference(section)),
        ValueType::Named(section) => json!({ "type": "object", "additionalProperties": reference(section) }),
        ValueType::NamedTexts => json!({ "type": "object", "additionalProperties": text() }),
        ValueType::WordTexts(words) => {
            let texts: Map<String, Value> = words.iter().map(|word| ((*word).to_owned(), text())).collect();
            json!({ "type": "object", "additionalProperties": false, "properties": texts })
        }
    }
}

const EVERY: &str = "^([1-9][0-9]? |1[01][0-9] |120 )?(day|week|month|quarter|year)s?$|^(meeting|term)$";
/// Every month ends where it does in a leap year.
const DAY: &str = "^(19|2[01])[0-9]{2}-((0[1-9]|1[0-2])-(0[1-9]|[12][0-9])|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)$";
const WHEN: &str = "^(19|2[01])[0-9]{2}(-(0[1-9]|1[0-2])|-[Qq][1-4]|/[0-9]{2}([0-9]{2})?)?$";

/// A date of TOML, or the same in quotation marks: some editors take "format" for the one and not the other.
fn day() -> Value {
    json!({ "anyOf": [{ "type": "string", "format": "date", "pattern": DAY }, { "type": "string", "pattern": DAY }] })
}

fn when() -> Value {
    json!({ "anyOf": [day(), { "type": "string", "pattern": WHEN }] })
}

fn reference(section: &Section) -> Value {
    json!({ "$ref": format!("#/definitions/{}", id(section)) })
}

/// "a progress note" becomes "progress-note".
fn id(section: &Section) -> String {
    let name = section.name.trim_start_matches("an ").trim_start_matches("a ").trim_start_matches("the ");
    name.replace('"', "").replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_beside_the_plans_is_the_one_printed() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/plan.schema.json");
        let kept = crate::source::read(std::path::Path::new(path)).unwrap().text;
        assert!(kept == text().unwrap(), "write it again: cargo run -- schema > plans/plan.schema.json");
    }
}
