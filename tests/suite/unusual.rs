//! What few ask for: other streams, colours against the environment, hooks that are there already, tables of moved dates.

use crate::program::{folder, said, told};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PLAN: &str = r#"board = "Anytown Safeguarding Children Partnership"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
[people]
jo = { name = "Jo Bloggs" }
[[objective]]
ref = "1"
title = "Sharing"
[[objective.action]]
ref = "1.1"
action = "Write the protocol"
outcome = "It is used"
lead = "jo"
due = "2008-06"
[[objective.action]]
ref = "1.2"
action = "Report on it"
outcome = "The board knows"
lead = "jo"
"#;

fn with_plan(name: &str) -> PathBuf {
    let root = folder(name);
    fs::write(root.join("a.toml"), PLAN).unwrap();
    root
}

/// A date that is moved needs its reason; one that is set for the first time does not.
#[test]
fn a_table_moves_a_date_only_with_its_reason() {
    let note = |row: &str| {
        let root = with_plan("unusual-table");
        fs::write(root.join("updates.csv"), format!("ref,due,because\n{row}\n")).unwrap();
        let (code, told) = said(&root, &["note", "--from", "updates.csv", "--plan", "a.toml"]);
        (code, told, fs::read_to_string(root.join("a.toml")).unwrap())
    };
    let (code, told, plan) = note("1.1,2008-12,");
    assert!(code == 2 && told.contains("needs its reason") && plan == PLAN, "{told}");
    let (code, told, plan) = note("1.1,2008-12,no room");
    assert!(code == 0 && plan.contains("due = \"2008-12\"") && plan.contains("because = \"no room\""), "{told}{plan}");
    let (code, told, plan) = note("1.2,2008-12,");
    assert!(code == 0 && plan.contains("due = \"2008-12\"") && !plan.contains("moved"), "{told}{plan}");
}

#[test]
fn a_plan_on_standard_input_cannot_be_changed() {
    let (code, told) = said(&with_plan("unusual-stdin"), &["note", "1.1", "Said", "--plan", "-"]);
    assert!(code == 2 && told.contains("a plan on standard input cannot be changed in place; name its file"), "{told}");
}

/// `--color never` wins over an environment that wants colours.
#[test]
fn colours_are_as_asked_for_whatever_the_environment_says() {
    let root = with_plan("unusual-colour");
    let run = |color: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
        command.current_dir(&root).args(["overdue", "a.toml"]).args(color).stdin(Stdio::null());
        command.env("LSCB_TODAY", "2008-10-01").env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
        told(&command.output().unwrap()).1
    };
    assert!(run(&[]).contains("\u{1b}["));
    assert!(!run(&["--color", "never"]).contains("\u{1b}["));
}

/// The names that the system has for a run's own streams are those streams.
#[cfg(unix)]
#[test]
fn the_systems_names_for_the_streams_are_the_streams() {
    let root = with_plan("unusual-streams");
    let list = |to: &str| {
        let output = crate::program::lscb(&root, &["list", "a.toml", "--format", "csv", "--output", to]);
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (out, err) = list("/dev/stdout");
    assert!(out.starts_with("plan,board,ref") && !err.contains("plan,board,ref"), "{out}{err}");
    let (out, err) = list("/dev/stderr");
    assert!(out.is_empty() && err.starts_with("plan,board,ref"), "{out}{err}");
}

fn git(root: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(root).args(args).stdin(Stdio::null()).stdout(Stdio::null());
    let command = command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.status().unwrap().success(), "git {args:?}");
}

/// A hook that is there is left as it is, and whoever asked is told whether it serves.
#[cfg(unix)]
#[test]
fn a_hook_that_is_there_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let root = with_plan("unusual-hook");
    git(&root, &["init", "-q"]);
    let hook = root.join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    for (text, mode, code, words) in [
        ("#!/bin/sh\nlscb check --staged || exit 1\n", 0o755, 0, "is there already and calls lscb"),
        ("#!/bin/sh\nlscb check --staged || exit 1\n", 0o644, 2, "chmod +x"),
        ("#!/bin/sh\n# lscb check --staged\ntrue\n", 0o755, 2, "does not call lscb; add this line to it"),
        ("#!/bin/sh\ntrue\n", 0o755, 2, "does not call lscb; add this line to it"),
    ] {
        fs::write(&hook, text).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(mode)).unwrap();
        let (ended, told) = said(&root, &["init", "--git-hook"]);
        assert!(ended == code && told.contains(words), "{text}{mode:o}: {ended} {told}");
        assert_eq!(fs::read_to_string(&hook).unwrap(), text);
    }
}
