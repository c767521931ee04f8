//! `lscb done`: an action, or a milestone of it, is complete.

use crate::acts::progress;
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, EditArgs, OnArg};
use crate::cli::exit_status::ExitStatus;
use crate::query::REFERENCES;

/// Say that an action is complete, or that a milestone of it is reached
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); several parted by commas; PLAN:REF names the plan too
    #[arg(value_name = "REF", add = complete::names(&REFERENCES))]
    which: String,
    #[command(flatten)]
    on: OnArg,
    /// What shows it, in words or as a path
    #[arg(long, value_name = "WORDS", value_parser = edit_plans::words)]
    evidence: Vec<String>,
    /// Only this milestone of it: its number, counted from 1, or some of its words
    #[arg(long, value_name = "WORDS|NUMBER")]
    milestone: Option<String>,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let on = args.on.day()?;
    edit_plans::act(&args.which, &args.edit, config, |change, subject| match &args.milestone {
        Some(milestone) => progress::milestone_done(change, subject, milestone, on, &args.evidence),
        None => progress::done(change, subject, on, &args.evidence),
    })
}
