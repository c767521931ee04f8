//! How the tables of a report are laid out: which columns, in what order, by what groups.
//!
//! A table of actions can show, sort and group by every column an action has; any other table by its own.

use super::columns::{self, KIND_OF_DATE};
use super::{Audience, Cell, Column, Inner, Note, Report, Role, Row, Section, Source, counted};
use crate::names::{NameKey, RefKey, caseless, nearest};
use crate::text::one_of;
use chrono::Datelike;
use std::collections::HashMap;

/// How the tables of a report are to be laid out.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Listing {
    /// The columns asked for; empty for the usual ones.
    pub columns: Vec<String>,
    /// The column to sort by, and whether from the largest; the report's own order when left out.
    pub sort: Option<(String, bool)>,
    /// The column to group by.
    pub group_by: Option<String>,
    /// How many rows, or groups, of each table at most.
    pub limit: Option<usize>,
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
        && !report.sections.iter().any(|section| section.inner.is_none() && find(section, name).is_some())
    {
        return Err(format!("the rows of this report are grouped already, and \"{name}\" cannot part them again"));
    }
    if listing.named().next().is_some() {
        show_whole_tables(&mut report);
    }
    report.sections.iter_mut().for_each(|section| arrange_section(section, listing));
    if let Some(limit) = listing.limit {
        shorten(&mut report, limit);
    }
    Ok(report)
}

/// Who says how the tables are to be laid out gets them whole, as machines do.
fn show_whole_tables(report: &mut Report) {
    let for_machines = report.sections.iter().filter(|section| section.audience == Audience::Machines);
    let whole: Vec<&str> = for_machines.map(|section| section.id).collect();
    report.sections.retain(|section| section.audience != Audience::People || !whole.contains(&section.id));
    let whole = report.sections.iter_mut().filter(|section| section.audience == Audience::Machines && !section.rows.is_empty());
    whole.for_each(|section| section.audience = Audience::Everyone);
}

/// Leaves so many rows in each table, and says how many it takes away. Titles and counts stay those of all.
fn shorten(report: &mut Report, limit: usize) {
    let mut gone = 0;
    for section in report.sections.iter_mut().filter(|section| section.rows.len() > limit) {
        // What people are shown stands in the rows for machines too.
        gone += if section.audience == Audience::People { 0 } else { section.rows.len() - limit };
        section.rows.truncate(limit);
        // It draws all of them.
        section.picture = None;
    }
    if gone > 0 {
        let text = format!("Not shown: {} beyond the first {limit} of a table, as was asked for", counted(gone, "row"));
        report.notes.push(Note::new("limited", gone, text));
    }
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
        "tag" => "tags",
        other => other,
    }
}

/// The column of a section's rows that a name means: its own, or one of actions that it does not show.
fn find(section: &Section, name: &str) -> Option<Column> {
    let spelt = spelt(name);
    let own = |id: &str| find_id(&section.columns, id);
    let of_actions = || columns::find(canonical(&spelt)).filter(|_| section.of_actions).map(Column::of_actions);
    own(&spelt).or_else(|| own(canonical(&spelt))).or_else(|| own(singular(&spelt))).or_else(of_actions)
}

/// "leads" may be asked of a table whose column is called "lead".
fn singular(spelt: &str) -> &str {
    match spelt {
        "leads" => "lead",
        "groups" | "subgroup" | "subgroups" => "group",
        other => other,
    }
}

fn find_id(columns: &[Column], id: &str) -> Option<Column> {
    columns.iter().copied().find(|column| column.id == id)
}

/// The column of the rows within rows that a name means.
fn find_inner(section: &Section, name: &str) -> Option<Column> {
    let inner = section.inner.as_ref()?;
    let spelt = spelt(name);
    find_id(&inner.columns, &spelt).or_else(|| find_id(&inner.columns, canonical(&spelt)))
}

fn knows(section: &Section, name: &str) -> bool {
    find(section, name).is_some() || find_inner(section, name).is_some()
}

/// Every column a section can be asked for.
fn ids<'s>(section: &'s Section) -> impl Iterator<Item = &'static str> + 's {
    let inner = section.inner.iter().flat_map(|inner| &inner.columns);
    let of_actions = section.of_actions.then_some(columns::COLUMNS).into_iter().flatten().map(|column| column.id);
    section.columns.iter().chain(inner).map(|column| column.id).chain(of_actions)
}

