//! What changed of an action that is in both states.

use super::{Change, Kind, Located, Slip, Value, reads_the_same};
use crate::names::{as_written, same};
use crate::plan::{Hold, Milestone, Moved, Note, Plan, Pointer, Status, Text, Who};
use crate::text::Spanned;
use crate::time::when::When;
use std::borrow::Cow;

/// Makes a change of this action.
type Make<'m, 'p> = &'m dyn Fn(Kind, Value<'p>, Value<'p>) -> Change<'p>;

/// Adds every change of an action, in the order of [`Kind`].
pub(super) fn compare<'p>(old: Located<'p>, new: Located<'p>, change: Make<'_, 'p>, changes: &mut Vec<Change<'p>>) {
    if is_unchanged(old, new) {
        return;
    }
    let first = changes.len();
    compare_number(old, new, change, changes);
    compare_status(old, new, change, changes);
    compare_dates(old, new, change, changes);
    compare_people(old, new, change, changes);
    compare_words(old, new, change, changes);
    compare_milestones(old, new, change, changes);
    compare_lists(old, new, change, changes);
    // What is written there but cannot be read in one of them is neither gone nor new.
    let unread = |part: &str| old.action.unreadable(part) || new.action.unreadable(part);
    let mut own = changes.split_off(first);
    own.retain(|change| !unread(change.part));
    changes.append(&mut own);
    changes[first..].sort_by_key(|change| change.kind != Kind::Renumbered);
}

/// All that is written of it stands in both states with the very same bytes, and under it all that it inherits. Of a long history
/// most actions of most states are passed over so.
fn is_unchanged(old: Located, new: Located) -> bool {
    fn written<'p>(located: Located<'p>) -> Option<(&'p [u8], &'p [u8], Option<&'p str>)> {
        let Located { plan, objective, action } = located;
        let objective_end = plan.objectives.get(objective.number).map_or(plan.text.len(), |next| next.span.start as usize);
        let end = objective.actions.get(action.number).map_or(objective_end, |next| next.span.start as usize);
        let head_end = objective.actions.first().map_or(objective_end, |first| first.span.start as usize);
        let head = plan.text.as_bytes().get(objective.span.start as usize..head_end);
        Some((head?, plan.text.as_bytes().get(action.span.start as usize..end)?, plan.outcome_of(action)))
    }
    written(old).is_some_and(|old| written(new) == Some(old))
}

fn compare_number<'p>(old: Located<'p>, new: Located<'p>, change: Make<'_, 'p>, changes: &mut Vec<Change<'p>>) {
    let reference = |located: Located<'p>| located.action.reference.map(|reference| reference.value);
    let (from, to) = (reference(old), reference(new));
    let is_same = match (from, to) {
        (Some(from), Some(to)) => as_written(from).trim() == as_written(to).trim(),
        (None, None) => true,
        _ => false,
    };
    if !is_same {
        changes.push(change(Kind::Renumbered, Value::of(from), Value::of(to)));
        return;
    }
    // Where it stands under another objective, though its reference is the same. That objectives were renumbered is told of them.
    let titles = |located: Located<'p>| located.objective.title.map_or("", |title| title.value);
    let (one, other) = (old.objective, new.objective);
    if one.label() != other.label() && !reads_the_same(titles(old), titles(new)) {
        let under = |located: Located<'p>| Value::Text(format!("objective {}", located.objective.label()).into());
        changes.push(Change { part: "objective", ..change(Kind::Renumbered, under(old), under(new)) });
    }
}

/// Where an action stands by what is written of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    OnHold,
    Done,
    Withdrawn,
    CarriedForward,
}

impl Standing {
    fn of(located: Located) -> Standing {
        let action = located.action;
        match action.status.map(|status| status.value) {
            Some(Status::Complete) => Standing::Done,
            Some(Status::Withdrawn) => Standing::Withdrawn,
            Some(Status::CarriedForward) => Standing::CarriedForward,
            Some(Status::OnHold) => Standing::OnHold,
            Some(Status::NotStarted) | None if action.completed.is_some() => Standing::Done,
            Some(Status::NotStarted) | None if action.closed.is_some() => Standing::Withdrawn,
            _ => Standing::Open,
        }
    }

