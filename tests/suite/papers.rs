//! The papers over real plans: figures are counted from rows that the paper shows, no action is lost, and the same day gives
//! the same bytes.

use crate::program::{folder, lscb, said};
use chrono::{Months, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/papers.toml");
const PLANS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");

fn json(args: &[&str]) -> Value {
    let output = lscb(Path::new(ROOT), &[args, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {output:?}"))
}

fn rows<'v>(paper: &'v Value, section: &str) -> &'v Vec<Value> {
    let sections = paper["sections"].as_array().unwrap();
    let section = sections.iter().find(|other| other["id"] == section).unwrap_or_else(|| panic!("no section {section}"));
    section["rows"].as_array().unwrap()
}

fn figure(paper: &Value, id: &str) -> Option<u64> {
    let row = rows(paper, "figures").iter().find(|row| row["figure"] == id).unwrap_or_else(|| panic!("no figure {id}"));
    row["count"].as_u64()
}

#[test]
fn every_figure_is_counted_from_rows_of_the_same_paper() {
    for (path, month) in [(SMALL, "2008-09"), (SMALL, "2008-06"), (SMALL, "2009-05"), (PLANS, "2007-11"), (PLANS, "2016-03")] {
        let paper = json(&["report", "monthly", path, "--month", month]);
        for id in ["overdue", "late-to-start", "on-hold", "completed", "moved", "no-evidence"] {
            let known = figure(&paper, id);
            // What no plan records is not known, and not nought.
            let unknown = known.is_none() && ["completed", "moved"].contains(&id);
            assert_eq!(known.unwrap_or(0), rows(&paper, id).len() as u64, "{path} {month} {id}");
            assert!(known.is_some() || unknown, "{path} {month} {id}");
        }
        let first: NaiveDate = paper["as_at"].as_str().unwrap().parse().unwrap();
        for (later, id) in (0..).zip(["due-this-month", "due-next-month", "due-month-after"]) {
            let month = (first + Months::new(later)).format("%Y-%m").to_string();
            let due = rows(&paper, "due").iter().filter(|row| row["due"].as_str().unwrap().starts_with(&month)).count();
            assert_eq!(figure(&paper, id), Some(due as u64), "{path} {month} {id}");
        }
        let unjudged = |state: &str| rows(&paper, "not-judged").iter().filter(|row| row["state"] == state).count() as u64;
        assert_eq!(figure(&paper, "undated"), Some(unjudged("undated")), "{path} {month}");
        assert_eq!(figure(&paper, "event"), Some(unjudged("event")), "{path} {month}");
        for row in rows(&paper, "rag") {
            let id = if row["rag"] == "no colour" { "rag-none".into() } else { format!("rag-{}", row["rag"].as_str().unwrap()) };
            assert_eq!(figure(&paper, &id), row["actions"].as_u64(), "{path} {month} {id}");
            assert_eq!(row["refs"].as_array().unwrap().len() as u64, row["actions"].as_u64().unwrap(), "{path} {month} {id}");
        }
        // Of each board.
        let unled = rows(&paper, "leads").iter().filter(|row| row["lead"] == "(no lead)");
        let unled: u64 = unled.map(|row| row["open"].as_u64().unwrap() + row["closed"].as_u64().unwrap()).sum();
        assert_eq!(figure(&paper, "no-lead"), Some(unled), "{path} {month}");
        // What stands in no list of exceptions is counted with its objective.
        let sum = |column: &str| rows(&paper, "objectives").iter().map(|row| row[column].as_u64().unwrap()).sum::<u64>();
        for (id, column) in [("overdue", "overdue"), ("due-soon", "due_soon"), ("scheduled", "scheduled"), ("ongoing", "ongoing")]
        {
            assert_eq!(figure(&paper, id), Some(sum(column)), "{path} {month} {id}");
        }
        assert_eq!(figure(&paper, "actions"), Some(sum("open") + sum("closed")), "{path} {month}");
        let counted: u64 = paper["counts"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!(figure(&paper, "actions"), Some(counted), "{path} {month}");
    }
}

/// The figure before is what the same paper says as at that day.
#[test]
fn movement_is_the_difference_of_two_papers() {
    let now = json(&["report", "monthly", SMALL, "--as-at", "2008-10-01", "--since", "2008-06-20"]);
    let then = json(&["report", "monthly", SMALL, "--as-at", "2008-06-20"]);
    for row in rows(&now, "figures").iter().filter(|row| !row["before"].is_null()) {
        let id = row["figure"].as_str().unwrap();
        assert_eq!(row["before"].as_u64(), figure(&then, id), "{id}");
        assert_eq!(row["change"].as_i64(), Some(row["count"].as_i64().unwrap() - row["before"].as_i64().unwrap()), "{id}");
    }
}

/// What one month's paper ends with is what the next one's begins with.
#[test]
fn the_papers_of_two_months_meet() {
    for path in [SMALL, PLANS] {
        let august = json(&["report", "monthly", path, "--month", "2008-08"]);
        let september = json(&["report", "monthly", path, "--month", "2008-09"]);
        assert_eq!((august["as_at"].as_str(), september["as_at"].as_str()), (Some("2008-09-01"), Some("2008-10-01")));
        for row in rows(&september, "figures").iter().filter(|row| !row["before"].is_null()) {
            let id = row["figure"].as_str().unwrap();
            assert_eq!(row["before"].as_u64(), figure(&august, id), "{path} {id}");
        }
    }
}

/// A paper goes out before its meeting: what the meeting decides is dated on it, and is news in the next paper.
#[test]
fn what_was_decided_at_a_meeting_is_in_the_next_paper() {
    let here = folder("papers/meeting");
    let plan = r#"
board = "Anytown Safeguarding Board"
title = "Business Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-06-18, 2008-09-17]
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
action = "Write the policy"
due = "2008-06"
status = "complete"
completed = 2008-06-18
[[objective.action]]
ref = "1.2"
action = "Train staff"
due = "2008-12"
moved = [{ from = "2008-05", to = "2008-12", on = 2008-06-18, because = "no trainer" }]
"#;
    fs::write(here.join("plan.toml"), plan).unwrap();
    let path = here.join("plan.toml");
    let paper = json(&["report", "monthly", path.to_str().unwrap(), "--as-at", "2008-09-10", "--since", "last-meeting"]);
    assert_eq!((figure(&paper, "completed"), figure(&paper, "moved")), (Some(1), Some(1)));
    let before = |id: &str| rows(&paper, "figures").iter().find(|row| row["figure"] == id).unwrap()["before"].as_u64();
    assert_eq!((before("done"), before("overdue"), before("due-soon")), (Some(0), Some(1), Some(1)));
    assert_eq!((figure(&paper, "done"), figure(&paper, "overdue")), (Some(1), Some(0)));
}

#[test]
fn work_without_dates_is_not_called_on_time() {
    let plan = format!("{PLANS}/unnamed-scb-2009-10.toml");
    let asked = ["report", "monthly", &plan, "--objective", "7", "--as-at", "2009-12-01"];
    let paper = json(&asked);
    for id in ["overdue", "late-to-start", "due-soon", "scheduled", "reports-owed", "due-this-month"] {
        assert_eq!(figure(&paper, id), None, "{id}");
    }
    for format in ["table", "markdown", "html"] {
        let (_, text) = said(Path::new(ROOT), &[&asked[..], &["--format", format]].concat());
        assert!(text.contains("othing could be judged") && !text.contains("Nothing is overdue"), "{format}: {text}");
    }
}

#[test]
fn each_action_is_in_a_pack_and_file_names_are_safe() {
    let here = folder("papers/packs");
    for (whom, led) in [("lead", "leads"), ("group", "groups")] {
        let out = here.join(whom);
        let args = ["report", "monthly", PLANS, "--as-at", "2008-10-01", "--each", whom, "--format", "json", "--out-dir", whom];
        let (code, text) = said(&here, &args);
        assert_eq!(code, 0, "{text}");
        let all = json(&["list", PLANS, "--as-at", "2008-10-01"]);
        let place = |row: &Value| format!("{}:{}", row["plan"].as_str().unwrap(), row["place"].as_str().unwrap());
        let mut lost: BTreeSet<String> = all["rows"].as_array().unwrap().iter().map(place).collect();
        let mut names = Vec::new();
        for entry in fs::read_dir(&out).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(text.contains(&name), "{name} was not told");
            let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(name.strip_suffix(".json").unwrap().chars().all(safe), "{name}");
            let paper: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let whose = paper["facts"][0]["text"].as_str().unwrap();
            let mut once = BTreeSet::new();
            for row in paper["rows"].as_array().unwrap() {
                assert!(once.insert(place(row)), "{name}: {row} is there twice");
                lost.remove(&place(row));
                for answer in ["answer_done_on", "answer_on_track", "answer_new_date", "answer_why", "answer_evidence"] {
                    assert!(row.as_object().unwrap().contains_key(answer) && row[answer].is_null(), "{name}: room for {answer}");
                }
                let leads = row[led].as_array().unwrap();
                // A lead by their role is not named among the leads.
                let named = leads.iter().any(|lead| lead == whose) || whose.starts_with("(no ") || whom == "lead";
                assert!(named, "{name}: {row}");
            }
            names.push((name, fs::read(&path).unwrap()));
        }
        assert!(lost.is_empty(), "{whom}: {lost:?}");
        said(&here, &args);
        for (name, bytes) in names {
            assert_eq!(fs::read(out.join(&name)).unwrap(), bytes, "{name}");
        }
    }
}

/// What a list holds, its packs hold, and no more.
#[test]
fn packs_hold_what_the_whole_holds() {
    let here = folder("papers/each");
    for (number, args) in
        [&["overdue"][..], &["due", "--within", "90d"], &["list", "--state", "due-soon"], &["due", "--state", "overdue"]]
            .iter()
            .enumerate()
    {
        let args = [args, &[PLANS][..]].concat();
        let row = |row: &Value| format!("{}:{} {}", row["plan"], row["place"], row["due"]);
        let set = |report: &Value| report["rows"].as_array().unwrap().iter().map(row).collect::<BTreeSet<String>>();
        let out = here.join(number.to_string());
        let packs = ["--each", "lead", "--format", "json", "--out-dir", out.to_str().unwrap()];
        let (code, text) = said(&here, &[&args[..], &packs].concat());
        assert_eq!(code, 0, "{text}");
        let mut all = BTreeSet::new();
        for file in walk(&out) {
            all.extend(set(&serde_json::from_slice(&fs::read(file).unwrap()).unwrap()));
        }
        assert!(!all.is_empty() && all == set(&json(&args)), "{args:?}");
    }
}

#[test]
fn a_line_said_of_many_plans_is_one_line_that_keeps_each() {
    let report = json(&["report", "escalation", PLANS, "--as-at", "2016-10-01"]);
    let notes = report["notes"].as_array().unwrap();
    let silent: Vec<&Value> = notes.iter().filter(|note| note["about"] == "no-meetings").collect();
    assert_eq!(silent.len(), 1, "{silent:?}");
    assert!(silent[0]["text"].as_str().unwrap().contains(" and 2 more"), "{silent:?}");
    let lines = silent[0]["lines"].as_array().unwrap();
    let counts: Vec<u64> = lines.iter().map(|line| line["count"].as_u64().unwrap()).collect();
    assert_eq!((counts.len(), silent[0]["count"].as_u64()), (5, Some(counts.iter().sum())));
    assert!(lines.iter().all(|line| line["actions"].as_array().unwrap().len() as u64 == line["count"]));
}

#[test]
fn a_shell_is_offered_shapes_and_saved_reports() {
    let here = folder("papers/offered");
    fs::write(here.join("lscb.toml"), "[report.board-paper]\nshape = \"monthly\"\n").unwrap();
    let mut shell = Command::new(env!("CARGO_BIN_EXE_lscb"));
    shell.current_dir(&here).env("COMPLETE", "fish").args(["--", "lscb", "report", "bo"]).stdin(Stdio::null());
    let offered = String::from_utf8(shell.output().unwrap().stdout).unwrap();
    let names: Vec<&str> = offered.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(names, ["boards", "board-paper"], "{offered}");
}

#[test]
fn a_saved_report_is_run_by_its_name_and_writes_where_it_says() {
    let here = folder("papers/saved");
    fs::create_dir_all(here.join("below")).unwrap();
    fs::create_dir_all(here.join("out")).unwrap();
    let config = format!(
        "plans = '{PLANS}'\n[report.board-paper]\nshape = \"monthly\"\nplan = \"oldham-2008-09\"\nsince = 2008-09-01\noutput = \"out/paper.md\"\n\
         [report.unled]\nshape = \"gaps\"\nno-lead = true\ncolumns = [\"ref\", \"missing\"]\nstate = [\"ongoing\", \"undated\"]\n"
    );
    fs::write(here.join("lscb.toml"), &config).unwrap();
    // A relative output is seen from the configuration.
    let (code, text) = said(&here.join("below"), &["report", "board-paper"]);
    assert_eq!((code, &*text), (0, "../out/paper.md: written\n"));
    let paper = fs::read_to_string(here.join("out/paper.md")).unwrap();
    assert!(paper.contains("oldham-2008-09") && paper.contains("1 Sep 2008"), "{paper}");
    // The command line comes first.
    let (code, text) = said(&here, &["report", "board-paper", "--output", "-", "--month", "2008-07", "--format", "table"]);
    assert!(code == 0 && text.contains("As at 1 Aug 2008") && text.contains("Compared with  1 Jul 2008"), "{text}");
    let (code, text) = said(&here, &["report", "unled"]);
    assert!(code == 0 && text.contains("9 of 9 actions"), "{text}");
    let (_, text) = said(&here, &["report", "unled", "--state", "overdue"]);
    assert!(!text.contains("undated"), "{text}");
    let (code, text) = said(&here, &["config"]);
    assert!(code == 0 && text.contains("report.board-paper.output"), "{text}");
    for (bad, words) in [
        ("[report.leads]\nshape = \"leads\"\n", "a report of lscb itself"),
        ("[report.\"a b\"]\nshape = \"leads\"\n", "cannot be the name"),
        ("[report.a]\n", "does not say its shape"),
        ("[report.a]\nshape = \"month\"\n", "the shape of a report must be"),
        ("[report.a]\nshape = \"leads\"\nstat = \"overdue\"\n", "no key \"stat\""),
        ("[report.a]\nshape = \"leads\"\nconfig = \"x\"\n", "no key \"config\""),
        ("[report.a]\nshape = \"leads\"\nstate = \"late\"\n", "\"state\" must be"),
        ("[report.a]\nshape = \"leads\"\nno-lead = \"x\"\n", "true or false"),
        ("[report.a]\nshape = \"leads\"\nsince = \"soon\"\n", "\"since\""),
        ("[report.a]\nshape = \"leads\"\noutput = \"plan.TOML\"\n", "would overwrite a plan"),
        ("[report.a]\nshape = \"leads\"\neach = \"lead\"\n", "it needs \"out-dir\" too"),
        ("[report]\na = 1\n", "must be a table"),
        ("report = 1\n", "must be a table of reports"),
    ] {
        fs::write(here.join("lscb.toml"), bad).unwrap();
        let (code, text) = said(&here, &["check", SMALL]);
        assert!(code == 1 && text.contains(words), "{bad}: {text}");
        assert_ne!(said(&here, &["report", "a", SMALL]).0, 0, "{bad}");
    }
}

/// The scripts to copy, with this program on the path.
#[test]
#[cfg(unix)]
fn the_scripts_make_their_papers_the_same_twice() {
    let here = folder("papers/scripts");
    let program = Path::new(env!("CARGO_BIN_EXE_lscb")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    for (script, words, least) in [("monthly.sh", &["2008-09"][..], 21), ("papers.sh", &[], 20)] {
        let make = |out: &Path| {
            let mut shell = Command::new("sh");
            shell.arg(format!("{ROOT}/examples/{script}")).args(words).arg(out);
            let output = shell.current_dir(ROOT).env("PATH", &path).env("NO_COLOR", "1").stdin(Stdio::null()).output().unwrap();
            assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
        };
        let (one, two) = (here.join(script).join("one"), here.join(script).join("two"));
        make(&one);
        make(&two);
        let files = walk(&one);
        assert!(files.len() >= least, "{script}: {} files", files.len());
        for file in files {
            let bytes = fs::read(&file).unwrap();
            assert!(!bytes.is_empty(), "{}", file.display());
            let other = two.join(file.strip_prefix(&one).unwrap());
            assert!(fs::read(&other).unwrap() == bytes, "{} is not the same twice", file.display());
        }
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { out.extend(walk(&path)) } else { out.push(path) }
    }
    out
}

/// The first page of a plan's paper as at a day, compared with an earlier one.
fn first_page(plan: &str, as_at: &str, since: &str) -> Value {
    let plan = format!("{PLANS}/{plan}.toml");
    json(&["report", "monthly", &plan, "--as-at", as_at, "--since", since])["page_one"].clone()
}

#[test]
fn the_first_page_says_what_the_plan_proves() {
    let said = |page: &Value| {
        let sentences = page["message"].as_array().unwrap().iter().map(|said| said["text"].as_str().unwrap());
        [page["heading"].as_str().unwrap()].into_iter().chain(sentences).collect::<Vec<_>>().join(" | ")
    };
    for (plan, as_at, since, words) in [
        ("oldham-2008-09", "2008-10-01", "2008-07-01", "29 of 57 actions are past their date, 18 more than on 1 Jul 2008."),
        ("oldham-2008-09", "2008-10-01", "2008-07-01", "Nothing is recorded for any of the 57: no status, note or evidence"),
        ("oldham-2008-09", "2008-10-01", "2008-07-01", "more than half the actions are past their date"),
        ("unnamed-scb-2009-10", "2009-10-01", "2009-07-01", "almost nothing can be judged by its date (33 of 34 actions cannot)"),
        ("swindon-2007-08", "2008-06-01", "2008-05-01", "the plan has ended with"),
    ] {
        let said = said(&first_page(plan, as_at, since));
        assert!(said.contains(words), "{plan}: {said}");
    }
    assert!(!said(&first_page("swindon-2007-08", "2007-12-01", "2007-09-01")).contains("ended"));
}

#[test]
fn the_sums_of_a_first_page_are_those_of_the_paper() {
    for (plan, as_at, since) in [
        ("oldham-2008-09", "2008-10-01", "2008-07-01"),
        ("swindon-2007-08", "2007-12-01", "2007-09-01"),
        ("west-berkshire-2015-17", "2015-06-01", "2015-04-01"),
        ("unnamed-scb-2009-10", "2009-10-01", "2009-07-01"),
        ("hammersmith-fulham-2008-09", "2008-10-01", "2008-07-01"),
    ] {
        let path = format!("{PLANS}/{plan}.toml");
        let paper = json(&["report", "monthly", &path, "--as-at", as_at, "--since", since]);
        let page = &paper["page_one"];
        let overdue = rows(&paper, "overdue").len() as u64;
        let number = |value: &Value| value.as_u64().unwrap_or(0);
        let all = |list: &str, key: &str| page[list].as_array().unwrap().iter().map(|row| number(&row[key])).sum::<u64>();
        let sum = |bar: &Value| bar["counts"].as_object().unwrap().values().map(number).sum::<u64>();
        let figure = |id: &str| page["figures"].as_array().unwrap().iter().find(|figure| figure["figure"] == id).unwrap().clone();
        assert_eq!(number(&figure("past")["count"]), overdue, "{plan}");
        assert_eq!(number(&figure("due")["count"]), rows(&paper, "due").len() as u64, "{plan}");
        let months: u64 = page["by_month"].as_array().unwrap().iter().map(sum).sum();
        assert_eq!(months, overdue, "{plan}: by month");
        let now = page["groups"].as_array().unwrap().last().unwrap();
        assert_eq!(number(&now["counts"]["past"]), overdue, "{plan}: now");
        let closed = number(&paper["counts"]["closed"]);
        let open = paper["counts"].as_object().unwrap().values().map(number).sum::<u64>() - closed;
        assert_eq!(sum(now), open, "{plan}: open");
        if page["by_objective"].as_array().unwrap().len() < 10 {
            assert_eq!((all("by_objective", "past"), all("by_objective", "of")), (overdue, open), "{plan}: by objective");
        }
        assert_eq!(page["longest"].as_array().unwrap().len() as u64, overdue.min(5), "{plan}");
    }
}

#[test]
fn the_first_page_says_the_same_in_every_format_and_is_all_of_a_brief_paper() {
    let here = folder("papers/brief");
    let plan = format!("{PLANS}/oldham-2008-09.toml");
    let cover =
        ["--author", "Jo Clerk", "--meeting", "2008-10-08", "--item", "7", "--purpose", "decision", "--logo-text", "OLDHAM"];
    let ask = |format: &str, brief: bool| {
        let asked =
            ["report", "monthly", &plan, "--as-at", "2008-10-01", "--since", "2008-07-01", "--format", format, "--width", "200"];
        let brief = if brief { &["--brief"][..] } else { &[] };
        String::from_utf8(lscb(&here, &[&asked[..], &cover, brief].concat()).stdout).unwrap()
    };
    for format in ["html", "markdown", "table", "json"] {
        let (whole, brief) = (ask(format, false), ask(format, true));
        for words in [
            "more than half the actions are past their date",
            "18 more than on 1 Jul 2008",
            "Jo Clerk",
            if format == "json" { "8 Oct 2008" } else { "Board meeting: " },
            "decision",
            "OLDHAM",
            if format == "json" { "lead-unclear" } else { "For the Board to settle" },
            "6 of 12",
        ] {
            let words = if format == "json" && words == "6 of 12" { "\"of\": 12" } else { words };
            assert!(whole.contains(words) && brief.contains(words), "{format}: {words}");
        }
        assert!(brief.len() * 3 < whole.len() * 2, "{format}: {} of {}", brief.len(), whole.len());
        assert!(whole.contains("4.6") && (format == "json" || !brief.contains("financial model")), "{format}");
    }
    let saved = "[report.board]\nshape = \"monthly\"\nas-at = 2008-10-01\nauthor = \"Jo Clerk\"\nmeeting = 2008-10-08\npurpose = \"information\"\nbrief = true\nformat = \"markdown\"\nplan = \"oldham-2008-09\"\n";
    fs::write(here.join("lscb.toml"), saved).unwrap();
    let (code, text) = said(&here, &["report", "board", PLANS]);
    assert!(code == 0 && text.contains("Jo Clerk") && text.contains("8 Oct 2008") && text.contains("information"), "{text}");
    for flag in ["--brief", "--author=Jo"] {
        let (code, text) = said(&here, &["report", "leads", PLANS, flag]);
        assert!(code == 2 && text.contains("has no use for"), "{flag}: {text}");
    }
}

#[test]
fn a_pack_says_whose_it_is_and_where_it_comes_back_to() {
    let here = folder("papers/one-pack");
    let plan = format!("{PLANS}/oldham-2008-09.toml");
    let asked = ["report", "monthly", &plan, "--as-at", "2008-10-01", "--each", "lead", "--out-dir", "out"];
    let comes_back = ["--return-by", "2008-10-14", "--return-to", "Jo Clerk", "--format", "json"];
    let (code, text) = said(&here, &[&asked[..], &comes_back].concat());
    assert_eq!(code, 0, "{text}");
    let pack: Value = serde_json::from_slice(&fs::read(here.join("out/sue-harrison-monthly.json")).unwrap()).unwrap();
    assert_eq!(pack["rows"].as_array().unwrap().len(), 12);
    let facts: Vec<&str> = pack["facts"].as_array().unwrap().iter().map(|fact| fact["text"].as_str().unwrap()).collect();
    assert_eq!(facts[..3], ["Sue Harrison", "Oldham Local Safeguarding Children Board", "by 14 Oct 2008 to Jo Clerk"]);
}
