//! Headings that are gone: a key that cannot stand where it does, or stands there twice, begins an entry of its own.
//!
//! Only what can be one thing alone is taken for a missing heading; all else is left to be reported as it stands.

use super::lines::{self, Line, outside_texts};
use super::table_header::{self, Heading, MendedHeadings};
use crate::plan::Rag;
use crate::plan::keys::{self, Section, ValueType};

/// The text's headings, with those that are missing: nothing where none of them needs mending.
pub fn insert_missing_headings(text: &str) -> Option<MendedHeadings> {
    let mut rows = rows(text);
    let mut missing = Vec::new();
    let mut declared: Vec<&str> = Vec::new();
    for row in &rows {
        if let Row::Heading(Some(heading)) = row
            && let [name] = heading.path[..]
            && !declared.contains(&name)
        {
            declared.push(name);
        }
    }
    let (mut under, mut first, mut at) = (Under::Keys(&keys::PLAN), 0, 0);
    while at < rows.len() {
        match &rows[at] {
            Row::Heading(heading) => {
                (under, first) = (heading.as_ref().map_or(Under::Unknown, |heading| Under::of(&heading.path)), at + 1)
            }
            Row::Entry(_) if under.holds(&rows, first, at) => {}
            Row::Entry(_) => {
                if let Some((start, path)) = under.ends(&rows, first, at, |path| declared.contains(&path))
                    && let Row::Entry(entry) = &rows[start]
                {
                    missing.push(Heading::missing(path, entry.start));
                    declared.extend(path.first().filter(|name| !declared.contains(*name)));
                    (under, first) = (Under::of(path), start);
                }
            }
        }
        at += 1;
    }
    let written = rows.drain(..).filter_map(|row| if let Row::Heading(heading) = row { heading } else { None });
    missing.extend(written);
    missing.sort_by_key(|heading| heading.span);
    table_header::mend(text, missing)
}

/// A line that begins something: a heading (whose meaning may not be known), or a key with its value.
enum Row<'t> {
    Heading(Option<Heading<'t>>),
    Entry(Entry<'t>),
}

struct Entry<'t> {
    /// Where its line starts.
    start: usize,
    key: &'t str,
    /// The key stands in quotation marks.
    quoted: bool,
    /// The first line of the value.
    value: &'t str,
    /// An empty line stands above it.
    apart: bool,
}

impl Entry<'_> {
    fn is_text(&self) -> bool {
        self.value.starts_with(['"', '\''])
    }

    /// The keys in the braces of an entry of people or groups; none where it is no such entry.
    fn parts(&self) -> Vec<&str> {
        let (mut parts, mut quote, mut begun) = (Vec::new(), None, 1);
        if !self.value.starts_with('{') {
            return parts;
        }
        for (at, c) in self.value.char_indices() {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, '{' | ',') => begun = at + 1,
                (None, '=') => parts.push(self.value[begun.min(at)..at].trim()),
                _ => {}
            }
        }
        if parts.contains(&"name") { parts } else { Vec::new() }
    }
}

/// Every heading and every key of a text, in order.
fn rows(text: &str) -> Vec<Row<'_>> {
    // Lines of which git has kept a second version are read once.
    let (mut rows, mut apart, mut open) = (Vec::new(), false, 0);
    let gone: Vec<_> = lines::conflicts(text).into_iter().flat_map(|conflict| conflict.gone).collect();
    for (start, line) in outside_texts(text).filter(|(start, _)| !gone.iter().any(|gone| gone.contains(&(*start as u32)))) {
        let words = lines::without_blanks(line).trim_end();
        if words.is_empty() {
            apart = true;
        } else if lines::is_heading(line) {
            rows.push(Row::Heading(table_header::heading(start, line)));
            (apart, open) = (false, 0);
        } else if let Some(heading) = without_bracket(text, start, line, open) {
            rows.push(Row::Heading(Some(heading)));
            (apart, open) = (false, 0);
        } else if let Some((key, value)) = Line::new(start, line).statement() {
            let value = text[value..start + line.len()].trim_end();
            rows.push(Row::Entry(Entry { start, key, quoted: words.starts_with(['"', '\'']), value, apart }));
            (apart, open) = (false, lines::depth(value, '[') + lines::depth(value, '{'));
        } else if !words.starts_with('#') {
            open += lines::depth(words, '[') + lines::depth(words, '{');
            apart = false;
        }
    }
    rows
}

