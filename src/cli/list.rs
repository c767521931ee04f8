use super::End;
use super::args::{Day, Dress, FilterArgs, Layout, Paths};
use super::ask::{Wanted, ask};
use super::config::Config;
use crate::reports::{self, actions};

/// Any actions, by any filter
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    layout: Layout,
    /// End with exit code 1 when any action matches
    #[arg(long)]
    fail_if_any: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    dress: Dress,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<End> {
    let output = args.dress.output()?;
    let filters = args.filters.filters();
    let by_state = !filters.state.is_empty();
    let listing = args.layout.listing();
    let asking = ask(&args.paths, &args.day, Wanted { filters, detail: listing.detail(), ..Wanted::default() }, config)?;
    let report = actions::list(&asking.answers, asking.about, by_state);
    let report = reports::arrange(report, &listing).map_err(anyhow::Error::msg)?;
    output.report(&report)?;
    Ok(if args.fail_if_any && !report.is_empty() { asking.end.and(End::Found) } else { asking.end })
}
