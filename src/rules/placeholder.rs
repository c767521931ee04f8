//! "TBC" and its like where a name, a date, an action, an outcome or a measure should stand.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Text, Who};
use crate::text::{Filler, filler, is_blank};

pub static RULE: Rule = Rule {
    id: "placeholder",
    severity: Severity::Warning,
    summary: "\"TBC\" and its like where a name, a date, an action, an outcome or a measure should stand",
    why: "\"TBC\" fills a cell and looks like an answer. Counted as a lead or a date it hides that there is none yet, and it is seldom looked \
          at again.",
    wrong: r#"[people.head-teacher]
name = "TBC"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "head-teacher"
due = "2008-06"
"#,
    right: r#"[people.head-teacher]
name = "Alex Rees"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "head-teacher"
due = "2008-06"
"#,
    yields_to: &[],
    check: Check::Plan(check),
};

fn check(plan: &Plan, found: &mut Found) {
    let people = plan.people.iter().map(|person| (&person.name, &person.key, "person"));
    let groups = plan.groups.iter().map(|group| (&group.name, &group.key, "group"));
    for (name, key, whose) in people.chain(groups) {
        // Without a name of its own an entry goes by its key, and that was reported.
        if name.span != key.span {
            found.extend(not_a_name(name, whose));
        }
    }
    for outcome in plan.outcomes {
        let fault = not_a_measure(&outcome.text, "outcome", || format!("the shared outcome \"{}\"", outcome.key.value));
        if fault.is_some() {
            let whose = plan.actions().filter(|(_, action)| action.outcome.is_some_and(|own| own.value == outcome.key.value));
            whose.for_each(|(_, action)| found.claim(RULE.id, action.highlight_span()));
        }
        found.extend(fault);
    }
    for objective in plan.objectives {
        let called = || format!("objective {}", objective.label());
        for fault in objective.lead.iter().chain(objective.with).filter_map(|who| not_a_role(who, called)) {
            found.push(fault.about(objective.subject()));
        }
        if let Some(fault) = objective.timescale.as_ref().and_then(|timescale| not_a_date(timescale, called, found))
            && objective.actions.iter().any(|action| action.timescale.is_none() && undated(objective, action))
        {
            found.push(fault.about(objective.subject()));
        }
        let outcomes = objective.outcomes.iter().map(|text| (text, "outcome"));
        let texts = outcomes.chain(objective.success.iter().map(|text| (text, "measure of success")));
        for (text, what) in texts.filter(|(text, _)| says_nothing(text)) {
            if !objective.has_measure() {
                objective.actions.iter().for_each(|action| found.claim(RULE.id, action.highlight_span()));
            }
            found.extend(not_a_measure(text, what, called).map(|fault| fault.about(objective.subject())));
        }
        for action in objective.actions {
            let called = || action.called();
            for fault in action.lead.iter().chain(action.with).filter_map(|who| not_a_role(who, called)) {
                found.push(fault.about(objective.subject_of(action)));
            }
            if let Some(fault) = action.timescale.as_ref().and_then(|timescale| not_a_date(timescale, called, found))
                && undated(objective, action)
            {
                found.push(fault.about(objective.subject_of(action)));
            }
            if let Some(fault) = action.action.as_ref().and_then(|text| not_an_action(text, called)) {
                found.claim(RULE.id, fault.primary.span);
                found.push(fault.about(objective.subject_of(action)));
            }
            let outcome = action.outcome.iter().map(|text| (text, "outcome"));
            let texts = outcome.chain(action.success.iter().map(|text| (text, "measure of success")));
            for (text, what) in texts.filter(|(text, _)| says_nothing(text)) {
                found.claim(RULE.id, action.highlight_span());
                found.extend(not_a_measure(text, what, called).map(|fault| fault.about(objective.subject_of(action))));
            }
        }
    }
}

/// Open, and nothing but its printed timescale says when. A flag that is false says nothing.
fn undated(objective: &Objective, action: &Action) -> bool {
    let keys = ["due", "from", "every", "ongoing", "standing", "when", "milestones"];
    let flag = action.is_ongoing() || action.is_standing();
    let other = action.from.is_some() || action.every.is_some() || action.when.is_some();
    let dated = !objective.due_of(action).is_empty()
        || !action.says_when() && objective.says_when()
        || action.milestones.iter().any(|milestone| milestone.due.is_some());
    let unread = objective.misreads_when() || keys.iter().any(|key| action.unreadable(key));
    !(flag || other || dated || unread || action.is_closed())
}

