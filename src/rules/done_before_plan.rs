//! Work dated before the plan began.

use super::deadlines::in_or_on;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::text::{Span, Spanned};
use crate::time::when::{When, day_for_people};

pub static RULE: Rule = Rule {
    id: "done-before-plan",
    severity: Severity::Warning,
    summary: "an action, milestone or progress note dated before the plan began",
    why: "Work cannot have been done before it was planned: most often the year is a slip, as in the first weeks of January. Such a note pays \
          no report, and such an action looks finished early.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2009-01"
status = "in-progress"
progress = [{ on = 2008-01-14, note = "The draft went to the subgroup" }]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2009-01"
status = "in-progress"
progress = [{ on = 2009-01-14, note = "The draft went to the subgroup" }]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(plan: &Plan, _: &Objective, action: &Action, found: &mut Found) {
    let Some(period) = plan.period else { return };
    let first = period.first_day();
    let mut early: Vec<(Span, String)> =
        done(action).filter(|&(when, ..)| when.last_day() < first).map(|(day, span, what)| (span, what(action, day))).collect();
    early.sort_by_key(|(span, _)| *span);
    early.iter().for_each(|(span, _)| found.claim(RULE.id, *span));
    let mut early = early.into_iter();
    let Some((span, what)) = early.next() else { return };
    let message = format!("{what}, before the plan begins on {}", day_for_people(first));
    let fault = Diagnostic::new(RULE.id, span, message)
        .label("before the plan begins")
        .help("correct the day: most often only the year is wrong");
    let fault = early.fold(fault, |fault, (span, _)| fault.related(span, "this too"));
    found.push(fault.related(period.from.span, "the plan begins here"));
}

/// A date, where it stands, and a sentence on what was done on it.
type Done = (When, Span, fn(&Action, When) -> String);

/// Every day on which something was done. Work carried on from an earlier plan brings its history with it.
fn done<'p>(action: &'p Action) -> impl Iterator<Item = Done> + 'p {
    let completed = action.completed.map(|day| -> Done { (day.value, day.span, completed) });
    let before = action.came_from.is_some();
    let milestones = action.milestones.iter().filter(move |_| !before).filter_map(|milestone| {
        let done = milestone.done?;
        Some(Spanned::new(done.when()?, done.span))
    });
    let notes = action.progress.iter().filter(move |_| !before).filter_map(|note| note.on);
    let milestones = milestones.map(|day| -> Done { (day.value, day.span, reached) });
    let notes = notes.map(|day| -> Done { (day.value, day.span, noted) });
    completed.into_iter().chain(milestones).chain(notes)
}

fn completed(action: &Action, when: When) -> String {
    format!("{} was completed {}", action.called(), in_or_on(when))
}

fn reached(action: &Action, when: When) -> String {
    format!("a milestone of {} was reached {}", action.called(), in_or_on(when))
}

fn noted(action: &Action, when: When) -> String {
    format!("a progress note of {} is dated {}", action.called(), when.for_people())
}
