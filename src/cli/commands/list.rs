//! `lscb list`: any actions, by any filter.

use crate::cli::args::{Day, FilterArgs, LayoutArgs, Paths};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::find_plans::files_read;
use crate::cli::output::{FileDays, OutputArgs};
use crate::cli::packs::EachArgs;
use crate::cli::run_query::{ask, load, question};
use crate::load::Texts;
use crate::query::Question;
use crate::reports::actions;
use crate::source::NamedBy;
use clap::{ArgMatches, Args as _, FromArgMatches};

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

/// Its arguments, for a saved report of this shape.
pub(super) fn command() -> clap::Command {
    Args::augment_args(clap::Command::default().name("list"))
}

/// Asks as a saved report does; `named_by` says who named its file.
pub(super) fn run_saved(matches: &ArgMatches, named_by: NamedBy, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut args = Args::from_arg_matches(matches)?;
    args.output_args.named_by = named_by;
    run(args, config)
}

pub(super) fn run(mut args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let filters = args.filters.0;
    let by_state = filters.by_state();
    let mut texts = Texts::default();
    let plans = load(&args.paths, &mut args.day, config, &mut texts)?;
    let question = Question { whole: args.each.any(), ..question(&args.day, filters, &plans, config)? };
    let days = FileDays::of(question.as_at, None);
    let output = args.output_args.output(files_read(&args.paths, config), days)?;
    let asking = ask(question, &plans)?;
    args.each.send(&asking, &output, |answers, about| args.layout.apply(actions::list(answers, about, by_state)))?;
    Ok(asking.ended(args.fail_if_any))
}
