//! `lscb overdue`: what is overdue as at a day, worst first.

use crate::cli::args::{Day, FilterArgs, LayoutArgs, Paths};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::find_plans::files_read;
use crate::cli::output::{FileDays, OutputArgs};
use crate::cli::packs::EachArgs;
use crate::cli::run_query::{ask, load, question};
use crate::load::Texts;
use crate::query::{Question, STATE};
use crate::reports::actions;
use crate::source::NamedBy;
use crate::time::state::State;
use clap::{ArgMatches, Args as _, FromArgMatches};

/// What is overdue as at a day, worst first
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    /// A row for each date that was missed
    #[arg(long)]
    each_date: bool,
    /// End with exit code 1 when anything is overdue
    #[arg(long)]
    fail_if_any: bool,
    #[command(flatten)]
    layout: LayoutArgs,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    each: EachArgs,
    #[command(flatten)]
    output_args: OutputArgs,
}

/// Its arguments, for a saved report of this shape.
pub(super) fn command() -> clap::Command {
    Args::augment_args(clap::Command::default().name("overdue"))
}

/// Asks as a saved report does; `named_by` says who named its file.
pub(super) fn run_saved(matches: &ArgMatches, named_by: NamedBy, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut args = Args::from_arg_matches(matches)?;
    args.output_args.named_by = named_by;
    run(args, config)
}

pub(super) fn run(mut args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut filters = args.filters.0;
    if !filters.has(&STATE) {
        filters.add_word(&STATE, State::Overdue.id());
    }
    let mut texts = Texts::default();
    let plans = load(&args.paths, &mut args.day, config, &mut texts)?;
    let question = Question { whole: args.each.any(), ..question(&args.day, filters, &plans, config)? };
    let days = FileDays::of(question.as_at, None);
    let output = args.output_args.output(files_read(&args.paths, config), days)?;
    let asking = ask(question, &plans)?;
    args.each.send(&asking, &output, |answers, about| {
        args.layout.apply(match args.each_date {
            true => actions::overdue_by_date(answers, about),
            false => actions::overdue(answers, about),
        })
    })?;
    Ok(asking.ended(args.fail_if_any))
}
