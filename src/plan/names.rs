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

#[cfg(test)]
mod tests {
    use crate::plan::{Arena, Target, read};

    #[test]
    fn whoever_asks_for_zoe_means_zoe_with_dots_unless_there_is_a_zoe() {
        let asked = |people: &str, name: &str| {
            let text = format!("[people]\n{people}\n[groups]\ntraining = {{ name = \"Training Sub\u{2011}group\" }}\n");
            let arena = Arena::new();
            let plan = read("plan.toml", &text, &arena).plan;
            let called = |targets: Vec<Target>| targets.iter().map(|&target| plan.key_of(target).to_owned()).collect::<Vec<_>>();
            (called(plan.meanings(name)), called(plan.asked_for(name)))
        };
        let found = |meant: &[&str], asked: &[&str]| {
            let owned = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
            (owned(meant), owned(asked))
        };
        let alone = "z1 = { name = \"Zo\u{eb} O\u{2019}Hara\" }";
        assert_eq!(asked(alone, "Zoe\u{308} O'Hara"), found(&["z1"], &["z1"]));
        assert_eq!(asked(alone, "Zoe O'Hara"), found(&[], &["z1"]));
        let both = "z1 = { name = \"Zo\u{eb}\" }\nz2 = { name = \"Zoe\" }";
        assert_eq!(asked(both, "Zoe"), found(&["z2"], &["z2"]));
        assert_eq!(asked(both, "zo\u{eb}"), found(&["z1"], &["z1"]));
        assert_eq!(asked(both, "training subgroup"), found(&["training"], &["training"]));
    }
}
