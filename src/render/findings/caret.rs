//! The lines a finding is about, with its words underlined. The only room that knows annotate-snippets.
//!
//! The library is given just the lines it shows, already as they are to look ([`View`]): it would count columns in
//! a cut line, and reads all of a text for each finding.

use super::terminal_text;
use super::view::{self, View};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Lines, Span};
use annotate_snippets::renderer::{self, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::BTreeMap;
use std::ops::Range;

/// A related place farther away than this many lines is named, not drawn.
const FAR: usize = 10_000;

/// The colours of the library, for what is drawn round its lines; plain where colour is not wanted.
pub(super) struct Colours {
    severities: [Style; 3],
    pub strong: Style,
    pub gutter: Style,
    pub added: Style,
    pub removed: Style,
    pub help: Style,
}

impl Colours {
    pub(super) fn new(wanted: bool) -> Colours {
        let colour = |style: Style| if wanted { style } else { Style::new() };
        Colours {
            severities: [renderer::DEFAULT_NOTE_STYLE, renderer::DEFAULT_WARNING_STYLE, renderer::DEFAULT_ERROR_STYLE]
                .map(colour),
            strong: colour(renderer::DEFAULT_EMPHASIS_STYLE),
            gutter: colour(renderer::DEFAULT_LINE_NUM_STYLE),
            added: colour(renderer::DEFAULT_ADDITION_STYLE),
            removed: colour(renderer::DEFAULT_REMOVAL_STYLE),
            help: colour(renderer::DEFAULT_HELP_STYLE),
        }
    }

    pub(super) fn of(&self, severity: Severity) -> Style {
        self.severities[severity as usize]
    }
}

/// A place of a finding: a stretch of one line.
pub(super) struct LabelledPlace {
    pub line: usize,
    /// Bytes of the line.
    pub range: Range<usize>,
    pub label: String,
    primary: bool,
}

/// The places of a finding, its own first, and those too far away to be drawn.
pub(super) fn places(text: &str, lines: &Lines, finding: &Diagnostic) -> (Vec<LabelledPlace>, Vec<LabelledPlace>) {
    let place = |span: Span, label: &str, primary| {
        let (line, range) = first_line(text, lines, span);
        LabelledPlace { line, range, label: terminal_text::sentence(label), primary }
    };
    let own = place(finding.primary.span, &finding.primary.text, true);
    let line = own.line;
    let related = finding.related.iter().map(|label| place(label.span, &label.text, false));
    std::iter::once(own).chain(related).partition(|place| place.line.abs_diff(line) <= FAR)
}

/// Draws the lines of the places, each in at most `room` columns beside its number.
pub(super) fn draw(text: &str, lines: &Lines, places: &[LabelledPlace], severity: Severity, room: usize, colour: bool) -> String {
    let mut by_line: BTreeMap<usize, Vec<&LabelledPlace>> = BTreeMap::new();
    for place in places {
        by_line.entry(place.line).or_default().push(place);
    }
    let (Some((&first, _)), Some((&last, _))) = (by_line.first_key_value(), by_line.last_key_value()) else {
        return String::new();
    };
    let mut source = String::new();
    let mut marks = Vec::new();
    for number in first..=last {
        let line = &text[lines.range(number)];
        if let Some(here) = by_line.get(&number) {
            let (range, label) = (here[0].range.clone(), terminal_text::width(&here[0].label, room));
            let view = View::new(line, view::start(line, range, label + 1, room), room);
            for place in here {
                let shown = view.range(place.range.clone());
                let kind = if place.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let label = Some(place.label.as_str()).filter(|label| !label.is_empty());
                marks.push(kind.span(source.len() + shown.start..source.len() + shown.end).label(label));
            }
            source.push_str(&view.text);
        } else if by_line.contains_key(&(number - 1)) && by_line.contains_key(&(number + 1)) {
            // a gap of one line is shown, a longer one is dots
            source.push_str(&View::new(line, 0, room).text);
        }
        source.push('\n');
    }
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE,
    };
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let snippet = Snippet::source(source).line_start(first).annotations(marks);
    // the lines are cut already
    renderer.term_width(1_000_000).render(&[Group::with_level(level).element(snippet)])
}

