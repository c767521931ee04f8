//! Whatever stands in a plan, in a file's name or in an argument: nothing that a terminal would obey reaches either stream.

use crate::program::{folder, lscb};
use lscb::text::is_harmful;
use std::fs;
use std::path::Path;
use std::process::Output;

/// ESC, the second kind of control characters, DEL, a bell, a backspace, a lone CR, and signs that turn the writing.
const HOSTILE: &str = "x\u{1b}[31m\u{1b}]0;t\u{7}\u{9b}5m\u{7f}\u{8}\r\u{85}\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}y";

/// The same, as an argument and a file's name can hold it.
fn hostile_name() -> String {
    HOSTILE.replace('\r', "")
}

fn plan() -> String {
    let escaped: String = HOSTILE.chars().map(|c| format!("\\U{:08x}", c as u32)).collect();
    let action = "ref = \"1.1\"\naction = \"TEXT\"\nlead = \"TEXT\"\ndue = \"TEXT\"\nstatsu = \"TEXT\"\nevidence = \"TEXT\"\n";
    let head = "board = \"TEXT\"\ntitle = \"TEXT\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n";
    // A comment may hold them raw, and a finding quotes its line.
    let raw = format!("other = 1 # {}\n", HOSTILE.replace('\r', ""));
    format!("{head}[[objective]]\nref = \"1\"\ntitle = \"TEXT\"\n[[objective.action]]\n{action}").replace("TEXT", &escaped) + &raw
}

/// Both streams of a run; `ends` are line ends that a format has of its own.
fn is_harmless(what: &str, output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap() + &String::from_utf8(output.stderr.clone()).unwrap();
    if let Some(raw) = text.replace("\r\n", "\n").chars().find(|&c| is_harmful(c) && !"\n\t".contains(c)) {
        panic!("{what} hands on {raw:?}: {text:?}");
    }
    text
}

fn run(folder: &Path, args: &[&str]) -> String {
    is_harmless(&format!("{args:?}"), &lscb(folder, args))
}

#[test]
fn every_command_is_harmless_on_a_hostile_plan() {
    let folder = folder("hostile_output/plan");
    let name = if cfg!(windows) { "p.toml".to_owned() } else { format!("{}.toml", hostile_name()) };
    fs::write(folder.join(&name), plan()).unwrap();
    for format in ["table", "csv", "tsv", "json", "markdown", "html", "ics"] {
        for command in [&["overdue"][..], &["due"], &["list"], &["show", "1.1"], &["report", "monthly"], &["report", "leads"]] {
            run(&folder, &[command, &["--format", format, "."]].concat());
        }
    }
    for format in ["text", "short", "json", "github", "sarif"] {
        let text = run(&folder, &["check", "--advice", "--format", format, "."]);
        assert!(text.contains("statsu"), "{text}");
    }
    for format in ["text", "short", "json", "github", "sarif"] {
        let file = format!("found.{format}");
        run(&folder, &["check", "--advice", "--format", format, "-o", &file, "."]);
        let written = fs::read_to_string(folder.join(&file)).unwrap();
        assert!(!written.contains(|c: char| is_harmful(c) && !"\r\n\t".contains(c)), "{file}: {written:?}");
    }
    for report in ["timeline", "workload", "slippage", "gaps", "tags", "boards", "objectives", "groups", "escalation", "trend"] {
        for format in ["table", "csv", "markdown"] {
            run(&folder, &["report", report, "--format", format, "."]);
        }
    }
    run(&folder, &["list", "--format", "jsonl", "."]);
    run(&folder, &["rollover", &name, "2009/10", "--dry-run"]);
    for act in [&["note", "1.1", HOSTILE][..], &["done", "1.1"], &["set", "1.1", "status=on-hold"], &["move", "1.1", "June 2008"]]
    {
        run(&folder, &[act, &["--plan", &name]].concat());
    }
    run(&folder, &["check", "--statistics", "."]);
    run(&folder, &["check", "--fix", "."]);
    run(&folder, &["new", &name]);
}

