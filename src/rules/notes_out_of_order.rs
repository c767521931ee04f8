//! Progress notes and moved dates whose days go backwards.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::text::Spanned;
use crate::time::when::When;

pub static RULE: Rule = Rule {
    id: "notes-out-of-order",
    severity: Severity::Warning,
    summary: "progress notes or moved dates that are not in order of their days",
    why: "The last note is read as the newest. Where the days go backwards, either a day is mistyped or the board reads an old note as the \
          latest news.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2009-01"
status = "in-progress"
progress = [
  { on = 2008-11-03, note = "The draft went to the subgroup" },
  { on = 2008-10-06, note = "The venues are booked" },
]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2009-01"
status = "in-progress"
progress = [
  { on = 2008-10-06, note = "The venues are booked" },
  { on = 2008-11-03, note = "The draft went to the subgroup" },
]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(_: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let notes = backwards(action.progress.iter().filter_map(|note| note.on)).map(|days| (days, "progress notes"));
    let moves = backwards(action.moved.iter().filter_map(|moved| moved.on)).map(|days| (days, "moved dates"));
    for ((before, after), what) in notes.into_iter().chain(moves) {
        let days = format!("from {} to {}", before.for_people(), after.for_people());
        let fault = Diagnostic::new(RULE.id, after.span, format!("the {what} of {} go back {days}", action.called()));
        let fault = fault.label("earlier than the one before it").related(before.span, "the one before it");
        found.push(fault.help("put the oldest first, or correct the day"));
    }
}

/// The first two neighbours whose days go backwards.
fn backwards(mut days: impl Iterator<Item = Spanned<When>>) -> Option<(Spanned<When>, Spanned<When>)> {
    let mut before = days.next()?;
    for day in days {
        // A day of the month that the one before it gives is in order.
        if day.last_day() < before.first_day() {
            return Some((before, day));
        }
        before = day;
    }
    None
}
