//! The five real plans, asked as their boards would ask.

use std::collections::BTreeSet;
use std::process::Command;

pub const PLANS: [&str; 5] =
    ["hammersmith-fulham-2008-09", "oldham-2008-09", "swindon-2007-08", "unnamed-scb-2009-10", "west-berkshire-2015-17"];

pub fn path(plan: &str) -> String {
    format!("{}/plans/{plan}.toml", env!("CARGO_MANIFEST_DIR"))
}

/// What a question answers, as JSON.
fn ask(args: &[&str]) -> serde_json::Value {
    let output = Command::new(env!("CARGO_BIN_EXE_lscb")).args(args).args(["--format", "json"]).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The references of the rows, or their places in brackets.
fn refs(answer: &serde_json::Value) -> Vec<String> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| row["ref"].as_str().map_or_else(|| format!("[{}]", row["place"].as_str().unwrap()), str::to_owned)).collect()
}

fn row<'j>(answer: &'j serde_json::Value, reference: &str) -> &'j serde_json::Value {
    let mut rows = answer["rows"].as_array().unwrap().iter();
    rows.find(|row| row["ref"] == reference).unwrap_or_else(|| panic!("{reference} is not among {:?}", refs(answer)))
}

#[test]
fn every_action_of_every_plan_is_there() {
    for (plan, actions) in PLANS.iter().zip([43, 57, 54, 34, 31]) {
        assert_eq!(refs(&ask(&["list", &path(plan), "--as-at", "2008-10-01"])).len(), actions, "{plan}");
    }
}

#[test]
fn oldham_on_1_october_2008_is_late_with_every_month_that_has_passed() {
    let answer = ask(&["overdue", &path("oldham-2008-09"), "--as-at", "2008-10-01"]);
    let months = "1.1 1.3 1.4 1.6 1.7 2.1 3.1 3.2 3.3 3.6 4.1 4.2 4.3 4.5 4.6 4.8 5.3 6.2 6.3 6.4 6.6 7.1 7.2 7.5 7.7 8.2 8.3";
    let expected: BTreeSet<&str> = months.split(' ').chain(["1.10", "7.6"]).collect();
    let found = refs(&answer);
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), expected);
    assert_eq!(row(&answer, "1.1")["days_late"], 93);
    assert_eq!(row(&answer, "1.1")["due"], "2008-06-30");
    for recurring in ["1.10", "7.6"] {
        assert_eq!(row(&answer, recurring)["days_late"], 1);
        assert_eq!(row(&answer, recurring)["owed"], 1);
    }
    let late: Vec<i64> = answer["rows"].as_array().unwrap().iter().map(|row| row["days_late"].as_i64().unwrap()).collect();
    assert!(late.is_sorted_by(|one, next| one >= next), "worst first: {late:?}");
    assert_eq!(answer["counts"]["undated"], 1);
    assert!(answer["notes"].to_string().contains("1.9"), "{}", answer["notes"]);
    assert!(answer["notes"].to_string().contains("every two years"), "{}", answer["notes"]);
}

#[test]
fn what_is_due_in_september_is_not_late_on_its_last_day() {
    let answer = ask(&["overdue", &path("oldham-2008-09"), "--as-at", "2008-09-30"]);
    for row in answer["rows"].as_array().unwrap() {
        assert!(row["due"].as_str().unwrap() < "2008-09-01", "{row}");
    }
    assert_eq!(refs(&answer).len(), 20);
}

/// One step of this plan is printed with its month; its other 33 actions have no date.
#[test]
fn work_without_dates_is_never_on_track_and_never_overdue() {
    let plan = path("unnamed-scb-2009-10");
    let answer = ask(&["overdue", &plan, "--as-at", "2009-12-01"]);
    assert_eq!(refs(&answer), ["[3/1]"]);
    assert_eq!(answer["counts"]["undated"], 33);
    let answer = ask(&["overdue", &plan, "--as-at", "2010-05-01"]);
    assert_eq!(refs(&answer), ["[3/1]"]);
    let notes = answer["notes"].as_array().unwrap();
    assert_eq!(notes[0]["about"], "nothing-recorded");
    assert_eq!(notes.iter().find(|note| note["about"] == "plan-ended").unwrap()["count"], 34);
}

