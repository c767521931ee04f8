//! Saved reports: questions by a name, what the command line puts in the place of what is saved, and names of files that serve
//! on every system.

use crate::program::{PLAN, folder_with, lscb, said};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with a plan and this configuration.
fn saved(name: &str, config: &str) -> PathBuf {
    let root = folder_with(name, &format!("{PLAN}due = \"2008-10-20\"\n"));
    fs::write(root.join("lscb.toml"), config).unwrap();
    root
}

/// What `check` finds in a configuration: place and message of each.
fn faults(root: &Path, config: &str) -> Vec<String> {
    fs::write(root.join("lscb.toml"), config).unwrap();
    let found = String::from_utf8(lscb(root, &["check", "plans", "--format", "short"]).stdout).unwrap();
    found.lines().filter_map(|line| line.strip_prefix("lscb.toml:")).map(str::to_owned).collect()
}

/// Questions have their own keys, and answer as the same words on the command line do.
#[test]
fn a_question_is_saved_with_its_own_choices() {
    let root = saved(
        "saved-papers/questions",
        "[report.late]\nshape = \"overdue\"\neach-date = true\n[report.soon]\nshape = \"due\"\nwithin = \"30d\"\n\
         [report.all]\nshape = \"list\"\ncolumns = [\"ref\", \"due\"]\n",
    );
    for (name, asked) in [
        ("late", &["overdue", "--each-date"][..]),
        ("soon", &["due", "--within", "30d"]),
        ("all", &["list", "--columns", "ref,due"]),
    ] {
        let (code, text) = said(&root, &["report", name]);
        assert_eq!((code, &*text), (0, &*said(&root, asked).1), "{name}");
    }
}

#[test]
fn a_saved_question_refuses_what_it_has_no_use_for() {
    let root = saved(
        "saved-papers/uses",
        "[report.late]\nshape = \"overdue\"\n[report.soon]\nshape = \"due\"\n[report.all]\nshape = \"list\"\n",
    );
    for (args, words) in [
        (&["late", "--brief"][..], "the report late is what `lscb overdue` answers, which has no use for --brief"),
        (&["soon", "--meetings", "3"], "the report soon is what `lscb due` answers, which has no use for --meetings"),
        (&["all", "--since", "2008-09-01"], "the report all is what `lscb list` answers, which has no use for --since"),
    ] {
        let (code, text) = said(&root, &[&["report"], args].concat());
        assert!(code == 2 && text.contains(words), "{args:?}: {code} {text}");
    }
}

#[test]
fn only_the_report_with_a_fault_is_not_made() {
    let root =
        saved("saved-papers/broken", "[report.sound]\nshape = \"leads\"\n[report.broken]\nshape = \"monthly\"\ncolour = 1\n");
    let report = |name: &str| said(&root, &["report", name]);
    let (_, text) = report("sound");
    assert!(text.contains("Actions by lead as at 1 Oct 2008"), "{text}");
    let (code, text) = report("broken");
    assert!(code == 2 && text.contains("the report \"broken\" is not made while lscb.toml has a fault in it"), "{code} {text}");
    let (code, text) = report("nonsense");
    assert!(code == 2 && text.contains("there is no report called \"nonsense\"; there are monthly, leads,"), "{code} {text}");
    let (code, text) = report("soun");
    assert!(code == 2 && text.contains("there is no report called \"soun\"; did you mean \"sound\"?"), "{code} {text}");
}

/// One configuration serves every system: what Windows takes for a device, another sign or a shorter name is no name.
#[test]
fn a_saved_file_has_a_name_that_every_system_takes() {
    let root = saved("saved-papers/names", "");
    let device = |part: &str| format!("not every system takes \"{part}\" for the name of a file");
    for (name, why) in [
        ("con.html", Some(device("con.html"))),
        ("NUL .html", Some(device("NUL .html"))),
        ("aux/a.html", Some(device("aux"))),
        ("com1.html", Some(device("com1.html"))),
        ("lpt9.html", Some(device("lpt9.html"))),
        ("a./a.html", Some(device("a."))),
        ("a /a.html", Some(device("a "))),
        ("a:b.html", Some("not every system takes ':' in the name of a file".to_owned())),
        ("a\\u0007.html", Some("not every system takes '\\u{7}' in the name of a file".to_owned())),
        ("a\\\\b.html", Some("between folders stands / on every system".to_owned())),
        ("com0.html", None),
        ("com10.html", None),
        ("console.html", None),
        ("./a.html", None),
    ] {
        let found = faults(&root, &format!("[report.own]\nshape = \"objectives\"\noutput = \"{name}\"\n"));
        match why {
            None => assert_eq!(found, [""; 0], "{name}"),
            Some(why) => {
                assert!(found.len() == 1 && found[0].starts_with("3:10: ") && found[0].ends_with(&why), "{name}: {found:?}")
            }
        }
    }
}

