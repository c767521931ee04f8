//! Settles what is shown of the findings of a plan: at which severity, what an `allow` keeps on purpose, and which `allow` excuses
//! nothing.

use super::findings::{Found, in_order};
use super::{Check, Levels, PlanFindings, RULES, find, rule_of};
use crate::diagnostic::{Diagnostic, Subject};
use crate::names::nearest;
use crate::plan::{Allow, Plan};
use crate::text::Span;

/// The rule about an `allow` that excuses nothing.
const UNUSED_ALLOW: &str = "idle-allow";

/// What is to be shown of one plan.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Settled {
    /// At the severity that the levels give, by place, first to last; an `allow` that excuses nothing among them.
    pub findings: Vec<Diagnostic>,
    /// By place, too.
    pub suppressed: Vec<Suppressed>,
    /// How many `allow` entries the plan has that name a rule and a place it knows.
    pub allows: usize,
}

/// A fault that an `allow` keeps on purpose, and the reason given.
#[derive(Clone, PartialEq, Debug)]
pub struct Suppressed {
    pub finding: Diagnostic,
    pub because: String,
}

/// An `allow` that names a rule whose findings can be kept.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Suppression {
    rule: &'static str,
    /// Each reference with its place; empty for the whole plan.
    refs: Box<[(Box<str>, Span)]>,
    span: Span,
    because: Box<str>,
}

impl Suppression {
    /// What an `allow` excuses. One that names no rule whose findings can be kept is a finding itself, and one whose references are
    /// all unknown excuses nothing: the rule about unknown references tells.
    pub(super) fn read(plan: &Plan, allow: &Allow, found: &mut Found) -> Option<Suppression> {
        let name = allow.rule.as_ref()?;
        let Some(rule) = find(name.value) else {
            let fault = Diagnostic::new("unknown-value", name.span, format!("there is no rule called \"{}\"", name.value));
            found.push(match nearest(name.value, RULES.iter().map(|rule| rule.id)).first() {
                Some(near) => fault.label(format!("did you mean \"{near}\"?")).suggest(
                    format!("write \"{near}\""),
                    name.span,
                    format!("\"{near}\""),
                ),
                None => fault.help("`lscb rules` lists them; a finding shows its rule in square brackets"),
            });
            return None;
        };
        if !rule.can_be_kept() {
            let message =
                format!("\"{}\" cannot be kept: it is a slip in this file, not a fault that the board printed", rule.id);
            found.push(Diagnostic::new("unknown-value", name.span, message).help("mend the fault, and take this entry out"));
            return None;
        }
        let known = allow.refs.iter().filter(|name| plan.damaged || is_subject(plan, name));
        let refs: Box<[_]> = known.map(|name| (Box::from(name.value), name.span)).collect();
        if refs.is_empty() && !allow.refs.is_empty() {
            return None;
        }
        let because = allow.because.as_ref().map_or("", |because| because.value);
        Some(Suppression { rule: rule.id, refs, span: allow.span, because: because.into() })
    }

    /// Whether the finding is one it excuses; if so, marks the references that it excuses it by (where it has none, itself) as used.
    fn covers(&self, finding: &Diagnostic, used: &mut [bool]) -> bool {
        if self.rule != finding.rule {
            return false;
        }
        if self.refs.is_empty() {
            used.fill(true);
            return true;
        }
        let Some(Subject { reference, place }) = &finding.subject else { return false };
        let mut covers = false;
        for ((name, _), used) in self.refs.iter().zip(used) {
            let with_objective =
                || place.rsplit_once('/').zip(reference.as_ref()).map(|((objective, _), own)| format!("{objective}/{own}"));
            if reference.as_deref() == Some(&**name) || **name == **place || with_objective().is_some_and(|own| *own == **name) {
                *used = true;
                covers = true;
            }
        }
        covers
    }

    /// What is said of it when it excuses nothing, or nothing at some of its references.
    fn unused_allow(&self, used: &[bool]) -> Vec<Diagnostic> {
        let excuses = format!("this \"allow\" excuses nothing: the plan has no {} finding", self.rule);
        if !used.contains(&true) {
            let here = if let [(_, only)] = self.refs[..] { only } else { self.span };
            let of = if let [(name, _)] = &self.refs[..] { format!(" at {name}") } else { String::new() };
            let fault = Diagnostic::new(UNUSED_ALLOW, here, excuses + &of);
            return vec![fault.help("take the entry out, or correct its rule or reference")];
        }
        let unused = self.refs.iter().zip(used).filter(|(_, used)| !**used);
        let fault = |((name, place), _): (&(Box<str>, Span), &bool)| {
            let fault = Diagnostic::new(UNUSED_ALLOW, *place, format!("{excuses} at {name}"));
            fault.help("take this reference out of the list")
        };
        unused.map(fault).collect()
    }
}

/// An objective or action of the plan has this reference or place.
pub(super) fn is_subject(plan: &Plan, name: &str) -> bool {
    let here = |subject: Subject| subject.reference.as_deref() == Some(name) || subject.place == name;
    plan.actions().any(|(_, action)| action.reference.is_some_and(|reference| reference.value == name))
        || plan.objectives.iter().any(|objective| here(objective.subject()))
        || name.contains('/')
            && plan.actions().any(|(objective, action)| {
                here(objective.subject_of(action)) || objective.ref_with_objective(action).is_some_and(|own| own == name)
            })
}

/// Decides what is shown of a plan: of its own findings and of those that [`check_all`](super::check_all) has for it. Findings of
/// rules that are off are left out, and excuse no `allow`.
pub fn settle(plan: &PlanFindings, over_plans: &[Diagnostic], levels: &Levels) -> Settled {
    let mut settled = Settled { allows: plan.suppressions.len(), ..Settled::default() };
    let mut used: Vec<Vec<bool>> = plan.suppressions.iter().map(|allow| vec![false; allow.refs.len().max(1)]).collect();
    let mut unread = plan.summary.damaged;
    for finding in plan.findings().iter().chain(over_plans) {
        let rule = rule_of(finding);
        let Some(severity) = levels.of(rule) else { continue };
        unread |= matches!(rule.check, Check::Reading);
        let finding = Diagnostic { severity, ..finding.clone() };
        let mut allows = plan.suppressions.iter().zip(&mut used);
        match allows.find_map(|(allow, used)| allow.covers(&finding, used).then_some(allow)) {
            Some(allow) => settled.suppressed.push(Suppressed { finding, because: allow.because.to_string() }),
            None => settled.findings.push(finding),
        }
    }
    // Where something could not be read, it may be what an entry excuses.
    if let Some(severity) = find(UNUSED_ALLOW).and_then(|rule| levels.of(rule)).filter(|_| !unread) {
        let judged = plan.suppressions.iter().zip(&used).filter(|(allow, _)| is_on(allow.rule, levels));
        let unused = judged.flat_map(|(allow, used)| allow.unused_allow(used));
        settled.findings.extend(unused.map(|finding| Diagnostic { severity, ..finding }));
    }
    settled.findings.sort_by_key(in_order);
    settled.suppressed.sort_by_key(|suppressed| in_order(&suppressed.finding));
    settled
}

fn is_on(rule: &str, levels: &Levels) -> bool {
    find(rule).is_some_and(|rule| levels.of(rule).is_some())
}
