//! Finding people and groups by any of their names, whatever the case.

use super::{Group, Person, Plan, Target};
use crate::names::alike;

impl Person<'_> {
    /// Every name the person can be asked for by: key, name, aliases and role.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let first = [self.key.value, self.name.value].into_iter();
        first.chain(self.aka.iter().chain(&self.role).map(|text| text.value))
    }
}

impl Group<'_> {
    /// Every name the group can be asked for by: key, name and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.key.value, self.name.value].into_iter().chain(self.aka.iter().map(|text| text.value))
    }
}

impl Plan<'_> {
    /// The people and groups that a name, written as words or as a key, can mean here.
    pub fn meanings(&self, name: &str) -> Vec<Target> {
        let same = |other: &str| alike(other, name);
        let people = self.people.iter().enumerate().filter(|(_, person)| person.names().any(same));
        let groups = self.groups.iter().enumerate().filter(|(_, group)| group.names().any(same));
        people.map(|(index, _)| Target::Person(index)).chain(groups.map(|(index, _)| Target::Group(index))).collect()
    }
}
