//! Printed timescales that are plain to read, but that nothing counts.

use super::due_before_plan::written;
use super::timescale_disagrees::clear;
use super::{Check, Rule, vague_frequency};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Milestone, Objective, Plan, Text};
use crate::text::all_of;
use crate::text::{Span, is_blank};
use crate::time::phrase::Reading;
use std::fmt::Write;
use std::rc::Rc;

pub static RULE: Rule = Rule {
    id: "timescale-unread",
    severity: Severity::Warning,
    summary: "a printed timescale that is plain to read, but that nothing counts",
    why: "\"timescale\" only keeps the board's words: nothing is dated by them in silence. Until a \"due\" or the like says what they mean, the \
          action counts as undated and can never be overdue.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
timescale = "June 08"
"#,
    right: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
timescale = "June 08"
due = "2008-06"
"#,
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    for objective in plan.objectives {
        if let Some(words) = unread_of_objective(objective)
            && let Some(printed) = plain(words)
        {
            found.push(of_objective(plan, objective, words, &printed).about(objective.subject()));
        }
        for action in objective.actions {
            if let Some(words) = unread_of(objective, action)
                && let Some(printed) = plain(words)
            {
                let message = format!("the timescale of {} says {}, but nothing counts it", action.called(), in_words(&printed));
                let fault = Diagnostic::new(RULE.id, words.span, message).label("printed, but not counted");
                found.push(mended(fault, plan, action.span, words, &lines(&printed)).about(objective.subject_of(action)));
            }
            for milestone in action.milestones {
                if let Some(words) = unread_of_milestone(plan, action, milestone)
                    && let Some(printed) = plain(words)
                {
                    let fault = of_milestone(plan, action, milestone, words, &printed);
                    found.extend(fault.map(|fault| fault.about(objective.subject_of(action))));
                }
            }
        }
    }
}

/// The reading of words that leave no doubt and do not only promise work from time to time.
fn plain(words: &Text) -> Option<Rc<Reading>> {
    clear(words).filter(|_| !vague_frequency::is_vague(words))
}

/// An action's own printed words, where no key says what they mean.
pub(super) fn unread_of<'p, 'a>(objective: &Objective, action: &'p Action<'a>) -> Option<&'p Text<'a>> {
    let words = action.timescale.as_ref().filter(|words| !is_blank(words))?;
    (objective.due.is_empty() && !says_when(action) && !misreads_when(action)).then_some(words)
}

/// The printed words of an objective, where no key says what they mean and some action depends on them.
pub(super) fn unread_of_objective<'p, 'a>(objective: &'p Objective<'a>) -> Option<&'p Text<'a>> {
    let words = objective.timescale.as_ref().filter(|words| !is_blank(words))?;
    let inherits = |action: &Action| action.timescale.is_none() && !says_when(action) && !misreads_when(action);
    let dated = !objective.due.is_empty() || objective.unread.contains(&"due");
    (!dated && objective.actions.iter().any(inherits)).then_some(words)
}

/// The printed words of a milestone without a deadline.
pub(super) fn unread_of_milestone<'p, 'a>(plan: &Plan, action: &Action, milestone: &'p Milestone<'a>) -> Option<&'p Text<'a>> {
    let words = milestone.timescale.as_ref().filter(|words| !is_blank(words))?;
    let known = milestone.due.is_some() || action.from.is_some() || plan.misread_within(milestone.span);
    (!known).then_some(words)
}

/// Some key of the action says when; a flag that is false says nothing.
pub(super) fn says_when(action: &Action) -> bool {
    !action.due.is_empty()
        || action.from.is_some()
        || action.every.is_some()
        || action.is_ongoing()
        || action.is_standing()
        || action.when.is_some()
        || action.milestones.iter().any(|milestone| milestone.due.is_some())
}

/// A key that would say when is written but cannot be read.
fn misreads_when(action: &Action) -> bool {
    const KEYS: [&str; 8] = ["timescale", "due", "from", "every", "ongoing", "standing", "when", "milestones"];
    action.unread.iter().any(|key| KEYS.contains(key))
}

