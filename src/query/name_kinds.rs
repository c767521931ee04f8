//! What names can be asked for: whether a plan knows one, and which it has.

use crate::names::{contains, is_meant, same_ref};
use crate::plan::{Action, Objective, Plan, Target, Who};

/// A kind of name that people ask by.
#[derive(Debug)]
pub struct NameKind {
    /// What messages call it.
    pub noun: &'static str,
    /// Whether a plan knows a name of this kind. A name that no plan knows is refused.
    pub is_known: fn(&Plan, &str) -> bool,
    /// The names a plan has, for "did you mean" and the shell.
    pub candidates: fn(&Plan) -> Vec<String>,
    /// Such a name is made of words, and one of them may stand for it.
    pub has_words: bool,
    /// Such a name may have a comma in it, so that one cannot part several.
    pub has_commas: bool,
    /// Where all of them are to be seen.
    pub hint: &'static str,
}

const LIST: &str = "`lscb list` shows what there is";
const LEADS: &str = "`lscb report leads` lists who leads";
const GROUPS: &str = "`lscb report groups` lists the groups";

pub static BOARDS: NameKind = NameKind {
    noun: "board",
    is_known: is_board,
    candidates: |plan| plan.boards.iter().map(|board| board.to_string()).collect(),
    has_words: true,
    has_commas: true,
    hint: LIST,
};

pub static PLANS: NameKind = NameKind {
    noun: "plan",
    is_known: |plan, name| plan.is_called(name),
    candidates: |plan| vec![plan.name.to_owned()],
    has_words: true,
    has_commas: true,
    hint: LIST,
};

/// The plan and the reference of `PLAN:REF`, as notes print it: the plan by its name or its file. `None` where no plan is named.
pub fn plan_and_reference(which: &str) -> Option<(&str, &str)> {
    // A drive of Windows is no plan.
    let drive = which.as_bytes();
    let from = if drive.len() > 2 && drive[1] == b':' && matches!(drive[2], b'/' | b'\\') { 2 } else { 0 };
    let end = which.find(".toml:").map(|at| at + ".toml".len()).or_else(|| which[from..].find(':').map(|at| from + at))?;
    Some((which[..end].trim(), which[end + 1..].trim()))
}

pub static LEADERS: NameKind = NameKind {
    noun: "lead",
    is_known: is_person_or_group,
    candidates: people_and_groups,
    has_words: true,
    has_commas: true,
    hint: LEADS,
};

pub static PEOPLE: NameKind = NameKind { noun: "person or group", ..LEADERS };

pub static SUBGROUPS: NameKind = NameKind {
    noun: "group",
    is_known: |plan, name| plan.asked_for(name).iter().any(|target| matches!(target, Target::Group(_))),
    // The first of the names is the key, which people do not ask by.
    candidates: |plan| plan.groups.iter().flat_map(|group| group.names().skip(1).map(str::to_owned)).collect(),
    has_words: true,
    has_commas: true,
    hint: GROUPS,
};

pub static OBJECTIVES: NameKind = NameKind {
    noun: "objective",
    is_known: |plan, name| plan.objectives.iter().any(|objective| is_objective(objective, name)),
    candidates: |plan| plan.objectives.iter().map(|objective| objective.label().into_owned()).collect(),
    has_words: true,
    has_commas: true,
    hint: LIST,
};

pub static TAGS: NameKind = NameKind {
    noun: "tag",
    is_known: |plan, name| tags(plan).any(|tag| is_meant(tag, name)),
    candidates: |plan| tags(plan).map(str::to_owned).collect(),
    has_words: true,
    has_commas: false,
    hint: "`lscb list --group-by tags` shows them",
};

fn tags<'p>(plan: &'p Plan) -> impl Iterator<Item = &'p str> {
    let of_objectives = plan.objectives.iter().flat_map(|objective| objective.tags);
    let of_actions = plan.actions().flat_map(|(_, action)| action.tags);
    of_objectives.chain(of_actions).map(|tag| tag.value)
}

