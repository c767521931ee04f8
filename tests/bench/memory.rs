//! The most memory that a process held, on Linux.

use std::ffi::OsString;
use std::process::{Command, Stdio};

/// What makes this program run another and print the most memory it held, in KiB. Only a small process can tell: to
/// the system, a child has held at least what its parent held when it was started.
pub const MEMORY: &str = "--memory";

/// Does so, where the arguments ask for it.
pub fn run(args: &[OsString]) -> bool {
    let [first, program, args @ ..] = args else { return false };
    if first != MEMORY {
        return false;
    }
    Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    println!("{}", peak_of_children());
    true
}

#[cfg(target_os = "linux")]
fn peak_of_children() -> String {
    use nix::sys::resource::{UsageWho, getrusage};
    getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss().to_string()
}

#[cfg(not(target_os = "linux"))]
fn peak_of_children() -> &'static str {
    "not known"
}
