//! One binary, a module for each subject. How to run and how to accept a change: `tests/README.md`.

mod bad_input;
mod beginning;
mod boards;
mod edges;
mod editor;
mod edits;
mod exports;
mod format;
mod history;
mod hostile;
mod hostile_output;
mod house;
mod import;
mod kills;
mod manual;
mod mending;
mod mutations;
mod pages;
mod papers;
mod plans;
mod program;
mod rechecking;
mod safe_files;
mod slips;
mod suggestions;
mod threads;