fn of_objective(plan: &Plan, objective: &Objective, words: &Text, printed: &Reading) -> Diagnostic {
    let message = format!("the timescale of objective {} says {}, but nothing counts it", objective.label(), in_words(printed));
    let fault = Diagnostic::new(RULE.id, words.span, message).label("printed, but not counted");
    let lines = lines(printed);
    match &lines[..] {
        [due] if !printed.due.is_empty() => mended(fault, plan, objective.span, words, std::slice::from_ref(due)),
        lines => fault.help(format!("an objective can hold only \"due\": write {} on its actions", all_of(lines))),
    }
}

/// A milestone holds a deadline; what else its words say belongs to its action.
fn of_milestone(plan: &Plan, action: &Action, milestone: &Milestone, words: &Text, printed: &Reading) -> Option<Diagnostic> {
    let message =
        format!("the timescale of a milestone of {} says {}, but nothing counts it", action.called(), in_words(printed));
    let fault = Diagnostic::new(RULE.id, words.span, message).label("printed, but not counted");
    match &printed.due[..] {
        [due] => Some(mended(fault, plan, milestone.span, words, &[format!("due = {}", written(*due))])),
        [_, _, ..] => Some(fault.help("a milestone has one deadline: give each date a milestone of its own")),
        [] if printed.from.is_some() || printed.every.is_some() && action.every.is_none() => {
            Some(fault.help(format!("a milestone can hold only \"due\": write {} on the action", all_of(&lines(printed)))))
        }
        [] => None,
    }
}

/// The lines that say what a phrase was read to mean.
fn lines(printed: &Reading) -> Vec<String> {
    let due: Vec<String> = printed.due.iter().map(|&due| written(due)).collect();
    let due = match &due[..] {
        [] => None,
        [due] => Some(format!("due = {due}")),
        several => Some(format!("due = [{}]", several.join(", "))),
    };
    let from = printed.from.map(|from| format!("from = {}", written(from)));
    let every = printed.every.map(|every| format!("every = \"{every}\""));
    let ongoing = printed.ongoing.then(|| "ongoing = true".to_owned());
    let standing = printed.standing.then(|| "standing = true".to_owned());
    let when = printed.when.as_ref().map(|when| format!("when = {}", quoted(when)));
    [from, due, every, ongoing, standing, when].into_iter().flatten().collect()
}

/// The same for people: "June 2008", "from September 2007", "every quarter and ongoing".
fn in_words(printed: &Reading) -> String {
    let due = printed.due.iter().map(|due| due.for_people());
    let from = printed.from.map(|from| format!("from {}", from.for_people()));
    let every = printed.every.map(|every| format!("every {every}"));
    let ongoing = printed.ongoing.then(|| "ongoing".to_owned());
    let standing = printed.standing.then(|| "core work".to_owned());
    let when = printed.when.as_ref().map(|when| format!("\"{when}\""));
    all_of(&from.into_iter().chain(due).chain(every).chain(ongoing).chain(standing).chain(when).collect::<Vec<_>>())
}

/// Adds the lines after a value where its table is written in a way that takes them; else says what to write.
pub(super) fn mended(fault: Diagnostic, plan: &Plan, table: Span, value: &Text, lines: &[String]) -> Diagnostic {
    let title = format!("add {}", all_of(lines));
    match added(plan.text, table, value.span, lines) {
        // A line that could not be read may already hold what is missing.
        Some((place, text)) if plan.damaged => fault.suggest(title, place, text),
        Some((place, text)) => fault.fix(title, place, text),
        None => fault.help(title),
    }
}

