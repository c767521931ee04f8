//! Settles what is shown of the findings of a plan: at which severity, what an `allow` keeps on purpose, and which `allow` excuses
//! nothing.

use super::findings::in_order;
use super::suppression::{Excuses, UNUSED_ALLOW};
use super::{Check, Levels, PlanFindings, find, rule_of};
use crate::diagnostic::{Diagnostic, Omitted, RuleCounts};

/// What is to be shown of one plan.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Settled {
    /// At the severity that the levels give, by place, first to last; an `allow` that excuses nothing among them.
    pub findings: Vec<Diagnostic>,
    /// What is counted and not told of each rule.
    pub omitted: Vec<Omitted>,
    /// By place, too.
    pub suppressed: Vec<Suppressed>,
    /// How many more an `allow` keeps.
    pub omitted_suppressed: usize,
    /// How many `allow` entries the plan has that name a rule and a place it knows.
    pub allows: usize,
}

/// A fault that an `allow` keeps on purpose, and the reason given.
#[derive(Clone, PartialEq, Debug)]
pub struct Suppressed {
    pub finding: Diagnostic,
    pub because: String,
}

/// Decides what is shown of a plan: of its own findings and of those that [`check_all`](super::check_all) has for it. Findings of
/// rules that are off are left out, and excuse no `allow`.
pub fn settle(plan: &PlanFindings, over_plans: &[Diagnostic], levels: &Levels) -> Settled {
    let mut settled = Settled { allows: plan.suppressions.len(), ..Settled::default() };
    let mut excuses = Excuses::of(&plan.suppressions);
    let mut counts = RuleCounts::default();
    let mut unread = plan.summary.damaged;
    for finding in plan.findings().iter().chain(over_plans) {
        let rule = rule_of(finding);
        let Some(severity) = levels.of(rule) else { continue };
        unread |= matches!(rule.check, Check::Reading);
        let finding = Diagnostic { severity, ..finding.clone() };
        match excuses.cover(&finding) {
            Some((allow, _)) => {
                let because = plan.suppressions[allow].because.to_string();
                settled.suppressed.push(Suppressed { finding, because });
            }
            None if counts.add(finding.rule, 1) <= plan.most => settled.findings.push(finding),
            None => {}
        }
    }
    // Where something could not be read, it may be what an entry excuses.
    if let Some(severity) = find(UNUSED_ALLOW).and_then(|rule| levels.of(rule)).filter(|_| !unread) {
        for (index, allow) in plan.suppressions.iter().enumerate().filter(|(_, allow)| is_on(allow.rule, levels)) {
            for finding in allow.unused_allow(&excuses.used(index, allow)) {
                if counts.add(finding.rule, 1) <= plan.most {
                    settled.findings.push(Diagnostic { severity, ..finding });
                }
            }
        }
    }
    let on = |rule: &str| find(rule).and_then(|rule| levels.of(rule));
    for (rule, more) in plan.omitted.iter().filter(|(rule, _)| on(rule).is_some()) {
        counts.add(rule, *more);
    }
    let omitted = counts.beyond(plan.most).filter_map(|(rule, count)| Some(Omitted { rule, severity: on(rule)?, count }));
    settled.omitted = omitted.collect();
    let excused = plan.omitted_excused.iter().filter(|(rule, _)| on(rule).is_some());
    settled.omitted_suppressed = excused.map(|(_, more)| more).sum();
    settled.findings.sort_by_key(in_order);
    settled.suppressed.sort_by_key(|suppressed| in_order(&suppressed.finding));
    settled
}

fn is_on(rule: &str, levels: &Levels) -> bool {
    find(rule).is_some_and(|rule| levels.of(rule).is_some())
}
