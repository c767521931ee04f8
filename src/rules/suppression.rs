//! Runs the rules over plans, sets aside what an `allow` keeps on purpose, and finds the `allow` that excuses nothing.

use super::{Check, Levels, PlanSummary, RULES, Rule, idle_allow, unknown_ref};
use crate::diagnostic::{Diagnostic, Subject};
use crate::names::nearest;
use crate::plan::{Allow, Plan};
use crate::text::Span;

/// What the rules found in one plan.
#[derive(Debug, Default)]
pub struct Checked {
    /// By place, first to last.
    pub findings: Vec<Diagnostic>,
    /// Faults that an `allow` keeps on purpose, by place too.
    pub kept: Vec<Kept>,
    pub summary: PlanSummary,
    /// How many `allow` entries the plan has.
    pub entries: usize,
    /// Those that may still excuse something, or excuse nothing.
    allows: Vec<Excuse>,
}

/// A fault kept on purpose, and the reason given.
#[derive(Debug)]
pub struct Kept {
    pub finding: Diagnostic,
    pub because: String,
}

/// An `allow`, when the text it stood in is gone.
#[derive(Debug)]
struct Excuse {
    rule: &'static Rule,
    /// Each reference with its place, and whether it has excused anything; empty for the whole plan.
    refs: Vec<(String, Span, bool)>,
    used: bool,
    span: Span,
    because: String,
}

impl Excuse {
    /// It has excused all that it is for; only the rules about several plans find more when a plan has been looked through.
    fn is_settled(&self) -> bool {
        self.used && self.refs.iter().all(|(_, _, used)| *used) && !matches!(self.rule.check, Check::Shelf(_))
    }

    fn covers(&mut self, finding: &Diagnostic) -> bool {
        if self.rule.id != finding.rule {
            return false;
        }
        if self.refs.is_empty() {
            self.used = true;
            return true;
        }
        let Some(Subject { reference, place }) = &finding.subject else { return false };
        let named = self.refs.iter_mut().filter(|(name, ..)| reference.as_deref() == Some(name) || name == place);
        let named = named.map(|(_, _, used)| *used = true).count();
        self.used |= named > 0;
        named > 0
    }
}

/// Runs every rule that looks at one plan. `faults` is what the reader found.
pub fn check_plan(file: &str, plan: &Plan, faults: Vec<Diagnostic>, levels: &Levels) -> Checked {
    let mut found = faults;
    let mut of_actions = Vec::new();
    for rule in RULES.iter().filter(|rule| levels.of(rule).is_some()) {
        match rule.check {
            Check::Plan(check) => check(plan, &mut found),
            Check::Action(check) => of_actions.push(check),
            Check::Reading | Check::Shelf(_) | Check::Allow => {}
        }
    }
    for (objective, action) in plan.actions() {
        let before = found.len();
        of_actions.iter().for_each(|check| check(plan, objective, action, &mut found));
        found[before..].iter_mut().for_each(|finding| finding.subject = Some(objective.subject_of(action)));
    }
    let mut checked = Checked { summary: PlanSummary::of(file, plan), ..Checked::default() };
    for allow in plan.allows {
        match excuse(plan, allow, &mut found) {
            Some(excuse) => checked.allows.push(excuse),
            None => continue,
        }
    }
    checked.entries = checked.allows.len();
    for finding in found {
        checked.add(finding, levels);
    }
    checked.allows.retain(|allow| !allow.is_settled());
    checked.allows.shrink_to_fit();
    checked
}

/// Runs the rules that look at all plans together, then the one about `allow` entries, and puts every plan's findings in order.
pub fn check_shelf(plans: &mut [&mut Checked], levels: &Levels) {
    for rule in RULES {
        if let Check::Shelf(check) = rule.check
            && levels.of(rule).is_some()
        {
            let summaries: Vec<&PlanSummary> = plans.iter().map(|checked| &checked.summary).collect();
            for (index, finding) in check(&summaries) {
                plans[index].add(finding, levels);
            }
        }
    }
    for checked in plans {
        checked.idle_allows(levels);
        checked.findings.sort_by_key(|finding| (finding.primary.span, finding.rule));
        checked.kept.sort_by_key(|kept| (kept.finding.primary.span, kept.finding.rule));
    }
}

