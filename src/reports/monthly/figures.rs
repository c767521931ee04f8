//! The first page: each figure, its share of all actions, and how it moved since the earlier day.

use super::super::pictures::by_state;
use super::super::sight::Sight;
use super::super::{About, Cell, Column, FIGURES, Picture, Rag, Row, Section, counted};
use super::exceptions::Exceptions;
use super::{AHEAD, Earlier, month};
use crate::query::{Answer, Found, PlanStage};
use crate::text::capital;
use crate::time::state::{Judgement, State};
use crate::time::when::day_for_people;
use chrono::NaiveDate;

/// One line of the page.
struct Figure {
    id: &'static str,
    words: String,
    /// `None`: cannot be judged.
    count: Option<usize>,
    /// It is a share of all actions, or of so many.
    shared: bool,
    share_of: Option<usize>,
    before: Option<usize>,
    remark: String,
}

impl Figure {
    fn new(id: &'static str, words: impl Into<String>, count: usize) -> Figure {
        Figure { id, words: words.into(), count: Some(count), shared: false, share_of: None, before: None, remark: String::new() }
    }

    fn shared(id: &'static str, words: impl Into<String>, count: usize) -> Figure {
        Figure { shared: true, ..Figure::new(id, words, count) }
    }
}

/// What is counted on each of the two days.
#[derive(Clone, Copy, Default)]
struct Day {
    actions: usize,
    states: [usize; State::ALL.len()],
    done: usize,
    dropped: usize,
    owed: usize,
    left_open: usize,
    no_lead: usize,
    colours: Coloured,
}

impl Day {
    fn add(&mut self, found: &Found, verdict: &Judgement) {
        self.actions += 1;
        self.states[verdict.state.index()] += 1;
        self.done += usize::from(verdict.is_done());
        self.dropped += usize::from(verdict.is_dropped());
        self.owed += verdict.owed as usize;
        self.left_open += usize::from(verdict.plan_ended);
        self.no_lead += usize::from(!found.has_lead());
    }

    fn colour(&mut self, colour: Option<Rag>) {
        if let Some(index) = COLOURS.iter().position(|(rag, _)| Some(*rag) == colour) {
            self.colours[index] += 1;
        }
    }
}

pub(super) fn section<'a>(
    answers: &'a [Answer<'a>],
    about: About,
    sight: Sight,
    exceptions: &Exceptions,
    earlier: &Earlier,
) -> Section<'a> {
    let total = answers.iter().map(|answer| answer.found.len()).sum();
    let (mut now, mut then, mut colours_known) = (Day::default(), Day::default(), true);
    for (answer, earlier) in answers.iter().zip(&earlier.of_plans) {
        for found in &answer.found {
            now.add(found, &found.verdict);
            let earlier_rag = answer.since.and_then(|since| found.rag_before(since));
            now.colour(found.rag());
            then.colour(earlier_rag);
            // A colour without a note of that time says nothing of when it was given.
            colours_known &= found.rag().is_none() || earlier_rag.is_some();
        }
        answer.found.iter().zip(earlier.iter().flatten()).for_each(|(found, verdict)| {
            verdict.iter().for_each(|verdict| then.add(found, verdict));
        });
    }
    // A total of some plans only would pass for one of all.
    let compared = answers.iter().all(|answer| answer.since.is_some());
    let colours = colours(answers, total, now.colours, then.colours, compared.then_some(colours_known));
    let then = Some(then).filter(|_| compared);
    let mut figures = figures(answers, (about.as_at, total), sight, &now, then.as_ref(), exceptions);
    figures.extend(colours);
    let picture = picture(answers, about, &now, then.as_ref()).filter(|_| total > 0);
    let columns = vec![
        Column::hidden("figure", "Id"),
        Column::new("words", "Figure"),
        Column::new("count", "Now"),
        Column::new("share_percent", "Share %"),
        Column::new("before", "Before"),
        Column::new("change", "Change"),
        Column::new("figure_remark", "Remark"),
    ];
    // A column of noughts would say no more.
    let count = if total > 0 { figures.len() } else { 0 };
    let row = |figure: Figure| {
        let number = |number: Option<usize>| number.map_or(Cell::Empty, Cell::count);
        let of = figure.share_of.unwrap_or(total);
        let share = figure.count.filter(|_| figure.shared && of > 0).map(|count| (count * 100 + of / 2) / of);
        let change = figure.count.zip(figure.before).map(|(now, before)| now as i64 - before as i64);
        Row::of_cells(vec![
            Cell::Text(figure.id.into()),
            Cell::Text(figure.words.into()),
            number(figure.count),
            number(share),
            number(figure.before),
            change.map_or(Cell::Empty, Cell::Number),
            Cell::text((!figure.remark.is_empty()).then_some(figure.remark)),
        ])
    };
    let rows = figures.into_iter().take(count).map(row).collect();
    let nothing = "There is no action to count.".into();
    Section { id: FIGURES, heading: "All figures".into(), rows, nothing, picture, ..Section::of(columns) }
}

