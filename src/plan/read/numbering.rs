//! What objectives are called, and whether references restart under each: known before the first objective is read, as the faults
//! found in it name it.

use super::Reader;
use super::values::one_or_more;
use crate::names::ref_key;
use crate::text::is_blank;
use foldhash::{HashMap, HashMapExt, HashSet};
use toml_spanner::{Item, Table, Value};

/// How the objectives and actions of a plan are numbered.
#[derive(Default)]
pub(super) struct Numbering<'a> {
    /// What the places of each objective's actions begin with.
    pub places: Vec<&'a str>,
    /// References begin again under each objective.
    pub restarts: bool,
    /// The keys of the references that stand under several objectives; empty where they do not restart.
    pub shared: HashSet<String>,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn numbering(&self, objectives: &Item) -> Numbering<'a> {
        let tables: Vec<&Table> = tables_of(objectives).collect();
        let refs: Vec<Option<&str>> = tables.iter().map(|table| ref_of(table)).collect();
        let mut counts: HashMap<&str, usize> = HashMap::with_capacity(refs.len());
        refs.iter().flatten().for_each(|reference| *counts.entry(reference).or_default() += 1);
        let place = |(index, reference): (usize, &Option<&str>)| match reference {
            Some(reference) if counts[reference] == 1 => self.lists.alloc_str(reference),
            _ => {
                let mut place = (index + 1).to_string();
                while counts.contains_key(&*place) {
                    place = format!("objective-{place}");
                }
                self.lists.alloc_str(&place)
            }
        };
        let places: Vec<&str> = refs.iter().enumerate().map(|entry| &*place(entry)).collect();
        let mut firsts = HashSet::default();
        let first = tables.iter().filter_map(|table| actions_of(table).find_map(ref_of));
        let restarts = first.map(ref_key).any(|first| !firsts.insert(first));
        let shared = if restarts { shared(&tables) } else { HashSet::default() };
        Numbering { places, restarts, shared }
    }
}

/// The keys of the references that stand under several objectives.
fn shared(objectives: &[&Table]) -> HashSet<String> {
    let mut under: HashMap<String, usize> = HashMap::new();
    let mut shared = HashSet::default();
    for (number, objective) in objectives.iter().enumerate() {
        for reference in actions_of(objective).filter_map(ref_of) {
            let key = ref_key(reference).into_owned();
            if *under.entry(key.clone()).or_insert(number) != number {
                shared.insert(key);
            }
        }
    }
    shared
}

fn tables_of<'i, 't>(item: &'i Item<'t>) -> impl Iterator<Item = &'i Table<'t>> {
    one_or_more(item).iter().filter_map(|item| if let Value::Table(table) = item.value() { Some(table) } else { None })
}

fn actions_of<'i, 't>(objective: &'i Table<'t>) -> impl Iterator<Item = &'i Table<'t>> {
    objective.iter().filter(|(name, _)| name.name == "action").flat_map(|(_, item)| tables_of(item))
}

/// The reference of an objective or action, where it has one.
fn ref_of<'i>(table: &'i Table<'_>) -> Option<&'i str> {
    let (_, item) = table.iter().find(|(name, _)| name.name == "ref")?;
    if let Value::String(text) = item.value() { Some(text.trim()).filter(|text| !is_blank(text)) } else { None }
}
