//! The configuration beside `settings.rs`: which commands read it, how far a finding reaches, what is mended of many faults, and what
//! `lscb config` shows.

use crate::program::{PLAN, folder_with, lscb, said};
use std::fs;
use std::path::Path;

/// The findings in a configuration, as other programs get them.
fn findings(root: &Path, config: &str) -> Vec<serde_json::Value> {
    fs::write(root.join("lscb.toml"), config).unwrap();
    let found: serde_json::Value = serde_json::from_slice(&lscb(root, &["check", "plans", "--format", "json"]).stdout).unwrap();
    let found = found["findings"].as_array().unwrap().clone();
    found.into_iter().filter(|finding| finding["file"] == "lscb.toml").collect()
}

fn mended(root: &Path, config: &str) -> String {
    fs::write(root.join("lscb.toml"), config).unwrap();
    said(root, &["check", "--fix"]);
    fs::read_to_string(root.join("lscb.toml")).unwrap()
}

/// A fault of the configuration is told by what reads plans, and is in nobody else's way.
#[test]
fn what_needs_no_plan_says_nothing_of_a_configuration_with_a_fault() {
    let root = folder_with("configuration/unread", PLAN);
    fs::write(root.join("lscb.toml"), "plans plans\n").unwrap();
    fs::write(root.join("paper.csv"), "Ref,Action,Lead,By when\n1,Agree a pathway,Jo Bloggs,30/09/2008\n").unwrap();
    let told = "lscb.toml:1:1: this line cannot be read";
    for args in [
        &["timescale", "June 2008"][..],
        &["rules"],
        &["explain", "no-lead"],
        &["schema"],
        &["completions", "bash"],
        &["man"],
        &["import", "paper.csv"],
        &["new", "new.toml"],
        &["init"],
    ] {
        let (code, text) = said(&root, args);
        assert!(code == 0 && !text.contains(told), "{args:?}: {code} {text}");
    }
    for args in
        [&["list"][..], &["config"], &["note", "1.1", "Said"], &["new", "next.toml", "--from", "a", "--period", "2009/10"]]
    {
        let (code, text) = said(&root, args);
        assert!(code == 2 && text.contains(told), "{args:?}: {code} {text}");
    }
    // What was asked for is done all the same.
    assert!(root.join("new.toml").exists() && root.join("next.toml").exists());
}

#[test]
fn a_finding_reaches_over_the_whole_of_what_it_is_about() {
    let root = folder_with("configuration/places", PLAN);
    let reach = |config: &str| {
        let found = findings(&root, config);
        assert_eq!(found.len(), 1, "{config}: {found:?}");
        let span = found[0]["start"].as_u64().unwrap() as usize..found[0]["end"].as_u64().unwrap() as usize;
        config[span].to_owned()
    };
    assert_eq!(reach("# a\n[levels]\n  plans plans  \n# b\n"), "plans plans");
    assert_eq!(reach("# a\n[levels]\n  no-lead = \u{201c}off\u{201d}  \n# b\n"), "no-lead = \u{201c}off\u{201d}");
    assert_eq!(reach("# a\nplans = [\"plans\"\n\n"), "plans = [\"plans\"");
    assert_eq!(reach("# a\n[levels]\nno-laed = \"off\"\n"), "no-laed");
}

/// Apostrophes within the marks, and all of a remark, stay as they are; what is read meanwhile is what stands between the marks.
#[test]
fn curly_marks_are_mended_beside_apostrophes_and_remarks() {
    let root = folder_with("configuration/curly", PLAN);
    for (config, right, plans) in [
        ("plans = “plans” # the board’s own\n", "plans = \"plans\" # the board’s own\n", "plans"),
        ("plans = “the board’s” # “ours”\n", "plans = \"the board’s\" # “ours”\n", "the board’s"),
        (
            "plans = [“the board’s”, ‘Jo “B”’, “a # b”]\n",
            "plans = [\"the board’s\", 'Jo “B”', \"a # b\"]\n",
            "the board’s, Jo “B”, a # b",
        ),
        ("plans = “it’s Jo’s”\n", "plans = \"it’s Jo’s\"\n", "it’s Jo’s"),
        ("# the board’s\nplans = \"plans\" # the board’s own\n", "# the board’s\nplans = \"plans\" # the board’s own\n", "plans"),
        // Who began with a curly mark and ended with a straight one.
        ("plans = “plans\"\n", "plans = \"plans\"\n", "plans"),
        ("plans = “plans\n", "plans = “plans\n", "“plans"),
        ("plans = “plans’\n", "plans = “plans’\n", "“plans’"),
    ] {
        fs::write(root.join("lscb.toml"), config).unwrap();
        let shown = said(&root, &["config"]).1;
        let shown = shown.lines().find_map(|line| line.strip_prefix("plans ")).unwrap();
        assert_eq!(shown.split("  ").map(str::trim).find(|words| !words.is_empty()), Some(plans), "{config}");
        assert_eq!(mended(&root, config), right);
    }
}

