//! What was reported: a note, and what it says of status, colour and evidence; and that an action or a milestone is done.

use super::status::end_hold;
use super::{Done, Outcome, Subject, closed_words, note_of, quoted, set_status};
use crate::names;
use crate::plan::change::PlanChange;
use crate::plan::write::Value;
use crate::plan::{Milestone, Rag, Status};
use crate::time::when::When;

/// A note to be written.
#[derive(Clone, Debug)]
pub struct NoteWords {
    pub on: When,
    pub words: String,
    /// The key of who said or did it, and the name.
    pub by: Option<(String, String)>,
    pub status: Option<Status>,
    pub rag: Option<Rag>,
    pub evidence: Vec<String>,
    /// It is the report that recurring work owes.
    pub report: bool,
}

/// Writes a progress note. Its status and colour are those of the action from now on.
///
/// # Errors
/// For an action that is closed, where the note would open or close it.
pub fn note<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, note: &NoteWords) -> Outcome {
    let action = subject.action;
    if let Some(status) = note.status {
        let now = action.status.map(|status| status.value);
        let name = subject.name();
        match status {
            Status::Complete if now != Some(status) => {
                return Err(format!("{name}: to say that it is complete, use `lscb done`"));
            }
            Status::OnHold if now != Some(status) => {
                return Err(format!("{name}: to put it on hold, use `lscb hold`, which asks for the reason"));
            }
            Status::Withdrawn if now != Some(status) => {
                return Err(format!("{name}: to withdraw it, use `lscb withdraw`, which asks for the reason"));
            }
            Status::CarriedForward if now != Some(status) => {
                return Err(format!("{name}: `lscb rollover` carries it forward into the next plan"));
            }
            _ if action.is_closed() && !status.is_closed() => {
                return Err(format!("{name} is {}; `lscb reopen` opens it again", closed_words(subject)));
            }
            _ => {}
        }
    }
    // What is written down late does not undo what was said later.
    let later = |note_on: When| note.on.last_day() < note_on.first_day();
    let mut later_notes = action.progress.iter().filter(|other| other.on.is_some_and(|on| later(on.value)));
    let has_later = |has: &dyn Fn(&crate::plan::Note) -> bool| later_notes.clone().any(has);
    let (keeps_status, keeps_rag) = (has_later(&|other| other.status.is_some()), has_later(&|other| other.rag.is_some()));
    let is_late = later_notes.next().is_some();
    let mut keys = note_of(note.on, &note.words);
    let mut said = vec![format!("noted on {}", note.on.for_people())];
    if let Some((key, name)) = &note.by {
        keys.push(("by", key.as_str().into()));
        said[0] += &format!(" by {name}");
    }
    said[0] += &format!(": {}", quoted(&note.words));
    if let Some(rag) = note.rag {
        keys.push(("rag", rag.word().into()));
        if keeps_rag {
            said.push(format!("{} then; a later note has another word", rag.word()));
        } else {
            change.set(action, "rag", rag.word());
            said.push(rag.word().to_owned());
        }
    }
    if let Some(status) = note.status {
        keys.push(("status", status.word().into()));
        let words = status.word().replace('-', " ");
        if keeps_status {
            said.push(format!("{words} then; a later note has another word"));
        } else {
            set_status(change, subject, status);
            said.push(words);
        }
    }
    if note.report {
        keys.push(("report", Value::Flag(true)));
        said.push("this is the report that was owed".to_owned());
    }
    match action.progress.iter().position(|other| other.on.is_some_and(|on| later(on.value))).filter(|_| is_late) {
        Some(place) => change.insert_note(action, place, keys),
        None => change.append_table(action, "progress", keys),
    }
    said.extend(add_evidence(change, subject, &note.evidence));
    Ok(Done::of(&subject, said.join("; ")))
}

fn add_evidence<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, evidence: &[String]) -> Option<String> {
    for words in evidence {
        change.append(subject.action, "evidence", words.as_str());
    }
    let listed: Vec<String> = evidence.iter().map(|words| quoted(words)).collect();
    (!evidence.is_empty()).then(|| format!("evidence: {}", listed.join(", ")))
}

