//! `lscb show`: everything about one action.

use crate::cli::ExitStatus;
use crate::cli::args::{Day, FilterArgs, Paths};
use crate::cli::config::Config;
use crate::cli::output::OutputArgs;
use crate::cli::run_query::{Wanted, ask, files_read};
use crate::query::{Store, Told};
use crate::reports::actions;

/// Everything about one action: its plan, its time and how that was judged
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); with a plan before it, PLAN:REF
    #[arg(value_name = "REF", add = crate::cli::complete::names(crate::query::Asked::Reference))]
    which: String,
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    output_args: OutputArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let output = args.output_args.output(files_read(&args.paths, config))?;
    let mut filters = args.filters.filters();
    match args.which.split_once(':') {
        Some((plan, reference)) => {
            filters.plan.push(plan.to_owned());
            filters.reference.push(reference.to_owned());
        }
        None => filters.reference.push(args.which),
    }
    let store = Store::default();
    let asking = ask(&store, &args.paths, &args.day, Wanted { filters, story: Told::ALL.to_vec(), ..Wanted::default() }, config)?;
    output.report(&actions::show(&asking.answers, asking.about))?;
    Ok(asking.end)
}
