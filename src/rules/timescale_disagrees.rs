//! Printed timescales and the dates that are to mean the same.

use super::deadlines::{clear, dates_of, differ, in_each_year, in_or_on, lies_outside, overlap, step_differs};
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Text};
use crate::text::{Span, Spanned, all_of, one_line};
use crate::time::phrase::Reading;
use crate::time::when::When;

pub static RULE: Rule = Rule {
    id: "timescale-disagrees",
    severity: Severity::Warning,
    summary: "a date or frequency that is not the one its printed timescale names",
    why: "Only the explicit date is counted. When it is mistyped, the action is judged by a date that the board never agreed, and the printed one \
          beside it is overlooked.",
    wrong: r#"[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
timescale = "June 08"
due = "2008-07"
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

const KEEPS: &str = "\"timescale\" keeps the words as printed";
const HELP: &str =
    "\"timescale\" keeps the words as printed; where the board has since moved the date, record it under \"moved\"";

fn check(plan: &Plan, found: &mut Found) {
    for objective in plan.objectives {
        if let Some(words) = &objective.timescale
            && !objective.due.is_empty()
            && let Some(printed) = clear(plan, words)
            && differ(&printed, objective.due, &[], &[])
        {
            objective.due.iter().for_each(|due| found.claim(RULE.id, due.span));
            let whose = format!("the actions of objective {} are due", objective.label());
            let fault = due_fault(&whose, objective.due, plan, words, &printed);
            // Where a date could not be read, that one may be the printed one.
            let fault = fault.filter(|_| !objective.unread.contains(&"due"));
            found.extend(fault.map(|fault| fault.about(objective.subject())));
        }
        for action in objective.actions {
            if let Some(words) = &action.timescale
                && (action.says_when() || !objective.due.is_empty())
                && let Some(printed) = clear(plan, words)
            {
                compare(plan, objective, action, words, &printed, found);
            }
            if let Some(words) = &action.timescale {
                let fault = without_year(plan, words, objective.due_of(action), &dates_of(objective, action), || action.called());
                if fault.is_some() {
                    action.due.iter().for_each(|due| found.claim(RULE.id, due.span));
                }
                found.extend(fault.map(|fault| fault.about(objective.subject_of(action))));
            }
            for milestone in action.milestones {
                if let (Some(words), Some(due)) = (&milestone.timescale, milestone.due)
                    && let Some(printed) = clear(plan, words)
                    && step_differs(&printed, due, action.moved)
                {
                    found.claim(RULE.id, due.span);
                    let whose = format!("a milestone of {} is due", action.called());
                    let fault = due_fault(&whose, &[due], plan, words, &printed);
                    found.extend(fault.map(|fault| fault.about(objective.subject_of(action))));
                }
            }
        }
    }
}

/// Words without a year, such as "In May", beside deadlines in another month.
fn without_year(
    plan: &Plan,
    words: &Text,
    due: &[Spanned<When>],
    dates: &[When],
    called: impl Fn() -> String,
) -> Option<Diagnostic> {
    if due.is_empty() || clear(plan, words).is_some() {
        return None;
    }
    let meant = in_each_year(plan, words)?;
    if meant.iter().any(|&meant| dates.iter().any(|&date| overlap(meant, date))) {
        return None;
    }
    let (first, last) = due.first().zip(due.last())?;
    let here = Span::new(first.span.start, last.span.end);
    let is_due = match due {
        [one] => in_or_on(one.value),
        several => format!("in {}", all_of(&people(several.iter().map(|due| due.value)))),
    };
    let message = format!("{} is due {is_due}, but its timescale says \"{}\"", called(), one_line(words.trim()));
    Some(match (&meant[..], due) {
        ([meant], [_]) if !lies_outside(plan, *meant) => fault(message, here, words, meant.as_value()),
        _ => disagreement(message, here, words),
    })
}

/// Compares what an action's timescale states with the keys that hold it, each key by itself.
fn compare(plan: &Plan, objective: &Objective, action: &Action, words: &Text, printed: &Reading, found: &mut Found) {
    let due = objective.due_of(action);
    if differ(printed, due, action.milestones, action.moved) {
        action.due.iter().for_each(|due| found.claim(RULE.id, due.span));
        // Where a date could not be read, that one may be the printed one.
        if !unread(action, &["due", "milestones", "moved"]) {
            found.extend(compare_due(plan, action, due, words, printed).map(|fault| fault.about(objective.subject_of(action))));
        }
    }
    let others = [compare_from(action, words, printed), compare_every(action, due, words, printed)];
    found.extend(others.into_iter().flatten().map(|fault| fault.about(objective.subject_of(action))));
}

fn compare_due(plan: &Plan, action: &Action, due: &[Spanned<When>], words: &Text, printed: &Reading) -> Option<Diagnostic> {
    if !due.is_empty() {
        return due_fault(&format!("{} is due", action.called()), due, plan, words, printed);
    }
    if action.remark.is_some() {
        return None;
    }
    let dates = all_of(&people(printed.due.iter().copied()));
    let message = format!("the timescale of {} says {dates}, but it has no \"due\"", action.called());
    Some(missing(words, message))
}

fn compare_from(action: &Action, words: &Text, printed: &Reading) -> Option<Diagnostic> {
    let (from, meant) = action.from.zip(printed.from)?;
    if meant.first_day() == from.first_day() {
        return None;
    }
    let starts = format!("{} starts {}", action.called(), in_or_on(from.value));
    let message = format!("{starts}, but its timescale says from {}", meant.for_people());
    Some(fault(message, from.span, words, meant.as_value()))
}

fn compare_every(action: &Action, due: &[Spanned<When>], words: &Text, printed: &Reading) -> Option<Diagnostic> {
    let meant = printed.every?;
    if let Some(every) = action.every {
        let message = || format!("{} recurs every {}, but its timescale says every {meant}", action.called(), every.value);
        return (meant != every.value).then(|| fault(message(), every.span, words, format!("\"{meant}\"")));
    }
    // Recurring work may have its dates worked out one by one.
    let dates = due.len() + action.milestones.iter().filter(|milestone| milestone.due.is_some()).count();
    // "Reviewed annually" beside a review: that is how often it is looked at again, and nobody owes a report.
    let is_of_a_review = !action.review.is_empty() && printed.review.is_empty() && words.to_ascii_lowercase().contains("review");
    if dates > 1 || is_of_a_review || action.remark.is_some() || unread(action, &["every", "due", "milestones"]) {
        return None;
    }
    let message = format!("the timescale of {} says every {meant}, but it has no \"every\"", action.called());
    Some(missing(words, message))
}

fn unread(action: &Action, keys: &[&str]) -> bool {
    keys.iter().any(|key| action.unreadable(key))
}

/// The deadlines are not those printed.
fn due_fault(whose: &str, due: &[Spanned<When>], plan: &Plan, words: &Text, printed: &Reading) -> Option<Diagnostic> {
    let (first, last) = due.first().zip(due.last())?;
    let here = Span::new(first.span.start, last.span.end);
    let dates = match due {
        [one] => in_or_on(one.value),
        several => format!("in {}", all_of(&people(several.iter().map(|due| due.value)))),
    };
    let message = format!("{whose} {dates}, but its timescale says {}", all_of(&people(printed.due.iter().copied())));
    if printed.due.iter().any(|&due| lies_outside(plan, due)) {
        // One of the two is wrong, and a date outside the plan is the likelier one.
        return Some(disagreement(message, here, words));
    }
    let meant: Vec<String> = printed.due.iter().map(|&when| when.as_value()).collect();
    if let ([one], [was]) = (due, &printed.due[..])
        && one.value.first_day() > was.last_day()
    {
        // A date later than the printed one is more likely a deadline that was moved than a slip: to write the printed one again
        // would undo what the board agreed.
        let moved =
            format!("moved = [{{ from = {}, to = {}, on = ..., because = \"...\" }}]", was.as_value(), one.value.as_value());
        let help = format!("{KEEPS}; where the board has moved the date, add {moved} with the day it was agreed and the reason");
        return Some(disagreement(message, here, words).help(help));
    }
    let in_brackets =
        due.len() > 1 || plan.text.get(..here.start as usize).is_some_and(|before| before.trim_end().ends_with('['));
    let meant = if in_brackets || meant.len() == 1 { meant.join(", ") } else { format!("[{}]", meant.join(", ")) };
    Some(fault(message, here, words, meant))
}

fn disagreement(message: String, here: Span, words: &Text) -> Diagnostic {
    Diagnostic::new(RULE.id, here, message).label("not what was printed").related(words.span, "as printed").help(HELP)
}

fn fault(message: String, here: Span, words: &Text, meant: String) -> Diagnostic {
    disagreement(message, here, words).suggest(format!("write {meant}"), here, meant)
}

fn missing(words: &Text, message: String) -> Diagnostic {
    let fault = Diagnostic::new(RULE.id, words.span, message).label("this part is not counted");
    fault.help("write what the words mean beside them, or say in a \"remark\" why they are read otherwise")
}

fn people(dates: impl Iterator<Item = When>) -> Vec<String> {
    dates.map(When::for_people).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::{check_plan, complete};

    /// The rules that an action of these lines sets off.
    fn rules(lines: &str) -> Vec<&'static str> {
        let action =
            "[[objective.action]]\nref = \"1.1\"\naction = \"Publish the calendar\"\noutcome = \"Staff know\"\nlead = \"jo\"\n";
        let text = complete(&format!("{action}{lines}\n"));
        let arena = crate::plan::Arena::new();
        let reading = crate::plan::read("example.toml", &text, &arena);
        let found = check_plan("example.toml", &reading.plan, reading.faults);
        found.findings().iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn what_is_printed_is_compared_by_the_day_it_means() {
        for same in [
            "timescale = \"June 08\"\ndue = 2008-06-30",
            "timescale = \"2008/09\"\ndue = \"2009-03\"",
            "timescale = \"June 08 & March 09\"\nmilestones = [{ text = \"Draft\", due = \"2008-06\" }, { text = \"Use\", due = \"2009-03\" }]",
            "timescale = \"June 08\"\ndue = \"2008-06\"\nmilestones = [{ text = \"Draft\", due = \"2008-05\" }]",
            "timescale = \"June 08\"\ndue = \"2008-09\"\nmoved = [{ from = \"2008-06\", to = \"2008-09\", on = 2008-06-11, because = \"Illness\" }]",
            "timescale = \"Quarterly\"\ndue = [\"2008-06\", \"2008-09\", \"2008-12\", \"2009-03\"]",
            "timescale = \"Bi-annually\"\nevery = \"6 months\"",
            "timescale = \"June 08\"\ndue = \"2008-06\"\nongoing = true",
            "timescale = \"In June\"\ndue = 2008-06-10",
            "timescale = \"30 June\"\ndue = \"2008-06\"",
            "timescale = \"June 08, then quarterly\"\ndue = \"2008-06\"\nremark = \"the quarterly report is 1.2\"",
        ] {
            assert_eq!(rules(same), [""; 0], "{same}");
        }
        for other in [
            "timescale = \"June 08\"\ndue = \"2008-07\"",
            "timescale = \"In May\"\ndue = \"2008-06\"",
            "timescale = \"30 June\"\ndue = 2008-07-31",
            "timescale = \"June 08 & March 09\"\ndue = \"2008-06\"",
            "timescale = \"June 08\"\ndue = [\"2008-06\", \"2008-09\"]",
            "timescale = \"June 08\"\nongoing = true",
            "timescale = \"Quarterly\"\nevery = \"month\"",
            "timescale = \"From June 08\"\nfrom = \"2008-07\"",
            "due = \"2008-09\"\nmilestones = [{ text = \"Draft\", timescale = \"May 08\", due = \"2008-06\" }]",
        ] {
            assert_eq!(rules(other), ["timescale-disagrees"], "{other}");
        }
    }

    #[test]
    fn one_slip_is_one_finding() {
        for (lines, rule) in [
            ("timescale = \"March 09\"\ndue = \"2008-03\"", "timescale-disagrees"),
            ("timescale = \"March 08\"\ndue = \"2008-03\"", "due-before-plan"),
            ("due = \"2008-12\"\nmilestones = [{ text = \"Draft\", due = \"2009-11\" }]", "milestone-after-action"),
            (
                "due = \"2009-09\"\nmoved = [{ from = \"2008-06\", to = \"2008-09\", on = 2008-06-11, because = \"Illness\" }]",
                "moved-silent",
            ),
            ("timescale = \"June 08\"\ndue = \"2008-06-31\"", "bad-date"),
            ("due = \"2008-09\"\nmilestones = [{ text = \"Draft\", timescale = \"May 08\", due = \"2008-05-32\" }]", "bad-date"),
            ("timescale = \"Regularly\"\nongoing = true", "vague-frequency"),
            ("timescale = \"ASAP\"", "unclear-timescale"),
            ("timescale = \"\"", "empty-text"),
            (
                "due = \"2008-09\"\nstatus = \"complete\"\ncompleted = 2008-09-01\nmilestones = [{ text = \"Draft\" }]",
                "complete-with-open-milestones",
            ),
            ("due = \"2008-09\"\nstatus = \"on-hold\"\nhold = { because = \"Illness\", review = \"soon\" }", "bad-date"),
            ("due = \"2008-09\"\nstatus = \"in-progress\"\ncompleted = 2008-09-01", "status-contradicts-completed"),
        ] {
            assert_eq!(rules(lines), [rule], "{lines}");
        }
    }
}
