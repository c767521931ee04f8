//! People and groups of a plan by the names that somebody gives them, and every place that points to one.

use crate::names::{is_meant, nearest};
use crate::plan::change::PlanChange;
use crate::plan::write::Value;
use crate::plan::{Plan, Pointer, Target, Who, keys};
use crate::text::one_of;

/// A person or group by its key and its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub key: String,
    pub name: String,
}

/// What a name new to the plan is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NewName {
    Person,
    Group,
}

/// The person or group that a name, a key or an alias means.
///
/// # Errors
/// When nobody is called so, with the nearest names; when several are, with their keys.
pub fn find(plan: &Plan, asked: &str) -> Result<(Target, Named), String> {
    let named = |target: Target| Named {
        key: plan.key_of(target).to_owned(),
        name: match target {
            Target::Person(index) => plan.people[index].name.to_string(),
            Target::Group(index) => plan.groups[index].name.to_string(),
            Target::Unknown => String::new(),
        },
    };
    let found = plan.asked_for(asked);
    // A key comes before a name, and a name before an alias or a role.
    let has_name = |target: &Target| is_meant(&named(*target).name, asked);
    let by_key: Vec<Target> = found.iter().copied().filter(|target| plan.key_of(*target) == asked).collect();
    let by_name: Vec<Target> = found.iter().copied().filter(has_name).collect();
    let chosen = [by_key, by_name, found].into_iter().find(|some| !some.is_empty()).unwrap_or_default();
    match &chosen[..] {
        [one] => Ok((*one, named(*one))),
        [] => {
            let people = plan.people.iter().flat_map(|person| person.names().skip(1));
            let known: Vec<&str> = people.chain(plan.groups.iter().flat_map(|group| group.names().skip(1))).collect();
            let near: Vec<String> = nearest(asked, known).iter().map(|near| format!("\"{near}\"")).collect();
            let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", one_of(&near)) };
            Err(format!("nobody in {} is called \"{asked}\"{hint}", plan.name))
        }
        several => {
            let keys: Vec<String> = several.iter().map(|target| plan.key_of(*target).to_owned()).collect();
            Err(format!("\"{asked}\" can mean several in {}: write one of {}", plan.name, keys.join(", ")))
        }
    }
}

/// Enters a name in a plan that does not know it.
pub fn enter(change: &mut PlanChange, name: &str, kind: NewName, taken: &mut Vec<String>) -> Named {
    let plan = change.plan();
    let slug = crate::plan::slug(name);
    let is_free = |key: &str, taken: &[String]| {
        let declared = plan.people.iter().map(|person| person.key.value).chain(plan.groups.iter().map(|group| group.key.value));
        !declared.chain(taken.iter().map(String::as_str)).any(|other| is_meant(other, key))
    };
    let key =
        (1..).map(|number| if number == 1 { slug.clone() } else { format!("{slug}-{number}") }).find(|key| is_free(key, taken));
    let key = key.unwrap_or(slug);
    taken.push(key.clone());
    let section = if kind == NewName::Person { &keys::PERSON } else { &keys::GROUP };
    change.add_name(section, &key, vec![("name", Value::from(name))]);
    Named { key, name: name.to_owned() }
}

/// Every place of a plan that points to a person or group.
pub fn pointers<'p>(plan: &'p Plan<'p>) -> Vec<&'p Pointer<'p>> {
    let mut all: Vec<&Pointer> = Vec::new();
    let of_who = |who: &'p [Who<'p>]| who.iter().flat_map(|who| [Some(&who.who), who.stands_for.as_ref()].into_iter().flatten());
    for group in plan.groups {
        all.extend(group.chair.iter().chain(group.held_by).chain(group.could_be).chain(&group.now));
    }
    for objective in plan.objectives {
        all.extend(of_who(objective.lead).chain(of_who(objective.with)).chain(of_who(objective.accountable)));
        all.extend(objective.unpaired.iter().flat_map(|unpaired| unpaired.leads.iter().flat_map(|leads| of_who(leads))));
        for action in objective.actions {
            all.extend(of_who(action.lead).chain(of_who(action.with)).chain(of_who(action.accountable)));
            all.extend(action.milestones.iter().flat_map(|milestone| of_who(milestone.lead)));
            all.extend(action.progress.iter().filter_map(|note| note.by.as_ref()));
        }
    }
    all
}
