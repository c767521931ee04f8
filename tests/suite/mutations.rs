//! One value of a real plan gone or turned to nonsense: never a panic, never a fault shown at a wrong line, and
//! nonsense in a reference, a lead, a date or a key is always found.

use crate::plans::{PLANS, path};
use lscb::diagnostic::Diagnostic;
use lscb::rules::{self, Check, Levels};
use lscb::text::Lines;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Every single value of a text (a list's entries each by itself), with the key it stands under.
fn values(text: &str) -> Vec<(String, Range<usize>)> {
    let table = DeTable::parse(text).unwrap();
    let mut out = Vec::new();
    for (key, value) in table.get_ref().iter() {
        walk(key.get_ref(), value, &mut out);
    }
    out.sort_by_key(|(_, range)| range.start);
    out
}

fn walk(key: &str, value: &toml::Spanned<DeValue>, out: &mut Vec<(String, Range<usize>)>) {
    match value.get_ref() {
        DeValue::Table(table) => table.iter().for_each(|(key, value)| walk(key.get_ref(), value, out)),
        DeValue::Array(array) => array.iter().for_each(|value| walk(key, value, out)),
        _ => out.push((key.to_owned(), value.span())),
    }
}

fn findings(plan: &str, text: &str) -> Vec<Diagnostic> {
    let arena = lscb::plan::Arena::new();
    let reading = lscb::plan::read(plan, text, &arena);
    let found = rules::check_plan(plan, &reading.plan, reading.faults);
    let over_plans = rules::check_all(&[&found]).concat();
    rules::settle(&found, &over_plans, &Levels::default()).findings
}

fn is_reading(finding: &Diagnostic) -> bool {
    rules::find(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Reading))
}

/// The lines that a value's statement covers: from its key to its end.
fn statement(text: &str, lines: &Lines, range: &Range<usize>) -> Range<usize> {
    let mut first = lines.line(range.start);
    while first > 1 && !text[lines.range(first)].contains('=') {
        first -= 1;
    }
    // A list over several lines is one statement, to the line before the next key or heading.
    let anew = |line: &str| line.starts_with('[') || line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains('=');
    let mut last = lines.line(range.end);
    while last < lines.count() && !anew(&text[lines.range(last + 1)]) && !text[lines.range(last + 1)].is_empty() {
        last += 1;
    }
    first..last + 1
}

#[test]
fn a_value_that_is_gone_or_broken_is_told_at_its_own_line() {
    let mut cases = 0;
    for plan in PLANS {
        let text = std::fs::read_to_string(path(plan)).unwrap();
        let lines = Lines::new(&text);
        for (key, range) in values(&text) {
            let old = &text[range.clone()];
            let broken = [
                "".to_owned(),
                "\"".to_owned(),
                old.trim_end_matches('"').to_owned(),
                "%".to_owned(),
                "2008-13-45".to_owned(),
                "[".to_owned(),
                "}".to_owned(),
            ];
            for new in broken.iter().filter(|new| *new != old) {
                cases += 1;
                let mutant = format!("{}{new}{}", &text[..range.start], &text[range.end..]);
                let here = statement(&text, &lines, &range);
                let places = Lines::new(&mutant);
                for finding in findings(plan, &mutant).iter().filter(|finding| is_reading(finding)) {
                    let line = places.position(finding.primary.span.start as usize).line;
                    assert!(
                        here.contains(&line),
                        "{plan}:{here:?}: {key} = {new:?} instead of {old:?} is told at line {line}: {} {}",
                        finding.rule,
                        finding.message
                    );
                }
            }
        }
    }
    assert!(cases > 5_000, "{cases}");
}

#[test]
fn nonsense_in_a_reference_a_lead_or_a_date_is_found() {
    for plan in PLANS {
        let text = std::fs::read_to_string(path(plan)).unwrap();
        let lines = Lines::new(&text);
        let before = findings(plan, &text).len();
        assert_eq!(findings(plan, &text).iter().filter(|finding| is_reading(finding)).count(), 0);
        let allows = text.find("[[allow]]").unwrap_or(text.len());
        for (key, range) in values(&text) {
            let judged = [
                "ref",
                "lead",
                "with",
                "who",
                "for",
                "due",
                "from",
                "to",
                "completed",
                "on",
                "done",
                "every",
                "status",
                "by",
                "chair",
                "held-by",
                "could-be",
                "rule",
                "kind",
            ];
            if !judged.contains(&&*key) || key == "ref" && range.start > allows && plan.is_empty() {
                continue;
            }
            for nonsense in ["\"zzqx\"", "\"\"", "12345", "true"] {
                let mutant = format!("{}{nonsense}{}", &text[..range.start], &text[range.end..]);
                let after = findings(plan, &mutant);
                let line = lines.line(range.start);
                assert!(
                    after.len() > before
                        || after
                            .iter()
                            .any(|finding| Lines::new(&mutant).position(finding.primary.span.start as usize).line == line),
                    "{plan}:{line}: {key} = {nonsense} instead of {} is not found",
                    &text[range]
                );
            }
        }
    }
}

