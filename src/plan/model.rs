//! The model of a plan. Everything remembers where it stood in the file. Text is borrowed from the file; what cannot be, and
//! every list, lies in the plan's [`Arena`](super::Arena).

use super::Extent;
use crate::diagnostic::Subject;
use crate::names::{is_meant, same};
use crate::text::{Span, Spanned};
use crate::time::every::Every;
use crate::time::when::When;
use chrono::NaiveDate;
use std::borrow::Cow;

/// Words of the file and their place (quotes counted in).
pub type Text<'a> = Spanned<&'a str>;

/// One board's plan for one period.
#[derive(Debug, Default)]
pub struct Plan<'a> {
    /// The file's name without `.toml`: what other plans call it.
    pub name: &'a str,
    /// The file with its folders, as messages show it.
    pub file: &'a str,
    /// The whole file: a rule that adds a line asks how the lines around it are written.
    pub text: &'a str,
    /// The top of the file, above the first heading.
    pub extent: Extent<'a>,
    /// The tables whose keys the board chooses.
    pub tables: NamedTables<'a>,
    /// The board's name; of a joint plan all names, joined by " and ".
    pub board: Option<Text<'a>>,
    /// Each board of the plan by itself.
    pub boards: &'a [Text<'a>],
    pub title: Option<Text<'a>>,
    pub version: Option<Text<'a>>,
    pub source: Option<Text<'a>>,
    pub remark: Option<Text<'a>>,
    pub period: Option<Period<'a>>,
    /// When the board adopted it.
    pub agreed: Option<Spanned<When>>,
    pub meetings: &'a [Spanned<NaiveDate>],
    /// The same days, the earliest first, each once.
    pub meeting_days: &'a [NaiveDate],
    pub rag: &'a [Legend<'a>],
    pub statuses: &'a [StatusWord<'a>],
    pub people: &'a [Person<'a>],
    pub groups: &'a [Group<'a>],
    pub outcomes: &'a [SharedOutcome<'a>],
    pub objectives: &'a [Objective<'a>],
    /// References begin again under each objective.
    pub refs_restart: bool,
    /// It says of some action that its date was moved: only then is it known that another one's was not.
    pub records_moves: bool,
    pub allows: &'a [Allow<'a>],
    /// Part of the file could not be read at all: what seems to be missing may only be unread.
    pub damaged: bool,
    /// More of it is broken than was told: what is told next, once that is mended, may have been there before.
    pub more_damage: bool,
    /// Where that is: broken statements, and all that stands under a broken heading.
    pub hidden: &'a [Span],
    /// Keys at the top that were written but could not be read.
    pub unread: &'a [&'static str],
    /// Where something was written that could not be taken as it stands, first to last.
    pub misread: &'a [u32],
    /// Of which rules the reader found more than it tells, and how many more.
    pub omitted: &'a [(&'static str, usize)],
}

/// The tables of a plan whose keys the board chooses, where it has them: the entries are people, groups and the like.
#[derive(Default, Debug)]
pub struct NamedTables<'a> {
    pub rag: Option<Extent<'a>>,
    pub statuses: Option<Extent<'a>>,
    pub people: Option<Extent<'a>>,
    pub groups: Option<Extent<'a>>,
    pub outcomes: Option<Extent<'a>>,
}

/// The plan's first and last day, both counted in, as written. A plan may have no end.
#[derive(Clone, Copy, Debug)]
pub struct Period<'a> {
    pub from: Spanned<When>,
    pub to: Option<Spanned<When>>,
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
}

impl Period<'_> {
    /// The first day, counted in.
    pub fn first_day(&self) -> NaiveDate {
        self.from.first_day()
    }

    /// The last day, counted in; `None` for a plan that has no end.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.to.map(|to| to.last_day())
    }

    /// The first and the last day, both counted in, of a plan that has an end.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        Some((self.first_day(), self.last_day()?))
    }
}

/// What a colour means to this board.
#[derive(Debug)]
pub struct Legend<'a> {
    pub rag: Spanned<Rag>,
    pub means: Text<'a>,
}

/// What a word or number that the board prints as a status means to it.
#[derive(Debug)]
pub struct StatusWord<'a> {
    pub word: Text<'a>,
    pub means: Text<'a>,
}

