//! Tries what is proposed for a plan that could not be read whole, and withholds what would only make another fault.
//!
//! A rule proposes what mends its finding. Beside lines that cannot be read it may be wrong about what stands around it, and what it
//! would write may be the next thing that cannot be taken: only the text as it would be tells.

use super::{Check, PlanFindings, check_plan_up_to, find};
use crate::diagnostic::{Diagnostic, Fix, MOST_OF_A_RULE, Severity};
use crate::edit::{self, Moves};
use crate::names::letters;
use crate::plan::{Arena, Plan, read_up_to};
use crate::text::{Span, merged};
use std::collections::HashMap;

/// So many bytes are read again for one plan, at the most, which takes some tenths of a second. Each fault of the reading makes the
/// text be read once more. A plan with more has the rest of its proposals untried.
const MOST_BYTES: usize = 24 << 20;

/// Rules that tell what is odd beside a value that is right: that an action is complete is known once "Done" can be read, and then
/// that it has no evidence. No other way to write the value would be without the finding.
pub const TOLD_OF_READ_VALUES: [&str; 9] = [
    "ongoing-without-review",
    "complete-without-evidence",
    "due-before-plan",
    "due-after-plan",
    "done-before-plan",
    "moved-twice",
    "moved-without-day",
    "moved-without-reason",
    "notes-out-of-order",
];

/// A finding's rule, and its message without the names and numbers in it.
pub fn kind_of(finding: &Diagnostic) -> String {
    let (mut kind, mut quoted) = (format!("{}: ", finding.rule), false);
    for c in finding.message.chars() {
        quoted ^= c == '"';
        if !quoted && !c.is_ascii_digit() {
            kind.push(c);
        }
    }
    kind
}

/// What could not be read of a plan, so that nothing was found there.
#[derive(Clone, Default, Debug)]
pub struct Unread {
    /// First to last, none within or beside another.
    spans: Vec<Span>,
    /// Something at the top, or a broken line, could not be read: the plan could not be judged as a whole.
    unjudged: bool,
}

impl Unread {
    /// What could not be read of this plan.
    pub fn of(plan: &Plan) -> Unread {
        Unread { spans: merged(plan.hidden.to_vec()), unjudged: plan.damaged || !plan.unread.is_empty() }
    }

    /// Everything was read, and judged as a whole.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty() && !self.unjudged
    }

    /// Whether an error of the text after a change may have been there before, with nobody to see it: it stands where nothing could
    /// be read, or beside that and not on the words that the change wrote, or a rule about the plan as a whole found it.
    pub fn hid(&self, error: &Diagnostic, moves: &Moves) -> bool {
        let check = find(error.rule).map(|rule| &rule.check);
        let about_the_whole = error.rule == "unknown-lead" || matches!(check, Some(Check::Plan(_) | Check::Action(_)));
        // What stands twice, or under no heading of its own, is told at one place: what it is at odds with may be what was hidden.
        let about_two_places = error.rule == "repeated-key" || error.message.contains("is missing above this line");
        let wrote = moves.wrote(error.primary.span);
        let origin = moves.before(error.primary.span);
        let before = self.spans.partition_point(|hidden| hidden.end < origin.start);
        self.spans.get(before).is_some_and(|hidden| hidden.start <= origin.end)
            || !self.spans.is_empty() && (about_two_places || matches!(check, Some(Check::Reading)) && !wrote)
            || self.unjudged && about_the_whole && !wrote
    }
}

/// Takes the proposals from the findings that they would leave there, or that they would make another fault of.
pub(super) fn withhold_harmful(file: &str, plan: &Plan, found: &mut PlanFindings) {
    let is_read = |finding: &Diagnostic| is_of_reading(finding.rule);
    if !found.findings.iter().any(is_read) {
        return;
    }
    let omitted: usize = found.omitted.iter().filter(|(rule, _)| is_of_reading(rule)).map(|(_, more)| more).sum();
    let faults = found.findings.iter().filter(|finding| is_read(finding)).count() + omitted;
    let before = Known::of(plan, found);
    let mut left = MOST_BYTES;
    let mut harmful = Vec::new();
    for (index, finding) in found.findings.iter().enumerate() {
        let Some(fix) = &finding.fix else { continue };
        left = left.saturating_sub(plan.text.len().saturating_mul(1 + faults));
        if left == 0 {
            break;
        }
        if !does_no_harm(file, plan.text, &before, finding, fix, is_read(finding)) {
            harmful.push(index);
        }
    }
    harmful.into_iter().for_each(|index| found.findings[index].fix = None);
}

