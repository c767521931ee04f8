//! What a terminal is shown and a file or a pipe is not: its own width, colours, hints for whoever sits there.

use crate::program::{PLAN, folder_with, lscb};
use nix::pty::{OpenptyResult, Winsize, openpty};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// A run on a terminal of so many columns: its exit code and what stands on the terminal.
fn on_terminal(folder: &Path, columns: u16, args: &[&str]) -> (i32, String) {
    let size = Winsize { ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    let OpenptyResult { master, slave } = openpty(&size, None).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(folder).args(args).env("LSCB_TODAY", "2008-10-01").env("TERM", "xterm");
    for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(variable);
    }
    let (out, err) = (Stdio::from(slave.try_clone().unwrap()), Stdio::from(slave));
    let mut child = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn().unwrap();
    // The terminal ends when nobody has it any more.
    drop(command);
    let mut text = Vec::new();
    let mut buffer = [0; 4096];
    let mut terminal = File::from(master);
    while let Ok(count @ 1..) = terminal.read(&mut buffer) {
        text.extend_from_slice(&buffer[..count]);
    }
    let code = child.wait().unwrap().code().unwrap();
    (code, String::from_utf8(text).unwrap().replace("\r\n", "\n"))
}

/// The same without what colours it.
fn bare(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap().to_owned();
    first + &parts.map(|part| part.split_once('m').map_or("", |(_, rest)| rest)).collect::<String>()
}

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn a_terminal_is_filled_as_wide_as_it_is_and_a_file_is_not() {
    let root = folder_with("terminal-width", PLAN);
    let (code, text) = on_terminal(&root, 60, &["list", "--color", "never"]);
    assert!(code == 0 && (50..=60).contains(&widest(&text)), "{text}");
    let (code, text) = on_terminal(&root, 140, &["list", "--color", "never"]);
    assert!(code == 0 && widest(&text) > 100, "{text}");
    let (code, text) = on_terminal(&root, 60, &["list", "-o", "list.txt"]);
    assert!(code == 0 && bare(&text).contains("list.txt: written"), "{text}");
    let written = fs::read_to_string(root.join("list.txt")).unwrap();
    assert_eq!(written.as_bytes(), lscb(&root, &["list"]).stdout);
}

#[test]
fn colours_are_for_a_terminal() {
    let root = folder_with("terminal-colours", PLAN);
    let (_, text) = on_terminal(&root, 100, &["overdue"]);
    assert!(text.contains("\u{1b}["), "{text}");
    assert_eq!(bare(&text).trim_end(), String::from_utf8(lscb(&root, &["overdue"]).stdout).unwrap().trim_end());
    let (_, text) = on_terminal(&root, 100, &["overdue", "--color", "never"]);
    assert!(!text.contains('\u{1b}'), "{text}");
    let (_, text) = on_terminal(&root, 100, &["overdue", "-o", "overdue.txt"]);
    assert!(text.contains("written") && !fs::read_to_string(root.join("overdue.txt")).unwrap().contains('\u{1b}'));
}

#[test]
fn a_document_is_not_poured_onto_a_terminal() {
    let root = folder_with("terminal-documents", PLAN);
    for (format, what) in [("docx", "a Word document"), ("xlsx", "an Excel file")] {
        let (code, text) = on_terminal(&root, 100, &["list", "--format", format]);
        assert!(
            code == 2 && text.contains(&format!("{what} cannot be shown on a screen; give -o FILE.{format}")),
            "{code} {text}"
        );
    }
}

/// Whoever edits a plan that is in no repository is told that there is no way back; a script is not.
#[test]
fn an_edit_without_a_way_back_is_told_to_whoever_sits_there() {
    let hint = "is in no git repository, so that there is no way back but a copy of your own";
    let outside = std::env::temp_dir().join(format!("lscb-terminal-{}", std::process::id()));
    let _ = fs::remove_dir_all(&outside);
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("a.toml"), PLAN).unwrap();
    let note = ["note", "1.1", "Said", "--plan", "a.toml"];
    let (code, text) = on_terminal(&outside, 200, &note);
    assert!(code == 0 && text.contains(hint), "{code} {text}");
    let output = lscb(&outside, &note);
    assert!(output.status.success() && !String::from_utf8(output.stderr).unwrap().contains(hint));
    crate::hooks::git(&outside, &["init", "-q"]);
    let (code, text) = on_terminal(&outside, 200, &note);
    assert!(code == 0 && !text.contains(hint), "{code} {text}");
    fs::remove_dir_all(&outside).unwrap();
}
