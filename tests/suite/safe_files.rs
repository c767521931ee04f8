//! Nothing to fear from a stranger's repository: where files are written and read, and what git runs.

use crate::program::{folder, lscb, said, told};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PLAN: &str = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n[groups]\n\
                    g = { name = \"G\", kind = \"subgroup\" }\n[[objective]]\nref = \"1\"\ntitle = \"O\"\n[[objective.action]]\n\
                    ref = \"1.1\"\naction = \"Do it\"\nlead = \"g\"\ndue = \"2008-06\"\n";

/// A plan that `--fix` mends.
fn with_slip() -> String {
    format!("{PLAN}statsu = \"in-progress\"\n")
}

fn git(folder: &Path, args: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]);
    command.args(["-c", "protocol.file.allow=always"]);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
}

/// A repository with a plan in `plans/p.toml`, and a folder `out` beside it.
fn repository(name: &str) -> (PathBuf, PathBuf) {
    let base = folder(name);
    let root = base.join("repo");
    fs::create_dir_all(root.join("plans")).unwrap();
    fs::create_dir(base.join("out")).unwrap();
    fs::write(root.join("plans/p.toml"), PLAN).unwrap();
    assert!(git(&root, &["init", "-q"]));
    (root, base.join("out"))
}

/// Every file and link below a folder, with what it holds; git's own folder left out.
fn contents(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.is_symlink() {
            if path.file_name().unwrap() != ".git" {
                out.extend(contents(&path));
            }
        } else {
            let text = fs::read_to_string(&path).unwrap_or_default();
            out.push((path, text));
        }
    }
    out
}

#[cfg(unix)]
use std::os::unix::fs::symlink;

