//! A list that lscb made is read again and taken back as it is: its dates keep their kind, its actions their number, whatever columns and
//! groups were asked for.

use super::program::{folder, lscb};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

const PLAN: &str = r#"
board = "Anytown SCB"
title = "Business Plan 2008/09"
period = { from = 2008-04-01, to = 2009-03-31 }
[people]
jo = { name = "Jo Bloggs" }
ann = { name = "Ann O'Neil-Smith" }
[groups]
tsg = { name = "Training Sub Group", kind = "subgroup" }
[[objective]]
ref = "1"
title = "Training"
[[objective.action]]
ref = "1.1"
action = "Publish the procedures"
timescale = "September 2008"
due = "2009-01"
moved = [{ from = "2008-09", to = "2009-01", on = 2008-09-30, because = "staff" }]
lead = ["jo", "tsg"]
[[objective.action]]
ref = "1.2"
action = "Approve the strategy, then launch it"
timescale = "July 08 approve; Oct 08 launch"
milestones = [{ text = "Approve", due = "2008-07", done = 2008-07-11 }, { text = "Launch", due = "2008-10" }]
lead = "tsg"
[[objective.action]]
ref = "1.3"
action = "Signed safeguarding statement in place:\n• in schools\n• in clubs | and \"others\""
timescale = "September 08 Ongoing"
ongoing = true
every = "6 months"
lead = "ann"
[[objective.action]]
ref = "1.4"
action = "Draft the agreement"
timescale = "Draft agreement to be presented to the Board April 08."
milestones = [{ text = "Presented", due = "2008-04" }]
lead = "jo"
[[objective.action]]
action = "Version control of procedures"
timescale = "June 08 and Dec 08"
due = ["2008-06", "2008-12"]
lead = ["jo", "ann"]
[[objective.action]]
ref = "1.6"
action = "Launch the website"
timescale = "from September 2008"
from = "2008-09"
lead = "jo"
"#;

/// Reference, words and timescale of each action, with the dates it is due by.
type Listed = Vec<((String, String, String), Vec<String>)>;

