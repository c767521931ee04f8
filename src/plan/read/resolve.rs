//! Binds every key of a person or group to what it means, and reports those that mean nothing.

use super::Reader;
use crate::diagnostic::{Diagnostic, Subject, nearest, one_of, slip_of};
use crate::plan::{Plan, Pointer, Target, Text, Who, alike};
use std::collections::HashMap;

impl<'a> Reader<'a> {
    pub(super) fn resolve(&mut self, plan: &mut Plan<'a>) {
        let people = plan.people.iter().enumerate().map(|(index, person)| (person.key.to_string(), Target::Person(index)));
        let groups = plan.groups.iter().enumerate().map(|(index, group)| (group.key.to_string(), Target::Group(index)));
        let known: HashMap<String, Target> = groups.chain(people).collect();
        let mut lost: Vec<(Text<'a>, Option<Subject>)> = Vec::new();
        let mut bind = |pointer: &mut Pointer<'a>, subject: &dyn Fn() -> Option<Subject>| match known.get(&*pointer.key.value) {
            Some(&target) => pointer.target = target,
            None => lost.push((pointer.key.clone(), subject())),
        };
        for group in &mut plan.groups {
            let listed = group.held_by.iter_mut().chain(&mut group.could_be);
            listed.chain(&mut group.chair).chain(&mut group.now).for_each(|pointer| bind(pointer, &|| None));
        }
        for objective in &mut plan.objectives {
            let about = objective.subject();
            let label = objective.label().into_owned();
            let unpaired = objective.unpaired.iter_mut().flat_map(|unpaired| unpaired.leads.iter_mut().flatten());
            let who = objective.lead.iter_mut().chain(&mut objective.with).chain(unpaired);
            who.flat_map(pointers).for_each(|pointer| bind(pointer, &|| Some(about.clone())));
            for action in &mut objective.actions {
                let (reference, number) = (action.reference.as_ref().map(|text| text.value.clone()), action.number);
                let subject = || {
                    Some(Subject {
                        reference: reference.as_ref().map(|text| text.to_string()),
                        place: format!("{label}/{number}"),
                    })
                };
                let who = action.lead.iter_mut().chain(&mut action.with).flat_map(pointers);
                who.chain(action.progress.iter_mut().filter_map(|note| note.by.as_mut()))
                    .for_each(|pointer| bind(pointer, &subject));
            }
        }
        if ["people", "groups"].iter().any(|table| plan.unread.contains(table) || self.broken.lost_table(table)) {
            return;
        }
        for (key, subject) in lost {
            if !self.broken.on_line_of(key.span.start) && !self.broken.lost_key(&key.value) {
                self.fault(Diagnostic { subject, ..unknown(plan, &key) });
            }
        }
    }
}

fn pointers<'w, 'a>(who: &'w mut Who<'a>) -> impl Iterator<Item = &'w mut Pointer<'a>> {
    std::iter::once(&mut who.who).chain(&mut who.stands_for)
}

/// Says that nobody has this key, and who may have been meant.
fn unknown(plan: &Plan, key: &Text) -> Diagnostic {
    let written = key.value.as_ref();
    let meant = plan.meanings(written);
    let meant: Vec<&str> = meant.iter().map(|&target| plan.key_of(target)).collect();
    let keys = || plan.people.iter().map(|person| &*person.key.value).chain(plan.groups.iter().map(|group| &*group.key.value));
    let sure = slip_of(written, keys()).filter(|_| written.len() >= 5);
    let near = nearest(written, keys());
    let near: Vec<&str> = near.into_iter().filter(|near| !alike(near, written)).collect();
    let fault = Diagnostic::new("unknown-lead", key.span, format!("nobody in this plan has the key \"{written}\""));
    let quoted = |key: &str| format!("\"{key}\"");
    match (&meant[..], &near[..]) {
        ([one], _) => fault.label("this is a name; people and groups are referred to by their key").fix(
            format!("write \"{one}\""),
            key.span,
            quoted(one),
        ),
        _ if let Some(one) = sure => {
            fault.label(format!("did you mean \"{one}\"?")).fix(format!("write \"{one}\""), key.span, quoted(one))
        }
        (_, [one]) => fault.label(format!("did you mean \"{one}\"?")).suggest(format!("write \"{one}\""), key.span, quoted(one)),
        ([], []) => fault
            .label("declared neither in [people] nor in [groups]")
            .help(format!("declare it at the top of the file, under [people]: {} = {{ name = \"...\" }}", slug(written))),
        _ => {
            let several: Vec<String> = meant.iter().chain(&near).map(|key| quoted(key)).collect();
            fault.label("declared neither in [people] nor in [groups]").help(format!("did you mean {}?", one_of(&several)))
        }
    }
}

/// A key for a name: "Sue Harrison" gives `sue-harrison`.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    if words.is_empty() { "jo-bloggs".into() } else { words.join("-") }
}
