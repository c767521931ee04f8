//! What the first page says in words. Each sentence is one entry of a list and says only what the figures prove; of each list the
//! first that can be said is said.

use super::super::page_one::Sentence;
use crate::query::PlanStage;
use crate::time::when::day_for_people;
use chrono::NaiveDate;

/// What the sentences are made of.
#[derive(Clone, Default, Debug)]
pub(super) struct Facts {
    pub actions: usize,
    pub open: usize,
    /// Open and past their date; the same at the earlier day, where there is one for all plans.
    pub past: usize,
    pub past_before: Option<usize>,
    pub since: Option<NaiveDate>,
    pub done: usize,
    /// Open, and the calendar cannot judge them.
    pub cannot: usize,
    /// On hold, and of these past a date they had: they are not counted as past.
    pub held: usize,
    pub held_past: usize,
    /// Ongoing, with no date left to miss.
    pub ongoing: usize,
    /// Of all actions, and of those past their date: the plan records nothing of how they went.
    pub silent: usize,
    pub silent_past: usize,
    /// Where the plan is, if it says for what time it is and there is one plan.
    pub stage: Option<PlanStage>,
    pub begins: Option<NaiveDate>,
    pub ended: Option<NaiveDate>,
    /// Whole months of the plan that have gone, of how many.
    pub months: Option<(usize, usize)>,
}

impl Facts {
    /// Open actions can be judged by a date: of none nothing can be said about time.
    fn blind(&self) -> bool {
        self.open > 0 && self.cannot == self.open
    }

    /// Of more than half of what is open nothing can be said about time: what is said of the rest is no finding about the plan.
    fn mostly_blind(&self) -> bool {
        self.cannot * 2 > self.open
    }

    /// "actions" where all are open, else "open actions".
    fn noun(&self) -> &'static str {
        if self.open == self.actions { "actions" } else { "open actions" }
    }

    fn is_over(&self) -> bool {
        self.stage == Some(PlanStage::Ended)
    }
}

/// "; 3 more are on hold and past their date".
fn held_too(facts: &Facts) -> String {
    match facts.held_past {
        0 => String::new(),
        held => format!("; {held} more {} on hold and past {}", are(held), date_of(held)),
    }
}

/// A sentence and when it is said: the words in bold, and those after them.
pub(super) struct Rule {
    pub id: &'static str,
    say: fn(&Facts) -> Option<(String, String)>,
}

/// The first sentence of a list that can be said.
pub(super) fn first(rules: &[Rule], facts: &Facts) -> Option<Sentence> {
    rules.iter().find_map(|rule| (rule.say)(facts).map(|(strong, rest)| Sentence { id: rule.id, strong, rest }))
}

fn when(fits: bool, words: impl FnOnce() -> String) -> Option<(String, String)> {
    fits.then(|| (words(), String::new()))
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// "its date" of one, "their date" of several.
fn date_of(count: usize) -> &'static str {
    if count == 1 { "its date" } else { "their date" }
}

/// How large a share is, in words that are true to the unit.
fn share(part: usize, whole: usize, noun: &str) -> String {
    match (part, whole) {
        (part, whole) if part == whole => format!("all {whole} {noun}"),
        (part, whole) if part * 4 > whole * 3 => format!("more than three quarters of the {noun}"),
        (part, whole) if part * 2 > whole => format!("more than half the {noun}"),
        (part, whole) if part * 2 == whole => format!("half the {noun}"),
        (part, whole) if part * 3 > whole => format!("more than a third of the {noun}"),
        (part, whole) if part * 4 > whole => format!("more than a quarter of the {noun}"),
        (part, whole) => format!("{part} of {whole} {noun}"),
    }
}

