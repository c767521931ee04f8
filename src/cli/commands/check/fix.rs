//! Mends what can be mended without a guess: only the bytes that must change, and only when the result checks
//! better than before.

use crate::cli::{ExitStatus, output};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::edit::{self, Edit};
use crate::plan;
use crate::rules::{self, Checked, Levels};
use crate::source::{self, InputPath, Writer};
use crate::text;
use std::cell::Cell;
use std::collections::HashMap;
use std::path::Path;

/// A mended line can bring the next fault to light; more rounds than this mend nothing new.
const ROUNDS: usize = 10;
/// Checks of one round, at the most, to tell the fixes that pay from those that do not.
const TRIES: usize = 300;

/// Mends each file, or shows the changes where only they are asked for. `within` is the root of the configuration where that
/// named the plans: what lies outside of it may be read, and is not written.
pub(super) fn run(places: &[InputPath], levels: &Levels, only_show: bool, within: Option<&Path>) -> anyhow::Result<ExitStatus> {
    let writer = Writer::default();
    let mut end = ExitStatus::Success;
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
            if (place.found || within.is_some()) && source::leads_out(&place.path, within) {
                let why = "not mended, as it lies outside of this repository; to mend it, name it by itself";
                output::message(&format!("{}: {why}", file.name));
                continue;
            }
            match writer.replace(&place.path, file.text.as_bytes(), mended.as_bytes()) {
                Ok(losses) => {
                    output::message(&format!("{}: {made} mended", file.name));
                    losses.iter().for_each(|loss| output::message(loss));
                }
                Err(unreadable) => {
                    output::message(&unreadable.to_string());
                    end = ExitStatus::Failure;
                }
            }
        }
    }
    if only_show {
        output::data(&shown)?;
    }
    Ok(end)
}

/// The text with every safe fix made that pays, and how many were.
fn mend(name: &str, text: &str, levels: &Levels) -> (String, usize) {
    let mut seen = vec![text.to_owned()];
    let mut made = 0;
    let mut now = State { text: text.to_owned(), checked: check(name, text, levels) };
    for _ in 0..ROUNDS {
        let mut fixes: Vec<Fixed> = Vec::new();
        for finding in &now.checked.findings {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safe) else { continue };
            let touches = |edit: &Edit| {
                let mut others = fixes.iter().flat_map(|(_, fix)| &fix.edits);
                others.any(|other| edit.span.start < other.span.end && other.span.start < edit.span.end)
            };
            if !fix.edits.iter().any(touches) {
                fixes.push((finding, fix));
            }
        }
        let tries = Cell::new(0);
        let after = |fixes: &[Fixed]| {
            tries.set(tries.get() + 1);
            if tries.get() > TRIES {
                return None;
            }
            let edits: Vec<Edit> = fixes.iter().flat_map(|(_, fix)| &fix.edits).cloned().collect();
            let text = edit::apply(&now.text, &edits).filter(|text| !seen.contains(text))?;
            let checked = check(name, &text, levels);
            pays(&now.checked, &checked, fixes).then_some(State { text, checked })
        };
        let Some((fixes, state)) = paying(&fixes, &after) else { break };
        made += fixes.len();
        seen.push(state.text.clone());
        now = state;
    }
    (now.text, made)
}

/// A text and what was found in it.
struct State {
    text: String,
    checked: Checked,
}

/// A finding and its safe fix.
type Fixed<'f> = (&'f Diagnostic, &'f Fix);

