//! The page on the plan format and the code agree: every key is described, and its example uses every key cleanly.

use crate::program::{folder, said};
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

/// A plan in which each key of an action, of its parts and of its objective says something that a reader must be told.
const SHOWN: &str = r#"
board = ["Anytown Safeguarding Board", "Othertown Safeguarding Board"]
title = "Log of actions"
[statuses]
"on track" = "no step is late"
[people]
ann = { name = "Ann Able" }
ben = { name = "Ben Baker", left = "2009-01" }
[[objective]]
ref = "B"
title = "All that is inherited"
tags = ["neglect"]
accountable = "ann"
from = "2008-05"
every = "6 months"
ongoing = true
standing = true
when = "if money is found"
review = ["2008-03", "2009-02"]
[[objective.action]]
ref = "1."
action = "Inherits"
[[objective]]
ref = "C"
title = "All of its own"
[[objective.action]]
ref = "1."
action = "Is closed"
tags = ["CSE"]
accountable = "ben"
added = "2008-02"
due = "2008-06"
ongoing = true
set-up = "2008-07"
review = "2008-11"
status = "withdrawn"
closed = "2008-08"
status-as-printed = "On track"
percent = 40
milestones = [
  { text = "Draft", done = true, lead = "ben", rag = "green", evidence = "the draft", remark = "no date printed" },
  { text = "Final", done = "2008-04" },
]
progress = [{ on = "2008-03", note = "Begun", status = "in-progress", report = true }]
moved = [
  { from = "2008-05", to = "2008-06", on = "2008-04", because = "late" },
  { from = "2008-06", to = "2009-03", on = "2008-05", because = "later still", agreed = false, refused = "2008-06" },
]
[[objective.action]]
action = "Is complete"
status = "complete"
completed = "2008-07"
"#;

/// The cells of that plan: row, column, text.
fn expected() -> Vec<(usize, &'static str, &'static str)> {
    vec![
        (0, "board", "Anytown Safeguarding Board and Othertown Safeguarding Board"),
        (0, "boards", "[Anytown Safeguarding Board,Othertown Safeguarding Board]"),
        (0, "ref", "1."),
        (0, "label", "B/1."),
        (0, "tags", "[neglect]"),
        (0, "accountable", "[Ann Able]"),
        (0, "leads", "[]"),
        (0, "from", "2008-05"),
        (0, "every", "6 months"),
        (0, "ongoing", "true"),
        (0, "standing", "true"),
        (0, "when", "if money is found"),
        (0, "review", "2009-02"),
        (0, "reviews", "[2008-03,2009-02]"),
        (1, "label", "C/1."),
        (1, "tags", "[CSE]"),
        (1, "accountable", "[Ben Baker]"),
        (1, "added", "2008-02-29"),
        (1, "set_up", "2008-07-31"),
        (1, "review", "2008-11"),
        (1, "closed", "2008-08-31"),
        (1, "status_as_printed", "On track"),
        (1, "status_meaning", "no step is late"),
        (1, "percent", "40"),
        (
            1,
            "milestones",
            "[Draft, done (Ben Baker; green; evidence: the draft; remark: no date printed),Final, done April 2008]",
        ),
        (1, "progress", "[March 2008 (report, in-progress): Begun]"),
        (1, "moved", "[from May 2008 to June 2008 in April 2008: late]"),
        (1, "moves", "1"),
        (1, "asked", "[extension to March 2009 asked for in May 2008, refused in June 2008: later still]"),
        (2, "completed", "2008-07-31"),
        (2, "label", "[C/2]"),
    ]
}

