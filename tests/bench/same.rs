//! What every command says of a shelf, in a few figures: they are the same before and after work on speed, and on one
//! thread and on all.

use crate::commands;
use crate::timing::Process;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::process::Output;

/// Prints the figures of each command.
pub fn print(folder: &Path, what: &str) {
    println!("\nWhat each command says of {what}, in figures to compare:\n");
    println!("| `lscb` | exit code | bytes | hash | on one thread |\n|---|--:|--:|---|---|");
    let mut whole = DefaultHasher::new();
    for words in commands::all(&["table", "json"]) {
        let process = Process::lscb(&commands::args(&words), folder);
        let many = process.command().output().expect("the program can be run");
        let one = process.command().env("RAYON_NUM_THREADS", "1").output().expect("the program can be run");
        let same = if many == one { "the same" } else { "DIFFERS" };
        let code = many.status.code().unwrap_or(-1);
        whole.write_u64(hash(&many));
        println!("| {words} | {code} | {} | {:016x} | {same} |", many.stdout.len(), hash(&many));
    }
    println!("| all of them | | | {:016x} | |", whole.finish());
}

fn hash(output: &Output) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_usize(output.stdout.len());
    hasher.write(&output.stdout);
    hasher.write(&output.stderr);
    hasher.write_i32(output.status.code().unwrap_or(-1));
    hasher.finish()
}
