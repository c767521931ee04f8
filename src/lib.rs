#![doc = include_str!("README.md")]
// The pages are for those who work in the house: they see every room.
#![allow(rustdoc::private_intra_doc_links)]

pub mod acts;
pub mod changes;
pub mod cli;
pub mod diagnostic;
pub mod edit;
pub mod fix;
pub mod git;
pub mod import;
pub mod load;
pub mod lsp;
pub mod names;
pub mod plan;
pub mod query;
pub mod render;
pub mod reports;
pub mod rules;
pub mod source;
pub mod take_back;
pub mod text;
pub mod time;
