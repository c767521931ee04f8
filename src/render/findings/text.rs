//! Findings for people, as the Rust compiler draws them: what is wrong, where, the words underlined, what to do,
//! and the fix as lines taken away and lines put in.
//!
//! The worst stands last, where the eye rests when a terminal has scrolled: advice first, then warnings, then
//! errors, each by file and place. The signs are ASCII, so that any console and any log show the same.

use super::caret::{self, Colours, LabelledPlace};
use super::{Context, FileFindings, Files, FindingsFormat, Located, Style, patch, short, terminal_text};
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "text",
    about: "for people: the words underlined, what to do, and the fix to paste",
    kept: false,
    render,
};

/// The most findings drawn in full. The rest are named in a line each.
const MOST: usize = 100;

/// The columns that a line of a file may take, however wide the screen.
const WIDEST_LINE: usize = 300;
const NARROWEST_LINE: usize = 20;

fn render(files: &[FileFindings], _: &Context, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let files = Files::new(files);
    let colours = Colours::new(style.colour);
    let mut full = files.in_order();
    full.sort_by_key(|found| Reverse(found.finding.severity));
    let mut rest = full.split_off(full.len().min(MOST));
    full.sort_by_key(|found| found.finding.severity);
    rest.sort_by_key(|found| found.finding.severity);
    for found in &rest {
        short::line(&files, *found, &colours, out)?;
    }
    short::more(&files, &colours, out)?;
    if !rest.is_empty() {
        writeln!(out, "\nToo many to draw them all: {} are named above, the {MOST} worst follow.\n", rest.len())?;
    }
    for (index, found) in full.iter().enumerate() {
        let gap = if index > 0 { "\n" } else { "" };
        write!(out, "{gap}{}", report(&files, *found, style, &colours))?;
    }
    Ok(())
}

