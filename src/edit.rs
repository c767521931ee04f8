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

/// Changes of a text, first to last, and one more of what they make of it, as changes of the text. `None` where the further one
/// would cut one of the others in two; one that lies within what another writes changes its text.
pub fn with_further(edits: Vec<Edit>, further: &Edit) -> Option<Vec<Edit>> {
    let (mut before, mut after, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    // How far a place has moved before each change.
    let mut moved = 0i64;
    let mut moved_before = 0i64;
    let mut within = None;
    for edit in edits {
        let start = i64::from(edit.span.start) + moved;
        let end = start + edit.text.len() as i64;
        moved += edit.text.len() as i64 - i64::from(edit.span.end - edit.span.start);
        let (from, to) = (i64::from(further.span.start), i64::from(further.span.end));
        if end < from || end == from && start < from {
            moved_before = moved;
            before.push(edit);
        } else if start > to || start == to && end > to {
            after.push(edit);
        } else if from <= start && end <= to {
            taken.push(edit);
        } else if start <= from && to <= end {
            // Within what a change writes: its own text changes.
            let (from, to) = ((from - start) as usize, (to - start) as usize);
            let text = format!("{}{}{}", edit.text.get(..from)?, further.text, edit.text.get(to..)?);
            within = Some(Edit { text, ..edit });
        } else {
            return None;
        }
    }
    if let Some(edit) = within {
        before.push(edit);
        before.extend(after);
        return taken.is_empty().then_some(before);
    }
    let change: i64 = taken.iter().map(|edit| edit.text.len() as i64 - i64::from(edit.span.end - edit.span.start)).sum();
    let start = u32::try_from(i64::from(further.span.start) - moved_before).ok()?;
    let end = u32::try_from(i64::from(further.span.end) - moved_before - change).ok()?;
    before.push(Edit { span: Span::new(start, end), text: further.text.clone() });
    before.extend(after);
    Some(before)
}

/// Where each place of a changed text stood before.
pub struct Moves {
    /// The stretches that were replaced, first to last, and those that stand there instead.
    pub steps: Vec<(Span, Span)>,
}

impl Moves {
    /// What [`apply`] moves.
    pub fn of(edits: &[Edit]) -> Moves {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| edit.span);
        edits.dedup();
        let mut grown = 0i64;
        let steps = edits.into_iter().map(|edit| {
            let start = (i64::from(edit.span.start) + grown) as u32;
            let written = Span::new(start, start + edit.text.len() as u32);
            grown += edit.text.len() as i64 - i64::from(edit.span.end - edit.span.start);
            (edit.span, written)
        });
        Moves { steps: steps.collect() }
    }

    /// The stretch of the text before that a stretch of the changed text comes from; what was replaced counts from its start.
    pub fn before(&self, span: Span) -> Span {
        Span::new(self.offset_before(span.start), self.offset_before(span.end))
    }

    fn offset_before(&self, offset: u32) -> u32 {
        let passed = self.steps.partition_point(|(_, written)| written.start <= offset);
        match self.steps[..passed].last() {
            None => offset,
            Some((old, written)) if offset < written.end => old.start,
            Some((old, written)) => old.end + (offset - written.end),
        }
    }

    /// Whether any of these bytes was written by a change.
    pub fn wrote(&self, span: Span) -> bool {
        let before = self.steps.partition_point(|(_, written)| written.end <= span.start);
        self.steps.get(before).is_some_and(|(_, written)| written.start < span.end)
    }
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
