//! The program as the tests run it: as at a day, in a folder of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of one test alone, empty at the start.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A plan with an action that has a deadline, and below it one that has none.
pub const PLAN: &str = r#"board = "Anytown Safeguarding Children Partnership"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-07-10, 2008-09-10]
[people]
jo = { name = "Jo Bloggs" }
[[objective]]
ref = "1"
title = "Sharing"
[[objective.action]]
ref = "1.1"
action = "Write the protocol"
outcome = "It is used"
lead = "jo"
due = "2008-06"
[[objective.action]]
ref = "1.2"
action = "Report on it"
outcome = "The board knows"
lead = "jo"
"#;

/// A folder of one test alone, with a plan in plans/a.toml.
pub fn folder_with(name: &str, plan: &str) -> PathBuf {
    let root = folder(name);
    fs::create_dir(root.join("plans")).unwrap();
    fs::write(root.join("plans/a.toml"), plan).unwrap();
    root
}

/// Runs it in a folder, on 1 October 2008, without colours or a standard input.
pub fn lscb(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(folder).args(args).env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1").env_remove("COLUMNS");
    command.stdin(Stdio::null()).output().unwrap()
}

/// The exit code of a run, and what was said on either stream.
pub fn said(folder: &Path, args: &[&str]) -> (i32, String) {
    told(&lscb(folder, args))
}

/// The same of a run that has ended.
pub fn told(output: &Output) -> (i32, String) {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!text.contains("panicked") && !text.contains("a fault of lscb"), "{text}");
    (output.status.code().unwrap_or(-1), text)
}

/// What a run cost: its exit code, seconds of processor time on all cores, and the most memory that it held, in MiB.
#[cfg(target_os = "linux")]
pub struct Cost {
    pub code: i32,
    pub seconds: f64,
    pub mebibytes: u64,
    /// What it said.
    pub said: String,
}

#[cfg(target_os = "linux")]
const COST_OF: &str = "LSCB_TEST_COST_OF";

/// The cost of a run in a folder, and what it said.
///
/// Only a small process can tell: to the system, a child has held at least what its parent held when it was started. So
/// this program starts itself again, and that one starts `lscb`.
#[cfg(target_os = "linux")]
pub fn cost(folder: &Path, args: &[&str]) -> Cost {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "program::the_cost_of_one_run", "--nocapture"]);
    let output = command.current_dir(folder).env(COST_OF, args.join("\n")).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let (said, line) = text.rsplit_once("\ncost ").unwrap_or_else(|| panic!("{output:?}"));
    let line = line.lines().next().unwrap_or_default();
    let [code, milliseconds, mebibytes] = *line.split(' ').collect::<Vec<_>>() else { panic!("{line}") };
    Cost {
        code: code.parse().unwrap(),
        seconds: milliseconds.parse::<f64>().unwrap() / 1000.0,
        mebibytes: mebibytes.parse().unwrap(),
        said: said.to_owned(),
    }
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "is what `cost` starts"]
fn the_cost_of_one_run() {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let Ok(args) = std::env::var(COST_OF) else { return };
    let (code, text) = said(Path::new("."), &args.split('\n').collect::<Vec<_>>());
    println!("{text}");
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let milliseconds = used.user_time().num_milliseconds() + used.system_time().num_milliseconds();
    println!("\ncost {code} {milliseconds} {}", used.max_rss() / 1024);
}
