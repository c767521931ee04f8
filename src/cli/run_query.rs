//! Asks the plans that the arguments name, and says what could not be read.

use super::args::{Day, Paths};
use super::config::Config;
use super::exit_status::ExitStatus;
use super::output;
use crate::load::{Input, Loaded, PlanFile, Sources, Texts, Version, Workspace};
use crate::names;
use crate::query::{self, Answer, Carried, NameKind, Question};
use crate::reports::About;
use crate::text::Lines;
use std::path::PathBuf;

/// Faults of one plan that are named before the rest is only counted.
const NAMED: usize = 10;

/// What the plans answered, and whether all of them could be read whole.
pub struct Asking<'p> {
    pub answers: Vec<Answer<'p>>,
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

/// Every action, as at the day of the arguments.
///
/// # Errors
/// When the environment says a day that is none.
pub fn question(day: &Day, config: &Config) -> anyhow::Result<Question> {
    Ok(Question { soon: day.soon.unwrap_or_else(|| config.soon()), ..Question::as_at(day.as_at()?) })
}

/// Plans that are kept for the run, and whether the files could be found.
pub struct Plans<'t> {
    workspace: Workspace<'t>,
    end: ExitStatus,
}

/// Reads the plans that the arguments name; they will lie among the texts.
///
/// # Errors
/// As those of [`find`].
pub fn load<'t>(paths: &Paths, config: &Config, texts: &'t mut Texts) -> anyhow::Result<Plans<'t>> {
    let (sources, end) = find(paths, config, Version::OnDisk)?;
    Ok(Plans { workspace: sources.load(texts), end })
}

/// Asks every plan.
///
/// # Errors
/// When a name asked for is known to no plan, or there is no plan to ask.
pub fn ask<'p>(question: Question, plans: &'p Plans<'p>) -> anyhow::Result<Asking<'p>> {
    let Plans { workspace, end } = plans;
    let mut end = *end;
    for file in &workspace.files {
        end = end.and(match file {
            Loaded::Plan(file) => tell_faults(file),
            other => trouble(other),
        });
    }
    let on_hand = workspace.files.iter().filter_map(|file| if let Loaded::Plan(file) = file { Some(file) } else { None });
    let on_hand: Vec<_> = on_hand.map(|file| (file.name, &file.plan)).collect();
    let carried = Carried::among(&on_hand);
    let mut answers = Vec::new();
    for answer in workspace.map_plans(|file| query::ask(&question, file.name, &file.plan, &carried)) {
        match answer {
            Ok(answer) => answers.push(answer),
            Err(unreadable) => end = end.and(trouble::<()>(&Loaded::Unreadable(unreadable))),
        }
    }
    if answers.is_empty() {
        anyhow::bail!("no plan could be read");
    }
    are_known(&question, &answers)?;
    mean_one_action(&question, &answers)?;
    let Question { as_at, soon, .. } = question;
    let about = About { as_at, soon, filtered: question.filters.any(), meetings: 0 };
    Ok(Asking { answers, end, about, question })
}

/// Says what could not be read of a plan.
fn tell_faults(file: &PlanFile) -> ExitStatus {
    if file.faults.is_empty() {
        return ExitStatus::Success;
    }
    let lines = Lines::new(file.text);
    for fault in file.faults.iter().take(NAMED) {
        let place = lines.position(fault.primary.span.start as usize);
        output::message(&format!("{}:{}:{}: {}", file.name, place.line, place.column, fault.message));
    }
    let omitted: usize = file.plan.omitted.iter().map(|(_, more)| more).sum();
    let more = (file.faults.len() + omitted).saturating_sub(NAMED);
    let more = if more > 0 { format!("and {more} more; ") } else { String::new() };
    output::message(&format!("{}: {more}answered as far as it could be read; `lscb check` shows each fault", file.name));
    ExitStatus::Failure
}

/// The files that the arguments name, else the plans folder.
///
/// # Errors
/// When git cannot tell the files of a version.
pub fn find(paths: &Paths, config: &Config, version: Version) -> anyhow::Result<(Sources, ExitStatus)> {
    let input = Input { version, by_hand: !paths.paths.is_empty(), ..Input::on_disk(self::paths(paths, config)) };
    let sources = input.find().map_err(anyhow::Error::msg)?;
    sources.unreadable.iter().for_each(|unreadable| output::message(&unreadable.to_string()));
    let end = if sources.unreadable.is_empty() { ExitStatus::Success } else { ExitStatus::Failure };
    Ok((sources, end))
}

