//! The configuration, `lscb.toml`: found upward from the current folder to the root of the git repository, else to the home
//! folder. It can name folders, levels and days; it can run nothing. Whatever is wrong with it is a finding like any other.

use super::exit_status::ExitStatus;
use super::output;
use super::saved::{self, Saved, ShapeCommand};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::edit::{self, Edit};
use crate::names::{nearest, slip_of};
use crate::rules::{self, Levels, RULES};
use crate::source;
use crate::text::one_of;
use crate::text::{Lines, Span};
use crate::time::state::DUE_SOON_DAYS;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the configuration file.
pub const FILE: &str = source::CONFIGURATION;

/// Faults that are told one by one; of more only the number is told. To look for what each may have meant would take
/// seconds where there are 100,000.
const MOST_FAULTS: usize = 200;
/// Reports that it may save: each is read as a command line.
const MOST_REPORTS: usize = 500;

const KEYS: [&str; 5] = ["plans", "due-soon-days", "fail-on", "levels", "report"];
/// The keys that stand at its top, with what each holds.
pub(in crate::cli) const KEYS_IN_WORDS: [(&str, &str); 3] = [
    ("plans", "the folder that holds the plans, or a list of such folders, seen from this file"),
    ("due-soon-days", "how many days ahead a deadline counts as due soon"),
    ("fail-on", "what makes `lscb check` end with exit code 1: \"error\", or \"warning\" for warnings too"),
];
pub(in crate::cli) const LEVELS: [(&str, Option<Severity>); 4] =
    [("error", Some(Severity::Error)), ("warning", Some(Severity::Warning)), ("advice", Some(Severity::Advice)), ("off", None)];

/// Where the configuration comes from.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct ConfigArgs {
    /// Read this configuration file instead of looking for lscb.toml
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "no_config", help_heading = "Configuration")]
    config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, global = true, help_heading = "Configuration")]
    no_config: bool,
}

impl ConfigArgs {
    /// The same for somebody who will look at other folders than the current one, which is `here`.
    pub fn seen_from(&self, here: &Path) -> ConfigArgs {
        ConfigArgs { config: self.config.as_ref().map(|path| here.join(path)), no_config: self.no_config }
    }

    /// The configuration to read for whoever works in the folder `here`, if there is one. `shown` is that folder as messages show it:
    /// empty for the current one.
    pub fn path(&self, here: &Path, shown: PathBuf) -> Option<PathBuf> {
        self.config.clone().or_else(|| if self.no_config { None } else { find(here, shown) })
    }
}

/// What holds for this run.
#[derive(Debug, Default)]
pub struct Config {
    /// The file it was read from.
    pub file: Option<PathBuf>,
    pub text: String,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    pub(in crate::cli) plans: Option<Vec<PathBuf>>,
    pub due_soon_days: Option<u32>,
    pub(in crate::cli) fail_on: Option<Severity>,
    pub levels: Levels,
    /// The rules whose level it changes, with the word it gives.
    pub(in crate::cli) changed: Vec<(&'static str, &'static str)>,
    /// The reports it names, in their order.
    pub reports: Vec<Saved>,
    /// The names of those that have a fault.
    pub(in crate::cli) broken_reports: Vec<String>,
    /// Faults that are only counted, and the first of them.
    uncounted: Option<(Span, usize)>,
}

impl Config {
    /// The folders to look in when no path is given: those the file names, else `plans`, else the current folder.
    pub fn plans(&self) -> Vec<PathBuf> {
        self.plans_seen_from(Path::new(""))
    }

