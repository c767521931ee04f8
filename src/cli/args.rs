//! The three dials of every question, as arguments: which actions, in what format, and as at which day.

use super::{clock, complete};
use crate::plan::{Rag, Status};
use crate::query::{Asked, Filters};
use crate::reports::{self, Listing, Report};
use crate::time::phrase;
use crate::time::state::State;
use crate::time::when::{NotADate, When};
use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

/// Which plans.
#[derive(clap::Args, Debug)]
pub struct Paths {
    /// Plan files or folders of plans; - is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// As at which day.
#[derive(clap::Args, Debug)]
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

/// Which actions. The same flag twice means "or", different flags mean "and".
#[derive(clap::Args, Debug, Default)]
#[command(next_help_heading = "Which actions")]
pub struct FilterArgs {
    /// Of a board whose name has these words
    #[arg(long, value_name = "WORDS", add = complete::names(Asked::Board))]
    board: Vec<String>,
    /// Of the plan of this name (its file's name without .toml)
    #[arg(long, value_name = "NAME", add = complete::names(Asked::Plan))]
    plan: Vec<String>,
    /// Led by this person, group or role
    #[arg(long, value_name = "NAME", add = complete::names(Asked::Lead))]
    lead: Vec<String>,
    /// Led by this group, or by someone who stands for it
    #[arg(long, value_name = "NAME", visible_alias = "subgroup", add = complete::names(Asked::Group))]
    group: Vec<String>,
    /// Led by this person or group, or with them taking part
    #[arg(long, value_name = "NAME", add = complete::names(Asked::Who))]
    who: Vec<String>,
    /// Of the objective of this reference or title
    #[arg(long, value_name = "REF", add = complete::names(Asked::Objective))]
    objective: Vec<String>,
    /// Of this reference (or place, such as 3/1)
    #[arg(long = "ref", value_name = "REF", add = complete::names(Asked::Reference))]
    reference: Vec<String>,
    /// With this status
    #[arg(long, value_name = "STATUS", value_parser = PossibleValuesParser::new(Status::WORDS))]
    status: Vec<String>,
    /// With this RAG colour
    #[arg(long, value_name = "COLOUR", value_parser = PossibleValuesParser::new(Rag::WORDS))]
    rag: Vec<String>,
    /// In this state as at the day
    #[arg(long, value_name = "STATE", value_parser = PossibleValuesParser::new(State::ALL.map(State::id)))]
    state: Vec<String>,
    /// Due on this day or before
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    due_by: Option<NaiveDate>,
    /// Due on this day or after
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    due_from: Option<NaiveDate>,
    /// With these words anywhere in its text
    #[arg(long, value_name = "WORDS")]
    text: Vec<String>,
    /// With no lead
    #[arg(long)]
    no_lead: bool,
    /// With no date
    #[arg(long)]
    no_date: bool,
}

impl FilterArgs {
    pub fn filters(self) -> Filters {
        let state = |id: String| State::ALL.into_iter().find(|state| state.id() == id);
        Filters {
            board: self.board,
            plan: self.plan,
            lead: self.lead,
            group: self.group,
            who: self.who,
            objective: self.objective,
            reference: self.reference,
            status: self.status.iter().filter_map(|word| Status::parse(word)).collect(),
            rag: self.rag.iter().filter_map(|word| Rag::parse(word)).collect(),
            state: self.state.into_iter().filter_map(state).collect(),
            due_by: self.due_by,
            due_from: self.due_from,
            text: self.text,
            no_lead: self.no_lead,
            no_date: self.no_date,
        }
    }
}

/// Which columns, in what order and groups.
#[derive(clap::Args, Debug, Default)]
pub struct Layout {
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

impl Layout {
    pub fn listing(&self) -> Listing {
        let sort = |name: &String| (name.trim_start_matches('-').to_owned(), name.starts_with('-'));
        Listing { columns: self.columns.clone(), sort: self.sort.as_ref().map(sort), group_by: self.group_by.clone() }
    }
}

impl Layout {
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
