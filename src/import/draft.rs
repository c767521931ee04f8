//! The draft of a plan as values, and as the text that a person would write.

use super::people::{Kind, People, Who};
use crate::plan::write::{Value, quoted};
use crate::time::when::When;

/// A plan in the making.
#[derive(Debug, Default)]
pub struct Draft {
    /// Comment lines at the top: where it comes from, what the columns mean.
    pub top: Vec<String>,
    pub board: Option<String>,
    pub title: String,
    pub version: Option<String>,
    /// The first and the last day, month or year, as they are written in the plan.
    pub period: Option<(When, When)>,
    pub source: String,
    /// Comment lines about the keys above.
    pub checks: Vec<String>,
    pub people: People,
    /// Outcomes that several actions share: key, words.
    pub outcomes: Vec<(String, String)>,
    pub objectives: Vec<Objective>,
}

/// An objective in the making.
#[derive(Debug, Default)]
pub struct Objective {
    pub reference: Option<String>,
    pub title: Option<String>,
    pub outcomes: Vec<String>,
    pub success: Vec<String>,
    pub unpaired_timescales: Vec<String>,
    pub unpaired_leads: Vec<Vec<Who>>,
    /// Comment lines.
    pub comments: Vec<String>,
    pub actions: Vec<Action>,
}

/// An action in the making.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    pub reference: Option<String>,
    pub action: String,
    /// Words, or a key of the shared outcomes.
    pub outcome: Option<String>,
    pub success: Vec<String>,
    pub lead: Vec<Who>,
    pub accountable: Vec<Who>,
    pub with: Vec<Who>,
    pub time: Time,
    /// What is reached, the printed date, the deadline.
    pub milestones: Vec<(String, String, Option<When>)>,
    pub status: Option<String>,
    pub status_as_printed: Option<String>,
    pub rag: Option<String>,
    pub percent: Option<u8>,
    pub added: Option<When>,
    pub completed: Option<When>,
    pub closed: Option<When>,
    /// The deadline that was moved, and to when.
    pub moved: Option<(When, When)>,
    pub evidence: Vec<String>,
    /// Notes, each perhaps with its date.
    pub progress: Vec<(Option<When>, String)>,
    pub tags: Vec<String>,
    pub remark: Option<String>,
    /// Comment lines.
    pub comments: Vec<String>,
}

/// When an action is due, as its cell was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Time {
    pub timescale: Option<String>,
    pub due: Vec<When>,
    pub from: Option<When>,
    pub every: Option<String>,
    pub ongoing: bool,
    pub standing: bool,
    pub when: Option<String>,
    pub review: Vec<When>,
}

/// The lines of a plan in the making.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, line: &str) {
        self.0 += line;
        self.0.push('\n');
    }

    fn comments(&mut self, comments: &[String]) {
        for line in comments.iter().flat_map(|comment| comment.lines()) {
            let line = crate::text::one_line(line);
            self.line(format!("# {line}").trim_end());
        }
    }

    fn key(&mut self, key: &str, value: Value) {
        let before = format!("{key} = ");
        let value = value.after(&before, "\n");
        self.line(&(before + &value));
    }

    fn text(&mut self, key: &str, value: Option<&String>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.key(key, Value::Text(value.clone()));
        }
    }

    fn list(&mut self, key: &str, values: Vec<Value>) {
        if !values.is_empty() {
            self.key(key, Value::List(values));
        }
    }

    fn texts(&mut self, key: &str, values: &[String]) {
        self.list(key, texts(values));
    }

    /// One value alone, several as a list.
    fn one_or_list(&mut self, key: &str, mut values: Vec<Value>) {
        match values.len() {
            1 => self.key(key, values.remove(0)),
            _ => self.list(key, values),
        }
    }

    fn date(&mut self, key: &str, when: Option<When>) {
        if let Some(when) = when {
            self.key(key, Value::When(when));
        }
    }

    fn time(&mut self, time: &Time) {
        let dates = |dates: &[When]| dates.iter().map(|when| Value::When(*when)).collect::<Vec<_>>();
        self.text("timescale", time.timescale.as_ref());
        self.one_or_list("due", dates(&time.due));
        self.date("from", time.from);
        self.text("every", time.every.as_ref());
        if time.ongoing {
            self.key("ongoing", Value::Flag(true));
        }
        if time.standing {
            self.key("standing", Value::Flag(true));
        }
        self.text("when", time.when.as_ref());
        self.one_or_list("review", dates(&time.review));
    }
}

fn texts(values: &[String]) -> Vec<Value> {
    values.iter().map(|value| Value::Text(value.clone())).collect()
}

fn whos(whos: &[Who]) -> Vec<Value> {
    whos.iter().map(who).collect()
}

