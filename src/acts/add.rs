//! A new action.

use super::names::Named;
use super::{Done, Outcome};
use crate::names::cmp_refs;
use crate::plan::change::PlanChange;
use crate::plan::write::Value;
use crate::plan::{Objective, Plan};
use crate::time::phrase;
use crate::time::when::When;

/// The words of a new action.
#[derive(Clone, Debug)]
pub struct NewAction {
    pub action: String,
    pub leads: Vec<Named>,
    pub timescale: Option<String>,
    pub due: Vec<When>,
    /// The day it was put on the plan.
    pub on: When,
}

/// Adds an action to an objective, under the number after its highest. Its time is what the timescale says, where that reads.
///
/// # Errors
/// Where the file has no place for it.
pub fn add<'p>(change: &mut PlanChange<'p>, plan: &'p Plan<'p>, objective: &'p Objective<'p>, new: &NewAction) -> Outcome {
    let mut done = Done::default();
    let mut keys: Vec<(&'static str, Value)> = Vec::new();
    let reference = next_reference(plan, objective);
    keys.extend(reference.iter().map(|reference| ("ref", Value::from(reference.as_str()))));
    keys.push(("action", new.action.as_str().into()));
    match &new.leads[..] {
        [] => {}
        [one] => keys.push(("lead", one.key.as_str().into())),
        several => keys.push(("lead", Value::List(several.iter().map(|named| named.key.as_str().into()).collect()))),
    }
    keys.push(("added", new.on.into()));
    if let Some(timescale) = &new.timescale {
        keys.push(("timescale", timescale.as_str().into()));
        if new.due.is_empty() {
            match read_timescale(plan, timescale) {
                Ok(read) => keys.extend(read),
                Err(why) => done.notes.push(format!("the timescale gives no date: {why}")),
            }
        }
    }
    match &new.due[..] {
        [] => {}
        [one] => keys.push(("due", (*one).into())),
        several => keys.push(("due", Value::List(several.iter().map(|when| (*when).into()).collect()))),
    }
    let due: Vec<String> = keys
        .iter()
        .filter(|(name, _)| *name == "due")
        .flat_map(|(_, value)| if let Value::List(all) = value { all.clone() } else { vec![value.clone()] })
        .filter_map(|value| if let Value::When(when) = value { Some(when.for_people()) } else { None })
        .collect();
    let says_when = keys.iter().any(|(name, _)| ["due", "from", "every", "ongoing", "standing", "when"].contains(name));
    let title = objective.title.map_or_else(|| objective.label().into_owned(), |title| title.to_string());
    let called = reference.unwrap_or_else(|| format!("{}/{}", objective.label(), objective.actions.len() + 1));
    let lead = match &new.leads[..] {
        [] if objective.lead.is_empty() => "nobody leads it".to_owned(),
        [] => "led as its objective".to_owned(),
        leads => format!("led by {}", leads.iter().map(|named| &*named.name).collect::<Vec<_>>().join(", ")),
    };
    let when = match (&due[..], says_when) {
        ([], false) if objective.due.is_empty() => "no date".to_owned(),
        ([], false) => "due as its objective".to_owned(),
        ([], true) => format!("\"{}\"", new.timescale.as_deref().unwrap_or("")),
        (due, _) => format!("due {}", due.join(", ")),
    };
    done.sentence = format!("{called}: added to \"{title}\" on {}; {lead}; {when}", new.on.for_people());
    change.add_action(objective, keys)?;
    Ok(done)
}

/// The keys that a timescale says, where it says nothing else.
///
/// # Errors
/// Why it cannot be taken.
fn read_timescale(plan: &Plan, timescale: &str) -> Result<Vec<(&'static str, Value)>, String> {
    let period = plan.period.and_then(|period| period.days());
    let reading = phrase::read_in(timescale, period);
    if let Some(why) = reading.unclear {
        return Err(why);
    }
    if !reading.unread.is_empty() || reading.by_period {
        return Err("it leaves open what is meant; give the date with --due".to_owned());
    }
    let mut keys: Vec<(&'static str, Value)> = Vec::new();
    let whens = |whens: &[When]| match whens {
        [one] => Value::When(*one),
        several => Value::List(several.iter().map(|when| Value::When(*when)).collect()),
    };
    if !reading.due.is_empty() {
        keys.push(("due", whens(&reading.due)));
    }
    keys.extend(reading.from.map(|from| ("from", Value::When(from))));
    keys.extend(reading.every.map(|every| ("every", Value::Text(every.to_string()))));
    if reading.ongoing {
        keys.push(("ongoing", Value::Flag(true)));
    }
    if reading.standing {
        keys.push(("standing", Value::Flag(true)));
    }
    keys.extend(reading.when.map(|when| ("when", Value::Text(when))));
    if !reading.review.is_empty() {
        keys.push(("review", whens(&reading.review)));
    }
    Ok(keys)
}

/// The reference after the highest of an objective, in the style of its neighbours; none where none have one. No reference of the
/// plan is given out twice, unless they restart under each objective.
pub fn next_reference(plan: &Plan, objective: &Objective) -> Option<String> {
    let own = || objective.actions.iter().filter_map(|action| action.reference).map(|reference| reference.value);
    let mut next = match own().max_by(|one, other| cmp_refs(one, other)) {
        Some(highest) => after(highest)?,
        None => {
            let others = plan.actions().any(|(_, action)| action.reference.is_some());
            let objective_ref = objective.reference.filter(|_| others)?;
            if plan.refs_restart { "1".to_owned() } else { format!("{}.1", objective_ref.trim_end_matches('.')) }
        }
    };
    let taken = |reference: &str| match plan.refs_restart {
        true => own().any(|other| other.eq_ignore_ascii_case(reference)),
        false => plan.actions().any(|(_, action)| action.reference.is_some_and(|other| other.eq_ignore_ascii_case(reference))),
    };
    while taken(&next) {
        next = after(&next)?;
    }
    Some(next)
}

/// The reference that comes next: its last number, else its last letter or roman numeral, counted on.
fn after(reference: &str) -> Option<String> {
    let end = reference.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let tail = &reference[end.len()..];
    let digits = end.len() - end.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let (head, number) = end.split_at(end.len() - digits);
        let next = number.parse::<u64>().ok()? + 1;
        return Some(format!("{head}{next:0width$}{tail}", width = if number.starts_with('0') { digits } else { 1 }));
    }
    let letters = end.len() - end.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (head, word) = end.split_at(end.len() - letters);
    const ROMAN: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii",
        "xix", "xx",
    ];
    let in_brackets = head.ends_with('(') && word.chars().all(|c| "ivx".contains(c));
    if let Some(at) = ROMAN.iter().position(|roman| *roman == word).filter(|_| in_brackets || word.len() > 1) {
        return Some(format!("{head}{}{tail}", ROMAN.get(at + 1)?));
    }
    let last = word.chars().last().filter(|last| !matches!(last, 'z' | 'Z') && word.len() == 1)?;
    Some(format!("{head}{}{tail}", char::from(u8::try_from(last).ok()? + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_reference_is_in_the_style_of_the_last() {
        for (last, next) in [
            ("1.9", "1.10"),
            ("1.1a", "1.1b"),
            ("3.", "4."),
            ("24 AGS 09", "24 AGS 10"),
            ("(iv)", "(v)"),
            ("A", "B"),
            ("1.2(b)", "1.2(c)"),
        ] {
            assert_eq!(after(last).as_deref(), Some(next), "{last}");
        }
        assert_eq!(after("1z"), None);
        assert_eq!(after("annex"), None);
    }
}
