//! Commands that change a plan: each flag, what is refused, runs that are killed, two at once, and the rollover of real plans.

use crate::program::{folder, lscb, said};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The example of the page on the format, as a plan of a folder.
fn example(name: &str) -> PathBuf {
    let root = folder(&format!("edits/{name}"));
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/README.md")).unwrap();
    let text = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    fs::create_dir(root.join("plans")).unwrap();
    fs::write(root.join("plans/anytown-2008-09.toml"), text).unwrap();
    root
}

/// What a command says and would write of the example plan.
fn shown(root: &Path, args: &[&str]) -> String {
    let (code, said) = said(root, &[args, &["--dry-run"]].concat());
    assert_eq!(code, 0, "{args:?}: {said}");
    said
}

#[test]
fn every_flag_does_what_it_says() {
    let root = example("flags");
    let on = ["--on", "2009-01-20"];
    for (args, wanted) in [
        (&["note", "1.1b", "x", "--by", "Chris Howard"][..], "+  { on = 2009-01-20, note = \"x\", by = \"chris-howard\" },"),
        (&["note", "1.1b", "x", "--rag", "red"], "+rag       = \"red\""),
        (&["note", "1.1b", "x", "--status", "in-progress"], "note = \"x\", status = \"in-progress\" }"),
        (&["note", "1.1b", "x", "--evidence", "minutes.md"], "+evidence  = [\"minutes.md\"]"),
        (&["note", "1.1b", "x", "--report"], "note = \"x\", report = true }"),
        (&["note", "anytown-2008-09:1.1b", "x"], "note = \"x\" }"),
        (&["note", "1/2", "x", "--plan", "plans/anytown-2008-09.toml"], "note = \"x\" }"),
        (&["done", "1.1c", "--evidence", "lists"], "+completed = 2009-01-20"),
        (&["done", "1.1b,1.1c"], "1.1c: complete on 20 Jan 2009; no evidence is given"),
        (
            &["move", "1.1c", "March 09", "--because", "y"],
            "{ from = \"2009-01\", to = \"2009-03\", on = 2009-01-20, because = \"y\" },",
        ),
        (&["move", "1.1c", "March 09", "--because", "y", "--asked"], "agreed = false, because = \"y\" }"),
        (&["move", "1.1c", "March 09", "--because", "y", "--was", "January 09"], "+due       = \"2009-03\""),
        (&["hold", "1.1b", "--because", "y", "--review", "2009-03-11"], "hold      = { because = \"y\", review = 2009-03-11 }"),
        (&["withdraw", "1.1b", "--because", "y"], "+closed    = 2009-01-20"),
        (&["reopen", "1.1a", "--because", "y"], "{ on = 2008-07-11, note = \"Complete\", status = \"complete\" },"),
        (&["add", "1", "Do it", "--lead", "Chris Howard", "--due", "March 09"], "+due    = \"2009-03\""),
        (&["add", "Review child deaths", "Do it", "--timescale", "Quarterly from March 2009"], "+every     = \"quarter\""),
    ] {
        let said = shown(&root, &[args, &on].concat());
        assert!(said.contains(wanted), "{args:?}: {said}");
    }
    for (args, wanted) in [
        (&["set", "1.1c", "due=March 2009", "--correct"][..], "+due       = \"2009-03\""),
        (&["assign", "2.1", "Chris Howard"], "+lead    = \"chris-howard\""),
        (&["assign", "2.1", "Chris Howard", "--add"], "+lead    = [\"training\", \"chris-howard\"]"),
        (&["assign", "2.1", "Chris Howard", "--for", "CDOP"], "+lead    = { who = \"chris-howard\", for = \"cdop\" }"),
        (&["assign", "1.1a", "cdop", "--remove"], "led by Chris Howard"),
        (&["assign", "2.1", "Ann New", "--new", "person"], "ann-new = { name = \"Ann New\" }"),
        (&["assign", "2.1", "Young People", "--new", "group"], "young-people  = { name = \"Young People\" }"),
        (&["set", "2.1", "see+=Working Together 2006"], "+see     = [\"Working Together 2006\"]"),
        (&["set", "2.1", "tags="], "-tags    = [\"faith\"]"),
        (&["set", "2", "remark=odd", "--of-objective"], "+remark    = \"odd\""),
        (&["set", "version=Version 3", "--of-plan"], "+version  = \"Version 3\""),
        (&["leaver", "Sue Harrison", "--on", "2009-02-28"], "left = 2009-02-28"),
        (&["rename", "training", "training-old"], "+lead    = \"training-old\""),
        (&["rename", "Chris Howard", "Christine Howard", "--all-plans"], "name = \"Christine Howard\", aka = [\"Chris Howard\"]"),
        (&["rollover", "anytown-2008-09", "2009/10", "--renumber"], "ref       = \"1.1a\""),
        (&["rollover", "anytown-2008-09", "2009/10", "--only", "1.1c"], "still open in anytown-2008-09: 1.1b"),
        (&["rollover", "anytown-2008-09", "2009/10", "--drop", "1.1b", "--because", "y"], "1 withdrawn"),
        (&["rollover", "plans/anytown-2008-09.toml", "2009/10", "-o", "next.toml"], "+++ b/next.toml"),
    ] {
        let said = shown(&root, args);
        assert!(said.contains(wanted), "{args:?}: {said}");
    }
    let before = fs::read(root.join("plans/anytown-2008-09.toml")).unwrap();
    assert_eq!(said(&root, &["done", "1.1c", "--dry-run"]).0, 0);
    assert_eq!(fs::read(root.join("plans/anytown-2008-09.toml")).unwrap(), before);
    // An extension that was asked for is granted; a milestone is moved and reached.
    for (args, wanted) in [
        (&["move", "1.1c", "March 09", "--because", "y", "--asked", "--on", "2009-01-14"][..], "still due January 2009"),
        (&["move", "1.1c", "--grant", "--on", "2009-01-20"], "due January 2009 -> March 2009"),
        (&["reopen", "1.1a", "--because", "y", "--on", "2009-01-20"], "open again"),
        (&["set", "1.1a", "see+=Minutes"], "too"),
        (&["new", "plans/anytown-2009-10.toml", "--from", "anytown-2008-09", "--period", "2009/10"], "no actions yet"),
    ] {
        let (code, said) = said(&root, args);
        assert!(code == 0 && said.contains(wanted), "{args:?}: {said}");
    }
    let plan = fs::read_to_string(root.join("plans/anytown-2008-09.toml")).unwrap();
    assert!(!plan.contains("to = \"2009-03\", on = 2009-01-20, agreed"), "{plan}");
    let new = fs::read_to_string(root.join("plans/anytown-2009-10.toml")).unwrap();
    assert!(new.contains("Business Plan 2009-2010") && !new.contains("[[objective.action]]"), "{new}");
}