#[cfg(unix)]
#[test]
fn a_report_of_the_configuration_writes_below_its_repository_and_nowhere_else() {
    let (root, out) = repository("safe/saved");
    symlink("../out", root.join("away")).unwrap();
    symlink("plans/p.toml", root.join("plan.csv")).unwrap();
    symlink("../out/new.csv", root.join("dangling.csv")).unwrap();
    symlink(".git/hooks/pre-commit", root.join("hook.csv")).unwrap();
    fs::create_dir(root.join("papers")).unwrap();
    let absolute = out.join("x.csv");
    let before = (contents(&root), contents(&out));
    for (line, words) in [
        (format!("output = \"{}\"", absolute.display()), "a path from the top of a disk"),
        ("output = \"../out/x.csv\"".into(), "leads out of the repository"),
        ("output = \"away/x.csv\"".into(), "leads out of the repository"),
        ("output = \"dangling.csv\"".into(), "leads out of the repository"),
        ("output = \"hook.csv\"".into(), "hidden"),
        ("output = \".git/hooks/x.csv\"".into(), "hidden"),
        ("output = \".x.csv\"".into(), "hidden"),
        ("output = \"plan.csv\"".into(), "would overwrite a plan"),
        ("output = \"plans/P.TOML\"".into(), "would overwrite a plan"),
        ("output = \"papers/run.sh\"".into(), "does not end as its format does"),
        ("output = \"papers/paper.html\"\nformat = \"csv\"".into(), "does not end as its format does"),
        ("output = \"Makefile\"\nformat = \"table\"".into(), "does not end as its format does"),
        ("output = \"papers/x.csv/\"".into(), "ends as a folder does"),
        (r"output = 'C:\x.csv'".into(), "stands / on every system"),
        (r"output = 'papers\..\..\x.csv'".into(), "stands / on every system"),
        ("output = \"papers/a\\nb.csv\"".into(), "not every system takes '\\n'"),
        ("output = \"papers/x\\u0000.csv\"".into(), "not every system takes"),
        ("output = \"papers:x.csv\"".into(), "not every system takes ':'"),
        ("output = \"nul.csv\"".into(), "not every system takes \"nul.csv\""),
        ("output = \"COM1/x.csv\"".into(), "not every system takes \"COM1\""),
        ("each = \"lead\"\nout-dir = \"packs. \"".into(), "not every system takes \"packs. \""),
        ("each = \"lead\"\nout-dir = \"../out/deep\"".into(), "leads out of the repository"),
        ("each = \"lead\"\nout-dir = \"away\"".into(), "leads out of the repository"),
        ("each = \"lead\"\nout-dir = \".packs\"".into(), "hidden"),
        ("each = \"lead\"\nout-dir = \"/tmp\"".into(), "a path from the top of a disk"),
    ] {
        fs::write(root.join("lscb.toml"), format!("[report.board-paper]\nshape = \"leads\"\n{line}\n")).unwrap();
        let (code, text) = said(&root, &["check", "--format", "short"]);
        assert!(code == 1 && text.contains(words) && text.contains("lscb.toml:"), "{line}: {code} {text}");
        let (code, text) = said(&root, &["report", "board-paper"]);
        assert!(code == 2 && text.contains(words), "{line}: {code} {text}");
        fs::remove_file(root.join("lscb.toml")).unwrap();
        assert_eq!((contents(&root), contents(&out)), before, "{line}");
    }
    fs::write(root.join("lscb.toml"), "[report.board-paper]\nshape = \"leads\"\noutput = \"papers/paper.csv\"\n").unwrap();
    let (code, text) = said(&root, &["report", "board-paper"]);
    assert!(code == 0 && root.join("papers/paper.csv").is_file(), "{code} {text}");
    // Another format of the command line does not make another kind of file of the saved name.
    fs::remove_file(root.join("papers/paper.csv")).unwrap();
    let (code, text) = said(&root, &["report", "board-paper", "--format", "html"]);
    assert!(code == 2 && text.contains("-o FILE.html") && !root.join("papers/paper.csv").exists(), "{code} {text}");
    // The command line may write elsewhere.
    let (code, text) = said(&root, &["report", "board-paper", "-o", "../out/paper.csv"]);
    assert!(code == 0 && out.join("paper.csv").is_file(), "{code} {text}");
    // A link that stands where a pack would be written is not followed out.
    fs::write(
        root.join("lscb.toml"),
        "[report.packs]\nshape = \"leads\"\nformat = \"csv\"\neach = \"lead\"\nout-dir = \"packs\"\n",
    )
    .unwrap();
    fs::create_dir(root.join("packs")).unwrap();
    symlink("../../out/pack.csv", root.join("packs/g-leads.csv")).unwrap();
    let (code, text) = said(&root, &["report", "packs"]);
    assert!(code == 2 && text.contains("leads out of the repository") && !out.join("pack.csv").exists(), "{code} {text}");
    fs::remove_file(root.join("packs/g-leads.csv")).unwrap();
    let (code, text) = said(&root, &["report", "packs"]);
    assert!(code == 0 && root.join("packs/g-leads.csv").is_file(), "{code} {text}");
}

#[test]
fn without_a_repository_a_report_stays_in_the_folder_of_the_configuration() {
    let base = folder("safe/plain");
    // A folder under the temporary folder of cargo lies in the project's own repository: a root of its own parts them.
    let home = std::env::temp_dir().join(format!("lscb-plain-{}", std::process::id()));
    let _ = fs::remove_dir_all(&home);
    let root = home.join("board");
    fs::create_dir_all(root.join("plans")).unwrap();
    fs::write(root.join("plans/p.toml"), PLAN).unwrap();
    for (output, right) in [("../x.csv", 2), ("x.csv", 0), ("deep/../x.csv", 0)] {
        fs::write(root.join("lscb.toml"), format!("[report.board-paper]\nshape = \"leads\"\noutput = \"{output}\"\n")).unwrap();
        let (code, text) = said(&root, &["report", "board-paper"]);
        assert_eq!(code, right, "{output}: {text}");
    }
    assert!(root.join("x.csv").is_file() && !home.join("x.csv").exists());
    fs::remove_dir_all(&home).unwrap();
    let _ = base;
}

