//! How fast the history of many plans is told, against the time git itself needs to list it and to hand the same texts over.

use crate::timing::{Process, Times};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Commits of the made repository; each changes one plan.
const COMMITS: usize = 5_000;
const RUNS: usize = 3;

/// What git does for a history: `git log --raw`, and every text from `git cat-file`.
const GIT: &str = "git log --raw --no-abbrev --no-renames --format= -- '*.toml' | awk '{print $4}' | sort -u | git cat-file --batch --buffer >/dev/null";

/// Makes a repository of these plans, and times what is asked of its history.
pub fn measure(plans: &Path) {
    let bytes = commit(plans);
    let asked = [
        "changes --since t2000 --until t2500",
        "changes --since t0 --until t5000",
        "report slippage --git",
        "report trend --git",
    ];
    let git = Process::new(Path::new("sh"), &["-c", GIT], plans);
    let ours: Vec<Process> = asked
        .iter()
        .map(|words| Process::lscb(&words.split(' ').chain(["--format", "json"]).collect::<Vec<_>>(), plans))
        .collect();
    println!("{COMMITS} commits, {} plans, {} MB of texts", plans_in(plans).len(), bytes / 1_000_000);
    println!("{:<40} {:>8} {:>8} {:>10}", "", "ms", "of git", "MiB at most");
    let all: Vec<&Process> = std::iter::once(&git).chain(&ours).collect();
    let times = Times::of(&all, RUNS);
    println!("{:<40} {:>8.0}", "git log and git cat-file", times.median(0));
    for (number, (words, process)) in asked.iter().zip(&ours).enumerate() {
        let memory = process.memory().map(|held| format!("{held:.0}")).unwrap_or_default();
        let ratio = times.median(number + 1) / times.median(0);
        println!("{words:<40} {:>8.0} {ratio:>7.1}x {memory:>10}", times.median(number + 1));
    }
}

/// The plans of a folder, as git names them.
fn plans_in(folder: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let plans = files.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "toml"));
    plans.filter_map(|entry| Some(entry.path().strip_prefix(folder).ok()?.to_str()?.replace('\\', "/"))).collect()
}

/// Commits the plans, and then changes of them one after another, with a tag at every 500th: the bytes of all their
/// states.
fn commit(folder: &Path) -> usize {
    let git = |args: &[&str]| assert!(Command::new("git").current_dir(folder).args(args).status().unwrap().success());
    git(&["init", "-q", "-b", "main"]);
    let names = plans_in(folder);
    let mut texts: Vec<String> = names.iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect();
    let mut import = Command::new("git");
    let mut import = import.current_dir(folder).args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut random = fastrand::Rng::with_seed(5);
    let mut to = std::io::BufWriter::new(import.stdin.take().unwrap());
    let mut bytes = 0;
    for number in 0..=COMMITS {
        let mut text = format!("commit refs/heads/main\nmark :{}\n", number + 1);
        let day = 1_199_145_600 + number * 17_280;
        write!(text, "committer A <a@example.org> {day} +0000\ndata 1\nx\n").unwrap();
        let changed = if number == 0 {
            0..names.len()
        } else {
            let one = number % names.len();
            one..one + 1
        };
        for plan in changed {
            if number > 0 {
                change(&mut texts[plan], &mut random);
            }
            bytes += texts[plan].len();
            write!(text, "M 100644 inline {}\ndata {}\n{}\n", names[plan], texts[plan].len(), texts[plan]).unwrap();
        }
        if number % 500 == 0 {
            write!(text, "reset refs/tags/t{number}\nfrom :{}\n\n", number + 1).unwrap();
        }
        to.write_all(text.as_bytes()).unwrap();
    }
    drop(to);
    assert!(import.wait().unwrap().success());
    git(&["reset", "-q", "--hard"]);
    git(&["gc", "-q"]);
    bytes
}

/// Gives one of the dates of a plan that are a month another month, as a date that is moved.
fn change(text: &mut String, random: &mut fastrand::Rng) {
    const BEFORE: &str = "\ndue = \"2000-";
    let starts = text.match_indices("\ndue = \"20").map(|(at, _)| at + BEFORE.len());
    let is_month = |at: &usize| text[..*at].ends_with('-') && text[*at..].starts_with('0');
    // The last digit of the months January to September.
    let places: Vec<usize> = starts.filter(is_month).map(|at| at + 1).collect();
    assert!(!places.is_empty(), "a made plan has dates that are a month");
    let at = places[random.usize(..places.len())];
    let month = text.as_bytes()[at] - b'0';
    text.replace_range(at..=at, &(month % 9 + 1).to_string());
}
