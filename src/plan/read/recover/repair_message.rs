//! Each kind of slip that a statement can have, in words and with its cure.

use crate::diagnostic::Diagnostic;
use crate::text::Span;

/// What is wrong at one place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::plan::read) enum Kind {
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
    Opening,
    Closing,
    Unquoted,
    /// The same in a list.
    UnquotedEntry,
    /// A value on the line below its key.
    NextLine,
    Bullet,
    Comma,
    Trailing,
    Colon,
    Equals,
    /// A dash where the = sign belongs.
    DashForEquals,
    /// An = sign too many.
    Twice,
    SpacedKey,
    /// A dash in a known key.
    Dash,
    /// A dash in a key that the board chose.
    DoubtfulDash,
    /// Reported by itself, already in words.
    Told,
}

/// One change that a statement needs.
pub(in crate::plan::read) struct Mend {
    pub(in crate::plan::read) kind: Kind,
    pub(in crate::plan::read) span: Span,
    pub(in crate::plan::read) text: String,
    pub(in crate::plan::read) told: Option<Diagnostic>,
}

/// One slip in words.
pub(in crate::plan::read) fn fault(text: &str, mend: &Mend) -> Diagnostic {
    let (span, new) = (mend.span, mend.text.as_str());
    let told = |span: Span, message: &str| Diagnostic::new("syntax", span, message);
    let next = || {
        let rest = &text[span.start as usize..];
        let skipped = rest.len() - rest.trim_start().len();
        let word =
            rest[skipped..].find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len() - skipped);
        Span::new(span.start + skipped as u32, span.start + (skipped + word) as u32)
    };
    match mend.kind {
        Kind::Curly => told(span, "these quotation marks are curly; a plan needs straight ones").fix(
            "write straight quotation marks",
            span,
            new,
        ),
        Kind::Invisible => told(span, "an invisible character stands here that is no ordinary space (a no-break space)").fix(
            if new.is_empty() { "take it out" } else { "put an ordinary space" },
            span,
            new,
        ),
        Kind::Backslash | Kind::DoubtfulBackslash => {
            let after = text[span.start as usize + 1..].chars().next().filter(|c| !c.is_control());
            let wide = Span::new(span.start, span.start + 1 + after.map_or(0, |c| c.len_utf8() as u32));
            let fault = told(wide, "a backslash begins a special character; the sign itself is written twice");
            match mend.kind {
                Kind::Backslash => fault.fix("write two backslashes", span, new),
                _ => fault.suggest("write two backslashes", span, new),
            }
        }
        Kind::Inner => {
            let word = Span::new(span.start, span.start + 1);
            told(word, "this quotation mark inside a text ends it too early").suggest(
                "put a backslash before each quotation mark inside the text",
                span,
                new,
            )
        }
        Kind::Folded | Kind::FoldedOpen => {
            let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let value = text[start..].find('"').map_or(start, |at| start + at);
            let line = Span::new(value as u32, span.start);
            let fault = match mend.kind {
                Kind::Folded => "this text goes on over the end of its line",
                _ => "this text goes on over the end of its line, and its closing quotation mark is missing",
            };
            told(line, fault).suggest("write it all on one line, with a quotation mark at each end", span, new)
        }
        Kind::Brackets => {
            let line = text[span.start as usize..].lines().next().unwrap_or("");
            let words = line.split('#').next().unwrap_or("").trim_end().len() as u32;
            told(Span::new(span.start, span.start + words), "several values are a list, and a list stands in square brackets")
                .suggest("put it in square brackets", span, new)
        }
        Kind::Apostrophe => {
            told(span, "the apostrophe ends this text too early").suggest("put the text in double quotation marks", span, new)
        }
        Kind::Opening => {
            told(span, "a quotation mark is missing at the beginning of this text").suggest(format!("write {new}"), span, new)
        }
        Kind::Closing => {
            told(span, "a quotation mark is missing at the end of this text").suggest(format!("write {new}"), span, new)
        }
        Kind::Unquoted | Kind::UnquotedEntry => {
            told(span, "a text must stand in quotation marks").suggest("put it in quotation marks", span, new)
        }
        Kind::Comma => told(next(), "a comma is missing before this entry").suggest("put a comma between the two", span, new),
        Kind::Trailing => told(span, "nothing may follow the value on its line").fix(
            format!("take out the {}", span.of(text).trim()),
            span,
            new,
        ),
        Kind::Colon => told(span, "between a key and its value stands an = sign, no colon").fix("write =", span, new),
        Kind::Equals => {
            let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1) as u32;
            let line = &text[start as usize..span.start as usize];
            let word = Span::new(span.start - line.trim_start().len() as u32, span.start);
            told(word, "an = sign is missing between this key and its value").fix("put an = sign after the key", span, new)
        }
        Kind::SpacedKey => told(span, "a key has no spaces in it").suggest(format!("write {new}"), span, new),
        Kind::NextLine => {
            let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let line = Span::new(start as u32, span.start);
            told(line, "the value stands on the next line").suggest("write it on the line of its key", span, new)
        }
        Kind::Bullet => told(span, "a bullet or dash stands here that is no part of the plan").suggest("take it out", span, new),
        Kind::DashForEquals => told(span, "between a key and its value stands an = sign, no dash").suggest("write =", span, new),
        Kind::Twice => told(span, "one = sign is enough").fix("take out the others", span, new),
        Kind::Dash | Kind::DoubtfulDash => {
            let fault = told(span, "a key is written with an ordinary hyphen, no dash");
            match mend.kind {
                Kind::Dash => fault.fix(format!("write {new}"), span, new),
                _ => fault.suggest(format!("write {new}"), span, new),
            }
        }
        Kind::Told => told(span, "this cannot be read"),
    }
}
