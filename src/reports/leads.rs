//! A row for each lead in each board, with the actions they lead there. A person and the group they stand for both have a row.

use super::columns::Line;
use super::groups::shown_of;
use super::rows::add_board;
use super::tally::{self, Tally};
use super::{About, Cell, Column, Needs, Note, Report, ReportKind, Role, Row, Section, counted, notes};
use crate::names::{key, same};
use crate::plan::{Action, GroupKind};
use crate::query::{Answer, Boards, Each, Named, Pack, numbered, packs};
use crate::text::all_of;
use crate::time::state::State;
use crate::time::when::day_for_people;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) static KIND: ReportKind = ReportKind {
    id: "leads",
    also: "lead",
    about: "who owes what: each lead's open, overdue and coming actions",
    needs: Needs::NOTHING,
    build,
};

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let leads = packs(answers, numbered(answers), Each::Lead);
    let boards = Boards::of(answers);
    let named = || leads.iter().filter(|lead| lead.kind != Pack::NOBODY);
    let (count, in_boards) = (named().count(), in_boards(&boards, named().map(|lead| &*lead.board_name)));
    let title = format!("Actions by lead as at {}: {}{in_boards}", day_for_people(about.as_at), counted(count, "lead"));
    let notes = beside(answers, &leads);
    Report { notes, ..Report::of("leads", title, about, answers, with_actions(leads, answers, about)) }
}

/// " in 3 boards", or " in 2 of 3 boards" where some have no row.
pub(super) fn in_boards<'n>(boards: &Boards, of_rows: impl Iterator<Item = &'n str>) -> String {
    if !boards.are_several() {
        return String::new();
    }
    match of_rows.collect::<HashSet<_>>().len() {
        with if (1..boards.count()).contains(&with) => format!(" in {with} of {}", counted(boards.count(), "board")),
        _ => format!(" in {}", counted(boards.count(), "board")),
    }
}

/// What is said of leads in words: who leads in several boards, who is unclear, and what could not be judged.
pub(super) fn beside(answers: &[Answer], leads: &[Pack]) -> Vec<Note> {
    let mut notes = in_several_boards(leads);
    notes.extend(shared(leads));
    notes.extend(unpaired(answers));
    notes.extend(accountable(answers));
    notes.extend(notes::not_judged(answers, notes::all(answers)));
    notes
}

/// How many actions are counted in several rows.
pub(super) fn shared(leads: &[Pack]) -> Option<Note> {
    let mut counted_in: HashMap<*const Action, usize> = HashMap::new();
    let all = leads.iter().flat_map(|lead| &lead.actions);
    all.for_each(|led| *counted_in.entry(std::ptr::from_ref(led.found.action)).or_default() += 1);
    notes::shared(counted_in.into_values().filter(|rows| *rows > 1).count(), "lead")
}

/// In how many open actions each of these takes part without leading them, in their order; and how many people and groups only
/// take part.
fn taking_part(answers: &[Answer], leads: &[Pack]) -> (Vec<usize>, usize) {
    let who = |board: &Cow<'_, str>, kind: Option<GroupKind>, name: &str| {
        (board.to_string(), kind.map_or("person", GroupKind::word), key(name))
    };
    let mut rows: HashMap<(String, &str, String), usize> = HashMap::new();
    for (row, lead) in leads.iter().enumerate() {
        rows.insert((lead.board_name.to_string(), lead.kind, key(&lead.name)), row);
    }
    let mut counts = vec![0; leads.len()];
    let mut others = HashSet::new();
    for (answer, found) in answers.iter().flat_map(|answer| answer.found.iter().map(move |found| (answer, found))) {
        if found.verdict.state == State::Closed {
            continue;
        }
        let board = answer.board_name();
        let own = found.leads();
        let with =
            found.with().into_iter().filter(|named| !own.iter().any(|lead| (lead.name, lead.kind) == (named.name, named.kind)));
        for who in with.map(|named| who(&board, named.kind, named.name)) {
            match rows.get(&who) {
                Some(&row) => counts[row] += 1,
                None => drop(others.insert(who)),
            }
        }
    }
    (counts, others.len())
}

/// The leads with something open, those with most overdue first; nothing where there is none. Of many boards only the first few.
pub(super) fn section_for_people<'a>(leads: &[Pack<'a>], answers: &[Answer], most: Option<usize>) -> Option<Section<'a>> {
    let (counts, others) = taking_part(answers, leads);
    let mut shown: Vec<(usize, Tally)> =
        leads.iter().map(|lead| Tally::of(lead.actions.iter().map(|led| led.found))).enumerate().collect();
    shown.retain(|(row, tally)| tally.open() + counts[*row] > 0);
    shown.sort_by_key(|(_, tally)| (Reverse(tally.overdue()), Reverse(tally.open())));
    let only = match others {
        0 => String::new(),
        1 => "; 1 more only takes part".into(),
        others => format!("; {others} more only take part"),
    };
    let heading =
        format!("By lead: {}, most overdue first{only}", shown_of("with something open", shown.len(), leads.len(), most));
    shown.truncate(most.unwrap_or(usize::MAX));
    let mut section = section(leads, answers);
    section.rows = shown.iter().map(|(row, _)| section.rows[*row].clone()).collect();
    (!shown.is_empty()).then_some(Section { heading, ..section })
}