    fn is_closed(self) -> bool {
        !matches!(self, Standing::Open | Standing::OnHold)
    }
}

fn compare_status<'p>(old: Located<'p>, new: Located<'p>, change: Make<'_, 'p>, changes: &mut Vec<Change<'p>>) {
    let (from, to) = (Standing::of(old), Standing::of(new));
    let status = |located: Located<'p>| Value::of(located.action.status.map(|status| status.value.word()));
    let completed = |located: Located<'p>| located.action.completed.map(|completed| completed.value);
    let closed = |located: Located<'p>| located.action.closed.map(|closed| closed.value);
    let kind = match (from, to) {
        (from, to) if from == to => None,
        (_, Standing::Done) => Some(Kind::Done),
        (_, Standing::Withdrawn) => Some(Kind::Withdrawn),
        (_, Standing::CarriedForward) => Some(Kind::CarriedForward),
        (from, _) if from.is_closed() => Some(Kind::Reopened),
        (_, Standing::OnHold) => Some(Kind::OnHold),
        _ => Some(Kind::Resumed),
    };
    let reason = new.action.hold.and_then(|hold| hold.because).map(|because| because.value);
    match kind {
        Some(Kind::Done) => {
            let day = completed(new).map_or_else(|| status(new), Value::Date);
            changes.push(Change { part: "completed", ..change(Kind::Done, status(old), day) });
        }
        Some(Kind::Reopened) => {
            let was = completed(old).or(closed(old)).map_or_else(|| status(old), Value::Date);
            changes.push(Change { part: "status", ..change(Kind::Reopened, was, status(new)) });
        }
        Some(kind @ (Kind::Withdrawn | Kind::CarriedForward)) => {
            let day = closed(new).map_or_else(|| status(new), Value::Date);
            changes.push(Change { part: "status", ..change(kind, status(old), day) });
        }
        Some(Kind::OnHold) => {
            changes.push(Change { part: "status", because: reason, ..change(Kind::OnHold, status(old), status(new)) });
        }
        Some(kind) => changes.push(Change { part: "status", ..change(kind, status(old), status(new)) }),
        None if status(old) != status(new) => {
            changes.push(Change { part: "status", ..change(Kind::StatusChanged, status(old), status(new)) });
        }
        None => {}
    }
    if !matches!(kind, Some(Kind::Done | Kind::Reopened)) && completed(old) != completed(new) {
        let day = |located| completed(located).map_or(Value::Nothing, Value::Date);
        changes.push(Change { part: "completed", ..change(Kind::Reworded, day(old), day(new)) });
    }
    let is_closing = matches!(kind, Some(Kind::Withdrawn | Kind::CarriedForward | Kind::Reopened));
    if !is_closing && closed(old) != closed(new) {
        let day = |located| closed(located).map_or(Value::Nothing, Value::Date);
        changes.push(Change { part: "closed", ..change(Kind::Reworded, day(old), day(new)) });
    }
    let percent = |located: Located<'p>| Value::of(located.action.percent.map(|percent| format!("{} %", percent.value)));
    if percent(old) != percent(new) {
        changes.push(Change { part: "percent", ..change(Kind::StatusChanged, percent(old), percent(new)) });
    }
    // Why it waits, where it waits in both states.
    if kind.is_none_or(|kind| !matches!(kind, Kind::OnHold | Kind::Resumed | Kind::Reopened) && !to.is_closed()) {
        let hold = |located: Located<'p>| Value::of(located.action.hold.map(hold_in_words));
        if hold(old) != hold(new) {
            changes.push(Change { part: "hold", ..change(Kind::Reworded, hold(old), hold(new)) });
        }
    }
    let rag = |located: Located<'p>| Value::of(located.action.rag.map(|rag| rag.value.word()));
    if rag(old) != rag(new) {
        changes.push(Change { part: "rag", ..change(Kind::RagChanged, rag(old), rag(new)) });
    }
}

