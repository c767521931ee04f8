//! Changes of a plan as edits of its text: "set this key of that action". Only the bytes that must change are touched, and what is
//! added is written as its neighbours are.

use super::keys::{self, Section};
use super::list::{self, List};
use super::write::{self, INDENT, LONGEST_LINE, Value};
use super::{Action, Allow, Entry, Extent, Group, Hold, Milestone, Moved, Note, Objective, Period, Person, Plan, Style};
use crate::edit::Edit;
use crate::text::Span;

/// A table of a plan whose keys can be changed.
#[derive(Clone, Copy, Debug)]
pub struct Table<'p> {
    extent: Extent<'p>,
    section: &'static Section,
    /// Keys that were written but could not be read.
    unread: &'p [&'static str],
}

/// Tables of the model, each with its section.
macro_rules! tables {
    ($($model:ident: $section:ident $(, $unread:ident)?;)+) => {
        $(impl<'p> From<&$model<'p>> for Table<'p> {
            fn from(table: &$model<'p>) -> Table<'p> {
                #[allow(unused_mut, unused_assignments)]
                let mut unread: &'p [&'static str] = &[];
                $(unread = table.$unread;)?
                Table { extent: table.extent, section: &keys::$section, unread }
            }
        })+
    };
}

tables! {
    Plan: PLAN, unread;
    Period: PERIOD;
    Person: PERSON;
    Group: GROUP;
    Objective: OBJECTIVE, unread;
    Action: ACTION, unread;
    Milestone: MILESTONE;
    Hold: HOLD;
    Note: NOTE;
    Moved: MOVED;
    Allow: ALLOW;
}

impl<'p> Table<'p> {
    /// The keys it may have.
    pub fn section(&self) -> &'static Section {
        self.section
    }

    /// The key as it is written; nothing where it is not, or stands under a heading of its own.
    pub fn entry(&self, text: &str, key: &str) -> Option<Entry> {
        self.extent.entry(text, key)
    }

    /// The entries of a list as they are written; of a single value the value, of a key that is not there none.
    pub fn written<'t>(&self, text: &'t str, key: &str) -> Vec<&'t str> {
        let Some(entry) = self.entry(text, key) else { return Vec::new() };
        match List::of(text, entry.value) {
            Some(list) => list.entries.iter().map(|entry| entry.of(text)).collect(),
            None => vec![entry.value.of(text)],
        }
    }

    /// The key holds a list, be it of one entry.
    pub fn is_list(&self, text: &str, key: &str) -> bool {
        self.entry(text, key).is_some_and(|entry| List::of(text, entry.value).is_some())
    }

    fn is_same(&self, other: &Table) -> bool {
        (self.extent.header, self.extent.body, self.extent.style) == (other.extent.header, other.extent.body, other.extent.style)
    }
}

/// What becomes of one key of a table.
#[derive(Clone, PartialEq, Debug)]
enum Step {
    Set(Value),
    Remove,
    /// One more entry of the list; where those end that stand under headings of their own.
    Append(Value, Option<u32>),
}

/// Collects changes of one plan; [`PlanChange::edits`] makes edits of its text of them.
///
/// ```
/// use lscb::edit::apply;
/// use lscb::plan::change::PlanChange;
/// use lscb::plan::{Arena, read};
///
/// let text = "[[objective]]\n[[objective.action]]\nref    = \"1\"\naction = \"Do it\" # as agreed\nlead   = \"sue\"\n";
/// let arena = Arena::new();
/// let plan = read("plan.toml", text, &arena).plan;
/// let mut change = PlanChange::of(&plan);
/// change.set(&plan.objectives[0].actions[0], "status", "complete");
/// let edits = change.edits().unwrap();
/// assert_eq!(apply(text, &edits).unwrap(), text.to_owned() + "status = \"complete\"\n");
/// ```
#[derive(Clone, Debug)]
pub struct PlanChange<'p> {
    plan: &'p Plan<'p>,
    text: &'p str,
    line_end: &'static str,
    steps: Vec<(Table<'p>, &'static str, Step)>,
    pieces: Vec<Piece>,
}

/// An edit, and where it stands among those that insert at the same place.
#[derive(Clone, Debug)]
struct Piece {
    span: Span,
    rank: usize,
    text: String,
}

/// Ranks of what is inserted at one place: the rest of a value, then new keys by their number, then tables with a heading.
const IN_VALUE: usize = 0;
const FIRST_KEY: usize = 1;
const HEADING: usize = usize::MAX;

