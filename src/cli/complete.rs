//! The names a shell offers: people, groups, plans and references of the plans in the usual folder, and reports.

use super::config::{ConfigArgs, load};
use super::saved::ShapeCommand;
use crate::load::{Input, Loaded};
use crate::plan::keys::{self, ValueType};
use crate::query::{LEADERS, NameKind, TAGS};
use crate::reports::REPORT_KINDS;
use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCompleter;
use std::collections::BTreeSet;
use std::ffi::OsStr;

/// Offers what the plans know of one kind of name.
pub fn names(kind: &'static NameKind) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| offer(kind, &typed.to_string_lossy()))
}

/// Offers the shapes of reports, and the reports saved in the configuration; `command_of` has the arguments of each
/// shape.
pub fn reports(command_of: ShapeCommand) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let shapes = REPORT_KINDS.iter().map(|shape| (shape.id.to_owned(), shape.about.to_owned()));
        let saved = load(&ConfigArgs::default(), Some(command_of)).map(|config| config.reports).unwrap_or_default();
        let saved = saved.into_iter().map(|saved| (saved.name, format!("saved in lscb.toml: {}", saved.shape)));
        let known = shapes.chain(saved).filter(|(name, _)| name.starts_with(&*typed));
        known.map(|(name, about)| CompletionCandidate::new(name).help(Some(about.into()))).collect()
    })
}

/// Offers the keys that can be set, and after the = sign what the key can hold.
pub fn settings() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let sections = [&keys::ACTION, &keys::OBJECTIVE, &keys::PLAN];
        let settable = || sections.iter().flat_map(|section| section.keys).filter(|key| key.value_type.is_said_in_words());
        let Some((name, value)) = typed.split_once('=') else {
            let mut names: Vec<&keys::Key> = settable().filter(|key| key.name.starts_with(&*typed)).collect();
            names.sort_by_key(|key| key.name);
            names.dedup_by_key(|key| key.name);
            let offered = names.into_iter();
            return offered.map(|key| CompletionCandidate::new(format!("{}=", key.name)).help(Some(key.about.into()))).collect();
        };
        let Some(key) = settable().find(|key| key.name == name.trim_end_matches('+')) else { return Vec::new() };
        let words = |words: &[&str]| words.iter().filter(|word| word.starts_with(value)).map(|word| (*word).to_owned()).collect();
        let values: Vec<String> = match key.value_type {
            ValueType::Word(known) => words(known),
            ValueType::Flag | ValueType::WhenOrTrue => words(&["yes", "no"]),
            ValueType::Pointer | ValueType::Pointers | ValueType::Whos => known(&LEADERS, value).into_iter().collect(),
            _ if key.name == "tags" => known(&TAGS, value).into_iter().collect(),
            _ => vec![],
        };
        values.into_iter().map(|value| CompletionCandidate::new(format!("{name}={value}"))).collect()
    })
}

/// Offers names of one kind; where none has a comma in it, of several the last is still typed.
fn offer(kind: &NameKind, typed: &str) -> Vec<CompletionCandidate> {
    let (before, last) = match typed.rsplit_once(',').filter(|_| !kind.has_commas) {
        Some((before, last)) => (format!("{before},"), last),
        None => (String::new(), typed),
    };
    known(kind, last).into_iter().map(|name| CompletionCandidate::new(format!("{before}{name}"))).collect()
}

/// The names that the plans have of one kind and that begin as typed.
fn known(kind: &NameKind, typed: &str) -> BTreeSet<String> {
    let Ok(config) = load(&ConfigArgs::default(), None) else { return BTreeSet::new() };
    let Ok(sources) = Input::on_disk(config.plans()).find() else { return BTreeSet::new() };
    let plans = sources.read_each(|_, _, reading| (kind.candidates)(&reading.plan)).into_iter();
    let names = plans.filter_map(|file| if let Loaded::Plan(names) = file { Some(names) } else { None });
    names.flatten().filter(|name| crate::names::starts_with(name, typed)).collect()
}
