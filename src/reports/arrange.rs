//! How the tables of a report are laid out: which columns, in what order, by what groups.
//!
//! A table of actions can show, sort and group by every column an action has; any other table by its own.

use super::columns::{self, ActionColumn};
use super::rows::Make;
use super::{Cell, Column, Inner, Report, Row, Rows, Section};
use crate::names::{caseless, nearest};
use crate::text::one_of;
use chrono::Datelike;
use std::collections::HashMap;
use std::sync::Arc;

/// How the tables of a report are to be laid out.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Listing {
    /// The columns asked for; empty for the usual ones.
    pub columns: Vec<String>,
    /// The column to sort by, and whether from the largest; the report's own order when left out.
    pub sort: Option<(String, bool)>,
    /// The column to group by.
    pub group_by: Option<String>,
}

impl Listing {
    fn named(&self) -> impl Iterator<Item = &str> {
        let sort = self.sort.as_ref().map(|(column, _)| &**column);
        self.columns.iter().map(|column| &**column).chain(sort).chain(self.group_by.as_deref())
    }
}

/// Lays out every table of a report that has the columns asked for; a table that has none of them stays as it is.
///
/// # Errors
/// A sentence when no table has a column of a name, or none can be grouped by it.
pub fn arrange<'a>(mut report: Report<'a>, listing: &Listing) -> Result<Report<'a>, String> {
    for name in listing.named() {
        if !report.sections.iter().any(|section| knows(section, name)) {
            let mut known: Vec<&str> = Vec::new();
            for id in report.sections.iter().flat_map(ids) {
                if !known.contains(&id) {
                    known.push(id);
                }
            }
            let near: Vec<String> = nearest(name, known.iter().copied()).iter().map(|near| format!("\"{near}\"")).collect();
            let hint = match &near[..] {
                [] => format!("its columns are {}", known.join(", ")),
                near => format!("did you mean {}?", one_of(near)),
            };
            return Err(format!("there is no column \"{name}\" in this report; {hint}"));
        }
    }
    if let Some(name) = &listing.group_by
        && !report.sections.iter().any(|section| section.inner.is_none() && Source::find(section, name).is_some())
    {
        return Err(format!("the rows of this report are grouped already, and \"{name}\" cannot part them again"));
    }
    let arranged = report.sections.into_iter().map(|section| self::section(section, listing));
    report.sections = arranged.collect();
    Ok(report)
}

fn spelt(name: &str) -> String {
    caseless(name.trim()).replace('-', "_")
}

/// The column of actions that a word for it means.
fn canonical(spelt: &str) -> &str {
    match spelt {
        "lead" => "leads",
        "group" | "subgroup" | "subgroups" => "groups",
        "late" => "days_late",
        other => other,
    }
}

/// Where the cells of a column come from.
#[derive(Clone, Copy)]
enum Source {
    /// The section's own column of this number.
    Own(usize),
    /// A column of actions that the section does not show.
    Action(&'static ActionColumn),
}

impl Source {
    fn find(section: &Section, name: &str) -> Option<Source> {
        let spelt = spelt(name);
        let own = |id: &str| position(&section.columns, id).map(Source::Own);
        let action = || columns::find(canonical(&spelt)).filter(|_| section.rows.lines.is_some()).map(Source::Action);
        own(&spelt).or_else(|| own(canonical(&spelt))).or_else(|| own(singular(&spelt))).or_else(action)
    }

    fn column(self, section: &Section) -> Column {
        match self {
            Source::Own(index) => section.columns[index],
            Source::Action(column) => Column::new(column.id, column.heading),
        }
    }

    /// The cell in the row of a number.
    fn cell<'a>(self, rows: &Rows<'a>, number: usize) -> Cell<'a> {
        cells(rows, number, &[self]).pop().unwrap_or(Cell::Empty)
    }
}

