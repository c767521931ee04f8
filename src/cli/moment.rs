//! Moments of the repository as arguments: which state of the plans is meant by a revision, a tag, a day or a meeting.

use super::args::{Day, Moment, Paths, first_day, last_day};
use super::config::Config;
use super::exit_status::ExitStatus;
use super::find_plans::{find, find_at, paths_of};
use super::output;
use crate::changes::pair_plans;
use crate::git::{self, Commit, NoCommit};
use crate::load::{Sources, Texts, Version};
use crate::plan::Plan;
use crate::query::last_meeting;
use crate::time::when::day_for_people;
use anyhow::{anyhow, bail};
use chrono::NaiveDate;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A moment that was found.
pub enum State {
    /// The state that a commit holds, and the day it stands for.
    Commit(Commit, NaiveDate),
    /// The day lies before the first commit.
    Nothing { first: Commit, day: NaiveDate },
}

/// Which state a day means: as it was when the day was over, or when it began.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    End,
    Start,
}

impl State {
    /// Finds what a name means. A tag wins over a day that is written the same way: somebody gave that state this name.
    ///
    /// # Errors
    /// When there is no git or no repository, nothing has this name, or a shallow clone hides it.
    pub fn named(name: &str, edge: Edge) -> anyhow::Result<State> {
        if !git::is_tag(name).map_err(anyhow::Error::msg)? {
            match edge {
                Edge::End => {
                    if let Ok(day) = last_day(name) {
                        return State::on(day, edge);
                    }
                }
                Edge::Start => {
                    if let Ok(day) = first_day(name) {
                        return State::on(day, edge);
                    }
                }
            }
        }
        let commit = git::commit_of(name).map_err(|why| anyhow!("{why}; write a day as 2008-10-01"))?;
        let day = commit.made;
        Ok(State::Commit(commit, day))
    }

    /// The state when a day was over, or when it began.
    ///
    /// # Errors
    /// As those of [`State::named`].
    pub fn on(day: NaiveDate, edge: Edge) -> anyhow::Result<State> {
        let until = if edge == Edge::End { Some(day) } else { day.pred_opt() };
        let until = until.ok_or_else(|| anyhow!("no history reaches back to {day}"))?;
        match git::last_commit_by(until) {
            Ok(commit) => Ok(State::Commit(commit, day)),
            Err(NoCommit::Before(first)) => Ok(State::Nothing { first, day }),
            Err(NoCommit::Unseen(first)) => bail!(
                "cannot see how the plans stood on {}: this copy of the repository holds its history only from {} on (commit {}); \
                 `git fetch --unshallow` brings the rest",
                day_for_people(day),
                day_for_people(first.made),
                first.short()
            ),
            Err(NoCommit::Failed(why)) => bail!(why),
        }
    }

    /// Which texts these are, and the day they stand for.
    ///
    /// # Errors
    /// When the day lies before the first commit.
    fn version(&self) -> anyhow::Result<(Version, NaiveDate)> {
        match self {
            State::Commit(commit, day) => Ok((Version::AtRevision(commit.id.clone()), *day)),
            State::Nothing { first, day } => bail!(
                "there were no plans here by {}: the first commit of this branch is of {} ({})",
                day_for_people(*day),
                day_for_people(first.made),
                first.short()
            ),
        }
    }

    /// How a paper calls it that was asked for so.
    pub fn called(&self, moment: &Moment) -> String {
        let (State::Commit(_, day) | State::Nothing { day, .. }) = self;
        if let Moment::Named(name) = moment { called(name, Some(*day)) } else { day_for_people(*day) }
    }

    /// What was found, in words.
    pub fn words(&self) -> String {
        match self {
            State::Commit(commit, _) => describe(commit),
            State::Nothing { first, .. } => format!("nothing, as the first commit is of {}", day_for_people(first.made)),
        }
    }
}

/// A moment by its name and day; a day by itself.
pub fn called(name: &str, day: Option<NaiveDate>) -> String {
    match day.map(day_for_people) {
        Some(day) if last_day(name).is_ok() => day,
        Some(day) => format!("{name} ({day})"),
        None => name.to_owned(),
    }
}

