//! The lines under a report: what stands beside it, and what could not be judged and why.

use super::{About, Note, counted};
use crate::query::{Answer, Found};
use crate::time::state::State;
use crate::time::when::day_for_people;

/// More names than this are only counted.
const NAMED: usize = 12;

/// Beside what is overdue: plans that have ended, late to start, on hold, ongoing, and what could not be judged.
pub(super) fn beside_overdue(answers: &[Answer], about: About) -> Vec<Note> {
    let mut notes = plan_ended(answers);
    let apart = |state: State| answers.iter().flat_map(|answer| &answer.apart).filter(move |found| found.verdict.state == state);
    let late: Vec<&Found> = apart(State::LateToStart).collect();
    if !late.is_empty() {
        let text = format!("Late to start: {}, due to have started by now{}", counted(late.len(), "action"), named(&late));
        notes.push(Note { id: "late-to-start", count: late.len(), text });
    }
    let held: Vec<&Found> = apart(State::OnHold).collect();
    if !held.is_empty() {
        let missed = held.iter().filter(|found| found.verdict.days > Some(0)).count();
        let missed = if missed > 0 { format!(", {missed} of them past their deadline") } else { String::new() };
        notes.push(Note {
            id: "on-hold",
            count: held.len(),
            text: format!("On hold: {}{missed}{}", counted(held.len(), "action"), reasons(&held)),
        });
    }
    notes.extend(not_judged(answers.iter().flat_map(|answer| &answer.apart)));
    let ongoing = counted_in(answers, State::Ongoing);
    if ongoing > 0 {
        let text = format!("Ongoing: {} with no deadline left to miss", counted(ongoing, "action"));
        notes.push(Note { id: "ongoing", count: ongoing, text });
    }
    let soon = counted_in(answers, State::DueSoon);
    if soon > 0 {
        let text = format!("Due soon: {} in the next {}", counted(soon, "action"), counted(about.soon as usize, "day"));
        notes.push(Note { id: "due-soon", count: soon, text });
    }
    notes
}

/// Beside what falls due: what is overdue already, plans without a next meeting, and what could not be judged.
pub(super) fn beside_due(answers: &[Answer], to_meeting: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    for answer in answers.iter().filter(|answer| to_meeting && answer.plan.next_meeting.is_none()) {
        let text = format!("Not answered: {} lists no meeting from this day on (key \"meetings\")", answer.plan.name);
        notes.push(Note { id: "no-next-meeting", count: answer.counts.iter().sum(), text });
    }
    let overdue = counted_in(answers, State::Overdue);
    if overdue > 0 {
        notes.push(Note { id: "overdue", count: overdue, text: format!("Overdue already: {}", counted(overdue, "action")) });
    }
    notes.extend(plan_ended(answers));
    notes.extend(not_judged(answers.iter().flat_map(|answer| answer.apart.iter().chain(&answer.found))));
    notes
}

/// How many actions the calendar cannot judge, and why.
pub(super) fn not_judged<'f>(found: impl Iterator<Item = &'f Found>) -> Vec<Note> {
    let mut notes = Vec::new();
    let (mut undated, mut events, mut partly): (Vec<&Found>, Vec<&Found>, Vec<&Found>) = Default::default();
    for found in found {
        match found.verdict.state {
            State::Undated => undated.push(found),
            State::Event => events.push(found),
            State::Closed => {}
            _ if found.verdict.unjudged.is_some() => partly.push(found),
            _ => {}
        }
    }
    if !undated.is_empty() {
        let text = format!("Cannot judge: {}, because {}", counted(undated.len(), "action"), because(&undated));
        notes.push(Note { id: "not-judged", count: undated.len(), text });
    }
    if !partly.is_empty() {
        let text = format!("Judged only in part: {}, because {}", counted(partly.len(), "action"), because(&partly));
        notes.push(Note { id: "judged-in-part", count: partly.len(), text });
    }
    if !events.is_empty() {
        let whens: Vec<String> =
            events.iter().take(3).map(|found| format!("{}: {}", found.label(), found.when.as_deref().unwrap_or(""))).collect();
        let more = if events.len() > whens.len() { format!(" and {} more", events.len() - whens.len()) } else { String::new() };
        let text = format!("Waits for an event, not a date: {} ({}{more})", counted(events.len(), "action"), whens.join("; "));
        notes.push(Note { id: "event", count: events.len(), text });
    }
    notes
}

/// A line for each plan that has ended with actions open.
fn plan_ended(answers: &[Answer]) -> Vec<Note> {
    let ended = answers.iter().filter(|answer| answer.left_open > 0);
    let note = |answer: &Answer| {
        let asked: usize = answer.counts.iter().sum();
        let open = answer.left_open;
        let on = answer.plan.period.map(|(_, to)| day_for_people(to)).unwrap_or_default();
        let all = if open == asked { format!("all {open} of its actions") } else { format!("{open} of its {asked} actions") };
        let all = if asked == 1 { "its one action".to_owned() } else { all };
        let text = format!(
            "Plan ended: {} ended on {on} with {all} still open; complete, withdraw or carry forward each",
            answer.plan.name
        );
        Note { id: "plan-ended", count: open, text }
    };
    ended.map(note).collect()
}

fn counted_in(answers: &[Answer], state: State) -> usize {
    let index = State::ALL.iter().position(|&other| other == state).unwrap_or(0);
    answers.iter().map(|answer| answer.counts[index]).sum()
}

/// " (1.1, 1.2)", or nothing when they are too many to name.
fn named(found: &[&Found]) -> String {
    if found.len() > NAMED {
        return String::new();
    }
    let labels: Vec<_> = found.iter().map(|found| found.label()).collect();
    format!(" ({})", labels.join(", "))
}

fn reasons(held: &[&Found]) -> String {
    if held.len() > NAMED {
        return String::new();
    }
    let each = held.iter().map(|found| match found.hold.as_deref() {
        Some((Some(because), review)) => {
            let review = review.map(|review| format!(", review {}", day_for_people(review))).unwrap_or_default();
            format!("{}: {because}{review}", found.label())
        }
        _ => format!("{}: no reason given", found.label()),
    });
    format!(" ({})", each.collect::<Vec<_>>().join("; "))
}

/// The reasons, each with how many actions it holds for; the most common first.
fn because(found: &[&Found]) -> String {
    let mut reasons: Vec<(&str, Vec<&Found>)> = Vec::new();
    for action in found {
        let reason = action.reason.as_deref().unwrap_or("no date is given");
        match reasons.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, all)) => all.push(action),
            None => reasons.push((reason, vec![action])),
        }
    }
    reasons.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    if let [(reason, all)] = &reasons[..] {
        return format!("{reason}{}", named(all));
    }
    let mut words: Vec<String> = reasons
        .iter()
        .take(6)
        .map(|(reason, all)| format!("{reason}{}", if named(all).is_empty() { format!(" ({})", all.len()) } else { named(all) }))
        .collect();
    if reasons.len() > words.len() {
        words.push(format!(
            "{} for other reasons",
            counted(reasons[words.len()..].iter().map(|(_, all)| all.len()).sum(), "action")
        ));
    }
    words.join("; ")
}