impl Checked {
    fn add(&mut self, mut finding: Diagnostic, levels: &Levels) {
        let rule = super::find(finding.rule).expect("every finding names a rule of the list");
        let Some(severity) = levels.of(rule) else { return };
        finding.severity = severity;
        match self.allows.iter_mut().find_map(|allow| allow.covers(&finding).then(|| allow.because.clone())) {
            Some(because) => self.kept.push(Kept { finding, because }),
            None => self.findings.push(finding),
        }
    }

    fn idle_allows(&mut self, levels: &Levels) {
        // What cannot be read may be what an entry excuses.
        let unread = |finding: &Diagnostic| super::find(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Reading));
        if self.summary.damaged || self.findings.iter().any(unread) {
            return;
        }
        let mut idle = Vec::new();
        for allow in self.allows.iter().filter(|allow| levels.of(allow.rule).is_some()) {
            let excuses = format!("this \"allow\" excuses nothing: the plan has no {} finding", allow.rule.id);
            if !allow.used {
                let here = if let [(_, only, _)] = allow.refs[..] { only } else { allow.span };
                let of = if let [(name, ..)] = &allow.refs[..] { format!(" at {name}") } else { String::new() };
                idle.push(
                    Diagnostic::new(idle_allow::RULE.id, here, excuses + &of)
                        .help("take the entry out, or correct its rule or reference"),
                );
                continue;
            }
            for (name, span, _) in allow.refs.iter().filter(|(_, _, used)| !used) {
                idle.push(
                    Diagnostic::new(idle_allow::RULE.id, *span, format!("{excuses} at {name}"))
                        .help("take this reference out of the list"),
                );
            }
        }
        for finding in idle {
            self.add(finding, levels);
        }
    }
}

/// What an `allow` excuses. One that names no rule, or an action that does not exist, is a finding itself.
fn excuse(plan: &Plan, allow: &Allow, found: &mut Vec<Diagnostic>) -> Option<Excuse> {
    let rule = allow.rule.as_ref()?;
    let Some(known) = super::find(rule.value) else {
        let fault = Diagnostic::new("unknown-value", rule.span, format!("there is no rule called \"{}\"", rule.value));
        found.push(match nearest(rule.value, RULES.iter().map(|rule| rule.id)).first() {
            Some(near) => fault.label(format!("did you mean \"{near}\"?")).suggest(
                format!("write \"{near}\""),
                rule.span,
                format!("\"{near}\""),
            ),
            None => fault.help("`lscb rules` lists them; a finding shows its rule in square brackets"),
        });
        return None;
    };
    if matches!(known.check, Check::Reading | Check::Allow) {
        let message = format!("\"{}\" cannot be kept: it is a slip in this file, not a fault that the board printed", known.id);
        found.push(Diagnostic::new("unknown-value", rule.span, message).help("mend the fault, and take this entry out"));
        return None;
    }
    let mut refs = Vec::new();
    for name in allow.refs {
        // Most entries name an action by its reference.
        let here = |subject: Subject| subject.reference.as_deref() == Some(name.value) || subject.place == name.value;
        let known = plan.actions().any(|(_, action)| action.reference.is_some_and(|reference| reference.value == name.value))
            || plan.objectives.iter().any(|objective| here(objective.subject()))
            || name.value.contains('/') && plan.actions().any(|(objective, action)| here(objective.subject_of(action)));
        if known || plan.damaged {
            refs.push((name.to_string(), name.span, false));
        } else {
            found.push(unknown_ref::fault(plan, name));
        }
    }
    if refs.is_empty() && !allow.refs.is_empty() {
        return None;
    }
    let because = allow.because.as_ref().map_or_else(String::new, |because| because.to_string());
    Some(Excuse { rule: known, refs, used: false, span: allow.span, because })
}
