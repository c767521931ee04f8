//! Finding people and groups by any of their names.

use super::{Group, Person, Plan, Target};
use crate::names::{is_meant, same};

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
    /// The people and groups that a name, written in the plan as words or as a key, can mean: those of the same name.
    pub fn meanings(&self, name: &str) -> Vec<Target> {
        self.called(|own| same(own, name))
    }

    /// The people and groups that a name asked for by a person can mean: those of the same name; where nobody has it, those
    /// whose name differs from it in accents alone. "Zoe" is Zoë, unless there is a Zoe as well.
    pub fn asked_for(&self, name: &str) -> Vec<Target> {
        let same = self.meanings(name);
        if same.is_empty() { self.called(|own| is_meant(own, name)) } else { same }
    }

    fn called(&self, fits: impl Fn(&str) -> bool + Copy) -> Vec<Target> {
        let people = self.people.iter().enumerate().filter(|(_, person)| person.names().any(fits));
        let groups = self.groups.iter().enumerate().filter(|(_, group)| group.names().any(fits));
        people.map(|(index, _)| Target::Person(index)).chain(groups.map(|(index, _)| Target::Group(index))).collect()
    }
}
