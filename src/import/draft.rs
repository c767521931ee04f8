//! The draft of a plan as values, and as the text that a person would write.

use super::people::{Kind, People, Who};
use crate::plan::keys::{ACTION, Section};
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
    pub lead: Vec<Who>,
    pub with: Vec<Who>,
    pub time: Time,
    pub unpaired_timescales: Vec<String>,
    pub unpaired_leads: Vec<Vec<Who>>,
    pub unpaired_outcomes: Vec<String>,
    /// Comment lines.
    pub comments: Vec<String>,
    pub actions: Vec<Action>,
}

/// An action in the making.
#[derive(Debug, Default)]
pub struct Action {
    pub reference: Option<String>,
    pub action: String,
    /// Words, or a key of the shared outcomes.
    pub outcome: Option<String>,
    pub success: Vec<String>,
    pub lead: Vec<Who>,
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

/// A text as a string of TOML.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            '\t' => out += "\\t",
            letter if crate::text::is_harmful(letter) || letter.is_control() => out += &format!("\\u{:04X}", letter as u32),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A date as the plan format writes it.
pub fn date(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        when => format!("\"{when}\""),
    }
}

/// The most letters of a line before a list is written over several.
const LONGEST_LINE: usize = 120;

struct Writer {
    out: String,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.out += line;
        self.out.push('\n');
    }

    fn comments(&mut self, comments: &[String]) {
        for comment in comments {
            for line in comment.lines() {
                let line = crate::text::one_line(line);
                self.line(format!("# {line}").trim_end());
            }
        }
    }

    fn text(&mut self, key: &str, value: Option<&String>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.line(&format!("{key} = {}", quoted(value)));
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        let one = format!("{key} = [{}]", values.join(", "));
        if values.len() == 1 || one.chars().count() <= LONGEST_LINE {
            self.line(&one);
        } else {
            self.line(&format!("{key} = ["));
            for value in values {
                self.line(&format!("  {value},"));
            }
            self.line("]");
        }
    }

    fn texts(&mut self, key: &str, values: &[String]) {
        self.list(key, &values.iter().map(|value| quoted(value)).collect::<Vec<_>>());
    }

    /// One value alone, several as a list.
    fn one_or_list(&mut self, key: &str, values: &[String]) {
        match values {
            [only] => self.line(&format!("{key} = {only}")),
            values => self.list(key, values),
        }
    }

    fn whos(&mut self, key: &str, whos: &[Who], always_list: bool) {
        let values: Vec<String> = whos.iter().map(who).collect();
        if always_list { self.list(key, &values) } else { self.one_or_list(key, &values) }
    }

    /// The keys of the time, each where the section has it; what it has no key for becomes a comment.
    fn time(&mut self, time: &Time, section: &Section) {
        self.text("timescale", time.timescale.as_ref());
        let dates = |dates: &[When]| dates.iter().map(|when| date(*when)).collect::<Vec<_>>();
        self.one_or_list("due", &dates(&time.due));
        if let Some(from) = time.from {
            self.known(section, "from", &date(from));
        }
        if let Some(every) = &time.every {
            self.known(section, "every", &quoted(every));
        }
        if time.ongoing {
            self.known(section, "ongoing", "true");
        }
        if time.standing {
            self.known(section, "standing", "true");
        }
        if let Some(when) = &time.when {
            self.known(section, "when", &quoted(when));
        }
        match &dates(&time.review)[..] {
            [] => {}
            [only] => self.known(section, "review", only),
            several => self.known(section, "review", &format!("[{}]", several.join(", "))),
        }
    }

    fn known(&mut self, section: &Section, key: &str, value: &str) {
        let comment = if section.key(key).is_some() { "" } else { "# " };
        self.line(&format!("{comment}{key} = {value}"));
    }
}

fn who(who: &Who) -> String {
    if who.role.is_none() && who.stands_for.is_none() {
        return quoted(&who.who);
    }
    let mut parts = vec![format!("who = {}", quoted(&who.who))];
    parts.extend(who.role.as_ref().map(|role| format!("as = {}", quoted(role))));
    parts.extend(who.stands_for.as_ref().map(|group| format!("for = {}", quoted(group))));
    format!("{{ {} }}", parts.join(", "))
}

impl Draft {
    /// The plan as a file.
    pub fn to_toml(&self) -> String {
        let mut out = Writer { out: "#:schema ./plan.schema.json\n".to_owned() };
        out.comments(&self.top);
        out.line("");
        out.comments(&self.checks);
        out.text("board", self.board.as_ref());
        out.line(&format!("title = {}", quoted(&self.title)));
        if let Some((from, to)) = self.period {
            out.line(&format!("period = {{ from = {}, to = {} }}", date(from), date(to)));
        }
        out.text("version", self.version.as_ref());
        out.line(&format!("source = {}", quoted(&self.source)));
        self.register(&mut out, "people", |kind| kind == Kind::Person);
        self.register(&mut out, "groups", |kind| kind != Kind::Person);
        if !self.outcomes.is_empty() {
            out.line("\n[outcomes]");
            for (key, words) in &self.outcomes {
                out.line(&format!("{} = {}", quoted(key), quoted(words)));
            }
        }
        for objective in &self.objectives {
            objective.write(&mut out);
        }
        out.out
    }

