//! One line a finding, for grep and for editors that jump to places.

use super::caret::Colours;
use super::{Context, FileFindings, Files, FindingsFormat, Located, Style, and_more, terminal_text};
use std::io::{self, Write};

pub(super) const FORMAT: FindingsFormat = FindingsFormat {
    name: "short",
    about: "one line a finding: file:line:column, how bad, which rule, what is wrong",
    kept: false,
    render,
};

fn render(files: &[FileFindings], _: &Context, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let files = Files::new(files);
    let colours = Colours::new(style.colour);
    for found in files.in_order() {
        line(&files, found, &colours, out)?;
    }
    more(&files, &colours, out)
}

/// A line for each rule of each file of which there are more.
pub(super) fn more(files: &Files, colours: &Colours, out: &mut dyn Write) -> io::Result<()> {
    for (file, omitted) in files.omitted() {
        let (file, paint) = (terminal_text::sentence(files.name(file)), colours.of(omitted.severity));
        writeln!(out, "{file}: {paint}{}[{}]{paint:#}: {}", omitted.severity.word(), omitted.rule, and_more(&omitted))?;
    }
    Ok(())
}

/// A finding in one line, however long.
pub(super) fn line(files: &Files, Located { file, finding }: Located, colours: &Colours, out: &mut dyn Write) -> io::Result<()> {
    let place = files.lines(file).position(finding.primary.span.start as usize);
    let (file, message, severity) =
        (terminal_text::sentence(files.name(file)), terminal_text::sentence(&finding.message), finding.severity);
    let paint = colours.of(severity);
    writeln!(out, "{file}:{}:{}: {paint}{}[{}]{paint:#}: {message}", place.line, place.column, severity.word(), finding.rule)
}

#[cfg(test)]
mod tests {
    use super::super::example;

    #[test]
    fn a_finding_is_a_line() {
        assert_eq!(
            example::drawn("short"),
            r#"plans/any town.toml:3:1: error[unknown-key]: the plan format has no key "statsu"
plans/any town.toml:5:8: warning[duplicate-ref]: the reference "1.1" is used twice
plans/any town.toml:9:1: advice[no-outcome]: action 1.2 says nothing of what is to come of it
plans/ünïon.toml:2:10: error[bad-date]: "31 June 2008" is no date: June has 30 days
"#
        );
    }
}
