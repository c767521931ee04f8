//! What `lscb import` tells of a paper on the screen and in its report: tables, columns, and each thing to look at with its place.

use crate::program::{folder, said};
use serde_json::{Value, json};
use std::fs;

const TWO: &str = "# Business Plan\n\n| Action | Who | By when |\n|---|---|---|\n| Alpha one | Jo | June 2008 |\n\nAnd\n\n\
                   | Ref | Task | With | By when |\n|---|---|---|---|\n| 2.1 | Beta two | Jo | sometime |\n| 2.2 | Gamma three | Jo | July 2008 |\n";

/// A paper with so many actions that have no date, and one thing more to look at: who "Jo" is.
fn undated(actions: usize) -> String {
    let rows: String = (1..=actions).map(|number| format!("| {number} | Do the thing number {number} | Jo | soon |\n")).collect();
    format!(
        "# Business Plan 2008/09\n\nAnytown Safeguarding Children Board\n\n| Ref | Action | Who | By when |\n|---|---|---|---|\n{rows}"
    )
}

#[test]
fn each_thing_to_look_at_is_told_with_what_it_is_about_and_where_it_stands() {
    let root = folder("import_told/two");
    fs::write(root.join("two.md"), TWO).unwrap();
    let (code, text) = said(&root, &["import", "two.md", "--dry-run", "--report", "report.json"]);
    assert_eq!(code, 0, "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[..5],
        [
            "table 1 (2 rows): taken, with its heading in row 3",
            "table 2 (3 rows): taken, with its heading in row 9",
            "columns of table 1: \"Action\" = action, \"Who\" = lead, \"By when\" = timescale",
            "columns of table 2: \"Ref\" = ref, \"Task\" = action, \"With\" = with, \"By when\" = timescale",
            "two.md: 3 actions under 2 objectives; 0 people and 1 group or role; 5 things to look at:",
        ]
    );
    assert_eq!(lines.len(), 10, "{text}");
    // What stands at a place has it, what is of the whole paper has none.
    let dated = lines[5];
    assert!(dated.starts_with("  2.1: ") && dated.ends_with(" (table 2, row 11, column \"By when\")"), "{dated}");
    for (line, words) in [(lines[6], "\"Jo\""), (lines[8], "board"), (lines[9], "period")] {
        assert!(line.contains(words) && !line.contains("(table") && !line.contains("2.1"), "{line}");
    }
    let report: Value = serde_json::from_slice(&fs::read(root.join("report.json")).unwrap()).unwrap();
    let meanings = |table: usize| {
        let columns = report["tables"][table]["columns"].as_array().unwrap().iter();
        columns.map(|column| column["meaning"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (meanings(0), meanings(1)),
        (
            vec!["action", "lead", "timescale"].into_iter().map(str::to_owned).collect(),
            ["ref", "action", "with", "timescale"].map(str::to_owned).to_vec()
        )
    );
    let places: Vec<Value> = report["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| json!([check["ref"], check["table"], check["row"], check["column"]]))
        .collect();
    assert_eq!(
        places,
        [
            json!(["2.1", 2, 11, "By when"]),
            json!([null, null, null, null]),
            json!([null, 2, 11, null]),
            json!([null, null, null, null]),
            json!([null, null, null, null]),
        ]
    );
}

#[test]
fn twelve_things_are_told_one_by_one_and_of_more_the_number() {
    let root = folder("import_told/many");
    for (actions, told, last) in [
        (10, 11, "  is \"Jo\" a person"),
        (11, 12, "  is \"Jo\" a person"),
        (12, 12, "  and 1 more: all of them stand in the draft, as lines with \"check:\""),
        (15, 12, "  and 4 more: all of them stand in the draft, as lines with \"check:\""),
    ] {
        fs::write(root.join("many.md"), undated(actions)).unwrap();
        let (code, text) = said(&root, &["import", "many.md", "--dry-run"]);
        assert_eq!(code, 0, "{text}");
        assert!(text.contains(&format!("; {} things to look at:\n", actions + 1)), "{text}");
        assert!(text.lines().last().unwrap().starts_with(last), "{actions}: {text}");
        let things = text.lines().filter(|line| line.starts_with("  ") && !line.starts_with("  and ")).count();
        assert_eq!(things, told, "{actions}: {text}");
    }
}

#[test]
fn one_of_a_kind_is_told_as_one() {
    let root = folder("import_told/one");
    fs::write(root.join("one.md"), "| Action | Who |\n|---|---|\n\n| Action | Lead person | By when |\n|---|---|---|\n| Write it | Jo Bloggs | June 2008 |\n").unwrap();
    let args = ["import", "one.md", "--dry-run", "--board", "Anytown", "--period", "2008/09"];
    let text = said(&root, &args).1;
    assert!(text.contains("table 1 (1 row): ") && text.contains("table 2 (2 rows): taken"), "{text}");
    assert!(text.contains("one.md: 1 action under 1 objective; 1 person and 0 groups and roles; "), "{text}");
    assert!(!text.contains("1 things") && !text.contains("1 rows"), "{text}");
}
