//! `lscb check` in a hook, a CI job and an editor's pipe: what a commit changes, what fails, where what is found goes.

use crate::program::{folder, lscb, said, told};
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub fn git(root: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(root).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]);
    let output = command.args(args).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A plan with one action; `more` are lines of that.
pub fn plan(board: &str, reference: &str, more: &str) -> String {
    format!(
        "board = \"{board}\"\ntitle = \"Plan\"\nperiod = {{ from = 2008-04-01, to = 2009-03-31 }}\n\
         people = {{ jo = {{ name = \"Jo\" }} }}\n\n[[objective]]\nref = \"1\"\ntitle = \"Sharing\"\n\n[[objective.action]]\n\
         ref = \"{reference}\"\naction = \"Write it\"\noutcome = \"It is used\"\nlead = \"jo\"\ndue = \"2008-12\"\n{more}"
    )
}

/// A repository whose last commit has a plan without a fault, and one with.
pub fn repository(name: &str) -> PathBuf {
    let root = folder(name);
    fs::create_dir_all(root.join("plans")).unwrap();
    fs::write(root.join("plans/sound.toml"), plan("Anytown", "1.1", "")).unwrap();
    fs::write(root.join("plans/faulty.toml"), plan("Bexley", "1.1", "dew = \"2008-11\"\n")).unwrap();
    git(&root, &["init", "-q"]);
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "one"]);
    root
}

#[test]
fn a_commit_is_judged_by_the_plans_that_it_changes() {
    let root = repository("hooks/changed");
    let staged = |args: &[&str]| said(&root, &[&["check", "--staged"], args].concat());
    let (code, text) = staged(&[]);
    assert!(code == 0 && text.contains("the commit changes no plan; it leaves 2 plans as before"), "{code} {text}");

    // A sound change beside a fault that was there before; `--all` tells that too.
    fs::write(root.join("plans/sound.toml"), plan("Anytown", "1.1", "status = \"in-progress\"\n")).unwrap();
    git(&root, &["add", "."]);
    let (code, text) = staged(&[]);
    assert!(code == 0 && text.contains("1 plan, 1 action: nothing wrong") && !text.contains("dew"), "{code} {text}");
    assert!(text.contains("the commit leaves 1 plan as before"), "{text}");
    let (code, text) = staged(&["--all"]);
    assert!(code == 1 && text.contains("dew") && text.contains("in 1 of 2 plans"), "{code} {text}");

    // One with a fault stops it, from whatever folder and by whatever name.
    fs::write(root.join("plans/sound.toml"), plan("Anytown", "1.1", "statsu = \"complete\"\n")).unwrap();
    git(&root, &["add", "."]);
    fs::write(root.join("plans/sound.toml"), plan("Anytown", "1.1", "")).unwrap();
    let absolute = root.join("plans");
    for (from, path) in
        [(".", "plans"), ("plans", "."), ("plans", "../plans"), (".", "plans/sound.toml"), (".", absolute.to_str().unwrap())]
    {
        let (code, text) = said(&root.join(from), &["check", "--staged", path]);
        assert!(code == 1 && text.contains("statsu") && !text.contains("dew"), "{from} {path}: {code} {text}");
    }
    let (code, text) = said(&root.join("plans"), &["-C", "..", "check", "--staged", "--format", "json"]);
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, json["findings"].as_array().unwrap().len()), (1, 1), "{text}");

    // What is named and left as it is passes, with a word.
    for path in ["plans/faulty.toml", "./plans/faulty.toml", "plans/f*.toml"] {
        let (code, text) = staged(&[path]);
        assert!(
            code == 0 && text.contains("faulty.toml: passed over, as the commit does not change it"),
            "{path}: {code} {text}"
        );
    }
    let (code, text) = staged(&["plans/none.toml"]);
    assert!(code == 2 && text.contains("there is no such file") && !text.contains("passed over"), "{code} {text}");
}

