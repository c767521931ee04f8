//! Makes the changes of what was written into papers, each by the act that the edit commands use.

use super::compare::{DoneOn, NewRow, Reply};
use crate::acts::add::{self, NewAction};
use crate::acts::assign::{self, How};
use crate::acts::names::{self, Named};
use crate::acts::progress::{self, NoteWords};
use crate::acts::reschedule::{self, NewDate};
use crate::acts::set::{self, Of, Setting};
use crate::acts::{self, Done, Subject, status};
use crate::plan::Status;
use crate::plan::change::PlanChange;
use crate::plan::write::Value;
use crate::text::one_line;
use crate::time::when::When;

/// What is wanted of a run beside what the papers say.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// Changed words of actions are made.
    pub words: bool,
    /// Changed leads are made.
    pub leads: bool,
    /// Rows that name no action become new ones.
    pub add: bool,
    /// The key of who says what was written, and the name.
    pub by: Option<(String, String)>,
    /// The day of the notes.
    pub on: When,
}

/// What became of the replies.
#[derive(Debug, Default)]
pub struct Taken {
    pub done: Vec<Done>,
    /// What was not asked for.
    pub told: Vec<String>,
    /// What was left alone.
    pub problems: Vec<String>,
}

/// Makes the changes of one plan. What is said of one action in several rows or papers is put together.
pub fn make<'p>(change: &mut PlanChange<'p>, replies: Vec<Reply<'p>>, new: &[NewRow], wishes: &Wishes) -> Taken {
    let mut taken = Taken::default();
    let mut merged: Vec<Reply> = Vec::new();
    for mut reply in replies {
        reply.note_what_explains_nothing();
        let is_same = |other: &&mut Reply| {
            std::ptr::eq(other.subject.action, reply.subject.action)
                && other.milestone == reply.milestone
                && other.was == reply.was
        };
        match merged.iter_mut().find(is_same) {
            Some(other) => merge(other, reply, &mut taken.problems),
            None => merged.push(reply),
        }
    }
    for reply in &mut merged {
        // Where two papers give different dates, neither is left to explain.
        reply.note_what_explains_nothing();
        Making { change, taken: &mut taken, reply, wishes }.run();
    }
    for row in new {
        add_row(change, row, wishes, &mut taken);
    }
    taken
}

/// Puts two replies about one action together; where they differ, both are left alone.
fn merge<'p>(into: &mut Reply<'p>, other: Reply<'p>, problems: &mut Vec<String>) {
    let name = into.subject.name();
    let places = format!("{} and {}", into.place, other.place);
    fn one<T: PartialEq>(into: &mut Option<T>, other: Option<T>, what: &str, said: &mut Vec<String>) {
        match (into.is_some(), other) {
            (_, None) => {}
            (false, other) => *into = other,
            (true, other) if *into == other => {}
            (true, _) => {
                *into = None;
                said.push(what.to_owned());
            }
        }
    }
    let mut differ = Vec::new();
    one(&mut into.due, other.due, "another date", &mut differ);
    one(&mut into.why, other.why, "another reason", &mut differ);
    one(&mut into.done, other.done, "another day on which it was done", &mut differ);
    one(&mut into.status, other.status, "another status", &mut differ);
    one(&mut into.rag, other.rag, "another colour", &mut differ);
    one(&mut into.leads, other.leads, "another lead", &mut differ);
    for (key, words) in other.words {
        match into.words.iter().position(|(known, _)| *known == key) {
            Some(at) if into.words[at].1 != words => {
                into.words.remove(at);
                differ.push("other words".to_owned());
            }
            Some(_) => {}
            None => into.words.push((key, words)),
        }
    }
    let add = |into: &mut Vec<String>, other: Vec<String>| {
        for words in other {
            if !into.contains(&words) {
                into.push(words);
            }
        }
    };
    add(&mut into.notes, other.notes);
    add(&mut into.evidence, other.evidence);
    other.cleared.iter().for_each(|key| {
        if !into.cleared.contains(key) {
            into.cleared.push(key)
        }
    });
    problems.extend(differ.iter().map(|what| format!("{name}: conflict, left alone: {places} each give {what}")));
}

