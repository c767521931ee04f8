//! What is pasted from a page or a table in place of statements: rows of two cells, people without a key, remarks of other
//! programs, and rules that part one thing from another.

use super::super::spelling::{slug, stands_under_heading};
use super::lines::is_heading;
use super::repair_message::Slip;
use super::statement::StatementScan;
use super::table_header;
use crate::names::letters;
use crate::plan::Rag;
use crate::plan::keys::{self, Section, ValueType};
use crate::plan::{trade_words, write};
use crate::text::Span;

/// How other programs begin a remark.
const REMARKS: [&str; 8] = ["//", "<!--", "/*", ";", "--", "' ", "REM ", "\\#"];

/// A value as a text in quotation marks, where it is one or can be made one by setting them around it.
fn value_in_quotes(value: &str) -> Option<String> {
    let value = value.trim().trim_end_matches([',', ';']).trim_end();
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let is_plain = !inner.is_empty() && !inner.contains(['"', '\\', '[', ']', '{', '}', '#', '=', '\t']);
    is_plain.then(|| format!("\"{inner}\""))
}

/// A line that may be one of a plan, or a part of something else: only where nothing is open above it is it looked at.
pub(super) fn may_be_pasted(line: &str) -> bool {
    line.starts_with(['`', '\'', '\u{f0b7}', '|', '"', '{', '=', '_', '*', '~', '+', '-', '\u{2013}', '\u{2014}'])
        || REMARKS.iter().any(|sign| line.starts_with(sign))
}

