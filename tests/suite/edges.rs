//! The edges of the world outside: git's index, devices, pipes and read-only files, terminals, and a broken configuration.

use crate::program::{folder, lscb, said};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn git(folder: &Path, args: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
}

const PLAN: &str = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n";
const ACTION: &str =
    "[[objective]]\nref = \"1\"\ntitle = \"O\"\n[[objective.action]]\nref = \"1.1\"\naction = \"Do it\"\ndue = \"2008-06\"\n";

#[test]
fn staged_plans_are_checked_from_a_folder_beside_them() {
    let root = folder("edges/staged");
    for name in ["plans", "notes", ".hidden"] {
        fs::create_dir(root.join(name)).unwrap();
    }
    fs::write(root.join("plans/a.toml"), format!("{PLAN}statsu = 1\n")).unwrap();
    fs::write(root.join("plans/latin.toml"), b"board = \"A\"\ntitle = \"caf\xe9\"\n").unwrap();
    fs::write(root.join(".hidden/h.toml"), format!("{PLAN}leda = 1\n")).unwrap();
    assert!(git(&root, &["init", "-q"]) && git(&root, &["add", "-f", "."]));
    for (from, path) in [("notes", "../plans"), (".", "plans"), ("notes", "..")] {
        let (code, text) = said(&root.join(from), &["check", "--staged", path]);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains("statsu") && !text.contains("leda"), "{from} {path}: {text}");
        assert!(text.contains("latin.toml: line 2, column 13"), "{from} {path}: {text}");
    }
}