/// The rule tells what could not be read.
fn is_of_reading(rule: &str) -> bool {
    find(rule).is_some_and(|rule| matches!(rule.check, Check::Reading))
}

/// What is known of a plan.
struct Known<'f> {
    unread: Unread,
    /// How often each rule says each thing.
    messages: HashMap<(&'static str, &'f str), usize>,
    errors: HashMap<String, usize>,
    /// Rules that found more than is told.
    omitted: &'f [(&'static str, usize)],
}

impl<'f> Known<'f> {
    fn of(plan: &Plan, found: &'f PlanFindings) -> Known<'f> {
        let (mut messages, mut errors) = (HashMap::new(), HashMap::new());
        for finding in &found.findings {
            *messages.entry((finding.rule, &*finding.message)).or_default() += 1;
            if finding.severity == Severity::Error {
                *errors.entry(kind_of(finding)).or_default() += 1;
            }
        }
        Known { unread: Unread::of(plan), messages, errors, omitted: &found.omitted }
    }

    /// How many findings a rule has beside those that are told.
    fn omitted(&self, rule: &str) -> usize {
        self.omitted.iter().find(|(omitted, _)| *omitted == rule).map_or(0, |(_, more)| *more)
    }
}

fn does_no_harm(file: &str, text: &str, before: &Known, finding: &Diagnostic, fix: &Fix, is_read: bool) -> bool {
    let Some(changed) = edit::apply(text, &fix.edits) else { return false };
    let moves = Moves::of(&fix.edits);
    let arena = Arena::new();
    let reading = read_up_to(MOST_OF_A_RULE, file, &changed, &arena);
    let found = check_plan_up_to(MOST_OF_A_RULE, file, &reading.plan, reading.faults);
    let after = Known::of(&reading.plan, &found);
    let own = (finding.rule, &*finding.message);
    // Where not all are told, another one takes the place of this one, and their number tells.
    let is_gone = match before.omitted(finding.rule) {
        0 => after.messages.get(&own) < before.messages.get(&own),
        more => after.omitted(finding.rule) < more,
    };
    let mut left = before.errors.clone();
    let is_new = |error: &&Diagnostic| {
        error.severity == Severity::Error && before.omitted(error.rule) == 0 && !before.unread.hid(error, &moves)
    };
    let makes_no_error = found.findings.iter().filter(is_new).all(|error| match left.get_mut(&kind_of(error)) {
        Some(count @ 1..) => {
            *count -= 1;
            true
        }
        _ => false,
    });
    if !is_gone || !makes_no_error {
        return false;
    }
    let is_on_new_words = |found: &&Diagnostic| {
        let respelt = |(old, new): &(Span, Span)| letters(old.of(text)) == letters(new.of(&changed));
        let touched = |new: &Span| new.start < found.primary.span.end && found.primary.span.start < new.end;
        moves.steps.iter().any(|step| touched(&step.1) && !respelt(step))
    };
    let is_known = |found: &Diagnostic| {
        before.messages.contains_key(&(found.rule, &*found.message)) || is_read && TOLD_OF_READ_VALUES.contains(&found.rule)
    };
    found.findings.iter().filter(is_on_new_words).all(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{OPENING, check_plan};

    /// The findings of a rule in a plan with these lines in its only action, each with the title of what it proposes.
    fn proposals(rule: &str, lines: &str) -> Vec<Option<String>> {
        let text = format!(
            "{OPENING}\n[[objective]]\nref = \"1\"\ntitle = \"O\"\n\n[[objective.action]]\nref = \"1.1\"\naction = \"Do\"\n{lines}"
        );
        let arena = Arena::new();
        let reading = crate::plan::read("example.toml", &text, &arena);
        let found = check_plan("example.toml", &reading.plan, reading.faults);
        let own = found.findings().iter().filter(|finding| finding.rule == rule);
        own.map(|finding| finding.fix.as_ref().map(|fix| fix.title.clone())).collect()
    }

    #[test]
    fn what_would_make_another_fault_is_not_proposed() {
        let quoted = Some("put it in quotation marks".to_owned());
        assert_eq!(proposals("wrong-type", "timescale = 3.2\n"), [quoted]);
        // As a text it would name a plan, or an outcome, that there is not.
        assert_eq!(proposals("wrong-type", "came-from = 2008-06-30\n"), [None]);
        assert_eq!(proposals("wrong-type", "outcome = 3.2\n[outcomes]\na = \"Staff know\"\n"), [None]);
    }
}
