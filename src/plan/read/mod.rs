//! From TOML to a plan and every fault of the file, each with its place. Reading never fails.
//!
//! The only room that knows the TOML parser.

mod bind;
mod date_slips;
mod extent;
mod numbering;
mod reader;
mod recover;
mod spelling;
mod values;

use super::keys::{self, Key, Keys, Section, ValueType};
use super::{Extent, Plan, Target, Text, trade_words};
use crate::diagnostic::{Diagnostic, Fix, MOST_OF_A_RULE, RuleCounts, Subject};
use crate::edit::{self, Edit};
use crate::names::{letters, nearest, slip_of};
use crate::source::File;
use crate::text::{Span, Spanned, one_of, start_in};
use crate::time::every::Every;
use crate::time::when::When;
use bumpalo::Bump;
use chrono::NaiveDate;
use extent::has_heading;
use foldhash::{HashMap, HashSet};
use numbering::Numbering;
use recover::{Damage, MendedHeadings, Recovered};
pub use spelling::slug;
use toml_spanner::{Item, Table, Value};
use values::{one_or_more, only_date};

/// What came out of a file: the readable part of the plan, and every fault met while reading.
pub struct Reading<'a> {
    pub plan: Plan<'a>,
    pub faults: Vec<Diagnostic>,
}

impl Reading<'_> {
    /// How many faults were met, those that are not told counted in.
    pub fn count(&self) -> usize {
        self.faults.len() + self.plan.omitted.iter().map(|(_, more)| more).sum::<usize>()
    }
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

    /// A copy of a text that lasts as long as the plans.
    pub fn keep(&self, text: &str) -> &str {
        self.0.alloc_str(text)
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

/// Whether other programs can read a text as TOML. [`read`] makes sense of more. A text with more tables than are read is none.
pub fn is_toml(text: &str) -> bool {
    recover::end_of_readable(text).is_none() && recover::is_sound(text)
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
    read_up_to(MOST_OF_A_RULE, name, text, arena)
}

/// The same, and of each rule at most so many faults are told; the plan says how many more there are.
pub fn read_up_to<'a>(most: usize, name: &str, text: &'a str, arena: &'a Arena) -> Reading<'a> {
    let Some(end) = recover::end_of_readable(text) else { return read_whole(most, name, text, arena) };
    let Reading { mut plan, mut faults } = read_whole(most, name, &text[..end], arena);
    plan.text = text;
    plan.damaged = true;
    plan.hidden = arena.0.alloc_slice_copy(&[plan.hidden, &[Span::new(end as u32, text.len() as u32)]].concat());
    faults.push(recover::unread_rest(text, end));
    Reading { plan, faults }
}

fn read_whole<'a>(most: usize, name: &str, text: &'a str, arena: &'a Arena) -> Reading<'a> {
    let (plain, lone_table) = read_with(most, name, text, arena, None);
    // Headings that are not as they should be, or gone, leave marks: only a text with such faults is searched for them.
    if !lone_table && !may_lack_headings(&plain) {
        return plain;
    }
    let mended = recover::mend_headings(text);
    let edits = mended.as_ref().map(|mended| mended.edits.clone());
    let reading = if mended.is_some() { read_with(most, name, text, arena, mended).0 } else { plain };
    let inserted = if may_lack_headings(&reading) { recover::insert_missing_headings(text) } else { None };
    let Some(inserted) = inserted.filter(|inserted| edits.is_none_or(|edits| edits != inserted.edits)) else { return reading };
    let (again, _) = read_with(most, name, text, arena, Some(inserted));
    if again.count() <= reading.count() { again } else { reading }
}

/// The faults of one sound line of a key and its value, by itself under a heading of its section; places are counted from its start.
/// Who leads is not known here, nor what time the plan covers.
fn faults_of_line(section: &'static Section, line: &str) -> Vec<Diagnostic> {
    let above = if std::ptr::eq(section, &keys::ACTION) {
        "[[objective]]\n[[objective.action]]\n"
    } else if std::ptr::eq(section, &keys::OBJECTIVE) {
        "[[objective]]\n"
    } else if std::ptr::eq(section, &keys::PLAN) {
        ""
    } else {
        return Vec::new();
    };
    let text = format!("{above}{line}\n");
    let arena = Arena::new();
    let (reading, _) = read_with(MOST_OF_A_RULE, "line.toml", &text, &arena, None);
    let from = above.len() as u32;
    let of_line = |fault: &Diagnostic| fault.primary.span.start >= from && !["missing-key", "unknown-lead"].contains(&fault.rule);
    let moved = |mut fault: Diagnostic| {
        let back = |span: Span| Span::new(span.start.saturating_sub(from), span.end.saturating_sub(from));
        fault.primary.span = back(fault.primary.span);
        fault.fix.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| edit.span = back(edit.span));
        fault
    };
    reading.faults.into_iter().filter(of_line).map(moved).collect()
}

