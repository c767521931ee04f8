//! The first page of the paper: the finding, the figures with their earlier values, what the board has to settle, and where it
//! hurts most. Of several plans those in force are counted, where any is.

use super::super::page_one::{Cover, Group, KeyFigure, LongOverdue, PageOne, Part, Share, by_group};
use super::super::{About, Bar, Segment, Series};
use super::exceptions::Exceptions;
use super::message::{self, Facts};
use super::{AHEAD, Earlier, counted, last, month};
use crate::plan::Action;
use crate::query::{Answer, Boards, Each, Found, Led, Pack, PlanStage, numbered, packs};
use crate::time::state::{Judgement, State};
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// As many of each have room on the page.
const LONGEST: usize = 5;
const MONTHS: usize = 6;
const LEADS: usize = 5;
const OBJECTIVES: usize = 10;
/// Of several boards, whose names take room beside those of leads.
const LEADS_OF_BOARDS: usize = 3;
const BOARDS: usize = 8;

/// What an answer adds to the page: the actions with where they stood at the earlier day.
struct Counted<'a> {
    number: usize,
    answer: &'a Answer<'a>,
    earlier: Option<&'a [Option<Judgement>]>,
}

impl<'a> Counted<'a> {
    /// The actions that were on the plan at the earlier day, with how they stood.
    fn before(&self) -> impl Iterator<Item = (&'a Found<'a>, &'a Judgement)> {
        let verdicts = self.earlier.into_iter().flatten();
        self.answer.found.iter().zip(verdicts).filter_map(|(found, verdict)| Some((found, verdict.as_ref()?)))
    }
}

pub(super) fn build(answers: &[Answer], about: About, exceptions: &Exceptions, earlier: &Earlier) -> PageOne {
    let as_at = about.as_at;
    let stage = |answer: &Answer| PlanStage::of(answer.plan, as_at);
    let runs = |answer: &Answer| !matches!(stage(answer), Some(PlanStage::Ended | PlanStage::NotBegun));
    // What is over or has not begun would hide how those in force stand.
    let some_run = answers.len() > 1 && answers.iter().any(|answer| runs(answer) && !answer.found.is_empty());
    let is_counted = |answer: &Answer| !some_run || runs(answer);
    let counted_here: Vec<Counted> = answers
        .iter()
        .zip(&earlier.of_plans)
        .enumerate()
        .filter(|(_, (answer, _))| is_counted(answer))
        .map(|(number, (answer, earlier))| Counted { number, answer, earlier: earlier.as_deref() })
        .collect();
    let boards = Boards::of(answers);
    let several = counted_here.len() > 1;
    let all = || counted_here.iter().flat_map(|counted| &counted.answer.found);
    let facts = facts(&counted_here, as_at);
    let past: Vec<&Found> = {
        let mut past: Vec<&Found> = all().filter(|found| found.verdict.state == State::Overdue).collect();
        past.sort_by_key(|found| Reverse(found.verdict.days_late()));
        past
    };
    let numbers: Vec<usize> = counted_here.iter().map(|counted| counted.number).collect();
    let leads = packs(answers, numbered(answers).filter(|(number, _)| numbers.contains(number)), Each::Lead);
    let by_objective = if several { by_board(&counted_here, &boards, answers) } else { by_objective(&counted_here) };
    let parts = if several { BOARDS } else { OBJECTIVES };
    let more = by_objective.len().saturating_sub(parts);
    let plans: Vec<&Answer> = counted_here.iter().map(|counted| counted.answer).collect();
    let heading = message::first(message::HEADINGS, &facts).map(|said| said.strong).unwrap_or_default();
    let limits = message::first(message::LIMITS, &facts);
    let part = part(answers, about);
    let (board, mut what) = (super::super::whose(answers), what(answers, counted_here.len(), some_run));
    // Where only whole plans are left out, those that are shown are all there.
    if part.is_some_and(|part| part.actions < part.of) {
        what += ", a part";
    }
    PageOne {
        running: format!("Monthly paper as at {}", day_for_people(as_at)),
        board,
        heading: format!("{what}: {heading}"),
        standing: standing(&facts, as_at),
        cover: Cover::default(),
        part,
        message: message::first(message::STANDINGS, &facts).into_iter().chain(limits).collect(),
        figures: figures(&counted_here, &facts, exceptions, as_at, some_run),
        groups: groups(&counted_here, &facts, as_at),
        key: key(&counted_here, about),
        to_settle: super::to_settle::to_settle(&plans, answers, as_at, facts.past, facts.silent_past),
        longest: past.iter().take(LONGEST).map(|found| long_overdue(found, boards.are_several())).collect(),
        longest_more: past.len().saturating_sub(LONGEST),
        by_month: by_month(&past),
        by_lead: by_lead(&leads, boards.are_several()),
        by_objective: by_objective.into_iter().take(parts).collect(),
        by_objective_more: more,
        parted_by: if several { "board" } else { "objective" },
        basis: basis(answers, &facts, &counted_here, as_at),
        alone: false,
    }
}

