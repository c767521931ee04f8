//! The board's monthly paper: one page of figures, then only exceptions, worst first, then tallies.
//!
//! Every figure is counted from rows that the paper shows, or from the verdicts that its tallies are made of.

mod colours;
mod exceptions;
mod figures;
mod first_page;
mod for_people;
mod message;
mod plans;
mod to_settle;

use super::actions::{Whose, section_with};
use super::columns::Line;
use super::sight::Sight;
use super::{
    About, EVERYTHING, Fact, Needs, Note, Report, ReportKind, Role, Section, counted, counts, groups, leads, notes, objectives,
};
use crate::query::{Answer, Each, Found, numbered, packs};
use crate::time::state::{Judgement, State};
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, Months, NaiveDate};
use exceptions::Exceptions;
use for_people::ForPeople;

pub(super) static KIND: ReportKind = ReportKind {
    id: "monthly",
    also: "paper",
    about: "the board's paper: figures and how they moved, then only exceptions, then each objective, group and lead",
    needs: Needs { since: true, git: true, cover: true, ..Needs::NOTHING },
    build,
};

/// The paper looks ahead to the end of the last of so many months, that of the day itself counted in.
const AHEAD: u32 = 3;

/// The month so many months after that of the day asked about.
fn month(as_at: NaiveDate, later: u32) -> When {
    let day = as_at.with_day(1).and_then(|first| first.checked_add_months(Months::new(later))).unwrap_or(as_at);
    When::Month { year: day.year(), month: day.month() }
}

fn last(as_at: NaiveDate) -> NaiveDate {
    month(as_at, AHEAD - 1).last_day()
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let sight = Sight::of(answers);
    let exceptions = Exceptions::of(answers, about);
    let earlier = Earlier::of(answers, about);
    let page_one = first_page::build(answers, about, &exceptions, &earlier);
    let mut sections = vec![figures::section(answers, about, sight, &exceptions, &earlier)];
    let most = for_people::most(answers.len());
    let mut shown = ForPeople::new(most);
    if answers.len() > 1 {
        shown.add(plans::section(answers, &earlier), "first", about.as_at);
    }
    for section in exceptions::sections(answers, about, sight, exceptions) {
        let which = match section.id {
            "overdue" | "late-to-start" => "longest",
            "due" => "soonest",
            _ => "first",
        };
        shown.add(section, which, about.as_at);
    }
    let colours = colours::section(answers);
    match colours.rows.is_empty() {
        true => shown.add_figures(colours, None, Some("RAG colours")),
        false => shown.sections.push(colours),
    }
    let objectives = tally("objectives", "By objective", objectives::section(answers, about));
    let is_on_page_one = page_one.parted_by == "objective" && page_one.by_objective_more == 0;
    let by_objective = objectives::section_for_people(answers, about, most).filter(|_| !is_on_page_one);
    shown.add_figures(objectives, by_objective.map(|section| Section { picture: None, ..without_details(section) }), None);
    let groups = tally("groups", "By group", groups::section(answers, about));
    shown.add_figures(
        groups,
        groups::section_for_people(answers, about, most).map(without_details),
        Some("Groups with something open"),
    );
    let mut notes = earlier_day(answers);
    notes.extend(notes::not_begun(answers, about.as_at));
    notes.extend(notes::plan_ended(answers));
    let leads = packs(answers, numbered(answers), Each::Lead);
    notes.extend(leads::beside(answers, &leads));
    let by_lead = tally("leads", "By lead", leads::section(&leads, answers));
    shown.add_figures(by_lead, leads::section_for_people(&leads, answers, most), Some("Leads with something open"));
    sections.extend(shown.into_sections(sight, about.filtered));
    // Whoever asked for a part wants to see all of it.
    let all = everything(answers, about);
    let all_actions = match about.filtered {
        true => {
            sections.push(all);
            None
        }
        false => Some(Section { heading: "All actions".into(), ..all }),
    };
    let title = format!("Monthly paper as at {}: {}", day_for_people(about.as_at), verdict(answers, sight));
    let page_one = Some(Box::new(page_one));
    Report {
        id: "monthly",
        title,
        as_at: about.as_at,
        running_head: super::running_head(answers),
        page_one,
        facts: facts(answers),
        sections,
        all_actions,
        counts: counts(answers),
        notes,
    }
}

/// Where every action stood when the earlier day of its plan began.
struct Earlier {
    /// For each answer, in the order of the actions found; nothing where there is no earlier day, or the action was added since.
    of_plans: Vec<Option<Vec<Option<Judgement>>>>,
}

impl Earlier {
    fn of(answers: &[Answer], about: About) -> Earlier {
        let judged = |answer: &Answer| {
            let since = answer.since?;
            Some(answer.found.iter().map(|found| found.judge_before(since, about.soon)).collect())
        };
        Earlier { of_plans: answers.iter().map(judged).collect() }
    }
}