#[derive(Debug)]
pub struct Person<'a> {
    /// What stands behind the key.
    pub extent: Extent<'a>,
    pub key: Text<'a>,
    pub name: Text<'a>,
    pub role: Option<Text<'a>>,
    pub aka: &'a [Text<'a>],
    /// When the person left: the last day of it is the last one with the board.
    pub left: Option<Spanned<When>>,
    pub remark: Option<Text<'a>>,
}

#[derive(Debug)]
pub struct Group<'a> {
    /// What stands behind the key.
    pub extent: Extent<'a>,
    pub key: Text<'a>,
    pub name: Text<'a>,
    pub aka: &'a [Text<'a>],
    pub kind: GroupKind,
    pub chair: Option<Pointer<'a>>,
    /// Who holds a role.
    pub held_by: &'a [Pointer<'a>],
    /// The groups an ambiguous name could mean.
    pub could_be: &'a [Pointer<'a>],
    /// Named by the plan, but no longer existing.
    pub former: Option<Spanned<bool>>,
    /// The group that took over.
    pub now: Option<Pointer<'a>>,
    pub remark: Option<Text<'a>>,
}

/// An outcome that several actions share.
#[derive(Debug)]
pub struct SharedOutcome<'a> {
    pub key: Text<'a>,
    pub text: Text<'a>,
}

#[derive(Debug, Default)]
pub struct Objective<'a> {
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
    /// Its number in the file, from 1.
    pub number: usize,
    /// What the places of its actions begin with, and those of no other objective: its reference where that is its alone, else its
    /// number, else "objective-3".
    pub place: &'a str,
    /// The plan's references begin again under each objective: one is unique only with its objective.
    pub refs_restart: bool,
    pub reference: Option<Text<'a>>,
    pub title: Option<Text<'a>>,
    pub outcomes: &'a [Text<'a>],
    pub success: &'a [Text<'a>],
    /// Inherited by actions without their own, as are the next two.
    pub lead: &'a [Who<'a>],
    pub with: &'a [Who<'a>],
    pub accountable: &'a [Who<'a>],
    /// Its actions have these beside their own.
    pub tags: &'a [Text<'a>],
    /// Inherited by actions that say nothing of when, as are all up to the timescale.
    pub due: &'a [Spanned<When>],
    pub from: Option<Spanned<When>>,
    pub every: Option<Spanned<Every>>,
    pub ongoing: Option<Spanned<bool>>,
    pub standing: Option<Spanned<bool>>,
    pub when: Option<Text<'a>>,
    pub review: &'a [Spanned<When>],
    pub timescale: Option<Text<'a>>,
    pub see: &'a [Text<'a>],
    pub remark: Option<Text<'a>>,
    pub unpaired: Option<Unpaired<'a>>,
    pub actions: &'a [Action<'a>],
    /// Keys that were written but could not be read.
    pub unread: &'a [&'static str],
}

/// Printed columns that do not line up with the actions.
#[derive(Debug, Default)]
pub struct Unpaired<'a> {
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
    pub timescales: &'a [Text<'a>],
    pub leads: &'a [&'a [Who<'a>]],
    pub outcomes: &'a [Text<'a>],
}

#[derive(Debug, Default)]
pub struct Action<'a> {
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
    /// Its number in its objective, from 1.
    pub number: usize,
    pub reference: Option<Text<'a>>,
    /// Its reference stands under another objective too, in a plan whose references restart.
    pub shares_ref: bool,
    /// What its objective is called, as in its position.
    pub objective_place: &'a str,
    pub action: Option<Text<'a>>,
    pub outcome: Option<Text<'a>>,
    pub success: &'a [Text<'a>],
    pub lead: &'a [Who<'a>],
    pub with: &'a [Who<'a>],
    /// Who answers for it without doing it.
    pub accountable: &'a [Who<'a>],
    pub tags: &'a [Text<'a>],
    /// When it was put on the plan.
    pub added: Option<Spanned<When>>,
    pub timescale: Option<Text<'a>>,
    pub due: &'a [Spanned<When>],
    pub from: Option<Spanned<When>>,
    pub every: Option<Spanned<Every>>,
    pub ongoing: Option<Spanned<bool>>,
    pub standing: Option<Spanned<bool>>,
    pub when: Option<Text<'a>>,
    /// When it is looked at again: not a deadline.
    pub review: &'a [Spanned<When>],
    /// When what was to be set up was there.
    pub set_up: Option<Spanned<When>>,
    pub milestones: &'a [Milestone<'a>],
    pub status: Option<Spanned<Status>>,
    /// The board's own word or number for it.
    pub status_as_printed: Option<Text<'a>>,
    /// From 0 to 100.
    pub percent: Option<Spanned<u8>>,
    pub hold: Option<&'a Hold<'a>>,
    pub rag: Option<Spanned<Rag>>,
    pub completed: Option<Spanned<When>>,
    /// When it was withdrawn or carried forward.
    pub closed: Option<Spanned<When>>,
    pub evidence: &'a [Text<'a>],
    pub progress: &'a [Note<'a>],
    pub moved: &'a [Moved<'a>],
    pub came_from: Option<Text<'a>>,
    pub see: &'a [Text<'a>],
    pub remark: Option<Text<'a>>,
    /// Keys that were written but could not be read: their absence here is no gap in the plan.
    pub unread: &'a [&'static str],
}

