//! What only whoever sits at a terminal is told, on one that the test makes.
#![cfg(unix)]

use crate::program::folder_with;
use nix::pty::openpty;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

const PLAN: &str = crate::program::PLAN;

/// What is told on standard error, which is a terminal.
fn told(folder: &Path, args: &[&str]) -> String {
    let terminal = openpty(None, None).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(folder).args(args).env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(terminal.slave).spawn().unwrap();
    // The command holds the other end open as well.
    drop(command);
    let mut bytes = Vec::new();
    // Where the last writer is gone, the system says so by an error.
    let _ = fs::File::from(terminal.master).read_to_end(&mut bytes);
    assert!(child.wait().unwrap().success());
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

#[test]
fn an_edit_where_nothing_is_kept_says_that_there_is_no_way_back() {
    // The folder of the tests lies in a repository, which begins anew in each folder with one of its own.
    let root = std::env::temp_dir().join(format!("lscb-terminal-{}", std::process::id()));
    fs::create_dir_all(root.join("plans")).unwrap();
    fs::write(root.join("plans/a.toml"), PLAN).unwrap();
    fs::write(root.join("b.toml"), PLAN).unwrap();
    let hint = |file: &str| format!("{file}: is in no git repository, so that there is no way back but a copy of your own\n");
    let kept = root.ancestors().any(|folder| folder.join(".git").exists());
    if !kept {
        assert_eq!(told(&root, &["done", "1.1", "--evidence", "it", "--plan", "plans/a.toml"]), hint("plans/a.toml"));
        assert_eq!(told(&root, &["done", "1.1", "--evidence", "it", "--plan", "b.toml"]), hint("b.toml"));
    }
    fs::remove_dir_all(&root).unwrap();
    let root = folder_with("terminal/git", PLAN);
    assert!(Command::new("git").current_dir(&root).args(["init", "-q"]).status().unwrap().success());
    fs::write(root.join("b.toml"), PLAN).unwrap();
    for file in ["plans/a.toml", "b.toml"] {
        assert_eq!(told(&root, &["done", "1.1", "--evidence", "it", "--plan", file]), "");
    }
}
