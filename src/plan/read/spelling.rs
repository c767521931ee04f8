//! How words of a plan are spelt: compared with their spelling forgiven, and written as a plan has them.

use crate::diagnostic::Diagnostic;
use crate::text::{Span, lines_above};

/// A way to say true or false, in quotation marks or without; and whether nothing is guessed.
pub(super) fn parse_truth(value: &str) -> Option<(&'static str, bool)> {
    let word = value.trim_matches(['"', '\'', ' ', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']).to_lowercase();
    Some(match &*word {
        "true" => ("true", true),
        "false" => ("false", true),
        "yes" | "y" | "on" | "1" | "ongoing" | "standing" | "former" => ("true", false),
        "no" | "n" | "off" | "0" => ("false", false),
        _ => return None,
    })
}

/// Reports a yes or no that is not written as true or false.
pub(super) fn flag_fault(key: &str, place: Span, word: &str, safe: bool) -> Diagnostic {
    let message = format!("\"{key}\" must be true or false, in small letters without quotation marks");
    let fault = Diagnostic::new("wrong-type", place, message);
    let title = format!("write {word}");
    if safe { fault.fix(title, place, word) } else { fault.suggest(title, place, word) }
}

/// Whether a line under the heading that an offset of a text stands under begins with this key, whatever the case of its letters.
/// Where too many lines would have to be looked at, it is taken to stand there.
pub(super) fn stands_under_heading(text: &str, offset: usize, key: &str) -> bool {
    const FAR: usize = 200;
    let ends = |line: &str| line.trim_start().starts_with('[');
    let is_it = |line: &str| line.split_once('=').is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case(key));
    let mut far = 0;
    let mut found = |line: &str| {
        far += 1;
        far > FAR || is_it(line)
    };
    lines_above(text, offset).take_while(|line| !ends(line)).any(&mut found)
        || text[offset..].lines().skip(1).take_while(|line| !ends(line)).any(&mut found)
}

/// A key for a name: "Sue Harrison" gives `sue-harrison`.
pub fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    if words.is_empty() { "jo-bloggs".into() } else { words.join("-") }
}
