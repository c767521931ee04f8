//! The name that a date keeps for ever, whatever the day and the question: what calendars know an event by.

use super::columns::Line;
use crate::names::same_ref;
use crate::plan::{Action, Objective};
use crate::query::{Found, board_name};
use crate::time::state::What;
use std::borrow::Cow;

impl Line<'_> {
    /// The lasting name of the date of this line: its board, plan and action, and which of the action's dates it is. A date that is
    /// moved keeps it, and no other date of any board has it. `None` where the line has no date.
    pub fn lasting_name(&self) -> Option<String> {
        let Line { found, due: Some(due), .. } = self else { return None };
        let date = match due.what {
            // What is to be set up is the same date of the plan, whatever else the action says of itself.
            What::Deadline | What::SetUp => format!("due-{}", found.deadline_number(due)),
            What::Milestone(index) => format!("milestone-{}", index + 1),
            What::Report => format!("report-{}", due.day),
            What::Start => "start".to_owned(),
        };
        Some(joined(&[&board_name(found.plan, found.file), found.plan.name, &action_name(found), &date]))
    }
}

/// What names an action and no other of its plan; where a plan prints a reference twice, its place too.
fn action_name<'p>(found: &Found<'p>) -> Cow<'p, str> {
    let name = |objective: &Objective<'p>, action: &Action<'p>| objective.name_of(action);
    let own = name(found.objective, found.action);
    let same = found.plan.actions().filter(|(objective, action)| same_ref(&name(objective, action), &own)).count();
    if same > 1 { format!("{own} {}", found.position()).into() } else { own }
}

/// Parts as one name, with nothing in it that a calendar could stumble over.
fn joined(parts: &[&str]) -> String {
    let part = |part: &&str| -> String {
        let sign = |c: char| match c {
            c if c.is_ascii_alphanumeric() || "-._/".contains(c) => c.to_string(),
            c => format!("~{:x}", u32::from(c)),
        };
        part.chars().map(sign).collect()
    };
    parts.iter().map(part).collect::<Vec<_>>().join(":")
}
