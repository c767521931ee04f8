//! Which action of one state is which of the other, and which plan.

use super::{Located, Pair};
use crate::names::{self, letters};
use crate::plan::{Objective, Plan};
use std::collections::{HashMap, HashSet};

/// How alike two texts must be to be offered as one: the share of the words that both have.
const LIKE: f64 = 0.6;

/// Which of the old actions and which of the new ones have something in common, by their places.
type OldAndNew = (Vec<usize>, Vec<usize>);

/// An action that is gone, and one that is new with like words.
#[derive(Clone, Copy, Debug)]
pub struct Suggestion<'p> {
    pub gone: Located<'p>,
    pub new: Located<'p>,
}

/// Every action with what it is in the other state: first those of the later state in the printed order, then those that are gone.
///
/// It is the same action where it has the same words, as often in both states; else the same reference under the same objective,
/// or a reference that stands once in both; else where `came-from` names it. What has no reference and like words between the same
/// neighbours is the same too. References printed twice are told apart by their words, then by their order.
pub fn pair_actions<'p>(before: &'p Plan<'p>, after: &'p Plan<'p>) -> Vec<Pair<'p>> {
    let mut pairing = Pairing::new(before, after);
    pairing.by_words(Rest::WhereAsMany);
    pairing.by_reference_in_objective();
    pairing.by_unique_reference();
    pairing.by_came_from();
    pairing.by_words(Rest::InOrder);
    pairing.by_neighbours();
    let Pairing { old, new, old_of, new_of, .. } = pairing;
    let of_new = new.iter().zip(&old_of).map(|(new, index)| (index.map(|index| old[index]), Some(*new)));
    let gone = old.iter().zip(&new_of).filter(|(_, index)| index.is_none()).map(|(old, _)| (Some(*old), None));
    of_new.chain(gone).collect()
}

/// What to do with actions of the same words that are not told apart by their references.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Pair them in order where both states have as many.
    WhereAsMany,
    /// Pair them in order.
    InOrder,
}

struct Pairing<'p> {
    old: Vec<Located<'p>>,
    new: Vec<Located<'p>>,
    old_words: Vec<String>,
    new_words: Vec<String>,
    /// For each objective of the earlier state, its number in the list of the later one.
    objectives: HashMap<usize, usize>,
    /// The index in the other state.
    new_of: Vec<Option<usize>>,
    old_of: Vec<Option<usize>>,
}

impl<'p> Pairing<'p> {
    fn new(before: &'p Plan<'p>, after: &'p Plan<'p>) -> Pairing<'p> {
        let (old, new): (Vec<Located>, Vec<Located>) = (Located::all(before).collect(), Located::all(after).collect());
        // Mostly all but a few stand where they stood: only of these are the words looked at in any spelling.
        let front = old.iter().zip(&new).take_while(|(old, new)| stand_alike(old, new)).count();
        let rest = old[front..].iter().rev().zip(new[front..].iter().rev());
        let back = rest.take_while(|(old, new)| stand_alike(old, new)).count();
        let (mut new_of, mut old_of) = (vec![None; old.len()], vec![None; new.len()]);
        for index in 0..front {
            (new_of[index], old_of[index]) = (Some(index), Some(index));
        }
        for index in 1..=back {
            let (old, new) = (old.len() - index, new.len() - index);
            (new_of[old], old_of[new]) = (Some(new), Some(old));
        }
        let words = |all: &[Located], paired: &[Option<usize>]| {
            let words = all.iter().zip(paired).map(|(one, paired)| if paired.is_none() { words_of(one) } else { String::new() });
            words.collect::<Vec<_>>()
        };
        Pairing {
            old_words: words(&old, &new_of),
            new_words: words(&new, &old_of),
            objectives: pair_objectives(before.objectives, after.objectives)
                .into_iter()
                .map(|(old, new)| (before.objectives[old].number, after.objectives[new].number))
                .collect(),
            new_of,
            old_of,
            old,
            new,
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        if self.new_of[old].is_none() && self.old_of[new].is_none() {
            self.new_of[old] = Some(new);
            self.old_of[new] = Some(old);
        }
    }