#[test]
fn what_would_harm_the_plan_is_refused_and_nothing_is_changed() {
    let root = example("refused");
    let path = root.join("plans/anytown-2008-09.toml");
    let before = fs::read_to_string(&path).unwrap();
    for (args, why) in [
        (&["set", "1.1b", "ref=1.1c"][..], "duplicate-ref"),
        (&["done", "1.1"], "no action"),
        (&["done", "1.1b,9.9"], "no action \"9.9\""),
        (&["done", "1.1a"], "complete since"),
        (&["move", "1.1c", "soon", "--because", "y"], "no date"),
        (&["move", "1.1c", "May and June 2009", "--because", "y"], "more than one date"),
        (&["move", "1.1c", "March 09"], "--because"),
        (&["set", "1.1c", "due=2009-03"], "lscb move"),
        (&["set", "1.1c", "statsu=complete"], "status"),
        (&["set", "1.1c", "status=complete"], "lscb done"),
        (&["assign", "2.1", "Nobody Known"], "--new person"),
        (&["note", "1.1b", "x", "--by", "Nobody Known"], "nobody"),
        (&["rollover", "anytown-2008-09", "2009-10"], "October 2009"),
        (&["rollover", "anytown-2008-09", "2008/09"], "such a file"),
    ] {
        let (code, said) = said(&root, args);
        assert!(code == 2 && said.contains(why), "{args:?}: {code} {said}");
        assert_eq!(fs::read_to_string(&path).unwrap(), before, "{args:?}");
    }
    // An error elsewhere is in nobody's way, and stays as it was.
    let broken = before.replace("lead    = \"training\"", "lead    = \"tranning-team\"");
    assert_ne!(broken, before);
    fs::write(&path, &broken).unwrap();
    let (code, words) = said(&root, &["note", "1.1b", "x"]);
    assert_eq!(code, 0, "{words}");
    assert!(fs::read_to_string(&path).unwrap().contains("tranning-team"));
}