#[test]
fn every_plan_is_judged_where_the_configuration_changes_and_before_the_first_commit() {
    let root = repository("hooks/configuration");
    fs::write(root.join("lscb.toml"), "plans = \"plans\"\n").unwrap();
    git(&root, &["add", "."]);
    for from in [".", "plans"] {
        let (code, text) = said(&root.join(from), &["check", "--staged"]);
        assert!(code == 1 && text.contains("dew") && text.contains("lscb.toml: every plan is judged"), "{from}: {code} {text}");
    }
    git(&root, &["commit", "-qm", "two"]);
    assert_eq!(said(&root, &["check", "--staged"]).0, 0);
    // Changed, but no part of the commit.
    fs::write(root.join("lscb.toml"), "plans = \"plans\"\nfail-on = \"warning\"\n").unwrap();
    assert_eq!(said(&root, &["check", "--staged"]).0, 0);

    let root = folder("hooks/first");
    fs::write(root.join("plan.toml"), plan("Anytown", "1.1", "dew = \"2008-11\"\n")).unwrap();
    git(&root, &["init", "-q"]);
    git(&root, &["add", "."]);
    let (code, text) = said(&root, &["check", "--staged"]);
    assert!(code == 1 && text.contains("dew"), "{code} {text}");
}

#[test]
fn what_a_commit_makes_wrong_in_a_plan_that_it_leaves_is_told() {
    let root = repository("hooks/together");
    let done = "status = \"carried-forward\"\nclosed = 2009-03-31\n";
    let next = |more: &str| {
        let text = plan("Anytown", "1.1", more).replace("2008-04-01, to = 2009-03-31", "2009-04-01, to = 2010-03-31");
        fs::write(root.join("plans/next.toml"), text.replace("2008-12", "2009-12")).unwrap();
        git(&root, &["add", "-A"]);
    };
    fs::write(root.join("plans/sound.toml"), plan("Anytown", "1.1", done)).unwrap();
    // Two plans of one board for the same days: so it was before.
    fs::write(root.join("plans/again.toml"), plan("Bexley", "1.1", "")).unwrap();
    next("came-from = \"sound:1.1\"\n");
    git(&root, &["commit", "-qm", "two"]);
    let staged = || said(&root, &["check", "--staged", "--format", "short"]);
    // The next plan no longer carries the action on, or is no more.
    next("");
    let (code, text) = staged();
    assert!(code == 1 && text.contains("plans/sound.toml:") && text.contains("not-carried-on"), "{code} {text}");
    assert!(!text.contains("dew") && !text.contains("plans-overlap") && text.contains("1 warning in"), "{text}");
    next("came-from = \"sound:1.1\"\nstatus = \"in-progress\"\n");
    let (code, text) = staged();
    assert!(code == 0 && !text.contains("not-carried-on"), "{code} {text}");
    // A plan of a board that has one for these days.
    next("came-from = \"sound:1.1\"\n");
    fs::write(root.join("plans/third.toml"), plan("Anytown", "1.1", "")).unwrap();
    git(&root, &["add", "-A"]);
    let (code, text) = staged();
    assert!(code == 1 && text.contains("plans-overlap") && !text.contains("again.toml"), "{code} {text}");
}

#[test]
fn what_fails_is_said_by_the_flag_then_by_the_configuration() {
    let root = folder("hooks/fail-on");
    fs::write(root.join("warning.toml"), plan("Anytown", "1.1", "").replace("due = \"2008-12\"\n", "")).unwrap();
    fs::write(root.join("error.toml"), plan("Bexley", "1.1", "dew = \"2008-11\"\n")).unwrap();
    let code = |args: &[&str]| said(&root, &[&["check"], args].concat()).0;
    for (config, codes) in [("", [1, 1]), ("fail-on = \"warning\"\n", [1, 1]), ("fail-on = \"error\"\n", [0, 1])] {
        fs::write(root.join("lscb.toml"), config).unwrap();
        assert_eq!([code(&["warning.toml"]), code(&["error.toml"])], codes, "{config}");
        assert_eq!(
            [code(&["warning.toml", "--fail-on", "error"]), code(&["error.toml", "--fail-on", "error"])],
            [0, 1],
            "{config}"
        );
        assert_eq!(code(&["warning.toml", "--fail-on", "warning"]), 1, "{config}");
        assert_eq!(code(&["error.toml", "--exit-zero"]), 0, "{config}");
    }
    fs::write(root.join("lscb.toml"), "fail-on = \"advice\"\n").unwrap();
    let (code, text) = said(&root, &["check", "warning.toml"]);
    assert!(code == 1 && text.contains("\"fail-on\" must be \"error\", or \"warning\" for warnings too"), "{code} {text}");
    let (_, text) = said(&root, &["config"]);
    assert!(text.contains("fail-on"), "{text}");
}