/// The first line of a stretch, and the bytes of that line that it covers.
fn first_line(text: &str, lines: &Lines, span: Span) -> (usize, Range<usize>) {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.floor_char_boundary(span.end as usize);
    let line = lines.line(start);
    let range = lines.range(line);
    let start = start.clamp(range.start, range.end);
    (line, start - range.start..end.clamp(start, range.end) - range.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    /// The line shown and the one with the carets, each without what stands left of it.
    fn drawn(text: &str, span: Span, label: &str, room: usize) -> (String, String) {
        let finding = Diagnostic::new("wrong-type", span, "").label(label);
        let lines = Lines::new(text);
        let (places, far) = places(text, &lines, &finding);
        assert!(far.is_empty());
        let screen = draw(text, &lines, &places, Severity::Error, room, false);
        let rows: Vec<&str> = screen.lines().collect();
        let carets = rows.iter().position(|row| row.contains('^')).unwrap();
        let gutter = rows[carets].find('|').unwrap() + 1;
        let row = |index: usize| rows[index].get(gutter + 1..).unwrap_or("").to_owned();
        (row(carets - 1), row(carets))
    }

    fn span_of(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(start as u32, (start + words.len()) as u32)
    }

    /// The columns from which to which carets stand.
    fn carets(row: &str) -> Range<usize> {
        let start = row.find('^').unwrap();
        start..start + row[start..].chars().take_while(|&c| c == '^').count()
    }

    #[test]
    fn carets_stand_under_the_first_character_of_any_word() {
        let before = [
            "",
            "  ",
            "\t",
            "é",
            "e\u{301}",
            "日本語 ",
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f} 👍🏽 🇬🇧",
            "\u{200b}",
            "\u{0}\u{1b}[1m",
            "שלום ",
            "\u{202e}",
            "                                        ",
            "\t\t\t\t\t\t\t\t\t\tx",
        ];
        let first = ["", "\u{feff}", "a = 1\n", "a = 1\r\n", "\n\n\n", "\u{feff}é\r\n"];
        let words = ["X", "X日本", "XY\tZ", "X\u{301}", "XX👩🏽XX"];
        for (before, first) in before.iter().flat_map(|before| first.iter().map(move |first| (before, first))) {
            for word in words {
                for after in ["", " after", "\r\nb = 2\n"] {
                    let text = format!("{first}{before}{word}{after}");
                    let (line, row) = drawn(&text, span_of(&text, word), "here", 100);
                    let start = line.find('X').unwrap();
                    let shown: String = line[start..].strip_suffix(" after").unwrap_or(&line[start..]).into();
                    assert_eq!(
                        carets(&row),
                        line[..start].width()..line[..start].width() + shown.width(),
                        "{text:?}:\n{line}\n{row}"
                    );
                    assert!(row.ends_with("^ here"));
                }
            }
        }
    }

    #[test]
    fn carets_stand_right_in_lines_of_any_length_cut_to_any_room() {
        for pieces in ["word and ", "日本", "e\u{301}", "\t", "👨\u{200d}👩 "] {
            for (before, after) in [(0, 500), (3, 500), (250, 250), (500, 3), (500, 0)] {
                for word in [
                    "X",
                    "XYZ日本",
                    "XY this goes on and on, over more columns than there are in a narrow place, far more than that Z",
                ] {
                    for room in [20, 41, 80, 300] {
                        for label in ["", "a label beside it"] {
                            let text = format!("{}{word}{}\n", pieces.repeat(before), pieces.repeat(after));
                            let (line, row) = drawn(&text, span_of(&text, word), label, room);
                            let start = line.find('X').unwrap();
                            assert_eq!(carets(&row).start, line[..start].width(), "\n{line}\n{row}");
                            assert!(line.width() <= room, "{} columns in a room of {room}:\n{line}", line.width());
                            assert!(carets(&row).end <= line.width());
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn an_empty_place_gets_one_caret_even_at_the_end() {
        let at = |text: &str, offset: usize| drawn(text, Span::new(offset as u32, offset as u32), "", 80);
        assert_eq!(at("a = 1\nb =\n", 9), ("b =".into(), "   ^".into()));
        assert_eq!(at("a = 1\r\nb =\r\n", 10), ("b =".into(), "   ^".into()));
        assert_eq!(at("a = 1", 5), ("a = 1".into(), "     ^".into()));
        assert_eq!(at("a = 1", 2), ("a = 1".into(), "  ^".into()));
        assert_eq!(at("a = 1\n", 6), ("".into(), "^".into()));
        assert_eq!(at("a = 1\n", 99), ("".into(), "^".into()));
        assert_eq!(at("", 0), ("".into(), "^".into()));
        assert_eq!(at("\u{feff}", 3), ("".into(), "^".into()));
        assert_eq!(at("\n\n", 1), ("".into(), "^".into()));
        let long = "x".repeat(500);
        let (line, row) = at(&long, 500);
        assert_eq!(carets(&row).start, line.width());
    }

    #[test]
    fn of_a_place_over_several_lines_the_first_is_shown() {
        let text = "lead = [\r\n  \"jo\",\r\n]\r\n";
        assert_eq!(drawn(text, Span::new(7, 21), "a list", 80), ("lead = [".into(), "       ^ a list".into()));
        assert_eq!(drawn(text, Span::new(8, 21), "", 80), ("lead = [".into(), "        ^".into()));
        assert_eq!(drawn(text, Span::new(0, 10), "", 80), ("lead = [".into(), "^^^^^^^^".into()));
    }

    #[test]
    fn related_places_are_drawn_with_what_lies_between_left_out() {
        let text: String = (1..=30).map(|number| format!("ref = \"{number}\"\n")).collect();
        let screen = |related: &[&str]| {
            let mut finding = Diagnostic::new("duplicate-ref", span_of(&text, "\"20\""), "").label("the second");
            for words in related {
                finding = finding.related(span_of(&text, words), "one more");
            }
            let lines = Lines::new(&text);
            let (places, _) = places(&text, &lines, &finding);
            draw(&text, &lines, &places, Severity::Error, 80, false)
        };
        let near = r#"   |
18 | ref = "18"
   |       ---- one more
19 | ref = "19"
20 | ref = "20"
   | --- - ^^^^ the second
   | |   |
   | |   one more
   | one more"#;
        let mut finding = Diagnostic::new("duplicate-ref", span_of(&text, "\"20\""), "").label("the second");
        let line = text.find("ref = \"20\"").unwrap() as u32;
        finding = finding.related(span_of(&text, "\"18\""), "one more");
        finding = finding.related(Span::new(line, line + 3), "one more").related(Span::new(line + 4, line + 5), "one more");
        let lines = Lines::new(&text);
        let (all, _) = places(&text, &lines, &finding);
        assert_eq!(draw(&text, &lines, &all, Severity::Error, 80, false), near);
        let far = r#"   |
 2 | ref = "2"
   |       --- one more
...
20 | ref = "20"
   |       ^^^^ the second
...
30 | ref = "30"
   |       ---- one more"#;
        assert_eq!(screen(&["\"2\"", "\"30\""]), far);
    }

    #[test]
    fn a_place_very_far_away_is_set_aside() {
        let text = format!("a\n{}b\n", "\n".repeat(FAR));
        let end = text.len() as u32;
        let finding = Diagnostic::new("duplicate-ref", Span::new(0, 1), "").related(Span::new(end - 2, end - 1), "again");
        let (near, far) = places(&text, &Lines::new(&text), &finding);
        assert_eq!((near.len(), far.len()), (1, 1));
        assert_eq!(far[0].line, FAR + 2);
    }
}