/// A finding in full.
fn report(files: &Files, Located { file, finding }: Located, style: &Style, colours: &Colours) -> String {
    let (text, lines) = (files.text(file), files.lines(file));
    let (near, far) = caret::places(text, lines, finding);
    let hunks = finding.fix.as_ref().map(|fix| patch::hunks(text, lines, &fix.edits)).unwrap_or_default();

    let drawn = near.iter().map(|place| place.line).max().unwrap_or(1);
    let changed = hunks.iter().map(patch::Hunk::last_number).max().unwrap_or(1);
    let digits = |number: usize| number.to_string().len();
    let gutter = digits(drawn.max(changed));
    let room = style.width.saturating_sub(gutter + 3).clamp(NARROWEST_LINE, WIDEST_LINE);

    let mut out = String::new();
    let (severity, number) = (colours.of(finding.severity), colours.gutter);
    let kind = format!("{}[{}]", finding.severity.word(), finding.rule);
    let message = terminal_text::wrap(&terminal_text::sentence(&finding.message), style.width, kind.len() + 2, 4);
    let place = lines.position(finding.primary.span.start as usize);
    let file = terminal_text::sentence(files.name(file));
    let _ = writeln!(out, "{severity}{kind}{severity:#}{0}: {message}{0:#}", colours.strong);
    let _ = writeln!(out, "{:gutter$}{number}-->{number:#} {file}:{}:{}", "", place.line, place.column);

    // the library's numbers may be shorter than those of the fix
    let before = " ".repeat(gutter - digits(drawn));
    for row in caret::draw(text, lines, &near, finding.severity, room, style.colour).lines() {
        let _ = writeln!(out, "{before}{row}");
    }
    let notes = far.iter().map(|LabelledPlace { line, label, .. }| ("note", format!("line {line}: {label}")));
    let help = finding.help.iter().map(|help| ("help", terminal_text::sentence(help)));
    for (index, (kind, words)) in notes.chain(help).enumerate() {
        if index == 0 {
            let _ = writeln!(out, "{:gutter$} {number}|{number:#}", "");
        }
        let indent = gutter + 5 + kind.len();
        let words = terminal_text::wrap(&words, style.width, indent, indent);
        let _ = writeln!(out, "{:gutter$} {number}={number:#} {1}{kind}{1:#}: {words}", "", colours.strong);
    }

    let Some(fix) = &finding.fix else { return out };
    // only what is safe is made by the program itself
    let kind = if fix.safe { "fix" } else { "perhaps" };
    let title = terminal_text::wrap(&terminal_text::sentence(&fix.title), style.width, kind.len() + 2, 4);
    let _ = writeln!(out, "{0}{kind}{0:#}: {title}", colours.help);
    for (index, hunk) in hunks.iter().enumerate() {
        let mark = if index == 0 { format!("{:gutter$} |", "") } else { "...".to_owned() };
        let _ = writeln!(out, "{number}{mark}{number:#}");
        hunk.draw(&mut out, gutter, room, colours);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::text::Span;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn findings_are_drawn_the_worst_last() {
        assert_eq!(
            example::drawn("text"),
            r#"advice[no-outcome]: action 1.2 says nothing of what is to come of it
 --> plans/any town.toml:9:1
  |
9 | ref = "1.2"
  | ^^^
  |
  = help: write what will be different for children, as "outcome"

warning[duplicate-ref]: the reference "1.1" is used twice
 --> plans/any town.toml:5:8
  |
2 | ref = "1.1"
  |       ----- first here
...
5 | ref = ["1.1"]
  |        ^^^^^ here again
perhaps: count on
  |
5 - ref = ["1.1"]
5 + ref = ["1.2"]

error[unknown-key]: the plan format has no key "statsu"
 --> plans/any town.toml:3:1
  |
3 | statsu = "in-progress"
  | ^^^^^^ did you mean "status"?
fix: write "status"
  |
3 - statsu = "in-progress"
3 + status = "in-progress"
4 + rag = "green"

error[bad-date]: "31 June 2008" is no date: June has 30 days
 --> plans/ünïon.toml:2:10
  |
2 | period = "31 June 2008"
  |          ^^^^^^^^^^^^^^
"#
        );
    }

    /// One finding drawn alone.
    fn drawn(text: &str, finding: &Diagnostic, width: usize, colour: bool) -> String {
        let files = [FileFindings { name: "a.toml", text, findings: vec![finding], omitted: vec![] }];
        let mut out = Vec::new();
        render(&files, &Context::default(), &Style { width, colour }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_screen_fits_and_the_place_is_that_of_the_file() {
        let text = format!("a = 1\naction = \"{}wrogn{}\"\n", "日本 ".repeat(50), " words".repeat(50));
        let start = text.find("wrogn").unwrap() as u32;
        let finding = Diagnostic::new(
            "spelling",
            Span::new(start, start + 5),
            "this word is not one that anybody would find in a dictionary",
        )
        .label("no such word")
        .help("look it up, or ask somebody who knows how the word is written")
        .suggest("write another word, which is perhaps the one that was meant", Span::new(start, start + 5), "wrong");
        let screen = drawn(&text, &finding, 50, false);
        assert_eq!(
            screen,
            r#"error[spelling]: this word is not one that anybody
    would find in a dictionary
 --> a.toml:2:161
  |
2 | … 日本 日本 日本 日本 wrogn words words words…
  |                       ^^^^^ no such word
  |
  = help: look it up, or ask somebody who knows
          how the word is written
perhaps: write another word, which is perhaps the
    one that was meant
  |
2 - …本 日本 日本 日本 wrogn words words words wo…
2 + …本 日本 日本 日本 wrong words words words wo…
"#
        );
        assert!(screen.lines().all(|line| line.width() <= 50));
    }

    #[test]
    fn a_fix_below_the_last_line_keeps_the_numbers_in_line() {
        let text = "\n".repeat(8) + "a = 1\n";
        let finding = Diagnostic::new("missing-key", Span::new(8, 9), "the plan has no title").fix(
            "add one",
            Span::new(13, 13),
            "\ntitle = \"\"",
        );
        assert_eq!(
            drawn(&text, &finding, 80, false),
            r#"error[missing-key]: the plan has no title
  --> a.toml:9:1
   |
 9 | a = 1
   | ^
fix: add one
   |
 9 | a = 1
10 + title = ""
"#
        );
    }

    #[test]
    fn places_far_apart_are_named_not_drawn() {
        let text = format!("a = 1\n{}b = 2\n", "\n".repeat(20_000));
        let end = text.len() as u32 - 6;
        let finding = Diagnostic::new("duplicate-ref", Span::new(end, end + 1), "twice").related(Span::new(0, 1), "first here");
        assert_eq!(
            drawn(&text, &finding, 80, false),
            "error[duplicate-ref]: twice\n     --> a.toml:20002:1\n      |\n20002 | b = 2\n      | ^\n      |\n      = note: line 1: first here\n"
        );
    }

    #[test]
    fn colour_is_beside_the_words_and_never_alone() {
        let finding = Diagnostic::new("unknown-key", Span::new(0, 1), "what is \u{1b}[5m\"a\"?").help("none").fix(
            "write b",
            Span::new(0, 1),
            "b",
        );
        let screen = drawn("a = \"\u{1b}[5m\"", &finding, 80, true);
        assert!(
            screen.starts_with("\u{1b}[1m\u{1b}[91merror[unknown-key]\u{1b}[0m\u{1b}[1m: what is ␛[5m\"a\"?\u{1b}[0m\n"),
            "{screen:?}"
        );
        assert!(!screen.contains("\u{1b}[5m"));
        let mut plain = String::new();
        for (index, piece) in screen.split("\u{1b}[").enumerate() {
            plain.push_str(if index == 0 { piece } else { piece.split_once('m').unwrap().1 });
        }
        assert_eq!(plain, drawn("a = \"\u{1b}[5m\"", &finding, 80, false));
    }

    #[test]
    fn of_very_many_the_worst_are_drawn_and_the_rest_named() {
        let text = "a = 1\n".repeat(300);
        let findings: Vec<Diagnostic> = (0..300)
            .map(|index| {
                let mut finding = Diagnostic::new("unknown-key", Span::new(index * 6, index * 6 + 1), format!("number {index}"));
                finding.severity = [Severity::Error, Severity::Warning, Severity::Advice][index as usize % 3];
                finding
            })
            .collect();
        let files =
            [FileFindings { name: "a.toml", text: &text, findings: findings.iter().take(299).collect(), omitted: vec![] }];
        let mut out = Vec::new();
        render(&files, &Context::default(), &Style { width: 80, colour: false }, &mut out).unwrap();
        let screen = String::from_utf8(out).unwrap();
        let (named, full) =
            screen.split_once("\nToo many to draw them all: 199 are named above, the 100 worst follow.\n\n").unwrap();
        assert_eq!(named.lines().count(), 199);
        assert!(named.starts_with("a.toml:3:1: advice[unknown-key]: number 2\n"));
        assert!(named.ends_with("a.toml:299:1: warning[unknown-key]: number 298\n"));
        assert_eq!(full.matches(" --> ").count(), 100);
        assert!(full.starts_with("error[unknown-key]: number 0\n"));
        assert!(full.ends_with("\n298 | a = 1\n    | ^\n"));
    }
}
