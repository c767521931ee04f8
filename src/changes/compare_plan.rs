//! What changed of a plan beside its actions: its objectives, its people and groups, and what it says of itself.

use super::compare_action::is_same;
use super::pairs::pair_objectives;
use super::{Change, Kind, Value, of_plan, reads_the_same};
use crate::names::as_written;
use crate::plan::{Objective, Plan, Text};
use crate::time::when::When;

pub(super) fn compare<'p>(before: &'p Plan<'p>, after: &'p Plan<'p>, changes: &mut Vec<Change<'p>>) {
    compare_objectives(before, after, changes);
    compare_people(before, after, changes);
    compare_head(before, after, changes);
}

fn compare_objectives<'p>(before: &'p Plan<'p>, after: &'p Plan<'p>, changes: &mut Vec<Change<'p>>) {
    let pairs = pair_objectives(before.objectives, after.objectives);
    let made = |kind, objective: &'p Objective<'p>, part, from, to| Change {
        subject: format!("objective {}", objective.label()).into(),
        ..of_plan(kind, Some(before), Some(after), part, from, to)
    };
    let title = |objective: &'p Objective<'p>| Value::of(objective.title.map(|title| title.value));
    for (index, objective) in after.objectives.iter().enumerate() {
        let Some(old) = pairs.iter().find(|(_, new)| *new == index).map(|(old, _)| &before.objectives[*old]) else {
            changes.push(made(Kind::ObjectiveAdded, objective, "title", Value::Nothing, title(objective)));
            continue;
        };
        for ((part, from), (_, to)) in parts(old).into_iter().zip(parts(objective)) {
            if !is_same(&from, &to) {
                changes.push(made(Kind::ObjectiveChanged, objective, part, from, to));
            }
        }
    }
    for (index, objective) in before.objectives.iter().enumerate() {
        if !pairs.iter().any(|(old, _)| *old == index) {
            changes.push(made(Kind::ObjectiveRemoved, objective, "title", title(objective), Value::Nothing));
        }
    }
}

/// What an objective says of itself. Who leads and when it is due is told of its actions, which inherit it.
fn parts<'p>(objective: &'p Objective<'p>) -> [(&'static str, Value<'p>); 7] {
    [
        ("ref", text(&objective.reference)),
        ("title", text(&objective.title)),
        ("outcomes", list(objective.outcomes)),
        ("success", list(objective.success)),
        ("see", list(objective.see)),
        ("remark", text(&objective.remark)),
        ("tags", list(objective.tags)),
    ]
}

/// A person or group of either list.
struct Listed<'p> {
    key: &'p str,
    name: &'p str,
    /// What else is said of it, in words.
    more: Vec<(&'static str, Value<'p>)>,
}