/// A heading that lost the brackets it begins with, and perhaps those at its end.
fn without_bracket<'t>(text: &'t str, start: usize, line: &'t str, open: i32) -> Option<Heading<'t>> {
    if open > 0 {
        return None;
    }
    let words = lines::without_blanks(line).split('#').next().unwrap_or("").trim();
    if let Some(path) = numbered(words) {
        let at = start + line.find(words)?;
        return text.is_char_boundary(start).then(|| Heading::in_words(at, words, path));
    }
    let name = words.trim_matches(['(', '{', '<', ')', '}', '>', ']', ' ']);
    let lone =
        (name == "objective.action" || keys::headings(&keys::PLAN).any(|key| key.name == name)) && text.is_char_boundary(start);
    lone.then(|| table_header::heading(start, line)).flatten()
}

/// What a line such as "Action 2.2" stands for, as a table or a page has it above what belongs to it.
fn numbered(words: &str) -> Option<&'static [&'static str]> {
    let cut = words.find(|c: char| !c.is_ascii_alphabetic())?;
    let (word, number) = words.split_at(cut);
    let is_number = number.contains(|c: char| c.is_ascii_digit())
        && number.len() <= 12
        && number.chars().all(|c| c.is_ascii_digit() || " .:-)".contains(c));
    match &*word.to_ascii_lowercase() {
        "action" if is_number => Some(ACTION),
        "objective" | "priority" if is_number => Some(OBJECTIVE),
        _ => None,
    }
}

/// No entry has more keys than this, nor any list of names that one looks through for what it is.
const FAR: usize = 60;

