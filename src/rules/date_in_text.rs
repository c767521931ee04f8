//! Dates that stand only in an action's words.

use super::added_lines::added;
use super::dates_in_words::{dates, place};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Text};
use crate::text::Span;
use crate::time::phrase;
use std::ops::Range;

pub static RULE: Rule = Rule {
    id: "date-in-text",
    severity: Severity::Warning,
    summary: "a date that stands only in an action's words",
    why: "A deadline hidden in a sentence is read by people and counted by nobody: the action is listed as undated and never becomes overdue.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar by June 2008"
outcome = "Staff know what they can book"
lead = "jo"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar by June 2008"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, objective: &Objective, action: &Action, found: &mut Found) {
    let Some((text, words)) = named(objective, action) else {
        return;
    };
    found.claim(RULE.id, action.highlight_span());
    let date = text.get(words.clone()).unwrap_or_default();
    let message = format!("{} names {date} in its words, but has no date that counts", action.called());
    let fault = Diagnostic::new(RULE.id, place(plan, text, words), message).label("counted by nothing");
    let fault = match meant(plan, action, text, date) {
        Some((line, place, lines)) => fault.suggest(format!("if this is the deadline, add {line}"), place, lines),
        None => fault.help("if this is the deadline, write it as \"due\""),
    };
    found.push(fault);
}

/// The date in the words of an open action that has none of its own, with its place in the words.
fn named<'p, 'a>(objective: &Objective, action: &'p Action<'a>) -> Option<(&'p Text<'a>, Range<usize>)> {
    const KEYS: [&str; 7] = ["due", "from", "every", "when", "milestones", "timescale", "action"];
    let text = action.action.as_ref()?;
    let dated = !action.due.is_empty()
        || action.from.is_some()
        || action.every.is_some()
        || action.when.is_some()
        || action.milestones.iter().any(|milestone| milestone.due.is_some())
        || objective.says_when()
        || action.unread.iter().chain(objective.unread).any(|key| KEYS.contains(key));
    // Printed words that are plain to read are the better date.
    let printed = || objective.timescale_of(action).map(|words| phrase::remembered(words));
    if dated || action.is_closed() || printed().is_some_and(|printed| printed.unclear.is_none() && !printed.due.is_empty()) {
        return None;
    }
    dates(text).next().map(|words| (text, words))
}

/// The line that would count the date, where it goes, and as what.
fn meant(plan: &Plan, action: &Action, text: &Text, date: &str) -> Option<(String, Span, String)> {
    let reading = phrase::read(date);
    let [due] = reading.due[..] else { return None };
    let (first, last) = plan.period?.days()?;
    if due.last_day() < first || due.first_day() > last {
        return None;
    }
    let line = format!("due = {}", due.as_value());
    let (place, lines) = added(plan.text, &action.extent, text.span, std::slice::from_ref(&line))?;
    Some((line, place, lines))
}