    fn open_old(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.old.len()).filter(|&old| self.new_of[old].is_none())
    }

    fn open_new(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.new.len()).filter(|&new| self.old_of[new].is_none())
    }

    /// They stand under what is one objective.
    fn same_objective(&self, old: usize, new: usize) -> bool {
        self.objectives.get(&self.old[old].objective.number) == Some(&self.new[new].objective.number)
    }

    fn by_words(&mut self, rest: Rest) {
        let mut groups: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for old in self.open_old().filter(|&old| !self.old_words[old].is_empty()) {
            groups.entry(&self.old_words[old]).or_default().0.push(old);
        }
        for new in self.open_new().filter(|&new| !self.new_words[new].is_empty()) {
            groups.entry(&self.new_words[new]).or_default().1.push(new);
        }
        let mut groups: Vec<_> = groups.into_values().filter(|(old, new)| !old.is_empty() && !new.is_empty()).collect();
        groups.sort_unstable();
        for (old, new) in groups {
            if let ([old], [new]) = (&old[..], &new[..]) {
                self.pair(*old, *new);
                continue;
            }
            let as_many = old.len() == new.len();
            let same_ref = |this: &Self, old: usize, new: usize| reference(&this.old[old]) == reference(&this.new[new]);
            self.pair_group(&old, &new, |this, old, new| this.same_objective(old, new) && same_ref(this, old, new));
            if as_many || rest == Rest::InOrder {
                self.pair_group(&old, &new, |this, old, new| this.same_objective(old, new));
                self.pair_group(&old, &new, |_, _, _| true);
            }
        }
    }

    /// Pairs in order what fits.
    fn pair_group(&mut self, old: &[usize], new: &[usize], fits: impl Fn(&Self, usize, usize) -> bool) {
        for &old in old.iter() {
            if self.new_of[old].is_none()
                && let Some(&new) = new.iter().find(|&&new| self.old_of[new].is_none() && fits(self, old, new))
            {
                self.pair(old, new);
            }
        }
    }

    fn by_reference_in_objective(&mut self) {
        let mut groups = HashMap::<(usize, &str), OldAndNew>::new();
        for old in self.open_old() {
            let objective = self.objectives.get(&self.old[old].objective.number);
            if let (Some(&objective), Some(reference)) = (objective, reference(&self.old[old])) {
                groups.entry((objective, reference)).or_default().0.push(old);
            }
        }
        for new in self.open_new() {
            if let Some(reference) = reference(&self.new[new]) {
                groups.entry((self.new[new].objective.number, reference)).or_default().1.push(new);
            }
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        groups.sort_unstable();
        for (old, new) in groups {
            if old.len() > 1 || new.len() > 1 {
                self.pair_group(&old, &new, |this, old, new| this.old_words[old] == this.new_words[new]);
                self.pair_group(&old, &new, |this, old, new| likeness(&this.old[old], &this.new[new]) >= LIKE);
            }
            self.pair_group(&old, &new, |_, _, _| true);
        }
    }

    fn by_unique_reference(&mut self) {
        let unique = |all: &[Located<'p>]| {
            let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
            for (index, reference) in all.iter().enumerate().filter_map(|(index, one)| Some((index, reference(one)?))) {
                counts.entry(reference).or_insert((0, index)).0 += 1;
            }
            counts.into_iter().filter(|(_, (count, _))| *count == 1).map(|(reference, (_, index))| (reference, index))
        };
        let new: HashMap<&str, usize> = unique(&self.new).collect();
        let pairs: Vec<(usize, usize)> =
            unique(&self.old).filter_map(|(reference, old)| Some((old, *new.get(reference)?))).collect();
        pairs.into_iter().for_each(|(old, new)| self.pair(old, new));
    }

    fn by_came_from(&mut self) {
        for new in self.open_new().collect::<Vec<_>>() {
            let Some(from) = self.new[new].action.came_from else { continue };
            let (plan, reference) = from.value.rsplit_once(':').unwrap_or(("", from.value));
            let plan = plan.trim();
            let meant = self.open_old().find(|&old| {
                let old = &self.old[old];
                (plan.is_empty() || plan == old.plan.name) && is_called(old, reference)
            });
            if let Some(old) = meant {
                self.pair(old, new);
            }
        }
    }

    /// What has no reference can only be known by where it stands: alone between the same neighbours, with like words, or with
    /// none at all.
    fn by_neighbours(&mut self) {
        let mut gaps: HashMap<(usize, usize, Option<usize>), Vec<usize>> = HashMap::new();
        for old in self.open_old() {
            if let Some(&objective) = self.objectives.get(&self.old[old].objective.number) {
                let before =
                    (0..old).rev().take_while(|&other| self.old[other].objective.number == self.old[old].objective.number);
                let neighbour = before.filter_map(|other| self.new_of[other]).next();
                gaps.entry((objective, 0, neighbour)).or_default().push(old);
            }
        }
        for new in self.open_new() {
            let objective = self.new[new].objective.number;
            let mut before = (0..new).rev().take_while(|&other| self.new[other].objective.number == objective);
            let neighbour = before.find(|&other| self.old_of[other].is_some());
            gaps.entry((objective, 1, neighbour)).or_default().push(new);
        }
        let sides = gaps.iter().filter(|((_, side, _), _)| *side == 0);
        let pairs: Vec<(usize, usize)> = sides
            .filter_map(|(&(objective, _, neighbour), old)| match (&old[..], &gaps.get(&(objective, 1, neighbour))?[..]) {
                ([old], [new]) => Some((*old, *new)),
                _ => None,
            })
            .collect();
        for (old, new) in pairs {
            let nameless = reference(&self.old[old]).is_none() && reference(&self.new[new]).is_none();
            let wordless = self.old_words[old].is_empty() && self.new_words[new].is_empty();
            if nameless && (wordless || likeness(&self.old[old], &self.new[new]) >= LIKE) {
                self.pair(old, new);
            }
        }
    }
}

