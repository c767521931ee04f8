//! An action carried forward that no later plan carries on.

use super::next_plans::NextPlans;
use super::summary::{Carried, subject};
use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use foldhash::HashSet;

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
    yields_to: &[],
    check: Check::Plans(check),
};

fn check(summaries: &[&PlanSummary]) -> Vec<(usize, Diagnostic)> {
    if summaries.iter().all(|summary| summary.carried.is_empty()) {
        return Vec::new();
    }
    let came_from: HashSet<(&str, &str)> =
        summaries.iter().flat_map(|summary| &summary.came_from).filter_map(|from| from.source()).collect();
    let next_plans = NextPlans::among(summaries);
    let mut found = Vec::new();
    for (index, summary) in summaries.iter().enumerate().filter(|(_, summary)| !summary.carried.is_empty()) {
        let Some((_, later)) = next_plans.after(summary).filter(|(_, later)| !later.damaged) else {
            continue;
        };
        let is_carried_on = |name: &str| came_from.contains(&(&*summary.name, name));
        let lost = summary.carried.iter().filter(|carried| !is_carried_on(&carried.name) && !is_carried_on(&carried.position));
        for Carried { name: reference, span, .. } in lost {
            let message = format!("action {reference} is carried forward, but {} does not carry it on", later.file);
            let from = format!("came-from = \"{}:{reference}\"", summary.name);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::summary::CameFrom;
    use crate::rules::{came_from_nothing, not_carried_back};
    use crate::text::Span;
    use chrono::NaiveDate;

    /// A plan of Anytown for the financial year that begins in `year`, with these actions carried forward.
    fn summary(name: &str, year: i32, carried: &[&str], came_from: &[&str]) -> PlanSummary {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        PlanSummary {
            file: format!("plans/{name}.toml"),
            name: name.to_owned(),
            board: Some(if year % 2 == 0 { "Anytown" } else { "anytown " }.to_owned()),
            period: Some((day(year, 4, 1), day(year + 1, 3, 31))),
            refs: "\t1\n1.1\n1.2\n".to_owned(),
            carried: carried.iter().map(|&name| to_later(name)).collect(),
            came_from: came_from.iter().map(|&from| came(from)).collect(),
            ..PlanSummary::default()
        }
    }

    fn to_later(name: &str) -> Carried {
        Carried { name: name.into(), position: "1/1".into(), span: Span::default() }
    }

    fn came(from: &str) -> CameFrom {
        CameFrom { action: "2.1".into(), words: from.into(), span: Span::default() }
    }

    fn said(summaries: &[PlanSummary]) -> String {
        let summaries: Vec<&PlanSummary> = summaries.iter().collect();
        let others = [&not_carried_back::RULE, &came_from_nothing::RULE].into_iter().flat_map(|rule| match rule.check {
            Check::Plans(check) => check(&summaries),
            _ => Vec::new(),
        });
        check(&summaries)
            .into_iter()
            .chain(others)
            .map(|(plan, finding)| format!("{plan}: {}", finding.message))
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn both_plans_must_tell_of_what_is_carried() {
        let first = || summary("first", 2007, &["1.1"], &[]);
        assert_eq!(said(&[first()]), "");
        assert_eq!(said(&[first(), summary("second", 2008, &[], &["first:1.1"])]), "");
        let lost = "0: action 1.1 is carried forward, but plans/second.toml does not carry it on";
        assert_eq!(said(&[first(), summary("second", 2008, &[], &[])]), lost);
        assert_eq!(said(&[first(), summary("second", 2008, &[], &["elsewhere:1.1"])]), lost);
        assert_eq!(said(&[first(), summary("fourth", 2010, &[], &[])]), "", "the plan between may be elsewhere");
        assert_eq!(said(&[first(), summary("earlier", 2006, &[], &[])]), "");
        assert_eq!(said(&[first(), PlanSummary { damaged: true, ..summary("second", 2008, &[], &[]) }]), "");
        assert_eq!(said(&[first(), PlanSummary { board: None, ..summary("second", 2008, &[], &[]) }]), "");
        let unsaid = "1: action 2.1 came from action 1.2 of plans/first.toml, which is not carried forward there";
        assert_eq!(said(&[first(), summary("second", 2008, &[], &["first:1.1", "first:1.2"])]), unsaid);
        let absent = "1: action 2.1 came from action 9 of plans/first.toml, which has no such action; \
                      1: action 2.1 came from action 3/1 of plans/first.toml, which has no such action";
        assert_eq!(said(&[first(), summary("second", 2008, &[], &["first:1/1", "first:9", "first:3/1", "nonsense"])]), absent);
        assert_eq!(
            said(&[PlanSummary { damaged: true, ..first() }, summary("second", 2008, &[], &["first:1.1", "first:9"])]),
            ""
        );
    }
}
