//! Every key of the plan format, in one list: what it holds and what it may look like.
//!
//! The reader takes its suggestions from here, and the JSON Schema for editors is made from it.

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Text,
    /// A list of texts; one alone will do.
    Texts,
    Day,
    Days,
    When,
    /// A list of dates; one alone will do.
    Whens,
    Every,
    Flag,
    /// One of a closed set of words.
    Word(&'static [&'static str]),
    /// A key of `[people]` or `[groups]`.
    Pointer,
    Pointers,
    /// Leads or participants: a key, a table with `who`, or a list of these.
    Whos,
    /// A list of such lists.
    WhoLists,
    /// A table with the keys of a section.
    Table(&'static Section),
    /// A list of such tables.
    Tables(&'static Section),
    /// A table whose keys the board chooses, each holding a table of the section.
    Named(&'static Section),
    /// A table of texts whose keys the board chooses.
    NamedTexts,
    /// A table of texts whose keys are words of a closed set.
    WordTexts(&'static [&'static str]),
}

/// One key of a section.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub shape: Shape,
    /// The plan cannot be read without it.
    pub needed: bool,
    /// What it holds, for a person.
    pub about: &'static str,
}

/// The keys that may stand together.
#[derive(Debug)]
pub struct Section {
    /// What messages call it: "the plan", "an action".
    pub name: &'static str,
    pub keys: &'static [Key],
}

impl Section {
    /// The names of its keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }

    /// The key of a name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

const fn key(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, needed: false, about }
}

const fn needed(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, needed: true, about }
}

use Shape::*;

pub static PLAN: Section = Section {
    name: "the plan",
    keys: &[
        key("board", Text, "the board's name"),
        needed("title", Text, "the plan's title"),
        key("version", Text, "the version, as printed"),
        needed("period", Table(&PERIOD), "the plan's first and last day, both counted in"),
        key("agreed", Day, "the day the board adopted the plan"),
        key("source", Text, "where the words come from"),
        key("meetings", Days, "the board's meeting dates"),
        key("remark", Text, "what is odd about the print, for the reader"),
        key("rag", WordTexts(super::Rag::WORDS), "what the colours mean to this board"),
        key("people", Named(&PERSON), "who is named in the plan"),
        key("groups", Named(&GROUP), "the groups, agencies, roles and \"everyone\" that lead or take part"),
        key("outcomes", NamedTexts, "outcomes that several actions share, each under a short key"),
        key("objective", Tables(&OBJECTIVE), "the objectives, priorities or themes, in the printed order"),
        key("allow", Tables(&ALLOW), "faults the board really printed, kept on purpose"),
    ],
};

pub static PERIOD: Section =
    Section { name: "the period", keys: &[needed("from", When, "the first day"), needed("to", When, "the last day")] };

pub static PERSON: Section = Section {
    name: "a person",
    keys: &[
        needed("name", Text, "the name as the plan gives it"),
        key("role", Text, "the person's role"),
        key("aka", Texts, "other spellings of the name"),
        key("left", Day, "the last day with the board"),
        key("remark", Text, "what is odd in the print"),
    ],
};

pub static GROUP: Section = Section {
    name: "a group",
    keys: &[
        needed("name", Text, "the name as the plan gives it"),
        key("aka", Texts, "other spellings of the name"),
        key("kind", Word(super::Kind::WORDS), "what kind of body it is; \"group\" when left out"),
        key("chair", Pointer, "the key of the person in the chair"),
        key("held-by", Pointers, "for a role: the keys of those who hold it"),
        key("could-be", Pointers, "for an ambiguous name: the keys of the groups it could mean"),
        key("former", Flag, "true for a group that no longer exists"),
        key("now", Pointer, "the key of the group that took its work over"),
        key("remark", Text, "what is odd in the print"),
    ],
};

