//! Dates that stand together: "April – June 08", "30 June and 30 September 2008", "2008/09 and 2009/10".

use super::super::period::Period;
use super::super::when::{When, no_such_day};
use super::by_period::{Candidate, decide};
use super::dates::read_date;
use super::partial_date::{DateFault, FaultScope, PartialDate, QuarterYear, hard, no_year};
use super::tokens::{Gap, Tokens};
use super::vocabulary::Word;
use chrono::{Datelike, NaiveDate, Weekday};

/// Dates read together, and the tokens they stand in.
pub(super) struct DateGroup {
    pub start: usize,
    pub end: usize,
    pub read: Result<Dates, DateFault>,
    /// Months without a year, each with its day if there is one: beside "annually" they are no dates but when in each year.
    pub yearless: Vec<(u32, Option<u32>)>,
    /// Only years: beside a day, a month or a quarter they are often mere words.
    pub weak: bool,
}

/// Dates read together, each complete.
pub(super) struct Dates {
    /// In printed order; of a range, the start is the first.
    pub whens: Vec<When>,
    /// From the first to the second.
    pub range: bool,
    /// Joined by "and", a comma or a slash, or by nothing at all, on one line.
    pub joined: bool,
    /// Why they would not be dated, had the plan's period not decided.
    pub doubt: Option<String>,
}

/// What stands between two dates.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    First,
    Range,
    List,
    Slash,
    Or,
    /// Nothing, on one line.
    Beside,
    /// A new line.
    Below,
}

/// One date of a group, as far as it is printed.
struct GroupMember {
    /// What stands before it.
    join: Join,
    date: Result<PartialDate, DateFault>,
    start: usize,
    end: usize,
}

impl GroupMember {
    fn is_bare_number(&self) -> bool {
        matches!(self.date, Ok(PartialDate::Day { month: None, .. }))
    }

    fn is_weak(&self) -> bool {
        match &self.date {
            Ok(date) => matches!(date, PartialDate::Year(_) | PartialDate::Financial(_)),
            Err(fault) => fault.scope == FaultScope::Mild,
        }
    }
}

/// Reads the dates that begin at token `at`. After "between", "and" joins a start to an end. What the print leaves open, the
/// plan's period may decide.
pub(super) fn read_group(tokens: &Tokens, at: usize, between: bool, period: Option<Period>) -> Option<DateGroup> {
    let (date, end) = read_date(tokens, at)?;
    let mut members = vec![GroupMember { join: Join::First, date, start: at, end }];
    let mut end = end;
    loop {
        let (join, next) = read_join(tokens, end, between && members.len() == 1);
        let Some((date, after)) = read_date(tokens, next) else {
            break;
        };
        let member = GroupMember { join, date, start: next, end: after };
        if member.is_bare_number() && matches!(join, Join::Beside | Join::Below) {
            break;
        }
        // A year on another line stands for itself; whether it counts is for `insert_years` to decide, which sees the whole phrase.
        if join == Join::Below && member.is_weak() != members[0].is_weak() {
            break;
        }
        end = after;
        members.push(member);
        // So many numbers in a row are not days of a month.
        if members.len() > 8 && members.iter().all(GroupMember::is_bare_number) {
            return None;
        }
    }
    // Numbers at the end belong to other words: "June 08 and 6 monthly".
    while members.last().is_some_and(GroupMember::is_bare_number) {
        members.pop();
    }
    let end = members.last()?.end;
    let weak = members.iter().all(GroupMember::is_weak);
    let yearless = find_yearless(&members);
    Some(DateGroup { start: at, end, read: resolve(tokens, members, period), weak, yearless })
}

/// The months, each with its day if there is one, where none of the dates has a year: "April and October", "31 August". A
/// quarter stands for its last month.
fn find_yearless(members: &[GroupMember]) -> Vec<(u32, Option<u32>)> {
    // Of a stretch of time, its end: "January – March".
    let range = matches!(members, [_, GroupMember { join: Join::Range, .. }]);
    let bare = members.iter().map(|member| match (member.join, &member.date) {
        (Join::Or, _) => None,
        (Join::Range, _) if !range => None,
        (_, Ok(PartialDate::Quarter { year: None, quarter })) => Some((quarter * 3, None)),
        (_, Ok(PartialDate::Month { year: None, month })) => Some((*month, None)),
        (_, Ok(PartialDate::Day { year: None, month: Some(month), day, .. })) => Some((*month, Some(*day))),
        (_, Err(fault)) => match fault.candidates[..] {
            [Candidate::Day(month, day)] => Some((month, Some(day))),
            _ => None,
        },
        _ => None,
    });
    let mut months = bare.collect::<Option<Vec<_>>>().unwrap_or_default();
    if range {
        months.drain(..months.len().saturating_sub(1));
    }
    months
}