#[test]
fn a_table_is_entered_whole_or_not_at_all_unless_the_rest_is_wanted() {
    let root = example("table");
    let path = root.join("plans/anytown-2008-09.toml");
    let before = fs::read_to_string(&path).unwrap();
    fs::write(root.join("back.csv"), "Ref,Note,Done\n1.1b,All well,\n9.9,Lost,\n1.1c,,2009-01-20\n").unwrap();
    let (code, words) = said(&root, &["note", "--from", "back.csv"]);
    assert!(code == 2 && words.contains("line 3") && words.contains("nothing is changed"), "{words}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    let (code, words) = said(&root, &["note", "--from", "back.csv", "--keep-going", "--on", "2009-01-20"]);
    assert!(code == 1 && words.contains("2 rows entered in 1 plan; 1 row left out"), "{words}");
    assert!(fs::read_to_string(&path).unwrap().contains("completed = 2009-01-20"));
    fs::write(
        root.join("back.jsonl"),
        "{\"plan\": \"anytown-2008-09\", \"ref\": \"1.1b\", \"note\": \"Once more\", \"report\": true}\n",
    )
    .unwrap();
    let (code, words) = said(&root, &["note", "--from", "back.jsonl", "--on", "2009-02-01"]);
    assert_eq!(code, 0, "{words}");
    assert!(fs::read_to_string(&path).unwrap().contains("note = \"Once more\", report = true }"));
    fs::write(root.join("odd.csv"), "Ref,Colour of the folder\n1.1b,red\n").unwrap();
    assert!(said(&root, &["note", "--from", "odd.csv"]).1.contains("Colour of the folder"));
}

/// The files of the folder of plans by name, without what a killed run left beside them.
fn plans_of(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(root.join("plans")).unwrap().map(|entry| entry.unwrap());
    let files = entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()));
    files.filter(|(name, _)| !name.starts_with(".lscb-")).collect()
}

/// Commands that are killed: of one action, of two, of two files and of many. `LSCB_KILLS=500` kills so many runs of all together.
const KILLED: [(&str, &[&str]); 5] = [
    ("note", &["note", "anytown-2008-09:1.1b", "Reported"]),
    ("move", &["move", "anytown-2008-09:1.1b,anytown-2008-09:1.1c", "March 2009", "--because", "y"]),
    ("leaver", &["leaver", "Sue Harrison", "--on", "2009-02-28", "--to", "Ann New"]),
    ("rollover", &["rollover", "anytown-2008-09", "2009/10"]),
    ("rename", &["rename", "Chris Howard", "Christine Howard", "--all-plans"]),
];

