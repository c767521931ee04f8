//! Two files and what was found in them, for the tests of every form.

use super::{Context, FileFindings, RuleInfo, Style, Suppressed, find};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::edit::Edit;
use crate::text::Span;

const FIRST: &str = r#"[[objective.action]]
ref = "1.1"
statsu = "in-progress"
[[objective.action]]
ref = ["1.1"]
action = "Train staff"

[[objective.action]]
ref = "1.2"
action = "Publish the policy"
"#;

const SECOND: &str = "\u{feff}title = \"日本: 100%, a\tplan\"\r\nperiod = \"31 June 2008\"\r\n";

/// Where the words stand in a text, for the n-th time.
fn span(text: &str, words: &str, time: usize) -> Span {
    let (start, _) = text.match_indices(words).nth(time).expect("the words stand in the text");
    Span::new(start as u32, (start + words.len()) as u32)
}

/// The findings of the first file, of the second, and one kept in the second.
pub(super) fn findings() -> (Vec<Diagnostic>, Vec<Diagnostic>, Diagnostic) {
    let mut no_outcome = Diagnostic::new("no-outcome", span(FIRST, "ref", 2), "action 1.2 says nothing of what is to come of it")
        .help("write what will be different for children, as \"outcome\"")
        .about(Subject { reference: Some("1.2".into()), place: "1/3".into() });
    no_outcome.severity = Severity::Advice;
    let mut twice = Diagnostic::new("duplicate-ref", span(FIRST, "\"1.1\"", 1), "the reference \"1.1\" is used twice")
        .label("here again")
        .related(span(FIRST, "\"1.1\"", 0), "first here")
        .suggest("count on", span(FIRST, "\"1.1\"", 1), "\"1.2\"")
        .about(Subject { reference: None, place: "1/2".into() });
    twice.severity = Severity::Warning;
    let mut unknown = Diagnostic::new("unknown-key", span(FIRST, "statsu", 0), "the plan format has no key \"statsu\"")
        .label("did you mean \"status\"?")
        .fix("write \"status\"", span(FIRST, "statsu", 0), "status");
    if let Some(fix) = &mut unknown.fix {
        let end = span(FIRST, "in-progress\"", 0).end;
        fix.edits.push(Edit { span: Span::new(end, end), text: "\nrag = \"green\"".into() });
    }
    let date = Diagnostic::new("bad-date", span(SECOND, "\"31 June 2008\"", 0), "\"31 June 2008\" is no date: June has 30 days");
    let kept = Diagnostic::new("bad-title", span(SECOND, "日本: 100%, a\tplan\"\r\nperiod", 0), "100%, a:b\nand on");
    // not in order, as a caller may have them
    (vec![no_outcome, twice, unknown], vec![date], kept)
}

/// What a form makes of the example, in 80 columns without colour.
pub(super) fn drawn(form: &str) -> String {
    let (first, second, kept) = findings();
    let files = [
        FileFindings { name: "plans/any town.toml", text: FIRST, findings: first.iter().collect(), omitted: vec![] },
        FileFindings { name: "plans/ünïon.toml", text: SECOND, findings: second.iter().collect(), omitted: vec![] },
    ];
    let about = |id, severity| RuleInfo { id, summary: "what it finds", why: "Why it matters.", severity };
    let context = Context {
        more_kept: 0,
        plans: 2,
        actions: 3,
        kept: vec![Suppressed { file: 1, finding: &kept, because: "so printed" }],
        rules: vec![
            about("bad-date", Severity::Error),
            about("bad-title", Severity::Error),
            about("duplicate-ref", Severity::Warning),
            about("no-outcome", Severity::Advice),
            about("unknown-key", Severity::Error),
        ],
        version: "0.1.0",
    };
    let mut out = Vec::new();
    (find(form).expect("there is such a form").render)(&files, &context, &Style { width: 80, colour: false }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
