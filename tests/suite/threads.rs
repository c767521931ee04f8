//! On one thread and on many, every command says the same, to the byte.

#[path = "../bench/commands.rs"]
mod commands;
#[path = "../bench/shelf/mod.rs"]
mod shelf;

use crate::program::folder;
use rayon::prelude::*;
use shelf::Faults;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(folder: &Path, words: &str, threads: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(folder).args(commands::args(words)).stdin(Stdio::null());
    command.env("RAYON_NUM_THREADS", threads).env("NO_COLOR", "1").env_remove("COLUMNS").output().unwrap()
}

#[test]
fn every_command_says_the_same_on_one_thread_and_on_many() {
    let folder = folder("threads");
    let real = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/plans"));
    for file in fs::read_dir(real).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().unwrap() == "toml")
    {
        fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    shelf::write(&folder.join("clean"), 20, Faults::None).unwrap();
    shelf::write(&folder.join("faulty"), 20, Faults::Each).unwrap();
    // Passed over, and unreadable.
    fs::write(folder.join("clean/no-plan.toml"), "[package]\nname = \"other\"\n").unwrap();
    fs::write(folder.join("clean/no-text.toml"), b"board = \"\xff\"\n").unwrap();
    let differing: Vec<String> = commands::all(&["table", "csv", "json"])
        .into_par_iter()
        .filter(|words| {
            let one = run(&folder, words, "1");
            assert!(!one.stdout.is_empty(), "{words}: {}", String::from_utf8_lossy(&one.stderr));
            ["2", "8"].iter().any(|threads| run(&folder, words, threads) != one)
        })
        .collect();
    assert!(differing.is_empty(), "not the same on one thread and on many: {differing:?}");
}

#[test]
fn made_plans_are_clean_and_the_faulty_ones_have_one_fault_each() {
    let folder = folder("made");
    shelf::write(&folder.join("clean"), 110, Faults::None).unwrap();
    shelf::write(&folder.join("faulty"), 110, Faults::Each).unwrap();
    let check = |of: &str| run(&folder.join(of), "check --format json", "2");
    let clean = check("clean");
    assert_eq!(clean.status.code(), Some(0), "{}", String::from_utf8_lossy(&clean.stdout));
    let faulty: serde_json::Value = serde_json::from_slice(&check("faulty").stdout).unwrap();
    let found = faulty["findings"].as_array().unwrap();
    let files: BTreeSet<&str> = found.iter().map(|finding| finding["file"].as_str().unwrap()).collect();
    assert_eq!((files.len(), found.len()), (110, 110), "{found:#?}");
}