fn hold_in_words(hold: &Hold) -> String {
    let review = hold.review.map(|review| format!("review {}", When::Day(review.value).for_people()));
    let parts = hold.because.map(|because| because.value.to_owned()).into_iter().chain(review);
    parts.collect::<Vec<_>>().join("; ")
}

fn compare_dates<'p>(old: Located<'p>, new: Located<'p>, change: Make<'_, 'p>, changes: &mut Vec<Change<'p>>) {
    let due = |located: Located<'p>| located.objective.due_of(located.action).iter().map(|due| due.value).collect::<Vec<When>>();
    let (from, to) = (due(old), due(new));
    let mut moved = false;
    for (from, to) in pair_dates(&from, &to) {
        let value = |date: Option<When>| date.map_or(Value::Nothing, Value::Date);
        let made = |kind| Change { part: "due", ..change(kind, value(from), value(to)) };
        changes.push(match (from, to) {
            (Some(from), Some(to)) if from.last_day() == to.last_day() => made(Kind::Retimed),
            (Some(from), Some(to)) => {
                moved = true;
                let (slip, because) = slip(new.action.moved, from, to);
                let later = to.last_day() > from.last_day();
                let kind = if later { Kind::Moved } else { Kind::BroughtForward };
                Change { moved: Some(slip), because, ..made(kind) }
            }
            (None, _) => made(Kind::Dated),
            (_, None) => made(Kind::DateRemoved),
        });
    }
    let moves = |located: Located<'p>| located.action.moved.iter().map(move_in_words).collect::<Vec<_>>();
    for (from, to) in pair_lists(moves(old), moves(new)) {
        let kind = if to.is_some() { Kind::MoveNoted } else { Kind::MoveRemoved };
        // What the moved date says already is not told again; that more time was asked for, or refused, is.
        let is_said = moved && new.action.moved.iter().filter(|one| one.is_agreed()).any(|one| Some(move_in_words(one)) == to);
        if kind == Kind::MoveRemoved || from.is_some() || !is_said {
            changes.push(Change { part: "moved", ..change(kind, Value::of(from), Value::of(to)) });
        }
    }
    let timing = |located: Located<'p>| -> [(&'static str, Value<'p>); 9] {
        let Located { action, objective, .. } = located;
        let review = objective.review_of(action).iter().map(|date| date.for_people().into()).collect::<Vec<_>>();
        let date = |date: Option<Spanned<When>>| date.map_or(Value::Nothing, |date| Value::Date(date.value));
        let flag = |flag: bool| if flag { Value::text("yes") } else { Value::Nothing };
        [
            ("from", date(objective.from_of(action))),
            ("every", Value::of(objective.every_of(action).map(|every| every.value.to_string()))),
            ("ongoing", flag(objective.is_ongoing(action))),
            ("standing", flag(objective.is_standing(action))),
            ("when", text(&objective.when_of(action))),
            ("timescale", text(&objective.timescale_of(action).copied())),
            ("review", if review.is_empty() { Value::Nothing } else { Value::List(review) }),
            ("set-up", date(action.set_up)),
            ("added", date(action.added)),
        ]
    };
    for ((part, from), (_, to)) in timing(old).into_iter().zip(timing(new)) {
        if !is_same(&from, &to) {
            changes.push(Change { part, ..change(Kind::Retimed, from, to) });
        }
    }
}

/// The dates that went, each with the one that came in its place; what stands in both states is left out.
fn pair_dates(old: &[When], new: &[When]) -> Vec<(Option<When>, Option<When>)> {
    pair_lists(old.iter().map(When::to_string).collect(), new.iter().map(When::to_string).collect())
        .into_iter()
        .map(|(old, new): (Option<String>, Option<String>)| {
            let read = |text: Option<String>| text.and_then(|text| When::parse(&text).ok());
            (read(old), read(new))
        })
        .collect()
}

