//! From TOML to a plan and every fault of the file, each with its place. Reading never fails.
//!
//! The only room that knows the TOML parser.

mod bind;
mod reader;
mod recover;
mod values;

use super::keys::{self, Key, Keys, Section};
use super::{Plan, Target, Text};
use crate::diagnostic::{Diagnostic, Subject};
use crate::names::{nearest, slip_of};
use crate::source::File;
use crate::text::one_of;
use crate::text::{Span, Spanned};
use bumpalo::Bump;
use foldhash::HashMap;
use recover::{Damage, missing_header, syntax, table_header};
use toml_spanner::{Item, Table, Value};

/// What came out of a file: the readable part of the plan, and every fault met while reading.
pub struct Reading<'a> {
    pub plan: Plan<'a>,
    pub faults: Vec<Diagnostic>,
}

/// Where a plan lies: its lists, and the tree it was read from with the texts that the file does not have letter for
/// letter. It goes as a whole.
#[derive(Default)]
pub struct Arena {
    lists: Bump,
    tree: toml_spanner::Arena,
}

impl Arena {
    /// An empty one.
    pub fn new() -> Arena {
        Arena::default()
    }

    /// Makes room for another plan: quicker than a new one.
    pub fn clear(&mut self) {
        self.lists.reset();
        self.tree = toml_spanner::Arena::new();
    }
}

/// Whether a text has any line of a plan in it. A file found in a folder that has none is some other program's.
pub fn looks_like_a_plan(text: &str) -> bool {
    const SIGNS: [&str; 6] = ["board", "title", "period", "[[objective", "[people", "[groups"];
    text.trim().is_empty()
        || text.lines().any(|line| SIGNS.iter().any(|sign| line.trim_start_matches('\u{feff}').starts_with(sign)))
}

/// Reads a plan out of the text of the file `name`; its lists will lie in the arena.
pub fn read<'a>(name: &str, text: &'a str, arena: &'a Arena) -> Reading<'a> {
    let (plain, lone) = read_with(name, text, arena, None);
    // Headings that are not as they should be, or gone, leave marks: only a text with such faults is searched for them.
    if !lone && !marked(&plain) {
        return plain;
    }
    let mended = table_header::mended(text);
    let known = mended.as_ref().map(|mended| mended.edits.clone());
    let reading = if mended.is_some() { read_with(name, text, arena, mended).0 } else { plain };
    let lost = if marked(&reading) { missing_header::mended(text) } else { None };
    let Some(mended) = lost.filter(|mended| known.is_none_or(|known| known != mended.edits)) else { return reading };
    let (again, _) = read_with(name, text, arena, Some(mended));
    if again.faults.len() <= reading.faults.len() { again } else { reading }
}

/// Whether a heading may be what is wrong.
fn marked(reading: &Reading) -> bool {
    const MARKS: [&str; 5] = ["syntax", "repeated-key", "unknown-key", "missing-key", "wrong-type"];
    reading.faults.iter().any(|fault| MARKS.contains(&fault.rule))
}

/// Where something stands that could not be taken, first to last; the faults are in that order.
fn misread(faults: &[Diagnostic]) -> Vec<u32> {
    const MISREAD: [&str; 6] = ["bad-date", "wrong-type", "unknown-key", "unknown-value", "repeated-key", "syntax"];
    faults.iter().filter(|fault| MISREAD.contains(&fault.rule)).map(|fault| fault.primary.span.start).collect()
}

/// Reads a text with its headings as they were meant. The flag is true when an entry stands alone where a list of them
/// belongs: its heading may want double brackets.
fn read_with<'a>(name: &str, text: &'a str, arena: &'a Arena, mended: Option<table_header::Mended>) -> (Reading<'a>, bool) {
    syntax::parse(text, arena, mended, |table, broken, faults| {
        let whole = broken.is_nowhere();
        let (known, lost) = (HashMap::default(), Vec::new());
        let mut reader = Reader { text, lists: &arena.lists, known, faults, lost, broken, whole, lone: false };
        let mut plan = reader.plan(table);
        plan.name = arena.lists.alloc_str(File::stem(name));
        plan.text = text;
        plan.damaged = !reader.broken.is_empty();
        reader.tell_lost(&plan);
        let mut faults = reader.faults;
        faults.sort_by_key(|fault| fault.primary.span);
        plan.misread = arena.lists.alloc_slice_copy(&misread(&faults));
        (Reading { plan, faults }, reader.lone)
    })
}

