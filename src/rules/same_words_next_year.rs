//! Actions that stand in next year's plan with the same words, without a word of where they came from.

use super::next_plans::NextPlans;
use super::summary::subject;
use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use foldhash::{HashMap, HashSet};

pub static RULE: Rule = Rule {
    id: "same-words-next-year",
    severity: Severity::Advice,
    summary: "an open action with the same words in the next plan, which does not say where it came from",
    why: "Unless the next plan says that it carries the action on, both are open: the same work is counted twice, once as overdue.",
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
status = "in-progress"

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
    let next_plans = NextPlans::among(summaries);
    let mut found = Vec::new();
    for &summary in summaries {
        let Some((index, later)) = next_plans.after(summary) else { continue };
        let carried: HashSet<&str> = later
            .came_from
            .iter()
            .filter_map(|from| from.source())
            .filter(|(name, _)| *name == summary.name)
            .map(|of| of.1)
            .collect();
        let mut open: HashMap<u64, usize> = HashMap::default();
        for (number, wording) in summary.wordings.iter().enumerate() {
            open.extend(wording.number.map(|words| (words, number)));
        }
        for (here, wording) in later.wordings.iter().enumerate() {
            let same = wording.number.filter(|_| !wording.came_from).and_then(|words| open.get(&words));
            let Some(&there) = same else { continue };
            let (reference, position) = summary.name_of(there);
            if carried.contains(&*reference) || carried.contains(&*position) {
                continue;
            }
            let (here, _) = later.name_of(here);
            let file = &summary.file;
            let message = format!("action {here} says the same as action {reference} of {file}, which is open there");
            let fault = Diagnostic::new(RULE.id, wording.span, message).label("the same words a year before");
            let help = format!("if it is carried on, add came-from = \"{}:{reference}\"", summary.name);
            found.push((index, fault.help(help).about(subject(&here))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};

    /// What is said of a later plan with these actions, after a plan with those.
    fn said(earlier: &str, later: &str) -> Vec<String> {
        let summary = |name: &str, period: &str, actions: &str| {
            let text = format!("board = \"Anytown\"\nperiod = {period}\n[[objective]]\nref = \"1\"\n{actions}");
            let arena = Arena::new();
            PlanSummary::of(name, &plan::read(name, &text, &arena).plan)
        };
        let earlier = summary("a-2007.toml", "{ from = 2007-04-01, to = 2008-03-31 }", earlier);
        let later = summary("a-2008.toml", "{ from = 2008-04-01, to = 2009-03-31 }", later);
        let told = |plans: &[&PlanSummary]| check(plans).into_iter().map(|(_, fault)| fault.message).collect::<Vec<_>>();
        let found = told(&[&earlier, &later]);
        assert_eq!(found, told(&[&later, &earlier]), "the order of the plans decides nothing");
        found
    }

    fn action(lines: &str) -> String {
        format!("[[objective.action]]\naction = \"Publish the training calendar\"\n{lines}\n")
    }

    #[test]
    fn what_is_closed_or_linked_is_no_doubt() {
        let open = action("ref = \"1.4\"");
        assert_eq!(
            said(&open, &action("ref = \"2.1\"")),
            ["action 2.1 says the same as action 1.4 of a-2007.toml, which is open there"]
        );
        assert_eq!(
            said(&action(""), &action("")),
            ["action 1/1 says the same as action 1/1 of a-2007.toml, which is open there"]
        );
        for closed in ["complete", "withdrawn", "carried-forward"] {
            assert_eq!(said(&action(&format!("status = \"{closed}\"")), &open), [""; 0]);
        }
        assert_eq!(said(&action("completed = 2008-03-01"), &open), [""; 0]);
        assert_eq!(said(&open, &action("came-from = \"a-2007:1.4\"")), [""; 0]);
        // Another action carries it on already.
        assert_eq!(said(&open, &format!("{}{}", action("came-from = \"a-2007:1/1\""), action("ref = \"2.2\""))), [""; 0]);
        // Few words are no more than a heading, unless the date is the same.
        let short = |due: &str| format!("[[objective.action]]\naction = \"Annual report\"\ndue = {due}\n");
        assert_eq!(said(&short("\"2008-03\""), &short("\"2009-03\"")), [""; 0]);
        assert_eq!(said(&short("\"2008-06\""), &short("2008-06-30")).len(), 1);
    }
}
