//! Dates that stand together: "April – June 08", "30 June and 30 September 2008", "2008/09 and 2009/10".

use super::super::when::{When, no_such_day};
use super::dates::{self, Fault, Form, Span, Weight, hard, no_year};
use super::known::Kind;
use super::words::{Gap, Words};
use chrono::{Datelike, NaiveDate, Weekday};

/// Dates read together, and the tokens they stand in.
pub(super) struct Group {
    pub start: usize,
    pub end: usize,
    pub read: Result<Dates, Fault>,
    /// Only years: beside a day, a month or a quarter they are often mere words.
    pub weak: bool,
}

pub(super) struct Dates {
    /// In printed order; of a range, the start is the first.
    pub whens: Vec<When>,
    pub range: bool,
    /// Joined by "and", a comma or a slash, or by nothing at all, on one line.
    pub joined: bool,
}

/// What stands between two dates.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    First,
    Range,
    List,
    Slash,
    Or,
    Beside,
    Below,
}

struct Part {
    join: Join,
    form: Result<Form, Fault>,
    start: usize,
    end: usize,
}

impl Part {
    fn is_bare_number(&self) -> bool {
        matches!(self.form, Ok(Form::Day { month: None, .. }))
    }

    fn is_weak(&self) -> bool {
        match &self.form {
            Ok(form) => matches!(form, Form::Year(_) | Form::Financial(_)),
            Err(fault) => fault.weight == Weight::Mild,
        }
    }
}

/// Reads the dates that begin at token `at`. After "between", "and" joins a start to an end.
pub(super) fn group(words: &Words, at: usize, between: bool) -> Option<Group> {
    let (form, end) = dates::date(words, at)?;
    let mut parts = vec![Part { join: Join::First, form, start: at, end }];
    let mut end = end;
    loop {
        let (join, next) = join(words, end, between && parts.len() == 1);
        let Some((form, after)) = dates::date(words, next) else {
            break;
        };
        let part = Part { join, form, start: next, end: after };
        if part.is_bare_number() && matches!(join, Join::Beside | Join::Below) {
            break;
        }
        // A year on another line stands for itself; whether it counts is for the whole phrase to show.
        if join == Join::Below && part.is_weak() != parts[0].is_weak() {
            break;
        }
        end = after;
        parts.push(part);
        // So many numbers in a row are no days.
        if parts.len() > 8 && parts.iter().all(Part::is_bare_number) {
            return None;
        }
    }
    // Numbers at the end belong to other words: "June 08 and 6 monthly".
    while parts.last().is_some_and(Part::is_bare_number) {
        parts.pop();
    }
    let end = parts.last()?.end;
    let weak = parts.iter().all(Part::is_weak);
    Some(Group { start: at, end, read: resolve(words, &parts), weak })
}

fn join(words: &Words, at: usize, between: bool) -> (Join, usize) {
    let (join, next) = match words.kind(at) {
        Kind::Dash | Kind::To | Kind::Until | Kind::Through => (Join::Range, at + 1),
        Kind::Up if words.kind(at + 1) == Kind::To => (Join::Range, at + 2),
        Kind::And if between => (Join::Range, at + 1),
        Kind::And | Kind::Plus => (Join::List, at + 1),
        Kind::Comma => match words.kind(at + 1) {
            Kind::Or => (Join::Or, at + 2),
            Kind::And => (Join::List, at + 2),
            _ => (Join::List, at + 1),
        },
        Kind::Slash => match words.kind(at + 1) {
            Kind::Or => (Join::Or, at + 2),
            _ => (Join::Slash, at + 1),
        },
        Kind::Or => (Join::Or, at + 1),
        _ if words.gap(at) == Gap::Line => return (Join::Below, at),
        _ => return (Join::Beside, at),
    };
    let mut next = next;
    while matches!(words.kind(next), Kind::In | Kind::On | Kind::The | Kind::End | Kind::Of) {
        next += 1;
    }
    (join, next)
}

fn resolve(words: &Words, parts: &[Part]) -> Result<Dates, Fault> {
    let (first, last) = match parts {
        [first, .., last] => (first.start, last.end),
        [only] => (only.start, only.end),
        [] => (0, 0),
    };
    // One part keeps the weight of its fault; in a list any fault makes the whole unclear.
    if let Some(fault) = parts.iter().find_map(|part| part.form.as_ref().err()) {
        let weight = if parts.iter().all(Part::is_weak) || parts.len() == 1 { fault.weight } else { Weight::Hard };
        return Err(Fault { weight, reason: fault.reason.clone() });
    }
    let shown = || words.quote(first, last);
    if parts.iter().any(|part| part.join == Join::Or) {
        return Err(hard(format!("{} leaves open which date counts: write only the deadline", shown())));
    }
    if let Some(part) = parts.windows(2).find(|pair| pair[0].is_weak() != pair[1].is_weak() && pair[1].join != Join::Below) {
        let both = words.quote(part[0].start, part[1].end);
        return Err(hard(format!("{both} can be one date or two: write only the deadline, or each deadline on its own line")));
    }
    let mut whens = Vec::with_capacity(parts.len());
    for index in (0..parts.len()).rev() {
        whens.push(complete(words, &parts[index..], whens.last().copied())?);
    }
    whens.reverse();
    let range = parts.iter().any(|part| part.join == Join::Range);
    if range {
        check_range(words, parts, &whens)?;
    }
    let joined = parts.iter().any(|part| matches!(part.join, Join::List | Join::Slash | Join::Beside));
    Ok(Dates { whens, range, joined })
}

