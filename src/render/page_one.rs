//! The first page of a paper, as what every format makes of it: blocks of words and of small tables, in the order they are read.

use super::cell_text::{one_line, shortened, told_apart};
use crate::reports::{Bar, Group, PageOne, Segment, Series, Share};
use crate::text::wrap::{self, width};

/// The headings of the page: the same in every format.
pub(super) const TO_SETTLE: &str = "For the Board to settle";
pub(super) const LONGEST: &str = "Longest past their date";
pub(super) const BY_MONTH: &str = "Past their date, by when they were due";
pub(super) const BY_LEAD: &str = "Most past their date";
pub(super) const LEAD_NOTE: &str = "Of the open actions they lead. An action with several leads is counted for each.";

/// Letters of an action in its one row of the page, and of an objective beside its bar.
pub(super) const ACTION: usize = 74;
pub(super) const LABEL: usize = 46;

/// "By objective (past their date, of all that are open)".
pub(super) fn by_objective(page: &PageOne) -> String {
    format!("By {} (past their date, of all that are open)", page.parted_by)
}

/// "All 29 follow.", "All 29 are in the whole paper."
pub(super) fn longest_note(page: &PageOne) -> Option<String> {
    let all = page.longest.len() + page.longest_more;
    let place = if page.alone { "are in the whole paper" } else { "follow on the next page" };
    (page.longest_more > 0).then(|| format!("All {all} {place}."))
}

/// What stands before the bars of objectives or leads, each on one line.
pub(super) fn labels(all: &[Share]) -> Vec<String> {
    let whole: Vec<_> = all.iter().map(|share| one_line(&share.bar.label)).collect();
    told_apart(&whole, |label| shortened(label, LABEL), |label| wrap::shortened_inside(label, LABEL, "…"))
}

/// "3 more objectives".
pub(super) fn objectives_note(page: &PageOne) -> Option<String> {
    let plural = if page.by_objective_more == 1 { "" } else { "s" };
    (page.by_objective_more > 0).then(|| format!("And {} more {}{plural}.", page.by_objective_more, page.parted_by))
}

/// The group that a part of a bar of the page counts.
pub(super) fn group_of(series: Series) -> Option<Group> {
    if let Series::Group(group) = series { Some(group) } else { None }
}

/// The words on a part of the bar of all groups, so long as there is room for so many letters: "29 past their date", "29", nothing.
pub(super) fn label_on(segment: &Segment, words: &str, letters: usize) -> String {
    let long = format!("{} {}", segment.count, words.split(['(', ',']).next().unwrap_or_default().trim());
    let short = segment.count.to_string();
    [long, short].into_iter().find(|text| width(text) < letters).unwrap_or_default()
}

/// The words of a series in the key of the page.
pub(super) fn in_key(page: &PageOne, series: Series) -> &str {
    page.key.iter().find(|(other, _)| *other == series).map_or("", |(_, words)| words)
}

/// The longest bar of some.
pub(super) fn longest_bar<'b>(bars: impl Iterator<Item = &'b Bar>) -> usize {
    bars.map(|bar| super::pictures::total(&bar.segments)).max().unwrap_or(0)
}

/// A part of the page for formats that are read as lines.
pub(super) enum Block {
    /// Sentences, each with what is set in bold.
    Sentences(Vec<(String, String)>),
    Line(String),
    List {
        heading: &'static str,
        items: Vec<(String, String)>,
    },
    Table {
        heading: String,
        heads: Vec<&'static str>,
        rows: Vec<Vec<String>>,
        note: Option<String>,
    },
}