/// Who leads, or takes part.
#[derive(Debug)]
pub struct Who<'a> {
    /// The table it is written as; nothing where the key stands alone.
    pub extent: Option<&'a Extent<'a>>,
    pub who: Pointer<'a>,
    /// The role, or the words as printed.
    pub role: Option<Text<'a>>,
    /// The group the person stands for.
    pub stands_for: Option<Pointer<'a>>,
}

/// A key of `[people]` or `[groups]` as written, and what it means.
#[derive(Debug)]
pub struct Pointer<'a> {
    pub key: Text<'a>,
    pub target: Target,
}

/// What a key means: the place in [`Plan::people`] or [`Plan::groups`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    Person(usize),
    Group(usize),
    Unknown,
}

#[derive(Debug, Default)]
pub struct Milestone<'a> {
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
    pub text: Option<Text<'a>>,
    pub timescale: Option<Text<'a>>,
    pub due: Option<Spanned<When>>,
    /// That it was reached, and when; nothing for `done = false`.
    pub done: Option<Spanned<Reached>>,
    pub lead: &'a [Who<'a>],
    pub rag: Option<Spanned<Rag>>,
    pub evidence: &'a [Text<'a>],
    pub remark: Option<Text<'a>>,
}

/// When a milestone was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    On(When),
    /// On a day the plan does not say.
    Undated,
}

impl Reached {
    /// The date at the precision printed.
    pub fn when(self) -> Option<When> {
        if let Reached::On(when) = self { Some(when) } else { None }
    }

    /// The last day it can have been.
    pub fn last_day(self) -> Option<NaiveDate> {
        self.when().map(When::last_day)
    }
}

/// Why an action waits, and when that is looked at again.
#[derive(Debug)]
pub struct Hold<'a> {
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
    pub because: Option<Text<'a>>,
    pub review: Option<Spanned<NaiveDate>>,
}

/// A progress note.
#[derive(Debug, Default)]
pub struct Note<'a> {
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
    pub on: Option<Spanned<When>>,
    pub note: Option<Text<'a>>,
    pub by: Option<Pointer<'a>>,
    pub rag: Option<Spanned<Rag>>,
    /// Where the action was from that day on.
    pub status: Option<Spanned<Status>>,
    /// True where it is the report that recurring work owes.
    pub report: Option<Spanned<bool>>,
}

/// One change of a deadline.
#[derive(Debug, Default)]
pub struct Moved<'a> {
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
    pub from: Option<Spanned<When>>,
    pub to: Option<Spanned<When>>,
    /// When it was agreed, or asked for where it is not agreed.
    pub on: Option<Spanned<When>>,
    /// False where it was asked for and not granted.
    pub agreed: Option<Spanned<bool>>,
    /// When the board said no.
    pub refused: Option<Spanned<When>>,
    pub because: Option<Text<'a>>,
}

impl Moved<'_> {
    /// The board agreed to it: a date that was only asked for, or refused, is none that counts.
    pub fn is_agreed(&self) -> bool {
        self.refused.is_none() && self.agreed.is_none_or(|agreed| agreed.value)
    }
}

/// A fault the board really printed, kept on purpose.
#[derive(Debug, Default)]
pub struct Allow<'a> {
    /// Its first line, for findings that concern all of it.
    pub span: Span,
    pub extent: Extent<'a>,
    pub rule: Option<Text<'a>>,
    /// References or places; empty covers the whole plan.
    pub refs: &'a [Text<'a>],
    pub because: Option<Text<'a>>,
}

