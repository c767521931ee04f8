//! People and groups by name: who leads or takes part.

use crate::plan::{GroupKind, Plan, Pointer, Who};
use std::collections::HashSet;

/// A person or group by name, and in what capacity they lead or take part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named<'p> {
    pub name: &'p str,
    /// `None` for a person.
    pub kind: Option<GroupKind>,
    /// The role, or the words as printed.
    pub role: Option<&'p str>,
    /// The group a person stands for.
    pub stands_for: Option<&'p str>,
    /// The role they hold, where they lead because of it and not by their own name.
    pub by_role: Option<&'p str>,
}

impl<'p> Named<'p> {
    fn plain(plan: &'p Plan<'p>, pointer: &'p Pointer<'p>) -> Named<'p> {
        let kind = plan.group_of(pointer).map(|group| group.kind);
        Named { name: plan.name_of(pointer), kind, role: None, stands_for: None, by_role: None }
    }

    /// Somebody named in a plan.
    fn of(plan: &'p Plan<'p>, who: &'p Who<'p>) -> Named<'p> {
        Named {
            role: who.role.as_ref().map(|role| role.value),
            stands_for: who.stands_for.as_ref().map(|group| plan.name_of(group)),
            ..Named::plain(plan, &who.who)
        }
    }

    /// The group that somebody stands for, and those who hold the role that is named.
    fn meant_by(plan: &'p Plan<'p>, who: &'p Who<'p>) -> impl Iterator<Item = Named<'p>> {
        let group = who.stands_for.iter().map(|group| Named::plain(plan, group));
        let holders = plan.group_of(&who.who).map_or(&[][..], |role| role.held_by).iter();
        let by_role = Some(plan.name_of(&who.who));
        group.chain(holders.map(move |holder| Named { by_role, ..Named::plain(plan, holder) }))
    }

    /// Each with those meant by it, in the order of the list; the same may come again.
    pub fn each_with_meant(plan: &'p Plan<'p>, whos: &'p [Who<'p>]) -> impl Iterator<Item = Named<'p>> {
        whos.iter().flat_map(|who| std::iter::once(Named::of(plan, who)).chain(Named::meant_by(plan, who)))
    }

    /// Everybody in a list, each once: those named first, then the groups they stand for and the holders of roles.
    pub(super) fn all(plan: &'p Plan<'p>, whos: &'p [Who<'p>]) -> Vec<Named<'p>> {
        let mut all: Vec<Named> = Vec::with_capacity(whos.len());
        let meant = whos.iter().flat_map(|who| Named::meant_by(plan, who));
        let mut known = HashSet::with_capacity(whos.len());
        all.extend(
            whos.iter().map(|who| Named::of(plan, who)).chain(meant).filter(|named| known.insert((named.name, named.kind))),
        );
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};

    #[test]
    fn whoever_leads_is_named_with_the_capacity_and_those_meant_by_it() {
        let text = "[people]\nsue = { name = \"Sue Harrison\" }\n[groups]\ncdop = { name = \"CDOP\", kind = \"panel\" }\n\
                    secretary = { name = \"Secretary\", kind = \"role\", held-by = [\"sue\"] }\n\
                    [[objective]]\n[[objective.action]]\nlead = [{ who = \"sue\", as = \"Panel manager\", for = \"cdop\" }, \"secretary\"]\n";
        let plan: &'static Plan = Box::leak(Box::new(plan::read("a.toml", text, Box::leak(Box::new(Arena::new()))).plan));
        let (objective, action) = plan.actions().next().unwrap();
        let leads = objective.leads_of(action);
        let told = |named: Named<'static>| (named.name.to_owned(), named.role, named.stands_for, named.by_role);
        let each: Vec<_> = Named::each_with_meant(plan, leads).map(told).collect();
        let sue = ("Sue Harrison".to_owned(), Some("Panel manager"), Some("CDOP"), None);
        let group = ("CDOP".to_owned(), None, None, None);
        let role = ("Secretary".to_owned(), None, None, None);
        let holder = ("Sue Harrison".to_owned(), None, None, Some("Secretary"));
        assert_eq!(each, [sue.clone(), group.clone(), role.clone(), holder]);
        // Each once: those named first.
        let all: Vec<_> = Named::all(plan, leads).into_iter().map(told).collect();
        assert_eq!(all, [sue, role, group]);
    }
}
