//! The names a shell offers: people, groups, plans and references of the plans in the usual folder, and reports.

use super::config::{ConfigArgs, load};
use crate::load::{self, Seen};
use crate::query::{Asked, candidates};
use crate::reports::REPORT_KINDS;
use crate::source;
use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCompleter;
use std::collections::BTreeSet;
use std::ffi::OsStr;

/// Offers what the plans know of one kind of name.
pub fn names(asked: Asked) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| offer(asked, &typed.to_string_lossy()))
}

/// Offers the shapes of reports, and the reports saved in the configuration.
pub fn reports() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let shapes = REPORT_KINDS.iter().map(|shape| (shape.id.to_owned(), shape.about.to_owned()));
        let saved = load(&ConfigArgs::default()).map(|config| config.reports).unwrap_or_default();
        let saved = saved.into_iter().map(|saved| (saved.name, format!("saved in lscb.toml: {}", saved.shape)));
        let known = shapes.chain(saved).filter(|(name, _)| name.starts_with(&*typed));
        known.map(|(name, about)| CompletionCandidate::new(name).help(Some(about.into()))).collect()
    })
}

fn offer(asked: Asked, typed: &str) -> Vec<CompletionCandidate> {
    let Ok(config) = load(&ConfigArgs::default()) else { return Vec::new() };
    let (places, _) = source::find(&config.plans());
    let plans = load::each(&places, |_, _, reading: crate::plan::Reading| (candidates(&reading.plan, asked), false));
    let names = plans.into_iter().filter_map(|seen| match seen {
        Seen::Plan(sheet) => Some(sheet.made),
        _ => None,
    });
    let starts = |name: &String| name.to_lowercase().starts_with(&typed.to_lowercase());
    let names: BTreeSet<String> = names.flatten().filter(starts).collect();
    names.into_iter().map(CompletionCandidate::new).collect()
}
