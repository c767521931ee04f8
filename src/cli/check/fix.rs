//! Mends what can be mended without a guess: only the bytes that must change, and only when the result checks
//! better than before.

use super::super::{End, output};
use crate::diagnostic::Severity;
use crate::edit::{self, Edit};
use crate::plan;
use crate::rules::{self, Checked, Levels};
use crate::source::{self, Place};

/// A mended line can bring the next fault to light; more rounds than this mend nothing new.
const ROUNDS: usize = 10;

/// Mends each file, or shows the changes where only they are asked for.
pub(super) fn run(places: &[Place], levels: &Levels, only_show: bool) -> anyhow::Result<End> {
    let mut end = End::Well;
    let mut shown = String::new();
    for place in places {
        // What cannot be read is told when the plans are checked.
        let Ok(file) = source::read(&place.path) else { continue };
        if place.found && !plan::looks_like_a_plan(&file.text) {
            continue;
        }
        let (mended, made) = mend(&file.name, &file.text, levels);
        if made == 0 {
            continue;
        }
        if only_show {
            shown += &unified(&file.name, &file.text, &mended);
        } else if place.path.as_os_str() == source::STDIN {
            anyhow::bail!("standard input cannot be mended in place; --fix --diff shows the changes");
        } else {
            match source::write(&place.path, mended.as_bytes()) {
                Ok(()) => output::message(&format!("{}: {made} mended", file.name)),
                Err(unreadable) => {
                    output::message(&unreadable.to_string());
                    end = End::Trouble;
                }
            }
        }
    }
    if only_show {
        output::data(&shown)?;
    }
    Ok(end)
}

/// The text with every safe fix made, and how many were.
fn mend(name: &str, text: &str, levels: &Levels) -> (String, usize) {
    let mut text = text.to_owned();
    let mut made = 0;
    let mut before = check(name, &text, levels);
    for _ in 0..ROUNDS {
        let mut edits: Vec<Edit> = Vec::new();
        let mut count = 0;
        for fix in before.findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safe) {
            let touches =
                |edit: &Edit| edits.iter().any(|other| edit.span.start < other.span.end && other.span.start < edit.span.end);
            if !fix.edits.iter().any(touches) {
                edits.extend(fix.edits.iter().cloned());
                count += 1;
            }
        }
        let Some(mended) = edit::apply(&text, &edits).filter(|mended| *mended != text) else { break };
        let after = check(name, &mended, levels);
        if worse(&before, &after) {
            break;
        }
        text = mended;
        made += count;
        before = after;
    }
    (text, made)
}

/// New errors, or not fewer findings: then nothing was mended.
fn worse(before: &Checked, after: &Checked) -> bool {
    let errors = |checked: &Checked| checked.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    errors(after) > errors(before) || after.findings.len() >= before.findings.len() && errors(after) == errors(before)
}

fn check(name: &str, text: &str, levels: &Levels) -> Checked {
    let reading = plan::read(name, text);
    let mut checked = rules::check_plan(name, &reading.plan, reading.faults, levels);
    rules::check_shelf(&mut [&mut checked], levels);
    checked
}

/// The change as a patch that `git apply` takes.
fn unified(name: &str, before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}
