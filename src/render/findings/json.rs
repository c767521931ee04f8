//! Findings as one JSON object, for scripts and editors. It is a promise: fields are added, never renamed or taken away.
//!
//! Lines and columns count from 1, columns in characters (a byte order mark is none), and the end is not counted
//! in. `start` and `end` are bytes of the file, counted from 0, the end not counted in either.

use super::{Context, FileFindings, Files, FindingsFormat, Located, Region, Style};
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::harmless_json;
use serde::Serialize;
use std::io::{self, Write};

pub(super) const FORMAT: FindingsFormat =
    FindingsFormat { name: "json", about: "one object with everything, for scripts and editors", kept: true, render };

/// The name and version of the shape.
const SCHEMA: &str = "lscb.findings/1";

#[derive(Serialize)]
struct DocumentObject<'a> {
    schema: &'static str,
    findings: Vec<FindingObject<'a>>,
    kept: Vec<SuppressedObject<'a>>,
    /// Of which rules there are more than are told; `counts` has them all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    omitted: Vec<OmittedObject<'a>>,
    counts: CountsObject,
    plans: usize,
    actions: usize,
}

#[derive(Serialize)]
struct FindingObject<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    file: &'a str,
    #[serde(flatten)]
    region: Region,
    start: u32,
    end: u32,
    /// A few words on the place itself; may be empty.
    label: &'a str,
    help: Option<&'a str>,
    related: Vec<RelatedObject<'a>>,
    fix: Option<FixObject<'a>>,
    subject: Option<SubjectObject<'a>>,
}

#[derive(Serialize)]
struct RelatedObject<'a> {
    #[serde(flatten)]
    region: Region,
    text: &'a str,
}

#[derive(Serialize)]
struct FixObject<'a> {
    title: &'a str,
    /// Nothing is guessed: `lscb check --fix` makes it.
    safe: bool,
    edits: Vec<EditObject<'a>>,
}

#[derive(Serialize)]
struct EditObject<'a> {
    start: u32,
    end: u32,
    #[serde(flatten)]
    region: Region,
    text: &'a str,
}

#[derive(Serialize)]
struct SubjectObject<'a> {
    #[serde(rename = "ref")]
    reference: Option<&'a str>,
    place: &'a str,
}

#[derive(Serialize)]
struct SuppressedObject<'a> {
    rule: &'a str,
    file: &'a str,
    line: usize,
    message: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct OmittedObject<'a> {
    rule: &'a str,
    severity: &'static str,
    file: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct CountsObject {
    error: usize,
    warning: usize,
    advice: usize,
    kept: usize,
}

fn render(files: &[FileFindings], context: &Context, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let files = Files::new(files);
    let found = files.in_order();
    let omitted = |severity: Severity| files.omitted().filter(move |(_, omitted)| omitted.severity == severity);
    let count = |severity: Severity| {
        let more: usize = omitted(severity).map(|(_, omitted)| omitted.count).sum();
        found.iter().filter(|found| found.finding.severity == severity).count() + more
    };
    let objects = files.omitted().map(|(file, omitted)| OmittedObject {
        rule: omitted.rule,
        severity: omitted.severity.word(),
        file: files.name(file),
        count: omitted.count,
    });
    let kept = context.kept.iter().map(|kept| SuppressedObject {
        rule: kept.finding.rule,
        file: files.name(kept.file),
        line: files.region(kept.file, kept.finding.primary.span).line,
        message: &kept.finding.message,
        because: kept.because,
    });
    let document = DocumentObject {
        schema: SCHEMA,
        counts: CountsObject {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            advice: count(Severity::Advice),
            kept: context.kept.len() + context.more_kept,
        },
        findings: found.iter().map(|&Located { file, finding }| as_json(&files, file, finding)).collect(),
        kept: kept.collect(),
        omitted: objects.collect(),
        plans: context.plans,
        actions: context.actions,
    };
    harmless_json::write(out, &document)?;
    writeln!(out)
}

