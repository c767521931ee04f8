//! Long tables are dressed piece by piece, on every core, and written in their order: dressed at once, a table would take
//! many times its own memory.

use crate::reports::{Row, Section};
use rayon::prelude::*;
use std::io::{self, Write};
use std::ops::Range;

/// Rows dressed together; of rows that hold rows, fewer.
pub(super) const ROWS: usize = 250;
pub(super) const GROUPS: usize = 4;

/// How many rows are dressed while as many are written, unless one piece has more.
const AT_ONCE: usize = 4_000;

/// So many rows in pieces.
pub(super) fn pieces(rows: usize, together: usize) -> impl Iterator<Item = Range<usize>> {
    (0..rows).step_by(together).map(move |start| start..rows.min(start + together))
}

/// What the work makes of each piece of so many rows, in their order.
pub(super) fn each<T: Send>(rows: usize, together: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let pieces: Vec<Range<usize>> = pieces(rows, together).collect();
    in_parallel(&pieces, &|piece: &Range<usize>| work(piece.clone()))
}

/// Every row of a section, made once: for the few and large rows that hold rows.
pub(super) fn rows<'a>(section: &Section<'a>) -> Vec<Row<'a>> {
    let rows = each(section.rows.len(), GROUPS, |piece| piece.map(|number| section.rows.row(number)).collect::<Vec<Row>>());
    rows.into_iter().flatten().collect()
}

/// The rows within these, in pieces, each with the row that holds it and its number; a row that holds none has one piece.
pub(super) fn within<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<(usize, &'r Row<'a>, Range<usize>)> {
    let parts = |row: &Row| pieces(row.inner.len(), ROWS).chain(row.inner.is_empty().then_some(0..0));
    rows.iter().enumerate().flat_map(|(number, row)| parts(row).map(move |piece| (number, row, piece))).collect()
}

/// Writes what the work makes of each piece, in their order; `rows` says how many rows are in one.
pub(super) fn write<P: Sync>(
    pieces: &[P],
    rows: impl Fn(&P) -> usize,
    out: &mut dyn Write,
    work: impl Fn(&P) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<()> {
    let mut batches = batches(pieces, rows);
    let mut dressed = batches.next().map_or_else(Vec::new, |some| in_parallel(some, &work));
    for some in batches {
        let (mut next, mut written) = (Vec::new(), Ok(()));
        // While some are written, the next are dressed.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = in_parallel(some, &work));
            written = write_all(dressed, out);
        });
        written?;
        dressed = next;
    }
    write_all(dressed, out)
}

/// As many pieces together as have no more than [`AT_ONCE`] rows, at least one.
pub(super) fn batches<P>(pieces: &[P], rows: impl Fn(&P) -> usize) -> impl Iterator<Item = &[P]> {
    let mut rest = pieces;
    std::iter::from_fn(move || {
        let mut waiting = 0;
        let fit = rest.iter().take_while(|piece| {
            waiting += rows(piece);
            waiting <= AT_ONCE
        });
        let (some, others) = rest.split_at(fit.count().max(1).min(rest.len()));
        rest = others;
        (!some.is_empty()).then_some(some)
    })
}

fn write_all(dressed: Vec<io::Result<Vec<u8>>>, out: &mut dyn Write) -> io::Result<()> {
    dressed.into_iter().try_for_each(|piece| out.write_all(&piece?))
}

/// What the work makes of each, in their order.
pub(super) fn in_parallel<'p, P: Sync, T: Send>(pieces: &'p [P], work: &(impl Fn(&'p P) -> T + Sync)) -> Vec<T> {
    match pieces {
        [one] => vec![work(one)],
        several => several.par_iter().map(work).collect(),
    }
}