/// "commit 3f2a1b9c0d of 12 Jun 2008, by Sue Harrison: June paper".
pub fn describe(commit: &Commit) -> String {
    let Commit { made, author, subject, .. } = commit;
    format!("commit {} of {}, by {author}: {subject}", commit.short(), day_for_people(*made))
}

/// The files that are asked about: as on disk, or as they stood at the moment of the arguments, which is told on standard error.
/// The day asked about follows the moment where it was left out.
///
/// # Errors
/// As those of [`State::named`]; and when a meeting is asked for that no plan has, or that is not the same day for all.
pub fn settle(paths: &Paths, day: &mut Day, config: &Config) -> anyhow::Result<(Sources, ExitStatus)> {
    let Some(moment) = day.at.clone() else { return find(paths, config, Version::OnDisk) };
    let name = match moment {
        Moment::Named(name) => name,
        Moment::LastMeeting => return at_last_meetings(paths, day, config),
    };
    let state = State::named(&name, Edge::End)?;
    let (version, stands_for) = state.version()?;
    output::message(&format!("as it stood at {}", state.words()));
    if let State::Commit(commit, _) = &state {
        day.commit = Some(commit.id.clone());
    }
    day.follow(stands_for);
    find(paths, config, version)
}

/// Each plan as it stood after its board's last meeting.
fn at_last_meetings(paths: &Paths, day: &mut Day, config: &Config) -> anyhow::Result<(Sources, ExitStatus)> {
    let before = day.reference_day()?;
    let (sources, mut end) = find(paths, config, Version::OnDisk)?;
    let mut texts = Texts::default();
    let workspace = sources.load(&mut texts);
    let now: Vec<(&str, &Plan)> = workspace.plans().map(|file| (file.name, &file.plan)).collect();
    let meetings: Vec<Option<NaiveDate>> = now.iter().map(|(_, plan)| last_meeting(plan, before)).collect();
    let without: Vec<&str> = now.iter().zip(&meetings).filter(|(_, met)| met.is_none()).map(|((name, _), _)| *name).collect();
    tell_without_meeting(&without, before);
    let mut days: Vec<NaiveDate> = meetings.iter().flatten().copied().collect();
    days.sort_unstable();
    days.dedup();
    let Some(&last) = days.last() else { bail!("no plan lists a meeting before {}", day_for_people(before)) };
    if let (Some(first), None) = (days.first().filter(|first| **first != last), Some(()).filter(|()| day.is_given())) {
        bail!(
            "the boards last met on different days, such as {} and {}: ask about one board, or say with --as-at as at which day",
            day_for_people(*first),
            day_for_people(last)
        );
    }
    let mut all = Sources::default();
    for meeting in days {
        let state = State::on(meeting, Edge::End)?;
        let (version, _) = state.version()?;
        output::message(&format!("as it stood on {}, at {}", day_for_people(meeting), state.words()));
        let (mut sources, ended) = find_at(folders_of(&paths_of(paths, config)), false, version)?;
        end = end.and(ended);
        // A plan may have had another name then.
        let mut texts = Texts::default();
        let workspace = sources.load(&mut texts);
        let then: Vec<(&str, &Plan)> = workspace.plans().map(|file| (file.name, &file.plan)).collect();
        let pairs = pair_plans(&then, &now).into_iter();
        let of_meeting =
            pairs.filter_map(|(old, new)| Some(then[old?].0).filter(|_| new.is_some_and(|new| meetings[new] == Some(meeting))));
        let names: HashSet<String> = of_meeting.map(str::to_owned).collect();
        sources.retain(|name| names.contains(name));
        all.append(sources);
    }
    day.follow(last);
    Ok((all, end))
}

/// The folders that some paths are or lie in.
pub fn folders_of(paths: &[PathBuf]) -> Vec<PathBuf> {
    let folder = |path: &PathBuf| match path.extension() {
        Some(_) => path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned(),
        None => path.clone(),
    };
    let mut folders: Vec<PathBuf> = paths.iter().map(folder).collect();
    folders.dedup();
    folders
}

/// Names the plans that a question about meetings cannot be put to.
pub fn tell_without_meeting(names: &[&str], before: NaiveDate) {
    for name in names {
        output::message(&format!("{name}: left out, as it lists no meeting before {}", day_for_people(before)));
    }
}