/// The first of these dates, with what it lacks taken from the one it is joined to: "June and July 2008".
fn complete(words: &Words, parts: &[Part], next: Option<When>) -> Result<When, Fault> {
    let [part, rest @ ..] = parts else {
        return Err(hard(String::new()));
    };
    let form = match &part.form {
        Ok(form) => *form,
        Err(fault) => return Err(fault.clone()),
    };
    let pair_end = rest.first().map_or(part.end, |after| after.end);
    let alone = |weight| no_year(words, part.start, part.end, weight);
    let lent = |weight| match (rest.first().map(|after| after.join), next) {
        (Some(Join::Range | Join::List), Some(when)) => Ok(when),
        (Some(Join::Slash), _) => Err(hard(format!(
            "{} can mean both, one of the two, or the time between them: write only the deadline",
            words.quote(part.start, pair_end)
        ))),
        _ => Err(alone(weight)),
    };
    let when = match form {
        Form::Year(year) => return Ok(When::Year(year)),
        Form::Financial(year) => return Ok(When::FinancialYear(year)),
        Form::Month { year: Some(year), month } => return Ok(When::Month { year, month }),
        Form::Quarter { year: Some(span), quarter } => return Ok(calendar_quarter(span, quarter)),
        Form::Day { year: Some(year), month: Some(month), day, weekday } => return a_day(year, month, day, weekday),
        Form::Month { year: None, month } => match lent(Weight::NoYear)? {
            When::Month { year, .. } => When::Month { year, month },
            When::Day(day) => When::Month { year: day.year(), month },
            _ => return Err(alone(Weight::NoYear)),
        },
        Form::Quarter { year: None, quarter } => match (lent(Weight::NoYear)?, quarters_year(rest)) {
            (When::Quarter { .. }, Some(span)) => calendar_quarter(span, quarter),
            _ => return Err(alone(Weight::NoYear)),
        },
        Form::Day { month: Some(month), day, weekday, .. } => match lent(Weight::Hard)? {
            When::Month { year, .. } => a_day(year, month, day, weekday)?,
            When::Day(next) => a_day(next.year(), month, day, weekday)?,
            _ => return Err(alone(Weight::Hard)),
        },
        Form::Day { month: None, day, weekday, .. } => match lent(Weight::Hard)? {
            When::Day(next) => a_day(next.year(), next.month(), day, weekday)?,
            _ => {
                let shown = words.quote(part.start, pair_end);
                return Err(hard(format!("the number in {shown} cannot be told for a day: write the whole date")));
            }
        },
    };
    // A year is lent only forwards in time: in "December and February 2009" December is most likely of 2008.
    // "March until 31 March 2009" is a year at least.
    let same_month = |lender: When| matches!((when, lender), (When::Month { month, .. }, When::Day(day)) if month == day.month());
    if next.is_some_and(|lender| when.first_day() > lender.first_day() || same_month(lender)) {
        let shown = words.quote(part.start, pair_end);
        return Err(hard(format!("{shown} leaves the month or the year of its first date open: write each date in full")));
    }
    Ok(when)
}

/// The year of the quarters that follow in a list.
fn quarters_year(parts: &[Part]) -> Option<Span> {
    parts.iter().find_map(|part| match part.form {
        Ok(Form::Quarter { year, .. }) => year,
        _ => None,
    })
}

fn a_day(year: i32, month: u32, day: u32, weekday: Option<Weekday>) -> Result<When, Fault> {
    let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
        return Err(hard(no_such_day(year, month, day)));
    };
    match weekday {
        Some(printed) if printed != date.weekday() => Err(hard(format!(
            "{} is a {}, not a {}: write the day that is meant",
            When::Day(date).for_people(),
            weekday_name(date.weekday()),
            weekday_name(printed)
        ))),
        _ => Ok(When::Day(date)),
    }
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// The first quarter of a financial year is April to June.
fn calendar_quarter(span: Span, quarter: u32) -> When {
    match (span, quarter) {
        (Span::Calendar(year), quarter) => When::Quarter { year, quarter },
        (Span::Financial(year), 4) => When::Quarter { year: year + 1, quarter: 1 },
        (Span::Financial(year), quarter) => When::Quarter { year, quarter: quarter + 1 },
    }
}

fn check_range(words: &Words, parts: &[Part], whens: &[When]) -> Result<(), Fault> {
    let ([first, second, ..], [from, to, ..]) = (parts, whens) else {
        return Ok(());
    };
    let shown = words.quote(first.start, second.end);
    if parts.len() > 2 {
        let all = words.quote(first.start, parts.last().map_or(second.end, |part| part.end));
        return Err(hard(format!("{all} mixes a stretch of time with other dates: write only the deadlines")));
    }
    if let (When::Year(_), When::Year(_)) = (from, to)
        && to.first_day().year() - from.first_day().year() == 1
    {
        return Err(hard(format!("{shown} can mean a financial year or two calendar years: write the one that is meant")));
    }
    if to.first_day() < from.first_day() || to.last_day() < from.last_day() {
        return Err(hard(format!("{shown} ends before it starts: write the start first, each date with its year")));
    }
    Ok(())
}
