//! Asks the plans that the arguments name, and says what could not be read.

use super::args::{Day, Paths};
use super::config::Config;
use super::exit_status::ExitStatus;
use super::find_plans::trouble;
use super::moment::settle;
use super::output;
use crate::load::{Loaded, PlanFile, Sources, Texts, Workspace};
use crate::names::{self, NameKey};
use crate::plan::Plan;
use crate::query::{self, Answer, Carried, Filters, NameKind, Question};
use crate::reports::{self, About, PartlyRead, Report};
use crate::source::Unreadable;
use crate::text::Lines;
use crate::time::when::day_for_people;
use chrono::NaiveDate;

/// Faults of one plan that are named before the rest is only counted.
const NAMED: usize = 10;

/// What the plans answered, and whether all of them could be read whole.
pub struct Asking<'p> {
    pub answers: Vec<Answer<'p>>,
    pub end: ExitStatus,
    pub about: About,
    pub question: Question,
    /// What gave no plan, or only a part of one.
    pub partly_read: Vec<PartlyRead>,
}

impl Asking<'_> {
    /// The report with what is to be said of the plans it speaks of: these answers, all or some of those that were asked. What could
    /// not be read at all may be of any board; what was read in part is told where its plan is.
    pub fn told<'a>(&self, report: Report<'a>, answers: &[Answer]) -> Report<'a> {
        let mut report = reports::with_basis(report, answers);
        let is_here = |file: &&PartlyRead| file.unreadable.is_some() || answers.iter().any(|answer| answer.file == file.file);
        let partly: Vec<PartlyRead> = self.partly_read.iter().filter(is_here).cloned().collect();
        reports::tell_reading(&mut report, answers, &partly);
        report
    }

    /// How it ended for whoever asked to be told when there is anything.
    pub fn ended(&self, fail_if_any: bool) -> ExitStatus {
        let mut found = self.answers.iter().flat_map(|answer| &answer.found);
        let any = fail_if_any && found.any(|found| found.is_wanted(&self.question));
        if any { self.end.and(ExitStatus::Findings) } else { self.end }
    }
}

/// What is asked for by these filters, as at the day of the arguments.
///
/// # Errors
/// As those of [`as_at`].
pub fn question(day: &Day, filters: Filters, plans: &Plans, config: &Config) -> anyhow::Result<Question> {
    let as_at = as_at(day, &filters, plans)?;
    Ok(Question { soon: day.soon.unwrap_or_else(|| config.soon()), filters, ..Question::as_at(as_at) })
}

/// The day of the arguments.
///
/// # Errors
/// When the environment says a day that is none, or the last meeting is asked for and the plans have none, or several.
pub fn as_at(day: &Day, filters: &Filters, plans: &Plans) -> anyhow::Result<NaiveDate> {
    day.as_at(|today| last_meeting(plans, filters, today))
}

/// The last meeting before a day, where all the plans asked about have the same.
fn last_meeting(plans: &Plans, filters: &Filters, day: NaiveDate) -> anyhow::Result<NaiveDate> {
    /// More are only counted.
    const NAMED: usize = 6;
    let mut meetings: Vec<(NaiveDate, &str)> = Vec::new();
    let mut silent: Vec<&str> = Vec::new();
    for file in plans.workspace.plans().filter(|file| filters.fit_plan(&file.plan)) {
        match query::last_meeting(&file.plan, day) {
            Some(meeting) => meetings.push((meeting, file.plan.name)),
            None => silent.push(file.plan.name),
        }
    }
    let first = meetings.first().map(|(meeting, _)| *meeting);
    match first {
        Some(first) if silent.is_empty() && meetings.iter().all(|(meeting, _)| *meeting == first) => Ok(first),
        None => anyhow::bail!(
            "no plan lists a meeting before {} (key \"meetings\"), so that there is no last one; give the day with --as-at",
            day_for_people(day)
        ),
        Some(_) => {
            let met = meetings.iter().map(|(meeting, plan)| format!("{plan} met on {}", day_for_people(*meeting)));
            let not = silent.iter().map(|plan| format!("{plan} lists no meeting"));
            let all: Vec<String> = met.chain(not).collect();
            let more = if all.len() > NAMED { format!(" and {} more", all.len() - NAMED) } else { String::new() };
            anyhow::bail!(
                "the plans do not have one last meeting: {}{more}; give the day with --as-at, or ask about one board with --board",
                all[..all.len().min(NAMED)].join(", ")
            )
        }
    }
}

/// Plans that are kept for the run, and whether the files could be found.
pub struct Plans<'t> {
    workspace: Workspace<'t>,
    /// Paths below which nothing could be found.
    unreadable: Vec<Unreadable>,
    end: ExitStatus,
}

/// Reads the plans that the arguments name; they will lie among the texts.
///
/// # Errors
/// As those of [`settle`].
pub fn load<'t>(paths: &Paths, day: &mut Day, config: &Config, texts: &'t mut Texts) -> anyhow::Result<Plans<'t>> {
    Ok(load_sources(&settle(paths, day, config)?, texts))
}

/// Reads the plans of some files; they will lie among the texts.
pub fn load_sources<'t>((sources, end): &(Sources, ExitStatus), texts: &'t mut Texts) -> Plans<'t> {
    Plans { workspace: sources.load(texts), unreadable: sources.unreadable.clone(), end: *end }
}

