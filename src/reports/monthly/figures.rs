//! The first page: each figure, its share of all actions, and how it moved since the earlier day.

use super::super::pictures::by_state;
use super::super::story::{is_done, is_dropped};
use super::super::{About, Cell, Column, Picture, Rag, Row, Rows, Section};
use super::exceptions::Exceptions;
use super::{is_blind, unjudged};
use crate::query::{Answer, Found};
use crate::time::state::{Judgement, State};
use crate::time::when::day_for_people;

/// One line of the page.
struct Figure {
    id: &'static str,
    words: String,
    /// `None`: cannot be judged.
    count: Option<usize>,
    /// It is a share of all actions.
    shared: bool,
    before: Option<usize>,
    remark: String,
}

impl Figure {
    fn new(id: &'static str, words: impl Into<String>, count: usize) -> Figure {
        Figure { id, words: words.into(), count: Some(count), shared: false, before: None, remark: String::new() }
    }

    fn shared(id: &'static str, words: impl Into<String>, count: usize) -> Figure {
        Figure { shared: true, ..Figure::new(id, words, count) }
    }
}

/// What is counted on each of the two days.
#[derive(Clone, Copy, Default)]
struct Day {
    states: [usize; State::ALL.len()],
    done: usize,
    dropped: usize,
    owed: usize,
    left_open: usize,
}

impl Day {
    fn add(&mut self, found: &Found, verdict: &Judgement) {
        self.states[verdict.state.index()] += 1;
        self.done += usize::from(is_done(found, verdict));
        self.dropped += usize::from(is_dropped(found));
        self.owed += verdict.owed as usize;
        self.left_open += usize::from(verdict.plan_ended);
    }
}

pub(super) fn section<'a>(answers: &'a [Answer], about: About, exceptions: &Exceptions) -> Section<'a> {
    let all = || answers.iter().flat_map(|answer| &answer.found);
    let total = all().count();
    let (mut now, mut then) = (Day::default(), Day::default());
    for found in all() {
        now.add(found, &found.verdict);
        if let Some(earlier) = found.course.as_ref().and_then(|course| course.earlier) {
            then.add(found, &earlier);
        }
    }
    // A total of some plans only would pass for one of all.
    let compared = answers.iter().all(|answer| answer.plan.since.is_some());
    let then = Some(then).filter(|_| compared);
    let figures = figures(answers, total, &now, then.as_ref(), exceptions);
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
    let row = move |index: usize| {
        let figure = &figures[index];
        let number = |number: Option<usize>| number.map_or(Cell::Empty, Cell::count);
        let share = figure.count.filter(|_| figure.shared && total > 0).map(|count| (count * 100 + total / 2) / total);
        let change = figure.count.zip(figure.before).map(|(now, before)| now as i64 - before as i64);
        Row::flat(vec![
            Cell::Text(figure.id.into()),
            Cell::Text(figure.words.clone().into()),
            number(figure.count),
            number(share),
            number(figure.before),
            change.map_or(Cell::Empty, Cell::Number),
            Cell::text((!figure.remark.is_empty()).then(|| figure.remark.clone())),
        ])
    };
    let rows = Rows::new(count, row);
    let nothing = "There is no action to count.".into();
    Section { id: "figures", heading: "Figures".into(), rows, nothing, picture, ..Section::rows(columns) }
}