struct Making<'m, 'p> {
    change: &'m mut PlanChange<'p>,
    taken: &'m mut Taken,
    reply: &'m Reply<'p>,
    wishes: &'m Wishes,
}

impl<'p> Making<'_, 'p> {
    /// Does one thing, whole or not at all.
    fn act(&mut self, act: impl FnOnce(&mut PlanChange<'p>, Subject<'p>) -> acts::Outcome) {
        let before = self.change.clone();
        match act(self.change, self.reply.subject) {
            Ok(done) => self.taken.done.push(done),
            Err(why) => {
                *self.change = before;
                self.taken.problems.push(format!("{}: left alone: {why}", self.reply.place));
            }
        }
    }

    fn run(&mut self) {
        let reply = self.reply;
        let wishes = self.wishes;
        self.words_and_leads();
        let is_done = reply.done.is_some() || reply.status == Some(Status::Complete);
        let day = match reply.done {
            Some(DoneOn::On(day)) => day,
            _ => wishes.on,
        };
        if let Some(milestone) = reply.milestone {
            self.of_milestone(milestone, is_done.then_some(day));
            return;
        }
        if let Some(to) = reply.due {
            let because = reply.why.clone().unwrap_or_else(|| "in the paper".to_owned());
            let new = NewDate { to, on: wishes.on, because, was: reply.was, asked: false };
            self.act(|change, subject| reschedule::move_date(change, subject, &new));
        }
        let mut notes = reply.notes.clone();
        match reply.status {
            Some(Status::Withdrawn) => {
                let because = reply.why.clone().or_else(|| notes.pop()).unwrap_or_else(|| "in the paper".to_owned());
                self.act(|change, subject| status::withdraw(change, subject, &because, wishes.on));
            }
            Some(status @ (Status::OnHold | Status::CarriedForward)) => {
                let command = if status == Status::OnHold { "lscb hold" } else { "lscb rollover" };
                let name = reply.subject.name();
                self.taken.problems.push(format!(
                    "{}: {name}: left alone: its status reads \"{}\" in the paper; `{command}` asks for what belongs to it",
                    reply.place,
                    status.word().replace('-', " ")
                ));
            }
            _ => {}
        }
        let mut status =
            reply.status.filter(|status| matches!(status, Status::NotStarted | Status::InProgress)).filter(|_| !is_done);
        let mut rag = reply.rag;
        let mut evidence = if is_done { Vec::new() } else { reply.evidence.clone() };
        for words in notes {
            let (on, by) = (wishes.on, wishes.by.clone());
            let note = NoteWords {
                on,
                words,
                by,
                status: status.take(),
                rag: rag.take(),
                evidence: std::mem::take(&mut evidence),
                report: false,
            };
            self.act(|change, subject| progress::note(change, subject, &note));
        }
        let settings = [("status", status.map(Status::word)), ("rag", rag.map(|rag| rag.word()))];
        for (key, value) in settings.into_iter().filter_map(|(key, value)| Some((key, value?))) {
            self.set(key, value);
        }
        if !evidence.is_empty() {
            self.act(|change, subject| {
                evidence.iter().for_each(|words| change.append(subject.action, "evidence", words.as_str()));
                let listed: Vec<String> = evidence.iter().map(|words| format!("\"{}\"", one_line(words))).collect();
                Ok(Done { sentence: format!("{}: evidence: {}", subject.name(), listed.join(", ")), notes: Vec::new() })
            });
        }
        if is_done {
            self.act(|change, subject| progress::done(change, subject, day, &reply.evidence));
        }
    }

    fn set(&mut self, key: &str, value: &str) {
        let setting = Setting { key: key.to_owned(), value: value.to_owned(), add: false };
        // What a person took away on purpose needs no other command.
        let correct = value.is_empty();
        self.act(|change, subject| set::set(change, Of::Action(subject), &[setting], correct));
    }

    fn words_and_leads(&mut self) {
        let reply = self.reply;
        let name = reply.subject.name();
        for (key, words) in &reply.words {
            if !self.wishes.words {
                let what = if *key == "action" { "its words".to_owned() } else { format!("its {key}") };
                let text = one_line(&words.join("; ")).into_owned();
                self.taken
                    .told
                    .push(format!("{}: {name}: {what} read \"{text}\" in the paper: taken only with --words", reply.place));
                continue;
            }
            match &words[..] {
                [one] if *key != "success" => self.set(key, one),
                several => self.act(|change, subject| {
                    let values = several.iter().map(|words| words.as_str().into()).collect();
                    change.set(subject.action, key, Value::List(values));
                    Ok(Done { sentence: format!("{}: {key} is {}", subject.name(), several.join("; ")), notes: Vec::new() })
                }),
            }
        }
        for key in &reply.cleared {
            self.set(key, "");
        }
        if let Some(leads) = &reply.leads {
            if !self.wishes.leads {
                let leads = leads.join(", ");
                self.taken.told.push(format!("{}: {name}: led by {leads} in the paper: taken only with --leads", reply.place));
                return;
            }
            self.act(|change, subject| {
                let named: Vec<Named> =
                    leads.iter().map(|name| names::find(subject.plan, name).map(|(_, named)| named)).collect::<Result<_, _>>()?;
                assign::assign(change, subject, &named, None, How::Instead)
            });
        }
    }

    /// The row is about a milestone of the action.
    fn of_milestone(&mut self, milestone: usize, done: Option<When>) {
        let reply = self.reply;
        let (wishes, which) = (self.wishes, milestone.to_string());
        if let Some(to) = reply.due {
            let because = reply.why.clone().unwrap_or_else(|| "in the paper".to_owned());
            let new = NewDate { to, on: wishes.on, because, was: None, asked: false };
            self.act(|change, subject| reschedule::move_milestone(change, subject, &which, &new));
        }
        for words in &reply.notes {
            let note = NoteWords {
                on: wishes.on,
                words: words.clone(),
                by: wishes.by.clone(),
                status: None,
                rag: None,
                evidence: Vec::new(),
                report: false,
            };
            self.act(|change, subject| progress::note(change, subject, &note));
        }
        match done {
            Some(day) => self.act(|change, subject| progress::milestone_done(change, subject, &which, day, &reply.evidence)),
            None if !reply.evidence.is_empty() => self.act(|change, subject| {
                reply.evidence.iter().for_each(|words| change.append(subject.action, "evidence", words.as_str()));
                Ok(Done { sentence: format!("{}: evidence: {}", subject.name(), reply.evidence.join(", ")), notes: Vec::new() })
            }),
            None => {}
        }
        for (key, value) in [("status", reply.status.map(Status::word)), ("rag", reply.rag.map(|rag| rag.word()))] {
            if let Some(value) = value.filter(|_| done.is_none() || key == "rag") {
                self.set(key, value);
            }
        }
    }
}