/// The finding, which follows the plan's title.
pub(super) static HEADINGS: &[Rule] = &[
    Rule { id: "no-action", say: |facts| when(facts.actions == 0, || "it has no action".into()) },
    Rule { id: "all-done", say: |facts| when(facts.done == facts.actions, || "every action is done".into()) },
    Rule { id: "all-closed", say: |facts| when(facts.open == 0, || "no action is open".into()) },
    Rule { id: "not-begun", say: |facts| when(facts.stage == Some(PlanStage::NotBegun), || "the plan has not begun".into()) },
    Rule {
        id: "ended-open",
        say: |facts| {
            when(facts.is_over(), || match facts.open == facts.actions {
                true => format!("the plan has ended with {} still open", all_of_them(facts.open)),
                false => format!("the plan has ended with {} of {} actions still open", facts.open, facts.actions),
            })
        },
    },
    Rule { id: "blind", say: |facts| when(facts.blind(), || "nothing can be judged by its date".into()) },
    Rule {
        id: "mostly-blind",
        say: |facts| {
            when(facts.mostly_blind(), || {
                let cannot = format!("{} of {} {}", facts.cannot, facts.open, facts.noun());
                match facts.cannot * 10 >= facts.open * 9 {
                    true => format!("almost nothing can be judged by its date ({cannot} cannot)"),
                    false => format!("{cannot} cannot be judged by their date"),
                }
            })
        },
    },
    Rule {
        id: "all-held",
        say: |facts| {
            when(facts.held == facts.open, || match facts.open {
                1 => "the one open action is on hold".into(),
                open => format!("all {open} {} are on hold", facts.noun()),
            })
        },
    },
    Rule {
        id: "all-ongoing",
        say: |facts| {
            when(facts.ongoing == facts.open, || match facts.open {
                1 => "the one open action is ongoing, with no date to miss".into(),
                open => format!("all {open} {} are ongoing, with no date to miss", facts.noun()),
            })
        },
    },
    Rule {
        id: "held-past",
        say: |facts| {
            let held = facts.held_past;
            when(facts.past == 0 && held > 0, || match held {
                1 => "1 action on hold is past its date".into(),
                held => format!("{held} actions on hold are past their date"),
            })
        },
    },
    Rule {
        id: "one-past",
        say: |facts| when(facts.past == 1 && facts.open > 1, || format!("1 of {} {} is past its date", facts.open, facts.noun())),
    },
    Rule {
        id: "past",
        say: |facts| {
            when(facts.past > 0, || match facts.open {
                1 => "the one open action is past its date".into(),
                open => format!("{} are past their date", share(facts.past, open, facts.noun())),
            })
        },
    },
    Rule { id: "none-past", say: |facts| when(facts.cannot == 0, || "no action is past its date".into()) },
    Rule { id: "none-judged-past", say: |_| when(true, || "none that can be judged is past its date".into()) },
];

fn all_of_them(count: usize) -> String {
    if count == 1 { "its one action".into() } else { format!("all {count} actions") }
}

