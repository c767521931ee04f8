//! Two states of plans, and what changed between them: action by action, in a board's words. Never git, never output.
//!
//! ```
//! use lscb::changes::{self, Kind, Value};
//! use lscb::plan::{self, Arena};
//! use lscb::time::when::When;
//!
//! let june = r#"
//! [[objective]]
//! ref = "1"
//! [[objective.action]]
//! ref = "1.1"
//! action = "Write the policy"
//! due = "2008-06"
//! [[objective.action]]
//! ref = "1.2"
//! action = "Train all staff"
//! "#;
//! // Another action was put in front, the old 1.1 became 1.2 and was given more time, and 1.2 is gone.
//! let september = r#"
//! [[objective]]
//! ref = "1"
//! [[objective.action]]
//! ref = "1.1"
//! action = "Hold a conference"
//! [[objective.action]]
//! ref = "1.2"
//! action = "Write the policy"
//! due = "2008-09"
//! moved = [{ from = "2008-06", to = "2008-09", on = 2008-06-18, because = "sickness" }]
//! "#;
//! let (one, other) = (Arena::new(), Arena::new());
//! let before = plan::read("plans/oldham.toml", june, &one).plan;
//! let after = plan::read("plans/oldham.toml", september, &other).plan;
//!
//! let changes = changes::compare(&before, &after);
//! let told: Vec<(Kind, String)> = changes.iter().map(|change| (change.kind, change.label())).collect();
//! assert_eq!(
//!     told,
//!     [
//!         (Kind::Added, "1.1".into()),
//!         (Kind::Renumbered, "1.2".into()),
//!         (Kind::Moved, "1.2".into()),
//!         (Kind::Vanished, "1.2".into()),
//!     ]
//! );
//! let moved = &changes[2];
//! assert_eq!(moved.before, Value::Date(When::parse("2008-06").unwrap()));
//! assert_eq!((moved.moved.unwrap().times, moved.moved.unwrap().days, moved.because), (1, 92, Some("sickness")));
//! ```

mod compare_action;
mod compare_plan;
mod lives;
mod pairs;

pub use compare_action::is_same;
pub use lives::{Event, Lives, Step};
pub use pairs::{Suggestion, pair_actions, pair_plans, suggestions};

use crate::names::as_written;
use crate::plan::{Action, Objective, Plan};
use crate::time::when::When;
use std::borrow::Cow;

/// Defines the kinds: each with its name for machines, never to change, and the words for people in the singular and the plural.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $id:literal, $words:literal;)+) => {
        /// What kind of change it is.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Kind { $($(#[$doc])* $kind),+ }

        impl Kind {
            /// Every kind, in the order they are counted for people.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            /// The name in machine formats.
            pub fn id(self) -> &'static str {
                match self { $(Kind::$kind => $id),+ }
            }

            /// The words for people, to follow a number.
            pub fn words(self) -> &'static str {
                match self { $(Kind::$kind => $words),+ }
            }
        }
    };
}

kinds! {
    /// In no state before.
    Added = "added", "added";
    Done = "done", "done";
    Withdrawn = "withdrawn", "withdrawn";
    CarriedForward = "carried-forward", "carried forward";
    /// Closed before, and open again.
    Reopened = "reopened", "re-opened";
    /// A date was put off.
    Moved = "moved", "moved";
    BroughtForward = "brought-forward", "brought forward";
    /// A date where there was none.
    Dated = "dated", "given a date";
    /// No date where there was one.
    DateRemoved = "date-removed", "date taken away";
    /// When it is due is said in another way: how often, that it is ongoing, what it waits for, the same last day in other words.
    Retimed = "retimed", "timing changed";
    Reassigned = "reassigned", "reassigned";
    /// Others take part.
    Partners = "partners", "partners changed";
    OnHold = "on-hold", "put on hold";
    /// No longer on hold.
    Resumed = "resumed", "resumed";
    /// Still open, with another status.
    StatusChanged = "status", "status changed";
    RagChanged = "rag", "RAG changed";
    MilestoneDone = "milestone-done", "milestone reached";
    MilestoneAdded = "milestone-added", "milestone added";
    MilestoneRemoved = "milestone-removed", "milestone taken away";
    Noted = "noted", "note added";
    NoteRemoved = "note-removed", "note taken away";
    Evidenced = "evidence", "evidence added";
    EvidenceRemoved = "evidence-removed", "evidence taken away";
    /// A move of a date was written down that is not new.
    MoveNoted = "move-noted", "earlier move written down";
    /// A move of a date is no longer told.
    MoveRemoved = "move-removed", "move of a date taken away";
    /// Other words, old and new.
    Reworded = "reworded", "reworded";
    /// Another reference, or under another objective.
    Renumbered = "renumbered", "renumbered";
    /// Gone from this plan and in another, which says that it came from here.
    OffPlan = "off-plan", "taken to another plan";
    /// Gone, and nothing says where to.
    Vanished = "vanished", "gone without a trace";
    ObjectiveAdded = "objective-added", "objective added";
    ObjectiveRemoved = "objective-removed", "objective removed";
    ObjectiveChanged = "objective-changed", "objective changed";
    PersonRenamed = "person-renamed", "person renamed";
    GroupRenamed = "group-renamed", "group renamed";
    /// Put on the lists of people and groups, taken off, or with another role.
    PeopleChanged = "people", "people or groups changed";
    PlanAdded = "plan-added", "plan added";
    PlanRemoved = "plan-removed", "plan removed";
    PlanRenamed = "plan-renamed", "plan renamed";
    /// What the plan says of itself.
    PlanChanged = "plan-changed", "plan details changed";
}

