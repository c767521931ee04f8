//! Long tables are dressed piece by piece, on every core, and written in their order: dressed at once, a table would take
//! many times its own memory.

use crate::reports::{Row, Section};
use rayon::prelude::*;
use std::io::{self, Write};
use std::ops::Range;

/// Rows dressed together; of rows that hold rows, fewer.
pub(super) const ROWS: usize = 250;
pub(super) const GROUPS: usize = 4;

/// How many pieces wait to be written at most.
const AT_ONCE: usize = 16;

/// How many rows of a section are dressed together.
pub(super) fn size(section: &Section) -> usize {
    if section.inner.is_some() { GROUPS } else { ROWS }
}

/// So many rows in pieces of this size.
pub(super) fn pieces(rows: usize, size: usize) -> Vec<Range<usize>> {
    (0..rows).step_by(size).map(|start| start..rows.min(start + size)).collect()
}

/// What the work makes of each piece of so many rows, in their order.
pub(super) fn each<T: Send>(rows: usize, size: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    in_parallel(&pieces(rows, size), &|piece: &Range<usize>| work(piece.clone()))
}

/// Every row of a section, made once: for the few and large rows that hold rows.
pub(super) fn rows<'a>(section: &Section<'a>) -> Vec<Row<'a>> {
    let rows = each(section.rows.len(), GROUPS, |piece| piece.map(|number| section.rows.row(number)).collect::<Vec<Row>>());
    rows.into_iter().flatten().collect()
}

/// Writes what the work makes of each piece of so many rows, in their order.
pub(super) fn write(
    rows: usize,
    size: usize,
    out: &mut dyn Write,
    work: impl Fn(Range<usize>) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<()> {
    write_each(&pieces(rows, size), out, |piece| work(piece.clone()))
}

/// Writes what the work makes of each piece, in their order.
pub(super) fn write_each<P: Sync>(
    pieces: &[P],
    out: &mut dyn Write,
    work: impl Fn(&P) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<()> {
    for some in pieces.chunks(AT_ONCE) {
        for dressed in in_parallel(some, &work) {
            out.write_all(&dressed?)?;
        }
    }
    Ok(())
}

fn in_parallel<P: Sync, T: Send>(pieces: &[P], work: &(impl Fn(&P) -> T + Sync)) -> Vec<T> {
    match pieces {
        [one] => vec![work(one)],
        several => several.par_iter().map(work).collect(),
    }
}
