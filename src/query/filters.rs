//! The filters, as one list: the arguments of the command line and the keys of saved reports, what each takes, how it matches and
//! how it is called in words.

use super::Found;
use super::action_words::words_of;
use super::name_kinds::{self, NameKind, is_board, is_objective, is_reference};
use crate::names::{contains, is_meant, same_ref};
use crate::plan::{Action, Group, Objective, Plan, Pointer, Rag, Status, Target, Who};
use crate::time::state::State;
use crate::time::when::day_for_people;
use chrono::NaiveDate;

/// One filter, with all that is known of it.
#[derive(Debug)]
pub struct Filter {
    /// The argument, without its hyphens.
    pub name: &'static str,
    /// Another argument for the same.
    pub alias: Option<&'static str>,
    pub takes: Takes,
    /// A line of the help, without a full stop.
    pub help: &'static str,
    looks: Looks,
    /// What is asked for, in words; `{}` is what was given.
    heading: &'static str,
}

/// What a filter is given. All but days and switches may be given several times, which means "or".
#[derive(Debug)]
pub enum Takes {
    /// Names that some plan must know, and what the help calls one.
    Names(&'static NameKind, &'static str),
    /// Words of a closed set, whatever their case and blanks, what the help calls one, and how people read one.
    Words(&'static [&'static str], &'static str, fn(&str) -> &str),
    /// Any text.
    Text,
    /// The first day of a date at any precision, counted in.
    FirstDay,
    /// The last day of a date at any precision, counted in.
    LastDay,
    Switch,
}

/// What a filter looks at.
#[derive(Debug)]
enum Looks {
    /// The plan as a whole: of one that does not match nothing is found.
    Plan(fn(&Plan, &str) -> bool),
    /// The people and groups that the names mean in a plan, among those who lead an action.
    Leads {
        groups_only: bool,
        /// Those who take part, answer for it or lead a milestone of it too.
        participants: bool,
    },
    /// The action, whatever the day.
    Action(fn(&Plan, &Objective, &Action, &Value) -> bool),
    /// What was found, as at the day.
    Found(fn(&Found, &Value) -> bool),
    /// The open dates of an action: one of them lies on the day given or before it, or on it or after.
    Dates { from: bool },
    /// The state as at the day. What matches but for it is counted, and may be told as a caveat.
    State(fn(State, &Value) -> bool),
}

/// What was given to a filter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    Word(String),
    Day(NaiveDate),
    Switched,
}

/// Defines the list and a name for each entry.
macro_rules! filters {
    ($($filter:ident { $($is:tt)+ })+) => {
        $(pub static $filter: Filter = Filter { $($is)+ };)+

        /// Every filter, in the order of the help.
        pub static FILTERS: &[&Filter] = &[$(&$filter),+];
    };
}

