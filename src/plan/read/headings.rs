//! Headings that are not quite those of a plan: told where they stand, and read as they were meant.
//!
//! The copy that is parsed in their stead is as long as the text, letter for letter: in it the headings have short names.

use super::values::squashed;
use crate::diagnostic::{Diagnostic, slip_of};
use crate::source::Span;
use std::ops::Range;

/// Short names in the copy, and the keys they stand for.
const SHORT: [(&str, &str); 6] =
    [("_", "objective"), ("-", "action"), ("__", "people"), ("--", "groups"), ("_-", "outcomes"), ("-_", "allow")];

/// The key that a short name of the copy stands for.
pub(super) fn full(name: &str) -> &str {
    SHORT.iter().find(|(short, _)| *short == name).map_or(name, |(_, full)| full)
}

/// Whether every heading is written just as the format page has it, with an objective before the first action: then
/// nothing has to be looked at more closely. Most plans end here, so it must be quick.
fn all_sound(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut objective = false;
    // Far fewer lines than there are have a square bracket in them.
    for begin in memchr::memchr_iter(b'[', bytes) {
        let indent = bytes[..begin].iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let line = begin - indent;
        if line > 0 && bytes[line - 1] != b'\n' && !(line == 3 && text.starts_with('\u{feff}')) {
            continue;
        }
        let after = bytes[begin..].iter().find(|byte| **byte != b'[');
        if !after.is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let end = memchr::memchr(b'\n', &bytes[begin..]).map_or(bytes.len(), |length| begin + length);
        match text[begin..end].trim_end() {
            "[[objective]]" => objective = true,
            "[[objective.action]]" if objective => {}
            "[people]" | "[groups]" | "[outcomes]" | "[rag]" | "[[allow]]" => {}
            _ => return false,
        }
    }
    true
}

/// A text whose headings had to be mended.
pub(super) struct Mended {
    /// To be parsed instead of the text, where a heading was not sound.
    pub copy: Option<String>,
    pub faults: Vec<Diagnostic>,
    /// Stretches that cannot be read: actions that stand before the first objective.
    pub lost: Vec<Range<u32>>,
}

/// One heading of a text.
struct Heading<'t> {
    /// As written, without spaces and remark.
    span: Span,
    written: &'t str,
    path: Vec<&'t str>,
    /// In double square brackets.
    list: bool,
    /// Nothing is guessed.
    sure: bool,
}

impl Heading<'_> {
    fn meant(&self) -> String {
        let path = self.path.join(".");
        if self.list { format!("[[{path}]]") } else { format!("[{path}]") }
    }

    fn sound(&self) -> bool {
        let bare: String = self.written.chars().filter(|c| !matches!(c, ' ' | '\t' | '"' | '\'')).collect();
        bare == self.meant() && !self.written.contains("[ [") && !self.written.contains("] ]")
    }

    fn short(&self) -> String {
        let short = |name: &&str| {
            let known = SHORT.iter().find(|(_, full)| full == name);
            known.map_or_else(|| (*name).to_owned(), |(short, _)| (*short).to_owned())
        };
        let known = match self.path[0] {
            "objective" => self.path.len(),
            _ => 1,
        };
        let path: Vec<String> =
            self.path.iter().enumerate().map(|(at, name)| if at < known { short(name) } else { (*name).to_owned() }).collect();
        let path = path.join(".");
        if self.list { format!("[[{path}]]") } else { format!("[{path}]") }
    }

    fn fault(&self) -> Diagnostic {
        let meant = self.meant();
        let opened = self.written.len() - self.written.trim_start_matches('[').len();
        let closed = self.written.len() - self.written.trim_end_matches(']').len();
        let inner = self.written.trim_matches(['[', ']', ' ']);
        let (rule, message) = if inner != self.path.join(".") {
            ("unknown-key", format!("a plan has no heading {}", self.written))
        } else if opened != closed {
            ("syntax", "the square brackets of this heading do not match".to_owned())
        } else if self.list {
            ("syntax", "this heading needs double square brackets: it stands once for each entry".to_owned())
        } else {
            ("syntax", "this heading needs single square brackets: it stands only once".to_owned())
        };
        let fault = Diagnostic::new(rule, self.span, message);
        let fault = if rule == "unknown-key" { fault.label(format!("did you mean {meant}?")) } else { fault };
        let title = format!("write {meant}");
        if self.sure { fault.fix(title, self.span, meant) } else { fault.suggest(title, self.span, meant) }
    }
}

