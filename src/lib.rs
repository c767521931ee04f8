#![doc = "x"]
pub mod diagnostic;
pub mod edit;
pub mod plan;
pub mod render;
pub mod rules;
pub mod source;
pub mod time;
