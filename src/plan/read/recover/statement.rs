//! Slips of the hand in the TOML itself that can be put right: what was meant, proven by reading it.

use super::super::faults_of_line;
use super::super::spelling::{flag_fault, parse_truth, slug, stands_under_heading};
use super::lines::{INVISIBLE, Line, has_no_width, is_heading};
use super::parser_message::date_fault;
use super::period::period_fault;
use super::repair_message::{Repair, Slip, fault};
use super::soundness::is_sound;
use super::table_header;
use super::table_row::name_and_role;
use crate::diagnostic::{Diagnostic, Fix, Label};
use crate::edit::{self, Edit};
use crate::names::letters;
use crate::plan::keys::{self, ValueType};
use crate::plan::{trade_words, write};
use crate::text::{Span, start_in, web};
use crate::time::when::When;

/// What the slips of one statement come to.
pub(super) struct RepairedStatement {
    pub faults: Vec<Diagnostic>,
    /// Where the statement ends.
    pub end: usize,
    /// The keys that were meant: more than one where several statements stand on a line.
    pub keys: Vec<String>,
    /// The key is all that keeps the statement from being read: where it stands.
    pub only_key: Option<Span>,
    /// With all that its faults propose, it can be read and its key can hold the value.
    is_mended: bool,
}

/// Finds out what was meant by the statement that begins on the line at `start`. Nothing is said unless the statement
/// can be read with every change made.
pub(super) fn repair_statement(text: &str, start: usize) -> Option<RepairedStatement> {
    // Each value is looked for up to the end of its line.
    if line_at(text, start).len() > LONGEST_LINE {
        return None;
    }
    // A word of the trade may mean several keys: the first is taken that can hold the value.
    let first = repair_as(text, start, 0);
    let is_mended = |repaired: &RepairedStatement| repaired.is_mended;
    if first.as_ref().is_none_or(|(repaired, more)| is_mended(repaired) || *more == 0) {
        return first.map(|(repaired, _)| repaired);
    }
    let more = first.as_ref().map_or(0, |(_, more)| *more);
    let other = (1..=more).filter_map(|choice| repair_as(text, start, choice)).map(|(repaired, _)| repaired).find(is_mended);
    other.or(first.map(|(repaired, _)| repaired))
}

/// What was meant where a key that is a word of the trade means this one of the keys it may mean; and how many more there are.
fn repair_as(text: &str, start: usize, choice: usize) -> Option<(RepairedStatement, usize)> {
    let mut scan = StatementScan {
        text,
        start,
        at: start,
        key: String::new(),
        key_place: Span::default(),
        repairs: Vec::new(),
        deeper: DEEPEST,
        choice,
        more: 0,
        mended_value: None,
        limit: None,
        done: Vec::new(),
        section: None,
    };
    scan.statement()?;
    // A word of the trade is no slip that the parser knows.
    if scan.repairs.iter().all(|repair| matches!(repair.slip, Slip::TradeWord(_)) && !is_broken_key(repair.span.of(text))) {
        return None;
    }
    let more = scan.more;
    scan.repairs.sort_by_key(|repair| repair.span);
    // Changes that touch the same bytes cannot all be made: then nothing is proven.
    let within = |offset: u32| offset.checked_sub(start as u32);
    let edit = |repair: &Repair| {
        let span = Span::new(within(repair.span.start)?, within(repair.span.end)?);
        Some(Edit { span, text: repair.text.clone() })
    };
    let edits: Vec<Edit> = scan.repairs.iter().map(edit).collect::<Option<_>>()?;
    let proof = edit::apply(text.get(start..scan.at)?, &edits)?;
    let is_key = |repair: &Repair| matches!(repair.slip, Slip::SpacedKey | Slip::TradeWord(_));
    let only_key = match &scan.repairs[..] {
        [repair] if is_key(repair) && is_broken_key(repair.span.of(text)) => Some(repair.span),
        _ => None,
    };
    if !is_sound(&proof) {
        return None;
    }
    let end = scan.at;
    let keys = std::mem::take(&mut scan.done).into_iter().chain([scan.key.clone()]).collect();
    let (faults, is_mended) = second_look(text, Span::new(start as u32, end as u32), scan.faults());
    Some((RepairedStatement { end, keys, only_key, is_mended, faults }, more))
}

/// A statement that is mended may still hold a value that its key cannot: what is proposed for that is made part of the cure, so that
/// one round is enough. Says whether the statement is right then.
fn second_look(text: &str, whole: Span, mut faults: Vec<Diagnostic>) -> (Vec<Diagnostic>, bool) {
    let Some(section) = table_header::section_above(text, whole.start as usize) else {
        let is_mended = faults.iter().all(|fault| fault.fix.is_some());
        return (faults, is_mended);
    };
    // Words in place of a date may belong to another key: as a text they are looked at.
    if let [fault] = &mut faults[..]
        && fault.fix.is_none()
        && fault.rule == "bad-date"
        && fault.primary.span.of(text).starts_with(char::is_alphabetic)
    {
        let place = fault.primary.span;
        let quoted = Edit { span: place, text: format!("\"{}\"", place.of(text)) };
        if let Some(fix) = cure(text, whole, section, vec![quoted.clone()]).filter(|fix| fix.edits != [quoted]) {
            fault.fix = Some(Fix { safe: false, ..fix });
            fault.help = None;
            return (faults, true);
        }
        return (faults, false);
    }
    let Some(fixes) = faults.iter().map(|fault| fault.fix.as_ref()).collect::<Option<Vec<_>>>() else { return (faults, false) };
    let safe = fixes.iter().all(|fix| fix.safe);
    let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.clone()).collect();
    let Some(fix) = cure(text, whole, section, edits.clone()) else {
        // In quotation marks it would be the next fault, which says more of what is wrong.
        if let [fault] = &mut faults[..]
            && let Some(next) = next_fault(text, whole, section, &edits)
        {
            let place = fault.primary.span;
            *fault = Diagnostic { primary: Label { span: place, ..next.primary }, ..next };
        }
        return (faults, false);
    };
    if fix.edits != edits {
        // All of it is one cure: half of it would be the next fault.
        let first = faults.swap_remove(0);
        faults = vec![Diagnostic { fix: Some(Fix { safe: safe && fix.safe, ..fix }), ..first }];
    }
    (faults, true)
}

/// What is wrong with a statement that is mended, and cannot be put right by a change.
fn next_fault(text: &str, whole: Span, section: &'static keys::Section, edits: &[Edit]) -> Option<Diagnostic> {
    let [edit] = edits else { return None };
    let span = Span::new(edit.span.start.checked_sub(whole.start)?, edit.span.end.checked_sub(whole.start)?);
    let mended = edit::apply(whole.of(text), &[Edit { span, text: edit.text.clone() }])?;
    faults_of_line(section, &mended).into_iter().find(|fault| fault.fix.is_none())
}