/// References of actions; their positions are known too.
pub static REFERENCES: NameKind = NameKind {
    noun: "reference",
    is_known: |plan, name| plan.actions().any(|(objective, action)| is_reference(objective, action, name)),
    candidates: |plan| {
        plan.actions()
            .filter(|(_, action)| action.reference.is_some())
            .map(|(objective, action)| objective.name_of(action).into_owned())
            .collect()
    },
    has_words: false,
    has_commas: false,
    hint: LIST,
};

fn is_person_or_group(plan: &Plan, name: &str) -> bool {
    let has_role = |who: &Who| who.role.as_ref().is_some_and(|role| is_meant(role, name));
    !plan.asked_for(name).is_empty() || plan.actions().any(|(objective, action)| objective.leads_of(action).iter().any(has_role))
}

fn people_and_groups(plan: &Plan) -> Vec<String> {
    // The first of the names is the key, which people do not ask by.
    let people = plan.people.iter().flat_map(|person| person.names().skip(1).map(str::to_owned));
    people.chain(plan.groups.iter().map(|group| group.name.to_string())).collect()
}

pub(super) fn is_board(plan: &Plan, name: &str) -> bool {
    plan.board.iter().chain(plan.boards).any(|board| contains(board, name))
}

/// An objective by its reference, else its number, or by its title.
pub fn is_objective(objective: &Objective, name: &str) -> bool {
    is_meant(&objective.label(), name) || objective.title.as_ref().is_some_and(|title| is_meant(title, name))
}

/// An action by its reference, with its objective or without, or by its place. A part of a reference is none.
pub fn is_reference(objective: &Objective, action: &Action, name: &str) -> bool {
    let name = name.trim_start_matches('[').trim_end_matches(']');
    match &action.reference {
        Some(reference) if same_ref(reference, name) => true,
        _ if objective.ref_with_objective(action).is_some_and(|reference| same_ref(&reference, name)) => true,
        _ => name.contains('/') && objective.position_of(action) == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};

    #[test]
    fn a_plan_and_a_reference_are_parted_at_the_first_colon_that_is_not_a_drives() {
        assert_eq!(plan_and_reference("oldham:1.2"), Some(("oldham", "1.2")));
        assert_eq!(plan_and_reference("oldham : 1.2"), Some(("oldham", "1.2")));
        assert_eq!(plan_and_reference("plans/a:b.toml:1.2"), Some(("plans/a:b.toml", "1.2")));
        assert_eq!(plan_and_reference("C:\\plans\\a.toml:1.2"), Some(("C:\\plans\\a.toml", "1.2")));
        assert_eq!(plan_and_reference("C:/a:1.2"), Some(("C:/a", "1.2")));
        // Plans of one letter, and references of one figure.
        assert_eq!(plan_and_reference("C:1"), Some(("C", "1")));
        assert_eq!(plan_and_reference("a:"), Some(("a", "")));
        assert_eq!(plan_and_reference("a1/2:3"), Some(("a1/2", "3")));
        assert_eq!(plan_and_reference("ab/c:3"), Some(("ab/c", "3")));
        assert_eq!(plan_and_reference("C:x:1"), Some(("C", "x:1")));
        assert_eq!(plan_and_reference("1.2"), None);
        assert_eq!(plan_and_reference("a"), None);
    }

    /// Where references begin again under each objective, an action is called by both.
    #[test]
    fn a_reference_with_its_objective_names_an_action_too() {
        let text = "[[objective]]\nref = \"A\"\n[[objective.action]]\nref = \"1\"\n[[objective.action]]\nref = \"2\"\n\
                    [[objective]]\nref = \"B\"\n[[objective.action]]\nref = \"1\"\n[[objective.action]]\nref = \"3\"\n";
        let arena = Arena::new();
        let plan = plan::read("a.toml", text, &arena).plan;
        assert!(plan.refs_restart);
        let named =
            |name: &str| plan.actions().map(|(objective, action)| is_reference(objective, action, name)).collect::<Vec<_>>();
        let called = plan.actions().nth(3).map(|(objective, action)| objective.ref_with_objective(action).unwrap()).unwrap();
        assert_eq!(named(&called), [false, false, false, true], "{called}");
        assert_eq!(named("1"), [true, false, true, false]);
        assert_eq!(named("[A/2]"), [false, true, false, false]);
        assert_eq!(named("C/2"), [false; 4]);
    }
}