/// An action in one state of its plan.
#[derive(Clone, Copy, Debug)]
pub struct Located<'p> {
    pub plan: &'p Plan<'p>,
    pub objective: &'p Objective<'p>,
    pub action: &'p Action<'p>,
}

impl<'p> Located<'p> {
    /// Every action of a plan, in the printed order.
    pub fn all(plan: &'p Plan<'p>) -> impl Iterator<Item = Located<'p>> {
        plan.objectives
            .iter()
            .flat_map(move |objective| objective.actions.iter().map(move |action| Located { plan, objective, action }))
    }

    /// The reference, else the position in brackets.
    pub fn label(&self) -> Cow<'p, str> {
        match &self.action.reference {
            Some(_) => self.objective.name_of(self.action),
            None => format!("[{}]", self.objective.position_of(self.action)).into(),
        }
    }

    /// It is this very action, in this very state.
    pub fn is(&self, action: &Action) -> bool {
        std::ptr::eq(std::ptr::from_ref(self.action).cast::<u8>(), std::ptr::from_ref(action).cast::<u8>())
    }
}

/// What something was, or is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Value<'p> {
    Nothing,
    Text(Cow<'p, str>),
    Date(When),
    List(Vec<Cow<'p, str>>),
}

impl<'p> Value<'p> {
    fn text(text: impl Into<Cow<'p, str>>) -> Value<'p> {
        Value::Text(text.into())
    }

    fn of(text: Option<impl Into<Cow<'p, str>>>) -> Value<'p> {
        text.map_or(Value::Nothing, Value::text)
    }
}

/// How a date went that was moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slip {
    /// How often, as the plan tells; at least once.
    pub times: usize,
    /// From the first date to the last, in days; below zero where it was brought forward.
    pub days: i64,
}

/// One change.
#[derive(Clone, Debug)]
pub struct Change<'p> {
    pub kind: Kind,
    /// The plan before and after; one is missing where the plan was added or removed.
    pub old_plan: Option<&'p Plan<'p>>,
    pub new_plan: Option<&'p Plan<'p>>,
    /// The action before and after, where it is about one.
    pub old: Option<Located<'p>>,
    pub new: Option<Located<'p>>,
    /// What else it is about: an objective, a person; empty for an action and a plan.
    pub subject: Cow<'p, str>,
    /// Which part of it: "due", "action", "outcome", "evidence".
    pub part: &'static str,
    pub before: Value<'p>,
    pub after: Value<'p>,
    pub moved: Option<Slip>,
    /// The reason that the plan gives.
    pub because: Option<&'p str>,
}

impl<'p> Change<'p> {
    /// The action as it stands after it, else as it stood before.
    pub fn action(&self) -> Option<Located<'p>> {
        self.new.or(self.old)
    }

    /// The plan after it, else the one before.
    pub fn plan(&self) -> Option<&'p Plan<'p>> {
        self.new_plan.or(self.old_plan)
    }

    /// What it is about is called so: the reference of an action, else its position in brackets; an objective, a person; nothing
    /// for a plan.
    pub fn label(&self) -> String {
        self.action().map_or_else(|| self.subject.to_string(), |action| action.label().into_owned())
    }
}