/// What went from a list and what came into it, in order; each that went stands beside one that came, as far as there are some.
/// What stands in both is left out, as often as it does.
fn pair_lists<T: PartialEq>(old: Vec<T>, new: Vec<T>) -> Vec<(Option<T>, Option<T>)> {
    let mut came: Vec<Option<T>> = new.into_iter().map(Some).collect();
    let mut went = Vec::new();
    for item in old {
        match came.iter_mut().find(|other| other.as_ref() == Some(&item)) {
            Some(kept) => *kept = None,
            None => went.push(item),
        }
    }
    let mut came = came.into_iter().flatten();
    let mut pairs: Vec<(Option<T>, Option<T>)> = went.into_iter().map(|went| (Some(went), came.next())).collect();
    pairs.extend(came.map(|came| (None, Some(came))));
    pairs
}

/// How a date went over all moves that the plan tells, up to the date it has now; and why the last time.
fn slip<'p>(moves: &'p [Moved<'p>], from: When, to: When) -> (Slip, Option<&'p str>) {
    let (mut times, mut first, mut at, mut because) = (0, from, to, None);
    let mut left: Vec<&Moved> = moves.iter().filter(|moved| moved.is_agreed()).collect();
    // Backwards from the date as it is now.
    while let Some(index) = left.iter().rposition(|moved| moved.to.is_some_and(|to| to.value == at) && moved.from.is_some()) {
        let moved = left.remove(index);
        if times == 0 {
            because = moved.because.map(|because| because.value);
        }
        times += 1;
        at = moved.from.map_or(at, |from| from.value);
        first = at;
    }
    // A plan that tells no move was moved at least this once.
    let (times, first) = if times == 0 { (1, from) } else { (times, first) };
    (Slip { times, days: (to.last_day() - first.last_day()).num_days() }, because)
}

fn move_in_words(moved: &Moved) -> String {
    let date = |when: Option<Spanned<When>>| when.map_or("?".to_owned(), |when| when.for_people());
    let on = moved.on.map(|on| format!(" on {}", on.for_people())).unwrap_or_default();
    let because = moved.because.map(|because| format!(": {}", because.value)).unwrap_or_default();
    let refused = moved.refused.map(|on| format!(", refused {}", on.for_people())).unwrap_or_default();
    let asked = if moved.is_agreed() || moved.refused.is_some() { "" } else { ", not agreed yet" };
    format!("from {} to {}{on}{refused}{asked}{because}", date(moved.from), date(moved.to))
}

fn compare_people<'p>(old: Located<'p>, new: Located<'p>, change: Make<'_, 'p>, changes: &mut Vec<Change<'p>>) {
    let leads = |located: Located<'p>| located.objective.leads_of(located.action);
    let with = |located: Located<'p>| located.objective.with_of(located.action);
    let accountable = |located: Located<'p>| located.objective.accountable_of(located.action);
    let lists = [
        (Kind::Reassigned, "lead", leads(old), leads(new)),
        (Kind::Partners, "with", with(old), with(new)),
        (Kind::Partners, "accountable", accountable(old), accountable(new)),
    ];
    for (kind, part, from, to) in lists {
        let one_of = |who: &Who<'p>, others: &[Who<'p>], own: &Plan<'p>, other: &Plan<'p>| {
            others.iter().any(|one| is_same_who((who, own), (one, other)))
        };
        let kept = from.iter().all(|who| one_of(who, to, old.plan, new.plan))
            && to.iter().all(|who| one_of(who, from, new.plan, old.plan));
        if !kept {
            let names = |located: Located<'p>, whos: &'p [Who<'p>]| match whos {
                [] => Value::Nothing,
                whos => Value::List(whos.iter().map(|who| name_of(located.plan, who)).collect()),
            };
            changes.push(Change { part, ..change(kind, names(old, from), names(new, to)) });
        }
    }
}

