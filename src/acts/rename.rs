//! A person or a group is called otherwise.

use super::names::pointers;
use super::{Done, Outcome};
use crate::names::is_meant;
use crate::plan::change::PlanChange;
use crate::plan::{Plan, Style, Target};

/// Gives a person or group another key, everywhere in its plan.
///
/// # Errors
/// When the new key is taken or could not be one, or the old one is written in parts.
pub fn rename_key<'p>(change: &mut PlanChange<'p>, plan: &'p Plan<'p>, target: Target, new: &str) -> Outcome {
    let is_key = !new.is_empty() && new.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_key {
        return Err(format!("\"{new}\" cannot be a key: small letters, digits and hyphens"));
    }
    let declared = plan.people.iter().map(|person| person.key).chain(plan.groups.iter().map(|group| group.key));
    if declared.map(|key| key.value).any(|key| key == new) {
        return Err(format!("the key \"{new}\" is taken in {}", plan.name));
    }
    let (key, style) = match target {
        Target::Person(index) => (plan.people[index].key, plan.people[index].extent.style),
        Target::Group(index) => (plan.groups[index].key, plan.groups[index].extent.style),
        Target::Unknown => return Err("nobody has this key".to_owned()),
    };
    if style == Style::Dotted {
        return Err(format!("\"{}\" is written in parts in the file; rename it by hand", key.value));
    }
    change.replace_key(key.span, new);
    let places = pointers(plan).into_iter().filter(|pointer| pointer.target == target);
    let mut count = 0;
    for pointer in places {
        change.replace(pointer.key.span, new);
        count += 1;
    }
    let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
    Ok(Done { sentence: format!("{}: the key \"{}\" is now \"{new}\", in {places}", plan.name, key.value), notes: Vec::new() })
}

/// Gives a person or group another name; the old one is kept as an alias.
///
/// # Errors
/// When it has the name already.
pub fn rename<'p>(change: &mut PlanChange<'p>, plan: &'p Plan<'p>, target: Target, new: &str) -> Outcome {
    let (old, aka): (&str, Vec<&str>) = match target {
        Target::Person(index) => {
            let person = &plan.people[index];
            change.set(person, "name", new);
            (person.name.value, person.aka.iter().map(|aka| aka.value).collect())
        }
        Target::Group(index) => {
            let group = &plan.groups[index];
            change.set(group, "name", new);
            (group.name.value, group.aka.iter().map(|aka| aka.value).collect())
        }
        Target::Unknown => return Err("nobody has this name".to_owned()),
    };
    let own_key = plan.key_of(target);
    let people = plan.people.iter().map(|person| (person.key.value, person.name.value));
    let all = people.chain(plan.groups.iter().map(|group| (group.key.value, group.name.value)));
    if let Some((key, name)) = all.into_iter().find(|(key, name)| *key != own_key && is_meant(name, new)) {
        return Err(format!("\"{name}\" is the name of another entry in {} (\"{key}\"); two cannot have one name", plan.name));
    }
    if old == new {
        return Err(format!("the name is \"{new}\" already in {}", plan.name));
    }
    if !aka.contains(&old) {
        match target {
            Target::Person(index) => change.append(&plan.people[index], "aka", old),
            Target::Group(index) => change.append(&plan.groups[index], "aka", old),
            Target::Unknown => {}
        }
    }
    Ok(Done {
        sentence: format!("{}: \"{old}\" is now called \"{new}\"; the old name is kept beside it", plan.name),
        notes: Vec::new(),
    })
}
