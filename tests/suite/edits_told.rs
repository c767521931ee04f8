//! What a command that changes plans refuses and tells, to the word: new errors, new warnings, new files, files out of reach.

use crate::program::{folder_with, said};
use std::fs;
use std::path::{Path, PathBuf};

/// A plan that has one reference twice, two people of one name, and a group whose chair has left.
const PLAN: &str = r#"board = "Anytown Safeguarding Children Partnership"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-07-10, 2008-09-10]

[people]
lee = { name = "Ann Lee", left = 2008-05-01 }
smith = { name = "Sam Smith" }
smith-2 = { name = "Sam Smith" }

[groups]
training = { name = "Training Subgroup", kind = "subgroup", chair = "lee" }

[[objective]]
ref = "1"
title = "Sharing"

[[objective.action]]
ref = "1.1"
action = "Write the protocol"
outcome = "It is used"
lead = "training"
due = "2008-06"

[[objective.action]]
ref = "1.1"
action = "Print the protocol"
outcome = "It is read"
lead = "training"
due = "2008-12"

[[objective.action]]
ref = "1.2"
action = "Report on it"
outcome = "The board knows"
lead = "training"
due = "2008-11"
"#;

fn root(name: &str) -> PathBuf {
    let root = folder_with(&format!("edits_told/{name}"), PLAN);
    crate::hooks::git(&root, &["init", "-q"]);
    root
}

fn plan(root: &Path) -> String {
    fs::read_to_string(root.join("plans/a.toml")).unwrap()
}

/// An error that is there already does not excuse another one of its kind.
#[test]
fn an_error_more_of_a_kind_that_is_there_is_refused() {
    let root = root("errors");
    let (code, text) = said(&root, &["set", "1.2", "ref=1.1"]);
    let told = "plans/a.toml: line 33 would be: ref = \"1.1\"\n\
                error[duplicate-ref]: another action already has the reference 1.1\n  give this action a reference of its own\n\
                lscb: plans/a.toml: nothing is changed, as the plan would have an error that it has not now\n";
    assert_eq!((code, &*text), (2, told));
    assert_eq!(plan(&root), PLAN);
}

/// A warning that counts is not new where it counts other than before: the chair of the group has left all along.
#[test]
fn an_edit_tells_what_it_did_and_nothing_else() {
    let root = root("done");
    assert_eq!(
        said(&root, &["done", "1.2", "--evidence", "minutes"]),
        (0, "1.2: complete on 1 Oct 2008; evidence: \"minutes\"\n".to_owned())
    );
    assert_eq!(plan(&root), PLAN.to_owned() + "status = \"complete\"\ncompleted = 2008-10-01\nevidence = [\"minutes\"]\n");
    let check = said(&root, &["check", "--format", "short"]).1;
    assert!(check.contains("\"Training Subgroup\" leads 2 open actions and is chaired by Ann Lee"), "{check}");
    // What stands there so already is told, and only then.
    let again = said(&root, &["assign", "1.2", "Training Subgroup"]);
    assert!(again.1.contains("nothing is changed, as it stands there so already") || again.0 == 2, "{again:?}");
    assert_eq!(
        said(&root, &["set", "1.2", "outcome=The board knows"]).1.lines().last(),
        Some("nothing is changed, as it stands there so already")
    );
}

/// A name that two people have is neither one of them nor a new one.
#[test]
fn a_name_of_two_people_is_not_entered_a_third_time() {
    let root = root("names");
    let told = (2, "lscb: \"Sam Smith\" can mean several in a: write one of smith, smith-2\n".to_owned());
    for more in [&[][..], &["--new", "person"], &["--new", "group"]] {
        assert_eq!(said(&root, &[&["assign", "1.2", "Sam Smith"], more].concat()), told, "{more:?}");
    }
    assert_eq!(plan(&root), PLAN);
}

