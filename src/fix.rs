//! Mends what can be mended without a guess: only the bytes that must change, and only where the result is a better plan.
//!
//! This is the one place that says what a fix may do, whichever rule proposes it: see [`mend`].

use crate::diagnostic::{Diagnostic, Fix, Omitted, Severity};
use crate::edit::{self, Edit, Moves};
use crate::names::letters;
use crate::plan::{self, keys};
use crate::rules::{self, Levels, Settled, Unread, kind_of};
use crate::text::{Span, merged};
use crate::time::{every::Every, phrase};
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A mended line can bring the next fault to light; more rounds than this mend nothing new.
const ROUNDS: usize = 10;
/// Checks of one round, at the most, to tell the fixes that may be made from those that may not.
const TRIES: usize = 300;
/// So many bytes are checked in all rounds together: a run over the largest file mends what it can in seconds, and the next one
/// goes on from there.
const BYTES: usize = 64 << 20;

/// Findings of one rule that are mended in one round, at the most: a plan with more of them has no plan's hand behind it, and is
/// mended in more rounds.
const MOST_IN_A_ROUND: usize = 40_000;

/// What became of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mended {
    pub text: String,
    /// How many fixes were made.
    pub made: usize,
    /// Of the findings of the text as it was, how much each weighs that was mended. There are fewer than fixes where one mended line
    /// brought the next fault to light.
    pub mended: Vec<Severity>,
    /// It took more than one run may take, and another one goes on from here.
    pub more: bool,
}

/// Makes every safe fix of a plan's text that does no harm. `name` is the file as messages show it. Findings of rules that are off
/// are left as they are.
///
/// A fix is refused where it
/// - leaves its finding there,
/// - makes a text that is no TOML of one that is,
/// - brings an error of a kind that was not there: its rule and its message, whatever names and numbers stand in it. What a broken
///   statement kept from being read does not count;
/// - throws away a word of the file. A word may be spelt another way (the same letters), replaced by the format's own word for it,
///   by a date or frequency where it says nothing else, or by the key of a name that still stands in the file;
/// - overlaps another fix that was made.
pub fn mend(name: &str, text: &str, levels: &Levels) -> Mended {
    let mut seen = vec![text.to_owned()];
    let mut made = 0;
    let mut now = State::of(name, text.to_owned(), levels);
    let mut waiting: HashMap<(&'static str, String), usize> = HashMap::new();
    for finding in &now.findings {
        *waiting.entry((finding.rule, finding.message.clone())).or_default() += 1;
    }
    let mut mended = Vec::new();
    let checked = Cell::new(0);
    let stopped = Cell::new(false);
    for round in 0.. {
        // What is only counted so far is told when what is told is mended.
        if round >= ROUNDS && now.omitted.is_empty() && !now.more_damage {
            break;
        }
        let mut fixes: Vec<Fixed> = Vec::new();
        let mut touched: BTreeSet<(u32, u32)> = BTreeSet::new();
        for finding in &now.findings {
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
            // A text that is broken all over is parsed many times before it is checked.
            checked.set(checked.get() + now.text.len() * if now.more_damage { 2 } else { 1 });
            if tries.get() > TRIES || checked.get() > BYTES {
                stopped.set(true);
                return None;
            }
            let edits: Vec<Edit> = fixes.iter().flat_map(|(_, fix)| &fix.edits).cloned().collect();
            let text = edit::apply(&now.text, &edits).filter(|text| !seen.contains(text))?;
            let words: HashSet<String> = words(&text).collect();
            if edits.iter().any(|edit| loses_words(&now.text, edit, &words)) {
                return None;
            }
            let after = State::of(name, text, levels);
            is_better(&now, &after, fixes, &Moves::of(&edits)).then_some(after)
        };
        let Some((fixes, state)) = harmless(&fixes, &after) else { break };
        made += fixes.len();
        for (finding, _) in &fixes {
            if let Some(left) = waiting.get_mut(&(finding.rule, finding.message.clone())).filter(|left| **left > 0) {
                *left -= 1;
                mended.push(finding.severity);
            }
        }
        seen.push(state.text.clone());
        now = state;
    }
    // What does harm is tried by every run: where nothing was made, another would make nothing either.
    let more = made > 0 && (stopped.get() || now.more_damage || !now.omitted.is_empty()) && now.has_safe_fix();
    Mended { text: now.text, made, mended, more }
}

/// A text and what was found in it.
struct State {
    text: String,
    /// What is shown of it.
    findings: Vec<Diagnostic>,
    /// Of rules that found more than [`MOST_IN_A_ROUND`], how many are not among the findings.
    omitted: Vec<Omitted>,
    /// Every error, as each rule weighs it and whatever an `allow` says: how a fix is judged does not depend on a configuration.
    errors: Vec<Diagnostic>,
    is_toml: bool,
    more_damage: bool,
    unread: Unread,
}

impl State {
    fn of(name: &str, text: String, levels: &Levels) -> State {
        let arena = plan::Arena::new();
        let reading = plan::read_up_to(MOST_IN_A_ROUND, name, &text, &arena);
        let unread = Unread::of(&reading.plan);
        let found = rules::check_plan_up_to(MOST_IN_A_ROUND, name, &reading.plan, reading.faults);
        let over_plans = rules::check_all(&[&found]).concat();
        let Settled { findings, omitted, .. } = rules::settle(&found, &over_plans, levels);
        let errors = found.findings().iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
        let more_damage = reading.plan.more_damage;
        let is_toml = plan::is_toml(&text);
        State { text, findings, omitted, errors, is_toml, more_damage, unread }
    }

    fn has_safe_fix(&self) -> bool {
        self.findings.iter().any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe))
    }

    /// How many findings each rule has, listed or not.
    fn count_by_rule(&self) -> HashMap<&'static str, usize> {
        let mut counts = HashMap::new();
        let listed = self.findings.iter().map(|finding| (finding.rule, 1));
        for (rule, more) in listed.chain(self.omitted.iter().map(|omitted| (omitted.rule, omitted.count))) {
            *counts.entry(rule).or_default() += more;
        }
        counts
    }
}

