//! Printed timescales that are plain to read, but that nothing counts.

use super::added_lines::mended;
use super::deadlines::{comes_up, lies_outside};
use super::printed::{plain, unread_of, unread_of_milestone, unread_of_objective};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Extent, Milestone, Objective, Plan, Text};
use crate::text::all_of;
use crate::time::phrase::Reading;
use crate::time::when::When;
use std::fmt::Write;

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
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    for objective in plan.objectives {
        if let Some(words) = unread_of_objective(objective)
            && let Some(printed) = plain(plan, words)
        {
            found.push(of_objective(plan, objective, words, &printed).about(objective.subject()));
        }
        for action in objective.actions {
            if let Some(words) = unread_of(objective, action)
                && let Some(printed) = plain(plan, words)
                && (objective.review_of(action).is_empty() || lines(&printed).iter().any(|line| !line.starts_with("review")))
            {
                let message = format!("the timescale of {} {}, but nothing counts it", action.called(), says(&printed));
                let fault = Diagnostic::new(RULE.id, words.span, message).label("printed, but not counted");
                let lines = lines(&printed);
                let fault = match lines == ["ongoing = true"] && !comes_up(action) {
                    // By itself that line would be the next finding: work that nobody looks at again.
                    true => fault.help("add ongoing = true, and \"every\" or a milestone to bring it up for review"),
                    false => proposed(fault, plan, &action.extent, words, &printed, &lines),
                };
                found.push(fault.about(objective.subject_of(action)));
            }
            for milestone in action.milestones {
                if let Some(words) = unread_of_milestone(plan, action, milestone)
                    && let Some(printed) = plain(plan, words)
                {
                    let fault = of_milestone(plan, action, milestone, words, &printed);
                    found.extend(fault.map(|fault| fault.about(objective.subject_of(action))));
                }
            }
        }
    }
}

fn of_objective(plan: &Plan, objective: &Objective, words: &Text, printed: &Reading) -> Diagnostic {
    let message = format!("the timescale of objective {} {}, but nothing counts it", objective.label(), says(printed));
    let fault = Diagnostic::new(RULE.id, words.span, message).label("printed, but not counted");
    let lines = lines(printed);
    proposed(fault, plan, &objective.extent, words, printed, &lines)
}

/// A milestone holds a deadline; what else its words say belongs to its action.
fn of_milestone(plan: &Plan, action: &Action, milestone: &Milestone, words: &Text, printed: &Reading) -> Option<Diagnostic> {
    let message = format!("the timescale of a milestone of {} {}, but nothing counts it", action.called(), says(printed));
    let fault = Diagnostic::new(RULE.id, words.span, message).label("printed, but not counted");
    match &printed.due[..] {
        [due] => Some(proposed(fault, plan, &milestone.extent, words, printed, &[format!("due = {}", due.as_value())])),
        [_, _, ..] => Some(fault.help("a milestone has one deadline: give each date a milestone of its own")),
        [] if printed.from.is_some() || printed.every.is_some() && action.every.is_none() => {
            Some(fault.help(format!("a milestone can hold only \"due\": write {} on the action", all_of(&lines(printed)))))
        }
        [] => None,
    }
}

/// Adds the lines, or only says what to add where a date lies outside the plan: that date is a finding of its own, which the board
/// has to look at.
fn proposed(fault: Diagnostic, plan: &Plan, table: &Extent, words: &Text, printed: &Reading, lines: &[String]) -> Diagnostic {
    if printed.due.iter().any(|&due| lies_outside(plan, due)) {
        return fault.help(format!("the plan does not run then; if the print is right, add {}", all_of(lines)));
    }
    let mut fault = mended(fault, plan, table, words, lines);
    // What only the plan's period decides, or what leaves words out, the board has to look at.
    if let Some(fix) = fault.fix.as_mut().filter(|_| printed.by_period || !printed.unread.is_empty()) {
        fix.safe = false;
        fix.title = match printed.by_period {
            true => format!("if that is meant, {}", fix.title),
            false => format!("{}, and say in a \"remark\" what {} means", fix.title, unread(printed)),
        };
    }
    fault
}

