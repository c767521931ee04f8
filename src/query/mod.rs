//! Which actions: filters over plans, and each action found, with its verdict as at a day. An answer borrows the plan.
//!
//! ```
//! use lscb::plan::{self, Arena};
//! use lscb::query::{self, Filters, Question, STATE};
//!
//! let text = r#"
//! [people]
//! sue = { name = "Sue Harrison" }
//! [[objective]]
//! ref = "1"
//! [[objective.action]]
//! ref = "1.1"
//! action = "Write the policy"
//! lead = "sue"
//! due = "2008-06"
//! [[objective.action]]
//! ref = "1.2"
//! due = "2009-03"
//! "#;
//! let arena = Arena::new();
//! let reading = plan::read("plans/oldham.toml", text, &arena);
//!
//! let mut question = Question::as_at("2008-10-01".parse().unwrap());
//! question.filters.add_word(&STATE, "overdue");
//! let answer = query::ask(&question, "plans/oldham.toml", &reading.plan, &query::Carried::default());
//!
//! let [late] = &answer.found[..] else { panic!("one action is overdue") };
//! assert_eq!(late.label(), "1.1");
//! assert_eq!(late.leads()[0].name, "Sue Harrison");
//! // Due by the end of June: late from the first of July on.
//! assert_eq!(late.verdict.days_late(), Some(93));
//! ```

mod action_words;
mod answer;
mod boards;
mod carried;
mod filters;
mod found;
mod name_index;
mod name_kinds;
mod named;
mod packs;
mod question;

pub use answer::{Answer, Unsure, label_of};
pub use boards::{Boards, PlanStage, board_name};
pub use carried::{Carried, CarriedOn};
pub use filters::*;
pub use found::{Found, Lacks};
pub use name_index::NameIndex;
pub use name_kinds::{
    LEADERS, NameKind, OBJECTIVES, PLANS, REFERENCES, SUBGROUPS, TAGS, is_objective, is_reference, plan_and_reference,
};
pub use named::Named;
pub use packs::{Each, Led, Pack, numbered, packs};
pub use question::{Question, Since, Window, last_meeting};

use crate::plan::Plan;
use crate::time::state::{falling_due, has_open_date, judge};
use found::timing_of;

/// Asks a plan read from `file`; `carried` says which of its actions later plans on hand carry on.
pub fn ask<'p>(question: &Question, file: &'p str, plan: &'p Plan<'p>, carried: &Carried) -> Answer<'p> {
    let filters = &question.filters;
    let mut answer = Answer::without_actions(plan, file);
    answer.has_namesake = carried.has_namesake(file);
    answer.since = question.since_of(plan);
    answer.next_meeting = question::next_meeting(plan, question.as_at);
    answer.known = filters.names().map(|(kind, name)| (kind.is_known)(plan, name)).collect();
    if !filters.fit_plan(plan) {
        return answer;
    }
    let people = filters.people(plan);
    let window = question.window_of(plan);
    for objective in plan.objectives {
        for action in objective.actions {
            if !filters.fit_action(plan, objective, action) {
                continue;
            }
            if !people.iter().all(|wanted| wanted.fits(objective, action)) {
                let leads = objective.leads_of(action);
                if let Some(group) = people.iter().find_map(|wanted| wanted.could_be(leads)) {
                    answer.unsure.push(Unsure { objective, action, led_by: group.name.value });
                }
                continue;
            }
            let carried_on = carried.of(file, action);
            let timing = timing_of(plan, objective, action, carried_on);
            if !timing.is_on_plan(question.as_at) {
                answer.not_added.push((objective, action));
                continue;
            }
            let verdict = judge(&timing, question.as_at, question.soon);
            let has_namesake = answer.has_namesake;
            let found = Found { plan, file, has_namesake, objective, action, verdict, carried_on, as_at: question.as_at };
            let in_days = |days| has_open_date(&timing, question.as_at, days);
            if !filters.fit_found(&found) || !filters.due_days().is_none_or(in_days) {
                continue;
            }
            answer.count(&found);
            let falls_due = || window.is_some_and(|window| !falling_due(&timing, question.as_at, window).is_empty());
            if question.whole || question.wants(verdict.state, falls_due) {
                answer.found.push(found);
            } else if found.is_caveat() {
                answer.caveats.push(found);
            }
        }
    }
    answer.found.shrink_to_fit();
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};
    use crate::time::state::State;
    use crate::time::when::When;

    /// A plan with an action for each filter: each filter finds something in it, and leaves something out.
    const TEXT: &str = r#"
