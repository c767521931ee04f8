//! What the rules about dates share: the deadlines of a plan and whether they are the printed ones.

use crate::diagnostic::{Diagnostic, Subject};
use crate::plan::{Action, Milestone, Moved, Objective, Plan, Status, Text};
use crate::text::Spanned;
use crate::time::phrase::{self, Reading};
use crate::time::when::When;
use chrono::{Datelike, Months, NaiveDate};
use std::rc::Rc;

/// Whose a deadline is.
pub(super) enum Owner<'p, 'a> {
    Objective(&'p Objective<'a>),
    Action(&'p Objective<'a>, &'p Action<'a>),
    Milestone(&'p Objective<'a>, &'p Action<'a>, &'p Milestone<'a>),
}

impl Owner<'_, '_> {
    /// The start of a sentence: "action 3.3 is due".
    pub(super) fn is_due(&self) -> String {
        match self {
            Owner::Objective(objective) => format!("the actions of objective {} are due", objective.label()),
            Owner::Action(_, action) => format!("{} is due", action.called()),
            Owner::Milestone(_, action, _) => format!("a milestone of {} is due", action.called()),
        }
    }

    pub(super) fn subject(&self) -> Subject {
        match self {
            Owner::Objective(objective) => objective.subject(),
            Owner::Action(objective, action) | Owner::Milestone(objective, action, _) => objective.subject_of(action),
        }
    }

    /// The date was moved on purpose, so that no slip of the year is likely.
    pub(super) fn has_moved(&self) -> bool {
        matches!(self, Owner::Action(_, action) | Owner::Milestone(_, action, _) if !action.moved.is_empty())
    }
}