/// The page after its heading. `drawn` is how many letters a bar may take; with none, there is no bar.
pub(super) fn blocks(page: &PageOne, drawn: usize) -> Vec<Block> {
    let mut blocks = vec![
        Block::Line(page.standing.join("; ")),
        Block::Line(page.cover.places().map(|(place, words)| format!("{place}: {words}")).join("; ")),
        Block::Sentences(page.message.iter().map(|said| (said.strong.clone(), said.rest.clone())).collect()),
        Block::Table {
            heading: String::new(),
            heads: vec!["", "", ""],
            rows: page.figures.iter().map(|figure| vec![figure.number(), figure.words.clone(), figure.beside.clone()]).collect(),
            note: None,
        },
    ];
    if !page.groups.is_empty() {
        let most = longest_bar(page.groups.iter());
        let row = |bar: &Bar| {
            let words: Vec<String> =
                bar.segments.iter().map(|segment| format!("{} {}", segment.count, in_key(page, segment.series))).collect();
            row_of(bar.label.clone(), bar, most, drawn, words.join(", "))
        };
        blocks.push(Block::Table {
            heading: "The open actions then and now".into(),
            heads: heads(&["Day", "Open actions"], drawn),
            rows: page.groups.iter().map(row).collect(),
            note: None,
        });
    }
    if !page.to_settle.is_empty() {
        let items = page.to_settle.iter().map(|line| (line.heading.to_owned(), line.text.clone())).collect();
        blocks.push(Block::List { heading: TO_SETTLE, items });
    }
    if !page.longest.is_empty() {
        let several = page.longest.iter().any(|late| late.board.is_some());
        let mut heads = vec!["Ref", "Action", "Lead", "Due"];
        if several {
            heads.insert(0, "Board");
        }
        let rows = page.longest.iter().map(|late| {
            let board = late.board.clone().filter(|_| several);
            let action = shortened(&late.action, ACTION);
            board.into_iter().chain([late.reference.clone(), action, late.leads.clone(), late.due.clone()]).collect()
        });
        blocks.push(Block::Table { heading: LONGEST.into(), heads, rows: rows.collect(), note: longest_note(page) });
    }
    if !page.by_month.is_empty() {
        let most = longest_bar(page.by_month.iter());
        let row = |bar: &Bar| row_of(bar.label.clone(), bar, most, drawn, super::pictures::total(&bar.segments).to_string());
        blocks.push(Block::Table {
            heading: BY_MONTH.into(),
            heads: heads(&["Due", "Actions"], drawn),
            rows: page.by_month.iter().map(row).collect(),
            note: None,
        });
    }
    let shares = |heading: String, head: &'static str, all: &[Share], note: Option<String>| {
        let most = longest_bar(all.iter().map(|share| &share.bar));
        let row = |(share, label): (&Share, String)| row_of(label, &share.bar, most, drawn, share.words());
        let rows = all.iter().zip(labels(all)).map(row).collect();
        Block::Table { heading, heads: heads(&[head, "Past of open"], drawn), rows, note }
    };
    if !page.by_lead.is_empty() {
        blocks.push(shares(BY_LEAD.into(), "Lead", &page.by_lead, Some(LEAD_NOTE.into())));
    }
    if !page.by_objective.is_empty() {
        let head = if page.parted_by == "board" { "Board" } else { "Objective" };
        blocks.push(shares(by_objective(page), head, &page.by_objective, objectives_note(page)));
    }
    blocks.push(Block::Line(page.basis.clone()));
    blocks
}

fn heads(words: &[&'static str; 2], drawn: usize) -> Vec<&'static str> {
    if drawn > 0 { vec![words[0], "", words[1]] } else { words.to_vec() }
}

fn row_of(label: String, bar: &Bar, most: usize, drawn: usize, words: String) -> Vec<String> {
    let label = one_line(&label).into_owned();
    if drawn == 0 {
        return vec![label, words];
    }
    let mut text = String::new();
    for segment in &bar.segments {
        let sign = sign_of(segment.series);
        let letters = (segment.count * drawn / most.max(1)).max(1);
        text.extend(std::iter::repeat_n(sign, letters));
    }
    vec![label, text, words]
}

/// The key of the signs, for formats that draw with letters.
pub(super) fn key_of_signs(page: &PageOne) -> String {
    let signs = page.key.iter().map(|(series, words)| format!("{} {words}", sign_of(*series)));
    signs.collect::<Vec<_>>().join("   ")
}

fn sign_of(series: Series) -> char {
    match group_of(series) {
        Some(Group::Past) | None => '█',
        Some(Group::Soon) => '▒',
        Some(Group::Later) => '░',
        Some(Group::Ongoing) => '~',
        Some(Group::Unjudged) => '?',
    }
}