#[test]
fn a_misspelt_key_is_one_finding_with_the_right_word() {
    for plan in PLANS {
        let text = std::fs::read_to_string(path(plan)).unwrap();
        let lines = Lines::new(&text);
        let before = findings(plan, &text);
        for number in 1..=lines.count() {
            let line = &text[lines.range(number)];
            let Some((key, _)) = line
                .split_once('=')
                .filter(|(key, _)| key.trim().len() > 3 && key.trim().chars().all(|c| c.is_ascii_lowercase()))
            else {
                continue;
            };
            let key = key.trim();
            let known = lscb::plan::keys::SECTIONS.iter().any(|section| section.key(key).is_some());
            if !known {
                continue;
            }
            let swapped = format!("{}{}{}", &key[..key.len() - 2], &key[key.len() - 1..], &key[key.len() - 2..key.len() - 1]);
            if swapped == key {
                continue;
            }
            let start = lines.range(number).start;
            let mutant = format!("{}{}{}", &text[..start], line.replacen(key, &swapped, 1), &text[start + line.len()..]);
            let after = findings(plan, &mutant);
            let unknown: Vec<_> = after.iter().filter(|finding| finding.rule == "unknown-key").collect();
            assert_eq!(unknown.len(), 1, "{plan}:{number}: {swapped}");
            assert!(unknown[0].primary.text.contains(key), "{plan}:{number}: {swapped}: {:?}", unknown[0].primary.text);
            // Without its rule or reference an `allow` excuses nothing more, and the faults it kept are told again.
            if start > text.find("[[allow]]").unwrap_or(text.len()) {
                continue;
            }
            let errors = |findings: &[Diagnostic]| {
                findings.iter().filter(|finding| finding.severity == lscb::diagnostic::Severity::Error).count()
            };
            assert_eq!(
                errors(&after),
                errors(&before) + 1,
                "{plan}:{number}: {swapped}: {:#?}",
                after.iter().map(|finding| &finding.message).collect::<Vec<_>>()
            );
        }
    }
}

/// The plan reader and the toml crate agree on what is TOML, and on the place of nothing less than the fault.
#[test]
fn two_parsers_agree_on_what_can_be_read() {
    for plan in PLANS {
        let text = std::fs::read_to_string(path(plan)).unwrap();
        for (_, range) in values(&text).into_iter().step_by(7) {
            for new in ["", "\"x", "2008-06", "[1, 2", "{ a = 1 }", "'single'", "\"\\u00e9\"", "\"\\q\""] {
                let mutant = format!("{}{new}{}", &text[..range.start], &text[range.end..]);
                let ours = lscb::plan::read(plan, &mutant, &lscb::plan::Arena::new())
                    .faults
                    .iter()
                    .any(|fault| ["syntax", "repeated-key", "bad-date", "wrong-type", "unknown-value"].contains(&fault.rule));
                let theirs = mutant.parse::<toml::Table>().is_err();
                assert!(!theirs || ours, "{plan}: {new:?} at {range:?} is read, though it is no TOML");
            }
        }
    }
}

/// A heading line that was deleted, or lost its brackets, is told once, at its place, and the rest is read as before.
#[test]
fn a_heading_that_is_gone_or_lost_its_brackets_is_one_finding() {
    let told = |findings: &[Diagnostic]| -> Vec<String> {
        findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
    };
    let (mut cases, mut many) = (0, Vec::new());
    for plan in PLANS {
        let text = std::fs::read_to_string(path(plan)).unwrap();
        let before = told(&findings(plan, &text));
        let lines = Lines::new(&text);
        for number in 1..=lines.count() {
            let range = lines.range(number);
            let heading = &text[range.clone()];
            if !heading.starts_with('[') {
                continue;
            }
            let whole = range.start..range.end + 1;
            let name = heading.trim_matches(['[', ']']);
            let broken = [
                (whole, String::new()),
                (range.clone(), heading[1..].to_owned()),
                (range.clone(), heading[..heading.len() - 1].to_owned()),
                (range.clone(), heading[1..heading.len() - 1].to_owned()),
                (range.clone(), heading.trim_start_matches('[').to_owned()),
                (range.clone(), heading.trim_end_matches(']').to_owned()),
                (range.clone(), name.to_owned()),
            ];
            for (place, new) in broken {
                let mutant = format!("{}{new}{}", &text[..place.start], &text[place.end..]);
                if mutant == text {
                    continue;
                }
                cases += 1;
                let case = format!("{plan}:{number}: {heading} as {new:?}");
                let after = findings(plan, &mutant);
                let mut left = before.clone();
                let more: Vec<&Diagnostic> = after
                    .iter()
                    .filter(|finding| {
                        let words = format!("{}: {}", finding.rule, finding.message);
                        left.iter().position(|known| *known == words).map(|at| left.swap_remove(at)).is_none()
                    })
                    .collect();
                assert!(left.is_empty(), "{case}: no longer told: {left:?}");
                let places = Lines::new(&mutant);
                let line = |finding: &Diagnostic| places.position(finding.primary.span.start as usize).line;
                assert!(!more.is_empty(), "{case} is not told");
                assert!(more.iter().all(|finding| line(finding) == number), "{case}: {more:#?}");
                // What the finding advises gives the plan back.
                let fix = more[0].fix.as_ref().unwrap_or_else(|| panic!("{case}: {:#?}", more[0]));
                let again = lscb::edit::apply(&mutant, &fix.edits).unwrap();
                if more.len() > 1 || again != text {
                    many.push(format!("{case}: {}: {}", more.len(), fix.title));
                }
            }
        }
    }
    assert!(cases > 1_800, "{cases}");
    assert!(many.is_empty(), "{many:#?}");
}
