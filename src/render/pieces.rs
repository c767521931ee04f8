//! Long tables are dressed piece by piece, on every core, and written in their order: dressed at once, a table would take
//! many times its own memory.

use rayon::prelude::*;
use std::io::{self, Write};
use std::ops::Range;

/// Rows dressed together, and how many such pieces wait to be written at most.
const PIECE: usize = 250;
const AT_ONCE: usize = 16;

/// The rows of a table, in pieces of a handy size.
fn pieces(rows: usize) -> Vec<Range<usize>> {
    (0..rows).step_by(PIECE).map(|start| start..rows.min(start + PIECE)).collect()
}

/// What the work makes of each piece, in their order.
pub(super) fn each<T: Send>(rows: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    in_parallel(&pieces(rows), &work)
}

/// Writes what the work makes of each piece, in their order.
pub(super) fn write(
    rows: usize,
    out: &mut dyn Write,
    work: impl Fn(Range<usize>) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<()> {
    for some in pieces(rows).chunks(AT_ONCE) {
        for dressed in in_parallel(some, &work) {
            out.write_all(&dressed?)?;
        }
    }
    Ok(())
}

fn in_parallel<T: Send>(pieces: &[Range<usize>], work: &(impl Fn(Range<usize>) -> T + Sync)) -> Vec<T> {
    match pieces {
        [one] => vec![work(one.clone())],
        several => several.par_iter().cloned().map(work).collect(),
    }
}
