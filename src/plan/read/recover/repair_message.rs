//! Each kind of slip that a statement can have, in words and with its cure.

use super::lines::Line;
use crate::diagnostic::Diagnostic;
use crate::plan::trade_words;
use crate::text::Span;

/// What is wrong at one place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    Curly,
    Invisible,
    Backslash,
    /// A text as it stands may mean something else by its other backslashes.
    DoubtfulBackslash,
    Apostrophe,
    /// Quotation marks inside a text.
    Inner,
    /// A text that goes on over the end of its line.
    Folded,
    /// The same, and its closing mark is missing.
    FoldedOpen,
    /// A list without its brackets.
    Brackets,
    /// A list that is not closed.
    OpenList,
    /// A row of a table in place of a key and its value.
    TableRow,
    /// Lines with a number behind their key, where one key holds all of them.
    NumberedKeys,
    /// A column of a board that the format has no key for.
    OtherColumn,
    /// A person or group without its key.
    EntryKey,
    /// A value in braces without its key.
    EntryWord,
    /// Another bracket than the one that belongs there.
    WrongBracket,
    /// Several keys on one line.
    OneLine,
    /// A text put together of two.
    Joined,
    /// A line that only parts one thing from another.
    Rule,
    /// A remark as other programs begin it.
    RemarkLine,
    /// An entry in braces that lacks them.
    Braces,
    /// Round brackets where braces belong.
    RoundForBraces,
    /// Round brackets where square ones belong.
    RoundForSquare,
    /// Another sign where a comma belongs.
    Separator,
    /// Words after the value.
    Remark,
    /// Quotation marks that stand twice, or are of two kinds.
    Marks,
    /// A name in place of what is said of a person or group.
    NameAlone,
    Opening,
    Closing,
    Unquoted,
    /// The same in a list.
    UnquotedEntry,
    /// A value on the line below its key.
    NextLine,
    Bullet,
    Comma,
    /// A comma with nothing before it.
    EmptyEntry,
    Trailing,
    Colon,
    Equals,
    /// A sign of another keyboard or an arrow where the = sign belongs.
    OtherEquals,
    /// A dash where the = sign belongs.
    DashForEquals,
    /// An = sign too many.
    Twice,
    SpacedKey,
    /// A word of the trade in place of a key of the section of this name.
    TradeWord(&'static str),
    /// A dash in a known key.
    Dash,
    /// A dash in a key that the board chose.
    DoubtfulDash,
    /// Reported by itself, already in words.
    Reported,
}

/// One change that a statement needs.
pub(super) struct Repair {
    pub(super) slip: Slip,
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) fault: Option<Diagnostic>,
}

/// What is said of characters that nobody sees, where something else is to stand in their place, or nothing.
pub(super) fn invisible_fault(text: &str, span: Span, new: &str) -> Diagnostic {
    let name = match span.of(text).chars().next() {
        Some('\u{feff}') => "the mark that some programs set at the beginning of a file",
        Some('\u{ad}') => "the place for a hyphen at the end of a line",
        Some('\u{200b}' | '\u{2060}' | '\u{200e}' | '\u{200f}') => "one without any width",
        Some('\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}') => "an end of a line or page as other programs have it",
        Some('\u{2002}' | '\u{2003}' | '\u{2008}' | '\u{2009}' | '\u{200a}' | '\u{3000}') => "one of another width",
        Some('\u{fffc}') => "the place of a picture",
        _ => "a no-break space",
    };
    let message = format!("an invisible character stands here that is no ordinary space ({name})");
    Diagnostic::new("syntax", span, message).fix(if new.is_empty() { "take it out" } else { "put an ordinary space" }, span, new)
}