    /// The same for whoever works in another folder.
    pub fn plans_seen_from(&self, here: &Path) -> Vec<PathBuf> {
        if let Some(plans) = &self.plans {
            return plans.clone();
        }
        let beside = self.file.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).join("plans");
        let folders = [here.join("plans"), beside].into_iter().find(|folder| folder.is_dir());
        vec![folders.unwrap_or_else(|| if here.as_os_str().is_empty() { PathBuf::from(".") } else { here.to_owned() })]
    }

    /// Days ahead that count as due soon.
    pub fn soon(&self) -> u32 {
        self.due_soon_days.unwrap_or(DUE_SOON_DAYS)
    }

    /// What a finding weighs at least that makes `check` end with exit code 1.
    pub fn fail_on(&self) -> Severity {
        self.fail_on.unwrap_or(Severity::Warning)
    }

    /// Tells what is wrong with it, for commands other than `check`.
    pub fn tell(&self) -> ExitStatus {
        let lines = Lines::new(&self.text);
        for fault in &self.faults {
            let place = lines.position(fault.primary.span.start as usize);
            output::message(&format!("{}:{}:{}: {}", self.name(), place.line, place.column, fault.message));
        }
        if self.faults.is_empty() {
            return ExitStatus::Success;
        }
        let faults = if self.faults.len() == 1 { "this fault".to_owned() } else { format!("these {} faults", self.faults.len()) };
        output::message(&format!(
            "{}: answered without what could not be read of it, and with exit code 2 because of {faults}; `lscb check` shows what to write",
            self.name()
        ));
        ExitStatus::Failure
    }

    /// The folder that its reports may write below, and nowhere else: the root of its repository, else its own.
    pub fn root(&self) -> Option<PathBuf> {
        self.file.as_deref().and_then(root)
    }

    /// The file as messages show it.
    pub fn name(&self) -> String {
        self.file.as_deref().map_or_else(String::new, source::show)
    }
}

/// The root of the repository that a configuration lies in, else its folder, as a real path.
fn root(file: &Path) -> Option<PathBuf> {
    // A configuration that is a link belongs to where the link lies.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    source::repository_root(folder).or_else(|| source::destination(folder).ok().map(|to| to.real))
}

/// Finds and reads the configuration. `report` has the arguments that a saved report of a shape may give; where it is left out, saved
/// reports are not read.
///
/// # Errors
/// When the file cannot be read at all.
pub fn load(args: &ConfigArgs, report: Option<ShapeCommand>) -> anyhow::Result<Config> {
    let path = match std::env::current_dir() {
        Ok(here) => args.path(&here, PathBuf::new()),
        Err(_) => args.config.clone(),
    };
    let Some(path) = path else { return Ok(Config::default()) };
    let text = source::read_configuration(&path)?.text;
    Ok(read(path, text, report))
}

/// Reads a configuration from the text of a file.
pub fn read(path: PathBuf, text: String, report: Option<ShapeCommand>) -> Config {
    let mut config = Config { file: Some(path), ..Config::default() };
    // A line in curly quotation marks is read as it was meant; every byte of the copy stands where it does in the file.
    let (straight, curly) = straightened(&text);
    config.faults.extend(curly);
    let (table, errors) = DeTable::parse_recoverable(&straight);
    for (key, value) in table.get_ref().iter() {
        config.take(key.get_ref(), span(key.span()), value, report);
    }
    let lines = Lines::new(&text);
    // What a broken line says is not judged as well, and the lines that it drags along are not told again.
    let mut broken: BTreeMap<usize, Option<Diagnostic>> = BTreeMap::new();
    // Many broken lines are looked at no further than they are told.
    for error in errors.iter().take(2 * MOST_FAULTS) {
        let place = error.span().unwrap_or_default();
        let line = lines.line(place.start);
        match left_open(&text, &lines, line) {
            Some(opened) => {
                let fault = Diagnostic::new("syntax", words(&text, &lines, opened), "this list is not closed");
                broken.insert(line, None);
                broken.insert(opened, Some(fault.help("close it with ] after its last entry")));
            }
            None => {
                let dragged = broken.contains_key(&(line - 1));
                broken.entry(line).or_insert_with(|| (!dragged).then(|| syntax(&text, &lines, line, error)));
            }
        }
    }
    // Nor what has lost its heading.
    let headings: Vec<usize> =
        (1..=lines.count()).filter(|&line| text[lines.range(line)].trim_start().starts_with('[')).collect();
    config.faults.retain(|fault| {
        let line = lines.line(fault.primary.span.start as usize);
        let heading = headings[..headings.partition_point(|&heading| heading <= line)].last();
        !broken.contains_key(&line) && !heading.is_some_and(|heading| broken.contains_key(heading))
    });
    config.faults.extend(broken.into_values().flatten().take(MOST_FAULTS));
    if let Some((place, more)) = config.uncounted {
        let more = if more == 1 { "1 fault more".to_owned() } else { format!("{more} faults more") };
        config
            .faults
            .push(Diagnostic::new("unknown-value", place, format!("{more} from here on")).help("mend those above first"));
    }
    config.faults.sort_by_key(|fault| fault.primary.span);
    config.text = text;
    config
}