/// What was not asked for: an action that was put on its plan only later is not left out.
fn part(answers: &[Answer], about: About) -> Option<Part> {
    let shown: usize = answers.iter().map(|answer| answer.found.len()).sum();
    let is_there = |action: &Action| action.added.is_none_or(|added| added.last_day() <= about.as_at);
    let all = answers.iter().flat_map(|answer| answer.plan.actions()).filter(|(_, action)| is_there(action)).count();
    Part::of(shown, all.max(shown), about.left_out).filter(|_| about.filtered)
}

fn facts(counted_here: &[Counted], as_at: NaiveDate) -> Facts {
    let mut facts = Facts::default();
    for found in counted_here.iter().flat_map(|counted| &counted.answer.found) {
        let group = Group::of(&found.verdict);
        let silent = found.records_nothing();
        facts.actions += 1;
        facts.open += usize::from(group.is_some());
        facts.past += usize::from(group == Some(Group::Past));
        facts.cannot += usize::from(group == Some(Group::Unjudged));
        let held = found.verdict.state == State::OnHold;
        facts.held += usize::from(held);
        facts.held_past += usize::from(held && found.verdict.days > Some(0));
        facts.ongoing += usize::from(found.verdict.state == State::Ongoing && group == Some(Group::Ongoing));
        facts.done += usize::from(found.is_done());
        facts.silent += usize::from(silent);
        facts.silent_past += usize::from(silent && group == Some(Group::Past));
    }
    // A number of some plans only would pass for one of all.
    let since = counted_here.first().and_then(|counted| counted.answer.since);
    facts.since = since.filter(|_| counted_here.iter().all(|counted| counted.answer.since == since));
    if facts.since.is_some() {
        let before = counted_here.iter().flat_map(Counted::before);
        facts.past_before = Some(before.filter(|(_, verdict)| verdict.state == State::Overdue).count());
    }
    if let [Counted { answer, .. }] = counted_here {
        facts.stage = PlanStage::of(answer.plan, as_at);
        facts.begins = answer.plan.period.map(|period| period.first_day());
        facts.ended = answer.plan.period.and_then(|period| period.last_day());
        facts.months = answer.plan.period.and_then(|period| period.days()).and_then(|days| months_gone(days, as_at));
    }
    facts
}

/// How many whole months of a plan have gone, of how many; nothing where it is not of whole months, or the day lies outside it.
fn months_gone((from, to): (NaiveDate, NaiveDate), as_at: NaiveDate) -> Option<(usize, usize)> {
    let end = to.succ_opt()?;
    let months = |day: NaiveDate| {
        let months = (day.year() - from.year()) * 12 + day.month() as i32 - from.month() as i32;
        months - i32::from(day.day() < from.day())
    };
    let whole = (end.day() == from.day()).then(|| months(end))?;
    let fits = from <= as_at && as_at <= end && whole > 0;
    fits.then(|| (months(as_at) as usize, whole as usize))
}

/// The plan's title, or how many plans are counted.
fn what(answers: &[Answer], counted_here: usize, some_run: bool) -> String {
    match answers {
        [only] => only.plan.title.map_or(only.plan.name, |title| title.value).to_owned(),
        _ if some_run => format!("{} in force", counted(counted_here, "plan")),
        several => counted(several.len(), "plan"),
    }
}

