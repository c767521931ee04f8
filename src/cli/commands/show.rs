//! `lscb show`: everything about one action.

use crate::cli::args::{Day, FilterArgs, Paths};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::find_plans::files_read;
use crate::cli::output::{FileDays, OutputArgs};
use crate::cli::run_query::{ask, load, question};
use crate::load::Texts;
use crate::query::{PLAN, REF, plan_and_reference};
use crate::reports::actions;

/// Everything about one action: its plan, its time and how that was judged
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); with a plan before it, PLAN:REF
    #[arg(value_name = "REF", add = crate::cli::complete::names(&crate::query::REFERENCES))]
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

pub(super) fn run(mut args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut filters = args.filters.0;
    match plan_and_reference(&args.which) {
        Some((plan, reference)) => {
            filters.add_word(&PLAN, plan);
            filters.add_word(&REF, reference);
        }
        None => filters.add_word(&REF, &args.which),
    }
    let mut texts = Texts::default();
    let plans = load(&args.paths, &mut args.day, config, &mut texts)?;
    let question = question(&args.day, filters, &plans, config)?;
    let days = FileDays::of(question.as_at, None);
    let output = args.output_args.output(files_read(&args.paths, config), days)?;
    let asking = ask(question, &plans)?;
    output.report(&asking.told(actions::show(&asking.answers, asking.about), &asking.answers))?;
    Ok(asking.end)
}
