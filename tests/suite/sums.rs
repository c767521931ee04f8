//! Every report over the five plans: its sums are those of the actions themselves, in whatever format, and where rows count an action for
//! each of its leads they say so.

use crate::program::{folder, lscb};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The five plans, each with a day in its middle, and all of them together.
const ASKED: [(&str, &str); 6] = [
    ("plans/oldham-2008-09.toml", "2008-10-01"),
    ("plans/swindon-2007-08.toml", "2007-12-01"),
    ("plans/west-berkshire-2015-17.toml", "2016-06-30"),
    ("plans/unnamed-scb-2009-10.toml", "2009-12-01"),
    ("plans/hammersmith-fulham-2008-09.toml", "2008-10-01"),
    ("plans", "2009-01-15"),
];

const REPORTS: [&str; 12] = [
    "monthly",
    "leads",
    "groups",
    "objectives",
    "boards",
    "slippage",
    "gaps",
    "workload",
    "timeline",
    "trend",
    "escalation",
    "tags",
];

/// The states as columns are called after them, and as `counts` has them.
const STATES: [(&str, &str); 9] = [
    ("overdue", "overdue"),
    ("late_to_start", "late-to-start"),
    ("due_soon", "due-soon"),
    ("scheduled", "scheduled"),
    ("on_hold", "on-hold"),
    ("ongoing", "ongoing"),
    ("event", "event"),
    ("undated", "undated"),
    ("closed", "closed"),
];

fn json(args: &[&str]) -> Value {
    let output = lscb(Path::new(ROOT), &[args, &["--no-config", "--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {output:?}"))
}

fn report(name: &str, plan: &str, as_at: &str) -> Value {
    json(&["report", name, plan, "--as-at", as_at])
}

/// Whose rows: those of a report, or of a section of a paper.
fn rows<'v>(report: &'v Value, section: &str) -> &'v [Value] {
    let own = report["sections"].as_array().and_then(|all| all.iter().find(|one| one["id"] == section));
    own.unwrap_or(report)["rows"].as_array().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn sum(rows: &[Value], column: &str) -> u64 {
    rows.iter().map(|row| number(&row[column])).sum()
}

/// An action of several plans, wherever it stands in a report.
fn name(action: &Value) -> String {
    format!("{}:{}", action["plan"], action["place"])
}

/// What the actions themselves say: how many are in each state, and in which each is.
struct Truth {
    counts: BTreeMap<String, u64>,
    state_of: BTreeMap<String, String>,
    shared: usize,
}

fn truth(plan: &str, as_at: &str) -> Truth {
    let list = json(&["list", plan, "--as-at", as_at]);
    let mut truth = Truth { counts: BTreeMap::new(), state_of: BTreeMap::new(), shared: 0 };
    for action in list["rows"].as_array().unwrap() {
        let state = action["state"].as_str().unwrap().to_owned();
        *truth.counts.entry(state.clone()).or_default() += 1;
        assert_eq!(truth.state_of.insert(name(action), state), None, "{action} is listed twice");
        truth.shared += usize::from(action["leads"].as_array().unwrap().len() > 1);
    }
    assert!(!truth.state_of.is_empty());
    truth
}