/// What changed in one plan: first the actions, in the printed order of the later state, then those that are gone, then what is
/// about no action. An action that is gone has [`Kind::Vanished`]: only a look at the other plans can tell more
/// ([`compare_all`]).
pub fn compare<'p>(before: &'p Plan<'p>, after: &'p Plan<'p>) -> Vec<Change<'p>> {
    let mut changes = Vec::new();
    for pair in pair_actions(before, after) {
        compare_pair(pair, before, after, &mut changes);
    }
    compare_plan::compare(before, after, &mut changes);
    changes
}

/// An action in both states, or in one of them.
pub type Pair<'p> = (Option<Located<'p>>, Option<Located<'p>>);

/// What changed of one action.
pub fn compare_pair<'p>((old, new): Pair<'p>, before: &'p Plan<'p>, after: &'p Plan<'p>, changes: &mut Vec<Change<'p>>) {
    let change = |kind, from: Value<'p>, to: Value<'p>| Change {
        kind,
        old_plan: Some(before),
        new_plan: Some(after),
        old,
        new,
        subject: "".into(),
        part: "",
        before: from,
        after: to,
        moved: None,
        because: None,
    };
    let words = |located: Located<'p>| Value::of(located.action.action.map(|words| words.value));
    match (old, new) {
        (Some(old), Some(new)) => compare_action::compare(old, new, &change, changes),
        (None, Some(new)) => changes.push(change(Kind::Added, Value::Nothing, words(new))),
        (Some(old), None) => changes.push(change(Kind::Vanished, words(old), Value::Nothing)),
        (None, None) => {}
    }
}

/// What changed in all plans; each state has its plans with the files they were read from.
pub fn compare_all<'p>(before: &[(&'p str, &'p Plan<'p>)], after: &[(&'p str, &'p Plan<'p>)]) -> Vec<Change<'p>> {
    let mut changes = Vec::new();
    for (old, new) in pair_plans(before, after) {
        let (old, new) = (old.map(|index| before[index]), new.map(|index| after[index]));
        match (old, new) {
            (Some((old_file, old)), Some((new_file, new))) => {
                if old_file != new_file {
                    let (from, to) = (Value::text(old_file), Value::text(new_file));
                    changes.push(of_plan(Kind::PlanRenamed, Some(old), Some(new), "", from, to));
                }
                changes.extend(compare(old, new));
            }
            (None, Some((file, plan))) => {
                let added = of_plan(Kind::PlanAdded, None, Some(plan), "", Value::Nothing, Value::text(file));
                changes.push(Change { subject: actions_in_words(plan).into(), ..added });
            }
            (Some((file, plan)), None) => {
                let removed = of_plan(Kind::PlanRemoved, Some(plan), None, "", Value::text(file), Value::Nothing);
                changes.push(Change { subject: actions_in_words(plan).into(), ..removed });
            }
            (None, None) => {}
        }
    }
    tell_where_to(&mut changes, after);
    changes
}

/// "57 actions".
fn actions_in_words(plan: &Plan) -> String {
    match Located::all(plan).count() {
        1 => "1 action".into(),
        count => format!("{count} actions"),
    }
}

/// Of what is gone from one plan, another may say that it came from there.
fn tell_where_to<'p>(changes: &mut [Change<'p>], after: &[(&'p str, &'p Plan<'p>)]) {
    for change in changes.iter_mut().filter(|change| change.kind == Kind::Vanished) {
        let Some(old) = change.old else { continue };
        let others = after.iter().filter(|(_, plan)| plan.name != old.plan.name);
        let mut actions = others.flat_map(|(_, plan)| Located::all(plan));
        let came = |located: &Located| {
            let from = located.action.came_from.and_then(|from| from.value.rsplit_once(':'));
            from.is_some_and(|(plan, reference)| plan.trim() == old.plan.name && pairs::is_called(&old, reference))
        };
        if let Some(now) = actions.find(came) {
            change.kind = Kind::OffPlan;
            change.after = Value::text(format!("{}:{}", now.plan.name, now.label()));
        }
    }
}

/// A change that is about a plan as a whole, or about something of it that is no action.
fn of_plan<'p>(
    kind: Kind,
    old_plan: Option<&'p Plan<'p>>,
    new_plan: Option<&'p Plan<'p>>,
    part: &'static str,
    before: Value<'p>,
    after: Value<'p>,
) -> Change<'p> {
    let subject = "".into();
    Change { kind, old_plan, new_plan, old: None, new: None, subject, part, before, after, moved: None, because: None }
}

/// Two texts are the same to a reader: how a text is broken into lines in the file is nobody's change.
fn reads_the_same(one: &str, other: &str) -> bool {
    one == other || as_written(one).split_whitespace().eq(as_written(other).split_whitespace())
}

#[cfg(test)]
mod tests;