/// Makes the safe fixes of a configuration that do no harm, and says how many were made: each takes its fault away and brings none
/// that was not there, and no word of the file is lost.
pub fn mend(config: &Config, report: ShapeCommand) -> (String, usize) {
    /// Nobody's configuration needs more.
    const ROUNDS: usize = 50;
    /// Bytes that are read again to try fixes; a hostile configuration has hundreds of fixes in megabytes.
    const MOST_READ: usize = 32 << 20;
    let path = config.file.clone().unwrap_or_default();
    let (mut text, mut faults, mut made, mut read_again) = (config.text.clone(), config.faults.clone(), 0, 0);
    for _ in 0..ROUNDS {
        let fixes: Vec<&Fix> = faults.iter().filter_map(|fault| fault.fix.as_ref()).filter(|fix| fix.safe).collect();
        let mut after = |fixes: &[&Fix]| {
            read_again += text.len();
            if read_again > MOST_READ {
                return None;
            }
            let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.clone()).collect();
            let mended = edit::apply(&text, &edits)?;
            let left = read(path.clone(), mended, Some(report));
            let is_whole = DeTable::parse(&text).is_err() || DeTable::parse(&left.text).is_ok();
            // Each message may stay as often as it was there, and as many must go as fixes were made.
            let mut waiting: Vec<&str> = faults.iter().map(|fault| &*fault.message).collect();
            let is_known = |fault: &Diagnostic| {
                let at = waiting.iter().position(|message| *message == fault.message);
                at.map(|at| waiting.swap_remove(at)).is_some()
            };
            let is_better = left.faults.iter().all(is_known) && left.faults.len() + fixes.len() <= faults.len();
            (is_whole && is_better && !fixes.is_empty() && keeps_words(&text, &edits)).then_some((left, fixes.len()))
        };
        let Some((left, count)) = after(&fixes).or_else(|| fixes.iter().find_map(|fix| after(&[*fix]))) else { break };
        made += count;
        (text, faults) = (left.text, left.faults);
    }
    (text, made)
}

/// The changes throw nothing away: a word is spelt another way, as one that is known.
fn keeps_words(text: &str, edits: &[Edit]) -> bool {
    let bare = |words: &str| words.trim_matches(['"', '\'']).to_owned();
    edits.iter().all(|edit| slip_of(&bare(edit.span.of(text)), [&*bare(&edit.text)]).is_some())
}

/// The fault of a line that is no TOML.
fn syntax(text: &str, lines: &Lines, line: usize, error: &toml::de::Error) -> Diagnostic {
    if let Some(place) = error.span().filter(|_| error.message().contains("duplicate key")) {
        let key = text.get(place.clone()).unwrap_or("");
        let fault = Diagnostic::new("repeated-key", span(place), format!("\"{key}\" stands twice here"));
        return fault.help("keep one of the two");
    }
    let fault = Diagnostic::new("syntax", words(text, lines, line), "this line cannot be read");
    fault.help(match list_above(text, lines, line) {
        Some(_) => "the entries of a list stand in quotation marks, with commas between them",
        None => "a setting is a key, an = sign and a value, such as due-soon-days = 31; words stand in quotation marks",
    })
}

/// The text with straight quotation marks in every line that is a setting with them and none without, and a finding for each.
fn straightened(text: &str) -> (String, Vec<Diagnostic>) {
    const DOUBLE: [char; 3] = ['\u{201c}', '\u{201d}', '\u{201e}'];
    const SINGLE: [char; 3] = ['\u{2018}', '\u{2019}', '\u{201a}'];
    let (mut copy, mut faults, mut start) = (String::with_capacity(text.len()), Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let (mut mended, mut edits, mut open) = (String::new(), Vec::new(), None);
        for (at, c) in line.char_indices() {
            let mark = match c {
                _ if DOUBLE.contains(&c) => '"',
                _ if SINGLE.contains(&c) => '\'',
                '#' if open.is_none() => {
                    mended += &line[at..];
                    break;
                }
                _ => c,
            };
            // Within other marks it is an apostrophe.
            if mark == c || open.is_some_and(|open| open != mark) {
                mended.push(c);
                continue;
            }
            // Blanks outside of the marks keep the places of all that follows.
            mended += &if open.is_none() { format!("  {mark}") } else { format!("{mark}  ") };
            open = if open.is_none() { Some(mark) } else { None };
            let place = (start + at) as u32;
            edits.push(Edit { span: Span::new(place, place + c.len_utf8() as u32), text: mark.to_string() });
        }
        let is_meant = !edits.is_empty()
            && faults.len() < MOST_FAULTS
            && DeTable::parse(line.trim()).is_err()
            && DeTable::parse(mended.trim()).is_ok();
        if is_meant {
            let words = line.trim();
            let from = start + line.find(words).unwrap_or(0);
            let place = Span::new(from as u32, (from + words.len()) as u32);
            let fault =
                Diagnostic::new("syntax", place, "these quotation marks are curly; the configuration needs straight ones");
            faults.push(Diagnostic {
                fix: Some(Fix { title: "write straight quotation marks".into(), edits, safe: true }),
                ..fault
            });
        }
        copy += if is_meant { &mended } else { line };
        start += line.len();
    }
    (copy, faults)
}

