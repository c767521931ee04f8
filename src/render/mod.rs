//! In what format: each turns any report into bytes. A format is a file and a line in [`FORMATS`].
//!
//! Knows no plan and no rule.

mod bars;
mod cell_text;
mod chunks;
mod csv;
mod docx;
pub mod findings;
mod harmless_json;
mod html;
mod ics;
mod json;
mod jsonl;
mod list;
mod markdown;
mod measure;
mod page_one;
mod pictures;
mod table;
mod tone;
mod tsv;
pub mod unified_diff;
mod xlsx;

pub use cell_text::printed_forms;
pub use harmless_json::json_document;
pub use list::{listed, terminal_width};

use crate::reports::Report;
use std::io::{self, Write};

/// How to draw for people: columns of the screen, and whether colour is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    pub width: usize,
    pub colour: bool,
}

/// A way to render a report.
#[derive(Debug)]
pub struct Format {
    pub name: &'static str,
    /// How the names of its files end, without the dot; empty where it is for the screen.
    pub ending: &'static str,
    pub about: &'static str,
    /// What it is, where no screen can show it: "an Excel file".
    pub binary: Option<&'static str>,
    /// What it has no room for, such as the notes under a report: it is told beside it.
    pub unsupported: fn(&Report) -> Vec<String>,
    pub render: fn(&Report, Style, &mut dyn Write) -> io::Result<()>,
}

/// Every format.
pub static FORMATS: &[&Format] = &[
    &table::FORMAT,
    &csv::FORMAT,
    &tsv::FORMAT,
    &json::FORMAT,
    &jsonl::FORMAT,
    &markdown::FORMAT,
    &html::FORMAT,
    &docx::FORMAT,
    &xlsx::FORMAT,
    &ics::FORMAT,
];

/// The heading of the notes under a report, where they have one.
const NOTES: &str = "What stands beside this, and what cannot be judged";

/// For a format that has room for everything.
fn all_supported(_: &Report) -> Vec<String> {
    Vec::new()
}

/// For a format that has room for rows alone.
fn notes_unsupported(report: &Report) -> Vec<String> {
    report.notes.iter().map(|note| note.text.clone()).collect()
}

/// The format of a name.
pub fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}

/// The format of a file, by how its name ends.
pub fn by_ending(ending: &str) -> Option<&'static Format> {
    let ending = ending.to_ascii_lowercase();
    FORMATS.iter().copied().find(|format| !format.ending.is_empty() && format.ending == ending)
}

/// The file's name ends as those of its format do, or, where none is named, as those of some format; a table for the screen
/// ends in `.txt`.
pub fn fits_ending(path: &std::path::Path, format: Option<&str>) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match format.map(find) {
        Some(Some(format)) if format.ending.is_empty() => ending == "txt",
        Some(Some(format)) => format.ending == ending,
        // An unknown format is a fault of its own.
        Some(None) => true,
        None => ending == "txt" || by_ending(&ending).is_some(),
    }
}

#[cfg(test)]
#[path = "hostile_tests.rs"]
mod hostile;
#[cfg(test)]
#[path = "pairs_tests.rs"]
mod pairs;
