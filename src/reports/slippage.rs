//! A row for each deadline that was moved: where it began, where it is now, how often and why.

use super::actions::{Whose, section_with};
use super::columns::Line;
use super::{About, Cell, Column, Needs, Note, Report, ReportKind, Section, counted, notes};
use crate::plan::{Action, Moved};
use crate::query::{Answer, Found};
use crate::time::when::{When, day_for_people};
use chrono::NaiveDate;
use std::collections::HashMap;

pub(super) static KIND: ReportKind = ReportKind {
    id: "slippage",
    also: "slipped",
    about: "each deadline that was moved: its first date, its date now, how often it was moved and why",
    needs: Needs { git: true, ..Needs::NOTHING },
    build,
};

/// A move of a date as git saw it.
#[derive(Clone, Debug)]
pub struct SeenMove {
    pub from: When,
    pub to: When,
    /// The author's day; nothing for what is not committed yet.
    pub on: Option<NaiveDate>,
    pub by: Option<String>,
}

/// The moves that git saw of each action, the oldest first: by [`address`].
pub type SeenMoves = HashMap<usize, Vec<SeenMove>>;

/// What an action of a plan that is kept for the run is known by.
pub fn address(action: &Action) -> usize {
    std::ptr::from_ref(action).addr()
}

/// A move that the file tells, or that only git saw.
#[derive(Clone)]
struct Move<'a> {
    from: When,
    to: When,
    on: Option<NaiveDate>,
    told: Option<&'a Moved<'a>>,
    seen: Option<&'a SeenMove>,
}

/// One deadline that was moved, again and again.
struct Chain<'a> {
    first: When,
    last: When,
    moves: Vec<Move<'a>>,
}

impl Chain<'_> {
    /// Days from the first date to the last; below zero where it was brought forward.
    fn days(&self) -> i64 {
        (self.last.last_day() - self.first.last_day()).num_days()
    }

    fn only_seen(&self) -> usize {
        self.moves.iter().filter(|one| one.told.is_none()).count()
    }
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    with_seen(answers, about, None)
}