fn read_join(tokens: &Tokens, at: usize, between: bool) -> (Join, usize) {
    let (join, next) = match tokens.word(at) {
        Word::Dash | Word::To | Word::Until | Word::Through => (Join::Range, at + 1),
        Word::Up if tokens.word(at + 1) == Word::To => (Join::Range, at + 2),
        Word::And if between => (Join::Range, at + 1),
        Word::And | Word::Plus => (Join::List, at + 1),
        Word::Comma => match tokens.word(at + 1) {
            Word::Or => (Join::Or, at + 2),
            Word::And => (Join::List, at + 2),
            _ => (Join::List, at + 1),
        },
        Word::Slash => match tokens.word(at + 1) {
            Word::Or => (Join::Or, at + 2),
            _ => (Join::Slash, at + 1),
        },
        Word::Or => (Join::Or, at + 1),
        _ if tokens.gap(at) == Gap::Line => return (Join::Below, at),
        _ => return (Join::Beside, at),
    };
    let mut next = next;
    // "begins April 2015 and ends March 2016": the end is a date of its own.
    let ends = |at| ["ends", "ending", "finish", "finishes"].iter().any(|word| tokens.spells(at, word));
    while matches!(tokens.word(next), Word::In | Word::On | Word::The | Word::End | Word::Of) && !ends(next) {
        next += 1;
    }
    (join, next)
}

fn resolve(tokens: &Tokens, mut members: Vec<GroupMember>, period: Option<Period>) -> Result<Dates, DateFault> {
    let mut doubt = None;
    let years_shown = show_years_of_range(&members);
    let weak: Vec<bool> = members.iter().map(GroupMember::is_weak).collect();
    for member in &mut members {
        if let Err(fault) = &member.date
            && let Some(when) = years_shown.then(|| month_of(fault)).flatten().or_else(|| decide(&fault.candidates, period))
        {
            if !years_shown {
                doubt.get_or_insert_with(|| fault.reason.clone());
            }
            member.date = Ok(PartialDate::from_when(when));
        }
    }
    let members = &members[..];
    let (first, last) = match members {
        [first, .., last] => (first.start, last.end),
        [only] => (only.start, only.end),
        [] => (0, 0),
    };
    // A single date keeps the scope of its fault; in a list any fault makes the whole phrase unclear.
    if let Some(fault) = members.iter().find_map(|member| member.date.as_ref().err()) {
        let scope = if members.iter().all(GroupMember::is_weak) || members.len() == 1 { fault.scope } else { FaultScope::Hard };
        return Err(DateFault { scope, ..fault.clone() });
    }
    let shown = || tokens.quote(first, last);
    if members.iter().any(|member| member.join == Join::Or) {
        return Err(hard(format!("{} leaves open which date counts: write only the deadline", shown())));
    }
    if let Some(at) = (1..members.len()).find(|&at| weak[at - 1] != weak[at] && members[at].join != Join::Below) {
        let both = tokens.quote(members[at - 1].start, members[at].end);
        return Err(hard(format!("{both} can be one date or two: write only the deadline, or each deadline on its own line")));
    }
    let mut whens = Vec::with_capacity(members.len());
    for index in (0..members.len()).rev() {
        // A year that only the period gave is lent to days of the same month, never to other months: in a plan from October
        // to July, "April and October" are of two years.
        let lender = whens.last().copied().filter(|_| doubt.is_none() || members[index].is_bare_number());
        let when = complete_first(tokens, &members[index..], lender).or_else(|fault| {
            let when = decide(&fault.candidates, period).ok_or_else(|| fault.clone())?;
            doubt.get_or_insert(fault.reason);
            Ok(when)
        })?;
        whens.push(when);
    }
    whens.reverse();
    if let Some(at) = (1..members.len()).find(|&at| members[at].join == Join::Beside && whens[at] != whens[at - 1]) {
        return Err(side_by_side(tokens, members, at, &whens));
    }
    let range = members.iter().any(|member| member.join == Join::Range);
    if range {
        check_range(tokens, members, &whens)?;
    }
    let joined = members.iter().any(|member| matches!(member.join, Join::List | Join::Slash | Join::Beside));
    Ok(Dates { whens, range, joined, doubt })
}

/// "13.09.2023 08.11.2023", "2024 2025": dates with nothing between them.
fn side_by_side(tokens: &Tokens, members: &[GroupMember], at: usize, whens: &[When]) -> DateFault {
    let both = tokens.quote(members[at - 1].start, members[at].end);
    match (whens[at - 1], whens[at]) {
        (When::Year(first), When::Year(second)) if second == first + 1 => hard(format!(
            "{both} can be the financial or the school year {first}/{:02} or two years: write \"{first}/{:02}\", or \"and\" between them",
            second % 100,
            second % 100
        )),
        _ => hard(format!(
            "in {both} the second date may replace the first or belong to another line: write only the deadline, or \"and\" between them"
        )),
    }
}

/// The month of a year among what the words can mean.
fn month_of(fault: &DateFault) -> Option<When> {
    match fault.candidates[..] {
        [Candidate::Date(month @ When::Month { .. }), Candidate::Day(..)] => Some(month),
        _ => None,
    }
}