fn add_row(change: &mut PlanChange, row: &NewRow, wishes: &Wishes, taken: &mut Taken) {
    let NewRow { place, said, .. } = row;
    if !wishes.add {
        taken.problems.push(format!("{place}: {said}; left alone: --add puts it on the plan"));
        return;
    }
    let before = change.clone();
    let made = (|| {
        let plan = change.plan();
        let objective = row.objective.and_then(|number| plan.objectives.iter().find(|objective| objective.number == number));
        let objective = objective.ok_or("it does not say which objective it belongs to")?;
        if row.action.is_empty() {
            return Err("it does not say what is to be done".to_owned());
        }
        let leads = row.lead.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
        let leads = leads.map(|name| names::find(plan, name).map(|(_, named)| named)).collect::<Result<Vec<_>, _>>()?;
        let due = if row.due.is_empty() { Vec::new() } else { vec![acts::date(&row.due)?] };
        let timescale = Some(row.timescale.clone()).filter(|words| !words.is_empty());
        let new = NewAction { action: row.action.clone(), leads, timescale, due, on: wishes.on };
        add::add(change, plan, objective, &new)
    })();
    match made {
        Ok(mut done) => {
            if !row.reference.is_empty() && !done.sentence.starts_with(&format!("{}:", row.reference)) {
                done.notes.push(format!("{place}: \"{}\" in the paper", row.reference));
            }
            taken.done.push(done);
        }
        Err(why) => {
            *change = before;
            taken.problems.push(format!("{place}: {said}; left alone: {why}"));
        }
    }
}