/// Every deadline of a plan: an objective's once, whoever inherits it.
pub(super) fn each_deadline<'p, 'a>(plan: &'p Plan<'a>, mut each: impl FnMut(&Spanned<When>, Owner<'p, 'a>)) {
    for objective in plan.objectives {
        objective.due.iter().for_each(|due| each(due, Owner::Objective(objective)));
        for action in objective.actions {
            action.due.iter().for_each(|due| each(due, Owner::Action(objective, action)));
            for milestone in action.milestones {
                milestone.due.iter().for_each(|due| each(due, Owner::Milestone(objective, action, milestone)));
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

/// The last day of a date lies before the first day of the plan or after its last; where the plan has no period, none does.
pub(super) fn lies_outside(plan: &Plan, when: When) -> bool {
    plan.period.is_some_and(|period| {
        when.last_day() < period.first_day() || period.last_day().is_some_and(|last| when.last_day() > last)
    })
}

/// Suggests the same date so many years later where that one lies inside the plan, and is not at odds with what was printed.
pub(super) fn with_year(plan: &Plan, owner: &Owner, fault: Diagnostic, due: &Spanned<When>, later: i32) -> Diagnostic {
    let inside = |when: &When| {
        let days = plan.period.and_then(|period| period.days());
        days.is_some_and(|(first, last)| first <= when.first_day() && when.last_day() <= last)
    };
    let words = match owner {
        Owner::Objective(objective) => objective.timescale.as_ref(),
        Owner::Action(objective, action) | Owner::Milestone(objective, action, _) => objective.timescale_of(action),
    };
    let printed = words.and_then(|words| clear(plan, words)).filter(|printed| !printed.due.is_empty());
    let stands_already = |when: When| match owner {
        Owner::Objective(objective) => objective.due.iter().any(|due| same(due.value, when)),
        Owner::Action(objective, action) => objective.due_of(action).iter().any(|due| same(due.value, when)),
        Owner::Milestone(..) => false,
    };
    let agrees = |when: &When| !stands_already(*when) && printed.as_ref().is_none_or(|printed| has(&printed.due, *when));
    match years_later(due.value, later).filter(|when| inside(when) && agrees(when)) {
        Some(meant) => {
            let title = format!("if the year is a slip, write {}", meant.as_value());
            fault.suggest(title, due.span, meant.as_value())
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

/// The deadlines of an action are not those of its own printed timescale.
pub(super) fn due_differs(plan: &Plan, action: &Action) -> bool {
    let printed = action.timescale.as_ref().and_then(|words| clear(plan, words));
    printed.is_some_and(|printed| differ(&printed, action.due, action.milestones, action.moved))
}

/// The deadline of a milestone is not the one of its own printed timescale.
pub(super) fn milestone_differs(plan: &Plan, action: &Action, milestone: &Milestone) -> bool {
    let (Some(words), Some(due)) = (&milestone.timescale, milestone.due) else {
        return false;
    };
    clear(plan, words).is_some_and(|printed| step_differs(&printed, due, action.moved))
}

/// The print shows the first date: one that was moved since is no difference.
fn was_moved(printed: &Reading, moved: &[Moved]) -> bool {
    moved.iter().filter_map(|moved| moved.from).any(|from| has(&printed.due, from.value))
}

/// The printed deadlines and those written are not the same days; milestones may hold some of the printed ones.
pub(super) fn differ(printed: &Reading, due: &[Spanned<When>], milestones: &[Milestone], moved: &[Moved]) -> bool {
    let steps = || milestones.iter().filter_map(|milestone| milestone.due);
    let held = |date: When| due.iter().copied().chain(steps()).any(|due| same(due.value, date));
    let foreign = || due.iter().any(|due| !has(&printed.due, due.value));
    !printed.due.is_empty() && !was_moved(printed, moved) && (foreign() || printed.due.iter().any(|&date| !held(date)))
}

/// The deadline of a step is not among the printed ones.
pub(super) fn step_differs(printed: &Reading, due: Spanned<When>, moved: &[Moved]) -> bool {
    !printed.due.is_empty() && !was_moved(printed, moved) && !has(&printed.due, due.value)
}

fn has(dates: &[When], date: When) -> bool {
    dates.iter().any(|&other| same(other, date))
}

/// Due on the same day, whatever the precision.
fn same(one: When, other: When) -> bool {
    one == other || one.last_day() == other.last_day()
}

/// The plan's first and last day, both counted in, where it has both.
pub(super) fn days(plan: &Plan) -> Option<(NaiveDate, NaiveDate)> {
    plan.period.and_then(|period| period.days())
}

/// What printed words mean in this plan: its period decides of which year a month is.
pub(super) fn reading(plan: &Plan, words: &str) -> Rc<Reading> {
    phrase::remembered_in(words, days(plan))
}

/// The reading of printed words, where it leaves no doubt and needs no period.
pub(super) fn clear(plan: &Plan, words: &Text) -> Option<Rc<Reading>> {
    Some(reading(plan, words)).filter(|reading| reading.unclear.is_none() && !reading.by_period)
}

/// The dates that words without a year can mean in each year of the plan; nothing where some year leaves them open, as it does where
/// more is open than the year.
pub(super) fn in_each_year(plan: &Plan, words: &str) -> Option<Vec<When>> {
    /// No plan runs so many years; one that says so is not searched day by day.
    const YEARS: usize = 20;
    let (first, last) = days(plan)?;
    let starts = (0..).map_while(|year| first.checked_add_months(Months::new(12 * year))).take_while(|start| *start <= last);
    let mut dates = Vec::new();
    for start in starts.take(YEARS) {
        let end = start.checked_add_months(Months::new(12))?.pred_opt()?;
        let reading = phrase::read_in(words, Some((start, end)));
        if !reading.by_period || reading.unclear.is_some() || reading.due.is_empty() {
            return None;
        }
        dates.extend_from_slice(&reading.due);
    }
    Some(dates)
}

/// The work of an action began before the plan: it was carried on from an earlier one, started or had a part done before.
pub(super) fn has_begun_before(action: &Action, first: NaiveDate) -> bool {
    action.came_from.is_some()
        || action.from.is_some_and(|from| from.first_day() < first)
        || action.added.is_some_and(|added| added.last_day() < first)
        || action
            .milestones
            .iter()
            .any(|milestone| milestone.done.and_then(|done| done.last_day()).is_some_and(|done| done < first))
}

/// Some day is in both.
pub(super) fn overlap(one: When, other: When) -> bool {
    one.first_day() <= other.last_day() && other.first_day() <= one.last_day()
}

/// Every date that the words of an action can speak of: its deadlines, those it had, its milestones and its start.
pub(super) fn dates_of(objective: &Objective, action: &Action) -> Vec<When> {
    let milestones = action.milestones.iter().filter_map(|milestone| milestone.due);
    let moved = action.moved.iter().flat_map(|moved| [moved.from, moved.to]).flatten();
    let dates = objective.due_of(action).iter().copied().chain(milestones).chain(moved).chain(objective.from_of(action));
    dates.map(|date| date.value).collect()
}

/// Something brings the action before the board again, or it is closed or on hold.
pub(super) fn comes_up(action: &Action) -> bool {
    const KEYS: [&str; 8] = ["due", "review", "every", "from", "when", "milestones", "progress", "standing"];
    action.is_standing()
        || !action.due.is_empty()
        || !action.review.is_empty()
        || action.every.is_some()
        || action.from.is_some()
        || action.when.is_some()
        || !action.milestones.is_empty()
        || !action.progress.is_empty()
        || !action.moved.is_empty()
        || action.is_closed()
        || action.status.is_some_and(|status| status.value == Status::OnHold)
        || KEYS.iter().any(|key| action.unreadable(key))
}
