//! Asks the plans that the arguments name, and says what could not be read.

use super::args::{Day, Paths};
use super::config::Config;
use super::{ExitStatus, output};
use crate::load::{self, Seen};
use crate::names::nearest;
use crate::query::{self, Answer, Asked, Looking, Question, Store, Told, Window};
use crate::reports::About;
use crate::source::{self, InputPath};
use crate::text::Lines;
use std::path::PathBuf;

/// Faults of one plan that are named before the rest is only counted.
const NAMED: usize = 10;

/// What a command wants to know beside the day.
#[derive(Default)]
pub struct Wanted {
    pub filters: query::Filters,
    pub window: Option<Window>,
    /// These parts of the story of each action.
    pub story: Vec<Told>,
    /// The groups and objectives of every plan.
    pub heads: bool,
    /// How each action got here and what lies ahead.
    pub course: Option<Looking>,
    /// How many meetings an action must have been overdue at.
    pub meetings: usize,
    /// All that matches, to be parted into packs.
    pub whole: bool,
}

/// What the plans answered, and whether all of them could be read whole.
pub struct Asking<'s> {
    pub answers: Vec<Answer<'s>>,
    pub end: ExitStatus,
    pub about: About,
    pub question: Question,
}

impl Asking<'_> {
    /// How it ended for whoever asked to be told when there is anything.
    pub fn ended(&self, fail_if_any: bool) -> ExitStatus {
        let mut found = self.answers.iter().flat_map(|answer| &answer.found);
        let any = fail_if_any && found.any(|found| found.is_wanted(&self.question));
        if any { self.end.and(ExitStatus::Findings) } else { self.end }
    }
}

/// Asks every plan; the answers lie in the store.
///
/// # Errors
/// When a name asked for is known to no plan, or there is no plan to ask.
pub fn ask<'s>(store: &'s Store, paths: &Paths, day: &Day, wanted: Wanted, config: &Config) -> anyhow::Result<Asking<'s>> {
    let soon = day.soon.unwrap_or_else(|| config.soon());
    let Wanted { filters, window, story, heads, course, meetings, whole } = wanted;
    let question = Question { as_at: day.as_at()?, soon, filters, window, story, heads, course, whole };
    let (places, mut end) = places(paths, config);
    let work = |name: &str, text: &str, reading: crate::plan::Reading| {
        let answer = query::ask(&question, name, &reading.plan, store);
        let lines = (!reading.faults.is_empty()).then(|| Lines::new(text));
        let told = lines.iter().flat_map(|lines| {
            reading.faults.iter().take(NAMED).map(|fault| {
                let place = lines.position(fault.primary.span.start as usize);
                format!("{name}:{}:{}: {}", place.line, place.column, fault.message)
            })
        });
        ((answer, told.collect::<Vec<String>>(), reading.faults.len()), false)
    };
    let mut answers = Vec::new();
    for seen in load::each(&places, work) {
        match seen {
            Seen::Plan(sheet) => {
                let (answer, faults, count) = sheet.made;
                if !faults.is_empty() {
                    end = ExitStatus::Failure;
                    faults.iter().for_each(|fault| output::message(fault));
                    let more = count - faults.len();
                    let more = if more > 0 { format!("and {more} more; ") } else { String::new() };
                    output::message(&format!(
                        "{}: {more}answered as far as it could be read; `lscb check` shows each fault",
                        sheet.name
                    ));
                }
                answers.push(answer);
            }
            other => end = end.and(trouble(other)),
        }
    }
    if answers.is_empty() {
        anyhow::bail!("no plan could be read");
    }
    known(&question, &answers, &places)?;
    let about = About { as_at: question.as_at, soon, filtered: question.filters.any(), meetings };
    Ok(Asking { answers, end, about, question })
}

/// The files that the arguments name, else the plans folder.
pub fn places(paths: &Paths, config: &Config) -> (Vec<InputPath>, ExitStatus) {
    let (places, unreadable) = source::find(&self::paths(paths, config));
    unreadable.iter().for_each(|unreadable| output::message(&unreadable.to_string()));
    (places, if unreadable.is_empty() { ExitStatus::Success } else { ExitStatus::Failure })
}

/// The paths of the arguments, else the plans folder.
pub fn paths(paths: &Paths, config: &Config) -> Vec<PathBuf> {
    if paths.paths.is_empty() { config.plans() } else { paths.paths.clone() }
}

