//! What `lscb init` and `lscb new` write, and words of the command line that are not what they seem: phrases that begin with a dash,
//! commands that there are not.

use crate::program::{PLAN, folder, folder_with, said};
use std::fs;
use std::path::Path;

fn has(root: &Path, names: &[&str]) -> Vec<bool> {
    names.iter().map(|name| root.join(name).exists()).collect()
}

/// Only the plan to start from is left out where there is one, and only a plan is one.
#[test]
fn beside_a_plan_all_is_written_but_another() {
    let files = ["lscb.toml", ".pre-commit-config.yaml", "plans/plan.schema.json", "plans/plan.toml"];
    let root = folder_with("starting/plan", PLAN);
    let told = "lscb.toml: written\n.pre-commit-config.yaml: written\nplans/plan.schema.json: written\nplans/plan.toml: not written, as \
                there is a plan already: plans/a.toml\na hook judges the plans that a commit changes, and all where it changes \
                lscb.toml; `lscb check` judges all\n";
    assert_eq!(said(&root, &["init"]), (0, told.to_owned()));
    assert_eq!(has(&root, &files), [true, true, true, false]);
    let root = folder("starting/others");
    fs::write(root.join("pyproject.toml"), "[project]\nname = \"plans\"\n").unwrap();
    fs::write(root.join("empty.toml"), "\n").unwrap();
    let (code, text) = said(&root, &["init"]);
    assert!(code == 0 && text.contains("plans/plan.toml: written, with examples to write over"), "{text}");
    assert_eq!(has(&root, &files), [true; 4]);
    let again = said(&root, &["init"]).1;
    assert_eq!(again.matches("is there already, left as it is").count(), 4, "{again}");
}

#[test]
fn a_new_plan_has_the_time_and_the_title_that_were_asked_for() {
    let root = folder("starting/new");
    for (period, lines) in [
        (
            "2012",
            ["title  = \"Business Plan 2012\"", "period = { from = 2012-01-01, to = 2012-12-31 }", "due       = \"2012-03\""],
        ),
        (
            "2009-09/2010-07",
            [
                "title  = \"Business Plan 2009-2010\"",
                "period = { from = 2009-09-01, to = 2010-07-31 }",
                // A meeting as far from its start as the last of the example would be held after its end.
                "meetings = [2009-11-17, 2010-02-16, 2010-05-09]",
            ],
        ),
        (
            "2026/27",
            [
                "title  = \"Business Plan 2026-2027\"",
                "meetings = [2026-06-17, 2026-09-16, 2026-12-09, 2027-03-10]",
                "timescale = \"June 2026\"",
            ],
        ),
        (
            "2009-09/2009-10",
            [
                "title  = \"Business Plan 2009\"",
                "period = { from = 2009-09-01, to = 2009-10-31 }",
                "meetings = [2009-11-17, 2010-02-16, 2010-05-09, 2010-08-10]",
            ],
        ),
        (
            "2010/11",
            [
                "title  = \"Business Plan 2010-2011\"",
                "meetings = [2010-06-17, 2010-09-16, 2010-12-09, 2011-03-10]",
                "due       = \"2010-06\"",
            ],
        ),
    ] {
        let name = format!("{}.toml", period.replace('/', "-"));
        let told = format!("{name}: written; `lscb check {name}` checks it\n");
        assert_eq!(said(&root, &["new", &name, "--period", period]), (0, told));
        let plan = fs::read_to_string(root.join(&name)).unwrap();
        for line in lines {
            assert!(plan.lines().any(|found| found == line), "{line}\n{plan}");
        }
    }
}

/// A phrase may begin with a dash wherever the command stands; flags and their values stay what they are.
#[test]
fn a_phrase_may_begin_with_a_dash() {
    let root = folder_with("starting/dash", PLAN);
    let goes_on = "- ongoing\n  ongoing = true            goes on, and is never overdue for that\n";
    let june = "June 2008\n  due = \"2008-06\"           due on 30 Jun 2008\n";
    for args in [
        &["timescale", "- ongoing"][..],
        &["-C", "plans", "timescale", "- ongoing"],
        &["--no-config", "timescale", "- ongoing"],
        &["-C", "plans", "--no-config", "timescale", "- ongoing"],
    ] {
        assert_eq!(said(&root, args), (0, goes_on.to_owned()), "{args:?}");
    }
    for args in [
        &["timescale", "June 2008"][..],
        &["-Cplans", "timescale", "June 2008"],
        &["timescale", "June 2008", "--period", " 2008/09"],
        &["timescale", "--period=2008/09", "June 2008"],
    ] {
        assert_eq!(said(&root, args), (0, june.to_owned()), "{args:?}");
    }
    // A folder of that name is no command.
    fs::create_dir(root.join("timescale")).unwrap();
    assert_eq!(said(&root, &["-C", "timescale", "timescale", "- ongoing", "June 2008"]), (0, format!("{goes_on}\n{june}")));
}

/// A short word with a slip in it can be many words: no command is proposed for its meaning.
#[test]
fn a_short_word_with_a_slip_means_nothing_for_sure() {
    let root = folder("starting/slips");
    for (word, tip) in
        [("quit", "`lscb leaver`"), ("qult", ""), ("diff", "`lscb changes`"), ("ditf", ""), ("finishd", "`lscb done`")]
    {
        let (code, text) = said(&root, &[word]);
        let told = text.lines().find_map(|line| line.trim().strip_prefix("tip: ")).unwrap_or("");
        assert!(code == 2 && told.starts_with(tip) && told.is_empty() == tip.is_empty(), "{word}: {text}");
    }
}

/// The catalogue of rules, for people, as a page and for programs.
#[test]
fn the_rules_are_shown_in_three_ways() {
    let root = folder("starting/rules");
    for (args, begins) in [
        (&["rules"][..], "syntax "),
        (&["rules", "--format", "table"], "syntax "),
        (&["rules", "--format", "markdown"], "# The rules\n"),
        (&["rules", "--format", "json"], "{\"schema\":\"lscb.rules/1\""),
    ] {
        let (code, text) = said(&root, args);
        assert!(code == 0 && text.starts_with(begins), "{args:?}: {}", text.lines().next().unwrap_or(""));
    }
}
