//! What can be said of a file: a finding with its place, its words and perhaps its cure.
//!
//! Knows no rule by name. A finding is a value: how it is drawn is decided elsewhere.

use crate::edit::Edit;
use crate::text::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth a thought; nothing is wrong.
    Advice,
    /// The plan says something a board should mend or explain.
    Warning,
    /// The plan cannot be relied on as it stands.
    Error,
}

impl Severity {
    /// The word for people and machines.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place in the same file, with what is to be seen there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// A change that would mend a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What to do, for a person: "write \"status\"".
    pub title: String,
    pub edits: Vec<Edit>,
    /// Nothing is guessed: the plan means what it meant before. Only such fixes are made by the program itself.
    pub safe: bool,
}

/// The action or objective a finding is about, as an `allow` names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// The printed reference, where there is one.
    pub reference: Option<String>,
    /// Its place: "3/1" for the first action of objective 3.
    pub place: String,
}

/// One fault, or one thing worth a thought, at one place of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The id of the rule that found it.
    pub rule: &'static str,
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The words it is about, and a short remark on them (may be empty).
    pub primary: Label,
    /// Other places that explain it.
    pub related: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    pub fix: Option<Fix>,
    pub subject: Option<Subject>,
}

/// So many findings of one rule in one plan are told; the rest is only counted. A file with a fault a line would else take gigabytes
/// to be answered, and nobody reads past these.
pub const MOST_OF_A_RULE: usize = 200;

/// So many other places explain a finding: more than these nobody looks at, and to draw them takes time that grows with their square.
pub const MOST_RELATED: usize = 20;

/// How often each rule found something.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct RuleCounts(Vec<(&'static str, usize)>);

impl RuleCounts {
    /// So many more of a rule; returns how many there are now.
    pub fn add(&mut self, rule: &'static str, more: usize) -> usize {
        let known = self.0.iter().position(|(known, _)| *known == rule);
        let index = known.unwrap_or_else(|| {
            self.0.push((rule, 0));
            self.0.len() - 1
        });
        self.0[index].1 += more;
        self.0[index].1
    }

    /// How many there are of a rule.
    pub fn of(&self, rule: &str) -> usize {
        self.0.iter().find(|(known, _)| *known == rule).map_or(0, |(_, count)| *count)
    }

    /// The rules with more than so many findings, and how many more.
    pub fn beyond(&self, most: usize) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().filter(move |(_, count)| *count > most).map(move |(rule, count)| (*rule, count - most))
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.0.iter().map(|(_, count)| count).sum()
    }
}

/// Findings of a rule that are counted and not told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Omitted {
    pub rule: &'static str,
    pub severity: Severity,
    pub count: usize,
}

impl Diagnostic {
    /// An error; the rules set the severity that their list gives.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule,
            severity: Severity::Error,
            message: message.into(),
            primary: Label { span, text: String::new() },
            related: Vec::new(),
            help: None,
            fix: None,
            subject: None,
        }
    }

    /// A few words beside the underlined place.
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.primary.text = text.into();
        self
    }

    /// Another place of the same file that explains the finding; the first [`MOST_RELATED`] are kept.
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        if self.related.len() < MOST_RELATED {
            self.related.push(Label { span, text: text.into() });
        }
        self
    }

    /// What to do about it, as a sentence without a full stop.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// A change that changes nothing the plan says.
    pub fn fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.with_fix(title, span, text, true)
    }

    /// A change that is only a guess: shown, never made unasked.
    pub fn suggest(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Diagnostic {
        self.with_fix(title, span, text, false)
    }

    /// The action or objective it is about.
    pub fn about(mut self, subject: Subject) -> Diagnostic {
        self.subject = Some(subject);
        self
    }

    fn with_fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>, safe: bool) -> Diagnostic {
        self.fix = Some(Fix { title: title.into(), edits: vec![Edit { span, text: text.into() }], safe });
        self
    }
}
