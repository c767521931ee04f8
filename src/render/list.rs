//! The program's own short lists for the screen, such as its rules and its settings.
//!
//! The tables of reports have a layout of their own: `table/grid.rs` says why.

use comfy_table::{ContentArrangement, Table, presets};

/// The columns of the terminal that standard output is, if it is one.
pub fn terminal_width() -> Option<usize> {
    Table::new().width().map(usize::from)
}

/// Lines of three columns in at most `width` columns of the screen; a longer text goes on below.
pub fn listed(rows: impl IntoIterator<Item = [String; 3]>, width: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.min(u16::MAX.into()) as u16)
        .force_no_tty();
    table.add_rows(rows);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
