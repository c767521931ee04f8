//! Long tables are rendered in chunks of rows, on every core, and written in their order: a table of 100,000 rows never stands
//! in memory as text.

use crate::reports::Row;
use rayon::prelude::*;
use std::io::{self, Write};

/// Rows in a chunk.
const ROWS: usize = 250;

/// Rows that are rendered before any of them is written, unless one piece has more.
const AT_ONCE: usize = 4_000;

/// Some rows that stand one after another in a table, or within a row of it.
pub(super) struct Chunk<'r, 'a> {
    /// The row they stand in, where they do, and its number from 0.
    pub parent: Option<(usize, &'r Row<'a>)>,
    /// The number of the first of them, from 0.
    pub start: usize,
    pub rows: &'r [Row<'a>],
}

impl Chunk<'_, '_> {
    /// The first of a table or of a parent.
    pub(super) fn is_first(&self) -> bool {
        self.start == 0
    }

    /// The last of a parent.
    pub(super) fn is_last(&self) -> bool {
        self.parent.is_none_or(|(_, parent)| self.start + self.rows.len() == parent.inner.len())
    }
}

/// The rows of a table.
pub(super) fn of_rows<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<Chunk<'r, 'a>> {
    chunks(None, rows).collect()
}

/// The rows within the rows of a table; a row that holds none has one chunk, which is empty.
pub(super) fn of_inner<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<Chunk<'r, 'a>> {
    let of_parent = |(number, row): (usize, &'r Row<'a>)| {
        let parent = Some((number, row));
        let empty = row.inner.is_empty().then_some(Chunk { parent, start: 0, rows: &[] });
        chunks(parent, &row.inner).chain(empty)
    };
    rows.iter().enumerate().flat_map(of_parent).collect()
}

fn chunks<'r, 'a>(parent: Option<(usize, &'r Row<'a>)>, rows: &'r [Row<'a>]) -> impl Iterator<Item = Chunk<'r, 'a>> {
    rows.chunks(ROWS).enumerate().map(move |(number, rows)| Chunk { parent, start: number * ROWS, rows })
}

/// Something with so many rows.
pub(super) trait Rows: Sync {
    fn rows(&self) -> usize;
}

impl Rows for Chunk<'_, '_> {
    fn rows(&self) -> usize {
        self.rows.len()
    }
}

/// With the rows within it.
impl Rows for &Row<'_> {
    fn rows(&self) -> usize {
        self.inner.len()
    }
}

/// Writes what is rendered of each, in their order.
pub(super) fn write<'p, P: Rows>(
    pieces: &'p [P],
    out: &mut dyn Write,
    render: impl Fn(&'p P) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<()> {
    let mut rest = pieces;
    while !rest.is_empty() {
        let mut rows = 0;
        let fit = rest.iter().take_while(|piece| {
            rows += piece.rows();
            rows <= AT_ONCE
        });
        let (some, others) = rest.split_at(fit.count().max(1));
        map(some, &render).into_iter().try_for_each(|bytes| out.write_all(&bytes?))?;
        rest = others;
    }
    Ok(())
}

/// What the work makes of each, in their order.
pub(super) fn map<'p, P: Sync, T: Send>(pieces: &'p [P], work: impl Fn(&'p P) -> T + Sync) -> Vec<T> {
    match pieces {
        [one] => vec![work(one)],
        several => several.par_iter().map(&work).collect(),
    }
}