/// The line, this one or an earlier one, whose list is still open at a place.
fn open_list(text: &str, lines: &Lines, line: usize, place: usize) -> Option<usize> {
    const FAR: usize = 200;
    let opened = (1..=line).rev().take(FAR).find(|&earlier| text[lines.range(earlier)].contains('='))?;
    let (_, value) = text[lines.range(opened).start..place].split_once('=')?;
    (value.trim_start().starts_with('[') && value.matches('[').count() > value.matches(']').count()).then_some(opened)
}

/// The earlier line whose list is still open where this line begins.
fn list_above(text: &str, lines: &Lines, line: usize) -> Option<usize> {
    open_list(text, lines, line - 1, lines.range(line).start)
}

/// The line whose list is not closed, where this line begins anew or is the last: the parser notices only here.
fn left_open(text: &str, lines: &Lines, line: usize) -> Option<usize> {
    let range = lines.range(line);
    let is_last = text[range.end..].trim().is_empty();
    let anew = text[range.clone()].contains('=') || text[range].trim_start().starts_with('[');
    is_last
        .then(|| open_list(text, lines, line, text.len()))
        .flatten()
        .or_else(|| anew.then(|| list_above(text, lines, line)).flatten())
}

/// The words of a line, or of the last above it that has any.
fn words(text: &str, lines: &Lines, line: usize) -> Span {
    let line = (1..=line).rev().find(|&line| !text[lines.range(line)].trim().is_empty()).unwrap_or(line);
    let range = lines.range(line);
    let words = text[range.clone()].trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let start = range.end - words.len();
    Span::new(start as u32, (start + words.trim_end().len()) as u32)
}

impl Config {
    fn take(&mut self, key: &str, place: Span, value: &Spanned<DeValue>, report: Option<ShapeCommand>) {
        let wrong = |wanted: &str| Diagnostic::new("wrong-type", span(value.span()), format!("\"{key}\" must be {wanted}"));
        match key {
            "plans" => match folders(value) {
                Some(plans) if plans.is_empty() || plans.iter().any(|plan| plan.trim().is_empty()) => {
                    let fault = wrong("the folder that holds the plans, or a list of such folders, and names none here");
                    self.faults.push(fault.help("name a folder, such as \"plans\", or take the line out"));
                }
                Some(plans) => {
                    let beside = self.file.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
                    self.plans = Some(plans.into_iter().map(|plan| beside.join(plan)).collect());
                }
                None => self.faults.push(wrong("a folder in quotation marks, or a list of them")),
            },
            "due-soon-days" => match value.get_ref().as_integer().and_then(|days| days.to_string().parse().ok()) {
                Some(days) => self.due_soon_days = Some(days),
                None => self.faults.push(wrong("a number of days, such as 31")),
            },
            "fail-on" => match value.get_ref().as_str() {
                Some("error") => self.fail_on = Some(Severity::Error),
                Some("warning") => self.fail_on = Some(Severity::Warning),
                _ => self.faults.push(wrong("\"error\", or \"warning\" for warnings too")),
            },
            "levels" => match value.get_ref().as_table() {
                Some(table) => table.iter().for_each(|(rule, level)| self.level(rule, level)),
                None => self.faults.push(wrong("a table of rules and their level")),
            },
            "report" => match value.get_ref().as_table() {
                Some(table) => {
                    let Some(command) = report else { return };
                    let beside = self.file.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
                    let root = self.root().unwrap_or_default();
                    for (name, value) in table.iter().take(MOST_REPORTS) {
                        let place = span(name.span());
                        if self.is_full(place) {
                            continue;
                        }
                        match saved::read(name.get_ref(), place, value, &beside, &root, command) {
                            Ok(saved) => self.reports.push(saved),
                            Err(faults) => {
                                self.broken_reports.push(name.get_ref().to_string());
                                self.faults.extend(faults.into_iter().take(MOST_FAULTS));
                            }
                        }
                    }
                    if let Some((name, _)) = table.iter().nth(MOST_REPORTS) {
                        let message =
                            format!("more than {MOST_REPORTS} reports are too many; this one and those after it are not read");
                        self.faults.push(Diagnostic::new("unknown-value", span(name.span()), message));
                    }
                }
                None => self.faults.push(wrong("a table of reports, such as [report.board-paper]")),
            },
            _ if self.is_full(place) => {}
            _ => {
                let fault = Diagnostic::new("unknown-key", place, format!("the configuration has no key \"{key}\""));
                self.faults.push(match nearest(key, KEYS).first() {
                    Some(near) if slip_of(key, KEYS).is_some() => {
                        fault.label(format!("did you mean \"{near}\"?")).fix(format!("write \"{near}\""), place, *near)
                    }
                    Some(near) => fault.label(format!("did you mean \"{near}\"?")),
                    None => fault.help(format!("it may have {}", one_of(&KEYS.map(|key| format!("\"{key}\""))))),
                });
            }
        }
    }

