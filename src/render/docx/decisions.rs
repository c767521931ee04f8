//! Where a paper is for decision: a place to write what was decided of each thing that only the board can settle, and what was said.

use super::super::page_one::TO_SETTLE;
use super::{Answered, Bookmarks, Set, after_table, answer, lines_of, paragraph, stays_whole, table_head};
use crate::reports::PageOne;
use maud::{Markup, html};

/// Twentieths of a point: room for two lines written by hand.
const HEIGHT: usize = 700;

/// The cover says that the board is asked to decide.
pub(super) fn are_wanted(page: &PageOne) -> bool {
    page.cover.purpose.as_deref().is_some_and(|purpose| purpose.to_lowercase().contains("decision"))
}

pub(super) fn place(page: &PageOne, room: usize, bookmarks: &Bookmarks) -> Markup {
    let widths = [room * 40 / 100, room * 30 / 100, room * 30 / 100];
    let heads = [TO_SETTLE, "Decision", "Comment"];
    let lines =
        page.to_settle.iter().map(|line| format!("{}: {}", line.heading, line.text)).chain(["The paper as a whole".to_owned()]);
    let cell = |width: usize, content: Markup| html! { w:tc { w:tcPr { w:tcW w:w=(width) w:type="dxa" {} } (content) } };
    html! {
        (bookmarks.heading(1, "Decisions and comments"))
        w:tbl {
            (table_head("ToFill", &widths, "1", ["Decisions and comments", "A row for each thing to settle, with room for the decision and for comments"]))
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                @for (head, width) in heads.into_iter().zip(widths) { (cell(width, paragraph("TableHeading", head))) }
            }
            @for (number, line) in lines.enumerate() {
                w:tr {
                    w:trPr { @if stays_whole(number, lines_of(&line, widths[0])) { w:cantSplit {} } w:trHeight w:val=(HEIGHT) w:hRule="atLeast" {} }
                    (cell(widths[0], paragraph("TableText", &line)))
                    (cell(widths[1], answer(("Decision", "decision"), Answered::Words, Set::default())))
                    (cell(widths[2], answer(("Comment", "comment"), Answered::Words, Set::default())))
                }
            }
        }
        (after_table())
    }
}
