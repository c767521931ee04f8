//! A row for each plan of each board: how much is open, overdue, ongoing, without a date or without a lead.

use super::pictures::by_state;
use super::tally::{self, Tally};
use super::{About, Audience, Cell, Column, Fact, Needs, Note, Picture, Report, ReportKind, Role, Row, Section, counted, notes};
use crate::names::key;
use crate::plan::Plan;
use crate::query::{Answer, Boards, Found, PlanStage};
use crate::time::state::State;
use crate::time::when::day_for_people;
use std::borrow::Cow;
use std::cmp::Reverse;

pub(super) static KIND: ReportKind = ReportKind {
    id: "boards",
    also: "plans",
    about: "one line for each plan, for those who look over many boards",
    needs: Needs::NOTHING,
    build,
};

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    // A plan of which nothing was asked for would stand there with nought of nought.
    let asked: Vec<&Answer> = answers.iter().filter(|answer| !about.filtered || !answer.found.is_empty()).collect();
    let stage = |answer: &Answer| PlanStage::of(answer.plan, about.as_at);
    let mixed = asked.iter().any(|answer| matches!(stage(answer), Some(PlanStage::Ended | PlanStage::NotBegun)));
    let mut columns = vec![
        Column::hidden("plan", "Plan").with(Role::Plan),
        Column::new("board", "Board").with(Role::Board),
        Column::hidden("title", "Title"),
        Column::hidden("from", "From"),
        // Beside the stage there is no room for the day, nor for what is neither late nor soon.
        Column { people: (!mixed).then_some(0), ..Column::new("to", "To") },
        Column::hidden("plan_ended", "Ended"),
        Column::new("actions", "All"),
    ];
    // A line of many boards has room for what cannot be told from the rest.
    let [open, states @ .., closed, _] = tally::COLUMNS;
    let narrow = |column: Column| Column { people: None, ..column };
    let told = states.map(|column| if mixed && ["scheduled", "event"].contains(&column.id) { narrow(column) } else { column });
    columns.extend([narrow(open)].into_iter().chain(told).chain([narrow(closed)]));
    columns.extend([
        Column::new("no_lead", "No lead"),
        Column::new("done", "Done"),
        Column::new("silent", "No update for 90 days"),
        Column::hidden("last_sign", "Last sign").with(Role::LastSign),
        Column::hidden("done_percent", "Done %"),
        Column::hidden("version", "Version"),
        Column::hidden("undated_percent", "No date %"),
        Column::hidden("ongoing_percent", "Ongoing %"),
        Column { people: mixed.then_some(0), ..Column::new("stage", "Stage") },
        Column::new("overdue_percent", "Overdue %"),
    ]);
    let unnamed = asked.iter().filter(|answer| answer.plan.board.is_none()).count();
    let mut notes = not_in_force(answers, about);
    let left_out = about.left_out + answers.len() - asked.len();
    if left_out > 0 {
        let text = format!("Left out: {} in which nothing was asked for", counted(left_out, "plan"));
        notes.push(Note::new("left-out", left_out, text));
    }
    if unnamed > 0 {
        notes.push(Note::new("no-board", unnamed, format!("No board named: {}", counted(unnamed, "plan"))));
    }
    // A plan with nothing overdue may be one in which nothing has a date.
    notes.extend(notes::not_judged(answers, notes::all(answers)));
    let title = format!("Plans as at {}: {}", day_for_people(about.as_at), counted(asked.len(), "plan"));
    let section = Section {
        rows: asked.iter().map(|answer| row(answer, about)).collect(),
        nothing: "There is no plan.".into(),
        ..Section::of(columns)
    };
    let mut facts = Vec::new();
    if asked.len() > 1 {
        facts.push(Fact { id: "total", heading: "Total", text: total(&asked) });
        let running: Vec<&Answer> = asked.iter().copied().filter(|answer| stage(answer) == Some(PlanStage::Running)).collect();
        if mixed && !running.is_empty() {
            facts.push(Fact { id: "total-in-force", heading: "In plans in force", text: total(&running) });
        }
    }
    let for_people = for_people(&asked, mixed, about);
    let whole = Section { audience: Audience::Machines, ..section };
    let mut report = Report { notes, facts, ..Report::of("boards", title, about, answers, whole) };
    report.sections.push(for_people);
    report
}

/// Bars of more boards than this are too many to be seen.
const BARS: usize = 20;

/// What a row of some plans together says.
struct Sum<'p> {
    name: Cow<'p, str>,
    stage: Option<PlanStage>,
    /// All, open, overdue, open with a date, without a date, without a lead, done, open with no update.
    counts: [usize; 8],
    states: [usize; State::ALL.len()],
}