struct Reader<'a> {
    text: &'a str,
    lists: &'a Bump,
    /// What the keys of `[people]` and `[groups]` mean.
    known: HashMap<&'a str, Target>,
    faults: Vec<Diagnostic>,
    /// Leads and others with a key that means nobody, and the action or objective where they stand.
    lost: Vec<(Text<'a>, Option<Subject>)>,
    broken: Damage,
    /// Nothing is broken: the text was parsed just as it stands.
    whole: bool,
    /// An entry stands alone where a list of them belongs.
    lone: bool,
}

impl<'a> Reader<'a> {
    /// A place of the tree as a place of the text.
    #[inline]
    fn place(&self, span: toml_spanner::Span) -> Span {
        self.broken.way.back(span)
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// How much has been found so far.
    fn found(&self) -> (usize, usize) {
        (self.faults.len(), self.lost.len())
    }

    /// What was found since then is about this action or objective, unless it is about a part of it.
    fn about(&mut self, since: (usize, usize), subject: impl Fn() -> Subject) {
        let faults = self.faults[since.0..].iter_mut().map(|fault| &mut fault.subject);
        let lost = self.lost[since.1..].iter_mut().map(|(_, about)| about);
        faults.chain(lost).filter(|about| about.is_none()).for_each(|about| *about = Some(subject()));
    }

    /// Goes through a table once, giving each known key to `take`. What cannot be known is reported, and `take` says
    /// whether it could read the value. Returns the keys that are written but unreadable.
    fn keys<'i, K: Keys>(
        &mut self,
        table: &'i Table<'a>,
        mut take: impl FnMut(&mut Self, K, &'static Key, &'i Item<'a>) -> bool,
    ) -> Vec<&'static str> {
        let section = K::SECTION;
        let mut unread = Vec::new();
        let mut strange: Vec<(&str, Span, bool)> = Vec::new();
        let mut seen = 0u32;
        for (name, item) in table.iter() {
            if !self.whole && self.broken.covers(self.place(name.span).start) {
                continue;
            }
            let Some(which) = K::named(name.name) else {
                strange.push((name.name, self.place(name.span), std::ptr::eq(section, &keys::PLAN) && of_names(item)));
                continue;
            };
            let key = &section.keys[which.number()];
            seen |= 1 << which.number();
            if !take(self, which, key, item) || !self.whole && self.broken.on_line_of(self.place(item.span()).start) {
                unread.push(key.name);
            }
        }
        let here = self.place(table.span());
        if !self.whole {
            unread.extend(self.broken.keys_within(here.start, section));
        }
        for (name, place, of_names) in strange {
            if of_names {
                unread.push("people");
            }
            if let Some(meant) = self.unknown_key(section, name, place, seen) {
                unread.push(meant);
            }
        }
        let missing = K::NEEDED & !seen;
        if missing == 0 {
            return unread;
        }
        for (index, key) in section.keys.iter().enumerate() {
            if missing & (1 << index) != 0 && !unread.contains(&key.name) {
                self.missing_key(section, key, here);
            }
        }
        unread
    }

