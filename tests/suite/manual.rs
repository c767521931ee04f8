//! The manual: `lscb man DIR` writes a page for each command, and nothing else.

use crate::program::{folder, said};
use std::fs;

#[test]
fn every_command_has_a_page_of_the_manual() {
    let folder = folder("manual");
    let (code, told) = said(&folder, &["man", "pages/man1"]);
    assert_eq!(code, 0, "{told}");
    let mut pages: Vec<String> =
        fs::read_dir(folder.join("pages/man1")).unwrap().map(|page| page.unwrap().file_name().into_string().unwrap()).collect();
    pages.sort();
    let mut expected = vec!["lscb.1".to_owned()];
    expected.extend(lscb::cli::command().get_subcommands().map(|command| format!("lscb-{}.1", command.get_name())));
    expected.sort();
    assert_eq!(pages, expected);
    let page = fs::read_to_string(folder.join("pages/man1/lscb-overdue.1")).unwrap();
    assert!(page.contains(".TH lscb-overdue 1") && page.contains("as\\-at"), "{page}");
    // Without a folder all of it comes as one page.
    let (_, whole) = said(&folder, &["man"]);
    assert!(whole.contains(".TH lscb 1") && whole.contains(&page));
    assert_eq!(said(&folder, &["man", "-"]), (0, whole));
    // A file in the way is told, and stays.
    fs::write(folder.join("taken"), "mine").unwrap();
    let (code, told) = said(&folder, &["man", "taken"]);
    assert!(code == 2 && fs::read_to_string(folder.join("taken")).unwrap() == "mine", "{told}");
}

/// `-` is standard output where one text is asked for, and the name of no file or folder anywhere.
#[test]
fn no_command_makes_a_file_or_folder_that_is_called_as_standard_output_is() {
    let folder = folder("manual-dash");
    let plan = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/oldham-2008-09.toml")).unwrap();
    fs::write(folder.join("plan.toml"), &plan).unwrap();
    fs::write(folder.join("table.md"), "| Ref | Action | Lead | Due |\n|---|---|---|---|\n| 1 | Do it | Jo | June 2008 |\n")
        .unwrap();
    for args in [
        &["init", "-"][..],
        &["new", "-"],
        &["rollover", "plan.toml", "2009/10", "-o", "-"],
        &["overdue", "plan.toml", "--each", "lead", "--out-dir", "-"],
        &["-C", "-", "check"],
    ] {
        let (code, told) = said(&folder, args);
        assert!(code == 2 && told.contains("- is not the name of a "), "{args:?}: {told}");
    }
    for args in [
        &["overdue", "plan.toml", "-o", "-"][..],
        &["report", "leads", "plan.toml", "-o", "-", "--format", "csv"],
        &["import", "table.md", "-o", "-"],
        &["check", "plan.toml", "-o", "-"],
        &["man", "-"],
    ] {
        let (code, told) = said(&folder, args);
        assert!(code == 0 && !told.is_empty(), "{args:?}: {told}");
    }
    let mut left: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["plan.toml", "table.md"]);
}
