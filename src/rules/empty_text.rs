//! Texts with nothing in them.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Extent, Objective, Plan, Text, Unpaired, Who};
use crate::text::{Span, entry_with_comma, is_blank};

pub static RULE: Rule = Rule {
    id: "empty-text",
    severity: Severity::Warning,
    summary: "an action or objective without words, or any text with nothing in it",
    why: "A blank cell in a printed table is an action nobody can carry out. Most often a line was lost when the plan was put together.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "-"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let mut top = Blanks::default();
    for (text, what) in [(&plan.title, "title"), (&plan.version, "version"), (&plan.source, "source"), (&plan.remark, "remark")] {
        top.text(text, || format!("the plan's \"{what}\" is empty"));
    }
    top.text(plan.boards, || "the plan's \"board\" is empty".to_owned());
    top.text(plan.statuses.iter().map(|status| &status.means), || "the meaning of a status is empty".to_owned());
    top.text(plan.rag.iter().map(|legend| &legend.means), || "a colour's meaning is empty".to_owned());
    for person in plan.people {
        let whose = |what: &'static str| move || format!("the {what} of the person \"{}\" is empty", person.key.value);
        top.text([&person.name], whose("name"));
        top.text(&person.role, whose("role"));
        top.text(&person.remark, whose("remark"));
        top.text(person.aka, || format!("another name of the person \"{}\" is empty", person.key.value));
    }
    for group in plan.groups {
        let whose = |what: &'static str| move || format!("the {what} of the group \"{}\" is empty", group.key.value);
        top.text([&group.name], whose("name"));
        top.text(&group.remark, whose("remark"));
        top.text(group.aka, || format!("another name of the group \"{}\" is empty", group.key.value));
    }
    top.text(plan.outcomes.iter().map(|outcome| &outcome.text), || "a shared outcome is empty".to_owned());
    for allow in plan.allows {
        top.text(&allow.because, || "an \"allow\" gives no reason".to_owned());
    }
    found.extend(top.found);
    for objective in plan.objectives {
        found.extend(of_objective(plan, objective).into_iter().map(|fault| fault.about(objective.subject())));
        for action in objective.actions {
            found.extend(of_action(plan, action).into_iter().map(|fault| fault.about(objective.subject_of(action))));
        }
    }
}

fn of_objective(plan: &Plan, objective: &Objective) -> Vec<Diagnostic> {
    let mut blanks = Blanks::default();
    if objective.is_bare_heading() {
        return vec![bare_heading(plan, &objective.extent)];
    }
    let label = || objective.label();
    match &objective.title {
        Some(title) if says_nothing(title) => {
            let fault = Diagnostic::new(RULE.id, title.span, format!("objective {} has no title", label()));
            blanks.found.push(fault.label("nothing stands here").help("write the objective in words"));
        }
        None if !plan.damaged && !objective.unread.contains(&"title") => {
            let place = objective.reference.as_ref().map_or(objective.span, |reference| reference.span);
            let fault = Diagnostic::new(RULE.id, place, format!("objective {} has no title", label()));
            blanks.found.push(fault.help("add \"title\" with the objective in words"));
        }
        _ => {}
    }
    let whose = |what: &'static str| move || format!("the {what} of objective {} is empty", label());
    blanks.text(&objective.reference, || format!("the reference of objective {} is empty", objective.number));
    blanks.text(&objective.timescale, whose("timescale"));
    blanks.text(&objective.remark, whose("remark"));
    for (texts, what) in
        [(objective.outcomes, "outcomes"), (objective.success, "success measures"), (objective.see, "references under \"see\"")]
    {
        blanks.entries(plan, texts, || format!("one of the {what} of objective {} is empty", label()));
    }
    blanks.whos(objective.lead.iter().chain(objective.with), || format!("objective {}", label()));
    if let Some(Unpaired { timescales, outcomes, .. }) = &objective.unpaired {
        blanks.text(timescales.iter().chain(*outcomes), || {
            format!("an entry under \"unpaired\" of objective {} is empty", label())
        });
    }
    blanks.found
}

