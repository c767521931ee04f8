//! How findings are shown: to people as the Rust compiler draws them, to machines in the shapes they ask for.
//!
//! A format is a file of this folder and a line in [`FORMATS`]. It takes findings as they are: which there are, and
//! which of them are kept on purpose, was decided before.

mod caret;
mod patch;
mod terminal_text;
mod view;

#[cfg(test)]
mod example;

use super::Style;
use crate::diagnostic::{Diagnostic, Omitted, Severity};
use crate::text::{Lines, Span};
use std::cell::OnceCell;
use std::io;

/// One file with what was found in it.
#[derive(Debug)]
pub struct FileFindings<'a> {
    /// The file as messages name it, with `/` between the parts of its path.
    pub name: &'a str,
    pub text: &'a str,
    pub findings: Vec<&'a Diagnostic>,
    /// Of which rules there are more.
    pub omitted: Vec<Omitted>,
}

/// What machines are told beside the findings.
#[derive(Debug, Default)]
pub struct Context<'a> {
    /// How many plans were read.
    pub plans: usize,
    /// How many actions are in them.
    pub actions: usize,
    /// Faults kept on purpose.
    pub kept: Vec<Suppressed<'a>>,
    /// How many more are kept on purpose.
    pub more_kept: usize,
    /// Every rule there is, found at work or not.
    pub rules: Vec<RuleInfo<'a>>,
    /// The version of lscb.
    pub version: &'a str,
}

/// A fault that an `allow` keeps on purpose.
#[derive(Debug)]
pub struct Suppressed<'a> {
    /// Which of the files it stands in.
    pub file: usize,
    pub finding: &'a Diagnostic,
    pub because: &'a str,
}

/// A rule in words.
#[derive(Debug)]
pub struct RuleInfo<'a> {
    pub id: &'a str,
    /// What it finds, in one line.
    pub summary: &'a str,
    /// Why that matters.
    pub why: &'a str,
    /// How much its findings weigh.
    pub severity: Severity,
}

/// Draws findings.
pub type Render = fn(&[FileFindings], &Context, &Style, &mut dyn io::Write) -> io::Result<()>;

/// A way to show findings.
#[derive(Debug)]
pub struct FindingsFormat {
    /// What the command line calls it.
    pub name: &'static str,
    /// What it is good for, in one line without a full stop.
    pub about: &'static str,
    /// It tells what is kept on purpose, too.
    pub kept: bool,
    pub render: Render,
}

/// A format is a file of this folder and a line here; its name is the file's.
macro_rules! formats {
    ($($format:ident,)*) => {
        $(mod $format;)*

        /// Every format, the one for people first.
        pub static FORMATS: &[FindingsFormat] = &[$($format::FORMAT),*];

        #[cfg(test)]
        const FILES: &[&str] = &[$(stringify!($format)),*];
    };
}

formats! {
    text,
    short,
    json,
    github,
    sarif,
}

/// The format of a name.
pub fn find(name: &str) -> Option<&'static FindingsFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

/// "2 errors, 1 warning": what there is none of is left out.
pub fn count_line(errors: usize, warnings: usize, advice: usize) -> String {
    let counted =
        [(errors, "error", "errors"), (warnings, "warning", "warnings"), (advice, "piece of advice", "pieces of advice")];
    let parts: Vec<String> = counted
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    if parts.is_empty() { "no errors, no warnings".into() } else { parts.join(", ") }
}

/// What is said of the findings of a rule that are counted and not told.
fn and_more(omitted: &Omitted) -> String {
    format!("and {} more of this rule", omitted.count)
}

/// A finding with the file it stands in.
#[derive(Clone, Copy)]
struct Located<'a> {
    file: usize,
    finding: &'a Diagnostic,
}

/// The files with the line table of each, made when it is first asked for.
struct Files<'a> {
    files: &'a [FileFindings<'a>],
    lines: Vec<OnceCell<Lines<'a>>>,
}

