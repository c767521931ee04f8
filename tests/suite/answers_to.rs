//! Where an answer goes and how it is drawn: files by their endings, other programs, a screen that says how wide it is, a pipe that
//! nobody reads; and what help says that can be written.

use crate::program::{PLAN, folder_with, lscb, said, told};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A run in whose environment other words stand.
fn with(folder: &Path, variables: &[(&str, &str)], args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(folder).args(args).env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1").env_remove("COLUMNS");
    command.envs(variables.iter().copied());
    told(&command.stdin(Stdio::null()).output().unwrap())
}

#[test]
fn the_ending_of_a_file_says_its_format() {
    let root = folder_with("answers-endings", PLAN);
    let (_, screen) = said(&root, &["list"]);
    let (code, text) = said(&root, &["list", "-o", "a.txt"]);
    assert!(code == 0 && fs::read_to_string(root.join("a.txt")).unwrap() == screen, "{code} {text}");
    let endings = "end it with .csv, .tsv, .json, .jsonl, .md, .html, .docx, .xlsx, .ics, or give --format";
    let pdf = "lscb writes no PDF; give -o FILE.docx and save it as PDF in Word";
    for (file, why) in [("a.xyz", endings), ("a.TXTS", endings), ("a", endings), ("a.pdf", pdf), ("A.PDF", pdf)] {
        let (code, text) = said(&root, &["list", "-o", file]);
        assert!(code == 2 && text.contains(why) && !root.join(file).exists(), "{file}: {code} {text}");
    }
}

/// What is no text goes to another program all the same.
#[test]
fn a_document_goes_down_a_pipe() {
    let root = folder_with("answers-pipes", PLAN);
    for format in ["docx", "xlsx"] {
        let output = lscb(&root, &["list", "--format", format]);
        assert!(output.status.success() && output.stdout.starts_with(b"PK"), "{format}");
    }
}

#[test]
fn a_screen_is_filled_as_wide_as_it_says() {
    let root = folder_with("answers-widths", PLAN);
    let widest = |columns: &str, args: &[&str]| {
        let (_, text) = with(&root, &[("COLUMNS", columns)], &[&["list"], args].concat());
        text.lines().map(|line| line.chars().count()).max().unwrap()
    };
    let usual = widest("", &[]);
    assert!(usual > 80, "{usual}");
    assert!(widest("60", &[]) <= 60 && widest("60", &["--width", "40"]) <= 40);
    // An odd width says nothing.
    for odd in ["19", "1001", "wide", "-60"] {
        assert_eq!(widest(odd, &[]), usual, "{odd}");
    }
}

/// Whoever asks for help and reads none of it has lost nothing.
#[test]
fn help_down_a_closed_pipe_is_no_fault() {
    let root = folder_with("answers-closed", PLAN);
    for args in [&["--help"][..], &["list", "--help"], &["--version"], &["list"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
        let command = command.current_dir(&root).args(args).env("LSCB_TODAY", "2008-10-01").stdin(Stdio::null());
        let output = command.stdout(writer).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && !text.contains("written"), "{args:?}: {text}");
    }
}

/// An argument that turns the writing of a terminal round is told without that.
#[test]
fn an_argument_is_told_with_nothing_in_it_that_a_terminal_obeys() {
    let root = folder_with("answers-harmful", PLAN);
    for args in [&["non\u{202e}sense"][..], &["list", "--col\u{202e}umns", "ref"], &["list", "--status", "do\u{202e}ne"]] {
        let (code, text) = said(&root, args);
        assert!(code == 2 && !text.contains('\u{202e}') && text.contains("error: "), "{args:?}: {code} {text}");
    }
}

#[test]
fn help_says_what_can_be_written() {
    let root = folder_with("answers-help", PLAN);
    let (code, text) = said(&root, &["report", "--help"]);
    assert!(code == 0, "{text}");
    for (name, about) in [("monthly", "the board's paper: figures"), ("leads", "who owes what"), ("trend", ""), ("tags", "")] {
        assert!(text.contains(&format!("- {name}: ")) && text.contains(about), "{name}: {text}");
    }
    let (_, text) = said(&root, &["list", "--help"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["[possible values: not-started, in-progress,", "[possible values: red, amber, green,"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

/// An empty LSCB_TODAY is none: the day is that of the clock, which has gone on since this was written.
#[test]
fn the_day_is_that_of_the_environment_else_of_the_clock() {
    let root = folder_with("answers-days", PLAN);
    let as_at = |today: &str| {
        let (code, text) = with(&root, &[("LSCB_TODAY", today)], &["list", "--format", "json"]);
        let json = serde_json::from_str::<serde_json::Value>(
            text.split("\n}\n").next().map(|json| format!("{json}\n}}")).as_deref().unwrap(),
        );
        (code, json.map_or(text, |json| json["as_at"].as_str().unwrap().to_owned()))
    };
    assert_eq!(as_at("2008-09-30"), (0, "2008-09-30".to_owned()));
    assert_eq!(as_at(" 30 September 2008 "), (0, "2008-09-30".to_owned()));
    for nothing in ["", "  "] {
        let (code, day) = as_at(nothing);
        assert!(code == 0 && *day >= *"2026-01-01" && day.len() == 10, "{code} {day}");
    }
    let (code, text) = as_at("soon");
    assert!(code == 2 && text.contains("LSCB_TODAY is \"soon\": write the day as 2008-10-01"), "{code} {text}");
}

/// A date that there is not is told as such, and not as some other words that it could have been.
#[test]
fn a_date_that_there_is_not_is_told() {
    let root = folder_with("answers-dates", PLAN);
    for (by, why) in [
        ("2008-13", "there is no month 13"),
        ("2008-00", "there is no month 0"),
        ("2009-02-29", "there is no 29 February 2009: February 2009 has 28 days"),
        ("31 November 2008", "there is no 31 November 2008: November 2008 has 30 days"),
        ("soon", "write the date as 2008-10-01, 2008-10 or October 2008"),
    ] {
        let (code, text) = said(&root, &["due", "--by", by]);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(code == 2 && text.contains(&format!("for '--by <DATE>': {why}")), "{by}: {code} {text}");
    }
    for by in ["2008-12", "December 2008", "31 December 2008", "2008-12-31"] {
        let (code, text) = said(&root, &["due", "--by", by]);
        assert!(code == 0 && text.contains("by 31 Dec 2008"), "{by}: {code} {text}");
    }
}
