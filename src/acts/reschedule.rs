//! A deadline is moved: the board agrees, or an extension is asked for, granted or refused.

use super::progress::find_milestone;
use super::{Done, Outcome, Subject, closed_words, keep_inherited, note_of, quoted};
use crate::plan::Moved;
use crate::plan::change::PlanChange;
use crate::plan::write::Value;
use crate::time::when::When;

/// What is asked of a deadline.
#[derive(Clone, Debug)]
pub struct NewDate {
    pub to: When,
    pub on: When,
    pub because: String,
    /// Which of several deadlines is meant.
    pub was: Option<When>,
    /// Asked for, and not granted yet.
    pub asked: bool,
}

/// Moves the deadline of an action, or asks for that. The first date stays among the moves.
///
/// # Errors
/// For a closed action, where it is not clear which of several dates is meant, or where the date is the new one already.
pub fn move_date<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, new: &NewDate) -> Outcome {
    let Subject { objective, action, .. } = subject;
    let name = subject.name();
    let to = new.to.for_people();
    if action.is_closed() {
        return Err(format!("{name} is {}; `lscb reopen` opens it again", closed_words(subject)));
    }
    let dates: Vec<When> = objective.due_of(action).iter().map(|due| due.value).collect();
    if dates.is_empty() {
        if new.asked {
            return Err(format!("{name} has no date, so that there is none to be extended"));
        }
        if new.was.is_some() {
            return Err(format!("{name} has no date that could be moved"));
        }
        keep_inherited(change, subject, &["due"]);
        change.set(action, "due", new.to);
        return Ok(Done::of(&subject, format!("due {to}; it had no date before, so that nothing was moved")));
    }
    let old = pick(&name, &dates, new.was)?;
    if old == new.to {
        return Err(format!("{name} is due {to} already"));
    }
    let mut keys: Vec<(&'static str, Value)> = vec![("from", old.into()), ("to", new.to.into()), ("on", new.on.into())];
    if new.asked {
        keys.push(("agreed", Value::Flag(false)));
        keys.push(("because", new.because.as_str().into()));
        change.append_table(action, "moved", keys);
        return Ok(Done::of(
            &subject,
            format!("extension from {} to {to} asked for, not granted yet; still due {0}", old.for_people()),
        ));
    }
    keys.push(("because", new.because.as_str().into()));
    change.append_table(action, "moved", keys);
    set_due(change, subject, &dates, old, new.to);
    Ok(Done::of(&subject, moved_words(subject, old, new.to)))
}

/// "due June 2008 -> September 2008 (first date kept); moved twice now".
fn moved_words(subject: Subject, old: When, to: When) -> String {
    let times = match subject.action.agreed_moves().count() + 1 {
        1 => "moved once now".to_owned(),
        2 => "moved twice now".to_owned(),
        times => format!("moved {times} times now"),
    };
    let first = subject.action.agreed_moves().next().and_then(|first| first.from).map_or(old, |from| from.value);
    let kept = if first == old { "first date kept".to_owned() } else { format!("first date {} kept", first.for_people()) };
    let inherited = if subject.action.due.is_empty() { "; the date was its objective's, and is now its own" } else { "" };
    format!("due {} -> {} ({kept}); {times}{inherited}", old.for_people(), to.for_people())
}

/// The deadline that is meant.
fn pick(name: &str, dates: &[When], was: Option<When>) -> Result<When, String> {
    let listed = || dates.iter().map(|date| date.for_people()).collect::<Vec<_>>().join(", ");
    match (was, dates) {
        (Some(was), _) if dates.contains(&was) => Ok(was),
        (Some(was), _) => Err(format!("{name} is not due {}, but {}", was.for_people(), listed())),
        (None, [only]) => Ok(*only),
        (None, _) => Err(format!("{name} has several dates: {}; say with --was which one is moved", listed())),
    }
}

/// Puts a date in the place of another. An inherited one becomes the action's own.
fn set_due<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, dates: &[When], old: When, to: When) {
    keep_inherited(change, subject, &["due"]);
    match dates {
        [_] => change.set(subject.action, "due", to),
        _ => {
            let dates = dates.iter().map(|date| Value::When(if *date == old { to } else { *date }));
            change.set(subject.action, "due", Value::List(dates.collect()));
        }
    }
}

/// Grants or refuses the extension that was asked for last.
///
/// # Errors
/// When none waits for an answer, or the date was moved meanwhile.
pub fn settle_extension<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, granted: bool, on: When) -> Outcome {
    let action = subject.action;
    let name = subject.name();
    let waits = |moved: &&Moved| !moved.is_agreed() && moved.refused.is_none();
    let Some(moved) = action.moved.iter().rev().find(waits) else {
        return Err(format!("{name}: no extension waits for an answer"));
    };
    let (Some(from), Some(to)) = (moved.from, moved.to) else {
        return Err(format!("{name}: the dates of the extension cannot be read; mend them first, `lscb check` shows how"));
    };
    let dates: Vec<When> = subject.objective.due_of(action).iter().map(|due| due.value).collect();
    if !granted {
        change.set(moved, "refused", on);
        return Ok(Done::of(
            &subject,
            format!("extension to {} refused on {}; still due {}", to.for_people(), on.for_people(), from.for_people()),
        ));
    }
    if !dates.contains(&from.value) {
        let now: Vec<String> = dates.iter().map(|date| date.for_people()).collect();
        return Err(format!("{name} is no longer due {}, but {}; move it by hand", from.for_people(), now.join(", ")));
    }
    if action.is_closed() {
        return Err(format!("{name} is {}", closed_words(subject)));
    }
    change.remove(moved, "agreed");
    change.set(moved, "on", on);
    set_due(change, subject, &dates, from.value, to.value);
    Ok(Done::of(&subject, format!("extension granted on {}; {}", on.for_people(), moved_words(subject, from.value, to.value))))
}

/// Moves the date of a milestone. What it was, and why, stands in a note of that day.
///
/// # Errors
/// When no or several milestones are meant, or it is done.
pub fn move_milestone<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, which: &str, new: &NewDate) -> Outcome {
    let (_, milestone) = find_milestone(subject, which)?;
    let words = quoted(milestone.text.map_or("", |text| text.value));
    if new.asked || new.was.is_some() {
        return Err("an extension is asked for an action, not for a milestone, which has one date at most".to_owned());
    }
    if milestone.done.is_some() {
        return Err(format!("{}: milestone {words} is done", subject.name()));
    }
    let to = new.to.for_people();
    match milestone.due {
        Some(due) if due.value == new.to => Err(format!("{}: milestone {words} is due {to} already", subject.name())),
        Some(due) => {
            let moved = format!("milestone {words} due {} -> {to}", due.for_people());
            change.append_table(
                subject.action,
                "progress",
                note_of(new.on, &format!("Milestone {words} moved from {} to {to}: {}", due.for_people(), new.because)),
            );
            change.set(milestone, "due", new.to);
            Ok(Done::of(&subject, format!("{moved}; its first date stands in a note")))
        }
        None => {
            keep_inherited(change, subject, &[]);
            change.set(milestone, "due", new.to);
            Ok(Done::of(&subject, format!("milestone {words} due {to}; it had no date before, so that nothing was moved")))
        }
    }
}