/// They are one: by key, or by name. That somebody is called otherwise, or has another key, gives no action to another.
fn is_same_who<'p>((one, plan): (&Who<'p>, &Plan<'p>), (other, other_plan): (&Who<'p>, &Plan<'p>)) -> bool {
    let pointer = |one: &Pointer<'p>, other: &Pointer<'p>| {
        names_same(plan.key_of(one.target), other_plan.key_of(other.target)) || same(plan.name_of(one), other_plan.name_of(other))
    };
    let role = |who: &Who<'p>| who.role.map(|role| as_written(role.value).into_owned());
    let stands_for = match (&one.stands_for, &other.stands_for) {
        (Some(one), Some(other)) => pointer(one, other),
        (None, None) => true,
        _ => false,
    };
    pointer(&one.who, &other.who) && stands_for && role(one) == role(other)
}

fn names_same(one: &str, other: &str) -> bool {
    !one.is_empty() && one == other
}

/// "Sue Harrison (Chair) for Training Subgroup".
fn name_of<'p>(plan: &'p Plan<'p>, who: &'p Who<'p>) -> Cow<'p, str> {
    let name = plan.name_of(&who.who);
    let role = who.role.map(|role| format!(" ({})", role.value)).unwrap_or_default();
    let stands_for = who.stands_for.as_ref().map(|group| format!(" for {}", plan.name_of(group))).unwrap_or_default();
    if role.is_empty() && stands_for.is_empty() { name.into() } else { format!("{name}{role}{stands_for}").into() }
}

fn compare_words<'p>(old: Located<'p>, new: Located<'p>, change: Make<'_, 'p>, changes: &mut Vec<Change<'p>>) {
    let words = |located: Located<'p>| -> [(&'static str, Value<'p>); 8] {
        let Located { plan, action, .. } = located;
        [
            ("action", text(&action.action)),
            ("outcome", Value::of(plan.outcome_of(action))),
            ("success", list(action.success)),
            ("remark", text(&action.remark)),
            ("status-as-printed", text(&action.status_as_printed)),
            ("tags", list(action.tags)),
            ("came-from", text(&action.came_from)),
            ("see", list(action.see)),
        ]
    };
    for ((part, from), (_, to)) in words(old).into_iter().zip(words(new)) {
        if !is_same(&from, &to) {
            changes.push(Change { part, ..change(Kind::Reworded, from, to) });
        }
    }
}

