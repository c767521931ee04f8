//! The lines under a report: what stands beside it, and what could not be judged and why.

use super::{About, Note, counted};
use crate::query::{Answer, Found, Unsure, label_of};
use crate::text::all_of;
use crate::time::state::State;
use crate::time::when::{When, day_for_people};
use chrono::NaiveDate;
use std::borrow::Cow;

/// More names than this are only counted.
const NAMED: usize = 12;

/// More lines of one kind than this are folded into one, which names as many.
const FEW: usize = 3;

/// Beside what is overdue: plans that have ended, late to start, on hold, ongoing, and what could not be judged.
pub(super) fn beside_overdue(answers: &[Answer], about: About) -> Vec<Note> {
    let several = answers.len() > 1;
    let mut notes = plan_ended(answers);
    let caveats =
        |state: State| answers.iter().flat_map(|answer| &answer.caveats).filter(move |found| found.verdict.state == state);
    let late: Vec<&Found> = caveats(State::LateToStart).collect();
    if !late.is_empty() {
        let text =
            format!("Late to start: {}, due to have started by now{}", counted(late.len(), "action"), named(&late, several));
        notes.push(about_actions("late-to-start", &late, text));
    }
    let held: Vec<&Found> = caveats(State::OnHold).collect();
    if !held.is_empty() {
        let missed = held.iter().filter(|found| found.verdict.days > Some(0)).count();
        let missed = if missed > 0 { format!(", {missed} of them past their deadline") } else { String::new() };
        let text = format!("On hold: {}{missed}{}", counted(held.len(), "action"), reasons(&held, several));
        notes.push(about_actions("on-hold", &held, text));
    }
    notes.extend(not_judged(answers, answers.iter().flat_map(|answer| &answer.caveats)));
    let ongoing = counted_in(answers, State::Ongoing);
    if ongoing > 0 {
        let text = format!("Ongoing: {} with no deadline left to miss", counted(ongoing, "action"));
        notes.push(Note::new("ongoing", ongoing, text));
    }
    let soon = counted_in(answers, State::DueSoon);
    if soon > 0 {
        let text = format!("Due soon: {} in the next {}", counted(soon, "action"), counted(about.soon as usize, "day"));
        notes.push(Note::new("due-soon", soon, text));
    }
    notes
}

/// Beside what falls due: what is overdue already, plans without a next meeting, and what could not be judged.
pub(super) fn beside_due(answers: &[Answer], to_meeting: bool) -> Vec<Note> {
    let silent = answers.iter().filter(|answer| to_meeting && answer.next_meeting.is_none());
    let note = |answer: &Answer| {
        let text = format!("Not answered: {} lists no meeting from this day on", answer.plan_called());
        (answer.plan_called().to_owned(), Note::new("no-next-meeting", answer.counts.iter().sum(), text))
    };
    let mut notes = folded(silent.map(note), |plans, _, names| {
        format!("Not answered: {plans} plans list no meeting from this day on: {names}")
    });
    let overdue = counted_in(answers, State::Overdue);
    if overdue > 0 {
        notes.push(Note::new("overdue", overdue, format!("Overdue already: {}", counted(overdue, "action"))));
    }
    notes.extend(plan_ended(answers));
    notes.extend(not_judged(answers, answers.iter().flat_map(|answer| answer.caveats.iter().chain(&answer.found))));
    notes
}

