//! How fast the whole program is, as a ratio to two floors: a process that reads the same files and does nothing, and
//! one that also parses them, by the same reader of TOML on as many cores.
//!
//! `cargo bench` makes 2,000 plans with 100,000 actions in the target folder, then times each command in turn with the
//! floors. Only the ratios carry over from one machine to another.

mod shelf;

use rayon::prelude::*;
use shelf::Faults;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FILES: usize = 2_000;
const RUNS: usize = 9;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    for (name, parsing) in [("--read", false), ("--parse", true)] {
        if let Some(at) = args.iter().position(|arg| arg == name) {
            return floor(Path::new(&args[at + 1]), parsing);
        }
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let _ = fs::remove_dir_all(&folder);
    shelf::write(&folder, FILES, Faults::None).expect("plans can be written into the target folder");
    let this = std::env::current_exe().expect("a program knows its own path");
    let run = |program: &Path, args: &[&str]| {
        let start = Instant::now();
        let status = Command::new(program).args(args).arg(&folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.code() < Some(2)), "{args:?} could not do as asked");
        start.elapsed()
    };
    let lscb = PathBuf::from(env!("CARGO_BIN_EXE_lscb"));
    println!("times the floor of:         reading  parsing   (median of {RUNS})");
    let day = ["--no-config", "--as-at", "2018-10-01"];
    for (name, args) in [
        ("check", &["check"][..]),
        ("overdue", &["overdue"]),
        ("overdue, CSV", &["overdue", "--format", "csv"]),
        ("list, JSON", &["list", "--format", "json"]),
        ("report leads", &["report", "leads", "--format", "csv"]),
        ("report monthly, HTML", &["report", "monthly", "--format", "html"]),
    ] {
        let day = if name == "check" { &day[..1] } else { &day };
        let args: Vec<&str> = args.iter().chain(day).copied().collect();
        let runs: Vec<[Duration; 3]> =
            (0..RUNS).map(|_| [run(&lscb, &args), run(&this, &["--read"]), run(&this, &["--parse"])]).collect();
        let median = |of: &dyn Fn(&[Duration; 3]) -> f64| {
            let mut all: Vec<f64> = runs.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            all[RUNS / 2]
        };
        let ratio = |floor: usize| median(&|run| run[0].as_secs_f64() / run[floor].as_secs_f64());
        let here = median(&|run| run[0].as_secs_f64() * 1000.0);
        println!("{name:<24} {:>10.1} {:>8.2}   {here:>6.0} ms here", ratio(1), ratio(2));
    }
}

/// Reads every byte, on every core, as the program does; and parses it where asked.
fn floor(folder: &Path, parsing: bool) {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let paths: Vec<PathBuf> = files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect();
    let one = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let tables = || toml_spanner::parse_recoverable(&text, &toml_spanner::Arena::new()).table().len();
        if parsing { tables() } else { text.len() }
    };
    assert!(paths.par_iter().map(one).sum::<usize>() > 0);
}
