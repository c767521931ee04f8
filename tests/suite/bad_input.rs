//! Bad input of any kind gets a clear message and the right exit code; nothing panics.

use crate::program::{folder, lscb, said, told};
use std::fs;
use std::process::{Command, Stdio};

const PLAN: &str = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n";

#[test]
fn files_that_are_no_plans_are_named_with_the_reason() {
    let folder = folder("bad_input/no-plans");
    fs::write(folder.join("latin.toml"), b"board = \"A\"\ntitle = \"caf\xe9\"\n").unwrap();
    fs::write(folder.join("utf16.toml"), b"\xff\xfeb\0o\0").unwrap();
    fs::write(folder.join("huge.toml"), vec![b'#'; 50 << 20]).unwrap();
    fs::create_dir(folder.join("empty")).unwrap();
    for command in ["check", "overdue", "list"] {
        for (path, words) in [
            ("missing.toml", "there is no such file or folder"),
            ("latin.toml", "line 2, column 13"),
            ("utf16.toml", "UTF-16"),
            ("huge.toml", "too large for a plan"),
            ("empty", "holds no plan"),
        ] {
            let (code, text) = said(&folder, &[command, path]);
            assert_eq!(code, 2, "{command} {path}: {text}");
            assert!(text.contains(path) && text.contains(words), "{command} {path}: {text}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_named_as_a_file_is_refused_and_not_waited_for() {
    let folder = folder("bad_input/pipe");
    let made = Command::new("mkfifo").arg(folder.join("plan.toml")).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
    let (code, text) = said(&folder, &["check", "plan.toml"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("not an ordinary file"), "{text}");
}

#[test]
fn a_broken_file_does_not_hide_the_others() {
    let folder = folder("bad_input/mixed");
    let action =
        "[[objective]]\nref = \"1\"\ntitle = \"O\"\n[[objective.action]]\nref = \"1.1\"\naction = \"Do it\"\ndue = \"2008-06\"\n";
    fs::write(folder.join("good.toml"), format!("{PLAN}{action}")).unwrap();
    fs::write(folder.join("bad.toml"), format!("{PLAN}{action}statsu = 1\n[[objective\n")).unwrap();
    fs::write(folder.join("latin.toml"), b"title = \"caf\xe9\"\n").unwrap();
    fs::write(folder.join("other.toml"), "[package]\nname = \"x\"\n").unwrap();
    let output = lscb(&folder, &["overdue", ".", "--format", "csv"]);
    let (code, text) = told(&output);
    assert_eq!(code, 2, "{text}");
    let rows = String::from_utf8(output.stdout).unwrap();
    assert_eq!(rows.lines().filter(|line| line.contains("2008-06-30")).count(), 2, "{rows}");
    for words in ["bad.toml", "latin.toml", "other.toml: passed over"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn an_empty_plan_is_told_what_it_lacks() {
    let folder = folder("bad_input/empty");
    for (name, text) in [("empty.toml", ""), ("blank.toml", "\n\n  \n"), ("bom.toml", "\u{feff}")] {
        fs::write(folder.join(name), text).unwrap();
        let (code, said) = said(&folder, &["check", name]);
        assert_eq!(code, 1, "{name}: {said}");
        assert!(said.contains("\"title\"") && said.contains("names no board"), "{name}: {said}");
    }
}

#[test]
fn brackets_within_brackets_without_end_are_refused_and_not_followed() {
    let folder = folder("bad_input/nested");
    for (name, line) in [("lists.toml", "[".repeat(100_000)), ("tables.toml", "{ a = ".repeat(100_000))] {
        let text = format!("board = \"B\"\ntitle = \"T\"\nremark = {line}\n");
        fs::write(folder.join(name), text).unwrap();
        for command in ["check", "overdue"] {
            let (code, said) = said(&folder, &[command, "--no-config", name]);
            assert!(matches!(code, 1 | 2) && said.contains(&format!("{name}:3:")), "{command} {name}: {code} {said}");
        }
    }
}

#[test]
fn a_date_that_is_none_is_refused_in_words() {
    let folder = folder("bad_input/dates");
    fs::write(folder.join("plan.toml"), PLAN).unwrap();
    for date in ["2008-02-30", "soon", "2008-06", ""] {
        let (code, text) = said(&folder, &["overdue", "plan.toml", "--as-at", date]);
        assert_eq!(code, 2, "{date}: {text}");
    }
    let (_, text) = said(&folder, &["overdue", "plan.toml", "--as-at", "2008-02-30"]);
    assert!(text.contains("February 2008 has 29 days"), "{text}");
    fs::write(folder.join("plan.toml"), format!("{PLAN}agreed = 2008-02-30\n")).unwrap();
    let (code, text) = said(&folder, &["check", "plan.toml", "--format", "short"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("plan.toml:4:10: error[bad-date]: there is no 30 February 2008"), "{text}");
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let plans = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
    for format in ["table", "csv", "json", "markdown"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lscb"))
            .args(["list", plans, "--format", format, "--as-at", "2008-10-01"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn crlf_a_byte_order_mark_and_other_alphabets_are_read_as_they_are() {
    let folder = folder("bad_input/text");
    let text = "\u{feff}board = \"Bwrdd Diogelu Môn\"\r\ntitle = \"T\"\r\nperiod = { from = 2008-04-01, to = 2009-03-31 }\r\n[[objective]]\r\nref = \"1\"\r\ntitle = \"目標\"\r\n\
                [[objective.action]]\r\nref = \"1.1\"\r\naction = \"Gwneud\"\r\noutcoem = \"x\"\r\ndue = \"2008-06\"\r\n";
    fs::write(folder.join("plan.toml"), text).unwrap();
    let (_, said_) = said(&folder, &["check", "plan.toml", "--format", "short"]);
    assert!(said_.contains("plan.toml:10:1: error[unknown-key]"), "{said_}");
    let (code, fixed) = said(&folder, &["check", "plan.toml", "--fix", "--select", "unknown-key"]);
    assert_eq!(code, 0, "{fixed}");
    assert_eq!(fs::read_to_string(folder.join("plan.toml")).unwrap(), text.replace("outcoem", "outcome"));
}

/// Forty faults of every kind, bad TOML included, are all reported in one run.
#[test]
fn forty_faults_are_forty_findings() {
    let folder = folder("bad_input/forty");
    let mut text = String::from(PLAN);
    text += "[people]\njo = { name = \"Jo\" }\n[[objective]]\nref = \"1\"\ntitle = \"O\"\n";
    let bad = [
        "due = ",
        "due = 2008-02-30",
        "lead = \"jo",
        "see = [\"a\" \"b\"]",
        "status = done",
        "remark = \"a\" b",
        "no equals sign",
        "statsu = \"x\"",
        "ref = 1",
        "due = \"June 08\"",
        "lead = \"nobody\"",
        "status = \"finnished\"",
        "rag = \"purple\"",
        "every = \"bi-annually\"",
        "ongoing = \"yes\"",
        "completed = \"2008\"",
        "milestones = 3",
        "progress = [{ on = 2008-13-01, note = \"n\" }]",
        "evidence = 4",
        "with = [5]",
    ];
    let mut expected = Vec::new();
    for (number, line) in bad.iter().chain(&bad).enumerate() {
        text += &format!("[[objective.action]]\naction = \"Piece of work number {number} of this plan\"\n");
        expected.push(text.lines().count() + 1);
        text += &format!("{line}\n");
    }
    fs::write(folder.join("plan.toml"), &text).unwrap();
    let (code, said) = said(&folder, &["check", "plan.toml", "--format", "short"]);
    assert_eq!(code, 1);
    for line in expected {
        assert!(
            said.contains(&format!("plan.toml:{line}:")),
            "line {line} ({}) is not reported in:\n{said}",
            text.lines().nth(line - 1).unwrap()
        );
    }
}