#[cfg(unix)]
#[test]
fn the_command_line_writes_over_no_plan_and_through_no_link_out_of_a_repository() {
    let (root, out) = repository("safe/links");
    fs::write(root.join("plan.txt"), PLAN).unwrap();
    fs::write(root.join("lscb.toml"), "plans = \"plans\"\n").unwrap();
    symlink("plans/p.toml", root.join("paper.csv")).unwrap();
    symlink("lscb.toml", root.join("config.csv")).unwrap();
    symlink("../out/new.csv", root.join("dangling.csv")).unwrap();
    symlink("../out", root.join("away")).unwrap();
    fs::hard_link(root.join("plans/p.toml"), root.join("hard.csv")).unwrap();
    fs::write(out.join("there.csv"), "theirs").unwrap();
    symlink("../out/there.csv", root.join("there.csv")).unwrap();
    let before = (contents(&root), contents(&out));
    for (file, words) in [
        ("paper.csv", "would overwrite a plan"),
        ("config.csv", "would overwrite a plan or a configuration"),
        ("plan.txt", "would overwrite a plan"),
        ("dangling.csv", "a link out of the repository"),
        ("there.csv", "a link out of the repository"),
        ("away/x.csv", "a link out of the repository"),
        ("hard.csv", "hard links"),
    ] {
        let (code, text) = said(&root, &["list", "plans", "plan.txt", "--format", "csv", "-o", file]);
        assert!(code == 2 && text.contains(words), "{file}: {code} {text}");
        assert_eq!((contents(&root), contents(&out)), before, "{file}");
    }
    let (code, text) = said(&root, &["new", "away/new.toml"]);
    assert!(code == 2 && text.contains("a link out of the repository"), "{text}");
    // By its own name it may be written, and so may a link within the repository.
    symlink("real.csv", root.join("within.csv")).unwrap();
    for file in ["../out/there.csv", "within.csv"] {
        let (code, text) = said(&root, &["list", "plans", "--format", "csv", "-o", file]);
        assert_eq!(code, 0, "{text}");
    }
    assert!(root.join("within.csv").is_symlink() && root.join("real.csv").is_file());
}

#[cfg(unix)]
#[test]
fn a_plan_outside_of_the_repository_is_mended_only_by_its_own_name() {
    let (root, out) = repository("safe/fix");
    fs::write(out.join("theirs.toml"), with_slip()).unwrap();
    symlink("../../out/theirs.toml", root.join("plans/a.toml")).unwrap();
    fs::write(root.join("plans/p.toml"), with_slip()).unwrap();
    for args in [&["check", "--fix", "-q"][..], &["check", "--fix", "-q", "plans"]] {
        let (code, text) = said(&root, args);
        assert!(code == 1 && text.contains("plans/a.toml: not mended"), "{code} {text}");
        assert_eq!(fs::read_to_string(out.join("theirs.toml")).unwrap(), with_slip());
    }
    assert!(!fs::read_to_string(root.join("plans/p.toml")).unwrap().contains("statsu"));
    fs::remove_file(root.join("plans/a.toml")).unwrap();
    // What the configuration names is read wherever it lies, and mended only within.
    fs::write(root.join("lscb.toml"), "plans = \"../out\"\n").unwrap();
    let (code, text) = said(&root, &["check", "--fix", "-q"]);
    assert!(code == 1 && text.contains("not mended"), "{code} {text}");
    assert_eq!(fs::read_to_string(out.join("theirs.toml")).unwrap(), with_slip());
    symlink("../../out/theirs.toml", root.join("plans/a.toml")).unwrap();
    let (code, text) = said(&root, &["check", "--fix", "-q", "plans/a.toml"]);
    assert!(code == 0 && !fs::read_to_string(out.join("theirs.toml")).unwrap().contains("statsu"), "{code} {text}");
    assert!(root.join("plans/a.toml").is_symlink());
}

