//! How many instructions each command takes on one thread, as valgrind counts them. However busy the machine is, the figures
//! are the same on every run, and show a change that no time can tell from noise.

use crate::commands;
use crate::floors::{PARSING, READING};
use crate::shelf::ACTIONS;
use crate::tables::TIMED;
use crate::timing::Process;
use std::path::Path;
use std::process::Command;

/// So many plans are asked about: under valgrind all takes some fifty times as long.
pub const PLANS: usize = 100;

/// The line in which it says how many there were.
const SAID: &str = "Collected :";

/// Prints them beside those of the floors, for two shelves of [`PLANS`]: a clean one, and one with a fault in every plan.
pub fn print(clean: &Path, faulty: &Path) {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed here: no instructions are counted");
        return;
    }
    let [reading, parsing] = [READING, PARSING].map(|floor| counted(&Process::floor(floor, clean)));
    println!("\nInstructions for {PLANS} plans, {} actions, on one thread:\n", PLANS * ACTIONS);
    println!("| `lscb` | millions | × parsing |\n|---|--:|--:|");
    let row = |name: &str, count: f64| println!("| {name} | {:.1} | {:.2} |", count / 1e6, count / parsing);
    for (name, words, spoilt) in TIMED {
        let folder = if spoilt { faulty } else { clean };
        row(name, counted(&Process::lscb(&commands::args(words), folder)));
    }
    row("(reading alone)", reading);
    row("(reading and parsing alone)", parsing);
}

/// The instructions of one run.
fn counted(process: &Process) -> f64 {
    let mut command = process.under("valgrind", &["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    let said = command.env("RAYON_NUM_THREADS", "1").output().expect("valgrind can be run").stderr;
    let said = String::from_utf8_lossy(&said);
    let count = said.lines().find_map(|line| line.split(SAID).nth(1)?.trim().parse().ok());
    count.unwrap_or_else(|| panic!("valgrind counted nothing: {said}"))
}
