//! The names a shell offers: people, groups, plans and references of the plans in the usual folder.

use super::config::{ConfigArgs, load};
use crate::query::{Asked, candidates};
use crate::shelf::{self, Seen};
use crate::source;
use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCompleter;
use std::collections::BTreeSet;
use std::ffi::OsStr;

/// Offers what the plans know of one kind of name.
pub fn names(asked: Asked) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| offer(asked, &typed.to_string_lossy()))
}

fn offer(asked: Asked, typed: &str) -> Vec<CompletionCandidate> {
    let Ok(config) = load(&ConfigArgs::default()) else { return Vec::new() };
    let (places, _) = source::find(&config.plans());
    let plans = shelf::each(&places, |_, _, reading: crate::plan::Reading| (candidates(&reading.plan, asked), false));
    let names = plans.into_iter().filter_map(|seen| match seen {
        Seen::Plan(sheet) => Some(sheet.made),
        _ => None,
    });
    let starts = |name: &String| name.to_lowercase().starts_with(&typed.to_lowercase());
    let names: BTreeSet<String> = names.flatten().filter(starts).collect();
    names.into_iter().map(CompletionCandidate::new).collect()
}
