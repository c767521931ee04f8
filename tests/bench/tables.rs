//! The tables of `cargo bench`, in Markdown.

use crate::commands;
use crate::floors::{NOTHING, PARSING, READING};
use crate::shelf::ACTIONS;
use crate::timing::{Process, Times};
use std::path::Path;

/// What is timed: what the tables call it, its arguments, and whether every plan has a fault.
pub const TIMED: [(&str, &str, bool); 9] = [
    ("check", "check", false),
    ("check, a fault in every plan", "check", true),
    ("overdue", "overdue", false),
    ("overdue, CSV", "overdue --format csv", false),
    ("list --lead", "list --lead CDOP", false),
    ("list --state --due-by, JSON", "list --state overdue --due-by 2018-06-30 --format json", false),
    ("list, CSV: every action", "list --format csv", false),
    ("report leads", "report leads", false),
    ("report monthly, HTML", "report monthly --format html", false),
];

/// What was measured of one command on one shelf.
pub struct Measured {
    name: &'static str,
    ms: f64,
    mib: Option<f64>,
}

/// Two shelves of one size: a clean one, and one with a fault in every plan.
pub struct Shelves<'p> {
    pub plans: usize,
    pub clean: &'p Path,
    pub faulty: &'p Path,
    pub bytes: u64,
}

/// Start-up beside that of a process that does nothing but read its arguments.
pub fn start_up(folder: &Path) {
    const RUNS: usize = 101;
    let version = Process::lscb(&["--version"], folder);
    let nothing = Process::floor(NOTHING, folder);
    let times = Times::of(&[&version, &nothing], RUNS);
    println!("\nStart-up, median of {RUNS} runs in turn:\n");
    println!("| process | ms | least ms | MiB |\n|---|--:|--:|--:|");
    for (at, (name, process)) in [("`lscb --version`", &version), ("an empty one with clap", &nothing)].into_iter().enumerate() {
        println!("| {name} | {:.2} | {:.2} | {} |", times.median(at), times.least(at), mib(process.memory()));
    }
}

/// Every timed command on one shelf.
pub fn of_shelf(shelves: &Shelves, runs: usize) -> Vec<Measured> {
    let &Shelves { plans, clean, faulty, bytes } = shelves;
    println!("\n{plans} plans, {} actions, {} MB; median of {runs} runs in turn:\n", plans * ACTIONS, bytes / 1_000_000);
    println!("| `lscb` | ms | × reading | × parsing | the same of the least times | MiB |\n|---|--:|--:|--:|--:|--:|");
    let mut all = Vec::new();
    for (name, words, spoilt) in TIMED {
        let folder = if spoilt { faulty } else { clean };
        let process = Process::lscb(&commands::args(words), folder);
        let [reading, parsing] = [READING, PARSING].map(|floor| Process::floor(floor, folder));
        let times = Times::of(&[&process, &reading, &parsing], runs);
        let measured = Measured { name, ms: times.median(0), mib: process.memory() };
        println!(
            "| {name} | {:.0} | {:.1} | {:.2} | {:.2} | {} |",
            measured.ms,
            times.ratio(1),
            times.ratio(2),
            times.ratio_of_least(2),
            mib(measured.mib)
        );
        if all.is_empty() {
            all = vec![
                Measured { name: "(reading alone)", ms: times.median(1), mib: reading.memory() },
                Measured { name: "(reading and parsing alone)", ms: times.median(2), mib: parsing.memory() },
            ];
        }
        all.push(measured);
    }
    all.rotate_left(2);
    for Measured { name, ms, mib: peak } in &all[TIMED.len()..] {
        println!("| {name} | {ms:.0} | | | | {} |", mib(*peak));
    }
    all
}

/// How time and memory grow with the number of plans.
pub fn growth(sizes: &[(usize, Vec<Measured>)]) {
    let heads = |what: &str| sizes.iter().map(|(plans, _)| format!(" {what} at {plans} |")).collect::<String>();
    println!("\nGrowth: time for 1,000 plans, and memory, by the number of plans:\n");
    println!("| `lscb` |{}{}\n|---|{}", heads("ms"), heads("MiB"), "--:|".repeat(sizes.len() * 2));
    for row in 0..TIMED.len() + 2 {
        let cells = |cell: &dyn Fn(usize, &Measured) -> String| {
            sizes.iter().map(|(plans, all)| format!(" {} |", cell(*plans, &all[row]))).collect::<String>()
        };
        let ms = cells(&|plans, of| format!("{:.0}", of.ms * 1000.0 / plans as f64));
        println!("| {} |{ms}{}", sizes[0].1[row].name, cells(&|_, of| mib(of.mib)));
    }
}

pub fn mib(peak: Option<f64>) -> String {
    peak.map_or_else(|| "not known".to_owned(), |peak| format!("{peak:.1}"))
}
