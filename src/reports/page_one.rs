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
            ("Board meeting", filled(&self.meeting, "__________")),
            ("Item", filled(&self.item, "____")),
            ("For", filled(&self.purpose, "decision / discussion / information")),
            ("From", filled(&self.author, "____________")),
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