impl<'p> PlanChange<'p> {
    /// Nothing is changed so far.
    pub fn of(plan: &'p Plan<'p>) -> PlanChange<'p> {
        let line_end =
            if plan.text.lines().next().is_some_and(|line| plan.text[line.len()..].starts_with("\r\n")) { "\r\n" } else { "\n" };
        PlanChange { plan, text: plan.text, line_end, steps: Vec::new(), pieces: Vec::new() }
    }

    /// The plan as it was read.
    pub fn plan(&self) -> &'p Plan<'p> {
        self.plan
    }

    /// Nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.pieces.is_empty()
    }

    /// Gives a key this value, whether it is there or not.
    pub fn set(&mut self, table: impl Into<Table<'p>>, key: &'static str, value: impl Into<Value>) {
        self.step(table.into(), key, Step::Set(value.into()));
    }

    /// Takes a key away, and with it the table that stands under a heading for it.
    pub fn remove(&mut self, table: impl Into<Table<'p>>, key: &'static str) {
        self.step(table.into(), key, Step::Remove);
    }

    /// Adds an entry at the end of a list, which grows as it is written.
    pub fn append(&mut self, table: impl Into<Table<'p>>, key: &'static str, value: impl Into<Value>) {
        self.step(table.into(), key, Step::Append(value.into(), None));
    }

    /// Adds a progress note, or another table, to a list of an action whose entries may stand under headings of their own.
    pub fn append_table(&mut self, action: &Action<'p>, key: &'static str, table: Vec<(&'static str, Value)>) {
        let last = match key {
            "progress" => action.progress.last().map(|note| note.extent),
            "moved" => action.moved.last().map(|moved| moved.extent),
            "milestones" => action.milestones.last().map(|milestone| milestone.extent),
            _ => None,
        };
        let headed = last.filter(|last| last.style == Style::Lines).map(|last| last.body.end);
        self.step(action.into(), key, Step::Append(Value::Table(table), headed));
    }

    /// Adds a progress note before another, by its place from 0, so that notes stand in the order of their days.
    pub fn insert_note(&mut self, action: &Action<'p>, place: usize, keys: Vec<(&'static str, Value)>) {
        let next = action.progress[place].extent;
        let list = action.extent.entry(self.text, "progress").and_then(|entry| List::of(self.text, entry.value));
        match (list, next.style) {
            (Some(list), _) if place < list.entries.len() => {
                let at = list.entries[place].start;
                let note = Value::Table(keys).on_one_line();
                let gap = if list.has_lines(self.text) { format!("{}{}", self.line_end, self.indent_of(at)) } else { " ".into() };
                self.insert(at, IN_VALUE, format!("{note},{gap}"));
            }
            (None, Style::Lines) => {
                let aligned = self.is_aligned(&next);
                let block = write::block(&self.heading_of(&next), &keys::NOTE, &keys, aligned, self.line_end);
                // Remarks right above a heading belong to it.
                let mut at = self.line_start(next.header.start);
                while let Some(before) = at.checked_sub(1).map(|stop| self.line_start(stop)).filter(|before| *before < at) {
                    if !self.text[before as usize..at as usize].trim_start().starts_with('#') {
                        break;
                    }
                    at = before;
                }
                self.insert(at, IN_VALUE, format!("{block}{0}{0}", self.line_end));
            }
            _ => self.append_table(action, "progress", keys),
        }
    }

    /// Adds an action at the end of an objective, written as its other actions are.
    ///
    /// # Errors
    /// Where the objective has no place of its own in the file.
    pub fn add_action(&mut self, objective: &Objective<'p>, keys: Vec<(&'static str, Value)>) -> Result<(), String> {
        let listed = objective.extent.entry(self.text, "action").is_some() || objective.extent.style == Style::Braces;
        if listed {
            self.append(objective, "action", Value::Table(keys));
            return Ok(());
        }
        let neighbour = objective.actions.last().map_or(objective.extent, |action| action.extent);
        if neighbour.style != Style::Lines {
            return Err("this objective has no heading of its own in the file; add the action by hand".to_owned());
        }
        let at = end_of_objective(objective);
        let heading = match objective.actions.last() {
            Some(action) => self.heading_of(&action.extent),
            None => "[[objective.action]]".to_owned(),
        };
        let aligned = objective
            .actions
            .iter()
            .map(|action| &action.extent)
            .chain([&objective.extent])
            .any(|extent| self.is_aligned(extent));
        let block = write::block(&heading, &keys::ACTION, &keys, aligned, self.line_end);
        self.insert(at, HEADING, format!("{0}{0}{block}", self.line_end));
        Ok(())
    }

    /// Adds a person or a group, written as the others are.
    pub fn add_name(&mut self, section: &'static Section, key: &str, keys: Vec<(&'static str, Value)>) {
        let is_person = std::ptr::eq(section, &keys::PERSON);
        let (name, table) = if is_person { ("people", self.plan.tables.people) } else { ("groups", self.plan.tables.groups) };
        let last = if is_person {
            self.plan.people.last().map(|last| last.extent)
        } else {
            self.plan.groups.last().map(|last| last.extent)
        };
        let whole = Value::Table(keys.clone()).on_one_line();
        let key = write::key(key);
        match (table.filter(|table| table.style != Style::Unwritten), last.filter(|last| last.style == Style::Lines)) {
            (_, Some(last)) => {
                let block = write::block(&format!("[{name}.{key}]"), section, &keys, self.is_aligned(&last), self.line_end);
                self.insert(last.body.end, HEADING, format!("{0}{0}{block}", self.line_end));
            }
            (Some(table), _) if table.style == Style::Lines => {
                let line = match table.entries.last() {
                    Some(last) => self.line_like(&table, *last, &key, |_| whole.clone()),
                    None => format!("{key} = {whole}"),
                };
                self.insert(table.body.end, FIRST_KEY, format!("{}{line}", self.line_end));
            }
            (Some(table), _) if table.style == Style::Braces => {
                let comma = if table.entries.is_empty() { "" } else { ", " };
                self.insert(table.body.end, FIRST_KEY, format!("{comma}{key} = {whole}"));
            }
            (Some(table), _) => self.insert(table.body.end, FIRST_KEY, format!("{}{name}.{key} = {whole}", self.line_end)),
            (None, _) => {
                let before = [self.plan.tables.people, self.plan.tables.rag]
                    .into_iter()
                    .flatten()
                    .filter(|table| table.style == Style::Lines);
                let at =
                    before.map(|table| table.body.end).chain(self.plan.people.iter().map(|person| person.extent.body.end)).max();
                let at = at.unwrap_or(self.plan.extent.body.end);
                self.insert(at, HEADING, format!("{0}{0}[{name}]{0}{key} = {whole}", self.line_end));
            }
        }
    }

    /// Adds a fault that is kept on purpose, at the end of the file.
    pub fn add_allow(&mut self, rule: &str, because: &str) {
        let keys = [("rule", Value::from(rule)), ("because", because.into())];
        let block = write::block("[[allow]]", &keys::ALLOW, &keys, false, self.line_end);
        let end = self.text.trim_end().len();
        self.insert(end as u32, HEADING, format!("{0}{0}{block}", self.line_end));
    }

    /// Puts a text in the place of another, where no key is changed as a whole: a name in a list.
    pub fn replace(&mut self, span: Span, value: impl Into<Value>) {
        let text = value.into().in_place_of(span.of(self.text), self.line_end);
        self.pieces.push(Piece { span, rank: IN_VALUE, text });
    }

    /// Gives a key of a table another name. Blanks that push its = below the others give way, or are added.
    pub fn replace_key(&mut self, span: Span, name: &str) {
        let new = write::key(name);
        let rest = &self.text[span.end as usize..];
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        let column = [self.plan.tables.people, self.plan.tables.groups]
            .into_iter()
            .flatten()
            .filter(|table| table.entries.iter().any(|entry| entry.name == span))
            .find_map(|table| self.aligned_column(&table));
        match column.filter(|_| rest[gap..].starts_with('=')) {
            Some(column) => {
                let blanks = " ".repeat(column.saturating_sub(new.chars().count()).max(1));
                let span = Span::new(span.start, span.end + gap as u32);
                self.pieces.push(Piece { span, rank: IN_VALUE, text: new + &blanks });
            }
            None => self.pieces.push(Piece { span, rank: IN_VALUE, text: new }),
        }
    }

    /// Puts lines of remarks above the line that an offset stands on.
    pub fn remark_above(&mut self, offset: u32, words: &str) {
        let start = self.line_start(offset);
        let lines: String = words.lines().map(|line| format!("# {line}{}", self.line_end)).collect();
        self.insert(start, IN_VALUE, lines);
    }

    /// Takes out an action with all that stands below its heading.
    ///
    /// # Errors
    /// Where it has no heading.
    pub fn remove_action(&mut self, action: &Action<'p>) -> Result<(), String> {
        self.remove_part(&action.extent, end_of_action(action))
    }

    /// Takes out an objective with all its actions.
    ///
    /// # Errors
    /// Where it has no heading.
    pub fn remove_objective(&mut self, objective: &Objective<'p>) -> Result<(), String> {
        self.remove_part(&objective.extent, end_of_objective(objective))
    }

    /// Takes out a table that has a heading and no parts.
    ///
    /// # Errors
    /// Where it has no heading.
    pub fn remove_table(&mut self, extent: &Extent<'p>) -> Result<(), String> {
        self.remove_part(extent, extent.body.end)
    }

    /// Takes out a list of tables, be it a value or tables with headings.
    ///
    /// # Errors
    /// Where some of them have a heading that cannot be taken out.
    pub fn remove_tables(&mut self, action: &Action<'p>, key: &'static str, parts: &[Extent<'p>]) -> Result<(), String> {
        if action.extent.entry(self.text, key).is_some() {
            self.remove(action, key);
            return Ok(());
        }
        parts.iter().try_for_each(|part| self.remove_table(part))
    }

    /// Takes some entries out of a list of which some stay, by their numbers from 0.
    pub fn remove_entries_of(&mut self, table: impl Into<Table<'p>>, key: &str, gone: &[usize]) {
        let list = table.into().entry(self.text, key).and_then(|entry| List::of(self.text, entry.value));
        let Some(list) = list else { return };
        // Entries that stand side by side go together.
        for run in gone.chunk_by(|one, next| one + 1 == *next) {
            let gone: Vec<Span> = run.iter().filter_map(|index| list.entries.get(*index).copied()).collect();
            if !gone.is_empty() {
                self.remove_entries(&list, &gone);
            }
        }
    }

    /// Takes a name out of the people, groups or outcomes. Where they stand in braces, it stays.
    pub fn remove_named(&mut self, table: Option<Extent<'p>>, own: &Extent<'p>, key: &str) {
        if own.style == Style::Lines {
            let _ = self.remove_table(own);
            return;
        }
        if let Some(table) = table.filter(|table| table.style == Style::Lines)
            && let Some(entry) = table.entries.iter().copied().find(|entry| entry.key(self.text) == key)
            && own.style != Style::Dotted
        {
            self.remove_line(entry);
        }
    }

    /// Takes out what stands under a heading up to an offset, with the remarks right above it and the blank lines before.
    fn remove_part(&mut self, extent: &Extent, end: u32) -> Result<(), String> {
        if extent.style != Style::Lines || !extent.header.of(self.text).trim_start().starts_with('[') {
            return Err(
                "part of this plan has no heading of its own in the file, so that it cannot be taken out by itself".to_owned()
            );
        }
        let mut start = self.line_start(extent.header.start);
        let line_before = |start: u32| -> Option<(u32, &str)> {
            let stop = start.checked_sub(1)?;
            let from = self.line_start(stop);
            Some((from, self.text[from as usize..stop as usize].trim()))
        };
        while let Some((from, line)) = line_before(start).filter(|(from, line)| line.starts_with('#') && *from > 0) {
            let _ = line;
            start = from;
        }
        while let Some((from, _)) = line_before(start).filter(|(from, line)| line.is_empty() && *from < start) {
            start = from;
        }
        let stop = self.line_stop(end) as usize;
        let stop = stop + self.text[stop..].find('\n').map_or(self.text.len() - stop, |at| at + 1);
        self.pieces.push(Piece { span: Span::new(start, stop as u32), rank: IN_VALUE, text: String::new() });
        Ok(())
    }

    fn step(&mut self, table: Table<'p>, key: &'static str, step: Step) {
        if !matches!(step, Step::Append(..)) {
            self.steps.retain(|(other, name, _)| !(other.is_same(&table) && *name == key));
        }
        self.steps.push((table, key, step));
    }

    /// The changes as edits of the text, from first to last. None of them touches another.
    ///
    /// # Errors
    /// A sentence where a key stands in the file in a way that cannot be changed by itself.
    pub fn edits(mut self) -> Result<Vec<Edit>, String> {
        while let Some((table, ..)) = self.steps.first() {
            let table = *table;
            let (of_table, others) = std::mem::take(&mut self.steps).into_iter().partition(|(other, ..)| other.is_same(&table));
            self.steps = others;
            self.change_table(&table, of_table)?;
        }
        self.pieces.sort_by_key(|piece| (piece.span, piece.rank));
        let mut edits: Vec<Edit> = Vec::with_capacity(self.pieces.len());
        for Piece { span, text, .. } in self.pieces {
            match edits.last_mut() {
                // What is inserted at one place is one edit, so that its order is kept.
                Some(last) if last.span == span && span.start == span.end => last.text += &text,
                _ => edits.push(Edit { span, text }),
            }
        }
        edits.retain(|edit| edit.text != edit.span.of(self.text));
        match edits.is_sorted_by(|one, next| one.span.end <= next.span.start) {
            true => Ok(edits),
            false => Err("two of these changes are of the same words; make them one after the other".to_owned()),
        }
    }

    fn change_table(&mut self, table: &Table<'p>, steps: Vec<(Table<'p>, &'static str, Step)>) -> Result<(), String> {
        let mut new: Vec<(&'static str, Value)> = Vec::new();
        let mut removed: Vec<Entry> = Vec::new();
        let mut grown: Vec<(&'static str, Vec<Value>, Option<u32>)> = Vec::new();
        for (_, key, step) in steps {
            let entry = table.entry(self.text, key);
            if entry.is_none() && table.unread.contains(&key) {
                return Err(format!("what the plan says for \"{key}\" cannot be read; mend it first, `lscb check` shows how"));
            }
            let is_dotted = |entry: Entry| {
                entry.name.of(self.text).len() > entry.key(self.text).len() && !entry.name.of(self.text).starts_with(['"', '\''])
            };
            match (step, entry) {
                (Step::Remove, None) => self.remove_headed(table, key),
                (Step::Remove, Some(_)) => {
                    removed.extend(table.extent.entries.iter().filter(|entry| entry.key(self.text) == key));
                }
                (Step::Set(_) | Step::Append(..), Some(entry)) if is_dotted(entry) => {
                    return Err(format!("\"{key}\" is written in parts in the file; change each of them by hand"));
                }
                (Step::Set(value), Some(entry)) => self.set_value(table, entry, &value),
                (Step::Set(value), None) => new.push((key, value)),
                (Step::Append(value, end), _) => match grown.iter_mut().find(|(name, ..)| *name == key) {
                    Some((_, values, _)) => values.push(value),
                    None => grown.push((key, vec![value], end)),
                },
            }
        }
        for (key, values, end) in grown {
            match (table.entry(self.text, key), end) {
                (Some(entry), _) => self.append_entries(entry.value, &values),
                (None, Some(end)) => self.append_headed(table, key, values, end),
                (None, None) => new.push((key, Value::List(values))),
            }
        }
        match table.extent.style {
            Style::Braces => self.change_braces(table, &new, &removed),
            Style::Dotted if table.extent.entries.iter().any(|entry| !self.has_own_line(*entry)) => {
                return Err("this is written in parts inside braces in the file; change it by hand".to_owned());
            }
            Style::Lines | Style::Dotted => {
                removed.iter().for_each(|entry| self.remove_line(*entry));
                self.add_lines(table, &new, &removed)?;
            }
            Style::Unwritten if new.is_empty() => {}
            Style::Unwritten => {
                return Err("this part of the plan has no heading of its own in the file; change it by hand".to_owned());
            }
        }
        Ok(())
    }

    /// Gives an entry another value. Remarks inside the old one are kept above it.
    fn set_value(&mut self, table: &Table<'p>, entry: Entry, value: &Value) {
        let old = entry.value.of(self.text);
        if let (Value::List(values), Some(list)) = (value, List::of(self.text, entry.value)) {
            self.set_list(table, entry, &list, values);
            return;
        }
        let text = match value {
            Value::List(_) => {
                value.after(&self.text[self.line_start(entry.name.start) as usize..entry.value.start as usize], self.line_end)
            }
            _ => value.in_place_of(old, self.line_end),
        };
        self.keep_remarks(entry.value);
        self.pieces.push(Piece { span: entry.value, rank: IN_VALUE, text });
    }

    /// Gives a list other entries; those that stay are not touched.
    fn set_list(&mut self, table: &Table<'p>, entry: Entry, list: &List, values: &[Value]) {
        let old: Vec<&str> = list.entries.iter().map(|entry| entry.of(self.text)).collect();
        let is_old = |value: &Value, old: &str| value.in_place_of(old, self.line_end) == old || value.on_one_line() == old;
        let first = old.iter().zip(values).take_while(|(old, value)| is_old(value, old)).count();
        let last =
            old[first..].iter().rev().zip(values[first..].iter().rev()).take_while(|(old, value)| is_old(value, old)).count();
        let (gone, new) = (&list.entries[first..old.len() - last], &values[first..values.len() - last]);
        if !new.is_empty() && gone.len() == new.len() {
            for (span, value) in gone.iter().zip(new) {
                let text = value.in_place_of(span.of(self.text), self.line_end);
                self.keep_remarks(*span);
                self.pieces.push(Piece { span: *span, rank: IN_VALUE, text });
            }
        } else if new.is_empty() && gone.len() < old.len() {
            let gone = gone.to_vec();
            self.remove_entries(list, &gone);
        } else if gone.is_empty() && last == 0 && first > 0 {
            self.append_entries(entry.value, new);
        } else {
            let before = &self.text[self.line_start(entry.name.start) as usize..entry.value.start as usize];
            let braces = table.extent.style == Style::Braces;
            let text = match list.has_lines(self.text) && !values.is_empty() && !braces {
                true => {
                    let indent: String = before.chars().take_while(|c| c.is_whitespace()).collect();
                    let inner = self.indent_of(list.entries.first().map_or(entry.name.start, |entry| entry.start));
                    let entries: String =
                        values.iter().map(|value| format!("{}{inner}{},", self.line_end, value.on_one_line())).collect();
                    format!("[{entries}{}{indent}]", self.line_end)
                }
                false if braces => Value::List(values.to_vec()).on_one_line(),
                false => Value::List(values.to_vec()).after(before, self.line_end),
            };
            self.keep_remarks(entry.value);
            self.pieces.push(Piece { span: entry.value, rank: IN_VALUE, text });
        }
    }

    /// Takes entries out of a list of which some stay.
    fn remove_entries(&mut self, list: &List, gone: &[Span]) {
        let index_of = |span: &Span| list.entries.iter().position(|other| other == span).unwrap_or(0);
        let first = gone.first().map_or(0, index_of);
        let end = first + gone.len();
        let text = self.text;
        if list.has_lines(text) {
            for span in gone {
                let start = self.line_start(span.start);
                let after = &text[span.end as usize..];
                let comma = after.trim_start_matches([' ', '\t']).strip_prefix(',').map_or(after, |rest| rest);
                let line = comma.split('\n').next().unwrap_or("");
                let line_end = (text.len() - comma.len() + line.len() + 1).min(text.len()) as u32;
                let remark = line.trim();
                self.keep_remarks(*span);
                match remark.is_empty() {
                    true => self.pieces.push(Piece { span: Span::new(start, line_end), rank: IN_VALUE, text: String::new() }),
                    false => {
                        let until = (text.len() - comma.len() + (line.len() - line.trim_start().len())) as u32;
                        let kept = remark.starts_with('#');
                        let until = if kept { until } else { (text.len() - comma.len()) as u32 };
                        self.pieces.push(Piece { span: Span::new(span.start, until), rank: IN_VALUE, text: String::new() });
                    }
                }
            }
            return;
        }
        // What stays after them begins where they began; else the comma before them goes too.
        let span = match list.entries.get(end) {
            Some(next) => Span::new(gone[0].start, next.start),
            None => Span::new(list.entries[first - 1].end, gone[gone.len() - 1].end),
        };
        self.keep_remarks(span);
        self.pieces.push(Piece { span, rank: IN_VALUE, text: String::new() });
    }

    /// Remarks in what goes are kept above the line that it stands on.
    fn keep_remarks(&mut self, gone: Span) {
        let remarks = list::remarks(self.text, gone);
        if remarks.is_empty() {
            return;
        }
        let start = self.line_start(self.statement_start(gone.start));
        let indent = self.indent_of(start);
        let lines: String = remarks.iter().map(|remark| format!("{indent}{}{}", remark.of(self.text), self.line_end)).collect();
        self.insert(start, IN_VALUE, lines);
    }

    /// Adds entries to the list that a value is, or makes a list of a single value.
    fn append_entries(&mut self, value: Span, entries: &[Value]) {
        let text = self.text;
        let written: Vec<String> = entries.iter().map(Value::on_one_line).collect();
        let Some(list) = List::of(text, value) else {
            self.insert(value.start, IN_VALUE, "[".to_owned());
            self.insert(value.end, IN_VALUE, format!(", {}]", written.join(", ")));
            return;
        };
        let Some(&last) = list.entries.last() else {
            self.insert(value.start + 1, IN_VALUE, written.join(", "));
            return;
        };
        if list.has_lines(text) {
            let line = format!("{}{}", self.line_end, self.indent_of(last.start));
            let after = list.last_comma.map_or(last.end, |comma| comma + 1);
            let rest = text[after as usize..].split('\n').next().unwrap_or("").trim_end();
            let ends_line = matches!(rest.trim_start().as_bytes(), [] | [b'#', ..]);
            if list.last_comma.is_none() {
                self.insert(last.end, IN_VALUE, ",".to_owned());
            }
            let at = if ends_line { after + rest.len() as u32 } else { after };
            let comma = if list.last_comma.is_some() { "," } else { "" };
            self.insert(at, IN_VALUE, format!("{line}{}{comma}", written.join(&format!(",{line}"))));
            return;
        }
        let line = &text[self.line_start(value.start) as usize..value.end as usize];
        let length = write::characters(line) + written.iter().map(|entry| 2 + write::characters(entry)).sum::<usize>();
        let are_tables = entries.iter().all(|entry| matches!(entry, Value::Table(_)));
        let is_of_line = self.statement_start(value.start) == self.own_line_start(value.start);
        if are_tables && is_of_line && length > LONGEST_LINE && !line.contains(['\n', '#']) {
            self.part_list(&list, &written);
        } else {
            self.insert(last.end, IN_VALUE, format!(", {}", written.join(", ")));
        }
    }

    /// Gives each entry of a list on one line a line of its own, and adds some.
    fn part_list(&mut self, list: &List, written: &[String]) {
        let indent = self.indent_of(list.span.start);
        let line = format!("{}{indent}{INDENT}", self.line_end);
        let mut from = list.span.start + 1;
        for (index, entry) in list.entries.iter().enumerate() {
            let text = if index == 0 { line.clone() } else { format!(",{line}") };
            self.pieces.push(Piece { span: Span::new(from, entry.start), rank: IN_VALUE, text });
            from = entry.end;
        }
        let added: String = written.iter().map(|entry| format!(",{line}{entry}")).collect();
        let text = format!("{added},{}{indent}", self.line_end);
        self.pieces.push(Piece { span: Span::new(from, list.span.end - 1), rank: IN_VALUE, text });
    }

    /// Adds entries to a list whose entries stand under headings.
    fn append_headed(&mut self, table: &Table<'p>, key: &'static str, values: Vec<Value>, end: u32) {
        let section = table.section.key(key).and_then(|key| key.value_type.section()).unwrap_or(&keys::NOTE);
        let heading = format!("[[objective.action.{key}]]");
        let heading = self.last_heading(&heading, end).unwrap_or(heading);
        for value in values {
            let Value::Table(keys) = value else { continue };
            let block = write::block(&heading, section, &keys, self.is_aligned(&table.extent), self.line_end);
            self.insert(end, HEADING, format!("{0}{0}{block}", self.line_end));
        }
    }

    /// The heading as it stands in the text before an offset, with its indentation.
    fn last_heading(&self, heading: &str, end: u32) -> Option<String> {
        let line = self.text[..end as usize].lines().rev().find(|line| line.trim_start().starts_with(heading))?;
        Some(format!("{}{heading}", &line[..line.len() - line.trim_start().len()]))
    }

    /// Removes a part that stands under headings of its own: a hold.
    fn remove_headed(&mut self, table: &Table<'p>, key: &str) {
        let hold =
            self.plan.actions().find(|(_, action)| Table::from(*action).is_same(table)).and_then(|(_, action)| action.hold);
        let Some(Extent { style: Style::Lines, header, body, .. }) = hold.filter(|_| key == "hold").map(|hold| hold.extent)
        else {
            return;
        };
        let end = body.end as usize;
        let end = end + self.text[end..].find('\n').map_or(self.text.len() - end, |at| at + 1);
        let span = Span::new(self.line_start(header.start), end as u32);
        for remark in list::remarks(self.text, span) {
            let line = format!("{}{}", remark.of(self.text), self.line_end);
            self.insert(span.start, IN_VALUE, line);
        }
        self.pieces.push(Piece { span, rank: IN_VALUE, text: String::new() });
    }

    /// New and removed keys of a table in braces.
    fn change_braces(&mut self, table: &Table<'p>, new: &[(&'static str, Value)], removed: &[Entry]) {
        let entries = table.extent.entries;
        let left: Vec<Entry> =
            entries.iter().copied().filter(|entry| !removed.iter().any(|gone| gone.name == entry.name)).collect();
        let written = |(name, value): &(&'static str, Value)| format!("{} = {}", write::key(name), value.on_one_line());
        if left.is_empty() {
            let mut new: Vec<_> = new.iter().collect();
            new.sort_by_key(|(name, _)| self.number(table, name));
            let all = new.into_iter().map(written).collect::<Vec<_>>().join(", ");
            match (entries.first(), entries.last()) {
                (Some(first), Some(last)) => {
                    // A comma that ends the last line parts nothing, and may not stand alone.
                    let comma = self.comma_after(last.value.end).filter(|_| all.is_empty());
                    let gone = Span::new(first.name.start, comma.map_or(last.value.end, |comma| comma.start));
                    self.keep_remarks(gone);
                    self.pieces.push(Piece { span: gone, rank: IN_VALUE, text: all });
                    self.pieces.extend(comma.map(|span| Piece { span, rank: HEADING, text: String::new() }));
                }
                _ => self.insert(table.extent.body.start, IN_VALUE, format!(" {all} ")),
            }
            return;
        }
        for gone in removed {
            let index = entries.iter().position(|entry| entry.name == gone.name).unwrap_or(0);
            let before = entries[..index].iter().rfind(|entry| left.iter().any(|left| left.name == entry.name));
            let span = match (before, entries.get(index + 1)) {
                // The comma before it goes with it, and what stands between.
                (Some(_), _) => Span::new(entries[index - 1].value.end, gone.value.end),
                (None, Some(next)) => Span::new(gone.name.start, next.name.start),
                (None, None) => gone.name,
            };
            self.keep_remarks(span);
            self.pieces.push(Piece { span, rank: HEADING, text: String::new() });
        }
        for (name, value) in new {
            let number = self.number(table, name);
            let piece = written(&(*name, value.clone()));
            match self.neighbour(table, number, removed) {
                Some(entry) => self.insert(entry.value.end, FIRST_KEY + number, format!(", {piece}")),
                None => self.insert(left[0].name.start, FIRST_KEY + number, format!("{piece}, ")),
            }
        }
    }

    /// The comma behind a value in braces, where there is one; remarks may stand before it.
    fn comma_after(&self, value_end: u32) -> Option<Span> {
        let mut rest = &self.text[value_end as usize..];
        loop {
            rest = rest.trim_start();
            match rest.strip_prefix('#') {
                Some(remark) => rest = remark.split_once('\n')?.1,
                None => break,
            }
        }
        let at = (self.text.len() - rest.len()) as u32;
        rest.starts_with(',').then(|| Span::new(at, at + 1))
    }

    /// New keys of a table that has a line for each.
    fn add_lines(&mut self, table: &Table<'p>, new: &[(&'static str, Value)], removed: &[Entry]) -> Result<(), String> {
        let extent = &table.extent;
        for (name, value) in new {
            let number = self.number(table, name);
            let neighbour = self.neighbour(table, number, removed);
            let like = neighbour.or(extent.entries.first().copied());
            let line = match like {
                Some(like) => self.line_like(extent, like, &write::key(name), |before| value.after(before, self.line_end)),
                None if extent.style == Style::Dotted => {
                    return Err(format!("\"{name}\" cannot be added where its table is written in parts; add it by hand"));
                }
                None => {
                    let before = format!("{}{} = ", self.indent_of(extent.header.start), write::key(name));
                    format!("{before}{}", value.after(&before, self.line_end))
                }
            };
            let has_header = !extent.header.of(self.text).is_empty();
            match neighbour {
                Some(neighbour) => {
                    self.insert(self.line_stop(neighbour.value.end), FIRST_KEY + number, format!("{}{line}", self.line_end));
                }
                None if has_header => self.insert(extent.header.end, FIRST_KEY + number, format!("{}{line}", self.line_end)),
                None => {
                    let at = extent.entries.first().map_or(extent.body.start, |first| self.line_start(first.name.start));
                    self.insert(at, FIRST_KEY + number, format!("{line}{}", self.line_end));
                }
            }
        }
        Ok(())
    }

    /// A line for a key, written as another entry of the table is.
    fn line_like(&self, extent: &Extent, like: Entry, key: &str, value: impl Fn(&str) -> String) -> String {
        let between = Span::new(like.name.end, like.value.start).of(self.text);
        let (gap, after) = between.split_once('=').unwrap_or((" ", " "));
        let start = self.line_start(like.name.start);
        let lead = Span::new(start, like.name.start).of(self.text);
        // Parts of a dotted key stand before the last one.
        let prefix = match extent.style == Style::Dotted {
            true => lead,
            false => &lead[..lead.len() - lead.trim_start().len()],
        };
        let gap = match self.aligned_column(extent) {
            Some(column) => " ".repeat(column.saturating_sub(key.chars().count()).max(1)),
            None if gap.contains(' ') => " ".to_owned(),
            None => gap.to_owned(),
        };
        let before = format!("{prefix}{key}{gap}={after}");
        format!("{before}{}", value(&before))
    }

    /// What stands between a key and its =.
    fn gap(&self, entry: &Entry) -> &'p str {
        let between = Span::new(entry.name.end, entry.value.start).of(self.text);
        between.split_once('=').map_or("", |(gap, _)| gap)
    }

    /// The = of its entries stand below each other because some were pushed there; keys too long for that stand out.
    fn is_aligned(&self, extent: &Extent) -> bool {
        self.aligned_column(extent).is_some()
    }

    /// In which column, counted from the key, the = of its entries stand.
    fn aligned_column(&self, extent: &Extent) -> Option<usize> {
        let length = |entry: &Entry| entry.name.of(self.text).chars().count();
        let column = |entry: &Entry| length(entry) + self.gap(entry).len();
        let spaces = extent.entries.iter().all(|entry| self.gap(entry).bytes().all(|byte| byte == b' '));
        let at = extent.entries.iter().find(|entry| self.gap(entry).len() > 1).map(column)?;
        let fits = |entry: &Entry| column(entry) == at || length(entry) >= at && self.gap(entry).len() == 1;
        (spaces && extent.style != Style::Braces && extent.entries.iter().all(fits)).then_some(at)
    }

    /// Removes the line of an entry; a remark on it stays.
    fn remove_line(&mut self, entry: Entry) {
        let text = self.text;
        self.keep_remarks(entry.value);
        let start = self.line_start(entry.name.start);
        let after = &text[entry.value.end as usize..];
        let rest = after.split('\n').next().unwrap_or("");
        if rest.trim_start().starts_with('#') {
            let remark = entry.value.end + (rest.len() - rest.trim_start().len()) as u32;
            self.pieces.push(Piece { span: Span::new(self.own_line_start(start), remark), rank: IN_VALUE, text: String::new() });
            return;
        }
        let end = entry.value.end as usize + rest.len();
        let span = match (end < text.len(), start) {
            (true, _) => Span::new(start, end as u32 + 1),
            // The last line of a text that ends without a line end: the line end before it goes.
            (false, 0) => Span::new(0, end as u32),
            (false, _) => Span::new(self.line_stop_before(start), end as u32),
        };
        self.pieces.push(Piece { span, rank: HEADING, text: String::new() });
    }

    /// The entry after which a key of this number stands.
    fn neighbour(&self, table: &Table, number: usize, removed: &[Entry]) -> Option<Entry> {
        let number_of = |entry: &Entry| table.section.names().position(|name| name == entry.key(self.text));
        let entries = table.extent.entries.iter().filter(|entry| !removed.iter().any(|gone| gone.name == entry.name));
        let before = entries.filter_map(|entry| Some((number_of(entry).filter(|other| *other < number)?, *entry)));
        before.max_by_key(|(number, entry)| (*number, entry.name.start)).map(|(_, entry)| entry)
    }

    fn number(&self, table: &Table, key: &str) -> usize {
        table.section.names().position(|name| name == key).unwrap_or(usize::MAX - FIRST_KEY - 1)
    }

    /// Nothing stands before it on its line but the first parts of its key.
    fn has_own_line(&self, entry: Entry) -> bool {
        !Span::new(self.line_start(entry.name.start), entry.name.start).of(self.text).contains(['{', '=', ','])
    }

    /// The heading of a table, without the remark behind it.
    fn heading_of(&self, extent: &Extent) -> String {
        let header = extent.header.of(self.text);
        let end = header.rfind(']').map_or(header.len(), |end| end + 1);
        let remark = header.find('#').unwrap_or(header.len());
        let end = if end > remark { header[..remark].trim_end().len() } else { end };
        format!("{}{}", self.indent_of(extent.header.start), &header[..end])
    }

    fn insert(&mut self, at: u32, rank: usize, text: String) {
        self.pieces.push(Piece { span: Span::new(at, at), rank, text });
    }

    /// Where the line of an offset begins, a byte order mark left out.
    fn line_start(&self, offset: u32) -> u32 {
        let start = self.text[..offset as usize].rfind('\n').map_or(0, |at| at + 1);
        if start == 0 && self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() as u32 } else { start as u32 }
    }

    /// Where the line of an offset ends, its line end not counted in.
    fn line_stop(&self, offset: u32) -> u32 {
        let line = self.text[offset as usize..].split('\n').next().unwrap_or("");
        offset + line.strip_suffix('\r').unwrap_or(line).len() as u32
    }

    /// Where the line before the one that begins at an offset ends.
    fn line_stop_before(&self, start: u32) -> u32 {
        let before = &self.text[..start as usize];
        let before = before.strip_suffix('\n').unwrap_or(before);
        before.strip_suffix('\r').unwrap_or(before).len() as u32
    }

    /// The blanks at the beginning of the line of an offset.
    fn indent_of(&self, offset: u32) -> &'p str {
        let line = &self.text[self.line_start(offset) as usize..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Where the name of the entry with a line of its own begins that an offset lies in.
    fn statement_start(&self, offset: u32) -> u32 {
        let plan = self.plan;
        let named = [plan.tables.rag, plan.tables.people, plan.tables.groups, plan.tables.outcomes].into_iter().flatten();
        let names = plan.people.iter().map(|person| person.extent).chain(plan.groups.iter().map(|group| group.extent));
        let objectives = plan.objectives.iter().map(|objective| objective.extent);
        let actions = plan.actions().flat_map(|(_, action)| {
            let parts = action.progress.iter().map(|note| note.extent).chain(action.moved.iter().map(|moved| moved.extent));
            let parts = parts.chain(action.milestones.iter().map(|milestone| milestone.extent));
            parts.chain(action.hold.iter().map(|hold| hold.extent)).chain([action.extent])
        });
        let allows = plan.allows.iter().map(|allow| allow.extent);
        let all = [plan.extent].into_iter().chain(named).chain(names).chain(objectives).chain(actions).chain(allows);
        let lines = all.filter(|extent| matches!(extent.style, Style::Lines | Style::Dotted));
        let holds = |extent: &Extent| extent.body.start <= offset && offset <= extent.body.end;
        let entries = lines.filter(holds).flat_map(|extent| extent.entries.iter());
        let around = entries.filter(|entry| entry.name.start <= offset && offset <= entry.value.end);
        around.map(|entry| entry.name.start).min().unwrap_or(offset)
    }

    /// Where the first word of the line of an offset begins.
    fn own_line_start(&self, offset: u32) -> u32 {
        self.line_start(offset) + self.indent_of(offset).len() as u32
    }
}

/// Where an objective ends, with all that stands below it under headings.
fn end_of_objective(objective: &Objective) -> u32 {
    let unpaired = objective.unpaired.iter().map(|unpaired| &unpaired.extent).filter(|extent| extent.style == Style::Lines);
    let parts = unpaired.map(|extent| extent.body.end).chain(objective.actions.iter().map(end_of_action));
    parts.chain([objective.extent.body.end]).max().unwrap_or(0)
}

/// Where an action ends, with all that stands below it under headings.
fn end_of_action(action: &Action) -> u32 {
    let parts = action.progress.iter().map(|note| note.extent).chain(action.moved.iter().map(|moved| moved.extent));
    let parts =
        parts.chain(action.milestones.iter().map(|milestone| milestone.extent)).chain(action.hold.iter().map(|hold| hold.extent));
    let headed = parts.filter(|extent| extent.style == Style::Lines).map(|extent| extent.body.end);
    headed.chain([action.extent.body.end]).max().unwrap_or(0)
}