/// Where and how lines are added after a value: on lines of their own below it, or behind it inside braces.
pub(super) fn added(text: &str, table: Span, value: Span, lines: &[String]) -> Option<(Span, String)> {
    if table.of(text).starts_with('{') {
        return Some((Span::new(value.end, value.end), lines.iter().map(|line| format!(", {line}")).collect()));
    }
    let (start, end) = (value.start as usize, value.end as usize);
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..start)?;
    let key = before.trim_end().strip_suffix('=')?.trim();
    let alone =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'"' | b'\''));
    let rest = text.get(end..)?;
    let (rest, last) = rest.split_once('\n').map_or((rest, true), |(rest, _)| (rest, false));
    let free = matches!(rest.trim().as_bytes(), [] | [b'#', ..]);
    if !table.of(text).starts_with('[') || !alone || !free {
        return None;
    }
    let line_end = if rest.ends_with('\r') || last && text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = &before[..before.len() - before.trim_start().len()];
    let lines: Vec<String> = lines.iter().map(|line| format!("{indent}{line}")).collect();
    let lines = lines.join(line_end);
    let place = (end + rest.len() + usize::from(!last)) as u32;
    let lines = if last { format!("{line_end}{lines}") } else { format!("{lines}{line_end}") };
    Some((Span::new(place, place), lines))
}

/// Words as a value of the file.
fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => write!(out, "\\u{:04X}", u32::from(c)).unwrap_or_default(),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Levels, OPENING, check_plan};

    /// The text after the first safe fix.
    fn mend(text: &str) -> Option<String> {
        let arena = crate::plan::Arena::new();
        let reading = crate::plan::read("example.toml", text, &arena);
        let checked = check_plan("example.toml", &reading.plan, reading.faults, &Levels::default());
        let fix = checked.findings.into_iter().filter(|finding| finding.rule == RULE.id).find_map(|finding| finding.fix)?;
        crate::edit::apply(text, &fix.edits)
    }

    fn action(lines: &str) -> String {
        format!("{OPENING}\n[[objective]]\nref = \"1\"\ntitle = \"x\"\n\n  [[objective.action]]\n{lines}")
    }

    #[test]
    fn lines_are_added_as_the_lines_around_them_are_written() {
        for (before, after) in [
            ("  timescale = \"June 08\"\n  lead = \"jo\"\n", "  timescale = \"June 08\"\n  due = \"2008-06\"\n  lead = \"jo\"\n"),
            (
                "timescale = \"June 08\" # sic\r\nlead = \"jo\"\r\n",
                "timescale = \"June 08\" # sic\r\ndue = \"2008-06\"\r\nlead = \"jo\"\r\n",
            ),
            ("lead = \"jo\"\n\ttimescale = 'June 08'", "lead = \"jo\"\n\ttimescale = 'June 08'\n\tdue = \"2008-06\""),
            ("\"timescale\" = \"30 June 2008\"\n", "\"timescale\" = \"30 June 2008\"\ndue = 2008-06-30\n"),
            ("timescale = \"\"\"\nJune 08\"\"\"\n", "timescale = \"\"\"\nJune 08\"\"\"\ndue = \"2008-06\"\n"),
            (
                "due = \"2008-06\"\nmilestones = [{ text = \"Draft\", timescale = \"May 08\" }]\n",
                "due = \"2008-06\"\nmilestones = [{ text = \"Draft\", timescale = \"May 08\", due = \"2008-05\" }]\n",
            ),
        ] {
            assert_eq!(mend(&action(before)), Some(action(after)), "{before}");
        }
    }

    #[test]
    fn an_objective_can_only_hold_a_deadline() {
        let plan = |timescale: &str| {
            format!("{OPENING}\n[[objective]]\nref = \"1\"\ntitle = \"x\"\n{timescale}\n[[objective.action]]\nref = \"1.1\"\n")
        };
        assert_eq!(mend(&plan("timescale = \"June 08\"\n")), Some(plan("timescale = \"June 08\"\ndue = \"2008-06\"\n")));
        assert_eq!(mend(&plan("timescale = \"Quarterly\"\n")), None);
    }

    #[test]
    fn words_are_quoted() {
        assert_eq!(quoted("a \"b\" \\ c\n"), r#""a \"b\" \\ c\u000A""#);
    }
}
