//! Headings that are not quite those of a plan: reported where they stand, and read as they were meant.

use super::lines::{self, Line, outside_texts};
use crate::diagnostic::Diagnostic;
use crate::edit::Edit;
use crate::names::{letters, slip_of};
use crate::plan::keys::{self, ValueType};
use crate::text::{Span, lines_above};
use std::collections::HashMap;

/// Whether every heading is written just as the format page has it, with an objective before the first action: then
/// nothing has to be looked at more closely, whatever else is wrong with the text.
fn all_sound(text: &str) -> bool {
    let mut objective = false;
    let lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines().map(|line| line.trim_start_matches([' ', '\t']).trim_end());
    let is_heading =
        |line: &&str| line.starts_with('[') && line.trim_start_matches('[').starts_with(|c: char| c.is_ascii_alphabetic());
    lines.filter(is_heading).all(|heading| match heading {
        "[[objective]]" => {
            objective = true;
            true
        }
        "[[objective.action]]" => objective,
        "[people]" | "[groups]" | "[outcomes]" | "[rag]" | "[[allow]]" => true,
        _ => false,
    })
}

/// What is to be done to the headings of a text before it is parsed.
pub struct MendedHeadings {
    pub(super) faults: Vec<Diagnostic>,
    /// The headings as they were meant, first to last.
    pub edits: Vec<Edit>,
    /// Keys of a heading put in that cannot be known: where it was put, and their names.
    pub(super) unsaid: Vec<(u32, String)>,
}

/// One heading of a text.
pub(super) struct Heading<'t> {
    /// As written, without spaces and remark; empty for one that is missing.
    pub(super) span: Span,
    written: &'t str,
    pub(super) path: Vec<&'t str>,
    /// In double square brackets.
    list: bool,
    /// Nothing is guessed.
    sure: bool,
    /// A key with its value follows on its line.
    followed: bool,
}

