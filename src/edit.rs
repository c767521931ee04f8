//! A change to a text: a stretch of it and what stands there instead. Every other byte stays.

use crate::text::Span;

/// Puts `text` in the place of `span`, bytes of the text as it was before any edit; an empty span inserts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// The text with the edits made, or `None` when two of them touch the same stretch or one lies outside the text.
///
/// ```
/// use lscb::edit::{Edit, apply};
/// use lscb::text::Span;
///
/// let text = "due = 2008-06-31 # a slip\n";
/// let mend = Edit { span: Span::new(6, 16), text: "2008-06-30".into() };
/// let add = Edit { span: Span::new(25, 25), text: "\nstatus = \"complete\"".into() };
/// assert_eq!(apply(text, &[add, mend.clone()]).unwrap(), "due = 2008-06-30 # a slip\nstatus = \"complete\"\n");
///
/// // Two changes of the same bytes cannot both be made.
/// let other = Edit { text: "2008-06-29".into(), ..mend.clone() };
/// assert_eq!(apply(text, &[mend, other]), None);
/// ```
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        out.push_str(text.get(done..range.start)?);
        text.get(range.clone())?;
        out.push_str(&edit.text);
        done = range.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_from_first_to_last_and_never_over_each_other() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.into() };
        assert_eq!(apply("abcdef", &[edit(4, 5, "E"), edit(1, 2, ""), edit(6, 6, "!")]).unwrap(), "acdEf!");
        assert_eq!(apply("abc", &[edit(0, 2, "x"), edit(1, 3, "y")]), None);
        assert_eq!(apply("abc", &[edit(2, 9, "x")]), None);
        assert_eq!(apply("é", &[edit(1, 2, "x")]), None);
    }
}