#[test]
fn a_plan_in_a_merge_conflict_is_told_once_and_hides_no_other() {
    let root = folder("edges/merge");
    let write = |title: &str| fs::write(root.join("a.toml"), PLAN.replace("\"T\"", title)).unwrap();
    fs::write(root.join("b.toml"), format!("{PLAN}statsu = 1\n")).unwrap();
    write("\"T\"");
    assert!(git(&root, &["init", "-q", "-b", "one"]) && git(&root, &["add", "."]) && git(&root, &["commit", "-qm", "1"]));
    assert!(git(&root, &["checkout", "-qb", "two"]));
    write("\"Two\"");
    assert!(git(&root, &["commit", "-qam", "2"]) && git(&root, &["checkout", "-q", "one"]));
    write("\"One\"");
    assert!(git(&root, &["commit", "-qam", "3"]) && !git(&root, &["merge", "-q", "two"]));
    for (all, hides) in [(&["--all"][..], false), (&[], true)] {
        let (code, text) = said(&root, &[&["check", "--staged", "."], all].concat());
        assert_eq!(code, 2, "{text}");
        assert_eq!(text.matches("a.toml").count(), 1, "{text}");
        // The other one is not changed by the merge.
        assert!(text.contains("a.toml: unmerged") && text.contains("statsu") != hides, "{text}");
        assert!(!text.contains("the commit changes no plan"), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_written_into_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let root = folder("edges/devices");
    fs::write(root.join("plan.toml"), format!("{PLAN}{ACTION}")).unwrap();
    // A pipe, not /dev/null: a test run by root must not put the machine at risk.
    let pipe = root.join("pipe.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    let (code, text) = said(&root, &["overdue", "plan.toml", "-o", "pipe.csv"]);
    assert_eq!(code, 0, "{text}");
    assert!(String::from_utf8_lossy(&reader.wait_with_output().unwrap().stdout).contains("2008-06-30"));
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    let (code, text) = said(&root, &["overdue", "plan.toml", "--format", "csv", "-o", "-"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("2008-06-30") && !root.join("-").exists(), "{text}");
}

#[test]
fn no_plan_and_no_read_only_file_is_overwritten() {
    let root = folder("edges/overwrite");
    let plan = format!("{PLAN}{ACTION}")
        .replace("due =", "deu =")
        .replace("action = \"Do it\"", "action = \"Do it\"\nstatsu = \"complete\"");
    fs::write(root.join("plan.toml"), &plan).unwrap();
    let (code, text) = said(&root, &["list", "plan.toml", "--format", "csv", "-o", "plan.toml"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("would overwrite a plan"), "{text}");
    for name in ["out.csv", "plan.toml"] {
        fs::write(root.join(name), &plan).unwrap();
        let mut permissions = fs::metadata(root.join(name)).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(root.join(name), permissions).unwrap();
    }
    for args in [&["list", "plan.toml", "-o", "out.csv"][..], &["check", "plan.toml", "--fix"]] {
        let (code, text) = said(&root, args);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains("read-only"), "{text}");
    }
    assert_eq!(fs::read_to_string(root.join("out.csv")).unwrap(), plan);
    assert_eq!(fs::read_to_string(root.join("plan.toml")).unwrap(), plan);
    let (code, text) = said(&root, &["list", "plan.toml", "--format", "csv", "-o", "."]);
    assert!(code == 2 && text.contains("this is a folder, not a file"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_path_that_leads_nowhere_is_told_in_plain_words() {
    let root = folder("edges/paths");
    fs::write(root.join("plan.toml"), PLAN).unwrap();
    std::os::unix::fs::symlink("loop.toml", root.join("loop.toml")).unwrap();
    for (path, words) in [("loop.toml", "a link that leads back to itself"), ("plan.toml/x.toml", "is a file, not a folder")] {
        let (code, text) = said(&root, &["check", path]);
        assert!(code == 2 && text.contains(words) && !text.contains("os error"), "{text}");
    }
}

/// What a terminal obeys: control characters but line ends, and what turns the direction of writing.
fn obeyed(text: &str) -> Option<char> {
    let turns = |c: char| matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().find(|&c| c.is_control() && c != '\n' || turns(c))
}

#[cfg(unix)]
#[test]
fn nothing_from_a_plan_or_a_file_name_is_obeyed_by_a_terminal() {
    let root = folder("edges/terminal");
    let bad = "\u{1b}[31m\u{202e}\u{2066}\u{2028}\u{9b}";
    let escaped: String = bad.chars().map(|c| format!("\\u{:04X}", c as u32)).collect();
    let plan = format!("{PLAN}{ACTION}statsu = \"complete\"\nlead = \"x{bad}\"\n").replace(['\u{1b}', '\u{9b}'], "");
    let plan = plan
        .replace("\"A\"", &format!("\"A{escaped}\""))
        .replace("Do it", &format!("Do {escaped} it {bad}").replace('\u{1b}', ""));
    let name = format!("p{bad}.toml");
    fs::write(root.join(&name), &plan).unwrap();
    fs::write(root.join("lscb.toml"), format!("plans = \"{escaped}\"\n[levels]\n\"{escaped}\" = 1\n")).unwrap();
    let check = ["text", "short", "github"].map(|form| vec!["check", &name, "--format", form]);
    let ask = [vec!["overdue", &name], vec!["list", &name], vec!["show", &name, "1.1"], vec!["report", "leads", &name]];
    let rendered = [vec!["list", &name, "--format", "markdown"], vec!["report", "boards", &name, "--format", "markdown"]];
    let others = [vec!["config"], vec!["list"], vec!["check", "--fix", "--diff", &name], vec!["list", &name, "--lead", bad]];
    for args in check.into_iter().chain(ask).chain(rendered).chain(others) {
        let (_, text) = said(&root, &args);
        assert!(!text.is_empty(), "{args:?}");
        if args.contains(&"--diff") {
            // The lines of a patch are those of the file; its head is not.
            assert_eq!(text.lines().take(2).find_map(obeyed), None, "{args:?}: {text:?}");
        } else {
            assert_eq!(obeyed(&text), None, "{args:?}: {text:?}");
        }
    }
    let (_, tsv) = said(&root, &["list", &name, "--format", "tsv", "--no-config"]);
    let columns = tsv.lines().next().unwrap().matches('\t').count();
    let rows: Vec<&str> = tsv.lines().filter(|line| line.contains('\t')).collect();
    assert!(rows.len() == 2 && rows[1].matches('\t').count() == columns, "{tsv:?}");
}

#[test]
fn a_patch_of_a_file_named_from_the_root_is_one_that_git_takes() {
    let root = folder("edges/patch").canonicalize().unwrap();
    let plan = format!("{PLAN}{ACTION}statsu = \"complete\"\n");
    fs::write(root.join("any town.toml"), &plan).unwrap();
    let output = lscb(&root, &["check", "--fix", "--diff", root.join("any town.toml").to_str().unwrap()]);
    fs::write(root.join("fix.patch"), &output.stdout).unwrap();
    assert!(git(&root, &["init", "-q"]) && git(&root, &["apply", "fix.patch"]), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(fs::read_to_string(root.join("any town.toml")).unwrap(), plan.replace("statsu", "status"));
}

#[test]
fn a_broken_configuration_is_told_in_plain_words_and_once() {
    let root = folder("edges/config");
    fs::create_dir(root.join("plans")).unwrap();
    fs::write(root.join("plans/plan.toml"), format!("{PLAN}{ACTION}")).unwrap();
    for (text, faults) in [
        ("plans = \"plans\ndue-soon-days = 31\n", 1),
        ("plans = [\"plans\"\ndue-soon-days = 31\n", 1),
        ("plans = [\"plans\"\n\n[levels]\nno-lead = \"off\"\n", 1),
        ("plans = [\n  \"plans\"\n  \"more\"\n]\n", 1),
        ("plans = [\"plans\"\n", 1),
        ("plans plans\n", 1),
        ("due-soon-days = thirty\n", 1),
        ("[levels\nno-lead = \"off\"\n", 1),
        ("plans = \"plans\"\n\ndue-soon-days = three\n\n[levels]\nno-lead = off\n", 2),
        ("due-soon-days = 3\ndue-soon-days = 4\n", 1),
        ("plans = \"\"\n", 1),
        ("plans = []\n", 1),
        ("plans = [\"plans\", \" \"]\n", 1),
    ] {
        fs::write(root.join("lscb.toml"), text).unwrap();
        let (code, said) = said(&root, &["check", "--format", "short", "plans"]);
        assert_eq!(code, 1, "{text}: {said}");
        assert_eq!(said.lines().filter(|line| line.starts_with("lscb.toml:")).count(), faults, "{text}: {said}");
        for jargon in ["expected", "invalid", "newline", "unclosed", "`"] {
            assert!(!said.contains(jargon), "{text}: {said}");
        }
    }
    fs::remove_file(root.join("lscb.toml")).unwrap();
    fs::create_dir(root.join("lscb.toml")).unwrap();
    let (code, said) = said(&root, &["check"]);
    assert!(code == 2 && said.contains("lscb.toml: this is a folder"), "{said}");
}

/// Thousands of faults on one line take no longer than they do on lines of their own.
#[test]
fn a_long_line_full_of_faults_is_told_at_once() {
    let root = folder("edges/long");
    let see: Vec<String> = (0..20_000).map(|number| format!("\"x{number}\"")).collect();
    fs::write(root.join("plan.toml"), format!("{PLAN}{ACTION}see = [{}]\n", see.join(", "))).unwrap();
    let start = std::time::Instant::now();
    let (code, text) = said(&root, &["check", "plan.toml", "--format", "short"]);
    assert!(code == 1 && text.contains("plan.toml: error[unknown-ref]: and 19800 more of this rule"), "{code}: {text}");
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
