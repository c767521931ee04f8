//! Whole processes, timed in turn with each other.

use crate::memory::MEMORY;
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// A program with its arguments, in a folder.
pub struct Process {
    program: PathBuf,
    args: Vec<String>,
    folder: PathBuf,
}

impl Process {
    pub fn new(program: &Path, args: &[impl AsRef<str>], folder: &Path) -> Process {
        let args = args.iter().map(|arg| arg.as_ref().to_owned()).collect();
        Process { program: program.to_owned(), args, folder: folder.to_owned() }
    }

    /// The program that is measured.
    pub fn lscb(args: &[impl AsRef<str>], folder: &Path) -> Process {
        Process::new(Path::new(env!("CARGO_BIN_EXE_lscb")), args, folder)
    }

    /// This program, doing a part of the work alone.
    pub fn floor(name: &str, folder: &Path) -> Process {
        Process::new(&this(), &[name], folder)
    }

    pub fn command(&self) -> Command {
        self.told(Command::new(&self.program))
    }

    /// The same, run by another program that is told so.
    pub fn under(&self, other: impl AsRef<OsStr>, args: &[&str]) -> Command {
        let mut command = Command::new(other);
        command.args(args).arg(&self.program);
        self.told(command)
    }

    /// With its arguments, in its folder.
    fn told(&self, mut command: Command) -> Command {
        command.args(&self.args).current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// How long one run takes, in milliseconds.
    pub fn time(&self) -> f64 {
        let start = Instant::now();
        let status = self.command().stdout(Stdio::null()).stderr(Stdio::null()).status();
        let time = start.elapsed().as_secs_f64() * 1000.0;
        assert!(status.is_ok_and(|status| status.code() < Some(2)), "{:?} could not do as asked", self.args);
        time
    }

    /// The most memory it holds, in MiB, where that can be known.
    pub fn memory(&self) -> Option<f64> {
        let said = self.under(this(), &[MEMORY]).output().expect("this program can be run again").stdout;
        let kib: f64 = String::from_utf8_lossy(&said).trim().parse().ok()?;
        Some(kib / 1024.0)
    }
}

fn this() -> PathBuf {
    env::current_exe().expect("a program knows its own path")
}

/// The times of several processes, a row a run: each run is one of each, so that what slows the machine slows them all.
pub struct Times(Vec<Vec<f64>>);

impl Times {
    pub fn of(processes: &[&Process], runs: usize) -> Times {
        // The first run finds the files on the disc, the others in memory: it does not count.
        processes.iter().for_each(|process| {
            process.time();
        });
        Times((0..runs).map(|_| processes.iter().map(|process| process.time()).collect()).collect())
    }

    pub fn median(&self, process: usize) -> f64 {
        median(self.0.iter().map(|run| run[process]))
    }

    pub fn least(&self, process: usize) -> f64 {
        self.0.iter().map(|run| run[process]).fold(f64::INFINITY, f64::min)
    }

    /// How many times as long as another the first takes: the median of the runs.
    pub fn ratio(&self, to: usize) -> f64 {
        median(self.0.iter().map(|run| run[0] / run[to]))
    }

    /// The same of the least times, which noise disturbs least.
    pub fn ratio_of_least(&self, to: usize) -> f64 {
        self.least(0) / self.least(to)
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