impl<'t> Heading<'t> {
    /// The one that a line in words stands for.
    pub(super) fn in_words(start: usize, written: &'t str, path: &[&'t str]) -> Heading<'t> {
        let span = Span::new(start as u32, (start + written.len()) as u32);
        Heading { span, written, path: path.to_vec(), list: true, sure: false, followed: false }
    }

    /// A heading that should stand on a line of its own above the line that starts here.
    pub(super) fn missing(path: &[&'t str], start: usize) -> Heading<'t> {
        let list = matches!(keys::at_path(path), Some(ValueType::Tables(_)));
        let span = Span::new(start as u32, start as u32);
        Heading { span, written: "", path: path.to_vec(), list, sure: false, followed: false }
    }

    fn is_missing(&self) -> bool {
        self.written.is_empty()
    }

    pub(super) fn meant(&self) -> String {
        let path = self.path.join(".");
        if self.list { format!("[[{path}]]") } else { format!("[{path}]") }
    }

    fn sound(&self) -> bool {
        let bare: String = self.written.chars().filter(|c| !matches!(c, ' ' | '\t' | '"' | '\'')).collect();
        !self.followed && bare == self.meant() && !self.written.contains("[ [") && !self.written.contains("] ]")
    }

    fn edit(&self, text: &str) -> Edit {
        let end = if self.is_missing() || self.followed { line_end(text) } else { "" };
        Edit { span: self.span, text: format!("{}{end}", self.meant()) }
    }

    fn fault(&self, text: &str) -> Diagnostic {
        let meant = self.meant();
        if self.is_missing() {
            let line = Line::at(text, self.span.start as usize).words();
            let fault = Diagnostic::new("syntax", line, format!("a heading {meant} is missing above this line"));
            let title = format!("write {meant} on a line of its own above it");
            return fault.suggest(title, self.span, self.edit(text).text);
        }
        let written = self.written.trim_end_matches(AFTER);
        let opened = written.len() - written.trim_start_matches('[').len();
        let closed = written.len() - written.trim_end_matches(']').len();
        let bare = lines::without_mark(written);
        let inner = bare.trim_matches(BRACKETS);
        if self.followed {
            let fault = Diagnostic::new("syntax", self.span, "a heading stands alone on its line");
            let edit = self.edit(text);
            return fault.fix("put what follows on a line of its own", edit.span, edit.text);
        }
        let (rule, message) = if inner != self.path.join(".") {
            ("unknown-key", format!("a plan has no heading {}", self.written))
        } else if bare != written {
            ("syntax", "nothing may stand before a heading on its line".to_owned())
        } else if opened + closed == 0 {
            ("syntax", "a heading stands in square brackets".to_owned())
        } else if written != self.written {
            ("syntax", "nothing may follow a heading on its line".to_owned())
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

fn line_end(text: &str) -> &'static str {
    if text.lines().next().is_some_and(|line| text[line.len()..].starts_with("\r\n")) { "\r\n" } else { "\n" }
}

/// Looks through the headings of a text; nothing comes back where all are sound.
pub fn mend_headings(text: &str) -> Option<MendedHeadings> {
    if all_sound(text) { None } else { mend(text, headings(text)) }
}

/// A text with more headings to be mended is no plan: the rest is left as it is.
const MOST: usize = 200_000;

/// What these headings of a text, first to last, come to; nothing where all are sound.
pub(super) fn mend(text: &str, headings: Vec<Heading>) -> Option<MendedHeadings> {
    let unsound = || headings.iter().filter(|heading| !heading.sound()).take(MOST);
    let mut written: HashMap<&[&str], usize> = HashMap::new();
    headings.iter().filter(|heading| !heading.is_missing()).for_each(|heading| *written.entry(&heading.path).or_default() += 1);
    // Below an objective a heading stands once for each of them, not once in the file.
    let stands_already = |heading: &Heading| {
        let others = written.get(&heading.path[..]).map_or(0, |count| count - usize::from(!heading.is_missing()));
        !heading.list && heading.path[0] != "objective" && others > 0
    };
    let mut faults: Vec<Diagnostic> = unsound()
        .map(|heading| match heading.fault(text) {
            fault if stands_already(heading) => Diagnostic {
                fix: None,
                ..fault.help("such a heading stands in the file already: put everything under one of the two")
            },
            fault => fault,
        })
        .collect();
    let mut edits: Vec<Edit> = unsound().map(|heading| heading.edit(text)).collect();
    let mut unsaid = Vec::new();
    let is_action = |heading: &Heading| heading.path.len() > 1 && heading.path[..2] == ["objective", "action"];
    let first = headings.iter().position(|heading| heading.path == ["objective"]);
    let early = headings.iter().position(is_action).filter(|early| first.is_none_or(|first| *early < first));
    if let Some(early) = early.map(|early| &headings[early]) {
        let objective = Heading::missing(&["objective"], early.span.start as usize).edit(text);
        let span = if early.is_missing() { Line::at(text, early.span.start as usize).words() } else { early.span };
        faults.retain(|fault| !early.is_missing() || fault.primary.span != span);
        let fault = Diagnostic::new("syntax", span, "this action stands under no objective: no [[objective]] comes before it");
        // A heading alone would be an objective without a title: no change can make up its words.
        faults.push(fault.help("write [[objective]] on a line of its own above it, with its ref and title below"));
        // Read as an objective of which nothing else is known.
        unsaid = ["ref", "title"].map(|key| (objective.span.start, key.to_owned())).into();
        match edits.iter_mut().find(|edit| edit.span.start == objective.span.start) {
            Some(edit) => edit.text.insert_str(0, &objective.text),
            None => edits.push(objective),
        }
        edits.sort_by_key(|edit| edit.span);
    }
    (!faults.is_empty()).then_some(MendedHeadings { faults, edits, unsaid })
}

/// Every heading whose meaning can be told, in order.
pub(super) fn headings(text: &str) -> Vec<Heading<'_>> {
    outside_texts(text).filter(|(_, line)| lines::is_heading(line)).filter_map(|(start, line)| heading(start, line)).collect()
}

/// The section whose keys may stand on the line of an offset, by the heading above it; none where that is not known, or too far.
pub(super) fn section_above(text: &str, offset: usize) -> Option<&'static keys::Section> {
    const FAR: usize = 200;
    let mut above = lines_above(text, offset);
    let heading = above.by_ref().take(FAR).find(|line| lines::is_heading(line));
    match heading {
        Some(line) => keys::at_path(&heading_path(line)?)?.section().filter(|_| !is_of_names(line)),
        None => above.next().is_none().then_some(&keys::PLAN),
    }
}

/// What the keys in the braces of a value are of, where it stands under this key on the line of an offset.
pub(super) fn section_of_value(text: &str, offset: usize, key: &str) -> Option<&'static keys::Section> {
    const FAR: usize = 200;
    if let Some(section) = section_above(text, offset) {
        return section.key(key)?.value_type.section();
    }
    let heading = lines_above(text, offset).take(FAR).find(|line| lines::is_heading(line))?;
    keys::at_path(&heading_path(heading)?)?.section().filter(|_| is_of_names(heading))
}