impl StatementScan<'_> {
    /// A line that says nothing: it is taken out, or made a remark.
    pub(super) fn aside(&mut self) -> bool {
        let line = self.line();
        let words = line.trim_end();
        let signs = words.chars().filter(|c| "-_=*~\u{2013}\u{2014}".contains(*c)).count();
        // Seven of them are git's.
        let is_fence = words.strip_prefix("```").is_some_and(|kind| kind.chars().all(char::is_alphanumeric));
        let is_rule =
            is_fence || signs > 2 && words != "=======" && words.chars().all(|c| "|-:+_=*~ \t\u{2013}\u{2014}".contains(c));
        if is_rule {
            self.repair(Slip::Rule, self.at, self.at + line.len(), "");
        } else if self.is_in_words(words)
            || REMARKS.iter().any(|sign| words.starts_with(sign)) && words.contains(char::is_alphanumeric)
        {
            self.repair(Slip::RemarkLine, self.at, self.at, "# ");
        } else {
            return false;
        }
        self.at += line.len();
        true
    }

    /// A line of words alone, as the head of a page is: nothing of it can be a key, or go on from the line above.
    fn is_in_words(&self, line: &str) -> bool {
        const SIGNS: [&str; 4] = ["note:", "nb:", "remark:", "comment:"];
        // Of so many words, and no more, it is somebody's remark.
        const MOST: usize = 200;
        let small = line.trim().trim_start_matches("' ").to_lowercase();
        let body = SIGNS.iter().find_map(|sign| small.strip_prefix(sign)).unwrap_or(&small);
        let Some(section) = table_header::section_above(self.text, self.start) else { return false };
        let first = body.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
        let is_key = |word: &str| {
            keys::SECTIONS.iter().any(|section| section.key(word).is_some())
                || !trade_words::meant(section, word).is_empty()
                || section.names().any(|name| crate::names::is_one_edit(name, word))
        };
        let above = self.text[..self.start].trim_end();
        line.len() <= MOST
            && body.trim_start().starts_with(char::is_alphabetic)
            && !body.contains(['=', ':', '"', '[', ']', '{', '}', '|', '\t', '\u{ff1d}', '\u{2192}', '<', '\\', '*'])
            && !above.ends_with(['=', ',', '[', '{'])
            && !is_key(first)
            && !is_key(body.trim())
    }

    /// A row of two cells of a table: a key and its value.
    pub(super) fn row_of_two(&mut self) -> Option<()> {
        let (start, line) = (self.at, self.line().trim_end());
        let is_of_rag = table_header::is_under(self.text, self.start, "rag");
        let [name, value] = two_cells(line, if is_of_rag { ':' } else { ',' })?;
        let name = name.of(line).trim_matches(['"', '\'', '*', ' ', ':']);
        let meant = match table_header::section_above(self.text, self.start) {
            Some(section) => key_in(section, name).into_iter().find(|key| !stands_under_heading(self.text, start, key))?,
            None if is_of_rag => Rag::parse(&name.to_lowercase())?.word(),
            None => return None,
        };
        self.set_key(meant, Span::new(start as u32, (start + line.len()) as u32));
        self.repair(Slip::TableRow, start, start + value.start as usize, format!("{meant} = "));
        let end = start + value.end as usize;
        if end < start + line.len() {
            self.repair(Slip::TableRow, end, start + line.len(), "");
        }
        self.at = start + value.start as usize;
        let outer = self.set_limit(Some(end));
        let read = self.after_name();
        self.set_limit(outer);
        self.at = start + self.line_from(start).len();
        read
    }

    /// Lines such as "Lead 1: Raj Patel" and "Lead 2: Jo Bloggs", one below the other: the key that is meant, with a list of all.
    pub(super) fn numbered_lines(&mut self) -> Option<()> {
        let section = table_header::section_above(self.text, self.start)?;
        let start = self.at;
        let key_of = |line: &str| {
            let (name, value) = line.split_once(['=', ':'])?;
            let key = trade_words::meant_by_numbered(section, name.trim())?;
            let value = value_in_quotes(value)?;
            // One text is an entry with the text that such an entry cannot do without.
            let needed: Vec<&str> = key
                .value_type
                .section()
                .iter()
                .flat_map(|section| section.keys)
                .filter(|key| key.needed)
                .map(|key| key.name)
                .collect();
            let value = match (key.value_type, &needed[..]) {
                (ValueType::Tables(_), [only]) => format!("{{ {only} = {value} }}"),
                (value_type, _) if value_type.is_list() => value,
                _ => return None,
            };
            Some((key, name.trim().to_owned(), value))
        };
        let (key, name, first) = key_of(self.line())?;
        // A key that can be read as it stands is seen later, with all others of its table.
        if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            && self.line().split(':').next() != Some(&*name)
        {
            return None;
        }
        let (mut values, mut end) = (vec![first], start + self.line().trim_end().len());
        let mut at = start + self.line().len();
        while let Some(line) = self.text[at..].strip_prefix("\r\n").or_else(|| self.text[at..].strip_prefix('\n')) {
            let next = self.text.len() - line.len();
            let line = self.line_from(next);
            let Some((_, _, value)) = key_of(line).filter(|(other, ..)| other.name == key.name) else { break };
            values.push(value);
            at = next + line.len();
            end = next + line.trim_end().len();
        }
        if stands_under_heading(self.text, start, key.name) {
            return None;
        }
        self.set_key(key.name, Span::new(start as u32, (start + name.len()) as u32));
        self.repair(Slip::NumberedKeys, start, end, format!("{} = [{}]", key.name, values.join(", ")));
        self.at = end;
        Some(())
    }

    /// A line such as "Cost: 500 pounds", where no key is meant by its first words: the first of an action is kept as its remark.
    pub(super) fn other_column(&mut self) -> Option<()> {
        let section = table_header::section_above(self.text, self.start).filter(|section| section.key("remark").is_some())?;
        let column = |line: &str| {
            let (name, value) = line.trim().split_once(':')?;
            let name = name.trim();
            let is_word = |c: char| c.is_alphanumeric() || " -'\u{2019}&()%/?".contains(c);
            let is_name = name.starts_with(|c: char| c.is_uppercase()) && name.len() <= 40 && name.chars().all(is_word);
            let is_known = || {
                let slip = crate::names::slip_of(name, section.names());
                let is_of_words = |key: &&str| {
                    section.key(key).is_some_and(|key| matches!(key.value_type, ValueType::Text | ValueType::Texts))
                        && stands_under_heading(self.text, self.start, key)
                };
                let of_trade = trade_words::meant(section, name);
                let is_of_trade = !of_trade.is_empty() && !of_trade.iter().all(is_of_words);
                let is_key = keys::SECTIONS.iter().any(|other| other.key(name).is_some());
                let is_numbered = trade_words::meant_by_numbered(section, name).is_some();
                slip.is_some() || is_of_trade || is_key || is_numbered || trade_words::is_judged(name)
            };
            let words = value.trim();
            let is_plain = !words.is_empty()
                && !words.starts_with("//")
                && !words.contains(['"', '=', '[', ']', '{', '}', '\\', '#', '\t', '|']);
            (is_name && is_plain && name.split(' ').count() <= 4 && !is_known()).then(|| format!("{name}: {words}"))
        };
        let (start, words) = (self.at, column(self.line())?);
        let above = crate::text::lines_above(self.text, start).take(200).take_while(|line| !is_heading(line));
        if stands_under_heading(self.text, start, "remark") || { above }.any(|line| column(line).is_some()) {
            // One remark is all that may stand there: the line itself stays, as a remark in the file.
            self.repair(Slip::RemarkLine, start, start, "# ");
            self.at = start + self.line().len();
            return Some(());
        }
        let end = start + self.line().trim_end().len();
        self.set_key("remark", Span::new(start as u32, end as u32));
        self.repair(Slip::OtherColumn, start, end, format!("remark = {}", write::quoted(&words)));
        self.at = start + self.line().len();
        Some(())
    }

    /// A person or group without a key of its own: `{ name = "…" }`, or the name and role in words.
    pub(super) fn entry_without_key(&mut self) -> Option<()> {
        if !self.is_entry_of_names() {
            return None;
        }
        let (start, line) = (self.at, self.line().trim_end());
        let is_of_people = table_header::is_under(self.text, self.start, "people");
        let bare = line.trim_start_matches(['=', ' ', '\t']);
        let first = bare.trim_start_matches(['{', ' ', '\t']);
        if let Some(value) = first.strip_prefix("name").map(str::trim_start).and_then(|rest| rest.strip_prefix(['=', ':'])) {
            let name = value.trim_start().strip_prefix('"')?.split('"').next()?;
            let key = self.key_of_name(name)?;
            let at = start + line.len() - bare.len();
            if bare.starts_with('{') {
                self.repair(Slip::EntryKey, start, at, format!("{key} = "));
                self.at = at;
                self.set_key(&key, Span::new(start as u32, at as u32));
                return self.after_name();
            }
            // `name = "Jo"` alone is a person whose key is "name".
            if !line.contains(',') && !line.contains(';') {
                return None;
            }
            self.repair(Slip::EntryKey, start, at, format!("{key} = {{ "));
            self.repair(Slip::EntryKey, start + line.len(), start + line.len(), " }");
            self.set_key(&key, Span::new(start as u32, start as u32));
            self.at = at;
            self.entries(start + line.len(), '{')?;
            self.set_key(&key, Span::new(start as u32, start as u32));
            return Some(());
        }
        if line.contains(['=', '{', '}', '[', ']', '"', '#', '\\']) {
            return None;
        }
        let (name, role) = name_and_role(line)?;
        if !role.is_empty() && !is_of_people {
            return None;
        }
        let key = self.key_of_name(name)?;
        let role = if role.is_empty() { String::new() } else { format!(", role = \"{role}\"") };
        self.set_key(&key, Span::new(start as u32, (start + line.len()) as u32));
        self.repair(Slip::EntryKey, start, start + line.len(), format!("{key} = {{ name = \"{name}\"{role} }}"));
        self.at = start + self.line().len();
        Some(())
    }

    /// The key for a name, where no other entry has it.
    fn key_of_name(&self, name: &str) -> Option<String> {
        let key = slug(name);
        let is_free = !stands_under_heading(self.text, self.start, &key);
        (is_free && name.contains(char::is_alphabetic)).then_some(key)
    }
}

