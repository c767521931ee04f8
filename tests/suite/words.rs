//! What messages and answers call things: plans by their folder, actions by their objective, and what `--fix` does to the
//! configuration.

use crate::program::{folder, lscb, said};
use std::fs;
use std::path::Path;

const PLAN: &str = r#"title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }

[people]
jo = { name = "Jo Bloggs" }

[[objective]]
ref = "1"
title = "Sharing"

[[objective.action]]
ref = "1.1"
action = "Write the protocol"
success = ["it is written"]
lead = "jo"
due = "2008-12"
"#;

/// Two boards, each with a plan of the same name in a folder of its own.
fn namesakes(name: &str) -> std::path::PathBuf {
    let root = folder(name);
    for (place, board) in [("north", "North Town SCP"), ("south", "South Town SAB")] {
        fs::create_dir_all(root.join("plans").join(place)).unwrap();
        fs::write(root.join("plans").join(place).join("plan.toml"), format!("board = \"{board}\"\n{PLAN}")).unwrap();
    }
    root
}

const CALLED: [&str; 5] =
    ["north/plan:1.1", "north/plan.toml:1.1", "plans/north/plan.toml:1.1", "plans/north/plan:1.1", "./plans/north/plan.toml:1.1"];

#[test]
fn an_action_is_asked_for_by_its_plan_with_the_folder_as_notes_print_it() {
    let root = namesakes("words-show");
    for called in CALLED {
        let (code, text) = said(&root, &["show", called]);
        assert!(code == 0 && text.contains("North Town SCP") && !text.contains("South Town"), "{called}: {text}");
    }
    let (_, both) = said(&root, &["show", "plan:1.1"]);
    assert!(both.contains("North Town SCP") && both.contains("South Town SAB"), "{both}");
    let (code, text) = said(&root, &["show", "west/plan:1.1"]);
    assert!(code == 2 && text.contains("west/plan"), "{text}");
    let (code, text) = said(&root, &["list", "--plan", "south/plan"]);
    assert!(code == 0 && !text.contains("North Town"), "{text}");
}

#[test]
fn an_action_is_changed_by_its_plan_with_the_folder() {
    for (index, called) in CALLED.into_iter().enumerate() {
        let root = namesakes(&format!("words-note-{index}"));
        let (code, text) = said(&root, &["note", called, "A first draft"]);
        assert_eq!(code, 0, "{called}: {text}");
        let read = |place: &str| fs::read_to_string(root.join("plans").join(place).join("plan.toml")).unwrap();
        assert!(read("north").contains("A first draft") && !read("south").contains("A first draft"), "{called}");
    }
    let root = namesakes("words-which");
    // What is proposed for a reference that several plans have can be pasted.
    let (code, text) = said(&root, &["done", "1.1"]);
    assert!(code == 2 && text.contains("plans/north/plan:1.1") && text.contains("plans/south/plan:1.1"), "{text}");
    let (code, text) = said(&root, &["done", "plans/south/plan:1.1", "--dry-run"]);
    assert!(code == 0 && text.contains("south"), "{text}");
}

#[test]
fn the_history_of_an_action_is_asked_for_by_its_plan_with_the_folder() {
    let root = namesakes("words-history");
    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(&root).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args);
        assert!(command.output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    for called in CALLED {
        let (code, text) = said(&root, &["history", called]);
        assert!(code == 0 && text.contains("Write the protocol") && !text.contains("2 actions"), "{called}: {text}");
    }
}

#[test]
fn a_finding_names_the_objective_where_references_begin_again_under_each() {
    let root = folder("words-restart");
    let objective = |number: u32, lead: &str| {
        format!(
            "[[objective]]\nref = \"{number}\"\ntitle = \"Objective {number}\"\n\n[[objective.action]]\nref = \"1.\"\naction = \"Write \
             it {number}\"\nsuccess = [\"it is written\"]\n{lead}due = \"2008-12\"\n\n[[objective.action]]\nref = \"{}.\"\naction = \
             \"Read it {number}\"\nsuccess = [\"it is read\"]\nlead = \"jo\"\ndue = \"2008-12\"\n\n",
            number + 1
        )
    };
    let head = "board = \"Any Town SCP\"\ntitle = \"Plan\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n\n[people]\njo = { name = \
                \"Jo Bloggs\" }\n\n";
    let text = format!("{head}{}{}", objective(1, "lead = \"jo\"\n"), objective(2, ""));
    fs::write(root.join("plan.toml"), text).unwrap();
    let (_, screen) = said(&root, &["check", "plan.toml", "--select", "no-lead"]);
    assert!(screen.contains("nobody leads action 1 of objective 2"), "{screen}");
    // A reference that no other action has is enough.
    let alone = fs::read_to_string(root.join("plan.toml")).unwrap().replacen("ref = \"3.\"", "ref = \"7.\"", 1);
    let (before, after) = alone.split_once("ref = \"7.\"").unwrap();
    fs::write(root.join("plan.toml"), format!("{before}ref = \"7.\"{}", after.replacen("lead = \"jo\"\n", "", 1))).unwrap();
    let (_, screen) = said(&root, &["check", "plan.toml", "--select", "no-lead"]);
    assert!(screen.contains("nobody leads action 7.") && !screen.contains("7 of objective"), "{screen}");
}

