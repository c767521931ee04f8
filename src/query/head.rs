//! What reports need of a plan beside its actions: its head, its objectives and groups, and the names in it.

use super::store::Keeper;
use super::{Capacity, GroupHead, Named, ObjectiveHead, PlanHead, Question, Since};
use crate::plan::{Group, Plan, Pointer, Target, Who};
use chrono::NaiveDate;

/// What reports need of a plan: its groups only where they are asked for.
pub(super) fn plan_head<'s>(question: &Question, file: &str, plan: &Plan, keeper: Keeper<'s>) -> &'s PlanHead<'s> {
    let group = |group: &Group| GroupHead {
        name: keeper.text(&group.name),
        kind: group.kind,
        chair: group.chair.as_ref().map(|chair| keeper.text(plan.name_of(chair))),
        remark: group_remark(plan, group).map(|remark| keeper.text(&remark)),
    };
    keeper.one(PlanHead {
        file: keeper.text(file),
        name: keeper.text(plan.name),
        board: keeper.words(plan.board.as_ref()),
        title: keeper.words(plan.title.as_ref()),
        version: keeper.words(plan.version.as_ref()),
        period: plan.period.map(|period| period.days()),
        since: since(question, plan),
        meetings: keeper.list(meetings(plan)),
        legend: keeper.list(plan.rag.iter().map(|legend| (legend.rag.value, keeper.text(&legend.means)))),
        next_meeting: next_meeting(question, plan),
        actions: plan.objectives.iter().map(|objective| objective.actions.len()).sum(),
        groups: keeper.list(plan.groups.iter().filter(|_| question.heads).map(group)),
    })
}

/// What reports need of each objective of a plan.
pub(super) fn objective_heads<'s>(plan: &Plan, names: &Names<'s>, keeper: Keeper<'s>) -> &'s [ObjectiveHead<'s>] {
    keeper.list(plan.objectives.iter().map(|objective| {
        let unpaired = objective.unpaired.as_ref();
        let leads = unpaired.iter().flat_map(|unpaired| unpaired.leads.iter().copied().flatten());
        ObjectiveHead {
            label: keeper.text(&objective.label()),
            title: keeper.words(objective.title.as_ref()),
            unpaired_leads: keeper.list(leads.flat_map(|who| [names.own(plan, who)].into_iter().chain(names.others(plan, who)))),
            unpaired_timescales: keeper.texts(unpaired.map_or(&[], |unpaired| unpaired.timescales)),
        }
    }))
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
        return Some(format!("could be {}", crate::text::one_of(&names)));
    }
    if let Some(now) = &group.now {
        return Some(format!("now {}", plan.name_of(now)));
    }
    group.former.is_some_and(|former| former.value).then(|| "no longer there".to_owned())
}

/// The names of a plan's people and groups, each kept once.
pub(super) struct Names<'s> {
    people: Vec<&'s str>,
    groups: Vec<&'s str>,
    keeper: Keeper<'s>,
}

impl<'s> Names<'s> {
    pub(super) fn of(plan: &Plan, keeper: Keeper<'s>) -> Names<'s> {
        Names {
            people: plan.people.iter().map(|person| keeper.text(&person.name)).collect(),
            groups: plan.groups.iter().map(|group| keeper.text(&group.name)).collect(),
            keeper,
        }
    }

    fn name(&self, pointer: &Pointer) -> &'s str {
        match pointer.target {
            Target::Person(index) => self.people[index],
            Target::Group(index) => self.groups[index],
            Target::Unknown => self.keeper.text(&pointer.key),
        }
    }

    fn named(&self, plan: &Plan, pointer: &Pointer, capacity: Option<Capacity<'s>>) -> Named<'s> {
        let kind = plan.group_of(pointer).map(|group| group.kind);
        Named { name: self.name(pointer), kind, capacity: capacity.map(|capacity| self.keeper.one(capacity)) }
    }

    /// A lead by name.
    fn own(&self, plan: &Plan, who: &Who) -> Named<'s> {
        let stands_for = who.stands_for.as_ref().map(|group| self.name(group));
        let role = self.keeper.words(who.role.as_ref());
        let told = role.is_some() || stands_for.is_some();
        self.named(plan, &who.who, told.then_some(Capacity { role, stands_for, by_role: None }))
    }

    /// The group they stand for, and those who hold the role.
    fn others(&self, plan: &Plan, who: &Who) -> impl Iterator<Item = Named<'s>> {
        let group = who.stands_for.iter().map(|group| self.named(plan, group, None));
        let holders = plan.group_of(&who.who).map_or(&[][..], |role| role.held_by).iter();
        let by_role = || Capacity { by_role: Some(self.name(&who.who)), ..Capacity::default() };
        group.chain(holders.map(move |holder| self.named(plan, holder, Some(by_role()))))
    }

    /// Everybody in a list, each once: those named first, then the groups they stand for.
    pub(super) fn all(&self, plan: &Plan, whos: &[Who]) -> &'s [Named<'s>] {
        let mut out = self.keeper.room::<Named>(whos.len());
        let others = whos.iter().flat_map(|who| self.others(plan, who));
        for named in whos.iter().map(|who| self.own(plan, who)).chain(others) {
            if !out.iter().any(|other| other.name == named.name && other.kind == named.kind) {
                out.push(named);
            }
        }
        out.into_bump_slice()
    }
}
