//! Damage TOML, read as it was meant: what is damaged, what it hides, and how it is put right.

mod damage;
pub(super) mod lines;
pub(super) mod missing_header;
pub(super) mod parser_message;
pub(super) mod period;
mod repair_message;
pub(super) mod statement;
#[cfg(test)]
mod statement_tests;
mod string;
pub(super) mod syntax;
pub(super) mod table_header;

pub(super) use damage::Damage;
