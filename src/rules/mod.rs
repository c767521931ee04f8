//! The rules: each a file with its words, a wrong and a right example, and its check; each a line in [`RULES`].
//!
//! A rule never depends on the day: what passes today passes tomorrow.

mod added_lines;
mod completion;
mod dates_in_words;
mod deadlines;
mod earlier_plans;
mod findings;
mod next_plans;
mod printed;
mod ref_sequence;
mod said_once;
mod settle;
mod summary;
mod suppression;
mod trial;
mod wording;

pub use findings::{Found, PlanFindings, check_all, check_plan, check_plan_up_to};
pub use settle::{Settled, Suppressed, settle};
pub use summary::PlanSummary;
pub use trial::{TOLD_OF_READ_VALUES, Unread, kind_of};

use crate::diagnostic::{Diagnostic, Severity};
use crate::names::nearest;
use crate::plan::{Action, Objective, Plan};

/// A rule, with all that can be said about it.
#[derive(Debug)]
pub struct Rule {
    /// Stable, in small letters and hyphens: what `allow` and the configuration name it by.
    pub id: &'static str,
    /// How much its findings weigh, unless the configuration says otherwise.
    pub severity: Severity,
    /// What it finds, in one line without a full stop.
    pub summary: &'static str,
    /// Why it matters to a board, in words for its manager.
    pub why: &'static str,
    /// An example that sets off this rule and no other.
    pub wrong: &'static str,
    /// The same, mended: nothing is found in it.
    pub right: &'static str,
    /// The ids of rules that say more exactly what is wrong: where one of them claims a place, what this one finds there is dropped,
    /// so that one slip is one finding.
    pub yields_to: &'static [&'static str],
    pub check: Check,
}

impl Rule {
    /// An `allow` may name it: what it finds can be what the board really printed.
    pub fn can_be_kept(&self) -> bool {
        !matches!(self.check, Check::Reading | Check::Allow)
    }
}

/// When a rule looks.
#[derive(Debug)]
pub enum Check {
    /// The reader finds it.
    Reading,
    /// Looks at one plan.
    Plan(fn(&Plan, &mut Found)),
    /// Looks at one action, whatever the others are; what it finds is about that action.
    Action(fn(&Plan, &Objective, &Action, &mut Found)),
    /// Looks at all plans together; returns the index of the plan with each finding.
    Plans(fn(&[&PlanSummary]) -> Vec<(usize, Diagnostic)>),
    /// Looks at the `allow` entries, after all others.
    Allow,
}

/// A rule is a file of this folder and a line here; its id is the file's name.
macro_rules! rules {
    ($($rule:ident,)*) => {
        $(mod $rule;)*

        /// Every rule, by subject: reading, references, leads, dates, state, substance, several plans.
        pub static RULES: &[&Rule] = &[$(&$rule::RULE),*];

        #[cfg(test)]
        const FILES: &[&str] = &[$(stringify!($rule)),*];
    };
}

rules! {
    // reading: what keeps a value, a line or a table from being understood
    syntax,
    repeated_key,
    unknown_key,
    key_below_heading,
    wrong_type,
    missing_key,
    unknown_value,
    bad_date,
    // references
    no_board,
    missing_ref,
    duplicate_ref,
    refs_restart,
    ref_gap,
    ref_out_of_order,
    odd_ref,
    unknown_ref,
    // leads
    unknown_lead,
    no_lead,
    lead_everyone,
    ambiguous_group,
    former_group,
    lead_left,
    chair_left,
    near_name,
    unused_name,
    placeholder,
    web_markup,
    // dates
    due_before_plan,
    due_after_plan,
    milestone_before_plan,
    done_before_plan,
    day_far_off,
    notes_out_of_order,
    milestone_after_action,
    complete_with_open_milestones,
    date_in_text,
    text_disagrees,
    no_date,
    unclear_timescale,
    timescale_unread,
    timescale_half_read,
    timescale_disagrees,
    vague_frequency,
    no_meetings,
    moved_twice,
    moved_without_reason,
    moved_without_day,
    moved_silent,
    // state
    complete_without_evidence,
    complete_without_day,
    complete_but_running,
    not_started_but_ongoing,
    status_contradicts_completed,
    rag_without_legend,
    rag_on_closed,
    hold_without_reason,
    // substance
    empty_text,
    action_is_question,
    empty_objective,
    same_words,
    no_measure,
    ongoing_without_review,
    bunching,
    overload,
    unpaired,
    // several plans, and the faults kept on purpose
    plans_overlap,
    came_from_nothing,
    not_carried_back,
    not_carried_on,
    same_words_next_year,
    idle_allow,
}

/// The rule of a name.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// The rule of a name that somebody wrote.
///
/// # Errors
/// What to write instead, where no rule has that name.
pub fn parse(id: &str) -> Result<&'static Rule, String> {
    find(id).ok_or_else(|| match nearest(id, RULES.iter().map(|rule| rule.id))[..] {
        [] => "`lscb rules` lists the rules".to_owned(),
        [near, ..] => format!("did you mean {near}?"),
    })
}

/// The rule that found it.
fn rule_of(finding: &Diagnostic) -> &'static Rule {
    find(finding.rule).expect("every finding names a rule of the list")
}

