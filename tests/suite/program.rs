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
