//! A text as it was meant: where it ends, and which quotation marks and backslashes it needs.

use super::lines::is_heading;
use super::repair_message::Slip;
use super::statement::{CURLY, StatementScan};
use crate::plan::keys;

/// A text over more lines than this is none.
const MOST: usize = 30;

impl StatementScan<'_> {
    pub(super) fn quoted(&mut self, quote: char, within: Option<char>) -> Option<()> {
        let (start, line) = (self.at, self.line());
        if line.starts_with("\"\"\"") || line.starts_with("'''") {
            return None;
        }
        let (mut close, mut slashes, mut escapes) = (None, Vec::new(), false);
        // In a path such as C:\new no backslash begins anything.
        let of_server = line.get(1..).and_then(|rest| rest.strip_prefix("\\\\"));
        let path =
            names_path(line) || of_server.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && rest.contains('\\'));
        let mut chars = line.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            if c == '\\' && quote == '"' {
                let next = chars.peek().map(|(_, next)| *next);
                match next {
                    Some('b' | 't' | 'n' | 'f' | 'r' | '"' | '\\' | 'u' | 'U' | 'e' | 'x')
                        if !path && begins_a_character(&line[at + 1..]) =>
                    {
                        escapes = true;
                        chars.next();
                    }
                    _ => slashes.push(start + at),
                }
            } else if c == quote {
                close = Some(at);
                break;
            }
        }
        if quote == '"' && within.is_none() && self.doubled_inside(line).is_some() {
            return Some(());
        }
        let slip = if escapes { Slip::DoubtfulBackslash } else { Slip::Backslash };
        if let Some(close) = close.filter(|close| {
            let rest = &line[close + 1..];
            let next = rest.trim_start();
            Self::ends(rest, within)
                || within == Some('[') && next.starts_with(['"', '\'', '{']) && rest != next
                || within == Some('{') && next.starts_with(|c: char| c.is_ascii_lowercase()) && rest != next && next.contains('=')
        }) {
            for slash in slashes {
                self.repair(slip, slash, slash, "\\");
            }
            self.at = start + close + 1;
            return Some(());
        }
        // An apostrophe closed the text too early: it ends where nothing but the end can follow.
        if quote == '\'' && close.is_some() {
            let end = line.match_indices('\'').map(|(at, _)| at).find(|at| *at > 0 && Self::ends(&line[at + 1..], within))?;
            self.repair(Slip::Apostrophe, start, start + end + 1, straight(&line[1..end]));
            self.at = start + end + 1;
            return Some(());
        }
        // It begins straight and ends curly.
        let curly = line.char_indices().find(|(at, c)| CURLY.contains(c) && Self::ends(&line[at + c.len_utf8()..], within));
        if let Some((end, c)) = curly.filter(|(end, _)| close.is_none_or(|close| *end < close)) {
            self.repair(Slip::Curly, start, start + end + c.len_utf8(), straight(&line[1..end]));
            self.at = start + end + c.len_utf8();
            return Some(());
        }
        if within.is_none() && quote == '"' {
            return match close {
                Some(close) => self.inner(line, close),
                None => self.folded().or_else(|| self.folded_open()),
            };
        }
        // In a list or braces the closing mark may be missing before a comma or the closing bracket.
        within?;
        let end = match close {
            Some(close) => {
                let mut before = line[..close].trim_end();
                if within == Some('{') {
                    let name = |c: char| c.is_ascii_lowercase() || c == '-';
                    before = before.strip_suffix('=')?.trim_end().trim_end_matches(name).trim_end();
                }
                before.strip_suffix(',')?.trim_end().len()
            }
            None => line.trim_end().trim_end_matches([']', '}', ',', ' ']).len(),
        };
        if end < 2 {
            return None;
        }
        self.repair(Slip::Closing, start, start + end, format!("{}\"", &line[..end]));
        self.at = start + end;
        Some(())
    }

    /// Quotation marks inside a text that are written twice, as a table of values has them.
    fn doubled_inside(&mut self, line: &str) -> Option<()> {
        let (mut inner, mut at) = (Vec::new(), 1);
        let close = loop {
            at += line[at..].find('"')?;
            match line[at + 1..].starts_with('"') && !Self::ends(&line[at + 1..], None) {
                true if !line[at + 2..].contains('"') => return None,
                true => inner.push(at),
                false => break at,
            }
            at += 2;
        };
        if inner.is_empty() || inner.len() % 2 == 1 || line.contains('\\') || !Self::ends(&line[close + 1..], None) {
            return None;
        }
        let start = self.at;
        inner.iter().for_each(|at| self.repair(Slip::Inner, start + at, start + at + 1, "\\"));
        self.at = start + close + 1;
        Some(())
    }

    /// Words in quotation marks inside a text: each pair opens before a word and closes after one.
    fn inner(&mut self, line: &str, first: usize) -> Option<()> {
        let marks: Vec<usize> = line.match_indices('"').map(|(at, _)| at).filter(|at| *at >= first).collect();
        let (&last, inner) = marks.split_last()?;
        let blank = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "()[],.;:?!\"".contains(c));
        let opens = |at: usize| blank(line[..at].chars().next_back()) && !blank(line[at + 1..].chars().next());
        let closes = |at: usize| {
            !blank(line[..at].chars().next_back().filter(|c| c.is_whitespace()).or(Some('a')))
                && blank(line[at + 1..].chars().next())
        };
        // A measure in inches has one mark.
        let is_inch =
            |at: usize| line[..at].ends_with(|c: char| c.is_ascii_digit()) && line[at + 1..].starts_with([' ', ',', '.']);
        let pairs = matches!(inner, [only] if is_inch(*only))
            || !inner.is_empty() && inner.len() % 2 == 0 && inner.chunks(2).all(|pair| opens(pair[0]) && closes(pair[1]));
        if !pairs || line.contains('\\') || !Self::ends(&line[last + 1..], None) {
            return None;
        }
        let start = self.at;
        inner.iter().for_each(|at| self.repair(Slip::Inner, start + at, start + at, "\\"));
        self.at = start + last + 1;
        Some(())
    }

    /// A text that was broken over several lines: it ends at the next quotation mark, and no line until there begins
    /// anything else.
    fn folded(&mut self) -> Option<()> {
        let (start, rest) = (self.at, self.rest());
        let length = 1 + rest[1..].find('"')?;
        let text = &rest[..length];
        if text.lines().count() > MOST || text.contains('\\') || text.lines().skip(1).any(begins_anew) {
            return None;
        }
        if !Self::ends(&rest[length + 1..], None) {
            return None;
        }
        // Leads below each other are a list.
        let is_of_leads = keys::holds(&self.key, |value| value.is_pointer() && value.is_list());
        if is_of_leads && text.lines().count() > 1 {
            let names: Vec<String> =
                text[1..].lines().map(|name| format!("\"{}\"", name.trim().trim_end_matches([',', ';']))).collect();
            self.repair(Slip::Brackets, start, start + length + 1, format!("[{}]", names.join(", ")));
            self.at = start + length + 1;
            return Some(());
        }
        self.unfold(Slip::Folded, text);
        self.at = start + length + 1;
        Some(())
    }

    /// The same without a closing mark: it ends where the next line begins anything else.
    fn folded_open(&mut self) -> Option<()> {
        let (start, rest) = (self.at, self.rest());
        let more = rest.split_inclusive('\n').skip(1);
        let more = more.take_while(|line| !line.trim().is_empty() && !line.contains(['"', '#', '\\']) && !begins_anew(line));
        let lines: Vec<&str> = more.take(MOST).collect();
        let first = self.line();
        if lines.is_empty() || first.contains(['#', '\\']) {
            return None;
        }
        let whole = rest.find('\n')? + 1 + lines.concat().len();
        let text = rest[..whole].trim_end();
        self.unfold(Slip::FoldedOpen, text);
        self.at = start + text.len();
        self.repair(Slip::FoldedOpen, self.at, self.at, "\"");
        Some(())
    }

    /// Notes that the line ends in a text are spaces.
    fn unfold(&mut self, slip: Slip, text: &str) {
        let start = self.at;
        for (at, _) in text.match_indices('\n') {
            let before = text[..at].trim_end();
            let after = text.len() - text[at..].trim_start().len();
            // Several line ends in a row are one.
            if text[before.len()..at].contains('\n') {
                continue;
            }
            let space = if before.len() == 1 || after == text.len() { "" } else { " " };
            self.repair(slip, start + before.len(), start + after, space);
        }
    }

    pub(super) fn curly(&mut self, within: Option<char>) -> Option<()> {
        let (start, line) = (self.at, self.line());
        let open = line.chars().next()?;
        let mut ends = line.char_indices().skip(1).filter(|(_, c)| CURLY.contains(c) || matches!(c, '"' | '\''));
        let (end, c) = ends.find(|(at, c)| Self::ends(&line[at + c.len_utf8()..], within))?;
        let mut inner = &line[open.len_utf8()..end];
        // Two single marks are meant as a double one.
        if let Some(twice) = inner.strip_prefix(open).and_then(|inner| inner.strip_suffix(c)) {
            inner = twice;
        }
        // French keeps a blank within its marks.
        if matches!(open, '\u{ab}' | '\u{2039}') {
            inner = inner.trim();
        }
        self.repair(Slip::Curly, start, start + end + c.len_utf8(), straight(inner));
        self.at = start + end + c.len_utf8();
        Some(())
    }
}

/// A path of a drive stands in the line, its backslashes as people write them: "see S:\Board\toolkit".
fn names_path(line: &str) -> bool {
    line.match_indices(":\\").any(|(at, _)| {
        let mut before = line[..at].chars().rev();
        let is_drive =
            before.next().is_some_and(|c| c.is_ascii_alphabetic()) && before.next().is_none_or(|c| !c.is_alphanumeric());
        is_drive && !line[at + 2..].starts_with('\\')
    })
}

/// What follows a backslash makes a special character with it.
fn begins_a_character(rest: &str) -> bool {
    let digits = match rest.chars().next() {
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        _ => return true,
    };
    rest[1..].bytes().take(digits).filter(u8::is_ascii_hexdigit).count() == digits
}

/// A text in straight quotation marks.
fn straight(inner: &str) -> String {
    format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A line that begins a heading or a key.
fn begins_anew(line: &str) -> bool {
    let key = line.split_once('=').map(|(key, _)| key.trim());
    is_heading(line) || key.is_some_and(|key| !key.is_empty() && !key.contains(' '))
}
