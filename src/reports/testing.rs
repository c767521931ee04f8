//! Small plans for the tests of reports.

use super::About;
use crate::plan;
use crate::query::{self, Answer, Filters, Looking, Question, Since, Store, Told};
use crate::time::state::DUE_SOON_DAYS;
use chrono::{Days, Months, NaiveDate};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What a plan of this text answers, with all that a report could ask.
pub(super) fn answers(text: &str, as_at: &str) -> Vec<Answer<'static>> {
    let as_at = day(as_at);
    let ahead = as_at.checked_add_months(Months::new(12)).unwrap() - Days::new(31);
    let ahead = crate::time::when::When::parse(&ahead.format("%Y-%m").to_string()).unwrap().last_day();
    let looking = Looking { since: Some(Since::Day(as_at - Days::new(30))), ahead: Some(ahead) };
    let filters = Filters::default();
    let question = Question {
        as_at,
        soon: DUE_SOON_DAYS,
        filters,
        window: None,
        story: Told::ALL.to_vec(),
        heads: true,
        course: Some(looking),
        whole: false,
    };
    let store: &Store = Box::leak(Box::default());
    vec![query::ask(&question, "a.toml", &plan::read("a.toml", text, &plan::Arena::new()).plan, store)]
}

pub(super) fn about(as_at: &str) -> About {
    About { as_at: day(as_at), soon: DUE_SOON_DAYS, filtered: false, meetings: 2 }
}
