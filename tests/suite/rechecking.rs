//! What the rules find is a value: asked again they say the same, whatever the order of the plans, and an editor that checks one
//! changed plan anew and keeps what was found in the others comes to what a check of all of them finds.

use crate::plans::{PLANS, path};
use arbtest::arbitrary::{Result, Unstructured};
use lscb::diagnostic::{Diagnostic, Severity};
use lscb::plan;
use lscb::rules::{self, Levels, PlanFindings, RULES, Settled};
use std::sync::LazyLock;

/// A plan's file and its text.
type File = (String, String);

/// What plans are made of: the rules' examples, each a few files, and the real plans.
static SETS: LazyLock<Vec<Vec<File>>> = LazyLock::new(|| {
    let examples = RULES.iter().flat_map(|rule| [rules::files(rule.wrong), rules::files(rule.right)]);
    let real = PLANS.iter().map(|plan| vec![(format!("{plan}.toml"), std::fs::read_to_string(path(plan)).unwrap())]);
    examples.chain(real).collect()
});

fn check((name, text): &File) -> PlanFindings {
    let arena = plan::Arena::new();
    let reading = plan::read(name, text, &arena);
    rules::check_plan(name, &reading.plan, reading.faults)
}

/// What is shown of each plan, beside the others.
fn settle(plans: &[&PlanFindings], levels: &Levels) -> Vec<Settled> {
    let over_plans = rules::check_all(plans);
    plans.iter().zip(&over_plans).map(|(plan, over_plans)| rules::settle(plan, over_plans, levels)).collect()
}

/// A few plans, some of them with a line gone, doubled or put in from elsewhere. Several may have one name, in folders of their own.
fn files(source: &mut Unstructured) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for _ in 0..source.int_in_range(1..=4)? {
        let set = source.choose(&SETS)?;
        for (name, text) in set {
            let text = if source.ratio(1, 2)? { mutant(source, text)? } else { text.clone() };
            files.push((format!("{}/{name}", files.len()), text));
        }
    }
    Ok(files)
}

fn mutant(source: &mut Unstructured, text: &str) -> Result<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    for _ in 0..source.int_in_range(1..=3)? {
        if lines.is_empty() {
            break;
        }
        let (at, other) = (source.choose_index(lines.len())?, source.choose_index(lines.len())?);
        match source.int_in_range(0..=2)? {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[other]),
            _ => lines.swap(at, other),
        }
    }
    Ok(lines.join("\n") + "\n")
}

/// Some rules switched off, some with another severity.
fn levels(source: &mut Unstructured) -> Result<Levels> {
    let mut levels = Levels::default();
    for _ in 0..source.int_in_range(0..=3)? {
        let rule = *source.choose(RULES)?;
        levels.set(rule, *source.choose(&[None, Some(Severity::Advice), Some(Severity::Error)])?);
    }
    Ok(levels)
}

#[test]
fn asked_twice_the_rules_say_the_same() {
    arbtest::arbtest(|source| {
        let (files, levels) = (files(source)?, levels(source)?);
        let plans: Vec<PlanFindings> = files.iter().map(check).collect();
        assert_eq!(plans, files.iter().map(check).collect::<Vec<_>>());
        let kept = plans.clone();
        let borrowed: Vec<&PlanFindings> = plans.iter().collect();
        assert_eq!(rules::check_all(&borrowed), rules::check_all(&borrowed));
        let default = settle(&borrowed, &Levels::default());
        assert_eq!(settle(&borrowed, &levels), settle(&borrowed, &levels));
        assert_eq!(settle(&borrowed, &Levels::default()), default);
        assert_eq!(plans, kept);
        Ok(())
    });
}

#[test]
fn the_order_of_the_plans_decides_nothing() {
    arbtest::arbtest(|source| {
        let files = files(source)?;
        let plans: Vec<PlanFindings> = files.iter().map(check).collect();
        let mut order: Vec<usize> = (0..plans.len()).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, source.int_in_range(0..=last)?);
        }
        let shuffled = settle(&order.iter().map(|&index| &plans[index]).collect::<Vec<_>>(), &Levels::default());
        let settled = settle(&plans.iter().collect::<Vec<_>>(), &Levels::default());
        for (settled_then, index) in shuffled.into_iter().zip(order) {
            assert_eq!(settled_then, settled[index], "{}", files[index].0);
        }
        Ok(())
    });
}

#[test]
fn an_editor_checks_only_the_plan_that_changed() {
    arbtest::arbtest(|source| {
        let (mut files, levels) = (files(source)?, levels(source)?);
        let mut known: Vec<PlanFindings> = files.iter().map(check).collect();
        for _ in 0..3 {
            let changed = source.choose_index(files.len())?;
            files[changed].1 = mutant(source, &files[changed].1)?;
            known[changed] = check(&files[changed]);
            let all_anew: Vec<PlanFindings> = files.iter().map(check).collect();
            let settled = settle(&known.iter().collect::<Vec<_>>(), &levels);
            assert_eq!(settled, settle(&all_anew.iter().collect::<Vec<_>>(), &levels));
        }
        Ok(())
    });
}

/// A plan carries an action on: what is wrong between two plans comes and goes with a change of either.
#[test]
fn a_finding_between_two_plans_goes_when_one_of_them_is_mended() {
    let rule = rules::find("not-carried-on").unwrap();
    let (wrong, right) = (rules::files(rule.wrong), rules::files(rule.right));
    let told = |plans: &[&PlanFindings]| -> Vec<Vec<&'static str>> {
        let of = |settled: Settled| settled.findings.iter().map(|finding: &Diagnostic| finding.rule).collect();
        settle(plans, &Levels::default()).into_iter().map(of).collect()
    };
    let (earlier, later, mended) = (check(&wrong[0]), check(&wrong[1]), check(&right[1]));
    assert_eq!(told(&[&earlier, &later]), [vec!["not-carried-on"], vec![]]);
    assert_eq!(told(&[&earlier, &mended]), [vec![""; 0], vec![]]);
    assert_eq!(told(&[&later, &earlier]), [vec![], vec!["not-carried-on"]]);
    assert_eq!(told(&[&earlier]), [vec![""; 0]]);
}
