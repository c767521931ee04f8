//! Writes a file for each lead or group of each board, with what they lead there and room for an update; or one for each board.

use super::args::date;
use super::output::{self, Output};
use super::run_query::Asking;
use crate::query::{Answer, Boards, Each, Pack, numbered, packs};
use crate::reports::{self, About, Note, Report, Return};
use crate::source;
use crate::time::when::When;
use anyhow::Context;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// A pack for each.
#[derive(clap::Args, Debug, Default)]
#[command(next_help_heading = "Output")]
pub struct EachArgs {
    /// Write a file for each lead or group of each board, with only what they lead there and room for an update; or one for each
    /// board
    #[arg(long, value_name = "WHOM", value_parser = ["lead", "group", "board"], requires = "out_dir", conflicts_with = "output")]
    each: Option<String>,
    /// By when a pack is to come back; a line to write on when left out
    #[arg(long, value_name = "DATE|WORDS", requires = "each")]
    return_by: Option<String>,
    /// To whom a pack is to come back; a line to write on when left out
    #[arg(long, value_name = "NAME", requires = "each")]
    return_to: Option<String>,
    /// The folder for these files
    #[arg(long, value_name = "DIR", requires = "each")]
    out_dir: Option<PathBuf>,
}

impl EachArgs {
    /// Packs are asked for: the question must be asked as a whole.
    pub fn any(&self) -> bool {
        self.each.is_some()
    }

    /// By what the packs are parted; nothing where none are asked for.
    pub fn kind(&self) -> Option<Each> {
        Some(match self.each.as_deref()? {
            "group" => Each::Group,
            "board" => Each::Board,
            _ => Each::Lead,
        })
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
        self.send_with(asking, output, build, |_| None)
    }

    /// The same, with a line more in the pack that it belongs to.
    ///
    /// # Errors
    /// As those of [`EachArgs::send`].
    pub fn send_with(
        &self,
        asking: &Asking,
        output: &Output,
        build: impl for<'a> Fn(&'a [Answer], About) -> anyhow::Result<Report<'a>>,
        beside: impl Fn(&Pack) -> Option<Note>,
    ) -> anyhow::Result<()> {
        let Asking { answers, about, question, .. } = asking;
        let Some(each) = self.kind() else { return output.report(&asking.told(build(answers, *about)?, answers)) };
        let folder = self.out_dir.as_deref().context("no folder is given")?;
        let packs = packs(answers, numbered(answers), each);
        let several = Boards::of(answers).are_several();
        let comes_back = Return { by: self.return_by.as_deref().map(in_words), to: self.return_to.clone() };
        let mut nothing = 0;
        for (pack, base) in packs.iter().zip(names(&packs, several)) {
            let own = pack.answers(answers, question);
            let actions: usize = own.iter().map(|answer| answer.found.len()).sum();
            let caveats: usize = own.iter().map(|answer| answer.caveats.len()).sum();
            if actions + caveats == 0 && each != Each::Board {
                nothing += 1;
                continue;
            }
            let about = if each == Each::Board { *about } else { about.of_a_part() };
            let report = asking.told(build(&own, about)?, &own);
            let report = match each {
                Each::Board => reports::of_board(report, &pack.name),
                _ => reports::pack(report, &pack.name, &pack.board_name, several, &comes_back),
            };
            let mut report = report;
            report.notes.extend(beside(pack));
            let plan = own.first().map_or("", |answer| answer.plan.name);
            let folder = output.filled(folder, &plain(&pack.board_name).0, &plain(plan).0);
            output.writer.make_folder(&folder)?;
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

/// A day as people read it; other words as they are.
pub fn in_words(text: &str) -> String {
    match date(text) {
        Ok(day @ When::Day(_)) => day.for_people(),
        _ => text.to_owned(),
    }
}

/// A name for the file of each pack, with the board's before it where there are several: small letters, digits and hyphens, the same on every run, and never the same for two.
/// Where letters were lost or two packs would share a name, a number made from the whole name follows; where even that is
/// shared, a longer one, and then a count. Small letters alone, as some disks take "Jo" and "jo" for one name.
fn names(packs: &[Pack], several_boards: bool) -> Vec<String> {
    let with_board = |pack: &&Pack| several_boards && pack.kind != Pack::BOARD;
    let name_of = |pack: &Pack| match Some(pack).filter(with_board) {
        Some(_) => {
            let ((board, whole_board), (name, whole)) = (plain(&pack.board_name), plain(&pack.name));
            (format!("{board}-{name}"), whole && whole_board)
        }
        None => plain(&pack.name),
    };
    let plain: Vec<(String, bool)> = packs.iter().map(name_of).collect();
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
        let board = Some(pack).filter(with_board).map(|pack| format!("{}:", pack.board_name.to_lowercase())).unwrap_or_default();
        let whole = format!("{board}{}:{}", pack.kind, pack.name.to_lowercase());
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
    // Windows takes these for devices, whatever ending they have.
    let is_device = ["con", "prn", "aux", "nul"].contains(&out)
        || ["com", "lpt"].iter().any(|device| out.strip_prefix(device).is_some_and(|number| number.len() == 1 && number != "0"));
    let out = match out {
        "" => "pack".to_owned(),
        _ if is_device => format!("{out}-"),
        _ => out.to_owned(),
    };
    (out, whole)
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
        let packs: Vec<Pack> = ["Zoë", "Zoé", "Ann Lee", "Ann-Lee", "Jo"].map(|name| Pack::of_person(name, "Any Town")).into();
        let names = names(&packs, false);
        let all: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(all.len(), packs.len(), "{names:?}");
        assert_eq!(names[4], "jo");
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')));
    }

    #[test]
    fn packs_of_several_boards_name_their_board() {
        let packs = [("Jo", "Any Town"), ("Jo", "Other Town"), ("Town Jo", "Any"), ("Jo", "Any-Town")];
        let packs: Vec<Pack> = packs.map(|(name, board)| Pack::of_person(name, board)).into();
        let names = names(&packs, true);
        assert_eq!(names[1], "other-town-jo");
        assert!(names.iter().all(|name| name.starts_with("any-town-jo") || name.starts_with("other-town")), "{names:?}");
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), packs.len(), "{names:?}");
    }

    #[test]
    fn two_packs_never_get_one_name() {
        // The first two have one number of 32 bits; the others are what the names of others become, or differ in case alone.
        let zo = format!("zo-{:08x}", sum("person:zo\u{eb}"));
        let all = [
            "\u{3b1}\u{3c0}\u{3b4}\u{3c8}\u{3b6}",
            "\u{3b2}\u{3b9}\u{3c9}\u{3c0}\u{3b1}",
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
        let packs: Vec<Pack> = all.map(|name| Pack::of_person(name, "Any Town")).into();
        let names = names(&packs, false);
        let different: HashSet<&String> = names.iter().collect();
        assert_eq!(different.len(), all.len(), "{names:?}");
        assert!(names.contains(&zo) && names.iter().all(|name| *name == name.to_lowercase()), "{names:?}");
    }
}
