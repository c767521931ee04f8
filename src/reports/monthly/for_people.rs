//! The sections of the paper as people read them: what is overdue by age, what is empty in one line, and of many boards no more
//! rows than a board reads. Machines get every section whole.

use super::super::sight::Sight;
use super::super::{Audience, Cell, Column, Inner, Row, Section, counted};
use crate::time::when::When;
use chrono::{Datelike, NaiveDate};

/// Papers of more plans than this show the first rows of each list.
const MANY: usize = 12;

/// Rows of each list of such a paper.
const FIRST: usize = 10;

/// How many rows people are shown of a list; all where nothing is said.
pub(super) fn most(plans: usize) -> Option<usize> {
    (plans > MANY).then_some(FIRST)
}

/// What is shown to people, and how.
pub(super) struct ForPeople<'a> {
    pub sections: Vec<Section<'a>>,
    /// Headings of what is empty, as "Late to start: 0 actions".
    pub empty: Vec<String>,
    pub most: Option<usize>,
}

impl<'a> ForPeople<'a> {
    pub(super) fn new(most: Option<usize>) -> ForPeople<'a> {
        ForPeople { sections: Vec::new(), empty: Vec::new(), most }
    }

    /// A list of exceptions; `which` says which of its rows come first: "longest".
    pub(super) fn add(&mut self, mut section: Section<'a>, which: &str, as_at: NaiveDate) {
        if section.rows.is_empty() {
            self.empty.push(section.heading.clone());
            section.audience = Audience::Machines;
            self.sections.push(section);
            return;
        }
        let by_people = match self.most.filter(|most| *most < section.rows.len()) {
            Some(most) => {
                let heading = format!("{}, the {which} {most} here", section.heading);
                let rows = section.rows[..most].to_vec();
                Some(Section { heading, rows, audience: Audience::People, ..without_rows(&section) })
            }
            None if section.id == "overdue" => by_age(&section, as_at),
            None => None,
        };
        match by_people {
            None => self.sections.push(section),
            Some(by_people) => {
                section.audience = Audience::Machines;
                self.sections.extend([section, by_people]);
            }
        }
    }

    /// A section of figures, and what people are shown of it: nothing where page one has the same, or where there is no figure.
    pub(super) fn add_figures(&mut self, section: Section<'a>, for_people: Option<Section<'a>>, name: Option<&str>) {
        let (id, nothing) = (section.id, section.nothing.clone());
        self.sections.push(Section { audience: Audience::Machines, ..section });
        match (for_people, name) {
            (Some(shown), _) => self.sections.push(Section { id, nothing, audience: Audience::People, ..shown }),
            (None, Some(name)) => self.empty.push(format!("{name}: 0")),
            (None, None) => {}
        }
    }

    /// One line for all that is empty, and where the rest of what was cut is to be had.
    pub(super) fn into_sections(mut self, sight: Sight, is_part: bool) -> Vec<Section<'a>> {
        let mut said = none(&self.empty, sight, is_part);
        if self.most.is_some() {
            said.push(
                "Each list shows its first rows. The whole of every list is in this paper as a workbook, and each board's own paper has all \
                 of its own: ask whoever made this one."
                    .into(),
            );
        }
        if !said.is_empty() {
            let nothing = said.join(" ");
            self.sections.push(Section { id: "none", audience: Audience::People, nothing, ..Section::of(Vec::new()) });
        }
        self.sections
    }
}

/// The same table with no row in it.
fn without_rows<'a>(section: &Section<'a>) -> Section<'a> {
    Section {
        heading: section.heading.clone(),
        columns: section.columns.clone(),
        rows: Vec::new(),
        inner: None,
        nothing: section.nothing.clone(),
        picture: None,
        ..*section
    }
}

/// "None: late to start, on hold. Moved: not known, as no plan records that a date was moved."
fn none(empty: &[String], sight: Sight, is_part: bool) -> Vec<String> {
    let (mut none, mut judged, mut blind, mut others): (Vec<String>, Vec<String>, Vec<String>, Vec<String>) = Default::default();
    for heading in empty {
        let (name, count) = heading.split_once(": ").unwrap_or((heading, "0"));
        let by_date = ["Overdue", "Late to start"].contains(&name) || name.starts_with("Due ");
        match count.starts_with('0') {
            true if by_date && sight.cannot > 0 => judged.push(small(name)),
            true => none.push(small(name)),
            false if count == "cannot be judged" => blind.push(small(name)),
            false => others.push(format!("{heading}.")),
        }
    }
    let of = if is_part { " of these actions" } else { "" };
    let mut said = Vec::new();
    if !none.is_empty() {
        said.push(format!("None{of}: {}.", none.join(", ")));
    }
    if !judged.is_empty() {
        let cannot = counted(sight.cannot, "open action");
        said.push(format!("None{of} as far as can be judged: {}; {cannot} could not be.", judged.join(", ")));
    }
    if !blind.is_empty() {
        said.push(format!("Nothing could be judged by a date: {}.", blind.join(", ")));
    }
    said.extend(others);
    said
}

/// "Late to start" within a sentence; what is written in capitals stays so.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// A month, counted from the beginning of time.
type Month = i32;

fn month_of(day: NaiveDate) -> Month {
    day.year() * 12 + day.month0() as i32
}

fn name_of(month: Month) -> String {
    When::Month { year: month.div_euclid(12), month: month.rem_euclid(12) as u32 + 1 }.for_people()
}

