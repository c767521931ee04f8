//! "TBC" and its like where a name, a date or an action should stand.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Action, Objective, Plan, Text, Who};
use crate::text::trimmed;

pub static RULE: Rule = Rule {
    id: "placeholder",
    severity: Severity::Warning,
    summary: "\"TBC\" and its like where a name, a date or an action should stand",
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

/// What a text that says nothing consists of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Filler {
    /// "TBC", "n/a", "various", "?".
    Word,
    /// "As above", "ditto".
    Above,
    /// "-", "–", "...": no letter at all.
    Dash,
}

const WORDS: [&str; 11] = [
    "tbc",
    "tba",
    "tbd",
    "tobeconfirmed",
    "tobeagreed",
    "tobeadvised",
    "tobedecided",
    "tobedetermined",
    "none",
    "notapplicable",
    "various",
];
/// Longer texts, in bytes, say something.
const LONGEST: usize = 24;
const ABOVE: [&str; 4] = ["asabove", "seeabove", "ditto", "sameasabove"];

/// Whether a text only keeps a place free, case, stops and spaces aside.
fn filler(text: &str) -> Option<Filler> {
    let text = trimmed(text);
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if !text.contains(char::is_alphanumeric) {
        return Some(if text.contains('?') { Filler::Word } else { Filler::Dash });
    }
    if !text.is_ascii() {
        return None;
    }
    let letters = || text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    let is = |word: &&str| letters().eq(word.bytes());
    if WORDS.iter().any(is) || is(&"na") && text.contains('/') {
        return Some(Filler::Word);
    }
    ABOVE.iter().any(is).then_some(Filler::Above)
}

fn check(plan: &Plan, found: &mut Found) {
    let people = plan.people.iter().map(|person| (&person.name, &person.key, "person"));
    let groups = plan.groups.iter().map(|group| (&group.name, &group.key, "group"));
    for (name, key, whose) in people.chain(groups) {
        // Without a name of its own an entry goes by its key, and that was reported.
        if name.span != key.span {
            found.extend(not_a_name(name, whose));
        }
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
                found.push(fault.about(objective.subject_of(action)));
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

#[cfg(test)]
mod tests {
    use super::{Filler, RULE, filler};
    use crate::rules::Check;

    #[test]
    fn only_texts_that_say_nothing_are_fillers() {
        for text in ["TBC", "t.b.c.", "Tbd", "To be confirmed.", "n/a", "N / A", "none", "Various", "?", "??", "TBC?"] {
            assert_eq!(filler(text), Some(Filler::Word), "{text}");
        }
        for text in ["-", "--", "–", " . ", "…", "/", "\""] {
            assert_eq!(filler(text), Some(Filler::Dash), "{text}");
        }
        for text in ["As above.", "see above", "Ditto"] {
            assert_eq!(filler(text), Some(Filler::Above), "{text}");
        }
        for text in ["", "  ", "NA", "TBC Trust", "TBC by March 2009", "Various agencies", "日本", "Tbç", "As above and below"]
        {
            assert_eq!(filler(text), None, "{text}");
        }
    }

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