/// The files that are read whatever their names: those of the arguments, and the configuration.
pub fn files_read(paths: &Paths, config: &Config) -> Vec<PathBuf> {
    self::paths(paths, config).into_iter().chain(config.file.clone()).collect()
}

/// Says why a file gave no plan.
pub fn trouble<T>(seen: Seen<T>) -> ExitStatus {
    match seen {
        Seen::Plan(_) => ExitStatus::Success,
        Seen::PassedOver(name) => {
            output::message(&format!("{name}: passed over, as it has nothing of a plan in it"));
            ExitStatus::Success
        }
        Seen::Unreadable(unreadable) => {
            output::message(&unreadable.to_string());
            ExitStatus::Failure
        }
    }
}

/// Every name asked for must be known to some plan: an empty list would pass for "nothing to do".
fn known(question: &Question, answers: &[Answer], places: &[InputPath]) -> anyhow::Result<()> {
    let unknown = question.filters.names().enumerate().find(|(index, _)| !answers.iter().any(|answer| answer.known[*index]));
    let Some((_, (asked, name))) = unknown else { return Ok(()) };
    let names = load::each(places, |_, _, reading| (query::candidates(&reading.plan, asked), false));
    let names: Vec<String> = names
        .into_iter()
        .filter_map(|seen| match seen {
            Seen::Plan(sheet) => Some(sheet.made),
            _ => None,
        })
        .flatten()
        .collect();
    let near: Vec<String> = near(name, asked, &names).iter().map(|near| format!("\"{near}\"")).collect();
    let hint = match (&near[..], asked) {
        ([], Asked::Group) => "`lscb report groups` lists the groups".to_owned(),
        ([], Asked::Lead | Asked::Who) => "`lscb report leads` lists who leads".to_owned(),
        ([], _) => "`lscb list` shows what there is".to_owned(),
        (near, _) => format!("did you mean {}?", crate::text::one_of(near)),
    };
    let place = if answers.len() == 1 { "the plan has" } else { "no plan has" };
    let no = if answers.len() == 1 { "no " } else { "a " };
    anyhow::bail!("{place} {no}{} called \"{name}\"; {hint}", asked.words())
}

/// What a name not known may have meant: the same but for case, spaces and hyphens; else every name that has its words
/// in it; else the nearest.
fn near<'n>(name: &str, asked: Asked, names: &'n [String]) -> Vec<&'n str> {
    const MOST: usize = 5;
    let bare =
        |name: &str| name.to_lowercase().replace(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}'), "");
    // References have no words.
    let words = |name: &str| match asked {
        Asked::Reference => String::new(),
        _ => name
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| format!(" {word} "))
            .collect(),
    };
    let (wanted, wanted_words) = (bare(name), words(name));
    let mut names: Vec<(String, &str)> = names.iter().map(|name| (bare(name), &**name)).collect();
    names.sort_by_key(|(_, name)| *name);
    names.dedup();
    let some = |fits: &dyn Fn(&(String, &'n str)) -> bool| -> Vec<&'n str> {
        names.iter().filter(|name| fits(name)).map(|(_, name)| *name).take(MOST).collect()
    };
    let same = some(&|(bare, _)| *bare == wanted);
    let having = some(&|(_, name)| !wanted_words.is_empty() && words(name).contains(&wanted_words));
    match (same.is_empty(), having.is_empty()) {
        (false, _) => same,
        (_, false) => having,
        _ => {
            let nearest = nearest(&wanted, names.iter().map(|(bare, _)| &**bare));
            nearest.iter().flat_map(|near| some(&|(bare, _)| bare == near)).take(MOST).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_not_known_brings_those_that_have_it_in_them() {
        let names = ["Jill Downey", "Julie Downey", "Ann Downeyson", "Local Safe-guarding Group"].map(str::to_owned);
        let near = |name| near(name, Asked::Lead, &names);
        assert_eq!(near("Downey"), ["Jill Downey", "Julie Downey"]);
        assert_eq!(near("juliedowney"), ["Julie Downey"]);
        assert_eq!(near("Julie Downy"), ["Julie Downey"]);
        assert_eq!(near("Local  safeguarding-group"), ["Local Safe-guarding Group"]);
        assert_eq!(near("Smith"), Vec::<&str>::new());
        assert_eq!(super::near("1", Asked::Reference, &["1.1".to_owned(), "1.2".to_owned()]), Vec::<&str>::new());
    }
}
