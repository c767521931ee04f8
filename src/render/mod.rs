//! In what dress: each format turns any report into text. A format is a file and a line in [`FORMATS`].
//!
//! Knows no plan and no rule.

mod bars;
mod csv;
pub mod findings;
mod json;
mod markdown;
mod table;
mod tsv;
mod words;

pub use table::{terminal_width, wrapped};

use crate::reports::Report;
use std::io::{self, Write};

/// How to draw for people: columns of the screen, and whether colour is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    pub width: usize,
    pub colour: bool,
}

/// A way to dress a report.
#[derive(Debug)]
pub struct Format {
    pub name: &'static str,
    /// How the names of its files end, without the dot; empty where it is for the screen.
    pub ending: &'static str,
    pub about: &'static str,
    /// Its data leave no room for the notes under a report: they are told beside it.
    pub notes_apart: bool,
    pub render: fn(&Report, Style, &mut dyn Write) -> io::Result<()>,
}

/// Every format.
pub static FORMATS: &[&Format] = &[&table::FORMAT, &csv::FORMAT, &tsv::FORMAT, &json::FORMAT, &markdown::FORMAT];

/// The format of a name.
pub fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}

/// The format of a file, by how its name ends.
pub fn by_ending(ending: &str) -> Option<&'static Format> {
    let ending = ending.to_ascii_lowercase();
    FORMATS.iter().copied().find(|format| !format.ending.is_empty() && format.ending == ending)
}