/// The cells from these sources in the row of a number.
fn cells<'a>(rows: &Rows<'a>, number: usize, sources: &[Source]) -> Vec<Cell<'a>> {
    let own = sources.iter().filter_map(|source| if let Source::Own(index) = source { Some(*index) } else { None });
    let mut own = rows.cells(number, &own.collect::<Vec<_>>()).into_iter();
    let mut cell = |source: &Source| match source {
        Source::Own(_) => own.next(),
        Source::Action(column) => rows.lines.as_ref().map(|lines| lines[number].cell(column)),
    };
    sources.iter().map(|source| cell(source).unwrap_or(Cell::Empty)).collect()
}

/// "leads" may be asked of a table whose column is called "lead".
fn singular(spelt: &str) -> &str {
    match spelt {
        "leads" => "lead",
        "groups" | "subgroup" | "subgroups" => "group",
        other => other,
    }
}

fn position(columns: &[Column], id: &str) -> Option<usize> {
    columns.iter().position(|column| column.id == id)
}

fn inner_position(section: &Section, name: &str) -> Option<usize> {
    let inner = section.inner.as_ref()?;
    let spelt = spelt(name);
    position(&inner.columns, &spelt).or_else(|| position(&inner.columns, canonical(&spelt)))
}

fn knows(section: &Section, name: &str) -> bool {
    Source::find(section, name).is_some() || inner_position(section, name).is_some()
}

/// Every column a section can be asked for.
fn ids<'s>(section: &'s Section) -> impl Iterator<Item = &'static str> + 's {
    let inner = section.inner.iter().flat_map(|inner| &inner.columns);
    let actions = section.rows.lines.iter().flat_map(|_| columns::COLUMNS).map(|column| column.id);
    section.columns.iter().chain(inner).map(|column| column.id).chain(actions)
}

fn section<'a>(mut section: Section<'a>, listing: &Listing) -> Section<'a> {
    if let Some((name, reverse)) = &listing.sort {
        section = sorted(section, name, *reverse);
    }
    // What it is grouped by may be a column that is not shown.
    let groups = listing.group_by.as_ref().filter(|_| section.inner.is_none()).and_then(|name| groups(&section, name));
    if !listing.columns.is_empty() {
        section = with_columns(section, &listing.columns);
    }
    match groups {
        Some((column, groups)) => grouped(section, column, groups),
        None => section,
    }
}

/// The rows by a column; empty cells come last, whichever way round. Where only the rows within rows have the column, these.
fn sorted<'a>(mut section: Section<'a>, name: &str, reverse: bool) -> Section<'a> {
    let Some(source) = Source::find(&section, name) else {
        let Some(index) = inner_position(&section, name) else { return section };
        let all = section.rows;
        section.rows = Rows::new(all.len(), move |number| {
            let Row { cells, inner } = all.row(number);
            let order = order((0..inner.len()).map(|number| sort_key(&Source::Own(index).cell(&inner, number))), reverse);
            Row { cells, inner: inner.in_order(order) }
        });
        return section;
    };
    let keys = (0..section.rows.len()).map(|number| sort_key(&source.cell(&section.rows, number)));
    let order = order(keys, reverse);
    section.rows = section.rows.in_order(order);
    section
}

fn order(keys: impl Iterator<Item = SortKey>, reverse: bool) -> Vec<usize> {
    let keys: Vec<SortKey> = keys.collect();
    let (mut filled, empty): (Vec<usize>, Vec<usize>) = (0..keys.len()).partition(|&number| !keys[number].0);
    filled.sort_by(|&one, &other| keys[one].cmp(&keys[other]));
    if reverse {
        filled.reverse();
    }
    filled.into_iter().chain(empty).collect()
}

