//! What `check` looks at and shows: the rules that are chosen, the plans that a commit changes or leaves, what cannot be read or mended.

use crate::hooks::{git, pipe, plan, repository};
use crate::program::{folder, lscb, said};
use std::fs;

/// Advice is shown where it is asked for, or where its own rule is; a plan with nothing but advice is not wrong.
#[test]
fn advice_is_shown_where_its_rule_is_chosen() {
    let root = folder("check-choices/advice");
    fs::create_dir(root.join("plans")).unwrap();
    let unused = |text: String| text.replace("jo = { name = \"Jo\" }", "jo = { name = \"Jo\" }, kim = { name = \"Kim\" }");
    fs::write(root.join("plans/a.toml"), unused(plan("Anytown", "1.1", ""))).unwrap();
    fs::write(root.join("plans/b.toml"), plan("Bexley", "1.1", "").replace("due = \"2008-12\"\n", "")).unwrap();
    fs::write(root.join("plans/c.toml"), plan("Camford", "1.1", "")).unwrap();
    for (args, code, shown, last) in [
        (&[][..], 1, &["no-date"][..], "1 warning in 1 of 3 plans, 3 actions; 1 piece of advice (--advice shows it)"),
        (&["--advice"], 1, &["unused-name", "no-date"], "1 warning in 1 of 3 plans, 3 actions; 1 piece of advice"),
        (&["--select", "unused-name"], 0, &["unused-name"], "3 plans, 3 actions: nothing wrong; 1 piece of advice"),
        (
            &["--select", "unused-name,no-date"],
            1,
            &["unused-name", "no-date"],
            "1 warning in 1 of 3 plans, 3 actions; 1 piece of advice",
        ),
        (&["--select", "no-date"], 1, &["no-date"], "1 warning in 1 of 3 plans, 3 actions"),
        (&["--ignore", "no-date"], 0, &[], "3 plans, 3 actions: nothing wrong; 1 piece of advice (--advice shows it)"),
    ] {
        let output = lscb(&root, &[&["check", "--format", "short"], args].concat());
        let found = String::from_utf8(output.stdout).unwrap();
        let rules: Vec<&str> = found.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
        assert_eq!((output.status.code(), &*rules), (Some(code), shown), "{args:?}: {found}");
        assert_eq!(String::from_utf8(output.stderr).unwrap().trim(), last, "{args:?}");
    }
}

/// A folder that is named and left as it is passes with a word, as a file does; what is no plan is passed over where the commit
/// changes it.
#[test]
fn what_is_named_and_left_as_it_is_passes() {
    let root = repository("check-choices/left");
    fs::create_dir(root.join("more")).unwrap();
    fs::write(root.join("more/third.toml"), plan("Camford", "1.1", "")).unwrap();
    fs::write(root.join("plans/notes.toml"), "colour = 1\n").unwrap();
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "two"]);
    fs::write(root.join("more/third.toml"), plan("Camford", "1.1", "status = \"in-progress\"\n")).unwrap();
    git(&root, &["add", "."]);
    let staged = |paths: &[&str]| said(&root, &[&["check", "--staged"], paths].concat());
    let passed = "plans: passed over, as the commit does not change it; --all judges it too";
    let (code, text) = staged(&["plans", "more"]);
    assert!(code == 0 && text.lines().any(|line| line == passed) && !text.contains("more: passed over"), "{code} {text}");
    let (code, text) = staged(&["more"]);
    assert!(code == 0 && !text.contains("passed over"), "{code} {text}");
    let (code, text) = staged(&[]);
    assert!(code == 0 && !text.contains("notes.toml"), "{code} {text}");
    fs::write(root.join("plans/notes.toml"), "colour = 2\n").unwrap();
    git(&root, &["add", "."]);
    let (code, text) = staged(&[]);
    assert!(code == 0 && text.contains("plans/notes.toml: passed over, as it has nothing of a plan in it"), "{code} {text}");
}

/// Standard input is no part of what is staged, nor of a commit.
#[test]
fn standard_input_is_not_what_git_has() {
    let root = repository("check-choices/piped");
    let faulty = plan("Anytown", "1.1", "statsu = \"complete\"\n");
    for args in [&["check", "--staged", "-"][..], &["check", "--at", "HEAD", "-"]] {
        for name in [&[][..], &["--stdin-filename", "plans/new.toml"]] {
            let (code, out, err) = pipe(&root, &[args, name].concat(), faulty.as_bytes());
            assert!(code == 2 && out == "no plan was looked at\n", "{args:?} {name:?}: {code} {out}{err}");
        }
    }
    let (code, out, _) = pipe(&root, &["check", "-"], faulty.as_bytes());
    assert!(code == 1 && out.contains("statsu") && out.contains("standard input:"), "{code} {out}");
    // Of a sound text there is no change to show.
    let sound = plan("Anytown", "1.1", "");
    assert_eq!(pipe(&root, &["check", "--fix", "--diff", "-"], sound.as_bytes()).1, "");
}

#[cfg(unix)]
#[test]
fn what_is_not_there_is_told_and_no_words_of_it_are_promised() {
    let root = repository("check-choices/nowhere");
    std::os::unix::fs::symlink("nowhere", root.join("plans/link.toml")).unwrap();
    let (code, text) = said(&root, &["check"]);
    assert!(code == 2 && text.lines().any(|line| line == "plans/link.toml: there is no such file or folder"), "{code} {text}");
}

/// What lies outside is read and not written: it is not said to be mended by the same run again.
#[cfg(unix)]
#[test]
fn what_is_not_mended_is_not_said_to_be() {
    let root = repository("check-choices/outside");
    let outside = folder("check-choices/elsewhere").join("plan.toml");
    fs::write(&outside, plan("Camford", "1.1", "statsu = \"in-progress\"\n")).unwrap();
    std::os::unix::fs::symlink(&outside, root.join("plans/outside.toml")).unwrap();
    let (code, text) = said(&root, &["check", "--select", "unknown-key"]);
    assert!(code == 1 && text.contains("statsu") && text.contains("can be mended by `lscb check --fix`"), "{code} {text}");
    let (code, text) = said(&root, &["check", "--fix"]);
    assert!(code == 1 && text.contains("not mended, as it lies outside of this repository"), "{code} {text}");
    assert!(text.contains("statsu") && !text.contains("can be mended") && !text.contains("mends it"), "{text}");
}