/// A key is mended only where it is sure to be a slip.
#[test]
fn a_key_that_is_only_like_another_stays() {
    let root = folder_with("configuration/like", PLAN);
    let found = findings(&root, "[reporting]\n");
    assert!(found[0]["label"] == "did you mean \"report\"?" && found[0]["fix"].is_null(), "{found:?}");
    let found = findings(&root, "[reprot]\n");
    assert!(found[0]["fix"]["title"] == "write \"report\"", "{found:?}");
    assert_eq!(mended(&root, "[reprot.own]\nshape = \"leads\"\n"), "[report.own]\nshape = \"leads\"\n");
}

/// All that can be mended is mended in one run, however much of it there is and however much stays.
#[test]
fn many_slips_are_mended_at_once_beside_what_stays() {
    let root = folder_with("configuration/many", PLAN);
    let reports = |key: &str| (0..60).map(|number| format!("[report.r{number}]\n{key} = \"leads\"\n")).collect::<String>();
    let unknown = "one = 1\nother = 2\nthird = 3\n";
    assert!(mended(&root, &format!("{unknown}{}", reports("shap"))) == format!("{unknown}{}", reports("shape")));
}

/// However many faults there are, and of whatever kind, 200 are told one by one.
#[test]
fn two_hundred_faults_are_told_one_by_one() {
    let root = folder_with("configuration/counted", PLAN);
    let told = |config: &str, message: &str| {
        findings(&root, config).iter().filter(|finding| finding["message"].as_str().unwrap().contains(message)).count()
    };
    // Each line that cannot be read drags along the next.
    assert_eq!(told(&"plans plans\nnothing here\n\n".repeat(200), "this line cannot be read"), 200);
    let curly: String = (0..201).map(|number| format!("[report.r{number}]\nshape = \u{201c}leads\u{201d}\n")).collect();
    assert_eq!(told(&curly, "these quotation marks are curly"), 200);
    let rules = |count: usize| (0..count).map(|number| format!("a{number} = \"off\"\n")).collect::<String>();
    let level = "the level of no-lead must be";
    assert_eq!(told(&format!("[levels]\n{}no-lead = \"x\"\n", rules(199)), level), 1);
    assert_eq!(told(&format!("[levels]\n{}no-lead = \"x\"\n", rules(200)), level), 0);
    assert_eq!(told(&format!("[levels]\n{}no-lead = \"x\"\n", rules(200)), "1 fault more from here on"), 1);
}

#[test]
fn the_settings_are_shown_with_where_each_comes_from() {
    let root = folder_with("configuration/shown", PLAN);
    assert_eq!(
        said(&root, &["config"]),
        (0, "plans          plans    as lscb has it\ndue-soon-days  31       as lscb has it\nfail-on        warning  as lscb has it\n".into())
    );
    fs::write(root.join("lscb.toml"), "due-soon-days = 7\n[levels]\nno-lead = \"off\"\n").unwrap();
    assert_eq!(
        said(&root, &["config"]),
        (
            0,
            "plans           plans    as lscb has it\ndue-soon-days   7        lscb.toml\nfail-on         warning  as lscb has it\n\
             levels.no-lead  off      lscb.toml\n"
                .into()
        )
    );
    // Of a very long one the beginning.
    for (length, left, mark) in [(10_000, 10_000, 0), (10_001, 10_000, 1)] {
        fs::write(root.join("lscb.toml"), format!("plans = \"{}\"\n", "q".repeat(length))).unwrap();
        let text = said(&root, &["config"]).1;
        let count = |sign: char| text.matches(sign).count();
        assert_eq!((count('q'), count('\u{2026}')), (left, mark), "{length}");
    }
}
