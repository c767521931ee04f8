//! Moments of a repository: which states are compared, what they are called, and who is said to have made a change.

use crate::history::{Board, START, git_as};
use crate::program::{lscb, said};
use std::fs;

/// A board whose plan is in its second state since May.
fn board(name: &str) -> Board {
    let board = Board::new(name, &[]);
    board.write(START);
    board.commit("Jo Clerk", "2008-04-02", "Plan as agreed");
    board.edit("due = \"2008-10\"", "due = \"2008-12\"");
    board.commit("Sue Harrison", "2008-05-02", "Training later");
    board
}

/// A name that is no day is told with its day; a day by itself.
#[test]
fn a_paper_says_what_it_is_compared_with() {
    let board = board("moments-called");
    git_as(&board.root, "A", "2008-10-01T12:00:00+0100", &["tag", "april", "HEAD~1"]);
    git_as(&board.root, "A", "2008-10-01T12:00:00+0100", &["tag", "2008-05-02", "HEAD~1"]);
    for (since, called) in [
        ("april", "april (2 Apr 2008)"),
        ("HEAD~1", "HEAD~1 (2 Apr 2008)"),
        ("2008-04-03", "3 Apr 2008"),
        ("April 2008", "1 Apr 2008"),
        // The tag wins over the day, and stands for the day of its commit.
        ("2008-05-02", "2 Apr 2008"),
    ] {
        let text = board.ask(&["changes", "--since", since]);
        let first = text.lines().next().unwrap();
        assert!(first.starts_with(&format!("Changes from {called} to 1 Oct 2008: ")), "{since}: {first}");
    }
}

/// With a day to answer as at, boards that last met on different days are shown each as it stood after its own meeting.
#[test]
fn each_board_as_it_stood_after_its_own_last_meeting() {
    let board = Board::new("moments-meetings", &[]);
    board.write(START);
    let other = board.root.join("plans/other-town.toml");
    let other_start = START.replace("Any Town", "Other Town").replace("2008-09-17", "2008-09-24");
    fs::write(&other, &other_start).unwrap();
    board.commit("Jo Clerk", "2008-04-02", "Plans as agreed");
    board.edit("Write the policy", "Write one policy");
    fs::write(&other, other_start.replace("Write the policy", "Write two policies")).unwrap();
    board.commit("Jo Clerk", "2008-09-20", "Between the meetings");
    let asked = ["list", "--ref", "1.1", "--at", "last-meeting"];
    let (code, text) = said(&board.root, &asked);
    assert!(code == 2 && text.contains("the boards last met on different days, such as 17 Sep 2008 and 24 Sep 2008"), "{text}");
    let rows = board.rows(&[&asked[..], &["--as-at", "2008-10-01"]].concat(), &["plan", "action"]);
    assert_eq!(rows, ["any-town | Write the policy", "other-town | Write two policies"]);
}

/// A file that is named alone brings none of its neighbours in, and what is no plan is told once.
#[test]
fn a_file_is_looked_for_where_it_lies() {
    let board = board("moments-files");
    fs::write(board.root.join("drafts.toml"), format!("colour = 1\n{START}")).unwrap();
    fs::write(board.root.join("plans/notes.toml"), "colour = 1\n").unwrap();
    board.commit("Jo Clerk", "2008-05-03", "Other files");
    for (args, notes) in [
        (&["list", "--at", "last-meeting", &board.plan][..], 0),
        (&["changes", "--since", "2008-05-04", &board.plan], 0),
        (&["changes", "--since", "2008-04-03", "plans"], 1),
        (&["report", "monthly", "--git", "--since", "2008-05-04", "plans"], 1),
        (&["list", "--at", "HEAD", "plans"], 1),
    ] {
        let (code, text) = said(&board.root, args);
        assert!(code == 0 && !text.contains("drafts.toml"), "{args:?}: {code} {text}");
        assert_eq!(text.matches("plans/notes.toml: passed over").count(), notes, "{args:?}: {text}");
    }
    // From the folder itself, where its path is a name alone.
    let (code, text) = said(&board.root.join("plans"), &["changes", "--since", "2008-05-01", "any-town.toml"]);
    assert!(code == 0 && text.contains("1 moved"), "{code} {text}");
}

const TOLD: [&str; 4] = ["kind", "ref", "on", "by"];