/// The rows parted by when they were due, the oldest first; nothing where all are of one age.
fn by_age<'a>(section: &Section<'a>, as_at: NaiveDate) -> Option<Section<'a>> {
    let now = month_of(as_at);
    let mut ages: [(Vec<Month>, Vec<Row>); 3] = Default::default();
    for row in &section.rows {
        let due = month_of(row.line?.due?.day);
        let age = match now - due {
            ..=1 => 2,
            2..=4 => 1,
            _ => 0,
        };
        ages[age].0.push(due);
        ages[age].1.push(row.clone());
    }
    let mut ages: Vec<(Vec<Month>, Vec<Row>)> = ages.into_iter().filter(|(months, _)| !months.is_empty()).collect();
    if ages.len() < 2 {
        return None;
    }
    let columns = vec![Column::new("since", "Overdue"), Column::new("actions", "Actions")];
    let rows = ages.iter_mut().map(|(months, rows)| {
        months.sort_unstable();
        months.dedup();
        let count = Cell::count(rows.len());
        Row { inner: std::mem::take(rows), ..Row::of_cells(vec![Cell::Text(since(months, now).into()), count]) }
    });
    let rows = rows.collect();
    let inner = Some(Inner { id: "actions", columns: section.columns.clone() });
    let numbered = Section::of(columns);
    let (id, heading, nothing) = (section.id, section.heading.clone(), section.nothing.clone());
    Some(Section { id, heading, nothing, rows, inner, audience: Audience::People, ..numbered })
}

/// Since when, in words: of months that are in order, none twice, and none of them empty.
fn since(months: &[Month], now: Month) -> String {
    let (first, last) = (months[0], months[months.len() - 1]);
    // The year once, where it is one.
    let names = |months: &[Month]| {
        let year = |month: Month| month.div_euclid(12);
        let name = |(at, &month): (usize, &Month)| match months.get(at + 1) {
            Some(&next) if year(next) == year(month) => name_of(month).split(' ').next().unwrap_or_default().to_owned(),
            _ => name_of(month),
        };
        months.iter().enumerate().map(name).collect::<Vec<_>>().join(", ")
    };
    match now - last {
        ..=1 if first == now => format!("Since this month ({})", name_of(now)),
        ..=1 if last == now - 1 => format!("Since last month ({})", name_of(last)),
        ..=1 => format!("Since last month or this ({})", names(months)),
        _ if months.len() == 1 => format!("Since {}", name_of(last)),
        2..=4 => {
            let season = [("winter", [11, 0, 1]), ("spring", [2, 3, 4]), ("summer", [5, 6, 7]), ("autumn", [8, 9, 10])];
            let of = season.iter().find(|(_, own)| months.iter().all(|month| own.contains(&month.rem_euclid(12))));
            match of {
                Some((season, _)) => format!("Since the {season} ({})", names(months)),
                None => format!("Since {} to {}", name_of(first), name_of(last)),
            }
        }
        _ => format!("Since {} or before", name_of(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        month_of(format!("{text}-01").parse().unwrap())
    }

    #[test]
    fn an_age_is_said_in_words_that_its_months_prove() {
        let now = month("2008-10");
        for (months, words) in [
            (&["2008-10"][..], "Since this month (October 2008)"),
            (&["2008-09"], "Since last month (September 2008)"),
            (&["2008-09", "2008-10"], "Since last month or this (September, October 2008)"),
            (&["2008-06", "2008-08"], "Since the summer (June, August 2008)"),
            (&["2008-07"], "Since July 2008"),
            (&["2008-03", "2008-05"], "Since May 2008 or before"),
            (&["2008-04"], "Since April 2008"),
        ] {
            let months: Vec<Month> = months.iter().map(|text| month(text)).collect();
            assert_eq!(since(&months, now), words);
        }
        // Of no one season.
        let months = [month("2008-05"), month("2008-06")];
        assert_eq!(since(&months, month("2008-08")), "Since May 2008 to June 2008");
        let months = [month("2007-12"), month("2008-02")];
        assert_eq!(since(&months, month("2008-04")), "Since the winter (December 2007, February 2008)");
    }

    #[test]
    fn what_is_empty_is_one_line_that_claims_no_more_than_is_known() {
        let line = |headings: &[&str], cannot: usize, is_part: bool| {
            let headings: Vec<String> = headings.iter().map(|&heading| heading.to_owned()).collect();
            none(&headings, Sight { cannot, open: 10 }, is_part).join(" ")
        };
        assert_eq!(line(&["Late to start: 0 actions", "On hold: 0 actions"], 0, false), "None: late to start, on hold.");
        assert_eq!(line(&["On hold: 0 actions"], 0, true), "None of these actions: on hold.");
        assert_eq!(
            line(&["Overdue: 0 actions", "On hold: 0 actions"], 3, false),
            "None: on hold. None as far as can be judged: overdue; 3 open actions could not be."
        );
        assert_eq!(line(&["Overdue: cannot be judged"], 10, false), "Nothing could be judged by a date: overdue.");
        let unknown = "Moved: not known, as no plan records that a date was moved";
        assert_eq!(line(&[unknown], 0, false), format!("{unknown}."));
        assert_eq!(line(&["RAG colours: 0"], 0, false), "None: RAG colours.");
        assert_eq!(line(&[], 0, false), "");
    }
}