filters! {
    BOARD {
        name: "board",
        alias: None,
        takes: Takes::Names(&name_kinds::BOARDS, "WORDS"),
        help: "Of a board whose name has these words",
        looks: Looks::Plan(is_board),
        heading: "board {}",
    }
    PLAN {
        name: "plan",
        alias: None,
        takes: Takes::Names(&name_kinds::PLANS, "NAME"),
        help: "Of the plan of this name (its file's name without .toml, with its folder where several have it: north/plan)",
        looks: Looks::Plan(|plan, name| plan.is_called(name)),
        heading: "plan {}",
    }
    LEAD {
        name: "lead",
        alias: None,
        takes: Takes::Names(&name_kinds::LEADERS, "NAME"),
        help: "Led by this person, group or role",
        looks: Looks::Leads { groups_only: false, participants: false },
        heading: "lead {}",
    }
    GROUP {
        name: "group",
        alias: Some("subgroup"),
        takes: Takes::Names(&name_kinds::SUBGROUPS, "NAME"),
        help: "Led by this group, or by someone who stands for it",
        looks: Looks::Leads { groups_only: true, participants: false },
        heading: "group {}",
    }
    WHO {
        name: "who",
        alias: None,
        takes: Takes::Names(&name_kinds::PEOPLE, "NAME"),
        help: "Led by this person or group, or with them taking part or accountable",
        looks: Looks::Leads { groups_only: false, participants: true },
        heading: "person or group {}",
    }
    OBJECTIVE {
        name: "objective",
        alias: None,
        takes: Takes::Names(&name_kinds::OBJECTIVES, "REF"),
        help: "Of the objective of this reference or title",
        looks: Looks::Action(|_, objective, _, value| is_objective(objective, value.word())),
        heading: "objective {}",
    }
    REF {
        name: "ref",
        alias: None,
        takes: Takes::Names(&name_kinds::REFERENCES, "REF"),
        help: "Of this reference (or place, such as 3/1)",
        looks: Looks::Action(|_, objective, action, value| is_reference(objective, action, value.word())),
        heading: "reference {}",
    }
    STATUS {
        name: "status",
        alias: None,
        takes: Takes::Words(Status::WORDS, "STATUS", |word| word),
        help: "With this status",
        looks: Looks::Found(|found, value| found.status().is_some_and(|status| status.word() == value.word())),
        heading: "status {}",
    }
    RAG {
        name: "rag",
        alias: None,
        takes: Takes::Words(Rag::WORDS, "COLOUR", |word| word),
        help: "With this RAG colour",
        looks: Looks::Action(|_, _, action, value| action.rag.is_some_and(|rag| rag.value.word() == value.word())),
        heading: "RAG {}",
    }
    NO_RAG {
        name: "no-rag",
        alias: None,
        takes: Takes::Switch,
        help: "With no RAG colour",
        looks: Looks::Action(|_, _, action, _| action.rag.is_none() && !action.unreadable("rag")),
        heading: "without a RAG colour",
    }
    STATE {
        name: "state",
        alias: None,
        takes: Takes::Words(STATES, "STATE", state_in_words),
        help: "In this state as at the day; open is every state but closed",
        looks: Looks::State(|state, value| state.id() == value.word() || value.word() == ANY_OPEN && state != State::Closed),
        heading: "state {}",
    }
    OPEN {
        name: "open",
        alias: None,
        takes: Takes::Switch,
        help: "Open as at the day",
        looks: Looks::State(|state, _| state != State::Closed),
        heading: "open",
    }
    DUE_BY {
        name: "due-by",
        alias: None,
        takes: Takes::LastDay,
        help: "With an open date on this day or before",
        looks: Looks::Dates { from: false },
        heading: "due by {}",
    }
    DUE_FROM {
        name: "due-from",
        alias: None,
        takes: Takes::FirstDay,
        help: "With an open date on this day or after",
        looks: Looks::Dates { from: true },
        heading: "due on {} or after",
    }
    TAG {
        name: "tag",
        alias: None,
        takes: Takes::Names(&name_kinds::TAGS, "WORDS"),
        help: "With this tag, of its own or its objective's",
        looks: Looks::Action(|_, objective, action, value| objective.tags_of(action).any(|tag| is_meant(tag, value.word()))),
        heading: "tag {}",
    }
    TEXT {
        name: "text",
        alias: None,
        takes: Takes::Text,
        help: "With these words anywhere in what it says, names and notes counted in",
        looks: Looks::Action(|plan, objective, action, value| {
            words_of(plan, objective, action).any(|words| contains(words, value.word()))
        }),
        heading: "with the words {}",
    }
    NO_LEAD {
        name: "no-lead",
        alias: None,
        takes: Takes::Switch,
        help: "With no lead",
        looks: Looks::Action(|_, objective, action, _| objective.leads_of(action).is_empty()),
        heading: "without a lead",
    }
    NO_DATE {
        name: "no-date",
        alias: None,
        takes: Takes::Switch,
        help: "With no date",
        looks: Looks::Found(|found, _| found.verdict.state == State::Undated),
        heading: "without a date",
    }
}

/// What stands for every state but closed.
const ANY_OPEN: &str = "open";

const STATES: &[&str] = &{
    let mut ids = [ANY_OPEN; State::ALL.len() + 1];
    let mut index = 0;
    while index < State::ALL.len() {
        ids[index] = State::ALL[index].id();
        index += 1;
    }
    ids
};

fn state_in_words(id: &str) -> &str {
    State::ALL.into_iter().find(|state| state.id() == id).map_or(id, |state| state.words())
}

impl Value {
    /// The word or name given; empty where none is taken.
    fn word(&self) -> &str {
        if let Value::Word(word) = self { word } else { "" }
    }

    fn day(&self) -> Option<NaiveDate> {
        if let Value::Day(day) = self { Some(*day) } else { None }
    }
}

impl Filter {
    /// What is asked for, in words.
    fn in_words(&self, values: &[Value]) -> String {
        let spoken = |value: &Value| match (value, &self.takes) {
            (Value::Day(day), _) => day_for_people(*day),
            (Value::Word(word), Takes::Words(_, _, in_words)) => in_words(word).to_owned(),
            (value, _) => value.word().to_owned(),
        };
        self.heading.replace("{}", &values.iter().map(spoken).collect::<Vec<_>>().join(" or "))
    }
}