/// Defines a closed set of words of the format.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every word, in the order of the format page.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The value of a word of the format.
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }

            /// The word of the format.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// Where an action is.
    Status {
        NotStarted = "not-started",
        InProgress = "in-progress",
        AwaitingSignOff = "awaiting-sign-off",
        Complete = "complete",
        OnHold = "on-hold",
        Withdrawn = "withdrawn",
        CarriedForward = "carried-forward",
    }
}

impl Status {
    /// Nothing is left to be done here: complete, withdrawn or carried forward.
    pub fn is_closed(self) -> bool {
        self == Status::Complete || self.is_dropped()
    }

    /// Closed without being done here: withdrawn or carried forward.
    pub fn is_dropped(self) -> bool {
        matches!(self, Status::Withdrawn | Status::CarriedForward)
    }
}

words! {
    /// How an action is going, in the colours whose meaning the plan's legend gives.
    Rag {
        Red = "red",
        Amber = "amber",
        Green = "green",
        Blue = "blue",
        Grey = "grey",
    }
}

impl Rag {
    /// The colour of a sign that a chat or a spreadsheet shows in a word's place, alone. Yellow is a board's own word.
    pub fn of_sign(text: &str) -> Option<Rag> {
        // What follows a sign may choose its picture.
        let mut signs = text.trim().chars().filter(|c| !matches!(c, '\u{fe0e}' | '\u{fe0f}'));
        let (sign, None) = (signs.next()?, signs.next()) else { return None };
        match sign {
            '\u{1f534}' | '\u{1f7e5}' => Some(Rag::Red),
            '\u{1f7e0}' | '\u{1f7e7}' => Some(Rag::Amber),
            '\u{1f7e2}' | '\u{1f7e9}' => Some(Rag::Green),
            '\u{1f535}' | '\u{1f7e6}' => Some(Rag::Blue),
            _ => None,
        }
    }
}

words! {
    /// What kind of body a group is.
    GroupKind {
        Board = "board",
        Subgroup = "subgroup",
        FocusGroup = "focus-group",
        Panel = "panel",
        /// A steering or working group, a partnership, a team.
        Group = "group",
        /// An organisation or a part of one.
        Agency = "agency",
        /// A post, whoever holds it.
        Role = "role",
        /// All members, all agencies: nobody in particular.
        Everyone = "everyone",
    }
}

impl<'a> Plan<'a> {
    /// Whether somebody who asks for a plan by this name may mean it: its name, or its file, with as many of its folders as were
    /// given ("plan", "plan.toml", "north/plan").
    pub fn is_called(&self, asked: &str) -> bool {
        let parts = |path: &'_ str| -> Vec<String> {
            let path = path.strip_suffix(".toml").unwrap_or(path);
            path.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).map(str::to_owned).collect()
        };
        let (file, asked_parts) = (parts(self.file), parts(asked));
        let ends_so = || {
            let pairs = file.iter().rev().zip(asked_parts.iter().rev());
            !asked_parts.is_empty() && asked_parts.len() <= file.len() && { pairs }.all(|(part, asked)| is_meant(part, asked))
        };
        is_meant(self.name, asked) || ends_so()
    }

    /// Every action with its objective, in the printed order.
    pub fn actions(&self) -> impl Iterator<Item = (&Objective<'a>, &Action<'a>)> {
        self.objectives.iter().flat_map(|objective| objective.actions.iter().map(move |action| (objective, action)))
    }

    /// Something in this stretch could not be taken as it stands: what is missing there is no gap in the plan.
    pub fn misread_within(&self, span: Span) -> bool {
        let first = self.misread.partition_point(|&place| place < span.start);
        self.misread.get(first).is_some_and(|&place| place < span.end)
    }

    /// The name of what a pointer means; the key itself where it means nothing.
    pub fn name_of<'s>(&'s self, pointer: &'s Pointer<'a>) -> &'s str {
        match pointer.target {
            Target::Person(index) => &self.people[index].name,
            Target::Group(index) => &self.groups[index].name,
            Target::Unknown => &pointer.key,
        }
    }

    /// The key under which a person or group is declared; empty for an unknown one.
    pub fn key_of(&self, target: Target) -> &str {
        match target {
            Target::Person(index) => self.people[index].key.value,
            Target::Group(index) => self.groups[index].key.value,
            Target::Unknown => "",
        }
    }

    /// The group a pointer means, if it means one.
    pub fn group_of(&self, pointer: &Pointer) -> Option<&Group<'a>> {
        match pointer.target {
            Target::Group(index) => self.groups.get(index),
            _ => None,
        }
    }

    /// The outcome of an action in words: its own, or the shared one its key names.
    pub fn outcome_of<'s>(&'s self, action: &'s Action<'a>) -> Option<&'s str> {
        let outcome = action.outcome.as_ref()?;
        let shared = self.outcomes.iter().find(|shared| shared.key.value == outcome.value);
        Some(shared.map_or(outcome.value, |shared| shared.text.value))
    }
}

