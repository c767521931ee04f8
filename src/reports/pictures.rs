//! The bars that several reports draw.

use super::{Bar, Segment, Series};
use crate::time::state::State;

/// A bar of so many actions in each state, in the order of [`State::ALL`].
pub(super) fn by_state(label: String, counts: &[usize; State::ALL.len()]) -> Bar {
    bar(label, State::ALL.into_iter().map(Series::State).zip(counts.iter().copied()))
}

/// A bar of so many of each series.
pub(super) fn bar(label: String, counts: impl Iterator<Item = (Series, usize)>) -> Bar {
    let segments = counts.filter(|(_, count)| *count > 0).map(|(series, count)| Segment { series, count });
    Bar { label, segments: segments.collect() }
}