/// Looks through the headings of a text; nothing comes back where all are sound.
pub(super) fn mended(text: &str) -> Option<Mended> {
    if all_sound(text) {
        return None;
    }
    let headings = headings(text);
    let mut faults: Vec<Diagnostic> = headings.iter().filter(|heading| !heading.sound()).map(Heading::fault).collect();
    let copy = (!faults.is_empty()).then(|| copy(text, &headings)).flatten();
    if copy.is_none() {
        faults.clear();
    }
    let is_action = |heading: &Heading| heading.path.len() > 1 && heading.path[..2] == ["objective", "action"];
    let is_objective = |heading: &Heading| heading.path == ["objective"];
    let mut lost = Vec::new();
    let first = headings.iter().position(is_objective);
    let early = headings.iter().position(is_action).filter(|early| first.is_none_or(|first| *early < first));
    if let Some(early) = early {
        let span = headings[early].span;
        faults.retain(|fault| fault.primary.span != span);
        faults.push(
            Diagnostic::new("syntax", span, "this action stands under no objective: no [[objective]] comes before it").suggest(
                "write [[objective]] on a line of its own above it, with its ref and title below",
                Span::new(span.start, span.start),
                "[[objective]]\n",
            ),
        );
        let before = &headings[early..first.unwrap_or(early)];
        for (at, heading) in before.iter().enumerate().filter(|(_, heading)| heading.path[0] == "objective") {
            let end = headings.get(early + at + 1).map_or(text.len() as u32, |next| next.span.start);
            lost.push(heading.span.start..end);
        }
    }
    (!faults.is_empty()).then_some(Mended { copy, faults, lost })
}

fn copy(text: &str, headings: &[Heading]) -> Option<String> {
    let mut copy = text.to_owned();
    for heading in headings {
        let (short, room) = (heading.short(), heading.written.len());
        if short.len() > room {
            return None;
        }
        copy.replace_range(heading.span.range(), &format!("{short:room$}"));
    }
    Some(copy)
}

/// Every heading whose meaning can be told, in order.
fn headings(text: &str) -> Vec<Heading<'_>> {
    let (mut out, mut at, mut inside) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let marks = line.matches("\"\"\"").count() + line.matches("'''").count();
        if marks > 0 || inside {
            inside ^= marks % 2 == 1;
            continue;
        }
        if !super::syntax::is_heading(line) {
            continue;
        }
        let trimmed = line.trim_start_matches('\u{feff}').trim_start();
        let start = start + line.len() - trimmed.len();
        let written = trimmed.split('#').next().unwrap_or("").trim_end();
        let inner = written.trim_matches(['[', ']', ' ', '\t']);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
        if !inner.chars().all(plain) {
            continue;
        }
        if let Some((path, list, sure)) = meant(inner) {
            let span = Span::new(start as u32, (start + written.len()) as u32);
            out.push(Heading { span, written, path, list, sure });
        }
    }
    out
}

/// The path a heading means, whether it is one of a list, and whether that is sure.
fn meant(inner: &str) -> Option<(Vec<&str>, bool, bool)> {
    let parts: Vec<&str> = inner.split('.').map(str::trim).collect();
    let bare = squashed(parts[0]);
    if parts.len() == 1 && ["objectiveaction", "objectiveactions", "objectivesaction", "objectivesactions"].contains(&&*bare) {
        return Some((vec!["objective", "action"], true, true));
    }
    if parts.len() == 1 && ["action", "actions"].contains(&&*bare) {
        return Some((vec!["objective", "action"], true, false));
    }
    let (top, mut sure) = top(parts[0], &bare)?;
    let mut path = vec![top];
    if top != "objective" {
        path.extend(&parts[1..]);
        return (parts.len() == 1 || ["people", "groups", "outcomes"].contains(&top)).then_some((path, top == "allow", sure));
    }
    let mut list = true;
    for (level, part) in parts[1..].iter().enumerate() {
        let names: &[&str] = match (level, path.last()) {
            (0, _) => &["action", "unpaired"],
            (1, Some(&"action")) => &["progress", "moved", "milestones", "hold"],
            _ => return None,
        };
        let (name, same) = one_of(part, &squashed(part), names)?;
        sure &= same;
        list = !["unpaired", "hold"].contains(&name);
        path.push(name);
    }
    Some((path, list, sure))
}

fn top(part: &str, bare: &str) -> Option<(&'static str, bool)> {
    let guess = match bare {
        "person" | "persons" => return Some(("people", true)),
        "staff" | "names" | "leads" | "contacts" | "individuals" => "people",
        "subgroup" | "subgroups" | "agency" | "agencies" | "bodies" | "partners" | "organisations" => "groups",
        "priority" | "priorities" | "theme" | "themes" => "objective",
        _ => return one_of(part, bare, &["people", "groups", "outcomes", "objective", "allow", "rag"]),
    };
    Some((guess, false))
}

/// One of these names, in one or many, with its spelling forgiven; or a slip of the hand for it.
fn one_of(part: &str, bare: &str, names: &[&'static str]) -> Option<(&'static str, bool)> {
    let one = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    let same = names.iter().find(|name| one(name) == one(bare)).map(|name| (*name, true));
    same.or_else(|| {
        slip_of(part, names.iter().copied()).and_then(|slip| names.iter().find(|name| **name == slip)).map(|name| (*name, true))
    })
}
