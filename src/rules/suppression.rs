//! Settles what is shown of the findings of a plan: at which severity, what an `allow` keeps on purpose, and which `allow` excuses
//! nothing.

use super::findings::{Found, in_order};
use super::{Check, Levels, PlanFindings, RULES, find, rule_of};
use crate::diagnostic::{Diagnostic, Omitted, RuleCounts};
use crate::names::nearest;
use crate::plan::{Allow, Plan};
use crate::text::Span;
use foldhash::{HashMap, HashSet};
use std::borrow::Cow;

/// The rule about an `allow` that excuses nothing.
const UNUSED_ALLOW: &str = "idle-allow";

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
    pub(super) fn read(plan: &Plan, allow: &Allow, subjects: &mut Subjects, found: &mut Found) -> Option<Suppression> {
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
        let known = allow.refs.iter().filter(|name| plan.damaged || subjects.has(name.value));
        let refs: Box<[_]> = known.map(|name| (Box::from(name.value), name.span)).collect();
        if refs.is_empty() && !allow.refs.is_empty() {
            return None;
        }
        let because = allow.because.as_ref().map_or("", |because| because.value);
        Some(Suppression { rule: rule.id, refs, span: allow.span, because: because.into() })
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

/// Every reference and place of an objective or action, gathered when the first one is asked for.
pub(super) struct Subjects<'p, 'a> {
    plan: &'p Plan<'a>,
    known: Option<HashSet<Cow<'p, str>>>,
}

impl<'p, 'a> Subjects<'p, 'a> {
    pub(super) fn of(plan: &'p Plan<'a>) -> Subjects<'p, 'a> {
        Subjects { plan, known: None }
    }

    /// An objective or action of the plan has this reference or place.
    pub(super) fn has(&mut self, name: &str) -> bool {
        let plan: &'p Plan<'a> = self.plan;
        let known = self.known.get_or_insert_with(|| {
            let mut known: HashSet<Cow<str>> = HashSet::default();
            for objective in plan.objectives {
                known.extend(objective.reference.map(|reference| Cow::Borrowed(reference.value)));
                known.insert(objective.number.to_string().into());
                for action in objective.actions {
                    known.extend(action.reference.map(|reference| Cow::Borrowed(reference.value)));
                    known.insert(objective.position_of(action).into());
                }
            }
            known
        });
        known.contains(name)
    }
}

/// The entries of a plan by what they excuse: looked up, for a plan may have as many entries as faults.
#[derive(Default, Debug)]
pub(super) struct Excuses {
    by_rule: HashMap<&'static str, ExcusesOfRule>,
}

#[derive(Default, Debug)]
struct ExcusesOfRule {
    /// The first entry for the whole plan, and how often it excused something.
    whole: Option<(usize, usize)>,
    /// For each reference or place the first entry that names it, and how often it excused something by that name.
    names: HashMap<Box<str>, (usize, usize)>,
}

impl Excuses {
    pub(super) fn of(suppressions: &[Suppression]) -> Excuses {
        let mut by_rule: HashMap<&'static str, ExcusesOfRule> = HashMap::default();
        for (index, allow) in suppressions.iter().enumerate() {
            let of_rule = by_rule.entry(allow.rule).or_default();
            if allow.refs.is_empty() {
                of_rule.whole.get_or_insert((index, 0));
            }
            for (name, _) in &allow.refs {
                of_rule.names.entry(name.clone()).or_insert((index, 0));
            }
        }
        Excuses { by_rule }
    }

    /// The first entry that excuses a finding, and how often it has excused one by the same words, this one counted in.
    pub(super) fn cover(&mut self, finding: &Diagnostic) -> Option<(usize, usize)> {
        let of_rule = self.by_rule.get_mut(finding.rule)?;
        let subject = finding.subject.as_ref();
        let names = subject.map_or([None, None], |subject| [subject.reference.as_deref(), Some(&*subject.place)]);
        let named = names.map(|name| name.and_then(|name| of_rule.names.get(name)).map(|(index, _)| *index));
        let first = of_rule.whole.map(|(index, _)| index).into_iter().chain(named.into_iter().flatten()).min()?;
        let mut least = usize::MAX;
        let mut count = |(index, times): &mut (usize, usize)| {
            if *index == first {
                *times += 1;
                least = least.min(*times);
            }
        };
        of_rule.whole.iter_mut().for_each(&mut count);
        let [reference, place] = names;
        for name in reference.into_iter().chain(place.filter(|place| Some(*place) != reference)) {
            of_rule.names.get_mut(name).into_iter().for_each(&mut count);
        }
        Some((first, least))
    }

    /// Which references of an entry (where it has none, itself) have excused something.
    fn used(&self, index: usize, allow: &Suppression) -> Vec<bool> {
        let of_rule = self.by_rule.get(allow.rule);
        let has = |entry: Option<&(usize, usize)>| entry.is_some_and(|&(first, times)| first == index && times > 0);
        match &*allow.refs {
            [] => vec![has(of_rule.and_then(|of_rule| of_rule.whole.as_ref()))],
            refs => refs.iter().map(|(name, _)| has(of_rule.and_then(|of_rule| of_rule.names.get(name)))).collect(),
        }
    }
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