impl<'a> Files<'a> {
    fn new(files: &'a [FileFindings<'a>]) -> Files<'a> {
        Files { files, lines: files.iter().map(|_| OnceCell::new()).collect() }
    }

    /// Every finding, by file and place.
    fn in_order(&self) -> Vec<Located<'a>> {
        let all = self
            .files
            .iter()
            .enumerate()
            .flat_map(|(file, about)| about.findings.iter().map(move |finding| Located { file, finding }));
        let mut all: Vec<Located> = all.collect();
        all.sort_by_key(|found| (found.file, found.finding.primary.span, found.finding.rule));
        all
    }

    /// What is counted and not told, by file.
    fn omitted(&self) -> impl Iterator<Item = (usize, Omitted)> {
        self.files.iter().enumerate().flat_map(|(file, about)| about.omitted.iter().map(move |omitted| (file, *omitted)))
    }

    fn name(&self, file: usize) -> &'a str {
        self.files[file].name
    }

    fn text(&self, file: usize) -> &'a str {
        self.files[file].text
    }

    fn lines(&self, file: usize) -> &Lines<'a> {
        self.lines[file].get_or_init(|| Lines::new(self.files[file].text))
    }

    fn region(&self, file: usize, span: Span) -> Region {
        let lines = self.lines(file);
        let start = lines.position(span.start as usize);
        let end = lines.position(span.end.max(span.start) as usize);
        Region { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

/// A stretch of a text in lines and columns from 1. Columns count characters; the end is not counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
struct Region {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_harmful;

    #[test]
    fn every_format_is_found_by_its_name_and_says_what_it_is_good_for() {
        for (format, file) in FORMATS.iter().zip(FILES) {
            assert_eq!(format.name, *file);
            assert!(find(format.name).is_some_and(|found| std::ptr::eq(found, format)));
            assert!(!format.about.is_empty() && !format.about.ends_with('.'), "{}: {}", format.name, format.about);
        }
        assert!(find("yaml").is_none());
    }

    #[test]
    fn every_format_draws_nothing_found_and_texts_that_are_empty() {
        let finding = Diagnostic::new("missing-key", Span::new(0, 0), "the plan has no title");
        for format in FORMATS {
            let mut out = Vec::new();
            let style = Style { width: 80, colour: true };
            (format.render)(&[], &Context::default(), &style, &mut out).unwrap();
            let files = [FileFindings { name: "empty.toml", text: "", findings: vec![&finding], omitted: vec![] }];
            (format.render)(&files, &Context::default(), &style, &mut out).unwrap();
            assert!(!out.is_empty());
        }
    }

    /// Whatever a plan holds and wherever a rule points, every format draws it, and hands on nothing that a terminal would obey.
    #[test]
    fn no_text_and_no_place_is_too_odd_to_be_drawn() {
        const PIECES: [&str; 21] = [
            "a",
            "\"x\" = 1",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "é",
            "e\u{301}",
            "日本",
            "👨\u{200d}👩🏽",
            "\u{feff}",
            "\u{1b}[2J",
            "\u{202e}",
            "\u{9b}",
            "\u{7f}",
            "\u{200f}",
            "\u{2028}",
            "%1B",
            "",
            "long words ",
        ];
        arbtest::arbtest(|source| {
            let pieces: Vec<usize> = source.arbitrary()?;
            let text: String = pieces.iter().map(|piece| PIECES[piece % PIECES.len()].repeat(1 + piece % 7)).collect();
            let mut span = || -> arbtest::arbitrary::Result<Span> {
                let most = text.len() as u32 + 2;
                Ok(Span::new(source.int_in_range(0..=most)?, source.int_in_range(0..=most)?))
            };
            let (own, other, edited) = (span()?, span()?, span()?);
            let finding = Diagnostic::new("odd", own, &*text)
                .label(&*text)
                .related(other, "there")
                .help(&*text)
                .fix("mend", edited, &*text);
            let files = [FileFindings { name: &text, text: &text, findings: vec![&finding], omitted: vec![] }];
            let context = Context { kept: vec![Suppressed { file: 0, finding: &finding, because: &text }], ..Context::default() };
            for format in FORMATS {
                let mut out = Vec::new();
                let style = Style { width: source.int_in_range(0..=120)?, colour: false };
                (format.render)(&files, &context, &style, &mut out).expect("a list of bytes can be written");
                let screen = String::from_utf8(out).expect("what is drawn is text");
                let is_raw = |c: char| is_harmful(c) && c != '\n';
                assert!(!screen.contains(is_raw), "{}: {screen:?}", format.name);
                assert!(format.name != "short" || screen.lines().count() == 1, "{screen:?}");
            }
            Ok(())
        });
    }

    #[test]
    fn counts_are_said_in_words() {
        assert_eq!(count_line(2, 1, 0), "2 errors, 1 warning");
        assert_eq!(count_line(0, 0, 3), "3 pieces of advice");
        assert_eq!(count_line(1, 2, 1), "1 error, 2 warnings, 1 piece of advice");
        assert_eq!(count_line(0, 0, 0), "no errors, no warnings");
    }

    #[test]
    fn places_outside_a_text_are_brought_inside() {
        let files = [FileFindings { name: "a.toml", text: "é\r\nb", findings: vec![], omitted: vec![] }];
        let region = Files::new(&files).region(0, Span::new(1, 99));
        assert_eq!(region, Region { line: 1, column: 1, end_line: 2, end_column: 2 });
    }
}
