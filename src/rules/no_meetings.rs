//! Work that is due at every meeting, in a plan that lists none.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Plan;
use crate::time::every::Every;

pub static RULE: Rule = Rule {
    id: "no-meetings",
    severity: Severity::Warning,
    summary: "work due at every meeting, in a plan that lists no meetings",
    why: "What is due at each meeting is judged by the meetings that the plan lists. Where it lists none, nothing is ever owed.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
every = "meeting"
"#,
    right: r#"board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-06-11, 2008-09-10, 2008-12-10, 2009-03-11]
people = { jo = { name = "Jo Bloggs" } }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
every = "meeting"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    if !plan.meetings.is_empty() || plan.unread.contains(&"meetings") || plan.damaged {
        return;
    }
    let mut due = plan.actions().filter(|(_, action)| !action.is_closed()).filter_map(|(objective, action)| {
        let every = objective.every_of(action).filter(|every| every.value == Every::Meeting)?;
        Some((objective, action, every.span))
    });
    let Some((objective, action, first)) = due.next() else { return };
    let rest: Vec<_> = due.map(|(.., place)| place).collect();
    let message = match rest.len() {
        0 => format!("{} is due at every meeting, but the plan lists no meetings", action.called()),
        more => format!("{} actions are due at every meeting, but the plan lists no meetings", more + 1),
    };
    const SHOWN: usize = 20;
    let fault = Diagnostic::new(RULE.id, first, message).label("at which meetings?");
    let fault = rest.iter().take(SHOWN).fold(fault, |fault, &place| fault.related(place, "this too"));
    let fault = fault.help("list the board's meetings at the top of the plan, as in meetings = [2008-06-11, 2008-09-10]");
    found.push(if rest.is_empty() { fault.about(objective.subject_of(action)) } else { fault });
}
