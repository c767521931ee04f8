//! How somebody begins: an empty folder, the first plan, the list of reports, a command by another name, a file for Word.

use crate::program::{folder, said};
use std::fs;

#[test]
fn an_empty_folder_names_the_command_that_sets_one_up() {
    let folder = folder("beginning-empty");
    for command in ["overdue", "check"] {
        let (code, text) = said(&folder, &[command]);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains("`lscb init` sets up a folder for plans"), "{text}");
    }
}

#[test]
fn the_first_plan_is_of_its_board_and_of_the_year_of_today() {
    let folder = folder("beginning-init");
    assert_eq!(said(&folder, &["init", "--board", "Westshire SCP"]).0, 0);
    let plan = fs::read_to_string(folder.join("plans/plan.toml")).unwrap();
    for line in [
        "board  = \"Westshire SCP\"",
        "title  = \"Business Plan 2008-2009\"",
        "period = { from = 2008-04-01, to = 2009-03-31 }",
        "timescale = \"June 2008\"",
        "due       = \"2008-06\"",
    ] {
        assert!(plan.lines().any(|found| found == line), "{line}\n{plan}");
    }
    assert_eq!(said(&folder, &["check"]), (0, "1 plan, 2 actions: nothing wrong\n".to_owned()));
}

#[test]
fn examples_that_would_count_beside_an_imported_plan_are_told() {
    let folder = folder("beginning-import");
    assert!(
        said(&folder, &["init", "--board", "Westshire SCP"]).1.contains("plans/plan.toml: written, with examples to write over")
    );
    fs::write(folder.join("plan.csv"), "Ref,Action,Lead,By when\n1,Agree a pathway,Jo Bloggs,30/09/2008\n").unwrap();
    let told = "plans/plan.toml: holds the examples of `lscb init` alone; delete it, or they count as actions";
    let (code, text) = said(&folder, &["import", "plan.csv", "-o", "plans/ours.toml"]);
    assert!(code == 0 && text.contains(told), "{text}");
    // Written over, it is a plan like any other.
    let plan = fs::read_to_string(folder.join("plans/plan.toml")).unwrap();
    fs::write(folder.join("plans/plan.toml"), plan.replace("Publish the training calendar", "Publish the calendar")).unwrap();
    let (code, text) = said(&folder, &["import", "plan.csv", "-o", "plans/again.toml"]);
    assert!(code == 0 && !text.contains(told), "{text}");
}

#[test]
fn no_plan_to_start_from_is_put_where_there_is_one() {
    for (name, at) in [("beginning-beside", "ours.toml"), ("beginning-below", "plans/ours.toml")] {
        let folder = folder(name);
        fs::create_dir_all(folder.join("plans")).unwrap();
        fs::write(folder.join(at), "title = \"Business Plan\"\nboard = \"Westshire SCP\"\n").unwrap();
        let (code, text) = said(&folder, &["init"]);
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("plans/plan.toml: not written, as there is a plan already"), "{text}");
        assert!(!folder.join("plans/plan.toml").exists());
    }
}

#[test]
fn a_new_plan_is_of_the_time_asked_for() {
    let folder = folder("beginning-new");
    for (period, from, last) in [
        ("2026/27", "2026-04-01", "2027-03-10"),
        ("2009-09/2010-08", "2009-09-01", "2010-08-10"),
        ("2012", "2012-01-01", "2012-12-10"),
    ] {
        let name = format!("{}.toml", period.replace('/', "-"));
        assert_eq!(said(&folder, &["new", &name, "--period", period, "--board", "Westshire SCP"]).0, 0);
        let plan = fs::read_to_string(folder.join(&name)).unwrap();
        assert!(plan.contains(&format!("from = {from}")) && plan.contains(last) && plan.contains("Westshire SCP"), "{plan}");
        assert_eq!(said(&folder, &["check", &name]).0, 0);
    }
    assert_eq!(said(&folder, &["new", "now.toml"]).0, 0);
    assert!(fs::read_to_string(folder.join("now.toml")).unwrap().contains("from = 2008-04-01"));
}

#[test]
fn the_reports_are_listed_where_none_is_named() {
    let folder = folder("beginning-reports");
    fs::write(folder.join("lscb.toml"), "[report.for-the-chair]\nshape = \"leads\"\n").unwrap();
    let (code, text) = said(&folder, &["report"]);
    assert_eq!(code, 0, "{text}");
    for name in ["monthly", "leads", "trend", "for-the-chair"] {
        assert!(text.lines().any(|line| line.trim_start().starts_with(name)), "{name}\n{text}");
    }
}

#[test]
fn a_command_by_another_name_is_told_by_what_it_means() {
    let folder = folder("beginning-commands");
    for (word, command) in [
        ("paper", "lscb report monthly"),
        ("print", "lscb report monthly"),
        ("late", "lscb overdue"),
        ("upcoming", "lscb due"),
        ("export", "lscb list -o FILE.xlsx"),
        ("actions", "lscb list"),
        ("validate", "lscb check"),
        ("lint", "lscb check"),
        ("convert", "lscb import"),
        ("finished", "lscb done"),
    ] {
        let (code, text) = said(&folder, &[word]);
        assert_eq!(code, 2);
        assert!(text.contains(&format!("tip: `{command}`")) && !text.contains("similar"), "{word}: {text}");
    }
    let (_, help) = said(&folder, &["--help"]);
    assert!(help.contains("lscb report monthly") && help.contains("Word") && help.contains("Excel"), "{help}");
}

#[test]
fn a_file_is_told_when_it_is_written_and_its_folder_made() {
    let folder = folder("beginning-output");
    assert_eq!(said(&folder, &["init"]).0, 0);
    let (code, text) = said(&folder, &["list", "-o", "papers/october/list.docx"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("papers/october/list.docx: written"), "{text}");
    assert!(folder.join("papers/october/list.docx").exists());
    let (code, text) = said(&folder, &["list", "-o", "list.pdf"]);
    assert_eq!(code, 2);
    assert!(text.contains("no PDF") && text.contains(".docx") && !folder.join("list.pdf").exists(), "{text}");
}

#[test]
fn faults_of_the_configuration_are_its_own() {
    let folder = folder("beginning-configuration");
    assert_eq!(said(&folder, &["init"]).0, 0);
    fs::write(folder.join("lscb.toml"), "plans = “plans”\n").unwrap();
    // The folder is read as it was meant.
    let (code, text) = said(&folder, &["list"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("with exit code 2 because of this fault") && text.contains("Publish the training calendar"), "{text}");
    let (code, text) = said(&folder, &["check"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("fix: write straight quotation marks") && text.contains("+ plans = \"plans\""), "{text}");
    assert!(text.contains("1 error in lscb.toml; 1 plan, 2 actions: nothing wrong"), "{text}");
}