    /// So many faults are told that this one is only counted.
    fn is_full(&mut self, place: Span) -> bool {
        let full = self.faults.len() >= MOST_FAULTS;
        if full {
            self.uncounted.get_or_insert((place, 0)).1 += 1;
        }
        full
    }

    fn level(&mut self, id: &Spanned<std::borrow::Cow<str>>, level: &Spanned<DeValue>) {
        let place = span(id.span());
        let Some(rule) = rules::find(id.get_ref()) else {
            if self.is_full(place) {
                return;
            }
            let fault = Diagnostic::new("unknown-value", place, format!("there is no rule called \"{}\"", id.get_ref()));
            let near =
                nearest(id.get_ref(), RULES.iter().map(|rule| rule.id)).first().map(|near| format!("did you mean \"{near}\"?"));
            self.faults.push(fault.help(near.unwrap_or_else(|| "`lscb rules` lists the rules".into())));
            return;
        };
        match LEVELS.iter().find(|(word, _)| level.get_ref().as_str() == Some(word)) {
            Some(&(word, severity)) => {
                self.levels.set(rule, severity);
                self.changed.push((rule.id, word));
            }
            None if self.is_full(span(level.span())) => {}
            None => {
                let message = format!("the level of {} must be \"error\", \"warning\", \"advice\" or \"off\"", rule.id);
                self.faults.push(Diagnostic::new("unknown-value", span(level.span()), message));
            }
        }
    }
}

fn folders(value: &Spanned<DeValue>) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::String(folder) => Some(vec![folder.to_string()]),
        DeValue::Array(folders) => folders.iter().map(|folder| folder.get_ref().as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

/// Looks for the file in a folder and in each folder above: up to the root of the git repository, and outside of one up to the
/// home folder. What lies outside of every repository may be anybody's, and is taken only where it is ours or the system's.
fn find(here: &Path, shown: PathBuf) -> Option<PathBuf> {
    let repository = source::repository_root(here);
    let home = std::env::home_dir();
    let last = |folder: &Path| match &repository {
        Some(root) => source::is_same(folder, root),
        None => home.as_deref().is_some_and(|home| source::is_same(folder, home)),
    };
    let mut up = shown;
    for folder in here.ancestors() {
        let file = if up.is_absolute() { folder.join(FILE) } else { up.join(FILE) };
        // A folder of this name, or a link to nowhere, is told when it is read.
        if file.exists() || file.is_symlink() {
            let distrust = if repository.is_some() { None } else { source::distrust(&file) };
            if let Some(why) = distrust {
                output::message(&format!("{}: passed over, as {why}; --config takes it all the same", source::show(&file)));
                return None;
            }
            return Some(file);
        }
        if last(folder) {
            return None;
        }
        up.push("..");
    }
    None
}