#[test]
fn every_key_of_an_action_is_shown() {
    let folder = folder("format-shown");
    std::fs::write(folder.join("log.toml"), SHOWN).unwrap();
    let cells = expected();
    let columns: Vec<&str> = cells.iter().map(|(_, column, _)| *column).collect();
    let columns = columns.join(",");
    let (code, json) = said(&folder, &["list", "log.toml", "--format", "json", "--columns", &columns]);
    assert_eq!(code, 0, "{json}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let cell = |row: usize, column: &str| rows[row][column].to_string().replace('"', "");
    for (row, column, expected) in cells {
        assert_eq!(cell(row, column), expected, "{column} of row {row}");
    }
    let (code, cards) = said(&folder, &["show", "C/1.", "log.toml"]);
    let shown =
        ["Date asked for", "Status as printed", "Per cent done", "Accountable", "Tags", "Closed", "Added", "Set up", "Review"];
    for heading in shown {
        assert!(code == 0 && cards.contains(heading), "{heading}: {cards}");
    }
    let (_, cards) = said(&folder, &["show", "C/2", "log.toml"]);
    assert!(cards.contains("July 2008"), "{cards}");
}

#[test]
fn what_an_action_has_is_found_and_grouped_by_it() {
    let folder = folder("format-found");
    std::fs::write(folder.join("log.toml"), SHOWN).unwrap();
    let refs = |args: &[&str]| {
        let args = [&["list", "log.toml", "--columns", "label", "--format", "tsv"], args].concat();
        let (code, text) = said(&folder, &args);
        assert_eq!(code, 0, "{text}");
        // What the answer says beside its rows has blanks in it.
        text.lines().skip(1).filter(|line| !line.contains(' ')).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(refs(&["--tag", "neglect"]), "B/1.");
    assert_eq!(refs(&["--who", "Ann Able"]), "B/1.");
    assert_eq!(refs(&["--who", "Ben Baker"]), "C/1.");
    assert_eq!(refs(&["--board", "Othertown", "--tag", "cse"]), "C/1.");
    assert_eq!(refs(&["--ref", "c/1."]), "C/1.");
    assert_eq!(refs(&["--ref", "1."]), "B/1. C/1.");
    let (_, grouped) = said(&folder, &["list", "log.toml", "--group-by", "tags"]);
    assert!(grouped.contains("neglect") && grouped.contains("CSE"), "{grouped}");
    let (code, unknown) = said(&folder, &["list", "log.toml", "--tag", "neglet"]);
    assert!(code == 2 && unknown.contains("did you mean \"neglect\"?"), "{unknown}");
}

#[test]
fn a_plan_without_a_period_or_an_end_is_read_whole() {
    let folder = folder("format-period");
    for (name, period) in [("none", ""), ("open", "period = { from = \"2007\" }\n")] {
        let file = format!("{name}.toml");
        let action = "[[objective]]\n[[objective.action]]\nref = \"1\"\naction = \"Write\"\ndue = \"2008-06\"\n";
        std::fs::write(folder.join(&file), format!("board = \"A\"\ntitle = \"T\"\n{period}{action}")).unwrap();
        let (code, text) = said(&folder, &["list", &file, "--columns", "ref,state,plan_ended", "--format", "tsv"]);
        assert_eq!((code, text.lines().nth(1).unwrap()), (0, "1\toverdue\tfalse"), "{text}");
        assert!(text.contains("Nothing recorded: for the overdue action"), "{text}");
        let (_, text) = said(&folder, &["check", &file]);
        assert!(!text.contains("error"), "{text}");
        assert_eq!(said(&folder, &["report", "monthly", &file]).0, 0);
    }
}

/// Findings of a plan in these rules, a line each.
fn findings(text: &str, rules: &[&str]) -> Vec<String> {
    let arena = lscb::plan::Arena::new();
    let reading = lscb::plan::read("plan.toml", text, &arena);
    let found = rules::check_plan("plan.toml", &reading.plan, reading.faults);
    let settled = rules::settle(&found, &[], &Levels::default());
    let wanted = settled.findings.iter().filter(|finding| rules.contains(&finding.rule));
    wanted.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

#[test]
fn references_that_begin_again_are_one_advice_and_repeated_ones_an_error() {
    let plan = |refs: &[&[&str]]| {
        let objectives = refs.iter().enumerate().map(|(number, refs)| {
            let actions =
                refs.iter().map(|own| format!("[[objective.action]]\nref = \"{own}\"\naction = \"x {own} {number}\"\n"));
            format!("[[objective]]\nref = \"{}\"\n{}", ["A", "B"][number], actions.collect::<String>())
        });
        format!("title = \"t\"\nperiod = {{ from = \"2008\", to = \"2008\" }}\n{}", objectives.collect::<String>())
    };
    let told =
        |refs: &[&[&str]]| findings(&plan(refs), &["duplicate-ref", "refs-restart", "ref-gap", "ref-out-of-order"]).join("; ");
    let again = "refs-restart: references begin again under each objective: 1. is more than one action";
    assert_eq!(told(&[&["1.", "2."], &["1.", "2.", "3."]]), again);
    assert_eq!(
        told(&[&["1.", "2.", "2."], &["1."]]),
        format!("duplicate-ref: another action already has the reference 2.; {again}")
    );
    assert_eq!(told(&[&["1a", "1A"], &["2"]]), "duplicate-ref: another action already has the reference 1A");
    assert_eq!(told(&[&["1", "2"], &["2"]]), "duplicate-ref: another action already has the reference 2");
}

#[test]
fn places_never_clash_and_a_name_of_two_actions_is_refused() {
    let folder = folder("format-places");
    let text = "board = \"A\"\ntitle = \"t\"\n[[objective]]\n[[objective.action]]\naction = \"first\"\n[[objective]]\nref = \"1\"\n\
                [[objective.action]]\naction = \"second\"\n[[objective]]\nref = \"B\"\n[[objective.action]]\nref = \"2\"\n\
                action = \"two\"\n[[objective.action]]\nref = \"1\"\naction = \"one\"\n[[objective]]\nref = \"C\"\n\
                [[objective.action]]\nref = \"2\"\naction = \"another\"\n";
    std::fs::write(folder.join("plan.toml"), text).unwrap();
    let list =
        |reference: &str| said(&folder, &["list", "plan.toml", "--ref", reference, "--columns", "action", "--format", "tsv"]);
    assert_eq!(list("1/1").1.lines().nth(1), Some("second"));
    assert_eq!(list("objective-1/1").1.lines().nth(1), Some("first"));
    assert_eq!(list("C/2").1.lines().nth(1), Some("another"));
    let (code, refused) = list("B/2");
    assert!(code == 2 && refused.contains("\"one\"") && refused.contains("\"two\""), "{refused}");
}

#[test]
fn where_an_action_came_from_is_checked_by_reference_and_by_place() {
    let folder = folder("format-came-from");
    let earlier = "board = \"A\"\ntitle = \"t\"\nperiod = { from = \"2007/08\", to = \"2007/08\" }\n[[objective]]\nref = \"A\"\n\
                   [[objective.action]]\nref = \"1.\"\naction = \"one\"\nstatus = \"carried-forward\"\n[[objective]]\nref = \"B\"\n\
                   [[objective.action]]\nref = \"1.\"\naction = \"two\"\n";
    std::fs::write(folder.join("x.toml"), earlier).unwrap();
    for (from, expected) in [
        ("A/1.", None),
        ("A/1", None),
        ("1.", Some("which could be A/1. or B/1.")),
        ("B/1.", Some("which is not carried forward there")),
        ("B/1", Some("which is not carried forward there")),
        ("B/2", Some("which has no such action")),
        ("C/1.", Some("which has no such action")),
    ] {
        let later = format!(
            "board = \"A\"\ntitle = \"t\"\nperiod = {{ from = \"2008/09\", to = \"2008/09\" }}\n[[objective]]\nref = \"A\"\n\
             [[objective.action]]\nref = \"A1\"\naction = \"one\"\ncame-from = \"x:{from}\"\n"
        );
        std::fs::write(folder.join("y.toml"), later).unwrap();
        let (_, text) = said(&folder, &["check", ".", "--select", "not-carried-back", "--select", "came-from-nothing"]);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match expected {
            Some(words) => assert!(text.contains(words), "{from}: {text}"),
            None => assert!(!text.contains("came from"), "{from}: {text}"),
        }
    }
}

#[test]
fn wrong_values_of_the_keys_are_told_with_what_to_write() {
    let told = |line: &str| {
        let text = format!(
            "title = \"t\"\n[people]\njo = {{ name = \"Jo\" }}\n[[objective]]\n[[objective.action]]\naction = \"a\"\n{line}\n"
        );
        let faults = lscb::plan::read("t.toml", &text, &lscb::plan::Arena::new()).faults;
        let told = faults.iter().map(|fault| {
            let fix = fault.fix.as_ref().map(|fix| format!(" -> {}", fix.edits[0].text)).unwrap_or_default();
            format!("{}{fix}", fault.rule)
        });
        told.collect::<Vec<_>>().join("; ")
    };
    for (line, expected) in [
        ("percent = \"40%\"", "wrong-type -> 40"),
        ("percent = 101", "unknown-value"),
        ("percent = 12.5", "wrong-type"),
        ("status-as-printed = 2", "wrong-type -> \"2\""),
        ("review = \"March 2009\"", "bad-date -> \"2009-03\""),
        ("closed = \"June 2008\"", "bad-date -> \"2008-06\""),
        ("closed = true", "wrong-type"),
        // A board's "closed" is not "complete", and a milestone's "done" not for sure what "completed" can hold.
        ("status = \"closed\"", "unknown-value"),
        ("tags = \"neglect\"", ""),
        ("accountable = \"Jo\"", "unknown-lead -> \"jo\""),
        ("milestones = [{ text = \"a\", done = \"yes\" }]", "bad-date"),
        ("milestones = [{ text = \"a\", done = false }]", ""),
        ("progress = [{ note = \"a\", status = \"Complete\" }]", "unknown-value -> \"complete\""),
        ("moved = [{ from = \"2008\", to = \"2009\", agreed = \"no\" }]", "wrong-type -> false"),
        ("refused = 2008-06-01", "unknown-key"),
        ("report = true", "unknown-key"),
        ("hold = { because = \"a\", review = \"2008-06\" }", "bad-date"),
    ] {
        assert_eq!(told(line), expected, "{line}");
    }
}
