//! Whose a plan is, and whether it runs on a day: what is never summed or named without being told apart.

use super::{Answer, NameIndex};
use crate::plan::Plan;
use chrono::NaiveDate;
use std::borrow::Cow;

/// The name of a plan's board, else the file: what rows, packs and headings name their board by.
pub fn board_name<'p>(plan: &'p Plan<'p>, file: &str) -> Cow<'p, str> {
    plan.board.as_ref().map_or_else(|| format!("(no board named) {file}").into(), |board| board.value.into())
}

/// The boards of some answers, numbered from 0 in the order met. Each plan that names none is taken to be of a board of its own.
#[derive(Clone, Debug, Default)]
pub struct Boards {
    of_answers: Vec<usize>,
    /// Of each board, the number of its first answer.
    first: Vec<usize>,
}

impl Boards {
    pub fn of(answers: &[Answer]) -> Boards {
        let mut index = NameIndex::default();
        let mut boards = Boards::default();
        for (answer, number) in answers.iter().zip(0..) {
            let board = match &answer.plan.board {
                Some(board) => index.number_of(board.value, true),
                None => index.number_of(answer.file, false),
            };
            if board == boards.first.len() {
                boards.first.push(number);
            }
            boards.of_answers.push(board);
        }
        boards
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.first.len()
    }

    pub fn are_several(&self) -> bool {
        self.count() > 1
    }

    /// One of them has several plans.
    pub fn have_several_plans(&self) -> bool {
        self.of_answers.len() > self.count()
    }

    /// The number of the board of the answer of a number.
    pub fn number_of(&self, answer: usize) -> usize {
        self.of_answers[answer]
    }

    /// The numbers of the answers of a board.
    pub fn answers_of(&self, board: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.of_answers.iter().enumerate();
        all.filter(move |(_, other)| **other == board).map(|(answer, _)| answer)
    }

    /// What a board is called; `answers` are those that the boards are of.
    pub fn name<'p>(&self, board: usize, answers: &[Answer<'p>]) -> Cow<'p, str> {
        answers[self.first[board]].board_name()
    }
}

/// Whether a plan is in force.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PlanStage {
    Running,
    Ended,
    NotBegun,
}

impl PlanStage {
    /// Where a plan is on a day; `None` where it does not say for what time it is.
    pub fn of(plan: &Plan, day: NaiveDate) -> Option<PlanStage> {
        let period = plan.period?;
        Some(match day {
            day if day < period.first_day() => PlanStage::NotBegun,
            day if period.last_day().is_some_and(|last| day > last) => PlanStage::Ended,
            _ => PlanStage::Running,
        })
    }

    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            PlanStage::Running => "in force",
            PlanStage::Ended => "over",
            PlanStage::NotBegun => "not begun",
        }
    }

    /// The word of machine formats.
    pub fn word(self) -> &'static str {
        match self {
            PlanStage::Running => "running",
            PlanStage::Ended => "ended",
            PlanStage::NotBegun => "not-begun",
        }
    }
}
