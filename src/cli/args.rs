//! The three dials of every question, as arguments: which actions, in what format, and as at which day.

use super::{clock, complete};
use crate::query::{FILTERS, Filter, Filters, Takes, Value};
use crate::reports::{self, Listing, Report};
use crate::time::phrase;
use crate::time::when::{NotADate, When};
use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use std::path::PathBuf;

/// Which plans.
#[derive(clap::Args, Debug)]
pub struct Paths {
    /// Plan files or folders of plans; - is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// As at which day.
#[derive(clap::Args, Default, Debug)]
pub struct Day {
    /// Answer as at this day, such as 2008-10-01; when left out, the day in LSCB_TODAY, else today
    #[arg(long, value_name = "DATE", aliases = ["as-of", "today"], value_parser = day)]
    pub as_at: Option<NaiveDate>,
    /// How many days ahead count as due soon
    #[arg(long, value_name = "DAYS")]
    pub soon: Option<u32>,
}

impl Day {
    /// The day asked about.
    ///
    /// # Errors
    /// When LSCB_TODAY holds something, but no day, or the clock makes no sense.
    pub fn as_at(&self) -> anyhow::Result<NaiveDate> {
        if let Some(day) = self.as_at {
            return Ok(day);
        }
        match std::env::var("LSCB_TODAY") {
            Ok(text) if !text.trim().is_empty() => {
                day(text.trim()).map_err(|why| anyhow::anyhow!("LSCB_TODAY is \"{text}\": {why}"))
            }
            _ => clock::today(),
        }
    }
}

/// Which actions: an argument for each of [`FILTERS`]. The same flag twice means "or", different flags mean "and".
#[derive(Debug, Default)]
pub struct FilterArgs(pub Filters);

impl Args for FilterArgs {
    fn augment_args(command: Command) -> Command {
        command.next_help_heading("Which actions").args(FILTERS.iter().map(|filter| argument(filter)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        FilterArgs::augment_args(command)
    }
}

impl FromArgMatches for FilterArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<FilterArgs, clap::Error> {
        let mut args = FilterArgs::default();
        args.update_from_arg_matches(matches)?;
        Ok(args)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for &filter in FILTERS {
            let values: Vec<Value> = match filter.takes {
                Takes::Names(..) | Takes::Words(..) | Takes::Text => {
                    matches.get_many::<String>(filter.name).into_iter().flatten().cloned().map(Value::Word).collect()
                }
                Takes::FirstDay | Takes::LastDay => {
                    matches.get_one::<NaiveDate>(filter.name).copied().map(Value::Day).into_iter().collect()
                }
                Takes::Switch => matches.get_flag(filter.name).then_some(Value::Switched).into_iter().collect(),
            };
            values.into_iter().for_each(|value| self.0.add(filter, value));
        }
        Ok(())
    }
}

/// The argument of a filter.
fn argument(filter: &'static Filter) -> Arg {
    let arg = Arg::new(filter.name).long(filter.name).help(filter.help).visible_aliases(filter.alias);
    let words = |arg: Arg, called: &'static str| arg.value_name(called).action(ArgAction::Append);
    match filter.takes {
        Takes::Names(kind, called) => words(arg, called).add(complete::names(kind)),
        Takes::Words(of, called, _) => words(arg, called).value_parser(PossibleValuesParser::new(of)),
        Takes::Text => words(arg, "WORDS"),
        Takes::FirstDay => arg.value_name("DATE").value_parser(first_day),
        Takes::LastDay => arg.value_name("DATE").value_parser(last_day),
        Takes::Switch => arg.action(ArgAction::SetTrue),
    }
}

/// Which columns, in what order and groups.
#[derive(clap::Args, Debug, Default)]
pub struct LayoutArgs {
    /// The columns to show, parted by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,
    /// The column to sort by; with a - before it, from the largest
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    sort: Option<String>,
    /// The column to group by, such as leads, groups, objective or state
    #[arg(long, value_name = "COLUMN")]
    group_by: Option<String>,
}

impl LayoutArgs {
    pub fn listing(&self) -> Listing {
        let sort = |name: &String| (name.trim_start_matches('-').to_owned(), name.starts_with('-'));
        Listing { columns: self.columns.clone(), sort: self.sort.as_ref().map(sort), group_by: self.group_by.clone() }
    }
}

impl LayoutArgs {
    /// Lays a report out as asked for.
    ///
    /// # Errors
    /// When it has no such column.
    pub fn apply<'a>(&self, report: Report<'a>) -> anyhow::Result<Report<'a>> {
        reports::arrange(report, &self.listing()).map_err(anyhow::Error::msg)
    }
}

/// The last day of a date at any precision.
pub fn last_day(text: &str) -> Result<NaiveDate, String> {
    When::parse(text).map_or_else(|_| day(text), |when| Ok(when.last_day()))
}

/// The first day of a date at any precision.
fn first_day(text: &str) -> Result<NaiveDate, String> {
    When::parse(text).map_or_else(|_| day(text), |when| Ok(when.first_day()))
}

/// Reads a day, in the plan's form or in words, for people at a keyboard.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    match When::parse(text) {
        Ok(When::Day(day)) => Ok(day),
        Err(NotADate::Impossible(why)) => Err(why),
        _ => {
            let meant = phrase::read(text);
            match (&meant.due[..], meant.every, meant.ongoing) {
                ([When::Day(day)], None, false) => Ok(*day),
                // Why words give no date is for plans; here it helps only where it is about a date.
                _ => Err(meant
                    .unclear
                    .filter(|_| text.contains(|c: char| c.is_ascii_digit()))
                    .unwrap_or_else(|| "write the day as 2008-10-01".into())),
            }
        }
    }
}
