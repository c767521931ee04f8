//! An action that everyone leads, and so nobody in particular.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::names::{same, words};
use crate::plan::{Group, GroupKind, Plan, Pointer, Target, Who};
use crate::text::all_of;

pub static RULE: Rule = Rule {
    id: "lead-everyone",
    severity: Severity::Warning,
    summary: "an action that everyone leads, and so nobody in particular",
    why: "What all members are to do, each leaves to the others. One name beside \"all members\" is enough to know whom to ask.",
    wrong: r#"[groups.members]
name = "All members"
kind = "everyone"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "members"
due = "2008-06"
"#,
    right: r#"[groups.members]
name = "All members"
kind = "everyone"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = ["jo", "members"]
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let everyone: Vec<bool> = plan.groups.iter().map(|group| is_everyone(plan, group)).collect();
    if !everyone.contains(&true) {
        return;
    }
    for objective in plan.objectives {
        let inherited = objective.actions.iter().any(|action| action.lead.is_empty() && !action.unreadable("lead"));
        if inherited && !objective.unread.contains(&"lead") && all_everyone(&everyone, objective.lead) {
            found.push(fault(plan, objective.lead, &format!("objective {}", objective.label()), objective.subject()));
        }
        for action in objective.actions {
            if all_everyone(&everyone, action.lead) && !action.unreadable("lead") {
                found.push(fault(plan, action.lead, &action.called(), objective.subject_of(action)));
            }
        }
    }
}

/// All members or all agencies, or the board as a whole, whatever kind was written for it.
fn is_everyone(plan: &Plan, group: &Group) -> bool {
    const WORDS: [&str; 22] = [
        "all",
        "everyone",
        "everybody",
        "all agencies",
        "all partners",
        "all partner agencies",
        "all member agencies",
        "all organisations",
        "all members",
        "all board members",
        "all lscb members",
        "all services",
        "all staff",
        "partners",
        "partner agencies",
        "member agencies",
        "members",
        "board members",
        "board",
        "partnership",
        "whole board",
        "whole partnership",
    ];
    let name = words(&group.name).join(" ");
    let name = name.strip_prefix("the ").unwrap_or(&name);
    group.kind == GroupKind::Everyone
        || WORDS.contains(&name)
        || group.kind == GroupKind::Board && plan.board.as_ref().is_some_and(|board| group.names().any(|name| same(name, board)))
}

/// There are leads, and each of them is everyone.
fn all_everyone(everyone: &[bool], leads: &[Who]) -> bool {
    let is_everyone = |pointer: &Pointer| matches!(pointer.target, Target::Group(index) if everyone.get(index) == Some(&true));
    !leads.is_empty() && leads.iter().all(|lead| is_everyone(&lead.who) && lead.stands_for.as_ref().is_none_or(is_everyone))
}

fn fault(plan: &Plan, leads: &[Who], led: &str, subject: Subject) -> Diagnostic {
    let names: Vec<&str> = leads.iter().map(|lead| plan.name_of(&lead.who)).collect();
    Diagnostic::new(RULE.id, leads[0].who.key.span, format!("{led} is led by \"{}\": nobody in particular", all_of(&names)))
        .label("everyone")
        .help("add the person or group that answers for it, as in lead = [\"sue-harrison\", \"members\"]")
        .about(subject)
}

#[cfg(test)]
mod tests {
    use super::is_everyone;

    #[test]
    fn the_board_as_a_whole_is_nobody_in_particular_whatever_its_kind() {
        let everyone = |group: &str| {
            let text = format!("board = \"Anytown SCP\"\n[groups]\ng = {{ {group} }}\n");
            let arena = crate::plan::Arena::new();
            let plan = crate::plan::read("plan.toml", &text, &arena).plan;
            is_everyone(&plan, &plan.groups[0])
        };
        for whole in [
            "name = \"The Board\", kind = \"group\"",
            "name = \"the partnership\"",
            "name = \"All agencies\", kind = \"agency\"",
            "name = \"Safeguarding Board\", aka = [\"Anytown SCP\"], kind = \"board\"",
            "name = \"Heads of service\", kind = \"everyone\"",
        ] {
            assert!(everyone(whole), "{whole}");
        }
        for one in [
            "name = \"Board Manager\", kind = \"role\"",
            "name = \"Adult Safeguarding Board\", kind = \"board\"",
            "name = \"Drug Partnership\"",
            "name = \"Anytown SCP Business Unit\", kind = \"agency\"",
        ] {
            assert!(!everyone(one), "{one}");
        }
    }
}
