//! Where in a plan the cursor stands: under which heading, at which key, in which value. Works on text that is half typed: the reader
//! of plans passes over what is broken, and that is just where somebody types.

use crate::plan::keys::{self, Section, ValueType};
use crate::text::Span;

/// What is being typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// The keys from the top of the file to the cursor: those of the heading, and those on the way from there. In a value the last is
    /// the value's own; at a key they lead to the table that it is in.
    pub path: Vec<String>,
    pub place: Place,
    /// What has been typed of the word at the cursor, with its opening quotation mark, and what follows of it.
    pub word: Span,
    /// The keys that stand in the table already, but for the one at the cursor.
    pub present: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Between the brackets of a heading; the word has the brackets too.
    Heading,
    Key,
    Value,
    /// In a remark, or after the end of a value: nothing can be said.
    Elsewhere,
}

/// What stands at a path of keys.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    /// A table with these keys.
    Table(&'static Section),
    /// A table whose keys the board chooses.
    Named,
    /// A table whose keys are some of these words.
    Words(&'static [&'static str]),
    /// A value.
    Value(ValueType),
}

impl Slot {
    /// What the format has at a path; nothing where it knows no such path.
    pub fn at(path: &[String]) -> Option<Slot> {
        let mut names = path.iter();
        let mut section = &keys::PLAN;
        while let Some(name) = names.next() {
            let rest = names.clone().count();
            section = match section.key(name)?.value_type {
                ValueType::Table(inner) | ValueType::Tables(inner) => inner,
                ValueType::Whos | ValueType::WhoLists if rest > 0 => &keys::WHO,
                ValueType::Named(_) if rest == 0 => return Some(Slot::Named),
                ValueType::Named(inner) => {
                    names.next();
                    if rest == 1 {
                        return Some(Slot::Table(inner));
                    }
                    inner
                }
                ValueType::NamedTexts if rest == 0 => return Some(Slot::Named),
                ValueType::WordTexts(words) if rest == 0 => return Some(Slot::Words(words)),
                ValueType::NamedTexts | ValueType::WordTexts(_) if rest == 1 => return Some(Slot::Value(ValueType::Text)),
                other if rest == 0 => return Some(Slot::Value(other)),
                _ => return None,
            };
        }
        Some(Slot::Table(section))
    }
}

/// A bracket that is open at the cursor; the first is the table itself.
struct Level {
    kind: Kind,
    /// The key whose value is being written.
    key: Vec<String>,
    in_value: bool,
    present: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lines,
    Braces,
    List,
}

impl Level {
    fn new(kind: Kind) -> Level {
        Level { kind, key: Vec::new(), in_value: kind == Kind::List, present: Vec::new() }
    }
}

/// Where the cursor stands, at a byte offset of a text.
pub fn at(text: &str, offset: u32) -> Cursor {
    // Before the byte order mark nothing can be written: a cursor there stands where the text begins.
    let offset = text.floor_char_boundary(offset as usize).max(start_of(text));
    Scan { text, offset, heading: Vec::new(), levels: vec![Level::new(Kind::Lines)] }.run()
}

/// Where a text begins: after its byte order mark.
fn start_of(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

struct Scan<'t> {
    text: &'t str,
    offset: usize,
    heading: Vec<String>,
    levels: Vec<Level>,
}

