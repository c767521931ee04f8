//! Cells in which somebody left HTML: paragraphs, bullets, bold and raised letters. Pages turned into text are full of them.

use super::table::{Cell, Line, Mark};
use crate::text::web::{Tag, holds_tags, without_entities};

/// A cell of a text that may hold HTML. `None` where there is nothing in it.
pub fn cell(column: usize, text: &str) -> Option<Cell> {
    if !holds_tags(text) {
        return Cell::of(column, &without_entities(text));
    }
    let mut lines = Vec::new();
    let mut line = Open::default();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        line.add(&rest[..start]);
        let Some(Tag { name, is_closing, rest: after, .. }) = Tag::of(&rest[start..]) else {
            line.add("<");
            rest = &rest[start + 1..];
            continue;
        };
        rest = after;
        match (&*name, is_closing) {
            ("p" | "div" | "ul" | "ol" | "br" | "td" | "tr", _) => line.end(&mut lines),
            ("li", false) => {
                line.end(&mut lines);
                line.bullet = true;
            }
            ("li", true) => line.end(&mut lines),
            ("b" | "strong", closing) => line.in_bold = !closing,
            _ => {}
        }
    }
    line.add(rest);
    line.end(&mut lines);
    (!lines.is_empty()).then(|| Cell { column, span: 1, lines, ..Cell::default() })
}

/// A line of text without the tags that may stand in it.
pub fn line(text: &str) -> String {
    if !holds_tags(text) {
        return without_entities(text.trim());
    }
    cell(0, text).map(|cell| cell.text()).unwrap_or_default()
}

#[derive(Default)]
struct Open {
    text: String,
    bullet: bool,
    in_bold: bool,
    bold: bool,
    plain: bool,
}

impl Open {
    fn add(&mut self, text: &str) {
        if !text.trim().is_empty() {
            *(if self.in_bold { &mut self.bold } else { &mut self.plain }) = true;
        }
        self.text += &without_entities(text);
    }

    fn end(&mut self, lines: &mut Vec<Line>) {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut line = Line { bold: self.bold && !self.plain, ..Line::of(&text) };
        if self.bullet {
            line.mark = Mark::Bullet;
        }
        // A list begins with a line that has nothing in it yet.
        if !line.text.is_empty() {
            lines.push(line);
            self.bullet = false;
        }
        (self.text, self.bold, self.plain) = (String::new(), false, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_bullets_and_bold_are_seen() {
        let cell = cell(
            0,
            "<p><b>1. Respond</b></p> <ul style=\"x\"> <li>• One</li> <li>Two &amp; a half</li> </ul> <p>3<sup>rd</sup></p>",
        );
        let lines = cell.unwrap().lines;
        let shown: Vec<(&str, bool, bool)> =
            lines.iter().map(|line| (&*line.text, line.mark == Mark::Bullet, line.bold)).collect();
        assert_eq!(
            shown,
            [("1. Respond", false, true), ("One", true, false), ("Two & a half", true, false), ("3rd", false, false)]
        );
    }

    #[test]
    fn what_is_no_tag_stays() {
        assert_eq!(cell(0, "children <5 and >3 & more").unwrap().text(), "children <5 and >3 & more");
        assert_eq!(cell(0, "a <b").unwrap().text(), "a <b");
        assert_eq!(line("2<sup>nd</sup> April"), "2nd April");
    }
}
