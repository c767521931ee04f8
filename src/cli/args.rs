//! The three dials of every question, as arguments: which actions, in what format, and as at which day.

use super::{clock, complete};
use crate::names::caseless;
use crate::query::{FILTERS, Filter, Filters, Takes, Value};
use crate::reports::{self, Listing, Report};
use crate::time::phrase;
use crate::time::when::{NotADate, When};
use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use std::ffi::OsStr;
use std::path::PathBuf;

/// Which plans.
#[derive(clap::Args, Debug)]
pub struct Paths {
    /// Plan files or folders of plans; - is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// A moment as it was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Moment {
    /// A commit, branch or tag, or a day.
    Named(String),
    /// Each board's last meeting before the day asked about.
    LastMeeting,
}

/// Reads a moment; whether git knows it is seen when it is looked for.
pub fn moment(text: &str) -> Result<Moment, String> {
    match text.trim() {
        "last-meeting" => Ok(Moment::LastMeeting),
        "" => Err("write a day, a commit or a tag, or last-meeting".into()),
        text => Ok(Moment::Named(text.to_owned())),
    }
}

/// As at which day.
#[derive(clap::Args, Debug, Default)]
pub struct Day {
    /// Answer as at this day, such as 2008-10-01, or last-meeting; when left out or today, the day in LSCB_TODAY, else today
    #[arg(long, value_name = "DATE|last-meeting", aliases = ["as-of", "today"], value_parser = as_at)]
    as_at: Option<AsAt>,
    /// The plans as git has them: as they stood at a commit or tag, at the end of a day, or of each board's last meeting; --as-at
    /// follows it when left out
    #[arg(long, value_name = "REV|DATE|TAG|last-meeting", value_parser = moment)]
    pub at: Option<Moment>,
    /// The commit that was found for it.
    #[arg(skip)]
    pub commit: Option<String>,
    /// How many days ahead count as due soon
    #[arg(long, value_name = "DAYS")]
    pub soon: Option<u32>,
}

/// As at which day, as it is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum AsAt {
    Day(NaiveDate),
    Today,
    /// The last meeting before today.
    LastMeeting,
}

fn as_at(text: &str) -> Result<AsAt, String> {
    match &*caseless(text.trim()).replace(' ', "-") {
        "today" => Ok(AsAt::Today),
        "last-meeting" => Ok(AsAt::LastMeeting),
        _ => day(text).map(AsAt::Day).map_err(|why| format!("{why}; or write today, or last-meeting")),
    }
}

impl Day {
    /// Of the plans as they stood at a moment, or as they are.
    pub fn of(at: Option<Moment>) -> Day {
        Day { at, ..Day::default() }
    }

    /// The commit whose history is looked at: the one asked for, else the newest.
    pub fn revision(&self) -> &str {
        self.commit.as_deref().unwrap_or("HEAD")
    }

    /// A day was asked about.
    pub fn is_given(&self) -> bool {
        self.as_at.is_some()
    }

    /// This day, where none was asked about.
    pub fn follow(&mut self, day: NaiveDate) {
        self.as_at.get_or_insert(AsAt::Day(day));
    }

    /// The day before which a meeting is the last one: the day asked about, else today.
    ///
    /// # Errors
    /// When LSCB_TODAY holds something, but no day, or the clock makes no sense.
    pub fn reference_day(&self) -> anyhow::Result<NaiveDate> {
        if let Some(AsAt::Day(day)) = self.as_at { Ok(day) } else { today() }
    }

    /// This day, whatever the arguments say.
    pub fn set(&mut self, day: NaiveDate) {
        self.as_at = Some(AsAt::Day(day));
    }

