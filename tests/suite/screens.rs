//! Reports on a terminal of 80 and of 140 columns: no line is longer, no word is cut without a sign; and two screens are kept to be
//! looked at, in `tests/pictures`.

use crate::program::lscb;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const PLANS: [(&str, &str); 6] = [
    ("plans/oldham-2008-09.toml", "2008-10-01"),
    ("plans/swindon-2007-08.toml", "2007-12-01"),
    ("plans/west-berkshire-2015-17.toml", "2016-06-30"),
    ("plans/unnamed-scb-2009-10.toml", "2009-12-01"),
    ("plans/hammersmith-fulham-2008-09.toml", "2008-10-01"),
    ("plans", "2009-01-15"),
];

const ASKED: [&[&str]; 15] = [
    &["overdue"],
    &["due", "--within", "90d"],
    &["list"],
    &["report", "monthly"],
    &["report", "leads"],
    &["report", "groups"],
    &["report", "objectives"],
    &["report", "boards"],
    &["report", "slippage"],
    &["report", "gaps"],
    &["report", "workload"],
    &["report", "timeline"],
    &["report", "trend"],
    &["report", "escalation"],
    &["report", "tags"],
];

fn shown(asked: &[&str], more: &[&str]) -> String {
    let output = lscb(Path::new(ROOT), &[asked, &["--no-config"], more].concat());
    String::from_utf8(output.stdout).unwrap()
}

/// Words, however they are punctuated, with the parts of those that may be broken at a hyphen or a stroke.
fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '|' | '\\')) {
        let trim = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        words.insert(trim(word));
        words.extend(word.split(['-', '–', '—', '/', '&', '.', ',', ':', ';', '(', ')', '\'', '’']).map(trim));
        // Broken after one of several.
        let parts: Vec<&str> = word.split_inclusive(['-', '–', '—', '/', '&']).collect();
        for from in 0..parts.len() {
            for to in from..parts.len() {
                words.insert(trim(&parts[from..=to].concat()));
            }
        }
    }
    words
}

#[test]
fn no_line_is_longer_than_the_screen_and_no_word_is_cut_without_a_sign() {
    for (plan, as_at) in PLANS {
        for asked in ASKED {
            let asked = [asked, &[plan, "--as-at", as_at]].concat();
            let mut known = words(&shown(&asked, &["--width", "1000"]));
            known.extend(words(&shown(&asked, &["--format", "json"])));
            known.extend(words(&shown(&asked, &["--format", "markdown"])));
            for width in [80, 140] {
                let screen = shown(&asked, &["--width", &width.to_string()]);
                for line in screen.lines() {
                    assert!(line.width() <= width, "{asked:?} at {width}: {line}");
                    for word in line.split_whitespace().filter(|word| !word.contains('…')) {
                        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                        assert!(known.contains(&bare), "{asked:?} at {width}: {word:?} in {line:?}");
                    }
                }
            }
        }
    }
}

/// The screens that are kept: `KEEP_PICTURES=1` makes them again.
#[test]
fn the_kept_screens_are_those_of_today() {
    let plan = "plans/oldham-2008-09.toml";
    for width in ["80", "140"] {
        let mut kept = String::new();
        for asked in [
            &["report", "monthly", plan, "--as-at", "2008-10-01", "--since", "2008-07-01", "--brief", "--width", width][..],
            &["overdue", plan, "--as-at", "2008-10-01", "--width", width],
            &["report", "workload", plan, "--as-at", "2008-10-01", "--width", width],
        ] {
            let screen = shown(asked, &[]);
            assert!(!screen.is_empty(), "{asked:?}");
            kept += &format!("$ lscb {}\n{screen}\n", asked.join(" "));
        }
        let file: PathBuf = Path::new(ROOT).join(format!("tests/pictures/terminal-{width}.txt"));
        if std::env::var_os("KEEP_PICTURES").is_some() {
            fs::write(&file, &kept).unwrap();
        }
        let found = fs::read_to_string(&file).unwrap_or_default();
        assert!(found == kept, "{} is not what is shown today (KEEP_PICTURES=1 makes it again):\n{kept}", file.display());
    }
}
