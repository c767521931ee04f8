//! The history of plans from git, as the commands ask for it.

use super::moment::describe;
use super::output;
use crate::changes::{Change, Event, Kind, Lives, Located, Step, Value, is_same};
use crate::git;
use crate::load::{Loaded, Past, PlanFile, Texts, Workspace};
use crate::names::letters;
use crate::plan::Plan;
use crate::query::{self, Answer, Carried, Question};
use crate::reports::changes::Seen;
use crate::reports::slippage::{SeenMove, SeenMoves, address};
use crate::time::when::day_for_people;
use anyhow::anyhow;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::path::PathBuf;

/// States that cannot be read and are named before the rest is only counted.
const NAMED: usize = 5;

/// What git knows of some plans, with every state read.
pub struct Read<'t> {
    past: Past,
    workspace: Workspace<'t>,
}

/// Reads the history of the files below some paths in a range of commits; it will lie among the texts.
///
/// # Errors
/// When there is no git or no repository, or it has no such commits.
pub fn read<'t>(range: &str, walk: git::Walk, paths: &[PathBuf], texts: &'t mut Texts) -> anyhow::Result<Read<'t>> {
    let mut past = Past::find(range, walk, paths).map_err(|why| anyhow!(why))?;
    let workspace = past.load(texts);
    Ok(Read { past, workspace })
}

/// The lives of the actions in it.
pub struct History<'w> {
    commits: &'w [git::Commit],
    pub lives: Lives<'w>,
    /// Where it begins, where older commits are not here to see.
    pub begins: Option<String>,
}

