//! A year of a board's plan as real commits, and what is said of it afterwards.

use crate::program::{folder, lscb, said};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs git as somebody, on a day.
pub fn git_as(root: &Path, who: &str, when: &str, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(root).args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"]).args(args);
    for (key, value) in [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")] {
        command.env(key, value);
    }
    for kind in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{kind}_NAME"), who).env(format!("GIT_{kind}_EMAIL"), "x@example.org");
        command.env(format!("GIT_{kind}_DATE"), when);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A repository with a plan that is changed again and again.
pub struct Board {
    pub root: PathBuf,
    pub plan: String,
}

impl Board {
    pub fn new(name: &str, init: &[&str]) -> Board {
        let root = folder(name);
        fs::create_dir_all(root.join("plans")).unwrap();
        git_as(&root, "A", "2008-04-01T09:00:00+0100", &[&["init", "-q", "-b", "main"], init].concat());
        Board { root, plan: "plans/any-town.toml".into() }
    }

    pub fn text(&self) -> String {
        fs::read_to_string(self.root.join(&self.plan)).unwrap()
    }

    pub fn write(&self, text: impl AsRef<[u8]>) {
        fs::write(self.root.join(&self.plan), text).unwrap();
    }

    /// Puts something in the place of something that stands there once.
    pub fn edit(&self, old: &str, new: &str) {
        let text = self.text();
        assert_eq!(text.matches(old).count(), 1, "{old}");
        self.write(text.replace(old, new));
    }

    pub fn commit(&self, who: &str, day: &str, subject: &str) {
        let when = format!("{day}T12:00:00+0100");
        git_as(&self.root, who, &when, &["add", "-A"]);
        git_as(&self.root, who, &when, &["commit", "-qm", subject]);
    }

    /// What is answered: no word on standard output but the report.
    pub fn ask(&self, args: &[&str]) -> String {
        let output = lscb(&self.root, args);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{args:?}: {out}{err}");
        out.into_owned()
    }

    /// The rows of a report, each as the values of some columns.
    pub fn rows(&self, args: &[&str], columns: &[&str]) -> Vec<String> {
        let json: serde_json::Value = serde_json::from_str(&self.ask(&[args, &["--format", "json"]].concat())).unwrap();
        let cell = |row: &serde_json::Value, column: &&str| match &row[*column] {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Null => "-".into(),
            other => other.to_string(),
        };
        let row = |row: &serde_json::Value| columns.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join(" | ");
        json["rows"].as_array().unwrap().iter().map(row).collect()
    }
}

pub const START: &str = r#"board = "Any Town Safeguarding Board"
title = "Business plan"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-06-18, 2008-09-17, 2008-12-10]
[people]
sue = { name = "Sue Harrison" }
chris = { name = "Chris Howard" }
[[objective]]
ref = "1"
title = "Safe staff"
[[objective.action]]
ref = "1.1"
action = "Write the policy"
lead = "sue"
due = "2008-06"
[[objective.action]]
ref = "1.2"
action = "Train all staff"
lead = "chris"
due = "2008-10"
[[objective.action]]
ref = "1.3"
action = "Publish the leaflet"
lead = "sue"
due = "2008-11"
[[objective]]
ref = "2"
title = "Listen to children"
[[objective.action]]
ref = "2.1"
action = "Hold a conference"
lead = "chris"
due = "2009-01"
"#;

