//! Findings as SARIF 2.1.0, the shape that code scanners hand to GitHub, Azure and editors.
//!
//! Columns count characters from 1, the end is not counted in. A byte order mark is no part of a text in SARIF, as here.

use super::{Context, FileFindings, Files, FindingsFormat, Located, RuleInfo, Style, and_more};
use crate::diagnostic::{Diagnostic, Omitted, Severity};
use crate::render::harmless_json;
use crate::text::Span;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) const FORMAT: FindingsFormat =
    FindingsFormat { name: "sarif", about: "SARIF 2.1.0, for code scanning services and editors", kept: true, render };

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    version: &'a str,
    rules: Vec<SarifRule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRule<'a> {
    id: &'a str,
    short_description: SarifText,
    full_description: SarifText,
    default_configuration: Level,
    help: SarifText,
}

#[derive(Serialize)]
struct Level {
    level: &'static str,
}

#[derive(Serialize)]
struct SarifText {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: SarifText,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix>,
    /// Where one result has it, all must; empty says that the fault is not kept.
    suppressions: Vec<SarifSuppression<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<SarifText>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    /// None for what is said of a file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<SarifRegion>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    description: SarifText,
    artifact_changes: [Change; 1],
    properties: Safe,
}

/// SARIF has no word for it: whether a fix guesses nothing.
#[derive(Serialize)]
struct Safe {
    safe: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: SarifRegion,
    inserted_content: SarifText,
}

#[derive(Serialize)]
struct SarifSuppression<'a> {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    justification: &'a str,
}

fn render(files: &[FileFindings], context: &Context, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let writer = SarifWriter { files: Files::new(files), rules: &context.rules };
    let found = writer.files.in_order().into_iter().map(|Located { file, finding }| writer.outcome(file, finding));
    let kept = context.kept.iter().map(|kept| {
        let suppression = SarifSuppression { kind: "inSource", status: "accepted", justification: kept.because };
        Outcome { suppressions: vec![suppression], ..writer.outcome(kept.file, kept.finding) }
    });
    let omitted = writer.files.omitted().map(|(file, omitted)| writer.more(file, &omitted));
    let run = Run {
        tool: Tool { driver: Driver { name: "lscb", version: context.version, rules: context.rules.iter().map(rule).collect() } },
        column_kind: "unicodeCodePoints",
        results: found.chain(kept).chain(omitted).collect(),
    };
    harmless_json::write(out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })?;
    writeln!(out)
}

fn rule<'a>(about: &RuleInfo<'a>) -> SarifRule<'a> {
    SarifRule {
        id: about.id,
        short_description: words(about.summary),
        full_description: words(about.why),
        default_configuration: Level { level: level(about.severity) },
        help: words(format!("{} `lscb explain {}` shows an example.", about.why, about.id)),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn words(text: impl Into<String>) -> SarifText {
    SarifText { text: text.into() }
}

struct SarifWriter<'a> {
    files: Files<'a>,
    rules: &'a [RuleInfo<'a>],
}

impl<'a> SarifWriter<'a> {
    fn outcome(&self, file: usize, finding: &'a Diagnostic) -> Outcome<'a> {
        let help = finding.help.iter().map(|help| format!("\n{help}"));
        Outcome {
            rule_id: finding.rule,
            rule_index: self.rules.iter().position(|rule| rule.id == finding.rule),
            level: level(finding.severity),
            message: words(finding.message.clone() + &help.collect::<String>()),
            locations: [self.location(file, finding.primary.span, &finding.primary.text)],
            related_locations: finding.related.iter().map(|label| self.location(file, label.span, &label.text)).collect(),
            fixes: finding.fix.iter().map(|fix| self.fix(file, fix)).collect(),
            suppressions: Vec::new(),
        }
    }

    /// The findings of a rule that are counted and not told.
    fn more(&self, file: usize, omitted: &Omitted) -> Outcome<'a> {
        let physical_location = Physical { artifact_location: self.artifact(file), region: None };
        Outcome {
            rule_id: omitted.rule,
            rule_index: self.rules.iter().position(|rule| rule.id == omitted.rule),
            level: level(omitted.severity),
            message: words(and_more(omitted)),
            locations: [Location { physical_location, message: None }],
            related_locations: Vec::new(),
            fixes: Vec::new(),
            suppressions: Vec::new(),
        }
    }

    fn location(&self, file: usize, span: Span, text: &str) -> Location {
        Location {
            physical_location: Physical { artifact_location: self.artifact(file), region: Some(self.region(file, span)) },
            message: (!text.is_empty()).then(|| words(text)),
        }
    }

    fn fix(&self, file: usize, fix: &crate::diagnostic::Fix) -> SarifFix {
        let replacements = fix
            .edits
            .iter()
            .map(|edit| Replacement { deleted_region: self.region(file, edit.span), inserted_content: words(edit.text.clone()) });
        SarifFix {
            description: words(format!("{}{}", if fix.safe { "" } else { "perhaps: " }, fix.title)),
            artifact_changes: [Change { artifact_location: self.artifact(file), replacements: replacements.collect() }],
            properties: Safe { safe: fix.safe },
        }
    }

