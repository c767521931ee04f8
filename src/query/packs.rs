//! The same answers parted by who leads: what is somebody's own, and nobody's action lost.

use super::{Answer, Found};
use crate::plan::Kind;
use crate::time::state::State;
use std::collections::HashMap;
use std::sync::Arc;

/// By whom answers are parted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Each {
    /// Every person, group and role that leads.
    Lead,
    /// Every group that leads, itself or by someone who stands for it.
    Group,
}

/// What one of them leads, in all plans; the last pack is what nobody leads.
#[derive(Debug)]
pub struct Pack {
    /// As the plans write it; "(no lead)" or "(no group)" for what nobody leads.
    pub name: String,
    /// What tells packs of the same name apart: "person", "subgroup", "nobody".
    pub kind: &'static str,
    /// The number of each action among an answer's, by the number of the answer.
    actions: Vec<(usize, Vec<usize>)>,
}

/// Parts the answers. An action that several lead is in the pack of each.
pub fn packs(answers: &[Answer], each: Each) -> Vec<Pack> {
    let mut packs: Vec<Pack> = Vec::new();
    let mut nobody = match each {
        Each::Lead => Pack { name: "(no lead)".into(), kind: "nobody", actions: Vec::new() },
        Each::Group => Pack { name: "(no group)".into(), kind: "nobody", actions: Vec::new() },
    };
    let mut index = HashMap::new();
    for (plan, answer) in answers.iter().enumerate() {
        for (number, found) in answer.found.iter().enumerate() {
            let wanted = |kind: Option<Kind>| each == Each::Lead || kind.is_some_and(|kind| kind != Kind::Role);
            let mut led = false;
            for named in found.leads.iter().filter(|named| wanted(named.kind)) {
                led = true;
                let at = *index.entry((named.name.to_lowercase(), named.kind)).or_insert_with(|| {
                    let kind = named.kind.map_or("person", Kind::word);
                    packs.push(Pack { name: named.name.to_string(), kind, actions: Vec::new() });
                    packs.len() - 1
                });
                packs[at].add(plan, number);
            }
            if !led {
                nobody.add(plan, number);
            }
        }
    }
    packs.sort_by_cached_key(|pack| (pack.kind != "person", pack.name.to_lowercase(), pack.kind));
    packs.extend(Some(nobody).filter(|nobody| !nobody.actions.is_empty()));
    packs
}

impl Pack {
    #[cfg(test)]
    pub fn empty(name: &str) -> Pack {
        Pack { name: name.into(), kind: "person", actions: Vec::new() }
    }

    fn add(&mut self, plan: usize, number: usize) {
        match self.actions.last_mut() {
            Some((last, numbers)) if *last == plan => numbers.push(number),
            _ => self.actions.push((plan, vec![number])),
        }
    }

    /// Its actions as answers of their own, of the plans that have any. `all` are the answers that were parted; they were asked
    /// without a state, and these are the states that are wanted now.
    pub fn answers(&self, all: &[Answer], states: &[State]) -> Vec<Answer> {
        let one = |(plan, numbers): &(usize, Vec<usize>)| {
            let whole = &all[*plan];
            let mut answer = Answer {
                plan: Arc::clone(&whole.plan),
                found: Vec::new(),
                counts: [0; State::ALL.len()],
                left_open: 0,
                apart: Vec::new(),
                unsure: Vec::new(),
                known: Vec::new(),
            };
            for found in numbers.iter().map(|&number| &whole.found[number]) {
                answer.counts[found.verdict.state.index()] += 1;
                answer.left_open += usize::from(found.verdict.plan_ended);
                if states.is_empty() || states.contains(&found.verdict.state) {
                    answer.found.push(found.clone());
                } else if is_apart(found) {
                    answer.apart.push(found.clone());
                }
            }
            answer
        };
        self.actions.iter().map(one).collect()
    }
}

/// A listing by state must speak of it apart.
fn is_apart(found: &Found) -> bool {
    matches!(found.verdict.state, State::LateToStart | State::OnHold | State::Undated | State::Event)
        || found.verdict.unjudged.is_some()
}
