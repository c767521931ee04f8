//! Takes a paper back that lscb printed and people wrote into: what they changed, as changes of the plan.
//!
//! A row is found by its key and its reference, never by likeness of words. A cell counts as changed where it differs from what was
//! printed in it; what the plan says otherwise by now is a conflict, and left alone.

mod compare;
mod make;
mod paper;

pub use compare::{Reply, Sides, compare};
pub use make::{Taken, Wishes, make};
pub use paper::{PrintedFrom, Returned, ReturnedRow};

/// Reads a paper that came back.
///
/// # Errors
/// Says in plain words why it cannot be read, and what to do about it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Returned, String> {
    Ok(paper::returned(name, crate::import::read_paper(name, bytes)?))
}
