//! Groups that lead open work and whose chair has left.

use super::deadlines::in_or_on;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Person, Plan, Target};
use crate::time::when::day_for_people;
use foldhash::HashMap;

pub static RULE: Rule = Rule {
    id: "chair-left",
    severity: Severity::Warning,
    summary: "open work led by a group or role whose chair or holder has left",
    why: "What a group is asked about, its chair answers. When the chair leaves, nobody is asked until somebody remembers to name the next one.",
    wrong: r#"[people.pat]
name = "Pat Nowak"
left = 2008-05-31

[groups.quality]
name = "Quality Subgroup"
kind = "subgroup"
chair = "pat"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "quality"
due = "2008-06"
"#,
    right: r#"[people.pat]
name = "Pat Nowak"
left = 2008-05-31
remark = "chaired the Quality Subgroup until she left"

[groups.quality]
name = "Quality Subgroup"
kind = "subgroup"
chair = "sam"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "quality"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    if plan.people.iter().all(|person| person.left.is_none()) {
        return;
    }
    let mut leading: HashMap<usize, usize> = HashMap::default();
    for (objective, action) in plan.actions().filter(|(_, action)| !action.is_closed() && !action.unreadable("status")) {
        for lead in objective.leads_of(action) {
            if let Target::Group(index) = lead.who.target {
                *leading.entry(index).or_default() += 1;
            }
        }
    }
    let left = |target: Target| match target {
        Target::Person(index) => plan.people.get(index).filter(|person| person.left.is_some()),
        _ => None,
    };
    for (index, group) in plan.groups.iter().enumerate() {
        let Some(count) = leading.get(&index) else { continue };
        let holders = || group.held_by.iter().filter_map(|holder| Some((holder, left(holder.target)?)));
        // A role with several holders is vacant when the last of them has left.
        let vacant = holders().count() == group.held_by.len();
        let chair = group.chair.iter().filter_map(|chair| Some((chair, left(chair.target)?, "chaired")));
        for (pointer, person, how) in chair.chain(holders().filter(|_| vacant).map(|(holder, person)| (holder, person, "held"))) {
            let Person { name, left: Some(left), .. } = person else { continue };
            let actions = if *count == 1 { "1 open action".to_owned() } else { format!("{count} open actions") };
            let day = day_for_people(left.last_day());
            let message =
                format!("\"{}\" leads {actions} and is {how} by {}, whose last day is {day}", group.name.trim(), name.value);
            let fault = Diagnostic::new(RULE.id, pointer.key.span, message).label(format!("leaves {}", in_or_on(left.value)));
            found.push(fault.related(left.span, "said here").help("name who takes over, or give the work to somebody else"));
        }
    }
}
