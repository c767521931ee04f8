use super::End;
use super::args::{Day, Dress, FilterArgs, Layout, Paths};
use super::ask::{Wanted, ask};
use super::config::Config;
use super::packs::EachArgs;
use crate::query::Answer;
use crate::reports::actions;

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
    each: EachArgs,
    #[command(flatten)]
    dress: Dress,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<End> {
    let output = args.dress.output()?;
    let mut filters = args.filters.filters();
    let states = filters.state.clone();
    let packs = args.each.each().is_some();
    if packs {
        filters.state.clear();
    }
    let asking =
        ask(&args.paths, &args.day, Wanted { filters, detail: args.layout.listing().detail(), ..Wanted::default() }, config)?;
    let by_state = !states.is_empty();
    let layout = &args.layout;
    if packs {
        let about = asking.about.of_a_part();
        args.each.write(&asking.answers, &states, &output, |own| layout.apply(actions::list(own, about, by_state)))?;
    } else {
        output.report(&layout.apply(actions::list(&asking.answers, asking.about, by_state))?)?;
    }
    let wanted = |answer: &Answer| answer.found.iter().any(|found| !by_state || states.contains(&found.verdict.state));
    Ok(if args.fail_if_any && asking.answers.iter().any(wanted) { asking.end.and(End::Found) } else { asking.end })
}
