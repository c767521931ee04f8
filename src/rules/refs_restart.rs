//! References that begin again under each objective.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::names::ref_key;
use crate::plan::Plan;

pub static RULE: Rule = Rule {
    id: "refs-restart",
    severity: Severity::Advice,
    summary: "references that begin again under each objective",
    why: "Where two objectives each have an action 1, \"action 1\" in the minutes can mean either. Reports name such an action together with \
          its objective.",
    wrong: r#"[[objective]]
ref = "A"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1."
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective]]
ref = "B"
title = "Foster carers are supported"

[[objective.action]]
ref = "1."
action = "Train all new foster carers"
outcome = "Foster carers know whom to tell"
lead = "sam"
due = "2008-09"
"#,
    right: r#"[[objective]]
ref = "A"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "A1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"

[[objective]]
ref = "B"
title = "Foster carers are supported"

[[objective.action]]
ref = "B1"
action = "Train all new foster carers"
outcome = "Foster carers know whom to tell"
lead = "sam"
due = "2008-09"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let mut shared = plan.actions().filter(|(_, action)| action.shares_ref);
    let Some((objective, action, first)) =
        shared.next().and_then(|(objective, action)| Some((objective, action, action.reference?)))
    else {
        return;
    };
    let again = |other: &str| ref_key(other) == ref_key(first.value);
    let Some((other, same, second)) = shared
        .filter(|(other, _)| other.number != objective.number)
        .find_map(|(other, same)| Some((other, same, same.reference.filter(|reference| again(reference.value))?)))
    else {
        return;
    };
    let names = [objective.name_of(action), other.name_of(same)];
    let message = format!("references begin again under each objective: {} is more than one action", first.trim());
    let fault = Diagnostic::new(RULE.id, second.span, message).related(first.span, format!("the first {}", first.trim()));
    found.push(fault.help(format!("such actions are called {} and {}, here and in reports", names[0], names[1])));
}