#[test]
fn every_message_is_harmless_whatever_the_arguments_hold() {
    let folder = folder("hostile_output/arguments");
    let name = hostile_name();
    for args in [
        &["timescale", &name][..],
        &["timescale", HOSTILE, "--format", "json"],
        &["timescale", "June \u{1b}[31m 08", "when \u{202e}funded"],
        &[&name],
        &["list", &format!("--{name}")],
        &["list", "--format", &name],
        &["list", "--as-at", &name],
        &["list", "--as-at", &format!("31 June 2008{name}")],
        &["list", "--due-by", &name],
        &["list", "--state", &name],
        &["list", "--lead", &name, &name],
        &["list", "--columns", &name],
        &["explain", &name],
        &["check", "--select", &name],
        &["report", &name],
        &["show", &name],
        &["new", &name],
        &["list", "-o", &name],
        &["list", "--config", &name],
        &["completions", &name],
        &["help", &name],
        &["--help", &name],
    ] {
        run(&folder, args);
    }
    // What it says is the same as of other arguments.
    let text = run(&folder, &["list", "--format", "a\u{1b}[31mb\u{1b}]0;"]);
    assert!(text.contains("invalid value 'a\u{fffd}[31mb\u{fffd}]0;' for '--format <FORMAT>'"), "{text}");
    assert!(text.contains("possible values: table, csv"), "{text}");
}

/// What a configuration says, and what git keeps of a repository: who committed, and the names of its files.
#[cfg(unix)]
#[test]
fn a_hostile_configuration_and_history_are_harmless() {
    use std::process::Command;
    let folder = folder("hostile_output/repository");
    let name = format!("{}.toml", hostile_name());
    let escaped: String = HOSTILE.chars().map(|c| format!("\\U{:08x}", c as u32)).collect();
    fs::create_dir(folder.join("plans")).unwrap();
    fs::write(folder.join("plans").join(&name), plan()).unwrap();
    let git = |args: &[&str]| {
        let who = ["-c", "user.email=a@b", "-c", "core.hooksPath=/dev/null"];
        let mut command = Command::new("git");
        command.args(who).args(args).current_dir(&folder).env("GIT_AUTHOR_NAME", hostile_name()).env("GIT_COMMITTER_NAME", "c");
        assert!(command.output().unwrap().status.success(), "{args:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", HOSTILE]);
    let later = plan().replace("due = ", "due = \"2008-09\"\nremark = ").replace("statsu", "status");
    fs::write(folder.join("plans").join(&name), later).unwrap();
    git(&["commit", "-qam", HOSTILE]);
    for args in [
        &["changes", "--since", "HEAD~1"][..],
        &["changes", "--since", "HEAD~1", "--format", "csv"],
        &["history", "1.1"],
        &["history", "1.1", "--format", "markdown"],
        &["report", "slippage", "--git"],
        &["check", "--history"],
        &["check", "--staged", "--all"],
        &["list", "--at", "HEAD~1", "--format", "tsv"],
        &["overdue", "--at", &name],
    ] {
        run(&folder, args);
    }
    let saved = format!(
        "plans = \"plans\"\n[report.\"{escaped}\"]\nshape = \"{escaped}\"\n[levels]\n\"{escaped}\" = \"off\"\n\"{escaped}\" = 1\n"
    );
    fs::write(folder.join("lscb.toml"), saved).unwrap();
    for args in [&["config"][..], &["check", "--format", "short"], &["report", "x"], &["list"], &["report", &hostile_name()]] {
        run(&folder, args);
    }
    // A paper and its draft.
    let cells = hostile_name().replace('|', " ");
    fs::write(
        folder.join("paper.md"),
        format!("# {cells}\n\n| Ref | Action | Lead | By when |\n|---|---|---|---|\n| 1.1 | {cells} | {cells} | {cells} |\n"),
    )
    .unwrap();
    for args in [&["import", "paper.md"][..], &["import", "paper.md", "--dry-run"], &["take-back", "paper.md"]] {
        run(&folder, args);
    }
}