#[cfg(unix)]
#[test]
fn what_a_mended_plan_had_beside_its_text_it_keeps_or_it_is_told() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let root = folder("safe/kept");
    let plan = root.join("plan.toml");
    fs::write(&plan, with_slip()).unwrap();
    fs::hard_link(&plan, root.join("other.toml")).unwrap();
    let (code, text) = said(&root, &["check", "--fix", "plan.toml"]);
    assert!(code == 2 && text.contains("hard links"), "{code} {text}");
    assert_eq!(fs::read_to_string(&plan).unwrap(), with_slip());
    fs::remove_file(root.join("other.toml")).unwrap();
    fs::set_permissions(&plan, fs::Permissions::from_mode(0o640)).unwrap();
    // Only the administrator may give a file to a group that is not his own.
    let group = fs::metadata(&plan).unwrap().gid() + 4;
    let given = std::os::unix::fs::chown(&plan, None, Some(group)).is_ok();
    assert_eq!(said(&root, &["check", "--fix", "plan.toml"]).0, 0);
    let about = fs::metadata(&plan).unwrap();
    assert_eq!(about.mode() & 0o7777, 0o640);
    assert!(!given || about.gid() == group);
    // As long as a name may be: that of the temporary file does not depend on it.
    let long = format!("{}.toml", "z".repeat(245));
    fs::write(root.join(&long), with_slip()).unwrap();
    assert_eq!(said(&root, &["check", "--fix", &long]).0, 0);
    // A file of another program, whatever its name, stays.
    assert_eq!(fs::read_dir(&root).unwrap().count(), 2);
}

/// Runs a script of the shell in which `lscb` is the program under test.
#[cfg(unix)]
fn shell(folder: &Path, script: &str) -> (i32, String) {
    let mut command = Command::new("sh");
    command.current_dir(folder).args(["-c", &format!("lscb() {{ \"$LSCB\" \"$@\"; }}; {script}")]);
    command.env("LSCB", env!("CARGO_BIN_EXE_lscb")).env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1").stdin(Stdio::null());
    told(&command.output().unwrap())
}

