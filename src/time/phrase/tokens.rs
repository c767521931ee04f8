//! A phrase cut into words, numbers and marks, each with its meaning to the reader.

use super::vocabulary::{Word, look_up};

/// The white space between a token and the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gap {
    None,
    Space,
    Line,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub word: Word,
    /// What stands between it and the token before it.
    pub gap: Gap,
    /// Of a number: how many digits, and its value (meaningless beyond nine digits).
    pub digits: usize,
    pub value: u32,
    start: usize,
    end: usize,
}

/// A phrase with its tokens.
pub(super) struct Tokens<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Tokens<'a> {
        let mut tokens = Tokens { text, tokens: Vec::new() };
        tokens.tokenize();
        tokens.pair_brackets();
        tokens
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The meaning of the token at `at`; [`Word::Edge`] past the end.
    pub fn word(&self, at: usize) -> Word {
        self.tokens.get(at).map_or(Word::Edge, |token| token.word)
    }

    /// The meaning of the token `steps` before `at`; [`Word::Edge`] before the beginning.
    pub fn word_before(&self, at: usize, steps: usize) -> Word {
        at.checked_sub(steps).map_or(Word::Edge, |at| self.word(at))
    }

    pub fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Space, |token| token.gap)
    }

    /// Whether the token touches the one before it.
    pub fn touches(&self, at: usize) -> bool {
        self.gap(at) == Gap::None
    }

    /// The token at `at` if it is a number.
    pub fn number(&self, at: usize) -> Option<&Token> {
        self.get(at).filter(|token| token.word == Word::Number)
    }

    /// The board's words from token `from` up to, not including, token `to`.
    pub fn text_between(&self, from: usize, to: usize) -> &'a str {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.start <= last.end => self.text.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }

    /// Whether the token is this word, whatever the case of its letters.
    pub fn spells(&self, at: usize, word: &str) -> bool {
        self.text_between(at, at + 1).eq_ignore_ascii_case(word)
    }

    /// The same words on one line, in quotes, for a reason; long ones are cut.
    pub fn quote(&self, from: usize, to: usize) -> String {
        quote(self.text_between(from, to))
    }

    /// Whether a mark ends a clause here: what stands beyond it does not belong to what stands before it.
    pub fn is_break(&self, at: usize) -> bool {
        match self.word(at) {
            Word::Comma | Word::Colon | Word::Open | Word::Close | Word::Edge => true,
            Word::Stop => !self.touches(at + 1),
            Word::Dash => !self.touches(at) && !self.touches(at + 1),
            _ => false,
        }
    }

    /// Where the clause of the token at `at` begins.
    pub fn clause_start(&self, at: usize) -> usize {
        let mut first = at;
        while first > 0 && !self.is_break(first - 1) && self.word(first - 1) != Word::OtherMark && self.gap(first) != Gap::Line {
            first -= 1;
        }
        first
    }

    /// Whether the number at `at` is the day of the month named next.
    pub fn is_month_next(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(self.word(at + 1) == Word::Suffix);
        let next = next + usize::from(self.word(next) == Word::Of);
        matches!(self.word(next), Word::Month(_))
    }

    /// Whether a month in the phrase has a year of two figures that can be no day: "June 09", so that "June 10" beside it is a year too.
    pub fn shows_short_years(&self) -> bool {
        (1..self.len()).any(|at| {
            let padded = self.number(at).is_some_and(|number| number.digits == 2 && (1..10).contains(&number.value));
            let alone = !matches!(self.word(at + 1), Word::Suffix | Word::Number | Word::Month(_))
                && !matches!(
                    (self.word(at + 1), self.word(at + 2)),
                    (Word::Comma | Word::Slash | Word::Dash | Word::Stop, Word::Number)
                );
            padded && alone && matches!(self.word(at - 1), Word::Month(_))
        })
    }

    /// Whether the number at `at` counts what follows it: "3 reports", "6 monthly".
    pub fn is_quantity(&self, at: usize) -> bool {
        use Word::*;
        let next = at + 1 + usize::from(self.word(at + 1) == Dash);
        matches!(self.word(next), Unknown | Frequency(_) | Unit(_) | Times | Every | Label | Part | Item | Alternate | Regular)
    }

    fn tokenize(&mut self) {
        let text = self.text;
        let (mut at, mut gap) = (0, Gap::None);
        while let Some(first) = text[at..].chars().next() {
            let start = at;
            at += first.len_utf8();
            let (word, digits, value) = match first {
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
                    at += length_while(&text[at..], |c| c.is_ascii_digit());
                    (Word::Number, at - start, text[start..at].parse().unwrap_or(u32::MAX))
                }
                // "->", "=>": an arrow is a dash with a direction.
                '-' | '=' | '–' if text[at..].starts_with('>') => {
                    at += 1;
                    (Word::Dash, 0, 0)
                }
                _ if first.is_alphabetic() => {
                    at += length_while(&text[at..], char::is_alphabetic);
                    (look_up(&text[start..at]), 0, 0)
                }
                _ => (look_up_mark(first), 0, 0),
            };
            self.tokens.push(Token { word, gap, digits, value, start, end: at });
            gap = Gap::None;
        }
    }

    /// Turns brackets without a partner, and brackets around the whole phrase, into marks without a meaning.
    fn pair_brackets(&mut self) {
        let mut open = None;
        for at in 0..self.tokens.len() {
            match (self.tokens[at].word, open) {
                (Word::Open, None) => open = Some(at),
                (Word::Close, Some(_)) => open = None,
                (Word::Open | Word::Close, _) => self.tokens[at].word = Word::OtherMark,
                _ => {}
            }
        }
        if let Some(open) = open {
            self.tokens[open].word = Word::OtherMark;
        }
        let last = self.tokens.iter().rposition(|token| token.word != Word::Stop);
        let closes = self.tokens.iter().position(|token| token.word == Word::Close);
        if self.word(0) == Word::Open && closes.is_some() && closes == last {
            for at in [0, closes.unwrap_or(0)] {
                self.tokens[at].word = Word::OtherMark;
            }
        }
    }
}

/// The words with single spaces between them.
pub(super) fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// How many bytes the text begins with whose characters all fit.
fn length_while(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

fn is_noise(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '•' | '·' | '●' | '▪' | '◦' | '*' | '_' | '|')
}

fn look_up_mark(c: char) -> Word {
    match c {
        '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '→' | '➔' | '⇒' => Word::Dash,
        '/' | '\\' | '⁄' => Word::Slash,
        '.' | '…' | '!' => Word::Stop,
        ',' => Word::Comma,
        ':' | ';' => Word::Colon,
        '&' => Word::And,
        '+' => Word::Plus,
        '?' => Word::QuestionMark,
        '(' | '[' | '{' => Word::Open,
        ')' | ']' | '}' => Word::Close,
        '@' | '~' | '≈' | '<' | '>' | '=' | '≤' | '≥' | '^' => Word::Inexact,
        _ if c.is_numeric() => Word::Inexact,
        _ => Word::OtherMark,
    }
}
