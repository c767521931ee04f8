//! Many boards: no row, pack, heading or event without its board, and the sum of the parts is the whole.

use crate::program::{folder, lscb, said};
use lscb::reports::REPORT_KINDS;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// So many boards have a plan made from each of the five.
pub const COPIES: usize = 30;

/// 150 boards whose groups and people have the names of 29 others.
fn shelf(name: &str) -> PathBuf {
    shelf_of(COPIES, name)
}

fn shelf_of(copies: usize, name: &str) -> PathBuf {
    shelf_named(copies, name, |stem, copy| format!("Board {stem} {copy}"))
}

/// So many boards of each plan, called by what is made of the plan's name and a number.
pub fn shelf_named(copies: usize, name: &str, called: fn(&str, usize) -> String) -> PathBuf {
    let folder = folder(name);
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    for entry in fs::read_dir(plans).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        for copy in 0..copies {
            let rest = text.lines().filter(|line| !line.starts_with("board "));
            let board = format!("board = \"{}\"", called(stem, copy));
            let text: Vec<&str> = rest.collect();
            let (schema, text) = text.split_at(usize::from(text[0].starts_with("#:schema")));
            let text = format!("{}\n{board}\n{}\n", schema.join("\n"), text.join("\n"));
            fs::write(folder.join(format!("{stem}-no{copy:02}.toml")), text).unwrap();
        }
    }
    folder
}

/// In formats of papers and of values, each row of a report says whose it is, or stands under the heading of its board.
#[test]
fn every_report_names_every_board_that_it_has_rows_of_in_every_format() {
    let folder = shelf_of(2, "boards-formats");
    let asked = REPORT_KINDS.iter().map(|kind| vec!["report", kind.id]);
    for question in asked.chain([vec!["overdue"], vec!["due", "--within", "6m"], vec!["list"]]) {
        let whole = json(&folder, &[&question[..], &[".", "--format", "json"]].concat());
        let tables = sections(&whole);
        let rows =
            tables.iter().filter(|(id, _)| !SUMS.contains(&&**id) && !question.contains(&OVER_BOARDS)).flat_map(|(_, rows)| rows);
        let boards: BTreeSet<&str> = rows.filter_map(|row| row.get("board")?.as_str()).collect();
        for format in ["csv", "tsv", "markdown", "html"] {
            let output = lscb(&folder, &[&question[..], &[".", "--format", format]].concat());
            assert!(output.status.success(), "{question:?} {format}");
            let text = String::from_utf8(output.stdout).unwrap();
            for board in &boards {
                assert!(text.contains(board), "{question:?} {format}: no word of {board}");
            }
            // A row of values has its board in a column of its own.
            let sign = if format == "tsv" { '\t' } else { ',' };
            let is_of_values = ["csv", "tsv"].contains(&format) && tables.len() == 1 && !boards.is_empty();
            if is_of_values {
                let head = text.lines().next().unwrap_or("");
                assert!(head.split(sign).any(|name| name.trim_matches(['\u{feff}', '"']) == "board"), "{question:?}: {head}");
            }
        }
    }
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = lscb(folder, args);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {}", said(folder, args).1))
}

/// The sections of a report, by their ids.
fn sections(report: &Value) -> Vec<(String, Vec<Value>)> {
    let rows = |value: &Value| value.as_array().unwrap().clone();
    match report.get("sections") {
        Some(sections) => {
            let each = sections.as_array().unwrap().iter();
            each.map(|section| (section["id"].as_str().unwrap().to_owned(), rows(&section["rows"]))).collect()
        }
        None => vec![("rows".to_owned(), rows(&report["rows"]))],
    }
}

/// Themes go over all boards: a row says in how many.
const OVER_BOARDS: &str = "tags";

/// Sections whose rows are sums over all that was asked for.
const SUMS: [&str; 3] = ["figures", "months", "rag"];