#[test]
fn keys_that_are_too_few_or_too_many_are_named() {
    let root = saved("saved-papers/together", "");
    for (report, told) in [
        (
            "shape = \"due\"\nby = \"2008-12\"\nwithin = \"30d\"\nbefore-next-meeting = true\n",
            "1:9: error[unknown-value]: the report \"own\": \"before-next-meeting\" and \"by\", \"within\" do not go together",
        ),
        ("shape = \"list\"\neach = \"lead\"\n", "1:9: error[unknown-value]: the report \"own\": it needs \"out-dir\" too"),
        ("shape = \"leads\"\ncolor = \"always\"\n", "3:1: error[unknown-key]: a report has no key \"color\""),
    ] {
        assert_eq!(faults(&root, &format!("[report.own]\n{report}")), [told], "{report}");
    }
    // A key that only resembles another one is asked about, and never put in its place.
    fs::write(root.join("lscb.toml"), "[report.own]\nshape = \"list\"\ncolumns-of = \"ref\"\n").unwrap();
    let (_, text) = said(&root, &["check"]);
    assert!(text.contains("did you mean \"columns\"?") && !text.contains("fix: "), "{text}");
}

#[test]
fn several_values_stand_only_where_there_may_be_several() {
    let root = saved("saved-papers/several", "");
    for (report, told) in [
        (
            "shape = \"monthly\"\nas-at = [\"2008-08-01\", \"2008-09-01\"]\n",
            "3:9: error[wrong-type]: \"as-at\" takes one value, and no list of them",
        ),
        (
            "shape = \"list\"\nformat = [\"json\", \"csv\"]\n",
            "3:10: error[wrong-type]: \"format\" takes one value, and no list of them",
        ),
    ] {
        assert_eq!(faults(&root, &format!("[report.own]\n{report}")), [told], "{report}");
    }
    assert_eq!(
        faults(&root, "[report.own]\nshape = \"list\"\nlead = [\"Jo Bloggs\", \"Sam\"]\ncolumns = [\"ref\", \"due\"]\n"),
        [""; 0]
    );
}

/// A file of the command line goes before saved packs, and packs of the command line before a saved file; a switch is one.
#[test]
fn the_command_line_goes_before_what_is_saved() {
    let root = saved(
        "saved-papers/instead",
        "[report.one]\nshape = \"monthly\"\noutput = \"one.html\"\n\
         [report.packs]\nshape = \"monthly\"\neach = \"lead\"\nout-dir = \"packs\"\nformat = \"html\"\n\
         [report.open]\nshape = \"list\"\nformat = \"json\"\n",
    );
    let report = |args: &[&str], written: &str| {
        let (code, text) = said(&root, &[&["report"], args].concat());
        assert!(code == 0 && root.join(written).is_file(), "{args:?}: {code} {text}");
    };
    report(&["packs"], "packs/jo-bloggs-monthly.html");
    report(&["packs", "-o", "all.html"], "all.html");
    report(&["one", "--each", "lead", "--out-dir", "more"], "more/jo-bloggs-monthly.txt");
    assert!(!root.join("one.html").exists());
    report(&["one"], "one.html");
    // From another folder the same is made, in the same place.
    fs::remove_file(root.join("one.html")).unwrap();
    let (code, text) = said(&root.join("plans"), &["report", "one"]);
    assert!(code == 0 && root.join("one.html").is_file(), "{code} {text}");
    let (code, text) = said(&root.join("plans"), &["report", "open", "--no-date"]);
    assert!(code == 0 && text.starts_with('{'), "{code} {text}");
    let (code, text) = said(&root, &["report", "one", "--brief", "--format", "markdown", "-o", "-"]);
    assert!(code == 0 && text.starts_with("# "), "{code} {text}");
}
