//! An action waits, is given up, or is opened again. Each leaves a dated note with the status, so that earlier days stay as they were.

use super::{Done, Outcome, Subject, closed_words, note_of, quoted, set_status};
use crate::plan::Status;
use crate::plan::change::PlanChange;
use crate::plan::write::Value;
use crate::text::capital;
use crate::time::when::{When, day_for_people};
use chrono::NaiveDate;

/// Puts an action on hold.
///
/// # Errors
/// When it is closed.
pub fn hold<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, because: &str, review: NaiveDate, on: When) -> Outcome {
    let action = subject.action;
    if action.is_closed() {
        return Err(format!("{} is {}", subject.name(), closed_words(subject)));
    }
    if review <= on.first_day() {
        return Err(format!(
            "{}: it is on hold from {}, so the day on which that is looked at again must be later than {}",
            subject.name(),
            on.for_people(),
            day_for_people(review)
        ));
    }
    let review_value = When::Day(review);
    match action.hold {
        Some(hold) => {
            change.set(hold, "because", because);
            change.set(hold, "review", review_value);
        }
        None => change.set(action, "hold", Value::Table(vec![("because", because.into()), ("review", review_value.into())])),
    }
    set_status(change, subject, Status::OnHold);
    dated(change, subject, on, because, Status::OnHold);
    let again = if action.status.is_some_and(|status| status.value == Status::OnHold) { "still on hold" } else { "on hold" };
    Ok(Done::of(
        &subject,
        format!("{again} from {}: {}; looked at again on {}", on.for_people(), quoted(because), day_for_people(review)),
    ))
}

/// Withdraws an action.
///
/// # Errors
/// When it is closed already.
pub fn withdraw<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, because: &str, on: When) -> Outcome {
    let action = subject.action;
    if action.is_closed() {
        return Err(format!("{} is {} already", subject.name(), closed_words(subject)));
    }
    end_hold(change, subject, on, "Withdrawn", Status::Withdrawn);
    set_status(change, subject, Status::Withdrawn);
    change.set(action, "closed", on);
    dated(change, subject, on, because, Status::Withdrawn);
    Ok(Done::of(&subject, format!("withdrawn on {}: {}", on.for_people(), quoted(because))))
}

/// Opens an action again that is closed or on hold. The day it had been done stays in a note.
///
/// # Errors
/// When it is neither.
pub fn reopen<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, because: &str, on: When) -> Outcome {
    let action = subject.action;
    let was_held = action.status.is_some_and(|status| status.value == Status::OnHold);
    if !action.is_closed() && !was_held {
        return Err(format!("{} is open", subject.name()));
    }
    let was = action.status.map_or(Status::Complete, |status| status.value);
    let was_words = if was_held { "on hold".to_owned() } else { closed_words(subject) };
    // What it was before is said by the last dated status of another kind; whatever was begun is in progress.
    let mut before = action.progress.iter().rev().filter_map(|note| note.status).map(|status| status.value);
    let now = before.find(|status| !status.is_closed() && *status != Status::OnHold).unwrap_or(Status::InProgress);
    let mut words = because.to_owned();
    if let Some(closed) = action.completed.or(action.closed) {
        let is_noted = action.progress.iter().any(|note| note.status.is_some_and(|status| status.value == was));
        let in_order = action.progress.iter().filter_map(|note| note.on).all(|day| day.last_day() <= closed.last_day());
        match in_order && closed.last_day() <= on.last_day() {
            _ if is_noted => {}
            true => dated(change, subject, closed.value, &capital(&was.word().replace('-', " ")), was),
            false => words = format!("{because} (it had been {was_words})"),
        }
    }
    if action.completed.is_some() {
        change.remove(action, "completed");
    }
    if action.closed.is_some() {
        change.remove(action, "closed");
    }
    if let Some(hold) = action.hold {
        change.remove(action, "hold");
        let is_noted =
            |reason: &str| action.progress.iter().any(|note| note.note.is_some_and(|words| words.value.contains(reason)));
        if let Some(reason) = hold.because.filter(|reason| !is_noted(reason.value)) {
            words += &format!(" (it had been on hold: {})", reason.value);
        }
    }
    set_status(change, subject, now);
    dated(change, subject, on, &words, now);
    Ok(Done::of(
        &subject,
        format!(
            "open again from {} ({}): {}; it had been {was_words}",
            on.for_people(),
            now.word().replace('-', " "),
            quoted(because)
        ),
    ))
}

/// Takes the hold away; its reason stays in a note of the day, unless a note has it already.
pub(super) fn end_hold<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, on: When, what: &str, status: Status) {
    let Some(hold) = subject.action.hold else { return };
    change.remove(subject.action, "hold");
    let is_noted =
        |because: &str| subject.action.progress.iter().any(|note| note.note.is_some_and(|words| words.value.contains(because)));
    if let Some(because) = hold.because.filter(|because| !is_noted(because.value)) {
        dated(change, subject, on, &format!("{what}; it had been on hold: {}", because.value), status);
    }
}

/// A note with the status from that day on.
fn dated<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, on: When, words: &str, status: Status) {
    let mut keys = note_of(on, words);
    keys.push(("status", status.word().into()));
    change.append_table(subject.action, "progress", keys);
}