fn standing(facts: &Facts, as_at: NaiveDate) -> Vec<String> {
    let day = day_for_people(as_at);
    let over = facts.ended.filter(|_| facts.stage == Some(PlanStage::Ended));
    let gone = match (over, facts.months) {
        (Some(ended), _) => format!(" (the plan ended on {})", day_for_people(ended)),
        (_, Some((gone, whole))) => format!(" ({gone} of {whole} months gone)"),
        _ => String::new(),
    };
    let compared = facts.since.map(|since| format!("Compared with {}", day_for_people(since)));
    std::iter::once(format!("As at {day}{gone}")).chain(compared).collect()
}

/// "(11 on 1 Jul 2008)".
fn earlier_value(count: Option<usize>, since: Option<NaiveDate>) -> String {
    match (count, since) {
        (Some(count), Some(since)) => format!("({count} on {})", day_for_people(since)),
        _ => String::new(),
    }
}

fn figures(counted_here: &[Counted], facts: &Facts, exceptions: &Exceptions, as_at: NaiveDate, some_run: bool) -> Vec<KeyFigure> {
    let before = |fits: &dyn Fn(&Found, &Judgement) -> bool| {
        let all = counted_here.iter().flat_map(Counted::before);
        facts.since.map(|_| all.filter(|(found, verdict)| fits(found, verdict)).count())
    };
    let value = |fits: &dyn Fn(&Found, &Judgement) -> bool| earlier_value(before(fits), facts.since);
    let blind = facts.open > 0 && facts.cannot == facts.open;
    let sighted = |count: usize| Some(count).filter(|_| !blind);
    let is_here = |found: &Found| !some_run || counted_here.iter().any(|counted| std::ptr::eq(counted.answer.plan, found.plan));
    let ahead: Vec<(When, usize)> =
        (0..AHEAD).map(|later| month(as_at, later)).map(|month| (month, exceptions.due_in(month, is_here))).collect();
    let due: usize = ahead.iter().map(|(_, count)| count).sum();
    let name = |month: &When| day_for_people(month.first_day()).split(' ').nth(1).unwrap_or_default().to_owned();
    let months: Vec<String> = ahead.iter().map(|(month, count)| format!("{} {count}", name(month))).collect();
    let no_note = |found: &Found, until: Option<NaiveDate>| {
        let dated = |on: NaiveDate| until.is_none_or(|until| on < until);
        !found.notes().any(|note| note.on.is_none_or(|on| dated(on.last_day()))) && !found.action.unreadable("progress")
    };
    let all = || counted_here.iter().flat_map(|counted| &counted.answer.found);
    let silent = all().filter(|found| found.verdict.state != State::Closed && no_note(found, None)).count();
    let silent_before = before(&|found, verdict| verdict.state != State::Closed && no_note(found, facts.since));
    let cannot = match facts.cannot {
        0 => String::new(),
        count => format!("; {count} cannot be judged by date"),
    };
    vec![
        KeyFigure {
            id: "past",
            count: sighted(facts.past),
            words: "past their date".into(),
            beside: match blind {
                true => "cannot be judged".into(),
                false => value(&|_, verdict| verdict.state == State::Overdue),
            },
        },
        KeyFigure {
            id: "done",
            count: Some(facts.done),
            words: "recorded as done".into(),
            beside: value(&|_, verdict| verdict.is_done()),
        },
        KeyFigure {
            id: "due",
            count: sighted(due),
            words: format!("{} due by {}", if due == 1 { "date falls" } else { "dates fall" }, day_for_people(last(as_at))),
            beside: if blind { "cannot be judged".into() } else { format!("({})", months.join(", ")) },
        },
        KeyFigure {
            id: "no-note",
            count: Some(silent),
            words: "open with no progress note".into(),
            beside: format!("{}{cannot}", earlier_value(silent_before, facts.since)).trim_start_matches("; ").to_owned(),
        },
    ]
}

