//! The configuration: each slip at its place with what to write, what is mended of it and what is left alone.

use crate::program::{PLAN, folder, folder_with, lscb, said};
use std::fs;
use std::path::Path;

/// A plan with something to find in it.
fn without_lead() -> String {
    let (first, _) = PLAN.rsplit_once("[[objective.action]]").unwrap();
    first.replace("lead = \"jo\"\n", "")
}

/// What `check` finds in a configuration: place and message of each.
fn faults(root: &Path, config: &str) -> Vec<String> {
    fs::write(root.join("lscb.toml"), config).unwrap();
    let found = String::from_utf8(lscb(root, &["check", "plans", "--format", "short"]).stdout).unwrap();
    found.lines().filter_map(|line| line.strip_prefix("lscb.toml:")).map(str::to_owned).collect()
}

const UNREADABLE: &str = "error[syntax]: this line cannot be read";
const OPEN: &str = "error[syntax]: this list is not closed";
const CURLY: &str = "error[syntax]: these quotation marks are curly; the configuration needs straight ones";

#[test]
fn each_slip_is_told_once_and_where_it_is() {
    let root = folder_with("settings/places", PLAN);
    for (config, told) in [
        ("\n  plans plans  \n", vec![("2:3", UNREADABLE)]),
        ("plans = \"pla[ns\"\nplans plans\n", vec![("2:1", UNREADABLE)]),
        ("plans = [\"plans\"]\ndue-soon-days = thirty\n", vec![("2:1", UNREADABLE)]),
        // A broken line drags along the next, and nothing further down.
        ("plans plans\nnothing here\n", vec![("1:1", UNREADABLE)]),
        ("plans plans\n\n\nnothing here\n", vec![("1:1", UNREADABLE), ("4:1", UNREADABLE)]),
        ("due-soon-days = 3\nplans plans\n", vec![("2:1", UNREADABLE)]),
        // A list without its end, wherever the reader notices.
        ("plans = [\"plans\"\n\n[levels]\nno-lead = \"off\"\n", vec![("1:1", OPEN)]),
        ("plans = [\"plans\"\ndue-soon-days = 3\n", vec![("1:1", OPEN)]),
        ("plans = [\n  \"plans\"\n  \"more\"\n]\n", vec![("3:3", UNREADABLE)]),
        ("fail-on = \"error\"\nfail-on = \"warning\"\n", vec![("2:1", "error[repeated-key]: \"fail-on\" stands twice here")]),
        // What stands below a broken heading is not judged.
        ("[levels\nno-lead = \"of\"\n", vec![("1:1", UNREADABLE)]),
        ("plans plans\n[levels]\nno-laed = \"off\"\n", vec![("1:1", UNREADABLE)]),
        ("[levels]\nno-laed = \"off\"\n", vec![("2:1", "error[unknown-value]: there is no rule called \"no-laed\"")]),
        (
            "[levels]\nno-lead = \"of\"\n",
            vec![("2:11", "error[unknown-value]: the level of no-lead must be \"error\", \"warning\", \"advice\" or \"off\"")],
        ),
        ("plans = 3\n", vec![("1:9", "error[wrong-type]: \"plans\" must be a folder in quotation marks, or a list of them")]),
        ("levels = 3\n", vec![("1:10", "error[wrong-type]: \"levels\" must be a table of rules and their level")]),
        ("fail-on = 3\n", vec![("1:11", "error[wrong-type]: \"fail-on\" must be \"error\", or \"warning\" for warnings too")]),
        ("# \u{201c}a\u{201d}\nplans = \"\u{201c}plans\u{201d}\"\n", vec![]),
        ("# a\n  plans = \u{201c}plans\u{201d} # it\nfail-on = \u{201c}error\n", vec![("2:3", CURLY), ("3:1", UNREADABLE)]),
        (
            "due-soon-days = \u{2018}3\u{2019}\n",
            vec![("1:1", CURLY), ("1:17", "error[wrong-type]: \"due-soon-days\" must be a number of days, such as 31")],
        ),
    ] {
        let told: Vec<String> = told.iter().map(|(place, words)| format!("{place}: {words}")).collect();
        assert_eq!(faults(&root, config), told, "{config}");
    }
}

/// However it ends: with the file, or only with blank lines after it.
#[test]
fn a_list_without_its_end_is_told_where_it_begins() {
    let root = folder_with("settings/lists", PLAN);
    for (config, told) in [
        ("plans = [\"plans\"\n\n\n", ("1:1", OPEN)),
        ("plans = [\n \"plans\",\n", ("1:1", OPEN)),
        ("due-soon-days = 3\nplans = [\n", ("2:1", OPEN)),
    ] {
        assert_eq!(faults(&root, config), [format!("{}: {}", told.0, told.1)], "{config}");
    }
}