/// The fixes that pay, and what they make of the text: all where they can be made together, else those of each half,
/// down to one fix by itself, so that one that does not pay stops no other.
fn paying<'f>(fixes: &[Fixed<'f>], after: &impl Fn(&[Fixed<'f>]) -> Option<State>) -> Option<(Vec<Fixed<'f>>, State)> {
    if fixes.is_empty() {
        return None;
    }
    if let Some(state) = after(fixes) {
        return Some((fixes.to_vec(), state));
    }
    let (first, second) = fixes.split_at(fixes.len() / 2);
    if first.is_empty() {
        return None;
    }
    match (paying(first, after), paying(second, after)) {
        (Some(first), Some(second)) => {
            let both = [&first.0[..], &second.0].concat();
            // What pays only without the other is tried again in the next round.
            Some(after(&both).map_or(first, |state| (both, state)))
        }
        (first, second) => first.or(second),
    }
}

/// No new errors, and fewer findings, or at least none of those that were to be mended: a mended line may bring to
/// light what was hidden behind the fault.
fn pays(before: &Checked, after: &Checked, fixes: &[Fixed]) -> bool {
    let errors = |checked: &Checked| checked.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors(after) > errors(before) {
        return false;
    }
    if errors(after) < errors(before) || after.findings.len() < before.findings.len() {
        return true;
    }
    // How many of each finding there may still be.
    let mut left: HashMap<(&str, &str), isize> = HashMap::new();
    let findings = before.findings.iter().map(|finding| (finding, 1));
    let mended = fixes.iter().map(|(finding, _)| (*finding, -1));
    for (finding, change) in findings.chain(mended) {
        *left.entry((finding.rule, &finding.message)).or_default() += change;
    }
    for finding in &after.findings {
        *left.entry((finding.rule, &finding.message)).or_default() -= 1;
    }
    fixes.iter().all(|(finding, _)| left[&(finding.rule, &*finding.message)] >= 0)
}

fn check(name: &str, text: &str, levels: &Levels) -> Checked {
    let arena = plan::Arena::new();
    let reading = plan::read(name, text, &arena);
    let mut checked = rules::check_plan(name, &reading.plan, reading.faults, levels);
    rules::check_shelf(&mut [&mut checked], levels);
    checked
}

/// The change as a patch that `git apply` takes in the current folder.
fn unified(name: &str, before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let here = std::env::current_dir().unwrap_or_default();
    let (old, new) = (header('a', name, &here), header('b', name, &here));
    diff.unified_diff().header(&old, &new).to_string()
}

/// A file as the head of a patch names it: by its path from the current folder, and in quotation marks as git writes
/// them where the name holds what would end it or what a terminal would obey.
fn header(side: char, name: &str, here: &Path) -> String {
    let path = Path::new(name);
    let name = path.strip_prefix(here).map_or_else(|_| name.trim_start_matches('/').to_owned(), source::show);
    let name = if name == source::show(Path::new(source::STDIN)) { "stdin".to_owned() } else { name };
    let special = |c: char| matches!(c, '"' | '\\') || text::one_line(c.encode_utf8(&mut [0; 4])) != c.to_string();
    if !name.contains(special) {
        // git takes what follows a space for a date, unless a tab ends the name
        let end = if name.contains(' ') { "\t" } else { "" };
        return format!("{side}/{name}{end}");
    }
    let mut out = format!("\"{side}/");
    for c in name.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if special(c) => c.to_string().bytes().for_each(|byte| out += &format!("\\{byte:03o}")),
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n";

    #[test]
    fn the_head_of_a_patch_names_the_file_as_git_does() {
        let head = |name| header('a', name, Path::new("/home/sue/plans"));
        assert_eq!(head("/home/sue/plans/any.toml"), "a/any.toml");
        assert_eq!(head("/tmp/any.toml"), "a/tmp/any.toml");
        assert_eq!(head("any town.toml"), "a/any town.toml\t");
        assert_eq!(head("standard input"), "a/stdin");
        assert_eq!(head("a\"\n\u{202e}é.toml"), "\"a/a\\\"\\012\\342\\200\\256é.toml\"");
    }

    #[test]
    fn a_fix_that_does_not_pay_stops_no_other() {
        // The first "statsu" has a value that is an error once it is read; the second has not.
        let action = |key: &str, value: &str| format!("[[objective.action]]\naction = \"Do {value}\"\n{key} = \"{value}\"\n");
        let objective = "[[objective]]\ntitle = \"O\"\n";
        let text = |one: &str, two: &str| format!("{PLAN}{objective}{}{}", action(one, "finnished"), action(two, "complete"));
        let (mended, made) = mend("plan.toml", &text("statsu", "statsu"), &Levels::default());
        assert!(made >= 2, "{made}: {mended}");
        assert!(mended.contains("status = \"complete\"") && !mended.contains("statsu"), "{mended}");
    }

    #[test]
    fn the_bad_fix_among_many_is_found() {
        let findings: Vec<Diagnostic> = (0..9)
            .map(|at| Diagnostic::new("syntax", Default::default(), at.to_string()).fix("", Default::default(), ""))
            .collect();
        let fixes: Vec<Fixed> = findings.iter().filter_map(|finding| Some((finding, finding.fix.as_ref()?))).collect();
        let empty = || State { text: String::new(), checked: check("", PLAN, &Levels::default()) };
        let after = |fixes: &[Fixed]| (!fixes.iter().any(|(finding, _)| finding.message == "4")).then(empty);
        assert_eq!(paying(&fixes, &after).map(|(fixes, _)| fixes.len()), Some(8));
        assert!(paying(&fixes, &|_: &[Fixed]| None).is_none());
    }
}