#[test]
fn references_that_differ_in_case_alone_are_one_to_check_and_to_questions() {
    let root = folder("words-case");
    let second = PLAN.split_once("[[objective.action]]").unwrap().1.replace("1.1", "1.1A").replace("Write", "Read");
    let text = format!("board = \"Any Town SCP\"\n{}\n[[objective.action]]{second}", PLAN.replace("1.1", "1.1a"));
    fs::write(root.join("plan.toml"), text).unwrap();
    let (code, screen) = said(&root, &["check", "plan.toml"]);
    assert!(code == 1 && screen.contains("error[duplicate-ref]") && screen.contains("1 error"), "{screen}");
    let (_, asked) = said(&root, &["list", "plan.toml", "--ref", "1.1a", "--format", "csv"]);
    assert_eq!(asked.lines().filter(|line| line.contains("protocol")).count(), 2, "{asked}");
}

/// A key of the plan below a heading: what stands there belongs to the heading.
#[test]
fn a_key_of_the_plan_below_a_heading_is_told_and_moved() {
    let below = [
        ("[people]\n", "[people]\nmeetings = [2008-06-18]\n"),
        ("[people]\n", "[rag]\nred = \"late\"\nagreed = 2008-04-02\n\n[people]\n"),
        ("[people]\n", "[outcomes]\n\"1\" = \"Children are safer\"\nsource = \"the board's website\"\n\n[people]\n"),
        ("[people]\n", "[groups]\nhealth = { name = \"Health Group\" }\nremark = \"as printed\"\n\n[people]\n"),
    ];
    for (heading, written) in below {
        let text = format!("board = \"Any Town SCP\"\n{PLAN}").replacen(heading, written, 1);
        let found = crate::suggestions::harm::judge("plan.toml", &text).findings;
        let told: Vec<_> = found.iter().filter(|finding| finding.rule == "key-below-heading").collect();
        let [fault] = told[..] else { panic!("{text}: {found:?}") };
        let mended = lscb::edit::apply(&text, &fault.fix.as_ref().unwrap().edits).unwrap();
        let left = crate::suggestions::harm::judge("plan.toml", &mended).findings;
        assert!(left.iter().all(|finding| finding.severity < lscb::diagnostic::Severity::Error), "{mended}: {left:?}");
    }
}

/// A repository with a plan and a configuration.
fn configured(name: &str, configuration: &str) -> std::path::PathBuf {
    let root = folder(name);
    fs::create_dir_all(root.join("plans")).unwrap();
    fs::write(root.join("plans/any.toml"), format!("board = \"Any Town SCP\"\n{PLAN}")).unwrap();
    fs::write(root.join("lscb.toml"), configuration).unwrap();
    root
}

fn configuration(root: &Path) -> String {
    fs::read_to_string(root.join("lscb.toml")).unwrap()
}

#[test]
fn fix_mends_the_configuration_as_a_plan_and_the_last_line_counts_it() {
    let root = configured("words-config", "plans = “plans”  # here\ndue-soon-day = 14\n");
    let (code, screen) = said(&root, &["check"]);
    assert_eq!(code, 1, "{screen}");
    assert!(screen.contains("2 errors in lscb.toml; 1 plan, 1 action: nothing wrong"), "{screen}");
    assert!(screen.contains("all of these can be mended by `lscb check --fix`"), "{screen}");
    let (_, diff) = said(&root, &["check", "--fix", "--diff"]);
    assert!(diff.contains("-plans = “plans”  # here") && diff.contains("+plans = \"plans\"  # here"), "{diff}");
    assert!(configuration(&root).contains('“'), "--diff writes nothing");
    let (code, screen) = said(&root, &["check", "--fix"]);
    assert!(code == 0 && screen.contains("lscb.toml: 2 mended"), "{screen}");
    assert_eq!(configuration(&root), "plans = \"plans\"  # here\ndue-soon-days = 14\n");
    // Whoever names other files, or standard input, does not have it written.
    let root = configured("words-config-piped", "plans = “plans”\n");
    for path in ["-", "plans", "plans/any.toml"] {
        lscb(&root, &["check", "--fix", path]);
        assert_eq!(configuration(&root), "plans = “plans”\n", "{path}");
    }
    lscb(&root, &["check", "--fix", "."]);
    assert_eq!(configuration(&root), "plans = \"plans\"\n");
}

#[test]
fn what_of_the_configuration_cannot_be_mended_without_harm_stays_to_the_byte() {
    // Spelt right, the key would stand there twice.
    let twice = "due-soon-days = 31\ndue-soon-day = 14\n";
    let root = configured("words-config-twice", twice);
    let (code, screen) = said(&root, &["check", "--fix"]);
    assert!(code == 1 && configuration(&root) == twice, "{screen}");
    assert!(!screen.contains("can be mended") && !screen.contains("mends it"), "{screen}");
    // Another fault beside it is mended all the same.
    let root = configured("words-config-half", "fail-on = “error”\ndue-soon-days = \"many\"\n");
    let (code, screen) = said(&root, &["check"]);
    assert!(code == 1 && screen.contains("1 of these 2 can be mended by `lscb check --fix`"), "{screen}");
    said(&root, &["check", "--fix"]);
    assert_eq!(configuration(&root), "fail-on = \"error\"\ndue-soon-days = \"many\"\n");
}