    /// The day asked about. `last_meeting` finds the last meeting before a day.
    ///
    /// # Errors
    /// When LSCB_TODAY holds something, but no day, the clock makes no sense, or there is no one last meeting.
    pub fn as_at(&self, last_meeting: impl FnOnce(NaiveDate) -> anyhow::Result<NaiveDate>) -> anyhow::Result<NaiveDate> {
        match self.as_at {
            Some(AsAt::Day(day)) => Ok(day),
            Some(AsAt::LastMeeting) => last_meeting(today()?),
            Some(AsAt::Today) | None => today(),
        }
    }
}

/// The day in LSCB_TODAY, else today.
///
/// # Errors
/// When LSCB_TODAY holds something, but no day, or the clock makes no sense.
pub fn today() -> anyhow::Result<NaiveDate> {
    match std::env::var("LSCB_TODAY") {
        Ok(text) if !text.trim().is_empty() => day(text.trim()).map_err(|why| anyhow::anyhow!("LSCB_TODAY is \"{text}\": {why}")),
        _ => clock::today(),
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
                    let words = matches.get_many::<String>(filter.name).into_iter().flatten();
                    words.filter(|word| !word.trim().is_empty()).cloned().map(Value::Word).collect()
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
        // A reference or a tag has no comma in it; the name of a person or a group may.
        Takes::Names(kind, called) => match kind.has_commas {
            true => words(arg, called).add(complete::names(kind)),
            false => words(arg, called).add(complete::names(kind)).value_delimiter(','),
        },
        Takes::Words(of, called, _) => words(arg, called).value_parser(SpeltWords(of)).value_delimiter(','),
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
    /// Show so many rows of each table at most
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
}

impl LayoutArgs {
    pub fn listing(&self) -> Listing {
        let sort = |name: &String| (name.trim_start_matches('-').to_owned(), name.starts_with('-'));
        Listing {
            columns: self.columns.iter().map(|column| column.trim().to_owned()).filter(|column| !column.is_empty()).collect(),
            sort: self.sort.as_ref().map(sort),
            group_by: self.group_by.clone(),
            limit: self.limit,
        }
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

/// Words of a closed set, as people at a keyboard spell them: "Complete", "On hold".
#[derive(Clone)]
struct SpeltWords(&'static [&'static str]);

impl TypedValueParser for SpeltWords {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        let spelt = caseless(&value.to_string_lossy()).split_whitespace().collect::<Vec<_>>().join("-").replace('_', "-");
        // Nothing stands after the last comma.
        if spelt.is_empty() {
            return Ok(spelt);
        }
        PossibleValuesParser::new(self.0).parse_ref(command, arg, OsStr::new(&spelt))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}

/// The last day of a date at any precision.
pub fn last_day(text: &str) -> Result<NaiveDate, String> {
    date(text).map(When::last_day)
}

/// The first day of a date at any precision.
pub fn first_day(text: &str) -> Result<NaiveDate, String> {
    date(text).map(When::first_day)
}

/// Reads a date at any precision, in the plan's form or in words, for people at a keyboard.
pub fn date(text: &str) -> Result<When, String> {
    let text = text.trim();
    match When::parse(text) {
        Ok(when) => Ok(when),
        Err(NotADate::Impossible(why)) => Err(why),
        _ => {
            let meant = phrase::read(text);
            match (&meant.due[..], meant.every, meant.ongoing) {
                ([when], None, false) => Ok(*when),
                // Why words give no date is for plans; here it helps only where it is about a date.
                _ => Err(meant
                    .unclear
                    .filter(|_| text.contains(|c: char| c.is_ascii_digit()))
                    .unwrap_or_else(|| "write the date as 2008-10-01, 2008-10 or October 2008".into())),
            }
        }
    }
}

/// Reads a day, in the plan's form or in words, for people at a keyboard.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    match date(text) {
        Ok(When::Day(day)) => Ok(day),
        Ok(_) => Err("write the day as 2008-10-01".into()),
        Err(why) => Err(why.replace("the date as 2008-10-01, 2008-10 or October 2008", "the day as 2008-10-01")),
    }
}