fn of_action(plan: &Plan, action: &Action) -> Vec<Diagnostic> {
    let mut blanks = Blanks::default();
    if action.is_bare_heading() {
        return vec![bare_heading(plan, &action.extent)];
    }
    let called = || action.called();
    match &action.action {
        Some(text) if says_nothing(text) => {
            let fault = Diagnostic::new(RULE.id, text.span, format!("{} does not say what is to be done", named(action)));
            blanks.found.push(fault.label("nothing stands here").help("write what is to be done, in a sentence"));
        }
        None if !plan.damaged && !action.unreadable("action") => {
            let fault =
                Diagnostic::new(RULE.id, action.highlight_span(), format!("{} does not say what is to be done", named(action)));
            blanks.found.push(fault.help("add \"action\" with what is to be done, in a sentence"));
        }
        _ => {}
    }
    let whose = |what: &'static str| move || format!("the {what} of {} is empty", called());
    blanks.text(&action.outcome, whose("outcome"));
    blanks.text(&action.timescale, whose("timescale"));
    blanks.text(&action.when, whose("\"when\""));
    blanks.text(&action.remark, whose("remark"));
    for (texts, what) in
        [(action.success, "success measures"), (action.evidence, "pieces of evidence"), (action.see, "references under \"see\"")]
    {
        blanks.entries(plan, texts, || format!("one of the {what} of {} is empty", called()));
    }
    blanks.whos(action.lead.iter().chain(action.with), called);
    for milestone in action.milestones {
        blanks.text(&milestone.text, || format!("a milestone of {} has no words", called()));
        blanks.text(&milestone.timescale, || format!("the timescale of a milestone of {} is empty", called()));
    }
    for note in action.progress {
        blanks.text(&note.note, || format!("a progress note of {} has no words", called()));
    }
    blanks.found
}

/// A heading with nothing below it: typed twice, or what belongs below it is not there yet.
fn bare_heading(plan: &Plan, extent: &Extent) -> Diagnostic {
    let text = plan.text;
    let start = text[..extent.header.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[extent.header.end as usize..];
    let blank = rest.len() - rest.trim_start().len();
    let next = extent.header.end as usize + rest[..blank].rfind('\n').map_or(blank, |at| at + 1);
    let heading = extent.header.of(text).trim();
    let fault = Diagnostic::new(RULE.id, extent.header, "nothing stands below this heading");
    if heading.contains('#') || !text[start..extent.header.start as usize].trim().is_empty() {
        return fault.help("write below it what belongs there, or take it out");
    }
    // At the end of the file the blank lines above it go with it, elsewhere those below.
    let from = if next >= text.trim_end().len() { text[..start].trim_end().len() } else { start };
    let (from, written) = if from < start { (from, "\n") } else { (start, "") };
    let fault = fault.label("write below it what belongs there, or take it out");
    fault.suggest("take out this heading", Span::new(from as u32, next as u32), written)
}

/// An action whose reference is blank has no name either.
fn named(action: &Action) -> String {
    match &action.reference {
        Some(reference) if is_blank(reference) => "this action".to_owned(),
        _ => action.called(),
    }
}

/// Nothing but spaces, dashes and the like. A question mark at least says that something is not known.
fn says_nothing(text: &str) -> bool {
    !text.contains(|c: char| c.is_alphanumeric() || c == '?')
}

/// Collects the findings; a message is made only for a text that is blank.
#[derive(Default)]
struct Blanks {
    found: Vec<Diagnostic>,
}

impl Blanks {
    fn add(&mut self, text: &Text, message: String) {
        self.found.push(
            Diagnostic::new(RULE.id, text.span, message)
                .label("nothing stands here")
                .help("write what belongs here, or take the key out"),
        );
    }

    fn text<'p, 'a: 'p>(&mut self, text: impl IntoIterator<Item = &'p Text<'a>>, message: impl Fn() -> String) {
        for text in text.into_iter().filter(|text| is_blank(text)) {
            self.add(text, message());
        }
    }

    /// The entries of a list: an empty one beside others can go.
    fn entries<'p, 'a: 'p>(&mut self, plan: &Plan, texts: &'p [Text<'a>], message: impl Fn() -> String) {
        for text in texts.iter().filter(|text| is_blank(text)) {
            match entry_with_comma(plan.text, text.span).filter(|_| texts.iter().any(|other| !is_blank(other))) {
                Some(entry) => {
                    let fault = Diagnostic::new(RULE.id, text.span, message()).label("nothing stands here");
                    self.found.push(fault.suggest("take out the empty entry", entry, ""));
                }
                None => self.add(text, message()),
            }
        }
    }

    fn whos<'p, 'a: 'p>(&mut self, whos: impl Iterator<Item = &'p Who<'a>>, whose: impl Fn() -> String) {
        self.text(whos.filter_map(|who| who.role.as_ref()), || format!("a role under \"as\" of {} is empty", whose()));
    }
}