/// The open actions at the earlier day and now.
fn groups(counted_here: &[Counted], facts: &Facts, as_at: NaiveDate) -> Vec<Bar> {
    let now = by_group(
        day_for_people(as_at),
        counted_here.iter().flat_map(|counted| &counted.answer.found).map(|found| &found.verdict),
    );
    let then = facts
        .since
        .map(|since| by_group(day_for_people(since), counted_here.iter().flat_map(Counted::before).map(|(_, verdict)| verdict)));
    then.into_iter().chain([now]).filter(|bar| !bar.segments.is_empty()).collect()
}

/// What each group means: the key of the bars.
fn key(counted_here: &[Counted], about: About) -> Vec<(Series, String)> {
    let verdicts = || {
        let now = counted_here.iter().flat_map(|counted| &counted.answer.found).map(|found| &found.verdict);
        now.chain(counted_here.iter().flat_map(Counted::before).map(|(_, verdict)| verdict))
    };
    let any = |state: State| verdicts().any(|verdict| verdict.state == state);
    let used = Group::ALL.into_iter().filter(|group| verdicts().any(|verdict| Group::of(verdict) == Some(*group)));
    let unjudged: Vec<String> = match counted_here {
        [Counted { answer, .. }] => {
            let unjudged = answer.found.iter().filter(|found| Group::of(&found.verdict) == Some(Group::Unjudged));
            unjudged.map(|found| found.label().into_owned()).collect()
        }
        _ => Vec::new(),
    };
    let words = |group| match group {
        Group::Past => "past their date".to_owned(),
        Group::Soon => format!("due within {}", counted(about.soon as usize, "day")),
        Group::Later if any(State::LateToStart) => "due later, or late to start".into(),
        Group::Later => "due later".into(),
        Group::Ongoing => match (any(State::Ongoing), any(State::OnHold)) {
            (true, true) => "ongoing, or on hold".into(),
            (_, true) => "on hold".into(),
            _ => "ongoing".into(),
        },
        Group::Unjudged if (1..=6).contains(&unjudged.len()) => format!("cannot be judged ({})", unjudged.join(", ")),
        Group::Unjudged => "cannot be judged".into(),
    };
    used.map(|group| (Series::Group(group), words(group))).collect()
}

fn long_overdue(found: &Found, several_boards: bool) -> LongOverdue {
    let leads: Vec<&str> = found.leads().iter().filter(|lead| lead.by_role.is_none()).map(|lead| lead.name).collect();
    let due = found.verdict.due.map_or_else(String::new, |due| match due.when {
        When::Month { .. } => day_for_people(due.day).split_once(' ').map_or_else(String::new, |(_, month)| month.to_owned()),
        when => when.for_people(),
    });
    LongOverdue {
        reference: found.label().into_owned(),
        action: found.action.action.map_or("", |action| action.value).to_owned(),
        leads: if leads.is_empty() { "nobody".into() } else { leads.join(", ") },
        board: several_boards.then(|| found.plan.board.map_or(found.file, |board| board.value).to_owned()),
        due,
    }
}

/// A bar for each month, the latest first; the oldest months share the last.
fn by_month(past: &[&Found]) -> Vec<Bar> {
    let mut months: BTreeMap<(i32, u32), usize> = BTreeMap::new();
    for due in past.iter().filter_map(|found| found.verdict.due) {
        *months.entry((due.day.year(), due.day.month())).or_default() += 1;
    }
    let name = |&(year, month): &(i32, u32)| When::Month { year, month }.for_people();
    let bar = |label: String, count: usize| Bar { label, segments: vec![Segment { series: Series::Group(Group::Past), count }] };
    let months: Vec<((i32, u32), usize)> = months.into_iter().rev().collect();
    let apart = if months.len() > MONTHS { MONTHS - 1 } else { months.len() };
    let mut bars: Vec<Bar> = months[..apart].iter().map(|(month, count)| bar(name(month), *count)).collect();
    if let Some((month, _)) = months.get(apart) {
        bars.push(bar(format!("{} or before", name(month)), months[apart..].iter().map(|(_, count)| count).sum()));
    }
    bars
}

