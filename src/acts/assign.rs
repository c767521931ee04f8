//! Work is given to somebody else.

use super::names::Named;
use super::{Done, Outcome, Subject};
use crate::plan::change::{PlanChange, Table};
use crate::plan::write::Value;
use crate::plan::{Plan, Who};
use crate::text::all_of;

/// What becomes of those who lead so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// The new names lead instead.
    Instead,
    /// They lead too.
    Add,
    /// They do not lead any more.
    Remove,
}

/// Changes who leads an action; `stands_for` is the group that a new name stands for.
///
/// # Errors
/// When somebody is to be taken out who does not lead, or nobody would be left.
pub fn assign<'p>(
    change: &mut PlanChange<'p>,
    subject: Subject<'p>,
    names: &[Named],
    stands_for: Option<&Named>,
    how: How,
) -> Outcome {
    let Subject { plan, objective, action } = subject;
    let inherited = action.lead.is_empty();
    let (leads, table): (&[Who], Table) =
        if inherited { (objective.lead, objective.into()) } else { (action.lead, action.into()) };
    let written = table.written(plan.text, "lead");
    if action.unreadable("lead") || written.len() != leads.len() {
        return Err(format!("{}: who leads it cannot be read; mend that first, `lscb check` shows how", subject.name()));
    }
    let old: Vec<(&str, Value)> =
        leads.iter().zip(&written).map(|(who, text)| (who.who.key.value, Value::AsWritten((*text).to_owned()))).collect();
    let is_named = |key: &str| names.iter().any(|named| named.key == key);
    let new = |named: &Named| match stands_for {
        None => Value::from(named.key.as_str()),
        Some(group) => Value::Table(vec![("who", named.key.as_str().into()), ("for", group.key.as_str().into())]),
    };
    let kept =
        |named: &Named| old.iter().find(|(key, _)| *key == named.key && stands_for.is_none()).map(|(_, value)| value.clone());
    let values: Vec<Value> = match how {
        How::Instead => names.iter().map(|named| kept(named).unwrap_or_else(|| new(named))).collect(),
        How::Add => {
            let others = old.iter().filter(|(key, _)| stands_for.is_none() || !is_named(key)).map(|(_, value)| value.clone());
            let added = names.iter().filter(|named| stands_for.is_some() || !old.iter().any(|(key, _)| *key == named.key));
            others.chain(added.map(new)).collect()
        }
        How::Remove => {
            if let Some(stranger) = names.iter().find(|named| !old.iter().any(|(key, _)| *key == named.key)) {
                return Err(format!("{} is not led by {}", subject.name(), stranger.name));
            }
            old.iter().filter(|(key, _)| !is_named(key)).map(|(_, value)| value.clone()).collect()
        }
    };
    if values.is_empty() {
        return Err(format!("{} would have no lead; name who leads it instead", subject.name()));
    }
    let was = listed(plan, leads);
    let are = match how {
        How::Instead => all_of(&names.iter().map(|named| named.name.clone()).collect::<Vec<_>>()),
        How::Add => all_of(&names_of(plan, leads).into_iter().chain(names.iter().map(|named| named.name.clone())).fold(
            Vec::new(),
            |mut all, name| {
                if !all.contains(&name) {
                    all.push(name);
                }
                all
            },
        )),
        How::Remove => all_of(
            &leads
                .iter()
                .filter(|who| !is_named(who.who.key.value))
                .map(|who| plan.name_of(&who.who).to_owned())
                .collect::<Vec<_>>(),
        ),
    };
    let unchanged = !inherited && values.len() == old.len() && values.iter().zip(&old).all(|(new, (_, old))| new == old);
    if unchanged {
        return Err(format!("{} is led by {are} already", subject.name()));
    }
    let is_list = !inherited && table.is_list(plan.text, "lead");
    match &values[..] {
        [one] if !is_list => change.set(action, "lead", one.clone()),
        _ => change.set(action, "lead", Value::List(values)),
    }
    let group = stands_for.map_or(String::new(), |group| format!(" for {}", group.name));
    let was = if leads.is_empty() { "nobody before".to_owned() } else { format!("before: {was}") };
    Ok(Done::of(&subject, format!("led by {are}{group} ({was})")))
}

fn names_of(plan: &Plan, leads: &[Who]) -> Vec<String> {
    leads.iter().map(|who| plan.name_of(&who.who).to_owned()).collect()
}

fn listed(plan: &Plan, leads: &[Who]) -> String {
    all_of(&names_of(plan, leads))
}