#[test]
fn every_report_counts_the_actions_that_there_are() {
    for (plan, as_at) in ASKED {
        let truth = truth(plan, as_at);
        let count = |state: &str| truth.counts.get(state).copied().unwrap_or(0);
        let all = truth.state_of.len() as u64;
        let open = all - count("closed");
        for id in REPORTS {
            let report = report(id, plan, as_at);
            for (_, state) in STATES {
                assert_eq!(number(&report["counts"][state]), count(state), "{id} {plan} {state}");
            }
            // A row each for parts that share nothing.
            let parts = match id {
                "objectives" | "boards" | "tags" => Some(rows(&report, "rows")),
                "monthly" => Some(rows(&report, "objectives")),
                _ => None,
            };
            if let Some(parts) = parts.filter(|parts| id != "tags" || parts.len() == 1) {
                for (column, state) in STATES {
                    assert_eq!(sum(parts, column), count(state), "{id} {plan} {column}");
                }
                assert_eq!(sum(parts, "open"), open, "{id} {plan}");
            }
            // Who leads what: each row counts the actions in it, and every action is in one at least.
            if let "leads" | "groups" | "objectives" = id {
                let mut met = BTreeSet::new();
                for row in rows(&report, "rows") {
                    let mut own: BTreeMap<&str, u64> = BTreeMap::new();
                    for action in row["actions"].as_array().unwrap() {
                        assert_eq!(
                            truth.state_of.get(&name(action)).map(String::as_str),
                            action["state"].as_str(),
                            "{id} {plan}"
                        );
                        *own.entry(action["state"].as_str().unwrap()).or_default() += 1;
                        met.insert(name(action));
                    }
                    for (column, state) in STATES {
                        assert_eq!(number(&row[column]), own.get(state).copied().unwrap_or(0), "{id} {plan} {row}");
                    }
                    let opened: u64 = own.iter().filter(|(state, _)| **state != "closed").map(|(_, count)| count).sum();
                    assert_eq!(number(&row["open"]), opened, "{id} {plan} {row}");
                }
                assert!(id == "groups" || met.len() as u64 == all, "{id} {plan}: {} of {all}", met.len());
            }
            // What is listed are actions that there are, and a date counts once.
            if let "timeline" | "gaps" | "slippage" | "escalation" = id {
                for action in rows(&report, "rows") {
                    assert_eq!(truth.state_of.get(&name(action)).map(String::as_str), action["state"].as_str(), "{id} {plan}");
                }
            }
            // Of several plans only those in force on a day are counted.
            if id == "trend" && plan.ends_with(".toml") {
                let days: BTreeSet<&str> = rows(&report, "rows").iter().map(|row| row["day"].as_str().unwrap()).collect();
                let last: Vec<Value> = rows(&report, "rows").iter().filter(|row| row["day"] == as_at).cloned().collect();
                assert!(days.last().is_some_and(|day| *day <= as_at));
                if !last.is_empty() {
                    for (column, state) in STATES {
                        assert_eq!(sum(&last, column), count(state), "{id} {plan} {column}");
                    }
                }
            }
        }
    }
}

/// Dates that are missed and to come: by month and by lead, over all plans and in each part of them.
#[test]
fn the_dates_of_a_workload_are_those_of_its_months() {
    for (plan, as_at) in ASKED {
        let report = report("workload", plan, as_at);
        let months = rows(&report, "months");
        for month in months {
            let parts = ["deadlines", "milestones", "reports", "starts"].map(|kind| number(&month[kind]));
            assert_eq!(number(&month["dates"]), parts.iter().sum::<u64>(), "{plan} {month}");
        }
        let (missed, all) = (
            months.iter().filter(|month| month["month"] == "missed").map(|month| number(&month["dates"])).sum(),
            sum(months, "dates"),
        );
        let title = report["title"].as_str().unwrap();
        let told = |count: u64| format!("{count} date{}", if count == 1 { "" } else { "s" });
        assert!(title.contains(&told(missed)) && title.contains(&told(all - missed)), "{plan}: {title}");
        // A date that several lead stands with each of them: there are never fewer than in the months.
        let leads = rows(&report, "leads");
        assert!(leads.iter().map(|lead| number(&lead["missed"])).sum::<u64>() >= missed, "{plan}");
        // People read the same sums.
        let page =
            lscb(Path::new(ROOT), &["report", "workload", plan, "--no-config", "--as-at", as_at, "--format", "markdown"]).stdout;
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains(&format!("By month: {} missed", told(missed))), "{plan}: {page}");
    }
}

