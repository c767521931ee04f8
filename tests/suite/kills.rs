//! Runs that are killed at any moment: nothing is torn, nothing is lost, and what is left bears the mark of lscb and is
//! cleared by the next run. `LSCB_KILLS=1000` kills so many; without it, a few.
#![cfg(unix)]

use crate::program::{folder, lscb};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Kills without `LSCB_KILLS`.
const FEW: usize = 40;

/// Every file of the folder by its name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

fn bears_the_mark(name: &str) -> bool {
    name.len() == 43 && name.starts_with(".lscb-") && name.ends_with(".tmp") && !THEIRS.contains(&name)
}

/// Files of other programs that look much like those of lscb.
const THEIRS: [&str; 4] = [".lscb.tmp", ".a.toml.1.new", ".lscb-0123456789abcdef.tmp", ".a.toml.swp"];

struct Case {
    name: &'static str,
    args: &'static [&'static str],
    /// The folder that is written into.
    into: &'static str,
}

const CASES: [Case; 3] = [
    Case { name: "fix", args: &["check", "plans", "--fix", "-q", "--exit-zero"], into: "plans" },
    Case { name: "output", args: &["list", "plans", "-o", "out/paper.html"], into: "out" },
    Case { name: "packs", args: &["list", "plans", "--each", "lead", "--out-dir", "out", "--format", "csv"], into: "out" },
];

/// The text of a plan; with something to mend, or sound.
fn plan(number: usize, sound: bool) -> String {
    let mut out = format!("board = \"A\"\ntitle = \"T{number}\"\nperiod = {{ from = 2008-04-01, to = 2009-03-31 }}\n[people]\n");
    (0..12).for_each(|who| out += &format!("p{who} = {{ name = \"Person {who}\" }}\n"));
    out += "[[objective]]\nref = \"1\"\ntitle = \"O\"\n";
    for action in 0..60 {
        let who = action % 12;
        out += &format!(
            "[[objective.action]]\nref = \"1.{action}\"\naction = \"Do {action}\"\nlead = \"p{who}\"\ndue = \"2008-06\"\n"
        );
    }
    out + if sound { "status = \"in-progress\"\n" } else { "statsu = \"in-progress\"\n" }
}

#[test]
fn a_killed_run_tears_nothing_and_what_it_leaves_is_cleared() {
    let kills = std::env::var("LSCB_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(FEW);
    let seed = std::env::var("LSCB_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("LSCB_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut struck, mut left, mut changed) = (0, 0, 0);
    for case in CASES {
        let root = folder(&format!("kills/{}", case.name));
        let prepare = || {
            for name in ["plans", "out"] {
                let _ = fs::remove_dir_all(root.join(name));
                fs::create_dir(root.join(name)).unwrap();
            }
            (0..3).for_each(|number| {
                fs::write(root.join(format!("plans/{}.toml", ["a", "b", "c"][number])), plan(number, case.name != "fix")).unwrap()
            });
            THEIRS.iter().for_each(|name| fs::write(root.join(case.into).join(name), "theirs").unwrap());
        };
        prepare();
        let into = root.join(case.into);
        let start = Instant::now();
        assert!(lscb(&root, case.args).status.success());
        let whole = start.elapsed();
        let new = files(&into);
        prepare();
        let old = files(&into);
        let enough = struck + kills.div_ceil(CASES.len());
        // A run that ended before it was killed does not count, though it is looked at.
        for kill in 0.. {
            if struck >= enough {
                break;
            }
            // A file that stands there is replaced as well as one that does not.
            prepare();
            let mut before = old.clone();
            if case.into == "out" && kill % 2 == 0 {
                for name in new.keys().filter(|name| !old.contains_key(*name)) {
                    fs::write(into.join(name), "last month's").unwrap();
                    before.insert(name.clone(), b"last month's".to_vec());
                }
            }
            let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
            command.current_dir(&root).args(case.args).env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1");
            let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_nanos(random.u64(0..whole.as_nanos() as u64)));
            child.kill().unwrap();
            struck += usize::from(child.wait().unwrap().code().is_none());
            let after = files(&into);
            for (name, bytes) in &before {
                let now = after.get(name).unwrap_or_else(|| panic!("{name} is lost"));
                assert!(now == bytes || new.get(name) == Some(now), "{name} is torn");
            }
            for (name, bytes) in &after {
                assert!(
                    before.contains_key(name) || bears_the_mark(name) || new.get(name) == Some(bytes),
                    "{name} is torn or strange"
                );
            }
            left += after.keys().filter(|name| bears_the_mark(name)).count();
            changed += usize::from(after != before);
            assert!(lscb(&root, case.args).status.success());
            // What the killed run left beside a file that it had mended is cleared when that file is written again.
            let mut end = files(&into);
            if case.name == "fix" {
                end.retain(|name, _| !bears_the_mark(name));
                (0..3).for_each(|number| {
                    fs::write(into.join(format!("{}.toml", ["a", "b", "c"][number])), plan(number, case.name != "fix")).unwrap()
                });
                assert!(lscb(&root, case.args).status.success());
                end = files(&into);
            }
            assert_eq!(end.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
            assert!(end == new);
        }
    }
    println!("{struck} runs killed; {changed} had changed something, {left} files were left and cleared");
}