/// The keys of a section that a word at the head of a row may mean.
fn key_in(section: &'static Section, name: &str) -> Vec<&'static str> {
    let same = section.names().find(|key| letters(key) == letters(name));
    let trade = trade_words::meant(section, name).into_iter().filter(|key| Some(*key) != same);
    if !name.contains(char::is_alphabetic) {
        return Vec::new();
    }
    same.into_iter().chain(trade).collect()
}

/// The two cells of a row: between bars, or parted by the first of a sign.
fn two_cells(line: &str, sign: char) -> Option<[Span; 2]> {
    let cell = |start: usize, end: usize| {
        let words = line[start..end].trim();
        let from = start + line[start..end].find(words)?;
        (!words.is_empty()).then(|| Span::new(from as u32, (from + words.len()) as u32))
    };
    if line.starts_with('|') {
        let bars: Vec<usize> = line.match_indices('|').map(|(at, _)| at).chain([line.len()]).collect();
        let cells: Vec<Span> = bars.windows(2).filter_map(|pair| cell(pair[0] + 1, pair[1])).collect();
        return <[Span; 2]>::try_from(cells).ok();
    }
    let parted = line.find(sign).filter(|at| !line[..*at].contains(['=', '[', '{', ':']))?;
    Some([cell(0, parted)?, cell(parted + 1, line.len())?])
}

/// A name and what follows it, as a page has them on a line: "Jo Bloggs, Head of Service", "| Jo Bloggs | Head of Service |". The
/// words after the name are empty where it stands alone.
pub(super) fn name_and_role(line: &str) -> Option<(&str, &str)> {
    const MOST: usize = 5;
    let bare = line.trim_matches(['|', ' ', '\t', ',', ';']);
    let parts = ["|", "\t", ", ", ";", " - ", " \u{2013} ", " \u{2014} ", ": "];
    let cut = parts.iter().filter_map(|sign| bare.find(sign).map(|at| (at, sign.len()))).min();
    let (name, role) = cut.map_or((bare, ""), |(at, length)| (&bare[..at], &bare[at + length..]));
    let (name, role) = (name.trim(), role.trim());
    let words = name.split_whitespace().count();
    let is_name = (2..=MOST).contains(&words)
        && name.chars().all(|c| c.is_alphabetic() || " .'\u{2019}-()&".contains(c))
        && name.split_whitespace().next_back()?.starts_with(char::is_uppercase)
        && name.starts_with(char::is_uppercase);
    let is_key = keys::SECTIONS.iter().any(|section| section.names().any(|key| letters(key) == letters(name)));
    (is_name && !is_key && !role.contains('|')).then_some((name, role))
}
