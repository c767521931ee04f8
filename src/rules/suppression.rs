//! The `allow` entries of a plan: what each excuses, and what is said of one that excuses nothing.

use super::{RULES, find};
use crate::diagnostic::{Diagnostic, Subject};
use crate::names::nearest;
use crate::plan::{Allow, Plan};
use crate::text::Span;
use foldhash::{HashMap, HashSet};
use std::borrow::Cow;

/// The rule about an `allow` that excuses nothing.
pub(super) const UNUSED_ALLOW: &str = "idle-allow";

/// An `allow` that names a rule whose findings can be kept.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Suppression {
    pub(super) rule: &'static str,
    /// Each reference with its place; empty for the whole plan.
    refs: Box<[(Box<str>, Span)]>,
    span: Span,
    pub(super) because: Box<str>,
}

impl Suppression {
    /// What an `allow` excuses. One that names no rule whose findings can be kept is a finding itself, and one whose references are
    /// all unknown excuses nothing: the rule about unknown references tells.
    pub(super) fn read(
        plan: &Plan,
        allow: &Allow,
        subjects: &mut Subjects,
        mut report: impl FnMut(Diagnostic),
    ) -> Option<Suppression> {
        let name = allow.rule.as_ref()?;
        let Some(rule) = find(name.value) else {
            let fault = Diagnostic::new("unknown-value", name.span, format!("there is no rule called \"{}\"", name.value));
            report(match nearest(name.value, RULES.iter().map(|rule| rule.id)).first() {
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
            report(Diagnostic::new("unknown-value", name.span, message).help("mend the fault, and take this entry out"));
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
    pub(super) fn unused_allow(&self, used: &[bool]) -> Vec<Diagnostic> {
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
                    known.extend(objective.ref_with_objective(action).map(Cow::Owned));
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

/// The reference of an action with its objective: how it is named where references begin again under each.
fn with_objective(subject: &Subject) -> Option<String> {
    let (objective, _) = subject.place.rsplit_once('/')?;
    Some(format!("{objective}/{}", subject.reference.as_ref()?.trim()))
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
        let mut names: Vec<&str> = Vec::new();
        let with_objective = subject.and_then(with_objective);
        names.extend(subject.and_then(|subject| subject.reference.as_deref()));
        names.extend(subject.map(|subject| &*subject.place));
        names.extend(with_objective.as_deref());
        names.dedup();
        let named = names.iter().filter_map(|name| of_rule.names.get(*name)).map(|(index, _)| *index);
        let first = of_rule.whole.map(|(index, _)| index).into_iter().chain(named).min()?;
        let mut least = usize::MAX;
        let mut count = |(index, times): &mut (usize, usize)| {
            if *index == first {
                *times += 1;
                least = least.min(*times);
            }
        };
        of_rule.whole.iter_mut().for_each(&mut count);
        for name in names {
            of_rule.names.get_mut(name).into_iter().for_each(&mut count);
        }
        Some((first, least))
    }

    /// Some entry of the rule names references or places.
    pub(super) fn name_any(&self, rule: &str) -> bool {
        self.by_rule.get(rule).is_some_and(|of_rule| !of_rule.names.is_empty())
    }

    /// An entry of the rule names this action or objective.
    pub(super) fn names(&self, rule: &str, subject: &Subject) -> bool {
        let Some(of_rule) = self.by_rule.get(rule) else { return false };
        of_rule.names.contains_key(&*subject.place)
            || subject.reference.as_ref().is_some_and(|reference| of_rule.names.contains_key(&**reference))
    }

    /// Which references of an entry (where it has none, itself) have excused something.
    pub(super) fn used(&self, index: usize, allow: &Suppression) -> Vec<bool> {
        let of_rule = self.by_rule.get(allow.rule);
        let has = |entry: Option<&(usize, usize)>| entry.is_some_and(|&(first, times)| first == index && times > 0);
        match &*allow.refs {
            [] => vec![has(of_rule.and_then(|of_rule| of_rule.whole.as_ref()))],
            refs => refs.iter().map(|(name, _)| has(of_rule.and_then(|of_rule| of_rule.names.get(name)))).collect(),
        }
    }
}
