//! Dates in an action's words that are not its deadline.

use super::dates_in_words::{dates, place};
use super::deadlines::{dates_of, due_differs, in_each_year, in_or_on, lies_outside, overlap};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan};
use crate::time::phrase;
use crate::time::when::When;

pub static RULE: Rule = Rule {
    id: "text-disagrees",
    severity: Severity::Warning,
    summary: "a date in an action's words that contradicts its deadline",
    why: "Members read \"by June\" in the action and the reports count to September: each list is right in itself, and the action is late for one of them \
          only.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar by June 2008"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-09"
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
    const KEYS: [&str; 5] = ["due", "milestones", "moved", "from", "timescale"];
    let Some(text) = action.action.filter(|_| !action.is_closed()) else { return };
    let due = objective.due_of(action);
    let unread = action.unread.iter().chain(objective.unread).any(|key| KEYS.contains(key));
    // Where the printed timescale contradicts the deadline, that says enough.
    let (Some(&first), false) = (due.first(), unread || due_differs(plan, action)) else { return };
    let known = dates_of(objective, action);
    let mut other = None;
    for range in dates(&text) {
        let words = text.get(range.clone()).unwrap_or_default();
        if !is_deadline(&text[..range.start]) {
            continue;
        }
        let meant = match phrase::read(words) {
            reading if reading.is_only_due() => reading.due,
            _ => in_each_year(plan, words).unwrap_or_default(),
        };
        // A date outside the plan tells of something else.
        if meant.is_empty() || meant.iter().all(|&meant| lies_outside(plan, meant)) {
            continue;
        }
        if meant.iter().any(|&meant| known.iter().any(|&date| overlap(meant, date))) {
            return;
        }
        other.get_or_insert((range, words));
    }
    let Some((range, words)) = other else { return };
    due.iter().for_each(|due| found.claim(RULE.id, due.span));
    let is_due = match due {
        [one] => in_or_on(one.value),
        several => {
            format!("in {}", crate::text::all_of(&several.iter().map(|due| When::for_people(due.value)).collect::<Vec<_>>()))
        }
    };
    let message = format!("{} is due {is_due}, but its words say by {words}", action.called());
    let fault = Diagnostic::new(RULE.id, first.span, message).label("not what the action says");
    let fault = fault.related(place(plan, &text, range), "the date in its words");
    found.push(fault.help("correct the one that is wrong; where the board has since moved the date, record it under \"moved\""));
}

/// What stands before the date makes it the day by which the work is to be done.
fn is_deadline(before: &str) -> bool {
    const WORDS: [&str; 9] =
        ["by", "by the", "by end of", "by the end of", "before", "before the", "no later than", "not later than", "due"];
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || c == ':');
    WORDS.iter().any(|word| {
        let start = before.len().checked_sub(word.len());
        let ending = start.and_then(|start| Some((before.get(..start)?, before.get(start..)?)));
        ending.is_some_and(|(rest, ending)| ending.eq_ignore_ascii_case(word) && !rest.ends_with(|c: char| c.is_alphanumeric()))
    })
}
