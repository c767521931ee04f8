//! What the walk over a phrase recognised, before its parts are compared with each other.

use super::super::{every::Every, when::When};
use super::groups::Dates;
use super::roles::Role;

/// The dates of a phrase, or of its brackets.
#[derive(Default)]
pub(super) struct StatedDates {
    pub from: Option<When>,
    pub due: Vec<When>,
    /// How many times dates are stated, and how many of these are stretches of time.
    pub mentions: usize,
    pub ranges: usize,
    /// "until June 2008", as printed.
    pub until: Option<String>,
    /// A date is introduced by "by" or "no later than".
    pub by: bool,
    /// "of the June 2007 conference": a date that may only describe something, as printed.
    pub describes: Option<String>,
    /// Years that stand where a deadline would.
    pub years: Vec<YearMention>,
    /// Why a year or a season that stands where a deadline would cannot be read.
    pub year_fault: Option<String>,
}

impl StatedDates {
    /// Adds dates by what they are for. False when they give another start than is known already.
    pub fn add(&mut self, dates: Dates, role: Role) -> bool {
        self.insert(self.due.len(), dates, role)
    }

    /// The same, the deadlines going to `position` among those that are known.
    pub fn insert(&mut self, position: usize, dates: Dates, role: Role) -> bool {
        self.mentions += 1;
        self.ranges += usize::from(dates.range);
        let mut whens = dates.whens.into_iter();
        let start = if dates.range || role == Role::Start { whens.next() } else { None };
        let one_start = self.from.is_none() || start.is_none() || self.from == start;
        self.from = self.from.or(start);
        self.due.splice(position..position, whens);
        one_start
    }

    pub fn is_dated(&self) -> bool {
        self.mentions > 0
    }

    pub fn is_empty(&self) -> bool {
        self.mentions == 0 && self.years.is_empty() && self.year_fault.is_none()
    }
}

/// A year, or several together, that stand where a deadline would.
pub(super) struct YearMention {
    /// How many deadlines stand before it.
    pub position: usize,
    pub role: Role,
    pub dates: Dates,
    pub own_line: bool,
    /// As printed, in quotes.
    pub shown: String,
}

/// Words that cannot be read, and why.
pub(super) struct Doubt {
    pub reason: String,
    /// The tokens they stand in: the first, and the one after the last.
    pub span: (usize, usize),
}

/// Months, each with its day if there is one, without a year.
pub(super) struct YearlessMention {
    pub months: Vec<(u32, Option<u32>)>,
    pub doubt: Doubt,
    /// The plan's period gives the year.
    pub decided: bool,
    /// In brackets they may be mere words.
    pub in_brackets: bool,
}

/// What the walk recognised.
#[derive(Default)]
pub(super) struct Facts {
    pub outer: StatedDates,
    pub inner: StatedDates,
    /// The first frequency, with its words; a second that differs makes the phrase unclear.
    pub every: Option<(Every, String)>,
    /// "Annual Report": a frequency unless a date stands beside it.
    pub named_every: Option<Every>,
    pub ongoing: bool,
    /// "Ongoing from April 2006 to March 2009": what goes on has an end.
    pub bounded: bool,
    pub standing: bool,
    pub event: Option<String>,
    pub event_in_brackets: bool,
    /// "or" before an event: it may come instead of a date.
    pub event_or: bool,
    /// Why the phrase is unclear whatever else it says.
    pub hard: Option<String>,
    /// Why it is unclear if it holds a date or a frequency.
    pub against_dates: Option<String>,
    /// Why it is unclear if nothing else is recognised.
    pub soft: Option<String>,
    /// Why a year that stands among other words is no deadline.
    pub loose_year: Option<String>,
    /// A season is named, with or without a year.
    pub season: bool,
    /// Why "regularly" says too little, and the words.
    pub regularly: Option<Doubt>,
    /// Why a frequency cannot be read, and its words: a clear date beside it still counts.
    pub frequency_fault: Option<Doubt>,
    /// Dates that tell what happened: "Started June 2008".
    pub past: Vec<Doubt>,
    /// Months and days without a year, which beside a frequency say when in each year.
    pub yearless: Vec<YearlessMention>,
    /// When the work is looked at again.
    pub reviews: Vec<When>,
    /// Parts that speak of time and are not read: the first token of each, and the one after the last.
    pub unread: Vec<(usize, usize)>,
    /// Why the dates that the plan's period decided would not be dated without it.
    pub decided: Option<String>,
    /// A date is whole in print, so that the period decides nothing about it.
    pub certain: bool,
    /// A status in the board's words: "in progress", so that a date after it may be of the next step.
    pub status: Option<String>,
    /// Why "as soon as possible" says too little.
    pub soon: Option<String>,
    /// Nothing at all is certain: "TBC", a question mark.
    pub unsure: bool,
}

/// Fills an empty slot: the first reason counts.
pub(super) fn set_if_none<T>(slot: &mut Option<T>, value: impl FnOnce() -> T) {
    if slot.is_none() {
        *slot = Some(value());
    }
}