fn compare_milestones<'p>(old: Located<'p>, new: Located<'p>, change: Make<'_, 'p>, changes: &mut Vec<Change<'p>>) {
    let (from, to) = (old.action.milestones, new.action.milestones);
    let words = |step: &Milestone<'p>| step.text.map_or("", |text| text.value);
    let mut new_of: Vec<Option<usize>> = vec![None; from.len()];
    let mut taken = vec![false; to.len()];
    // First the same words, then what is left in order.
    for by_words in [true, false] {
        for (index, step) in from.iter().enumerate().filter(|(index, _)| new_of[*index].is_none()).collect::<Vec<_>>() {
            let fits = |other: &Milestone<'p>| !by_words || reads_the_same(words(step), words(other));
            if let Some(other) = (0..to.len()).find(|&other| !taken[other] && fits(&to[other])) {
                new_of[index] = Some(other);
                taken[other] = true;
            }
        }
    }
    for (step, other) in from.iter().zip(new_of) {
        let Some(other) = other.map(|index| &to[index]) else {
            changes
                .push(Change { part: "milestones", ..change(Kind::MilestoneRemoved, Value::text(words(step)), Value::Nothing) });
            continue;
        };
        let about = |made: Change<'p>| Change { part: "milestones", subject: words(other).into(), ..made };
        if !reads_the_same(words(step), words(other)) {
            changes.push(about(change(Kind::Reworded, Value::text(words(step)), Value::text(words(other)))));
        }
        let done = |step: &Milestone<'p>| {
            step.done.map_or(Value::Nothing, |done| done.value.when().map_or(Value::text("done"), Value::Date))
        };
        match (done(step), done(other)) {
            (one, other) if one == other => {}
            (Value::Nothing, other) => changes.push(about(change(Kind::MilestoneDone, Value::text(words(step)), other))),
            (one, other) => changes.push(about(change(Kind::Reworded, one, other))),
        }
        match (step.due.map(|due| due.value), other.due.map(|due| due.value)) {
            (one, other) if one == other => {}
            (Some(one), Some(other)) => {
                let days = (other.last_day() - one.last_day()).num_days();
                let kind = match days {
                    0 => Kind::Retimed,
                    days if days > 0 => Kind::Moved,
                    _ => Kind::BroughtForward,
                };
                let slip = (days != 0).then_some(Slip { times: 1, days });
                changes.push(Change { moved: slip, ..about(change(kind, Value::Date(one), Value::Date(other))) });
            }
            (None, Some(date)) => changes.push(about(change(Kind::Dated, Value::Nothing, Value::Date(date)))),
            (Some(date), _) => changes.push(about(change(Kind::DateRemoved, Value::Date(date), Value::Nothing))),
            (None, None) => {}
        }
        let more = |plan: &'p Plan<'p>, step: &'p Milestone<'p>| {
            let leads: Vec<_> = step.lead.iter().map(|who| name_of(plan, who)).collect();
            [
                ("lead", if leads.is_empty() { Value::Nothing } else { Value::List(leads) }),
                ("rag", Value::of(step.rag.map(|rag| rag.value.word()))),
                ("evidence", list(step.evidence)),
                ("remark", text(&step.remark)),
            ]
        };
        for ((_, one), (_, other)) in more(old.plan, step).into_iter().zip(more(new.plan, other)) {
            if !is_same(&one, &other) {
                changes.push(about(change(Kind::Reworded, one, other)));
            }
        }
        let timescale = |step: &Milestone<'p>| text(&step.timescale);
        if !is_same(&timescale(step), &timescale(other)) {
            changes.push(about(change(Kind::Retimed, timescale(step), timescale(other))));
        }
    }
    for (step, _) in to.iter().zip(taken).filter(|(_, taken)| !taken) {
        changes.push(Change { part: "milestones", ..change(Kind::MilestoneAdded, Value::Nothing, Value::text(words(step))) });
    }
}

fn compare_lists<'p>(old: Located<'p>, new: Located<'p>, change: Make<'_, 'p>, changes: &mut Vec<Change<'p>>) {
    let notes = |located: Located<'p>| -> Vec<String> { located.action.progress.iter().map(note_in_words).collect() };
    let evidence =
        |located: Located<'p>| -> Vec<String> { located.action.evidence.iter().map(|text| one_line(text.value)).collect() };
    let lists = [
        ("progress", Kind::Noted, Kind::NoteRemoved, notes(old), notes(new)),
        ("evidence", Kind::Evidenced, Kind::EvidenceRemoved, evidence(old), evidence(new)),
    ];
    for (part, added, removed, from, to) in lists {
        for (from, to) in pair_lists(from, to) {
            let kind = match (&from, &to) {
                (Some(_), Some(_)) => Kind::Reworded,
                (None, _) => added,
                (_, None) => removed,
            };
            changes.push(Change { part, ..change(kind, Value::of(from), Value::of(to)) });
        }
    }
}

/// "18 Jun 2008: Draft agreed; green".
fn note_in_words(note: &Note) -> String {
    let on = note.on.map_or("no day".to_owned(), |on| on.for_people());
    let rag = note.rag.map(|rag| format!("; {}", rag.value.word())).unwrap_or_default();
    let status = note.status.map(|status| format!("; {}", status.value.word())).unwrap_or_default();
    let report = if note.report.is_some_and(|report| report.value) { "; the report owed" } else { "" };
    format!("{on}: {}{rag}{status}{report}", one_line(note.note.map_or("", |note| note.value)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text<'p>(text: &Option<Text<'p>>) -> Value<'p> {
    Value::of(text.map(|text| text.value))
}

fn list<'p>(list: &[Text<'p>]) -> Value<'p> {
    if list.is_empty() { Value::Nothing } else { Value::List(list.iter().map(|text| text.value.into()).collect()) }
}

/// They read the same.
pub fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => reads_the_same(one, other),
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| reads_the_same(one, other))
        }
        (one, other) => one == other,
    }
}