/// The heading above the line of an offset is this one, alone.
pub(super) fn is_under(text: &str, offset: usize, name: &str) -> bool {
    const FAR: usize = 200;
    let heading = lines_above(text, offset).take(FAR).find(|line| lines::is_heading(line));
    heading.and_then(heading_path).is_some_and(|path| path == [name])
}

fn heading_path(line: &str) -> Option<Vec<&str>> {
    heading(0, line).map(|heading| heading.path)
}

/// Under this heading stand keys that the board chooses.
fn is_of_names(line: &str) -> bool {
    let value = heading_path(line).and_then(|path| keys::at_path(&path));
    matches!(value, Some(ValueType::Named(_) | ValueType::NamedTexts | ValueType::WordTexts(_)))
}

/// Signs that may stand around the words of a heading.
const BRACKETS: [char; 16] = ['[', ']', '(', ')', '{', '}', '<', '>', ' ', '\t', '\\', '*', '_', '`', '\u{ff3b}', '\u{ff3d}'];
/// Signs that someone may have put after a heading.
const AFTER: [char; 8] = [':', ';', ',', '.', '=', '"', '\'', '\u{201d}'];

/// The heading on a line.
pub(super) fn heading(start: usize, line: &str) -> Option<Heading<'_>> {
    let trimmed = lines::without_blanks(line);
    let start = start + line.len() - trimmed.len();
    let mut written = trimmed.split('#').next().unwrap_or("").trim_end();
    let closed = trimmed.find(']').map_or(0, |at| at + trimmed[at..].len() - trimmed[at..].trim_start_matches(']').len());
    let rest = trimmed[closed..].trim_start();
    let key = rest.split_once('=').map_or("", |(key, _)| key.trim());
    let followed = closed > 0 && !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if followed {
        written = &trimmed[..trimmed.len() - rest.len()];
    }
    let inner = lines::without_mark(written).trim_end().trim_end_matches(AFTER).trim_matches(BRACKETS);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '/' | ',' | '>' | ':' | '\u{a0}');
    let (path, list, sure) = meant(inner).filter(|_| inner.chars().all(plain))?;
    let span = Span::new(start as u32, (start + written.len()) as u32);
    Some(Heading { span, written, path, list, sure, followed })
}

/// The path a heading means, whether it is one of a list, and whether that is sure.
fn meant(inner: &str) -> Option<(Vec<&str>, bool, bool)> {
    let mut parts: Vec<&str> = inner.split(['.', '/', ',', '>', ':']).map(str::trim).collect();
    let numbers = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let numbered = parts.len() > 1 && parts[0].starts_with(['o', 'O']) && parts[1..].iter().any(numbers);
    if numbered {
        parts.retain(|part| !numbers(part));
    }
    let bare = letters(parts[0]);
    if parts.len() == 1 && ["objectiveaction", "objectiveactions", "objectivesaction", "objectivesactions"].contains(&&*bare) {
        return Some((vec!["objective", "action"], true, true));
    }
    if parts.len() == 1 && ["action", "actions"].contains(&&*bare) {
        return Some((vec!["objective", "action"], true, false));
    }
    if let [first, last] = &parts[..]
        && ["action", "actions"].contains(&&*letters(first))
        && ["objective", "objectives"].contains(&&*letters(last))
    {
        return Some((vec!["objective", "action"], true, false));
    }
    let (top, mut sure) = top(parts[0], &bare)?;
    sure &= !numbered;
    let mut path = vec![top];
    if top != "objective" {
        path.extend(&parts[1..]);
        return (parts.len() == 1 || ["people", "groups", "outcomes"].contains(&top)).then_some((path, top == "allow", sure));
    }
    let task = ["task", "tasks", "activity", "activities", "step", "steps"];
    if parts.len() == 2 && task.contains(&&*letters(parts[1])) {
        return Some((vec!["objective", "action"], true, false));
    }
    let mut list = true;
    for (level, part) in parts[1..].iter().enumerate() {
        let section = keys::at_path(&path).and_then(ValueType::section).filter(|_| level < 2)?;
        let names: Vec<&str> = keys::headings(section).map(|key| key.name).collect();
        let (name, same) = one_of(part, &letters(part), &names)?;
        sure &= same;
        list = section.key(name).is_some_and(|key| matches!(key.value_type, ValueType::Tables(_)));
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
        _ => return one_of(part, bare, &keys::headings(&keys::PLAN).map(|key| key.name).collect::<Vec<_>>()),
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