#[test]
fn of_a_killed_edit_each_file_is_the_old_one_or_the_new_one() {
    let kills: usize = std::env::var("LSCB_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(30);
    let mut random = fastrand::Rng::new();
    let (mut all, mut halfway) = (0, 0);
    for (name, args) in KILLED {
        let root = example(&format!("killed/{name}"));
        let text = fs::read_to_string(root.join("plans/anytown-2008-09.toml")).unwrap();
        let many = if matches!(name, "rename" | "leaver") { 12 } else { 1 };
        (1..many).for_each(|number| fs::write(root.join(format!("plans/town-{number:02}.toml")), &text).unwrap());
        let old = plans_of(&root);
        let start = Instant::now();
        let (code, words) = said(&root, args);
        assert_eq!(code, 0, "{args:?}: {words}");
        let whole = start.elapsed();
        let new = plans_of(&root);
        assert_ne!(old, new);
        let mut struck = 0;
        while struck < kills.div_ceil(KILLED.len()) {
            plans_of(&root).keys().filter(|name| !old.contains_key(*name)).for_each(|name| {
                fs::remove_file(root.join("plans").join(name)).unwrap();
            });
            old.iter().for_each(|(name, bytes)| fs::write(root.join("plans").join(name), bytes).unwrap());
            let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
            command.current_dir(&root).args(args).env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1");
            let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_nanos(random.u64(0..whole.as_nanos() as u64)));
            child.kill().unwrap();
            struck += usize::from(!child.wait().unwrap().success());
            let now = plans_of(&root);
            for (file, bytes) in &now {
                let is_whole = old.get(file) == Some(bytes) || new.get(file) == Some(bytes);
                assert!(is_whole, "{name}: {file} is torn: {}", String::from_utf8_lossy(bytes));
            }
            assert!(old.keys().all(|file| now.contains_key(file)), "{name}: a file is lost");
            // The new plan stands before the old one says that its actions are carried forward.
            let is_closed = name == "rollover" && now["anytown-2008-09.toml"] == new["anytown-2008-09.toml"];
            assert!(!is_closed || now == new, "{name}: actions are carried into a plan that is not there");
            halfway += usize::from(now != old && now != new);
        }
        all += struck;
    }
    println!("{all} edits killed; {halfway} between two of their files");
}

#[test]
fn of_edits_at_once_none_that_was_made_is_lost() {
    let root = example("at_once");
    let run = |number: usize| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
        command.current_dir(&root).args(["note", "1.1b", &format!("Words of {number}.")]).env("LSCB_TODAY", "2008-10-01");
        command.stdin(Stdio::null()).output().unwrap()
    };
    let (mut made, mut told) = (0, 0);
    for round in 0..6 {
        let outputs: Vec<_> = std::thread::scope(|scope| {
            let runs: Vec<_> = (0..3).map(|number| scope.spawn(move || (number, run(round * 3 + number)))).collect();
            runs.into_iter().map(|run| run.join().unwrap()).collect()
        });
        let text = fs::read_to_string(root.join("plans/anytown-2008-09.toml")).unwrap();
        for (number, output) in outputs {
            let is_there = text.contains(&format!("\"Words of {}.\"", round * 3 + number));
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.success(), is_there, "{said}");
            made += usize::from(is_there);
            told += usize::from(!is_there && said.contains("saved by another program"));
        }
    }
    assert_eq!(made + told, 18);
    assert!(made >= 6, "{made}");
}

const PLANS: [(&str, &str); 5] = [
    ("hammersmith-fulham-2008-09", "2009/10"),
    ("oldham-2008-09", "2009/10"),
    ("swindon-2007-08", "2008/09"),
    ("unnamed-scb-2009-10", "2010/11"),
    ("west-berkshire-2015-17", "2017/18"),
];

