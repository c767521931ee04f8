//! A row for each group, agency and board, with the actions they lead and the people who act for them.

use super::columns::Line;
use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Report, ReportKind, Role, Row, Section, counted, notes};
use crate::plan::Kind;
use crate::query::{Answer, Found, GroupHead, Numbers};
use crate::time::when::day_for_people;

pub(super) static KIND: ReportKind = ReportKind {
    id: "groups",
    also: "subgroups",
    about: "what each subgroup and agency owes, and who acts for it",
    needs: Needs::NOTHING,
    build,
};

struct Group<'f> {
    head: &'f GroupHead<'f>,
    /// Those who stand for it in an action, and its chair.
    people: Vec<&'f str>,
    actions: Vec<&'f Found<'f>>,
    /// How many of them are in each state.
    tally: Tally,
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let section = section(answers, about);
    let title = format!("Actions by group as at {}: {}", day_for_people(about.as_at), counted(section.rows.len(), "group"));
    Report { notes: notes::not_judged(answers, notes::all(answers)), ..Report::of("groups", title, about, answers, section) }
}

/// A row for each group, and the actions within.
pub(super) fn section<'a>(answers: &'a [Answer<'a>], about: About) -> Section<'a> {
    let mut groups: Vec<Group> = Vec::new();
    let mut numbers = Numbers::default();
    for answer in answers {
        for head in answer.plan.groups.iter().filter(|head| head.kind != Kind::Role) {
            let at = numbers.of(head.name, ());
            if at == groups.len() {
                groups.push(Group { head, people: Vec::new(), actions: Vec::new(), tally: Tally::default() });
            }
            add(&mut groups[at].people, head.chair);
        }
        for found in &answer.found {
            for named in found.leads.iter().filter(|named| named.kind.is_some_and(|kind| kind != Kind::Role)) {
                if let Some(at) = numbers.known(named.name, ()) {
                    groups[at].actions.push(found);
                    groups[at].tally.add(found);
                }
            }
            for person in found.leads.iter().filter(|named| named.kind.is_none()) {
                let group = person.capacity.and_then(|capacity| capacity.stands_for);
                if let Some(at) = group.and_then(|group| numbers.known(group, ())) {
                    add(&mut groups[at].people, Some(person.name));
                }
            }
        }
    }
    groups.retain(|group| !about.filtered || !group.actions.is_empty());
    groups.sort_by_cached_key(|group| group.head.name.to_lowercase());

    let mut columns = vec![
        Column::new("group", "Group"),
        Column::new("kind", "Kind"),
        Column::new("people", "Acting for it").with(Role::Detail),
        Column::new("group_remark", "Remark").with(Role::Detail),
    ];
    columns.extend(tally::COLUMNS);
    let inner = tally::inner(&["ref", "action", "leads", "due", "days_late", "state"], &[]);
    let row = |group: Group<'a>| {
        let first = [
            Cell::Text(group.head.name.into()),
            Cell::Text(group.head.kind.word().into()),
            Cell::List(group.people.iter().map(|&name| name.into()).collect()),
            Cell::text(group.head.remark),
        ];
        let inner = group.actions.iter().map(|found| Row::of_action(Line::of(found, about.as_at), Vec::new()));
        Row { inner: inner.collect(), ..Row::of_cells(first.into_iter().chain(group.tally.cells()).collect()) }
    };
    let rows = groups.into_iter().map(row).collect();
    let nothing = "No group leads such an action.".into();
    Section { rows, inner: Some(inner), nothing, ..Section::of(columns) }
}

fn add<'n>(names: &mut Vec<&'n str>, name: Option<&'n str>) {
    if let Some(name) = name.filter(|name| !names.contains(name)) {
        names.push(name);
    }
}
