//! The plans as they stood at an earlier moment of the repository, and what changed since.

use super::args::{Day, Moment, Paths};
use super::config::Config;
use super::exit_status::ExitStatus;
use super::find_plans::{find_at, paths_of};
use super::moment::{Edge, State, folders_of};
use super::output;
use super::past::History;
use super::run_query::Plans;
use crate::changes::{self, Change, Kind, Located, Value};
use crate::git;
use crate::load::{Sources, Version};
use crate::plan::Plan;
use crate::query::last_meeting;
use crate::reports::changes::Told;
use crate::time::when::day_for_people;
use anyhow::bail;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// The files of an earlier state.
pub struct Earlier {
    pub sources: (Sources, ExitStatus),
    /// The commit; none before the first.
    pub commit: Option<git::Commit>,
    /// What it is called in a paper.
    pub words: String,
    /// Of meetings: the day on which the plans compared with this state had theirs.
    pub meeting: Option<NaiveDate>,
}

/// The states that the plans are compared with: one, or one for each day on which boards last met.
pub fn earlier_states(
    since: &Moment,
    paths: &Paths,
    after: &Plans,
    as_at: NaiveDate,
    config: &Config,
) -> anyhow::Result<Vec<Earlier>> {
    let found = |state: State, meeting: Option<NaiveDate>| -> anyhow::Result<Earlier> {
        output::message(&format!("compared with {}", state.words()));
        let words = match meeting {
            Some(day) => format!("the last meeting ({})", day_for_people(day)),
            None => state.called(since),
        };
        let commit = match state {
            State::Commit(commit, _) => commit,
            State::Nothing { .. } => {
                return Ok(Earlier { sources: (Sources::default(), ExitStatus::Success), commit: None, words, meeting });
            }
        };
        let version = Version::AtRevision(commit.id.clone());
        // A file that was named may have had another name then.
        let sources = find_at(folders_of(&paths_of(paths, config)), false, version)?;
        Ok(Earlier { sources, commit: Some(commit), words, meeting })
    };
    match since {
        Moment::Named(name) => Ok(vec![found(State::named(name, Edge::Start)?, None)?]),
        Moment::LastMeeting => {
            let mut days: Vec<NaiveDate> = after.named().iter().filter_map(|(_, plan)| last_meeting(plan, as_at)).collect();
            days.sort_unstable();
            days.dedup();
            if days.is_empty() {
                bail!("no plan lists a meeting before {}", day_for_people(as_at));
            }
            days.into_iter().map(|day| found(State::on(day, Edge::Start)?, Some(day))).collect()
        }
    }
}

/// The commits between the states, as git names them.
pub fn range(earlier: &[Earlier], day: &Day) -> String {
    let until = day.revision();
    // The states stand in the order of their days: the first of them is the oldest.
    match earlier.first().and_then(|state| state.commit.as_ref()) {
        Some(commit) => format!("{}..{until}", commit.id),
        None => until.to_owned(),
    }
}

/// What changed since the earlier states, of the plans below some paths.
pub fn compare<'p>(
    before: &'p [Plans],
    earlier: &[Earlier],
    after: &'p Plans,
    paths: &[PathBuf],
    as_at: NaiveDate,
) -> Vec<Change<'p>> {
    let new = after.named();
    let all_folders = folders_of(paths) == paths;
    let mut compared = Vec::new();
    for (plans, state) in before.iter().zip(earlier) {
        let old = plans.named();
        let met = |plan: &Plan| state.meeting.is_none_or(|day| last_meeting(plan, as_at) == Some(day));
        let is_asked = |change: &Change| {
            // Others that stood beside a file that was named count only where one of them became it.
            let named =
                || matches!(&change.before, Value::Text(file) if paths.iter().any(|path| Path::new(&**file).starts_with(path)));
            change.plan().is_some_and(met) && (change.kind != Kind::PlanRemoved || all_folders || named())
        };
        compared.extend(changes::compare_all(&old, &new).into_iter().filter(is_asked));
    }
    without_half_read(compared, before, after)
}

/// Without what is about a plan that one of the states cannot give whole: what it seems to lack may only be unread. It is told.
fn without_half_read<'p>(mut compared: Vec<Change<'p>>, before: &[Plans], after: &Plans) -> Vec<Change<'p>> {
    let unread: Vec<String> = before.iter().chain([after]).flat_map(Plans::unread).collect();
    let mut half_read: Vec<&str> = Vec::new();
    compared.retain(|change| {
        let both = [change.old_plan, change.new_plan];
        let damaged = both.into_iter().flatten().find(|plan| plan.damaged);
        let is_unread = match (change.kind, &change.before, &change.after) {
            (Kind::PlanAdded, _, Value::Text(file)) | (Kind::PlanRemoved, Value::Text(file), _) => {
                unread.iter().any(|other| other == file)
            }
            _ => false,
        };
        half_read.extend(change.plan().filter(|_| damaged.is_some() || is_unread).map(|plan| plan.name));
        damaged.is_none() && !is_unread
    });
    half_read.dedup();
    for name in half_read {
        output::message(&format!("{name}: not compared, as it cannot be read whole in both states"));
    }
    compared
}

/// A change with who made it, as far as git knows.
pub fn told<'p>(change: Change<'p>, history: Option<&History>) -> Told<'p> {
    let seen = history.and_then(|history| history.who_made(&change));
    Told { change, seen }
}

/// What seems to be gone and new, but that git saw become the one from the other: with another reference at one time, and with other
/// words at another.
pub fn join_by_history<'p>(compared: &mut Vec<Change<'p>>, history: &History) {
    let life = |located: Option<Located>| history.lives.life_of(located?.action);
    let gone: Vec<(usize, Change)> =
        of_kind(compared, Kind::Vanished).filter_map(|one| Some((life(one.old)?, one.clone()))).collect();
    for (of_gone, gone) in gone {
        let is_new = |one: &Change| one.kind == Kind::Added && life(one.new) == Some(of_gone);
        let (Some(new), Some(before)) = (compared.iter().position(is_new), gone.old_plan) else { continue };
        let Some(after) = compared[new].new_plan else { continue };
        let mut own = Vec::new();
        changes::compare_pair((gone.old, compared[new].new), before, after, &mut own);
        compared.splice(new..=new, own);
        compared
            .retain(|one| !(one.kind == Kind::Vanished && one.old.zip(gone.old).is_some_and(|(one, gone)| one.is(gone.action))));
    }
}

pub fn of_kind<'c, 'p>(all: &'c [Change<'p>], kind: Kind) -> impl Iterator<Item = &'c Change<'p>> {
    all.iter().filter(move |change| change.kind == kind)
}
