//! What the cells of a column need, and how a width is shared out among columns.

use super::cell_text::{says_nothing, with_aside};
use super::chunks::{self, Chunk};
use crate::reports::{self, Answered, Cell, Column, Layout, Role, Row, Section};
use crate::text::wrap::{longest_part, width};

/// A paper is laid across the sheet when one of its tables wants more letters than this side by side.
const WIDE: usize = 95;

/// No column asks for more letters than this before a table is laid across the sheet.
const ENOUGH: usize = 40;

/// A section with what its cells need on paper.
#[derive(Debug)]
pub(super) struct MeasuredSection<'r, 'a> {
    pub(super) section: &'r Section<'a>,
    pub(super) columns: Vec<MeasuredColumn<'r>>,
    /// The columns of the rows within rows.
    pub(super) inner: Vec<MeasuredColumn<'r>>,
}

impl<'r, 'a> MeasuredSection<'r, 'a> {
    pub(super) fn of(section: &'r Section<'a>) -> Self {
        let columns = measure(&section.columns, chunks::of_rows(&section.rows));
        let inner = section.inner.iter().flat_map(|inner| measure(&inner.columns, chunks::of_inner(&section.rows))).collect();
        MeasuredSection { section, columns, inner }
    }

    /// What is to be said of a row that stands by itself.
    pub(super) fn card(&self, row: &Row<'a>) -> Vec<(&MeasuredColumn<'r>, Cell<'a>)> {
        let lines = self.columns.iter().map(|column| (column, row.cell(column.column)));
        lines.filter(|(_, cell)| *cell != Cell::Number(0) && !says_nothing(cell)).collect()
    }
}

/// Whether a paper is better read across the sheet.
pub(super) fn wide(sections: &[MeasuredSection]) -> bool {
    let wants = |columns: &[MeasuredColumn]| columns.iter().map(|column| column.full.min(ENOUGH) + 2).sum::<usize>() > WIDE;
    // What is to be answered is sent as letters are: upright.
    let is_answered =
        |measured: &&MeasuredSection| measured.columns.iter().any(|column| matches!(column.column.role, Role::Answer(_)));
    let mut tables = sections.iter().filter(|measured| measured.section.layout == Layout::Table && !is_answered(measured));
    tables.any(|measured| wants(&measured.columns) || wants(&measured.inner))
}

/// What all cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Content {
    Number,
    Date,
    Text,
}

/// A column that people are shown, with what its cells need. Widths are in letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeasuredColumn<'r> {
    pub(super) column: &'r Column,
    pub(super) content: Content,
    /// The longest word of any cell or of the heading.
    pub(super) word: usize,
    /// The longest cell, or the heading; what is written by hand wants a wide column.
    pub(super) full: usize,
}

/// The letters that people can write on a line of a blank column, at least and at best.
fn room_to_write(column: &Column) -> (usize, usize) {
    match column.role {
        Role::Answer(Answered::Day | Answered::Date) => (10, 10),
        Role::Answer(Answered::YesNo) => (6, 6),
        Role::Answer(Answered::Words) => (13, 16),
        _ => (20, ENOUGH),
    }
}

/// What is seen of the cells of a column.
#[derive(Clone, Copy)]
struct Extent {
    said: bool,
    numbers: bool,
    dates: bool,
    word: usize,
    full: usize,
}

impl Extent {
    fn of_heading(column: &Column) -> Extent {
        let word = longest_part(column.heading, ' ');
        let (word, full) = if column.is_blank() { room_to_write(column) } else { (word, word) };
        Extent { said: column.is_blank() || column.asked, numbers: !column.is_blank(), dates: !column.is_blank(), word, full }
    }

    fn add(&mut self, row: &Row, column: &Column) {
        let cell = &row.cell(column);
        let text = with_aside(row, column, cell);
        self.said |= !text.is_empty() && *cell != Cell::Number(0);
        self.numbers &= matches!(cell, Cell::Number(_) | Cell::Empty);
        self.dates &= matches!(cell, Cell::Day(_) | Cell::Due { .. } | Cell::When(_) | Cell::Late { .. } | Cell::Empty);
        let full = width(&text);
        self.full = self.full.max(full);
        // No word of a text is longer than it.
        if full > self.word {
            self.word = self.word.max(longest_part(&text, ' '));
        }
    }

    fn and(self, other: Extent) -> Extent {
        Extent {
            said: self.said | other.said,
            numbers: self.numbers & other.numbers,
            dates: self.dates & other.dates,
            word: self.word.max(other.word),
            full: self.full.max(other.full),
        }
    }
}

/// The columns people are shown, in their order, but for those in which no row has anything to say and for which nobody asked.
fn measure<'r>(columns: &'r [Column], rows: Vec<Chunk>) -> Vec<MeasuredColumn<'r>> {
    let shown = reports::shown(columns);
    let headings = || shown.iter().map(|column| Extent::of_heading(column)).collect::<Vec<Extent>>();
    let seen = chunks::map(&rows, |chunk| {
        let mut seen = headings();
        for row in chunk.rows {
            shown.iter().zip(&mut seen).for_each(|(column, seen)| seen.add(row, column));
        }
        seen
    });
    let both = |one: Vec<Extent>, other: Vec<Extent>| one.into_iter().zip(other).map(|(one, other)| one.and(other)).collect();
    let mut seen = seen.into_iter().fold(headings(), both);
    // A table has one column at least.
    if seen.iter().all(|seen| !seen.said) {
        seen.truncate(1);
        seen.iter_mut().for_each(|seen| seen.said = true);
    }
    let said = shown.into_iter().zip(seen).filter(|(_, seen)| seen.said);
    said.map(|(column, seen)| {
        let content = match seen {
            Extent { numbers: true, .. } => Content::Number,
            Extent { dates: true, .. } => Content::Date,
            _ => Content::Text,
        };
        MeasuredColumn { column, content, word: seen.word, full: seen.full }
    })
    .collect()
}

/// Shares out `room` columns: each gets at least its longest word, no more than its longest cell, and what is left
/// goes to those that want it, by the square root of what they want, so that a long text does not starve a shorter one.
pub(super) fn widths(least: &[usize], full: &[usize], room: usize) -> Vec<usize> {
    let mut widths = least.to_vec();
    let want = |widths: &[usize], index: usize| full[index].saturating_sub(widths[index]);
    loop {
        let left = room.saturating_sub(widths.iter().sum());
        let wanting: Vec<usize> = (0..widths.len()).filter(|&index| want(&widths, index) > 0).collect();
        if left == 0 || wanting.is_empty() {
            return widths;
        }
        let roots: usize = wanting.iter().map(|&index| full[index].isqrt().max(1)).sum();
        let before = widths.clone();
        for &index in &wanting {
            let share = (left * full[index].isqrt().max(1) / roots).max(1);
            let spare = room.saturating_sub(widths.iter().sum());
            widths[index] += share.min(want(&widths, index)).min(spare);
        }
        if widths == before {
            return widths;
        }
    }
}