    fn register(&self, out: &mut Writer, heading: &str, holds: impl Fn(Kind) -> bool) {
        let entries: Vec<_> = self.people.entries.iter().filter(|entry| holds(entry.kind)).collect();
        if entries.is_empty() {
            return;
        }
        out.line(&format!("\n[{heading}]"));
        for entry in entries {
            out.comments(&entry.checks.iter().map(|check| format!("check: {check}")).collect::<Vec<_>>());
            let mut parts = vec![format!("name = {}", quoted(&entry.name))];
            if !entry.aka.is_empty() {
                parts.push(format!("aka = [{}]", entry.aka.iter().map(|aka| quoted(aka)).collect::<Vec<_>>().join(", ")));
            }
            if entry.kind != Kind::Person {
                parts.push(format!("kind = {}", quoted(entry.kind.word())));
            }
            out.line(&format!("{} = {{ {} }}", entry.key, parts.join(", ")));
        }
    }
}

impl Objective {
    fn write(&self, out: &mut Writer) {
        out.line("");
        out.comments(&self.comments);
        out.line("[[objective]]");
        out.text("ref", self.reference.as_ref());
        out.text("title", self.title.as_ref());
        out.texts("outcomes", &self.outcomes);
        out.texts("success", &self.success);
        out.whos("lead", &self.lead, false);
        out.whos("with", &self.with, true);
        out.time(&self.time, &crate::plan::keys::OBJECTIVE);
        let mut unpaired = Vec::new();
        let texts = |texts: &[String]| format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "));
        if !self.unpaired_timescales.is_empty() {
            unpaired.push(format!("timescales = {}", texts(&self.unpaired_timescales)));
        }
        if !self.unpaired_leads.is_empty() {
            let lists =
                self.unpaired_leads.iter().map(|list| format!("[{}]", list.iter().map(who).collect::<Vec<_>>().join(", ")));
            unpaired.push(format!("leads = [{}]", lists.collect::<Vec<_>>().join(", ")));
        }
        if !self.unpaired_outcomes.is_empty() {
            unpaired.push(format!("outcomes = {}", texts(&self.unpaired_outcomes)));
        }
        if !unpaired.is_empty() {
            out.line(&format!("unpaired = {{ {} }}", unpaired.join(", ")));
        }
        for action in &self.actions {
            action.write(out);
        }
    }
}

impl Action {
    fn write(&self, out: &mut Writer) {
        out.line("");
        out.comments(&self.comments);
        out.line("[[objective.action]]");
        out.text("ref", self.reference.as_ref());
        out.text("action", Some(&self.action));
        out.text("outcome", self.outcome.as_ref());
        out.texts("success", &self.success);
        out.whos("lead", &self.lead, false);
        out.whos("with", &self.with, true);
        if let Some(added) = self.added {
            out.known(&ACTION, "added", &date(added));
        }
        out.time(&self.time, &ACTION);
        let milestone = |(text, timescale, due): &(String, String, Option<When>)| {
            let mut parts = vec![format!("text = {}", quoted(text)), format!("timescale = {}", quoted(timescale))];
            parts.extend(due.map(|due| format!("due = {}", date(due))));
            format!("{{ {} }}", parts.join(", "))
        };
        let milestones: Vec<String> = self.milestones.iter().map(milestone).collect();
        if !milestones.is_empty() {
            out.line("milestones = [");
            milestones.iter().for_each(|milestone| out.line(&format!("  {milestone},")));
            out.line("]");
        }
        out.text("status", self.status.as_ref());
        if let Some(printed) = &self.status_as_printed {
            out.known(&ACTION, "status-as-printed", &quoted(printed));
        }
        out.text("rag", self.rag.as_ref());
        if let Some(percent) = self.percent {
            out.known(&ACTION, "percent", &percent.to_string());
        }
        if let Some(completed) = self.completed {
            out.line(&format!("completed = {}", date(completed)));
        }
        out.texts("evidence", &self.evidence);
        let note = |(on, note): &(Option<When>, String)| {
            let on = on.map(|on| format!("on = {}, ", date(on))).unwrap_or_default();
            format!("{{ {on}note = {} }}", quoted(note))
        };
        out.list("progress", &self.progress.iter().map(note).collect::<Vec<_>>());
        if !self.tags.is_empty() {
            let tags = self.tags.iter().map(|tag| quoted(tag)).collect::<Vec<_>>().join(", ");
            out.known(&ACTION, "tags", &format!("[{tags}]"));
        }
        out.text("remark", self.remark.as_ref());
    }
}
