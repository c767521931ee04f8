//! Slips of somebody who knows Word: each is mended from its screen in one round, and the plan says what was meant.

use crate::suggestions::harm;
use lscb::diagnostic::{Diagnostic, Fix, Severity};
use lscb::edit::{self, Edit};

/// The plan in which they are typed.
pub const PLAN: &str = include_str!("../cmd/slips.toml");
const TABLE: &str = include_str!("../cmd/slips.txt");

/// A slip of the table.
#[derive(Default)]
struct Slip {
    name: String,
    stood: Vec<String>,
    typed: Vec<String>,
    screen: Vec<String>,
    pasted: Vec<String>,
    meant: Vec<String>,
}

impl Slip {
    /// The lines that say what was meant.
    fn said(&self) -> &[String] {
        [&self.meant, &self.pasted, &self.stood].into_iter().find(|lines| !lines.is_empty()).map_or(&[], |lines| lines)
    }
}

/// Each slip of the table: the lines that stand in the plan, and those typed in their place.
pub fn typed() -> Vec<(String, String)> {
    slips().iter().map(|slip| (lines(&slip.stood), lines(&slip.typed))).collect()
}

/// How the table writes characters that nobody sees.
const SIGNS: [(&str, &str); 13] = [
    ("<NBSP>", "\u{a0}"),
    ("<TAB>", "\t"),
    ("<ZWSP>", "\u{200b}"),
    ("<SHY>", "\u{ad}"),
    ("<LRM>", "\u{200e}"),
    ("<LS>", "\u{2028}"),
    ("<VT>", "\u{b}"),
    ("<BOM>", "\u{feff}"),
    ("<WB>", "\u{f0b7}"),
    ("<THIN>", "\u{2009}"),
    ("<NNBSP>", "\u{202f}"),
    ("<OBJ>", "\u{fffc}"),
    ("<BEL>", "\u{7}"),
];

fn slips() -> Vec<Slip> {
    let mut slips: Vec<Slip> = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let (sign, words) = line.split_once(' ').unwrap_or((line, ""));
        if sign == "==" {
            slips.push(Slip { name: words.to_owned(), ..Slip::default() });
            continue;
        }
        let Some(slip) = slips.last_mut() else { continue };
        let words = SIGNS.iter().fold(words.to_owned(), |words, (name, sign)| words.replace(name, sign));
        match sign {
            "-" => slip.stood.push(words),
            "+" => slip.typed.push(words),
            ">" => slip.screen.push(words),
            "!" => slip.pasted.push(words),
            "=" => slip.meant.push(words),
            "" => {}
            _ => panic!("{line}"),
        }
    }
    slips
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Blanks around an = sign only line it up.
fn plain(text: &str) -> Vec<String> {
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// What is wrong, as the screen has it: advice is shown where it is asked for.
fn wrong_in(text: &str) -> Vec<Diagnostic> {
    let is_wrong = |finding: &Diagnostic| finding.severity > Severity::Advice;
    harm::judge("slips.toml", text).findings.into_iter().filter(is_wrong).collect()
}

/// What the screen says is to be done.
fn cures(findings: &[Diagnostic]) -> Vec<String> {
    let kind = |fix: &Fix| if fix.safe { "fix" } else { "perhaps" };
    let cure = |finding: &Diagnostic| match (&finding.fix, &finding.help) {
        (Some(fix), _) => format!("{}: {}", kind(fix), fix.title),
        (None, Some(help)) => format!("help: {help}"),
        (None, None) => format!("says: {}", finding.message),
    };
    findings.iter().map(cure).collect()
}

/// The text after somebody did all that its screen proposes.
fn mended(text: &str, findings: &[Diagnostic]) -> String {
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let mut edits: Vec<Edit> = fixes.flat_map(|fix| fix.edits.clone()).collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    edit::apply(text, &edits).expect("what is proposed can be done together")
}

#[test]
fn each_slip_is_mended_from_its_screen_in_one_round() {
    assert!(wrong_in(PLAN).is_empty());
    let slips = slips();
    assert!(slips.len() >= 820, "{}", slips.len());
    let mut wrong = Vec::new();
    for slip in &slips {
        let stood = lines(&slip.stood);
        assert_eq!(PLAN.matches(&stood).count(), 1, "{}", slip.name);
        let text = PLAN.replacen(&stood, &lines(&slip.typed), 1);
        let found = wrong_in(&text);
        let cures = cures(&found);
        if cures.is_empty() || cures != slip.screen {
            wrong.push(format!("== {}\nsays:\n> {}\nand not:\n> {}", slip.name, cures.join("\n> "), slip.screen.join("\n> ")));
            continue;
        }
        let after = match slip.pasted.is_empty() {
            true => mended(&text, &found),
            false => text.replacen(&lines(&slip.typed), &lines(&slip.pasted), 1),
        };
        let meant = PLAN.replacen(&stood, &lines(slip.said()), 1);
        if plain(&after) != plain(&meant) {
            wrong.push(format!("== {}: does not say what was meant:\n{after}", slip.name));
        }
        let left = wrong_in(&after);
        if !left.is_empty() {
            wrong.push(format!(
                "== {}: there is still: {:?}",
                slip.name,
                left.iter().map(|left| &left.message).collect::<Vec<_>>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} slips:\n{}", wrong.len(), slips.len(), wrong.join("\n"));
}