/// The paths of the arguments, else the plans folder.
fn paths(paths: &Paths, config: &Config) -> Vec<PathBuf> {
    if paths.paths.is_empty() { config.plans() } else { paths.paths.clone() }
}

/// The files that are read whatever their names: those of the arguments, and the configuration.
pub fn files_read(paths: &Paths, config: &Config) -> Vec<PathBuf> {
    self::paths(paths, config).into_iter().chain(config.file.clone()).collect()
}

/// Says why a file gave no plan.
pub fn trouble<T>(file: &Loaded<T>) -> ExitStatus {
    match file {
        Loaded::Plan(_) => ExitStatus::Success,
        Loaded::NotAPlan(name) => {
            output::message(&format!("{name}: passed over, as it has nothing of a plan in it"));
            ExitStatus::Success
        }
        Loaded::Unreadable(unreadable) => {
            output::message(&unreadable.to_string());
            ExitStatus::Failure
        }
    }
}

/// Every name asked for must be known to some plan: an empty list would pass for "nothing to do".
fn are_known(question: &Question, answers: &[Answer]) -> anyhow::Result<()> {
    let mut names = question.filters.names().enumerate();
    let unknown = names.find(|(index, _)| !answers.iter().any(|answer| answer.known[*index]));
    let Some((_, (kind, name))) = unknown else { return Ok(()) };
    let known: Vec<String> = answers.iter().flat_map(|answer| (kind.candidates)(answer.plan)).collect();
    let near: Vec<String> = near(name, kind, &known).iter().map(|near| format!("\"{near}\"")).collect();
    let hint = match &near[..] {
        [] => kind.hint.to_owned(),
        near => format!("did you mean {}?", crate::text::one_of(near)),
    };
    let place = if answers.len() == 1 { "the plan has" } else { "no plan has" };
    let no = if answers.len() == 1 { "no " } else { "a " };
    anyhow::bail!("{place} {no}{} called \"{name}\"; {hint}", kind.noun)
}

/// A reference with its objective that is also the place of another action means neither for sure.
fn mean_one_action(question: &Question, answers: &[Answer]) -> anyhow::Result<()> {
    let references = question.filters.names().filter(|(kind, _)| std::ptr::eq(*kind, &query::REFERENCES)).map(|(_, name)| name);
    for name in references {
        for answer in answers {
            let Some([at_place, referred]) = query::two_meanings(answer.plan, name) else { continue };
            anyhow::bail!(
                "\"{name}\" could be two actions of {}: the one that stands at that place ({at_place}), or the one with that \
                 reference ({referred}); give the objective by --objective and the plain reference by --ref",
                answer.plan.name
            );
        }
    }
    Ok(())
}

/// What a name not known may have meant: the same but for case, spaces and hyphens; else every name that has its words
/// in it; else the nearest.
fn near<'n>(name: &str, kind: &NameKind, known: &'n [String]) -> Vec<&'n str> {
    const MOST: usize = 5;
    let words = |name: &str| match kind.has_words {
        false => String::new(),
        true => names::words(name).iter().map(|word| format!(" {word} ")).collect(),
    };
    let (wanted, wanted_words) = (names::key(name), words(name));
    let mut known: Vec<(String, &str)> = known.iter().map(|name| (names::key(name), &**name)).collect();
    known.sort_by_key(|(_, name)| *name);
    known.dedup();
    let some = |fits: &dyn Fn(&(String, &'n str)) -> bool| -> Vec<&'n str> {
        known.iter().filter(|name| fits(name)).map(|(_, name)| *name).take(MOST).collect()
    };
    let same = some(&|(bare, _)| *bare == wanted);
    let having = some(&|(_, name)| !wanted_words.is_empty() && words(name).contains(&wanted_words));
    match (same.is_empty(), having.is_empty()) {
        (false, _) => same,
        (_, false) => having,
        _ => {
            let nearest = names::nearest(&wanted, known.iter().map(|(bare, _)| &**bare));
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
        let near = |name| near(name, &query::LEADERS, &names);
        assert_eq!(near("Downey"), ["Jill Downey", "Julie Downey"]);
        assert_eq!(near("juliedowney"), ["Julie Downey"]);
        assert_eq!(near("Julie Downy"), ["Julie Downey"]);
        assert_eq!(near("Local  safeguarding-group"), ["Local Safe-guarding Group"]);
        assert_eq!(near("Smith"), Vec::<&str>::new());
        assert_eq!(super::near("1", &query::REFERENCES, &["1.1".to_owned(), "1.2".to_owned()]), Vec::<&str>::new());
    }
}
