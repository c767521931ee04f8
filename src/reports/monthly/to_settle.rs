//! What only the board can settle, made from the plan: one entry of a list a kind, each said where there is such an action.

use super::super::lead_faults;
use super::super::page_one::ToSettle;
use super::counted;
use crate::names::same;
use crate::plan::{Action, Plan, Rag};
use crate::query::{Answer, Found};
use crate::text::{all_of, capital};
use crate::time::state::State;
use crate::time::when::day_for_people;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// References that a line names; more are counted.
const NAMED: usize = 8;

/// Lines for different names of one kind; more are counted together.
const LINES: usize = 2;

/// A kind of question: what is asked about an action, in a few words that are the same for all actions asked about together.
struct Kind {
    id: &'static str,
    heading: &'static str,
    /// Why an open action is asked about: who or what, in words.
    ask: for<'f> fn(&'f Found<'f>, NaiveDate) -> Vec<String>,
    /// The line, from the references and from who or what.
    line: fn(&str, &str, usize) -> String,
}

static KINDS: &[Kind] = &[
    Kind {
        id: "group-gone",
        heading: "No lead any more",
        ask: |found, _| lead_faults::gone_groups(found),
        line: |refs, who, count| format!("{refs} {} with {who}. Who takes {}?", are(count), them(count)),
    },
    Kind {
        id: "lead-left",
        heading: "Lead has left",
        ask: lead_faults::left,
        line: |refs, who, count| format!("{refs} {} with {who}. Who takes {}?", are(count), them(count)),
    },
    Kind {
        id: "lead-unclear",
        heading: "Lead unclear",
        ask: |found, _| lead_faults::unclear(found),
        line: |refs, who, count| format!("{refs} {} {who}. Name one{}.", says(count), for_each(count)),
    },
    Kind {
        id: "lead-everyone",
        heading: "Lead is everyone",
        ask: |found, _| lead_faults::everyone(found),
        line: |refs, who, count| format!("{refs} {} {who}. Name one{}.", says(count), for_each(count)),
    },
    Kind {
        id: "no-lead",
        heading: "No lead",
        ask: |found, _| if found.lacks().lead { vec![String::new()] } else { Vec::new() },
        line: |refs, _, count| format!("nobody leads {refs}. Who takes {}?", them(count)),
    },
    Kind {
        id: "no-date",
        heading: "No date",
        ask: |found, _| {
            if found.verdict.state == State::Undated { found.reason().map(Cow::into_owned).into_iter().collect() } else { vec![] }
        },
        line: |refs, why, count| format!("{refs}: {why}. By when {}?", if count == 1 { "is it due" } else { "are they due" }),
    },
    Kind {
        id: "extension-asked-for",
        heading: "Extension asked for",
        ask: |found, _| found.open_requests().map(|to| format!("to {}", to.for_people())).collect(),
        line: |refs, to, _| format!("{refs} {to}. Agree, or keep the date?"),
    },
    Kind {
        id: "colour-and-date",
        heading: "Colour and date disagree",
        ask: |found, _| {
            let disagrees = found.verdict.state == State::Overdue && found.rag() == Some(Rag::Green);
            if disagrees { vec![String::new()] } else { Vec::new() }
        },
        line: |refs, _, count| {
            format!("{refs} {} green and past {}. Which holds?", are(count), if count == 1 { "its date" } else { "their date" })
        },
    },
];

/// From so many plans an action was carried on when the board is asked about it.
const THIRD: usize = 3;

/// From how many plans on hand, one after the other, an action came: only what they say themselves is counted. A reference that
/// could mean two actions is followed no further.
fn times_carried(found: &Found, answers: &[Answer]) -> usize {
    let mut from = found.action.came_from;
    let mut plan = found.plan;
    let mut times = 0;
    while let Some((name, reference)) = from.as_ref().and_then(|from| from.value.split_once(':')) {
        let plans = answers.iter().map(|answer| answer.plan);
        let board = plan.board.map(|board| board.value);
        let mut named = plans.filter(|other| same(other.name, name.trim()) && other.board.map(|board| board.value) == board);
        let (Some(earlier), None) = (named.next(), named.next()) else { break };
        // What does not begin before the plan that names it would lead in a circle.
        let first = |plan: &Plan| plan.period.map(|period| period.first_day());
        if first(earlier).zip(first(plan)).is_none_or(|(earlier, later)| earlier >= later) {
            break;
        }
        let is_meant = |action: &Action| action.reference.is_some_and(|own| own.value == reference.trim());
        let mut meant = earlier.actions().filter(|(_, action)| is_meant(action));
        let (Some((_, action)), None) = (meant.next(), meant.next()) else { break };
        times += 1;
        (from, plan) = (action.came_from, earlier);
    }
    times
}

fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn them(count: usize) -> &'static str {
    if count == 1 { "it" } else { "them" }
}

fn says(count: usize) -> &'static str {
    if count == 1 { "says" } else { "say" }
}

fn for_each(count: usize) -> &'static str {
    if count == 1 { "" } else { " for each" }
}

/// What the board has to settle, of some plans.
/// `all_answers` are those of the paper, with the plans that are over.
pub(super) fn to_settle(
    answers: &[&Answer],
    all_answers: &[Answer],
    as_at: NaiveDate,
    past: usize,
    silent_past: usize,
) -> Vec<ToSettle> {
    let several = answers.len() > 1;
    let open = || answers.iter().flat_map(|answer| &answer.found).filter(|found| found.verdict.state != State::Closed);
    let mut all = Vec::new();
    for kind in KINDS {
        let mut asked: BTreeMap<usize, (String, Vec<&Found>)> = BTreeMap::new();
        for found in open() {
            for why in (kind.ask)(found, as_at) {
                // In the order met: that of the plan.
                let at = asked.iter().find(|(_, (other, _))| *other == why).map_or(asked.len(), |(at, _)| *at);
                let actions = &mut asked.entry(at).or_insert_with(|| (why, Vec::new())).1;
                // Two leads of one kind ask once.
                if !actions.last().is_some_and(|last| std::ptr::eq(last.action, found.action)) {
                    actions.push(found);
                }
            }
        }
        let total: usize = asked.values().map(|(_, actions)| actions.len()).sum();
        if total == 0 {
            continue;
        }
        let told = |(why, actions): &(String, Vec<&Found>)| (kind.line)(&named(actions, several), why, actions.len());
        let mut lines: Vec<String> = asked.values().take(if several { 0 } else { LINES }).map(told).collect();
        let rest: Vec<&Found> = asked.values().skip(lines.len()).flat_map(|(_, actions)| actions.iter().copied()).collect();
        if !rest.is_empty() {
            let also = if lines.is_empty() { "" } else { "also " };
            lines.push(format!("{also}{}{}", named(&rest, several), if also.is_empty() { "." } else { ", for other reasons." }));
        }
        all.push(ToSettle { id: kind.id, heading: kind.heading, text: capital(&lines.join(" ")) });
    }
    let carried: Vec<(&Found, usize)> =
        open().map(|found| (found, times_carried(found, all_answers))).filter(|(_, times)| *times >= THIRD).collect();
    if !carried.is_empty() {
        let found: Vec<&Found> = carried.iter().map(|(found, _)| *found).collect();
        let most = carried.iter().map(|(_, times)| *times).max().unwrap_or(THIRD);
        let (heading, times) = match most {
            THIRD => ("Carried forward for the third time", "three plans before this one".to_owned()),
            most => ("Carried forward three times or more", format!("up to {most} plans before this one")),
        };
        let count = found.len();
        let text = format!("{} {} on {times}. Finish, change or withdraw {}?", named(&found, several), was(count), them(count));
        all.push(ToSettle { id: "carried-forward", heading, text: capital(&text) });
    }
    let ended: Vec<&&Answer> = answers.iter().filter(|answer| answer.left_open > 0).collect();
    match &ended[..] {
        [] => {}
        [only] => {
            let on = only.plan.period.and_then(|period| period.last_day()).map(|day| format!(" on {}", day_for_people(day)));
            let text = format!(
                "It ended{} with {}: complete, withdraw or carry forward each.",
                on.unwrap_or_default(),
                counted(only.left_open, "action").replacen(" action", " open action", 1)
            );
            all.push(ToSettle { id: "plan-ended", heading: "The plan has ended", text });
        }
        several => {
            let open: usize = several.iter().map(|answer| answer.left_open).sum();
            let text =
                format!("{} with {open} open actions: complete, withdraw or carry forward each.", counted(several.len(), "plan"));
            all.push(ToSettle { id: "plan-ended", heading: "Plans that have ended", text });
        }
    }
    if silent_past > 0 {
        let of = match (silent_past, past) {
            (1, 1) => "the one past its date".to_owned(),
            (some, all) if some == all => format!("each of the {all} past their date"),
            (some, _) => format!("the {some} past their date of which nothing is recorded"),
        };
        let text = format!("Ask the leads for a line on {of}, by __________.");
        all.push(ToSettle { id: "updates", heading: "Updates", text });
    }
    all
}

