//! Somebody leaves: all they still hold is handed over, or listed.

use super::names::{self, Named};
use super::{Done, Outcome};
use crate::plan::change::Change;
use crate::plan::{Plan, Pointer, Target, Who};
use crate::text::all_of;
use crate::time::when::When;

/// What somebody still holds in a plan.
struct Held<'p> {
    /// What it is, such as "leads 1.1a".
    words: String,
    /// The pointer, and those that stand beside it in one list.
    pointer: &'p Pointer<'p>,
    beside: Vec<&'p Pointer<'p>>,
}

/// Enters the day that somebody leaves, and hands over to `to` what they still hold, or lists it.
///
/// # Errors
/// When the name means a group.
pub fn leave<'p>(change: &mut Change<'p>, plan: &'p Plan<'p>, target: Target, on: When, to: Option<&Named>) -> Outcome {
    let Target::Person(index) = target else { return Err(format!("\"{}\" is a group and cannot leave; see `lscb set`", plan.key_of(target))) };
    let person = &plan.people[index];
    change.set(person, "left", on);
    let held = held(plan, target);
    let mut done = Done::default();
    let name = person.name.value;
    match to {
        _ if held.is_empty() => done.sentence = format!("{name} left on {} and holds nothing open in {}", on.for_people(), plan.name),
        Some(to) => {
            for Held { pointer, beside, words } in &held {
                if beside.iter().any(|other| other.key.value == to.key) {
                    done.notes.push(format!("{} {words} already, beside {name}; take {name} out with `lscb assign --remove`", to.name));
                    continue;
                }
                change.replace(pointer.key.span, to.key.as_str());
            }
            let all: Vec<String> = held.iter().map(|held| held.words.clone()).collect();
            done.sentence = format!("{name} left on {}; {} now {}", on.for_people(), to.name, all_of(&all));
        }
        None => {
            let all: Vec<String> = held.iter().map(|held| held.words.clone()).collect();
            done.sentence = format!("{name} left on {}, and in {} still {}", on.for_people(), plan.name, all_of(&all));
        }
    }
    Ok(done)
}

/// What somebody holds that is still open.
fn held<'p>(plan: &'p Plan<'p>, target: Target) -> Vec<Held<'p>> {
    let mut all: Vec<Held> = Vec::new();
    let mut take = |who: &'p [Who<'p>], words: &dyn Fn() -> String| {
        for one in who.iter().filter(|one| one.who.target == target) {
            let beside = who.iter().map(|other| &other.who).filter(|other| !std::ptr::eq(*other, &one.who)).collect();
            all.push(Held { words: words(), pointer: &one.who, beside });
        }
    };
    for objective in plan.objectives {
        let open = objective.actions.is_empty() || objective.actions.iter().any(|action| !action.is_closed());
        if open {
            let label = objective.label();
            take(objective.lead, &|| format!("leads objective {label}"));
            take(objective.with, &|| format!("takes part in objective {label}"));
            take(objective.accountable, &|| format!("answers for objective {label}"));
        }
        for action in objective.actions.iter().filter(|action| !action.is_closed()) {
            let name = objective.name_of(action);
            take(action.lead, &|| format!("leads {name}"));
            take(action.with, &|| format!("takes part in {name}"));
            take(action.accountable, &|| format!("answers for {name}"));
            for milestone in action.milestones.iter().filter(|milestone| milestone.done.is_none()) {
                take(milestone.lead, &|| format!("leads a milestone of {name}"));
            }
        }
    }
    for group in plan.groups {
        let chair = group.chair.iter().filter(|chair| chair.target == target);
        all.extend(chair.map(|chair| Held { words: format!("chairs {}", group.name.value), pointer: chair, beside: vec![] }));
        for holder in group.held_by.iter().filter(|holder| holder.target == target) {
            let beside = group.held_by.iter().filter(|other| !std::ptr::eq(*other, holder)).collect();
            all.push(Held { words: format!("is {}", group.name.value), pointer: holder, beside });
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
