//! `lscb overdue`: what is overdue as at a day, worst first.

use crate::cli::args::{Day, FilterArgs, Paths};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::output::OutputArgs;
use crate::cli::packs::EachArgs;
use crate::cli::run_query::{ask, files_read, load, question};
use crate::load::Texts;
use crate::query::{Question, STATE};
use crate::reports::actions;
use crate::time::state::State;

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
    filters: FilterArgs,
    #[command(flatten)]
    each: EachArgs,
    #[command(flatten)]
    output_args: OutputArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let output = args.output_args.output(files_read(&args.paths, config))?;
    let mut filters = args.filters.0;
    if !filters.has(&STATE) {
        filters.add_word(&STATE, State::Overdue.id());
    }
    let question = Question { filters, whole: args.each.any(), ..question(&args.day, config)? };
    let mut texts = Texts::default();
    let plans = load(&args.paths, config, &mut texts)?;
    let asking = ask(question, &plans)?;
    args.each.send(&asking, &output, |answers, about| {
        Ok(match args.each_date {
            true => actions::overdue_by_date(answers, about),
            false => actions::overdue(answers, about),
        })
    })?;
    Ok(asking.ended(args.fail_if_any))
}
