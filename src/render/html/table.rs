//! Tables of the page.

use super::super::cell_text::{self, aside, for_people, one_line, says_nothing};
use super::super::chunks::Chunk;
use super::super::measure::{Content, MeasuredColumn};
use super::super::tone;
use super::split_before;
use crate::reports::{Cell, Role};
use maud::{Markup, html};

/// A text of more letters than this is a sentence, not a name.
const SENTENCE: usize = 60;

/// A word of more letters than this may be broken anywhere.
const WORD: usize = 24;

/// What is linked to where the row of a number goes on.
pub(super) fn target(id: &str, number: usize) -> String {
    format!("{id}-{}", number + 1)
}

/// What stands before and after the rows of a table.
pub(super) fn around(columns: &[MeasuredColumn], caption: &str) -> (String, String) {
    // A table of figures is read across; one of sentences is stacked where there is no room.
    let stacked = columns.iter().any(|column| column.full > SENTENCE);
    let table = html! {
        section class="scroll" tabindex="0" aria-label=(caption) {
            table class=[stacked.then_some("stack")] {
                caption { (caption) }
                thead { tr { @for column in columns { th scope="col" class=[class(column)] { (column.column.heading) } } } }
                tbody {}
            }
        }
    };
    split_before("</tbody>", table)
}

/// Some rows of a table; one that holds rows links to where these stand, in the section of the id that is given.
pub(super) fn rows(columns: &[MeasuredColumn], chunk: &Chunk, goes_on: Option<&str>) -> Markup {
    let head = columns.iter().position(|column| column.column.role == Role::Ref).unwrap_or(0);
    html! {
        @for (number, row) in (chunk.start..).zip(chunk.rows) {
            tr {
                @for (position, column) in columns.iter().enumerate() {
                    @let cell = row.cell(column.column);
                    @let label = (!says_nothing(&cell)).then_some(column.column.heading);
                    @if position == head {
                        th scope="row" class=[class(column)] data-head=[label] {
                            @match goes_on.filter(|_| !row.inner.is_empty()) {
                                Some(id) => a href={ "#" (target(id, number)) } { (words(&cell)) },
                                None => (words(&cell)),
                            }
                            (beside(&aside(row, column.column)))
                        }
                    } @else {
                        td class=[class(column)] data-head=[label] { (words(&cell)) (beside(&aside(row, column.column))) }
                    }
                }
            }
        }
    }
}

fn class(column: &MeasuredColumn) -> Option<&'static str> {
    match column.content {
        _ if matches!(column.column.role, Role::Answer(_)) => Some("answer"),
        _ if column.column.is_blank() => Some("blank"),
        Content::Number => Some("number"),
        Content::Date => Some("date"),
        Content::Text if column.word > WORD => Some("text long any"),
        Content::Text if column.full > SENTENCE => Some("text long"),
        Content::Text => Some("text"),
    }
}

/// What stands after the words of a cell.
pub(super) fn beside(aside: &str) -> Markup {
    html! { @if !aside.is_empty() { span class="aside" { (aside) } } }
}

/// A cell as people read it.
pub(super) fn words(cell: &Cell) -> Markup {
    let text = for_people(cell);
    match cell {
        Cell::Day(day) | Cell::Due { day, .. } => html! { time datetime=(day) { (text) } },
        Cell::List(items) if cell_text::is_long(items) => {
            html! { ul { @for item in items { li dir="auto" { (one_line(item)) } } } }
        }
        Cell::List(items) if items.len() > 1 => html! {
            @for (number, item) in items.iter().enumerate() { @if number > 0 { ", " } bdi { (one_line(item)) } }
        },
        Cell::Number(0) => html! { span class="nought" { (text) } },
        cell => match tone::of_cell(cell) {
            Some(tone) => html! { span class={ "chip " (tone.name) } { (text) } },
            None => html! { (text) },
        },
    }
}