fn arrange_section(section: &mut Section, listing: &Listing) {
    if let Some((name, reverse)) = &listing.sort {
        sort_rows(section, name, *reverse);
    }
    // What it is grouped by may be a column that is not shown.
    let by = listing.group_by.as_ref().filter(|_| section.inner.is_none()).and_then(|name| find(section, name));
    if !listing.columns.is_empty() {
        choose_columns(section, &listing.columns);
        section.columns_chosen = true;
    }
    if let Some(column) = by {
        group_rows(section, column);
    }
}

/// Sorts the rows by a column, or where only the rows within rows have it, these.
fn sort_rows(section: &mut Section, name: &str, reverse: bool) {
    if let Some(column) = find(section, name) {
        sort_by_column(&mut section.rows, &column, reverse);
    } else if let Some(column) = find_inner(section, name) {
        section.rows.iter_mut().for_each(|row| sort_by_column(&mut row.inner, &column, reverse));
    }
}

/// Rows that are equal stay in their order, whichever way round. Empty cells come last either way; but where nothing was ever
/// heard, that is longer ago than any day.
fn sort_by_column(rows: &mut Vec<Row>, column: &Column, reverse: bool) {
    let keyed = rows.drain(..).map(|row| (sort_key(&row.cell(column), column.role), row));
    let (mut filled, empty): (Vec<_>, Vec<_>) = keyed.partition(|(key, _)| *key != SortKey::Empty);
    filled.sort_by(|(one, _), (other, _)| if reverse { other.cmp(one) } else { one.cmp(other) });
    let (first, last) = if column.role == Role::LastSign && !reverse { (empty, filled) } else { (filled, empty) };
    rows.extend(first.into_iter().chain(last).map(|(_, row)| row));
}

/// The columns asked for, those that the section has. Rows within rows show those that they have and their rows have not;
/// where all that was asked for is in the outer rows, only these are shown.
fn choose_columns(section: &mut Section, names: &[String]) {
    let outer: Vec<Column> = names.iter().filter_map(|name| find(section, name)).collect();
    let within = names.iter().filter(|name| find(section, name).is_none());
    let within: Vec<Column> = within.filter_map(|name| find_inner(section, name)).collect();
    if outer.is_empty() && within.is_empty() {
        return;
    }
    let ranked = |columns: Vec<Column>| -> Vec<Column> {
        columns
            .into_iter()
            .enumerate()
            .map(|(rank, column)| {
                let aside = column.aside.filter(|aside| aside.id == KIND_OF_DATE.id);
                Column { people: Some(rank), asked: true, aside, ..column }
            })
            .collect()
    };
    if !outer.is_empty() {
        section.columns = ranked(outer);
    }
    if within.is_empty() {
        section.inner = None;
        section.rows.iter_mut().for_each(|row| row.inner = Vec::new());
    } else if let Some(inner) = &mut section.inner {
        inner.columns = ranked(within);
    }
}

/// The same rows, within one row for each value of a column, in the order met; a row with several values stands under each.
fn group_rows(section: &mut Section, column: Column) {
    let mut groups: Vec<(Cell, Vec<Row>)> = Vec::new();
    let mut known: HashMap<Cell, usize> = HashMap::new();
    for row in section.rows.drain(..) {
        let values = match row.cell(&column) {
            Cell::List(names) if names.is_empty() => vec![Cell::Empty],
            Cell::List(names) => names.into_iter().map(Cell::Text).collect(),
            cell => vec![cell],
        };
        for value in values {
            let value = if value == Cell::Empty { Cell::Text(format!("({})", none(column.role)).into()) } else { value };
            let group = *known.entry(value.clone()).or_insert(groups.len());
            if group == groups.len() {
                groups.push((value, Vec::new()));
            }
            groups[group].1.push(row.clone());
        }
    }
    let count = if section.of_actions { Column::new("actions", "Actions") } else { Column::new("count", "Rows") };
    let outer = vec![Column { people: Some(0), source: Source::Kept(0), ..column }, Column { source: Source::Kept(1), ..count }];
    section.inner = Some(Inner { id: super::ROWS, columns: std::mem::replace(&mut section.columns, outer) });
    let rows = groups.into_iter().map(|(value, inner)| {
        let count = Cell::count(inner.len());
        Row { inner, ..Row::of_cells(vec![value, count]) }
    });
    section.rows = rows.collect();
    section.of_actions = false;
}

/// What those are called that have no value.
fn none(role: Role) -> &'static str {
    match role {
        Role::Lead => "no lead",
        Role::Due => "no date",
        _ => "none",
    }
}