/// A finding and its safe fix.
type Fixed<'f> = (&'f Diagnostic, &'f Fix);

/// The fixes that do no harm, and what they make of the text: all where they can be made together, else those of each half,
/// down to one fix by itself, so that one that does harm stops no other.
fn harmless<'f>(fixes: &[Fixed<'f>], after: &impl Fn(&[Fixed<'f>]) -> Option<State>) -> Option<(Vec<Fixed<'f>>, State)> {
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
    match (harmless(first, after), harmless(second, after)) {
        (Some(first), Some(second)) => {
            let both = [&first.0[..], &second.0].concat();
            // What does no harm only without the other is tried again in the next round.
            Some(after(&both).map_or(first, |state| (both, state)))
        }
        (first, second) => first.or(second),
    }
}

/// It is TOML if it was before, the fixed findings are gone, and there is no error of a kind that was not there.
fn is_better(before: &State, after: &State, fixes: &[Fixed], moves: &Moves) -> bool {
    if before.is_toml && !after.is_toml {
        return false;
    }
    let mut left: HashMap<(&str, &str), isize> = HashMap::new();
    let found = before.findings.iter().map(|finding| (finding, 1));
    let fixed = fixes.iter().map(|(finding, _)| (*finding, -1));
    let still = after.findings.iter().map(|finding| (finding, -1));
    for (finding, change) in found.chain(fixed).chain(still) {
        *left.entry((finding.rule, &finding.message)).or_default() += change;
    }
    // Of a rule that found more than is listed, others take the place of those that were fixed: there their number tells.
    let is_listed_whole = |rule: &str| before.omitted.iter().all(|omitted| omitted.rule != rule);
    let (count_before, count_after) = (before.count_by_rule(), after.count_by_rule());
    // Other broken statements come to light when those that are told are mended.
    let may_come = |error: &&Diagnostic| before.more_damage && error.rule == "syntax";
    let broken = merged(after.errors.iter().filter(may_come).map(|error| moves.before(error.primary.span)).collect());
    let is_broken = |span: Span| {
        let before = broken.partition_point(|broken| broken.end <= span.start);
        broken.get(before).is_some_and(|broken| broken.start < span.end)
    };
    let is_gone = |finding: &Diagnostic| match is_listed_whole(finding.rule) {
        _ if before.more_damage && finding.rule == "syntax" => !is_broken(finding.primary.span),
        true => left[&(finding.rule, &*finding.message)] >= 0,
        false => count_after.get(finding.rule) < count_before.get(finding.rule),
    };
    if !fixes.iter().all(|(finding, _)| is_gone(finding)) {
        return false;
    }
    let mut kinds: HashMap<String, isize> = HashMap::new();
    for error in &before.errors {
        *kinds.entry(kind_of(error)).or_default() += 1;
    }
    // Where not all broken statements were told, only one that a fix has written is known to be new.
    let may_be_old = |error: &Diagnostic| before.more_damage && error.rule == "syntax";
    if after.errors.iter().any(|error| may_be_old(error) && moves.wrote(error.primary.span)) {
        return false;
    }
    let is_counted = |error: &Diagnostic| is_listed_whole(error.rule) && !may_be_old(error) && !before.unread.hid(error, moves);
    for error in after.errors.iter().filter(|error| is_counted(error)) {
        let left = kinds.entry(kind_of(error)).or_default();
        *left -= 1;
        if *left < 0 {
            return false;
        }
    }
    true
}

/// Runs of letters and digits, in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a change of a text throws a word of it away; `left` are all words of the text once it is changed.
fn loses_words(text: &str, edit: &Edit, left: &HashSet<String>) -> bool {
    // A word that the change cuts into counts whole.
    let is_letter = |c: char| c.is_alphanumeric();
    let head = &text[..edit.span.start as usize];
    let head = &head[head.trim_end_matches(is_letter).len()..];
    let tail = &text[edit.span.end as usize..];
    let tail = &tail[..tail.len() - tail.trim_start_matches(is_letter).len()];
    let (old, new) = (format!("{head}{}{tail}", edit.span.of(text)), format!("{head}{}{tail}", edit.text));
    // How often each word is written, less how often it stood there.
    let mut counts: HashMap<String, isize> = HashMap::new();
    words(&new).for_each(|word| *counts.entry(word).or_default() += 1);
    words(&old).for_each(|word| *counts.entry(word).or_default() -= 1);
    let changed = |sign: isize| counts.iter().filter(move |(_, count)| count.signum() == sign).map(|(word, _)| &**word);
    let respelt = || letters(&old) == letters(&new);
    let value = || new.trim_matches(['"', '\'', ' ']);
    // One word, or two such as "carried over", for a word of the format or for the parts of a heading.
    let own_word = || {
        let parts = || changed(1).next().is_some() && changed(1).all(keys::is_word_of_the_format);
        changed(-1).count() <= 2 && (keys::is_word_of_the_format(value()) || parts())
    };
    let time = || phrase::states_only_time(&old) && (Every::parse(value()).is_some() || phrase::states_only_time(value()));
    !(changed(-1).all(|word| left.contains(word)) || respelt() || own_word() || time())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPENING: &str = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n";

    #[test]
    fn a_fix_that_does_harm_stops_no_other() {
        // The first "statsu" has a value that is an error once it is read; the second has not.
        let action = |key: &str, value: &str| format!("[[objective.action]]\naction = \"Do {value}\"\n{key} = \"{value}\"\n");
        let objective = "[[objective]]\ntitle = \"O\"\n";
        let text = |one: &str, two: &str| format!("{OPENING}{objective}{}{}", action(one, "nonsense"), action(two, "complete"));
        let Mended { text: mended, made, .. } = mend("plan.toml", &text("statsu", "statsu"), &Levels::default());
        assert!(made >= 1, "{made}: {mended}");
        assert!(mended.contains("status = \"complete\"") && mended.contains("statsu = \"nonsense\""), "{mended}");
    }

    #[test]
    fn the_harmful_fix_among_many_is_found() {
        let findings: Vec<Diagnostic> = (0..9)
            .map(|at| Diagnostic::new("syntax", Default::default(), at.to_string()).fix("", Default::default(), ""))
            .collect();
        let fixes: Vec<Fixed> = findings.iter().filter_map(|finding| Some((finding, finding.fix.as_ref()?))).collect();
        let empty = || State::of("plan.toml", String::new(), &Levels::default());
        let after = |fixes: &[Fixed]| (!fixes.iter().any(|(finding, _)| finding.message == "4")).then(empty);
        assert_eq!(harmless(&fixes, &after).map(|(fixes, _)| fixes.len()), Some(8));
        assert!(harmless(&fixes, &|_: &[Fixed]| None).is_none());
    }

    #[test]
    fn a_change_keeps_every_word_or_its_meaning() {
        let loses = |text: &str, old: &str, new: &str| {
            let start = text.find(old).unwrap();
            let edit = Edit { span: Span::new(start as u32, (start + old.len()) as u32), text: new.into() };
            let after = edit::apply(text, std::slice::from_ref(&edit)).unwrap();
            loses_words(text, &edit, &words(&after).collect())
        };
        for (text, old, new) in [
            ("Due = 1", "Due", "due"),
            ("statsu = 1", "statsu", "status"),
            ("[[objectie.action]]", "[[objectie.action]]", "[[objective.action]]"),
            ("g = { name = \"G Garnett\" }\nlead = \"g-garnett\"", "\"g-garnett\"", "\"g\""),
            ("status = \"Done\"", "\"Done\"", "\"complete\""),
            ("due = \"June 2008\"", "\"June 2008\"", "\"2008-06\""),
            ("every = \"quarterly\"", "\"quarterly\"", "\"quarter\""),
            ("sue = { name = \"Sue Harrison\" }\nlead = \"Sue Harrison\"", "lead = \"Sue Harrison\"", "lead = \"sue\""),
            ("a = “one two”", "“one two”", "\"one two\""),
            ("a = [\"S:\\q\"]", "\\", "\\\\"),
        ] {
            assert!(!loses(text, old, new), "{old} to {new}");
        }
        for (text, old, new) in [
            ("due = 2008-06 if funded", "2008-06 if funded", "\"2008-06\""),
            ("due = 2008-06 (draft)", "2008-06 (draft)", "\"2008-06\""),
            ("lead = \"Sue Harrison\"", "\"Sue Harrison\"", "\"sue\""),
            ("action = \"Write the plan\"", "\"Write the plan\"", "\"\""),
        ] {
            assert!(loses(text, old, new), "{old} to {new}");
        }
    }

    #[test]
    fn what_stands_there_already_is_not_written_again() {
        let objective = "[[objective]]\nref = \"1\"\ntitle = \"O\"\n";
        let action = "[[objective.action]]\nref = \"1.1\"\naction = \"Do\"\n";
        for more in [
            format!("{objective}Title = \"P\"\n"),
            "[[objective]]\nname = \"First words\"\nTitle = \"Second words\"\n".into(),
            format!("{objective}{action}timescale = \"March 09\"\ndue = []\n"),
            format!("[groups]\ng = {{ name = \"G\" }}\n[grooups]\nh = {{ name = \"H\" }}\n{objective}"),
            format!("{objective}{action}due = 2008-06 (draft)\ncompleted = 2008-06-30 roughly\n"),
            format!("{objective}{action}due = 2008-06 if funded\n"),
            format!("{objective}{action}comments = \"Going well\"\nstatus = \"closed\"\n"),
            format!("{objective}{action}status = \"on track\"\n"),
            format!(
                "{objective}{action}[[objectives]]\naction = \"More\"\n[[objective.action]]\nref = \"2.1\"\naction = \"Do\"\n"
            ),
        ] {
            let text = format!("{OPENING}{more}");
            let mended = mend("plan.toml", &text, &Levels::default()).text;
            // One of two words for the same key may be mended; the other then stands as it was.
            if more.contains("First words") {
                assert!(mended.contains("First words") && mended.contains("Second words"), "{mended}");
                assert!(mended.matches("\ntitle").count() <= 2, "{mended}");
            } else {
                assert_eq!(mended, text);
            }
        }
    }
}