pub static OBJECTIVE: Section = Section {
    name: "an objective",
    keys: &[
        key("ref", Text, "the printed number or letter"),
        key("title", Text, "the objective in words"),
        key("outcomes", Texts, "outcomes printed for the objective as a whole"),
        key("success", Texts, "success measures printed for the objective as a whole"),
        key("lead", Whos, "who leads the actions that name no lead of their own"),
        key("with", Whos, "who takes part in the actions that name nobody of their own"),
        key("timescale", Text, "the printed timescale of the actions that have none of their own"),
        key("due", Whens, "the deadline of the actions that have none of their own"),
        key("see", Texts, "other actions by reference, or documents in words"),
        key("remark", Text, "what is odd in the print"),
        key("unpaired", Table(&UNPAIRED), "printed columns that do not line up with the actions"),
        key("action", Tables(&ACTION), "the actions, in the printed order"),
    ],
};

pub static UNPAIRED: Section = Section {
    name: "\"unpaired\"",
    keys: &[
        key("timescales", Texts, "the printed timescales, in order"),
        key("leads", WhoLists, "the printed leads, in order"),
        key("outcomes", Texts, "the printed outcomes, in order"),
    ],
};

pub static ACTION: Section = Section {
    name: "an action",
    keys: &[
        key("ref", Text, "the printed reference"),
        key("action", Text, "what is to be done"),
        key("outcome", Text, "the desired outcome, or a key of [outcomes]"),
        key("success", Texts, "how the board will know that it is done"),
        key("lead", Whos, "who leads"),
        key("with", Whos, "who else takes part"),
        key("timescale", Text, "the date column, as printed"),
        key("due", Whens, "the deadline or deadlines"),
        key("from", When, "when the work starts"),
        key("every", Every, "how often recurring work is due"),
        key("ongoing", Flag, "true for work that goes on"),
        key("standing", Flag, "true for core work with no end by design"),
        key("when", Text, "the event that decides, where the calendar does not"),
        key("milestones", Tables(&MILESTONE), "steps on the way, each perhaps with its own deadline"),
        key("status", Word(super::Status::WORDS), "where the action is"),
        key("hold", Table(&HOLD), "why it is on hold and when that is looked at again"),
        key("rag", Word(super::Rag::WORDS), "how it is going, in the plan's colours"),
        key("completed", Day, "the day it was completed"),
        key("evidence", Texts, "what shows that it is done"),
        key("progress", Tables(&NOTE), "progress notes, oldest first"),
        key("moved", Tables(&MOVED), "how the deadline was moved, oldest first"),
        key("came-from", Text, "the action of an earlier plan that it carries on: PLAN:REF"),
        key("see", Texts, "other actions by reference, or documents in words"),
        key("remark", Text, "what is odd in the print"),
    ],
};

pub static WHO: Section = Section {
    name: "a lead",
    keys: &[
        needed("who", Pointer, "the key of a person or group"),
        key("as", Text, "the role, or the words as printed"),
        key("for", Pointer, "the key of the group the person stands for"),
    ],
};

pub static MILESTONE: Section = Section {
    name: "a milestone",
    keys: &[
        needed("text", Text, "what is reached"),
        key("timescale", Text, "its date, as printed"),
        key("due", When, "its deadline"),
        key("done", Day, "the day it was reached"),
    ],
};

pub static HOLD: Section = Section {
    name: "\"hold\"",
    keys: &[key("because", Text, "why it is on hold"), key("review", Day, "the day that is looked at again")],
};

pub static NOTE: Section = Section {
    name: "a progress note",
    keys: &[
        key("on", Day, "the day of the note"),
        needed("note", Text, "what was said"),
        key("by", Pointer, "the key of the person who said or did it"),
        key("rag", Word(super::Rag::WORDS), "how it was going then"),
    ],
};

pub static MOVED: Section = Section {
    name: "a moved date",
    keys: &[
        needed("from", When, "the date before"),
        needed("to", When, "the date after"),
        key("on", Day, "the day this was agreed"),
        key("because", Text, "why"),
    ],
};

pub static ALLOW: Section = Section {
    name: "an \"allow\"",
    keys: &[
        needed("rule", Text, "the rule, as a finding shows it in square brackets"),
        key("ref", Texts, "the reference or place it is about; the whole plan when left out"),
        needed("because", Text, "the reason, for the reader"),
    ],
};

/// Every section, for the suite and the schema.
pub static SECTIONS: &[&Section] =
    &[&PLAN, &PERIOD, &PERSON, &GROUP, &OBJECTIVE, &UNPAIRED, &ACTION, &WHO, &MILESTONE, &HOLD, &NOTE, &MOVED, &ALLOW];