/// Also where it is only to be shown what would be written.
#[test]
fn a_next_plan_that_may_not_be_written_is_not_shown_either() {
    let root = root("next");
    let sound = PLAN.replacen("ref = \"1.1\"", "ref = \"1.0\"", 1);
    fs::write(root.join("plans/b.toml"), sound).unwrap();
    for (args, told) in [
        (&["rollover", "b", "2009/10", "-o", "plans/a.toml"][..], "plans/a.toml: not written: there is such a file already"),
        (&["rollover", "b", "2009/10", "-o", "plans/c.txt"], "plans/c.txt: end the file's name with .toml"),
        (
            &["rollover", "a", "2009/10", "-o", "plans/c.toml"],
            "plans/c.toml: nothing is written, as the new plan would have an error that the old one has too: another action already has \
             the reference 1.1 [duplicate-ref]; mend it first",
        ),
    ] {
        for more in [&[][..], &["--dry-run"]] {
            let (code, text) = said(&root, &[args, more].concat());
            assert_eq!((code, text), (2, format!("lscb: {told}\n")), "{args:?} {more:?}");
        }
    }
    assert!(!root.join("plans/c.toml").exists() && !root.join("plans/c.txt").exists());
    assert_eq!(said(&root, &["rollover", "b", "2009/10", "-o", "plans/c.toml"]).0, 0);
    assert!(root.join("plans/c.toml").exists());
}

/// How often an action was carried is counted over the plans that lie beside the one that is rolled over, wherever that is.
#[test]
fn earlier_plans_are_found_beside_the_plan_and_in_the_plans_folder() {
    let root = root("beside");
    let year = |from: i32, came_from: Option<&str>| {
        let carried = came_from.map(|from| format!("came-from = \"{from}\"\n")).unwrap_or_default();
        format!(
            "board = \"Anytown\"\ntitle = \"Plan\"\nperiod = {{ from = {from}-04-01, to = {}-03-31 }}\n[[objective]]\nref = \"1\"\n\
             title = \"Sharing\"\n[[objective.action]]\nref = \"1.1\"\naction = \"Write it\"\noutcome = \"Written\"\ndue = \"{from}-06\"\n{carried}",
            from + 1
        )
    };
    fs::create_dir(root.join("old")).unwrap();
    for folder in ["", "old/"] {
        fs::write(root.join(format!("{folder}west-2006-07.toml")), year(2006, None)).unwrap();
        fs::write(root.join(format!("{folder}west-2007-08.toml")), year(2007, Some("west-2006-07:1.1"))).unwrap();
        let told = "to decide: 1.1: carried for the second time; it came from west-2006-07:1.1\n";
        let (code, text) = said(&root, &["rollover", &format!("{folder}west-2007-08.toml"), "2008/09", "--dry-run"]);
        assert!(code == 0 && text.contains(told), "{folder}: {text}");
        fs::remove_file(root.join(format!("{folder}west-2006-07.toml"))).unwrap();
        let (_, text) = said(&root, &["rollover", &format!("{folder}west-2007-08.toml"), "2008/09", "--dry-run"]);
        assert!(text.contains("for the second time at least, as west-2006-07 is not on hand"), "{folder}: {text}");
    }
    fs::write(root.join("plans/west-2006-07.toml"), year(2006, None)).unwrap();
    let (_, text) = said(&root, &["rollover", "old/west-2007-08.toml", "2008/09", "--dry-run"]);
    assert!(text.contains("carried for the second time; it came"), "{text}");
}

/// A plan out of the repository is changed only where somebody names its file.
#[test]
fn a_plan_outside_of_the_repository_is_changed_by_its_file_alone() {
    let root = root("outside");
    let here = root.join("here");
    fs::create_dir(&here).unwrap();
    crate::hooks::git(&here, &["init", "-q"]);
    fs::write(here.join("lscb.toml"), "plans = [\"../plans\"]\n").unwrap();
    let told =
        "lscb: ../plans/a.toml: not changed, as it lies outside of this repository; to change it, name its file with --plan\n";
    assert_eq!(said(&here, &["note", "1.2", "Said"]), (2, told.to_owned()));
    assert_eq!(plan(&root), PLAN);
    let (code, text) = said(&here, &["note", "1.2", "Said", "--plan", "../plans/a.toml"]);
    assert!(code == 0 && plan(&root).contains("note = \"Said\""), "{text}");
    assert_eq!(said(&root, &["note", "1.2", "Said again"]).0, 0);
    assert!(plan(&root).contains("note = \"Said again\""));
}
