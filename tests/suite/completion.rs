//! What a shell is offered while a command is typed, by the protocol of each shell: which words, how they are written, with what help.

use crate::program::folder_with;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PLAN: &str = r#"board = "Anytown Safeguarding Children Partnership"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }

[people]
ann = { name = "Ann Lee: chair" }
jo = { name = "Jo Bloggs" }
wow = { name = "Jo Wow!" }
oneill = { name = "Jo O'Neill" }
cash = { name = "Jo $Cash" }
bell = { name = "Jo \u0007Bell" }
hill = { name = "Hill, Sam" }

[[objective]]
ref = "1"
title = "Sharing"

[[objective.action]]
ref = "1.1"
action = "Write the protocol"
outcome = "It is used"
lead = ["ann", "jo", "wow", "oneill", "cash", "bell", "hill"]
due = "2008-06"
tags = ["faith", "faith schools"]

[[objective.action]]
ref = "1.2"
action = "Report on it"
outcome = "The board knows"
lead = "jo"
due = "2008-12"
"#;

fn root(name: &str) -> PathBuf {
    let root = folder_with(&format!("completion/{name}"), PLAN);
    std::fs::write(root.join("lscb.toml"), "[report.board-paper]\nshape = \"monthly\"\n").unwrap();
    root
}

/// What a shell is handed, to the byte. `index` is the place of the word that is typed, `word` that word as bash has it.
fn handed(root: &Path, shell: &str, words: &[&str], index: usize, word: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(root).arg("--").arg("lscb").args(words).stdin(Stdio::null()).env("COMPLETE", shell);
    command.env("_CLAP_IFS", "|").env("_CLAP_COMPLETE_INDEX", index.to_string()).env("_LSCB_WORD", word);
    let output = command.output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn each_shell_is_handed_names_as_it_reads_them() {
    let root = root("names");
    // The shells that say by which character words are parted, and at which place the cursor stands.
    let bash = "Ann\\ Lee:\\ chair|Hill\\,\\ Sam|Jo\\ \\$Cash|Jo\\ Bloggs|Jo\\ O\\'Neill|Jo\\ Wow\\!".replace("\\,", ",");
    let zsh = "Ann Lee\\: chair|Hill, Sam|Jo Bloggs|Jo O'Neill|Jo Wow!";
    let elvish = "Ann Lee: chair|Hill, Sam|Jo Bloggs|Jo O'Neill|Jo Wow!";
    for (shell, wanted) in [("bash", &*bash), ("zsh", zsh), ("elvish", elvish)] {
        assert_eq!(handed(&root, shell, &["list", "--lead", ""], 3, ""), wanted, "{shell}");
        // Nothing is typed yet, and the shell hands over no word for it.
        assert_eq!(handed(&root, shell, &["list", "--lead"], 3, ""), wanted, "{shell}");
    }
    // Those that are always at the last word, and read lines.
    let fish = "Ann Lee: chair\nHill, Sam\nJo Bloggs\nJo O'Neill\nJo Wow!\n";
    let powershell = "'Ann Lee: chair'\n'Hill, Sam'\n'Jo $Cash'\n'Jo Bloggs'\n'Jo O''Neill'\n'Jo Wow!'\n";
    for (shell, wanted) in [("fish", fish), ("powershell", powershell)] {
        assert_eq!(handed(&root, shell, &["list", "--lead", ""], 0, ""), wanted, "{shell}");
        assert_eq!(handed(&root, shell, &["list", "--lead", "Nobody"], 0, ""), "", "{shell}");
    }
}

#[test]
fn bash_is_handed_what_may_stand_after_the_quotation_mark_that_was_typed() {
    let root = root("marks");
    for (word, wanted) in [
        ("Jo", "Jo\\ \\$Cash|Jo\\ Bloggs|Jo\\ O\\'Neill|Jo\\ Wow\\!"),
        ("\"Jo", "Jo \\$Cash|Jo Bloggs|Jo O'Neill"),
        ("'Jo", "Jo $Cash|Jo Bloggs"),
        ("'Jo'", "Jo\\ \\$Cash|Jo\\ Bloggs|Jo\\ O\\'Neill|Jo\\ Wow\\!"),
    ] {
        assert_eq!(handed(&root, "bash", &["list", "--lead", word], 3, word), wanted, "{word}");
    }
    // Only bash has such words.
    assert_eq!(handed(&root, "elvish", &["list", "--lead", "Jo"], 3, "\"Jo"), "Jo Bloggs|Jo O'Neill|Jo Wow!");
    assert_eq!(handed(&root, "elvish", &["list", "--lead", "\"Jo"], 3, ""), "");
}

#[test]
fn the_reports_of_lscb_and_saved_ones_are_offered_with_what_they_are() {
    let root = root("reports");
    for (shell, wanted) in [
        ("bash", "boards|board-paper"),
        ("zsh", "boards:one line for each plan, for those who look over many boards|board-paper:saved in lscb.toml: monthly"),
        (
            "fish",
            "boards\tone line for each plan, for those who look over many boards\nboard-paper\tsaved in lscb.toml: monthly\n",
        ),
    ] {
        assert_eq!(handed(&root, shell, &["report", "b"], 2, "b"), wanted, "{shell}");
    }
}

#[test]
fn keys_are_offered_with_what_they_are_and_values_that_they_can_hold() {
    let root = root("values");
    for (typed, wanted) in [
        ("ta", "tags=\tthemes in words, beside those of the objective\n"),
        ("rag=", "rag=red\nrag=amber\nrag=green\nrag=blue\nrag=grey\n"),
        ("status=in", "status=in-progress\n"),
        ("ongoing=", "ongoing=yes\nongoing=no\n"),
        ("lead=Jo B", "lead=Jo Bloggs\n"),
        ("lead+=Jo B", "lead+=Jo Bloggs\n"),
        ("tags=fa", "tags=faith\ntags=faith schools\n"),
        // What is written in words of one's own has nothing to be offered.
        ("remark=", ""),
        ("remark=fa", ""),
        ("due=", ""),
        ("nothing=", ""),
    ] {
        assert_eq!(handed(&root, "fish", &["set", "1.1", typed], 0, ""), wanted, "{typed}");
    }
}

#[test]
fn of_several_references_the_last_is_offered_and_a_name_with_a_comma_is_one_name() {
    let root = root("several");
    assert_eq!(handed(&root, "fish", &["done", "1."], 0, ""), "1.1\n1.2\n");
    assert_eq!(handed(&root, "fish", &["done", "1.1,1."], 0, ""), "1.1,1.1\n1.1,1.2\n");
    assert_eq!(handed(&root, "fish", &["assign", "1.1", "Hill, S"], 0, ""), "Hill, Sam\n");
}

#[test]
fn a_shell_that_is_none_is_told_which_there_are() {
    let said = handed(&root("none"), "nonsense", &["list", ""], 2, "");
    assert_eq!(said, "error: unknown shell `nonsense`, expected one of `bash`, `elvish`, `fish`, `powershell`, `zsh`");
    let output = Command::new(env!("CARGO_BIN_EXE_lscb")).args(["completions", "zsh"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("#compdef lscb\n"), "{output:?}");
}
