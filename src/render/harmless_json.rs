//! JSON in which all that is harmful stands escaped, so that a terminal may show it: JSON itself escapes less, and allows DEL, the
//! second kind of control characters and those that turn the writing to stand raw.

use crate::text::is_harmful;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

/// Writes a value on one line, without a line end.
pub(super) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(out, Escaping(CompactFormatter)))?)
}

/// Writes a value as it looks so deep in a document, a field a line.
pub(super) fn write_at_depth(out: &mut dyn Write, value: &impl Serialize, depth: usize) -> io::Result<()> {
    let mut formatter = Escaping(PrettyFormatter::new());
    (0..depth).try_for_each(|_| formatter.begin_object(&mut io::sink()))?;
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(out, formatter))?)
}

/// A value as a document by itself, a field a line, ended by a line feed.
pub fn json_document(value: &impl Serialize) -> io::Result<String> {
    let mut out = Vec::new();
    write_at_depth(&mut out, value, 0)?;
    writeln!(out)?;
    String::from_utf8(out).map_err(io::Error::other)
}

/// Lays the document out as another does, and escapes what that leaves raw.
struct Escaping<F>(F);

/// Hands each call on to the formatter within.
macro_rules! as_within {
    ($($name:ident($($first:ident: bool)?);)*) => {
        $(fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $first: bool)?) -> io::Result<()> {
            self.0.$name(out $(, $first)?)
        })*
    };
}

impl<F: Formatter> Formatter for Escaping<F> {
    as_within! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.is_ascii() && !fragment.contains('\u{7f}') {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some(at) = rest.find(is_harmful) {
            let (before, from) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            let mut characters = from.chars();
            // Each is one unit of UTF-16.
            characters.next().map_or(Ok(()), |character| write!(out, "\\u{:04x}", character as u32))?;
            rest = characters.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn what_is_harmful_is_escaped_and_reads_the_same() {
        let value = json!({ "a\u{202e}": ["\u{1b}[1m\u{7f}\u{9b}\u{2028} é\n\"", 1, {}], "b": [] });
        let mut line = Vec::new();
        write(&mut line, &value).unwrap();
        let line = String::from_utf8(line).unwrap();
        assert_eq!(line, r#"{"a\u202e":["\u001b[1m\u007f\u009b\u2028 é\n\"",1,{}],"b":[]}"#);
        let document = json_document(&value).unwrap();
        assert_eq!(document.parse::<Value>().unwrap(), value);
        assert_eq!(line.parse::<Value>().unwrap(), value);
        // Nothing else is written otherwise than by the library.
        let plain = json!({ "a": ["é – \u{10ffff}", 1.5, null, true, {}], "b": [], "c": { "d": [[], [1]] } });
        assert_eq!(json_document(&plain).unwrap(), format!("{plain:#}\n"));
    }
}