fn share_of<'f>(label: String, actions: impl Iterator<Item = &'f Found<'f>>) -> Share {
    let bar = by_group(label, actions.map(|found| &found.verdict));
    let count = |segment: &&Segment| segment.series == Series::Group(Group::Past);
    let past = bar.segments.iter().filter(count).map(|segment| segment.count).sum();
    Share { past, of: bar.segments.iter().map(|segment| segment.count).sum(), bar }
}

/// Those with most past their date; a role is counted under whoever holds it.
fn by_lead(leads: &[Pack], several_boards: bool) -> Vec<Share> {
    let is_held = |led: &Led| {
        let name = led.named.map_or("", |named| named.name);
        led.found.plan.groups.iter().any(|group| group.name.value == name && !group.held_by.is_empty())
    };
    let own = leads.iter().filter(|lead| lead.kind != Pack::NOBODY && !(lead.kind == "role" && lead.actions.iter().all(is_held)));
    let mut shares: Vec<Share> = own
        .map(|lead| {
            let label = match several_boards {
                true => format!("{}, {}", lead.name, lead.board_name),
                false => lead.name.to_string(),
            };
            share_of(label, lead.actions.iter().map(|led| led.found))
        })
        .filter(|share| share.past > 0)
        .collect();
    shares.sort_by_key(|share| Reverse(share.past));
    shares.truncate(if several_boards { LEADS_OF_BOARDS } else { LEADS });
    shares
}

/// Every objective with an open action, the one with most past their date first.
fn by_objective(counted_here: &[Counted]) -> Vec<Share> {
    let mut shares: Vec<Share> = Vec::new();
    for answer in counted_here.iter().map(|counted| counted.answer) {
        for objective in answer.plan.objectives {
            let title = objective.title.map_or("", |title| title.value);
            let actions = answer.found.iter().filter(|found| std::ptr::eq(found.objective, objective));
            shares.push(share_of(format!("{} {title}", objective.label()).trim().to_owned(), actions));
        }
    }
    sorted(shares)
}

/// Every board with an open action, the one with most past their date first.
fn by_board(counted_here: &[Counted], boards: &Boards, answers: &[Answer]) -> Vec<Share> {
    let of_board = |board: usize| {
        let own = counted_here.iter().filter(move |counted| boards.number_of(counted.number) == board);
        share_of(boards.name(board, answers).into_owned(), own.flat_map(|counted| &counted.answer.found))
    };
    sorted((0..boards.count()).map(of_board).collect())
}

fn sorted(mut shares: Vec<Share>) -> Vec<Share> {
    shares.retain(|share| share.of > 0);
    shares.sort_by_key(|share| (Reverse(share.past), Reverse(share.of)));
    shares
}

fn basis(answers: &[Answer], facts: &Facts, counted_here: &[Counted], as_at: NaiveDate) -> String {
    let mut words = vec![
        "Past its date: its day or month has ended, and nothing records it as done.".to_owned(),
        format!("Judged on {} from the plan file, not from reports.", day_for_people(as_at)),
    ];
    let ongoing =
        counted_here.iter().flat_map(|counted| &counted.answer.found).filter(|found| found.verdict.state == State::Ongoing);
    match ongoing.count() {
        0 => {}
        1 => words.push("1 ongoing action has no deadline left to miss.".into()),
        count => words.push(format!("{count} ongoing actions have no deadline left to miss.")),
    }
    if facts.cannot > 0 {
        words.push("Words in the plan that give no date are not guessed.".into());
    }
    let others: Vec<&Answer> =
        answers.iter().filter(|answer| !counted_here.iter().any(|counted| std::ptr::eq(counted.answer, *answer))).collect();
    if !others.is_empty() {
        let open: usize =
            others.iter().flat_map(|answer| &answer.found).filter(|found| found.verdict.state != State::Closed).count();
        words.push(format!(
            "Not counted on this page: {} that {} over or not begun, with {}.",
            counted(others.len(), "plan"),
            if others.len() == 1 { "is" } else { "are" },
            counted(open, "action").replacen(" action", " open action", 1)
        ));
    }
    words.join(" ")
}