/// "Apr 12 – Mar 13": as days, the time from 12 April to 13 March would run over the new year for most of a year, so the
/// figures are years. "Dec 10 – Jan 15" may be days.
fn show_years_of_range(members: &[GroupMember]) -> bool {
    let [GroupMember { date: Err(first), .. }, GroupMember { join: Join::Range, date: Err(last), .. }] = members else {
        return false;
    };
    let (Some(When::Month { year: from, month: first }), Some(When::Month { year: to, month: last })) =
        (month_of(first), month_of(last))
    else {
        return false;
    };
    to == from + 1 && last < first && last + 12 - first > 6
}

/// The first of these dates, with what it lacks taken from the one it is joined to: "June and July 2008".
fn complete_first(tokens: &Tokens, members: &[GroupMember], next: Option<When>) -> Result<When, DateFault> {
    let [member, rest @ ..] = members else {
        return Err(hard(String::new()));
    };
    let date = match &member.date {
        Ok(date) => *date,
        Err(fault) => return Err(fault.clone()),
    };
    let pair_end = rest.first().map_or(member.end, |after| after.end);
    let any_year = match date {
        PartialDate::Month { month, .. } => vec![Candidate::Month(month)],
        PartialDate::Day { month: Some(month), day, .. } => vec![Candidate::Day(month, day)],
        PartialDate::Quarter { quarter, .. } => vec![Candidate::Quarter(quarter)],
        _ => Vec::new(),
    };
    let missing_year = |scope| no_year(tokens, member.start, member.end, scope).with(any_year.clone());
    let borrow = |scope| match (rest.first().map(|after| after.join), next) {
        (Some(Join::Range | Join::List), Some(when)) => Ok(when),
        (Some(Join::Slash), _) => Err(hard(format!(
            "{} can mean both, one of the two, or the time between them: write only the deadline",
            tokens.quote(member.start, pair_end)
        ))),
        _ => Err(missing_year(scope)),
    };
    let when = match date {
        PartialDate::Year(year) => return Ok(When::Year(year)),
        PartialDate::Financial(year) => return Ok(When::FinancialYear(year)),
        PartialDate::Month { year: Some(year), month } => return Ok(When::Month { year, month }),
        PartialDate::Quarter { year: Some(span), quarter } => return Ok(quarter_of(span, quarter)),
        PartialDate::Day { year: Some(year), month: Some(month), day, weekday } => return check_day(year, month, day, weekday),
        PartialDate::Month { year: None, month } => match borrow(FaultScope::NoYear)? {
            When::Month { year, .. } => When::Month { year, month },
            When::Day(day) => When::Month { year: day.year(), month },
            _ => return Err(missing_year(FaultScope::NoYear)),
        },
        PartialDate::Quarter { year: None, quarter } => match (borrow(FaultScope::NoYear)?, find_quarter_year(rest)) {
            (When::Quarter { .. } | When::FinancialQuarter { .. }, Some(span)) => quarter_of(span, quarter),
            _ => return Err(missing_year(FaultScope::NoYear)),
        },
        PartialDate::Day { month: Some(month), day, weekday, .. } => match borrow(FaultScope::Hard)? {
            When::Month { year, .. } => check_day(year, month, day, weekday)?,
            When::Day(next) => check_day(next.year(), month, day, weekday)?,
            _ => return Err(missing_year(FaultScope::Hard)),
        },
        PartialDate::Day { month: None, day, weekday, .. } => match borrow(FaultScope::Hard)? {
            When::Day(next) => check_day(next.year(), next.month(), day, weekday)?,
            _ => {
                let shown = tokens.quote(member.start, pair_end);
                return Err(hard(format!("the number in {shown} cannot be told for a day: write the whole date")));
            }
        },
    };
    // A year is lent only forwards in time: in "December and February 2009" December is most likely of 2008.
    // "March until 31 March 2009" is a year at least.
    let same_month = |lender: When| matches!((when, lender), (When::Month { month, .. }, When::Day(day)) if month == day.month());
    if next.is_some_and(|lender| when.first_day() > lender.first_day() || same_month(lender)) {
        let shown = tokens.quote(member.start, pair_end);
        let reason = format!("{shown} leaves the month or the year of its first date open: write each date in full");
        return Err(hard(reason).with(if matches!(when, When::Day(_)) { Vec::new() } else { any_year }));
    }
    Ok(when)
}

/// The year of the quarters that follow in a list.
fn find_quarter_year(members: &[GroupMember]) -> Option<QuarterYear> {
    members.iter().find_map(|member| match member.date {
        Ok(PartialDate::Quarter { year, .. }) => year,
        _ => None,
    })
}

fn check_day(year: i32, month: u32, day: u32, weekday: Option<Weekday>) -> Result<When, DateFault> {
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

fn quarter_of(span: QuarterYear, quarter: u32) -> When {
    match span {
        QuarterYear::Calendar(year) => When::Quarter { year, quarter },
        QuarterYear::Financial(year) => When::FinancialQuarter { year, quarter },
    }
}

fn check_range(tokens: &Tokens, members: &[GroupMember], whens: &[When]) -> Result<(), DateFault> {
    let ([first, second, ..], [from, to, ..]) = (members, whens) else {
        return Ok(());
    };
    let shown = tokens.quote(first.start, second.end);
    if members.len() > 2 {
        let all = tokens.quote(first.start, members.last().map_or(second.end, |member| member.end));
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
