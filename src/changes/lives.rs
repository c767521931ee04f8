//! The life of each action through many states of its plan: which actions of which states are one, and what changed at each step.

use super::compare_action::is_same as is_same_value;
use super::{Change, Kind, Located, Value, compare_pair, compare_plan, of_plan, pair_actions};
use crate::names::letters;
use crate::plan::{Action, Plan};
use std::collections::HashMap;

/// One plan before and after; it was added where there is none before, and removed where there is none after.
#[derive(Clone, Copy, Debug)]
pub struct Step<'p> {
    /// What made the step: steps of one merge have the same.
    pub commit: usize,
    /// The step of a merge: what it shows was mostly done by the commits it brings together.
    pub is_merge: bool,
    pub old: Option<&'p Plan<'p>>,
    pub new: Option<&'p Plan<'p>>,
}

/// Something that happened to an action, or to a plan.
#[derive(Clone, Debug)]
pub struct Event<'p> {
    /// What made it: [`Step::commit`].
    pub commit: usize,
    pub change: Change<'p>,
    /// The life it belongs to, where it is about an action.
    pub life: Option<usize>,
}

/// All that happened to the actions of some plans.
#[derive(Default, Debug)]
pub struct Lives<'p> {
    /// In the order of the steps.
    pub events: Vec<Event<'p>>,
    /// For each action of each state by its address, its number.
    numbers: HashMap<usize, usize>,
    /// For each number, one that is the same life; its own where it stands for all.
    parents: Vec<usize>,
    actions: Vec<Located<'p>>,
}

fn address(action: &Action) -> usize {
    std::ptr::from_ref(action).addr()
}