/// How it stands, and how that moved.
pub(super) static STANDINGS: &[Rule] = &[
    Rule { id: "no-action", say: |facts| when(facts.actions == 0, || "There is no action to count.".into()) },
    Rule {
        id: "closed",
        say: |facts| {
            when(facts.open == 0, || match (facts.actions - facts.done, facts.actions) {
                (0, 1) => "The one action is done.".into(),
                (0, all) => format!("All {all} actions are done."),
                (1, 1) => "The one action was withdrawn or carried forward.".into(),
                (others, all) if others == all => format!("All {all} actions were withdrawn or carried forward; none is done."),
                (others, all) => {
                    format!("Of {all} actions {} {} done; {others} withdrawn or carried forward.", facts.done, are(facts.done))
                }
            })
        },
    },
    Rule {
        id: "blind",
        say: |facts| {
            facts.blind().then(|| {
                let whole = match facts.open {
                    1 => "Nothing can be judged: the one open action has no date to judge it by".to_owned(),
                    open => format!("Nothing can be judged: none of the {open} {} has a date to judge it by", facts.noun()),
                };
                (whole, ", so the plan cannot tell what is late.".into())
            })
        },
    },
    Rule {
        id: "not-begun",
        say: |facts| {
            let begins = facts.begins.filter(|_| facts.stage == Some(PlanStage::NotBegun))?;
            Some((format!("The plan begins on {}", day_for_people(begins)), format!(", with {} on it.", counted(facts.actions))))
        },
    },
    Rule {
        id: "mostly-blind",
        say: |facts| {
            facts.mostly_blind().then(|| {
                let strong = format!("{} of {} {} cannot be judged by their date", facts.cannot, facts.open, facts.noun());
                let rest = match (facts.open - facts.cannot, facts.past) {
                    (1, 1) => "; the one that can is past its date".to_owned(),
                    (1, _) => "; the one that can is not past its date".into(),
                    (can, 0) => format!("; none of the {can} that can is past its date"),
                    (can, past) => format!("; {past} of the {can} that can {} past {}", are(past), date_of(past)),
                };
                (strong, rest + &moved(facts) + ".")
            })
        },
    },
    Rule {
        id: "all-held",
        say: |facts| {
            (facts.held == facts.open).then(|| {
                let strong = match facts.open {
                    1 => "The one open action is on hold".to_owned(),
                    open => format!("All {open} {} are on hold", facts.noun()),
                };
                let rest = match (facts.open, facts.held_past) {
                    (1, 1) => ", and its date has passed.".to_owned(),
                    (1, _) => ", and its date has not passed.".into(),
                    (_, 0) => ", none of them past its date.".into(),
                    (open, held) if open == held => ", all of them past their date.".into(),
                    (_, held) => format!(", {held} of them past {}.", date_of(held)),
                };
                (strong, rest)
            })
        },
    },
    Rule {
        id: "all-ongoing",
        say: |facts| {
            (facts.ongoing == facts.open).then(|| {
                let strong = match facts.open {
                    1 => "The one open action is ongoing".to_owned(),
                    open => format!("All {open} {} are ongoing", facts.noun()),
                };
                (
                    strong,
                    ": no date decides whether they are late."
                        .replace("they are", if facts.open == 1 { "it is" } else { "they are" }),
                )
            })
        },
    },
    Rule {
        id: "past",
        say: |facts| {
            (facts.past > 0).then(|| {
                let strong = match facts.open {
                    1 => "The one open action is past its date".to_owned(),
                    open if open == facts.past => format!("All {open} {} are past their date", facts.noun()),
                    open => format!("{} of {open} {} {} past {}", facts.past, facts.noun(), are(facts.past), date_of(facts.past)),
                };
                (halfway(facts, strong), moved(facts) + &held_too(facts) + ".")
            })
        },
    },
    Rule {
        id: "only-held-past",
        say: |facts| {
            (facts.held_past > 0).then(|| {
                let held = facts.held_past;
                let strong = match held {
                    1 => format!("1 of {} {} is on hold and past its date", facts.open, facts.noun()),
                    held => format!("{held} of {} {} are on hold and past their date", facts.open, facts.noun()),
                };
                let judged = if facts.cannot == 0 { "" } else { " that can be judged" };
                (strong, format!("; none of the others{judged} is{}.", moved(facts)))
            })
        },
    },
    Rule {
        id: "none-past",
        say: |facts| {
            (facts.cannot == 0).then(|| {
                let strong = format!("None of the {} {} is past its date", facts.open, facts.noun());
                (if facts.open == 1 { "The one open action is not past its date".into() } else { strong }, moved(facts) + ".")
            })
        },
    },
    Rule {
        id: "none-judged-past",
        say: |facts| {
            let judged = facts.open - facts.cannot;
            let strong = match judged {
                1 => format!("The 1 of {} {} that can be judged by a date is not past it", facts.open, facts.noun()),
                _ => format!("None of the {judged} of {} {} that can be judged is past its date", facts.open, facts.noun()),
            };
            Some((strong, moved(facts) + "."))
        },
    },
];

fn counted(count: usize) -> String {
    super::counted(count, "action")
}

/// "Half-way through, 29 of 57 …".
fn halfway(facts: &Facts, said: String) -> String {
    match facts.months {
        Some((gone, whole)) if gone * 2 == whole && gone > 0 => {
            let mut letters = said.chars();
            let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
            format!("Half-way through, {first}{}", letters.as_str())
        }
        _ => said,
    }
}

/// ", 18 more than on 1 Jul 2008".
fn moved(facts: &Facts) -> String {
    let (Some(before), Some(since)) = (facts.past_before, facts.since) else { return String::new() };
    let on = day_for_people(since);
    match facts.past.cmp(&before) {
        std::cmp::Ordering::Greater => format!(", {} more than on {on}", facts.past - before),
        std::cmp::Ordering::Less => format!(", {} fewer than on {on}", before - facts.past),
        std::cmp::Ordering::Equal if before == 0 => format!(", as on {on}"),
        std::cmp::Ordering::Equal => format!(", as many as on {on}"),
    }
}