impl<'a> Objective<'a> {
    /// Nothing stands below its heading, up to the next one: no key, no action, nothing that could not be read.
    pub fn is_bare_heading(&self) -> bool {
        self.extent.is_bare_heading() && self.actions.is_empty() && self.unread.is_empty()
    }

    /// How the objective is called: its reference, else its number in the file.
    pub fn label(&self) -> Cow<'_, str> {
        match &self.reference {
            Some(reference) => Cow::Borrowed(reference),
            None => Cow::Owned(self.number.to_string()),
        }
    }

    /// What an `allow` names it by.
    pub fn subject(&self) -> Subject {
        Subject { reference: self.reference.as_ref().map(|reference| reference.to_string()), place: self.number.to_string() }
    }

    /// The action's position: "3/1" is the first action of objective 3. Unlike a reference it is never printed by the board.
    pub fn position_of(&self, action: &Action) -> String {
        format!("{}/{}", self.place, action.number)
    }

    /// The reference of an action together with its objective: "B/1.". `None` for an action without a reference, and in a plan whose
    /// references do not restart.
    pub fn ref_with_objective(&self, action: &Action) -> Option<String> {
        let reference = action.reference.filter(|_| self.refs_restart)?;
        Some(format!("{}/{}", self.place, reference.trim()))
    }

    /// What names an action and no other of the plan: its reference, with its objective where another has the same; its position
    /// where it has none.
    pub fn name_of(&self, action: &Action<'a>) -> Cow<'a, str> {
        let with_objective = || self.ref_with_objective(action).filter(|_| action.shares_ref);
        match action.reference {
            Some(reference) => with_objective().map_or(Cow::Borrowed(reference.value), Cow::Owned),
            None => self.position_of(action).into(),
        }
    }

    /// What an `allow` names an action by.
    pub fn subject_of(&self, action: &Action) -> Subject {
        Subject { reference: action.reference.as_ref().map(|reference| reference.to_string()), place: self.position_of(action) }
    }

    /// Who leads an action: its own leads, else the objective's.
    pub fn leads_of<'s>(&'s self, action: &'s Action<'a>) -> &'s [Who<'a>] {
        if action.lead.is_empty() { self.lead } else { action.lead }
    }

    /// Who else takes part in an action: its own, else the objective's.
    pub fn with_of<'s>(&'s self, action: &'s Action<'a>) -> &'s [Who<'a>] {
        if action.with.is_empty() { self.with } else { action.with }
    }

    /// The timescale as printed for an action, else for the objective.
    pub fn timescale_of<'s>(&'s self, action: &'s Action<'a>) -> Option<&'s Text<'a>> {
        action.timescale.as_ref().or(self.timescale.as_ref().filter(|_| !action.says_when()))
    }

    /// Who answers for an action: its own, else the objective's.
    pub fn accountable_of<'s>(&'s self, action: &'s Action<'a>) -> &'s [Who<'a>] {
        if action.accountable.is_empty() { self.accountable } else { action.accountable }
    }

    /// The themes of an action: the objective's, then its own.
    pub fn tags_of<'s>(&'s self, action: &'s Action<'a>) -> impl Iterator<Item = &'s Text<'a>> {
        self.tags.iter().chain(action.tags.iter().filter(|tag| !self.tags.iter().any(|other| same(other, tag))))
    }

    /// The deadlines of an action, else the objective's.
    pub fn due_of<'s>(&'s self, action: &'s Action<'a>) -> &'s [Spanned<When>] {
        if action.says_when() { action.due } else { self.due }
    }

    /// When the work of an action starts, else that of the objective.
    pub fn from_of(&self, action: &Action) -> Option<Spanned<When>> {
        if action.says_when() { action.from } else { self.from }
    }

    /// How often an action is due, else the objective's.
    pub fn every_of(&self, action: &Action) -> Option<Spanned<Every>> {
        if action.says_when() { action.every } else { self.every }
    }

    /// The event that decides for an action, else the objective's.
    pub fn when_of(&self, action: &Action<'a>) -> Option<Text<'a>> {
        if action.says_when() { action.when } else { self.when }
    }

    /// When an action is looked at again. A review is no deadline: an action that says no more of when inherits the rest.
    pub fn review_of<'s>(&'s self, action: &'s Action<'a>) -> &'s [Spanned<When>] {
        if action.says_when() || !action.review.is_empty() { action.review } else { self.review }
    }

    /// The action goes on, by its own key or the objective's.
    pub fn is_ongoing(&self, action: &Action) -> bool {
        let flag = if action.says_when() { action.ongoing } else { self.ongoing };
        flag.is_some_and(|flag| flag.value)
    }

    /// The action is core work, by its own key or the objective's.
    pub fn is_standing(&self, action: &Action) -> bool {
        let flag = if action.says_when() { action.standing } else { self.standing };
        flag.is_some_and(|flag| flag.value)
    }

    /// Some key of its own says when, for the actions that do not; a flag that is false says nothing.
    pub fn says_when(&self) -> bool {
        !self.due.is_empty()
            || self.from.is_some()
            || self.every.is_some()
            || self.ongoing.is_some_and(|flag| flag.value)
            || self.standing.is_some_and(|flag| flag.value)
            || self.when.is_some()
    }

    /// A key that would say when is written but cannot be read.
    pub fn misreads_when(&self) -> bool {
        ["due", "from", "every", "ongoing", "standing", "when"].iter().any(|key| self.unread.contains(key))
    }
}

