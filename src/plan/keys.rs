//! Every key of the plan format, in one list: what it holds and what it may look like.
//!
//! The reader takes its suggestions from here, and the JSON Schema for editors is made from it.

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum ValueType {
    Text,
    /// A list of texts; one alone will do.
    Texts,
    Day,
    Days,
    When,
    /// A date, or `true` where none is known.
    WhenOrTrue,
    /// A list of dates; one alone will do.
    Whens,
    Every,
    Flag,
    /// A whole number from 0 to 100.
    Percent,
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

impl ValueType {
    /// Days of the calendar and nothing less precise.
    pub fn is_day(self) -> bool {
        matches!(self, Day | Days)
    }

    /// Dates of any precision, one or several.
    pub fn is_date(self) -> bool {
        self.is_day() || matches!(self, When | Whens | WhenOrTrue)
    }

    /// True or false.
    pub fn is_flag(self) -> bool {
        matches!(self, Flag)
    }

    /// Keys of people and groups, one or a plain list of them.
    pub fn is_pointer(self) -> bool {
        matches!(self, Pointer | Pointers | Whos)
    }

    /// Several single values may stand here, in a list.
    pub fn is_list(self) -> bool {
        matches!(self, Texts | Days | Whens | Pointers | Whos)
    }

    /// Somebody can say it in words, without writing TOML.
    pub fn is_said_in_words(self) -> bool {
        !matches!(self, WhoLists | Table(_) | Tables(_) | Named(_) | NamedTexts | WordTexts(_))
    }

    /// The section whose keys stand in it, or in each of its entries.
    pub fn section(self) -> Option<&'static Section> {
        match self {
            Table(section) | Tables(section) | Named(section) => Some(section),
            _ => None,
        }
    }
}

/// Whether a key of this name holds such a value in any section. A broken line does not tell for sure which section it is in.
pub fn holds(name: &str, test: impl Fn(ValueType) -> bool) -> bool {
    SECTIONS.iter().filter_map(|section| section.key(name)).any(|key| test(key.value_type))
}

/// Whether the format itself uses this word: for a key, or for one of the words that a key can hold.
pub fn is_word_of_the_format(word: &str) -> bool {
    let all = || SECTIONS.iter().flat_map(|section| section.keys);
    let holds = |value: ValueType| matches!(value, Word(words) | WordTexts(words) if words.contains(&word));
    ["true", "false"].contains(&word) || all().any(|key| key.name == word || holds(key.value_type))
}

/// One key of a section.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub value_type: ValueType,
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
    /// How one is written, as a message goes on after "must be".
    pub example: &'static str,
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

/// The keys of a section, by names that the compiler knows: the reader cannot forget one.
pub trait Keys: Copy + 'static {
    const SECTION: &'static Section;
    /// Those that the plan cannot be read without, a bit each by their number.
    const NEEDED: u64;

    /// The key of a name.
    fn named(name: &str) -> Option<Self>;

    /// Its place among the keys of the section.
    fn number(self) -> usize;
}

/// Defines a section and the type of its keys. A key is a line: its name here, and what it is in the file.
macro_rules! section {
    ($section:ident: $keys:ident = $about:literal, $example:literal { $($key:ident = $kind:ident($name:literal, $($is:expr),+),)+ }) => {
        pub static $section: Section = Section { name: $about, example: $example, keys: &[$($kind($name, $($is),+)),+] };

        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $keys { $($key),+ }

        impl Keys for $keys {
            const SECTION: &'static Section = &$section;
            const NEEDED: u64 = needed_of($section.keys);

            fn named(name: &str) -> Option<$keys> {
                match name { $($name => Some($keys::$key),)+ _ => None }
            }

            fn number(self) -> usize {
                self as usize
            }
        }
    };
}

const fn needed_of(keys: &[Key]) -> u64 {
    let (mut needed, mut number) = (0, 0);
    while number < keys.len() {
        needed |= (keys[number].needed as u64) << number;
        number += 1;
    }
    needed
}

const fn key(name: &'static str, value_type: ValueType, about: &'static str) -> Key {
    Key { name, value_type, needed: false, about }
}

const fn needed(name: &'static str, value_type: ValueType, about: &'static str) -> Key {
    Key { name, value_type, needed: true, about }
}

use ValueType::*;

section! {
    PLAN: PlanKey = "the plan", "a file with lines such as title = \"Business Plan\"" {
        Board = key("board", Texts, "the board's name; a list for a joint plan of several boards"),
        Title = needed("title", Text, "the plan's title"),
        Version = key("version", Text, "the version, as printed"),
        Period = key("period", Table(&PERIOD), "the plan's first and last day, both counted in; left out for a log that has none"),
        Agreed = key("agreed", When, "the day the board adopted the plan"),
        Source = key("source", Text, "where the words come from"),
        Meetings = key("meetings", Days, "the board's meeting dates"),
        Remark = key("remark", Text, "what is odd about the print, for the reader"),
        Rag = key("rag", WordTexts(super::Rag::WORDS), "what the colours mean to this board"),
        Statuses = key("statuses", NamedTexts, "what the board's own words for a status mean to it"),
        People = key("people", Named(&PERSON), "who is named in the plan"),
        Groups = key("groups", Named(&GROUP), "the groups, agencies, roles and \"everyone\" that lead or take part"),
        Outcomes = key("outcomes", NamedTexts, "outcomes that several actions share, each under a short key"),
        Objective = key("objective", Tables(&OBJECTIVE), "the objectives, priorities or themes, in the printed order"),
        Allow = key("allow", Tables(&ALLOW), "faults the board really printed, kept on purpose"),
    }
}

