//! Leads that are nobody to turn to: groups that are gone, people who left, names that could be several, everyone.

use crate::plan::{Group, GroupKind, Plan, Target};
use crate::query::Found;
use chrono::NaiveDate;

/// The groups that lead an action and are gone, each with what became of it.
pub(super) fn gone_groups(found: &Found) -> Vec<String> {
    groups(found, |group| group.former.is_some_and(|former| former.value) || group.now.is_some())
        .map(|(plan, group)| match &group.now {
            Some(now) => format!("{}, whose work went to {}", group.name.value, plan.name_of(now)),
            None => format!("{}, which no longer exists", group.name.value),
        })
        .collect()
}

/// The people who lead it and have left by a day.
pub(super) fn left(found: &Found, as_at: NaiveDate) -> Vec<String> {
    let plan = found.plan;
    let people = found.objective.leads_of(found.action).iter().filter_map(|who| match who.who.target {
        Target::Person(index) => plan.people.get(index),
        _ => None,
    });
    let gone = people.filter_map(|person| Some((person.name.value, person.left.filter(|left| left.last_day() <= as_at)?)));
    gone.map(|(name, left)| format!("{name}, who left ({})", left.for_people())).collect()
}

/// The names that lead it and could be several groups.
pub(super) fn unclear(found: &Found) -> Vec<String> {
    groups(found, |group| !group.could_be.is_empty())
        .map(|(_, group)| format!("“{}”, which could be any of {}", group.name.value, group.could_be.len()))
        .collect()
}

/// Those who lead it, where all of them are everyone.
pub(super) fn everyone(found: &Found) -> Vec<String> {
    let leads = found.leads();
    let all = !leads.is_empty() && leads.iter().all(|lead| lead.kind == Some(GroupKind::Everyone));
    leads.into_iter().filter(|_| all).map(|lead| format!("“{}”, which is everyone", lead.name)).collect()
}

/// The groups that lead an action, of those that fit, each with the plan.
fn groups<'f>(found: &'f Found<'f>, fits: impl Fn(&Group) -> bool + 'f) -> impl Iterator<Item = (&'f Plan<'f>, &'f Group<'f>)> {
    let plan = found.plan;
    let leads = found.objective.leads_of(found.action).iter();
    leads.filter_map(move |who| plan.group_of(&who.who)).filter(move |group| fits(group)).map(move |group| (plan, group))
}