impl<'a> Action<'a> {
    /// Nothing stands below its heading, up to the next one: no key, nothing that could not be read.
    pub fn is_bare_heading(&self) -> bool {
        self.extent.is_bare_heading() && self.milestones.is_empty() && self.progress.is_empty() && self.unread.is_empty()
    }

    /// How a message calls the action: its reference in words, with its objective where another action has the same; else "this
    /// action".
    pub fn called(&self) -> String {
        match &self.reference {
            Some(reference) if self.shares_ref => {
                format!(
                    "action {} of objective {}",
                    reference.trim().trim_end_matches('.'),
                    self.objective_place.trim_start_matches("objective-")
                )
            }
            Some(reference) => format!("action {}", reference.value),
            None => "this action".to_owned(),
        }
    }

    /// It has some key of its own that says when.
    pub fn says_when(&self) -> bool {
        !self.due.is_empty()
            || self.from.is_some()
            || self.every.is_some()
            || self.ongoing.is_some()
            || self.standing.is_some()
            || self.when.is_some()
            || self.milestones.iter().any(|milestone| milestone.due.is_some())
    }

    /// A flag that is present and true.
    pub fn is_ongoing(&self) -> bool {
        self.ongoing.is_some_and(|flag| flag.value)
    }

    /// A flag that is present and true.
    pub fn is_standing(&self) -> bool {
        self.standing.is_some_and(|flag| flag.value)
    }

    /// Complete, withdrawn or carried forward; without a status, the day it was completed or closed says so too.
    pub fn is_closed(&self) -> bool {
        self.status.map_or(self.completed.is_some() || self.closed.is_some(), |status| status.is_closed())
    }

    /// The moves that the board agreed to.
    pub fn agreed_moves(&self) -> impl DoubleEndedIterator<Item = &Moved<'a>> + Clone {
        self.moved.iter().filter(|moved| moved.is_agreed())
    }

    /// A word of the file for this key could not be read, and was reported where it stands.
    pub fn unreadable(&self, key: &str) -> bool {
        self.unread.contains(&key)
    }

    /// The best place to underline for the whole action: its reference, else its words, else its header.
    pub fn highlight_span(&self) -> Span {
        let text = self.reference.as_ref().or(self.action.as_ref());
        text.map_or(self.span, |text| text.span)
    }
}
