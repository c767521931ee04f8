//! What falls due in each month of the year ahead, recurring work included: in all, and lead by lead in each board.

use super::pictures::bar;
use super::rows::add_board;
use super::{
    About, Audience, Cell, Column, Grid, Needs, Note, Picture, Report, ReportKind, Role, Row, Section, Series, counted, counts,
    leads, notes,
};
use crate::query::{Answer, Boards, Each, Found, Pack, numbered, packs};
use crate::time::state::{Due, State, What};
use crate::time::when::{When, day_for_people};
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) static KIND: ReportKind = ReportKind {
    id: "workload",
    also: "load",
    about: "what falls due in each of the next 12 months, in all and for each lead",
    needs: Needs::NOTHING,
    build,
};

const YEAR: usize = 12;

/// The months' short names as headings, January first.
const SHORT: [&str; YEAR] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// The month of the day asked about is the first; so a column keeps its name, whatever the day.
const IDS: [&str; YEAR] = [
    "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9", "month_10", "month_11",
    "month_12",
];

/// The month that comes so many after that of a day.
fn month(day: NaiveDate, after: usize) -> When {
    let count = day.year() * YEAR as i32 + day.month0() as i32 + after as i32;
    When::Month { year: count.div_euclid(YEAR as i32), month: count.rem_euclid(YEAR as i32) as u32 + 1 }
}

fn last(as_at: NaiveDate) -> NaiveDate {
    month(as_at, YEAR - 1).last_day()
}

/// Dates by month, and before them those that are missed.
#[derive(Clone, Default)]
struct Load {
    /// Of those missed, then of each month: deadlines, milestones, reports, latest days to start.
    kinds: [[usize; KINDS]; YEAR + 1],
    /// Open actions with no date in this time: later, ongoing, on hold, without any.
    dateless: usize,
}

const KINDS: usize = 4;
const REPORTS: usize = 2;

impl Load {
    fn add(&mut self, found: &Found, as_at: NaiveDate) {
        let unmet = found.unmet_until(last(as_at), 0);
        if unmet.dues.is_empty() && unmet.earlier_reports == 0 {
            self.dateless += usize::from(found.verdict.state != State::Closed);
        }
        self.kinds[0][REPORTS] += unmet.earlier_reports;
        for due in unmet.dues {
            let kind = match due.what {
                What::Deadline | What::SetUp => 0,
                What::Milestone(_) => 1,
                What::Report => REPORTS,
                What::Start => 3,
            };
            self.kinds[place(due, as_at).map_or(0, |month| month + 1)][kind] += 1;
        }
    }

    fn missed(&self) -> usize {
        self.kinds[0].iter().sum()
    }

    fn months(&self) -> impl Iterator<Item = usize> {
        self.kinds[1..].iter().map(|kinds| kinds.iter().sum())
    }

    fn dates(&self) -> usize {
        self.missed() + self.months().sum::<usize>()
    }
}

/// The month a date falls in, from that of the day asked about; `None` when it is missed already.
fn place(due: Due, as_at: NaiveDate) -> Option<usize> {
    let day = due.day;
    let months = (day.year() - as_at.year()) * YEAR as i32 + day.month0() as i32 - as_at.month0() as i32;
    (day >= as_at).then_some(months.clamp(0, YEAR as i32 - 1) as usize)
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    let all = || answers.iter().flat_map(|answer| &answer.found);
    let mut total = Load::default();
    all().for_each(|found| total.add(found, about.as_at));
    let people = |when: When| when.for_people();
    let title = format!(
        "Workload as at {}: {} from {} to {}, and {} missed",
        day_for_people(about.as_at),
        counted(total.dates() - total.missed(), "date"),
        people(month(about.as_at, 0)),
        people(month(about.as_at, YEAR - 1)),
        counted(total.missed(), "date"),
    );
    let mut notes = Vec::new();
    if total.dateless > 0 {
        let text = format!(
            "No date in this time: {} (ongoing, on hold, later or without a date)",
            counted(total.dateless, "open action")
        );
        notes.push(Note::new("no-date-in-this-time", total.dateless, text));
    }
    let each_lead = packs(answers, open(answers), Each::Lead);
    notes.extend(leads::shared(&each_lead));
    notes.extend(leads::in_several_boards(&each_lead));
    notes.extend(notes::not_judged(answers, notes::all(answers)));
    let machines = |section: Section<'a>| Section { audience: Audience::Machines, ..section };
    let (months, leads) = for_people(answers, &each_lead, about);
    let sections = vec![machines(by_month(about, &total)), months, machines(by_lead(answers, &each_lead, about)), leads];
    Report {
        id: "workload",
        title,
        as_at: about.as_at,
        running_head: super::running_head(answers),
        page_one: None,
        facts: Vec::new(),
        sections,
        all_actions: None,
        counts: counts(answers),
        notes,
    }
}

