//! `lscb move`: a deadline is moved, or an extension asked for, granted or refused.

use crate::acts::reschedule::{self, NewDate};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, EditArgs, OnArg};
use crate::cli::exit_status::ExitStatus;
use crate::query::REFERENCES;
use crate::time::when::When;

/// Move a deadline with its reason, or ask for that; the first date is kept
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); several parted by commas; PLAN:REF names the plan too
    #[arg(value_name = "REF", add = complete::names(&REFERENCES))]
    which: String,
    /// The new date: a day, or a month such as "September 2008"
    #[arg(value_name = "NEW-DATE", value_parser = crate::acts::date, required_unless_present_any = ["grant", "refuse"])]
    to: Option<When>,
    /// Why
    #[arg(long, value_name = "WORDS", value_parser = edit_plans::words, required_unless_present_any = ["grant", "refuse"])]
    because: Option<String>,
    #[command(flatten)]
    on: OnArg,
    /// Only asked for: the old date holds until it is granted
    #[arg(long)]
    asked: bool,
    /// Grant the extension that was asked for
    #[arg(long, conflicts_with_all = ["to", "because", "asked", "was", "milestone", "refuse"])]
    grant: bool,
    /// Refuse the extension that was asked for
    #[arg(long, conflicts_with_all = ["to", "because", "asked", "was", "milestone"])]
    refuse: bool,
    /// Which date is moved, where the action has several
    #[arg(long, value_name = "DATE", value_parser = crate::acts::date)]
    was: Option<When>,
    /// The date of this milestone: its number, counted from 1, or some of its words
    #[arg(long, value_name = "WORDS|NUMBER", conflicts_with = "was")]
    milestone: Option<String>,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let on = args.on.day()?;
    let because = args.because.unwrap_or_default();
    let new = args.to.map(|to| NewDate { to, on, because, was: args.was, asked: args.asked });
    edit_plans::act(&args.which, &args.edit, config, |change, subject| match (&new, &args.milestone) {
        (Some(new), Some(milestone)) => reschedule::move_milestone(change, subject, milestone, new),
        (Some(new), None) => reschedule::move_date(change, subject, new),
        (None, _) => reschedule::settle_extension(change, subject, args.grant, on),
    })
}
