//! A row for each tag over all boards: how much of a theme is open or overdue, and in how many boards.

use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Report, ReportKind, Row, Section, counted, notes};
use crate::names::{NameKey, key};
use crate::query::{Answer, Boards, Found};
use crate::time::when::day_for_people;
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) static KIND: ReportKind = ReportKind {
    id: "tags",
    also: "themes",
    about: "how each theme stands over all boards, by the tags of actions",
    needs: Needs::NOTHING,
    build,
};

/// What has one tag, or none.
struct Theme<'a> {
    name: &'a str,
    found: Vec<&'a Found<'a>>,
    /// The numbers of the boards.
    boards: Vec<usize>,
}

impl<'a> Theme<'a> {
    fn new(name: &'a str) -> Theme<'a> {
        Theme { name, found: Vec::new(), boards: Vec::new() }
    }

    fn add(&mut self, found: &'a Found<'a>, board: usize) {
        self.found.push(found);
        if !self.boards.contains(&board) {
            self.boards.push(board);
        }
    }
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let boards = Boards::of(answers);
    let mut themes: BTreeMap<String, Theme> = BTreeMap::new();
    let mut untagged = Theme::new("(no tag)");
    for (number, answer) in answers.iter().enumerate() {
        for found in &answer.found {
            let mut tags = found.objective.tags_of(found.action).peekable();
            if tags.peek().is_none() {
                untagged.add(found, boards.number_of(number));
            }
            for tag in tags {
                let theme = themes.entry(key(tag.value)).or_insert_with(|| Theme::new(tag.value));
                theme.add(found, boards.number_of(number));
            }
        }
    }
    let mut themes: Vec<Theme> = themes.into_values().collect();
    themes.sort_by_cached_key(|theme| NameKey::of(theme.name));
    let title = format!("Actions by tag as at {}: {}", day_for_people(about.as_at), counted(themes.len(), "tag"));
    themes.extend(Some(untagged).filter(|untagged| !untagged.found.is_empty()));

    let mut columns = vec![Column::new("tag", "Tag"), Column::new("boards", "Boards"), Column::new("actions", "All")];
    columns.extend(tally::COLUMNS);
    columns.push(Column::hidden("board_names", "Which boards"));
    let row = |theme: &Theme<'a>| {
        let first = [Cell::Text(theme.name.into()), Cell::count(theme.boards.len()), Cell::count(theme.found.len())];
        let names: Vec<Cow<str>> = theme.boards.iter().map(|&board| boards.name(board, answers)).collect();
        let tally = Tally::of(theme.found.iter().copied());
        Row::of_cells(first.into_iter().chain(tally.cells()).chain([Cell::List(names)]).collect())
    };
    let rows = themes.iter().map(row).collect();
    let section = Section { rows, nothing: "No action matches.".into(), ..Section::of(columns) };
    Report { notes: notes::not_judged(answers, notes::all(answers)), ..Report::of("tags", title, about, answers, section) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::{about, answers};

    #[test]
    fn an_action_stands_under_each_of_its_tags_and_what_has_none_is_not_lost() {
        let plan = r#"
[[objective]]
ref = "1"
tags = ["Neglect"]
[[objective.action]]
ref = "1.1"
tags = ["training", "neglect"]
due = "2008-06"
[[objective.action]]
ref = "1.2"
[[objective]]
ref = "2"
[[objective.action]]
ref = "2.1"
"#;
        let answers = answers(plan, "2008-10-01");
        let report = build(&answers, about("2008-10-01"));
        let told = |row: &Row| match &row.kept[..] {
            [Cell::Text(tag), Cell::Number(boards), Cell::Number(all), Cell::Number(open), Cell::Number(overdue), ..] => {
                (tag.to_string(), *boards, *all, *open, *overdue)
            }
            other => panic!("{other:?}"),
        };
        let rows: Vec<(String, i64, i64, i64, i64)> = report.sections[0].rows.iter().map(told).collect();
        let row = |tag: &str, all, overdue| (tag.to_owned(), 1, all, all, overdue);
        assert_eq!(rows, [row("Neglect", 2, 1), row("training", 1, 1), row("(no tag)", 1, 0)]);
    }
}