    /// Reports a key that the format does not know, and returns the known one that was probably meant.
    fn unknown_key(&mut self, section: &'static Section, name: &str, place: Span, seen: u32) -> Option<&'static str> {
        if self.broken.on_line_of(place.start) {
            return None;
        }
        let absent = || section.keys.iter().enumerate().filter(|(index, _)| seen & (1 << index) == 0).map(|(_, key)| key.name);
        let sure = slip_of(name, absent()).or_else(|| meant_by(section, name).filter(|meant| absent().any(|key| key == *meant)));
        let near = sure.or_else(|| nearest(name, absent()).first().copied());
        let message = format!("{} has no key \"{name}\"", section.name);
        let fault = Diagnostic::new("unknown-key", place, message);
        let elsewhere = keys::SECTIONS.iter().find(|other| other.key(name).is_some() && near.is_none());
        let fault = match (near, elsewhere) {
            (Some(near), _) => {
                let fault = fault.label(format!("did you mean \"{near}\"?"));
                let title = format!("write \"{near}\"");
                if sure.is_some() { fault.fix(title, place, near) } else { fault.suggest(title, place, near) }
            }
            (None, Some(other)) => {
                fault.label("not known here").help(format!("\"{name}\" belongs to {}; move it there", other.name))
            }
            (None, None) => {
                let known: Vec<String> = section.names().map(|name| format!("\"{name}\"")).collect();
                fault.label("not known here").help(format!("{} may have {}", section.name, one_of(&known)))
            }
        };
        self.fault(fault);
        near
    }

    #[cold]
    fn missing_key(&mut self, section: &Section, key: &Key, table: Span) {
        let here = self.header(table);
        if self.broken.on_line_of(here.start) {
            return;
        }
        let message = format!("{} has no \"{}\"", section.name, key.name);
        let fault = Diagnostic::new("missing-key", here, message).help(format!("add \"{}\": {}", key.name, key.about));
        self.fault(fault);
    }

    /// The first line of a table's span: a whole action is too much to underline.
    fn header(&self, table: Span) -> Span {
        let text = table.of(self.text);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let start = table.end - text.len() as u32;
        let length = memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
        Span::new(start, start + length as u32)
    }

    #[cold]
    fn wrong_type(&mut self, key: &Key, item: &Item<'a>, wanted: &str) {
        let place = self.header(self.place(item.span()));
        if self.broken.on_line_of(place.start) {
            return;
        }
        let found = match item.value() {
            Value::String(_) => "a text",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Boolean(_) => "true or false",
            Value::DateTime(_) => "a date",
            Value::Table(_) => "entries in braces",
            Value::Array(_) => "a list",
        };
        let message = format!("\"{}\" must be {wanted}, not {found}", key.name);
        let mut fault = Diagnostic::new("wrong-type", place, message).label(format!("this is {found}"));
        if wanted.starts_with("a text") && matches!(item.value(), Value::Integer(_) | Value::Float(_) | Value::DateTime(_)) {
            fault = fault.fix("put it in quotation marks", place, format!("\"{}\"", place.of(self.text)));
        }
        self.fault(fault);
    }

    /// A string of the tree.
    #[inline(always)]
    fn borrow(&self, value: &'a str, place: Span) -> Text<'a> {
        Spanned::new(if self.whole { value } else { self.of_the_file(value, place) }, place)
    }

    /// A string of a mended copy: the file's own, where the file has it letter for letter.
    #[cold]
    fn of_the_file(&self, value: &'a str, place: Span) -> &'a str {
        let written = place.of(self.text);
        let inner = match written.as_bytes() {
            [b'"' | b'\'', .., b'"' | b'\''] => &written[1..written.len() - 1],
            _ => written,
        };
        if inner == value { inner } else { value }
    }
}

/// Entries with a name each, as under `[people]` and `[groups]`.
fn of_names(item: &Item) -> bool {
    let Value::Table(table) = item.value() else { return false };
    table.iter().any(|(_, entry)| matches!(entry.value(), Value::Table(entry) if entry.iter().any(|(key, _)| key.name == "name")))
}

/// Words that other plans and other programs use for one of our keys.
fn meant_by(section: &Section, name: &str) -> Option<&'static str> {
    let meant = match name.to_ascii_lowercase().replace('_', "-").as_str() {
        "deadline" | "due-date" | "date" | "by-when" | "target-date" | "target" => "due",
        "owner" | "leads" | "responsible" | "lead-person" | "by-whom" | "lead-officer" => "lead",
        "participants" | "contributors" | "partners" => "with",
        "reference" | "id" | "no" | "number" | "refs" => "ref",
        "frequency" | "recurring" | "repeat" => "every",
        "start" | "starts" | "since" => "from",
        "end" | "ends" | "until" => "to",
        "timeframe" | "when-printed" => "timescale",
        "title" if section.key("action").is_some() => "action",
        "description" | "text" | "task" | "what" => {
            if section.key("action").is_some() {
                "action"
            } else {
                "text"
            }
        }
        "notes" | "updates" | "comments" => {
            if section.key("progress").is_some() {
                "progress"
            } else {
                "note"
            }
        }
        "state" => "status",
        "colour" | "color" => "rag",
        "success-criteria" | "measures" | "indicators" | "kpi" => "success",
        "reason" | "why" => "because",
        "name" => "title",
        "objectives" | "priority" | "theme" => "objective",
        "actions" => "action",
        "milestone" => "milestones",
        "done" => "completed",
        "aliases" | "alias" => "aka",
        "role" => "as",
        "person" | "key" => "who",
        _ => return None,
    };
    section.key(meant).map(|key| key.name)
}