section! {
    PERIOD: PeriodKey = "the period", "{ from = 2008-04-01, to = 2009-03-31 }" {
        From = needed("from", When, "the first day"),
        To = key("to", When, "the last day; left out where the plan has no end"),
    }
}

section! {
    PERSON: PersonKey = "a person", "written as { name = \"Sue Harrison\" }" {
        Name = needed("name", Text, "the name as the plan gives it"),
        Role = key("role", Text, "the person's role"),
        Aka = key("aka", Texts, "other spellings of the name"),
        Left = key("left", When, "the last day with the board"),
        Remark = key("remark", Text, "what is odd in the print"),
    }
}

section! {
    GROUP: GroupKey = "a group", "written as { name = \"Training Subgroup\" }" {
        Name = needed("name", Text, "the name as the plan gives it"),
        Aka = key("aka", Texts, "other spellings of the name"),
        Kind = key("kind", Word(super::GroupKind::WORDS), "what kind of body it is; \"group\" when left out"),
        Chair = key("chair", Pointer, "the key of the person in the chair"),
        HeldBy = key("held-by", Pointers, "for a role: the keys of those who hold it"),
        CouldBe = key("could-be", Pointers, "for an ambiguous name: the keys of the groups it could mean"),
        Former = key("former", Flag, "true for a group that no longer exists"),
        Now = key("now", Pointer, "the key of the group that took its work over"),
        Remark = key("remark", Text, "what is odd in the print"),
    }
}

section! {
    OBJECTIVE: ObjectiveKey = "an objective", "a heading [[objective]] for each objective" {
        Ref = key("ref", Text, "the printed number or letter"),
        Title = key("title", Text, "the objective in words"),
        Outcomes = key("outcomes", Texts, "outcomes printed for the objective as a whole"),
        Success = key("success", Texts, "success measures printed for the objective as a whole"),
        Lead = key("lead", Whos, "who leads the actions that name no lead of their own"),
        With = key("with", Whos, "who takes part in the actions that name nobody of their own"),
        Accountable = key("accountable", Whos, "who answers for the actions that name nobody of their own, without doing them"),
        Tags = key("tags", Texts, "themes that all its actions have"),
        Timescale = key("timescale", Text, "the printed timescale of the actions that have none of their own"),
        Due = key("due", Whens, "the deadline of the actions that have none of their own"),
        From = key("from", When, "when the work of the actions that say nothing of when starts"),
        Every = key("every", Every, "how often the actions that say nothing of when are due"),
        Ongoing = key("ongoing", Flag, "true where the actions that say nothing of when go on"),
        Standing = key("standing", Flag, "true where the actions that say nothing of when are core work"),
        When = key("when", Text, "the event that decides for the actions that say nothing of when"),
        Review = key("review", Whens, "when the actions that say nothing of when are looked at again"),
        See = key("see", Texts, "other actions by reference, or documents in words"),
        Remark = key("remark", Text, "what is odd in the print"),
        Unpaired = key("unpaired", Table(&UNPAIRED), "printed columns that do not line up with the actions"),
        Action = key("action", Tables(&ACTION), "the actions, in the printed order"),
    }
}

section! {
    UNPAIRED: UnpairedKey = "\"unpaired\"", "{ timescales = [...], leads = [...], outcomes = [...] }" {
        Timescales = key("timescales", Texts, "the printed timescales, in order"),
        Leads = key("leads", WhoLists, "the printed leads, in order"),
        Outcomes = key("outcomes", Texts, "the printed outcomes, in order"),
    }
}

