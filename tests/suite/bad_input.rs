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

/// `/dev/full` is a disk without room: what is asked for is not there whole, and that is told in words.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_words() {
    let plans = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
    for args in [
        &["list", plans][..],
        &["list", plans, "--format", "xlsx"],
        &["report", "monthly", plans, "--format", "html"],
        &["check", plans, "--format", "json"],
        &["check", "--fix", "-"],
        &["rules"],
        &["schema"],
        &["completions", "bash"],
        &["timescale", "June 08"],
        &["--help"],
        &["--version"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
        let plan = fs::File::open(format!("{plans}/oldham-2008-09.toml")).unwrap();
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command.args(args).stdin(plan).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains("the answer could not be written whole: the disk is full"), "{args:?}: {told}");
    }
}

/// A limit on the size of files, as `ulimit -f` sets it, is met in the middle of a file: the old one stays, and no part of a new one.
#[cfg(unix)]
#[test]
fn a_file_that_has_no_room_stays_as_it_was() {
    let folder = folder("bad_input/no-room");
    let plan = include_str!("../../plans/oldham-2008-09.toml");
    let slip = plan.replacen("action = ", "aktion = ", 1);
    fs::write(folder.join("plan.toml"), &slip).unwrap();
    fs::write(folder.join("good.toml"), plan).unwrap();
    fs::write(folder.join("old.csv"), "old").unwrap();
    // The signal that the system sends with it would end the program.
    let limited = |args: &str| {
        let line = format!("trap '' XFSZ; ulimit -f 1; exec \"$0\" {args}");
        let mut command = Command::new("sh");
        command.args(["-c", &line, env!("CARGO_BIN_EXE_lscb")]).current_dir(&folder).env("LSCB_TODAY", "2008-10-01");
        told(&command.stdin(Stdio::null()).output().unwrap())
    };
    let files = || {
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = files();
    for (args, stays) in [
        ("check --fix plan.toml", true),
        ("note 1.1 'It began' --plan plan", true),
        ("list plan.toml -o old.csv", true),
        ("list plan.toml -o new.docx", false),
        ("check plan.toml -o new.sarif", false),
        ("new new.toml --from plan.toml --period 2009/10", false),
        ("rollover good.toml 2009/10", false),
    ] {
        let (code, text) = limited(args);
        let words = if stays { "the file stays as it was" } else { "no part of it stands there" };
        assert!(code == 2 && text.contains("larger than this disk") && text.contains(words), "{args}: {code} {text}");
        assert_eq!(files(), before, "{args}");
        assert_eq!(fs::read_to_string(folder.join("plan.toml")).unwrap(), slip, "{args}");
        assert_eq!(fs::read_to_string(folder.join("old.csv")).unwrap(), "old", "{args}");
    }
}

/// What programs leave at the beginning of a file, and of lines that were put together from files, nobody can see: it is told what
/// it is, and taken out.
#[test]
fn invisible_marks_at_the_beginning_of_lines_are_told_and_taken_out() {
    let folder = folder("bad_input/marks");
    let action =
        "[[objective]]\nref = \"1\"\ntitle = \"O\"\n[[objective.action]]\nref = \"1.1\"\naction = \"Do it\"\ndue = \"2008-06\"\n";
    let text = format!("# A remark\n\n{PLAN}{action}");
    let path = folder.join("plan.toml");
    let check = |more: &[&str]| {
        said(&folder, &[&["check", "plan.toml", "--no-config", "--select", "syntax", "--format", "short"], more].concat())
    };
    fs::write(&path, &text).unwrap();
    let clean = check(&[]);
    assert_eq!(clean.0, 0, "{}", clean.1);
    for (marks, words) in [(2, "two byte order marks"), (3, "3 byte order marks")] {
        let whole = [&"\u{feff}".repeat(marks), &text[..]].concat();
        for whole in [whole.clone(), whole.replacen("# A remark\n\n", "", 1), whole.replacen("# A remark\n", "\n", 1)] {
            fs::write(&path, &whole).unwrap();
            let (code, told) = check(&[]);
            assert!(code == 1 && told.contains(words) && told.matches("error[").count() == 1, "{told}");
            assert!(said(&folder, &["list", "plan.toml"]).1.contains("Do it"));
            assert_eq!(check(&["--fix"]).0, 0);
            assert_eq!(fs::read_to_string(&path).unwrap(), whole.replacen(&"\u{feff}".repeat(marks), "\u{feff}", 1));
        }
    }
    for mark in ['\u{feff}', '\u{200b}', '\u{2060}', '\u{a0}'] {
        // Before a remark, a statement, a heading and an empty line.
        for line in ["# A remark", "title =", "period =", "[[objective]]", "[[objective.action]]", "action =", "\nboard"] {
            let marked = text.replacen(line, &format!("{mark}{line}"), 1);
            let marked = if marked.starts_with('\u{feff}') { format!("\n{marked}") } else { marked };
            fs::write(&path, &marked).unwrap();
            let (code, told) = check(&[]);
            let is_one = told.matches("error[").count() == 1;
            assert!(code == 1 && is_one && told.contains("an invisible character stands here"), "{mark:?} {line}: {told}");
            assert_eq!(check(&["--fix"]).0, 0, "{mark:?} {line}");
            let shown = if mark == '\u{a0}' { " " } else { "" };
            assert_eq!(fs::read_to_string(&path).unwrap(), marked.replace(mark, shown), "{mark:?} {line}");
        }
    }
    // Within the words of a text it belongs to them.
    let within = text.replacen("\"Do it\"", "\"\"\"\n\u{200b}Do it\"\"\"", 1);
    fs::write(&path, &within).unwrap();
    assert_eq!(check(&[]).0, 0);
    fs::write(&path, within.replacen("due", "\u{feff}due", 1)).unwrap();
    check(&["--fix"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), within);
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
