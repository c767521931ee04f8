//! What a change of a plan makes worse, told without the program's own judgement of its fixes.

use lscb::diagnostic::{Diagnostic, Fix, Severity};
use lscb::names::letters;
use lscb::plan::{Arena, read};
use lscb::rules::{self, Levels};
use lscb::text::Span;
use lscb::time::phrase;
use std::collections::HashMap;

/// Rules that tell what is odd beside a word that is right: that an action is complete is known once "Done" can be read, and then
/// that it has no evidence. No other way to write it would be without the finding.
const HIDDEN_BY_A_VALUE: [&str; 5] =
    ["ongoing-without-review", "complete-without-evidence", "due-before-plan", "due-after-plan", "done-before-plan"];

/// A text with what is found in it.
pub struct Judged {
    pub text: String,
    /// What is shown.
    pub findings: Vec<Diagnostic>,
    /// What is shown, and what an `allow` keeps.
    all: Vec<Diagnostic>,
    hidden: Vec<Span>,
    unjudged: bool,
}

impl Judged {
    /// Nothing of it was hidden: what is found is all there is.
    #[allow(dead_code, reason = "the suite has no use for it")]
    pub fn is_whole(&self) -> bool {
        self.hidden.is_empty() && !self.unjudged
    }
}

/// What is found in a text by itself.
pub fn judge(name: &str, text: &str) -> Judged {
    let arena = Arena::new();
    let reading = read(name, text, &arena);
    let (hidden, unjudged) = (reading.plan.hidden.to_vec(), reading.plan.damaged || !reading.plan.unread.is_empty());
    let found = rules::check_plan(name, &reading.plan, reading.faults);
    let over_plans = rules::check_all(&[&found]).concat();
    let settled = rules::settle(&found, &over_plans, &Levels::default());
    let kept = settled.suppressed.iter().map(|kept| kept.finding.clone());
    let all = settled.findings.iter().cloned().chain(kept).collect();
    Judged { text: text.to_owned(), findings: settled.findings, all, hidden, unjudged }
}

fn is_reading(finding: &Diagnostic) -> bool {
    rules::find(finding.rule).is_some_and(|rule| matches!(rule.check, rules::Check::Reading))
}

/// A finding's rule, and its message without names and numbers.
pub fn kind(finding: &Diagnostic) -> String {
    let plain = |part: (usize, &str)| {
        if part.0.is_multiple_of(2) { part.1.replace(|c: char| c.is_ascii_digit(), "") } else { "…".into() }
    };
    format!("{}: {}", finding.rule, finding.message.split('"').enumerate().map(plain).collect::<String>())
}

fn count_kinds<'f>(findings: impl Iterator<Item = &'f Diagnostic>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    findings.for_each(|finding| *counts.entry(kind(finding)).or_default() += 1);
    counts
}

/// The stretch of the text before that a place of the text after comes from, by what both have in common at their ends.
fn origin(before: &str, after: &str, span: Span, edits: &[(Span, Span)]) -> Span {
    let place = |offset: u32| {
        let mut place = i64::from(offset);
        for (old, new) in edits {
            if new.end <= offset {
                place = i64::from(old.end) + i64::from(offset - new.end);
            } else if new.start <= offset {
                return old.start;
            }
        }
        place.clamp(0, before.len() as i64) as u32
    };
    debug_assert!(span.end as usize <= after.len());
    Span::new(place(span.start), place(span.end))
}

/// The harm that is done by what a fix does that it may not; and the text it makes.
#[allow(dead_code, reason = "the fuzz target looks at what is mended")]
pub fn of_fix(before: &Judged, finding: &Diagnostic, fix: &Fix, name: &str) -> (Vec<String>, Option<Judged>) {
    let Some(text) = lscb::edit::apply(&before.text, &fix.edits) else {
        return (vec!["its changes overlap or lie outside the text".into()], None);
    };
    let after = judge(name, &text);
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    let mut grown = 0;
    let places: Vec<(Span, Span)> = edits
        .iter()
        .map(|edit| {
            let start = (i64::from(edit.span.start) + grown) as u32;
            grown += edit.text.len() as i64 - (edit.span.end - edit.span.start) as i64;
            (edit.span, Span::new(start, start + edit.text.len() as u32))
        })
        .collect();
    let mut harm = Vec::new();
    let same = |judged: &Judged| {
        judged.findings.iter().filter(|other| other.rule == finding.rule && other.message == finding.message).count()
    };
    if same(&after) >= same(before) {
        harm.push("its finding is still there".into());
    }
    let was_hidden = |found: &Diagnostic| {
        let origin = origin(&before.text, &text, found.primary.span, &places);
        let about_the_whole = found.rule == "unknown-lead"
            || rules::find(found.rule).is_some_and(|rule| matches!(rule.check, rules::Check::Plan(_) | rules::Check::Action(_)));
        let wrote = places.iter().any(|(_, new)| new.start < found.primary.span.end && found.primary.span.start < new.end);
        let is_hidden = |place: &Span| before.hidden.iter().any(|hidden| place.start <= hidden.end && hidden.start <= place.end);
        // What stands twice, or under no heading of its own, is told at one place: what it is at odds with may be what was hidden.
        let about_two_places = found.rule == "repeated-key" || found.message.contains("is missing above this line");
        // Beside a broken statement another line may be read otherwise once this one is mended: its fault was hidden, too.
        let beside_damage = !before.hidden.is_empty() && (about_two_places || is_reading(found) && !wrote);
        is_hidden(&origin) || beside_damage || before.unjudged && about_the_whole && !wrote
    };
    let errors =
        |judged: &Judged| judged.all.iter().filter(|found| found.severity == Severity::Error).cloned().collect::<Vec<_>>();
    let known = count_kinds(errors(before).iter());
    let new = errors(&after);
    for (kind, count) in count_kinds(new.iter().filter(|error| !was_hidden(error))) {
        if count > known.get(&kind).copied().unwrap_or(0) {
            harm.push(format!("a new error: {kind}"));
        }
    }
    for found in &after.all {
        let on = |(old, new): &&(Span, Span)| {
            let respelt = letters(old.of(&before.text)) == letters(new.of(&text));
            new.start < found.primary.span.end && found.primary.span.start < new.end && !respelt
        };
        let is_new = !before.all.iter().any(|known| known.rule == found.rule && known.message == found.message);
        if is_new && !(is_reading(finding) && HIDDEN_BY_A_VALUE.contains(&found.rule)) && places.iter().any(|place| on(&place)) {
            harm.push(format!("a finding on the words it wrote: {}: {}", found.rule, found.message));
        }
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    for (old, new) in &places {
        // A change may cut into a word.
        let whole = |text: &str, span: Span| {
            let start = text[..span.start as usize].trim_end_matches(char::is_alphanumeric).len();
            let rest = &text[span.end as usize..];
            text[start..span.end as usize + rest.len() - rest.trim_start_matches(char::is_alphanumeric).len()].to_owned()
        };
        let (old, new) = (whole(&before.text, *old), whole(&text, *new));
        let left = words(&text);
        let lost: Vec<String> = words(&old).into_iter().filter(|word| !left.contains(word)).collect();
        let one_word = |text: &str| words(&text.replace(['-', '_', '.'], "")).len() <= if fix.safe { 2 } else { 3 };
        let excused =
            letters(&old) == letters(&new) || one_word(&old) && one_word(&new) || phrase::states_only_time(&lost.join(" "));
        if !lost.is_empty() && !excused {
            harm.push(format!("words thrown away: {lost:?} of {old:?}, for {new:?}"));
        }
    }
    (harm, Some(after))
}