fn figures(
    answers: &[Answer],
    (as_at, total): (NaiveDate, usize),
    sight: Sight,
    now: &Day,
    then: Option<&Day>,
    exceptions: &Exceptions,
) -> Vec<Figure> {
    let before = |of: fn(&Day) -> usize| then.map(of);
    let is_overdue = |found: &Found| found.verdict.state == State::Overdue;
    let mut figures = vec![
        Figure { before: before(|day| day.actions), ..Figure::new("actions", "Actions", total) },
        Figure { before: before(|day| day.done), ..Figure::shared("done", "Done", now.done) },
    ];
    if now.dropped > 0 {
        figures.push(Figure {
            before: before(|day| day.dropped),
            ..Figure::shared("dropped", "Withdrawn or carried forward", now.dropped)
        });
    }
    figures.splice(1..1, by_stage(answers, as_at, ["actions-in-ended-plans", "actions-in-plans-not-begun"], |_| true));
    let Sight { cannot, open } = sight;
    let blind = sight.is_blind();
    // Nought out of nothing that could be judged is no good news.
    let sighted = |figure: Figure| match blind {
        true => Figure { count: None, before: None, remark: "cannot be judged: no open action has a date".into(), ..figure },
        false => figure,
    };
    for (index, &state) in State::ALL.iter().enumerate().filter(|(_, state)| **state != State::Closed) {
        let mut figure = Figure {
            before: then.map(|day| day.states[index]),
            ..Figure::shared(state.id(), capital(state.words()), now.states[index])
        };
        if matches!(state, State::Overdue | State::LateToStart | State::DueSoon | State::Scheduled) {
            figure = sighted(figure);
        }
        if state == State::Overdue && !blind {
            let judged = open - cannot;
            figure.share_of = Some(judged);
            figure.remark = match cannot {
                0 => format!("share of {}", counted(open, "open action")),
                _ => format!("share of the {judged} of {open} open that can be judged by a date"),
            };
        }
        figures.push(figure);
        if state == State::Overdue {
            figures.extend(by_stage(answers, as_at, ["overdue-in-ended-plans", "overdue-in-plans-not-begun"], is_overdue));
        }
    }
    figures.push(sighted(Figure { before: before(|day| day.owed), ..Figure::new("reports-owed", "Reports owed", now.owed) }));
    if now.left_open > 0 || then.is_some_and(|day| day.left_open > 0) {
        figures.push(Figure {
            before: before(|day| day.left_open),
            ..Figure::shared("left-open", "Open in a plan that has ended", now.left_open)
        });
    }
    figures.push(Figure::shared("no-lead", "Without a lead", now.no_lead));
    for (later, id) in (0..AHEAD).zip(["due-this-month", "due-next-month", "due-month-after"]) {
        let month = month(as_at, later);
        let from = if later == 0 { " from this day on" } else { "" };
        let dates = Figure::new(id, format!("Due in {}{from}", month.for_people()), exceptions.due_in(month, |_| true));
        figures.push(sighted(Figure { remark: "dates, recurring work included".into(), ..dates }));
    }
    let looked = answers.iter().any(|answer| answer.since.is_some());
    let lately = |count: usize| Some(count).filter(|_| looked);
    let unknown = if looked { "since the earlier day" } else { "not known: there is no earlier day to look from" };
    let completed = Figure::new("completed", "Completed", exceptions.completed.len());
    let moved = Figure::new("moved", "Dates moved", exceptions.moved.len());
    // What no plan records is not nought.
    let undated = exceptions.done_undated;
    let (count, remark) = match undated {
        0 => (lately(exceptions.completed.len()), unknown.to_owned()),
        _ if undated == now.done => (None, "not known: the plan gives no day of completion".into()),
        _ => (lately(exceptions.completed.len()), format!("{unknown}; {undated} more on a day the plan does not give")),
    };
    figures.push(Figure { count, remark, ..completed });
    let (count, remark) = match exceptions.records_moves {
        true => (lately(exceptions.moved.len()), unknown),
        false => (None, "not known: no plan records that a date was moved"),
    };
    figures.push(Figure { count, remark: remark.into(), ..moved });
    figures.push(Figure::new("no-evidence", "Done without evidence", exceptions.no_evidence.len()));
    figures
}