fn compare_people<'p>(before: &'p Plan<'p>, after: &'p Plan<'p>, changes: &mut Vec<Change<'p>>) {
    let people = |plan: &'p Plan<'p>| -> Vec<Listed<'p>> {
        let person = plan.people.iter().map(|person| Listed {
            key: person.key.value,
            name: person.name.value,
            more: vec![
                ("role", text(&person.role)),
                ("aka", list(person.aka)),
                ("left", person.left.map_or(Value::Nothing, |left| Value::Date(left.value))),
                ("remark", text(&person.remark)),
            ],
        });
        person.collect()
    };
    let groups = |plan: &'p Plan<'p>| -> Vec<Listed<'p>> {
        let names = |pointers: &'p [crate::plan::Pointer<'p>]| match pointers {
            [] => Value::Nothing,
            all => Value::List(all.iter().map(|pointer| plan.name_of(pointer).into()).collect()),
        };
        let group = plan.groups.iter().map(|group| Listed {
            key: group.key.value,
            name: group.name.value,
            more: vec![
                ("kind", Value::text(group.kind.word())),
                ("aka", list(group.aka)),
                ("chair", Value::of(group.chair.as_ref().map(|chair| plan.name_of(chair)))),
                ("held-by", names(group.held_by)),
                ("could-be", names(group.could_be)),
                ("former", if group.former.is_some_and(|former| former.value) { Value::text("yes") } else { Value::Nothing }),
                ("now", Value::of(group.now.as_ref().map(|now| plan.name_of(now)))),
                ("remark", text(&group.remark)),
            ],
        });
        group.collect()
    };
    for (renamed, part, old, new) in [
        (Kind::PersonRenamed, "people", people(before), people(after)),
        (Kind::GroupRenamed, "groups", groups(before), groups(after)),
    ] {
        let made = |kind, subject: &'p str, part, from, to| Change {
            subject: subject.into(),
            ..of_plan(kind, Some(before), Some(after), part, from, to)
        };
        // The same key is the same person; a key that was changed, the same name.
        let by_key = |one: &Listed<'p>, all: &[Listed<'p>]| all.iter().position(|other| other.key == one.key);
        let by_name = |one: &Listed<'p>, all: &[Listed<'p>], own: &[Listed<'p>]| {
            let same = |other: &Listed<'p>| as_written(other.name) == as_written(one.name) && by_key(other, own).is_none();
            all.iter().position(same)
        };
        for one in &new {
            let old = by_key(one, &old).or_else(|| by_name(one, &old, &new)).map(|index| &old[index]);
            let Some(old) = old else {
                changes.push(made(Kind::PeopleChanged, one.name, part, Value::Nothing, Value::text(one.name)));
                continue;
            };
            if !reads_the_same(old.name, one.name) {
                changes.push(made(renamed, one.name, "name", Value::text(old.name), Value::text(one.name)));
            }
            for ((part, from), (_, to)) in old.more.iter().zip(&one.more) {
                if !is_same(from, to) {
                    changes.push(made(Kind::PeopleChanged, one.name, part, from.clone(), to.clone()));
                }
            }
        }
        for one in &old {
            if by_key(one, &new).is_none() && by_name(one, &new, &old).is_none() {
                changes.push(made(Kind::PeopleChanged, one.name, part, Value::text(one.name), Value::Nothing));
            }
        }
    }
}

fn compare_head<'p>(before: &'p Plan<'p>, after: &'p Plan<'p>, changes: &mut Vec<Change<'p>>) {
    let head = |plan: &'p Plan<'p>| -> [(&'static str, Value<'p>); 9] {
        let day = |day: chrono::NaiveDate| When::Day(day);
        let several = |all: Vec<std::borrow::Cow<'p, str>>| if all.is_empty() { Value::Nothing } else { Value::List(all) };
        let allows = plan.allows.iter().map(|allow| {
            let rule = allow.rule.map_or("", |rule| rule.value);
            let refs: Vec<&str> = allow.refs.iter().map(|reference| reference.value).collect();
            format!("{rule} {}: {}", refs.join(", "), allow.because.map_or("", |because| because.value)).into()
        });
        [
            ("board", text(&plan.board)),
            ("title", text(&plan.title)),
            ("version", text(&plan.version)),
            ("source", text(&plan.source)),
            ("remark", text(&plan.remark)),
            (
                "period",
                Value::of(plan.period.map(|period| match period.to {
                    Some(to) => format!("{} to {}", period.from.value, to.value),
                    None => format!("from {}", period.from.value),
                })),
            ),
            ("agreed", plan.agreed.map_or(Value::Nothing, |agreed| Value::Date(agreed.value))),
            ("meetings", several(plan.meetings.iter().map(|meeting| day(meeting.value).for_people().into()).collect())),
            ("allow", several(allows.collect())),
        ]
    };
    let rag = |plan: &'p Plan<'p>| -> Value<'p> {
        let statuses = plan.statuses.iter().map(|status| format!("{}: {}", status.word.value, status.means.value).into());
        let legend = plan.rag.iter().map(|legend| format!("{}: {}", legend.rag.value.word(), legend.means.value).into());
        let legend = legend.chain(statuses);
        let legend: Vec<_> = legend.collect();
        if legend.is_empty() { Value::Nothing } else { Value::List(legend) }
    };
    let one = head(before).into_iter().chain([("rag", rag(before))]);
    for ((part, from), (_, to)) in one.zip(head(after).into_iter().chain([("rag", rag(after))])) {
        if !is_same(&from, &to) {
            changes.push(of_plan(Kind::PlanChanged, Some(before), Some(after), part, from, to));
        }
    }
}

fn text<'p>(text: &Option<Text<'p>>) -> Value<'p> {
    Value::of(text.map(|text| text.value))
}

fn list<'p>(list: &[Text<'p>]) -> Value<'p> {
    if list.is_empty() { Value::Nothing } else { Value::List(list.iter().map(|text| text.value.into()).collect()) }
}
