//! An action carried forward that no later plan carries on.

use super::not_carried_back::{split, subject};
use super::plans_overlap::board;
use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::names::as_written;
use chrono::{Months, NaiveDate};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::borrow::Cow;

pub static RULE: Rule = Rule {
    id: "not-carried-on",
    severity: Severity::Warning,
    summary: "an action carried forward that no later plan carries on",
    why: "\"Carried forward\" closes an action in one plan with a promise for the next. When the next plan says nothing of it, the action is \
          lost, and no list shows it.",
    wrong: r#"# anytown-2007-08.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2007-2008"
period = { from = 2007-04-01, to = 2008-03-31 }
people = { jo = { name = "Jo Bloggs" } }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-03"
status = "carried-forward"

# anytown-2008-09.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
people = { jo = { name = "Jo Bloggs" } }

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
    right: r#"# anytown-2007-08.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2007-2008"
period = { from = 2007-04-01, to = 2008-03-31 }
people = { jo = { name = "Jo Bloggs" } }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-03"
status = "carried-forward"

# anytown-2008-09.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
people = { jo = { name = "Jo Bloggs" } }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2008-06"
came-from = "anytown-2007-08:1.1"
"#,
    check: Check::Shelf(check),
};

fn check(summaries: &[&PlanSummary]) -> Vec<(usize, Diagnostic)> {
    if summaries.iter().all(|card| card.carried.is_empty()) {
        return Vec::new();
    }
    let came_from = summaries.iter().flat_map(|card| &card.came_from).filter_map(|(_, from, _)| split(from));
    let came_from: HashSet<(Cow<str>, Cow<str>)> =
        came_from.map(|(plan, reference)| (as_written(plan), as_written(reference))).collect();
    let mut boards: HashMap<String, Vec<(NaiveDate, &PlanSummary)>> = HashMap::new();
    for &card in summaries {
        if let (Some(board), Some((from, _))) = (board(card), card.period) {
            boards.entry(board).or_default().push((from, card));
        }
    }
    for plans in boards.values_mut() {
        plans.sort_by_key(|(from, _)| *from);
    }
    let mut found = Vec::new();
    for (index, card) in summaries.iter().enumerate().filter(|(_, card)| !card.carried.is_empty()) {
        let later = board(card).and_then(|board| boards.get(&board)).and_then(|plans| next(card, plans));
        let Some(later) = later.filter(|later| !later.damaged) else {
            continue;
        };
        for (reference, span) in card
            .carried
            .iter()
            .filter(|(reference, _)| !came_from.contains(&(as_written(card.name()), as_written(reference.trim()))))
        {
            let message = format!("action {reference} is carried forward, but {} does not carry it on", later.file);
            let from = format!("came-from = \"{}:{reference}\"", card.name());
            let fault = Diagnostic::new(RULE.id, *span, message).label("no later action comes from here");
            found.push((
                index,
                fault
                    .help(format!("add {from} to the action that carries it on, or change its status here"))
                    .about(subject(reference)),
            ));
        }
    }
    found
}

/// The plan that follows: of those given by their first day, the first that begins when this one ends, or within a year after.
fn next<'c>(card: &PlanSummary, plans: &[(NaiveDate, &'c PlanSummary)]) -> Option<&'c PlanSummary> {
    let (from, to) = card.period?;
    let first = plans.partition_point(|&(begins, _)| begins < to || begins <= from);
    let (begins, later) = plans.get(first)?;
    let in_time = to.checked_add_months(Months::new(12)).is_none_or(|limit| *begins <= limit);
    in_time.then_some(*later)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::not_carried_back;
    use crate::text::Span;

    /// A plan of Anytown for the financial year that begins in `year`, with these actions carried forward.
    fn card(name: &str, year: i32, carried: &[&str], came_from: &[&str]) -> PlanSummary {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        PlanSummary {
            file: format!("plans/{name}.toml"),
            board: Some(if year % 2 == 0 { "Anytown" } else { "anytown " }.to_owned()),
            period: Some((day(year, 4, 1), day(year + 1, 3, 31))),
            refs: "1.1\n1.2\n".to_owned(),
            carried: carried.iter().map(|&reference| (reference.into(), Span::default())).collect(),
            came_from: came_from.iter().map(|&from| ("2.1".into(), from.into(), Span::default())).collect(),
            ..PlanSummary::default()
        }
    }

    fn said(summaries: &[PlanSummary]) -> String {
        let summaries: Vec<&PlanSummary> = summaries.iter().collect();
        let found = check(&summaries).into_iter().chain(match not_carried_back::RULE.check {
            Check::Shelf(back) => back(&summaries),
            _ => Vec::new(),
        });
        found.map(|(plan, finding)| format!("{plan}: {}", finding.message)).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn both_plans_must_tell_of_what_is_carried() {
        let first = || card("first", 2007, &["1.1"], &[]);
        assert_eq!(said(&[first()]), "");
        assert_eq!(said(&[first(), card("second", 2008, &[], &["first:1.1"])]), "");
        let lost = "0: action 1.1 is carried forward, but plans/second.toml does not carry it on";
        assert_eq!(said(&[first(), card("second", 2008, &[], &[])]), lost);
        assert_eq!(said(&[first(), card("second", 2008, &[], &["elsewhere:1.1"])]), lost);
        assert_eq!(said(&[first(), card("fourth", 2010, &[], &[])]), "", "the plan between may be elsewhere");
        assert_eq!(said(&[first(), card("earlier", 2006, &[], &[])]), "");
        assert_eq!(said(&[first(), PlanSummary { damaged: true, ..card("second", 2008, &[], &[]) }]), "");
        assert_eq!(said(&[first(), PlanSummary { board: None, ..card("second", 2008, &[], &[]) }]), "");
        let unsaid = "1: action 2.1 came from action 1.2 of plans/first.toml, which is not carried forward there";
        assert_eq!(said(&[first(), card("second", 2008, &[], &["first:1.1", "first:1.2"])]), unsaid);
        let absent = "1: action 2.1 came from action 9 of plans/first.toml, which has no such action";
        assert_eq!(said(&[first(), card("second", 2008, &[], &["first:1.1", "first:9", "first:3/1", "nonsense"])]), absent);
        assert_eq!(said(&[PlanSummary { damaged: true, ..first() }, card("second", 2008, &[], &["first:1.1", "first:9"])]), "");
    }
}