/// The people whose name leads in several boards: a row and a pack in each.
pub(super) fn in_several_boards(leads: &[Pack]) -> Vec<Note> {
    let mut people: BTreeMap<String, Vec<&Pack>> = BTreeMap::new();
    for lead in leads.iter().filter(|lead| lead.kind == "person") {
        people.entry(key(&lead.name)).or_default().push(lead);
    }
    let several = people.into_values().filter(|own| own.iter().any(|lead| lead.board_name != own[0].board_name));
    // Nothing else answers who they are: many are named.
    const NAMED: usize = 20;
    let told = several.map(|own| {
        let boards: Vec<&str> = own.iter().map(|lead| &*lead.board_name).collect();
        let text = format!("Same name: {} leads in {}: {}", own[0].name, counted(boards.len(), "board"), all_of(&boards));
        let actions = own.iter().map(|lead| lead.actions.len()).sum();
        (format!("{} ({})", own[0].name, boards.len()), Note::new("leads-in-several-boards", actions, text))
    });
    let (names, lines): (Vec<String>, Vec<Note>) = told.unzip();
    notes::folded_beyond(NAMED, names, lines, |people, _, names| {
        format!("Same name: {people} people lead in several boards, with a row in each (of how many boards): {names}")
    })
}

/// Those who answer for actions without doing them, counted apart from leads.
fn accountable(answers: &[Answer]) -> Option<Note> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let found = || notes::all(answers).filter(|found| !found.accountable().is_empty());
    for named in found().flat_map(|found| found.accountable()).filter(|named| named.by_role.is_none()) {
        match counts.iter_mut().find(|(name, _)| same(name, named.name)) {
            Some((_, count)) => *count += 1,
            None => counts.push((named.name, 1)),
        }
    }
    const NAMED: usize = 12;
    let names: Vec<String> = counts.iter().take(NAMED).map(|(name, count)| format!("{name}: {count}")).collect();
    let more = if counts.len() > NAMED { format!("; {} more", counts.len() - NAMED) } else { String::new() };
    let count = found().count();
    let text = format!("Accountable, beside those who lead: for {} ({}{more})", counted(count, "action"), names.join("; "));
    (count > 0).then(|| Note::new("accountable", count, text))
}

/// A row for each of these.
pub(super) fn section<'a>(leads: &[Pack<'a>], answers: &[Answer]) -> Section<'a> {
    let mut columns = vec![Column::new("lead", "Lead").with(Role::Lead), Column::new("kind", "Kind")];
    columns.extend(tally::COLUMNS);
    add_board(&mut columns, &Boards::of(answers));
    columns.push(Column { people: Some(usize::MAX), ..Column::new("takes_part", "Takes part") });
    let (taking_part, _) = taking_part(answers, leads);
    let row = |(pack, &takes_part): (&Pack<'a>, &usize)| {
        let names = [Cell::Text(pack.name.clone()), Cell::Text(pack.kind.into())];
        let tally = Tally::of(pack.actions.iter().map(|led| led.found));
        let plans = pack.plans().into_iter().map(Cow::Borrowed).collect();
        let last = [Cell::Text(pack.board_name.clone()), Cell::List(plans), Cell::count(takes_part)];
        Row::of_cells(names.into_iter().chain(tally.cells()).chain(last).collect())
    };
    let rows = leads.iter().zip(&taking_part).map(row).collect();
    Section { rows, nothing: "No action matches.".into(), ..Section::of(columns) }
}

/// The same, and the actions within.
fn with_actions<'a>(leads: Vec<Pack<'a>>, answers: &[Answer], about: About) -> Section<'a> {
    let inner = tally::inner(&["ref", "action", "due", "late_by", "state"], answers, &[Column::new("as", "As")]);
    let mut section = Section { inner: Some(inner), ..section(&leads, answers) };
    for (row, pack) in section.rows.iter_mut().zip(leads) {
        let own = |named: Option<Named>| named.and_then(capacity).map(|capacity| Cell::Text(capacity.into()));
        let actions = pack.actions.iter();
        row.inner =
            actions.map(|led| Row::of_action(Line::of(led.found, about.as_at), own(led.named).into_iter().collect())).collect();
    }
    section
}

/// In what capacity somebody leads: for a group, by a role, or under the role printed.
fn capacity(named: Named) -> Option<String> {
    let role = named.role.map(str::to_owned);
    let group = named.stands_for.map(|group| format!("for {group}"));
    let by_role = named.by_role.map(|role| format!("holds the role {role}"));
    let parts: Vec<String> = role.into_iter().chain(group).chain(by_role).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Leads printed for an objective whose actions they cannot be paired with: named, so that nobody is lost.
fn unpaired(answers: &[Answer]) -> Vec<Note> {
    let objectives = answers
        .iter()
        .filter(|answer| !answer.found.is_empty())
        .flat_map(|answer| answer.plan.objectives.iter().map(move |objective| (answer, objective)));
    let told = objectives.filter_map(|(answer, objective)| {
        let unpaired = objective.unpaired.iter().flat_map(|unpaired| unpaired.leads);
        let mut names: Vec<&str> = Vec::new();
        for named in unpaired.flat_map(|leads| Named::each_with_meant(answer.plan, leads)) {
            if !names.iter().any(|name| same(name, named.name)) {
                names.push(named.name);
            }
        }
        if names.is_empty() {
            return None;
        }
        let label = objective.label();
        let text = format!(
            "Lead unclear: objective {label} of {} names {}, but the print does not say for which action",
            answer.plan_called(),
            all_of(&names)
        );
        let count = answer.found.iter().filter(|found| found.objective.label() == label).count();
        Some((format!("{}:{label}", answer.plan_called()), Note::new("unpaired-leads", count, text)))
    });
    notes::folded(told, |objectives, _, names| {
        format!("Lead unclear: {objectives} objectives name leads, but the print does not say for which action: {names}")
    })
}