/// The changes of a statement with those that its mended text needs; nothing where it cannot be read as it was meant even then.
fn cure(text: &str, whole: Span, section: &'static keys::Section, mut edits: Vec<Edit>) -> Option<Fix> {
    edits.sort_by_key(|edit| edit.span);
    let within = |edit: &Edit| {
        let of = |offset: u32| offset.checked_sub(whole.start);
        Some(Edit { span: Span::new(of(edit.span.start)?, of(edit.span.end)?), text: edit.text.clone() })
    };
    let own: Vec<Edit> = edits.iter().map(within).collect::<Option<_>>()?;
    let statement = whole.of(text);
    let mended = edit::apply(statement, &own)?;
    let further = faults_of_line(section, &mended);
    if further.iter().any(|fault| fault.fix.is_none()) {
        return None;
    }
    let safe = further.iter().flat_map(|fault| &fault.fix).all(|fix| fix.safe);
    let mut all = own;
    // The last first, so that the places of the others stay as they are.
    let mut further: Vec<Edit> = further.into_iter().flat_map(|fault| fault.fix).flat_map(|fix| fix.edits).collect();
    further.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    for edit in further {
        all = edit::with_further(all, &edit)?;
    }
    let line = edit::apply(statement, &all)?;
    let title = match line.trim() {
        line if line.contains('\n') || line.len() > 80 => "write the line as shown".to_owned(),
        line => format!("write {}", one_blank_before_equals(line)),
    };
    let back = |edit: Edit| Edit { span: Span::new(edit.span.start + whole.start, edit.span.end + whole.start), ..edit };
    Some(Fix { title, edits: all.into_iter().map(back).collect(), safe })
}

/// A line of a key and its value as a title shows it: without the blanks that line up the = signs.
fn one_blank_before_equals(line: &str) -> String {
    match line.split_once('=') {
        Some((key, value)) => format!("{} = {}", key.trim(), value.trim()),
        None => line.to_owned(),
    }
}

/// A key that the parser cannot read as it stands.
fn is_broken_key(key: &str) -> bool {
    key.ends_with('.') || key.contains("..") || !key.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

/// Quotation marks as word processors, other languages and other programs write them.
pub(super) const CURLY: [char; 16] = [
    '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '\u{201e}', '\u{201a}', '\u{201f}', '\u{201b}', '\u{ab}', '\u{bb}',
    '\u{2039}', '\u{203a}', '`', '\u{b4}', '\u{2033}', '\u{ff02}',
];
/// What a word processor makes of a hyphen.
const DASHES: [char; 6] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'];

/// Walks over one statement as it was meant.
pub(super) struct StatementScan<'t> {
    pub(super) text: &'t str,
    /// Where the statement begins.
    pub(super) start: usize,
    pub(super) at: usize,
    pub(super) key: String,
    key_place: Span,
    repairs: Vec<Repair>,
    /// How many more brackets may be opened within each other: no plan has so many.
    deeper: u8,
    /// Which of the keys that its key may mean is taken, from 0, and how many come after it.
    choice: usize,
    more: usize,
    /// Where a value ends that is mended as a whole.
    mended_value: Option<usize>,
    /// Nothing from there on belongs to the statement.
    limit: Option<usize>,
    /// The keys of the statements that are done, where several stand on one line.
    done: Vec<String>,
    /// What the keys in the braces are of where it stands, if that is known.
    section: Option<&'static keys::Section>,
}

/// Nobody writes a longer line; to look for what was meant by it takes time that grows with the square of its length.
const LONGEST_LINE: usize = 8 << 10;
/// Nobody writes a longer statement.
const LONGEST: usize = 64 << 10;

/// The most brackets within each other that are looked into.
const DEEPEST: u8 = 16;

/// What stands after a bullet, without quotation marks around it; none where it could not stand between them.
fn bulleted_words(line: &str) -> Option<&str> {
    let line = line.trim();
    let words = line[line.chars().next()?.len_utf8()..].trim().trim_end_matches([',', ';']);
    let words = words.strip_prefix('"').and_then(|words| words.strip_suffix('"')).unwrap_or(words);
    (words.contains(char::is_alphabetic) && !words.contains(['"', '\\', '#', '=', '|'])).then_some(words)
}

/// What a page of the web has at the end of a line.
fn is_markup(rest: &str) -> bool {
    const ENDS: [&str; 9] = ["<br>", "<br/>", "<br />", "</p>", "</td>", "</li>", "</div>", "</span>", "&nbsp;"];
    ENDS.iter().any(|end| rest.trim().eq_ignore_ascii_case(end))
}

/// Quotation marks as a page of the web writes them.
const ENTITIES: [&str; 8] = ["&quot;", "&#34;", "&ldquo;", "&rdquo;", "&#8220;", "&#8221;", "&lsquo;", "&rsquo;"];

/// Other programs begin a remark like this.
fn begins_remark(rest: &str) -> bool {
    ["//", "<!--", "/*", "--", "\u{2013} ", "\u{2014} "].iter().any(|sign| rest.starts_with(sign))
}

/// What stands on a line from a place on.
fn line_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r')
}