/// The columns asked for, those that the section has. Rows within rows show those that they have and their rows have not;
/// where all that was asked for is in the outer rows, only these are shown.
fn with_columns<'a>(mut section: Section<'a>, names: &[String]) -> Section<'a> {
    let outer: Vec<Source> = names.iter().filter_map(|name| Source::find(&section, name)).collect();
    let within = names.iter().filter(|name| Source::find(&section, name).is_none());
    let within: Vec<usize> = within.filter_map(|name| inner_position(&section, name)).collect();
    if outer.is_empty() && within.is_empty() {
        return section;
    }
    let ranked = |rank: usize, column: Column| Column { people: Some(rank), ..column };
    let columns: Vec<Column> = match &outer[..] {
        [] => section.columns.clone(),
        some => some.iter().enumerate().map(|(rank, source)| ranked(rank, source.column(&section))).collect(),
    };
    let all = section.rows;
    section.inner = section.inner.filter(|_| !within.is_empty()).map(|inner| {
        let columns = within.iter().enumerate().map(|(rank, &index)| ranked(rank, inner.columns[index]));
        Inner { id: inner.id, columns: columns.collect() }
    });
    section.columns = columns;
    let outer = if outer.is_empty() { (0..section.columns.len()).map(Source::Own).collect() } else { outer };
    let lines = all.lines.clone();
    section.rows = Rows::made(all.len(), Chosen { all, outer, within: within.into() }).about(lines);
    section
}

/// Rows with the columns asked for.
struct Chosen<'a> {
    all: Rows<'a>,
    outer: Vec<Source>,
    /// Of the rows within them.
    within: Arc<[usize]>,
}

impl<'a> Make<'a> for Chosen<'a> {
    fn row(&self, number: usize) -> Row<'a> {
        let inner = if self.within.is_empty() { Rows::none() } else { self.all.row(number).inner };
        let within = Arc::clone(&self.within);
        let inner = Rows::new(inner.len(), move |number| Row::flat(inner.cells(number, &within)));
        Row { cells: cells(&self.all, number, &self.outer), inner }
    }

    fn cells(&self, number: usize, columns: &[usize]) -> Vec<Cell<'a>> {
        cells(&self.all, number, &columns.iter().map(|&column| self.outer[column]).collect::<Vec<_>>())
    }
}

/// A value of a column, and the numbers of the rows that have it.
type Group<'a> = (Cell<'a>, Vec<usize>);

/// The rows by the values of a column, in the order met; a row with several values stands under each.
fn groups<'a>(section: &Section<'a>, name: &str) -> Option<(Column, Vec<Group<'a>>)> {
    let source = Source::find(section, name)?;
    let column = source.column(section);
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<Cell, usize> = HashMap::new();
    for number in 0..section.rows.len() {
        let values = match source.cell(&section.rows, number) {
            Cell::List(names) if names.is_empty() => vec![Cell::Empty],
            Cell::List(names) => names.into_iter().map(Cell::Text).collect(),
            cell => vec![cell],
        };
        for value in values {
            let value = if value == Cell::Empty { Cell::Text(format!("({})", none(column.id)).into()) } else { value };
            let group = *known.entry(value.clone()).or_insert(groups.len());
            if group == groups.len() {
                groups.push((value, Vec::new()));
            }
            groups[group].1.push(number);
        }
    }
    Some((Column { people: Some(0), ..column }, groups))
}

/// The same rows, within one row for each group.
fn grouped<'a>(section: Section<'a>, column: Column, groups: Vec<Group<'a>>) -> Section<'a> {
    let count = if section.rows.lines.is_some() { Column::new("actions", "Actions") } else { Column::new("count", "Rows") };
    let inner = Inner { id: super::ROWS, columns: section.columns };
    let all = section.rows.about(None);
    let rows = Rows::new(groups.len(), move |number| {
        let (value, numbers) = &groups[number];
        Row { cells: vec![value.clone(), Cell::count(numbers.len())], inner: all.clone().in_order(numbers.clone()) }
    });
    Section { columns: vec![column, count], rows, inner: Some(inner), ..section }
}

fn none(column: &str) -> &'static str {
    match column {
        "leads" => "no lead",
        "due" => "no date",
        _ => "none",
    }
}

/// A cell as something to sort by; empty cells come last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey(bool, i64, String);