/// What the keys stand under.
#[derive(Clone, Copy)]
enum Under {
    /// Keys that the format knows.
    Keys(&'static Section),
    /// Keys that the board chooses: the heading's name.
    Names(&'static str),
    Unknown,
}

const OBJECTIVE: &[&str] = &["objective"];
const ACTION: &[&str] = &["objective", "action"];
const ALLOW: &[&str] = &["allow"];

impl Under {
    fn of(path: &[&str]) -> Under {
        match (keys::at_path(path), path) {
            (Some(ValueType::Named(_) | ValueType::NamedTexts | ValueType::WordTexts(_)), [name]) => {
                keys::PLAN.key(name).map_or(Under::Unknown, |key| Under::Names(key.name))
            }
            // A period is one line of the plan: what stands under a heading of that name may be anything.
            (Some(ValueType::Table(_)), [_]) => Under::Unknown,
            (Some(ValueType::Table(section) | ValueType::Tables(section)), _) => Under::Keys(section),
            _ => Under::Unknown,
        }
    }

    /// The entry may stand here, after those from `first` on.
    fn holds(self, rows: &[Row], first: usize, at: usize) -> bool {
        let Row::Entry(entry) = &rows[at] else { return true };
        let first = first.max(at.saturating_sub(FAR));
        let parts = entry.parts();
        match self {
            Under::Unknown => true,
            Under::Keys(section) if entry.key == "action" && std::ptr::eq(section, &keys::OBJECTIVE) => !entry.is_text(),
            Under::Keys(section) => {
                section.key(entry.key).is_some() && !entries(&rows[first..at]).any(|before| before.key == entry.key)
            }
            Under::Names("people") => !parts.is_empty() && !parts.iter().any(|part| of_groups(part)),
            Under::Names("groups") => !parts.is_empty() && !parts.iter().any(|part| of_people(part)),
            Under::Names("rag") => entry.is_text() && Rag::parse(entry.key).is_some(),
            Under::Names(_) => entry.is_text() && (entry.quoted || !["ref", "title", "action", "rule"].contains(&entry.key)),
        }
    }

    /// The heading that is missing where an entry cannot stand here, and the row it stands above.
    fn ends(
        self,
        rows: &[Row],
        first: usize,
        at: usize,
        known: impl Fn(&str) -> bool,
    ) -> Option<(usize, &'static [&'static str])> {
        let Row::Entry(entry) = &rows[at] else { return None };
        let first = first.max(at.saturating_sub(FAR));
        let apart = (first..=at)
            .rev()
            .find(|row| matches!(&rows[*row], Row::Entry(entry) if entry.apart))
            .filter(|row| *row > first || self.is_top());
        let parts = entry.parts();
        if !parts.is_empty() {
            if known("people") && known("groups") {
                return None;
            }
            let run = entries(&rows[at..]).take(FAR).take_while(|entry| !entry.parts().is_empty());
            let of_groups = run.flat_map(Entry::parts).any(of_groups) && !parts.iter().any(|part| of_people(part));
            let mut names = if of_groups || known("people") { ["groups", "people"] } else { ["people", "groups"] }.into_iter();
            let name = names.find(|name| !(known(name) || of_groups && *name == "people"))?;
            return Some((apart.unwrap_or(at), if name == "people" { &["people"] } else { &["groups"] }));
        }
        if !matches!(self, Under::Keys(section) if !std::ptr::eq(section, &keys::PLAN)) {
            if entry.is_text() && Rag::parse(entry.key).is_some() && !known("rag") {
                return Some((at, &["rag"]));
            }
            if entry.is_text() && entry.quoted && !known("outcomes") {
                return Some((apart.unwrap_or(at), &["outcomes"]));
            }
        }
        if ![&keys::OBJECTIVE, &keys::ACTION, &keys::ALLOW].iter().any(|section| section.key(entry.key).is_some()) {
            return None;
        }
        let again = entries(&rows[first..at]).any(|before| before.key == entry.key);
        let as_first = first < at && entries(&rows[first..]).next().is_some_and(|before| before.key == entry.key);
        let ref_above = at > first + 1 && matches!(&rows[at - 1], Row::Entry(above) if above.key == "ref");
        let start = match apart {
            _ if as_first => at,
            Some(apart) => apart,
            None if ref_above => at - 1,
            None => at,
        };
        // The keys from there to the next heading, or to the next entry that has no heading of its own.
        let mut run: Vec<&str> = Vec::new();
        for entry in entries(&rows[start..]).take(FAR) {
            if run.contains(&entry.key) {
                break;
            }
            run.push(entry.key);
        }
        let has = |key: &str| run.contains(&key);
        let before = |key: &str| entries(&rows[first..start]).any(|before| before.key == key);
        let (path, section): (_, &Section) = if has("rule") && has("because") {
            (ALLOW, &keys::ALLOW)
        } else if has("title") && !has("action") || has("unpaired") {
            (OBJECTIVE, &keys::OBJECTIVE)
        } else if has("action") {
            (ACTION, &keys::ACTION)
        } else if matches!(self, Under::Keys(here) if std::ptr::eq(here, &keys::ACTION))
            && as_first
            && run.iter().filter(|key| before(key)).count() > 1
        {
            // An action whose words are not printed.
            (ACTION, &keys::ACTION)
        } else {
            return None;
        };
        section.key(entry.key)?;
        // A key that can stand only where it does holds the entry together.
        if let Under::Keys(here) = self
            && run.iter().any(|key| here.key(key).is_some() && section.key(key).is_none())
        {
            return None;
        }
        let begins = as_first
            || apart.is_some()
            || rows.get(start).is_some_and(|row| matches!(row, Row::Entry(entry) if entry.key == "ref"));
        let sure = match self {
            // A key written twice in one entry, or a stray key, is no entry of its own.
            Under::Keys(here) if std::ptr::eq(here, section) => {
                again && begins && (before("action") || before("title") || before("rule"))
            }
            Under::Keys(here) if std::ptr::eq(here, &keys::OBJECTIVE) && path == ACTION => apart.is_some() || before("title"),
            Under::Keys(here) if std::ptr::eq(here, &keys::PLAN) => begins,
            Under::Keys(_) => path == ALLOW || begins,
            Under::Names(_) | Under::Unknown => true,
        };
        sure.then_some((start, path))
    }

    fn is_top(self) -> bool {
        matches!(self, Under::Keys(section) if std::ptr::eq(section, &keys::PLAN))
    }
}

/// The entries up to the next heading.
fn entries<'r, 't>(rows: &'r [Row<'t>]) -> impl Iterator<Item = &'r Entry<'t>> {
    rows.iter().map_while(|row| if let Row::Entry(entry) = row { Some(entry) } else { None })
}

/// A key that only a group has.
fn of_groups(part: &str) -> bool {
    keys::GROUP.key(part).is_some() && keys::PERSON.key(part).is_none()
}

/// A key that only a person has.
fn of_people(part: &str) -> bool {
    keys::PERSON.key(part).is_some() && keys::GROUP.key(part).is_none()
}
