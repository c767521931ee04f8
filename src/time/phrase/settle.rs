//! Holds what the walk recognised against each other: which dates count, and why a phrase is unclear as a whole.

use super::super::{every::Every, when::When};
use super::facts::{Facts, StatedDates, set_if_none};
use super::roles::Role;
use super::tokens::Tokens;

/// The dates that count, once everything recognised has been held against everything else; or why there are none.
pub(super) fn settle(tokens: &Tokens, facts: &mut Facts) -> Result<StatedDates, String> {
    let stated = choose_dates(facts)?;
    match find_objection(facts, &stated) {
        Some(reason) => Err(reason),
        None => settle_parts(tokens, facts, &stated).map(|()| stated),
    }
}

/// The dates that count: those outside brackets, or if there are none, those inside.
fn choose_dates(facts: &mut Facts) -> Result<StatedDates, String> {
    if let Some(reason) = facts.hard.take() {
        return Err(reason);
    }
    let (mut outer, mut inner) = (std::mem::take(&mut facts.outer), std::mem::take(&mut facts.inner));
    if inner.is_dated() && (outer.is_dated() || !outer.years.is_empty()) {
        let same = inner.from.is_none_or(|from| outer.from == Some(from)) && inner.due.iter().all(|due| outer.due.contains(due));
        if !same {
            let other = inner.due.first().copied().or(inner.from).map_or_else(String::new, When::for_people);
            return Err(format!("the brackets give another date, {other}: write every deadline outside brackets"));
        }
    }
    if inner.is_dated() && !outer.is_dated() {
        // "Annual (March 2009)" says what is due; "guidance (March 2009)" may only say of when it is.
        let explains = facts.every.is_some() || facts.season || inner.by || facts.frequency_fault.is_some();
        // "Ongoing (March 2016)" may be its end, its review or when it is set up.
        if !explains || (facts.event.is_some() && !inner.by) {
            return Err(
                "only the brackets give a date, and it may not be the deadline: write the deadline outside them".to_string()
            );
        }
        // A season or a doubtful year outside is explained by a clear date in brackets.
        outer.year_fault = None;
        inner.years.clear();
        inner.year_fault = None;
        return Ok(inner);
    }
    if let Some(reason) = outer.year_fault.take() {
        return Err(reason);
    }
    if outer.is_empty() {
        if let Some(reason) = inner.year_fault.take() {
            set_if_none(&mut facts.soft, || reason);
        }
        return Ok(outer);
    }
    insert_years(facts, &mut outer)?;
    Ok(outer)
}

/// Years that stand where a deadline would: alone they count, beside other dates only on a line of their own.
fn insert_years(facts: &Facts, stated: &mut StatedDates) -> Result<(), String> {
    let years = std::mem::take(&mut stated.years);
    let (dated, known) = (stated.is_dated(), stated.due.len());
    for year in years {
        if dated && !year.own_line {
            return Err(format!(
                "{} and the other date can be one deadline or two: write only the deadlines, each on its own line",
                year.shown
            ));
        }
        if let Some((every, words)) = &facts.every
            && year.role == Role::Due
            && *every != Every::Meeting
        {
            return Err(format!(
                "{} can be the time in which {words} work is done, or a deadline: write \"from\" before a start, or \"by\" before a deadline",
                year.shown
            ));
        }
        if year.role == Role::Until {
            stated.until = Some(year.shown);
        }
        // The years inserted before have moved the others on.
        let position = year.position + stated.due.len() - known;
        if !stated.insert(position, year.dates, year.role) {
            return Err("it gives two starts: write only the one that counts".to_string());
        }
    }
    Ok(())
}

/// Why what was recognised cannot be used, if so.
fn find_objection(facts: &Facts, stated: &StatedDates) -> Option<String> {
    let dated = stated.is_dated();
    let judged = dated || facts.every.is_some() || facts.named_every.is_some();
    if (judged || !facts.reviews.is_empty())
        && let Some(reason) = &facts.against_dates
    {
        return Some(reason.clone());
    }
    if let Some(reason) = &facts.soon
        && !(dated && stated.by)
    {
        return Some(reason.clone());
    }
    let running = facts.ongoing || facts.standing;
    if let Some(doubt) = &facts.regularly
        && facts.every.is_none()
        && !dated
        && !running
    {
        return Some(doubt.reason.clone());
    }
    if !dated {
        // "Annual report 2008": how often, or which report?
        return facts.loose_year.clone().filter(|_| facts.every.is_some() || facts.named_every.is_some());
    }
    if facts.event_or {
        return Some("an event may come instead of the date: write the one that decides".to_string());
    }
    if let Some(words) = &stated.describes
        && stated.mentions > 1
    {
        return Some(format!("{words} may not be a deadline like the other date: write only the deadlines"));
    }
    if stated.ranges > 0 && stated.mentions > 1 {
        return Some("it gives a stretch of time and another date: write only the deadlines".to_string());
    }
    find_conflict(facts, stated)
}