/// In the words of the file that it stands in, and not in those of the command line.
#[test]
fn keys_that_do_not_go_together_are_named() {
    let root = folder_with("settings/together", PLAN);
    for (report, told) in [
        (
            "[report.own]\nshape = \"monthly\"\neach = \"lead\"\n",
            "1:9: error[unknown-value]: the report \"own\": it needs \"out-dir\" too",
        ),
        (
            "[report.own]\nshape = \"monthly\"\neach = \"lead\"\noutput = \"a.html\"\n",
            "1:9: error[unknown-value]: the report \"own\": \"each\" and \"output\" do not go together",
        ),
        (
            "[report.own]\nshape = \"monthly\"\nas-at = \"2008-10-01\"\nmonth = \"2008-09\"\n",
            "1:9: error[unknown-value]: the report \"own\": \"as-at\" and \"month\" do not go together",
        ),
    ] {
        assert_eq!(faults(&root, report), [told], "{report}");
    }
    let (code, text) = said(&root, &["report", "own"]);
    assert!(code == 2 && text.contains("the report \"own\" is not made while lscb.toml has a fault in it"), "{code} {text}");
}

#[test]
fn a_saved_report_that_cannot_be_made_is_told_with_the_reason() {
    let root = folder_with("settings/reports", PLAN);
    for (report, told) in [
        (
            "[report.own]\nshape = \"monthly\"\nmonth = \"x\"\n",
            "3:9: error[unknown-value]: \"month\": write the month as 2008-09 or September 2008",
        ),
        (
            "[report.own]\nshape = \"monthly\"\nmonth = \"2008-09-01\"\n",
            "3:9: error[unknown-value]: \"month\": write the month as 2008-09 or September 2008",
        ),
        ("[report.-own]\nshape = \"monthly\"\n", "1:9: error[unknown-value]: \"-own\" cannot be the name of a report"),
        ("[report.Own]\nshape = \"monthly\"\n", "1:9: error[unknown-value]: \"Own\" cannot be the name of a report"),
        ("[report.\"\"]\nshape = \"monthly\"\n", "1:9: error[unknown-value]: \"\" cannot be the name of a report"),
        ("[report.leads]\nshape = \"monthly\"\n", "1:9: error[unknown-value]: \"leads\" is a report of lscb itself"),
        ("[report.overdue]\nshape = \"monthly\"\n", "1:9: error[unknown-value]: \"overdue\" is a report of lscb itself"),
        ("[report.own]\n", "1:9: error[missing-key]: the report \"own\" does not say its shape"),
        ("report = 3\n", "1:10: error[wrong-type]: \"report\" must be a table of reports, such as [report.board-paper]"),
        ("report.own = 3\n", "1:14: error[wrong-type]: \"own\" must be a table: [report.own]"),
        (
            "[report.own]\nshape = \"objectives\"\noutput = \"a.html\"\nformat = \"docx\"\n",
            "3:10: error[unknown-value]: \"output\" is \"a.html\": its name does not end as its format does",
        ),
        ("[report.own]\nshape = \"objectives\"\noutput = \" \"\n", "3:10: error[unknown-value]: \"output\" names nothing"),
        (
            "[report.own]\nshape = \"monthly\"\noutput = \"{month}-{board}.html\"\n",
            "3:10: error[unknown-value]: \"output\" has \"{board}\" in it; it may have {month} or {as-at}",
        ),
        (
            "[report.own]\nshape = \"monthly\"\nout-dir = \"{board}\"\n",
            "3:11: error[unknown-value]: \"out-dir\" has \"{board}\" in it; it may have {month} or {as-at}",
        ),
        (
            "[report.own]\nshape = \"monthly\"\neach = \"lead\"\nout-dir = \"{board}/{plan\"\n",
            "4:11: error[unknown-value]: \"out-dir\" has \"{plan\" in it; it may have {month}, {as-at}, {board} or {plan}",
        ),
    ] {
        assert_eq!(faults(&root, report), [told], "{report}");
    }
    // Names may have hyphens and digits; `-` is the screen.
    for report in [
        "[report.own-2]\nshape = \"monthly\"\noutput = \"-\"\n",
        "[report.own]\nshape = \"objectives\"\neach = \"lead\"\nout-dir = \"{as-at}/{board}\"\n",
    ] {
        assert_eq!(faults(&root, report), [""; 0], "{report}");
    }
}

