//! From TOML to a plan and every fault of the file, each with its place. Reading never fails.
//!
//! The only room that knows the TOML parser.

mod bind;
mod extent;
mod numbering;
mod reader;
mod recover;
mod spelling;
mod values;

use super::keys::{self, Key, Keys, Section};
use super::{Extent, Plan, Target, Text};
use crate::diagnostic::{Diagnostic, Subject};
use crate::names::{nearest, slip_of};
use crate::source::File;
use crate::text::{Span, Spanned, one_of, start_in};
use bumpalo::Bump;
use foldhash::HashMap;
use numbering::Numbering;
use recover::{Damage, MendedHeadings, Recovered};
use toml_spanner::{Item, Table, Value};

/// What came out of a file: the readable part of the plan, and every fault met while reading.
pub struct Reading<'a> {
    pub plan: Plan<'a>,
    pub faults: Vec<Diagnostic>,
}

/// Where plans lie: their lists, and the texts that their files do not have letter for letter. Several plans can lie in one; it
/// goes as a whole.
#[derive(Default)]
pub struct Arena(Bump);

impl Arena {
    /// An empty one.
    pub fn new() -> Arena {
        Arena::default()
    }

    /// Makes room for other plans: quicker than a new one.
    pub fn clear(&mut self) {
        self.0.reset();
    }
}

/// Whether a text has any line of a plan in it. A file found in a folder that has none is some other program's.
pub fn looks_like_a_plan(text: &str) -> bool {
    const SIGNS: [&str; 6] = ["board", "title", "period", "[[objective", "[people", "[groups"];
    text.trim().is_empty()
        || text.lines().any(|line| SIGNS.iter().any(|sign| line.trim_start_matches('\u{feff}').starts_with(sign)))
}

/// Reads a plan out of the text of the file `name`, as far as it can be read: what cannot is among the faults, in the order of
/// the text, and the rest is read all the same. The plan borrows the text, and has its lists in the arena.
///
/// ```
/// use lscb::plan::{self, Arena};
///
/// let text = r#"
/// title  = "Business Plan 2008-2009"
/// period = { from = 2008-04-01, to = 2009-03-31 }
///
/// [people]
/// jo = { name = "Jo Bloggs" }
///
/// [[objective]]
/// ref = "1"
///
/// [[objective.action]]
/// ref  = "1.1"
/// lead = "jo"
/// due  = "June 2008"
/// "#;
/// let arena = Arena::new();
/// let reading = plan::read("plans/anytown.toml", text, &arena);
///
/// assert_eq!(reading.plan.name, "anytown");
/// let action = &reading.plan.objectives[0].actions[0];
/// assert_eq!(reading.plan.name_of(&action.lead[0].who), "Jo Bloggs");
///
/// // A deadline is written as 2008-06-30 or "2008-06": the finding stands at the value, and knows what was meant.
/// let [fault] = &reading.faults[..] else { panic!() };
/// assert_eq!(fault.rule, "bad-date");
/// assert_eq!(fault.primary.span.of(text), "\"June 2008\"");
/// assert_eq!(fault.fix.as_ref().unwrap().title, "write \"2008-06\"");
///
/// // Also what could not be read has its place.
/// assert!(action.due.is_empty() && action.unreadable("due"));
/// assert_eq!(action.extent.entry(text, "due").unwrap().value.of(text), "\"June 2008\"");
/// ```
pub fn read<'a>(name: &str, text: &'a str, arena: &'a Arena) -> Reading<'a> {
    let (plain, lone_table) = read_with(name, text, arena, None);
    // Headings that are not as they should be, or gone, leave marks: only a text with such faults is searched for them.
    if !lone_table && !may_lack_headings(&plain) {
        return plain;
    }
    let mended = recover::mend_headings(text);
    let edits = mended.as_ref().map(|mended| mended.edits.clone());
    let reading = if mended.is_some() { read_with(name, text, arena, mended).0 } else { plain };
    let inserted = if may_lack_headings(&reading) { recover::insert_missing_headings(text) } else { None };
    let Some(inserted) = inserted.filter(|inserted| edits.is_none_or(|edits| edits != inserted.edits)) else { return reading };
    let (again, _) = read_with(name, text, arena, Some(inserted));
    if again.faults.len() <= reading.faults.len() { again } else { reading }
}

