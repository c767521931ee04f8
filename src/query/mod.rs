//! Which actions: filters over plans, and each action found, with its verdict as at a day.

mod answer;
mod filters;
mod head;
mod numbers;
mod packs;
mod question;
mod store;
mod story;

pub use answer::*;
pub use filters::candidates;
pub use numbers::Numbers;
pub use packs::{Each, Led, Pack, numbered, packs};
pub use question::*;
pub use store::Store;

use crate::names::is_meant;
use crate::plan::{Action, Objective, Plan, Target};
use crate::time::state::{Due, Judgement, State, Timing, falling_due, judge};
use chrono::NaiveDate;
use filters::{Wanted, in_time, is_board, knows, plain};
use head::{Names, next_meeting, objective_heads, plan_head};
use std::cell::{LazyCell, OnceCell};
use store::Keeper;
use story::{course, detail, falling, hold, reason, what};

/// Asks a plan read from `file`; what is kept of it lies in the store.
pub fn ask<'s>(question: &Question, file: &str, plan: &Plan, store: &'s Store) -> Answer<'s> {
    let (filters, keeper) = (&question.filters, store.here());
    let head = plan_head(question, file, plan, keeper);
    let names = LazyCell::new(|| Names::of(plan, keeper));
    let asking = Asking { question, plan, keeper, head, names, objectives: OnceCell::new() };
    let mut answer = Answer::of(head, &[]);
    answer.known = filters.names().map(|(asked, name)| knows(plan, asked, name)).collect();
    let other_board = !filters.board.is_empty() && !filters.board.iter().any(|name| is_board(plan, name));
    let other_plan = !filters.plan.is_empty() && !filters.plan.iter().any(|name| is_meant(plan.name, name));
    if !other_board && !other_plan {
        asking.actions(&mut answer);
    }
    if question.heads || asking.objectives.get().is_some() {
        answer.objectives = asking.objectives();
    }
    answer
}

/// A question put to one plan.
struct Asking<'q, 'p, 'a, 's, F> {
    question: &'q Question,
    plan: &'p Plan<'a>,
    keeper: Keeper<'s>,
    head: &'s PlanHead<'s>,
    /// Made when something is found, as are the objectives: of most plans nothing is shown.
    names: LazyCell<Names<'s>, F>,
    objectives: OnceCell<&'s [ObjectiveHead<'s>]>,
}

impl<'s, F: FnOnce() -> Names<'s>> Asking<'_, '_, '_, 's, F> {
    fn objectives(&self) -> &'s [ObjectiveHead<'s>] {
        self.objectives.get_or_init(|| objective_heads(self.plan, &self.names, self.keeper))
    }

    /// Goes through the actions, and puts into the answer what matches.
    fn actions(&self, answer: &mut Answer<'s>) {
        let (question, plan) = (self.question, self.plan);
        let filters = &question.filters;
        let leads = Wanted::new(plan, &filters.lead, |_| true);
        let groups = Wanted::new(plan, &filters.group, |target| matches!(target, Target::Group(_)));
        let whos = Wanted::new(plan, &filters.who, |_| true);
        let window = self.window();
        for (index, objective) in plan.objectives.iter().enumerate() {
            for action in objective.actions {
                let led = objective.leads_of(action);
                let matches = leads.any(plan, led.iter())
                    && groups.any(plan, led.iter())
                    && whos.any(plan, led.iter().chain(objective.with_of(action)))
                    && plain(plan, filters, objective, action, led);
                if !matches {
                    let could = [&leads, &groups, &whos].iter().find_map(|wanted| wanted.could_be(plan, led));
                    if let Some(group) = could.filter(|_| plain(plan, filters, objective, action, led)) {
                        let label = self.keeper.text(&label_of(objective, action));
                        answer.unsure.push(Unsure { label, led_by: self.keeper.text(&group.name) });
                    }
                    continue;
                }
                let timing = plan.timing(objective, action);
                let verdict = judge(&timing, question.as_at, question.soon);
                if !in_time(filters, &verdict) {
                    continue;
                }
                answer.count(&verdict);
                let falling = window.map(|window| falling_due(&timing, question.as_at, window)).unwrap_or_default();
                if question.whole || question.wants(verdict.state, !falling.is_empty()) {
                    answer.found.push(self.found(index, action, &timing, verdict, falling));
                } else if is_apart(&verdict) {
                    answer.apart.push(self.judged(index, action, verdict));
                }
            }
        }
        answer.found.shrink_to_fit();
    }

    /// The first and last day of the window asked about, both counted in.
    fn window(&self) -> Option<(NaiveDate, NaiveDate)> {
        let last = match self.question.window? {
            Window::Until(last) => last,
            Window::NextMeeting => next_meeting(self.question, self.plan)?,
        };
        Some((self.question.as_at, last))
    }

    /// An action of the objective of an index, with its verdict.
    fn judged(&self, index: usize, action: &Action, verdict: Judgement) -> Judged<'s> {
        let (plan, keeper) = (self.plan, self.keeper);
        Judged {
            plan: self.head,
            objective: &self.objectives()[index],
            reference: keeper.words(action.reference.as_ref()),
            number: action.number,
            reason: reason(&plan.objectives[index], action, &verdict).map(|reason| keeper.text(&reason)),
            when: keeper.words(action.when.as_ref()),
            hold: action.hold.map(|waits| hold(keeper, waits)),
            verdict,
        }
    }

    /// The same, with all that is told of it.
    fn found(&self, index: usize, action: &Action, timing: &Timing, verdict: Judgement, dues: Vec<Due>) -> Found<'s> {
        let (question, plan, objective, keeper) = (self.question, self.plan, &self.plan.objectives[index], self.keeper);
        Found {
            judged: self.judged(index, action, verdict),
            action: keeper.words(action.action.as_ref()),
            status: action.status.map(|status| status.value),
            rag: action.rag.map(|rag| rag.value),
            completed: action.completed.map(|completed| completed.value),
            moves: action.moved.iter().filter(|moved| moved.on.is_none_or(|on| on.value <= question.as_at)).count(),
            leads: self.names.all(plan, objective.leads_of(action)),
            with: self.names.all(plan, objective.with_of(action)),
            timescale: keeper.words(objective.timescale_of(action)),
            what: verdict.due.and_then(|due| what(keeper, action, &verdict, &due)),
            falling: falling(keeper, action, &verdict, dues),
            detail: detail(keeper, question, plan, action),
            course: course(keeper, question, plan, objective, action, timing, &verdict),
        }
    }
}

/// A listing by state must speak of it apart.
fn is_apart(verdict: &Judgement) -> bool {
    matches!(verdict.state, State::LateToStart | State::OnHold | State::Undated | State::Event) || verdict.unjudged.is_some()
}

/// The reference, else the place in brackets that show it was never printed.
fn label_of(objective: &Objective, action: &Action) -> String {
    action.reference.as_ref().map_or_else(|| format!("[{}]", objective.position_of(action)), |reference| reference.to_string())
}
