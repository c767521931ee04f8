//! Mends what can be mended without a guess: only the bytes that must change, and only when the result checks
//! better than before.

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::edit::{self, Edit};
use crate::plan;
use crate::rules::{self, Levels, Settled};
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

/// A mended line can bring the next fault to light; more rounds than this mend nothing new.
const ROUNDS: usize = 10;
/// Checks of one round, at the most, to tell the fixes that pay from those that do not.
const TRIES: usize = 300;

/// Findings of one rule that are mended in one round, at the most: a plan with more of them has no plan's hand behind it, and is
/// mended in more rounds.
const MOST_OF_A_RULE: usize = 20_000;

/// What became of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mended {
    pub text: String,
    /// How many fixes were made.
    pub made: usize,
}

/// Makes every safe fix of a plan's text that pays. `name` is the file as messages show it. Findings of rules that are off are left
/// as they are.
pub fn mend(name: &str, text: &str, levels: &Levels) -> Mended {
    let mut seen = vec![text.to_owned()];
    let mut made = 0;
    let mut now = State { text: text.to_owned(), checked: check(name, text, levels) };
    for round in 0.. {
        // What is only counted so far is told when what is told is mended.
        if round >= ROUNDS && now.checked.omitted.is_empty() {
            break;
        }
        let mut fixes: Vec<Fixed> = Vec::new();
        let mut touched: BTreeSet<(u32, u32)> = BTreeSet::new();
        for finding in &now.checked.findings {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safe) else { continue };
            // None of those touched touch each other: the last that starts before an edit ends is the last of all to end.
            let touches = |edit: &Edit| {
                let before = touched.range(..(edit.span.end, 0)).next_back();
                before.is_some_and(|(_, end)| edit.span.start < *end)
            };
            if !fix.edits.iter().any(touches) {
                fixes.push((finding, fix));
                touched.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
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
    Mended { text: now.text, made }
}

/// A text and what was found in it.
struct State {
    text: String,
    checked: Settled,
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
fn pays(before: &Settled, after: &Settled, fixes: &[Fixed]) -> bool {
    let count = |checked: &Settled, least: Severity| {
        let told = checked.findings.iter().filter(|finding| finding.severity >= least).count();
        told + checked.omitted.iter().filter(|omitted| omitted.severity >= least).map(|omitted| omitted.count).sum::<usize>()
    };
    let [errors, all] = [Severity::Error, Severity::Advice].map(|least| count(after, least).cmp(&count(before, least)));
    if errors.is_gt() {
        return false;
    }
    if errors.is_lt() || all.is_lt() {
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

/// What is shown of a plan by itself.
fn check(name: &str, text: &str, levels: &Levels) -> Settled {
    let arena = plan::Arena::new();
    let reading = plan::read_up_to(MOST_OF_A_RULE, name, text, &arena);
    let found = rules::check_plan_up_to(MOST_OF_A_RULE, name, &reading.plan, reading.faults);
    let over_plans = rules::check_all(&[&found]).concat();
    rules::settle(&found, &over_plans, levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fix_that_does_not_pay_stops_no_other() {
        // The first "statsu" has a value that is an error once it is read; the second has not.
        let action = |key: &str, value: &str| format!("[[objective.action]]\naction = \"Do {value}\"\n{key} = \"{value}\"\n");
        let opening = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n";
        let objective = "[[objective]]\ntitle = \"O\"\n";
        let text = |one: &str, two: &str| format!("{opening}{objective}{}{}", action(one, "finnished"), action(two, "complete"));
        let Mended { text: mended, made } = mend("plan.toml", &text("statsu", "statsu"), &Levels::default());
        assert!(made >= 2, "{made}: {mended}");
        assert!(mended.contains("status = \"complete\"") && !mended.contains("statsu"), "{mended}");
    }

    #[test]
    fn the_bad_fix_among_many_is_found() {
        let findings: Vec<Diagnostic> = (0..9)
            .map(|at| Diagnostic::new("syntax", Default::default(), at.to_string()).fix("", Default::default(), ""))
            .collect();
        let fixes: Vec<Fixed> = findings.iter().filter_map(|finding| Some((finding, finding.fix.as_ref()?))).collect();
        let empty = || State { text: String::new(), checked: Settled::default() };
        let after = |fixes: &[Fixed]| (!fixes.iter().any(|(finding, _)| finding.message == "4")).then(empty);
        assert_eq!(paying(&fixes, &after).map(|(fixes, _)| fixes.len()), Some(8));
        assert!(paying(&fixes, &|_: &[Fixed]| None).is_none());
    }
}