impl Read<'_> {
    /// The plan of a state; none where it cannot be read whole: what it seems to lack may only be unread.
    fn plan(&self, state: usize) -> Option<&Plan<'_>> {
        match &self.workspace.files[state] {
            Loaded::Plan(file) if !file.plan.damaged => Some(&file.plan),
            _ => None,
        }
    }

    /// What the plans answered as they stood at the end of each day, worked out for one day after the other: all together would
    /// hold more than the plans. One that cannot be read whole is told, and left out.
    pub fn answers_on<'s>(
        &'s self,
        days: &'s [NaiveDate],
        question: &'s Question,
    ) -> impl Iterator<Item = (NaiveDate, Vec<Answer<'s>>)> {
        let states = self.past.on_days(days);
        let mut broken: Vec<usize> = states.iter().flatten().copied().filter(|&state| self.is_broken(state)).collect();
        broken.sort_unstable();
        broken.dedup();
        for state in broken.iter().take(NAMED) {
            let path = &self.past.paths[*state];
            output::message(&format!("{path}: left out for a time, as one of its states in git cannot be read as a plan"));
        }
        days.iter().zip(states).map(|(day, states)| {
            let question = Question { as_at: *day, ..question.clone() };
            let plans = states.iter().filter_map(|&state| Some((&*self.past.paths[state], self.plan(state)?)));
            let plans: Vec<(&str, &Plan)> = plans.collect();
            let carried = Carried::among(&plans);
            (*day, plans.iter().map(|(path, plan)| query::ask(&question, path, plan, &carried)).collect())
        })
    }

    /// Where it begins, where older commits are not here to see.
    pub fn begins(&self) -> Option<String> {
        let Past { commits, is_shallow, .. } = &self.past;
        let first = commits.iter().rfind(|commit| commit.parents == 0).filter(|_| *is_shallow)?;
        Some(format!(
            "This copy of the repository holds its history only from {} on (commit {}): what was before cannot be seen",
            day_for_people(first.made),
            first.short()
        ))
    }

    fn is_broken(&self, state: usize) -> bool {
        self.plan(state).is_none() && !matches!(self.workspace.files[state], Loaded::NotAPlan(_))
    }

    /// Follows every action from the plans as they stood at the start, where these are kept too, up to the plans as they stand now.
    /// A state that cannot be read is told and stepped over.
    ///
    /// # Errors
    /// When git cannot say where the files lie.
    pub fn follow<'w>(&'w self, then: &[&'w PlanFile<'w>], now: &[&'w PlanFile<'w>]) -> anyhow::Result<History<'w>> {
        let Past { commits, steps, paths, is_shallow, .. } = &self.past;
        // What could be read before a state that cannot be: the same broken text may come again, after another one.
        let mut before: HashMap<usize, Option<usize>> = HashMap::new();
        let readable = |before: &HashMap<usize, Option<usize>>, state: Option<usize>| match state {
            Some(broken) if self.is_broken(broken) => before.get(&broken).copied().flatten(),
            sound => sound,
        };
        let mut told = Vec::new();
        let mut all = Vec::new();
        for step in steps.iter().rev() {
            if let Some(new) = step.new.filter(|&new| self.is_broken(new)) {
                before.insert(new, readable(&before, step.old));
                told.push((step.commit, &paths[new]));
                continue;
            }
            let plan = |state: Option<usize>| state.and_then(|state| self.plan(state));
            let is_merge = commits[step.commit].parents > 1;
            all.push(Step { commit: step.commit, is_merge, old: plan(readable(&before, step.old)), new: plan(step.new) });
        }
        for (commit, path) in told.iter().take(NAMED) {
            let what = "cannot be read as a plan; what it changed is told with the next commit";
            output::message(&format!("{path} in {}: {what}", describe(&commits[*commit])));
        }
        if told.len() > NAMED {
            output::message(&format!("and {} more states of plans that cannot be read", told.len() - NAMED));
        }
        let names: Vec<PathBuf> = now.iter().map(|file| file.name.into()).collect();
        let names = git::from_root(&names).map_err(|why| anyhow!(why))?;
        // What a plan that cannot be read whole seems to lack now is not gone.
        for (file, name) in now.iter().zip(&names).filter(|(file, _)| !file.plan.damaged) {
            let newest = steps.iter().find(|step| step.new.or(step.old).is_some_and(|state| paths[state] == *name));
            let old = readable(&before, newest.and_then(|step| step.new)).and_then(|state| self.plan(state));
            all.push(Step { commit: commits.len(), is_merge: false, old, new: Some(&file.plan) });
        }
        // The same text is the same state, whoever read it.
        let texts: HashMap<&str, usize> =
            (0..paths.len()).rev().filter_map(|state| Some((self.plan(state)?.text, state))).collect();
        for file in then {
            if let Some(state) = texts.get(file.text) {
                all.push(Step { commit: commits.len(), is_merge: false, old: self.plan(*state), new: Some(&file.plan) });
            }
        }
        let mut lives = Lives::of(&all);
        if *is_shallow {
            // All that its first commit holds was there before.
            lives.events.retain(|event| commits.get(event.commit).is_none_or(|commit| commit.parents > 0));
        }
        Ok(History { commits, lives, begins: self.begins() })
    }
}

impl<'w> History<'w> {
    /// Who made an event, and when; nothing for what is not committed yet.
    pub fn seen(&self, event: &Event) -> Option<Seen> {
        let commit = self.commits.get(event.commit)?;
        Some(Seen { on: commit.on, by: commit.author.clone(), commit: commit.id.clone() })
    }