/// The same with the moves that git saw, each counted once: what the file tells of too is told as it stands there.
pub fn with_git<'a>(answers: &'a [Answer<'a>], about: About, seen: &SeenMoves, begins: Option<&str>) -> Report<'a> {
    let mut report = with_seen(answers, about, Some(seen));
    report.notes.extend(begins.map(|text| Note::new("begins", 0, text)));
    report
}

fn with_seen<'a>(answers: &'a [Answer<'a>], about: About, seen: Option<&SeenMoves>) -> Report<'a> {
    let found = answers.iter().flat_map(|answer| &answer.found);
    let mut moved: Vec<(&Found, Chain)> =
        found.flat_map(|found| chains(found, seen).into_iter().map(move |chain| (found, chain))).collect();
    moved.sort_by_key(|(_, chain)| std::cmp::Reverse((chain.days(), chain.moves.len())));
    let times: usize = moved.iter().map(|(_, chain)| chain.moves.len()).sum();
    let title = format!(
        "Slippage as at {}: {} moved, {} in all",
        day_for_people(about.as_at),
        counted(moved.len(), "deadline"),
        counted(times, "move")
    );
    let lines = moved.iter().map(|(found, _)| Line::of(found, about.as_at)).collect();
    let mut heads = vec![
        Column::new("first_due", "First date"),
        Column::new("now_due", "Date now"),
        Column::new("moved_times", "Moves"),
        Column::new("days_slipped", "Days slipped"),
        Column::new("reasons", "Reasons"),
    ];
    let mut people = vec!["days_slipped", "moved_times", "first_due", "now_due", "ref", "action", "leads", "state", "reasons"];
    if seen.is_some() {
        heads.push(Column::new("only_in_git", "Seen only by git"));
        people.insert(2, "only_in_git");
    }
    let cells: Vec<Vec<Cell>> = moved
        .iter()
        .map(|(_, chain)| {
            let mut cells = vec![
                Cell::told(chain.first),
                Cell::told(chain.last),
                Cell::count(chain.moves.len()),
                Cell::Number(chain.days()),
                Cell::List(chain.moves.iter().map(|one| in_words(one).into()).collect()),
            ];
            if seen.is_some() {
                cells.push(Cell::count(chain.only_seen()));
            }
            cells
        })
        .collect();
    let only_seen: Vec<&Found> = moved.iter().filter(|(_, chain)| chain.only_seen() > 0).map(|(found, _)| *found).collect();
    let count: usize = moved.iter().map(|(_, chain)| chain.only_seen()).sum();
    let section = section_with(lines, &people, Whose::of(answers), &heads, move |number| cells[number].clone());
    let nothing = match seen {
        Some(_) => "No plan says that a date was moved (key \"moved\"), and git saw none that was.",
        None => "No plan says that a date was moved (key \"moved\").",
    };
    let mut report = Report::of("slippage", title, about, answers, Section { nothing: nothing.into(), ..section });
    report.notes = unread(answers);
    if !only_seen.is_empty() {
        let named = notes::named(&only_seen, answers.len() > 1);
        let text = format!("Seen only by git: {} of {}{named}", counted(count, "move"), counted(only_seen.len(), "deadline"));
        report.notes.push(notes::about_actions("only-in-git", &only_seen, text));
    }
    report.notes.extend(notes::not_judged(answers, notes::all(answers)));
    report
}

/// The deadlines of an action that were moved. A move without both its dates belongs to none.
fn chains<'a>(found: &Found<'a>, seen: Option<&'a SeenMoves>) -> Vec<Chain<'a>> {
    let told = found.moves().filter_map(|moved| {
        let (from, to) = (moved.from?.value, moved.to?.value);
        Some(Move { from, to, on: moved.on.map(|on| on.last_day()), told: Some(moved), seen: None })
    });
    let told: Vec<Move> = told.collect();
    let by_then = |one: &&SeenMove| one.on.is_none_or(|on| on <= found.as_at);
    let seen: Vec<&SeenMove> =
        seen.and_then(|seen| seen.get(&address(found.action))).into_iter().flatten().filter(by_then).collect();
    let mut chains: Vec<Chain> = Vec::new();
    for one in combine(told, &seen) {
        match chains.iter_mut().find(|chain| chain.last == one.from) {
            Some(chain) => {
                chain.last = one.to;
                chain.moves.push(one);
            }
            None => chains.push(Chain { first: one.from, last: one.to, moves: vec![one] }),
        }
    }
    chains
}

/// Every move once, in order of time. What git saw is told by the file where the file leads from its one date to its other; what
/// the file tells as one move and git saw as several is several.
fn combine<'a>(told: Vec<Move<'a>>, seen: &[&'a SeenMove]) -> Vec<Move<'a>> {
    let leads = |from: When, to: When| {
        let mut at = from;
        let mut steps = told.iter();
        // Each step is looked at once, so that dates which go round in a circle come to an end.
        while at != to {
            match steps.find(|one| one.from == at) {
                Some(one) => at = one.to,
                None => return false,
            }
        }
        true
    };
    let only_seen: Vec<&SeenMove> = seen.iter().copied().filter(|one| !leads(one.from, one.to)).collect();
    let mut used = vec![false; only_seen.len()];
    let mut all: Vec<Move> = Vec::new();
    for one in told.iter() {
        // Several moves in a row that lead where this one leads.
        let run = (0..only_seen.len()).find_map(|start| {
            let mut at = one.from;
            for end in start..only_seen.len() {
                if used[end] || only_seen[end].from != at {
                    return None;
                }
                at = only_seen[end].to;
                if at == one.to {
                    return Some(start..=end);
                }
            }
            None
        });
        match run {
            Some(run) => {
                let last = *run.end();
                for index in run {
                    used[index] = true;
                    let seen = only_seen[index];
                    let told = one.told.filter(|_| index == last);
                    all.push(Move { from: seen.from, to: seen.to, on: seen.on, told, seen: Some(seen) });
                }
            }
            None => all.push(one.clone()),
        }
    }
    let rest = only_seen.iter().zip(&used).filter(|(_, used)| !**used).map(|(seen, _)| *seen);
    for seen in rest {
        let one = Move { from: seen.from, to: seen.to, on: seen.on, told: None, seen: Some(seen) };
        // Before the first that begins where it ends, or that was later.
        let at = all.iter().position(|other| other.from == one.to || other.on.zip(one.on).is_some_and(|(other, on)| other > on));
        all.insert(at.unwrap_or(all.len()), one);
    }
    all
}

/// Why a date was moved, and when; of what only git saw, who did it.
fn in_words(one: &Move) -> String {
    match (one.told, one.seen) {
        (Some(moved), _) => reason(moved),
        (None, Some(SeenMove { on, by, .. })) => {
            let on = on.map_or("not committed yet".to_owned(), day_for_people);
            let by = by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            format!("{on}: not told in the plan; changed{by}")
        }
        (None, None) => String::new(),
    }
}

/// Why a date was moved, and when that was agreed.
pub(super) fn reason(moved: &Moved) -> String {
    let because = moved.because.map_or("no reason given", |because| because.value);
    match moved.on {
        Some(on) => format!("{}: {because}", on.for_people()),
        None => because.to_owned(),
    }
}

/// Moves that do not say from when or to when.
fn unread(answers: &[Answer]) -> Vec<Note> {
    let moves = |found: &Found| found.moves().filter(|moved| moved.from.is_none() || moved.to.is_none()).count();
    let found = answers.iter().flat_map(|answer| &answer.found).map(|found| (found, moves(found)));
    let (found, counts): (Vec<&Found>, Vec<usize>) = found.filter(|(_, moves)| *moves > 0).unzip();
    if found.is_empty() {
        return Vec::new();
    }
    let count: usize = counts.iter().sum();
    let text = format!("Cannot judge: {} of {} without both dates", counted(count, "move"), counted(found.len(), "action"));
    vec![notes::about_actions("moves-without-dates", &found, text)]
}