fn who(who: &Who) -> Value {
    if who.role.is_none() && who.stands_for.is_none() {
        return Value::Text(who.who.clone());
    }
    let mut keys = vec![("who", Value::Text(who.who.clone()))];
    keys.extend(who.role.clone().map(|role| ("as", Value::Text(role))));
    keys.extend(who.stands_for.clone().map(|group| ("for", Value::Text(group))));
    Value::Table(keys)
}

impl Draft {
    /// The plan as a file.
    pub fn to_toml(&self) -> String {
        let mut out = Lines("#:schema ./plan.schema.json\n".to_owned());
        out.comments(&self.top);
        out.line("");
        out.comments(&self.checks);
        out.text("board", self.board.as_ref());
        out.key("title", Value::Text(self.title.clone()));
        if let Some((from, to)) = self.period {
            out.key("period", Value::Table(vec![("from", Value::When(from)), ("to", Value::When(to))]));
        }
        out.text("version", self.version.as_ref());
        out.key("source", Value::Text(self.source.clone()));
        self.register(&mut out, "people", |kind| kind == Kind::Person);
        self.register(&mut out, "groups", |kind| kind != Kind::Person);
        if !self.outcomes.is_empty() {
            out.line("\n[outcomes]");
            for (key, words) in &self.outcomes {
                out.key(&quoted(key), Value::Text(words.clone()));
            }
        }
        self.objectives.iter().for_each(|objective| objective.write(&mut out));
        out.0
    }

    fn register(&self, out: &mut Lines, heading: &str, holds: impl Fn(Kind) -> bool) {
        let entries: Vec<_> = self.people.entries.iter().filter(|entry| holds(entry.kind)).collect();
        if entries.is_empty() {
            return;
        }
        out.line(&format!("\n[{heading}]"));
        for entry in entries {
            out.comments(&entry.checks.iter().map(|check| format!("check: {check}")).collect::<Vec<_>>());
            let mut keys = vec![("name", Value::Text(entry.name.clone()))];
            if !entry.aka.is_empty() {
                keys.push(("aka", Value::List(texts(&entry.aka))));
            }
            if entry.kind != Kind::Person {
                keys.push(("kind", Value::Text(entry.kind.word().to_owned())));
            }
            out.key(&entry.key, Value::Table(keys));
        }
    }
}

impl Objective {
    fn write(&self, out: &mut Lines) {
        out.line("");
        out.comments(&self.comments);
        out.line("[[objective]]");
        out.text("ref", self.reference.as_ref());
        out.text("title", self.title.as_ref());
        out.texts("outcomes", &self.outcomes);
        out.texts("success", &self.success);
        let mut unpaired = Vec::new();
        if !self.unpaired_timescales.is_empty() {
            unpaired.push(("timescales", Value::List(texts(&self.unpaired_timescales))));
        }
        if !self.unpaired_leads.is_empty() {
            unpaired.push(("leads", Value::List(self.unpaired_leads.iter().map(|list| Value::List(whos(list))).collect())));
        }
        if !unpaired.is_empty() {
            out.key("unpaired", Value::Table(unpaired));
        }
        self.actions.iter().for_each(|action| action.write(out));
    }
}

impl Action {
    fn write(&self, out: &mut Lines) {
        out.line("");
        out.comments(&self.comments);
        out.line("[[objective.action]]");
        out.text("ref", self.reference.as_ref());
        out.text("action", Some(&self.action));
        out.text("outcome", self.outcome.as_ref());
        out.texts("success", &self.success);
        out.one_or_list("lead", whos(&self.lead));
        out.list("with", whos(&self.with));
        out.one_or_list("accountable", whos(&self.accountable));
        out.date("added", self.added);
        out.time(&self.time);
        let milestone = |(text, timescale, due): &(String, String, Option<When>)| {
            let mut keys = vec![("text", Value::Text(text.clone())), ("timescale", Value::Text(timescale.clone()))];
            keys.extend(due.map(|due| ("due", Value::When(due))));
            Value::Table(keys)
        };
        out.list("milestones", self.milestones.iter().map(milestone).collect());
        if let Some((from, to)) = self.moved {
            out.key("moved", Value::List(vec![Value::Table(vec![("from", Value::When(from)), ("to", Value::When(to))])]));
        }
        out.text("status", self.status.as_ref());
        out.text("status-as-printed", self.status_as_printed.as_ref());
        out.text("rag", self.rag.as_ref());
        if let Some(percent) = self.percent {
            out.key("percent", Value::Number(percent.into()));
        }
        out.date("completed", self.completed);
        out.date("closed", self.closed);
        out.texts("evidence", &self.evidence);
        let note = |(on, note): &(Option<When>, String)| {
            let mut keys: Vec<(&'static str, Value)> = on.map(|on| ("on", Value::When(on))).into_iter().collect();
            keys.push(("note", Value::Text(note.clone())));
            Value::Table(keys)
        };
        out.list("progress", self.progress.iter().map(note).collect());
        out.texts("tags", &self.tags);
        out.text("remark", self.remark.as_ref());
    }
}
