//! The first page of a paper, as a value: what a board reads if it reads nothing else. Every figure on it is counted from the same
//! actions as the sections behind it.

use super::sight::is_unjudged;
use super::{Bar, Segment, Series};
use crate::time::state::{Judgement, State};

/// The first page of a paper.
#[derive(Clone, PartialEq, Debug)]
pub struct PageOne {
    /// Whose paper it is: a board, or how many boards.
    pub board: String,
    /// What stands at the foot of every page: what it is, and the day.
    pub running: String,
    /// The plan's title, and what was found.
    pub heading: String,
    /// As at which day, how much of the plan's time has gone, with which day it is compared.
    pub standing: Vec<String>,
    pub cover: Cover,
    /// Only some of the actions were asked for: what the page leaves out.
    pub part: Option<Part>,
    /// Sentences, in the order they are read.
    pub message: Vec<Sentence>,
    pub figures: Vec<KeyFigure>,
    /// The open actions in at most five groups: at the earlier day, where there is one, and now.
    pub groups: Vec<Bar>,
    /// What each group means on this page, in the order they are drawn.
    pub key: Vec<(Series, String)>,
    pub to_settle: Vec<ToSettle>,
    /// The worst of what is past its date; all of it stands behind this page.
    pub longest: Vec<LongOverdue>,
    /// How many are past their date but not among those.
    pub longest_more: usize,
    /// What is past its date, by the month it was due, the latest first.
    pub by_month: Vec<Bar>,
    /// Who has most past their date.
    pub by_lead: Vec<Share>,
    /// Objectives; of several boards, the boards.
    pub by_objective: Vec<Share>,
    /// Those not shown.
    pub by_objective_more: usize,
    /// What the bars of [`PageOne::by_objective`] are of: "objective" or "board".
    pub parted_by: &'static str,
    /// How the figures were come by.
    pub basis: String,
    /// The page was asked for without what follows it.
    pub alone: bool,
}

/// What a paper about a part of the plans leaves out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// The actions asked for, of all that these plans have.
    pub actions: usize,
    pub of: usize,
    /// Plans of which nothing was asked for.
    pub plans_left_out: usize,
}

impl Part {
    /// Nothing where nothing is left out.
    pub(super) fn of(actions: usize, of: usize, plans_left_out: usize) -> Option<Part> {
        (actions < of || plans_left_out > 0).then_some(Part { actions, of, plans_left_out })
    }

    /// The sentence, which comes before all others; `asked` says what was asked for: "objective 3".
    fn sentence(self, asked: &str) -> Sentence {
        let Part { actions, of, plans_left_out } = self;
        let count = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let are = |count: usize| if count == 1 { "is" } else { "are" };
        let mut left: Vec<String> = Vec::new();
        let mut verb = 0;
        if actions < of {
            verb = of - actions;
            left.push(count(verb, "other action"));
        }
        if plans_left_out > 0 {
            verb += plans_left_out;
            left.push(count(plans_left_out, "whole plan"));
        }
        if actions == of {
            let rest = format!(" ({asked}): {} {} left out.", left.join(" and "), are(verb));
            return Sentence { id: "part", strong: "This paper is about some of the plans".into(), rest };
        }
        let rest = format!(" ({asked}): {actions} of {}; {} {} left out.", count(of, "action"), left.join(" and "), are(verb));
        Sentence { id: "part", strong: "This paper is about a part".into(), rest }
    }
}

impl PageOne {
    /// Says first of all that the page is about a part, where it is, and of what was asked for.
    pub fn tell_part(&mut self, asked: &str) {
        self.message.splice(0..0, self.part.map(|part| part.sentence(asked)));
    }
}

/// What the cover of a board's paper says beside what the plan says. What is not given is left to be filled in by hand.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Cover {
    /// Text in the place of a logo.
    pub logo: Option<String>,
    /// The meeting it goes to: a day, or words.
    pub meeting: Option<String>,
    /// The item of the agenda.
    pub item: Option<String>,
    /// "decision", "discussion" or "information".
    pub purpose: Option<String>,
    pub author: Option<String>,
}

