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
    // A file in the way is told, and stays.
    fs::write(folder.join("taken"), "mine").unwrap();
    let (code, told) = said(&folder, &["man", "taken"]);
    assert!(code == 2 && fs::read_to_string(folder.join("taken")).unwrap() == "mine", "{told}");
}
