//! What the rules find in one plan, and what they find in several together. Both are pure: asked twice they say the same.

use super::suppression::Suppression;
use super::{Check, PlanSummary, RULES};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::text::Span;

/// What the rules found in one plan, with what must be known of it once its text is gone. Never changed afterwards: it can be kept
/// and judged again beside other plans.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanFindings {
    findings: Vec<Diagnostic>,
    pub(super) suppressions: Vec<Suppression>,
    pub(super) summary: PlanSummary,
}

impl PlanFindings {
    /// Every finding at the severity that its rule has of itself, those that an `allow` keeps counted in, in the order of their
    /// places. Which of them are shown, [`settle`](super::settle) says.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// What the rules about several plans know of it.
    pub fn summary(&self) -> &PlanSummary {
        &self.summary
    }
}

/// What the rules find while they look through a plan.
#[derive(Default, Debug)]
pub struct Found {
    pub(super) findings: Vec<Diagnostic>,
    /// Which rule goes before others at which place.
    claims: Vec<(&'static str, Span)>,
}

impl Found {
    /// One more finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Reserves a place for this rule: what rules that yield to it find there is dropped. The place is the primary span that their
    /// finding would have. A rule may claim a place and report nothing there, where the reader reported a fault already.
    pub fn claim(&mut self, rule: &'static str, place: Span) {
        self.claims.push((rule, place));
    }

    /// The findings, but not those of rules that yield to another one at their place.
    fn without_yielded(mut self) -> Vec<Diagnostic> {
        if !self.claims.is_empty() {
            self.findings.retain(|finding| {
                let yields_to = super::rule_of(finding).yields_to;
                !self.claims.iter().any(|(rule, place)| *place == finding.primary.span && yields_to.contains(rule))
            });
        }
        self.findings
    }
}

impl Extend<Diagnostic> for Found {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        self.findings.extend(findings);
    }
}

/// Runs every rule that looks at one plan; `file` is the name that messages about other plans call it by, `faults` what the reader
/// found. No finding is left out and none depends on a configuration: that is decided by [`settle`](super::settle).
///
/// ```
/// use lscb::{plan, rules};
///
/// let text = r#"
/// board = "Anytown Safeguarding Children Partnership"
/// title = "Business Plan 2008-2009"
/// period = { from = 2008-04-01, to = 2009-03-31 }
/// people = { jo = { name = "Jo Bloggs" } }
///
/// [[objective]]
/// ref = "1"
/// title = "Staff know how to keep children safe"
///
/// [[objective.action]]
/// ref = "1.1"
/// action = "Publish the training calendar"
/// outcome = "Staff know what they can book"
/// lead = "jo"
/// "#;
/// let arena = plan::Arena::new();
/// let reading = plan::read("anytown-2008-09.toml", text, &arena);
/// let found = rules::check_plan("anytown-2008-09.toml", &reading.plan, reading.faults);
///
/// let [finding] = found.findings() else { panic!("one finding") };
/// assert_eq!(finding.rule, "no-date");
/// assert_eq!(finding.message, "action 1.1 has no date, and nothing else says when");
/// assert_eq!(finding.primary.span.of(text), "\"1.1\"");
/// ```
pub fn check_plan(file: &str, plan: &Plan, faults: Vec<Diagnostic>) -> PlanFindings {
    let mut found = Found { findings: faults, claims: Vec::new() };
    let mut of_actions = Vec::new();
    for rule in RULES {
        match rule.check {
            Check::Plan(check) => check(plan, &mut found),
            Check::Action(check) => of_actions.push(check),
            Check::Reading | Check::Plans(_) | Check::Allow => {}
        }
    }
    for (objective, action) in plan.actions() {
        let before = found.findings.len();
        of_actions.iter().for_each(|check| check(plan, objective, action, &mut found));
        found.findings[before..].iter_mut().for_each(|finding| finding.subject = Some(objective.subject_of(action)));
    }
    let suppressions = plan.allows.iter().filter_map(|allow| Suppression::read(plan, allow, &mut found)).collect();
    let mut findings = found.without_yielded();
    for finding in &mut findings {
        finding.severity = super::rule_of(finding).severity;
    }
    findings.sort_by_key(in_order);
    PlanFindings { findings, suppressions, summary: PlanSummary::of(file, plan) }
}

/// Runs the rules that look at all plans together, over those that were checked one by one. Returns the findings in each of them,
/// in the order given; the order decides nothing else.
pub fn check_all(plans: &[&PlanFindings]) -> Vec<Vec<Diagnostic>> {
    let summaries: Vec<&PlanSummary> = plans.iter().map(|plan| &plan.summary).collect();
    let mut findings = vec![Vec::new(); plans.len()];
    for rule in RULES {
        if let Check::Plans(check) = rule.check {
            for (plan, finding) in check(&summaries) {
                findings[plan].push(Diagnostic { severity: rule.severity, ..finding });
            }
        }
    }
    findings
}

/// By place, then by rule.
pub(super) fn in_order(finding: &Diagnostic) -> (Span, &'static str) {
    (finding.primary.span, finding.rule)
}
