//! What is told of one action: what its date stands for, how it got here, and why it cannot be judged.

use super::head::since;
use super::{Course, Detail, Falling, Lacks, Looking, Milestone, Moved, Note, Question};
use crate::plan::{Action, Objective, Plan};
use crate::time::phrase;
use crate::time::state::{Due, Judgement, Timing, Unjudged, What, falling_due, judge};
use chrono::NaiveDate;

/// What a date stands for, where it is not simply the action's deadline.
pub(super) fn what(action: &Action, verdict: &Judgement, due: &Due) -> Option<Box<str>> {
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
    Some(words.into())
}

/// How an action got here, and what lies ahead.
pub(super) fn course(
    question: &Question,
    looking: Looking,
    plan: &Plan,
    objective: &Objective,
    action: &Action,
    timing: &Timing,
    verdict: &Judgement,
) -> Course {
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
    Course {
        earlier: since.map(|day| judge(timing, day, question.soon)),
        earlier_rag: since.and_then(coloured).map(|(_, rag)| rag),
        last_sign: signs.filter(|&on| on <= as_at).max(),
        dates: dates.into_iter().map(|due| Falling { what: what(action, verdict, &due), due }).collect(),
        lacks: lacks(question, plan, objective, action),
    }
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
pub(super) fn hold(hold: &crate::plan::Hold) -> Box<(Option<String>, Option<NaiveDate>)> {
    Box::new((hold.because.as_ref().map(|because| because.to_string()), hold.review.map(|review| review.value)))
}

/// The whole story of an action, as known on the day asked about.
pub(super) fn detail(question: &Question, plan: &Plan, action: &Action) -> Detail {
    let own = |text: &Option<crate::plan::Text>| text.as_ref().map(|text| text.to_string());
    let owned = |list: &[crate::plan::Text]| list.iter().map(|text| text.to_string()).collect::<Vec<_>>();
    let notes = action.progress.iter().filter(|note| note.on.is_none_or(|on| on.value <= question.as_at));
    let steps = action.milestones.iter();
    let moves = action.moved.iter().filter(|moved| moved.on.is_none_or(|on| on.value <= question.as_at));
    Detail {
        outcome: plan.outcome_of(action).map(str::to_owned),
        success: owned(action.success),
        milestones: steps
            .map(|step| Milestone {
                text: own(&step.text).unwrap_or_default(),
                due: step.due.map(|due| due.value),
                done: step.done.map(|done| done.value),
            })
            .collect(),
        evidence: owned(action.evidence),
        moved: moves
            .map(|moved| Moved {
                from: moved.from.map(|from| from.value),
                to: moved.to.map(|to| to.value),
                on: moved.on.map(|on| on.value),
                because: own(&moved.because),
            })
            .collect(),
        notes: notes
            .map(|note| Note {
                on: note.on.map(|on| on.value),
                text: own(&note.note).unwrap_or_default(),
                by: note.by.as_ref().map(|by| plan.name_of(by).to_owned()),
            })
            .collect(),
        came_from: own(&action.came_from),
        see: owned(action.see),
        remark: own(&action.remark),
    }
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
