//! What can be said of a file: a finding with its place, its words and perhaps its cure.
//!
//! Knows no rule by name. A finding is a value: how it is drawn is decided elsewhere.

use crate::edit::Edit;
use crate::source::Span;

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

    /// Another place of the same file that explains the finding.
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.related.push(Label { span, text: text.into() });
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

/// The candidates nearest to a word, nearest first, at most three, and none that is not near.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .collect();
    near.sort();
    near.dedup();
    near.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// One letter more, less, other, or swapped with its neighbour.
pub fn one_edit(one: &str, other: &str) -> bool {
    strsim::osa_distance(one, other) == 1
}

/// The one candidate that a word is a slip of the hand for: a letter or two away, and all others further off.
pub fn slip_of<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let limit = if word.chars().count() < 8 { 1 } else { 2 };
    let mut best: Option<(usize, &str)> = None;
    let mut second = usize::MAX;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
        match best {
            Some((_, other)) if other == candidate => {}
            Some((least, _)) if distance >= least => second = second.min(distance),
            _ => {
                second = second.min(best.map_or(usize::MAX, |(least, _)| least));
                best = Some((distance, candidate));
            }
        }
    }
    best.filter(|&(distance, _)| distance <= limit && second >= distance + 2).map(|(_, candidate)| candidate)
}

/// "a", "a or b", "a, b or c".
pub fn one_of(words: &[impl AsRef<str>]) -> String {
    listed(words, "or")
}

/// "a", "a and b", "a, b and c".
pub fn all_of(words: &[impl AsRef<str>]) -> String {
    listed(words, "and")
}

fn listed(words: &[impl AsRef<str>], last: &str) -> String {
    match words {
        [] => String::new(),
        [word] => word.as_ref().to_owned(),
        [first @ .., word] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), word.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        let keys = ["status", "success", "see", "standing"];
        assert_eq!(nearest("statsu", keys), ["status"]);
        assert_eq!(nearest("Status", keys), ["status"]);
        assert_eq!(nearest("owner", keys), Vec::<&str>::new());
        assert_eq!(nearest("sea", keys), ["see"]);
        assert_eq!(one_of(&["a", "b", "c"]), "a, b or c");
    }

    #[test]
    fn a_slip_is_taken_for_one_word_only_when_no_other_is_near() {
        let keys = ["status", "success", "due", "see"];
        assert_eq!(slip_of("statsu", keys), Some("status"));
        assert_eq!(slip_of("sucess", keys), Some("success"));
        assert_eq!(slip_of("deu", keys), None);
        assert_eq!(slip_of("jule-downey", ["julie-downey", "jill-downey"]), None);
        assert_eq!(slip_of("sue-harison", ["sue-harrison", "chris-howard"]), Some("sue-harrison"));
    }
}
