//! Updates that came back as a table: what each kind of row enters, and which rows are refused, with their line.

use crate::program::{folder, folder_with, said};
use std::fs;
use std::path::Path;

const PLAN: &str = r#"board = "Anytown Safeguarding Children Partnership"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }

[people]
jo = { name = "Jo Bloggs" }

[rag]
amber = "some way to go"

[[objective]]
ref = "1"
title = "Sharing"

[[objective.action]]
ref = "1.1"
action = "Write the protocol"
outcome = "It is used"
lead = "jo"
due = "2008-06"

[[objective.action]]
ref = "1.2"
action = "Report on it"
outcome = "The board knows"
lead = "jo"

[[objective.action]]
ref = "1.3"
action = "Publish it"
outcome = "It is read"
lead = "jo"
due = "2008-12"
"#;

/// What a table named so says when it is entered, and what stands in the plan then.
fn entered(root: &Path, name: &str, table: &str) -> (i32, String, String) {
    fs::write(root.join("plans/a.toml"), PLAN).unwrap();
    fs::write(root.join(name), table).unwrap();
    let (code, text) = said(root, &["note", "--from", name]);
    (code, text, fs::read_to_string(root.join("plans/a.toml")).unwrap())
}

#[test]
fn each_row_enters_what_it_says_and_no_more() {
    let root = folder_with("updates_table/rows", PLAN);
    // Words in any case, a row of nothing, and a row that ends early.
    let table = "Ref,Note,Status,RAG,Report,Evidence,Done,Due,Because,By,Plan\n1.1,Well under way,In Progress,Amber,,minutes,,,,Jo Bloggs,a.toml\n\
                 ,,,,,,,,,,\n1.2,All said,complete,,,report.pdf,,,,,\n1.3,,,,,photo,,\n";
    let (code, text, plan) = entered(&root, "updates.csv", table);
    let told = "1.1: noted on 1 Oct 2008 by Jo Bloggs: \"Well under way\"; amber; in progress; evidence: \"minutes\"\n\
                1.2: noted on 1 Oct 2008: \"All said\"\n1.2: complete on 1 Oct 2008; evidence: \"report.pdf\"\n1.3: evidence \"photo\"\n\
                updates.csv: 3 rows entered in 1 plan\n";
    assert_eq!((code, &*text), (0, told));
    let first = "status = \"in-progress\"\nrag = \"amber\"\nevidence = [\"minutes\"]\n\
                 progress = [{ on = 2008-10-01, note = \"Well under way\", by = \"jo\", rag = \"amber\", status = \"in-progress\" }]\n";
    let second = "status = \"complete\"\ncompleted = 2008-10-01\nevidence = [\"report.pdf\"]\n\
                  progress = [{ on = 2008-10-01, note = \"All said\" }]\n";
    let wanted = PLAN.replacen("due = \"2008-06\"\n", &format!("due = \"2008-06\"\n{first}"), 1).replacen(
        "lead = \"jo\"\n\n[[objective.action]]\nref = \"1.3\"",
        &format!("lead = \"jo\"\n{second}\n[[objective.action]]\nref = \"1.3\""),
        1,
    ) + "evidence = [\"photo\"]\n";
    assert_eq!(plan, wanted);
}

#[test]
fn a_day_of_the_table_counts_before_today_and_yes_means_the_day_of_the_row() {
    let root = folder_with("updates_table/done", PLAN);
    for (table, wanted) in [
        ("Ref,Done,Evidence\n1.1,yes,it\n", "completed = 2008-10-01"),
        ("Ref,Done,On,Evidence\n1.1,x,2008-09-15,it\n", "completed = 2008-09-15"),
        ("Ref,Done,On,Evidence\n1.1,2008-08-01,2008-09-15,it\n", "completed = 2008-08-01"),
        ("Ref,Status,On,Evidence\n1.1,Complete,2008-09-15,it\n", "completed = 2008-09-15"),
        ("Ref,Due,Because\n1.1,January 2009,The printer\n", "due = \"2009-01\""),
        ("Ref,Due\n1.2,January 2009\n", "due = \"2009-01\""),
        ("Ref,Note,Report\n1.1,Said,yes\n", "note = \"Said\", report = true }"),
    ] {
        let (code, text, plan) = entered(&root, "t.csv", table);
        assert!(code == 0 && plan.contains(wanted), "{table}: {text}{plan}");
    }
    let (code, text, plan) = entered(
        &root,
        "t.jsonl",
        "\n{\"ref\": \"1.1\", \"note\": \"Said\", \"by\": null, \"report\": false}\n{\"ref\": 1.3, \"note\": \"So\"}\n",
    );
    assert!(code == 0 && plan.contains("note = \"Said\" }") && plan.contains("note = \"So\" }"), "{text}{plan}");
}

