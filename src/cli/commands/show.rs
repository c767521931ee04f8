//! `lscb show`: everything about one action.

use crate::cli::args::{Day, FilterArgs, Paths};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::output::OutputArgs;
use crate::cli::run_query::{ask, files_read, load, question};
use crate::load::Texts;
use crate::query::{PLAN, Question, REF};
use crate::reports::{self, actions};

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

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let output = args.output_args.output(files_read(&args.paths, config))?;
    let mut filters = args.filters.0;
    match args.which.split_once(':') {
        Some((plan, reference)) => {
            filters.add_word(&PLAN, plan);
            filters.add_word(&REF, reference);
        }
        None => filters.add_word(&REF, &args.which),
    }
    let question = Question { filters, ..question(&args.day, config)? };
    let mut texts = Texts::default();
    let plans = load(&args.paths, config, &mut texts)?;
    let asking = ask(question, &plans)?;
    output.report(&reports::with_basis(actions::show(&asking.answers, asking.about), &asking.answers))?;
    Ok(asking.end)
}