/// They have the same words, reference and objective to the letter, and some words or a reference to be known by.
fn stand_alike(old: &Located, new: &Located) -> bool {
    fn of<'p>(located: &Located<'p>) -> [Option<&'p str>; 4] {
        let words = located.action.action.map(|words| words.value).filter(|words| !words.is_empty());
        let Objective { reference, title, .. } = located.objective;
        [words, located.action.reference.map(|it| it.value), reference.map(|it| it.value), title.map(|it| it.value)]
    }
    let known = of(old);
    (known[0].is_some() || known[1].is_some()) && known == of(new)
}

/// The letters and digits of the words of an action.
fn words_of(located: &Located) -> String {
    located.action.action.map(|words| letters(words.value)).unwrap_or_default()
}

fn reference<'p>(located: &Located<'p>) -> Option<&'p str> {
    located.action.reference.map(|reference| reference.value.trim()).filter(|reference| !reference.is_empty())
}

/// An action goes by this reference or position.
pub(super) fn is_called(located: &Located, name: &str) -> bool {
    let by_reference = reference(located).is_some_and(|reference| names::same_ref(reference, name));
    by_reference || names::same_ref(&located.objective.position_of(located.action), name)
}

/// The share of the words that both have, from 0 to 1.
fn likeness(one: &Located, other: &Located) -> f64 {
    let words = |located: &Located| located.action.action.map(|words| names::words(words.value)).unwrap_or_default();
    let (mut one, other) = (words(one), words(other));
    let all = one.len() + other.len();
    let mut common = 0;
    for word in &other {
        if let Some(at) = one.iter().position(|one| one == word) {
            one.swap_remove(at);
            common += 1;
        }
    }
    if all == 0 { 0.0 } else { f64::from(2 * common) / all as f64 }
}

/// The actions that are gone and for which a new one has like words: a guess, for a person to confirm.
pub fn suggestions<'p>(gone: &[Located<'p>], new: &[Located<'p>]) -> Vec<Suggestion<'p>> {
    let best = |gone: &Located<'p>| {
        let alike = new.iter().map(|new| (likeness(gone, new), new)).filter(|(like, _)| *like >= LIKE);
        let best = alike.max_by(|(one, _), (other, _)| one.total_cmp(other));
        best.map(|(_, new)| Suggestion { gone: *gone, new: *new })
    };
    gone.iter().filter_map(best).collect()
}