/// A row for what is missed and for each month.
fn by_month<'a>(about: About, total: &Load) -> Section<'a> {
    let kinds = total.kinds;
    let name = move |number: usize| match number {
        0 => "missed".to_owned(),
        number => month(about.as_at, number - 1).for_people(),
    };
    let [deadlines, milestones, reports, starts] = ["deadlines", "milestones", "reports", "to start"].map(Series::Named);
    let bars = (0..=YEAR).map(|number| {
        let series = [deadlines, milestones, reports, starts];
        bar(name(number), series.into_iter().zip(kinds[number]))
    });
    let picture = Picture::Bars { title: "Dates in each month".into(), bars: bars.collect() };
    let columns = vec![
        Column::new("month", "Month"),
        Column::new("dates", "Dates"),
        Column::new("deadlines", "Deadlines").with(Role::Count(deadlines)),
        Column::new("milestones", "Milestones").with(Role::Count(milestones)),
        Column::new("reports", "Reports").with(Role::Count(reports)),
        Column::new("starts", "To start"),
    ];
    let row = |number: usize| {
        let counts = kinds[number];
        let month = match number {
            0 => Cell::Text("missed".into()),
            number => Cell::When(month(about.as_at, number - 1)),
        };
        Row::of_cells([month, Cell::count(counts.iter().sum())].into_iter().chain(counts.map(Cell::count)).collect())
    };
    Section {
        id: "months",
        heading: "By month".into(),
        rows: (0..if total.dates() == 0 { 0 } else { YEAR + 1 }).map(row).collect(),
        picture: (total.dates() > 0).then_some(picture),
        nothing: "Nothing falls due in this time: no open action has a date in it.".into(),
        ..Section::of(columns)
    }
}

fn open<'a>(answers: &'a [Answer<'a>]) -> impl Iterator<Item = (usize, &'a Found<'a>)> {
    numbered(answers).filter(|(_, found)| found.verdict.state != State::Closed)
}

/// A row for each lead in each board; a date that two lead stands under both.
fn by_lead<'a>(answers: &'a [Answer<'a>], each_lead: &[Pack<'a>], about: About) -> Section<'a> {
    let loaded = |lead| {
        let lead: &Pack<'a> = lead;
        let mut load = Load::default();
        lead.actions.iter().for_each(|led| load.add(led.found, about.as_at));
        (lead, load)
    };
    let leads: Vec<(&Pack, Load)> = each_lead.iter().map(loaded).collect();
    let mut columns = vec![
        Column::new("lead", "Lead").with(Role::Lead),
        Column::hidden("kind", "Kind"),
        Column::new("open", "Open"),
        Column::new("missed", "Missed"),
    ];
    let heading = |number: usize| SHORT[(about.as_at.month0() as usize + number) % YEAR];
    columns.extend((0..YEAR).map(|number| Column::new(IDS[number], heading(number))));
    columns.push(Column::new("dateless", "No date in this time"));
    add_board(&mut columns, &Boards::of(answers));
    let row = |(lead, load): &(&Pack<'a>, Load)| {
        let open = lead.actions.len();
        let first = [Cell::Text(lead.name.clone()), Cell::Text(lead.kind.into()), Cell::count(open), Cell::count(load.missed())];
        let plans = lead.plans().into_iter().map(Cow::Borrowed).collect();
        let last = [Cell::count(load.dateless), Cell::Text(lead.board_name.clone()), Cell::List(plans)];
        Row::of_cells(first.into_iter().chain(load.months().map(Cell::count)).chain(last).collect())
    };
    Section {
        id: "leads",
        heading: format!("By lead: {} to {}", month(about.as_at, 0).for_people(), month(about.as_at, YEAR - 1).for_people()),
        rows: leads.iter().map(row).collect(),
        nothing: "No open action matches.".into(),
        ..Section::of(columns)
    }
}

