//! People and groups that the plan names nowhere else.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Extent, Plan, Pointer, Target, Text, Who};
use crate::text::all_of;
use foldhash::HashSet;

pub static RULE: Rule = Rule {
    id: "unused-name",
    severity: Severity::Advice,
    summary: "a person or group that the plan declares and names nowhere else",
    why: "Most often such an entry is left over from an earlier version, or its actions stand under another entry of the same person. A name that leads \
          nothing makes the list of leads longer and says nothing.",
    wrong: r#"[people.pat]
name = "Pat Nowak"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    right: r#"[people.pat]
name = "Pat Nowak"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
with = "pat"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

/// So many are named in a message; the others are only counted.
const NAMED: usize = 5;

/// Of so many entries that nobody leads by, their names are searched for in the text.
const SEARCHED: usize = 200;

fn check(plan: &Plan, found: &mut Found) {
    if plan.damaged || plan.unread.iter().any(|key| ["people", "groups", "objective"].contains(key)) {
        return;
    }
    let Some(used) = used(plan) else { return };
    // Who has left, and a group that no longer exists, stand there as a record.
    let people = plan.people.iter().enumerate().filter(|(_, person)| person.left.is_none());
    let people = people.map(|(index, person)| (Target::Person(index), &person.key, &person.name, person.aka, &person.extent));
    let groups = plan.groups.iter().enumerate().filter(|(_, group)| group.former.is_none() && group.now.is_none());
    let groups = groups.map(|(index, group)| (Target::Group(index), &group.key, &group.name, group.aka, &group.extent));
    let unused: Vec<_> = people
        .chain(groups)
        .filter(|(target, ..)| !used.contains(target))
        .take(SEARCHED)
        .filter(|(_, key, name, aka, extent)| {
            !std::iter::once(*name).chain(*aka).any(|name| is_in_words(plan, name, key, extent))
        })
        .map(|(_, key, name, ..)| (key.span, name.trim()))
        .collect();
    let Some((first, rest)) = unused.split_first() else { return };
    let mut names: Vec<String> = unused.iter().take(NAMED).map(|(_, name)| format!("\"{name}\"")).collect();
    if unused.len() > NAMED {
        names.push(format!("{} more", unused.len() - NAMED));
    }
    let are = if rest.is_empty() { "is" } else { "are" };
    let fault = Diagnostic::new(RULE.id, first.0, format!("{} {are} declared, but named nowhere in the plan", all_of(&names)));
    let fault = rest.iter().take(NAMED - 1).fold(fault, |fault, (place, _)| fault.related(*place, "nor is this one"));
    found
        .push(fault.label("leads nothing and takes no part").help("take the entry out, or name it where it leads or takes part"));
}

/// Every person and group that something points at; `None` where some pointer means nobody: it may be meant for any of them.
fn used(plan: &Plan) -> Option<HashSet<Target>> {
    let whos = plan.objectives.iter().flat_map(|objective| {
        let unpaired = objective.unpaired.iter().flat_map(|unpaired| unpaired.leads.iter().copied().flatten());
        let actions = objective.actions.iter().flat_map(|action| {
            let milestones = action.milestones.iter().flat_map(|milestone| milestone.lead);
            action.lead.iter().chain(action.with).chain(action.accountable).chain(milestones)
        });
        objective.lead.iter().chain(objective.with).chain(objective.accountable).chain(unpaired).chain(actions)
    });
    let notes = plan.actions().flat_map(|(_, action)| action.progress.iter().filter_map(|note| note.by.as_ref()));
    let groups =
        plan.groups.iter().flat_map(|group| group.chair.iter().chain(group.held_by).chain(group.could_be).chain(&group.now));
    let pointers = whos.flat_map(pointers).chain(notes).chain(groups).map(|pointer| pointer.target);
    let used: HashSet<Target> = pointers.collect();
    let keys = ["lead", "with", "accountable", "unpaired", "milestones", "progress"];
    let unread = plan.actions().any(|(_, action)| action.unread.iter().any(|key| keys.contains(key)))
        || plan.objectives.iter().any(|objective| objective.unread.iter().any(|key| keys.contains(key)));
    (!unread && !used.contains(&Target::Unknown)).then_some(used)
}

fn pointers<'p, 'a>(who: &'p Who<'a>) -> impl Iterator<Item = &'p Pointer<'a>> {
    std::iter::once(&who.who).chain(&who.stands_for)
}

/// The plan's words name it outside its own entry: in an action, a note, a remark.
fn is_in_words(plan: &Plan, name: &Text, key: &Text, extent: &Extent) -> bool {
    let name = name.trim();
    let own = [extent.body.range(), extent.header.range(), key.span.range()];
    let parts_word = |at: usize| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_letter(plan.text[..at].chars().next_back()) || is_letter(plan.text[at + name.len()..].chars().next())
    };
    let mut places = plan.text.match_indices(name).filter(|_| !name.is_empty());
    places.any(|(at, _)| !parts_word(at) && !own.iter().any(|range| range.contains(&at)))
}