#[test]
fn a_row_that_cannot_be_entered_is_told_with_its_line_and_nothing_is_changed() {
    let root = folder_with("updates_table/refused", PLAN);
    let needs_note = "line 2: a status, a colour or a report needs a note; nothing is changed";
    for (name, table, told) in [
        ("t.csv", "Ref,Note,Status\n1.1,,in-progress\n", needs_note),
        ("t.csv", "Ref,RAG\n1.1,red\n", needs_note),
        ("t.csv", "Ref,Report\n1.1,yes\n", needs_note),
        ("t.csv", "Ref,Status,RAG,Report\n1.1,on-hold,red,yes\n", needs_note),
        ("t.csv", "Ref,Report,Note\n1.1,,\n", "line 2: there is nothing in it to be entered; nothing is changed"),
        ("t.csv", "Ref,Note\n1.1,x,y,z\n", "line 2: it has more cells than there are columns"),
        ("t.csv", "Ref,Note\n,Said\n", "line 2: a has no action \"\"; `lscb list` shows what there is; nothing is changed"),
        (
            "t.csv",
            "Ref,Due\n1.2,2008-12\n1.3,2009-01\n",
            "line 3: a date that is moved needs its reason, in the column \"because\"; nothing is changed",
        ),
        (
            "t.csv",
            "Ref,RAG,Note\n1.1,pink,x\n",
            "line 2: rag must be \"red\", \"amber\", \"green\", \"blue\" or \"grey\", and \"pink\" is not; nothing is changed",
        ),
        ("t.csv", "Ref,Note\n,\n", "there is no row in it"),
        ("t.csv", "Note\nSaid\n", "a column \"ref\" must say which action each row is about"),
        ("t.csv", "Ref,Note\n\"1.1,1.2\",Said\n", "line 2: \"1.1,1.2\" is more than one action; nothing is changed"),
        (
            "t.jsonl",
            "\n{\"ref\": \"1.3\", \"note\": \"x\", \"nott\": 3}\n",
            "line 2: the column \"nott\" is none of plan, ref, note, on, by, evidence, status, rag, done, due, because, report",
        ),
        (
            "t.jsonl",
            "\n\n{\"ref\": \"1.9\", \"note\": \"x\"}\n",
            "line 3: a has no action \"1.9\"; did you mean \"1.1\", \"1.2\" or \"1.3\"?; nothing is changed",
        ),
        ("t.jsonl", "\n\nno", "line 3: this is no object such as {\"ref\": \"1.1\", \"note\": \"…\"}"),
        ("t.txt", "Ref,Note\n1.1,x\n", "a table is a .csv or a .jsonl file"),
    ] {
        let (code, text, plan) = entered(&root, name, table);
        assert_eq!((code, text), (2, format!("lscb: {name}: {told}\n")), "{table}");
        assert_eq!(plan, PLAN, "{table}");
    }
    let root = folder("updates_table/none");
    fs::write(root.join("t.csv"), "Ref,Note\n1.1,x\n").unwrap();
    assert_eq!(said(&root, &["note", "--from", "t.csv"]).0, 2);
}

/// However the table was saved: with blank lines, with an ending in capitals, with the line ends of Windows, with cells of two lines.
#[test]
fn a_line_is_the_one_that_an_editor_shows() {
    let root = folder_with("updates_table/lines", PLAN);
    let told = |line: usize| {
        format!(
            "lscb: T.CSV: line {line}: a has no action \"1.9\"; did you mean \"1.1\", \"1.2\" or \"1.3\"?; nothing is changed\n"
        )
    };
    for (table, line) in [
        ("Ref,Note\n1.9,x\n", 2),
        ("\u{feff}\n\nRef,Note\n\n\n1.9,x\n", 6),
        ("Ref,Note\n1.1,Said\n\n1.9,x\n", 4),
        ("Ref,Note\r\n1.1,Said\r\n\r\n\r\n1.9,x\r\n", 5),
        ("Ref,Note\n1.1,\"Said\nand done\"\n1.9,x\n", 4),
    ] {
        let (code, text, plan) = entered(&root, "T.CSV", table);
        assert_eq!((code, text), (2, told(line)), "{table}");
        assert_eq!(plan, PLAN);
    }
}
