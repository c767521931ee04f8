//! How fast the whole program is, as a ratio to two floors: a process that reads the same plans and does nothing, and
//! one that also parses them, by the same reader of TOML on as many cores.
//!
//! `cargo bench` measures 100, 2,000 and 20,000 plans, `cargo bench -- 2000` so many; `cargo bench -- instructions` counts what
//! a time cannot tell from noise; `cargo bench -- editor` measures what a key stroke costs; `cargo bench -- peers` asks other
//! programs what is overdue; `cargo bench -- history` asks about 5,000 commits of 150 plans. Only the ratios carry over from
//! one machine to another.

mod commands;
mod editor;
mod floors;
mod history;
mod instructions;
mod memory;
mod peers;
mod same;
mod shelf;
mod tables;
mod timing;

use shelf::Faults;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use tables::Shelves;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// So many plans are asked about in all ways, and by all programs.
const USUAL: usize = 2_000;

fn main() -> ExitCode {
    let args: Vec<OsString> = env::args_os().skip(1).filter(|arg| arg != "--bench").collect();
    if floors::run(&args) || memory::run(&args) {
        return ExitCode::SUCCESS;
    }
    if args == ["peers"] {
        peers::compare(&made(USUAL, Faults::None));
        return ExitCode::SUCCESS;
    }
    if args == ["history"] {
        history::measure(&made(150, Faults::None));
        return ExitCode::SUCCESS;
    }
    if args == ["editor"] {
        editor::measure(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench"));
        return ExitCode::SUCCESS;
    }
    if args == ["instructions"] {
        instructions::print(&made(instructions::PLANS, Faults::None), &made(instructions::PLANS, Faults::Each));
        return ExitCode::SUCCESS;
    }
    let sizes: Option<Vec<usize>> = args.iter().map(|arg| arg.to_str()?.parse().ok().filter(|&plans| plans > 0)).collect();
    match sizes.as_deref() {
        Some([]) => measure(&[100, USUAL, 20_000]),
        Some(sizes) => measure(sizes),
        None => {
            eprintln!("cargo bench -- takes numbers of plans, or the word editor, history, instructions or peers");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn measure(sizes: &[usize]) {
    println!("{} threads", rayon::current_num_threads());
    let mut all = Vec::new();
    for &plans in sizes {
        let [clean, faulty] = [Faults::None, Faults::Each].map(|faults| made(plans, faults));
        if all.is_empty() {
            tables::start_up(&clean);
        }
        let runs = (18_000 / plans).clamp(3, 21);
        let shelves = Shelves { plans, clean: &clean, faulty: &faulty, bytes: bytes(&clean) };
        all.push((plans, tables::of_shelf(&shelves, runs)));
        if plans == USUAL {
            same::print(&clean, "the clean shelf");
            same::print(&faulty, "the shelf with a fault in every plan");
        }
    }
    if all.len() > 1 {
        tables::growth(&all);
    }
}

/// A shelf of so many plans, written anew.
fn made(plans: usize, faults: Faults) -> PathBuf {
    let name = if faults == Faults::None { format!("{plans}") } else { format!("{plans}-faulty") };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench").join(name);
    let _ = fs::remove_dir_all(&folder);
    shelf::write(&folder, plans, faults).expect("plans can be written into the target folder");
    // The disc is to be quiet while time is taken; where there is no such command, it soon is.
    let _ = Command::new("sync").status();
    folder
}

fn bytes(folder: &Path) -> u64 {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.metadata().map_or(0, |about| about.len()))
        .sum()
}