#[test]
fn a_pattern_stands_for_the_files_that_fit_it() {
    let root = repository("hooks/patterns");
    fs::write(root.join("plans/.hidden.toml"), "dew = 1\n").unwrap();
    fs::write(root.join("plans/notes.txt"), "no plan\n").unwrap();
    let out = |args: &[&str]| said(&root, args);
    let (code, text) = out(&["check", "plans/*.toml"]);
    assert!(code == 1 && text.contains("in 1 of 2 plans"), "{code} {text}");
    for pattern in ["plans/s*", "*/sound.toml", "plans/[s]ound.tom?", "pl*/sound.toml"] {
        let (code, text) = out(&["list", pattern]);
        assert!(code == 0 && text.contains("1 action as at"), "{pattern}: {code} {text}");
    }
    let (_, text) = out(&["changes", "--since", "HEAD", "plans/s*.toml"]);
    assert!(text.contains("Nothing changed."), "{text}");
    let (code, text) = out(&["overdue", "plans/*.tml"]);
    assert!(code == 2 && text.contains("plans/*.tml: no plan has a name that fits this"), "{code} {text}");
    // A file of exactly this name is meant.
    fs::write(root.join("plans/s[o]und.toml"), plan("Camford", "1.1", "")).unwrap();
    let (_, text) = out(&["list", "plans/s[o]und.toml", "--format", "json"]);
    assert!(text.contains("Camford") && !text.contains("Anytown"), "{text}");
}

#[test]
fn a_folder_for_the_run_is_that_of_the_configuration_and_of_every_path() {
    let root = repository("hooks/elsewhere");
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::write(root.join("lscb.toml"), "plans = \"plans\"\n").unwrap();
    let from = root.join("a/b");
    let (code, text) = said(&from, &["-C", "..", "-C", "..", "list", "plans/sound.toml", "-o", "list.json"]);
    assert!(code == 0 && root.join("list.json").is_file(), "{code} {text}");
    let (code, text) = said(&from, &["check", "-C", "../..", "plans/sound.toml"]);
    assert!(code == 0, "{code} {text}");
    let (code, text) = said(&from, &["-C", "none", "check"]);
    assert!(code == 2 && text.contains("-C none: cannot go to this folder"), "{code} {text}");
    let (code, text) = said(&from, &["-C", "../..", "timescale", "- ongoing"]);
    assert!(code == 0 && text.contains("ongoing = true"), "{code} {text}");
}

#[test]
fn what_is_found_goes_into_a_file_in_the_form_that_its_name_says() {
    let root = repository("hooks/output");
    for (name, has) in [
        ("o/found.json", "\"findings\""),
        ("found.sarif", "sarif-schema"),
        ("found.sarif.json", "sarif-schema"),
        ("found.txt", "error[unknown-key]"),
    ] {
        let output = lscb(&root, &["check", "plans", "-o", name]);
        let (code, text) = told(&output);
        assert!(code == 1 && output.stdout.is_empty() && text.contains(&format!("{name}: written")), "{name}: {code} {text}");
        let written = fs::read_to_string(root.join(name)).unwrap();
        assert!(written.contains(has), "{name}: {written}");
    }
    let screen = String::from_utf8(lscb(&root, &["check", "plans"]).stdout).unwrap();
    assert_eq!(fs::read_to_string(root.join("found.txt")).unwrap(), screen);
    let before = fs::read_to_string(root.join("plans/sound.toml")).unwrap();
    let (code, text) = said(&root, &["check", "plans", "-o", "plans/sound.toml"]);
    assert!(code == 2 && fs::read_to_string(root.join("plans/sound.toml")).unwrap() == before, "{code} {text}");
}