/// The objectives of two states that are one: by their titles where these stand once in both, else by their references, else by
/// the actions they share. Places in the two lists.
pub(super) fn pair_objectives(old: &[Objective], new: &[Objective]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let title = |objective: &Objective| objective.title.map(|title| letters(title.value)).filter(|title| !title.is_empty());
    let reference = |objective: &Objective| objective.reference.map(|reference| reference.value.trim().to_owned());
    for key in [&title as &dyn Fn(&Objective) -> Option<String>, &reference] {
        let unique = |all: &[Objective]| {
            let mut found: HashMap<String, Option<usize>> = HashMap::new();
            for (index, objective) in all.iter().enumerate() {
                if let Some(key) = key(objective) {
                    found.entry(key).and_modify(|index| *index = None).or_insert(Some(index));
                }
            }
            found
        };
        let in_new = unique(new);
        let mut both: Vec<(usize, usize)> =
            unique(old).into_iter().filter_map(|(key, old)| Some((old?, (*in_new.get(&key)?)?))).collect();
        both.sort_unstable();
        both.retain(|(old, new)| !pairs.iter().any(|(one, other)| one == old || other == new));
        pairs.extend(both);
    }
    let words = |objective: &Objective| -> HashSet<String> {
        let words = objective.actions.iter().filter_map(|action| action.action.map(|words| letters(words.value)));
        words.filter(|words| !words.is_empty()).collect()
    };
    for (index, objective) in old.iter().enumerate() {
        if pairs.iter().any(|(old, _)| *old == index) {
            continue;
        }
        let own = words(objective);
        let free = (0..new.len()).filter(|new| !pairs.iter().any(|(_, other)| other == new));
        let shared = free.map(|other| (words(&new[other]).intersection(&own).count(), other)).filter(|(count, _)| *count > 0);
        // Of those that share as many, the first.
        if let Some((_, other)) = shared.max_by_key(|(count, other)| (*count, std::cmp::Reverse(*other))) {
            pairs.push((index, other));
        } else if objective.reference.is_none() && objective.title.is_none() {
            // Nothing tells it from others but where it stands.
            let bare = |other: &&Objective| other.reference.is_none() && other.title.is_none();
            if let Some(other) = new.get(index).filter(bare).filter(|_| !pairs.iter().any(|(_, other)| *other == index)) {
                pairs.push((index, new.iter().position(|one| std::ptr::eq(one, other)).unwrap_or(index)));
            }
        }
    }
    pairs
}

/// The plans of two states that are one, as places in the two lists: those of the same file; else the ones that share most of their
/// actions, for a file may have been renamed. First those of the later state in its order, then those that are gone.
pub fn pair_plans(before: &[(&str, &Plan)], after: &[(&str, &Plan)]) -> Vec<(Option<usize>, Option<usize>)> {
    let by_name: HashMap<&str, usize> = before.iter().enumerate().map(|(index, (file, _))| (*file, index)).collect();
    let mut old_of: Vec<Option<usize>> = after.iter().map(|(file, _)| by_name.get(file).copied()).collect();
    let mut taken: Vec<bool> = vec![false; before.len()];
    old_of.iter().flatten().for_each(|&old| taken[old] = true);
    let free_new: Vec<usize> = (0..after.len()).filter(|&new| old_of[new].is_none()).collect();
    let free_old: Vec<usize> = (0..before.len()).filter(|&old| !taken[old]).collect();
    if !free_new.is_empty() && !free_old.is_empty() {
        let words = |plan: &Plan| -> HashSet<String> {
            Located::all(plan).map(|located| words_of(&located)).filter(|words| !words.is_empty()).collect()
        };
        let old_words: Vec<HashSet<String>> = free_old.iter().map(|&old| words(before[old].1)).collect();
        let mut scores: Vec<(f64, usize, usize)> = Vec::new();
        for &new in &free_new {
            let own = words(after[new].1);
            for (&old, old_words) in free_old.iter().zip(&old_words) {
                let most = own.len().max(old_words.len());
                let share = if most == 0 { 0.0 } else { own.intersection(old_words).count() as f64 / most as f64 };
                let same_name = before[old].1.name == after[new].1.name;
                if share >= 0.5 || same_name && (share >= 0.2 || most == 0) {
                    scores.push((share, old, new));
                }
            }
        }
        scores.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        for (_, old, new) in scores {
            if !taken[old] && old_of[new].is_none() {
                taken[old] = true;
                old_of[new] = Some(old);
            }
        }
    }
    let gone = (0..before.len()).filter(|&old| !taken[old]).map(|old| (Some(old), None));
    old_of.into_iter().enumerate().map(|(new, old)| (old, Some(new))).chain(gone).collect()
}
