//! Moves that do not lead to the deadline that counts.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::text::{Span, Spanned};
use crate::time::when::When;

pub static RULE: Rule = Rule {
    id: "moved-silent",
    severity: Severity::Warning,
    summary: "a deadline and its moves that do not fit together",
    why: "The deadline that counts must be the one the last move led to, and each move must start from the one before. Where they differ, a date \
          was changed without the board being told.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-12"
moved = [{ from = "2008-06", to = "2008-09", on = 2008-06-18, because = "The venues were not settled" }]
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-09"
moved = [{ from = "2008-06", to = "2008-09", on = 2008-06-18, because = "The venues were not settled" }]
"#,
    yields_to: &[],
    check: Check::Action(check),
};

fn check(_: &Plan, objective: &Objective, action: &Action, found: &mut Found) {
    if action.moved.is_empty() {
        return;
    }
    if let (Some((before, after)), true) = (broken_chain(action), objective.due_of(action).len() < 2) {
        let dates = format!("{}, but the move before it led to {}", after.for_people(), before.for_people());
        let fault = Diagnostic::new(RULE.id, after.span, format!("a move of {} starts from {dates}", action.called()));
        let fault = fault.label("another date than the one before").related(before.span, "the move before led here");
        found.push(fault.help("record the move that is missing, or correct the date"));
    }
    if let Some(to) = elsewhere(objective, action) {
        action.due.iter().for_each(|due| found.claim(RULE.id, due.span));
        found.push(not_the_deadline(objective, action, to));
    }
}

/// The date that the newest move led to, where it is none of the action's.
fn elsewhere(objective: &Objective, action: &Action) -> Option<Spanned<When>> {
    let to = action.agreed_moves().next_back()?.to?;
    let unread = ["due", "from", "milestones", "moved"].iter().any(|key| action.unreadable(key));
    (!unread && !dates(objective, action).any(|date| same_day(&date, &to))).then_some(to)
}

/// The newest move led to a date that is none of the action's.
fn not_the_deadline(objective: &Objective, action: &Action, to: Spanned<When>) -> Diagnostic {
    let called = action.called();
    let due = objective.due_of(action);
    let (message, here): (String, Option<Span>) = match due {
        [] => (format!("the deadline of {called} was moved to {}, but it has no \"due\"", to.for_people()), None),
        [due] => {
            let (to, due_words) = (to.for_people(), due.for_people());
            (format!("the deadline of {called} was last moved to {to}, but \"due\" is {due_words}"), Some(due.span))
        }
        [.., due] => (
            format!("the deadline of {called} was last moved to {}, which is not among its deadlines", to.for_people()),
            Some(due.span),
        ),
    };
    let fault = match here {
        Some(due) => Diagnostic::new(RULE.id, due, message)
            .label("not the date of the last move")
            .related(to.span, "the last move led here"),
        None => Diagnostic::new(RULE.id, to.span, message).label("the last move led here"),
    };
    let help = "\"due\" holds the newest date: correct it, or record under \"moved\" how it came about";
    fault.help(help).about(objective.subject_of(action))
}

/// A move whose start is not where the one before it led.
fn broken_chain(action: &Action) -> Option<(Spanned<When>, Spanned<When>)> {
    let steps = action.agreed_moves().zip(action.agreed_moves().skip(1));
    steps.filter_map(|(before, after)| before.to.zip(after.from)).find(|(to, from)| !same_day(to, from))
}

/// Every date of the action that a move can lead to.
fn dates<'p>(objective: &'p Objective, action: &'p Action) -> impl Iterator<Item = Spanned<When>> + 'p {
    let milestones = action.milestones.iter().filter_map(|milestone| milestone.due);
    objective.due_of(action).iter().copied().chain(action.from).chain(milestones)
}

fn same_day(one: &When, other: &When) -> bool {
    one == other || one.last_day() == other.last_day()
}