/// "2.2, 4.1 and 4.8"; of several plans, how many in how many.
fn named(actions: &[&Found], several: bool) -> String {
    if several {
        let mut plans: Vec<&str> = actions.iter().map(|found| found.file).collect();
        plans.dedup();
        return format!("{} in {}", counted(actions.len(), "action"), counted(plans.len(), "plan"));
    }
    let mut labels: Vec<String> = actions.iter().take(NAMED).map(|found| found.label().into_owned()).collect();
    if actions.len() > NAMED {
        labels.push(format!("{} more", actions.len() - NAMED));
    }
    all_of(&labels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::answers;

    /// The ids of what is to be settled of one action with these keys.
    fn asked(keys: &str) -> Vec<&'static str> {
        let plan = format!(
            r#"
[people]
jo = {{ name = "Jo" }}
pat = {{ name = "Pat", left = 2008-05-31 }}
later = {{ name = "Lee", left = 2008-12-31 }}
[groups]
old = {{ name = "Training", kind = "subgroup", former = true }}
one = {{ name = "One", kind = "focus-group" }}
two = {{ name = "Two", kind = "focus-group" }}
any = {{ name = "Focus Group", kind = "focus-group", could-be = ["one", "two"] }}
all = {{ name = "Members", kind = "everyone" }}
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
action = "Do it"
{keys}
"#
        );
        let answers = answers(&plan, "2008-10-01");
        let all: Vec<&Answer> = answers.iter().collect();
        to_settle(&all, &answers, "2008-10-01".parse().unwrap(), 0, 0).iter().map(|line| line.id).collect()
    }

    #[test]
    fn each_question_is_asked_where_the_plan_asks_it_and_nowhere_else() {
        for (keys, ids) in [
            ("lead = \"jo\"\ndue = \"2009-06\"", &[][..]),
            ("lead = \"later\"\ndue = \"2009-06\"", &[]),
            ("lead = \"old\"\ndue = \"2009-06\"", &["group-gone"]),
            ("lead = \"old\"\ndue = \"2008-06\"\nstatus = \"complete\"", &[]),
            ("lead = \"pat\"\ndue = \"2009-06\"", &["lead-left"]),
            ("lead = \"any\"\ndue = \"2009-06\"", &["lead-unclear"]),
            ("lead = \"one\"\ndue = \"2009-06\"", &[]),
            ("lead = \"all\"\ndue = \"2009-06\"", &["lead-everyone"]),
            ("lead = [\"all\", \"jo\"]\ndue = \"2009-06\"", &[]),
            ("due = \"2009-06\"", &["no-lead"]),
            ("lead = \"jo\"", &["no-date"]),
            (
                "lead = \"jo\"\ndue = \"2009-06\"\nmoved = [{ to = \"2009-09\", on = 2008-09-01, agreed = false }]",
                &["extension-asked-for"],
            ),
            ("lead = \"jo\"\ndue = \"2008-06\"\nrag = \"green\"", &["colour-and-date"]),
            ("lead = \"jo\"\ndue = \"2009-06\"\nrag = \"green\"", &[]),
            ("lead = \"jo\"\ndue = \"2008-06\"\nrag = \"red\"", &[]),
        ] {
            assert_eq!(asked(keys), ids, "{keys}");
        }
    }
}
