//! Finding people and groups by any of their names, whatever the case.

use super::{Group, Person, Plan, Target};

/// What a name means in a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meaning {
    pub target: Target,
}

/// All the names by which a person or group can be asked for: key, name, aliases, and a person's role.
pub struct Names;

impl Names {
    /// Every name of a person.
    pub fn of_person<'s>(person: &'s Person) -> impl Iterator<Item = &'s str> {
        let first = [&person.key.value, &person.name.value].into_iter();
        let more = person.aka.iter().chain(&person.role).map(|text| &text.value);
        first.chain(more).map(|name| &**name)
    }

    /// Every name of a group.
    pub fn of_group<'s>(group: &'s Group) -> impl Iterator<Item = &'s str> {
        let first = [&group.key.value, &group.name.value].into_iter();
        first.chain(group.aka.iter().map(|text| &text.value)).map(|name| &**name)
    }
}

impl Plan<'_> {
    /// The people and groups that a name, written as words or as a key, can mean here.
    pub fn meanings(&self, name: &str) -> Vec<Target> {
        let same = |other: &str| alike(other, name);
        let people = self.people.iter().enumerate().filter(|(_, person)| Names::of_person(person).any(same));
        let groups = self.groups.iter().enumerate().filter(|(_, group)| Names::of_group(group).any(same));
        people.map(|(index, _)| Target::Person(index)).chain(groups.map(|(index, _)| Target::Group(index))).collect()
    }
}

/// The same name, whatever the case and the spaces around it.
pub fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    if one.is_ascii() && other.is_ascii() { one.eq_ignore_ascii_case(other) } else { one.to_lowercase() == other.to_lowercase() }
}
