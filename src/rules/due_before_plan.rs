//! Deadlines that were over before the plan began.

use super::{Check, Rule, milestone_after_action, moved_silent, timescale_disagrees};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::plan::{Action, Milestone, Objective, Plan};
use crate::source::Spanned;
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, NaiveDate};

pub static RULE: Rule = Rule {
    id: "due-before-plan",
    severity: Severity::Warning,
    summary: "a deadline that was over before the plan began",
    why: "A target year is easily mistyped, and nobody sees it: the action is overdue from the plan's first day, or hides among the old ones. \
          Where the board really printed such a date, say so in an [[allow]].",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-03"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2009-03"
"#,
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    let Some(period) = plan.period else { return };
    let (first, _) = period.days();
    let begins = format!("before the plan begins on {}", day_for_people(first));
    each_deadline(plan, |due, whose| {
        // A span that begins in time ends in time, and its first day is the easier to find.
        if due.first_day() < first && due.last_day() < first && !whose.is_doubted() {
            let message = format!("{} {}, {begins}", whose.is_due(), in_or_on(due.value));
            let fault = Diagnostic::new(RULE.id, due.span, message).label("over before the plan begins");
            let fault = fault.related(period.from.span, "the plan begins here").about(whose.subject());
            found.push(with_year(plan, fault, due, 1));
        }
    });
}

/// A deadline's owner.
pub(super) enum Whose<'p, 'a> {
    Objective(&'p Objective<'a>),
    Action(&'p Objective<'a>, &'p Action<'a>),
    Milestone(&'p Objective<'a>, &'p Action<'a>, &'p Milestone<'a>),
}

impl Whose<'_, '_> {
    /// The start of a sentence: "action 3.3 is due".
    pub(super) fn is_due(&self) -> String {
        match self {
            Whose::Objective(objective) => format!("the actions of objective {} are due", objective.label()),
            Whose::Action(_, action) => format!("{} is due", action.called()),
            Whose::Milestone(_, action, _) => format!("a milestone of {} is due", action.called()),
        }
    }

    pub(super) fn subject(&self) -> Subject {
        match self {
            Whose::Objective(objective) => objective.subject(),
            Whose::Action(objective, action) | Whose::Milestone(objective, action, _) => objective.subject_of(action),
        }
    }

    /// The date was moved on purpose, so that no slip of the year is likely.
    pub(super) fn has_moved(&self) -> bool {
        matches!(self, Whose::Action(_, action) | Whose::Milestone(_, action, _) if !action.moved.is_empty())
    }

    /// Another rule says that the printed words, the moves or the action give another date: one slip is one finding.
    pub(super) fn is_doubted(&self) -> bool {
        match self {
            Whose::Objective(objective) => timescale_disagrees::objective_due_differs(objective),
            Whose::Action(objective, action) => {
                timescale_disagrees::due_differs(action) || moved_silent::leads_elsewhere(objective, action)
            }
            Whose::Milestone(_, action, milestone) => {
                timescale_disagrees::milestone_differs(action, milestone) || milestone_after_action::is_late(action, milestone)
            }
        }
    }
}

/// Every deadline of a plan: an objective's once, whoever inherits it.
pub(super) fn each_deadline<'p, 'a>(plan: &'p Plan<'a>, mut each: impl FnMut(&Spanned<When>, Whose<'p, 'a>)) {
    for objective in plan.objectives {
        objective.due.iter().for_each(|due| each(due, Whose::Objective(objective)));
        for action in objective.actions {
            action.due.iter().for_each(|due| each(due, Whose::Action(objective, action)));
            for milestone in action.milestones {
                milestone.due.iter().for_each(|due| each(due, Whose::Milestone(objective, action, milestone)));
            }
        }
    }
}

/// A date inside a sentence: "on 30 Jun 2008", "in June 2008".
pub(super) fn in_or_on(when: When) -> String {
    match when {
        When::Day(_) => format!("on {}", when.for_people()),
        _ => format!("in {}", when.for_people()),
    }
}

/// A date as the file holds it: a day bare, all else in quotation marks.
pub(super) fn written(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        _ => format!("\"{when}\""),
    }
}

/// Suggests the same date so many years later where that one lies inside the plan.
pub(super) fn with_year(plan: &Plan, fault: Diagnostic, due: &Spanned<When>, later: i32) -> Diagnostic {
    let inside =
        |when: &When| plan.period.is_some_and(|period| period.days().0 <= when.first_day() && when.last_day() <= period.days().1);
    match years_later(due.value, later).filter(inside) {
        Some(meant) => {
            let title = format!("if the year is a slip, write {}", written(meant));
            fault.suggest(title, due.span, written(meant))
        }
        None => fault.help("correct the date, or keep it with an [[allow]] that says why"),
    }
}

fn years_later(when: When, years: i32) -> Option<When> {
    Some(match when {
        When::Day(day) => When::Day(NaiveDate::from_ymd_opt(day.year() + years, day.month(), day.day())?),
        When::Month { year, month } => When::Month { year: year + years, month },
        When::Quarter { year, quarter } => When::Quarter { year: year + years, quarter },
        When::Year(year) => When::Year(year + years),
        When::FinancialYear(year) => When::FinancialYear(year + years),
        When::FinancialQuarter { year, quarter } => When::FinancialQuarter { year: year + years, quarter },
    })
}
