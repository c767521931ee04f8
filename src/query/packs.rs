//! Actions by who leads them: what is somebody's own, and nobody's action lost.

use super::{Answer, Found, NameIndex, Named, Question};
use crate::plan::GroupKind;

/// By whom actions are parted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Each {
    /// Every person, group and role that leads.
    Lead,
    /// Every group that leads, itself or by someone who stands for it.
    Group,
}

/// What one of them leads, in all plans.
#[derive(Debug)]
pub struct Pack<'f> {
    /// As the plans write it; "(no lead)" or "(no group)" for what nobody leads.
    pub name: &'f str,
    /// What tells packs of the same name apart: "person", "subgroup", [`Pack::NOBODY`].
    pub kind: &'static str,
    pub actions: Vec<Led<'f>>,
}

/// An action, and in what capacity it is led; nobody leads in none.
#[derive(Debug)]
pub struct Led<'f> {
    /// The number of the answer it stands in.
    answer: usize,
    pub found: &'f Found<'f>,
    pub named: Option<Named<'f>>,
}

/// Every action found, with the number of its answer.
pub fn numbered<'f>(answers: &'f [Answer<'f>]) -> impl Iterator<Item = (usize, &'f Found<'f>)> {
    answers.iter().enumerate().flat_map(|(number, answer)| answer.found.iter().map(move |found| (number, found)))
}

/// Parts actions by name: people first, then groups, and last what nobody leads. An action that several lead is in the pack of
/// each.
pub fn packs<'f>(actions: impl Iterator<Item = (usize, &'f Found<'f>)>, each: Each) -> Vec<Pack<'f>> {
    let mut packs: Vec<Pack> = Vec::new();
    let name = if each == Each::Lead { "(no lead)" } else { "(no group)" };
    let mut nobody = Pack { name, kind: Pack::NOBODY, actions: Vec::new() };
    let mut index = NameIndex::default();
    let wanted = |named: &Named| each == Each::Lead || named.kind.is_some_and(|kind| kind != GroupKind::Role);
    for (answer, found) in actions {
        let mut is_led = false;
        for named in found.leads().into_iter().filter(wanted) {
            is_led = true;
            let at = index.number_of(named.name, named.kind);
            if at == packs.len() {
                packs.push(Pack { name: named.name, kind: named.kind.map_or("person", GroupKind::word), actions: Vec::new() });
            }
            packs[at].actions.push(Led { answer, found, named: Some(named) });
        }
        if !is_led {
            nobody.actions.push(Led { answer, found, named: None });
        }
    }
    packs.sort_by_cached_key(|pack| (pack.kind != "person", pack.name.to_lowercase()));
    packs.extend(Some(nobody).filter(|nobody| !nobody.actions.is_empty()));
    packs
}

impl<'f> Pack<'f> {
    /// The kind of what nobody leads.
    pub const NOBODY: &'static str = "nobody";

    /// Its actions as answers of their own, of the plans that have any. `all` are the answers that were parted, to a question
    /// asked as a whole.
    pub fn answers(&self, all: &[Answer<'f>], question: &Question) -> Vec<Answer<'f>> {
        let mut own: Vec<Answer> = Vec::new();
        for of_one in self.actions.chunk_by(|one, other| one.answer == other.answer) {
            let whole = &all[of_one[0].answer];
            let (since, next_meeting) = (whole.since, whole.next_meeting);
            let mut answer = Answer { since, next_meeting, ..Answer::without_actions(whole.plan, whole.file) };
            for Led { found, .. } in of_one {
                answer.count(found);
                if found.is_wanted(question) {
                    answer.found.push(**found);
                } else if found.is_caveat() {
                    answer.caveats.push(**found);
                }
            }
            own.push(answer);
        }
        own
    }
}