/// Whether a heading may be what is wrong.
fn may_lack_headings(reading: &Reading) -> bool {
    const SIGNS: [&str; 5] = ["syntax", "repeated-key", "unknown-key", "missing-key", "wrong-type"];
    reading.faults.iter().any(|fault| SIGNS.contains(&fault.rule))
}

/// Where something stands that could not be taken, first to last; the faults are in that order.
fn misread(faults: &[Diagnostic]) -> Vec<u32> {
    const MISREAD: [&str; 6] = ["bad-date", "wrong-type", "unknown-key", "unknown-value", "repeated-key", "syntax"];
    faults.iter().filter(|fault| MISREAD.contains(&fault.rule)).map(|fault| fault.primary.span.start).collect()
}

/// Reads a text with its headings as they were meant. The flag is true when an entry stands alone where a list of them
/// belongs: its heading may want double brackets.
fn read_with<'a>(name: &str, text: &'a str, arena: &'a Arena, mended: Option<MendedHeadings>) -> (Reading<'a>, bool) {
    let lists = &arena.0;
    recover::parse(text, mended, |Recovered { table, source, damage, faults }| {
        let (known, unresolved) = (HashMap::default(), Vec::new());
        let mut reader =
            Reader { text, source, lists, known, faults, unresolved, damage, lone_table: false, numbering: Numbering::default() };
        let mut plan = reader.plan(table);
        plan.name = lists.alloc_str(File::stem(name));
        plan.text = text;
        plan.damaged = !reader.damage.is_empty();
        reader.report_unresolved(&plan);
        let mut faults = reader.faults;
        faults.sort_by_key(|fault| fault.primary.span);
        plan.misread = lists.alloc_slice_copy(&misread(&faults));
        (Reading { plan, faults }, reader.lone_table)
    })
}

/// Fills a plan from a tree: `'a` is the text and what is kept, `'t` the tree and its source, which go when the plan is filled.
struct Reader<'a, 't> {
    text: &'a str,
    /// What was parsed: the text, or a copy of it without its damage.
    source: &'t str,
    lists: &'a Bump,
    /// What the keys of `[people]` and `[groups]` mean.
    known: HashMap<&'a str, Target>,
    faults: Vec<Diagnostic>,
    /// Leads and others with a key that means nobody, and the action or objective where they stand.
    unresolved: Vec<(Text<'a>, Option<Subject>)>,
    damage: Damage,
    /// An entry stands alone where a list of them belongs.
    lone_table: bool,
    numbering: Numbering<'a>,
}

impl<'a> Reader<'a, '_> {
    /// A place of the tree as a place of the text.
    fn place(&self, span: toml_spanner::Span) -> Span {
        self.damage.locate(span)
    }

    /// Reports a fault, unless its line is reported as broken already; says whether it was reported.
    fn fault(&mut self, fault: Diagnostic) -> bool {
        let shown = !self.damage.hides(fault.primary.span.start);
        self.faults.extend(Some(fault).filter(|_| shown));
        shown
    }

    /// How much has been found so far.
    fn found(&self) -> (usize, usize) {
        (self.faults.len(), self.unresolved.len())
    }

    /// What was found since then is about this action or objective, unless it is about a part of it.
    fn about(&mut self, since: (usize, usize), subject: impl Fn() -> Subject) {
        let faults = self.faults[since.0..].iter_mut().map(|fault| &mut fault.subject);
        let unresolved = self.unresolved[since.1..].iter_mut().map(|(_, about)| about);
        faults.chain(unresolved).filter(|about| about.is_none()).for_each(|about| *about = Some(subject()));
    }