board = "Any Town Safeguarding Board"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
[people]
sue = { name = "Sue Harrison" }
chris = { name = "Chris Howard" }
[groups]
training = { name = "Training Subgroup", kind = "subgroup" }
[[objective]]
ref = "1"
title = "Safe staff"
tags = ["neglect"]
[[objective.action]]
ref = "1.1"
action = "Write the policy"
lead = "sue"
due = "2008-06"
status = "in-progress"
rag = "red"
accountable = "chris"
[[objective.action]]
ref = "1.2"
action = "Train staff"
lead = { who = "chris", for = "training" }
due = "2009-02"
[[objective]]
ref = "2"
title = "Listen"
[[objective.action]]
ref = "2.1"
action = "Meet"
with = "chris"
[[objective.action]]
ref = "2.2"
action = "Close"
lead = "chris"
rag = "green"
completed = 2008-05-01
"#;

    fn found(filters: &Filters, file: &str) -> Vec<String> {
        let arena = Arena::new();
        let reading = plan::read(file, TEXT, &arena);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let question = Question { filters: filters.clone(), ..Question::as_at("2008-10-01".parse().unwrap()) };
        let answer = ask(&question, file, &reading.plan, &Carried::default());
        assert!(answer.known.iter().all(|known| *known));
        answer.found.iter().map(|found| found.label().into_owned()).collect()
    }

    #[test]
    fn every_filter_finds_something_and_leaves_something_out() {
        for filter in FILTERS {
            let (value, expected) = match filter.name {
                "board" => ("any town", "1.1 1.2 2.1 2.2"),
                "plan" => ("Any-Town", "1.1 1.2 2.1 2.2"),
                "lead" => ("sue harrison", "1.1"),
                "group" => ("Training Sub-group", "1.2"),
                "who" => ("Chris Howard", "1.1 1.2 2.1 2.2"),
                "objective" => ("safe staff", "1.1 1.2"),
                "ref" => ("2/1", "2.1"),
                "status" => ("in-progress", "1.1"),
                "rag" => ("red", "1.1"),
                "state" => ("overdue", "1.1"),
                "due-by" => ("2008-06", "1.1"),
                "due-from" => ("2009-02", "1.2"),
                "tag" => ("Neglect", "1.1 1.2"),
                "text" => ("POLICY", "1.1"),
                "no-rag" => ("", "1.2 2.1"),
                "open" => ("", "1.1 1.2 2.1"),
                "no-lead" => ("", "2.1"),
                "no-date" => ("", "2.1"),
                new => panic!("say here what --{new} finds"),
            };
            let mut filters = Filters::default();
            filters.add(
                filter,
                match filter.takes {
                    Takes::FirstDay => Value::Day(When::parse(value).unwrap().first_day()),
                    Takes::LastDay => Value::Day(When::parse(value).unwrap().last_day()),
                    Takes::Switch => Value::Switched,
                    _ => Value::Word(value.to_owned()),
                },
            );
            assert_eq!(found(&filters, "plans/any-town.toml").join(" "), expected, "--{}", filter.name);
            assert!(filters.any() && filters.has(filter) && filters.words().contains(|c: char| c.is_alphabetic()));
            assert_eq!(filters.by_state(), ["state", "open"].contains(&filter.name), "--{}", filter.name);
        }
    }

    /// Filters of a plan leave out all of it: what they leave out is another plan.
    #[test]
    fn a_filter_of_plans_passes_over_the_others() {
        for (filter, value) in [(&BOARD, "Other Town"), (&PLAN, "other-town")] {
            let mut filters = Filters::default();
            filters.add_word(filter, value);
            let arena = Arena::new();
            let reading = plan::read("any-town.toml", TEXT, &arena);
            let question = Question { filters, ..Question::as_at("2008-10-01".parse().unwrap()) };
            let answer = ask(&question, "any-town.toml", &reading.plan, &Carried::default());
            assert_eq!((answer.found.len(), &answer.known[..]), (0, &[false][..]), "--{}", filter.name);
        }
    }

    #[test]
    fn the_same_filter_twice_means_or_and_different_ones_mean_and() {
        let mut filters = Filters::default();
        filters.add_word(&STATE, "overdue");
        filters.add_word(&STATE, "scheduled");
        assert_eq!(found(&filters, "a.toml"), ["1.1", "1.2"]);
        filters.add_word(&REF, "1.2");
        assert_eq!(found(&filters, "a.toml"), ["1.2"]);
        assert_eq!(filters.words(), "reference 1.2; state overdue or scheduled");
    }

    #[test]
    fn what_is_wanted_by_state_leaves_the_others_counted_and_some_of_them_told() {
        let mut question = Question::as_at("2008-10-01".parse().unwrap());
        question.filters.add_word(&STATE, "overdue");
        let arena = Arena::new();
        let reading = plan::read("a.toml", TEXT, &arena);
        let answer = ask(&question, "a.toml", &reading.plan, &Carried::default());
        assert_eq!(answer.counts[State::Undated.index()], 1);
        assert_eq!(answer.caveats.iter().map(|found| found.label()).collect::<Vec<_>>(), ["2.1"]);
    }
}