/// Says that an action is complete.
///
/// # Errors
/// When it is closed already.
pub fn done<'p>(change: &mut PlanChange<'p>, subject: Subject<'p>, on: When, evidence: &[String]) -> Outcome {
    let action = subject.action;
    if action.is_closed() {
        return Err(format!("{} is {} already", subject.name(), closed_words(subject)));
    }
    end_hold(change, subject, on, "Complete", Status::Complete);
    set_status(change, subject, Status::Complete);
    change.set(action, "completed", on);
    let evidence_said = add_evidence(change, subject, evidence);
    let none = if action.evidence.is_empty() { "no evidence is given" } else { "no evidence is added" };
    let mut done =
        Done::of(&subject, format!("complete on {}; {}", on.for_people(), evidence_said.unwrap_or_else(|| none.to_owned())));
    let open = action.milestones.iter().filter(|milestone| milestone.done.is_none()).count();
    if open > 0 {
        let are = if open == 1 { "1 of its milestones is".to_owned() } else { format!("{open} of its milestones are") };
        done.notes.push(format!("{}: {are} not done by the plan", subject.name()));
    }
    Ok(done)
}

/// Says that a milestone is reached.
///
/// # Errors
/// When the words fit no milestone or several, or it is done already.
pub fn milestone_done<'p>(
    change: &mut PlanChange<'p>,
    subject: Subject<'p>,
    which: &str,
    on: When,
    evidence: &[String],
) -> Outcome {
    let (number, milestone) = find_milestone(subject, which)?;
    let words = milestone.text.map_or_else(|| format!("milestone {number}"), |text| format!("milestone {}", quoted(&text)));
    if let Some(done) = milestone.done {
        let since = done.last_day().map_or(String::new(), |day| format!(" since {}", crate::time::when::day_for_people(day)));
        return Err(format!("{}: {words} is done already{since}", subject.name()));
    }
    change.set(milestone, "done", on);
    for evidence in evidence {
        change.append(milestone, "evidence", evidence.as_str());
    }
    let evidence = match evidence {
        [] => "no evidence is given".to_owned(),
        some => format!("evidence: {}", some.iter().map(|words| quoted(words)).collect::<Vec<_>>().join(", ")),
    };
    let left = subject.action.milestones.iter().filter(|other| other.done.is_none()).count() - 1;
    let left = match left {
        0 => "none is left".to_owned(),
        1 => "1 is left".to_owned(),
        left => format!("{left} are left"),
    };
    Ok(Done::of(&subject, format!("{words} done on {}; {left}; {evidence}", on.for_people())))
}

/// A milestone by its number, counted from 1, or by its words, all or some of them.
///
/// # Errors
/// When none or several are meant, with those that there are.
pub fn find_milestone<'p>(subject: Subject<'p>, which: &str) -> Result<(usize, &'p Milestone<'p>), String> {
    let all = || subject.action.milestones.iter().enumerate().map(|(index, milestone)| (index + 1, milestone));
    if subject.action.milestones.is_empty() {
        return Err(format!("{} has no milestones", subject.name()));
    }
    if let Some(found) = which.trim().parse().ok().and_then(|number: usize| all().find(|(other, _)| *other == number)) {
        return Ok(found);
    }
    let text = |milestone: &Milestone<'p>| milestone.text.map_or("", |text| text.value);
    let same: Vec<_> = all().filter(|(_, milestone)| names::same(text(milestone), which)).collect();
    let found =
        if same.is_empty() { all().filter(|(_, milestone)| names::contains(text(milestone), which)).collect() } else { same };
    match &found[..] {
        [one] => Ok(*one),
        found => {
            let listed = if found.is_empty() { all().collect() } else { found.to_vec() };
            let listed: Vec<String> =
                listed.iter().map(|(number, milestone)| format!("{number} {}", quoted(text(milestone)))).collect();
            let what = if found.is_empty() { "has no milestone" } else { "has several milestones" };
            Err(format!("{} {what} {}; say which by its number: {}", subject.name(), quoted(which), listed.join(", ")))
        }
    }
}
