//! A board's plan: the model, and how it is read from TOML. Knows no rule, no day and no output.

pub mod change;
#[cfg(test)]
mod change_tests;
mod extent;
#[cfg(test)]
mod extent_tests;
pub mod keys;
mod list;
mod measure;
mod model;
mod names;
mod read;
mod timing;
mod trade_words;
pub mod write;

pub use extent::{Entry, Extent, Style};
pub use model::*;
pub use read::{Arena, Reading, is_toml, looks_like_a_plan, read, read_up_to, slug};