#[test]
fn every_row_names_its_board_and_the_sum_of_the_parts_is_the_whole() {
    let folder = shelf("boards-shelf");
    let mut asked: Vec<Vec<&str>> = REPORT_KINDS.iter().map(|kind| vec!["report", kind.id]).collect();
    asked.extend([vec!["overdue"], vec!["due", "--within", "6m"], vec!["list"]]);
    for question in asked {
        let whole = json(&folder, &[&question[..], &[".", "--format", "json"]].concat());
        let out = format!("packs-{}", question.join("-"));
        let packs = [&question[..], &[".", "--format", "json", "--each", "board", "--out-dir", &out]].concat();
        let (code, text) = said(&folder, &packs);
        assert_eq!(code, 0, "{question:?}: {text}");
        let parts: Vec<Value> = fs::read_dir(folder.join(&out))
            .unwrap()
            .map(|entry| serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap())
            .collect();
        assert_eq!(parts.len(), 5 * COPIES, "{question:?}");

        // How many actions are in each state.
        for (state, count) in whole["counts"].as_object().unwrap() {
            let sum: i64 = parts.iter().map(|part| part["counts"][state].as_i64().unwrap()).sum();
            assert_eq!(Some(sum), count.as_i64(), "{question:?}: {state}");
        }
        // The rows, each of them with its board, but for sums.
        let row_of = |row: &Value| serde_json::to_string(row).unwrap();
        for (id, rows) in sections(&whole) {
            if SUMS.contains(&&*id) || question.contains(&OVER_BOARDS) || rows.is_empty() {
                continue;
            }
            assert!(rows.iter().all(|row| row["board"].is_string()), "{question:?}, {id}: a row names no board");
            let mut of_parts: Vec<String> = Vec::new();
            for part in &parts {
                let boards: BTreeSet<String> = sections(part)
                    .iter()
                    .flat_map(|(_, rows)| rows)
                    .filter_map(|row| row.get("board")?.as_str().map(str::to_owned))
                    .collect();
                assert!(boards.len() <= 1, "{question:?}: one pack holds {boards:?}");
                // A paper of one plan has no table by plan.
                let own = sections(part).into_iter().find(|(other, _)| *other == id);
                of_parts.extend(own.iter().flat_map(|(_, rows)| rows).map(row_of));
            }
            if id == "plans" {
                continue;
            }
            let mut all: Vec<String> = rows.iter().map(row_of).collect();
            all.sort();
            of_parts.sort();
            assert_eq!(all.len(), of_parts.len(), "{question:?}, {id}");
            assert!(all == of_parts, "{question:?}, {id}: the rows differ");
        }
    }
}

#[test]
fn no_pack_of_a_lead_or_a_group_holds_two_boards_and_none_is_written_over() {
    let folder = shelf("boards-packs");
    for whom in ["lead", "group"] {
        let report = if whom == "lead" { "leads" } else { "groups" };
        let out = format!("packs-{whom}");
        let args = ["list", ".", "--format", "json", "--each", whom, "--out-dir", &out];
        let (code, text) = said(&folder, &args);
        assert_eq!(code, 0, "{text}");
        let mut of_boards: BTreeMap<String, usize> = BTreeMap::new();
        for entry in fs::read_dir(folder.join(&out)).unwrap() {
            let path = entry.unwrap().path();
            let pack: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let rows = pack["rows"].as_array().unwrap();
            let boards: BTreeSet<&str> = rows.iter().map(|row| row["board"].as_str().unwrap()).collect();
            let [board] = Vec::from_iter(boards)[..] else { panic!("{} holds several boards or none", path.display()) };
            assert!(pack["title"].as_str().unwrap().contains(board), "{}", path.display());
            assert!(path.file_name().unwrap().to_str().unwrap().starts_with(&board.to_lowercase().replace(' ', "-")));
            *of_boards.entry(board.to_owned()).or_default() += 1;
        }
        assert_eq!(of_boards.len(), 5 * COPIES);
        if whom == "lead" {
            let rows = json(&folder, &["report", report, ".", "--format", "json"]);
            assert_eq!(rows["rows"].as_array().unwrap().len(), of_boards.values().sum::<usize>());
        }
    }
}

