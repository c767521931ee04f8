//! Which plan of a board follows which.

use super::PlanSummary;
use chrono::{Months, NaiveDate};
use foldhash::{HashMap, HashMapExt};
use std::path::Path;

/// The plans on hand that have a board and a period, by board, the earliest first.
pub(super) struct NextPlans<'c> {
    boards: HashMap<String, Vec<(NaiveDate, usize, &'c PlanSummary)>>,
}

impl<'c> NextPlans<'c> {
    pub(super) fn among(summaries: &[&'c PlanSummary]) -> NextPlans<'c> {
        let mut boards: HashMap<String, Vec<(NaiveDate, usize, &PlanSummary)>> = HashMap::new();
        for (index, &summary) in summaries.iter().enumerate() {
            if let (Some(board), Some((from, _))) = (summary.board_key(), summary.period) {
                boards.entry(board).or_default().push((from, index, summary));
            }
        }
        for plans in boards.values_mut() {
            plans.sort_by_key(|(from, _, summary)| (*from, Path::new(&summary.file)));
        }
        NextPlans { boards }
    }

    /// The plan that follows, with its number: the first of the board that begins when this one ends, or within a year after.
    pub(super) fn after(&self, summary: &PlanSummary) -> Option<(usize, &'c PlanSummary)> {
        let plans = self.boards.get(&summary.board_key()?)?;
        let (from, to) = summary.period?;
        let first = plans.partition_point(|&(begins, ..)| begins < to || begins <= from);
        let &(begins, index, later) = plans.get(first)?;
        let in_time = to.checked_add_months(Months::new(12)).is_none_or(|limit| begins <= limit);
        in_time.then_some((index, later))
    }
}