/// How many actions of each plan are open as at a day.
fn open(root: &Path, day: &str) -> BTreeMap<String, usize> {
    let output = lscb(root, &["list", "plans", "--as-at", day, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut counts = BTreeMap::new();
    for row in report["rows"].as_array().unwrap().iter().filter(|row| row["state"] != "closed") {
        *counts.entry(row["plan"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts
}

/// What has to be said anew in a new plan: dates, and when ongoing work is looked at.
const TO_BE_SAID: [&str; 7] =
    ["timescale-unread", "timescale-disagrees", "unclear-timescale", "date-in-text", "due-before-plan", "no-date", "unread-when"];

#[test]
fn each_plan_goes_on_in_the_next_year_and_nothing_is_counted_twice() {
    for (name, period) in PLANS {
        let root = folder(&format!("rollover/{name}"));
        fs::create_dir(root.join("plans")).unwrap();
        let file = format!("plans/{name}.toml");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file)).unwrap();
        fs::write(root.join(&file), &text).unwrap();
        let year: i32 = period[..4].parse().unwrap();
        let days: Vec<String> = ["06-30", "12-31"]
            .iter()
            .map(|day| format!("{}-{day}", year - 1))
            .chain(["03-30", "03-31", "04-01", "04-02", "09-30"].iter().map(|day| format!("{year}-{day}")))
            .chain([format!("{}-03-31", year + 1)])
            .collect();
        let before: Vec<usize> = days.iter().map(|day| open(&root, day).values().sum()).collect();
        let (code, words) = said(&root, &["rollover", name, period]);
        assert_eq!(code, 0, "{name}: {words}");
        let after: Vec<usize> = days.iter().map(|day| open(&root, day).values().sum()).collect();
        assert_eq!(after, before, "{name}");
        let found = lscb(&root, &["check", "plans", "--format", "json"]).stdout;
        let found: serde_json::Value = serde_json::from_slice(&found).unwrap();
        for finding in found["findings"].as_array().unwrap() {
            let rule = finding["rule"].as_str().unwrap();
            let is_new = !finding["file"].as_str().unwrap().contains(name);
            let known = finding["severity"] == "advice" || is_new && TO_BE_SAID.contains(&rule);
            assert!(known || rule == "plans-overlap", "{name}: {finding}");
        }
        // Both files or neither.
        let made: Vec<_> = fs::read_dir(root.join("plans"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| !path.ends_with(format!("{name}.toml")))
            .collect();
        let [made] = &made[..] else { panic!("{made:?}") };
        fs::remove_file(made).unwrap();
        fs::write(root.join(&file), &text).unwrap();
        let mut mode = fs::metadata(root.join(&file)).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(root.join(&file), mode).unwrap();
        let (code, words) = said(&root, &["rollover", name, period]);
        assert!(code == 2 && words.contains("read-only"), "{name}: {words}");
        assert!(!made.exists(), "{name}");
        assert_eq!(fs::read_to_string(root.join(&file)).unwrap(), text);
        fs::remove_file(root.join(&file)).unwrap_or(());
    }
}

/// The rows of a report, or of a section of it, by reference.
fn refs(root: &Path, args: &[&str], section: &str) -> Vec<String> {
    let output = lscb(root, &[args, &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let own = report["sections"].as_array().and_then(|all| all.iter().find(|one| one["id"] == section));
    let rows = own.unwrap_or(&report)["rows"].as_array().unwrap();
    let mut refs: Vec<String> = rows.iter().map(|row| row["ref"].as_str().unwrap_or("-").to_owned()).collect();
    refs.sort();
    refs
}

/// What `check` finds but for advice.
fn faults(root: &Path) -> Vec<String> {
    let found: serde_json::Value = serde_json::from_slice(&lscb(root, &["check", "plans", "--format", "json"]).stdout).unwrap();
    let found = found["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "advice");
    found.map(|finding| format!("{}: {}", finding["rule"], finding["message"])).collect()
}

/// A step of a year: what is done, and how the papers are to differ after it: what is overdue no longer and newly, what is completed
/// and moved since the last meeting, and what slipped.
struct Step {
    args: &'static [&'static str],
    gone: &'static [&'static str],
    come: &'static [&'static str],
    completed: &'static [&'static str],
    moved: &'static [&'static str],
    slipped: &'static [&'static str],
}

/// A step that changes no paper but by what it names.
const NOTHING: Step = Step { args: &[], gone: &[], come: &[], completed: &[], moved: &[], slipped: &[] };

/// Each meeting with the day after it, on which its paper is made, and what it decides.
const YEAR: [(&str, &[Step]); 4] = [
    (
        "2008-06-19",
        &[
            Step {
                args: &["note", "8.3", "The audit tool is drafted", "--by", "Penny Sharland", "--on", "2008-06-18"],
                ..NOTHING
            },
            Step {
                args: &["done", "6.6", "--on", "2008-06-18", "--evidence", "the invoices"],
                gone: &["6.6"],
                completed: &["6.6"],
                ..NOTHING
            },
            Step {
                args: &["move", "7.5", "September 2008", "--because", "the summer", "--on", "2008-06-18"],
                gone: &["7.5"],
                moved: &["7.5"],
                slipped: &["7.5"],
                ..NOTHING
            },
        ],
    ),
    (
        "2008-09-18",
        &[
            Step { args: &["leaver", "Margaret Raynor", "--on", "2008-08-31", "--to", "Chris Howard"], ..NOTHING },
            Step {
                args: &["move", "7.1", "December 2008", "--because", "half have answered", "--asked", "--on", "2008-09-17"],
                ..NOTHING
            },
            Step {
                args: &["hold", "5.3", "--because", "no trainer", "--review", "2008-12-10", "--on", "2008-09-17"],
                gone: &["5.3"],
                ..NOTHING
            },
            Step { args: &["assign", "1.6", "Penny Sharland", "--add"], ..NOTHING },
            Step {
                args: &[
                    "add",
                    "6",
                    "Ask the partners",
                    "--lead",
                    "Sue Harrison",
                    "--timescale",
                    "January 09",
                    "--on",
                    "2008-09-17",
                ],
                ..NOTHING
            },
            Step {
                args: &["done", "6.2,6.4", "--on", "2008-09-17", "--evidence", "Minutes of 17 September"],
                gone: &["6.2", "6.4"],
                completed: &["6.2", "6.4"],
                ..NOTHING
            },
            Step {
                args: &["move", "6.3", "October 2008", "--because", "the finance officers", "--on", "2008-09-17"],
                gone: &["6.3"],
                moved: &["6.3"],
                slipped: &["6.3"],
                ..NOTHING
            },
        ],
    ),
    (
        "2008-12-11",
        &[
            Step { args: &["move", "7.1", "--refuse", "--on", "2008-12-10"], ..NOTHING },
            Step { args: &["reopen", "5.3", "--because", "a trainer is lent", "--on", "2008-12-10"], come: &["5.3"], ..NOTHING },
            Step {
                args: &["withdraw", "7.7", "--because", "put off nationally", "--on", "2008-12-10"],
                gone: &["7.7"],
                ..NOTHING
            },
            Step {
                args: &["reopen", "6.2", "--because", "the members want more", "--on", "2008-12-10"],
                come: &["6.2"],
                ..NOTHING
            },
        ],
    ),
    (
        "2009-03-12",
        &[
            Step { args: &["note", "5.3", "The course is booked", "--status", "in-progress", "--on", "2009-03-11"], ..NOTHING },
            Step {
                args: &["done", "6.2", "--on", "2009-03-11", "--evidence", "Minutes of 11 March"],
                gone: &["6.2"],
                completed: &["6.2"],
                ..NOTHING
            },
            Step {
                args: &["move", "6.5", "March 2009", "--because", "half-term", "--on", "2009-03-11"],
                gone: &["6.5"],
                moved: &["6.5"],
                slipped: &["6.5"],
                ..NOTHING
            },
            Step { args: &["set", "8.3", "see+=Audit tool, version 2"], ..NOTHING },
        ],
    ),
];

#[test]
fn a_year_of_meetings_made_with_commands_alone_is_told_by_the_papers_and_no_more() {
    let root = folder("edits/year");
    fs::create_dir(root.join("plans")).unwrap();
    let file = "plans/oldham-2008-09.toml";
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), root.join(file)).unwrap();
    let adopted = ["agreed=30 April 2008", "meetings=18 June 2008, 17 September 2008, 10 December 2008, 11 March 2009"];
    let (code, words) = said(&root, &[&["set", "--of-plan"], &adopted[..], &["--plan", "oldham-2008-09"]].concat());
    assert_eq!(code, 0, "{words}");
    let known = faults(&root);
    let mut slipped: Vec<String> = Vec::new();
    for (day, steps) in YEAR {
        let overdue = || refs(&root, &["overdue", "plans", "--as-at", day], "");
        let paper =
            |section: &str| refs(&root, &["report", "monthly", "plans", "--since", "last-meeting", "--as-at", day], section);
        let (mut late, mut completed, mut moved) = (overdue(), Vec::new(), Vec::new());
        assert_eq!((paper("completed"), paper("moved")), (vec![], vec![]), "{day}");
        for Step { args, gone, come, completed: done, moved: put_off, slipped: more } in steps {
            let (code, words) = said(&root, args);
            assert_eq!(code, 0, "{args:?}: {words}");
            let sorted = |mut all: Vec<String>| {
                all.sort();
                all
            };
            let and = |all: &[String], more: &[&str]| {
                sorted(all.iter().cloned().chain(more.iter().map(|one| (*one).to_owned())).collect())
            };
            late = and(&late, come);
            late.retain(|one| !gone.contains(&&**one));
            (completed, moved, slipped) = (and(&completed, done), and(&moved, put_off), and(&slipped, more));
            // What was done and is opened again is done no longer.
            assert_eq!(overdue(), late, "{args:?}");
            assert_eq!(paper("overdue"), late, "{args:?}");
            assert_eq!(paper("completed"), completed, "{args:?}");
            assert_eq!(paper("moved"), moved, "{args:?}");
            assert_eq!(refs(&root, &["report", "slippage", "plans", "--as-at", day], ""), slipped, "{args:?}");
            assert_eq!(faults(&root), known, "{args:?}");
        }
    }
    let open: usize = open(&root, "2009-03-31").values().sum();
    let (code, words) = said(&root, &["rollover", "oldham-2008-09", "2009/10", "--drop", "8.6", "--because", "done elsewhere"]);
    assert_eq!(code, 0, "{words}");
    assert_eq!(self::open(&root, "2009-04-01").values().sum::<usize>(), open - 1, "one was withdrawn, none is counted twice");
    // A year later the rest is carried once more, and then a third time: whoever chairs is told so.
    for (plan, period, time) in
        [("oldham-2009-10", "2010/11", "second"), ("oldham-2010-11", "2011/12", "third"), ("oldham-2011-12", "2012/13", "fourth")]
    {
        let (code, words) = said(&root, &["rollover", plan, period]);
        assert!(code == 0 && words.contains(&format!("7.5: carried for the {time} time; it came from ")), "{words}");
    }
}