/// A month, counted from the beginning of time.
type Month = i32;

fn month_of(day: NaiveDate) -> Month {
    day.year() * YEAR as i32 + day.month0() as i32
}

fn when(month: Month) -> When {
    When::Month { year: month.div_euclid(YEAR as i32), month: month.rem_euclid(YEAR as i32) as u32 + 1 }
}

/// The months that people are shown: of what is missed from the first to the last, of what is to come up to the end of the plans or
/// the last date. None between is left out; what was missed before the first is counted together.
struct Calendar {
    past: Vec<Month>,
    to_come: Vec<Month>,
}

/// Missed months that stand apart; those before are counted together.
const PAST: i32 = 12;

/// Reports of one action that are told by their month.
const REPORTS_APART: u32 = 60;

/// Dates by month, the missed ones apart from those to come; and the missed ones before the first month.
#[derive(Clone, Default)]
struct Dates {
    missed: BTreeMap<Month, usize>,
    to_come: BTreeMap<Month, usize>,
    before: usize,
    dateless: usize,
}

impl Dates {
    fn add(&mut self, found: &Found, as_at: NaiveDate) {
        let unmet = found.unmet_until(last(as_at), REPORTS_APART);
        if unmet.dues.is_empty() && unmet.earlier_reports == 0 {
            self.dateless += usize::from(found.verdict.state != State::Closed);
        }
        self.before += unmet.earlier_reports;
        for due in unmet.dues {
            let earliest = month_of(as_at) - PAST + 1;
            match month_of(due.day) {
                month if due.day >= as_at => *self.to_come.entry(month).or_default() += 1,
                month if month < earliest => self.before += 1,
                month => *self.missed.entry(month).or_default() += 1,
            }
        }
    }

    fn missed(&self) -> usize {
        self.before + self.missed.values().sum::<usize>()
    }

    fn to_come(&self) -> usize {
        self.to_come.values().sum()
    }
}

impl Calendar {
    fn of(total: &Dates, answers: &[Answer], as_at: NaiveDate) -> Calendar {
        let now = month_of(as_at);
        let past = match (total.missed.keys().next(), total.missed.keys().last()) {
            (Some(&first), Some(&last)) => (first..=last).collect(),
            _ => Vec::new(),
        };
        // A plan without an end goes on.
        let ends = answers.iter().filter_map(|answer| answer.plan.period?.last_day()).map(month_of);
        let end = ends.chain(total.to_come.keys().copied()).max().unwrap_or(now);
        let to_come = (now..=end.min(now + YEAR as i32 - 1)).collect();
        Calendar { past, to_come }
    }

    fn counts(&self, dates: &Dates) -> Vec<usize> {
        let of = |months: &BTreeMap<Month, usize>, month: &Month| months.get(month).copied().unwrap_or(0);
        let missed = self.past.iter().map(|month| of(&dates.missed, month));
        missed.chain(self.to_come.iter().map(|month| of(&dates.to_come, month))).collect()
    }
}

/// "Apr 08".
fn short(month: Month) -> String {
    format!("{} {:02}", SHORT[month.rem_euclid(YEAR as i32) as usize], month.div_euclid(YEAR as i32).rem_euclid(100))
}

