//! Writes a file for each lead or group, with what they lead and room for an update.

use super::output::{self, Output};
use super::run_query::Asking;
use crate::query::{Answer, Each, Pack, numbered, packs};
use crate::reports::{self, About, Report};
use crate::source;
use anyhow::Context;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// A pack for each.
#[derive(clap::Args, Debug, Default)]
#[command(next_help_heading = "Output")]
pub struct EachArgs {
    /// Write a file for each lead or group, with only what they lead and room for an update
    #[arg(long, value_name = "WHOM", value_parser = ["lead", "group"], requires = "out_dir", conflicts_with = "output")]
    each: Option<String>,
    /// The folder for these files
    #[arg(long, value_name = "DIR", requires = "each")]
    out_dir: Option<PathBuf>,
}

impl EachArgs {
    /// Packs are asked for: the question must be asked as a whole.
    pub fn any(&self) -> bool {
        self.each.is_some()
    }

    /// Sends the report of all, or writes one of each pack. A pack with no action that is wanted, nor one to speak of apart, is
    /// passed over.
    ///
    /// # Errors
    /// When the folder or a file cannot be written, or the report cannot be made.
    pub fn send(
        &self,
        asking: &Asking,
        output: &Output,
        build: impl for<'a> Fn(&'a [Answer], About) -> anyhow::Result<Report<'a>>,
    ) -> anyhow::Result<()> {
        let Asking { answers, about, question, .. } = asking;
        let Some(each) = self.each.as_deref() else {
            return output.report(&reports::with_basis(build(answers, *about)?, answers));
        };
        let each = if each == "group" { Each::Group } else { Each::Lead };
        let folder = self.out_dir.as_deref().context("no folder is given")?;
        output.writer.make_folder(folder)?;
        let packs = packs(numbered(answers), each);
        let mut nothing = 0;
        for (pack, base) in packs.iter().zip(names(&packs)) {
            let own = pack.answers(answers, question);
            let actions: usize = own.iter().map(|answer| answer.found.len()).sum();
            let caveats: usize = own.iter().map(|answer| answer.caveats.len()).sum();
            if actions + caveats == 0 {
                nothing += 1;
                continue;
            }
            let report = reports::with_basis(build(&own, about.of_a_part())?, &own);
            let report = reports::pack(report, pack.name);
            let ending = if output.format.ending.is_empty() { "txt" } else { output.format.ending };
            let path = folder.join(format!("{base}-{}.{ending}", report.id));
            output.write(&report, &path)?;
            let told = match actions {
                0 => format!("no action, and a note on {caveats}"),
                _ => reports::counted(actions, "action"),
            };
            output::message(&format!("wrote {} ({told})", source::show(&path)));
            output.tell(&report);
        }
        if nothing > 0 {
            output::message(&format!("nothing to write for {nothing} more"));
        }
        Ok(())
    }
}

/// A name for the file of each pack: small letters, digits and hyphens, the same on every run, and never the same for two.
/// Where letters were lost or two packs would share a name, a number made from the whole name follows; where even that is
/// shared, a longer one, and then a count. Small letters alone, as some disks take "Jo" and "jo" for one name.
fn names(packs: &[Pack]) -> Vec<String> {
    let plain: Vec<(String, bool)> = packs.iter().map(|pack| plain(pack.name)).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for (name, _) in &plain {
        *uses.entry(name).or_default() += 1;
    }
    // Names that are whole and nobody else's come first, so that no other takes one away.
    let is_own = |(name, whole): &(String, bool)| *whole && uses[&**name] == 1;
    let mut taken: HashSet<String> = plain.iter().filter(|name| is_own(name)).map(|(name, _)| name.clone()).collect();
    let name = |(own, pack): (&(String, bool), &Pack)| {
        let base = &own.0;
        if is_own(own) {
            return base.clone();
        }
        let whole = format!("{}:{}", pack.kind, pack.name.to_lowercase());
        let numbered = [format!("{base}-{:08x}", sum(&whole)), format!("{base}-{:016x}", long_sum(&whole))].into_iter();
        let counted = (2..).map(|count| format!("{base}-{:016x}-{count}", long_sum(&whole)));
        let mut free = numbered.chain(counted).filter(|name| !taken.contains(name));
        // The count has no end.
        let free = free.next().unwrap_or_default();
        taken.insert(free.clone());
        free
    };
    plain.iter().zip(packs).map(name).collect()
}

/// The letters and digits of a name, and whether these are all that it has.
fn plain(name: &str) -> (String, bool) {
    const LONGEST: usize = 60;
    let mut out = String::new();
    for c in name.chars().filter(|c| !matches!(c, '\'' | '\u{2019}' | '.' | ',' | '(' | ')')) {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    let whole = name.is_ascii() && out.len() <= LONGEST && !out.is_empty();
    out.truncate(LONGEST);
    let out = out.trim_matches('-');
    (if out.is_empty() { "pack".to_owned() } else { out.to_owned() }, whole)
}

/// A number that stands for a text: FNV-1a, the same everywhere and always.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The same with twice the digits.
fn long_sum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_safe_everywhere() {
        assert_eq!(plain("Chris O'Howard (Dr.)"), ("chris-ohoward-dr".into(), true));
        assert_eq!(plain("../..\\Training & Workforce:*?"), ("training-workforce".into(), true));
        assert_eq!(plain("(no lead)"), ("no-lead".into(), true));
        assert_eq!(plain("Zoë"), ("zo".into(), false));
        assert_eq!(plain("日本"), ("pack".into(), false));
        assert!(!plain(&"a ".repeat(200)).1);
    }

    #[test]
    fn packs_that_would_share_a_name_are_told_apart() {
        let packs: Vec<Pack> =
            ["Zoë", "Zoé", "Ann Lee", "Ann-Lee", "Jo"].map(|name| Pack { name, kind: "person", actions: Vec::new() }).into();
        let names = names(&packs);
        let all: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(all.len(), packs.len(), "{names:?}");
        assert_eq!(names[4], "jo");
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')));
    }

    #[test]
    fn two_packs_never_get_one_name() {
        // The first two have one number of 32 bits; the others are what the names of others become, or differ in case alone.
        let zo = format!("zo-{:08x}", sum("person:zo\u{eb}"));
        let all = [
            "\u{79d8}\u{5b27}\u{63b1}",
            "\u{604b}\u{548b}\u{7d79}",
            "Zo\u{eb}",
            &zo,
            "ZO\u{cb}",
            "zo\u{eb}",
            "Jo",
            "JO",
            "jo",
            "CON",
            "nul",
        ];
        let packs: Vec<Pack> = all.map(|name| Pack { name, kind: "person", actions: Vec::new() }).into();
        let names = names(&packs);
        let different: HashSet<&String> = names.iter().collect();
        assert_eq!(different.len(), all.len(), "{names:?}");
        assert!(names.contains(&zo) && names.iter().all(|name| *name == name.to_lowercase()), "{names:?}");
    }
}
