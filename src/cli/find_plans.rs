//! Which files the arguments mean, and what is said of those that give no plan.

use super::args::Paths;
use super::config::Config;
use super::exit_status::ExitStatus;
use super::output;
use crate::load::{Input, Loaded, Sources, Version};
use crate::source;
use std::path::PathBuf;

/// The files that the arguments name, else the plans folder.
///
/// # Errors
/// When git cannot tell the files of a version.
pub fn find(paths: &Paths, config: &Config, version: Version) -> anyhow::Result<(Sources, ExitStatus)> {
    find_at(paths_of(paths, config), !paths.paths.is_empty(), version)
}

/// The files below some paths; `by_hand` says that somebody named them for this run.
///
/// # Errors
/// As those of [`find`].
pub fn find_at(paths: Vec<PathBuf>, by_hand: bool, version: Version) -> anyhow::Result<(Sources, ExitStatus)> {
    let nobody_named = !by_hand && matches!(version, Version::OnDisk);
    let input = Input { version, by_hand, ..Input::on_disk(paths) };
    let sources = input.find().map_err(anyhow::Error::msg)?;
    sources.unreadable.iter().for_each(|unreadable| output::message(&unreadable.to_string()));
    if nobody_named && sources.has_no_file() {
        output::message("`lscb init` sets up a folder for plans with one to start from, `lscb import` makes a plan of a paper");
    }
    let end = if sources.unreadable.is_empty() { ExitStatus::Success } else { ExitStatus::Failure };
    Ok((sources, end))
}

/// The paths of the arguments, else the plans folder. Patterns stand for the files that fit them, as where a shell expands them.
pub fn paths_of(paths: &Paths, config: &Config) -> Vec<PathBuf> {
    if paths.paths.is_empty() { config.plans() } else { source::expand(&paths.paths) }
}

/// The files that are read whatever their names: those of the arguments, and the configuration.
pub fn files_read(paths: &Paths, config: &Config) -> Vec<PathBuf> {
    paths_of(paths, config).into_iter().chain(config.file.clone()).collect()
}

/// Says why a file gave no plan.
pub fn trouble<T>(file: &Loaded<T>) -> ExitStatus {
    match file {
        Loaded::Plan(_) => ExitStatus::Success,
        Loaded::NotAPlan(name) => {
            output::message(&format!("{name}: passed over, as it has nothing of a plan in it"));
            ExitStatus::Success
        }
        Loaded::Unreadable(unreadable) => {
            output::message(&unreadable.to_string());
            ExitStatus::Failure
        }
    }
}