/// Page one says what the sections say, part by part.
#[test]
fn page_one_and_what_follows_have_the_same_sums() {
    for (plan, as_at) in ASKED.iter().filter(|(plan, _)| plan.ends_with(".toml")) {
        let paper = report("monthly", plan, as_at);
        let page = &paper["page_one"];
        let figure = |id: &str| {
            page["figures"].as_array().unwrap().iter().find(|figure| figure["figure"] == id).unwrap()["count"].as_u64()
        };
        let overdue = rows(&paper, "overdue").len() as u64;
        let judged = figure("past");
        assert_eq!(judged.unwrap_or(0), overdue, "{plan}");
        let of = |list: &str, key: &str| page[list].as_array().unwrap().iter().map(|row| number(&row[key])).sum::<u64>();
        let inner = |list: &str| page[list].as_array().unwrap().iter().map(|row| number(&row["counts"]["past"])).sum::<u64>();
        if page["by_objective"].as_array().unwrap().len()
            == rows(&paper, "objectives").iter().filter(|row| number(&row["open"]) > 0).count()
        {
            assert_eq!(of("by_objective", "past"), overdue, "{plan}");
            assert_eq!(of("by_objective", "of"), sum(rows(&paper, "objectives"), "open"), "{plan}");
        }
        if !page["by_month"].as_array().unwrap().is_empty() {
            assert_eq!(inner("by_month"), overdue, "{plan}");
        }
        let now = page["groups"].as_array().unwrap().last().unwrap();
        let open: u64 = now["counts"].as_object().unwrap().values().map(number).sum();
        assert_eq!(open, sum(rows(&paper, "objectives"), "open"), "{plan}");
        for lead in page["by_lead"].as_array().unwrap() {
            let row =
                rows(&paper, "leads").iter().find(|row| row["lead"] == lead["label"]).unwrap_or_else(|| panic!("{plan}: {lead}"));
            assert_eq!((&lead["past"], &lead["of"]), (&row["overdue"], &row["open"]), "{plan}");
        }
    }
}

/// Whatever the format: a reader of one leaf must be told that its rows count an action for each of its leads.
#[test]
fn what_counts_shared_leads_says_so_in_every_format() {
    let here = folder("sums/shared");
    for (plan, as_at) in ASKED {
        let shares = truth(plan, as_at).shared > 0;
        for id in ["leads", "groups", "workload", "monthly"] {
            for format in ["table", "markdown", "html", "json", "docx", "xlsx"] {
                let file = here.join(format!("paper.{format}"));
                let args =
                    ["report", id, plan, "--no-config", "--as-at", as_at, "--format", format, "-o", file.to_str().unwrap()];
                lscb(Path::new(ROOT), &args);
                let text = words_of(&file);
                let said = ["ounted for each", "counts it", "for each of them"].iter().any(|words| text.contains(words));
                assert!(said || !shares, "{id} {plan} {format}");
            }
        }
    }
}

/// The text of a file, or of the parts of a document or a workbook.
fn words_of(file: &Path) -> String {
    let bytes = fs::read(file).unwrap();
    let Ok(mut parcel) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) else { return String::from_utf8(bytes).unwrap() };
    let mut text = String::new();
    for at in 0..parcel.len() {
        let mut part = parcel.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        text += &String::from_utf8_lossy(&bytes);
    }
    text
}

/// The same plans on the same day, from another folder and in another order of runs: no byte differs.
#[test]
fn every_report_in_every_format_is_the_same_twice() {
    let here = folder("sums/twice");
    fs::copy(Path::new(ROOT).join("plans/oldham-2008-09.toml"), here.join("oldham-2008-09.toml")).unwrap();
    fs::copy(Path::new(ROOT).join("plans/west-berkshire-2015-17.toml"), here.join("west-berkshire-2015-17.toml")).unwrap();
    for id in REPORTS {
        for format in ["table", "markdown", "html", "json", "csv", "tsv", "docx", "xlsx", "ics"] {
            let paper = |threads: &str| {
                let file = here.join(format!("{id}-{threads}.{format}"));
                let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_lscb"));
                command
                    .current_dir(&here)
                    .env("LSCB_TODAY", "2008-10-01")
                    .env("RAYON_NUM_THREADS", threads)
                    .env_remove("COLUMNS");
                command.args(["report", id, ".", "--no-config", "--as-at", "2008-10-01", "--format", format, "-o"]).arg(&file);
                let output = command.output().unwrap();
                fs::read(&file).unwrap_or_else(|error| panic!("{id} {format}: {error}: {output:?}"))
            };
            assert!(paper("1") == paper("3"), "{id} {format}");
        }
    }
}
