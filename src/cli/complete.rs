//! The names a shell offers: people, groups, plans and references of the plans in the usual folder, and reports.

use super::config::{ConfigArgs, load};
use super::saved::ShapeCommand;
use crate::load::{Input, Loaded};
use crate::query::NameKind;
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

fn offer(kind: &NameKind, typed: &str) -> Vec<CompletionCandidate> {
    let Ok(config) = load(&ConfigArgs::default(), None) else { return Vec::new() };
    let Ok(sources) = Input::on_disk(config.plans()).find() else { return Vec::new() };
    let plans = sources.read_each(|_, _, reading| (kind.candidates)(&reading.plan)).into_iter();
    let names = plans.filter_map(|file| if let Loaded::Plan(names) = file { Some(names) } else { None });
    let starts = |name: &String| crate::names::starts_with(name, typed);
    let names: BTreeSet<String> = names.flatten().filter(starts).collect();
    names.into_iter().map(CompletionCandidate::new).collect()
}
