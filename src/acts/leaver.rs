//! Somebody leaves: all they still hold is handed over, or listed.

use super::names::{self, Named};
use super::{Done, Outcome};
use crate::plan::change::{PlanChange, Table};
use crate::plan::{Plan, Pointer, Target, Who};
use crate::text::all_of;
use crate::time::when::When;

/// What somebody still holds in a plan.
struct Held<'p> {
    /// What it is, such as "leads" and "1.1a".
    how: &'static str,
    what: String,
    /// The pointer, and those that stand beside it in one list.
    pointer: &'p Pointer<'p>,
    /// The list that it is in, its place there, and the others in it; of a single name the list has no others.
    table: Table<'p>,
    key: &'static str,
    index: usize,
    beside: Vec<&'p Pointer<'p>>,
}

/// Enters the day that somebody leaves, and hands over to `to` what they still hold, or lists it.
///
/// # Errors
/// When the name means a group.
pub fn leave<'p>(change: &mut PlanChange<'p>, plan: &'p Plan<'p>, target: Target, on: When, to: Option<&Named>) -> Outcome {
    let Target::Person(index) = target else {
        return Err(format!("\"{}\" is a group and cannot leave; see `lscb set`", plan.key_of(target)));
    };
    let person = &plan.people[index];
    if let Some(to) = to {
        let successor = plan.people.iter().find(|other| other.key.value == to.key);
        if to.key == person.key.value {
            return Err(format!("{} cannot take over from {}", to.name, person.name.value));
        }
        if let Some(left) = successor.and_then(|other| other.left).filter(|left| left.first_day() <= on.last_day()) {
            return Err(format!("{} cannot take over: the plan says that their last day is {}", to.name, left.for_people()));
        }
    }
    change.set(person, "left", on);
    let held = held(plan, target);
    let mut done = Done::default();
    let name = person.name.value;
    match to {
        _ if held.is_empty() => {
            done.sentence = format!("{name} left on {} and holds nothing open in {}", on.for_people(), plan.name)
        }
        Some(to) => {
            for Held { pointer, table, key, index, beside, .. } in &held {
                // Who is named beside whoever leaves is not named twice.
                match beside.iter().any(|other| other.key.value == to.key) {
                    true => change.remove_entries_of(*table, key, &[*index]),
                    false => change.replace(pointer.key.span, to.key.as_str()),
                }
            }
            done.sentence = format!("{name} left on {}; {} now {}", on.for_people(), to.name, listed(&held));
        }
        None => {
            done.sentence = format!("{name} left on {}, and in {} still {}", on.for_people(), plan.name, listed(&held));
        }
    }
    Ok(done)
}

/// "leads 1.3 and 1.4; chairs the Training Subgroup".
fn listed(held: &[Held]) -> String {
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for Held { how, what, .. } in held {
        match kinds.iter_mut().find(|(other, _)| other == how) {
            Some((_, all)) => all.push(what),
            None => kinds.push((how, vec![what])),
        }
    }
    kinds.iter().map(|(how, all)| format!("{how} {}", all_of(all))).collect::<Vec<_>>().join("; ")
}

/// What somebody holds that is still open.
fn held<'p>(plan: &'p Plan<'p>, target: Target) -> Vec<Held<'p>> {
    let mut all: Vec<Held> = Vec::new();
    let mut take = |table: Table<'p>, key: &'static str, who: &'p [Who<'p>], how: &'static str, what: &dyn Fn() -> String| {
        for (index, one) in who.iter().enumerate().filter(|(_, one)| one.who.target == target) {
            let beside = who.iter().map(|other| &other.who).filter(|other| !std::ptr::eq(*other, &one.who)).collect();
            all.push(Held { how, what: what(), pointer: &one.who, table, key, index, beside });
        }
    };
    for objective in plan.objectives {
        let open = objective.actions.is_empty() || objective.actions.iter().any(|action| !action.is_closed());
        if open {
            let label = objective.label();
            take(objective.into(), "lead", objective.lead, "leads", &|| format!("objective {label}"));
            take(objective.into(), "with", objective.with, "takes part in", &|| format!("objective {label}"));
            take(objective.into(), "accountable", objective.accountable, "answers for", &|| format!("objective {label}"));
        }
        for action in objective.actions.iter().filter(|action| !action.is_closed()) {
            let name = objective.name_of(action);
            take(action.into(), "lead", action.lead, "leads", &|| name.to_string());
            take(action.into(), "with", action.with, "takes part in", &|| name.to_string());
            take(action.into(), "accountable", action.accountable, "answers for", &|| name.to_string());
            for milestone in action.milestones.iter().filter(|milestone| milestone.done.is_none()) {
                take(milestone.into(), "lead", milestone.lead, "leads", &|| format!("a milestone of {name}"));
            }
        }
    }
    for group in plan.groups {
        let chair = group.chair.iter().filter(|chair| chair.target == target);
        all.extend(chair.map(|chair| Held {
            how: "chairs",
            what: group.name.to_string(),
            pointer: chair,
            table: group.into(),
            key: "chair",
            index: 0,
            beside: vec![],
        }));
        for (index, holder) in group.held_by.iter().enumerate().filter(|(_, holder)| holder.target == target) {
            let beside = group.held_by.iter().filter(|other| !std::ptr::eq(*other, holder)).collect();
            all.push(Held {
                how: "is",
                what: group.name.to_string(),
                pointer: holder,
                table: group.into(),
                key: "held-by",
                index,
                beside,
            });
        }
    }
    all
}

/// The person who leaves, in a plan that knows the name.
///
/// # Errors
/// When the name can mean several.
pub fn person<'p>(plan: &'p Plan<'p>, name: &str) -> Result<Option<Target>, String> {
    if plan.asked_for(name).is_empty() { Ok(None) } else { names::find(plan, name).map(|(target, _)| Some(target)) }
}