/// The filters given, each with its values. The values of a filter are an "or"; the filters together are an "and".
#[derive(Clone, Default, Debug)]
pub struct Filters {
    /// In the order of [`FILTERS`]; none without a value.
    given: Vec<(&'static Filter, Vec<Value>)>,
}

impl Filters {
    /// Gives a filter one more value.
    pub fn add(&mut self, filter: &'static Filter, value: Value) {
        match self.given.iter_mut().find(|(other, _)| other.name == filter.name) {
            Some((_, values)) => values.push(value),
            None => {
                self.given.push((filter, vec![value]));
                self.given.sort_by_key(|(filter, _)| FILTERS.iter().position(|other| other.name == filter.name));
            }
        }
    }

    /// Gives a filter one more word or name.
    pub fn add_word(&mut self, filter: &'static Filter, word: &str) {
        self.add(filter, Value::Word(word.to_owned()));
    }

    /// A filter was given a value.
    pub fn has(&self, filter: &Filter) -> bool {
        self.given.iter().any(|(other, _)| other.name == filter.name)
    }

    /// Asks for some states only.
    pub fn by_state(&self) -> bool {
        self.given.iter().any(|(filter, _)| matches!(filter.looks, Looks::State(_)))
    }

    /// Asks for a part of the plans only.
    pub fn any(&self) -> bool {
        !self.given.is_empty()
    }

    /// What is asked for, in words: "lead Sue Harrison or Chris Howard; state overdue".
    pub fn words(&self) -> String {
        let mut given: Vec<&(&Filter, Vec<Value>)> = self.given.iter().collect();
        // First what is listed, then the days from first to last, then the switches.
        given.sort_by_key(|(filter, _)| match filter.takes {
            Takes::Names(..) | Takes::Words(..) | Takes::Text => 0,
            Takes::FirstDay => 1,
            Takes::LastDay => 2,
            Takes::Switch => 3,
        });
        given.iter().map(|(filter, values)| filter.in_words(values)).collect::<Vec<_>>().join("; ")
    }

    /// Every name asked for, with what it is to name.
    pub fn names(&self) -> impl Iterator<Item = (&'static NameKind, &str)> {
        self.given.iter().flat_map(|(filter, values)| {
            let kind = if let Takes::Names(kind, _) = filter.takes { Some(kind) } else { None };
            kind.into_iter().flat_map(move |kind| values.iter().map(move |value| (kind, value.word())))
        })
    }

    /// Whether every filter that looks at something finds one of its values in it; a filter that looks at something else does.
    fn fit(&self, fits: impl Fn(&Looks, &Value) -> bool) -> bool {
        self.given.iter().all(|(filter, values)| values.iter().any(|value| fits(&filter.looks, value)))
    }

    /// A plan is among those asked about; nothing is found in another.
    pub fn fit_plan(&self, plan: &Plan) -> bool {
        self.fit(|looks, value| if let Looks::Plan(fits) = looks { fits(plan, value.word()) } else { true })
    }

    pub(super) fn fit_action(&self, plan: &Plan, objective: &Objective, action: &Action) -> bool {
        self.fit(|looks, value| if let Looks::Action(fits) = looks { fits(plan, objective, action, value) } else { true })
    }

    pub(super) fn fit_found(&self, found: &Found) -> bool {
        self.fit(|looks, value| if let Looks::Found(fits) = looks { fits(found, value) } else { true })
    }

    /// The first and last day between which one and the same open date has to lie, both counted in, where that is asked.
    pub(super) fn due_days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let day = |wanted: bool| {
            let of = |(filter, values): &(&Filter, Vec<Value>)| match filter.looks {
                Looks::Dates { from } if from == wanted => values.last().and_then(Value::day),
                _ => None,
            };
            self.given.iter().find_map(of)
        };
        let (from, by) = (day(true), day(false));
        (from.is_some() || by.is_some()).then_some((from.unwrap_or(NaiveDate::MIN), by.unwrap_or(NaiveDate::MAX)))
    }

    pub(super) fn fit_state(&self, state: State) -> bool {
        self.fit(|looks, value| if let Looks::State(fits) = looks { fits(state, value) } else { true })
    }