/// By month, and a grid of lead by month.
fn for_people<'a>(answers: &'a [Answer<'a>], each_lead: &[Pack<'a>], about: About) -> (Section<'a>, Section<'a>) {
    let as_at = about.as_at;
    let mut total = Dates::default();
    answers.iter().flat_map(|answer| &answer.found).for_each(|found| total.add(found, as_at));
    let calendar = Calendar::of(&total, answers, as_at);
    (months_for_people(&calendar, &total), leads_for_people(answers, each_lead, &calendar, about))
}

fn months_for_people<'a>(calendar: &Calendar, total: &Dates) -> Section<'a> {
    let [missed, to_come] = ["missed", "to come"].map(Series::Named);
    let mut all: Vec<(String, usize, usize)> = Vec::new();
    if total.before > 0 {
        all.push(("before these months".into(), total.before, 0));
    }
    let of = |months: &BTreeMap<Month, usize>, month: &Month| months.get(month).copied().unwrap_or(0);
    let months = calendar.past.iter().chain(calendar.to_come.iter().filter(|month| !calendar.past.contains(month)));
    all.extend(months.map(|month| (when(*month).for_people(), of(&total.missed, month), of(&total.to_come, month))));
    let bars = all.iter().map(|(name, past, coming)| bar(name.clone(), [(missed, *past), (to_come, *coming)].into_iter()));
    let picture = Picture::Bars { title: "Dates in each month: missed, and to come".into(), bars: bars.collect() };
    let any = total.missed() + total.to_come() > 0;
    let row = |(name, past, coming): &(String, usize, usize)| {
        Row::of_cells(vec![Cell::Text(name.clone().into()), Cell::count(*past), Cell::count(*coming)])
    };
    let columns = vec![Column::new("month", "Month"), Column::new("missed", "Missed"), Column::new("to_come", "To come")];
    Section {
        id: "months",
        heading: format!("By month: {} missed, {} to come", counted(total.missed(), "date"), total.to_come()),
        rows: if any { all.iter().map(row).collect() } else { Vec::new() },
        picture: any.then_some(picture),
        nothing: "Nothing falls due in this time: no open action has a date in it.".into(),
        audience: Audience::People,
        ..Section::of(columns)
    }
}

