//! What is told of one action: what its date stands for, how it got here, and why it cannot be judged.

use super::head::since;
use super::store::Keeper;
use super::{Course, Detail, Falling, Lacks, Milestone, Moved, Note, Question, Told};
use crate::plan::{Action, Objective, Plan};
use crate::time::phrase;
use crate::time::state::{Due, Judgement, Timing, Unjudged, What, falling_due, judge};
use chrono::NaiveDate;

/// What a date stands for, where it is not simply the action's deadline.
pub(super) fn what<'s>(keeper: Keeper<'s>, action: &Action, verdict: &Judgement, due: &Due) -> Option<&'s str> {
    let words = match due.what {
        What::Deadline if verdict.deadlines > 1 => format!("{} of {} done", verdict.met, verdict.deadlines),
        What::Deadline => return None,
        What::SetUp => "to be set up".into(),
        What::Milestone(index) => {
            let text = action.milestones.get(index).and_then(|milestone| milestone.text.as_ref()).map_or("", |text| text.value);
            match verdict.deadlines {
                1 => text.to_owned(),
                all => format!("{text} ({} of {all} done)", verdict.met),
            }
        }
        // What is owed already is told with the oldest report, not with the next one.
        What::Report => match verdict.owed {
            _ if verdict.due != Some(*due) => "report".into(),
            0 => "report".into(),
            1 => "1 report owed".into(),
            owed => format!("{owed} reports owed"),
        },
        What::Start => "to start".into(),
    };
    Some(keeper.text(&words))
}

/// How an action got here, and what lies ahead, where that was asked for.
pub(super) fn course<'s>(
    keeper: Keeper<'s>,
    question: &Question,
    plan: &Plan,
    objective: &Objective,
    action: &Action,
    timing: &Timing,
    verdict: &Judgement,
) -> Option<&'s Course<'s>> {
    let looking = question.course?;
    let as_at = question.as_at;
    let since = since(question, plan);
    let dates = match looking.ahead {
        Some(last) => falling_due(timing, as_at, (NaiveDate::MIN, last)),
        None => Vec::new(),
    };
    let dated = |by: NaiveDate| {
        action.progress.iter().filter_map(move |note| Some((note.on?.value, note))).filter(move |(on, _)| *on <= by)
    };
    let coloured = |by: NaiveDate| dated(by).filter_map(|(on, note)| Some((on, note.rag?.value))).max_by_key(|(on, _)| *on);
    let signs = dated(as_at)
        .map(|(on, _)| on)
        .chain(action.moved.iter().filter_map(|moved| Some(moved.on?.value)))
        .chain(action.milestones.iter().filter_map(|milestone| Some(milestone.done?.value)))
        .chain(action.completed.map(|completed| completed.value));
    Some(keeper.one(Course {
        earlier: since.map(|day| judge(timing, day, question.soon).into()),
        earlier_rag: since.and_then(coloured).map(|(_, rag)| rag),
        last_sign: signs.filter(|&on| on <= as_at).max(),
        dates: falling(keeper, action, verdict, dates),
        lacks: lacks(question, plan, objective, action),
    }))
}

/// Dates that fall due, with what each stands for.
pub(super) fn falling<'s>(keeper: Keeper<'s>, action: &Action, verdict: &Judgement, dues: Vec<Due>) -> &'s [Falling<'s>] {
    keeper.list(dues.into_iter().map(|due| Falling { what: what(keeper, action, verdict, &due), due }))
}

fn lacks(question: &Question, plan: &Plan, objective: &Objective, action: &Action) -> Lacks {
    let unread = |keys: &[&str]| action.unread.iter().chain(objective.unread).any(|key| keys.contains(key));
    let unpaired = objective.unpaired.as_ref();
    Lacks {
        lead: objective.leads_of(action).is_empty() && !unread(&["lead"]),
        measure: plan.outcome_of(action).is_none()
            && action.success.is_empty()
            && objective.outcomes.is_empty()
            && objective.success.is_empty()
            && unpaired.is_none_or(|unpaired| unpaired.outcomes.is_empty())
            && !unread(&["outcome", "success", "outcomes"]),
        evidence: action.evidence.is_empty() && !action.unreadable("evidence"),
        note: !action.progress.iter().any(|note| note.on.is_none_or(|on| on.value <= question.as_at))
            && !action.unreadable("progress"),
    }
}