/// Parts that are no dates of their own: each is read together with the rest, kept as unread, or makes the phrase unclear.
fn settle_parts(tokens: &Tokens, facts: &mut Facts, stated: &StatedDates) -> Result<(), String> {
    let running = facts.ongoing || facts.standing;
    settle_yearless(tokens, facts)?;
    if let Some(reason) = facts.decided.as_ref().filter(|_| facts.certain) {
        return Err(reason.clone());
    }
    // What was done beside what is plainly still to come: "Due: 30/06/16 Completed: 15/06/16".
    let certain = stated.by || !facts.reviews.is_empty() || (running || facts.every.is_some()) && !stated.is_dated();
    for doubt in std::mem::take(&mut facts.past) {
        if !certain {
            return Err(doubt.reason);
        }
        facts.unread.push(doubt.span);
    }
    if let Some(doubt) = facts.frequency_fault.take() {
        let dated = !stated.due.is_empty() && stated.from.is_none() && stated.until.is_none() || !facts.reviews.is_empty();
        if !dated || facts.every.is_some() {
            return Err(doubt.reason);
        }
        facts.unread.push(doubt.span);
    }
    facts.unread.extend(facts.regularly.take().map(|doubt| doubt.span));
    Ok(())
}

/// Months and days without a year say when in each year; without a frequency they are no dates.
fn settle_yearless(tokens: &Tokens, facts: &mut Facts) -> Result<(), String> {
    let mentions = std::mem::take(&mut facts.yearless);
    let Some(first) = mentions.first() else { return Ok(()) };
    if facts.every.is_none() && facts.named_every.is_none() {
        for mention in mentions.into_iter().filter(|mention| !mention.decided) {
            if mention.in_brackets || facts.ongoing || facts.standing {
                set_if_none(&mut facts.soft, || mention.doubt.reason);
                facts.unread.push(mention.doubt.span);
            } else {
                return Err(mention.doubt.reason);
            }
        }
        return Ok(());
    }
    let (from, to) = first.doubt.span;
    let words = tokens.quote(from, to);
    let mut months: Vec<u32> = mentions.iter().flat_map(|mention| &mention.months).map(|&(month, _)| month).collect();
    months.sort_unstable();
    months.dedup();
    if let Some((Every::Months(length), _)) = &mut facts.every
        && months.len() > 1
    {
        let count = months.len() as u32;
        let even = (0..months.len()).all(|at| (months[(at + 1) % months.len()] + 12 - months[at]) % 12 * count == 12);
        if !even || *length != 12 && *length * count != 12 {
            return Err(format!("{words} and how often it comes do not fit each other: write the dates themselves"));
        }
        *length = 12 / count;
    }
    facts.unread.extend(mentions.into_iter().filter(|mention| !mention.decided).map(|mention| mention.doubt.span));
    Ok(())
}

/// Dates that do not fit each other, or what else the phrase says.
fn find_conflict(facts: &Facts, stated: &StatedDates) -> Option<String> {
    if let Some((_, words)) = &facts.every
        && (stated.until.is_some() || stated.ranges > 0)
    {
        return Some(format!(
            "the end that is given may be when the {words} work stops or when it is due: write how often, with \"from\" and its start"
        ));
    }
    if let Some(words) = stated.until.as_ref().filter(|_| !facts.ongoing) {
        return Some(format!("{words} says when it ends, not when it is due: write \"by\" before a deadline"));
    }
    let from = stated.from?;
    let early = stated.due.iter().find(|due| due.last_day() < from.first_day())?;
    Some(format!(
        "it is due {} but starts {}: write the start and the deadline that are meant",
        early.for_people(),
        from.for_people()
    ))
}
