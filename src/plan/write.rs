//! Values, keys and tables of a plan as TOML text, as this project writes them.

use super::keys::Section;
use crate::text::is_harmful;
use crate::time::when::When;

/// A line is not made longer than this many characters where its value can be parted. A text cannot.
pub const LONGEST_LINE: usize = 120;
/// What stands before each entry of a list over several lines.
pub const INDENT: &str = "  ";

/// A value to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    Text(String),
    /// A date; a day stands without quotation marks.
    When(When),
    Flag(bool),
    Number(u32),
    List(Vec<Value>),
    /// The keys in the order in which they are written.
    Table(Vec<(&'static str, Value)>),
    /// As it stands in the text already.
    AsWritten(String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<When> for Value {
    fn from(when: When) -> Value {
        Value::When(when)
    }
}

impl Value {
    /// The value on one line.
    ///
    /// ```
    /// use lscb::plan::write::Value;
    /// use lscb::time::when::When;
    ///
    /// let note = Value::Table(vec![("on", When::parse("2008-06-18").unwrap().into()), ("note", "The \"draft\" is out".into())]);
    /// assert_eq!(Value::List(vec![note]).on_one_line(), r#"[{ on = 2008-06-18, note = "The \"draft\" is out" }]"#);
    /// ```
    pub fn on_one_line(&self) -> String {
        match self {
            Value::Text(words) => quoted(words),
            Value::When(when) => when.as_value(),
            Value::Flag(flag) => flag.to_string(),
            Value::Number(number) => number.to_string(),
            Value::AsWritten(text) => text.clone(),
            Value::List(entries) => format!("[{}]", joined(entries.iter().map(Value::on_one_line))),
            Value::Table(entries) if entries.is_empty() => "{}".to_owned(),
            Value::Table(entries) => {
                format!(
                    "{{ {} }}",
                    joined(entries.iter().map(|(name, value)| format!("{} = {}", key(name), value.on_one_line())))
                )
            }
        }
    }

    /// The value as it stands after a key whose line begins with `before`: a list that would make the line too long takes a
    /// line for each entry.
    pub fn after(&self, before: &str, line_end: &str) -> String {
        let whole = self.on_one_line();
        match self {
            Value::List(entries) if !entries.is_empty() && characters(before) + characters(&whole) > LONGEST_LINE => {
                let indent: String = before.chars().take_while(|c| c.is_whitespace()).collect();
                let entries = entries.iter().map(|entry| format!("{line_end}{indent}{INDENT}{},", entry.on_one_line()));
                format!("[{}{line_end}{indent}]", entries.collect::<String>())
            }
            _ => whole,
        }
    }

    /// The value in place of an old one: a text keeps the kind of quotation marks, a day that stood in them stays in them.
    pub fn in_place_of(&self, old: &str, line_end: &str) -> String {
        let inner = |mark: char| old.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        match self {
            Value::Text(words) => quoted_like(words, old, line_end),
            Value::When(When::Day(day)) => match ['"', '\''].into_iter().find_map(|mark| Some((mark, inner(mark)?))) {
                Some((mark, old)) if matches!(When::parse(old), Ok(When::Day(_))) => format!("{mark}{day}{mark}"),
                _ => day.to_string(),
            },
            Value::When(when) if inner('\'').is_some() => format!("'{when}'"),
            _ => self.on_one_line(),
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

pub(super) fn characters(text: &str) -> usize {
    text.chars().count()
}

/// A text in quotation marks. What a reader could not see, or a terminal would obey, is written as a number.
pub fn quoted(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    words.chars().for_each(|c| escape(c, &mut out));
    out.push('"');
    out
}

fn escape(c: char, out: &mut String) {
    match c {
        '"' | '\\' => out.extend(['\\', c]),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        c if c.is_control() || is_harmful(c) => {
            let code = u32::from(c);
            *out += &if code > 0xffff { format!("\\U{code:08X}") } else { format!("\\u{code:04X}") };
        }
        c => out.push(c),
    }
}

/// A text in the kind of quotation marks that an old value has, where they can hold it.
fn quoted_like(words: &str, old: &str, line_end: &str) -> String {
    let is_plain = |c: char| !c.is_control() && !is_harmful(c);
    let is_plain_lines = |c: char| is_plain(c) || matches!(c, '\n' | '\t');
    if let Some(rest) = old.strip_prefix("\"\"\"") {
        let mut out = "\"\"\"".to_owned();
        if let Some(first) = ["\r\n", "\n"].into_iter().find(|first| rest.starts_with(first)) {
            out += first;
        }
        for c in words.replace("\r\n", "\n").chars() {
            match c {
                '\n' => out += line_end,
                '\t' => out.push(c),
                c => escape(c, &mut out),
            }
        }
        return out + "\"\"\"";
    }
    if let Some(rest) = old.strip_prefix("'''") {
        if words.contains("''") || words.ends_with('\'') || !words.chars().all(is_plain_lines) {
            return quoted(words);
        }
        let first = ["\r\n", "\n"].into_iter().find(|first| rest.starts_with(first)).unwrap_or("");
        return format!("'''{first}{}'''", words.replace("\r\n", "\n").replace('\n', line_end));
    }
    match old.starts_with('\'') && !words.contains('\'') && words.chars().all(is_plain) {
        true => format!("'{words}'"),
        false => quoted(words),
    }
}

/// A key, in quotation marks where it needs them.
pub fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_bare { name.to_owned() } else { quoted(name) }
}

/// A table under a heading of its own: its keys in the documented order, with their `=` below each other where `aligned`.
/// Ends without a line end.
pub fn block(heading: &str, section: &Section, keys: &[(&'static str, Value)], aligned: bool, line_end: &str) -> String {
    let mut keys: Vec<_> = keys.iter().collect();
    keys.sort_by_key(|(name, _)| section.names().position(|other| other == *name));
    let width = keys.iter().map(|(name, _)| key(name).len()).max().filter(|_| aligned).unwrap_or(0);
    let mut out = heading.to_owned();
    for (name, value) in keys {
        let before = format!("{:width$} = ", key(name));
        out += &format!("{line_end}{before}{}", value.after(&before, line_end));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Value {
        words.into()
    }

    #[test]
    fn a_text_is_written_so_that_it_reads_as_it_was() {
        for words in
            ["plain", "a \"quoted\" word", "S:\\minutes", "two\nlines", "tab\there", "\u{202e}turned", "\u{1}", "Zo\u{eb}", "'"]
        {
            for old in ["\"x\"", "'x'", "\"\"\"x\"\"\"", "\"\"\"\nx\"\"\"", "'''\nx'''", "1"] {
                let line = format!("a = {}", Value::in_place_of(&text(words), old, "\n"));
                let read: toml::Table = toml::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
                assert_eq!(read["a"].as_str(), Some(words), "{line}");
            }
        }
        assert_eq!(text("new").in_place_of("'old'", "\n"), "'new'");
        assert_eq!(text("it's").in_place_of("'old'", "\n"), "\"it's\"");
    }

    #[test]
    fn a_date_is_written_as_the_format_page_says() {
        let when = |text: &str| Value::When(When::parse(text).unwrap());
        assert_eq!(when("2008-06-30").on_one_line(), "2008-06-30");
        assert_eq!(when("2008-06").on_one_line(), "\"2008-06\"");
        assert_eq!(when("2008-06-30").in_place_of("'2008-05-01'", "\n"), "'2008-06-30'");
        assert_eq!(when("2008-06-30").in_place_of("\"2008-05\"", "\n"), "2008-06-30");
    }

    #[test]
    fn a_list_that_makes_its_line_too_long_takes_a_line_for_each_entry() {
        let list = Value::List(vec![text(&"a".repeat(70)), text(&"b".repeat(60))]);
        let written = list.after("  evidence = ", "\n");
        assert_eq!(written, format!("[\n    \"{}\",\n    \"{}\",\n  ]", "a".repeat(70), "b".repeat(60)));
        assert_eq!(Value::List(vec![text("a"), text("b")]).after("evidence = ", "\n"), "[\"a\", \"b\"]");
    }

    #[test]
    fn a_table_under_a_heading_has_its_keys_in_the_documented_order() {
        let keys = [("lead", text("sue")), ("ref", text("1.1")), ("action", text("Do it"))];
        let written = block("[[objective.action]]", &super::super::keys::ACTION, &keys, true, "\n");
        assert_eq!(written, "[[objective.action]]\nref    = \"1.1\"\naction = \"Do it\"\nlead   = \"sue\"");
    }
}
