//! A phrase cut into words, numbers and marks, each with its meaning to the reader.

use super::known::{Kind, word};

/// What stands between a token and the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gap {
    None,
    Space,
    Line,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub gap: Gap,
    /// Of a number: how many digits, and its value (meaningless beyond nine digits).
    pub digits: usize,
    pub value: u32,
    start: usize,
    end: usize,
}

/// A phrase with its tokens.
pub(super) struct Words<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str) -> Words<'a> {
        let mut words = Words { text, tokens: Vec::with_capacity(text.len() / 3 + 4) };
        words.cut();
        words.pair_brackets();
        words
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Edge, |token| token.kind)
    }

    /// The kind of the token `steps` before `at`.
    pub fn back(&self, at: usize, steps: usize) -> Kind {
        at.checked_sub(steps).map_or(Kind::Edge, |at| self.kind(at))
    }

    pub fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Space, |token| token.gap)
    }

    /// Whether the token touches the one before it.
    pub fn touches(&self, at: usize) -> bool {
        self.gap(at) == Gap::None
    }

    pub fn number(&self, at: usize) -> Option<&Token> {
        self.get(at).filter(|token| token.kind == Kind::Number)
    }

    /// The board's words from token `from` up to, not including, token `to`.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.start <= last.end => self.text.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.slice(at, at + 1).eq_ignore_ascii_case(word)
    }

    /// The same words on one line, in quotes, for a reason; long ones are cut.
    pub fn quote(&self, from: usize, to: usize) -> String {
        quote(self.slice(from, to))
    }

    /// A mark that ends a clause: what stands beyond it does not belong to what stands before it.
    pub fn is_break(&self, at: usize) -> bool {
        match self.kind(at) {
            Kind::Comma | Kind::Colon | Kind::Open | Kind::Close | Kind::Edge => true,
            Kind::Stop => !self.touches(at + 1),
            Kind::Dash => !self.touches(at) && !self.touches(at + 1),
            _ => false,
        }
    }

    fn cut(&mut self) {
        let text = self.text;
        let (mut at, mut gap) = (0, Gap::None);
        while let Some(first) = text[at..].chars().next() {
            let start = at;
            at += first.len_utf8();
            let (kind, digits, value) = match first {
                '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    gap = Gap::Line;
                    continue;
                }
                _ if is_noise(first) => {
                    gap = if gap == Gap::Line { Gap::Line } else { Gap::Space };
                    continue;
                }
                '\'' | '"' | '`' | '´' | '‘' | '’' | '‛' | '“' | '”' | '„' | '′' | '″' => continue,
                '0'..='9' => {
                    at += run(&text[at..], |c| c.is_ascii_digit());
                    (Kind::Number, at - start, text[start..at].parse().unwrap_or(u32::MAX))
                }
                _ if first.is_alphabetic() => {
                    at += run(&text[at..], char::is_alphabetic);
                    (word(&text[start..at]), 0, 0)
                }
                _ => (mark(first), 0, 0),
            };
            self.tokens.push(Token { kind, gap, digits, value, start, end: at });
            gap = Gap::None;
        }
    }

    /// Brackets without a partner are mere marks; brackets around the whole phrase say nothing.
    fn pair_brackets(&mut self) {
        let mut open = None;
        for at in 0..self.tokens.len() {
            match (self.tokens[at].kind, open) {
                (Kind::Open, None) => open = Some(at),
                (Kind::Close, Some(_)) => open = None,
                (Kind::Open | Kind::Close, _) => self.tokens[at].kind = Kind::Mark,
                _ => {}
            }
        }
        if let Some(open) = open {
            self.tokens[open].kind = Kind::Mark;
        }
        let last = self.tokens.iter().rposition(|token| token.kind != Kind::Stop);
        let closes = self.tokens.iter().position(|token| token.kind == Kind::Close);
        if self.kind(0) == Kind::Open && closes.is_some() && closes == last {
            for at in [0, closes.unwrap_or(0)] {
                self.tokens[at].kind = Kind::Mark;
            }
        }
    }
}

/// The words on one line and in quotes; long ones are cut.
pub(super) fn quote(words: &str) -> String {
    let mut out = String::with_capacity(words.len().min(64) + 2);
    out.push('"');
    for word in words.split_whitespace() {
        // A word broken at its hyphen, "bi- annually", is mended.
        let broken = out.ends_with('-') && out.len() > 2 && word.starts_with(char::is_lowercase);
        if out.len() > 1 && (!broken || out.ends_with(" -")) {
            out.push(' ');
        }
        if out.len() + word.len() > 60 {
            out.push('…');
            break;
        }
        out.push_str(word);
    }
    out.push('"');
    out
}

/// How many bytes of the text belong to the run that fits.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

fn is_noise(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '•' | '·' | '●' | '▪' | '◦' | '*' | '_' | '|')
}

fn mark(c: char) -> Kind {
    match c {
        '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Kind::Dash,
        '/' | '\\' | '⁄' => Kind::Slash,
        '.' | '…' | '!' => Kind::Stop,
        ',' => Kind::Comma,
        ':' | ';' => Kind::Colon,
        '&' => Kind::And,
        '+' => Kind::Plus,
        '?' => Kind::Query,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '@' | '~' | '≈' | '<' | '>' | '=' | '≤' | '≥' | '^' | '→' => Kind::Odd,
        _ if c.is_numeric() => Kind::Odd,
        _ => Kind::Mark,
    }
}