/// One value in several places, and one place with several values: whoever brought the value to the place.
#[test]
fn a_change_is_told_with_whoever_brought_its_value() {
    let board = board("moments-who");
    // The same person takes part, and answers for it: two hands.
    board.edit("lead = \"chris\"\ndue = \"2008-12\"", "lead = \"chris\"\nwith = [\"sue\"]\ndue = \"2008-12\"");
    board.commit("Chris Howard", "2008-05-03", "Sue takes part");
    board.edit("with = [\"sue\"]\ndue = \"2008-12\"", "with = [\"sue\"]\naccountable = \"sue\"\ndue = \"2008-12\"");
    board.commit("Ann Other", "2008-05-04", "And answers for it");
    let mut rows = board.rows(&["changes", "--since", "2008-04-03"], &TOLD);
    rows.sort_unstable();
    assert_eq!(
        rows,
        [
            "moved | 1.2 | 2008-05-02 | Sue Harrison",
            "partners | 1.2 | 2008-05-03 | Chris Howard",
            "partners | 1.2 | 2008-05-04 | Ann Other",
        ]
    );
    // Done once, and the day corrected twice: whoever did it.
    let done = |day: &str| format!("with = [\"sue\"]\naccountable = \"sue\"\nstatus = \"complete\"\ncompleted = {day}\ndue");
    board.edit("with = [\"sue\"]\naccountable = \"sue\"\ndue", &done("2008-06-02"));
    board.commit("Sue Harrison", "2008-06-02", "Trained");
    board.edit("completed = 2008-06-02", "completed = 2008-06-01");
    board.commit("Jo Clerk", "2008-06-03", "The day before");
    board.edit("completed = 2008-06-01", "completed = 2008-06-02");
    board.commit("Jo Clerk", "2008-06-04", "No, that day");
    let rows = board.rows(&["changes", "--since", "2008-06-01"], &TOLD);
    assert_eq!(rows, ["done | 1.2 | 2008-06-02 | Sue Harrison"]);
    // Under another reference it is the same action, and under the third as well.
    board.edit("ref = \"1.2\"", "ref = \"1.7\"");
    board.commit("Jo Clerk", "2008-06-05", "Another reference");
    board.edit("with = [\"sue\"]\naccountable", "rag = \"green\"\nwith = [\"sue\"]\naccountable");
    board.commit("Ann Other", "2008-06-06", "Green");
    board.edit("ref = \"1.7\"", "ref = \"1.8\"");
    board.commit("Jo Clerk", "2008-06-07", "And another");
    let mut rows = board.rows(&["changes", "--since", "2008-06-01"], &TOLD);
    rows.sort_unstable();
    assert_eq!(
        rows,
        [
            "done | 1.8 | 2008-06-02 | Sue Harrison",
            "rag | 1.8 | 2008-06-06 | Ann Other",
            "renumbered | 1.8 | 2008-06-07 | Jo Clerk"
        ]
    );
}

/// Steps of one action that get one date, and steps that are taken away, are told each by itself.
#[test]
fn each_step_is_told_with_whoever_changed_it() {
    let board = board("moments-steps");
    let steps = "milestones = [\n{ text = \"Draft\", due = \"2008-06\" },\n{ text = \"Final\", due = \"2008-07\" },\n\
                 { text = \"Print\", due = \"2008-07\" },\n{ text = \"Post\", due = \"2008-07\" },\n]\n";
    board.edit("due = \"2008-12\"\n", &format!("due = \"2008-12\"\n{steps}"));
    board.commit("Jo Clerk", "2008-05-03", "Steps");
    for (who, day, old, new) in [
        ("Sue Harrison", "2008-05-05", "\"Draft\", due = \"2008-06\"", "\"Draft\", due = \"2008-10\""),
        ("Chris Howard", "2008-05-06", "\"Final\", due = \"2008-07\"", "\"Final\", due = \"2008-10\""),
        ("Sue Harrison", "2008-05-07", "{ text = \"Print\", due = \"2008-07\" },\n", ""),
        ("Chris Howard", "2008-05-08", "{ text = \"Post\", due = \"2008-07\" },\n", ""),
    ] {
        board.edit(old, new);
        board.commit(who, day, "A step");
    }
    let mut rows = board.rows(&["changes", "--since", "2008-05-04"], &["kind", "on", "by", "before"]);
    rows.sort_unstable();
    assert_eq!(
        rows,
        [
            "milestone-removed | 2008-05-07 | Sue Harrison | Print",
            "milestone-removed | 2008-05-08 | Chris Howard | Post",
            "moved | 2008-05-05 | Sue Harrison | 2008-06-30",
            "moved | 2008-05-06 | Chris Howard | 2008-07-31",
        ]
    );
}

/// What is put back by hand is not committed yet, whoever had brought it once.
#[test]
fn what_is_not_committed_has_nobody() {
    let board = board("moments-nobody");
    board.edit("due = \"2008-12\"", "due = \"2009-02\"");
    board.commit("Chris Howard", "2008-05-03", "Later still");
    let rows = || board.rows(&["changes", "--since", "2008-04-03"], &TOLD);
    assert_eq!(rows(), ["moved | 1.2 | 2008-05-03 | Chris Howard"]);
    board.edit("due = \"2009-02\"", "due = \"2008-12\"");
    assert_eq!(rows(), ["moved | 1.2 | - | -"]);
    board.commit("Ann Other", "2008-05-04", "As it was");
    let of_newest = rows();
    assert!(of_newest == ["moved | 1.2 | 2008-05-02 | Sue Harrison"], "{of_newest:?}");
}

/// Of a file that is named alone, what is gone is told where it was that file.
#[test]
fn a_file_that_is_gone_is_told_by_its_name() {
    let board = board("moments-gone");
    let other = board.root.join("plans/other-town.toml");
    fs::write(&other, START.replace("Any Town", "Other Town").replace("policy", "rota").replace("staff", "carers")).unwrap();
    board.commit("Jo Clerk", "2008-05-03", "Another board");
    fs::remove_file(&other).unwrap();
    board.commit("Jo Clerk", "2008-05-05", "No more");
    let kinds = |path: &str| board.rows(&["changes", "--since", "2008-05-04", path], &["kind"]);
    assert_eq!(kinds("plans"), ["plan-removed"]);
    assert_eq!(kinds("."), ["plan-removed"]);
    assert_eq!(kinds(&board.plan), [""; 0]);
}

/// A trend counts each board's own actions in packs, and from git none.
#[test]
fn a_trend_in_packs_is_counted_from_the_dates() {
    let board = board("moments-trend");
    let trend = |more: &[&str]| lscb(&board.root, &[&["report", "trend", "--each", "board", "--out-dir", "out"], more].concat());
    assert!(trend(&[]).status.success() && board.root.join("out/any-town-safeguarding-board-trend.txt").is_file());
    let output = trend(&["--git"]);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && text.contains("a trend from git is of whole boards"), "{text}");
}
