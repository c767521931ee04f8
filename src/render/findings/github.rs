//! Findings as GitHub's workflow commands: in a job's log they become remarks beside the lines of a pull request.

use super::{Context, FileFindings, Files, FindingsFormat, Located, Style, and_more};
use crate::diagnostic::Severity;
use crate::text::one_line;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) const FORMAT: FindingsFormat =
    FindingsFormat { name: "github", about: "remarks beside the lines of a pull request, in a GitHub job", kept: false, render };

fn render(files: &[FileFindings], _: &Context, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let files = Files::new(files);
    for Located { file, finding } in files.in_order() {
        let command = command(finding.severity);
        let region = files.region(file, finding.primary.span);
        let mut line = format!("::{command} file={},line={}", property(files.name(file)), region.line);
        // GitHub takes columns only for a place in one line
        let _ = if region.line == region.end_line {
            write!(line, ",col={},endLine={},endColumn={}", region.column, region.end_line, region.end_column)
        } else {
            write!(line, ",endLine={}", region.end_line)
        };
        let mut message = finding.message.clone();
        if let Some(help) = &finding.help {
            message.push('\n');
            message.push_str(help);
        }
        writeln!(out, "{line},title={}::{}", property(&format!("lscb ({})", finding.rule)), data(&message))?;
    }
    for (file, omitted) in files.omitted() {
        let title = property(&format!("lscb ({})", omitted.rule));
        writeln!(
            out,
            "::{} file={},title={title}::{}",
            command(omitted.severity),
            property(files.name(file)),
            and_more(&omitted)
        )?;
    }
    Ok(())
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    }
}

/// The message of a command: everything after its last colons, up to the end of the line. The log is shown in a
/// terminal too: nothing in it may be obeyed there.
fn data(text: &str) -> String {
    let line_ends = ['\r', '\n'];
    let parts = text.split_inclusive(line_ends).map(|part| match part.strip_suffix(line_ends) {
        Some(line) => format!("{}{}", one_line(line), &part[line.len()..]),
        None => one_line(part).into_owned(),
    });
    parts.collect::<String>().replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command ends at a comma, and all of them at a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::text::Span;

    #[test]
    fn a_finding_is_a_command() {
        assert_eq!(
            example::drawn("github"),
            r#"::error file=plans/any town.toml,line=3,col=1,endLine=3,endColumn=7,title=lscb (unknown-key)::the plan format has no key "statsu"
::warning file=plans/any town.toml,line=5,col=8,endLine=5,endColumn=13,title=lscb (duplicate-ref)::the reference "1.1" is used twice
::notice file=plans/any town.toml,line=9,col=1,endLine=9,endColumn=4,title=lscb (no-outcome)::action 1.2 says nothing of what is to come of it%0Awrite what will be different for children, as "outcome"
::error file=plans/ünïon.toml,line=2,col=10,endLine=2,endColumn=24,title=lscb (bad-date)::"31 June 2008" is no date: June has 30 days
"#
        );
    }

    #[test]
    fn nothing_found_in_a_plan_can_end_a_command_or_begin_one() {
        let finding = Diagnostic::new("syntax", Span::new(0, 3), "100%\r\n::error::a, b");
        let files = [FileFindings { name: "a:b,100%\n.toml", text: "a\nb\n", findings: vec![&finding], omitted: vec![] }];
        let mut out = Vec::new();
        render(&files, &Context::default(), &Style { width: 80, colour: true }, &mut out).unwrap();
        let expected = "::error file=a%3Ab%2C100%25%0A.toml,line=1,endLine=2,title=lscb (syntax)::100%25%0D%0A::error::a, b\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        assert_eq!(property("\u{1b}[2J\u{202e}x\r\n"), "\u{fffd}[2J\u{fffd}x%0D%0A");
    }
}