    /// The events of some lives, the oldest first.
    pub fn of<'s>(&'s self, lives: &'s [usize]) -> impl Iterator<Item = &'s Event<'w>> {
        self.lives.events.iter().filter(|event| event.life.is_some_and(|life| lives.contains(&life)))
    }

    /// The moves of deadlines that git saw, of each action of the plans as they stand now.
    pub fn seen_moves(&self, now: &[&PlanFile]) -> SeenMoves {
        let mut by_life: HashMap<usize, Vec<SeenMove>> = HashMap::new();
        for event in &self.lives.events {
            let Change { kind: Kind::Moved | Kind::BroughtForward, part: "due", before, after, .. } = &event.change else {
                continue;
            };
            if let (Some(life), Value::Date(from), Value::Date(to)) = (event.life, before, after) {
                let seen = self.seen(event);
                let (on, by) = (seen.as_ref().map(|seen| seen.on), seen.map(|seen| seen.by));
                by_life.entry(life).or_default().push(SeenMove { from: *from, to: *to, on, by });
            }
        }
        let actions = now.iter().flat_map(|file| Located::all(&file.plan));
        let of_life =
            |located: Located| Some((address(located.action), by_life.get(&self.lives.life_of(located.action)?)?.clone()));
        actions.filter_map(of_life).collect()
    }

    /// Who brought what a change between two states shows, and when: the newest commit that brought this value, in the same way where
    /// one did. Nobody where that is not committed yet.
    pub fn who_made(&self, change: &Change) -> Option<Seen> {
        let events = || self.lives.events.iter().rev();
        if matches!(change.kind, Kind::PlanAdded | Kind::PlanRemoved) {
            let names = self.names_in_time(change);
            let is_this = |event: &&Event| {
                event.change.kind == change.kind && event.change.plan().is_some_and(|plan| names.contains(&plan.name))
            };
            return events().find(is_this).and_then(|event| self.seen(event));
        }
        let of_file = change.kind == Kind::PlanRenamed;
        let is_alike = |one: &Change| {
            let same_value = if of_file { one.kind == change.kind } else { is_same(&one.after, &change.after) };
            one.part == change.part && same_value && is_about(one, change)
        };
        let mut alike: Vec<&Event> = events().filter(|event| is_alike(&event.change)).collect();
        // Several steps of one action may get one date, and several be taken away: each is told by itself.
        let removes = matches!(change.after, Value::Nothing);
        let is_own = |one: &Change| one.subject == change.subject && (!removes || is_same(&one.before, &change.before));
        if alike.iter().any(|event| is_own(&event.change)) {
            alike.retain(|event| is_own(&event.change));
        }
        let newest = self.seen(alike.first()?)?;
        let same_kind = alike.iter().find(|event| event.change.kind == change.kind);
        same_kind.map_or(Some(newest), |event| self.seen(event))
    }

    /// The names that the file of a plan had, one after the other: it may have been added under another one than it has now.
    fn names_in_time<'s>(&'s self, change: &'s Change) -> Vec<&'s str> {
        let mut names: Vec<&str> = change.plan().map(|plan| plan.name).into_iter().collect();
        let renames = self.lives.events.iter().map(|event| &event.change).filter(|one| one.kind == Kind::PlanRenamed);
        let mut renames: Vec<(&str, &str)> = renames.filter_map(|one| Some((one.old_plan?.name, one.new_plan?.name))).collect();
        if change.kind == Kind::PlanAdded {
            // The newest first, each leads to the name before it; of what is gone, the oldest first to the one after it.
            renames = renames.into_iter().rev().map(|(old, new)| (new, old)).collect();
        }
        for (known, other) in renames {
            if names.contains(&known) && !names.contains(&other) {
                names.push(other);
            }
        }
        names
    }
}

/// They are about the same action, or the same part of a plan.
fn is_about(one: &Change, other: &Change) -> bool {
    let names = |change: &Change| [change.old_plan, change.new_plan].map(|plan| plan.map(|plan| plan.name.to_owned()));
    let same_plan = names(one).iter().flatten().any(|name| names(other).iter().flatten().any(|other| other == name));
    let words = |located: &Located| located.action.action.map(|words| letters(words.value));
    let alike =
        |one: &Located, other: &Located| one.label() == other.label() || words(one).is_some() && words(one) == words(other);
    let (mut ones, others) = ([one.old, one.new].into_iter().flatten(), [other.old, other.new]);
    same_plan
        && match (one.action(), other.action()) {
            (Some(_), Some(_)) => ones.any(|one| others.iter().flatten().any(|other| alike(&one, other))),
            (None, None) => one.kind == other.kind && one.subject == other.subject,
            _ => false,
        }
}