    fn region(&self, file: usize, span: Span) -> SarifRegion {
        let super::Region { line, column, end_line, end_column } = self.files.region(file, span);
        SarifRegion { start_line: line, start_column: column, end_line, end_column }
    }

    fn artifact(&self, file: usize) -> Artifact {
        Artifact { uri: uri(self.files.name(file)) }
    }
}

/// A path as a URI: relative as it is, a whole one as `file://`.
fn uri(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    let mut out = String::from(match path {
        _ if drive && cfg!(windows) => "file:///",
        _ if path.starts_with('/') => "file://",
        _ => "",
    });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use serde_json::{Value, json};

    /// A place as SARIF has it.
    fn place(uri: &str, [start_line, start_column, end_line, end_column]: [usize; 4]) -> Value {
        json!({"artifactLocation": {"uri": uri}, "region": region([start_line, start_column, end_line, end_column])})
    }

    fn region([start_line, start_column, end_line, end_column]: [usize; 4]) -> Value {
        json!({"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column})
    }

    #[test]
    fn the_log_has_all_the_rules_all_the_findings_and_the_kept_ones_suppressed() {
        let rule = |id: &str, level: &str| {
            json!({
                "id": id,
                "shortDescription": {"text": "what it finds"},
                "fullDescription": {"text": "Why it matters."},
                "defaultConfiguration": {"level": level},
                "help": {"text": format!("Why it matters. `lscb explain {id}` shows an example.")},
            })
        };
        let (first, second) = ("plans/any%20town.toml", "plans/%C3%BCn%C3%AFon.toml");
        let expected = json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {"name": "lscb", "version": "0.1.0", "rules": [
                    rule("bad-date", "error"),
                    rule("bad-title", "error"),
                    rule("duplicate-ref", "warning"),
                    rule("no-outcome", "note"),
                    rule("unknown-key", "error"),
                ]}},
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "unknown-key", "ruleIndex": 4, "level": "error",
                        "message": {"text": "the plan format has no key \"statsu\""},
                        "locations": [{"physicalLocation": place(first, [3, 1, 3, 7]), "message": {"text": "did you mean \"status\"?"}}],
                        "fixes": [{
                            "description": {"text": "write \"status\""},
                            "artifactChanges": [{
                                "artifactLocation": {"uri": first},
                                "replacements": [
                                    {"deletedRegion": region([3, 1, 3, 7]), "insertedContent": {"text": "status"}},
                                    {"deletedRegion": region([3, 23, 3, 23]), "insertedContent": {"text": "\nrag = \"green\""}},
                                ],
                            }],
                            "properties": {"safe": true},
                        }],
                        "suppressions": [],
                    },
                    {
                        "ruleId": "duplicate-ref", "ruleIndex": 2, "level": "warning",
                        "message": {"text": "the reference \"1.1\" is used twice"},
                        "locations": [{"physicalLocation": place(first, [5, 8, 5, 13]), "message": {"text": "here again"}}],
                        "relatedLocations": [{"physicalLocation": place(first, [2, 7, 2, 12]), "message": {"text": "first here"}}],
                        "fixes": [{
                            "description": {"text": "perhaps: count on"},
                            "artifactChanges": [{
                                "artifactLocation": {"uri": first},
                                "replacements": [{"deletedRegion": region([5, 8, 5, 13]), "insertedContent": {"text": "\"1.2\""}}],
                            }],
                            "properties": {"safe": false},
                        }],
                        "suppressions": [],
                    },
                    {
                        "ruleId": "no-outcome", "ruleIndex": 3, "level": "note",
                        "message": {"text": "action 1.2 says nothing of what is to come of it\nwrite what will be different for children, as \"outcome\""},
                        "locations": [{"physicalLocation": place(first, [9, 1, 9, 4])}],
                        "suppressions": [],
                    },
                    {
                        "ruleId": "bad-date", "ruleIndex": 0, "level": "error",
                        "message": {"text": "\"31 June 2008\" is no date: June has 30 days"},
                        "locations": [{"physicalLocation": place(second, [2, 10, 2, 24])}],
                        "suppressions": [],
                    },
                    {
                        "ruleId": "bad-title", "ruleIndex": 1, "level": "error",
                        "message": {"text": "100%, a:b\nand on"},
                        "locations": [{"physicalLocation": place(second, [1, 10, 2, 7])}],
                        "suppressions": [{"kind": "inSource", "status": "accepted", "justification": "so printed"}],
                    },
                ],
            }],
        });
        assert_eq!(example::drawn("sarif"), format!("{expected}\n"));
    }

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("plans/any town: 100%.toml"), "plans/any%20town%3A%20100%25.toml");
        assert_eq!(uri("../é.toml"), "../%C3%A9.toml");
        assert_eq!(uri("/home/a b.toml"), "file:///home/a%20b.toml");
    }
}