impl<'p> Lives<'p> {
    /// Follows every action through the steps, which stand in the order of time, the newest last. What one step says is done by
    /// the commits that another one brings together is told once, where they did it.
    pub fn of(steps: &[Step<'p>]) -> Lives<'p> {
        let mut lives = Lives::default();
        for steps in steps.chunk_by(|one, other| one.commit == other.commit && one.is_merge == other.is_merge) {
            let merged: Vec<&Step> = steps.iter().filter(|step| step.is_merge).collect();
            for (index, step) in steps.iter().enumerate() {
                let changes = lives.follow(step);
                let changes = match step.is_merge {
                    false => changes,
                    // A merge did itself only what differs from every commit it follows on.
                    true => {
                        let others = merged.iter().enumerate().filter(|(other, _)| *other != index);
                        let of_file = others.filter(|(_, other)| same_plan(other.new, step.new)).map(|(_, other)| other);
                        let mut others = of_file.peekable();
                        if others.peek().is_none() || index > 0 && merged[..index].iter().any(|one| same_plan(one.new, step.new))
                        {
                            continue;
                        }
                        let others: Vec<Vec<Change>> = others.map(|other| changes_of(other)).collect();
                        let own =
                            |change: &Change| others.iter().all(|other| other.iter().any(|one| tells_the_same(one, change)));
                        changes.into_iter().filter(own).collect()
                    }
                };
                let commit = step.commit;
                lives.events.extend(changes.into_iter().map(|change| Event { commit, change, life: None }));
            }
        }
        lives.join_what_came_back();
        for index in 0..lives.events.len() {
            let action = lives.events[index].change.action();
            lives.events[index].life = action.and_then(|action| lives.life_of(action.action));
        }
        lives
    }

    /// Joins the actions of a step, and gives its changes.
    fn follow(&mut self, step: &Step<'p>) -> Vec<Change<'p>> {
        match (step.old, step.new) {
            (Some(before), Some(after)) => {
                let mut changes = Vec::new();
                for pair in pair_actions(before, after) {
                    match pair {
                        (Some(old), Some(new)) => self.join(old, new),
                        (one, other) => one.into_iter().chain(other).for_each(|located| self.add(located)),
                    }
                    compare_pair(pair, before, after, &mut changes);
                }
                compare_plan::compare(before, after, &mut changes);
                if before.name != after.name {
                    let (from, to) = (Value::text(before.name), Value::text(after.name));
                    changes.push(of_plan(Kind::PlanRenamed, Some(before), Some(after), "", from, to));
                }
                changes
            }
            (one, other) => {
                one.into_iter().chain(other).flat_map(Located::all).for_each(|located| self.add(located));
                changes_of(step)
            }
        }
    }

    fn add(&mut self, located: Located<'p>) {
        self.number(located);
    }

    fn number(&mut self, located: Located<'p>) -> usize {
        *self.numbers.entry(address(located.action)).or_insert_with(|| {
            self.parents.push(self.parents.len());
            self.actions.push(located);
            self.parents.len() - 1
        })
    }

    fn join(&mut self, one: Located<'p>, other: Located<'p>) {
        let (one, other) = (self.number(one), self.number(other));
        let (one, other) = (self.root(one), self.root(other));
        // The lower number stands for both, so that a life has the same number in every run.
        self.parents[one.max(other)] = one.min(other);
    }

    fn root(&mut self, mut number: usize) -> usize {
        while self.parents[number] != number {
            self.parents[number] = self.parents[self.parents[number]];
            number = self.parents[number];
        }
        number
    }

    /// What was gone and came again with the same reference and words is one life.
    fn join_what_came_back(&mut self) {
        let mut gone: HashMap<(String, String, String), Located<'p>> = HashMap::new();
        let mut joins = Vec::new();
        for event in &self.events {
            let key = |located: &Located| {
                let words = located.action.action.map(|words| letters(words.value)).unwrap_or_default();
                (located.plan.name.to_owned(), located.label().into_owned(), words)
            };
            match (event.change.kind, event.change.action()) {
                (Kind::Vanished, Some(old)) => drop(gone.insert(key(&old), old)),
                (Kind::Added, Some(new)) => joins.extend(gone.remove(&key(&new)).map(|old| (old, new))),
                _ => {}
            }
        }
        joins.into_iter().for_each(|(old, new)| self.join(old, new));
    }

    /// The life of an action of one of the states; its number is the same for all that are one.
    pub fn life_of(&self, action: &Action) -> Option<usize> {
        let mut number = *self.numbers.get(&address(action))?;
        while self.parents[number] != number {
            number = self.parents[number];
        }
        Some(number)
    }

    /// Every action of every state, with its life.
    pub fn actions(&self) -> impl Iterator<Item = (usize, Located<'p>)> + '_ {
        self.actions.iter().filter_map(|located| Some((self.life_of(located.action)?, *located)))
    }
}

fn same_plan(one: Option<&Plan>, other: Option<&Plan>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => std::ptr::from_ref(one).addr() == std::ptr::from_ref(other).addr(),
        (None, None) => true,
        _ => false,
    }
}

/// The changes of a step; of a plan that is new or gone, those of every action.
fn changes_of<'p>(step: &Step<'p>) -> Vec<Change<'p>> {
    let whole = |plan: &'p Plan<'p>, kind, plan_kind| {
        let file = Value::text(plan.name);
        let change = move |kind, located: Option<Located<'p>>| {
            let words = located.map_or_else(|| file.clone(), |one| Value::of(one.action.action.map(|words| words.value)));
            let is_new = step.new.is_some();
            let (before, after) = if is_new { (Value::Nothing, words) } else { (words, Value::Nothing) };
            let (old, new) = if is_new { (None, located) } else { (located, None) };
            let (old_plan, new_plan) = (step.old, step.new);
            let (subject, part, moved, because) = ("".into(), "", None, None);
            Change { kind, old_plan, new_plan, old, new, subject, part, before, after, moved, because }
        };
        let actions = Located::all(plan).map(|located| change(kind, Some(located))).collect::<Vec<_>>();
        std::iter::once(change(plan_kind, None)).chain(actions).collect()
    };
    match (step.old, step.new) {
        (Some(before), Some(after)) => super::compare(before, after),
        (None, Some(plan)) => whole(plan, Kind::Added, Kind::PlanAdded),
        (Some(plan), None) => whole(plan, Kind::Vanished, Kind::PlanRemoved),
        (None, None) => Vec::new(),
    }
}

/// They say that the same thing came to be.
fn tells_the_same(one: &Change, other: &Change) -> bool {
    let same_action = match (one.new, other.new) {
        (Some(one), Some(other)) => address(one.action) == address(other.action),
        (None, None) => one.label() == other.label(),
        _ => false,
    };
    same_action && (one.kind, one.part) == (other.kind, other.part) && is_same_value(&one.after, &other.after)
}
