//! Two plans of one board for the same days.

use super::{Check, PlanSummary, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::names::caseless;
use crate::time::when::day_for_people;
use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt};

pub static RULE: Rule = Rule {
    id: "plans-overlap",
    severity: Severity::Warning,
    summary: "two plans of one board for the same days",
    why: "Where two plans hold on one day, work stands in both and is counted twice, and nobody can say which of the two deadlines the board \
          agreed to.",
    wrong: r#"# anytown-2007-08.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2007-2008"
period = { from = 2007-04-01, to = 2008-06-30 }

# anytown-2008-09.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
"#,
    right: r#"# anytown-2007-08.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2007-2008"
period = { from = 2007-04-01, to = 2008-03-31 }

# anytown-2008-09.toml
board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }
"#,
    check: Check::Shelf(check),
};

/// A plan of one board: its number on the shelf, and its first and last day.
struct Term<'c> {
    index: usize,
    card: &'c PlanSummary,
    from: NaiveDate,
    to: NaiveDate,
}

fn check(summaries: &[&PlanSummary]) -> Vec<(usize, Diagnostic)> {
    let mut boards: HashMap<String, Vec<Term>> = HashMap::new();
    for (index, &card) in summaries.iter().enumerate() {
        if let (Some(board), Some((from, to))) = (board(card), card.period) {
            boards.entry(board).or_default().push(Term { index, card, from, to });
        }
    }
    boards.into_values().flat_map(overlaps).collect()
}

/// The board's name as it is compared; `None` where the plan names none.
pub(super) fn board(card: &PlanSummary) -> Option<String> {
    card.board.as_ref().map(|board| caseless(board.trim())).filter(|board| !board.is_empty())
}

/// Each plan that begins before an earlier one has ended, told once, with the earlier one that lasts longest.
fn overlaps(mut terms: Vec<Term>) -> Vec<(usize, Diagnostic)> {
    terms.sort_by(|one, other| (one.from, &one.card.file).cmp(&(other.from, &other.card.file)));
    let mut longest: Option<&Term> = None;
    let mut found = Vec::new();
    for term in &terms {
        if let Some(earlier) = longest.filter(|earlier| earlier.to >= term.from) {
            let (first, last) = (day_for_people(term.from), day_for_people(term.to.min(earlier.to)));
            let days = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
            let message = format!("this plan and {} both hold {days}", earlier.card.file);
            let fault =
                Diagnostic::new(RULE.id, term.card.period_span, message).label("shares days with another plan of this board");
            found.push((term.index, fault.help("let the one plan end on the day before the other begins")));
        }
        if longest.is_none_or(|longest| longest.to < term.to) {
            longest = Some(term);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plans_of_one_board_that_share_a_day_are_told_and_each_once() {
        let day = |text: &str| text.parse().unwrap();
        let card = |board: &str, file: &str, from: &str, to: &str| PlanSummary {
            file: file.to_owned(),
            board: (!board.is_empty()).then(|| board.to_owned()),
            period: Some((day(from), day(to))),
            ..PlanSummary::default()
        };
        let said = |summaries: &[PlanSummary]| {
            let mut found = check(&summaries.iter().collect::<Vec<_>>());
            found.sort_by_key(|(plan, _)| *plan);
            found.into_iter().map(|(plan, finding)| format!("{plan}: {}", finding.message)).collect::<Vec<_>>()
        };
        let first = || card("Anytown", "a.toml", "2008-04-01", "2009-03-31");
        assert_eq!(
            said(&[card("anytown ", "b.toml", "2009-03-31", "2010-03-30"), first()]),
            ["0: this plan and a.toml both hold on 31 Mar 2009"]
        );
        let same = ["1: this plan and a.toml both hold from 1 Apr 2008 to 31 Mar 2009"];
        assert_eq!(said(&[first(), card("Anytown", "b.toml", "2008-04-01", "2009-03-31")]), same);
        let three = [
            card("Anytown", "b.toml", "2008-05-01", "2008-05-31"),
            card("Anytown", "c.toml", "2008-06-01", "2008-06-30"),
            first(),
        ];
        assert_eq!(said(&three).len(), 2);
        for other in ["", "Othertown"] {
            assert_eq!(said(&[first(), card(other, "b.toml", "2008-05-01", "2008-05-31")]), Vec::<String>::new());
        }
        assert_eq!(said(&[first(), card("Anytown", "b.toml", "2009-04-01", "2010-03-31")]), Vec::<String>::new());
    }
}