    /// Whom the filters that look at leads ask for in one plan.
    pub(super) fn people<'f, 'p>(&'f self, plan: &'p Plan<'p>) -> Vec<People<'f, 'p>> {
        let people = |(filter, values): &'f (&'static Filter, Vec<Value>)| {
            let Looks::Leads { groups_only, participants } = filter.looks else { return None };
            let names: Vec<&str> = values.iter().map(Value::word).collect();
            let meant = names.iter().flat_map(|name| plan.asked_for(name));
            let targets = meant.filter(|target| !groups_only || matches!(target, Target::Group(_))).collect();
            Some(People { plan, names, targets, participants })
        };
        self.given.iter().filter_map(people).collect()
    }
}

/// The people and groups that the names of one filter mean in one plan.
pub(super) struct People<'f, 'p> {
    plan: &'p Plan<'p>,
    names: Vec<&'f str>,
    targets: Vec<Target>,
    participants: bool,
}

impl<'p> People<'_, 'p> {
    /// One of them leads an action, or has another part in it where that is asked: also through its objective, whose lead and whose
    /// accountable are none of an action that has its own.
    pub(super) fn fits(&self, objective: &Objective, action: &Action) -> bool {
        let leads = || objective.leads_of(action).iter().any(|who| self.has(who));
        let others = || {
            let steps = action.milestones.iter().flat_map(|milestone| milestone.lead);
            let of_action = objective.with_of(action).iter().chain(objective.accountable_of(action)).chain(steps);
            of_action.chain(objective.lead).chain(objective.accountable).any(|who| self.has(who))
        };
        leads() || self.participants && others()
    }

    fn has(&self, who: &Who) -> bool {
        let is_target = |pointer: &Pointer| self.targets.contains(&pointer.target);
        let named = |pointer: &Pointer| {
            is_target(pointer) || self.plan.group_of(pointer).is_some_and(|role| role.held_by.iter().any(is_target))
        };
        named(&who.who)
            || who.stands_for.as_ref().is_some_and(named)
            || who.role.as_ref().is_some_and(|role| self.names.iter().any(|name| is_meant(role, name)))
    }

    /// The ambiguous group among some leads that could be one asked for.
    pub(super) fn could_be(&self, leads: &[Who]) -> Option<&'p Group<'p>> {
        let pointers = leads.iter().flat_map(|who| std::iter::once(&who.who).chain(&who.stands_for));
        let mut groups = pointers.filter_map(|pointer| self.plan.group_of(pointer));
        groups.find(|group| group.could_be.iter().any(|pointer| self.targets.contains(&pointer.target)))
    }
}

/// The two actions, in words, that a name means at once, where it is the place of one and, with its objective, the reference of the other.
pub fn two_meanings(plan: &Plan, name: &str) -> Option<[String; 2]> {
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let at_place = plan.actions().find(|(objective, action)| objective.position_of(action) == name)?.1;
    let with_objective = |objective: &Objective, action: &Action| {
        objective.ref_with_objective(action).is_some_and(|reference| same_ref(&reference, name))
    };
    let referred = plan.actions().find(|(objective, action)| with_objective(objective, action))?.1;
    let words = |action: &Action| {
        let words = action.action.map_or_else(String::new, |words| format!(": \"{}\"", words.value));
        format!("{}{words}", action.called())
    };
    (at_place.span != referred.span).then(|| [words(at_place), words(referred)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};

    /// Under objective A they are printed out of order, so that the first place is that of the reference 2.
    #[test]
    fn a_place_that_is_the_reference_of_another_action_means_both() {
        let action =
            |reference: &str, words: &str| format!("[[objective.action]]\nref = \"{reference}\"\naction = \"{words}\"\n");
        let first = format!("[[objective]]\nref = \"A\"\n{}{}", action("2", "Train"), action("1", "Write"));
        let second = format!("[[objective]]\nref = \"B\"\n{}{}", action("1", "Ask"), action("2", "Tell"));
        let meanings = |text: &str, name: &str| {
            let arena = Arena::new();
            two_meanings(&plan::read("a.toml", text, &arena).plan, name)
        };
        // Two objectives begin with 1: references begin again, and each is called with its objective.
        let third = format!("[[objective]]\nref = \"C\"\n{}", action("1", "Meet"));
        let both = first.clone() + &second + &third;
        let two = meanings(&both, "A/1").unwrap();
        assert!(two[0].ends_with(": \"Train\"") && two[1].ends_with(": \"Write\""), "{two:?}");
        assert_eq!(meanings(&both, "[A/1]"), Some(two));
        for one in ["B/1", "1", "A/3"] {
            assert_eq!(meanings(&both, one), None, "{one}");
        }
        // Where each reference stands once, none is called by its objective.
        assert_eq!(meanings(&first, "A/1"), None);
    }
}
