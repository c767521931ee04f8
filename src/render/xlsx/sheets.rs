//! Which sheets a workbook has: one a section with rows, or two where its rows hold rows; their names, and those of their tables.

use super::super::cell_text::one_line;
use super::{ABOUT, NAME, PAGE_ONE, sections};
use crate::reports::{Report, Role, Row, Section};
use crate::text::capital;
use std::collections::BTreeSet;

/// What of a section a sheet holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Its rows.
    Rows,
    /// The rows within its rows, each after what the row is called.
    Inner,
}

pub(super) struct SheetOf<'r, 'a> {
    pub(super) section: &'r Section<'a>,
    pub(super) part: Part,
    pub(super) name: String,
    /// The name of its table, for formulas and queries.
    pub(super) table: String,
}

impl<'r, 'a> SheetOf<'r, 'a> {
    /// A row for each row of the sheet, with the row within it that the sheet's row is about.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&'r Row<'a>, Option<&'r Row<'a>>)> {
        let part = self.part;
        self.section.rows.iter().flat_map(move |row| {
            let alone = (part == Part::Rows).then_some((row, None));
            let inner = if part == Part::Inner { &row.inner[..] } else { &[] };
            alone.into_iter().chain(inner.iter().map(move |inner| (row, Some(inner))))
        })
    }

    pub(super) fn rows(&self) -> usize {
        self.lines().count()
    }

    /// An action can stand in several of the rows, or be counted in several.
    pub(super) fn counts_shared_twice(&self) -> bool {
        self.section.columns.iter().any(|column| column.role == Role::Lead) && self.section.inner.is_some()
    }
}

/// The sheets of the sections that have rows; where none has, one with the headings of the first.
pub(super) fn of<'r, 'a>(report: &'r Report<'a>) -> Vec<SheetOf<'r, 'a>> {
    let mut parts: Vec<(&'r Section<'a>, Part)> = Vec::new();
    for section in sections(report).filter(|section| !section.rows.is_empty()) {
        parts.push((section, Part::Rows));
        let inner = section.inner.as_ref().filter(|_| section.rows.iter().any(|row| !row.inner.is_empty()));
        if let Some(inner) = inner {
            // What is to be answered is what the workbook opens on.
            let answered = inner.columns.iter().any(|column| matches!(column.role, Role::Answer(_)));
            parts.insert(parts.len() - usize::from(answered), (section, Part::Inner));
        }
    }
    if parts.is_empty() {
        parts.extend(sections(report).next().map(|section| (section, Part::Rows)));
    }
    let mut taken: BTreeSet<String> = BTreeSet::from([ABOUT.to_lowercase(), PAGE_ONE.to_lowercase(), "history".into()]);
    let mut tables: BTreeSet<String> = BTreeSet::new();
    let sheet = |(section, part): (&'r Section<'a>, Part)| {
        let name = name(report, section, part, &mut taken);
        let table = table_name(&name, &mut tables);
        SheetOf { section, part, name, table }
    };
    parts.into_iter().map(sheet).collect()
}

/// A name for a table that Excel takes: letters, digits and `_`, by which none is the address of a cell; and none that is taken.
fn table_name(sheet: &str, taken: &mut BTreeSet<String>) -> String {
    let sound = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let plain = format!("table_{}", sheet.chars().map(sound).collect::<String>());
    let mut wanted = std::iter::once(plain.clone()).chain((2..).map(|number| format!("{plain}_{number}")));
    let name = wanted.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
    taken.insert(name.to_lowercase());
    name
}

/// A name that Excel takes, and none that is taken.
fn name(report: &Report, section: &Section, part: Part, taken: &mut BTreeSet<String>) -> String {
    // Without what is counted, so that a sheet keeps its name.
    let heading = section.heading.split(':').next().unwrap_or_default();
    let rows = if heading.is_empty() { report.id } else { heading };
    let wanted = match (part, &section.inner) {
        (Part::Inner, Some(inner)) => format!("{} of {rows}", inner.id),
        _ => rows.to_owned(),
    };
    let sound: String = one_line(&wanted).chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    let words = sound.split_whitespace().collect::<Vec<_>>().join(" ");
    let large = if words.is_empty() { "Rows".to_owned() } else { capital(&words) };
    let numbered = (1..).map(|number| {
        let end = if number == 1 { String::new() } else { format!(" {number}") };
        let mut start = &*large;
        // Excel counts letters as UTF-16 does. A word goes as a whole, where there is more than one.
        while start.encode_utf16().count() + end.len() > NAME {
            let shorter = start.rfind(' ').or_else(|| start.char_indices().next_back().map(|(at, _)| at));
            start = &start[..shorter.unwrap_or(0)];
        }
        start.to_owned() + &end
    });
    let name = numbered.into_iter().find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
    taken.insert(name.to_lowercase());
    name
}
