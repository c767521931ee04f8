//! The table of contents of a long document: a field with its entries already written, so that it reads without being updated.

use super::{after_table, run};
use crate::text::one_line;
use maud::{Markup, html};
use std::cell::RefCell;

/// A document of fewer headings or rows is not long.
const FEWEST: usize = 6;
const ROWS: usize = 30;

/// More entries would be a document of their own: those of the second level are left out, or all.
const MOST: usize = 60;

/// The headings met, each with its level and the name of its bookmark.
#[derive(Default)]
pub(super) struct Contents(RefCell<Vec<(usize, String, String)>>);

impl Contents {
    /// Keeps a heading; gives the name that its bookmark must have. Word takes up the names that begin so when the field is updated.
    pub(super) fn add(&self, level: usize, text: &str) -> String {
        let mut headings = self.0.borrow_mut();
        let name = format!("_Toc{:08}", headings.len() + 1);
        headings.push((level, one_line(text).into_owned(), name.clone()));
        name
    }

    /// The field over all headings kept. Its entries are links without the numbers of pages, which only a program that lays out pages
    /// knows; it adds them when the field is updated.
    pub(super) fn field(&self, rows: usize) -> Markup {
        let headings = self.0.borrow();
        let deepest = [2, 1].into_iter().find(|deepest| headings.iter().filter(|(level, ..)| level <= deepest).count() <= MOST);
        let Some(deepest) = deepest.filter(|_| rows >= ROWS) else { return html! {} };
        let shown: Vec<_> = headings.iter().filter(|(level, ..)| *level <= deepest).collect();
        if shown.len() < FEWEST {
            return html! {};
        }
        let part = |kind: &str| html! { w:r { w:fldChar w:fldCharType=(kind) {} } };
        html! {
            w:sdt {
                w:sdtPr { w:docPartObj { w:docPartGallery w:val="Table of Contents" {} w:docPartUnique {} } }
                w:sdtContent {
                    w:p { w:pPr { w:pStyle w:val="TOCHeading" {} } (run("Contents")) }
                    @for (number, (level, text, name)) in shown.iter().enumerate() {
                        w:p {
                            w:pPr { w:pStyle w:val={ "TOC" (level) } {} }
                            @if number == 0 {
                                (part("begin"))
                                w:r { w:instrText xml:space="preserve" { " TOC \\o \"1-" (deepest) "\" \\h \\z " } }
                                (part("separate"))
                            }
                            w:hyperlink w:anchor=(name) w:history="1" { (run(text)) }
                            @if number + 1 == shown.len() { (part("end")) }
                        }
                    }
                }
            }
            (after_table())
        }
    }
}