#[test]
fn a_lead_who_stands_for_a_group_is_found_under_both() {
    let plan = path("oldham-2008-09");
    let under = |report: &str, column: &str, name: &str| -> Vec<String> {
        let answer = ask(&["report", report, &plan, "--as-at", "2008-10-01"]);
        let row =
            answer["rows"].as_array().unwrap().iter().find(|row| row[column] == name).unwrap_or_else(|| panic!("{name}")).clone();
        row["actions"].as_array().unwrap().iter().map(|action| action["ref"].as_str().unwrap().to_owned()).collect()
    };
    assert!(under("groups", "group", "Child Death Overview Panel").contains(&"1.3".into()));
    for person in ["Margaret Raynor", "Chris Howard"] {
        assert!(under("leads", "lead", person).contains(&"1.3".into()), "{person}");
    }
    assert!(under("leads", "lead", "Sue Harrison").contains(&"1.8".into()));
    assert!(under("leads", "lead", "Performance Management Subgroup").contains(&"1.8".into()));
}

#[test]
fn julie_downey_leads_fourteen_actions_in_swindon() {
    let plans = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
    let led = refs(&ask(&["list", plans, "--lead", "Julie Downey", "--as-at", "2007-06-01"]));
    assert_eq!(led.len(), 14, "{led:?}");
    let who = refs(&ask(&["list", plans, "--who", "julie downey", "--as-at", "2007-06-01"]));
    assert!(led.iter().all(|reference| who.contains(reference)) && who.contains(&"6.4a".into()), "{who:?}");
    let output = Command::new(env!("CARGO_BIN_EXE_lscb")).args(["list", plans, "--lead", "Jule Downey"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("\"Julie Downey\"") && said.contains("\"Jill Downey\""), "{said}");
}

#[test]
fn every_format_says_the_same_of_the_same_actions() {
    let plans = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
    let answer = ask(&["overdue", plans, "--as-at", "2008-10-01"]);
    let rows = answer["rows"].as_array().unwrap().len();
    for format in ["table", "csv", "tsv", "markdown"] {
        let output = Command::new(env!("CARGO_BIN_EXE_lscb"))
            .args(["overdue", plans, "--as-at", "2008-10-01", "--format", format, "--width", "140"])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        for row in answer["rows"].as_array().unwrap() {
            let days = row["days_late"].to_string();
            assert!(text.lines().any(|line| line.contains(&days)), "{format}: {row}");
        }
        if format == "csv" || format == "tsv" {
            assert_eq!(text.lines().count(), rows + 1, "{format}");
        }
    }
}

/// Without any one `allow`, `check` fails, and names that fault.
#[test]
fn every_kept_fault_is_a_fault() {
    for plan in PLANS {
        let text = std::fs::read_to_string(path(plan)).unwrap();
        let starts: Vec<usize> = text.match_indices("[[allow]]").map(|(at, _)| at).collect();
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(text.len());
            let rule = text[start..end].split("rule").nth(1).and_then(|rest| rest.split('"').nth(1)).unwrap();
            let without = format!("{}{}", &text[..start], &text[end..]);
            let arena = lscb::plan::Arena::new();
            let reading = lscb::plan::read(plan, &without, &arena);
            let found = lscb::rules::check_plan(plan, &reading.plan, reading.faults);
            let settled = lscb::rules::settle(&found, &[], &lscb::rules::Levels::default());
            let weighty = |finding: &lscb::diagnostic::Diagnostic| finding.severity > lscb::diagnostic::Severity::Advice;
            assert!(
                settled.findings.iter().any(|finding| finding.rule == rule && weighty(finding)),
                "{plan}: without the allow for {rule} nothing is found: {:?}",
                settled.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>()
            );
        }
    }
}
