//! An officer looks over the plans of several boards: whose each figure is, which boards are one, and what a command does not take.

use crate::program::{folder, lscb, said};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with a plan for each of these boards, called a, b, c and so on; all have the same people and references.
fn boards(name: &str, boards: &[&str]) -> PathBuf {
    let folder = folder(name);
    fs::create_dir(folder.join("plans")).unwrap();
    for (board, letter) in boards.iter().zip('a'..) {
        let text = format!(
            r#"board = "{board}"
title = "Plan"
period = {{ from = 2008-04-01, to = 2009-03-31 }}

[people]
jo = {{ name = "Jo Bloggs" }}
sam = {{ name = "Sam Hill" }}
kim = {{ name = "Kim Lee" }}
lee = {{ name = "Lee Ash" }}
may = {{ name = "May Ford" }}

[[objective]]
ref = "1"
title = "Sharing"

[[objective.action]]
ref = "1.1"
action = "Write the protocol"
success = ["It is used"]
lead = ["jo", "sam", "kim", "lee", "may"]
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Train all staff"
success = ["All are trained"]
lead = "jo"
"#
        );
        fs::write(folder.join(format!("plans/{letter}.toml")), text).unwrap();
    }
    folder
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = lscb(folder, &[args, &["--as-at", "2008-10-01", "--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{args:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// What stands in a column of a report, each once.
fn column(report: &Value, column: &str) -> BTreeSet<String> {
    report["rows"].as_array().unwrap().iter().filter_map(|row| Some(row[column].as_str()?.to_owned())).collect()
}

#[test]
fn boards_whose_names_differ_by_case_blanks_and_hyphens_are_one_and_by_accents_two() {
    let folder =
        boards("officer-names", &["Ashby-Cum SCP", "ASHBY CUM  SCP", "Ashby\u{a0}Cum SCP", "Bi\u{e8}re SCP", "Biere SCP"]);
    for (question, columns) in [(["report", "trend"], "board"), (["report", "leads"], "board")] {
        let found = column(&json(&folder, &question), columns);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, ["Ashby-Cum SCP", "Biere SCP", "Bi\u{e8}re SCP"], "{question:?}");
    }
    let (code, text) =
        said(&folder, &["report", "leads", "--as-at", "2008-10-01", "--each", "board", "--out-dir", "out", "--format", "csv"]);
    assert_eq!(code, 0, "{text}");
    assert_eq!(fs::read_dir(folder.join("out")).unwrap().count(), 3, "{text}");
}

#[test]
fn plans_that_name_no_board_or_an_empty_one_are_no_one_board() {
    let folder = boards("officer-unnamed", &["", " ", "-", "Anytown SCP"]);
    let text = fs::read_to_string(folder.join("plans/c.toml")).unwrap();
    fs::write(folder.join("plans/e.toml"), text.replace("board = \"-\"\n", "")).unwrap();
    for question in [["report", "trend"], ["report", "leads"], ["report", "objectives"]] {
        let found = column(&json(&folder, &question), "board");
        assert_eq!(found.len(), 5, "{question:?}: {found:?}");
    }
    // The empty name is what is wrong: it is told, and not a second time as none.
    let (_, checked) = said(&folder, &["check", "plans/a.toml"]);
    assert!(checked.contains("\"board\" is empty") && !checked.contains("names no board"), "{checked}");
    let (_, checked) = said(&folder, &["check", "plans/e.toml"]);
    assert!(checked.contains("names no board"), "{checked}");
}

#[test]
fn everybody_who_leads_in_several_boards_is_named() {
    let folder = boards("officer-leads", &["Anytown SCP", "Bexley SCP", "Corby SCP"]);
    let (_, text) = said(&folder, &["report", "leads", "--as-at", "2008-10-01", "--width", "400"]);
    let all = "Jo Bloggs (3), Kim Lee (3), Lee Ash (3), May Ford (3) and Sam Hill (3)";
    let note = format!("Same name: 5 people lead in several boards, with a row in each (of how many boards): {all}");
    assert!(text.contains(&note), "{text}");
}

#[test]
fn a_calendar_names_the_plan_of_what_has_no_date() {
    let folder = boards("officer-calendar", &["Anytown SCP", "Bexley SCP"]);
    let ask = |paths: &[&str]| {
        let output = lscb(&folder, &[&["list"], paths, &["--as-at", "2008-10-01", "--format", "ics"]].concat());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(
        ask(&["plans"]).contains("Not in the calendar: 2 actions for which no date falls due (a:1.2, b:1.2)"),
        "{}",
        ask(&["plans"])
    );
    assert!(ask(&["plans/a.toml"]).contains("Not in the calendar: 1 action for which no date falls due (1.2)"));
    // All without a date are of one plan; the others have the reference too.
    let text = fs::read_to_string(folder.join("plans/b.toml")).unwrap();
    fs::write(folder.join("plans/b.toml"), text.replace("lead = \"jo\"\n", "lead = \"jo\"\ndue = \"2008-12\"\n")).unwrap();
    assert!(ask(&["plans"]).contains("(a:1.2)"), "{}", ask(&["plans"]));
}

/// What was asked for is seen to be empty, and not taken for a column that there is not.
#[test]
fn a_column_asked_for_is_on_the_screen_though_it_is_empty() {
    let folder = boards("officer-columns", &["Anytown SCP", "Bexley SCP"]);
    let screen = |args: &[&str]| said(&folder, &[args, &["--as-at", "2008-10-01", "--width", "120"]].concat()).1;
    let text = screen(&["report", "boards", "--columns", "board,last_sign,done"]);
    let heading = text.lines().find(|line| line.starts_with("Board")).unwrap();
    assert!(heading.contains("Last") && heading.contains("Done"), "{text}");
    let text = screen(&["list", "--columns", "ref,rag,plan"]);
    assert!(text.lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == ["Ref", "RAG", "Plan"]), "{text}");
    assert!(!screen(&["list"]).contains("RAG"));
}

/// The same reference in two plans of one board: each row of its history says whose it is.
#[test]
fn the_history_of_a_reference_of_two_plans_of_a_board_names_the_plan() {
    let folder = boards("officer-history", &["Anytown SCP", "ANYTOWN SCP"]);
    for args in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "Plans"]] {
        let mut git = std::process::Command::new("git");
        git.current_dir(&folder).args([
            "-c",
            "user.name=Jo Clerk",
            "-c",
            "user.email=jo@example.org",
            "-c",
            "commit.gpgsign=false",
        ]);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").args(args);
        assert!(git.output().unwrap().status.success());
    }
    let (_, text) = said(&folder, &["history", "1.1", "--width", "120"]);
    let mut rows: Vec<&str> = text.lines().filter(|line| line.contains("Jo Clerk")).collect();
    rows.sort_unstable();
    assert_eq!(rows.len(), 2, "{text}");
    assert!(rows[0].starts_with("a ") && rows[1].starts_with("b "), "{text}");
}

#[test]
fn a_paper_about_whole_boards_is_no_part_of_a_plan() {
    let folder = boards("officer-paper", &["Anytown SCP", "Bexley SCP", "Corby SCP"]);
    let paper = |args: &[&str]| {
        said(&folder, &[&["report", "monthly", "--as-at", "2008-10-01", "--brief", "--width", "200"], args].concat()).1
    };
    let of_board = paper(&["--board", "Bexley"]);
    assert!(of_board.contains("This paper is about some of the plans (board Bexley): 2 whole plans are left out."), "{of_board}");
    assert!(!of_board.contains("a part"), "{of_board}");
    let of_part = paper(&["--board", "Bexley", "--ref", "1.1"]);
    assert!(of_part.contains("This paper is about a part") && of_part.contains(", a part"), "{of_part}");
}

#[test]
fn a_flag_of_another_command_is_named_with_it() {
    let folder = boards("officer-flags", &["Anytown SCP"]);
    let (code, text) = said(&folder, &["due", "--month", "2008-06"]);
    assert!(code == 2 && text.contains("--month belongs to `lscb report`") && !text.contains("as a value"), "{text}");
    let (_, text) = said(&folder, &["check", "--limit", "3"]);
    assert!(text.contains("`lscb overdue`, `lscb due`, `lscb list`"), "{text}");
    // One that no command has is a slip of the hand.
    let (_, text) = said(&folder, &["list", "--bord", "Anytown"]);
    assert!(text.contains("'--board'"), "{text}");
}

#[test]
fn no_folder_of_a_board_is_called_as_a_device() {
    let folder = boards("officer-device", &["CON", "Lpt1", "Contact SCP"]);
    fs::write(
        folder.join("lscb.toml"),
        "plans = \"plans\"\n[report.packs]\nshape = \"leads\"\neach = \"board\"\nout-dir = \"out/{board}\"\nformat = \"csv\"\n",
    )
    .unwrap();
    let (_, text) = said(&folder, &["report", "packs", "--as-at", "2008-10-01"]);
    let folders: BTreeSet<String> =
        fs::read_dir(folder.join("out")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(folders.iter().map(String::as_str).collect::<Vec<_>>(), ["con-", "contact-scp", "lpt1-"], "{text}");
}

/// An action that a plan of its own board carries on is counted once, however the two plans spell the board.
#[test]
fn what_is_carried_on_is_counted_once_whatever_the_case_of_the_board() {
    let folder = folder("officer-carried");
    let plan = |board: &str, from: i32, action: &str| {
        let to = from + 1;
        format!(
            "board = {board:?}\ntitle = \"Plan\"\nperiod = {{ from = {from}-04-01, to = {to}-03-31 }}\n\n[[objective]]\nref = \"1\"\n\
             title = \"Sharing\"\n\n[[objective.action]]\nref = \"1.1\"\naction = \"Write it\"\nsuccess = [\"x\"]\n{action}\n"
        )
    };
    for (place, board) in [("north", "Anytown SCP"), ("south", "Bexley SCP")] {
        fs::create_dir_all(folder.join(place)).unwrap();
        let old = plan(board, 2007, "due = \"2007-12\"");
        let new = plan(&board.to_uppercase(), 2008, "due = \"2008-06\"\ncame-from = \"old:1.1\"");
        fs::write(folder.join(place).join("old.toml"), old).unwrap();
        fs::write(folder.join(place).join(format!("new-{place}.toml")), new).unwrap();
    }
    let rows = json(&folder, &["overdue", "."]);
    assert_eq!(column(&rows, "plan"), ["new-north", "new-south"].map(str::to_owned).into(), "{rows}");
}

#[test]
fn boards_without_a_row_are_not_counted_among_those_that_have_one() {
    let folder = boards("officer-rows", &["Ashby SCP", "Byham SCP", "Corby SCP"]);
    let other = fs::read_to_string(folder.join("plans/c.toml")).unwrap().replace("Jo Bloggs", "Al Green");
    fs::write(folder.join("plans/c.toml"), other).unwrap();
    for (args, words) in [
        (&["report", "leads"][..], ": 15 leads in 3 boards;"),
        (&["report", "leads", "--lead", "Jo Bloggs"], ": 10 leads in 2 of 3 boards;"),
        (&["report", "groups"], ": 0 groups in 3 boards;"),
    ] {
        let (_, text) = said(&folder, &[args, &["--as-at", "2008-10-01"]].concat());
        assert!(text.contains(words), "{args:?}: {text}");
    }
}
