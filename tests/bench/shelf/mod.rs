//! Shelves of made plans, shaped like the five real ones, the same bytes on every run.
//!
//! Each board has a folder with a plan for each of fifteen years: `area-0017/area-0017-2009-10.toml`.

mod action;
mod faults;
mod plan;
mod time;
mod words;

use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::Path;

/// How many actions a plan has.
pub const ACTIONS: usize = 50;
/// The plans of a board, one a year.
pub const YEARS: usize = 15;
/// The year in which each board's first plan begins.
pub const FIRST_YEAR: usize = 2004;

/// What is wrong with the plans of a shelf.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Faults {
    None,
    /// One in every plan, of [`faults::KINDS`] kinds in turn.
    Each,
}

/// Where a plan stands on the shelf.
#[derive(Clone, Copy)]
struct Number {
    board: usize,
    /// The year in which it begins.
    year: usize,
    /// The same board's next plan stands on the shelf, too.
    followed: bool,
}

impl Number {
    fn of(index: usize, plans: usize) -> Number {
        let (board, year) = (index / YEARS, index % YEARS);
        Number { board, year: FIRST_YEAR + year, followed: year + 1 < YEARS && index + 1 < plans }
    }

    /// The name of a file, without its ending.
    fn stem(self) -> String {
        format!("area-{:04}-{}-{:02}", self.board, self.year, (self.year + 1) % 100)
    }
}

/// Writes so many plans into a folder, a folder for each board.
pub fn write(folder: &Path, plans: usize, faults: Faults) -> io::Result<()> {
    (0..plans).into_par_iter().try_for_each(|index| {
        let number = Number::of(index, plans);
        let of_board = folder.join(format!("area-{:04}", number.board));
        fs::create_dir_all(&of_board)?;
        let text = plan::text(number);
        let text = if faults == Faults::None { text } else { faults::spoilt(&text, index) };
        fs::write(of_board.join(number.stem() + ".toml"), text)
    })
}
