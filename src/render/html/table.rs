//! Tables of the page: their rows are dressed only when they are written.

use super::super::cell_text::{self, for_people, one_line, says_nothing};
use super::super::measure::{Kind, Measured};
use super::super::tone;
use super::page::{Dressed, Later};
use crate::reports::{Cell, Column, Rows};
use maud::{Markup, Render, html};
use std::ops::Range;

/// A text of more letters than this is a sentence, not a name.
const SENTENCE: usize = 60;

/// A word of more letters than this may be broken anywhere.
const WORD: usize = 24;

/// The rows of a table with the columns shown.
pub(super) struct Table<'s, 'a> {
    pub(super) columns: &'s [Measured<'s>],
    pub(super) rows: Rows<'a>,
    /// The id of the section in which a row that holds rows goes on in a table of its own.
    pub(super) goes_on: Option<&'static str>,
}

/// What is linked to where the row of a number goes on.
pub(super) fn target(id: &str, number: usize) -> String {
    format!("{id}-{}", number + 1)
}

/// A table, its rows to come later.
pub(super) fn table<'s, 'a: 's>(table: Table<'s, 'a>, caption: &str, later: &mut Later<'s>) -> Markup {
    // A table of figures is read across; one of sentences is stacked where there is no room.
    let stacked = table.columns.iter().any(|column| column.full > SENTENCE);
    html! {
        section class="scroll" tabindex="0" aria-label=(caption) {
            table class=[stacked.then_some("stack")] {
                caption { (caption) }
                thead { tr { @for column in table.columns { th scope="col" class=[class(column)] { (column.column.heading) } } } }
                tbody { (later.put(table.rows.len(), table)) }
            }
        }
    }
}

impl Dressed for Table<'_, '_> {
    fn dressed(&self, piece: Range<usize>) -> Markup {
        let shown: Vec<usize> = self.columns.iter().map(|column| column.index).collect();
        let head = self.columns.iter().position(|column| column.column.id == "ref").unwrap_or(0);
        let goes_on = |number| {
            let section = self.goes_on.filter(|_| !self.rows.row(number).inner.is_empty());
            section.map(|id| target(id, number))
        };
        html! {
            @for number in piece {
                tr {
                    @for (position, (column, cell)) in self.columns.iter().zip(&self.rows.cells(number, &shown)).enumerate() {
                        @let label = (!says_nothing(cell)).then_some(column.column.heading);
                        @if position == head {
                            th scope="row" class=[class(column)] data-head=[label] {
                                @match goes_on(number) {
                                    Some(id) => a href={ "#" (id) } { (Words(column.column, cell)) },
                                    None => (Words(column.column, cell)),
                                }
                            }
                        } @else {
                            td class=[class(column)] data-head=[label] { (Words(column.column, cell)) }
                        }
                    }
                }
            }
        }
    }
}

fn class(column: &Measured) -> Option<&'static str> {
    match column.kind {
        _ if column.column.blank => Some("blank"),
        Kind::Number => Some("number"),
        Kind::Date => Some("date"),
        Kind::Text if column.word > WORD => Some("text long any"),
        Kind::Text if column.full > SENTENCE => Some("text long"),
        Kind::Text => Some("text"),
    }
}

/// A cell as people read it.
pub(super) struct Words<'c, 'a>(pub(super) &'c Column, pub(super) &'c Cell<'a>);

impl Render for Words<'_, '_> {
    fn render_to(&self, out: &mut String) {
        if let Some(marked) = self.marked() {
            return marked.render_to(out);
        }
        let text = for_people(self.1);
        // Few texts have a letter that a page would take for its own; to look at each takes longer than to look for one.
        let own = |byte: u8| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"');
        match text.bytes().fold(false, |any, byte| any | own(byte)) {
            true => text.render_to(out),
            false => out.push_str(&text),
        }
    }
}

impl Words<'_, '_> {
    /// What is more than its text.
    fn marked(&self) -> Option<Markup> {
        let Words(column, cell) = *self;
        Some(match cell {
            Cell::Day(day) | Cell::Due { day, .. } => html! { time datetime=(day) { (for_people(cell)) } },
            Cell::List(items) if cell_text::is_long(items) => {
                html! { ul { @for item in items { li dir="auto" { (one_line(item)) } } } }
            }
            Cell::List(items) if items.len() > 1 => html! {
                @for (number, item) in items.iter().enumerate() { @if number > 0 { ", " } bdi { (one_line(item)) } }
            },
            Cell::Number(0) => html! { span class="nought" { (for_people(cell)) } },
            cell => {
                let tone = tone::of_cell(column, cell)?;
                html! { span class={ "chip " (tone.name) } { (for_people(cell)) } }
            }
        })
    }
}
