//! Small plans for the tests of reports.

use super::About;
use crate::plan::{self, Arena};
use crate::query::{self, Answer, Question, Since};
use crate::time::state::DUE_SOON_DAYS;
use chrono::{Days, NaiveDate};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What a plan of this text answers, compared with a day 30 days earlier. The plan is kept for good: a test is short.
pub(super) fn answers(text: &str, as_at: &str) -> Vec<Answer<'static>> {
    let question = Question { since: Some(Since::Day(day(as_at) - Days::new(30))), ..Question::as_at(day(as_at)) };
    let text: &'static str = text.to_owned().leak();
    let reading: &'static plan::Reading = Box::leak(Box::new(plan::read("a.toml", text, Box::leak(Box::new(Arena::new())))));
    vec![query::ask(&question, "a.toml", &reading.plan, &query::Carried::default())]
}

pub(super) fn about(as_at: &str) -> About {
    About { as_at: day(as_at), soon: DUE_SOON_DAYS, filtered: false, left_out: 0, meetings: 2 }
}