/// Why an action is on hold, and when that is looked at again.
pub(super) fn hold<'s>(keeper: Keeper<'s>, hold: &crate::plan::Hold) -> &'s (Option<&'s str>, Option<NaiveDate>) {
    keeper.one((keeper.words(hold.because.as_ref()), hold.review.map(|review| review.value)))
}

/// The parts of the story of an action that are asked for, if any, as known on the day asked about.
pub(super) fn detail<'s>(keeper: Keeper<'s>, question: &Question, plan: &Plan, action: &Action) -> Option<&'s Detail<'s>> {
    if question.story.is_empty() {
        return None;
    }
    let asked = |part: Told| question.story.contains(&part);
    fn some<T>(asked: bool, list: &[T]) -> &[T] {
        if asked { list } else { &[] }
    }
    let known = |on: Option<NaiveDate>| on.is_none_or(|on| on <= question.as_at);
    let notes = some(asked(Told::Notes), action.progress).iter().filter(|note| known(note.on.map(|on| on.value)));
    let steps = some(asked(Told::Milestones), action.milestones).iter();
    let moves = some(asked(Told::Moves), action.moved).iter().filter(|moved| known(moved.on.map(|on| on.value)));
    Some(keeper.one(Detail {
        outcome: plan.outcome_of(action).filter(|_| asked(Told::Outcome)).map(|outcome| keeper.text(outcome)),
        success: keeper.texts(some(asked(Told::Success), action.success)),
        milestones: keeper.list(steps.map(|step| Milestone {
            text: keeper.words(step.text.as_ref()).unwrap_or_default(),
            due: step.due.map(|due| due.value),
            done: step.done.map(|done| done.value),
        })),
        evidence: keeper.texts(some(asked(Told::Evidence), action.evidence)),
        moved: keeper.list(moves.map(|moved| Moved {
            from: moved.from.map(|from| from.value),
            to: moved.to.map(|to| to.value),
            on: moved.on.map(|on| on.value),
            because: keeper.words(moved.because.as_ref()),
        })),
        notes: keeper.list(notes.map(|note| Note {
            on: note.on.map(|on| on.value),
            text: keeper.words(note.note.as_ref()).unwrap_or_default(),
            by: note.by.as_ref().map(|by| keeper.text(plan.name_of(by))),
        })),
        came_from: keeper.words(action.came_from.as_ref().filter(|_| asked(Told::CameFrom))),
        see: keeper.texts(some(asked(Told::See), action.see)),
        remark: keeper.words(action.remark.as_ref().filter(|_| asked(Told::Remark))),
    }))
}

/// Why the calendar cannot judge an action: the words of its timescale that cannot be dated, or what the plan lacks.
pub(super) fn reason(objective: &Objective, action: &Action, verdict: &Judgement) -> Option<String> {
    let unjudged = verdict.unjudged?;
    if unjudged != Unjudged::NoDate {
        return Some(unjudged.words().to_owned());
    }
    if ["due", "every", "from", "timescale", "milestones"].iter().any(|key| action.unreadable(key)) {
        return Some("its date cannot be read".to_owned());
    }
    match objective.timescale_of(action) {
        Some(timescale) => Some(match &phrase::remembered(timescale.value).unclear {
            Some(unclear) => format!("\"{}\": {unclear}", timescale.value),
            None => format!("\"{}\" is printed, but the plan file gives no date for it", timescale.value),
        }),
        None if objective.unpaired.as_ref().is_some_and(|unpaired| !unpaired.timescales.is_empty()) => {
            Some(format!("the timescales printed for objective {} do not line up with its actions", objective.label()))
        }
        None => Some(unjudged.words().to_owned()),
    }
}