/// What limits the answer.
pub(super) static LIMITS: &[Rule] = &[
    Rule {
        id: "nothing-recorded",
        say: |facts| {
            // Before a plan begins there is nothing to record.
            (facts.actions > 0 && facts.silent == facts.actions && facts.stage != Some(PlanStage::NotBegun)).then(|| {
                let of = match facts.actions {
                    1 => "the one action".to_owned(),
                    all => format!("any of the {all}"),
                };
                let so = match facts.past {
                    0 => ".".to_owned(),
                    1 => ", so the plan cannot tell whether it was done and not reported.".to_owned(),
                    past => format!(", so the plan cannot tell which of the {past} were done and not reported."),
                };
                (format!("Nothing is recorded for {of}"), format!(": no status, note or evidence{so}"))
            })
        },
    },
    Rule {
        id: "nothing-recorded-of-past",
        say: |facts| {
            (facts.past > 0 && facts.silent_past == facts.past).then(|| match facts.past {
                1 => {
                    let so = ": no status, note or evidence, so the plan cannot tell whether it was done and not reported.";
                    ("Nothing is recorded for the one that is past its date".to_owned(), so.to_owned())
                }
                past => {
                    let so = ": no status, note or evidence, so the plan cannot tell which were done and not reported.";
                    (format!("Nothing is recorded for any of the {past} that are past their date"), so.to_owned())
                }
            })
        },
    },
    Rule {
        id: "ended",
        say: |facts| {
            let ended = facts.ended.filter(|_| facts.is_over() && facts.open > 0)?;
            let open = counted(facts.open).replacen(" action", " open action", 1);
            Some((
                format!("The plan ended on {}", day_for_people(ended)),
                format!(
                    "; its {open} {} to be completed, withdrawn or carried forward.",
                    if facts.open == 1 { "is" } else { "are" }
                ),
            ))
        },
    },
    Rule {
        id: "little-recorded-of-past",
        say: |facts| {
            (facts.silent_past > 0).then(|| {
                let of = format!("For {} of the {} past their date nothing is recorded", facts.silent_past, facts.past);
                (of, ": no status, note or evidence.".to_owned())
            })
        },
    },
    Rule {
        id: "cannot",
        say: |facts| {
            (facts.cannot > 0 && !facts.mostly_blind()).then(|| {
                let them = if facts.cannot == 1 { "it" } else { "them" };
                let of = format!("{} of {} {} cannot be judged", facts.cannot, facts.open, facts.noun());
                (of, format!(": no date decides about {them}."))
            })
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rules: &[Rule], facts: &Facts) -> (&'static str, String) {
        first(rules, facts).map_or(("", String::new()), |said| (said.id, format!("{}{}", said.strong, said.rest)))
    }

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn facts() -> Facts {
        Facts { actions: 57, open: 57, past: 29, silent: 57, silent_past: 29, cannot: 3, ..Facts::default() }
    }

    /// Each sentence with figures of which it must be said, and of which it must not.
    #[test]
    fn each_sentence_is_said_where_the_figures_prove_it_and_nowhere_else() {
        let base = facts();
        let over = Facts { stage: Some(PlanStage::Ended), ended: day("2009-03-31"), ..base.clone() };
        let one = Facts { past: 1, silent_past: 1, ..base.clone() };
        let none = Facts { past: 0, silent_past: 0, ..base.clone() };
        let done = Facts { done: 57, open: 0, cannot: 0, ..none.clone() };
        let begins = Facts { stage: Some(PlanStage::NotBegun), begins: day("2009-04-01"), ..none.clone() };
        let some = Facts { silent: 30, silent_past: 4, ..base.clone() };
        let told = Facts { silent: 0, silent_past: 0, ..base.clone() };
        let many = Facts { cannot: 54, ..one.clone() };
        let held = Facts { held: 57, held_past: 4, cannot: 0, ..none.clone() };
        let some_held = Facts { held: 5, ..held.clone() };
        let ongoing = Facts { ongoing: 57, cannot: 0, ..none.clone() };
        let cases: [(&[Rule], &str, &Facts, &Facts); 30] = [
            (HEADINGS, "all-held", &held, &some_held),
            (STANDINGS, "all-held", &held, &some_held),
            (HEADINGS, "held-past", &some_held, &Facts { past: 1, ..some_held.clone() }),
            (STANDINGS, "only-held-past", &some_held, &Facts { held_past: 0, ..some_held.clone() }),
            (HEADINGS, "all-ongoing", &ongoing, &Facts { ongoing: 56, ..ongoing.clone() }),
            (STANDINGS, "all-ongoing", &ongoing, &Facts { ongoing: 56, ..ongoing.clone() }),
            (HEADINGS, "mostly-blind", &many, &Facts { cannot: 28, ..one.clone() }),
            (STANDINGS, "mostly-blind", &many, &Facts { cannot: 28, ..one.clone() }),
            (HEADINGS, "no-action", &Facts::default(), &base),
            (HEADINGS, "all-done", &done, &Facts { done: 56, open: 1, ..done.clone() }),
            (HEADINGS, "all-closed", &Facts { done: 50, ..done.clone() }, &base),
            (HEADINGS, "not-begun", &begins, &base),
            (HEADINGS, "ended-open", &over, &Facts { stage: Some(PlanStage::Running), ..over.clone() }),
            (HEADINGS, "blind", &Facts { cannot: 57, ..none.clone() }, &Facts { cannot: 56, ..none.clone() }),
            (HEADINGS, "one-past", &one, &base),
            (HEADINGS, "past", &base, &none),
            (HEADINGS, "none-past", &Facts { cannot: 0, ..none.clone() }, &none),
            (HEADINGS, "none-judged-past", &none, &one),
            (STANDINGS, "no-action", &Facts::default(), &base),
            (STANDINGS, "closed", &done, &base),
            (STANDINGS, "blind", &Facts { cannot: 57, ..none.clone() }, &none),
            (STANDINGS, "not-begun", &begins, &base),
            (STANDINGS, "past", &base, &none),
            (STANDINGS, "none-past", &Facts { cannot: 0, ..none.clone() }, &none),
            (STANDINGS, "none-judged-past", &none, &base),
            (LIMITS, "nothing-recorded", &base, &Facts { silent: 56, ..base.clone() }),
            (LIMITS, "nothing-recorded-of-past", &Facts { silent: 40, ..base.clone() }, &some),
            (LIMITS, "ended", &Facts { silent: 30, silent_past: 4, ..over.clone() }, &some),
            (LIMITS, "little-recorded-of-past", &some, &told),
            (LIMITS, "cannot", &told, &Facts { cannot: 0, ..told.clone() }),
        ];
        for (rules, id, of_these, not_of_these) in cases {
            assert_eq!(said(rules, of_these).0, id, "{of_these:?}");
            assert_ne!(said(rules, not_of_these).0, id, "{not_of_these:?}");
        }
        let known = [HEADINGS, STANDINGS, LIMITS].into_iter().flatten();
        for rule in known {
            assert!(cases.iter().any(|(_, id, ..)| *id == rule.id), "{} has no case", rule.id);
        }
    }

    #[test]
    fn a_share_in_words_is_true_to_the_unit() {
        for (past, words) in [
            (57, "all 57 actions"),
            (43, "more than three quarters of the actions"),
            (42, "more than half the actions"),
            (29, "more than half the actions"),
            (28, "more than a third of the actions"),
            (19, "more than a quarter of the actions"),
            (14, "14 of 57 actions"),
        ] {
            assert_eq!(share(past, 57, "actions"), words, "{past}");
        }
        assert_eq!(share(28, 56, "actions"), "half the actions");
    }

    /// What is on hold is not counted as past its date, and is never passed over where its date has gone.
    #[test]
    fn what_is_on_hold_and_past_its_date_is_told_beside_the_others() {
        let facts = Facts { actions: 9, open: 9, held: 3, held_past: 2, ..Facts::default() };
        let said = |facts: &Facts| said(STANDINGS, facts).1;
        assert_eq!(said(&facts), "2 of 9 actions are on hold and past their date; none of the others is.");
        let past = Facts { past: 4, ..facts.clone() };
        assert_eq!(said(&past), "4 of 9 actions are past their date; 2 more are on hold and past their date.");
        let all = Facts { held: 9, held_past: 9, ..facts.clone() };
        assert_eq!(said(&all), "All 9 actions are on hold, all of them past their date.");
        assert_eq!(said(&Facts { past: 9, held: 0, held_past: 0, ..facts }), "All 9 actions are past their date.");
    }

    #[test]
    fn how_it_moved_is_said_only_of_a_day_that_is_known() {
        let since = day("2008-07-01");
        let words = |past_before, since| said(STANDINGS, &Facts { past_before, since, ..facts() }).1;
        assert_eq!(words(Some(11), since), "29 of 57 actions are past their date, 18 more than on 1 Jul 2008.");
        assert_eq!(words(Some(30), since), "29 of 57 actions are past their date, 1 fewer than on 1 Jul 2008.");
        assert_eq!(words(Some(29), since), "29 of 57 actions are past their date, as many as on 1 Jul 2008.");
        assert_eq!(words(None, since), "29 of 57 actions are past their date.");
        let half = Facts { months: Some((6, 12)), ..facts() };
        assert_eq!(said(STANDINGS, &half).1, "Half-way through, 29 of 57 actions are past their date.");
        assert_eq!(said(STANDINGS, &Facts { months: Some((7, 12)), ..half }).1, "29 of 57 actions are past their date.");
    }
}
