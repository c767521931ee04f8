//! `lscb list`: any actions, by any filter.

use crate::cli::args::{Day, FilterArgs, LayoutArgs, Paths};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::moment::settle;
use crate::cli::output::OutputArgs;
use crate::cli::packs::EachArgs;
use crate::cli::run_query::{ask, files_read, load, question};
use crate::load::Texts;
use crate::query::{Question, STATE};
use crate::reports::actions;

/// Any actions, by any filter
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    layout: LayoutArgs,
    /// End with exit code 1 when any action matches
    #[arg(long)]
    fail_if_any: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    each: EachArgs,
    #[command(flatten)]
    output_args: OutputArgs,
}

pub(super) fn run(mut args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let output = args.output_args.output(files_read(&args.paths, config))?;
    let sources = settle(&args.paths, &mut args.day, config)?;
    let filters = args.filters.0;
    let by_state = filters.has(&STATE);
    let question = Question { filters, whole: args.each.any(), ..question(&args.day, config)? };
    let mut texts = Texts::default();
    let plans = load(&sources, &mut texts);
    let asking = ask(question, &plans)?;
    args.each.send(&asking, &output, |answers, about| args.layout.apply(actions::list(answers, about, by_state)))?;
    Ok(asking.ended(args.fail_if_any))
}