fn leads_for_people<'a>(answers: &'a [Answer<'a>], each_lead: &[Pack<'a>], calendar: &Calendar, about: About) -> Section<'a> {
    let dated = |lead| {
        let lead: &Pack<'a> = lead;
        let mut dates = Dates::default();
        lead.actions.iter().for_each(|led| dates.add(led.found, about.as_at));
        (lead, dates)
    };
    let leads: Vec<(&Pack, Dates)> = each_lead.iter().map(dated).collect();
    let several = Boards::of(answers).are_several();
    let with_dates = || leads.iter().filter(|(_, dates)| dates.missed() + dates.to_come() > 0);
    let name = |lead: &Pack| if several { format!("{}, {}", lead.name, lead.board_name) } else { lead.name.to_string() };
    // What was missed longer ago stands in the first column, so that each row has all that its lead missed.
    let before = leads.iter().any(|(_, dates)| dates.before > 0);
    let counts = |dates: &Dates| before.then_some(dates.before).into_iter().chain(calendar.counts(dates)).collect();
    let grid = Grid {
        title: "Dates of each lead in each month; a date that several lead is counted for each".into(),
        head: "Lead",
        past: before.then(|| "Before".to_owned()).into_iter().chain(calendar.past.iter().map(|month| short(*month))).collect(),
        to_come: calendar.to_come.iter().map(|month| short(*month)).collect(),
        rows: with_dates().map(|(lead, dates)| (name(lead), counts(dates))).collect(),
    };
    let mut columns = vec![
        Column::new("lead", "Lead").with(Role::Lead),
        Column::new("open", "Open actions"),
        Column::new("missed", "Dates missed"),
        Column::new("to_come", "Dates to come"),
        Column::new("dateless", "Open with no date in this time"),
    ];
    let board = Column { people: several.then_some(0), ..Column::new("board", "Board").with(Role::Board) };
    columns.push(board);
    let row = |(lead, dates): &(&Pack<'a>, Dates)| {
        Row::of_cells(vec![
            Cell::Text(lead.name.clone()),
            Cell::count(lead.actions.len()),
            Cell::count(dates.missed()),
            Cell::count(dates.to_come()),
            Cell::count(dates.dateless),
            Cell::Text(lead.board_name.clone()),
        ])
    };
    Section {
        id: "leads",
        heading: "By lead: an action with several leads is counted for each".into(),
        rows: leads.iter().map(row).collect(),
        picture: (!grid.rows.is_empty()).then_some(Picture::Grid(grid)),
        nothing: "No open action matches.".into(),
        audience: Audience::People,
        ..Section::of(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::{about, answers};

    #[test]
    fn each_date_stands_in_its_month_and_the_rest_is_counted() {
        let plan = r#"
period = { from = 2008-04-01, to = 2009-03-31 }
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
due = "2008-10"
[[objective.action]]
ref = "1.2"
every = "quarter"
[[objective.action]]
ref = "1.3"
due = "2009-09"
[[objective.action]]
ref = "1.4"
due = "2009-10"
[[objective.action]]
ref = "1.5"
status = "complete"
due = "2008-12"
"#;
        let answers = answers(plan, "2008-10-31");
        let report = build(&answers, about("2008-10-31"));
        let numbers = |number: usize| -> Vec<i64> {
            let cells = &report.sections_for_machines()[1].rows[number].kept;
            cells.iter().filter_map(|cell| if let Cell::Number(number) = cell { Some(*number) } else { None }).collect()
        };
        // Open, missed, October to September, no date in this time. Two quarters are missed, two are to come.
        assert_eq!(numbers(0), [4, 2, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1]);
        let months: Vec<i64> =
            report.sections[0].rows.iter().map(|row| if let Cell::Number(number) = row.kept[1] { number } else { -1 }).collect();
        assert_eq!(months, [2, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
        // People see each month from the first missed to the last date, none left out, and the same sums.
        let people = report.sections_for_people();
        let cells: Vec<[i64; 2]> = people[0]
            .rows
            .iter()
            .map(|row| [1, 2].map(|at| if let Cell::Number(number) = row.kept[at] { number } else { -1 }))
            .collect();
        assert_eq!(cells.iter().map(|[missed, _]| missed).sum::<i64>(), 2);
        assert_eq!(cells.iter().map(|[_, coming]| coming).sum::<i64>(), 4);
        let Some(Picture::Grid(grid)) = &people[1].picture else { panic!("no grid") };
        assert_eq!(grid.past, ["Jun 08", "Jul 08", "Aug 08", "Sep 08"]);
        assert_eq!(grid.to_come.len(), 12);
        assert_eq!((&*grid.to_come[0], &*grid.to_come[11]), ("Oct 08", "Sep 09"));
        assert_eq!(grid.rows[0].1.iter().sum::<usize>(), 6);
        assert_eq!((grid.rows[0].1.len(), grid.rows[0].1[0], grid.rows[0].1[3]), (16, 1, 1));
    }

    #[test]
    fn no_month_after_the_end_of_the_plan_is_shown() {
        let plan = "period = { from = 2008-04-01, to = 2009-03-31 }\n[[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"1.1\"\ndue = \"2008-12\"\n";
        let answers = answers(plan, "2008-10-31");
        let report = build(&answers, about("2008-10-31"));
        let people = report.sections_for_people();
        let months: Vec<String> = people[0].rows.iter().map(|row| format!("{:?}", row.kept[0])).collect();
        assert_eq!((months.len(), months[5].contains("March 2009")), (6, true), "{months:?}");
    }
}