/// Of several plans, how many of these actions are of plans that are over on the day, or have not begun: a sum with those in force
/// would pass for one of them.
fn by_stage(answers: &[Answer], as_at: NaiveDate, ids: [&'static str; 2], counts: fn(&Found) -> bool) -> Vec<Figure> {
    let stages = [(PlanStage::Ended, "of these in plans that are over"), (PlanStage::NotBegun, "of these in plans not begun")];
    let figure = |(id, (stage, words)): (&'static str, (PlanStage, &str))| {
        let of_stage = answers.iter().filter(|answer| PlanStage::of(answer.plan, as_at) == Some(stage));
        let count = of_stage.flat_map(|answer| &answer.found).filter(|found| counts(found)).count();
        (count > 0).then(|| Figure::new(id, words, count))
    };
    if answers.len() > 1 { ids.into_iter().zip(stages).filter_map(figure).collect() } else { Vec::new() }
}

/// The colours, worst first, each with the id of its figure.
pub(super) const COLOURS: [(Rag, &str); 5] = [
    (Rag::Red, "rag-red"),
    (Rag::Amber, "rag-amber"),
    (Rag::Green, "rag-green"),
    (Rag::Blue, "rag-blue"),
    (Rag::Grey, "rag-grey"),
];

/// What a colour means, where all the boards mean the same by it.
pub(super) fn means<'a>(answers: &[Answer<'a>], rag: Rag) -> Option<&'a str> {
    let mut meanings = answers
        .iter()
        .map(|answer| answer.plan.rag.iter().find(|legend| legend.rag.value == rag).map(|legend| legend.means.value));
    let first = meanings.next()??;
    meanings.all(|other| other == Some(first)).then_some(first)
}

/// How many actions have each colour, in the order of [`COLOURS`].
type Coloured = [usize; COLOURS.len()];

/// A figure for each colour, with what it means where all the boards mean the same by it. `known` says whether the colours of
/// the earlier day are, where there is one for all plans.
fn colours(answers: &[Answer], total: usize, now: Coloured, then: Coloured, known: Option<bool>) -> Vec<Figure> {
    let coloured: usize = now.iter().sum();
    let mut figures = Vec::new();
    if coloured > 0 {
        for (index, (rag, id)) in COLOURS.into_iter().enumerate() {
            let means = means(answers, rag);
            if now[index] + then[index] == 0 && means.is_none() {
                continue;
            }
            let unknown = (known == Some(false)).then(|| "earlier colours are not known".to_owned());
            let remark: Vec<String> = means.map(str::to_owned).into_iter().chain(unknown).collect();
            figures.push(Figure {
                before: (known == Some(true)).then_some(then[index]),
                remark: remark.join("; "),
                ..Figure::shared(id, format!("RAG {}", rag.word()), now[index])
            });
        }
    }
    figures.push(Figure::shared("rag-none", "No RAG colour", total - coloured));
    figures
}

/// The states on the two days, one bar above the other.
fn picture(answers: &[Answer], about: About, now: &Day, then: Option<&Day>) -> Option<Picture> {
    let since = answers.first().and_then(|answer| answer.since);
    let same = answers.iter().all(|answer| answer.since == since);
    let earlier = then.map(|day| {
        let label = since.filter(|_| same).map_or_else(|| "last meetings".to_owned(), day_for_people);
        by_state(label, &day.states)
    });
    let bars = earlier.into_iter().chain([by_state(day_for_people(about.as_at), &now.states)]).collect();
    Some(Picture::Bars { title: "Actions by state".into(), bars })
}
