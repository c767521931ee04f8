//! One binary, a module for each subject. How to run and how to accept a change: `tests/README.md`.

mod house;
mod pages;
