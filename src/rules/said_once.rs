//! A fact that holds for most actions of a plan is said once, not of each of them.

use super::Found;
use crate::diagnostic::Diagnostic;
use crate::plan::{Action, Objective, Plan};

/// What actions of a plan lack.
pub(super) struct Lack<'p, 'a> {
    pub rule: &'static str,
    /// Those that lack it.
    pub without: Vec<(&'p Objective<'a>, &'p Action<'a>)>,
    /// How many the rule looked at.
    pub all: usize,
    /// What these are called: "actions", "open actions".
    pub called: &'static str,
    pub words: Words,
}

/// Fewer than this are each named.
const MANY: usize = 3;

/// The words for what actions lack.
pub(super) struct Words {
    /// As a sentence goes on after "none of the plan's 10 actions": "has a lead".
    pub none: &'static str,
    /// As it goes on after "8 of the plan's 10 actions": "have no lead".
    pub some: &'static str,
    /// What to do about all of them.
    pub help: &'static str,
}

impl<'p, 'a> Lack<'p, 'a> {
    /// What is lacking on the actions of a plan that are still to be done.
    pub(super) fn on_open(
        rule: &'static str,
        plan: &'p Plan<'a>,
        words: Words,
        lacks: impl Fn(&Objective<'a>, &Action<'a>) -> bool,
    ) -> Lack<'p, 'a> {
        let open = || plan.actions().filter(|(_, action)| !action.is_closed());
        let all = open().count();
        let called = if all == plan.actions().count() { "actions" } else { "open actions" };
        let without = open().filter(|(objective, action)| lacks(objective, action)).collect();
        Lack { rule, without, all, called, words }
    }

    /// Says it once at the plan's title where most of the actions lack it, else of each. An action that an `allow` names is told by
    /// itself in any case: its reason covers only that one.
    pub(super) fn report(self, plan: &Plan, found: &mut Found, each: impl Fn(&Objective, &Action) -> Diagnostic) {
        let Lack { rule, without, all, .. } = self;
        let told = without.into_iter().filter(|(_, action)| !found.yields(rule, action.highlight_span()));
        let (named, rest): (Vec<_>, Vec<_>) = told.partition(|(objective, action)| found.is_excused(rule, objective, action));
        let once = rest.len() >= MANY && rest.len() * 2 > all;
        for (objective, action) in named.into_iter().chain(rest.iter().copied().filter(|_| !once)) {
            found.push(each(objective, action).about(objective.subject_of(action)));
        }
        if once && let Some((_, first)) = rest.first() {
            let actions = match plan.damaged {
                true => format!("the {all} {} that could be read", self.called),
                false => format!("the plan's {all} {}", self.called),
            };
            let message = match rest.len() == all {
                true => format!("none of {actions} {}", self.words.none),
                false => format!("{} of {actions} {}", rest.len(), self.words.some),
            };
            let place = plan.title.as_ref().map_or(first.highlight_span(), |title| title.span);
            found.push(Diagnostic::new(rule, place, message).help(self.words.help));
        }
    }
}
