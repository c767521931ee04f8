//! What reports need of a plan beside its actions: its head, its objectives and groups, and the names in it.

use super::{Capacity, GroupHead, Named, ObjectiveHead, PlanHead, Question, Since};
use crate::plan::{Group, Objective, Plan, Pointer, Target, Who};
use chrono::NaiveDate;
use std::sync::Arc;

/// What reports need of a plan: its groups only where they are asked for, its objectives only with their names at hand.
pub(super) fn plan_head(question: &Question, file: &str, plan: &Plan, names: Option<&Names>) -> Arc<PlanHead> {
    let group = |group: &Group| GroupHead {
        name: group.name.to_string(),
        kind: group.kind,
        chair: group.chair.as_ref().map(|chair| plan.name_of(chair).to_owned()),
        remark: group_remark(plan, group),
    };
    let objective = |names: &Names, objective: &Objective| {
        let unpaired = objective.unpaired.as_ref();
        let leads = unpaired.iter().flat_map(|unpaired| unpaired.leads.iter().copied().flatten());
        Arc::new(ObjectiveHead {
            label: objective.label().into_owned(),
            title: objective.title.as_ref().map(|title| title.to_string()),
            unpaired_leads: leads.flat_map(|who| [names.own(plan, who)].into_iter().chain(names.others(plan, who))).collect(),
            unpaired_timescales: unpaired.iter().flat_map(|unpaired| unpaired.timescales).map(|text| text.to_string()).collect(),
        })
    };
    Arc::new(PlanHead {
        file: file.to_owned(),
        name: plan.name.to_owned(),
        board: plan.board.as_ref().map(|board| board.to_string()),
        title: plan.title.as_ref().map(|title| title.to_string()),
        version: plan.version.as_ref().map(|version| version.to_string()),
        period: plan.period.map(|period| period.days()),
        since: since(question, plan),
        meetings: meetings(plan),
        legend: plan.rag.iter().map(|legend| (legend.rag.value, legend.means.to_string())).collect(),
        next_meeting: next_meeting(question, plan),
        actions: plan.objectives.iter().map(|objective| objective.actions.len()).sum(),
        groups: plan.groups.iter().filter(|_| question.heads).map(group).collect(),
        objectives: names.iter().flat_map(|names| plan.objectives.iter().map(|one| objective(names, one))).collect(),
    })
}

/// The first meeting on or after the day asked about.
pub(super) fn next_meeting(question: &Question, plan: &Plan) -> Option<NaiveDate> {
    plan.meetings.iter().map(|meeting| meeting.value).filter(|&meeting| meeting >= question.as_at).min()
}

fn meetings(plan: &Plan) -> Vec<NaiveDate> {
    let mut meetings: Vec<NaiveDate> = plan.meetings.iter().map(|meeting| meeting.value).collect();
    meetings.sort_unstable();
    meetings.dedup();
    meetings
}

/// The earlier day asked about.
pub(super) fn since(question: &Question, plan: &Plan) -> Option<NaiveDate> {
    match question.course?.since? {
        Since::Day(day) => Some(day),
        Since::LastMeeting => plan.meetings.iter().map(|meeting| meeting.value).filter(|&day| day < question.as_at).max(),
    }
}

fn group_remark(plan: &Plan, group: &Group) -> Option<String> {
    if !group.could_be.is_empty() {
        let names: Vec<&str> = group.could_be.iter().map(|pointer| plan.name_of(pointer)).collect();
        return Some(format!("could be {}", crate::diagnostic::one_of(&names)));
    }
    if let Some(now) = &group.now {
        return Some(format!("now {}", plan.name_of(now)));
    }
    group.former.is_some_and(|former| former.value).then(|| "no longer there".to_owned())
}

/// The names of a plan's people and groups, each kept once.
pub(super) struct Names {
    people: Vec<Arc<str>>,
    groups: Vec<Arc<str>>,
}

impl Names {
    pub(super) fn of(plan: &Plan) -> Names {
        Names {
            people: plan.people.iter().map(|person| Arc::from(person.name.value)).collect(),
            groups: plan.groups.iter().map(|group| Arc::from(group.name.value)).collect(),
        }
    }

    fn name(&self, pointer: &Pointer) -> Arc<str> {
        match pointer.target {
            Target::Person(index) => Arc::clone(&self.people[index]),
            Target::Group(index) => Arc::clone(&self.groups[index]),
            Target::Unknown => Arc::from(pointer.key.value),
        }
    }

    fn named(&self, plan: &Plan, pointer: &Pointer, capacity: Option<Capacity>) -> Named {
        let kind = plan.group_of(pointer).map(|group| group.kind);
        Named { name: self.name(pointer), kind, capacity: capacity.map(Box::new) }
    }

    /// A lead by name.
    fn own(&self, plan: &Plan, who: &Who) -> Named {
        let stands_for = who.stands_for.as_ref().map(|group| self.name(group));
        let role = boxed(who.role.as_ref());
        let told = role.is_some() || stands_for.is_some();
        self.named(plan, &who.who, told.then_some(Capacity { role, stands_for, by_role: None }))
    }

    /// The group they stand for, and those who hold the role.
    fn others(&self, plan: &Plan, who: &Who) -> impl Iterator<Item = Named> {
        let group = who.stands_for.iter().map(|group| self.named(plan, group, None));
        let holders = plan.group_of(&who.who).map_or(&[][..], |role| role.held_by).iter();
        let by_role = || Capacity { by_role: Some(self.name(&who.who)), ..Capacity::default() };
        group.chain(holders.map(move |holder| self.named(plan, holder, Some(by_role()))))
    }

    /// Everybody in a list, each once: those named first, then the groups they stand for.
    pub(super) fn all(&self, plan: &Plan, whos: &[Who]) -> Box<[Named]> {
        let mut out: Vec<Named> = Vec::with_capacity(whos.len());
        let others = whos.iter().flat_map(|who| self.others(plan, who));
        for named in whos.iter().map(|who| self.own(plan, who)).chain(others) {
            if !out.iter().any(|other| other.name == named.name && other.kind == named.kind) {
                out.push(named);
            }
        }
        out.into_boxed_slice()
    }
}

pub(super) fn boxed(text: Option<&crate::plan::Text>) -> Option<Box<str>> {
    text.map(|text| Box::from(text.value))
}