/// What an answer rests on: first for how many of the overdue actions nothing is recorded; then what its plans close without a day,
/// reviews missed, and what was added later.
pub(super) fn basis(answers: &[Answer]) -> (Option<Note>, Vec<Note>) {
    let several = answers.len() > 1;
    let overdue = || all(answers).filter(|found| found.verdict.state == State::Overdue);
    let silent: Vec<&Found> = overdue().filter(|found| found.records_nothing()).collect();
    let first = (!silent.is_empty()).then(|| {
        let (count, all) = (silent.len(), overdue().count());
        let of = match (count, all) {
            (1, 1) => "the overdue action".to_owned(),
            (count, all) if count == all => format!("all {}", counted(all, "overdue action")),
            (count, all) => format!("{count} of {}", counted(all, "overdue action")),
        };
        let text = format!(
            "Nothing recorded: for {of} the plan gives neither status nor note nor evidence; that the date has gone is all that is known"
        );
        about_actions("nothing-recorded", &silent, text)
    });
    let mut notes = Vec::new();
    let missed: Vec<(&Found, When)> = answers
        .iter()
        .flat_map(|answer| answer.found.iter().chain(&answer.caveats))
        .filter_map(|found| Some((found, found.verdict.review_missed?)))
        .collect();
    if !missed.is_empty() {
        let found: Vec<&Found> = missed.iter().map(|(found, _)| *found).collect();
        let each = missed.iter().map(|(found, review)| format!("{}: {}", called(found, several), review.for_people()));
        let names =
            if missed.len() > NAMED { named(&found, several) } else { format!(" ({})", each.collect::<Vec<_>>().join("; ")) };
        let text = format!("Review missed: {}, with no note since{names}", counted(missed.len(), "action"));
        notes.push(about_actions("review-missed", &found, text));
    }
    let asked: Vec<(&Found, When)> = answers
        .iter()
        .flat_map(|answer| answer.found.iter().chain(&answer.caveats))
        .filter(|found| found.verdict.state != State::Closed)
        .flat_map(|found| found.open_requests().map(move |when| (found, when)))
        .collect();
    if !asked.is_empty() {
        let found: Vec<&Found> = asked.iter().map(|(found, _)| *found).collect();
        let each =
            asked.iter().map(|(found, to)| format!("{}: extension to {} asked for", called(found, several), to.for_people()));
        let names =
            if asked.len() > NAMED { named(&found, several) } else { format!(" ({})", each.collect::<Vec<_>>().join("; ")) };
        let text = format!("Not granted yet: {}{names}; the date stands until it is", counted(asked.len(), "date"));
        notes.push(about_actions("extension-asked-for", &found, text));
    }
    let undated: Vec<&Found> = answers.iter().flat_map(|answer| &answer.closed_undated).collect();
    if !undated.is_empty() {
        let day = |found: &Found| match found.closing_day() {
            Some(day) => format!("{} from {} on", called(found, several), day_for_people(day)),
            None => format!("{} on every day", called(found, several)),
        };
        let names = match undated.len() > NAMED {
            true => named(&undated, several),
            false => format!(" ({})", undated.iter().map(|found| day(found)).collect::<Vec<_>>().join("; ")),
        };
        let are = if undated.len() == 1 { "1 action is".to_owned() } else { format!("{} actions are", undated.len()) };
        let text = format!(
            "{are} closed on a day the plan does not say; taken as closed from the latest dated note, move or milestone on, else \
             for every day{names}"
        );
        notes.push(about_actions("closed-without-a-day", &undated, text));
    }
    let later: Vec<String> = answers
        .iter()
        .flat_map(|answer| {
            answer.not_added.iter().map(move |(objective, action)| {
                let label = label_of(objective, action);
                if several { format!("{}:{label}", answer.plan_called()) } else { label.into_owned() }
            })
        })
        .collect();
    if !later.is_empty() {
        let names = if later.len() > NAMED { String::new() } else { format!(" ({})", later.join(", ")) };
        let text = format!("Not on the plan yet: {}, added after this day{names}", counted(later.len(), "action"));
        notes.push(Note::new("not-added-yet", later.len(), text));
    }
    (first, notes)
}

/// Said wherever an action stands in the rows of several: the rows count more than there are actions.
pub(super) fn shared(count: usize, whose: &str) -> Option<Note> {
    let have = if count == 1 { "has" } else { "have" };
    let text =
        format!("Counted for each: {} {have} several {whose}s, and every one of their rows counts it", counted(count, "action"));
    (count > 0).then(|| Note::new("shared-leads", count, text))
}

/// Every action found in all plans.
pub(super) fn all<'a>(answers: &'a [Answer<'a>]) -> impl Iterator<Item = &'a Found<'a>> {
    answers.iter().flat_map(|answer| &answer.found)
}

