//! The parts of pictures that several shapes draw.

use super::{Bar, Part};
use crate::time::state::State;

/// A bar of so many actions in each state, in the order of [`State::ALL`].
pub(super) fn by_state(label: String, counts: &[usize; State::ALL.len()]) -> Bar {
    let part = |(index, &count): (usize, &usize)| {
        let state = State::ALL[index];
        Part { name: state.words().into(), state: Some(state), rag: None, count }
    };
    Bar { label, parts: counts.iter().enumerate().map(part).filter(|part| part.count > 0).collect() }
}

/// A part that is a series of its own.
pub(super) fn series(name: &'static str, count: usize) -> Part {
    Part { name: name.into(), state: None, rag: None, count }
}