/// A run that reads a text from standard input: the exit code, standard output and standard error.
pub fn pipe(root: &Path, args: &[&str], text: &[u8]) -> (i32, String, String) {
    fs::write(root.join("piped"), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(root).args(args).env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1");
    let output = command.stdin(File::open(root.join("piped")).unwrap()).output().unwrap();
    told(&output);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_text_from_standard_input_comes_out_mended_and_has_the_name_it_is_given() {
    let root = repository("hooks/piped");
    let faulty = format!("\u{feff}{}", plan("Anytown", "1.1", "statsu = \"complete\"\nfoo = 1\n").replace('\n', "\r\n"));
    let (code, mended, said) = pipe(&root, &["check", "--fix", "-"], faulty.as_bytes());
    assert_eq!(mended, faulty.replace("statsu", "status"));
    assert!(code == 1 && said.contains("no key \"foo\"") && !said.contains("statsu"), "{code} {said}");
    // Nothing to mend: the same bytes.
    let (_, again, _) = pipe(&root, &["check", "--fix", "-"], mended.as_bytes());
    assert_eq!(again, mended);
    let sound = plan("Anytown", "1.1", "");
    assert_eq!(pipe(&root, &["check", "--fix", "-", "--quiet"], sound.as_bytes()).1, sound);
    // The changes alone.
    let (_, diff, _) = pipe(&root, &["check", "--fix", "--diff", "-", "--stdin-filename", "plans/sound.toml"], faulty.as_bytes());
    assert!(diff.contains("+++ b/plans/sound.toml") && diff.contains("+status"), "{diff}");
    assert_eq!(fs::read_to_string(root.join("plans/sound.toml")).unwrap(), sound);

    // The name stands for the file, which is not read.
    let (code, found, said) =
        pipe(&root, &["check", "-", "plans", "--stdin-filename", "plans/faulty.toml", "--format", "short"], sound.as_bytes());
    assert!(!found.contains("dew") && said.contains("2 plans, 2 actions"), "{code} {found} {said}");
    let (_, found, _) = pipe(&root, &["check", "-", "--stdin-filename", "new/x.toml", "--format", "short"], faulty.as_bytes());
    assert!(found.lines().all(|line| line.starts_with("new/x.toml:")) && found.contains("statsu"), "{found}");
    let (code, _, said) = pipe(&root, &["check", "plans", "--stdin-filename", "x.toml"], b"");
    assert!(code == 2 && said.contains("add - to read it"), "{code} {said}");
    // What cannot be read is not handed on.
    let (code, mended, said) = pipe(&root, &["check", "--fix", "-"], b"title = \"caf\xe9\"\n");
    assert!(code == 2 && mended.is_empty() && said.contains("not UTF-8"), "{code} {mended} {said}");
}

#[test]
fn a_file_in_another_encoding_is_checked_all_the_same_and_how_to_save_it_is_said() {
    let root = repository("hooks/encoding");
    let text = plan("Anytown", "1.1", "note = \"it\u{2019}s\"\nstatsu = \"complete\"\n");
    let windows: Vec<u8> = text.chars().map(|c| if c == '\u{2019}' { 0x92 } else { c as u8 }).collect();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes) in [("windows.toml", windows), ("wide.toml", wide)] {
        let path = root.join("plans").join(name);
        fs::write(&path, &bytes).unwrap();
        git(&root, &["add", "."]);
        for args in [&["check", "plans"][..], &["check", "--staged"], &["check", &format!("plans/{name}")]] {
            let (code, text) = said(&root, args);
            assert!(code == 2 && text.contains("statsu") && text.contains("it\u{2019}s"), "{args:?}: {code} {text}");
            assert!(text.contains("save it as UTF-8: in Notepad by File, Save as, Encoding"), "{args:?}: {text}");
        }
        // Nothing is written over it, and no question is answered from a guess.
        let (code, _) = said(&root, &["check", "--fix", "plans"]);
        assert!(code == 2 && fs::read(&path).unwrap() == bytes);
        let (code, text) = said(&root, &["list", &format!("plans/{name}")]);
        assert!(code == 2 && text.contains("no plan could be read"), "{code} {text}");
        fs::remove_file(&path).unwrap();
        git(&root, &["rm", "-q", "--cached", &format!("plans/{name}")]);
    }
}

#[test]
fn so_many_as_are_said_to_be_mended_are() {
    let root = folder("hooks/mended");
    let sound = plan("Anytown", "1.1", "");
    let count = |text: &str, after: &str| -> usize {
        let end = text.find(after).unwrap_or_else(|| panic!("{text}"));
        text[..end].rsplit(|c: char| !c.is_ascii_digit()).find(|word| !word.is_empty()).map_or(0, |word| word.parse().unwrap())
    };
    for (more, told) in [
        ("statsu = \"in-progress\"\n", None),
        ("statsu = \"in-progress\"\nfoo = 1\n", Some(1)),
        ("statsu = \"in-progress\"\nfoo = 1\ntagss = [\"a\"]\nbar = 2\n", Some(2)),
        ("foo = 1\n", Some(0)),
    ] {
        fs::write(root.join("plan.toml"), format!("{sound}{more}")).unwrap();
        let findings = |text: &str| -> usize {
            let json: Value = serde_json::from_str(text).unwrap();
            json["findings"].as_array().unwrap().len()
        };
        let before = findings(&String::from_utf8(lscb(&root, &["check", "plan.toml", "--format", "json"]).stdout).unwrap());
        let (_, screen) = said(&root, &["check", "plan.toml"]);
        let last = screen.trim_end().lines().last().unwrap();
        let said_to_be = match told {
            None => {
                assert_eq!(last, "`lscb check --fix` mends it", "{screen}");
                1
            }
            Some(0) => {
                assert!(!last.contains("--fix"), "{screen}");
                0
            }
            Some(_) => {
                assert_eq!(count(last, " can be mended by `lscb check --fix`"), before, "{screen}");
                count(last, " of these")
            }
        };
        assert_eq!(told.unwrap_or(1), said_to_be, "{screen}");
        lscb(&root, &["check", "--fix", "plan.toml"]);
        let after = findings(&String::from_utf8(lscb(&root, &["check", "plan.toml", "--format", "json"]).stdout).unwrap());
        assert_eq!(before - after, said_to_be, "{more}");
    }
}

/// What is said of what a commit leaves as it is: names up to ten, what cannot be read, what was wrong together before.
#[test]
fn what_a_commit_leaves_is_told_and_does_not_stop_it() {
    let root = repository("hooks/left");
    let again = plan("Anytown", "1.1", "");
    fs::write(root.join("plans/again.toml"), &again).unwrap();
    fs::remove_file(root.join("plans/faulty.toml")).unwrap();
    fs::write(root.join("plans/latin.toml"), b"board = \"Caf\xe9\"\ntitle = \"x\"\n[[objective]]\n").unwrap();
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "two"]);
    fs::write(root.join("plans/again.toml"), plan("Anytown", "1.1", "status = \"in-progress\"\n")).unwrap();
    git(&root, &["add", "."]);
    // Two plans for the same days: so it was before.
    let (code, text) = said(&root, &["check", "--staged"]);
    assert!(code == 0 && text.contains("1 plan, 1 action: nothing wrong") && !text.contains("plans-overlap"), "{code} {text}");
    assert!(text.contains("plans/latin.toml: ") && text.contains("; the commit does not change it"), "{text}");
    // The lines that a finding is about are those of the commit.
    fs::write(root.join("plans/sound.toml"), plan("Anytown", "1.1", "status = \"in-progress\"\n")).unwrap();
    git(&root, &["add", "."]);
    fs::write(root.join("plans/sound.toml"), "board = \"Elsewhere\"\n").unwrap();
    let (code, text) = said(&root, &["check", "--staged"]);
    assert!(code == 1 && text.contains("plans-overlap") && text.contains("| period = { from = 2008-04-01"), "{code} {text}");

    let root = repository("hooks/names");
    let names: Vec<String> = (0..11).map(|number| format!("plans/{number}.toml")).collect();
    for name in &names {
        fs::write(root.join(name), plan(name, "1.1", "")).unwrap();
    }
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "two"]);
    for (count, rest) in [(10, None), (11, Some("and 1 more that the commit does not change"))] {
        let args: Vec<&str> = ["check", "--staged"].into_iter().chain(names.iter().map(|name| &**name).take(count)).collect();
        let (code, text) = said(&root, &args);
        assert!(code == 0 && text.matches(": passed over").count() == 10, "{code} {text}");
        assert_eq!(text.lines().find(|line| line.contains("more that")).map(|line| line.trim_start_matches("lscb: ")), rest);
    }
    // What is wrong with the configuration is told though no plan changes.
    fs::write(root.join("lscb.toml"), "colours = 1\n").unwrap();
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "three"]);
    let (code, text) = said(&root, &["check", "--staged"]);
    assert!(
        code == 1 && text.contains("1 error in lscb.toml; no plan was looked at; the commit leaves 13 plans"),
        "{code} {text}"
    );
}