/// How many actions the calendar cannot judge, and why; before that, those that may be meant by a name that fits several groups.
pub(super) fn not_judged<'f>(answers: &[Answer], actions: impl Iterator<Item = &'f Found<'f>>) -> Vec<Note> {
    let several = answers.len() > 1;
    let mut notes = unsure(answers);
    let (mut undated, mut events, mut partly): (Vec<&Found>, Vec<&Found>, Vec<&Found>) = Default::default();
    for found in actions {
        match found.verdict.state {
            State::Undated => undated.push(found),
            State::Event => events.push(found),
            State::Closed => {}
            _ if found.verdict.unjudged.is_some() => partly.push(found),
            _ => {}
        }
    }
    if !undated.is_empty() {
        let text = format!("Cannot judge: {}, because {}", counted(undated.len(), "action"), because(&undated, several));
        notes.push(about_actions("not-judged", &undated, text));
    }
    if !partly.is_empty() {
        let text = format!("Judged only in part: {}, because {}", counted(partly.len(), "action"), because(&partly, several));
        notes.push(about_actions("judged-in-part", &partly, text));
    }
    if !events.is_empty() {
        let whens: Vec<String> =
            events.iter().take(3).map(|found| format!("{}: {}", called(found, several), event(found))).collect();
        let more = if events.len() > whens.len() { format!(" and {} more", events.len() - whens.len()) } else { String::new() };
        let text = format!("Waits for an event, not a date: {} ({}{more})", counted(events.len(), "action"), whens.join("; "));
        notes.push(about_actions("event", &events, text));
    }
    notes
}

/// The event that decides.
fn event<'a>(found: &Found<'a>) -> &'a str {
    found.objective.when_of(found.action).map_or("", |when| when.value)
}

/// The plans that begin only after the day asked about.
pub(super) fn not_begun(answers: &[Answer], as_at: NaiveDate) -> Vec<Note> {
    let note = |answer: &Answer| {
        let from = answer.plan.period.map(|period| period.first_day());
        let from = from.filter(|from| *from > as_at && !answer.found.is_empty())?;
        let text = format!("Not begun: {} begins on {}, after this day", answer.plan_called(), day_for_people(from));
        Some((answer.plan_called().to_owned(), Note::new("not-begun", answer.found.len(), text)))
    };
    folded(answers.iter().filter_map(note), |plans, _, names| format!("Not begun: {plans} plans begin after this day ({names})"))
}

/// The plans that have ended with actions open.
pub(super) fn plan_ended(answers: &[Answer]) -> Vec<Note> {
    let ended = answers.iter().filter(|answer| answer.left_open > 0);
    let note = |answer: &Answer| {
        let asked: usize = answer.counts.iter().sum();
        let open = answer.left_open;
        let on = answer.plan.period.and_then(|period| period.last_day()).map(day_for_people).unwrap_or_default();
        let all = if open == asked { format!("all {open} of its actions") } else { format!("{open} of its {asked} actions") };
        let all = if asked == 1 { "its one action".to_owned() } else { all };
        let text = format!(
            "Plan ended: {} ended on {on} with {all} still open; complete, withdraw or carry forward each",
            answer.plan_called()
        );
        (answer.plan_called().to_owned(), Note::new("plan-ended", open, text))
    };
    folded(ended.map(note), |plans, open, names| {
        format!(
            "Plan ended: {plans} plans have ended with {open} of their actions still open ({names}); complete, withdraw or \
             carry forward each"
        )
    })
}

/// A line for each. Where they are many, `many` says in one line how many they are, what they count together, and the names of
/// the first few.
pub(super) fn folded(each: impl Iterator<Item = (String, Note)>, many: impl Fn(usize, usize, &str) -> String) -> Vec<Note> {
    let (names, lines): (Vec<String>, Vec<Note>) = each.unzip();
    folded_beyond(FEW, names, lines, many)
}

/// The same with the names of so many before the rest is only counted.
pub(super) fn folded_beyond(
    most: usize,
    names: Vec<String>,
    lines: Vec<Note>,
    many: impl Fn(usize, usize, &str) -> String,
) -> Vec<Note> {
    if lines.len() <= FEW {
        return lines;
    }
    let count = lines.iter().map(|line| line.count).sum();
    // One name is as short as "1 more".
    let names = match names.len().saturating_sub(most) {
        0 | 1 => all_of(&names),
        more => format!("{} and {more} more", names[..most].join(", ")),
    };
    let text = many(lines.len(), count, &names);
    vec![Note { id: lines[0].id, count, text, actions: Vec::new(), lines }]
}

