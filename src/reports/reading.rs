//! What every report over plans says of them: which could not be read, or only in part, which are over, and which have not begun.

use super::notes::{folded, not_begun, plan_ended};
use super::{Fact, Note, Report, counted};
use crate::query::{Answer, PlanStage};

/// A file that gave no plan, or only a part of one.
#[derive(Clone, Debug)]
pub struct PartlyRead {
    /// As messages show it.
    pub file: String,
    /// Why nothing of it could be read; `None` where only a part could not.
    pub unreadable: Option<String>,
}

/// Adds it to a report of these answers.
pub fn tell_reading(report: &mut Report, answers: &[Answer], partly: &[PartlyRead]) {
    report.facts.extend(stages(report, answers));
    let mut notes = not_read(partly);
    let mut add = |id: &str, others: Vec<Note>| {
        if !report.notes.iter().any(|note| note.id == id) {
            notes.extend(others);
        }
    };
    add("plan-ended", plan_ended(answers));
    add("not-begun", not_begun(answers, report.as_at));
    notes.append(&mut report.notes);
    report.notes = notes;
}

/// The files that could not be read, and those that could not be read whole.
fn not_read(partly: &[PartlyRead]) -> Vec<Note> {
    let unread = partly.iter().filter_map(|file| {
        let why = file.unreadable.as_ref()?;
        Some((file.file.clone(), Note::new("not-read", 1, format!("Not read: {}: {why}", file.file))))
    });
    let mut notes = folded(unread, |files, _, names| format!("Not read: {files} files, of which nothing is told here: {names}"));
    let in_part = partly.iter().filter(|file| file.unreadable.is_none()).map(|file| {
        let text = format!("Not read whole: {}, told as far as it could be read", file.file);
        (file.file.clone(), Note::new("read-in-part", 1, text))
    });
    notes.extend(folded(in_part, |files, _, names| {
        format!("Not read whole: {files} files, told as far as they could be read: {names}")
    }));
    notes
}

/// How many of several plans run on the day, where not all of them do: a sum over all of them is not one of what is in force.
fn stages(report: &Report, answers: &[Answer]) -> Option<Fact> {
    // Of a plan that has none of what was asked for nothing is counted.
    let counted_in = answers.iter().filter(|answer| answer.counts.iter().any(|count| *count > 0));
    let stages: Vec<Option<PlanStage>> = counted_in.map(|answer| PlanStage::of(answer.plan, report.as_at)).collect();
    let count = |wanted| stages.iter().filter(|stage| **stage == wanted).count();
    let [running, ended, not_begun] = [PlanStage::Running, PlanStage::Ended, PlanStage::NotBegun].map(|stage| count(Some(stage)));
    if stages.len() < 2 || ended + not_begun == 0 {
        return None;
    }
    let parts = [(ended, "over"), (not_begun, "not begun"), (count(None), "without a period")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
    let text =
        format!("{running} of {} on this day; {}; the figures count them all", counted(stages.len(), "plan"), parts.join(", "));
    Some(Fact { id: "stages", heading: "In force", text })
}
