//! Days far from everything else in the plan.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;
use crate::text::{Span, Spanned};
use crate::time::when::day_for_people;
use chrono::{Months, NaiveDate};

pub static RULE: Rule = Rule {
    id: "day-far-off",
    severity: Severity::Warning,
    summary: "a day far from every other date of the plan",
    why: "In a day such as 2052-06-20 a figure of the year is a slip. What was done on it counts as not done yet, for decades, and no list shows it.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "complete"
completed = 2080-06-20
evidence = ["The calendar, June 2008"]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
status = "complete"
completed = 2008-06-20
evidence = ["The calendar, June 2008"]
"#,
    yields_to: &["done-before-plan"],
    check: Check::Plan(check),
};

/// Two dates further apart than this are of different times.
const YEARS: u32 = 5;

/// One date of the plan.
struct Dated {
    first: NaiveDate,
    last: NaiveDate,
    place: Span,
    /// It can be a slip; the period only shows what the plan is about.
    judged: bool,
}

fn check(plan: &Plan, found: &mut Found) {
    let mut dates = dates(plan);
    dates.sort_by_key(|date| (date.first, date.last));
    let own = plan.period.is_some();
    let far =
        |before: NaiveDate, after: NaiveDate| before.checked_add_months(Months::new(12 * YEARS)).is_some_and(|end| end < after);
    let mut times: Vec<Vec<Dated>> = Vec::new();
    let mut last = None;
    for date in dates {
        match (times.last_mut(), last) {
            (Some(time), Some(end)) if !far(end, date.first) => {
                last = Some(date.last.max(end));
                time.push(date);
            }
            _ => {
                last = Some(date.last);
                times.push(vec![date]);
            }
        }
    }
    // The time that the plan is about: that of its period, else the one with most dates, if there is one.
    let weigh = |time: &[Dated]| if own { usize::from(time.iter().any(|date| !date.judged)) } else { time.len() };
    let Some(most) = times.iter().map(|time| weigh(time)).max() else { return };
    if times.iter().filter(|time| weigh(time) == most).count() > 1 {
        return;
    }
    for date in times.iter().filter(|time| weigh(time) < most).flatten() {
        let message = format!("{} is more than {YEARS} years from every other date of the plan", day_for_people(date.last));
        let fault = Diagnostic::new(RULE.id, date.place, message).label("is the year right?");
        found.claim(RULE.id, date.place);
        found.push(fault.help("correct the year, or keep the day with an [[allow]] that says why"));
    }
}

/// Every date, wherever it stands.
fn dates(plan: &Plan) -> Vec<Dated> {
    let mut dates = Vec::new();
    if let Some(period) = plan.period {
        dates.extend([Some(period.from), period.to].into_iter().flatten().map(|when| Dated {
            first: when.first_day(),
            last: when.last_day(),
            place: when.span,
            judged: false,
        }));
    }
    // Deadlines outside the period are told by rules of their own.
    let due_judged = plan.period.is_none();
    let mut add = |first: NaiveDate, last: NaiveDate, place: Span| dates.push(Dated { first, last, place, judged: true });
    let left = plan.people.iter().filter_map(|person| person.left);
    plan.meetings.iter().for_each(|day| add(day.value, day.value, day.span));
    plan.agreed.into_iter().chain(left).for_each(|when| add(when.first_day(), when.last_day(), when.span));
    for objective in plan.objectives {
        objective.due.iter().filter(|_| due_judged).for_each(|due| add(due.first_day(), due.last_day(), due.span));
        for action in objective.actions {
            let milestones = action.milestones.iter().filter_map(|milestone| milestone.due);
            let moved = action.moved.iter().flat_map(|moved| [moved.from, moved.to]).flatten();
            let deadlines = action.due.iter().copied().chain(milestones).chain(moved).filter(|_| due_judged);
            let agreed = action.moved.iter().flat_map(|moved| [moved.on, moved.refused]).flatten();
            let done = action.milestones.iter().filter_map(|milestone| {
                let done = milestone.done?;
                Some(Spanned::new(done.when()?, done.span))
            });
            let facts = action.progress.iter().filter_map(|note| note.on).chain(agreed).chain(done);
            let own = [action.from, action.added, action.set_up, action.completed, action.closed].into_iter().flatten();
            for when in deadlines.chain(facts).chain(own).chain(action.review.iter().copied()) {
                add(when.first_day(), when.last_day(), when.span);
            }
            action.hold.and_then(|hold| hold.review).iter().for_each(|day| add(day.value, day.value, day.span));
        }
    }
    dates
}