#[test]
fn what_an_action_inherits_is_kept_when_a_date_of_its_own_is_set() {
    let root = example("inherited");
    let path = root.join("plans/anytown-2008-09.toml");
    // Objective 3 says how often, from when, that it goes on, and when it is looked at again.
    let text = fs::read_to_string(&path).unwrap();
    for args in [
        &["move", "3.1", "March 2009", "--because", "y"][..],
        &["set", "3.1", "due=March 2009"],
        &["set", "3.1", "when=if the law changes"],
    ] {
        let said = shown(&root, args);
        for key in ["from = \"2008-09\"", "every = \"6 months\"", "ongoing = true", "standing = true", "review = \"2009-03\""] {
            let (name, value) = key.split_once(" = ").unwrap();
            assert!(
                said.lines().any(|line| line.starts_with(&format!("+{name}")) && line.ends_with(value)),
                "{args:?} {key}: {said}"
            );
        }
    }
    // Of a list that is inherited whole, the first entry of its own keeps the others.
    assert!(shown(&root, &["set", "1.1c", "lead+=Sue Harrison"]).contains("[\"cdop\", \"sue-harrison\"]"));
    assert!(shown(&root, &["set", "2.2", "tags+=faith, young people"]).contains("[\"faith\", \"young people\"]"));
    assert!(shown(&root, &["set", "period=2008/09", "--of-plan"]).contains("period is 1 Apr 2008 to 31 Mar 2009"));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_note_that_is_written_down_late_stands_where_its_day_is_and_undoes_nothing() {
    let root = example("late");
    let late = ["note", "1.1a", "Heard late", "--on", "2008-06-01", "--status", "in-progress", "--rag", "red"];
    let said = shown(&root, &late[..5]);
    let note = "{ on = 2008-06-01, note = \"Heard late\" },";
    let after = said.split(note).nth(1).unwrap();
    assert!(said.contains(&format!("+  {note}")) && after.contains("   { on = 2008-06-18"), "{said}");
    assert!(!said.contains("notes-out-of-order"), "{said}");
    // A later note says amber: that stays the colour of today.
    let said = shown(&root, &["note", "1.1a", "Heard late", "--on", "2008-06-01", "--rag", "red"]);
    assert!(said.contains("red then; a later note has another word") && !said.contains("+rag"), "{said}");
}

#[test]
fn words_that_say_nothing_and_names_that_mislead_are_refused() {
    let root = example("nothing");
    for (args, why) in [
        (&["note", "1.1b", "  "][..], "write some words"),
        (&["move", "1.1c", "March 09", "--because", ""], "write some words"),
        (&["withdraw", "1.1b", "--because", " "], "write some words"),
        (&["add", "1", ""], "write some words"),
        (&["done", "1.1b", "--evidence", ""], "write some words"),
        (&["hold", "1.1b", "--because", "y", "--review", "2008-01-01"], "must be later"),
        (&["leaver", "Sue Harrison", "--on", "2009-02-28", "--to", "Chris Howard"], "their last day is 31 Jan 2009"),
        (&["leaver", "Sue Harrison", "--to", "Sue Harrison"], "cannot take over"),
        (&["leaver", "Sue Harison"], "did you mean \"Sue Harrison\""),
        (&["rename", "Sue Harrison", "Chris Howard"], "the name of another entry"),
        (&["rename", "Sue Harison", "Sue Smith"], "did you mean \"Sue Harrison\""),
        (&["set", "1.1c", "status=in-progress"], "lscb reopen"),
    ] {
        let (code, said) = said(&root, args);
        assert!(code == 2 && said.contains(why), "{args:?}: {code} {said}");
    }
}

/// What a shell is offered for the last word.
fn offered(root: &Path, words: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(root).env("COMPLETE", "fish").arg("--").arg("lscb").args(words);
    let output = command.stdin(Stdio::null()).output().unwrap();
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    lines.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn a_shell_is_offered_references_names_keys_and_values() {
    let root = example("offered");
    let holds = |words: &[&str], wanted: &[&str]| {
        let offered = offered(&root, words);
        wanted.iter().for_each(|word| assert!(offered.iter().any(|other| other == word), "{words:?}: {word}: {offered:?}"));
    };
    holds(&["note", "1.1"], &["1.1a", "1.1b"]);
    holds(&["done", "1.1a,1.1"], &["1.1a,1.1b"]);
    holds(&["assign", "1.1a", "chr"], &["Chris Howard"]);
    holds(&["assign", "1.1a", "Chris Howard", "--for", "Work"], &["Workforce Subgroup"]);
    holds(&["set", "1.1c", "re"], &["ref=", "remark=", "review="]);
    holds(&["set", "1.1c", "rag="], &["rag=red", "rag=amber"]);
    holds(&["set", "1.1c", "ongoing="], &["ongoing=yes"]);
    holds(&["set", "1.1c", "lead+=Sue"], &["lead+=Sue Harrison"]);
    holds(&["set", "1.1c", "tags+=f"], &["tags+=faith"]);
    holds(&["note", "1.1a", "x", "--status", "in"], &["in-progress"]);
    assert!(!offered(&root, &["set", "1.1c", "pro"]).contains(&"progress=".to_owned()));
}