impl Cover {
    /// The places of a cover, each with its words or a line to write on.
    pub fn places(&self) -> [(&'static str, String); 4] {
        let filled = |text: &Option<String>, line: &str| text.clone().unwrap_or_else(|| line.to_owned());
        [
            ("Board meeting", filled(&self.meeting, "________")),
            ("Item", filled(&self.item, "____")),
            ("For", filled(&self.purpose, "decision / discussion / information")),
            ("From", filled(&self.author, "__________")),
        ]
    }
}

/// A sentence of the message, and the rule that says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    pub id: &'static str,
    /// What is set in bold.
    pub strong: String,
    pub rest: String,
}

/// One of the four figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyFigure {
    pub id: &'static str,
    /// `None`: cannot be judged.
    pub count: Option<usize>,
    pub words: String,
    /// The value at the earlier day, or what it is made of.
    pub beside: String,
}

impl KeyFigure {
    /// The figure as people read it.
    pub fn number(&self) -> String {
        self.count.map_or_else(|| "–".to_owned(), |count| count.to_string())
    }
}

/// Something that only the board can settle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToSettle {
    pub id: &'static str,
    pub heading: &'static str,
    pub text: String,
}

/// An action long past its date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LongOverdue {
    pub reference: String,
    pub action: String,
    pub leads: String,
    /// The board, where there are several.
    pub board: Option<String>,
    pub due: String,
}

/// A bar with how many of how many are past their date.
#[derive(Clone, PartialEq, Debug)]
pub struct Share {
    pub bar: Bar,
    pub past: usize,
    pub of: usize,
}

impl Share {
    /// "6 of 12".
    pub fn words(&self) -> String {
        format!("{} of {}", self.past, self.of)
    }
}

/// The groups that open actions are parted into, so that one bar can be read at a glance.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    Past,
    Soon,
    Later,
    Ongoing,
    Unjudged,
}

impl Group {
    pub const ALL: [Group; 5] = [Group::Past, Group::Soon, Group::Later, Group::Ongoing, Group::Unjudged];

    /// The group of an open action; what is closed has none.
    pub(super) fn of(verdict: &Judgement) -> Option<Group> {
        Some(match verdict.state {
            State::Closed => return None,
            _ if is_unjudged(verdict) => Group::Unjudged,
            State::Overdue => Group::Past,
            State::DueSoon => Group::Soon,
            State::Scheduled | State::LateToStart => Group::Later,
            State::Ongoing | State::OnHold => Group::Ongoing,
            State::Event | State::Undated => Group::Unjudged,
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            Group::Past => "past their date",
            Group::Soon => "due soon",
            Group::Later => "due later",
            Group::Ongoing => "ongoing or on hold",
            Group::Unjudged => "cannot be judged",
        }
    }
}

/// A bar of so many actions in each group.
pub(super) fn by_group<'v>(label: String, verdicts: impl Iterator<Item = &'v Judgement>) -> Bar {
    let mut counts = [0; Group::ALL.len()];
    verdicts.filter_map(Group::of).for_each(|group| counts[group as usize] += 1);
    let segments = Group::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    Bar { label, segments: segments.map(|(group, count)| Segment { series: Series::Group(group), count }).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_told_with_what_it_leaves_out_and_a_whole_is_not() {
        let told = |actions, of, plans| Part::of(actions, of, plans).map(|part| part.sentence("only objective 3").rest);
        assert_eq!(told(57, 57, 0), None);
        assert_eq!(told(5, 57, 0).as_deref(), Some(" (only objective 3): 5 of 57 actions; 52 other actions are left out."));
        assert_eq!(told(56, 57, 0).as_deref(), Some(" (only objective 3): 56 of 57 actions; 1 other action is left out."));
        assert_eq!(told(57, 57, 4).as_deref(), Some(" (only objective 3): 4 whole plans are left out."));
        let both = " (only objective 3): 0 of 1 action; 1 other action and 1 whole plan are left out.";
        assert_eq!(told(0, 1, 1).as_deref(), Some(both));
    }
}
