//! What an answer is about: the boards and plans asked about, what of them could not be read, and which action or meeting is meant.

use crate::program::{folder, lscb, said};
use std::fs;
use std::path::{Path, PathBuf};

/// A plan of a board that met on a day; each action has a lead and, where it is not empty, a date.
fn plan(board: &str, met: &str, actions: &[(&str, &str)]) -> String {
    let mut text = format!(
        "board = \"{board}\"\ntitle = \"Plan\"\nperiod = {{ from = 2008-04-01, to = 2009-03-31 }}\nmeetings = [{met}]\n\
         people = {{ jo = {{ name = \"Jo\" }}, sam = {{ name = \"Sam\" }} }}\n[[objective]]\nref = \"1\"\ntitle = \"Sharing\"\n"
    );
    for (number, (lead, due)) in actions.iter().enumerate() {
        text += &format!("[[objective.action]]\nref = \"1.{number}\"\naction = \"Act\"\noutcome = \"Done\"\nlead = \"{lead}\"\n");
        text += &if due.is_empty() { String::new() } else { format!("due = \"{due}\"\n") };
    }
    text
}

/// Boards of which one has something overdue, one something without a date, one neither, and one no action at all.
fn four_boards(name: &str) -> PathBuf {
    let root = folder(name);
    fs::create_dir(root.join("plans")).unwrap();
    let write = |file: &str, board: &str, actions: &[(&str, &str)]| {
        fs::write(root.join("plans").join(file), plan(board, "2008-09-10", actions)).unwrap();
    };
    write("north.toml", "North Board", &[("jo", "2008-06"), ("sam", "2009-01")]);
    write("south.toml", "South Board", &[("jo", ""), ("sam", "2009-01")]);
    write("west.toml", "West Board", &[("sam", "2009-01")]);
    write("empty.toml", "Empty Board", &[]);
    root
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A paper speaks of the plans that have any of what was asked for, and says how many are left out; a report without a question of
/// all.
#[test]
fn a_paper_is_of_the_plans_asked_about() {
    let root = four_boards("asked-about/paper");
    for (args, expected) in [
        (&["monthly"][..], &["4 boards 4 plans in force: 1 of 5 actions is past its date"][..]),
        (
            &["monthly", "--lead", "Jo"],
            &[
                "2 boards 2 plans in force, a part: 1 of 2 actions is past its date",
                "2 other actions and 2 whole plans are left out",
            ],
        ),
        (
            &["monthly", "--state", "overdue"],
            &["2 boards 2 plans in force, a part:", "3 other actions and 2 whole plans are left out"],
        ),
        (&["monthly", "--state", "on-hold"], &["South Board Plan, a part: it has no action", "and 3 whole plans are left out"]),
        (&["boards"], &["Plans as at 1 Oct 2008: 4 plans", "Empty Board 0"]),
        (&["trend", "--lead", "Jo"], &["Empty Board 30 Apr 2008"]),
    ] {
        let (code, text) = said(&root, &[&["report"], args].concat());
        let text = words(&text);
        assert!(code == 0 && expected.iter().all(|words| text.contains(words)), "{args:?}: {code} {text}");
    }
}

/// What could not be read is told in the pack of its own board, and in no other.
#[test]
fn a_plan_read_in_part_is_told_where_it_is() {
    let root = four_boards("asked-about/part");
    let north = fs::read_to_string(root.join("plans/north.toml")).unwrap();
    fs::write(root.join("plans/north.toml"), format!("{north}dew = \"2008-11\"\n")).unwrap();
    let told = "Not read whole: plans/north.toml, told as far as it could be read";
    let (code, text) = said(&root, &["list", "--each", "board", "--out-dir", "out", "--width", "100"]);
    assert_eq!(code, 2, "{text}");
    for (board, is_told) in [("north", true), ("south", false), ("west", false), ("empty", false)] {
        let pack = fs::read_to_string(root.join(format!("out/{board}-board-list.txt"))).unwrap();
        assert_eq!(words(&pack).contains(told), is_told, "{board}: {pack}");
    }
    let output = lscb(&root, &["list", "--board", "South Board"]);
    assert!(output.status.code() == Some(2) && !words(&String::from_utf8(output.stdout).unwrap()).contains(told));
}

/// Ten faults of a plan are named, and the rest is counted, with those that the reader itself only counts.
#[test]
fn of_many_faults_the_first_are_named() {
    let root = folder("asked-about/faults");
    for (count, more) in [(1, None), (10, None), (11, Some(1)), (12, Some(2)), (300, Some(290))] {
        let keys: String = (0..count).map(|number| format!("x{number} = 1\n")).collect();
        fs::write(root.join("a.toml"), plan("North Board", "2008-09-10", &[("jo", "2008-06")]) + &keys).unwrap();
        let (code, text) = said(&root, &["list", "a.toml"]);
        let more = more.map_or(String::new(), |more| format!("and {more} more; "));
        let last = format!("a.toml: {more}answered as far as it could be read; `lscb check` shows each fault");
        assert!(code == 2 && text.lines().any(|line| line == last), "{count}: {code} {text}");
        assert_eq!(text.matches("no key \"x").count(), count.min(10), "{text}");
    }
}

/// Six plans that met on other days are named, and the rest is counted.
#[test]
fn of_many_last_meetings_the_first_are_named() {
    let root = folder("asked-about/meetings");
    let write = |number: usize| {
        let text = plan(&format!("Board {number}"), &format!("2008-09-1{number}"), &[("jo", "2008-06")]);
        fs::write(root.join(format!("b{number}.toml")), text).unwrap();
    };
    let told = |root: &Path| {
        let (code, text) = said(root, &["list", "--as-at", "last-meeting", "."]);
        assert_eq!(code, 2, "{text}");
        text.trim().to_owned()
    };
    (1..=6).for_each(write);
    let six: Vec<String> = (1..=6).map(|number| format!("b{number} met on 1{number} Sep 2008")).collect();
    let six = six.join(", ");
    let rest = "; give the day with --as-at, or ask about one board with --board";
    assert_eq!(told(&root), format!("lscb: the plans do not have one last meeting: {six}{rest}"));
    write(7);
    assert_eq!(told(&root), format!("lscb: the plans do not have one last meeting: {six} and 1 more{rest}"));
    let (code, text) = said(&root, &["list", "--as-at", "last-meeting", "--board", "Board 3", "."]);
    assert!(code == 0 && text.contains("as at 13 Sep 2008"), "{code} {text}");
}

/// A reference with its objective that is the place of another action too is asked about.
#[test]
fn a_reference_that_could_be_two_actions_is_asked_about() {
    let root = folder("asked-about/two");
    let objective = |name: &str, references: &[&str]| {
        let actions = references.iter().map(|of| format!("[[objective.action]]\nref = \"{of}\"\naction = \"Act {name}{of}\"\n"));
        format!("[[objective]]\nref = \"{name}\"\n{}", actions.collect::<String>())
    };
    let all = [objective("A", &["2", "1"]), objective("B", &["1", "2"]), objective("C", &["1"])].concat();
    fs::write(root.join("a.toml"), format!("board = \"North Board\"\ntitle = \"Plan\"\n{all}")).unwrap();
    for question in [&["list", "--ref", "A/1", "a.toml"][..], &["show", "A/1", "a.toml"]] {
        let (code, text) = said(&root, question);
        assert!(
            code == 2 && text.contains("\"A/1\" could be two actions of a: the one that stands at that place"),
            "{code} {text}"
        );
    }
    let (code, text) = said(&root, &["list", "--ref", "B/1", "a.toml"]);
    assert!(code == 0 && text.contains("Act B1") && !text.contains("Act A"), "{code} {text}");
}
