//! A row for each group, agency and board body of each board, with the actions they lead and the people who act for them.

use super::columns::Line;
use super::leads::in_boards;
use super::pictures::by_state;
use super::rows::add_board;
use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Note, Picture, Report, ReportKind, Role, Row, Section, counted, notes};
use crate::names::NameKey;
use crate::plan::{self, Action, GroupKind, Plan};
use crate::query::{Answer, Boards, Found, NameIndex, Named};
use crate::text::one_of;
use crate::time::state::State;
use crate::time::when::day_for_people;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

pub(super) static KIND: ReportKind = ReportKind {
    id: "groups",
    also: "subgroups",
    about: "what each subgroup and agency owes, and who acts for it",
    needs: Needs::NOTHING,
    build,
};

struct Group<'f> {
    board_name: Cow<'f, str>,
    plan: &'f Plan<'f>,
    declared: &'f plan::Group<'f>,
    /// Those who stand for it in an action, and its chair.
    people: Vec<&'f str>,
    actions: Vec<&'f Found<'f>>,
    /// How many of them are in each state.
    tally: Tally,
    /// The open actions that others lead and in which it takes part, itself, by its chair or by somebody who stands for it.
    takes_part: usize,
}

impl Group<'_> {
    /// It is no longer there, or only a name for one of several others.
    fn remark(&self) -> Option<String> {
        let Group { plan, declared, .. } = self;
        if !declared.could_be.is_empty() {
            let names: Vec<&str> = declared.could_be.iter().map(|pointer| plan.name_of(pointer)).collect();
            return Some(format!("could be {}", one_of(&names)));
        }
        if let Some(now) = &declared.now {
            return Some(format!("now {}", plan.name_of(now)));
        }
        declared.former.is_some_and(|former| former.value).then(|| "no longer there".to_owned())
    }
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let groups = groups(answers, about);
    let inner = tally::inner(&["ref", "action", "leads", "due", "late_by", "state"], answers, &[]);
    let boards = Boards::of(answers);
    let mut section = Section { inner: Some(inner), ..section_of(&groups, &boards) };
    for (row, group) in section.rows.iter_mut().zip(&groups) {
        row.inner = group.actions.iter().map(|found| Row::of_action(Line::of(found, about.as_at), Vec::new())).collect();
    }
    let title = format!(
        "Actions by group as at {}: {}{}",
        day_for_people(about.as_at),
        counted(section.rows.len(), "group"),
        in_boards(&boards, groups.iter().map(|group| &*group.board_name))
    );
    let notes = shared(&groups).into_iter().chain(notes::not_judged(answers, notes::all(answers))).collect();
    Report { notes, ..Report::of("groups", title, about, answers, section) }
}

/// A row for each group, without the actions within.
pub(super) fn section<'a>(answers: &'a [Answer<'a>], about: About) -> Section<'a> {
    section_of(&groups(answers, about), &Boards::of(answers))
}

/// The groups by board and name, with what they lead. Two boards' groups of one name are two.
fn groups<'a>(answers: &'a [Answer<'a>], about: About) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut index = NameIndex::default();
    let boards = Boards::of(answers);
    for (number, answer) in answers.iter().enumerate() {
        let plan = answer.plan;
        let board = boards.number_of(number);
        for declared in plan.groups.iter().filter(|group| group.kind != GroupKind::Role) {
            let at = index.number_of(declared.name.value, board);
            if at == groups.len() {
                let (people, actions, tally, takes_part) = Default::default();
                let board_name = boards.name(board, answers);
                groups.push(Group { board_name, plan, declared, people, actions, tally, takes_part });
            }
            add(&mut groups[at].people, declared.chair.as_ref().map(|chair| plan.name_of(chair)));
        }
        for found in &answer.found {
            let leads = found.leads();
            for named in leads.iter().filter(|named| named.kind.is_some_and(|kind| kind != GroupKind::Role)) {
                if let Some(at) = index.find(named.name, board) {
                    groups[at].actions.push(found);
                    groups[at].tally.add(found);
                }
            }
            for person in leads.iter().filter(|named| named.kind.is_none()) {
                if let Some(at) = person.stands_for.and_then(|group| index.find(group, board)) {
                    add(&mut groups[at].people, Some(person.name));
                }
            }
            if found.verdict.state != State::Closed {
                let place = |name: &str| index.find(name, board);
                let led: Vec<usize> =
                    leads.iter().filter(|named| named.kind.is_some()).filter_map(|named| place(named.name)).collect();
                let mut with: Vec<usize> = taking_part(plan, &found.with()).into_iter().filter_map(place).collect();
                with.sort_unstable();
                with.dedup();
                with.iter().filter(|at| !led.contains(at)).for_each(|&at| groups[at].takes_part += 1);
            }
        }
    }
    groups.retain(|group| !about.filtered || !group.actions.is_empty());
    groups.sort_by_cached_key(|group| (NameKey::of(&group.board_name), NameKey::of(group.declared.name.value)));
    groups
}

/// The groups among those who take part, and those whose chair does.
fn taking_part<'a>(plan: &'a Plan<'a>, with: &[Named<'a>]) -> Vec<&'a str> {
    let is_chair = |group: &plan::Group, name: &str| group.chair.as_ref().is_some_and(|chair| plan.name_of(chair) == name);
    let of = |named: &Named<'a>| -> Vec<&'a str> {
        match named.kind {
            Some(GroupKind::Role) => Vec::new(),
            Some(_) => vec![named.name],
            None => plan.groups.iter().filter(|group| is_chair(group, named.name)).map(|group| group.name.value).collect(),
        }
    };
    with.iter().flat_map(of).collect()
}

