//! What initials in the columns of those who lead stand for, where the paper itself explains them: "SH – Sue Harrison", in a line, in a
//! table of initials, or behind a name in brackets.

use super::people::looks_like_person;
use std::collections::HashMap;

/// The initials that a paper explains.
#[derive(Debug, Default)]
pub struct Initials {
    /// Whose they are; none where the paper gives them to several.
    names: HashMap<String, Option<String>>,
}

/// A line with more bytes explains nothing.
const LONGEST_LINE: usize = 2_000;
/// A paper explains no more initials than this.
const MOST: usize = 500;

/// Two to four capital letters, with or without full stops: "SH", "S.H.", "J-P B" is none.
pub fn letters(text: &str) -> Option<String> {
    let text = text.trim();
    let bare: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let is_parted = text.contains(['.', ' ']);
    let parts = text.split(['.', ' ']).filter(|part| !part.is_empty());
    let are_single = !is_parted || parts.clone().all(|part| part.chars().count() == 1);
    ((2..=4).contains(&bare.chars().count()) && bare.chars().all(|c| c.is_ascii_uppercase()) && are_single).then_some(bare)
}

/// The letters are those that the words of a name begin with; a name between may be left out.
fn are_of(letters: &str, name: &str) -> bool {
    let first: String = name
        .split([' ', '-'])
        .filter(|word| !crate::names::TITLES.contains(&&*word.trim_end_matches('.').to_lowercase()))
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase())
        .collect();
    let ends = |all: &str| (all.chars().next(), all.chars().next_back());
    first == letters || letters.len() == 2 && ends(&first) == ends(letters)
}

impl Initials {
    /// Whose initials these are, where the paper says it.
    pub fn name_of(&self, text: &str) -> Option<&str> {
        self.names.get(&letters(text)?)?.as_deref()
    }

    fn add(&mut self, short: &str, name: &str) {
        // Beyond the most that are kept, a second owner of known initials still counts.
        let may_add = |short: &String| self.names.len() < MOST || self.names.contains_key(short);
        let Some(short) = letters(short).filter(|short| may_add(short) && are_of(short, name)) else { return };
        let known = self.names.entry(short).or_insert_with(|| Some(name.to_owned()));
        if known.as_ref().is_some_and(|known| !crate::names::same(known, name)) {
            *known = None;
        }
    }

    /// A line that explains initials is no title.
    pub fn are_explained_in(line: &str) -> bool {
        let mut initials = Initials::default();
        initials.learn_line(line);
        !initials.names.is_empty()
    }

    /// The cells of a row of a table that is none of actions: initials and the name beside them, or the other way round.
    pub fn learn_row(&mut self, cells: &[String]) {
        for pair in cells.windows(2) {
            for (short, name) in [(&pair[0], &pair[1]), (&pair[1], &pair[0])] {
                if letters(short).is_some()
                    && let Some(name) = name_at_start(name)
                {
                    self.add(short, &name);
                }
            }
        }
        cells.iter().for_each(|cell| self.learn_line(cell));
    }

    /// A line: "Key: SH = Sue Harrison; JB = Jo Bloggs", "Sue Harrison (SH), Jo Bloggs (JB)".
    pub fn learn_line(&mut self, line: &str) {
        if line.len() > LONGEST_LINE {
            return;
        }
        for piece in line.split([',', ';', '\n', '\t', '|']) {
            for (at, sign) in piece.char_indices().filter(|(_, c)| matches!(c, '–' | '—' | '-' | '=' | ':')) {
                let (before, after) = (&piece[..at], &piece[at + sign.len_utf8()..]);
                let short = before.split_whitespace().next_back().unwrap_or_default();
                // Between the letters of a name stands a hyphen as well.
                let is_sign = sign != '-' || before.ends_with(' ') || after.starts_with(' ');
                if is_sign && let Some(name) = name_at_start(after) {
                    self.add(short, &name);
                }
            }
            // Each pair of brackets of a sentence: two people may have the same initials in it.
            let mut rest = piece;
            while let Some((before, after)) = rest.split_once('(') {
                let Some((short, behind)) = after.split_once(')') else { break };
                if let Some(name) = name_at_end(before) {
                    self.add(short, &name);
                }
                rest = behind;
            }
        }
    }
}

/// The name of a person that a text begins with.
fn name_at_start(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    let name = |length: usize| words[..length].join(" ").trim_end_matches(['.', ',', ';', ':', ')']).to_owned();
    (2..=words.len()).rev().map(name).find(|name| looks_like_person(name))
}

/// The name of a person that a text ends with.
fn name_at_end(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=words.len().min(4)).rev().map(|length| words[words.len() - length..].join(" ")).find(|name| looks_like_person(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_explained_in_many_ways() {
        let mut initials = Initials::default();
        initials.learn_line("Key: SH = Sue Harrison; JB – Jo Bloggs, Head of Service");
        initials.learn_line("Present: Nia Price (NP), Dr Ann-Marie Lee (AML) and Tom Reid (TR)");
        initials.learn_row(&["A.W.".into(), "Alan White".into(), "Police".into()]);
        initials.learn_row(&["Cara Ray Dunn, Chair".into(), "CRD".into()]);
        initials.learn_line("MASH – Multi-agency safeguarding hub; AB – Sue Harrison; EF = Eve Fox; EF = Ed Fry");
        initials.learn_line("Gail Hall (GH) met Greg Hill (GH) and Kim Moss (KM)");
        for (short, name) in [
            ("GH", None),
            ("KM", Some("Kim Moss")),
            ("SH", Some("Sue Harrison")),
            ("S.H.", Some("Sue Harrison")),
            ("JB", Some("Jo Bloggs")),
            ("NP", Some("Nia Price")),
            ("AML", Some("Dr Ann-Marie Lee")),
            ("TR", Some("Tom Reid")),
            ("AW", Some("Alan White")),
            ("CRD", Some("Cara Ray Dunn")),
            ("MASH", None),
            ("AB", None),
            ("EF", None),
            ("XY", None),
        ] {
            assert_eq!(initials.name_of(short), name, "{short}: {initials:?}");
        }
    }
}