impl<'p> Sum<'p> {
    fn of(name: Cow<'p, str>, stage: Option<PlanStage>, answers: &[&Answer], about: About) -> Sum<'p> {
        let count =
            |fits: &dyn Fn(&Found) -> bool| answers.iter().flat_map(|answer| &answer.found).filter(|found| fits(found)).count();
        let state = |state: State| count(&|found| found.verdict.state == state);
        let counts = [
            count(&|_| true),
            count(&|found| found.verdict.state != State::Closed),
            state(State::Overdue),
            count(&|found| found.is_open_with_date()),
            state(State::Undated),
            count(&|found| !found.has_lead()),
            count(&|found| found.is_done()),
            count(&|found| is_silent(found, about)),
        ];
        Sum { name, stage, counts, states: State::ALL.map(state) }
    }

    /// In thousandths, of what a date can judge; where nothing has one, less than none.
    fn share(&self) -> Option<usize> {
        let [_, _, overdue, dated, ..] = self.counts;
        (overdue * 1000).checked_div(dated)
    }

    fn row<'a>(self) -> Row<'a>
    where
        'p: 'a,
    {
        let [all, open, overdue, dated, undated, no_lead, done, silent] = self.counts;
        let share = match dated {
            0 => "no date".to_owned(),
            _ => format!("{overdue} of {dated} ({} %)", (overdue * 100 + dated / 2) / dated),
        };
        let of_open = if open == 0 { "none open".to_owned() } else { format!("{silent} of {open}") };
        Row::of_cells(vec![
            Cell::Text(self.name),
            Cell::text(self.stage.map(PlanStage::words)),
            Cell::Text(share.into()),
            Cell::count(all),
            Cell::count(open),
            Cell::count(done),
            Cell::count(undated),
            Cell::count(no_lead),
            Cell::Text(of_open.into()),
        ])
    }
}

/// The plans in force first, those with the largest share overdue before others; then what all have together.
fn for_people<'a>(asked: &[&'a Answer<'a>], mixed: bool, about: About) -> Section<'a> {
    let board = |answer: &Answer| answer.plan.board.map(|board| key(board.value));
    let mut boards: Vec<String> = asked.iter().filter_map(|answer| board(answer)).collect();
    boards.sort_unstable();
    let several = boards.windows(2).any(|two| two[0] == two[1]);
    let sum = |answer: &&'a Answer<'a>| {
        let board = answer.plan.board.map(|board| board.value);
        let name: Cow<str> = match board {
            Some(board) if several => {
                format!("{board}, {}", answer.plan.title.map_or(answer.plan.name, |title| title.value)).into()
            }
            Some(board) => board.into(),
            None => format!("(no board named) {}", answer.plan.name).into(),
        };
        Sum::of(name, PlanStage::of(answer.plan, about.as_at), &[answer], about)
    };
    let mut sums: Vec<Sum> = asked.iter().map(sum).collect();
    let rank = |sum: &Sum| sum.stage.unwrap_or(PlanStage::Running);
    sums.sort_by_key(|sum| (rank(sum), Reverse(sum.share()), Reverse(sum.counts[2])));
    let picture = (2..=BARS).contains(&sums.len()).then(|| Picture::Bars {
        title: "The actions of each plan by state".into(),
        bars: sums.iter().map(|sum| by_state(sum.name.to_string(), &sum.states)).collect(),
    });
    let together = |words: &str, fits: &dyn Fn(&Answer) -> bool| {
        let some: Vec<&Answer> = asked.iter().copied().filter(|answer| fits(answer)).collect();
        (some.len() > 1).then(|| Sum::of(format!("{words} {}", counted(some.len(), "plan")).into(), None, &some, about))
    };
    let in_force = |answer: &Answer| PlanStage::of(answer.plan, about.as_at) == Some(PlanStage::Running);
    sums.extend(together("In force together:", &in_force).filter(|_| mixed));
    sums.extend(together("All together:", &|_| true));
    let columns = vec![
        Column::new("board", "Board"),
        Column { people: mixed.then_some(0), ..Column::new("stage", "Stage") },
        Column::new("overdue", "Overdue, of those with a date"),
        Column::new("actions", "All"),
        Column::new("open", "Open"),
        Column::new("done", "Done"),
        Column::new("undated", "No date"),
        Column::new("no_lead", "No lead"),
        Column::new("silent", "No update for 90 days"),
    ];
    Section {
        rows: sums.into_iter().map(Sum::row).collect(),
        audience: Audience::People,
        nothing: "There is no plan.".into(),
        picture,
        ..Section::of(columns)
    }
}

/// The figures of some plans together.
fn total(answers: &[&Answer]) -> String {
    let count =
        |counts: &dyn Fn(&Found) -> bool| answers.iter().flat_map(|answer| &answer.found).filter(|found| counts(found)).count();
    let overdue = count(&|found| found.verdict.state == State::Overdue);
    let dated = count(&|found| found.is_open_with_date());
    let percent = (overdue * 100 + dated / 2).checked_div(dated);
    let share = percent.map(|percent| format!(" ({percent} % of the {dated} with a date)")).unwrap_or_default();
    format!(
        "{}: {} open, {overdue} overdue{share}, {} without a date, {} without a lead, {} done",
        counted(count(&|_| true), "action"),
        count(&|found| found.verdict.state != State::Closed),
        count(&|found| found.verdict.state == State::Undated),
        count(&|found| !found.has_lead()),
        count(&|found| found.is_done()),
    )
}

/// The boards none of whose plans is in force on the day.
fn not_in_force(answers: &[Answer], about: About) -> Vec<Note> {
    let boards = Boards::of(answers);
    let silent = (0..boards.count()).filter_map(|board| {
        let plans = || boards.answers_of(board).map(|number| answers[number].plan);
        let others = |plan: &Plan| matches!(PlanStage::of(plan, about.as_at), Some(PlanStage::Ended | PlanStage::NotBegun));
        let asked = !about.filtered || boards.answers_of(board).any(|number| !answers[number].found.is_empty());
        if !asked || !plans().all(others) {
            return None;
        }
        let name = boards.name(board, answers).into_owned();
        let ended = plans().filter_map(|plan| plan.period?.last_day()).filter(|last| *last < about.as_at).max();
        let why = match ended {
            Some(last) => format!("its last one ended on {}", day_for_people(last)),
            None => "none has begun".into(),
        };
        let text = format!("No plan in force: {name} has none on this day; {why}");
        Some((name, Note::new("no-plan-in-force", plans().count(), text)))
    });
    notes::folded(silent, |boards, _, names| format!("No plan in force on this day: {boards} boards have none: {names}"))
}

fn row<'a>(answer: &'a Answer<'a>, about: About) -> Row<'a> {
    let plan = &answer.plan;
    let [name, title, version] = [plan.board, plan.title, plan.version].map(|text| text.map(|text| text.value));
    // The name of the file alone: here a path would leave no room for the figures.
    let board = name.map_or_else(|| format!("(no board named) {}", plan.name).into(), Into::into);
    let (first_day, last_day) = (plan.period.map(|period| period.first_day()), plan.period.and_then(|period| period.last_day()));
    let percent_of = |part: usize, all: usize| match all {
        0 => Cell::Empty,
        all => Cell::count((part * 100 + all / 2) / all),
    };
    let percent = |part: usize| percent_of(part, answer.found.len());
    let count = |state| answer.found.iter().filter(|found| found.verdict.state == state).count();
    let done = answer.found.iter().filter(|found| found.is_done()).count();
    let first = [
        Cell::Text(plan.name.into()),
        Cell::Ref { reference: name, label: board },
        Cell::text(title),
        first_day.map_or(Cell::Empty, Cell::Day),
        last_day.map_or(Cell::Empty, Cell::Day),
        last_day.map_or(Cell::Empty, |to| Cell::Flag(about.as_at > to)),
        Cell::count(answer.found.len()),
    ];
    let tally = Tally::of(answer.found.iter()).cells().take(tally::COLUMNS.len() - 1);
    let last = [
        Cell::count(answer.found.iter().filter(|found| !found.has_lead()).count()),
        Cell::count(done),
        Cell::count(answer.found.iter().filter(|found| is_silent(found, about)).count()),
        answer.found.iter().filter_map(Found::last_sign).max().map_or(Cell::Empty, Cell::Day),
        percent(done),
        Cell::text(version),
        percent(count(State::Undated)),
        percent(count(State::Ongoing)),
        PlanStage::of(plan, about.as_at)
            .map_or(Cell::Empty, |stage| Cell::Ref { reference: Some(stage.word()), label: stage.words().into() }),
        // Of those that a date can judge: where few have one, few overdue are no good news.
        percent_of(count(State::Overdue), answer.found.iter().filter(|found| found.is_open_with_date()).count()),
    ];
    Row::of_cells(first.into_iter().chain(tally).chain(last).collect())
}

/// An open action is silent when no note, completion of a step or move of its date is as young as this, in days.
const SILENT: i64 = 90;

fn is_silent(found: &Found, about: About) -> bool {
    let heard = found.last_sign().is_some_and(|on| (about.as_at - on).num_days() <= SILENT);
    found.verdict.state != State::Closed && !heard
}
