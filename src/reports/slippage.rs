//! A row for each deadline that was moved: where it began, where it is now, how often and why.

use super::actions::section_with;
use super::columns::Line;
use super::{About, Cell, Column, Needs, Note, Report, ReportKind, Section, counted, notes};
use crate::plan::Moved;
use crate::query::{Answer, Chain, Found};
use crate::time::when::day_for_people;

pub(super) static KIND: ReportKind = ReportKind {
    id: "slippage",
    also: "slipped",
    about: "each deadline that was moved: its first date, its date now, how often it was moved and why",
    needs: Needs::NOTHING,
    build,
};

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let found = answers.iter().flat_map(|answer| &answer.found);
    let mut moved: Vec<(&Found, Chain)> =
        found.flat_map(|found| found.chains_of_moves().into_iter().map(move |chain| (found, chain))).collect();
    moved.sort_by_key(|(_, chain)| std::cmp::Reverse((chain.days(), chain.moves.len())));
    let times: usize = moved.iter().map(|(_, chain)| chain.moves.len()).sum();
    let known = notes::all(answers).any(|found| found.action.agreed_moves().next().is_some());
    let title = match known {
        true => format!(
            "Slippage as at {}: {} moved, {} in all",
            day_for_people(about.as_at),
            counted(moved.len(), "deadline"),
            counted(times, "move")
        ),
        false => format!("Slippage as at {}: cannot be known, as no plan records a move of a date", day_for_people(about.as_at)),
    };
    let lines = moved.iter().map(|(found, _)| Line::of(found, about.as_at)).collect();
    let heads = [
        Column::new("first_due", "First date"),
        Column::new("now_due", "Date now"),
        Column::new("moved_times", "Moves"),
        Column::new("days_slipped", "Days slipped"),
        Column::new("reasons", "Reasons"),
    ];
    let people = ["days_slipped", "moved_times", "first_due", "now_due", "ref", "action", "leads", "state", "reasons"];
    let own = move |number: usize| {
        let chain = &moved[number].1;
        vec![
            Cell::told(chain.first),
            Cell::told(chain.last),
            Cell::count(chain.moves.len()),
            Cell::Number(chain.days()),
            Cell::List(chain.moves.iter().map(|moved| reason(moved).into()).collect()),
        ]
    };
    let section = section_with(lines, &people, answers.len() > 1, &heads, own);
    let nothing = "No plan says that a date was moved (key \"moved\").".into();
    let mut report = Report::of("slippage", title, about, answers, Section { nothing, ..section });
    report.notes = unread(answers);
    report.notes.extend(notes::not_judged(answers, notes::all(answers)));
    report
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