/// One slip in words.
pub(super) fn fault(text: &str, repair: &Repair) -> Diagnostic {
    let (span, new) = (repair.span, repair.text.as_str());
    let syntax_fault = |span: Span, message: &str| Diagnostic::new("syntax", span, message);
    let next = || {
        let rest = &text[span.start as usize..];
        let skipped = rest.len() - rest.trim_start().len();
        let word =
            rest[skipped..].find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len() - skipped);
        Span::new(span.start + skipped as u32, span.start + (skipped + word) as u32)
    };
    match repair.slip {
        Slip::Curly => {
            let is_curly = |c: char| "\u{201c}\u{201d}\u{2018}\u{2019}\u{201e}\u{201a}\u{201f}\u{201b}".contains(c);
            let message = match span.of(text).contains(is_curly) {
                true => "these quotation marks are curly; a plan needs straight ones",
                false => "these are no quotation marks of a plan, which are straight",
            };
            syntax_fault(span, message).fix("write straight quotation marks", span, new)
        }
        Slip::Invisible => invisible_fault(text, span, new),
        Slip::Backslash | Slip::DoubtfulBackslash => {
            let after = text[span.start as usize + 1..].chars().next().filter(|c| !c.is_control());
            let wide = Span::new(span.start, span.start + 1 + after.map_or(0, |c| c.len_utf8() as u32));
            let fault = syntax_fault(wide, "a backslash begins a special character; the sign itself is written twice");
            match repair.slip {
                Slip::Backslash => fault.fix("write two backslashes", span, new),
                _ => fault.suggest("write two backslashes", span, new),
            }
        }
        Slip::Inner => {
            let word = Span::new(span.start, span.start + 1);
            syntax_fault(word, "this quotation mark inside a text ends it too early").suggest(
                "put a backslash before each quotation mark inside the text",
                span,
                new,
            )
        }
        Slip::Folded | Slip::FoldedOpen => {
            let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let value = text[start..].find('"').map_or(start, |at| start + at);
            let line = Span::new(value as u32, span.start);
            let fault = match repair.slip {
                Slip::Folded => "this text goes on over the end of its line",
                _ => "this text goes on over the end of its line, and its closing quotation mark is missing",
            };
            syntax_fault(line, fault).suggest("write it all on one line, with a quotation mark at each end", span, new)
        }
        Slip::Brackets => {
            let line = text[span.start as usize..].lines().next().unwrap_or("");
            let words = line.split('#').next().unwrap_or("").trim_end().len() as u32;
            syntax_fault(
                Span::new(span.start, span.start + words),
                "several values are a list, and a list stands in square brackets",
            )
            .suggest("put it in square brackets", span, new)
        }
        Slip::Braces => {
            let line = text[span.start as usize..].lines().next().unwrap_or("");
            let words = line.split('#').next().unwrap_or("").trim_end().len() as u32;
            let whole = Span::new(span.start, span.start + words);
            syntax_fault(whole, "what is said of a person or group stands in braces").suggest("put it in braces", span, new)
        }
        Slip::RoundForBraces => {
            syntax_fault(span, "what is said of an entry stands in braces, not in round brackets").fix("write { and }", span, new)
        }
        Slip::RoundForSquare => {
            syntax_fault(span, "a list stands in square brackets, not in round ones").fix("write [ and ]", span, new)
        }
        Slip::Separator => syntax_fault(span, "a comma stands between two entries, nothing else").fix("write a comma", span, new),
        Slip::Marks => syntax_fault(span, "a text has one quotation mark at each end, of the same kind").suggest(
            format!("write {new}"),
            span,
            new,
        ),
        Slip::NameAlone => {
            let fault = syntax_fault(span, "a name stands in braces and quotation marks, so that more can be said of it");
            fault.suggest(format!("write {new}"), span, new)
        }
        Slip::Remark => {
            let line = text[span.start as usize..].lines().next().unwrap_or("").trim_end().len() as u32;
            let words = Span::new(span.start, span.start + line);
            syntax_fault(words, "nothing may follow the value on its line but a remark that begins with #").suggest(
                "put # before it, so that it is a remark",
                span,
                new,
            )
        }
        Slip::Apostrophe => syntax_fault(span, "the apostrophe ends this text too early").suggest(
            "put the text in double quotation marks",
            span,
            new,
        ),
        Slip::Opening => syntax_fault(span, "a quotation mark is missing at the beginning of this text").suggest(
            format!("write {new}"),
            span,
            new,
        ),
        Slip::Closing => {
            syntax_fault(span, "a quotation mark is missing at the end of this text").suggest(format!("write {new}"), span, new)
        }
        Slip::Unquoted | Slip::UnquotedEntry => {
            syntax_fault(span, "a text must stand in quotation marks").suggest("put it in quotation marks", span, new)
        }
        Slip::Comma => {
            syntax_fault(next(), "a comma is missing before this entry").suggest("put a comma between the two", span, new)
        }
        Slip::EmptyEntry => {
            let first = span.start + (span.of(text).len() - span.of(text).trim_start().len()) as u32;
            syntax_fault(Span::new(first, span.end), "nothing stands before this comma").fix("take it out", span, new)
        }
        Slip::TableRow => {
            let line = Line::at(text, span.start as usize).words();
            syntax_fault(line, "a row of a table stands here; a line of a plan is a key, an = sign and a value").suggest(
                "write the line as shown",
                span,
                new,
            )
        }
        Slip::NumberedKeys => {
            let line = Line::at(text, span.start as usize).words();
            let fault = Diagnostic::new("unknown-key", line, "a key has no number behind it: all stands in one list");
            fault.suggest("put them into one list", span, new)
        }
        Slip::OtherColumn => {
            let line = Line::at(text, span.start as usize).words();
            let name = line.of(text).split(':').next().unwrap_or("").trim();
            let fault = Diagnostic::new("unknown-key", line, format!("there is no key \"{name}\" here"));
            fault.label("not known here").suggest("keep it as a remark", span, new)
        }
        Slip::EntryKey => {
            let line = Line::at(text, span.start as usize).words();
            syntax_fault(line, "this entry has no key, by which leads name it").suggest(
                format!("begin it with a key: {}", new.split(" =").next().unwrap_or(new)),
                span,
                new,
            )
        }
        Slip::EntryWord => syntax_fault(next(), "in braces each value stands after its key and an = sign").suggest(
            "write the key before it",
            span,
            new,
        ),
        Slip::WrongBracket => syntax_fault(span, "a list stands in square brackets").suggest("write square brackets", span, new),
        Slip::OneLine => {
            syntax_fault(next(), "several keys stand on one line").suggest("put each on a line of its own", span, new)
        }
        Slip::Joined => {
            let line = Line::at(text, span.start as usize).words();
            syntax_fault(line, "a text stands in one pair of quotation marks").suggest("write it as one text", span, new)
        }
        Slip::Rule => syntax_fault(span, "this line says nothing, and is no part of a plan").suggest("take it out", span, new),
        Slip::RemarkLine => {
            let line = Line::at(text, span.start as usize).words();
            syntax_fault(line, "a remark begins with #").suggest("put # before it", span, new)
        }
        Slip::OpenList => {
            let start = text[..span.start as usize].rfind('[').unwrap_or(span.start as usize) as u32;
            let end = text[start as usize..].find('\n').map_or(text.len(), |at| start as usize + at) as u32;
            let place = Span::new(start, text[..end as usize].trim_end().len() as u32);
            syntax_fault(place, "this list is not closed").suggest("close it with ] after its last entry", span, new)
        }
        Slip::Trailing => syntax_fault(span, "nothing may follow the value on its line").fix(
            format!("take out the {}", span.of(text).trim()),
            span,
            new,
        ),
        Slip::Colon => syntax_fault(span, "between a key and its value stands an = sign, no colon").fix("write =", span, new),
        Slip::Equals => {
            let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1) as u32;
            let line = &text[start as usize..span.start as usize];
            let word = Span::new(span.start - line.trim_start().len() as u32, span.start);
            syntax_fault(word, "an = sign is missing between this key and its value").fix(
                "put an = sign after the key",
                span,
                new,
            )
        }
        Slip::SpacedKey => syntax_fault(span, "a key has no spaces in it").suggest(format!("write {new}"), span, new),
        Slip::TradeWord(section) => {
            let written = span.of(text);
            let fault = Diagnostic::new("unknown-key", span, format!("{section} has no key \"{written}\""));
            let fault = fault.label(format!("did you mean \"{new}\"?"));
            match trade_words::is_doubtful(written) {
                true => fault.suggest(format!("write {new}"), span, new),
                false => fault.fix(format!("write {new}"), span, new),
            }
        }
        Slip::NextLine => {
            let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let line = Span::new(start as u32, span.start);
            syntax_fault(line, "the value stands on the next line").suggest("write it on the line of its key", span, new)
        }
        Slip::Bullet => {
            syntax_fault(span, "a bullet or dash stands here that is no part of the plan").suggest("take it out", span, new)
        }
        Slip::OtherEquals => syntax_fault(span, "between a key and its value stands an = sign").fix("write =", span, new),
        Slip::DashForEquals => {
            syntax_fault(span, "between a key and its value stands an = sign, no dash").suggest("write =", span, new)
        }
        Slip::Twice => syntax_fault(span, "one = sign is enough").fix("take out the others", span, new),
        Slip::Dash | Slip::DoubtfulDash => {
            let fault = syntax_fault(span, "a key is written with an ordinary hyphen, no dash");
            match repair.slip {
                Slip::Dash => fault.fix(format!("write {new}"), span, new),
                _ => fault.suggest(format!("write {new}"), span, new),
            }
        }
        Slip::Reported => syntax_fault(span, "this cannot be read"),
    }
}
