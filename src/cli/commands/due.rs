//! `lscb due`: what falls due next, recurring work included.

use crate::cli::args::{Day, FilterArgs, LayoutArgs, Paths, last_day};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::find_plans::files_read;
use crate::cli::output::{FileDays, OutputArgs};
use crate::cli::packs::EachArgs;
use crate::cli::run_query::{ask, load, question};
use crate::load::Texts;
use crate::query::{Question, Window};
use crate::reports::actions;
use crate::source::NamedBy;
use crate::time::when::day_for_people;
use anyhow::bail;
use chrono::{Datelike, Days, Months, NaiveDate};
use clap::{ArgMatches, Args as _, FromArgMatches};

/// What falls due next, recurring work included
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    /// How far ahead: 30d, 6w or 3m; up to the end of the next month when left out
    #[arg(long, value_name = "TIME", conflicts_with_all = ["by", "before_next_meeting"], value_parser = length)]
    within: Option<Length>,
    /// Up to this day, counted in
    #[arg(long, value_name = "DATE", conflicts_with = "before_next_meeting", value_parser = last_day)]
    by: Option<NaiveDate>,
    /// Up to each board's next meeting, counted in
    #[arg(long)]
    before_next_meeting: bool,
    /// End with exit code 1 when anything falls due
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

/// A length of time from the day asked about.
#[derive(Clone, Copy, Debug)]
enum Length {
    Days(u64),
    Months(u32),
}

fn length(text: &str) -> Result<Length, String> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let number: u32 =
        number.parse().ok().filter(|number| *number <= 36_500).ok_or("write a number and d, w or m, such as 30d")?;
    match unit.trim() {
        "" | "d" | "day" | "days" => Ok(Length::Days(number.into())),
        "w" | "week" | "weeks" => Ok(Length::Days(u64::from(number) * 7)),
        "m" | "month" | "months" => Ok(Length::Months(number)),
        _ => Err("write a number and d, w or m, such as 30d".into()),
    }
}

/// Its arguments, for a saved report of this shape.
pub(super) fn command() -> clap::Command {
    Args::augment_args(clap::Command::default().name("due"))
}

/// Asks as a saved report does; `named_by` says who named its file.
pub(super) fn run_saved(matches: &ArgMatches, named_by: NamedBy, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut args = Args::from_arg_matches(matches)?;
    args.output_args.named_by = named_by;
    run(args, config)
}

pub(super) fn run(mut args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let filters = args.filters.0;
    let mut texts = Texts::default();
    let plans = load(&args.paths, &mut args.day, config, &mut texts)?;
    let question = question(&args.day, filters, &plans, config)?;
    let as_at = question.as_at;
    if let Some(by) = args.by.filter(|by| *by < as_at) {
        bail!("--by {by} is before {as_at}, the day asked about");
    }
    let by = args.by.unwrap_or_else(|| {
        let end = match args.within {
            Some(Length::Days(days)) => as_at.checked_add_days(Days::new(days)),
            Some(Length::Months(months)) => as_at.checked_add_months(Months::new(months)),
            // What is ahead is told in months: none is cut in two.
            None => as_at.with_day(1).and_then(|first| first.checked_add_months(Months::new(2))?.pred_opt()),
        };
        end.unwrap_or(NaiveDate::MAX)
    });
    let (window, until) = match args.before_next_meeting {
        true => (Window::NextMeeting, "before the next meeting".to_owned()),
        false => (Window::Until(by), format!("by {}", day_for_people(by))),
    };
    let question = Question { window: Some(window), whole: args.each.any(), ..question };
    let days = FileDays::of(question.as_at, None);
    let output = args.output_args.output(files_read(&args.paths, config), days)?;
    let asking = ask(question, &plans)?;
    args.each.send(&asking, &output, |answers, about| args.layout.apply(actions::due(answers, about, window, &until)))?;
    Ok(asking.ended(args.fail_if_any))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_so_many_days_weeks_or_months() {
        for (text, days) in [("30", 30), ("30d", 30), ("1 day", 1), ("2w", 14), ("3 weeks", 21), ("36500", 36_500)] {
            assert!(matches!(length(text), Ok(Length::Days(number)) if number == days), "{text}");
        }
        for text in ["6m", "6 months"] {
            assert!(matches!(length(text), Ok(Length::Months(6))), "{text}");
        }
        for text in ["", "w", "36501", "2y", "-2d", "2 w d"] {
            assert!(length(text).is_err(), "{text}");
        }
    }
}
