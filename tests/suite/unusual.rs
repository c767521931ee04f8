//! What few ask for: other streams, colours against the environment, hooks that are there already, tables of moved dates.

use crate::program::{PLAN, folder, said, told};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn with_plan(name: &str) -> PathBuf {
    let root = folder(name);
    fs::write(root.join("a.toml"), PLAN).unwrap();
    root
}

/// A date that is moved needs its reason; one that is set for the first time does not.
#[test]
fn a_table_moves_a_date_only_with_its_reason() {
    let note = |row: &str| {
        let root = with_plan("unusual-table");
        fs::write(root.join("updates.csv"), format!("ref,due,because\n{row}\n")).unwrap();
        let (code, told) = said(&root, &["note", "--from", "updates.csv", "--plan", "a.toml"]);
        (code, told, fs::read_to_string(root.join("a.toml")).unwrap())
    };
    let (code, told, plan) = note("1.1,2008-12,");
    assert!(code == 2 && told.contains("needs its reason") && plan == PLAN, "{told}");
    let (code, told, plan) = note("1.1,2008-12,no room");
    assert!(code == 0 && plan.contains("due = \"2008-12\"") && plan.contains("because = \"no room\""), "{told}{plan}");
    let (code, told, plan) = note("1.2,2008-12,");
    assert!(code == 0 && plan.contains("due = \"2008-12\"") && !plan.contains("moved"), "{told}{plan}");
}

#[test]
fn a_plan_on_standard_input_cannot_be_changed() {
    let (code, told) = said(&with_plan("unusual-stdin"), &["note", "1.1", "Said", "--plan", "-"]);
    assert!(code == 2 && told.contains("a plan on standard input cannot be changed in place; name its file"), "{told}");
}

/// `--color never` wins over an environment that wants colours.
#[test]
fn colours_are_as_asked_for_whatever_the_environment_says() {
    let root = with_plan("unusual-colour");
    let run = |color: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
        command.current_dir(&root).args(["overdue", "a.toml"]).args(color).stdin(Stdio::null());
        command.env("LSCB_TODAY", "2008-10-01").env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
        told(&command.output().unwrap()).1
    };
    assert!(run(&[]).contains("\u{1b}["));
    assert!(!run(&["--color", "never"]).contains("\u{1b}["));
}

/// The names that the system has for a run's own streams are those streams.
#[cfg(unix)]
#[test]
fn the_systems_names_for_the_streams_are_the_streams() {
    let root = with_plan("unusual-streams");
    let list = |to: &str| {
        let output = crate::program::lscb(&root, &["list", "a.toml", "--format", "csv", "--output", to]);
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (out, err) = list("/dev/stdout");
    assert!(out.starts_with("plan,board,ref") && !err.contains("plan,board,ref"), "{out}{err}");
    let (out, err) = list("/dev/stderr");
    assert!(out.is_empty() && err.starts_with("plan,board,ref"), "{out}{err}");
}

fn git(root: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(root).args(args).stdin(Stdio::null()).stdout(Stdio::null());
    let command = command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.status().unwrap().success(), "git {args:?}");
}

/// A hook that is there is left as it is, and whoever asked is told whether it serves.
#[cfg(unix)]
#[test]
fn a_hook_that_is_there_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let root = with_plan("unusual-hook");
    git(&root, &["init", "-q"]);
    let hook = root.join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    for (text, mode, code, words) in [
        ("#!/bin/sh\nlscb check --staged || exit 1\n", 0o755, 0, "is there already and calls lscb"),
        ("#!/bin/sh\nlscb check --staged || exit 1\n", 0o644, 2, "chmod +x"),
        ("#!/bin/sh\n# lscb check --staged\ntrue\n", 0o755, 2, "does not call lscb; add this line to it"),
        ("#!/bin/sh\ntrue\n", 0o755, 2, "does not call lscb; add this line to it"),
    ] {
        fs::write(&hook, text).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(mode)).unwrap();
        let (ended, told) = said(&root, &["init", "--git-hook"]);
        assert!(ended == code && told.contains(words), "{text}{mode:o}: {ended} {told}");
        assert_eq!(fs::read_to_string(&hook).unwrap(), text);
    }
}