impl Scan<'_> {
    fn run(mut self) -> Cursor {
        let bytes = self.text.as_bytes();
        let mut at = start_of(self.text);
        // Where the key begins that is being read.
        let mut key = at;
        while at < self.offset {
            let level = self.levels.last().expect("the table itself stays");
            // No sign of TOML is longer than a byte.
            if !bytes[at].is_ascii() {
                at += self.text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            let at_start = level.kind == Kind::Lines && !level.in_value && self.text[key..at].trim().is_empty();
            match bytes[at] {
                b'#' => {
                    let end = self.line_end(at);
                    if self.offset <= end {
                        return self.cursor(Place::Elsewhere, Span::new(self.offset as u32, self.offset as u32));
                    }
                    at = end;
                }
                b'[' if at_start => {
                    let end = self.line_end(at);
                    if self.offset <= end {
                        let brackets = self.text[at..end].rfind(']').map_or(self.offset, |last| at + last + 1);
                        let word = Span::new(at as u32, brackets.max(self.offset) as u32);
                        return self.cursor(Place::Heading, word);
                    }
                    self.heading = path_of(self.text[at..end].trim_start_matches('[').split(']').next().unwrap_or(""));
                    self.levels = vec![Level::new(Kind::Lines)];
                    at = end;
                    key = at;
                }
                b'"' | b'\'' => {
                    let end = self.string_end(at);
                    let in_value = level.in_value;
                    if self.offset < end || self.offset == end && !self.is_closed(at, end) {
                        return match in_value {
                            true => self.cursor(Place::Value, self.string_word(at, end)),
                            false => self.cursor(Place::Key, Span::new(key as u32, end as u32)),
                        };
                    }
                    at = end;
                }
                byte if level.in_value => {
                    at += 1;
                    match byte {
                        b'{' => {
                            self.levels.push(Level::new(Kind::Braces));
                            key = at;
                        }
                        b'[' => self.levels.push(Level::new(Kind::List)),
                        b']' | b'}' => self.close(byte),
                        b',' if level.kind == Kind::Braces => {
                            self.end_entry();
                            key = at;
                        }
                        b'\n' if level.kind == Kind::Lines || self.begins_anew(at) => {
                            self.levels.truncate(1);
                            self.end_entry();
                            key = at;
                        }
                        _ => {}
                    }
                }
                b'=' => {
                    let name = path_of(&self.text[key..at]);
                    let level = self.levels.last_mut().expect("the table itself stays");
                    level.key = name;
                    level.in_value = true;
                    at += 1;
                }
                byte => {
                    at += 1;
                    match byte {
                        b'\n' if level.kind == Kind::Lines || self.begins_anew(at) => {
                            self.levels.truncate(1);
                            self.end_entry();
                            key = at;
                        }
                        b',' if level.kind == Kind::Braces => key = at,
                        b'}' if level.kind == Kind::Braces => self.close(byte),
                        _ => {}
                    }
                }
            }
        }
        let in_value = self.levels.last().is_some_and(|level| level.in_value);
        if !in_value {
            let start = key + (self.text[key..self.offset].len() - self.text[key..self.offset].trim_start().len());
            if self.text[start..self.offset].contains([' ', '\t']) {
                return self.cursor(Place::Elsewhere, Span::new(self.offset as u32, self.offset as u32));
            }
            return self.cursor(Place::Key, self.word_from(start));
        }
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ':' | '+');
        let before = &self.text[..self.offset];
        let start = before.trim_end_matches(is_word).len();
        let place = if self.is_after_value(start) { Place::Elsewhere } else { Place::Value };
        let after = &self.text[self.offset..];
        let end = self.offset + (after.len() - after.trim_start_matches(is_word).len());
        self.cursor(place, Span::new(start as u32, end as u32))
    }

    /// A whole value stands between the last sign and the word, as in `lead = "sue" |`.
    fn is_after_value(&self, start: usize) -> bool {
        matches!(self.text[..start].trim_end_matches([' ', '\t']).as_bytes().last(), Some(b'"' | b'\'' | b'}' | b']'))
    }

    fn word_from(&self, start: usize) -> Span {
        let rest = &self.text[self.offset..];
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let end = self.offset + (rest.len() - rest.trim_start_matches(is_word).len());
        Span::new(start as u32, end as u32)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |length| at + length)
    }

    /// The line that begins here can only be a heading or an entry, so that what is open was forgotten to be closed.
    fn begins_anew(&self, at: usize) -> bool {
        let line = self.text[at..self.line_end(at)].trim();
        let name = line.split('=').next().unwrap_or("").trim();
        let is_entry = line.contains('=')
            && !name.is_empty()
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
            // In braces over several lines entries are what belongs there.
            && self.levels.last().is_some_and(|level| level.kind == Kind::List);
        let heading = line.trim_matches(['[', ']']);
        let is_heading = line.starts_with('[')
            && line.ends_with(']')
            && Slot::at(&path_of(heading)).is_some()
            && !heading.contains(['"', '\'', ',', '[', ']'])
            && !heading.is_empty();
        is_entry || is_heading
    }

    fn close(&mut self, bracket: u8) {
        let kind = if bracket == b']' { Kind::List } else { Kind::Braces };
        if let Some(last) = self.levels.iter().rposition(|level| level.kind == kind) {
            self.levels.truncate(last.max(1));
        }
    }

    fn end_entry(&mut self) {
        let level = self.levels.last_mut().expect("the table itself stays");
        level.present.extend(level.key.first().cloned());
        level.key.clear();
        level.in_value = false;
    }

    /// The end of the text that begins with a quotation mark: after its closing one, else the end of its line.
    fn string_end(&self, at: usize) -> usize {
        let quote = &self.text[at..=at];
        let triple = quote.repeat(3);
        let rest = &self.text[at..];
        if rest.starts_with(&triple) {
            return rest[3..].find(&triple).map_or(self.text.len(), |length| at + 3 + length + 3);
        }
        let (mut escaped, line) = (false, self.line_end(at));
        for (length, c) in self.text[at + 1..line].char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' if quote == "\"" => escaped = true,
                c if quote.starts_with(c) => return at + 1 + length + 1,
                _ => {}
            }
        }
        line
    }

    fn is_closed(&self, at: usize, end: usize) -> bool {
        end > at + 1 && self.text[..end].ends_with(&self.text[at..=at])
    }

    /// What a proposal takes the place of: the whole text in quotation marks, or what is typed of it where the mark that closes it
    /// seems to be another text's.
    fn string_word(&self, at: usize, end: usize) -> Span {
        let closed = self.is_closed(at, end) && !self.text[self.offset..end].contains([',', ']', '}', '=']);
        Span::new(at as u32, if closed { end } else { self.offset } as u32)
    }

    fn cursor(&self, place: Place, word: Span) -> Cursor {
        let mut path = self.heading.clone();
        let in_value = place == Place::Value;
        let last = self.levels.len() - 1;
        let mut present = Vec::new();
        let braces = self.levels[last].kind == Kind::Braces;
        for (index, level) in self.levels.iter().enumerate() {
            if index < last || in_value {
                path.extend(level.key.iter().cloned());
            }
            if index == last {
                present = level.present.clone();
            }
        }
        present.extend(keys_after(&self.text[(word.end as usize).min(self.text.len())..], braces));
        Cursor { path, place, word, present }
    }
}