/// Whether a heading may be what is wrong.
fn may_lack_headings(reading: &Reading) -> bool {
    const SIGNS: [&str; 6] = ["syntax", "repeated-key", "unknown-key", "unknown-value", "missing-key", "wrong-type"];
    reading.faults.iter().any(|fault| SIGNS.contains(&fault.rule))
}

/// The rules whose faults say that something stands there and could not be taken.
const MISREAD: [&str; 6] = ["bad-date", "wrong-type", "unknown-key", "unknown-value", "repeated-key", "syntax"];

/// For so many unknown keys of a file the known one that was meant is looked for.
const SEARCHED: usize = 20_000;

/// A line that is shown as the title of what mends a key is no longer than this, in bytes.
const LONGEST_TITLE: usize = 60;

/// Faults of which only so many of a rule are kept.
struct Faults {
    most: usize,
    kept: Vec<Diagnostic>,
    counts: RuleCounts,
    /// Where something stands that could not be taken.
    misread: Vec<u32>,
}

impl Faults {
    fn push(&mut self, fault: Diagnostic) {
        self.misread.extend(Some(fault.primary.span.start).filter(|_| MISREAD.contains(&fault.rule)));
        if self.counts.add(fault.rule, 1) <= self.most {
            self.kept.push(fault);
        }
    }
}