fn not_a_name(text: &Text, whose: &str) -> Option<Diagnostic> {
    filler(text)?;
    let message = format!("\"{}\" stands where the name of a {whose} should be", text.trim());
    let help = "until the name is known, leave it out as a lead: the action then shows that nobody leads it";
    Some(Diagnostic::new(RULE.id, text.span, message).label("not a name").help(help))
}

fn not_a_date(text: &Text, called: impl Fn() -> String, found: &mut Found) -> Option<Diagnostic> {
    filler(text)?;
    found.claim(RULE.id, text.span);
    let message = format!("{} has \"{}\" where its timescale should be", called(), text.trim());
    Some(Diagnostic::new(RULE.id, text.span, message).label("not a date").help("add \"due\" once the date is agreed"))
}

/// "As above" beside a name is how a board prints a repeated cell, and the name is there.
fn not_a_role(who: &Who, called: impl Fn() -> String) -> Option<Diagnostic> {
    let role = who.role.as_ref()?;
    filler(role).filter(|filler| *filler != Filler::Above)?;
    let message = format!("{} has \"{}\" where a role should be", called(), role.trim());
    Some(Diagnostic::new(RULE.id, role.span, message).label("not a role").help("write the role, or leave \"as\" out"))
}

/// A dash is reported as an empty text, by another rule.
fn not_an_action(text: &Text, called: impl Fn() -> String) -> Option<Diagnostic> {
    filler(text).filter(|filler| *filler != Filler::Dash)?;
    let message = format!("{} says only \"{}\"", called(), text.trim());
    Some(Diagnostic::new(RULE.id, text.span, message).label("not an action yet").help("say in a sentence what is to be done"))
}

/// "As above" means the outcome of another row.
fn says_nothing(text: &str) -> bool {
    is_blank(text) || filler(text).is_some_and(|filler| filler != Filler::Above)
}

/// A blank one is reported as an empty text, by another rule.
fn not_a_measure(text: &Text, what: &str, called: impl Fn() -> String) -> Option<Diagnostic> {
    filler(text).filter(|filler| *filler != Filler::Above)?;
    let message = format!("{} has \"{}\" where its {what} should be", called(), text.trim());
    let help = match what {
        "outcome" => "write what will be better, or leave it out until that is agreed: it counts as none",
        _ => "write how the board will know, or leave it out until that is agreed: it counts as none",
    };
    Some(Diagnostic::new(RULE.id, text.span, message).label("says nothing yet").help(help))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::Check;

    /// What is said of the entries of an action (after a semicolon: of its objective).
    fn said(entries: &str) -> Vec<String> {
        let (action, objective) = entries.split_once("; ").unwrap_or((entries, ""));
        let text = format!(
            "[people]\njo = {{ name = \"Jo\" }}\n[[objective]]\n{objective}\n[[objective.action]]\nref = \"1\"\n{action}\n"
        );
        let arena = crate::plan::Arena::new();
        let reading = crate::plan::read("plan.toml", &text, &arena);
        let mut found = crate::rules::Found::default();
        let Check::Plan(check) = RULE.check else { return Vec::new() };
        check(&reading.plan, &mut found);
        found.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_date_beside_it_or_a_name_makes_it_harmless() {
        assert_eq!(said("timescale = \"TBC\""), ["action 1 has \"TBC\" where its timescale should be"]);
        assert_eq!(said("timescale = \"TBC\"\nongoing = false"), ["action 1 has \"TBC\" where its timescale should be"]);
        assert_eq!(said("action = \"As above.\""), ["action 1 says only \"As above.\""]);
        assert_eq!(said("action = \"Do it\"\noutcome = \"TBC\""), ["action 1 has \"TBC\" where its outcome should be"]);
        assert_eq!(
            said("success = [\"n/a\", \"Eight in ten\"]"),
            ["action 1 has \"n/a\" where its measure of success should be"]
        );
        assert_eq!(said("action = \"Do it\"; outcomes = [\"-\"]"), ["objective 1 has \"-\" where its outcome should be"]);
        assert_eq!(said("lead = { who = \"jo\", as = \"TBA\" }"), ["action 1 has \"TBA\" where a role should be"]);
        assert_eq!(said("action = \"Do it\"; timescale = \"n/a\""), ["objective 1 has \"n/a\" where its timescale should be"]);
        for harmless in [
            "timescale = \"TBC\"\ndue = \"2008-06\"",
            "timescale = \"TBC\"\ndue = \"June\"",
            "timescale = \"TBC\"; due = \"2008-06\"",
            "timescale = \"TBC\"\nstatus = \"complete\"",
            "due = \"2008-06\"; timescale = \"TBC\"",
            "lead = { who = \"jo\", as = \"As above.\" }",
            "action = \"-\"",
        ] {
            assert_eq!(said(harmless), Vec::<String>::new(), "{harmless}");
        }
    }
}