/// Every action asked for.
fn everything<'a>(answers: &'a [Answer<'a>], about: About) -> Section<'a> {
    let lines: Vec<Line> = answers.iter().flat_map(|answer| &answer.found).map(|found| Line::of(found, about.as_at)).collect();
    let heading = format!("All that was asked for: {}", counted(lines.len(), "action"));
    let people = ["ref", "action", "leads", "due", "state"];
    Section {
        id: EVERYTHING,
        heading,
        nothing: "No action matches.".into(),
        ..section_with(lines, &people, Whose::of(answers), &[], |_| Vec::new())
    }
}

/// A section of tallies.
fn tally<'a>(id: &'static str, heading: &str, section: Section<'a>) -> Section<'a> {
    Section { id, heading: heading.to_owned(), ..without_details(section) }
}

fn without_details(mut section: Section) -> Section {
    section.columns.iter_mut().filter(|column| column.role == Role::Detail).for_each(|column| column.people = None);
    section
}

/// What the whole paper says in a few words. What cannot be judged is never called on time.
fn verdict(answers: &[Answer], sight: Sight) -> String {
    let overdue: usize = answers.iter().map(|answer| answer.counts[State::Overdue.index()]).sum();
    match (sight.cannot, sight.open) {
        (_, 0) if answers.iter().all(|answer| answer.found.is_empty()) => "there is no action".into(),
        (_, 0) => "no action is open".into(),
        (cannot, open) if cannot == open => format!("nothing could be judged ({})", counted(open, "open action")),
        (0, open) => format!("{overdue} of {} overdue", counted(open, "open action")),
        (cannot, open) => format!("{overdue} of {} overdue, {cannot} not judged", counted(open, "open action")),
    }
}

fn facts(answers: &[Answer]) -> Vec<Fact> {
    let fact = |id, heading, text: String| Fact { id, heading, text };
    let mut facts = Vec::new();
    match answers {
        [only] => {
            let plan = &only.plan;
            let title = plan.title.map(|title| format!(", {}", title.value)).unwrap_or_default();
            facts.push(fact("board", "Board", plan.board.map_or("not named in the plan", |board| board.value).into()));
            facts.push(fact("plan", "Plan", format!("{}{title}", plan.name)));
            facts.push(fact("version", "Version", plan.version.map_or("the plan gives none", |version| version.value).into()));
            if let Some(period) = plan.period {
                let to = period.last_day().map_or_else(|| "no end is given".to_owned(), day_for_people);
                facts.push(fact("period", "Period", format!("{} to {to}", day_for_people(period.first_day()))));
            }
        }
        several => facts.push(fact("plans", "Plans", format!("{}, each with its version below", counted(several.len(), "plan")))),
    }
    let since: Vec<Option<NaiveDate>> = answers.iter().map(|answer| answer.since).collect();
    let text = match since.first() {
        Some(&Some(day)) if since.iter().all(|&other| other == Some(day)) => {
            let held = answers.len() == 1 && answers[0].plan.meetings.iter().any(|meeting| meeting.value == day);
            format!("{}{}", day_for_people(day), if held { ", when the board met" } else { "" })
        }
        _ if since.iter().all(Option::is_none) => "nothing: no plan lists a meeting before this day".into(),
        _ => "each board's last meeting, where its plan lists one".into(),
    };
    facts.push(fact("since", "Compared with", text));
    facts
}

/// What cannot be known of the earlier day.
fn earlier_day(answers: &[Answer]) -> Vec<Note> {
    let silent = answers.iter().filter(|answer| answer.since.is_none());
    let note = |answer: &Answer| {
        let text = format!("Not compared: {} lists no meeting before this day", answer.plan_called());
        (answer.plan_called().to_owned(), Note::new("not-compared", answer.found.len(), text))
    };
    let mut notes = notes::folded(silent.map(note), |plans, _, names| {
        format!("Not compared: {plans} plans list no meeting before this day: {names}")
    });
    let compared = || answers.iter().filter(|answer| answer.since.is_some()).flat_map(|answer| &answer.found);
    if compared().next().is_none() {
        return notes;
    }
    let taken: Vec<&Found> = compared().filter(|found| found.is_undatable()).collect();
    if !taken.is_empty() {
        let text = format!(
            "Not known of the earlier day: since when {} on hold, withdrawn, carried forward or complete without a day; taken to have been so already, or since the latest dated note, move or milestone",
            if taken.len() == 1 { "1 action is".to_owned() } else { format!("{} actions are", taken.len()) }
        );
        notes.push(notes::about_actions("taken-as-now", &taken, text));
    }
    let undated = |found: &&Found| found.moves().any(|moved| moved.on.is_none());
    let moved: Vec<&Found> = compared().filter(undated).collect();
    if !moved.is_empty() {
        let text = format!(
            "Not known: when the date of {} was moved; taken to have been moved before the earlier day",
            counted(moved.len(), "action")
        );
        notes.push(notes::about_actions("moved-without-a-day", &moved, text));
    }
    let text = "The earlier day is judged from this same plan, without what is dated on it or later; an action of which the plan does not say when it was added counts as if it had been there";
    notes.push(Note::new("earlier-day", compared().count(), text));
    notes
}