/// The groups with something open, those with most overdue first; nothing where there is none. Of many boards only the first few.
pub(super) fn section_for_people<'a>(answers: &'a [Answer<'a>], about: About, most: Option<usize>) -> Option<Section<'a>> {
    let mut groups = groups(answers, about);
    let all = groups.len();
    groups.retain(|group| group.tally.open() + group.takes_part > 0);
    groups.sort_by_key(|group| (Reverse(group.tally.overdue()), Reverse(group.tally.open()), Reverse(group.takes_part)));
    let heading = format!("By group: {}, most overdue first", shown_of("with something open", groups.len(), all, most));
    groups.truncate(most.unwrap_or(usize::MAX));
    let section = section_of(&groups, &Boards::of(answers));
    (!groups.is_empty()).then_some(Section { heading, picture: None, ..section })
}

/// "the 6 of 14 with something open", "the first 15 of 80 with something open".
pub(super) fn shown_of(words: &str, shown: usize, all: usize, most: Option<usize>) -> String {
    match most.filter(|most| *most < shown) {
        Some(most) => format!("the first {most} of {shown} {words}"),
        None if shown == all => format!("{all} {words}"),
        None => format!("the {shown} of {all} {words}"),
    }
}

/// How many actions are counted in several rows.
fn shared(groups: &[Group]) -> Option<Note> {
    let mut counted_in: HashMap<*const Action, usize> = HashMap::new();
    let all = groups.iter().flat_map(|group| &group.actions);
    all.for_each(|found| *counted_in.entry(std::ptr::from_ref(found.action)).or_default() += 1);
    notes::shared(counted_in.into_values().filter(|rows| *rows > 1).count(), "group")
}

fn section_of<'a>(groups: &[Group<'a>], boards: &Boards) -> Section<'a> {
    let mut columns = vec![
        Column::new("group", "Group"),
        Column::new("kind", "Kind"),
        Column::new("people", "Acting for it").with(Role::Detail),
        Column::new("group_remark", "Remark").with(Role::Detail),
    ];
    columns.extend(tally::COLUMNS);
    add_board(&mut columns, boards);
    columns.push(Column { people: Some(usize::MAX), ..Column::new("takes_part", "Takes part") });
    let row = |group: &Group<'a>| {
        let first = [
            Cell::Text(group.declared.name.value.into()),
            Cell::Text(group.declared.kind.word().into()),
            Cell::List(group.people.iter().map(|&name| name.into()).collect()),
            Cell::text(group.remark()),
        ];
        let mut plans: Vec<Cow<str>> = group.actions.iter().map(|found| found.plan.name.into()).collect();
        plans.dedup();
        let last = [Cell::Text(group.board_name.clone()), Cell::List(plans), Cell::count(group.takes_part)];
        Row::of_cells(first.into_iter().chain(group.tally.cells()).chain(last).collect())
    };
    let rows = groups.iter().map(row).collect();
    let bars = groups.iter().map(|group| by_state(group.declared.name.to_string(), &group.tally.states())).collect();
    // Of many boards they are too many to be seen.
    let picture = Some(Picture::Bars { title: "Actions of each group by state".into(), bars }).filter(|_| !boards.are_several());
    let nothing = "No group leads such an action, or takes part in one.".into();
    Section { rows, nothing, picture, ..Section::of(columns) }
}

fn add<'n>(names: &mut Vec<&'n str>, name: Option<&'n str>) {
    if let Some(name) = name.filter(|name| !names.contains(name)) {
        names.push(name);
    }
}
