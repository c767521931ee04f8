//! What is wrong is mended by hand as the screen says, or by `--fix`; what is right is left alone to the byte.

use crate::plans::{PLANS, path};
use crate::program::{folder, said};
use std::fs;
use std::path::Path;
use std::process::Command;

const MISTAKES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/mistakes.toml");

/// The exit code of a check, and the screen.
fn check(file: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    let output = command.args(["check", "--no-config", "--color", "never"]).args(args).arg(file).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// The line that a finding's screen says to write instead, with its number.
fn advised(finding: &str) -> (usize, String) {
    let (number, line) = match finding.lines().find_map(|line| line.split_once(" + ")) {
        Some((number, line)) => (number, line.to_owned()),
        None => {
            // Where nothing can be guessed, the help gives an example.
            let (number, line) = finding.lines().find_map(|line| line.split_once(" | ")).unwrap();
            let (_, value) = finding.split_once("such as ").unwrap();
            let (key, _) = line.split_once("= ").unwrap();
            (number, format!("{key}= {}", value.lines().next().unwrap()))
        }
    };
    (number.trim().parse().unwrap(), line)
}

#[test]
fn each_mistake_is_mended_by_what_its_screen_says_alone() {
    let file = folder("mending/by-hand").join("plan.toml");
    fs::copy(MISTAKES, &file).unwrap();
    for left in (0..5).rev() {
        let (code, screen) = check(&file, &[]);
        assert_eq!(code, 1, "{screen}");
        let (number, line) = advised(screen.split("\nerror").next().unwrap());
        let text = fs::read_to_string(&file).unwrap();
        let mended: Vec<&str> =
            text.lines().enumerate().map(|(at, old)| if at + 1 == number { line.as_str() } else { old }).collect();
        fs::write(&file, mended.join("\n") + "\n").unwrap();
        let (code, screen) = check(&file, &[]);
        assert_eq!(screen.lines().filter(|line| line.starts_with("error")).count(), left, "{screen}");
        assert_eq!(code, i32::from(left > 0), "{screen}");
    }
}

#[test]
fn what_is_mended_is_mended_once() {
    let file = folder("mending/twice").join("plan.toml");
    fs::copy(MISTAKES, &file).unwrap();
    let before = fs::read(&file).unwrap();
    check(&file, &["--fix"]);
    let once = fs::read(&file).unwrap();
    assert_ne!(once, before);
    check(&file, &["--fix"]);
    assert!(fs::read(&file).unwrap() == once);
}

#[test]
fn a_plan_with_nothing_to_mend_keeps_every_byte() {
    let folder = folder("mending/sound");
    let file = |plan: &str| folder.join(plan).with_extension("toml");
    for plan in PLANS {
        fs::copy(path(plan), file(plan)).unwrap();
    }
    let (code, screen) = check(&folder, &["--fix"]);
    assert_eq!(code, 0, "{screen}");
    for plan in PLANS {
        assert!(fs::read(file(plan)).unwrap() == fs::read(path(plan)).unwrap(), "{plan}");
    }
}

/// One slip is one finding: an `allow` is not called idle for what cannot be judged until the slip is mended.
#[test]
fn a_period_that_cannot_be_read_is_one_finding() {
    let file = folder("mending/period").join("plan.toml");
    let text = fs::read_to_string(path("oldham-2008-09")).unwrap();
    let broken = text.replace("{ from = 2008-04-01, to = 2009-03-31 }", "\"April 2008 - March 2009\"");
    assert_ne!(broken, text);
    fs::write(&file, broken).unwrap();
    let (code, screen) = check(&file, &["--format", "short"]);
    assert_eq!((code, screen.lines().count()), (1, 1), "{screen}");
}

/// Of fixes that do harm each is found by trying: what that leaves undone is told, and the next run goes on from there.
#[test]
fn what_is_too_much_for_one_run_is_told_and_the_next_one_goes_on() {
    let folder = folder("mending-more");
    let action = |reference: usize, key: &str, date: &str| {
        format!("[[objective.action]]\n{key} = \"1.{reference}\"\naction = \"Do it, number {reference}\"\ndue = {date}\n")
    };
    // Read as "ref", it would be that of the action above: no fix is made there.
    let harmful = |number: usize| action(number, "Ref", "\"2008-05\"");
    let good = |number: usize| action(number, "ref", "\"June 2008\"");
    let first: String = (0..200).map(good).collect();
    let mixed: String = (200..400).step_by(2).map(|number| good(number) + &harmful(number)).collect();
    // A long file is checked fewer times.
    let remark = format!("# {}\n", "x".repeat(1_000)).repeat(7_000);
    let text = format!(
        "board = \"A\"\ntitle = \"T\"\nperiod = {{ from = 2008-04-01, to = 2009-03-31 }}\n[[objective]]\nref = \"1\"\ntitle = \"O\"\n\
         {first}{mixed}{remark}"
    );
    fs::write(folder.join("plan.toml"), text).unwrap();
    let left = || fs::read_to_string(folder.join("plan.toml")).unwrap().matches("June 2008").count();
    const TOLD: &str = "there is more to mend than one run takes; run `lscb check --fix` again, it goes on from there";
    let mut before = left();
    for _ in 0..2 {
        let (code, told) = said(&folder, &["check", "--fix", "plan.toml", "--no-config"]);
        assert!(code == 1 && told.contains(" mended; ") && told.contains(TOLD), "{:.300}", told);
        assert!(left() < before, "{} of {before}", left());
        before = left();
    }
    // Where one run is enough, nothing is said.
    fs::write(folder.join("short.toml"), first).unwrap();
    let (_, told) = said(&folder, &["check", "--fix", "short.toml", "--no-config"]);
    assert!(told.contains("200 mended") && !told.contains("again"), "{told}");
}