fn counted_in(answers: &[Answer], state: State) -> usize {
    answers.iter().map(|answer| answer.counts[state.index()]).sum()
}

/// Actions led by a name that could mean a group asked for, so that none is lost.
fn unsure(answers: &[Answer]) -> Vec<Note> {
    let several = answers.len() > 1;
    let all: Vec<(&Answer, &Unsure)> =
        answers.iter().flat_map(|answer| answer.unsure.iter().map(move |unsure| (answer, unsure))).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let label = |(answer, unsure): &(&Answer, &Unsure)| {
        let label = unsure.label();
        if several { format!("{}:{label}", answer.plan_called()) } else { label.into_owned() }
    };
    let labels: Vec<String> = all.iter().take(NAMED).map(label).collect();
    let mut names: Vec<&str> = all.iter().map(|(_, unsure)| unsure.led_by).collect();
    names.dedup();
    let text = format!(
        "May be meant too: {} led by {}, which does not say which group it is ({})",
        counted(all.len(), "action"),
        all_of(&names),
        labels.join(", ")
    );
    vec![Note::new("may-be-meant", all.len(), text)]
}

/// A note that names its actions to machines.
pub(super) fn about_actions(id: &'static str, found: &[&Found], text: String) -> Note {
    let actions = found.iter().map(|found| format!("{}:{}", found.plan_called(), found.reference_or_position()));
    Note { actions: actions.collect(), ..Note::new(id, found.len(), text) }
}

/// What a note calls an action: its reference, after its plan's name where several plans were asked.
fn called(found: &Found, several: bool) -> String {
    if several { format!("{}:{}", found.plan_called(), found.label()) } else { found.label().into_owned() }
}

/// " (1.1, 1.2)"; where they are too many to name, how many there are in each plan.
pub(super) fn named(found: &[&Found], several: bool) -> String {
    if found.len() <= NAMED {
        let labels: Vec<String> = found.iter().map(|found| called(found, several)).collect();
        return format!(" ({})", labels.join(", "));
    }
    if !several {
        return String::new();
    }
    let mut plans: Vec<(&str, usize)> = Vec::new();
    for action in found {
        match plans.last_mut() {
            Some((plan, count)) if *plan == action.plan_called() => *count += 1,
            _ => plans.push((action.plan_called(), 1)),
        }
    }
    if plans.len() > NAMED {
        return format!(" (in {} plans)", plans.len());
    }
    let plans: Vec<String> = plans.iter().map(|(plan, count)| format!("{count} in {plan}")).collect();
    format!(" ({})", plans.join(", "))
}

fn reasons(held: &[&Found], several: bool) -> String {
    if held.len() > NAMED {
        return named(held, several);
    }
    let each = held.iter().map(|found| match found.action.hold.map(|hold| (hold.because, hold.review)) {
        Some((Some(because), review)) => {
            let review = review.map(|review| format!(", review {}", day_for_people(review.value))).unwrap_or_default();
            format!("{}: {}{review}", called(found, several), because.value)
        }
        _ => format!("{}: no reason given", called(found, several)),
    });
    format!(" ({})", each.collect::<Vec<_>>().join("; "))
}

/// The reasons, each with the actions it holds for; the most common first.
fn because(found: &[&Found], several: bool) -> String {
    let mut reasons: Vec<(Cow<str>, Vec<&Found>)> = Vec::new();
    for action in found {
        let reason = action.reason().unwrap_or("no date is given".into());
        match reasons.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, all)) => all.push(action),
            None => reasons.push((reason, vec![action])),
        }
    }
    reasons.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    let told = |reason: &str, all: &[&Found], alone: bool| match named(all, several) {
        names if names.is_empty() && !alone => format!("{reason} ({})", all.len()),
        names => format!("{reason}{names}"),
    };
    const REASONS: usize = 6;
    let alone = reasons.len() == 1;
    let mut words: Vec<String> = reasons.iter().take(REASONS).map(|(reason, all)| told(reason, all, alone)).collect();
    if reasons.len() > REASONS {
        let rest: usize = reasons[REASONS..].iter().map(|(_, all)| all.len()).sum();
        words.push(format!("{} for other reasons", counted(rest, "action")));
    }
    words.join("; ")
}