impl<'t> StatementScan<'t> {
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..self.limit.unwrap_or(self.text.len()).max(self.at)]
    }

    /// What is left of the line.
    pub(super) fn line(&self) -> &'t str {
        self.line_from(self.at)
    }

    /// What stands on a line from a place on, up to the limit.
    pub(super) fn line_from(&self, start: usize) -> &'t str {
        line_at(&self.text[..self.limit.unwrap_or(self.text.len()).max(start)], start)
    }

    /// Has the statement end at this place, and gives back where it ended before.
    pub(super) fn set_limit(&mut self, limit: Option<usize>) -> Option<usize> {
        std::mem::replace(&mut self.limit, limit)
    }

    pub(super) fn set_key(&mut self, key: &str, place: Span) {
        key.clone_into(&mut self.key);
        self.key_place = place;
    }

    pub(super) fn repair(&mut self, slip: Slip, from: usize, to: usize, text: impl Into<String>) {
        self.repairs.push(Repair { slip, span: Span::new(from as u32, to as u32), text: text.into(), fault: None });
    }

    fn report(&mut self, fault: Diagnostic, text: impl Into<String>) {
        self.repairs.push(Repair { slip: Slip::Reported, span: fault.primary.span, text: text.into(), fault: Some(fault) });
    }

    /// Passes over spaces, and notes those that are none.
    fn spaces(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            if INVISIBLE.contains(&c) {
                let text = if has_no_width(c) { "" } else { " " };
                if self.at > 0 {
                    self.repair(Slip::Invisible, self.at, self.at + c.len_utf8(), text);
                }
            } else if c != ' ' && c != '\t' {
                return;
            }
            self.at += c.len_utf8();
        }
    }

    fn statement(&mut self) -> Option<()> {
        self.spaces();
        let Some((end, next)) = self.second_statement() else { return self.one_statement() };
        let outer = self.set_limit(Some(end));
        let first = self.one_statement();
        self.set_limit(outer);
        first.filter(|()| self.at == end)?;
        self.repair(Slip::OneLine, end, next, "\n");
        self.done.push(std::mem::take(&mut self.key));
        self.at = next;
        self.statement()
    }

    /// Where another key of the same table begins on the line of a statement, and where the value before it ends.
    fn second_statement(&self) -> Option<(usize, usize)> {
        let section = table_header::section_above(self.text, self.start)?;
        let line = self.line();
        let own = line.split(['=', ':']).next()?.trim();
        let (mut quote, mut depth) = (false, 0);
        for (at, c) in line.char_indices().skip(1) {
            match c {
                '#' if !quote => return None,
                '"' if !line[..at].ends_with('\\') => quote = !quote,
                '[' | '{' if !quote => depth += 1,
                ']' | '}' if !quote => depth -= 1,
                '=' if !quote && depth <= 0 && line[..at].contains(['=', ':']) => {
                    let before = line[..at].trim_end();
                    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic() && c != '-').next()?;
                    let start = before.len() - word.len();
                    let parted =
                        before[..start].trim_end_matches([' ', '\t', ',', ';', '|', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']);
                    let is_key = section.key(word).is_some() && word != own && parted.len() < start;
                    if is_key && parted.contains(['=', ':']) && !stands_under_heading(self.text, self.start, word) {
                        return Some((self.at + parted.len(), self.at + start));
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn one_statement(&mut self) -> Option<()> {
        if self.aside() {
            return Some(());
        }
        let (at, known) = (self.at, self.repairs.len());
        for pasted in [Self::row_of_two, Self::numbered_lines, Self::entry_without_key, Self::other_column] {
            if pasted(self).is_some() {
                return Some(());
            }
            self.at = at;
            self.repairs.truncate(known);
        }
        self.bullet();
        self.name(true)?;
        self.closing_mark(at);
        self.spaces();
        self.after_name()
    }

    /// The value of a statement, and all else of its line.
    pub(super) fn after_name(&mut self) -> Option<()> {
        if self.key == "period" && !self.rest().starts_with('{') {
            let (start, value) = (self.at, self.line().split('#').next()?.trim_end());
            let place = Span::new(start as u32, (start + value.len()) as u32);
            self.at += value.len();
            self.report(period_fault(value, place), "{}");
            self.at = start + line_at(self.text, start).len();
            return (!value.is_empty()).then_some(());
        }
        let (start, known) = (self.at, self.repairs.len());
        if self.words_after_date() {
            return Some(());
        }
        let holds_list = table_header::section_above(self.text, self.start)
            .and_then(|section| section.key(&self.key))
            .is_some_and(|key| key.value_type.is_list());
        if holds_list && self.line().trim_start().starts_with(['"', '\'']) && self.open_list(start, known) {
            return Some(());
        }
        if holds_list && self.bulleted_lines() {
            return Some(());
        }
        self.marked_twice();
        self.value(None)?;
        while self.text_goes_on() {
            self.value(None)?;
        }
        if self.line().trim_start().starts_with([',', ']']) && self.open_list(start, known) {
            return Some(());
        }
        let (end, known) = (self.at, self.repairs.len());
        self.spaces();
        let rest = self.line();
        let sign = rest.strip_prefix([',', ';', '.', ']', '}', ')']);
        if is_markup(rest) || sign.is_some_and(|after| !after.is_empty() && after.trim().is_empty()) {
            self.repairs.truncate(known);
            self.repair(Slip::Trailing, end, self.at + rest.len(), "");
        } else if sign.is_some_and(|after| after.trim_start().is_empty() || after.trim_start().starts_with('#')) {
            // The blanks before the sign go with it.
            self.repairs.truncate(known);
            self.repair(Slip::Trailing, end, self.at + 1, "");
        } else if rest.starts_with('(') && rest.trim_end().ends_with(')') || begins_remark(rest) {
            self.repair(Slip::Remark, self.at, self.at, "# ");
        } else if !(rest.is_empty() || rest.starts_with('#')) {
            return None;
        }
        self.at += rest.len();
        Some(())
    }

    /// A list of words with a bullet before each, one a line: the first stands after the = sign.
    fn bulleted_lines(&mut self) -> bool {
        const MOST: usize = 30;
        let bullet = |line: &str| line.trim_start().starts_with(['-', '*', '\u{2022}', '\u{b7}', '\u{2013}']);
        let (start, rest) = (self.at, self.rest());
        // The first may stand on the next line.
        let below = rest.split_inclusive('\n').next().filter(|first| first.trim().is_empty()).map_or(0, str::len);
        let lines: Vec<&str> = rest[below..].split_inclusive('\n').take(MOST).take_while(|line| bullet(line)).collect();
        let entries: Option<Vec<&str>> = lines.iter().copied().map(bulleted_words).collect();
        let Some(entries) = entries.filter(|entries| entries.len() > 1) else { return false };
        let whole = lines.concat();
        let first = start + if below > 0 { 0 } else { rest.len() - rest.trim_start().len() };
        let end = start + below + whole.trim_end().len();
        let list: Vec<String> = entries.iter().map(|entry| format!("\"{entry}\"")).collect();
        self.repair(Slip::Brackets, first, end, format!("{}[{}]", if below > 0 { " " } else { "" }, list.join(", ")));
        self.at = end;
        true
    }

    /// A text that is put together of two, as a formula does it or on two lines: its marks between them go.
    fn text_goes_on(&mut self) -> bool {
        let rest = self.rest();
        let is_text = keys::holds(&self.key, |value| matches!(value, ValueType::Text)) && self.text[..self.at].ends_with('"');
        let line = self.line().trim_start();
        let next = match line.strip_prefix(['+', '&']) {
            Some(next) => next.trim_start(),
            None if line.is_empty() && self.limit.is_none() => {
                let below = rest.split_once('\n').map_or("", |(_, below)| below).trim_start_matches([' ', '\t']);
                let first = below.lines().next().unwrap_or("").trim_end();
                let words = first.strip_prefix('"').and_then(|first| first.strip_suffix('"'));
                let is_alone = words.is_some_and(|words| !words.is_empty() && !words.contains('"'));
                if is_alone { below } else { "" }
            }
            None => "",
        };
        if !is_text || !next.starts_with('"') || next.starts_with("\"\"") {
            return false;
        }
        let Some(from) = start_in(self.text, next) else { return false };
        let blank = if self.text[..self.at - 1].ends_with(' ') || next[1..].starts_with(' ') { "" } else { " " };
        self.repair(Slip::Joined, self.at - 1, from + 1, blank);
        // The rest is read as a text of its own, its opening mark at hand.
        self.at = from;
        true
    }

    /// A date in quotation marks with words after it that are no part of it: they become a remark.
    fn words_after_date(&mut self) -> bool {
        let line = self.line();
        if !keys::holds(&self.key, ValueType::is_date) {
            return false;
        }
        let end = match line.strip_prefix('"').and_then(|rest| rest.find('"')) {
            Some(close) => close + 2,
            None => match line.split_once(" (") {
                Some((date, rest)) if When::parse(date.trim()).is_ok() && rest.trim_end().ends_with(')') => date.len(),
                _ => return false,
            },
        };
        let words = line[end..].trim();
        if !words.starts_with(|c: char| c.is_alphabetic() || c == '(') || words.contains(['"', '=', '[', '{', '#']) {
            return false;
        }
        let at = self.at + end + line[end..].len() - line[end..].trim_start().len();
        self.repair(Slip::Remark, at, at, "# ");
        self.at += line.len();
        true
    }

    /// Quotation marks that stand twice, or are of two kinds: the value is passed over when it is mended.
    fn marked_twice(&mut self) {
        let line = self.line().trim_end();
        let marks = |c: char| c == '"' || c == '\'';
        let inner = line.trim_matches(marks);
        if line.len() < 3 || inner.contains(['"', '\\', '#', '=', '[', '{']) || inner.is_empty() || inner.contains("',") {
            return;
        }
        let (open, close) = (&line[..line.find(inner).unwrap_or(0)], &line[line.find(inner).unwrap_or(0) + inner.len()..]);
        let is_slip = matches!(
            (open, close),
            ("\"", "'") | ("'", "\"") | ("\"\"", "\"\"") | ("''", "''") | ("\"", "\"\"") | ("\"\"", "\"")
        );
        if is_slip && !(open == "'" && inner.contains('\'')) {
            self.repair(Slip::Marks, self.at, self.at + line.len(), format!("\"{inner}\""));
            self.mended_value = Some(self.at + line.len());
        }
    }

    /// A list of texts that lacks its opening bracket, and perhaps its closing one. Nothing is changed where it is none.
    fn open_list(&mut self, start: usize, known: usize) -> bool {
        let (at, repairs) = (self.at, self.repairs.split_off(known));
        self.at = start;
        let first = start + self.rest().len() - self.rest().trim_start().len();
        self.repair(Slip::Brackets, first, first, "[");
        let (mut entries, mut end) = (0, first);
        while self.rest().trim_start_matches([' ', '\t']).starts_with(['"', '\'']) && self.value(Some('[')).is_some() {
            entries += 1;
            let rest = self.line();
            let after = rest.trim_start_matches([' ', '\t']);
            end = if after.starts_with(',') { self.at + rest.len() - after.len() + 1 } else { self.at };
            let sign = [";", "&", "/", "+", "and "].iter().find(|sign| after.starts_with(**sign));
            if let Some(sign) = sign.filter(|sign| after[sign.len()..].trim_start().starts_with(['"', '\''])) {
                let sign_end = self.at + rest.len() - after.len() + sign.trim_end().len();
                self.repair(Slip::Brackets, self.at, sign_end, ",");
                self.at = sign_end;
                continue;
            }
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', ',']).len();
        }
        let closed = self.rest().starts_with(']');
        if closed {
            self.at += 1;
        } else {
            self.repair(Slip::Brackets, end, end, "]");
        }
        let rest = self.line();
        let reads =
            (entries > 1 || closed && entries == 1) && (rest.trim_start().is_empty() || rest.trim_start().starts_with('#'));
        match reads {
            true => self.at += rest.len(),
            false => {
                self.at = at;
                self.repairs.truncate(known);
                self.repairs.extend(repairs);
            }
        }
        reads
    }

    /// A key in quotation marks with its = sign, or with a colon, as JSON has it.
    fn quoted_key(&mut self) -> bool {
        let line = self.line();
        let parts = line.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        let Some((inner, after)) = parts.filter(|(inner, _)| keys::SECTIONS.iter().any(|section| section.key(inner).is_some()))
        else {
            return false;
        };
        let blanks = after.len() - after.trim_start().len();
        let sign = after[blanks..].chars().next().filter(|sign| matches!(sign, '=' | ':'));
        let Some(sign) = sign else { return false };
        let (start, end) = (self.at, self.at + inner.len() + 2);
        self.set_key(inner, Span::new(start as u32, end as u32));
        if sign == ':' {
            let text = if blanks == 0 { " =" } else { "=" };
            self.repair(Slip::Colon, end + blanks, end + blanks + 1, text);
        }
        self.at = end + blanks + 1;
        true
    }

    /// A key with its = sign.
    fn name(&mut self, first: bool) -> Option<()> {
        let line = self.line();
        if first && self.quoted_key() {
            return Some(());
        }
        if line.starts_with(['"', '\'', '#', '[', ']', '{', '}', ',']) {
            return None;
        }
        if let Some(open) = line.chars().next().filter(|c| CURLY.contains(c)) {
            let close = line[..line.find('=')?].trim_end().char_indices().next_back().filter(|(_, c)| CURLY.contains(c))?;
            // Of a mark alone, the first is the last.
            let inner = line.get(open.len_utf8()..close.0)?;
            if inner.is_empty() || !inner.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) {
                return None;
            }
            let end = self.at + close.0 + close.1.len_utf8();
            self.key = inner.to_owned();
            self.repair(Slip::Curly, self.at, end, format!("\"{inner}\""));
            self.at = end;
            self.spaces();
            self.at += self.rest().starts_with('=').then_some(1)?;
            return Some(());
        }
        let known = |name: &str| keys::SECTIONS.iter().any(|section| section.key(name).is_some());
        let cut = line.find(['=', ':', '"', '[', '{', '#', ',', '\u{ff1d}', '\u{2192}']).unwrap_or(line.len());
        let blank = |c: char| c.is_whitespace() || INVISIBLE.contains(&c);
        let name = line[..cut].trim_end_matches(blank);
        let start = self.at;
        let mut end = start + name.len();
        match line[cut..].chars().next() {
            Some('=') => {}
            Some('\u{ff1d}' | '\u{2192}') if known(name) || first && self.trade_word(name, start, first).is_some() => {}
            Some(':')
                if known(name)
                    || first && self.is_entry_of_names()
                    || first && self.trade_word(name, start, first).is_some()
                    || line[cut + 1..].trim_start().starts_with('{') => {}
            _ => {
                // Of a row of a table, and of a line that a word processor corrected, the first part is the key.
                let parted = line.find('\t').map(|at| (at, 1)).or_else(|| {
                    let (at, sign) = line.char_indices().find(|(_, c)| *c == '-' || DASHES.contains(c))?;
                    (line[..at].ends_with(' ') && line[at + sign.len_utf8()..].starts_with(' ')).then_some((at, sign.len_utf8()))
                });
                if let Some((at, length)) = parted.filter(|_| first)
                    && let word = line[..at].trim_end()
                    && let Some((section, meant)) = self.trade_word(word, start, first)
                {
                    let end = start + word.len();
                    self.key = meant.to_owned();
                    self.key_place = Span::new(start as u32, end as u32);
                    self.repair(Slip::TradeWord(section.name), start, end, meant);
                    let sign = if length == 1 && line[at..].starts_with('\t') { Slip::Equals } else { Slip::DashForEquals };
                    self.repair(sign, end, start + at + length, " = ");
                    self.at = start + at + length;
                    self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
                    return Some(());
                }
                // "due 2008-06-30": the first word is the key.
                let word = name.split(blank).next()?;
                let more = !line[word.len()..].trim_matches(blank).is_empty();
                if !first || !known(word) || !more {
                    return None;
                }
                end = start + word.len();
                // A dash may stand where the = sign belongs.
                let blanks = line[word.len()..].len() - line[word.len()..].trim_start_matches(blank).len();
                let sign = line[word.len() + blanks..].chars().next().filter(|c| *c == '-' || DASHES.contains(c));
                match sign.filter(|sign| blanks > 0 && line[word.len() + blanks + sign.len_utf8()..].starts_with([' ', '\t'])) {
                    Some(sign) => {
                        let at = end + blanks;
                        self.key = word.to_owned();
                        self.repair(Slip::DashForEquals, at, at + sign.len_utf8(), "=");
                        self.at = at + sign.len_utf8();
                        return Some(());
                    }
                    None => self.repair(Slip::Equals, end, end, " ="),
                }
            }
        }
        let name = &self.text[start..end];
        self.key = name.to_owned();
        if first {
            self.key_place = Span::new(start as u32, end as u32);
        }
        if name.contains(DASHES) && !name.contains(blank) {
            if !name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c) || DASHES.contains(&c)) {
                return None;
            }
            self.key = name.replace(DASHES, "-");
            let key = self.key.clone();
            self.repair(if known(&key) { Slip::Dash } else { Slip::DoubtfulDash }, start, end, key);
        } else if let Some((section, meant)) = self.trade_word(name, start, first) {
            self.key = meant.to_owned();
            self.repair(Slip::TradeWord(section.name), start, end, meant);
        } else if name.contains(blank) {
            if !name.chars().all(|c| c.is_alphanumeric() || blank(c) || "-_.'\u{2019}&()".contains(c)) {
                return None;
            }
            let bare = letters(name);
            let here = if first { table_header::section_above(self.text, start) } else { None };
            let sections = || here.into_iter().chain(keys::SECTIONS.iter().copied().filter(|_| here.is_none()));
            let meant = sections().flat_map(|section| section.names()).find(|name| letters(name) == bare);
            let key = slug(name);
            let meant = meant.or_else(|| sections().find_map(|section| trade_words::meant(section, name).first().copied()));
            // What is no key here may be one that the board chooses, of an entry in braces. Anything else would be the next fault.
            let is_entry = line[cut..].trim_start_matches(['=', ':', ' ', '\t']).starts_with('{') && letters(&key) == bare;
            let is_proposed = match meant {
                Some(meant) => !first || !stands_under_heading(self.text, start, meant),
                None => is_entry,
            };
            self.key = meant.map_or(key, str::to_owned);
            let key = self.key.clone();
            if is_proposed {
                self.repair(Slip::SpacedKey, start, end, key);
            } else {
                let place = Span::new(start as u32, end as u32);
                let fault = Diagnostic::new("syntax", place, "a key has no spaces in it");
                self.report(fault.help("write the key that is meant, as the format page has it"), key);
            }
        } else if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) {
            return None;
        }
        self.at = end;
        self.spaces();
        let rest = self.rest();
        if rest.starts_with('=') {
            self.at += 1;
            let more = self.line();
            let signs = more.len() - more.trim_start_matches(['=', '>', ' ', '\t']).len();
            if let Some(last) = more[..signs].rfind(['=', '>']).filter(|_| !more[signs..].starts_with("DATE(")) {
                self.repair(Slip::Twice, self.at, self.at + last + 1, "");
                self.at += last + 1;
            }
        } else if let Some(sign) = rest.chars().next().filter(|c| matches!(c, '\u{ff1d}' | '\u{2192}')) {
            self.repair(Slip::OtherEquals, self.at, self.at + sign.len_utf8(), "=");
            self.at += sign.len_utf8();
        } else if rest.strip_prefix(':').is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('=')) {
            let sign = rest.find('=').unwrap_or(1);
            self.repair(Slip::Colon, self.at, self.at + sign, "");
            self.at += sign + 1;
        } else if rest.starts_with(':') {
            let text = if self.at == end { " =" } else { "=" };
            self.repair(Slip::Colon, self.at, self.at + 1, text);
            self.at += 1;
        }
        Some(())
    }

    /// The statement stands where the board chooses the keys: among people and groups.
    pub(super) fn is_entry_of_names(&self) -> bool {
        table_header::section_above(self.text, self.start).is_none()
            && table_header::section_of_value(self.text, self.start, "").is_some_and(|section| section.key("name").is_some())
    }

    /// The key that is meant by a key of the trade's words, and the section that has it.
    fn trade_word(&mut self, name: &str, start: usize, first: bool) -> Option<(&'static keys::Section, &'static str)> {
        const SIGNS: &str = "-_.'\u{2019}&()%/?*";
        let is_word = |c: char| c.is_alphanumeric() || c.is_whitespace() || INVISIBLE.contains(&c) || SIGNS.contains(c);
        if !name.contains(char::is_alphabetic) || !name.chars().all(is_word) {
            return None;
        }
        if !first {
            let section = self.section.filter(|section| section.key(name).is_none())?;
            return Some((section, *trade_words::meant(section, name).first()?));
        }
        let section = table_header::section_above(self.text, start).filter(|section| section.key(name).is_none())?;
        let mut meant = trade_words::meant(section, name);
        meant.retain(|meant| !stands_under_heading(self.text, start, meant));
        self.more = meant.len().checked_sub(self.choice + 1)?;
        Some((section, meant[self.choice]))
    }

    /// A value; `within` is the bracket it stands in.
    fn value(&mut self, within: Option<char>) -> Option<()> {
        if let Some(end) = self.mended_value.take() {
            self.at = end;
            return Some(());
        }
        self.spaces();
        if within.is_none() && self.line().is_empty() {
            // The value stands alone on the next line.
            let next = self.rest().trim_start_matches(['\r', '\n', ' ', '\t']);
            let from = self.text.len() - next.len();
            let skipped = self.text[self.at..from].matches('\n').count();
            let first = next.lines().next().unwrap_or("");
            let are_words = next.starts_with(char::is_alphabetic)
                && !first.contains(['=', ':', '\t', '|', '"'])
                && keys::holds(&self.key, |value| matches!(value, ValueType::Text));
            if skipped != 1 || !next.starts_with(['"', '\'', '{', '[']) && !are_words || is_heading(next) {
                return None;
            }
            if next.starts_with(['"', '\'']) && Line::at(self.text, from).statement().is_some() || first.starts_with("[[") {
                return None;
            }
            let end = self.text[..self.at].trim_end_matches([' ', '\t']).len();
            self.repair(Slip::NextLine, end, from, " ");
            self.at = from;
        }
        let first = self.rest().chars().next()?;
        if let Some((inner, end)) = self.entity_marks(within) {
            let text = format!("\"{inner}\"");
            self.repair(Slip::Marks, self.at, end, text);
            self.at = end;
            return Some(());
        }
        match first {
            '(' if within.is_none() => self.round_brackets(),
            '{' if within.is_none() && self.is_list_in_braces() => {
                let last = self.at + self.line().find('}')?;
                self.repair(Slip::WrongBracket, self.at, self.at + 1, "[");
                self.repair(Slip::WrongBracket, last, last + 1, "]");
                self.at += 1;
                self.entries(last, '[')?;
                self.at = last + 1;
                Some(())
            }
            '[' if within.is_none() && self.link_end().is_some() => {
                let end = self.at + self.link_end()?;
                self.repair(Slip::Unquoted, self.at, end, format!("\"{}\"", &self.text[self.at..end]));
                self.at = end;
                Some(())
            }
            '[' | '{' => {
                self.deeper = self.deeper.checked_sub(1)?;
                let value = if first == '[' { self.list() } else { self.braces() };
                self.deeper += 1;
                value
            }
            '"' | '\'' => self.quoted(first, within),
            c if CURLY.contains(&c) => self.curly(within),
            'n' if within.is_none() && self.line().split_once('=').is_some_and(|(key, _)| key.trim() == "name") => {
                self.open_braces()
            }
            _ => self.bare(within),
        }
    }

    /// A text between quotation marks as a page of the web writes them, and where it ends.
    fn entity_marks(&self, within: Option<char>) -> Option<(&'t str, usize)> {
        let line = self.line();
        let open = ENTITIES.iter().find(|mark| line.starts_with(**mark))?;
        let mut ends = ENTITIES.iter().flat_map(|mark| line[open.len()..].match_indices(*mark)).collect::<Vec<_>>();
        ends.sort_unstable();
        let (at, mark) = ends.into_iter().find(|(at, mark)| Self::ends(&line[open.len() + at + mark.len()..], within))?;
        let inner = line[open.len()..].get(..at).filter(|inner| !inner.contains(['"', '\\']) && !inner.is_empty())?;
        Some((inner, self.at + open.len() + at + mark.len()))
    }

    /// Texts in braces where a list stands.
    fn is_list_in_braces(&self) -> bool {
        let section = table_header::section_above(self.text, self.start);
        let holds_list = section.and_then(|section| section.key(&self.key)).is_some_and(|key| key.value_type.is_list());
        let inner = self.line().strip_prefix('{').unwrap_or("").trim_start();
        holds_list && inner.starts_with('"') && !self.line().contains('=')
    }

    /// Where a link as Markdown writes it ends: `[words](address)`.
    fn link_end(&self) -> Option<usize> {
        let line = self.line().trim_end();
        let words = line.find("](").filter(|at| !line[..*at].contains(['"', '\'', ',']))?;
        let end = words + line[words..].find(')')? + 1;
        (end == line.len() && !line.contains(['"', '\\'])).then_some(end)
    }

    /// Passes over the second of the marks that set a key in bold, where a colon stands within them.
    fn closing_mark(&mut self, start: usize) {
        let rest = self.rest();
        let mark = ["**", "__"].into_iter().find(|mark| rest.starts_with(mark) && self.text[start..self.at].contains(mark));
        if let Some(mark) = mark {
            self.repair(Slip::Bullet, self.at, self.at + mark.len(), "");
            self.at += mark.len();
        }
    }

    /// Where a number or letter of a list ends that stands before a line: "1) ", "a) ", "o" with a tab.
    fn list_number(&self) -> Option<usize> {
        let rest = self.rest();
        let end = rest.find([' ', '\t'])?;
        let (number, after) = rest.split_at(end);
        let is_number = number == "o" && after.starts_with('\t')
            || number.strip_suffix(')').is_some_and(|number| {
                let number = number.trim_start_matches('(');
                (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        is_number.then(|| rest.len() - after.trim_start().len())
    }

    /// Passes over a bullet as a word processor puts before a line.
    fn bullet(&mut self) {
        let rest = self.rest();
        if let Some(length) = self.list_number().filter(|length| !rest[*length..].starts_with(['\r', '\n'])) {
            self.repair(Slip::Bullet, self.at, self.at + length, "");
            self.at += length;
            return;
        }
        let Some(sign) = rest.chars().next().filter(|c| "-*>\u{2022}\u{b7}\u{25cf}\u{25aa}\u{f0b7}\u{2013}\u{2014}".contains(*c))
        else {
            return;
        };
        let after = &rest[sign.len_utf8()..];
        let words = after.trim_start_matches(|c: char| c == ' ' || c == '\t' || INVISIBLE.contains(&c));
        if words.len() < after.len() && !words.starts_with(['\r', '\n']) {
            let end = self.at + rest.len() - words.len();
            self.repair(Slip::Bullet, self.at, end, "");
            self.at = end;
        }
    }

    /// A list or an entry in round brackets.
    fn round_brackets(&mut self) -> Option<()> {
        let line = self.line().split('#').next().unwrap_or("").trim_end();
        let inner = line.strip_prefix('(')?.strip_suffix(')')?;
        let last = self.at + line.len() - 1;
        let is_entry = inner
            .trim_start()
            .split(['=', ':'])
            .next()
            .is_some_and(|key| key.trim().chars().all(|c| c.is_alphanumeric() || c == '-'))
            && inner.contains(['=', ':']);
        let (open, close) = if is_entry { ("{", "}") } else { ("[", "]") };
        let slip = if is_entry { Slip::RoundForBraces } else { Slip::RoundForSquare };
        self.repair(slip, self.at, self.at + 1, open);
        self.repair(slip, last, last + 1, close);
        self.at += 1;
        self.entries(last, if is_entry { '{' } else { '[' })?;
        self.at = last + 1;
        Some(())
    }

    /// The entries of a list or in braces up to where their closing bracket belongs, on one line.
    pub(super) fn entries(&mut self, end: usize, bracket: char) -> Option<()> {
        loop {
            self.spaces();
            if self.at >= end {
                return Some(());
            }
            if bracket == '{' {
                self.name(false)?;
            }
            self.value(Some(bracket))?;
            self.spaces();
            match self.rest().chars().next() {
                Some(',') if self.at < end => self.at += 1,
                Some(';') if self.at < end => {
                    self.repair(Slip::Separator, self.at, self.at + 1, ",");
                    self.at += 1;
                }
                _ if self.at == end => return Some(()),
                _ => return None,
            }
        }
    }

    /// An entry of people or groups that lacks its opening brace, and perhaps its closing one.
    fn open_braces(&mut self) -> Option<()> {
        let line = self.line().split('#').next().unwrap_or("").trim_end();
        let closed = line.ends_with('}');
        let end = self.at + if closed { line.len() - 1 } else { line.len() };
        self.repair(Slip::Braces, self.at, self.at, "{ ");
        if !closed {
            self.repair(Slip::Braces, end, end, " }");
        }
        self.entries(end, '{')?;
        self.at = if closed { end + 1 } else { end };
        Some(())
    }

    /// A comma with nothing before it.
    fn empty_entry(&mut self) -> bool {
        if !self.rest().starts_with(',') {
            return false;
        }
        // All that follow one another are one change.
        let line = self.line();
        let run = line.trim_start_matches([',', ' ', '\t']);
        let run = line[..line.len() - run.len()].trim_end().len();
        // On a line of its own, the line goes.
        let line_start = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let is_alone = self.text[line_start..self.at].trim().is_empty() && line.trim_end().len() == run;
        let from = if is_alone { line_start.saturating_sub(1) } else { self.at };
        self.repair(Slip::EmptyEntry, from, self.at + run, "");
        self.at += run;
        true
    }

    fn list(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let after_comma = self.at;
            self.lines()?;
            if self.text[after_comma..self.at].contains('\n')
                && self.text[..after_comma].ends_with(',')
                && (is_heading(self.line()) || Line::at(self.text, self.at).statement().is_some())
            {
                self.repair(Slip::OpenList, after_comma, after_comma, "]");
                self.at = after_comma;
                return Some(());
            }
            self.bullet();
            if self.rest().starts_with(']') {
                self.at += 1;
                return Some(());
            }
            if self.empty_entry() {
                continue;
            }
            self.value(Some('['))?;
            let end = self.at;
            self.lines()?;
            let at = self.at;
            // The list was left open where something else begins.
            if self.text[end..at].contains('\n') && (is_heading(self.line()) || Line::at(self.text, at).statement().is_some()) {
                self.repair(Slip::OpenList, end, end, "]");
                self.at = end;
                return Some(());
            }
            self.bullet();
            if self.at > at {
                self.repair(Slip::Comma, end, end, ",");
                continue;
            }
            match self.rest().chars().next()? {
                ',' => self.at += 1,
                ']' => {}
                c @ (')' | '}') if !self.line()[1..].contains([']', c]) => {
                    self.repair(Slip::WrongBracket, self.at, self.at + 1, "]");
                    self.at += 1;
                    return Some(());
                }
                ';' | '&' | '/' | '+' => {
                    self.repair(Slip::Separator, end, self.at + 1, ",");
                    self.at += 1;
                }
                'a' if self.rest().starts_with("and ") => {
                    self.repair(Slip::Separator, end, self.at + 3, ",");
                    self.at += 3;
                }
                c if c == '"' || c == '\'' || c == '{' || CURLY.contains(&c) => self.repair(Slip::Comma, end, end, ","),
                _ => return None,
            }
        }
    }

    fn braces(&mut self) -> Option<()> {
        let outer = (self.key.clone(), self.section);
        self.section = match self.section {
            Some(section) => section.key(&self.key).and_then(|key| key.value_type.section()),
            None => table_header::section_of_value(self.text, self.start, &self.key),
        };
        self.at += 1;
        let mut entry = 0;
        loop {
            self.lines()?;
            if self.rest().starts_with('}') {
                self.at += 1;
                (self.key, self.section) = outer;
                return Some(());
            }
            if self.empty_entry() {
                continue;
            }
            if !self.word_without_key(entry) {
                self.name(false)?;
            }
            entry += 1;
            self.value(Some('{'))?;
            let end = self.at;
            self.lines()?;
            match self.rest().chars().next()? {
                ',' => self.at += 1,
                '}' => {}
                ';' => {
                    self.repair(Slip::Separator, self.at, self.at + 1, ",");
                    self.at += 1;
                }
                c if c.is_ascii_lowercase() => self.repair(Slip::Comma, end, end, ","),
                _ => return None,
            }
        }
    }

    /// A value in braces that stands there without its key, where its place and kind say which was meant.
    fn word_without_key(&mut self, entry: usize) -> bool {
        let Some(section) = self.section else { return false };
        let is_text = self.rest().starts_with('"');
        let is_date = self.line().split([',', '}']).next().is_some_and(|word| When::parse(word.trim()).is_ok());
        let meant = ["name", "role", "on", "note"].into_iter().filter(|key| section.key(key).is_some());
        let meant = meant.filter(|key| match *key {
            "on" => is_date && entry == 0,
            "name" => is_text && entry == 0,
            "role" => is_text && entry == 1,
            _ => is_text,
        });
        let Some(key) = meant.take(1).next() else { return false };
        if self.line().contains(&format!("{key} =")) || self.line().contains(&format!("{key}=")) {
            return false;
        }
        self.repair(Slip::EntryWord, self.at, self.at, format!("{key} = "));
        key.clone_into(&mut self.key);
        true
    }

    /// Passes over spaces, line ends and remarks; not beyond a line or a statement that is too long.
    fn lines(&mut self) -> Option<()> {
        if self.at - self.start > LONGEST {
            return None;
        }
        loop {
            self.spaces();
            match self.rest().chars().next() {
                Some('\n') => {
                    self.at += 1;
                    if self.line().len() > LONGEST_LINE {
                        return None;
                    }
                }
                Some('\r') => self.at += 1,
                Some('#') => self.at += self.line().len(),
                _ => return Some(()),
            }
        }
    }

    /// A value may end before this.
    pub(super) fn ends(rest: &str, within: Option<char>) -> bool {
        let rest = rest.trim_start_matches(|c| c == ' ' || c == '\t' || INVISIBLE.contains(&c));
        match (rest.chars().next(), within) {
            (None | Some('#' | '\n' | '\r'), _) => true,
            (Some(',' | ';'), Some('{')) => {
                let next = rest[1..].trim_start();
                next.starts_with('}')
                    || next.starts_with('"') && !rest.contains('=')
                    || next.split_once(['=', ':']).is_some_and(|(key, _)| !key.contains(['"', ',', '}', ']', '\n']))
            }
            (Some(','), _) => true,
            (Some(';' | '.' | ']' | '}' | ')'), None) if !begins_remark(rest) => {
                rest[1..].lines().next().is_none_or(|rest| rest.trim().is_empty())
            }
            (Some(')'), Some(_)) | (Some('}'), Some('[')) => true,
            (Some(';' | '&' | '/' | '+'), Some('[')) => {
                rest[1..].trim_start().starts_with(|c| matches!(c, '"' | '\'') || CURLY.contains(&c))
            }
            (Some('a'), Some('[')) => rest.strip_prefix("and ").is_some_and(|next| next.trim_start().starts_with(['"', '\''])),
            (Some('('), None) => {
                rest.lines().next().is_some_and(|rest| rest.trim_end().ends_with(')') && !rest.contains(['"', '=', '#']))
            }
            (Some(']'), Some('[')) | (Some('}'), Some('{')) => true,
            (Some('<' | '&'), None) if is_markup(rest.lines().next().unwrap_or("")) => true,
            (Some('+' | '&'), None) => rest[1..].trim_start().starts_with('"'),
            (Some(_), None) => begins_remark(rest),
            _ => false,
        }
    }

    /// A value without quotation marks.
    fn bare(&mut self, within: Option<char>) -> Option<()> {
        let (start, line) = (self.at, self.line());
        let end = match within {
            None => [" //", " <!--", " --"]
                .iter()
                .filter_map(|sign| line.find(sign))
                .chain(line.find('#'))
                .min()
                .unwrap_or(line.len()),
            Some('[') => line.find([',', ']', '#']).unwrap_or(line.len()),
            Some(_) => line.find([',', '}', '#']).unwrap_or(line.len()),
        };
        let blank = |c: char| c.is_whitespace() || INVISIBLE.contains(&c);
        let mut value = line[..end].trim_end_matches(blank);
        if within.is_none() {
            value = value.trim_end_matches([',', ';']).trim_end_matches(blank);
        }
        self.at = start + value.len();
        if value.is_empty() {
            return None;
        }
        if is_sound(&format!("x = {value}\n")) {
            return Some(());
        }
        let place = Span::new(start as u32, self.at as u32);
        let last = self.key.rsplit('.').next().unwrap_or("").to_owned();
        let small = last.to_lowercase();
        if keys::holds(&small, ValueType::is_flag)
            && let Some((word, safe)) = parse_truth(value)
        {
            let mut fault = flag_fault(&small, place, word, safe);
            if let Some(fix) = fault.fix.as_mut().filter(|_| small != last && self.key == last) {
                fix.title = format!("write {small} = {word}");
                fix.edits.insert(0, Edit { span: self.key_place, text: small });
            }
            self.report(fault, word);
            return Some(());
        }
        // A key of this name may hold a date elsewhere: "agreed" of a plan and of a move.
        let only_flag = keys::holds(&small, ValueType::is_flag) && !keys::holds(&small, ValueType::is_date);
        if only_flag && !value.contains(['"', '=', '[', '{', ']', '}']) {
            // In quotation marks it would be the next fault.
            let fault = Diagnostic::new("syntax", place, format!("\"{last}\" must be true or false"));
            self.report(fault.help("write true or false; other words belong to \"timescale\" or \"remark\""), "true");
            return Some(());
        }
        let digits = value.starts_with(|c: char| c.is_ascii_digit());
        let share = value.strip_suffix('%').map(str::trim_end).filter(|number| number.parse::<u8>().is_ok_and(|n| n <= 100));
        if share.is_some() && last == "status" && within.is_none() {
            // As a text it is looked at, and belongs under the key of a share.
            self.repair(Slip::Unquoted, start, self.at, format!("\"{value}\""));
            return Some(());
        }
        if let Some(number) = share
            && keys::holds(&last, |value| matches!(value, ValueType::Percent))
        {
            let fault = Diagnostic::new("syntax", place, format!("\"{last}\" is a whole number, without a sign"));
            self.report(fault.fix(format!("write {number}"), place, number), number);
            return Some(());
        }
        // A date in figures under a key of words is words.
        let holds_words = |value: ValueType| matches!(value, ValueType::Text | ValueType::Texts);
        if digits
            && within.is_none()
            && keys::holds(&last, holds_words)
            && !keys::holds(&last, ValueType::is_date)
            && last != "ref"
            && self.more == 0
            && value.contains(['-', '/', '.'])
            && value.chars().all(|c| c.is_ascii_digit() || "-/. ".contains(c))
        {
            self.repair(Slip::Unquoted, start, self.at, format!("\"{value}\""));
            return Some(());
        }
        if digits
            && !value.contains(['"', '='])
            && (keys::holds(&last, ValueType::is_date) || value.contains(['-', '/']) && within.is_none())
            || keys::holds(&last, ValueType::is_date) && !value.contains(['"', '=', '[', '{', ']', '}'])
        {
            let fault = date_fault(&last, value, place, within == Some('['))?;
            self.report(fault, "2008-01-01");
            return Some(());
        }
        if let Some(inner) = value.strip_suffix(['"', '\u{201d}']).filter(|inner| !inner.contains(['"', '=', '\\'])) {
            self.repair(Slip::Opening, start, self.at, format!("\"{inner}\""));
            return Some(());
        }
        if last == "ref" && within.is_none() && digits && value.chars().all(|c| c.is_ascii_alphanumeric() || ".,-".contains(c)) {
            let written = format!("\"{}\"", value.replace(',', "."));
            let fault = Diagnostic::new("syntax", place, "a reference stands in quotation marks");
            self.report(fault.suggest(format!("write {written}"), place, &*written), written);
            return Some(());
        }
        let plain =
            value.starts_with(|c: char| c.is_alphabetic()) || value.contains(' ') && value.contains(|c: char| c.is_alphabetic());
        if !plain || value.contains(['"', '=', '\\', '[', ']', '{', '}']) {
            return None;
        }
        if within.is_none() && self.is_entry_of_names() {
            let of_people = table_header::is_under(self.text, self.start, "people");
            let said = match name_and_role(value).filter(|(_, role)| of_people && !role.is_empty()) {
                Some((name, role)) => format!("{{ name = \"{name}\", role = \"{role}\" }}"),
                None => format!("{{ name = \"{value}\" }}"),
            };
            self.repair(Slip::NameAlone, start, self.at, said);
            return Some(());
        }
        let slip = if within == Some('[') { Slip::UnquotedEntry } else { Slip::Unquoted };
        let whole = match within {
            None => self.folded_words(value),
            Some(_) => value.to_owned(),
        };
        // Of a page of the web the words alone stand in quotation marks.
        let whole = web::plain(&whole, "; ").filter(|_| !web::is_struck_through(&whole)).unwrap_or(whole);
        self.repair(slip, start, self.at, write::quoted(&whole));
        Some(())
    }

    /// Words without quotation marks that go on over the end of their line, up to where something else begins; the scan stands
    /// behind them then.
    fn folded_words(&mut self, first: &str) -> String {
        const MOST: usize = 30;
        let mut words = first.to_owned();
        let goes_on = self.limit.is_none() && keys::holds(&self.key, |value| matches!(value, ValueType::Text | ValueType::Texts));
        if !goes_on || !self.line().trim().is_empty() {
            return words;
        }
        for line in self.rest().split_inclusive('\n').skip(1).take(MOST) {
            let more = line.trim();
            if more.is_empty() || more.contains(['=', ':', '"', '\t', '|', '#', '\\', '[', ']', '{', '}']) {
                break;
            }
            let is_bullet = |c: char| !c.is_alphanumeric() && !"('\u{2019}&".contains(c);
            if more.starts_with(is_bullet) || more.starts_with(|c: char| c.is_ascii_digit()) || is_heading(more) {
                break;
            }
            words.push(' ');
            words.push_str(more);
            self.at += self.rest().find(more).map_or(0, |at| at + more.len());
        }
        words
    }

    /// The findings, each kind of slip that is made all over a line reported once. A word of the trade and all else that keeps its
    /// line from being read are one finding: the cure is the line.
    fn faults(mut self) -> Vec<Diagnostic> {
        let key_place = self.key_place;
        let is_key = |repair: &Repair| {
            matches!(repair.slip, Slip::TableRow) || matches!(repair.slip, Slip::TradeWord(_)) && repair.span == key_place
        };
        let key = self.repairs.iter().position(is_key);
        let key = key.map(|index| self.repairs.remove(index));
        let (text, start, end) = (self.text, self.start, self.at);
        let others = self.other_faults();
        let Some(key) = key else { return others };
        let fault = fault(text, &key);
        let fixes: Option<Vec<Fix>> = others.iter().map(|other| other.fix.clone()).collect();
        let Some((own, fixes)) = fault.fix.clone().zip(fixes) else { return std::iter::once(fault).chain(others).collect() };
        let safe = own.safe && fixes.iter().all(|fix| fix.safe);
        let edits: Vec<Edit> = own.edits.into_iter().chain(fixes.into_iter().flat_map(|fix| fix.edits)).collect();
        let within = |edit: &Edit| {
            let of = |offset: u32| offset.checked_sub(start as u32);
            Some(Edit { span: Span::new(of(edit.span.start)?, of(edit.span.end)?), text: edit.text.clone() })
        };
        let line =
            edits.iter().map(within).collect::<Option<Vec<_>>>().and_then(|edits| edit::apply(text.get(start..end)?, &edits));
        let line = line.map(|line| one_blank_before_equals(line.trim())).filter(|line| line.len() <= 80 && !line.contains('\n'));
        let title = line.filter(|_| edits.len() > 1).map_or(own.title, |line| format!("write {line}"));
        vec![Diagnostic { fix: Some(Fix { title, edits, safe }), ..fault }]
    }

    fn other_faults(self) -> Vec<Diagnostic> {
        let mut out: Vec<(Slip, Diagnostic)> = Vec::new();
        for repair in self.repairs {
            if let Some(fault) = repair.fault {
                out.push((repair.slip, fault));
                continue;
            }
            let together = matches!(
                repair.slip,
                Slip::Curly
                    | Slip::Invisible
                    | Slip::Backslash
                    | Slip::DoubtfulBackslash
                    | Slip::Inner
                    | Slip::Folded
                    | Slip::FoldedOpen
                    | Slip::Brackets
                    | Slip::Braces
                    | Slip::Joined
                    | Slip::EntryKey
                    | Slip::EntryWord
                    | Slip::WrongBracket
                    | Slip::RoundForBraces
                    | Slip::RoundForSquare
                    | Slip::Separator
                    | Slip::Bullet
                    | Slip::UnquotedEntry
            );
            let same = out.iter_mut().find(|(slip, _)| together && *slip == repair.slip);
            if let Some(fix) = same.and_then(|(_, fault)| fault.fix.as_mut()) {
                fix.edits.push(Edit { span: repair.span, text: repair.text });
                continue;
            }
            out.push((repair.slip, fault(self.text, &repair)));
        }
        out.into_iter().map(|(_, fault)| fault).collect()
    }
}
