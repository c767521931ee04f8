//! Damaged TOML, read as it was meant: what is damaged, what that hides, and how it is put right.
//!
//! The door: [`parse`] gives the tree of a text with its [`Damage`] and a finding for every fault of the TOML itself. The damage
//! says which places of the tree are not to be trusted, and leads from each place of the tree back to the text.
//! [`mend_headings`] and [`insert_missing_headings`] look for headings that are not as they should be, for another try at
//! parsing; [`period_fault`] knows a period in other words than a plan's.

mod amount;
mod damage;
mod lines;
mod missing_header;
mod parser_message;
mod period;
mod repair_message;
mod soundness;
mod statement;
#[cfg(test)]
mod statement_tests;
mod string;
mod syntax;
mod table_header;
mod table_row;

pub(super) use amount::{end_of_readable, unread_rest};
pub(super) use damage::Damage;
pub(super) use missing_header::insert_missing_headings;
pub(super) use period::period_fault;
pub(super) use soundness::is_sound;
pub(super) use syntax::{Recovered, parse};
pub(super) use table_header::{MendedHeadings, mend_headings};