/// The severity of each rule: its own, unless the configuration gives another or switches it off.
#[derive(Clone, Default, Debug)]
pub struct Levels {
    changed: Vec<(&'static str, Option<Severity>)>,
}

impl Levels {
    /// Gives a rule another severity; `None` switches it off.
    pub fn set(&mut self, rule: &'static Rule, level: Option<Severity>) {
        self.changed.push((rule.id, level));
    }

    /// The severity of a rule's findings; `None` when it is off.
    pub fn of(&self, rule: &Rule) -> Option<Severity> {
        match self.changed.iter().rev().find(|(changed, _)| *changed == rule.id) {
            Some((_, level)) => *level,
            None => Some(rule.severity),
        }
    }
}

/// The start of a plan in which nothing is wrong. An example that is only a part of a plan stands after it:
/// [`complete`] says how much of it is needed.
pub const OPENING: &str = r#"board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }

[people]
jo = { name = "Jo Bloggs" }
sam = { name = "Sam Okafor", role = "Vice chair of the Training Subgroup" }

[groups]
training = { name = "Training Subgroup", kind = "subgroup", chair = "jo", remark = "Sam Okafor is the vice chair" }
"#;

/// The objective that an example of actions alone stands in.
pub const OBJECTIVE: &str = r#"
[[objective]]
ref = "1"
title = "Staff know how to keep children safe"
"#;

/// An example as a whole plan: as it is when it begins with `board` or `title`, after [`OPENING`] when it has an
/// `[[objective]]`, after [`OPENING`] and [`OBJECTIVE`] when it has only actions.
pub fn complete(example: &str) -> String {
    let has = |start: &str| example.lines().any(|line| line.starts_with(start));
    if has("board =") || has("title = \"Business Plan") {
        return example.to_owned();
    }
    let objective = if has("[[objective]]") { "" } else { OBJECTIVE };
    format!("{OPENING}{objective}\n{example}")
}

/// The files of an example, by name. One that needs several plans has a line such as `# anytown-2007-08.toml` before each.
pub fn files(example: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in example.split_inclusive('\n') {
        match (line.trim().strip_prefix("# ").filter(|name| name.ends_with(".toml")), files.last_mut()) {
            (Some(name), _) => files.push((name.to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => return vec![("example.toml".to_owned(), complete(example))],
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    fn checked(name: &str, text: &str) -> PlanFindings {
        let arena = plan::Arena::new();
        let reading = plan::read(name, text, &arena);
        check_plan(name, &reading.plan, reading.faults)
    }

    /// What is to be shown of each plan, when they are looked at together.
    fn settled(plans: &[PlanFindings]) -> Vec<Settled> {
        let plans: Vec<&PlanFindings> = plans.iter().collect();
        let over_plans = check_all(&plans);
        plans.iter().zip(&over_plans).map(|(plan, over)| settle(plan, over, &Levels::default())).collect()
    }

    /// The findings of each file, looked at together.
    fn findings(files: &[(String, String)]) -> Vec<Vec<Diagnostic>> {
        let plans: Vec<PlanFindings> = files.iter().map(|(name, text)| checked(name, text)).collect();
        settled(&plans).into_iter().map(|settled| settled.findings).collect()
    }

    #[test]
    fn every_wrong_example_sets_off_its_rule_alone_and_every_right_one_nothing() {
        for rule in RULES {
            let found = findings(&files(rule.wrong)).concat();
            assert!(!found.is_empty(), "{}: its wrong example is not found", rule.id);
            for finding in &found {
                assert_eq!(finding.rule, rule.id, "{}: its wrong example also gives: {}", rule.id, finding.message);
                assert_eq!(finding.severity, rule.severity);
            }
            let found = findings(&files(rule.right)).concat();
            assert!(found.is_empty(), "{}: its right example gives: {:?}", rule.id, found);
        }
    }

    #[test]
    fn every_rule_has_a_name_of_its_own_and_words_for_people() {
        for (index, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.id, FILES[index].replace('_', "-"), "a rule's id is its file's name");
            assert!(RULES[..index].iter().all(|other| other.id != rule.id), "{} stands twice", rule.id);
            assert!(!rule.summary.ends_with('.') && rule.summary.len() < 100, "{}: {}", rule.id, rule.summary);
            assert!(rule.why.ends_with('.'), "{}: {}", rule.id, rule.why);
            for other in rule.yields_to {
                let other = find(other).unwrap_or_else(|| panic!("{} yields to {other}, which is no rule", rule.id));
                assert!(other.yields_to.is_empty(), "{}: {} yields itself, and would be silent for both", rule.id, other.id);
            }
        }
    }

    #[test]
    fn every_finding_stands_inside_its_text_and_every_fix_mends_it() {
        for rule in RULES {
            let before = files(rule.wrong);
            for (index, finding) in findings(&before)
                .into_iter()
                .enumerate()
                .flat_map(|(index, found)| found.into_iter().map(move |one| (index, one)))
            {
                let text = &before[index].1;
                for span in finding.related.iter().map(|label| label.span).chain([finding.primary.span]) {
                    assert!(span.start <= span.end && text.get(span.range()).is_some(), "{}: {span:?}", rule.id);
                }
                if let Some(fix) = finding.fix.filter(|fix| fix.safe) {
                    let mut after = before.clone();
                    after[index].1 = crate::edit::apply(text, &fix.edits).unwrap();
                    let left = findings(&after).concat();
                    assert!(
                        left.iter().all(|left| left.rule != rule.id),
                        "{}: {} does not mend it: {left:?}",
                        rule.id,
                        fix.title
                    );
                }
            }
        }
    }
}
