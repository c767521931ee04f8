//! How fast the whole program is, as a ratio to two floors: a process that reads the same files and does nothing, and
//! one that also parses them, by the same reader of TOML on as many cores.
//!
//! `cargo bench` makes 2,000 plans with 100,000 actions in the target folder, then times each command in turn with the
//! floors. Only the ratios carry over from one machine to another.

use rayon::prelude::*;
use std::fmt::Write;
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
    make(&folder);
    let this = std::env::current_exe().expect("a program knows its own path");
    let run = |program: &Path, args: &[&str]| {
        let start = Instant::now();
        let status = Command::new(program).args(args).arg(&folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.code() < Some(2)), "{args:?} could not do as asked");
        start.elapsed()
    };
    let lscb = PathBuf::from(env!("CARGO_BIN_EXE_lscb"));
    println!("times the floor of:         reading  parsing   (median of {RUNS})");
    let day = ["--no-config", "--as-at", "2010-01-01"];
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
    let paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let one = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let tables = || toml_spanner::parse_recoverable(&text, &toml_spanner::Arena::new()).table().len();
        if parsing { tables() } else { text.len() }
    };
    assert!(paths.par_iter().map(one).sum::<usize>() > 0);
}

/// Plans like a board's, the same on every run.
fn make(folder: &Path) {
    if folder.join("done").exists() {
        return;
    }
    fs::create_dir_all(folder).unwrap();
    const PEOPLE: [&str; 8] = [
        "sue-harrison",
        "chris-howard",
        "margaret-raynor",
        "colette-morris",
        "jo-bloggs",
        "sam-okafor",
        "ann-smith",
        "raj-patel",
    ];
    const MONTHS: [&str; 12] = [
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "January",
        "February",
        "March",
    ];
    for file in 0..FILES {
        let year = 2008 + file % 4;
        let mut text = format!(
            "board = \"Board {file} Safeguarding Children Partnership\"\ntitle = \"Business Plan\"\nperiod = {{ from = {year}-04-01, to = {}-03-31 }}\n\n[people]\n",
            year + 1
        );
        for key in PEOPLE {
            let _ = writeln!(text, "{key} = {{ name = \"{}\" }}", key.replace('-', " "));
        }
        text += "\n[groups]\ntraining = { name = \"Training Subgroup\", kind = \"subgroup\" }\nquality = { name = \"Quality Subgroup\", kind = \"subgroup\" }\n";
        for number in 0..50 {
            let (objective, action) = (number / 10 + 1, number % 10 + 1);
            if action == 1 {
                let _ = write!(
                    text,
                    "\n[[objective]]\nref = \"{objective}\"\ntitle = \"Children are safe in place {objective} of area {file}\"\n"
                );
            }
            let seed = file * 31 + number * 7;
            let month = seed % 12;
            let (y, m) = if month < 9 { (year, month + 4) } else { (year + 1, month - 8) };
            let time = match seed % 10 {
                0 => "timescale = \"Quarterly\"\nevery = \"quarter\"".to_owned(),
                1 => "timescale = \"Ongoing\"\nongoing = true".to_owned(),
                _ => format!("timescale = \"{} {:02}\"\ndue = \"{y}-{m:02}\"", MONTHS[month], y % 100),
            };
            let state = if seed % 3 == 0 {
                format!("status = \"complete\"\ncompleted = {y}-{m:02}-15\nevidence = [\"minutes, item {number}\"]\n")
            } else {
                String::new()
            };
            let _ = write!(
                text,
                "\n[[objective.action]]\nref = \"{objective}.{action}\"\naction = \"Carry out piece of work {number} with the partner agencies of area {file} and put the results before the board\"\n\
                 outcome = \"Children are safer because of piece of work {number}\"\nsuccess = [\"{}% of cases audited\", \"reported to the board\"]\nlead = [\"{}\", \"training\"]\nwith = [\"quality\"]\n{time}\n{state}\
                 progress = [{{ on = {y}-{m:02}-01, note = \"The work has been discussed at the subgroup and goes on as planned\", by = \"{}\" }}]\n",
                50 + seed % 50,
                PEOPLE[seed % 8],
                PEOPLE[seed % 8],
            );
        }
        fs::write(folder.join(format!("area-{file:04}.toml")), text).unwrap();
    }
    fs::write(folder.join("done"), "").unwrap();
}
