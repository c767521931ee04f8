use super::End;
use super::args::{Day, Dress, FilterArgs, Paths};
use super::ask::{Wanted, ask};
use super::config::Config;
use crate::reports::{self, REPORTS};
use anyhow::Context;
use clap::builder::{PossibleValue, PossibleValuesParser};

/// The plans by lead, by subgroup, by objective or by board
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which report
    #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(names()))]
    name: String,
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    dress: Dress,
}

fn names() -> Vec<PossibleValue> {
    REPORTS.iter().map(|shape| PossibleValue::new(shape.id).alias(shape.also).help(shape.about)).collect()
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<End> {
    let output = args.dress.output()?;
    let shape = reports::find(&args.name).context("there is no such report")?;
    let asking =
        ask(&args.paths, &args.day, Wanted { filters: args.filters.filters(), heads: true, ..Wanted::default() }, config)?;
    output.report(&(shape.build)(&asking.answers, asking.about))?;
    Ok(asking.end)
}
