//! `lscb reopen`: open an action again that is closed or on hold, with the reason.

use crate::acts::status;
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, EditArgs, OnArg};
use crate::cli::exit_status::ExitStatus;
use crate::query::REFERENCES;

/// Open an action again that is closed or on hold, with the reason
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); several parted by commas; PLAN:REF names the plan too
    #[arg(value_name = "REF", add = complete::names(&REFERENCES))]
    which: String,
    /// Why
    #[arg(long, value_name = "WORDS", value_parser = edit_plans::words)]
    because: String,
    #[command(flatten)]
    on: OnArg,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let on = args.on.day()?;
    edit_plans::act(&args.which, &args.edit, config, |change, subject| status::reopen(change, subject, &args.because, on))
}