impl<'t> Plans<'t> {
    /// Says what could not be read, of plans as they stood at some moment or as they are; and gives it.
    pub fn tell(&self, moment: Option<&str>) -> (ExitStatus, Vec<PartlyRead>) {
        let mut end = self.end;
        let mut partly_read: Vec<PartlyRead> = self.unreadable.iter().map(nothing_of).collect();
        for file in &self.workspace.files {
            end = end.and(match file {
                Loaded::Plan(file) => tell_faults(file, moment),
                // What is no plan now is told once, of now.
                Loaded::NotAPlan(_) if moment.is_some() => ExitStatus::Success,
                other => trouble(other),
            });
            match file {
                Loaded::Plan(file) if !file.faults.is_empty() => {
                    partly_read.push(PartlyRead { file: file.name.to_owned(), unreadable: None });
                }
                Loaded::Unreadable(unreadable) => partly_read.push(nothing_of(unreadable)),
                _ => {}
            }
        }
        (end, partly_read)
    }

    /// Every plan with its file and text.
    pub fn files(&self) -> impl Iterator<Item = &PlanFile<'t>> {
        self.workspace.plans()
    }

    /// The files that could not be read at all.
    pub fn unread(&self) -> impl Iterator<Item = String> {
        let unreadable = |file: &Loaded<PlanFile>| if let Loaded::Unreadable(why) = file { Some(why.name.clone()) } else { None };
        self.workspace.files.iter().filter_map(unreadable).chain(self.unreadable.iter().map(|why| why.name.clone()))
    }

    /// Every plan with the name of its file.
    pub fn named(&self) -> Vec<(&str, &Plan<'_>)> {
        self.files().map(|file| (file.name, &file.plan)).collect()
    }

    /// What every plan answers, or why it cannot.
    pub fn answers(&self, question: &Question) -> Vec<Result<Answer<'_>, Unreadable>> {
        let carried = Carried::among(&self.named());
        self.workspace.map_plans(|file| query::ask(question, file.name, &file.plan, &carried))
    }
}

fn nothing_of(unreadable: &Unreadable) -> PartlyRead {
    PartlyRead { file: unreadable.name.clone(), unreadable: Some(unreadable.why.clone()) }
}

/// What was asked and answered.
pub fn asking<'p>(question: Question, answers: Vec<Answer<'p>>, (end, partly_read): (ExitStatus, Vec<PartlyRead>)) -> Asking<'p> {
    let Question { as_at, soon, .. } = question;
    let about = About { as_at, soon, filtered: question.filters.any(), left_out: 0, meetings: 0 };
    Asking { answers, end, about, question, partly_read }
}

/// Asks every plan.
///
/// # Errors
/// When a name asked for is known to no plan, or there is no plan to ask.
pub fn ask<'p>(question: Question, plans: &'p Plans<'p>) -> anyhow::Result<Asking<'p>> {
    let (mut end, mut partly_read) = plans.tell(None);
    let mut answers = Vec::new();
    for answer in plans.answers(&question) {
        match answer {
            Ok(answer) => answers.push(answer),
            Err(unreadable) => {
                partly_read.push(nothing_of(&unreadable));
                end = end.and(trouble::<()>(&Loaded::Unreadable(unreadable)));
            }
        }
    }
    if answers.is_empty() {
        anyhow::bail!("no plan could be read");
    }
    are_known(&question, &answers.iter().collect::<Vec<_>>())?;
    mean_one_action(&question, &answers)?;
    // What is of no plan asked about is no part of the answer: not as a row of noughts, and not in a count of plans.
    let all = answers.len();
    answers.retain(|answer: &Answer| question.filters.fit_plan(answer.plan));
    if answers.is_empty() {
        anyhow::bail!("no plan is of the board and of the name asked for at once");
    }
    let left_out = all - answers.len();
    let asked = asking(question, answers, (end, partly_read));
    Ok(Asking { about: About { left_out, ..asked.about }, ..asked })
}

/// Says what could not be read of a plan.
fn tell_faults(file: &PlanFile, moment: Option<&str>) -> ExitStatus {
    let moment = moment.map(|moment| format!(" as it stood at {moment}")).unwrap_or_default();
    if file.faults.is_empty() {
        return ExitStatus::Success;
    }
    let lines = Lines::new(file.text);
    for fault in file.faults.iter().take(NAMED) {
        let place = lines.position(fault.primary.span.start as usize);
        output::message(&format!("{}:{}:{}{moment}: {}", file.name, place.line, place.column, fault.message));
    }
    let omitted: usize = file.plan.omitted.iter().map(|(_, more)| more).sum();
    let more = (file.faults.len() + omitted).saturating_sub(NAMED);
    let more = if more > 0 { format!("and {more} more; ") } else { String::new() };
    output::message(&format!("{}{moment}: {more}answered as far as it could be read; `lscb check` shows each fault", file.name));
    ExitStatus::Failure
}

/// Every name asked for must be known to some plan: an empty list would pass for "nothing to do".
pub fn are_known(question: &Question, answers: &[&Answer]) -> anyhow::Result<()> {
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
pub fn near<'n>(name: &str, kind: &NameKind, known: &'n [String]) -> Vec<&'n str> {
    const MOST: usize = 5;
    let words = |name: &str| match kind.has_words {
        false => String::new(),
        true => names::words(name).iter().map(|word| format!(" {word} ")).collect(),
    };
    let (wanted, wanted_words) = (names::key(name), words(name));
    let mut known: Vec<(String, &str)> = known.iter().map(|name| (names::key(name), &**name)).collect();
    known.sort_by_cached_key(|(_, name)| NameKey::of(name));
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