/// A cell as something to sort by. All filled cells of a column are of one kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Name(NameKey),
    Ref(RefKey),
    Empty,
}

fn sort_key(cell: &Cell, role: Role) -> SortKey {
    match cell {
        Cell::Empty => SortKey::Empty,
        Cell::Text(text) | Cell::Ref { label: text, .. } => match role {
            Role::Ref | Role::Place | Role::ObjectiveRef => SortKey::Ref(RefKey::of(text)),
            _ => SortKey::Name(NameKey::of(text)),
        },
        // Worst first, as in the legend of a plan.
        Cell::Rag(rag) => SortKey::Number(*rag as i64),
        Cell::Number(number) => SortKey::Number(*number),
        Cell::Flag(flag) => SortKey::Number(i64::from(*flag)),
        Cell::Late { days, .. } => SortKey::Number(*days),
        Cell::Day(day) | Cell::Due { day, .. } => SortKey::Number(day.num_days_from_ce().into()),
        Cell::When(when) => SortKey::Number(when.last_day().num_days_from_ce().into()),
        Cell::State(state) => SortKey::Number(state.index() as i64),
        Cell::List(list) if list.is_empty() => SortKey::Empty,
        Cell::List(list) => SortKey::Name(NameKey::of(&list.join(", "))),
        Cell::Missed(dates) => dates.listed.first().map_or(SortKey::Empty, |missed| SortKey::Number(-missed.days_late)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::{about, answers};
    use crate::reports::{REPORT_KINDS, actions};

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
progress = [{ on = 2008-07-01, note = "Begun" }]
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
            limit: None,
        }
    }

    #[test]
    fn a_table_of_actions_is_sorted_and_grouped_by_what_it_does_not_show() {
        let answers = answers(PLAN, "2008-10-01");
        let list = || actions::list(&answers, about("2008-10-01"), false);
        let refs = |report: &Report| -> Vec<String> {
            let rows = report.sections[0].rows.iter();
            rows.map(|row| {
                if let Cell::Ref { label, .. } = row.cell(&report.sections[0].columns[0]) {
                    label.to_string()
                } else {
                    String::new()
                }
            })
            .collect()
        };
        // Empty cells come last, whichever way round.
        assert_eq!(refs(&arrange(list(), &listing(&["ref"], Some(("due", false)), None)).unwrap()), ["1.3", "1.1", "1.2"]);
        assert_eq!(refs(&arrange(list(), &listing(&["ref"], Some(("due", true)), None)).unwrap()), ["1.1", "1.3", "1.2"]);
        // Equal ones stay as they stood, whichever way round.
        assert_eq!(refs(&arrange(list(), &listing(&["ref"], Some(("objective", true)), None)).unwrap()), ["1.1", "1.2", "1.3"]);
        // Where no note was ever written, that is longest ago.
        assert_eq!(refs(&arrange(list(), &listing(&["ref"], Some(("last_note", false)), None)).unwrap()), ["1.2", "1.3", "1.1"]);
        assert_eq!(refs(&arrange(list(), &listing(&["ref"], Some(("last_note", true)), None)).unwrap()), ["1.1", "1.2", "1.3"]);
        let grouped = arrange(list(), &listing(&["ref"], None, Some("lead"))).unwrap();
        let sizes: Vec<usize> = grouped.sections[0].rows.iter().map(|row| row.inner.len()).collect();
        assert_eq!(sizes, [2, 1, 1]);
    }

    #[test]
    fn a_tally_shows_its_own_columns_and_says_which_there_are() {
        let answers = answers(PLAN, "2008-10-01");
        let leads = REPORT_KINDS.iter().find(|kind| kind.id == "leads").unwrap();
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
        for kind in REPORT_KINDS {
            for section in (kind.build)(&answers, about("2008-10-01")).sections {
                let mut headings: Vec<&str> = section.columns.iter().map(|column| column.heading).collect();
                headings.sort_unstable();
                assert!(headings.windows(2).all(|two| two[0] != two[1]), "{} {}: {headings:?}", kind.id, section.id);
            }
        }
    }

    fn labels(section: &Section) -> Vec<String> {
        let label = |row: &Row| {
            if let Cell::Ref { label, .. } = row.cell(&section.columns[0]) { label.to_string() } else { String::new() }
        };
        section.rows.iter().map(label).collect()
    }

    /// References by their numbers; missed dates by how long the first of them has gone by.
    #[test]
    fn references_and_missed_dates_are_sorted_by_what_they_mean() {
        let action = |reference: &str, due: &str| format!("[[objective.action]]\nref = \"{reference}\"\n{due}\n");
        let plan = format!(
            "[[objective]]\nref = \"1\"\n{}{}{}",
            action("1.10", "due = [\"2008-08\", \"2009-01\"]"),
            action("1.9", "due = [\"2008-05\", \"2008-09\"]"),
            action("1.2", "due = \"2009-02\"")
        );
        let roman = ["v", "ix", "ii"].map(|reference| action(reference, "")).concat();
        let (roman, answers) =
            (answers(&format!("[[objective]]\nref = \"1\"\n{roman}"), "2008-10-01"), answers(&plan, "2008-10-01"));
        let sort = |answers, by: &str, reverse: bool| {
            let report = actions::list(answers, about("2008-10-01"), false);
            labels(&arrange(report, &listing(&["ref"], Some((by, reverse)), None)).unwrap().sections[0])
        };
        let sorted = |by: &str, reverse: bool| sort(&answers, by, reverse);
        assert_eq!(sort(&roman, "ref", false), ["ii", "v", "ix"]);
        assert_eq!(sorted("ref", false), ["1.2", "1.9", "1.10"]);
        assert_eq!(sorted("ref", true), ["1.10", "1.9", "1.2"]);
        assert_eq!(sorted("missed", false), ["1.9", "1.10", "1.2"]);
        assert_eq!(sorted("missed", true), ["1.10", "1.9", "1.2"]);
    }

    #[test]
    fn what_has_no_value_is_grouped_by_what_it_lacks() {
        let answers = answers(PLAN, "2008-10-01");
        let last = |by: &str| {
            let report = arrange(actions::list(&answers, about("2008-10-01"), false), &listing(&[], None, Some(by))).unwrap();
            let section = &report.sections[0];
            let cells = section.rows.iter().map(|row| row.cell(&section.columns[0]));
            cells.filter_map(|cell| if let Cell::Text(text) = cell { Some(text.to_string()) } else { None }).collect::<Vec<_>>()
        };
        assert_eq!(last("leads"), ["Jo", "Ann", "(no lead)"]);
        assert_eq!(last("due"), ["(no date)"]);
        assert_eq!(last("rag"), ["(none)"]);
    }

    /// A column asked for is shown though it is empty, and has no other fact beside its own.
    #[test]
    fn the_columns_asked_for_are_shown_as_they_are() {
        let answers = answers(PLAN, "2008-10-01");
        for columns in [&["ref", "action", "due", "rag"][..], &["evidence"]] {
            let report = arrange(actions::overdue(&answers, about("2008-10-01")), &listing(columns, None, None)).unwrap();
            let shown = &report.sections[0].columns;
            assert_eq!(shown.iter().map(|column| column.id).collect::<Vec<_>>(), columns);
            assert!(shown.iter().all(|column| column.asked && column.aside.is_none()));
            assert_eq!(
                shown.iter().map(|column| column.people).collect::<Vec<_>>(),
                (0..columns.len()).map(Some).collect::<Vec<_>>()
            );
        }
    }

    /// A picture draws all rows of its table: it goes where some are left out, and only there.
    #[test]
    fn a_table_that_is_cut_short_says_so_and_loses_its_picture() {
        let answers = answers(PLAN, "2008-10-01");
        let build = || (REPORT_KINDS.iter().find(|kind| kind.id == "workload").unwrap().build)(&answers, about("2008-10-01"));
        let drawn = |report: &Report| report.sections.iter().filter(|section| section.picture.is_some()).count();
        let longest = build().sections.iter().map(|section| section.rows.len()).max().unwrap();
        let limited = |limit: usize| arrange(build(), &Listing { limit: Some(limit), ..Listing::default() }).unwrap();
        assert!(drawn(&build()) > 0 && longest > 2);
        let whole = limited(longest);
        assert_eq!(drawn(&whole), drawn(&build()));
        assert!(!whole.notes.iter().any(|note| note.id == "limited"));
        let short = limited(1);
        assert!(short.sections.iter().all(|section| section.rows.len() <= 1));
        let gone: usize = build()
            .sections
            .iter()
            .filter(|section| section.audience != Audience::People)
            .map(|section| section.rows.len().saturating_sub(1))
            .sum();
        let note = short.notes.iter().find(|note| note.id == "limited").unwrap();
        assert_eq!(note.count, gone);
        assert_eq!(drawn(&short), 0);
    }
}