fn as_json<'a>(files: &Files<'a>, file: usize, finding: &'a Diagnostic) -> FindingObject<'a> {
    let related = finding.related.iter().map(|label| RelatedObject { region: files.region(file, label.span), text: &label.text });
    let edit = |edit: &'a crate::edit::Edit| EditObject {
        start: edit.span.start,
        end: edit.span.end,
        region: files.region(file, edit.span),
        text: &edit.text,
    };
    let fix = finding.fix.as_ref();
    let subject = finding.subject.as_ref();
    FindingObject {
        rule: finding.rule,
        severity: finding.severity.word(),
        message: &finding.message,
        file: files.name(file),
        region: files.region(file, finding.primary.span),
        start: finding.primary.span.start,
        end: finding.primary.span.end,
        label: &finding.primary.text,
        help: finding.help.as_deref(),
        related: related.collect(),
        fix: fix.map(|fix| FixObject { title: &fix.title, safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }),
        subject: subject.map(|subject| SubjectObject { reference: subject.reference.as_deref(), place: &subject.place }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use serde_json::json;

    #[test]
    fn everything_is_in_one_object() {
        let expected = json!({
            "schema": "lscb.findings/1",
            "findings": [
                {
                    "rule": "unknown-key", "severity": "error", "message": "the plan format has no key \"statsu\"",
                    "file": "plans/any town.toml", "line": 3, "column": 1, "end_line": 3, "end_column": 7, "start": 33, "end": 39,
                    "label": "did you mean \"status\"?", "help": null, "related": [],
                    "fix": {
                        "title": "write \"status\"", "safe": true,
                        "edits": [
                            {"start": 33, "end": 39, "line": 3, "column": 1, "end_line": 3, "end_column": 7, "text": "status"},
                            {"start": 55, "end": 55, "line": 3, "column": 23, "end_line": 3, "end_column": 23, "text": "\nrag = \"green\""},
                        ],
                    },
                    "subject": null,
                },
                {
                    "rule": "duplicate-ref", "severity": "warning", "message": "the reference \"1.1\" is used twice",
                    "file": "plans/any town.toml", "line": 5, "column": 8, "end_line": 5, "end_column": 13, "start": 84, "end": 89,
                    "label": "here again", "help": null,
                    "related": [{"line": 2, "column": 7, "end_line": 2, "end_column": 12, "text": "first here"}],
                    "fix": {
                        "title": "count on", "safe": false,
                        "edits": [{"start": 84, "end": 89, "line": 5, "column": 8, "end_line": 5, "end_column": 13, "text": "\"1.2\""}],
                    },
                    "subject": {"ref": null, "place": "1/2"},
                },
                {
                    "rule": "no-outcome", "severity": "advice", "message": "action 1.2 says nothing of what is to come of it",
                    "file": "plans/any town.toml", "line": 9, "column": 1, "end_line": 9, "end_column": 4, "start": 136, "end": 139,
                    "label": "", "help": "write what will be different for children, as \"outcome\"", "related": [],
                    "fix": null, "subject": {"ref": "1.2", "place": "1/3"},
                },
                {
                    "rule": "bad-date", "severity": "error", "message": "\"31 June 2008\" is no date: June has 30 days",
                    "file": "plans/ünïon.toml", "line": 2, "column": 10, "end_line": 2, "end_column": 24, "start": 44, "end": 58,
                    "label": "", "help": null, "related": [], "fix": null, "subject": null,
                },
            ],
            "kept": [
                {"rule": "bad-title", "file": "plans/ünïon.toml", "line": 1, "message": "100%, a:b\nand on", "because": "so printed"},
            ],
            "counts": {"error": 2, "warning": 1, "advice": 1, "kept": 1},
            "plans": 2,
            "actions": 3,
        });
        // as text, since the order of the fields is seen by people
        assert_eq!(example::drawn("json"), format!("{expected}\n"));
    }
}
