//! Texts that were copied from a page of the web with its tags and its names of characters.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::plan::{Plan, Text, write};
use crate::text::{one_line, web};

pub static RULE: Rule = Rule {
    id: "web-markup",
    severity: Severity::Warning,
    summary: "a text has marks of a web page in it, such as <p>, <br> or &amp;",
    why: "What is pasted from a web page can bring its marks with it. They are printed in every paper, and a search for the words misses them.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "<p>Publish the training calendar &amp; the guide</p>"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar & the guide"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let top = [&plan.title, &plan.version, &plan.source, &plan.remark].into_iter().flatten().chain(plan.boards);
    let people = plan
        .people
        .iter()
        .flat_map(|person| [&person.name].into_iter().chain(&person.role).chain(person.aka).chain(&person.remark));
    let groups = plan.groups.iter().flat_map(|group| [&group.name].into_iter().chain(group.aka).chain(&group.remark));
    let meanings = plan.statuses.iter().map(|status| &status.means).chain(plan.rag.iter().map(|legend| &legend.means));
    let outcomes = plan.outcomes.iter().map(|outcome| &outcome.text);
    let reasons = plan.allows.iter().filter_map(|allow| allow.because.as_ref());
    tell(top.chain(people).chain(groups).chain(meanings).chain(outcomes).chain(reasons), None, found);
    for objective in plan.objectives {
        let single = [&objective.title, &objective.timescale, &objective.when, &objective.remark].into_iter().flatten();
        let lists = [objective.outcomes, objective.success, objective.tags, objective.see].into_iter().flatten();
        let unpaired = objective.unpaired.iter().flat_map(|unpaired| unpaired.timescales.iter().chain(unpaired.outcomes));
        tell(single.chain(lists).chain(unpaired), Some(objective.subject()), found);
        for action in objective.actions {
            let single =
                [&action.action, &action.outcome, &action.timescale, &action.when, &action.status_as_printed, &action.remark];
            let lists = [action.success, action.tags, action.evidence, action.see].into_iter().flatten();
            let steps = action
                .milestones
                .iter()
                .flat_map(|step| step.text.iter().chain(&step.timescale).chain(step.evidence).chain(&step.remark));
            let notes = action.progress.iter().filter_map(|note| note.note.as_ref());
            let reasons = action.moved.iter().filter_map(|moved| moved.because.as_ref());
            let hold = action.hold.iter().filter_map(|hold| hold.because.as_ref());
            let roles = action.lead.iter().chain(action.with).chain(action.accountable).filter_map(|who| who.role.as_ref());
            let texts =
                single.into_iter().flatten().chain(lists).chain(steps).chain(notes).chain(reasons).chain(hold).chain(roles);
            tell(texts, Some(objective.subject_of(action)), found);
        }
    }
}

fn tell<'p, 'a: 'p>(texts: impl Iterator<Item = &'p Text<'a>>, about: Option<Subject>, found: &mut Found) {
    for text in texts {
        let Some(words) = web::plain(text.value, "; ") else { continue };
        let fault = Diagnostic::new(RULE.id, text.span, format!("\"{}\" has marks of a web page in it", beginning(text.value)));
        let fault = if web::is_struck_through(text.value) {
            fault.help("part of it was struck through there: write what still holds, without the marks between < and >")
        } else if words.is_empty() {
            fault.help("there are no words in it: write what belongs here, or take the key out")
        } else {
            let is_sure = !web::holds_tags(text.value) && !web::holds_tags(&web::without_entities(text.value));
            let title = match words.len() {
                ..=70 => format!("write {}", one_line(&write::quoted(&words))),
                _ => "write the words alone".to_owned(),
            };
            match is_sure {
                true => fault.fix(title, text.span, write::quoted(&words)),
                false => fault.suggest(title, text.span, write::quoted(&words)),
            }
        };
        found.extend(Some(match &about {
            Some(about) => fault.about(about.clone()),
            None => fault,
        }));
    }
}

/// The first words of a text: two texts of a plan are told apart by them.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 48;
    let text = one_line(text.trim());
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}\u{2026}", text[..at].trim_end()),
        None => text.into_owned(),
    }
}
