//! What a paper keeps, out of sight, of what it was printed from: the plans with the ids of their texts, and a key for each row that
//! is about an action. By these a paper that people wrote into is taken back.

use super::{Report, Row, Section, Source};
use crate::text::{blob_ids, one_line};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What the names of rows begin with: letters, digits and underscores alone, as bookmarks have them.
pub const ROW: &str = "lscb_";

/// The heading of the column of keys in a workbook.
pub const KEY_HEADING: &str = "lscb key";

/// The column is there to be written into.
pub const ROOM: &str = "room";

/// The column holds what is counted or worded for the report, and stands for no key of an action.
pub const OTHER: &str = "other";

/// The properties of a paper, by their names.
pub mod property {
    /// The day the paper is as at, as 2008-10-01.
    pub const AS_AT: &str = "lscb-as-at";
    /// "lscb-column-1": what a column holds, and its heading, parted by `|`: the id of a column of actions, [`super::ROOM`] where people
    /// were given room to write, or [`super::OTHER`].
    pub const COLUMN: &str = "lscb-column-";
    /// "lscb-plan-1": the name of a plan; "lscb-plan-1-sha1", "lscb-plan-1-sha256": the ids of its text.
    pub const PLAN: &str = "lscb-plan-";
    /// "lscb-rows-1": the keys of rows, parted by blanks.
    pub const ROWS: &str = "lscb-rows-";
}

/// Letters that one property holds: Word takes no more than 255.
const PROPERTY: usize = 250;

/// Papers with more rows do not list them: nobody writes into them by hand.
const MOST_LISTED: usize = 5_000;

/// Which action a row is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct RowKey {
    /// The number of the plan among those of the paper, from 1.
    pub plan: usize,
    /// The number of the objective in the file, and of the action in the objective, from 1.
    pub objective: usize,
    pub action: usize,
    /// The last day in time of the date that the row shows.
    pub due: Option<NaiveDate>,
}

impl RowKey {
    /// As a bookmark or a cell holds it: "lscb_1_3_2_20080930", with a last zero where the row shows no date.
    pub fn name(self) -> String {
        let due = self.due.map_or("0".to_owned(), |due| due.format("%Y%m%d").to_string());
        format!("{ROW}{}_{}_{}_{due}", self.plan, self.objective, self.action)
    }

    /// Reads a name; what a program hung onto its end, to tell two apart, is left aside.
    pub fn parse(name: &str) -> Option<RowKey> {
        let mut parts = name.strip_prefix(ROW)?.split('_');
        let mut number = || parts.next()?.parse::<usize>().ok();
        let (plan, objective, action) = (number()?, number()?, number()?);
        let due = parts.next()?;
        let due = if due == "0" { None } else { Some(NaiveDate::parse_from_str(due, "%Y%m%d").ok()?) };
        Some(RowKey { plan, objective, action, due })
    }

    /// The action alone, whatever date the row shows.
    pub fn without_date(self) -> RowKey {
        RowKey { due: None, ..self }
    }
}

/// The marks of one paper.
pub struct Marks<'a> {
    as_at: NaiveDate,
    /// Name and text, in the order in which the rows name them.
    plans: Vec<(&'a str, &'a str)>,
    numbers: HashMap<*const u8, usize>,
    rows: Vec<RowKey>,
    /// What the columns hold, and their headings.
    columns: Vec<(&'static str, &'static str)>,
}

impl<'a> Marks<'a> {
    /// Looks through all rows of the sections that a paper shows.
    pub fn of<'r>(report: &Report<'a>, shown: impl Iterator<Item = &'r Section<'a>>) -> Marks<'a>
    where
        'a: 'r,
    {
        let empty = Marks { as_at: report.as_at, plans: vec![], numbers: HashMap::new(), rows: vec![], columns: vec![] };
        let mut marks = empty;
        for section in shown {
            for row in section.rows.iter().flat_map(|row| std::iter::once(row).chain(&row.inner)) {
                let Some(line) = row.line else { continue };
                let plan = line.found.plan;
                if !marks.numbers.contains_key(&plan.text.as_ptr()) {
                    marks.plans.push((plan.name, plan.text));
                    marks.numbers.insert(plan.text.as_ptr(), marks.plans.len());
                }
                marks.rows.extend(marks.key(row));
            }
            let of_inner = section.inner.as_ref().map(|inner| &inner.columns);
            for column in [&section.columns].into_iter().chain(of_inner).flatten() {
                let holds = match column.source {
                    Source::Action(of_actions) => of_actions.id,
                    Source::Blank => ROOM,
                    Source::Kept(_) => OTHER,
                };
                if !marks.columns.contains(&(holds, column.heading)) {
                    marks.columns.push((holds, column.heading));
                }
            }
        }
        marks.rows.sort_unstable();
        marks.rows.dedup();
        marks
    }

    /// The key of a row; none where it is about no action.
    pub fn key(&self, row: &Row) -> Option<RowKey> {
        let line = row.line?;
        let plan = *self.numbers.get(&line.found.plan.text.as_ptr())?;
        let due = line.due.map(|due| due.day);
        Some(RowKey { plan, objective: line.found.objective.number, action: line.found.action.number, due })
    }

    /// Name and value of each property; none where no row is about an action.
    pub fn properties(&self) -> Vec<(String, String)> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let mut properties = vec![(property::AS_AT.to_owned(), self.as_at.to_string())];
        for (number, (name, text)) in self.plans.iter().enumerate().map(|(index, plan)| (index + 1, plan)) {
            let ids = blob_ids(text);
            properties.push((format!("{}{number}", property::PLAN), one_line(name).into_owned()));
            properties.push((format!("{}{number}-sha1", property::PLAN), ids.sha1));
            properties.push((format!("{}{number}-sha256", property::PLAN), ids.sha256));
        }
        let column = |(index, (holds, heading)): (usize, &(&str, &str))| {
            (format!("{}{}", property::COLUMN, index + 1), format!("{holds}|{heading}"))
        };
        properties.extend(self.columns.iter().enumerate().map(column));
        if self.rows.len() <= MOST_LISTED {
            let mut lists = vec![String::new()];
            for name in self.rows.iter().map(|row| row.name()) {
                let name = &name[ROW.len()..];
                match lists.last_mut() {
                    Some(list) if list.len() + name.len() < PROPERTY => {
                        *list += if list.is_empty() { "" } else { " " };
                        *list += name;
                    }
                    _ => lists.push(name.to_owned()),
                }
            }
            properties
                .extend(lists.into_iter().enumerate().map(|(index, list)| (format!("{}{}", property::ROWS, index + 1), list)));
        }
        properties
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_row_reads_back() {
        let day = NaiveDate::from_ymd_opt(2008, 9, 30);
        for due in [day, None] {
            let key = RowKey { plan: 2, objective: 3, action: 14, due };
            assert_eq!(RowKey::parse(&key.name()), Some(key));
            // The third row with the same date of the same action, in a document.
            assert_eq!(RowKey::parse(&format!("{}_3", key.name())), Some(key));
        }
        assert_eq!(RowKey { plan: 1, objective: 3, action: 2, due: day }.name(), "lscb_1_3_2_20080930");
        for other in ["lscb_1_3_2", "lscb_1_3_x_0", "_GoBack", "lscb_1_3_2_20081399"] {
            assert_eq!(RowKey::parse(other), None, "{other}");
        }
    }
}