/// Which plan and which action are meant: a file by any name, a plan by its own, and what to write where several could be.
#[test]
fn whoever_means_several_or_none_is_told_what_to_write() {
    let root = folder("unusual-meant");
    fs::create_dir_all(root.join("plans")).unwrap();
    for (name, board) in [("plans/north.toml", "Anytown"), ("plans/south.toml", "Bexley"), ("planfile", "Camford")] {
        fs::write(root.join(name), PLAN.replace("Anytown", board)).unwrap();
    }
    let note = |args: &[&str]| said(&root, &[&["note"], args, &["--dry-run"]].concat());
    for (args, told) in [
        (&["1.1", "Said"][..], "\"1.1\" stands in several plans: write north:1.1 or south:1.1, or name the plan with --plan"),
        (&["1.9", "Said", "--plan", "north"], "north has no action \"1.9\"; did you mean \"1.1\" or \"1.2\"?"),
        (&["9.9", "Said"], "no plan has an action \"9.9\"; `lscb list` shows what there is"),
        (&["", "Said", "--plan", "north"], "north has no action \"\""),
        (&["1.1", "Said", "--plan", "nort"], "no plan is called \"nort\"; did you mean \"north\"?"),
        (&["1.1", "Said", "--plan", "harbour"], "no plan is called \"harbour\"; give its file"),
        (&["1.1", "Said", "--plan", "plans/missing"], "plans/missing: there is no such file"),
        (&["1.1", "Said", "--plan", "missing.toml"], "missing.toml: there is no such file"),
    ] {
        let (code, text) = note(args);
        assert!(code == 2 && text.contains(told), "{args:?}: {code} {text}");
    }
    for args in
        [&["1.1", "Said", "--plan", "planfile"][..], &["north:1.1,north:1.2", "Said"], &["1.1", "Said", "--plan", "south"]]
    {
        let (code, text) = note(args);
        assert!(code == 0 && text.contains("1.1: noted on 1 Oct 2008"), "{args:?}: {code} {text}");
    }
    // Two plans of one name are told apart by their folders, two actions of one reference by their places.
    fs::create_dir_all(root.join("more")).unwrap();
    fs::write(root.join("more/north.toml"), PLAN.replace("ref = \"1.2\"", "ref = \"1.1\"")).unwrap();
    fs::write(root.join("lscb.toml"), "plans = [\"plans\", \"more\"]\n").unwrap();
    let (code, text) = note(&["1.2", "Said"]);
    assert!(
        code == 2 && text.contains("write plans/north:1.2 or south:1.2") || text.contains("write north:1.2 or south:1.2"),
        "{text}"
    );
    let (code, text) = note(&["1.1", "Said", "--plan", "more/north.toml"]);
    let told = "\"1.1\" means several actions of north: write 1/1 (\"Write the protocol…\") or 1/2 (\"Report on it…\")";
    assert!(code == 2 && text.contains(told), "{code} {text}");
    let (code, text) = note(&["1/2", "Said", "--plan", "more/north.toml"]);
    assert!(code == 0 && text.contains("noted on 1 Oct 2008"), "{code} {text}");
}

/// A name that no plan knows is entered only where that is asked for, and told with its nearest otherwise.
#[test]
fn a_new_name_is_entered_only_where_it_is_asked_for() {
    let root = with_plan("unusual-names");
    let assign = |args: &[&str]| said(&root, &[&["assign", "1.1"], args, &["--plan", "a.toml", "--dry-run"]].concat());
    let (code, text) = assign(&["Zoe Zed"]);
    assert!(
        code == 2 && text.contains("nobody in a is called \"Zoe Zed\"; to enter the name, add --new person or --new group"),
        "{text}"
    );
    let (code, text) = assign(&["Zoe Zed", "--new", "person"]);
    assert!(code == 0 && text.contains("+zoe-zed = { name = \"Zoe Zed\" }"), "{text}");
    let (code, text) = assign(&["Jo Bloggs", "--new", "group"]);
    assert!(!text.contains("+jo") && text.contains("is led by Jo Bloggs already"), "{code} {text}");
}

