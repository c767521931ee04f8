//! Open work led by a person who leaves.

use super::deadlines::in_or_on;
use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::plan::{Action, Objective, Person, Plan, Target, Who};
use crate::time::when::day_for_people;
use chrono::NaiveDate;

pub static RULE: Rule = Rule {
    id: "lead-left",
    severity: Severity::Warning,
    summary: "open work led by a person who leaves",
    why: "When a lead leaves, the actions rarely change hands by themselves. They stay under a name that nobody can ask any more.",
    wrong: r#"[people.pat]
name = "Pat Nowak"
left = 2008-05-31

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "pat"
due = "2008-06"
"#,
    right: r#"[people.pat]
name = "Pat Nowak"
left = 2008-05-31

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
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
    if plan.people.iter().all(|person| person.left.is_none()) {
        return;
    }
    for objective in plan.objectives {
        let open = || objective.actions.iter().filter(|action| !action.is_closed());
        let inherited = open().filter(|action| action.lead.is_empty() && !action.unreadable("lead"));
        if let Some(last) = inherited.filter_map(|action| end(plan, objective, action)).max() {
            report_leaving(
                plan,
                objective.lead,
                last,
                || format!("objective {}", objective.label()),
                || objective.subject(),
                found,
            );
        }
        for action in open().filter(|action| !action.lead.is_empty()) {
            if let Some(end) = end(plan, objective, action) {
                report_leaving(plan, action.lead, end, || action.called(), || objective.subject_of(action), found);
            }
        }
    }
}

/// Until when somebody must lead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// No date says; it is open.
    Unknown,
    /// The last open deadline.
    Due(NaiveDate),
    /// The plan's last day, for work that recurs, goes on or has no date.
    Plan(NaiveDate),
}

/// `None` where it is not known that the action is open.
fn end(plan: &Plan, objective: &Objective, action: &Action) -> Option<End> {
    if action.unreadable("status") {
        return None;
    }
    let unread = ["due", "every", "ongoing", "standing", "milestones", "from", "when"];
    if unread.iter().any(|key| action.unreadable(key)) || objective.misreads_when() {
        return Some(End::Unknown);
    }
    let open = action.milestones.iter().filter(|milestone| milestone.done.is_none());
    let dues = objective.due_of(action).iter().copied().chain(open.filter_map(|milestone| milestone.due));
    let last = dues.map(|due| due.last_day()).max();
    let goes_on = objective.every_of(action).is_some() || objective.is_ongoing(action) || objective.is_standing(action);
    let plan_end = plan.period.and_then(|period| period.last_day());
    Some(match (last, plan_end) {
        (Some(day), Some(end)) if goes_on && end > day => End::Plan(end),
        (Some(day), _) => End::Due(day),
        (None, Some(end)) => End::Plan(end),
        (None, None) => End::Unknown,
    })
}

fn report_leaving(
    plan: &Plan,
    leads: &[Who],
    end: End,
    called: impl Fn() -> String,
    subject: impl Fn() -> Subject,
    found: &mut Found,
) {
    for lead in leads {
        let Target::Person(index) = lead.who.target else { continue };
        let Some(Person { name, left: Some(left), .. }) = plan.people.get(index) else {
            continue;
        };
        let day = left.for_people();
        let until = match end {
            End::Unknown => "is not closed".to_owned(),
            End::Due(last) if last <= left.last_day() => format!("was due on {} and is not closed", day_for_people(last)),
            End::Due(last) => format!("has work due on {}", day_for_people(last)),
            End::Plan(last) => format!("runs to the end of the plan on {}", day_for_people(last)),
        };
        let message = format!("{} is led by {}, whose last day is {day}, but {until}", called(), name.value);
        let fault = Diagnostic::new(RULE.id, lead.who.key.span, message)
            .label(format!("leaves {}", in_or_on(left.value)))
            .related(left.span, "said here")
            .help("name the person who takes it over, or close it if it is done");
        found.push(fault.about(subject()));
    }
}

#[cfg(test)]
mod tests {
    use super::{Check, RULE};

    /// What is said of actions led by Pat, who leaves on 30 June 2008. Each stands for itself, after a semicolon the objective.
    fn said(entries: &str) -> Vec<String> {
        let (actions, objective) = entries.split_once("; ").unwrap_or((entries, ""));
        let mut text = "period = { from = 2008-04-01, to = 2009-03-31 }\n[people]\n".to_owned();
        text += "pat = { name = \"Pat\", left = 2008-06-30 }\njo = { name = \"Jo\" }\n";
        text += &format!("[[objective]]\nref = \"1\"\n{objective}\n");
        for (index, action) in actions.split(" | ").enumerate() {
            text += &format!("[[objective.action]]\nref = \"1.{}\"\n{action}\n", index + 1);
        }
        let arena = crate::plan::Arena::new();
        let reading = crate::plan::read("plan.toml", &text, &arena);
        let mut found = crate::rules::Found::default();
        let Check::Plan(check) = RULE.check else { return Vec::new() };
        check(&reading.plan, &mut found);
        found.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn work_that_outlasts_its_lead_is_told_once() {
        let due = "action 1.1 is led by Pat, whose last day is 30 Jun 2008, but has work due on 31 Jul 2008";
        let on = "action 1.1 is led by Pat, whose last day is 30 Jun 2008, but runs to the end of the plan on 31 Mar 2009";
        for (entries, says) in [
            ("lead = \"pat\"\ndue = [\"2008-05\", \"2008-07\"]", due),
            ("lead = \"pat\"\ndue = \"2008-05\"\nmilestones = [{ text = \"x\", due = \"2008-07\" }]", due),
            ("lead = [\"jo\", \"pat\"]\nevery = \"month\"\ndue = \"2008-05\"", on),
            ("lead = \"pat\"\nongoing = true", on),
            ("lead = \"pat\"", on),
        ] {
            assert_eq!(said(entries), [says], "{entries}");
        }
        let both = "objective 1 is led by Pat, whose last day is 30 Jun 2008, but has work due on 31 Aug 2008";
        assert_eq!(said("due = \"2008-08\" | due = \"2008-07\" | lead = \"jo\"; lead = \"pat\""), [both]);
    }

    #[test]
    fn work_that_was_due_before_is_told_while_it_is_open() {
        let was = "action 1.1 is led by Pat, whose last day is 30 Jun 2008, but was due on 31 May 2008 and is not closed";
        assert_eq!(said("lead = \"pat\"\ndue = \"2008-05\""), [was]);
        let unknown = "action 1.1 is led by Pat, whose last day is 30 Jun 2008, but is not closed";
        assert_eq!(said("lead = \"pat\"\ndue = \"July\""), [unknown]);
    }

    #[test]
    fn closed_work_and_that_of_others_is_not_told() {
        for entries in [
            "lead = \"pat\"\ndue = \"2008-07\"\nstatus = \"complete\"",
            "lead = \"pat\"\ndue = \"2008-07\"\ncompleted = 2008-06-01",
            "lead = \"jo\"\nwith = \"pat\"\ndue = \"2008-07\"",
            "lead = \"jo\"; lead = \"pat\"",
        ] {
            assert_eq!(said(entries), Vec::<String>::new(), "{entries}");
        }
    }
}