/// The year: agreed in April, changed before and after each meeting, once on a branch.
fn year(name: &str, init: &[&str]) -> Board {
    let board = Board::new(name, init);
    board.write(START);
    board.commit("Jo Clerk", "2008-04-02", "Plan as agreed");
    board.edit("lead = \"sue\"\ndue = \"2008-06\"", "lead = \"sue\"\ndue = \"2008-09\"");
    board.commit("Sue Harrison", "2008-05-20", "More time for the policy");
    // At the meeting in June: a note, and an action in front of all others.
    board.edit("[[objective.action]]\nref = \"1.1\"", "[[objective.action]]\nref = \"1.1\"\naction = \"Name a lead officer\"\ndue = \"2008-07\"\n[[objective.action]]\nref = \"1.2\"");
    board.edit("ref = \"1.2\"\naction = \"Train", "ref = \"1.3\"\naction = \"Train");
    board.edit("ref = \"1.3\"\naction = \"Publish", "ref = \"1.4\"\naction = \"Publish");
    board.commit("Jo Clerk", "2008-06-18", "As decided on 18 June");
    // Two hands at once: Chris on a branch, Sue on the main one.
    git_as(&board.root, "Chris Howard", "2008-07-01T12:00:00+0100", &["checkout", "-qb", "chris"]);
    board.edit(
        "due = \"2008-10\"",
        "due = \"2008-12\"\nmoved = [{ from = \"2008-10\", to = \"2008-12\", on = 2008-07-01, because = \"No venue\" }]",
    );
    board.commit("Chris Howard", "2008-07-01", "Training later");
    git_as(&board.root, "Sue Harrison", "2008-07-02T12:00:00+0100", &["checkout", "-q", "main"]);
    board.edit("due = \"2008-09\"", "due = \"2008-09\"\nstatus = \"complete\"\ncompleted = 2008-07-02");
    board.commit("Sue Harrison", "2008-07-02", "Policy written");
    git_as(&board.root, "Jo Clerk", "2008-07-03T12:00:00+0100", &["merge", "-q", "--no-ff", "-m", "Merge", "chris"]);
    // A state in between that nobody can read, mended the next day: an editor saved it as UTF-16.
    let sound = board.text();
    board.write(format!("\u{feff}{sound}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    board.commit("Jo Clerk", "2008-08-04", "A slip");
    board.write(sound.replace("Hold a conference", "Hold a large conference"));
    board.commit("Jo Clerk", "2008-08-05", "Mended");
    // At the meeting in September the objectives change places, a file gets another name, an action goes.
    board.edit("ref = \"2\"\ntitle", "ref = \"3\"\ntitle");
    board.edit("ref = \"2.1\"", "ref = \"3.1\"");
    board.commit("Jo Clerk", "2008-09-17", "Objective 2 is now 3");
    git_as(&board.root, "Jo Clerk", "2008-09-18T12:00:00+0100", &["mv", "plans/any-town.toml", "plans/any-town-2008-09.toml"]);
    let board = Board { plan: "plans/any-town-2008-09.toml".into(), ..board };
    board.commit("Jo Clerk", "2008-09-18", "The year in the name");
    board.edit("[[objective.action]]\nref = \"1.4\"\naction = \"Publish the leaflet\"\nlead = \"sue\"\ndue = \"2008-11\"\n", "");
    board.commit("Jo Clerk", "2008-09-20", "Tidied");
    board
}

const TOLD: [&str; 6] = ["kind", "ref", "before_as_written", "after_as_written", "on", "by"];

#[test]
fn changes_between_any_two_meetings_are_exactly_what_was_done() {
    let board = year("history-changes", &[]);
    let between = |since: &str, until: &str| board.rows(&["changes", "--since", since, "--until", until], &TOLD);
    assert_eq!(between("2008-04-03", "2008-06-17"), ["moved | 1.1 | 2008-06 | 2008-09 | 2008-05-20 | Sue Harrison"]);
    // A day is counted in: what was committed on it is new since.
    let june = [
        "added | 1.1 | - | - | 2008-06-18 | Jo Clerk",
        "renumbered | 1.2 | - | - | 2008-06-18 | Jo Clerk",
        "renumbered | 1.3 | - | - | 2008-06-18 | Jo Clerk",
        "renumbered | 1.4 | - | - | 2008-06-18 | Jo Clerk",
    ];
    assert_eq!(between("2008-06-18", "2008-06-18"), june);
    assert_eq!(between("2008-06-19", "2008-06-30"), Vec::<String>::new());
    // The merge hides nobody.
    let summer = [
        "done | 1.2 | - | 2008-07-02 | 2008-07-02 | Sue Harrison",
        "moved | 1.3 | 2008-10 | 2008-12 | 2008-07-01 | Chris Howard",
        "reworded | 2.1 | - | - | 2008-08-05 | Jo Clerk",
    ];
    assert_eq!(between("2008-06-19", "2008-09-16"), summer);
    let autumn = [
        "plan-renamed | - | - | - | 2008-09-18 | Jo Clerk",
        "renumbered | 3.1 | - | - | 2008-09-17 | Jo Clerk",
        "vanished | 1.4 | - | - | 2008-09-20 | Jo Clerk",
        "objective-changed | - | - | - | 2008-09-17 | Jo Clerk",
    ];
    let rows = board.rows(&["changes", "--since", "2008-09-17"], &TOLD);
    assert_eq!(rows, autumn);
    // As at 1 October, the last meeting was that of September, itself counted in.
    assert_eq!(board.rows(&["changes", "--since", "last-meeting"], &TOLD), autumn);
    // A file that is named alone is followed to the name it had.
    assert_eq!(board.rows(&["changes", &board.plan, "--since", "2008-09-17"], &TOLD), autumn);
    // What is not committed has nobody yet; what is staged can be asked for alone.
    board.edit("title = \"Safe staff\"", "title = \"Safe and skilled staff\"");
    assert_eq!(board.rows(&["changes", "--since", "HEAD"], &TOLD), ["objective-changed | - | - | - | - | -"]);
    assert_eq!(board.rows(&["changes", "--since", "HEAD", "--staged"], &TOLD), Vec::<String>::new());
    git_as(&board.root, "A", "2008-10-01T12:00:00+0100", &["add", "."]);
    assert_eq!(board.rows(&["changes", "--since", "HEAD", "--staged"], &TOLD).len(), 1);
}

#[test]
fn changes_are_filtered_grouped_packed_and_failed_on() {
    let board = year("history-dials", &[]);
    let refs = |args: &[&str]| {
        board.rows(&[&["changes", "--since", "2008-06-19", "--until", "2008-09-30"], args].concat(), &["kind", "ref"])
    };
    assert_eq!(refs(&["--lead", "Chris Howard"]), ["moved | 1.3", "renumbered | 3.1", "reworded | 3.1"]);
    assert_eq!(refs(&["--ref", "1.4"]), ["vanished | 1.4"]);
    let text = board.ask(&["changes", "--since", "2008-06-19", "--until", "2008-09-30"]);
    assert!(text.contains("1 done, 1 moved, 1 reworded, 1 renumbered, 1 gone without a trace"), "{text}");
    assert!(text.contains("Gone without a trace: 1 action (1.4)"), "{text}");
    for format in ["csv", "tsv", "json", "markdown", "html"] {
        assert!(!board.ask(&["changes", "--since", "2008-06-19", "--format", format]).is_empty(), "{format}");
    }
    let code = |args: &[&str]| said(&board.root, &[&["changes", "--since", "2008-09-19"], args].concat()).0;
    assert_eq!(
        [code(&[]), code(&["--fail-if-any"]), code(&["--fail-if-any=vanished"]), code(&["--fail-if-any=added"])],
        [0, 1, 1, 0]
    );
    let grouped = board.ask(&["changes", "--since", "2008-06-19", "--group-by", "lead", "--columns", "kind,ref"]);
    assert!(grouped.contains("Chris Howard") && grouped.contains("Sue Harrison"), "{grouped}");
    board.ask(&["changes", "--since", "2008-06-19", "--each", "lead", "--out-dir", "packs", "--format", "markdown"]);
    assert!(board.root.join("packs/chris-howard-changes.md").exists());
}

#[test]
fn the_life_of_an_action_is_told_over_renumbering_merges_slips_and_another_file_name() {
    let board = year("history-lives", &[]);
    let columns = ["on", "by", "kind", "ref"];
    assert_eq!(
        board.rows(&["history", "1.3"], &columns),
        [
            "2008-04-02 | Jo Clerk | added | 1.2",
            "2008-06-18 | Jo Clerk | renumbered | 1.3",
            "2008-07-01 | Chris Howard | moved | 1.3",
        ]
    );
    assert_eq!(
        board.rows(&["history", "any-town-2008-09:3.1"], &columns),
        [
            "2008-04-02 | Jo Clerk | added | 2.1",
            "2008-08-05 | Jo Clerk | reworded | 2.1",
            "2008-09-17 | Jo Clerk | renumbered | 3.1",
        ]
    );
    // One that is gone is known by what it was called.
    assert_eq!(
        board.rows(&["history", "1.4"], &["on", "kind"]),
        ["2008-04-02 | added", "2008-06-18 | renumbered", "2008-09-20 | vanished"]
    );
    let (code, text) = said(&board.root, &["history", "9.9"]);
    assert!(code == 2 && text.contains("no plan has or had an action 9.9"), "{text}");
    let (_, text) = said(&board.root, &["history", "3.1"]);
    assert!(text.contains("2008-08-04") || text.contains("4 Aug 2008"), "{text}");
    assert!(text.contains("cannot be read as a plan"), "{text}");
}

#[test]
fn the_paper_of_each_meeting_can_be_made_again_byte_for_byte() {
    let board = Board::new("history-papers", &[]);
    board.write(START);
    board.commit("Jo Clerk", "2008-04-02", "Plan as agreed");
    let mut papers = Vec::new();
    for (meeting, old, new) in [
        ("2008-06-18", "due = \"2008-06\"", "due = \"2008-07\"\nstatus = \"in-progress\""),
        ("2008-09-17", "due = \"2008-10\"", "due = \"2008-10\"\nprogress = [{ on = 2008-09-01, note = \"Begun\" }]"),
        ("2008-12-10", "due = \"2008-11\"", "due = \"2008-11\"\ncompleted = 2008-11-20"),
    ] {
        board.edit(old, new);
        for format in ["markdown", "html", "json"] {
            let paper = |dial: &str| board.ask(&["report", "monthly", dial, meeting, "--format", format]);
            papers.push((meeting, format, paper("--as-at")));
        }
        board.commit("Jo Clerk", meeting, "Paper sent");
    }
    git_as(&board.root, "Jo Clerk", "2008-12-11T12:00:00+0100", &["tag", "december", "HEAD"]);
    fs::remove_file(board.root.join(&board.plan)).unwrap();
    fs::write(board.root.join("plans/other.toml"), "board = \"Other\"\n").unwrap();
    for (meeting, format, then) in &papers {
        let again = board.ask(&["report", "monthly", "--at", meeting, "--format", format, "plans"]);
        assert_eq!(again, *then, "{meeting} {format}");
    }
    let (_, _, december) = papers.last().unwrap();
    assert_eq!(board.ask(&["report", "monthly", "--at", "december", "--format", "json", "plans"]), *december);
    // Which state it is, is said on standard error and never in the paper.
    let output = lscb(&board.root, &["overdue", "--at", "2008-09-30", "plans"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("as it stood at commit"));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("commit"));
    // Each question has it, and the day may be another one.
    for question in [&["overdue"][..], &["due"], &["list"], &["show", "1.1"], &["report", "leads"], &["check"]] {
        let output = lscb(&board.root, &[question, &["--at", "HEAD~1", "plans"]].concat());
        assert!(String::from_utf8_lossy(&output.stderr).contains("17 Sep 2008"), "{question:?}");
        assert!(String::from_utf8_lossy(&output.stdout).len() > 20, "{question:?}");
    }
    assert!(board.ask(&["overdue", "--at", "HEAD~1", "--as-at", "2009-01-05", "plans"]).contains("5 Jan 2009"));
    let (code, text) = said(&board.root, &["overdue", "--at", "2008-03-01"]);
    assert!(code == 2 && text.contains("first commit of this branch is of 2 Apr 2008"), "{text}");
    let (code, text) = said(&board.root, &["overdue", "--at", "no-such-tag"]);
    assert!(code == 2 && text.contains("no-such-tag"), "{text}");
}

#[test]
fn a_day_is_that_of_the_clock_of_whoever_made_the_commit() {
    let board = Board::new("history-clocks", &[]);
    board.write(START);
    // The evening of the 17th in New York is the 18th in London.
    git_as(&board.root, "A", "2008-06-17T23:30:00-0500", &["add", "-A"]);
    git_as(&board.root, "A", "2008-06-17T23:30:00-0500", &["commit", "-qm", "late"]);
    assert_eq!(said(&board.root, &["list", "--at", "2008-06-16"]).0, 2);
    assert!(board.ask(&["list", "--at", "2008-06-17"]).contains("Write the policy"));
}

#[test]
fn the_last_meeting_is_each_boards_own() {
    let board = year("history-meetings", &[]);
    let text = lscb(&board.root, &["list", "--at", "last-meeting"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("as at 17 Sep 2008"), "{text:?}");
    let other = START.replace("Any Town", "Other Town").replace("2008-09-17", "2008-09-24");
    fs::write(board.root.join("plans/other-town.toml"), other).unwrap();
    fs::write(board.root.join("plans/none.toml"), "board = \"None\"\n[[objective]]\nref = \"1\"\n").unwrap();
    board.commit("A", "2008-09-25", "More boards");
    let (code, text) = said(&board.root, &["list", "--at", "last-meeting"]);
    assert!(code == 2 && text.contains("17 Sep 2008") && text.contains("24 Sep 2008"), "{text}");
    let (_, text) = said(&board.root, &["changes", "--since", "last-meeting"]);
    assert!(text.contains("none.toml: left out, as it lists no meeting before 1 Oct 2008"), "{text}");
}

#[test]
fn slippage_counts_what_the_plan_tells_and_what_only_git_saw_each_once() {
    let board = year("history-slippage", &[]);
    let columns = ["ref", "first_due", "now_due", "moved_times", "only_in_git"];
    assert_eq!(
        board.rows(&["report", "slippage", "--git"], &columns),
        ["1.2 | 2008-06-30 | 2008-09-30 | 1 | 1", "1.3 | 2008-10-31 | 2008-12-31 | 1 | 0"]
    );
    let plain = board.ask(&["report", "slippage", "--format", "json"]);
    assert!(!plain.contains("\"1.2\""), "{plain}");
    // `check` advises an entry where it is asked to look.
    let (code, text) = said(&board.root, &["check", "--history", "--select", "moved-silent"]);
    let unwrapped = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        code == 0 && unwrapped.contains("went from June 2008 to September 2008 on 20 May 2008 (committed by Sue Harrison)"),
        "{text}"
    );
    assert!(!text.contains("December"), "{text}");
    assert!(!said(&board.root, &["check", "--advice"]).1.contains("went from June 2008"));
    // The same files give the same answer without a repository.
    let alone = folder("history-slippage-alone");
    fs::create_dir_all(alone.join("plans")).unwrap();
    fs::copy(board.root.join(&board.plan), alone.join(&board.plan)).unwrap();
    assert_eq!(String::from_utf8_lossy(&lscb(&alone, &["report", "slippage", "--format", "json"]).stdout), plain);
    // Out of every repository; the folder of the tests lies in one.
    let outside = std::env::temp_dir().join(format!("lscb-outside-{}", std::process::id()));
    fs::create_dir_all(&outside).unwrap();
    fs::copy(board.root.join(&board.plan), outside.join("any-town.toml")).unwrap();
    for question in
        [&["report", "slippage", "--git"][..], &["changes", "--since", "HEAD"], &["history", "1.1"], &["list", "--at", "HEAD"]]
    {
        let (code, text) = said(&outside, question);
        assert!(code == 2 && text.contains("no git repository"), "{question:?}: {text}");
    }
    let _ = fs::remove_dir_all(&outside);
}

#[test]
fn the_trend_is_counted_from_dates_or_from_git() {
    let board = year("history-trend", &[]);
    let columns = ["day", "open", "overdue", "closed"];
    assert_eq!(
        board.rows(&["report", "trend", "--git", "--every", "quarter"], &columns),
        ["2008-06-30 | 5 | 0 | 0", "2008-09-30 | 3 | 1 | 1", "2008-10-01 | 3 | 1 | 1"]
    );
    assert_eq!(
        board.rows(&["report", "trend", "--every", "meeting"], &columns),
        ["2008-06-18 | 4 | 0 | 0", "2008-09-17 | 3 | 1 | 1"]
    );
    let from = board.rows(&["report", "trend", "--from", "2008-07-15", "--to", "2008-08-15"], &columns);
    assert_eq!(from.len(), 2, "{from:?}");
    for format in ["table", "html", "markdown", "csv"] {
        assert!(board.ask(&["report", "trend", "--format", format]).contains("2008"), "{format}");
    }
}

#[test]
fn a_shallow_clone_says_what_it_cannot_see() {
    let board = year("history-shallow", &[]);
    let url = format!("file://{}", board.root.display());
    let root = folder("history-shallow-clones");
    git_as(&root, "A", "2008-10-01T12:00:00+0100", &["clone", "-q", "--depth", "2", &url, "clone"]);
    let clone = Board { root: root.join("clone"), plan: board.plan.clone() };
    let (code, text) = said(&clone.root, &["changes", "--since", "2008-06-01"]);
    assert!(code == 2 && text.contains("git fetch --unshallow"), "{text}");
    let (code, text) = said(&clone.root, &["history", "1.3"]);
    assert!(code == 0 && text.contains("holds its history only from 18 Sep 2008 on") && !text.contains("added"), "{text}");
    // What came after its first commit is seen.
    let gone = clone.rows(&["history", "1.4"], &["on", "kind"]);
    assert_eq!(gone, ["2008-09-20 | vanished"]);
}

#[test]
fn bare_repositories_other_hashes_and_sub_folders_are_read_alike() {
    let board = year("history-kinds", &["--object-format=sha256"]);
    let rows = |board: &Board, args: &[&str]| {
        board.rows(&[&["changes", "--since", "2008-06-19", "--until", "2008-09-30"], args].concat(), &TOLD)
    };
    let expected = rows(&board, &[]);
    assert_eq!(expected.len(), 7, "{expected:?}");
    let below = Board { root: board.root.join("plans"), plan: String::new() };
    assert_eq!(rows(&below, &["."]), expected);
    let above = Board { root: board.root.join("plans"), plan: String::new() };
    assert_eq!(rows(&above, &["../plans"]), expected);
    let outside = std::env::temp_dir().join(format!("lscb-bare-{}", std::process::id()));
    let _ = fs::remove_dir_all(&outside);
    fs::create_dir_all(&outside).unwrap();
    git_as(&outside, "A", "2008-10-01T12:00:00+0100", &["clone", "-q", "--bare", &board.root.to_string_lossy(), "bare.git"]);
    let bare = Board { root: outside.join("bare.git"), plan: String::new() };
    assert_eq!(rows(&bare, &[]), expected);
    let _ = fs::remove_dir_all(&outside);
}

#[cfg(unix)]
#[test]
fn nothing_of_the_repository_runs() {
    use std::os::unix::fs::PermissionsExt;
    let board = year("history-hostile", &[]);
    let trap = board.root.join("trap.sh");
    let mark = board.root.join("sprung");
    fs::write(&trap, format!("#!/bin/sh\ntouch '{}'\ncat\n", mark.display())).unwrap();
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
    let trap = trap.to_string_lossy().into_owned();
    for (key, value) in [
        ("gpg.program", &*trap),
        ("log.showSignature", "true"),
        ("core.pager", &trap),
        ("core.fsmonitor", &trap),
        ("diff.external", &trap),
        ("diff.trap.textconv", &trap),
        ("diff.trap.command", &trap),
        ("filter.trap.clean", &trap),
        ("filter.trap.smudge", &trap),
        ("core.sshCommand", &trap),
        ("diff.relative", "true"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("diff.renames", "false"),
        ("log.diffMerges", "off"),
        ("format.pretty", "raw"),
        ("log.date", "relative"),
    ] {
        git_as(&board.root, "A", "2008-10-01T12:00:00+0100", &["config", key, value]);
    }
    fs::write(board.root.join(".git/info/attributes"), "*.toml diff=trap filter=trap\n").unwrap();
    // A commit that claims to be signed.
    let head = git_as(&board.root, "A", "2008-10-01T12:00:00+0100", &["cat-file", "commit", "HEAD"]);
    let (front, message) = head.split_once("\n\n").unwrap();
    let signed = format!("{front}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n{message}\n");
    fs::write(board.root.join("signed"), signed).unwrap();
    let id = git_as(&board.root, "A", "2008-10-01T12:00:00+0100", &["hash-object", "-t", "commit", "-w", "signed"]);
    git_as(&board.root, "A", "2008-10-01T12:00:00+0100", &["update-ref", "HEAD", &id]);
    let _ = fs::remove_file(&mark);
    let expected = year("history-harmless", &[]).rows(&["changes", "--since", "2008-06-19"], &TOLD);
    assert_eq!(board.rows(&["changes", "--since", "2008-06-19"], &TOLD), expected);
    for question in [
        &["history", "1.3"][..],
        &["report", "slippage", "--git"],
        &["report", "trend", "--git"],
        &["list", "--at", "2008-09-01"],
    ] {
        board.ask(question);
    }
    assert!(!mark.exists());
}

/// A page of screens that are asked in a repository made here. `TRYCMD=overwrite` writes what is printed, as in the other pages.
#[test]
fn the_page_on_history_says_what_the_program_really_prints() {
    let board = year("history-page", &[]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/history/year.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut found = String::new();
    let mut blocks = page.split("```console\n");
    found += blocks.next().unwrap();
    let mut asked = 0;
    for block in blocks {
        let (screen, rest) = block.split_once("```\n").unwrap();
        let command = screen.lines().next().and_then(|line| line.strip_prefix("$ lscb ")).unwrap();
        let args: Vec<&str> = command.split(' ').collect();
        let mut run = Command::new(env!("CARGO_BIN_EXE_lscb"));
        run.current_dir(&board.root).args(&args).env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1").env("COLUMNS", "100");
        let output = run.output().unwrap();
        let code = output.status.code().unwrap();
        let code = if code == 0 { String::new() } else { format!("? {code}\n") };
        let said = [&output.stdout[..], &output.stderr].concat();
        found += &format!("```console\n$ lscb {command}\n{code}{}\n```\n{rest}", String::from_utf8_lossy(&said));
        asked += 1;
    }
    assert!(asked > 5);
    if std::env::var("TRYCMD").is_ok_and(|value| value == "overwrite") {
        fs::write(&path, &found).unwrap();
    }
    assert_eq!(found, page.replace("\r\n", "\n"), "TRYCMD=overwrite writes the page anew");
}

#[test]
fn the_monthly_paper_has_what_git_alone_knows_in_every_format() {
    let board = year("history-monthly", &[]);
    git_as(&board.root, "A", "2008-10-01T12:00:00+0100", &["tag", "june", "HEAD~7"]);
    let kinds = |args: &[&str]| {
        let json = board.ask(&[&["report", "monthly", "--format", "json"], args].concat());
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let section = json["sections"].as_array().unwrap().iter().find(|section| section["id"] == "from-git").cloned();
        section.map(|section| {
            let rows = section["rows"].as_array().unwrap().iter();
            rows.map(|row| format!("{} {} {}", row["kind"], row["ref"], row["by"]).replace('"', "")).collect::<Vec<_>>()
        })
    };
    // Never unasked: a day alone is looked for in the plan.
    assert_eq!(kinds(&["--since", "2008-06-19"]), None);
    let summer = [
        "plan-renamed null Jo Clerk",
        "reworded 3.1 Jo Clerk",
        "renumbered 3.1 Jo Clerk",
        "vanished 1.4 Jo Clerk",
        "objective-changed null Jo Clerk",
    ];
    let mut found = kinds(&["--since", "2008-06-19", "--git"]).unwrap();
    found.sort();
    let mut wanted = summer.map(str::to_owned).to_vec();
    wanted.sort();
    assert_eq!(found, wanted);
    let mut of_tag = kinds(&["--since", "june"]).unwrap();
    of_tag.sort();
    assert_eq!(of_tag, wanted);
    // The meeting of September is counted in, and so is what was committed on its day.
    assert_eq!(kinds(&["--since", "last-meeting", "--git"]).unwrap().len(), 4);
    // An action that is gone belongs to who led it then.
    assert_eq!(kinds(&["--since", "june", "--lead", "Sue Harrison"]).unwrap(), ["vanished 1.4 Jo Clerk"]);
    assert_eq!(kinds(&["--since", "june", "--lead", "Chris Howard"]).unwrap().len(), 2);
    for format in ["table", "markdown", "html", "csv", "tsv", "json"] {
        let paper = board.ask(&["report", "monthly", "--since", "june", "--format", format]);
        assert!(paper.contains("Publish the leaflet"), "{format}: {paper}");
        assert!(
            paper.contains("2 Apr 2008") || !["table", "markdown", "html"].contains(&format),
            "{format}: where history begins"
        );
    }
    for format in ["docx", "xlsx"] {
        let file = format!("paper.{format}");
        board.ask(&["report", "monthly", "--since", "june", "-o", &file]);
        let (with, without) = (fs::metadata(board.root.join(&file)).unwrap().len(), format!("plain.{format}"));
        board.ask(&["report", "monthly", "--since", "2008-06-18", "-o", &without]);
        assert!(with > fs::metadata(board.root.join(&without)).unwrap().len(), "{format}");
    }
    // In packs it is told to who led it then, and to nobody else.
    for whom in ["lead", "group"] {
        board.ask(&["report", "monthly", "--since", "june", "--each", whom, "--out-dir", whom, "--format", "markdown"]);
    }
    let told = |whom: &str| {
        let packs = fs::read_dir(board.root.join(whom)).unwrap().map(|entry| entry.unwrap().path());
        let told = packs.filter(|pack| fs::read_to_string(pack).unwrap().contains("Gone without a trace: 1 action (1.4)"));
        told.map(|pack| pack.file_name().unwrap().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told("lead"), ["sue-harrison-monthly.md"]);
    assert_eq!(told("group"), ["no-group-monthly.md"]);
    // The paper made later from the same commit is the same paper.
    let args = ["report", "monthly", "--since", "june", "--as-at", "2008-10-01", "--format", "html"];
    let now = board.ask(&args);
    board.edit("Name a lead officer", "Name two lead officers");
    board.commit("A", "2008-10-02", "After the meeting");
    assert_eq!(board.ask(&[&args[..], &["--at", "HEAD~1"]].concat()), now);
    for (args, why) in [
        (&["--since", "nosuch"][..], "or a commit or tag that git knows here"),
        (&["--since", "2008-13-01"], "no month 13"),
        (&["--since", "june", "--as-at", "2008-05-01"], "which is not before"),
    ] {
        let (code, text) = said(&board.root, &[&["report", "monthly"], args].concat());
        assert!(code == 2 && text.contains(why), "{args:?}: {text}");
    }
}

#[test]
fn a_plan_that_reads_only_in_part_is_told_and_nothing_of_it_counts_as_gone() {
    let board = year("history-half", &[]);
    let whole = board.text();
    // Quotation marks are missing: what stands below cannot be read, and seems to be gone.
    let broken = whole.replace("ref = \"3\"\ntitle = \"Listen", "ref = \"3\ntitle = \"\"\"Listen");
    assert_ne!(broken, whole);
    board.write(&broken);
    board.commit("Jo Clerk", "2008-09-22", "A slip of the hand");
    let rows = |args: &[&str]| {
        let output = lscb(&board.root, &[args, &["--format", "json"]].concat());
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (report["rows"].as_array().unwrap().len(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (count, said_of) = rows(&["changes", "--since", "HEAD~1"]);
    assert_eq!(count, 0, "{said_of}");
    assert!(said_of.contains("not compared, as it cannot be read whole in both states"), "{said_of}");
    // Mended the next day, with one true change: that is told, and nothing else.
    board.write(whole.replace("due = \"2009-01\"", "due = \"2009-02\""));
    board.commit("Jo Clerk", "2008-09-23", "Mended");
    let columns = ["kind", "ref", "on"];
    assert_eq!(board.rows(&["changes", "--since", "HEAD~2"], &columns), ["moved | 3.1 | 2008-09-23"]);
    let (count, said_of) = rows(&["changes", "--since", "HEAD~1"]);
    assert!(count == 0 && said_of.contains("not compared"), "{count} {said_of}");
    let life = board.rows(&["history", "3.1"], &columns);
    assert_eq!(life.last().unwrap(), "moved | 3.1 | 2008-09-23");
    assert_eq!(life.iter().filter(|row| row.contains("added") || row.contains("vanished")).count(), 1, "{life:?}");
    assert!(said(&board.root, &["history", "3.1"]).1.contains("cannot be read as a plan"));
    assert_eq!(board.rows(&["report", "trend", "--git", "--every", "quarter"], &["day", "open"]).len(), 3);
}

/// Who led an action before is asked about it still, and is told once that it went to somebody else.
#[test]
fn a_change_of_lead_is_told_to_the_old_one_and_the_new_one() {
    let board = Board::new("history-leads", &[]);
    board.write(START);
    board.commit("Jo Clerk", "2008-04-02", "Plan as agreed");
    board.edit("action = \"Publish the leaflet\"\nlead = \"sue\"", "action = \"Publish the leaflet\"\nlead = \"chris\"");
    board.edit("due = \"2008-06\"", "due = \"2008-07\"");
    board.commit("Jo Clerk", "2008-06-18", "Handed over");
    let rows = |args: &[&str]| {
        board.rows(
            &[&["changes", "--since", "2008-05-01"], args].concat(),
            &["kind", "ref", "before_as_written", "after_as_written"],
        )
    };
    let (moved, given) = ("moved | 1.1 | 2008-06 | 2008-07", "reassigned | 1.3 | - | -");
    assert_eq!(rows(&[]), [moved, given]);
    assert_eq!(rows(&["--lead", "Sue Harrison"]), [moved, given]);
    assert_eq!(rows(&["--lead", "Chris Howard"]), [given]);
    board.ask(&["changes", "--since", "2008-05-01", "--each", "lead", "--out-dir", "packs", "--format", "csv"]);
    let pack = |name: &str| fs::read_to_string(board.root.join(format!("packs/{name}-changes.csv"))).unwrap();
    assert!(pack("chris-howard").contains("1.3") && !pack("chris-howard").contains("1.1"), "{}", pack("chris-howard"));
    assert!(pack("sue-harrison").contains("1.1"), "{}", pack("sue-harrison"));
    // Whoever has nothing of what is asked for is counted.
    let args =
        ["changes", "--since", "2008-05-01", "--each", "lead", "--state", "overdue", "--out-dir", "late", "--format", "csv"];
    let (code, text) = said(&board.root, &args);
    assert!(code == 0 && text.contains("wrote late/sue-harrison-changes.csv (1 action)"), "{text}");
    assert!(text.contains("nothing to write for 1 more") && !board.root.join("late/chris-howard-changes.csv").exists(), "{text}");
}

/// One of a reference is told with its words, several with their number.
#[test]
fn a_history_is_headed_by_what_it_is_of() {
    let board = Board::new("history-heads", &[]);
    board.write(START);
    let head = |board: &Board, which: &str| board.ask(&["history", which]).lines().next().unwrap().to_owned();
    board.commit("Jo Clerk", "2008-04-02", "Plan as agreed");
    assert!(head(&board, "1.1").contains("1.1 (Write the policy)"), "{}", head(&board, "1.1"));
    fs::write(board.root.join("plans/other-town.toml"), START.replace("Any Town", "Other Town")).unwrap();
    board.commit("Jo Clerk", "2008-04-03", "Another");
    assert!(head(&board, "1.1").contains("1.1 (2 actions)"), "{}", head(&board, "1.1"));
    assert!(head(&board, "other-town:1.1").contains("1.1 (Write the policy)"), "{}", head(&board, "other-town:1.1"));
    // Those that are gone are counted alike.
    board.edit("[[objective.action]]\nref = \"1.1\"\naction = \"Write the policy\"\nlead = \"sue\"\ndue = \"2008-06\"\n", "");
    board.commit("Jo Clerk", "2008-04-04", "One gone");
    assert!(head(&board, "any-town:1.1").contains("1.1 (Write the policy)"), "{}", head(&board, "any-town:1.1"));
}

/// Of a file that is named alone, others that stood beside it are told only where they became it; of a folder each that is gone.
#[test]
fn a_plan_that_is_gone_is_told_where_it_was_asked_for() {
    let board = Board::new("history-gone", &[]);
    board.write(START);
    let write = |name: &str, board_name: &str| {
        fs::write(board.root.join(name), START.replace("Any Town", board_name)).unwrap();
    };
    write("plans/other-town.toml", "Other Town");
    write("plans/third-town.toml", "Third Town");
    board.commit("Jo Clerk", "2008-04-02", "Plans as agreed");
    fs::remove_file(board.root.join("plans/other-town.toml")).unwrap();
    let fourth = "board = \"Fourth Town Partnership\"\ntitle = \"Priorities\"\n[[objective]]\nref = \"A\"\ntitle = \"Buses\"\n\
                  [[objective.action]]\nref = \"A1\"\naction = \"Buy a bus\"\ndue = \"2008-12\"\n";
    fs::write(board.root.join("plans/fourth-town.toml"), fourth).unwrap();
    board.commit("Sue Harrison", "2008-05-02", "One goes, one comes");
    let kinds = |paths: &[&str]| {
        let mut kinds = board.rows(&[&["changes", "--since", "2008-04-03"], paths].concat(), &["kind"]);
        kinds.sort_unstable();
        kinds
    };
    let both = ["plan-added", "plan-removed"];
    assert_eq!(kinds(&[]), both);
    assert_eq!(kinds(&["plans"]), both);
    assert_eq!(kinds(&[&board.plan]), [""; 0]);
    assert_eq!(kinds(&["plans/fourth-town.toml"]), ["plan-added"]);
    // What cannot be read at all is neither new nor gone.
    let latin: Vec<u8> = START.replace("Any Town", "Caf\u{e9} Town").chars().map(|c| c as u8).collect();
    fs::write(board.root.join("plans/third-town.toml"), latin).unwrap();
    let output = lscb(&board.root, &["changes", "--since", "HEAD", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(json["rows"].as_array().unwrap().is_empty() && words.contains("third-town"), "{json} {words}");
    assert!(words.contains("third-town: not compared, as it cannot be read whole in both states"), "{words}");
}

/// With another reference at one time and other words at another it is still the same action, as git saw.
#[test]
fn an_action_that_changes_by_steps_is_neither_gone_nor_new() {
    let board = Board::new("history-steps", &[]);
    board.write(START);
    board.commit("Jo Clerk", "2008-04-02", "Plan as agreed");
    board.edit("ref = \"1.3\"", "ref = \"1.9\"");
    board.edit("ref = \"1.2\"", "ref = \"1.8\"");
    board.commit("Sue Harrison", "2008-05-02", "Other references");
    board.edit("Publish the leaflet", "Send a circular to each parent");
    board.commit("Chris Howard", "2008-05-03", "Other words");
    let mut rows = board.rows(&["changes", "--since", "2008-04-03"], &["kind", "ref"]);
    rows.sort_unstable();
    assert_eq!(rows, ["renumbered | 1.8", "renumbered | 1.9", "reworded | 1.9"]);
}

/// A slip, another one, and the first again, as who takes a commit back makes it: nothing is lost on the way, and no run hangs.
#[test]
fn slips_that_come_again_hide_no_move() {
    let board = Board::new("history-slips", &[]);
    board.write(START);
    board.commit("Jo Clerk", "2008-04-02", "Plan as agreed");
    for (day, slip) in [("2008-05-02", "x"), ("2008-05-03", "y"), ("2008-05-04", "x")] {
        board.write(format!("{slip} = = =\n{}", START.replace("[[objective]]", "[[objective")));
        board.commit("Jo Clerk", day, "A slip");
    }
    board.write(START.replace("due = \"2008-10\"", "due = \"2008-11\""));
    let columns = ["on", "kind"];
    let (then, moved) = ("2008-04-02 | added", "2008-05-05 | moved");
    assert_eq!(board.rows(&["history", "1.2"], &columns), [then, "- | moved"]);
    board.commit("Sue Harrison", "2008-05-05", "Mended");
    assert_eq!(board.rows(&["history", "1.2"], &columns), [then, moved]);
    assert_eq!(board.rows(&["report", "slippage", "--git"], &["ref", "only_in_git"]), ["1.2 | 1"]);
    // So many are named, and the rest is counted.
    let told = |board: &Board| {
        let text = said(&board.root, &["history", "1.2"]).1;
        let more = text.lines().find(|line| line.contains("more states of plans that cannot be read")).map(str::to_owned);
        (text.matches("what it changed is told with the next commit").count(), more.is_some())
    };
    assert_eq!(told(&board), (3, false));
    let sound = board.text();
    for (day, count, more) in [("2008-05-06", 4, false), ("2008-05-08", 5, false), ("2008-05-10", 5, true)] {
        board.write(format!("x = = =\n{}", sound.replace("[[objective]]", "[[objective")));
        board.commit("Jo Clerk", day, "A slip");
        board.write(&sound);
        board.commit("Jo Clerk", day, "Mended");
        assert_eq!(told(&board), (count, more), "{day}");
    }
}

/// A plan that was added or removed is told with whoever did it, under whatever name its file had then; what is not committed yet was
/// done by nobody that git knows.
#[test]
fn who_added_or_removed_a_plan_is_named_in_every_format() {
    let board = Board::new("history-who-plan", &[]);
    board.write(START);
    let [old, moved, new, newer, own] = ["old-town", "old-town-2", "new-town", "new-town-2", "own-town"]
        .map(|name| board.root.join(format!("plans/{name}.toml")));
    fs::write(&old, START.replace("Any Town", "Old Town")).unwrap();
    board.commit("Jo Clerk", "2008-04-02", "Plans as agreed");
    fs::rename(&old, &moved).unwrap();
    board.commit("Ann Other", "2008-05-01", "Another name");
    // One that is not taken for the other under a new name.
    let other = "board = \"New Town Board\"\ntitle = \"Work plan\"\n\n[[objective]]\nref = \"7\"\ntitle = \"Private fostering\"\n\n\
                 [[objective.action]]\nref = \"7.1\"\naction = \"Visit each household\"\ndue = \"2008-12\"\n";
    fs::write(&new, other).unwrap();
    board.commit("Sue Harrison", "2008-05-02", "One more");
    fs::remove_file(&moved).unwrap();
    board.commit("Chris Howard", "2008-05-03", "No more");
    fs::rename(&new, &newer).unwrap();
    board.commit("Ann Other", "2008-05-04", "Another name");
    fs::write(&own, other.replace("New Town", "Own Town")).unwrap();
    let asked = ["changes", "--since", "2008-04-03"];
    let mut rows = board.rows(&asked, &["plan", "kind", "on", "by"]);
    rows.sort();
    assert_eq!(
        rows,
        [
            "new-town-2 | plan-added | 2008-05-02 | Sue Harrison",
            "old-town | plan-removed | 2008-05-03 | Chris Howard",
            "own-town | plan-added | - | -",
        ]
    );
    for format in ["table", "csv", "tsv", "markdown", "html", "jsonl"] {
        let told = board.ask(&[&asked[..], &["--format", format]].concat());
        assert!(told.contains("Sue Harrison") && told.contains("Chris Howard"), "{format}: {told}");
    }
}

/// The same change of two actions, two objectives and two plans is told of each with whoever made it.
#[test]
fn who_made_a_change_is_who_made_it_there() {
    let board = Board::new("history-who", &[]);
    board.write(START);
    let other = board.root.join("plans/other-town.toml");
    fs::write(&other, START.replace("Any Town", "Other Town")).unwrap();
    board.commit("Jo Clerk", "2008-04-02", "Plans as agreed");
    board.edit("due = \"2008-10\"", "due = \"2008-12\"");
    board.edit("title = \"Safe staff\"", "title = \"Safety\"");
    board.commit("Sue Harrison", "2008-05-02", "Training later");
    board.edit("due = \"2008-11\"", "due = \"2008-12\"");
    board.edit("title = \"Listen to children\"", "title = \"Safety\"");
    board.commit("Chris Howard", "2008-05-03", "Leaflet later");
    fs::write(&other, fs::read_to_string(&other).unwrap().replace("due = \"2008-10\"", "due = \"2008-12\"")).unwrap();
    board.commit("Ann Other", "2008-05-04", "Training later there too");
    let rows = board.rows(&["changes", "--since", "2008-04-03"], &["plan", "kind", "ref", "on", "by"]);
    let of = |plan: &str, kind: &str| {
        let mut rows: Vec<&str> = rows.iter().filter_map(|row| row.strip_prefix(&format!("{plan} | {kind} | "))).collect();
        rows.sort_unstable();
        rows
    };
    assert_eq!(of("any-town", "moved"), ["1.2 | 2008-05-02 | Sue Harrison", "1.3 | 2008-05-03 | Chris Howard"], "{rows:?}");
    assert_eq!(of("other-town", "moved"), ["1.2 | 2008-05-04 | Ann Other"], "{rows:?}");
    let objectives = of("any-town", "objective-changed");
    assert_eq!(objectives, ["- | 2008-05-02 | Sue Harrison", "- | 2008-05-03 | Chris Howard"], "{rows:?}");
}

#[test]
fn counts_agree_with_rows_and_a_place_outside_is_told() {
    let board = year("history-counts", &[]);
    for since in ["2008-04-01", "2008-06-18", "2008-06-19", "2008-09-17"] {
        let json: serde_json::Value =
            serde_json::from_str(&board.ask(&["changes", "--since", since, "--format", "json"])).unwrap();
        let rows = json["rows"].as_array().unwrap().len();
        let counts = json["facts"].as_array().unwrap().iter().find(|fact| fact["about"] == "changes").unwrap();
        let numbers = counts["text"].as_str().unwrap().split(", ").map(|one| one.split(' ').next().unwrap());
        assert_eq!(numbers.map(|number| number.parse::<usize>().unwrap()).sum::<usize>(), rows, "{since}: {json}");
    }
    // From another repository, and from none.
    let other = Board::new("history-elsewhere", &[]);
    other.write(START);
    other.commit("A", "2008-04-02", "x");
    let outside = std::env::temp_dir().join(format!("lscb-elsewhere-{}", std::process::id()));
    fs::create_dir_all(&outside).unwrap();
    let plans = board.root.join("plans");
    let plans = plans.to_string_lossy();
    for question in [
        &["changes", "--since", "HEAD"][..],
        &["history", "1.3"],
        &["report", "slippage", "--git"],
        &["report", "trend", "--git"],
        &["report", "monthly", "--git", "--since", "2008-06-18"],
        &["list", "--at", "HEAD"],
    ] {
        let (code, text) = said(&other.root, &[question, &[&*plans]].concat());
        assert!(code == 2 && text.contains("lies outside of the repository of the current folder"), "{question:?}: {text}");
        let (code, text) = said(&outside, &[question, &[&*plans]].concat());
        assert!(code == 2 && text.contains("in no git repository"), "{question:?}: {text}");
    }
    let _ = fs::remove_dir_all(&outside);
    // A whole path into the same repository is a way like any other.
    assert_eq!(board.rows(&["history", "1.3", &plans], &["kind"]).len(), 3);
}