/// The events of a calendar: the day of each name.
fn events(folder: &Path, args: &[&str]) -> BTreeMap<String, String> {
    let text = String::from_utf8(lscb(folder, args).stdout).unwrap().replace("\r\n ", "");
    let mut events = BTreeMap::new();
    let mut uid = String::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("UID:") {
            uid = name.to_owned();
        }
        if let Some(day) = line.strip_prefix("DTSTART;VALUE=DATE:") {
            assert!(events.insert(uid.clone(), day.to_owned()).is_none(), "{args:?}: {uid} stands twice");
        }
    }
    events
}

const TWO_DATES: &str = r#"
title = "Business Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
[people]
jo = { name = "Jo" }
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
action = "Hold two briefings"
lead = "jo"
due = ["DATE", "2009-02"]
MOVED
[[objective.action]]
ref = "1.1"
action = "The same reference again"
due = "2008-12"
[[objective.action]]
action = "No reference"
milestones = [{ text = "a", due = "2008-11" }, { text = "b", due = "2009-01" }]
[[objective.action]]
ref = "1.3"
action = "Report"
every = "quarter"
"#;

fn two_dates(folder: &Path, board: &str, date: &str, moved: &str) {
    let text = TWO_DATES.replace("DATE", date).replace("MOVED", moved);
    fs::write(folder.join("plan.toml"), format!("board = \"{board}\"{text}")).unwrap();
}

#[test]
fn a_date_keeps_its_name_in_calendars_whatever_the_day_and_the_question_and_no_other_has_it() {
    let folder = folder("boards-calendar");
    fs::create_dir_all(folder.join("one")).unwrap();
    fs::create_dir_all(folder.join("two")).unwrap();
    two_dates(&folder.join("one"), "Any Town SCP", "2008-11", "");
    two_dates(&folder.join("two"), "Other Town SAB", "2008-11", "");
    let ask = |args: &[&str]| events(&folder, &[&["report", "timeline", "--format", "ics"], args].concat());
    let all = ask(&["one", "--as-at", "2008-10-01"]);
    assert!(all.len() >= 7, "{all:?}");

    // Two boards, and both together.
    let others = ask(&["two", "--as-at", "2008-10-01"]);
    assert!(all.keys().all(|name| !others.contains_key(name)), "{all:?} {others:?}");
    assert_eq!(ask(&["one", "two", "--as-at", "2008-10-01"]).len(), all.len() + others.len());

    // Another day, and other filters: the same name for the same date. Once the first date is met or missed, the second keeps its own.
    for args in [
        &["one", "--as-at", "2008-04-02"][..],
        &["one", "--as-at", "2008-12-15"],
        &["one", "--as-at", "2009-01-05"],
        &["one", "--as-at", "2008-10-01", "--lead", "Jo"],
        &["one", "--as-at", "2008-10-01", "--text", "again"],
    ] {
        for (name, day) in ask(args) {
            assert!(all.get(&name).is_none_or(|other| *other == day), "{args:?}: {name} was {:?}, is {day}", all.get(&name));
        }
    }
    let second = all.iter().find(|(_, day)| *day == "20090228").unwrap().0;
    let due = events(&folder, &["due", "one", "--as-at", "2009-01-05", "--by", "2009-03-31", "--format", "ics"]);
    assert_eq!(due.get(second).map(String::as_str), Some("20090228"), "{due:?}");

    // A date that was moved: its event is moved, and no other is touched. As at a day before the move it stands where it stood.
    two_dates(
        &folder.join("one"),
        "Any Town SCP",
        "2009-03",
        "moved = [{ from = \"2008-11\", to = \"2009-03\", on = 2008-10-10, because = \"late\" }]",
    );
    let moved = ask(&["one", "--as-at", "2008-11-01"]);
    let changed: Vec<(&String, &String)> = moved.iter().filter(|(name, day)| all.get(*name) != Some(*day)).collect();
    let [(name, day)] = changed[..] else { panic!("{changed:?}") };
    assert_eq!((all[name].as_str(), day.as_str()), ("20081130", "20090331"));
    assert_eq!(ask(&["one", "--as-at", "2008-10-01"]), all);
    // A calendar takes the later of two.
    let sequence = |day: &str| {
        let text =
            String::from_utf8(lscb(&folder, &["report", "timeline", "one", "--format", "ics", "--as-at", day]).stdout).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("SEQUENCE:")).unwrap().to_owned();
        line.parse::<i64>().unwrap()
    };
    assert!(sequence("2008-10-02") > sequence("2008-10-01"));
}

