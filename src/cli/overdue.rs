use super::End;
use super::args::{Day, Dress, FilterArgs, Paths};
use super::ask::{Wanted, ask};
use super::config::Config;
use super::packs::EachArgs;
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
    /// End with exit code 1 when anything is overdue
    #[arg(long)]
    fail_if_any: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    each: EachArgs,
    #[command(flatten)]
    dress: Dress,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<End> {
    let output = args.dress.output()?;
    let mut filters = args.filters.filters();
    if filters.state.is_empty() {
        filters.state.push(State::Overdue);
    }
    let store = Store::default();
    let asking = ask(&store, &args.paths, &args.day, Wanted { filters, whole: args.each.any(), ..Wanted::default() }, config)?;
    args.each.send(&asking, &output, |answers, about| Ok(actions::overdue(answers, about)))?;
    Ok(asking.ended(args.fail_if_any))
}