section! {
    ACTION: ActionKey = "an action", "a heading [[objective.action]] for each action" {
        Ref = key("ref", Text, "the printed reference"),
        Action = key("action", Text, "what is to be done"),
        Outcome = key("outcome", Text, "the desired outcome, or a key of [outcomes]"),
        Success = key("success", Texts, "how the board will know that it is done"),
        Lead = key("lead", Whos, "who leads"),
        With = key("with", Whos, "who else takes part"),
        Accountable = key("accountable", Whos, "who answers for it without doing it"),
        Tags = key("tags", Texts, "themes in words, beside those of the objective"),
        Added = key("added", When, "the day it was put on the plan"),
        Timescale = key("timescale", Text, "the date column, as printed"),
        Due = key("due", Whens, "the deadline or deadlines"),
        From = key("from", When, "when the work starts"),
        Every = key("every", Every, "how often recurring work is due"),
        Ongoing = key("ongoing", Flag, "true for work that goes on"),
        Standing = key("standing", Flag, "true for core work with no end by design"),
        When = key("when", Text, "the event that decides, where the calendar does not; with a deadline, what it depends on"),
        Review = key("review", Whens, "when it is looked at again; not a deadline"),
        SetUp = key("set-up", When, "the day what was to be set up was there"),
        Milestones = key("milestones", Tables(&MILESTONE), "steps on the way, each perhaps with its own deadline"),
        Status = key("status", Word(super::Status::WORDS), "where the action is"),
        StatusAsPrinted = key("status-as-printed", Text, "the board's own word or number for its status"),
        Percent = key("percent", Percent, "how much of it is done, as printed"),
        Hold = key("hold", Table(&HOLD), "why it is on hold and when that is looked at again"),
        Rag = key("rag", Word(super::Rag::WORDS), "how it is going, in the plan's colours"),
        Completed = key("completed", When, "the day it was completed"),
        Closed = key("closed", When, "the day it was withdrawn or carried forward"),
        Evidence = key("evidence", Texts, "what shows that it is done"),
        Progress = key("progress", Tables(&NOTE), "progress notes, oldest first"),
        Moved = key("moved", Tables(&MOVED), "how the deadline was moved, oldest first"),
        CameFrom = key("came-from", Text, "the action of an earlier plan that it carries on: PLAN:REF"),
        See = key("see", Texts, "other actions by reference, or documents in words"),
        Remark = key("remark", Text, "what is odd in the print"),
    }
}

section! {
    WHO: WhoKey = "a lead", "written as { who = \"sue-harrison\" }" {
        Who = needed("who", Pointer, "the key of a person or group"),
        As = key("as", Text, "the role, or the words as printed"),
        For = key("for", Pointer, "the key of the group the person stands for"),
    }
}

section! {
    MILESTONE: MilestoneKey = "a milestone", "written as [{ text = \"...\", due = \"2008-06\" }]" {
        Text = needed("text", Text, "what is reached"),
        Timescale = key("timescale", Text, "its date, as printed"),
        Due = key("due", When, "its deadline"),
        Done = key("done", WhenOrTrue, "the day it was reached; true where the plan does not say when"),
        Lead = key("lead", Whos, "who leads it"),
        Rag = key("rag", Word(super::Rag::WORDS), "how it is going, in the plan's colours"),
        Evidence = key("evidence", Texts, "what shows that it is reached"),
        Remark = key("remark", Text, "what is odd in the print"),
    }
}

section! {
    HOLD: HoldKey = "\"hold\"", "written as { because = \"...\", review = 2008-06-30 }" {
        Because = key("because", Text, "why it is on hold"),
        Review = key("review", Day, "the day that is looked at again"),
    }
}

section! {
    NOTE: NoteKey = "a progress note", "written as [{ on = 2008-06-30, note = \"...\" }]" {
        On = key("on", When, "the day of the note"),
        Note = needed("note", Text, "what was said"),
        By = key("by", Pointer, "the key of the person who said or did it"),
        Rag = key("rag", Word(super::Rag::WORDS), "how it was going then"),
        Status = key("status", Word(super::Status::WORDS), "where the action was from that day on"),
        Report = key("report", Flag, "true where the note is the report that recurring work owes"),
    }
}

section! {
    MOVED: MovedKey = "a moved date", "written as [{ from = \"2008-06\", to = \"2008-09\" }]" {
        From = needed("from", When, "the date before"),
        To = needed("to", When, "the date after"),
        On = key("on", When, "the day this was agreed, or asked for where it is not agreed"),
        Agreed = key("agreed", Flag, "false for a date that was asked for and not granted"),
        Refused = key("refused", When, "the day the board said no"),
        Because = key("because", Text, "why"),
    }
}

section! {
    ALLOW: AllowKey = "an \"allow\"", "a heading [[allow]] for each fault that is kept" {
        Rule = needed("rule", Text, "the rule, as a finding shows it in square brackets"),
        Ref = key("ref", Texts, "the reference or place it is about; the whole plan when left out"),
        Because = needed("because", Text, "the reason, for the reader"),
    }
}

/// The keys of a section that may be written as a heading of their own. A period cannot: it is one line of the plan.
pub fn headings(section: &'static Section) -> impl Iterator<Item = &'static Key> {
    let headed = |key: &&Key| matches!(key.value_type, Table(_) | Tables(_) | Named(_) | NamedTexts | WordTexts(_));
    section.keys.iter().filter(headed).filter(|key| !matches!(key.value_type, Table(section) if std::ptr::eq(section, &PERIOD)))
}

/// The value that stands at a path of keys from the top of a plan, as a heading gives it.
pub fn at_path(path: &[&str]) -> Option<ValueType> {
    let (first, rest) = path.split_first()?;
    let step = |value: ValueType, name: &&str| Some(value.section()?.key(name)?.value_type);
    rest.iter().try_fold(PLAN.key(first)?.value_type, step)
}

/// Every section, for the suite and the schema.
pub static SECTIONS: &[&Section] =
    &[&PLAN, &PERIOD, &PERSON, &GROUP, &OBJECTIVE, &UNPAIRED, &ACTION, &WHO, &MILESTONE, &HOLD, &NOTE, &MOVED, &ALLOW];