#[test]
fn notes_name_the_plan_that_is_meant_where_two_folders_have_one_of_a_name() {
    let folder = folder("boards-namesakes");
    const PLAN: &str = "title = \"Plan\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n[[objective]]\nref = \"1\"\n\
                        title = \"Sharing\"\n[[objective.action]]\nref = \"1.1\"\naction = \"Write it\"\n[[objective.action]]\n\
                        ref = \"1.2\"\naction = \"Read it\"\nwhen = \"once it is written\"\n";
    for (place, board) in [("north", "North Town SCP"), ("south", "South Town SAB")] {
        fs::create_dir_all(folder.join(place)).unwrap();
        fs::write(folder.join(place).join("plan.toml"), format!("board = \"{board}\"\n{PLAN}")).unwrap();
    }
    fs::write(folder.join("other.toml"), format!("board = \"Other\"\n{PLAN}")).unwrap();
    for kind in REPORT_KINDS.iter().map(|kind| vec!["report", kind.id]).chain([vec!["overdue"], vec!["list"]]) {
        let args = [&kind[..], &[".", "--as-at", "2010-01-01", "--format", "json"]].concat();
        let report = json(&folder, &args);
        let notes = report["notes"].as_array().unwrap();
        for note in notes {
            let (text, actions) = (note["text"].as_str().unwrap(), &note["actions"]);
            // A plan's name stands before the reference, and the folder before that where two have the name.
            for said in [text, &actions.to_string()] {
                let plain = said.replace("north/plan", "").replace("south/plan", "");
                assert!(!plain.contains("plan:1.") && !plain.contains("plan ended on"), "{args:?}: {said}");
            }
            assert!(!text.contains("./other:"), "{text}");
        }
    }
    // Their calendars keep the names of dates that each has alone.
    let alone = events(&folder, &["report", "timeline", "north", "--format", "ics"]);
    let together = events(&folder, &["report", "timeline", ".", "--format", "ics"]);
    assert!(alone.keys().all(|name| together.contains_key(name)), "{alone:?} {together:?}");
}

#[test]
fn the_history_of_a_reference_that_several_boards_have_says_whose_it_is() {
    let folder = folder("boards-history");
    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(&folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args);
        assert!(command.output().unwrap().status.success());
    };
    for (name, board) in [("one", "Any Town SCP"), ("two", "Other Town SAB")] {
        fs::create_dir_all(folder.join(name)).unwrap();
        two_dates(&folder.join(name), board, "2008-11", "");
    }
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    let (_, text) = said(&folder, &["history", "1.3", "."]);
    assert!(
        text.contains("History of 1.3 (2 actions)") && text.contains("Any Town SCP") && text.contains("Other Town"),
        "{text}"
    );
    let (_, text) = said(&folder, &["history", "1.3", "one"]);
    assert!(text.contains("History of 1.3 (Report)") && !text.contains("Any Town SCP"), "{text}");
}