#[cfg(unix)]
#[test]
fn a_stream_that_the_shell_opened_is_written_into() {
    let root = folder("safe/streams");
    fs::write(root.join("plan.toml"), PLAN).unwrap();
    for (name, redirect) in [("/dev/stdout", ">"), ("/dev/fd/1", ">"), ("/proc/self/fd/1", ">"), ("/dev/stderr", "2>")] {
        let script = format!(
            "(echo before >&{0}; lscb list plan.toml --format csv -o {name}; echo after >&{0}) {redirect} all.txt",
            if redirect == ">" { 1 } else { 2 }
        );
        let (code, text) = shell(&root, &script);
        assert_eq!(code, 0, "{name}: {text}");
        let all = fs::read_to_string(root.join("all.txt")).unwrap();
        assert!(all.starts_with("before\n") && all.ends_with("after\n") && all.contains("Do it"), "{name}: {all:?}");
    }
    let (code, text) = shell(&root, "echo kept > three.txt; lscb list plan.toml --format csv -o /dev/fd/3 3>>three.txt");
    assert!(code == 2 && text.contains("name that file itself"), "{text}");
    assert_eq!(fs::read_to_string(root.join("three.txt")).unwrap(), "kept\n");
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_a_file_is_there_whole_or_not_at_all() {
    let root = folder("safe/full");
    for (write, file) in [("lscb new deep/n.toml", "deep/n.toml"), ("lscb init fresh", "fresh/lscb.toml")] {
        // A limit on the length of files stands for the full disk.
        let (code, text) = shell(&root, &format!("trap '' XFSZ; ulimit -f 1; {write}"));
        assert!(code == 2 && text.contains("not written"), "{write}: {code} {text}");
        assert!(!root.join(file).exists(), "{write}");
        let folder = root.join(file).parent().unwrap().to_owned();
        assert_eq!(fs::read_dir(folder).unwrap().count(), 0, "{write}");
    }
    fs::write(root.join("plan.toml"), with_slip().replace("Do it", &"Do it ".repeat(300))).unwrap();
    let before = fs::read_to_string(root.join("plan.toml")).unwrap();
    let (code, text) = shell(&root, "trap '' XFSZ; ulimit -f 1; lscb check --fix plan.toml");
    assert!(code == 2 && fs::read_to_string(root.join("plan.toml")).unwrap() == before, "{code} {text}");
}

#[test]
fn git_runs_nothing_that_a_repository_brings_along() {
    let base = folder("safe/monitor");
    let ran = base.join("ran");
    let embedded = base.join("repo/in.git");
    fs::create_dir_all(embedded.join("objects")).unwrap();
    fs::create_dir_all(embedded.join("refs")).unwrap();
    fs::write(embedded.join("HEAD"), "ref: refs/heads/main\n").unwrap();
    let monitor = format!("touch '{}'; false", ran.display());
    let config = format!("[core]\nrepositoryformatversion = 0\nbare = false\nworktree = \".\"\nfsmonitor = \"{monitor}\"\n");
    fs::write(embedded.join("config"), config).unwrap();
    assert!(git(&base.join("repo"), &["init", "-q"]));
    let (code, text) = said(&embedded, &["check", "--staged"]);
    assert!(!ran.exists(), "{code} {text}");
    // Nor in a repository of one's own.
    assert!(git(&base.join("repo"), &["config", "core.fsmonitor", &monitor]));
    fs::write(base.join("repo/p.toml"), PLAN).unwrap();
    assert!(git(&base.join("repo"), &["add", "p.toml"]));
    let _ = fs::remove_file(&ran);
    assert_eq!(said(&base.join("repo"), &["check", "--staged"]).0, 0);
    assert!(!ran.exists());
}

#[test]
fn one_entry_that_is_no_plan_hides_no_staged_plan() {
    let (root, _) = repository("safe/entries");
    fs::write(root.join("plans/p.toml"), with_slip()).unwrap();
    fs::write(root.join("plans/large.toml"), "#".repeat((16 << 20) + 1)).unwrap();
    assert!(git(&root, &["add", "."]));
    let id = "23a4dc9999ea14276106bec9e9a662ef35b849a5";
    for (mode, name) in [("160000", "zoo.toml"), ("120000", "link.toml"), ("100644", "plans/missing.toml")] {
        assert!(git(&root, &["update-index", "--add", "--cacheinfo", &format!("{mode},{id},{name}")]));
    }
    let (code, text) = said(&root, &["check", "--staged", "."]);
    assert!(code == 2 && text.contains("statsu"), "{code} {text}");
    assert!(text.contains("plans/missing.toml: git has its name"), "{text}");
    assert!(text.contains("plans/large.toml: 16 MB or more is too large"), "{text}");
    assert!(!text.contains("zoo.toml") && !text.contains("link.toml"), "{text}");
}

#[test]
fn a_file_that_git_is_only_told_of_is_no_part_of_the_commit() {
    let (root, _) = repository("safe/intended");
    assert!(git(&root, &["add", "."]));
    fs::write(root.join("plans/next.toml"), with_slip()).unwrap();
    assert!(git(&root, &["add", "-N", "plans/next.toml"]));
    for (folder, path) in [(".", "plans"), ("plans", "."), ("plans", "../plans")] {
        let (code, text) = said(&root.join(folder), &["check", "--staged", path]);
        assert!(code == 0 && !text.contains("next.toml"), "{code} {text}");
    }
    // An empty file that is part of it is told, with the one that is not beside it.
    fs::write(root.join("plans/empty.toml"), "").unwrap();
    assert!(git(&root, &["add", "plans/empty.toml"]));
    let (_, text) = said(&root, &["check", "--staged", "plans"]);
    assert!(text.contains("empty.toml") && !text.contains("next.toml"), "{text}");
}

#[test]
fn a_path_that_nothing_staged_matches_is_told() {
    let (root, _) = repository("safe/mistyped");
    let (code, text) = said(&root, &["check", "--staged", "plans"]);
    assert!(code == 2 && text.contains("git add"), "{code} {text}");
    // A folder of the configuration whose plans are not added yet stops no commit.
    assert_eq!(said(&root, &["check", "--staged"]).0, 0);
    assert!(git(&root, &["add", "."]));
    assert_eq!(said(&root, &["check", "--staged", "plans"]).0, 0);
    for args in [&["check", "--staged", "plans/mistyped.toml"][..], &["check", "--staged", "plans", "palns"]] {
        let (code, text) = said(&root, args);
        assert!(code == 2 && text.contains("there is no such file or folder"), "{code} {text}");
    }
    fs::write(root.join("lscb.toml"), "plans = \"palns\"\n").unwrap();
    let (code, text) = said(&root, &["check", "--staged"]);
    assert!(code == 2 && text.contains("palns: there is no such file or folder"), "{code} {text}");
    // Nor does a commit stop that removes every plan.
    fs::write(root.join("lscb.toml"), "plans = \"plans\"\n").unwrap();
    assert!(git(&root, &["commit", "-qm", "plans"]) && git(&root, &["rm", "-rq", "plans"]));
    let (code, text) = said(&root, &["check", "--staged"]);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn the_hook_is_written_where_git_looks_for_it() {
    let (root, out) = repository("safe/hooks");
    assert!(git(&root, &["config", "core.hooksPath", ".githooks"]));
    let (code, text) = said(&root, &["init", "--git-hook"]);
    assert!(code == 0 && root.join(".githooks/pre-commit").is_file(), "{code} {text}");
    let (code, text) = said(&root, &["init", "--git-hook"]);
    assert!(code == 0 && text.contains("calls lscb"), "{code} {text}");
    for hook in ["#!/bin/sh\nexec other\n", "#!/bin/sh\n# lscb check --staged\n"] {
        fs::write(root.join(".githooks/pre-commit"), hook).unwrap();
        let (code, text) = said(&root, &["init", "--git-hook"]);
        assert!(code == 2 && text.contains("add this line to it: lscb check --staged || exit 1"), "{code} {text}");
        assert_eq!(fs::read_to_string(root.join(".githooks/pre-commit")).unwrap(), hook);
    }
    // A folder for the hooks of all repositories is nobody's to write into.
    assert!(git(&root, &["config", "core.hooksPath", out.to_str().unwrap()]));
    let (code, text) = said(&root, &["init", "--git-hook"]);
    assert!(code == 2 && text.contains("other repositories too") && fs::read_dir(&out).unwrap().count() == 0, "{code} {text}");
    assert!(git(&root, &["config", "--unset", "core.hooksPath"]));
    let _ = fs::remove_file(root.join(".git/hooks/pre-commit"));
    // A linked work tree and a submodule have a root of their own.
    assert!(git(&root, &["add", "."]) && git(&root, &["commit", "-qm", "first"]));
    assert!(git(&root, &["worktree", "add", "-q", "../linked"]));
    let linked = root.parent().unwrap().join("linked");
    let (code, text) = said(&linked, &["init", "--git-hook"]);
    assert!(code == 0 && root.join(".git/hooks/pre-commit").is_file(), "{code} {text}");
    assert!(git(&root, &["submodule", "add", "-q", root.to_str().unwrap(), "sub"]));
    let (code, text) = said(&root.join("sub"), &["init", "--git-hook"]);
    assert!(code == 0 && root.join(".git/modules/sub/hooks/pre-commit").is_file(), "{code} {text}");
    let (code, text) = said(&root.join("plans"), &["init", "--git-hook"]);
    assert!(code == 2 && text.contains("not the root of a git repository"), "{code} {text}");
}

#[cfg(unix)]
#[test]
fn a_configuration_outside_of_a_repository_is_taken_only_where_it_is_to_be_trusted() {
    use std::os::unix::fs::{PermissionsExt, chown};
    let base = std::env::temp_dir().join(format!("lscb-above-{}", std::process::id()));
    let _ = fs::remove_dir_all(&base);
    let here = base.join("board/deep");
    fs::create_dir_all(&here).unwrap();
    fs::write(here.join("p.toml"), PLAN).unwrap();
    let config = base.join("lscb.toml");
    let plain = || fs::write(&config, "due-soon-days = 7\n").unwrap();
    let takes = |home: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
        let output = command.current_dir(&here).args(["config"]).env("HOME", home).output().unwrap();
        let (code, text) = told(&output);
        assert_eq!(code, 0, "{text}");
        text
    };
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    plain();
    mode(&base, 0o755);
    mode(&config, 0o644);
    let taken = |text: &str| text.lines().any(|line| line.starts_with("due-soon-days") && line.contains('7'));
    assert!(taken(&takes(&base)));
    // No further up than the home folder.
    assert!(!taken(&takes(&base.join("board"))));
    let elsewhere = base.join("elsewhere");
    for (path, right, words) in [(&config, 0o666, "everybody may write it"), (&base, 0o777, "a folder that everybody may write")]
    {
        let before = fs::metadata(path).unwrap().permissions();
        mode(path, right);
        let text = takes(&elsewhere);
        assert!(!taken(&text) && text.contains(words), "{text}");
        fs::set_permissions(path, before).unwrap();
    }
    // Only the administrator can give a file to somebody else.
    if chown(&config, Some(12345), None).is_ok() {
        let text = takes(&elsewhere);
        assert!(!taken(&text) && text.contains("belongs to another user"), "{text}");
        // Inside a repository its own is taken.
        assert!(git(&base, &["init", "-q"]));
        assert!(taken(&takes(&elsewhere)));
    }
    fs::remove_dir_all(&base).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_without_an_end_is_read() {
    let (root, _) = repository("safe/endless");
    for file in ["/proc/kmsg", "/proc/self/mem", "/dev/zero", "/sys/kernel/uevent_seqnum"] {
        let link = root.join("plans/link.toml");
        symlink(file, &link).unwrap();
        let (code, text) = said(&root, &["check", "plans"]);
        assert!(code == 2 && text.contains("plans/link.toml: this is"), "{file}: {code} {text}");
        fs::rename(&link, root.join("lscb.toml")).unwrap();
        let (code, text) = said(&root, &["check", "plans"]);
        assert!(code == 2 && text.contains("lscb.toml: this is"), "{file}: {code} {text}");
        fs::remove_file(root.join("lscb.toml")).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(&root).args(["overdue", "plans"]).env("TZ", "/dev/zero").env_remove("LSCB_TODAY");
    let (code, text) = told(&command.output().unwrap());
    assert!(code == 2 && text.contains("which is no time zone"), "{code} {text}");
}

#[test]
fn a_configuration_full_of_faults_is_told_at_once() {
    let (root, _) = repository("safe/faults");
    let levels: String = (0..30_000).map(|number| format!("no-such-rule-{number} = \"off\"\n")).collect();
    let reports: String = (0..5_000).map(|number| format!("[report.r{number}]\nshape = \"leads\"\nlead = \"x\"\n")).collect();
    let broken = "x\n".repeat(30_000);
    let keys: String = (0..30_000).map(|number| format!("k{number} = 1\n")).collect();
    for (text, words) in [
        (format!("[levels]\n{levels}"), "29800 faults more"),
        (reports, "more than 500 reports"),
        (broken, "cannot be read"),
        (keys, "29800 faults more"),
    ] {
        fs::write(root.join("lscb.toml"), text).unwrap();
        let start = std::time::Instant::now();
        let (code, text) = said(&root, &["check", "--format", "short"]);
        assert!(code == 1 && text.contains(words), "{code} {}", text.lines().next_back().unwrap_or_default());
        assert!(text.lines().count() < 500, "{} lines", text.lines().count());
        assert!(start.elapsed().as_secs() < 20, "{words}: {:?}", start.elapsed());
    }
}

/// What a shell is offered for `lscb list --lead`.
fn offered(root: &Path, shell: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(root).args(["--", "lscb", "list", "--lead", ""]).env("COMPLETE", shell);
    command.env("_CLAP_IFS", "\n").env("_CLAP_COMPLETE_INDEX", "3");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn a_shell_is_offered_no_name_that_it_would_run() {
    let (root, _) = repository("safe/completion");
    let people = "[people]\na = { name = \"$(touch x)\" }\nb = { name = \"Julie Downey\" }\nc = { name = \"e\\u001b[31mvil\" }\n\
                  d = { name = \"new\\nline\" }\n";
    let plan =
        PLAN.replace("[groups]", &format!("{people}[groups]")).replace("lead = \"g\"", "lead = [\"a\", \"b\", \"c\", \"d\"]");
    fs::write(root.join("plans/p.toml"), plan).unwrap();
    for (shell, right) in [
        ("bash", "\\$\\(touch\\ x\\)\nG\nJulie\\ Downey"),
        ("powershell", "'$(touch x)'\nG\n'Julie Downey'\n"),
        ("zsh", "G\nJulie Downey"),
        ("fish", "G\nJulie Downey\n"),
        ("elvish", "G\nJulie Downey"),
    ] {
        assert_eq!(offered(&root, shell), right, "{shell}");
    }
}

#[test]
fn two_packs_of_names_alike_are_two_files() {
    let (root, _) = repository("safe/packs");
    // The two have the same number of 32 bits.
    let people = "[people]\na = { name = \"\u{79d8}\u{5b27}\u{63b1}\" }\nb = { name = \"\u{604b}\u{548b}\u{7d79}\" }\n";
    let plan = PLAN.replace("[groups]", &format!("{people}[groups]")).replace("lead = \"g\"", "lead = [\"a\", \"b\"]");
    fs::write(root.join("plans/p.toml"), plan).unwrap();
    let output = lscb(&root, &["list", "--each", "lead", "--out-dir", "packs", "--format", "csv"]);
    assert!(output.status.success());
    assert_eq!(fs::read_dir(root.join("packs")).unwrap().count(), 2);
}

/// Whatever would be written where nothing may be: an error with the place, nothing told as done, and nothing left there.
#[cfg(unix)]
#[test]
fn where_nothing_may_be_written_nothing_is_told_as_done() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("safe_files/read-only");
    let plan = include_str!("../../plans/oldham-2008-09.toml");
    let slip = plan.replacen("ref = \"1.1\"\n", "ref = \"1.1\"\nstatsu = \"complete\"\n", 1);
    for (name, text) in [("plan.toml", plan), ("slip.toml", &slip), ("out.csv", "old")] {
        fs::write(folder.join(name), text).unwrap();
    }
    let set = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let names = || {
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    let refused = |args: &[&str], words: &str| {
        let output = lscb(&folder, args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(words), "{args:?}: {told}");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(args[0] == "check" || said.is_empty(), "{args:?}: told as done: {said}");
        assert_eq!(names(), before, "{args:?}");
        assert_eq!(fs::read_to_string(folder.join("plan.toml")).unwrap(), plan, "{args:?}");
        assert_eq!(fs::read_to_string(folder.join("slip.toml")).unwrap(), slip, "{args:?}");
    };
    for name in ["plan.toml", "slip.toml", "out.csv"] {
        set(&folder.join(name), 0o444);
    }
    let acts: [&[&str]; 5] = [
        &["note", "1.3", "It began", "--plan", "plan.toml"],
        &["done", "1.3", "--plan", "plan.toml"],
        &["move", "1.3", "December 2008", "--because", "late", "--plan", "plan.toml"],
        &["assign", "1.3", "Margaret Raynor", "--plan", "plan.toml"],
        &["check", "--fix", "slip.toml"],
    ];
    for args in acts {
        refused(args, ".toml: not written: the file is read-only");
    }
    refused(&["list", "plan.toml", "-o", "out.csv"], "out.csv: not written: the file is read-only");
    set(&folder, 0o555);
    // Whoever runs everything may write everywhere.
    if fs::write(folder.join("try"), "").is_ok() {
        fs::remove_file(folder.join("try")).unwrap();
        set(&folder, 0o755);
        return;
    }
    for name in ["plan.toml", "slip.toml", "out.csv"] {
        set(&folder.join(name), 0o644);
    }
    for args in acts {
        refused(args, ".toml: not written: you have no permission for it");
    }
    for args in [
        &["list", "plan.toml", "-o", "out.csv"][..],
        &["list", "plan.toml", "-o", "new/out.docx"],
        &["check", "plan.toml", "-o", "found.json"],
        &["report", "monthly", "plan.toml", "--each", "lead", "--out-dir", "packs"],
        &["new", "new.toml"],
        &["init"],
        &["rollover", "plan.toml", "2009/10"],
        &["man", "pages"],
    ] {
        refused(args, "you have no permission for it");
    }
    set(&folder, 0o755);
}
