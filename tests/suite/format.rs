//! The page on the plan format and the code agree: every key is described, and its example uses every key cleanly.

use lscb::plan::keys::{SECTIONS, ValueType};
use lscb::rules::{self, Levels};

fn page() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/README.md")).unwrap()
}

fn example() -> String {
    let page = page();
    let start = page.find("```toml\n").unwrap() + 8;
    page[start..start + page[start..].find("\n```").unwrap() + 1].to_owned()
}

#[test]
fn the_page_describes_every_key() {
    let page = page();
    for section in SECTIONS {
        for key in section.keys {
            let name = key.name;
            let told = [format!("`{name}`"), format!("{name} ="), format!("[{name}]"), format!("[[{name}]]")];
            assert!(
                told.iter().any(|form| page.contains(form)),
                "plans/README.md does not tell of \"{name}\" of {}",
                section.name
            );
        }
    }
}

#[test]
fn the_example_uses_every_key_and_nothing_is_wrong_with_it() {
    let text = example();
    let arena = lscb::plan::Arena::new();
    let reading = lscb::plan::read("anytown-2008-09.toml", &text, &arena);
    let found = rules::check_plan("anytown-2008-09.toml", &reading.plan, reading.faults);
    let settled = rules::settle(&found, &[], &Levels::default());
    let found: Vec<_> = settled.findings.iter().map(|finding| (finding.rule, &finding.message)).collect();
    assert!(found.is_empty(), "{found:#?}");

    let written: toml::Table = toml::from_str(&text).unwrap();
    let mut used = Vec::new();
    walk(&toml::Value::Table(written), &mut used);
    for section in SECTIONS {
        for key in section.keys {
            assert!(used.iter().any(|name| name == key.name), "the example does not use \"{}\" of {}", key.name, section.name);
        }
    }
}

fn walk(value: &toml::Value, used: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                used.push(key.clone());
                walk(value, used);
            }
        }
        toml::Value::Array(array) => array.iter().for_each(|value| walk(value, used)),
        _ => {}
    }
}

#[test]
fn the_reader_takes_every_key_and_complains_of_every_wrong_type() {
    // A table where none may stand, for each key that holds a single value: one fault, at that key's value.
    for section in SECTIONS.iter().filter(|section| section.name == "an action") {
        for key in section
            .keys
            .iter()
            .filter(|key| !matches!(key.value_type, ValueType::Table(_) | ValueType::Tables(_) | ValueType::Whos))
        {
            let text = format!(
                "title = \"t\"\nperiod = {{ from = \"2008\", to = \"2008\" }}\n[[objective]]\n[[objective.action]]\n{} = {{}}\n",
                key.name
            );
            let faults = lscb::plan::read("t.toml", &text, &lscb::plan::Arena::new()).faults;
            assert_eq!(faults.len(), 1, "{}: {faults:?}", key.name);
            assert_eq!(faults[0].rule, "wrong-type", "{}", key.name);
            assert_eq!(faults[0].primary.span.of(&text), "{}");
        }
    }
}