/// Reads a text with its headings as they were meant. The flag is true when an entry stands alone where a list of them
/// belongs: its heading may want double brackets.
fn read_with<'a>(
    most: usize,
    name: &str,
    text: &'a str,
    arena: &'a Arena,
    mended: Option<MendedHeadings>,
) -> (Reading<'a>, bool) {
    let lists = &arena.0;
    recover::parse(text, mended, |Recovered { table, source, damage, faults, more_faults }| {
        let (known, unresolved) = (HashMap::default(), Vec::new());
        let mut kept = Faults { most, kept: Vec::new(), counts: RuleCounts::default(), misread: Vec::new() };
        faults.into_iter().for_each(|fault| kept.push(fault));
        let faults = kept;
        let numbering = Numbering::default();
        let mut reader = Reader {
            text,
            source,
            lists,
            known,
            faults,
            unresolved,
            damage,
            period: None,
            at_top: Vec::new(),
            misplaced: Vec::new(),
            lone_table: false,
            numbering,
            renamed: Vec::new(),
        };
        let mut plan = reader.plan(table);
        plan.name = lists.alloc_str(File::stem(name));
        plan.file = lists.alloc_str(name);
        plan.text = text;
        plan.damaged = !reader.damage.is_empty();
        plan.more_damage = more_faults;
        plan.hidden = lists.alloc_slice_fill_iter(reader.damage.hidden_spans());
        reader.report_unresolved(&plan);
        reader.keep_references_apart(&plan);
        let Faults { kept: mut faults, counts, mut misread, .. } = reader.faults;
        faults.sort_by_key(|fault| fault.primary.span);
        misread.sort_unstable();
        plan.misread = lists.alloc_slice_copy(&misread);
        plan.omitted = lists.alloc_slice_copy(&counts.beyond(most).collect::<Vec<_>>());
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
    faults: Faults,
    /// Leads and others with a key that means nobody, and the action or objective where they stand.
    unresolved: Vec<(Text<'a>, Option<Subject>)>,
    damage: Damage,
    /// The plan's first and last day, both counted in, once they are read: they say of which year a month is.
    period: Option<(NaiveDate, NaiveDate)>,
    /// The keys that stand at the top of the file.
    at_top: Vec<&'static str>,
    /// Keys of the plan that stand below a heading.
    misplaced: Vec<&'static str>,
    /// An entry stands alone where a list of them belongs.
    lone_table: bool,
    numbering: Numbering<'a>,
    /// Names that stand under another word for a key of leads.
    renamed: Vec<RenamedLead<'a>>,
}

/// Names under a key that the format does not know, where the one that was meant takes keys of people and groups.
struct RenamedLead<'a> {
    key: Span,
    names: Vec<Text<'a>>,
    /// One text by itself, where a list may stand.
    alone: bool,
}

impl<'a> Reader<'a, '_> {
    /// A reference without its quotation marks is not given them where another one reads so: that would be the next fault.
    fn keep_references_apart(&mut self, plan: &Plan) {
        let text = self.text;
        let is_ref = |place: Span| {
            let line = text[..place.start as usize].rsplit(['\n', '{', ',']).next().unwrap_or("");
            line.trim_end().strip_suffix('=').is_some_and(|key| key.trim() == "ref")
        };
        let mut known: Option<HashSet<&str>> = None;
        for fault in self.faults.kept.iter_mut().filter(|fault| ["wrong-type", "syntax"].contains(&fault.rule)) {
            let Some([edit]) = fault.fix.as_ref().map(|fix| &fix.edits[..]) else { continue };
            if !is_ref(edit.span) {
                continue;
            }
            let known = known.get_or_insert_with(|| {
                let of_objectives = plan.objectives.iter().filter_map(|objective| objective.reference);
                let of_actions = plan.actions().filter_map(|(_, action)| action.reference);
                of_objectives.chain(of_actions).map(|reference| reference.value).collect()
            });
            if known.contains(edit.text.trim_matches(['"', ' '])) {
                fault.fix = None;
                fault.help = Some("put the printed reference in quotation marks; another one reads so already".into());
            }
        }
    }

    /// A place of the tree as a place of the text.
    fn place(&self, span: toml_spanner::Span) -> Span {
        self.damage.locate(span)
    }

    /// Reports a fault, unless its line is reported as broken already; says whether it was reported.
    fn fault(&mut self, fault: Diagnostic) -> bool {
        let shown = !self.damage.hides(fault.primary.span.start);
        if shown {
            self.faults.push(fault);
        }
        shown
    }

    /// How much has been found so far.
    fn found(&self) -> (usize, usize) {
        (self.faults.kept.len(), self.unresolved.len())
    }

    /// What was found since then is about this action or objective, unless it is about a part of it.
    fn about(&mut self, since: (usize, usize), subject: impl Fn() -> Subject) {
        let faults = self.faults.kept[since.0..].iter_mut().map(|fault| &mut fault.subject);
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
        let mut strange: Vec<(&str, Span, &Item)> = Vec::new();
        let mut seen = 0u64;
        for (name, item) in table.iter() {
            let place = self.place(name.span);
            if self.damage.is_orphan(place.start) {
                continue;
            }
            let Some(which) = K::named(name.name) else {
                strange.push((name.name, place, item));
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
        // What stands there already, be it on a broken line or as a slip that was told just before, is no proposal.
        let number_of = |name: &str| section.keys.iter().position(|key| key.name == name);
        let bit = |name: &str| number_of(name).map_or(0, |number| 1u64 << number);
        let mut taken = seen | unread.iter().fold(0, |bits, name| bits | bit(name));
        for name in self.numbered_keys(section, table, &mut strange) {
            taken |= bit(name);
            unread.push(name);
        }
        for (name, place, item) in strange {
            if std::ptr::eq(section, &keys::PLAN) && of_names(item) {
                unread.push("people");
            }
            if let Some(key) = self.misplaced_plan_key(section, name, item)
                && let Some(heading) = self.heading_of(table)
            {
                self.key_below_heading(&heading, key, place, self.place(item.span()));
                continue;
            }
            let near = self.unknown_key(section, name, place, item, taken);
            taken |= near.map_or(0, bit);
            unread.extend(near);
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

    /// Keys with a number behind them (`lead1`, `lead2`), where one key holds several values: each group of them is reported as one, and
    /// taken out of `strange`. Returns the keys that were meant.
    fn numbered_keys<'i, 't>(
        &mut self,
        section: &'static Section,
        table: &'i Table<'t>,
        strange: &mut Vec<(&'i str, Span, &'i Item<'t>)>,
    ) -> Vec<&'static str> {
        // Looked up once for each: a text may have a million of them, and nothing is meant by so many.
        let numbered = |name: &str| trade_words::meant_by_numbered(section, name).filter(|key| holds_several(key.value_type));
        let keys: Vec<Option<&'static Key>> = strange.iter().take(SEARCHED).map(|(name, ..)| numbered(name)).collect();
        let mut meant: Vec<&'static Key> = Vec::new();
        for key in keys.iter().flatten() {
            if !meant.iter().any(|other| other.name == key.name) {
                meant.push(key);
            }
        }
        let (mut found, mut told): (Vec<&'static str>, Vec<&'static str>) = Default::default();
        for key in meant {
            let own =
                table.iter().find(|(name, _)| name.name == key.name).map(|(name, item)| (name.name, self.place(name.span), item));
            let is_one = |other: &Option<&'static Key>| other.is_some_and(|other| other.name == key.name);
            let ones = strange.iter().zip(&keys).filter(|(_, other)| is_one(other)).map(|(one, _)| *one);
            let mut all: Vec<(&str, Span, &Item)> = ones.chain(own).collect();
            if all.len() < 2 {
                continue;
            }
            told.push(key.name);
            all.sort_by_key(|(_, place, _)| *place);
            let (name, place, _) = *all.iter().find(|(name, ..)| *name != key.name).unwrap_or(&all[0]);
            let message = format!("{} has no key \"{name}\": all stands in one list under \"{}\"", section.name, key.name);
            let fault = Diagnostic::new("unknown-key", place, message).label(format!("did you mean \"{}\"?", key.name));
            let others = all.iter().filter(|(_, other, _)| *other != place);
            let fault = others.fold(fault, |fault, (_, other, _)| fault.related(*other, "belongs to the same list"));
            let fix = self.one_list(key, &all.iter().map(|(_, place, item)| (*place, *item)).collect::<Vec<_>>());
            let help = format!("put them into one list: {} = [..., ...]", key.name);
            let fault = if fix.is_some() { Diagnostic { fix, ..fault } } else { fault.help(help) };
            if self.fault(fault) && own.is_none() {
                found.push(key.name);
            }
        }
        let mut keys = keys.into_iter();
        strange.retain(|_| !keys.next().flatten().is_some_and(|key| told.contains(&key.name)));
        found
    }

    /// The values of several lines as one list on the first of them; nothing where a line holds anything else beside its value.
    fn one_list(&self, key: &'static Key, lines: &[(Span, &Item)]) -> Option<Fix> {
        let mut entries: Vec<String> = Vec::new();
        let mut edits: Vec<Edit> = Vec::new();
        let text = self.text;
        for (index, (name, item)) in lines.iter().enumerate() {
            let value = self.place(item.span());
            let start = text.get(..name.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
            let rest = text.get(value.end as usize..)?;
            let end = rest.find('\n').map_or(text.len(), |at| value.end as usize + at + 1);
            if !text[start..name.start as usize].trim().is_empty() || !text[value.end as usize..end].trim().is_empty() {
                return None;
            }
            for item in one_or_more(item) {
                let written = self.place(item.span()).of(text);
                entries.push(match (key.value_type, item.value()) {
                    // One text is an entry with the text that such an entry cannot do without.
                    (ValueType::Tables(section), Value::String(_)) => {
                        let mut needed = section.keys.iter().filter(|key| key.needed);
                        let (Some(only), None) = (needed.next(), needed.next()) else { return None };
                        format!("{{ {} = {written} }}", only.name)
                    }
                    (ValueType::Tables(_), Value::Table(_)) | (ValueType::Whos, _) => written.to_owned(),
                    (value_type, _) if value_type.is_list() && self.fits(value_type, item) => written.to_owned(),
                    (ValueType::Pointers, Value::String(_)) => written.to_owned(),
                    _ => return None,
                });
            }
            edits.push(match index {
                0 => Edit { span: Span::new(name.start, value.end), text: String::new() },
                _ => Edit { span: Span::new(start as u32, end as u32), text: String::new() },
            });
        }
        let line = format!("{} = [{}]", key.name, entries.join(", "));
        if !recover::is_sound(&format!("{line}\n")) {
            return None;
        }
        let title = if line.len() <= LONGEST_TITLE && !line.contains('\n') {
            format!("write {line}")
        } else {
            format!("put them into one list under \"{}\"", key.name)
        };
        edits[0].text = line;
        Some(Fix { title, edits, safe: false })
    }

    /// A key of the plan in a table that knows no such key, and has no other word for it; its value is of the plan's kind.
    fn misplaced_plan_key(&self, section: &'static Section, name: &str, item: &Item) -> Option<&'static str> {
        let is_list = |value: ValueType| matches!(value, ValueType::Tables(_));
        let key = keys::PLAN.key(name).filter(|key| !std::ptr::eq(section, &keys::PLAN) && !is_list(key.value_type))?;
        (trade_words::meant(section, name).is_empty() && !has_heading(item) && self.fits(key.value_type, item))
            .then_some(key.name)
    }

    /// The heading of a table, as written; nothing where it has none.
    fn heading_of(&self, table: &Table) -> Option<String> {
        let header = self.extent(table).header.of(self.text);
        Some(header[..=header.rfind(']')?].trim().to_owned()).filter(|header| header.starts_with('['))
    }

    /// Reports a key that the format does not know, and returns the known one that was probably meant. The known key is proposed only
    /// where it does not stand there already, in one of the bits of `taken`, and can hold the value.
    fn unknown_key(
        &mut self,
        section: &'static Section,
        name: &str,
        place: Span,
        item: &Item,
        taken: u64,
    ) -> Option<&'static str> {
        if let Some((key, number)) = self.numbered_key(section, name, place, item) {
            let fault = Diagnostic::new("syntax", number, "a number stands before this line that is no part of the plan");
            let is_told = self.fault(fault.suggest("take it out", number, ""));
            return Some(key).filter(|_| is_told);
        }
        let message = format!("{} has no key \"{name}\"", section.name);
        let fault = Diagnostic::new("unknown-key", place, message);
        // A day in place of the keys of a note.
        if section.key("note").is_some()
            && matches!(item.value(), Value::String(_))
            && let Some(When::Day(day)) = When::parse(name).ok().filter(|_| taken == 0)
        {
            self.fault(fault.suggest(format!("write on = {day}, note = ..."), place, format!("on = {day}, note")));
            return Some("note");
        }
        if let Some(fix) = self.period_of_lines(section, name) {
            self.fault(Diagnostic { fix: Some(fix), ..fault.label("a part of the period") });
            return Some("period");
        }
        // In a file with more of them nothing is meant: to look for what each is near to would take longer than all else together.
        if self.faults.counts.of("unknown-key") > SEARCHED {
            self.fault(fault.label("not known here"));
            return None;
        }
        let is_taken = |index: usize| taken & (1 << index) != 0;
        let keys = || section.keys.iter().enumerate();
        let absent = || keys().filter(|(index, _)| !is_taken(*index)).map(|(_, key)| key.name);
        let written = letters(name);
        let respelt = keys().find(|(_, key)| letters(key.name) == written);
        if let Some((_, key)) = respelt.filter(|(index, _)| is_taken(*index)) {
            let fault = fault.label(format!("did you mean \"{}\"? It stands here already", key.name));
            self.fault(fault.help("keep one of the two, with the words of both"));
            return None;
        }
        let is_absent = |meant: &&str| absent().any(|key| key == *meant);
        let respelt = respelt.map(|(_, key)| key.name);
        let slip = slip_of(name, absent());
        // "When" above a column of dates is the deadline; the plan's own key is an event.
        let of_a_date = section.key("due").filter(|_| respelt == Some("when")).map(|key| key.name);
        let words = trade_words::meant(section, name).into_iter();
        let of_trade: Vec<&str> = of_a_date.into_iter().chain(respelt).chain(words).filter(is_absent).collect();
        let guess = if of_trade.is_empty() { slip.or_else(|| nearest(name, absent()).first().copied()) } else { None };
        let candidates = of_trade.iter().copied().chain(guess).filter_map(|key| section.key(key));
        let first = candidates.clone().next();
        let held = candidates.enumerate().find_map(|(index, key)| Some((index, key, self.recast(key, place, item)?)));
        let is_sure = |index: usize, key: &Key| {
            let of_words = of_a_date.is_none() && index == 0 && !of_trade.is_empty() && !trade_words::is_doubtful(name);
            Some(key.name) == respelt
                || Some(key.name) == slip && of_trade.first().is_none_or(|first| *first == key.name)
                || of_words
        };
        let near = held.as_ref().map(|(_, key, _)| *key).or(first).map(|key| key.name);
        let elsewhere = keys::SECTIONS.iter().find(|other| other.key(name).is_some() && near.is_none());
        let fault = match (held, first, elsewhere) {
            (Some((index, key, (edits, safe))), ..) => {
                let fault = fault.label(format!("did you mean \"{}\"?", key.name));
                let written = (!edits.is_empty()).then(|| self.rewritten(item, &edits)).flatten();
                let title = match written {
                    Some(value) if value.len() <= LONGEST_TITLE && !value.contains('\n') => {
                        format!("write {} = {value}", key.name)
                    }
                    Some(_) => format!("write it under \"{}\"", key.name),
                    None => format!("write \"{}\"", key.name),
                };
                let safe = safe && is_sure(index, key);
                let edits = std::iter::once(Edit { span: place, text: key.name.to_owned() }).chain(edits).collect();
                Diagnostic { fix: Some(Fix { title, edits, safe }), ..fault }
            }
            (None, Some(near), _) => {
                let fault = fault.label(format!("did you mean \"{}\"?", near.name));
                fault.help(format!("\"{}\" holds something else: {}", near.name, near.about))
            }
            (None, None, Some(other)) => {
                fault.label("not known here").help(format!("\"{name}\" belongs to {}; move it there", other.name))
            }
            (None, None, None) if let Some(fix) = self.as_remark(section, name, place, item, is_taken) => {
                Diagnostic { fix: Some(fix), ..fault.label("not known here") }
            }
            (None, None, None) if let Some(key) = trade_words::meant_by_numbered(section, name) => {
                fault.label("not known here").help(match key.name {
                    "action" => {
                        "each action stands by itself: write a heading [[objective.action]] above it, with its own ref".to_owned()
                    }
                    key => format!(
                        "\"{key}\" stands once: put the words of both into it, or what is meant beside it into \"remark\""
                    ),
                })
            }
            (None, None, None) => {
                let known: Vec<String> = section.names().map(|name| format!("\"{name}\"")).collect();
                fault.label("not known here").help(format!("{} may have {}", section.name, one_of(&known)))
            }
        };
        if self.fault(fault) { near } else { None }
    }

    /// A column that the format has no key for, with its words as a remark; where one stands already, the line as one in the file.
    fn as_remark(
        &self,
        section: &'static Section,
        name: &str,
        place: Span,
        item: &Item,
        is_taken: impl Fn(usize) -> bool,
    ) -> Option<Fix> {
        let remark = section.keys.iter().position(|key| key.name == "remark")?;
        // Two of them would be two remarks: only the first line is one.
        let section_start = self.text.get(..place.start as usize).and_then(|above| above.rfind("\n[")).unwrap_or(0) as u32;
        let is_first = !is_taken(remark)
            && !self.faults.kept.iter().any(|fault| {
                let own = |edit: &Edit| edit.text.starts_with("remark = ");
                fault.primary.span.start > section_start && fault.fix.iter().flat_map(|fix| &fix.edits).any(own)
            });
        let value = self.place(item.span());
        let words = match item.value() {
            Value::String(words) if !words.trim().is_empty() && !words.contains('\n') => words.trim(),
            Value::Integer(_) | Value::Float(_) | Value::DateTime(_) => value.of(self.text),
            _ => return None,
        };
        let heading = self.text.get(place.start as usize..value.start as usize)?;
        let is_column = !heading.contains('\n') && !name.contains(['"', '\n']) && !trade_words::is_judged(name)
            // A second action or note is more than a remark.
            && trade_words::meant_by_numbered(section, name).is_none();
        let line = format!("remark = {}", super::write::quoted(&format!("{name}: {words}")));
        let title = match line.len() {
            ..=LONGEST_TITLE => format!("keep it as a remark: write {line}"),
            _ => "keep it as a remark".to_owned(),
        };
        let edits = vec![Edit { span: Span::new(place.start, value.end), text: line }];
        match (is_column, is_first) {
            (true, true) => Some(Fix { title, edits, safe: false }),
            // One remark is all that may stand there: the line itself stays, as a remark in the file.
            (true, false) => {
                let start = self.text[..place.start as usize].rfind('\n').map_or(0, |at| at + 1) as u32;
                let is_alone = self.text[start as usize..place.start as usize].trim().is_empty();
                let edits = vec![Edit { span: Span::new(place.start, place.start), text: "# ".into() }];
                is_alone.then(|| Fix { title: "put # before it, so that it is a remark in the file".into(), edits, safe: false })
            }
            (false, _) => None,
        }
    }

    /// What to write where the first and last day of the plan stand on two lines of their own, above every heading.
    fn period_of_lines(&self, section: &'static Section, name: &str) -> Option<Fix> {
        const FIRST: [&str; 6] = ["from", "start", "starts", "start-date", "start_date", "begins"];
        const LAST: [&str; 6] = ["to", "end", "ends", "end-date", "end_date", "until"];
        if !std::ptr::eq(section, &keys::PLAN) || ![FIRST, LAST].concat().contains(&name) {
            return None;
        }
        let (mut at, mut first, mut last) = (0, Vec::new(), Vec::new());
        for line in self.text.split_inclusive('\n').take_while(|line| !line.trim_start().starts_with('[')) {
            let span = Span::new(at as u32, (at + line.len()) as u32);
            at += line.len();
            let Some((key, value)) = line.split_once('=').map(|(key, value)| (key.trim(), value.trim())) else { continue };
            if key == "period" || value.contains('#') {
                return None;
            }
            let list = if FIRST.contains(&key) { &mut first } else { &mut last };
            if FIRST.contains(&key) || LAST.contains(&key) {
                list.push((span, value.trim_matches('"')));
            }
        }
        let ([(one, from)], [(other, to)]) = (&first[..], &last[..]) else { return None };
        let (from, to) = (only_date(from)?.first_day(), only_date(to)?.last_day());
        let period = format!("period = {{ from = {from}, to = {to} }}");
        let line_end = if one.of(self.text).ends_with("\r\n") { "\r\n" } else { "\n" };
        let edits = vec![Edit { span: *one, text: format!("{period}{line_end}") }, Edit { span: *other, text: String::new() }];
        (from < to).then(|| Fix { title: format!("write {period}"), edits, safe: false })
    }

    /// The key on a line that begins with a number, as those of a numbered list do, and where the number stands.
    fn numbered_key(&self, section: &'static Section, name: &str, place: Span, item: &Item) -> Option<(&'static str, Span)> {
        let Value::Table(table) = item.value() else { return None };
        let (key, _) = table.iter().next().filter(|_| table.len() == 1 && name.chars().all(|c| c.is_ascii_digit()))?;
        let number = Span::new(place.start, self.place(key.span).start);
        let known = section.key(key.name)?;
        number.of(self.text).starts_with(name).then_some((known.name, number))
    }

    /// The value with changes made to it, as text.
    fn rewritten(&self, item: &Item, edits: &[Edit]) -> Option<String> {
        let place = self.place(item.span());
        let within = |offset: u32| offset.checked_sub(place.start);
        let moved = |edit: &Edit| {
            Some(Edit { span: Span::new(within(edit.span.start)?, within(edit.span.end)?), text: edit.text.clone() })
        };
        edit::apply(place.of(self.text), &edits.iter().map(moved).collect::<Option<Vec<_>>>()?)
    }

    /// What is to be changed about a value so that a key can hold it, and whether nothing is guessed by that; nothing where the key
    /// cannot hold what the value says. `place` is where the key stands that it has now.
    fn recast(&mut self, key: &'static Key, place: Span, item: &Item) -> Option<(Vec<Edit>, bool)> {
        if self.fits(key.value_type, item) {
            return Some((Vec::new(), true));
        }
        let value = self.place(item.span());
        let is_text = matches!(item.value(), Value::String(text) if !text.trim().is_empty());
        match key.value_type {
            ValueType::Tables(section) if is_text => {
                // One text is an entry with the text that such an entry cannot do without.
                let mut needed = section.keys.iter().filter(|key| key.needed);
                let (Some(text), None) = (needed.next(), needed.next()) else { return None };
                let put_in = |offset: u32, text: String| Edit { span: Span::new(offset, offset), text };
                let fits = matches!(text.value_type, ValueType::Text);
                return fits.then(|| {
                    (vec![put_in(value.start, format!("[{{ {} = ", text.name)), put_in(value.end, " }]".into())], false)
                });
            }
            // Whom the names mean is known when all people and groups are read.
            ValueType::Pointer | ValueType::Pointers | ValueType::Whos => {
                let several = !matches!(key.value_type, ValueType::Pointer);
                let names = if several { one_or_more(item) } else { std::slice::from_ref(item) };
                let name = |item: &Item| match item.value() {
                    Value::String(name) if !name.trim().is_empty() => Some(self.borrow(name, self.place(item.span()))),
                    _ => None,
                };
                let names: Vec<Text> = names.iter().map(name).collect::<Option<_>>()?;
                let alone = several && !matches!(item.value(), Value::Array(_));
                self.renamed.push(RenamedLead { key: place, names, alone });
                return Some((Vec::new(), true));
            }
            ValueType::Table(section) if std::ptr::eq(section, &keys::PERIOD) => {
                let fix = recover::period_fault(value.of(self.text), value).fix?;
                return Some((fix.edits, fix.safe));
            }
            _ => {}
        }
        let none = Faults { most: MOST_OF_A_RULE, kept: Vec::new(), counts: RuleCounts::default(), misread: Vec::new() };
        let before = std::mem::replace(&mut self.faults, none);
        let is_read = match key.value_type {
            ValueType::Text => self.text(key, item).is_some(),
            ValueType::Texts => self.texts(&mut &[][..], key, item),
            ValueType::Day => self.day(key, item).is_some(),
            ValueType::When => self.when(key, item).is_some(),
            ValueType::Whens => self.whens(&mut &[][..], key, item),
            ValueType::Every => self.every(key, item).is_some(),
            ValueType::Flag => self.flag(key, item).is_some(),
            ValueType::Percent => self.percent(key, item).is_some(),
            ValueType::Word(words) => self.word(key, item, words, |_: &str| None::<()>).is_some(),
            _ => false,
        };
        let found = std::mem::replace(&mut self.faults, before).kept;
        let is_within = |edit: &Edit| value.start <= edit.span.start && edit.span.end <= value.end;
        let fixes: Vec<Fix> = found.into_iter().map(|fault| fault.fix).collect::<Option<_>>()?;
        let is_mended = !is_read && !fixes.is_empty() && fixes.iter().flat_map(|fix| &fix.edits).all(is_within);
        let safe = fixes.iter().all(|fix| fix.safe);
        (is_read || is_mended).then(|| (fixes.into_iter().flat_map(|fix| fix.edits).collect(), safe))
    }

    /// Whether a key of this type can hold the value as it stands.
    fn fits(&self, value_type: ValueType, item: &Item) -> bool {
        let each = |fits: &dyn Fn(&Item) -> bool| one_or_more(item).iter().all(fits);
        let text = |item: &Item| matches!(item.value(), Value::String(_));
        let string = |item: &Item, fits: &dyn Fn(&str) -> bool| matches!(item.value(), Value::String(text) if fits(text));
        let day = |item: &Item| match item.value() {
            Value::DateTime(moment) => moment.time().is_none() && moment.date().is_some(),
            Value::String(text) => matches!(When::parse(text), Ok(When::Day(_))),
            _ => false,
        };
        let when = |item: &Item| day(item) || string(item, &|text| When::parse(text).is_ok());
        let known = |item: &Item| string(item, &|text| self.known.contains_key(text));
        let table =
            |section: &'static Section, item: &Item| match item.value() {
                Value::Table(table) => {
                    let needed = section.keys.iter().filter(|key| key.needed);
                    table.iter().all(|(name, item)| section.key(name.name).is_some_and(|key| self.fits(key.value_type, item)))
                        && { needed }.all(|key| table.iter().any(|(name, _)| name.name == key.name))
                }
                _ => false,
            };
        let entries = |fits: &dyn Fn(&str, &Item) -> bool| match item.value() {
            Value::Table(table) => table.iter().all(|(name, item)| fits(name.name, item)),
            _ => false,
        };
        let list = |item: &Item| matches!(item.value(), Value::Array(_));
        match value_type {
            ValueType::Text => text(item),
            ValueType::Texts => each(&text),
            ValueType::Day => day(item),
            ValueType::Days => list(item) && each(&day),
            ValueType::When => when(item),
            ValueType::WhenOrTrue => when(item) || matches!(item.value(), Value::Boolean(true)),
            ValueType::Whens => each(&when),
            ValueType::Every => string(item, &|text| Every::parse(text).is_some()),
            ValueType::Flag => matches!(item.value(), Value::Boolean(_)),
            ValueType::Percent => matches!(item.value(), Value::Integer(number) if (0..=100).contains(&number.as_i128())),
            ValueType::Word(words) => string(item, &|text| words.contains(&text)),
            ValueType::Pointer => known(item),
            ValueType::Pointers => each(&known),
            ValueType::Whos => each(&|item| known(item) || table(&keys::WHO, item)),
            ValueType::WhoLists => list(item),
            ValueType::Table(section) => table(section, item),
            ValueType::Tables(section) => list(item) && each(&|item| table(section, item)),
            ValueType::Named(_) => entries(&|_, item| matches!(item.value(), Value::Table(_) | Value::String(_))),
            ValueType::NamedTexts => entries(&|_, item| text(item)),
            ValueType::WordTexts(words) => entries(&|name, item| words.contains(&name) && text(item)),
        }
    }

    /// The first line of a stretch: a whole action is too much to underline.
    fn first_line(&self, span: Span) -> Span {
        let whole = span.of(self.text);
        let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
        let start = span.start + (whole.len() - text.len()) as u32;
        let length = text.bytes().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(text.len());
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
        // A list within a list: one pair of brackets is too many.
        let inner = place.of(self.text).strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        if let (true, Value::Array(entries), Some(inner)) = (key.value_type.is_list(), item.value(), inner)
            && !entries.as_slice().is_empty()
            && entries.as_slice().iter().all(|entry| matches!(entry.value(), Value::String(_) | Value::DateTime(_)))
        {
            fault = fault.suggest("take out one pair of brackets", place, inner);
        }
        let is_words =
            matches!(key.value_type, ValueType::Text | ValueType::Texts | ValueType::NamedTexts | ValueType::WordTexts(_));
        if is_words && matches!(item.value(), Value::Integer(_) | Value::Float(_) | Value::DateTime(_)) {
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

/// A key of this type holds several values in one list.
fn holds_several(value_type: ValueType) -> bool {
    value_type.is_list() || matches!(value_type, ValueType::Tables(_))
}

/// Entries with a name each, as under `[people]` and `[groups]`.
fn of_names(item: &Item) -> bool {
    let Value::Table(table) = item.value() else { return false };
    table.iter().any(|(_, entry)| matches!(entry.value(), Value::Table(entry) if entry.iter().any(|(key, _)| key.name == "name")))
}