fn sort_key(cell: &Cell) -> SortKey {
    match cell {
        Cell::Empty => SortKey(true, 0, String::new()),
        Cell::Text(text) | Cell::Ref { label: text, .. } => SortKey(false, 0, text.to_lowercase()),
        Cell::Number(number) => SortKey(false, *number, String::new()),
        Cell::Flag(flag) => SortKey(false, i64::from(*flag), String::new()),
        Cell::Day(day) | Cell::Due { day, .. } => SortKey(false, day.num_days_from_ce().into(), String::new()),
        Cell::When(when) => SortKey(false, when.last_day().num_days_from_ce().into(), String::new()),
        Cell::State(state) => SortKey(false, state.index() as i64, String::new()),
        Cell::List(list) => SortKey(list.is_empty(), 0, list.join(", ").to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::{about, answers};
    use crate::reports::{REPORTS, actions};

    const PLAN: &str = r#"
[people]
jo = { name = "Jo" }
ann = { name = "Ann" }
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
lead = ["jo", "ann"]
due = "2008-09"
[[objective.action]]
ref = "1.2"
[[objective.action]]
ref = "1.3"
lead = "jo"
due = "2008-06"
"#;

    fn listing(columns: &[&str], sort: Option<(&str, bool)>, group_by: Option<&str>) -> Listing {
        Listing {
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            sort: sort.map(|(column, reverse)| (column.to_owned(), reverse)),
            group_by: group_by.map(str::to_owned),
        }
    }

    #[test]
    fn a_table_of_actions_is_sorted_and_grouped_by_what_it_does_not_show() {
        let answers = answers(PLAN, "2008-10-01");
        let list = || actions::list(&answers, about("2008-10-01"), false);
        let refs = |report: &Report| -> Vec<String> {
            let rows = report.sections[0].rows.iter();
            rows.map(|row| if let Cell::Ref { label, .. } = &row.cells[0] { label.to_string() } else { String::new() }).collect()
        };
        // Empty cells come last, whichever way round.
        assert_eq!(refs(&arrange(list(), &listing(&["ref"], Some(("due", false)), None)).unwrap()), ["1.3", "1.1", "1.2"]);
        assert_eq!(refs(&arrange(list(), &listing(&["ref"], Some(("due", true)), None)).unwrap()), ["1.1", "1.3", "1.2"]);
        let grouped = arrange(list(), &listing(&["ref"], None, Some("lead"))).unwrap();
        let sizes: Vec<usize> = grouped.sections[0].rows.iter().map(|row| row.inner.len()).collect();
        assert_eq!(sizes, [2, 1, 1]);
    }

    #[test]
    fn a_tally_shows_its_own_columns_and_says_which_there_are() {
        let answers = answers(PLAN, "2008-10-01");
        let leads = REPORTS.iter().find(|shape| shape.id == "leads").unwrap();
        let build = || (leads.build)(&answers, about("2008-10-01"));
        let report = arrange(build(), &listing(&["overdue", "lead"], Some(("overdue", true)), None)).unwrap();
        assert!(report.sections[0].inner.is_none());
        let ids: Vec<&str> = report.sections[0].columns.iter().map(|column| column.id).collect();
        assert_eq!(ids, ["overdue", "lead"]);
        let report = arrange(build(), &listing(&["leads", "ref"], None, None)).unwrap();
        assert_eq!(report.sections[0].inner.as_ref().unwrap().columns.len(), 1);
        assert!(arrange(build(), &listing(&["nonsense"], None, None)).unwrap_err().contains("its columns are lead, kind, open"));
        assert!(arrange(build(), &listing(&[], None, Some("lead"))).is_err());
    }

    /// Two columns of one heading could not be told apart by a reader.
    #[test]
    fn no_table_has_a_heading_twice() {
        let answers = [answers(PLAN, "2008-10-01"), answers(PLAN, "2008-10-01")].into_iter().flatten().collect::<Vec<_>>();
        for shape in REPORTS {
            for section in (shape.build)(&answers, about("2008-10-01")).sections {
                let mut headings: Vec<&str> = section.columns.iter().map(|column| column.heading).collect();
                headings.sort_unstable();
                assert!(headings.windows(2).all(|two| two[0] != two[1]), "{} {}: {headings:?}", shape.id, section.id);
            }
        }
    }
}
