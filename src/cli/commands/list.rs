//! `lscb list`: any actions, by any filter.

use crate::cli::ExitStatus;
use crate::cli::args::{Day, FilterArgs, Layout, Paths};
use crate::cli::config::Config;
use crate::cli::output::OutputArgs;
use crate::cli::packs::EachArgs;
use crate::cli::run_query::{Wanted, ask, files_read};
use crate::query::Store;
use crate::reports::actions;

/// Any actions, by any filter
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    layout: Layout,
    /// ExitStatus with exit code 1 when any action matches
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
    let filters = args.filters.filters();
    let by_state = !filters.state.is_empty();
    let story = args.layout.listing().parts();
    let store = Store::default();
    let asking =
        ask(&store, &args.paths, &args.day, Wanted { filters, story, whole: args.each.any(), ..Wanted::default() }, config)?;
    args.each.send(&asking, &output, |answers, about| args.layout.apply(actions::list(answers, about, by_state)))?;
    Ok(asking.ended(args.fail_if_any))
}
