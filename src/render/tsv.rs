//! Tab-separated values: the same rows as CSV, for tools that split lines at tabs.

use super::csv::separated;
use super::{Format, Style};
use crate::reports::Report;
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "tsv",
    ending: "tsv",
    about: "tab-separated values, for tools that split lines at tabs",
    binary: None,
    unsupported: super::notes_unsupported,
    render,
};

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    separated(report, b'\t', out)
}
