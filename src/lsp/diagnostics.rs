//! Findings as an editor shows them.

use super::document::Places;
use super::protocol::Location;
use super::workspace::Shown;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::one_line;
use serde_json::{Value, json};

/// Everything that is shown of a text.
pub fn all(shown: &Shown, places: &Places) -> Vec<Value> {
    let found = shown.settled.findings.iter().map(|finding| of(finding, &shown.uri, places));
    // At the top of the file stands what has no place of its own.
    let top = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let omitted = shown.settled.omitted.iter().map(|omitted| {
        let message = format!("{} more findings of {} are not shown", omitted.count, omitted.rule);
        json!({ "range": top, "severity": severity(omitted.severity), "source": "lscb", "code": omitted.rule, "message": message })
    });
    let trouble = shown
        .trouble
        .iter()
        .map(|why| json!({ "range": top, "severity": severity(Severity::Error), "source": "lscb", "message": one_line(why) }));
    found.chain(omitted).chain(trouble).collect()
}

/// A finding: its message, and below it the remark on its place and what to do about it.
pub fn of(finding: &Diagnostic, uri: &str, places: &Places) -> Value {
    let remarks = [Some(&finding.primary.text), finding.help.as_ref()].into_iter().flatten().filter(|text| !text.is_empty());
    let message = one_line(&finding.message).into_owned();
    let message = remarks.fold(message, |message, remark| format!("{message}\n{}", one_line(remark)));
    let mut out = json!({
        "range": places.range(finding.primary.span),
        "severity": severity(finding.severity),
        "code": finding.rule,
        "source": "lscb",
        "message": message,
    });
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|label| {
            let location = Location { uri: uri.to_owned(), range: places.range(label.span) };
            json!({ "location": location, "message": one_line(&label.text) })
        })
        .collect();
    if !related.is_empty() {
        out["relatedInformation"] = related.into();
    }
    out
}

/// Error, warning and hint of the protocol: advice stays out of the way.
fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Advice => 4,
    }
}
