//! What can be done about a finding: its fix, a guess at one, all safe fixes at once, or to keep the fault on purpose.

use super::document::Places;
use super::protocol::*;
use super::workspace::Workspace;
use super::{Answer, diagnostics, occurrences};
use crate::diagnostic::{Diagnostic, Fix, Subject};
use crate::edit::Edit;
use crate::fix;
use crate::plan::Plan;
use crate::rules;
use crate::text::{Span, one_line};
use serde_json::{Value, json};

const QUICK_FIX: &str = "quickfix";
const FIX_ALL: &str = "source.fixAll";

/// Everything that can be done at a place.
pub fn all(workspace: &Workspace, params: CodeAction) -> Answer {
    let uri = &params.text_document.uri;
    let document = workspace.document(uri).ok_or_else(|| occurrences::not_open(uri))?;
    let text = &document.text;
    let places = workspace.places(uri, text);
    let Some((settled, is_plan)) = workspace.settled(uri) else { return Ok(json!([])) };
    let is_wanted = |kind: &str| {
        let wanted = |only: &String| kind == only || kind.strip_prefix(only.as_str()).is_some_and(|rest| rest.starts_with('.'));
        params.context.only.as_ref().is_none_or(|only| only.iter().any(wanted))
    };
    let here = places.span(params.range);
    let touches = |finding: &&Diagnostic| finding.primary.span.start <= here.end && here.start <= finding.primary.span.end;
    let found: Vec<&Diagnostic> = settled.findings.iter().filter(touches).collect();
    let mut out = Vec::new();
    if is_wanted(QUICK_FIX) {
        for finding in &found {
            out.extend(finding.fix.as_ref().map(|fix| fixed(finding, fix, uri, &places)));
        }
        if is_plan {
            let kept = workspace.with_plan(&workspace.name_of(uri), text, |plan| {
                found.iter().filter_map(|finding| kept(finding, plan, uri, &places)).collect::<Vec<Value>>()
            });
            out.extend(kept.unwrap_or_default());
        }
    }
    let has_safe = |finding: &Diagnostic| finding.fix.as_ref().is_some_and(|fix| fix.safe);
    // To try all fixes takes longer than all else: it is done where somebody asks for it, or where one of them is at the cursor.
    let is_asked = params.context.only.is_some() || found.iter().any(|finding| has_safe(finding));
    if is_plan && is_asked && is_wanted(FIX_ALL) && settled.findings.iter().any(has_safe) {
        let levels = workspace.settings_of(uri).map(|settings| settings.levels.clone()).unwrap_or_default();
        let mended = fix::mend(&workspace.name_of(uri), text, &levels);
        if mended.made > 0 {
            let edits = changed_lines(text, &mended.text);
            let title =
                if mended.made == 1 { "make the 1 safe fix".into() } else { format!("make all {} safe fixes", mended.made) };
            out.push(json!({ "title": title, "kind": "source.fixAll", "edit": edit(uri, &edits, &places) }));
        }
    }
    Ok(json!(out))
}

fn edit(uri: &str, edits: &[Edit], places: &Places) -> Value {
    let edits: Vec<TextEdit> = edits.iter().map(|edit| places.edit(edit)).collect();
    json!({ "changes": { uri: edits } })
}

fn fixed(finding: &Diagnostic, fix: &Fix, uri: &str, places: &Places) -> Value {
    let perhaps = if fix.safe { "" } else { "perhaps: " };
    json!({
        "title": one_line(&format!("{perhaps}{}", fix.title)),
        "kind": QUICK_FIX,
        "isPreferred": fix.safe,
        "diagnostics": [diagnostics::of(finding, uri, places)],
        "edit": edit(uri, &fix.edits, places),
    })
}

/// An `[[allow]]` for a fault that the board really printed. Its reason is left empty: that is a finding, until somebody writes it.
fn kept(finding: &Diagnostic, plan: &Plan, uri: &str, places: &Places) -> Option<Value> {
    let rule = rules::find(finding.rule).filter(|rule| rule.can_be_kept())?;
    // What is added at the end may belong to something that is broken.
    if plan.damaged {
        return None;
    }
    let text = plan.text;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (start, before) = match plan.allows.last().map(|allow| allow.extent.body.end) {
        Some(last) => (last, end.repeat(2)),
        None => {
            let last = text.trim_end().len() as u32;
            (last, if last == 0 { String::new() } else { end.repeat(2) })
        }
    };
    let name = finding.subject.as_ref().map(|Subject { reference, place }| reference.as_ref().unwrap_or(place));
    let reference = match name {
        // Only what stands in quotation marks as it is can be named.
        Some(name) if name.contains(['"', '\\']) || name.chars().any(char::is_control) => return None,
        Some(name) => format!("ref = \"{name}\"{end}"),
        None => String::new(),
    };
    let rest = &text[start as usize..];
    let after = if rest.is_empty() { end } else { "" };
    let added = format!("{before}[[allow]]{end}rule = \"{}\"{end}{reference}because = \"\"{after}", rule.id);
    let edits = [Edit { span: Span::new(start, start), text: added }];
    Some(json!({
        "title": format!("keep this fault on purpose ({}), and write why", rule.id),
        "kind": QUICK_FIX,
        "diagnostics": [diagnostics::of(finding, uri, places)],
        "edit": edit(uri, &edits, places),
    }))
}

/// The lines in which two texts differ, as changes: what stays as it was keeps its marks and folds in the editor.
fn changed_lines(old: &str, new: &str) -> Vec<Edit> {
    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(old), lines(new));
    let mut edits = Vec::new();
    // Safe fixes change few lines and move none: the next pair of equal lines ends a change.
    let (mut a, mut b, mut at) = (0, 0, 0);
    while a < before.len() || b < after.len() {
        if a < before.len() && b < after.len() && before[a] == after[b] {
            at += before[a].len();
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (skipped, added) = next_equal(&before[a..], &after[b..]);
        let length: usize = before[a..a + skipped].iter().map(String::len).sum();
        let span = Span::new(at as u32, (at + length) as u32);
        edits.push(Edit { span, text: after[b..b + added].concat() });
        (a, b, at) = (a + skipped, b + added, at + length);
    }
    edits
}

/// How many lines to pass in each until both go on alike; all, where that is nowhere near.
fn next_equal(before: &[String], after: &[String]) -> (usize, usize) {
    const FAR: usize = 40;
    let pairs = (1..FAR).flat_map(|sum| (0..=sum).map(move |skipped| (skipped, sum - skipped)));
    let mut pairs = pairs.filter(|&(skipped, added)| skipped < before.len() && added < after.len());
    pairs.find(|&(skipped, added)| before[skipped] == after[added]).unwrap_or((before.len(), after.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit;

    #[test]
    fn changed_lines_make_the_new_text_of_the_old_one_and_touch_no_other_line() {
        let edits = changed_lines("a\nb\nc\nd\n", "a\nB\nc\nd\ne");
        assert_eq!(edits.len(), 2, "{edits:?}");
        arbtest::arbtest(|u| {
            let mut text = || -> arbtest::arbitrary::Result<String> {
                (0..u.int_in_range(0..=8)?).map(|_| Ok(*u.choose(&["a\n", "b\n", "c\r\n", "d", "\n"])?)).collect()
            };
            let (old, new) = (text()?, text()?);
            assert_eq!(edit::apply(&old, &changed_lines(&old, &new)).as_deref(), Some(&*new), "{old:?} {new:?}");
            Ok(())
        });
    }
}