/// The parts that could not be read, in quotation marks.
fn unread(printed: &Reading) -> String {
    all_of(&printed.unread.iter().map(|words| format!("\"{words}\"")).collect::<Vec<_>>())
}

/// What the words say, and what of them could not be read.
fn says(printed: &Reading) -> String {
    let words = in_words(printed);
    match (printed.by_period, &printed.unread[..]) {
        (true, _) => format!("can only mean {words} in this plan"),
        (false, []) => format!("says {words}"),
        (false, _) => format!("says {words} (and {}, which cannot be read)", unread(printed)),
    }
}

/// The lines that say what a phrase was read to mean.
fn lines(printed: &Reading) -> Vec<String> {
    let dates = |key: &str, dates: &[When]| {
        let dates: Vec<String> = dates.iter().map(|&date| date.as_value()).collect();
        match &dates[..] {
            [] => None,
            [date] => Some(format!("{key} = {date}")),
            several => Some(format!("{key} = [{}]", several.join(", "))),
        }
    };
    let (due, review) = (dates("due", &printed.due), dates("review", &printed.review));
    let from = printed.from.map(|from| format!("from = {}", from.as_value()));
    let every = printed.every.map(|every| format!("every = \"{every}\""));
    let ongoing = printed.ongoing.then(|| "ongoing = true".to_owned());
    let standing = printed.standing.then(|| "standing = true".to_owned());
    let when = printed.when.as_ref().map(|when| format!("when = {}", quoted(when)));
    [from, due, every, ongoing, standing, when, review].into_iter().flatten().collect()
}

/// The same for people: "June 2008", "from September 2007", "every quarter and ongoing".
fn in_words(printed: &Reading) -> String {
    let due = printed.due.iter().map(|due| due.for_people());
    let from = printed.from.map(|from| format!("from {}", from.for_people()));
    let every = printed.every.map(|every| format!("every {every}"));
    let ongoing = printed.ongoing.then(|| "ongoing".to_owned());
    let standing = printed.standing.then(|| "core work".to_owned());
    let when = printed.when.as_ref().map(|when| format!("\"{when}\""));
    let review = printed.review.iter().map(|review| format!("a review in {}", review.for_people()));
    all_of(&from.into_iter().chain(due).chain(every).chain(ongoing).chain(standing).chain(when).chain(review).collect::<Vec<_>>())
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
    use crate::rules::{OPENING, check_plan};

    /// The text after the first safe fix.
    fn mend(text: &str) -> Option<String> {
        let arena = crate::plan::Arena::new();
        let reading = crate::plan::read("example.toml", text, &arena);
        let found = check_plan("example.toml", &reading.plan, reading.faults);
        let mut own = found.findings().iter().filter(|finding| finding.rule == RULE.id);
        let fix = own.find_map(|finding| finding.fix.as_ref())?;
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
    fn an_objective_holds_what_its_actions_inherit() {
        let plan = |timescale: &str| {
            format!("{OPENING}\n[[objective]]\nref = \"1\"\ntitle = \"x\"\n{timescale}\n[[objective.action]]\nref = \"1.1\"\n")
        };
        assert_eq!(mend(&plan("timescale = \"June 08\"\n")), Some(plan("timescale = \"June 08\"\ndue = \"2008-06\"\n")));
        let quarterly = "timescale = \"Quarterly\"\n";
        assert_eq!(mend(&plan(quarterly)), Some(plan(&format!("{quarterly}every = \"quarter\"\n"))));
    }

    #[test]
    fn words_are_quoted() {
        assert_eq!(quoted("a \"b\" \\ c\n"), r#""a \"b\" \\ c\u000A""#);
    }
}
