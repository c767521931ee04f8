use super::End;
use super::args::{Day, Dress, FilterArgs, Paths};
use super::ask::{Wanted, ask};
use super::config::Config;
use crate::reports::actions::{self, Listing};
use crate::reports::columns::{self, COLUMNS};

/// Any actions, by any filter
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    /// The columns to show, parted by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = column)]
    columns: Vec<&'static str>,
    /// The column to sort by; with a - before it, from the largest
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true, value_parser = sort)]
    sort: Option<(&'static str, bool)>,
    /// The column to group by, such as leads, groups, objective or state
    #[arg(long, value_name = "COLUMN", value_parser = column)]
    group_by: Option<&'static str>,
    /// End with exit code 1 when any action matches
    #[arg(long)]
    fail_if_any: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    dress: Dress,
}

fn column(name: &str) -> Result<&'static str, String> {
    let spelt = name.trim().replace('-', "_");
    let meant = match &*spelt {
        "lead" => "leads",
        "group" | "subgroup" | "subgroups" => "groups",
        "late" => "days_late",
        other => other,
    };
    columns::find(meant).map(|column| column.id).ok_or_else(|| {
        let known: Vec<&str> = COLUMNS.iter().map(|column| column.id).collect();
        format!("the columns are {}", known.join(", "))
    })
}

fn sort(name: &str) -> Result<(&'static str, bool), String> {
    let reverse = name.starts_with('-');
    column(name.trim_start_matches('-')).map(|column| (column, reverse))
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<End> {
    let output = args.dress.output()?;
    let filters = args.filters.filters();
    let by_state = !filters.state.is_empty();
    let listing = Listing { columns: args.columns, sort: args.sort, group_by: args.group_by };
    let asking = ask(&args.paths, &args.day, Wanted { filters, detail: listing.detail(), ..Wanted::default() }, config)?;
    let report = actions::list(&asking.answers, asking.about, by_state, &listing);
    output.report(&report)?;
    Ok(if args.fail_if_any && !report.is_empty() { asking.end.and(End::Found) } else { asking.end })
}