    /// Goes through a table once, giving each known key to `take`. What cannot be known is reported, and `take` says
    /// whether it could read the value. Returns the extent of the table and the keys that are written but unreadable.
    fn keys<'i, 't, K: Keys>(
        &mut self,
        table: &'i Table<'t>,
        mut take: impl FnMut(&mut Self, K, &'static Key, &'i Item<'t>) -> bool,
    ) -> (Extent<'a>, Vec<&'static str>) {
        let section = K::SECTION;
        let mut unread = Vec::new();
        let mut strange: Vec<(&str, Span, bool)> = Vec::new();
        let mut seen = 0u64;
        for (name, item) in table.iter() {
            let place = self.place(name.span);
            if self.damage.is_orphan(place.start) {
                continue;
            }
            let Some(which) = K::named(name.name) else {
                strange.push((name.name, place, std::ptr::eq(section, &keys::PLAN) && of_names(item)));
                continue;
            };
            let key = &section.keys[which.number()];
            seen |= 1 << which.number();
            if !take(self, which, key, item) || self.damage.hides(self.place(item.span()).start) {
                unread.push(key.name);
            }
        }
        let here = self.place(table.span());
        unread.extend(self.damage.lost_keys(here.start, section));
        for (name, place, of_names) in strange {
            if of_names {
                unread.push("people");
            }
            unread.extend(self.unknown_key(section, name, place, seen));
        }
        let missing = K::NEEDED & !seen;
        for (index, key) in section.keys.iter().enumerate() {
            if missing & (1 << index) != 0 && !unread.contains(&key.name) {
                let message = format!("{} has no \"{}\"", section.name, key.name);
                let fault = Diagnostic::new("missing-key", self.first_line(here), message);
                self.fault(fault.help(format!("add \"{}\": {}", key.name, key.about)));
            }
        }
        (self.extent(table), unread)
    }

    /// Reports a key that the format does not know, and returns the known one that was probably meant.
    fn unknown_key(&mut self, section: &'static Section, name: &str, place: Span, seen: u64) -> Option<&'static str> {
        let absent = || section.keys.iter().enumerate().filter(|(index, _)| seen & (1 << index) == 0).map(|(_, key)| key.name);
        let meant = meant_by(section, name).filter(|meant| absent().any(|key| key == *meant));
        // "done" may hold a date, or true, which "completed" cannot.
        let sure = slip_of(name, absent()).or(meant.filter(|_| !name.eq_ignore_ascii_case("done")));
        let near = sure.or(meant).or_else(|| nearest(name, absent()).first().copied());
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
        if self.fault(fault) { near } else { None }
    }

    /// The first line of a stretch: a whole action is too much to underline.
    fn first_line(&self, span: Span) -> Span {
        let whole = span.of(self.text);
        let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
        let start = span.start + (whole.len() - text.len()) as u32;
        let length = text.find(['\n', '\r']).unwrap_or(text.len());
        Span::new(start, start + length as u32)
    }

    fn wrong_type(&mut self, key: &Key, item: &Item, wanted: &str) {
        let place = self.first_line(self.place(item.span()));
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

    /// A string of the tree, with its place.
    fn borrow(&self, value: &str, place: Span) -> Text<'a> {
        Spanned::new(self.own(value, place), place)
    }

    /// A string of the tree as a part of the text, where the text has it letter for letter at its place; else a copy of it.
    fn own(&self, value: &str, place: Span) -> &'a str {
        if let Some(start) = start_in(self.text, value) {
            return &self.text[start..start + value.len()];
        }
        let written = place.of(self.text);
        let inner = match written.as_bytes() {
            [b'"' | b'\'', .., b'"' | b'\''] => &written[1..written.len() - 1],
            _ => written,
        };
        if inner == value { inner } else { self.lists.alloc_str(value) }
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