/// The keys that follow in the same table: up to the next heading, or in braces to their end.
fn keys_after(rest: &str, braces: bool) -> Vec<String> {
    let name = |entry: &str| {
        let (name, _) = entry.split_once('=')?;
        path_of(name).into_iter().next().filter(|name| !name.contains(char::is_whitespace))
    };
    if braces {
        return rest.split(['}', '\n']).next().unwrap_or("").split(',').filter_map(name).collect();
    }
    let lines = rest.split('\n').skip(1).take_while(|line| !line.starts_with('['));
    lines.filter_map(name).collect()
}

/// The parts of a key or heading, without quotation marks.
fn path_of(name: &str) -> Vec<String> {
    name.split('.').map(|part| part.trim().trim_matches(['"', '\'']).to_owned()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the cursor at `|`: its path, place and word.
    fn look(text: &str) -> (String, Place, String) {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let cursor = at(&text, offset as u32);
        (cursor.path.join("."), cursor.place, cursor.word.of(&text).to_owned())
    }

    #[test]
    fn the_place_is_known_however_broken_the_text_is() {
        let action = "[[objective]]\nref = \"1\"\n[[objective.action]]\n";
        for (typed, path, place, word) in [
            ("sta|", "objective.action", Place::Key, "sta"),
            ("ref = \"1.1\"\nsta|tus = ", "objective.action", Place::Key, "status"),
            ("status = |", "objective.action.status", Place::Value, ""),
            ("status = com|plete", "objective.action.status", Place::Value, "complete"),
            ("status = \"com|", "objective.action.status", Place::Value, "\"com"),
            ("status = \"com|\"", "objective.action.status", Place::Value, "\"com\""),
            ("status = \"com\"|", "objective.action", Place::Elsewhere, ""),
            ("lead = [\"sue\", \"|\"]", "objective.action.lead", Place::Value, "\"\""),
            ("lead = [\"sue\", \"jo|, \"x\"]", "objective.action.lead", Place::Value, "\"jo"),
            ("lead = [\"sue\",\n  \"jo\", # her\n  |\n]", "objective.action.lead", Place::Value, ""),
            ("lead = { who = \"|\" }", "objective.action.lead.who", Place::Value, "\"\""),
            ("lead = [{ who = \"sue\", f| }]", "objective.action.lead", Place::Key, "f"),
            ("lead = { who = \"sue\" }\ndue = |", "objective.action.due", Place::Value, ""),
            ("lead = [\"sue\"\nstatus = \"|\"", "objective.action.status", Place::Value, "\"\""),
            ("action = \"not closed\nstatus = \"|\"", "objective.action.status", Place::Value, "\"\""),
            ("hold.because = |", "objective.action.hold.because", Place::Value, ""),
            ("[objective.action.hold]\nrev|", "objective.action.hold", Place::Key, "rev"),
            ("due = 2008-06| # a remark", "objective.action.due", Place::Value, "2008-06"),
            ("# a rem|ark", "objective.action", Place::Elsewhere, ""),
            ("action = \"\"\"\nstatus = |\n\"\"\"\n", "objective.action.action", Place::Value, "\"\"\"\nstatus = "),
            ("[[obj|", "objective.action", Place::Heading, "[[obj"),
            ("lead = [\"sue\"\n[[allow]]\nrule = \"|", "allow.rule", Place::Value, "\""),
        ] {
            let found = look(&format!("{action}{typed}"));
            let known = typed.contains("\"\"\"") || found.2 == word;
            assert!(found.0 == path && found.1 == place && known, "{typed}: {found:?}");
        }
        assert_eq!(look("|").1, Place::Key);
        assert_eq!(look("[people]\nsue = { |").0, "people.sue");
        assert_eq!(look("[people.sue]\n|").0, "people.sue");
    }

    #[test]
    fn keys_that_stand_in_the_table_are_known() {
        let present = |text: &str| {
            let offset = text.find('|').unwrap();
            at(&text.replacen('|', "", 1), offset as u32).present
        };
        assert_eq!(present("[[objective]]\nref = \"1\"\n|\ntitle = \"T\"\n[[allow]]\nrule = 1\n"), ["ref", "title"]);
        assert_eq!(present("sue = { name = \"S\", |, left = 2008-01-01 }"), ["name", "left"]);
    }

    #[test]
    fn no_text_and_no_place_in_it_is_too_odd() {
        const PARTS: [&str; 16] =
            ["[", "]", "{", "}", "\"", "'", "\"\"\"", "=", ",", "\n", "#", ".", "é", "lead", "[[objective.action]]\n", "\\"];
        arbtest::arbtest(|u| {
            let mut text = String::new();
            for _ in 0..u.int_in_range(0..=30)? {
                text += u.choose(&PARTS)?;
            }
            for offset in 0..=text.len() as u32 + 1 {
                let Cursor { path, word, .. } = at(&text, offset);
                assert!(text.get(word.range()).is_some() && word.start <= word.end, "{text:?} {offset} {word:?}");
                Slot::at(&path);
            }
            Ok(())
        });
    }
}