/// What is told one by one has an end; the rest is counted.
#[test]
fn of_very_many_faults_the_last_are_counted() {
    let root = folder_with("settings/many", PLAN);
    let many = |of: &dyn Fn(usize) -> String, count: usize| (0..count).map(of).collect::<String>();
    let keys = |count| many(&|number| format!("x{number} = 1\n"), count);
    let rules = |count| format!("[levels]\n{}", many(&|number| format!("x{number} = \"off\"\n"), count));
    let words = |count| format!("[levels]\n{}no-lead = \"x\"\n", many(&|number| format!("x{number} = \"off\"\n"), count));
    let lines = |count| many(&|_| "plans plans\n\n".to_owned(), count);
    let curly = |count| many(&|number| format!("x{number} = \u{201c}a\u{201d}\n"), count);
    for (config, last, told) in [
        (keys(200), "has no key", 200),
        (keys(201), "1 fault more from here on", 201),
        (keys(203), "3 faults more from here on", 201),
        (rules(201), "1 fault more from here on", 201),
        (rules(202), "2 faults more from here on", 201),
        (words(199), "the level of no-lead must be", 200),
        (words(200), "1 fault more from here on", 201),
        (lines(203), UNREADABLE, 200),
        (curly(199), "has no key", 200),
    ] {
        let faults = faults(&root, &config);
        let found = faults.iter().filter(|fault| fault.contains(last)).count();
        assert!(
            found > 0 && (faults.len() == told || config.contains('\u{201c}')),
            "{last}: {} {:?}",
            faults.len(),
            faults.last()
        );
    }
}

#[test]
fn a_slip_is_mended_where_that_takes_it_away_and_brings_no_other() {
    let root = folder_with("settings/mended", PLAN);
    for (config, mended) in [
        ("plan = \"plans\"\n", "plans = \"plans\"\n"),
        ("fail-onn = \u{201c}error\u{201d}\r\n", "fail-on = \"error\"\r\n"),
        (
            "# \u{201c}a\u{201d}\n plans = \u{201c}plans\u{201d} # it\nfail-on = \u{2018}error\u{2019}\n",
            "# \u{201c}a\u{201d}\n plans = \"plans\" # it\nfail-on = 'error'\n",
        ),
        ("[report.own]\nshap = \"leads\"\n", "[report.own]\nshape = \"leads\"\n"),
        // The one that can be mended beside one that cannot.
        ("plan = 3\nfail-onn = \"error\"\n", "plan = 3\nfail-on = \"error\"\n"),
        // Another fault would come of it.
        ("plan = 3\n", "plan = 3\n"),
        ("plan = \"plans\"\nplans = \"plans\"\n", "plan = \"plans\"\nplans = \"plans\"\n"),
        ("[report.own]\nshap = \"nonsense\"\n", "[report.own]\nshap = \"nonsense\"\n"),
        // Only like a key, and no slip of it.
        ("reporting = 3\n", "reporting = 3\n"),
    ] {
        fs::write(root.join("lscb.toml"), config).unwrap();
        said(&root, &["check", "--fix"]);
        assert_eq!(fs::read_to_string(root.join("lscb.toml")).unwrap(), mended, "{config}");
    }
    assert!(said(&root, &["check"]).1.contains("did you mean \"report\"?"));
}

/// A level holds for the rule that it names and no other.
#[test]
fn a_level_is_that_of_its_rule() {
    let root = folder_with("settings/levels", &without_lead());
    for (config, code, told) in [
        ("", 1, "warning[no-lead]"),
        ("[levels]\nno-lead = \"error\"\n", 1, "error[no-lead]"),
        ("[levels]\nno-lead = \"off\"\n", 0, "nothing wrong"),
        ("[levels]\nno-due = \"error\"\nno-outcome = \"off\"\n", 1, "warning[no-lead]"),
    ] {
        fs::write(root.join("lscb.toml"), config).unwrap();
        let (ended, text) = said(&root, &["check", "--format", "short"]);
        assert!(ended == code && text.contains(told), "{config}: {ended} {text}");
    }
}

/// A configuration in another folder writes below its own repository, not below the one that the run is in.
#[test]
fn a_configuration_of_another_repository_writes_there() {
    let root = folder("settings/elsewhere");
    for name in ["here", "there"] {
        fs::create_dir_all(root.join(name).join("plans")).unwrap();
        fs::write(root.join(name).join("plans/a.toml"), without_lead()).unwrap();
        let mut git = std::process::Command::new("git");
        assert!(git.current_dir(root.join(name)).args(["init", "-q"]).status().unwrap().success());
    }
    fs::create_dir(root.join("there/papers")).unwrap();
    fs::write(root.join("there/lscb.toml"), "[report.own]\nshape = \"objectives\"\noutput = \"papers/own.html\"\n").unwrap();
    let (code, text) = said(&root.join("here"), &["report", "own", "--config", "../there/lscb.toml"]);
    assert!(code == 0 && root.join("there/papers/own.html").is_file(), "{code} {text}");
}