/// What `check` will say of a plan after an edit is told once a rule, of the right action, and never again.
#[test]
fn an_edit_tells_what_is_new_and_nothing_that_was_there() {
    let root = with_plan("unusual-new");
    let third = "[[objective.action]]\nref = \"1,3\"\naction = \"Print it\"\noutcome = \"It is read\"\nlead = \"jo\"\nfoo = 1\n";
    fs::write(root.join("a.toml"), format!("{PLAN}{third}")).unwrap();
    let new = |args: &[&str]| {
        let (code, text) = said(&root, &[args, &["--plan", "a.toml"]].concat());
        assert_eq!(code, 0, "{args:?}: {text}");
        let lines = text.lines().filter_map(|line| line.strip_prefix("a.toml: "));
        lines.filter(|line| !line.contains("git")).map(str::to_owned).collect::<Vec<_>>()
    };
    // An error that was there stops nothing; a reference may have a comma.
    assert_eq!(new(&["note", "1,3", "Said"]), [""; 0]);
    let first = "`lscb check` says now: action 1.1 is complete, but has no evidence [complete-without-evidence]";
    assert_eq!(new(&["done", "1.1,1.2", "--dry-run"]), [first, "and 1 more [complete-without-evidence]"]);
    assert_eq!(new(&["done", "1.2"]), [first.replace("1.1", "1.2")]);
    assert_eq!(new(&["done", "1.1"]), [first]);
}

/// A name that several have is not entered once more.
#[test]
fn a_name_that_several_have_is_told_and_not_entered() {
    let root = with_plan("unusual-several");
    fs::write(
        root.join("a.toml"),
        PLAN.replace("[people]\n", "[people]\nsam = { name = \"Sam Bloggs\" }\nsue = { name = \"Sam Smith\" }\n"),
    )
    .unwrap();
    for more in [&[][..], &["--new", "person"]] {
        let (code, text) = said(&root, &[&["assign", "1.1", "Sam", "--plan", "a.toml", "--dry-run"], more].concat());
        assert!(!text.contains("+sam") && !text.contains("name = \"Sam\""), "{code} {text}");
    }
}

/// What a report has no use for is refused, and taken by the reports that have.
#[test]
fn a_report_takes_what_it_has_a_use_for_and_refuses_the_rest() {
    let root = with_plan("unusual-uses");
    let report = |args: &[&str]| said(&root, &[&["report"], args, &["a.toml"]].concat());
    for (flag, takes) in [
        (&["--since", "2008-09-01"][..], "monthly"),
        (&["--month", "2008-09"], "monthly"),
        (&["--every", "quarter"], "trend"),
        (&["--from", "2008-05-01"], "trend"),
        (&["--to", "2008-09-01"], "trend"),
        (&["--meetings", "2"], "escalation"),
        (&["--brief"], "monthly"),
        (&["--author", "Jo"], "monthly"),
    ] {
        let (code, text) = report(&[&["leads"], flag].concat());
        let name = if flag[0] == "--author" { "--author, --meeting, --item, --purpose or --logo-text" } else { flag[0] };
        assert!(code == 2 && text.contains(&format!("the report leads has no use for {name}")), "{flag:?}: {code} {text}");
        let (code, text) = report(&[&[takes], flag].concat());
        assert!(code == 0, "{takes} {flag:?}: {code} {text}");
    }
    let (code, text) = report(&["leads", "--git"]);
    assert!(code == 2 && text.contains("the report leads has no use for --git"), "{code} {text}");
    for (args, code, words) in [
        (&["trend", "--to", "2008-10-01"][..], 0, "2008"),
        (&["trend", "--to", "2008-10-02"], 2, "no later than 2008-10-01"),
        (&["trend", "--from", "2008-09-01", "--to", "2008-09-01"], 0, "2008"),
        (&["trend", "--from", "2008-09-02", "--to", "2008-09-01"], 2, "go from --from to --to"),
        (&["monthly", "--since", "2008-09-30"], 0, "2008"),
        (&["monthly", "--since", "2008-10-01"], 2, "is not before 2008-10-01"),
        (&["monthly", "--month", "2008-09-03"], 2, "write the month as 2008-09 or September 2008"),
        (&["monthly", "--month", "2008-13"], 2, "13"),
        (&["escalation", "--meetings", "0"], 2, "write a number from 1 on"),
        (&["monthly", "--format", "jsonl"], 2, "jsonl is one action a line"),
        (&["nonsense"], 2, "nonsense"),
    ] {
        let (ended, text) = report(args);
        assert!(ended == code && text.contains(words), "{args:?}: {ended} {text}");
    }
}
