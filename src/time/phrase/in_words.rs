//! A reading in words for people: the keys to write for it, and what each makes due.

use super::Reading;
use crate::time::when::day_for_people;

impl Reading {
    /// The keys of a plan that hold what was read, each as it is written there and with what it means: `due = "2008-06"`, "due on 30
    /// Jun 2008". What could not be read is told in the same way.
    pub fn in_words(&self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        let mut line = |key: String, means: String| out.push((key, means));
        if let Some(why) = &self.unclear {
            line("not dated".into(), why.clone());
        }
        if let Some(from) = self.from {
            let alone = self.due.is_empty() && self.every.is_none() && !self.standing;
            let start = if alone {
                format!("to have started by {}", day_for_people(from.last_day()))
            } else {
                format!("starts {}", from.for_people())
            };
            line(format!("from = {}", from.as_value()), start);
        }
        for due in &self.due {
            let set_up = if self.ongoing || self.standing { ", for setting it up" } else { "" };
            line(format!("due = {}", due.as_value()), format!("due on {}{set_up}", day_for_people(due.last_day())));
        }
        for review in &self.review {
            let means = format!("looked at again by {}", day_for_people(review.last_day()));
            line(format!("review = {}", review.as_value()), means);
        }
        if let Some(every) = self.every {
            line(format!("every = \"{every}\""), format!("a report is owed every {every}"));
        }
        if self.ongoing {
            line("ongoing = true".into(), "goes on, and is never overdue for that".into());
        }
        if self.standing {
            line("standing = true".into(), "core work with no end by design".into());
        }
        if let Some(when) = &self.when {
            let dated = self.from.is_some() || !self.due.is_empty() || self.every.is_some();
            let means = if dated { "what is dated holds if this happens" } else { "an event decides, not the calendar" };
            line(format!("when = \"{when}\""), means.into());
        }
        for words in &self.unread {
            line("not read".into(), format!("\"{words}\""));
        }
        if self.by_period {
            line("perhaps".into(), "only the plan's period decides which dates are meant: ask whether these are".into());
        }
        out
    }
}
