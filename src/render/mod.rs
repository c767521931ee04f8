//! How results are drawn.

pub mod findings;

/// How to draw for the one who reads: a terminal, or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// The columns to fit into.
    pub width: usize,
    /// Whether colour is wanted.
    pub colour: bool,
}