/// The summary counts what is told apart: the configuration, the plans, what is only counted, what could not be read.
#[test]
fn the_summary_counts_each_kind_by_itself() {
    let root = folder("hooks/summary");
    fs::create_dir(root.join("plans")).unwrap();
    let see: Vec<String> = (0..250).map(|number| format!("\"x{number}\"")).collect();
    fs::write(root.join("plans/long.toml"), plan("Anytown", "1.1", &format!("see = [{}]\n", see.join(", ")))).unwrap();
    fs::write(root.join("plans/sound.toml"), plan("Bexley", "1.1", "")).unwrap();
    fs::write(root.join("plans/none.toml"), plan("Camford", "1.1", "").replace("due = \"2008-12\"\n", "")).unwrap();
    let out = |args: &[&str]| {
        let output = lscb(&root, &[&["check"], args].concat());
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = out(&[]);
    assert!(code == 1 && text.contains("\n250 errors, 1 warning in 2 of 3 plans, 3 actions\n"), "{code} {text}");
    assert_eq!(out(&["--statistics", "--quiet"]), (1, "   250  error    unknown-ref\n     1  warning  no-date\n".to_owned()));
    let (_, text) = out(&["--statistics"]);
    assert!(text.contains("no-date\n\n250 errors, 1 warning in 2 of 3 plans, 3 actions\n"), "{text}");
    let (code, text) = out(&["plans/sound.toml"]);
    assert_eq!((code, &*text), (0, "1 plan, 1 action: nothing wrong\n"));
    let (code, text) = out(&["plans/sound.toml", "plans/gone.toml"]);
    assert_eq!((code, &*text), (2, "1 plan, 1 action: nothing wrong in what could be read\n"));
    let (code, text) = out(&["plans/gone.toml"]);
    assert_eq!((code, &*text), (2, "no plan was looked at\n"));
    fs::write(root.join("lscb.toml"), "colours = 1\nfolders = 2\n").unwrap();
    let (code, text) = out(&["plans/sound.toml", "--statistics"]);
    assert_eq!((code, &*text), (1, "     2  error    unknown-key\n\n2 errors in lscb.toml; 1 plan, 1 action: nothing wrong\n"));
    let (code, text) = out(&["plans/gone.toml", "--statistics"]);
    assert_eq!((code, &*text), (2, "     2  error    unknown-key\n\n2 errors in lscb.toml; no plan was looked at\n"));
    let (_, text) = out(&[]);
    assert!(text.contains("\n2 errors in lscb.toml; 250 errors, 1 warning in 2 of 3 plans, 3 actions\n"), "{text}");
}

/// The lines that a finding about two plans is about are shown, wherever the plans were read; what stood once cannot be mended.
#[test]
fn a_finding_about_two_plans_shows_their_lines() {
    let root = repository("hooks/lines");
    let sound = plan("Anytown", "1.1", "");
    fs::write(root.join("plans/faulty.toml"), plan("Bexley", "1.1", "statsu = \"in-progress\"\n")).unwrap();
    git(&root, &["commit", "-qam", "two"]);
    assert!(said(&root, &["check"]).1.contains("`lscb check --fix` mends it"));
    let (_, text) = said(&root, &["check", "--at", "HEAD"]);
    assert!(text.contains("statsu") && !text.contains("--fix"), "{text}");
    fs::remove_file(root.join("plans/faulty.toml")).unwrap();
    let shown = |text: &str| {
        let (told, lines) = (text.matches("[plans-overlap]").count(), text.matches("| period = {").count());
        assert!(told > 0 && told == lines, "{text}");
    };
    shown(&pipe(&root, &["check", "-", "plans"], sound.as_bytes()).1);
    fs::write(root.join("plans/again.toml"), &sound).unwrap();
    shown(&said(&root, &["check"]).1);
    // And the place of what is kept on purpose.
    fs::write(root.join("plans/again.toml"), "").unwrap();
    let kept = format!("allow = [{{ rule = \"no-date\", because = \"agreed\" }}]\n{}", sound.replace("due = \"2008-12\"\n", ""));
    fs::write(root.join("plans/sound.toml"), kept).unwrap();
    let (code, text) = said(&root, &["check", "plans/sound.toml", "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&text).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert!(code == 0 && place["startLine"].as_u64().is_some_and(|line| line > 1), "{text}");
}
