//! `lscb overdue`: what is overdue as at a day, worst first.

use crate::cli::ExitStatus;
use crate::cli::args::{Day, FilterArgs, Paths};
use crate::cli::config::Config;
use crate::cli::output::OutputArgs;
use crate::cli::packs::EachArgs;
use crate::cli::run_query::{Wanted, ask, files_read};
use crate::query::Store;
use crate::reports::actions;
use crate::time::state::State;

/// What is overdue as at a day, worst first
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    /// ExitStatus with exit code 1 when anything is overdue
    #[arg(long)]
    fail_if_any: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    each: EachArgs,
    #[command(flatten)]
    output_args: OutputArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let output = args.output_args.output(files_read(&args.paths, config))?;
    let mut filters = args.filters.filters();
    if filters.state.is_empty() {
        filters.state.push(State::Overdue);
    }
    let store = Store::default();
    let asking = ask(&store, &args.paths, &args.day, Wanted { filters, whole: args.each.any(), ..Wanted::default() }, config)?;
    args.each.send(&asking, &output, |answers, about| Ok(actions::overdue(answers, about)))?;
    Ok(asking.ended(args.fail_if_any))
}
