//! Saved reports: what is kept of them, and what the command line puts in its place.

use crate::program::{PLAN, folder_with, said};
use std::fs;
use std::path::PathBuf;

/// A folder with a plan and this configuration.
fn saved(name: &str, config: &str) -> PathBuf {
    let root = folder_with(name, &format!("{PLAN}due = \"2008-10-20\"\n"));
    fs::write(root.join("lscb.toml"), config).unwrap();
    root
}

#[test]
fn numbers_days_and_switches_are_written_as_they_are() {
    let config = "[report.late]\nshape = \"objectives\"\nas-at = 2008-10-01\nsoon = 5\nopen = true\nformat = \"json\"\n\
                  [report.all]\nshape = \"objectives\"\nas-at = 2008-10-01\nsoon = 30\nopen = false\nformat = \"json\"\n";
    let root = saved("saved-values", config);
    let (code, late) = said(&root, &["report", "late"]);
    assert!(code == 0 && late.contains("\"as_at\": \"2008-10-01\"") && late.contains("\"due-soon\": 0"), "{late}");
    let (code, all) = said(&root, &["report", "all"]);
    assert!(code == 0 && all.contains("\"due-soon\": 1"), "{all}");
    let (_, shown) = said(&root, &["config"]);
    assert!(shown.contains("soon = 5") || shown.contains("5"), "{shown}");
}

#[test]
fn a_value_of_another_kind_is_told_with_what_to_write() {
    for (key, wanted) in [
        ("open = \"yes\"", "\"open\" must be true or false"),
        ("open = 1", "\"open\" must be true or false"),
        ("board = true", "\"board\" must be text in quotation marks, or a list of texts"),
        ("board = false", "\"board\" must be text in quotation marks, or a list of texts"),
        ("board = { name = \"x\" }", "\"board\" must be text in quotation marks, or a list of texts"),
        ("month = \"sometime\"", "\"month\": "),
        ("colums = [\"ref\"]", "did you mean \"columns\"?"),
    ] {
        let root = saved("saved-kinds", &format!("[report.own]\nshape = \"objectives\"\n{key}\n"));
        let (code, told) = said(&root, &["check"]);
        assert!(code == 1 && told.contains(wanted) && told.contains("lscb.toml"), "{key}: {told}");
    }
}

/// A slip of one letter is mended; a word that is only like a key is not.
#[test]
fn a_key_with_a_slip_is_mended() {
    let root = saved("saved-slip", "[report.own]\nshape = \"objectives\"\ncolums = [\"ref\"]\n");
    said(&root, &["check", "--fix"]);
    let config = fs::read_to_string(root.join("lscb.toml")).unwrap();
    assert!(config.contains("columns = [\"ref\"]"), "{config}");
}

/// A month says for which day and since when: whichever of them the command line gives, the saved ones go.
#[test]
fn a_day_of_the_command_line_takes_the_place_of_a_saved_month_and_the_other_way_round() {
    let config = "[report.of-month]\nshape = \"monthly\"\nmonth = \"2008-07\"\nformat = \"json\"\n\
                  [report.of-day]\nshape = \"monthly\"\nas-at = \"2008-09-20\"\nsince = \"2008-09-01\"\nformat = \"json\"\n";
    let root = saved("saved-month", config);
    for (args, day) in [
        (&["of-month"][..], "2008-08-01"),
        (&["of-month", "--as-at", "2008-09-15"], "2008-09-15"),
        (&["of-month", "--since", "2008-09-01"], "2008-10-01"),
        (&["of-day"], "2008-09-20"),
        (&["of-day", "--as-at", "2008-09-15"], "2008-09-15"),
        (&["of-day", "--month", "2008-07"], "2008-08-01"),
    ] {
        let (code, told) = said(&root, &[&["report"], args].concat());
        assert!(code == 0 && told.contains(&format!("\"as_at\": \"{day}\"")), "{args:?}: {told}");
    }
}
