//! What no program that reads every plan can be faster than: processes of their own that do only a part of the work.

use rayon::prelude::*;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// A part of the work, as the first argument names it.
pub const READING: &str = "--floor-reading";
pub const PARSING: &str = "--floor-parsing";
pub const NOTHING: &str = "--floor-nothing";

/// Does that part, where the arguments ask for one.
pub fn run(args: &[OsString]) -> bool {
    match args.first().and_then(|first| first.to_str()) {
        Some(READING) => each(|path| fs::read(path).unwrap().len()),
        Some(PARSING) => each(|path| parsed(&fs::read_to_string(path).unwrap())),
        Some(NOTHING) => version(),
        _ => return false,
    }
    true
}

/// Looks for the plans here and goes through them on every core, as the program does.
fn each(work: impl Fn(&Path) -> usize + Sync) {
    let all = walkdir::WalkDir::new(".").sort_by_file_name().into_iter().map(Result::unwrap);
    let plans = all.filter(|entry| entry.file_type().is_file() && entry.path().extension().is_some_and(|is| is == "toml"));
    let plans: Vec<PathBuf> = plans.map(|entry| entry.into_path()).collect();
    assert!(plans.par_iter().map(|path| work(path)).sum::<usize>() > 0);
}

/// How many keys stand at the top, found by the parser that the plan reader uses.
fn parsed(text: &str) -> usize {
    toml_spanner::parse_recoverable(text, &toml_spanner::Arena::new()).table().len()
}

/// A process that reads its arguments by clap, prints its version, and ends.
fn version() {
    let command = clap::Command::new("nothing").version("0").disable_version_flag(true);
    let flag = clap::Arg::new("version").long(&NOTHING[2..]).action(clap::ArgAction::Version);
    if let Err(version) = command.arg(flag).try_get_matches() {
        version.print().unwrap();
    }
}
