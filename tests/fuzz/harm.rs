//! What a change of a plan makes worse, told without the program's own judgement of its fixes.

use lscb::diagnostic::{Diagnostic, Fix, MOST_OF_A_RULE, Severity};
use lscb::edit::Moves;
use lscb::names::letters;
use lscb::plan::{Arena, Plan, read};
use lscb::rules::{self, Levels, PlanFindings, TOLD_OF_READ_VALUES, Unread, kind_of};
use lscb::text::Span;
use lscb::time::phrase;
use std::collections::HashMap;

/// A text with what is found in it.
pub struct Judged {
    pub text: String,
    /// What is shown.
    pub findings: Vec<Diagnostic>,
    /// What is shown, and what an `allow` keeps.
    all: Vec<Diagnostic>,
    unread: Unread,
}

impl Judged {
    /// Nothing of it was hidden: what is found is all there is.
    #[allow(dead_code, reason = "the suite has no use for it")]
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }
}

/// What is found in a text by itself.
pub fn judge(name: &str, text: &str) -> Judged {
    judge_with(rules::check_plan, name, text)
}

fn judge_with(check: fn(&str, &Plan, Vec<Diagnostic>) -> PlanFindings, name: &str, text: &str) -> Judged {
    let arena = Arena::new();
    let reading = read(name, text, &arena);
    let unread = Unread::of(&reading.plan);
    let found = check(name, &reading.plan, reading.faults);
    let over_plans = rules::check_all(&[&found]).concat();
    let settled = rules::settle(&found, &over_plans, &Levels::default());
    let kept = settled.suppressed.iter().map(|kept| kept.finding.clone());
    let all = settled.findings.iter().cloned().chain(kept).collect();
    Judged { text: text.to_owned(), findings: settled.findings, all, unread }
}

fn is_reading(finding: &Diagnostic) -> bool {
    rules::find(finding.rule).is_some_and(|rule| matches!(rule.check, rules::Check::Reading))
}

fn count_kinds<'f>(findings: impl Iterator<Item = &'f Diagnostic>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    findings.for_each(|finding| *counts.entry(kind_of(finding)).or_default() += 1);
    counts
}

/// The harm that is done by what a fix does that it may not; and the text it makes.
#[allow(dead_code, reason = "the fuzz target looks at what is mended")]
pub fn of_fix(before: &Judged, finding: &Diagnostic, fix: &Fix, name: &str) -> (Vec<String>, Option<Judged>) {
    let Some(text) = lscb::edit::apply(&before.text, &fix.edits) else {
        return (vec!["its changes overlap or lie outside the text".into()], None);
    };
    // What is proposed then is not looked at, and need not be tried.
    let untried = |file: &str, plan: &Plan, faults| rules::check_plan_up_to(MOST_OF_A_RULE, file, plan, faults);
    let after = judge_with(untried, name, &text);
    let moves = Moves::of(&fix.edits);
    let places = &moves.steps;
    let mut harm = Vec::new();
    let same = |judged: &Judged| {
        judged.findings.iter().filter(|other| other.rule == finding.rule && other.message == finding.message).count()
    };
    if same(&after) >= same(before) {
        harm.push("its finding is still there".into());
    }
    let errors =
        |judged: &Judged| judged.all.iter().filter(|found| found.severity == Severity::Error).cloned().collect::<Vec<_>>();
    let known = count_kinds(errors(before).iter());
    let new = errors(&after);
    for (kind, count) in count_kinds(new.iter().filter(|error| !before.unread.hid(error, &moves))) {
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
        if is_new && !(is_reading(finding) && TOLD_OF_READ_VALUES.contains(&found.rule)) && places.iter().any(|place| on(&place))
        {
            harm.push(format!("a finding on the words it wrote: {}: {}", found.rule, found.message));
        }
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    for (old, new) in places {
        // A change may cut into a word.
        let whole = |text: &str, span: Span| {
            let start = text[..span.start as usize].trim_end_matches(char::is_alphanumeric).len();
            let rest = &text[span.end as usize..];
            text[start..span.end as usize + rest.len() - rest.trim_start_matches(char::is_alphanumeric).len()].to_owned()
        };
        let (old, new) = (whole(&before.text, *old), whole(&text, *new));
        let left = words(&text);
        // The marks of a web page are no words; where its links lead are some.
        let said = if finding.rule == "web-markup" { without_marks(&old) } else { old.clone() };
        let lost: Vec<String> = words(&said).into_iter().filter(|word| !left.contains(word)).collect();
        let one_word = |text: &str| words(&text.replace(['-', '_', '.'], "")).len() <= if fix.safe { 2 } else { 3 };
        let excused =
            letters(&old) == letters(&new) || one_word(&old) && one_word(&new) || phrase::states_only_time(&lost.join(" "));
        if !lost.is_empty() && !excused {
            harm.push(format!("words thrown away: {lost:?} of {old:?}, for {new:?}"));
        }
    }
    (harm, Some(after))
}

/// A text without what stands between < and >, but for where a link leads, and without characters written by name.
fn without_marks(text: &str) -> String {
    let mut out = String::new();
    for (number, part) in text.split('<').enumerate() {
        let is_tag = number > 0 && part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match part.split_once('>').filter(|_| is_tag) {
            Some((tag, rest)) => {
                out += tag.split_once("href=").map_or(" ", |(_, address)| address);
                out.push(' ');
                out += rest;
            }
            None => out += part,
        }
    }
    for (name, sign) in [("&amp;", "&"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", " ")] {
        out = out.replace(name, sign);
    }
    out
}