fn figures(answers: &[Answer], total: usize, now: &Day, then: Option<&Day>, exceptions: &Exceptions) -> Vec<Figure> {
    let all = || answers.iter().flat_map(|answer| &answer.found);
    let before = |of: fn(&Day) -> usize| then.map(of);
    let mut figures = vec![
        Figure::new("actions", "Actions", total),
        Figure { before: before(|day| day.done), ..Figure::shared("done", "Done", now.done) },
    ];
    if now.dropped > 0 {
        figures.push(Figure {
            before: before(|day| day.dropped),
            ..Figure::shared("dropped", "Withdrawn or carried forward", now.dropped)
        });
    }
    let (cannot, open) = unjudged(answers);
    let blind = is_blind(answers);
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
        if state == State::Overdue && cannot > 0 && !blind {
            figure.remark = format!("of {open} open; {cannot} cannot be judged");
        }
        figures.push(figure);
    }
    figures.push(sighted(Figure { before: before(|day| day.owed), ..Figure::new("reports-owed", "Reports owed", now.owed) }));
    if now.left_open > 0 || then.is_some_and(|day| day.left_open > 0) {
        figures.push(Figure {
            before: before(|day| day.left_open),
            ..Figure::shared("left-open", "Open in a plan that has ended", now.left_open)
        });
    }
    figures.push(Figure::shared("no-lead", "Without a lead", all().filter(|found| found.leads.is_empty()).count()));
    for (id, words, days) in
        [("due-30", "Due within 30 days", 30), ("due-60", "Due within 60 days", 60), ("due-90", "Due within 90 days", 90)]
    {
        let dates = Figure::new(id, words, exceptions.due_within(days));
        figures.push(sighted(Figure { remark: "dates, recurring work included".into(), ..dates }));
    }
    let looked = answers.iter().any(|answer| answer.plan.since.is_some());
    let lately = |count: usize| Some(count).filter(|_| looked);
    let unknown = if looked { "since the earlier day" } else { "not known: there is no earlier day to look from" };
    let completed = Figure::new("completed", "Completed", exceptions.completed.len());
    let moved = Figure::new("moved", "Dates moved", exceptions.moved.len());
    figures.push(Figure { count: lately(exceptions.completed.len()), remark: unknown.into(), ..completed });
    figures.push(Figure { count: lately(exceptions.moved.len()), remark: unknown.into(), ..moved });
    figures.push(Figure::new("no-evidence", "Done without evidence", exceptions.no_evidence.len()));
    figures.extend(colours(answers, then.is_some()));
    figures
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
pub(super) fn means(answers: &[Answer], rag: Rag) -> Option<&str> {
    let mut meanings =
        answers.iter().map(|answer| answer.plan.legend.iter().find(|(other, _)| *other == rag).map(|(_, means)| &**means));
    let first = meanings.next()??;
    meanings.all(|other| other == Some(first)).then_some(first)
}

/// A figure for each colour, with what it means where all the boards mean the same by it.
fn colours(answers: &[Answer], compared: bool) -> Vec<Figure> {
    let all = || answers.iter().flat_map(|answer| &answer.found);
    let earlier = |found: &Found| found.course.as_ref().and_then(|course| course.earlier_rag);
    // A colour without a note of that time says nothing of when it was given.
    let known = compared && all().all(|found| found.rag.is_none() || earlier(found).is_some());
    let count = |rag: Rag| all().filter(|found| found.rag == Some(rag)).count();
    let before = |rag: Rag| all().filter(|found| earlier(found) == Some(rag)).count();
    let means = |rag: Rag| means(answers, rag);
    let coloured = all().filter(|found| found.rag.is_some()).count();
    let mut figures = Vec::new();
    if coloured > 0 {
        for (rag, id) in COLOURS.into_iter().filter(|(rag, _)| count(*rag) + before(*rag) > 0 || means(*rag).is_some()) {
            let remark =
                [means(rag).map(str::to_owned), (compared && !known).then(|| "earlier colours are not known".to_owned())];
            figures.push(Figure {
                before: known.then(|| before(rag)),
                remark: remark.into_iter().flatten().collect::<Vec<_>>().join("; "),
                ..Figure::shared(id, format!("RAG {}", rag.word()), count(rag))
            });
        }
    }
    let none = Figure::shared("rag-none", "No RAG colour", all().count() - coloured);
    figures.push(none);
    figures
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The states on the two days, one bar above the other.
fn picture(answers: &[Answer], about: About, now: &Day, then: Option<&Day>) -> Option<Picture> {
    let since = answers.first().and_then(|answer| answer.plan.since);
    let same = answers.iter().all(|answer| answer.plan.since == since);
    let earlier = then.map(|day| {
        let label = since.filter(|_| same).map_or_else(|| "last meetings".to_owned(), day_for_people);
        by_state(label, &day.states)
    });
    let bars = earlier.into_iter().chain([by_state(day_for_people(about.as_at), &now.states)]).collect();
    Some(Picture::Bars { title: "Actions by state".into(), bars })
}
