//! What the rules find in one plan, and what they find in several together. Both are pure: asked twice they say the same.

use super::suppression::{Excuses, Subjects, Suppression};
use super::{Check, PlanSummary, RULES, trial};
use crate::diagnostic::{Diagnostic, MOST_OF_A_RULE, RuleCounts};
use crate::plan::{Action, Objective, Plan};
use crate::text::Span;
use chrono::Datelike;
use foldhash::HashMap;

/// What the rules found in one plan, with what must be known of it once its text is gone. Never changed afterwards: it can be kept
/// and judged again beside other plans.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanFindings {
    pub(super) findings: Vec<Diagnostic>,
    /// So many findings of a rule are kept at most.
    pub(super) most: usize,
    /// Of which rules there are more, and how many more.
    pub(super) omitted: Vec<(&'static str, usize)>,
    /// The same of those that an `allow` keeps.
    pub(super) omitted_excused: Vec<(&'static str, usize)>,
    pub(super) suppressions: Vec<Suppression>,
    pub(super) summary: PlanSummary,
}

impl PlanFindings {
    /// Every finding at the severity that its rule has of itself, those that an `allow` keeps counted in, in the order of their
    /// places. Which of them are shown, [`settle`](super::settle()) says.
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
    /// Which rules go before others at which place.
    claims: HashMap<Span, Vec<&'static str>>,
    /// So many findings of a rule are kept at most; without it, all.
    most: Option<usize>,
    counts: RuleCounts,
    omitted_excused: RuleCounts,
    excuses: Excuses,
    /// Findings are about one action, which is not known to them yet.
    of_action: bool,
}

impl Found {
    /// One more finding.
    pub fn push(&mut self, finding: Diagnostic) {
        if self.of_action {
            self.findings.push(finding);
        } else {
            self.keep(finding);
        }
    }

    /// Reserves a place for this rule: what rules that yield to it find there is dropped. The place is the primary span that their
    /// finding would have. A rule may claim a place and report nothing there, where the reader reported a fault already.
    pub fn claim(&mut self, rule: &'static str, place: Span) {
        self.claims.entry(place).or_default().push(rule);
    }

    /// What the rule finds at this place is dropped: a rule that it yields to has claimed the place.
    pub(super) fn yields(&self, rule: &str, place: Span) -> bool {
        let yields_to = super::find(rule).map_or(&[][..], |rule| rule.yields_to);
        let claims = self.claims.get(&place).filter(|_| !yields_to.is_empty());
        claims.is_some_and(|claims| claims.iter().any(|rule| yields_to.contains(rule)))
    }

    /// An `allow` names the action, and keeps what the rule finds about it.
    pub(super) fn is_excused(&self, rule: &str, objective: &Objective, action: &Action) -> bool {
        self.excuses.name_any(rule) && self.excuses.names(rule, &objective.subject_of(action))
    }

    /// Runs what finds something about one action.
    fn about_action(&mut self, objective: &Objective, action: &Action, check: impl FnOnce(&mut Found)) {
        let before = self.findings.len();
        self.of_action = true;
        check(self);
        self.of_action = false;
        for mut finding in self.findings.split_off(before) {
            finding.subject = Some(objective.subject_of(action));
            self.keep(finding);
        }
    }

    /// Keeps a finding, unless its rule yields to another one at its place, or there are too many of the rule already: those are
    /// counted. What an `allow` excuses counts by the words that excuse it, so that each of them is seen to excuse something.
    fn keep(&mut self, finding: Diagnostic) {
        if self.yields(finding.rule, finding.primary.span) {
            return;
        }
        let most = self.most.unwrap_or(usize::MAX);
        match self.excuses.cover(&finding) {
            Some((_, times)) if times > most => {
                self.omitted_excused.add(finding.rule, 1);
            }
            Some(_) => self.findings.push(finding),
            None if self.counts.add(finding.rule, 1) > most => {}
            None => self.findings.push(finding),
        }
    }
}

impl Extend<Diagnostic> for Found {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

/// Runs every rule that looks at one plan; `file` is the name that messages about other plans call it by, `faults` what the reader
/// found. No finding is left out and none depends on a configuration: that is decided by [`settle`](super::settle()).
/// Where something of the plan could not be read, what is proposed is tried first: see [`Unread`](super::Unread).
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
    let mut found = check_plan_up_to(MOST_OF_A_RULE, file, plan, faults);
    trial::withhold_harmful(file, plan, &mut found);
    found
}

/// The same with every proposal untried, and of each rule at most so many findings are told; the rest is counted.
pub fn check_plan_up_to(most: usize, file: &str, plan: &Plan, faults: Vec<Diagnostic>) -> PlanFindings {
    let mut found = Found { most: Some(most), ..Found::default() };
    for (rule, more) in plan.omitted.iter().copied().chain(faults.iter().map(|fault| (fault.rule, 1))) {
        found.counts.add(rule, more);
    }
    found.findings = faults;
    let mut subjects = Subjects::of(plan);
    let allows = plan.allows.iter().filter_map(|allow| Suppression::read(plan, allow, &mut subjects, |fault| found.push(fault)));
    let suppressions: Vec<Suppression> = allows.collect();
    found.excuses = Excuses::of(&suppressions);
    // A rule that yields runs when all places are claimed.
    for yielding in [false, true] {
        let mut of_actions = Vec::new();
        for rule in RULES.iter().filter(|rule| rule.yields_to.is_empty() != yielding) {
            match rule.check {
                Check::Plan(check) => check(plan, &mut found),
                Check::Action(check) => of_actions.push(check),
                Check::Reading | Check::Plans(_) | Check::Allow => {}
            }
        }
        for (objective, action) in plan.actions() {
            found.about_action(objective, action, |found| {
                of_actions.iter().for_each(|check| check(plan, objective, action, found));
            });
        }
    }
    let Found { mut findings, counts, omitted_excused, .. } = found;
    for finding in &mut findings {
        finding.severity = super::rule_of(finding).severity;
    }
    // An example from another time might be taken for what is to be written.
    let year = plan.period.map(|period| period.first_day().year()).filter(|year| *year != 2008);
    if let Some(year) = year.filter(|_| !findings.is_empty() && !["2008", " 08", "'08"].iter().any(|own| plan.text.contains(own)))
    {
        for finding in &mut findings {
            finding.help = finding.help.take().map(|help| with_examples_of(&help, year));
            finding.message = with_examples_of(&finding.message, year);
        }
    }
    findings.sort_by_key(in_order);
    let [omitted, omitted_excused] = [counts.beyond(most).collect(), omitted_excused.beyond(0).collect()];
    PlanFindings { findings, most, omitted, omitted_excused, suppressions, summary: PlanSummary::of(file, plan) }
}

/// A message with its examples of dates, which are of 2008, in another year.
fn with_examples_of(message: &str, year: i32) -> String {
    if !message.contains("2008") {
        return message.to_owned();
    }
    let next = (year + 1).rem_euclid(100);
    message
        .replace("2009-03-31", &format!("{}-03-31", year + 1))
        .replace("2007/08", &format!("{year}/{next:02}"))
        .replace("2008/09", &format!("{year}/{next:02}"))
        .replace("2008-", &format!("{year}-"))
        .replace("\"2008\"", &format!("\"{year}\""))
        .replace("Q2 2008", &format!("Q2 {year}"))
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
