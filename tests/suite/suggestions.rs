//! No proposal makes another fault: what `check` proposes for a finding, as a fix or as a guess, removes that finding, adds no error
//! and no finding on the words it wrote, and throws no word away. Nor does anything that `--fix` makes.

#[path = "../fuzz/harm.rs"]
pub mod harm;
#[path = "../fuzz/mutants.rs"]
pub mod mutants;
#[path = "../fuzz/slips.rs"]
pub mod slips;

use lscb::diagnostic::Severity;
use lscb::rules::{self, Levels, RULES};
use std::collections::BTreeMap;

/// Mutants of the suite; `cargo test --test fuzz` looks at as many as there is time for.
const MUTANTS: u64 = 400;

/// Tries every proposal for a text, each by itself, and notes harm by its kind, with the first case of each; counts proposals.
fn try_proposals(case: &str, text: &str, harms: &mut BTreeMap<String, (usize, String)>) -> usize {
    let before = harm::judge("plan.toml", text);
    let mut tried = 0;
    for finding in &before.findings {
        let Some(fix) = &finding.fix else { continue };
        tried += 1;
        for harm in harm::of_fix(&before, finding, fix, "plan.toml").0 {
            let title: String = fix.title.split('"').step_by(2).collect();
            let kind =
                format!("{} | {} | {harm}", lscb::rules::kind_of(finding), title.replace(|c: char| c.is_ascii_digit(), ""));
            let what = || format!("{case}: {}: {}: {:?}", finding.message, fix.title, finding.primary.span.of(text));
            harms.entry(kind).or_insert_with(|| (0, what())).0 += 1;
        }
    }
    tried
}

fn assert_harmless(harms: &BTreeMap<String, (usize, String)>) {
    let lines: Vec<String> = harms.iter().map(|(kind, (count, case))| format!("{count} × {kind}\n    {case}")).collect();
    assert!(lines.is_empty(), "{} kinds of harm:\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn no_proposal_for_an_example_of_a_rule_makes_another_fault() {
    let mut harms = BTreeMap::new();
    let mut tried = 0;
    for rule in RULES {
        for (name, text) in rules::files(rule.wrong) {
            tried += try_proposals(&format!("{}, {name}", rule.id), &text, &mut harms);
        }
    }
    assert!(tried >= 10, "{tried}");
    assert_harmless(&harms);
}

#[test]
fn no_proposal_for_a_slip_makes_another_fault() {
    let mut harms = BTreeMap::new();
    assert!(harm::judge("plan.toml", slips::PLAN).findings.is_empty(), "{:#?}", harm::judge("plan.toml", slips::PLAN).findings);
    let mut tried = 0;
    for (index, &slip) in slips::SLIPS.iter().enumerate() {
        tried += try_proposals(&format!("slip {index}, {:?}", slip.1), &slips::slipped(slip), &mut harms);
    }
    assert!(tried >= 80, "{tried}");
    assert_harmless(&harms);
}

#[test]
fn no_proposal_for_a_mutant_makes_another_fault() {
    let mut harms = BTreeMap::new();
    let from = std::env::var("SEED").map_or(0, |seed| seed.parse().unwrap());
    let to = std::env::var("SEEDS").map_or(MUTANTS, |count| count.parse().unwrap());
    let mut tried = 0;
    for seed in from..from + to {
        let text = mutants::mutant(&mut fastrand::Rng::with_seed(seed));
        tried += try_proposals(&format!("seed {seed}"), &text, &mut harms);
    }
    assert!(tried as u64 >= to / 4, "{tried}");
    assert_harmless(&harms);
}

#[test]
fn a_slip_that_is_mended_leaves_a_better_plan() {
    for (index, &slip) in slips::SLIPS.iter().enumerate() {
        let text = slips::slipped(slip);
        let errors = |text: &str| {
            let judged = harm::judge("plan.toml", text);
            judged.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
        };
        let mended = lscb::fix::mend("plan.toml", &text, &Levels::default());
        let is_better = errors(&mended.text) < errors(&text) || harm::judge("plan.toml", &mended.text).findings.is_empty();
        assert!(mended.made == 0 && mended.text == text || is_better, "slip {index}, {:?}: {}", slip.1, mended.text);
    }
}