fn listed(text: &str) -> Listed {
    let plan: Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let objectives = plan["objective"].as_array().unwrap().iter().filter_map(Value::as_table);
    let actions = objectives.flat_map(|objective| objective.get("action").and_then(Value::as_array).into_iter().flatten());
    let word = |action: &Value, key: &str| {
        let text = action.get(key).and_then(Value::as_str).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let dates = |due: Option<&Value>| match due {
        Some(Value::Array(all)) => all.iter().map(|due| due.to_string()).collect(),
        Some(one) => vec![one.to_string()],
        None => Vec::new(),
    };
    let mut all: Listed = actions
        .map(|action| ((word(action, "ref"), word(action, "action"), word(action, "timescale")), dates(action.get("due"))))
        .collect();
    all.sort();
    all
}

fn board(test: &str) -> std::path::PathBuf {
    let folder = folder(test);
    fs::create_dir_all(folder.join("plans")).unwrap();
    fs::write(folder.join("plans/anytown.toml"), PLAN).unwrap();
    folder
}

fn draft_of(folder: &Path, file: &str, more: &[&str]) -> String {
    let made = lscb(folder, &[&["list", "plans", "--no-config", "--as-at", "2008-10-01", "-o", file], more].concat());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let read = lscb(folder, &["import", file, "--no-config"]);
    assert!(read.status.success(), "{file} {more:?}: {}", String::from_utf8_lossy(&read.stderr));
    String::from_utf8(read.stdout).unwrap()
}

#[test]
fn no_choice_of_columns_or_groups_makes_a_deadline_or_an_action() {
    let folder = board("lists-come-back");
    let plan = listed(PLAN);
    let choices: &[&[&str]] = &[
        &[],
        &["--sort", "due"],
        &["--group-by", "leads"],
        &["--group-by", "state"],
        &["--columns", "ref,action,leads,timescale,due"],
        &["--columns", "ref,action,leads,timescale,due_as_written"],
        &["--columns", "ref,action,leads,timescale,due", "--group-by", "leads"],
    ];
    for more in choices {
        for kind in ["csv", "tsv", "md", "docx", "xlsx"] {
            let draft = draft_of(&folder, &format!("list.{kind}"), more);
            let found = listed(&draft);
            let names = |all: &Listed| all.iter().map(|(names, _)| names.clone()).collect::<Vec<_>>();
            assert_eq!(names(&found), names(&plan), "{kind} {more:?}\n{draft}");
            for ((names, found), (_, planned)) in found.iter().zip(&plan) {
                assert!(found.iter().all(|due| planned.contains(due)), "{kind} {more:?} {names:?}: {found:?}\n{draft}");
            }
        }
    }
}

/// As it comes, a list keeps every deadline where it says what each date is; the new date of one that was moved too.
#[test]
fn a_list_as_it_comes_keeps_the_date_that_counts() {
    let folder = board("lists-come-back-moved");
    for kind in ["csv", "tsv", "docx", "xlsx"] {
        let found = listed(&draft_of(&folder, &format!("list.{kind}"), &[]));
        let moved = found.iter().find(|((reference, ..), _)| reference == "1.1").unwrap();
        assert_eq!(moved.1, ["\"2009-01\""], "{kind}");
    }
    // Markdown does not say that lscb made it: which of two dates counts is asked.
    let draft = draft_of(&folder, "list.md", &[]);
    assert!(listed(&draft)[1].1.is_empty(), "{draft}");
    assert!(draft.contains("which of them is the deadline?"), "{draft}");
}

/// Actions that are counted are none, and those of several groups are one.
#[test]
fn what_a_list_by_groups_counts_is_told() {
    let folder = board("lists-come-back-groups");
    let draft = draft_of(&folder, "list.md", &["--group-by", "leads"]);
    assert!(draft.contains("below more than one group, and taken once: 1.1"), "{draft}");
    // Without such a sum, what is printed twice stays twice.
    let twice = "## Aim 1: One\n\n| Ref | Action | Lead | By when |\n| --- | --- | --- | --- |\n| 1.1 | Review it | Jo | June 2008 |\n\n\
                 ## Aim 2: Two\n\n| Ref | Action | Lead | By when |\n| --- | --- | --- | --- |\n| 1.1 | Review it | Jo | June 2008 |\n";
    fs::write(folder.join("twice.md"), twice).unwrap();
    let read = lscb(&folder, &["import", "twice.md", "--no-config"]);
    assert_eq!(listed(&String::from_utf8(read.stdout).unwrap()).len(), 2);
}

/// A paper of a board's own with two dates for one action: none is chosen.
#[test]
fn two_dates_that_differ_are_asked_about() {
    let folder = board("lists-come-back-two-dates");
    for heading in ["Due", "Due date", "Deadline"] {
        let rows = format!(
            "Ref,Action,Lead,Timescale,{heading}\n1.1,Review it,Jo,September 2008,January 2009\n1.2,Publish it,Jo,June 2008,June 2008\n"
        );
        fs::write(folder.join("own.csv"), rows).unwrap();
        let read = lscb(&folder, &["import", "own.csv", "--no-config"]);
        let draft = String::from_utf8(read.stdout).unwrap();
        let dates: Vec<Vec<String>> = listed(&draft).into_iter().map(|(_, due)| due).collect();
        assert_eq!(dates, [vec![], vec!["\"2008-06\"".to_owned()]], "{draft}");
        assert!(draft.contains("January 2009"), "{draft}");
    }
}

/// A list that nobody changed says nothing, with bullets and lines in its words too.
#[test]
fn a_list_that_nobody_changed_takes_nothing_back() {
    let folder = board("lists-come-back-same");
    for kind in ["csv", "docx", "xlsx"] {
        let file = format!("list.{kind}");
        draft_of(&folder, &file, &[]);
        let back = lscb(&folder, &["take-back", &file, "--dry-run", "--as-at", "2008-10-01"]);
        let said = String::from_utf8_lossy(&back.stdout).into_owned() + &String::from_utf8_lossy(&back.stderr);
        assert!(said.contains("no cell was changed"), "{kind}: {said}");
    }
}

/// In a list for programs a date says in a column of its own what it is: another day there makes no deadline of a milestone, a report or
/// a start, and the same day written otherwise is no change.
#[test]
fn a_changed_date_of_a_text_list_makes_no_deadline() {
    let folder = board("lists-come-back-csv");
    draft_of(&folder, "list.csv", &[]);
    let text = fs::read_to_string(folder.join("list.csv")).unwrap();
    let back = |edit: (&str, &str)| {
        let changed = text.replace(edit.0, edit.1);
        assert_ne!(changed, text, "{edit:?}");
        fs::write(folder.join("edited.csv"), changed).unwrap();
        let back = lscb(&folder, &["take-back", "edited.csv", "--dry-run", "--as-at", "2008-10-01"]);
        String::from_utf8_lossy(&back.stdout).into_owned() + &String::from_utf8_lossy(&back.stderr)
    };
    for (from, to) in [("2008-10-31", "2009-02-01"), ("2008-04-30", "2009-02-01")] {
        let said = back((from, to));
        assert!(!said.contains("+due") && said.contains("no deadline"), "{from}: {said}");
    }
    for (from, to) in [("2009-01-31", "31/01/2009"), ("2009-01,", "Jan-09,")] {
        let said = back((from, to));
        assert!(said.contains("no cell was changed"), "{from}: {said}");
    }
    let said = back(("2009-01-31", "2009-02-28"));
    assert!(said.contains("+due = 2009-02-28"), "{said}");
    // What was emptied is told, and stays.
    let said = back((",September 2008,2009-01-31,", ",,2009-01-31,"));
    assert!(
        said.contains("emptied, and left as it is in the plan: Timescale") && !said.contains("no cell was changed"),
        "{said}"
    );
}
