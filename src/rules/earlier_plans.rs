//! What a `came-from` means: which action of which earlier plan on hand.

use super::PlanSummary;
use super::summary::CameFrom;
use crate::names::slip_of;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::path::Path;

/// What the words of a `came-from` lead to.
pub(super) enum Origin<'c> {
    /// They name no plan and reference, or the plan is not on hand, or part of it could not be read: nothing is known.
    Unknown,
    /// The plan is not on hand; one that is has nearly the same name.
    NearName { near: &'c str },
    /// The plan does not begin before the one that names it.
    NotEarlier { file: &'c str },
    /// The plan has no such action.
    NoAction { file: &'c str },
    /// They could mean two actions, each named as it is unique.
    Ambiguous { file: &'c str, one: String, other: String },
    /// They mean one action.
    Action { file: &'c str, is_carried: bool },
}

/// The plans on hand by name, with what each reference of theirs means.
pub(super) struct EarlierPlans<'c> {
    named: HashMap<&'c str, Vec<&'c PlanSummary>>,
    read: HashMap<&'c str, Earlier<'c>>,
}

impl<'c> EarlierPlans<'c> {
    pub(super) fn among(summaries: &[&'c PlanSummary]) -> EarlierPlans<'c> {
        let mut named: HashMap<&str, Vec<&PlanSummary>> = HashMap::with_capacity(summaries.len());
        for &summary in summaries {
            named.entry(&*summary.name).or_default().push(summary);
        }
        EarlierPlans { named, read: HashMap::new() }
    }

    /// What an action of `later` came from.
    pub(super) fn origin_of(&mut self, later: &PlanSummary, from: &CameFrom) -> Origin<'c> {
        let Some((name, reference)) = from.source() else { return Origin::Unknown };
        let Some(named) = self.named.get(name) else {
            return self.near_name(name).map_or(Origin::Unknown, |near| Origin::NearName { near });
        };
        // Of two plans of one name, which two boards may have, the action came from the one of its own board.
        let of_own_board = |plan: &&&PlanSummary| named.len() == 1 || plan.board_key() == later.board_key();
        let meant: Vec<&'c PlanSummary> = named.iter().filter(of_own_board).copied().collect();
        // What a damaged plan has lost is not known.
        let (Some(&first), false) = (meant.first(), meant.iter().any(|plan| plan.damaged)) else { return Origin::Unknown };
        if meant.iter().all(|plan| plan.file == later.file || !is_earlier(plan, later)) {
            return Origin::NotEarlier { file: &first.file };
        }
        let earlier = self.read.entry(&first.file).or_insert_with(|| Earlier::of(meant));
        let is_plain = !reference.contains('/') && !earlier.summaries.iter().any(|summary| summary.refs_restart);
        if is_plain && earlier.carried.contains(reference) {
            return Origin::Action { file: earlier.file, is_carried: true };
        }
        let (file, meant) = (earlier.file, earlier.meanings(reference).to_vec());
        match &meant[..] {
            [] => Origin::NoAction { file },
            [one] => Origin::Action { file, is_carried: earlier.carried.contains(&**one) },
            [one, other, ..] => Origin::Ambiguous { file, one: one.clone(), other: other.clone() },
        }
    }

    /// The plan on hand whose name was mistyped. Plans of other years have other digits and need not be on hand.
    fn near_name(&self, name: &str) -> Option<&'c str> {
        let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
        let own = digits(name);
        slip_of(name, self.named.keys().copied().filter(|other| digits(other) == own))
    }
}

/// A plan without a period may be earlier than any.
fn is_earlier(plan: &PlanSummary, later: &PlanSummary) -> bool {
    plan.period.zip(later.period).is_none_or(|(earlier, later)| earlier.0 < later.0)
}

/// What the plans of one name have.
struct Earlier<'c> {
    summaries: Vec<&'c PlanSummary>,
    /// The file that messages name: the first by name, whatever the order of the plans.
    file: &'c str,
    carried: HashSet<&'c str>,
    /// What each reference and position means, by the name of the action. Gathered for the first reference that is not plainly
    /// carried forward: most are.
    meanings: Option<HashMap<String, Vec<String>>>,
}

impl<'c> Earlier<'c> {
    fn of(summaries: Vec<&'c PlanSummary>) -> Earlier<'c> {
        let carried = summaries.iter().flat_map(|summary| &summary.carried).map(|carried| &*carried.name).collect();
        let files = summaries.iter().map(|summary| &*summary.file);
        let file = files.min_by(|one, other| Path::new(one).cmp(Path::new(other))).unwrap_or_default();
        Earlier { summaries, file, carried, meanings: None }
    }
    /// The names of the actions that a reference or position means.
    fn meanings(&mut self, reference: &str) -> &[String] {
        let summaries = &self.summaries;
        let meanings = self.meanings.get_or_insert_with(|| {
            let mut meanings: HashMap<String, Vec<String>> = HashMap::new();
            for summary in summaries {
                let mut under: HashMap<&str, Vec<&str>> = HashMap::new();
                summary.actions().for_each(|(objective, _, own)| under.entry(own).or_default().push(objective));
                for (objective, number, own) in summary.actions() {
                    let position = format!("{objective}/{number}");
                    let with_objective = format!("{objective}/{own}");
                    let is_shared = summary.refs_restart && under[own].iter().any(|other| *other != objective);
                    let name = match own {
                        "" => &position,
                        _ if is_shared => &with_objective,
                        own => &own.to_owned(),
                    };
                    let mut forms = vec![position.clone()];
                    forms.extend((!own.is_empty()).then(|| own.to_owned()));
                    forms.extend((!own.is_empty() && summary.refs_restart).then(|| with_objective.clone()));
                    for form in forms {
                        let meant = meanings.entry(form).or_default();
                        if !meant.contains(name) {
                            meant.push(name.clone());
                        }
                    }
                }
            }
            meanings
        });
        meanings.get(reference).map_or(&[], |meant| meant)
    }
}
